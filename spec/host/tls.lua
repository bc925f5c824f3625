--- TLS for the checks, with the certificates in certificates/.
--
--   local tls = require "spec.host.tls"
--   tls.ssl                        pysocket.ssl, or nil if it was not built
--   tls.path(name), tls.text(name) -> the path of a file in certificates/, its content
--   tls.server([setup]), tls.client([setup])  -> contexts that trust each other; setup(context) changes them
--   tls.shake(a, b)  does the handshake of two ends that do not wait: SSLObjects, or sockets with timeout 0
--   tls.sockets([opts[, server[, client]]]) -> a, b: a connected client and server, with timeouts of ten seconds
--   tls.objects([opts[, server[, client]]]) -> a, b, incoming, outgoing: SSLObjects; the MemoryBIOs are those of a
--   tls.pair([opts[, server[, client]]])    -> the same as sockets, before the handshake

local socket = require "pysocket"

local tls = {}

if package.searchpath("pysocket.tls", package.cpath) then tls.ssl = require "pysocket.ssl" end

local ssl = tls.ssl
local HERE = debug.getinfo(1, "S").source:match "^@(.*/)"
local NAME = {server_hostname = "localhost"}

function tls.path(name)
  return HERE .. "certificates/" .. name
end

function tls.text(name)
  local file <close> = assert(io.open(tls.path(name), "rb"))
  return file:read "a"
end

local server_text, ca_text = tls.text "server.pem", tls.text "ca.pem"

function tls.server(setup)
  local context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
  context:load_cert_chain(server_text)
  if setup then setup(context) end
  return context
end

function tls.client(setup)
  local context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
  context:load_verify_locations{cadata = ca_text}
  if setup then setup(context) end
  return context
end

local function want(e)
  return socket.isinstance(e, ssl.SSLWantReadError) or socket.isinstance(e, ssl.SSLWantWriteError)
end

local function proceed(o)
  local ok, e = pcall(o.do_handshake, o)
  if not ok and not want(e) then error(e, 0) end
  return ok
end

function tls.shake(a, b)
  local first, second = false, false
  for _ = 1, 20 do
    first = first or proceed(a)
    second = second or proceed(b)
    if first and second then return end
  end
  error "the handshake does not finish"
end

function tls.objects(opts, server, client)
  local to_a, to_b = ssl.MemoryBIO(), ssl.MemoryBIO()
  local a = (client or tls.client()):wrap_bio(to_a, to_b, opts or NAME)
  local b = (server or tls.server()):wrap_bio(to_b, to_a, {server_side = true})
  tls.shake(a, b)
  return a, b, to_a, to_b
end

function tls.pair(opts, server, client)
  local a, b = socket.socketpair()
  a:settimeout(0)
  b:settimeout(0)
  local options = {do_handshake_on_connect = false}
  for name, value in pairs(opts or NAME) do options[name] = value end
  return (client or tls.client()):wrap_socket(a, options),
    (server or tls.server()):wrap_socket(b, {server_side = true, do_handshake_on_connect = false})
end

function tls.sockets(...)
  local a, b = tls.pair(...)
  tls.shake(a, b)
  a:settimeout(10)
  b:settimeout(10)
  return a, b
end

return tls
