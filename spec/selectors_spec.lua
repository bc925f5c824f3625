-- lua/pysocket/selectors.lua: every selector behaves the same, outside of tasks and in them.
local support = require "spec.support"
local errno = require "pysocket.errno"
local selectors = require "pysocket.selectors"
local socket = require "pysocket"
local loop = require "pysocket.core"._loop()

require "pysocket.asyncio"

local READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
local BUSY = 1.5 -- how late a call may return on a busy machine, in seconds

local function finish(...)
  for _, task in ipairs{...} do
    local watch = loop.call_at(loop.time() + 20, loop.cancel, task, "takes too long")
    loop.run(task)
    watch:cancel()
  end
end

local function result(task)
  finish(task)
  local results = table.pack(loop.result(task))
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

local PLACES = {
  ["outside of tasks"] = function(f, ...) return f(...) end,
  ["in a task"] = function(f, ...) return result(loop.spawn(f, ...)) end,
}

local pair = support.socketpair

local function ready_pair()
  local a, b = pair()
  b:send "x"
  a:recv(1, socket.MSG_PEEK)
  return a, b
end

-- Maps each object that is ready to its events.
local function by_object(list)
  local found = {}
  for _, ready in ipairs(list) do
    assert.is_nil(found[ready.key.fileobj], "reported twice")
    found[ready.key.fileobj] = ready.events
  end
  return found
end

-- Returns the error message without its position.
local function message_of(f)
  return (support.error_message(f):gsub("^[^ ]*:%d+: ", ""))
end

for _, name in ipairs{"SelectSelector", "PollSelector", "EpollSelector"} do
  local Selector = selectors[name]

  local function new()
    return support.close_later(Selector())
  end

  describe(name, function()
    after_each(support.cleanup)

    for place, run in pairs(PLACES) do
      describe(place, function()
        it("returns which registered objects are ready, and for what", function()
          local sel = new()
          local a, b = ready_pair()
          local c = pair()
          sel:register(a, READ, "data of a")
          sel:register(b, READ | WRITE, "data of b")
          sel:register(c, READ)
          local list = run(sel.select, sel)
          assert.same({[a] = READ, [b] = WRITE}, by_object(list))
          for _, ready in ipairs(list) do
            local key, events = table.unpack(ready)
            assert.equal(sel:get_key(key.fileobj), key)
            assert.equal(ready.key, key)
            assert.equal(ready.events, events)
            assert.is_nil(ready.other)
            assert.equal(key.fileobj == a and "data of a" or "data of b", key.data)
            assert.equal(("(%s, %d)"):format(tostring(key), events), tostring(ready))
          end
          sel:modify(a, READ | WRITE)
          assert.same({[a] = READ | WRITE, [b] = WRITE}, by_object(run(sel.select, sel)))
        end)

        it("reports the end of the stream to readers and to writers", function()
          local sel = new()
          local a, b = pair()
          local c, d = pair()
          b:close()
          d:close()
          sel:register(a, READ)
          sel:register(c, WRITE)
          assert.same({[a] = READ, [c] = WRITE}, by_object(run(sel.select, sel)))
        end)

        it("waits as long as requested", function()
          local sel = new()
          for _ = 1, 2 do -- registers nothing the first time
            for _, seconds in ipairs{0.05, 0.0125} do
              local start = loop.time()
              assert.same({}, run(sel.select, sel, seconds))
              local took = loop.time() - start
              assert.is_true(took >= seconds and took < seconds + BUSY, "took " .. took)
            end
            local start = loop.time()
            for _, none in ipairs{0, 0.0, -1, -math.huge} do assert.same({}, run(sel.select, sel, none)) end
            assert.same({}, run(sel.select, sel, {timeout = 0}))
            assert.is_true(loop.time() - start < BUSY)
            sel:register(pair(), READ)
          end
        end)
      end)
    end

    it("waits without a timeout until data arrives", function()
      local s, address = support.udp_socket()
      local child = support.spawn_lua(([[
        local socket = require "pysocket"
        local selectors = require "pysocket.selectors"
        local a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        a:connect{"127.0.0.1", tonumber(arg[1])}
        a:send "hello"
        local sel <close> = selectors.%s()
        sel:register(a, selectors.EVENT_READ, "data")
        local list = sel:select()
        print(#list, list[1].key.data, list[1].events)
      ]]):format(name), {address.port})
      local _, peer = s:recvfrom(10)
      child:wait_blocked()
      s:sendto("x", peer)
      assert.equal("1\tdata\t1\n", child:wait().stdout)
    end)

    it("suspends only the task that selects", function()
      local sel = new()
      local a, b = pair()
      sel:register(a, READ)
      local order = {}
      local waiting = loop.spawn(function()
        order[#order + 1] = "waits"
        local list = sel:select()
        order[#order + 1] = #list
      end)
      local other = loop.spawn(function()
        for i = 7, 9 do
          order[#order + 1] = i
          loop.park(0)
        end
        b:send "x"
      end)
      finish(waiting, other)
      assert.same({"waits", 7, 8, 9, 1}, order)
    end)

    it("does not return an object that another task unregistered in the meantime", function()
      local sel = new()
      local a, b = pair()
      local c, d = pair()
      sel:register(a, READ)
      sel:register(c, READ)
      local task = loop.spawn(function() return by_object(sel:select()) end)
      local other = loop.spawn(function()
        loop.park(0)
        sel:unregister(a)
        b:send "x"
        d:send "x"
      end)
      finish(task, other)
      local found = result(task)
      assert.is_true(next(found) == nil or found[c] == READ)
      assert.is_nil(found[a])
    end)

    it("serves many objects", function()
      local sel = new()
      local all = {}
      for i = 1, 300 do
        local a, b = pair()
        all[i] = b
        sel:register(a, READ, i)
      end
      for i = 3, 300, 3 do all[i]:send "x" end
      local found = 0
      for _, ready in ipairs(sel:select()) do
        assert.equal(0, ready.key.data % 3)
        assert.equal("x", ready.key.fileobj:recv(10))
        found = found + 1
      end
      assert.equal(100, found)
      assert.same({}, sel:select(0))
    end)
  end)

  describe(name, function()
    after_each(support.cleanup)

    it("returns a key for a registered object", function()
      local sel = new()
      local a, b = pair()
      local data = {}
      local key = sel:register(a, READ, data)
      assert.equal(a, key.fileobj)
      assert.equal(a:fileno(), key.fd)
      assert.equal(READ, key.events)
      assert.equal(data, key.data)
      assert.same({a, a:fileno(), READ, data, n = 4}, table.pack(table.unpack(key)))
      assert.equal(4, #key)
      assert.is_nil(key[5])
      assert.is_true(socket.isinstance(key, selectors.SelectorKey))
      assert.equal(("SelectorKey(fileobj=%s, fd=%d, events=2, data=None)"):format(b, b:fileno()),
        tostring(sel:register(b, WRITE)))
      assert.same({b, b:fileno(), WRITE, nil, n = 4}, table.pack(table.unpack(sel:get_key(b))))
      assert.equal(key, sel:get_key(a))
      assert.equal(key, sel:get_key(a:fileno()))
      assert.equal(key, sel:unregister(a))
    end)

    it("accepts integers, files and anything with a fileno method", function()
      local sel = new()
      local sockets = {}
      for i = 1, 4 do sockets[i] = ready_pair() end
      local file = support.close_later(sockets[1]:makefile())
      local object = {fileno = function() return sockets[2]:fileno() end}
      local integer = sockets[3]:fileno()
      for _, fileobj in ipairs{file, object, integer, sockets[4]} do
        assert.equal(fileobj, sel:register(fileobj, READ).fileobj)
      end
      assert.same({[file] = READ, [object] = READ, [integer] = READ, [sockets[4]] = READ}, by_object(sel:select()))
    end)

    it("changes events and data", function()
      local sel = new()
      local a = ready_pair()
      local key = sel:register(a, READ, "one")
      assert.equal(key, sel:modify(a, READ, "one"))
      local other = sel:modify(a, READ, "two")
      assert.equal("two", other.data)
      assert.equal("one", key.data)
      assert.equal(other, sel:get_key(a))
      assert.same({[a] = READ}, by_object(sel:select()))
      local last = sel:modify(a:fileno(), WRITE)
      assert.same({a, a:fileno(), WRITE, nil, n = 4}, table.pack(table.unpack(last)))
      assert.same({[a] = WRITE}, by_object(sel:select()))
      assert.equal(1, #sel:get_map())
    end)

    it("has a map of the registered objects", function()
      local sel = new()
      local a, b = pair()
      local map = sel:get_map()
      assert.equal(0, #map)
      local one, two = sel:register(a, READ), sel:register(b, WRITE)
      assert.equal(2, #map)
      assert.equal(one, map[a])
      assert.equal(two, map[b:fileno()])
      assert.is_nil(map[100000])
      assert.is_nil(map.x)
      local keys = {}
      for fd, key in pairs(map) do keys[fd] = key end
      assert.same({[a:fileno()] = one, [b:fileno()] = two}, keys)
      sel:unregister(a)
      assert.equal(1, #map)
      assert.is_nil(map[a])
      assert.matches("the map of a selector is read%-only", support.error_message(function() map[a] = one end))
      sel:close()
      assert.is_nil(sel:get_map())
      assert.equal(0, #map)
      assert.is_nil(map[b])
      for _ in pairs(map) do error("the map of a closed selector is not empty") end
    end)

    it("forgets objects that were closed in the meantime", function()
      local sel = new()
      local a, b = pair()
      local key = sel:register(a, READ)
      a:close()
      assert.equal(key, sel:get_key(a))
      assert.equal(key, sel:unregister(a))
      assert.equal(0, #sel:get_map())
      sel:register(b, READ)
      local fd = b:detach()
      socket.close(fd)
      assert.equal(fd, sel:unregister(fd).fd)
      assert.same({}, sel:select(0))
    end)

    it("can be closed, twice, and by <close>", function()
      support.settle()
      local before = support.open_fds()
      local a = pair()
      local kept
      do
        local sel <close> = Selector()
        sel:register(a, READ)
        kept = sel
      end
      assert.is_nil(kept:get_map())
      kept:close()
      a:close()
      support.cleanup()
      assert.same(before, support.open_fds())
    end)

    it("reports what is wrong", function()
      local sel = new()
      local a, b = pair()
      local closed = pair()
      closed:close()
      sel:register(a, READ)
      local fd = a:fileno()
      local NEGATIVE = "descriptor is negative: it is closed, or not a descriptor"
      local NOTHING = "descriptor expected: an integer, or an object with a fileno method"
      local function invalid(method, events)
        return ("bad argument #2 to '%s' (invalid events: %d; use EVENT_READ, EVENT_WRITE or both)"):format(method,
          events)
      end
      for _, case in ipairs{
        {("bad argument #1 to 'register' (%s (descriptor %d) is already registered)"):format(a, fd),
          function() sel:register(a, WRITE) end},
        {("bad argument #1 to 'register' (%d (descriptor %d) is already registered)"):format(fd, fd),
          function() sel:register(fd, WRITE) end},
        {invalid("register", 0), function() sel:register(b, 0) end},
        {invalid("register", 4), function() sel:register(b, 4) end},
        {invalid("register", -1), function() sel:register(b, -1) end},
        {invalid("modify", 0), function() sel:modify(a, 0) end},
        {invalid("modify", 7), function() sel:modify(a, 7) end},
        {"bad argument #2 to 'register' (integer expected, got nil)", function() sel:register(b) end},
        {"bad argument #2 to 'register' (integer expected, got string)", function() sel:register(b, "r") end},
        {"bad argument #1 to 'register' (" .. NEGATIVE .. ")", function() sel:register(closed, READ) end},
        {"bad argument #1 to 'register' (" .. NEGATIVE .. ")", function() sel:register(-1, READ) end},
        {"bad argument #1 to 'register' (" .. NOTHING .. ")", function() sel:register("x", READ) end},
        {"bad argument #1 to 'register' (" .. NOTHING .. ")", function() sel:register(nil, READ) end},
        {"bad argument #1 to 'unregister' (" .. NEGATIVE .. ")", function() sel:unregister(closed) end},
        {"bad argument #1 to 'unregister' (" .. NOTHING .. ")", function() sel:unregister {} end},
        {("bad argument #1 to 'unregister' (%s is not registered)"):format(b), function() sel:unregister(b) end},
        {("bad argument #1 to 'modify' (%s is not registered)"):format(b), function() sel:modify(b, READ) end},
        {("bad argument #1 to 'get_key' (%s is not registered)"):format(b), function() sel:get_key(b) end},
        {"bad argument #1 to 'get_key' ('x' is not registered)", function() sel:get_key "x" end},
        {"bad argument #1 to 'select' (number expected, got string)", function() sel:select "x" end},
        {"bad argument #1 to 'select' (timeout is not a number (NaN))", function() sel:select(0 / 0) end},
        {"bad argument #1 to 'select' (timeout too large; nil for none)", function() sel:select(math.huge) end},
        {"bad argument #1 to 'select' (timeout too large; nil for none)", function()
          sel:select(socket.isinstance(sel, selectors.SelectSelector) and 9.3e9 or 2147483.648)
        end},
        {"bad argument #1 to 'select' (unexpected keyword 'time')", function() sel:select {time = 1} end},
        {"bad argument #1 to 'register' (selector expected, got socket; call methods as x:register(...))", function()
          sel.register(a, b, READ)
        end},
        {"bad argument #1 to 'get_map' (selector expected, got no value; call methods as x:get_map(...))", function()
          sel.get_map()
        end},
      } do
        assert.equal(case[1], message_of(case[2]))
      end
      assert.equal(1, #sel:get_map())
      sel:close()
      for _, call in ipairs{
        function() sel:register(b, READ) end, function() sel:unregister(a) end, function() sel:modify(a, WRITE) end,
        function() sel:select() end, function() sel:get_key(a) end,
      } do
        assert.equal("the selector is closed", message_of(call))
      end
    end)

    it("reports the user's line", function()
      local sel = new()
      assert.matches("^[^ ]*selectors_spec.lua:%d+: bad argument", support.error_message(function()
        local ready = sel:select "x"
        return ready
      end))
    end)

    it("is an instance of its class and of its base class, and prints as such", function()
      local sel = new()
      assert.is_true(socket.isinstance(sel, Selector))
      assert.is_true(socket.isinstance(sel, selectors.BaseSelector))
      assert.is_false(socket.isinstance(sel, selectors.SelectorKey))
      assert.equal(name == "EpollSelector", socket.isinstance(sel, selectors.DefaultSelector))
      assert.matches("^<selectors." .. name .. " object at 0x%x+>$", tostring(sel))
      assert.equal(("<class 'selectors.%s'>"):format(name), tostring(Selector))
    end)
  end)
end

describe("EpollSelector", function()
  after_each(support.cleanup)

  it("is the default", function()
    assert.equal(selectors.EpollSelector, selectors.DefaultSelector)
  end)

  it("has a descriptor, which others can wait for", function()
    local sel, outer = support.close_later(selectors.EpollSelector(), selectors.SelectSelector())
    local a, b = pair()
    sel:register(a, READ)
    outer:register(sel, READ)
    assert.equal(sel:fileno(), outer:get_key(sel).fd)
    assert.same({}, outer:select(0))
    b:send "x"
    assert.same({[sel] = READ}, by_object(outer:select()))
    sel:close()
    assert.matches("^[^\n]*selectors_spec%.lua:%d+: I/O operation on closed epoll object",
      support.error_message(function() return (sel:fileno()) end))
  end)

  it("that is closed while a task waits for it reports the task's line", function()
    -- The message used to name a line of selectors.lua, as if the fault were there.
    local sel = support.close_later(selectors.EpollSelector())
    sel:register(pair(), READ)
    local message
    local waiter = loop.spawn(function() message = support.error_message(function() return (sel:select()) end) end)
    loop.step(0)
    sel:close()
    finish(waiter)
    assert.matches("^[^\n]*selectors_spec%.lua:%d+: I/O operation on closed epoll object", message)
  end)

  it("does not keep an object that the kernel refuses", function()
    local sel = support.close_later(selectors.EpollSelector())
    local file = io.tmpfile()
    support.defer(file.close, file)
    assert.equal(errno.EPERM, support.raises("PermissionError", sel.register, sel, file, READ).errno)
    assert.equal(0, #sel:get_map())
    -- A descriptor that has been closed since cannot be modified, and is no longer registered afterwards.
    local fd = pair():detach()
    sel:register(fd, READ)
    socket.close(fd)
    assert.equal(errno.EBADF, support.raises("OSError", sel.modify, sel, fd, WRITE).errno)
    assert.equal(0, #sel:get_map())
    assert.same({}, sel:select(0))
  end)

  it("that is closed wakes the task that selects", function()
    local sel = selectors.EpollSelector()
    sel:register(pair(), READ)
    local task = loop.spawn(function() return sel:select() end)
    local closer = loop.spawn(function()
      loop.park(0)
      sel:close()
    end)
    finish(task, closer)
    local ok, e = loop.result(task)
    assert.is_false(ok)
    assert.matches("I/O operation on closed epoll object", e)
  end)
end)

describe("a selector of one's own", function()
  after_each(support.cleanup)

  it("inherits the derived methods of BaseSelector", function()
    local log = {}
    local Own = setmetatable({__name = "Own", __base = selectors.BaseSelector}, {__index = selectors.BaseSelector})
    Own.__index, Own.__close, Own.__tostring = Own, selectors.BaseSelector.__close, selectors.BaseSelector.__tostring
    function Own:register(...)
      log[#log + 1] = table.pack("register", ...)
      return self
    end
    function Own.unregister(_, ...) log[#log + 1] = table.pack("unregister", ...) end
    function Own.get_map() return {x = "key of x"} end
    local own = setmetatable({}, Own)
    assert.equal(own, own:modify(5, READ, "data"))
    assert.same({{"unregister", 5, n = 2}, {"register", 5, READ, "data", n = 4}}, log)
    assert.equal("key of x", own:get_key "x")
    assert.equal("bad argument #1 to 'get_key' ('y' is not registered)", message_of(function() own:get_key "y" end))
    assert.matches("has no method 'select'", message_of(function() own:select() end))
    do
      local closing <close> = own
      assert.matches("^<Own object at 0x%x+>$", tostring(closing))
    end
    assert.is_nil(own:close())
  end)

  it("cannot be BaseSelector itself", function()
    assert.is_false(pcall(function() return selectors.BaseSelector() end))
  end)

  it("can make keys", function()
    local key = selectors.SelectorKey("x", 5, READ, "data")
    assert.same({"x", 5, READ, "data", n = 4}, table.pack(table.unpack(key)))
    assert.equal("SelectorKey(fileobj='x', fd=5, events=1, data='data')", tostring(key))
  end)
end)
