-- socket/connect.c and socket/class.c: bind, listen, accept, connect, connect_ex, shutdown, getsockname and
-- getpeername.
local support = require "spec.support"
local errno = require "pysocket.errno"
local socket = require "pysocket"

local new = support.socket

local function bound(address, ...)
  local s = new(...)
  s:bind(address)
  return s, s:getsockname()
end

-- Returns the errno that f raises, or 0 if it succeeds.
local function code(f, ...)
  local ok, e = pcall(f, ...)
  if ok then return 0 end
  assert(socket.isinstance(e, socket.OSError), e)
  return e.errno
end

local function full_unix_listener()
  local path = support.unix_path()
  local s = new(socket.AF_UNIX)
  s:bind(path)
  s:listen(0)
  new(socket.AF_UNIX):connect(path)
  return s, path
end

-- Calls f and returns how many seconds it took.
local function elapsed(f, ...)
  local start = support.now()
  f(...)
  return support.now() - start
end

-- Fails if the call returns too early or, even on a busy machine, much too late. The clock of support.now has steps
-- of 0.01 s.
local function assert_took(seconds, f, ...)
  local took = elapsed(f, ...)
  assert.is_true(took >= seconds - 0.011 and took < seconds + 5, took .. " s")
end

describe("bind", function()
  after_each(support.cleanup)

  it("binds to a host and a port", function()
    local port = support.free_port()
    local _, address = bound{"127.0.0.1", port}
    assert.is_true(address == {"127.0.0.1", port})
    _, address = bound({host = "127.0.0.1", port = 0}, socket.AF_INET, socket.SOCK_DGRAM)
    assert.equal("127.0.0.1", address.host)
    assert.is_true(address.port > 0)
  end)

  it("takes \"\" for every address", function()
    local s, address = bound{"", 0}
    assert.equal("0.0.0.0", address.host)
    s:listen()
    new():connect{"127.0.0.1", address.port}
    if support.has_ipv6() then
      s, address = bound({"", 0}, socket.AF_INET6)
      assert.equal("::", address.host)
      s:listen()
      new(socket.AF_INET6):connect{"::1", address.port}
    end
  end)

  it("accepts 'localhost', another name and gethostname()", function()
    local _, address = bound{"localhost", 0}
    assert.equal("127.0.0.1", address.host)
    -- Compares with Python, as this machine's name may have no address of its own.
    local name = socket.gethostname()
    local expected = support.python([[
import socket, sys
with socket.socket() as s:
    try:
        s.bind((sys.argv[1], 0))
        print(s.getsockname()[0])
    except OSError as e:
        print(e.errno)
]], {name})
    local s = new()
    local ok, e = pcall(s.bind, s, {name, 0})
    assert.equal(expected, (ok and s:getsockname().host or e.errno) .. "\n")
  end)

  it("raises gaierror for an unknown name", function()
    local s = new()
    local e = support.raises("gaierror", s.bind, s, {"no such host", 0})
    assert.equal(socket.EAI_NONAME, e.errno)
  end)

  it("binds IPv6 addresses, with flow and scope or without", function()
    if not support.has_ipv6() then
      pending "there is no IPv6 here"
      return
    end
    for _, address in ipairs{{"::1", 0}, {"::1", 0, 0}, {"::1", 0, 0, 0}, {host = "::1", port = 0, scope_id = 0}} do
      local _, got = bound(address, socket.AF_INET6)
      assert.equal("::1", got.host)
      assert.is_true(got == {"::1", got.port, 0, 0})
    end
  end)

  it("binds a UNIX path, which creates a file", function()
    local path = support.unix_path()
    local s, address = bound(path, socket.AF_UNIX)
    assert.equal(path, address)
    assert.equal(path, s:getsockname())
    assert.equal(errno.EADDRINUSE, code(socket.socket.bind, new(socket.AF_UNIX), path))
    assert.equal(0, support.run({"test", "-S", path}).code)
  end)

  it("binds a Linux abstract name of any bytes and exact length, which is no file", function()
    local name = support.abstract_name() .. "\0in\0it\0"
    local s, address = bound(name, socket.AF_UNIX)
    assert.equal(name, address)
    s:listen()
    new(socket.AF_UNIX):connect(name)
    assert.equal(errno.ECONNREFUSED, code(socket.socket.connect, new(socket.AF_UNIX), name .. "\0"))
    assert.equal(errno.ECONNREFUSED, code(socket.socket.connect, new(socket.AF_UNIX), name:sub(1, -2)))
  end)

  it("gets a name from the kernel for a UNIX socket that requests any name", function()
    local _, address = bound("", socket.AF_UNIX)
    assert.matches("^\0%x%x%x%x%x$", address)
  end)

  it("raises EINVAL for a second bind, EADDRINUSE for an address in use", function()
    local s, address = bound{"127.0.0.1", 0}
    local e = support.raises("OSError", s.bind, s, {"127.0.0.1", 0})
    assert.equal(errno.EINVAL, e.errno)
    assert.matches("A socket can be bound only once", tostring(e))
    local other = new()
    e = support.raises("OSError", other.bind, other, address)
    assert.equal(errno.EADDRINUSE, e.errno)
    assert.equal("bind", e.call)
    assert.is_true(e.address == address)
    assert.matches("Address already in use: bind " .. tostring(address) .. ". Another socket uses this address",
      tostring(e), 1, true)
  end)

  it("raises PermissionError for a port below 1024 without the right", function()
    local first = tonumber(support.read_file("/proc/sys/net/ipv4/ip_unprivileged_port_start"))
    if first <= 1 then
      pending "on this machine every user may bind every port"
      return
    elseif support.is_root() and not support.has_command "setpriv" then
      pending "there is no setpriv to drop the privilege with"
      return
    end
    local argv = support.lua_argv("-e", [[
      local socket = require "pysocket"
      local s <close> = socket.socket()
      local ok, e = pcall(s.bind, s, {"127.0.0.1", tonumber(arg[0]) or 1})
      print(socket.isinstance(e, socket.PermissionError), e.errno)
      print(e)
      local u <close> = socket.socket(socket.AF_UNIX)
      print(select(2, pcall(u.bind, u, "/proc/1/nothing")))
    ]])
    if support.is_root() then
      -- Drops only this capability, because another user may not be able to read the tree.
      argv = {"setpriv", "--inh-caps=-net_bind_service", "--bounding-set=-net_bind_service", table.unpack(argv)}
    end
    local result = support.run(argv)
    assert.equal("", result.stderr)
    assert.matches("^true\t13\n", result.stdout)
    assert.matches("Permission denied: bind ('127.0.0.1', 1). Ports below 1024 are reserved for root", result.stdout, 1,
      true)
    -- The sentence about ports appears only for ports.
    assert.is_nil(result.stdout:match("/proc/1/nothing'(.*)$"):find("Ports", 1, true))
  end)

  -- The messages for wrong addresses.
  local WRONG = {
    {"a string", "AF_INET", "127.0.0.1", "AF_INET address must be a table {host, port}, got string"},
    {"nothing", "AF_INET", nil, "AF_INET address must be a table {host, port}, got n"},
    {"no port", "AF_INET", {"127.0.0.1"}, "AF_INET address must be a table {host, port}, the port is missing"},
    {"too much", "AF_INET", {"127.0.0.1", 80, 0}, "AF_INET address must be a table {host, port}, got 3 items"},
    {"a port in quotes", "AF_INET", {"127.0.0.1", "80"},
      "AF_INET port must be an integer from 0 to 65535, got a string"},
    {"a port below 0", "AF_INET", {"127.0.0.1", -1}, "AF_INET port must be an integer from 0 to 65535, got -1"},
    {"a port above 65535", "AF_INET", {"127.0.0.1", 65536},
      "AF_INET port must be an integer from 0 to 65535, got 65536"},
    {"a NUL in the host", "AF_INET", {"127.0.0.1\0x", 80}, "AF_INET host must not contain a NUL byte"},
    {"a table for a path", "AF_UNIX", {"/tmp/x", 80}, "AF_UNIX address must be a string, the path, got table"},
    {"a NUL in a path", "AF_UNIX", "/tmp/a\0b", "AF_UNIX path must not contain a NUL byte"},
    {"a path too long", "AF_UNIX", "/" .. ("x"):rep(107), "AF_UNIX path is too long: 108 bytes, at most 107"},
    {"an abstract name too long", "AF_UNIX", "\0" .. ("x"):rep(108),
      "AF_UNIX path is too long: 109 bytes, at most 108"},
  }

  for _, case in ipairs(WRONG) do
    local name, family, address, words = table.unpack(case, 1, 4)
    it("reports what is wrong with " .. name, function()
      local s = new(socket[family])
      local message = support.error_message(function() s:bind(address) end)
      assert.matches("bad argument #1 to 'bind' (" .. words, message, 1, true)
      for _, call in ipairs{"connect", "connect_ex"} do
        assert.matches("bad argument #1 to '" .. call .. "' (" .. words,
          support.error_message(load("local s, call, a = ... s:" .. call .. "(a)"), s, call, address), 1, true)
      end
    end)
  end

  it("accepts the longest path and the longest abstract name", function()
    local dir = support.tmpdir()
    local path = dir .. "/" .. ("p"):rep(107 - #dir - 1)
    assert.equal(107, #path)
    assert.equal(path, (select(2, bound(path, socket.AF_UNIX))))
    local name = support.abstract_name()
    name = name .. ("n"):rep(108 - #name)
    assert.equal(name, (select(2, bound(name, socket.AF_UNIX))))
  end)
end)

describe("listen", function()
  after_each(support.cleanup)

  -- For a listening socket, tcpi_sacked is its backlog (tcp(7), struct tcp_info).
  local function backlog(s)
    return (string.unpack("=I4", s:getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104), 29))
  end

  it("has Python's default backlog, and accepts any from 0 on", function()
    local most = tonumber(support.read_file("/proc/sys/net/core/somaxconn"))
    local s = bound{"127.0.0.1", 0}
    s:listen()
    assert.equal(math.min(128, most), backlog(s))
    s:listen(7)
    assert.equal(7, backlog(s))
    s:listen(0)
    assert.equal(0, backlog(s))
    s:listen(-5) -- becomes 0
    assert.equal(0, backlog(s))
    s:listen(nil)
    assert.equal(math.min(128, most), backlog(s))
  end)

  it("gives an unbound socket a port", function()
    local s = new()
    s:listen()
    new():connect{"127.0.0.1", s:getsockname().port}
  end)

  it("raises the error of the kernel", function()
    local s = new(socket.AF_INET, socket.SOCK_DGRAM)
    local e = support.raises("OSError", s.listen, s)
    assert.equal(errno.EOPNOTSUPP, e.errno)
    assert.matches("bad argument #1 to 'listen' %(number expected",
      support.error_message(function() s:listen "many" end))
  end)
end)

describe("accept", function()
  after_each(support.cleanup)

  it("returns the connection and its peer's address", function()
    local s, address = support.listener()
    local c = new()
    c:connect(address)
    local conn, from = s:accept()
    support.close_later(conn)
    assert.is_true(from == c:getsockname())
    assert.is_true(conn:getpeername() == from)
    assert.same({s.family, s.type, s.proto}, {conn.family, conn.type, conn.proto})
    assert.is_false(conn:get_inheritable())
    assert.equal(2, select("#", conn, from))
  end)

  it("blocks until a client connects", function()
    local child = support.spawn_lua([[
      local socket = require "pysocket"
      local s = socket.socket()
      s:bind{"127.0.0.1", 0}
      s:listen()
      print(s:getsockname().port)
      io.stdout:flush()
      local conn, address = s:accept()
      print("accepted", address.port == tonumber(conn:recv(100)))
    ]])
    local c = new()
    local port = tonumber(child:line())
    child:wait_blocked()
    c:connect{"127.0.0.1", port}
    c:sendall(tostring(c:getsockname().port))
    child:expect "^accepted\ttrue$"
  end)

  it("works as the iterator of a for loop", function()
    local s, address = support.listener()
    local clients, served = {}, {}
    for i = 1, 3 do
      clients[i] = new()
      clients[i]:connect(address)
    end
    for conn, from in s.accept, s do
      support.close_later(conn)
      served[#served + 1] = conn
      assert.is_true(from == clients[#served]:getsockname())
      if #served == 3 then break end
    end
    assert.equal(3, #served)
  end)

  it("returns IPv6 and UNIX addresses", function()
    local path = support.unix_path()
    local s = bound(path, socket.AF_UNIX)
    s:listen()
    new(socket.AF_UNIX):connect(path)
    local conn, from = s:accept()
    support.close_later(conn)
    assert.equal("", from) -- a client that is not bound has no name
    assert.equal(path, conn:getsockname())

    local own = support.unix_path "client"
    local c = bound(own, socket.AF_UNIX)
    c:connect(path)
    conn, from = s:accept()
    support.close_later(conn)
    assert.equal(own, from)
    assert.equal(own, conn:getpeername())

    if support.has_ipv6() then
      local six, address = support.listener(socket.AF_INET6)
      local client = new(socket.AF_INET6)
      client:connect(address)
      conn, from = six:accept()
      support.close_later(conn)
      assert.is_true(from == client:getsockname())
      assert.equal("::1", from.host)
      assert.equal(0, from.scope_id)
    end
  end)

  it("gives the connection the default timeout, not the listener's", function()
    local s, address = support.listener()
    s:settimeout(5)
    new():connect(address)
    local conn = support.close_later((s:accept()))
    assert.is_nil(conn:gettimeout())
    assert.is_true(conn:getblocking())
    support.defer(socket.setdefaulttimeout, nil)
    socket.setdefaulttimeout(0.02)
    new():connect(address)
    conn = support.close_later((s:accept()))
    assert.equal(0.02, conn:gettimeout())
    support.raises("TimeoutError", conn.recv, conn, 1)
  end)

  it("gives a blocking connection a descriptor that blocks, whatever the listener has", function()
    local s, address = support.listener()
    s:settimeout(5)
    new():connect(address)
    local conn = support.close_later((s:accept()))
    local flags = support.read_file(("/proc/self/fdinfo/%d"):format(conn:fileno())):match("flags:%s*(%d+)")
    assert.equal(0, tonumber(flags, 8) & 2048) -- O_NONBLOCK
  end)

  it("raises EINVAL if the socket does not listen, BlockingIOError if it must not wait", function()
    local s = new()
    assert.equal(errno.EINVAL, support.raises("OSError", s.accept, s).errno)
    local listener = support.listener()
    listener:setblocking(false)
    assert.equal(errno.EAGAIN, support.raises("BlockingIOError", listener.accept, listener).errno)
  end)

  it("loses no descriptor when it fails", function()
    local s = support.listener()
    s:setblocking(false)
    support.settle()
    local before = support.open_fds()
    for _ = 1, 20 do pcall(s.accept, s) end
    assert.same(before, support.open_fds())
  end)
end)

describe("connect", function()
  after_each(support.cleanup)

  it("accepts an address or a name", function()
    local s, address = support.listener()
    for _, host in ipairs{"127.0.0.1", "localhost", ""} do
      local c = new()
      assert.is_nil(c:connect{host, address.port})
      local conn = support.close_later((s:accept()))
      assert.is_true(c:getpeername() == address)
      c:sendall "x"
      assert.equal("x", conn:recv(1))
    end
  end)

  it("does the same under a timeout", function()
    local s, address = support.listener()
    for _, host in ipairs{"127.0.0.1", "localhost"} do
      local c = new()
      c:settimeout(10)
      c:connect{host, address.port}
      support.close_later((s:accept()))
      assert.is_true(c:getpeername() == address)
    end
  end)

  it("accepts IPv6 addresses and UNIX names", function()
    if support.has_ipv6() then
      local _, address = support.listener(socket.AF_INET6)
      local c = new(socket.AF_INET6)
      c:connect(address)
      assert.is_true(c:getpeername() == address)
    end
    for _, name in ipairs{support.unix_path(), support.abstract_name()} do
      for _, type in ipairs{socket.SOCK_STREAM, socket.SOCK_SEQPACKET} do
        local s = bound(name, socket.AF_UNIX, type)
        s:listen()
        local c = new(socket.AF_UNIX, type)
        c:connect(name)
        assert.equal(name, c:getpeername())
        s:close()
        os.remove(name)
      end
    end
  end)

  it("sets the peer of a UDP socket, any number of times", function()
    local a, address = support.udp_socket()
    local b, other = support.udp_socket()
    local c = new(socket.AF_INET, socket.SOCK_DGRAM)
    c:connect(address)
    c:send "one"
    assert.equal("one", a:recv(10))
    c:connect(other)
    c:send "two"
    assert.equal("two", b:recv(10))
  end)

  it("raises ConnectionRefusedError, with a timeout or without", function()
    for _, timeout in ipairs{false, 10} do
      local c = new()
      c:settimeout(timeout or nil)
      local e = support.raises("ConnectionRefusedError", c.connect, c, {"127.0.0.1", support.free_port()})
      assert.equal("connect", e.call)
    end
  end)

  it("raises gaierror for an unknown name", function()
    local c = new()
    assert.equal(socket.EAI_NONAME, support.raises("gaierror", c.connect, c, {"no such host", 80}).errno)
  end)

  it("raises EISCONN the second time", function()
    local _, address = support.listener()
    local c = new()
    c:connect(address)
    assert.equal(errno.EISCONN, support.raises("OSError", c.connect, c, address).errno)
  end)

  it("raises TimeoutError, with the address, if the peer does not answer in time", function()
    local address = support.full_listener()
    local c = new()
    c:settimeout(0.2)
    local e
    assert_took(0.2, function() e = support.raises("TimeoutError", c.connect, c, address) end)
    assert.is_nil(e.errno)
    assert.is_true(e.address == address)
    assert.matches(("TimeoutError: timed out: connect %s"):format(tostring(address)), tostring(e), 1, true)
  end)

  it("raises BlockingIOError if it must not wait, and continues in the background", function()
    local s, address = support.listener()
    local c = new()
    c:setblocking(false)
    assert.equal(errno.EINPROGRESS, support.raises("BlockingIOError", c.connect, c, address).errno)
    local conn = support.close_later((s:accept()))
    support.wait_until(function() return pcall(c.getpeername, c) end)
    assert.equal(0, c:getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
    c:sendall "x"
    assert.equal("x", conn:recv(1))
  end)

  it("waits for a UNIX server whose backlog is full, as long as its timeout", function()
    local _, path = full_unix_listener()
    local c = new(socket.AF_UNIX)
    c:settimeout(0.2)
    local e
    assert_took(0.2, function() e = support.raises("TimeoutError", c.connect, c, path) end)
    assert.equal(path, e.address)
    c:setblocking(false)
    assert.equal(errno.EAGAIN, support.raises("BlockingIOError", c.connect, c, path).errno)
  end)

  it("is accepted by a UNIX server that becomes free", function()
    local s, path = full_unix_listener()
    local child = support.spawn_lua([[
      local socket = require "pysocket"
      local c = socket.socket(socket.AF_UNIX)
      c:settimeout(10)
      print "knocks"
      io.stdout:flush()
      c:connect(arg[1])
      print "in"
    ]], {path})
    child:expect "knocks"
    support.close_later((s:accept()))
    child:expect "in"
  end)

  it("is refused each time, also in a task and with a timeout", function()
    local nobody = {"127.0.0.1", support.free_port()}
    local function try(timeout)
      local s = support.socket()
      s:settimeout(timeout)
      s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      s:bind{"127.0.0.1", support.free_port()}
      local own, errors = s:getsockname(), {}
      for i = 1, 4 do errors[i] = select(2, pcall(s.connect, s, nobody)).errno end
      assert.same({111, 111, 111, 111}, errors)
      assert.equal(own, s:getsockname())
      local listener, address = support.listener()
      s:connect(address)
      assert.equal(own, select(2, listener:accept()))
    end
    try(nil)
    try(5)
    require "pysocket.asyncio".run(try)
  end)
end)

describe("connect_ex", function()
  after_each(support.cleanup)

  it("returns 0 or the errno", function()
    local _, address = support.listener()
    local c = new()
    assert.equal(0, c:connect_ex(address))
    assert.equal("integer", math.type(c:connect_ex(address)))
    assert.equal(errno.EISCONN, c:connect_ex(address))
    assert.equal(errno.ECONNREFUSED, new():connect_ex{"127.0.0.1", support.free_port()})
    assert.equal(errno.ENOENT, new(socket.AF_UNIX):connect_ex(support.unix_path "nobody"))
    assert.equal(errno.ECONNREFUSED, new(socket.AF_UNIX):connect_ex(support.abstract_name()))
  end)

  it("returns the same with a timeout", function()
    local _, address = support.listener()
    local c = new()
    c:settimeout(10)
    assert.equal(0, c:connect_ex{"localhost", address.port})
    assert.equal(address.port, c:getpeername().port)
    c = new()
    c:settimeout(10)
    assert.equal(errno.ECONNREFUSED, c:connect_ex{"127.0.0.1", support.free_port()})
  end)

  it("returns EAGAIN if its timeout has expired, as in Python", function()
    local address = support.full_listener()
    local c = new()
    c:settimeout(0.2)
    local got
    assert_took(0.2, function() got = c:connect_ex(address) end)
    assert.equal(errno.EAGAIN, got)
    assert.equal(errno.EALREADY, (function() c:setblocking(false) return c:connect_ex(address) end)())
    local _, path = full_unix_listener()
    c = new(socket.AF_UNIX)
    c:settimeout(0.2)
    assert_took(0.2, function() got = c:connect_ex(path) end)
    assert.equal(errno.EAGAIN, got)
  end)

  it("returns EINPROGRESS if it must not wait, and then the outcome", function()
    local _, address = support.listener()
    local c = new()
    c:setblocking(false)
    assert.equal(errno.EINPROGRESS, c:connect_ex(address))
    local last
    support.wait_until(function()
      last = c:connect_ex(address)
      return last ~= errno.EALREADY and last ~= 0
    end)
    assert.equal(errno.EISCONN, last)
  end)

  it("raises errors for an unknown name and for a wrong address, as in Python", function()
    local c = new()
    support.raises("gaierror", c.connect_ex, c, {"no such host", 80})
    assert.matches("bad argument #1 to 'connect_ex'", support.error_message(function() c:connect_ex "localhost" end))
  end)
end)

describe("shutdown", function()
  after_each(support.cleanup)

  for _, half in ipairs{"SHUT_WR", "SHUT_RDWR"} do
    it(half .. " ends the stream for the peer, who still receives what was pending", function()
      local a, b = support.tcp_pair()
      a:sendall "pending"
      a:shutdown(socket[half])
      assert.equal("pending", b:recv(100))
      assert.is_nil(b:recv(100))
      assert.is_nil(b:recv(100))
      support.raises("BrokenPipeError", a.send, a, "x")
    end)
  end

  it("SHUT_WR leaves the other direction open", function()
    local a, b = support.tcp_pair()
    a:shutdown(socket.SHUT_WR)
    assert.is_nil(b:recv(1))
    b:sendall "answer"
    assert.equal("answer", a:recv(100))
  end)

  it("SHUT_RD lets pending data be received, then ends the stream", function()
    local a, b = support.tcp_pair()
    b:sendall "pending"
    a:recv(1, socket.MSG_PEEK)
    a:shutdown(socket.SHUT_RD)
    assert.equal("pending", a:recv(100))
    assert.is_nil(a:recv(100))
    a:sendall "x"
    assert.equal("x", b:recv(1))
  end)

  it("works for UNIX sockets", function()
    local a, b = support.socketpair()
    a:sendall "pending"
    a:shutdown(socket.SHUT_WR)
    assert.equal("pending", b:recv(100))
    assert.is_nil(b:recv(100))
  end)

  it("raises the error of the kernel", function()
    local a = support.tcp_pair()
    assert.equal(errno.EINVAL, support.raises("OSError", a.shutdown, a, 3).errno)
    local s = new()
    assert.equal(errno.ENOTCONN, support.raises("OSError", s.shutdown, s, socket.SHUT_RDWR).errno)
    assert.matches("bad argument #1 to 'shutdown'", support.error_message(function() s:shutdown() end))
  end)
end)

describe("getsockname and getpeername", function()
  after_each(support.cleanup)

  it("have positions and names, print as in Python and compare by their parts", function()
    local a, b = support.tcp_pair()
    local name = a:getsockname()
    assert.equal("127.0.0.1", name[1])
    assert.equal("127.0.0.1", name.host)
    assert.equal(name[2], name.port)
    assert.equal("integer", math.type(name.port))
    assert.equal(("('127.0.0.1', %d)"):format(name.port), tostring(name))
    assert.is_true(name == b:getpeername())
    assert.is_true(name == {"127.0.0.1", name.port})
    assert.is_false(name == {"127.0.0.1", name.port + 1})
    assert.is_false(name == b:getsockname())
  end)

  it("are accepted as they were returned", function()
    local s, address = support.listener()
    local c = new()
    c:connect(s:getsockname())
    assert.is_true(c:getpeername() == address)
  end)

  it("return an empty name for a UNIX socket without a name", function()
    local a, b = support.socketpair()
    assert.equal("", a:getsockname())
    assert.equal("", b:getpeername())
  end)

  it("raise ENOTCONN if there is no peer", function()
    local s = new()
    assert.is_true(s:getsockname() == {"0.0.0.0", 0})
    assert.equal(errno.ENOTCONN, support.raises("OSError", s.getpeername, s).errno)
  end)
end)

-- What accept does when the process has no descriptor left.
describe("accept without descriptors", function()
  after_each(support.cleanup)

  local PRELUDE = [[
    local socket = require "pysocket"
    io.stdout:setvbuf "no"
    local listener = socket.create_server{"127.0.0.1", 0}
    local client = socket.socket()
    local hoard = {}
    local function exhaust()
      while true do
        local ok, s = pcall(socket.socket)
        if not ok then return end
        hoard[#hoard + 1] = s
      end
    end
    local function release()
      for _, s in ipairs(hoard) do s:close() end
    end
  ]]

  -- The same with an event loop, which has a descriptor of its own.
  local ASYNCIO = [[
    local asyncio = require "pysocket.asyncio"
    asyncio.run(asyncio.sleep, 0)
    local function now() return asyncio.get_event_loop():time() end
  ]]

  local function argv(script)
    local file = support.tmpfile(PRELUDE .. script)
    return {"sh", "-c", 'ulimit -Sn 60; exec "$@"', "sh", table.unpack(support.lua_argv(file))}
  end

  local function prints(expected, script)
    local ran = support.run(argv(ASYNCIO .. script))
    assert.same({0, expected}, {ran.code, ran.stdout}, ran.stderr)
    return ran.stderr
  end

  it("waits in a task until one is free, with one report", function()
    prints("1\tsocket.accept() out of system resource\t24\ttrue\ntrue\ttrue\n", [[
      asyncio.run(function()
        local loop = asyncio.get_running_loop()
        local reports = 0
        loop:set_exception_handler(function(_, context)
          reports = reports + 1
          print(reports, context.message, context.exception.errno, context.socket == listener)
        end)
        exhaust()
        client:connect(listener:getsockname())
        local clock, before = os.clock(), now()
        loop:call_later(0.1, release)
        local conn = listener:accept()
        print(now() - before >= 0.1 and os.clock() - clock < 0.05, conn:getpeername() == client:getsockname())
      end)
    ]])
  end)

  it("waits outside of a task too, with one report on stderr", function()
    if not support.has_command "prlimit" then return pending "there is no prlimit" end
    local child = support.spawn(argv [[
      exhaust()
      client:connect(listener:getsockname())
      print "ready"
      local conn = listener:accept()
      print(conn:getpeername() == client:getsockname())
    ]])
    child:expect "ready"
    support.wait_until(function() return child:error_output() ~= "" end)
    support.run{"prlimit", "--nofile=100:", "--pid", tostring(child.pid)}
    child:expect "true"
    local ended = child:wait()
    assert.equal(0, ended.code)
    assert.matches("^accept waits for a free descriptor: [^\n]*file:%d+: OSError: %[Errno 24%]", ended.stderr)
    assert.equal(1, select(2, ended.stderr:gsub("Errno 24", "")))
  end)

  for way, run in pairs{["in a task"] = "asyncio.run", ["outside of a task"] = "pcall"} do
    it("waits for the timeout " .. way .. ", and then says why", function()
      prints("24\ttrue\n24\ttrue\n", [[
        local function try()
          local before = now()
          local ok, e = pcall(listener.accept, listener)
          print(e.errno, now() - before >= 0.05 and now() - before < 5)
        end
        exhaust()
        client:connect(listener:getsockname())
        listener:settimeout(0.05);
        (]] .. run .. [[)(try)
        listener:setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, string.pack("!ll", 0, 50000));
        listener:settimeout(nil);
        (]] .. run .. [[)(try)
      ]])
    end)

    it("raises at once " .. way .. " at timeout 0, without a report", function()
      assert.equal("", prints("24\n", [[
        exhaust()
        client:connect(listener:getsockname())
        listener:settimeout(0);
        (]] .. run .. [[)(function() print(select(2, pcall(listener.accept, listener)).errno) end)
      ]]))
    end)

    it("reports nothing " .. way .. " while nobody connects", function()
      assert.equal("", prints("true\n", [[
        exhaust()
        listener:settimeout(0.05);
        (]] .. run .. [[)(function()
          print(socket.isinstance(select(2, pcall(listener.accept, listener)), socket.TimeoutError))
        end)
      ]]))
    end)
  end

  it("does not end a server that is written as a loop over accept", function()
    local stderr = prints("served\tserved\tserved\n", [[
      asyncio.run(function()
        local function serve(conn)
          conn:recv(10)
          conn:sendall("served")
          conn:close()
        end
        asyncio.create_task(function()
          for conn in listener.accept, listener do asyncio.create_task(serve, conn) end
        end)
        local clients = {client, socket.socket(), socket.socket()}
        exhaust()
        local got = {}
        for i, c in ipairs(clients) do
          c:connect(listener:getsockname())
          c:sendall("please")
        end
        asyncio.sleep(0.05)
        table.remove(hoard):close()
        for i, c in ipairs(clients) do got[i] = c:recv(10) end
        print(table.unpack(got))
      end)
    ]])
    assert.matches("^socket.accept%(%) out of system resource: [^\n]*Errno 24", stderr)
  end)

  it("continues when the report closes the listener", function()
    prints("9\n", [[
      asyncio.run(function()
        asyncio.get_running_loop():set_exception_handler(function(_, context) context.socket:close() end)
        exhaust()
        client:connect(listener:getsockname())
        print(select(2, pcall(listener.accept, listener)).errno)
      end)
    ]])
  end)
end)
