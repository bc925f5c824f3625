-- asyncio/taskgroups.lua: TaskGroup.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local main, turns, hang = tasks.main, tasks.turns, tasks.hang
local CancelledError = asyncio.CancelledError

local function grouped(f, ...)
  local group <close> = asyncio.TaskGroup()
  return f(group, ...)
end

local function fail(n, e)
  turns(n)
  error(e, 0)
end

local function group_error(...)
  return support.raises(socket.ExceptionGroup, grouped, ...)
end

describe("a task group", function()
  it("learns of the ends of its tasks in their order, whether they are successes or not", main(function()
    local function count_turns(other)
      return tasks.count_turns(asyncio.create_task(function()
        local group <close> = asyncio.TaskGroup()
        group:create_task(turns, 1)
        group:create_task(other)
      end))
    end
    assert.equal(count_turns(function() end), count_turns(function() asyncio.current_task():cancel() end))
  end))

  it("waits for its tasks at the end of the block", main(function()
    local one, two
    local x = grouped(function(group)
      one = group:create_task(function() turns(3) return 1 end)
      two = group:create_task(function(a) turns(6) return a end, 2)
      return "x"
    end)
    assert.equal("x", x)
    assert.equal(1, one:result())
    assert.equal(2, two:result())
  end))

  it("keeps only those that have not ended", main(function()
    grouped(function(group)
      local ended = setmetatable({
        group:create_task(function() end), group:create_task{function() end, name = "one"},
      }, {__mode = "v"})
      group:create_task(turns, 6)
      turns(3)
      assert.equal("<TaskGroup tasks=1 entered>", tostring(group))
      collectgarbage()
      assert.is_nil(next(ended))
    end)
  end))

  it("without tasks does not wait", main(function()
    local others = 0
    asyncio.create_task(function() others = others + 1 end)
    grouped(function() end)
    assert.equal(0, others)
  end))

  it("can grow while it waits", main(function()
    local grandchild
    grouped(function(group)
      group:create_task(function()
        turns(2)
        grandchild = group:create_task(function() turns(2) return "late" end)
      end)
    end)
    assert.equal("late", grandchild:result())
  end))

  it("cancels the others and its block when one fails", main(function()
    local other, body
    local e = group_error(function(group)
      other = group:create_task(hang)
      group:create_task(fail, 2, "boom")
      body = select(2, pcall(hang))
      error(body, 0)
    end)
    assert.equal("unhandled errors in a TaskGroup", e.message)
    assert.same({"boom"}, e.exceptions)
    assert.is_true(other:cancelled())
    assert.is_true(socket.isinstance(body, CancelledError))
    assert.equal(0, asyncio.current_task():cancelling())
    asyncio.sleep(0)
  end))

  it("raises the errors of all that fail", main(function()
    local e = group_error(function(group)
      group:create_task(fail, 2, "first")
      group:create_task(function()
        pcall(hang)
        error("second", 0)
      end)
      group:create_task(hang)
    end)
    assert.same({"first", "second"}, e.exceptions)
  end))

  it("raises an error of nil too", main(function()
    local e = support.raises("ExceptionGroup", function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(error)
    end)
    -- Lua 5.5 reports an error without a value in words of its own.
    assert.same({tostring(select(2, pcall(error)))}, e.exceptions)
  end))

  it("cancels its tasks when the block fails, and raises that error with theirs", main(function()
    local child
    local e = group_error(function(group)
      child = group:create_task(hang)
      group:create_task(function()
        pcall(hang)
        error("child", 0)
      end)
      turns(2)
      error("body", 0)
    end)
    assert.same({"child", "body"}, e.exceptions)
    assert.is_true(child:cancelled())
  end))

  it("raises the block's error even alone as a group", main(function()
    assert.same({"body"}, group_error(function() error("body", 0) end).exceptions)
  end))

  it("is cancelled from outside with all its tasks", main(function()
    local child
    for _, in_block in ipairs{true, false} do
      local parent = asyncio.create_task(grouped, function(group)
        child = group:create_task(hang)
        if in_block then hang() end
      end)
      turns(3)
      parent:cancel()
      support.raises(CancelledError, parent.await, parent)
      assert.is_true(parent:cancelled())
      assert.is_true(child:cancelled())
    end
  end))

  it("cancelled from outside raises its tasks' errors, and stays cancelled", main(function()
    local after
    local parent = asyncio.create_task(function()
      local e = group_error(function(group)
        group:create_task(function()
          pcall(hang)
          error("cleanup", 0)
        end)
        hang()
      end)
      assert.same({"cleanup"}, e.exceptions)
      assert.equal(1, asyncio.current_task():cancelling())
      after = select(2, pcall(asyncio.sleep, 0))
    end)
    turns(3)
    parent:cancel()
    parent:await()
    assert.is_true(socket.isinstance(after, CancelledError))
  end))
end)

describe("a task group among others", function()
  it("waits even if it is cancelled again and again", main(function()
    local ended = false
    local parent = asyncio.create_task(grouped, function(group)
      group:create_task(function()
        pcall(hang)
        turns(6)
        ended = true
      end)
      hang()
    end)
    turns(3)
    parent:cancel()
    turns(2)
    parent:cancel()
    turns(2)
    support.raises(CancelledError, parent.await, parent)
    assert.is_true(ended)
  end))

  it("ignores the cancellation of one of its tasks", main(function()
    local two
    grouped(function(group)
      local one = group:create_task(hang)
      two = group:create_task(function() turns() return "x" end)
      turns(1)
      one:cancel()
    end)
    assert.equal("x", two:result())
  end))

  it("accepts no tasks when it shuts down or is finished", main(function()
    local group
    group_error(function(g)
      group = g
      group:create_task(fail, 1, "boom")
      pcall(hang)
      assert.matches("<TaskGroup errors=1 cancelling> is shutting down",
        support.error_message(function() group:create_task(hang) end))
    end)
    assert.matches("asyncio_taskgroups_spec.lua:%d+: <TaskGroup errors=1 cancelling> is finished",
      support.error_message(function() group:create_task(hang) end))
  end))

  it("inside another ends both if it fails", main(function()
    local other
    local e = group_error(function(outer)
      other = outer:create_task(hang)
      grouped(function(inner)
        inner:create_task(fail, 2, "deep")
        hang()
      end)
    end)
    assert.equal(1, #e.exceptions)
    assert.same({"deep"}, e.exceptions[1].exceptions)
    assert.is_true(other:cancelled())
  end))

  it("inside another is only cancelled if the outer one fails", main(function()
    local inner_child
    local e = group_error(function(outer)
      outer:create_task(fail, 3, "outer")
      grouped(function(inner)
        inner_child = inner:create_task(hang)
        hang()
      end)
    end)
    assert.same({"outer"}, e.exceptions)
    assert.is_true(inner_child:cancelled())
    assert.equal(0, asyncio.current_task():cancelling())
  end))

  it("is ended by a timeout around it", main(function()
    local child
    support.raises("TimeoutError", function()
      local _ <close> = asyncio.timeout(0.01)
      grouped(function(group) child = group:create_task(hang) end)
    end)
    assert.is_true(child:cancelled())
  end))

  it("reports none of its errors as lost", main(function()
    local loop, contexts = asyncio.get_running_loop(), 0
    loop:set_exception_handler(function() contexts = contexts + 1 end)
    group_error(function(group)
      for _ = 1, 3 do group:create_task(fail, 1, "x") end
    end)
    turns()
    collectgarbage()
    loop:set_exception_handler(nil)
    assert.equal(0, contexts)
  end))

  it("prints its state", main(function()
    grouped(function(group)
      assert.equal("<TaskGroup entered>", tostring(group))
      group:create_task(asyncio.sleep, 0)
      assert.equal("<TaskGroup tasks=1 entered>", tostring(group))
    end)
  end))

  it("is only for tasks", function()
    assert.matches("TaskGroup should be used inside a task",
      support.error_message(function() asyncio.TaskGroup() end))
  end)
end)

-- A sweep that makes allocations fail found this. The group counted a task whose end it could not observe, so that
-- the group and every later asyncio.run waited for ever.
describe("a task group that has no memory for a task", function()
  it("does not wait for a task whose end it would not see", function()
    local loop = require "pysocket.core"._loop()
    local subscribe, missing = loop.subscribe, "not enough memory"
    local ended = asyncio.run(function()
      local _ <close> = asyncio.timeout(20)
      local group <close> = asyncio.TaskGroup()
      loop.subscribe = function() error(missing, 0) end
      local ok, e = pcall(group.create_task, group, function() end)
      loop.subscribe = subscribe
      assert.is_false(ok)
      assert.equal(missing, e)
      group:create_task(turns, 2)
      return true
    end)
    assert.is_true(ended)
  end)
end)
