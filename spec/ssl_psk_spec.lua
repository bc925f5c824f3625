local support = require "spec.support"
local tls = require "spec.support.tls"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("ssl with a key that both sides have", function() pending(tls.missing()) end) end

local KEY = ("k"):rep(32)

for _, version in ipairs{"TLSv1_2", "TLSv1_3"} do
  describe("ssl with a key that both sides have, in " .. version, function()
    local client, server, asked

    before_each(function()
      asked = {}
      client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
      client.check_hostname = false
      client.verify_mode = ssl.CERT_NONE
      server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      for _, context in ipairs{client, server} do
        context.maximum_version = ssl.TLSVersion[version]
        if version == "TLSv1_2" then context:set_ciphers "PSK" end
      end
      client:set_psk_client_callback(function(hint)
        asked.hint = hint
        return "me", KEY
      end)
      server:set_psk_server_callback(function(identity)  -- in TLS 1.3, session tickets also cause a call
        asked[identity] = true
        return identity == "me" and KEY or nil
      end, "who?")
    end)

    after_each(support.cleanup)

    local function meet()
      return (tls.meet(server, client, {server_side = false}))
    end

    it("needs no certificate", function()
      assert.equal("hello", meet(), tostring(tls.errors()))
      assert.is_true(asked.me)
      assert.equal(version == "TLSv1_2" and "who?" or nil, asked.hint)
    end)

    it("fails if the keys differ, or the identity is unknown", function()
      server:set_psk_server_callback(function() return ("x"):rep(32) end)
      assert.is_nil(meet())
      server:set_psk_server_callback(function() return nil end)
      assert.is_nil(meet())
    end)

    it("raises the error of a callback, on its own side", function()
      server:set_psk_server_callback(function() error("no list", 0) end)
      assert.is_nil(meet())
      assert.equal("no list", select(2, tls.errors()))
      client:set_psk_client_callback(function() error{"mine"} end)
      assert.is_nil(meet())
      assert.same({"mine"}, (tls.errors()))
    end)

    it("cannot wait in its callback", function()
      server:set_psk_server_callback(function() asyncio.sleep(0) end)
      assert.is_nil(meet())
      assert.matches("a task cannot wait inside a function that cannot be suspended",
        tostring(select(2, tls.errors())), 1, true)
    end)

    it("reports what a callback has to return", function()
      local function wrong(words, ...)
        local results = table.pack(...)
        client:set_psk_client_callback(function() return table.unpack(results, 1, results.n) end)
        assert.is_nil(meet())
        assert.matches(words, tostring(tls.errors()), 1, true)
      end
      wrong("the PSK callback must return a key as a string, got table", "me", {})
      wrong("the PSK callback must return an identity as a string, got boolean", true, KEY)
      wrong("the PSK callback must return a key as a string, got number", "me", 5)
      assert.matches("^%S+%.lua:%d+: the PSK callback must", (tls.errors()))
      wrong("the PSK callback returned an identity with a NUL", "m\0e", KEY)
      wrong("the PSK callback returned a key of 9999 bytes, more than", "me", ("k"):rep(9999))
      wrong("the PSK callback returned an identity of 9999 bytes, more than", ("m"):rep(9999), KEY)
    end)

    it("has no empty identity in TLS 1.3", function()
      client:set_psk_client_callback(function() return nil, KEY end)
      server:set_psk_server_callback(function() return KEY end)
      if version == "TLSv1_2" then
        assert.equal("hello", meet())
      else
        assert.is_nil(meet())
        local e = tls.errors()
        assert.matches("the PSK callback returned a key without an identity: TLS 1.3 needs both", e, 1, true)
      end
    end)

    it("reports that the callbacks have no key in common", function()
      server:set_psk_server_callback(function() end)
      assert.is_nil(meet())
      local _, e = tls.errors()
      assert.matches(version == "TLSv1_2" and "PSK_IDENTITY_NOT_FOUND"
        or "With pre-shared keys, both callbacks must know the key.", tostring(e), 1, true)
    end)

    it("does not let a callback use the connection", function()
      local refused
      local result = tls.meet(server, client, {do_handshake_on_connect = false}, function(s)
        client:set_psk_client_callback(function()
          refused = support.error_message(s.send, s, "x")
          return "me", KEY
        end)
        s:do_handshake()
        return s:recv(10)
      end)
      assert.equal("hello", result, tostring(tls.errors()))
      assert.matches("a callback of the connection cannot use the connection", refused, 1, true)
    end)

    -- OpenSSL used to continue with memory that was free.
    for _, method in ipairs{"close", "detach"} do
      local function leave(s)
        local fd = s[method](s)
        if fd then socket.close(fd) end
      end

      it("lets the client's callback " .. method .. " the socket", function()
        local raised
        local function call(s)
          client:set_psk_client_callback(function()
            leave(s)
            if raised then error(raised, 0) end
            return "me", KEY
          end)
          s:do_handshake()
        end
        assert.is_nil((tls.meet(server, client, {do_handshake_on_connect = false}, call)))
        assert.equal(errno.EBADF, (tls.errors()).errno)
        raised = "closed by its callback"
        assert.is_nil((tls.meet(server, client, {do_handshake_on_connect = false}, call)))
        assert.equal(raised, (tls.errors()))
      end)

      it("lets the server's callback " .. method .. " the socket", function()
        local a, b = support.socketpair()
        local s
        server:set_psk_server_callback(function()
          leave(s)
          return KEY
        end)
        s = server:wrap_socket(a, {server_side = true, do_handshake_on_connect = false})
        asyncio.run(function()
          local other = asyncio.create_task(pcall, client.wrap_socket, client, b)
          assert.equal(errno.EBADF, support.raises("OSError", s.recv, s, 10).errno)
          assert.is_false((other:await()))
        end)
      end)
    end

    it("has callbacks that can be removed, on the side that they are for", function()
      client:set_psk_client_callback(nil)
      assert.is_nil(meet())
      server:set_psk_server_callback(nil)
      assert.is_nil(meet())
      support.raises(ssl.SSLError, server.set_psk_client_callback, server, function() end)
      support.raises(ssl.SSLError, client.set_psk_server_callback, client, function() end)
      support.assert_raises("function or nil expected, got number", client.set_psk_client_callback, client, 5)
    end)

    it("is resumed", function()
      local opts = {server_side = false}
      local session = tls.meet(server, client, opts, function(s)
        s:recv(10)
        return s.session
      end)
      opts.session = session
      assert.is_true(tls.meet(server, client, opts, function(s)
        s:recv(10)
        return s.session_reused
      end), tostring((tls.errors())))
    end)
  end)
end
