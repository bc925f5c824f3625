--- The driver: measures the rows, with the sides in turn, and writes the results.
--
--   lua5.4 bench/run.lua [--quick | --brief] [--rounds=N] [--share=OF_THE_WORK]
--                        [--only=GROUP] [--sides=NAME,...]
--                        [--programs=DIRECTORY] [--out=DIRECTORY] [--doc]
--                        [--before=CHECKOUT]
--
-- --brief is for the specs: it runs each side, but does not measure well. --doc writes the
-- report into doc/ too. --before compares each figure with that of another version of this
-- module, on the terminal only: CHECKOUT is a directory in which `make` was run. `make bench`
-- builds what this needs and runs it.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local machine = require "machine"
local measure = require "measure"
local report = require "report"
local rows = require "rows"

local options = {}
for _, word in ipairs(arg) do
  local name, value = word:match("^%-%-(%l+)=?(.*)$")
  if not name then error("unknown option: " .. word, 0) end
  options[name] = value
end

local bench = {
  programs = options.programs or "build/bench",
  out = options.out or options.programs or "build/bench",
  load = machine.load(),
  brief = options.brief ~= nil,
  rounds = tonumber(options.rounds) or options.brief and 1 or options.quick and 5 or 9,
  scale = tonumber(options.share) or options.brief and 0.001 or options.quick and 0.25 or 1,
}

-- The sides ------------------------------------------------------------------------

local lua, python = os.getenv("LUA") or "lua5.4", machine.python()

-- Adds the tests that a source has.
local function add_tests(tests, path)
  local f <close> = assert(io.open(path))
  for line in f:lines() do
    local name = line:match("^ *function tests%.([%w_]+)") or line:match("^def ([%w_]+)")
    if name then tests[name] = true end
    for entry in line:gmatch('{"([%w_]+)", [%w_]+}') do tests[entry] = true end -- limit.c's table
    if line:find "^side%.add%(" then add_tests(tests, here .. "/sides/harness.lua") end
  end
end

-- The tests of a side. Those of tasks in Lua share some.
local function tests_of(path)
  local tests = {}
  add_tests(tests, path)
  if path:find "/tasks/%w+%.lua$" then add_tests(tests, here .. "/tasks/shared.lua") end
  return tests
end

bench.sides = {}

local function wanted(name)
  return not options.sides or ("," .. options.sides .. ","):find("," .. name .. ",", 1, true)
end

-- starts: the commands of processes that only load the module. tls: whether the side takes part in the group tls.
local function side(name, command, source, starts, tls)
  bench.sides[#bench.sides + 1] = {name = name, command = command, tests = tests_of(source), starts = starts,
                                   tls = tls}
end

-- The side of the group asyncio.
local function tasks_side(name, interpreter, source)
  bench.sides[#bench.sides + 1] = {name = name, command = {interpreter, source}, tests = tests_of(source), tasks = true}
end

local function requires(...)
  return {lua, "-e", ("require %q "):rep(select("#", ...)):format(...)}
end

-- The tests of this module's side, run with the version that was built in `checkout`.
local function before_side(checkout)
  local paths = ([[
package.path = "@/lua/?.lua;@/lua/?/init.lua;" .. package.path
package.cpath = "@/build/?.so;" .. package.cpath
]]):gsub("@", checkout)
  for _, folder in ipairs{"sides", "tasks"} do
    local path = ("%s/%s/pysocket.lua"):format(here, folder)
    local tests = tests_of(path)
    tests.http_example = nil  -- the examples may use what the other version does not have
    bench.sides[#bench.sides + 1] = {
      name = "before", command = {lua, "-e", paths, path}, tests = tests, tasks = folder == "tasks",
      starts = {start = {lua, "-e", paths .. "require 'pysocket'"}},
    }
  end
end

-- `file` names the file with the tests if it is not that of the side. `tls` is its module for TLS.
local function lua_side(name, module, has_tasks, file, tls)
  local path = ("%s/sides/%s.lua"):format(here, name)
  if not wanted(name) then return end
  if machine.can(("%s -e 'require [[%s]]'"):format(lua, module)) then
    side(name, {lua, path}, ("%s/sides/%s.lua"):format(here, file or name),
      {start = requires(module), start_tls = tls and requires(module, tls)},
      tls and machine.can(("%s -e 'require [[%s]]'"):format(lua, tls)))
    if has_tasks then tasks_side(name, lua, ("%s/tasks/%s.lua"):format(here, name)) end
  else
    print(("Left out: %s, because this Lua has no module '%s'."):format(name, module))
  end
end

side("C", {bench.programs .. "/limit"}, here .. "/limit.c", {start = requires(), start_tls = requires()}, true)
if machine.can("PATH=$PATH:/usr/sbin; command -v nginx") and machine.can("command -v wrk") then
  bench.sides[2] = {name = "nginx", command = {"sh", here .. "/sides/nginx.sh"},
                    tests = {http = true, http_example = true}}
else
  print("Left out: HTTP, because it needs nginx and wrk.")
  rows = report.without(rows, "http")
end
if not (machine.can(lua .. " -e 'require [[pysocket.ssl]]'") and machine.can("command -v openssl")) then
  print("Left out: TLS, because it needs pysocket.ssl and the program openssl.")
  rows = report.without(rows, "tls")
end
lua_side("pysocket", "pysocket", true, nil, "pysocket.ssl")
if options.before then before_side(options.before) end
lua_side("luasocket", "socket", false, nil, "ssl")
lua_side("pysocket.luasocket", "pysocket.luasocket", false, "luasocket")
lua_side("luv", "luv", true)
lua_side("cqueues", "cqueues", true, nil, "openssl.ssl.context")
if python and wanted("Python") then
  side("Python", {python, here .. "/sides/python.py"}, here .. "/sides/python.py", nil,
    machine.can(python .. " -c 'import ssl'"))
  tasks_side("Python", python, here .. "/tasks/python.py")
elseif not python then
  print("Left out: Python, because there is no python3.")
end
if not bench.brief and not machine.can("command -v valgrind") then
  print("Left out: instructions, because counting them needs valgrind.")
  rows = report.without(rows, "instructions")
end

-- Each connection needs a descriptor.
local most = machine.descriptors()
for _, row in ipairs(rows) do
  local sockets = (row.test == "wakes" or row.family == "selectors") and 2 * row.size or row.connections
  if sockets + 50 > most then
    print(("Left out: %s, because at most %d descriptors are allowed here."):format(row.title, most))
    row.left_out = true
  end
end

-- Measuring -------------------------------------------------------------------------

local terminal = machine.can("test -t 2")

local function progress(row, round, rounds, this)
  if not terminal then return end
  io.stderr:write(("\r\27[K%s: round %d of %d, %s"):format(row.title, round, rounds, this.name))
end

report.head(bench)
local measured = {}
for _, row in ipairs(rows) do
  if not row.left_out and (not options.only or options.only == "" or options.only == row.group) then
    row.results = measure.row(bench, row, progress)
    if terminal then io.stderr:write("\r\27[K") end
    report.row(bench, row)
    measured[#measured + 1] = row
  end
end
if #measured == 0 then error("no row belongs to the group " .. tostring(options.only), 0) end

report.write(bench, measured, machine.describe(lua, python, bench), options.doc and "doc" or nil)
