local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local select = require "pysocket.select"
local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"

local ANY = {"127.0.0.1", 0}
local POLL = 0.01

local function derive(class)
  return setmetatable({}, {__index = class})
end

-- Returns a class of handlers whose `handle` is the function.
local function handler(handle, base)
  local class = derive(base or socketserver.BaseRequestHandler)
  class.handle = handle
  return class
end

local function nothing() end

local Upper = handler(function(self)
  for line in self.rfile:lines() do self.wfile:write(line:upper(), "\n") end
end, socketserver.StreamRequestHandler)

local function make(class, ...)
  local server = class:new(...)
  support.defer(server.server_close, server)
  return server
end

local function connect(server)
  return support.close_later(socket.create_connection(server.server_address))
end

local function ask(server, text)
  local c <close> = connect(server)
  c:sendall(text)
  c:shutdown(socket.SHUT_WR)
  return c:makefile():read "a"
end

local serving = tasks.serving

local function reports(server)
  local list = {}
  function server.handle_error(_, _, client_address, e, traceback)
    list[#list + 1] = {client_address = client_address, e = e, traceback = traceback}
  end
  return list
end

describe("a class of socketserver", function()
  after_each(support.cleanup)

  it("can be derived from by a table that has it as __index", tasks.main(function()
    local server = make(socketserver.TCPServer, ANY, Upper)
    serving(server, function() assert.equal("ONE\nTWO\n", ask(server, "one\ntwo")) end)
  end))

  it("can also be derived from as a metatable, and with a separate __index", function()
    local Short = setmetatable({}, socketserver.BaseRequestHandler)
    local Long = derive(Short)
    Long.__index = Long
    local log = {}
    function Short.setup() log[#log + 1] = "setup" end
    function Long.handle() log[#log + 1] = "handle" end
    local made = Long:new("request", "address", "server")
    assert.same({"setup", "handle"}, log)
    assert.same({"request", "address", "server"}, {made.request, made.client_address, made.server})
    assert.is_true(socket.isinstance(made, Long))
    assert.is_true(socket.isinstance(made, Short))
    assert.is_true(socket.isinstance(made, socketserver.BaseRequestHandler))
    assert.is_false(socket.isinstance(made, socketserver.StreamRequestHandler))
  end)

  it("lets a method call that of the base class", tasks.main(function()
    local Numbered = derive(Upper)
    local count = 0
    function Numbered:setup()
      count = count + 1
      Upper.setup(self)
      self.wfile:write(count, " ")
    end
    local server = make(socketserver.TCPServer, ANY, Numbered)
    serving(server, function()
      assert.equal("1 A\n", ask(server, "a\n"))
      assert.equal("2 B\n", ask(server, "b\n"))
    end)
  end))

  it("has fields that a derived class and an object may set", function()
    local Reusing = derive(socketserver.TCPServer)
    Reusing.allow_reuse_address = true
    Reusing.allow_reuse_port = 1
    local function options(server)
      return server.socket:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR),
        server.socket:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT)
    end
    assert.same({1, 1}, {options(make(Reusing, ANY, nothing))})
    assert.same({0, 0}, {options(make(socketserver.TCPServer, ANY, nothing))})
    local later = make(socketserver.TCPServer, ANY, nothing, {bind_and_activate = false})
    assert.equal(ANY, later.server_address)
    later.allow_reuse_address = true
    later:server_bind()
    later:server_activate()
    assert.same({1, 0}, {options(later)})
    assert.equal(later.socket:getsockname(), later.server_address)
  end)

  it("may have its own constructor", function()
    local Named = derive(socketserver.ThreadingMixIn(socketserver.UDPServer))
    function Named:new(name, ...)
      local server = socketserver.UDPServer.new(self, ...)
      server.name = name
      return server
    end
    local server = make(Named, "one", ANY, nothing)
    assert.equal("one", server.name)
    assert.equal(socket.SOCK_DGRAM, server.socket.type)
    assert.is_true(socket.isinstance(server, socketserver.ThreadingMixIn))
    assert.is_true(socket.isinstance(server, Named))
    assert.is_false(socket.isinstance(server, socketserver.ForkingMixIn))
  end)

  it("can be mixed with a mix-in of the module, and with one of the program", tasks.main(function()
    local function Counting(Server)
      local Class = derive(Server)
      function Class:process_request(...)
        self.count = (self.count or 0) + 1
        return Server.process_request(self, ...)
      end
      return Class
    end
    local Both = Counting(socketserver.ThreadingMixIn(socketserver.TCPServer))
    local server = make(Both, ANY, Upper)
    serving(server, function()
      assert.equal("A\n", ask(server, "a"))
      assert.equal("B\n", ask(server, "b"))
    end)
    assert.equal(2, server.count)
    local Late = socketserver.ThreadingMixIn(derive(socketserver.TCPServer))
    assert.equal("<class 'socketserver.ThreadingTCPServer'>", tostring(Late))
  end))

  it("shares a mix-in's fields with all classes that have it", function()
    socketserver.ThreadingMixIn.hobby = "weaving"
    support.defer(rawset, socketserver.ThreadingMixIn, "hobby", nil)
    assert.equal("weaving", make(derive(socketserver.ThreadingTCPServer), ANY, nothing).hobby)
  end)

  it("prints its name, and its objects with their addresses", function()
    assert.equal("<class 'socketserver.TCPServer'>", tostring(socketserver.TCPServer))
    local server = make(socketserver.ForkingUDPServer, ANY, nothing)
    assert.matches("^<socketserver%.ForkingUDPServer object at 0x%x+>$", tostring(server))
    local Mine = derive(socketserver.TCPServer)
    Mine.__name = "Mine"
    assert.matches("^<Mine object at 0x%x+>$", tostring(make(Mine, ANY, nothing)))
  end)

  it("closes its objects at the end of a block, derived ones too", function()
    local listener
    do
      local server <close> = derive(derive(socketserver.UnixStreamServer)):new(support.unix_path(), nothing)
      listener = server.socket
    end
    assert.equal(-1, listener:fileno())
  end)

  it("refuses invalid arguments at the user's line", function()
    local function fails(text, f, ...)
      local message = support.error_message(f, ...)
      assert.matches(text, message, 1, true)
      assert.not_matches("lua/pysocket", message, 1, true)
    end
    local TCPServer = socketserver.TCPServer
    fails("bad argument #2 to 'TCPServer' (handler class or function expected, got nil", function()
      TCPServer(ANY)
    end)
    fails("got table; derive one with setmetatable({}, {__index = socketserver.BaseRequestHandler})", function()
      TCPServer(ANY, {})
    end)
    fails("spec/socketserver_spec.lua:", function() TCPServer("127.0.0.1", nothing) end)
    for name in pairs{TCPServer = 1, UDPServer = 1, ThreadingUDPServer = 1} do
      fails(("bad argument #1 to '%s' (AF_INET address must be a table {host, port}, got string; write "
        .. '{"127.0.0.1", 8080})'):format(name), function() socketserver[name]("127.0.0.1", nothing) end)
    end
    fails("bad argument #1 to 'UnixStreamServer'", function() socketserver.UnixStreamServer(ANY, nothing) end)
    fails("bad argument #1 to 'ThreadingMixIn' (class derived from BaseServer expected, got table; write " ..
      "ThreadingMixIn(socketserver.TCPServer)", function() socketserver.ThreadingMixIn{} end)
    fails("the class has ForkingMixIn already", function() socketserver.ForkingMixIn(socketserver.ForkingTCPServer) end)
    fails("bad argument #1 to 'new' (class derived from BaseServer expected, got table; write BaseServer:new(...)",
      function() TCPServer.new(ANY, nothing) end)
    local server = make(TCPServer, ANY, nothing)
    fails("#1 to 'serve_forever' (number expected, got string)", function() server:serve_forever "soon" end)
    fails("#1 to 'serve_forever' (poll_interval must not be negative)", function() server:serve_forever(-1) end)
    fails("call methods as x:fileno(...)", function() server.fileno() end)
  end)

  it("leaves no descriptor if its socket cannot be bound", function()
    local server = make(socketserver.TCPServer, ANY, nothing)
    local before = tasks.open_fds()
    local e = support.raises("OSError", function() socketserver.TCPServer(server.server_address, nothing) end)
    assert.matches("Address already in use: bind", tostring(e), 1, true)
    assert.matches("^spec/socketserver_spec%.lua:%d+: ", tostring(e))
    assert.same(before, tasks.open_fds())
  end)
end)

describe("a server of socketserver", function()
  after_each(support.cleanup)

  it("serves one request at a time, while other tasks run", tasks.main(function()
    local server = make(socketserver.TCPServer, ANY, Upper)
    serving(server, function()
      local first, second = connect(server), connect(server)
      second:sendall "second\n"
      first:sendall "first\n"
      assert.equal("FIRST\n", first:recv(100))
      second:settimeout(0.05)
      support.raises("TimeoutError", second.recv, second, 100)
      first:close()
      second:settimeout(5)
      assert.equal("SECOND\n", second:recv(100))
      second:close()
    end)
  end))

  it("with ThreadingMixIn serves all at once, each in a task", tasks.main(function()
    local served_by = {}
    local Noting = derive(Upper)
    function Noting:setup()
      served_by[asyncio.current_task()] = true
      Upper.setup(self)
    end
    local server = make(socketserver.ThreadingTCPServer, ANY, Noting)
    serving(server, function()
      local clients = {}
      for i = 1, 5 do clients[i] = connect(server) end
      for i = 5, 1, -1 do
        clients[i]:sendall(("client %d\n"):format(i))
        assert.equal(("CLIENT %d\n"):format(i), clients[i]:recv(100))
      end
      for i = 1, 5 do clients[i]:close() end
    end)
    assert.equal(5, #support.sorted((function()
      local names = {}
      for task in pairs(served_by) do names[task:get_name()] = true end
      return names
    end)()))
  end))

  it("may be called with a function in place of a handler class", tasks.main(function()
    local server = make(socketserver.TCPServer, ANY, function(request, client_address, server)
      request:sendall(("%s %s"):format(client_address, server.server_address))
    end)
    serving(server, function()
      local c = connect(server)
      assert.equal(("%s %s"):format(c:getsockname(), c:getpeername()), c:recv(100))
    end)
  end))

  it("closes a request that it rejects, and one whose handler has ended", tasks.main(function()
    local server = make(socketserver.TCPServer, ANY, function(request) request:sendall "welcome" end)
    local wanted = false
    function server.verify_request() return wanted end
    serving(server, function()
      assert.equal("", ask(server, ""))
      wanted = true
      assert.equal("welcome", ask(server, ""))
    end)
  end))

  it("serves datagrams, whose request is a pair of data and socket", tasks.main(function()
    local server = make(socketserver.UDPServer, ANY, function(request, client_address)
      local data, sock = table.unpack(request)
      sock:sendto(data:upper(), client_address)
    end)
    serving(server, function()
      local c = support.udp_socket()
      c:sendto("hello", server.server_address)
      assert.equal("HELLO", c:recv(100))
    end)
  end))

  it("serves at a path, streams and datagrams", tasks.main(function()
    local path = support.unix_path()
    local server = make(socketserver.ThreadingUnixStreamServer, path, Upper)
    assert.equal(path, server.server_address)
    serving(server, function()
      local c = support.socket(socket.AF_UNIX)
      c:connect(path)
      c:sendall "x\n"
      assert.equal("X\n", c:recv(9))
      c:close()
    end)
    local there = support.unix_path()
    server = make(socketserver.UnixDatagramServer, there, handler(function(self)
      self.wfile:write(self.rfile:read "a", "!")
    end, socketserver.DatagramRequestHandler))
    serving(server, function()
      local c = support.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      c:bind(support.unix_path())
      c:sendto("hello", there)
      assert.equal("hello!", c:recv(100))
    end)
  end))

  it("without a socket waits for the descriptor of a derived class", function()
    local a, b = support.socketpair()
    local Queue = derive(socketserver.BaseServer)
    function Queue.fileno() return b:fileno() end
    function Queue.get_request() return b:recv(1), "somebody" end
    local seen = {}
    local server = Queue:new("anywhere", function(...) seen[#seen + 1] = table.concat({...}, " ", 1, 2) end)
    a:sendall "xy"
    server:handle_request()
    server:handle_request()
    assert.same({"x somebody", "y somebody"}, seen)
    assert.matches("has no method 'fileno'", support.error_message(function()
      socketserver.BaseServer("nowhere", nothing):handle_request()
    end))
  end)

  it("can be waited for in a selector, with others", function()
    local one, two = make(socketserver.TCPServer, ANY, nothing), make(socketserver.UDPServer, ANY, nothing)
    connect(one)
    local ready = select.select({one, two}, {}, {}, 5)
    assert.same({1, one}, {#ready, ready[1]})
    assert.equal(0, #select.select({two}, {}, {}, 0))
    one:handle_request()
    assert.equal(two.socket:fileno(), two:fileno())
  end)

  it("handles one request with handle_request, outside tasks as well", function()
    for _, name in ipairs{"TCPServer", "ThreadingTCPServer", "ForkingTCPServer"} do
      local server = make(socketserver[name], ANY, function(request) request:sendall(name) end)
      local c = connect(server)
      server:handle_request()
      assert.equal(name, c:recv(100))
      assert.is_nil(c:recv(1))
    end
  end)

  it("calls handle_timeout when no request comes in time", function()
    local server = make(socketserver.TCPServer, ANY, nothing)
    local count = 0
    function server.handle_timeout() count = count + 1 end
    server.timeout = 0.01
    server:handle_request()
    server.timeout = 30
    server.socket:settimeout(0.01)
    server:handle_request()
    server.timeout = -1
    server:handle_request()
    assert.equal(3, count)
    server.timeout = "long"
    assert.matches("'timeout' must be a number or nil, got string", support.error_message(server.handle_request,
      server))
  end)

  it("calls service_actions after each turn", tasks.main(function()
    local server = make(socketserver.TCPServer, ANY, nothing)
    local count = 0
    function server.service_actions() count = count + 1 end
    serving(server, function()
      local task = asyncio.create_task(support.wait_until, function()
        asyncio.sleep(0)
        return count > 2
      end)
      task:await()
    end)
  end))

  it("continues if a client has disconnected before it was accepted", tasks.main(function()
    local server = make(socketserver.TCPServer, ANY, Upper)
    local failures = 0
    function server:get_request()
      if failures == 0 then
        failures = 1
        self.socket:accept():close()
        require "pysocket.core"._throw(socket.OSError(103, "Software caused connection abort"))
      end
      return socketserver.TCPServer.get_request(self)
    end
    serving(server, function()
      assert.equal("", ask(server, ""))
      assert.equal("A\n", ask(server, "a"))
    end)
    assert.equal(1, failures)
  end))

  it("that is closed reports this when it has to serve", function()
    local server = make(socketserver.TCPServer, ANY, nothing)
    server:server_close()
    assert.matches("spec/socketserver_spec.lua:%d+: serve_forever: the server is closed",
      support.error_message(function() server:serve_forever() end))
    assert.matches("handle_request: the server is closed", support.error_message(server.handle_request, server))
    assert.equal(-1, server:fileno())
  end)
end)

describe("the end of serve_forever", function()
  after_each(support.cleanup)

  it("follows a shutdown in another task, after the running requests", tasks.main(function()
    for _, name in ipairs{"TCPServer", "ThreadingTCPServer"} do
      local log = tasks.log()
      local begun, goes_on = asyncio.Event(), asyncio.Event()
      local server = make(socketserver[name], ANY, function()
        begun:set()
        goes_on:wait()
        log "request"
      end)
      local serves = asyncio.create_task(function()
        server:serve_forever(POLL)
        log "serve_forever"
      end)
      connect(server)
      begun:wait()
      local ends = asyncio.create_task(server.shutdown, server)
      asyncio.sleep(2 * POLL)
      assert.is_false(serves:done())
      goes_on:set()
      ends:await()
      serves:await()
      assert.same({"request", "serve_forever"}, log.list)
    end
  end))

  it("follows a shutdown before it begins, and the next one can serve again", tasks.main(function()
    local server = make(socketserver.TCPServer, ANY, Upper)
    local serves = asyncio.create_task(server.serve_forever, server, POLL)
    server:shutdown()
    serves:await()
    serving(server, function() assert.equal("A\n", ask(server, "a")) end)
  end))

  it("follows a shutdown in a request, which does not wait for itself", tasks.main(function()
    for _, name in ipairs{"TCPServer", "ThreadingTCPServer"} do
      local server = make(socketserver[name], ANY, function(_, _, server) server:shutdown() end)
      connect(server)
      server:serve_forever(POLL)
    end
  end))

  it("follows a shutdown in a request outside tasks", function()
    for _, name in ipairs{"TCPServer", "ThreadingTCPServer"} do
      local server = make(socketserver[name], ANY, function(_, _, server) server:shutdown() end)
      connect(server)
      server:serve_forever(POLL)
    end
  end)

  it("follows when the server is closed", tasks.main(function()
    for _, name in ipairs{"TCPServer", "ThreadingUDPServer"} do
      local server = make(socketserver[name], ANY, nothing)
      local serves = asyncio.create_task(server.serve_forever, server, 60)
      tasks.turns()
      server:server_close()
      serves:await()
      server:shutdown()
    end
  end))

  -- It used to wait for the socket that got the number of the descriptor.
  for _, name in ipairs{"serve_forever", "handle_request"} do
    it("follows when the server is closed, although another one is opened at once: " .. name, tasks.main(function()
      local server = make(socketserver.TCPServer, ANY, nothing)
      local serves = asyncio.create_task(server[name], server, name == "serve_forever" and 60 or nil)
      tasks.turns()
      local fd = server:fileno()
      server:server_close()
      local other = make(socketserver.TCPServer, ANY, nothing)
      assert.equal(fd, other:fileno())
      asyncio.wait_for(serves, 10)
    end))
  end

  it("follows a shutdown in the handler of a signal", tasks.main(function()
    local server = make(socketserver.TCPServer, ANY, nothing)
    local serves = asyncio.create_task(server.serve_forever, server, POLL)
    asyncio.get_running_loop():add_signal_handler("SIGUSR1", server.shutdown, server)
    asyncio.sleep(0)
    os.execute("kill -USR1 " .. support.pid())
    serves:await()
  end))

  it("is refused if nothing serves, and nothing can start to", function()
    local server = make(socketserver.TCPServer, ANY, nothing)
    assert.matches("shutdown: serve_forever does not run; call shutdown in a request or in another task",
      support.error_message(function() server:shutdown() end))
  end)

  it("follows its task's cancellation, which closes the request that it serves", tasks.main(function()
    local begun = asyncio.Event()
    local server = make(socketserver.TCPServer, ANY, function()
      begun:set()
      tasks.hang()
    end)
    local list = reports(server)
    local serves = asyncio.create_task(server.serve_forever, server, POLL)
    local c = connect(server)
    begun:wait()
    serves:cancel()
    tasks.cancelled(serves)
    assert.is_nil(c:recv(1))
    assert.same({}, list)
  end))

  it("follows its task's cancellation, which cancels the requests of ThreadingMixIn", tasks.main(function()
    local begun, ended = 0, 0
    local server = make(socketserver.ThreadingTCPServer, ANY, function()
      local _ <close> = setmetatable({}, {__close = function() ended = ended + 1 end})
      begun = begun + 1
      tasks.hang()
    end)
    local list = reports(server)
    local serves = asyncio.create_task(server.serve_forever, server, POLL)
    local clients = {connect(server), connect(server)}
    while begun < 2 do asyncio.sleep(POLL) end
    serves:cancel()
    tasks.cancelled(serves)
    server:server_close()
    assert.equal(2, ended)
    for _, c in ipairs(clients) do assert.is_nil(c:recv(1)) end
    assert.same({}, list)
  end))

  local CTRL_C = [[
    local socketserver = require "pysocket.socketserver"
    local Handler = setmetatable({}, {__index = socketserver.StreamRequestHandler})
    function Handler:handle()
      print "handling"
      io.stdout:flush()
      self.rfile:read()
    end
    local closed = false
    local ok, e = pcall(function()
      local server <close> = socketserver.%s({"127.0.0.1", 0}, Handler)
      local _ <close> = setmetatable({}, {__close = function() closed = true end})
      print(server.server_address[2])
      io.stdout:flush()
      server:serve_forever()
    end)
    local socket = require "pysocket"
    print(ok, socket.isinstance(e, socket.KeyboardInterrupt), closed)
  ]]

  for _, name in ipairs{"TCPServer", "ThreadingTCPServer", "ForkingTCPServer"} do
    it("comes with Ctrl-C outside tasks: " .. name, function()
      local child = support.spawn_lua(CTRL_C:format(name))
      child:expect "^%d+$"
      child:wait_blocked()
      child:kill "INT"
      assert.equal("false\ttrue\ttrue\n", child:wait().stdout)
    end)

    it("comes with Ctrl-C in the middle of a request: " .. name, function()
      local child = support.spawn_lua(CTRL_C:format(name))
      local c = support.close_later(socket.create_connection{"127.0.0.1", tonumber(child:line())})
      assert.equal("handling", child:line())
      child:wait_blocked()
      if name == "ForkingTCPServer" then c:close() end  -- as in Python, the server waits for its process
      child:kill "INT"
      assert.equal("false\ttrue\ttrue\n", child:wait().stdout)
    end)
  end
end)

describe("an error of a handler", function()
  after_each(support.cleanup)

  local function broken(message)
    error(message)
  end

  for _, name in ipairs{"TCPServer", "ThreadingTCPServer"} do
    it("is reported with its traceback, and the server continues: " .. name, tasks.main(function()
      local server = make(socketserver[name], ANY, handler(function(self)
        local line = self.rfile:readline()
        if line == "bad\n" then broken "a bad line" end
        self.wfile:write(line)
      end, socketserver.StreamRequestHandler))
      local list = reports(server)
      local address
      serving(server, function()
        local c = connect(server)
        address = c:getsockname()
        c:sendall "bad\n"
        assert.is_nil(c:recv(1))
        assert.equal("good\n", ask(server, "good\n"))
      end)
      assert.equal(1, #list)
      assert.equal(address, list[1].client_address)
      assert.matches("^spec/socketserver_spec%.lua:%d+: a bad line$", list[1].e)
      assert.matches("^spec/socketserver_spec%.lua:%d+: a bad line\nstack traceback:\n\t%[C%]: in function 'error'\n" ..
        "\tspec/socketserver_spec%.lua:%d+: in %S+ 'broken'\n\tspec/socketserver_spec%.lua:%d+: in method 'handle'",
        list[1].traceback)
    end))
  end

  local REPORT = [[
    local asyncio = require "pysocket.asyncio"
    local socket = require "pysocket"
    local socketserver = require "pysocket.socketserver"
    local function handle() error(setmetatable({}, {__tostring = function() return "no text" end})) end
    local function ask(server)
      local c <close> = socket.create_connection(server.server_address)
      print(c:getsockname(), c:recv(1))
    end
    asyncio.run(function()
      local server <close> = socketserver.%s({"127.0.0.1", 0}, handle)
      local task = asyncio.create_task(server.serve_forever, server, 0.01)
      ask(server)
      ask(server)
      server:shutdown()
      task:await()
    end)
  ]]

  for _, name in ipairs{"TCPServer", "ThreadingTCPServer", "ForkingTCPServer"} do
    it("is written to stderr with the client's address: " .. name, function()
      local result = support.run(support.lua_argv(support.tmpfile(REPORT:format(name))))
      assert.equal(0, result.code, result.stderr)
      local line = ("-"):rep(40)
      local reported = {}
      for address, text in result.stderr:gmatch(line:gsub("%-", "%%-") ..
        "\nException occurred during processing of request from ([^\n]*)\n(.-)\n" .. line:gsub("%-", "%%-") .. "\n") do
        reported[#reported + 1] = address .. "\tnil"
        assert.matches("^no text\nstack traceback:\n\t%[C%]: in function 'error'\n\t[^\n]*file:4: in ", text)
      end
      table.sort(reported)
      local printed = {}
      for text in result.stdout:gmatch "[^\n]+" do printed[#printed + 1] = text end
      table.sort(printed)
      assert.same(printed, reported)
      assert.equal(2, #reported)
    end)
  end

  it("closes the connection, and calls finish only if setup has succeeded", tasks.main(function()
    local log = tasks.log()
    local Failing = derive(socketserver.BaseRequestHandler)
    local stage
    for _, name in ipairs{"setup", "handle", "finish"} do
      Failing[name] = function()
        log(name)
        if stage == name then error(name) end
      end
    end
    local server = make(socketserver.TCPServer, ANY, Failing)
    local list = reports(server)
    serving(server, function()
      for _, name in ipairs{"setup", "handle", "finish"} do
        stage = name
        assert.equal("", ask(server, ""))
      end
    end)
    assert.same({"setup", "setup", "handle", "finish", "setup", "handle", "finish"}, log.list)
    assert.equal(3, #list)
    for i, name in ipairs{"setup", "handle", "finish"} do assert.matches(": " .. name .. "$", list[i].e) end
  end))

  it("may be out of memory, for which there is no traceback", function()
    local text = support.lua [[
      local socketserver = require "pysocket.socketserver"
      io.stderr = io.stdout
      socketserver.BaseServer("x", print):handle_error(nil, nil, "not enough memory")
    ]]
    assert.equal(("-"):rep(40) .. "\nException occurred during processing of request from nil\nnot enough memory\n" ..
      ("-"):rep(40) .. "\n", text)
  end)
end)

describe("the requests of ThreadingMixIn", function()
  after_each(support.cleanup)

  local function slow(log)
    return function()
      asyncio.sleep(2 * POLL)
      log "request"
    end
  end

  it("are waited for by server_close", tasks.main(function()
    local log = tasks.log()
    local server = make(socketserver.ThreadingTCPServer, ANY, slow(log))
    connect(server)
    server:handle_request()
    assert.same({}, log.list)
    server:server_close()
    assert.same({"request"}, log.list)
  end))

  it("are not waited for if they are daemons, or block_on_close is false", tasks.main(function()
    for _, fields in ipairs{{daemon_threads = true}, {block_on_close = false}} do
      local log = tasks.log()
      local server = make(socketserver.ThreadingTCPServer, ANY, slow(log))
      for name, value in pairs(fields) do server[name] = value end
      connect(server)
      server:handle_request()
      server:server_close()
      log "closed"
      while #log.list < 2 do asyncio.sleep(POLL) end
      assert.same({"closed", "request"}, log.list)
    end
  end))

  it("run to their end in a loop of the server outside tasks", function()
    local log = tasks.log()
    local server = make(socketserver.ThreadingTCPServer, ANY, slow(log))
    connect(server)
    server:handle_request()
    assert.same({"request"}, log.list)
    server.daemon_threads = true
    connect(server)
    server:handle_request()
    assert.same({"request", "request"}, log.list)
  end)

  it("may close their own server", tasks.main(function()
    local closed
    local server = make(socketserver.ThreadingTCPServer, ANY, function(_, _, server)
      server:server_close()
      closed = true
    end)
    connect(server)
    server:handle_request()
    while not closed do asyncio.sleep(0) end
  end))

  it("are closed if they are cancelled before they begin", tasks.main(function()
    local server = make(socketserver.ThreadingTCPServer, ANY, function() error "it began" end)
    local c = connect(server)
    server:handle_request()
    for _, task in ipairs(asyncio.all_tasks()) do
      if task ~= asyncio.current_task() then task:cancel() end
    end
    assert.is_nil(c:recv(1))
  end))

  it("report an error of handle_error to the loop, at once", tasks.main(function()
    local server = make(socketserver.ThreadingTCPServer, ANY, function() error "first" end)
    function server.handle_error() error "second" end
    local loop, contexts = asyncio.get_running_loop(), {}
    loop:set_exception_handler(function(_, context) contexts[#contexts + 1] = context end)
    support.defer(loop.set_exception_handler, loop, nil)
    local c = connect(server)
    server:handle_request()
    assert.is_nil(c:recv(1))
    tasks.turns()
    assert.equal(1, #contexts)
    assert.equal("Unhandled exception in process_request_thread", contexts[1].message)
    assert.matches("second$", contexts[1].exception)
    assert.matches("in .*handle_error", contexts[1].traceback)
  end))

  it("need a running loop", function()
    local server = make(socketserver.ThreadingTCPServer, ANY, nothing)
    assert.matches("processes requests in a running event loop only", support.error_message(function()
      server:process_request(support.socketpair(), "x")
    end))
  end)
end)

describe("a server of socketserver without descriptors", function()
  after_each(support.cleanup)

  local EXHAUSTED = [[
    local socket = require "pysocket"
    local socketserver = require "pysocket.socketserver"
    local asyncio = require "pysocket.asyncio"
    local time = require "pysocket.time"
    local Handler = setmetatable({}, {__index = socketserver.StreamRequestHandler})
    function Handler:handle() self.wfile:write(self.rfile:read "L") end
    local server <close> = socketserver.%s({"127.0.0.1", 0}, Handler)
    print(server.server_address[2])
    io.stdout:flush()
    local held = {}
    while true do
      local ok, s = pcall(socket.dup, server:fileno())
      if not ok then break end
      held[#held + 1] = s
    end
    function server:service_actions() if self.left == 0 then self:shutdown() end end
    server.left = 2
    function server:get_request()
      self.left = self.left - 1
      return socketserver.TCPServer.get_request(self)
    end
    -- Frees one descriptor when the first client has waited for a while.
    %s
  ]]
  local BLOCKING = [[
    require "pysocket.core"._on_exhausted(function()
      print "exhausted"
      for i = 1, 8 do socket.close(table.remove(held)) end
    end)
    server:serve_forever(0.01)
    print "served"
  ]]
  local IN_TASKS = [[
    asyncio.get_event_loop():set_exception_handler(function(_, context)
      print "exhausted"
      for i = 1, 8 do socket.close(table.remove(held)) end
    end)
    asyncio.run(server.serve_forever, server, 0.01)
    print "served"
  ]]

  for _, name in ipairs{"TCPServer", "ThreadingTCPServer", "ForkingTCPServer"} do
    for how, code in pairs{["outside tasks"] = BLOCKING, ["in a task"] = IN_TASKS} do
      -- The loop's own descriptors must be created first.
      local has_loop = how == "in a task" or name == "ThreadingTCPServer"
      local prepare = has_loop and "asyncio.get_event_loop():fileno() " or ""
      if how == "outside tasks" and has_loop then
        code = IN_TASKS:gsub("asyncio%.run%b()", "server:serve_forever(0.01)")
      end
      it(("waits for one %s and continues: %s"):format(how, name), function()
        local script = support.tmpfile(EXHAUSTED:format(name, code):gsub("local held", prepare .. "local held", 1))
        local child = support.spawn(support.with_descriptors(40, support.lua_argv(script)))
        local port = tonumber(child:line())
        for i = 1, 2 do
          local c <close> = socket.create_connection{"127.0.0.1", port}
          c:settimeout(10)
          c:sendall(("line %d\n"):format(i))
          assert.equal(("line %d\n"):format(i), c:recv(100))
        end
        local result = child:wait()
        assert.same({0, "exhausted\nserved\n"}, {result.code, result.stdout}, result.stderr)
      end)
    end
  end
end)

describe("a handler with files", function()
  after_each(support.cleanup)

  -- Handles one end of a connection with `handle`; returns the handler, and the other end.
  local function handled(handle, base, fields, text)
    local a, b = support.tcp_pair()
    if text then a:sendall(text) end
    local class = handler(handle, base)
    for name, value in pairs(fields or {}) do class[name] = value end
    return class:new(b, a:getsockname(), "server"), a
  end

  it("reads and writes as Lua's files do, each write at once", function()
    local made, peer = handled(function(self)
      assert.equal(self.request, self.connection)
      assert.same({"one", 2, "\nthr"}, {self.rfile:read("l", "n", 4)})
      assert.equal("ee\n", self.rfile:readline())
      self.wfile:write("four ", 5)
    end, socketserver.StreamRequestHandler, nil, "one\n2\nthree\n")
    assert.equal("four 5", peer:recv(100))
    assert.is_true(made.rfile.closed and made.wfile.closed)
  end)

  it("sends what is buffered at the end", function()
    local a, b = support.socketpair()
    local Buffered = handler(function(self)
      self.wfile:write "buffered"
      assert.equal(0, #select.select({a}, {}, {}, 0))
    end, socketserver.StreamRequestHandler)
    Buffered.wbufsize = -1
    Buffered:new(b, "address", "server")
    assert.equal("buffered", a:recv(100))
  end)

  it("does not fail at its end if the client has disconnected", function()
    local list = {}
    local a, b = support.socketpair()
    local Buffered = handler(function(self)
      self.wfile:write "lost"
      a:close()
      function self.wfile.close() list[#list + 1] = "closed" end
    end, socketserver.StreamRequestHandler)
    Buffered.wbufsize = -1
    Buffered:new(b, "address", "server")
    assert.same({"closed"}, list)
  end)

  it("sets the timeout and TCP_NODELAY of the connection if requested", function()
    local made = handled(nothing, socketserver.StreamRequestHandler, {timeout = 3, disable_nagle_algorithm = true})
    assert.equal(3, made.connection.timeout)
    assert.is_true(made.connection:getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) ~= 0)
    made = handled(nothing, socketserver.StreamRequestHandler)
    assert.is_nil(made.connection.timeout)
    assert.equal(0, made.connection:getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
  end)

  it("reads a datagram in every way, and sends what it wrote as one datagram", function()
    local server, address = support.udp_socket()
    local client = support.udp_socket()
    local made = handler(function(self)
      assert.same({"one", 2}, {self.rfile:read("l", "n")})
      assert.equal("\n", self.rfile:readline())
      local lines = {}
      for line in self.rfile:lines() do lines[#lines + 1] = line end
      assert.same({"three", "four"}, lines)
      assert.is_nil(self.rfile:read(1))
      assert.equal("", self.rfile:read "a")
      self.wfile:write("a", 1)
      self.wfile:writelines{"\n", "b"}
      self.wfile:flush()
      assert.equal("a1\nb", self.wfile:getvalue())
      assert.equal("<socket.file [datagram] mode='wb'>", tostring(self.wfile))
      assert.matches("the file of a datagram has no descriptor", tostring(support.raises("OSError", self.rfile.fileno,
        self.rfile)))
    end, socketserver.DatagramRequestHandler):new({"one\n2\nthree\nfour", server}, client:getsockname(), "server")
    assert.equal("one\n2\nthree\nfour", made.packet)
    assert.same({"a1\nb", address}, {client:recvfrom(100)})
    made.wfile:close()
    made.rfile:close()
  end)

  it("handles an empty datagram, a large one, and one without an answer", function()
    local server = support.udp_socket()
    local client = support.udp_socket()
    local function answer(data, text)
      handler(function(self) if text then self.wfile:write(text) end end, socketserver.DatagramRequestHandler)
        :new({data, server}, client:getsockname(), "server")
      return client:recv(70000)
    end
    assert.equal("", answer(""))
    assert.equal(("x"):rep(65000), answer("a", ("x"):rep(65000)))
  end)

  it("reports what is wrong if it has no files", function()
    local Without = derive(socketserver.StreamRequestHandler)
    Without.setup = nothing
    assert.matches("the handler has no files; your setup must call the setup of its base class",
      support.error_message(Without.new, Without, support.socketpair(), "x", "server"))
    local Datagram = derive(socketserver.DatagramRequestHandler)
    support.assert_raises("bad argument #1 to 'DatagramRequestHandler' (table {data, socket} expected, got FILE*)",
      Datagram.new, Datagram, io.stdout, "x", "server")
    support.assert_raises("bad argument #1 to 'StreamRequestHandler' (socket expected, got string)", Upper.new, Upper,
      "x", "x", "x")
    support.assert_raises("bad argument #2 to 'DatagramRequestHandler' (AF_INET address must be a table",
      socketserver.DatagramRequestHandler, {"x", (support.udp_socket())}, "x", "server")
    Datagram.setup = nothing
    assert.matches("the handler has no files", support.error_message(Datagram.new, Datagram, {"x", 1}, "x", "server"))
  end)
end)
