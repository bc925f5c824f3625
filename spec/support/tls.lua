--- Both ends of a TLS connection in one process.
--
--     local tls = require "spec.support.tls"
--     tls.missing()                    -> why there is no TLS here, or nil
--     tls.server(name[, setup])        -> a context for servers with that certificate (see support/certificates.lua)
--     tls.client([setup])              -> a context for clients that trusts the root certificate of the specs
--         setup(context) changes the new context.
--     tls.object()                     -> a client's SSLObject whose handshake with another SSLObject is done
--     tls.meet(server, client, opts[, client_f[, server_f]]) -> the results of client_f(s) and server_f(s)
--         opts are keywords of the client's wrap_socket. If an end raises an error, its result is nil.
--     tls.wire([opts[, client[, tickets]]]) -> s, peer: a connection whose server end is controlled by this task, so
--         that it decides what arrives in which order. No other task runs meanwhile. `client` is the context of the
--         SSLSocket s, which has a timeout of 5 seconds and has read the session tickets. If `tickets` is given, the
--         server sends this number of tickets before the first text.
--         Each of the peer's functions returns when everything that it sends has arrived:
--         peer.send(text, ...)         sends each text in a separate record
--         peer.finish([plain])         sends close_notify, and then the plain text unencrypted
--         peer.garbage()               sends bytes that are not a record
--         peer.fin()                   ends the connection without close_notify
--         peer.read()                  -> what s has sent, decrypted; "" at its close_notify
--         peer.socket                  the plain socket
--     tls.errors()                     -> the errors of the client and of the server in the last call of meet

local support = require "spec.support"
local certificates = require "spec.support.certificates"
local asyncio = require "pysocket.asyncio"
local select = require "pysocket.select"
local socket = require "pysocket"

local tls = {}

local loaded, ssl = pcall(require, "pysocket.ssl")

function tls.missing()
  return certificates.missing() or not loaded and "pysocket.ssl is not built" or nil
end

tls.ssl = not tls.missing() and ssl or nil

function tls.server(name, setup)
  local context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
  context:load_cert_chain(certificates[name or "server"].both)
  if setup then setup(context) end
  return context
end

function tls.client(setup)
  local context = ssl.create_default_context{cafile = certificates.ca.cert}
  if setup then setup(context) end
  return context
end

local errors = {}

function tls.errors()
  return errors.client, errors.server
end

local function run(side, context, sock, opts, f)
  local results = table.pack(pcall(function()
    local plain <close> = sock
    local s <close> = context:wrap_socket(plain, opts)
    return f(s)
  end))
  if results[1] then return table.unpack(results, 2, results.n) end
  errors[side] = results[2]
end

-- Sends a greeting, and reads until the client ends the connection.
local function answer(s)
  s:send "hello"
  while s:recv(100) do end
end

-- Reads the server's greeting, which comes after its session tickets.
local function greet(s)
  return s:recv(100)
end

function tls.object()
  local to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
  local client = tls.client():wrap_bio(to_client, to_server, {server_hostname = "localhost"})
  local server = tls.server "server":wrap_bio(to_server, to_client, {server_side = true})
  pcall(client.do_handshake, client)
  pcall(server.do_handshake, server)
  client:do_handshake()
  server:do_handshake()
  pcall(client.read, client, 10)
  return client
end

-- Calls a method of an SSLObject or of a non-blocking SSLSocket. Returns whether it did not have to wait.
local function step(f, ...)
  local ok, e = pcall(f, ...)
  if not ok and not socket.isinstance(e, ssl.SSLWantReadError) then error(e, 0) end
  return ok, e
end

local function shake_hands(s, object, incoming, outgoing, b)
  local done
  while not done do
    local mine = step(s.do_handshake, s)
    if select.select({b}, {}, {}, 0)[1] then incoming:write(b:recv(65536)) end
    done = step(object.do_handshake, object) and mine
    if outgoing.pending > 0 and not done then b:sendall(outgoing:read()) end
  end
end

-- Waits until the kernel has received data for the socket.
local function arrived(kernel)
  repeat until select.select({kernel}, {}, {}, 0)[1]
end

local function peer_of(kernel, object, incoming, outgoing, b)
  local function deliver(plain)
    b:sendall(outgoing:read() .. (plain or ""))
    arrived(kernel)
  end
  local peer = {socket = b}
  function peer.send(...)
    for _, text in ipairs{...} do object:write(text) end
    deliver()
  end
  function peer.finish(plain)
    step(object.unwrap, object)
    deliver(plain)
  end
  function peer.garbage()
    outgoing:write "\23\3\3\0\40this is a record that nobody encrypted.."
    deliver()
  end
  function peer.fin()
    b:shutdown(socket.SHUT_WR)
    arrived(kernel)
  end
  function peer.read()
    while true do
      local ok, data = step(object.read, object, 65536)
      if ok then return data or "" end
      incoming:write(b:recv(65536))
    end
  end
  return peer
end

function tls.wire(opts, client, tickets)
  local a, b = support.tcp_pair()
  local kernel = support.close_later(a:dup())
  local incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
  local server = tls.server("server", function(context) context.num_tickets = tickets or 2 end)
  local object = server:wrap_bio(incoming, outgoing, true)
  opts = opts or {}
  opts.server_hostname, opts.do_handshake_on_connect = "localhost", false
  local s = support.close_later((client or tls.client()):wrap_socket(a, opts))
  s:setblocking(false)
  shake_hands(s, object, incoming, outgoing, b)
  local peer = peer_of(kernel, object, incoming, outgoing, b)
  s:settimeout(5)
  if tickets then return s, peer end
  peer.send "tickets come first"
  assert(s:recv(100) == "tickets come first")
  return s, peer
end

function tls.meet(server, client, opts, client_f, server_f)
  errors = {}
  local a, b = support.socketpair()
  return table.unpack(asyncio.run(function()
    local task = asyncio.create_task(function()
      return run("server", server, b, {server_side = true}, server_f or answer)
    end)
    local result = run("client", client, a, opts, client_f or greet)
    return {result, asyncio.wait_for(task, 5)}
  end))
end

return tls
