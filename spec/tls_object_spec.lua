-- MemoryBIO and SSLObject: TLS without a socket. Also how a server uses the name that a client asks for.
local certificates = require "spec.support.certificates"
local support = require "spec.support"
local tls = require "spec.support.tls"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("an SSLObject", function() pending(tls.missing()) end) end

describe("a MemoryBIO", function()
  it("returns the written bytes in order", function()
    local bio = ssl.MemoryBIO()
    assert.same({0, false, ""}, {bio.pending, bio.eof, bio:read()})
    assert.equal(5, bio:write "hello")
    assert.equal(3, bio:write(socket.bytearray "abc"))
    assert.equal(8, bio.pending)
    assert.same({"hel", "", "loabc", ""}, {bio:read(3), bio:read(0), bio:read(100), bio:read{n = 5}})
    for i = 1, 3000 do bio:write(("x"):rep(i)) end
    assert.equal(3000 * 3001 // 2, bio.pending)
    assert.equal(("x"):rep(3000 * 3001 // 2), bio:read(-1))
  end)

  it("ends after the written bytes", function()
    local bio = ssl.MemoryBIO()
    bio:write "x"
    bio:write_eof()
    assert.is_false(bio.eof)
    assert.equal("x", bio:read())
    assert.is_true(bio.eof)
    support.assert_raises("cannot write() after write_eof()", bio.write, bio, "y")
    assert.is_true(socket.isinstance(support.raises("OSError", bio.write, bio, "y"), ssl.SSLError))
  end)

  it("is an instance of its class", function()
    local bio = ssl.MemoryBIO()
    assert.is_true(socket.isinstance(bio, ssl.MemoryBIO))
    assert.equal("<class '_ssl.MemoryBIO'>", tostring(ssl.MemoryBIO))
    assert.matches("^<_ssl.MemoryBIO object at 0x%x+>$", tostring(bio))
    support.assert_raises("MemoryBIO expected", bio.read, 5)
  end)
end)

-- Returns two SSLObjects and a function that moves records between them.
local function pair(client, server, opts)
  local up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
  opts = opts or {server_hostname = "localhost"}
  local c = (client or tls.client()):wrap_bio(down, up, opts)
  local s = (server or tls.server()):wrap_bio(up, down, {server_side = true})
  return c, s, up, down
end

local function handshake(c, s)
  local waits = 0
  local c_done, s_done
  repeat
    if not c_done then c_done = pcall(c.do_handshake, c) end
    if not s_done then s_done = pcall(s.do_handshake, s) end
    waits = waits + 1
  until c_done and s_done or waits > 10
  assert.is_true(c_done and s_done)
end

describe("an SSLObject", function()
  after_each(support.cleanup)

  it("speaks through MemoryBIOs, and never waits", function()
    local c, s, up = pair()
    local e = support.raises(ssl.SSLWantReadError, c.do_handshake, c)
    assert.equal(ssl.SSL_ERROR_WANT_READ, e.errno)
    assert.is_true(up.pending > 100)
    handshake(c, s)
    assert.equal("TLSv1.3", c:version())
    assert.equal(5, c:write "hello")
    assert.equal("hello", s:read())
    support.raises(ssl.SSLWantReadError, s.read, s)
    s:write(("x"):rep(10000))
    assert.equal(("x"):rep(1024), c:read())
    assert.equal(10000 - 1024, c:pending())
    local b = socket.bytearray(10000)
    assert.equal(10000 - 1024, c:read(10000, b))
  end)

  it("writes all that it is given", function()
    local c, s = pair()
    handshake(c, s)
    local text = ("0123456789"):rep(100000)
    assert.equal(#text, c:write(text))
    assert.equal(0, c:write "")
    assert.equal(100000, c:write(socket.bytearray(100000)))
    local parts = {}
    repeat
      local ok, part = pcall(s.read, s, 1000000)
      parts[#parts + 1] = ok and part or nil
    until not ok
    assert.is_true(table.concat(parts) == text .. ("\0"):rep(100000))
  end)

  -- A session ticket has the client's certificate. If it fills more than one record, the client may have read only its
  -- beginning, and must read the rest before it can write.
  describe("that has read the beginning of a message", function()
    local function contexts()
      local names = {}
      for i = 1, 700 do names[i] = ("DNS:host-%d.long.name.example.org"):format(i) end
      local cert, key = support.tmpfile("", "cert.pem"), support.tmpfile("", "key.pem")
      support.run{"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
        "/CN=large", "-keyout", key, "-out", cert, "-addext", "subjectAltName=" .. table.concat(names, ",")}
      local client, server = tls.client(), tls.server()
      client:load_cert_chain(cert, key)
      server:load_verify_locations(cert)
      server.verify_mode = ssl.CERT_REQUIRED
      return client, server
    end

    -- Returns the first record, and the others.
    local function split(records)
      local first = 5 + string.unpack(">I2", records, 4)
      assert.is_true(first > 16384 and first < #records)
      return records:sub(1, first), records:sub(first + 1)
    end

    it("writes after it has read the rest", function()
      local c, s, up, down = pair(contexts())
      handshake(c, s)
      local first, others = split(down:read())
      down:write(first)
      support.raises(ssl.SSLWantReadError, c.read, c, 10)
      support.raises(ssl.SSLWantReadError, c.write, c, "hello")
      assert.equal(0, up.pending)
      down:write(others)
      assert.equal(5, c:write "hello")
      assert.equal("hello", s:read(10))
    end)

    it("does so on a socket with a reader and a writer, too", tasks.main(function()
      local client, server = contexts()
      local a, b = support.tcp_pair()
      local up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
      local object = server:wrap_bio(up, down, true)
      local s = support.close_later(client:wrap_socket(a, {server_hostname = "localhost",
        do_handshake_on_connect = false}))
      local shaking = asyncio.create_task(s.do_handshake, s)
      while not pcall(object.do_handshake, object) do
        b:sendall(down:read())
        up:write(b:recv(65536))
      end
      shaking:await()
      local first, others = split(down:read())
      b:sendall(first)
      local reader = asyncio.create_task(s.recv, s, 10)
      support.raises("TimeoutError", asyncio.wait_for, asyncio.create_task(s.sendall, s, "given up"), 0.05)
      local writer = asyncio.create_task(s.sendall, s, "hello")
      asyncio.sleep(0.01)
      assert.is_false(writer:done())
      b:sendall(others)
      writer:await()
      up:write(b:recv(65536))
      assert.equal("hello", object:read(100))
      object:write "bye"
      b:sendall(down:read())
      assert.equal("bye", reader:await())
    end))
  end)

  it("returns the same information as an SSLSocket", function()
    local c, s = pair()
    support.assert_raises("handshake not done yet", c.getpeercert, c)
    handshake(c, s)
    assert.same({"localhost", false, true, false},
      {c.server_hostname, c.server_side, s.server_side, c.session_reused})
    assert.equal("localhost", c:getpeercert().subjectAltName[1][2])
    assert.is_nil(s:getpeercert())
    assert.same({"TLSv1.3", 256}, {select(2, c:cipher())})
    assert.is_true(#s:shared_ciphers() > 0)
    assert.is_nil(c:shared_ciphers() and nil)
    assert.is_nil(c:selected_alpn_protocol())
    assert.is_true(socket.isinstance(c, ssl.SSLObject))
    assert.matches("^<ssl.SSLObject object at 0x%x+>$", tostring(c))
    support.assert_raises("does not have a public constructor", ssl.SSLObject)
  end)
end)

describe("an SSLObject at the end", function()
  after_each(support.cleanup)

  it("ends with close_notify on both sides", function()
    local c, s = pair()
    handshake(c, s)
    support.raises(ssl.SSLWantReadError, c.unwrap, c)
    assert.is_nil(s:read())
    s:unwrap()
    c:unwrap()
  end)

  it("still reads after a write that came too late", function()
    local c, s = pair()
    handshake(c, s)
    support.raises(ssl.SSLWantReadError, c.unwrap, c)
    for _ = 1, 2 do assert.equal("PROTOCOL_IS_SHUTDOWN", support.raises(ssl.SSLError, c.write, c, "x").reason) end
    s:write "data"
    assert.equal("data", c:read())
    support.raises(ssl.SSLWantReadError, c.read, c)
    s:unwrap()
    assert.is_nil(c:read())
    c:unwrap()
  end)

  it("treats an end without close_notify as an error", function()
    local c, s, up = pair()
    handshake(c, s)
    c:write "last words"
    up:write_eof()
    assert.equal("last words", s:read())
    support.raises(ssl.SSLEOFError, s.read, s)
    local _, alone, incoming = pair()
    incoming:write_eof()
    support.raises(ssl.SSLEOFError, alone.do_handshake, alone)
  end)

  it("works one byte at a time", function()
    local ends = {{ssl.MemoryBIO(), ssl.MemoryBIO()}, {ssl.MemoryBIO(), ssl.MemoryBIO()}}
    local c = tls.client():wrap_bio(ends[1][1], ends[1][2], {server_hostname = "localhost"})
    local s = tls.server():wrap_bio(ends[2][1], ends[2][2], {server_side = true})
    local function carry()
      for _, way in ipairs{{ends[1][2], ends[2][1]}, {ends[2][2], ends[1][1]}} do
        if way[1].pending > 0 then way[2]:write(way[1]:read(1)) end
      end
    end
    local steps, done, served = 0
    repeat
      done, served = pcall(c.do_handshake, c), pcall(s.do_handshake, s)
      carry()
      steps = steps + 1
      assert.is_true(steps < 10000)
    until done and served
    c:write "byte by byte"
    local got
    repeat
      carry()
      local ok, data = pcall(s.read, s)
      got = ok and data
    until got
    assert.equal("byte by byte", got)
  end)

  it("refuses a certificate, and sends an alert to the peer", function()
    local c, s = pair(nil, tls.server "wrong_name")
    support.raises(ssl.SSLWantReadError, c.do_handshake, c)
    support.raises(ssl.SSLWantReadError, s.do_handshake, s)
    support.raises(ssl.SSLCertVerificationError, c.do_handshake, c)
    local e = support.raises(ssl.SSLError, s.do_handshake, s)
    assert.matches("ALERT", e.reason)
  end)

  it("checks its arguments", function()
    local context, bio = tls.client(), ssl.MemoryBIO()
    support.assert_raises("MemoryBIO expected, got number", function() context:wrap_bio(5, bio) end)
    support.assert_raises("check_hostname requires server_hostname", function() context:wrap_bio(bio, bio) end)
    support.assert_raises("Cannot create a server socket with a PROTOCOL_TLS_CLIENT context", function()
      context:wrap_bio(bio, bio, {server_side = true})
    end)
    support.assert_raises("Cannot create a client socket with a PROTOCOL_TLS_SERVER context", function()
      tls.server():wrap_bio(bio, bio)
    end)
    local o = context:wrap_bio(bio, bio, {server_hostname = "localhost"})
    support.assert_raises("size should not be negative", o.read, pair() and o, -1)
    support.assert_raises("the field 'name' of a connection cannot be set", function() o.name = 5 end)
  end)
end)

describe("the callback for the name of the server", function()
  after_each(support.cleanup)

  local function served(callback, name)
    local context = tls.server()
    context.sni_callback = callback
    local client = tls.client()
    client.check_hostname = false
    local c, s = pair(client, context, {server_hostname = name})
    return c, s, context
  end

  it("gets the connection, the name and the context", function()
    local got
    local c, s, context = served(function(...) got = {...} end, "www.example.org")
    handshake(c, s)
    assert.same({s, "www.example.org", context}, got)
    c, s = served(function(...) got = {...} end)
    handshake(c, s)
    assert.is_nil(got[2])
  end)

  it("chooses a context, and thereby a certificate", function()
    local second = tls.server "second"
    local c, s = served(function(connection, name)
      if name == "second.example.org" then connection.context = second end
    end, "second.example.org")
    handshake(c, s)
    assert.equal("second.example.org", c:getpeercert().subjectAltName[1][2])
    assert.equal(second, s.context)
  end)

  it("chooses the versions and the verification of that context, too", function()
    local strict = tls.server "second"
    strict.maximum_version = ssl.TLSVersion.TLSv1_2
    strict.verify_mode = ssl.CERT_REQUIRED
    strict:load_verify_locations(certificates.ca.cert)
    local c, s = served(function(connection) connection.context = strict end, "second.example.org")
    pcall(c.do_handshake, c)
    pcall(s.do_handshake, s)
    pcall(c.do_handshake, c)
    local e = support.raises(ssl.SSLError, s.do_handshake, s)
    assert.equal("PEER_DID_NOT_RETURN_A_CERTIFICATE", e.reason)
  end)

  it("refuses with an alert", function()
    local c, s = served(function() return ssl.AlertDescription.ALERT_DESCRIPTION_UNRECOGNIZED_NAME end, "x.example.org")
    pcall(c.do_handshake, c)
    support.raises(ssl.SSLError, s.do_handshake, s)
    local e = support.raises(ssl.SSLError, c.do_handshake, c)
    assert.matches("UNRECOGNIZED_NAME", e.reason)
  end)

  it("raises its error in the call that does the handshake", function()
    local c, s = served(function() error "my own" end, "x.example.org")
    pcall(c.do_handshake, c)
    support.assert_raises("my own", s.do_handshake, s)
    local e = support.raises(ssl.SSLError, c.do_handshake, c)
    assert.matches("HANDSHAKE_FAILURE", e.reason)
    c, s = served(function() return "alert" end)
    pcall(c.do_handshake, c)
    assert.matches("^spec/tls_object_spec.lua:%d+: sni_callback must return an alert",
      support.error_message(function() s:do_handshake() end))
  end)

  it("cannot choose a context for clients", function()
    local c, s = served(function(connection) connection.context = tls.client() end, "second.example.org")
    pcall(c.do_handshake, c)
    support.assert_raises("bad value for 'context' (this SSLContext is for clients)", s.do_handshake, s)
    support.assert_raises("bad value for 'context' (this SSLContext is for servers)",
      function() c.context = tls.server() end)
    for _, o in ipairs{c, s} do
      o.context = ssl.SSLContext(ssl.PROTOCOL_TLS)  -- serves both sides
    end
  end)

  it("may wait in a task, while others wait for the connection", tasks.main(function()
    local log = tasks.log()
    local context = tls.server()
    local a, b = support.tcp_pair()
    context.sni_callback = function(s, name)
      asyncio.sleep(0.01)
      log(name)
      support.assert_raises("a callback of the connection cannot use the connection", s.recv, s, 1)
    end
    local server = support.close_later(context:wrap_socket(b, {server_side = true, do_handshake_on_connect = false}))
    local shaking = asyncio.create_task(server.do_handshake, server)
    local reader = asyncio.create_task(function() log(server:recv(100)) end)
    local s = support.close_later(tls.client():wrap_socket(a, {server_hostname = "localhost"}))
    s:sendall "data"
    shaking:await()
    reader:await()
    assert.same({"localhost", "data"}, log.list)
  end))

  it("refuses with an alert if it is cancelled", tasks.main(function()
    local context = tls.server()
    local a, b = support.tcp_pair()
    local waiting = asyncio.Event()
    context.sni_callback = function()
      waiting:set()
      tasks.hang()
    end
    local task = asyncio.create_task(context.wrap_socket, context, b, {server_side = true})
    local client = asyncio.create_task(function()
      tls.client():wrap_socket(a, {server_hostname = "localhost"})
    end)
    waiting:wait()
    task:cancel()
    tasks.cancelled(task)
    local e = support.raises(ssl.SSLError, client.await, client)
    assert.matches("HANDSHAKE_FAILURE", e.reason)
  end))

  it("cannot use the connection", function()
    local c, s = served(function(connection) connection:read(1) end)
    pcall(c.do_handshake, c)
    support.assert_raises("a callback of the connection cannot use the connection", s.do_handshake, s)
  end)

  it("cannot use the connection from a coroutine of its own either", function()
    local context = tls.server()
    context.sni_callback = function(s) coroutine.wrap(s.recv)(s, 1) end
    local a, b = support.tcp_pair()
    local from_client = ssl.MemoryBIO()
    local client = tls.client():wrap_bio(ssl.MemoryBIO(), from_client, {server_hostname = "localhost"})
    pcall(client.do_handshake, client)
    a:sendall(from_client:read())
    support.assert_raises("a callback of the connection cannot use the connection", context.wrap_socket, context, b,
      {server_side = true})
  end)

  it("has the socket's timeout together with the rest of the handshake", tasks.main(function()
    local context = tls.server()
    context.sni_callback = function() asyncio.sleep(0.25) end
    local a, b = support.tcp_pair()
    b:settimeout(0.2)
    local server = asyncio.create_task(context.wrap_socket, context, b, {server_side = true})
    local client = asyncio.create_task(function()
      support.close_later(tls.client():wrap_socket(a, {server_hostname = "localhost"}))
    end)
    support.raises("TimeoutError", server.await, server)
    client:await()
  end))

  it("runs once, even if the client has to send its hello again", tasks.main(function()
    local calls = 0
    local context = tls.server()
    context:set_ecdh_curve "secp521r1"
    context.sni_callback = function(_, name)
      calls = calls + 1
      assert.equal("localhost", name)
    end
    local a, b = support.tcp_pair()
    local task = asyncio.create_task(function()
      return support.close_later(context:wrap_socket(b, {server_side = true})):recv(100)
    end)
    local s = support.close_later(tls.client():wrap_socket(a, {server_hostname = "localhost"}))
    s:sendall "x"
    assert.same({"x", 1}, {task:await(), calls})
  end))
end)
