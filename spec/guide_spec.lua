-- doc/guide.md: each of its programs prints what the guide says.
local support = require "spec.support"

describe("doc/guide.md", function()
  after_each(support.cleanup)

  local guide = support.read_file(support.root .. "/doc/guide.md")
  local count = 0
  for code, output in guide:gmatch("```lua\n(.-)```\n```text\n(.-)```") do
    count = count + 1
    it(("has a program %d that prints what it says"):format(count), function()
      assert.equal(output, support.lua(code))
    end)
  end

  it("has no program without its output", function()
    local _, programs = guide:gsub("```lua\n", "")
    assert.is_true(count > 0)
    assert.equal(programs, count)
  end)

  it("links to pages that exist", function()
    for page in guide:gmatch("%]%(([%w_/]+%.md)%)") do
      assert.is_truthy(support.read_file(support.root .. "/doc/" .. page), page)
    end
  end)
end)
