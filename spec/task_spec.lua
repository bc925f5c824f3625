-- csrc/loop: how tasks start and end, who is notified of it, and when the loop calls callbacks.
local support = require "spec.support"
local socket = require "pysocket"
local loop = require "pysocket.core"._loop()

require "pysocket.asyncio"

local function spin()
  while loop.step(5) do end
end

describe("a task", function()
  after_each(support.cleanup)

  it("starts at the loop's next turn, with its arguments", function()
    local got
    local task = loop.spawn(function(...) got = table.pack(...) end, 1, nil, "x")
    assert.is_nil(got)
    assert.equal("ready", loop.status(task))
    spin()
    assert.same({1, nil, "x", n = 3}, got)
    assert.equal("done", loop.status(task))
  end)

  it("returns its results, including nil", function()
    local task = loop.spawn(function() return nil, 2, nil end)
    spin()
    assert.same({true, nil, 2, nil, n = 4}, table.pack(loop.result(task)))
    assert.same({true, nil, 2, nil, n = 4}, table.pack(loop.result(task)))
  end)

  it("returns its error and the traceback of the place where it was raised", function()
    local task = loop.spawn(function() error("boom") end)
    spin()
    local ok, e = loop.result(task)
    assert.is_false(ok)
    assert.matches("task_spec.lua:%d+: boom$", e)
    assert.matches("stack traceback:", loop.traceback(task), 1, true)
    assert.matches("task_spec.lua", loop.traceback(task), 1, true)
  end)

  it("is the current task while it runs, also in a coroutine of its own", function()
    assert.is_nil(loop.current())
    local outer, inner
    local task = loop.spawn(function()
      outer = loop.current()
      coroutine.wrap(function() inner = loop.current() end)()
    end)
    spin()
    assert.equal(task, outer)
    assert.equal(task, inner)
    assert.is_nil(loop.current())
  end)

  it("is among the tasks that have not ended until it ends", function()
    local task = loop.spawn(function() loop.park() end)
    loop.step(0)
    assert.same({task}, loop.all())
    loop.wake(task)
    spin()
    assert.same({}, loop.all())
  end)

  it("is parked until it is woken or its time has expired", function()
    local results = {}
    local task = loop.spawn(function()
      results[1] = loop.park()
      results[2] = loop.park(0.01)
      results[3] = loop.park(0)
    end)
    loop.step(0)
    assert.equal("waiting", loop.status(task))
    assert.is_true(loop.wake(task))
    assert.is_false(loop.wake(task))
    spin()
    assert.same({true, false, false}, results)
    assert.is_false(loop.wake(task))
  end)

  it("lets the others run at a bare coroutine.yield", function()
    local order = {}
    loop.spawn(function()
      order[#order + 1] = 1
      coroutine.yield("ignored")
      order[#order + 1] = 3
    end)
    loop.spawn(function() order[#order + 1] = 2 end)
    spin()
    assert.same({1, 2, 3}, order)
  end)

  it("requires a function", function()
    assert.matches("bad argument #1 to 'spawn' %(function expected, got nil", support.error_message(function()
      loop.spawn(nil)
    end))
    assert.matches("only a task can wait", support.error_message(loop.park))
  end)

  it("costs less than 1.45 KiB while it waits for its connection", function()
    local n = 500
    local pairs_ = {}
    for i = 1, n do pairs_[i] = {support.socketpair()} end
    local function handler(conn)
      while true do
        local data = conn:recv(1024)
        if not data then break end
        conn:sendall(data)
      end
    end
    loop.spawn(handler, pairs_[1][1])
    loop.step(0)
    collectgarbage()
    collectgarbage()
    local before = collectgarbage("count")
    for i = 2, n do loop.spawn(handler, pairs_[i][1]) end
    loop.step(0)
    collectgarbage()
    collectgarbage()
    local each = (collectgarbage("count") - before) / (n - 1)
    for i = 1, n do pairs_[i][2]:close() end
    spin()
    assert.is_true(each < 1.45, ("%.2f KiB"):format(each))
  end)
end)

describe("cancelling", function()
  after_each(support.cleanup)

  it("raises CancelledError where the task waits, and runs its <close> variables", function()
    local a, b = support.socketpair()
    local order = {}
    local task = loop.spawn(function()
      local _ <close> = setmetatable({}, {__close = function(_, e)
        order[#order + 1] = tostring(socket.isinstance(e, socket.CancelledError))
        loop.park(0.01)  -- the __close metamethod may wait
        order[#order + 1] = "closed"
      end})
      b:recv(1)
      order[#order + 1] = "not reached"
    end)
    loop.step(0)
    assert.is_true(loop.cancel(task, "enough"))
    spin()
    assert.same({"true", "closed"}, order)
    assert.equal("cancelled", loop.status(task))
    local ok, e = loop.result(task)
    assert.is_false(ok)
    assert.equal("enough", e.message)
    assert.is_false(socket.isinstance(e, socket.OSError))
    assert.is_false(loop.cancel(task))
    a:close()
  end)

  it("before the start keeps the function from being called", function()
    local called = false
    local task = loop.spawn(function() called = true end)
    loop.cancel(task)
    spin()
    assert.is_false(called)
    assert.equal("cancelled", loop.status(task))
  end)

  it("of a running task is raised at its next suspension", function()
    local order = {}
    local task = loop.spawn(function()
      loop.cancel(loop.current())
      order[#order + 1] = "goes on"
      loop.park(0)
      order[#order + 1] = "not reached"
    end)
    spin()
    assert.same({"goes on"}, order)
    assert.equal("cancelled", loop.status(task))
  end)

  it("reports how much a sendall had sent when it arrived", function()
    local a, b = support.socketpair()
    local data = ("0123456789"):rep(1 << 17)
    local sent
    local task = loop.spawn(function()
      local ok, e = pcall(a.sendall, a, data)
      assert(not ok and socket.isinstance(e, loop.CancelledError))
      sent = e.bytes_sent
      a:close()
    end)
    loop.step(0)
    loop.cancel(task)
    local got = 0
    loop.spawn(function()
      for chunk in function() return b:recv(1 << 16) end do got = got + #chunk end
    end)
    spin()
    assert.is_true(sent > 0 and sent < #data)
    assert.equal(sent, got)
  end)

  it("loses no byte: unread data stays for the next task", function()
    local a, b = support.socketpair()
    local task = loop.spawn(function() return b:recv(100) end)
    loop.step(0)
    a:sendall("kept")
    loop.call_soon(loop.cancel, task)  -- when it has been woken, but has not run yet
    spin()
    assert.equal("cancelled", loop.status(task))
    assert.equal("kept", b:recv(100))
  end)

  it("can be caught, and can be withdrawn before it is raised", function()
    local caught
    local task = loop.spawn(function()
      local _, e = pcall(loop.park)
      caught = e
      return "went on"
    end)
    loop.step(0)
    loop.cancel(task)
    spin()
    assert.is_true(socket.isinstance(caught, socket.CancelledError))
    assert.same({true, "went on"}, {loop.result(task)})
    task = loop.spawn(function()
      loop.cancel(loop.current())
      return loop.uncancel(loop.current()), loop.park(0)
    end)
    spin()
    assert.same({true, true, false}, {loop.result(task)})
  end)
end)

describe("an error that is never retrieved", function()
  after_each(support.cleanup)

  local lost = [[
    local socket = require "pysocket"
    local loop = require "pysocket.core"._loop()
    loop.spawn(function() error("it is lost") end)
    %s
  ]]

  it("is reported on stderr with its traceback while the loop continues", function()
    local got = support.run(support.lua_argv(support.tmpfile(lost:format([[
      loop.call_at(loop.time() + 0.1, function() io.stderr:write("later\n") end)
      while loop.step() do end]]))))
    assert.equal(0, got.code)
    assert.matches("The error of a task was never retrieved: .-it is lost\nstack traceback:.-\nlater\n$", got.stderr)
  end)

  it("is reported at the end of the state at the latest", function()
    local got = support.run(support.lua_argv(support.tmpfile(lost:format([[
      local keep = loop.spawn(function() error("kept") end)
      loop.step(0)
      _G.kept = keep]]))))
    assert.matches("it is lost", got.stderr, 1, true)
    assert.matches("kept", got.stderr, 1, true)
  end)

  it("is not reported if it was retrieved, nor is a cancellation", function()
    local got = support.run(support.lua_argv(support.tmpfile([[
      local socket = require "pysocket"
      local loop = require "pysocket.core"._loop()
      local task = loop.spawn(function() error("taken") end)
      local cancelled = loop.spawn(function() loop.park() end)
      loop.step(0)
      loop.cancel(cancelled)
      while loop.step() do end
      loop.result(task)
      task, cancelled = nil, nil
      collectgarbage()
      loop.report()]])))
    assert.equal("", got.stderr)
    assert.equal(0, got.code)
  end)
end)

describe("call_at", function()
  after_each(support.cleanup)

  it("calls in the order of the times, and for equal times in the order of creation", function()
    local order = {}
    local now = loop.time()
    local function note(x) order[#order + 1] = x end
    loop.call_at(now + 0.02, note, "d")
    loop.call_at(now + 0.01, note, "b")
    loop.call_at(now + 0.01, note, "c")
    loop.call_at(now - 1, note, "a")
    spin()
    assert.same({"a", "b", "c", "d"}, order)
  end)

  it("returns a handle that cancels and knows its time", function()
    local called = false
    local when = loop.time() + 0.01
    local handle = loop.call_at(when, function() called = true end)
    assert.near(when, handle:when(), 1e-6)
    assert.is_false(handle:cancelled())
    handle:cancel()
    handle:cancel()
    assert.is_true(handle:cancelled())
    assert.is_false(loop.step(0))
    assert.is_false(called)
  end)

  it("lets the others run even if it is repeatedly called for a time in the past", function()
    local turns, other = 0, nil
    local function again()
      turns = turns + 1
      if not other and turns < 1000 then loop.call_at(0, again) end
    end
    loop.call_at(0, again)
    assert.equal(-5, loop.call_at(-5, function() end):when())
    loop.call_at(loop.time(), function() other = turns end)
    spin()
    assert.is_true(other <= 2, ("the other ran after %s turns"):format(other))
  end)

  it("keeps its order with thousands of timers that are added and removed", function()
    local seed = os.time()
    math.randomseed(seed)
    local now, last, count, expected = loop.time(), 0, 0, 0
    local handles = {}
    for i = 1, 5000 do
      local when = now + math.random() / 50
      handles[i] = loop.call_at(when, function()
        assert(when >= last - 1e-9)  -- the loop counts in nanoseconds
        last, count = when, count + 1
      end)
    end
    for i = 1, 5000 do
      if math.random(2) == 1 then handles[i]:cancel() else expected = expected + 1 end
    end
    local reports = 0
    loop.on_unhandled(function() reports = reports + 1 end)
    support.defer(loop.on_unhandled, nil)
    spin()
    assert.equal(0, reports, "seed " .. seed)
    assert.equal(expected, count, "seed " .. seed)
  end)

  it("requires a time and a function", function()
    assert.matches("bad argument #1", support.error_message(function() loop.call_at("x", print) end))
    assert.matches("bad argument #1", support.error_message(function() loop.call_at(0 / 0, print) end))
    assert.matches("bad argument #2", support.error_message(function() loop.call_at(0, 1) end))
  end)
end)

describe("signal", function()
  after_each(support.cleanup)

  it("calls the function after the signal, and restores the old disposition", function()
    local child = support.spawn_lua([[
      local socket = require "pysocket"
      local loop = require "pysocket.core"._loop()
      io.stdout:setvbuf("no")
      local count, done = 0, false
      loop.signal(10, function()
        count = count + 1
        print("signal", count)
        if count == 2 then
          loop.signal(10, nil)
          done = true
        end
      end)
      print("ready")
      while not done do loop.step() end
      print(loop.step(0))
      print("waiting")
      io.read()
    ]], {}, {stdin = "pipe"})
    child:expect("^ready$")
    child:kill("USR1")
    child:expect("^signal\t1$")
    child:kill("USR1")
    child:expect("^signal\t2$")
    child:expect("^false$")
    child:expect("^waiting$")
    child:kill("USR1")  -- its default action terminates the process
    assert.equal(10, child:wait().signal)
  end)

  it("refuses an invalid number", function()
    assert.matches("no such signal", support.error_message(loop.signal, 0, print))
    assert.matches("no such signal", support.error_message(loop.signal, 65, print))
    support.raises("OSError", loop.signal, 9, print)
  end)
end)

describe("coroutine.resume and coroutine.wrap with tasks", function()
  after_each(support.cleanup)

  it("behave as Lua's own functions outside a task", function()
    assert.same({true, 1, 2}, {coroutine.resume(coroutine.create(function(...) return ... end), 1, 2)})
    local co = coroutine.create(function(a)
      local b = coroutine.yield(a + 1)
      error({code = b})
    end)
    assert.same({true, 2}, {coroutine.resume(co, 1)})
    assert.same({false, {code = 5}}, {coroutine.resume(co, 5)})
    assert.same({false, "cannot resume dead coroutine"}, {coroutine.resume(co)})
    assert.matches("coroutine expected", support.error_message(coroutine.resume, 1))
    assert.matches("function expected", support.error_message(coroutine.wrap, 1))
    local closed
    local wrapped = coroutine.wrap(function()
      local _ <close> = setmetatable({}, {__close = function(_, e) closed = e end})
      coroutine.yield("first")
      error("inside", 0)
    end)
    assert.equal("first", wrapped())
    assert.matches("inside$", support.error_message(wrapped))
    assert.equal("inside", closed)
    assert.matches("cannot resume dead coroutine", support.error_message(wrapped))
  end)

  it("do not let one task resume a coroutine that waits in another", function()
    local a, b = support.socketpair()
    local co = coroutine.create(function() return b:recv(10) end)
    local first = loop.spawn(function() return coroutine.resume(co) end)
    loop.step(0)
    local second = loop.spawn(function() return coroutine.resume(co) end)
    loop.step(0)
    local _, ok, message = loop.result(second)
    assert.is_false(ok)
    assert.matches("only the loop can resume it", message)
    a:sendall("x")
    spin()
    assert.same({true, true, "x"}, {loop.result(first)})
    local generate = coroutine.wrap(function() return b:recv(10) end)
    first = loop.spawn(generate)
    loop.step(0)
    assert.matches("only the loop can resume it", support.error_message(generate))
    a:sendall("y")
    spin()
    assert.same({true, "y"}, {loop.result(first)})
  end)

  it("report a coroutine that waits in a task as normal, and do not let others close it", function()
    local a, b = support.socketpair()
    local closed = false
    local co = coroutine.create(function()
      local _ <close> = setmetatable({}, {__close = function() closed = true end})
      return b:recv(10)
    end)
    assert.equal("suspended", coroutine.status(co))
    local task = loop.spawn(function() return coroutine.resume(co) end)
    loop.step(0)
    assert.equal("normal", coroutine.status(co))
    assert.matches("cannot close a normal coroutine", support.error_message(coroutine.close, co))
    assert.is_false(closed)
    a:sendall("x")
    spin()
    assert.same({true, true, "x"}, {loop.result(task)})
    assert.equal("dead", coroutine.status(co))
  end)

  it("return the status of a coroutine, and close it, as Lua's own functions do", function()
    local inner
    local co = coroutine.create(function()
      inner = coroutine.create(function(outer) return coroutine.status(outer), coroutine.status(inner) end)
      assert.same({true, "normal", "running"}, {coroutine.resume(inner, (coroutine.running()))})
      local _ <close> = setmetatable({}, {__close = function() error("in close", 0) end})
      coroutine.yield()
    end)
    assert.equal("suspended", coroutine.status(co))
    assert(coroutine.resume(co))
    assert.equal("suspended", coroutine.status(co))
    assert.same({false, "in close"}, {coroutine.close(co)})
    assert.equal("dead", coroutine.status(co))
    assert.is_true(coroutine.close(co))
    assert.matches("coroutine expected", support.error_message(coroutine.status, 1))
    assert.matches("coroutine expected", support.error_message(coroutine.close))
    assert.matches("cannot close a running coroutine",
      support.error_message(coroutine.close, (coroutine.running())))
  end)

  -- This used to leave a task in the ready queue that then ran on and ended.
  it("report where a coroutine cannot wait, and leave the task as it was", function()
    local ran = 0
    local task = loop.spawn(function()
      local generate = coroutine.wrap(function() loop.park(0) end)
      assert.matches("cannot be suspended %(table.sort",
        support.error_message(table.sort, {3, 2, 1}, function() return generate() end))
    end)
    loop.step(0)
    assert.equal("done", loop.status(task))
    task = nil  -- luacheck: ignore
    collectgarbage()
    for _ = 1, 10 do loop.spawn(function() ran = ran + 1 end) end
    local turns = 0
    while loop.step(0) do turns = turns + 1 end
    assert.equal(10, ran)
    assert.is_true(turns < 10)
  end)

  it("do not end a generator for fairness if the task cannot wait", function()
    local a, b = support.socketpair()
    local count = 0
    local task = loop.spawn(function()
      local generate = coroutine.wrap(function()
        while true do
          a:send("x")
          coroutine.yield(b:recv(1))
        end
      end)
      for _ = 1, 100 do
        table.sort({3, 2, 1}, function(x, y)
          assert(generate() == "x")
          count = count + 1
          return x < y
        end)
      end
    end)
    spin()
    assert.same({true}, {loop.result(task)})
    assert.is_true(count >= 200)
  end)

  it("report a wait in a coroutine that Lua's own wrap has resumed, and end no generator there", function()
    local out = support.lua([[
      local wrap = coroutine.wrap
      local socket = require "pysocket"
      local asyncio = require "pysocket.asyncio"
      local a, b = socket.socketpair()
      asyncio.run(function()
        local count = 0
        local generate = wrap(function()
          for _ = 1, 200 do
            a:send("x")
            coroutine.yield(b:recv(1))
          end
          b:recv(1)
        end)
        print(pcall(function()
          for _ in generate do count = count + 1 end
        end))
        print(count)
      end)
    ]])
    assert.matches("^false\t.*resumed by a coroutine.resume or wrap from before pysocket.asyncio.*\n200\n$", out)
  end)
end)

describe("Ctrl-C", function()
  after_each(support.cleanup)

  -- Interrupts the script when it prints "ready"; the script then prints the error that it gets.
  local function interrupted(script)
    local child = support.spawn_lua([[
      local asyncio = require "pysocket.asyncio"
      io.stdout:setvbuf("no")
      local function busy()
        print("ready")
        local stop = asyncio.get_event_loop():time() + 1
        while asyncio.get_event_loop():time() < stop do end
        print("went on")
      end
      local ok, e = pcall(function() ]] .. script .. [[ end)
      print(ok, e)]])
    child:expect("^ready$")
    child:kill("INT")
    return child:wait().stdout
  end

  it("during a callback that computes is raised from run, and is not an error of the callback", function()
    local out = interrupted([[
      asyncio.run(function()
        asyncio.get_running_loop():call_soon(busy)
        asyncio.sleep(100)
      end)]])
    assert.matches("^went on\nfalse\t.*interrupted!\n$", out)
  end)

  it("during a task that computes is raised from run when the task waits", function()
    local out = interrupted([[
      asyncio.run(function()
        busy()
        asyncio.sleep(100)
        print("not reached")
      end)]])
    assert.matches("^went on\nfalse\t.*interrupted!\n$", out)
  end)
end)
