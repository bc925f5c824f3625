-- ForkingMixIn: a process for each request.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"
local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"

local ANY = {"127.0.0.1", 0}
local POLL = 0.01

-- The children of a case that failed may wait for ever.
local function finish(server)
  for _, pid in ipairs(server.active_children or {}) do os.execute("kill -KILL " .. pid) end
  server:server_close()
end

local function make(handle)
  local server = socketserver.ForkingTCPServer(ANY, handle)
  support.defer(finish, server)
  return server
end

local function connect(server)
  local c = support.close_later(socket.create_connection(server.server_address))
  c:settimeout(10)
  return c
end

-- A close alone would not end the connection, because the children inherit the descriptor.
local function hang_up(c)
  c:shutdown(socket.SHUT_RDWR)
  c:close()
end

local serving = tasks.serving

-- Sends the process id, and waits for the end of the stream.
local function report_pid(request)
  request:sendall(support.pid() .. "\n")
  while request:recv(100) do end
end

local function pid_of(c)
  return tonumber((c:makefile():read()))
end

local function exists(pid)
  return pcall(support.status, "State", pid)
end

describe("a server with ForkingMixIn", function()
  after_each(support.cleanup)

  it("serves all requests at once, each in its own process", tasks.main(function()
    local server = make(report_pid)
    serving(server, function()
      local one, two = connect(server), connect(server)
      local pids = {[support.pid()] = true, [pid_of(one)] = true, [pid_of(two)] = true}
      assert.equal(3, #support.sorted(pids))
      assert.equal(2, #server.active_children)
      for _, pid in ipairs(server.active_children) do assert.is_true(pids[pid]) end
      hang_up(one)
      hang_up(two)
    end)
  end))

  it("is not affected by what a handler changes", tasks.main(function()
    local count = 0
    local server = make(function(request)
      count = count + 1
      request:sendall(tostring(count))
    end)
    serving(server, function()
      assert.equal("1", connect(server):recv(9))
      assert.equal("1", connect(server):recv(9))
    end)
    assert.equal(0, count)
  end))

  it("collects its children while it serves", tasks.main(function()
    local server = make(report_pid)
    serving(server, function()
      local pids = {}
      for i = 1, 3 do
        local c = connect(server)
        pids[i] = pid_of(c)
        hang_up(c)
      end
      while #server.active_children > 0 do asyncio.sleep(POLL) end
      for _, pid in ipairs(pids) do assert.is_false(exists(pid)) end
    end)
  end))

  it("has at most max_children of them", tasks.main(function()
    local server = make(report_pid)
    server.max_children = 2
    serving(server, function()
      local clients = {connect(server), connect(server), connect(server)}
      local served = 0
      for i = 1, 2 do served = pid_of(clients[i]) and served + 1 end
      clients[3]:settimeout(0.05)
      support.raises("TimeoutError", clients[3].recv, clients[3], 100)
      assert.same({2, 2}, {served, #server.active_children})
      hang_up(clients[1])
      clients[3]:settimeout(10)
      assert.equal("integer", math.type(pid_of(clients[3])))
      assert.equal(2, #server.active_children)
      hang_up(clients[2])
      hang_up(clients[3])
    end)
  end))

  it("waits for its children when it is closed, unless block_on_close is false", function()
    local server = make(report_pid)
    local c = connect(server)
    server:handle_request()
    local pid = pid_of(c)
    server.block_on_close = false
    server:server_close()
    assert.same({pid}, server.active_children)
    server.block_on_close = true
    hang_up(c)
    server:server_close()
    assert.same({}, server.active_children)
    assert.is_false(exists(pid))
  end)

  it("collects children on request, with or without waiting", function()
    local server = make(report_pid)
    assert.is_nil(server:collect_children())
    local c = connect(server)
    server:handle_request()
    server:collect_children()
    assert.equal(1, #server.active_children)
    server.timeout = 0
    server:handle_request()  -- calls handle_timeout
    assert.equal(1, #server.active_children)
    hang_up(c)
    server:collect_children{blocking = true}
    assert.same({}, server.active_children)
  end)

  it("lets other tasks run while it waits for children", tasks.main(function()
    local server = make(report_pid)
    local c = connect(server)
    server:handle_request()
    local closing = asyncio.create_task(server.server_close, server)
    asyncio.sleep(2 * POLL)
    assert.is_false(closing:done())
    hang_up(c)
    closing:await()
  end))

  it("leaves the children of others alone", function()
    local server = make(function() end)
    server.max_children = 1
    local other <close> = assert(io.popen "exit 3")
    connect(server)
    server:handle_request()
    server:collect_children()
    assert.same({nil, "exit", 3}, {other:close()})
  end)

  it("continues if other code has waited for a child", function()
    local server = make(report_pid)
    local c = connect(server)
    server:handle_request()
    local pid = pid_of(c)
    hang_up(c)
    support.wait_until(function() return core._reap(pid) end)
    server:collect_children{blocking = true}
    assert.same({}, server.active_children)
  end)

  it("reports that no process can be created, and continues", tasks.main(function()
    local server = make(function(request) request:sendall "served" end)
    local fork = core._fork
    support.defer(rawset, core, "_fork", fork)
    local list = {}
    function server.handle_error(_, _, _, e) list[#list + 1] = e.errno end
    serving(server, function()
      core._fork = function() error(socket.OSError(11, "Resource temporarily unavailable"), 0) end
      assert.is_nil(connect(server):recv(1))
      assert.same({}, server.active_children)
      core._fork = fork
      assert.equal("served", connect(server):recv(100))
    end)
    assert.same({11}, list)
  end))

  it("says which of its fields is wrong", function()
    local server = make(function() end)
    local function message()
      connect(server)
      local text
      function server.handle_error(_, _, _, e) text = e end
      server:handle_request()
      return text
    end
    server.max_children = 0
    assert.matches("'max_children' must be a positive integer, got 0", message())
    server.max_children, server.active_children = 40, 5
    assert.matches("'active_children' must be a sequence of process ids, got number", message())
    server.active_children = nil
  end)
end)

describe("the process of a request", function()
  after_each(support.cleanup)

  local function run(script)
    local result = support.run(support.lua_argv(support.tmpfile([[
      local asyncio = require "pysocket.asyncio"
      local socket = require "pysocket"
      local socketserver = require "pysocket.socketserver"
      local ANY = {"127.0.0.1", 0}
      local function ask(server)
        local c <close> = socket.create_connection(server.server_address)
        return c:makefile():read "a"
      end
    ]] .. script)))
    assert.equal(0, result.code, result.stderr)
    return result
  end

  it("uses nothing of its parent's loop", function()
    local result = run [[
      asyncio.run(function()
        local ticks = 0
        local ticking = asyncio.create_task(function()
          while true do
            ticks = ticks + 1
            asyncio.sleep(0.001)
          end
        end)
        local loop = asyncio.get_running_loop()
        loop:add_signal_handler("SIGUSR1", function() print "signal in the parent" end)
        local server <close> = socketserver.ForkingTCPServer(ANY, function(request)
          local before = ticks
          local inside = asyncio.current_task() ~= nil or loop:is_running()
          local ended = asyncio.run(function()
            loop:call_later(0.002, function() request:sendall "own loop, " end)
            asyncio.sleep(0.02)
            return ticking:cancelled()
          end)
          request:sendall(("%s %s %d %d"):format(inside, ended, ticks - before, #asyncio.all_tasks()))
        end)
        local serving = asyncio.create_task(server.serve_forever, server, 0.01)
        print(ask(server))
        server:shutdown()
        serving:await()
        local before = ticks
        asyncio.sleep(0.02)
        print(ticks > before, ticking:done())
      end)
    ]]
    assert.equal("own loop, false true 0 0\ntrue\tfalse\n", result.stdout)
    assert.equal("", result.stderr)
  end)

  it("leaves its parent's signals to the parent, before it uses a loop", function()
    local result = run [[
      local loop = asyncio.get_event_loop()
      local core = require "pysocket.core"
      local seen = 0
      loop:add_signal_handler("SIGUSR1", function() seen = seen + 1 end)
      local server = socketserver.ForkingTCPServer(ANY, function(request)
        os.execute "kill -USR1 $PPID"
        request:sendall "still here"
      end)
      local c = socket.create_connection(server.server_address)
      server:handle_request()
      -- The child must have the default action for SIGUSR1, which terminates it.
      print(c:recv(100))
      server:server_close()
      loop:step(0)
      print(seen)
    ]]
    assert.equal("nil\n0\n", result.stdout)
  end)

  it("ends without finalizers, __close and the parent's exit functions", function()
    local result = run [[
      local collected <const> = setmetatable({}, {__gc = function() print "collected" end})
      do
        local closing <close> = setmetatable({}, {__close = function() print "closed" end})
        local server <close> = socketserver.ForkingTCPServer(ANY, function(request) request:sendall "served" end)
        local c = socket.create_connection(server.server_address)
        server:handle_request()
        print(c:recv(100), server.active_children ~= nil)
      end
      os.exit(true, true)
    ]]
    assert.equal("served\ttrue\nclosed\ncollected\n", result.stdout)
  end)

  it("flushes its output, and does not repeat its parent's buffered output", function()
    local result = run [[
      io.stdout:setvbuf "full"
      io.write "buffered by the parent\n"
      local server <close> = socketserver.ForkingTCPServer(ANY, function() print "printed by the child" end)
      local c = socket.create_connection(server.server_address)
      server:handle_request()
      c:recv(1)
      server:server_close()
      io.write "the end\n"
    ]]
    assert.equal("buffered by the parent\nprinted by the child\nthe end\n", result.stdout)
  end)

  it("never continues in place of its parent, whatever the handler does", function()
    local result = run [[
      local handlers = {
        function() error "an error" end,
        function() coroutine.yield() end,
        function() os.exit(3) end,
        function() local function deep() return 1 + deep() end deep() end,
      }
      for i = 1, #handlers do
        local server <close> = socketserver.ForkingTCPServer(ANY, handlers[i])
        server.handle_error = function() error "another error" end
        local c = socket.create_connection(server.server_address)
        coroutine.wrap(function() server:handle_request() end)()
        c:recv(1)
        server:server_close()
        print(i)
      end
    ]]
    assert.equal("1\n2\n3\n4\n", result.stdout)
    assert.equal("", result.stderr)
  end)

  it("reports by its status whether the handler succeeded", function()
    local fork = assert(package.loadlib(assert(require "spec.support.library".build("spec/support/fork.c", "fork")),
      "luaopen_fork"))()
    assert.equal(0, fork.wait(core._fork(function() return true end)))
    assert.equal(0, fork.wait(core._fork(function(...) return select("#", ...) == 2 end, nil, nil)))
    assert.equal(1, fork.wait(core._fork(function() return false end)))
    assert.equal(1, fork.wait(core._fork(error, "x")))
    assert.equal(-9, fork.wait(core._fork(function() fork.kill(fork.pid(), 9) end)))
    support.assert_raises("bad argument #1 to '_fork' (function expected, got nil)", function() core._fork(nil) end)
    support.assert_raises("bad argument #1 to '_reap' (process id expected)", function() core._reap(0) end)
    support.assert_raises("bad argument #1 to '_reap' (process id expected)", function() core._reap(-1) end)
    assert.is_true(core._reap(fork.pid()))  -- there is no such child
  end)

  it("is ended by Ctrl-C like its parent", function()
    local child = support.spawn_lua [[
      local socketserver = require "pysocket.socketserver"
      local server <close> = socketserver.ForkingTCPServer({"127.0.0.1", 0}, function(request)
        request:sendall "begun"
        request:recv(1)
      end)
      print(server.server_address[2])
      io.stdout:flush()
      server:serve_forever()
    ]]
    local c = support.close_later(socket.create_connection{"127.0.0.1", tonumber(child:line())})
    assert.equal("begun", c:recv(100))
    child:wait_blocked()
    os.execute(("kill -INT -%d"):format(child.group))
    assert.is_nil(c:recv(1))
    local result = child:wait()
    assert.not_equal(0, result.code)
    assert.not_matches("Exception occurred", result.stderr)
  end)
end)
