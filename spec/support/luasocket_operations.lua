-- luasocket_operations.lua HOW: runs several hundred operations, and prints the results of each.
--
-- HOW selects the sockets: "theirs" is the installed LuaSocket, "ours" is pysocket.luasocket, and "task" is the same
-- in a task. The output does not depend on ports, descriptors and addresses.

local how, directory = arg[1], arg[2]

if how ~= "theirs" then require "pysocket.luasocket".install() end
local socket, unix = require "socket", require "socket.unix"

-- Output ------------------------------------------------------------------------------

local function written(value)
  if type(value) == "string" then
    value = value:gsub("0x%x+", "ADDRESS"):gsub("^[^\n]-:%d+: ", ""):gsub("to '[^']*'", "to it")
    if #value > 60 then return ("%q... of %d"):format(value:sub(1, 20), #value) end
    return ("%q"):format(value)
  elseif type(value) == "userdata" then
    return (tostring(value):gsub(": .*", ""))
  elseif type(value) == "function" then
    return "function"
  elseif type(value) ~= "table" then
    return tostring(value)
  end
  local parts = {}
  for key, item in pairs(value) do parts[#parts + 1] = ("%s=%s"):format(tostring(key), written(item)) end
  table.sort(parts)
  return "{" .. table.concat(parts, " ") .. "}"
end

local function list(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = written((select(i, ...))) end
  return table.concat(parts, ", ")
end

local scenario
local silent = false

local function say(what, ...)
  if silent then return end
  print(("%s | %s | %s"):format(scenario, what, list(...)))
end

-- The positions of results that differ in each run: ports, descriptors and ages.
local HIDDEN = {getsockname = 2, getpeername = 2, receivefrom = 3, getfd = 1, getstats = 3}

local function hidden(name, ...)
  local results = table.pack(...)
  local i = HIDDEN[name]
  local value = i and results[i]
  if type(value) == "number" and value >= 0 then results[i] = "some " .. math.type(value) end
  if type(value) == "string" and value:find "^%d+$" then results[i] = "some number in a string" end
  return table.unpack(results, 1, results.n)
end

-- A proxy that prints the calls of an object.
local watched = setmetatable({}, {__mode = "k"})
local names = setmetatable({}, {__mode = "k"})
local Watched = {}

local function raw(value)
  return watched[value] or value
end

local function watch(name, object, e)
  if not object then
    say(name, nil, e)
    return nil
  end
  local proxy = setmetatable({}, Watched)
  watched[proxy], names[proxy] = object, name
  return proxy
end

local function call(what, name, f, ...)
  local results = table.pack(pcall(f, ...))
  if results[1] then say(what, hidden(name, table.unpack(results, 2, results.n)))
  else say(what .. " raises", results[2]) end
  return table.unpack(results, 2, results.n)
end

-- Looks the method up at each call, because an object may change its class.
function Watched.__index(proxy, name)
  return function(_, ...)
    local object = watched[proxy]
    local what = ("%s:%s(%s)"):format(names[proxy], name, list(...):gsub("%d%d%d%d%d+", "PORT"))
    return call(what, name, function(...) return object[name](object, ...) end, ...)
  end
end

-- Makes a call and prints only its results.
local function unseen(proxy, name, ...)
  local object = watched[proxy]
  call(names[proxy] .. ":" .. name, name, object[name], object, ...)
end

function Watched.__tostring(proxy)
  return (tostring(watched[proxy]):gsub(": .*", ""))
end

local function class(proxy)
  say(names[proxy] .. " is", tostring(proxy))
end

local function duration(f, ...)
  local begin = socket.gettime()
  f(...)
  return socket.gettime() - begin
end

local function tell(what, took)
  say(what .. " takes seconds, at least", took < 0.095 and 0 or took < 0.95 and 0.1 or 1)
end

-- Prints how long a call takes at least: 0, 0.1 or 1 seconds. On a busy machine it takes longer.
local function timed(what, f, ...)
  tell(what, duration(f, ...))
end

-- The same for a call that should not wait. It is made three times, because it may be interrupted for a while.
local function brief(what, f, ...)
  local took = duration(f, ...)
  silent = true
  for _ = 1, 2 do took = math.min(took, duration(f, ...)) end
  silent = false
  tell(what, took)
end

-- Pairs of sockets --------------------------------------------------------------------

local function connected(server, a)
  local b = assert(server:accept())
  server:close()
  return watch("a", a), watch("b", b)
end

local function ip_pair(host)
  local server = assert(socket.bind(host, 0))
  local _, port = server:getsockname()
  return connected(server, assert(socket.connect(host, port)))
end

local function tcp_pair() return ip_pair("127.0.0.1") end
local function tcp6_pair() return ip_pair("::1") end

local paths = 0

local function path()
  paths = paths + 1
  return ("%s/%s%d"):format(directory, how, paths)
end

local function unix_pair()
  local server = assert(unix.stream())
  local where = path()
  assert(server:bind(where))
  assert(server:listen())
  local a = assert(unix.stream())
  assert(a:connect(where))
  return connected(server, a)
end

-- Returns a port on which no socket listens.
local function refusing()
  local s = assert(socket.bind("127.0.0.1", 0))
  local _, port = s:getsockname()
  s:close()
  return port
end

local function settle(a)
  socket.select({raw(a)}, nil, 1)
end

-- Scenarios ---------------------------------------------------------------------------

local scenarios = {}
local order = {}
local has_ipv6 = socket.bind("::1", 0)

local add = setmetatable({}, {__newindex = function(_, name, f)
  if name:find "6" and not has_ipv6 then return end
  order[#order + 1] = name
  scenarios[name] = f
end})

-- Defines a scenario for TCP over both versions of IP, and for AF_UNIX.
local streams = setmetatable({}, {__newindex = function(_, name, f)
  for kind, pair in pairs{tcp = tcp_pair, tcp6 = tcp6_pair, unix = unix_pair} do
    add[name .. ", " .. kind] = function() f(pair()) end
  end
end})

streams["lines"] = function(a, b)
  a:send("one\r\ntwo\nth\rr\ree\r\r\n\r\n\n")
  for _ = 1, 5 do b:receive() end
  b:settimeout(0)
  b:receive("*l")
  a:send("no end")
  settle(b)
  b:receive("*l")
  b:receive("*l")
  a:send("\n")
  settle(b)
  b:receive("*l", "no end")
end

streams["a line with only CR"] = function(a, b)
  b:settimeout(0.02)
  a:send("a\rb\rc")
  settle(b)
  b:receive()
  a:send("\r")
  settle(b)
  b:receive("*l")
end

streams["long lines"] = function(a, b)
  local long = ("x"):rep(8191)
  a:send(long .. "\n" .. long .. "\r\n" .. ("y"):rep(20000) .. "\n")
  b:receive()
  b:receive()
  b:receive()
  b:dirty()
end

streams["bytes with zeros"] = function(a, b)
  a:send("a\0b\n\0\0\nrest\0")
  b:receive()
  b:receive("*l")
  b:receive(5)
end

streams["numbers of bytes"] = function(a, b)
  a:send("0123456789abcdefghij")
  b:receive(1)
  b:receive(2.7)
  b:receive("3")
  b:receive(0)
  b:receive(4, "")
  b:receive(4, "xy")
  b:receive(2, "xy")
  b:receive(1, "xy")
  b:receive(0, "xy")
  b:settimeout(0)
  b:receive(100)
  b:receive(100)
  b:receive(0)
  b:receive(3, "pre")
end

streams["many bytes"] = function(a, b)
  local data = ("0123456789"):rep(3000)
  a:send(data)
  b:receive(#data)
  a:send(data)
  b:receive(#data - 1)
  b:receive(1)
  a:send(data)
  b:settimeout(0.05)
  b:receive(#data + 1)
end

streams["everything up to the end"] = function(a, b)
  a:send("some\r\nlines\n")
  a:close()
  b:receive("*a")
  b:receive("*a")
  b:receive("*a", "prefix")
  b:receive("*l")
  b:receive(1)
  b:receive(0)
end

streams["everything with a timeout"] = function(a, b)
  b:settimeout(0)
  a:send("a part")
  settle(b)
  b:receive("*a")
  b:receive("*a")
  a:send(" and more")
  settle(b)
  b:receive("*a", "a part")
  a:close()
  settle(b)
  b:receive("*a", "a part and more")
end

streams["the end of the stream"] = function(a, b)
  a:send("last")
  a:close()
  b:receive(10)
  b:receive(10)
  b:receive("*l", "pre")
  b:send("x")
end

streams["a last line without its end"] = function(a, b)
  a:send("one\ntwo")
  a:close()
  b:receive()
  b:receive()
  b:receive()
end

streams["patterns that are none"] = function(_, b)
  b:receive("l")
  b:receive("")
  b:receive("*x")
  b:receive("*")
  b:receive(-1)
  b:receive(0 / 0)
  b:receive({})
  b:receive(true)
  b:receive(1, {})
  b:receive("*l", print)
end

streams["what follows the pattern"] = function(a, b)
  a:send("one\ntwo\n")
  b:receive("*lx")
  b:receive("*line")
  a:close()
  b:receive("*all")
end

streams["indices of send"] = function(a, b)
  a:send("hello")
  a:send("hello", 2)
  a:send("hello", 2, 3)
  a:send("hello", -2)
  a:send("hello", -3, -2)
  a:send("hello", 0)
  a:send("hello", 6)
  a:send("hello", 4, 2)
  a:send("hello", -100, 100)
  a:send("hello", 2.9, 3.1)
  a:send("hello", "2", "4")
  a:send("")
  a:send("", 5)
  a:send(12.5)
  a:send(42)
  a:shutdown("send")
  b:receive("*a")
end

streams["what send refuses"] = function(a)
  a:send()
  a:send(nil)
  a:send({})
  a:send("x", {})
  a:send("x", 1, "y")
  a:send(true)
end

streams["a full buffer"] = function(a, b)
  a:settimeout(0)
  local data = ("x"):rep(16 * 1024 * 1024)
  local index, e, last = raw(a):send(data)
  say("sends a part", index, e, math.type(last), last > 0 and last < #data)
  local sent = last
  index, e, last = raw(a):send(data, 10)
  say("and nothing then", index, e, last == 9.0 or last > 9)
  if last and last > 9 then sent = sent + last - 9 end
  a:shutdown("send")
  b:settimeout(5)
  say("which all arrives", #raw(b):receive("*a") == sent)
end

streams["stats"] = function(a, b)
  a:send("0123456789")
  b:receive(4)
  a:getstats()
  b:getstats()
  b:receive(1)
  b:getstats()
  b:setstats(100, 50.5, 3)
  b:getstats()
  b:setstats()
  b:setstats("7")
  b:getstats()
  b:setstats({})
end

streams["dirty"] = function(a, b)
  b:dirty()
  a:send("two\nlines\n")
  b:dirty()
  b:receive()
  b:dirty()
  local readable = socket.select({raw(b)}, nil, 0)
  say("readable at once", #readable, readable[1] == raw(b), readable[raw(b)])
  b:receive()
  b:dirty()
  b:close()
  b:dirty()
end

streams["close"] = function(a, b)
  a:send("two\nlines\n")
  b:receive()
  b:close()
  b:close()
  b:getfd()
  class(b)
  b:receive()
  b:receive()
  b:send("x")
  b:getsockname()
  b:shutdown()
  b:settimeout(1)
  b:setoption("keepalive", true)
end

streams["shutdown"] = function(a, b)
  a:shutdown("send")
  a:send("x")
  b:receive()
  b:send("answer\n")
  a:receive()
  a:shutdown("receive")
  a:receive()
  a:shutdown("both")
  a:shutdown()
  a:shutdown("neither")
  a:shutdown(1)
end

streams["the other side closes with data unread"] = function(a, b)
  a:send("unread")
  settle(b)
  b:close()
  a:settimeout(1)
  a:receive()
  a:receive()
  a:send("x")
  a:send("x")
end

streams["timeouts"] = function(_, b)
  b:settimeout(0)
  b:receive()
  b:settimeout(0.1)
  timed("receive", b.receive, b)
  b:settimeout(0.1, "t")
  b:settimeout(5)
  timed("receive", b.receive, b)
  b:settimeout(nil)
  timed("receive", b.receive, b, 5)
  b:settimeout(0.1, "b")
  b:settimeout(5, "r")
  timed("receive", b.receive, b, "*a")
  b:settimeout(0, "t")
  brief("receive", b.receive, b)
  b:settimeout(-1, "t")
  b:settimeout(0)
  b:settimeout(1, "t")
  brief("receive", b.receive, b)
  b:settimeout(1, "x")
  b:settimeout("x")
  b:settimeout("0.05")
  b:settimeout({})
  b:settimeout(1, {})
  b:settimeout(1, "total")
  b:settimeout()
end

streams["classes"] = function(a, b)
  class(a)
  a:accept()
  a:listen()
  a:bind("127.0.0.1", "0")
  a:sendto("x", "y", "z")
  local index = getmetatable(raw(b)).__index
  say("its table of methods", type(index), index.class, type(index.receive), getmetatable(index))
  say("it is a userdata", type(raw(b)))
  for _, name in ipairs{"receive", "send", "close", "getfd", "settimeout", "setoption", "dirty", "accept"} do
    call(name .. " of nothing", name, index[name])
    call(name .. " of a table", name, index[name], {})
    call(name .. " of a file", name, index[name], io.stdout)
  end
end

streams["setfd"] = function(a, b)
  local fd = raw(a):getfd()
  raw(a):setfd(-1)
  a:getfd()
  a:send("x")
  a:receive()
  raw(a):setfd(fd)
  a:getfd()
  a:send("again\n")
  b:receive()
  a:setfd()
  a:setfd("x")
end

streams["select"] = function(a, b)
  local function sel(what, ...)
    local function named(t)
      if type(t) ~= "table" then return t end
      local copy = {}
      for key, value in pairs(t) do
        local function name(x) return x == raw(a) and "a" or x == raw(b) and "b" or x end
        copy[name(key)] = name(value)
      end
      return copy
    end
    local r, w, e = socket.select(...)
    say(what, named(r), named(w), e)
  end
  sel("nothing", {raw(a), raw(b)}, nil, 0)
  sel("writable", nil, {raw(a)}, 0)
  sel("writable", {}, {raw(a), raw(b)}, 0)
  a:send("x")
  settle(b)
  sel("readable", {raw(a), raw(b)}, {}, 0)
  sel("both", {raw(b)}, {raw(b)}, 1)
  sel("both", {raw(b)}, {raw(b)})
  a:close()
  sel("closed", {raw(a)}, nil, 0)
  sel("closed and open", {raw(a), raw(b)}, {raw(a), raw(b)}, 0)
  b:receive(1)
  sel("the end of the stream", {raw(b)}, nil, 0)
end

add["select with other things"] = function()
  local a, b = tcp_pair()
  local fd = raw(b):getfd()
  local thing = {getfd = function() return fd end}
  local dirty = {getfd = function() return fd end, dirty = function() return true end}
  local none = {getfd = function() return -1 end, dirty = function() return true end}
  local strange = {getfd = function() return "x" end}
  local function count(...)
    local r, w, e = socket.select(...)
    return #r, #w, e
  end
  say("none is ready", count({thing, none, strange, {}}, nil, 0))
  say("a dirty one", count({thing, dirty}, {thing}, 5))
  say("which none of senders is", count({}, {none}, 0))
  a:send("x")
  settle(b)
  say("with data", count({thing}, {none}, 1))
  call("select of a number", "select", socket.select, 1)
  call("select of a number of senders", "select", socket.select, nil, 1)
  call("select with a strange time", "select", socket.select, nil, nil, "x")
  call("select of numbers", "select", socket.select, {1}, nil, 0)
  call("select of nothing", "select", socket.select, nil, nil, 0)
  timed("select of nothing", socket.select, {}, {}, 0.1)
  timed("select of nothing", socket.select, nil, nil, 0.1)
  timed("select", socket.select, {raw(a)}, nil, 0.1)
end

-- TCP ---------------------------------------------------------------------------------

add["a master"] = function()
  local s = watch("s", socket.tcp())
  class(s)
  s:getfd()
  s:getfamily()
  s:getsockname()
  s:getpeername()
  s:receive()
  s:send("x")
  s:accept()
  s:gettimeout()
  s:getstats()
  s:dirty()
  s:getoption("keepalive")
  s:setoption("keepalive", true)
  s:shutdown()
  s:listen()
  s:close()
end

add["tcp4 and tcp6"] = function()
  for _, name in ipairs{"tcp4", "tcp6"} do
    local s = watch(name, socket[name]())
    s:getfd()
    s:getfamily()
    s:getsockname()
    s:getpeername()
    s:getoption("reuseaddr")
    s:close()
    s:getfd()
  end
  local s = watch("tcp4", socket.tcp4())
  s:bind("::1", 0)
  s:connect("::1", refusing())
  s = watch("tcp6", socket.tcp6())
  s:bind("127.0.0.1", 0)
  s:connect("127.0.0.1", refusing())
end

add["bind and listen"] = function()
  local s = watch("s", socket.tcp())
  s:bind("127.0.0.1", 0)
  s:getsockname()
  s:getfamily()
  s:bind("127.0.0.1", 0)
  class(s)
  s:listen("x")
  s:listen(5.0)
  class(s)
  s:listen()
  s:bind("127.0.0.1", 0)
  s:receive()
  s:getstats()
  s:settimeout(0)
  s:accept()
  s:settimeout(0.1)
  timed("accept", s.accept, s)
  s:getpeername()
  s:close()
  s:accept()
end

add["what bind refuses"] = function()
  local s = watch("s", socket.tcp())
  s:bind()
  s:bind("127.0.0.1")
  s:bind(nil, 0)
  s:bind("127.0.0.1", {})
  s:bind("127.0.0.1", "nosuchservice")
  s:bind("nosuch.invalid", 0)
  s:bind("192.0.2.1", 0)
  s:bind("*", 0)
  s:getsockname()
end

add["an address in use"] = function()
  local server = assert(socket.bind("127.0.0.1", 0))
  local _, port = server:getsockname()
  local s = watch("s", socket.tcp())
  s:bind("127.0.0.1", port)
  call("bind", "bind", socket.bind, "127.0.0.1", port)
  server:close()
end

add["bind of the module, with IPv6"] = function()
  local s = watch("s", socket.bind("*", 0))
  class(s)
  s:getsockname()
  s:getoption("reuseaddr")
  s:close()
  s = watch("s", socket.bind("localhost", 0, 5))
  s:getfamily()
  s:close()
  s = watch("s", socket.bind("::1", 0))
  s:getsockname()
  s:getfamily()
  s:close()
  call("bind", "bind", socket.bind, "nosuch.invalid", 0)
  call("bind", "bind", socket.bind, "192.0.2.1", 0)
end

add["connect and accept"] = function()
  local server = watch("server", socket.bind("127.0.0.1", 0))
  local _, port = raw(server):getsockname()
  server:settimeout(0.5)
  local c = watch("c", socket.tcp())
  c:connect("127.0.0.1", port)
  class(c)
  c:getfamily()
  c:getpeername()
  c:getsockname()
  c:connect("127.0.0.1", port)
  local s = watch("s", raw(server):accept())
  class(s)
  s:gettimeout()
  s:getpeername()
  s:getsockname()
  s:getfamily()
  c:close()
  c:getpeername()
  c:connect("127.0.0.1", port)
  class(c)
  c:send("again\n")
  s = watch("s", raw(server):accept())
  s:receive()
  server:close()
end

add["a connect that does not wait"] = function()
  local server = assert(socket.bind("127.0.0.1", 0))
  local _, port = server:getsockname()
  local c = watch("c", socket.tcp())
  c:settimeout(0)
  c:connect("127.0.0.1", port)
  class(c)
  local _, writable = socket.select(nil, {raw(c)}, 1)
  say("writable", #writable)
  c:connect("127.0.0.1", port)
  c:connect("127.0.0.1", port)
  c:getpeername()
  c = watch("c", socket.tcp())
  c:settimeout(0)
  c:connect("127.0.0.1", refusing())
  socket.select(nil, {raw(c)}, 1)
  class(c)
  c:getpeername()
  server:close()
end

add["a connect that is refused, with IPv6"] = function()
  local port = refusing()
  for _, seconds in ipairs{-1, 1} do
    local c = watch("c", socket.tcp())
    c:settimeout(seconds)
    c:connect("127.0.0.1", port)
    class(c)
    c:getfamily()
    c:receive()
    c:send("x")
    c:connect("127.0.0.1", port)
    local server = assert(socket.bind("::1", 0))
    local _, other = server:getsockname()
    c:connect("::1", other)
    c:getfamily()
    server:close()
  end
end

add["what connect refuses"] = function()
  local c = watch("c", socket.tcp())
  c:connect()
  c:connect("127.0.0.1")
  c:connect({}, 1)
  c:connect("127.0.0.1", {})
  class(c)
  c:connect("127.0.0.1", "nosuchservice")
  class(c)
  c:connect("nosuch.invalid", 80)
  c:connect("127.0.0.1", 80.5)
  c:connect("255.255.255.255", 1)
end

add["connect of the module, with IPv6"] = function()
  local server = assert(socket.bind("127.0.0.1", 0))
  local _, port = server:getsockname()
  local c = watch("c", socket.connect("127.0.0.1", port))
  class(c)
  c:getfamily()
  c:close()
  c = watch("c", socket.connect("127.0.0.1", port, "127.0.0.1", 0))
  c:getsockname()
  c:close()
  c = watch("c", socket.connect("127.0.0.1", port, "127.0.0.1"))
  c:getsockname()
  c:close()
  c = watch("c", socket.connect4("127.0.0.1", port))
  c:close()
  c = watch("c", socket.connect("localhost", port, nil, nil, "inet"))
  c:close()
  call("connect", "connect", socket.connect, "127.0.0.1", refusing())
  call("connect", "connect", socket.connect, "127.0.0.1", port, "192.0.2.1", 0)
  call("connect", "connect", socket.connect, "127.0.0.1", port, nil, nil, "nonsense")
  call("connect", "connect", socket.connect, "127.0.0.1", port, "::1", 0, "inet")
  call("connect", "connect", socket.connect, "nosuch.invalid", port)
  call("connect", "connect", socket.connect)
  call("connect", "connect", socket.connect, "127.0.0.1")
  call("connect6", "connect", socket.connect6, "::1", refusing())
  server:close()
end

add["setpeername and setsockname of TCP"] = function()
  local server = watch("server", socket.tcp())
  server:setsockname("127.0.0.1", 0)
  server:listen()
  local _, port = raw(server):getsockname()
  local c = watch("c", socket.tcp())
  raw(c):setpeername("127.0.0.1", port)
  class(c)
  c:getpeername()
end

local BOOLEANS = {"keepalive", "reuseaddr", "reuseport", "tcp-nodelay"}
local INTEGERS = {"tcp-keepidle", "tcp-keepcnt", "tcp-keepintvl", "recv-buffer-size", "send-buffer-size"}

add["options of TCP over IPv4 and IPv6"] = function()
  local s = watch("s", socket.tcp4())
  for _, name in ipairs(BOOLEANS) do
    s:getoption(name)
    s:setoption(name, true)
    s:getoption(name)
    s:setoption(name, false)
    s:getoption(name)
    s:setoption(name, 1)
    s:setoption(name)
  end
  for i, name in ipairs(INTEGERS) do
    s:setoption(name, 10 * i)
    s:getoption(name)
    s:setoption(name, "77")
    s:getoption(name)
  end
  s:getoption("linger")
  s:setoption("linger", {on = true, timeout = 5})
  s:getoption("linger")
  s:setoption("linger", {on = false, timeout = 0})
  s:getoption("linger")
  s:setoption("linger", {on = 1, timeout = 5})
  s:setoption("linger", {on = true})
  s:setoption("linger", true)
  s:getoption("error")
  s:setoption("error", 1)
  s:getoption("ipv6-v6only")
  s:setoption("ipv6-v6only", true)
  s:setoption("tcp-defer-accept", 3)
  s:setoption("tcp-fastopen", 5)
  s:getoption("tcp-fastopen")
  s:getoption("nonsense")
  s:setoption("nonsense", true)
  s:getoption()
  s:setoption({}, true)
  s:getoption("broadcast")
  local six = watch("six", socket.tcp6())
  six:setoption("ipv6-v6only", false)
  six:setoption("ipv6-v6only", true)
end

-- UDP ---------------------------------------------------------------------------------

local function udp_bound(name, host)
  local s = assert(socket.udp())
  assert(s:setsockname(host or "127.0.0.1", 0))
  local _, port = s:getsockname()
  return watch(name, s), port
end

add["an unconnected UDP socket"] = function()
  local s = watch("s", socket.udp())
  class(s)
  s:getfd()
  s:getfamily()
  s:getsockname()
  s:getpeername()
  s:send("x")
  s:gettimeout()
  s:dirty()
  s:receive()
  s:sendto("x", "127.0.0.1", 9)
  s:getfd()
  s:getfamily()
  s:settimeout(0)
  s:receivefrom()
  s:close()
  s:getfd()
  s:receive()
  s:sendto("x", "127.0.0.1", 9)
end

add["datagrams"] = function()
  local a, to_a = udp_bound("a")
  local b, to_b = udp_bound("b")
  unseen(a, "sendto", "hello", "127.0.0.1", to_b)
  b:receive()
  unseen(a, "sendto", "hello", "127.0.0.1", tostring(to_b))
  b:receivefrom()
  unseen(a, "sendto", "", "127.0.0.1", to_b)
  b:receivefrom()
  unseen(a, "sendto", "0123456789", "127.0.0.1", to_b)
  b:receive(4)
  unseen(b, "sendto", ("x"):rep(10000), "127.0.0.1", to_a)
  a:receive()
  unseen(b, "sendto", ("x"):rep(10000), "127.0.0.1", to_a)
  a:receive(20000)
  unseen(b, "sendto", "zero", "127.0.0.1", to_a)
  a:receive(0)
  unseen(b, "sendto", ("x"):rep(70000), "127.0.0.1", to_a)
  a:settimeout(0)
  a:receive()
  a:receivefrom()
  a:settimeout(0.1)
  timed("receive", a.receive, a)
  timed("receivefrom", a.receivefrom, a)
  a:settimeout(5)
  a:settimeout(0.1, "t")
  timed("receive", a.receive, a)
end

add["what UDP refuses, with IPv6"] = function()
  local s = watch("s", socket.udp())
  s:sendto()
  s:sendto("x")
  s:sendto("x", "127.0.0.1")
  s:sendto({}, "127.0.0.1", 9)
  s:sendto("x", "localhost", 9)
  s:sendto("x", "127.0.0.1", "http")
  s:sendto("x", "nosuch.invalid", 9)
  s:receive("x")
  s:setpeername()
  s:setpeername("127.0.0.1")
  s:setpeername("nosuch.invalid", 9)
  s:setsockname("nosuch.invalid", 9)
  s:setsockname()
  s:setsockname("192.0.2.1", 9)
  class(s)
  local four = watch("four", socket.udp4())
  four:sendto("x", "::1", 9)
  four:getfd()
  four:getfamily()
  local six = watch("six", socket.udp6())
  six:sendto("x", "127.0.0.1", 9)
  six:getfamily()
end

add["connected UDP"] = function()
  local a = udp_bound("a")
  local b, to_b = udp_bound("b")
  raw(a):setpeername("127.0.0.1", to_b)
  class(a)
  a:getpeername()
  a:getsockname()
  a:send("hello")
  b:receivefrom()
  a:send("")
  b:receive()
  a:sendto("x", "127.0.0.1", 9)
  a:receivefrom()
  a:setsockname("127.0.0.1", 0)
  a:setpeername("*")
  class(a)
  a:getpeername()
  a:send("x")
  a:setpeername("*")
end

add["UDP that is refused"] = function()
  local a = watch("a", socket.udp())
  raw(a):setpeername("127.0.0.1", refusing())
  a:send("x")
  a:settimeout(1)
  a:receive()
  a:send("x")
  a:send("x")
  a:close()
  a:send("x")
  a:receive()
  a:getpeername()
end

add["UDP over IPv6"] = function()
  local a, to_a = udp_bound("a", "::1")
  a:getfamily()
  a:getsockname()
  local b = watch("b", socket.udp6())
  b:getfamily()
  unseen(b, "sendto", "six", "::1", to_a)
  a:receivefrom()
  unseen(b, "sendto", "six", "0:0:0:0:0:0:0:1", to_a)
  a:receivefrom()
  raw(b):setpeername("::1", to_a)
  b:getpeername()
  b:send("seven")
  a:receive()
end

local UDP_BOOLEANS = {"dontroute", "broadcast", "reuseaddr", "reuseport", "ip-multicast-loop"}

add["options of UDP over IPv4 and IPv6"] = function()
  local s = watch("s", socket.udp4())
  for _, name in ipairs(UDP_BOOLEANS) do
    s:getoption(name)
    s:setoption(name, true)
    s:getoption(name)
    s:setoption(name, false)
    s:getoption(name)
    s:setoption(name, "x")
  end
  s:setoption("ip-multicast-ttl", 5)
  s:getoption("ip-multicast-ttl")
  s:getoption("ip-multicast-if")
  s:setoption("ip-multicast-if", "127.0.0.1")
  s:getoption("ip-multicast-if")
  s:setoption("ip-multicast-if", "*")
  s:getoption("ip-multicast-if")
  s:setoption("ip-multicast-if", "nonsense")
  s:setoption("ip-add-membership", {multiaddr = "239.1.2.3", interface = "127.0.0.1"})
  s:setoption("ip-drop-membership", {multiaddr = "239.1.2.3", interface = "127.0.0.1"})
  s:setoption("ip-drop-membership", {multiaddr = "239.1.2.3", interface = "127.0.0.1"})
  s:setoption("ip-add-membership", {multiaddr = "239.1.2.3"})
  s:setoption("ip-add-membership", {interface = "*"})
  s:setoption("ip-add-membership", {multiaddr = "nonsense", interface = "*"})
  s:setoption("ip-add-membership", {multiaddr = "239.1.2.3", interface = "nonsense"})
  s:setoption("ip-add-membership", "x")
  s:getoption("error")
  s:setoption("recv-buffer-size", 10000)
  s:getoption("recv-buffer-size")
  s:setoption("tcp-nodelay", true)
  s:getoption("keepalive")
  local six = watch("six", socket.udp6())
  for _, name in ipairs{"ipv6-unicast-hops", "ipv6-multicast-hops"} do
    six:setoption(name, 7)
    six:getoption(name)
  end
  for _, name in ipairs{"ipv6-multicast-loop", "ipv6-v6only"} do
    six:setoption(name, false)
    six:getoption(name)
    six:setoption(name, true)
    six:getoption(name)
  end
  six:setoption("ipv6-add-membership", {multiaddr = "nonsense"})
  six:setoption("ipv6-add-membership", {})
  six:setoption("ipv6-drop-membership", {multiaddr = "ff01::1:2:3", interface = 1})
  s:close()
  s:setoption("broadcast", true)
  s:getoption("broadcast")
  s:getoption("error")
end

-- AF_UNIX -----------------------------------------------------------------------------

add["streams of AF_UNIX"] = function()
  local where = path()
  local server = watch("server", unix())
  class(server)
  server:getfd()
  unseen(server, "bind", where)
  say("its name", raw(server):getsockname() == where)
  server:receive()
  server:accept()
  server:listen()
  class(server)
  server:settimeout(0)
  server:accept()
  local c = watch("c", unix.stream())
  say("its name", raw(c):getsockname())
  unseen(c, "connect", where)
  class(c)
  unseen(c, "connect", where)
  local s = watch("s", raw(server):accept())
  class(s)
  s:send("hello\n")
  c:receive()
  s:setoption("keepalive", true)
  s:setoption("reuseaddr", true)
  s:setoption("linger", {on = true, timeout = 1})
  s:setoption("tcp-nodelay", true)
  server:close()
  server:close()
  for _, name in ipairs{"getpeername", "getoption", "gettimeout", "getfamily", "sendto"} do
    say("it has " .. name, type(raw(c)[name]))
  end
end

add["AF_UNIX that fails"] = function()
  local s = watch("s", unix.stream())
  s:connect("/nonexistent/path")
  s:getfd()
  class(s)
  s:connect("/nonexistent/path")
  s = watch("s", unix.stream())
  s:bind("/nonexistent/path")
  s:getfd()
  s = watch("s", unix.stream())
  s:bind(("x"):rep(200))
  s:connect(("x"):rep(200))
  s:bind()
  s:connect({})
  s:getfd()
end

add["datagrams of AF_UNIX"] = function()
  local here, there = path(), path()
  local a, b = watch("a", unix.dgram()), watch("b", unix.udp())
  class(a)
  unseen(a, "bind", here)
  unseen(b, "setsockname", there)
  unseen(a, "sendto", "hello", there)
  local data, from = raw(b):receivefrom()
  say("receives", data, from == here)
  unseen(a, "sendto", "again", there)
  b:receive()
  unseen(a, "sendto", "0123456789", there)
  b:receive(3)
  a:settimeout(0)
  a:receive()
  a:receivefrom()
  a:send("x")
  unseen(a, "connect", there)
  class(a)
  a:send("connected")
  b:receive()
  a:receivefrom()
  a:sendto("x", "y")
  local c = watch("c", unix.dgram())
  unseen(c, "sendto", "nameless", there)
  b:receivefrom()
  c:sendto("x", "/nonexistent/path")
  c:sendto("x", ("x"):rep(200))
  c:sendto("x")
  c:connect("/nonexistent/path")
  c:getfd()
  b:close()
  a:send("x")
  b:gettimeout()
end

-- The module --------------------------------------------------------------------------

add["protect, try, skip"] = function()
  local finalized = 0
  local try = socket.newtry(function() finalized = finalized + 1 end)
  call("try", "try", try, 1, nil, 3)
  call("try", "try", try, "x")
  call("protect", "protect", socket.protect(function(...) return try(...) end), nil, "the error", 3)
  call("protect", "protect", socket.protect(function(...) return try(...) end), false, {1})
  call("protect", "protect", socket.protect(function(...) return ... end), 1, nil, 3)
  call("protect", "protect", socket.protect(function() error("another", 0) end))
  call("protect", "protect", socket.protect(function() error({"a table"}) end))
  call("protect", "protect", socket.protect(function() return socket.try(nil, "told") end))
  call("nested", "protect", socket.protect(function()
    local inner = socket.protect(function() socket.try(nil, "inner") end)
    return socket.try(inner())
  end))
  local ok, e = pcall(socket.try, nil, "x")
  say("what it raises", ok, type(e), getmetatable(e), e[1])
  say("finalized", finalized)
  call("skip", "skip", socket.skip, 0, "a", "b")
  call("skip", "skip", socket.skip, 1, "a", "b")
  call("skip", "skip", socket.skip, 2, "a", "b")
  call("skip", "skip", socket.skip, 3, "a", "b")
  call("skip", "skip", socket.skip, "x")
  call("skip", "skip", socket.skip, 1.5)
end

add["sinks and sources"] = function()
  local a, b = tcp_pair()
  local sink = socket.sink("keep-open", raw(a))
  say("sink", sink("some data"), sink(nil), sink:getfd() == raw(a):getfd(), sink:dirty())
  sink = socket.sink("close-when-done", raw(a))
  say("sink", sink(" and more"), sink(nil))
  a:getfd()
  local source = socket.source("by-length", raw(b), 9)
  say("source", source(), source())
  source = socket.source("until-closed", raw(b))
  say("source", source(), source())
  b:getfd()
  call("source", "source", socket.source, "nonsense", raw(b))
  a, b = tcp_pair()
  sink = socket.sink(raw(a))
  say("sink", sink("default"))
  a:close()
  source = socket.source(raw(b))
  say("source", source(), source())
  source = socket.source("by-length", raw(b), 5)
  say("source", source())
  call("choose", "choose", socket.choose{default = function(...) return "made", ... end}, 1, 2, 3)
  call("choose", "choose", socket.choose{x = function(...) return "made", ... end}, "x", 2, 3)
end

add["names, with IPv6"] = function()
  for _, host in ipairs{"127.0.0.1", "localhost", "nosuch.invalid", "0.0.0.0", "127.1"} do
    call("toip " .. host, "toip", socket.dns.toip, host)
    call("tohostname " .. host, "tohostname", socket.dns.tohostname, host)
    call("getaddrinfo " .. host, "getaddrinfo", socket.dns.getaddrinfo, host)
    -- If no name server answers, LuaSocket returns whatever is in its buffer.
    if host ~= "0.0.0.0" then call("getnameinfo " .. host, "getnameinfo", socket.dns.getnameinfo, host) end
  end
  call("getaddrinfo ::1", "getaddrinfo", socket.dns.getaddrinfo, "::1")
  call("getnameinfo http", "getnameinfo", socket.dns.getnameinfo, nil, "http")
  call("getnameinfo both", "getnameinfo", socket.dns.getnameinfo, "127.0.0.1", "80")
  call("getnameinfo neither", "getnameinfo", socket.dns.getnameinfo)
  call("getaddrinfo nothing", "getaddrinfo", socket.dns.getaddrinfo)
  call("toip nothing", "toip", socket.dns.toip)
  call("toip a table", "toip", socket.dns.toip, {})
  call("gethostname", "gethostname", socket.dns.gethostname)
end

add["time"] = function()
  timed("sleep", socket.sleep, 0.1)
  brief("sleep", socket.sleep, -1)
  timed("sleep", socket.sleep, "0.1")
  call("sleep", "sleep", socket.sleep)
  call("sleep", "sleep", socket.sleep, "x")
  say("gettime", math.type(socket.gettime()), math.abs(socket.gettime() - os.time()) < 2)
  say("constants", socket._VERSION, socket._SOCKETINVALID, socket._DATAGRAMSIZE, socket.BLOCKSIZE,
    math.type(socket._SETSIZE))
end

-- The run -------------------------------------------------------------------------------

local function run()
  table.sort(order)
  for _, name in ipairs(order) do
    scenario = name
    local ok, e = xpcall(scenarios[name], debug.traceback)
    if not ok then print(name .. " | FAILS | " .. tostring(e)) end
    collectgarbage()
  end
end

if how == "task" then require "pysocket.asyncio".run(run) else run() end
