-- An HTTPS server: http_server.lua over TLS, with a certificate for localhost that the openssl command generates.
-- Run it: make && eval "$(make env)" && lua5.4 examples/https_server.lua
-- Then run the command that it prints. Arguments: [directory [host [port [certificate]]]]. Ctrl-C ends it.
-- `certificate` is a PEM file with a certificate and its key, if you have one.
local ssl = require "pysocket.ssl"

local HERE = arg[0]:match("^.*/") or ""
local PORT = tonumber(arg[3] or 8443) or error "the port must be a number"

-- The key is never in a file: OpenSSL writes it to a pipe, and the context loads it as text.
local MAKE = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj /CN=localhost "
  .. "-addext subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1 -keyout /dev/stdout 2>/dev/null"

local function make_certificate()
  local pipe <close> = assert(io.popen(MAKE))
  local pem = pipe:read("a")
  if not pem:find("END CERTIFICATE", 1, true) then error("the openssl command has created no certificate", 0) end
  return pem
end

-- A file with only the certificate, for clients.
local function publish(pem)
  local name = os.tmpname()
  local file <close> = assert(io.open(name, "w"))
  file:write(pem:match("%-+BEGIN CERTIFICATE.*"))
  return setmetatable({name = name}, {__close = function() os.remove(name) end})
end

local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context:set_alpn_protocols{"http/1.1"}
context:set_ciphers "ECDHE+AESGCM:ECDHE+CHACHA20"  -- for TLS 1.2; there are attacks on older ciphers
local pem = arg[4] or make_certificate()
context:load_cert_chain(pem)
local published <close> = not arg[4] and publish(pem) or nil
if published then
  print(("Try: curl --cacert %s https://localhost:%d/"):format(published.name, PORT))
end

-- Browsers must not guess the type of a file. Strict-Transport-Security would make them refuse plain HTTP for this host
-- at all ports, which is right for a host with its own certificate, but not for localhost.
local fields = "X-Content-Type-Options: nosniff\r\n"
if arg[4] then fields = fields .. "Strict-Transport-Security: max-age=31536000\r\n" end

assert(loadfile(HERE .. "http_server.lua"))(arg[1], arg[2], PORT, context, fields)
