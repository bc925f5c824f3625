-- asyncio/queues.lua: Queue, PriorityQueue, LifoQueue.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"

local main, turns, cancelled = tasks.main, tasks.turns, tasks.cancelled

local function drained(queue)
  local items = {}
  while not queue:empty() do items[#items + 1] = queue:get_nowait() end
  return items
end

describe("a queue", function()
  it("returns items in the order in which they were added", main(function()
    local queue = asyncio.Queue()
    for i = 1, 5 do queue:put(i) end
    assert.equal(5, queue:qsize())
    assert.is_false(queue:empty() or queue:full())
    assert.same({1, 2, 3, 4, 5}, drained(queue))
    assert.equal(0, queue:qsize())
    assert.is_true(queue:empty())
  end))

  it("keeps nil and false", main(function()
    local queue = asyncio.Queue()
    queue:put(nil)
    queue:put(false)
    assert.equal(2, queue:qsize())
    assert.is_nil(queue:get())
    assert.is_false(queue:get())
  end))

  it("makes tasks wait for items, in turn", main(function()
    local queue, log = asyncio.Queue(), tasks.log()
    for i = 1, 3 do asyncio.create_task(function() log(i, queue:get()) end) end
    turns()
    for _, item in ipairs{"a", "b", "c"} do queue:put_nowait(item) end
    turns()
    assert.same({"1 a", "2 b", "3 c"}, log.list)
  end))

  it("makes tasks wait for room, in turn", main(function()
    local queue, log = asyncio.Queue(1), tasks.log()
    assert.equal(1, queue.maxsize)
    for i = 1, 3 do asyncio.create_task(function() queue:put(i) log(i) end) end
    turns()
    assert.same({"1"}, log.list)
    assert.is_true(queue:full())
    for i = 1, 3 do
      assert.equal(i, queue:get())
      turns()
    end
    assert.same({"1", "2", "3"}, log.list)
  end))

  it("raises an error if it must not wait", main(function()
    local queue = asyncio.Queue(1)
    assert.matches("asyncio_queues_spec.lua:%d+: QueueEmpty$",
      support.error_message(function() queue:get_nowait() end))
    support.raises(asyncio.QueueEmpty, queue.get_nowait, queue)
    queue:put_nowait(1)
    assert.matches("QueueFull$", support.error_message(queue.put_nowait, queue, 2))
  end))

  it("loses no item to a cancelled task", main(function()
    local queue, log = asyncio.Queue(), tasks.log()
    local one = asyncio.create_task(function() log(1, queue:get()) end)
    local two = asyncio.create_task(function() log(2, queue:get()) end)
    turns()
    queue:put_nowait("a")
    one:cancel()  -- cancelled after it was woken
    turns()
    cancelled(one)
    assert.same({"2 a"}, log.list)
    local three = asyncio.create_task(function() queue:get() end)
    turns()
    three:cancel()
    queue:put_nowait("b")
    cancelled(three)
    assert.equal("b", queue:get_nowait())
    assert.is_true(two:done())
  end))

  it("loses no room to a cancelled task", main(function()
    local queue, log = asyncio.Queue(1), tasks.log()
    queue:put_nowait("full")
    local one = asyncio.create_task(function() queue:put("a") log "a" end)
    asyncio.create_task(function() queue:put("b") log "b" end)
    turns()
    queue:get_nowait()
    one:cancel()
    turns()
    cancelled(one)
    assert.same({"b"}, log.list)
    assert.same({"b"}, drained(queue))
  end))

  it("keeps the order of waiting tasks, whichever is cancelled", main(function()
    local queue, log = asyncio.Queue(), tasks.log()
    local list = {}
    for i = 1, 6 do list[i] = asyncio.create_task(function() log(i, queue:get()) end) end
    turns()
    list[1]:cancel()
    list[4]:cancel()
    queue:put_nowait("a")
    list[2]:cancel()  -- this one had been woken
    queue:put_nowait("b")
    turns()
    queue:put_nowait("c")
    turns()
    assert.same({"3 a", "5 b", "6 c"}, log.list)
  end))

  it("is joined when all items have been processed", main(function()
    local queue = asyncio.Queue()
    queue:join()  -- returns at once, as nothing was put
    for i = 1, 3 do queue:put(i) end
    local joined = asyncio.create_task(function() queue:join() return "joined" end)
    for _ = 1, 3 do
      turns()
      assert.is_false(joined:done())
      queue:get()
      turns()
      assert.is_false(joined:done())
      queue:task_done()
    end
    assert.equal("joined", joined:await())
    assert.matches("task_done%(%) called too many times", support.error_message(function() queue:task_done() end))
  end))

  it("works outside of tasks if no call has to wait", function()
    local queue = asyncio.Queue(1)
    queue:put(1)
    assert.matches("put would have to wait, which only a task can",
      support.error_message(function() queue:put(2) end))
    assert.equal(1, queue:get())
  end)

  it("raises its own errors even if no loop has run yet", function()
    local result = support.run(support.lua_argv(support.tmpfile([[
      local asyncio = require "pysocket.asyncio"
      local queue = asyncio.Queue()
      local _, e = pcall(queue.get_nowait, queue)
      print(require "pysocket".isinstance(e, asyncio.QueueEmpty))]], "early.lua")))
    assert.equal("", result.stderr)
    assert.equal("true\n", result.stdout)
  end)

  it("prints its state", main(function()
    local queue = asyncio.Queue(2)
    assert.equal("<Queue maxsize=2>", tostring(queue))
    queue:put(1)
    assert.equal("<Queue maxsize=2 items[1] tasks=1>", tostring(queue))
    queue:shutdown()
    assert.equal("<Queue maxsize=2 items[1] tasks=1 shutdown>", tostring(queue))
    assert.equal("<LifoQueue maxsize=0>", tostring(asyncio.LifoQueue()))
    assert.matches("bad argument #1 to 'Queue' %(number expected, got string%)",
      support.error_message(asyncio.Queue, "1"))
  end))

  it("that is always long remains fast", main(function()
    local queue = asyncio.Queue()
    for i = 1, 1000 do queue:put_nowait(i) end
    for i = 1, 100000 do
      assert(queue:get_nowait() == i)
      queue:put_nowait(i + 1000)
    end
    assert.equal(1000, queue:qsize())
  end))
end)

describe("a queue that is shut down", function()
  it("returns its items, and accepts no more", main(function()
    local queue = asyncio.Queue()
    queue:put(1)
    queue:shutdown()
    support.raises(asyncio.QueueShutDown, queue.put, queue, 2)
    support.raises(asyncio.QueueShutDown, queue.put_nowait, queue, 2)
    assert.equal(1, queue:get())
    support.raises(asyncio.QueueShutDown, queue.get, queue)
    assert.matches("QueueShutDown$", support.error_message(queue.get_nowait, queue))
  end))

  it("lets no task wait any more", main(function()
    local empty, full = asyncio.Queue(), asyncio.Queue(1)
    full:put(1)
    local getter = asyncio.create_task(empty.get, empty)
    local putter = asyncio.create_task(full.put, full, 2)
    turns()
    empty:shutdown()
    full:shutdown()
    support.raises(asyncio.QueueShutDown, getter.await, getter)
    support.raises(asyncio.QueueShutDown, putter.await, putter)
  end))

  it("immediately discards its items", main(function()
    for _, how in ipairs{{immediate = true}, true} do
      local queue = asyncio.Queue()
      queue:put(1)
      queue:put(2)
      local joined = asyncio.create_task(queue.join, queue)
      turns()
      queue:shutdown(how)
      support.raises(asyncio.QueueShutDown, queue.get_nowait, queue)
      joined:await()
    end
  end))
end)

describe("a LIFO queue", function()
  it("returns the latest item first", main(function()
    local queue = asyncio.LifoQueue(3)
    for i = 1, 3 do queue:put(i) end
    assert.is_true(queue:full())
    assert.same({3, 2, 1}, drained(queue))
    queue:put(4)
    assert.equal(4, queue:get())
  end))
end)

describe("a priority queue", function()
  it("returns the lowest item first", main(function()
    local queue = asyncio.PriorityQueue()
    for _, x in ipairs{5, 1, 4, 1, 3, 9, 2, 6} do queue:put(x) end
    assert.same({1, 1, 2, 3, 4, 5, 6, 9}, drained(queue))
  end))

  it("compares tables item by item, or with their own metamethods", main(function()
    local queue = asyncio.PriorityQueue()
    for _, item in ipairs{{2, "b"}, {1, "z"}, {2, "a"}, {1}} do queue:put(item) end
    assert.same({{1}, {1, "z"}, {2, "a"}, {2, "b"}}, drained(queue))
    local meta = {__lt = function(a, b) return a.level > b.level end}
    for _, level in ipairs{1, 3, 2} do queue:put(setmetatable({level = level}, meta)) end
    assert.equal(3, queue:get().level)
  end))

  it("is not damaged by items that cannot be compared", main(function()
    local queue = asyncio.PriorityQueue()
    for _, x in ipairs{3, 1, 2} do queue:put(x) end
    assert.matches("attempt to compare", support.error_message(queue.put, queue, "x"))
    assert.same({1, 2, 3}, drained(queue))
  end))

  it("lets equal items leave in Python's order", function()
    local seed = math.random(1, 1000000)
    math.randomseed(seed)
    local numbers = {}
    for i = 1, 200 do numbers[i] = math.random(1, 9) end
    local python = support.python([=[
import asyncio, sys
class Item:
    def __init__(self, i, x): self.i, self.x = i, x
    def __lt__(self, other): return self.x < other.x
q = asyncio.PriorityQueue()
for i, x in enumerate(sys.argv[1:], 1): q.put_nowait(Item(i, int(x)))
print(*[q.get_nowait().i for _ in sys.argv[1:]])
]=], numbers)
    local queue, got = asyncio.PriorityQueue(), {}
    local meta = {__lt = function(a, b) return a.x < b.x end}
    for i, x in ipairs(numbers) do queue:put_nowait(setmetatable({i = i, x = x}, meta)) end
    for i = 1, #numbers do got[i] = queue:get_nowait().i end
    support.cleanup()
    assert.equal(python, table.concat(got, " ") .. "\n", "seed " .. seed)
  end)
end)
