-- Random tasks, cancellations, timeouts, sleeps and closes, where every byte is accounted for. spec/support/soak.lua
-- does this in a process of its own.
--
--   SOAK_SEED=…      repeats the same choices (the kernel's timing still differs)
--   SOAK_SECONDS=…   sets the running time, which is 4 seconds by default
local support = require "spec.support"

local WAYS = {"plain", "timeout", "wait_for", "coroutine", "nested", "cancel", "gather", "group", "close"}

describe("tasks drawn at random", function()
  after_each(support.cleanup)

  it("lose and duplicate no byte, and leave nothing behind", function()
    local seed = math.tointeger(os.getenv "SOAK_SEED") or os.time()
    local seconds = tonumber(os.getenv "SOAK_SECONDS") or 4
    print(("soak: SOAK_SEED=%d"):format(seed))
    local got = support.run(support.lua_argv("spec/support/soak.lua", seed, seconds), {timeout = seconds + 40})
    assert.equal("", got.stderr, "SOAK_SEED=" .. seed)
    assert.equal(0, got.code, "SOAK_SEED=" .. seed)
    local counts = {}
    for name, n in got.stdout:gmatch("([^\n]-)\t(%d+)\n") do counts[name] = tonumber(n) end
    for _, name in ipairs(WAYS) do
      assert.is_true((counts[name] or 0) > 10, ("only %s calls by way of %s"):format(counts[name], name))
    end
    for _, name in ipairs{"CancelledError", "TimeoutError", "aborted", "records", "lines", "callbacks"} do
      assert.is_true((counts[name] or 0) > 5, ("only %s of %s"):format(counts[name], name))
    end
    assert.is_true(counts.bytes > 1 << 20)
  end)
end)
