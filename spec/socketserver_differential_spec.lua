-- The order in which a server calls its methods, and those of its handler, is Python's: for
-- each class of servers, and wherever one of them fails.
local support = require "spec.support"

-- Of each scenario the calls of the parent, and those of the child of a forking server: which
-- of the two processes comes first is not said.
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
