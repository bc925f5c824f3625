-- TLS with other implementations and other programs: the openssl command, GnuTLS, stunnel and Python's asyncio.
local certificates = require "spec.support.certificates"
local serving = require "spec.support.serving"
local support = require "spec.support"
local tls = require "spec.support.tls"
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local missing, ssl = tls.missing(), tls.ssl

local HOST = "127.0.0.1"
local PATIENCE = 10
local with = serving.with(pending)
local VERSIONS = {"TLSv1_2", "TLSv1_3"}

local function limit(context, version)
  local number = version and ssl.TLSVersion[version]
  if version then context.minimum_version, context.maximum_version = number, number end
  return context
end

-- Return contexts for one version of TLS, or for all. The client's trusts the root certificate of these specs.
local function client_context(version)
  return limit(tls.client(), version)
end

local function server_context(version)
  local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
  context:load_cert_chain(certificates.chained.both)
  return limit(context, version)
end

-- Connects to a server on the port.
local function dial(context, port, options)
  options = options or {}
  options.server_hostname = "localhost"
  local plain = socket.create_connection({HOST, port}, PATIENCE)
  return support.close_later(context:wrap_socket(plain, options))
end

-- Returns a listener with TLS, and its port.
local function listen(context)
  local plain, address = support.listener()
  local s = support.close_later(context:wrap_socket(plain, {server_side = true}))
  s:settimeout(PATIENCE)
  return s, address.port
end

local function answer(s)
  local conn = support.close_later((s:accept()))
  conn:settimeout(PATIENCE)
  return conn
end

-- Receives exactly that many bytes.
local function read(s, count)
  local pieces = {}
  while count > 0 do
    local data = assert(s:recv(count), "the stream ended too early")
    pieces[#pieces + 1], count = data, count - #data
  end
  return table.concat(pieces)
end

-- Echoes everything up to the end of the stream.
local function echo(s)
  while true do
    local data = s:recv(65536)
    if not data then return end
    s:sendall(data)
  end
end

local function s_server(...)
  local port = support.free_port()
  return serving.start(port, {"openssl", "s_server", "-accept", HOST .. ":" .. port, "-cert",
    certificates.server.both, ...}, {stdin = "pipe"}), port
end

local function s_client(port, ...)
  return support.spawn({"openssl", "s_client", "-connect", HOST .. ":" .. port, "-CAfile", certificates.ca.cert,
    "-verify_hostname", "localhost", "-verify_return_error", ...}, {stdin = "pipe", stderr = "stdout"})
end

describe("The openssl command", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  for _, version in ipairs(VERSIONS) do
    it("serves a client in Lua: " .. version, function()
      local _, port = s_server("-rev", "-quiet")
      local s = dial(client_context(version), port)
      s:sendall "hello\n"
      assert.equal("olleh\n", read(s, 6))
      s:sendall(("x"):rep(9000) .. "y\n")
      assert.equal("y" .. ("x"):rep(9000) .. "\n", read(s, 9002))
      s:close()
    end)

    it("is served by a server in Lua, which it verifies: " .. version, function()
      local s, port = listen(server_context(version))
      local client = s_client(port, "-quiet")
      local conn = answer(s)
      client:write "hello\n"
      assert.equal("hello\n", conn:recv(100))
      conn:sendall "good day\n"
      client:expect "^good day$"
      conn:close()
    end)

    it("resumes a session with a server in Lua: " .. version, function()
      local s, port = listen(server_context(version))
      local file = support.tmpdir() .. "/session"
      local function talk(option, expected)
        local client = s_client(port, option, file)
        local conn = answer(s)
        client:write "hello\n"
        assert.equal("hello\n", conn:recv(100))
        assert.equal(expected == "Reused", conn.session_reused)
        conn:sendall "good day\n"
        client:expect("^" .. expected .. ", TLSv1%.[23], ")
        client:expect "^good day$"
        client:write "Q\n"
        client:wait()
        conn:close()
      end
      talk("-sess_out", "New")
      talk("-sess_in", "Reused")
    end)

    it("resumes a session with a client in Lua: " .. version, function()
      local _, port = s_server("-rev", "-quiet")
      local context, session = client_context(version), nil
      for i = 1, 2 do
        local s = dial(context, port, {session = session})
        s:sendall "hello\n"
        assert.equal("olleh\n", read(s, 6))
        assert.equal(i == 2, s.session_reused)
        session = s.session
        assert.is_true(session.has_ticket)
        s:close()
      end
    end)

    it("is asked for its certificate by a server in Lua: " .. version, function()
      local context = server_context(version)
      context:load_verify_locations(certificates.ca.cert)
      context.verify_mode = ssl.CERT_REQUIRED
      local s, port = listen(context)
      local client = s_client(port, "-quiet", "-cert", certificates.client.both)
      local conn = answer(s)
      client:write "hello\n"
      assert.equal("hello\n", conn:recv(100))
      assert.equal("client", conn:getpeercert().subject[2][1][2])
      conn:close()
      s_client(port, "-quiet")
      conn = answer(s)
      local e = support.raises(ssl.SSLError, conn.recv, conn, 100)
      assert.equal("PEER_DID_NOT_RETURN_A_CERTIFICATE", e.reason)
      s_client(port, "-quiet", "-cert", certificates.untrusted_client.both)
      conn = answer(s)
      support.raises(ssl.SSLCertVerificationError, conn.recv, conn, 100)
    end)

    it("asks a client in Lua for its certificate: " .. version, function()
      local _, port = s_server("-rev", "-quiet", "-Verify", "2", "-verify_return_error", "-CAfile",
        certificates.ca.cert)
      local context = client_context(version)
      context:load_cert_chain(certificates.client.both)
      local s = dial(context, port)
      s:sendall "hello\n"
      assert.equal("olleh\n", read(s, 6))
      s:close()
      -- In TLS 1.3 the client's handshake ends before the server has verified its certificate.
      local e = support.raises(ssl.SSLError, function()
        local nameless = dial(client_context(version), port)
        nameless:recv(100)
      end)
      assert.matches("ALERT_CERTIFICATE_REQUIRED$", version == "TLSv1_3" and e.reason or "ALERT_CERTIFICATE_REQUIRED")
    end)
  end

  local KEY = ("k"):rep(32)
  local HEX = KEY:gsub(".", function(c) return ("%02x"):format(c:byte()) end)

  -- TLS 1.2 has cipher suites for pre-shared keys; TLS 1.3 needs one with the hash that such a key is bound to.
  local function psk_context(protocol, version)
    local context = limit(ssl.SSLContext(protocol), version)
    context.check_hostname = false
    context.verify_mode = ssl.CERT_NONE
    if version == "TLSv1_2" then context:set_ciphers "PSK" end
    return context
  end

  local PSK_OPTIONS = {TLSv1_2 = {"-cipher", "PSK"}, TLSv1_3 = {"-ciphersuites", "TLS_AES_128_GCM_SHA256"}}

  for _, version in ipairs(VERSIONS) do
    local option, ciphers = table.unpack(PSK_OPTIONS[version])

    it("needs no certificate with a key that it shares with a client in Lua: " .. version, function()
      local _, port = s_server("-rev", "-quiet", "-nocert", "-psk", HEX, "-psk_identity", "me", option, ciphers)
      local context = psk_context(ssl.PROTOCOL_TLS_CLIENT, version)
      context:set_psk_client_callback(function() return "me", KEY end)
      local s = support.close_later(context:wrap_socket(socket.create_connection({HOST, port}, PATIENCE)))
      s:sendall "hello\n"
      assert.equal("olleh\n", read(s, 6))
      s:close()
    end)

    it("needs no certificate with a key that it shares with a server in Lua: " .. version, function()
      local context, identity = psk_context(ssl.PROTOCOL_TLS_SERVER, version), nil
      context:set_psk_server_callback(function(name)
        identity = name
        return KEY
      end)
      local s, port = listen(context)
      local client = support.spawn({"openssl", "s_client", "-connect", HOST .. ":" .. port, "-quiet", "-psk", HEX,
        "-psk_identity", "me", option, ciphers}, {stdin = "pipe", stderr = "stdout"})
      local conn = answer(s)
      client:write "hello\n"
      assert.equal("hello\n", conn:recv(100))
      assert.equal("me", identity)
      conn:sendall "good day\n"
      client:expect "^good day$"
      conn:close()
    end)
  end
end)

describe("The openssl command", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  it("is asked for its certificate after the handshake, in the middle of the data", function()
    local context = server_context "TLSv1_3"
    context:load_verify_locations(certificates.ca.cert)
    context.verify_mode = ssl.CERT_REQUIRED
    context.post_handshake_auth = true
    local s, port = listen(context)
    local client = s_client(port, "-quiet", "-enable_pha", "-cert", certificates.client.both)
    local conn = answer(s)
    client:write "hello\n"
    assert.equal("hello\n", conn:recv(100))
    assert.is_nil(conn:getpeercert())
    conn:verify_client_post_handshake()
    conn:sendall "who are you?\n"
    client:expect "^who are you%?$"
    client:write "me\n"
    assert.equal("me\n", conn:recv(100))
    assert.equal("client", conn:getpeercert().subject[2][1][2])
    conn:close()
  end)

  it("updates its keys, as a server, while a client in Lua reads and writes", function()
    local server, port = s_server()
    local s = dial(client_context "TLSv1_3", port)
    s:sendall "first\n"
    server:expect "first$"
    for i = 1, 10 do
      server:write(i % 2 == 0 and "K\n" or "k\n")  -- K requests a key update of the client as well, k does not
      server:wait_blocked()  -- otherwise the text that follows would be read as part of the command
      server:write(("line %d\n"):format(i))
      assert.equal(("line %d\n"):format(i), s:recv(100))
      s:sendall(("answer %d\n"):format(i))
      server:expect(("^answer %d$"):format(i))
    end
    s:close()
  end)

  it("updates its keys, as a client, while a server in Lua reads and writes", function()
    local s, port = listen(server_context "TLSv1_3")
    local client = s_client(port)
    local conn = answer(s)
    conn:do_handshake()
    for i = 1, 10 do
      client:write(i % 2 == 0 and "K\n" or "k\n")
      client:expect "^KEYUPDATE$"
      client:write(("line %d\n"):format(i))
      assert.equal(("line %d\n"):format(i), conn:recv(100))
      conn:sendall(("answer %d\n"):format(i))
      client:expect(("answer %d$"):format(i))
    end
    conn:close()
  end)

  it("learns from an alert why it is not trusted", function()
    local server, port = s_server()
    local context = ssl.create_default_context{cafile = certificates.other_ca.cert}
    local e = support.raises(ssl.SSLCertVerificationError, dial, context, port)
    assert.equal(20, e.verify_code)
    local line
    repeat line = server:error_output():match "SSL alert number %d+" until line
    assert.equal("SSL alert number 48", line)  -- unknown_ca
  end)

  it("chooses a protocol with ALPN in both roles", function()
    local _, port = s_server("-rev", "-quiet", "-alpn", "h2,http/1.1")
    local context = client_context()
    context:set_alpn_protocols{"http/1.1", "h2"}
    assert.equal("h2", dial(context, port):selected_alpn_protocol())
    context = server_context()
    context:set_alpn_protocols{"h2", "http/1.1"}
    local s
    s, port = listen(context)
    local client = s_client(port, "-alpn", "http/1.1,x")
    local conn = answer(s)
    conn:do_handshake()
    assert.equal("http/1.1", conn:selected_alpn_protocol())
    client:expect "^ALPN protocol: http/1.1$"
    conn:close()
  end)

  it("cannot renegotiate", function()
    local s, port = listen(server_context "TLSv1_2")
    local client = s_client(port)
    local conn = answer(s)
    conn:do_handshake()
    client:write "R\n"
    support.raises(ssl.SSLError, conn.recv, conn, 100)  -- the client gives up, as it was refused
    client:expect "^RENEGOTIATING$"
    client:expect "no renegotiation"
    conn:close()
  end)
end)

describe("GnuTLS", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  for _, version in ipairs(VERSIONS) do
    local priority = "NORMAL:-VERS-ALL:+VERS-" .. version:gsub("v", ""):gsub("_", "."):gsub("^TLS", "TLS")

    it("serves a client in Lua: " .. version, with("gnutls-serv", function(path)
      local port = support.free_port()
      serving.start(port, {path, "--quiet", "--echo", "--port", port, "--x509certfile", certificates.server.cert,
        "--x509keyfile", certificates.server.key, "--priority", priority})
      local context, session = client_context(version), nil
      for i = 1, 2 do
        local s = dial(context, port, {session = session})
        for j = 1, 100 do
          local line = ("line %d"):format(j):rep(j) .. "\n"
          s:sendall(line)
          assert.equal(line, read(s, #line))
        end
        assert.equal(i == 2, s.session_reused)
        session = s.session
        s:close()
      end
    end))

    it("is served by a server in Lua, which it verifies: " .. version, with("gnutls-cli", function(path)
      local s, port = listen(server_context(version))
      local client = support.spawn({path, "--x509cafile", certificates.ca.cert, "--priority", priority,
        "--port", port, "localhost"}, {stdin = "pipe", stderr = "stdout"})
      local conn = answer(s)
      conn:do_handshake()
      client:expect "^%- Status: The certificate is trusted"
      client:write "hello\n"
      assert.equal("hello\n", conn:recv(100))
      conn:sendall "good day\n"
      client:expect "good day$"
      client:close_stdin()
      assert.is_nil(conn:recv(100))
      conn:close()
    end))
  end

  it("rehandshakes in TLS 1.3 with new keys", with("gnutls-cli", function(path)
    local s, port = listen(server_context "TLSv1_3")
    local client = support.spawn({path, "--x509cafile", certificates.ca.cert, "--inline-commands", "--port", port,
      "localhost"}, {stdin = "pipe", stderr = "stdout"})
    local conn = answer(s)
    conn:do_handshake()
    client:expect "Simple Client Mode"
    for i = 1, 5 do
      client:write "^rekey^\n"
      client:expect "^%- Rekey was completed"
      client:write(("line %d\n"):format(i))
      assert.equal(("line %d\n"):format(i), conn:recv(100))
      conn:sendall(("answer %d\n"):format(i))
      client:expect(("answer %d$"):format(i))
    end
    conn:close()
  end))
end)

describe("stunnel", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  local function stunnel(path, port, config, ...)
    local file = support.tmpfile(("foreground = yes\npid =\n[service]\naccept = %s:%d\n"):format(HOST, port)
      .. config:format(...), "stunnel.conf")
    return serving.start(port, {path, file})
  end

  it("adds TLS to a plain server for a client in Lua", with("stunnel4", function(path)
    local plain_port, port = support.free_port(), support.free_port()
    local echo_server = support.root .. "/examples/echo_server_concurrent.lua"
    serving.start(plain_port, support.lua_argv(echo_server, HOST, plain_port))
    stunnel(path, port, "connect = %s:%d\ncert = %s\n", HOST, plain_port, certificates.server.both)
    local s = dial(client_context(), port)
    local text = ("0123456789"):rep(1000)
    for _ = 1, 20 do
      s:sendall(text)
      assert.equal(text, read(s, #text))
    end
    s:close()
  end))

  it("adds TLS to a plain client of a server in Lua", with("stunnel4", function(path)
    local s, tls_port = listen(server_context())
    local port = support.free_port()
    stunnel(path, port, "client = yes\nconnect = %s:%d\nCAfile = %s\nverifyChain = yes\ncheckHost = localhost\n",
      HOST, tls_port, certificates.ca.cert)
    local plain = support.close_later(socket.create_connection({HOST, port}, PATIENCE))
    plain:sendall "hello"
    local conn = answer(s)
    assert.equal("hello", conn:recv(100))
    conn:sendall "good day"
    assert.equal("good day", plain:recv(100))
    conn:close()
    assert.is_nil(plain:recv(100))
  end))
end)

describe("Python", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  it("serves with asyncio many clients in Lua at once", function()
    local server = support.spawn_python([[
import asyncio, ssl, sys

async def handle(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()

async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[1])
    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1])
    await server.serve_forever()

asyncio.run(main())
]], {certificates.server.both})
    local port = tonumber(server:line())
    local context = client_context()
    local function talk(i)
      local s <close> = dial(context, port)
      local text = ("%08d"):format(i):rep(20000)
      local sender = asyncio.create_task(s.sendall, s, text)
      assert.is_true(read(s, #text) == text)
      sender:await()
    end
    asyncio.run(function()
      local group <close> = asyncio.TaskGroup()
      for i = 1, 20 do group:create_task(talk, i) end
    end)
  end)

  it("is served by tasks in Lua, many clients at once", function()
    local s, port = listen(server_context())
    local client = support.spawn_python([[
import asyncio, ssl, sys

async def talk(i):
    context = ssl.create_default_context(cafile=sys.argv[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", sys.argv[1], ssl=context, server_hostname="localhost")
    data = b"%08d" % i * 20000
    writer.write(data)
    assert await reader.readexactly(len(data)) == data
    writer.close()
    await writer.wait_closed()

async def main():
    await asyncio.gather(*(talk(i) for i in range(20)))
    print("done")

asyncio.run(main())
]], {port, certificates.ca.cert})
    asyncio.run(function()
      local group <close> = asyncio.TaskGroup()
      for _ = 1, 20 do
        local conn = s:accept()
        group:create_task(function()
          local _ <close> = conn
          conn:settimeout(PATIENCE)
          echo(conn)
        end)
      end
    end)
    assert.equal("done", client:line())
    assert.equal("", client:wait().stderr)
  end)
end)
