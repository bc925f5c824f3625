-- Test runners load the module a second time; both copies must work independently. Also what happens to a copy when
-- its Lua state is closed.
local support = require "spec.support"

-- Removes the loaded modules and loads them again.
local RELOAD = [[
  local socket, asyncio = require "pysocket", require "pysocket.asyncio"
  local function reload()
    for name in pairs(package.loaded) do
      if name:find "^pysocket" then package.loaded[name] = nil end
    end
    return require "pysocket", require "pysocket.asyncio"
  end
  -- Checks a generator that waits between the values that it yields.
  local function generates(socket, asyncio)
    local a, b = socket.socketpair()
    local next = coroutine.wrap(function()
      coroutine.yield(1)
      asyncio.sleep(0.001)
      b:sendall "data"
      coroutine.yield(a:recv(10))
    end)
    assert(next() == 1 and next() == "data")
    local co = coroutine.create(function() return asyncio.sleep(0.001, 7) end)
    assert(coroutine.status(co) == "suspended")
    assert(select(2, coroutine.resume(co)) == 7 and coroutine.status(co) == "dead")
    a:close()
    b:close()
    return "ok"
  end
]]

local function ok(code)
  assert.equal("ok\n", support.lua(RELOAD .. code .. '\nprint "ok"'))
end

describe("a module that is loaded a second time", function()
  after_each(support.cleanup)

  it("leaves the first load intact", function()
    ok [[
      assert(asyncio.run(generates, socket, asyncio) == "ok")
      local socket2, asyncio2 = reload()
      for _ = 1, 2 do
        assert(asyncio.run(generates, socket, asyncio) == "ok")
        assert(asyncio2.run(generates, socket2, asyncio2) == "ok")
      end
    ]]
  end)

  it("can be loaded inside a task of the first", function()
    ok [[
      asyncio.run(function()
        local socket2, asyncio2 = reload()
        assert(generates(socket, asyncio) == "ok")
        assert(asyncio2.run(generates, socket2, asyncio2) == "ok")
        assert(generates(socket, asyncio) == "ok")
        asyncio2.run(function()
          assert(asyncio.current_task() and asyncio2.current_task() ~= asyncio.current_task())
          assert(not pcall(asyncio.sleep, 0.001))
          assert(generates(socket2, asyncio2) == "ok")
        end)
      end)
    ]]
  end)

  it("runs its tasks inside those of the later load too", function()
    ok [[
      local socket2, asyncio2 = reload()
      asyncio2.run(function()
        assert(asyncio.run(generates, socket, asyncio) == "ok")
        assert(generates(socket2, asyncio2) == "ok")
      end)
    ]]
  end)

  it("has classes, metatables, default timeout and signal handlers of its own", function()
    ok [[
      local socket2, asyncio2 = reload()
      local s, s2 = socket.socket(), socket2.socket()
      assert(socket.isinstance(s, socket.socket) and not socket2.isinstance(s, socket2.socket))
      assert(socket2.isinstance(s2, socket2.socket) and not socket.isinstance(s2, socket.socket))
      local raised, e = pcall(s.recv, s, 1)
      assert(not raised and socket.isinstance(e, socket.OSError) and not socket2.isinstance(e, socket2.OSError))
      raised, e = pcall(s2.recv, s2, 1)
      assert(not raised and socket2.isinstance(e, socket2.OSError) and not socket.isinstance(e, socket.OSError))
      socket2.setdefaulttimeout(1)
      assert(socket.getdefaulttimeout() == nil and socket.socket().timeout == nil and socket2.socket().timeout == 1)
      function socket2.socket:more() return "more" end
      assert(s.more == nil and socket2.socket():more() == "more")
      local first, second = asyncio.get_event_loop(), asyncio2.get_event_loop()
      first:add_signal_handler(10, print)
      assert(not pcall(second.add_signal_handler, second, 10, print))  -- the first loop handles this signal
      assert(first:remove_signal_handler(10) and not second:remove_signal_handler(10))
      assert(first:fileno() ~= second:fileno())
    ]]
  end)

  it("loads its own copies of the parts that it needs later", function()
    ok [[
      local s = socket.socket()
      local socket2 = reload()
      for _, name in ipairs{"create_server", "create_connection", "getfqdn", "ExceptionGroup"} do
        assert(socket[name] ~= socket2[name], name)
      end
      assert(s.makefile ~= socket2.socket.makefile)
      assert(package.loaded.pysocket == socket2 and require "pysocket" == socket2)
      local server <close> = socket.create_server{"127.0.0.1", 0}
      local conn <close> = socket.create_connection(server:getsockname())
      assert(socket.isinstance(server, socket.socket) and socket.isinstance(conn, socket.socket))
      local f = conn:makefile "w"
      f:write "a line\n"
      f:flush()
      assert(server:accept():makefile():read() == "a line")
      asyncio.run(function()
        local raised, e = pcall(function()
          local group <close> = asyncio.TaskGroup()
          group:create_task(error, "mine")
        end)
        assert(not raised and socket.isinstance(e, socket.ExceptionGroup))
      end)
    ]]
  end)

  it("loads them even if nothing can be loaded any more", function()
    ok [[
      for name in pairs(package.loaded) do
        if name:find "^pysocket" then package.loaded[name] = nil end
      end
      assert(socket.ExceptionGroup and socket.create_server and socket.socket().makefile)
      assert(package.loaded.pysocket == nil and package.loaded["pysocket.core"] == nil)
    ]]
  end)

  it("accepts only arguments from the other load", function()
    ok [[
      local socket2, asyncio2 = reload()
      local a, b = socket.socketpair()
      assert(socket2.socket.send(a, "x") == 1 and socket2.socket.recv(b, 1) == "x")
      socket2.socket.settimeout(b, 0.001)
      assert(not pcall(b.recv, b, 1) and b.timeout == 0.001)
      asyncio.run(function()
        local raised, e = pcall(socket2.socket.recv, b, 1)
        assert(not raised and tostring(e):find "another load of the module", e)
        assert(not pcall(asyncio2.sleep, 1))
        assert(not pcall(asyncio2.gather, asyncio.current_task()))
      end)
      local task = asyncio.get_event_loop():create_task(print)
      assert(not pcall(asyncio2.get_event_loop().run_until_complete, asyncio2.get_event_loop(), task))
      task:cancel()
      collectgarbage()
    ]]
  end)

  it("lives as long as its sockets, even if a method of another load changes or accepts them", function()
    ok [[
      local function sockets()
        local second = reload()
        local l = second.create_server{"127.0.0.1", 0}
        second.setdefaulttimeout(7)  -- those that l accepts differ from it
        return l, second.create_connection(l:getsockname()), second.socket.send
      end
      local l, s, send = sockets()
      local conn = socket.socket.accept(l)
      socket.socket.settimeout(s, 5)
      for name in pairs(package.loaded) do
        if name:find "^pysocket" then package.loaded[name] = nil end
      end
      for _ = 1, 3 do collectgarbage() end
      assert(s.timeout == 5 and conn.timeout == 7)
      assert(s.send == send and conn.send == send and l.send == send and send ~= socket.socket.send)
      s:sendall "data"
      assert(conn:recv(10) == "data")
      socket.socket.close(s)
      assert(s.send == send and s.timeout == 5 and s:fileno() == -1)
    ]]
  end)

  it("is collected, with its loop, when it is no longer referenced", function()
    ok [[
      local function descriptors()
        collectgarbage()
        collectgarbage()
        local n = 0
        for fd = 0, 50 do
          local open, copy = pcall(socket.dup, fd)
          if open then
            n = n + 1
            socket.close(copy)
          end
        end
        return n
      end
      local function use()
        local socket, asyncio = reload()
        asyncio.run(asyncio.sleep, 0)
        local s <close> = socket.create_server{"127.0.0.1", 0}
        pcall(s.recv, s, 1)
      end
      for _ = 1, 3 do use() end
      local before, memory = descriptors(), collectgarbage "count"
      for _ = 1, 10 do use() end
      assert(descriptors() == before)
      assert(collectgarbage "count" < memory + 100, collectgarbage "count" - memory)
    ]]
  end)

  it("leaves its sockets intact when it is collected", function()
    ok [[
      local a, b = (function() return (reload()).socketpair() end)()
      for name in pairs(package.loaded) do
        if name:find "^pysocket" then package.loaded[name] = nil end
      end
      for _ = 1, 3 do collectgarbage() end
      a:sendall "data"
      assert(b:recv(10) == "data" and tostring(a):find "^<socket")
    ]]
  end)
end)

-- lua_close calls finalizers in reverse order of creation. So a finalizer that is older than the loop runs after the
-- loop's own.
describe("a finalizer that is older than the loop", function()
  after_each(support.cleanup)

  -- `code` sets functions in `last`, by name; the finalizer calls them.
  local function closes(code, how)
    return support.lua([[
      local last = {}
      setmetatable(last, {__gc = function()
        for name, f in pairs(last) do print(name, pcall(f)) end
      end})
      local socket, asyncio = require "pysocket", require "pysocket.asyncio"
      local loop = asyncio.get_event_loop()
      local a, b = socket.socketpair()
    ]] .. code .. (how or ""))
  end

  local INSIDE = "\nloop:run_until_complete(loop:create_task(function() os.exit(0, true) end))"

  for title, how in pairs{["at the end of the program"] = "", ["at an exit inside a task"] = INSIDE} do
    it("may cancel a handle " .. title, function()
      assert.equal("cancel\ttrue\ttrue\n", closes([[
        local handle = loop:call_later(9, print)
        function last.cancel() handle:cancel() return handle:cancelled() end
      ]], how))
    end)

    it("may cancel tasks " .. title, function()
      for _, body in ipairs{"asyncio.sleep(9)", "a:recv(1)", "a:settimeout(9) a:recv(1)", "future:await()"} do
        assert.equal("cancel\ttrue\tfalse\ttrue\n", closes(([[
          local future = asyncio.Future()
          local task = loop:create_task(function() %s end)
          loop:step(0)
          function last.cancel() return task:cancel(), task:cancelled() end
        ]]):format(body), how))
      end
    end)

    it("may set a future " .. title, function()
      assert.equal("set\ttrue\t1\n", closes([[
        local future = asyncio.Future()
        loop:create_task(function() future:await() end)
        loop:step(0)
        function last.set() future:set_result(1) return future:result() end
      ]], how))
    end)

    it("gets an error that the loop is closed if it schedules something " .. title, function()
      local lines = closes([[
        local calls = {
          call_soon = function() loop:call_soon(print) end,
          call_later = function() loop:call_later(1, print) end,
          create_task = function() loop:create_task(print) end,
          run = function() asyncio.run(print) end,
          step = function() loop:step(0) end,
          run_forever = function() loop:run_forever() end,
          add_signal_handler = function() loop:add_signal_handler(10, print) end,
        }
        for name, f in pairs(calls) do last[name] = f end
      ]], how)
      local n = 0
      for line in lines:gmatch "[^\n]+" do
        n = n + 1
        assert.matches("^%g+\tfalse\tthe event loop is closed because its Lua state has ended$", line)
      end
      assert.equal(7, n)
    end)

    it("finds the rest unchanged " .. title, function()
      local lines = closes([[
        local select = require "pysocket.select"
        local poll, epoll = select.poll(), select.epoll()
        poll:register(a)
        function last.poll() poll:poll(0) end
        function last.socketpair() local s = socket.socketpair() s:send "x" s:close() end
        function last.select() select.select({0}, {}, {}, 0) end
        function last.coroutine() assert(coroutine.wrap(function() coroutine.yield(1) end)() == 1) end
        function last.objects() asyncio.Event():set() asyncio.Queue():put_nowait(1) asyncio.all_tasks() loop:time() end
      ]], how)
      for line in lines:gmatch "[^\n]+" do assert.matches("\ttrue$", line) end
    end)
  end
end)
