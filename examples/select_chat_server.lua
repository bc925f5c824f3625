-- A chat room in one loop around select.select: each line that a guest writes is sent to all the others.
-- Run it: make && eval "$(make env)" && lua5.4 examples/select_chat_server.lua
-- Join with select_chat_client.lua or nc. Arguments: [host [port]]. Ctrl-C ends it.
local socket = require "pysocket"
local select = require "pysocket.select"
local time = require "pysocket.time"

local HOST = arg[1] or "127.0.0.1"
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"
local MAX_LINE = 1000  -- bytes of a line
local UNSENT = 100000  -- bytes that may wait for a guest who reads slowly; further lines are dropped
local IDLE = 900       -- seconds that a guest may be silent

local server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server:bind{HOST, PORT}
server:listen()
server:setblocking(false)

local inputs = {server}  -- what select waits for
local outputs = {}
local guests = {}       -- by socket: name, input, output, the time of the last line
local reported = false  -- true: the lack of descriptors was reported

-- In Python: list.remove(item)
local function remove(list, item)
  for i, value in ipairs(list) do
    if value == item then return table.remove(list, i) end
  end
end

-- In Python: except OSError. Other errors are raised again, including Ctrl-C, which pcall catches too.
local function try(f, ...)
  local ok, result = pcall(f, ...)
  if not ok and not socket.isinstance(result, socket.OSError) then error(result, 0) end
  return ok, result
end

-- Removes control characters, which would change the screens of the others.
local function clean(line)
  if not utf8.len(line) then line = line:gsub("[\x80-\xFF]", "?") end
  return (line:gsub("%c", ""):gsub("\xC2[\x80-\x9F]", ""))
end

local function send(s, text)
  local guest = guests[s]
  if #guest.output > UNSENT then return end
  if guest.output == "" then outputs[#outputs + 1] = s end
  guest.output = guest.output .. text
end

local function broadcast(text, from)
  print(text)
  for s, guest in pairs(guests) do
    if s ~= from and guest.name then send(s, text .. "\n") end
  end
end

local function enter()
  local ok, s = try(server.accept, server)
  if ok then
    s:setblocking(false)
    s:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  -- send each line at once
    inputs[#inputs + 1] = s
    guests[s] = {input = "", output = "", last = time.monotonic()}
    send(s, "Welcome. Your first line is your name.\n")
  elseif not socket.isinstance(s, socket.BlockingIOError) then
    if not reported then io.stderr:write(tostring(s), "\n") end
    reported = true
    remove(inputs, server)  -- until somebody leaves
  end
end

local function leave(s)
  local name = guests[s].name
  guests[s] = nil
  remove(inputs, s)
  remove(outputs, s)
  s:close()
  if inputs[1] ~= server then table.insert(inputs, 1, server) end
  if name then broadcast(name .. " has left") end
end

local function say(s, line)
  local guest = guests[s]
  if guest.name then
    broadcast(guest.name .. ": " .. line, s)
  else
    guest.name = line ~= "" and line or "somebody"  -- in Python: line or "somebody"
    broadcast(guest.name .. " has joined", s)
  end
end

local function hear(s)
  local guest = guests[s]
  local ok, data = try(s.recv, s, 1024)
  if not ok and socket.isinstance(data, socket.BlockingIOError) then return end
  if not ok or not data then return leave(s) end  -- in Python: data == b""
  guest.last = time.monotonic()
  guest.input = guest.input .. data
  local lines, rest = guest.input:match("^(.*\n)(.*)$")  -- the complete lines, and the rest
  if lines then
    guest.input = rest
    for line in lines:gmatch("([^\n]*)\n") do say(s, clean(line)) end
  end
  if #guest.input > MAX_LINE then leave(s) end
end

local function deliver(s)
  local guest = guests[s]
  local ok, n = try(s.send, s, guest.output)
  if not ok and socket.isinstance(n, socket.BlockingIOError) then return end
  if not ok then return leave(s) end
  guest.output = guest.output:sub(n + 1)  -- in Python: output[n:]
  if guest.output == "" then remove(outputs, s) end
end

local function dismiss_idle()
  for s, guest in pairs(guests) do
    if time.monotonic() - guest.last > IDLE then leave(s) end
  end
  if inputs[1] ~= server then table.insert(inputs, 1, server) end
end

local function run()
  print("The chat room is open at", server:getsockname())
  while true do
    local readable, writable = select.select(inputs, outputs, {}, IDLE / 10)
    for _, s in ipairs(readable) do
      if s == server then enter() elseif guests[s] then hear(s) end
    end
    for _, s in ipairs(writable) do
      if guests[s] then deliver(s) end
    end
    dismiss_idle()
  end
end

local ok, e = pcall(run)
if not ok and not socket.isinstance(e, socket.KeyboardInterrupt) then error(e, 0) end
for s in pairs(guests) do s:close() end
server:close()
