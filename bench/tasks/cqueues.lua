--- The tests of tasks with cqueues, its conditions and its promises. It has no queue and no
-- lock, so these tests build them from conditions, as its users do.

local cqueues = require "cqueues"
local condition = require "cqueues.condition"
local promise = require "cqueues.promise"
local socket = require "cqueues.socket"

local side = dofile(arg[0]:match "^.*/" .. "../sides/harness.lua")
local size, count, place, ready = side.size, side.count, tonumber(side.place), side.ready

local LINE = ("x"):rep(63) .. "\n"
local SHORT = 0.001

local tests = {}

local cq = cqueues.new()

local function in_task(main)
  cq:wrap(main)
  assert(cq:loop())
end

local function batches()
  return math.max(1, count // size)
end

local function nothing() end

-- Tasks ------------------------------------------------------------------------------

-- A task that can be awaited.
local function create(f)
  return promise.new(f)
end

function tests.create_await()
  in_task(function()
    ready()
    for _ = 1, batches() do
      local all = {}
      for i = 1, size do all[i] = create(nothing) end
      for i = 1, size do all[i]:get() end
    end
  end)
end

local function crowd(n, body)
  in_task(function()
    ready()
    for _ = 1, n do cq:wrap(body) end
  end)
end

function tests.sleep_zero()
  local each = batches()
  crowd(size, function()
    for _ = 1, each do cqueues.sleep(0) end
  end)
end

function tests.wait_for_ended()
  in_task(function()
    local task = create(nothing)
    task:get()
    ready()
    for _ = 1, count do task:get(10) end
  end)
end

-- Primitives -------------------------------------------------------------------------

local function new_queue(room)
  local items, first, last = {}, 1, 0
  local filled, emptied = condition.new(), condition.new()
  local q = {}
  function q.put(item)
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

local function queue(room, consumers)
  in_task(function()
    local q = new_queue(room)
    ready()
    for _ = 1, consumers do
      cq:wrap(function()
        while q.get() do end
      end)
    end
    for i = 1, count do q.put(i) end
    for _ = 1, consumers do q.put(false) end
  end)
end

function tests.queue()
  queue(size, 1)
end

function tests.queue_crowd()
  queue(size, size)
end

local function new_semaphore(value)
  local free = condition.new()
  local s = {}
  function s.acquire()
    while value == 0 do free:wait() end
    value = value - 1
  end
  function s.release()
    value = value + 1
    free:signal(1)
  end
  return s
end

local function free(lock)
  in_task(function()
    ready()
    for _ = 1, count do
      lock.acquire()
      lock.release()
    end
  end)
end

local function contended(lock)
  local each = batches()
  crowd(size, function()
    for _ = 1, each do
      lock.acquire()
      cqueues.sleep(0)
      lock.release()
    end
  end)
end

function tests.lock_free()
  free(new_semaphore(1))
end

function tests.lock()
  contended(new_semaphore(1))
end

function tests.semaphore_free()
  free(new_semaphore(10))
end

function tests.semaphore()
  contended(new_semaphore(10))
end

function tests.event()
  local event, waits = condition.new(), 0
  in_task(function()
    local rounds = batches()
    for _ = 1, size do
      cq:wrap(function()
        for _ = 1, rounds do
          waits = waits + 1
          event:wait()
        end
      end)
    end
    ready()
    for i = 1, rounds do
      while waits < i * size do cqueues.sleep(0) end
      event:signal()
    end
  end)
end

-- A queue's waiter waits for a condition too.
function tests.event_memory()
  local event = condition.new()
  in_task(function()
    ready()
    for _ = 1, count do
      cq:wrap(function() event:wait() end)
    end
    cqueues.sleep(0)
    side.finish()
    os.exit(0)
  end)
end

-- Streams ----------------------------------------------------------------------------

local function connect()
  local s = socket.connect{host = "127.0.0.1", port = place, nodelay = true}
  assert(s:connect())
  s:setmode("bn", "bn")
  return s
end

local function with_stream(work)
  in_task(function()
    local s = connect()
    ready()
    work(s)
    s:close()
  end)
end

function tests.readline()
  with_stream(function(s)
    for _ = 1, count do s:read("*L") end
  end)
end

function tests.frame()
  with_stream(function(s)
    for _ = 1, count do
      s:read(4)
      s:read(60)
    end
  end)
end

function tests.write_drain()
  with_stream(function(s)
    for _ = 1, count do s:write(LINE) end
  end)
end

function tests.makefile_readline()
  local s = connect()
  ready()
  for _ = 1, count do s:read("*L") end
end

function tests.makefile_read()
  local s = connect()
  ready()
  for _ = 1, count do s:read("*l") end
end

-- Connecting ---------------------------------------------------------------------------

function tests.open_connection()
  in_task(function()
    ready()
    for _ = 1, count do connect():close() end
  end)
end

function tests.connect_ip()
  tests.open_connection()
end

function tests.connect_name()
  in_task(function()
    ready()
    for _ = 1, count do
      local s = socket.connect{host = "localhost", port = place, family = socket.AF_INET}
      assert(s:connect())
      s:close()
    end
  end)
end

-- Two tasks ------------------------------------------------------------------------------

local function pair(wanted, get)
  in_task(function()
    local a, b = socket.pair()
    a:setmode("bn", "bn")
    b:setmode("bn", "bn")
    ready()
    cq:wrap(function()
      for _ = 1, count do b:write(get(b, wanted)) end
    end)
    for _ = 1, count do
      a:write(LINE)
      get(a, wanted)
    end
  end)
end

function tests.pair_sockets()
  pair(-64, function(s, n) return s:read(n) end)
end

function tests.pair_streams()
  pair("*L", function(s, line) return s:read(line) end)
end

-- Timeouts -------------------------------------------------------------------------------

function tests.timeout_recv()
  local each = batches()
  crowd(size, function()
    local a, b = socket.pair()
    a:setmode("bn", "bn")
    a:settimeout(SHORT)
    a:onerror(function(_, _, why) return why end)
    for _ = 1, each do
      if a:read(1) then error("something came") end
      a:clearerr("r")
    end
    b:close()
  end)
end

function tests.timeout_wait_for()
  local each = batches()
  crowd(size, function()
    local never = condition.new()
    for _ = 1, each do
      if never:wait(SHORT) then error("somebody signalled") end
    end
  end)
end

side.run(tests)
