-- Runs the same operations on contexts, certificates and names in Python's ssl and here, and compares their results.
-- Intended differences are listed in doc/differences.md and have no operation here.
local support = require "spec.support"
local tls = require "spec.support.tls"
local certificates = require "spec.support.certificates"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("ssl, compared with Python,", function() pending(tls.missing()) end) end

-- Returns a value as both languages print it: numbers, booleans, strings, None and sequences of these.
local function shown(value)
  if value == nil then return "None" end
  if type(value) == "boolean" then return value and "True" or "False" end
  if type(value) ~= "table" then return tostring(value) end
  local items = {}
  for i = 1, value.n or #value do items[i] = shown(value[i]) end
  return "[" .. table.concat(items, " ") .. "]"
end

-- Returns the outcome of a call as text: for an error of TLS or of the system its class and reason, for a wrong
-- argument only that it is one.
local function outcome(f, ...)
  local ok, result = pcall(f, ...)
  if ok then return shown(result) end
  if type(result) == "string" then return "wrong" end
  if socket.isinstance(result, ssl.SSLError) then return "SSLError " .. shown(result.reason) end
  return result.__name
end

local PRELUDE = [[
import ssl, sys, warnings
warnings.simplefilter("ignore")

def shown(value):
    if isinstance(value, (list, tuple)):
        return "[" + " ".join(map(shown, value)) + "]"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(int(value))
    return str(value)

def outcome(f):
    try:
        return shown(f())
    except ssl.SSLError as e:
        return "SSLError " + shown(getattr(e, "reason", None))
    except OSError as e:
        return type(e).__name__
    except (ValueError, TypeError, OverflowError):
        return "wrong"

def report(f):
    print(outcome(f))

def set(c, name, value):
    setattr(c, name, value)
]]

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "[^\n]*\n" do lines[#lines + 1] = line:sub(1, -2) end
  return lines
end

-- Runs the code in Python, and compares each line that it prints with an outcome here.
local function compare(code, arguments, outcomes)
  local expected, different = lines_of(support.python(PRELUDE .. code, arguments)), {}
  for i = 1, math.max(#expected, #outcomes) do
    if expected[i] ~= outcomes[i] then
      different[#different + 1] = ("%d: %s, in Python %s"):format(i, outcomes[i], expected[i])
    end
  end
  assert.same({}, different)
  assert.is_true(#expected > 0)
end

-- Whether Python uses OpenSSL's default settings instead of its own. Debian builds it so.
local function has_defaults_of_openssl()
  return support.python("import sysconfig; print(sysconfig.get_config_var('PY_SSL_DEFAULT_CIPHERS'))"):find "^2"
end

local OTHER_DEFAULTS = "this Python was built to have OpenSSL's defaults (--with-ssl-default-suites)"

describe("ssl, compared with Python,", function()
  after_each(support.cleanup)

  it("has contexts with the same attributes", function()
    if has_defaults_of_openssl() then return pending(OTHER_DEFAULTS) end
    local outcomes = {}
    for _, protocol in ipairs{ssl.PROTOCOL_TLS, ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER} do
      local c = ssl.SSLContext(protocol)
      outcomes[#outcomes + 1] = shown{c.options, c.verify_flags, c.verify_mode, c.check_hostname, c.minimum_version,
        c.maximum_version, c.num_tickets, c.security_level, c.post_handshake_auth, c.protocol}
      for _, cipher in ipairs(c:get_ciphers()) do
        outcomes[#outcomes + 1] = shown{cipher.id, cipher.name, cipher.protocol, cipher.description,
          cipher.strength_bits, cipher.alg_bits, cipher.aead, cipher.symmetric, cipher.digest, cipher.kea, cipher.auth,
          n = 11}
      end
    end
    compare([[
for protocol in (ssl.PROTOCOL_TLS, ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER):
    c = ssl.SSLContext(protocol)
    print(shown([c.options, c.verify_flags, c.verify_mode, c.check_hostname, c.minimum_version, c.maximum_version,
                 c.num_tickets, c.security_level, c.post_handshake_auth, c.protocol]))
    for x in c.get_ciphers():
        print(shown([x[k] for k in ("id", "name", "protocol", "description", "strength_bits", "alg_bits", "aead",
                                    "symmetric", "digest", "kea", "auth")]))
]], {}, outcomes)
  end)

  it("takes and refuses the same values of attributes", function()
    if has_defaults_of_openssl() then return pending(OTHER_DEFAULTS) end
    local values = {
      {"verify_mode", 0}, {"check_hostname", false}, {"verify_mode", 0}, {"verify_mode", 1}, {"check_hostname", true},
      {"verify_mode", 0}, {"check_hostname", false}, {"verify_mode", 0}, {"check_hostname", true}, {"verify_mode", 3},
      {"verify_mode", -1}, {"minimum_version", 771}, {"minimum_version", 772}, {"minimum_version", -2},
      {"minimum_version", -1}, {"minimum_version", 5}, {"maximum_version", 771}, {"maximum_version", -1},
      {"maximum_version", -2}, {"maximum_version", 1000}, {"options", 0}, {"options", ssl.OP_NO_TICKET},
      {"verify_flags", ssl.VERIFY_CRL_CHECK_LEAF}, {"verify_flags", ssl.VERIFY_X509_STRICT}, {"post_handshake_auth", 1},
      {"num_tickets", 1}, {"sni_callback", 1},
    }
    local c, outcomes, arguments = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), {}, {}
    for _, pair in ipairs(values) do
      local name, value = pair[1], pair[2]
      local result = outcome(function() c[name] = value end)
      if result == "None" and name:find "version" then result = shown(c[name]) end
      outcomes[#outcomes + 1] = result == "wrong" and result
        or shown{c.verify_mode, c.check_hostname, c.minimum_version, c.maximum_version, c.options, c.verify_flags,
          c.post_handshake_auth, result}
      arguments[#arguments + 1] = name
      arguments[#arguments + 1] = type(value) == "boolean" and (value and "True" or "") or value
    end
    compare([[
c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
for name, value in zip(sys.argv[1::2], sys.argv[2::2]):
    value = value == "True" if value in ("", "True") else int(value)
    result = outcome(lambda: set(c, name, value))
    if result == "None" and "version" in name:
        result = shown(getattr(c, name))
    print(result if result == "wrong" else
          shown([c.verify_mode, c.check_hostname, c.minimum_version, c.maximum_version, c.options, c.verify_flags,
                 c.post_handshake_auth, result]))
]], arguments, outcomes)
  end)
end)

describe("ssl, compared with Python,", function()
  after_each(support.cleanup)

  it("loads the same files, and fails for the same reasons", function()
    local ca, other, server = certificates.ca.cert, certificates.other_ca.cert, certificates.server
    local function counts(load)
      return outcome(function()
        local c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        load(c)
        local stats = c:cert_store_stats()
        return {stats.x509, stats.crl, stats.x509_ca, #c:get_ca_certs(), #c:get_ca_certs(true)}
      end)
    end
    local text = support.read_file(ca) .. "x\n" .. support.read_file(other)
    compare([[
ca, other, crl, directory, cert, key, both, wrong = sys.argv[1:]
text = open(ca).read() + "x\n" + open(other).read()

def counts(load):
    def run():
        c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        load(c)
        stats = c.cert_store_stats()
        return [stats["x509"], stats["crl"], stats["x509_ca"], len(c.get_ca_certs()), len(c.get_ca_certs(True))]
    report(run)

counts(lambda c: c.load_verify_locations(ca))
counts(lambda c: c.load_verify_locations(crl))
counts(lambda c: c.load_verify_locations(cert))
counts(lambda c: c.load_verify_locations(capath=directory))
counts(lambda c: c.load_verify_locations(cadata=text))
counts(lambda c: c.load_verify_locations(cadata=ssl.PEM_cert_to_DER_cert(open(ca).read())))
counts(lambda c: c.load_verify_locations(cadata=b"x"))
counts(lambda c: c.load_verify_locations(cadata="-----BEGIN x"))
counts(lambda c: c.load_verify_locations(ca, cadata=open(other).read()))
counts(lambda c: c.load_verify_locations("/none"))
counts(lambda c: c.load_verify_locations("/etc/hostname"))
counts(lambda c: c.load_verify_locations())
counts(lambda c: c.load_cert_chain(cert, key))
counts(lambda c: c.load_cert_chain(both))
counts(lambda c: c.load_cert_chain(cert, wrong))
counts(lambda c: c.load_cert_chain("/none"))
counts(lambda c: c.load_dh_params("/none"))
counts(lambda c: c.load_dh_params("/etc/hostname"))
counts(lambda c: c.set_ciphers("NONE"))
counts(lambda c: c.set_ecdh_curve("secp384r1"))
counts(lambda c: c.set_ecdh_curve("prime256v1"))
counts(lambda c: c.set_ecdh_curve("nought"))
counts(lambda c: c.set_alpn_protocols(["h2"]))
]], {ca, other, certificates.crl(), certificates.directory_of_ca(), server.cert, server.key, server.both,
      certificates.client.key}, {
      counts(function(c) c:load_verify_locations(ca) end),
      counts(function(c) c:load_verify_locations(certificates.crl()) end),
      counts(function(c) c:load_verify_locations(server.cert) end),
      counts(function(c) c:load_verify_locations{capath = certificates.directory_of_ca()} end),
      counts(function(c) c:load_verify_locations{cadata = text} end),
      counts(function(c) c:load_verify_locations{cadata = ssl.PEM_cert_to_DER_cert(support.read_file(ca))} end),
      counts(function(c) c:load_verify_locations{cadata = "x"} end),
      counts(function(c) c:load_verify_locations{cadata = "-----BEGIN x"} end),
      counts(function(c) c:load_verify_locations(ca, {cadata = support.read_file(other)}) end),
      counts(function(c) c:load_verify_locations "/none" end),
      counts(function(c) c:load_verify_locations "/etc/hostname" end),
      counts(function(c) c:load_verify_locations() end),
      counts(function(c) c:load_cert_chain(server.cert, server.key) end),
      counts(function(c) c:load_cert_chain(server.both) end),
      counts(function(c) c:load_cert_chain(server.cert, certificates.client.key) end),
      counts(function(c) c:load_cert_chain "/none" end),
      counts(function(c) c:load_dh_params "/none" end),
      counts(function(c) c:load_dh_params "/etc/hostname" end),
      counts(function(c) c:set_ciphers "NONE" end),
      counts(function(c) c:set_ecdh_curve "secp384r1" end),
      counts(function(c) c:set_ecdh_curve "prime256v1" end),
      counts(function(c) c:set_ecdh_curve "nought" end),
      counts(function(c) c:set_alpn_protocols{"h2"} end),
    })
  end)
end)

describe("ssl, compared with Python,", function()
  after_each(support.cleanup)

  it("trusts the same certificates for the same hosts", function()
    local hosts = {"localhost", "www.example.org", "a.b.example.org", "::1", "bücher.example"}
    local trust = tls.client()
    local function connect(context, host)
      local to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
      local client = trust:wrap_bio(to_client, to_server, {server_hostname = host})
      local server = context:wrap_bio(to_server, to_client, {server_side = true})
      for _ = 1, 3 do
        local _, e = pcall(client.do_handshake, client)
        if type(e) == "table" and e.verify_code then return e.verify_code .. " " .. e.verify_message end
        pcall(server.do_handshake, server)
      end
      return client:version()
    end
    local outcomes, arguments = {}, {certificates.ca.cert, #hosts, table.unpack(hosts)}
    for _, name in ipairs(certificates.names()) do
      arguments[#arguments + 1] = certificates[name].both
      local context = tls.server(name)
      for _, host in ipairs(hosts) do outcomes[#outcomes + 1] = connect(context, host) end
    end
    compare([[
ca, count = sys.argv[1], int(sys.argv[2])
hosts, files = sys.argv[3:3 + count], sys.argv[3 + count:]
trust = ssl.create_default_context(cafile=ca)
trust.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
trust.hostname_checks_common_name = False

def connect(context, host):
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trust.wrap_bio(to_client, to_server, server_hostname=host)
    server = context.wrap_bio(to_server, to_client, server_side=True)
    for i in range(3):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLCertVerificationError as e:
                return "%d %s" % (e.verify_code, e.verify_message)
    return client.version()

for file in files:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    for host in hosts:
        print(connect(context, host))
]], arguments, outcomes)
  end)

  it("encodes the same names", function()
    local names = {"example.org", "bücher.example", "BÜCHER.Example", "ñandú.es", "пример.рф", "ПРИМЕР.РФ", "日本語.jp",
      "例え。テスト", "ελλάδα.gr", "Čeština.cz", "łódź.pl", "a.b-c.ä", "xn--bcher-kva.example", "한국.kr",
      "münchen-ödipus.de", ("ü"):rep(40) .. ".de"}
    local outcomes = {}
    for i, name in ipairs(names) do
      local object = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT):wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(),
        {server_hostname = name})
      outcomes[i] = object.server_hostname
    end
    compare([[
for name in sys.argv[1:]:
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    print(c.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname=name).server_hostname)
]], names, outcomes)
  end)
end)
