--- Cases for failalloc -openssl: calls for which OpenSSL needs memory. A call may succeed without some of OpenSSL's
-- allocations, but then its result must be right, and everything that has to be verified must have been verified.

local socket = require "pysocket"
local support = require "spec.host.support"
local asyncio = require "pysocket.asyncio"
local tls = require "spec.host.tls"

local ssl = tls.ssl
local same = support.same
local NAME = {server_hostname = "localhost"}
local OTHER = {server_hostname = "other.example"}
local ca, server_text = tls.text "ca.pem", tls.text "server.pem"

local function closing(...)
  return setmetatable({...}, {__close = function(list)
    for _, s in ipairs(list) do s:close() end
  end})
end

return support.cases(function(case)
  case("contexts", function()
    return function()
      tls.server(function(context)
        context:load_cert_chain(tls.path "server.pem")
        context:load_cert_chain(server_text, tls.text "locked.key", "secret")
        context:load_dh_params(tls.path "dh.pem")
        context:set_ecdh_curve "prime256v1"
        context:set_alpn_protocols{"h2", "http/1.1"}
        context:set_psk_server_callback(print, "hint")
      end)
      local client = tls.client(function(context)
        context:load_verify_locations(tls.path "ca.pem", "spec/host/certificates", ca .. tls.text "crl.pem")
        context:set_ciphers "ECDHE+AESGCM"
        same(true, #context:get_ciphers() > 0)
      end)
      local subject = client:get_ca_certs()[1].subject
      same("Root of the checks", subject[1][1][2])
      same(ssl.PEM_cert_to_DER_cert(ca), client:get_ca_certs(true)[1])
    end
  end)

  case("the system's trust", function()
    return function() ssl.create_default_context():load_verify_locations{cadata = ca} end
  end)

  -- A session is resumed if there was memory to find it.
  case("a handshake, data and the end", function()
    local server, client = tls.server(), tls.client()
    local session
    return function()
      local a, b = tls.pair({server_hostname = "localhost", session = session}, server, client)
      local _ <close> = closing(a, b)
      tls.shake(a, b)
      a:settimeout(10)
      b:settimeout(10)
      b:sendall(("x"):rep(20000))
      local n = 0
      while n < 20000 do n = n + #a:recv(20000) end
      a:sendall "data"
      same("data", b:recv(10))
      session = a.session
      a:shutdown(socket.SHUT_WR)
      same(nil, b:recv(1))
    end
  end)

  case("what connections tell", function()
    local server, client, a, b = tls.server(), tls.client(), nil, nil
    return function()
      local certificate = a:getpeercert()
      same("server", certificate.subject[1][1][2])
      same("localhost", certificate.subjectAltName[1][2])
      same(true, certificate.notAfter:find " GMT" ~= nil and #certificate.serialNumber > 2)
      same(a:getpeercert(true), a:get_unverified_chain()[1])
      same(2, #a:get_verified_chain())
      same("TLS_AES_256_GCM_SHA384", (a:cipher()))
      same(true, #b:shared_ciphers() > 0)
    end, function() a, b = tls.objects(NAME, server, client) end
  end)

  case("a certificate that is refused", function()
    local server, client = tls.server(), tls.client()
    return function()
      local a, b = tls.pair(OTHER, server, client)
      local _ <close> = closing(a, b)
      local ok, e = pcall(tls.shake, a, b)
      same(false, ok)
      if not socket.isinstance(e, ssl.SSLError) then error(e, 0) end
    end
  end)

  case("a certificate that is refused after connect", function()
    local server, client = tls.server(), tls.client()
    return function()
      local listener <close> = socket.create_server{"127.0.0.1", 0}
      local s <close> = client:wrap_socket(socket.socket(), {server_hostname = "other.example",
        do_handshake_on_connect = false})
      local connected, why = pcall(s.connect, s, listener:getsockname())
      local plain = listener:accept()
      plain:settimeout(0)
      s:settimeout(0)
      local b <close> = server:wrap_socket(plain, {server_side = true, do_handshake_on_connect = false})
      local ok, e = pcall(tls.shake, s, b)
      same(false, ok)
      if not connected then error(why, 0) end
      if not socket.isinstance(e, ssl.SSLError) then error(e, 0) end
    end
  end)

  case("a callback that chooses the context", function()
    local client, second = tls.client(), tls.server()
    local calls = 0
    local server = tls.server(function(context)
      function context.sni_callback(o)
        calls = calls + 1
        o.context = second
      end
    end)
    return function()
      local before = calls
      local _, b = tls.objects(NAME, server, client)
      same(second, b.context)
      same(before + 1, calls)
    end
  end)

  case("MemoryBIOs and shared keys", function()
    local server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = false
    client.verify_mode = ssl.CERT_NONE
    server:set_psk_server_callback(function(identity) return identity == "me" and "secret" or nil end)
    client:set_psk_client_callback(function() return "me", "secret" end)
    return function()
      local a, b = tls.objects({}, server, client)
      b:write "data"
      same("data", a:read(10))
      support.tolerate(ssl.SSLWantReadError, a.unwrap, a)
      pcall(b.unwrap, b)
    end
  end)

  case("streams in tasks", function()
    local server, client = tls.server(), tls.client()
    asyncio.get_event_loop():fileno()
    return function()
      asyncio.run(function()
        local _ <close> = asyncio.timeout(10)
        local listener <close> = asyncio.start_server(function(reader, writer)
          local _ <close> = writer
          writer:write(reader:readline())
          writer:drain()
        end, "127.0.0.1", 0, {ssl = server})
        asyncio.get_running_loop():set_exception_handler(function() end)
        local line
        support.tolerate(socket.ConnectionError, function()  -- this may fail in the same way
          local reader, writer = asyncio.open_connection("127.0.0.1", listener.sockets[1]:getsockname().port,
            {ssl = client, server_hostname = "localhost"})
          local _ <close> = writer
          writer:write "line\n"
          line = reader:readline()
        end)
        if line then same("line\n", line) end  -- nil: the server had no memory
      end)
    end
  end)
end)
