-- How the settings of a context affect its connections.
local support = require "spec.support"
local tls = require "spec.support.tls"

local ssl = tls.ssl
if not ssl then return describe("ssl settings", function() pending(tls.missing()) end) end

local V2, V3 = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3

-- Returns what `look` returns for the client's end of a connection, and `look_server` for the server's.
local function meet(server, client, look, look_server)
  local function seen(f, first)
    return function(s)
      if first then s:send "hello" end
      if not first then s:recv(10) end
      return f(s)
    end
  end
  local mine, theirs = tls.meet(server, client, {server_hostname = "localhost"}, seen(look),
    look_server and seen(look_server, true))
  if mine == nil and theirs == nil then
    local a, b = tls.errors()
    if a or b then error(a or b, 0) end
  end
  return mine, theirs
end

local function version(s) return s:version() end
local function cipher(s) return (s:cipher()) end
local function protocol(s) return s:selected_alpn_protocol() or "none" end

describe("ssl settings", function()
  after_each(support.cleanup)

  it("choose the version", function()
    assert.equal("TLSv1.3", (meet(tls.server "server", tls.client(), version)))
    for _, side in ipairs{"server", "client"} do
      local contexts = {server = tls.server "server", client = tls.client()}
      contexts[side].maximum_version = V2
      assert.equal("TLSv1.2", (meet(contexts.server, contexts.client, version)), side)
    end
    local old = tls.server("server", function(c) c.options = c.options | ssl.OP_NO_TLSv1_3 end)
    assert.equal("TLSv1.2", (meet(old, tls.client(), version)))
    local new = tls.client(function(c) c.minimum_version = V3 end)
    support.raises(ssl.SSLError, meet, old, new, version)
  end)

  it("choose the cipher, in the server's order", function()
    local client = tls.client(function(c)
      c.maximum_version = V2
      c:set_ciphers "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256"
    end)
    local server = tls.server("server", function(c)
      c:set_ciphers "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384"
    end)
    assert.equal("ECDHE-ECDSA-AES128-GCM-SHA256", (meet(server, client, cipher)))
    server.options = server.options & ~ssl.OP_CIPHER_SERVER_PREFERENCE
    assert.equal("ECDHE-ECDSA-AES256-GCM-SHA384", (meet(server, client, cipher)))
    server:set_ciphers "ECDHE-RSA-AES128-GCM-SHA256"
    local e = support.raises(ssl.SSLError, meet, server, client, cipher)
    assert.matches("found no settings in common", tostring(e), 1, true)
  end)

  it("report that a certificate is too weak for the security level of the peer", function()
    local major, minor = table.unpack(ssl.OPENSSL_VERSION_INFO)
    if major > 3 or minor >= 2 then return pending "this OpenSSL ends such a handshake for another reason" end
    local client = tls.client(function(context) context:set_ciphers "DEFAULT:@SECLEVEL=5" end)
    assert.is_nil(tls.meet(tls.server "server", client, {server_hostname = "localhost"}))
    local _, e = tls.errors()
    assert.equal("NO_SUITABLE_SIGNATURE_ALGORITHM", e.reason)
    assert.matches("accepts no signature that the key of this side's certificate can make at this security level",
      tostring(e), 1, true)
  end)

  it("choose the group of the key exchange", function()
    local server = tls.server("server", function(c) c:set_ecdh_curve "X25519" end)
    assert.equal("TLSv1.3", (meet(server, tls.client(), version)))
    local client = tls.client(function(c) c:set_ecdh_curve "secp384r1" end)
    support.raises(ssl.SSLError, meet, server, client, version)
  end)

  it("choose the application protocol, the first one of the server that both sides have", function()
    local function with(make, protocols)
      return make(function(c) if protocols then c:set_alpn_protocols(protocols) end end)
    end
    local function server(protocols)
      return with(function(setup) return tls.server("server", setup) end, protocols)
    end
    local function chosen(theirs, mine)
      local client = with(tls.client, mine)
      local a, b = meet(server(theirs), client, protocol, protocol)
      assert.equal(a, b)
      return a
    end
    assert.equal("h2", chosen({"h2", "http/1.1"}, {"http/1.1", "h2"}))
    assert.equal("http/1.1", chosen({"http/1.1"}, {"h2", "http/1.1"}))
    assert.equal("none", chosen({"http/1.1"}, {"h2"}))
    assert.equal("none", chosen(nil, {"h2"}))
    assert.equal("none", chosen({"h2"}, nil))
  end)

  it("set the number of tickets that are sent", function()
    for _, count in ipairs{0, 1} do
      local server = tls.server("server", function(c) c.num_tickets = count end)
      local resumable = meet(server, tls.client(), function(s) return s.session ~= nil end)
      assert.equal(count > 0, resumable)
    end
  end)

  it("write the keys of a connection to the file, for both sides", function()
    local directory = support.tmpdir()
    local server = tls.server("server", function(c) c.keylog_filename = directory .. "/server" end)
    local client = tls.client(function(c) c.keylog_filename = directory .. "/client" end)
    meet(server, client, version, version)
    local function keys(name)
      local set = {}
      for line in support.read_file(directory .. "/" .. name):gmatch "[^\n]+" do
        if not line:find "^#" then set[line] = true end
      end
      return support.sorted(set)
    end
    assert.same(keys "server", keys "client")
    local line = table.concat(keys "server", "\n"):match "CLIENT_H[^\n]*"
    assert.matches("^CLIENT_HANDSHAKE_TRAFFIC_SECRET %x+ %x+$", line)
    client.keylog_filename = nil
    local before = #keys "client"
    meet(server, client, version)
    assert.equal(before, #keys "client")
  end)

  it("count connections and sessions", function()
    local server, client = tls.server "server", tls.client()
    meet(server, client, version)
    assert.same({1, 1}, {server:session_stats().accept_good, client:session_stats().connect_good})
  end)

  it("let a server ask for a certificate after the handshake, if the client offers it", function()
    local certificates = require "spec.support.certificates"
    local server = tls.server("server", function(c)
      c:load_verify_locations(certificates.ca.cert)
      c.verify_mode, c.post_handshake_auth = ssl.CERT_REQUIRED, true
    end)
    local client = tls.client(function(c)
      c:load_cert_chain(certificates.client.both)
      c.post_handshake_auth = true
    end)
    local _, who = tls.meet(server, client, {server_hostname = "localhost"}, function(s)
      s:send "first"
      s:recv(10)
      s:send "second"
      return s:recv(10)
    end, function(s)
      s:recv(10)
      local before = s:getpeercert()
      s:verify_client_post_handshake()
      s:send "hello"
      s:recv(10)
      local after = s:getpeercert()
      return {before, after and after.subject[2][1][2]}
    end)
    assert.is_not_nil(who, tostring(select(2, tls.errors())))
    assert.is_nil(who[1])
    assert.equal("client", who[2])
  end)
end)
