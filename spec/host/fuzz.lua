--- Calls random methods and functions with random arguments of all Lua types, on all kinds
-- of the module's objects in random states, inside and outside of tasks. The outcome must
-- always be a result or a Lua error.
--
--   lua fuzz.lua [SECONDS [SEED]]     prints the seed, which repeats the calls but not their timing
--   FUZZ_TRACE=FILE                   writes each call to the file before it is made
--
-- Run it in an empty directory: it leaves UNIX sockets of random names there.

local socket = require "pysocket"
local selectors = require "pysocket.selectors"
local asyncio = require "pysocket.asyncio"
local holders = require "spec.host.fuzz.holders"
local metatables = require "spec.host.fuzz.metatables"
local pool = require "spec.host.fuzz.pool"
local tls = require "spec.host.tls"
local modules = {socket = socket, select = require "pysocket.select", selectors = selectors, asyncio = asyncio,
  struct = require "pysocket.struct", time = require "pysocket.time",
  socketserver = require "pysocket.socketserver", luasocket = require "pysocket.luasocket", ssl = tls.ssl}

local seconds, seed = tonumber(arg[1] or 60), tonumber(arg[2] or os.time())
math.randomseed(seed)
print("seed " .. seed)
io.stdout:flush()

local random, pick, keep = math.random, pool.pick, pool.keep
local loop = asyncio.get_event_loop()
local trace_path = os.getenv "FUZZ_TRACE"
local trace = trace_path and assert(io.open(trace_path, "w"))
if trace then trace:setvbuf "line" end

local SHORT = pool.SHORT  -- no call may wait longer

-- These are not called at random.
local left_out = {
  ["socket.sethostname"] = true,  -- would change this machine
  ["socket.help"] = true,  -- prints
  ["socket.fromfd"] = true, ["select.epoll.fromfd"] = true,  -- would adopt a descriptor that is in use elsewhere
  ["asyncio.run"] = true,  -- one of the acts below calls it
  ["luasocket.install"] = true,  -- would replace a library of that name
  -- These belong to the process and the sanitizer.
  ["EventLoop.add_signal_handler"] = true, ["EventLoop.remove_signal_handler"] = true,
}
-- The descriptor of such a call would be in use elsewhere.
for class in pairs(require "pysocket.core"._luasocket().classes) do left_out[class .. ".setfd"] = true end
-- A child process would also act on its parent's objects.
for _, name in ipairs{"TCPServer", "UDPServer", "UnixStreamServer", "UnixDatagramServer"} do
  for _, method in ipairs{"serve_forever", "handle_request", "process_request"} do
    left_out["socketserver.Forking" .. name .. "." .. method] = true
  end
  for _, kind in ipairs{"", "Threading", "Forking"} do
    -- These would leave a path behind.
    if name:find "^Unix" or not pool.alone then left_out["socketserver." .. kind .. name] = true end
  end
end
if not pool.alone then
  -- These may look up a name in the network, or send to other machines.
  for name in ("getfqdn gethostbyaddr gethostbyname gethostbyname_ex getnameinfo getaddrinfo create_connection " ..
    "create_server connect connect_ex bind sendto sendmsg send_fds"):gmatch "%S+" do
    left_out["socket." .. name], left_out["socket.socket." .. name] = true, true
  end
  for _, name in ipairs{"connect", "connect_ex", "bind"} do left_out["SSLSocket." .. name] = true end
  for _, name in ipairs{"connect", "connect4", "connect6", "bind"} do left_out["luasocket." .. name] = true end
  left_out["ssl.get_server_certificate"] = true
  for class in pairs(require "pysocket.core"._luasocket().classes) do
    for name in ("bind connect setpeername setsockname sendto"):gmatch "%S+" do
      left_out[class .. "." .. name] = true
    end
  end
  for name in ("open_connection start_server open_unix_connection start_unix_server"):gmatch "%S+" do
    left_out["asyncio." .. name] = true
  end
end

-- ---- calling ---------------------------------------------------------------------

local function finding(text)
  print("finding: " .. text)
  os.exit(1)
end

-- Like pcall, but checks that an error is an object, or a message that begins with the position of
-- a user's line. The module's own Lua code must check its arguments.
local OWN = "^[^\n]*pysocket/[%w_/]+%.lua:%d+: "

local UNABLE = "a task cannot wait inside a function that cannot be suspended"
-- A function of coroutine.wrap raises this with the position of its caller.
local DEAD = ": cannot resume "

local function is_own(e)
  return type(e) == "string" and e:find(OWN) and not e:find(UNABLE, 1, true) and not e:find(DEAD, 1, true)
end

local changing = false  -- while metatables are being changed, the module's own Lua code may fail anywhere

local function try(f, ...)
  local results = table.pack(pcall(f, ...))
  local e = results[2]
  if changing then return table.unpack(results, 1, results.n) end
  if not results[1] and is_own(e) then finding(e) end
  if not results[1] and socket.isinstance(e, socket.Exception) and type(tostring(e)) ~= "string" then
    finding "tostring(error) is not a string"
  end
  return table.unpack(results, 1, results.n)
end

-- The caller must close the descriptors that a call returns as numbers.
local SO_PEERPIDFD = 77

local function close_descriptor(fd)
  if math.type(fd) == "integer" and fd > 2 then pcall(socket.close, fd) end
end

local function close_received(_, _, ancdata)
  for _, item in ipairs(ancdata) do
    if item.cmsg_level == socket.SOL_SOCKET and item.cmsg_type == socket.SCM_RIGHTS then
      for i = 1, #item.cmsg_data // 4 * 4, 4 do socket.close((string.unpack("=i4", item.cmsg_data, i))) end
    end
  end
end

local giving = {
  ["StreamReader.lines"] = function() end,  -- the iterator that it returns waits outside tasks, too
  ["socket.dup"] = function(_, fd) close_descriptor(fd) end,
  ["socket.socket.detach"] = function(_, fd) close_descriptor(fd) end,
  ["SSLSocket.detach"] = function(_, fd) close_descriptor(fd) end,
  ["socket.socket.recvmsg"] = close_received,
  ["socket.socket.recvmsg_into"] = close_received,
  ["socket.recv_fds"] = function(_, _, fds) for _, fd in ipairs(fds) do close_descriptor(fd) end end,
  ["socket.socket.getsockopt"] = function(arguments, value)
    if arguments[2] ~= socket.SOL_SOCKET or arguments[3] ~= SO_PEERPIDFD then return end
    close_descriptor(type(value) == "string" and string.unpack("=i4", value .. "\0\0\0\0") or value)
  end,
}

-- By descriptor: the call that created the last socket with it.
local made_by = {}

local function note(what, ...)
  for i = 1, select("#", ...) do
    local s = select(i, ...)
    if socket.isinstance(s, socket.socket) then made_by[s:fileno()] = what end
  end
  return ...
end

-- Calls each function in turn, in a changing order, so that none is missed by chance.
local bags, called, total = {}, {}, 0

local function next_of(kind, list)
  local bag = bags[kind]
  if not bag or #bag == 0 then
    bag = table.move(list, 1, #list, 1, {})
    bags[kind] = bag
  end
  local name = table.remove(bag, random(#bag))
  return name, kind .. "." .. name
end

-- Calls that may wait for ever, depending on their first argument. A task is cancelled.
local waiting = {["select.poll.poll"] = 2, ["select.epoll.poll"] = 2, ["selectors.SelectSelector.select"] = 2,
  ["selectors.PollSelector.select"] = 2, ["selectors.EpollSelector.select"] = 2, ["select.select"] = 4,
  ["time.sleep"] = 1, ["luasocket.sleep"] = 1, ["luasocket.select"] = 3, ["EventLoop.step"] = 2}
-- With `block` it waits for ever if the timeout is 0.
local blocking = {["SSLSocket.do_handshake"] = 2}
-- Outside tasks a stream waits for ever, too, whatever timeout its socket has.
local endless = {["EventLoop.run_forever"] = true, ["EventLoop.run_until_complete"] = true,
  ["metatable of StreamWriter.__close"] = true}
for _, kind in ipairs{"", "Threading", "Forking"} do
  for _, name in ipairs{"BaseServer", "TCPServer", "UDPServer", "UnixStreamServer", "UnixDatagramServer"} do
    for _, method in ipairs{"serve_forever", "handle_request", "get_request"} do
      endless[("socketserver.%s%s.%s"):format(kind, name, method)] = true
    end
  end
end
for name in ("Reader.read Reader.readexactly Reader.readline Reader.readuntil Writer.drain Writer.wait_closed"):gmatch
  "%S+" do
  endless["Stream" .. name] = true
end

-- Describes a value for the trace, without calling its metamethods.
local function shown(value)
  if type(value) == "string" then return (("%q"):format(value:sub(1, 60)):gsub("\n", "n")) end
  if value == nil or type(value) == "boolean" or math.type(value) then return tostring(value) end
  return ("%s:%p"):format(pool.kind(value) or type(value), value)
end

local function call(name, f, arguments, in_task)
  if left_out[name] or endless[name] and not in_task then return end
  if not called[name] then
    called[name] = true
    total = total + 1
  end
  if waiting[name] and not in_task then
    arguments.n = math.max(arguments.n, waiting[name])
    arguments[waiting[name]] = pick{0, SHORT}
  end
  if blocking[name] and not in_task then
    arguments.n = math.max(arguments.n, blocking[name])
    arguments[blocking[name]] = false
  end
  local first = arguments[1]
  -- A descriptor to adopt or to close would be in use elsewhere.
  if name == "socket.socket" then arguments.n = math.min(arguments.n, 3) end
  local adopts = name == "socket.close" or name:find "^asyncio%.connect_%w+_pipe$"
  if adopts and (math.type(first) or type(first) == "string") then return end
  if trace then
    trace:write(name)
    for i = 1, arguments.n do trace:write(" ", shown(arguments[i])) end
    trace:write "\n"
  end
  local results = table.pack(try(f, table.unpack(arguments, 1, arguments.n)))
  if not results[1] then return end
  if giving[name] then
    giving[name](arguments, table.unpack(results, 2, results.n))
  else
    keep(note(name, table.unpack(results, 2, results.n)))
  end
  local result = results[2]
  if socket.isinstance(result, socket.socket) or math.type(result) or type(result) == "table" then tostring(result) end
end

-- Removes everything that would make others wait, whatever was called. These functions are looked up before any
-- metatable is changed.
local setdefaulttimeout, new_event_loop = socket.setdefaulttimeout, asyncio.new_event_loop
local set_exception_handler = loop.set_exception_handler

local function calm(o)
  setdefaulttimeout(SHORT)
  pool.limit(o)
  new_event_loop()  -- it may be closed
  set_exception_handler(loop, function() end)
end

local function call_method(o, in_task)
  if o == nil then return end
  local kind = pool.kind(o)
  local name, whole = next_of(kind, pool.methods(o))
  local arguments = pool.values()
  table.insert(arguments, 1, o)
  arguments.n = arguments.n + 1
  call(whole, o[name], arguments, in_task)
  calm(o)
end

local function call_function(module, in_task)
  local name, whole = next_of(module, pool.functions(modules[module]))
  call(whole, modules[module][name], pool.values(), in_task)
  calm()
end

local function call_metamethod(in_task)
  local value, meta = metatables.any()
  local list = meta and metatables.methods(meta) or {}
  if #list == 0 then return end
  local name, whole = next_of("metatable of " .. tostring(pool.kind(value)), list)
  local f = rawget(meta, name)
  if not f then return end  -- another object of this kind has this method
  local arguments = pool.values()
  if random(4) > 1 then arguments[1], arguments.n = value, math.max(1, arguments.n) end
  if name == "__call" then arguments.n = math.min(arguments.n, 4) end  -- as of socket.socket: see call
  call(whole, f, arguments, in_task)
  calm(value)
end

-- Uses of an object other than calls of methods.
local operators = {
  tostring,
  function(o) return #o end,
  function(o) return o[pool.value()] end,
  function(o)  -- a plain table could be changed into anything
    if type(o) == "table" and not getmetatable(o).__newindex then return end
    o[pick{"family", "timeout", "closed", "x", 1, -1, 0, 0.5, true}] = pick{300, -1, 0.5, "x", true}
  end,
  function(o) return o[pick{"family", "type", "proto", "timeout", "closed", 1, 2, -1, 0, 1 << 40}] end,
  function(o) return o .. pool.value() end,
  function(o) return o == pool.value(), o < pool.value() end,
  function(o) return o(table.unpack(pool.values())) end,
  function(o) for k, v in pairs(o) do tostring(k == v) end end,
  function(o)
    if pool.kind(o) ~= "StreamWriter" then local _ <close> = o end  -- see endless
  end,
}

-- ---- acts --------------------------------------------------------------------------

local function own_address(s)
  if s.family == socket.AF_UNIX then return pick{"", "\0fuzz" .. random(9), "fuzz" .. random(9)} end
  if s.family == socket.AF_INET6 then return {"::1", random(0, 3)} end
  if s.family == socket.AF_INET then return {"127.0.0.1", pick{0, 1, 65535}} end
  return pool.value()
end

-- Runs in a task, and ends soon.
local function briefly(f, ...)
  local arguments = table.pack(...)
  try(function()
    local _ <close> = asyncio.timeout(SHORT)
    return f(table.unpack(arguments, 1, arguments.n))
  end)
end

local makers = {
  function() return asyncio.Queue(random(0, 2)), asyncio.LifoQueue(1), asyncio.PriorityQueue() end,
  function() return asyncio.Event(), asyncio.Lock(), asyncio.Condition() end,
  function() return asyncio.Semaphore(random(0, 2)), asyncio.BoundedSemaphore(1), asyncio.Barrier(random(2)) end,
  function() return asyncio.Future(), asyncio.timeout(random() / 100), loop, asyncio.TaskGroup() end,
  function() return asyncio.create_task(function() asyncio.sleep(random() / 100) end) end,
  function() return loop:call_soon(function() end), loop:call_later(0.001, function() end) end,
  function() return asyncio.open_connection{sock = pool.any "socket.socket"} end,
  function()
    local a, b = socket.socketpair()
    a:sendall("a line\n" .. ("x"):rep(random(0, 200)))
    keep(a)
    return asyncio.open_connection{sock = b, limit = random(20)}
  end,
  function() return asyncio.start_server(function(r, w) keep(r, w) end, "127.0.0.1", 0) end,
  function()  -- of socketserver: a server with a request, which a handler of some class handles
    local handler = pick{"BaseRequestHandler", "StreamRequestHandler", "DatagramRequestHandler"}
    local server = modules.socketserver[pick{"", "Threading"} .. pick{"TCPServer", "UDPServer"}]({"127.0.0.1", 0},
      random(2) == 1 and modules.socketserver[handler] or function(...) keep(...) end)
    function server.handle_error() end
    local client = socket.socket(socket.AF_INET, server.socket_type)
    client:settimeout(SHORT)
    pcall(client.connect, client, server.server_address)
    pcall(client.sendall, client, "a line\n")
    return server, client
  end,
}

local steps = {
  function() keep(pick(makers)()) end,
  function() call_method(pool.any(), true) end,
  function() call_method(pool.any(), true) end,
  function() call_metamethod(true) end,
  function() call_method(pool.any "socket.socket", true) end,
  function() call_function("asyncio", true) end,
  function() call_function("select", true) end,
  function() coroutine.wrap(call_method)(pool.any(), true) end,
  function() try(pick(operators), pool.any()) end,
  function() asyncio.sleep(0) end,
  function() pool.any():close() end,
}

local function tasks()
  try(asyncio.run, function()
    for _ = 1, 3 do
      asyncio.create_task(function()
        for _ = 1, 3 do briefly(pick(steps)) end
      end)
    end
    for _ = 1, 4 do briefly(pick(steps)) end
  end)
  calm()
end

local acts = {
  function() keep(note("pool.socket", pool.socket())) end,
  function() call_method(pool.any "socket.socket") end,
  function() call_method(pool.any "socket.socket") end,
  function() call_method(pool.any()) end,
  function() call_method(pool.any()) end,
  function() call_metamethod() end,
  function() try(pick(operators), pool.any()) end,
  function() call_function "socket" end,
  function() call_function(pick{"select", "selectors", "asyncio", "struct", "time", "socketserver", "luasocket",
    tls.ssl and "ssl" or "socket"}) end,
  function() keep(pool.luasocket()) end,
  function() if tls.ssl then keep(pool.tls()) end end,
  function()
    local context = pool.any "SSLContext"
    if context then keep(select(2, try(context.wrap_socket, context, pool.any "socket.socket", pool.tls_options()))) end
  end,
  function() coroutine.wrap(call_method)(pool.any()) end,
  function()
    local s = pool.any "socket.socket"
    call("socket.socket.address", pick{s.connect, s.connect_ex, s.bind}, {s, own_address(s), n = 2})
    try(s.sendto, s, pool.value(), own_address(s))
    if random(2) == 1 then try(s.listen, s, random(0, 3)) end
  end,
  function() keep(pool.any "socket.socket":makefile(pick{"r", "w", "rw"}, random(-1, 9))) end,
  function() keep(socket.bytearray(random(0, 40))) end,
  function()
    local p = pick{modules.select.poll, modules.select.epoll, selectors.DefaultSelector, selectors.SelectSelector,
      selectors.PollSelector, selectors.EpollSelector}()
    for _ = 1, random(3) do try(p.register, p, pool.any "socket.socket", random(1, 3)) end
    keep(p)
  end,
  function()
    local f = pool.iterator()
    if f and f ~= call then try(f, pool.value(), pool.value()) end
    calm()
  end,
  tasks,
  function() collectgarbage(pick{"step", "generational", "incremental"}) end,
}

-- ---- the run -----------------------------------------------------------------------

local function descriptors()
  collectgarbage()
  collectgarbage()
  local list <close> = assert(io.popen "ls /proc/$PPID/fd | wc -l")
  return list:read "n"
end

local function tell_left()
  os.execute "ls -l /proc/$PPID/fd"
  for fd, what in pairs(made_by) do
    local ok, copy = pcall(socket.dup, fd)
    if ok then
      socket.close(copy)
      print(("the last socket of descriptor %d came from %s"):format(fd, what))
    end
  end
  for _, found in ipairs(holders()) do print(("%s is held by %s"):format(found[1], found[2])) end
end

-- No call may run for ever. This is measured in CPU time, which other programs do not affect.
-- check.sh ends a call that waits for ever.
local clock = os.clock()
local function spent() return os.clock() - clock end
-- While metatables are changed, a call may run for ever: with ipairs, for example, if __index never returns nil.
-- Then the hook below ends it.
local function overdue() return changing and spent() > 1 end

-- A call may lead to other calls, but not without limit, and not once it is overdue: the error of the hook would end
-- one of these calls, and not the first.
local depth = 0
local function leave() depth = depth - 1 end
local function act()
  if depth > 0 or overdue() then return end
  depth = depth + 1
  local _ <close> = setmetatable({}, {__close = leave})
  if random(2) == 1 then pcall(call_metamethod) else pcall(call_method, pool.any()) end
end
pool.act(act)
-- Finalizers make calls too, at any later allocation.
acts[#acts + 1] = function() setmetatable({}, {__gc = act}) end

local function change_metatable()
  local _, meta = metatables.any()
  if not meta then return end
  do
    local _ <close> = setmetatable({}, {__close = metatables.change(meta)})
    for _ = 1, 3 do pcall(pick(acts)) end
  end
  pool.each(calm)  -- the changed metatable may have prevented that
end

calm()
asyncio.run(asyncio.sleep, 0)  -- the loop keeps its descriptor
local before = descriptors()
for _ = 1, 5 do pcall(acts[1]) end
debug.sethook(function()
  if overdue() then error "the call does not return" end
  if spent() > 20 then finding(debug.traceback "a call that does not return") end
end, "", 1000000)
local now, calls = require("pysocket.time").monotonic, 0
local function run(stop)
  while now() < stop do
    clock = os.clock()
    for _ = 1, 10 do
      pcall(try, pick(acts))
      calls = calls + 1
    end
  end
end
local start = now()
run(start + seconds * 0.8)
changing = true
for _ = 1, 5 do acts[#acts + 1] = change_metatable end
run(start + seconds)
changing = false
asyncio.run(function() pool.clear() end)
local left
local until_ = now() + 60
repeat  -- a lookup that is still running has a file open
  left = math.max(0, descriptors() - before)
until left == 0 or now() > until_
print(("count random_calls=%d functions=%d descriptors_left=%d"):format(calls, total, left))
if left ~= 0 then tell_left() end
os.exit(left == 0)
