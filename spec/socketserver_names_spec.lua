-- Compares the names of socketserver's classes with Python's in both directions, and with doc/differences.md.
local names = require "spec.support.names"
local support = require "spec.support"
local socketserver = require "pysocket.socketserver"

local CLASSES = support.sorted(socketserver)

-- Python's 0 and 1 also stand for False and True.
local function is_value(value, expected)
  if type(value) == "boolean" then value = value and 1 or 0 end
  return value == expected
end

-- Whether a class has the name of the row, as in Python. An attribute without a value is None, or an object.
local function has(class, row)
  local value = class[row.name]
  if row.kind == "method" then return type(value) == "function" end
  if row.value then return is_value(value, row.value) end
  return value == nil
end

-- Names are documented under the base class of the hierarchy.
local function documented(list, class, name)
  local root = class:find "Handler$" and "BaseRequestHandler" or "BaseServer"
  return list[("socketserver.%s.%s"):format(root, name)] ~= nil
end

-- Returns the public names of a class, including those that it inherits.
local function public(class)
  local set = {}
  while class do
    for _, of in ipairs{class, rawget(class, "__mixin")} do
      for name in pairs(of) do
        if not name:find "^_" then set[name] = true end
      end
    end
    class = rawget(class, "__base")
  end
  return set
end

describe("the class of socketserver", function()
  local missing, additions = names.missing(), names.additions()

  it("is one of Python's eighteen", function()
    assert.equal(18, #CLASSES)
    local count = 0
    for _, name in ipairs(CLASSES) do count = count + #names.rows("socketserver." .. name) end
    assert.equal(419, count)
  end)

  for _, name in ipairs(CLASSES) do
    local class = socketserver[name]
    it(name .. " has all of Python's names with the right kind and value, or they are documented", function()
      local absent = {}
      for _, row in ipairs(names.rows("socketserver." .. name)) do
        if not documented(missing, name, row.name) and not has(class, row) then absent[#absent + 1] = row.name end
      end
      assert.same({}, absent)
    end)

    it(name .. " has no other names, or they are documented", function()
      local listed, extra = {}, {}
      for _, row in ipairs(names.rows("socketserver." .. name)) do listed[row.name] = true end
      for key in pairs(public(class)) do
        if not listed[key] and not documented(additions, name, key) then extra[#extra + 1] = key end
      end
      assert.same({}, extra)
    end)
  end

  it("prints as Python's does", function()
    local expected = support.python [[
import socketserver
for name in sorted(n for n in dir(socketserver) if n.endswith(("Server", "MixIn", "Handler"))):
    print(getattr(socketserver, name))
]]
    for text in expected:gmatch "[^\n]+" do
      assert.equal(text, tostring(socketserver[text:match "(%w+)'>$"]))
    end
  end)
end)
