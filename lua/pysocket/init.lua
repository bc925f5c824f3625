--- The module: what the core offers, and what CPython keeps in Lib/socket.py.
-- The module's table is the core's own, so that a name is in one place only.

local socket = require "pysocket.core"
local argument = require "pysocket.argument"

socket._own()

-- Errors ----------------------------------------------------------------------

--- Several errors raised as one: `message`, and in `exceptions` the errors.
-- socket.ExceptionGroup(message, exceptions) -> error object
local ExceptionGroup = socket._class("ExceptionGroup", socket.Exception)
socket.ExceptionGroup = ExceptionGroup

getmetatable(ExceptionGroup).__call = function(class, message, exceptions)
  if type(exceptions) ~= "table" then
    argument.typeerror(2, "ExceptionGroup", "sequence of errors", exceptions)
  elseif #exceptions == 0 then
    argument.error(2, "ExceptionGroup", "second argument (exceptions) must be a non-empty sequence")
  end
  return setmetatable({
    message = message,
    exceptions = table.move(exceptions, 1, #exceptions, 1, {}),
  }, class)
end

-- As Python's str(), with its place as other errors have it; then each error on
-- a line of its own, groups in it indented.
function ExceptionGroup.__tostring(e)
  local n = #e.exceptions
  local lines = {("%s%s: %s (%d sub-exception%s)"):format(e.where and e.where .. ": " or "",
    e.__name, tostring(e.message), n, n == 1 and "" or "s")}
  for i, sub in ipairs(e.exceptions) do
    lines[i + 1] = "  " .. tostring(sub):gsub("\n", "\n  ")
  end
  return table.concat(lines, "\n")
end

-- Connecting ------------------------------------------------------------------

local Guard = {__close = function(guard)
  if guard.socket then guard.socket:close() end
end}

-- An address is {host, port}, by positions or by names.
local function host_and_port(address)
  if type(address) ~= "table" then
    argument.error(1, "create_connection", ("the address must be a table {host, port}, got %s; %s"):format(
      type(address), 'write socket.create_connection{"127.0.0.1", 8080}'))
  elseif #address > 2 then
    argument.error(1, "create_connection",
      ("the address must be a table {host, port}, got %d items"):format(#address))
  end
  local host, port = address[1], address[2]
  if host == nil then host = address.host end
  if port == nil then port = address.port end
  if port == nil then argument.error(1, "create_connection", "the address has no port") end
  return host, port
end

-- `timeout`: nil leaves the default, false is none at all.
local function connect_one(row, timeout, source_address)
  local s = socket.socket(row[1], row[2], row[3])
  local guard <close> = setmetatable({socket = s}, Guard)
  if timeout ~= nil then s:settimeout(timeout or nil) end
  if source_address then s:bind(source_address) end
  s:connect(row[5])
  guard.socket = nil
  return s
end

local function connect_any(address, timeout, source_address, all_errors)
  local host, port = host_and_port(address)
  local addresses = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
  local errors = {}
  for _, row in ipairs(addresses) do
    local ok, result = pcall(connect_one, row, timeout, source_address)
    if ok then return result end
    if not socket.isinstance(result, socket.OSError) then error(result, 0) end
    errors[#errors + 1] = result
  end
  if #errors == 0 then
    socket._error("OSError", nil, "getaddrinfo returns an empty list", "create_connection")
  elseif all_errors then
    socket._throw(ExceptionGroup("create_connection failed", errors))
  end
  error(errors[#errors], 0)
end

local CONNECTION = {"timeout", "source_address", "all_errors"}
local CONNECTION_CALLS = {getaddrinfo = {1, 1}, settimeout = {2}, bind = {3}}

--- socket.create_connection(address[, timeout[, source_address[, all_errors]]]) -> socket
-- Tries each address that the host has. The last error is raised, or with
-- all_errors an ExceptionGroup of all of them.
function socket.create_connection(...)
  return argument.blame("create_connection", CONNECTION_CALLS, connect_any,
    argument.keywords("create_connection", 2, CONNECTION, ...))
end

-- Serving ---------------------------------------------------------------------

local function make_dualstack()
  local s <close> = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
  s:setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
end

--- socket.has_dualstack_ipv6() -> boolean
-- Can one socket take both IPv4 and IPv6 connections here?
function socket.has_dualstack_ipv6()
  if not (socket.has_ipv6 and socket.IPPROTO_IPV6 and socket.IPV6_V6ONLY) then return false end
  local ok, e = pcall(make_dualstack)
  if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
  return ok
end

-- How Python prints an address that was given.
local function shown(address)
  if type(address) == "string" then return "'" .. address .. "'" end
  if getmetatable(address) then return tostring(address) end
  local items = {}
  for i, item in ipairs(address) do
    items[i] = type(item) == "string" and "'" .. item .. "'" or tostring(item)
  end
  return "(" .. table.concat(items, ", ") .. ")"
end

-- Says in the error on which address, as Python does. It stays the same object:
-- class, place, call and address with it.
local function bind(s, address)
  local ok, e = pcall(function() s:bind(address) end)
  if ok then return end
  if socket.isinstance(e, socket.OSError) and e.strerror then
    e.strerror = ("%s (while attempting to bind on address %s)"):format(e.strerror,
      shown(e.address == nil and address or e.address))
  end
  error(e, 0)
end

local function serve(address, family, backlog, reuse_port, dualstack_ipv6)
  local s = socket.socket(family, socket.SOCK_STREAM)
  local guard <close> = setmetatable({socket = s}, Guard)
  s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
  if reuse_port then s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1) end
  if socket.has_ipv6 and family == socket.AF_INET6 then
    s:setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, dualstack_ipv6 and 0 or 1)
  end
  bind(s, address)
  if backlog == nil then s:listen() else s:listen(backlog) end
  guard.socket = nil
  return s
end

local SERVER = {"family", "backlog", "reuse_port", "dualstack_ipv6"}
local SERVER_CALLS = {socket = {2}, bind = {1}, listen = {3}}

local function create_server(address, family, backlog, reuse_port, dualstack_ipv6)
  if family == nil then family = socket.AF_INET end
  if dualstack_ipv6 then
    if not socket.has_dualstack_ipv6() then
      argument.error(5, "create_server", "dualstack_ipv6 not supported on this platform")
    elseif family ~= socket.AF_INET6 then
      argument.error(5, "create_server", "dualstack_ipv6 requires AF_INET6 family")
    end
  end
  return argument.blame("create_server", SERVER_CALLS, serve, address, family, backlog,
    reuse_port, dualstack_ipv6)
end

--- socket.create_server(address[, family[, backlog[, reuse_port[, dualstack_ipv6]]]]) -> socket
-- A listening stream socket, bound with SO_REUSEADDR.
function socket.create_server(...)
  return create_server(argument.keywords("create_server", 2, SERVER, ...))
end

-- Names -------------------------------------------------------------------------

--- socket.getfqdn([name]) -> string
-- The first of the host's names that has a dot in it.
function socket.getfqdn(name)
  if name ~= nil and type(name) ~= "string" then
    argument.typeerror(1, "getfqdn", "string", name)
  end
  name = (name or ""):match("^%s*(.-)%s*$")
  if name == "" or name == "0.0.0.0" or name == "::" then name = socket.gethostname() end
  local ok, host, aliases = pcall(socket.gethostbyaddr, name)
  if not ok then
    if socket.isinstance(host, socket.OSError) then return name end
    error(host, 0)
  end
  if host:find(".", 1, true) then return host end
  for _, alias in ipairs(aliases) do
    if alias:find(".", 1, true) then return alias end
  end
  return host
end

-- Files -------------------------------------------------------------------------

local makefile

--- s:makefile([mode[, buffering]]) -> file
-- Its room is loaded at its first use: most programs have none.
function socket.socket.makefile(...)
  makefile = makefile or require "pysocket.file"
  return makefile(...)
end

local sendfile

--- s:sendfile(file[, offset[, count]]) -> bytes sent
function socket.socket.sendfile(...)
  sendfile = sendfile or require "pysocket.sendfile"
  return sendfile(...)
end

return socket
