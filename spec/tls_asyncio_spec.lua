-- TLS for streams: open_connection, start_server and start_tls.
local certificates = require "spec.support.certificates"
local support = require "spec.support"
local tls = require "spec.support.tls"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"
local errno = require "pysocket.errno"
local selecting = require "pysocket.select"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("streams with TLS", function() pending(tls.missing()) end) end

local main = tasks.main

local PLAIN = {backlog = 100}

-- Starts a server on 127.0.0.1, which is closed at the end of the case; returns its port.
local function serve(handler, opts)
  opts = opts or {ssl = tls.server()}
  local server = asyncio.start_server(handler, "127.0.0.1", 0, opts)
  support.defer(server.close, server)
  return server.sockets[1]:getsockname().port, server
end

local function echo(reader, writer)
  for line in reader:lines "L" do
    writer:write(line)
    writer:drain()
  end
  writer:close()
end

local function open(port, opts)
  opts = opts or {}
  opts.ssl = opts.ssl == nil and tls.client() or opts.ssl
  opts.server_hostname = opts.server_hostname or "localhost"
  local reader, writer = asyncio.open_connection("127.0.0.1", port, opts)
  support.defer(writer.abort, writer)
  return reader, writer
end

describe("streams with TLS", function()
  after_each(support.cleanup)

  it("work like those without TLS", main(function()
    local reader, writer = open((serve(echo)))
    writer:write "hello\n"
    assert.equal("hello\n", reader:readline())
    for i = 1, 200 do writer:write(("%d"):format(i):rep(1000) .. "\n") end
    assert.is_true(writer:get_write_buffer_size() > 400000)
    for i = 1, 200 do assert.equal(("%d"):format(i):rep(1000) .. "\n", reader:readline()) end
    writer:write_eof()
    assert.is_nil(reader:readline())
    writer:close()
    writer:wait_closed()
    assert.is_true(writer:is_closing())
  end))

  -- The reader used to return the encrypted records.
  it("can read what arrived before a write failed", main(function()
    local sent = asyncio.Event()
    local reader, writer = open((serve(function(from, to)
      to:write(from:readline())
      to:drain()
      sent:set()
      from:read()
    end)))
    writer:write "hello\n"
    sent:wait()
    local plain <close> = socket.socket(nil, nil, nil, socket.dup(writer:get_extra_info "socket":fileno()))
    plain:shutdown(socket.SHUT_WR)
    writer:write "more"
    support.raises("BrokenPipeError", writer.drain, writer)
    assert.equal("hello\n", reader:read(100))
    support.raises("BrokenPipeError", reader.read, reader, 100)
  end))

  it("return properties of the connection", main(function()
    local context = tls.client()
    local _, writer = open(serve(echo), {ssl = context})
    local s = writer:get_extra_info "ssl_object"
    assert.is_true(socket.isinstance(s, ssl.SSLSocket))
    assert.equal(s, writer:get_extra_info "socket")
    assert.equal(context, writer:get_extra_info "sslcontext")
    assert.equal("localhost", writer:get_extra_info "peercert".subjectAltName[1][2])
    assert.same({"TLSv1.3", 256}, {table.unpack(writer:get_extra_info "cipher", 2)})
    assert.is_nil(writer:get_extra_info "compression")
    assert.is_not_nil(writer:get_extra_info "peername")
    local _, plain = asyncio.open_connection("127.0.0.1", (serve(echo, PLAIN)))
    for _, name in ipairs{"ssl_object", "sslcontext", "peercert", "cipher"} do
      assert.equal("none", plain:get_extra_info(name, "none"))
    end
  end))

  it("verify the name of the host", main(function()
    local port = serve(echo)
    local before = tasks.open_fds()
    local e = support.raises(ssl.SSLCertVerificationError, asyncio.open_connection, "127.0.0.1", port,
      {ssl = tls.client()})
    assert.matches("certificate is not valid for '127.0.0.1'", tostring(e), 1, true)
    tasks.turns(10)
    assert.same(before, tasks.open_fds())
  end))

  it("limit the time of a handshake", main(function()
    local listener, address = support.listener()
    local e = support.raises("ConnectionAbortedError", asyncio.open_connection, "127.0.0.1", address.port,
      {ssl = tls.client(), ssl_handshake_timeout = 0.05})
    assert.matches("SSL handshake is taking longer than 0.05 seconds: aborting the connection", tostring(e), 1, true)
    listener:close()
  end))

  it("serve others while a client is slow", main(function()
    local port = serve(echo, {ssl = tls.server(), ssl_handshake_timeout = 1})
    local mute = support.close_later(socket.create_connection{"127.0.0.1", port})
    local reader, writer = open(port)
    writer:write "served\n"
    assert.equal("served\n", reader:readline())
    assert.is_nil(mute:recv(100))
  end))

  it("ignore a client that does not speak TLS, or refuses the certificate", main(function()
    local handled = 0
    local port = serve(function(reader, writer)
      handled = handled + 1
      echo(reader, writer)
    end)
    local plain = support.close_later(socket.create_connection{"127.0.0.1", port})
    plain:sendall "GET / HTTP/1.0\r\n\r\n"
    while plain:recv(100) do end
    support.raises(ssl.SSLCertVerificationError, open, port, {server_hostname = "other.example.org"})
    local reader, writer = open(port)
    writer:write "x\n"
    assert.equal("x\n", reader:readline())
    assert.equal(1, handled)
  end))

  it("wait for the peer's close_notify if a timeout is given", main(function()
    local ended = asyncio.Event()
    local port = serve(function(reader, writer)
      assert.is_nil(reader:readline())
      ended:set()
      asyncio.sleep(0.05)
      writer:close()
    end)
    local _, writer = open(port, {ssl_shutdown_timeout = 5})
    local time = asyncio.get_running_loop():time()
    writer:close()
    writer:wait_closed()
    assert.is_true(ended:is_set())
    assert.is_true(asyncio.get_running_loop():time() - time >= 0.04)
  end))

  it("send all written data before the end", main(function()
    local got = asyncio.Future()
    local port = serve(function(reader)
      asyncio.sleep(0.05)
      got:set_result(#reader:read())
    end)
    local _, writer = open(port)
    writer:write(("x"):rep(5000000))
    writer:close()
    writer:wait_closed()
    assert.equal(5000000, got:await())
  end))

  it("are connections of UNIX sockets, too", main(function()
    local path = support.unix_path()
    local server = asyncio.start_unix_server(echo, path, {ssl = tls.server()})
    support.defer(server.close, server)
    local reader, writer = asyncio.open_unix_connection(path, {ssl = tls.client(), server_hostname = "localhost"})
    support.defer(writer.abort, writer)
    writer:write "by path\n"
    assert.equal("by path\n", reader:readline())
    support.assert_raises("You must set server_hostname", asyncio.open_unix_connection, path, {ssl = tls.client()})
  end))

  it("refuse options that have no meaning", main(function()
    local function refused(words, ...)
      support.assert_raises(words, asyncio.open_connection, "127.0.0.1", 1, ...)
    end
    refused("server_hostname is only meaningful with ssl", {server_hostname = "x"})
    refused("ssl_handshake_timeout is only meaningful with ssl", {ssl_handshake_timeout = 1})
    refused("ssl_shutdown_timeout is only meaningful with ssl", {ssl_shutdown_timeout = 1})
    refused("ssl argument must be an SSLContext or true, got number", {ssl = 5})
    refused("ssl_handshake_timeout should be a positive number, got 0", {ssl = true, ssl_handshake_timeout = 0})
    refused("string expected, got number", {ssl = tls.client(), server_hostname = 5})
    support.assert_raises("bad argument #13 to 'start_server' (ssl argument must be an SSLContext, got boolean",
      asyncio.start_server, echo, "127.0.0.1", 0, {ssl = true})
    support.assert_raises("bad argument #14 to 'start_server' (ssl_handshake_timeout is only meaningful with ssl",
      asyncio.start_server, echo, "127.0.0.1", 0, {ssl_handshake_timeout = 1})
  end))

  it("refuse a context of the other side, before anybody connects", main(function()
    support.assert_raises("bad argument #9 to 'open_connection' (this context is for servers: a client makes its "
      .. "context with ssl.create_default_context())",
      asyncio.open_connection, "127.0.0.1", 1, {ssl = tls.server()})
    support.assert_raises("bad argument #13 to 'start_server' (this context is for clients: a server makes its "
      .. "context with ssl.create_default_context(ssl.Purpose.CLIENT_AUTH))",
      asyncio.start_server, echo, "127.0.0.1", 0, {ssl = tls.client()})
  end))

  it("refuse a server's context without a certificate", main(function()
    local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    local function start() return asyncio.start_server(echo, "127.0.0.1", 0, {ssl = context}) end
    support.assert_raises("bad argument #13 to 'start_server' (this context has no certificate: load it with "
      .. "context:load_cert_chain first)", start)
    context:set_psk_server_callback(function() end)
    start():close()
    context:set_psk_server_callback(nil)
    support.assert_raises("this context has no certificate", start)
    context.sni_callback = function() end
    start():close()
    context.sni_callback = nil
    context:load_cert_chain(certificates.server.both)
    start():close()
  end))
end)

describe("streams with TLS whose peer or server ends them", function()
  after_each(support.cleanup)

  -- The error used to be lost with the bytes, so that reading ended as usual and drain succeeded.
  it("raise the reset of a connection whose last bytes TLS had accepted", main(function()
    local ours, peer = support.tcp_pair()
    local opening = asyncio.create_task(asyncio.open_connection, {sock = ours, ssl = tls.client(),
      server_hostname = "localhost"})
    local secure = tls.server():wrap_socket(peer, {server_side = true})
    local reader, writer = opening:await()
    repeat
      writer:write(("x"):rep(16000))
      asyncio.sleep(0)
    until writer:get_write_buffer_size() > 0
    secure:sendall "answer"
    secure:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("=i4i4", 1, 0))
    core._abort(secure)
    assert.equal("answer", reader:read(100))
    support.raises("ConnectionResetError", reader.read, reader, 100)
    support.raises("ConnectionResetError", writer.drain, writer)
    writer:close()
    support.raises("ConnectionResetError", writer.wait_closed, writer)
  end))

  -- ENOTCONN used to be raised by all methods, and what had arrived was lost.
  it("can be read if write_eof finds that the peer has ended the connection", main(function()
    local reader, writer = open((serve(function(_, to)
      to:write "421 too busy\n"
      to:close()
    end)))
    local sock = writer:get_extra_info "socket"
    selecting.select({sock}, {}, {}, 20)
    writer:write "hello"
    writer:drain()
    local poll = selecting.poll()
    poll:register(sock, 0)
    assert.equal(1, #poll:poll(20000))  -- it is reset
    writer:write_eof()
    tasks.turns()
    assert.equal("421 too busy\n", reader:readline())
    assert.is_nil(reader:read(1))
  end))

  -- The handler used to start later.
  for _, method in ipairs{"close_clients", "abort_clients"} do
    it("end in the handshake if their server calls " .. method, main(function()
      local handled = false
      local port, server = serve(function() handled = true end)
      local client = support.close_later(socket.create_connection{"127.0.0.1", port})
      tasks.turns()
      server:close()
      local closed = asyncio.create_task(server.wait_closed, server)
      tasks.turns()
      assert.is_false(closed:done())
      server[method](server)
      closed:await()
      assert.is_nil(client:recv(1))
      assert.is_false(handled)
    end))
  end
end)

describe("open_connection with TLS", function()
  after_each(support.cleanup)

  it("raises ConnectionResetError if the peer ends the connection in the handshake", main(function()
    local listener, address = support.listener()
    asyncio.create_task(function() listener:accept():close() end)
    local e = support.raises("ConnectionResetError", open, address.port)
    assert.matches("the peer has ended the connection in the TLS handshake", tostring(e), 1, true)
  end))

  -- It used to be SSLEOFError, because the error of the send was lost.
  it("raises the kernel's timeout in the handshake", main(function()
    local ours = support.tcp_pair()
    ours:setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 300)
    ours:setblocking(false)
    repeat local sent = pcall(ours.send, ours, ("x"):rep(65536)) until not sent
    local e = support.raises("TimeoutError", asyncio.open_connection,
      {sock = ours, ssl = tls.client(), server_hostname = "localhost"})
    assert.equal(errno.ETIMEDOUT, e.errno)
  end))

  it("waits for the handshake without a limit where the limit is infinite", main(function()
    local reader, writer = open((serve(echo)), {ssl_handshake_timeout = math.huge, ssl_shutdown_timeout = math.huge})
    writer:write "hello\n"
    assert.equal("hello\n", reader:readline())
    writer:close()
    writer:wait_closed()
  end))

  it("refuses an invalid host name before it connects", main(function()
    support.assert_raises("bad argument #10 to 'open_connection' (server_hostname 'a..b': a host name cannot have an "
      .. "empty part", asyncio.open_connection, "127.0.0.1", 1, {ssl = true, server_hostname = "a..b"})
    support.assert_raises("bad argument #1 to 'open_connection' (server_hostname 'a b': write the host alone",
      asyncio.open_connection, "a b", 1, {ssl = true})
  end))
end)

describe("start_tls", function()
  after_each(support.cleanup)

  it("switches both sides to TLS", main(function()
    local context = tls.server()
    local port = serve(function(reader, writer)
      assert.equal("STARTTLS\n", reader:readline())
      writer:write "go on\n"
      writer:start_tls(context)
      echo(reader, writer)
    end, PLAIN)
    local reader, writer = asyncio.open_connection("localhost", port)
    support.defer(writer.abort, writer)
    writer:write "STARTTLS\n"
    assert.equal("go on\n", reader:readline())
    writer:start_tls(tls.client())
    assert.equal("TLSv1.3", writer:get_extra_info "ssl_object":version())
    writer:write "secret\n"
    assert.equal("secret\n", reader:readline())
    writer:close()
    writer:wait_closed()
  end))

  it("passes data that has already arrived to TLS", main(function()
    local context = tls.server()
    local port = serve(function(reader, writer)
      reader:readline()
      asyncio.sleep(0.05)
      writer:start_tls(context)
      echo(reader, writer)
    end, PLAIN)
    local plain = support.close_later(socket.create_connection{"127.0.0.1", port})
    plain:sendall "STARTTLS\n"
    local s = support.close_later(tls.client():wrap_socket(plain, {server_hostname = "localhost"}))
    s:sendall "at once\n"
    assert.equal("at once\n", s:recv(100))
  end))

  it("refuses data that an attacker has inserted before the handshake", main(function()
    local port = serve(function(reader, writer)
      reader:readline()
      writer:write "go on\nand pretend that I said so\n"
      writer:drain()
      reader:read()
    end, PLAIN)
    local reader, writer = asyncio.open_connection("localhost", port)
    writer:write "STARTTLS\n"
    assert.equal("go on\n", reader:readline())
    support.raises(ssl.SSLError, writer.start_tls, writer, tls.client())
    support.raises(ssl.SSLError, reader.readline, reader)
    support.raises(ssl.SSLError, writer.drain, writer)
  end))

  -- The error used to be one of an internal function, and the pipe was lost.
  it("refuses a pipe, which can be used", main(function()
    local a, b = support.tcp_pair()
    local writer = asyncio.connect_write_pipe(socket.dup(a:fileno()))
    support.assert_raises("transport <pipe fd=", writer.start_tls, writer, tls.client(),
      {server_hostname = "localhost"})
    writer:write "plain"
    writer:close()
    assert.equal("plain", b:recv(100))
  end))

  it("explains what it needs", main(function()
    local port = serve(echo, PLAIN)
    local _, writer = asyncio.open_connection("localhost", port)
    support.defer(writer.abort, writer)
    for _, wrong in ipairs{"context", true, false} do
      support.assert_raises("bad argument #1 to 'start_tls' (SSLContext expected, got ", writer.start_tls, writer,
        wrong)
    end
    support.assert_raises("bad argument #1 to 'start_tls' (SSLContext expected, got nil", writer.start_tls, writer)
  end))

  it("refuses an invalid host name before anything is sent, and the stream can be used", main(function()
    local reader, writer = asyncio.open_connection("localhost", (serve(echo, PLAIN)))
    support.defer(writer.abort, writer)
    for name, why in pairs{[""] = "a host name cannot be empty", ["https://localhost"] = "write the host alone",
                           [("a"):rep(64)] = "a part of a host name has at most 63 letters"} do
      support.assert_raises(("bad argument #2 to 'start_tls' (server_hostname '%s': %s"):format(name, why),
        writer.start_tls, writer, tls.client(), {server_hostname = name})
    end
    writer:write "hello\n"
    assert.equal("hello\n", reader:readline())
  end))

  it("refuses TLS in TLS, and the stream can be used", main(function()
    local reader, writer = open((serve(echo)))
    support.assert_raises("the stream uses TLS already: TLS in TLS needs context:wrap_bio", writer.start_tls, writer,
      tls.client())
    writer:write "hello\n"
    assert.equal("hello\n", reader:readline())
  end))
end)

describe("the handshake of start_tls", function()
  after_each(support.cleanup)

  -- Returns a stream whose handshake waits for the peer, its task, and the peer's plain socket. The task calls
  -- caller(start_tls, ...), by default pcall.
  local function started(caller)
    local ours, peer = support.tcp_pair()
    local reader, writer = asyncio.open_connection{sock = ours}
    local task = asyncio.create_task(caller or pcall, writer.start_tls, writer, tls.client(),
      {server_hostname = "localhost"})
    asyncio.sleep(0)
    return reader, writer, task, peer
  end

  -- Answers the handshake; returns the peer's SSLSocket, which raises an error if the stream ends without close_notify.
  local function answer(peer)
    return support.close_later(tls.server():wrap_socket(peer, {server_side = true, suppress_ragged_eofs = false}))
  end

  local function call(f, ...) f(...) end

  -- The connection used to stay open, and start_tls returned when the peer had answered.
  for _, method in ipairs{"close", "abort"} do
    it("ends at once if the stream is closed meanwhile: " .. method, main(function()
      local reader, writer, task, peer = started()
      writer[method](writer)
      writer:wait_closed()
      repeat local data = peer:recv(5000) until not data
      local ok, e = task:await()
      assert.is_false(ok)
      assert.is_true(socket.isinstance(e, socket.ConnectionResetError))
      assert.equal(-1, writer:get_extra_info "socket":fileno())
      assert.is_nil(reader:read(1))
    end))
  end

  -- The connection used to be lost: it was sent from the socket without TLS, which was closed already.
  it("lets what is written in the handshake be sent after it", main(function()
    local _, writer, task, peer = started()
    writer:write "early"
    writer:drain()
    local secure = answer(peer)
    assert.is_true(task:await())
    writer:write " and late"
    writer:write_eof()
    assert.equal("early and late", secure:makefile():read "a")
  end))

  -- The task used to fail with ConnectionResetError, because the stream was closed.
  it("ends as cancelled if its task is cancelled and the stream closed", main(function()
    local _, writer, task = started(call)
    task:cancel()
    writer:close()
    support.raises("CancelledError", task.await, task)
    assert.is_true(task:cancelled())
  end))

  -- All tasks that used the stream afterwards used to be cancelled, too.
  it("leaves its cancellation to its own task", main(function()
    local reader, writer, task = started(call)
    task:cancel()
    tasks.cancelled(task)
    assert.is_nil(reader:read(1))
    support.raises("ConnectionResetError", writer.drain, writer)
    writer:close()
    writer:wait_closed()
  end))

  -- The drain used to wait for ever.
  it("ends a drain that began in the handshake", main(function()
    local _, writer, task, peer = started()
    writer:set_write_buffer_limits{high = 0}
    writer:write "early"
    local drain = asyncio.create_task(writer.drain, writer)
    asyncio.sleep(0)
    local secure = answer(peer)
    assert.is_true(task:await())
    asyncio.wait_for(drain, 20)
    assert.equal("early", secure:recv(100))
  end))

  -- It used to ask in each turn of the loop.
  it("waits without using the processor until earlier data is sent", main(function()
    local ours, peer = support.tcp_pair()
    local _, writer = asyncio.open_connection{sock = ours}
    writer:write(("x"):rep(1 << 24))
    local task = asyncio.create_task(writer.start_tls, writer, tls.client(), {server_hostname = "localhost"})
    local began = os.clock()
    asyncio.sleep(0.5)
    assert.is_true(os.clock() - began < 0.25, os.clock() - began)
    task:cancel()
    tasks.cancelled(task)
    assert.is_not_nil(peer:recv(1))
    writer:abort()
  end))

  for _, method in ipairs{"close", "write_eof"} do
    it("lets the stream end properly after what is written in the handshake before " .. method, main(function()
      local _, writer, task, peer = started()
      writer:write "the end"
      writer[method](writer)
      local secure = answer(peer)
      assert.equal("the end", secure:makefile():read "a")
      assert.is_true(task:await())
    end))
  end

  it("lets write_eof in the handshake end the stream after it", main(function()
    local _, writer, task, peer = started()
    writer:write_eof()
    local secure = answer(peer)
    assert.is_nil(secure:recv(1))
    assert.is_true(task:await())
  end))
end)

describe("streams with TLS and Python", function()
  after_each(support.cleanup)

  it("are served by Python's asyncio", main(function()
    local child = support.spawn_python([[
import asyncio, ssl, sys
async def echo(reader, writer):
    while line := await reader.readline():
        if line == b"STARTTLS\n":
            writer.write(b"go on\n")
            await writer.drain()
        else:
            writer.write(line)
    writer.close()
async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    server = await asyncio.start_server(echo, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
]], {certificates.server.both})
    local reader, writer = open(tonumber(child.stdout:read "l"))
    for i = 1, 100 do writer:write(("%d "):format(i):rep(2000) .. "\n") end
    for i = 1, 100 do assert.equal(("%d "):format(i):rep(2000) .. "\n", reader:readline()) end
    writer:write_eof()
    writer:close()
    writer:wait_closed()
  end))

  it("serve Python's asyncio", main(function()
    local port = serve(echo)
    local child = support.spawn_python([[
import asyncio, ssl, sys
async def main():
    context = ssl.create_default_context(cafile=sys.argv[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[1]), ssl=context,
                                                   server_hostname="localhost")
    for i in range(100):
        writer.write(b"%d " % i * 2000 + b"\n")
    for i in range(100):
        assert await reader.readline() == b"%d " % i * 2000 + b"\n"
    writer.close()
    await writer.wait_closed()
    print("all", flush=True)
asyncio.run(main())
]], {port, certificates.ca.cert})
    local reader = asyncio.connect_read_pipe(child.stdout)
    assert.equal("all\n", reader:readline())
  end))
end)
