--- The tests of tasks whose bodies are the same with every library.
--
--   local shared = dofile(arg[0]:match "^.*/" .. "shared.lua")
--   shared.batches()                     the number of batches of `size`
--   shared.side                          the harness (bench/sides/harness.lua)
--   shared.tests(tests, library)         adds the tests
--   shared.primitives(library)           adds a queue, a lock and a semaphore to a library that has none
--
-- What the library has to have:
--
--   in_task(main)                runs main() as a task, and all tasks that it creates
--   spawn(f)                     creates a task
--   crowd(n, body)               runs body() in `n` tasks at once; without it they are spawned
--   create(f) -> task            creates a task that await(task) can wait for
--   pass()                       lets the other tasks run
--   queue(room)                  an object with put and get
--   lock(), semaphore(value)     objects with acquire and release
--   condition()                  for shared.primitives: an object with wait() and signal(1), which wakes one waiter

local shared = {}

local side = dofile(arg[0]:match "^.*/" .. "../sides/harness.lua")
local size, count, ready = side.size, side.count, side.ready

shared.side = side

local function nothing() end

function shared.batches()
  return math.max(1, count // size)
end

local function add_tasks(tests, library)
  function tests.create_await()
    library.in_task(function()
      ready()
      for _ = 1, shared.batches() do
        local all = {}
        for i = 1, size do all[i] = library.create(nothing) end
        for i = 1, size do library.await(all[i]) end
      end
    end)
  end

  function tests.sleep_zero()
    local each = shared.batches()
    library.crowd(size, function()
      for _ = 1, each do library.pass() end
    end)
  end
end

-- One task puts, `consumers` take.
local function queue(library, consumers)
  library.in_task(function()
    local q, all = library.queue(size), {}
    ready()
    for i = 1, consumers do
      all[i] = library.create(function()
        while q:get() do end
      end)
    end
    for i = 1, count do q:put(i) end
    for _ = 1, consumers do q:put(false) end
    for i = 1, consumers do library.await(all[i]) end
  end)
end

local function free(library, lock)
  library.in_task(function()
    ready()
    for _ = 1, count do
      lock:acquire()
      lock:release()
    end
  end)
end

local function contended(library, lock)
  local each = shared.batches()
  library.crowd(size, function()
    for _ = 1, each do
      lock:acquire()
      library.pass()
      lock:release()
    end
  end)
end

local function add_primitives(tests, library)
  function tests.queue() queue(library, 1) end
  function tests.queue_crowd() queue(library, size) end
  function tests.lock_free() free(library, library.lock()) end
  function tests.lock() contended(library, library.lock()) end
  function tests.semaphore_free() free(library, library.semaphore(10)) end
  function tests.semaphore() contended(library, library.semaphore(10)) end
end

local function spawn_all(library)
  return function(n, body)
    library.in_task(function()
      ready()
      for _ = 1, n do library.spawn(body) end
    end)
  end
end

function shared.tests(tests, library)
  library.crowd = library.crowd or spawn_all(library)
  add_tasks(tests, library)
  add_primitives(tests, library)
end

-- Primitives made of conditions, as the users of such a library make them.

local function new_queue(library, room)
  local items, first, last = {}, 1, 0
  local filled, emptied = library.condition(), library.condition()
  local q = {}
  function q.put(_, item)
    while last - first + 1 >= room do emptied:wait() end
    last = last + 1
    items[last] = item
    filled:signal(1)
  end
  function q.get()
    while first > last do filled:wait() end
    local item = items[first]
    items[first] = nil
    first = first + 1
    emptied:signal(1)
    return item
  end
  return q
end

local function new_semaphore(library, value)
  local free_again = library.condition()
  local s = {}
  function s.acquire()
    while value == 0 do free_again:wait() end
    value = value - 1
  end
  function s.release()
    value = value + 1
    free_again:signal(1)
  end
  return s
end

function shared.primitives(library)
  function library.queue(room) return new_queue(library, room) end
  function library.lock() return new_semaphore(library, 1) end
  function library.semaphore(value) return new_semaphore(library, value) end
end

return shared
