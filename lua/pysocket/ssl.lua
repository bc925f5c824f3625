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
  return require "pysocket.tls"
end

local ssl = load()(core)
local tls = core._tls

ssl.CHANNEL_BINDING_TYPES = core._list{"tls-unique"}
ssl.PEM_HEADER = "-----BEGIN CERTIFICATE-----"
ssl.PEM_FOOTER = "-----END CERTIFICATE-----"

ssl.Purpose.SERVER_AUTH = ssl.Purpose.fromname "serverAuth"
ssl.Purpose.CLIENT_AUTH = ssl.Purpose.fromname "clientAuth"

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

-- `otherwise`: where PEM text belongs instead.
local function check_path(n, name, path, otherwise)
  argument.text(n, name, path)
  if path and path:find("-----BEGIN ", 1, true) then argument.error(n, name, "this is PEM text: " .. otherwise) end
end

local function check_locations(cafile, capath, cadata)
  check_path(2, "create_default_context", cafile, "pass it as cadata")
  check_path(3, "create_default_context", capath, "pass it as cadata")
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

-- Names and places ---------------------------------------------------------------

local PROTOCOLS = {
  [ssl.PROTOCOL_TLS] = "PROTOCOL_TLS", [ssl.PROTOCOL_TLS_CLIENT] = "PROTOCOL_TLS_CLIENT",
  [ssl.PROTOCOL_TLS_SERVER] = "PROTOCOL_TLS_SERVER", [ssl.PROTOCOL_TLSv1] = "PROTOCOL_TLSv1",
  [ssl.PROTOCOL_TLSv1_1] = "PROTOCOL_TLSv1_1", [ssl.PROTOCOL_TLSv1_2] = "PROTOCOL_TLSv1_2",
}

--- ssl.get_protocol_name(protocol_code) -> name
function ssl.get_protocol_name(protocol_code)
  return protocol_code ~= nil and PROTOCOLS[protocol_code] or "<unknown>"
end

-- Certificates -------------------------------------------------------------------

local MONTHS = {jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9, oct = 10, nov = 11,
  dec = 12}

-- The number of days from 1970-01-01 to a day of the Gregorian calendar. Years begin in March, so that the day that is
-- added in a leap year is the last one.
local function days(year, month, day)
  if month < 3 then year, month = year - 1, month + 12 end
  return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 719469
end

local function bad_time(text)
  argument.error(1, "cert_time_to_seconds", ("time '%s' is not like 'Jan  5 09:34:43 2018 GMT'"):format(text))
end

--- ssl.cert_time_to_seconds(cert_time) -> seconds since the epoch
-- The time is notBefore or notAfter of a certificate.
function ssl.cert_time_to_seconds(cert_time)
  if type(cert_time) ~= "string" then argument.typeerror(1, "cert_time_to_seconds", "string", cert_time) end
  local name, day, hour, minute, second, year =
    cert_time:lower():match "^(%a%a%a)%s+(%d%d?)%s+(%d%d?):(%d%d?):(%d%d?)%s+(%d%d%d%d)%s+gmt$"
  local month = MONTHS[name]
  if not month then bad_time(cert_time) end
  day, hour, minute, second = tonumber(day), tonumber(hour), tonumber(minute), tonumber(second)
  if day < 1 or day > 31 or hour > 23 or minute > 59 or second > 61 then bad_time(cert_time) end
  return days(tonumber(year), month, 1) * 86400 + (day - 1) * 86400 + hour * 3600 + minute * 60 + second
end

local function bad_pem(message)
  argument.error(1, "PEM_cert_to_DER_cert", "invalid PEM encoding; " .. message)
end

--- ssl.PEM_cert_to_DER_cert(pem_cert_string) -> der
function ssl.PEM_cert_to_DER_cert(pem_cert_string)
  if type(pem_cert_string) ~= "string" then
    argument.typeerror(1, "PEM_cert_to_DER_cert", "string", pem_cert_string)
  end
  local text = pem_cert_string:match "^(.-)%s*$"
  if text:sub(1, #ssl.PEM_HEADER) ~= ssl.PEM_HEADER then bad_pem("it must start with " .. ssl.PEM_HEADER) end
  if text:sub(-#ssl.PEM_FOOTER) ~= ssl.PEM_FOOTER then bad_pem("it must end with " .. ssl.PEM_FOOTER) end
  local letters = text:sub(#ssl.PEM_HEADER + 1, -#ssl.PEM_FOOTER - 1):gsub("%s+", "")
  return tls._base64(letters) or bad_pem "there is no base64 between its first line and its last"
end

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
-- The socket's timeout bounds the whole call: the look-up, the connection and the handshake.
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

-- Certificates of servers ---------------------------------------------------------

-- Returns a context for one connection, which verifies the server only if ca_certs is given.
local function context_for(ssl_version, ca_certs)
  local context = ssl.SSLContext(ssl_version == nil and ssl.PROTOCOL_TLS_CLIENT or ssl_version)
  context.check_hostname = false
  context.verify_mode = ca_certs == nil and ssl.CERT_NONE or ssl.CERT_REQUIRED
  if ca_certs ~= nil then context:load_verify_locations(ca_certs) end
  return context
end

-- The handshake may use the time that the connection has left.
local function fetch(host, port, context, timeout)
  local start = core._time().monotonic()
  local connected <close> = core.create_connection({host, port}, timeout)
  if timeout then connected:settimeout(math.max(start + timeout - core._time().monotonic(), 1e-6)) end
  local s <close> = context:wrap_socket(connected, {server_hostname = host})
  return ssl.DER_cert_to_PEM_cert(s:getpeercert(true))
end

--- ssl.get_server_certificate(address[, ssl_version[, ca_certs[, timeout]]]) -> pem
-- Connects to the server. Without ca_certs it does not verify the server.
function ssl.get_server_certificate(address, ...)
  local version, ca_certs, timeout = argument.keywords("get_server_certificate", 2, "ssl_version ca_certs timeout", ...)
  local host, port = argument.host_and_port("get_server_certificate", "ssl.get_server_certificate", address)
  if version ~= nil and not PROTOCOLS[version] then
    argument.error(2, "get_server_certificate", "PROTOCOL_TLS_CLIENT expected, got " .. argument.shown(version))
  end
  check_path(3, "get_server_certificate", ca_certs, "ca_certs must be the path of a file")
  argument.timeout(4, "get_server_certificate", timeout)
  return fetch(host, port, context_for(version, ca_certs), timeout)
end

-- As the user calls them -----------------------------------------------------------

for name, f in pairs(ssl) do
  if type(f) == "function" and not name:find "^_" then ssl[name] = core._front(f) end
end

return core._module(ssl, "pysocket.ssl")
