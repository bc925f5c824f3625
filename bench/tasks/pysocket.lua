--- The tests of tasks with this module. The other files in this directory have the same
-- structure, and shared.lua has what is the same; bench/sides/harness.lua describes the arguments and the protocol.

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local selectors = require "pysocket.selectors"

local shared = dofile(arg[0]:match "^.*/" .. "shared.lua")
local side, batches = shared.side, shared.batches
local size, count, port, ready = side.size, side.count, tonumber(side.address), side.ready

local LINE = ("x"):rep(63) .. "\n"
local SHORT = 0.001

local tests = {}

-- Runs main() as a task, which reports when it is ready.
local function in_task(main)
  asyncio.run(main)
end

-- Runs body(i) in `n` tasks at once.
local function crowd(n, body)
  in_task(function()
    local all = {}
    ready()
    for i = 1, n do all[i] = asyncio.create_task(body, i) end
    for i = 1, n do all[i]:await() end
  end)
end

local function nothing() end

-- Tasks ------------------------------------------------------------------------------

shared.tests(tests, {
  in_task = in_task, spawn = asyncio.create_task, crowd = crowd, create = asyncio.create_task,
  await = function(task) task:await() end, pass = function() asyncio.sleep(0) end,
  queue = asyncio.Queue, lock = asyncio.Lock, semaphore = asyncio.Semaphore,
})

function tests.gather()
  in_task(function()
    local functions = {}
    for i = 1, size do functions[i] = nothing end
    ready()
    for _ = 1, batches() do asyncio.gather(table.unpack(functions)) end
  end)
end

function tests.task_group()
  in_task(function()
    ready()
    for _ = 1, batches() do
      local group <close> = asyncio.TaskGroup()
      for _ = 1, size do group:create_task(nothing) end
    end
  end)
end

function tests.wait_for_ended()
  in_task(function()
    local task = asyncio.create_task(nothing)
    task:await()
    ready()
    for _ = 1, count do asyncio.wait_for(task, 10) end
  end)
end

-- Primitives -------------------------------------------------------------------------

function tests.queue_nowait()
  in_task(function()
    local q = asyncio.Queue()
    ready()
    for i = 1, count do
      q:put_nowait(i)
      q:get_nowait()
    end
  end)
end

function tests.event()
  local event = asyncio.Event()
  in_task(function()
    local rounds = batches()
    for _ = 1, size do
      asyncio.create_task(function()
        for _ = 1, rounds do event:wait() end
      end)
    end
    asyncio.sleep(0)
    ready()
    for _ = 1, rounds do
      event:set()
      event:clear()
      asyncio.sleep(0)
    end
  end)
end

-- Keeps the tasks whose memory is measured.
local function held(wait)
  in_task(function()
    ready()
    for _ = 1, count do asyncio.create_task(wait) end
    asyncio.sleep(0)
    side.finish()
    os.exit(0)
  end)
end

function tests.event_memory()
  local event = asyncio.Event()
  held(function() event:wait() end)
end

function tests.queue_memory()
  local q = asyncio.Queue()
  held(function() q:get() end)
end

-- Streams ----------------------------------------------------------------------------

local function with_streams(work)
  in_task(function()
    local reader, writer = asyncio.open_connection("127.0.0.1", port)
    ready()
    work(reader, writer)
    writer:close()
  end)
end

function tests.readline()
  with_streams(function(reader)
    for _ = 1, count do reader:readline() end
  end)
end

function tests.frame()
  with_streams(function(reader)
    for _ = 1, count do
      reader:readexactly(4)
      reader:readexactly(60)
    end
  end)
end

function tests.write_drain()
  with_streams(function(_, writer)
    for _ = 1, count do
      writer:write(LINE)
      writer:drain()
    end
  end)
end

function tests.makefile_readline()
  local file = socket.create_connection{"127.0.0.1", port}:makefile()
  ready()
  for _ = 1, count do file:readline() end
end

function tests.makefile_read()
  local file = socket.create_connection{"127.0.0.1", port}:makefile()
  ready()
  for _ = 1, count do file:read("l") end
end

-- Connecting ---------------------------------------------------------------------------

function tests.open_connection()
  in_task(function()
    ready()
    for _ = 1, count do
      local _, writer = asyncio.open_connection("127.0.0.1", port)
      writer:close()
    end
  end)
end

local function create_connection(host)
  in_task(function()
    ready()
    for _ = 1, count do socket.create_connection{host, port}:close() end
  end)
end

function tests.connect_ip()
  create_connection("127.0.0.1")
end

function tests.connect_name()
  create_connection("localhost")
end

function tests.lookup()
  ready()
  for _ = 1, count do socket.getaddrinfo("localhost", 80, socket.AF_INET, socket.SOCK_STREAM) end
end

-- Two tasks ------------------------------------------------------------------------------

function tests.pair_sockets()
  in_task(function()
    local a, b = socket.socketpair()
    ready()
    local answers = asyncio.create_task(function()
      for _ = 1, count do b:sendall(b:recv(64)) end
    end)
    for _ = 1, count do
      a:sendall(LINE)
      a:recv(64)
    end
    answers:await()
  end)
end

local function streams(s)
  return asyncio.open_connection{sock = s}
end

function tests.pair_streams()
  in_task(function()
    local a, b = socket.socketpair()
    local reader, writer = streams(a)
    ready()
    local answers = asyncio.create_task(function()
      local other, answer = streams(b)
      for _ = 1, count do answer:write(other:readline()) end
    end)
    for _ = 1, count do
      writer:write(LINE)
      reader:readline()
    end
    answers:await()
  end)
end

-- Timeouts -------------------------------------------------------------------------------

-- Each of `size` tasks repeatedly calls the function that new() returns, which has to fail.
local function timeouts(new)
  local each = batches()
  crowd(size, function()
    local expire = new()
    for _ = 1, each do
      local ok, e = pcall(expire)
      if ok or not socket.isinstance(e, socket.TimeoutError) then error(e) end
    end
  end)
end

function tests.timeout_recv()
  timeouts(function()
    local a, b = socket.socketpair()
    a:settimeout(SHORT)
    return function() a:recv(1, b and 0) end
  end)
end

function tests.timeout_context()
  timeouts(function()
    local a, b = socket.socketpair()
    return function()
      local _ <close> = asyncio.timeout(SHORT)
      a:recv(1, b and 0)
    end
  end)
end

function tests.timeout_wait_for()
  timeouts(function()
    return function() asyncio.wait_for({asyncio.sleep, 3600}, SHORT) end
  end)
end

-- Selectors --------------------------------------------------------------------------------

local READY = 10

-- `size` sockets, of which READY are readable.
local function pairs_of_sockets(register)
  local kept = {}
  for i = 1, size do
    local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    kept[i] = {a, b}
    register(a)
    if i <= READY then b:send("x") end
  end
  return kept
end

function tests.selector()
  local selector <close> = selectors.DefaultSelector()
  local kept = pairs_of_sockets(function(s) selector:register(s, selectors.EVENT_READ) end)
  ready()
  for _ = 1, count do
    for _, pair in ipairs(selector:select()) do
      if not pair[1].fileobj then error("no key") end
    end
  end
  return kept
end

function tests.epoll()
  local epoll = require "pysocket.select".epoll()
  local kept = pairs_of_sockets(function(s) epoll:register(s, require "pysocket.select".EPOLLIN) end)
  ready()
  for _ = 1, count do
    for _, pair in ipairs(epoll:poll()) do
      if not pair[1] then error("no descriptor") end
    end
  end
  return kept
end

side.run(tests)
