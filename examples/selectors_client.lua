-- A client with selectors and length-prefixed messages: asks all questions at once, each on its own connection.
-- Run it while selectors_server is running: make && eval "$(make env)" && lua5.4 examples/selectors_client.lua
-- Arguments: [host [port [question ...]]]. A question is an action, upper, reverse or length, and a text.
local socket = require "pysocket"
local errno = require "pysocket.errno"
local selectors = require "pysocket.selectors"
local struct = require "pysocket.struct"

local HOST = arg[1] or "127.0.0.1"
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"
local QUESTIONS = #arg > 2 and {table.unpack(arg, 3)} or {"upper hello", "reverse hello", "length hello"}
local HEADER = struct.Struct "!I"
local MAX_LENGTH = 1000000  -- bytes of an answer
local TIMEOUT = 10          -- seconds without an answer

local sel <close> = selectors.DefaultSelector()
local answers = {}

local function start(number, question)
  local sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
  sock:setblocking(false)
  local err = sock:connect_ex{HOST, PORT}
  if err ~= 0 and err ~= errno.EINPROGRESS then error(errno.errorcode[err]) end
  local data = {number = number, output = HEADER:pack(#question) .. question, input = ""}
  sel:register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, data)
end

local function finish(sock, data, answer)
  answers[data.number] = answer
  sel:unregister(sock)
  sock:close()
end

local function read(sock, data)
  local bytes = sock:recv(4096)
  if not bytes then return finish(sock, data, "no answer") end
  data.input = data.input .. bytes
  if #data.input < HEADER.size then return end
  local length = HEADER:unpack_from(data.input)
  if length > MAX_LENGTH then
    finish(sock, data, "the answer is too long")
  elseif #data.input >= HEADER.size + length then
    finish(sock, data, data.input:sub(HEADER.size + 1, HEADER.size + length))
  end
end

local function service(key, mask)
  local sock, data = key.fileobj, key.data
  if mask & selectors.EVENT_WRITE ~= 0 then  -- 0 is true in Lua
    data.output = data.output:sub(sock:send(data.output) + 1)
    if data.output == "" then sel:modify(sock, selectors.EVENT_READ, data) end
  end
  if mask & selectors.EVENT_READ ~= 0 then read(sock, data) end
end

for number, question in ipairs(QUESTIONS) do start(number, question) end
while #sel:get_map() > 0 do
  local events = sel:select(TIMEOUT)
  if #events == 0 then error "the server does not answer" end  -- an empty list is true in Lua
  for _, event in ipairs(events) do service(event.key, event.events) end
end
for number, question in ipairs(QUESTIONS) do print(question .. ": " .. answers[number]) end
