--- Server: its listening sockets, the tasks that accept connections, and the handlers.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local errno = require "pysocket.errno"
local events = require "pysocket.asyncio.events"
local futures = require "pysocket.asyncio.futures"
local readers = require "pysocket.asyncio.reader"
local tls = require "pysocket.asyncio.tls"
local writers = require "pysocket.asyncio.writer"

core._own()

local loop = core._loop()
local isinstance = core.isinstance

local RETRY_DELAY = 1  -- seconds, if the kernel has no memory left
local SHORT_DELAY = 0.02  -- seconds, if Lua has no memory, which other tasks may soon free

local EXHAUSTED = {
  [errno.ENOBUFS] = true, [errno.ENOMEM] = true,  -- for descriptors accept waits itself
}

local Server = {__name = "Server", _grace = 5}
Server.__index = Server

-- In a child made by fork the clients, the tasks and the path belong to the parent.
local function check_process(self)
  if self._process == loop.process() then return end
  self._process, self._clients, self._waiters = loop.process(), {}, loop.waitqueue()
  self._cleanup, self._acceptors, self._forever = nil, nil, nil
end

-- Clients -------------------------------------------------------------------------

local function wake_if_over(server)
  if not server._sockets and next(server._clients) == nil then server._waiters:wake_all() end
end

local function report_handler(task, sock)
  local _, e = loop.result(task)
  events.get_event_loop():call_exception_handler{
    message = "Unhandled exception in client_connected_cb", exception = e,
    traceback = loop.traceback(task), task = task, socket = sock,
  }
end

-- A connection. Its items are the server, the socket as soon as it will be called, and the
-- writer as soon as it exists.
local Client = {}
Client.__index = Client

-- For the handshake. Afterwards there is a writer, which has the same methods.
function Client:abort()
  core._abort(self[2])
end

Client.close = Client.abort

-- Called at the end of the handler. If the handler failed or was cancelled, its connection
-- is closed too.
function Client:_ended(task)
  local server, sock, writer = self[1], self[2], self[3]
  local status = loop.status(task)
  if status ~= "done" then
    if writer then writer:close() else sock:close() end
  end
  server._clients[self] = nil
  wake_if_over(server)
  if status == "failed" then report_handler(task, sock) end
end

-- The handshake runs in the client's task, so that a slow client delays no other. A failure is
-- ignored, unless this side has run out of memory.
local function begin_tls(client, sock, options)
  local ok, e = pcall(function()
    client[2] = tls.wrap(sock, options)
    tls.handshake(client[2], options)
  end)
  if ok then return client[2] end
  if not isinstance(e, core.OSError) or EXHAUSTED[e.errno] or e.errno == errno.ENOSPC then error(e, 0) end
end

local function handle(client, sock, peername)
  if not client[2] then return sock:close() end
  local server = client[1]
  server._clients[client] = true
  if server._tls then
    sock = begin_tls(client, sock, server._tls)
    if not sock then return end
  end
  writers.remove_timeout(sock)
  local writer = writers.new(sock, server._limit, peername)
  writer._serves, writer._shutdown_timeout = true, server._tls and server._tls.shutdown or nil
  local reader = readers.new(writer)
  client[3] = writer
  server._handler(reader, writer)
end

local function start_client(server, sock, peername)
  local client = setmetatable({server, false, false}, Client)
  futures.subscribe(loop.spawn(handle, client, sock, peername), client)
  client[2] = sock
end

-- Accepting -----------------------------------------------------------------------

local function report(e, listener)
  events.get_event_loop():call_exception_handler{
    message = type(e) ~= "table" and "no memory for a connection"
      or EXHAUSTED[e.errno] and "socket.accept() out of system resource" or "socket.accept() failed",
    exception = e, socket = listener,
  }
end

local function accept_one(server, listener)
  start_client(server, listener:accept())
end

-- An error of accept is reported once until accept succeeds again, and accept is retried
-- once a second. An error that is a string means that Lua is out of memory: if there was a
-- connection, the collector closes it.
local function accept_all(server, listener)
  local reported = false
  while server._sockets do
    local ok, e = pcall(accept_one, server, listener)
    if ok then
      reported = false
    elseif isinstance(e, core.CancelledError) then
      error(e, 0)
    elseif server._sockets and not isinstance(e, core.ConnectionAbortedError)
        and not writers.drop_timeout(listener, e) then
      if type(e) ~= "table" then loop.collect() end
      if not reported then report(e, listener) end
      reported = true
      loop.park(type(e) == "table" and RETRY_DELAY or SHORT_DELAY)
    end
  end
end

-- Accepts connections from one listening socket. If its task fails, another one is started.
local Acceptor = {}
Acceptor.__index = Acceptor

function Acceptor:start()
  local task = loop.spawn(accept_all, self.server, self.listener)
  loop.own(task)
  self.server._acceptors[self.i] = task
  futures.subscribe(task, self)
end

function Acceptor:_ended(task)
  if self.server._sockets and loop.status(task) == "failed" then self:start() end
end

local function start(self)
  if self._acceptors then return end
  for _, listener in ipairs(self._sockets) do
    listener:settimeout(nil)  -- whatever its timeout or the default timeout is
    listener:listen(self._backlog)
  end
  self._acceptors = {}
  for i, listener in ipairs(self._sockets) do
    setmetatable({server = self, listener = listener, i = i}, Acceptor):start()
  end
end

local function check_open(self)
  if not self._sockets then argument.fail(("server %s is closed"):format(self)) end
end

--- server:start_serving()
function Server:start_serving()
  check_process(self)
  check_open(self)
  start(self)
end

--- server:is_serving() -> boolean
function Server:is_serving()
  check_process(self)
  return self._sockets ~= nil and self._acceptors ~= nil
end

-- Waits until all handlers have ended, but at most for `seconds`.
local function wait_for_clients(self, name, seconds)
  local deadline = seconds and loop.time() + seconds
  futures.waiting_task(name)
  loop.park(0)  -- lets the handlers of the last connections start
  while self._sockets or next(self._clients) ~= nil do
    local left = deadline and deadline - loop.time()
    if left and left <= 0 then return end
    local ok, e = self._waiters:wait(name, left)
    if not ok then error(e, 0) end
  end
end

--- server:serve_forever()
-- Serves until the task is cancelled or the server is closed. Then it also closes its
-- clients and waits for their handlers, but only for some seconds: otherwise a client
-- that does not read could block it for ever.
function Server:serve_forever()
  check_process(self)
  if self._forever then
    argument.fail(("server %s is already being awaited on serve_forever()"):format(self))
  end
  check_open(self)
  start(self)
  self._forever = futures.Future()
  local _, e = pcall(self._forever.await, self._forever)
  self._forever = nil
  self:close()
  self:close_clients()
  local ok, again = pcall(wait_for_clients, self, "serve_forever", self._grace)
  self:abort_clients()
  error(ok and e or again, 0)
end

-- Closing -------------------------------------------------------------------------

--- server:close()
-- Closes the listening sockets. Existing connections stay open. If it runs out of memory,
-- it can be called again.
function Server:close()
  check_process(self)
  if self._over then return end
  if self._sockets then
    for _, acceptor in ipairs(self._acceptors or {}) do loop.cancel(acceptor) end
    for _, listener in ipairs(self._sockets) do listener:close() end
    if self._cleanup then self._cleanup() end
    self._sockets, self.sockets = nil, core._list{}
  end
  if self._forever then self._forever:cancel() end
  wake_if_over(self)
  self._over = true
end

local function each_client(self, method)
  local clients = {}
  for client in pairs(self._clients) do clients[#clients + 1] = client[3] or client end
  for _, client in ipairs(clients) do client[method](client) end
end

--- server:close_clients()
-- Closes the connections whose handlers have not ended, each after all its data is sent.
function Server:close_clients()
  check_process(self)
  each_client(self, "close")
end

--- server:abort_clients()
-- Does the same at once; unsent data is lost.
function Server:abort_clients()
  check_process(self)
  each_client(self, "abort")
end

--- server:wait_closed()
-- Waits until the server is closed and all its handlers have ended.
function Server:wait_closed()
  check_process(self)
  wait_for_clients(self, "wait_closed")
end

-- Called at the end of the block of its variable. If an error ended the block, it does not wait.
function Server:__close(e)
  self:close()
  if e == nil then self:wait_closed() end
end

function Server:__tostring()
  local shown = {}
  for i, listener in ipairs(self.sockets) do shown[i] = tostring(listener) end
  return ("<Server sockets=(%s)>"):format(table.concat(shown, ", "))
end

argument.methods(Server)

--- Makes a server from bound sockets. `cleanup`, if given, is called when it closes.
local function new(handler, sockets, limit, backlog, cleanup, options)
  return setmetatable({
    sockets = core._list(sockets), _sockets = sockets, _handler = handler, _limit = limit, _backlog = backlog,
    _cleanup = cleanup, _clients = {}, _waiters = loop.waitqueue(), _over = false,
    _process = loop.process(), _tls = options or false,
  }, Server)
end

return {Server = Server, new = new}
