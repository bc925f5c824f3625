-- The accept of an SSLSocket leaves the handshake to the code that serves the connection. select, poll, epoll and
-- selectors continue the handshake, so a connection becomes ready when it would if accept had done the handshake, as
-- in Python.
local certificates = require "spec.support.certificates"
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local tls = require "spec.support.tls"
local asyncio = require "pysocket.asyncio"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local socket = require "pysocket"
local time = require "pysocket.time"

local ssl = tls.ssl
if not ssl then return describe("An SSLSocket from accept", function() pending(tls.missing()) end) end

local WAIT, SHORT = 5, 0.05

-- Each waits until the socket is readable or, if `writes` is true, writable, and returns whether it is.
local WAYS = {
  {"select", function(s, writes, seconds)
    local r, w = select.select(writes and {} or {s}, writes and {s} or {}, {}, seconds)
    return #r + #w == 1
  end},
  {"poll", function(s, writes, seconds)
    local poll = select.poll()
    poll:register(s, writes and select.POLLOUT or select.POLLIN)
    return #poll:poll(seconds * 1000) == 1
  end},
}
for name, flag in pairs{epoll = 0, ["epoll at edges"] = select.EPOLLET, ["epoll for one time"] = select.EPOLLONESHOT,
                        ["exclusive epoll"] = select.EPOLLEXCLUSIVE} do
  WAYS[#WAYS + 1] = {name, function(s, writes, seconds)
    local ep <close> = select.epoll()
    ep:register(s, (writes and select.EPOLLOUT or select.EPOLLIN) | flag)
    return #ep:poll(seconds) == 1
  end}
end
for _, class in ipairs{"SelectSelector", "PollSelector", "EpollSelector"} do
  WAYS[#WAYS + 1] = {class, function(s, writes, seconds)
    local sel <close> = selectors[class]()
    sel:register(s, writes and selectors.EVENT_WRITE or selectors.EVENT_READ)
    return #sel:select(seconds) == 1
  end}
end

-- Returns a connection from accept, and its client, which drives an SSLObject over a plain socket: client.hello()
-- begins the handshake; client.finish() completes it if the server has answered; client.send(text, ...);
-- client.read() -> text; client.socket.
local function accepted(opts, setup)
  opts = opts or {}
  opts.server_side = true
  local plain, address = support.listener()
  local listener = support.close_later(tls.server("server", setup):wrap_socket(plain, opts))
  local client = {socket = support.close_later(socket.create_connection(address))}
  local conn = support.close_later((listener:accept()))
  local incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
  local object = tls.client():wrap_bio(incoming, outgoing, {server_hostname = "localhost"})
  client.socket:settimeout(WAIT)
  local function step(f, ...)
    local ok, result = pcall(f, ...)
    if outgoing.pending > 0 then client.socket:sendall(outgoing:read()) end
    if ok then return true, result end
    if not socket.isinstance(result, ssl.SSLWantReadError) then error(result, 0) end
    return false
  end
  function client.hello()
    step(object.do_handshake, object)
  end
  function client.finish()
    while not step(object.do_handshake, object) do incoming:write(client.socket:recv(65536)) end
  end
  function client.send(text)
    step(object.write, object, text)
  end
  function client.read()
    while true do
      local ok, text = step(object.read, object, 65536)
      if ok then return text end
      incoming:write(client.socket:recv(65536))
    end
  end
  return conn, client
end

describe("An SSLSocket from accept", function()
  after_each(support.cleanup)

  for _, way in ipairs(WAYS) do
    local name, ready = way[1], way[2]

    for where, body in pairs{["outside of tasks"] = function(f) return f end, ["in a task"] = tasks.main} do
      it(("is ready for %s when its handshake is over, %s"):format(name, where), body(function()
        local conn, client = accepted()
        conn:setblocking(false)
        for _, writes in ipairs{false, true} do assert.is_false(ready(conn, writes, SHORT)) end
        client.hello()
        for _, writes in ipairs{false, true} do assert.is_false(ready(conn, writes, SHORT)) end
        client.finish()
        assert.is_true(ready(conn, true, WAIT))
        assert.equal(7, conn:send "welcome")
        assert.equal("welcome", client.read())
        assert.is_false(ready(conn, false, SHORT))
        client.send "hello"
        assert.is_true(ready(conn, false, WAIT))
        assert.equal("hello", conn:recv(100))
        assert.is_true(ready(conn, true, WAIT))
      end))

      it(("is ready for %s when its handshake has failed, %s"):format(name, where), body(function()
        for _, writes in ipairs{false, true} do
          for cause, fails in pairs{
            WRONG_VERSION_NUMBER = function(client) client.socket:sendall "this is not TLS" end,
            UNEXPECTED_EOF_WHILE_READING = function(client)
              client.hello()
              client.socket:shutdown(socket.SHUT_WR)
            end,
            ConnectionResetError = function(client)
              client.socket:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
              client.socket:close()
            end,
          } do
            local conn, client = accepted()
            conn:setblocking(false)
            fails(client)
            assert.is_true(ready(conn, writes, WAIT))
            local ok, e = pcall(writes and conn.send or conn.recv, conn, writes and "x" or 1)
            assert.is_false(ok)
            assert.equal(cause, e.reason or e.__name)
          end
        end
      end))
    end

    it(("wakes a task that waits in %s, whichever call does the handshake"):format(name), tasks.main(function()
      for _, other in ipairs{"do_handshake", "select"} do
        local conn, client = accepted()
        local reading = asyncio.create_task(ready, conn, false, WAIT)
        local writing = asyncio.create_task(ready, conn, true, WAIT)
        tasks.turns()
        local doing = asyncio.create_task(function()
          return other == "select" and select.select({conn}, {}, {}) or conn:do_handshake()
        end)
        tasks.turns()
        client.hello()
        client.finish()
        assert.is_true(writing:await())
        assert.is_false(reading:done())
        client.send "hello"
        assert.is_true(reading:await())
        doing:await()
      end
    end))

    it(("uses no processor while %s waits for a slow client"):format(name), function()
      local conn, client = accepted()
      client.hello()
      local used = time.process_time()
      for _, writes in ipairs{false, true} do assert.is_false(ready(conn, writes, 0.2)) end
      assert.is_true(time.process_time() - used < 0.1)
    end)
  end

  it("does not keep others waiting while it waits for its client", function()
    local slow, idle = accepted()
    idle.hello()
    local conn, client = accepted()
    client.hello()
    assert.equal(0, #select.select({slow, conn}, {}, {}, SHORT))
    client.finish()
    client.send "hello"
    local began = support.now()
    local readable = select.select({slow, conn}, {}, {}, WAIT)
    assert.same({1, conn}, {#readable, readable[1]})
    assert.equal("hello", conn:recv(100))
    assert.is_true(support.now() - began < WAIT / 2)
  end)

  it("is read and written by calls that wait for the handshake", tasks.main(function()
    local conn, client = accepted()
    local reader = asyncio.create_task(conn.recv, conn, 100)
    local writer = asyncio.create_task(conn.sendall, conn, "welcome")
    client.hello()
    client.finish()
    assert.equal("welcome", client.read())
    client.send "hello"
    assert.equal("hello", reader:await())
    writer:await()
  end))

  for _, on_connect in ipairs{true, false} do
    it("tells those of its end who wait for no more: do_handshake_on_connect = " .. tostring(on_connect), function()
      for _, name in ipairs{"do_handshake", "send"} do
        local conn, client = accepted{do_handshake_on_connect = on_connect}
        assert.equal(on_connect, conn.do_handshake_on_connect)
        conn:setblocking(false)
        client.hello()
        local function try()
          local ok, e = pcall(conn[name], conn, name == "send" and "welcome" or nil)
          assert.is_true(ok or socket.isinstance(e, ssl.SSLWantReadError))
          return ok
        end
        assert.is_false(try())
        select.select({conn}, {}, {}, SHORT)
        try()
        client.finish()
        for _ = 1, 5 do
          assert.equal(1, #select.select({conn}, {}, {}, WAIT))
          if try() then break end
        end
        assert.equal(0, #select.select({conn}, {}, {}, 0))
        if name == "send" then assert.equal("welcome", client.read()) end
      end
    end)
  end

  it("is reported with the client's hello if the handshake has to call Lua", function()
    for _, setup in ipairs{
      function(context) context.sni_callback = function() end end,
      function(context) context:set_psk_server_callback(function() return "key" end) end,
    } do
      local conn, client = accepted(nil, setup)
      assert.equal(0, #select.select({conn}, {}, {}, SHORT))
      client.hello()
      assert.equal(1, #select.select({conn}, {}, {}, WAIT))
      conn:setblocking(false)
      support.raises(ssl.SSLWantReadError, conn.recv, conn, 1)
      client.finish()
      client.send "hello"
      conn:settimeout(WAIT)
      assert.equal("hello", conn:recv(100))
    end
  end)

  -- Starts the example with its listener wrapped and nothing else changed.
  local function serve(name)
    local code = support.read_file(("%s/examples/%s.lua"):format(support.root, name))
    local wrapped, n = code:gsub("\nlocal socket = require", "\nlocal ssl = require 'pysocket.ssl'%0", 1)
    assert.equal(1, n)
    wrapped, n = wrapped:gsub("server:setblocking%(false%)", [[
      local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
      context:load_cert_chain(arg[3])
      server = context:wrap_socket(server, {server_side = true}) %0]], 1)
    assert.equal(1, n)
    local port = support.free_port()
    support.spawn_lua(wrapped, {"127.0.0.1", port, certificates.server.both})
    support.wait_listening(port)
    return port
  end

  local PYTHON = [[
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[2])
idle = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
slow = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
try:
    slow.do_handshake()
except ssl.SSLWantReadError:
    idle.sendall(outgoing.read())
s = context.wrap_socket(socket.create_connection(("127.0.0.1", int(sys.argv[1]))), server_hostname="localhost")
s.settimeout(5)
]]

  it("serves a chat room around select, with a slow client, too", function()
    local port = serve "select_chat_server"
    assert.equal("Welcome. Your first line is your name.\n", support.python(PYTHON .. [[
print(s.recv(100).decode(), end="")
s.sendall(b"bob\n")
]], {port, certificates.ca.cert}))
  end)

  it("serves a server around selectors, with a slow client, too", function()
    local port = serve "selectors_server"
    assert.equal("5 UPPER\n", support.python(PYTHON .. [[
s.sendall(b"\0\0\0\x0bupper upper")
answer = b""
while len(answer) < 9:
    answer += s.recv(100)
print(answer[3], answer[4:].decode())
]], {port, certificates.ca.cert}))
  end)
end)
