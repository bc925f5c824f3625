--- TLS for streams: the options of open_connection, start_server and similar functions, and start_tls.
--
--   tls.options(name, i, ssl, server_hostname, handshake, shutdown, host, server) -> options | nil
--   tls.check_context(name, i, context)      raises unless it is an SSLContext
--   tls.begin(sock, options) -> SSLSocket    after its handshake; a failure closes the socket
--   tls.wrap(sock, options) -> SSLSocket     the first half of it
--   tls.handshake(sslsock, options[, unread]) -> sslsock
--                                            the second; `unread` is the data that was received already

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local HANDSHAKE = 60  -- seconds, as in Python
local MAX_TIMEOUT = 1e9  -- seconds, where the caller sets no limit, or infinity

local tls = {}

-- Loaded when it is needed, because it may not have been built.
local function ssl_module()
  return core._require "pysocket.ssl"
end

local function is_context(value)
  return type(value) == "userdata" and core.isinstance(value, ssl_module().SSLContext)
end

local function positive(i, name, option, seconds)
  if seconds == nil then return end
  argument.seconds(i, name, seconds)
  if seconds <= 0 then
    argument.error(i, name, ("%s should be a positive number, got %s"):format(option, seconds))
  end
end

-- Without `ssl` the other options make no sense.
local function check_absent(at, name, server_hostname, handshake, shutdown)
  local i, option
  if server_hostname ~= nil then
    i, option = at - 1, "server_hostname"
  elseif handshake ~= nil then
    i, option = at, "ssl_handshake_timeout"
  elseif shutdown ~= nil then
    i, option = at + 1, "ssl_shutdown_timeout"
  end
  if i then argument.error(i, name, option .. " is only meaningful with ssl") end
end

-- Otherwise a wrong context would not be noticed before the first connection, and in a server not even then.
local function check_use(context, i, name, server)
  local module = ssl_module()
  if server and context.protocol == module.PROTOCOL_TLS_CLIENT then
    argument.error(i, name, "this context is for clients: a server makes its context with "
      .. "ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)")
  elseif server and not core._tls._identified(context) then
    argument.error(i, name, "this context has no certificate: load it with context:load_cert_chain first")
  elseif not server and context.protocol == module.PROTOCOL_TLS_SERVER then
    argument.error(i, name, "this context is for servers: a client makes its context with "
      .. "ssl.create_default_context()")
  end
  return context
end

local function context_of(ssl, i, name, server)
  if ssl == true and not server then return ssl_module().create_default_context() end
  if is_context(ssl) then return check_use(ssl, i, name, server) end
  argument.error(i, name, ("ssl argument must be an SSLContext%s, got %s"):format(server and "" or " or true",
    argument.typename(ssl)))
end

-- For start_tls, which needs a context.
function tls.check_context(name, i, context)
  if not is_context(context) then argument.typeerror(i, name, "SSLContext", context) end
end

-- The name that the server's certificate must have: that of the host, unless another one is given.
local function name_of(i, name, server_hostname, host)
  local wanted = server_hostname
  if wanted == nil then wanted = host end
  if wanted == nil then
    argument.error(i, name, "You must set server_hostname when using ssl without a host")
  elseif type(wanted) ~= "string" then
    argument.typeerror(i, name, "string", wanted)
  end
  local fault = core._tls._hostname_fault(wanted)
  if fault and server_hostname == nil then i = 1 end  -- it is the argument `host`
  if fault then argument.error(i, name, ("server_hostname '%s': %s"):format(wanted, fault)) end
  return wanted
end

function tls.options(name, i, ssl, server_hostname, handshake, shutdown, host, server)
  local at = server and i + 1 or i + 2  -- the number of ssl_handshake_timeout; a server has no server_hostname
  if ssl == nil or ssl == false then return check_absent(at, name, server_hostname, handshake, shutdown) end
  positive(at, name, "ssl_handshake_timeout", handshake)
  positive(at + 1, name, "ssl_shutdown_timeout", shutdown)
  return {
    context = context_of(ssl, i, name, server), server_side = server,
    handshake = math.min(handshake or HANDSHAKE, MAX_TIMEOUT), shutdown = shutdown and math.min(shutdown, MAX_TIMEOUT),
    server_hostname = not server and name_of(i + 1, name, server_hostname, host) or nil,
  }
end

local function handshake_error(e, options)
  if core.isinstance(e, core.TimeoutError) and e.call == "do_handshake" and not e.errno then
    core._error("ConnectionAbortedError", nil,
      ("SSL handshake is taking longer than %s seconds: aborting the connection"):format(options.handshake),
      "do_handshake")
  elseif core.isinstance(e, core.OSError) and e.__name == "SSLEOFError" then  -- as Python's streams raise it
    core._error("ConnectionResetError", nil,
      "the peer has ended the connection in the TLS handshake; it may not speak TLS here", "do_handshake")
  end
  error(e, 0)
end

function tls.wrap(sock, options)
  local ok, wrapped = pcall(options.context.wrap_socket, options.context, sock, {server_side = options.server_side,
    server_hostname = options.server_hostname, do_handshake_on_connect = false})
  if ok then return wrapped end
  core._abort(sock)
  error(wrapped, 0)
end

function tls.handshake(wrapped, options, unread)
  local done, e = pcall(function()
    if unread then core._tls._feed(wrapped, unread) end
    wrapped:settimeout(options.handshake)
    wrapped:do_handshake()
    wrapped:settimeout(nil)
  end)
  if done then return wrapped end
  core._abort(wrapped)
  handshake_error(e, options)
end

function tls.begin(sock, options)
  return tls.handshake(tls.wrap(sock, options), options)
end

return tls
