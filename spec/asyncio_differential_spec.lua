-- Tasks that lock, wait, put, get and are cancelled at random, turn for turn as Python's: the same programs,
-- drawn by chance, run here and in python3, and all that happens in them must happen in the same order.
local support = require "spec.support"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local PROGRAMS = 150

-- How often an operation lets the others run, how many it notifies, what it puts.
local MOST = {lock = 3, semaphore = 3, sleep = 3, notify = 2, put = 99}

-- Before 3.13 the others let go of those who wait in another order.
local EVERYWHERE = {"event", "set", "clear", "put", "get", "sleep"}
local SINCE_3_13 = {"lock", "semaphore", "wait", "notify", "barrier"}

local PYTHON = [[
import asyncio, json, sys

async def turns(n):
    for _ in range(n):
        await asyncio.sleep(0)

async def operate(name, n, i, o, log):
    if name in ('lock', 'semaphore'):
        async with o[name]:
            log.append(f'{i} {name}')
            await turns(n)
    elif name == 'event':
        await o['event'].wait()
    elif name in ('set', 'clear'):
        getattr(o['event'], name)()
    elif name == 'wait':
        async with o['condition']:
            await o['condition'].wait()
    elif name == 'notify':
        async with o['condition']:
            o['condition'].notify(n)
    elif name == 'put':
        await o['queue'].put(n)
    elif name == 'get':
        log.append(f'{i} got {await o["queue"].get()}')
    elif name == 'barrier':
        log.append(f'{i} is {await o["barrier"].wait()}')
    else:
        await turns(n)

async def work(i, operations, o, log):
    for name, n, dies in operations:
        try:
            await operate(name, n, i, o, log)
            log.append(f'{i} {name} done')
        except asyncio.CancelledError:
            log.append(f'{i} {name} cancelled')
            if dies:
                raise

async def main(works, cancels, log):
    o = dict(lock=asyncio.Lock(), semaphore=asyncio.Semaphore(2), event=asyncio.Event(),
             condition=asyncio.Condition(), queue=asyncio.Queue(2), barrier=asyncio.Barrier(3))
    tasks = [asyncio.create_task(work(i, operations, o, log)) for i, operations in enumerate(works, 1)]
    for n, i in cancels:
        await turns(n)
        if i <= len(tasks):
            log.append(f'cancel {i} {tasks[i - 1].cancel()}')
        log.append(f'{o["lock"].locked()} {o["semaphore"].locked()} {o["queue"].qsize()} {o["barrier"].n_waiting}')
    while not all(task.done() for task in tasks):
        for task in tasks:
            task.cancel()
        await turns(3)

for works, cancels in json.load(open(sys.argv[1])):
    log = []
    asyncio.run(main(works, cancels, log))
    print(*log, sep='\n')
    print('end of program')
]]

local function turns(n)
  for _ = 1, n do asyncio.sleep(0) end
end

local function shown(value)
  if type(value) == "boolean" then return value and "True" or "False" end
  return tostring(value)
end

local function operate(name, n, i, o, log)
  if name == "lock" or name == "semaphore" then
    local _ <close> = o[name]:acquire()
    log[#log + 1] = ("%d %s"):format(i, name)
    turns(n)
  elseif name == "event" then
    o.event:wait()
  elseif name == "set" or name == "clear" then
    o.event[name](o.event)
  elseif name == "wait" then
    local _ <close> = o.condition:acquire()
    o.condition:wait()
  elseif name == "notify" then
    local _ <close> = o.condition:acquire()
    o.condition:notify(n)
  elseif name == "put" then
    o.queue:put(n)
  elseif name == "get" then
    local item = o.queue:get()
    log[#log + 1] = ("%d got %d"):format(i, item)
  elseif name == "barrier" then
    local index = o.barrier:wait()
    log[#log + 1] = ("%d is %d"):format(i, index)
  else
    turns(n)
  end
end

local function work(i, operations, o, log)
  for _, operation in ipairs(operations) do
    local name, n, dies = table.unpack(operation)
    local ok, e = pcall(operate, name, n, i, o, log)
    if not ok and not socket.isinstance(e, asyncio.CancelledError) then error(e, 0) end
    log[#log + 1] = ("%d %s %s"):format(i, name, ok and "done" or "cancelled")
    if not ok and dies then error(e, 0) end
  end
end

local function all_done(tasks)
  for _, task in ipairs(tasks) do
    if not task:done() then return false end
  end
  return true
end

local function main(works, cancels, log)
  local o = {lock = asyncio.Lock(), semaphore = asyncio.Semaphore(2), event = asyncio.Event(),
    condition = asyncio.Condition(), queue = asyncio.Queue(2), barrier = asyncio.Barrier(3)}
  local tasks = {}
  for i, operations in ipairs(works) do tasks[i] = asyncio.create_task(work, i, operations, o, log) end
  for _, cancel in ipairs(cancels) do
    local n, i = table.unpack(cancel)
    turns(n)
    if i <= #tasks then log[#log + 1] = ("cancel %d %s"):format(i, shown(tasks[i]:cancel())) end
    log[#log + 1] = ("%s %s %d %d"):format(shown(o.lock:locked()), shown(o.semaphore:locked()), o.queue:qsize(),
      o.barrier.n_waiting)
  end
  while not all_done(tasks) do
    for _, task in ipairs(tasks) do task:cancel() end
    turns(3)
  end
  for _, task in ipairs(tasks) do pcall(task.await, task) end
end

local function json(value)
  if type(value) == "string" then return '"' .. value .. '"' end
  if type(value) ~= "table" then return tostring(value) end
  local items = {}
  for i, item in ipairs(value) do items[i] = json(item) end
  return "[" .. table.concat(items, ",") .. "]"
end

local function draw_list(n, f)
  local list = {}
  for i = 1, n do list[i] = f() end
  return list
end

-- Each program has some of the operations only, so that they meet more often.
local function draw_program(all)
  local names = draw_list(math.random(1, 6), function() return all[math.random(#all)] end)
  local works = draw_list(math.random(2, 8), function()
    return draw_list(math.random(1, 6), function()
      local name = names[math.random(#names)]
      local most = MOST[name] or 0
      return {name, math.random(name == "notify" and 1 or 0, most), math.random(2) == 1}
    end)
  end)
  return {works, draw_list(math.random(0, 12), function() return {math.random(0, 3), math.random(10)} end)}
end

-- The newest Python that there is, and the operations that are to be the same in it.
local function find_python()
  for _, name in ipairs{"python3.14", "python3.13"} do
    if support.run{name, "-c", ""}.code == 0 then return {name}, true end
  end
  local python = support.python_argv()
  local is_new = support.run{python[1], "-c", "import sys; sys.exit(sys.version_info < (3, 13))"}.code == 0
  local has_barrier = support.run{python[1], "-c", "import asyncio; asyncio.Barrier"}.code == 0
  return has_barrier and python or nil, is_new
end

describe("random tasks", function()
  after_each(support.cleanup)

  it("do what they do in Python, in the same order", function()
    local python, is_new = find_python()
    if not python then
      pending "python3 has no asyncio.Barrier"
      return
    end
    local seed = math.random(1 << 30)
    math.randomseed(seed)
    local all = table.move(EVERYWHERE, 1, #EVERYWHERE, 1, {})
    if is_new then table.move(SINCE_3_13, 1, #SINCE_3_13, #all + 1, all) end
    local programs = draw_list(PROGRAMS, function() return draw_program(all) end)

    local argv = table.move({support.tmpfile(PYTHON, "random.py"), support.tmpfile(json(programs), "programs")}, 1, 2,
      #python + 1, python)
    local result = support.run(argv)
    assert.equal(0, result.code, result.stderr)
    local expected = {}
    for text in result.stdout:gmatch("(.-)\nend of program\n") do expected[#expected + 1] = text end
    assert.equal(PROGRAMS, #expected)
    for i, program in ipairs(programs) do
      local log = {}
      asyncio.run(main, program[1], program[2], log)
      assert.equal(expected[i], table.concat(log, "\n"), ("seed %d, program %s"):format(seed, json(program)))
    end
  end)
end)
