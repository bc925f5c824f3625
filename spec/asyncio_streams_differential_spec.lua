-- Compares random programs in Lua and in Python. Their streams are written to, drained, closed, aborted and left
-- alone, and the state that can be seen must be the same in both after each step.
local support = require "spec.support"
local turns = require("spec.support.tasks").turns
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local PROGRAMS = 60
local BIG = 1 << 20  -- more than the kernel's buffers hold

local PYTHON = [[
import asyncio, json, socket, sys

async def turns(n):
    for _ in range(n):
        await asyncio.sleep(0)

def shown(task):
    if not task.done():
        return 'pending'
    if task.cancelled():
        return 'cancelled'
    return type(task.exception()).__name__ if task.exception() else 'done'

async def receive(peer):
    total, silent, ended = 0, 0, False
    while silent < 5 and not ended:
        await turns(2)
        try:
            data = peer.recv(1 << 20)
            total, silent, ended = total + len(data), 0, not data
        except BlockingIOError:
            silent += 1
    return total, ended

def cancel(tasks):
    for task in tasks:
        if task is not asyncio.current_task():
            task.cancel()

async def main(operations, log):
    a, peer = socket.socketpair()
    peer.setblocking(False)
    _, writer = await asyncio.open_connection(sock=a)
    transport, tasks, waiting, aborted = writer.transport, [], set(), False
    for name, n in operations:
        seen = ''
        if name == 'write':
            if not writer.is_closing():
                writer.write(bytes(n))
        elif name == 'drain':
            tasks.append(asyncio.create_task(writer.drain()))
        elif name == 'wait_closed':
            tasks.append(asyncio.create_task(writer.wait_closed()))
            waiting.add(tasks[-1])
        elif name == 'close':
            writer.close()
        elif name == 'abort' and not aborted:
            if not writer.is_closing() or transport.get_write_buffer_size():
                transport.abort()
            aborted = True
        elif name == 'cancel all':
            cancel(asyncio.all_tasks() - waiting)
        elif name == 'read':
            total, ended = await receive(peer)
            seen = str(ended) if aborted else f'{total} {ended}'
        await turns(10)
        log.append(f'{name} {seen}: {writer.is_closing()} {transport.get_write_buffer_size() > 0} '
                   f'{len(asyncio.all_tasks())} ' + ' '.join(map(shown, tasks)))
    cancel(tasks)
    await turns(3)

for operations in json.load(open(sys.argv[1])):
    log = []
    asyncio.run(main(operations, log))
    print(*log, sep='\n')
    print('end of program')
]]

local function shown(value)
  if type(value) == "boolean" then return value and "True" or "False" end
  if not value:done() then return "pending" end
  if value:cancelled() then return "cancelled" end
  local e = value:exception()
  return e and e.__name or "done"
end

local function receive(peer)
  local total, silent, ended = 0, 0, false
  while silent < 5 and not ended do
    turns(2)
    local ok, data = pcall(peer.recv, peer, 1 << 20)
    if ok then
      total, silent, ended = total + #(data or ""), 0, not data
    elseif socket.isinstance(data, socket.BlockingIOError) then
      silent = silent + 1
    else
      error(data, 0)
    end
  end
  return total, ended
end

local function cancel(tasks, but)
  for _, task in ipairs(tasks) do
    if task ~= asyncio.current_task() and not but[task] then task:cancel() end
  end
end

local function main(operations, log)
  local a, peer <close> = socket.socketpair()
  peer:settimeout(0)
  local _, writer = asyncio.open_connection{sock = a}
  local tasks, waiting, aborted = {}, {}, false
  for _, operation in ipairs(operations) do
    local name, n = table.unpack(operation)
    local seen = ""
    if name == "write" then
      writer:write(("\0"):rep(n))
    elseif name == "drain" or name == "wait_closed" then
      local task = asyncio.create_task(writer[name], writer)
      tasks[#tasks + 1] = task
      waiting[task] = name == "wait_closed"
    elseif name == "close" then
      writer:close()
    elseif name == "abort" then
      writer:abort()
      aborted = true
    elseif name == "cancel all" then
      cancel(asyncio.all_tasks(), waiting)
    elseif name == "read" then
      local total, ended = receive(peer)
      seen = aborted and shown(ended) or ("%d %s"):format(total, shown(ended))
    end
    turns(10)
    local states = {}
    for i, task in ipairs(tasks) do states[i] = shown(task) end
    log[#log + 1] = ("%s %s: %s %s %d %s"):format(name, seen, shown(writer:is_closing()),
      shown(writer:get_write_buffer_size() > 0), #asyncio.all_tasks(), table.concat(states, " "))
  end
  cancel(tasks, {})
  turns(3)
end

local OPERATIONS = {
  {"write", 10}, {"write", BIG}, {"write", BIG}, {"drain", 0}, {"drain", 0}, {"wait_closed", 0}, {"close", 0},
  {"abort", 0}, {"cancel all", 0}, {"read", 0}, {"read", 0},
}

local function draw()
  local operations = {}
  for i = 1, math.random(3, 9) do operations[i] = OPERATIONS[math.random(#OPERATIONS)] end
  return operations
end

local function json(operations)
  local items = {}
  for i, operation in ipairs(operations) do items[i] = ('["%s", %d]'):format(operation[1], operation[2]) end
  return "[" .. table.concat(items, ", ") .. "]"
end

describe("random streams", function()
  after_each(support.cleanup)

  it("are sent, closed and lost as Python's are", function()
    local seed = math.random(1 << 30)
    math.randomseed(seed)
    local programs, texts = {}, {}
    for i = 1, PROGRAMS do
      programs[i] = draw()
      texts[i] = json(programs[i])
    end
    local output = support.python(PYTHON, {support.tmpfile("[" .. table.concat(texts, ",\n") .. "]", "programs")})
    local i = 0
    for expected in output:gmatch "(.-)\nend of program\n" do
      i = i + 1
      local log = {}
      asyncio.run(main, programs[i], log)
      assert.equal(expected, table.concat(log, "\n"), ("seed %d, program %s"):format(seed, texts[i]))
    end
    assert.equal(PROGRAMS, i)
  end)
end)
