-- asyncio/tasks.lua and asyncio/futures.lua: making tasks, awaiting and cancelling them, futures.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local main, turns, hang = tasks.main, tasks.turns, tasks.hang
local CancelledError, InvalidStateError = asyncio.CancelledError, asyncio.InvalidStateError

describe("a task", function()
  it("starts at the loop's next turn, with its arguments", main(function()
    local got
    local task = asyncio.create_task(function(...) got = table.pack(...) end, 1, nil, "x", nil)
    assert.is_nil(got)
    asyncio.sleep(0)
    assert.same({1, nil, "x", nil, n = 4}, got)
    assert.is_true(task:done())
  end))

  it("returns all its results, as often as it is asked", main(function()
    local task = asyncio.create_task(function() return 1, nil, 3 end)
    assert.same({1, nil, 3, n = 3}, table.pack(task:await()))
    assert.same({1, nil, 3, n = 3}, table.pack(task:await()))
    assert.same({1, nil, 3, n = 3}, table.pack(task:result()))
    assert.is_nil(task:exception())
    assert.same({n = 0}, table.pack(asyncio.create_task(function() end):await()))
  end))

  it("raises its error, the same object, in every task that awaits it", main(function()
    local e = {}
    local task = asyncio.create_task(function() error(e) end)
    for _ = 1, 2 do
      local ok, raised = pcall(task.await, task)
      assert.is_false(ok)
      assert.equal(e, raised)
    end
    assert.equal(e, task:exception())
    assert.is_false(task:cancelled())
    assert.is_true(task:done())
  end))

  it("that has not ended has no result", main(function()
    local task = asyncio.create_task(hang)
    assert.is_false(task:done())
    assert.matches("InvalidStateError: Result is not set%.$", support.error_message(task.result, task))
    assert.matches("InvalidStateError: Exception is not set%.$", support.error_message(task.exception, task))
  end))

  it("wakes all tasks that await it, in turn", main(function()
    local log = tasks.log()
    local task = asyncio.create_task(function() turns(2) return "x" end)
    for i = 1, 3 do asyncio.create_task(function() log(i, task:await()) end) end
    turns(10)
    assert.same({"1 x", "2 x", "3 x"}, log.list)
  end))

  it("is not suspended by awaiting a task that has ended", main(function()
    local task = asyncio.create_task(function() return 1 end)
    turns()
    local others = 0
    asyncio.create_task(function() others = others + 1 end)
    task:await()
    assert.equal(0, others)
  end))

  it("cannot await itself", main(function()
    local e = support.error_message(function() asyncio.current_task():await() end)
    assert.matches("asyncio_tasks_spec.lua:%d+: a task cannot await itself", e)
  end))

  it("cannot be awaited where nothing can wait", main(function()
    local task = asyncio.create_task(function() return 1 end)
    local ok = pcall(table.sort, {3, 2, 1}, function() task:await() end)
    assert.is_false(ok)
    -- Its failure wakes no other task.
    local slept = asyncio.get_running_loop():time()
    asyncio.sleep(0.02)
    assert.is_true(asyncio.get_running_loop():time() - slept >= 0.02)
  end))

  it("has a name", main(function()
    local task = asyncio.create_task(hang)
    assert.matches("^Task%-%d+$", task:get_name())
    assert.equal(task:get_name(), task:get_name())
    assert.not_equal(task:get_name(), asyncio.create_task(hang):get_name())
    task:set_name("worker")
    assert.equal("worker", task:get_name())
    local named = asyncio.create_task{function(a, b) return a, b end, 1, 2, name = "adder"}
    assert.equal("adder", named:get_name())
    assert.same({1, 2}, {named:await()})
  end))

  it("prints its state and name", main(function()
    local task = asyncio.create_task{hang, name = "a"}
    assert.equal("<Task pending name='a'>", tostring(task))
    task:cancel()
    turns()
    assert.equal("<Task cancelled name='a'>", tostring(task))
    local ended = asyncio.create_task{function() end, name = "b"}
    local answered = asyncio.create_task{function() return "yes", nil end, name = "c"}
    turns()
    assert.equal("<Task finished name='b' result=nil>", tostring(ended))
    assert.equal("<Task finished name='c' result=yes, nil>", tostring(answered))
  end))

  it("prints its error, which still counts as not retrieved", main(function()
    local reported = {}
    asyncio.get_running_loop():set_exception_handler(function(_, context) table.insert(reported, context.exception) end)
    local failed = asyncio.create_task{error, "no luck", 0, name = "d"}
    turns()
    assert.equal("<Task finished name='d' exception=no luck>", tostring(failed))
    failed = nil -- luacheck: ignore 311
    collectgarbage() collectgarbage()
    asyncio.get_running_loop():set_exception_handler(nil)
    assert.same({"no luck"}, reported)
  end))

  it("cannot be made with an unknown keyword", main(function()
    for name, call in pairs{create_task = asyncio.create_task, gather = asyncio.gather, wait_for = asyncio.wait_for} do
      local ok, e = pcall(call, {hang, nam = "a"}, 1)
      assert.is_false(ok)
      assert.matches(("bad argument #1 to '%s' %%(unexpected keyword 'nam'%%)"):format(name), e)
    end
  end))

  it("differs from a scheduled call, which prints its time", main(function()
    local handle = asyncio.get_running_loop():call_at(2.5e9, print)
    assert.equal("<TimerHandle when=2500000000.0>", tostring(handle))
    handle:cancel()
    assert.equal("<TimerHandle cancelled when=2500000000.0>", tostring(handle))
  end))

  it("may be a callable object", main(function()
    local callable = setmetatable({}, {__call = function(_, x) return x end})
    assert.equal(7, asyncio.create_task(callable, 7):await())
  end))

  it("is distinguished from other values", main(function()
    assert.is_true(asyncio.isfuture(asyncio.current_task()))
    assert.is_true(asyncio.isfuture(asyncio.Future()))
    for _, value in ipairs{1, "x", {}, print, io.stdout, socket.bytearray(1)} do
      assert.is_false(asyncio.isfuture(value))
    end
    assert.is_false(asyncio.isfuture(nil))
  end))

  it("can only be made from a function", main(function()
    assert.matches("asyncio_tasks_spec.lua:%d+: bad argument #1 to 'create_task' %(function expected, got number; w",
      support.error_message(function() asyncio.create_task(1) end))
    assert.matches("function expected, got nil", support.error_message(function() asyncio.create_task(nil) end))
    assert.matches("function expected, got table", support.error_message(function() asyncio.create_task{} end))
  end))

  it("can only be made in a running loop", function()
    assert.matches("asyncio_tasks_spec.lua:%d+: no running event loop",
      support.error_message(function() asyncio.create_task(print) end))
  end)

  it("is the current one while it runs, in its coroutines too", main(function()
    local task
    task = asyncio.create_task(function()
      assert.equal(task, asyncio.current_task())
      coroutine.wrap(function() assert.equal(task, asyncio.current_task()) end)()
      asyncio.sleep(0)
      assert.equal(task, asyncio.current_task())
    end)
    task:await()
    assert.not_equal(task, asyncio.current_task())
  end))

  it("is in all_tasks until it has ended", main(function()
    local function is_one(task)
      for _, other in ipairs(asyncio.all_tasks()) do
        if other == task then return true end
      end
      return false
    end
    local task = asyncio.create_task(asyncio.sleep, 0)
    assert.is_true(is_one(task))
    assert.is_true(is_one(asyncio.current_task()))
    task:await()
    assert.is_false(is_one(task))
  end))

  it("may be awaited in a coroutine of a task", main(function()
    local one, two = asyncio.create_task(function() turns() return 1 end), asyncio.create_task(function() return 2 end)
    local generator = coroutine.wrap(function()
      coroutine.yield(one:await())
      coroutine.yield(two:await())
    end)
    assert.equal(1, generator())
    assert.equal(2, generator())
  end))
end)

describe("a callback for the end", function()
  it("is called once, soon after, with the task", main(function()
    local log = tasks.log()
    local task = asyncio.create_task(function() log "ends" end)
    task:add_done_callback(function(ended)
      assert.equal(task, ended)
      log "first"
    end)
    task:add_done_callback(function() log "second" end)
    turns(10)
    assert.same({"ends", "first", "second"}, log.list)
    task:add_done_callback(function() log "late" end)
    assert.same(3, #log.list)
    turns(10)
    assert.equal("late", log.list[4])
  end))

  it("is removed as often as it was added", main(function()
    local called = 0
    local function count() called = called + 1 end
    for _, awaitable in ipairs{asyncio.create_task(function() turns() end), asyncio.Future()} do
      awaitable:add_done_callback(count)
      awaitable:add_done_callback(print)
      awaitable:add_done_callback(count)
      assert.equal(2, awaitable:remove_done_callback(count))
      assert.equal(0, awaitable:remove_done_callback(count))
      assert.equal(1, awaitable:remove_done_callback(print))
      awaitable:cancel()
    end
    turns(10)
    assert.equal(0, called)
  end))

  it("that fails is reported, and the others are called", main(function()
    local contexts = {}
    local loop = asyncio.get_running_loop()
    loop:set_exception_handler(function(_, context) contexts[#contexts + 1] = context end)
    local called = false
    local task = asyncio.create_task(function() end)
    task:add_done_callback(function() error("callback", 0) end)
    task:add_done_callback(function() called = true end)
    turns(10)
    loop:set_exception_handler(nil)
    assert.is_true(called)
    assert.equal(1, #contexts)
    assert.equal("callback", contexts[1].exception)
  end))

  it("is a function", main(function()
    assert.matches("bad argument #1 to 'add_done_callback' %(function expected, got nil; write add_done",
      support.error_message(function() asyncio.current_task():add_done_callback(nil) end))
  end))
end)

describe("a cancellation", function()
  it("is raised where the task is suspended, and runs its <close> variables", main(function()
    local log = tasks.log()
    local task = asyncio.create_task(function()
      local _ <close> = setmetatable({}, {__close = function(_, e)
        asyncio.sleep(0)  -- the __close metamethod may wait
        log("closed", tostring(socket.isinstance(e, CancelledError)))
      end})
      hang()
      log "never"
    end)
    turns(1)
    assert.is_true(task:cancel("enough"))
    local e = support.raises(CancelledError, task.await, task)
    assert.equal("enough", e.message)
    assert.is_true(task:cancelled())
    assert.is_true(task:done())
    assert.same({"closed true"}, log.list)
    assert.is_false(task:cancel())
  end))

  it("before its first turn keeps a task from starting", main(function()
    local started = false
    local task = asyncio.create_task(function() started = true end)
    task:cancel()
    support.raises(CancelledError, task.await, task)
    assert.is_false(started)
    assert.is_true(task:cancelled())
  end))

  it("is not an OSError, and is raised again by result and exception", main(function()
    local task = asyncio.create_task(hang)
    task:cancel()
    turns()
    local e = support.raises(CancelledError, task.result, task)
    assert.is_false(socket.isinstance(e, socket.OSError))
    support.raises(CancelledError, task.exception, task)
  end))

  it("may be suppressed", main(function()
    local task = asyncio.create_task(function()
      pcall(hang)
      return "still here"
    end)
    turns(1)
    task:cancel()
    assert.equal("still here", task:await())
    assert.is_false(task:cancelled())
  end))

  it("of the running task is raised at its next suspension", main(function()
    local reached = false
    local task = asyncio.create_task(function()
      asyncio.current_task():cancel()
      reached = true
      asyncio.sleep(0)
    end)
    support.raises(CancelledError, task.await, task)
    assert.is_true(reached)
  end))

  it("is passed on to the awaited task", main(function()
    local inner = asyncio.create_task(hang)
    local outer = asyncio.create_task(function() inner:await() end)
    turns(2)
    outer:cancel("both")
    assert.equal("both", support.raises(CancelledError, outer.await, outer).message)
    assert.is_true(inner:cancelled())
  end))

  it("that the awaited task suppresses does not cancel the task that awaits it", main(function()
    local inner = asyncio.create_task(function()
      pcall(hang)
      return "refused"
    end)
    local outer = asyncio.create_task(function() return inner:await() end)
    turns(2)
    outer:cancel()
    assert.equal("refused", outer:await())
    assert.equal(1, outer:cancelling())
  end))

  it("that is pending when a task starts to await is passed on to the awaited task", main(function()
    local inner = asyncio.create_task(hang)
    local outer = asyncio.create_task(function()
      asyncio.current_task():cancel()
      inner:await()
    end)
    support.raises(CancelledError, outer.await, outer)
    assert.is_true(inner:cancelled())
    local future = asyncio.Future()
    outer = asyncio.create_task(function()
      asyncio.current_task():cancel()
      future:await()
    end)
    support.raises(CancelledError, outer.await, outer)
    assert.is_true(future:cancelled())
  end))

  it("after the end of what is awaited is raised instead of its result", main(function()
    local future = asyncio.Future()
    local task = asyncio.create_task(function() return future:await() end)
    turns(1)
    future:set_result(1)
    assert.is_true(task:cancel())
    support.raises(CancelledError, task.await, task)
  end))

  it("of an awaited task reaches the task that awaits it, which was not cancelled", main(function()
    local inner = asyncio.create_task(hang)
    local outer = asyncio.create_task(function() inner:await() end)
    turns(1)
    inner:cancel()
    support.raises(CancelledError, outer.await, outer)
    assert.equal(0, outer:cancelling())
  end))

  it("is counted, and can be withdrawn", main(function()
    local task = asyncio.create_task(function()
      local self = asyncio.current_task()
      self:cancel()
      assert.equal(1, self:cancelling())
      assert.equal(0, self:uncancel())
      assert.equal(0, self:uncancel())
      asyncio.sleep(0)
      return "goes on"
    end)
    assert.equal("goes on", task:await())
    task = asyncio.create_task(hang)
    task:cancel()
    task:cancel()
    assert.equal(2, task:cancelling())
    assert.equal(1, task:uncancel())
    support.raises(CancelledError, task.await, task)
  end))

  it("is raised with its message, even if another follows before the task runs", main(function()
    local task = asyncio.create_task(hang)
    turns(1)
    task:cancel("first")
    task:cancel("second")
    assert.equal("first", support.raises(CancelledError, task.await, task).message)
    task = asyncio.create_task(hang)
    task:cancel("first")
    task:cancel("second")
    assert.equal("second", support.raises(CancelledError, task.await, task).message)
  end))

  for name, wait in pairs{
    ["sleep"] = function() asyncio.sleep(60) end,
    ["a future"] = function() asyncio.Future():await() end,
    ["wait"] = function() asyncio.wait{asyncio.Future()} end,
    ["a lock"] = function()
      local lock = asyncio.Lock()
      lock:acquire()
      lock:acquire()
    end,
    ["a semaphore"] = function() asyncio.Semaphore(0):acquire() end,
    ["an event"] = function() asyncio.Event():wait() end,
    ["a queue"] = function() asyncio.Queue():get() end,
    ["a group"] = function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(hang)
    end,
    ["a socket"] = function()
      local one, other = socket.socketpair()
      local _ <close> = other
      one:recv(1)
    end,
  } do
    it(("of a task that waits for %s is raised although it is withdrawn"):format(name), main(function()
      local task = asyncio.create_task(wait)
      turns(1)
      task:cancel("enough")
      assert.equal(0, task:uncancel())
      turns(5)
      assert.is_true(task:cancelled())
    end))
  end
end)

describe("a cancellation that nothing raises", function()
  it("in the last step ends the task cancelled", main(function()
    local task = asyncio.create_task(function()
      asyncio.current_task():cancel("enough")
      return 42
    end)
    local _, e = pcall(task.await, task)
    assert.is_true(socket.isinstance(e, CancelledError))
    assert.equal("enough", e.message)
    assert.is_true(task:cancelled())
  end))

  it("because a group raised its errors instead ends the task cancelled", main(function()
    local task = asyncio.create_task(function()
      pcall(function()
        local group <close> = asyncio.TaskGroup()
        group:create_task(function()
          pcall(hang)
          error("child", 0)
        end)
        hang()
      end)
      return "went on"
    end)
    turns(2)
    task:cancel()
    pcall(task.await, task)
    assert.is_true(task:cancelled())
  end))

  it("is withdrawn by uncancel", main(function()
    local task = asyncio.create_task(function()
      asyncio.current_task():cancel()
      asyncio.current_task():uncancel()
      return 42
    end)
    assert.equal(42, task:await())
  end))
end)

describe("tasks that wait for each other", function()
  local function cycle(wait)
    local one, two
    one = asyncio.create_task(function() wait(two) end)
    two = asyncio.create_task(function() wait(one) end)
    turns(2)
    return one, two
  end

  for name, wait in pairs{await = function(task) task:await() end, gather = function(task) asyncio.gather(task) end} do
    it(("can be cancelled (%s)"):format(name), main(function()
      local one, two = cycle(wait)
      one:cancel()
      asyncio.wait{one, two}
      assert.is_true(one:cancelled() and two:cancelled())
    end))

    it(("are a deadlock (%s)"):format(name), function()
      assert.matches("deadlock", support.error_message(asyncio.run, function() wait((cycle(wait))) end))
    end)
  end
end)

describe("sleep", function()
  it("lasts as long as it should, and returns its result", main(function()
    local loop = asyncio.get_running_loop()
    local start = loop:time()
    assert.equal("result", asyncio.sleep(0.02, "result"))
    assert.is_true(loop:time() - start >= 0.02)
    assert.is_nil(asyncio.sleep(0))
  end))

  it("wakes the earlier one first", main(function()
    local log = tasks.log()
    asyncio.gather({function() asyncio.sleep(0.3) log "c" end}, {function() asyncio.sleep(0.1) log "a" end},
      {function() asyncio.sleep(0.2) log "b" end})
    assert.same({"a", "b", "c"}, log.list)
  end))

  it("of 0 seconds lets the others run once", main(function()
    local log = tasks.log()
    asyncio.create_task(function() log "a1" asyncio.sleep(-1) log "a2" end)
    asyncio.create_task(function() log "b1" asyncio.sleep(0) log "b2" end)
    turns(3)
    assert.same({"a1", "b1", "a2", "b2"}, log.list)
  end))

  it("accepts a number", main(function()
    assert.matches("bad argument #1 to 'sleep' %(number expected, got string%)",
      support.error_message(function() asyncio.sleep("1") end))
    assert.matches("Invalid delay: NaN", support.error_message(function() asyncio.sleep(0 / 0) end))
  end))

  it("is only for tasks", function()
    assert.matches("asyncio_tasks_spec.lua:%d+: sleep would have to wait, which only a task can",
      support.error_message(function() asyncio.sleep(1) end))
  end)
end)

describe("shield", function()
  it("returns the results, or raises the error", main(function()
    assert.same({1, 2}, {asyncio.shield(function() turns() return 1, 2 end)})
    assert.matches("boom", support.error_message(asyncio.shield, {function() error("boom") end}))
    local ended = asyncio.create_task(function() return 3 end)
    turns()
    assert.equal(3, asyncio.shield(ended))
  end))

  it("protects the task from the cancellation of the waiting task", main(function()
    local inner = asyncio.create_task(function() turns(10) return "whole" end)
    local outer = asyncio.create_task(asyncio.shield, inner)
    turns(2)
    outer:cancel()
    support.raises(CancelledError, outer.await, outer)
    assert.is_false(inner:done())
    assert.equal("whole", inner:await())
  end))

  it("leaves nothing behind that would wake a cancelled task", main(function()
    local inner = asyncio.create_task(function() turns(6) end)
    local outer = asyncio.create_task(function()
      pcall(asyncio.shield, inner)
      asyncio.Event():wait()
      return "woken"
    end)
    turns(2)
    outer:cancel()
    inner:await()
    turns()
    assert.is_false(outer:done())
  end))

  it("raises the cancellation of the task itself", main(function()
    local inner = asyncio.create_task(hang)
    local outer = asyncio.create_task(asyncio.shield, inner)
    turns(2)
    inner:cancel("inner")
    assert.equal("inner", support.raises(CancelledError, outer.await, outer).message)
  end))
end)

describe("wait_for", function()
  it("returns the results if they are in time", main(function()
    assert.same({1, 2}, {asyncio.wait_for(function() turns() return 1, 2 end, 5)})
    assert.same({1, 2}, {asyncio.wait_for({function(...) return ... end, 1, 2}, nil)})
    assert.equal(3, asyncio.wait_for(asyncio.create_task(function() return 3 end), 5))
    local future = asyncio.Future()
    future:set_result(4)
    assert.equal(4, asyncio.wait_for(future, 0))
  end))

  it("cancels a task that is too late, and raises TimeoutError", main(function()
    local task = asyncio.create_task(hang)
    local e = support.raises("TimeoutError", asyncio.wait_for, task, 0.01)
    assert.is_false(socket.isinstance(e, CancelledError))
    assert.is_true(task:cancelled())
    assert.equal(0, asyncio.current_task():cancelling())
    support.raises("TimeoutError", asyncio.wait_for, hang, 0.01)
    support.raises("TimeoutError", asyncio.wait_for, {asyncio.sleep, 100}, 0.01)
  end))

  it("waits until the cancelled one has ended", main(function()
    local ended = false
    local task = asyncio.create_task(function()
      local _ <close> = setmetatable({}, {__close = function() turns() ended = true end})
      hang()
    end)
    support.raises("TimeoutError", asyncio.wait_for, task, 0.01)
    assert.is_true(ended)
  end))

  it("raises at once with a timeout of 0", main(function()
    local started = false
    support.raises("TimeoutError", asyncio.wait_for, function() started = true end, 0)
    assert.is_false(started)
    local task = asyncio.create_task(hang)
    support.raises("TimeoutError", asyncio.wait_for, task, -1)
    assert.is_true(task:cancelled())
  end))

  it("raises the error of what it waits for", main(function()
    assert.matches("boom", support.error_message(asyncio.wait_for, function() error("boom") end, 1))
  end))

  it("passes a cancellation from outside on", main(function()
    local inner = asyncio.create_task(hang)
    local outer = asyncio.create_task(asyncio.wait_for, inner, 5)
    turns(2)
    outer:cancel()
    support.raises(CancelledError, outer.await, outer)
    assert.is_true(inner:cancelled())
  end))

  it("limits the wait for a shielded task without ending it", main(function()
    local task = asyncio.create_task(hang)
    support.raises("TimeoutError", asyncio.wait_for, {asyncio.shield, task}, 0.01)
    assert.is_false(task:done())
  end))

  it("checks its arguments", main(function()
    assert.matches("bad argument #2 to 'wait_for' %(number expected, got string%)",
      support.error_message(function() asyncio.wait_for(hang, "1") end))
    assert.matches("'wait_for' %(task, future, function or {function, arguments} expected, got number; write wait_for",
      support.error_message(function() asyncio.wait_for(1, 1) end))
  end))
end)

describe("a task's end", function()
  after_each(support.cleanup)

  it("by error(nil) is a failure", main(function()
    local task = asyncio.create_task(error)
    local ok, e = pcall(task.await, task)
    assert.same({false, "nil"}, {ok, e})
    assert.equal("nil", task:exception())
  end))

  it("that failed is not reported once it was cancelled, nor a future's", function()
    local loop = asyncio.get_event_loop()
    local reports = 0
    support.defer(loop.set_exception_handler, loop, loop:get_exception_handler())
    loop:set_exception_handler(function() reports = reports + 1 end)
    asyncio.run(function()
      local task = asyncio.create_task(error, "boom", 0)
      local future = asyncio.Future()
      future:set_exception("boom")
      asyncio.sleep(0)
      assert.same({false, false}, {task:cancel(), future:cancel()})
    end)
    collectgarbage()
    collectgarbage()
    assert.equal(0, reports)
  end)

  it("is reported with its text when it is cancelled", main(function()
    local task = asyncio.create_task(hang)
    task:set_name("t")
    task:cancel()
    assert.equal("<Task cancelling name='t'>", tostring(task))
    pcall(task.await, task)
    assert.equal("<Task cancelled name='t'>", tostring(task))
  end))
end)

describe("a future", function()
  it("returns its results to all tasks that await it", main(function()
    local future, log = asyncio.Future(), tasks.log()
    for i = 1, 2 do asyncio.create_task(function() log(i, future:await()) end) end
    turns(1)
    assert.is_false(future:done())
    future:set_result("x", "y")
    assert.is_true(future:done())
    turns()
    assert.same({"1 x y", "2 x y"}, log.list)
    assert.same({"x", "y"}, {future:result()})
    assert.is_nil(future:exception())
  end))

  it("raises the error that was set", main(function()
    local future = asyncio.Future()
    local e = socket.OSError("broken")
    future:set_exception(e)
    assert.equal(e, select(2, pcall(future.await, future)))
    assert.equal(e, future:exception())
    assert.is_false(future:cancelled())
  end))

  it("raises an error of the class that was set", main(function()
    local future = asyncio.Future()
    future:set_exception(asyncio.TimeoutError)
    local e = support.raises("TimeoutError", function() future:await() end)
    assert.not_equal(asyncio.TimeoutError, e)
    assert.matches("asyncio_tasks_spec.lua:%d+: TimeoutError", tostring(e))
    local class = {}
    future = asyncio.Future()
    future:set_exception(class)  -- a table that is no exception class
    assert.equal(class, future:exception())
  end))

  it("is cancelled", main(function()
    local future = asyncio.Future()
    assert.is_true(future:cancel("why"))
    assert.is_false(future:cancel())
    assert.is_true(future:cancelled())
    assert.equal("why", support.raises(CancelledError, future.await, future).message)
    support.raises(CancelledError, future.exception, future)
  end))

  it("is cancelled with the task that awaits it", main(function()
    local future = asyncio.Future()
    local task = asyncio.create_task(function() future:await() end)
    turns(1)
    task:cancel()
    support.raises(CancelledError, task.await, task)
    assert.is_true(future:cancelled())
  end))

  it("is set once", main(function()
    local future = asyncio.Future()
    assert.matches("InvalidStateError: Result is not set%.$", support.error_message(future.result, future))
    assert.matches("InvalidStateError: Exception is not set%.$", support.error_message(future.exception, future))
    future:set_result(1)
    assert.matches("InvalidStateError: invalid state: <Future finished result=1>",
      support.error_message(future.set_result, future, 2))
    support.raises(InvalidStateError, future.set_exception, future, "x")
    assert.matches("error expected", support.error_message(function() asyncio.Future():set_exception(nil) end))
  end))

  it("prints its state", function()
    local pending, set, failed, cancelled = asyncio.Future(), asyncio.Future(), asyncio.Future(), asyncio.Future()
    set:set_result("a", 2)
    failed:set_exception("x")
    failed:exception()
    cancelled:cancel()
    assert.equal("<Future pending>", tostring(pending))
    assert.equal("<Future finished result=a, 2>", tostring(set))
    assert.equal("<Future finished exception=x>", tostring(failed))
    assert.equal("<Future cancelled>", tostring(cancelled))
  end)

  it("calls back at its end", main(function()
    local future, log = asyncio.Future(), tasks.log()
    future:add_done_callback(function(f) log("called", f:result()) end)
    future:set_result(1)
    assert.same({}, log.list)
    turns()
    assert.same({"called 1"}, log.list)
  end))

  it("reports an error that was never retrieved when it is collected", main(function()
    local loop, contexts = asyncio.get_running_loop(), {}
    loop:set_exception_handler(function(_, context) contexts[#contexts + 1] = context end)
    asyncio.Future():set_exception("lost")
    local seen = asyncio.Future()
    seen:set_exception("seen")
    seen:exception()
    seen = nil  -- luacheck: ignore 311
    collectgarbage()
    loop:set_exception_handler(nil)
    assert.same({{message = "Future exception was never retrieved", exception = "lost"}}, contexts)
  end))
end)
