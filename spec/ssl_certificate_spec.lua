local support = require "spec.support"
local tls = require "spec.support.tls"
local certificates = require "spec.support.certificates"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("ssl certificates", function() pending(tls.missing()) end) end

-- Returns the first certificate in the PEM file, as getpeercert does.
local function decode(path)
  local pem = support.read_file(path):match "^.-%-END CERTIFICATE%-%-%-%-%-"
  return require "pysocket.core"._tls._decode(ssl.PEM_cert_to_DER_cert(pem))
end

-- Returns JSON with sorted keys, as Python's json.dumps(value, sort_keys=True) does.
local function json(value)
  if type(value) == "string" then return '"' .. value:gsub('[\\"]', "\\%0") .. '"' end
  if type(value) ~= "table" then return tostring(value) end
  local items = {}
  if #value > 0 or next(value) == nil then
    for i, item in ipairs(value) do items[i] = json(item) end
    return "[" .. table.concat(items, ", ") .. "]"
  end
  for _, key in ipairs(support.sorted(value)) do items[#items + 1] = json(key) .. ": " .. json(value[key]) end
  return "{" .. table.concat(items, ", ") .. "}"
end

local PYTHON_DECODES = [[
import _ssl, json, sys
for path in sys.argv[1:]:
    print(json.dumps(_ssl._test_decode_cert(path), sort_keys=True, ensure_ascii=False))
]]

-- Makes a certificate with contents that those of support/certificates.lua do not have. `extensions` is an OpenSSL
-- configuration section.
local function make(subject, extensions)
  local config = support.tmpfile("[req]\ndistinguished_name=none\n[none]\n[x]\n" .. extensions
    .. "\n[name]\nO=Somebody\nCN=somebody\n[points]\nfullname=URI:http://a/1,URI:http://a/2\n", "config")
  local path = support.tmpdir() .. "/made.pem"
  assert(os.execute(("openssl req -x509 -config '%s' -extensions x -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
    .. "-nodes -utf8 -nameopt utf8 -multivalue-rdn -subj '%s' -keyout /dev/null -out '%s' 2>/dev/null")
    :format(config, subject, path)), subject)
  return path
end

describe("ssl certificates", function()
  after_each(support.cleanup)

  it("are tables like Python's dictionaries", function()
    local paths = {}
    for _, name in ipairs(certificates.names()) do paths[#paths + 1] = certificates[name].cert end
    paths[#paths + 1] = make("/C=DE/O=Bücher/OU=a+CN=b", "subjectAltName=dirName:name,otherName:1.2.3;UTF8:x")
    paths[#paths + 1] = make("/CN=points", "crlDistributionPoints=points\nauthorityInfoAccess=OCSP;URI:http://o/,"
      .. "OCSP;URI:http://p/,OCSP;email:a@b\nsubjectAltName=IP:::1")
    local expected = support.python(PYTHON_DECODES, paths)
    local seen = {}
    for line in expected:gmatch "[^\n]+" do
      seen[#seen + 1] = line
      assert.equal(line, json(decode(paths[#seen])))
    end
    assert.equal(#paths, #seen)
  end)

  it("print as Python's dictionaries, in the order of the names", function()
    local context = tls.client()
    assert.equal("{'crl': 0, 'x509': 1, 'x509_ca': 1}", tostring(context:cert_store_stats()))
    assert.matches("^{'accept': 0, .*, 'timeouts': 0}$", tostring(context:session_stats()))
    assert.matches("^%[{'issuer': %[%[%['organizationName', 'pysocket'%]%], %[%['commonName', 'Spec CA'%]%]%], "
      .. "'notAfter': '", tostring(context:get_ca_certs()))
    assert.matches("'name': 'TLS_AES_256_GCM_SHA384'", tostring(context:get_ciphers()))
    support.assert_raises("bad argument #1 to '__tostring' (table expected, got number)",
      getmetatable(context:session_stats()).__tostring, 5)
  end)

  it("show their subject, issuer, dates and extensions", function()
    local cert = decode(certificates.many_names.cert)
    assert.equal("[[['organizationName', 'pysocket']], [['commonName', 'many']]]", tostring(cert.subject))
    assert.equal("Spec CA", cert.issuer[2][1][2])
    assert.equal(3, cert.version)
    assert.matches("^%x+$", cert.serialNumber)
    assert.equal("[['DNS', 'a.example.org'], ['email', 'a@example.org'], ['URI', 'http://a.example.org/'], "
      .. "['IP Address', '192.0.2.1'], ['IP Address', '2001:DB8:0:0:0:0:0:1'], ['Registered ID', '1.2.3.4']]",
      tostring(cert.subjectAltName))
    assert.same({"http://ocsp.example.org/"}, {table.unpack(cert.OCSP)})
    assert.same({"http://ca.example.org/ca.der"}, {table.unpack(cert.caIssuers)})
    assert.same({"http://crl.example.org/ca.crl"}, {table.unpack(cert.crlDistributionPoints)})
    assert.equal(86400, ssl.cert_time_to_seconds(cert.notAfter) - ssl.cert_time_to_seconds(cert.notBefore))
    assert.is_nil(decode(certificates.ca.cert).OCSP)
  end)

  it("are those that the peer has sent, as a table and in DER", function()
    local pem = support.read_file(certificates.server.cert)
    local seen = tls.meet(tls.server "server", tls.client(), {server_hostname = "localhost"}, function(s)
      s:recv(10)
      return {table = s:getpeercert(), der = s:getpeercert(true), verified = s:get_verified_chain(),
        unverified = s:get_unverified_chain()}
    end)
    assert.equal(ssl.PEM_cert_to_DER_cert(pem), seen.der)
    assert.equal(json(decode(certificates.server.cert)), json(seen.table))
    assert.same({2, 1}, {#seen.verified, #seen.unverified})
    assert.equal(ssl.PEM_cert_to_DER_cert(support.read_file(certificates.ca.cert)), seen.verified[2])
  end)

  describe("of servers are fetched", function()
    -- Connects to a server in the same process and returns its certificate.
    local function fetch(name, ...)
      local args = table.pack(...)
      return asyncio.run(function()
        local listening <close> = socket.create_server{"127.0.0.1", 0}
        local context = tls.server(name)
        local task = asyncio.create_task(function()
          local plain <close> = listening:accept()
          return asyncio.pcall(context.wrap_socket, context, plain, true)
        end)
        local results = table.pack(pcall(ssl.get_server_certificate, listening:getsockname(), table.unpack(args)))
        asyncio.wait_for(task, 5)
        if not results[1] then error(results[2], 0) end
        return results[2]
      end)
    end

    it("without verification", function()
      assert.equal(support.read_file(certificates.self_signed.cert), fetch "self_signed")
      assert.equal(support.read_file(certificates.server.cert), fetch("server", {timeout = 5}))
    end)

    it("and verified if certificates to trust are given", function()
      assert.equal(support.read_file(certificates.server.cert), fetch("server", {ca_certs = certificates.ca.cert}))
      local e = support.raises(ssl.SSLCertVerificationError, fetch, "untrusted", nil, certificates.ca.cert)
      assert.equal(20, e.verify_code)
      support.raises("FileNotFoundError", ssl.get_server_certificate, {"127.0.0.1", 1}, {ca_certs = "/none.pem"})
    end)

    it("within the timeout", function()
      local listening, address = support.listener()
      support.raises("TimeoutError", ssl.get_server_certificate, address, {timeout = 0.05})
      listening:close()
      support.raises("ConnectionRefusedError", ssl.get_server_certificate, address)
    end)

    it("only with a valid address, version and timeout", function()
      local function wrong(words, ...)
        support.assert_raises("'get_server_certificate' (" .. words, ssl.get_server_certificate, ...)
      end
      wrong("the address must be a table {host, port}, got string; write "
        .. 'ssl.get_server_certificate{"127.0.0.1", 8080})', "localhost")
      wrong("port must be an integer from 0 to 65535", {"localhost", 70000})
      wrong("PROTOCOL_TLS_CLIENT expected, got 99", {"localhost", 1}, 99)
      wrong("this is PEM text: ca_certs must be the path of a file", {"localhost", 1}, {ca_certs = ssl.PEM_HEADER})
      wrong("number expected, got string", {"localhost", 1}, {timeout = "x"})
      wrong("unexpected keyword 'time'", {"localhost", 1}, {time = 1})
    end)
  end)

  describe("as text", function()
    it("are converted to bytes and back", function()
      for _, name in ipairs{"server", "many_names"} do
        local pem = support.read_file(certificates[name].cert)
        assert.equal(pem, ssl.DER_cert_to_PEM_cert(ssl.PEM_cert_to_DER_cert(pem)))
      end
      for n = 0, 100 do
        local der = ("\xff\0a"):rep(n):sub(1, n)
        assert.equal(der, ssl.PEM_cert_to_DER_cert(ssl.DER_cert_to_PEM_cert(der)))
      end
      assert.equal("-----BEGIN CERTIFICATE-----\neA==\n-----END CERTIFICATE-----\n",
        ssl.DER_cert_to_PEM_cert(socket.bytearray "x"))
    end)

    it("must be PEM", function()
      local function wrong(text, words)
        support.assert_raises("bad argument #1 to 'PEM_cert_to_DER_cert' (" .. words, function()
          ssl.PEM_cert_to_DER_cert(text)
        end)
      end
      wrong("x", "invalid PEM encoding; it must start with -----BEGIN CERTIFICATE-----")
      wrong("-----BEGIN CERTIFICATE-----x", "invalid PEM encoding; it must end with -----END CERTIFICATE-----")
      wrong(ssl.PEM_HEADER .. "abc" .. ssl.PEM_FOOTER, "invalid PEM encoding; there is no base64")
      wrong(ssl.PEM_HEADER .. "ab!d" .. ssl.PEM_FOOTER, "invalid PEM encoding; there is no base64")
      wrong(5, "string expected, got number")
      support.assert_raises("#1 to 'DER_cert_to_PEM_cert'", function() ssl.DER_cert_to_PEM_cert{} end)
    end)
  end)

  describe("have times", function()
    local GOOD = {"Jan  5 09:34:43 2018 GMT", "jan 5 9:34:43 2018 gmt", "Feb 30 09:34:43 2018 GMT",
      "Jan  5 09:34:60 2018 GMT", "Jan     5   09:34:43    2018   GMT", "Feb 29 00:00:00 2024 GMT",
      "Dec 31 23:59:59 9999 GMT", "Jan  1 00:00:00 1970 GMT", "Mar  1 00:00:00 1900 GMT", "Dec 31 23:59:61 1969 GMT"}
    local BAD = {"", "xxx", "Jan  5 09:34 2018 GMT", "January 5 09:34:43 2018 GMT", "Jan  5 09:34:43 2018 GMTx",
      " Jan 5 09:34:43 2018 GMT", "Jan 5 09:34:43 18 GMT", "Jan5 09:34:43 2018 GMT", "Jan  5 24:34:43 2018 GMT",
      "Jan  5 09:60:43 2018 GMT", "Jan  5 09:34:62 2018 GMT", "Jan 32 09:34:43 2018 GMT", "Jan  0 09:34:43 2018 GMT",
      "Jan  5 09:34:43 2018 UTC"}

    it("that are converted to seconds, as in Python", function()
      local expected = support.python([[
import ssl, sys
for text in sys.argv[1:]:
    try:
        print(ssl.cert_time_to_seconds(text))
    except ValueError:
        print("no")
]], table.move(BAD, 1, #BAD, #GOOD + 1, {table.unpack(GOOD)}))
      local lines = {}
      for line in expected:gmatch "[^\n]+" do lines[#lines + 1] = line end
      for i, text in ipairs(GOOD) do assert.equal(lines[i], tostring(ssl.cert_time_to_seconds(text)), text) end
      for i, text in ipairs(BAD) do
        assert.equal("no", lines[#GOOD + i], text)
        support.assert_raises("bad argument #1 to 'cert_time_to_seconds' (time '" .. text, ssl.cert_time_to_seconds,
          text)
      end
    end)
  end)

  it("have purposes by number, name and identifier, as in Python", function()
    local server = ssl.Purpose.SERVER_AUTH
    assert.same({129, "serverAuth", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1"},
      {server.nid, server.shortname, server.longname, server.oid})
    assert.equal(server, ssl.Purpose.fromnid(129))
    assert.equal(server, ssl.Purpose.fromname "1.3.6.1.5.5.7.3.1")
    assert.equal(ssl.Purpose.CLIENT_AUTH, ssl.Purpose.fromname "TLS Web Client Authentication")
    support.assert_raises("unknown NID 99999", ssl.Purpose.fromnid, 99999)
    support.assert_raises("unknown object 'x'", ssl.Purpose.fromname, "x")
  end)

  it("are found where OpenSSL looks for them", function()
    local printed = support.python "import ssl; print(*ssl.get_default_verify_paths()[2:], sep='\\n')"
    local paths = ssl.get_default_verify_paths()
    assert.equal(printed, table.concat({table.unpack(paths, 3, 6)}, "\n") .. "\n")
    local found = support.lua([[
      local paths = require "pysocket.ssl".get_default_verify_paths()
      print(paths.cafile, paths.capath, paths.openssl_cafile_env)
    ]], {}, {env = {SSL_CERT_FILE = certificates.ca.cert, SSL_CERT_DIR = "/none"}})
    assert.equal(certificates.ca.cert .. "\tnil\tSSL_CERT_FILE\n", found)
  end)
end)

describe("ssl random bytes", function()
  it("are as many as requested, and different each time", function()
    assert.equal(0, #ssl.RAND_bytes(0))
    assert.equal(16, #ssl.RAND_bytes(16))
    assert.not_equal(ssl.RAND_bytes(16), ssl.RAND_bytes(16))
    assert.is_true(ssl.RAND_status())
    ssl.RAND_add("seed", 0.0)
    ssl.RAND_add(socket.bytearray "seed", 1)
    support.assert_raises("a number of bytes cannot be negative", ssl.RAND_bytes, -1)
    support.assert_raises("entropy is not a number (NaN)", ssl.RAND_add, "x", 0 / 0)
  end)
end)
