--- The servers, which serve one request at a time.
--
-- threading.lua, where requests run concurrently, overrides methods that begin with `_`:
-- _run(name, f, ...) calls f(self, ...), the work of the method `name`, in a task if it needs
-- one, and _settle(e) ends the requests that still run at the end of serve_forever, with the
-- error that ended it.
-- luacheck: no unused args

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local failures = require "pysocket.socketserver.failures"
local objects = require "pysocket.socketserver.objects"

core._own()

local loop = core._loop()

local POLL_INTERVAL = 0.5  -- seconds

-- BaseServer ------------------------------------------------------------------------

local BaseServer = objects.class "BaseServer"
local check = objects.receiver(BaseServer)

local function is_handler(value)
  if type(value) == "function" then return true end
  if type(value) ~= "table" then return false end
  local meta = getmetatable(value)
  return type(value.new) == "function" or type(meta) == "table" and rawget(meta, "__call") ~= nil
end

local DERIVE = "derive one with setmetatable({}, {__index = socketserver.BaseRequestHandler})"

--- socketserver.BaseServer(server_address, RequestHandlerClass) -> server
-- The handler may also be a function, called as handler(request, client_address, server).
function BaseServer:new(server_address, RequestHandlerClass)
  local server = objects.new(self, BaseServer, "BaseServer")
  if not is_handler(RequestHandlerClass) then
    argument.error(2, objects.name(self), ("handler class or function expected, got %s; %s"):format(
      argument.typename(RequestHandlerClass), DERIVE))
  end
  server.server_address, server.RequestHandlerClass = server_address, RequestHandlerClass
  server._shutdown_request, server._is_shut_down = false, false
  return server
end

function BaseServer:_run(_, f, ...)
  check(self, "_run")
  f(self, ...)
end

function BaseServer:_settle() check(self, "_settle") end

-- Returns the object to wait for: as in Python, an object with a descriptor. Returns nil if it
-- is closed.
local function open_descriptor(self, name)
  local fileno = self.fileno
  if type(fileno) ~= "function" then
    argument.fail(("%s: the server has no method 'fileno', which a class derived from BaseServer must define")
      :format(name))
  end
  local fd = fileno(self)
  return math.type(fd) == "integer" and fd >= 0 and fd or nil
end

local function check_descriptor(self, name)
  if not open_descriptor(self, name) then argument.fail(name .. ": the server is closed") end
end

-- Returns the request and the address. An OSError means that the client has gone again.
local function get_request(self)
  local results = table.pack(pcall(self.get_request, self))
  if not results[1] and not core.isinstance(results[2], core.OSError) then error(results[2], 0) end
  return table.unpack(results, 1, 3)
end

-- The descriptor is ready, so this does not wait for a client.
local function handle_ready(self)
  local ok, request, client_address = get_request(self)
  if not ok then return end
  if not argument.truth(self:verify_request(request, client_address)) then
    return self:shutdown_request(request)
  end
  local e, traceback
  ok, e, traceback = failures.call(self.process_request, self, request, client_address)
  if ok then return end
  if failures.passes(e) then
    self:shutdown_request(request)
    error(e, 0)
  end
  self:handle_error(request, client_address, e, traceback)
  self:shutdown_request(request)
end

-- serve_forever -----------------------------------------------------------------------

-- The event for its end exists only if a task waits for it.
local function set_shut_down(self)
  self._is_shut_down = true
  if self._ended then self._ended:set() end
  self._ended = nil
end

local function serve_until_shutdown(self, poll_interval)
  check_descriptor(self, "serve_forever")
  while not self._shutdown_request and open_descriptor(self, "serve_forever") do
    local ready = loop.wait_fd(self, "r", poll_interval)
    if self._shutdown_request then break end
    if ready then handle_ready(self) end
    self:service_actions()
  end
end

local function serve(self, poll_interval)
  self._is_shut_down, self._serving = false, loop.current() or true
  local ok, e = pcall(serve_until_shutdown, self, poll_interval)
  self._shutdown_request, self._serving = false, nil
  set_shut_down(self)
  self:_settle(e)
  if not ok then error(e, 0) end
end

--- server:serve_forever([poll_interval])
-- Handles requests until shutdown is called, which it notices after poll_interval seconds
-- at the latest.
function BaseServer:serve_forever(...)
  check(self, "serve_forever")
  local poll_interval = argument.keywords("serve_forever", 1, "poll_interval", ...)
  argument.seconds(1, "serve_forever", poll_interval)
  if poll_interval == nil then poll_interval = POLL_INTERVAL end
  if poll_interval < 0 then argument.error(1, "serve_forever", "poll_interval must not be negative") end
  if poll_interval >= argument.NEVER then poll_interval = nil end
  if self._serving then argument.fail "serve_forever: the server is already serving" end
  self:_run("serve_forever", serve, poll_interval)
end

--- server:shutdown()
-- Ends serve_forever and waits for its end. It does not wait outside tasks, or inside a request
-- of a server that serves one at a time, where it would wait for itself.
function BaseServer:shutdown()
  check(self, "shutdown")
  local task = loop.current()
  if not task and not self._serving and not self._is_shut_down then
    argument.fail "shutdown: serve_forever does not run; call shutdown in a request or in another task"
  end
  self._shutdown_request = true
  if not task or self._serving == task or self._serving == true then return end
  if self._is_shut_down then return end
  self._ended = self._ended or core._require "pysocket.asyncio".Event()
  self._ended:wait()
end

--- server:service_actions()
-- Called after each turn of serve_forever, for a subclass.
function BaseServer:service_actions() check(self, "service_actions") end

-- handle_request -----------------------------------------------------------------------

-- Returns the smaller of two timeouts, each of which may be nil.
local function timeout_of(self)
  local own = self.timeout
  if own ~= nil and type(own) ~= "number" or own ~= own then
    argument.fail(("handle_request: the server's field 'timeout' must be a number or nil, got %s"):format(
      argument.shown(own)))
  end
  local sock = self.socket
  local other = core.isinstance(sock, core.socket) and sock:gettimeout() or nil
  if not own or other and other < own then own = other end
  if own == nil or own >= argument.NEVER then return nil end
  return math.max(own, 0)
end

local function handle_next(self)
  check_descriptor(self, "handle_request")
  if loop.wait_fd(self, "r", timeout_of(self)) then
    handle_ready(self)
  else
    self:handle_timeout()
  end
end

--- server:handle_request()
-- Handles one request, or calls handle_timeout if none comes within server.timeout seconds.
function BaseServer:handle_request()
  check(self, "handle_request")
  self:_run("handle_request", handle_next)
end

--- server:handle_timeout()
function BaseServer:handle_timeout() check(self, "handle_timeout") end

-- One request -------------------------------------------------------------------------

--- server:verify_request(request, client_address) -> boolean
function BaseServer:verify_request(request, client_address)
  check(self, "verify_request")
  return true
end

--- server:process_request(request, client_address)
function BaseServer:process_request(request, client_address)
  self:finish_request(request, client_address)
  self:shutdown_request(request)
end

--- server:finish_request(request, client_address)
-- Makes an object of the handler class, which handles the request.
function BaseServer:finish_request(request, client_address)
  local handler = self.RequestHandlerClass
  if not is_handler(handler) then
    argument.fail(("the server's field 'RequestHandlerClass' must be a handler class or a function, got %s"):format(
      argument.typename(handler)))
  elseif type(handler) == "table" and type(handler.new) == "function" then
    core._call(handler.new, handler, request, client_address, self)
  else
    core._call(handler, request, client_address, self)
  end
end

--- server:shutdown_request(request)
function BaseServer:shutdown_request(request)
  check(self, "shutdown_request")
  self:close_request(request)
end

--- server:close_request(request)
function BaseServer:close_request(request) check(self, "close_request") end

local SEPARATOR = ("-"):rep(40) .. "\n"

--- server:handle_error(request, client_address[, e[, traceback]])
-- Writes the client's address and the error to stderr, in one piece.
function BaseServer:handle_error(request, client_address, e, traceback)
  check(self, "handle_error")
  local text = type(traceback) == "string" and traceback or core._text(e)
  io.stderr:write(("%sException occurred during processing of request from %s\n%s\n%s"):format(SEPARATOR,
    core._text(client_address), text, SEPARATOR))
end

-- Opening and closing -----------------------------------------------------------------------

--- server:server_activate()
function BaseServer:server_activate() check(self, "server_activate") end

--- server:server_close()
function BaseServer:server_close() check(self, "server_close") end

function BaseServer:__close()
  check(self, "__close")
  self:server_close()
end

-- TCPServer ------------------------------------------------------------------------------

local TCPServer = objects.class("TCPServer", BaseServer)
local check_tcp = objects.receiver(TCPServer)

TCPServer.address_family = core.AF_INET
TCPServer.socket_type = core.SOCK_STREAM
TCPServer.request_queue_size = 5
TCPServer.allow_reuse_address = false
TCPServer.allow_reuse_port = false

local REQUEST = {"shutdown", "close"}

local function check_request(n, name, value)
  if core.isinstance(value, core.socket) then return value end
  if not objects.can(value, REQUEST) then argument.typeerror(n, name, "socket", value) end
  return value
end

local function socket_of(self, name)
  local sock = self.socket
  if sock == nil then argument.fail(name .. ": the server has no socket") end
  return sock
end

-- Closes the server at the end of its block, unless it was released.
local Opening = {__close = function(opening)
  local server = opening[1]
  if server then server:server_close() end
end}

--- socketserver.TCPServer(server_address, RequestHandlerClass[, bind_and_activate]) -> server
function TCPServer:new(server_address, RequestHandlerClass, ...)
  local server = BaseServer.new(self, server_address, RequestHandlerClass)
  local bind_and_activate = argument.keywords(objects.name(self), 3, "bind_and_activate", ...)
  server.socket = core.socket(server.address_family, server.socket_type)
  if not argument.truth(bind_and_activate, true) then return server end
  local opening <close> = setmetatable({server}, Opening)
  server:server_bind()
  server:server_activate()
  opening[1] = nil
  return server
end

--- server:server_bind()
function TCPServer:server_bind()
  check_tcp(self, "server_bind")
  local sock = socket_of(self, "server_bind")
  if argument.truth(self.allow_reuse_address) then sock:setsockopt(core.SOL_SOCKET, core.SO_REUSEADDR, 1) end
  local internet = self.address_family == core.AF_INET or self.address_family == core.AF_INET6
  if argument.truth(self.allow_reuse_port) and internet then
    sock:setsockopt(core.SOL_SOCKET, core.SO_REUSEPORT, 1)
  end
  core._check_address(1, objects.name(getmetatable(self)), sock.family, sock.type, sock.proto, self.server_address)
  sock:bind(self.server_address)
  self.server_address = sock:getsockname()
end

--- server:server_activate()
function TCPServer:server_activate()
  check_tcp(self, "server_activate")
  socket_of(self, "server_activate"):listen(self.request_queue_size)
end

--- server:server_close()
function TCPServer:server_close()
  check_tcp(self, "server_close")
  local sock = self.socket
  if sock ~= nil then sock:close() end
end

--- server:fileno() -> integer
function TCPServer:fileno()
  check_tcp(self, "fileno")
  return socket_of(self, "fileno"):fileno()
end

--- server:get_request() -> request, client_address
function TCPServer:get_request()
  check_tcp(self, "get_request")
  return socket_of(self, "get_request"):accept()
end

--- server:shutdown_request(request)
-- The client may have ended the connection already.
function TCPServer:shutdown_request(request)
  check_tcp(self, "shutdown_request")
  check_request(1, "shutdown_request", request)
  local ok, e = pcall(request.shutdown, request, core.SHUT_WR)
  if not ok and not core.isinstance(e, core.OSError) then error(e, 0) end
  self:close_request(request)
end

--- server:close_request(request)
function TCPServer:close_request(request)
  check_tcp(self, "close_request")
  check_request(1, "close_request", request):close()
end

-- UDPServer ------------------------------------------------------------------------------

local UDPServer = objects.class("UDPServer", TCPServer)
local check_udp = objects.receiver(UDPServer)

UDPServer.socket_type = core.SOCK_DGRAM
UDPServer.max_packet_size = 8192

--- server:get_request() -> {data, socket}, client_address
function UDPServer:get_request()
  check_udp(self, "get_request")
  local sock = socket_of(self, "get_request")
  local data, client_address = sock:recvfrom(self.max_packet_size)
  return {data, sock}, client_address
end

function UDPServer:server_activate() check_udp(self, "server_activate") end

function UDPServer:shutdown_request(request)
  check_udp(self, "shutdown_request")
  self:close_request(request)
end

function UDPServer:close_request(request) check_udp(self, "close_request") end

-- UNIX ------------------------------------------------------------------------------------

local UnixStreamServer = objects.class("UnixStreamServer", TCPServer)
UnixStreamServer.address_family = core.AF_UNIX

local UnixDatagramServer = objects.class("UnixDatagramServer", UDPServer)
UnixDatagramServer.address_family = core.AF_UNIX

return {
  BaseServer = BaseServer, TCPServer = TCPServer, UDPServer = UDPServer,
  UnixStreamServer = UnixStreamServer, UnixDatagramServer = UnixDatagramServer,
}
