-- The event loop of csrc/loop: which tasks wait, and which are woken. The functions that Python's asyncio has are
-- covered by the asyncio specs.
local library = require "spec.support.library"
local support = require "spec.support"
local socket = require "pysocket"
local loop = require "pysocket.core"._loop()

require "pysocket.asyncio"  -- its coroutine.resume and coroutine.wrap let a suspension pass through

local function spin()
  while loop.step(5) do end
  loop.report()
end

-- Runs f as a task until the loop has nothing left to do; returns its results or raises its error.
local function run(f, ...)
  local task = loop.spawn(f, ...)
  spin()
  local results = table.pack(loop.result(task))
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

local pair = support.socketpair

-- Loads fork, which Lua does not have.
local function load_fork()
  return assert(package.loadlib(assert(library.build("spec/support/fork.c", "fork")), "luaopen_fork"))()
end

-- Starts a task that receives `count` times and returns what it received.
local function receive_often(s, count)
  return loop.spawn(function()
    local got = {}
    while #got < count do
      got[#got + 1] = s:recv(100)
      loop.park(0)
    end
    return table.unpack(got)
  end)
end

describe("a task", function()
  after_each(support.cleanup)

  it("is suspended where a call would block, while others run", function()
    local a, b = pair()
    local seen = {}
    run(function()
      loop.spawn(function()
        seen[#seen + 1] = "before"
        a:sendall("x")
      end)
      seen[#seen + 1] = "wait"
      table.insert(seen, (b:recv(1)))
    end)
    assert.same({"wait", "before", "x"}, seen)
  end)

  it("gets available data without a turn of the loop", function()
    local a, b = pair()
    a:sendall("one")
    local other = false
    run(function()
      loop.spawn(function() other = true end)
      assert.equal("one", b:recv(10))
      assert.is_false(other)
    end)
    assert.is_true(other)
  end)

  it("cannot starve the others even if it never has to wait", function()
    local a, b = pair()
    local count, stop, seen_at = 0, false, nil
    run(function()
      loop.spawn(function() stop, seen_at = true, count end)
      while not stop and count < 100000 do
        a:send("x")
        b:recv(1)
        count = count + 1
      end
    end)
    assert.is_true(seen_at <= 64, ("the other ran after %s rounds"):format(seen_at))
  end)

  it("blocks again outside: a socket that was used in a task still blocks", function()
    local a, b = pair()
    run(function()
      loop.spawn(function() a:sendall("x") end)
      return b:recv(1)
    end)
    assert.is_nil(b.timeout)
    local e = support.raises("TimeoutError", function()
      b:settimeout(0.05)
      b:recv(1)
    end)
    assert.equal("recv", e.call)
    b:settimeout(nil)
    a:sendall("later")
    assert.equal("later", b:recv(10))
  end)

  it("has its timeouts: recv, accept, connect and sendall raise TimeoutError", function()
    local a, b = pair()
    a:settimeout(0.05)
    local listener = support.listener()
    listener:settimeout(0.05)
    run(function()
      support.raises("TimeoutError", a.recv, a, 1)
      support.raises("TimeoutError", listener.accept, listener)
      local e = support.raises("TimeoutError", a.sendall, a, ("x"):rep(1 << 22))
      assert.is_true(e.bytes_sent > 0 and e.bytes_sent < 1 << 22)
    end)
    b:close()
  end)

  it("waits for all of it with MSG_WAITALL, as where it blocks, up to the end", function()
    local a, b = pair()
    local buffer = socket.bytearray(6)
    local task = loop.spawn(function()
      local all = b:recv(6, socket.MSG_WAITALL)
      local n = b:recv_into(buffer, 6, socket.MSG_WAITALL)
      return all, n, b:recv(6, socket.MSG_WAITALL), b:recv(6, socket.MSG_WAITALL) or "end",
        b:recv_into(buffer, 6, socket.MSG_WAITALL)
    end)
    loop.spawn(function()
      for data in ("abcd.efgh.ijkl.mn"):gmatch("[^.]+") do
        a:sendall(data)
        for _ = 1, 4 do loop.park(0) end
      end
      a:close()
    end)
    spin()
    assert.same({true, "abcdef", 6, "mn", "end", 0}, {loop.result(task)})
    assert.equal("ghijkl", buffer:sub(1, 6))
  end)

  it("waits after a short read, even if its timeout was removed in the meantime", function()
    local a, b = pair()
    assert.same({"first", "second"}, {run(function()
      loop.spawn(function() a:sendall("first") end)
      local first = b:recv(100)
      loop.spawn(function() a:sendall("second") end)
      b:settimeout(nil)
      return first, (b:recv(100))
    end)})
  end)

  it("does not wait for the error queue, as calls never do", function()
    local s = support.udp_socket()
    support.raises("BlockingIOError", s.recvmsg, s, 100, 0, socket.MSG_ERRQUEUE)
    run(function() support.raises("BlockingIOError", s.recvmsg, s, 100, 0, socket.MSG_ERRQUEUE) end)
  end)

  it("with a timeout of 0 raises BlockingIOError and does not wait", function()
    local a = pair()
    a:setblocking(false)
    run(function() support.raises("BlockingIOError", a.recv, a, 1) end)
  end)

  it("that polls a socket of timeout 0 sees data that came after a short read", function()
    local a, b = pair()
    run(function()
      loop.spawn(function() a:sendall("first") end)
      assert.equal("first", b:recv(100))
      loop.spawn(function() a:sendall("second") end)
      b:settimeout(0)
      local ok, data
      repeat
        ok, data = pcall(b.recv, b, 100)
        if not ok then loop.park(0) end
      until ok
      assert.equal("second", data)
    end)
  end)
end)

describe("a task that reads", function()
  after_each(support.cleanup)

  it("sees the end of a stream that came in one edge with the last bytes", function()
    local a, b = pair()
    assert.same({"x", "last", "end"}, {run(function()
      local reader = loop.current()
      local writer = loop.spawn(function()
        a:sendall("x")
        loop.park()
        a:sendall("last")
        a:close()
        loop.wake(reader)
      end)
      local first = b:recv(100)
      loop.wake(writer)
      loop.park()
      local last = b:recv(100)
      return first, last, b:recv(100) or "end"
    end)})
  end)

  -- Epoll reports all of this data with a single edge. A read that ends early for any reason must not be taken for
  -- the end of the data.
  it("continues to read after urgent data", function()
    for _, inline in ipairs{0, 1} do
      local a, b = support.tcp_pair()
      b:setsockopt(socket.SOL_SOCKET, socket.SO_OOBINLINE, inline)
      local task = receive_often(b, 3)
      loop.step(0)
      a:sendall("first")
      loop.step(5)
      loop.step(5)
      a:sendall("before")
      a:send("!", socket.MSG_OOB)
      a:sendall("behind")
      spin()
      assert.equal("firstbefore" .. ("!"):rep(inline) .. "behind", table.concat({select(2, loop.result(task))}))
    end
  end)

  it("continues to read after descriptors that were sent with the bytes", function()
    local a, b = pair()
    local task = receive_often(b, 3)
    loop.step(0)
    a:sendall("first")
    loop.step(5)
    loop.step(5)
    socket.send_fds(a, {"before"}, {0})
    a:sendall("behind")
    spin()
    assert.same({true, "first", "before", "behind"}, {loop.result(task)})
  end)

  it("continues to read after the bytes of another process, if credentials are requested", function()
    local forked = load_fork()
    local a, b = pair()
    b:setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    local task = receive_often(b, 3)
    loop.step(0)
    a:sendall("first")
    loop.step(5)
    loop.step(5)
    local pid = forked.fork()
    if pid == 0 then forked.exit(pcall(a.sendall, a, "before") and 0 or 1) end
    assert.equal(0, forked.wait(pid))
    a:sendall("behind")
    spin()
    assert.same({true, "first", "before", "behind"}, {loop.result(task)})
  end)
end)

describe("a task on the network", function()
  after_each(support.cleanup)

  it("connects, even if the server has exited or its backlog is full", function()
    local listener, address = support.listener()
    run(function()
      local c <close> = socket.socket()
      c:connect(address)
      assert.is_truthy(c:getpeername())
      local nobody = support.free_port()
      local d <close> = socket.socket()
      support.raises("ConnectionRefusedError", d.connect, d, {"127.0.0.1", nobody})
    end)
    listener:close()
    local path = support.unix_path()
    local server = support.socket(socket.AF_UNIX)
    server:bind(path)
    server:listen(0)
    run(function()
      for _ = 1, 4 do
        loop.spawn(function()
          local c = support.socket(socket.AF_UNIX)
          c:connect(path)
        end)
      end
      for _ = 1, 4 do server:accept():close() end
    end)
  end)

  it("sends to and receives from datagram sockets", function()
    local a, address = support.udp_socket()
    local b = support.udp_socket()
    assert.equal("datagram", run(function()
      loop.spawn(function()
        loop.park(0)
        b:sendto("datagram", address)
      end)
      return (a:recvfrom(100))
    end))
  end)

  it("resolves names", function()  -- resolve_spec.lua checks that the other tasks continue meanwhile
    run(function()
      local rows = socket.getaddrinfo("localhost", 80, {type = socket.SOCK_STREAM})
      assert.is_true(#rows > 0)
    end)
  end)

  it("connects to a name", function()
    local listener, address = support.listener()
    run(function()
      local c <close> = socket.socket()
      c:connect{"localhost", address.port}
      assert.equal(address, c:getpeername())
    end)
    listener:close()
  end)
end)

describe("a task inside other calls", function()
  after_each(support.cleanup)

  it("waits in a user's coroutine without disturbing the generator", function()
    local a, b = pair()
    local seen = run(function()
      local generate = coroutine.wrap(function()
        while true do
          local data = b:recv(1)
          if not data then return end
          coroutine.yield(data)
        end
      end)
      loop.spawn(function()
        for c in ("abc"):gmatch(".") do
          a:sendall(c)
          loop.park(0)
        end
        a:close()
      end)
      local seen = {}
      for c in generate do seen[#seen + 1] = c end
      return seen
    end)
    assert.same({"a", "b", "c"}, seen)
  end)

  it("waits in pcall, in metamethods and in iterators", function()
    local a, b = pair()
    local object = setmetatable({}, {
      __index = function() return b:recv(1) end,
      __add = function() return b:recv(1) end,
      __call = function() return b:recv(1) end,
      __close = function() b:recv(1) end,
    })
    local got = run(function()
      loop.spawn(function()
        for c in ("123456"):gmatch(".") do
          loop.park(0)
          a:sendall(c)
        end
      end)
      local got = {object.field, object + 1, object(), select(2, pcall(b.recv, b, 1))}
      for c in function() return #got < 5 and b:recv(1) or nil end do got[#got + 1] = c end
      do local _ <close> = object end
      return table.concat(got)
    end)
    assert.equal("12345", got)
  end)

  it("reports that it cannot be suspended, at the user's line, whatever it waits in", function()
    local asyncio = require "pysocket.asyncio"
    local selectors = require "pysocket.selectors"
    local a, b = support.socketpair()
    local waits = {
      recv = function() return b:recv(1) end,
      file = function() return b:makefile():read() end,
      sleep = function() return asyncio.sleep(5) end,
      await = function() return asyncio.create_task(asyncio.sleep, 5):await() end,
      gather = function() return asyncio.gather({asyncio.sleep, 5}) end,
      wait = function() return asyncio.wait{asyncio.create_task(asyncio.sleep, 5)} end,
      wait_for = function() return asyncio.wait_for({asyncio.sleep, 5}, 5) end,
      shield = function() return asyncio.shield{asyncio.sleep, 5} end,
      lock = function()
        local lock = asyncio.Lock()
        lock:acquire()
        return lock:acquire()
      end,
      event = function() return asyncio.Event():wait() end,
      queue = function() return asyncio.Queue():get() end,
      group = function()
        local group <close> = asyncio.TaskGroup()
        group:create_task(asyncio.sleep, 5)
      end,
      select = function()
        local selector <close> = selectors.DefaultSelector()
        selector:register(b, selectors.EVENT_READ)
        return selector:select(5)
      end,
      connect = function() return asyncio.open_connection("127.0.0.1", socket.create_server{"127.0.0.1", 0}
        :getsockname().port) end,
    }
    asyncio.run(function()
      for name, wait in pairs(waits) do
        local ok, e = pcall(string.gsub, "x", "x", wait)
        assert.is_false(ok, name)
        assert.matches("^[%w_./]*loop_spec%.lua:%d+: a task cannot wait inside", tostring(e), name)
      end
      a:send("x")
      assert.equal("x", b:recv(1))
      for _, task in ipairs(asyncio.all_tasks()) do
        if task ~= asyncio.current_task() then task:cancel() end
      end
    end)
  end)

  it("reports that it cannot be suspended, and the socket stays usable", function()
    local a, b = pair()
    run(function()
      local message = support.error_message(table.sort, {3, 2, 1}, function() return b:recv(1) end)
      assert.matches("cannot be suspended %(table.sort", message)
      local generate = coroutine.wrap(function() return b:recv(1) end)
      message = support.error_message(table.sort, {3, 2, 1}, function() return generate() end)
      assert.matches("cannot be suspended %(table.sort", message)
      loop.spawn(function() a:sendall("x") end)
      assert.equal("x", b:recv(1))
    end)
  end)
end)

describe("several tasks on one socket", function()
  after_each(support.cleanup)

  it("are served in turn", function()
    local a, address = support.udp_socket()
    local b = support.udp_socket()
    local seen = {}
    for i = 1, 4 do
      loop.spawn(function()
        for _ = 1, 3 do table.insert(seen, i .. a:recv(10)) end
      end)
    end
    loop.spawn(function()
      for i = 1, 12 do
        b:sendto(tostring(i), address)
        loop.park(0.001)
      end
    end)
    spin()
    assert.same({"11", "22", "33", "44", "15", "26", "37", "48", "19", "210", "311", "412"}, seen)
  end)

  it("accept from one listener, all of one burst at once", function()
    local listener, address = support.listener()
    local accepted = 0
    for _ = 1, 10 do
      loop.spawn(function()
        listener:accept():close()
        accepted = accepted + 1
      end)
    end
    loop.step(0)
    for _ = 1, 10 do support.socket():connect(address) end
    spin()
    assert.equal(10, accepted)
  end)

  it("read and write at the same time", function()
    local a, b = support.tcp_pair()
    local size = 1 << 22
    local data = ("0123456789abcdef"):rep(size // 16)
    local function receive(s)
      local got = {}
      local n = 0
      while n < size do
        got[#got + 1] = s:recv(65536)
        n = n + #got[#got]
      end
      return table.concat(got)
    end
    local done = 0
    for _, s in ipairs{a, b} do
      loop.spawn(function() s:sendall(data) end)
      loop.spawn(function()
        assert(receive(s) == data)
        done = done + 1
      end)
    end
    spin()
    assert.equal(2, done)
  end)

  it("continue if the one whose turn it was is cancelled or fails", function()
    local a, address = support.udp_socket()
    local b = support.udp_socket()
    local seen = {}
    local tasks = {}
    for i = 1, 3 do
      tasks[i] = loop.spawn(function() table.insert(seen, i .. a:recv(10)) end)
    end
    loop.step(0)
    b:sendto("x", address)
    b:sendto("y", address)
    loop.call_soon(loop.cancel, tasks[1])  -- at that time it has been woken, but has not run yet
    spin()
    assert.same({"2x", "3y"}, seen)
  end)

  it("are all woken by its close, each with one clear error", function()
    local a = pair()
    local messages = {}
    for _ = 1, 3 do
      loop.spawn(function() table.insert(messages, support.error_message(a.recv, a, 1)) end)
    end
    loop.step(0)
    a:close()
    spin()
    assert.equal(3, #messages)
    for _, message in ipairs(messages) do
      assert.matches("Bad file descriptor: recv%. The socket is closed", message)
    end
  end)

  it("are served and woken even if two sockets share one descriptor", function()
    local a, b = pair()
    local other = socket.socket{fileno = b:fileno()}
    support.defer(other.detach, other)
    local seen = {}
    local function read(s, name)
      return loop.spawn(function()
        for _ = 1, 3 do table.insert(seen, name .. s:recv(100)) end
        table.insert(seen, name .. support.error_message(s.recv, s, 1):match("Bad file descriptor"))
      end)
    end
    read(b, "1")
    read(other, "2")
    loop.step(0)
    for c in ("abcdef"):gmatch(".") do
      a:sendall(c)
      for _ = 1, 3 do loop.step(0) end
    end
    assert.same({"1a", "2b", "1c", "2d", "1e", "2f"}, seen)
    b:close()
    spin()
    assert.same({"1Bad file descriptor", "2Bad file descriptor"}, {seen[7], seen[8]})
  end)

  it("are served together with one that waits for the descriptor alone", function()
    local a, b = pair()
    local seen = {}
    loop.spawn(function()
      assert(loop.wait_fd(b:fileno(), "r"))
      seen[#seen + 1] = "ready"
    end)
    loop.spawn(function()
      while true do
        local data = b:recv(100)
        if not data then return end
        seen[#seen + 1] = data
      end
    end)
    loop.step(0)
    a:sendall("one")
    for _ = 1, 4 do loop.step(0) end
    assert.same({"ready", "one"}, seen)
    a:sendall("two")
    a:close()
    spin()
    assert.same({"ready", "one", "two"}, seen)
  end)

  it("get no events of a descriptor's number that is closed and reused", function()
    support.settle()
    local a, b = pair()
    local fd = b:fileno()
    local woken = {}
    loop.spawn(function() woken.old = not pcall(b.recv, b, 1) end)
    loop.step(0)
    a:sendall("for the old one")  -- makes an event for the old socket pending
    b:close()
    local c, d = pair()
    local new = c:fileno() == fd and c or d
    assert.equal(fd, new:fileno())
    local task = loop.spawn(function() woken.new = new:recv(100) end)
    loop.step(0)
    loop.step(0)
    assert.is_true(woken.old)
    assert.is_nil(woken.new)
    local peer = new == c and d or c
    peer:sendall("for the new one")
    spin()
    assert.equal("for the new one", woken.new)
    assert.equal("done", loop.status(task))
  end)
end)

describe("the loop", function()
  after_each(support.cleanup)

  it("adds a descriptor to epoll once, however often it is waited for", function()
    local reason = support.strace_missing()
    if reason then pending(reason) return end
    local script = support.tmpfile([[
      local socket = require "pysocket"
      local loop = require "pysocket.core"._loop()
      local a, b = socket.socketpair()
      loop.spawn(function() while b:recv(100) do end end)
      loop.spawn(function() for _ = 1, 100 do a:send("x") loop.park(0) end a:close() end)
      while loop.step() do end
    ]])
    local got = support.run(support.strace({"-f", "-e", "trace=epoll_ctl,/^recv"}, support.lua_argv(script)))
    local _, adds = got.stderr:gsub("EPOLL_CTL_ADD", "")
    local _, others = got.stderr:gsub("EPOLL_CTL_MOD", "")
    local _, reads = got.stderr:gsub("recvmsg%(", "")
    assert.equal(1, adds)  -- the sender never had to wait
    assert.equal(0, others)
    local _, blocked = got.stderr:gsub("recv%l*%([^\n]*EAGAIN", "")
    assert.is_true(reads >= 20, reads .. " reads of 100 messages")
    assert.equal(1, blocked)
  end)

  it("reports what is left to wait for, and makes no step longer than requested", function()
    assert.is_false(loop.step(0))
    local a, b = pair()
    local task = loop.spawn(function() return b:recv(1) end)
    assert.equal(0, loop.timeout())
    assert.is_true(loop.step(0))
    assert.is_nil(loop.timeout())
    local start = loop.time()
    assert.is_true(loop.step(0.05))
    assert.is_true(loop.time() - start >= 0.05)
    a:send("x")
    spin()
    assert.equal("done", loop.status(task))
  end)

  it("can be stepped by another loop that watches its descriptor", function()
    local a, b = pair()
    local task = loop.spawn(function() return b:recv(10) end)
    loop.step(0)
    local watch = require "pysocket.select".poll()
    watch:register(loop.fileno())
    assert.equal(0, #watch:poll(0))
    a:sendall("x")
    assert.equal(1, #watch:poll(5000))
    loop.step(0)
    loop.step(0)
    assert.equal("done", loop.status(task))
  end)

  it("cannot be stepped from inside", function()
    run(function()
      assert.matches("already running", support.error_message(loop.step, 0))
    end)
    local message
    loop.call_at(0, function() message = support.error_message(loop.step, 0) end)
    spin()
    assert.matches("already running", message)
  end)

  it("waits for a descriptor that is no socket", function()
    local a, b = pair()
    local order = {}
    run(function()
      loop.spawn(function()
        order[#order + 1] = "send"
        a:send("x")
      end)
      assert.is_true(loop.wait_fd(b:fileno(), "w"))
      order[#order + 1] = "writable"
      assert.is_true(loop.wait_fd(b:fileno(), "r"))
      order[#order + 1] = "readable"
      b:recv(1)
      assert.is_false(loop.wait_fd(b:fileno(), "r", 0.02))
    end)
    assert.same({"writable", "send", "readable"}, order)
  end)

  it("keeps a timeout within a few per cent, short ones too", function()
    local a = pair()
    local slow = support.checker() or os.getenv("LUA_INIT")  -- `make check` runs with a stressed collector
    for _, seconds in ipairs{0.002, 0.02, 0.1} do
      a:settimeout(seconds)
      local most, best = slow and math.huge or seconds * 1.05 + 0.0005, math.huge
      for round = 1, 50 do  -- a busy machine needs more than five rounds
        run(function()
          local start = loop.time()
          support.raises("TimeoutError", a.recv, a, 1)
          local took = loop.time() - start
          assert.is_true(took >= seconds)
          best = math.min(best, took)
        end)
        if round >= 5 and best <= most then break end
      end
      assert.is_true(best <= most, ("%.4f s for %.4f s"):format(best, seconds))
    end
  end)
end)

describe("the loop when something fails", function()
  after_each(support.cleanup)

  it("continues after an error of a task", function()
    local reports = {}
    loop.on_unhandled(function(_, e) reports[#reports + 1] = tostring(e) end)
    support.defer(function() require "pysocket.asyncio" loop.on_unhandled(nil) end)
    local a, b = pair()
    loop.spawn(function() error("first", 0) end)
    loop.call_at(0, function() error("second", 0) end)
    local task = loop.spawn(function() return b:recv(1) end)
    loop.spawn(function() a:send("x") end)
    spin()
    loop.report()
    assert.equal("done", loop.status(task))
    table.sort(reports)
    assert.same({"first", "second"}, reports)
  end)

  it("pauses between the tries of an accept that has no descriptors", function()
    local script = support.tmpfile([[
      local socket = require "pysocket"
      local loop = require "pysocket.core"._loop()
      local listener = socket.socket()
      listener:bind{"127.0.0.1", 0}
      listener:listen()
      local client = socket.socket()
      client:connect(listener:getsockname())
      loop.fileno()  -- creates the loop's own descriptor
      local hoard = {}
      while true do
        local ok, s = pcall(socket.socket)
        if not ok then break end
        hoard[#hoard + 1] = s
      end
      local task = loop.spawn(listener.accept, listener)
      loop.call_at(loop.time() + 0.2, function() hoard[1]:close() end)
      local turns = 0
      while loop.step() do turns = turns + 1 end
      print(turns < 60, loop.status(task))
    ]], "script.lua")
    local ran = support.run(support.with_descriptors(100, support.lua_argv(script)))
    assert.same({0, "true\tdone\n"}, {ran.code, ran.stdout}, ran.stderr)
  end)

  it("of a fork's child is fresh, and the parent's is left alone", function()
    local forked = load_fork()
    local a, b = pair()
    local task = loop.spawn(function() return b:recv(100) end)
    loop.step(0)
    local pid = forked.fork()
    if pid == 0 then
      local ok = pcall(function()
        local c, d = socket.socketpair()
        local mine = loop.spawn(function() return d:recv(100) end)
        loop.spawn(function() c:sendall("child") end)
        spin()
        assert(select(2, loop.result(mine)) == "child")
        b:close()
      end)
      forked.exit(ok and 0 or 1)
    end
    assert.equal(0, forked.wait(pid))
    a:sendall("parent")
    spin()
    assert.same({true, "parent"}, {loop.result(task)})
  end)

  it("of a child that was forked inside a task is fresh too, and its calls block", function()
    local forked = load_fork()
    local a, b = pair()
    run(function()
      local pid = forked.fork()
      if pid == 0 then
        local ok = pcall(function()
          b:settimeout(0.05)
          assert(not pcall(b.recv, b, 1))
          local c, d = socket.socketpair()
          local mine = loop.spawn(function() return d:recv(100) end)
          loop.spawn(function() c:sendall("child") end)
          spin()
          assert(select(2, loop.result(mine)) == "child")
        end)
        forked.exit(ok and 0 or 1)
      end
      assert.equal(0, forked.wait(pid))
      loop.spawn(function() a:sendall("x") end)
      assert.equal("x", b:recv(1))
    end)
  end)

  it("lets Ctrl-C end tasks that never wait", function()
    local child = support.spawn(support.lua_argv(support.tmpfile([[
      local loop = require "pysocket.core"._loop()
      io.stdout:setvbuf("no")
      print("running")
      loop.run(loop.spawn(function() while true do loop.park(0) end end))
    ]])))
    child:expect("running")
    child:kill("INT")
    local got = child:wait()
    assert.equal(1, got.code)
    assert.matches("interrupted!", got.stderr)
  end)

  it("does not fail finalizers that run after it when the state ends inside a task", function()
    local got = support.run(support.lua_argv(support.tmpfile([[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      local older = setmetatable({}, {__gc = function()
        a:sendall("x")
        print(b:recv(1))
        print(select(2, pcall(b.recv, b, 1, socket.MSG_DONTWAIT)).errno)
      end})
      local loop = require "pysocket.core"._loop()
      loop.spawn(function()
        loop.park(0)
        os.exit(older and 7, true)
      end)
      while loop.step() do end
    ]])))
    assert.equal("", got.stderr)
    assert.equal("x\n11\n", got.stdout)
    assert.equal(7, got.code)
  end)

  it("closes sockets and tasks at the end of the state, in whatever order", function()
    local got = support.run(support.lua_argv(support.tmpfile([[
      local socket = require "pysocket"
      local loop = require "pysocket.core"._loop()
      for _ = 1, 50 do
        local a, b = socket.socketpair()
        loop.spawn(function() local keep <close> = a b:recv(1) end)
      end
      loop.step(0)
      print("ended")
    ]])))
    assert.equal("ended\n", got.stdout)
    assert.equal("", got.stderr)
    assert.equal(0, got.code)
  end)
end)
