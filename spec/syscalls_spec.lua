-- The system calls, as strace shows them: a blocking operation makes exactly one, and every descriptor is created
-- close-on-exec.
local certificates = require "spec.support.certificates"
local support = require "spec.support"

-- In each script, mark(name) writes a line to the trace, and pair() returns two connected sockets. The collector is
-- stopped, so that it adds no calls.
local PRELUDE = [[
local socket = require "pysocket"
collectgarbage "stop"
local function mark(name) io.stderr:write("mark ", name, "\n") io.stderr:flush() end
io.stderr:setvbuf "full"
local function listen()
  local s = socket.socket()
  s:bind{"127.0.0.1", 0}
  s:listen()
  return s, s:getsockname()
end
local function pair()
  local s, address = listen()
  local a = socket.socket()
  a:connect(address)
  local b = s:accept()
  s:close()
  return a, b
end
-- Waits until data has arrived.
local function arrived(s) s:recv(1, socket.MSG_PEEK) end
local function pid()
  local f <close> = io.open "/proc/self/stat"
  return f:read "n"
end
]]

local reason = support.strace_missing()
support.cleanup()

local function traced(description, f)
  it(description, function()
    if reason then
      pending(reason)
      return
    end
    f()
  end)
end

-- Runs code under strace. finish returns all calls in order, each a line such as `recvfrom(4, "x", …) = 1`.
local function start(code)
  local trace = support.unix_path("trace")
  local script = support.tmpfile(PRELUDE .. code, "script.lua")
  local argv = support.strace({"-qq", "-a", "1", "-s", "64", "-o", trace}, support.lua_argv(script))
  return support.spawn(argv), trace
end

-- Whether the sanitizer itself makes such a call, for memory or for its stacks.
local function of_checker(call)
  return call:find "^mmap%(" or call:find "^munmap%(" or call:find "^madvise%(" or call:find "^sigaltstack%("
end

-- Replaces system calls that exist only on 32-bit machines by their 64-bit equivalents.
local function as_of_64(call)
  return (call:gsub("^(%l[%l_]-)64%(", "%1("):gsub("^recv(%(.*)%) = ", "recvfrom%1, NULL, NULL) = ")
    :gsub("^send(%(.*)%) = ", "sendto%1, NULL, 0) = "))
end

local function finish(child, trace)
  local result = child:wait()
  assert.equal(0, result.code, result.stderr)
  local calls = {}
  local checker = support.checker()
  for call in support.read_file(trace):gmatch("[^\n]+") do
    local line = as_of_64(call)
    if not (checker and of_checker(line)) then calls[#calls + 1] = line end
  end
  return calls
end

local function trace_of(code)
  return finish(start(code))
end

-- Returns the calls between mark "begin" and mark "end".
local function between(calls)
  local inside, found = false, {}
  for _, call in ipairs(calls) do
    if call:find('^write%(2, "mark end') then return found end
    if inside then found[#found + 1] = call end
    if call:find('^write%(2, "mark begin') then inside = true end
  end
  error("the trace has no beginning and end")
end

local function assert_calls(patterns, calls)
  assert.equal(#patterns, #calls, "the calls were:\n" .. table.concat(calls, "\n"))
  for i, pattern in ipairs(patterns) do assert.matches("^" .. pattern, calls[i]) end
end

local CASES = {
  {
    name = "recv", before = "local a, b = pair() a:sendall 'yx' arrived(b) b:recv(1)",
    operation = "b:recv(1024)", calls = {'recvfrom%(%d+, "x", 1024, 0, NULL, NULL%) = 1$'},
  },
  {
    name = "recv of a huge bufsize",
    before = "local a, b = pair() a:sendall 'y' b:recv(1 << 30) a:sendall 'x' arrived(b)",
    operation = "b:recv(1 << 30)", calls = {'recvfrom%(%d+, "x", %d+, 0, NULL, NULL%) = 1$'},
  },
  {
    name = "recv of 64 kB", before = [[local a, b = pair() local x = ("x"):rep(65536)
      local function fill() a:sendall(x) while #b:recv(65536, socket.MSG_PEEK) < 65536 do end end
      fill() b:recv(65536) fill()
      collectgarbage()]],
    operation = "b:recv(65536)", calls = {'recvfrom%(%d+, "x+"%.%.%., 65536, 0, NULL, NULL%) = 65536$'},
  },
  {
    name = "recv at the end of the stream", before = "local a, b = pair() a:close() assert(not b:recv(1))",
    operation = "b:recv(1024)", calls = {'recvfrom%(%d+, "", 1024, 0, NULL, NULL%) = 0$'},
  },
  {
    name = "send", before = "local a, b = pair() a:send 'y'",
    operation = "a:send 'x'", calls = {'sendto%(%d+, "x", 1, MSG_NOSIGNAL, NULL, 0%) = 1$'},
  },
  {
    name = "sendall", before = "local a, b = pair() a:sendall 'y'",
    operation = "a:sendall 'x'", calls = {'sendto%(%d+, "x", 1, MSG_NOSIGNAL, NULL, 0%) = 1$'},
  },
  {
    name = "recv with a timeout when there is data",
    before = "local a, b = pair() b:settimeout(5) a:sendall 'yx' arrived(b) b:recv(1)",
    operation = "b:recv(1024)", calls = {'recvfrom%(%d+, "x", 1024, 0, NULL, NULL%) = 1$'},
  },
  {
    name = "send with a timeout when there is room",
    before = "local a, b = pair() a:settimeout(5) a:send 'y'",
    operation = "a:send 'x'", calls = {'sendto%(%d+, "x", 1, MSG_NOSIGNAL, NULL, 0%) = 1$'},
  },
  {
    name = "sendall with a timeout when there is room",
    before = "local a, b = pair() a:settimeout(5) a:sendall 'y'",
    operation = "a:sendall 'x'", calls = {'sendto%(%d+, "x", 1, MSG_NOSIGNAL, NULL, 0%) = 1$'},
  },
  {
    name = "recv that does not block", before = "local a, b = pair() b:setblocking(false) pcall(b.recv, b, 1)",
    operation = "pcall(b.recv, b, 1024)", calls = {"recvfrom%(.*%) = %-1 EAGAIN"},
  },
  {
    -- This used to wait for ever, because EAGAIN was taken for "wait until there is data".
    name = "recv with MSG_DONTWAIT", before = "local a, b = pair() pcall(b.recv, b, 1, socket.MSG_DONTWAIT)",
    operation = [[local ok, e = pcall(b.recv, b, 1024, socket.MSG_DONTWAIT)
      assert(not ok and socket.isinstance(e, socket.BlockingIOError))]],
    calls = {"recvfrom%(%d+, .*, MSG_DONTWAIT, NULL, NULL%) = %-1 EAGAIN"},
  },
  {
    name = "send with MSG_DONTWAIT",
    before = [[local a, b = socket.socketpair()
      while pcall(a.send, a, ("x"):rep(10000), socket.MSG_DONTWAIT) do end]],
    operation = [[local ok, e = pcall(a.send, a, "x", socket.MSG_DONTWAIT)
      assert(not ok and socket.isinstance(e, socket.BlockingIOError))]],
    calls = {'sendto%(%d+, "x", 1, MSG_DONTWAIT|MSG_NOSIGNAL, NULL, 0%) = %-1 EAGAIN'},
  },
  {
    name = "recv with SO_RCVTIMEO", before = [[local a, b = pair()
      b:setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, string.pack("!ll", 0, 1000)) pcall(b.recv, b, 1)]],
    operation = [[local ok, e = pcall(b.recv, b, 1024)
      assert(not ok and socket.isinstance(e, socket.BlockingIOError))]],
    calls = {"recvfrom%(%d+, .*, 0, NULL, NULL%) = %-1 EAGAIN", "fcntl%(%d+, F_GETFL%)"},
  },
  {
    name = "sendto and recvfrom", before = [[local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s:bind{"127.0.0.1", 0} local address = s:getsockname() s:sendto("y", address) s:recvfrom(1024)]],
    operation = "s:sendto('x', address) s:recvfrom(1024)", calls = {
      'sendto%(%d+, "x", 1, MSG_NOSIGNAL, {sa_family=AF_INET, .*}, 16%) = 1$',
      'recvfrom%(%d+, "x", 1024, 0, {sa_family=AF_INET, .*}, %[.*16%]%) = 1$',
    },
  },
  {
    name = "accept", before = [[local s, address = listen() local c = socket.socket() c:connect(address) s:accept()
      local d = socket.socket() d:connect(address)]],
    operation = "local conn = s:accept()",
    calls = {"accept4%(%d+, {sa_family=AF_INET, .*}, %[.*%], SOCK_CLOEXEC%) = %d+$"},
  },
  {
    name = "connect", before = [[local s, address = listen() local b = socket.socket() b:connect(address)
      local c = socket.socket()]],
    operation = "c:connect(address)", calls = {"connect%(%d+, {sa_family=AF_INET, .*}, 16%) = 0$"},
  },
  {
    name = "socket", before = "local a = socket.socket()",
    operation = "local b = socket.socket()",
    calls = {"socket%(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP%) = %d+$"},
  },
  {
    name = "select when something is ready",
    before = "local select = require 'pysocket.select' local a, b = pair() select.select({a}, {b}, {}, 1)",
    operation = "select.select({a}, {b}, {a}, 1)",
    calls = {"poll%(%[{fd=%d+, .*}, {fd=%d+, .*}%], 2, %d+%) = 1"},
  },
  {
    name = "select when nothing is ready",
    before = "local select = require 'pysocket.select' local a, b = pair() select.select({a, b}, {}, {}, 0)",
    operation = "select.select({a, b}, {}, {}, 0.02)",
    calls = {"poll%(%[{fd=%d+, .*}, {fd=%d+, .*}%], 2, 20%) = 0 %(Timeout%)$"},
  },
  {
    name = "poll of a poll object", before = [[local p = require "pysocket.select".poll() local a, b = pair()
      p:register(b) p:poll()]],
    operation = "p:poll()", calls = {"poll%(%[{fd=%d+, .*}%], 1, %-1%) = 1"},
  },
  {
    name = "poll of an epoll object", before = [[local ep = require "pysocket.select".epoll() local a, b = pair()
      ep:register(b) ep:poll()]],
    operation = "ep:poll()", calls = {"epoll_wait%(%d+, .*, 1023, %-1%) = 1$"},
  },
  {
    name = "poll of an epoll object when nothing is ready",
    before = "local ep = require 'pysocket.select'.epoll() ep:poll(0)",
    operation = "ep:poll(0.02)", calls = {"epoll_wait%(%d+, .*, 1023, 20%) = 0$"},
  },
  {
    name = "close", before = "local a, b = socket.socket(), socket.socket() a:close()",
    operation = "b:close() b:close()", calls = {"close%(%d+%) += 0$"},
  },
}

describe("one operation is one system call:", function()
  after_each(support.cleanup)

  -- Each operation has been done once before, so that memory which is allocated only once (the scratch buffer) does
  -- not add calls.
  for _, case in ipairs(CASES) do
    traced(case.name, function()
      local calls = trace_of(case.before .. "\nmark 'begin'\n" .. case.operation .. "\nmark 'end'\n")
      assert_calls(case.calls, between(calls))
    end)
  end

  traced("a recv that has to wait waits in recv itself", function()
    local peer = support.spawn_python([[
import socket, sys
with socket.create_server(("127.0.0.1", 0)) as s:
    print(s.getsockname()[1])
    conn, _ = s.accept()
    sys.stdin.readline()
    conn.sendall(b"late")
]], nil, {stdin = "pipe"})
    local child, trace = start(([[
      local s = socket.socket()
      s:connect{"127.0.0.1", %d}
      print(pid())
      io.stdout:flush()
      mark "begin"
      local data = s:recv(1024)
      mark "end"
      assert(data == "late")
    ]]):format(peer:line()))
    local pid = child:line()
    support.wait_until(function()
      -- When the mark is in the trace and the process sleeps, it sleeps in the recv that follows.
      return support.read_file(trace):find("mark begin", 1, true) and support.status("State", pid):find("^S")
    end)
    peer:write("now\n")
    assert_calls({'recvfrom%(%d+, "late", 1024, 0, NULL, NULL%) = 4$'}, between(finish(child, trace)))
  end)

  traced("a recv with a timeout asks poll only when there is nothing", function()
    local calls = between(trace_of [[
      local a, b = pair()
      b:settimeout(0.01)
      pcall(b.recv, b, 1)
      mark "begin"
      pcall(b.recv, b, 1024)
      mark "end"
    ]])
    assert_calls({"recvfrom%(.*%) = %-1 EAGAIN", "p?poll%(.*%) = 0 %(Timeout%)"}, calls)
  end)

  traced("the kernel is not asked for events that no task waits for", function()
    local calls = between(trace_of [[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        mark "begin"
        asyncio.create_task(function() asyncio.sleep(0) end):await()
        asyncio.sleep(0)
        mark "end"
      end)
    ]])
    assert_calls({}, calls)
  end)

  traced("it is asked in each turn while a task waits for one", function()
    local calls = between(trace_of [[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local a, b = pair()
        local reader = asyncio.create_task(function() return b:recv(1) end)
        asyncio.sleep(0)
        mark "begin"
        asyncio.sleep(0)
        asyncio.sleep(0)
        mark "end"
        a:send "x"
        assert(reader:await() == "x")
      end)
    ]])
    assert_calls({"epoll_p?wait2?%(", "epoll_p?wait2?%("}, calls)
  end)

  local no_tls = certificates.missing() or not pcall(require, "pysocket.ssl") and "pysocket.ssl is not built"

  traced("a task receives a record of TLS with one call, and then waits", function()
    if no_tls then
      pending(no_tls)
      return
    end
    local calls = between(trace_of(([[
      local asyncio = require "pysocket.asyncio"
      local ssl = require "pysocket.ssl"
      local server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
      server:load_cert_chain(%q)
      local client = ssl.create_default_context{cafile = %q}
      asyncio.run(function()
        local a, b = pair()
        local echo = asyncio.create_task(function()
          local s <close> = server:wrap_socket(b, {server_side = true})
          for data in function() return s:recv(10) end do s:sendall(data) end
        end)
        local s = client:wrap_socket(a, {server_hostname = "localhost"})
        local function exchange()
          s:sendall "x"
          assert(s:recv(10) == "x")
          asyncio.sleep(0)
        end
        exchange()
        exchange()
        mark "begin"
        exchange()
        mark "end"
        s:close()
        echo:await()
      end)
    ]]):format(certificates.server.both, certificates.ca.cert)))
    local received = {}
    for _, call in ipairs(calls) do
      if call:find "^recv" then received[#received + 1] = call end
    end
    assert_calls({"recvfrom%(", "recvfrom%("}, received)
    for _, call in ipairs(received) do assert.not_matches("EAGAIN", call) end
  end)
end)

describe("every descriptor is close-on-exec from its birth:", function()
  after_each(support.cleanup)

  -- the operation, and the call that must create the descriptor
  local BIRTHS = {
    {"socket.socket()", "socket%(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, "},
    {"socket.socket(socket.AF_INET6)", "socket%(AF_INET6, SOCK_STREAM|SOCK_CLOEXEC, ", ipv6 = true},
    {"socket.socket(socket.AF_INET, socket.SOCK_DGRAM)", "socket%(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, "},
    {"socket.socket(socket.AF_UNIX)", "socket%(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, "},
    {"socket.socketpair()", "socketpair%(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, "},
    {"s:dup()", "fcntl%(%d+, F_DUPFD_CLOEXEC, ", before = "local s = socket.socket()"},
    {"require 'pysocket.select'.epoll()", "epoll_create1%(EPOLL_CLOEXEC%)"},
    {"socket.dup(s:fileno())", "fcntl%(%d+, F_DUPFD_CLOEXEC, ", before = "local s = socket.socket()"},
    {
      "socket.fromfd(s:fileno(), s.family, s.type)", "fcntl%(%d+, F_DUPFD_CLOEXEC, ",
      before = "local s = socket.socket()",
    },
    {
      "s:accept()", "accept4%(%d+, .*, SOCK_CLOEXEC%)",
      before = "local s, address = listen() local c = socket.socket() c:connect(address)",
    },
    {
      "s:accept()", "accept4%(%d+, .*, SOCK_CLOEXEC%)",
      before = "local s, address = listen() s:settimeout(5) local c = socket.socket() c:connect(address)",
    },
  }

  for _, birth in ipairs(BIRTHS) do
    local operation, pattern = birth[1], birth[2]
    traced(operation .. (birth.before and birth.before:find("settimeout") and " with a timeout" or ""), function()
      if birth.ipv6 and not support.has_ipv6() then
        pending("the loopback interface has no ::1")
        return
      end
      local calls = between(trace_of((birth.before or "") .. "\nmark 'begin'\nlocal new = " .. operation ..
        "\nmark 'end'\n"))
      local born = false
      for _, call in ipairs(calls) do
        if call:find("^" .. pattern) and not call:find "= %-1" then born = true end
      end
      assert.is_true(born, "the calls were:\n" .. table.concat(calls, "\n"))
      -- The flag is set at creation, so no later call needs to set it.
      for _, call in ipairs(calls) do
        assert.is_nil(call:match("F_SETFD") or call:match("FIOCLEX"))
      end
    end)
  end

  it("a program started in the meantime has none of them", function()
    local list = support.lua([[
      local socket = require "pysocket"
      local s = socket.socket()
      s:bind{"127.0.0.1", 0}
      s:listen()
      local a = socket.socket()
      a:connect(s:getsockname())
      local b = s:accept()
      local u = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      os.execute "ls -l /proc/self/fd"
    ]])
    assert.is_nil(list:match("socket:"))
    assert.matches("/dev/null", list) -- its standard input, so the list is not empty
  end)
end)
