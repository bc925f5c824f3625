-- Echo server program: takes one connection and sends back what it receives.
-- Run it first: lua5.4 examples/echo_server.lua [host [port]]
local socket = require "pysocket"

local HOST = arg[1] or ""               -- Symbolic name meaning all available interfaces
local PORT = tonumber(arg[2]) or 50007  -- Arbitrary non-privileged port
local s <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s:bind{HOST, PORT}
s:listen(1)
local conn <close>, addr = s:accept()
print("Connected by", addr)
while true do
  local data = conn:recv(1024)
  if not data then break end
  conn:sendall(data)
end
