--- Functions that connect or serve with one call, as in CPython's Lib/socket.py.

local core = require "pysocket.core"
local socket = core._public
local argument = require "pysocket.argument"
local attempt = require "pysocket.attempt"

core._own()

local connection = {}

-- Connecting ------------------------------------------------------------------

local NAMES = {host = true, port = true, flowinfo = true, scope_id = true}

local function check_table(name, call, address)
  if type(address) ~= "table" then
    argument.error(1, name, ('the address must be a table {host, port}, got %s; write %s{"127.0.0.1", 8080}')
      :format(type(address), call))
  end
  for key in pairs(address) do
    if type(key) == "string" and not NAMES[key] then
      argument.error(1, name, ("unexpected name '%s' in the address; put keyword arguments into their own table: " ..
        '%s({"127.0.0.1", 8080}, {%s = ...})'):format(key, call, key))
    end
  end
end

-- An address is {host, port}, with positions or names. `call` shows how to write it.
function connection.host_and_port(name, call, address)
  check_table(name, call, address)
  if #address > 2 then
    argument.error(1, name, ("the address must be a table {host, port}, got %d items"):format(#address))
  end
  local host, port = address[1], address[2]
  if host == nil then host = address.host end
  if port == nil then port = address.port end
  if port == nil then argument.error(1, name, "the address has no port") end
  argument.text(1, name, host)
  argument.port(1, name, port)
  return host, port
end

-- `timeout`: nil keeps the default, false means no timeout.
local function prepare(s, timeout, source_address)
  if timeout ~= nil then s:settimeout(timeout or nil) end
  if source_address then
    core._check_address(3, "create_connection", s.family, s.type, s.proto, source_address)
    s:bind(source_address)
  end
end

local function create_connection(address, timeout, source_address, all_errors)
  local host, port = connection.host_and_port("create_connection", "socket.create_connection", address)
  argument.timeout(2, "create_connection", timeout or nil)
  local s, errors = attempt.connect(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM), prepare, timeout,
    source_address)
  if s then return s end
  if #errors == 0 then
    core._error("OSError", nil, "getaddrinfo returns an empty list", "create_connection")
  elseif argument.truth(all_errors) then
    core._throw(socket.ExceptionGroup("create_connection failed", errors))
  end
  error(errors[#errors], 0)
end

--- socket.create_connection(address[, timeout[, source_address[, all_errors]]]) -> socket
-- Tries each address of the host. If all fail it raises the last error, or with
-- all_errors an ExceptionGroup of all errors.
function connection.create_connection(address, ...)
  return create_connection(address,
    argument.keywords("create_connection", 2, "timeout source_address{} all_errors", ...))
end

-- Serving ---------------------------------------------------------------------

local function make_dualstack()
  local s <close> = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
  s:setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
end

--- socket.has_dualstack_ipv6() -> boolean
-- Whether one socket can accept both IPv4 and IPv6 connections on this system.
function connection.has_dualstack_ipv6()
  if not (socket.has_ipv6 and socket.IPPROTO_IPV6 and socket.IPV6_V6ONLY) then return false end
  local ok, e = pcall(make_dualstack)
  if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
  return ok
end

-- Adds the address to the text of the error, as Python does. It remains the same object,
-- with its class, position, call and address.
local function bind(s, address)
  local ok, e = pcall(function() s:bind(address) end)
  if ok then return end
  if socket.isinstance(e, socket.OSError) and e.strerror then
    e.strerror = ("%s (while attempting to bind on address %s)"):format(e.strerror,
      core._repr(e.address == nil and address or e.address))
  end
  error(e, 0)
end

local function serve(address, family, backlog, reuse_port, dualstack_ipv6)
  local s = socket.socket(family, socket.SOCK_STREAM)
  local guard <close> = attempt.guard(s)
  s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
  if reuse_port then s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1) end
  if socket.has_ipv6 and family == socket.AF_INET6 then
    s:setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, dualstack_ipv6 and 0 or 1)
  end
  core._check_address(1, "create_server", family, s.type, s.proto, address)
  bind(s, address)
  if backlog == nil then s:listen() else s:listen(backlog) end
  attempt.release(guard)
  return s
end

local function create_server(address, family, backlog, reuse_port, dualstack_ipv6)
  if family == nil then family = socket.AF_INET end
  argument.optint(2, "create_server", family)
  argument.optint(3, "create_server", backlog)
  if family ~= socket.AF_UNIX then check_table("create_server", "socket.create_server", address) end
  reuse_port, dualstack_ipv6 = argument.truth(reuse_port), argument.truth(dualstack_ipv6)
  if dualstack_ipv6 then
    if not socket.has_dualstack_ipv6() then
      argument.error(5, "create_server", "dualstack_ipv6 not supported on this platform")
    elseif family ~= socket.AF_INET6 then
      argument.error(5, "create_server", "dualstack_ipv6 requires AF_INET6 family")
    end
  end
  return serve(address, family, backlog, reuse_port, dualstack_ipv6)
end

--- socket.create_server(address[, family[, backlog[, reuse_port[, dualstack_ipv6]]]]) -> socket
-- Makes a stream socket with SO_REUSEADDR, binds it and makes it listen.
function connection.create_server(address, ...)
  return create_server(address,
    argument.keywords("create_server", 2, "family backlog reuse_port dualstack_ipv6", ...))
end

return connection
