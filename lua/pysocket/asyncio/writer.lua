--- StreamWriter: the sending side of a connection, which also closes the connection.
--
-- Written data is kept until drain or the end of the loop's turn, and then sent all at
-- once. A task sends what the kernel does not accept then. The first item of a writer is
-- the buffer of the stream, which has the unsent data (csrc/loop/streambuffer.c).

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local errno = require "pysocket.errno"
local futures = require "pysocket.asyncio.futures"
local tls = require "pysocket.asyncio.tls"

core._own()

local isinstance = core.isinstance

local loop = core._loop()

local HIGH = 64 * 1024  -- drain waits if more bytes are unsent
local CHUNK = 64 * 1024  -- bytes of one send, after what was sent at once

local StreamWriter = {__name = "StreamWriter", _high = HIGH, _low = HIGH // 4}
StreamWriter.__index = StreamWriter

-- The connection ------------------------------------------------------------------

local function wake_all(waiters)
  if waiters then waiters:wake_all() end
end

-- System errors no longer matter here; a lack of memory does.
local function try(method, sock, ...)
  local ok, e = pcall(method, sock, ...)
  if not ok and not isinstance(e, core.OSError) then error(e, 0) end
end

-- An error of TLS says what it would have to wait for.
local WANTS = {SSLWantReadError = true, SSLWantWriteError = true}

local function would_wait(e)
  return isinstance(e, core.BlockingIOError) or WANTS[e.__name] or false
end

-- The socket of a stream has no timeout, whatever its own or the default one was.
local function remove_timeout(sock)
  if sock:gettimeout() ~= nil then sock:settimeout(nil) end
end

-- The socket belongs to the stream or the server. If a call failed because the program has set
-- a timeout, this removes the timeout, so that the call can be repeated.
local function drop_timeout(sock, e)
  if sock:gettimeout() == nil or not would_wait(e)
      and (e.errno or not isinstance(e, core.TimeoutError)) then return false end
  sock:settimeout(nil)
  return true
end

-- With a timeout for it, TLS ends on both sides before the connection does. Nothing is sent any
-- more on a connection that is lost or aborted, or before the end of the handshake.
local function end_tls(writer)
  local sock, seconds = writer._socket, writer._shutdown_timeout
  if writer._exception or writer._aborted or not writer._tls then
    return core._abort(sock)
  elseif seconds then
    sock:settimeout(seconds)
    local ok, plain = pcall(sock.unwrap, sock)
    if ok then sock = plain elseif not isinstance(plain, core.OSError) then error(plain, 0) end
  end
  try(sock.close, sock)
end

-- Nothing is left to do with the socket. Tasks that are woken run later. Up to its last
-- step this function can be repeated.
local function finish(writer)
  if writer._tls ~= nil then end_tls(writer) else try(writer._socket.close, writer._socket) end
  wake_all(writer._drainers)
  wake_all(writer._closers)
  writer._closing, writer._closed = true, true
end

-- The connection has failed: reading and writing raise the error from now on.
local function connection_lost(writer, e)
  if not writer._closed then
    writer._exception = e
    writer[1]:shut()
    writer[1]:clear_output()
    finish(writer)
  end
end

-- Runs a step that would not be repeated. If it runs out of memory, the connection is lost, and
-- its users get the error.
local function attempt(f, writer)
  local ok, e = pcall(f, writer)
  if not ok then connection_lost(writer, e) end
end

-- Meanwhile only the functions of this file send.
local function set_sending(self, flag)
  self._sending = flag or nil
  self[1]:hold(flag or self._sender)
end

local function set_sender(self, task)
  self._sender = task or nil
  self[1]:hold(task or self._sending)
end

-- The number of unsent bytes. In a child made by fork the data of the parent, and the
-- tasks that wait for it, belong to the parent.
local function unsent(self)
  local buffer = self[1]
  if buffer:inherited() then
    buffer:clear_output()
    self._drainers = nil
    set_sending(self, false)
    set_sender(self, false)
    if self._closing and not self._closed then finish(self) end
  end
  return buffer:unsent()
end

-- The same with the bytes that TLS has accepted and the kernel has not.
local function size(self)
  return unsent(self) + (self._tls and core._kept(self._socket) or 0)
end

-- Sending -------------------------------------------------------------------------

-- An error matters unless the connection is closed next, which also ends sending. With TLS, the
-- task that sends would fail with ENOTCONN, and the reader could not read what arrived before the end.
local function end_sending(self)
  local ok, e = pcall(self._socket.shutdown, self._socket, core.SHUT_WR)
  if ok or self._closing or self._tls and e.errno == errno.ENOTCONN then return end
  error(e, 0)
end

-- All written data has been sent.
local function buffer_emptied(self)
  if self._eof then end_sending(self) end
  if self._closing then finish(self) end
end

-- A send has failed. What has arrived before can still be read.
local function fail(self, e)
  pcall(self[1].fill_now, self[1], self._socket)
  connection_lost(self, e)
end

-- Sends once; false if it failed. In the meantime the data stays in the buffer, because
-- send may let other tasks run. The data that these and finalizers write comes after it.
local function send_some(self, flags)
  local buffer = self[1]
  set_sending(self, true)
  local ok, n = pcall(self._socket.send, self._socket, buffer:peek_output(CHUNK), flags)
  set_sending(self, false)
  if self._closed then return false end
  if ok then
    buffer:sent(n)
    return true
  end
  if not isinstance(n, core.OSError) then error(n, 0) end
  if drop_timeout(self._socket, n) or would_wait(n) then return true end
  fail(self, n)
  return false
end

-- Waits until TLS keeps nothing that it has accepted; false if it failed.
local function flush_tls(self)
  local ok, e = pcall(core._flush, self._socket)
  if self._closed then return false end
  if not ok then
    if not isinstance(e, core.OSError) then error(e, 0) end
    if drop_timeout(self._socket, e) then return flush_tls(self) end
    fail(self, e)
    return false
  end
  wake_all(self._drainers)
  return true
end

-- The task that sends the data that the kernel did not accept at once.
local function send_rest(self)
  local buffer = self[1]
  while buffer:unsent() > 0 do
    if not send_some(self) then return end
    if size(self) <= self._low then wake_all(self._drainers) end
  end
  if self._tls and not flush_tls(self) then return end
  set_sender(self, false)
  buffer_emptied(self)
end

-- Called at the end of that task. If it ran out of memory, nobody sends the rest, and the
-- connection is lost. The end of asyncio.run may cancel it.
function StreamWriter:_ended(task)
  if futures.failed(task) then connection_lost(self, task:exception()) end
  if self._sender == task then set_sender(self, false) end
end

-- Has TLS something left to do? Ending it may have to wait, which only a task can.
local function tls_waits(self)
  return self._tls and (core._kept(self._socket) > 0 or self._eof or self._closing)
end

-- Sends as much as the kernel accepts at once, but nothing in the handshake of start_tls.
local function send_now(self)
  if self._sending or self._sender or self._closed or self._tls == false then return end
  local e = self[1]:failure()
  if e then return fail(self, e) end
  if unsent(self) > 0 then
    if not send_some(self, core.MSG_DONTWAIT) then return end
    if self[1]:unsent() == 0 and not self._tls then return buffer_emptied(self) end
  end
  if self[1]:unsent() == 0 and not tls_waits(self) then return wake_all(self._drainers) end
  set_sender(self, true)  -- a finalizer may write before the task exists
  local task = loop.spawn(send_rest, self)
  loop.own(task, true)
  set_sender(self, task)
  futures.subscribe(task, self)
end

-- With the error of a send that has failed already.
local function flush(self, e)
  if e then return fail(self, e) end
  if self[1]:unsent() > 0 or self._tls then attempt(send_now, self) end
end

loop.on_flush(flush)

-- Writing -------------------------------------------------------------------------

local function put(self, data)
  if self._closing then return end
  unsent(self)
  loop.put(self, data)
end

--- writer:write(data)
-- Never waits. The data is sent in the background; drain limits the amount of unsent data.
function StreamWriter:write(data)
  if self._eof then argument.fail("Cannot call write() after write_eof()") end
  if type(data) ~= "string" and not argument.is_bytes(data) then
    argument.typeerror(1, "write", "string, bytearray or view", data)
  end
  put(self, data)
end

--- writer:writelines(list)
function StreamWriter:writelines(list)
  if self._eof then argument.fail("Cannot call writelines() after write_eof()") end
  for _, data in ipairs(argument.bytes(1, "writelines", list)) do put(self, data) end
end

local function check_lost(self)
  if self._exception then error(self._exception, 0) end
  if self._closed then core._error("ConnectionResetError", nil, "Connection lost", "drain") end
end

local function wait_in(self, field, name)
  local waiters = self[field]
  if not waiters then
    waiters = loop.waitqueue()
    self[field] = waiters
  end
  local ok, e = waiters:wait(name)
  if not ok then error(e, 0) end
end

--- writer:drain()
-- Sends, and waits while more than 64 KiB (see set_write_buffer_limits) are unsent. If the
-- writer is closed in the meantime, that is not an error.
function StreamWriter:drain(e)
  if self._closed then check_lost(self) end
  flush(self, e)
  if size(self) > self._high then wait_in(self, "_drainers", "drain") end
  if self._exception then error(self._exception, 0) end
end

--- writer:write_eof()
-- Shuts down the sending side after all data is sent: the peer reads the end of the stream.
function StreamWriter:write_eof()
  if self._closing or self._eof == true then return end
  self._eof = "begun"  -- if this fails, it can be repeated
  if not isinstance(self._socket, core.socket) then  -- a pipe has no other side
    self:close()
    self._eof = true
    return
  end
  self[1]:shut()
  if unsent(self) == 0 and self._tls == nil then buffer_emptied(self) else attempt(send_now, self) end
  self._eof = true
end

--- writer:can_write_eof() -> true
function StreamWriter.can_write_eof()
  return true
end

--- writer:close()
-- Closes the connection after all data is sent; wait_closed waits for that.
function StreamWriter:close()
  if self._closing == true then return end
  self[1]:shut()
  self._closing = "begun"  -- if even this runs out of memory, it can be repeated
  attempt(unsent(self) == 0 and not self._tls and finish or send_now, self)
  self._closing = true
end

--- writer:is_closing() -> boolean
function StreamWriter:is_closing()
  return self._closing ~= false
end

--- writer:wait_closed()
-- Waits until the connection is closed; raises the error that broke it.
function StreamWriter:wait_closed()
  while not self._closed do wait_in(self, "_closers", "wait_closed") end
  if self._exception then error(self._exception, 0) end
end

--- writer:abort()
-- Closes the connection at once; unsent data is lost.
function StreamWriter:abort()
  if self._closed then return end
  self._aborted = true
  self[1]:shut()
  self[1]:clear_output()
  finish(self)
end

--- writer:get_write_buffer_size() -> bytes that are not sent yet
function StreamWriter:get_write_buffer_size()
  return size(self)
end

--- writer:set_write_buffer_limits([high[, low]])
-- drain waits if more than `high` bytes are unsent, until at most `low` bytes are.
function StreamWriter:set_write_buffer_limits(...)
  local high, low = argument.keywords("set_write_buffer_limits", 1, "high low", ...)
  argument.optinteger(1, "set_write_buffer_limits", high)
  argument.optinteger(2, "set_write_buffer_limits", low)
  high = high or low and 4 * low or HIGH
  low = low or high // 4
  if not (high >= low and low >= 0) then
    argument.error(1, "set_write_buffer_limits", ("high (%s) must be >= low (%s) must be >= 0"):format(high, low))
  end
  self._high, self._low = high, low
end

-- Returns a property of the TLS connection; nil without TLS.
local function of_tls(method)
  return function(self)
    if not self._tls then return nil end
    return self._socket[method](self._socket)
  end
end

local function cipher(self)
  local found = self._tls and {self._socket:cipher()}
  return found and found[1] and found or nil
end

-- The socket is replaced before the handshake, in which the stream may be closed.
local function begin_tls(self, options)
  local input = self[1]
  local unread = #input > 0 and input:take(#input) or nil
  self._socket, self._extra_socket = tls.wrap(self._socket, options), nil
  tls.handshake(self._socket, options, unread)
end

--- writer:start_tls(context[, {server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout}])
-- Switches to TLS after all written data is sent. Data that was received and not read is treated as TLS.
function StreamWriter:start_tls(context, ...)
  local hostname, handshake, shutdown = argument.keywords("start_tls", 2,
    "server_hostname ssl_handshake_timeout ssl_shutdown_timeout", ...)
  tls.check_context("start_tls", 1, context)
  if self._tls then argument.fail "the stream uses TLS already: TLS in TLS needs context:wrap_bio" end
  if not isinstance(self._socket, core.socket) then
    argument.fail(("transport %s is not supported by start_tls()"):format(self._socket))
  end
  -- The side in TLS is the side of the connection.
  local options = tls.options("start_tls", 1, context, hostname, handshake, shutdown, self._hostname, self._serves)
  check_lost(self)
  flush(self)
  while self._sender and not self._closed do wait_in(self, "_drainers", "start_tls") end
  check_lost(self)
  local use <close> = self[1]:enter()
  if not use then argument.fail "start_tls() called while another task is waiting for incoming data" end
  -- `_tls` is false during the handshake. Later there may be no memory for these fields.
  self._tls, self._shutdown_timeout = false, options.shutdown
  local ok, e = pcall(begin_tls, self, options)
  if not ok then
    -- Only this task is cancelled, and not the later users of the stream.
    if isinstance(e, core.CancelledError) then self:abort() else connection_lost(self, e) end
    if not isinstance(e, core.OSError) then error(e, 0) end
  end
  check_lost(self)
  self._tls = true
  flush(self)
end

local EXTRA = {
  ssl_object = function(self) return self._tls and self._socket or nil end,
  sslcontext = function(self) return self._tls and self._socket.context or nil end,
  peercert = of_tls "getpeercert", cipher = cipher, compression = of_tls "compression",
  socket = function(self) return isinstance(self._socket, core.socket) and self._socket or nil end,
  pipe = function(self) return self._socket._file or nil end,
  peername = function(self) return self._socket:getpeername() end,
  sockname = function(self) return self._socket:getsockname() end,
}

--- writer:get_extra_info(name[, default]) -> value
-- `name` is "peername", "sockname" or "socket", with TLS also "ssl_object", "sslcontext", "peercert", "cipher" or
-- "compression".
function StreamWriter:get_extra_info(name, default)
  if type(name) ~= "string" then argument.typeerror(1, "get_extra_info", "string", name) end
  if type(default) == "table" then default = argument.keywords("get_extra_info", 2, "default{}", default) end
  local known = EXTRA[name]
  if not known then return default end
  local value = self["_extra_" .. name]
  if value == nil then
    local ok, found = pcall(known, self)
    if not ok and not isinstance(found, core.OSError) then error(found, 0) end
    value = ok and found or nil
    self["_extra_" .. name] = value
  end
  if value == nil then return default end
  return value
end

function StreamWriter:__tostring()
  local state = self._closed and "closed" or self._closing and "closing" or "open"
  return ("<StreamWriter %s socket=%s>"):format(state, tostring(self._socket))
end

-- The end of the block of its variable. An error that ended the block takes precedence
-- over an error of closing.
function StreamWriter:__close(e)
  self:close()
  if e == nil then self:wait_closed() end
end

argument.methods(StreamWriter)

-- These do the usual case, and call the methods otherwise.
StreamWriter.write = loop.writer_write(StreamWriter.write, StreamWriter)
StreamWriter.drain = loop.writer_drain(StreamWriter.drain, StreamWriter)
StreamWriter.close = loop.writer_close(StreamWriter.close, StreamWriter)

-- Making one ----------------------------------------------------------------------

--- Makes the writer of a connected socket without a timeout, which belongs to it from now on. The
-- address of its peer is stored, because the kernel forgets it when the connection ends. `host` is
-- the host that a client has connected to. `limit` is for the reader.
local function new(sock, limit, peername, host)
  if peername == nil then
    local known, address = pcall(sock.getpeername, sock)
    peername = known and address or nil
  end
  local buffer, has_layer = loop.stream_buffer(sock, limit)
  return setmetatable({
    buffer, _socket = sock, _extra_peername = peername, _hostname = host, _tls = has_layer or nil,
    -- Fields that are set where no memory may be allocated.
    _closing = false, _closed = false, _exception = false,
  }, StreamWriter)
end

return {
  StreamWriter = StreamWriter, new = new, connection_lost = connection_lost, remove_timeout = remove_timeout,
  drop_timeout = drop_timeout,
}
