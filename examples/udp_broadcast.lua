-- Shows a broadcast: one datagram that every socket on that port receives.
-- The datagram does not leave this computer.
-- Run it: make && eval "$(make env)" && lua5.4 examples/udp_broadcast.lua
local socket = require "pysocket"

local BROADCAST = "127.255.255.255"  -- On a real network: "<broadcast>"

-- Two receivers on one port; SO_REUSEADDR lets them share it.
local first <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
first:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
first:bind{BROADCAST, 0}  -- Receives only datagrams to this address; "" would receive all
local port = first:getsockname().port
local second <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
second:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
second:bind{BROADCAST, port}

local sender <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

-- A socket may broadcast only after this option is set.
local ok, e = pcall(sender.sendto, sender, "Is anybody there?", {BROADCAST, port})
if not ok and socket.isinstance(e, socket.PermissionError) then
  print("Without SO_BROADCAST:", e.strerror)
end
sender:setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
sender:sendto("Is anybody there?", {BROADCAST, port})

print("The first received", (first:recvfrom(1024)))
print("The second received", (second:recvfrom(1024)))
