--- The tests of tasks with cqueues, its conditions and its promises. It has no queue and no
-- lock, so shared.lua builds them from conditions.

local cqueues = require "cqueues"
local condition = require "cqueues.condition"
local promise = require "cqueues.promise"
local socket = require "cqueues.socket"

local shared = dofile(arg[0]:match "^.*/" .. "shared.lua")
local side, batches = shared.side, shared.batches
local size, count, port, ready = side.size, side.count, tonumber(side.address), side.ready

local LINE = ("x"):rep(63) .. "\n"
local SHORT = 0.001

local tests = {}

local cq = cqueues.new()

local function in_task(main)
  cq:wrap(main)
  assert(cq:loop())
end

local function nothing() end

-- Tasks ------------------------------------------------------------------------------

local library = {
  in_task = in_task, spawn = function(f) cq:wrap(f) end, create = promise.new, condition = condition.new,
  await = function(task) task:get() end, pass = function() cqueues.sleep(0) end,
}

shared.primitives(library)
shared.tests(tests, library)

local crowd = library.crowd

function tests.wait_for_ended()
  in_task(function()
    local task = promise.new(nothing)
    task:get()
    ready()
    for _ = 1, count do task:get(10) end
  end)
end

-- Primitives -------------------------------------------------------------------------

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
  local s = socket.connect{host = "127.0.0.1", port = port, nodelay = true}
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
      local s = socket.connect{host = "localhost", port = port, family = socket.AF_INET}
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
