-- Whatever Lua code does, it gets a result or an error, and the process survives. spec/host tries the same with
-- everything that can be reached (arguments, finalizers).
local support = require "spec.support"

local function ok(code)
  assert.equal("ok\n", support.lua([[
    local socket, select = require "pysocket", require "pysocket.select"
    -- Calls f during some later collection.
    local function when_collected(f) setmetatable({}, {__gc = f}) end
    collectgarbage("incremental", 0, 0, 100)
    collectgarbage("setpause", 0)
  ]] .. code .. '\nprint "ok"'))
end

describe("a finalizer", function()
  after_each(support.cleanup)

  it("may enlarge a view that is being written to a file", function()
    ok [[
      local s, peer = socket.socketpair()
      local f = s:makefile "w"
      f:setvbuf("full", 1 << 24)  -- large enough that the finalizers' data is not sent
      local bytes = socket.bytearray(100000)
      local view = bytes:view(1, 1)
      for i = 1, 200 do
        bytes:view(1, 1, view)
        when_collected(function() bytes:view(1, 60000, view) end)
        f:write(view, i + .5)
        f[2]:clear()
        bytes:view(1, 1, view)
        when_collected(function() bytes:view(1, 60000, view) end)
        f[2]:put(view, i + .5)
        f[2]:clear()
      end
    ]]
  end)

  it("may remove the stream that is being written to, or fill it", function()
    ok [[
      local s, peer = socket.socketpair()
      local f = s:makefile "w"
      f:setvbuf("full", 1 << 24)  -- large enough that the finalizers' data is not sent
      for i = 1, 200 do
        when_collected(function() f[2]:put(("x"):rep(5000)) end)
        f:write(i + .5, i + .25)
        f[2]:clear()
      end
      local stream = f[2]
      for i = 1, 20 do
        when_collected(function() f[2] = nil end)
        pcall(f.write, f, i + .5, i + .25)
        f[2] = stream
      end
    ]]
  end)

  it("may read from the file that is being read", function()
    ok [[
      local s, peer = socket.socketpair()
      peer:close()  -- so that a read of a cleared buffer ends at once
      local f = s:makefile "r"
      for i = 1, 200 do
        f[1]:put(("x"):rep(100), "\n", ("y"):rep(100), "\n")
        when_collected(function() f[1]:clear() end)
        pcall(f[1].take, f[1], 150)  -- raises an error if the finalizer ran first
        f[1]:put(("x"):rep(100), "\n")
        when_collected(function() f:read() end)
        if #f[1] > 0 then f:read() end
        f[1]:put_back(i + .5)
        when_collected(function() f[1]:put(("z"):rep(300)) end)
        f[1]:put_back(i + .25)
        assert(#f[1] >= 0 and #f[1] < 10000)
        f[1]:clear()
      end
    ]]
  end)

  -- The line used to be copied from memory that the finalizer had freed.
  it("may read what follows the line that a socket of luasocket is reading", function()
    ok [[
      local luasocket = require "pysocket.luasocket"
      local server = assert(luasocket.bind("127.0.0.1", 0))
      local host, port = server:getsockname()
      local client = assert(luasocket.connect(host, port))
      local peer = server:accept()
      local finalized = 0
      for i = 1, 50 do
        peer:send("first\n" .. ("x\r"):rep(1500) .. "\n")
        client:settimeout(5)
        assert(client:receive() == "first")
        while not client:dirty() do assert(client:receive(0)) end
        client:settimeout(0)
        when_collected(function()
          finalized = finalized + 1
          for _ = 1, 2 do client:receive "*a" end  -- the second one frees the queue
          peer:send(("z"):rep(3001))
          client:receive()
        end)
        local line = client:receive()
        assert(not line or line == ("x"):rep(1500), line)
        for _ = 1, 2 do client:receive "*a" end
      end
      assert(finalized > 0)
    ]]
  end)

  it("may move the view that is being set", function()
    ok [[
      local bytes = socket.bytearray(1000)
      local view = bytes:view()
      for i = 1, 200 do
        bytes:view(1, 1000, view)
        when_collected(function() bytes:view(1, 1, view) end)
        pcall(view.set, view, 990, i + .25)
      end
    ]]
  end)

  it("may register with the poll object that makes room", function()
    ok [[
      local sockets = {}
      for i = 1, 300 do sockets[i] = socket.socket() end
      for _ = 1, 5 do
        local poll = select.poll()
        for i = 1, 100 do
          when_collected(function()
            for k = 100 + i, 200 + i do poll:register(sockets[k]) end
            for k = 150, 160 do pcall(poll.unregister, poll, sockets[k]) end
            poll:register(sockets[i])
          end)
          poll:register(sockets[i])
        end
        local seen = {}
        for _, pair in ipairs(poll:poll(0)) do
          assert(not seen[pair.fd])
          seen[pair.fd] = true
        end
      end
    ]]
  end)
end)

describe("an error", function()
  after_each(support.cleanup)

  it("shows a text that is not referenced elsewhere", function()
    ok [[
      local class = setmetatable({}, {__index = function(_, name)
        local long = name == "address" or name == "host" or name == "filename"
        if long then return ("x"):rep(1000) .. name .. os.time() end
        return socket.OSError[name]
      end})
      local e = setmetatable({}, {__index = class, __tostring = socket.OSError.__tostring})
      e.call = "connect"
      for _ = 1, 20 do
        local text = tostring(e)
        for _, name in ipairs{"address", "host", "filename"} do
          assert(text:find("'" .. ("x"):rep(1000) .. name .. "%d+'"), text)
        end
      end
    ]]
  end)

  it("may have a class that is its own base", function()
    ok [[
      local class = setmetatable({}, {__index = socket.OSError})
      class.__base = class
      assert(not socket.isinstance(setmetatable({}, class), socket.OSError))
      assert(socket.isinstance(setmetatable({}, class), class))
    ]]
  end)
end)

describe("a metamethod", function()
  after_each(support.cleanup)

  it("checks its argument", function()
    ok [[
      local asyncio = require "pysocket.asyncio"
      local s, b = socket.socket(), socket.bytearray(3)
      local task = asyncio.get_event_loop():create_task(print)
      local handle = asyncio.get_event_loop():call_later(9, print)
      local metas = {
        getmetatable(s), getmetatable(b), select.epoll, getmetatable(select.epoll()), getmetatable(select.poll()),
        getmetatable(socket.socket), getmetatable(socket.OSError), socket.OSError, getmetatable(socket),
        getmetatable(getmetatable(s).__index), getmetatable(s:getsockname()), getmetatable(task), getmetatable(handle),
        getmetatable(socket.socket():makefile "r"[1]), getmetatable(select.epoll),
      }
      for i, meta in ipairs(metas) do
        for name, f in next, meta do
          if type(f) == "function" and type(name) == "string" and name:find "^__" then
            for _, wrong in ipairs{io.stdout, 1, "x", true, print, coroutine.create(print)} do
              pcall(f)
              pcall(f, nil)
              pcall(f, wrong)
              pcall(f, wrong, wrong)
              pcall(f, wrong, "close")
              pcall(f, {__base = 5}, wrong)
            end
          end
        end
      end
      task:cancel()
    ]]
  end)

  it("of a socket reports what it expected", function()
    ok [[
      local finalize = getmetatable(socket.socket()).__gc
      local raised, e = pcall(finalize, io.stdout)
      assert(not raised and e:find "socket expected, got FILE%*", e)
      raised, e = pcall(select.epoll.__gc, io.stdout)
      assert(not raised and e:find "select.epoll expected, got FILE%*", e)
      raised, e = pcall(getmetatable(socket.OSError).__call, 1)
      assert(not raised and e:find "table expected, got number", e)
      assert(not pcall(getmetatable(socket.socket).__call))
    ]]
  end)

  -- A writer that had lost its socket used to be asked for it while C code used the writer's bytes. Only the
  -- sanitizer sees that (make check CHECK=asan).
  it("of writers may free what the writer has", function()
    ok [[
      local asyncio = require "pysocket.asyncio"
      local class = asyncio.StreamWriter
      local function free(writer)
        writer[1] = nil
        collectgarbage()
        collectgarbage()
      end
      local function try(f)
        local s = socket.socketpair()
        local _, writer = asyncio.open_connection{sock = s}
        class.__index = function(self, name)
          if name == "_socket" then free(self) end
          return name == "_socket" and s or class[name]
        end
        class.__newindex = function(self, name, value)
          free(self)
          rawset(self, name, value)
        end
        pcall(f, writer)
        class.__index, class.__newindex = class, nil
        free(writer)
      end
      local programs = {
        function(writer)
          writer:write "x"
          writer._socket = nil
          writer:drain()
        end,
        function(writer)
          writer._socket = nil
          writer:write(("x"):rep(100000))
        end,
        function(writer)
          writer:write "x"
          writer._socket = nil
          asyncio.sleep(0)  -- sends the bytes
        end,
      }
      for _, name in ipairs{"_socket", "_closing", "_closed"} do
        programs[#programs + 1] = function(writer)
          writer[name] = nil
          writer:close()
        end
      end
      for _, f in ipairs(programs) do pcall(asyncio.run, try, f) end
    ]]
  end)

  it("of task groups may fail while the loop closes their tasks", function()
    ok [[
      local asyncio = require "pysocket.asyncio"
      pcall(asyncio.run, function()
        local group = asyncio.TaskGroup()
        for _ = 1, 4 do group:create_task(asyncio.sleep, 60) end
        for field in pairs(group) do group[field] = nil end
        getmetatable(group).__index = error
        asyncio.sleep(0)
      end)
      assert(asyncio.run(function() return asyncio.create_task(asyncio.sleep, 0, "done"):await() end) == "done")
    ]]
  end)

  it("of a socket cannot be removed", function()
    ok [[
      local s = socket.socket()
      for name, f in pairs(getmetatable(s)) do
        local other = socket.socket()
        local own = debug.getmetatable(other)
        local _, found = pcall(f, other, -1)
        assert(found ~= own, name)
      end
      getmetatable(s)[true] = 1
      getmetatable(s).__index = nil
      getmetatable(s).__gc = nil
      assert(socket.socket(socket.AF_INET6).family == socket.AF_INET6)
      local fd = s:fileno()
      s = nil
      collectgarbage()
      local raised, e = pcall(socket.dup, fd)
      assert(not raised and e.errno == 9)
    ]]
  end)
end)

describe("a socket", function()
  after_each(support.cleanup)

  it("shows numbers where the module's enumerations are something else", function()
    ok [[
      local s = socket.socket()
      for _, other in ipairs{false, 5, "x", {}, {[1] = 5}} do
        socket.SocketKind = other
        assert(tostring(s):find "^<socket.socket fd=%d+, family=AF_INET, type=1, proto=0, laddr=", tostring(s))
      end
      socket.AddressFamily = false
      assert(tostring(s):find "^<socket.socket fd=%d+, family=2, type=1, proto=0, laddr=", tostring(s))
    ]]
  end)
end)

describe("a metamethod that is called on something else", function()
  after_each(support.cleanup)

  it("says what it expects, in the user's line", function()
    ok [[
      local asyncio, selectors = require "pysocket.asyncio", require "pysocket.selectors"
      local a, b = socket.socketpair()
      local objects = {
        a:makefile(), selectors.DefaultSelector(), selectors.SelectorKey(a, 3, 1), require "pysocket.struct".Struct "B",
        socket.ExceptionGroup("several", {socket.OSError "x"}), asyncio.Future(), asyncio.Lock(), asyncio.Event(),
        asyncio.Condition(), asyncio.Semaphore(), asyncio.Barrier(1), asyncio.Queue(), asyncio.Queue,
        socket.ExceptionGroup, asyncio.Lock, asyncio.Future,
      }
      asyncio.run(function()
        objects[#objects + 1], objects[#objects + 2] = asyncio.open_connection{sock = b}
        objects[#objects + 1], objects[#objects + 2] = asyncio.TaskGroup(), asyncio.timeout(1)
        objects[#objects + 1] = asyncio.current_task()
      end)
      local tried = 0
      for _, object in ipairs(objects) do
        for name, f in pairs(getmetatable(object)) do
          if name == "__tostring" or name == "__close" or name == "__gc" or name == "__call" then
            for _, wrong in ipairs{5, "x", print} do
              local done, e = pcall(f, wrong, name == "__call" and "x" or nil)
              tried = tried + 1
              assert(done or not tostring(e):find "pysocket/[%w_/]+%.lua:", e)
            end
          end
        end
      end
      assert(tried > 60, tried)
    ]]
  end)
end)
