-- socket/option.c: socket options, timeouts as settings, inheritance. The effect of a timeout is in wait_spec.lua.
local support = require "spec.support"
local errno = require "pysocket.errno"
local socket = require "pysocket"

local new = support.socket

local SOL = socket.SOL_SOCKET

-- Whether O_NONBLOCK is set for the descriptor.
local function nonblocking(s)
  local flags = support.read_file(("/proc/self/fdinfo/%d"):format(s:fileno())):match("flags:%s*(%d+)")
  return tonumber(flags, 8) & 2048 ~= 0
end

describe("setsockopt and getsockopt", function()
  after_each(support.cleanup)

  for _, name in ipairs{"SO_REUSEADDR", "SO_REUSEPORT", "SO_BROADCAST", "SO_KEEPALIVE"} do
    it("switch " .. name .. " on and off", function()
      local s = new(socket.AF_INET, name == "SO_BROADCAST" and socket.SOCK_DGRAM or socket.SOCK_STREAM)
      assert.equal(0, s:getsockopt(SOL, socket[name]))
      assert.is_nil(s:setsockopt(SOL, socket[name], 1))
      assert.equal(1, s:getsockopt(SOL, socket[name]))
      s:setsockopt(SOL, socket[name], 0)
      assert.equal(0, s:getsockopt(SOL, socket[name]))
      s:setsockopt(SOL, socket[name], true)
      assert.equal(1, s:getsockopt(SOL, socket[name]))
      s:setsockopt(SOL, socket[name], false)
      assert.equal(0, s:getsockopt(SOL, socket[name]))
    end)
  end

  it("pass zeros to the kernel, because some options read the buffer", function()
    -- TCP_ZEROCOPY_RECEIVE reads an address from the buffer, at which it maps memory. It used to read whatever an
    -- earlier call had left on the stack, and failed with EINVAL, or worse.
    local TCP_ZEROCOPY_RECEIVE = 35
    local client, server = support.tcp_pair()
    server:sendall "hello"
    assert.equal("hello", client:recv(5, socket.MSG_PEEK | socket.MSG_WAITALL))
    assert.equal(64, #client:getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 64))
    local ok, value = pcall(client.getsockopt, client, socket.IPPROTO_TCP, TCP_ZEROCOPY_RECEIVE, 64)
    if not ok and value.errno == errno.ENOPROTOOPT then return pending("this kernel has no TCP_ZEROCOPY_RECEIVE") end
    assert(ok, value)
    assert.equal(0, (string.unpack("=I8", value)))
  end)

  it("SO_REUSEADDR lets a server start again on the port that an earlier run left", function()
    local s, address = support.listener()
    s:setsockopt(SOL, socket.SO_REUSEADDR, 1) -- as the earlier run had set it
    local c = new()
    c:connect(address)
    local conn = support.close_later((s:accept()))
    conn:close() -- this end closes first, so the port stays in TIME_WAIT
    assert.is_nil(c:recv(1))
    c:close()
    s:close()
    local again = new()
    assert.equal(errno.EADDRINUSE, support.raises("OSError", again.bind, again, address).errno)
    again:setsockopt(SOL, socket.SO_REUSEADDR, 1)
    again:bind(address)
  end)

  it("SO_REUSEPORT lets two servers listen on one port", function()
    local a, b = new(), new()
    a:setsockopt(SOL, socket.SO_REUSEPORT, 1)
    b:setsockopt(SOL, socket.SO_REUSEPORT, 1)
    a:bind{"127.0.0.1", 0}
    b:bind(a:getsockname())
    a:listen()
    b:listen()
  end)

  it("SO_LINGER is set and returned as a string of two integers", function()
    local a, b = support.tcp_pair()
    a:setsockopt(SOL, socket.SO_LINGER, string.pack("i i", 1, 7))
    local on, seconds = string.unpack("i i", a:getsockopt(SOL, socket.SO_LINGER, 8))
    assert.equal(1, on)
    assert.equal(7, seconds)
    a:setsockopt(SOL, socket.SO_LINGER, string.pack("i i", 1, 0)) -- makes close send a reset
    a:close()
    support.raises("ConnectionResetError", b.recv, b, 1)
  end)

  it("SO_RCVBUF and SO_SNDBUF are sizes, which Linux doubles", function()
    local s = new()
    for _, name in ipairs{"SO_RCVBUF", "SO_SNDBUF"} do
      s:setsockopt(SOL, socket[name], 20000)
      assert.equal(40000, s:getsockopt(SOL, socket[name]))
    end
  end)

  it("SO_ERROR returns once how a connect in the background ended", function()
    local c = new()
    c:setblocking(false)
    local port = support.free_port()
    assert.equal(errno.EINPROGRESS, c:connect_ex{"127.0.0.1", port})
    local e = support.wait_until(function()
      local n = c:getsockopt(SOL, socket.SO_ERROR)
      return n ~= 0 and n
    end)
    assert.equal(errno.ECONNREFUSED, e)
    assert.equal(0, c:getsockopt(SOL, socket.SO_ERROR))
  end)

  it("set TCP_NODELAY and IPV6_V6ONLY on other levels", function()
    local s = new()
    assert.equal(0, s:getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    s:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    assert.equal(1, s:getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    if support.has_ipv6() then
      for _, only in ipairs{0, 1} do
        s = new(socket.AF_INET6)
        s:setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, only)
        assert.equal(only, s:getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))
        s:bind{"", 0}
        s:listen()
        local c = new()
        assert.equal(only == 1 and errno.ECONNREFUSED or 0, c:connect_ex{"127.0.0.1", s:getsockname().port})
      end
    end
  end)

  it("are 64 bits wide in AF_VSOCK, as in Python", function()
    if not socket.AF_VSOCK or not support.has_family(socket.AF_VSOCK, socket.SOCK_STREAM, 0) then
      return pending "there is no AF_VSOCK"
    end
    local s = support.socket(socket.AF_VSOCK)
    local most = s:getsockopt(socket.AF_VSOCK, socket.SO_VM_SOCKETS_BUFFER_MAX_SIZE)
    s:setsockopt(socket.AF_VSOCK, socket.SO_VM_SOCKETS_BUFFER_SIZE, most // 2)
    assert.equal(most // 2, s:getsockopt(socket.AF_VSOCK, socket.SO_VM_SOCKETS_BUFFER_SIZE))
    s:setsockopt(socket.AF_VSOCK, socket.SO_VM_SOCKETS_BUFFER_MAX_SIZE, 1 << 40)
    assert.equal(1 << 40, s:getsockopt(socket.AF_VSOCK, socket.SO_VM_SOCKETS_BUFFER_MAX_SIZE))
    assert.equal(socket.SOCK_STREAM, s:getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
    s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, true)
    support.assert_raises("32 bits", s.setsockopt, s, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1 << 40)
  end)

  it("return an integer, or with a length a string of at most that many bytes", function()
    local s = new()
    assert.equal("integer", math.type(s:getsockopt(SOL, socket.SO_TYPE)))
    assert.equal(string.pack("i", socket.SOCK_STREAM), s:getsockopt(SOL, socket.SO_TYPE, 4))
    assert.equal(string.pack("i", socket.SOCK_STREAM), s:getsockopt(SOL, socket.SO_TYPE, 1024))
    assert.equal(string.pack("i", socket.SOCK_STREAM):sub(1, 2), s:getsockopt(SOL, socket.SO_TYPE, 2))
    assert.equal(socket.SOCK_STREAM, s:getsockopt(SOL, socket.SO_TYPE, 0))
    for _, wrong in ipairs{-1, 1025} do
      assert.matches("bad argument #3 to 'getsockopt' %(length out of range",
        support.error_message(function() s:getsockopt(SOL, socket.SO_TYPE, wrong) end))
    end
  end)

  it("accept a string, a bytearray or an integer, or nil with a length", function()
    local s = new()
    s:setsockopt(SOL, socket.SO_KEEPALIVE, string.pack("i", 1))
    assert.equal(1, s:getsockopt(SOL, socket.SO_KEEPALIVE))
    s:setsockopt(SOL, socket.SO_KEEPALIVE, socket.bytearray(4))
    assert.equal(0, s:getsockopt(SOL, socket.SO_KEEPALIVE))
    -- For this option, a NULL with a length of 0 is too short, and one with a length of 4 is a bad address.
    assert.equal(errno.EINVAL,
      support.raises("OSError", s.setsockopt, s, SOL, socket.SO_KEEPALIVE, nil, 0).errno)
    assert.equal(errno.EFAULT,
      support.raises("OSError", s.setsockopt, s, SOL, socket.SO_KEEPALIVE, nil, 4).errno)
  end)

  it("take nil with a length as a NULL of that length", function()
    local reason = support.strace_missing()
    if reason then return pending(reason) end
    local trace = support.unix_path "trace"
    local script = support.tmpfile([[
      local socket = require "pysocket"
      pcall(socket.socket.setsockopt, socket.socket(), socket.SOL_SOCKET, socket.SO_KEEPALIVE, nil, 16)
    ]], "script.lua")
    support.run(support.strace({"-o", trace, "-e", "trace=setsockopt"}, support.lua_argv(script)))
    assert.matches("setsockopt%(%d+, SOL_SOCKET, SO_KEEPALIVE, NULL, 16%)", support.read_file(trace))
  end)

  it("refuse all other values", function()
    local s = new()
    local function message(...)
      return support.error_message(function(...) s:setsockopt(SOL, socket.SO_KEEPALIVE, ...) end, ...)
    end
    assert.matches("bad argument #3 to 'setsockopt' %(nil expected where a length is given%)", message(1, 4))
    assert.matches("bad argument #4 to 'setsockopt' %(number expected", message(nil))
    assert.matches("bad argument #4 to 'setsockopt' %(negative length%)", message(nil, -1))
    assert.matches("bad argument #3 to 'setsockopt' .*32 bits", message(1 << 40))
    local kinds = "bad argument #3 to 'setsockopt' %(integer, string, bytearray or view expected, got "
    assert.matches(kinds .. "table%)", message{})
    assert.matches(kinds .. "no value%)", message())
  end)

  it("raise the error of the kernel", function()
    local s = new()
    local e = support.raises("OSError", s.getsockopt, s, SOL, 12345)
    assert.equal(errno.ENOPROTOOPT, e.errno)
    assert.equal("getsockopt", e.call)
    e = support.raises("OSError", s.setsockopt, s, 12345, 1, 1)
    assert.equal("setsockopt", e.call)
    assert.is_true(e.errno == errno.ENOPROTOOPT or e.errno == errno.EOPNOTSUPP)
  end)
end)

describe("settimeout and its kin", function()
  after_each(support.cleanup)

  it("agree with each other and with the field `timeout`", function()
    local s = new()
    assert.is_nil(s:gettimeout())
    assert.is_true(s:getblocking())
    for _, timeout in ipairs{5, 0.25, 0, 1e-9, 86400} do
      assert.is_nil(s:settimeout(timeout))
      assert.equal(timeout, s:gettimeout())
      assert.equal("float", math.type(s:gettimeout()))
      assert.equal(timeout, s.timeout)
      assert.equal(timeout > 0, s:getblocking())
      assert.is_true(nonblocking(s)) -- as in Python, with any timeout
    end
    s:settimeout(nil)
    assert.is_nil(s:gettimeout())
    assert.is_true(s:getblocking())
    assert.is_false(nonblocking(s))
  end)

  it("setblocking(false) is settimeout(0), setblocking(true) settimeout(nil)", function()
    local s = new()
    for _, no in ipairs{false, 0} do
      s:setblocking(no)
      assert.equal(0, s:gettimeout())
      assert.is_false(s:getblocking())
      assert.is_true(nonblocking(s))
      support.raises("OSError", s.accept, s)
      s:setblocking(no == 0 and 1 or true)
      assert.is_nil(s:gettimeout())
      assert.is_true(s:getblocking())
      assert.is_false(nonblocking(s))
    end
  end)

  it("refuse values that are not a time", function()
    local s = new()
    local function message(...)
      return support.error_message(function(...) s:settimeout(...) end, ...)
    end
    assert.matches("bad argument #1 to 'settimeout' %(timeout must not be negative", message(-1))
    assert.matches("bad argument #1 to 'settimeout' %(timeout is not a number", message(0 / 0))
    assert.matches("bad argument #1 to 'settimeout' %(timeout too large", message(math.huge))
    assert.matches("bad argument #1 to 'settimeout' %(timeout too large", message(1e10))
    assert.matches("bad argument #1 to 'settimeout' %(number expected, got string%)", message "soon")
    assert.matches("bad argument #1 to 'settimeout' %(value expected%)", message())
    assert.matches("bad argument #1 to 'setblocking' %(value expected%)",
      support.error_message(function() s:setblocking() end))
    assert.is_nil(s:gettimeout())
  end)

  it("never round a timeout down to none", function()
    local s = new()
    s:settimeout(1e-12)
    assert.is_true(s:gettimeout() > 0)
    assert.is_true(s:getblocking())
  end)
end)

describe("setdefaulttimeout and getdefaulttimeout", function()
  after_each(support.cleanup)

  before_each(function() support.defer(socket.setdefaulttimeout, nil) end)

  it("set the timeout of new sockets, and not of existing ones", function()
    local old = new()
    assert.is_nil(socket.getdefaulttimeout())
    for _, timeout in ipairs{0, 1.5} do
      socket.setdefaulttimeout(timeout)
      assert.equal(timeout, socket.getdefaulttimeout())
      local s = new()
      local a, b = support.socketpair()
      local copy = support.close_later(socket.fromfd(old:fileno(), socket.AF_INET, socket.SOCK_STREAM))
      for _, fresh in ipairs{s, a, b, copy} do
        assert.equal(timeout, fresh:gettimeout())
        assert.is_true(nonblocking(fresh))
      end
      assert.is_nil(old:gettimeout())
    end
    socket.setdefaulttimeout(nil)
    assert.is_nil(socket.getdefaulttimeout())
    local s = new()
    assert.is_nil(s:gettimeout())
    assert.is_false(nonblocking(s))
  end)

  it("refuse values that are not a time", function()
    assert.matches("bad argument #1 to 'setdefaulttimeout' %(timeout must not be negative",
      support.error_message(function() socket.setdefaulttimeout(-1) end))
    assert.matches("bad argument #1 to 'setdefaulttimeout' %(value expected%)",
      support.error_message(function() socket.setdefaulttimeout() end))
    assert.is_nil(socket.getdefaulttimeout())
  end)
end)

describe("get_inheritable and set_inheritable", function()
  after_each(support.cleanup)

  it("return and set whether the descriptor survives exec", function()
    local s = new()
    assert.is_false(s:get_inheritable())
    for _, on in ipairs{true, false} do
      s:set_inheritable(on)
      assert.equal(on, s:get_inheritable())
      local flags = support.read_file(("/proc/self/fdinfo/%d"):format(s:fileno())):match("flags:%s*(%d+)")
      assert.equal(not on, tonumber(flags, 8) & tonumber("2000000", 8) ~= 0) -- O_CLOEXEC
    end
  end)
end)
