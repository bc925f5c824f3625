-- doc/porting.md: each Lua example prints what the page says, and the Python example above it prints the same.
local support = require "spec.support"

local page = support.read_file(support.root .. "/doc/porting.md")

-- Returns why an example cannot run here, if it needs a library that is not installed.
local function missing(code)
  for name in code:gmatch 'require "(%w+)"' do
    if not package.searchpath(name, package.path) and not package.searchpath(name, package.cpath) then
      return "there is no " .. name .. " here"
    end
  end
end

-- Returns the blocks of code in a section, as {language =, code =}, in order.
local function blocks_of(text)
  local list = {}
  for language, code in text:gmatch "\n```(%l+)\n(.-)```" do list[#list + 1] = {language = language, code = code} end
  return list
end

describe("doc/porting.md", function()
  after_each(support.cleanup)

  local count = {python = 0, lua = 0}

  local function check(heading, python, lua, output)
    it(("shows equivalent programs: %s (%d)"):format(heading, count.lua), function()
      local why = missing(lua)
      if why then return pending(why) end
      assert.equal(output, support.lua(lua))
      if python then assert.equal(output, support.python(python)) end
    end)
  end

  for heading, text in (page:gsub("\n##+ ", "\n\1%0") .. "\1"):gmatch "\n##+ ([^\n]*)(\n[^\1]*)" do
    local python
    for i, block in ipairs(blocks_of(text)) do
      local following = blocks_of(text)[i + 1]
      if block.language == "lua" then
        count.lua = count.lua + 1
        check(heading, python, block.code, following.code)
        python = nil
      elseif block.language == "python" then
        count.python = count.python + 1
        python = block.code
      end
    end
  end

  it("has Lua below each piece of Python, and output below each piece of Lua", function()
    local _, programs = page:gsub("```lua\n", "")
    local _, outputs = page:gsub("```lua\n[^`]-```\n```text\n", "")
    local _, originals = page:gsub("```python\n", "")
    local _, pairs_of_both = page:gsub("```python\n[^`]-```\n```lua\n", "")
    assert.is_true(programs > 25 and originals > 20)
    assert.equal(programs, count.lua)
    assert.equal(programs, outputs)
    assert.equal(originals, count.python)
    assert.equal(originals, pairs_of_both)
  end)

  it("begins with the traps", function()
    assert.equal("Traps", page:match "\n## ([^\n]*)")
  end)

  -- Returns the anchors of a page: its headings in the form that links use.
  local function places_of(text)
    local places = {}
    for heading in text:gmatch "\n##+ ([^\n]*)" do
      places[heading:lower():gsub("[^%w -]", ""):gsub(" ", "-")] = true
    end
    return places
  end

  it("links to pages and places that exist", function()
    for target in page:gmatch "%]%(([^)]+)%)" do
      local file, place = target:match "^([^#]*)#?(.*)$"
      local path = file == "" and "porting.md" or file
      local text = support.read_file(support.root .. "/doc/" .. path)
      assert.is_true(place == "" or places_of(text)[place] == true, target)
    end
  end)
end)
