-- asyncio/protected.lua: pcall and xpcall.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local main, turns, cancelled, hang = tasks.main, tasks.turns, tasks.cancelled, tasks.hang

-- Both return the results of the call.
local CALLS = {
  pcall = asyncio.pcall,
  xpcall = function(f, ...)
    return asyncio.xpcall(f, function(e) return e end, ...)
  end,
}

for name, call in pairs(CALLS) do
  describe("asyncio." .. name, function()
    it("returns results and errors as Lua's own function does", function()
      assert.same({n = 4, true, 1, nil, nil}, table.pack(call(function(...) return ... end, 1, nil, nil)))
      assert.same({n = 1, true}, table.pack(call(function() end)))
      for _, e in ipairs{"text", socket.OSError(2, "none"), 5, true} do
        assert.same({n = 2, false, e}, table.pack(call(error, e, 0)))
      end
      assert.same({n = 2, false}, table.pack(call(error)))
      assert.is_false(call(nil))
    end)

    it("lets the cancellation of a task through", main(function()
      local went_on = false
      local task = asyncio.create_task(function()
        call(function() asyncio.sleep(5) end)
        went_on = true
      end)
      turns()
      task:cancel("why")
      local ok, e = pcall(task.await, task)
      assert.is_false(ok)
      assert.is_true(socket.isinstance(e, asyncio.CancelledError))
      assert.equal("why", e.message)
      assert.is_false(went_on)
    end))

    it("catches the error of a timeout, which does not cancel the task", main(function()
      local ok, e = call(function()
        local _ <close> = asyncio.timeout(0.01)
        hang()
      end)
      assert.is_false(ok)
      assert.is_true(socket.isinstance(e, socket.TimeoutError))
    end))

    it("lets Ctrl-C through, which is a string", function()
      for _, e in ipairs{"interrupted!", "demo.lua:12: interrupted!"} do
        assert.same({false, e}, {pcall(call, error, e, 0)})
      end
      for _, e in ipairs{"interrupted", "it was interrupted!", "interrupted! again"} do
        assert.same({false, e}, {call(error, e, 0)})
      end
    end)

    it("waits in the function that it calls", main(function()
      assert.same({true, "slept"}, {call(asyncio.sleep, 0, "slept")})
    end))
  end)
end

describe("asyncio.xpcall", function()
  it("calls the handler where the error is raised", function()
    local inner = "not there"
    local function fail() error("x", 0) end
    local ok, traceback = asyncio.xpcall(function()
      fail()
      return inner
    end, debug.traceback)
    assert.is_false(ok)
    assert.matches("in upvalue 'fail'", traceback, 1, true)
  end)

  it("does not call the handler for a cancellation", main(function()
    local called = false
    local task = asyncio.create_task(asyncio.xpcall, hang, function() called = true end)
    turns()
    task:cancel()
    cancelled(task)
    assert.is_false(called)
  end))
end)

describe("wrong arguments", function()
  it("are reported as Lua's own functions report them", function()
    assert.matches("asyncio_protected_spec.lua:%d+: bad argument #1 to 'pcall' %(value expected%)",
      support.error_message(function() asyncio.pcall() end))
    assert.matches("asyncio_protected_spec.lua:%d+: bad argument #2 to 'xpcall' %(function expected, got nil%)",
      support.error_message(function() asyncio.xpcall(print) end))
  end)
end)
