-- How a TLS connection ends: with close_notify, with a bare FIN, or with an error; and what each later call returns.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local tls = require "spec.support.tls"
local asyncio = require "pysocket.asyncio"
local select = require "pysocket.select"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("The end of a TLS connection", function() pending(tls.missing()) end) end

local major, minor = table.unpack(ssl.OPENSSL_VERSION_INFO)
-- Since OpenSSL 3.2, the last error in its queue is a more general one.
local is_newer = major > 3 or minor >= 2
local BAD_RECORD = is_newer and "[SSL: RECORD_LAYER_FAILURE] record layer failure"
  or "[SSL: DECRYPTION_FAILED_OR_BAD_RECORD_MAC] decryption failed or bad record mac"

local function version(name)
  return tls.client(function(context) context.maximum_version = ssl.TLSVersion[name] end)
end

local function assert_fails(reason, f, ...)
  assert.equal(reason, support.raises(ssl.SSLError, f, ...).strerror)
end

describe("A TLS connection with a fatal error", function()
  after_each(support.cleanup)

  for _, name in ipairs{"TLSv1_2", "TLSv1_3"} do
    it("raises it, is at its end for who reads on, and fails with it for others: " .. name, function()
      local s, peer = tls.wire(nil, version(name))
      peer.garbage()
      assert_fails(BAD_RECORD, s.recv, s, 10)
      assert.equal(s, select.select({s}, {}, {}, 0)[1])
      assert.is_nil(s:recv(10))
      assert.equal(0, s:recv_into(socket.bytearray(10)))
      assert.is_nil(s:makefile():read "l")
      for _ = 1, 2 do
        assert_fails(BAD_RECORD, s.send, s, "x")
        assert_fails(BAD_RECORD, s.unwrap, s)
      end
      assert.is_nil(s:recv(10))
    end)

    it("raises it again and again where an end without close_notify is an error: " .. name, function()
      local s, peer = tls.wire({suppress_ragged_eofs = false}, version(name))
      peer.garbage()
      for _ = 1, 2 do assert_fails(BAD_RECORD, s.recv, s, 10) end
    end)
  end

  it("raises it where select has found it, or a call that writes", function()
    local s, peer = tls.wire()
    peer.garbage()
    assert.equal(s, select.select({s}, {}, {}, 5)[1])
    assert_fails(BAD_RECORD, s.send, s, "x")
    assert_fails(BAD_RECORD, s.recv, s, 10)
    assert.is_nil(s:recv(10))
  end)

  it("raises the error that the peer has found", function()
    local s, peer = tls.wire()
    local kernel = support.close_later(socket.fromfd(s:fileno(), socket.AF_INET, socket.SOCK_STREAM))
    kernel:sendall("\23\3\3\0\40" .. ("x"):rep(40))
    assert_fails(BAD_RECORD, peer.read)
    peer.send()
    local ALERT = is_newer and "[SSL: SSL_TLS_ALERT_BAD_RECORD_MAC] ssl/tls alert bad record mac"
      or "[SSL: SSLV3_ALERT_BAD_RECORD_MAC] sslv3 alert bad record mac"
    assert_fails(ALERT, s.recv, s, 10)
    assert.is_nil(s:recv(10))
    assert_fails(ALERT, s.send, s, "x")
  end)

  it("notifies all readers", tasks.main(function()
    local s, peer = tls.wire()
    local readers = {}
    for i = 1, 3 do readers[i] = asyncio.create_task(function() return pcall(s.recv, s, 10) end) end
    local waiting = asyncio.create_task(function() return #select.select({s}, {}, {}) end)
    tasks.turns()
    peer.garbage()
    local _, e = readers[1]:await()
    assert.equal(BAD_RECORD, e.strerror)
    for i = 2, 3 do assert.same({true}, {readers[i]:await()}) end
    assert.equal(1, waiting:await())
  end))

  it("fails with it in each call of an SSLObject", function()
    for _, name in ipairs{"read", "write", "do_handshake", "unwrap"} do
      local incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
      local object = tls.client():wrap_bio(incoming, outgoing, {server_hostname = "localhost"})
      incoming:write "this is not TLS"
      local argument = name == "read" and 10 or name == "write" and "x" or nil
      for _, f in ipairs{"do_handshake", name, name} do
        assert_fails("[SSL: WRONG_VERSION_NUMBER] wrong version number", object[f], object,
          f ~= "do_handshake" and argument or nil)
      end
    end
  end)

  it("fails with it after the error of a callback", function()
    local incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    local server = tls.server("server", function(context) context.sni_callback = function() error "no" end end)
    local client = tls.client():wrap_bio(incoming, outgoing, {server_hostname = "localhost"})
    local object = server:wrap_bio(outgoing, incoming, true)
    support.raises(ssl.SSLWantReadError, client.do_handshake, client)
    support.assert_raises("no", object.do_handshake, object)
    for _ = 1, 2 do assert_fails("[SSL: CALLBACK_FAILED] callback failed", object.do_handshake, object) end
  end)
end)

describe("A TLS connection that ends", function()
  after_each(support.cleanup)

  for _, how in ipairs{"finish", "fin"} do
    it("wakes all who wait for it: " .. how, tasks.main(function()
      local s, peer = tls.wire()
      local readers = {}
      for i = 1, 3 do readers[i] = asyncio.create_task(s.recv, s, 10) end
      local waiting = asyncio.create_task(function() return #select.select({s}, {}, {}) end)
      tasks.turns()
      peer[how]()
      for i = 1, 3 do assert.is_nil(readers[i]:await()) end
      assert.equal(1, waiting:await())
    end))
  end

  local function reset(peer)
    peer.socket:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    peer.socket:close()
  end

  it("raises a reset that select has found", function()
    for _, method in ipairs{"recv", "sendall"} do
      for _, opts in ipairs{{}, {suppress_ragged_eofs = false}} do
        local s, peer = tls.wire(opts)
        reset(peer)
        for _ = 1, 2 do assert.equal(s, select.select({s}, {}, {}, 5)[1]) end
        support.raises("ConnectionResetError", s[method], s, method == "recv" and 10 or "data")
      end
    end
  end)

  -- Returns an SSLSocket with unsent bytes whose connection has been reset.
  local function reset_with_unsent(opts)
    local s, peer = tls.wire(opts)
    s:settimeout(0)
    repeat local sent = pcall(s.send, s, ("x"):rep(16384)) until not sent
    s:settimeout(10)
    reset(peer)
    return s
  end

  -- It used to be taken for the end of the data.
  for name, f in pairs{
    recv = function(s) s:recv(10) end,
    unwrap = function(s) s:unwrap() end,
    read = function(s) s:makefile():read "a" end,
  } do
    it("raises a reset while bytes are unsent: " .. name, function()
      for _, opts in ipairs{{}, {suppress_ragged_eofs = false}} do
        support.raises("ConnectionResetError", f, reset_with_unsent(opts))
      end
    end)
  end

  it("raises a reset only once", function()
    local s = reset_with_unsent()
    support.raises("ConnectionResetError", s.sendall, s, "data")
    assert.is_nil(s:recv(10))
  end)

  it("ends for a reader and for unwrap", tasks.main(function()
    local s, peer = tls.wire()
    local reader = asyncio.create_task(s.recv, s, 10)
    tasks.turns()
    local unwrapping = asyncio.create_task(s.unwrap, s)
    tasks.turns()
    peer.finish()
    assert.is_nil(reader:await())
    support.close_later(unwrapping:await())
  end))

  for _, ragged in ipairs{true, false} do
    it("cannot be unwrapped without close_notify: suppress_ragged_eofs = " .. tostring(ragged), function()
      for _, reads in ipairs{true, false} do
        local s, peer = tls.wire{suppress_ragged_eofs = ragged}
        peer.fin()
        if reads then pcall(s.recv, s, 10) end
        for _ = 1, 2 do support.raises(ssl.SSLEOFError, s.unwrap, s) end
        assert.is_true(s:fileno() >= 0)
      end
    end)
  end

  it("lets an SSLObject see whether there was a close_notify before the end", function()
    for _, goodbye in ipairs{true, false} do
      for _, reads in ipairs{true, false} do
        local incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        local client = tls.client():wrap_bio(incoming, outgoing, {server_hostname = "localhost"})
        local server = tls.server "server":wrap_bio(outgoing, incoming, true)
        pcall(client.do_handshake, client)
        pcall(server.do_handshake, server)
        client:do_handshake()
        server:do_handshake()
        if goodbye then pcall(server.unwrap, server) end
        incoming:write_eof()
        if goodbye then
          if reads then assert.is_nil(client:read(10)) end
          client:unwrap()
        else
          if reads then support.raises(ssl.SSLEOFError, client.read, client, 10) end
          support.raises(ssl.SSLEOFError, client.unwrap, client)
        end
      end
    end
  end)
end)

describe("Plain text that came with the end of TLS", function()
  after_each(support.cleanup)

  -- Returns the plain socket after unwrap, which has already received the text, and the peer's socket.
  local function unwrapped(text)
    local s, peer = tls.wire()
    peer.finish(text)
    assert.is_nil(s:recv(10))
    local plain = support.close_later(s:unwrap())
    assert.equal("", peer.read())
    return plain, peer.socket
  end

  it("is what the plain socket receives first", function()
    local plain, peer = unwrapped "plain hello"
    assert.is_false(socket.isinstance(plain, ssl.SSLSocket))
    assert.matches("^<socket.socket fd=", tostring(plain))
    plain:settimeout(4)
    assert.equal(4, plain.timeout)
    assert.is_false(socket.isinstance(plain, ssl.SSLSocket))
    assert.equal(5, plain:send "early")
    assert.equal("plain ", plain:recv(6))
    peer:sendall "more"
    local b = socket.bytearray(10)
    assert.equal(5, plain:recv_into(b))
    assert.equal("hello", tostring(b:sub(1, 5)))
    assert.equal("more", plain:recv(10))
    plain:sendall "end"
    plain:shutdown(socket.SHUT_WR)
    peer:shutdown(socket.SHUT_WR)
    assert.is_nil(plain:recv(10))
  end)

  it("is read by makefile", function()
    local plain, peer = unwrapped "one\ntwo"
    peer:sendall " three\n"
    local file <close> = plain:makefile "rw"
    assert.equal("one", file:read "l")
    file:write "answer\n"
    file:flush()
    assert.equal("two three", file:read "l")
  end)

  it("is reported by select, poll and epoll", function()
    local plain = unwrapped "text"
    local poll = select.poll()
    local ep <close> = select.epoll()
    poll:register(plain, select.POLLIN)
    ep:register(plain, select.EPOLLIN)
    for _ = 1, 2 do
      assert.equal(plain, select.select({plain}, {}, {}, 0)[1])
      assert.equal(1, #poll:poll(0))
      assert.equal(1, #ep:poll(0))
    end
    assert.equal("text", plain:recv(10))
    assert.equal(0, #select.select({plain}, {}, {}, 0))
    assert.equal(0, #poll:poll(0))
    assert.equal(0, #ep:poll(0))
  end)

  it("may be read while another task waits to write", tasks.main(function()
    local plain, peer = unwrapped "text"
    for _, name in ipairs{"sendall", "send"} do
      local n, last = 0, nil
      plain:setblocking(false)
      while pcall(function() n = n + plain:send(("x"):rep(65536)) end) do end
      plain:settimeout(5)
      local writer = asyncio.create_task(plain[name], plain, "last words")
      tasks.turns()
      if name == "sendall" then assert.equal("text", plain:recv(10)) end
      n = n + #"last words"
      while n > 0 do
        last = peer:recv(1 << 20)
        n = n - #last
      end
      writer:await()
      assert.matches("words$", last)
    end
  end))

  it("forbids calls that would miss it", function()
    local WHY = " is not possible now: recv has not returned all bytes that came with the end of TLS"
    local plain = unwrapped "text"
    support.assert_raises("detach" .. WHY, plain.detach, plain)
    support.assert_raises("dup" .. WHY, plain.dup, plain)
    support.assert_raises("recvfrom" .. WHY, plain.recvfrom, plain, 10)
    support.assert_raises("recvmsg" .. WHY, plain.recvmsg, plain, 10)
    support.assert_raises("a call with flags" .. WHY, plain.recv, plain, 10, socket.MSG_PEEK)
    support.assert_raises("recv has not returned all bytes that came with the end of TLS", function()
      tls.client():wrap_socket(plain, {server_hostname = "localhost"})
    end)
    assert.equal("text", plain:recv(10))
    plain:dup():close()
    local fd = plain:detach()
    assert.is_true(fd >= 0)
    socket.close(fd)
  end)

  it("is dropped with the socket", function()
    for _, how in ipairs{"close", "collect", "tasks"} do
      local plain = unwrapped "text"
      if how == "close" then
        plain:close()
        plain:close()
        support.raises("OSError", plain.recv, plain, 10)
        support.raises("OSError", plain.send, plain, "x")
      elseif how == "tasks" then
        asyncio.run(function() plain:close() end)
      end
    end
    collectgarbage()
  end)

  it("is not lost by a detach of the SSLSocket, nor are decrypted bytes", function()
    local s, peer = tls.wire()
    peer.send("abc", "def")
    assert.equal("a", s:recv(1))
    local WHY = "detach is not possible now: recv has not returned all received bytes yet"
    support.assert_raises(WHY, s.detach, s)
    assert.equal("bc", s:recv(10))
    support.assert_raises(WHY, s.detach, s)
    assert.equal("def", s:recv(10))
    local fd = s:detach()
    assert.equal(-1, s:fileno())
    socket.close(fd)
  end)
end)
