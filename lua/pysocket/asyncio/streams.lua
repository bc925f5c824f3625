--- open_connection and start_server, whose connections are a reader and a writer, and the
-- same for UNIX sockets.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local attempt = require "pysocket.attempt"
local errno = require "pysocket.errno"
local events = require "pysocket.asyncio.events"
local futures = require "pysocket.asyncio.futures"
local readers = require "pysocket.asyncio.reader"
local writers = require "pysocket.asyncio.writer"
local servers = require "pysocket.asyncio.server"
local tls = require "pysocket.asyncio.tls"

core._own()

local isinstance = core.isinstance

local streams = {
  StreamReader = readers.StreamReader, StreamWriter = writers.StreamWriter, Server = servers.Server,
}

-- Connecting ----------------------------------------------------------------------

local function make(sock, peername, limit, options, host)
  local writer = writers.new(sock, limit, peername, host)
  if options then writer._shutdown_timeout = options.shutdown end
  return readers.new(writer), writer
end

-- Makes a reader and a writer. A socket that is its `own` has been prepared, and is closed if that fails.
local function pair(sock, peername, limit, own, options, host)
  if not own then writers.remove_timeout(sock) end
  if options then sock = tls.begin(sock, options) end
  local ok, reader, writer = pcall(make, sock, peername, limit, options, host)
  if ok then return reader, writer end
  if own or options then sock:close() end
  error(reader, 0)
end

local function prepare(sock, local_addr)
  writers.remove_timeout(sock)
  if local_addr then
    core._check_address(8, "open_connection", sock.family, sock.type, sock.proto, local_addr)
    sock:bind(local_addr)
  end
end

local function raise_all(errors)
  local texts, same = {}, true
  for i, e in ipairs(errors) do
    texts[i] = ("[Errno %s] %s"):format(e.errno, e.strerror)
    same = same and texts[i] == texts[1]
  end
  if same then error(errors[1], 0) end
  core._error("OSError", nil, "Multiple exceptions: " .. table.concat(texts, ", "), "open_connection")
end

-- Connects a socket, and makes its reader and writer. The kernel is asked for the peer's address
-- where that may differ from the one that was given: 0.0.0.0 stands for another address, and an
-- IPv6 address may get a scope.
local function connect(host, port, limit, options, family, proto, flags, local_addr)
  local rows = core.getaddrinfo(host, port, family or 0, core.SOCK_STREAM, proto or 0, flags or 0)
  local sock, row = attempt.connect(rows, prepare, local_addr)
  if not sock then raise_all(row) end
  local known = row[1] == core.AF_INET and row[5][1] ~= "0.0.0.0"
  return pair(sock, known and row[5] or nil, limit, true, options, host)
end

local function check_sock(sock, i, name)
  if not isinstance(sock, core.socket) then argument.typeerror(i, name, "socket", sock) end
  if sock.type ~= core.SOCK_STREAM then
    argument.error(i, name, ("A Stream Socket was expected, got %s"):format(sock))
  end
  return sock
end

local function check_host_or_sock(host, port, sock, at, i, name)
  if host ~= nil or port ~= nil then
    if sock ~= nil then
      argument.error(i, name, "host/port and sock can not be specified at the same time")
    end
  elseif sock == nil then
    argument.error(at, name, "host and port was not specified and no sock specified")
  end
end

local TLS = "ssl server_hostname ssl_handshake_timeout ssl_shutdown_timeout"
local CONNECTION = "host[] port limit family proto flags sock local_addr{} " .. TLS

local function check_host_and_port(host, port)
  if type(host) == "table" then
    argument.error(1, "open_connection", "string expected, got table; write asyncio.open_connection(host, port)")
  end
  argument.text(1, "open_connection", host)
  argument.port(2, "open_connection", port)
end

local function open_with_options(host, port, limit, family, proto, flags, sock, local_addr, ssl, server_hostname,
    handshake, shutdown)
  limit = readers.check_limit(limit, 3, "open_connection")
  argument.optint(4, "open_connection", family)  -- a table would be getaddrinfo's keyword arguments
  argument.optint(5, "open_connection", proto)
  argument.optint(6, "open_connection", flags)
  check_host_or_sock(host, port, sock, 1, 7, "open_connection")
  local options = tls.options("open_connection", 9, ssl, server_hostname, handshake, shutdown, host)
  if sock ~= nil then return pair(check_sock(sock, 7, "open_connection"), nil, limit, false, options) end
  return connect(host, port, limit, options, family, proto, flags, local_addr)
end

-- Usually there is nothing to check but the host and the port.
local function open_connection(host, port, ...)
  events.check_running "open_connection"
  check_host_and_port(host, port)
  if port == nil or argument.select("#", ...) > 0 then return open_with_options(host, port, ...) end
  return connect(host, port, readers.LIMIT)
end

--- asyncio.open_connection(host, port[, {limit, family, proto, flags, sock, local_addr, ssl, server_hostname,
--   ssl_handshake_timeout, ssl_shutdown_timeout}]) -> reader, writer
function streams.open_connection(...)
  return open_connection(argument.keywords("open_connection", 1, CONNECTION, ...))
end

local function check_path_or_sock(path, sock, at, i, name)
  if path ~= nil and sock ~= nil then
    argument.error(i, name, "path and sock can not be specified at the same time")
  elseif path == nil and sock == nil then
    argument.error(at, name, "path was not specified, and no sock specified")
  elseif path ~= nil then
    core._check_address(at, name, core.AF_UNIX, core.SOCK_STREAM, 0, path)
  end
end

local function open_unix_connection(path, limit, sock, ...)
  events.check_running "open_unix_connection"
  limit = readers.check_limit(limit, 2, "open_unix_connection")
  check_path_or_sock(path, sock, 1, 3, "open_unix_connection")
  local options = tls.options("open_unix_connection", 4, ...)
  if sock ~= nil then
    check_sock(sock, 3, "open_unix_connection")
  else
    sock = attempt.connect_one({core.AF_UNIX, core.SOCK_STREAM, 0, nil, path}, prepare)
  end
  return pair(sock, nil, limit, path ~= nil, options)
end

--- asyncio.open_unix_connection(path[, {limit, sock, ssl, server_hostname, ssl_handshake_timeout,
--   ssl_shutdown_timeout}]) -> reader, writer
function streams.open_unix_connection(...)
  return open_unix_connection(argument.keywords("open_unix_connection", 1, "path limit sock " .. TLS, ...))
end

-- Serving -------------------------------------------------------------------------

-- The errors of the kernel for a family, type or protocol that it does not support.
local UNKNOWN = {
  [errno.EAFNOSUPPORT] = true, [errno.EPROTONOSUPPORT] = true, [errno.ESOCKTNOSUPPORT] = true, [errno.EINVAL] = true,
}

-- Returns nil if the kernel does not support such sockets or addresses.
local function bind_one(row, options)
  local ok, sock = pcall(core.socket, row[1], row[2], row[3])
  if not ok then
    if isinstance(sock, core.OSError) and UNKNOWN[sock.errno] then return nil end
    error(sock, 0)
  end
  local guard <close> = attempt.guard(sock)
  if argument.truth(options.reuse_address, true) then sock:setsockopt(core.SOL_SOCKET, core.SO_REUSEADDR, 1) end
  if argument.truth(options.reuse_port) then sock:setsockopt(core.SOL_SOCKET, core.SO_REUSEPORT, 1) end
  if argument.truth(options.keep_alive) then sock:setsockopt(core.SOL_SOCKET, core.SO_KEEPALIVE, 1) end
  if row[1] == core.AF_INET6 then sock:setsockopt(core.IPPROTO_IPV6, core.IPV6_V6ONLY, 1) end
  local bound, e = pcall(sock.bind, sock, row[5])
  if bound then
    attempt.release(guard)
    return sock
  elseif not isinstance(e, core.OSError) or e.errno ~= errno.EADDRNOTAVAIL then
    error(e, 0)
  end
end

-- The hosts as a sequence, in which nil means all addresses.
local function hosts_of(host)
  if type(host) ~= "table" then
    argument.text(2, "start_server", host)
    return {host, n = 1}
  end
  for key in pairs(host) do
    if type(key) == "string" and key ~= "n" then
      argument.error(2, "start_server", ("unexpected name '%s' in the sequence of hosts"):format(key))
    end
  end
  local n = math.type(host.n) == "integer" and host.n or #host
  for i = 1, n do
    if host[i] ~= nil and type(host[i]) ~= "string" then
      argument.error(2, "start_server", (
        "host %d: string expected, got %s; write asyncio.start_server(handler, host, port)"):format(i, type(host[i])))
    end
    argument.text(2, "start_server", host[i])
  end
  return {n = n, table.unpack(host, 1, n)}
end

-- The addresses, each only once even if several hosts have it.
local function addresses_of(hosts, options)
  local rows, seen = {}, {}
  for i = 1, hosts.n do
    local host = hosts[i]
    if host == "" then host = nil end
    for _, row in ipairs(core.getaddrinfo(host, options.port, options.family or 0, core.SOCK_STREAM, 0,
        options.flags or core.AI_PASSIVE)) do
      local key = ("%d %s"):format(row[1], tostring(row[5]))
      if not seen[key] then rows[#rows + 1] = row end
      seen[key] = true
    end
  end
  return rows
end

local function bind_all(options)
  local guard <close> = attempt.guard()
  local rows = addresses_of(hosts_of(options.host), options)
  local shown = {}
  for i, row in ipairs(rows) do
    guard[#guard + 1] = bind_one(row, options)
    shown[i] = tostring(row[5])
  end
  if #guard == 0 then
    core._error("OSError", nil, ("could not bind on any address out of [%s]"):format(table.concat(shown, ", ")),
      "start_server")
  end
  local sockets = table.move(guard, 1, #guard, 1, {})
  attempt.release(guard)
  return sockets
end

-- Checked here, because it may only be used much later.
local function check_backlog(backlog, i, name)
  if backlog == nil then return end
  argument.integer(i, name, backlog)
  if backlog < 0 or backlog > 0x7fffffff then
    argument.error(i, name, ("the backlog is out of range: %d"):format(backlog))
  end
end

local function check_handler(handler, name)
  if not futures.callable(handler) then futures.refuse(1, name, "function", handler) end
end

-- If the server cannot start, the sockets that were made for it are closed.
local function serve(handler, sockets, own, options, cleanup)
  local guard <close> = attempt.guard(table.unpack(own and sockets or {}))
  local server = servers.new(handler, sockets, options.limit, options.backlog or 100, cleanup, options.tls)
  if argument.truth(options.start_serving, true) then server:start_serving() end
  attempt.release(guard)
  return server
end

local SERVER_TLS = " ssl ssl_handshake_timeout ssl_shutdown_timeout"
local SERVER = "host[] port limit family flags sock backlog reuse_address reuse_port keep_alive start_serving"
  .. SERVER_TLS
local UNIX_SERVER = "path limit sock backlog start_serving cleanup_socket" .. SERVER_TLS

-- The arguments after the handler, by their names.
local function named(name, names, ...)
  local given, options, i = table.pack(argument.keywords(name, 2, names, ...)), {}, 0
  for option in names:gmatch "[%w_]+" do
    i = i + 1
    options[option] = given[i]
  end
  return options
end

-- Leaves out the server's name, which only clients have.
local function server_tls(name, i, options)
  return tls.options(name, i, options.ssl, nil, options.ssl_handshake_timeout, options.ssl_shutdown_timeout, nil, true)
end

--- asyncio.start_server(handler, host, port[, {limit, family, flags, sock, backlog, reuse_address,
--   reuse_port, keep_alive, start_serving, ssl, ssl_handshake_timeout, ssl_shutdown_timeout}]) -> server
-- Runs handler(reader, writer) in a new task for each connection. `host` may be a sequence
-- of hosts; nil: all addresses.
function streams.start_server(handler, ...)
  local options = named("start_server", SERVER, ...)
  events.check_running "start_server"
  check_handler(handler, "start_server")
  options.limit = readers.check_limit(options.limit, 4, "start_server")
  argument.port(3, "start_server", options.port)
  argument.optint(5, "start_server", options.family)  -- a table would be getaddrinfo's keyword arguments
  argument.optint(6, "start_server", options.flags)
  check_host_or_sock(options.host, options.port, options.sock, 2, 7, "start_server")
  check_backlog(options.backlog, 8, "start_server")
  options.tls = server_tls("start_server", 13, options)
  if options.sock ~= nil then
    return serve(handler, {check_sock(options.sock, 7, "start_server")}, false, options)
  end
  return serve(handler, bind_all(options), true, options)
end

-- Removes the socket that an earlier server has left at the path.
local function remove_stale(path)
  if core._socket_file(path) then os.remove(path) end
end

local function bind_unix(path)
  local guard <close> = attempt.guard(core.socket(core.AF_UNIX, core.SOCK_STREAM))
  local sock = guard[1]
  if not path:find("\0", 1, true) then remove_stale(path) end
  sock:bind(path)
  attempt.release(guard)
  return sock
end

-- Removes the file when the server closes, unless another file has taken its place.
local function cleaner(sock)
  local path = sock:getsockname()
  local file = path ~= "" and path:sub(1, 1) ~= "\0" and core._socket_file(path)
  return file and function()
    if core._socket_file(path) == file then os.remove(path) end
  end or nil
end

--- asyncio.start_unix_server(handler, path[, {limit, sock, backlog, start_serving, cleanup_socket, ssl,
--   ssl_handshake_timeout, ssl_shutdown_timeout}]) -> server
function streams.start_unix_server(handler, ...)
  local options = named("start_unix_server", UNIX_SERVER, ...)
  events.check_running "start_unix_server"
  check_handler(handler, "start_unix_server")
  options.limit = readers.check_limit(options.limit, 3, "start_unix_server")
  check_path_or_sock(options.path, options.sock, 2, 4, "start_unix_server")
  check_backlog(options.backlog, 5, "start_unix_server")
  options.tls = server_tls("start_unix_server", 8, options)
  local sock = options.sock
  if sock ~= nil then check_sock(sock, 4, "start_unix_server") else sock = bind_unix(options.path) end
  local cleanup = argument.truth(options.cleanup_socket, true) and cleaner(sock) or nil
  return serve(handler, {sock}, options.sock == nil, options, cleanup)
end

return streams
