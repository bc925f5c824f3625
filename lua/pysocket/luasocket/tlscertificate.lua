--- The certificates of LuaSec's interface.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"
local ssl = require "pysocket.ssl"

local tlscertificate = {}

local Certificate = {}
Certificate.__index = Certificate
Certificate.__name = "SSL:Certificate"

local ders = setmetatable({}, {__mode = "k"})

function tlscertificate.new(der)
  local self = setmetatable({}, Certificate)
  ders[self] = der
  return self
end

local function der_of(self, name)
  return ders[self] or argument.typeerror(1, name, Certificate.__name, self)
end

local OIDS = {
  commonName = "2.5.4.3", countryName = "2.5.4.6", localityName = "2.5.4.7", stateOrProvinceName = "2.5.4.8",
  organizationName = "2.5.4.10", organizationalUnitName = "2.5.4.11", emailAddress = "1.2.840.113549.1.9.1",
}

-- A name as LuaSec returns it: a sequence of {oid =, name =, value =}.
local function names_of(rdns)
  local list = {}
  for _, rdn in ipairs(rdns or {}) do
    for _, pair in ipairs(rdn) do list[#list + 1] = {oid = OIDS[pair[1]], name = pair[1], value = pair[2]} end
  end
  return list
end

-- By Python's name of a kind of alternative name: LuaSec's.
local KINDS = {DNS = "dNSName", ["IP Address"] = "iPAddress", email = "rfc822Name", URI = "uniformResourceIdentifier"}
local ALTERNATIVE_NAME = "2.5.29.17"

--- cert:extensions() -> {["2.5.29.17"] = {oid =, name =, dNSName = {...}, ...}}: the alternative names
function Certificate:extensions()
  local names = ssl._decode(der_of(self, "extensions")).subjectAltName
  if not names then return {} end
  local extension = {oid = ALTERNATIVE_NAME, name = "X509v3 Subject Alternative Name"}
  for _, pair in ipairs(names) do
    local kind = KINDS[pair[1]]
    if kind then
      extension[kind] = extension[kind] or {}
      table.insert(extension[kind], pair[2])
    end
  end
  return {[ALTERNATIVE_NAME] = extension}
end

function Certificate:pem() return ssl.DER_cert_to_PEM_cert(der_of(self, "pem")) end
function Certificate:subject() return names_of(ssl._decode(der_of(self, "subject")).subject) end
function Certificate:issuer() return names_of(ssl._decode(der_of(self, "issuer")).issuer) end
function Certificate:serial() return ssl._decode(der_of(self, "serial")).serialNumber end
function Certificate:notbefore() return ssl._decode(der_of(self, "notbefore")).notBefore end
function Certificate:notafter() return ssl._decode(der_of(self, "notafter")).notAfter end

--- cert:validat([time]) -> boolean: is it valid at that time?
function Certificate:validat(time)
  local decoded = ssl._decode(der_of(self, "validat"))
  time = time or os.time()
  return ssl.cert_time_to_seconds(decoded.notBefore) <= time and time <= ssl.cert_time_to_seconds(decoded.notAfter)
end

--- loadcertificate(pem) -> certificate | nil, error
function tlscertificate.load(pem)
  if type(pem) ~= "string" then argument.typeerror(1, "loadcertificate", "string", pem) end
  local ok, der = pcall(ssl.PEM_cert_to_DER_cert, pem)
  if ok then ok = pcall(ssl._decode, der) end
  if not ok then return nil, "invalid certificate" end
  return tlscertificate.new(der)
end

return tlscertificate
