-- The README agrees with the files and programs that it mentions.
local support = require "spec.support"
local session = require "spec.support.session"

local readme = support.read_file("README.md")

-- Returns the fenced blocks of a language in order; "" stands for blocks without a language.
local function blocks(language)
  local found = {}
  for name, code in readme:gmatch("\n```(%l*)\n(.-)```") do
    if name == language then found[#found + 1] = code end
  end
  return found
end

describe("README.md", function()
  after_each(support.cleanup)

  it("shows the demo as it is in the files", function()
    assert.equals(support.read_file("examples/echo_server.lua"), blocks("lua")[1])
    assert.equals(support.read_file("examples/echo_client.lua"), blocks("lua")[2])
    assert.equals(support.read_file("spec/fixtures/echo_server.py"), blocks("python")[1])
    assert.equals(support.read_file("spec/fixtures/echo_client.py"), blocks("python")[2])
  end)

  it("shows the part that the concurrent server adds", function()
    local shown = blocks("lua")[3]
    assert.matches("^local function echo%(", shown)
    assert.equals(shown, support.read_file("examples/echo_server_concurrent.lua"):sub(-#shown))
  end)

  it("names every example", function()
    for path in support.run{"sh", "-c", "ls examples/*.lua"}.stdout:gmatch("[^\n]+") do
      assert.matches("](" .. path .. ")", readme, 1, true)
    end
  end)

  it("names only files and targets that exist", function()
    for target in readme:gmatch("%]%(([^)#]+)[^)]*%)") do
      assert.equals(0, support.run{"test", "-e", target}.code, target)
    end
    local help = support.run{"make", "--no-print-directory", "help"}.stdout
    for line in table.concat(blocks("sh")):gmatch("[^\n]+") do
      for target in line:gsub("#.*", ""):gmatch("make (%l+)") do
        assert.matches("make " .. target .. " ", help, 1, true)
      end
    end
  end)

  it("lists as missing only what is missing", function()
    local section = readme:match("\n## What is not there yet\n(.-)\n## ") or ""
    for name in section:gmatch("`(pysocket%.[%w.]+)`") do
      assert.is_nil(package.searchpath(name, package.path), name .. " is there")
    end
  end)

  it("gives the test command that CI runs", function()
    assert.matches("\nmake test ", blocks("sh")[1], 1, true)
    assert.matches("\nmake test\nmake check\n", support.read_file(".ci/run"), 1, true)
  end)

  it("shows a session at the prompt with Lua's answers", function()
    local shown = blocks("")[1]
    local answers, result = session.run{shown}
    assert.equals(0, result.code)
    assert.is_true(#session.shown(shown) > 5)
    assert.same(session.shown(shown), answers[1])
  end)

  it("names the license of the sources", function()
    assert.matches("\n## License\n\n%[MIT%]%(LICENSE%)\n", readme)
    assert.matches("^MIT License\n.*Permission is hereby granted, free of charge", support.read_file("LICENSE"))
    assert.matches('license = "MIT"', support.read_file("pysocket-1.0.0-1.rockspec"), 1, true)
  end)
end)

describe("the version", function()
  it("is the same in the module, the rockspec, the README and the list of changes", function()
    local version = require "pysocket"._VERSION:match "^pysocket (%d+%.%d+%.%d+)$"
    assert.is_string(version)
    local rockspec = support.read_file(("pysocket-%s-1.rockspec"):format(version))
    assert.matches(('version = "%s-1"'):format(version), rockspec, 1, true)
    assert.matches(("this is %s,"):format(version), support.read_file "README.md", 1, true)
    assert.equal(version, support.read_file "doc/changes.md":match "\n## ([%d.]+)\n")
  end)
end)
