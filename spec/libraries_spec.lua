-- doc/libraries.md: its programs compile, and everything that it names exists. Its servers are in
-- luasocket_libraries_spec.lua.
local support = require "spec.support"

local page = support.read_file "doc/libraries.md"

describe("doc/libraries.md", function()
  it("has programs that compile", function()
    local count = 0
    for code in page:gmatch "```lua\n(.-)```" do
      count = count + 1
      assert(load(code))
    end
    assert.is_true(count > 2)
  end)

  it("names specs that exist", function()
    for path in page:gmatch "`(spec/[%w_]+%.lua)`" do assert.is_truthy(support.read_file(path)) end
  end)

  it("has each program for Redis and HTTP in a form that its spec runs", function()
    local spec = support.read_file "spec/luasocket_libraries_spec.lua"
    for _, call in ipairs{"blpop", "rpush", "http.request", "TaskGroup"} do
      assert.matches(call, page, 1, true)
      assert.matches(call, spec, 1, true)
    end
  end)
end)
