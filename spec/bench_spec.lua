-- make bench: that each side does its work in each row, and that what is
-- written can be read. No time is held to anything here.
local support = require "spec.support"

local ROWS = dofile("bench/rows.lua")

local function succeeds(script)
  local result = support.run({"sh", "-c", script}, {timeout = 120})
  if result.code ~= 0 then error(result.stdout .. result.stderr, 2) end
  return result.stdout
end

local PROGRAMS = (os.getenv("BUILD") or "build") .. "/bench"

-- Where it wrote, and what it said.
local function bench(...)
  local dir = support.tmpdir()
  return dir, support.run(support.lua_argv("bench/run.lua", "--programs=" .. PROGRAMS, "--out=" .. dir, "--brief", ...),
    {timeout = 120})
end

-- "title/side" of every figure in results.json, as a set; Python reads it.
local function figures(dir)
  local out = support.python([[
import json, sys
for row in json.load(open(sys.argv[1]))["rows"]:
    for side, figure in row["sides"].items():
        if figure["value"]["median"] is not None: print(row["title"] + "/" + side)
]], {dir .. "/performance/results.json"})
  local set = {}
  for line in out:gmatch("[^\n]+") do set[line] = true end
  return set
end

describe("make bench", function()
  setup(function()
    succeeds(("make --no-print-directory '%s/peer' '%s/limit'"):format(PROGRAMS, PROGRAMS))
  end)

  after_each(support.cleanup)

  it("runs every row with C, this module and Python, and writes what came out", function()
    local dir, result = bench("--sides=pysocket,Python")
    assert.equal(0, result.code, result.stdout .. result.stderr)
    local found, report = figures(dir), support.read_file(dir .. "/performance.md")
    local python = support.read_file("bench/sides/python.py")
    for _, row in ipairs(ROWS) do
      if not result.stdout:find("Left out: " .. (row.group == "http" and "HTTP" or row.title), 1, true) then
        assert.truthy(found[row.title .. "/pysocket"], row.title)
        assert.matches("**" .. row.title .. "**: " .. row.how, report, 1, true)
        if python:find("def " .. row.test .. "(", 1, true) then
          assert.truthy(found[row.title .. "/Python"], row.title)
        end
      end
    end
    assert.truthy(found["ping-pong 1 B, TCP/C"])
  end)

  it("draws plots that are XML, and shows all of them", function()
    local dir, result = bench("--sides=pysocket", "--only=udp")
    assert.equal(0, result.code, result.stdout .. result.stderr)
    local report, plots = support.read_file(dir .. "/performance.md"), 0
    for path in succeeds(("ls '%s'/performance/*.svg"):format(dir)):gmatch("[^\n]+") do
      support.python("import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])", {path})
      assert.matches("(performance/" .. path:match("[^/]+$") .. ")", report, 1, true)
      plots = plots + 1
    end
    assert.equal(1, plots)
    assert.matches("UDP recvfrom 64 B</text>", support.read_file(dir .. "/performance/udp.svg"), 1, true)
  end)

  it("does not take a group that is not there", function()
    local _, result = bench("--sides=pysocket", "--only=sideways")
    assert.equal(1, result.code)
    assert.matches("no row is of the group sideways", result.stderr, 1, true)
  end)

  -- What peer.c says when `script` is its side.
  local function peer(script)
    local dir = support.tmpdir()
    local result = support.run({"sh", "-c", ("TMPDIR='%s' exec '%s/peer' drain send tcp 1 1 1 0 -- sh -c '%s'"):format(
      dir, PROGRAMS, script)}, {timeout = 60})
    assert.equal("", succeeds("ls " .. dir))
    return result
  end

  it("fails when a side does, and says how", function()
    local result = peer("echo wrong")
    assert.equal(1, result.code)
    assert.matches('"ready" expected, the side wrote wrong', result.stderr, 1, true)
    result = peer("exit 3")
    assert.equal(1, result.code)
    assert.matches('the side ended without "ready"', result.stderr, 1, true)
  end)

  it("leaves no side behind", function()
    local result = peer("echo $$; exec sleep 600")
    assert.equal(1, result.code)
    local stat = ("/proc/%s/stat"):format(result.stderr:match("the side wrote (%d+)"))
    support.wait_until(function()
      local f <close> = io.open(stat)
      return not f or f:read("a"):find(") Z ", 1, true)
    end)
  end)
end)
