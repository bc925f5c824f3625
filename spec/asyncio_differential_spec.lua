-- Compares random programs in Lua and in Python. Their tasks lock, put, get, wait for each other, fail and are
-- cancelled, and the same must happen at the same time in both.
local support = require "spec.support"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local PROGRAMS = 150

-- The largest number that an operation gets: how often it yields to the others, how many waiters it notifies, what it
-- puts.
local MAX_REPEATS = {lock = 3, semaphore = 3, sleep = 3, notify = 2, put = 99}

-- Before Python 3.13, the other operations woke waiters in a different order.
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
  for _, task in pairs(tasks) do
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

-- Each program has only a few of the operations, so that they meet more often.
local function draw_program(all)
  local names = draw_list(math.random(1, 6), function() return all[math.random(#all)] end)
  local works = draw_list(math.random(2, 8), function()
    return draw_list(math.random(1, 6), function()
      local name = names[math.random(#names)]
      local max = MAX_REPEATS[name] or 0
      return {name, math.random(name == "notify" and 1 or 0, max), math.random(2) == 1}
    end)
  end)
  return {works, draw_list(math.random(0, 12), function() return {math.random(0, 3), math.random(10)} end)}
end

-- Returns the newest Python on this machine, and whether all operations must behave the same in it.
local function find_python()
  for _, name in ipairs{"python3.14", "python3.13"} do
    if support.run{name, "-c", ""}.code == 0 then return {name}, true end
  end
  local python = support.python_argv()
  local is_new = support.run{python[1], "-c", "import sys; sys.exit(sys.version_info < (3, 13))"}.code == 0
  local has_barrier = support.run{python[1], "-c", "import asyncio; asyncio.Barrier"}.code == 0
  return has_barrier and python or nil, is_new
end

-- Trees of tasks that wait for each other ----------------------------------------------

-- A node is {name, number, time, children, return_when}. Time is counted in ticks of 25 turns, which is enough for
-- all consequences of one event. Each node and each cancellation has ticks of its own, so that no two events
-- coincide; what happens within one tick may happen in any order.
local TREES = [=[
import asyncio, json, sys

class Boom(Exception):
    pass

def shown(e):
    if isinstance(e, asyncio.CancelledError):
        return 'cancelled'
    if isinstance(e, BaseException) and hasattr(e, 'exceptions'):
        return 'group(%s)' % ' '.join(sorted(shown(x) for x in e.exceptions))
    return 'boom %s' % e if isinstance(e, Boom) else str(e)

class Tree:
    def __init__(self, cycle):
        self.cycle, self.now, self.alarms, self.log, self.tasks = cycle, 0, {}, [], {}

    def say(self, *what):
        self.log.append(' '.join(map(str, (self.now,) + what)))

    async def wait_until(self, tick):
        self.alarms[tick] = asyncio.get_running_loop().create_future()
        await self.alarms[tick]

    async def rest(self, node):
        tick = self.now + node[2]
        await self.wait_until(tick + (node[1] - tick) % self.cycle)

    def spawn(self, node):
        self.tasks[node[1]] = task = asyncio.create_task(self.run(node))
        return task

    async def run(self, node):
        try:
            result = await getattr(self, node[0])(node, node[3])
            self.say(node[1], 'ok', result)
            return result
        except BaseException as e:
            self.say(node[1], shown(e))
            raise

    async def sleep(self, node, nodes):
        await self.rest(node)
        return str(node[1])

    async def fail(self, node, nodes):
        await self.rest(node)
        raise Boom(node[1])

    async def gather(self, node, nodes):
        return ','.join(await asyncio.gather(*map(self.spawn, nodes)))

    async def gather_all(self, node, nodes):
        return ','.join(map(shown, await asyncio.gather(*map(self.spawn, nodes), return_exceptions=True)))

    async def shield(self, node, nodes):
        return await asyncio.shield(self.spawn(nodes[0]))

    async def wait_for_task(self, node, nodes):
        return await self.spawn(nodes[0])

    async def refuse(self, node, nodes):
        try:
            return await self.run(nodes[0])
        except asyncio.CancelledError:
            return 'refused'

    async def clean_up(self, node, nodes):
        try:
            return await self.run(nodes[0])
        finally:
            await self.rest(node)

    async def wait(self, node, nodes):
        done, pending = await asyncio.wait(list(map(self.spawn, nodes)), return_when=node[4])
        return '%d/%d' % (len(done), len(pending))

    async def as_completed(self, node, nodes):
        results = []
        for awaitable in asyncio.as_completed(list(map(self.spawn, nodes))):
            try:
                results.append(await awaitable)
            except Boom as e:
                results.append(shown(e))
        return ','.join(results)

    async def group(self, node, nodes):
        async with asyncio.TaskGroup() as group:
            for other in nodes[1:]:
                self.tasks[other[1]] = group.create_task(self.run(other))
            return await self.run(nodes[0])

    async def cancel(self, tick, number):
        await self.wait_until(tick)
        if number in self.tasks:
            self.say('cancel', number, self.tasks[number].cancel())

async def main(root, cycle, cancels):
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    tree = Tree(cycle)
    tree.spawn(root)
    cancellers = [asyncio.create_task(tree.cancel(*cancel)) for cancel in cancels]
    while not all(task.done() for task in [*tree.tasks.values(), *cancellers]):
        for _ in range(25):
            await asyncio.sleep(0)
        tree.now += 1
        alarm = tree.alarms.pop(tree.now, None)
        if alarm and not alarm.done():
            alarm.set_result(None)
    for number, task in tree.tasks.items():
        end = 'cancelled' if task.cancelled() else shown(task.exception() or task.result())
        tree.log.append('task %d %s %d' % (number, end, task.cancelling()))
    print(*sorted(tree.log), sep='\n')
    print('end of program')

for program in json.load(open(sys.argv[1])):
    asyncio.run(main(*program))
]=]

local SEVERAL = {"gather", "gather_all", "wait", "as_completed"}
local ONE = {"shield", "wait_for_task", "refuse", "clean_up"}
local WHEN = {"ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"}

local Tree = {}
Tree.__index = Tree

local function is_cancelled(e)
  return socket.isinstance(e, asyncio.CancelledError)
end

local function outcome(e)
  if is_cancelled(e) then return "cancelled" end
  if socket.isinstance(e, socket.ExceptionGroup) then
    local list = {}
    for i, one in ipairs(e.exceptions) do list[i] = outcome(one) end
    table.sort(list)
    return ("group(%s)"):format(table.concat(list, " "))
  end
  return e
end

function Tree:say(...)
  self.log[#self.log + 1] = table.concat({self.now, ...}, " ")
end

function Tree:wait_until(tick)
  self.alarms[tick] = asyncio.Future()
  self.alarms[tick]:await()
end

function Tree:rest(node)
  local tick = self.now + node[3]
  self:wait_until(tick + (node[2] - tick) % self.cycle)
end

function Tree:spawn(node)
  local task = asyncio.create_task(self.run, self, node)
  self.tasks[node[2]] = task
  return task
end

function Tree:spawn_all(nodes)
  local tasks = {}
  for i, node in ipairs(nodes) do tasks[i] = self:spawn(node) end
  return tasks
end

function Tree:run(node)
  local ok, result = pcall(self[node[1]], self, node, node[4])
  if ok then self:say(node[2], "ok", result) else self:say(node[2], outcome(result)) end
  if not ok then error(result, 0) end
  return result
end

function Tree:sleep(node)
  self:rest(node)
  return tostring(node[2])
end

function Tree:fail(node)
  self:rest(node)
  error("boom " .. node[2], 0)
end

function Tree:gather(_, nodes)
  return table.concat(asyncio.gather(table.unpack(self:spawn_all(nodes))), ",")
end

function Tree:gather_all(_, nodes)
  local given = self:spawn_all(nodes)
  given[#given + 1] = {return_exceptions = true}
  local results = asyncio.gather(table.unpack(given))
  for i, result in ipairs(results) do results[i] = outcome(result) end
  return table.concat(results, ",")
end

function Tree:shield(_, nodes)
  return asyncio.shield(self:spawn(nodes[1]))
end

function Tree:wait_for_task(_, nodes)
  return self:spawn(nodes[1]):await()
end

function Tree:refuse(_, nodes)
  local ok, result = pcall(self.run, self, nodes[1])
  if not ok and not is_cancelled(result) then error(result, 0) end
  return ok and result or "refused"
end

function Tree:clean_up(node, nodes)
  local _ <close> = setmetatable({}, {__close = function() self:rest(node) end})
  local result = self:run(nodes[1])
  return result
end

function Tree:wait(node, nodes)
  local done, still = asyncio.wait(self:spawn_all(nodes), {return_when = node[5]})
  return ("%d/%d"):format(#done, #still)
end

function Tree:as_completed(_, nodes)
  local results = {}
  for task in asyncio.as_completed(self:spawn_all(nodes)) do
    local ok, result = pcall(task.await, task)
    if not ok and type(result) ~= "string" then error(result, 0) end
    results[#results + 1] = result
  end
  return table.concat(results, ",")
end

function Tree:group(_, nodes)
  local group <close> = asyncio.TaskGroup()
  for i = 2, #nodes do self.tasks[nodes[i][2]] = group:create_task(self.run, self, nodes[i]) end
  local result = self:run(nodes[1])
  return result
end

function Tree:cancel(tick, number)
  self:wait_until(tick)
  if self.tasks[number] then self:say("cancel", number, shown(self.tasks[number]:cancel())) end
end

local function grow(root, cycle, cancels)
  local tree = setmetatable({cycle = cycle, now = 0, alarms = {}, log = {}, tasks = {}}, Tree)
  tree:spawn(root)
  local cancellers = {}
  for i, cancel in ipairs(cancels) do
    cancellers[i] = asyncio.create_task(tree.cancel, tree, table.unpack(cancel))
  end
  while not (all_done(tree.tasks) and all_done(cancellers)) do
    turns(25)
    tree.now = tree.now + 1
    local alarm = tree.alarms[tree.now]
    if alarm and not alarm:done() then alarm:set_result() end
  end
  for number, task in pairs(tree.tasks) do
    local _, result = pcall(task.result, task)
    tree.log[#tree.log + 1] = ("task %d %s %d"):format(number, outcome(result), task:cancelling())
  end
  table.sort(tree.log)
  return table.concat(tree.log, "\n")
end

local function draw_node(depth, count, several)
  count.n = count.n + 1
  local number, chance = count.n, math.random()
  if depth == 0 or chance < 0.2 then
    return {math.random(3) == 1 and "fail" or "sleep", number, math.random(8), {}}
  end
  local names = chance < 0.65 and several or ONE
  local nodes = draw_list(names == ONE and 1 or math.random(3), function()
    return draw_node(depth - 1, count, several)
  end)
  return {names[math.random(#names)], number, math.random(6), nodes, WHEN[math.random(3)]}
end

local function draw_tree(several)
  local count, most = {n = 0}, math.random(0, 4)
  local root = draw_node(4, count, several)
  local cycle = count.n + most + 1
  local i = 0
  local cancels = draw_list(most, function()
    i = i + 1
    return {math.random(0, 2) * cycle + count.n + i, math.random(count.n)}
  end)
  return {root, cycle, cancels}
end

-- The order of the ready queue ---------------------------------------------------------

-- An operation is {name, number, another number, whether a cancellation ends the task}. Nothing waits for time, so
-- the order in which the loop runs what is ready determines all that happens.
local ORDER = [=[
import asyncio, json, sys

class Boom(Exception):
    pass

def shown(e):
    return 'cancelled' if isinstance(e, asyncio.CancelledError) else 'boom' if isinstance(e, Boom) else type(e).__name__

async def operate(i, name, k, l, o):
    loop, tasks, say = asyncio.get_running_loop(), o['tasks'], o['say']
    if name == 'turn':
        await asyncio.sleep(0)
    elif name == 'soon':
        loop.call_soon(say, f'{i} soon')
    elif name == 'later':
        loop.call_soon(loop.call_soon, say, f'{i} later')
    elif name == 'unsoon':
        handle = loop.call_soon(say, f'{i} never')
        loop.call_soon(handle.cancel)
        handle.cancel()
    elif name == 'callback':
        tasks[k].add_done_callback(lambda task: say(f'{i} hears of {k}'))
    elif name == 'cancel':
        say(f'{i} cancels {k} {tasks[k].cancel()}')
    elif name == 'cancel_self':
        asyncio.current_task().cancel()
    elif name == 'await':
        await tasks[k]
    elif name == 'shield':
        await asyncio.shield(tasks[k])
    elif name == 'gather':
        if not tasks[k].done() and not tasks[l].done():
            await asyncio.gather(tasks[k], tasks[l])
    elif name in ('FIRST_COMPLETED', 'ALL_COMPLETED', 'FIRST_EXCEPTION'):
        done, pending = await asyncio.wait([tasks[k], tasks[l]], return_when=name)
        say(f'{i} has {len(done)} of {len(done) + len(pending)}')
    elif name == 'as_completed':
        # They are kept in a set, so if both have ended before, either may come first.
        if k == l or not tasks[k].done() or not tasks[l].done():
            async for task in asyncio.as_completed([tasks[k], tasks[l]]):
                try:
                    await task
                finally:
                    say(f'{i} another')
    elif name == 'timeout':
        async with asyncio.timeout(0):
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
    elif name == 'wait_for':
        await asyncio.wait_for(tasks[k], None)
    elif name == 'set':
        if not o['future'].done():
            o['future'].set_result(None)
        o['future'] = loop.create_future()
    elif name == 'future':
        await o['future']
    elif name == 'group':
        async with asyncio.TaskGroup() as group:
            group.create_task(turns(i, k, say))
            group.create_task(turns(i, l, say))
    elif name == 'bad_group':
        async with asyncio.TaskGroup() as group:
            group.create_task(turns(i, k, say))
            group.create_task(fail(i, say))
            group.create_task(turns(i, l, say))
    elif name == 'fail':
        raise Boom

async def turns(i, n, say):
    say(f'{i} child {n}')
    try:
        for _ in range(n):
            await asyncio.sleep(0)
    finally:
        say(f'{i} child {n} ends')

async def fail(i, say):
    say(f'{i} fails')
    raise Boom

async def work(i, operations, o):
    for name, k, l, dies in operations:
        try:
            await operate(i, name, k, l, o)
            o['say'](f'{i} {name}')
        except BaseException as e:
            o['say'](f'{i} {name} {shown(e)}')
            if dies:
                raise

async def main(works, log):
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    o = dict(say=log.append, tasks=[], future=loop.create_future())
    for i, operations in enumerate(works):
        o['tasks'].append(loop.create_task(work(i, operations, o)))
    for _ in range(40):
        await asyncio.sleep(0)
    while not all(task.done() for task in o['tasks']):
        for task in o['tasks']:
            task.cancel()
        for _ in range(10):
            await asyncio.sleep(0)
    for _ in range(5):
        await asyncio.sleep(0)
    for i, task in enumerate(o['tasks']):
        log.append(f'task {i} {"cancelled" if task.cancelled() else shown(task.exception())}')

for works in json.load(open(sys.argv[1])):
    log = []
    asyncio.run(main(works, log))
    print(*log, sep='\n')
    print('end of program')
]=]

local ORDERED = {"turn", "soon", "later", "unsoon", "callback", "cancel", "cancel_self", "await", "shield", "gather",
  "FIRST_COMPLETED", "ALL_COMPLETED", "FIRST_EXCEPTION", "wait_for", "set", "future", "group", "fail"}
-- Before Python 3.13, a timeout did not take earlier cancellations into account.
local ORDERED_SINCE_3_13 = {"as_completed", "bad_group", "timeout"}

local ERRORS = {TimeoutError = socket.TimeoutError, ExceptionGroup = socket.ExceptionGroup}

local function named(e)
  if is_cancelled(e) then return "cancelled" end
  for name, class in pairs(ERRORS) do
    if socket.isinstance(e, class) then return name end
  end
  return e == nil and "NoneType" or e
end

local function child(i, n, say)
  say(("%d child %d"):format(i, n))
  local ended <close> = setmetatable({}, {__close = function() say(("%d child %d ends"):format(i, n)) end})
  turns(n)
  return ended
end

local function failing(i, say)
  say(i .. " fails")
  error("boom", 0)
end

local operations = {
  turn = function() asyncio.sleep(0) end,
  soon = function(i, _, _, o) o.loop:call_soon(o.say, i .. " soon") end,
  later = function(i, _, _, o) o.loop:call_soon(o.loop.call_soon, o.loop, o.say, i .. " later") end,
  unsoon = function(i, _, _, o)
    local handle = o.loop:call_soon(o.say, i .. " never")
    o.loop:call_soon(handle.cancel, handle)
    handle:cancel()
  end,
  callback = function(i, k, _, o)
    o.tasks[k]:add_done_callback(function() o.say(("%d hears of %d"):format(i, k)) end)
  end,
  cancel = function(i, k, _, o) o.say(("%d cancels %d %s"):format(i, k, shown(o.tasks[k]:cancel()))) end,
  cancel_self = function() asyncio.current_task():cancel() end,
  await = function(_, k, _, o) o.tasks[k]:await() end,
  shield = function(_, k, _, o) asyncio.shield(o.tasks[k]) end,
  gather = function(_, k, l, o)
    if not o.tasks[k]:done() and not o.tasks[l]:done() then asyncio.gather(o.tasks[k], o.tasks[l]) end
  end,
  as_completed = function(i, k, l, o)
    if k ~= l and o.tasks[k]:done() and o.tasks[l]:done() then return end
    for task in asyncio.as_completed{o.tasks[k], o.tasks[l]} do
      local ok, e = pcall(task.await, task)
      o.say(i .. " another")
      if not ok then error(e, 0) end
    end
  end,
  timeout = function()
    local _ <close> = asyncio.timeout(0)
    turns(3)
  end,
  wait_for = function(_, k, _, o) asyncio.wait_for(o.tasks[k], nil) end,
  set = function(_, _, _, o)
    if not o.future:done() then o.future:set_result() end
    o.future = asyncio.Future()
  end,
  future = function(_, _, _, o) o.future:await() end,
  group = function(i, k, l, o)
    local group <close> = asyncio.TaskGroup()
    group:create_task(child, i, k, o.say)
    group:create_task(child, i, l, o.say)
  end,
  bad_group = function(i, k, l, o)
    local group <close> = asyncio.TaskGroup()
    group:create_task(child, i, k, o.say)
    group:create_task(failing, i, o.say)
    group:create_task(child, i, l, o.say)
  end,
  fail = function() error("boom", 0) end,
}

for _, when in ipairs{"FIRST_COMPLETED", "ALL_COMPLETED", "FIRST_EXCEPTION"} do
  operations[when] = function(i, k, l, o)
    local done, still = asyncio.wait({o.tasks[k], o.tasks[l]}, {return_when = when})
    o.say(("%d has %d of %d"):format(i, #done, #done + #still))
  end
end

local function run_in_order(i, given, o)
  for _, operation in ipairs(given) do
    local name, k, l, dies = table.unpack(operation)
    local ok, e = pcall(operations[name], i, k, l, o)
    if ok then o.say(("%d %s"):format(i, name)) else o.say(("%d %s %s"):format(i, name, named(e))) end
    if not ok and dies then error(e, 0) end
  end
end

local function in_order(works)
  local log = {}
  local o = {loop = asyncio.get_running_loop(), tasks = {}, future = asyncio.Future(),
    say = function(text) log[#log + 1] = text end}
  for i, given in ipairs(works) do o.tasks[i - 1] = asyncio.create_task(run_in_order, i - 1, given, o) end
  turns(40)
  while not all_done(o.tasks) do
    for i = 0, #works - 1 do o.tasks[i]:cancel() end
    turns(10)
  end
  turns(5)  -- lets the last callbacks run
  for i = 0, #works - 1 do
    local task = o.tasks[i]
    o.say(("task %d %s"):format(i, task:cancelled() and "cancelled" or named(task:exception())))
  end
  return table.concat(log, "\n")
end

-- A task waits only for tasks with lower numbers, so that they never wait for each other in a cycle.
local function draw_order(all)
  local i = -1
  return draw_list(math.random(2, 5), function()
    i = i + 1
    return draw_list(math.random(1, 5), function()
      local name = all[math.random(#all)]
      local waits = not operations[name] or name ~= "cancel" and name ~= "callback"
      if i == 0 and waits and name:find "^[asgFAw]" and name ~= "soon" and name ~= "set" and name ~= "group" then
        name = "turn"
      end
      local most = waits and i - 1 or 1
      return {name, math.random(0, math.max(most, 0)), math.random(0, math.max(most, 0)), math.random(2) == 1}
    end)
  end)
end

-- Returns the output of each program in Python.
local function run_python(python, script, programs)
  local argv = table.move({support.tmpfile(script, "random.py"), support.tmpfile(json(programs), "programs")}, 1, 2,
    #python + 1, table.move(python, 1, #python, 1, {}))
  local result = support.run(argv)
  assert.equal(0, result.code, result.stderr)
  local expected = {}
  for text in result.stdout:gmatch("(.-)\nend of program\n") do expected[#expected + 1] = text end
  assert.equal(#programs, #expected)
  return expected
end

-- Returns the names of the operations that behave the same in this Python.
local function joined(everywhere, since_3_13, is_new)
  local all = table.move(everywhere, 1, #everywhere, 1, {})
  return is_new and table.move(since_3_13, 1, #since_3_13, #all + 1, all) or all
end

local function drawn(draw, ...)
  local seed, given = math.random(1 << 30), table.pack(...)
  math.randomseed(seed)
  return draw_list(PROGRAMS, function() return draw(table.unpack(given)) end), seed
end

describe("random tasks", function()
  after_each(support.cleanup)

  it("behave as in Python, in the same order", function()
    local python, is_new = find_python()
    if not python then return pending "python3 has no asyncio.Barrier" end
    local programs, seed = drawn(draw_program, joined(EVERYWHERE, SINCE_3_13, is_new))
    local expected = run_python(python, PYTHON, programs)
    for i, program in ipairs(programs) do
      local log = {}
      asyncio.run(main, program[1], program[2], log)
      assert.equal(expected[i], table.concat(log, "\n"), ("seed %d, program %s"):format(seed, json(program)))
    end
  end)

  it("run in the order of Python's queue, callbacks among them", function()
    local python, is_new = find_python()
    if not python then return pending "python3 has no asyncio.timeout" end
    local programs, seed = drawn(draw_order, joined(ORDERED, ORDERED_SINCE_3_13, is_new))
    local expected = run_python(python, ORDER, programs)
    local loop = asyncio.get_event_loop()
    support.defer(loop.set_exception_handler, loop, loop:get_exception_handler())
    loop:set_exception_handler(function() end)
    for i, program in ipairs(programs) do
      assert.equal(expected[i], asyncio.run(in_order, program), ("seed %d, program %s"):format(seed, json(program)))
    end
  end)

  it("that wait for each other, fail and are cancelled end as in Python, at the same time", function()
    local python, is_new = find_python()
    if not python then return pending "python3 has no asyncio.TaskGroup" end
    local programs, seed = drawn(draw_tree, joined(SEVERAL, {"group", "group"}, is_new))
    local expected = run_python(python, TREES, programs)
    local loop = asyncio.get_event_loop()
    local handler = loop:get_exception_handler()
    support.defer(loop.set_exception_handler, loop, handler)
    loop:set_exception_handler(function() end)
    for i, program in ipairs(programs) do
      assert.equal(expected[i], asyncio.run(grow, table.unpack(program)),
        ("seed %d, program %s"):format(seed, json(program)))
    end
  end)
end)
