-- Compares pysocket.luasocket with the installed LuaSocket: the same operations with both, with every kind of
-- timeout, over TCP, UDP and AF_UNIX, and once more in a task.
local support = require "spec.support"

local has_luasocket = support.run(support.lua_argv("-e", "require 'socket.unix'")).code == 0
support.cleanup()

local function lines_of(how)
  local result = support.run(support.lua_argv("spec/support/luasocket_operations.lua", how, support.tmpdir()),
    {timeout = 60})
  assert.equal("", result.stderr)
  assert.equal(0, result.code)
  local lines = {}
  for line in result.stdout:gmatch "[^\n]+" do lines[#lines + 1] = line end
  return lines
end

local function compare(theirs, ours)
  for i, line in ipairs(theirs) do assert.equal(line, ours[i]) end
  assert.equal(#theirs, #ours)
end

describe("pysocket.luasocket compared with LuaSocket", function()
  after_each(support.cleanup)

  if not has_luasocket then
    pending("LuaSocket is not installed (apt-get install lua-socket)")
    return
  end

  local theirs
  setup(function()
    theirs = lines_of "theirs"
    support.cleanup()
  end)

  it("is compared in several hundred operations", function()
    assert.is_true(#theirs > 1000)
  end)

  it("returns the same results and errors when it blocks", function()
    compare(theirs, lines_of "ours")
  end)

  it("returns the same results and errors in a task", function()
    compare(theirs, lines_of "task")
  end)
end)
