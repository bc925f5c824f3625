local support = require "spec.support"
local tls = require "spec.support.tls"
local certificates = require "spec.support.certificates"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("ssl contexts", function() pending(tls.missing()) end) end

local function client()
  return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
end

local function server()
  return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
end

local function set(context, name, value)
  context[name] = value
end

-- Expects f to raise an error of the class whose message contains the words; returns the error.
local function fails(class, words, f, ...)
  local e = support.raises(class, f, ...)
  assert.matches(words, tostring(e), 1, true)
  return e
end

local function refused(words, f, ...)
  support.assert_raises(words, f, ...)
end

describe("ssl contexts", function()
  after_each(support.cleanup)

  it("of clients verify servers and their names, and those of servers verify nobody", function()
    local c, s = client(), server()
    assert.same({ssl.CERT_REQUIRED, true}, {c.verify_mode, c.check_hostname})
    assert.same({ssl.CERT_NONE, false}, {s.verify_mode, s.check_hostname})
    for _, context in ipairs{c, s} do
      assert.equal(ssl.TLSVersion.TLSv1_2, context.minimum_version)
      assert.equal(ssl.TLSVersion.MAXIMUM_SUPPORTED, context.maximum_version)
      assert.is_false(context.hostname_checks_common_name)
    end
  end)

  it("are instances of their class, whose methods are those of every context", function()
    local c = client()
    assert.is_true(socket.isinstance(c, ssl.SSLContext))
    assert.is_false(socket.isinstance(ssl.SSLContext, ssl.SSLContext))
    assert.equal("<class 'ssl.SSLContext'>", tostring(ssl.SSLContext))
    assert.matches("^<ssl.SSLContext object at 0x%x+>$", tostring(c))
    support.defer(rawset, ssl.SSLContext, "twice", nil)
    function ssl.SSLContext:twice() return self, self end
    assert.equal(c, select(2, c:twice()))
    refused("bad argument #1 to 'pairs' (an SSLContext is not a table", pairs, c)
  end)

  it("refuse attributes that they do not have, or that cannot be set", function()
    refused("an SSLContext has no attribute 'verify'", set, client(), "verify", 1)
    refused("the attribute 'protocol' of an SSLContext cannot be set", set, client(), "protocol", 1)
    assert.is_nil(client().verify)
    refused("PROTOCOL_TLS_CLIENT or PROTOCOL_TLS_SERVER expected", ssl.SSLContext, 99)
  end)
end)

describe("ssl contexts without a free descriptor", function()
  after_each(support.cleanup)

  it("are made with the system's error, because nothing of the module is left to load", function()
    local script = support.tmpfile([[
      local ssl, socket = require "pysocket.ssl", require "pysocket"
      local kept = {}
      while true do
        local ok, s = pcall(socket.socket)
        if not ok then break end
        kept[#kept + 1] = s
      end
      local ok, e = pcall(ssl.create_default_context, {cafile = "/etc/passwd"})
      print(ok, socket.isinstance(e, socket.OSError), socket.isinstance(e, socket.OSError) and e.errno or e)
    ]], "full.lua")
    local result = support.run(support.with_descriptors(40, support.lua_argv(script)))
    assert.equal(("false\ttrue\t%d\n"):format(require "pysocket.errno".EMFILE), result.stdout, result.stderr)
  end)
end)

describe("ssl contexts by default", function()
  after_each(support.cleanup)

  it("are for clients, with TLS 1.2 at least and strict verification", function()
    local c = tls.client()
    assert.equal(ssl.PROTOCOL_TLS_CLIENT, c.protocol)
    assert.equal(ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_TRUSTED_FIRST,
      c.verify_flags)
    assert.equal(1, c:cert_store_stats().x509_ca)
    assert.equal(ssl.PROTOCOL_TLS_CLIENT, ssl.create_default_context{cafile = nil}.protocol)
  end)

  it("are for servers with Purpose.CLIENT_AUTH", function()
    local s = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    assert.equal(ssl.PROTOCOL_TLS_SERVER, s.protocol)
    assert.equal(ssl.CERT_NONE, s.verify_mode)
    assert.equal(0, s:cert_store_stats().x509)
  end)

  it("say what is wrong with an argument", function()
    local make = ssl.create_default_context
    refused("#1 to 'create_default_context' (Purpose.SERVER_AUTH or Purpose.CLIENT_AUTH expected, got 5)", make, 5)
    refused("bad argument #1 to 'create_default_context' (unexpected keyword 'cafil'", make, {cafil = "x"})
    fails("FileNotFoundError", "load_verify_locations: '/none.pem'", make, {cafile = "/none.pem"})
    refused("bad argument #4 to 'create_default_context' (empty certificate data)", make, {cadata = ""})
  end)

  it("log the keys for SSLKEYLOGFILE", function()
    local path = support.tmpdir() .. "/keys"
    support.lua([[require "pysocket.ssl".create_default_context()]], {}, {env = {SSLKEYLOGFILE = path}})
    assert.matches("^# TLS secrets log file", support.read_file(path))
  end)
end)

describe("ssl contexts verify", function()
  after_each(support.cleanup)

  it("no name without a certificate", function()
    local s = client()
    s.check_hostname = false
    s.verify_mode = ssl.CERT_NONE
    s.check_hostname = true
    assert.equal(ssl.CERT_REQUIRED, s.verify_mode)
    refused("bad value for 'verify_mode' (CERT_NONE while check_hostname is true", set, s, "verify_mode", 0)
    refused("bad value for 'verify_mode' (CERT_NONE, CERT_OPTIONAL or CERT_REQUIRED expected, got 3)", set, s,
      "verify_mode", 3)
    s.verify_mode = ssl.CERT_OPTIONAL
    assert.equal(ssl.CERT_OPTIONAL, s.verify_mode)
  end)

  it("with the flags that are set, and without those that are removed", function()
    local c = client()
    c.verify_flags = ssl.VERIFY_CRL_CHECK_LEAF
    assert.equal(ssl.VERIFY_CRL_CHECK_LEAF, c.verify_flags)
    refused("bad value for 'verify_flags'", set, c, "verify_flags", -1)
    c.hostname_checks_common_name = true
    assert.is_true(c.hostname_checks_common_name)
  end)
end)

describe("ssl contexts have", function()
  after_each(support.cleanup)

  it("versions, which can be limited", function()
    local c = client()
    c.minimum_version = ssl.TLSVersion.TLSv1_3
    c.maximum_version = ssl.TLSVersion.TLSv1_3
    assert.same({772, 772}, {c.minimum_version, c.maximum_version})
    c.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    c.maximum_version = ssl.TLSVersion.MAXIMUM_SUPPORTED
    assert.same({-2, -1}, {c.minimum_version, c.maximum_version})
    c.minimum_version = ssl.TLSVersion.MAXIMUM_SUPPORTED
    assert.equal(ssl.TLSVersion.TLSv1_3, c.minimum_version)
    for _, value in ipairs{5, 1000, "x", 1.5} do
      refused("bad value for 'minimum_version' (TLSVersion.", set, c, "minimum_version", value)
    end
    refused("the context's protocol is one version only", set, ssl.SSLContext(ssl.PROTOCOL_TLSv1_2),
      "maximum_version", 772)
  end)

  it("options, as one number", function()
    local c = client()
    c.options = c.options | ssl.OP_NO_TICKET
    assert.equal(ssl.OP_NO_TICKET, c.options & ssl.OP_NO_TICKET)
    c.options = c.options & ~ssl.OP_NO_TICKET
    assert.equal(0, c.options & ssl.OP_NO_TICKET)
    assert.equal(0, c.options & ssl.OP_IGNORE_UNEXPECTED_EOF)
    refused("bad value for 'options'", set, c, "options", -1)
  end)

  it("the number of tickets that servers send", function()
    local s = server()
    s.num_tickets = 0
    assert.equal(0, s.num_tickets)
    refused("only a server's context", set, client(), "num_tickets", 1)
    refused("bad value for 'num_tickets'", set, s, "num_tickets", -1)
  end)

  it("ciphers, each as a table", function()
    local c = client()
    c:set_ciphers "ECDHE-RSA-AES128-GCM-SHA256"
    local names = {}
    for _, cipher in ipairs(c:get_ciphers()) do names[cipher.name] = cipher end
    assert.equal(128, names["ECDHE-RSA-AES128-GCM-SHA256"].strength_bits)
    assert.is_true(names["ECDHE-RSA-AES128-GCM-SHA256"].aead)
    assert.is_nil(names["ECDHE-RSA-AES256-GCM-SHA384"])
    fails(ssl.SSLError, "No cipher can be selected.", c.set_ciphers, c, "NONE-OF-THESE")
  end)

  it("groups for the key exchange", function()
    client():set_ecdh_curve "X25519"
    client():set_ecdh_curve "prime256v1"
    refused("unknown elliptic curve name 'P-nought'", client().set_ecdh_curve, client(), "P-nought")
  end)

  it("parameters for Diffie-Hellman, from a file or as text", function()
    local path = support.tmpdir() .. "/dh.pem"
    assert(os.execute(("openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out '%s'"):format(path)))
    server():load_dh_params(path)
    server():load_dh_params(support.read_file(path))
    fails(ssl.SSLError, "[PEM: NO_START_LINE]", server().load_dh_params, server(), "/etc/hostname")
    fails("FileNotFoundError", "load_dh_params: '/none.pem'", server().load_dh_params, server(), "/none.pem")
  end)

  it("protocols for ALPN, of 1 to 255 bytes each", function()
    client():set_alpn_protocols{"h2", "http/1.1"}
    client():set_alpn_protocols{}
    for _, bad in ipairs{"", ("x"):rep(256)} do
      refused("alpn_protocols[2]: a protocol has 1 to 255 bytes", client().set_alpn_protocols, client(), {"h2", bad})
    end
    refused("alpn_protocols[1]: string expected, got table", client().set_alpn_protocols, client(), {{}})
  end)

  it("statistics of sessions, all 0 at first", function()
    local stats = client():session_stats()
    assert.equal(0, stats.connect)
    assert.same({"accept", "accept_good", "accept_renegotiate", "cache_full", "connect", "connect_good",
      "connect_renegotiate", "hits", "misses", "number", "timeouts"}, support.sorted(stats))
  end)

  it("a callback for the name that a client asks for, in servers only", function()
    local s = server()
    local function choose() end
    s.sni_callback = choose
    assert.equal(choose, s.sni_callback)
    refused("bad argument #1 to 'set_servername_callback' (function or nil expected, got boolean)",
      function() s:set_servername_callback(true) end)
    s:set_servername_callback(nil)
    assert.is_nil(s.sni_callback)
    s:set_servername_callback(choose)
    assert.equal(choose, s.sni_callback)
    refused("bad value for 'sni_callback' (function or nil expected, got number)", set, s, "sni_callback", 5)
    refused("a client's context", set, client(), "sni_callback", choose)
  end)
end)

describe("ssl contexts load", function()
  after_each(support.cleanup)

  local function load(...)
    server():load_cert_chain(...)
  end

  it("a certificate and its key from files or from text", function()
    local one = certificates.server
    load(one.cert, one.key)
    load(one.both)
    load(support.read_file(one.cert), support.read_file(one.key))
    load(support.read_file(one.both))
    load(certificates.chained.cert, {keyfile = certificates.chained.key})
  end)

  it("an encrypted key with its password, or with a function that returns it", function()
    local cert, key = certificates.server.cert, certificates.encrypted()
    load(cert, key, "secret")
    load(cert, {keyfile = key, password = function() return "secret" end})
    load(cert, key, socket.bytearray "secret")
    local e = fails(ssl.SSLError, "The password is wrong.", load, cert, key, "wrong")
    assert.equal("load_cert_chain", e.call)
    fails(ssl.SSLError, "the private key is encrypted: load_cert_chain. Give its password", load, cert, key)
    local asked = 0
    refused("asked once", load, cert, key, function()
      asked = asked + 1
      if asked == 1 then error "asked once" end
      return "secret"
    end)
    refused("the password cannot be longer than 1024 bytes", load, cert, key, ("x"):rep(1025))
    refused("the password function must return a string, got nil", load, cert, key, function() end)
    refused("bad argument #3 to 'load_cert_chain' (string or function expected, got boolean)", function()
      server():load_cert_chain(cert, key, true)
    end)
    assert.equal("mine", select(2, pcall(load, cert, key, function() error("mine", 0) end)))
  end)

  it("no key that belongs to another certificate, and keep what they had", function()
    local e = fails(ssl.SSLError, "mismatch", load, certificates.server.cert, certificates.client.key)
    assert.equal(certificates.client.key, e.filename)
    fails(ssl.SSLError, "There is no private key", load, certificates.server.cert)
    fails(ssl.SSLError, "It must be PEM", load, "/etc/hostname")
    fails("FileNotFoundError", "load_cert_chain: '/none.pem'", load, "/none.pem")
    refused("must not contain a NUL byte", load, "a\0b")
    fails("IsADirectoryError", "load_cert_chain: '/tmp'", load, "/tmp")
    fails("IsADirectoryError", "load_cert_chain: '/tmp'", load, certificates.server.cert, "/tmp")
    refused("context:load_cert_chain(certfile, {keyfile = keyfile})", load,
      {certfile = certificates.server.cert, keyfile = certificates.server.key})
  end)

  it("authorities from a file, a directory, PEM text and DER", function()
    local function loaded(...)
      local c = client()
      c:load_verify_locations(...)
      return c:cert_store_stats().x509
    end
    local ca, other = certificates.ca.cert, support.read_file(certificates.other_ca.cert)
    local pem = support.read_file(ca)
    assert.equal(1, loaded(ca))
    assert.equal(0, loaded(nil, certificates.directory_of_ca()))  -- read only when a certificate is needed
    assert.equal(1, loaded{cadata = pem})
    assert.equal(2, loaded{cadata = "A comment\n" .. pem .. other})
    assert.equal(2, loaded{cafile = ca, cadata = other})
    local der = ssl.PEM_cert_to_DER_cert(pem)
    assert.equal(1, loaded{cadata = der})
    assert.equal(2, loaded{cadata = socket.bytearray(der .. ssl.PEM_cert_to_DER_cert(other))})
  end)

  it("revocation lists, which are counted separately", function()
    local c = client()
    c:load_verify_locations(certificates.crl())
    assert.same({x509 = 0, crl = 1, x509_ca = 0}, c:cert_store_stats())
    c:load_verify_locations{cadata = support.read_file(certificates.ca.cert)
      .. support.read_file(certificates.crl())}
    assert.equal(1, c:cert_store_stats().x509_ca)
  end)

  it("nothing from text that is not a certificate", function()
    local function loading(...)
      client():load_verify_locations(...)
    end
    refused("cafile, capath and cadata cannot be all omitted", loading)
    fails(ssl.SSLError, "no certificate or crl found", loading, "/etc/hostname")
    fails("FileNotFoundError", "'/none.pem'", loading, "/none.pem")
    fails("FileNotFoundError", "'/none'", loading, nil, "/none")
    fails("IsADirectoryError", "'/tmp'", loading, "/tmp")
    fails("NotADirectoryError", "'/etc/hostname'", loading, {capath = "/etc/hostname"})
    fails(ssl.SSLError, "not enough data: cadata does not contain a certificate", loading, {cadata = "x"})
    fails(ssl.SSLError, "It must be PEM text or DER; the path of a file is cafile.", loading, {cadata = "hello"})
    fails(ssl.SSLError, "no start line: cadata does not contain a certificate", loading,
      {cadata = support.read_file(certificates.server.key)})
    refused("this is PEM text: pass it as cadata", loading, support.read_file(certificates.ca.cert))
  end)

  it("nothing from PEM text that is damaged", function()
    local good = support.read_file(certificates.ca.cert)
    for _, text in ipairs{good:gsub("\n[^\n]+\n", "\nAAAA\n", 1), good:gsub("\nMI", "\nMJ"), good:gsub("\nMI", "\n!!"),
      good:sub(1, -20), good:sub(1, 300), (good:gsub("\n.*\n", "\nAAAA\n"))} do
      if type(text) == "string" then
        local path = support.tmpfile(text, "damaged.pem")
        for _, opts in ipairs{{cadata = text}, {cafile = path}} do
          fails(ssl.SSLError, "The PEM text is damaged", client().load_verify_locations, client(), opts)
        end
        fails(ssl.SSLError, "The PEM text is damaged", load, path)
      end
    end
  end)

  it("certificates that they show as trusted", function()
    local c = client()
    c:load_verify_locations(certificates.ca.cert)
    c:load_verify_locations(certificates.server.cert)
    local trusted = c:get_ca_certs()
    assert.equal(1, #trusted)
    assert.equal("Spec CA", trusted[1].subject[2][1][2])
    assert.equal(ssl.PEM_cert_to_DER_cert(support.read_file(certificates.ca.cert)), c:get_ca_certs(true)[1])
    assert.equal(2, c:cert_store_stats().x509)
  end)
end)

describe("ssl contexts share the system's certificates", function()
  after_each(support.cleanup)

  -- Runs the code in a process of its own, which takes these certificates for the system's.
  local function run(code, env)
    return support.lua([[
      local ssl = require "pysocket.ssl"
      local file, extra = ...
      local function count(context) return context:cert_store_stats().x509 end
    ]] .. code, {env.SSL_CERT_FILE, certificates.other_ca.cert}, {env = env})
  end

  local function system()
    return {SSL_CERT_FILE = support.tmpfile(support.read_file(certificates.ca.cert), "bundle.pem"),
      SSL_CERT_DIR = support.tmpdir()}
  end

  it("until a context adds others", function()
    assert.equal("1 2 1\n", run([[
      local a, b = ssl.create_default_context(), ssl.create_default_context()
      b:load_verify_locations(extra)
      print(count(a) .. " " .. count(b) .. " " .. count(ssl.create_default_context()))
    ]], system()))
  end)

  it("and keep those that were added before", function()
    assert.equal("2\n", run([[
      local context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
      context:load_verify_locations(extra)
      context:load_default_certs(ssl.Purpose.SERVER_AUTH)
      print(count(context))
    ]], system()))
  end)

  it("and read them again after they have changed", function()
    assert.equal("1 2\n", run([[
      local before = ssl.create_default_context()
      local to, from <close> = assert(io.open(file, "ab")), assert(io.open(extra, "rb"))
      to:write(from:read "a")
      to:close()
      print(count(before) .. " " .. count(ssl.create_default_context()))
    ]], system()))
  end)

  it("and load those of the directory only when they are needed", function()
    local env = system()
    env.SSL_CERT_FILE, env.SSL_CERT_DIR = "/none.pem", certificates.directory_of_ca()
    assert.equal("0 1\n", run([[
      local context = ssl.create_default_context()
      local before = count(context)
      context:load_verify_locations(extra)
      print(before .. " " .. count(context))
    ]], env))
  end)
end)

describe("The system's certificates", function()
  after_each(support.cleanup)

  -- Prints what a client says that has these certificates, and a server with that of `name`.
  local function meet(certs, name, setup)
    local texts = {}
    for i, path in ipairs(certs) do texts[i] = support.read_file(path) end
    return support.lua([[
      local ssl = require "pysocket.ssl"
      local context, server = ssl.create_default_context(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      server:load_cert_chain((...))
      ]] .. (setup or "") .. [[
      local up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
      local a = context:wrap_bio(down, up, {server_hostname = "localhost"})
      local b = server:wrap_bio(up, down, {server_side = true})
      local ok, e
      for _ = 1, 3 do
        ok, e = pcall(a.do_handshake, a)
        pcall(b.do_handshake, b)
      end
      print(ok and "verified" or e.verify_message, context:cert_store_stats().x509, #context:get_ca_certs())
    ]], {certificates[name].both, certificates.crl(), certificates.other_ca.cert},
      {env = {SSL_CERT_FILE = support.tmpfile(table.concat(texts), "bundle.pem"), SSL_CERT_DIR = support.tmpdir()}})
  end

  it("are found by the name of the issuer", function()
    local ca, other = certificates.ca.cert, certificates.other_ca.cert
    assert.equal("verified\t2\t2\n", meet({ca, other}, "server"))
    assert.equal("verified\t2\t2\n", meet({other, ca}, "chained"))
    assert.equal("verified\t1\t1\n", meet({other}, "untrusted"))
    assert.equal("unable to get local issuer certificate\t1\t1\n", meet({ca}, "untrusted"))
  end)

  it("are all found if several have the same name", function()
    local ca, namesake = certificates.ca.cert, certificates.namesake_ca.cert
    assert.equal("verified\t2\t2\n", meet({ca, namesake}, "server"))
    assert.equal("verified\t2\t2\n", meet({namesake, ca}, "server"))
    assert.matches("^[^v].*\t1\t1\n$", meet({namesake}, "server"))
  end)

  it("are trusted even if they are no authorities", function()
    assert.equal("verified\t1\t0\n", meet({certificates.server.cert}, "server"))
    assert.equal("verified\t1\t0\n", meet({certificates.self_signed.cert}, "self_signed"))
  end)

  it("count once each, and are kept when others are added", function()
    local ca = certificates.ca.cert
    assert.equal("verified\t1\t1\n", meet({ca, ca}, "server"))
    assert.equal("verified\t2\t2\n", meet({ca}, "server", "context:load_verify_locations(select(3, ...))\n"))
    assert.equal("verified\t2\t2\n", meet({ca}, "untrusted", "context:load_verify_locations(select(3, ...))"))
    assert.equal("verified\t1\t1\n", meet({ca}, "server", "context:cert_store_stats()"))
  end)

  it("may come with revocation lists and keys", function()
    local ca = certificates.ca.cert
    assert.equal("certificate revoked\t1\t1\n", meet({ca, certificates.crl()}, "revoked", [[
      context.verify_flags = context.verify_flags | ssl.VERIFY_CRL_CHECK_LEAF
    ]]))
    assert.equal("verified\t1\t1\n", meet({ca, certificates.server.key}, "server"))
  end)

  it("are those that can be decoded, if some cannot", function()
    local ca, other = certificates.ca.cert, certificates.other_ca.cert
    local der, n = ssl.PEM_cert_to_DER_cert(support.read_file(other)):gsub("\3(.\0\x30.\2.)", "\5%1")
    assert.equal(1, n)
    local damaged = support.tmpfile(ssl.DER_cert_to_PEM_cert(der), "damaged.pem")
    assert.equal("verified\t1\t1\n", meet({damaged, ca}, "server"))
    assert.matches("^[^v].*\t1\t1\n$", meet({damaged, ca}, "untrusted"))
    assert.equal("verified\t2\t2\n", meet({damaged, ca}, "server", "context:load_verify_locations(select(3, ...))\n"))
  end)

  it("are none if the file is damaged", function()
    local damaged = support.tmpfile("-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n", "damaged.pem")
    local expected = "unable to get local issuer certificate\t0\t0\n"
    assert.equal(expected, meet({certificates.ca.cert, damaged}, "server"))
    assert.equal(expected, meet({support.tmpfile("", "empty.pem")}, "server"))
    assert.equal(expected, meet({support.tmpfile("text\n", "text.pem")}, "server"))
  end)
end)

describe("Names, paths and other texts of TLS", function()
  after_each(support.cleanup)

  local CALLS = {
    wrap_socket = function(c, text)
      local s <close> = socket.socketpair()
      return c:wrap_socket(s, {server_hostname = text, do_handshake_on_connect = false})
    end,
    wrap_bio = function(c, text) c:wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), {server_hostname = text}) end,
    open_connection = function(c, text)
      asyncio.run(asyncio.open_connection, "127.0.0.1", 1, {ssl = c, server_hostname = text})
    end,
    load_cert_chain = function(c, text) c:load_cert_chain(text) end,
    keyfile = function(c, text) c:load_cert_chain(certificates.server.cert, text) end,
    password = function(c, text) c:load_cert_chain(certificates.server.both, nil, text) end,
    ["result of password"] = function(c, text)
      c:load_cert_chain(certificates.server.cert, certificates.encrypted(), function() return text end)
    end,
    cafile = function(c, text) c:load_verify_locations(text) end,
    capath = function(c, text) c:load_verify_locations{capath = text} end,
    cadata = function(c, text) c:load_verify_locations{cadata = text} end,
    create_default_context = function(_, text) ssl.create_default_context{cafile = text} end,
    set_ciphers = function(c, text) c:set_ciphers(text) end,
    set_ecdh_curve = function(c, text) c:set_ecdh_curve(text) end,
    load_dh_params = function(c, text) c:load_dh_params(text) end,
    set_alpn_protocols = function(c, text) c:set_alpn_protocols{text} end,
    set_psk_server_callback = function(_, text) server():set_psk_server_callback(print, text) end,
    keylog_filename = function(c, text) c.keylog_filename = text end,
    cert_time_to_seconds = function(_, text) ssl.cert_time_to_seconds(text) end,
    PEM_cert_to_DER_cert = function(_, text) ssl.PEM_cert_to_DER_cert(text) end,
    ["Purpose.fromname"] = function(_, text) ssl.Purpose.fromname(text) end,
    get_channel_binding = function(c, text)
      c:wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), {server_hostname = "a"}):get_channel_binding(text)
    end,
  }

  for name, call in pairs(CALLS) do
    it("are no numbers: " .. name, function()
      local ok, e = pcall(call, client(), 5)
      assert.is_false(ok)
      assert.matches(name == "result of password" and "string, got number" or "expected, got number", tostring(e))
    end)
  end

  -- An ALPN protocol and a password may contain any bytes, so they are not in this list.
  for _, name in ipairs{"wrap_socket", "wrap_bio", "open_connection", "load_cert_chain", "keyfile", "cafile", "capath",
      "create_default_context", "set_ciphers", "set_ecdh_curve", "load_dh_params", "set_psk_server_callback",
      "keylog_filename", "Purpose.fromname", "get_channel_binding"} do
    it("are not cut short at a NUL: " .. name, function()
      local _, e = pcall(CALLS[name], client(), "a\0b")
      assert.matches("NUL", e)
    end)
  end
end)

describe("ssl contexts", function()
  after_each(support.cleanup)

  it("write keys to a file that others may not read, and to no pipe", function()
    local c, path = client(), support.tmpdir() .. "/keys"
    c.keylog_filename = path
    assert.equal(path, c.keylog_filename)
    assert.equal("600\n", support.run{"stat", "-c", "%a", path}.stdout)
    assert.matches("^# TLS secrets log file", support.read_file(path))
    c.keylog_filename = path
    assert.equal(1, select(2, support.read_file(path):gsub("#", "")))
    c.keylog_filename = nil
    assert.is_nil(c.keylog_filename)
    fails("FileNotFoundError", "keylog_filename: '/none/keys'", set, c, "keylog_filename", "/none/keys")
    refused("bad value for 'keylog_filename' (path or nil expected, got number)", set, c, "keylog_filename", 5)
    local pipe = support.unix_path "pipe"
    assert(os.execute("mkfifo " .. pipe))
    refused("it must be a file, not a pipe", set, c, "keylog_filename", pipe)
  end)

  it("close the file of keys when they are collected", function()
    support.settle()
    local before = support.count_fds()
    client().keylog_filename = support.tmpdir() .. "/keys"
    support.settle()
    assert.equal(before, support.count_fds())
  end)

  it("check the arguments of metamethods", function()
    for _, name in ipairs{"__index", "__newindex", "__gc", "__tostring"} do
      local f = debug.getmetatable(client())[name]
      refused("SSLContext expected, got table", f, {}, "x", 1)
    end
    local c = client()
    debug.getmetatable(c).__gc(c)
    debug.getmetatable(c).__gc(c)
    refused("this SSLContext is finalized", ssl.SSLContext.get_ciphers, c)
    refused("this SSLContext is finalized", function() return c.options end)
  end)
end)
