-- Echo client program over TLS: echo_client.lua with the two lines that say "TLS". It verifies that the server has a
-- certificate for this name.
-- Run it while the server is running: make && eval "$(make env)" && lua5.4 examples/echo_client_tls.lua
-- Arguments: [host [port [certificate]]]
local socket = require "pysocket"
local ssl = require "pysocket.ssl"

local HOSTNAME = arg[1] or "localhost"
local HOST = socket.gethostbyname(HOSTNAME)
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"

local context = ssl.create_default_context{cafile = arg[3] or "localhost.pem"}  -- TLS

local s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s:connect{HOST, PORT}
s = context:wrap_socket(s, {server_hostname = HOSTNAME})  -- TLS
s:sendall("Hello, world")
local data = s:recv(1024)
s:close()
print(("Received: %s"):format(data))
