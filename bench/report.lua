--- Writes the table on the terminal, results.json, the plots, and performance.md.

local plot = require "plot"

local report = {}

local COLUMNS = {"pysocket", "luasocket", "pysocket.luasocket", "luv", "cqueues", "Python"}

--- Returns the rows without those of the group.
function report.without(rows, group)
  local others = {}
  for _, row in ipairs(rows) do
    if row.group ~= group then others[#others + 1] = row end
  end
  return others
end

-- Figures --------------------------------------------------------------------------

-- Rows that compare with C are ratios; the others have a unit.
local RATIO = {ratio = true, load = true, http = true, growth = true}

local function is_ratio(row)
  return RATIO[row.measure] and row.figure == nil
end

-- The figure of a side that the row shows.
local function figure(row, result)
  return result[row.figure or "compared"]
end

local function number(n)
  if n >= 1000 then return (("%.0f"):format(n):reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")) end
  return (n >= 100 and "%.0f" or n >= 10 and "%.1f" or "%.2f"):format(n)
end

--- "1.04 (1.02-1.07)": the median and the quartiles
local function spread(row, result)
  local f = figure(row, result)
  return ("%s (%s-%s)"):format(number(f.median), number(f.q1), number(f.q3))
end

-- The figure that the sides are compared with: C's cost for a unit of work. If a row is not
-- compared with C, its unit.
local function base(row)
  if row.measure == "time" then return "in ns" end
  local result = row.results.C or row.results.nginx
  if not result or row.figure then return nil end
  local value = result.value.median
  if row.measure == "instructions" then return number(value) end
  if row.measure == "start" or row.measure == "resident" then return number(value) .. " " .. row.unit end
  return value >= 1e6 and number(value / 1e6) .. " ms" or value >= 1000 and number(value / 1000) .. " us"
    or number(value) .. " ns"
end

-- Is the row's target a ratio to another side, or to another of this module's tests?
local function relative(row)
  return row.than or row.beside
end

-- The figure that has to reach the target; nil if there was nothing to compare it with.
local function achieved(row)
  local result = row.results.pysocket
  if not row.reach or not result then return nil end
  return relative(row) and result.ratio or not relative(row) and figure(row, result) or nil
end

local function reached(row)
  local f = achieved(row)
  return f and f.median <= row.reach
end

-- "<= 1.10 x luv (1.32)": the target, and a ratio that no column shows
local function target(row, at_most, times)
  local f, text = achieved(row), at_most .. " " .. number(row.reach)
  if not relative(row) then return text end
  text = ("%s %s %s"):format(text, times, row.than or row.beside_title)
  return f and ("%s (%s)"):format(text, number(f.median)) or text
end

-- The terminal ------------------------------------------------------------------------

local function cells(bench, first, second, each, last)
  local line = {("%-31s %9s"):format(first, second)}
  local has = {}
  for _, side in ipairs(bench.sides) do has[side.name] = true end
  for _, name in ipairs{"before", table.unpack(COLUMNS)} do
    if has[name] then line[#line + 1] = ("%17s"):format(each(name)) end
  end
  print(table.concat(line, " ") .. "  " .. last)
  io.stdout:flush()
end

function report.head(bench)
  cells(bench, "CPU against C: median (quartiles)", "", function() return "" end, "")
  cells(bench, "", "C", function(name) return name end, "target")
end

-- The ratio of this module's figure to that of its other version.
local function times_before(row)
  local f = row.results.pysocket and row.results.pysocket.times_before
  return f and (" %.3f (%.3f-%.3f) x before"):format(f.median, f.q1, f.q3) or ""
end

function report.row(bench, row)
  cells(bench, row.title, base(row) or "-", function(name)
    local result = row.results[name]
    return result and spread(row, result) or "-"
  end, (row.reach and target(row, "<=", "x") .. (reached(row) and "" or " no") or "") .. times_before(row))
end

-- JSON -----------------------------------------------------------------------------------

local function quoted(s)
  return '"' .. s:gsub('[%c"\\]', function(c) return ("\\u%04x"):format(c:byte()) end) .. '"'
end

local json

local function members(value, indent)
  local names, parts = {}, {}
  for name in pairs(value) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do
    parts[i] = ("%s  %s: %s"):format(indent, quoted(name), json(value[name], indent .. "  "))
  end
  return parts
end

function json(value, indent)
  if type(value) == "string" then return quoted(value) end
  if value ~= value or value == math.huge then return "null" end
  if type(value) ~= "table" then return math.type(value) == "float" and ("%.6g"):format(value) or tostring(value) end
  local parts, open, close = {}, "[", "]"
  if value[1] ~= nil then
    for i, item in ipairs(value) do parts[i] = ("%s  %s"):format(indent, json(item, indent .. "  ")) end
  else
    parts, open, close = members(value, indent), "{", "}"
  end
  return open .. "\n" .. table.concat(parts, ",\n") .. "\n" .. indent .. close
end

local function as_json(rows, about)
  local all = {machine = {}, rows = {}}
  for _, entry in ipairs(about) do all.machine[entry[1]] = entry[2] end
  for i, row in ipairs(rows) do
    all.rows[i] = {group = row.group, title = row.title, how = row.how, unit = row.unit, measure = row.measure,
                   figure = row.figure or "compared", reach = row.reach, reached = reached(row), sides = row.results}
  end
  return json(all, "") .. "\n"
end

-- The plots ---------------------------------------------------------------------------------

local PLOTS = {
  {"pingpong", "Ping-pong", {"pingpong"}},
  {"bulk", "Bulk transfer", {"send", "recv", "sendfile", "lines"}},
  {"connections", "Connections", {"accept", "connect"}},
  {"udp", "Datagrams", {"udp"}},
  {"echo", "Echo to many connections", {"echo"}},
  {"instructions", "User-space instructions of one call", {"instructions"}},
}

-- The rows of these groups that can share one plot.
local function of_groups(rows, groups)
  local found = {}
  for _, group in ipairs(groups) do
    for _, row in ipairs(rows) do
      if row.group == group and not row.figure then found[#found + 1] = row end
    end
  end
  return found
end

local function bars(row)
  local list = {}
  for _, name in ipairs(COLUMNS) do
    local result = row.results[name]
    if result then
      local f = figure(row, result)
      list[#list + 1] = {name = name, value = f.median, low = f.q1, high = f.q3, text = number(f.median)}
    end
  end
  return {title = row.title, bars = list, reach = row.reach}
end

local function plots(rows)
  local made = {}
  for _, entry in ipairs(PLOTS) do
    local name, title, groups = table.unpack(entry)
    local found = of_groups(rows, groups)
    if #found > 0 then
      local parts = {}
      for i, row in ipairs(found) do parts[i] = bars(row) end
      local ratio = is_ratio(found[1])
      made[#made + 1] = {name = name, title = title,
        svg = plot.bars(title .. (ratio and ": CPU time against C (1.00)" or ""), parts, ratio and 1 or nil)}
    end
  end
  return made
end

-- performance.md ------------------------------------------------------------------------------

local function table_of(rows, sides, first)
  local lines = {("| row | %s | "):format(first) .. table.concat(sides, " | ") .. " | target |",
                 "|---|---" .. ("|---"):rep(#sides) .. "|---|"}
  for _, row in ipairs(rows) do
    local line = {row.title, base(row) or "-"}
    for _, name in ipairs(sides) do
      local result = row.results[name]
      line[#line + 1] = result and spread(row, result) or "-"
    end
    line[#line + 1] = row.reach and target(row, "≤", "×") .. (reached(row) and "" or ", not reached") or ""
    lines[#lines + 1] = "| " .. table.concat(line, " | ") .. " |"
  end
  return table.concat(lines, "\n") .. "\n"
end

local function echo_table(rows, sides)
  local lines = {"| connections | side | requests a second | p50 | p99 |", "|---|---|---|---|---|"}
  for _, row in ipairs(rows) do
    if row.measure == "load" and not row.figure then
      for _, name in ipairs{"C", table.unpack(sides)} do
        local r = row.results[name]
        if r then
          lines[#lines + 1] = ("| %d | %s | %s | %s us | %s us |"):format(row.connections, name,
            number(r.rate.median), number(r.p50.median), number(r.p99.median))
        end
      end
    end
  end
  return #lines > 2 and table.concat(lines, "\n") .. "\n"
end

local function more_figures(rows)
  local lines = {}
  for _, row in ipairs(rows) do
    local r = row.results.pysocket
    if row.measure == "crowd" then
      lines[#lines + 1] = ("- 100,000 tasks were asleep after %.2f s."):format(r.seconds.median)
    elseif row.measure == "http" then
      local parts = {}
      for _, name in ipairs{"nginx", table.unpack(COLUMNS)} do
        local other = row.results[name]
        if other then parts[#parts + 1] = ("%s %s"):format(name, number(other.rate.median)) end
      end
      lines[#lines + 1] = ("- %s, requests a second: %s."):format(row.title, table.concat(parts, ", "))
    end
  end
  return lines
end

-- How the rows are measured: one line for each family of rows.
local function methods(rows)
  local lines, seen = {}, {}
  for _, row in ipairs(rows) do
    if not seen[row.family] then
      seen[row.family] = true
      lines[#lines + 1] = ("- **%s**: %s"):format(row.family, row.how)
    end
  end
  return table.concat(lines, "\n")
end

local TASKS = [[
These rows show the CPU time (user and system) of one operation on tasks, locks, queues and streams, in nanoseconds.
Here a target is a ratio to another side's figure in the same round, or to that of another row of this module. The
median of these ratios follows in brackets.
]]

local TLS = [[
All sides use the same cipher, group and key: TLS 1.3, AES-256-GCM, X25519 and a certificate for a key on P-256. All
use the same OpenSSL, C through OpenSSL's own BIO for sockets. The column luasocket shows LuaSec, cqueues shows cqueues
with luaossl, and Python shows its module ssl, with asyncio in the rows of echo.
]]

-- The groups that have a section of their own.
local OWN_SECTION = {asyncio = true, tls = true}

-- The rows of that group, or those of all groups without a section.
local function rows_of(rows, group)
  local some = {}
  for _, row in ipairs(rows) do
    if (OWN_SECTION[row.group] and row.group or nil) == group then some[#some + 1] = row end
  end
  return some
end

-- The comments on the figures, which are written by hand.
local function remarks()
  local path = package.searchpath("report", package.path):gsub("report%.lua$", "remarks.md")
  local f <close> = io.open(path)
  return f and f:read("a") or ""
end

local function as_markdown(bench, rows, about, made)
  local sides = {}
  local sides_of_tasks = {}
  for _, name in ipairs(COLUMNS) do
    for _, side in ipairs(bench.sides) do
      local list = side.tasks and sides_of_tasks or sides
      if side.name == name then list[#list + 1] = name end
    end
  end
  local out = {"# Performance\n\nThis page is written by `make bench DOC=1`. The figures are also in " ..
    "[results.json](performance/results.json).\n"}
  local function add(text) out[#out + 1] = text end
  for _, entry in ipairs(about) do add(("- %s: %s"):format(entry[1], entry[2])) end
  add("\nUnless its row says otherwise, each figure is the CPU time (user and system) for one unit of work, divided " ..
    "by that of an equivalent C program (`bench/limit.c`) in the same round. It is the median of all rounds, with " ..
    "the quartiles in brackets. The sides take turns: C, this module, LuaSocket, LuaSocket's tests over " ..
    "`pysocket.luasocket`, luv, cqueues, Python, and then C " ..
    "again. All of them talk to the same C program (`bench/peer.c`), which also reads their CPU clocks. A load " ..
    "above 1 before the run means that other programs used the cores too; the quartiles show how much that " ..
    "mattered.\n\nThe last column is the target for this module. A larger figure is marked as not reached.\n")
  local main, tls, tasks = rows_of(rows), rows_of(rows, "tls"), rows_of(rows, "asyncio")
  if #main > 0 then add(table_of(main, sides, "C")) end
  for _, p in ipairs(made) do add(("![%s](performance/%s.svg)\n"):format(p.title, p.name)) end
  local echo, tls_echo = echo_table(main, sides), echo_table(tls, sides)
  if echo then add("## Echo to many connections\n\n" .. echo) end
  if #tls > 0 then add("## TLS\n\n" .. TLS .. "\n" .. table_of(tls, sides, "C")) end
  if tls_echo then add("Echo with TLS:\n\n" .. tls_echo) end
  if #tasks > 0 then add("## Tasks\n\n" .. TASKS .. "\n" .. table_of(tasks, sides_of_tasks, "unit")) end
  local more = more_figures(rows)
  if #more > 0 then add("## More figures\n\n" .. table.concat(more, "\n") .. "\n") end
  add("## How the rows are measured\n")
  add(methods(rows))
  add("\n" .. remarks())
  return table.concat(out, "\n")
end

-- Writing ---------------------------------------------------------------------------------------

local function write(path, text)
  local f <close> = assert(io.open(path, "w"))
  assert(f:write(text))
end

local function write_into(dir, made, json_text, markdown)
  assert(os.execute(("mkdir -p '%s/performance'"):format(dir)))
  for _, p in ipairs(made) do write(("%s/performance/%s.svg"):format(dir, p.name), p.svg) end
  write(dir .. "/performance/results.json", json_text)
  write(dir .. "/performance.md", markdown)
  print(("Written: %s/performance.md"):format(dir))
end

-- The report does not show the other version that --before names.
local function forget_before(rows)
  for _, row in ipairs(rows) do
    row.results.before = nil
    if row.results.pysocket then row.results.pysocket.times_before = nil end
  end
end

function report.write(bench, rows, about, doc)
  forget_before(rows)
  local made = plots(rows)
  local json_text, markdown = as_json(rows, about), as_markdown(bench, rows, about, made)
  write_into(bench.out, made, json_text, markdown)
  if doc then write_into(doc, made, json_text, markdown) end
end

return report
