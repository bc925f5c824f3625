-- Echo server program: takes connections and sends back what it receives, to all at once.
-- It is echo_server.lua but for three lines. Run it: lua5.4 examples/echo_server_concurrent.lua [host [port]]
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local HOST = arg[1] or ""               -- Symbolic name meaning all available interfaces
local PORT = tonumber(arg[2]) or 50007  -- Arbitrary non-privileged port
local s <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s:bind{HOST, PORT}
s:listen(1)
asyncio.run(function() for conn, addr in s.accept, s do asyncio.create_task(function() local _ <close> = conn
print("Connected by", addr)
while true do
  local data = conn:recv(1024)
  if not data then break end
  conn:sendall(data)
end
end) end end)
