-- A server with selectors and length-prefixed messages: four bytes give the length of the next message.
-- Run it: make && eval "$(make env)" && lua5.4 examples/selectors_server.lua
-- Ask it with selectors_client.lua. Arguments: [host [port]]. Ctrl-C ends it.
local socket = require "pysocket"
local selectors = require "pysocket.selectors"
local struct = require "pysocket.struct"
local time = require "pysocket.time"

local HOST = arg[1] or "127.0.0.1"
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"
local HEADER = struct.Struct "!I"  -- the length
local MAX_LENGTH = 65536  -- bytes of a message
local UNSENT = 65536      -- bytes of answers that may wait; then no more questions are read
local IDLE = 300          -- seconds after which a client that neither sends nor reads is disconnected

local sel = selectors.DefaultSelector()
local server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
local reported = false  -- true: the lack of descriptors was reported

local ACTIONS = {
  upper = string.upper,
  reverse = string.reverse,
  length = function(text) return tostring(#text) end,
}

local function answer(question)
  local action, value = question:match("^([^ ]*) ?(.*)$")  -- in Python: question.partition(" ")
  local f = ACTIONS[action]
  return f and f(value) or "unknown action"
end

-- In Python: except OSError. Other errors are raised again, including Ctrl-C, which pcall catches too.
local function try(f, ...)
  local ok, result, more = pcall(f, ...)
  if not ok and not socket.isinstance(result, socket.OSError) then error(result, 0) end
  return ok, result, more
end

-- In Python: class Connection. A class is the table in which its objects look up their methods.
local Connection = {}
Connection.__index = Connection

function Connection.new(sock, addr)
  local self = {sock = sock, addr = addr, input = "", output = "", last = time.monotonic()}
  return setmetatable(self, Connection)
end

-- Returns the events to wait for now.
function Connection:events()
  local events = 0
  if not self.ending and #self.output < UNSENT then events = events | selectors.EVENT_READ end
  if self.output ~= "" then events = events | selectors.EVENT_WRITE end
  return events
end

function Connection:process_events(mask)
  self.last = time.monotonic()
  if mask & selectors.EVENT_READ ~= 0 then self:read() end  -- 0 is true in Lua
  if mask & selectors.EVENT_WRITE ~= 0 then self:write() end
  local events = self:events()
  if events == 0 then self:close() else sel:modify(self.sock, events, self) end
end

function Connection:read()
  local data = self.sock:recv(4096)
  self.ending = not data  -- true: close when the answers have been sent
  self.input = self.input .. (data or "")
  while not self.ending and self:read_message() do end
end

-- Handles a complete message. Returns whether there was one.
function Connection:read_message()
  if #self.input < HEADER.size then return false end
  local length = HEADER:unpack_from(self.input)
  if length > MAX_LENGTH then
    self:reply(("a message may have at most %d bytes"):format(MAX_LENGTH))
    self.ending = true
    return false
  end
  if #self.input < HEADER.size + length then return false end
  self:reply(answer(self.input:sub(HEADER.size + 1, HEADER.size + length)))  -- in Python: input[4:4 + length]
  self.input = self.input:sub(HEADER.size + length + 1)
  return true
end

function Connection:reply(text)
  self.output = self.output .. HEADER:pack(#text) .. text
end

function Connection:write()
  self.output = self.output:sub(self.sock:send(self.output) + 1)
end

-- Listens again after descriptors had run out.
local function resume()
  if not sel:get_map()[server] then sel:register(server, selectors.EVENT_READ) end
end

function Connection:close()
  sel:unregister(self.sock)
  self.sock:close()
  print("Closed " .. self.addr)
  resume()
end

local function accept()
  local ok, conn, addr = try(server.accept, server)
  if ok then
    print("Accepted " .. addr)
    conn:setblocking(false)
    sel:register(conn, selectors.EVENT_READ, Connection.new(conn, addr))
  elseif not socket.isinstance(conn, socket.BlockingIOError) then
    if not reported then io.stderr:write(tostring(conn), "\n") end
    reported = true
    sel:unregister(server)  -- until a connection ends
  end
end

-- Disconnects silent clients.
local function dismiss_idle()
  local silent = {}  -- in Python: list(sel.get_map().values()), because closing changes the map
  for _, key in pairs(sel:get_map()) do
    local connection = key.data
    if connection and time.monotonic() - connection.last > IDLE then silent[#silent + 1] = connection end
  end
  for _, connection in ipairs(silent) do connection:close() end
  resume()
end

local function run()
  local next_look = time.monotonic()
  while true do
    for _, ready in ipairs(sel:select(IDLE / 10)) do
      local key, mask = table.unpack(ready)
      if key.data == nil then
        accept()
      else
        local ok, e = try(key.data.process_events, key.data, mask)
        if not ok and not socket.isinstance(e, socket.BlockingIOError) then key.data:close() end
      end
    end
    if time.monotonic() >= next_look then
      dismiss_idle()
      next_look = time.monotonic() + IDLE / 10
    end
  end
end

server:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server:bind{HOST, PORT}
server:listen()
server:setblocking(false)
sel:register(server, selectors.EVENT_READ)

local ok, e = pcall(run)
if not ok and not socket.isinstance(e, socket.KeyboardInterrupt) then error(e, 0) end
for _, key in pairs(sel:get_map()) do key.fileobj:close() end
sel:close()
