-- asyncio/locks.lua: Lock, Event, Condition, Semaphore, BoundedSemaphore, Barrier.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"

local main, turns, cancelled = tasks.main, tasks.turns, tasks.cancelled

-- Starts n tasks, each of which logs its number when f(object) has returned.
local function waiters(n, log, f, object)
  local list = {}
  for i = 1, n do
    list[i] = asyncio.create_task(function()
      f(object)
      log(i)
    end)
  end
  turns()
  return list
end

describe("a lock", function()
  it("is held by one task, and goes to the next in turn", main(function()
    local lock, log = asyncio.Lock(), tasks.log()
    assert.is_truthy(lock:acquire())
    assert.is_true(lock:locked())
    waiters(3, log, lock.acquire, lock)
    assert.same({}, log.list)
    for i = 1, 3 do
      lock:release()
      turns()
      assert.equal(i, #log.list)
    end
    assert.same({"1", "2", "3"}, log.list)
    lock:release()
    assert.is_false(lock:locked())
  end))

  it("is released at the end of the block", main(function()
    local lock = asyncio.Lock()
    do
      local held <close> = lock:acquire()
      assert.is_true(lock:locked())
      assert.equal(("<asyncio.Guard of %s>"):format(lock), tostring(held))
    end
    assert.is_false(lock:locked())
    pcall(function()
      local _ <close> = lock:acquire()
      error("x")
    end)
    assert.is_false(lock:locked())
  end))

  it("cannot be closed itself, like the other objects, so that a mistake does not acquire it", main(function()
    for _, class in ipairs{"Lock", "Condition", "Semaphore", "BoundedSemaphore", "Event", "Barrier"} do
      local object = asyncio[class](class == "Barrier" and 1 or nil)
      assert.matches("variable '_' got a non%-closable value", support.error_message(function()
        local _ <close> = object
      end))
    end
  end))

  it("is released only by its guard", main(function()
    local guard = getmetatable(asyncio.Lock():acquire())
    for _, wrong in ipairs{false, 1, {}, asyncio.Lock()} do
      assert.matches("bad argument #1 to '__close' %(asyncio.Guard expected",
        support.error_message(function() guard.__close(wrong) end))
    end
  end))

  it("is not taken from a woken task by a task that comes later", main(function()
    local lock, log = asyncio.Lock(), tasks.log()
    lock:acquire()
    waiters(1, log, lock.acquire, lock)
    lock:release()
    assert.is_false(lock:locked())
    local late = asyncio.create_task(function() lock:acquire() log "late" end)
    turns()
    assert.same({"1"}, log.list)
    lock:release()
    late:await()
  end))

  it("passes over cancelled tasks", main(function()
    local lock, log = asyncio.Lock(), tasks.log()
    lock:acquire()
    local list = waiters(3, log, lock.acquire, lock)
    list[1]:cancel()
    lock:release()
    turns()
    cancelled(list[1])
    assert.same({"2"}, log.list)
    list[3]:cancel()
    turns()
    lock:release()
    assert.is_false(lock:locked())
    assert.is_truthy(lock:acquire())
  end))

  it("goes to the next task if the woken one is cancelled", main(function()
    local lock, log = asyncio.Lock(), tasks.log()
    lock:acquire()
    local list = waiters(2, log, lock.acquire, lock)
    lock:release()
    list[1]:cancel()
    turns()
    cancelled(list[1])
    assert.same({"2"}, log.list)
  end))

  it("that is not held cannot be released", main(function()
    assert.matches("asyncio_locks_spec.lua:%d+: Lock is not acquired%.",
      support.error_message(function() asyncio.Lock():release() end))
  end))

  it("can be acquired outside of tasks too if it is free", function()
    local lock = asyncio.Lock()
    lock:acquire()
    assert.matches("acquire would have to wait, which only a task can",
      support.error_message(function() lock:acquire() end))
    lock:release()
  end)

  it("prints its state", main(function()
    local lock = asyncio.Lock()
    assert.equal("<asyncio.Lock [unlocked]>", tostring(lock))
    lock:acquire()
    waiters(2, tasks.log(), lock.acquire, lock)
    assert.equal("<asyncio.Lock [locked, waiters:2]>", tostring(lock))
  end))

  it("excludes other tasks, whatever is cancelled", main(function()
    local lock, inside, most, finished = asyncio.Lock(), 0, 0, 0
    local list = {}
    for i = 1, 100 do
      list[i] = asyncio.create_task(function()
        local _ <close> = lock:acquire()
        inside = inside + 1
        most = math.max(most, inside)
        local _ <close> = setmetatable({}, {__close = function() inside = inside - 1 end})
        asyncio.sleep(0)
        finished = finished + 1
      end)
    end
    for i = 1, 100, 3 do
      turns(1)
      list[i]:cancel()
    end
    asyncio.wait(list)
    assert.equal(1, most)
    assert.is_true(finished >= 66)
    assert.is_false(lock:locked())
  end))
end)

describe("an event", function()
  it("wakes all tasks that wait for it, in turn", main(function()
    local event, log = asyncio.Event(), tasks.log()
    waiters(3, log, event.wait, event)
    assert.is_false(event:is_set())
    event:set()
    event:clear()  -- the waiters that were woken continue all the same
    turns()
    assert.same({"1", "2", "3"}, log.list)
    assert.is_false(event:is_set())
  end))

  it("that is set lets no task wait", main(function()
    local event = asyncio.Event()
    event:set()
    assert.is_true(event:is_set())
    assert.is_true(event:wait())
    assert.equal("<asyncio.Event [set]>", tostring(event))
    event:clear()
    assert.equal("<asyncio.Event [unset]>", tostring(event))
  end))

  it("forgets cancelled tasks", main(function()
    local event, log = asyncio.Event(), tasks.log()
    local list = waiters(2, log, event.wait, event)
    list[1]:cancel()
    turns()
    cancelled(list[1])
    event:set()
    turns()
    assert.same({"2"}, log.list)
  end))
end)

describe("a condition", function()
  local function wait(condition)
    local _ <close> = condition:acquire()
    assert.is_true(condition:wait())
    assert.is_true(condition:locked())
  end

  local function notify(condition, ...)
    local _ <close> = condition:acquire()
    condition:notify(...)
  end

  it("wakes as many tasks as requested", main(function()
    local condition, log = asyncio.Condition(), tasks.log()
    waiters(5, log, wait, condition)
    assert.is_false(condition:locked())
    notify(condition)
    turns()
    assert.same({"1"}, log.list)
    notify(condition, 2)
    turns()
    assert.same({"1", "2", "3"}, log.list)
    do
      local _ <close> = condition:acquire()
      condition:notify_all()
    end
    turns()
    assert.same({"1", "2", "3", "4", "5"}, log.list)
  end))

  it("waits for something to be true", main(function()
    local condition, n = asyncio.Condition(), 0
    local task = asyncio.create_task(function()
      local _ <close> = condition:acquire()
      return condition:wait_for(function() return n >= 2 and n end)
    end)
    turns()
    for _ = 1, 3 do
      n = n + 1
      notify(condition)
      turns()
    end
    assert.equal(2, task:await())
  end))

  it("holds the lock again even if the task is cancelled", main(function()
    local condition = asyncio.Condition()
    local locked
    local task = asyncio.create_task(function()
      local _ <close> = condition:acquire()
      local ok, e = pcall(condition.wait, condition)
      assert.is_false(ok)
      locked = condition:locked()
      error(e, 0)
    end)
    turns()
    condition:acquire()
    task:cancel()
    turns()
    assert.is_nil(locked)
    task:cancel()  -- cancels again, while it waits for the lock
    turns()
    assert.is_false(task:done())
    condition:release()
    cancelled(task)
    assert.is_true(locked)
    assert.is_false(condition:locked())
  end))

  it("gives the notification of a cancelled task to the next one", main(function()
    local condition, log = asyncio.Condition(), tasks.log()
    local list = waiters(2, log, wait, condition)
    notify(condition)
    list[1]:cancel()
    turns()
    cancelled(list[1])
    assert.same({"2"}, log.list)
  end))

  it("needs its lock", main(function()
    local condition = asyncio.Condition()
    assert.matches("cannot wait on un%-acquired lock", support.error_message(function() condition:wait() end))
    assert.matches("cannot notify on un%-acquired lock", support.error_message(function() condition:notify() end))
  end))

  it("may share a lock", main(function()
    local lock = asyncio.Lock()
    local one, two = asyncio.Condition(lock), asyncio.Condition(lock)
    one:acquire()
    assert.is_true(two:locked() and lock:locked())
    two:release()
    assert.equal("<asyncio.Condition [unlocked]>", tostring(one))
  end))
end)

describe("a semaphore", function()
  it("admits a limited number of tasks, and the others in turn", main(function()
    local semaphore, log = asyncio.Semaphore(2), tasks.log()
    waiters(5, log, semaphore.acquire, semaphore)
    assert.same({"1", "2"}, log.list)
    assert.is_true(semaphore:locked())
    semaphore:release()
    turns()
    assert.same({"1", "2", "3"}, log.list)
    semaphore:release()
    semaphore:release()
    turns()
    assert.equal(5, #log.list)
    assert.equal("<asyncio.Semaphore [locked]>", tostring(semaphore))
    semaphore:release()
    assert.equal("<asyncio.Semaphore [unlocked, value:1]>", tostring(semaphore))
  end))

  it("is released at the end of the block", main(function()
    local semaphore = asyncio.Semaphore()
    do
      local _ <close> = semaphore:acquire()
      assert.is_true(semaphore:locked())
    end
    assert.is_false(semaphore:locked())
  end))

  it("is not taken from a woken task by a task that comes later", main(function()
    local semaphore, log = asyncio.Semaphore(1), tasks.log()
    semaphore:acquire()
    waiters(1, log, semaphore.acquire, semaphore)
    semaphore:release()
    assert.is_true(semaphore:locked())
    asyncio.create_task(function() semaphore:acquire() log "late" end)
    turns()
    assert.same({"1"}, log.list)
  end))

  it("loses nothing if the woken task is cancelled", main(function()
    local semaphore, log = asyncio.Semaphore(0), tasks.log()
    local list = waiters(3, log, semaphore.acquire, semaphore)
    semaphore:release()
    list[1]:cancel()
    turns()
    cancelled(list[1])
    assert.same({"2"}, log.list)
    semaphore:release()
    list[3]:cancel()
    turns()
    assert.is_false(semaphore:locked())
    semaphore:acquire()
    assert.is_true(semaphore:locked())
  end))

  it("has a value of at least 0", main(function()
    assert.matches("Semaphore initial value must be >= 0", support.error_message(asyncio.Semaphore, -1))
    assert.matches("bad argument #1 to 'Semaphore' %(integer expected, got string%)",
      support.error_message(asyncio.Semaphore, "1"))
  end))

  it("has a value that does not overflow", main(function()
    local semaphore = asyncio.Semaphore(math.maxinteger)
    assert.matches("value cannot exceed math.maxinteger", support.error_message(function() semaphore:release() end))
    semaphore:acquire()
    semaphore:release()
    assert.is_false(semaphore:locked())
  end))

  it("with a bound cannot be released more often than acquired", main(function()
    local semaphore = asyncio.BoundedSemaphore(1)
    semaphore:acquire()
    semaphore:release()
    assert.matches("BoundedSemaphore released too many times",
      support.error_message(function() semaphore:release() end))
    do local _ <close> = semaphore:acquire() end
    assert.is_false(semaphore:locked())
    assert.equal("<asyncio.BoundedSemaphore [unlocked, value:1]>", tostring(semaphore))
  end))
end)

describe("a barrier", function()
  it("lets the tasks go when all have arrived, each with its index", main(function()
    local barrier, indices = asyncio.Barrier(3), {}
    local list = {}
    for i = 1, 3 do
      list[i] = asyncio.create_task(function() indices[barrier:wait()] = true end)
      turns()
      if i < 3 then
        assert.equal(i, barrier.n_waiting)
        assert.equal(("<asyncio.Barrier [filling, waiters:%d/3]>"):format(i), tostring(barrier))
      end
    end
    asyncio.wait(list)
    assert.same({[0] = true, true, true}, indices)
    assert.equal(3, barrier.parties)
    assert.equal(0, barrier.n_waiting)
    assert.is_false(barrier.broken)
  end))

  it("can be passed repeatedly", main(function()
    local barrier, log = asyncio.Barrier(2), tasks.log()
    local function rounds(name)
      for i = 1, 3 do
        barrier:wait()
        log(i)
      end
      return name
    end
    asyncio.gather({rounds, "a"}, {rounds, "b"})
    assert.same({"1", "1", "2", "2", "3", "3"}, log.list)
  end))

  it("that is aborted is broken until it is reset", main(function()
    local barrier = asyncio.Barrier(2)
    local task = asyncio.create_task(function() barrier:wait() end)
    turns()
    barrier:abort()
    assert.matches("BrokenBarrierError: Abort or reset of barrier", support.error_message(task.await, task))
    assert.is_true(barrier.broken)
    assert.matches("BrokenBarrierError: Barrier aborted", support.error_message(barrier.wait, barrier))
    assert.equal("<asyncio.Barrier [broken]>", tostring(barrier))
    barrier:reset()
    assert.is_false(barrier.broken)
    asyncio.gather({barrier.wait, barrier}, {barrier.wait, barrier})
  end))

  it("that is reset breaks the waits of the tasks that are there, not of others", main(function()
    local barrier = asyncio.Barrier(2)
    local early = asyncio.create_task(function() barrier:wait() end)
    turns()
    barrier:reset()
    support.raises(asyncio.BrokenBarrierError, early.await, early)
    asyncio.gather({barrier.wait, barrier}, {barrier.wait, barrier})
  end))

  it("forgets cancelled tasks", main(function()
    local barrier = asyncio.Barrier(2)
    local task = asyncio.create_task(function() barrier:wait() end)
    turns()
    task:cancel()
    cancelled(task)
    assert.equal(0, barrier.n_waiting)
    asyncio.gather({barrier.wait, barrier}, {barrier.wait, barrier})
  end))

  it("has at least one party", main(function()
    assert.matches("parties must be > 0", support.error_message(asyncio.Barrier, 0))
    assert.matches("integer expected, got nil", support.error_message(asyncio.Barrier, nil))
    assert.equal(0, asyncio.Barrier(1):wait())
  end))
end)

describe("a waiter that is cancelled", function()
  -- Cancels many waiters while another keeps waiting, and returns how much memory the cancelled ones have left
  -- behind.
  local function left_by(wait)
    local first = asyncio.create_task(wait)
    turns()
    local function cancel(n)
      for _ = 1, n do
        local task = asyncio.create_task(wait)
        asyncio.sleep(0)
        task:cancel()
        cancelled(task)
      end
      collectgarbage()
      collectgarbage()
      return collectgarbage "count"
    end
    local before = cancel(100)
    local after = cancel(4000)
    first:cancel()
    cancelled(first)
    return after - before
  end

  it("leaves nothing behind, whatever it waits for", main(function()
    local lock, event, semaphore = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(0)
    local empty, full = asyncio.Queue(), asyncio.Queue(1)
    lock:acquire()
    full:put_nowait(1)
    for name, wait in pairs{
      lock = function() lock:acquire() end, event = function() event:wait() end,
      semaphore = function() semaphore:acquire() end,
      get = function() empty:get() end, put = function() full:put(2) end,
    } do
      assert.is_true(left_by(wait) < 16, name)
    end
  end))

  it("leaves the others in their order", main(function()
    local semaphore, log = asyncio.Semaphore(0), tasks.log()
    local list = waiters(100, log, semaphore.acquire, semaphore)
    local expected = {}
    for i = 1, 100 do
      if i % 7 ~= 0 then list[i]:cancel() else expected[#expected + 1] = tostring(i) end
    end
    turns()
    for _ = 1, #expected do semaphore:release() end
    turns()
    assert.same(expected, log.list)
  end))
end)

describe("a waiter that does not come to its end", function()
  it("is removed from the object that it waits for when the loop is closed", function()
    local loop, lock = asyncio.get_event_loop(), asyncio.Lock()
    lock:acquire()
    local woken, waiting
    for i = 1, 2 do
      local task = loop:create_task(function() lock:acquire() end)
      if i == 1 then woken = task else waiting = task end
    end
    loop:set_exception_handler(function() end)
    loop:step(0)
    assert.equal("<asyncio.Lock [locked, waiters:2]>", tostring(lock))
    lock:release()  -- the first waiter is woken, but has not run yet
    loop:close()
    asyncio.new_event_loop()
    assert.is_true(woken:cancelled() and waiting:cancelled())
    assert.equal("<asyncio.Lock [unlocked]>", tostring(lock))
    asyncio.run(function() lock:acquire() end)
    assert.is_true(lock:locked())
  end)

  it("may be closed without the loop, and then the object that it waits for is collected", function()
    local result = support.run(support.lua_argv(support.tmpfile([[
      local close = coroutine.close  -- the original function of Lua
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local inner
        local event = asyncio.Event()
        local first = asyncio.create_task(function() event:wait() end)
        local second = asyncio.create_task(function()
          inner = coroutine.create(function() event:wait() end)
          print(coroutine.resume(inner))
          asyncio.sleep(0)
        end)
        asyncio.sleep(0)
        close(inner)
        first:cancel()
        asyncio.sleep(0)
        event = nil
        first, inner = nil, nil
        for _ = 1, 3 do collectgarbage() end
        second:cancel()
        asyncio.wait{second}
        print(second:cancelled())
      end)]], "closed.lua")))
    assert.equal("", result.stderr)
    assert.equal("false\tcannot resume dead coroutine\ntrue\n", result.stdout)
  end)
end)
