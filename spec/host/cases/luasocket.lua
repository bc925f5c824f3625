--- Cases for luasocket, whose functions return their errors.

local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"
local errno = require "pysocket.errno"
local luasocket = require "pysocket.luasocket"
local support = require "spec.host.support"

local closing, same = support.closing, support.same
local classes = core._luasocket().classes

-- Raises an error that LuaSocket's convention returns, so that it becomes the error of the case.
local function good(value, e, ...)
  if value == nil or value == false then error(e, 0) end
  return value, e, ...
end

local function server()
  local s = good(luasocket.bind("127.0.0.1", 0))
  local _, port = good(s:getsockname())
  s:settimeout(10)
  return s, math.tointeger(port)
end

-- Returns the two ends of a TCP connection, and an object that closes both.
local function pair()
  local listener, port = server()
  local _ <close> = closing(listener)
  local a = good(luasocket.connect("127.0.0.1", port))
  local b = good(listener:accept())
  a:settimeout(10)
  b:settimeout(10)
  return a, b
end

local function on_pair(case, name, call)
  support.on_new(case, "LuaSocket " .. name, pair, call)
end

local function streams(case)
  case("LuaSocket TCP", function()
    return function()
      local a, b = pair()
      local _ <close> = closing(a, b)
      return tostring(a)
    end
  end)
  on_pair(case, "send and receive", function(a, b)
    same(10, good(a:send "a line\n123"))
    same("a line", good(b:receive()))
    same("123", good(b:receive(3)))
    good(b:send(("x"):rep(20000)))
    same(20000, #good(a:receive(20000)))
    good(a:send "the rest")
    a:shutdown "send"
    same("the rest", good(b:receive "*a"))
    same(nil, (b:receive()))
  end)
  on_pair(case, "options", function(a, b)
    good(a:setoption("tcp-nodelay", true))
    same(true, good(a:getoption "tcp-nodelay"))
    good(a:setoption("linger", {on = true, timeout = 1}))
    same(true, good(a:getoption "linger").on)
    same(false, a:dirty())
    a:setstats(1, 2, 3)
    same(1, a:getstats())
    same("inet4", a:getfamily())
    same(select(2, a:getpeername()), tonumber((select(2, b:getsockname()))))
    local fd = a:getfd()
    a:setfd(fd)
    a:gettimeout()
  end)
  on_pair(case, "select", function(a, b)
    b:send "x"
    local read, write = luasocket.select({a}, {b}, 10)
    same(a, read[1])
    same(b, write[1])
  end)
  on_pair(case, "sources and sinks", function(a, b)
    local sink, keep = luasocket.sink("close-when-done", b), luasocket.sink("keep-open", b)
    luasocket.sink(b)
    good(keep "one")
    good(keep(nil))
    good(sink "two")
    good(sink(nil))
    local limited, rest = luasocket.source("by-length", a, 3), luasocket.source(a)
    same("one", good(limited()))
    same(nil, (limited()))
    local chunk, e = rest()
    if chunk == nil and e ~= "closed" then error(e, 0) end
    same("two", chunk)
    luasocket.source("until-closed", a)
  end)
end

local function makers(case)
  for _, name in ipairs{"tcp", "tcp4", "tcp6", "udp", "udp4", "udp6"} do
    case("LuaSocket " .. name, function()
      return function()
        local s = good(luasocket[name]())
        local _ <close> = closing(s)
        return tostring(s)
      end
    end)
  end
  for _, name in ipairs{"connect4", "connect6"} do
    case("LuaSocket " .. name, function()
      local six = name == "connect6"
      return function()
        local listener = good(luasocket.bind(six and "::1" or "127.0.0.1", 0))
        local _ <close> = closing(listener)
        local _, port = listener:getsockname()
        local s = good(luasocket[name](six and "::1" or "127.0.0.1", math.tointeger(port)))
        s:close()
      end
    end)
  end
  case("LuaSocket bind and connect", function()
    return function()
      local master, client = good(luasocket.tcp()), good(luasocket.tcp())
      local _ <close> = closing(master, client)
      good(master:bind("127.0.0.1", 0))
      good(master:listen(1))
      local _, port = master:getsockname()
      good(client:setsockname("127.0.0.1", 0))
      good(client:setpeername("127.0.0.1", math.tointeger(port)))
    end
  end)
end

local function datagrams(case)
  case("LuaSocket UDP", function()
    return function()
      local a, b = good(luasocket.udp()), good(luasocket.udp())
      local _ <close> = closing(a, b)
      good(a:setsockname("127.0.0.1", 0))
      good(b:setsockname("127.0.0.1", 0))
      local _, port = a:getsockname()
      port = math.tointeger(port)
      good(b:sendto("data", "127.0.0.1", port))
      same("data", (good(a:receivefrom())))
      good(b:setpeername("127.0.0.1", port))
      good(b:send "more")
      same("more", good(a:receive()))
      good(b:setpeername "*")
    end
  end)
  case("LuaSocket UNIX datagrams", function()
    return function()
      local a, b = good(luasocket.unix.dgram()), good(luasocket.unix.udp())
      local _ <close> = closing(a, b)
      local path = support.path
      local _ <close> = setmetatable({}, {__close = function() os.remove(path) end})
      good(a:bind(path))
      good(b:sendto("data", path))
      same("data", (good(a:receivefrom())))
      good(b:connect(path))
      good(b:send "more")
      same("more", good(a:receive()))
    end
  end)
end

local function unix_streams(case)
  case("LuaSocket UNIX streams", function()
    return function()
      local master, client = good(luasocket.unix()), good(luasocket.unix.tcp())
      local path = support.path
      local _ <close> = setmetatable({}, {__close = function() os.remove(path) end})
      local _ <close> = closing(master, client)
      good(master:setsockname(path))
      good(master:listen())
      good(client:connect(path))
      local other = good(master:accept())
      local _ <close> = closing(other)
      good(other:send "data\n")
      same("data", good(client:receive()))
      same(path, good(master:getsockname()))
    end
  end)
end

local function look_ups(case)
  case("LuaSocket lookups", function()
    return function()
      local dns = luasocket.dns
      same("127.0.0.1", good(dns.getaddrinfo "127.0.0.1")[1].addr)
      good(dns.getnameinfo "127.0.0.1")
      same("127.0.0.1", (good(dns.toip "localhost")))
      good(dns.tohostname "127.0.0.1")
      dns.gethostname()
      same("address already in use", core._luasocket().text(errno.EADDRINUSE))
    end
  end)
end

local function names(case)
  case("LuaSocket connect to a name", function()
    return function()
      local listener, port = server()
      local client = good(luasocket.tcp4())
      local _ <close> = closing(listener, client)
      good(client:connect("localhost", port))
    end
  end)
  case("LuaSocket a path that is a file", function()
    return function()
      local s = good(luasocket.unix.dgram())
      local _ <close> = closing(s)
      local ok, e = s:bind "spec/host/support.lua"
      same(nil, ok)
      if e ~= "address already in use" then error(e, 0) end
    end
  end)
  case("LuaSocket a name without an address", function()
    return function()
      local ok, e = luasocket.connect("a\0b", 1)
      same(nil, ok)
      if e ~= core._luasocket().gaitext(core.EAI_NONAME) then error(e, 0) end
    end
  end)
  case("LuaSocket an object of LuaSec's interface", function()
    local meta = {}
    return function() same(meta, getmetatable(core._luasocket().userdata(meta))) end
  end)
  case("LuaSocket install", function()
    return function()
      local before = {}
      for _, name in ipairs{"socket", "socket.core", "socket.unix"} do before[name] = package.loaded[name] or false end
      local _ <close> = setmetatable({}, {__close = function()
        for name, module in pairs(before) do package.loaded[name] = module or nil end
      end})
      same(luasocket, luasocket.install())
      same(luasocket, package.loaded.socket)
    end
  end)
end

local function exceptions(case)
  case("LuaSocket try and protect", function()
    return function()
      local finalized = false
      local try = luasocket.newtry(function() finalized = true end)
      local f = luasocket.protect(function() return try(nil, "an error") end)
      local ok, e = f()
      same(nil, ok)
      if e ~= "an error" then error(e, 0) end
      same(true, finalized)
      same(1, luasocket.try(1))
      same(2, luasocket.skip(1, 1, 2))
      luasocket.sleep(0)
      luasocket.gettime()
      luasocket.__unload()
    end
  end)
end

local function tasks(case)
  case("task LuaSocket", function()
    asyncio.get_event_loop():fileno()
    return function()
      asyncio.run(function()
        local listener, port = server()
        local serving = asyncio.create_task(function()
          local _ <close> = closing(listener)
          local s = good(listener:accept())
          local _ <close> = closing(s)
          s:settimeout(10)
          good(s:send((good(s:receive())) .. "\n"))
        end)
        local ok, e = pcall(function()
          local s = good(luasocket.connect("127.0.0.1", port))
          local _ <close> = closing(s)
          s:settimeout(10)
          good(s:send "a line\n")
          same("a line", good(s:receive()))
        end)
        if not ok then serving:cancel() end
        local served, why = pcall(serving.await, serving)
        if not served and not core.isinstance(why, asyncio.CancelledError) then error(why, 0) end
        if not ok then error(e, 0) end
      end)
    end
  end)
end

-- Calls each method of each class with an object of another class, which it must refuse.
local function refusals(case)
  local sorted = {}
  for class in pairs(classes) do sorted[#sorted + 1] = class end
  table.sort(sorted)
  for _, class in ipairs(sorted) do
    case("LuaSocket refusals of " .. class, function()
      local methods = {}
      for name in pairs(classes[class]) do
        if type(classes[class][name]) == "function" then methods[#methods + 1] = name end
      end
      table.sort(methods)
      return function()
        for _, name in ipairs(methods) do
          local ok, e = pcall(classes[class][name], io.stdout)
          same(false, ok)
          if not tostring(e):find("expected", 1, true) then error(e, 0) end
        end
      end
    end)
  end
end

return support.cases(function(case)
  streams(case)
  makers(case)
  datagrams(case)
  unix_streams(case)
  look_ups(case)
  names(case)
  exceptions(case)
  tasks(case)
  refusals(case)
end)
