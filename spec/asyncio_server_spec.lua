-- asyncio/server.lua and asyncio/streams.lua: start_server, start_unix_server, Server.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"
local socket = require "pysocket"

local main, turns, open_fds = tasks.main, tasks.turns, tasks.open_fds
local CancelledError = asyncio.CancelledError

local function echo(reader, writer)
  while true do
    local data = reader:read(100)
    if not data then break end
    writer:write(data)
    writer:drain()
  end
  writer:close()
end

local function port_of(server)
  return server.sockets[1]:getsockname().port
end

local function connect(server)
  return asyncio.open_connection("127.0.0.1", port_of(server))
end

-- Returns the contexts that are reported to the exception handler while f runs.
local function reported(f)
  local loop, contexts = asyncio.get_running_loop(), {}
  loop:set_exception_handler(function(_, context) contexts[#contexts + 1] = context end)
  local ok, e = pcall(f, contexts)
  loop:set_exception_handler(nil)
  if not ok then error(e, 0) end
  return contexts
end

-- Runs a script that uses up all descriptors that it may open.
local function run_with_few_descriptors(script)
  return support.run(support.with_descriptors(100, support.lua_argv(support.tmpfile(script, "emfile.lua"))))
end

describe("a server", function()
  after_each(support.cleanup)

  it("runs a task for each connection", main(function()
    local server <close> = asyncio.start_server(echo, "127.0.0.1", 0)
    local clients = {}
    for i = 1, 50 do clients[i] = {connect(server)} end
    for i, client in ipairs(clients) do client[2]:write("hello " .. i) end
    for i, client in ipairs(clients) do
      assert.equal("hello " .. i, client[1]:read(100))
      client[2]:close()
    end
  end))

  it("tells a handler which peer is connected", main(function()
    local seen
    local server <close> = asyncio.start_server(function(_, writer)
      seen = writer:get_extra_info("peername")
      writer:close()
    end, "127.0.0.1", 0)
    local reader, writer = connect(server)
    assert.is_nil(reader:read(1))
    assert.equal(tostring(writer:get_extra_info("sockname")), tostring(seen))
    writer:close()
  end))

  it("stops accepting when it closes, and waits for its handlers", main(function()
    local ended = false
    local server = asyncio.start_server(function(reader)
      reader:read(1)
      turns()
      ended = true
    end, "127.0.0.1", 0)
    assert.is_true(server:is_serving())
    local port = port_of(server)
    local _, writer = connect(server)
    turns()
    local closed = asyncio.create_task(server.wait_closed, server)
    turns()
    server:close()
    assert.is_false(server:is_serving())
    assert.same({}, server.sockets)
    support.raises("ConnectionRefusedError", asyncio.open_connection, "127.0.0.1", port)
    turns()
    assert.is_false(closed:done() or ended)
    writer:write("x")
    closed:await()
    assert.is_true(ended)
    writer:close()
    server:close()
    server:wait_closed()
  end))

  it("explains to a call with an address that host and port are two arguments", main(function()
    local ok, e = pcall(asyncio.start_server, print, {"127.0.0.1", 0})
    assert.is_false(ok)
    assert.matches("host 2: string expected, got number; write asyncio.start_server(handler, host, port)", e, 1, true)
    for wrong, text in pairs{[5] = "string expected, got number", ["a\0"] = "must not contain a NUL byte"} do
      local got = support.error_message(asyncio.start_server, print, wrong, 0)
      assert.matches(("bad argument #2 to 'start_server' (%s)"):format(text), got, 1, true)
    end
  end))

  it("continues when a program cancels all tasks except its own, as Python's does", main(function()
    local server <close> = asyncio.start_server(function(_, writer)
      writer:write("welcome")
    end, "127.0.0.1", 0)
    assert.same({asyncio.current_task()}, asyncio.all_tasks())
    for _, task in ipairs(asyncio.all_tasks()) do
      if task ~= asyncio.current_task() then task:cancel() end
    end
    turns()
    local _ <close> = asyncio.timeout(10)
    local reader, writer = asyncio.open_connection("127.0.0.1", port_of(server))
    assert.equal("welcome", reader:readexactly(7))
    writer:close()
  end))

  it("accepts at once, whatever the timeout of its listener, or the default", main(function()
    local given = socket.create_server{"127.0.0.1", 0}
    given:settimeout(0)
    local timed = socket.create_server{"127.0.0.1", 0}
    timed:settimeout(0.001)
    local path = support.tmpdir() .. "/default.sock"
    local greet = function(_, writer) writer:write("welcome") writer:close() end
    for _, default in ipairs{false, 0, 0.001} do
      socket.setdefaulttimeout(default or nil)
      local servers = {
        asyncio.start_server(greet, {sock = given:dup()}), asyncio.start_server(greet, {sock = timed:dup()}),
        asyncio.start_server(greet, "127.0.0.1", 0), asyncio.start_unix_server(greet, path),
      }
      asyncio.sleep(0.01)  -- longer than the timeouts
      local contexts = reported(function()
        for i, server in ipairs(servers) do
          if default then server.sockets[1]:settimeout(default) end  -- not allowed, but it must do no harm
          local address = server.sockets[1]:getsockname()
          local reader, writer
          if i == 4 then reader, writer = asyncio.open_unix_connection(address)
          else reader, writer = asyncio.open_connection(address.host, address.port) end
          assert.equal("welcome", reader:readexactly(7))
          writer:close()
          asyncio.sleep(0.005)
          server:close()
        end
      end)
      socket.setdefaulttimeout(nil)
      assert.same({}, contexts)
    end
    given:close()
    timed:close()
  end))
end)

describe("a server and its clients", function()
  after_each(support.cleanup)

  it("waits for the handler of a connection that was accepted last", main(function()
    local ended = false
    local server = asyncio.start_server(function() turns() ended = true end, "127.0.0.1", 0)
    local s = support.close_later(socket.create_connection{"127.0.0.1", port_of(server)})
    s:getpeername()
    turns(1)
    server:close()
    server:wait_closed()
    assert.is_true(ended)
  end))

  it("closes or aborts its clients", main(function()
    for _, method in ipairs{"close_clients", "abort_clients"} do
      local server = asyncio.start_server(echo, "127.0.0.1", 0)
      local reader, writer = connect(server)
      writer:write("x")
      reader:read(1)
      server:close()
      server[method](server)
      server:wait_closed()
      assert.is_nil(reader:read(1))
      writer:close()
    end
  end))

  it("serves until it is cancelled, and closes its clients then", main(function()
    local server = asyncio.start_server(echo, {host = "127.0.0.1", port = 0, start_serving = false})
    assert.is_false(server:is_serving())
    local serving = asyncio.create_task(server.serve_forever, server)
    turns()
    assert.is_true(server:is_serving())
    assert.matches("is already being awaited on serve_forever",
      support.error_message(function() server:serve_forever() end))
    local reader, writer = connect(server)
    writer:write("x")
    assert.equal("x", reader:read(1))
    serving:cancel()
    support.raises(CancelledError, serving.await, serving)
    assert.is_nil(reader:read(1))
    writer:close()
    assert.matches("is closed", support.error_message(function() server:serve_forever() end))
  end))

  it("ends serve_forever when it is closed", main(function()
    local server = asyncio.start_server(echo, "127.0.0.1", 0)
    local serving = asyncio.create_task(server.serve_forever, server)
    turns()
    server:close()
    support.raises(CancelledError, serving.await, serving)
  end))

  it("reports a handler's error, closes that connection, and continues", main(function()
    local server <close> = asyncio.start_server(function(reader, writer)
      if reader:readline() == "fail\n" then error("handler failed", 0) end
      writer:write("fine")
      writer:close()
    end, "127.0.0.1", 0)
    local contexts = reported(function(contexts)
      local reader, writer = connect(server)
      collectgarbage "stop"
      writer:write("fail\n")
      assert.is_nil(reader:read(1))
      assert.equal(1, #contexts)  -- reported at once
      writer:close()
      collectgarbage "restart"
      turns()
      collectgarbage()
    end)
    assert.equal(1, #contexts)
    assert.equal("Unhandled exception in client_connected_cb", contexts[1].message)
    assert.equal("handler failed", contexts[1].exception)
    assert.matches("asyncio_server_spec.lua:%d+: in ", contexts[1].traceback)
    assert.is_true(contexts[1].task:done())
    assert.is_true(socket.isinstance(contexts[1].socket, socket.socket))
    local reader, writer = connect(server)
    writer:write("x\n")
    assert.equal("fine", reader:read())
    writer:close()
  end))

  it("closes the connection of a handler that is cancelled, and reports nothing", main(function()
    local handling
    local server <close> = asyncio.start_server(function(reader)
      handling = asyncio.current_task()
      reader:read(1)
    end, "127.0.0.1", 0)
    local contexts = reported(function()
      local reader, writer = connect(server)
      turns()
      handling:cancel()
      assert.is_nil(reader:read(1))
      writer:close()
    end)
    assert.same({}, contexts)
  end))

  it("does not wait for ever, at the end, for a client that does not read or a handler that sleeps", main(function()
    local blocked = asyncio.Event()
    local server = asyncio.start_server(function(_, writer)
      writer:write(("x"):rep(64 * 1024 * 1024))  -- more than the kernel's buffers hold
      blocked:set()
      tasks.hang()
    end, "127.0.0.1", 0)
    server._grace = 0.05
    local serving = asyncio.create_task(server.serve_forever, server)
    local reader, writer = connect(server)
    blocked:wait()
    turns()
    serving:cancel()
    support.raises(CancelledError, serving.await, serving)
    support.raises(asyncio.IncompleteReadError, reader.readexactly, reader, 64 * 1024 * 1024)
    writer:close()
  end))

  it("closes its listeners and waits at the end of the block", main(function()
    local ended = false
    local listener
    do
      local server <close> = asyncio.start_server(function() turns() ended = true end, "127.0.0.1", 0)
      listener = server.sockets[1]
      connect(server)
    end
    assert.is_true(ended)
    assert.equal(-1, listener:fileno())
  end))
end)

describe("start_server", function()
  after_each(support.cleanup)

  it("listens on all addresses, on several, or on a socket that it is given", main(function()
    local everywhere <close> = asyncio.start_server(echo, nil, support.free_port())
    assert.equal(support.has_ipv6() and 2 or 1, #everywhere.sockets)
    local several <close> = asyncio.start_server(echo, {"127.0.0.1", "127.0.0.2", "127.0.0.1"}, 0)
    assert.equal(2, #several.sockets)
    local s = socket.create_server{"127.0.0.1", 0}
    local given <close> = asyncio.start_server(echo, {sock = s})
    assert.equal(s, given.sockets[1])
    local reader, writer = connect(given)
    writer:write("x")
    assert.equal("x", reader:read(1))
    writer:close()
  end))

  it("sets the options of its sockets", main(function()
    local server <close> = asyncio.start_server(echo, "127.0.0.1", 0, {reuse_port = true, keep_alive = true})
    local s = server.sockets[1]
    assert.equal(1, s:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
    assert.equal(1, s:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT))
    assert.equal(1, s:getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE))
    assert.matches("^<Server sockets=%(<socket.socket fd=%d+", tostring(server))
  end))

  it("gives its limit to the readers", main(function()
    local e
    local server <close> = asyncio.start_server(function(reader, writer)
      e = select(2, pcall(reader.readuntil, reader))
      writer:close()
    end, "127.0.0.1", 0, {limit = 4})
    local reader, writer = connect(server)
    writer:write("too long\n")
    assert.is_nil(reader:read(1))
    assert.is_true(socket.isinstance(e, asyncio.LimitOverrunError))
    writer:close()
  end))

  it("raises the error that prevents it, and leaks no descriptor", main(function()
    local _, address = support.listener()
    local before = open_fds()
    local e = support.raises("OSError", asyncio.start_server, echo, "127.0.0.1", address.port)
    assert.equal(require "pysocket.errno".EADDRINUSE, e.errno)
    assert.matches("could not bind on any address out of %[%('192.0.2.1', 0%)%]",
      support.error_message(asyncio.start_server, echo, "192.0.2.1", 0))
    assert.same(before, open_fds())
  end))

  -- The task that accepted from the first address used to go on, and to report an error.
  it("accepts from none of the addresses if it cannot listen on one of them", main(function()
    local port = support.free_port()
    local reports = {}
    asyncio.get_event_loop():set_exception_handler(function(_, context) reports[#reports + 1] = context.message end)
    support.defer(function() asyncio.get_event_loop():set_exception_handler(nil) end)
    local before = open_fds()
    local e = support.raises("OSError", asyncio.start_server, echo, {"0.0.0.0", "127.0.0.1"}, port)
    assert.equal("listen", e.call)
    tasks.turns()
    assert.same({{}, before}, {reports, open_fds()})
  end))

  it("explains what its arguments must be", main(function()
    local function message(...)
      return support.error_message(function(...) asyncio.start_server(...) end, ...)
    end
    assert.matches("asyncio_server_spec.lua:%d+: bad argument #1 to 'start_server' %(function expected, got string; w",
      message("127.0.0.1", 0))
    assert.matches("no sock specified", message(echo))
    assert.matches("unexpected keyword 'tls'", message(echo, "127.0.0.1", 0, {tls = true}))
    assert.matches("can not be specified at the same time", message(echo, "127.0.0.1", 0, {sock = socket.socket()}))
  end))

  it("reports that descriptors ran out, not that the address is wrong", function()
    local result = run_with_few_descriptors [[
      local asyncio = require "pysocket.asyncio"
      local socket = require "pysocket"
      local start_server = asyncio.start_server  -- the first use loads its module, which needs a descriptor
      asyncio.run(function()
        asyncio.get_running_loop():fileno()
        local hoard = {}
        while true do
          local ok, s = pcall(socket.socket)
          if not ok then break end
          hoard[#hoard + 1] = s
        end
        local ok, e = pcall(start_server, print, "127.0.0.1", 0)
        print(ok, e.__name, e.errno, e.call)
      end)
    ]]
    support.cleanup()
    assert.equal("false\tOSError\t24\tsocket\n", result.stdout, result.stderr)
  end)
end)

describe("a server under pressure", function()
  after_each(support.cleanup)

  -- Otherwise the peer would wait until the collector closes the connection.
  it("closes a connection that it cannot set up at once, and reports why", main(function()
    local server <close> = asyncio.start_server(echo, "127.0.0.1", 0)
    local client <close> = socket.create_connection(server.sockets[1]:getsockname())
    local loop = core._loop()
    local original = loop.stream_buffer
    loop.stream_buffer = function() error(socket.OSError(12, "Cannot allocate memory"), 0) end
    collectgarbage "stop"
    local contexts = reported(function()
      local ok, data = pcall(client.recv, client, 1)
      loop.stream_buffer = original
      collectgarbage "restart"
      assert.is_true(ok)
      assert.is_nil(data)
    end)
    assert.equal(12, contexts[1].exception.errno)
  end))

  it("reports once that descriptors ran out, backs off, and continues", function()
    local result = run_with_few_descriptors [[
      local asyncio = require "pysocket.asyncio"
      local socket = require "pysocket"
      asyncio.run(function()
        local loop = asyncio.get_running_loop()
        local reports = 0
        loop:set_exception_handler(function(_, context)
          reports = reports + 1
          print(context.message, context.exception.__name, context.exception.errno == 24, context.socket ~= nil)
        end)
        local server = asyncio.start_server(function(_, writer)
          writer:write("served")
          writer:close()
        end, "127.0.0.1", 0)
        local address = server.sockets[1]:getsockname()
        local client, hoard = socket.socket(), {}
        while true do
          local ok, s = pcall(socket.socket)
          if not ok then break end
          hoard[#hoard + 1] = s
        end
        client:connect(address)
        local clock = os.clock()
        asyncio.sleep(1.2)
        print(reports, os.clock() - clock < 0.2)
        for _, s in ipairs(hoard) do s:close() end
        print(client:recv(100))
      end)
    ]]
    support.cleanup()
    assert.equal(0, result.code, result.stderr)
    assert.equal("socket.accept() out of system resource\tOSError\ttrue\ttrue\n1\ttrue\nserved\n", result.stdout)
  end)

  it("ends with Ctrl-C, although clients are connected", function()
    local child = support.spawn_lua[[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local server = asyncio.start_server(function(reader, writer)
          while true do
            local line = reader:readline()
            if not line then break end
            writer:write(line)
          end
          print "handler ended"
        end, "127.0.0.1", 0)
        print(server.sockets[1]:getsockname().port)
        io.stdout:flush()
        server:serve_forever()
      end)
    ]]
    local port = tonumber(child:line())
    local s = support.close_later(socket.create_connection{"127.0.0.1", port})
    s:sendall("x\n")
    assert.equal("x\n", s:recv(10))
    child:wait_blocked()
    child:kill "INT"
    local result = child:wait()
    assert.equal("handler ended\n", result.stdout)
    assert.matches("interrupted!", result.stderr)
  end)

  it("costs little memory for an idle connection", main(function()
    local n = 200
    local server <close> = asyncio.start_server(echo, "127.0.0.1", 0)
    local clients = {}
    local function open_more()
      for _ = 1, n do
        local s = support.socket()
        s:connect{"127.0.0.1", port_of(server)}
        clients[#clients + 1] = s
      end
      turns(2 * n)
    end
    open_more()
    collectgarbage()
    collectgarbage()
    local before = collectgarbage("count")
    open_more()
    collectgarbage()
    collectgarbage()
    local each = (collectgarbage("count") - before) / n  -- includes the client's socket
    assert.is_true(each < 4, ("%.2f KiB each"):format(each))
    for _, s in ipairs(clients) do s:close() end
  end))
end)

describe("a UNIX server", function()
  after_each(support.cleanup)

  it("serves, and removes its file", main(function()
    local path = support.unix_path()
    do
      local server <close> = asyncio.start_unix_server(echo, path)
      local reader, writer = asyncio.open_unix_connection(path)
      writer:write("x")
      assert.equal("x", reader:read(1))
      writer:close()
      assert.equal(path, server.sockets[1]:getsockname())
    end
    support.raises("FileNotFoundError", asyncio.open_unix_connection, path)
  end))

  it("replaces a file that an earlier server has left", main(function()
    local path = support.unix_path()
    local left = socket.socket(socket.AF_UNIX)
    left:bind(path)
    left:close()
    local server <close> = asyncio.start_unix_server(echo, path)
    assert.is_true(server:is_serving())
  end))

  it("removes no file whose path is only a prefix of its own", main(function()
    local path = support.unix_path()
    local other <close> = socket.socket(socket.AF_UNIX)
    other:bind(path)
    assert.matches("bad argument #2 to 'start_unix_server'", support.error_message(function()
      asyncio.start_unix_server(echo, path .. "\0x")
    end), 1, true)
    other:listen()
    local client <close> = socket.socket(socket.AF_UNIX)
    client:connect(path)
  end))

  it("does not touch a file of another kind", main(function()
    local path = support.tmpfile("precious")
    local e = support.raises("OSError", asyncio.start_unix_server, echo, path)
    assert.equal(require "pysocket.errno".EADDRINUSE, e.errno)
    assert.equal("precious", support.read_file(path))
  end))

  it("keeps a file that has taken its place, and keeps its own if requested", main(function()
    local path = support.unix_path()
    local first = asyncio.start_unix_server(echo, path)
    local second = asyncio.start_unix_server(echo, path, {cleanup_socket = false})
    first:close()
    local reader, writer = asyncio.open_unix_connection(path)
    writer:write("x")
    assert.equal("x", reader:read(1))
    writer:close()
    second:close()
    support.raises("ConnectionRefusedError", asyncio.open_unix_connection, path)
  end))

  it("serves an abstract name, and a socket that it is given", main(function()
    local name = support.abstract_name()
    local server <close> = asyncio.start_unix_server(echo, name)
    local reader, writer = asyncio.open_unix_connection(name)
    writer:write("x")
    assert.equal("x", reader:read(1))
    writer:close()
    local s = socket.socket(socket.AF_UNIX)
    s:bind(support.unix_path())
    local other <close> = asyncio.start_unix_server(echo, {sock = s})
    assert.same({s}, other.sockets)
    assert.is_true(server:is_serving())
  end))
end)
