-- Echo client program: says hello to the echo server and prints the answer.
-- Run it while the server is running: make && eval "$(make env)" && lua5.4 examples/echo_client.lua
-- Arguments: [host [port]]
local socket = require "pysocket"

local HOSTNAME = arg[1] or "localhost"
local HOST = socket.gethostbyname(HOSTNAME)
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"

local s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s:connect{HOST, PORT}
s:sendall("Hello, world")
local data = s:recv(1024)
s:close()
print(("Received: %s"):format(data))
