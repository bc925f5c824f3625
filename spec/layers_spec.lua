-- .make/layers.lua: the folders of csrc/, and the files within a folder, have no cyclic dependencies.

local headers = require "spec.support.headers"
local support = require "spec.support"

local function write_sources(dir, sources)
  for name, text in pairs(sources) do
    support.run{"mkdir", "-p", dir .. "/csrc/" .. name:match "^(.*)/"}
    local f <close> = assert(io.open(dir .. "/csrc/" .. name, "w"))
    f:write(text)
  end
end

-- Compiles a tree of these sources, except those in `unbuilt`, and returns what the check prints about it.
local function check(sources, unbuilt)
  local dir = support.tmpdir()
  write_sources(dir, sources)
  write_sources(dir, unbuilt or {})
  for name in pairs(sources) do
    local stem = name:match "^(.*)%.c$"
    if stem then
      support.run{"mkdir", "-p", dir .. "/obj/" .. name:match "^(.*)/"}
      local built = support.run({headers.compiler(), "-Icsrc", "-MMD", "-c", "-o", ("obj/%s.o"):format(stem),
        ("csrc/%s.c"):format(stem)}, {cwd = dir})
      assert.equal(0, built.code, built.stderr)
    end
  end
  return support.run({support.lua_env().LUA, support.root .. "/.make/layers.lua", "obj"}, {cwd = dir})
end

describe("the check of the layers", function()
  after_each(support.cleanup)

  local GROUND = "int ground (void);\nint ground (void) { return 1; }\n"
  local LOOP = "int ground (void);\nint luaopen_roof (void);\nint luaopen_roof (void) { return ground(); }\n"

  setup(function()
    if not (headers.compiler() and support.has_command "nm") then pending "there is no C compiler, or no nm" end
  end)

  it("lets a folder use one below it", function()
    local result = check{["base/ground.c"] = GROUND, ["loop/roof.c"] = LOOP}
    assert.same({"", 0}, {result.stdout, result.code})
  end)

  it("names a function of a folder above", function()
    local result = check{["base/ground.c"] = GROUND, ["loop/roof.c"] = LOOP,
                         ["wait/wait.c"] = "int luaopen_roof (void);\nint luaopen_wait (void);\n" ..
                                          "int luaopen_wait (void) { return luaopen_roof(); }\n"}
    assert.same({"csrc/wait/wait uses luaopen_roof of csrc/loop/roof, which is in a higher folder\n", 1},
      {result.stdout, result.code})
  end)

  it("lets no folder use the separate library", function()
    local result = check{["tls/tls.c"] = "int tls (void);\nint tls (void) { return 1; }\n",
                         ["loop/roof.c"] = "int tls (void);\nint luaopen_roof (void);\n" ..
                                          "int luaopen_roof (void) { return tls(); }\n"}
    assert.same({"csrc/loop/roof uses tls of csrc/tls/tls, which belongs to a separate library\n", 1},
      {result.stdout, result.code})
  end)

  it("ignores the separate library if it was not built", function()
    local result = check({["base/ground.c"] = GROUND, ["loop/roof.c"] = LOOP},
      {["tls/tls.c"] = "#error there is no OpenSSL\n"})
    assert.same({"", "", 0}, {result.stdout, result.stderr, result.code})
  end)

  it("names a header of a folder above", function()
    local result = check{["base/ground.c"] = GROUND, ["loop/roof.c"] = LOOP, ["loop/roof.h"] = "#define ROOF 1\n",
                         ["names/name.c"] = '#include "loop/roof.h"\nint ground (void);\nint luaopen_n (void);\n' ..
                                            "int luaopen_n (void) { return ground() + ROOF; }\n"}
    assert.same({"csrc/names/name uses the header of csrc/loop/roof.h, which is in a higher folder\n", 1},
      {result.stdout, result.code})
  end)

  it("names the files of a folder that depend on each other in a cycle, and what they use", function()
    local result = check{
      ["socket/a.c"] = "int b (void);\nint a (void);\nint a (void) { return b(); }\n",
      ["socket/b.c"] = "int c (void);\nint b (void);\nint b (void) { return c(); }\n",
      ["socket/c.c"] = "int a (void);\nint c (void);\nint c (void) { return a(); }\n",
    }
    assert.same({"cycle in csrc/: socket/a (b) > socket/b (c) > socket/c (a) > socket/a\n", 1},
      {result.stdout, result.code})
  end)

  it("names headers that include each other", function()
    local result = check{["base/ground.c"] = GROUND, ["loop/roof.c"] = LOOP,
                         ["base/one.h"] = '#include "base/two.h"\n', ["base/two.h"] = '#include "base/one.h"\n'}
    assert.matches("cycle in csrc/: base/one.h (an include) > base/two.h (an include) > base/one.h", result.stdout, 1,
      true)
    assert.equal(1, result.code)
  end)

  it("names a function that no other file uses", function()
    local result = check{["base/ground.c"] = GROUND, ["loop/roof.c"] = LOOP,
                         ["base/lonely.c"] = "int lonely (void);\nint lonely (void) { return 1; }\n"}
    assert.same({"csrc/base/lonely defines lonely, which no other file uses: make it static\n", 1},
      {result.stdout, result.code})
  end)

  it("does not accept a folder without object files", function()
    local dir = support.tmpdir()
    support.run{"mkdir", "-p", dir .. "/csrc/base"}
    local result = support.run({support.lua_env().LUA, support.root .. "/.make/layers.lua", "obj"}, {cwd = dir})
    assert.equal(1, result.code)
  end)
end)

-- Finds the closures of a spec file that are longer than `most` lines, by their indentation.
local function long_closures(path, most)
  local lines, found = {}, {}
  for line in io.lines(path) do lines[#lines + 1] = line end
  for first, line in ipairs(lines) do
    local indent = line:match("^( *)%a.*function%([^)]*%)$")
    if indent then
      local last = first
      repeat last = last + 1 until last > #lines or lines[last]:find("^" .. indent .. "end")
      if last - first > most then found[#found + 1] = ("%s:%d: %d lines"):format(path, first, last - first + 1) end
    end
  end
  return found
end

describe("the specs", function()
  it("have no closure of hundreds of lines", function()
    local all = {}
    for path in support.run{"sh", "-c", "ls spec/*_spec.lua"}.stdout:gmatch("[^\n]+") do
      for _, closure in ipairs(long_closures(path, 200)) do all[#all + 1] = closure end
    end
    assert.same({}, all)
  end)
end)
