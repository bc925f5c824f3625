--- Cases for the loop, its tasks and asyncio.

local core = require "pysocket.core"
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local support = require "spec.host.support"
local time = require "pysocket.time"

-- luacheck: globals TRYING

local same = support.same
local loop = asyncio.get_event_loop()

-- Errors that are never retrieved would be printed to stderr. Here, only those about memory are kept.
local unseen
local function note_unseen(_, context)
  if tostring(context.exception):find("memory", 1, true) then unseen = context.exception end
end
loop:set_exception_handler(note_unseen)

-- If faults.lua makes a system call fail that never fails otherwise, other tasks may wait for its
-- effect. This limits their wait to TRYING seconds. When memory fails, there is no limit.
local function bounded(main)
  return function()
    local _ <close> = TRYING and asyncio.timeout(TRYING) or nil
    main()
  end
end

-- Adds a case whose call is a task.
local function task(case, name, main, prepare)
  case("task " .. name, function()
    loop:fileno()  -- creates the loop's own descriptor
    return function() asyncio.run(bounded(main)) end, prepare
  end)
end

-- The same for a main that waits for the effect of a callback or of a server's handler. Their errors
-- are reported and not raised in main, as in Python. So if main fails because one of them did not
-- finish its work, this raises the error that was reported.
local function task_of_others(case, name, main, prepare)
  case("task " .. name, function()
    loop:fileno()
    return function()
      unseen = nil
      local ok, e = pcall(asyncio.run, bounded(main))
      if not ok then error(unseen or e, 0) end
    end, prepare
  end)
end

-- Data that a writer could not send without memory is sent in the next turn.
local function turn() loop:step(0) end

local function sleeper(...)
  asyncio.sleep(0.001)
  return ...
end

local function wait_for_ever()
  asyncio.sleep(math.huge)
end

-- Returns an object that closes both at the end of a block.
local function both(a, b)
  return setmetatable({}, {__close = function()
    a:close()
    b:close()
  end})
end

local function sockets(case)
  task(case, "echo", function()
    local server <close> = socket.create_server{"127.0.0.1", 0}
    local group <close> = asyncio.TaskGroup()
    group:create_task(function()
      local conn <close> = server:accept()
      while true do
        local data = conn:recv(1024)
        if not data then break end
        conn:sendall(data)
      end
    end)
    local s <close> = socket.create_connection(server:getsockname())
    s:sendall "hello"
    same("hello", s:recv(10))
    s:shutdown(socket.SHUT_WR)
    same(nil, s:recv(10))
  end)
  task(case, "waits for data and for room", function()
    local a, b = support.pair()
    local _ <close> = both(a, b)
    a:setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    local text = ("x"):rep(10000)
    local group <close> = asyncio.TaskGroup()
    group:create_task(function() a:sendall(text) end)
    local f <close> = b:makefile()
    same(#text, #f:read(#text))
  end)
  local held = {}  -- descriptors, to close even if Lua has no memory for the call that closes them
  local function close_held()
    for i = #held, 1, -1 do
      local ok, e = pcall(socket.close, held[i])
      if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
      held[i] = nil
    end
  end
  task(case, "messages", function()
    local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    local _ <close> = both(a, b)
    local group <close> = asyncio.TaskGroup()
    local receiving = group:create_task(function()
      local _, fds = socket.recv_fds(b, 10, 3)
      held = fds
      close_held()
      return (b:recvmsg(10, 100))
    end)
    asyncio.sleep(0)
    socket.send_fds(a, {"one"}, {a, b})
    a:sendmsg{"two"}
    same("two", receiving:await())
  end, close_held)
  task(case, "a lookup", function() same("127.0.0.1", socket.gethostbyname "localhost") end)
  task(case, "a timeout of a socket", function()
    local a, b = socket.socketpair()
    local _ <close> = both(a, b)
    a:settimeout(0.001)
    local ok, e = pcall(a.recv, a, 1)
    if ok or not socket.isinstance(e, socket.TimeoutError) then error(e, 0) end
    same(true, b:fileno() > 0)
  end)
  task(case, "time.sleep", function() time.sleep(0.001) end)
  task(case, "wait_fd", function()
    local a, b = socket.socketpair()
    local _ <close> = both(a, b)
    same(true, core._loop().wait_fd(a, "w", 1))
    same(false, core._loop().wait_fd(b, "r", 0.001))
  end)
  task(case, "closing wakes", function()
    local a, b = socket.socketpair()
    local waiting = asyncio.create_task(function() pcall(a.recv, a, 1) end)
    asyncio.sleep(0)
    a:close()
    b:close()
    asyncio.wait{waiting}
  end)
end

local function tasks(case)
  case("run", function()
    loop:fileno()
    return function() same(3, asyncio.run(function(a, b) return a + b end, 1, 2)) end
  end)
  task(case, "create_task, gather", function()
    local results = asyncio.gather(asyncio.create_task(sleeper, 1), asyncio.create_task(sleeper, 2))
    same(3, results[1] + results[2])
  end)
  task(case, "as_completed, one has ended", function()
    local ended = asyncio.create_task(sleeper, 1)
    ended:await()
    local sum = 0
    for t in asyncio.as_completed{ended, asyncio.create_task(sleeper, 2)} do sum = sum + t:await() end
    same(3, sum)
  end)
  task(case, "ensure_future, shield, wait_for", function()
    local t = asyncio.ensure_future(function() return sleeper(5) end)
    same(5, asyncio.shield(t))
    same(6, asyncio.wait_for({sleeper, 6}, 10))
    tostring(t)
    same(true, asyncio.isfuture(t))
    same(5, t:result())
    same(nil, t:exception())
  end)
  task(case, "wait_for, too late", function()
    local ok, e = pcall(asyncio.wait_for, wait_for_ever, 0.001)
    if ok or not socket.isinstance(e, socket.TimeoutError) then error(e, 0) end
  end)
  task(case, "cancel", function()
    local t = asyncio.create_task(wait_for_ever)
    asyncio.sleep(0)
    if not t:cancel("enough") then t:result() end
    same(1, t:cancelling())
    asyncio.wait{t}
    if not t:cancelled() then t:result() end
    same(true, t:cancelled())
    asyncio.current_task():uncancel()
  end)
  task(case, "a failing task", function()
    local t = asyncio.create_task(function() error("on purpose") end)
    asyncio.wait({t}, {return_when = asyncio.FIRST_EXCEPTION})
    local e = t:exception()
    if not tostring(e):find("on purpose", 1, true) then error(e, 0) end
  end)
  task(case, "an error that nobody takes", function()
    asyncio.create_task(function() error("on purpose") end)
    asyncio.sleep(0)
  end)
  task(case, "pcall, xpcall", function()
    local ok, e = asyncio.pcall(error, "on purpose")
    if ok or e ~= "on purpose" then error(e, 0) end
    ok, e = asyncio.xpcall(error, function(x) return x .. "!" end, "on purpose")
    if ok or e ~= "on purpose!" then error(e, 0) end
    local t = asyncio.create_task(function() asyncio.pcall(wait_for_ever) end)
    asyncio.sleep(0)
    t:cancel()
    asyncio.wait{t}
    if not t:cancelled() then t:result() end
  end)
  task(case, "TaskGroup", function()
    local group = asyncio.TaskGroup()
    local t
    do
      local g <close> = group
      t = g:create_task(sleeper, 7)
      tostring(g)
    end
    same(7, t:result())
  end)
  task(case, "TaskGroup, one fails", function()
    local ok, e = pcall(function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(wait_for_ever)
      group:create_task(function() error("on purpose") end)
      wait_for_ever()
    end)
    if ok or not tostring(e):find("on purpose", 1, true) then error(e, 0) end
  end)
  case("a deadlock", function()
    loop:fileno()
    return function()
      local ok, e = pcall(asyncio.run, function() asyncio.Future():await() end)
      if ok or not tostring(e):find("deadlock", 1, true) then error(e, 0) end
    end
  end)
  case("a task that does not end", function()
    loop:fileno()
    return function()
      asyncio.run{function()
        local a, b = socket.socketpair()
        asyncio.create_task(function()
          local _ <close> = both(a, b)
          for _ = 1, 200 do pcall(asyncio.sleep, 0.001) end  -- bounded, because sleep fails without memory
        end)
        asyncio.sleep(0)
      end, grace = 0}
    end
  end)
  case("tasks that wait for each other", function()
    loop:fileno()
    return function()
      local ok, e = pcall(asyncio.run, function()
        local one, two
        one = asyncio.create_task(function() two:await() end)
        two = asyncio.create_task(function() asyncio.gather(one) end)
        asyncio.sleep(0)
        two:await()
      end)
      if ok or not tostring(e):find("deadlock", 1, true) then error(e, 0) end
    end
  end)
  task(case, "timeout", function()
    local late = asyncio.timeout(10)
    do
      local t <close> = late
      t:reschedule(loop:time() + 5)
      t:when()
      tostring(t)
      sleeper()
    end
    same(false, late:expired())
    do local _ <close> = asyncio.timeout_at(loop:time() + 10) end
    asyncio.timeout(10)  -- only the collector ends it
  end)
  task(case, "as_completed", function()
    local n = 0
    for t in asyncio.as_completed{asyncio.create_task(sleeper, 1), asyncio.create_task(sleeper, 2)} do
      n = n + (type(t) == "function" and t() or t:await())
    end
    same(3, n)
  end)
  task(case, "all_tasks", function()
    same(1, #asyncio.all_tasks())
    same(asyncio.current_task(), asyncio.all_tasks()[1])
    same(loop, asyncio.get_running_loop())
    same(loop, asyncio.new_event_loop())
  end)
  task(case, "a coroutine in a task", function()
    local f = coroutine.wrap(function()
      sleeper()
      coroutine.yield(1)
      sleeper()
      return 2
    end)
    same(1, f())
    same(2, f())
    local co = coroutine.create(sleeper)
    assert(coroutine.resume(co))
  end)
end

local function futures(case)
  task_of_others(case, "Future", function()
    local f = loop:create_future()
    local called = 0
    local function callback() called = called + 1 end
    f:add_done_callback(callback)
    f:add_done_callback(print)
    f:remove_done_callback(print)
    tostring(f)
    loop:call_soon(f.set_result, f, 4)
    same(4, f:await())
    same(true, f:done())
    asyncio.sleep(0)
    same(1, called)
    local g = asyncio.Future()
    g:set_exception(socket.OSError "x")
    g:exception()
    local h = asyncio.Future()
    h:cancel()
    same(true, h:cancelled())
  end)
  task_of_others(case, "a task's callbacks", function()
    local t = asyncio.create_task(sleeper)
    t:set_name "name"
    t:get_name()
    local called = false
    t:add_done_callback(function() called = true end)
    t:remove_done_callback(print)
    t:await()
    asyncio.sleep(0)
    asyncio.sleep(0)
    same(true, called)
    same(true, t:done())
  end)
end

local function locks(case)
  task(case, "Lock", function()
    local lock = asyncio.Lock()
    lock:acquire()
    local t = asyncio.create_task(function()
      local _ <close> = lock:acquire()
      return lock:locked()
    end)
    asyncio.sleep(0)
    tostring(lock)
    lock:release()
    same(true, t:await())
  end)
  task(case, "Event", function()
    local event = asyncio.Event()
    local t = asyncio.create_task(function() return event:wait() end)
    asyncio.sleep(0)
    tostring(event)
    event:set()
    same(true, event:is_set())
    same(true, t:await())
    event:clear()
  end)
  task(case, "Condition", function()
    local condition = asyncio.Condition()
    local ready = false
    local t = asyncio.create_task(function()
      local _ <close> = condition:acquire()
      return condition:wait_for(function() return ready end)
    end)
    local u = asyncio.create_task(function()
      local _ <close> = condition:acquire()
      return condition:wait()
    end)
    asyncio.sleep(0)
    asyncio.sleep(0)
    do
      local _ <close> = condition:acquire()
      same(true, condition:locked())
      tostring(condition)
      ready = true
      condition:notify(1)
      condition:notify_all()
    end
    asyncio.gather(t, u)
    condition:acquire()
    condition:release()
  end)
  for _, name in ipairs{"Semaphore", "BoundedSemaphore"} do
    task(case, name, function()
      local semaphore = asyncio[name](1)
      semaphore:acquire()
      local t = asyncio.create_task(function()
        local _ <close> = semaphore:acquire()
        return semaphore:locked()
      end)
      asyncio.sleep(0)
      tostring(semaphore)
      semaphore:release()
      same(true, t:await())
    end)
  end
  task(case, "Barrier", function()
    local barrier = asyncio.Barrier(2)
    local group <close> = asyncio.TaskGroup()
    local t = group:create_task(function() return barrier:wait() end)
    asyncio.sleep(0)
    tostring(barrier)
    barrier:wait()
    t:await()
    barrier:reset()
    barrier:abort()
    same(true, barrier.broken)
  end)
end

local function queues(case)
  for _, name in ipairs{"Queue", "LifoQueue", "PriorityQueue"} do
    task(case, name, function()
      local queue = asyncio[name](2)
      local group <close> = asyncio.TaskGroup()
      local t = group:create_task(function()
        local sum = 0
        for _ = 1, 4 do
          sum = sum + queue:get()
          queue:task_done()
        end
        return sum
      end)
      for i = 1, 3 do queue:put(i) end
      queue:put(4)
      queue:join()
      same(10, t:await())
      queue:put_nowait(1)
      same(1, queue:qsize())
      same(1, queue:get_nowait())
      same(true, queue:empty())
      same(false, queue:full())
      tostring(queue)
      queue:shutdown()
    end)
  end
end

local function streams(case)
  for _, family in ipairs{"inet", "unix"} do
    task_of_others(case, "streams, " .. family, function()
      local function handle(reader, writer)
        for line in reader:lines "L" do
          writer:write(line)
          writer:drain()
        end
        writer:close()
      end
      local server, reader, writer
      if family == "inet" then
        server = asyncio.start_server(handle, "127.0.0.1", 0)
        reader, writer = asyncio.open_connection("127.0.0.1", server.sockets[1]:getsockname().port)
      else
        server = asyncio.start_unix_server(handle, support.name())
        reader, writer = asyncio.open_unix_connection(server.sockets[1]:getsockname())
      end
      local guard <close> = setmetatable({}, {__close = function()
        writer:abort()
        server:close()
        server:abort_clients()
      end})
      same(true, server:is_serving())
      tostring(server)
      tostring(reader)
      tostring(writer)
      writer:set_write_buffer_limits{high = 100}
      writer:get_extra_info "peername"
      writer:writelines{"one\n", "two\n", "three\n", "four\n"}
      same(true, writer:can_write_eof())
      writer:drain()
      writer:get_write_buffer_size()
      same("one\n", reader:readline())
      same("two\n", reader:readuntil "o\n")
      same("three", reader:readexactly(5))
      writer:write_eof()
      same("\n", reader:read(1))
      same("four\n", reader:read())
      same(true, reader:at_eof())
      same(nil, reader:exception())
      same(false, writer:is_closing())
      writer:close()
      writer:wait_closed()
      server:close()
      server:close_clients()
      server:wait_closed()
      return guard
    end, turn)
  end
  task_of_others(case, "pipes", function()
    local a, b = support.pair()
    local ends <close> = both(a, b)
    local function file(s)
      return {fileno = function() return s:fileno() end, close = function() s:close() end}
    end
    local reader, writer = asyncio.connect_read_pipe(file(a)), asyncio.connect_write_pipe(file(b))
    writer:write "one\ntwo\n"
    writer:drain()
    same("one\n", reader:readline())
    same("two\n", reader:read(10))
    tostring(writer)
    writer:close()
    writer:wait_closed()
    same(nil, reader:read(10))
    return ends
  end, turn)
  task(case, "errors of streams", function()
    local a, b = support.pair()
    local _ <close> = both(a, b)
    local reader, writer = asyncio.open_connection{sock = b, limit = 10}
    local guard <close> = setmetatable({}, {__close = function() writer:abort() end})
    a:sendall(("x"):rep(20) .. "\nend")
    local ok, e = pcall(reader.readuntil, reader, "\n")
    if ok or not socket.isinstance(e, asyncio.LimitOverrunError) then error(e, 0) end
    same(21, #reader:readexactly(21))
    a:shutdown(socket.SHUT_WR)
    ok, e = pcall(reader.readexactly, reader, 10)
    if ok or not socket.isinstance(e, asyncio.IncompleteReadError) then error(e, 0) end
    a:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    a:close()
    core._loop().wait_fd(b, "r", 1)  -- waits until the reset has arrived
    writer:write "x"
    ok, e = pcall(writer.wait_closed, writer)
    if ok or not socket.isinstance(e, socket.OSError) then error(e, 0) end
    return guard
  end)
  task(case, "a UNIX server with a path", function()
    local path = support.path
    local guard <close> = setmetatable({}, {__close = function() os.remove(path) end})
    local server <close> = asyncio.start_unix_server(function(_, writer) writer:close() end, path)
    same(true, server:is_serving())
    return guard
  end)
  task(case, "an error of a callback", function()
    local f = asyncio.Future()
    f:add_done_callback(function() error "on purpose" end)
    asyncio.Future():set_exception "nobody asks for it"
    f:set_result(1)
    asyncio.sleep(0)
    asyncio.sleep(0)
    collectgarbage()
  end)
  task(case, "a traceback", function()
    local t = asyncio.create_task(function() error "on purpose" end)
    asyncio.wait{t}
    local text = core._loop().traceback(t)
    if not text then t:result() end
    same("string", type(text))
    t:exception()
  end)
  task(case, "serve_forever", function()
    local server = asyncio.start_server(function(_, writer) writer:close() end, "127.0.0.1", 0, {start_serving = false})
    local guard <close> = server
    server:start_serving()
    local t = asyncio.create_task(function() server:serve_forever() end)
    asyncio.sleep(0)
    t:cancel()
    asyncio.wait{t}
    return guard
  end)
  task_of_others(case, "a writer whose peer reads late", function()
    local a <close>, b = socket.socketpair()
    b:setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    local _, writer = asyncio.open_connection{sock = b}
    local guard <close> = setmetatable({}, {__close = function() writer:abort() end})
    local text = ("x"):rep(TRYING and 1 or 20000)  -- if fcntl fails, b blocks, and so does a
    writer:write(text)
    asyncio.sleep(0)
    writer:close()
    local n = 0
    repeat
      local data = a:recv(65536)
      n = n + #(data or "")
    until not data
    writer:wait_closed()
    same(#text, n)
    return guard
  end, turn)
  task(case, "a writer that is closed by its block", function()
    local a <close>, b = support.pair()
    local _, w = asyncio.open_connection{sock = b}
    do
      local writer <close> = w
      writer:write "hello"
    end
    same("hello", a:recv(10))
  end, turn)
end

local function calls(case)
  task_of_others(case, "calls", function()
    local n = 0
    local function count(by) n = n + by end
    loop:call_soon(count, 1)
    loop:call_later(0.001, count, 2)
    local handle = loop:call_at(loop:time() + 100, count, 4)
    handle:when()
    tostring(handle)
    handle:cancel()
    same(true, handle:cancelled())
    asyncio.sleep(0.003)
    same(3, n)
  end)
  case("run_until_complete", function()
    loop:fileno()
    return function()
      same(1, loop:run_until_complete(loop:create_task(sleeper, 1)))
      same(false, loop:is_running())
      loop:timeout()
      loop:step(0)
      tostring(loop)
    end
  end)
  case("outside tasks", function()
    loop:fileno()
    local function fails(text, f, ...)
      local ok, e = pcall(f, ...)
      if ok or not tostring(e):find(text, 1, true) then error(e, 0) end
    end
    return function()
      asyncio.set_event_loop(loop)
      fails("no running event loop", asyncio.get_running_loop)
      fails("no running event loop", asyncio.create_task, wait_for_ever)
      same(nil, asyncio.no_such_name)
      fails("function or nil expected", loop.set_exception_handler, loop, 5)
      same("function", type(pairs(asyncio)))
    end
  end)
  -- The next case runs in the same process.
  local function reopen() asyncio.new_event_loop():set_exception_handler(note_unseen) end
  case("close", function()
    loop:fileno()
    return function()
      loop:create_task(asyncio.sleep, 1)
      loop:call_soon(print)
      loop:call_later(5, print)
      loop:step(0)
      loop:close()
      same(true, loop:is_closed())
      reopen()
    end, reopen
  end)
  case("run_forever", function()
    loop:fileno()
    return function()
      loop:call_soon(loop.stop, loop)
      loop:run_forever()
    end
  end)
  case("a signal's handler", function()
    loop:fileno()
    local pid = io.open("/proc/self/stat"):read "n"
    local came
    loop:add_signal_handler("SIGUSR1", function() end)
    return function()
      loop:add_signal_handler("SIGUSR1", function(n) came = n end, 7)
      os.execute("kill -USR1 " .. pid)
      asyncio.run(function()
        repeat asyncio.sleep(0.001) until came or unseen
      end)
      if not came then error(unseen, 0) end
      same(7, came)
      same(true, loop:remove_signal_handler("SIGUSR1"))
    end, function()
      came, unseen = nil, nil
      loop:add_signal_handler("SIGUSR1", function() end)
    end
  end)
  case("handlers", function()
    local function handler() end
    loop:fileno()
    return function()
      loop:set_exception_handler(handler)
      same(handler, loop:get_exception_handler())
      loop:call_exception_handler{message = "message"}
      core._loop().collect()
      same(nil, core._loop().forked())
      tostring(asyncio)
    end
  end)
end

return support.cases(function(case)
  for _, fill in ipairs{sockets, tasks, futures, locks, queues, streams, calls} do fill(case) end
end)
