-- loop/timeout.c: timeout and timeout_at.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local main, turns, hang = tasks.main, tasks.turns, tasks.hang
local CancelledError = asyncio.CancelledError

local function within(delay, f, ...)
  local limit <close> = asyncio.timeout(delay)
  return f(limit, ...)
end

describe("a timeout", function()
  it("ends the block with TimeoutError", main(function()
    local limit
    local e = support.raises("TimeoutError", within, 0.01, function(l)
      limit = l
      hang()
    end)
    assert.is_false(socket.isinstance(e, CancelledError))
    assert.matches("TimeoutError: timed out: timeout$", tostring(e))
    assert.is_true(limit:expired())
    assert.equal(0, asyncio.current_task():cancelling())
    asyncio.sleep(0)  -- no trace of the cancellation is left
  end))

  it("that is not referenced cancels nothing", main(function()
    local left = setmetatable({asyncio.timeout(0.01)}, {__mode = "v"})
    asyncio.timeout_at(asyncio.get_event_loop():time() + 0.01)
    support.wait_until(function()
      collectgarbage()
      return left[1] == nil
    end)
    asyncio.sleep(0.03)
    assert.equal(0, asyncio.current_task():cancelling())
  end))

  it("that has a variable without <close> still cancels the running block when it expires", main(function()
    local e = support.raises(CancelledError, function()
      local limit = asyncio.timeout(0.01)
      collectgarbage()
      hang()
      return limit
    end)
    asyncio.current_task():uncancel()
    assert.is_nil(e.bytes_sent)
  end))

  it("reports how much was sent, like the cancellation that it comes from", main(function()
    local a, b = support.socketpair()
    a:setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    local data = ("x"):rep(1000000)
    for _, send in ipairs{
      function() return within(0.01, function() a:sendall(data) end) end,
      function() return asyncio.wait_for({a.sendall, a, data}, 0.01) end,
    } do
      local e = support.raises("TimeoutError", send)
      assert.is_true(e.bytes_sent > 0)
      assert.matches("after %d+ bytes", tostring(e))
      assert.equal(e.bytes_sent, #b:recv(1000000))
    end
    support.cleanup()
  end))

  it("reports where the task was waiting", main(function()
    local a = support.tcp_pair()
    local e = support.raises("TimeoutError", within, 0.01, function() a:recv(1) end)
    support.cleanup()
    assert.matches("asyncio_timeouts_spec.lua:%d+$", e.where)
  end))

  it("passes on results and errors that are in time", main(function()
    local limit
    assert.same({1, 2}, {within(5, function(l)
      limit = l
      turns()
      return 1, 2
    end)})
    assert.is_false(limit:expired())
    assert.same({false, "boom"}, {pcall(within, 5, function() error("boom", 0) end)})
    within(0.01, function() end)
    asyncio.sleep(0.03)  -- the timeout has no effect after the block
  end))

  it("of nil, or of infinity, never expires", main(function()
    for _, delay in ipairs{math.huge, false} do
      within(delay or nil, function(limit)
        assert.equal(delay or nil, delay and limit:when() or nil)
        asyncio.sleep(0.01)
        assert.is_false(limit:expired())
      end)
    end
  end))

  it("in the past is raised at the next suspension", main(function()
    local reached = false
    support.raises("TimeoutError", within, -1, function()
      reached = true
      hang()
    end)
    assert.is_true(reached)
    within(-1, function() end)  -- a block that never waits is not cancelled
  end))

  it("can be given as a time of the clock", main(function()
    local loop = asyncio.get_running_loop()
    local when = loop:time() + 0.01
    support.raises("TimeoutError", function()
      local limit <close> = asyncio.timeout_at(when)
      assert.equal(when, limit:when())
      hang()
    end)
    assert.is_true(loop:time() >= when)
  end))

  it("can be postponed, and brought forward", main(function()
    local loop = asyncio.get_running_loop()
    within(0.01, function(limit)
      limit:reschedule(loop:time() + 5)
      asyncio.sleep(0.03)
      limit:reschedule(nil)
      assert.is_nil(limit:when())
      assert.is_false(limit:expired())
    end)
    support.raises("TimeoutError", within, 5, function(limit)
      limit:reschedule(loop:time())
      hang()
    end)
  end))

  it("cannot be changed after it has expired", main(function()
    local limit
    pcall(within, 0.01, function(l)
      limit = l
      local ok, e = pcall(hang)
      assert.is_false(ok)
      assert.matches("Cannot change state of expiring Timeout",
        support.error_message(function() limit:reschedule(1) end))
      error(e, 0)
    end)
    assert.matches("Cannot change state of expired Timeout",
      support.error_message(function() limit:reschedule(1) end))
    within(1, function(l) limit = l end)
    assert.matches("Cannot change state of finished Timeout",
      support.error_message(function() limit:reschedule(1) end))
    assert.equal("<Timeout [finished]>", tostring(limit))
  end))

  it("is still an asyncio.Timeout after its block, and can be closed again", main(function()
    local limit
    within(1, function(l) limit = l end)
    assert.is_true(socket.isinstance(limit, asyncio.Timeout))
    assert.is_false(limit:expired())
    do
      local again <close> = limit
      assert.is_number(again:when())
    end
    assert.equal("<Timeout [finished]>", tostring(limit))
  end))
end)

describe("a timeout among others", function()
  it("inside another ends when the outer one expires", main(function()
    local inner
    support.raises("TimeoutError", within, 0.01, function()
      local ok, e = pcall(within, 5, function(limit)
        inner = limit
        hang()
      end)
      assert.is_false(ok)
      assert.is_true(socket.isinstance(e, CancelledError))
      assert.is_false(inner:expired())
      error(e, 0)
    end)
  end))

  it("inside another does not end the outer one", main(function()
    local outer
    within(5, function(limit)
      outer = limit
      support.raises("TimeoutError", within, 0.01, hang)
      turns()
    end)
    assert.is_false(outer:expired())
  end))

  it("inside another leaves the cancellation to the outer one if both expire at once", main(function()
    support.raises("TimeoutError", within, 0.01, function(outer)
      local ok, e = pcall(within, 0.01, function()
        local loop = asyncio.get_running_loop()
        while loop:time() < outer:when() + 0.001 do end  -- both are due when the task suspends
        hang()
      end)
      assert.is_false(ok)
      -- The inner timeout does not consume the cancellation of the outer one.
      assert.is_true(socket.isinstance(e, CancelledError))
      error(e, 0)
    end)
    assert.equal(0, asyncio.current_task():cancelling())
  end))

  it("does not hide a cancellation from outside", main(function()
    local task = asyncio.create_task(within, 5, hang)
    turns(2)
    task:cancel()
    support.raises(CancelledError, task.await, task)
    -- This holds even if the timeout expires at the same time.
    task = asyncio.create_task(within, 0.01, function(limit)
      local ok, e = pcall(hang)
      assert.is_false(ok)
      assert.is_true(limit:expired())
      asyncio.current_task():cancel()
      error(e, 0)
    end)
    support.raises(CancelledError, task.await, task)
  end))

  it("does not hide another error", main(function()
    assert.same({false, "other"}, {pcall(within, 0.01, function()
      pcall(hang)
      error("other", 0)
    end)})
    assert.equal(0, asyncio.current_task():cancelling())
  end))

  it("that was swallowed ends with the block", main(function()
    within(0.01, function() pcall(hang) end)
    assert.equal(0, asyncio.current_task():cancelling())
    asyncio.sleep(0)
  end))

  it("limits a socket's operations", main(function()
    local a = support.tcp_pair()
    support.raises("TimeoutError", within, 0.01, function() a:recv(1) end)
    a:settimeout(0.01)
    support.raises("TimeoutError", within, 5, function() a:recv(1) end)
    support.cleanup()
  end))

  it("does not expire if its block ends in the turn in which it is due", main(function()
    local event, all, limits = asyncio.Event(), {}, {}
    for i = 1, 20 do
      all[i] = asyncio.create_task(function()
        within(nil, function(limit)
          limits[i] = limit
          event:wait()
        end)
        asyncio.sleep(0)
      end)
    end
    turns(1)
    event:set()
    for i = 1, 20 do limits[i * 7 % 20 + 1]:reschedule(0) end  -- their order differs from that of the tasks
    asyncio.gather(table.unpack(all))
    for i = 1, 20 do assert.is_false(limits[i]:expired()) end
  end))

  it("is only for tasks", function()
    assert.matches("timeout should be used inside a task",
      support.error_message(function() asyncio.timeout(1) end))
  end)

  it("accepts a number", main(function()
    assert.matches("asyncio_timeouts_spec.lua:%d+: bad argument #1 to 'timeout' %(number expected, got string%)",
      support.error_message(function() asyncio.timeout("1") end))
    assert.matches("bad argument #1 to 'timeout_at' %(number expected, got boolean%)",
      support.error_message(function() asyncio.timeout_at(true) end))
    assert.matches("NaN", support.error_message(function() asyncio.timeout(0 / 0) end))
  end))
end)
