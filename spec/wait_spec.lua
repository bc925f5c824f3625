-- wait/wait.c: the effect of a timeout, which limits the whole call and uses the monotonic clock. Interruptions are
-- in signals_spec.lua, Ctrl-C in repl_spec.lua.
local support = require "spec.support"
local errno = require "pysocket.errno"
local socket = require "pysocket"

local TIMEOUT = 0.2
local STEP = 0.011   -- of the clock in support.now, in seconds
local BUSY = 5       -- how late a call may return on a busy machine, in seconds

local new = support.socket

local function timed(f)
  local start = support.now()
  local e = f()
  return support.now() - start, e
end

local function assert_took(seconds, took)
  assert.is_true(took >= seconds - STEP, ("returned after %.3f s instead of %.3f s"):format(took, seconds))
  assert.is_true(took <= seconds + BUSY, ("returned after %.3f s instead of %.3f s"):format(took, seconds))
end

-- Sends until the buffers are full.
local function fill(s, ...)
  s:setblocking(false)
  local ok, e
  repeat ok, e = pcall(...) until not ok
  assert.equal(errno.EAGAIN, e.errno)
  return s
end

-- Returns a socket whose buffers are full, because its peer does not read.
local function full()
  local a = support.socketpair()
  fill(a, a.send, a, ("x"):rep(1 << 16))
  return fill(a, a.send, a, "x")
end

local function full_datagrams()
  local a, b = new(socket.AF_UNIX, socket.SOCK_DGRAM), new(socket.AF_UNIX, socket.SOCK_DGRAM)
  b:bind(support.unix_path())
  return fill(a, a.sendto, a, "x", b:getsockname()), b:getsockname()
end

-- Each entry has a method, a function that makes a socket on which it blocks, and its arguments.
local CALLS = {
  {"accept", function() return support.listener() end, {}},
  {"recv", function() return (support.tcp_pair()) end, {1024}},
  {"recv", function() return (support.udp_socket()) end, {1024}, "of a datagram"},
  {"recvfrom", function() return (support.udp_socket()) end, {1024}},
  {"recv_into", function() return (support.tcp_pair()) end, {socket.bytearray(10)}},
  {"recvfrom_into", function() return (support.udp_socket()) end, {socket.bytearray(10)}},
  {"recvmsg", function() return (support.udp_socket()) end, {1024}},
  {"recvmsg_into", function() return (support.udp_socket()) end, {{socket.bytearray(10)}}},
  {"send", full, {"x"}},
  {"sendall", full, {"x"}},
  {"sendto", full_datagrams, function(path) return "x", path end},
  {"sendmsg", full, {{"x"}}},
  {"sendmsg", full_datagrams, function(path) return {"x"}, {}, 0, path end, "to an address"},
  {"connect", new, support.full_listener},
}

describe("a call that would block", function()
  after_each(support.cleanup)

  for _, case in ipairs(CALLS) do
    local call, make, arguments, more = table.unpack(case, 1, 4)
    local name = call .. (more and " " .. more or "")

    it(("raises TimeoutError when its timeout has expired: %s"):format(name), function()
      local s, address = make()
      local given = type(arguments) == "function" and {arguments(address)} or arguments
      s:settimeout(TIMEOUT)
      local busy = os.clock()
      local took, e = timed(function()
        return support.raises("TimeoutError", s[call], s, table.unpack(given))
      end)
      assert_took(TIMEOUT, took)
      assert.is_true(os.clock() - busy < TIMEOUT / 2, "it kept the processor busy")
      assert.is_nil(e.errno)
      assert.equal(call, e.call)
      assert.matches("TimeoutError: timed out: " .. call, tostring(e))
      assert.equal(TIMEOUT, s:gettimeout()) -- the timeout is unchanged
    end)

    it(("raises BlockingIOError at once if it must not wait: %s"):format(name), function()
      local s, address = make()
      local given = type(arguments) == "function" and {arguments(address)} or arguments
      s:settimeout(0)
      local took, e = timed(function()
        return support.raises("BlockingIOError", s[call], s, table.unpack(given))
      end)
      assert.is_true(took < BUSY)
      assert.equal(call == "connect" and errno.EINPROGRESS or errno.EAGAIN, e.errno)
      assert.equal(call, e.call)
    end)
  end

  it("continues as soon as it can, whatever time is left", function()
    local s, address = support.listener()
    s:settimeout(60)
    local child = support.spawn_python([[
import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
assert s.recv(10) == b"hello"
s.sendall(b"answer")
s.recv(1)
]], {address.port})
    local took = timed(function()
      local conn = support.close_later((s:accept()))
      conn:settimeout(60)
      conn:sendall "hello"
      assert.equal("answer", conn:recv(100))
      conn:close()
      assert.equal(0, child:wait().code)
    end)
    assert.is_true(took < 30)
  end)

  it("waits for ever without a timeout", function()
    local child = support.spawn_lua([[
      local socket = require "pysocket"
      local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s:settimeout(0.01)
      s:settimeout(nil)
      s:bind{"127.0.0.1", 0}
      print(s:getsockname().port)
      io.stdout:flush()
      print(s:recv(100))
    ]])
    local port = tonumber(child:line())
    child:wait_blocked()
    new(socket.AF_INET, socket.SOCK_DGRAM):sendto("at last", {"127.0.0.1", port})
    child:expect "^at last$"
  end)

  it("does not wait for a descriptor that was closed", function()
    local s = support.udp_socket()
    s:settimeout(30)
    s:close()
    local took, e = timed(function() return support.raises("OSError", s.accept, s) end)
    assert.equal(errno.EBADF, e.errno)
    assert.is_true(took < 5)
  end)

  it("has no limit of 1024 descriptors", function()
    if support.run{"sh", "-c", "ulimit -n 1200"}.code ~= 0 then
      pending "more than 1024 descriptors are not allowed here"
      return
    end
    local result = support.run{"sh", "-c", 'ulimit -n 1200; exec $LUA -e "$1"', "sh", [[
      local socket = require "pysocket"
      local kept = {}
      repeat kept[#kept + 1] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM) until kept[#kept]:fileno() > 1100
      local s = kept[#kept]
      s:bind{"127.0.0.1", 0}
      s:settimeout(0.05)
      local ok, e = pcall(s.recv, s, 1)
      print(not ok and socket.isinstance(e, socket.TimeoutError))
      s:settimeout(10)
      s:sendto("x", s:getsockname())
      print(s:recv(1))
    ]]}
    assert.equal("true\nx\n", result.stdout, result.stderr)
  end)
end)

-- Returns a connection whose peer reads a little every few milliseconds, for ever.
local function slow_peer()
  local s, address = support.listener()
  support.spawn_python([[
import socket, sys, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
s.connect(("127.0.0.1", int(sys.argv[1])))
while s.recv(65536):
    time.sleep(0.02)
]], {address.port})
  local conn = support.close_later((s:accept()))
  conn:setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
  return conn
end

describe("a timeout", function()
  after_each(support.cleanup)

  it("limits the whole of sendall, even if the peer reads now and then", function()
    local conn = slow_peer()
    conn:settimeout(0.5)
    local data = ("x"):rep(1 << 25)
    local took, e = timed(function() return support.raises("TimeoutError", conn.sendall, conn, data) end)
    assert_took(0.5, took)
    assert.is_true(e.bytes_sent > 0)
  end)

  -- A hook waits between two sends until the peer has made room, so that no send has to wait.
  it("limits the whole of sendall, even if no send has to wait", function()
    local conn = slow_peer()
    conn:settimeout(0.5)
    local data, ready = ("x"):rep(1 << 25), require "pysocket.select".select
    local took, e = timed(function()
      return support.raises("TimeoutError", function()
        debug.sethook(function() ready({}, {conn}, {}, 5) end, "c")
        local ok, failure = pcall(conn.sendall, conn, data)
        debug.sethook()
        if not ok then error(failure, 0) end
      end)
    end)
    assert_took(0.5, took)
    assert.is_true(e.bytes_sent > 0)
  end)

  it("limits a sendall that could continue for ever", function()
    local s, address = support.listener()
    support.spawn_python([[
import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
while s.recv(1):
    pass
]], {address.port})
    local conn = support.close_later((s:accept()))
    conn:settimeout(TIMEOUT)
    local data = ("x"):rep(1 << 26)
    local took = timed(function() return support.raises("TimeoutError", conn.sendall, conn, data) end)
    assert_took(TIMEOUT, took)
  end)

  it("is never too short, however often", function()
    local s = support.udp_socket()
    s:settimeout(0.003)
    local took = timed(function()
      for _ = 1, 50 do support.raises("TimeoutError", s.recv, s, 1) end
    end)
    assert_took(0.15, took)
  end)

  it("may be tiny, and still raises TimeoutError", function()
    local s = support.udp_socket()
    s:settimeout(1e-9)
    support.raises("TimeoutError", s.recv, s, 1)
  end)

  it("may be huge", function()
    local s, address = support.udp_socket()
    s:settimeout(9e9)
    new(socket.AF_INET, socket.SOCK_DGRAM):sendto("x", address)
    assert.equal("x", s:recv(1))
  end)

  it("leaves data alone that was received in between", function()
    local a, b = support.tcp_pair()
    b:settimeout(0.02)
    support.raises("TimeoutError", b.recv, b, 1)
    a:sendall "abc"
    assert.equal("abc", b:recv(3, socket.MSG_PEEK))
    assert.equal("abc", b:recv(3))
    support.raises("TimeoutError", b.recv, b, 1)
  end)

  -- The wall clock jumps by an hour each time that it is read.
  it("is measured on the monotonic clock", function()
    local source = support.tmpfile([[
      #define _GNU_SOURCE
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>
      static long leap;
      int clock_gettime (clockid_t id, struct timespec *t) {
        int result = (int)syscall(SYS_clock_gettime, id, t);
        if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) t->tv_sec += leap += 3600;
        return result;
      }
      int gettimeofday (struct timeval *restrict t, void *restrict zone) {
        struct timespec now;
        (void)zone;
        clock_gettime(CLOCK_REALTIME, &now);
        t->tv_sec = now.tv_sec;
        t->tv_usec = now.tv_nsec / 1000;
        return 0;
      }
      time_t time (time_t *t) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        if (t) *t = now.tv_sec;
        return now.tv_sec;
      }
    ]], "leap.c")
    local library = source:gsub("c$", "so")
    local built = support.run{"sh", "-c", 'exec ${CC:-cc} -shared -fPIC -o "$1" "$2"', "sh", library, source}
    if built.code ~= 0 then
      pending("the wall clock cannot be replaced here: " .. built.stderr)
      return
    end
    local result = support.run(support.lua_argv("-e", [[
      local function now() local f <close> = io.open "/proc/uptime" return f:read "n" end
      local first = os.time()
      local leaps = os.time() - first
      local socket = require "pysocket"
      local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s:bind{"127.0.0.1", 0}
      s:settimeout(0.3)
      local start = now()
      local ok, e = pcall(s.recv, s, 1)
      print(leaps >= 3600, not ok and socket.isinstance(e, socket.TimeoutError), now() - start)
    ]]), {env = {LD_PRELOAD = library}})
    local leaps, class, took = result.stdout:match("^(%l+)\t(%l+)\t(%S+)\n")
    assert.equal("true", leaps, result.stderr)
    assert.equal("true", class)
    assert_took(0.3, tonumber(took))
  end)
end)

-- O_NONBLOCK belongs to the open file description, so copies of the descriptor and child processes share the value
-- that a task sets.
describe("a socket without a timeout whose descriptor does not block", function()
  local asyncio = require "pysocket.asyncio"

  after_each(support.cleanup)

  -- Whether calls on the descriptor block in the kernel.
  local function blocks(fd)
    local flags = support.read_file("/proc/self/fdinfo/" .. fd):match "flags:%s*(%d+)"
    return tonumber(flags, 8) & tonumber("4000", 8) == 0
  end

  -- Uses a copy of the descriptor in a task.
  local function share(s)
    local copy = support.close_later(s:dup())
    asyncio.run(function()
      copy:setblocking(false)
      copy:setblocking(true)
    end)
    assert.is_true(s:getblocking())
    assert.is_false(blocks(s:fileno()))
    return copy
  end

  local function limit(s, seconds)
    local value = string.pack("!ll", seconds // 1, math.floor(seconds % 1 * 1000000))
    s:setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, value)
    s:setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, value)
  end

  it("waits, as it does if the flag is not set", function()
    local listener, address = support.listener()
    share(listener)
    local peer = support.spawn_lua([[
      local socket = require "pysocket"
      local function rest() require "pysocket.select".select({}, {}, {}, 0.1) end
      rest()
      local s = socket.create_connection{"127.0.0.1", tonumber(arg[1])}
      rest()
      s:sendall("late")
    ]], {address.port})
    local conn = support.close_later((listener:accept()))
    share(conn)
    assert.equal("late", conn:recv(10))
    assert.equal(0, peer:wait().code)
  end)

  local function stuck()
    local s = full()
    s:setblocking(true)
    return s
  end

  -- Calls that wait for ever, until SO_RCVTIMEO or SO_SNDTIMEO ends them.
  local LIMITED = {
    accept = function() return (support.listener()), "accept" end,
    recv = function() return (support.socketpair()), "recv", 1 end,
    ["recv of much"] = function() return (support.socketpair()), "recv", 100000 end,
    recvfrom = function() return (support.udp_socket()), "recvfrom", 1 end,
    recv_into = function() return (support.socketpair()), "recv_into", socket.bytearray(1) end,
    recvmsg = function() return (support.socketpair()), "recvmsg", 1 end,
    send = function() return stuck(), "send", "x" end,
    sendall = function() return stuck(), "sendall", "x" end,
    sendmsg = function() return stuck(), "sendmsg", {"x"} end,
    connect = function() return new(), "connect", support.full_listener() end,
    connect_ex = function() return new(), "connect_ex", support.full_listener() end,
  }

  local function attempt(s, name, ...)
    limit(s, 0.05)
    local call = s[name]
    local before = support.now()
    local ok, e = pcall(call, s, ...)
    assert.equal(name == "connect_ex", ok)
    return ok and {errno = e} or e, support.now() - before
  end

  for _, name in ipairs(support.sorted(LIMITED)) do
    it("lets SO_RCVTIMEO and SO_SNDTIMEO limit " .. name .. " as the kernel does", function()
      local expected, took = attempt(LIMITED[name]())
      assert_took(0.05, took)
      local task, task_took = asyncio.run(function() return attempt(LIMITED[name]()) end)
      assert_took(0.05, task_took)
      assert.same({expected.errno, expected.call}, {task.errno, task.call})
      local arguments = table.pack(LIMITED[name]())
      share(arguments[1])
      local shared, shared_took = attempt(table.unpack(arguments, 1, arguments.n))
      assert_took(0.05, shared_took)
      assert.same({expected.errno, expected.call}, {shared.errno, shared.call})
    end)
  end

  it("has these limits from the process that passed the descriptor", function()
    local a = support.socketpair()
    limit(a, 0.05)
    local script = support.tmpfile([[
      local socket = require "pysocket"
      local s = socket.socket{fileno = tonumber(arg[1])}
      print(select(2, pcall(require "pysocket.asyncio".run, s.recv, s, 1)).errno)
    ]])
    a:set_inheritable(true)
    local env = support.lua_env()
    local child = assert(io.popen(("LUA_PATH='%s' LUA_CPATH='%s' timeout 10 %s %s %d"):format(
      env.LUA_PATH, env.LUA_CPATH, env.LUA, script, a:fileno())))
    local said = child:read("a")
    child:close()
    assert.equal("11\n", said)
  end)

  it("sends everything to a peer that reads something before SO_SNDTIMEO expires", function()
    local a, b = support.socketpair()
    limit(a, 1)
    limit(b, 10)
    local data = ("x"):rep(2000000)
    local got = asyncio.run(function()
      local sends = asyncio.create_task(a.sendall, a, data)
      local n = 0
      while n < #data do
        asyncio.sleep(0.15)
        n = n + #b:recv(200000)
      end
      sends:await()
      return n
    end)
    assert.equal(#data, got)
  end)

  it("is passed on by detach and set_inheritable according to its timeout", function()
    for _, timeout in ipairs{false, 0, 5} do
      local a, b = support.socketpair()
      a:settimeout(timeout or nil)
      b:settimeout(timeout or nil)
      asyncio.run(function()
        pcall(a.send, a, "x")
        pcall(b.recv, b, 1)
      end)
      a:set_inheritable(true)
      assert.equal(timeout == false, blocks(a:fileno()))
      local fd = b:detach()
      assert.equal(timeout == false, blocks(fd))
      socket.close(fd)
    end
  end)

  it("does not make a task block when a copy is handed over", function()
    local a, b = support.socketpair()
    local copy = support.close_later(a:dup())
    asyncio.run(function()
      b:sendall("x")
      assert.equal("x", copy:recv(1))
      b:sendall("y")
      assert.equal("y", a:recv(1))
      a:set_inheritable(true)
      asyncio.get_running_loop():call_later(0.01, b.sendall, b, "z")
      assert.equal("z", copy:recv(1))
    end)
  end)

  it("leaves the timeout of a copy alone", function()
    local a = support.socketpair()
    local listener = support.listener()
    for s, call in pairs{[a] = "recv", [listener] = "accept"} do
      local copy = support.close_later(s:dup())
      s:settimeout(0.05)
      copy:settimeout(nil)
      local e, took = timed(function() support.raises("TimeoutError", s[call], s, 1) end)
      assert_took(0.05, took or e)
    end
  end)
end)
