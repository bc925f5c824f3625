local support = require "spec.support"
local tls = require "spec.support.tls"
local certificates = require "spec.support.certificates"

local ssl = tls.ssl
if not ssl then return describe("ssl sessions", function() pending(tls.missing()) end) end

-- Returns the session of a connection, and whether it was resumed.
local function state(s)
  s:recv(100)
  return {session = s.session, reused = s.session_reused}
end

local function connect(server, client, session, host)
  local result = tls.meet(server, client, {server_hostname = host or "localhost", session = session}, state)
  if not result then error((tls.errors()), 0) end
  return result
end

for _, version in ipairs{"TLSv1_2", "TLSv1_3"} do
  describe("ssl sessions of " .. version, function()
    local server, client

    before_each(function()
      server = tls.server "server"
      client = tls.client(function(context) context.maximum_version = ssl.TLSVersion[version] end)
    end)

    after_each(support.cleanup)

    local function first()
      local made = connect(server, client)
      assert.is_false(made.reused)
      return made.session
    end

    local function refused(words, ...)
      support.assert_raises("(" .. words, connect, server, ...)
    end

    it("are resumed, and more than once", function()
      local session = first()
      assert.is_true(connect(server, client, session).reused)
      assert.is_true(connect(server, client, session).reused)
      assert.equal(2, server:session_stats().hits)
    end)

    it("are set before the handshake, too", function()
      local session, reused = first(), nil
      local function resume(s)
        s.session = session
        s:do_handshake()
        reused = s.session_reused
        support.assert_raises("the handshake has begun already", function() s.session = session end)
      end
      tls.meet(server, client, {server_hostname = "localhost", do_handshake_on_connect = false}, resume)
      assert.is_true(reused, tostring(tls.errors()))
    end)

    it("have fields, which cannot be set", function()
      local session = first()
      assert.is_true(session.has_ticket)
      assert.equal(7200, session.ticket_lifetime_hint)
      assert.equal(7200, session.timeout)
      assert.is_true(math.abs(os.time() - session.time) < 60)
      assert.equal(32, #session.id)
      assert.matches("^<ssl.SSLSession object at 0x%x+>$", tostring(session))
      support.assert_raises("the fields of an SSLSession cannot be set", function() session.time = 1 end)
      assert.is_nil(session.other)
    end)

    it("are not accepted from another context", function()
      refused("the session is of another SSLContext", tls.client(), first())
    end)

    it("do not allow another context before the handshake is over", function()
      local session, other = first(), tls.client()
      local function switch(s)
        support.assert_raises("bad value for 'context' (the session is of another SSLContext)",
          function() s.context = other end)
        support.assert_raises("bad value for 'context' (SSLContext expected)", function() s.context = 5 end)
        s.context = client
        s:do_handshake()
        s.context = other
        assert.equal(other, s.context)
        return true
      end
      local options = {server_hostname = "localhost", do_handshake_on_connect = false, session = session}
      assert.is_true(tls.meet(server, client, options, switch), tostring(tls.errors()))
    end)

    it("are not accepted for another host", function()
      refused("the session was made for another server_hostname", client, first(), "www.example.org")
    end)

    it("are not accepted after verification was switched on", function()
      client.check_hostname = false
      client.verify_mode = ssl.CERT_NONE
      local session = first()
      client.check_hostname = true
      refused("the session was made before the context's verification was changed", client, session)
      assert.is_false(connect(server, client).reused)
    end)

    for what, change in pairs{
      ["the flags"] = function() client.verify_flags = client.verify_flags | ssl.VERIFY_CRL_CHECK_LEAF end,
      ["the trusted certificates"] = function() client:load_verify_locations(certificates.other_ca.cert) end,
      ["the revocation lists"] = function() client:load_verify_locations(certificates.crl()) end,
      ["the rules of names"] = function() client.hostname_checks_common_name = true end,
      ["the security level"] = function() client:set_ciphers "DEFAULT@SECLEVEL=1" end,
    } do
      it("are not accepted after a change of " .. what, function()
        local session = first()
        change()
        refused("the session was made before the context's verification was changed", client, session)
      end)
    end

    it("of clients without a certificate are not resumed once the server asks for one", function()
      local session = first()
      server:load_verify_locations(certificates.ca.cert)
      server.verify_mode = ssl.CERT_OPTIONAL
      assert.is_false(connect(server, client, session).reused)
    end)

    it("are not resumed under another context that the server chooses", function()
      local strict = tls.server("server", function(context)
        context:load_verify_locations(certificates.ca.cert)
        context.verify_mode = ssl.CERT_REQUIRED
      end)
      local chosen
      server.sni_callback = function(s)
        if chosen then s.context = chosen end
      end
      local anonymous = first()
      assert.is_true(connect(server, client, anonymous).reused)
      chosen = strict
      tls.meet(server, client, {server_hostname = "localhost", session = anonymous}, state)
      assert.equal("PEER_DID_NOT_RETURN_A_CERTIFICATE", select(2, tls.errors()).reason)
      client:load_cert_chain(certificates.client.both)
      local made = connect(server, client, anonymous)
      assert.is_false(made.reused)
      assert.is_true(connect(server, client, made.session).reused)
      chosen = nil
      assert.is_false(connect(server, client, made.session).reused)
    end)

    it("have a channel binding of their own, the same on both sides", function()
      local function binding(s)
        s:recv(100)
        return s:get_channel_binding()
      end
      local function answer(s)
        s:send "hello"
        return s:get_channel_binding()
      end
      local session = first()
      local bindings = {}
      for i, resumed in ipairs{false, session, session} do
        local options = {server_hostname = "localhost", session = resumed or nil}
        local mine, theirs = tls.meet(server, client, options, binding, answer)
        assert.equal(version == "TLSv1_2" and 12 or 48, #mine)
        assert.is_true(mine == theirs)
        assert.is_nil(bindings[mine])
        bindings[mine] = i
      end
      assert.equal(2, server:session_stats().hits)
    end)

    it("cannot be set by a server, which resumes by itself", function()
      local session = first()
      local function choose(s)
        support.assert_raises("only a client can choose a session", function() s.session = session end)
        s:send "hello"
        return "seen"
      end
      local _, seen = tls.meet(server, client, {server_hostname = "localhost"}, nil, choose)
      assert.equal("seen", seen)
      local a = support.socketpair()
      support.assert_raises("session can only be specified in client mode", function()
        server:wrap_socket(a, {server_side = true, session = session})
      end)
    end)

    it("must be sessions", function()
      support.assert_raises("SSLSession expected, got string", connect, server, client, "x")
      for _, name in ipairs{"__index", "__newindex", "__gc", "__tostring"} do
        support.assert_raises("SSLSession expected, got table", debug.getmetatable(first())[name], {}, "time", 1)
      end
      assert.is_false(first() == first())
    end)
  end)
end
