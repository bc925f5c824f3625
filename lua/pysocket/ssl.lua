--- Python's ssl: TLS for sockets.
--
--   local context = ssl.create_default_context()
--   local s <close> = context:wrap_socket(socket.create_connection{"example.org", 443},
--     {server_hostname = "example.org"})
--
-- The functions that need OpenSSL are in csrc/tls; this file has those that do not.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

-- The library in C, which is not built if OpenSSL's headers are missing.
local function load()
  if not package.searchpath("pysocket.tls", package.cpath) and not package.preload["pysocket.tls"] then
    error("pysocket.ssl was left out when pysocket was built, because OpenSSL 3 was missing: install OpenSSL's " ..
      "headers and pkg-config (Debian: apt-get install libssl-dev pkg-config), then build pysocket again", 0)
  end
  local ok, result = pcall(require, "pysocket.tls")
  if ok then return result end
  if tostring(result):find "lib%l+%.so" then
    result = "pysocket.ssl needs the OpenSSL 3 with which it was built: install it (Debian: apt-get install " ..
      "openssl), or build pysocket again\n" .. result
  end
  error(result, 0)
end

local ssl = load()(core)
local tls = core._tls

ssl.CHANNEL_BINDING_TYPES = core._list{"tls-unique"}
ssl.PEM_HEADER = "-----BEGIN CERTIFICATE-----"
ssl.PEM_FOOTER = "-----END CERTIFICATE-----"

-- serverAuth and clientAuth by their numbers, because OpenSSL reads its configuration before it looks up a name.
ssl.Purpose.SERVER_AUTH = ssl.Purpose.fromnid(129)
ssl.Purpose.CLIENT_AUTH = ssl.Purpose.fromnid(130)

-- Contexts -----------------------------------------------------------------------

local KEYWORDS = "purpose{} cafile capath cadata"

-- Is the purpose that of a context for clients, which verifies servers?
local function verifies_servers(purpose)
  if purpose == nil or type(purpose) == "table" and next(purpose) == nil then return true end  -- no keyword is given
  local nid = type(purpose) == "table" and purpose.nid
  if nid == ssl.Purpose.SERVER_AUTH.nid then return true end
  if nid == ssl.Purpose.CLIENT_AUTH.nid then return false end
  local name = type(purpose) == "table" and next(purpose)
  argument.error(1, "create_default_context", type(name) == "string" and ("unexpected keyword '%s'"):format(name)
    or "Purpose.SERVER_AUTH or Purpose.CLIENT_AUTH expected, got " .. argument.shown(purpose))
end

local function check_locations(cafile, capath, cadata)
  argument.path(2, "create_default_context", cafile, "pass it as cadata")
  argument.path(3, "create_default_context", capath, "pass it as cadata")
  if cadata == nil then return end
  if not argument.is_bytes(cadata) then
    argument.typeerror(4, "create_default_context", "string, bytearray or view", cadata)
  end
  if #cadata == 0 then argument.error(4, "create_default_context", "empty certificate data") end
end

local function default_context(purpose, cafile, capath, cadata)
  local client = verifies_servers(purpose)
  check_locations(cafile, capath, cadata)
  local context = ssl.SSLContext(client and ssl.PROTOCOL_TLS_CLIENT or ssl.PROTOCOL_TLS_SERVER)
  context.verify_flags = context.verify_flags | ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT
  if cafile ~= nil or capath ~= nil or cadata ~= nil then
    context:load_verify_locations(cafile, capath, cadata)
  elseif client then
    context:load_default_certs()
  end
  local keylog = os.getenv "SSLKEYLOGFILE"
  if keylog and keylog ~= "" then context.keylog_filename = keylog end
  return context
end

--- ssl.create_default_context([purpose[, cafile[, capath[, cadata]]]]) -> context
-- For a client unless the purpose is Purpose.CLIENT_AUTH. It verifies servers and their names.
function ssl.create_default_context(...)
  return default_context(argument.keywords("create_default_context", 1, KEYWORDS, ...))
end

-- Tables -------------------------------------------------------------------------

local function show(value)
  return tostring(core._list{value}):sub(2, -2)
end

local function show_names(names)
  local items = {}
  for key in pairs(names) do items[#items + 1] = key end
  table.sort(items, function(a, b) return tostring(a) < tostring(b) end)
  for i, key in ipairs(items) do items[i] = show(key) .. ": " .. show(names[key]) end
  return "{" .. table.concat(items, ", ") .. "}"
end

-- How certificates, ciphers and statistics print.
tls._dicts{__name = "dict", __tostring = core._front(function(names)
  if type(names) ~= "table" then argument.typeerror(1, "__tostring", "table", names) end
  return show_names(names)
end)}

-- Sockets --------------------------------------------------------------------------

local plain = core.socket

-- Returns the deadline of the connect that begins now.
local function begin(name, s, address)
  if not core.isinstance(s, ssl.SSLSocket) then argument.typeerror(1, name, "SSLSocket", s) end
  local deadline = tls._connecting(s)
  core._check_address(1, name, s.family, s.type, s.proto, address)
  return deadline
end

--- s:connect(address)
-- The socket's timeout bounds the whole call: the lookup, the connection and the handshake.
function ssl.SSLSocket.connect(s, address)
  local deadline = begin("connect", s, address)
  plain.connect(s, address)
  tls._connected(s, deadline)
end

--- s:connect_ex(address) -> errno, 0 if there is a connection
-- An error of the handshake is raised.
function ssl.SSLSocket.connect_ex(s, address)
  local deadline = begin("connect_ex", s, address)
  local errnum = plain.connect_ex(s, address)
  if errnum == 0 then tls._connected(s, deadline) end
  return errnum
end

for _, name in ipairs{"connect", "connect_ex"} do
  ssl.SSLSocket[name] = core._front(ssl.SSLSocket[name])
end

-- As the user calls them -----------------------------------------------------------

for name, f in pairs(ssl) do
  if type(f) == "function" and not name:find "^_" then ssl[name] = core._front(f) end
end

local LATER = {get_protocol_name = true, cert_time_to_seconds = true, PEM_cert_to_DER_cert = true,
               get_server_certificate = true}

-- Names that the program has set itself are kept.
local function load_later()
  for name, f in pairs(core._require "pysocket.ssl.later") do
    if rawget(ssl, name) == nil then ssl[name] = core._front(f) end
  end
end

return core._module(setmetatable(ssl, {
  __index = function(_, name)
    if not LATER[name] then return nil end
    load_later()
    return rawget(ssl, name)
  end,
  __pairs = function()
    load_later()
    return next, ssl
  end,
}), "pysocket.ssl")
