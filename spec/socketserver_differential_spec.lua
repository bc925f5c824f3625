-- A server calls its own methods and those of its handler in the same order as Python's, for each class of servers
-- and whichever of the methods fails.
local support = require "spec.support"

-- Returns the calls of each scenario, separately for the parent and for the child of a forking server, because the
-- order between the two processes is not defined.
local function read(text)
  local scenarios, order = {}, {}
  local current
  for line in text:gmatch "[^\n]+" do
    local process, call = line:match "^  (%a+) (.*)$"
    if process then
      current[process] = (current[process] or "") .. call .. "\n"
    else
      current = {}
      order[#order + 1], scenarios[line] = line, current
    end
  end
  return scenarios, order
end

describe("the methods of a server are called in Python's order", function()
  local order, python, lua

  setup(function()
    local script = support.root .. "/spec/support/server_methods"
    local p = support.run(support.python_argv(script .. ".py", support.tmpdir()), {timeout = 60})
    local l = support.run(support.lua_argv(script .. ".lua", support.tmpdir()), {timeout = 60})
    assert(p.code == 0, p.stderr)
    assert(l.code == 0, l.stderr)
    python, order = read(p.stdout)
    lua = read(l.stdout)
    support.cleanup()
  end)

  it("in all scenarios", function()
    assert.equal((4 + 4 + 2) * (4 + 16), #order)
    assert.same(support.sorted(python), support.sorted(lua))
  end)

  for _, mixin in ipairs{"", "Threading", "Forking"} do
    for _, kind in ipairs{"TCPServer", "UDPServer", "UnixStreamServer", "UnixDatagramServer"} do
      if mixin ~= "Forking" or not kind:find "^Unix" then
        it("by " .. mixin .. kind, function()
          for _, name in ipairs(order) do
            if name:match "^%S+" == mixin .. kind then assert.same(python[name], lua[name], name) end
          end
        end)
      end
    end
  end
end)
