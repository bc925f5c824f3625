-- Echo client program: says hello to the echo server and prints what comes back.
-- Run it when the server runs: lua5.4 examples/echo_client.lua [host [port]]
local socket = require "pysocket"

local HOST = arg[1] or "127.0.0.1"      -- The remote host
local PORT = tonumber(arg[2]) or 50007  -- The same port as used by the server
local s <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s:connect{HOST, PORT}
s:sendall("Hello, world")
local data = s:recv(1024)
print("Received", ("%q"):format(data))
