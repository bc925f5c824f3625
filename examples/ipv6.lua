-- Shows IPv6: the same calls as IPv4, with AF_INET6 and addresses of four parts.
-- Both ends are in this script.
-- Run it: make && eval "$(make env)" && lua5.4 examples/ipv6.lua
local socket = require "pysocket"

if not socket.has_ipv6 then
  print("This system has no IPv6")
  return
end

local server <close> = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
server:bind{"::1", 0}  -- ::1 corresponds to 127.0.0.1 in IPv4; port 0 means any free port
server:listen()
local address = server:getsockname()
print("The server listens at", address)

local client <close> = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
client:connect{"::1", address.port}  -- The other two parts, flowinfo and scope_id, are 0
local conn <close>, addr = server:accept()
print("Connected by", addr)

client:sendall("Hello, IPv6")
print("The server received", conn:recv(1024))
