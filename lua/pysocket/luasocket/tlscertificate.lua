--- The certificates of LuaSec's interface.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"
local ssl = require "pysocket.ssl"
local tls = core._tls

local tlscertificate = {}

local Certificate = {}
Certificate.__index = Certificate
Certificate.__name = "SSL:Certificate"

local ders = setmetatable({}, {__mode = "k"})
local in_utf8 = setmetatable({}, {__mode = "k"})  -- the certificates whose texts are returned in UTF-8 (setencode)

function tlscertificate.new(der)
  local self = setmetatable({}, Certificate)
  ders[self] = der
  return self
end

local function der_of(self, name)
  return ders[self] or argument.typeerror(1, name, Certificate.__name, self)
end

function Certificate:__tostring()
  der_of(self, "tostring")
  return ("X509 certificate: %p"):format(self)
end

-- Names ---------------------------------------------------------------------------

--- cert:setencode("ai5" | "utf8") -> boolean: are texts returned as they are in the certificate, or in UTF-8?
function Certificate:setencode(encoding)
  der_of(self, "setencode")
  if type(encoding) ~= "string" then argument.typeerror(1, "setencode", "string", encoding) end
  if encoding ~= "ai5" and encoding ~= "utf8" then return false end
  in_utf8[self] = encoding == "utf8"
  return true
end

--- cert:subject() -> sequence of {oid =, name =, value =}
function Certificate:subject()
  return tls._names(der_of(self, "subject"), false, in_utf8[self])
end

--- cert:issuer() -> the same of the issuer
function Certificate:issuer()
  return tls._names(der_of(self, "issuer"), true, in_utf8[self])
end

local ALTERNATIVE_NAME = "2.5.29.17"

--- cert:extensions() -> {["2.5.29.17"] = {name =, dNSName = {...}, ["1.3.6.1.5.5.7.8.5"] = {name =, ...}, ...}}
-- Returns the alternative names. Names of kinds that only have a number, such as XMPP's addresses, are under it.
function Certificate:extensions()
  local names = tls._alternatives(der_of(self, "extensions"), in_utf8[self])
  if not names then return {} end
  local extension = {name = "X509v3 Subject Alternative Name"}
  for _, item in ipairs(names) do
    if item.kind then
      extension[item.kind] = extension[item.kind] or {name = item.name}
      table.insert(extension[item.kind], item.value)
    end
  end
  return {[ALTERNATIVE_NAME] = extension}
end

-- The rest ------------------------------------------------------------------------

function Certificate:pem() return ssl.DER_cert_to_PEM_cert(der_of(self, "pem")) end
function Certificate:serial() return tls._decode(der_of(self, "serial")).serialNumber end
function Certificate:notbefore() return tls._decode(der_of(self, "notbefore")).notBefore end
function Certificate:notafter() return tls._decode(der_of(self, "notafter")).notAfter end

--- cert:validat([time]) -> boolean: is it valid at that time?
function Certificate:validat(time)
  local decoded = tls._decode(der_of(self, "validat"))
  argument.optinteger(1, "validat", time)
  time = time or os.time()
  return ssl.cert_time_to_seconds(decoded.notBefore) <= time and time <= ssl.cert_time_to_seconds(decoded.notAfter)
end

--- cert:pubkey() -> PEM, "RSA" | "DSA" | "DH" | "EC" | "Unknown", bits | nil
function Certificate:pubkey() return tls._pubkey(der_of(self, "pubkey")) end

--- cert:getsignaturename() -> "RSA-SHA256"
function Certificate:getsignaturename() return tls._signature_name(der_of(self, "getsignaturename")) end

local DIGESTS = {sha1 = true, sha256 = true, sha512 = true}

--- cert:digest(algorithm="sha1") -> hexadecimal digits | nil, error
function Certificate:digest(algorithm)
  local der = der_of(self, "digest")
  if algorithm == nil then algorithm = "sha1" end
  if type(algorithm) ~= "string" then argument.typeerror(1, "digest", "string", algorithm) end
  if not DIGESTS[algorithm] then return nil, ("digest algorithm not supported (%s)"):format(algorithm) end
  return tls._digest(der, algorithm)
end

--- cert:issued(other, ...) -> true | nil, error: has it issued the other, perhaps through the rest?
function Certificate:issued(...)
  local chain = table.pack(der_of(self, "issued"), ...)
  for i = 2, math.max(2, chain.n) do
    chain[i] = ders[chain[i]] or argument.typeerror(i - 1, "issued", Certificate.__name, chain[i])
  end
  local ok, e = tls._issued(table.unpack(chain))
  if ok then return true end
  return nil, e
end

local PEM_BLOCK = "%-%-%-%-%-BEGIN CERTIFICATE%-%-%-%-%-.-%-%-%-%-%-END CERTIFICATE%-%-%-%-%-"

--- loadcertificate(pem) -> certificate | nil, error: the first one in the text
function tlscertificate.load(pem)
  if type(pem) ~= "string" then argument.typeerror(1, "loadcertificate", "string", pem) end
  local ok, der = pcall(ssl.PEM_cert_to_DER_cert, pem:match(PEM_BLOCK) or "")
  if ok then ok = pcall(tls._decode, der) end
  if not ok then return nil, "invalid certificate" end
  return tlscertificate.new(der)
end

return tlscertificate
