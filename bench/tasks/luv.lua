--- The tests of tasks with luv and bare coroutines, without checks, cancellation or errors:
-- the least that such a library could cost.

local uv = require "luv"

local shared = dofile(arg[0]:match "^.*/" .. "shared.lua")
local side, batches = shared.side, shared.batches
local size, count, port, ready = side.size, side.count, tonumber(side.address), side.ready

local LINE = ("x"):rep(63) .. "\n"
local SHORT = 1  -- ms

local yield, running = coroutine.yield, coroutine.running

local tests = {}

-- Coroutines in turns of the loop --------------------------------------------------------

local due, first, last = {}, 1, 0
local idle, busy = uv.new_idle(), false

local function go(co)
  local ok, e = coroutine.resume(co)
  if not ok then error(e) end
end

local function turn()
  for i = first, last do
    local co = due[i]
    due[i] = nil
    first = i + 1
    go(co)
  end
  if first > last then
    busy = false
    idle:stop()
  end
end

local function wake(co)
  last = last + 1
  due[last] = co
  if not busy then
    busy = true
    idle:start(turn)
  end
end

local function spawn(f)
  wake(coroutine.create(f))
end

local function pass()
  wake(running())
  yield()
end

local function in_task(main)
  spawn(main)
  uv.run()
end

-- Tasks ------------------------------------------------------------------------------

-- A task that can be awaited.
local function create(f)
  local task = {ended = false, waiter = false}
  spawn(function()
    f()
    task.ended = true
    if task.waiter then wake(task.waiter) end
  end)
  return task
end

local function await(task)
  if task.ended then return end
  task.waiter = running()
  yield()
end

local function nothing() end

function tests.gather()
  in_task(function()
    ready()
    for _ = 1, batches() do
      local left, waiter = size, running()
      for _ = 1, size do
        spawn(function()
          nothing()
          left = left - 1
          if left == 0 then wake(waiter) end
        end)
      end
      yield()
    end
  end)
end

function tests.task_group()
  tests.gather()
end

-- Primitives -------------------------------------------------------------------------

-- Waiting coroutines, first come, first served.
local function new_waiters()
  local all, from, to = {}, 1, 0
  local waiters = {}
  function waiters.wait()
    to = to + 1
    all[to] = running()
    yield()
  end
  function waiters.signal()
    if from > to then return end
    local co = all[from]
    all[from] = nil
    from = from + 1
    wake(co)
  end
  function waiters.wake_all()
    while from <= to do waiters.signal() end
  end
  return waiters
end

local library = {in_task = in_task, spawn = spawn, create = create, await = await, pass = pass, condition = new_waiters}

shared.primitives(library)
shared.tests(tests, library)

local crowd = library.crowd

function tests.event()
  local waiters = new_waiters()
  in_task(function()
    local rounds = batches()
    for _ = 1, size do
      spawn(function()
        for _ = 1, rounds do waiters.wait() end
      end)
    end
    pass()
    ready()
    for _ = 1, rounds do
      waiters.wake_all()
      pass()
    end
  end)
end

-- A queue's waiter waits in the same way.
function tests.event_memory()
  local waiters = new_waiters()
  in_task(function()
    ready()
    for _ = 1, count do spawn(function() waiters.wait() end) end
    pass()
    side.finish()
    os.exit(0)
  end)
end

-- Streams ----------------------------------------------------------------------------

-- Resumes the running coroutine with the callback's arguments.
local function resumer()
  local co = running()
  return function(...)
    local ok, e = coroutine.resume(co, ...)
    if not ok then error(e) end
  end
end

local function connect(host)
  local s = uv.new_tcp()
  s:connect(host, port, resumer())
  assert(not yield())
  s:nodelay(true)
  return s
end

-- Reads through a buffer, and stops reading while nobody waits.
local function new_reader(s)
  local data, at, waiter, reading = "", 1, nil, false
  local function take(_, chunk)
    data, at = at > #data and chunk or data:sub(at) .. chunk, 1
    local co = waiter
    waiter = nil
    if co then return go(co) end
    reading = false
    s:read_stop()
  end
  local function more()
    if not reading then
      reading = true
      s:read_start(take)
    end
    waiter = running()
    yield()
  end
  local reader = {}
  function reader.line()
    local stop = data:find("\n", at, true)
    while not stop do
      more()
      stop = data:find("\n", at, true)
    end
    local line = data:sub(at, stop)
    at = stop + 1
    return line
  end
  function reader.exactly(n)
    while #data - at + 1 < n do more() end
    at = at + n
    return data:sub(at - n, at - 1)
  end
  return reader
end

local function with_stream(work)
  in_task(function()
    local s = connect("127.0.0.1")
    ready()
    work(s)
    s:close()
  end)
end

function tests.readline()
  with_stream(function(s)
    local reader = new_reader(s)
    for _ = 1, count do reader.line() end
  end)
end

function tests.frame()
  with_stream(function(s)
    local reader = new_reader(s)
    for _ = 1, count do
      reader.exactly(4)
      reader.exactly(60)
    end
  end)
end

function tests.write_drain()
  with_stream(function(s)
    local again = resumer()
    for _ = 1, count do
      s:write(LINE, again)
      yield()
    end
  end)
end

-- Connecting ---------------------------------------------------------------------------

function tests.open_connection()
  in_task(function()
    ready()
    for _ = 1, count do connect("127.0.0.1"):close() end
  end)
end

function tests.connect_ip()
  tests.open_connection()
end

function tests.connect_name()
  in_task(function()
    ready()
    for _ = 1, count do
      uv.getaddrinfo("localhost", nil, {family = "inet", socktype = "stream"}, resumer())
      local _, found = yield()
      connect(found[1].addr):close()
    end
  end)
end

function tests.lookup()
  ready()
  for _ = 1, count do
    uv.getaddrinfo("localhost", 80, {family = "inet", socktype = "stream"})
  end
end

-- Two tasks ------------------------------------------------------------------------------

local function pipes()
  local fds = uv.socketpair()
  local a, b = uv.new_pipe(false), uv.new_pipe(false)
  a:open(fds[1])
  b:open(fds[2])
  return a, b
end

function tests.pair_sockets()
  in_task(function()
    local a, b = pipes()
    ready()
    local done = 0
    local me = running()
    b:read_start(function(_, chunk)
      b:try_write(chunk)
    end)
    a:read_start(function()
      go(me)
    end)
    while done < count do
      a:try_write(LINE)
      yield()
      done = done + 1
    end
    a:close()
    b:close()
  end)
end

function tests.pair_streams()
  in_task(function()
    local a, b = pipes()
    ready()
    spawn(function()
      local reader = new_reader(b)
      for _ = 1, count do b:try_write(reader.line()) end
      b:close()
    end)
    local reader = new_reader(a)
    for _ = 1, count do
      a:try_write(LINE)
      reader.line()
    end
    a:close()
  end)
end

-- Timeouts -------------------------------------------------------------------------------

-- The timer fires if nothing has arrived by then.
function tests.timeout_recv()
  local each = batches()
  crowd(size, function()
    local a, b = pipes()
    local timer, again = uv.new_timer(), resumer()
    for _ = 1, each do
      a:read_start(again)
      timer:start(SHORT, 0, again)
      yield()
      a:read_stop()
    end
    a:close()
    b:close()
    timer:close()
  end)
end

function tests.timeout_context()
  tests.timeout_recv()
end

function tests.timeout_wait_for()
  local each = batches()
  crowd(size, function()
    local timer, again = uv.new_timer(), resumer()
    for _ = 1, each do
      timer:start(SHORT, 0, again)
      yield()
    end
    timer:close()
  end)
end

side.run(tests)
