-- Shows datagrams (UDP): a question is sent to an address, and the answer is sent back to its sender.
-- Both ends are in this script.
-- Run it: make && eval "$(make env)" && lua5.4 examples/udp.lua
local socket = require "pysocket"

local server <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server:bind{"127.0.0.1", 0}  -- port 0 means any free port
local client <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

-- There is no connect, listen or accept: each datagram carries its address.
client:sendto("What is the answer?", server:getsockname())

local question, sender = server:recvfrom(1024)
print("The server received", question, "from", sender)
server:sendto("42", sender)

local answer, from = client:recvfrom(1024)
print("The client received", answer, "from", from)
