-- Echo server program: accepts one connection and sends back what it receives.
-- Run it first: make && eval "$(make env)" && lua5.4 examples/echo_server.lua
-- Arguments: [host [port]]
local socket = require "pysocket"

local HOST = arg[1] or ""  -- Set the host IP address or leave it empty for all interfaces
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"

local s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s:bind{HOST, PORT}
s:listen(1)
local conn, addr = s:accept()
print(("Connected by %s"):format(addr))

while true do
  local data = conn:recv(1024)
  if not data then
    break
  end
  conn:sendall(data)
end

conn:close()
