-- make bench: each side does its work in each row, and the report is readable. No times are judged here.
local support = require "spec.support"

local ROWS = dofile("bench/rows.lua")

-- The name that the driver gives each group that it leaves out entirely.
local WHOLE_GROUPS = {http = "HTTP", tls = "TLS"}

local function succeeds(script)
  local result = support.run({"sh", "-c", script}, {timeout = 120})
  if result.code ~= 0 then error(result.stdout .. result.stderr, 2) end
  return result.stdout
end

local PROGRAMS = (os.getenv("BUILD") or "build") .. "/bench"

-- Returns the directory of the report, and the result of the run.
local function bench(...)
  local dir = support.tmpdir()
  return dir, support.run(support.lua_argv("bench/run.lua", "--programs=" .. PROGRAMS, "--out=" .. dir, "--brief", ...),
    {timeout = 120})
end

-- Returns a set with "title/side" for each figure in results.json, which Python reads.
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

  it("runs every row with C, this module and Python, and writes the results", function()
    local dir, result = bench("--sides=pysocket,Python")
    assert.equal(0, result.code, result.stdout .. result.stderr)
    local found, report = figures(dir), support.read_file(dir .. "/performance.md")
    local python = support.read_file("bench/sides/python.py")
    for _, row in ipairs(ROWS) do
      if not result.stdout:find("Left out: " .. (WHOLE_GROUPS[row.group] or row.title), 1, true) then
        assert.truthy(found[row.title .. "/pysocket"], row.title)
        assert.matches("\n- **" .. row.family .. "**: " .. row.how .. "\n", report, 1, true)
        if python:find("def " .. row.test .. "(", 1, true) then
          assert.truthy(found[row.title .. "/Python"], row.title)
        end
      end
    end
    assert.truthy(found["ping-pong 1 B, TCP/C"])
  end)

  it("draws plots in XML, and includes all of them in the report", function()
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

  it("describes families of rows, each once and with one method", function()
    local methods = {}
    for _, row in ipairs(ROWS) do
      assert.equal(methods[row.family] or row.how, row.how, row.title)
      methods[row.family] = row.how
    end
    for family in (support.read_file("doc/performance.md")):gmatch("\n%- %*%*([^\n*]+)%*%*: ") do
      assert.truthy(methods[family] ~= false, family .. " is described twice")
      if methods[family] then methods[family] = false end
    end
    for family, left in pairs(methods) do assert.is_false(left, "not in doc/performance.md: " .. family) end
  end)

  it("compares this module with another version of it, on the terminal alone", function()
    local dir, result = bench("--sides=pysocket", "--only=udp", "--before=.")
    assert.equal(0, result.code, result.stdout .. result.stderr)
    assert.matches("UDP recvfrom 64 B[^\n]+ %d+%.%d+ %(%d+%.%d+%-%d+%.%d+%) x before\n", result.stdout)
    assert.falsy(support.read_file(dir .. "/performance/results.json"):find([["before":]], 1, true))
  end)

  it("refuses a group that does not exist", function()
    local _, result = bench("--sides=pysocket", "--only=sideways")
    assert.equal(1, result.code)
    assert.matches("no row belongs to the group sideways", result.stderr, 1, true)
  end)

  -- Returns the result of the program peer when `script` is the side that it measures.
  local function peer(script)
    local dir = support.tmpdir()
    local result = support.run({"sh", "-c", ("TMPDIR='%s' exec '%s/peer' drain send tcp 1 1 1 0 -- sh -c '%s'"):format(
      dir, PROGRAMS, script)}, {timeout = 60})
    assert.equal("", succeeds("ls " .. dir))
    return result
  end

  it("fails if a side fails, and says why", function()
    local result = peer("echo wrong")
    assert.equal(1, result.code)
    assert.matches('"ready" expected, the side wrote wrong', result.stderr, 1, true)
    result = peer("exit 3")
    assert.equal(1, result.code)
    assert.matches('the side ended without "ready"', result.stderr, 1, true)
  end)

  it("leaves no process of a side behind", function()
    local result = peer("echo $$; exec sleep 600")
    assert.equal(1, result.code)
    local stat = ("/proc/%s/stat"):format(result.stderr:match("the side wrote (%d+)"))
    support.wait_until(function()
      local f <close> = io.open(stat)
      return not f or f:read("a"):find(") Z ", 1, true)
    end)
  end)
end)
