-- A TCP proxy: relays connections to another port in both directions, without copying the data in Lua.
-- Run it: make && eval "$(make env)" && lua5.4 examples/proxy.lua
-- Arguments: [port [target host [target port]]]. Ctrl-C ends it.
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local PORT = tonumber(arg[1] or 50008) or error "the port must be a number"
local TARGET = {arg[2] or "127.0.0.1", tonumber(arg[3] or 50007) or error "the target's port must be a number"}
local BUFFER = 65536
local IDLE = 600           -- seconds after which a connection ends if neither side sends anything

-- Each direction has one buffer and one view, so that relaying creates no objects.
local function relay(from, to, limit)
  local loop = asyncio.get_running_loop()
  to:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
  local buffer, view = socket.bytearray(BUFFER), nil
  while true do
    local n = from:recv_into(buffer)
    if n == 0 then break end
    view = buffer:view(1, n, view)
    to:sendall(view)
    limit:reschedule(loop:time() + IDLE)
  end
  to:shutdown(socket.SHUT_WR)  -- passes the end of the stream on; the other direction continues
end

-- After an error both sides get a reset, because a regular end would mean that they have received everything.
local Sides = {__close = function(sides, e)
  for _, s in ipairs(sides) do
    if e then s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0)) end
    s:close()
  end
end}

local function serve(client)
  local sides <close> = setmetatable({client}, Sides)
  local limit <close> = asyncio.timeout(IDLE)
  sides[2] = socket.create_connection(TARGET)
  local group <close> = asyncio.TaskGroup()
  group:create_task(relay, sides[1], sides[2], limit)
  group:create_task(relay, sides[2], sides[1], limit)
end

-- An error ends only this connection.
local function guarded(client)
  local ok, e = asyncio.pcall(serve, client)
  if ok then return end
  print("A connection failed:", e)
end

local function accept(s)
  for client in s.accept, s do asyncio.create_task(guarded, client) end
end

asyncio.run(function()
  local s <close> = socket.create_server{"127.0.0.1", PORT}
  print("The proxy listens at", s:getsockname())
  local group <close> = asyncio.TaskGroup()
  local server = group:create_task(accept, s)
  asyncio.get_running_loop():add_signal_handler("SIGINT", server.cancel, server)
end)
