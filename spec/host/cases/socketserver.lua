--- Cases for socketserver.

local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"
local support = require "spec.host.support"

local same = support.same
local ANY = {"127.0.0.1", 0}
local loop = asyncio.get_event_loop()

local Upper = setmetatable({}, {__index = socketserver.StreamRequestHandler})

function Upper:handle()
  self.wfile:write(self.rfile:readline():upper())
end

local Echo = setmetatable({}, {__index = socketserver.DatagramRequestHandler})

function Echo:handle()
  self.wfile:write(self.rfile:read "a")
end

-- An error that a server reports is the error of the case. Only the first one counts, because others may follow from
-- it: a report can run out of memory, too.
local failed
local function note(_, _, _, e)
  failed = failed or e
end

-- If a task cannot report its error for lack of memory, the loop does.
loop:set_exception_handler(function(_, context) failed = failed or context.exception end)

local function noting(server)
  failed, server.handle_error = nil, note
  return server
end

local function raise_failed()
  if failed ~= nil then error(failed, 0) end
end

local Closing = {__close = function(list)
  for _, s in ipairs(list) do s:close() end
end}

-- Serves until a request has been handled. A connection that could not be accepted stays in the backlog.
local function handle_one(server)
  local served = false
  function server:process_request(...)
    served = true
    return getmetatable(self).process_request(self, ...)
  end
  while not served do server:handle_request() end
end

local function streams(case, name, class)
  case(name, function()
    loop:fileno()  -- creates the loop's own descriptor
    return function()
      local server <close> = noting(class(ANY, Upper))
      local c <close> = socket.socket()
      c:connect(server.server_address)
      c:sendall "line\n"
      handle_one(server)
      raise_failed()
      same("LINE\n", c:recv(100))
    end
  end)
end

local function child(self)
  self.server.handled = true
end

-- The parent does not see which call fails in the child. So the child only has to exit.
local function processes(case)
  case("server ForkingTCPServer", function()
    local Child = setmetatable({handle = child}, {__index = socketserver.BaseRequestHandler})
    return function()
      local server <close> = noting(socketserver.ForkingTCPServer(ANY, Child))
      server.max_children = 1
      for _ = 1, 2 do
        local c <close> = socket.socket()
        c:connect(server.server_address)
        handle_one(server)
        raise_failed()
        server:service_actions()
      end
      server:handle_timeout()
      server:collect_children(true)
      same(0, #server.active_children)
      same(nil, server.handled)
    end
  end)
end

local function in_tasks(case)
  for _, name in ipairs{"TCPServer", "ThreadingTCPServer"} do
    case("task server " .. name, function()
      loop:fileno()
      return function()
        asyncio.run(function()
          local server <close> = noting(socketserver[name](ANY, Upper))
          local serving = asyncio.create_task(server.serve_forever, server, 0.001)
          local c <close> = socket.socket()
      c:connect(server.server_address)
          c:settimeout(1)
          c:sendall "line\n"
          local ok, answer = pcall(c.recv, c, 100)
          if serving:done() then serving:await() end
          server:shutdown()
          serving:await()
          raise_failed()
          if not ok then error(answer, 0) end
          same("LINE\n", answer)
        end)
      end
    end)
  end
end

-- Makes an object of the class and prints it to a string.
local function make(name, class)
  if name:find "MixIn$" then return class(socketserver.UDPServer) end
  if name:find "Server$" then
    local server <close> = class(ANY, print, name ~= "BaseServer" and {bind_and_activate = false} or nil)
    return tostring(server)
  end
  local a, b = socket.socketpair()
  local _ <close> = setmetatable({a, b}, Closing)
  if not name:find "^Datagram" then return tostring(class(b, "address", "server")) end
  local s <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
  s:bind(ANY)
  return tostring(class({"data", s}, s:getsockname(), "server"))
end

local function classes(case)
  for name, class in pairs(socketserver) do
    case("class " .. name, function()
      return function()
        tostring(socketserver)
        tostring(class)
        make(name, class)
      end
    end)
  end
end

-- luacheck: push ignore 122
local function report_to(file, f, ...)
  local real = io.stderr
  local _ <close> = setmetatable({}, {__close = function() io.stderr = real end})
  io.stderr = file
  f(...)
end
-- luacheck: pop

local function reports(case)
  case("server report", function()
    local written
    local stderr = {write = function(_, text) written = text end}
    local function failing() error "failing" end
    return function()
      local a, b = socket.socketpair()
      local _ <close> = setmetatable({a, b}, Closing)
      local server <close> = socketserver.TCPServer(ANY, failing, {bind_and_activate = false})
      function server.get_request() return b, "somebody" end
      function server.fileno() return a:fileno() end
      b:sendall "x"
      report_to(stderr, server.handle_request, server)
      if written:find("not enough memory", 1, true) then error("not enough memory", 0) end
      same(true, written:find("from somebody\n", 1, true) ~= nil and written:find("failing", 1, true) ~= nil)
    end
  end)
end

local function the_rest(case)
  case("server UDPServer", function()
    return function()
      local server <close> = noting(socketserver.UDPServer(ANY, Echo))
      local c <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      c:sendto("data", server.server_address)
      handle_one(server)
      raise_failed()
      same("data", c:recv(100))
    end
  end)
  case("a server without a socket", function()
    return function()
      local a, b = socket.socketpair()
      local _ <close> = setmetatable({a, b}, Closing)
      local server <close> = noting(socketserver.BaseServer("nowhere", function(data) same("x", data) end))
      function server.fileno() return b:fileno() end
      function server.get_request() return b:recv(1), "address" end
      a:sendall "x"
      server:server_activate()
      server:handle_request()
      raise_failed()
      server.timeout = 0
      server:handle_request()
      server:shutdown_request "x"
    end
  end)
  case("the end of serve_forever", function()
    return function()
      local server <close> = socketserver.TCPServer(ANY, print)
      function server:service_actions()
        socketserver.BaseServer.service_actions(self)
        self:shutdown()
      end
      server:serve_forever(0.001)
    end
  end)
end

return support.cases(function(case)
  classes(case)
  streams(case, "server TCPServer", socketserver.TCPServer)
  streams(case, "task server in a loop of its own", socketserver.ThreadingTCPServer)
  processes(case)
  in_tasks(case)
  reports(case)
  the_rest(case)
end)
