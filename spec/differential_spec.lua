-- Runs the same operations in this module and in Python's socket, and compares the result, errno, class and strerror
-- of each. The operations are in fixtures/differential.txt. support/on_purpose.lua lists the intended differences.
local support = require "spec.support"
local differences = require "spec.support.differences"
local on_purpose = require "spec.support.on_purpose"

local OPERATIONS = support.root .. "/spec/fixtures/differential.txt"

-- Returns the cases, each with its operations: {line = number, text = string}.
local function read_cases()
  local cases, number = {}, 0
  for line in io.lines(OPERATIONS) do
    number = number + 1
    local name = line:match "^== (.*)$"
    if name then
      cases[#cases + 1] = {name = name:gsub(" %[.*", ""), needs = name:match "%[(.*)%]"}
    elseif line ~= "" and line:sub(1, 1) ~= "#" then
      local case = cases[#cases]
      case[#case + 1] = {line = number, text = line}
    end
  end
  return cases
end

local NEEDS = {
  ipv6 = {support.has_ipv6, "there is no IPv6 here"},
  root = {support.is_root, "only root may have such sockets"},
}

local function unmet_need(case)
  local need = NEEDS[case.needs]
  return need and not need[1]() and need[2]
end

-- Writes a file of the operations that can run here. Line numbers are kept.
local function possible(cases)
  local lines = {}
  for line in io.lines(OPERATIONS) do lines[#lines + 1] = line end
  for _, case in ipairs(cases) do
    for _, operation in ipairs(unmet_need(case) and case or {}) do lines[operation.line] = "" end
  end
  return support.tmpfile(table.concat(lines, "\n") .. "\n", "operations")
end

local function outcomes(argv, operations)
  local directory = support.tmpdir()
  argv[#argv + 1], argv[#argv + 2] = operations, directory
  local result = support.run(argv, {cwd = directory, timeout = 60})
  if result.code ~= 0 then
    local last = result.stdout:match "([^\n]*)\n$"
    error(("%s ended with %s after line %s\n%s"):format(argv[1], result.code, last, result.stderr))
  end
  local list = {}
  for number, outcome in result.stdout:gmatch "(%d+)\t([^\n]*)\n" do list[tonumber(number)] = outcome end
  return list
end

local function why_not()
  local result = support.run(support.python_argv("-c", "import sys; sys.exit(sys.version_info < (3, 10))"))
  if result.code ~= 0 then return "python3 is older than 3.10, or not here" end
end

local reason = why_not()
support.cleanup()

describe("this module and Python's socket agree:", function()
  after_each(support.cleanup)

  local cases = read_cases()
  local here, python, broken
  local used = {}

  -- Runs all operations once for all cases, even if that fails.
  local function run()
    if broken then error(broken, 0) end
    if here then return end
    local interpreters = support.root .. "/spec/support/differential."
    local ok, e = pcall(function()
      local operations = possible(cases)
      python = outcomes(support.python_argv(interpreters .. "py"), operations)
      here = outcomes(support.lua_argv(interpreters .. "lua"), operations)
    end)
    if not ok then
      broken = e
      error(e, 0)
    end
  end

  -- Each entry excuses one operation only.
  local function excused(case, text, theirs, ours)
    for _, group in ipairs(on_purpose) do
      for _, entry in ipairs(group) do
        if not used[entry] and entry[1] == case.name and entry[2] == text and entry[3] == theirs
            and entry[4] == ours then
          used[entry] = true
          return true
        end
      end
    end
  end

  -- Returns what is wrong with one operation, or nil.
  local function fault(case, operation)
    local theirs, ours = python[operation.line], here[operation.line]
    local differ = theirs ~= ours and not excused(case, operation.text, theirs, ours)
    if differ or not theirs or theirs:find "^undefined" or ours:find "^undefined" then
      return ("%s\n  Python: %s\n  here:   %s"):format(operation.text, theirs, ours)
    end
  end

  local done = {}

  local function check(case)
    if done[case] then return done[case] end
    local faults = {}
    for _, operation in ipairs(case) do faults[#faults + 1] = fault(case, operation) end
    done[case] = faults
    return faults
  end

  local function skipped(case)
    return reason or unmet_need(case)
  end

  for _, case in ipairs(cases) do
    it(("%s (%d operations)"):format(case.name, #case), function()
      local why = skipped(case)
      if why then
        pending(why)
        return
      end
      run()
      assert.equal("", table.concat(check(case), "\n"))
    end)
  end

  it("still differs wherever it is listed as different", function()
    if reason then
      pending(reason)
      return
    end
    run()
    local cases_run = {}
    for _, case in ipairs(cases) do
      cases_run[case.name] = true
      if skipped(case) then cases_run[case.name] = "skipped" else check(case) end
    end
    for _, group in ipairs(on_purpose) do
      for _, entry in ipairs(group) do
        local text = ("%s: %s"):format(entry[1], entry[2])
        assert.is_truthy(cases_run[entry[1]], "there is no such case: " .. text)
        assert.is_true(used[entry] or cases_run[entry[1]] == "skipped", "the results do not differ as listed: " .. text)
      end
    end
  end)

  it("has operations for each topic of differences, and a row in doc/differences.md", function()
    local documented = {}
    for _, row in ipairs(differences.rows("Behaviour")) do documented[row.topic] = true end
    for _, group in ipairs(on_purpose) do
      assert.is_true(documented[group.topic], group.topic)
      assert.is_true(#group > 0, group.topic)
    end
  end)

  it("is tested with a few hundred operations, and no case twice", function()
    local count, names = 0, {}
    for _, case in ipairs(cases) do
      count = count + #case
      assert.is_nil(names[case.name], case.name)
      names[case.name] = true
    end
    assert.is_true(count > 300)
  end)
end)
