-- socket/socket.c, socket/class.c and socket/child.c: how a socket is made, what its attributes are, what tostring
-- shows of it, and how it is closed.
local support = require "spec.support"
local errno = require "pysocket.errno"
local socket = require "pysocket"

local new = support.socket

describe("socket.socket", function()
  after_each(support.cleanup)

  it("makes an IPv4 TCP socket by default", function()
    local s = new()
    assert.equal(socket.AF_INET, s.family)
    assert.equal(socket.SOCK_STREAM, s.type)
    assert.equal(0, s.proto)
    assert.is_nil(s.timeout)
    assert.equal(socket.AF_INET, s:getsockopt(socket.SOL_SOCKET, socket.SO_DOMAIN))
    assert.equal(socket.SOCK_STREAM, s:getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
    assert.equal(socket.IPPROTO_TCP, s:getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL))
  end)

  it("accepts nil for arguments that are left out", function()
    local s = new(nil, socket.SOCK_DGRAM)
    assert.equal(socket.AF_INET, s.family)
    assert.equal(socket.SOCK_DGRAM, s.type)
    s = new(nil, nil, socket.IPPROTO_TCP)
    assert.equal(socket.SOCK_STREAM, s.type)
    assert.equal(socket.IPPROTO_TCP, s.proto)
  end)

  it("accepts keyword arguments", function()
    local s = new{type = socket.SOCK_DGRAM, family = socket.AF_INET}
    assert.equal(socket.SOCK_DGRAM, s.type)
    assert.equal(socket.AF_INET, s.family)
    assert.matches("unexpected keyword 'typ'", support.error_message(function() socket.socket{typ = 1} end))
    assert.matches("keyword arguments are named", support.error_message(function() socket.socket{1} end))
  end)

  it("makes each family and type that the kernel has, and fails on others as Python does", function()
    local families, types = {"AF_INET", "AF_INET6", "AF_UNIX"},
      {"SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET"}
    local expected = support.python([[
import socket, sys
for family in sys.argv[1].split():
    for type in sys.argv[2].split():
        try:
            with socket.socket(getattr(socket, family), getattr(socket, type)) as s:
                print(family, type, 0)
        except OSError as e:
            print(family, type, e.errno)
]], {table.concat(families, " "), table.concat(types, " ")})
    local lines = {}
    for _, family in ipairs(families) do
      for _, type in ipairs(types) do
        local ok, s = pcall(socket.socket, socket[family], socket[type])
        lines[#lines + 1] = ("%s %s %d\n"):format(family, type, ok and 0 or s.errno)
        if ok then
          support.close_later(s)
          assert.equal(socket[family], s.family)
          assert.equal(socket[type], s.type)
        end
      end
    end
    assert.equal(expected, table.concat(lines))
    for _, works in ipairs{"AF_INET SOCK_STREAM", "AF_INET SOCK_DGRAM", "AF_UNIX SOCK_STREAM", "AF_UNIX SOCK_DGRAM",
        "AF_UNIX SOCK_SEQPACKET"} do
      assert.matches(works .. " 0\n", expected, 1, true)
    end
  end)

  it("makes SOCK_RDM if a family has it", function()
    if not support.has_family(socket.AF_TIPC, socket.SOCK_RDM) then
      pending "this kernel has no family with SOCK_RDM (TIPC)"
      return
    end
    assert.equal(socket.SOCK_RDM, new(socket.AF_TIPC, socket.SOCK_RDM).type)
  end)

  it("accepts a protocol if several exist", function()
    local s = new(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    assert.equal(socket.IPPROTO_TCP, s.proto)
    for _, proto in ipairs{socket.IPPROTO_UDPLITE, socket.IPPROTO_MPTCP} do
      local type = proto == socket.IPPROTO_UDPLITE and socket.SOCK_DGRAM or socket.SOCK_STREAM
      if support.has_family(socket.AF_INET, type, proto) then
        s = new(socket.AF_INET, type, proto)
        assert.equal(proto, s.proto)
        assert.equal(proto, s:getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL))
      end
    end
    local e = support.raises("OSError", socket.socket, socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_UDP)
    assert.equal(errno.EPROTONOSUPPORT, e.errno)
    assert.equal("socket", e.call)
  end)

  it("makes a raw socket, if permitted", function()
    if not support.has_family(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) then
      local e = support.raises("PermissionError", socket.socket, socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
      assert.equal(errno.EPERM, e.errno)
      return
    end
    local s = new(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    assert.equal(socket.SOCK_RAW, s.type)
    assert.equal(socket.IPPROTO_ICMP, s.proto)
  end)

  it("raises the kernel's error for an unknown family", function()
    local e = support.raises("OSError", socket.socket, 12345)
    assert.equal(errno.EAFNOSUPPORT, e.errno)
    assert.equal("Address family not supported by protocol", e.strerror)
  end)

  it("requires integers that fit 32 bits", function()
    assert.matches("bad argument #1 to 'socket' %(number expected, got string%)",
      support.error_message(function() socket.socket "AF_INET" end))
    assert.matches("bad argument #2 .*number has no integer representation",
      support.error_message(function() socket.socket(2, 1.5) end))
    assert.matches("bad argument #3 .*must fit 32 bits",
      support.error_message(function() socket.socket(2, 1, 1 << 40) end))
  end)

  it("makes a descriptor that is close-on-exec, with the default timeout", function()
    local s = new()
    assert.is_false(s:get_inheritable())
    support.defer(socket.setdefaulttimeout, nil)
    socket.setdefaulttimeout(2.5)
    assert.equal(2.5, new().timeout)
  end)

  it("understands SOCK_NONBLOCK and SOCK_CLOEXEC in the type, and does not keep them there", function()
    local s = new(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC)
    assert.equal(socket.SOCK_STREAM, s.type)
    assert.equal(0, s:gettimeout())
  end)
end)

describe("socket.socket with fileno", function()
  after_each(support.cleanup)

  -- Returns a descriptor that no socket object owns.
  local function descriptor(...)
    return socket.socket(...):detach()
  end

  it("finds family, type and protocol from the descriptor", function()
    for _, kind in ipairs{
      {socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP},
      {socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP},
      {socket.AF_UNIX, socket.SOCK_STREAM, 0},
      {socket.AF_UNIX, socket.SOCK_DGRAM, 0},
      {socket.AF_UNIX, socket.SOCK_SEQPACKET, 0},
      support.has_ipv6() and {socket.AF_INET6, socket.SOCK_DGRAM, socket.IPPROTO_UDP} or nil,
    } do
      local fd = descriptor(kind[1], kind[2])
      local s = new{fileno = fd}
      assert.equal(fd, s:fileno())
      assert.same(kind, {s.family, s.type, s.proto})
      s:close()
      s = new(nil, nil, nil, descriptor(kind[1], kind[2]))
      assert.same(kind, {s.family, s.type, s.proto})
    end
  end)

  it("trusts its arguments, as Python does", function()
    local s = new(socket.AF_INET, socket.SOCK_STREAM, 0, descriptor(socket.AF_INET, socket.SOCK_STREAM))
    assert.equal(0, s.proto)
    s = new{family = socket.AF_UNIX, fileno = descriptor(socket.AF_INET, socket.SOCK_DGRAM)}
    assert.equal(socket.AF_UNIX, s.family)
    assert.equal(socket.SOCK_DGRAM, s.type)
  end)

  it("adopts a socket that is bound and listens", function()
    local listener, address = support.listener()
    local s = new{fileno = listener:detach()}
    assert.is_true(s:getsockname() == address)
    local c = new()
    c:connect(address)
    support.close_later((s:accept()))
  end)

  it("raises ENOTSOCK and EBADF for other descriptors, and does not adopt them", function()
    local f <close> = assert(io.open("/dev/null"))
    for fd, target in pairs(support.open_fds()) do
      if target == "/dev/null" and fd > 2 then
        local e = support.raises("OSError", socket.socket, {fileno = fd})
        assert.equal(errno.ENOTSOCK, e.errno)
      end
    end
    assert.is_truthy(f:read(0) == nil) -- still open, at the end of the file
    local e = support.raises("OSError", socket.socket, {fileno = 12345})
    assert.equal(errno.EBADF, e.errno)
    assert.matches("negative file descriptor", support.error_message(socket.socket, {fileno = -1}))
  end)

  it("gives the socket the default timeout, which also applies to the descriptor", function()
    support.defer(socket.setdefaulttimeout, nil)
    socket.setdefaulttimeout(0)
    local a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    a:setblocking(true)
    a:bind{"127.0.0.1", 0}
    local s = new{fileno = a:detach()}
    assert.equal(0, s.timeout)
    support.raises("BlockingIOError", s.recv, s, 1)
  end)
end)

describe("a socket's fields", function()
  after_each(support.cleanup)

  it("are family, type, proto and timeout", function()
    local s = new(socket.AF_UNIX, socket.SOCK_DGRAM)
    assert.equal(socket.AF_UNIX, s.family)
    assert.equal(socket.SOCK_DGRAM, s.type)
    assert.equal(0, s.proto)
    assert.is_nil(s.timeout)
    s:settimeout(1.5)
    assert.equal(1.5, s.timeout)
    assert.is_nil(s.nosuch)
    assert.is_nil(s[1])
  end)

  for name, close in pairs{
    close = function(s) s:close() end,
    __close = function(s) local _ <close> = s end,
  } do
    it("are still there after " .. name .. ", with its class and methods, but no finalizer runs", function()
      for _, kind in ipairs{{socket.AF_UNIX, socket.SOCK_DGRAM}, {socket.AF_INET, socket.SOCK_STREAM}} do
        local s = new(table.unpack(kind))
        s:settimeout(1.5)
        for _ = 1, 2 do
          close(s)
          assert.same({kind[1], kind[2], 0, 1.5}, {s.family, s.type, s.proto, s.timeout})
          assert.equal(socket.socket.recv, s.recv)
          assert.is_nil(s.nosuch)
          assert.is_true(socket.isinstance(s, socket.socket))
          assert.matches("^<socket%.socket %[closed%] fd=%-1, ", tostring(s))
          assert.has_error(function() s.timeout = 1 end)
          assert.is_nil(debug.getmetatable(s).__gc)
        end
      end
    end)
  end

  it("cannot be set", function()
    local s = new()
    for _, field in ipairs{"timeout", "family", "anything"} do
      local message = support.error_message(function() s[field] = 1 end)
      assert.matches("a socket has no field '" .. field .. "' to set", message)
    end
    assert.is_nil(s.timeout)
  end)

  it("include what is added to the class", function()
    local s = new()
    function socket.socket.twice(self, x) return self, 2 * x end
    support.defer(function() socket.socket.twice = nil end)
    local self, n = s:twice(21)
    assert.equal(s, self)
    assert.equal(42, n)
  end)

  it("follow changes of the class, for sockets of any kind", function()
    local kinds = {new(), new(socket.AF_UNIX), new(socket.AF_INET, socket.SOCK_DGRAM), new()}
    kinds[4]:settimeout(1.5)
    local original = socket.socket.fileno
    support.defer(function() socket.socket.fileno = original end)
    for _, s in ipairs(kinds) do assert.equal(original(s), s:fileno()) end
    function socket.socket.fileno(s) return -original(s) end
    for _, s in ipairs(kinds) do assert.equal(-original(s), s:fileno()) end
    socket.socket.fileno = nil
    for _, s in ipairs(kinds) do assert.is_nil(s.fileno) end
    socket.socket.fileno = original
    for _, s in ipairs(kinds) do assert.equal(original(s), s:fileno()) end
  end)

  it("are right for a socket whose timeout changes, like its methods", function()
    local s, other = new(socket.AF_INET, socket.SOCK_DGRAM), new(socket.AF_INET, socket.SOCK_DGRAM)
    local fd, original = s:fileno(), socket.socket.fileno
    support.defer(function() socket.socket.fileno = original end)
    collectgarbage()
    collectgarbage()
    local before = collectgarbage "count"
    for i = 1, 2000 do
      s:settimeout(i / 8)
      assert.equal(i / 8, s.timeout)
    end
    assert.same({socket.AF_INET, socket.SOCK_DGRAM, 0}, {s.family, s.type, s.proto})
    assert.equal(fd, s:fileno())
    assert.is_nil(s.anything)
    assert.is_nil(s[1])
    function socket.socket.fileno() return "replaced" end
    assert.same({"replaced", "replaced"}, {s:fileno(), other:fileno()})
    socket.socket.fileno = original
    s:settimeout(nil)
    assert.is_nil(s.timeout)
    assert.equal(fd, s:fileno())
    collectgarbage()
    collectgarbage()
    assert.is_true(collectgarbage "count" - before < 100, "KiB more after 2000 timeouts")
  end)

  it("and its methods are listed by pairs", function()
    local seen = {}
    for name, method in pairs(socket.socket) do seen[name] = method end
    assert.equal(socket.socket.recv, seen.recv)
    assert.equal(socket.AF_INET, seen.family)
  end)
end)

describe("tostring", function()
  after_each(support.cleanup)

  -- Returns what Python's repr shows of the same socket.
  local function repr(s)
    local at = support.root .. "/spec"
    return (support.python([[
import socket, sys
fd, family, type, proto = map(int, sys.argv[1:])
s = socket.socket(family, type, proto, fileno=fd)
# Python 3.11 and later print the numbers; the names are in its documentation.
print(repr(s).replace(f"family={family:d}", f"family={s.family.name}").replace(f"type={type:d}", f"type={s.type.name}"))
s.detach()
]], {s:fileno(), s.family, s.type, s.proto}, {cwd = at}):gsub("\n$", ""))
  end

  it("is Python's repr", function()
    local address = {"127.0.0.1", support.free_port()}
    local s = new()
    assert.equal(("<socket.socket fd=%d, family=AF_INET, type=SOCK_STREAM, proto=0, laddr=('0.0.0.0', 0)>")
      :format(s:fileno()), tostring(s))
    s:bind(address)
    assert.equal(("<socket.socket fd=%d, family=AF_INET, type=SOCK_STREAM, proto=0, laddr=('127.0.0.1', %d)>")
      :format(s:fileno(), address[2]), tostring(s))
    s:listen()
    local c = new()
    c:connect(address)
    assert.equal(("<socket.socket fd=%d, family=AF_INET, type=SOCK_STREAM, proto=0, laddr=('127.0.0.1', %d), "
      .. "raddr=('127.0.0.1', %d)>"):format(c:fileno(), c:getsockname().port, address[2]), tostring(c))
    s:close()
    assert.equal("<socket.socket [closed] fd=-1, family=AF_INET, type=SOCK_STREAM, proto=0>", tostring(s))
  end)

  it("is Python's repr for every family, type and state", function()
    for _ = 1, 10 do new() end -- move past the descriptors below 10, so that the child has no open one there
    local sockets = {new(), new(socket.AF_INET, socket.SOCK_DGRAM), new(socket.AF_UNIX),
      new(socket.AF_UNIX, socket.SOCK_SEQPACKET), socket.socketpair()}
    local path = new(socket.AF_UNIX)
    path:bind(support.unix_path "it's")
    local abstract = new(socket.AF_UNIX, socket.SOCK_DGRAM)
    abstract:bind(support.abstract_name())
    local peer = new(socket.AF_UNIX, socket.SOCK_DGRAM)
    peer:connect(abstract:getsockname())
    table.move({path, abstract, peer, support.tcp_pair()}, 1, 5, #sockets + 1, sockets)
    if support.has_ipv6() then
      local six = new(socket.AF_INET6)
      six:bind{"::1", 0}
      table.move({new(socket.AF_INET6), six, support.tcp_pair(socket.AF_INET6)}, 1, 4, #sockets + 1, sockets)
    end
    support.close_later(table.unpack(sockets))
    for _, s in ipairs(sockets) do
      -- Only a child that inherits the descriptor can look at it.
      s:set_inheritable(true)
      assert.equal(repr(s), tostring(s))
      s:set_inheritable(false)
    end
  end)

  it("shows a number if a type has no name", function()
    local s = new(socket.AF_INET, 77, 0, socket.socket():detach())
    assert.matches("type=77, proto=0", tostring(s))
  end)

  it("shows the class", function()
    assert.equal("<class 'socket.socket'>", tostring(socket.socket))
  end)
end)

describe("close", function()
  after_each(support.cleanup)

  it("closes the descriptor, and can be called twice", function()
    local s = new()
    local fd = s:fileno()
    assert.is_not_nil(support.open_fds()[fd])
    assert.is_nil(s:close())
    assert.is_nil(support.open_fds()[fd])
    assert.equal(-1, s:fileno())
    local other = new() -- reuses the descriptor's number
    s:close()
    assert.is_not_nil(support.open_fds()[other:fileno()])
  end)

  it("ends the connection", function()
    local a, b = support.tcp_pair()
    a:close()
    assert.is_nil(b:recv(1))
  end)

  -- Arguments with which each method would succeed if the socket were open.
  local ARGUMENTS = {
    bind = {{"127.0.0.1", 0}}, connect = {{"127.0.0.1", 1}},
    getsockopt = {socket.SOL_SOCKET, socket.SO_TYPE}, setsockopt = {socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1},
    recv = {1}, recvfrom = {1}, recvmsg = {1}, send = {"x"}, sendall = {"x"}, sendmsg = {{"x"}},
    sendto = {"x", {"127.0.0.1", 9}}, settimeout = {1}, setblocking = {true}, shutdown = {socket.SHUT_RDWR},
    set_inheritable = {true}, recv_into = {socket.bytearray(1)}, recvfrom_into = {socket.bytearray(1)},
    recvmsg_into = {{socket.bytearray(1)}},
    sendfile = function() return {(assert(io.open(support.tmpfile "x")))} end,
  }

  -- These methods need no descriptor, in Python either.
  local NEEDLESS = {close = true, detach = true, fileno = true, gettimeout = true, getblocking = true, makefile = true}

  -- This method needs a socket of AF_ALG, open or closed.
  local OTHER_FAMILY = {sendmsg_afalg = true}

  it("makes every later operation raise EBADF, whichever method it is", function()
    local s = new()
    s:close()
    local tried = 0
    for name, method in pairs(socket.socket) do
      if type(method) == "function" and not NEEDLESS[name] and not OTHER_FAMILY[name] and name:sub(1, 1) ~= "_" then
        local arguments = ARGUMENTS[name] or {}
        if type(arguments) == "function" then arguments = arguments() end
        if name == "connect_ex" then
          assert.equal(errno.EBADF, s:connect_ex{"127.0.0.1", 1})
        else
          local ok, e = pcall(method, s, table.unpack(arguments))
          assert.is_false(ok, name)
          assert.is_true(socket.isinstance(e, socket.OSError), name .. ": " .. tostring(e))
          assert.equal(errno.EBADF, e.errno, name)
          assert.equal("Bad file descriptor", e.strerror)
          assert.matches("The socket is closed", tostring(e))
        end
        tried = tried + 1
      end
    end
    assert.is_true(tried >= 20)
  end)

  it("makes sendmsg_afalg raise EBADF too", function()
    if not socket.socket.sendmsg_afalg or not support.has_family(socket.AF_ALG, socket.SOCK_SEQPACKET) then
      pending "this kernel has no AF_ALG"
      return
    end
    local s = new(socket.AF_ALG, socket.SOCK_SEQPACKET)
    s:close()
    local e = support.raises("OSError", s.sendmsg_afalg, s, {"x"}, {op = socket.ALG_OP_ENCRYPT})
    assert.equal(errno.EBADF, e.errno)
  end)

  it("makes an empty recv raise too, and leaves the rest as it was", function()
    local s = new()
    s:settimeout(3)
    s:close()
    assert.equal(errno.EBADF, support.raises("OSError", s.recv, s, 0).errno)
    assert.equal(errno.EBADF, support.raises("OSError", s.recv_into, s, socket.bytearray(0)).errno)
    assert.equal(errno.EBADF, support.raises("OSError", s.sendall, s, "").errno)
    assert.equal(3, s:gettimeout())
    assert.is_true(s:getblocking())
    assert.equal(-1, s:fileno())
    assert.equal(-1, s:detach())
  end)

  it("happens at the end of a <close> block, with an error or without", function()
    local kept
    do
      local s <close> = socket.socket()
      kept = s
    end
    assert.equal(-1, kept:fileno())
    local ok, e = pcall(function()
      local s <close> = socket.socket()
      kept = s
      error "on its way"
    end)
    assert.is_false(ok)
    assert.matches("on its way", e)
    assert.equal(-1, kept:fileno())
  end)

  it("twice does no harm in a <close> block", function()
    local s <close> = socket.socket()
    s:close()
  end)

  it("happens when a socket is collected", function()
    local function count()
      local n = 0
      for _, target in pairs(support.open_fds()) do
        if target:find "^socket:" then n = n + 1 end
      end
      return n
    end
    collectgarbage()
    collectgarbage()
    local before = count()
    local function lose()
      for _ = 1, 20 do socket.socket() end
      for _ = 1, 20 do socket.socketpair() end
    end
    collectgarbage "stop"
    lose()
    assert.equal(before + 60, count())
    collectgarbage "restart"
    collectgarbage()
    collectgarbage()
    assert.equal(before, count())
  end)

  it("happens when the Lua state ends, and by the garbage collector while accepting", function()
    local s, address = support.listener()
    local child = support.spawn_lua([[
      local socket = require "pysocket"
      lost = socket.socket()
      lost:connect{"127.0.0.1", tonumber(arg[1])}
      print "connected"
    ]], {address.port})
    local conn = support.close_later((s:accept()))
    child:expect "connected"
    assert.is_nil(conn:recv(1))
    assert.equal(0, child:wait().code)
  end)

  it("closes an integer descriptor as a function of the module", function()
    local fd = socket.socket():detach()
    socket.close(fd)
    assert.is_nil(support.open_fds()[fd])
    local e = support.raises("OSError", socket.close, fd)
    assert.equal(errno.EBADF, e.errno)
    assert.equal("close", e.call)
  end)
end)

describe("detach and fileno", function()
  after_each(support.cleanup)

  it("return the descriptor", function()
    local s = new()
    local fd = s:fileno()
    assert.matches("^socket:", support.open_fds()[fd])
    assert.equal(fd, s:detach())
    assert.equal(-1, s:fileno())
    assert.is_not_nil(support.open_fds()[fd])
    s:close()
    assert.is_not_nil(support.open_fds()[fd])
    assert.equal(errno.EBADF, support.raises("OSError", s.getsockname, s).errno)
    socket.close(fd)
  end)

  it("leave the descriptor to the caller, even when the object is collected", function()
    local fd = (function() return socket.socket():detach() end)()
    collectgarbage()
    collectgarbage()
    assert.is_not_nil(support.open_fds()[fd])
    socket.close(fd)
  end)
end)

describe("socketpair, fromfd and dup", function()
  after_each(support.cleanup)

  it("socketpair makes two connected sockets, UNIX streams by default", function()
    local a, b = support.socketpair()
    assert.same({socket.AF_UNIX, socket.SOCK_STREAM, 0}, {a.family, a.type, a.proto})
    assert.same({socket.AF_UNIX, socket.SOCK_STREAM, 0}, {b.family, b.type, b.proto})
    a:sendall "ping"
    assert.equal("ping", b:recv(10))
    b:sendall "pong"
    assert.equal("pong", a:recv(10))
    assert.is_false(a:get_inheritable() or b:get_inheritable())
  end)

  it("socketpair takes family, type and proto, by keyword too", function()
    local a = support.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    assert.equal(socket.SOCK_SEQPACKET, a.type)
    a = support.close_later(socket.socketpair{type = socket.SOCK_DGRAM})
    assert.equal(socket.SOCK_DGRAM, a.type)
    local e = support.raises("OSError", socket.socketpair, socket.AF_INET)
    assert.equal(errno.EOPNOTSUPP, e.errno)
  end)

  it("dup makes a second object for the same socket, with its timeout", function()
    local a, b = support.tcp_pair()
    a:settimeout(4)
    local copy = support.close_later(a:dup())
    assert.are_not.equal(a:fileno(), copy:fileno())
    assert.equal(4, copy:gettimeout())
    assert.is_false(copy:get_inheritable())
    a:close()
    copy:sendall "still there"
    assert.equal("still there", b:recv(100))
  end)

  it("fromfd makes a socket for a copy of the descriptor", function()
    local a, b = support.tcp_pair()
    local copy = support.close_later(socket.fromfd(a:fileno(), a.family, a.type))
    assert.is_false(copy:get_inheritable())
    copy:sendall "x"
    assert.equal("x", b:recv(1))
    assert.matches("bad argument #2", support.error_message(socket.fromfd, a:fileno()))
    assert.equal(errno.EBADF, support.raises("OSError", socket.fromfd, 12345, 2, 1).errno)
  end)

  it("fromfd and dup accept objects with a fileno method", function()
    local s = new()
    local copy = new{fileno = socket.dup(s)}
    assert.are_not.equal(s:fileno(), copy:fileno())
    new{fileno = socket.dup{fileno = function() return s:fileno() end}}
    for _, wrong in ipairs{"text", {}, true, 1.5, print} do
      assert.matches("bad argument #1 to 'dup' %(.*fileno method",
        support.error_message(function() socket.dup(wrong) end))
    end
    s:close()
    assert.matches("bad argument #1 to 'dup' %(descriptor is negative",
      support.error_message(function() socket.dup(s) end))
  end)

  it("socket.dup copies a descriptor", function()
    local s = new()
    local fd = socket.dup(s:fileno())
    local copy = new{fileno = fd}
    assert.are_not.equal(s:fileno(), fd)
    assert.is_false(copy:get_inheritable())
  end)
end)

describe("an open socket object", function()
  after_each(support.cleanup)

  it("takes less than 128 bytes of Lua memory", function()
    local N = 400 -- each pair takes two descriptors, and 800 are within the usual limit
    local kept = {}
    for i = 1, 2 * N do kept[i] = false end
    collectgarbage()
    collectgarbage()
    collectgarbage "stop"
    local before = collectgarbage "count"
    for i = 1, N do kept[2 * i - 1], kept[2 * i] = socket.socketpair() end
    local bytes = (collectgarbage "count" - before) * 1024 / (2 * N)
    collectgarbage "restart"
    support.close_later(table.unpack(kept))
    assert.is_true(bytes < 128, bytes .. " bytes")
    assert.is_true(bytes > 20, bytes .. " bytes") -- less would mean that nothing was measured
  end)
end)
