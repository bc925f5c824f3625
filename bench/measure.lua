--- Runs the sides of a row, and computes figures from the output of peer.c.

local measure = {}

-- Statistics -------------------------------------------------------------------

local function quantile(sorted, q)
  local at = 1 + (#sorted - 1) * q
  local i = math.floor(at)
  local rest = at - i
  return rest == 0 and sorted[i] or sorted[i] * (1 - rest) + sorted[i + 1] * rest
end

--- Median and quartiles.
function measure.summary(values)
  local sorted = table.move(values, 1, #values, 1, {})
  table.sort(sorted)
  return {median = quantile(sorted, 0.5), q1 = quantile(sorted, 0.25), q3 = quantile(sorted, 0.75)}
end

-- Running ------------------------------------------------------------------------

local function quote(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end

--- Returns the output of the command, a sequence of words, on both streams. Raises if it fails.
function measure.output(words)
  local quoted = {}
  for i, word in ipairs(words) do quoted[i] = quote(word) end
  local command = table.concat(quoted, " ")
  local out = assert(io.popen(command .. " 2>&1"))
  local text = out:read("a")
  local ok, _, status = out:close()
  if not ok then error(("status %s of: %s\n%s"):format(status, command, text), 0) end
  return text
end

-- Runs `command`, a sequence of words, under peer.c. Returns its figures and the whole output.
-- `changes` replaces fields of the row.
local function peer(bench, row, command, changes)
  local function get(name) return changes and changes[name] or row[name] end
  local count = math.max(1, math.floor(get("count")))
  local words = {bench.programs .. "/peer", row.role, get("test"), row.kind, get("size"), count, get("connections"),
                 row.same_core and 1 or 0, "--"}
  local text = measure.output(table.move(command, 1, #command, #words + 1, words))
  local figures = {}
  for name, value in text:gmatch("([%w_]+)=([%d.-]+)") do figures[name] = tonumber(value) end
  return assert(figures.cpu and figures, text), text
end

local function instructions(bench, row, side, count)
  local valgrind = {"valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"}
  local command = table.move(side.command, 1, #side.command, #valgrind + 1, valgrind)
  local _, text = peer(bench, row, command, {count = count})
  return tonumber(text:match("Collected : (%d+)"))
end

-- Runs one side once. Returns its value for this round, and other figures.
local once = {}

function once.ratio(bench, row, side)
  local f = peer(bench, row, side.command, {count = row.count * bench.scale})
  return f.cpu / f.count, {wall = f.wall / f.count}
end

once.difference = once.ratio

function once.instructions(bench, row, side)
  if bench.brief then return once.ratio(bench, row, side) end
  local more = math.floor(row.count * bench.scale)
  return (instructions(bench, row, side, 1000 + more) - instructions(bench, row, side, 1000)) / more
end

function once.load(bench, row, side)
  local f = peer(bench, row, side.command, {count = math.max(200, row.count * bench.scale),
                 connections = bench.brief and math.min(row.connections, 20)})
  return f.cpu / f.count, {rate = f.count / f.wall * 1e9, p50 = f.p50, p99 = f.p99,
                           memory = (f.rss_after - f.rss_before) / row.connections}
end

function once.http(bench, row, side)
  local f = peer(bench, row, side.command, {count = bench.brief and 1 or row.count})
  return f.cpu / f.count, {rate = f.count / f.wall * 1e9}
end

-- The CPU time of a whole process, in milliseconds.
function once.start(bench, row, side)
  local cpu = 0
  local n = math.max(1, math.floor(row.count * bench.scale))
  for _ = 1, n do cpu = cpu + peer(bench, row, side.starts[row.test], {count = 1}).cpu end
  return cpu / n / 1e6
end

-- The process counts its pages itself, because the rounding of the kernel's other figures is
-- as large as the module.
local OWN_MEMORY = [[
for line in io.lines("/proc/self/smaps_rollup") do
  if line:find("^Rss:") then print(line:match("%d+")) end
end]]

-- The memory of a process that has just started, in MiB.
function once.resident(_, row, side)
  local lua, option, code = table.unpack(side.starts[row.test])
  return tonumber(measure.output{lua, option, code .. "\n" .. OWN_MEMORY}) / 1024
end

-- The cost of one operation among many, divided by its cost among a tenth as many. The amount
-- of work is never reduced, because it must include the collector's cycles among many.
function once.growth(bench, row, side)
  local count, size = bench.brief and row.count * bench.scale or row.count, bench.brief and 50 or row.size
  local few = peer(bench, row, side.command, {count = count, size = size // 10})
  local many = peer(bench, row, side.command, {count = count, size = size})
  return many.cpu / many.count, {few = few.cpu / few.count, growth = (many.cpu / many.count) / (few.cpu / few.count)}
end

-- The memory of all tasks in MiB, and the time until they sleep.
function once.crowd(bench, row, side)
  local f = peer(bench, row, side.command, {count = bench.brief and 100 or row.count})
  return (f.rss_after - f.rss_before) / 1024, {seconds = f.wall / 1e9}
end

-- The time of one operation in nanoseconds, and its ratio to that of another test of the side.
-- The amount of work is a number of whole batches.
function once.time(bench, row, side)
  local size = bench.brief and math.min(row.size, 100) or row.size
  local count = math.max(1, row.count * bench.scale // size) * size
  local function ns(test)
    local f = peer(bench, row, side.command, {count = count, size = size, test = test})
    return f.cpu / f.count
  end
  local value = ns(row.test)
  if not (row.beside and side.name == "pysocket") then return value end
  return value, {ratio = value / ns(row.beside)}
end

-- The memory of one task in KiB.
function once.memory(bench, row, side)
  local f = peer(bench, row, side.command, {count = bench.brief and 100 or row.count})
  return (f.rss_after - f.rss_before) / f.count
end

-- A value compared with that of the row's first side in the same round.
local against = {}

function against.ratio(value, first)
  return value / first
end

against.load, against.http = against.ratio, against.ratio

function against.difference(value, first)
  return value - first
end

against.start, against.resident = against.difference, against.difference

function against.growth(_, _, others)
  return others.growth
end

local function itself(value)
  return value
end

-- Rows ------------------------------------------------------------------------------

local function takes_part(side, row)
  if row.without and row.without[side.name] or row.group == "tls" and not side.tls then return false end
  return (row.group == "asyncio") == (side.tasks or false)
    and (side.tests[row.test] or side.starts and side.starts[row.test])
end

--- The sides of a row, in order. The others are compared with the first.
function measure.sides(bench, row)
  local sides = {}
  for _, side in ipairs(bench.sides) do
    if takes_part(side, row) then sides[#sides + 1] = side end
  end
  return sides
end

--- Runs the sides in turn, round after round. Returns, by the side's name, summaries of its
-- value, of its comparison with the first side, and of other figures.
function measure.row(bench, row, progress)
  local taken, sides = {}, measure.sides(bench, row)
  local rounds = math.min(row.rounds or bench.rounds, bench.rounds)
  local compare = against[row.measure] or itself
  for round = 1, rounds do
    for _, side in ipairs(sides) do
      progress(row, round, rounds, side)
      local value, others = once[row.measure](bench, row, side)
      local t = taken[side.name] or {value = {}, compared = {}}
      taken[side.name] = t
      t.value[round] = value
      t.compared[round] = compare(value, taken[sides[1].name].value[round], others)
      for name, other in pairs(others or {}) do
        t[name] = t[name] or {}
        t[name][round] = other
      end
    end
  end
  local this, shown = taken.pysocket, row.figure or "value"
  local function compare_this(figure, name)
    if not (this and taken[name]) then return end
    this[figure] = {}
    for round, value in ipairs(this[shown]) do this[figure][round] = value / taken[name][shown][round] end
  end
  if row.than then compare_this("ratio", row.than) end
  compare_this("times_before", "before")
  local results = {}
  for name, t in pairs(taken) do
    results[name] = {}
    for figure, values in pairs(t) do results[name][figure] = measure.summary(values) end
  end
  return results
end

return measure
