-- A chat room: each line that a guest writes is sent to all the others.
-- Run it: make && eval "$(make env)" && lua5.4 examples/chat_server.lua
-- Join with: nc localhost 50007. Arguments: [host [port]]. Ctrl-C ends it.
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local HOST = arg[1] or "127.0.0.1"
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"
local QUEUE = 100      -- lines that may wait for a guest who reads slowly; further lines are dropped
local MAX_LINE = 1000  -- bytes of a line
local IDLE = 900       -- seconds after which a guest who neither writes nor reads is disconnected

local guests = {}  -- name -> queue of lines that wait to be sent

local function broadcast(text, from)
  for name, queue in pairs(guests) do
    if name ~= from and not queue:full() then queue:put_nowait(text .. "\n") end
  end
end

-- Returns a function that ignores system errors, because a guest who leaves or stays silent needs no report.
local function quietly(fn)
  return function(...)
    local ok, e = asyncio.pcall(fn, ...)
    if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
  end
end

-- Sends the lines to one guest, in its own task, so that nobody has to wait for a slow guest.
local deliver = quietly(function(conn, queue)
  while true do conn:sendall(queue:get()) end
end)

-- Returns the line without characters that could change the others' screens: the control characters of ASCII and of
-- Latin-1, and those that change the direction of writing. Bytes that are not UTF-8 are replaced.
local function clean(line)
  if not utf8.len(line) then line = line:gsub("[\x80-\xFF]", "?") end
  return (line:gsub("%c", ""):gsub("\xC2[\x80-\x9F]", "")
    :gsub("\xE2\x80[\x8E\x8F\xA8-\xAE]", ""):gsub("\xE2\x81[\xA6-\xA9]", ""))
end

local welcome = quietly(function(conn)
  local _ <close> = conn
  conn:settimeout(IDLE)
  conn:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  -- send each line at once
  local file <close> = conn:makefile("rw")
  file.max_line = MAX_LINE
  file:write("Your name? "):flush()
  local name = clean(file:read("l") or "")
  if name == "" then return end
  while guests[name] do name = name .. "_" end

  local queue = asyncio.Queue(QUEUE)
  local sender = asyncio.create_task(deliver, conn, queue)
  guests[name] = queue
  local _ <close> = setmetatable({}, {__close = function()
    guests[name] = nil
    sender:cancel()
    broadcast(name .. " has left")
  end})
  broadcast(name .. " has joined", name)
  for line in file:lines() do broadcast(name .. ": " .. clean(line), name) end
end)

local function serve(s)
  for conn in s.accept, s do asyncio.create_task(welcome, conn) end
end

asyncio.run(function()
  local s <close> = socket.create_server{HOST, PORT}
  print("The chat room is open at", s:getsockname())
  local group <close> = asyncio.TaskGroup()
  local server = group:create_task(serve, s)
  asyncio.get_running_loop():add_signal_handler("SIGINT", server.cancel, server)
end)
