--- Both ends of a TLS connection in one process, for specs.
--
--     local tls = require "spec.support.tls"
--     tls.missing()                    -> why there is no TLS here, or nil
--     tls.server(name[, setup])        -> a context for servers with that certificate (see support/certificates.lua)
--     tls.client([setup])              -> a context for clients that trusts the specs' root
--         setup(context) changes the new context.
--     tls.object()                     -> an SSLObject of a client that has done its handshake with another
--     tls.meet(server, client, opts[, client_f[, server_f]]) -> what client_f(s) returned, what server_f(s) returned
--         opts are keywords of the client's wrap_socket. If an end raises an error, its result is nil.
--     tls.errors()                     -> the errors of the client and of the server in the last meeting

local support = require "spec.support"
local certificates = require "spec.support.certificates"
local asyncio = require "pysocket.asyncio"

local tls = {}

local loaded, ssl = pcall(require, "pysocket.ssl")

function tls.missing()
  return certificates.missing() or not loaded and "pysocket.ssl is not built" or nil
end

function tls.server(name, setup)
  local context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
  context:load_cert_chain(certificates[name].both)
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

-- Reads what the client sends, up to the end.
local function answer(s)
  s:send "hello"
  while s:recv(100) do end
end

-- Waits for the server's word, which comes after its tickets.
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
