--- Helpers for all specs: child processes, temporary files, questions about the system, errors.
--
-- Any spec that runs from the root of the tree can use them:
--
--     local support = require "spec.support"
--     describe("…", function()
--       after_each(support.cleanup)     -- ends children and removes files in any case
--       …
--
-- Running programs (coreutils' `timeout` limits the time of each and kills its whole process group):
--   support.run(argv[, opts])           -> {code, signal, stdout, stderr}; returns when it has ended
--   support.spawn(argv[, opts])         -> child, see "A child" below; returns at once
--   support.lua(code[, args[, opts]])   -> stdout of a Lua script in a separate process; raises an error if it fails
--   support.python(code[, args[, opts]])-> stdout of a Python script; raises an error if it fails
--   support.spawn_lua(code[, args[, opts]])    -> child
--   support.spawn_python(code[, args[, opts]]) -> child
--   support.lua_argv(file, ...), support.python_argv(file, ...)  -> argv for run and spawn
--   support.with_descriptors(n, argv)   -> argv for run and spawn: the command with at most n descriptors
--   support.lua_env()                   -> {LUA = …, LUA_PATH = …, LUA_CPATH = …} that a Lua child needs
--   opts: timeout = seconds (40), stdin = a string to read or "pipe", env = {NAME = value},
--         stderr = "stdout" to mix the two streams, cwd = directory
--
-- A child:
--   child.pid                           the process id of the command itself (not of a wrapper)
--   child:line()                        -> the next line of its output (waits for it), or nil at the end
--   child:expect(pattern)               -> captures of the first line that matches; raises an error if there is none
--   child:write(text)                   writes to its standard input (stdin = "pipe") and flushes
--   child:close_stdin()                 lets it read the end of its input
--   child:kill(signal)                  sends a signal, named without SIG; "TERM" by default
--   child:wait()                        -> {code, signal, stdout, stderr}; stdout is what has not been read yet.
--                                          code 124: it exceeded its time limit
--   child:running()                     -> false when it has ended
--   child:error_output()                -> what it has written to its standard error so far
--   child:wait_blocked()                returns when it blocks in a system call
--
-- A terminal (a pty, see terminal.py):
--   support.terminal_it(it, pending)    -> `it`, or a function that skips the case if there are no terminals
--   support.pty(argv[, opts])           -> terminal; opts.timeout bounds each step (20)
--   terminal:send(text)                 types it ("\n" is the Enter key)
--   terminal:ctrl("c")                  types Ctrl-C
--   terminal:expect(regex)              -> first group or whole match of a Python regex in what is printed next
--   terminal:blocked()                  returns when the command blocks in a system call
--   terminal:wait()                     -> "exit 0" or "signal 2"
--   terminal:transcript()               -> everything that was printed
--   terminal:pid()                      -> the command's process id
--
-- Files and names:
--   support.tmpdir()                    -> a new directory, removed by cleanup
--   support.tmpfile(content[, name])    -> path of a new file in a new directory
--   support.unix_path([name])           -> an unused path that is short enough for AF_UNIX
--   support.abstract_name()             -> an unused abstract name of Linux ("\0…")
--   support.read_file(path)             -> its contents
--   support.root                        the tree's root directory
--   support.build                       the absolute path of the build directory
--
-- Sockets:
--   support.close_later(s, ...)         -> s, ...; cleanup closes them
--   support.socket(...)                 -> s, as from socket.socket; cleanup closes it
--   support.full_listener()             -> the address of a TCP server whose backlog is full: a connect gets no answer
--   support.listener([family])          -> s, address; listens on the loopback interface; the kernel chooses the port
--   support.socketpair(...)             -> a, b, as from socket.socketpair; cleanup closes them
--   support.tcp_pair([family])          -> a, b; two connected stream sockets of this process
--   support.udp_socket([family])        -> s, address; bound on the loopback interface
--   support.free_port()                 -> an unused TCP port of 127.0.0.1 that the kernel gives to no socket that
--                                          asks for any port
--   support.wait_listening(port[, child])  returns when a process listens on that TCP port; raises an error if the
--                                          child, which is to listen there, has ended
--
-- Questions about the system:
--   support.checker()                   -> "AddressSanitizer" or "valgrind", if it checks this process and all Lua
--                                          children; measurements of memory then include its own
--   support.strace_missing()            -> why there is no strace, or nil
--   support.strace(options, argv)       -> argv for run and spawn: the command under strace
--   support.has_ipv6(), support.is_root(), support.has_family(family[, type[, proto]]), support.has_command(name)
--   support.open_fds([pid])             -> {[fd] = target} of the process, by default this one
--   support.pid()                       -> the id of this process
--   support.status(field[, pid])        -> a line of /proc/PID/status: support.status("SigIgn")
--   support.now()                       -> monotonic seconds, with a resolution of 1/100 s
--   support.wait_until(f[, seconds])    -> the first true result of f; raises an error after that many seconds (20)
--
-- Errors:
--   support.raises(class, f, ...)       -> the error object; fails unless f(...) raises an instance of class, which is
--                                          a class or its name: "ConnectionRefusedError"
--   support.error_message(f, ...)       -> tostring of the error that f(...) raises; fails if there is none
--   support.assert_raises(text, f, ...) fails unless f(...) raises an error that contains the text
--
--   support.sorted(set)                 -> the sequence of its keys, in order
--   support.defer(f, ...)               makes cleanup call f(...); the last one is called first
--   support.cleanup()                   undoes all this, for after_each; a second call does nothing

local support = {}

local source = debug.getinfo(1, "S").source:match("^@(.*)$")
local here = source:match("^(.*)/spec/support/init%.lua$") or "."
local DEFAULT_TIMEOUT = 40

local deferred = {}

function support.defer(f, ...)
  deferred[#deferred + 1] = table.pack(f, ...)
end

function support.cleanup()
  local first
  while #deferred > 0 do
    local d = table.remove(deferred)
    local ok, e = pcall(d[1], table.unpack(d, 2, d.n))
    if not ok then first = first or e end
  end
  if first then error(first, 0) end
end

-- The shell -----------------------------------------------------------------

local function quote(text)
  return "'" .. tostring(text):gsub("'", "'\\''") .. "'"
end

local function quoted(argv)
  local words = {}
  for i, word in ipairs(argv) do words[i] = quote(word) end
  return table.concat(words, " ")
end

local function capture(command)
  local p <close> = assert(io.popen(command))
  return (p:read("a"):gsub("\n$", ""))
end

support.root = capture("cd " .. quote(here) .. " && pwd")
support.build = os.getenv("BUILD") or "build"
if not support.build:find("^/") then support.build = support.root .. "/" .. support.build end

function support.read_file(path)
  local f <close> = assert(io.open(path, "rb"))
  return f:read("a")
end

-- Files and names -----------------------------------------------------------

function support.tmpdir()
  local dir = capture("mktemp -d " .. quote((os.getenv("TMPDIR") or "/tmp") .. "/spec.XXXXXX"))
  assert(dir ~= "", "mktemp failed")
  support.defer(os.execute, "rm -rf " .. quote(dir))
  return dir
end

function support.tmpfile(content, name)
  local path = support.tmpdir() .. "/" .. (name or "file")
  local f <close> = assert(io.open(path, "wb"))
  assert(f:write(content))
  return path
end

function support.unix_path(name)
  return support.tmpdir() .. "/" .. (name or "s")
end

local names = 0

function support.abstract_name()
  names = names + 1
  return ("\0spec-%d-%d-%x"):format(support.pid(), names, math.random(0))
end

-- Questions about the system --------------------------------------------------

function support.pid()
  return tonumber(support.read_file("/proc/self/stat"):match("^%d+"))
end

function support.status(field, pid)
  local status = support.read_file(("/proc/%s/status"):format(pid or "self"))
  return ("\n" .. status):match("\n" .. field .. ":%s*([^\n]*)")
end

function support.now()
  return tonumber(support.read_file("/proc/uptime"):match("^%S+"))
end

function support.wait_until(f, seconds)
  local deadline = support.now() + (seconds or 20)
  while true do
    local result = f()
    if result then return result end
    if support.now() > deadline then
      error(("not true within %g seconds"):format(seconds or 20), 2)
    end
    os.execute("sleep 0.005") -- lets the other process use the processor meanwhile
  end
end

function support.open_fds(pid)
  local fds = {}
  -- The path contains the process id, because "self" would mean ls. The output goes to a file, because a pipe would be
  -- another descriptor.
  local list = os.tmpname()
  os.execute(("ls -l /proc/%d/fd >%s"):format(pid or support.pid(), list))
  for fd, target in support.read_file(list):gmatch("(%d+) %-> ([^\n]*)") do
    fds[tonumber(fd)] = target
  end
  os.remove(list)
  return fds
end

function support.count_fds()
  local n = 0
  for _ in pairs(support.open_fds()) do n = n + 1 end
  return n
end

-- Collects the garbage of earlier specs, so that it does not change counts of descriptors later.
function support.settle()
  collectgarbage()
  collectgarbage()
end

function support.has_command(name)
  return (os.execute("command -v " .. quote(name) .. " >/dev/null 2>&1")) == true
end

function support.is_root()
  return capture("id -u") == "0"
end

function support.checker()
  local maps = support.read_file("/proc/self/maps")
  return maps:find("libasan", 1, true) and "AddressSanitizer" or maps:find("vgpreload", 1, true) and "valgrind" or nil
end

function support.strace_missing()
  if not support.has_command("strace") then return "strace is not installed" end
  local result = support.run{"strace", "-o", "/dev/null", "true"}
  if result.code ~= 0 then return "strace may not trace: " .. result.stderr:match("[^\n]*") end
end

-- A leak sanitizer must trace the process itself, which it cannot do if strace does.
function support.strace(options, argv)
  local words = {"env", ("ASAN_OPTIONS=%s:detect_leaks=0"):format(os.getenv("ASAN_OPTIONS") or ""), "strace"}
  table.move(options, 1, #options, #words + 1, words)
  return table.move(argv, 1, #argv, #words + 1, words)
end

function support.has_ipv6()
  local f <close> = io.open("/proc/net/if_inet6")
  return f ~= nil and f:read("a"):find("00000000000000000000000000000001 ", 1, true) ~= nil
end

function support.has_family(family, type, proto)
  return support.run(support.python_argv("-c", [[
import socket, sys
try:
    socket.socket(*map(int, sys.argv[1:])).close()
except OSError:
    sys.exit(1)
]], family, type or 1, proto or 0)).code == 0
end

-- Processes -----------------------------------------------------------------

function support.lua_env()
  local lib = support.root .. "/lua/"
  return {
    -- If $LUA has a sanitizer, these say which (spec/host/sanitized.c).
    SANITIZED = os.getenv("SANITIZED"), SANITIZER = os.getenv("SANITIZER"),
    ASAN_OPTIONS = os.getenv("ASAN_OPTIONS"), UBSAN_OPTIONS = os.getenv("UBSAN_OPTIONS"),
    LUA = os.getenv("LUA") or "lua5.4",
    LUA_PATH = os.getenv("LUA_PATH") or lib .. "?.lua;" .. lib .. "?/init.lua;;",
    LUA_CPATH = os.getenv("LUA_CPATH") or support.build .. "/?.so;;",
  }
end

function support.lua_argv(...)
  local argv = {}
  -- LUA may contain options, as in LUA="valgrind lua5.4".
  for word in support.lua_env().LUA:gmatch("%S+") do argv[#argv + 1] = word end
  return table.move({...}, 1, select("#", ...), #argv + 1, argv)
end

function support.with_descriptors(n, argv)
  return {"sh", "-c", 'ulimit -n "$1"; shift; exec "$@"', "sh", n, table.unpack(argv)}
end

local python

function support.python_argv(...)
  -- The interpreter itself, because PATH may lead to a wrapper script.
  python = python or capture("python3 -c 'import sys; print(sys.executable)'")
  return {python, "-u", ...}
end

local Child = {}
Child.__index = Child

-- Children inherit the files that io.open has opened here. If another child held the writing end of a FIFO, its
-- reader would never see the end of file.
local CLOSE_INHERITED = "exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; "

-- Prints its pid and its process group, and becomes the command.
local WRAPPER = [[
cd "$1" || exit 126
shift
echo $$ $PPID
exec "$@"]]

function support.spawn(argv, opts)
  opts = opts or {}
  local dir = support.tmpdir()
  local child = setmetatable({argv = argv, errors = dir .. "/stderr"}, Child)
  local env = {}
  for name, value in pairs(support.lua_env()) do env[name] = value end
  for name, value in pairs(opts.env or {}) do env[name] = value end
  local words = {"env"}
  for name, value in pairs(env) do words[#words + 1] = name .. "=" .. value end
  table.move({"timeout", "-k", "1", tostring(opts.timeout or DEFAULT_TIMEOUT),
    "sh", "-c", WRAPPER, "sh", opts.cwd or "."}, 1, 9, #words + 1, words)
  table.move(argv, 1, #argv, #words + 1, words)

  local input = "/dev/null"
  if opts.stdin then
    input = dir .. "/stdin"
    if opts.stdin == "pipe" then
      assert(os.execute("mkfifo " .. quote(input)))
    else
      local f <close> = assert(io.open(input, "wb"))
      assert(f:write(opts.stdin))
    end
  end
  child.stdout = assert(io.popen(CLOSE_INHERITED .. ("exec %s <%s 2>%s"):format(quoted(words), quote(input),
    opts.stderr == "stdout" and "&1" or quote(child.errors))))
  if opts.stdin == "pipe" then
    -- Opened for reading and writing, so that open does not wait and a dead child causes no SIGPIPE. Opened after the
    -- child has started, which would otherwise inherit it and never read an end of file.
    child.stdin = assert(io.open(input, "r+b"))
  end
  support.defer(child.stop, child)
  local pid, group = (child.stdout:read("l") or ""):match("^(%d+) (%d+)$")
  if not pid then error("cannot start " .. quoted(argv) .. "\n" .. support.read_file(child.errors), 2) end
  child.pid, child.group = tonumber(pid), tonumber(group)
  return child
end

function Child:line()
  return self.stdout:read("l")
end

function Child:expect(pattern)
  local seen = {}
  while true do
    local line = self:line()
    if not line then
      error(("no line like %q came from %s; it wrote:\n%s\n%s"):format(pattern, quoted(self.argv),
        table.concat(seen, "\n"), self:error_output()), 2)
    end
    if line:find(pattern) then return line:match(pattern) end
    seen[#seen + 1] = line
  end
end

function Child:error_output()
  local f <close> = io.open(self.errors, "rb")
  return f and f:read("a") or ""
end

function Child:write(text)
  assert(self.stdin, "spawn it with stdin = \"pipe\"")
  assert(self.stdin:write(text))
  assert(self.stdin:flush())
end

function Child:close_stdin()
  if self.stdin then
    self.stdin:close()
    self.stdin = nil
  end
end

function Child:kill(signal)
  return os.execute(("kill -%s %d 2>/dev/null"):format(signal or "TERM", self.pid)) == true
end

-- A process that has ended remains a zombie until its parent, `timeout`, has waited for it.
function Child:running()
  if self.result then return false end
  local ok, state = pcall(support.status, "State", self.pid)
  return ok and not state:find "^[ZX]"
end

function Child:wait()
  if not self.result then
    self:close_stdin()
    local stdout = self.stdout:read("a")
    local _, how, code = self.stdout:close()
    self.result = {
      code = how == "exit" and code or nil,
      signal = how == "signal" and code or nil,
      stdout = stdout,
      stderr = self:error_output(),
    }
  end
  return self.result
end

function Child:stop()
  if self.result then return end
  if self.group then
    os.execute(("kill -KILL -%d 2>/dev/null"):format(self.group))
  end
  self:wait()
end

-- If the process sleeps both times and has not run in between, it is waiting for something else.
function Child:wait_blocked()
  local last
  support.wait_until(function()
    local state = support.status("State", self.pid)
    local turns = support.status("voluntary_ctxt_switches", self.pid)
    local calm = state:sub(1, 1) == "S" and turns == last
    last = turns
    return calm
  end)
end

function support.run(argv, opts)
  return support.spawn(argv, opts):wait()
end

local function succeeded(argv, opts)
  local result = support.run(argv, opts)
  if result.code ~= 0 then
    error(("%s ended with %s\n%s%s"):format(quoted(argv),
      result.code and "status " .. result.code or "signal " .. result.signal,
      result.stdout, result.stderr), 3)
  end
  return result.stdout
end

local function script(argv, code, suffix, args)
  argv = argv(support.tmpfile(code, "script." .. suffix))
  for _, arg in ipairs(args or {}) do argv[#argv + 1] = tostring(arg) end
  return argv
end

function support.lua(code, args, opts)
  return (succeeded(script(support.lua_argv, code, "lua", args), opts))
end

function support.python(code, args, opts)
  return (succeeded(script(support.python_argv, code, "py", args), opts))
end

function support.spawn_lua(code, args, opts)
  return support.spawn(script(support.lua_argv, code, "lua", args), opts)
end

function support.spawn_python(code, args, opts)
  return support.spawn(script(support.python_argv, code, "py", args), opts)
end

-- Terminals -----------------------------------------------------------------

local Terminal = {}
Terminal.__index = Terminal

-- In a new chroot there may be no pseudo-terminals.
function support.terminal_it(it, pending)
  local code = support.run(support.python_argv("-c", "import os; os.openpty()")).code
  support.cleanup()
  if code == 0 then return it end
  return function(name)
    pending(name .. ": there are no pseudo-terminals (mount -t devpts devpts /dev/pts)")
  end
end

function support.pty(argv, opts)
  opts = opts or {}
  local command = support.python_argv(support.root .. "/spec/support/terminal.py", opts.timeout or 20)
  table.move(argv, 1, #argv, #command + 1, command)
  return setmetatable({child = support.spawn(command, {stdin = "pipe", timeout = 60})}, Terminal)
end

local NAMED = {n = "\n", t = "\t", r = "\r", ["\\"] = "\\"}

local function unescape(text)
  return (text:gsub("\\(.)(%x?%x?)", function(c, hex)
    if c == "x" then return string.char(tonumber(hex, 16)) end
    return (NAMED[c] or "\\" .. c) .. hex
  end))
end

local function escape(text)
  return (text:gsub("[^ -%[%]-~]", function(c) return ("\\x%02x"):format(c:byte()) end))
end

function Terminal:step(name, text)
  -- A step takes one line; \n means the same in a regex.
  self.child:write(name .. " " .. (text or ""):gsub("\n", "\\n") .. "\n")
  local kind, result = (self.child:line() or "error " .. self.child:wait().stderr):match("^(%l+) (.*)$")
  if kind ~= "ok" then error(unescape(result), 3) end
  return unescape(result)
end

function Terminal:send(text)
  self:step("send", escape(text))
end

for _, name in ipairs{"ctrl", "expect", "blocked", "wait", "transcript", "pid"} do
  Terminal[name] = function(self, text) return self:step(name, text) end
end

-- Sockets -------------------------------------------------------------------

local function pysocket()
  return require "pysocket"
end

local function close_all(...)
  for _, s in ipairs({...}) do s:close() end
end

function support.close_later(...)
  support.defer(close_all, ...)
  return ...
end

local function loopback(family, type)
  local socket = pysocket()
  local s = support.close_later(socket.socket(family or socket.AF_INET, type))
  if s.family == socket.AF_UNIX then
    s:bind(support.unix_path())
  else
    s:bind{s.family == socket.AF_INET6 and "::1" or "127.0.0.1", 0}
  end
  return s
end

function support.listener(family)
  local s = loopback(family, pysocket().SOCK_STREAM)
  s:listen()
  return s, s:getsockname()
end

function support.socket(...)
  return support.close_later(pysocket().socket(...))
end

function support.full_listener()
  local s = support.socket()
  s:bind{"127.0.0.1", 0}
  s:listen(0)
  support.socket():connect(s:getsockname())
  return s:getsockname()
end

function support.socketpair(...)
  return support.close_later(pysocket().socketpair(...))
end

function support.tcp_pair(family)
  local socket = pysocket()
  local server, address = support.listener(family)
  local a = support.close_later(socket.socket(server.family, socket.SOCK_STREAM))
  a:connect(address)
  local b = support.close_later((server:accept()))
  server:close()
  return a, b
end

function support.udp_socket(family)
  local s = loopback(family, pysocket().SOCK_DGRAM)
  return s, s:getsockname()
end

function support.free_port()
  return tonumber(support.python[[
import random, socket
with open("/proc/sys/net/ipv4/ip_local_port_range") as f:
    first, last = map(int, f.read().split())
ports = [port for port in range(1024, 65536) if not first <= port <= last] or range(1024, 65536)
for port in random.sample(ports, 100):
    with socket.socket() as s:
        if s.connect_ex(("127.0.0.1", port)) == 0:
            continue
    with socket.socket() as s:
        try:
            s.bind(("", port))
        except OSError:
            continue
        print(port)
        break
]])
end

function support.wait_listening(port, child)
  local row = ("\n%%s*%%d+: %%x+:%04X %%x+:0000 0A"):format(port)
  support.wait_until(function()
    if child and not child:running() then error("the server has ended: " .. child:error_output(), 0) end
    return support.read_file("/proc/net/tcp"):find(row)
  end)
end

-- Errors --------------------------------------------------------------------

function support.raises(class, f, ...)
  local socket = pysocket()
  local name = type(class) == "string" and class or tostring(class)
  if type(class) == "string" then
    class = socket[class] or error("no class " .. name, 2)
  end
  local result = table.pack(pcall(f, ...))
  local e = result[2]
  if result[1] then
    error(("expected %s, but it returned %s"):format(name, tostring(e)), 2)
  elseif not socket.isinstance(e, class) then
    error(("expected %s, but it raised %s"):format(name, tostring(e)), 2)
  end
  return e
end

function support.error_message(f, ...)
  local result = table.pack(pcall(f, ...))
  if result[1] then
    error(("expected an error, but it returned %s"):format(tostring(result[2])), 2)
  end
  return tostring(result[2])
end

function support.assert_raises(text, f, ...)
  local got = support.error_message(f, ...)
  if not got:find(text, 1, true) then
    error(("expected an error that has %q in it, but it raised %s"):format(text, got), 2)
  end
end

function support.sorted(set)
  local list = {}
  for name in pairs(set) do list[#list + 1] = name end
  table.sort(list)
  return list
end

return support
