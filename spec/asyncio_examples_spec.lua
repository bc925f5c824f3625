-- The examples of Python's asyncio documentation, in Python and in Lua: both must print the same. A second of the
-- originals is a hundredth of a second here.
local support = require "spec.support"

local EXAMPLES = {}

EXAMPLES["hello world"] = {[[
async def main():
    print('Hello ...')
    await asyncio.sleep(.01)
    print('... World!')

asyncio.run(main())
]], [[
local function main()
  print "Hello ..."
  asyncio.sleep(.01)
  print "... World!"
end

asyncio.run(main)
]]}

EXAMPLES["tasks that run concurrently"] = {[[
async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)

async def main():
    task1 = asyncio.create_task(say_after(.01, 'hello'))
    task2 = asyncio.create_task(say_after(.02, 'world'))
    print("started")
    await task1
    await task2
    print("finished")

asyncio.run(main())
]], [[
local function say_after(delay, what)
  asyncio.sleep(delay)
  print(what)
end

local function main()
  local task1 = asyncio.create_task(say_after, .01, "hello")
  local task2 = asyncio.create_task(say_after, .02, "world")
  print "started"
  task1:await()
  task2:await()
  print "finished"
end

asyncio.run(main)
]]}

EXAMPLES["a task group"] = {[[
async def say_after(delay, what):
    await asyncio.sleep(delay)
    return what

async def main():
    async with asyncio.TaskGroup() as tg:
        task1 = tg.create_task(say_after(.02, 'hello'))
        task2 = tg.create_task(say_after(.01, 'world'))
    print(f"Both tasks have completed now: {task1.result()}, {task2.result()}")

asyncio.run(main())
]], [[
local function say_after(delay, what)
  asyncio.sleep(delay)
  return what
end

local function main()
  local task1, task2
  do
    local tg <close> = asyncio.TaskGroup()
    task1 = tg:create_task(say_after, .02, "hello")
    task2 = tg:create_task(say_after, .01, "world")
  end
  print(("Both tasks have completed now: %s, %s"):format(task1:result(), task2:result()))
end

asyncio.run(main)
]]}

EXAMPLES["terminating a task group"] = {[[
class TerminateTaskGroup(Exception):
    """Exception raised to terminate a task group."""

async def force_terminate_task_group():
    raise TerminateTaskGroup()

async def job(task_id, sleep_time):
    print(f'Task {task_id}: start')
    await asyncio.sleep(sleep_time)
    print(f'Task {task_id}: done')

async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job(1, 0.01))
            group.create_task(job(2, 5))
            await asyncio.sleep(0.05)
            group.create_task(force_terminate_task_group())
    except* TerminateTaskGroup:
        print("terminated")

asyncio.run(main())
]], [[
local TerminateTaskGroup = {}

local function force_terminate_task_group()
  error(TerminateTaskGroup)
end

local function job(task_id, sleep_time)
  print(("Task %d: start"):format(task_id))
  asyncio.sleep(sleep_time)
  print(("Task %d: done"):format(task_id))
end

local function main()
  local ok, e = pcall(function()
    local group <close> = asyncio.TaskGroup()
    group:create_task(job, 1, 0.01)
    group:create_task(job, 2, 5)
    asyncio.sleep(0.05)
    group:create_task(force_terminate_task_group)
  end)
  if not ok and e.exceptions[1] == TerminateTaskGroup then print "terminated" end
end

asyncio.run(main)
]]}

EXAMPLES["gather"] = {[[
async def factorial(name, number):
    f = 1
    for i in range(2, number + 1):
        print(f"Task {name}: Compute factorial({number}), currently i={i}...")
        await asyncio.sleep(.01)
        f *= i
    print(f"Task {name}: factorial({number}) = {f}")
    return f

async def main():
    L = await asyncio.gather(
        factorial("A", 2),
        factorial("B", 3),
        factorial("C", 4),
    )
    print(*L)

asyncio.run(main())
]], [[
local function factorial(name, number)
  local f = 1
  for i = 2, number do
    print(("Task %s: Compute factorial(%d), currently i=%d..."):format(name, number, i))
    asyncio.sleep(.01)
    f = f * i
  end
  print(("Task %s: factorial(%d) = %d"):format(name, number, f))
  return f
end

local function main()
  local L = asyncio.gather(
    {factorial, "A", 2},
    {factorial, "B", 3},
    {factorial, "C", 4}
  )
  print(table.concat(L, " "))
end

asyncio.run(main)
]]}

EXAMPLES["timeout"] = {[[
async def main():
    try:
        async with asyncio.timeout(.01):
            await asyncio.sleep(10)
    except TimeoutError:
        print("The long operation timed out, but we've handled it.")
    print("This statement will run regardless.")

    try:
        async with asyncio.timeout(None) as cm:
            new_deadline = asyncio.get_running_loop().time() + .01
            cm.reschedule(new_deadline)
            await asyncio.sleep(10)
    except TimeoutError:
        pass
    if cm.expired():
        print("Looks like we haven't finished on time.")

asyncio.run(main())
]], [[
local function main()
  local ok, e = pcall(function()
    local _ <close> = asyncio.timeout(.01)
    asyncio.sleep(10)
  end)
  if not ok and socket.isinstance(e, socket.TimeoutError) then
    print "The long operation timed out, but we've handled it."
  end
  print "This statement will run regardless."

  local cm
  pcall(function()
    local limit <close> = asyncio.timeout(nil)
    cm = limit
    local new_deadline = asyncio.get_running_loop():time() + .01
    cm:reschedule(new_deadline)
    asyncio.sleep(10)
  end)
  if cm:expired() then
    print "Looks like we haven't finished on time."
  end
end

asyncio.run(main)
]]}

EXAMPLES["wait_for"] = {[[
async def eternity():
    await asyncio.sleep(3600)
    print('yay!')

async def main():
    try:
        await asyncio.wait_for(eternity(), timeout=.01)
    except TimeoutError:
        print('timeout!')

asyncio.run(main())
]], [[
local function eternity()
  asyncio.sleep(3600)
  print "yay!"
end

local function main()
  local ok, e = pcall(asyncio.wait_for, eternity, .01)
  if not ok and socket.isinstance(e, socket.TimeoutError) then
    print "timeout!"
  end
end

asyncio.run(main)
]]}

EXAMPLES["as_completed, in the order of completion"] = {[[
async def job(delay, name):
    await asyncio.sleep(delay)
    return name

async def main():
    for earliest in asyncio.as_completed([job(.03, 'c'), job(.01, 'a'), job(.02, 'b')]):
        print(await earliest)

asyncio.run(main())
]], [[
local function job(delay, name)
  asyncio.sleep(delay)
  return name
end

local function main()
  for earliest in asyncio.as_completed{{job, .03, "c"}, {job, .01, "a"}, {job, .02, "b"}} do
    print(earliest:await())
  end
end

asyncio.run(main)
]]}

EXAMPLES["cancelling a task"] = {[[
async def cancel_me():
    print('cancel_me(): before sleep')
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print('cancel_me(): cancel sleep')
        raise
    finally:
        print('cancel_me(): after sleep')

async def main():
    task = asyncio.create_task(cancel_me())
    await asyncio.sleep(.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main(): cancel_me is cancelled now")

asyncio.run(main())
]], [[
local function cancel_me()
  local _ <close> = setmetatable({}, {__close = function() print "cancel_me(): after sleep" end})
  print "cancel_me(): before sleep"
  local ok, e = pcall(asyncio.sleep, 3600)
  if socket.isinstance(e, asyncio.CancelledError) then
    print "cancel_me(): cancel sleep"
    error(e)
  end
end

local function main()
  local task = asyncio.create_task(cancel_me)
  asyncio.sleep(.01)
  task:cancel()
  local ok, e = pcall(task.await, task)
  if socket.isinstance(e, asyncio.CancelledError) then
    print "main(): cancel_me is cancelled now"
  end
end

asyncio.run(main)
]]}

EXAMPLES["a queue and its workers"] = {[[
async def worker(name, queue, log):
    while True:
        sleep_for = await queue.get()
        await asyncio.sleep(sleep_for)
        queue.task_done()
        log.append(f'{name} has slept for {sleep_for:.2f} seconds')

async def main():
    queue = asyncio.Queue()
    log = []
    for sleep_for in (.3, .05, .15, .4, .45):
        queue.put_nowait(sleep_for)
    tasks = [asyncio.create_task(worker(f'worker-{i}', queue, log)) for i in range(3)]
    await queue.join()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print('====')
    print(*log, sep='\n')

asyncio.run(main())
]], [[
local function worker(name, queue, log)
  while true do
    local sleep_for = queue:get()
    asyncio.sleep(sleep_for)
    queue:task_done()
    log[#log + 1] = ("%s has slept for %.2f seconds"):format(name, sleep_for)
  end
end

local function main()
  local queue = asyncio.Queue()
  local log = {}
  for _, sleep_for in ipairs{.3, .05, .15, .4, .45} do
    queue:put_nowait(sleep_for)
  end
  local tasks = {}
  for i = 1, 3 do tasks[i] = asyncio.create_task(worker, "worker-" .. i - 1, queue, log) end
  queue:join()
  for _, task in ipairs(tasks) do
    task:cancel()
  end
  tasks[#tasks + 1] = {return_exceptions = true}
  asyncio.gather(table.unpack(tasks))
  print "===="
  print(table.concat(log, "\n"))
end

asyncio.run(main)
]]}

EXAMPLES["an event"] = {[[
async def waiter(event):
    print('waiting for it ...')
    await event.wait()
    print('... got it!')

async def main():
    event = asyncio.Event()
    waiter_task = asyncio.create_task(waiter(event))
    await asyncio.sleep(.01)
    event.set()
    await waiter_task

asyncio.run(main())
]], [[
local function waiter(event)
  print "waiting for it ..."
  event:wait()
  print "... got it!"
end

local function main()
  local event = asyncio.Event()
  local waiter_task = asyncio.create_task(waiter, event)
  asyncio.sleep(.01)
  event:set()
  waiter_task:await()
end

asyncio.run(main)
]]}

EXAMPLES["a barrier"] = {[[
async def example_barrier():
    b = asyncio.Barrier(3)

    asyncio.create_task(b.wait())
    asyncio.create_task(b.wait())

    await asyncio.sleep(0)
    print(b.n_waiting, b.parties)

    await b.wait()
    print("barrier passed")

    await asyncio.sleep(0)
    print(b.n_waiting)

    async with b if False else asyncio.Barrier(1) as position:
        if position == 0:
            print('End of *draining phase*')

asyncio.run(example_barrier())
]], [[
local function example_barrier()
  local b = asyncio.Barrier(3)

  asyncio.create_task(b.wait, b)
  asyncio.create_task(b.wait, b)

  asyncio.sleep(0)
  print(b.n_waiting .. " " .. b.parties)

  b:wait()
  print "barrier passed"

  asyncio.sleep(0)
  print(b.n_waiting)

  local position = asyncio.Barrier(1):wait()
  if position == 0 then
    print "End of *draining phase*"
  end
end

asyncio.run(example_barrier)
]]}

EXAMPLES["a lock, a semaphore and a condition"] = {[[
async def main():
    lock, semaphore, condition = asyncio.Lock(), asyncio.Semaphore(2), asyncio.Condition()
    ready = []

    async def work(i):
        async with lock:
            print('lock', i)
            await asyncio.sleep(0)
        async with semaphore:
            print('semaphore', i)
            await asyncio.sleep(.01)
        async with condition:
            ready.append(i)
            condition.notify()

    tasks = [asyncio.create_task(work(i)) for i in range(1, 5)]
    async with condition:
        await condition.wait_for(lambda: len(ready) == 4)
        print(*ready)

asyncio.run(main())
]], [[
local function main()
  local lock, semaphore, condition = asyncio.Lock(), asyncio.Semaphore(2), asyncio.Condition()
  local ready = {}

  local function work(i)
    do
      local _ <close> = lock:acquire()
      print("lock " .. i)
      asyncio.sleep(0)
    end
    do
      local _ <close> = semaphore:acquire()
      print("semaphore " .. i)
      asyncio.sleep(.01)
    end
    do
      local _ <close> = condition:acquire()
      ready[#ready + 1] = i
      condition:notify()
    end
  end

  for i = 1, 4 do asyncio.create_task(work, i) end
  do
    local _ <close> = condition:acquire()
    condition:wait_for(function() return #ready == 4 end)
    print(table.concat(ready, " "))
  end
end

asyncio.run(main)
]]}

EXAMPLES["an echo server and its client, with streams"] = {[[
async def handle_echo(reader, writer):
    data = await reader.read(100)
    message = data.decode()
    addr = writer.get_extra_info('peername')
    print(f"Received {message} from {addr[0]}")
    print(f"Send: {message}")
    writer.write(data)
    await writer.drain()
    print("Close the connection")
    writer.close()
    await writer.wait_closed()

async def tcp_echo_client(message, port):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    print(f'Send: {message}')
    writer.write(message.encode())
    await writer.drain()
    data = await reader.read(100)
    print(f'Received: {data.decode()}')
    print('Close the connection')
    writer.close()
    await writer.wait_closed()

async def main():
    server = await asyncio.start_server(handle_echo, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        await tcp_echo_client('Hello World!', port)

asyncio.run(main())
]], [[
local function handle_echo(reader, writer)
  local data = reader:read(100)
  local message = data
  local addr = writer:get_extra_info("peername")
  print(("Received %s from %s"):format(message, addr[1]))
  print(("Send: %s"):format(message))
  writer:write(data)
  writer:drain()
  print "Close the connection"
  writer:close()
  writer:wait_closed()
end

local function tcp_echo_client(message, port)
  local reader, writer = asyncio.open_connection("127.0.0.1", port)
  print(("Send: %s"):format(message))
  writer:write(message)
  writer:drain()
  local data = reader:read(100)
  print(("Received: %s"):format(data))
  print "Close the connection"
  writer:close()
  writer:wait_closed()
end

local function main()
  local server <close> = asyncio.start_server(handle_echo, "127.0.0.1", 0)
  local port = server.sockets[1]:getsockname()[2]
  tcp_echo_client("Hello World!", port)
end

asyncio.run(main)
]]}

EXAMPLES["getting HTTP headers"] = {[[
async def serve(reader, writer):
    await reader.readuntil(b'\r\n\r\n')
    writer.write(b'HTTP/1.0 200 OK\r\nServer: example\r\nContent-Length: 0\r\n\r\nignored')
    writer.close()

async def print_http_headers(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    query = f"HEAD / HTTP/1.0\r\nHost: {host}\r\n\r\n"
    writer.write(query.encode('latin-1'))
    while True:
        line = await reader.readline()
        if not line:
            break
        line = line.decode('latin1').rstrip()
        if line:
            print(f'HTTP header> {line}')
        else:
            break
    writer.close()
    await writer.wait_closed()

async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    await print_http_headers(*server.sockets[0].getsockname())

asyncio.run(main())
]], [[
local function serve(reader, writer)
  reader:readuntil("\r\n\r\n")
  writer:write("HTTP/1.0 200 OK\r\nServer: example\r\nContent-Length: 0\r\n\r\nignored")
  writer:close()
end

local function print_http_headers(host, port)
  local reader, writer = asyncio.open_connection(host, port)
  local query = ("HEAD / HTTP/1.0\r\nHost: %s\r\n\r\n"):format(host)
  writer:write(query)
  while true do
    local line = reader:readline()
    if not line then
      break
    end
    line = line:match("^(.-)%s*$")
    if line ~= "" then
      print(("HTTP header> %s"):format(line))
    else
      break
    end
  end
  writer:close()
  writer:wait_closed()
end

local function main()
  local server = asyncio.start_server(serve, "127.0.0.1", 0)
  print_http_headers(table.unpack(server.sockets[1]:getsockname()))
end

asyncio.run(main)
]]}

EXAMPLES["a future"] = {[[
async def set_after(fut, delay, value):
    await asyncio.sleep(delay)
    fut.set_result(value)

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    loop.create_task(set_after(fut, .01, '... world'))
    print('hello ...')
    print(await fut)

asyncio.run(main())
]], [[
local function set_after(fut, delay, value)
  asyncio.sleep(delay)
  fut:set_result(value)
end

local function main()
  local loop = asyncio.get_running_loop()
  local fut = loop:create_future()
  loop:create_task(set_after, fut, .01, "... world")
  print "hello ..."
  print(fut:await())
end

asyncio.run(main)
]]}

EXAMPLES["call_soon and call_later"] = {[[
def hello_world(loop):
    print('Hello World')
    loop.call_later(.01, count, loop, 3)

def count(loop, n):
    print(n)
    if n > 1:
        loop.call_later(.01, count, loop, n - 1)
    else:
        loop.stop()

loop = asyncio.new_event_loop()
loop.call_soon(hello_world, loop)
try:
    loop.run_forever()
finally:
    loop.close()
]], [[
local count

local function hello_world(loop)
  print "Hello World"
  loop:call_later(.01, count, loop, 3)
end

function count(loop, n)
  print(n)
  if n > 1 then
    loop:call_later(.01, count, loop, n - 1)
  else
    loop:stop()
  end
end

local loop = asyncio.new_event_loop()
loop:call_soon(hello_world, loop)
loop:run_forever()
loop:close()
]]}

EXAMPLES["a signal handler"] = {[[
import functools, os, signal

def ask_exit(signame, loop):
    print("got signal %s: exit" % signame)
    loop.stop()

async def main():
    loop = asyncio.get_running_loop()
    for signame in {'SIGINT', 'SIGTERM'}:
        loop.add_signal_handler(getattr(signal, signame), functools.partial(ask_exit, signame, loop))
    os.kill(os.getpid(), signal.SIGTERM)

loop = asyncio.new_event_loop()
loop.create_task(main())
loop.run_forever()
]], [[
local function ask_exit(signame, loop)
  print(("got signal %s: exit"):format(signame))
  loop:stop()
end

local function main()
  local loop = asyncio.get_running_loop()
  for _, signame in ipairs{"SIGINT", "SIGTERM"} do
    loop:add_signal_handler(signame, ask_exit, signame, loop)
  end
  os.execute "kill -TERM $PPID"
end

local loop = asyncio.new_event_loop()
loop:create_task(main)
loop:run_forever()
]]}

describe("the example of Python's documentation:", function()
  after_each(support.cleanup)

  -- Task groups and timeouts came with Python 3.11.
  local is_new = support.python("import sys; print(sys.version_info >= (3, 11))") == "True\n"
  support.cleanup()

  local names = {}
  for name in pairs(EXAMPLES) do names[#names + 1] = name end
  table.sort(names)

  for _, name in ipairs(names) do
    it(name, function()
      if not is_new then
        pending "python3 is older than 3.11"
        return
      end
      local python, lua = table.unpack(EXAMPLES[name])
      local expected = support.python("import asyncio\n" .. python)
      local got = support.lua('local asyncio, socket = require "pysocket.asyncio", require "pysocket"\n' .. lua)
      assert.not_equal("", expected)
      assert.equal(expected, got)
    end)
  end
end)
