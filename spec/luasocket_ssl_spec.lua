-- The interface of LuaSec over pysocket.ssl, as pysocket.luasocket.install provides it to libraries.
local support = require "spec.support"
local tls = require "spec.support.tls"
local certificates = require "spec.support.certificates"

local reason = tls.missing()
if reason then
  describe("pysocket.luasocket's ssl", function() pending(reason) end)
  return
end

local luasocket = require "pysocket.luasocket"
local asyncio = require "pysocket.asyncio"
local ssl = require "pysocket.luasocket.ssl"

local function context(changes)
  local cfg = {mode = "client", protocol = "any", cafile = certificates.ca.cert}
  for name, value in pairs(changes or {}) do cfg[name] = value end
  return assert(ssl.newcontext(cfg))
end

local function server_context(changes)
  local own = certificates.server
  local cfg = {mode = "server", protocol = "any", certificate = own.cert, key = own.key}
  for name, value in pairs(changes or {}) do cfg[name] = value end
  return assert(ssl.newcontext(cfg))
end

-- Runs a function of the server and one of the client with the two ends of a connection, in two tasks.
local function meet(client, server, at_client, at_server)
  local listener = assert(luasocket.bind("127.0.0.1", 0))
  support.defer(listener.close, listener)
  local _, port = listener:getsockname()
  asyncio.run(function()
    local group <close> = asyncio.TaskGroup()
    group:create_task(function()
      local s = assert(ssl.wrap(assert(listener:accept()), server))
      s:settimeout(5)
      at_server(s)
      s:close()
    end)
    group:create_task(function()
      local s = assert(ssl.wrap(assert(luasocket.connect("127.0.0.1", port)), client))
      s:settimeout(5)
      at_client(s)
      s:close()
    end)
  end)
end

local function handshake(s) assert(s:dohandshake()) end

local function echo(s)
  if not s:dohandshake() then return end
  while true do
    local line = s:receive()
    if not line then break end
    s:send(line .. "\n")
  end
end

describe("pysocket.luasocket's ssl", function()
  after_each(support.cleanup)

  it("takes the descriptor, and returns a userdata that prints as a connection", function()
    local a = assert(luasocket.udp4())
    local listener = luasocket.bind("127.0.0.1", 0)
    local _, port = listener:getsockname()
    local c = luasocket.connect("127.0.0.1", port)
    local fd = c:getfd()
    local s = ssl.wrap(c, context())
    assert.equal(-1, c:getfd())
    assert.equal(fd, s:getfd())
    assert.equal("userdata", type(s))
    assert.matches("^SSL connection: ", tostring(s))
    assert.equal("userdata", type(context()))
    assert.equal("table", type(getmetatable(s).__index))
    s:close()
    assert.equal(-1, s:getfd())
    assert.same({false, "closed"}, {s:dohandshake()})
    assert.same({nil, "closed", ""}, {s:receive()})
    a:close()
    listener:close()
  end)

  it("verifies the chain by default, and the name that sni was given", function()
    for _, case in ipairs{
      {context(), "localhost", true}, {context(), nil, true},
      {context(), "wrong.example", false, "certificate verify failed"},
      {assert(ssl.newcontext{mode = "client"}), "localhost", false, "certificate verify failed"},
      {assert(ssl.newcontext{mode = "client", verify = "none"}), "wrong.example", true},
      {context{verify = {"peer", "fail_if_no_peer_cert"}}, "wrong.example", false, "certificate verify failed"},
    } do
      local results
      meet(case[1], server_context(), function(s)
        if case[2] then s:sni(case[2]) end
        results = {s:dohandshake()}
      end, echo)
      assert.same({case[3], case[4]}, results)
    end
  end)

  it("asks a client for its certificate only if the server is configured to", function()
    local ok, seen
    meet(context(), server_context(), handshake, function(s)
      ok, seen = s:dohandshake(), s:getpeercertificate()
    end)
    assert.is_true(ok)
    assert.is_nil(seen)
    local e
    local strict = server_context{verify = {"peer", "fail_if_no_peer_cert"}, cafile = certificates.ca.cert}
    meet(context(), strict, function(s)
      s:dohandshake()
      s:receive()
    end, function(s) e = select(2, s:dohandshake()) end)
    assert.equal("peer did not return a certificate", e)
  end)

  it("receives and sends as LuaSocket does", function()
    local results = {}
    meet(context(), server_context(), function(s)
      handshake(s)
      results[1] = {s:receive()}
      results[2] = {s:receive("*l", "pre")}
      results[3] = {s:receive(4)}
      results[4] = {s:receive(3, "re")}
      results[5] = {s:receive("*a")}
      results[6] = {s:receive()}
    end, function(s)
      handshake(s)
      results.sent = {s:send("xone\r\nt\rwo\nfours\nall\r\n", 2)}
    end)
    assert.same({"one"}, results[1])
    assert.same({"pretwo"}, results[2])
    assert.same({"four"}, results[3])
    assert.same({"res"}, results[4])
    assert.same({"\nall\r\n"}, results[5])
    assert.same({nil, "closed", ""}, results[6])
    assert.equal(22, results.sent[1])
  end)

  it("returns wantread with the partial result when the time is over, and says what it wants", function()
    local results = {}
    meet(context(), server_context(), function(s)
      handshake(s)
      s:send("a part")
      s:receive()
    end, function(s)
      handshake(s)
      s:settimeout(0.2)
      results[1] = {s:receive()}
      results[2] = s:want()
      s:settimeout(0)
      results[3] = {s:receive(5)}
      s:settimeout(5)
      s:settimeout(0.05, "t")
      results[4] = {s:receive()}
      s:send("\n")
      results[5] = s:want()
    end)
    assert.same({nil, "wantread", "a part"}, results[1])
    assert.equal("read", results[2])
    assert.same({nil, "wantread", ""}, results[3])
    assert.same({nil, "wantread", ""}, results[4])
    assert.equal("nothing", results[5])
  end)

  it("sends and receives megabytes", function()
    local data, got = ("0123456789"):rep(300000), nil
    meet(context(), server_context(), function(s)
      handshake(s)
      got = s:receive("*a")
    end, function(s)
      handshake(s)
      assert.equal(#data, s:send(data))
    end)
    assert.is_true(got == data)
  end)

  it("knows its cipher, protocol, ALPN and certificates", function()
    local results = {}
    meet(context{alpn = {"h2", "http/1.1"}}, server_context{alpn = "http/1.1"}, function(s)
      s:sni "localhost"
      handshake(s)
      results.alpn, results.name, results.info = s:getalpn(), s:getsniname(), s:info()
      results.protocol = s:info "protocol"
      results.certificate = s:getpeercertificate()
      s:send("x\n")
    end, echo)
    assert.equal("http/1.1", results.alpn)
    assert.equal("localhost", results.name)
    assert.equal("TLSv1.3", results.protocol)
    assert.matches("^TLS_", results.info.cipher)
    local pem = results.certificate:pem()
    assert.matches("^%-%-%-%-%-BEGIN CERTIFICATE", pem)
    local loaded = assert(ssl.loadcertificate(pem))
    assert.same(results.certificate:subject(), loaded:subject())
    assert.same({oid = "2.5.4.10", name = "organizationName", value = "pysocket"}, loaded:subject()[1])
    assert.same({"localhost", "www.example.org"}, loaded:extensions()["2.5.29.17"].dNSName)
    assert.equal(64, #loaded:digest "sha256")
    assert.same({"EC", 256}, {select(2, loaded:pubkey())})
    assert.matches("^X509 certificate: ", tostring(loaded))
    assert.same({nil, "unable to get local issuer certificate"}, {loaded:issued(loaded)})
    assert.is_true(loaded:validat())
    assert.is_false(loaded:validat(0))
    assert.same({nil, "invalid certificate"}, {ssl.loadcertificate "nonsense"})
  end)
end)

describe("pysocket.luasocket's ssl as it is configured", function()
  after_each(support.cleanup)

  it("chooses the server's context by the name that the client asks for", function()
    local second = certificates.second
    local contexts = {["second.example.org"] = server_context{certificate = second.cert, key = second.key}}
    local seen = {}
    for i, name in ipairs{"second.example.org", "localhost"} do
      meet(context(), server_context(), function(s)
        s:sni(name)
        seen[i] = {s:dohandshake()}
      end, function(s)
        s:sni(contexts)
        s:dohandshake()
        seen[name] = s:getsniname()
      end)
    end
    meet(context(), server_context(), function(s)
      s:sni "localhost"
      seen.strict = s:dohandshake()
    end, function(s)
      s:sni(contexts, true)
      s:dohandshake()
    end)
    assert.same({{true}, {true}}, {seen[1], seen[2]})
    assert.equal("localhost", seen.localhost)
    assert.equal("second.example.org", seen["second.example.org"])
    assert.is_false(seen.strict)
  end)

  it("is dirty while it has data that select would not see", function()
    local dirty = {}
    meet(context(), server_context(), function(s)
      handshake(s)
      s:receive()
      dirty[1] = s:dirty()
      dirty[2] = luasocket.select({s}, nil, 5)[1] == s
      s:receive()
      dirty[3] = s:dirty()
    end, function(s)
      handshake(s)
      s:send("two\nlines\n")
      s:receive()
    end)
    assert.same({true, true, false}, dirty)
  end)

  it("lets a function of the server choose the protocol among the client's", function()
    local offered
    for _, case in ipairs{
      {function(names) offered = names return "b" end, "b"}, {function() return {"x", "c", "a"} end, "c"},
      {function() return "x" end}, {function() end}, {function() return 2 end}, {function() return {} end},
      {function(names) return table.remove(names, 1) end, "a"},
    } do
      local ok, chosen
      meet(context{alpn = {"a", "b", "c"}}, server_context{alpn = case[1]}, function(s)
        ok, chosen = s:dohandshake(), s:getalpn()
      end, echo)
      assert.is_true(ok)
      assert.equal(case[2], chosen)
    end
    assert.same({"a", "b", "c"}, offered)
    local e
    meet(context{alpn = "a"}, server_context{alpn = function() error("mine", 0) end}, function(s)
      assert.is_false((s:dohandshake()))
    end, function(s) e = select(2, pcall(s.dohandshake, s)) end)
    assert.equal("mine", e)
  end)
end)

describe("pysocket.luasocket's ssl", function()
  after_each(support.cleanup)

  it("resumes a session whose certificate was wrong if that is tolerated", function()
    local pem = certificates.untrusted_client
    local tolerant = server_context{verify = "peer", cafile = certificates.ca.cert, verifyext = "lsec_continue"}
    local client = context{certificate = pem.cert, key = pem.key}
    local plain, session, results = require "pysocket", nil, {}
    local listener = plain.create_server{"127.0.0.1", 0}
    support.defer(listener.close, listener)
    asyncio.run(function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(function()
        for i = 1, 2 do
          local conn <close> = listener:accept()
          local s <close> = tolerant:wrap_socket(conn, {server_side = true})
          s:sendall "x"
          results[i] = s.session_reused
          s:recv(1)
        end
      end)
      group:create_task(function()
        for _ = 1, 2 do
          local conn <close> = plain.create_connection(listener:getsockname())
          local s <close> = client:wrap_socket(conn, {session = session})
          s:recv(1)
          session = s.session
        end
      end)
    end)
    assert.same({false, true}, results)
  end)

  it("checks the revocation of certificates if it is configured to", function()
    local revoked = certificates.revoked
    local ca = support.tmpdir() .. "/ca.pem"
    local file <close> = assert(io.open(ca, "w"))
    file:write(support.read_file(certificates.ca.cert), support.read_file(certificates.crl()))
    file:flush()
    for _, case in ipairs{{"crl_check", false}, {"crl_check_chain", false}, {nil, true}} do
      local ok
      meet(context{cafile = ca, verifyext = case[1]}, server_context{certificate = revoked.cert, key = revoked.key},
        function(s) ok = s:dohandshake() end, echo)
      assert.equal(case[2], ok)
    end
  end)

  it("refuses a chain that is deeper than the configured depth", function()
    local chained = certificates.chained
    local server = server_context{certificate = chained.cert, key = chained.key}
    for depth, expected in pairs{[0] = {false, "certificate verify failed"}, [1] = {true}} do
      local results
      meet(context{depth = depth}, server, function(s) results = {s:dohandshake()} end, echo)
      assert.same(expected, results)
    end
  end)

  it("uses the configured ciphers of TLS 1.3", function()
    local cipher
    meet(context{ciphersuites = "TLS_CHACHA20_POLY1305_SHA256"}, server_context(), function(s)
      handshake(s)
      cipher = s:info "cipher"
    end, echo)
    assert.equal("TLS_CHACHA20_POLY1305_SHA256", cipher)
  end)

  it("exchanges keys with the configured curves", function()
    local only = server_context{curveslist = "P-384"}
    for curves, expected in pairs{["X25519:P-384"] = true, X25519 = false} do
      for _, setting in ipairs{"curveslist", not curves:find ":" and "curve" or nil} do
        local ok
        meet(context{[setting] = curves}, only, function(s) ok = s:dohandshake() end, echo)
        assert.equal(expected, ok)
      end
    end
    assert.is_true(ssl.config.capabilities.curves_list)
  end)

  it("exchanges keys with the parameters that the function for them returns", function()
    local anonymous = {ciphers = "ADH-AES256-GCM-SHA384:@SECLEVEL=0", protocol = "tlsv1_2", verify = "none"}
    local parameters, asked = support.read_file "spec/host/certificates/dh.pem", nil
    local function server(dhparam)
      local cfg = {mode = "server", ciphers = anonymous.ciphers, protocol = "tlsv1_2", dhparam = dhparam}
      return assert(ssl.newcontext(cfg))
    end
    for _, case in ipairs{
      {server(function(...)
        asked = {...}
        return parameters
      end), true},
      {server(function() end), false}, {server(), false},
    } do
      local ok, cipher
      meet(context(anonymous), case[1], function(s)
        ok, cipher = s:dohandshake(), s:info "cipher"
      end, echo)
      assert.equal(case[2], ok)
      assert.equal(ok and "ADH-AES256-GCM-SHA384" or nil, cipher)
    end
    assert.same({false, 1024}, asked)
    assert.has_error(function() server(function() error("mine", 0) end) end, "mine")
  end)

  it("returns what is wrong with a configuration", function()
    for e, cfg in pairs{
      ["invalid mode (nil)"] = {}, ["invalid protocol (sslv9)"] = {mode = "client", protocol = "sslv9"},
      ["invalid option (nonsense)"] = {mode = "client", options = {"all", "nonsense"}},
      ["invalid ALPN parameter"] = {mode = "client", alpn = print},
      ["invalid verify option (x)"] = {mode = "client", verifyext = {"lsec_continue", "x"}},
      ["invalid DH parameter type"] = {mode = "client", dhparam = "x"},
      ["invalid DH parameters (no PEM)"] = {mode = "server", dhparam = function() return "x" end},
      ["invalid depth (-1)"] = {mode = "client", depth = -1}, ["invalid depth (x)"] = {mode = "client", depth = "x"},
      ['unknown elliptic curve in "X25519:x"'] = {mode = "client", curveslist = "X25519:x"},
      ["error setting cipher suites (x)"] = {mode = "client", ciphersuites = "x"},
      ["elliptic curve 'x' not supported"] = {mode = "client", curve = "x"},
      ["error loading the configuration (No such file or directory)"] = {mode = "client", cafile = "/nonexistent"},
    } do
      assert.same({nil, e}, {ssl.newcontext(cfg)})
    end
  end)

  it("refuses arguments at the user's line", function()
    local s = ssl.wrap(luasocket.tcp4(), context())
    local cert = ssl.loadcertificate(support.read_file(certificates.ca.cert))
    for _, f in ipairs{
      function() cert:digest(1) end, function() cert:validat "x" end, function() cert:setencode() end,
      function() cert:issued() end, function() cert:issued(cert, 1) end, function() cert.pubkey(s) end,
      function() cert.subject {} end, function() cert.extensions() end,
      function() ssl.newcontext(1) end, function() ssl.loadcertificate() end,
      function() ssl.wrap(luasocket.tcp4(), 1) end,
      function() s:sni() end, function() s:send() end, function() s:receive "x" end, function() s:settimeout "x" end,
      function() s.receive() end, function() getmetatable(s).__index.send(io.stdout, "x") end,
    } do
      assert.matches("^spec/luasocket_ssl_spec.lua:%d+: ", support.error_message(f))
    end
    for _, f in ipairs{
      function() s:exportkeyingmaterial() end, function() s:exportkeyingmaterial("x", 0) end,
      function() s:exportkeyingmaterial("x", 65536) end, function() s:exportkeyingmaterial("x", 1, 1) end,
      function() s.getfinished() end, function() s.getpeerfinished(1) end, function() s.getlocalchain(context()) end,
    } do
      assert.matches("^spec/luasocket_ssl_spec.lua:%d+: bad argument ", support.error_message(f))
    end
    for _, name in ipairs{"getfinished", "getpeerfinished", "getpeerchain", "getlocalchain", "getlocalcertificate",
      "getpeercertificate"} do
      assert.same({nil, "closed"}, {s[name](s)})
    end
    assert.same({nil, "closed"}, {s:exportkeyingmaterial("x", 1)})
    assert.same({false, "closed"}, {s:getpeerverification()})
    s:close()
  end)

  it("returns what each side has sent, and whether the peer's certificate is right", function()
    local chained, client = certificates.chained, certificates.client
    local at_client, at_server = {}, {}
    local function look(s, seen)
      seen.before = {s:getpeerchain()}
      handshake(s)
      seen.peer, seen.own, seen.verification = s:getpeerchain(), s:getlocalchain(), {s:getpeerverification()}
      for i = 1, 3 do seen[i] = s:getpeercertificate(i) end
      seen.first, seen.zeroth = s:getlocalcertificate(), {s:getpeercertificate(0)}
    end
    meet(context{certificate = client.cert, key = client.key},
      server_context{certificate = chained.cert, key = chained.key, verify = "peer", cafile = certificates.ca.cert},
      function(s)
        look(s, at_client)
        s:receive()
        s:close()
        at_client.closed = {s:getpeerchain()}
      end, function(s)
        look(s, at_server)
        s:send "x\n"
      end)
    local function subject(certificate) return certificate:subject()[1].value end
    assert.same({"localhost", "pysocket"}, {subject(at_client.peer[1]), subject(at_client.peer[2])})
    assert.equal(2, #at_client.peer)
    assert.equal(2, #at_server.own)
    assert.equal(at_client.peer[2]:pem(), at_client[2]:pem())
    assert.equal(at_server.own[2]:pem(), at_client[2]:pem())
    assert.equal(at_server.first:pem(), at_client[1]:pem())
    assert.is_nil(at_client[3])
    assert.same({nil, "invalid certificate index"}, at_client.zeroth)
    assert.equal(at_client.first:pem(), at_server.peer[1]:pem())
    assert.equal(2, #at_server.peer)  -- OpenSSL adds the issuer's certificate, which is in cafile
    assert.equal(0, #at_client.own)  -- does not contain its own certificate, as in LuaSec
    assert.same({true}, at_client.verification)
    assert.same({nil, "closed"}, at_client.before)
    assert.same({nil, "closed"}, at_client.closed)
  end)

  it("says what is wrong with a certificate that it does not have to verify", function()
    local verification
    meet(assert(ssl.newcontext{mode = "client", verify = "none"}), server_context(), function(s)
      handshake(s)
      verification = {s:getpeerverification()}
    end, echo)
    assert.same({false, "unable to get local issuer certificate"}, verification)
  end)
end)

describe("pysocket.luasocket's ssl compared with LuaSec", function()
  after_each(support.cleanup)

  if support.run(support.lua_argv("-e", "require 'ssl'")).code ~= 0 then
    support.cleanup()
    pending("LuaSec is not installed (apt-get install lua-sec)")
    return
  end
  support.cleanup()

  local function hex(s) return s and (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) or "nil" end

  -- Connects to a server that uses LuaSec and runs `code` after its handshake; both ends must report the same.
  local function connect(protocol, code)
    local own, client = certificates.chained, certificates.client
    local child = support.spawn_lua([[
local socket, ssl = require "socket", require "ssl"
local function hex(s) return s and (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) or "nil" end
local listener = assert(socket.bind("127.0.0.1", 0))
print((select(2, listener:getsockname())))
io.stdout:flush()
local s = assert(ssl.wrap(assert(listener:accept()), {mode = "server", protocol = arg[1], certificate = arg[2],
key = arg[3], cafile = arg[4], verify = {"peer", "fail_if_no_peer_cert"}}))
s:settimeout(5)
assert(s:dohandshake())
]] .. code .. [[

io.stdout:flush()
s:send "x\n"
s:receive()]], {protocol, own.cert, own.key, certificates.ca.cert})
    local s = assert(ssl.wrap(assert(luasocket.connect("127.0.0.1", math.tointeger(tonumber(child:line())))),
      context{certificate = client.cert, key = client.key}))
    support.defer(s.close, s)
    s:settimeout(5)
    handshake(s)
    assert(s:receive())
    return s, child
  end

  for _, protocol in ipairs{"tlsv1_2", "tlsv1_3"} do
    it("returns the same about the cipher with " .. protocol, function()
      local s, child = connect(protocol, [[
local info, list = s:info(), {}
for key, value in pairs(info) do list[#list + 1] = key .. "=" .. tostring(value) end
table.sort(list)
print(table.concat(list, " "))
print(s:info "mac")]])
      local list = {}
      for key, value in pairs(s:info()) do list[#list + 1] = key .. "=" .. tostring(value) end
      table.sort(list)
      assert.equal(child:line(), table.concat(list, " "))
      assert.equal(child:line(), s:info "mac")
    end)

    it("agrees on the Finished messages and on exported keys with " .. protocol, function()
      local s, child = connect(protocol, [[
print(hex(s:getfinished()), hex(s:getpeerfinished()))
print(hex(s:exportkeyingmaterial("EXPORTER-Channel-Binding", 32, "")))
print(hex(s:exportkeyingmaterial("EXPORTER-x", 100, "context")), hex(s:exportkeyingmaterial("EXPORTER-x", 20)))]])
      assert.equal(hex(s:getpeerfinished()) .. "\t" .. hex(s:getfinished()), child:line())
      assert.equal(hex(s:exportkeyingmaterial("EXPORTER-Channel-Binding", 32, "")), child:line())
      assert.equal(hex(s:exportkeyingmaterial("EXPORTER-x", 100, "context")) .. "\t"
        .. hex(s:exportkeyingmaterial("EXPORTER-x", 20)), child:line())
      assert.is_true(#s:getfinished() >= 12)
    end)
  end

  -- Prints the contents of certificates. The same program runs with LuaSec and with this module.
  local TELL = [[
local ssl = require "ssl"
local certificates = {}
local function show(value)
if type(value) ~= "table" then return ("%q"):format(value) end
local keys, items = {}, {}
for key in pairs(value) do keys[#keys + 1] = key end
table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
for i, key in ipairs(keys) do items[i] = show(key) .. "=" .. show(value[key]) end
return "{" .. table.concat(items, ",") .. "}"
end
for i, path in ipairs(arg) do
local file <close> = io.open(path)
certificates[i] = ssl.loadcertificate(file:read "a")
end
local root = certificates[1]
for i, cert in ipairs(certificates) do
print(arg[i])
print(cert:pem(), cert:serial(), cert:notbefore(), cert:notafter(), cert:getsignaturename())
print(cert:pubkey())
print(cert:digest(), cert:digest "sha1", cert:digest "sha256", cert:digest "sha512", cert:digest "md5")
print(cert:validat(0), cert:validat(os.time()), cert:validat(1577836800), cert:validat(1577836799),
  cert:validat(1580515200), cert:validat(1580515201))
print(root:issued(cert))
print(root:issued(cert, certificates[2]))
for _, encoding in ipairs{"ai5", "utf8", "x"} do
  print(cert:setencode(encoding), show(cert:subject()), show(cert:issuer()), show(cert:extensions()))
end
end]]

  it("reads the same in certificates", function()
    local paths = {certificates.ca.cert, certificates.intermediate.cert}
    for _, name in ipairs(certificates.names()) do table.insert(paths, certificates[name].cert) end
    local theirs = support.lua(TELL, paths)
    assert.matches("XmppAddr.*a@example.org", theirs)
    assert.matches("B\xfccher.*B\xc3\xbccher", theirs)
    local ours = support.lua('require "pysocket.luasocket".install()\n' .. TELL, paths):gmatch "[^\n]+"
    for line in theirs:gmatch "[^\n]+" do assert.equal(line, (ours())) end
    assert.is_nil((ours()))
  end)

  -- Clients with these certificates connect to a server with LuaSec and to one with this module; both servers must
  -- report the same.
  local CLIENTS = {"client", "untrusted_client", "server", "expired", "chained", "client"}

  local function show(ok, e)
    local lines = {tostring(ok)}
    if type(e) ~= "table" then return tostring(ok) .. " " .. tostring(e) end
    for i, list in pairs(e) do lines[#lines + 1] = i .. ": " .. table.concat(list, ", ") end
    table.sort(lines)
    return table.concat(lines, "; ")
  end

  local SERVER = [[
local socket, ssl = require "socket", require "ssl"
local function show(ok, e)
local lines = {tostring(ok)}
if type(e) ~= "table" then return tostring(ok) .. " " .. tostring(e) end
for i, list in pairs(e) do lines[#lines + 1] = i .. ": " .. table.concat(list, ", ") end
table.sort(lines)
return table.concat(lines, "; ")
end
local listener = assert(socket.bind("127.0.0.1", 0))
print((select(2, listener:getsockname())))
io.stdout:flush()
local extensions = {table.unpack(arg, 5)}
local context = assert(ssl.newcontext{mode = "server", protocol = "any", certificate = arg[2], key = arg[3],
cafile = arg[4], verify = {"peer", "fail_if_no_peer_cert"}, verifyext = extensions})
for _ = 1, tonumber(arg[1]) do
local s = assert(ssl.wrap(assert(listener:accept()), context))
s:settimeout(5)
local ok, e = s:dohandshake()
print(ok and show(s:getpeerverification()) or e)
io.stdout:flush()
s:close()
end]]

  for _, extensions in ipairs{{"lsec_continue"}, {"lsec_ignore_purpose"}, {"lsec_continue", "lsec_ignore_purpose"},
    {"lsec_continue", "crl_check"}} do
    it("makes the exceptions from verification " .. table.concat(extensions, " and "), function()
      local own = certificates.server
      local child = support.spawn_lua(SERVER,
        {tostring(#CLIENTS), own.cert, own.key, certificates.ca.cert, table.unpack(extensions)})
      local port = math.tointeger(tonumber(child:line()))
      local server = server_context{verify = {"peer", "fail_if_no_peer_cert"}, cafile = certificates.ca.cert,
        verifyext = extensions}
      for _, name in ipairs(CLIENTS) do
        local client = context{certificate = certificates[name].cert, key = certificates[name].key}
        local s = assert(ssl.wrap(assert(luasocket.connect("127.0.0.1", port)), client))
        s:settimeout(5)
        handshake(s)
        s:receive()
        s:close()
        local ours
        meet(client, server, function(other)
          handshake(other)
          other:receive()
        end, function(other)
          local ok, e = other:dohandshake()
          ours = ok and show(other:getpeerverification()) or e
        end)
        assert.equal(child:line(), ours)
      end
    end)
  end

  it("sees the chain that the other side has sent", function()
    local s, child = connect("any", [[
print(#s:getpeerchain(), hex(s:getpeerchain()[1]:pem()), hex(s:getpeercertificate(1):pem()))
print(s:getpeerverification())]])
    local own = hex(s:getlocalcertificate():pem())
    assert.equal("2\t" .. own .. "\t" .. own, child:line())
    assert.equal("true", child:line())
  end)
end)

describe("pysocket.luasocket's ssl", function()
  after_each(support.cleanup)

  it("is what require returns after install", function()
    assert.equal("true\ttrue\ttrue\n", support.lua[[
require "pysocket.luasocket".install()
print(require "ssl" == require "pysocket.luasocket.ssl", require "ssl.core" == require "ssl".core,
  type(require "ssl.https".request) == "function")]])
    assert.matches("another module 'ssl' is already loaded", support.lua[[
package.loaded.ssl = {}
print(select(2, pcall(function() require "pysocket.luasocket".install() end)))]], 1, true)
  end)
end)
