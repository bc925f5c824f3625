--- Cases for ssl and for sockets and streams with TLS.

local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"
local select = require "pysocket.select"
local socket = require "pysocket"
local support = require "spec.host.support"
local tls = require "spec.host.tls"

local ssl = tls.ssl
local closing, same = support.closing, support.same

if not ssl then return {} end

local loop = asyncio.get_event_loop()
local NAME = {server_hostname = "localhost"}
local ca, server_text = tls.text "ca.pem", tls.text "server.pem"
local certificate = server_text:match "%-%-%-%-%-BEGIN CERT.*"

-- Returns the contexts of a case, which outlive its calls.
local function contexts()
  return tls.server(), tls.client()
end

-- ---- contexts -----------------------------------------------------------------

local function on_context(case, name, f)
  case("context " .. name, function()
    local context
    return function() f(context) end, function() context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) end
  end)
end

local SETTINGS = {
  hostname_checks_common_name = true, maximum_version = ssl.TLSVersion.TLSv1_2,
  minimum_version = ssl.TLSVersion.TLSv1_3,
  num_tickets = 1, options = ssl.OP_NO_TICKET, post_handshake_auth = true, verify_flags = ssl.VERIFY_X509_STRICT,
  verify_mode = ssl.CERT_OPTIONAL, check_hostname = false,
}

local function settings(case)
  on_context(case, "attributes", function(context)
    for name, value in pairs(SETTINGS) do
      local before = context[name]
      context[name] = value
      context[name] = before
    end
    same(ssl.PROTOCOL_TLS_SERVER, context.protocol)
    return context.security_level, tostring(context)
  end)
  on_context(case, "wrong attributes", function(context)
    local ok, e = pcall(function() context.verify_mode = 5 end)
    same(false, ok)
    if not e:find "CERT_OPTIONAL" then error(e, 0) end
  end)
  on_context(case, "callback", function(context)
    context:set_servername_callback(print)
    same(print, context.sni_callback)
    context.sni_callback = nil
  end)
  on_context(case, "ciphers", function(context)
    context:set_ciphers "ECDHE+AESGCM"
    context:set_ecdh_curve "prime256v1"
    same(true, #context:get_ciphers() > 0)
    same(0, context:session_stats().hits)
  end)
  on_context(case, "LuaSec's settings", function(context)
    core._tls._set_depth(context, 3)
    same(true, core._tls._set_groups(context, "X25519:P-256"))
    same(false, core._tls._set_groups(context, "nonsense"))
    same(true, core._tls._set_ciphersuites(context, "TLS_CHACHA20_POLY1305_SHA256"))
  end)
  on_context(case, "protocols", function(context) context:set_alpn_protocols{"h2", "http/1.1"} end)
  on_context(case, "keys of a log", function(context)
    local path = support.path
    local _ <close> = setmetatable({}, {__close = function() os.remove(path) end})
    context.keylog_filename = path
    same(path, context.keylog_filename)
    context.keylog_filename = nil
  end)
  on_context(case, "pairs", function(context)
    local ok, e = pcall(pairs, context)
    same(false, ok)
    if not e:find("to 'pairs'", 1, true) then error(e, 0) end
  end)
end

local function chains(case)
  on_context(case, "chain of a file", function(context) context:load_cert_chain(tls.path "server.pem") end)
  on_context(case, "chain of a text", function(context) context:load_cert_chain(server_text) end)
  local locked = tls.text "locked.key"
  on_context(case, "locked key", function(context)
    context:load_cert_chain(server_text, locked, "secret")
    context:load_cert_chain(server_text, locked, function() return "secret" end)
  end)
  on_context(case, "wrong password", function(context)
    support.tolerate(ssl.SSLError, context.load_cert_chain, context, server_text, locked, "wrong")
  end)
  on_context(case, "parameters of a file", function(context) context:load_dh_params(tls.path "dh.pem") end)
  on_context(case, "parameters of a text", function(context) context:load_dh_params(tls.text "dh.pem") end)
end

local function trust(case)
  local der, crl = ssl.PEM_cert_to_DER_cert(ca), tls.text "crl.pem"
  on_context(case, "trust in a file", function(context) context:load_verify_locations(tls.path "ca.pem") end)
  on_context(case, "trust in a directory", function(context)
    context:load_verify_locations{capath = "spec/host/certificates"}
  end)
  on_context(case, "trust in data", function(context)
    context:load_verify_locations{cadata = ca .. crl}
    context:load_verify_locations{cadata = der}
    same(1, context:cert_store_stats().x509_ca)
    same(der, context:get_ca_certs(true)[1])
    same("Root of the checks", context:get_ca_certs()[1].subject[1][1][2])
  end)
  on_context(case, "trust in nothing", function(context)
    support.tolerate(ssl.SSLError, context.load_verify_locations, context, nil, nil, "no certificate")
    support.tolerate(socket.FileNotFoundError, context.load_verify_locations, context, nil, "/no such directory")
  end)
  on_context(case, "trust of the system", function(context)
    context:load_default_certs()
    context:set_default_verify_paths()
    context:load_verify_locations{cadata = ca}
    context:set_default_verify_paths()
  end)
end

-- ---- MemoryBIO and SSLObject -----------------------------------------------------

local function bios(case)
  local text = ("0123456789"):rep(1000)
  case("a MemoryBIO", function()
    return function()
      local bio = ssl.MemoryBIO()
      same(10000, bio:write(text))
      same("0123456789", bio:read(10))
      bio:write(socket.bytearray "end")
      bio:write_eof()
      same(9993, bio.pending)
      same(9993, #bio:read())
      same(true, bio.eof)
      same("", bio:read())
      support.tolerate(ssl.SSLError, bio.write, bio, "x")
      return tostring(bio), tostring(ssl.MemoryBIO)
    end
  end)
  case("classes of ssl", function()
    return function()
      for _, class in ipairs{ssl.SSLContext, ssl.SSLSocket, ssl.SSLObject, ssl.SSLSession} do tostring(class) end
      for _, class in ipairs{ssl.SSLSocket, ssl.SSLObject} do
        local ok, e = pcall(class)
        same(false, ok)
        if not e:find "public constructor" then error(e, 0) end
      end
      tostring(ssl)
      same(nil, ssl.no_such_name)
      for _, name in ipairs{"AlertDescription", "Options", "SSLErrorNumber", "TLSVersion", "VerifyFlags",
        "VerifyMode"} do
        tostring(ssl[name])
      end
      local purpose = ssl.Purpose.SERVER_AUTH
      same(true, purpose == ssl.Purpose.fromname "serverAuth")
      same(tostring(purpose) .. "x", purpose .. "x")
      local another = ssl.Purpose.fromname "clientAuth"
      another.name = "mine"
      same("mine", another.name)
    end
  end)
end

local function objects(case)
  case("SSLObjects", function()
    local server, client = contexts()
    return function()
      local a, b = tls.objects(NAME, server, client)
      same(4, a:write "data")
      same("data", b:read())
      b:write "answer"
      local buffer = socket.bytearray(10)
      same(6, a:read(10, buffer))
      support.tolerate(ssl.SSLWantReadError, a.unwrap, a)
      support.tolerate(ssl.SSLWantReadError, b.unwrap, b)
      a:unwrap()
      return tostring(a)
    end
  end)
  case("a refused certificate", function()
    local server, client = contexts()
    return function()
      local ok, e = pcall(tls.objects, {server_hostname = "other.example"}, server, client)
      if ok then error "it is not refused" end
      if not socket.isinstance(e, ssl.SSLCertVerificationError) then error(e, 0) end
      return tostring(e)
    end
  end)
  case("a wrong certificate that is tolerated", function()
    local server, client = tls.server(core._tls._expect_server), tls.client(core._tls._tolerate)
    return function()
      local a = tls.objects({server_hostname = "other.example"}, server, client)
      same("hostname mismatch", core._tls._problems(a)[1][2])
    end
  end)
  case("no TLS", function()
    local client = tls.client()
    return function()
      local to, from = ssl.MemoryBIO(), ssl.MemoryBIO()
      local o = client:wrap_bio(to, from, NAME)
      to:write "HTTP/1.1 400 Bad Request\r\n\r\n"
      support.tolerate(ssl.SSLError, o.do_handshake, o)
    end
  end)
end

local function tell(a, b)
  for _, o in ipairs{a, b} do
    same("TLSv1.3", o:version())
    same("TLS_AES_256_GCM_SHA384", (o:cipher()))
    o:shared_ciphers()
    same("h2", o:selected_alpn_protocol())
    same(nil, o:selected_npn_protocol() or o:compression())
    same(0, o:pending())
    o:get_channel_binding()
    same(false, o.session_reused)
    same(true, o.context ~= nil and o.server_side ~= nil)
    o.context = o.context
  end
  same("localhost", a.server_hostname)
  same("server", a:getpeercert().subject[1][1][2])
  same("{", tostring(a:getpeercert()):sub(1, 1))
  same(core._tls._finished(a, false), core._tls._finished(b, true))
  same(core._tls._export(a, "EXPORTER-x", 32, "context"), core._tls._export(b, "EXPORTER-x", 32, "context"))
  same(0, (core._tls._verification(a)))
  same("TLS_AES_256_GCM_SHA384", core._tls._cipher(a):match "^%S+")
  same(a:getpeercert(true), (core._tls._local_chain(b)))
  same(2, #a:get_verified_chain())
  same(1, #a:get_unverified_chain())
  same(a:getpeercert(true), a:get_unverified_chain()[1])
  same(true, a:getpeercert(true) == ssl.PEM_cert_to_DER_cert(certificate))
  local ok, e = pcall(b.verify_client_post_handshake, b)
  if ok then error "it asks a client that does not offer it" end
  if not socket.isinstance(e, ssl.SSLError) then error(e, 0) end
end

local function facts(case)
  for name, make in pairs{objects = tls.objects, sockets = tls.sockets} do
    case("what connections tell: " .. name, function()
      local a, b
      return function() tell(a, b) end, function()
        local function offer(context) context:set_alpn_protocols{"h2"} end
        a, b = make(NAME, tls.server(offer), tls.client(offer))
      end
    end)
  end
end

local function sessions(case)
  case("a session", function()
    local server, client = contexts()
    local first, other
    return function()
      local session = first.session
      same(true, session == first.session and session.has_ticket)
      same(true, session.timeout > 0 and session.time > 0 and session.ticket_lifetime_hint > 0 and #session.id > 0)
      local a, b = tls.objects({server_hostname = "localhost", session = session}, server, client)
      same(true, a.session_reused and b.session_reused)
      local c = client:wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), NAME)
      c.session = session
      local ok, e = pcall(client.wrap_bio, client, ssl.MemoryBIO(), ssl.MemoryBIO(), {session = session})
      same(false, ok)
      if not tostring(e):find "another server_hostname" and not tostring(e):find "server_hostname" then error(e, 0) end
      support.tolerate(socket.Exception, function()
        if pcall(function() session.time = 1 end) then error "it can be set" end
      end)
      return tostring(session)
    end, function()
      first, other = tls.objects(NAME, server, client)
      other:write "x"
      first:read()
    end
  end)
end

local function callbacks(case)
  case("a callback for the name", function()
    local client, second = tls.client(), tls.server()
    local server = tls.server(function(context)
      function context.sni_callback(o, name, of)
        same("localhost", name)
        same(true, of ~= second)
        o.context = second
      end
    end)
    return function()
      local _, b = tls.objects(NAME, server, client)
      same(second, b.context)
    end
  end)
  case("a callback for the protocol", function()
    local client = tls.client(function(context) context:set_alpn_protocols{"h2", "http/1.1"} end)
    local server = tls.server(function(context)
      core._tls._set_alpn_callback(context, function(offered)
        same("h2", offered[1])
        return #offered
      end)
    end)
    return function()
      local a = tls.objects(NAME, server, client)
      same("http/1.1", a:selected_alpn_protocol())
    end
  end)
  case("a callback that refuses", function()
    local client = tls.client()
    local server = tls.server(function(context)
      function context.sni_callback() return ssl.AlertDescription.ALERT_DESCRIPTION_UNRECOGNIZED_NAME end
    end)
    return function() support.tolerate(ssl.SSLError, tls.objects, NAME, server, client) end
  end)
end

local function keys_of_both(case)
  for _, version in ipairs{"TLSv1_2", "TLSv1_3"} do
    case("a shared key with " .. version, function()
      local server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
      client.check_hostname = false
      client.verify_mode = ssl.CERT_NONE
      for _, context in ipairs{server, client} do
        context.maximum_version = ssl.TLSVersion[version]
        if version == "TLSv1_2" then context:set_ciphers "PSK" end
      end
      return function()
        server:set_psk_server_callback(function(identity) return identity == "me" and "secret" or nil end, "hint")
        client:set_psk_client_callback(function() return "me", "secret" end)
        local a = tls.objects({}, server, client)
        same(version:gsub("_", "."), (a:version()))
      end
    end)
  end
end

-- ---- sockets --------------------------------------------------------------------

-- Adds a case that calls call(a, b) with two sockets after their handshake.
local function on_pair(case, name, call, setup_server, setup_client)
  local server, client
  support.on_new(case, "TLS " .. name, function()
    server, client = server or tls.server(setup_server), client or tls.client(setup_client)
    return tls.sockets(NAME, server, client)
  end, call)
end

local TEXT = ("0123456789"):rep(4000)

local function transfers(case)
  on_pair(case, "send and recv", function(a, b)
    same(4, a:send "data")
    same("data", b:recv(100))
    b:sendall(TEXT)
    local n = 0
    while n < #TEXT do n = n + #a:recv(20000) end
  end)
  on_pair(case, "recv_into", function(a, b)
    local buffer = socket.bytearray(100)
    b:sendall "data"
    same(4, a:recv_into(buffer))
    b:send(buffer:view(1, 4))
    same(4, a:recv_into(buffer:view(5)))
  end)
  on_pair(case, "read and write", function(a, b)
    a:write "data"
    same("data", b:read())
    b:write "data"
    same(4, a:read(10, socket.bytearray(10)))
  end)
  on_pair(case, "makefile", function(a, b)
    local f <close> = a:makefile "w"
    local g <close> = b:makefile "r"
    f:write("one line\n", 5, "\n")
    f:flush()
    same("one line", g:read())
    same(5, g:read "n")
  end)
  on_pair(case, "sendfile", function(a, b)
    local file <close> = support.file(TEXT:sub(1, 20000))
    same(20000, a:sendfile(file))
    local n = 0
    while n < 20000 do n = n + #b:recv(20000) end
  end)
  on_pair(case, "more than fits", function(a, b)
    a:settimeout(0)
    local ok, e
    repeat ok, e = pcall(a.sendall, a, TEXT) until not ok
    if not socket.isinstance(e, ssl.SSLWantWriteError) then error(e, 0) end
    b:settimeout(0)
    repeat ok, e = pcall(b.recv, b, 16384) until not ok
    if not socket.isinstance(e, ssl.SSLWantReadError) then error(e, 0) end
    select.select({}, {a}, {}, 1)
    a:send "x"
  end)
end

local function waits(case)
  on_pair(case, "select", function(a, b)
    same(0, #select.select({a}, {}, {}, 0))
    b:send "data"
    same(a, select.select({a, b}, {}, {}, 1)[1])
    same("da", a:recv(2))
    local list = select.poll()
    list:register(a, select.POLLIN)
    same(1, #list:poll(0))
    local epoll <close> = select.epoll()
    epoll:register(a, select.EPOLLIN)
    same(1, #epoll:poll(0))
  end)
  on_pair(case, "a timeout", function(a)
    a:settimeout(0.005)
    support.tolerate(socket.TimeoutError, a.recv, a, 1)
    a:settimeout(0)
    support.tolerate(ssl.SSLWantReadError, a.recv, a, 1)
  end)
end

local function ends(case)
  on_pair(case, "shutdown", function(a, b)
    a:shutdown(socket.SHUT_WR)
    same(nil, b:recv(1))
    b:sendall "late"
    same("late", a:recv(10))
  end)
  on_pair(case, "unwrap", function(a, b)
    a:settimeout(0)
    support.tolerate(ssl.SSLWantReadError, a.unwrap, a)
    local plain <close> = b:unwrap()
    local other <close> = a:unwrap()
    other:sendall "plain"
    same("plain", plain:recv(10))
  end)
  on_pair(case, "unwrap with plain text behind the end", function(a, b)
    local raw <close> = socket.fromfd(b:fileno(), socket.AF_INET, socket.SOCK_STREAM)
    b:settimeout(0)
    support.tolerate(ssl.SSLWantReadError, b.unwrap, b)
    raw:sendall "plain"
    same(nil, a:recv(10))
    local plain <close> = a:unwrap()
    same(false, (pcall(plain.detach, plain)))
    same("pl", plain:recv(2))
    same("ain", plain:recv(10))
  end)
  on_pair(case, "close", function(a, b)
    a:send "data"
    a:close()
    same("data", b:recv(10))
    same(nil, b:recv(10))
  end)
  on_pair(case, "what goes past it", function(a)
    support.tolerate(socket.Exception, function()
      if pcall(a.sendmsg, a, {"x"}) then error "it is sent" end
    end)
  end)
end

local function handshakes(case)
  case("TLS a handshake", function()
    local server, client = contexts()
    return function()
      local a, b = tls.pair(NAME, server, client)
      local _ <close> = closing(a, b)
      tls.shake(a, b)
      return tostring(a)
    end
  end)
  case("TLS a handshake that fails", function()
    local server, client = contexts()
    return function()
      local a, b = tls.pair({server_hostname = "other.example"}, server, client)
      local _ <close> = closing(a, b)
      local ok, e = pcall(tls.shake, a, b)
      same(false, ok)
      if not socket.isinstance(e, ssl.SSLError) then error(e, 0) end
      same(-1, a:fileno())
    end
  end)
  case("TLS a handshake with a callback, in recv", function()
    local client, second = tls.client(), tls.server()
    local server = tls.server(function(context)
      function context.sni_callback(s) s.context = second end
    end)
    return function()
      local a, b = tls.pair(NAME, server, client)
      local _ <close> = closing(a, b)
      support.tolerate(ssl.SSLWantReadError, a.do_handshake, a)
      support.tolerate(ssl.SSLWantReadError, b.recv, b, 1)
      same(second, b.context)
      tls.shake(a, b)
    end
  end)
  case("TLS bytes that came before", function()
    local server, client = contexts()
    return function()
      local a, b = socket.socketpair()
      local _ <close> = closing(a, b)
      a:settimeout(0)
      b:settimeout(0)
      local first <close> = client:wrap_socket(a, {server_hostname = "localhost", do_handshake_on_connect = false})
      support.tolerate(ssl.SSLWantReadError, first.do_handshake, first)
      local hello = b:recv(10000)
      local second <close> = server:wrap_socket(b, {server_side = true, do_handshake_on_connect = false})
      core._tls._feed(second, hello)
      tls.shake(first, second)
    end
  end)
  case("TLS without a connection", function()
    local client = tls.client()
    return function()
      local s <close> = client:wrap_socket(socket.socket(), NAME)
      support.tolerate(socket.OSError, s.recv, s, 1)
      support.tolerate(socket.OSError, s.do_handshake, s)
      s:connect_ex{"127.0.0.1", 1}
    end
  end)
  on_pair(case, "a client's certificate later", function(a, b)
    b:verify_client_post_handshake()
    b:send "x"
    a:recv(1)
    a:send "y"
    same("y", b:recv(1))
    same("client", b:getpeercert().subject[1][1][2])
  end, function(context)
    context.verify_mode, context.post_handshake_auth = ssl.CERT_REQUIRED, true
    context:load_verify_locations{cadata = ca}
  end, function(context)
    context.post_handshake_auth = true
    context:load_cert_chain(tls.path "client.pem")
  end)
end

-- ---- tasks ------------------------------------------------------------------------

-- Calls call(address) in a task while a server serves one connection with serve(conn). If the server fails, it closes
-- the listener, so that no client waits for it, and its error is the error of the case.
local function beside(listener, serve, call)
  asyncio.run(function()
    local serving = asyncio.create_task(function()
      local _ <close> = listener
      local conn <close> = listener:accept()
      serve(conn)
    end)
    local ok, e = pcall(call, listener:getsockname())
    if not ok then serving:cancel() end
    local served, why = pcall(serving.await, serving)
    if not served and not socket.isinstance(why, asyncio.CancelledError) then error(why, 0) end
    if not ok then error(e, 0) end
  end)
end

local function echo(conn)
  conn:settimeout(10)
  local data = conn:recv(10)
  if data then conn:sendall(data) end
end

-- Connects with TLS, and receives an answer.
local function exchange(client, address)
  local s <close> = client:wrap_socket(socket.socket(), NAME)
  s:settimeout(10)
  s:connect(address)
  s:sendall "data"
  same("data", s:recv(10))
end

local function connections(case)
  case("task TLS connect and accept", function()
    local server, client = contexts()
    loop:fileno()
    return function()
      local listener <close> = server:wrap_socket(socket.create_server{"127.0.0.1", 0}, {server_side = true})
      beside(listener, echo, function(address) exchange(client, address) end)
    end
  end)
  case("task TLS accept and select", function()
    local server, client = contexts()
    loop:fileno()
    return function()
      local listener <close> = server:wrap_socket(socket.create_server{"127.0.0.1", 0}, {server_side = true})
      beside(listener, function(conn)
        local ep <close> = select.epoll()
        ep:register(conn, select.EPOLLOUT)
        select.select({}, {conn}, {}, 10)
        ep:poll(10)
        echo(conn)
      end, function(address) exchange(client, address) end)
    end
  end)
  case("task TLS connect_ex", function()
    local server, client = contexts()
    loop:fileno()
    return function()
      local listener <close> = server:wrap_socket(socket.create_server{"127.0.0.1", 0}, {server_side = true})
      beside(listener, function(conn) conn:settimeout(10) conn:do_handshake() end, function(address)
        local s <close> = client:wrap_socket(socket.socket(), NAME)
        s:settimeout(10)
        local errnum = s:connect_ex(address)
        if errnum ~= 0 then error(socket.OSError(errnum, "connect_ex"), 0) end
      end)
    end
  end)
  case("task TLS get_server_certificate", function()
    local server = tls.server()
    loop:fileno()
    return function()
      local listener <close> = server:wrap_socket(socket.create_server{"127.0.0.1", 0}, {server_side = true})
      beside(listener, function(conn) support.tolerate(socket.ConnectionError, echo, conn) end, function(address)
        same(true, ssl.get_server_certificate(address, {timeout = 10}):find "BEGIN CERTIFICATE" ~= nil)
      end)
    end
  end)
end

-- Calls f with the two ends of a connection of streams.
local function streams(opts, opts_server, f)
  local accepted = asyncio.Future()
  local server <close> = asyncio.start_server(function(reader, writer) accepted:set_result{reader, writer} end,
    "127.0.0.1", 0, opts_server)
  local reader, writer = asyncio.open_connection("127.0.0.1", server.sockets[1]:getsockname().port, opts)
  local _ <close> = writer
  local other_reader, other_writer = table.unpack(asyncio.wait_for(accepted, 10))
  local _ <close> = other_writer
  f(reader, writer, other_reader, other_writer)
end

local function talk(reader, writer, other_reader, other_writer)
  writer:write "a line\n"
  writer:drain()
  same("a line\n", other_reader:readline())
  other_writer:write "answer\n"
  other_writer:close()
  same("answer\n", reader:readline())
  same("", reader:read())
  writer:close()
  writer:wait_closed()
end

-- An error of the server's task is reported to the loop, and ends the case.
local function streaming(case, name, opts, f)
  case("task TLS " .. name, function()
    loop:fileno()
    local server, client = contexts()
    return function()
      local failed, main
      loop:set_exception_handler(function(_, context)
        failed = failed or context.exception
        if main then main:cancel() end
      end)
      local _ <close> = setmetatable({}, {__close = function() loop:set_exception_handler(nil) end})
      local ok, e = pcall(asyncio.run, function()
        main = asyncio.current_task()
        f(opts(server, client))
      end)
      if failed ~= nil and (ok or socket.isinstance(e, asyncio.CancelledError)) then error(failed, 0) end
      if not ok then error(e, 0) end
    end
  end)
end

-- Does the error only say that the other side has failed?
local function is_lost(e)
  return socket.isinstance(e, socket.ConnectionError) or socket.isinstance(e, ssl.SSLEOFError)
end

local function streamings(case)
  streaming(case, "streams", function(server, client)
    return {ssl = client, server_hostname = "localhost"}, {ssl = server}
  end, function(opts, opts_server)
    streams(opts, opts_server, function(reader, writer, ...)
      same("TLSv1.3", writer:get_extra_info "ssl_object":version())
      writer:get_extra_info "peercert"
      talk(reader, writer, ...)
    end)
  end)
  streaming(case, "start_tls", function(server, client) return server, client end, function(server, client)
    streams(nil, nil, function(reader, writer, other_reader, other_writer)
      local starting = asyncio.create_task(function()
        local ok, e = pcall(other_writer.start_tls, other_writer, server, {ssl_handshake_timeout = 1})
        if not ok then
          other_writer:abort()  -- otherwise the client would wait
          error(e, 0)
        end
      end)
      local ok, e = pcall(writer.start_tls, writer, client, {server_hostname = "localhost", ssl_handshake_timeout = 1})
      local started, why = pcall(starting.await, starting)
      if not ok and (started or not is_lost(e)) then error(e, 0) end
      if not started then error(why, 0) end
      talk(reader, writer, other_reader, other_writer)
    end)
  end)
end

-- ---- the rest ---------------------------------------------------------------------

local function functions(case)
  case("functions of ssl", function()
    return function()
      same(1515144883, ssl.cert_time_to_seconds "Jan  5 09:34:43 2018 GMT")
      same(ca, ssl.DER_cert_to_PEM_cert(ssl.PEM_cert_to_DER_cert(ca)))
      same("PROTOCOL_TLS_CLIENT", ssl.get_protocol_name(ssl.PROTOCOL_TLS_CLIENT))
      same(nil, ssl.PROTOCOL_TLSv1_4)
      same(20, #ssl.RAND_bytes(20))
      ssl.RAND_add("x", 0.5)
      same(true, ssl.RAND_status())
      same(true, ssl.get_default_verify_paths().openssl_cafile ~= nil)
      same(ssl.Purpose.SERVER_AUTH.nid, ssl.Purpose.fromname "serverAuth".nid)
      same("clientAuth", ssl.Purpose.fromnid(ssl.Purpose.CLIENT_AUTH.nid).shortname)
      same("server", core._tls._decode(ssl.PEM_cert_to_DER_cert(certificate)).subject[1][1][2])
      ssl.create_default_context{cadata = ca}
      ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    end
  end)
end

local function certificate_facts(case)
  case("LuaSec's objects", function()
    return function() same("userdata", type(core._luasocket().userdata{})) end
  end)
  case("what certificates tell", function()
    local der, root = ssl.PEM_cert_to_DER_cert(certificate), ssl.PEM_cert_to_DER_cert(ca)
    return function()
      same("server", core._tls._names(der, false, true)[1].value)
      same("Root of the checks", core._tls._names(der, true)[1].value)
      same("localhost", core._tls._alternatives(der)[1].value)
      same("localhost", core._tls._alternatives(der, true)[1].value)
      same(nil, core._tls._alternatives(root))
      same("string", type(core._tls._pubkey(der)))
      same(40, #core._tls._digest(der))
      same("string", type(core._tls._signature_name(der)))
      same(true, (core._tls._issued(root, der, root)))
      same(nil, (core._tls._issued(der, root)))
    end
  end)
end

local function failing_start(case)
  case("task TLS start_tls that fails", function()
    loop:fileno()
    local client = tls.client()
    return function()
      asyncio.run(function()
        local a <close>, b = socket.socketpair()
        local _ <close> = closing(b)
        local _, writer = asyncio.open_connection{sock = b}
        a:sendall "HTTP/1.1 400 Bad Request\r\n\r\n"
        support.tolerate(ssl.SSLError, writer.start_tls, writer, client, NAME)
        same(-1, b:fileno())
      end)
    end
  end)
end

return support.cases(function(case)
  settings(case)
  chains(case)
  trust(case)
  bios(case)
  objects(case)
  facts(case)
  sessions(case)
  callbacks(case)
  keys_of_both(case)
  transfers(case)
  waits(case)
  ends(case)
  handshakes(case)
  connections(case)
  streamings(case)
  failing_start(case)
  functions(case)
  certificate_facts(case)
end)
