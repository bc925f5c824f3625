-- SSLSocket: connect and accept.
local certificates = require "spec.support.certificates"
local support = require "spec.support"
local tls = require "spec.support.tls"
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local select = require "pysocket.select"

local missing, ssl = tls.missing(), tls.ssl

local function server_context()
  local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
  context:load_cert_chain(certificates.server.both)
  return context
end

-- Returns a client's socket that is not connected yet.
local function client(options)
  options = options or {}
  options.server_hostname = "localhost"
  local s = tls.client():wrap_socket(socket.socket(), options)
  s:settimeout(5)
  return support.close_later(s)
end

local function listener()
  local plain, address = support.listener()
  local s = support.close_later(server_context():wrap_socket(plain, {server_side = true}))
  s:settimeout(5)
  return s, address
end

local function echo(conn)
  local _ <close> = conn
  while true do
    local data = conn:recv(1024)
    if not data then break end
    conn:sendall(data)
  end
end

-- Calls f with the address of an echo server.
local function with_server(f)
  asyncio.run(function()
    local s, address = listener()
    local task = asyncio.create_task(function()
      for conn in s.accept, s do asyncio.create_task(echo, conn) end
    end)
    f(address)
    task:cancel()
  end)
end

local function say(s, text)
  s:sendall(text)
  return s:recv(100)
end

describe("An SSLSocket that is not connected", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  it("connects, and does the handshake", function()
    with_server(function(address)
      local s = client()
      assert.is_nil(s:version())
      s:connect(address)
      assert.equal("TLSv1.3", s:version())
      assert.equal("hello", say(s, "hello"))
    end)
  end)

  it("leaves the handshake to the first call that needs it, if requested", function()
    with_server(function(address)
      local s = client{do_handshake_on_connect = false}
      s:connect(address)
      assert.is_nil(s:version())
      assert.equal("hello", say(s, "hello"))
      assert.equal("TLSv1.3", s:version())
    end)
  end)

  it("sends nothing in plain text", function()
    local s = client()
    for _, f in ipairs{"send", "sendall", "write"} do support.raises("BrokenPipeError", s[f], s, "secret") end
    for _, f in ipairs{"recv", "do_handshake", "unwrap"} do
      support.assert_raises("Transport endpoint is not connected", function() return s[f](s, 1) end)
    end
  end)

  it("can connect again after it was refused", function()
    local s = client()
    local free = support.listener()
    local nobody = free:getsockname()
    free:close()
    local e = support.raises("ConnectionRefusedError", s.connect, s, nobody)
    assert.equal(nobody, e.address)
    assert.equal(111, s:connect_ex(nobody))
    with_server(function(address)
      assert.equal(0, s:connect_ex(address))
      assert.equal("hello", say(s, "hello"))
    end)
  end)

  it("connects without waiting, and does the handshake when it can", function()
    with_server(function(address)
      local s = client()
      s:settimeout(0)
      local errnum = s:connect_ex(address)
      assert.is_true(errnum == 0 or errnum == 115)
      repeat
        local ok, e = pcall(s.do_handshake, s)
        if not ok then
          assert.is_true(socket.isinstance(e, {ssl.SSLWantReadError, ssl.SSLWantWriteError}), tostring(e))
          asyncio.sleep(0)
        end
      until ok
      s:settimeout(5)
      assert.equal("hello", say(s, "hello"))
    end)
  end)

  for name, call in pairs{send = "hello", recv = 100} do
    it("continues after connect_ex with " .. name .. ", without waiting", function()
      with_server(function(address)
        local s = client()
        s:settimeout(0)
        s:connect_ex(address)
        local function continue()
          local ok, e = pcall(s[name], s, call)
          if ok then return true end
          local writes = socket.isinstance(e, ssl.SSLWantWriteError)
          assert.is_true(writes or socket.isinstance(e, ssl.SSLWantReadError), tostring(e))
          select.select(writes and {} or {s}, writes and {s} or {}, {}, 5)
          return s:version() ~= nil
        end
        repeat until continue()
        s:settimeout(5)
        if name == "recv" then s:sendall "hello" end
        assert.equal("hello", s:recv(100))
      end)
    end)
  end

  it("reports in any call that the connection which connect_ex has begun was refused", function()
    local free = support.listener()
    local nobody = free:getsockname()
    free:close()
    for _, name in ipairs{"recv", "send", "do_handshake"} do
      local s = client()
      s:settimeout(0)
      if s:connect_ex(nobody) == errno.EINPROGRESS then
        select.select({}, {s}, {}, 5)
        support.raises("ConnectionRefusedError", s[name], s, name == "recv" and 1 or name == "send" and "x" or nil)
      end
    end
  end)

  it("waits in a call for the connection that connect_ex has begun", function()
    with_server(function(address)
      local s = client()
      s:settimeout(0)
      s:connect_ex(address)
      s:settimeout(5)
      assert.equal("hello", say(s, "hello"))
    end)
  end)

  it("has one timeout for connecting and the handshake, and is closed when it expires", function()
    local _, address = support.listener()  -- a server that never answers
    local s = client()
    s:settimeout(0.05)
    support.raises("TimeoutError", s.connect, s, address)
    assert.equal(-1, s:fileno())
  end)

  it("is closed if the server has the wrong name", function()
    with_server(function(address)
      local s = tls.client():wrap_socket(socket.socket(),
        {server_hostname = "example.com"})
      support.raises(ssl.SSLCertVerificationError, s.connect, s, address)
      assert.equal(-1, s:fileno())
    end)
  end)

  it("reports which argument is wrong, at the user's line", function()
    support.assert_raises("ssl_connect_spec.lua:", function() client():connect(5) end)
    support.assert_raises("bad argument #1 to 'connect' (AF_INET address must be a table {host, port}, got number",
      function() client():connect(5) end)
    support.assert_raises("bad argument #1 to 'connect_ex' (AF_INET address", function() client():connect_ex() end)
    support.assert_raises("bad argument #1 to 'connect' (SSLSocket expected, got socket)", function()
      ssl.SSLSocket.connect(support.socketpair(), "/")
    end)
  end)

  it("connects once only, and not as a server", function()
    with_server(function(address)
      local s = client()
      s:connect(address)
      support.assert_raises("attempt to connect already-connected SSLSocket!", s.connect, s, address)
      support.assert_raises("attempt to connect already-connected SSLSocket!", s.connect_ex, s, address)
      assert.equal("hello", say(s, "hello"))
    end)
    local s, address = listener()
    support.assert_raises("can't connect in server-side mode", s.connect, s, address)
  end)

  -- The connection's memory is told to the collector after it is created. The pause lets it collect just then.
  it("may be closed by a finalizer while TLS starts", function()
    local result = support.run(support.lua_argv(support.tmpfile [[
      local socket, ssl = require "pysocket", require "pysocket.ssl"
      local context = ssl.create_default_context()
      local listener = socket.create_server({"127.0.0.1", 0}, {backlog = 100})
      local address = listener:getsockname()
      local during, connecting = 0, false
      collectgarbage("incremental", 104, 1000, 40)
      for i = 1, 64 do
        local s = context:wrap_socket(socket.socket(), {server_hostname = "localhost", do_handshake_on_connect = false})
        collectgarbage()
        setmetatable({}, {__gc = function()
          if connecting then during = during + 1 end
          s:close()
        end})
        local waste = ("x"):rep(i * 512)
        connecting = true
        local connected, e = pcall(s.connect, s, address)
        connecting = false
        assert(connected or e.errno == 9, e)
        s:close()
      end
      print(during)
    ]]), {timeout = 20})
    assert.same({code = 0, stderr = ""}, {code = result.code or -result.signal, stderr = result.stderr})
    assert.is_true(tonumber(result.stdout) > 0, result.stdout)
  end)
end)

describe("An SSLSocket that listens", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  it("accepts a TLS connection, whose handshake happens with its first bytes", function()
    local s, address = listener()
    local child = support.spawn_lua([[
      local ssl, socket = require "pysocket.ssl", require "pysocket"
      local context = ssl.create_default_context{cafile = arg[2]}
      local plain = socket.create_connection{"127.0.0.1", arg[1]}
      local s <close> = context:wrap_socket(plain, {server_hostname = "localhost"})
      s:sendall "hello"
      print(s:recv(100))
    ]], {address.port, certificates.ca.cert})
    local conn <close>, addr = s:accept()
    assert.is_true(socket.isinstance(conn, ssl.SSLSocket))
    assert.equal(conn:getpeername(), addr)
    assert.is_true(conn.server_side)
    conn:settimeout(0)
    assert.is_nil(conn:version())
    conn:settimeout(5)
    assert.equal("hello", conn:recv(100))
    assert.equal("TLSv1.3", conn:version())
    conn:sendall "good day"
    assert.equal("good day", child:line())
  end)

  for name, expected in pairs{
    version = "TLSv1.3", cipher = "TLS_AES_256_GCM_SHA384", selected_alpn_protocol = "h2",
    shared_ciphers = "", get_channel_binding = "", getpeercert = "client", get_verified_chain = "",
    get_unverified_chain = "",
  } do
    it("does the handshake when it is asked for " .. name, function()
      asyncio.run(function()
        local plain, address = support.listener()
        local context = server_context()
        context.verify_mode = ssl.CERT_REQUIRED
        context:load_verify_locations(certificates.ca.cert)
        context:set_alpn_protocols{"h2"}
        local s = support.close_later(context:wrap_socket(plain, {server_side = true}))
        local task = asyncio.create_task(function()
          local trust = ssl.create_default_context{cafile = certificates.ca.cert}
          trust:load_cert_chain(certificates.client.both)
          trust:set_alpn_protocols{"h2"}
          local peer <close> = trust:wrap_socket(socket.create_connection(address), {server_hostname = "localhost"})
          return peer:recv(10)
        end)
        local conn <close> = s:accept()
        local result = conn[name](conn)
        if name == "getpeercert" then result = result.subject[2][1][2] end
        assert.matches("^" .. expected, type(result) == "table" and #result > 0 and "" or result)
        conn:sendall "bye"
        assert.equal("bye", task:await())
      end)
    end)
  end

  it("raises the error of the handshake when it is asked for the client's certificate", function()
    local s, address = listener()
    local plain = support.close_later(socket.create_connection(address))
    plain:sendall "this is not TLS"
    local conn = support.close_later((s:accept()))
    assert.equal("WRONG_VERSION_NUMBER", support.raises(ssl.SSLError, conn.getpeercert, conn).reason)
    assert.equal(-1, conn:fileno())
  end)

  it("does not wait for a client that is slow in its handshake", function()
    local s, address = listener()
    local slow = support.close_later(socket.create_connection(address))
    local silent = s:accept()
    silent:settimeout(0.05)
    support.raises("TimeoutError", silent.recv, silent, 1)
    slow:sendall "GET / HTTP/1.0\r\n\r\n"
    silent:settimeout(5)
    support.raises(ssl.SSLError, silent.recv, silent, 1)
    assert.equal(-1, silent:fileno())
  end)

  it("accepts a connection that has already been reset, which its first call reports", function()
    local s, address = listener()
    local gone = socket.create_connection(address)
    gone:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    gone:close()
    local conn = s:accept()
    support.raises("ConnectionResetError", conn.recv, conn, 1)
  end)

  it("passes its options on", function()
    local plain, address = support.listener()
    local s = server_context():wrap_socket(plain, {server_side = true, suppress_ragged_eofs = false})
    with_server(function()
      local c = client()
      local task = asyncio.create_task(function()
        local conn <close> = s:accept()
        assert.equal("hello", conn:recv(100))
        support.raises(ssl.SSLEOFError, conn.recv, conn, 100)
      end)
      c:connect(address)
      c:sendall "hello"
      local fd = c:detach()
      local raw <close> = socket.socket(nil, nil, nil, fd)
      raw:shutdown(socket.SHUT_WR)
      task:await()
    end)
    s:close()
  end)

  it("can be waited for with select", function()
    local s, address = listener()
    local c = support.close_later(socket.create_connection(address))
    assert.equal(s, select.select({s}, {}, {}, 5)[1])
    local conn <close> = s:accept()
    assert.equal(0, #select.select({conn}, {}, {}, 0))
    c:sendall "no TLS"
    assert.equal(conn, select.select({conn}, {}, {}, 5)[1])
  end)
end)

describe("An SSLSocket", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  it("needs a context for its side", function()
    local a, b = support.socketpair()
    support.assert_raises("Cannot create a client socket with a PROTOCOL_TLS_SERVER context: wrap_socket. "
      .. "A client makes its context with ssl.create_default_context(); a server passes {server_side = true}.",
      function() server_context():wrap_socket(a) end)
    support.assert_raises("Cannot create a server socket with a PROTOCOL_TLS_CLIENT context: wrap_socket. "
      .. "A server makes its context with ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).",
      function() ssl.create_default_context():wrap_socket(b, {server_side = true}) end)
    a:sendall "still here"
    assert.equal("still here", b:recv(100))
  end)

  it("is not made from a connection that was reset", function()
    local a, b = support.tcp_pair()
    b:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    b:close()
    support.raises("ConnectionResetError", function()
      ssl.create_default_context():wrap_socket(a, {server_hostname = "localhost"})
    end)
  end)
end)
