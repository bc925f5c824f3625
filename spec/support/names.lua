--- The list of Python 3.13's public names, and what doc/differences.md says of them.
--
--     local names = require "spec.support.names"
--     names.rows(module)       -> sequence of {name =, kind =, value =} of that module of Python's
--     names.missing()          -> {[name] = reason}: the names that the document says are not there
--     names.additions()        -> {[name] = reason}: those that it says Python lacks
--     names.listed(heading)    -> {[name] = reason}: those of any other list in the document
--
-- In the document a name stands in backticks at the start of a list line; several may share a line:
--
--     - `SocketIO`: the reason
--     - `AF_BLUETOOTH`, `BTPROTO_HCI`: the reason
--
-- A field of another table than the module is written with it: `socket.socket.__enter__`.

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

-- The names of the list lines below the heading, up to the next heading.
local function listed(heading)
  local document = support.read_file(support.root .. "/doc/differences.md")
  local _, first = document:find("\n### " .. heading .. "\n", 1, true)
  assert(first, "doc/differences.md has no heading " .. heading)
  local section = document:sub(first):match("^(.-)\n##") or document:sub(first)
  local reasons = {}
  for line in section:gmatch("\n%- (`[^\n]*)") do
    local list, reason = line:match("^([^:]*): (.+)$")
    assert(list, "no reason in doc/differences.md: " .. line)
    for name in list:gmatch("`([^`]+)`") do reasons[name] = reason end
  end
  return reasons
end

names.listed = listed

function names.missing()
  return listed("Names that are not there")
end

function names.additions()
  return listed("Names that Python lacks")
end

return names
