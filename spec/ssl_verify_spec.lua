local support = require "spec.support"
local tls = require "spec.support.tls"
local certificates = require "spec.support.certificates"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("ssl verification", function() pending(tls.missing()) end) end

-- Returns the name that the client asked for, if the handshake succeeds.
local function accepted(name, host, client)
  return (tls.meet(tls.server(name), client or tls.client(), {server_hostname = host}, function(s)
    s:recv(100)
    return s.server_hostname
  end))
end

-- Expects the client to raise an SSLCertVerificationError with this code and these words; returns the error.
local function refused(name, host, code, words, client)
  assert.is_nil(accepted(name, host, client))
  local e = tls.errors()
  assert.is_true(socket.isinstance(e, ssl.SSLCertVerificationError), tostring(e))
  assert.is_true(socket.isinstance(e, ssl.SSLError))
  assert.same({1, "SSL", "CERTIFICATE_VERIFY_FAILED", code, "do_handshake", host},
    {e.errno, e.library, e.reason, e.verify_code, e.call, e.host})
  assert.matches(words, tostring(e), 1, true)
  return e
end

describe("ssl verification of names", function()
  after_each(support.cleanup)

  it("accepts those in the certificate, in any case and with a dot at the end", function()
    assert.equal("localhost", accepted("server", "localhost"))
    assert.equal("LOCALHOST", accepted("server", "LOCALHOST"))
    assert.equal("www.example.org", accepted("server", "www.example.org."))
  end)

  it("refuses others, and lists the valid ones", function()
    local e = refused("server", "example.com", 62, "The certificate is valid for 'localhost', 'www.example.org'")
    assert.equal("Hostname mismatch, certificate is not valid for 'example.com'.", e.verify_message)
    assert.matches("^%[SSL: CERTIFICATE_VERIFY_FAILED%] certificate verify failed: Hostname mismatch", e.strerror)
    refused("server", "localhost.example.org", 62, "Hostname mismatch")
  end)

  it("accepts a wildcard for the first part only", function()
    assert.equal("a.example.org", accepted("wildcard", "a.example.org"))
    refused("wildcard", "a.b.example.org", 62, "valid for '*.example.org'")
    refused("wildcard", "example.org", 62, "valid for '*.example.org'")
    refused("partial_wildcard", "www.example.org", 62, "valid for 'w*.example.org'")
  end)

  it("ignores the common name, unless the context says otherwise", function()
    refused("common_name", "localhost", 62, "The certificate has no host names (subjectAltName)")
    local client = tls.client(function(context) context.hostname_checks_common_name = true end)
    assert.equal("localhost", accepted("common_name", "localhost", client))
    refused("ip", "ip", 62, "Hostname mismatch")
  end)

  it("compares addresses as addresses", function()
    assert.equal("127.0.0.1", accepted("ip", "127.0.0.1"))
    assert.equal("::1", accepted("ip", "::1"))
    assert.equal("0::0:1", accepted("ip", "0::0:1"))
    local e = refused("ip", "127.0.0.2", 64, "valid for '127.0.0.1', '0:0:0:0:0:0:0:1'")
    assert.equal("IP address mismatch, certificate is not valid for '127.0.0.2'.", e.verify_message)
    refused("server", "127.0.0.1", 64, "IP address mismatch")
  end)

  it("encodes names that are not ASCII", function()
    assert.equal("xn--bcher-kva.example", accepted("idn", "bücher.example"))
    assert.equal("xn--bcher-kva.example", accepted("idn", "BÜCHER.example"))
    assert.equal("xn--bcher-kva.example", accepted("idn", "bücher。example"))
    assert.equal("xn--bcher-kva.example", accepted("idn", "xn--bcher-kva.example"))
    refused("idn", "xn--bchr-0oa.example", 62, "valid for 'xn--bcher-kva.example'")
  end)

  it("refuses invalid names before anything is sent", function()
    local client, plain = tls.client(), support.socketpair()
    local function wrong(host, words)
      support.assert_raises(words, function() client:wrap_socket(plain, {server_hostname = host}) end)
    end
    wrong("", "a host name cannot be empty")
    wrong(".", "a host name cannot be empty")
    wrong(".localhost", "a host name cannot begin with a dot")
    wrong("a..b", "a host name cannot have an empty part")
    wrong("example.org..", "a host name cannot have an empty part")
    wrong("local\0host", "a host name cannot contain a NUL byte")
    wrong("https://localhost", 'write the host alone, as in "example.org"')
    wrong("[::1]", "write the host alone")
    wrong("*.example.org", "write the host alone")
    wrong("localhost:443", "write the host alone")
    wrong(("a"):rep(64) .. ".example", "63 letters")
    wrong(("a."):rep(200), "a host name has at most 253 letters")
    wrong("b\xfccher.example", "it is not UTF-8")
    support.assert_raises("check_hostname requires server_hostname", client.wrap_socket, client, plain)
    wrong({}, "string expected, got table")
    assert.equal(plain.family, socket.AF_UNIX)
    assert.is_true(plain:fileno() >= 0)
  end)

  it("follows the context that a client chooses before its handshake", function()
    local function lax()
      return tls.client(function(c)
        c.check_hostname = false
        c.verify_mode = ssl.CERT_NONE
      end)
    end
    local function switch(from, to, host)
      return tls.meet(tls.server "server", from, {server_hostname = host, do_handshake_on_connect = false}, function(s)
        s.context = to
        return s:recv(100)
      end)
    end
    assert.is_nil((switch(lax(), tls.client(), "wrong.example.org")))
    assert.equal(62, (tls.errors()).verify_code)
    assert.equal("hello", (switch(lax(), tls.client(), "localhost")))
    assert.is_nil((switch(lax(), tls.client())))
    assert.matches("check_hostname requires server_hostname", (tls.errors()))
  end)

  it("does not begin without a name if that has to be checked by now", function()
    local context = tls.client(function(c) c.check_hostname = false end)
    local s = support.close_later(context:wrap_socket(socket.socket()))
    local _, address = support.listener()
    context.check_hostname = true
    support.assert_raises("requires server_hostname", s.connect, s, address)
    support.assert_raises("requires server_hostname", s.send, s, "secret")
  end)
end)

describe("ssl verification of certificates", function()
  after_each(support.cleanup)

  it("refuses one that has expired or is not valid yet, and says when it was or will be", function()
    refused("expired", "localhost", 10, "valid until Feb  1 00:00:00 2020 GMT")
    refused("future", "localhost", 9, "valid from Jan  1 00:00:00 2099 GMT")
  end)

  it("refuses unknown issuers, names them, and says how to trust them", function()
    refused("untrusted", "localhost", 20, "To trust its issuer 'O=pysocket, CN=Other CA', load that certificate with "
      .. "context:load_verify_locations")
    refused("self_signed", "localhost", 18, "To trust 'CN=localhost', load its certificate")
  end)

  it("accepts an intermediate certificate that the server sends", function()
    assert.equal("localhost", accepted("chained", "localhost"))
  end)

  it("accepts an intermediate certificate that the server trusts, and sends although its file lacks it", function()
    local chain, key = support.read_file(certificates.chained.cert), support.read_file(certificates.chained.key)
    local leaf = chain:match("^.-%-%-END CERTIFICATE%-%-%-%-%-\n")
    local server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server:load_cert_chain(leaf, key)
    server:load_verify_locations(certificates.intermediate.cert)
    local opts = {server_hostname = "localhost"}
    assert.is_true(tls.meet(server, tls.client(), opts, function() return true end), tostring(tls.errors()))
  end)

  it("accepts a self-signed or intermediate certificate if it is loaded", function()
    for name, trusted in pairs{self_signed = "self_signed", chained = "intermediate"} do
      local client = ssl.create_default_context{cafile = certificates[trusted].cert}
      assert.equal("localhost", accepted(name, "localhost", client))
    end
  end)

  it("refuses a client's certificate for a server", function()
    refused("client", "localhost", 26, "unsuitable certificate purpose")
  end)

  it("refuses a revoked one if there is a revocation list", function()
    local function checking(context) context.verify_flags = context.verify_flags | ssl.VERIFY_CRL_CHECK_LEAF end
    assert.equal("localhost", accepted("revoked", "localhost"))
    refused("revoked", "localhost", 3, "No revocation list of its issuer is loaded", tls.client(checking))
    local client = tls.client(checking)
    client:load_verify_locations(certificates.crl())
    refused("revoked", "localhost", 23, "certificate revoked", client)
    assert.equal("localhost", accepted("server", "localhost", client))
  end)

  it("finds issuers in a directory", function()
    local client = ssl.create_default_context{capath = certificates.directory_of_ca()}
    assert.equal("localhost", accepted("server", "localhost", client))
  end)

  it("finds revocation lists in a directory", function()
    local hash = support.run{"ls", certificates.directory_of_ca()}.stdout:match "(%x+)%.0"
    local directory = support.tmpdir()
    for suffix, from in pairs{[".0"] = certificates.ca.cert, [".r0"] = certificates.crl()} do
      support.run{"cp", from, directory .. "/" .. hash .. suffix}
    end
    local client = ssl.create_default_context{capath = directory}
    client.verify_flags = client.verify_flags | ssl.VERIFY_CRL_CHECK_LEAF
    refused("revoked", "localhost", 23, "certificate revoked", client)
    assert.equal("localhost", accepted("server", "localhost", client))
  end)

  it("does not happen if it is switched off", function()
    local client = tls.client(function(context)
      context.check_hostname = false
      context.verify_mode = ssl.CERT_NONE
    end)
    assert.equal("other", accepted("self_signed", "other", client))
    local cert = tls.meet(tls.server "server", client, {server_side = false}, function(s) return s:getpeercert() end)
    assert.same({}, cert)
  end)
end)

describe("ssl verification", function()
  after_each(support.cleanup)

  describe("of clients", function()
    local function server(mode)
      return tls.server("server", function(context)
        context:load_verify_locations(certificates.ca.cert)
        context.verify_mode = mode
      end)
    end

    local function client(name)
      return tls.client(function(context)
        if name then context:load_cert_chain(certificates[name].both) end
      end)
    end

    -- Returns the common name that the server finds in the client's certificate.
    local function seen(mode, name)
      local _, who = tls.meet(server(mode), client(name), {server_hostname = "localhost"}, nil, function(s)
        s:send "hello"
        local cert = s:getpeercert()
        return cert and cert.subject and cert.subject[2][1][2] or "nobody"
      end)
      return who
    end

    it("accepts one whose certificate is signed by a trusted authority", function()
      assert.equal("client", seen(ssl.CERT_REQUIRED, "client"))
      assert.equal("client", seen(ssl.CERT_OPTIONAL, "client"))
    end)

    it("accepts one without a certificate if it is optional", function()
      assert.equal("nobody", seen(ssl.CERT_OPTIONAL))
    end)

    it("refuses the others, and tells both sides why", function()
      assert.is_nil(seen(ssl.CERT_REQUIRED))
      local mine, theirs = tls.errors()
      assert.matches("PEER_DID_NOT_RETURN_A_CERTIFICATE", tostring(theirs), 1, true)
      assert.matches("The client has sent no certificate", tostring(theirs), 1, true)
      assert.matches("requires a certificate of the client: load one with context:load_cert_chain", tostring(mine), 1,
        true)
      assert.is_nil(seen(ssl.CERT_REQUIRED, "untrusted_client"))
      mine, theirs = tls.errors()
      assert.is_true(socket.isinstance(theirs, ssl.SSLCertVerificationError), tostring(theirs))
      assert.matches("The peer does not trust the issuer of this side's certificate", tostring(mine), 1, true)
    end)
  end)

  it("reports that the peer does not speak TLS", function()
    local a, b = support.socketpair()
    b:sendall "220 mail.example.org ESMTP\r\n"
    local e = support.raises(ssl.SSLError, function() tls.client():wrap_socket(a, {server_hostname = "localhost"}) end)
    assert.equal("WRONG_VERSION_NUMBER", e.reason)
    assert.matches("The peer does not speak TLS here: is the port right", tostring(e), 1, true)
    local c, d = support.socketpair()
    d:sendall "GET / HTTP/1.1\r\n\r\n"
    e = support.raises(ssl.SSLError, function() tls.server "server":wrap_socket(c, {server_side = true}) end)
    assert.equal("HTTP_REQUEST", e.reason)
    assert.matches("The client speaks plain HTTP", tostring(e), 1, true)
  end)

  it("reports that the two sides have no version in common", function()
    local server = tls.server("server", function(context) context.maximum_version = ssl.TLSVersion.TLSv1_2 end)
    local client = tls.client(function(context) context.minimum_version = ssl.TLSVersion.TLSv1_3 end)
    assert.is_nil(accepted("server", "localhost", client) and tls.meet(server, client, {server_hostname = "localhost"}))
    local mine = tls.errors()
    assert.equal("TLSV1_ALERT_PROTOCOL_VERSION", mine.reason)
    assert.matches("no version of TLS in common", tostring(mine), 1, true)
  end)
end)
