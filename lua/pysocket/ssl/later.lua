--- The functions of pysocket.ssl that few programs need. They are loaded when one of them is first used.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local ssl = require "pysocket.ssl"

local tls = core._tls

core._own()

local later = {}

local PROTOCOLS = {
  [ssl.PROTOCOL_TLS] = "PROTOCOL_TLS", [ssl.PROTOCOL_TLS_CLIENT] = "PROTOCOL_TLS_CLIENT",
  [ssl.PROTOCOL_TLS_SERVER] = "PROTOCOL_TLS_SERVER", [ssl.PROTOCOL_TLSv1] = "PROTOCOL_TLSv1",
  [ssl.PROTOCOL_TLSv1_1] = "PROTOCOL_TLSv1_1", [ssl.PROTOCOL_TLSv1_2] = "PROTOCOL_TLSv1_2",
}

--- ssl.get_protocol_name(protocol_code) -> name
function later.get_protocol_name(protocol_code)
  return protocol_code ~= nil and PROTOCOLS[protocol_code] or "<unknown>"
end

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
function later.cert_time_to_seconds(cert_time)
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
function later.PEM_cert_to_DER_cert(pem_cert_string)
  if type(pem_cert_string) ~= "string" then
    argument.typeerror(1, "PEM_cert_to_DER_cert", "string", pem_cert_string)
  end
  local text = pem_cert_string:match "^(.-)%s*$"
  if text:sub(1, #ssl.PEM_HEADER) ~= ssl.PEM_HEADER then bad_pem("it must start with " .. ssl.PEM_HEADER) end
  if text:sub(-#ssl.PEM_FOOTER) ~= ssl.PEM_FOOTER then bad_pem("it must end with " .. ssl.PEM_FOOTER) end
  local letters = text:sub(#ssl.PEM_HEADER + 1, -#ssl.PEM_FOOTER - 1):gsub("%s+", "")
  return tls._base64(letters) or bad_pem "there is no base64 between its first line and its last"
end

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
function later.get_server_certificate(address, ...)
  local version, ca_certs, timeout = argument.keywords("get_server_certificate", 2, "ssl_version ca_certs timeout", ...)
  local host, port = core._require "pysocket.connection".host_and_port("get_server_certificate",
    "ssl.get_server_certificate", address)
  if version ~= nil and not PROTOCOLS[version] then
    argument.error(2, "get_server_certificate", "PROTOCOL_TLS_CLIENT expected, got " .. argument.shown(version))
  end
  argument.path(3, "get_server_certificate", ca_certs, "ca_certs must be the path of a file")
  argument.timeout(4, "get_server_certificate", timeout)
  return fetch(host, port, context_for(version, ca_certs), timeout)
end

return later
