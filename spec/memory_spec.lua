-- Out of memory: the faults that a sweep over all functions found (see spec/host/failalloc.c; `make check` runs the
-- whole sweep).
local library = require "spec.support.library"
local support = require "spec.support"

describe("without memory", function()
  local host

  setup(function()
    host = os.tmpname()
    local built = support.run({"sh", "-c", [[
      exec ${CC:-cc} -std=gnu11 -rdynamic $(sh .make/lua.sh cflags) -o "$1" spec/host/failalloc.c -llua5.4 -ldl -pthread
    ]], "sh", host}, {cwd = support.root})
    if built.code ~= 0 then host = nil end
  end)

  teardown(function()
    if host then os.remove(host) end
    support.cleanup()
  end)

  local function survives(file, case)
    -- The host defines a malloc that fails, and that would replace the checker's.
    if support.checker() then return pending(support.checker() .. " has a malloc of its own") end
    if not host then return pending "a program cannot be linked with Lua here" end
    local result = support.run({host, "spec/host/cases/" .. file .. ".lua", case}, {cwd = support.root, timeout = 60})
    local tries, faults = result.stdout:match "tries=(%d+) faults=(%d+)"
    assert.equal("0", faults, result.stdout .. result.stderr)
    assert.is_true(tonumber(tries) > 4, "nothing was tried")
  end

  -- Runs a script that can require failalloc, which makes allocations fail.
  local function run_with_failalloc(script)
    local env = library.env(assert(library.build("spec/host/failalloc.c", "failalloc", "-DMODULE")))
    return support.run({"sh", "-c", [[exec $LUA -e "$1"]], "sh", script}, {env = env, timeout = 60})
  end

  it("for its fields, a socket made from a descriptor leaves the caller's descriptor open", function()
    survives("socket", "socket{fileno}")
  end)

  it("settimeout changes nothing, and works when it is called again", function()
    survives("socket", "timeouts")
  end)

  it("accept allocates what it needs before it accepts a connection", function()
    survives("socket", "accept with a default timeout")
  end)

  it("for the call of __close, a file does not stay reserved for a task that reads", function()
    survives("file", "readline, no byte lost")
  end)

  it("to finish it, an abandoned loop does not affect the next one", function()
    survives("socket", "first use of the loop")
  end)

  it("for its results, a task fails, and no task waits for it for ever", function()
    survives("asyncio", "run")
  end)

  it("to be notified of a task's end, a TaskGroup does not wait for it for ever", function()
    survives("asyncio", "TaskGroup")
  end)

  it("to be woken or to pass a lock on, a task that waits is not forgotten", function()
    survives("asyncio", "Condition")
    survives("asyncio", "Barrier")
  end)

  it("to handle a connection, a server closes it, reports this, and accepts the next one", function()
    survives("asyncio", "streams, unix")
  end)

  it("to make a socket, a server reports this, and not that there is no address", function()
    survives("asyncio", "serve_forever")
  end)

  it("to end its tasks, asyncio.run ends them", function()
    survives("asyncio", "closing wakes")
    survives("asyncio", "a deadlock")
    survives("asyncio", "tasks that wait for each other")
  end)

  it("to record the failure of a task, the failure is reported once, when the task is lost", function()
    local result = run_with_failalloc[[
      local asyncio = require "pysocket.asyncio"
      local failalloc = require "failalloc"
      local loop = asyncio.get_event_loop()
      local early, late = {}, {}
      for n = 0, 99 do
        asyncio.run(function() end)  -- empties the list of tasks to report, so that adding the next one needs memory
        local task, reports = loop:create_task(function() error("words", 0) end), 0
        loop:set_exception_handler(function() reports = reports + 1 end)
        failalloc.after(n, loop.step, loop, 0)
        while not task:done() do loop:step(0) end
        collectgarbage()
        if reports ~= 0 then early[#early + 1] = n end
        local began = not task:cancelled()  -- otherwise the step ran out of memory and closed the task
        task = nil
        collectgarbage()
        collectgarbage()
        if began and reports ~= 1 then late[#late + 1] = n end
      end
      print(table.concat(early, " "))
      print(table.concat(late, " "))
    ]]
    assert.equal("\n\n", result.stdout, result.stderr)
  end)

  it("to stop waiting for a task, its end does not wake a task from something else", function()
    local result = run_with_failalloc[[
      local asyncio = require "pysocket.asyncio"
      local failalloc = require "failalloc"
      local loop = asyncio.get_event_loop()
      local woken = {}
      for n = 0, 49 do
        local over = false
        local awaited = loop:create_task(asyncio.sleep, 3600)
        local waiter = loop:create_task(function()
          pcall(asyncio.shield, awaited)
          pcall(asyncio.sleep, 3600)
          over = true
        end)
        loop:step(0)
        loop:step(0)
        waiter:cancel()
        failalloc.after(n, loop.step, loop, 0)
        awaited:cancel()
        while not awaited:done() do loop:step(0) end
        for _ = 1, 5 do loop:step(0) end
        if over then woken[#woken + 1] = n end
        waiter:cancel()
        while not waiter:done() do loop:step(0) end
      end
      print(table.concat(woken, " "))
    ]]
    assert.equal("\n", result.stdout, result.stderr)
  end)

  -- If Lua has no memory to call a finalizer, it does not call it again, and nothing can be done about that. A
  -- descriptor that the collector should close then stays open, and Lua issues a warning. Lua 5.4.9 finds the memory.
  it("to call a finalizer, Lua warns and the descriptor stays open", function()
    local result = run_with_failalloc[[
      local socket = require "pysocket"
      local failalloc = require "failalloc"
      local function nothing() end
      local function is_open(fd) return (pcall(socket.close, fd)) end
      warn "@on"
      for _, memory in ipairs{100, 0} do
        collectgarbage()
        collectgarbage "stop"
        local fd = socket.socket(socket.AF_UNIX):fileno()  -- becomes garbage at once
        coroutine.wrap(function()
          failalloc.after(math.maxinteger, nothing)  -- deeper calls have not allocated any memory yet
          print(memory, failalloc.after(memory, collectgarbage, "collect"))
        end)()
        collectgarbage()
        collectgarbage()
        print(is_open(fd))
      end
    ]]
    local open = result.stdout:match "^100\ttrue\t0\nfalse\n0\ttrue\t0\n(%l+)\n$"
    assert.is_truthy(open, result.stdout .. result.stderr)
    local warned = result.stderr:find("Lua warning: error in __gc (not enough memory)", 1, true)
    assert.equal(open == "true", warned ~= nil, result.stderr)
  end)
end)
