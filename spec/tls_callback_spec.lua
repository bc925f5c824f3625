-- A server's sni_callback may wait in a task, whichever call does the handshake.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local tls = require "spec.support.tls"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local select = require "pysocket.select"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("A callback that waits", function() pending(tls.missing()) end) end

local main = tasks.main

-- What a server does with its connection before anything else. Each receives "hello\n" or sends "welcome".
local RECEIVE = {
  recv = function(s) return s:recv(100) end,
  ["recv of much"] = function(s) return s:recv(100000) end,
  ["recv with MSG_DONTWAIT"] = function(s)
    pcall(s.recv, s, 1, socket.MSG_DONTWAIT)
    return s:recv(100)
  end,
  recv_into = function(s)
    local buffer = socket.bytearray(100)
    s:recv_into(buffer)
    return buffer:sub(1, 6)
  end,
  read = function(s) return s:read(100) end,
  ["read of a file"] = function(s) return s:makefile():read "L" end,
  ["lines of a file"] = function(s)
    local next_line, file = s:makefile():lines "L"
    return next_line(file)
  end,
  StreamReader = function(s)
    return (asyncio.open_connection{sock = s}):readline()
  end,
}
local SEND = {
  send = function(s) s:send "welcome" end,
  sendall = function(s) s:sendall "welcome" end,
  write = function(s) s:write "welcome" end,
  ["write of a file"] = function(s)
    local file = s:makefile "w"
    file:write "welcome"
    file:flush()
  end,
  sendfile = function(s)
    local file <close> = assert(io.open(support.tmpfile "welcome"))
    s:sendfile(file)
  end,
  StreamWriter = function(s)
    local _, writer = asyncio.open_connection{sock = s}
    writer:write "welcome"
    writer:close()
    writer:wait_closed()
  end,
  ["do_handshake"] = function(s)
    s:do_handshake()
    s:sendall "welcome"
  end,
}

-- Returns a connection of a server with this callback, before the handshake, and the plain socket of its client.
local function accepted(callback)
  local context = tls.server("server", function(c) c.sni_callback = callback end)
  local a, b = support.tcp_pair()
  return support.close_later(context:wrap_socket(b, {server_side = true, do_handshake_on_connect = false})), a
end

-- Starts a task that does the handshake of a client and calls f(s).
local function client(plain, f)
  return asyncio.create_task(function()
    local s = support.close_later(tls.client():wrap_socket(plain, {server_hostname = "localhost"}))
    return f(s)
  end)
end

-- Returns a callback that waits until release() is called, and the event that is set while it waits.
local function gate()
  local entered, opened = asyncio.Event(), asyncio.Event()
  return function(_, name)
    assert.equal("localhost", name)
    entered:set()
    opened:wait()
  end, entered, function() opened:set() end
end

describe("A callback that waits", function()
  after_each(support.cleanup)

  local function case(name, serve, talk, expected)
    it("may do so in " .. name, main(function()
      local callback, entered, release = gate()
      local s, plain = accepted(callback)
      local server = asyncio.create_task(serve, s)
      local other = client(plain, talk)
      entered:wait()
      assert.is_false(server:done())
      release()
      local received, sent = server:await(), other:await()
      assert.equal(expected, received or sent)
    end))
  end

  for name, serve in pairs(RECEIVE) do
    case(name, serve, function(s) s:sendall "hello\n" end, "hello\n")
  end
  for name, serve in pairs(SEND) do
    case(name, serve, function(s) return s:recv(100) end, "welcome")
  end
  case("unwrap", function(s) return s:unwrap():recv(10) end, function(s) s:unwrap():sendall "plain" end, "plain")

  it("chooses the certificate after the wait", main(function()
    local second = tls.server "second"
    local s, plain = accepted(function(s, name)
      assert.equal("second.example.org", name)
      asyncio.sleep(0)
      s.context = second
    end)
    local server = asyncio.create_task(s.recv, s, 100)
    local c = support.close_later(tls.client():wrap_socket(plain, {server_hostname = "second.example.org"}))
    assert.equal("second.example.org", c:getpeercert().subjectAltName[1][2])
    c:sendall "hello"
    assert.equal("hello", server:await())
  end))

  it("leaves a larger operation as it was", main(function()
    local s, plain = accepted(function() asyncio.sleep(0.01) end)
    local data = ("x"):rep(3000000)
    local server = asyncio.create_task(s.sendall, s, data)
    local c = support.close_later(tls.client():wrap_socket(plain, {server_hostname = "localhost"}))
    local pieces, n = {}, 0
    while n < #data do
      pieces[#pieces + 1] = c:recv(65536)
      n = n + #pieces[#pieces]
    end
    server:await()
    assert.is_true(data == table.concat(pieces))
  end))

  it("lets other calls on the connection wait for it", main(function()
    local callback, entered, release = gate()
    local s, plain = accepted(callback)
    local reader = asyncio.create_task(s.recv, s, 100)
    local other = client(plain, function(c)
      c:sendall "hello"
      return c:recv(100)
    end)
    entered:wait()
    local writer = asyncio.create_task(s.sendall, s, "welcome")
    local shaker = asyncio.create_task(s.do_handshake, s)
    asyncio.sleep(0)
    assert.is_false(writer:done() or shaker:done())
    release()
    assert.same({"hello", "welcome"}, {reader:await(), other:await()})
    writer:await()
    shaker:await()
  end))

  it("cannot use the connection itself", main(function()
    local s, plain = accepted(function(s)
      asyncio.sleep(0)
      s:recv(1)
    end)
    local server = asyncio.create_task(s.recv, s, 100)
    local other = client(plain, function() end)
    support.assert_raises("a callback of the connection cannot use the connection", server.await, server)
    support.raises(ssl.SSLError, other.await, other)
  end))

  for name, call in pairs{recv = function(s) s:recv(1) end, send = function(s) s:send "x" end,
                          file = function(s) s:makefile():read "l" end} do
    it("raises its error in " .. name .. ", after the alert", main(function()
      local s, plain = accepted(function()
        asyncio.sleep(0)
        error {"my own"}
      end)
      local server = asyncio.create_task(call, s)
      local other = client(plain, function() end)
      local _, e = pcall(server.await, server)
      assert.same({"my own"}, e)
      assert.matches("HANDSHAKE_FAILURE", support.raises(ssl.SSLError, other.await, other).reason)
      assert.equal(-1, s:fileno())
    end))

    it("refuses with an alert if " .. name .. " is cancelled", main(function()
      local callback, entered = gate()
      local s, plain = accepted(callback)
      local server = asyncio.create_task(call, s)
      local other = client(plain, function() end)
      entered:wait()
      server:cancel()
      tasks.cancelled(server)
      assert.matches("HANDSHAKE_FAILURE", support.raises(ssl.SSLError, other.await, other).reason)
      assert.equal(-1, s:fileno())
    end))
  end
end)

describe("A callback that has waited", function()
  after_each(support.cleanup)

  for name, call in pairs{recv = function(s) s:recv(1) end, send = function(s) s:send "x" end} do
    it("ends with " .. name .. " if another task closes the socket", main(function()
      local callback, entered, release = gate()
      local s, plain = accepted(callback)
      local server = asyncio.create_task(call, s)
      local other = client(plain, function() end)
      entered:wait()
      s:close()
      release()
      assert.equal(errno.EBADF, support.raises("OSError", server.await, server).errno)
      support.raises("OSError", other.await, other)
    end))
  end

  it("raises its error even if the socket was closed meanwhile", main(function()
    local s, plain = accepted(function(s)
      s:close()
      asyncio.sleep(0)
      error {"my own"}
    end)
    local server = asyncio.create_task(s.recv, s, 1)
    local other = client(plain, function() end)
    local _, e = pcall(server.await, server)
    assert.same({"my own"}, e)
    support.raises("OSError", other.await, other)
  end))

  it("refuses with an alert of its choice", main(function()
    local s, plain = accepted(function()
      asyncio.sleep(0)
      return ssl.AlertDescription.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
    end)
    local server = asyncio.create_task(s.recv, s, 1)
    local other = client(plain, function() end)
    support.raises(ssl.SSLError, server.await, server)
    assert.matches("UNRECOGNIZED_NAME", support.raises(ssl.SSLError, other.await, other).reason)
  end))

  it("has the timeout of recv together with what recv waits for", main(function()
    local s, plain = accepted(function() asyncio.sleep(1.5) end)
    s:settimeout(2)
    local server = asyncio.create_task(function()
      local before = asyncio.get_running_loop():time()
      support.raises("TimeoutError", s.recv, s, 1)
      return asyncio.get_running_loop():time() - before
    end)
    local other = client(plain, function(c) return c:recv(1) end)
    local took = server:await()
    assert.is_true(took >= 2 and took < 3.4, took)  -- and not 1.5 and 2 seconds
    s:close()
    assert.is_nil(other:await())
  end))

  it("waits in the accept of a listener and after a wait for readiness", main(function()
    local callback, entered, release = gate()
    local plain, address = support.listener()
    local listener = support.close_later(tls.server("server", function(c) c.sni_callback = callback end)
      :wrap_socket(plain, {server_side = true}))
    local server = asyncio.create_task(function()
      local s = support.close_later((listener:accept()))
      assert.equal(s, select.select({s}, {}, {})[1])
      return s:recv(100)
    end)
    local other = client(support.close_later(socket.create_connection(address)), function(c) c:sendall "hello" end)
    entered:wait()
    release()
    other:await()
    assert.equal("hello", server:await())
  end))

  it("is not readable for others while the callback waits", main(function()
    local callback, entered, release = gate()
    local s, plain = accepted(callback)
    local server = asyncio.create_task(s.do_handshake, s)
    local other = client(plain, function(c) c:sendall "hello" end)
    entered:wait()
    assert.equal(0, #select.select({s}, {}, {}, 0.01))
    release()
    server:await()
    other:await()
    assert.equal(1, #select.select({s}, {}, {}, 5))
  end))

  it("delays no other client of an asyncio server", main(function()
    local callback, entered, release = gate()
    local names = {}
    local context = tls.server("server", function(c)
      function c.sni_callback(s, name)
        names[#names + 1] = name
        if #names == 1 then callback(s, name) end
      end
    end)
    local server = asyncio.start_server(function(reader, writer)
      writer:write(reader:readline())
      writer:close()
    end, "127.0.0.1", 0, {ssl = context})
    local address = server.sockets[1]:getsockname()
    local function talk()
      local reader, writer = asyncio.open_connection(address.host, address.port,
        {ssl = tls.client(), server_hostname = "localhost"})
      writer:write "hello\n"
      local line = reader:readline()
      writer:close()
      return line
    end
    local first = asyncio.create_task(talk)
    entered:wait()
    assert.equal("hello\n", talk())
    assert.is_false(first:done())
    release()
    assert.equal("hello\n", first:await())
    server:close()
  end))

  it("may wait in the calls of an SSLObject, too", main(function()
    for _, method in ipairs{"do_handshake", "read", "write"} do
      local context = tls.server "server"
      context.sni_callback = function() asyncio.sleep(0) end
      local up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
      local c = tls.client():wrap_bio(down, up, {server_hostname = "localhost"})
      local s = context:wrap_bio(up, down, {server_side = true})
      pcall(c.do_handshake, c)
      support.raises(ssl.SSLWantReadError, s[method], s, method == "write" and "x" or nil)
      c:do_handshake()
      s:do_handshake()
      c:write "hello"
      assert.equal("hello", s:read(5))
    end
  end))
end)
