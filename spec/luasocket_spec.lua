-- pysocket.luasocket: features that LuaSocket does not have or that a comparison cannot show, such as tasks, install,
-- descriptors without a number and errors of its own. What it has in common with LuaSocket is in
-- luasocket_differential_spec.lua.
local luasocket = require "pysocket.luasocket"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"
local support = require "spec.support"

local function pair()
  local server = assert(luasocket.bind("127.0.0.1", 0))
  local host, port = server:getsockname()
  local a = assert(luasocket.connect(host, port))
  local b = assert(server:accept())
  server:close()
  support.defer(function() a:close() b:close() end)
  return a, b
end

local function listening()
  local server = assert(luasocket.bind("127.0.0.1", 0))
  support.defer(server.close, server)
  local _, port = server:getsockname()
  return server, port
end

describe("pysocket.luasocket in a task", function()
  after_each(support.cleanup)

  it("suspends only its task in receive", function()
    local a, b = pair()
    local log = {}
    asyncio.run(function()
      local task = asyncio.create_task(function() table.insert(log, (b:receive())) end)
      asyncio.sleep(0)
      log[#log + 1] = "the others run"
      a:send("a line\n")
      asyncio.wait_for(task, 5)
    end)
    assert.same({"the others run", "a line"}, log)
  end)

  it("keeps what has arrived while it waits for the rest", function()
    local a, b = pair()
    local line
    asyncio.run(function()
      local task = asyncio.create_task(function() line = b:receive("*l", "<") end)
      for _, part in ipairs{"one ", "line\r", "\nanother"} do
        asyncio.sleep(0)
        a:send(part)
      end
      asyncio.wait_for(task, 5)
    end)
    assert.equal("<one line", line)
    b:settimeout(0)
    assert.same({nil, "timeout", "another"}, {b:receive()})
  end)

  it("suspends only its task in accept, connect, send, select and sleep", function()
    local server, port = listening()
    local data = ("x"):rep(8 * 1024 * 1024)
    local got
    asyncio.run(function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(function()
        local client = server:accept()
        assert.same({client}, table.move((luasocket.select({client}, nil, 5)), 1, 1, 1, {}))
        got = #client:receive("*a")
      end)
      group:create_task(function()
        luasocket.sleep(0.01)
        local client = assert(luasocket.connect("localhost", port, nil, nil, "inet"))
        assert.equal(#data, client:send(data))
        client:close()
      end)
    end)
    assert.equal(#data, got)
  end)

  it("suspends only its task for datagrams", function()
    local a, b = luasocket.udp(), luasocket.udp()
    support.defer(function() a:close() b:close() end)
    a:setsockname("127.0.0.1", 0)
    b:setsockname("127.0.0.1", 0)
    local _, to_a = a:getsockname()
    local _, to_b = b:getsockname()
    local log = {}
    asyncio.run(function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(function()
        local data, host, port = a:receivefrom()
        log[#log + 1] = data
        a:sendto("pong", host, port)
      end)
      group:create_task(function()
        b:sendto("ping", "127.0.0.1", to_a)
        table.insert(log, select(3, b:receivefrom()) == tonumber(to_a))
      end)
    end)
    assert.same({"ping", true}, log)
    assert.is_string(to_b)
  end)

  it("obeys timeouts while other tasks run", function()
    local _, b = pair()
    local turns, result = 0, nil
    asyncio.run(function()
      local task = asyncio.create_task(function()
        b:settimeout(0.05)
        result = {b:receive()}
      end)
      while not task:done() do
        turns = turns + 1
        asyncio.sleep(0)
      end
    end)
    assert.same({nil, "timeout", ""}, result)
    assert.is_true(turns > 2)
  end)

  it("bounds each wait by the block timeout, and all of them by the total one", function()
    local a, b = pair()
    local result
    b:settimeout(0.2)
    b:settimeout(0.4, "t")
    asyncio.run(function()
      local task = asyncio.create_task(function() result = {b:receive(100)} end)
      while not task:done() do
        a:send("x")
        asyncio.sleep(0.02)
      end
    end)
    assert.equal("timeout", result[2])
    assert.is_true(#result[3] > 2 and #result[3] < 50)
  end)

  it("lets a cancellation pass through protect", function()
    local _, b = pair()
    local task
    asyncio.run(function()
      task = asyncio.create_task(luasocket.protect(function() return luasocket.try(b:receive()) end))
      asyncio.sleep(0)
      task:cancel()
      asyncio.gather(task, {return_exceptions = true})
    end)
    assert.is_true(task:cancelled())
  end)

  it("protects and tries across suspensions", function()
    local a, b = pair()
    local result
    asyncio.run(function()
      local task = asyncio.create_task(function()
        result = {luasocket.protect(function()
          luasocket.try(b:receive())
          return luasocket.try(b:receive())
        end)()}
      end)
      asyncio.sleep(0)
      a:send("one\n")
      asyncio.sleep(0)
      a:close()
      asyncio.wait_for(task, 5)
    end)
    assert.same({nil, "closed"}, result)
  end)

  it("notifies a waiting task when another one closes the socket", function()
    local _, b = pair()
    local result
    asyncio.run(function()
      local task = asyncio.create_task(function() result = {b:receive()} end)
      asyncio.sleep(0)
      b:close()
      asyncio.wait_for(task, 5)
    end)
    assert.same({nil, "closed", ""}, result)
  end)

  it("gives a waiting task no data of another connection of the same object", function()
    local server, port = listening()
    local a = assert(luasocket.connect("127.0.0.1", port))
    support.defer(a.close, a)
    local first, second = server:accept(), nil
    local result
    asyncio.run(function()
      local task = asyncio.create_task(function() result = {a:receive()} end)
      asyncio.sleep(0)
      a:close()
      assert(a:connect("127.0.0.1", port))
      second = server:accept()
      second:send("for the second\n")
      asyncio.wait_for(task, 5)
    end)
    assert.same({nil, "closed", ""}, result)
    assert.equal("for the second", (a:receive()))
    first:close()
    second:close()
  end)

  it("selects a socket that another task closes", function()
    local _, b = pair()
    local readable
    asyncio.run(function()
      local task = asyncio.create_task(function() readable = luasocket.select({b}, nil, 5) end)
      asyncio.sleep(0)
      b:close()
      asyncio.wait_for(task, 5)
    end)
    assert.equal(1, #readable)
  end)

  it("looks names up while others run", function()
    local found
    asyncio.run(function()
      local task = asyncio.create_task(function() found = luasocket.dns.toip("localhost") end)
      assert.is_nil(found)
      asyncio.wait_for(task, 5)
    end)
    assert.equal("127.0.0.1", found)
  end)
end)

describe("pysocket.luasocket", function()
  after_each(support.cleanup)

  it("never raises SIGPIPE, nor changes its disposition", function()
    local a, b = pair()
    b:close()
    local e
    for _ = 1, 3 do e = select(2, a:send("x")) end
    assert.equal("closed", e)
    local ignored = tonumber(support.status("SigIgn"), 16)
    assert.equal(0, ignored & 1 << 12)
  end)

  it("closes its descriptors on exec", function()
    local a = pair()
    local flags = support.read_file(("/proc/self/fdinfo/%d"):format(a:getfd())):match("flags:%s*(%d+)")
    assert.equal(tonumber("2000000", 8), tonumber(flags, 8) & tonumber("2000000", 8))
  end)

  it("selects this module's own sockets too", function()
    local s = support.udp_socket()
    local t = support.udp_socket()
    t:sendto("x", s:getsockname())
    local readable, writable, e = luasocket.select({s, t}, {t}, 5)
    assert.equal(s, readable[1])
    assert.equal(1, readable[s])
    assert.is_nil(readable[2])
    assert.equal(t, writable[1])
    assert.is_nil(e)
  end)

  it("has the process's limit of descriptors as its set size, and selects beyond 1,024", function()
    local out = support.lua([[
local luasocket = require "pysocket.luasocket"
local list = {}
for i = 1, 1100 do
  list[i] = luasocket.udp4()
  list[i]:setsockname("127.0.0.1", 0)
end
local last = list[#list]
local _, port = last:getsockname()
list[1]:sendto("x", "127.0.0.1", port)
local readable = luasocket.select(list, nil, 5)
print(luasocket._SETSIZE, last:getfd() > 1024, #readable, readable[1] == last)
]], nil, {})
    local size = out:match "^(%d+)\ttrue\t1\ttrue\n$"
    assert.is_true(tonumber(size) >= 1100)
  end)

  it("refuses an invalid port, for which LuaSocket takes another one", function()
    assert.same({nil, "service not supported for socket type"}, {luasocket.connect("127.0.0.1", 65536 + 80)})
    assert.same({nil, "service not supported for socket type"}, {luasocket.bind("127.0.0.1", 70000)})
    local u <const> = luasocket.udp()
    assert.same({nil, "service not supported for socket type"}, {u:setpeername("127.0.0.1", 70000)})
    u:close()
  end)

  it("accepts an abstract name of AF_UNIX, but no path that contains a NUL", function()
    local name = support.abstract_name()
    local server, client = luasocket.unix(), luasocket.unix()
    support.defer(function() server:close() client:close() end)
    assert(server:bind(name))
    assert(server:listen())
    assert.equal(name, server:getsockname())
    assert(client:connect(name))
    support.assert_raises("path with a NUL byte", function() luasocket.unix():bind("/tmp/a\0b") end)
  end)

  it("keeps its finalizer, whatever a program does with the metatable", function()
    support.settle()
    local before = support.count_fds()
    do
      local s = luasocket.tcp4()
      getmetatable(s).__gc = nil
    end
    collectgarbage()
    collectgarbage()
    assert.equal(before, support.count_fds())
  end)

  it("finds a method that a program adds to a class", function()
    local methods = getmetatable(luasocket.udp()).__index
    function methods.greet() return "hello" end
    support.defer(function() methods.greet = nil end)
    assert.equal("hello", luasocket.udp():greet())
  end)

  it("returns 'closed' to a finalizer that uses a finalized socket", function()
    local out = support.lua([[
local luasocket = require "pysocket.luasocket"
local late
setmetatable({}, {__gc = function() print(late:receive(), late:send("x")) end})
local server = luasocket.bind("127.0.0.1", 0)
local _, port = server:getsockname()
late = luasocket.connect("127.0.0.1", port)
]])
    assert.matches("^nil\tclosed", (out:gsub("^nil\tnil", "nil")))
  end)

  it("skips as many values as there are, however large the number", function()
    for n, expected in pairs{[0] = {"a", "b", n = 2}, {"b", n = 1}, {n = 0}, [math.maxinteger] = {n = 0}} do
      assert.same(expected, table.pack(luasocket.skip(n, "a", "b")))
    end
  end)

  it("refuses arguments at the user's line", function()
    for _, f in ipairs{
      function() luasocket.connect() end, function() luasocket.bind() end, function() luasocket.tcp():bind(1) end,
      function() luasocket.dns.toip() end, function() luasocket.sleep() end, function() luasocket.skip() end,
      function() luasocket.udp():receive(-1) end, function() luasocket.tcp():setfd(-2) end,
      function() luasocket.tcp():setoption("tcp-keepcnt", "x") end, function() luasocket.sleep(0 / 0) end,
      function() luasocket.source("nonsense") end, function() luasocket.dns.getnameinfo() end,
    } do
      assert.matches("^spec/luasocket_spec.lua:%d+: ", support.error_message(f))
    end
  end)
end)

describe("pysocket.luasocket.install", function()
  after_each(support.cleanup)

  it("makes require return these modules, in a table that programs may change", function()
    assert.equal("true\ttrue\ttrue\tadded\n", support.lua[[
local luasocket = require "pysocket.luasocket"
luasocket.install()
require "socket".more = "added"
print(require "socket" == luasocket, require "socket.core" == luasocket, require "socket.unix" == luasocket.unix,
  require "socket.core".more)]])
  end)

  it("replaces nothing unless it is called", function()
    assert.equal("nil\tnil\tnil\n", support.lua[[
require "pysocket.luasocket"
print(package.loaded.socket, package.loaded["socket.core"], package.loaded["socket.unix"])]])
  end)

  it("may be called again", function()
    assert.equal("true\n", support.lua[[
local install = require "pysocket.luasocket".install
print(install() == install())]])
  end)

  it("is refused after another module has been loaded under one of the names", function()
    for _, name in ipairs{"socket", "socket.core", "socket.unix"} do
      local out = support.lua(([[
package.loaded["%s"] = {}
print(select(2, pcall(function() require "pysocket.luasocket".install() end)))
for key in pairs(package.loaded) do
  if key:find "^socket" and key ~= "%s" then print(key) end
end]]):format(name, name))
      assert.matches(("another module '%s' is already loaded"):format(name), out, 1, true)
      assert.matches('call require "pysocket.luasocket".install() before anything requires it\n', out, 1, true)
      assert.equal(1, select(2, out:gsub("\n", "")))
    end
  end)

  it("loads TLS when it is first required, and offers none if it was not built", function()
    assert.equal("nil\ttrue\n", support.lua[[
require "pysocket.luasocket".install()
local built = package.searchpath("pysocket.tls", package.cpath) ~= nil
print(package.loaded.ssl, (package.preload.ssl ~= nil) == built)]])
    assert.equal("nil\n", support.lua([[
package.preload["pysocket.core"] = package.loadlib(arg[1] .. "/pysocket/core.so", "luaopen_pysocket_core")
package.cpath = ""
require "pysocket.luasocket".install()
print(package.preload.ssl)]], {support.build}))
  end)

  it("puts the loop's coroutine functions in place before a library makes them local", function()
    assert.equal("a line\n", support.lua[[
local luasocket = require "pysocket.luasocket".install()
local wrap = coroutine.wrap  -- as libraries do
local asyncio = require "pysocket.asyncio"
local server = luasocket.bind("127.0.0.1", 0)
local _, port = server:getsockname()
asyncio.run(function()
  local client = luasocket.connect("127.0.0.1", port)
  asyncio.create_task(function() server:accept():send("a line\n") end)
  print(wrap(function() return (client:receive()) end)())
end)]])
  end)
end)

describe("filters and exceptions of pysocket.luasocket", function()
  it("refuse what is no table, function or socket", function()
    for message, f in pairs{
      ["bad argument #1 to 'choose' (table expected, got thread)"] = function()
        luasocket.choose(coroutine.create(print))
      end,
      ["bad argument #1 to 'newtry' (function or nil expected, got number)"] = function() luasocket.newtry(5) end,
      ["bad argument to 'sink' (socket expected, got number)"] = function() luasocket.sink("keep-open", 5) end,
      ["bad argument to 'source' (socket expected, got table)"] = function() luasocket.source{} end,
      ["bad argument #3 to 'source' (number expected, got nil)"] = function()
        luasocket.source("by-length", luasocket.tcp())
      end,
    } do
      local text = support.error_message(f)
      assert.matches("^spec/luasocket_spec.lua:%d+: ", text)
      assert.is_truthy(text:find(message, 1, true), text)
    end
  end)
end)

describe("a socket of pysocket.luasocket", function()
  after_each(support.cleanup)

  it("can be handed to this module and back", function()
    local a, b = pair()
    local fd = math.tointeger(a:getfd())
    a:setfd(-1)
    local s <close> = socket.socket(-1, -1, -1, fd)
    s:sendall("from this module\n")
    assert.equal("from this module", (b:receive()))
    a:setfd(s:detach())
    a:send("and back\n")
    assert.equal("and back", (b:receive()))
  end)
end)
