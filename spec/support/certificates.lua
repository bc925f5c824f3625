--- Certificates for the specs of TLS, made with the openssl command on first use. They are in one temporary directory
-- that all specs of a run share and that is removed when the run ends.
--
--     local certificates = require "spec.support.certificates"
--     certificates.server              -> {cert =, key =, both =, names =}: paths of PEM files
--     certificates.ca.cert             the root that has signed all of them, except where KINDS names another issuer
--     certificates.crl()               -> path of the root's revocation list, which contains `revoked`
--     certificates.directory_of_ca()   -> a directory for capath that has the root under its hash
--     certificates.encrypted()         -> path of the server's key, encrypted with the password "secret"
--     certificates.missing()           -> why there are none, or nil
--
-- `cert` contains the certificate and, if an intermediate CA has signed it, that CA's certificate; `both` also contains
-- the key.

local support = require "spec.support"

local certificates = {}

local CONFIG = [[
[req]
distinguished_name = none
[none]
[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = .
serial = serial
default_md = sha256
default_days = 1
default_crl_days = 1
policy = any
[any]
commonName = supplied
organizationName = optional
[extensions]
]]

local CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
local LEAF = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
local IDS = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always\n"
local SERVER, CLIENT = "extendedKeyUsage=serverAuth\n", "extendedKeyUsage=clientAuth\n"

-- `issuer` is "ca" by default, and false for self-signed certificates. `from` and `to` are dates.
local KINDS = {
  ca = {subject = "/O=pysocket/CN=Spec CA", extensions = CA, issuer = false},
  other_ca = {subject = "/O=pysocket/CN=Other CA", extensions = CA, issuer = false},
  namesake_ca = {subject = "/O=pysocket/CN=Spec CA", extensions = CA, issuer = false},
  intermediate = {subject = "/O=pysocket/CN=Intermediate CA", extensions = CA},
  server = {subject = "/O=pysocket/CN=localhost", names = "DNS:localhost,DNS:www.example.org", extensions = SERVER},
  chained = {subject = "/CN=localhost", names = "DNS:localhost", extensions = SERVER, issuer = "intermediate"},
  second = {subject = "/CN=second.example.org", names = "DNS:second.example.org", extensions = SERVER},
  untrusted = {subject = "/CN=localhost", names = "DNS:localhost", extensions = SERVER, issuer = "other_ca"},
  self_signed = {subject = "/CN=localhost", names = "DNS:localhost", extensions = SERVER, issuer = false},
  wrong_name = {subject = "/CN=wrong.example.org", names = "DNS:wrong.example.org", extensions = SERVER},
  wildcard = {subject = "/CN=wildcard", names = "DNS:*.example.org", extensions = SERVER},
  partial_wildcard = {subject = "/CN=partial", names = "DNS:w*.example.org", extensions = SERVER},
  idn = {subject = "/CN=idn", names = "DNS:xn--bcher-kva.example", extensions = SERVER},
  common_name = {subject = "/CN=localhost", extensions = SERVER},
  ip = {subject = "/CN=ip", names = "IP:127.0.0.1,IP:::1", extensions = SERVER},
  many_names = {subject = "/O=pysocket/CN=many", extensions = SERVER
    .. "crlDistributionPoints=URI:http://crl.example.org/ca.crl\n"
    .. "authorityInfoAccess=OCSP;URI:http://ocsp.example.org/,caIssuers;URI:http://ca.example.org/ca.der\n",
    names = "DNS:a.example.org,email:a@example.org,URI:http://a.example.org/,IP:192.0.2.1,IP:2001:db8::1,RID:1.2.3.4"},
  xmpp = {subject = "/O=pysocket/CN=xmpp", extensions = SERVER, names = "DNS:xmpp.example.org,"
    .. "otherName:1.3.6.1.5.5.7.8.5;UTF8:a@example.org,otherName:1.3.6.1.5.5.7.8.5;UTF8:b@example.org,"
    .. "otherName:1.2.3.4;INT:5,otherName:1.2.3.5;NULL"},
  latin1 = {subject = "/CN=B\xfccher", extensions = SERVER, mask = "nombstr"},
  client = {subject = "/O=pysocket/CN=client", names = "email:client@example.org", extensions = CLIENT},
  untrusted_client = {subject = "/CN=client", extensions = CLIENT, issuer = "other_ca"},
  revoked = {subject = "/CN=localhost", names = "DNS:localhost", extensions = SERVER},
  expired = {subject = "/CN=localhost", names = "DNS:localhost", extensions = SERVER,
    from = "20200101000000Z", to = "20200201000000Z"},
  future = {subject = "/CN=localhost", names = "DNS:localhost", extensions = SERVER,
    from = "20990101000000Z", to = "20990201000000Z"},
}

-- The directory of this run --------------------------------------------------

-- busted loads this file again for each spec, but keeps the registry.
local KEEPER = "spec.support.certificates"

local function make_directory()
  local p <close> = assert(io.popen "mktemp -d ${TMPDIR:-/tmp}/spec-certificates.XXXXXX")
  local keeper = setmetatable({directory = p:read "l"}, {__gc = function(keeper)
    os.execute("rm -rf '" .. keeper.directory .. "'")
  end})
  debug.getregistry()[KEEPER] = keeper
  return keeper
end

local function directory()
  return (debug.getregistry()[KEEPER] or make_directory()).directory
end

local function path(name)
  return directory() .. "/" .. name
end

local function write(name, text)
  local file <close> = assert(io.open(path(name), "wb"))
  assert(file:write(text))
end

local function openssl(command, ...)
  local full = ("cd '%s' && openssl "):format(directory()) .. command:format(...) .. " 2>errors"
  if not os.execute(full) then error(full .. "\n" .. support.read_file(path "errors"), 0) end
end

local function exists(name)
  local file <close> = io.open(path(name))
  return file ~= nil
end

-- Making certificates ----------------------------------------------------------

local function extensions_of(kind)
  return (kind.extensions == CA and "" or LEAF) .. kind.extensions .. IDS
    .. (kind.names and "subjectAltName=" .. kind.names .. "\n" or "")
end

-- `openssl req` cannot set a date in the past; `openssl ca` can.
local function sign_with_dates(name, kind)
  write("index.txt", "")
  openssl("req -new -config %s.cnf -subj '%s' -key %s.key -out %s.csr", name, kind.subject, name, name)
  openssl("ca -batch -notext -config %s.cnf -extensions extensions -in %s.csr -out %s.pem -cert ca.pem -keyfile ca.key "
    .. "-startdate %s -enddate %s -rand_serial -preserveDN", name, name, name, kind.from, kind.to)
end

local function make(name, kind)
  local issuer = kind.issuer == nil and "ca" or kind.issuer
  if issuer then local _ = certificates[issuer] end
  local config = kind.mask and CONFIG:gsub("%[req%]", "%0\nstring_mask = " .. kind.mask) or CONFIG
  write(name .. ".cnf", config .. extensions_of(kind))
  openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out %s.key", name)
  if kind.from then
    sign_with_dates(name, kind)
  else
    openssl("req -x509 -config %s.cnf -extensions extensions -days 1 -subj '%s' -key %s.key -out %s.pem%s",
      name, kind.subject, name, name, issuer and (" -CA %s.pem -CAkey %s.key"):format(issuer, issuer) or "")
  end
  if issuer == "intermediate" then
    write(name .. ".pem", support.read_file(path(name .. ".pem")) .. support.read_file(path "intermediate.pem"))
  end
  write(name .. ".both.pem", support.read_file(path(name .. ".key")) .. support.read_file(path(name .. ".pem")))
end

setmetatable(certificates, {__index = function(_, name)
  local kind = KINDS[name] or error("there is no certificate named " .. tostring(name), 2)
  if not exists(name .. ".both.pem") then make(name, kind) end
  local made = {cert = path(name .. ".pem"), key = path(name .. ".key"), both = path(name .. ".both.pem"),
    names = kind.names}
  rawset(certificates, name, made)
  return made
end})

-- Files that are made from certificates ------------------------------------------

local function serial_of(cert)
  openssl("x509 -noout -serial -in %s >serial.txt", cert)
  return support.read_file(path "serial.txt"):match "=(%x+)"
end

function certificates.crl()
  if not exists "crl.pem" then
    local serial = serial_of(certificates.revoked.cert)
    write("index.txt", ("R\t990101000000Z\t200101000000Z\t%s\tunknown\t/CN=localhost\n"):format(serial))
    openssl "ca -gencrl -config revoked.cnf -cert ca.pem -keyfile ca.key -out crl.pem"
  end
  return path "crl.pem"
end

function certificates.directory_of_ca()
  if not exists "capath/done" then
    local ca = support.read_file(certificates.ca.cert)
    openssl "x509 -noout -hash -in ca.pem >hash.txt"
    os.execute(("mkdir -p '%s/capath'"):format(directory()))
    write("capath/" .. support.read_file(path "hash.txt"):match "%x+" .. ".0", ca)
    write("capath/done", "")
  end
  return path "capath"
end

function certificates.encrypted()
  if not exists "encrypted.key" then
    openssl("pkcs8 -topk8 -v2 aes-256-cbc -iter 1 -passout pass:secret -in %s -out encrypted.key",
      certificates.server.key)
  end
  return path "encrypted.key"
end

-- Returns the name of each certificate, in order.
function certificates.names()
  return support.sorted(KINDS)
end

function certificates.missing()
  return not support.has_command "openssl" and "there is no openssl command" or nil
end

return certificates
