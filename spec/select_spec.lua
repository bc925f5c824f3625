-- wait/select.c, wait/poll.c and wait/epoll.c: waiting for several descriptors at once. Outside of tasks such a call
-- blocks the process; in a task it suspends only that task.
local library = require "spec.support.library"
local support = require "spec.support"
local errno = require "pysocket.errno"
local select = require "pysocket.select"
local socket = require "pysocket"
local loop = require "pysocket.core"._loop()

require "pysocket.asyncio"

local TIMEOUT = 0.05
local BUSY = 5 -- how late a call may return on a busy machine, in seconds

local function turns(condition)
  local finish = loop.time() + 20
  while not condition() do
    assert(loop.time() < finish, "the tasks take too long")
    assert(loop.step(1), "the tasks wait for nothing")
  end
end

local function ended(...)
  local tasks = {...}
  return function()
    for _, task in ipairs(tasks) do
      local status = loop.status(task)
      if status ~= "done" and status ~= "failed" and status ~= "cancelled" then return false end
    end
    return true
  end
end

-- Waits until all tasks have ended, with or without an error.
local function settle(...)
  turns(ended(...))
end

local function result(task)
  settle(task)
  local results = table.pack(loop.result(task))
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

-- The same, but raises an error if a task has failed.
local function finish(...)
  settle(...)
  for _, task in ipairs{...} do
    if loop.status(task) ~= "cancelled" then result(task) end
  end
end

-- Each test runs in both places; run(f, ...) returns what f(...) returns.
local PLACES = {
  ["outside of tasks"] = function(f, ...) return f(...) end,
  ["in a task"] = function(f, ...) return result(loop.spawn(f, ...)) end,
}

local function everywhere(description, test)
  for place, run in pairs(PLACES) do
    it(description .. " (" .. place .. ")", function() test(run) end)
  end
end

local pair = support.socketpair

-- Returns when data has arrived.
local function arrived(s)
  s:recv(1, socket.MSG_PEEK)
end

local function ready_pair()
  local a, b = pair()
  b:send "x"
  arrived(a)
  return a, b
end

-- Returns a socket whose peer is closed: recv finds the end of the stream, and poll reports POLLHUP.
local function hung_up()
  local a, b = pair()
  b:close()
  return a
end

local function assert_took(seconds, start)
  local took = loop.time() - start
  assert.is_true(took >= seconds, ("returned after %.4f s instead of %.4f s"):format(took, seconds))
  assert.is_true(took <= seconds + BUSY, ("returned after %.3f s instead of %.3f s"):format(took, seconds))
end

-- The calls by method, as a user writes them, so that error messages contain the method's name.
local CALLS = {
  register = function(poller, fd) poller:register(fd, 1) end,
  modify = function(poller, fd) poller:modify(fd, 1) end,
  unregister = function(poller, fd) poller:unregister(fd) end,
}

local function plain(list)
  local copy = {}
  for i, p in ipairs(list) do copy[i] = {p[1], p[2]} end
  return copy
end

-- A Lua script that runs in its own process: do_it(f) calls f, in a task if `place` says so.
local CHILD = [[
local socket = require "pysocket"
local select = require "pysocket.select"
local loop = require "pysocket.core"._loop()
require "pysocket.asyncio"
local function do_it(f)
  if %s then return f() end
  local task = loop.spawn(f)
  loop.run(task)
  local results = table.pack(loop.result(task))
  assert(results[1], tostring(results[2]))
  return table.unpack(results, 2, results.n)
end
local function ready(...) print("ready", ...) io.stdout:flush() end
]]

local function child_script(place, code)
  return CHILD:format(tostring(place == "outside of tasks")) .. code
end

-- Checks that poll of a select.CLASS object blocks for each timeout that means "no limit".
local function waits_for_ever(class)
  for _, time in ipairs{"nil", "-1", "-0.5", "-2000000"} do
    local s, address = support.udp_socket()
    local child = support.spawn_lua(child_script("outside of tasks", ([[
      local a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      a:connect{"127.0.0.1", tonumber(arg[1])}
      a:send "hello"
      local p = select.%s()
      p:register(a, select.%sIN)
      print(#p:poll(%s))
    ]]):format(class, class:upper(), time)), {address.port})
    local _, peer = s:recvfrom(10)
    child:wait_blocked()
    s:sendto("x", peer)
    assert.equal("1\n", child:wait().stdout)
  end
end

describe("select", function()
  after_each(support.cleanup)

  everywhere("returns the objects that are ready, in the order in which they were passed", function(run)
    local a, b = pair()
    local c, d = ready_pair()
    local e = hung_up()
    local r, w, x = run(select.select, {a, e, b, c, d}, {d, a}, {a, c})
    assert.same({e, c}, r)
    assert.same({d, a}, w)
    assert.same({}, x)
  end)

  everywhere("returns an object as often as it was passed", function(run)
    local a = ready_pair()
    local fd = a:fileno()
    local r, w, x = run(select.select, {a, fd, a}, {a, a}, {a})
    assert.same({a, fd, a}, r)
    assert.same({a, a}, w)
    assert.same({}, x)
  end)

  everywhere("accepts integers, files and any object with a fileno method", function(run)
    local a = ready_pair()
    local file = support.close_later(a:makefile())
    local object = {fileno = function() return a:fileno() end}
    local userdata = io.tmpfile()
    support.defer(userdata.close, userdata)
    local items = {a, a:fileno(), file, object, userdata}
    assert.same(items, (run(select.select, items, {}, {})))
    assert.same({}, (run(select.select, {}, {}, items, 0)))
  end)

  -- epoll, which the event loop uses, refuses regular files.
  everywhere("accepts a regular file, which is readable and writable and has no urgent data", function(run)
    local file = io.tmpfile()
    support.defer(file.close, file)
    assert.same({{file}, {file}, {}, n = 3}, table.pack(run(select.select, {file}, {file}, {file})))
    assert.same({{}, {}, {}, n = 3}, table.pack(run(select.select, {}, {}, {file}, TIMEOUT)))
  end)

  everywhere("calls an object's fileno method once", function(run)
    local a = ready_pair()
    local asked = 0
    local object = {fileno = function()
      asked = asked + 1
      return a:fileno()
    end}
    run(select.select, {object}, {}, {})
    assert.equal(1, asked)
  end)

  everywhere("respects the metamethods of a sequence", function(run)
    local a, b = ready_pair()
    local both = setmetatable({}, {__len = function() return 2 end, __index = function(_, i) return ({b, a})[i] end})
    assert.same({a}, (run(select.select, both, {}, {})))
  end)

  everywhere("reports urgent data in the third sequence", function(run)
    local a, b = support.tcp_pair()
    a:send("!", socket.MSG_OOB)
    local r, w, x = run(select.select, {}, {}, {a, b})
    assert.same({{}, {}, {b}}, {r, w, x})
  end)

  everywhere("returns three empty sequences when the timeout expires", function(run)
    local a, b = pair()
    for _, seconds in ipairs{TIMEOUT, 0.0125} do
      local start = loop.time()
      local results = table.pack(run(select.select, {a, b}, {}, {a}, seconds))
      assert_took(seconds, start)
      assert.same({{}, {}, {}, n = 3}, results)
    end
  end)

  everywhere("sleeps when it is called without objects", function(run)
    local start = loop.time()
    assert.same({{}, {}, {}, n = 3}, table.pack(run(select.select, {}, {}, {}, TIMEOUT)))
    assert_took(TIMEOUT, start)
  end)

  everywhere("does not wait for zero seconds", function(run)
    local a, b = pair()
    for _, zero in ipairs{0, 0.0} do
      local r, w = run(select.select, {a}, {b}, {}, zero)
      assert.same({{}, {b}}, {r, w})
      assert.same({{}, {}, {}, n = 3}, table.pack(run(select.select, {a, b}, {}, {}, zero)))
    end
  end)

  for place in pairs(PLACES) do
    it("waits until something comes, without a timeout (" .. place .. ")", function()
      local s, address = support.udp_socket()
      local child = support.spawn_lua(child_script(place, [[
        local a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        local b, other_end <close> = socket.socketpair()
        a:connect{"127.0.0.1", tonumber(arg[1])}
        a:send "hello"
        local r, w, x = do_it(function() return select.select({b, a}, {}, {a}) end)
        print(#r, r[1] == a, #w, #x)
      ]]), {address.port})
      local _, peer = s:recvfrom(10)
      child:wait_blocked()
      s:sendto("x", peer)
      assert.equal("1\ttrue\t0\t0\n", child:wait().stdout)
    end)

    it("has no limit of 1024 descriptors (" .. place .. ")", function()
      local ran = support.run({"sh", "-c", 'ulimit -n 4200 2>/dev/null || exit 9; exec "$@"', "sh",
        table.unpack(support.lua_argv(support.tmpfile(child_script(place, [[
          local all = {}
          for i = 1, 4000, 2 do all[i], all[i + 1] = socket.socketpair() end
          assert(all[4000]:fileno() > 4000)
          all[3999]:send "x"
          all[101]:send "x"
          do_it(function()
            local r, w, x = select.select(all, {}, all)
            assert(#r == 2 and r[1] == all[102] and r[2] == all[4000])
            -- In three sequences, there are more descriptors than may be open.
            r, w, x = select.select(all, all, all)
            assert(#r == 2 and #w == 4000 and #x == 0)
            for i = 1, 4000 do assert(w[i] == all[i]) end
            all[102]:recv(1)
            all[4000]:recv(1)
            r, w, x = select.select(all, {}, all, 0.01)
            assert(#r == 0 and #w == 0 and #x == 0)
          end)
          print "all"
        ]]), "script.lua")))})
      if ran.code == 9 then
        pending("a process may not open 4200 descriptors here")
        return
      end
      assert.equal("", ran.stderr)
      assert.equal("all\n", ran.stdout)
    end)
  end

  -- poll reports a hang-up even if it was not requested; select does not.
  everywhere("uses no processor while only other events are ready", function(run)
    local a, b = hung_up(), pair()
    local start, used = loop.time(), os.clock()
    assert.same({{}, {}, {}, n = 3}, table.pack(run(select.select, {b}, {}, {a}, 0.3)))
    assert_took(0.3, start)
    assert.is_true(os.clock() - used < 0.15, ("used the processor for %g s of 0.3 s"):format(os.clock() - used))
  end)

  it("still reports later events (outside of tasks)", function()
    local s, address = support.udp_socket()
    local child = support.spawn_lua(child_script("outside of tasks", [[
      local hung_up, other = socket.socketpair()
      other:close()
      local a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      a:connect{"127.0.0.1", tonumber(arg[1])}
      a:send "hello"
      local r = select.select({a}, {}, {hung_up}, 15)
      print(#r)
    ]]), {address.port})
    local _, peer = s:recvfrom(10)
    local function switches() return tonumber(support.status("voluntary_ctxt_switches", child.pid)) end
    local before = switches()
    support.wait_until(function() return switches() > before + 5 end)
    s:sendto("x", peer)
    assert.equal("1\n", child:wait().stdout)
  end)

  it("still reports later events (in a task)", function()
    local a, b, c = hung_up(), pair()
    local task = loop.spawn(select.select, {b}, {}, {a})
    local sender = loop.spawn(function()
      loop.park(0)
      loop.park(TIMEOUT)
      c:send "x"
    end)
    assert.same({b}, (result(task)))
    finish(sender)
  end)
end)

describe("select raises", function()
  after_each(support.cleanup)

  everywhere("EBADF for a descriptor that is not open", function(run)
    local a, b = ready_pair()
    run(select.select, {a}, {}, {})  -- opens the descriptor of the loop, which would get this number
    local fd = b:fileno()
    b:close()
    for _, arguments in ipairs{{{a, fd}, {}, {}}, {{}, {a, fd}, {}}, {{a}, {a}, {fd}}} do
      local e = support.raises("OSError", run, select.select, table.unpack(arguments))
      assert.equal(errno.EBADF, e.errno)
      assert.equal("select", e.call)
    end
    -- far beyond the highest open descriptor: the kernel's own select would block for ever
    assert.equal(errno.EBADF, support.raises("OSError", run, select.select, {100000}, {}, {}).errno)
  end)

  everywhere("a bad argument error for a value that is not a sequence", function(run)
    local a = pair()
    local arguments = {{}, {}, {}}
    for i = 1, 3 do
      for _, wrong in ipairs{a, 1, "x", true} do
        arguments[i] = wrong
        assert.matches(("bad argument #%d to '?.-'? %%(table expected, got "):format(i),
          support.error_message(run, select.select, table.unpack(arguments)))
      end
      arguments[i] = {}
    end
    assert.matches("bad argument #3 to .* %(table expected, got no value%)",
      support.error_message(run, select.select, {}, {}))
  end)

  everywhere("a bad argument error that names the object without a descriptor", function(run)
    local a, b = ready_pair()
    b:close()
    local file = io.tmpfile()
    file:close()
    local NOTHING = "descriptor expected: an integer, or an object with a fileno method"
    local NEGATIVE = "descriptor is negative: it is closed, or not a descriptor"
    local INTEGER = "its fileno method must return an integer"
    for _, case in ipairs{
      {"x", NOTHING}, {1.5, NOTHING}, {true, NOTHING}, {{}, NOTHING}, {print, NOTHING},
      {b, NEGATIVE}, {-1, NEGATIVE}, {file, NEGATIVE}, {{fileno = function() return -3 end}, NEGATIVE},
      {{fileno = function() return "3" end}, INTEGER}, {{fileno = function() end}, INTEGER},
      {1 << 40, "descriptor is too large"},
    } do
      for i = 1, 3 do
        local arguments = {{}, {}, {}}
        arguments[i] = {a, case[1]}
        local message = support.error_message(run, select.select, table.unpack(arguments))
        -- The name in the message depends on how the caller calls the function.
        assert.equal(("bad argument #%d to (item 2: %s)"):format(i, case[2]),
          (message:match("bad argument.*$"):gsub("to '[^']*'", "to")))
      end
    end
    local message = support.error_message(run, select.select, {{fileno = function() error("mine", 0) end}}, {}, {})
    assert.equal("mine", message)
  end)

  everywhere("a bad argument error for a wrong timeout", function(run)
    for _, case in ipairs{
      {-1, "must not be negative"}, {-0.001, "must not be negative"}, {0 / 0, "is not a number"},
      {math.huge, "too large"}, {"soon", "number expected, got string"}, {print, "number expected, got function"},
    } do
      assert.matches("bad argument #4 to .*" .. case[2],
        support.error_message(run, select.select, {}, {}, {}, case[1]))
    end
  end)
end)

describe("waiting in a task", function()
  after_each(support.cleanup)

  -- Each is f(socket, timeout in seconds), which returns whether the socket is ready.
  local WAYS = {
    select = function(s, seconds)
      return #select.select({s}, {}, {}, seconds) == 1
    end,
    poll = function(s, seconds)
      local p = select.poll()
      p:register(s, select.POLLIN)
      return #p:poll(seconds and seconds * 1000) == 1
    end,
    epoll = function(s, seconds)
      local ep <close> = select.epoll()
      ep:register(s, select.EPOLLIN)
      return #ep:poll(seconds) == 1
    end,
  }

  for name, wait in pairs(WAYS) do
    describe("by " .. name, function()
      it("suspends only that task", function()
        local a, b = pair()
        local order = {}
        local waiting = loop.spawn(function()
          order[#order + 1] = "waits"
          assert.is_true(wait(a))
          order[#order + 1] = a:recv(1)
        end)
        local other = loop.spawn(function()
          for i = 1, 3 do
            order[#order + 1] = i
            loop.park(0)
          end
          b:send "x"
        end)
        finish(waiting, other)
        assert.same({"waits", 1, 2, 3, "x"}, order)
      end)

      it("suspends the task, not a coroutine in it", function()
        local a, b = pair()
        local got = {}
        local task = loop.spawn(function()
          for x in coroutine.wrap(function()
            coroutine.yield "first"
            assert.is_true(wait(a))
            coroutine.yield "second"
          end) do got[#got + 1] = x end
        end)
        local sender = loop.spawn(function()
          loop.park(0)
          assert.same({"first"}, got)
          b:send "x"
        end)
        finish(task, sender)
        assert.same({"first", "second"}, got)
      end)

      it("wakes every task that waits for the same", function()
        local a, b = pair()
        local tasks = {}
        for i = 1, 5 do tasks[i] = loop.spawn(wait, a) end
        tasks[6] = loop.spawn(function()
          loop.park(0)
          b:send "x"
        end)
        finish(table.unpack(tasks))
        for i = 1, 5 do assert.same({true, true}, {loop.result(tasks[i])}) end
      end)

      it("continues to wait if another task was faster", function()
        local a, b = pair()
        a:setblocking(false)
        local got = {}
        local function reader(i)
          while true do
            assert.is_true(wait(a))
            local ok, data = pcall(a.recv, a, 1)
            if ok then
              got[#got + 1] = data .. i
              return
            end
            assert.equal(errno.EAGAIN, data.errno)
          end
        end
        local one, two = loop.spawn(reader, 1), loop.spawn(reader, 2)
        local sender = loop.spawn(function()
          loop.park(0)
          b:send "x"
          loop.park(TIMEOUT)
          assert.equal(1, #got)
          b:send "y"
        end)
        finish(one, two, sender)
        assert.equal(2, #got)
        table.sort(got)
        assert.equal("xy", got[1]:sub(1, 1) .. got[2]:sub(1, 1))
      end)

      it("is ended by a cancellation and leaves no descriptor behind", function()
        local a = pair()
        loop.fileno()  -- creates the loop's own descriptor
        support.settle()
        local before = support.open_fds()
        collectgarbage "stop"
        support.defer(collectgarbage, "restart")
        local tasks = {}
        for i = 1, 10 do tasks[i] = loop.spawn(wait, a) end
        local canceller = loop.spawn(function()
          loop.park(0)
          for _, task in ipairs(tasks) do loop.cancel(task) end
        end)
        finish(canceller, table.unpack(tasks))
        for _, task in ipairs(tasks) do assert.equal("cancelled", loop.status(task)) end
        assert.same(before, support.open_fds())
      end)

      it("leaves no descriptor behind when it ends", function()
        local a, b = pair()
        loop.fileno()  -- creates the loop's own descriptor
        support.settle()
        local before = support.open_fds()
        collectgarbage "stop"
        support.defer(collectgarbage, "restart")
        assert.is_false(result(loop.spawn(wait, a, 0.01)))
        local task = loop.spawn(wait, a)
        local sender = loop.spawn(function()
          loop.park(0)
          b:send "x"
        end)
        assert.is_true(result(task))
        finish(sender)
        assert.same(before, support.open_fds())
      end)

      it("lets the others run, even if it never has to wait", function()
        local a = ready_pair()
        local stop, polls = false, 0
        local busy = loop.spawn(function()
          while not stop do
            assert.is_true(wait(a))
            polls = polls + 1
            assert(polls < 100000, "the other task never ran")
          end
        end)
        local other = loop.spawn(function() stop = true end)
        finish(busy, other)
        assert.is_true(polls > 0)
      end)

      it("lets the others run, even if it never waits", function()
        local a = pair()
        local stop, polls = false, 0
        local busy = loop.spawn(function()
          while not stop do
            assert.is_false(wait(a, 0))
            polls = polls + 1
            assert(polls < 100000, "the other task never ran")
          end
        end)
        local other = loop.spawn(function() stop = true end)
        finish(busy, other)
        assert.is_true(polls > 0)
      end)

      it("reports where a task cannot be suspended", function()
        local a = pair()
        local task = loop.spawn(function()
          table.sort({1, 2}, function() return wait(a) end)
        end)
        settle(task)
        local ok, e = loop.result(task)
        assert.is_false(ok)
        assert.matches("cannot wait inside a function that cannot be suspended", e)
      end)
    end)
  end
end)

describe("waiting in a task while other tasks close sockets", function()
  after_each(support.cleanup)

  -- Calls `wait` with `s` in a task, and calls `close` meanwhile. Another socket reuses the descriptor's number.
  local function closed_meanwhile(wait, s, close)
    support.settle()
    local fd = s:fileno()
    local task = loop.spawn(wait, s)
    local closer = loop.spawn(function()
      loop.park(0)
      assert.equal("waiting", loop.status(task))
      close(s)
      local one, two = pair()
      if close == socket.socket.close then assert.is_true(one:fileno() == fd or two:fileno() == fd) end
      one:send "x"
      two:send "x" -- the socket that reused the number becomes ready
    end)
    finish(closer)
    return task
  end

  it("by select raises EBADF when another task closes the socket, even if its number is reused", function()
    for _, close in ipairs{socket.socket.close, socket.socket.detach} do
      local s = pair()
      local fd = s:fileno()
      local task = closed_meanwhile(function(waited) return select.select({waited}, {}, {}) end, s, close)
      settle(task)
      if close == socket.socket.detach then socket.close(fd) end
      local ok, e = loop.result(task)
      assert.is_false(ok)
      assert.is_true(socket.isinstance(e, socket.OSError))
      assert.equal(errno.EBADF, e.errno)
      assert.equal("select", e.call)
    end
  end)

  it("gets an error when socket.close closes its descriptor, whatever waits", function()
    local waits = {
      select = function(s) return #select.select({s:fileno()}, {}, {}, 5) end,
      poll = function(s)
        local poller = select.poll()
        poller:register(s:fileno(), select.POLLIN)
        return poller:poll(5000)[1].event
      end,
      recv = function(s) return s:recv(1) end,
      wait_fd = function(s) return loop.wait_fd(s:fileno(), "r", 5) end,
    }
    local results = {}
    for name, wait in pairs(waits) do
      local s = pair()
      local task = loop.spawn(wait, s)
      local closer = loop.spawn(function()
        loop.park(0)
        assert.equal("waiting", loop.status(task))
        socket.close(s:fileno())
      end)
      finish(closer)
      local start = support.now()
      settle(task)
      assert.is_true(support.now() - start < 4)
      s:detach()
      local ok, got = loop.result(task)
      results[name] = ok and got or got.errno
    end
    assert.same({select = errno.EBADF, poll = select.POLLNVAL, recv = errno.EBADF, wait_fd = true}, results)
  end)

  it("by select gets the error of a descriptor that is closed through another object", function()
    local s, peer = pair()
    local file = s:makefile()
    s:close()
    local task = loop.spawn(select.select, {peer, file}, {}, {})
    local closer = loop.spawn(function()
      loop.park(0)
      file:close()
    end)
    settle(task, closer)
    local ok, e = loop.result(task)
    assert.is_false(ok)
    assert.equal(errno.EBADF, e.errno)
  end)

  it("by poll returns POLLNVAL when another task closes the socket, even if its number is reused", function()
    local s = pair()
    local fd = s:fileno()
    local task = closed_meanwhile(function(waited)
      local p = select.poll()
      p:register(waited, select.POLLIN)
      return p:poll()
    end, s, socket.socket.close)
    assert.same({{fd, select.POLLNVAL}}, plain(result(task)))
  end)

  it("ignores that others are closed", function()
    local a, b = pair()
    local task = loop.spawn(select.select, {a}, {}, {})
    local closer = loop.spawn(function()
      loop.park(0)
      for _ = 1, 10 do
        local c, d = socket.socketpair()
        c:close()
        d:close()
      end
      loop.park(0)
      assert.equal("waiting", loop.status(task))
      b:send "x"
    end)
    finish(task, closer)
    assert.same({a}, (result(task)))
  end)

  it("by epoll raises when another closes the epoll object", function()
    local ep, a = select.epoll(), pair()
    ep:register(a, select.EPOLLIN)
    local tasks = {loop.spawn(ep.poll, ep), loop.spawn(ep.poll, ep, 600), loop.spawn(select.select, {ep}, {}, {})}
    local closer = loop.spawn(function()
      loop.park(0)
      ep:close()
      pair() -- reuses the number
    end)
    settle(closer, table.unpack(tasks))
    for i = 1, 2 do
      local ok, e = loop.result(tasks[i])
      assert.is_false(ok)
      assert.matches("I/O operation on closed epoll object", e)
    end
    local ok, e = loop.result(tasks[3])
    assert.is_false(ok)
    assert.equal(errno.EBADF, e.errno)
  end)

  it("by a poll object is possible for several tasks, each for what was registered then", function()
    local a, b = pair()
    local c, d = pair()
    local p = select.poll()
    p:register(a, select.POLLIN)
    local first = loop.spawn(p.poll, p)
    local second = loop.spawn(function()
      p:register(c, select.POLLIN)
      return p:poll()
    end)
    local sender = loop.spawn(function()
      loop.park(0)
      d:send "x"
      loop.park(TIMEOUT)
      assert.equal("waiting", loop.status(first))
      b:send "x"
    end)
    finish(first, second, sender)
    assert.same({{a:fileno(), select.POLLIN}}, plain(result(first)))
    assert.same({{c:fileno(), select.POLLIN}}, plain(result(second)))
  end)
end)

describe("a poll object", function()
  after_each(support.cleanup)

  everywhere("returns the ready descriptors in the order of registration", function(run)
    local p = select.poll()
    local a, b = ready_pair()
    local c = hung_up()
    p:register(c)
    p:register(b, select.POLLIN)
    p:register(a, select.POLLIN | select.POLLOUT)
    p:register(b, select.POLLOUT) -- registers it again: only the mask is replaced
    local list = run(p.poll, p)
    assert.same({
      {c:fileno(), select.POLLIN | select.POLLOUT | select.POLLHUP},
      {b:fileno(), select.POLLOUT},
      {a:fileno(), select.POLLIN | select.POLLOUT},
    }, plain(list))
    assert.equal(a:fileno(), list[3].fd)
    assert.equal(select.POLLIN | select.POLLOUT, list[3].event)
    assert.is_nil(list[3].other)
    assert.equal(("(%d, 5)"):format(a:fileno()), tostring(list[3]))
  end)

  everywhere("by default waits for reading, writing and urgent data", function(run)
    local a, b = support.tcp_pair()
    b:send("!", socket.MSG_OOB)
    local p = select.poll()
    p:register(a)
    support.wait_until(function()
      return run(p.poll, p)[1].event == select.POLLOUT | select.POLLPRI
    end)
    b:send "x"
    arrived(a)
    assert.equal(select.POLLIN | select.POLLOUT | select.POLLPRI, run(p.poll, p)[1].event & ~select.POLLRDNORM)
  end)

  everywhere("can change a registration", function(run)
    local a = ready_pair()
    local p = select.poll()
    p:register(a:fileno(), select.POLLIN)
    p:modify(a, select.POLLOUT)
    assert.same({{a:fileno(), select.POLLOUT}}, plain(run(p.poll, p)))
    p:modify(a, 0)
    assert.same({}, run(p.poll, p, 0))
    p:unregister(a)
    assert.same({}, run(p.poll, p, 0))
    p:register(a, select.POLLIN)
    assert.same({{a:fileno(), select.POLLIN}}, plain(run(p.poll, p)))
  end)

  everywhere("returns POLLNVAL at once for a descriptor that is not open", function(run)
    local p = select.poll()
    p:register(100000, select.POLLIN)
    assert.same({{100000, select.POLLNVAL}}, plain(run(p.poll, p)))
  end)

  everywhere("has a timeout in milliseconds", function(run)
    local a = pair()
    local p = select.poll()
    for _ = 1, 2 do -- registers nothing the first time
      for _, ms in ipairs{50, 12.5} do
        local start = loop.time()
        assert.same({}, run(p.poll, p, ms))
        assert_took(ms / 1000, start)
      end
      assert.same({}, run(p.poll, p, 0))
      p:register(a, select.POLLIN)
    end
  end)

  it("waits for ever with nil or a negative time", function() waits_for_ever "poll" end)

  it("keeps the order when many descriptors are added and removed", function()
    local p, model, all = select.poll(), {}, {}
    for i = 1, 60 do all[i] = pair() end -- each is writable
    local seed = 4711
    local function random(n)
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed // 65536 % n + 1
    end
    for step = 1, 3000 do
      local s = all[random(#all)]
      local place
      for i, known in ipairs(model) do
        if known == s:fileno() then place = i end
      end
      if place then
        p:unregister(s)
        table.remove(model, place)
      else
        p:register(s, select.POLLOUT)
        model[#model + 1] = s:fileno()
      end
      if step % 50 == 0 then
        local got = {}
        for i, ready in ipairs(p:poll(0)) do got[i] = ready.fd end
        assert.same(model, got)
      end
    end
  end)

  it("raises errors as Python's object does", function()
    local a, b = pair()
    local p = select.poll()
    local e = support.raises("FileNotFoundError", p.modify, p, a, select.POLLIN)
    assert.equal(errno.ENOENT, e.errno)
    assert.equal("modify", e.call)
    local fd = a:fileno()
    local messages = {
      {("bad argument #1 to 'unregister' (descriptor %d is not registered)"):format(fd),
        function() p:unregister(a) end},
      {"bad argument #2 to 'register' (event mask out of range: it has 16 bits)", function() p:register(a, -1) end},
      {"bad argument #2 to 'register' (event mask out of range: it has 16 bits)", function() p:register(a, 65536) end},
      {"bad argument #2 to 'register' (number expected, got string)", function() p:register(a, "r") end},
      {"bad argument #2 to 'register' (number has no integer representation)", function() p:register(a, 1.5) end},
      {"bad argument #2 to 'modify' (value expected)", function() p:modify(a) end},
      {"bad argument #2 to 'modify' (event mask out of range: it has 16 bits)", function() p:modify(a, -1) end},
      {"bad argument #1 to 'poll' (number expected, got string)", function() p:poll "x" end},
      {"bad argument #1 to 'poll' (timeout is not a number (NaN))", function() p:poll(0 / 0) end},
      {"bad argument #1 to 'poll' (timeout too large; nil for none)", function() p:poll(math.huge) end},
      {"bad argument #1 to 'poll' (timeout too large; nil for none)", function() p:poll(0x80000000) end},
      {"bad argument #1 to 'poll' (timeout too large; nil for none)", function() p:poll(0x7fffffff + .5) end},
      {"bad argument #1 to 'poll' (timeout too large; nil for none)", function() p:poll(-0x80000001) end},
      {"bad argument #1 to 'poll' (select.poll expected, got socket)", function() p.poll(a) end},
    }
    b:close()
    for method, call in pairs(CALLS) do
      messages[#messages + 1] = {("bad argument #1 to '%s' (descriptor is negative: it is closed, or not a descriptor)")
        :format(method), function() call(p, b) end}
      messages[#messages + 1] = {("bad argument #1 to '%s' (descriptor expected: an integer, or an object with a fileno"
        .. " method)"):format(method), function() call(p, {}) end}
    end
    for _, case in ipairs(messages) do
      assert.equal(case[1], (support.error_message(case[2]):gsub("^[^ ]*:%d+: ", "")))
    end
    assert.same({}, p:poll(0))
  end)

  it("prints as Python's object does", function()
    assert.matches("^<select.poll object at 0x%x+>$", tostring(select.poll()))
  end)
end)

local function new_epoll(...)
  return support.close_later(select.epoll(...))
end

describe("an epoll object", function()
  after_each(support.cleanup)

  everywhere("returns the ready descriptors", function(run)
    local ep = new_epoll()
    local a = ready_pair()
    local b = hung_up()
    ep:register(a, select.EPOLLIN)
    ep:register(b:fileno())
    local list = run(ep.poll, ep)
    table.sort(list, function(x, y) return x.fd < y.fd end)
    local expected = {
      {a:fileno(), select.EPOLLIN},
      {b:fileno(), select.EPOLLIN | select.EPOLLOUT | select.EPOLLHUP},
    }
    if expected[1][1] > expected[2][1] then expected[1], expected[2] = expected[2], expected[1] end
    assert.same(expected, plain(list))
    assert.equal(("(%d, %d)"):format(list[1][1], list[1][2]), tostring(list[1]))
  end)

  everywhere("by default waits for reading, writing and urgent data", function(run)
    local a, b = support.tcp_pair()
    b:send("!", socket.MSG_OOB)
    local ep = new_epoll()
    ep:register(a)
    support.wait_until(function()
      return run(ep.poll, ep)[1].event == select.EPOLLOUT | select.EPOLLPRI
    end)
    b:send "x"
    arrived(a)
    assert.equal(select.EPOLLIN | select.EPOLLOUT | select.EPOLLPRI, run(ep.poll, ep)[1].event)
  end)

  everywhere("can change a registration", function(run)
    local ep = new_epoll()
    local a = ready_pair()
    ep:register(a, select.EPOLLIN)
    ep:modify(a, select.EPOLLOUT)
    assert.same({{a:fileno(), select.EPOLLOUT}}, plain(run(ep.poll, ep)))
    ep:unregister(a)
    assert.same({}, run(ep.poll, ep, 0))
    ep:register(a, {eventmask = select.EPOLLIN})
    assert.same({{a:fileno(), select.EPOLLIN}}, plain(run(ep.poll, ep)))
  end)

  everywhere("reports an edge once", function(run)
    local ep = new_epoll()
    local a, b = ready_pair()
    ep:register(a, select.EPOLLIN | select.EPOLLET)
    assert.same({{a:fileno(), select.EPOLLIN}}, plain(run(ep.poll, ep)))
    assert.same({}, run(ep.poll, ep, TIMEOUT))
    b:send "y"
    assert.same({{a:fileno(), select.EPOLLIN}}, plain(run(ep.poll, ep)))
  end)

  everywhere("reports a one-shot registration once", function(run)
    local ep = new_epoll()
    local a, b = ready_pair()
    ep:register(a, select.EPOLLIN | select.EPOLLONESHOT)
    assert.same({{a:fileno(), select.EPOLLIN}}, plain(run(ep.poll, ep)))
    b:send "y"
    assert.same({}, run(ep.poll, ep, TIMEOUT))
    ep:modify(a, select.EPOLLIN | select.EPOLLONESHOT)
    assert.same({{a:fileno(), select.EPOLLIN}}, plain(run(ep.poll, ep)))
  end)

  everywhere("returns no more than maxevents at once", function(run)
    local ep = new_epoll()
    local seen = {}
    for _ = 1, 5 do ep:register((pair()), select.EPOLLOUT) end
    for _, number in ipairs{2, 2, 1} do -- the next call reports the others first
      local list = run(ep.poll, ep, nil, number)
      assert.equal(number, #list)
      for _, ready in ipairs(list) do seen[ready.fd] = true end
    end
    local n = 0
    for _ in pairs(seen) do n = n + 1 end
    assert.equal(5, n)
    assert.equal(3, #run(ep.poll, ep, {maxevents = 3}))
    assert.equal(5, #run(ep.poll, ep, {timeout = 1}))
    assert.equal(5, #run(ep.poll, ep, 1, -1))
  end)

  for place in pairs(PLACES) do
    it("returns more than 1023 events at once if requested (" .. place .. ")", function()
      local ran = support.run({"sh", "-c", 'ulimit -n 2200 2>/dev/null || exit 9; exec "$@"', "sh",
        table.unpack(support.lua_argv(support.tmpfile(child_script(place, [[
          local ep = select.epoll()
          local all = {}
          for i = 1, 2000, 2 do all[i], all[i + 1] = socket.socketpair() end
          for _, s in ipairs(all) do ep:register(s, select.EPOLLOUT) end
          do_it(function()
            print(#ep:poll(), #ep:poll(-1, 2000), #ep:poll(-1, 5000), #ep:poll(nil, 1500))
          end)
        ]]), "script.lua")))})
      if ran.code == 9 then
        pending("a process may not open 2200 descriptors here")
        return
      end
      assert.equal("", ran.stderr)
      assert.equal("1023\t2000\t2000\t1500\n", ran.stdout)
    end)
  end

  everywhere("has a timeout in seconds", function(run)
    local ep = new_epoll()
    for _ = 1, 2 do
      for _, seconds in ipairs{TIMEOUT, 0.0125} do
        local start = loop.time()
        assert.same({}, run(ep.poll, ep, seconds))
        assert_took(seconds, start)
      end
      assert.same({}, run(ep.poll, ep, 0))
      ep:register(pair(), select.EPOLLIN)
    end
  end)

  it("waits for ever with nil or a negative time", function() waits_for_ever "epoll" end)

  everywhere("can itself be waited for", function(run)
    local ep, outer = new_epoll(), new_epoll()
    local a, b = pair()
    ep:register(a, select.EPOLLIN)
    outer:register(ep, select.EPOLLIN)
    assert.same({{}, {}, {}, n = 3}, table.pack(run(select.select, {ep}, {}, {}, 0)))
    b:send "x"
    assert.same({ep}, (run(select.select, {ep}, {}, {})))
    assert.same({{ep:fileno(), select.EPOLLIN}}, plain(run(outer.poll, outer)))
  end)
end)

describe("an epoll object", function()
  after_each(support.cleanup)

  it("is closed by close, <close> and the collector, once", function()
    support.settle()
    local before = support.open_fds()
    local ep = select.epoll()
    local fd = ep:fileno()
    assert.equal("anon_inode:[eventpoll]", support.open_fds()[fd])
    assert.is_false(ep.closed)
    ep:close()
    assert.is_true(ep.closed)
    local other = socket.socket() -- reuses the number
    assert.equal(fd, other:fileno())
    ep:close()
    assert.equal(fd, other:fileno())
    assert.is_truthy(support.open_fds()[fd])
    other:close()
    do
      local closing <close> = select.epoll()
      ep = closing
    end
    assert.is_true(ep.closed)
    select.epoll()
    collectgarbage()
    assert.same(before, support.open_fds())
  end)

  it("does not hide the error that leaves a block", function()
    local message = support.error_message(function()
      local ep <close> = select.epoll()
      socket.close(ep:fileno()) -- so that its own close fails
      error("mine", 0)
    end)
    assert.equal("mine", message)
  end)

  it("reports an error of close", function()
    local ep = select.epoll()
    socket.close(ep:fileno())
    assert.equal(errno.EBADF, support.raises("OSError", ep.close, ep).errno)
    assert.is_true(ep.closed)
    ep:close()
  end)

  it("can be made from a descriptor, which it then owns", function()
    local ep = select.epoll()
    local a = ready_pair()
    ep:register(a, select.EPOLLIN)
    local same = select.epoll.fromfd(socket.dup(ep:fileno()))
    ep:close()
    assert.same({{a:fileno(), select.EPOLLIN}}, plain(same:poll()))
    local fd = same:fileno()
    same:close()
    assert.is_nil(support.open_fds()[fd])
    local none = new_epoll().fromfd(a:detach())
    assert.equal(errno.EINVAL, support.raises("OSError", none.poll, none, 0).errno)
    none:close()
  end)

  it("is not inherited by other programs", function()
    local cloexec = select.EPOLL_CLOEXEC
    for _, ep in ipairs{new_epoll(), new_epoll(1), new_epoll(-1, cloexec), new_epoll{sizehint = 5, flags = 0}} do
      local info = support.read_file("/proc/self/fdinfo/" .. ep:fileno())
      assert.is_true(tonumber(info:match "flags:%s*(%d+)", 8) & select.EPOLL_CLOEXEC ~= 0)
    end
  end)

  it("is an instance of its class", function()
    local ep = new_epoll()
    assert.is_true(socket.isinstance(ep, select.epoll))
    assert.is_false(socket.isinstance(ep, socket.socket))
    assert.is_false(socket.isinstance(select.poll(), select.epoll))
    assert.matches("^<select.epoll object at 0x%x+>$", tostring(ep))
    assert.equal("<class 'select.epoll'>", tostring(select.epoll))
    ep:close()
    assert.is_true(socket.isinstance(ep, select.epoll))
    assert.matches("^<select.epoll object at 0x%x+>$", tostring(ep))
  end)

  it("raises errors as Python's object does", function()
    local ep = new_epoll()
    local a, b = pair()
    ep:register(a)
    local file = io.tmpfile()
    support.defer(file.close, file)
    for _, case in ipairs{
      {"FileExistsError", errno.EEXIST, "register", a}, {"FileNotFoundError", errno.ENOENT, "modify", b, 1},
      {"FileNotFoundError", errno.ENOENT, "unregister", b}, {"OSError", errno.EBADF, "register", 100000},
      {"OSError", errno.EBADF, "modify", 100000, 1}, {"OSError", errno.EBADF, "unregister", 100000},
      {"PermissionError", errno.EPERM, "register", file}, {"OSError", errno.EINVAL, "register", ep},
    } do
      local e = support.raises(case[1], ep[case[3]], ep, case[4], case[5])
      assert.equal(case[2], e.errno)
      assert.equal(case[3], e.call)
    end
    local messages = {
      {"bad argument #1 to 'epoll' (sizehint must be positive, or -1)", function() select.epoll(0) end},
      {"bad argument #1 to 'epoll' (sizehint must be positive, or -1)", function() select.epoll(-2) end},
      {"bad argument #2 to 'epoll' (invalid flags: EPOLL_CLOEXEC is the only one)",
        function() select.epoll(1, 5) end},
      {"bad argument #1 to 'epoll' (unexpected keyword 'size')", function() select.epoll{size = 1} end},
      {"bad argument #1 to 'fromfd' (descriptor is negative: it is closed, or not a descriptor)",
        function() select.epoll.fromfd(-1) end},
      {"bad argument #2 to 'register' (event mask out of range: it has 32 bits)", function() ep:register(b, -1) end},
      {"bad argument #2 to 'register' (event mask out of range: it has 32 bits)",
        function() ep:register(b, 1 << 32) end},
      {"bad argument #2 to 'register' (number expected, got string)", function() ep:register(b, "r") end},
      {"bad argument #2 to 'modify' (number expected, got no value)", function() ep:modify(a) end},
      {"bad argument #1 to 'poll' (number expected, got string)", function() ep:poll "x" end},
      {"bad argument #1 to 'poll' (timeout is not a number (NaN))", function() ep:poll(0 / 0) end},
      {"bad argument #1 to 'poll' (timeout too large; nil for none)", function() ep:poll(math.huge) end},
      {"bad argument #1 to 'poll' (timeout too large; nil for none)", function() ep:poll(2147483.648) end},
      {"bad argument #1 to 'poll' (timeout too large; nil for none)", function() ep:poll(-2147484) end},
      {"bad argument #2 to 'poll' (maxevents must be greater than 0, got 0)", function() ep:poll(0, 0) end},
      {"bad argument #2 to 'poll' (maxevents must be greater than 0, got -2)", function() ep:poll(0, -2) end},
      {"bad argument #1 to 'poll' (unexpected keyword 'time')", function() ep:poll{time = 1} end},
      {"bad argument #1 to 'poll' (select.epoll expected, got socket)", function() ep.poll(a) end},
    }
    local closed = pair()
    closed:close()
    for method, call in pairs(CALLS) do
      messages[#messages + 1] = {("bad argument #1 to '%s' (descriptor is negative: it is closed, or not a descriptor)")
        :format(method), function() call(ep, closed) end}
      messages[#messages + 1] = {("bad argument #1 to '%s' (descriptor expected: an integer, or an object with a fileno"
        .. " method)"):format(method), function() call(ep, "x") end}
    end
    local gone = select.epoll()
    gone:close()
    for _, method in ipairs{"register", "modify", "unregister", "poll", "fileno"} do
      messages[#messages + 1] = {"I/O operation on closed epoll object", function()
        gone[method](gone, method ~= "poll" and a or nil, method ~= "poll" and 1 or nil)
      end}
    end
    for _, case in ipairs(messages) do
      assert.equal(case[1], (support.error_message(case[2]):gsub("^[^ ]*:%d+: ", "")))
    end
    assert.same({{a:fileno(), select.EPOLLOUT}}, plain(ep:poll()))
  end)
end)

-- Compares what select, poll and epoll report for a socket or pipe in each of these states with what Python's report.
describe("each state of a descriptor", function()
  after_each(support.cleanup)

  local STATES = [[
idle stream: a, b = pair()
data: a, b = pair(); b.send("x"); arrived(a)
ended by the peer: a, b = pair(); b.close()
ended, with data left: a, b = pair(); b.send("x"); b.close()
half closed by the peer: a, b = pair(); b.shutdown(SHUT_WR)
half closed: a, b = pair(); a.shutdown(SHUT_WR)
both halves closed: a, b = pair(); a.shutdown(SHUT_RDWR)
full: a, b = pair(); fill(a)
idle TCP: a, b = tcp()
TCP with data: a, b = tcp(); b.send("x"); arrived(a)
TCP with urgent data: a, b = tcp(); b.send("x", MSG_OOB); urgent(a)
TCP ended by the peer: a, b = tcp(); b.close(); arrived(a)
TCP ended by both: a, b = tcp(); b.shutdown(SHUT_WR); arrived(a); a.shutdown(SHUT_WR); b.close()
TCP reset: a, b = tcp(); reset(b); broken(a)
TCP not connected: a = new()
TCP listening: a = listening()
TCP listening, with somebody waiting: a = listening(); b = new(); b.connect(a.getsockname())
TCP refused: a = new(); a.setblocking(False); a.connect_ex(address("127.0.0.1", 1)); broken(a)
idle UDP: a = udp()
UDP with data: a = udp(); a.sendto("x", a.getsockname()); arrived(a)
UDP with an empty datagram: a = udp(); a.sendto("", a.getsockname()); arrived(a)
UDP refused: a = udp(); a.connect(address("127.0.0.1", 1)); a.send("x"); broken(a)
regular file: a = file()
the null device: a = null()
]]

  -- Each side prints one line for each state: its name, then the results of select, poll and epoll.
  local PYTHON = [==[
import select, socket, struct, sys, errno
from socket import SHUT_WR, SHUT_RDWR, MSG_OOB
def pair(): return socket.socketpair()
def listening():
    s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(); return s
def tcp():
    with listening() as s:
        a = socket.socket(); a.connect(s.getsockname()); b = s.accept()[0]
        a.setblocking(True); return a, b
def new(): return socket.socket()
def udp():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); return s
def address(*parts): return parts
def arrived(s): wait(s, select.POLLIN)
def urgent(s): wait(s, select.POLLPRI)
def broken(s): wait(s, select.POLLERR)
def wait(s, event):
    p = select.poll(); p.register(s, event)
    while not p.poll()[0][1] & event: pass
def reset(s):
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)); s.close()
def fill(s):
    s.setblocking(False)
    try:
        while True: s.send(b"x" * 65536)
    except BlockingIOError: pass
    try:
        while True: s.send(b"x")
    except BlockingIOError: pass
def file(): return open(sys.argv[1])
def null(): return open("/dev/null")
class Text:
    def __init__(self, s): self.s = s
for line in open(sys.argv[2]):
    name, code = line.strip().split(": ", 1)
    scope = dict(globals())
    exec(code.replace('"x"', 'b"x"').replace('""', 'b""'), scope)
    a = scope["a"]
    found = [len(l) for l in select.select([a], [a], [a], 0)]
    events = []
    for mask in 0, select.POLLIN, select.POLLOUT, select.POLLPRI, select.POLLRDHUP, 0x3fff:
        p = select.poll(); p.register(a, mask)
        events.append([e for _, e in p.poll(0)])
    for mask in 0, select.EPOLLIN, select.EPOLLOUT, select.EPOLLPRI, select.EPOLLRDHUP:
        with select.epoll() as ep:
            try:
                ep.register(a, mask)
                events.append([e for _, e in ep.poll(0)])
            except OSError as e:
                events.append([errno.errorcode[e.errno]])
    print(name, found, events)
]==]

  local function environment(path)
    local a
    local function wait(event)
      return function(s)
        local p = select.poll()
        p:register(s, event)
        while p:poll()[1].event & event == 0 do end
      end
    end
    local function sending(s, data)
      local ok, e = pcall(s.send, s, data)
      if not ok then assert(e.errno == errno.EAGAIN, e) end
      return ok
    end
    local env
    env = {
      pair = pair,
      tcp = support.tcp_pair,
      new = function() return support.socket() end,
      listening = function() return (support.listener()) end,
      udp = function() return (support.udp_socket()) end,
      address = function(...) return {...} end,
      arrived = wait(select.POLLIN), urgent = wait(select.POLLPRI), broken = wait(select.POLLERR),
      reset = function(s)
        s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
        s:close()
      end,
      fill = function(s)
        s:setblocking(false)
        while sending(s, ("x"):rep(65536)) do end
        while sending(s, "x") do end
      end,
      file = function()
        a = assert(io.open(path))
        support.defer(a.close, a)
        return a
      end,
      null = function()
        a = assert(io.open "/dev/null")
        support.defer(a.close, a)
        return a
      end,
      SHUT_WR = socket.SHUT_WR, SHUT_RDWR = socket.SHUT_RDWR, MSG_OOB = socket.MSG_OOB, False = false,
    }
    return env
  end

  local function events_of(list)
    local shown = {}
    for i, ready in ipairs(list) do shown[i] = tostring(ready[2]) end
    return "[" .. table.concat(shown, ", ") .. "]"
  end

  local function report(run, name, a)
    local r, w, x = run(select.select, {a}, {a}, {a}, 0)
    local events = {}
    for _, mask in ipairs{0, select.POLLIN, select.POLLOUT, select.POLLPRI, select.POLLRDHUP, 0x3fff} do
      local p = select.poll()
      p:register(a, mask)
      events[#events + 1] = events_of(run(p.poll, p, 0))
    end
    for _, mask in ipairs{0, select.EPOLLIN, select.EPOLLOUT, select.EPOLLPRI, select.EPOLLRDHUP} do
      local ep <close> = select.epoll()
      local ok, e = pcall(ep.register, ep, a, mask)
      events[#events + 1] = ok and events_of(run(ep.poll, ep, 0)) or "['" .. errno.errorcode[e.errno] .. "']"
    end
    return ("%s [%d, %d, %d] [%s]"):format(name, #r, #w, #x, table.concat(events, ", "))
  end

  local python
  local function python_says(path)
    if not python then
      python = {}
      local output = support.python(PYTHON, {path, support.tmpfile(STATES)})
      for line in output:gmatch "[^\n]+" do python[#python + 1] = line end
    end
    return python
  end

  everywhere("is reported as in Python", function(run)
    local path = support.tmpfile "content"
    local expected, got = python_says(path), {}
    for line in STATES:gmatch "[^\n]+" do
      local name, code = line:match "^(.-): (.*)$"
      local env = environment(path)
      assert(load(code:gsub("([ab])%.(%l+)", "%1:%2"):gsub(";", ""), name, "t", env))()
      got[#got + 1] = report(run, name, env.a)
    end
    assert.equal(24, #got)
    assert.same(expected, got)
  end)
end)

describe("a signal", function()
  local terminal_it = support.terminal_it(it, pending)
  local handlers

  setup(function()
    handlers = assert(library.keep "spec/support/handlers.c")
  end)

  teardown(function() os.remove(handlers) end)

  after_each(support.cleanup)

  local WAITS = {
    select = "return select.select({a}, {}, {a}, 0.6)",
    poll = "local p = select.poll() p:register(a, 1) return p:poll(600), {}, {}",
    epoll = "local p = select.epoll() p:register(a, 1) return p:poll(0.6), {}, {}",
  }

  for name, call in pairs(WAITS) do
    for place in pairs(PLACES) do
      it(("leaves the timeout of %s where it is (%s)"):format(name, place), function()
        local child = support.spawn_lua(child_script(place, ([[
          local a, b = socket.socketpair()
          ready()
          local start = loop.time()
          local r, w, x = do_it(function() %s end)
          print(loop.time() - start)
          assert(#r == 0 and #w == 0 and #x == 0)
        ]]):format(call)), nil, {env = {LD_PRELOAD = handlers}})
        child:expect "^ready"
        local signals = 0
        support.wait_until(function()  -- for ever, if the timeout started again at each signal
          local before = #child:error_output()
          child:kill "USR1"
          support.wait_until(function() return #child:error_output() > before or not child:running() end)
          signals = signals + 1
          return not child:running()
        end)
        assert.is_true(signals >= 2)
        local ran = child:wait()
        assert.equal("", (ran.stderr:gsub("!", "")))
        local elapsed = tonumber(ran.stdout)
        assert.is_true(elapsed >= 0.6, "too early: " .. elapsed)
      end)
    end

    terminal_it("Ctrl-C ends " .. name, function()
      local terminal = support.pty(support.lua_argv("-i"))
      terminal:expect "> "
      terminal:send [[select, socket = require "pysocket.select", require "pysocket"
]]
      terminal:expect "> "
      terminal:send(([[a, b = socket.socketpair() function f() %s end
]]):format((call:gsub("0%.6", "nil"):gsub("600", ""))))
      terminal:expect "> "
      terminal:send "f()\n"
      terminal:blocked()
      terminal:ctrl "c"
      terminal:expect "interrupted!"
      terminal:expect "> "
      terminal:send "b:send 'x' print('ready', #f())\n"
      terminal:expect "ready\t1|ready +1"
      terminal:send "os.exit()\n"
      assert.equal("exit 0", terminal:wait())
    end)
  end
end)

-- A sweep that makes system calls fail found this. When close fails with EINTR, Linux has closed the descriptor, and
-- a second close would close another one with the same number.
describe("the close of an epoll object that a signal interrupts", function()
  after_each(support.cleanup)

  it("succeeds, and raises no error", function()
    local path, reason = library.build("spec/host/faults.c", "faults", "-DMODULE")
    if not path then
      pending(reason)
      return
    end
    local output = support.lua([[
      local select = require "pysocket.select"
      package.cpath = arg[1] .. ";" .. package.cpath
      local faults = require "faults"
      for _, way in ipairs{"close", "__close", "__gc"} do
        local before = faults.descriptors()
        local e = select.epoll()
        faults.arm("close", 4, 1)
        local ok, message = pcall(getmetatable(e)[way], e)
        print(way, faults.disarm(), ok, ok or message, faults.descriptors() == before)
      end
    ]], {path}, {env = {LD_PRELOAD = path}})
    assert.equal("close\ttrue\ttrue\ttrue\ttrue\n__close\ttrue\ttrue\ttrue\ttrue\n" ..
      "__gc\ttrue\ttrue\ttrue\ttrue\n", output)
  end)
end)
