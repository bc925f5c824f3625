-- asyncio/gather.lua: gather, wait, as_completed.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"

local main, turns, hang = tasks.main, tasks.turns, tasks.hang
local CancelledError = asyncio.CancelledError

-- Returns the other arguments after `n` turns.
local function after(n, ...)
  turns(n)
  return ...
end

local function fail(n, e)
  turns(n)
  error(e, 0)
end

-- Returns the exceptions that are reported to the exception handler while f runs.
local function lost(f)
  local loop, errors = asyncio.get_running_loop(), {}
  loop:set_exception_handler(function(_, context) errors[#errors + 1] = context.exception end)
  f()
  turns(20)
  collectgarbage()
  loop:set_exception_handler(nil)
  return errors
end

describe("gather", function()
  it("returns the results in the order of the arguments", main(function()
    local future = asyncio.Future()
    future:set_result("future")
    local task = asyncio.create_task(after, 1, "task")
    local results = asyncio.gather({after, 4, "slow", "second"}, function() return "function" end, task, future)
    assert.same({"slow", "function", "task", "future", n = 4}, results)
  end))

  it("learns of the ends in their order, whether they are successes or not", main(function()
    local function count_turns(other)
      return tasks.count_turns(asyncio.create_task(asyncio.gather, {after, 1}, other, {return_exceptions = true}))
    end
    assert.equal(count_turns(function() end), count_turns(function() error("failed", 0) end))
    assert.equal(count_turns(function() end), count_turns(function() asyncio.current_task():cancel() end))
  end))

  it("keeps the positions of nils", main(function()
    assert.same({n = 3, [2] = 1}, asyncio.gather(function() end, function() return 1 end, function() end))
    assert.same({n = 0}, asyncio.gather())
    assert.same({n = 0}, asyncio.gather{return_exceptions = true})
  end))

  it("runs a function as often as it is given, awaits a task once", main(function()
    local count = 0
    local function once() count = count + 1 return count end
    assert.same({1, 2, n = 2}, asyncio.gather(once, once))
    local task = asyncio.create_task(after, 2, "x")
    assert.same({"x", "x", n = 2}, asyncio.gather(task, task))
  end))

  it("waits for tasks, tasks with names and futures, whichever of them ends last", main(function()
    for _, turn in ipairs{{1, 2, 3}, {2, 3, 1}, {3, 1, 2}, {2, 2, 2}} do
      local future = asyncio.Future()
      asyncio.create_task(function()
        turns(turn[3])
        future:set_result "future"
      end)
      local results = asyncio.gather({after, turn[1], "plain"}, {after, turn[2], "named", name = "one"}, future)
      assert.same({"plain", "named", "future", n = 3}, results)
    end
  end))

  it("raises the first error at once while the others continue", main(function()
    local other = asyncio.create_task(after, 10, "whole")
    local ok, e = pcall(asyncio.gather, other, {fail, 2, "boom"})
    assert.is_false(ok)
    assert.equal("boom", e)
    assert.is_false(other:done())
    assert.equal("whole", other:await())
  end))

  it("raises the error of a task that had failed before", main(function()
    local failed = asyncio.create_task(fail, 0, "before")
    turns()
    assert.same({false, "before"}, {pcall(asyncio.gather, hang, failed)})
  end))

  it("reports a second error, which is never retrieved", main(function()
    assert.same({"second"}, lost(function()
      assert.same({false, "first"}, {pcall(asyncio.gather, {fail, 1, "first"}, {fail, 2, "second"})})
    end))
  end))

  it("puts errors in place of results if requested", main(function()
    local cancelled = asyncio.create_task(hang)
    cancelled:cancel("c")
    local results
    assert.same({}, lost(function()
      results = asyncio.gather({fail, 1, "boom"}, {after, 3, "x"}, cancelled, {return_exceptions = true})
    end))
    assert.equal(3, results.n)
    assert.equal("boom", results[1])
    assert.equal("x", results[2])
    assert.equal("c", results[3].message)
  end))

  it("that is cancelled cancels all of them, and waits for them", main(function()
    for _, options in ipairs{{return_exceptions = false}, {return_exceptions = true}} do
      local one, two = asyncio.create_task(hang), asyncio.create_task(hang)
      local outer = asyncio.create_task(asyncio.gather, one, two, options)
      turns(2)
      outer:cancel("all")
      assert.equal("all", support.raises(CancelledError, outer.await, outer).message)
      turns()
      assert.is_true(one:cancelled() and two:cancelled())
    end
  end))

  it("raises the cancellation of one of them", main(function()
    local one, two = asyncio.create_task(hang), asyncio.create_task(after, 10, "whole")
    local outer = asyncio.create_task(asyncio.gather, one, two)
    turns(2)
    one:cancel()
    support.raises(CancelledError, outer.await, outer)
    assert.equal("whole", two:await())
  end))

  it("begins nothing when one of its arguments is wrong", main(function()
    local started = false
    assert.matches("bad argument #2 to 'gather' %(task, future, function or .* expected, got number; write gather",
      support.error_message(function() asyncio.gather(function() started = true end, 5) end))
    assert.matches("unexpected keyword 'returns'",
      support.error_message(function() asyncio.gather(hang, {returns = true}) end))
    turns()
    assert.is_false(started)
  end))
end)

describe("gathers in gathers", function()
  it("can be cancelled, however deep", main(function()
    local function nest(depth)
      if depth == 0 then hang() else asyncio.gather{nest, depth - 1} end
    end
    -- When each allocation runs a full collection (`make check`), a depth of 200 takes minutes.
    local deep = os.getenv "LUA_INIT" and 10 or 1000
    local task = asyncio.create_task(nest, deep)
    turns(deep + 20)
    task:cancel()
    asyncio.wait{task}
    assert.is_true(task:cancelled())
  end))
end)

describe("wait", function()
  it("waits for all", main(function()
    local one, two = asyncio.create_task(after, 1), asyncio.create_task(fail, 3, "boom")
    local done, pending = asyncio.wait{one, two}
    assert.equal(2, #done)
    assert.is_true(done[one] and done[two])
    assert.same({}, pending)
    assert.equal("boom", two:exception())
  end))

  it("waits for the first", main(function()
    local one, two, three = asyncio.create_task(hang), asyncio.create_task(after, 2), asyncio.create_task(hang)
    local done, pending = asyncio.wait({one, two, three}, {return_when = asyncio.FIRST_COMPLETED})
    assert.same({two, [two] = true}, done)
    assert.same({one, three, [one] = true, [three] = true}, pending)
    assert.is_false(one:done())
  end))

  it("waits for the first that fails", main(function()
    local one, two = asyncio.create_task(after, 1), asyncio.create_task(fail, 3, "boom")
    local three, cancelled = asyncio.create_task(hang), asyncio.create_task(hang)
    cancelled:cancel()
    local done, pending = asyncio.wait({one, two, three, cancelled}, {return_when = asyncio.FIRST_EXCEPTION})
    assert.equal(3, #done)
    assert.is_true(done[one] and done[two] and done[cancelled])
    assert.same({three, [three] = true}, pending)
    assert.equal("boom", two:exception())
  end))

  it("stops waiting when the timeout expires, and changes nothing", main(function()
    local one, two = asyncio.create_task(hang), asyncio.create_task(after, 1)
    local done, pending = asyncio.wait({one, two}, {timeout = 0.02})
    assert.is_true(done[two] and pending[one])
    assert.is_false(one:done())
    done, pending = asyncio.wait({one, two}, 0)
    assert.is_true(done[two] and pending[one])
  end))

  it("returns all tasks that ended in the turn of the first", main(function()
    local one, two = asyncio.create_task(turns, 1), asyncio.create_task(turns, 1)
    local done = asyncio.wait({one, two}, {return_when = asyncio.FIRST_COMPLETED})
    assert.equal(2, #done)
  end))

  it("lets the others run even if all have ended, as Python's does", main(function()
    local future = asyncio.Future()
    future:set_result(1)
    local others = 0
    asyncio.create_task(function() others = others + 1 end)
    local done = asyncio.wait{future, future}
    assert.equal(1, #done)
    assert.equal(1, others)
  end))

  it("leaves nothing behind that would wake the waiting task", main(function()
    local future = asyncio.Future()
    local task = asyncio.create_task(function()
      asyncio.wait({future}, {timeout = 0.001})
      asyncio.Event():wait()
    end)
    asyncio.sleep(0.01)
    future:set_result(1)
    turns()
    assert.is_false(task:done())
  end))

  it("cancels nothing when it is cancelled", main(function()
    local one = asyncio.create_task(hang)
    local waiter = asyncio.create_task(asyncio.wait, {one})
    turns(2)
    waiter:cancel()
    support.raises(CancelledError, waiter.await, waiter)
    assert.is_false(one:done())
    one:cancel()
    support.raises(CancelledError, one.await, one)
  end))

  it("accepts tasks and futures", main(function()
    local function message(...)
      return support.error_message(function(...) asyncio.wait(...) end, ...)
    end
    assert.matches("bad argument #1 to 'wait' %(task or future expected, got function; make a task", message{hang})
    assert.matches("Set of Tasks/Futures is empty", message{})
    assert.matches("sequence of tasks and futures expected, got Task", message(asyncio.current_task()))
    assert.matches("Invalid return_when value: SOON", message({asyncio.Future()}, {return_when = "SOON"}))
    assert.matches("bad argument #2 to 'wait' %(number expected, got string%)", message({asyncio.Future()}, "1"))
  end))
end)

describe("as_completed", function()
  it("returns tasks in the order in which they end", main(function()
    local order = {}
    local mine = asyncio.create_task(after, 2, "mine")
    for task in asyncio.as_completed{{after, 8, "late"}, {after, 5, "middle"}, mine} do
      order[#order + 1] = task:await()
      if #order == 1 then assert.equal(mine, task) end
    end
    assert.same({"mine", "middle", "late"}, order)
  end))

  it("returns failed tasks too", main(function()
    local results = {}
    for task in asyncio.as_completed{{after, 4, "good"}, {fail, 2, "bad"}} do
      results[#results + 1] = select(2, pcall(task.await, task))
    end
    assert.same({"bad", "good"}, results)
  end))

  it("raises TimeoutError when the timeout expires", main(function()
    local given = 0
    local slow = asyncio.create_task(hang)
    support.raises("TimeoutError", function()
      for _ in asyncio.as_completed({slow, {after, 1}}, {timeout = 0.3}) do given = given + 1 end
    end)
    assert.equal(1, given)
    assert.is_false(slow:done())
  end))

  it("can be left early, and returns each task once", main(function()
    local future = asyncio.Future()
    future:set_result(1)
    local count = 0
    for _ in asyncio.as_completed{future, future} do count = count + 1 end
    assert.equal(1, count)
    local next_one, state = asyncio.as_completed{{after, 1}, {after, 2}}
    assert.is_nil(next_one(state):await())
    turns(10)
    for _ in asyncio.as_completed{} do error("of nothing") end
  end))

  it("can be cancelled", main(function()
    local inner = asyncio.create_task(hang)
    local outer = asyncio.create_task(function()
      for _ in asyncio.as_completed{inner} do error("nothing has ended") end
    end)
    turns(2)
    outer:cancel()
    support.raises(CancelledError, outer.await, outer)
    assert.is_false(inner:done())
  end))
end)
