-- asyncio/runners.lua and asyncio/events.lua: run, the loop object, exceptions that are never retrieved, signals,
-- Ctrl-C.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local loop = asyncio.get_event_loop()
local main, turns, hang = tasks.main, tasks.turns, tasks.hang
local CancelledError = asyncio.CancelledError

local function on_close(f)
  return setmetatable({}, {__close = f})
end

describe("run", function()
  after_each(support.cleanup)

  it("passes arguments to main, and returns its results", function()
    assert.same({1, nil, 3, n = 3}, table.pack(asyncio.run(function(...) return ... end, 1, nil, 3)))
    assert.same({n = 0}, table.pack(asyncio.run(function() end)))
    assert.equal(5, asyncio.run{function(a, b) return a + b end, 2, 3})
  end)

  it("raises main's error, the same object", function()
    local e = socket.OSError("broken")
    local ok, raised = pcall(asyncio.run, function()
      asyncio.sleep(0)
      error(e)
    end)
    assert.is_false(ok)
    assert.equal(e, raised)
    assert.matches("asyncio_run_spec.lua:%d+: boom", support.error_message(asyncio.run, function() error("boom") end))
  end)

  it("cancels the tasks that main leaves behind, and those that these leave, and waits for them", function()
    local log = tasks.log()
    asyncio.run(function()
      asyncio.create_task(function()
        local _ <close> = on_close(function(_, e)
          log("closing", tostring(socket.isinstance(e, CancelledError)))
          asyncio.create_task(function()
            local _ <close> = on_close(function() log "child" end)
            hang()
          end)
          turns(2)
          log "closed"
        end)
        hang()
      end)
      turns(1)
      log "main ends"
    end)
    assert.equal("main ends", log.list[1])
    assert.equal("closing true", log.list[2])
    table.sort(log.list)
    assert.same({"child", "closed", "closing true", "main ends"}, log.list)
    assert.same({}, asyncio.all_tasks())
  end)

  it("ends with main, however long the others sleep", function()
    local start = loop:time()
    asyncio.run(function()
      asyncio.create_task(asyncio.sleep, 20)
      asyncio.sleep(0)
    end)
    assert.is_true(loop:time() - start < 10)
  end)

  it("cannot be called inside a task", main(function()
    assert.matches("asyncio_run_spec.lua:%d+: asyncio%.run%(%) cannot be called from a running event loop",
      support.error_message(function() asyncio.run(function() end) end))
  end))

  it("can be called repeatedly", function()
    for i = 1, 100 do
      assert.equal(i, asyncio.run(function()
        asyncio.sleep(0)
        return i
      end))
    end
  end)

  it("requires a function", function()
    assert.matches("asyncio_run_spec.lua:%d+: bad argument #1 to 'run' %(function expected, got nil; write run",
      support.error_message(function() asyncio.run(nil) end))
  end)

  it("raises the cancellation of main by itself", function()
    support.raises(CancelledError, asyncio.run, function()
      asyncio.current_task():cancel()
      asyncio.sleep(0)
    end)
  end)

  it("reports that main waits for something that can never happen, and lets it clean up", function()
    local cleaned = false
    assert.matches("asyncio_run_spec.lua:%d+: deadlock: nothing is left that could end what is being waited for",
      support.error_message(function()
        asyncio.run(function()
          local _ <close> = on_close(function() asyncio.sleep(0.001) cleaned = true end)
          asyncio.Event():wait()
        end)
      end))
    assert.is_true(cleaned)
    assert.same({}, asyncio.all_tasks())
  end)

  it("sends the last data that was written to a stream", function()
    local a, b = support.tcp_pair()
    asyncio.run(function()
      local _, writer = asyncio.open_connection{sock = a}
      writer:write("last words")
    end)
    assert.equal("last words", b:recv(100))
  end)
end)

describe("the end of a run", function()
  local reports

  before_each(function()
    reports = {}
    local handler = loop:get_exception_handler()
    support.defer(function() loop:set_exception_handler(handler) end)
    loop:set_exception_handler(function(_, context) reports[#reports + 1] = context end)
  end)

  after_each(support.cleanup)

  local function swallow()
    while true do pcall(asyncio.sleep, 0.005) end
  end

  it("closes and reports a task that swallows every cancellation", function()
    local closed = false
    local start = loop:time()
    assert.equal("main", asyncio.run{function()
      local task = asyncio.create_task(function()
        local _ <close> = on_close(function() closed = true end)
        swallow()
      end)
      task:set_name("stubborn")
      asyncio.sleep(0)
      return "main"
    end, grace = 0.05})
    assert.is_true(loop:time() - start < 4)
    assert.is_true(closed)
    assert.equal(1, #reports)
    assert.equal("<Task cancelling name='stubborn'> did not end and was closed", reports[1].message)
    local first = reports[1].traceback:gsub("\t%[C%]:[^\n]*\n", ""):match("^stack traceback:\n([^\n]*)")
    assert.matches("asyncio_run_spec.lua", first, 1, true)  -- the user's lines come before the module's
    assert.same({}, require "pysocket.core"._loop().all(true))
  end)

  it("cancels each further wait of a task whose clean-up waits for ever", function()
    local a, b = support.socketpair()
    local steps = {}
    asyncio.run{function()
      asyncio.create_task(function()
        local _ <close> = on_close(function()
          steps[1] = pcall(a.sendall, a, ("x"):rep(1 << 22))
          steps[2] = pcall(asyncio.sleep, 3600)
        end)
        hang()
      end)
      asyncio.sleep(0)
    end, grace = 0.05}
    assert.same({false, false}, steps)
    assert.same({}, reports)
    b:close()
  end)

  it("gives clean-up the time that it needs", function()
    local cleaned = false
    asyncio.run(function()
      asyncio.create_task(function()
        local _ <close> = on_close(function()
          asyncio.sleep(0.05)
          cleaned = true
        end)
        hang()
      end)
      asyncio.sleep(0)
    end)
    assert.is_true(cleaned)
  end)

  it("leaves nothing to the next run, even after a deadlock", function()
    for _ = 1, 2 do
      local task
      assert.matches("deadlock", support.error_message(asyncio.run, function()
        task = asyncio.create_task(function()
          while true do pcall(hang) end
        end)
        while true do pcall(task.await, task) end
      end))
      assert.is_true(task:cancelled())
      assert.same({}, require "pysocket.core"._loop().all(true))
    end
    assert.equal("fine", asyncio.run(function()
      asyncio.sleep(0)
      return "fine"
    end))
  end)

  it("wakes the tasks that wait for a task that it closes", function()
    local cancelled
    asyncio.run{function()
      local task = asyncio.create_task(swallow)
      task:add_done_callback(function(ended) cancelled = ended:cancelled() end)
      asyncio.sleep(0)
    end, grace = 0}
    assert.is_true(cancelled)
  end)

  it("requires a valid time", function()
    assert.matches("bad argument #1 to 'run' %(.-grace", support.error_message(asyncio.run, {hang, grace = "x"}))
    assert.matches("bad argument #1 to 'run'", support.error_message(asyncio.run, {hang, grace = -1}))
    assert.matches("unexpected keyword 'grace'", support.error_message(function()
      loop:create_task{hang, grace = 1}
    end))
  end)
end)

describe("one queue", function()
  after_each(support.cleanup)

  it("runs tasks, callbacks and a timeout of 0 in the order in which they were scheduled", function()
    local log = {}
    local function note(text) log[#log + 1] = text end
    asyncio.run(function()
      local future = asyncio.Future()
      future:add_done_callback(function() note "callback" end)
      asyncio.create_task(note, "task 1")
      loop:call_soon(note, "soon 1")
      future:set_result()
      asyncio.create_task(note, "task 2")
      loop:call_soon(note, "soon 2")
      asyncio.sleep(0)
    end)
    assert.same({"task 1", "soon 1", "callback", "task 2", "soon 2"}, log)
  end)

  it("run_until_complete returns after the done callbacks were called", function()
    local called
    local task = loop:create_task(function() return 1 end)
    task:add_done_callback(function() called = true end)
    assert.equal(1, loop:run_until_complete(task))
    assert.is_true(called)
  end)

  it("passes over a handle that is cancelled in it", function()
    local called = {}
    local handle = loop:call_soon(function() called[1] = true end)
    handle:cancel()
    loop:step(0)
    assert.is_true(handle:cancelled())
    assert.same({}, called)
  end)

  it("stop ends run_until_complete and run, and does not stay for the next run", function()
    local function stops()
      loop:stop()
      hang()
    end
    local task = loop:create_task(stops)
    assert.matches("Event loop stopped before Future completed", support.error_message(loop.run_until_complete, loop,
      task))
    task:cancel()
    loop:step(0)
    assert.matches("Event loop stopped before Future completed", support.error_message(asyncio.run, stops))
    local turn = 0
    loop:call_soon(function() loop:call_soon(function() turn = turn + 1 end) end)
    loop:run_forever()
    assert.equal(1, turn)
  end)

  it("stop before run_forever lets one turn run", function()
    local turn = 0
    loop:call_soon(function()
      turn = 1
      loop:call_soon(function() turn = 2 end)
    end)
    loop:stop()
    loop:run_forever()
    assert.equal(1, turn)
    loop:run_forever()
    assert.equal(2, turn)
  end)

  it("has a descriptor that is not readable after data was received, even if no task waits", function()
    local a, b = support.tcp_pair()
    local task = loop:create_task(function() return a:recv(1) end)
    loop:step(0)
    b:sendall("x")
    while not task:done() do loop:step(5) end
    b:sendall("y")
    local select = require "pysocket.select"
    assert.same({loop:fileno()}, (select.select({loop:fileno()}, {}, {}, 5)))
    assert.is_false(loop:step(0))
    assert.same({}, (select.select({loop:fileno()}, {}, {}, 0)))
  end)
end)

describe("an error that is never retrieved", function()
  after_each(support.cleanup)

  it("is reported on stderr with its traceback, and ends nothing", function()
    local result = support.run(support.lua_argv(support.tmpfile([[
      local asyncio = require "pysocket.asyncio"
      local function deep() error("lost in the woods") end
      asyncio.run(function()
        asyncio.create_task(function() deep() end)
        asyncio.get_running_loop():call_soon(function() error("lost in a callback") end)
        asyncio.sleep(0.01)
        print("main goes on")
      end)
    ]], "lost.lua")))
    assert.equal(0, result.code)
    assert.equal("main goes on\n", result.stdout)
    assert.matches("Task exception was never retrieved: .*lost%.lua:2: lost in the woods\n.*stack traceback:.*deep",
      result.stderr)
    assert.matches("Exception in callback: .*lost%.lua:5: lost in a callback\n", result.stderr)
  end)

  it("is not reported if it is main's, which run raises", function()
    local result = support.run(support.lua_argv(support.tmpfile([[
      local asyncio = require "pysocket.asyncio"
      print(pcall(asyncio.run, function() error("main's", 0) end))
    ]], "main.lua")))
    assert.equal("false\tmain's\n", result.stdout)
    assert.equal("", result.stderr)
  end)

  it("goes to the handler that was set", main(function()
    local contexts = {}
    local function handler(l, context)
      assert.equal(loop, l)
      contexts[#contexts + 1] = context
    end
    assert.is_nil(loop:get_exception_handler())
    loop:set_exception_handler(handler)
    assert.equal(handler, loop:get_exception_handler())
    loop:call_soon(function() error("one", 0) end)
    loop:call_exception_handler{message = "two"}
    turns(2)
    asyncio.create_task(function() error("three", 0) end)
    turns()
    collectgarbage()
    collectgarbage()
    loop:set_exception_handler(nil)
    assert.equal(3, #contexts)
    assert.equal("two", contexts[1].message)
    assert.equal("one", contexts[2].exception)
    assert.equal("three", contexts[3].exception)
    assert.is_true(asyncio.isfuture(contexts[3].task))
    assert.matches("stack traceback", contexts[3].traceback)
  end))

  it("is reported even if the handler fails", function()
    local result = support.run(support.lua_argv(support.tmpfile([[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local loop = asyncio.get_running_loop()
        loop:set_exception_handler(function() error("bad handler") end)
        loop:call_exception_handler{message = "what happened", exception = "E"}
      end)
    ]], "handler.lua")))
    assert.equal(0, result.code)
    assert.matches("Unhandled error in exception handler: .*bad handler\nwhat happened: E\n", result.stderr)
  end)
end)

describe("an error that ends run", function()
  after_each(support.cleanup)

  local PROLOGUE = [[
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"
local function deep() error("boom") end
local function work() deep() end
]]

  -- Returns what lua5.4 prints when the program fails. The first line after the prologue is line 5.
  local function shown(program)
    local result = support.run(support.lua_argv(support.tmpfile(PROLOGUE .. program, "ends.lua")))
    assert.equal(1, result.code)
    return result.stderr
  end

  -- These parts must appear in the text in this order. Lua's own frames between them depend on its version.
  local ENDS = {
    {"main", "asyncio.run(function() work() end)",
      {"lua:3: boom\nstack traceback:\n", "lua:3: in ", "'deep'\n", "lua:4: in ", "'work'\n", "lua:5: in ",
        "lua:5: in main chunk\n"}},
    {"an awaited task", "asyncio.run(function()\n asyncio.create_task(work):await()\nend)",
      {"lua:3: boom\nstack traceback:\n", "'deep'\n", "lua:4: in ", "raised again:\nstack traceback:\n", "lua:6: in ",
        "lua:5: in main chunk\n"}},
    {"a task behind another", [[
asyncio.run(function()
  local outer = asyncio.create_task(function()
    asyncio.create_task(work):await()
  end)
  asyncio.gather(outer)
end)]], {"lua:3: boom\nstack traceback:\n", "lua:4: in ", "lua:7: in ", "lua:9: in ", "in main chunk\n"}},
    {"a group", [[
asyncio.run(function()
  local group <close> = asyncio.TaskGroup()
  group:create_task(function()
    pcall(asyncio.sleep, 5)
    socket.create_connection(false)
  end)
  asyncio.sleep(0)
  group:create_task(work)
end)]], {"ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)\n", "lua:3: boom\nstack traceback:\n",
        "'deep'\n", "lua:4: in ", "lua:9: bad argument", "stack traceback:\n", "lua:9: in ", "in main chunk\n"}},
    {"the body of a group", [[
asyncio.run(function()
  local group <close> = asyncio.TaskGroup()
  work()
end)]], {"TaskGroup (1 sub-exception)\n", "lua:3: boom\nstack traceback:\n", "'deep'\n", "lua:4: in ", "lua:7: in "}},
    {"a call of the module", "asyncio.run(function() socket.socket():bind{'127.0.0.1', 70000} end)",
      {"lua:5: bad argument", "stack traceback:\n\t[C]: in method 'bind'\n", "lua:5: in ", "lua:5: in main chunk"}},
    {"a function of the module in Lua", "asyncio.run(function() asyncio.sleep(false) end)",
      {"lua:5: bad argument #1 to 'sleep'", "stack traceback:\n", "lua:5: in ", "in main chunk"}},
    {"an error object", "asyncio.run(function() error(socket.OSError('odd'), 0) end)",
      {"OSError: odd\nstack traceback:\n", "lua:5: in ", "in main chunk"}},
    {"an object that cannot be shown", [[
asyncio.run(function()
  error(setmetatable({}, {__tostring = work}))
end)]], {"<exception str() failed>\nstack traceback:\n", "lua:6: in ", "in main chunk"}},
    {"nothing left to wait for", "asyncio.run(function() asyncio.Future():await() end)",
      {"lua:5: deadlock: nothing is left", "stack traceback:\n\t[C]: in ", "lua:5: in main chunk"}},
    {"a coroutine of main", "asyncio.run(function() coroutine.wrap(work)() end)",
      {"boom", "stack traceback:\n", "lua:5: in "}},
    {"run_until_complete", "asyncio.new_event_loop():run_until_complete(work)",
      {"lua:3: boom\nstack traceback:\n", "'deep'\n", "lua:5: in main chunk"}},
    {"a chunk that is required", "package.preload.app = function() asyncio.run(work) end\nrequire 'app'",
      {"lua:3: boom\nstack traceback:\n", "'deep'\n", "'require'", "in main chunk"}},
  }
  for _, case in ipairs(ENDS) do
    it("shows the user's stack: " .. case[1], function()
      local text, at = shown(case[2]), 1
      for _, part in ipairs(case[3]) do
        local _, last = text:find(part, at, true)
        if not last then error(("there is no %q behind byte %d of\n%s"):format(part, at, text), 0) end
        at = last
      end
      assert.not_matches("/pysocket/", text, 1, true)  -- no frame of the module is shown
      assert.not_matches("pysocket.asyncio.%w+%.", text)  -- nor is the name of a module file
    end)
  end

  it("is unchanged for code that catches it", function()
    local bad = setmetatable({}, {__tostring = function() error "bad" end})
    local values = {"text", 42, true, {}, bad, socket.OSError("x")}
    for _, e in ipairs(values) do
      for _, f in ipairs{
        function() error(e, 0) end,
        function() asyncio.create_task(error, e, 0):await() end,
        function() asyncio.gather{error, e, 0} end,
      } do
        assert.is_true(rawequal(e, select(2, pcall(asyncio.run, f))))
        local co = coroutine.create(function() asyncio.run(f) end)
        assert.is_true(rawequal(e, select(2, coroutine.resume(co))))
      end
    end
    local ok, group = pcall(asyncio.run, function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(error, bad)
    end)
    assert.is_false(ok)
    assert.is_true(rawequal(bad, group.exceptions[1]))
    assert.matches("1 sub-exception)\n  <exception str() failed>", tostring(group), 1, true)
    local future = asyncio.Future()
    future:set_exception(bad)
    assert.equal("<Future finished exception=<exception str() failed>>", tostring(future))
    assert.is_true(rawequal(bad, future:exception()))
  end)

  it("is caught by a C function too", function()
    local result = support.run(support.lua_argv(support.tmpfile([[
      local asyncio = require "pysocket.asyncio"
      print(load(function() asyncio.run(error, "from C", 0) end))
      print(pcall(require, "app"))
    ]], "caught.lua")))
    assert.equal("nil\tfrom C\n", result.stdout:match "^[^\n]*\n")
    assert.equal("", result.stderr)
  end)

  it("has no line of the module in a traceback that a program makes", function()
    local _, text = xpcall(asyncio.run, debug.traceback, function() error "asked" end)
    assert.matches("asked\nstack traceback:\n\t[C]: in function 'pysocket.asyncio.", text, 1, true)
    assert.not_matches("/pysocket/", text, 1, true)
  end)

  it("is reported if it is never retrieved, even if it cannot be shown", function()
    local result = support.run(support.lua_argv(support.tmpfile([[
      local asyncio = require "pysocket.asyncio"
      local bad = setmetatable({}, {__tostring = function() error "bad" end})
      asyncio.run(function()
        asyncio.create_task(error, bad)
        asyncio.get_running_loop():call_soon(error, bad)
        asyncio.get_running_loop():call_exception_handler{message = "reported", exception = bad}
        asyncio.sleep(0.01)
        print "goes on"
      end)
    ]], "unshown.lua")))
    assert.equal("goes on\n", result.stdout, result.stderr)
    for _, what in ipairs{"Exception in callback", "reported", "Task exception was never retrieved"} do
      assert.matches(what .. ": <exception str() failed>", result.stderr, 1, true)
    end
  end)
end)

describe("the loop", function()
  after_each(support.cleanup)

  it("is always the same object", main(function()
    assert.equal(loop, asyncio.get_running_loop())
    assert.equal(loop, asyncio.new_event_loop())
    assert.is_true(loop:is_running())
    assert.equal("<EventLoop running=true closed=false>", tostring(loop))
  end))

  it("is running only while it runs", function()
    assert.is_false(loop:is_running())
    assert.matches("asyncio_run_spec.lua:%d+: no running event loop",
      support.error_message(function() asyncio.get_running_loop() end))
  end)

  it("calls functions soon, later and at a time, in order", main(function()
    local log, now = tasks.log(), loop:time()
    loop:call_later(0.02, log, "later", "2")
    loop:call_at(now + 0.01, log, "at", "1")
    loop:call_soon(log, "soon", "1")
    loop:call_soon(log, "soon", "2")
    assert.same({}, log.list)
    asyncio.sleep(0.03)
    assert.same({"soon 1", "soon 2", "at 1", "later 2"}, log.list)
  end))

  it("does not call cancelled handles", main(function()
    local called = false
    local now = loop:time()
    local handle = loop:call_later(0.005, function() called = true end)
    assert.is_false(handle:cancelled())
    assert.is_true(handle:when() >= now + 0.005)
    handle:cancel()
    assert.is_true(handle:cancelled())
    asyncio.sleep(0.01)
    assert.is_false(called)
  end))

  it("checks the function that it is to call", function()
    local function message(method, ...)
      return support.error_message(function(...) loop[method](loop, ...) end, ...)
    end
    assert.matches("asyncio_run_spec.lua:%d+: bad argument #1 to 'call_soon' %(function expected, got nil; write",
      message("call_soon"))
    assert.matches("bad argument #1 to 'call_later' %(number expected, got string%)", message("call_later", "1", print))
    assert.matches("bad argument #2 to 'call_at' %(function expected, got nil; write call_at", message("call_at", 1))
  end)

  it("runs until something is complete", function()
    assert.same({1, 2}, {loop:run_until_complete(function() turns() return 1, 2 end)})
    assert.equal(3, loop:run_until_complete{function(x) return x end, 3})
    local future = loop:create_future()
    loop:call_soon(future.set_result, future, 4)
    assert.equal(4, loop:run_until_complete(future))
    local task = loop:create_task(function(x) error(x, 0) end, "boom")
    assert.same({false, "boom"}, {pcall(loop.run_until_complete, loop, task)})
    assert.matches("deadlock", support.error_message(loop.run_until_complete, loop, loop:create_future()))
  end)

  it("runs until it is stopped, or nothing is left to do", function()
    local count = 0
    local function again()
      count = count + 1
      if count == 3 then loop:stop() end
      loop:call_soon(again)
    end
    local handle = loop:call_later(100, print)
    loop:call_soon(again)
    loop:run_forever()
    assert.equal(3, count)
    again = function() end
    handle:cancel()
    loop:run_forever()
  end)

  it("reports the line of a step with an invalid time", function()
    for seconds, reason in pairs{[-1] = "timeout must not be negative", [1e300] = "timeout too large"} do
      assert.matches("^[^\n]*asyncio_run_spec%.lua:%d+: bad argument #1 to 'step' %(" .. reason,
        support.error_message(function() return (loop:step(seconds)) end))
    end
  end)

  it("runs step by step inside another loop", function()
    local a, b = support.tcp_pair()
    local got
    local task = loop:create_task(function() got = a:recv(10) end)
    assert.is_true(loop:step(0))
    assert.is_nil(got)
    local select = require "pysocket.select"
    assert.same({}, (select.select({loop:fileno()}, {}, {}, 0)))
    b:sendall("x")
    assert.same({loop:fileno()}, (select.select({loop:fileno()}, {}, {}, 5)))
    while not task:done() do loop:step(0) end
    assert.equal("x", got)
    assert.is_false(loop:step(0))
    assert.is_nil(loop:timeout())
    local handle = loop:call_later(5, print)
    assert.is_true(loop:timeout() > 4 and loop:timeout() <= 5)
    handle:cancel()
  end)

  it("has a descriptor that is not readable after a step, even if no task waits for the data", function()
    local a, b = support.tcp_pair()
    local task = loop:create_task(function()
      a:recv(1)
      asyncio.sleep(3600)
    end)
    loop:step(0)
    b:sendall("x")
    while loop:timeout() == nil do loop:step(5) end  -- until it sleeps
    b:sendall("y")
    local select = require "pysocket.select"
    assert.same({loop:fileno()}, (select.select({loop:fileno()}, {}, {}, 5)))
    assert.is_true(loop:step(0))
    assert.same({}, (select.select({loop:fileno()}, {}, {}, 0)))
    task:cancel()
    while not task:done() do loop:step(0) end
  end)

  it("cannot be run inside itself", main(function()
    for _, method in ipairs{"run_forever", "run_until_complete", "step"} do
      assert.matches(method .. "%(%) cannot be called from a running event loop",
        support.error_message(function() loop[method](loop, hang) end))
    end
  end))
end)

describe("a signal", function()
  after_each(support.cleanup)

  it("calls its handler, with its arguments", main(function()
    local event, got = asyncio.Event(), nil
    loop:add_signal_handler("SIGUSR1", function(...)
      got = table.pack(...)
      event:set()
    end, 1, nil)
    os.execute("kill -USR1 " .. support.pid())
    event:wait()
    assert.same({1, nil, n = 2}, got)
    assert.is_true(loop:remove_signal_handler("SIGUSR1"))
    assert.is_false(loop:remove_signal_handler("SIGUSR1"))
  end))

  it("may be given by number", main(function()
    local event = asyncio.Event()
    loop:add_signal_handler(15, event.set, event)
    os.execute("kill -TERM " .. support.pid())
    event:wait()
    loop:remove_signal_handler(15)
    assert.equal(0, tonumber(support.status("SigCgt"), 16) >> 14 & 1)
  end))

  it("that does not exist, or cannot be handled, is an error", function()
    assert.matches("bad argument #1 to 'add_signal_handler' %(integer or a name like \"SIGTERM\" expected",
      support.error_message(function() loop:add_signal_handler("SIGNONE", print) end))
    support.raises("OSError", loop.add_signal_handler, loop, "SIGKILL", print)
    assert.matches("function expected, got nil",
      support.error_message(function() loop:add_signal_handler("SIGTERM") end))
  end)

  it("is restored at the end of run, unless it was handled before", function()
    local function is_caught(number)
      return tonumber(support.status("SigCgt"), 16) >> (number - 1) & 1 == 1
    end
    loop:add_signal_handler(10, print)
    asyncio.run(function()
      loop:add_signal_handler(15, print)
      assert.is_true(is_caught(15))
    end)
    assert.is_false(is_caught(15))
    assert.is_false(loop:remove_signal_handler(15))
    assert.is_true(is_caught(10))
    assert.is_true(loop:remove_signal_handler(10))
  end)

  it("keeps a program running that waits for nothing else", function()
    local child = support.spawn_lua[[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local event = asyncio.Event()
        asyncio.get_running_loop():add_signal_handler("SIGTERM", event.set, event)
        print "ready" io.stdout:flush()
        event:wait()
        print "terminated cleanly"
      end)
    ]]
    child:expect "ready"
    child:wait_blocked()
    child:kill "TERM"
    local result = child:wait()
    assert.equal(0, result.code)
    assert.equal("terminated cleanly\n", result.stdout)
  end)
end)

describe("Ctrl-C", function()
  after_each(support.cleanup)

  local PROGRAM = [[
    local asyncio = require "pysocket.asyncio"
    local function closing(name)
      return setmetatable({}, {__close = function(_, e)
        asyncio.sleep(0)
        print(name, "closed", e and e.__name)
        io.stdout:flush()
      end})
    end
  ]]

  it("cancels main and all tasks, and is raised afterwards", function()
    local child = support.spawn_lua(PROGRAM .. [[
      asyncio.run(function()
        local _ <close> = closing "main"
        asyncio.create_task(function()
          local _ <close> = closing "task"
          asyncio.sleep(100)
        end)
        asyncio.sleep(0)
        print "ready" io.stdout:flush()
        asyncio.sleep(100)
      end)
    ]])
    child:expect "ready"
    child:wait_blocked()
    child:kill "INT"
    local result = child:wait()
    assert.equal("main\tclosed\tCancelledError\ntask\tclosed\tCancelledError\n", result.stdout)
    assert.matches("interrupted!", result.stderr)
    assert.equal(1, result.code)
  end)

  it("twice ends at once", function()
    local child = support.spawn_lua(PROGRAM .. [[
      asyncio.run(function()
        local _ <close> = setmetatable({}, {__close = function()
          print "closing" io.stdout:flush()
          asyncio.sleep(100)
        end})
        print "ready" io.stdout:flush()
        asyncio.sleep(100)
      end)
    ]])
    child:expect "ready"
    child:wait_blocked()
    child:kill "INT"
    child:expect "closing"
    child:wait_blocked()
    child:kill "INT"
    assert.equal(2, child:wait().signal)  -- the interpreter restores the default action for the second SIGINT
  end)

  it("that main survives is not raised again", function()
    local child = support.spawn_lua(PROGRAM .. [[
      print(asyncio.run(function()
        print "ready" io.stdout:flush()
        pcall(asyncio.sleep, 100)
        asyncio.sleep(0)
        return "survived"
      end))
    ]])
    child:expect "ready"
    child:wait_blocked()
    child:kill "INT"
    local result = child:wait()
    assert.equal(0, result.code, result.stderr)
    assert.equal("survived\n", result.stdout)
  end)
end)
