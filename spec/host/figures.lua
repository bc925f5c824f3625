--- Writes the figures of the last `make check` into doc/reliability.md, between its
-- two marks.
--
--   lua figures.lua DIRECTORY     the directory of the checks' logs

local directory = arg[1] or "build/check"
local path = "doc/reliability.md"

local function read(name)
  local f = io.open(name)
  if not f then return nil end
  local text = f:read "a"
  f:close()
  return text
end

local text = assert(read(path))
local rows = {"| check | what it does | result | figures |", "| --- | --- | --- | --- |"}
-- The document describes each check above the table, in a line "- `name`: words".
for name, words in text:gmatch "\n%- `([%w_]+)`: ([^\n]*)" do
  local status = read(("%s/%s.status"):format(directory, name))
  local log = read(("%s/%s.log"):format(directory, name)) or ""
  local figures = {}
  for line in ("\n" .. log):gmatch "\ncount ([^\n]*)" do
    for key, value in line:gmatch "([%w_]+)=(%S+)" do
      local grouped = value:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")
      figures[#figures + 1] = ("%s %s"):format(grouped, (key:gsub("_", " ")))
    end
  end
  rows[#rows + 1] = ("| `%s` | %s | %s | %s |"):format(name, (words .. " "):match "^(.-)[.;:] ",
    status and status:gsub("%s+$", "") or "not run", table.concat(figures, ", "))
end
local first, last = "<!%-%- figures of the last run %-%->\n", "<!%-%- end of figures %-%->\n"
local begin = select(2, assert(text:find(first)))
local stop = assert(text:find(last))
local f <close> = assert(io.open(path, "w"))
f:write(text:sub(1, begin), "\n", table.concat(rows, "\n"), "\n\n", text:sub(stop))
