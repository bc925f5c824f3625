--- The tables of doc/differences.md.
--
--     local differences = require "spec.support.differences"
--     differences.rows(heading) -> sequence of {topic =, python =, here =, why =}
--
-- Returns the rows of the table under that heading, before the next heading. Raises an error
-- for a missing heading, an empty table, and a row that does not have four cells with text.

local support = require "spec.support"

local differences = {}

local function cells(line)
  local row = {}
  for cell in line:gmatch("|([^|]*)%f[|]") do row[#row + 1] = cell:match("^%s*(.-)%s*$") end
  for i = 1, 4 do assert(row[i] and row[i] ~= "", "empty cell in doc/differences.md: " .. line) end
  assert(#row == 4, "a row of doc/differences.md does not have four cells: " .. line)
  return {topic = row[1], python = row[2], here = row[3], why = row[4]}
end

function differences.read()
  return support.read_file(support.root .. "/doc/differences.md")
end

function differences.rows(heading)
  local document = "\n" .. differences.read() .. "\n## "
  local _, first = document:find("\n##+ " .. heading .. "\n")
  assert(first, "doc/differences.md has no heading " .. heading)
  local rows = {}
  for line in document:sub(first):match("^(.-)\n##+ "):gmatch("\n(|[^\n]*)") do rows[#rows + 1] = cells(line) end
  assert(#rows > 2, "doc/differences.md has no table under " .. heading)
  assert(("topic name"):find(rows[1].topic) and rows[1].why == "why", "the table has no header row under " .. heading)
  return table.move(rows, 3, #rows, 1, {}) -- without the heading row and the line below it
end

return differences
