--- Describes this machine.

local machine = {}

function machine.can(command)
  return (os.execute("{ " .. command .. "; } >/dev/null 2>&1"))
end

local function first_line(command)
  local out = assert(io.popen(command .. " 2>&1"))
  local line = out:read("l")
  out:close()
  return line
end

--- The path of the interpreter itself: the time of a wrapper script would count too.
function machine.python()
  local python = os.getenv("PYTHON") or "python3"
  if not machine.can(python .. " -c ''") then return nil end
  return first_line(python .. " -c 'import sys; print(sys.executable)'")
end

function machine.descriptors()
  return tonumber(first_line("ulimit -Hn")) or math.huge -- or "unlimited"
end

local function field(path, pattern)
  local f <close> = io.open(path)
  return f and f:read("a"):match(pattern)
end

--- The load average of the last minute.
function machine.load()
  return field("/proc/loadavg", "^(%S+)")
end

-- Debian's version of a package, or nil.
local function package_version(name)
  local version = first_line(("dpkg-query -W -f '${Version}\\n' %s 2>/dev/null"):format(name))
  return version ~= "" and version or nil
end

--- The names and values of everything that a reader may want to know, in order.
function machine.describe(lua, python, bench)
  local about = {}
  local function add(name, value)
    if value then about[#about + 1] = {name, value} end
  end
  add("date", os.date("!%Y-%m-%d"))
  add("processor", field("/proc/cpuinfo", "model name%s*:%s*([^\n]+)"))
  add("cores", first_line("getconf _NPROCESSORS_ONLN"))
  add("virtual machine", field("/proc/cpuinfo", "\nflags[^\n]* hypervisor") and "yes" or "no")
  add("load before and after", ("%s, %s"):format(bench.load, machine.load()))
  add("system", field("/etc/os-release", 'PRETTY_NAME="([^"]+)"'))
  add("kernel", first_line("uname -r"))
  add("C compiler", first_line("cc --version"))
  add("Lua", first_line(lua .. " -v"):match("Lua (%S+)"))
  add("Python", python and first_line(python .. " --version"):match("(%d%S+)"))
  for _, name in ipairs{"lua-socket", "lua-luv", "lua-cqueues", "lua-sec", "lua-luaossl", "libssl3", "nginx-light",
                        "wrk", "valgrind"} do
    add(name, package_version(name))
  end
  add("rounds", bench.rounds)
  if bench.scale < 1 then add("share of the full run's work", bench.scale) end
  return about
end

return machine
