-- loop:close and related functions: scripts that create a loop and close it themselves, as was usual before
-- asyncio.run.
local support = require "spec.support"
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local function new_loop()
  local loop = asyncio.new_event_loop()
  asyncio.set_event_loop(loop)
  return loop
end

describe("a loop", function()
  before_each(function()  -- removes what other specs have left
    local loop = asyncio.new_event_loop()
    loop:set_exception_handler(function() end)
    loop:close()
  end)

  after_each(function()
    asyncio.new_event_loop():close()
    asyncio.new_event_loop()
    support.cleanup()
  end)

  -- It used to crash: the tasks were closed a second time.
  it("may be closed by the handler of its last tasks", function()
    local loop = new_loop()
    local tasks = {}
    for i = 1, 3 do tasks[i] = loop:create_task(asyncio.sleep, 1) end
    loop:step(0)
    loop:set_exception_handler(function()
      loop:set_exception_handler(function() end)
      loop:close()
    end)
    loop:close()
    for i = 1, 3 do assert.is_true(tasks[i]:cancelled()) end
    assert.is_true(loop:is_closed())
  end)

  it("is made, run and closed as scripts did before asyncio.run", function()
    local loop = new_loop()
    local function main(x)
      asyncio.sleep(0)
      return x
    end
    assert.equal("done", loop:run_until_complete{main, "done"})
    assert.is_false(loop:is_closed())
    loop:close()
    assert.is_true(loop:is_closed())
    loop:close()
    assert.equal("<EventLoop running=false closed=true>", tostring(loop))
  end)

  it("that is closed refuses the calls that Python's refuses", function()
    local loop = new_loop()
    loop:close()
    local function nothing() end
    for name, arguments in pairs{
      call_soon = {nothing}, call_later = {0, nothing}, call_at = {0, nothing}, create_task = {nothing},
      add_signal_handler = {"SIGUSR1", nothing}, run_until_complete = {nothing}, run_forever = {}, step = {0},
    } do
      local message = support.error_message(function() loop[name](loop, table.unpack(arguments)) end)
      assert.matches("asyncio_close_spec.lua:%d+: " .. name .. ": Event loop is closed; asyncio.new_event", message)
    end
    assert.is_false(loop:is_running())
    assert.is_number(loop:time())
    assert.equal(loop, asyncio.get_event_loop())
  end)

  it("that is closed is opened again by new_event_loop, because a Lua state has only one", function()
    local loop = new_loop()
    loop:close()
    asyncio.get_event_loop()
    assert.is_true(loop:is_closed())
    assert.equal(loop, asyncio.new_event_loop())
    assert.is_false(loop:is_closed())
    assert.equal(5, loop:run_until_complete(function() return 5 end))
  end)

  it("that is closed does not prevent asyncio.run", function()
    local loop = new_loop()
    loop:close()
    assert.is_false(asyncio.run(function() return loop:is_closed() end))
  end)

  it("cannot be closed while it runs", function()
    local loop = new_loop()
    loop:run_until_complete(function()
      assert.matches("close() cannot be called from a running event loop",
        support.error_message(loop.close, loop), 1, true)
    end)
    assert.is_false(loop:is_closed())
  end)

  it("closes the remaining tasks and their variables", function()
    local loop, reports, log = new_loop(), {}, {}
    loop:set_exception_handler(function(_, context) reports[#reports + 1] = context.message end)
    local a, b = socket.socketpair()
    local task, waiting
    loop:run_until_complete(function()
      task = asyncio.create_task(function()
        local _ <close> = a
        a:recv(1)
      end)
      waiting = asyncio.create_task(function() log[1] = pcall(task.await, task) end)
      asyncio.sleep(0)
    end)
    loop:close()
    assert.is_true(task:cancelled() and waiting:cancelled())
    assert.equal(-1, a:fileno())
    assert.is_nil(b:recv(1))
    b:close()
    assert.equal(2, #reports)
    assert.matches("did not end and was closed", reports[1])
    asyncio.run(asyncio.sleep, 0)
    assert.same({}, log)
  end)

  it("drops the remaining callbacks", function()
    local loop, called = new_loop(), {}
    local soon = loop:call_soon(function() called[#called + 1] = "soon" end)
    local later = loop:call_later(0, function() called[#called + 1] = "later" end)
    loop:close()
    assert.is_true(soon:cancelled() and later:cancelled())
    later:cancel()
    asyncio.run(asyncio.sleep, 0.01)
    assert.same({}, called)
  end)

  it("drops the handlers of signals and exceptions, and stop()", function()
    local loop = new_loop()
    loop:add_signal_handler("SIGUSR2", function() end)
    loop:set_exception_handler(function() end)
    loop:stop()
    loop:close()
    assert.is_false(loop:remove_signal_handler "SIGUSR2")
    new_loop()
    assert.is_nil(loop:get_exception_handler())
    assert.equal("ran", loop:run_until_complete(function()
      asyncio.sleep(0)
      return "ran"
    end))
  end)

  it("that serves for ever ends with Ctrl-C as scripts expect", function()
    local child = support.spawn_lua [[
      local socket, asyncio = require "pysocket", require "pysocket.asyncio"
      local loop = asyncio.new_event_loop()
      asyncio.set_event_loop(loop)
      local server = loop:run_until_complete{asyncio.start_server, print, "127.0.0.1", 0}
      loop:call_soon(function() print "ready" io.stdout:flush() end)
      local ok, e = pcall(loop.run_forever, loop)
      print(ok, socket.isinstance(e, socket.KeyboardInterrupt))
      server:close()
      loop:run_until_complete{server.wait_closed, server}
      loop:close()
      print(loop:is_closed())
    ]]
    child:expect "^ready$"
    child:wait_blocked()
    child:kill "INT"
    local result = child:wait()
    assert.same({"false\ttrue\ntrue\n", ""}, {result.stdout, result.stderr})
  end)

  it("is the only argument that set_event_loop accepts, besides nil", function()
    asyncio.set_event_loop(nil)
    local text = ": bad argument #1 to 'set_event_loop' %(EventLoop or nil expected, got number"
    assert.matches("spec.lua:%d+" .. text, support.error_message(function() asyncio.set_event_loop(5) end))
  end)
end)
