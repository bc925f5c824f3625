-- Echo server program over TLS: echo_server.lua with the three lines that say "TLS".
-- Create a certificate for this machine, which the client also reads:
--   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost \
--     -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout localhost.pem -out cert.pem
--   cat cert.pem >>localhost.pem
-- Run it first: make && eval "$(make env)" && lua5.4 examples/echo_server_tls.lua
-- Arguments: [host [port [certificate]]]
local socket = require "pysocket"
local ssl = require "pysocket.ssl"

local HOST = arg[1] or ""  -- Set the host IP address or leave it empty for all interfaces
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"

local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)  -- TLS
context:load_cert_chain(arg[3] or "localhost.pem")  -- TLS

local s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s:bind{HOST, PORT}
s:listen(1)
local conn, addr = s:accept()
conn = context:wrap_socket(conn, {server_side = true})  -- TLS
print(("Connected by %s"):format(addr))

while true do
  local data = conn:recv(1024)
  if not data then
    break
  end
  conn:sendall(data)
end

conn:close()
