local support = require "spec.support"
local asyncio = require "pysocket.asyncio"
local time = require "pysocket.time"

local CLOCKS = {"time", "monotonic", "perf_counter", "process_time", "thread_time"}

-- Uses this number of seconds of processor time.
local function compute(seconds)
  local finish = os.clock() + seconds
  while os.clock() < finish do end
end

describe("time", function()
  after_each(support.cleanup)

  it("has the clocks that Python has, at the same time", function()
    local theirs = {}
    local before = {}
    for _, name in ipairs{"time", "monotonic", "perf_counter"} do before[name] = time[name]() end
    local answer = support.python "import time; print(time.time(), time.monotonic(), time.perf_counter())"
    for number in answer:gmatch "%S+" do theirs[#theirs + 1] = tonumber(number) end
    for i, name in ipairs{"time", "monotonic", "perf_counter"} do
      assert.is_true(before[name] <= theirs[i] and theirs[i] <= time[name](), name)
    end
  end)

  it("returns each clock in seconds, a float, and in nanoseconds, an integer", function()
    for _, name in ipairs(CLOCKS) do
      local seconds, ns, later = time[name](), time[name .. "_ns"](), time[name]()
      assert.equal("float", math.type(seconds), name)
      assert.equal("integer", math.type(ns), name)
      assert.is_true(seconds * 1e9 <= ns + 1000 and ns <= later * 1e9 + 1000, name)
    end
  end)

  it("counts computing in process_time and thread_time, and not sleep", function()
    for _, name in ipairs{"process_time", "thread_time"} do
      local start = time[name]()
      compute(0.02)
      local computed = time[name]() - start
      assert.is_true(computed >= 0.019, name)
      start = time[name]()
      time.sleep(0.1)
      assert.is_true(time[name]() - start < 0.05, name)  -- a sleep uses no processor time
    end
  end)

  it("sleeps as long as requested, without extra system calls", function()
    for _, seconds in ipairs{0, 0.0005, 0.05, 1e-9, 2^-10} do
      local start = time.monotonic_ns()
      assert.equal(0, select("#", time.sleep(seconds)))
      local elapsed = time.monotonic_ns() - start
      assert.is_true(elapsed >= seconds * 1e9 - 1, ("%g s took %d ns"):format(seconds, elapsed))
    end
    local shortest = math.huge
    for _ = 1, 500 do  -- on a busy machine many are late
      local start = time.monotonic()
      time.sleep(0.0001)
      shortest = math.min(shortest, time.monotonic() - start)
      if shortest < 0.001 then break end
    end
    assert.is_true(shortest < 0.001, "sleep is less precise than the system's")
  end)

  it("refuses values that are not a time to sleep", function()
    for text, value in pairs{
      ["sleep length must not be negative"] = -1, ["NaN (not a number) is not a time"] = 0 / 0,
      ["sleep length too large"] = math.huge, ["number expected, got table"] = {},
    } do
      local message = support.error_message(function() time.sleep(value) end)
      assert.matches("bad argument #1 to 'sleep' (" .. text, message, 1, true)
    end
    assert.matches("#1 to 'sleep' (number expected, got no value)",
      support.error_message(function() time.sleep() end), 1, true)
  end)

  it("does not need asyncio", function()
    assert.equal("nil\n", support.run(support.lua_argv("-e", [[
      local time = require "pysocket.time"
      time.sleep(0)
      print(package.loaded["pysocket.asyncio"])
    ]])).stdout)
  end)
end)

describe("time.sleep in a task", function()
  after_each(support.cleanup)

  it("suspends only that task", function()
    local order = {}
    local function sleeper(name)
      order[#order + 1] = name .. " begins"
      time.sleep(0.05)
      order[#order + 1] = name .. " ends"
    end
    local start = time.monotonic()
    asyncio.run(asyncio.gather, {sleeper, "a"}, {sleeper, "b"})
    assert.same({"a begins", "b begins", "a ends", "b ends"}, order)
    assert.is_true(time.monotonic() - start >= 0.05)
  end)

  it("lets the others run, even for 0 seconds", function()
    local order = {}
    asyncio.run(function()
      local other = asyncio.create_task(function() order[#order + 1] = "other" end)
      time.sleep(0)
      order[#order + 1] = "main"
      other:await()
    end)
    assert.same({"other", "main"}, order)
  end)

  it("uses no processor", function()
    local used = time.process_time()
    asyncio.run(time.sleep, 0.2)
    assert.is_true(time.process_time() - used < 0.05)
  end)

  it("ends if the task is cancelled or a timeout expires", function()
    asyncio.run(function()
      local task = asyncio.create_task(time.sleep, 100)
      asyncio.sleep(0)
      task:cancel()
      support.raises("CancelledError", task.await, task)
      support.raises("TimeoutError", asyncio.wait_for, {time.sleep, 100}, 0.01)
    end)
  end)

  it("lets a coroutine of the task sleep", function()
    local start = time.monotonic()
    asyncio.run(function() coroutine.wrap(function() time.sleep(0.05) end)() end)
    assert.is_true(time.monotonic() - start >= 0.05)
  end)
end)

describe("Ctrl-C", function()
  after_each(support.cleanup)

  for where, code in pairs{
    ["outside tasks"] = "print(pcall(time.sleep, 100))",
    ["in a coroutine"] = "print(coroutine.wrap(function() return pcall(time.sleep, 100) end)())",
    ["in a task"] = 'print(pcall(require "pysocket.asyncio".run, time.sleep, 100))',
  } do
    it("ends a sleep at once " .. where, function()
      local child = support.spawn_lua([[
        local time = require "pysocket.time"
        print "ready" io.stdout:flush()
      ]] .. code)
      child:expect "^ready$"
      child:wait_blocked()
      child:kill "INT"
      assert.matches("^false\t.*interrupted!\n$", child:wait().stdout)
    end)
  end
end)
