-- SSLSocket: a socket that uses TLS, on its own and with Python at the other end.
local certificates = require "spec.support.certificates"
local support = require "spec.support"
local tls = require "spec.support.tls"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local select = require "pysocket.select"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("an SSLSocket", function() pending(tls.missing()) end) end

-- A server in Python that runs the code with each connection as `s`.
local SERVER = [[
import hashlib, socket, ssl, struct, sys, time
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1])
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
plain, _ = listener.accept()
listener.close()
]]

local function python_server(code)
  local child = support.spawn_python(SERVER .. code, {certificates.server.both})
  return tonumber(child.stdout:read "l"), child
end

local function connect(port, opts, context)
  local plain = support.close_later(socket.create_connection({"127.0.0.1", port}, 5))
  opts = opts or {}
  opts.server_hostname = "localhost"
  return support.close_later((context or tls.client()):wrap_socket(plain, opts))
end

local ECHO = [[
with context.wrap_socket(plain, server_side=True) as s:
    while data := s.recv(65536):
        s.sendall(data)
]]

-- Runs both ends in tasks of one process: client(s, plain), server(s).
local function meet(client, server, opts, server_opts)
  local a, b = support.tcp_pair()
  server_opts = server_opts or {}
  server_opts.server_side = true
  local serving = asyncio.create_task(function()
    return server(support.close_later(tls.server():wrap_socket(b, server_opts)))
  end)
  opts = opts or {}
  opts.server_hostname = "localhost"
  local s = support.close_later(tls.client():wrap_socket(a, opts))
  local result = client(s)
  s:close()
  return result, serving:await()
end

local function pattern(n, seed)
  local block = {}
  for i = 1, 4096 do block[i] = string.char((i * seed + i // 7) % 256) end
  return table.concat(block):rep(n // 4096 + 1):sub(1, n)
end

local function read_all(s)
  local parts = {}
  for data in function() return s:recv(65536) end do parts[#parts + 1] = data end
  return table.concat(parts)
end

describe("an SSLSocket", function()
  after_each(support.cleanup)

  it("is a socket that works with Python's", function()
    local s = connect((python_server(ECHO)))
    assert.is_true(socket.isinstance(s, socket.socket))
    assert.is_true(socket.isinstance(s, ssl.SSLSocket))
    assert.equal("TLSv1.3", s:version())
    local name, version, bits = s:cipher()
    assert.matches("^TLS_", name)
    assert.same({"TLSv1.3", 256}, {version, bits})
    assert.same({socket.AF_INET, socket.SOCK_STREAM, 5}, {s.family, s.type, s.timeout})
    assert.same({"localhost", false, false}, {s.server_hostname, s.server_side, s.session_reused})
    assert.matches("^<ssl.SSLSocket fd=%d+, family=AF_INET, type=SOCK_STREAM", tostring(s))
    s:sendall "hello"
    assert.equal("hello", s:recv(100))
    assert.equal(3, s:write "abc")
    assert.equal("abc", s:read())
    local b = socket.bytearray(4)
    s:send "wxyz"
    assert.equal(4, s:recv_into(b))
    assert.equal("wxyz", tostring(b:sub()))
    s:send "1234"
    assert.equal(2, s:read(2, b))
    assert.equal(2, s:pending())
    assert.equal("34", s:recv(10))
    assert.equal("", s:recv(0))
  end)

  it("serves Python", function()
    local listener, address = support.listener()
    local child = support.spawn_python([[
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[2])
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
    with context.wrap_socket(plain, server_hostname="localhost") as s:
        s.sendall(b"from Python\n")
        print(s.recv(100).decode(), s.version(), s.getpeercert()["subjectAltName"][0][1])
]], {address.port, certificates.ca.cert})
    local s = support.close_later(tls.server():wrap_socket(support.close_later((listener:accept())),
      {server_side = true}))
    assert.is_true(s.server_side)
    assert.equal("from Python\n", s:makefile():read "L")
    s:sendall "from Lua"
    assert.equal("from Lua TLSv1.3 localhost\n", child:wait().stdout)
  end)

  it("still returns its properties after close", function()
    local s = connect((python_server(ECHO)))
    s:close()
    s:close()
    assert.same({-1, "localhost", false, 0}, {s:fileno(), s.server_hostname, s.server_side, s:pending()})
    for _, name in ipairs{"version", "cipher", "selected_alpn_protocol", "get_channel_binding", "shared_ciphers"} do
      assert.is_nil(s[name](s))
    end
    assert.is_nil(s.session)
    assert.is_nil(s.session_reused)
    local unconnected = tls.client():wrap_socket(socket.socket(), {server_hostname = "localhost"})
    support.close_later(unconnected)
    for _, name in ipairs{"getpeercert", "verify_client_post_handshake"} do
      for errnum, it in pairs{[errno.EBADF] = s, [errno.ENOTCONN] = unconnected} do
        local e = support.raises("OSError", it[name], it)
        assert.same({errnum, name}, {e.errno, e.call})
      end
    end
    for _, f in ipairs{s.recv, s.send, s.sendall, s.unwrap, s.do_handshake, s.shutdown} do
      support.raises("OSError", f, s, f == s.shutdown and socket.SHUT_WR or f == s.recv and 1 or "x")
    end
  end)

  it("has makefile, and sendfile", function()
    local s = connect((python_server(ECHO)))
    local file <close> = s:makefile "rw"
    for i = 1, 3 do file:write("line ", i, "\n") end
    file:flush()
    assert.same({"line 1", "line 2", "line 3"}, {file:read("l", "l", "l")})
    local sent = pattern(100000, 3)
    local from <close> = assert(io.open(support.tmpfile(sent), "rb"))
    assert.equal(100000, s:sendfile(from))
    assert.equal(sent, file:read(100000))
  end)

  it("takes the descriptor of the socket that it wraps", function()
    local port = python_server(ECHO)
    local plain = support.close_later(socket.create_connection{"127.0.0.1", port})
    local fd = plain:fileno()
    local s = support.close_later(tls.client():wrap_socket(plain, {server_hostname = "localhost"}))
    assert.same({-1, fd}, {plain:fileno(), s:fileno()})
    assert.matches("already", support.error_message(tls.client().wrap_socket, tls.client(), s,
      {server_hostname = "localhost"}))
    support.assert_raises("socket expected, got number", function() tls.client():wrap_socket(5) end)
    support.raises("OSError", function()
      tls.client():wrap_socket(plain, {server_hostname = "localhost"})
    end)
  end)

  it("refuses calls that would bypass TLS", function()
    local s = connect((python_server(ECHO)))
    for name, call in pairs{
      sendto = function() s:sendto("x", {"127.0.0.1", 1}) end,
      recvfrom = function() s:recvfrom(1) end,
      recvfrom_into = function() s:recvfrom_into(socket.bytearray(1)) end,
      sendmsg = function() s:sendmsg{"x"} end,
      recvmsg = function() s:recvmsg(1) end,
      recvmsg_into = function() s:recvmsg_into{socket.bytearray(1)} end,
      dup = function() s:dup() end,
    } do
      support.assert_raises(name .. " not allowed on instances of <class 'ssl.SSLSocket'>", call)
    end
    support.assert_raises("non-zero flags not allowed in calls to recv() on <class 'ssl.SSLSocket'>", s.recv, s, 1,
      socket.MSG_PEEK)
    support.assert_raises("non-zero flags not allowed in calls to send()", s.send, s, "x", socket.MSG_OOB)
    support.assert_raises("does not have a public constructor", ssl.SSLSocket, s)
    support.assert_raises("sendmsg not allowed", socket.socket.sendmsg, s, {"x"})
    s:sendall "still there"
    assert.equal("still there", s:recv(100))
  end)

  it("names the wrong argument of read and write", function()
    local s = connect((python_server(ECHO)))
    for message, call in pairs{
      ["bad argument #1 to 'read' (number expected, got string)"] = function() s:read "x" end,
      ["bad argument #1 to 'read' (size should not be negative)"] = function() s:read(-1) end,
      ["bad argument #2 to 'read' (bytearray or view expected, got number)"] = function() s:read(1, 5) end,
      ["bad argument #1 to 'write' (string, bytearray or view expected, got no value)"] = function() s:write() end,
    } do
      support.assert_raises(message, call)
    end
  end)
end)

describe("an SSLSocket at the end of its connection", function()
  after_each(support.cleanup)

  it("ends with the peer's close_notify, and still reads after sending its own", function()
    local s = connect((python_server [[
with context.wrap_socket(plain, server_side=True) as s:
    data = b""
    while more := s.recv(100):
        data += more
    s.sendall(data[::-1])
    s.unwrap()
]]))
    s:sendall "olleh"
    s:shutdown(socket.SHUT_WR)
    assert.equal("hello", s:recv(100))
    assert.is_nil(s:recv(100))
    assert.is_nil(s:recv(100))
    support.raises("BrokenPipeError", s.send, s, "x")
  end)

  it("stays as it is after a shutdown that makes no sense", function()
    local s = connect((python_server(ECHO)))
    for _, how in ipairs{-1, 3} do assert.equal(errno.EINVAL, support.raises("OSError", s.shutdown, s, how).errno) end
    s:sendall "still there"
    assert.equal("still there", s:recv())
  end)

  it("treats an end without close_notify as the end, unless it has to be an error", function()
    local RAGGED = [[
s = context.wrap_socket(plain, server_side=True)
s.sendall(b"last words")
s.close()
]]
    local s = connect((python_server(RAGGED)))
    assert.same({"last words", nil}, {s:recv(100), s:recv(100)})
    local strict = connect((python_server(RAGGED)), {suppress_ragged_eofs = false})
    assert.equal("last words", strict:recv(100))
    local e = support.raises(ssl.SSLEOFError, strict.recv, strict, 100)
    assert.same({"SSL", "UNEXPECTED_EOF_WHILE_READING"}, {e.library, e.reason})
    assert.equal("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol", e.strerror)
    assert.matches(": recv. The peer has ended the connection without close_notify. In a ", tostring(e), 1, true)
  end)

  it("unwraps into the plain socket", function()
    local s = connect((python_server [[
with context.wrap_socket(plain, server_side=True) as s:
    assert s.recv(100) == b"secret"
    assert s.recv(100) == b""
    plain = s.unwrap()
    plain.sendall(plain.recv(100)[::-1])
]]))
    local fd = s:fileno()
    s:sendall "secret"
    local plain = support.close_later(s:unwrap())
    assert.is_false(socket.isinstance(plain, ssl.SSLSocket))
    assert.same({fd, -1, 5}, {plain:fileno(), s:fileno(), plain.timeout})
    plain:sendall "nialp"
    assert.equal("plain", plain:recv(100))
    support.raises("OSError", s.send, s, "x")
  end)

  it("delivers all that was sent before close, with unread records of the peer", function()
    local port, child = python_server [[
with context.wrap_socket(plain, server_side=True) as s:
    s.sendall(b"never read")
    time.sleep(0.2)
    n, end = 0, None
    while data := s.recv(1 << 20):
        n += len(data)
    print(n)
]]
    local s = connect(port)
    s:sendall(("x"):rep(3000000))
    s:close()
    local result = child:wait()
    assert.same({"3000000\n", ""}, {result.stdout, result.stderr})
    assert.equal(-1, s:fileno())
  end)

  it("reports that the peer does not speak TLS, and closes", function()
    local listener, address = support.listener()
    local plain = support.close_later(socket.create_connection({"127.0.0.1", address.port}, 5))
    local peer = support.close_later((listener:accept()))
    peer:sendall "220 mail.example.org ESMTP\r\n"
    support.settle()
    local before = support.count_fds()
    local e = support.raises(ssl.SSLError, function()
      tls.client():wrap_socket(plain, {server_hostname = "localhost"})
    end)
    assert.equal("WRONG_VERSION_NUMBER", e.reason)
    support.settle()
    assert.equal(before - 1, support.count_fds())
  end)

  it("closes after a handshake that the peer ends or that takes too long", function()
    local listener, address = support.listener()
    local function wrap(timeout)
      local plain = support.close_later(socket.create_connection({"127.0.0.1", address.port}, timeout))
      local peer = support.close_later((listener:accept()))
      return plain, peer, function() tls.client():wrap_socket(plain, {server_hostname = "localhost"}) end
    end
    local _, peer, f = wrap(5)
    peer:shutdown(socket.SHUT_WR)
    support.raises(ssl.SSLEOFError, f)
    support.settle()
    local before = support.count_fds()
    local plain, _, late = wrap(0.05)
    support.raises("TimeoutError", late)
    assert.equal(-1, plain:fileno())
    support.settle()
    assert.equal(before + 1, support.count_fds())
  end)

  it("with timeout 0 reports what it would have to wait for", function()
    local port = python_server(ECHO)
    local plain = support.close_later(socket.create_connection{"127.0.0.1", port})
    plain:setblocking(false)
    support.assert_raises("do_handshake_on_connect should not be specified for non-blocking sockets", function()
      tls.client():wrap_socket(plain, {server_hostname = "localhost"})
    end)
    local s = support.close_later(tls.client():wrap_socket(plain,
      {server_hostname = "localhost", do_handshake_on_connect = false}))
    while not pcall(s.do_handshake, s) do
      assert.equal(1, #select.select({s}, {}, {}, 5))
    end
    local e = support.raises(ssl.SSLWantReadError, s.recv, s, 1)
    assert.equal(ssl.SSL_ERROR_WANT_READ, e.errno)
    s:send "x"
    assert.equal(s, select.select({s}, {}, {}, 5)[1])
    assert.equal("x", s:recv(1))
  end)
end)

-- The peer starts to read only on request, and then prints how much it received.
local SLOW = [[
with context.wrap_socket(plain, server_side=True) as s:
    sys.stdin.readline()
    n, sum = 0, hashlib.sha256()
    while data := s.recv(1 << 20):
        n += len(data)
        sum.update(data)
    print(n, sum.hexdigest())
]]

local function slow_server()
  local child = support.spawn_python(SERVER .. SLOW, {certificates.server.both}, {stdin = "pipe"})
  return tonumber(child.stdout:read "l"), child
end

local function digest(text)
  return support.python("import hashlib, sys\nprint(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())",
    {support.tmpfile(text)})
end

-- Checks that the server has received exactly this text.
local function got(child, text)
  assert.equal(("%d %s"):format(#text, digest(text)), child:wait().stdout)
end

local function go(child)
  child.stdin:write "go\n"
  child.stdin:flush()
end

describe("an SSLSocket whose peer does not read", function()
  after_each(support.cleanup)

  local first, second = pattern(8000000, 5), pattern(3000000, 11)

  it("continues where it stopped after a sendall that timed out", function()
    local port, child = slow_server()
    local s = connect(port)
    s:settimeout(0.1)
    local e = support.raises("TimeoutError", s.sendall, s, first)
    assert.is_true(e.bytes_sent > 0 and e.bytes_sent < #first)
    local ok, n = pcall(s.send, s, second)
    local begun = ok and n or 0
    go(child)
    s:settimeout(10)
    s:sendall(second:sub(begun + 1))
    s:close()
    got(child, first:sub(1, e.bytes_sent) .. second)
  end)

  it("can send other data after a send that would have to wait", function()
    local port, child = slow_server()
    local s = connect(port)
    s:setblocking(false)
    local sent = 0
    local ok, e = true, nil
    while ok do
      ok, e = pcall(s.send, s, first:sub(sent + 1, sent + 200000))
      if ok then sent = sent + e end
    end
    assert.is_true(socket.isinstance(e, ssl.SSLWantWriteError))
    go(child)
    local at = 1
    while at <= #second do
      local _, writable = select.select({}, {s}, {}, 10)
      assert.equal(s, writable[1])
      local done, n = pcall(s.send, s, second:sub(at, at + 20000))
      if done then at = at + n end
    end
    s:settimeout(10)
    s:close()
    got(child, first:sub(1, sent) .. second)
  end)

  it("continues after a task was cancelled in sendall", tasks.main(function()
    local port, child = slow_server()
    local s = connect(port)
    s:settimeout(nil)
    local accepted = 0
    local task = asyncio.create_task(function()
      while true do accepted = accepted + s:send(first:sub(accepted + 1, accepted + 70000)) end
    end)
    asyncio.sleep(0.1)
    task:cancel()
    tasks.cancelled(task)
    go(child)
    s:sendall(second)
    s:close()
    got(child, first:sub(1, accepted) .. second)
  end))

  it("sends the bytes that it keeps while select waits for something else", function()
    local port, child = slow_server()
    local s = connect(port)
    s:setblocking(false)
    local sent = 0
    repeat
      local ok, n = pcall(s.send, s, first:sub(sent + 1, sent + 200000))
      if ok then sent = sent + n end
    until not ok
    go(child)
    local other = support.socketpair()
    select.select({other, s}, {}, {}, 1.5)
    s:shutdown(socket.SHUT_WR)
    got(child, first:sub(1, sent))
  end)
end)

describe("an SSLSocket in tasks", function()
  after_each(support.cleanup)

  it("suspends only its own task", tasks.main(function()
    local log = tasks.log()
    meet(function(s)
      local reader = asyncio.create_task(function() log(s:recv(10)) end)
      tasks.turns()
      log "others run"
      s:send "go"
      reader:await()
    end, function(s)
      s:recv(10)
      s:sendall "data"
      s:recv(1)
    end)
    assert.same({"others run", "data"}, log.list)
  end))

  it("keeps what is unread of a record while others are used", tasks.main(function()
    local context, serving, clients = tls.server(), {}, {}
    local text = pattern(20000, 7)
    for i = 1, 4 do
      local a, b = support.tcp_pair()
      serving[i] = asyncio.create_task(function()
        local s = support.close_later(context:wrap_socket(b, {server_side = true}))
        s:sendall(text)
        s:close()
      end)
      clients[i] = support.close_later(tls.client():wrap_socket(a, {server_hostname = "localhost"}))
    end
    local received = {"", "", "", ""}
    for _ = 1, #text // 1000 do
      for i, s in ipairs(clients) do
        local left = 1000
        while left > 0 do
          local data = s:recv(left)
          left, received[i] = left - #data, received[i] .. data
        end
      end
    end
    for i, s in ipairs(clients) do
      assert.is_true(received[i] == text)
      assert.is_nil(s:recv(1))
      serving[i]:await()
    end
  end))

  it("is read and written at once by two tasks on each side", tasks.main(function()
    local up, down = pattern(3000000, 7), pattern(2000000, 13)
    local function exchange(send, n)
      return function(s)
        local writer = asyncio.create_task(function()
          s:sendall(send)
          s:shutdown(socket.SHUT_WR)
        end)
        local received = read_all(s)
        writer:await()
        assert.equal(n, #received)
        return received
      end
    end
    local a, b = meet(exchange(up, #down), exchange(down, #up))
    assert.is_true(a == down and b == up)
  end))

  it("does the handshake for all tasks that wait for it, also if one is cancelled", tasks.main(function()
    local a, b = support.tcp_pair()
    local s = support.close_later(tls.client():wrap_socket(a,
      {server_hostname = "localhost", do_handshake_on_connect = false}))
    local first = asyncio.create_task(s.do_handshake, s)
    local reader = asyncio.create_task(s.recv, s, 10)
    local writer = asyncio.create_task(s.sendall, s, "from a writer")
    local last = asyncio.create_task(s.do_handshake, s)
    tasks.turns()
    first:cancel()
    tasks.cancelled(first)
    local peer = support.close_later(tls.server():wrap_socket(b, {server_side = true}))
    assert.equal("from a writer", peer:recv(100))
    peer:send "answer"
    assert.equal("answer", reader:await())
    writer:await()
    last:await()
  end))

  it("ends the wait of a task when another one closes it", tasks.main(function()
    meet(function(s)
      local reader = asyncio.create_task(s.recv, s, 10)
      tasks.turns()
      s:close()
      support.raises("OSError", reader.await, reader)
    end, function(s) assert.is_nil(s:recv(10)) end)
  end))

  it("sends the bytes that it keeps, whatever task waits", tasks.main(function()
    local data = pattern(8000000, 17)
    local done = asyncio.Event()
    meet(function(s)
      local sent = 0
      while sent < #data do sent = sent + s:send(data:sub(sent + 1, sent + 200000)) end
      done:wait()
    end, function(s)
      asyncio.sleep(0.05)
      local n = 0
      while n < #data do n = n + #s:recv(100000) end
      done:set()
    end)
  end))

  it("is reported by select to one task while another one reads it", tasks.main(function()
    meet(function(s)
      local waiting = asyncio.create_task(function() return select.select({s}, {}, {}, 5)[1] end)
      local first = s:recv(1)
      assert.equal(s, waiting:await())
      assert.equal("data", first .. s:recv(10))
    end, function(s)
      s:recv(0)
      s:sendall "data"
      assert.is_nil(s:recv(1))
    end)
  end))

  it("loses and repeats no byte despite timeouts and cancellations on both sides", tasks.main(function()
    local text = pattern(20000000, 19)
    local loop = asyncio.get_running_loop()
    -- Sends data until the time is up, in calls that time out or are cancelled; returns how much was accepted.
    local function talk(s)
      local at, stop = 0, loop:time() + 0.5
      while loop:time() < stop do
        local n = math.random(20000)
        s:settimeout(math.random(3) == 1 and 0.0005 or nil)
        local ok, e = pcall(s.sendall, s, text:sub(at + 1, at + n))
        at = at + (ok and n or e.bytes_sent)
        s:settimeout(nil)
        local task = asyncio.create_task(function()
          at = at + s:send(text:sub(at + 1, at + math.random(20000)))
        end)
        asyncio.sleep(math.random() * 0.0005)
        task:cancel()
        pcall(task.await, task)
      end
      return at
    end
    local function listen(s)
      local parts = {}
      repeat
        local ok, data = pcall(s.recv, s, math.random(20000))
        if ok then parts[#parts + 1] = data end
        if math.random(4) == 1 then asyncio.sleep(0.0005) end
      until ok and not data
      return table.concat(parts)
    end
    local function both(s)
      local reader = asyncio.create_task(listen, s)
      local at = talk(s)
      s:settimeout(nil)
      s:shutdown(socket.SHUT_WR)
      return {sent = at, got = reader:await()}
    end
    local a, b = meet(both, both)
    assert.is_true(a.got == text:sub(1, b.sent) and b.got == text:sub(1, a.sent))
  end))

  it("waits in select, poll and selectors for data and not for tickets", tasks.main(function()
    meet(function(s)
      assert.equal(0, #select.select({s}, {}, {}, 0.05))
      s:send "1"
      assert.equal(s, select.select({s}, {}, {}, 5)[1])
      assert.equal("a", s:recv(1))
      assert.equal(s, select.select({s}, {}, {}, 5)[1])
      local poll = select.poll()
      poll:register(s, select.POLLIN)
      assert.same({s:fileno(), select.POLLIN}, {table.unpack(poll:poll(5000)[1])})
      assert.equal("b", s:recv(1))
      assert.same({}, {table.unpack(poll:poll(20))})
    end, function(s)
      s:recv(1)
      s:send "ab"
      assert.is_nil(s:recv(1))
    end, nil)
  end))
end)

describe("select, poll and epoll", function()
  after_each(support.cleanup)

  local PARTS = [[
with context.wrap_socket(plain, server_side=True) as s:
    while line := s.recv(100):
        s.sendall(b"a" * int(line))
]]

  for _, kind in ipairs{"poll", "epoll"} do
    it("report bytes that an SSLSocket holds: " .. kind, function()
      local s = connect((python_server(PARTS)))
      local waiter = select[kind]()
      waiter:register(s, select.POLLIN)
      local second = kind == "poll" and 1000 or 1
      assert.same({}, {table.unpack(waiter:poll(0.05 * second))})
      s:sendall "30000"
      local n = 0
      while n < 30000 do
        assert.same({s:fileno(), select.POLLIN}, {table.unpack(waiter:poll(5 * second)[1])})
        n = n + #s:recv(1000)
      end
      assert.same({}, {table.unpack(waiter:poll(0))})
      if kind == "epoll" then waiter:close() end
    end)
  end

  it("report an event once if it was requested once", function()
    local s = connect((python_server(PARTS)))
    local waiter <close> = select.epoll()
    waiter:register(s, select.EPOLLIN | select.EPOLLONESHOT)
    s:sendall "3"
    assert.equal(1, #waiter:poll(5))
    assert.equal("a", s:recv(1))
    assert.equal(0, #waiter:poll(0))
    waiter:modify(s, select.EPOLLIN | select.EPOLLONESHOT)
    assert.equal(1, #waiter:poll(5))
    assert.equal("aa", s:recv(10))
    assert.equal(0, #waiter:poll(0))
  end)
end)

describe("an SSLSocket and the process", function()
  after_each(support.cleanup)

  it("is interrupted by Ctrl-C, and can be used again", function()
    local child = support.spawn_lua([[
      local socket, ssl = require "pysocket", require "pysocket.ssl"
      local context = ssl.create_default_context{cafile = arg[2]}
      local s = context:wrap_socket(socket.create_connection{"127.0.0.1", tonumber(arg[1])},
        {server_hostname = "localhost"})
      io.stdout:setvbuf "no"
      s:sendall "ready\n"
      io.write(s:recv(10))  -- the peer's session tickets came before it
      print(pcall(s.recv, s, 10))
      s:sendall "again"
      print(s:recv(10))
    ]], {(python_server(ECHO)), certificates.ca.cert})
    assert.equal("ready", child:line())
    child:wait_blocked()
    child:kill "INT"
    assert.matches("^false\t.*interrupted!\nagain\n$", child:wait().stdout)
  end)

  -- The first record that recv gets is a session ticket. The preloaded library behaves as if the user pressed Ctrl-C
  -- while OpenSSL reads that.
  it("is interrupted by a Ctrl-C that comes between two records", function()
    local library = require "spec.support.library"
    local path = library.build(support.tmpfile([[
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <signal.h>
      #include <sys/socket.h>
      static int armed;
      int arm (void *L) { (void)L; armed = 1; return 0; }
      ssize_t recv (int fd, void *buf, size_t len, int flags) {
        ssize_t (*real) (int, void *, size_t, int) = dlsym(RTLD_NEXT, "recv");
        ssize_t n = real(fd, buf, len, flags);
        if (n > 0 && armed) { armed = 0; raise(SIGINT); }
        return n;
      }
    ]], "interrupt.c"), "interrupt")
    if not path then return pending "there is no C compiler" end
    local out = support.lua([[
      local socket, ssl = require "pysocket", require "pysocket.ssl"
      local context = ssl.create_default_context{cafile = arg[2]}
      local s = context:wrap_socket(socket.create_connection{"127.0.0.1", tonumber(arg[1])},
        {server_hostname = "localhost"})
      package.loadlib(arg[3], "arm")()
      print(pcall(s.recv, s, 10))
      s:sendall "again"
      print(s:recv(10))
    ]], {(python_server(ECHO)), certificates.ca.cert, path}, {env = {LD_PRELOAD = path}})
    assert.matches("^false\t.*interrupted!\nagain\n$", out)
  end)

  it("belongs after a fork to the process that uses it", function()
    local library = require "spec.support.library"
    local path = library.keep "spec/support/fork.c"
    if not path then pending "there is no C compiler" return end
    support.defer(os.remove, path)
    local out = support.lua([[
      local fork = assert(package.loadlib(arg[3], "luaopen_fork"))()
      local socket, ssl = require "pysocket", require "pysocket.ssl"
      local context = ssl.create_default_context{cafile = arg[2]}
      local s = context:wrap_socket(socket.create_connection{"127.0.0.1", tonumber(arg[1])},
        {server_hostname = "localhost"})
      local pid = fork.fork()
      if pid == 0 then
        s:close()
        s = nil
        collectgarbage()
        fork.exit(0)
      end
      fork.wait(pid)
      s:sendall "from the parent"
      print(s:recv(100))
    ]], {(python_server(ECHO)), certificates.ca.cert, path})
    assert.equal("from the parent\n", out)
  end)

  it("continues while keys are updated", tasks.main(function()
    local listener, address = support.listener()
    local child = support.spawn({"openssl", "s_client", "-connect", "127.0.0.1:" .. address.port, "-servername",
      "localhost", "-CAfile", certificates.ca.cert}, {stdin = "pipe"})
    local s = support.close_later(tls.server():wrap_socket(listener:accept(), {server_side = true}))
    local function say(line)
      child.stdin:write(line, "\n")
      child.stdin:flush()
    end
    local function updates()
      local _, count = child:error_output():gsub("KEYUPDATE", "")
      return count
    end
    for i = 1, 5 do
      say "K"
      support.wait_until(function() return updates() == i end)  -- otherwise the line would be part of the command
      say("line " .. i)
      assert.equal("line " .. i .. "\n", s:recv(100))
      s:sendall(("answer %d\n"):format(i))
    end
    s:close()
    local result = child:wait()
    for i = 1, 5 do assert.matches("answer " .. i, result.stdout, 1, true) end
    assert.matches("KEYUPDATE", result.stderr, 1, true)
  end))

  it("is closed by the collector", function()
    local port = python_server(ECHO)
    support.settle()
    local before = support.count_fds()
    do
      local plain = socket.create_connection{"127.0.0.1", port}
      local s = tls.client():wrap_socket(plain, {server_hostname = "localhost"})
      s:send "x"
    end
    support.settle()
    assert.equal(before, support.count_fds())
  end)
end)
