--- The list of Python 3.13's public names, and what doc/differences.md says about them.
--
--     local names = require "spec.support.names"
--     names.rows(module)       -> sequence of {name =, kind =, value =}, for that Python module
--     names.missing()          -> {[name] = reason}: the names that the document lists as missing
--     names.additions()        -> {[name] = reason}: the names that the document lists as additional
--     names.listed(heading)    -> {[name] = reason}: the names in any other table of the document
--
-- In the document, names are in backticks in the first cell of a row, which may have several. A field of another
-- table than the module includes the table, as in `socket.socket.__enter__`.

local differences = require "spec.support.differences"
local support = require "spec.support"

local names = {}

function names.rows(module)
  local rows = {}
  for line in support.read_file(support.root .. "/spec/fixtures/python-3.13-names.tsv"):gmatch("[^\n]+") do
    local of, name, kind, value = line:match("^([^#\t]+)\t([^\t]+)\t([^\t]+)\t([^\t]*)$")
    if of == module then
      rows[#rows + 1] = {name = name, kind = kind, value = math.tointeger(tonumber(value))}
    end
  end
  return rows
end

local function listed(heading)
  local reasons = {}
  for _, row in ipairs(differences.rows(heading)) do
    assert(row.topic:gsub("`[^`]+`,? ?", "") == "", "a row of doc/differences.md is not a list of names: " .. row.topic)
    for name in row.topic:gmatch("`([^`]+)`") do
      assert(not reasons[name], name .. " is in doc/differences.md twice")
      reasons[name] = row.why
    end
  end
  return reasons
end

names.listed = listed

function names.missing()
  return listed("Missing names")
end

function names.additions()
  return listed("Additional names")
end

return names
