--- The program that each state of threads.c runs: the slides' echo demo. Of every four states,
-- the first is a blocking server and the second its client; the third is a server that uses
-- tasks, and the fourth runs its clients as tasks. If CERTIFICATE is a PEM file with a
-- certificate for localhost and its key, they repeat the demo with TLS. Before that, each state
-- does things that could collide with others in the C library and OpenSSL: it looks up names,
-- creates errors with their messages, waits with timeouts, handles a signal, resumes a TLS
-- session and refuses a certificate.

local number, states = ...
local exchange = exchange  -- luacheck: ignore 113
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local select = require "pysocket.select"
local ends = require "spec.host.tls"

local role = (number - 1) % 4 + 1
local key = (number - 1) // 2  -- shared by a server and its client
local CLIENTS = 5
local TEXT = ("Hello, world"):rep(1000)

assert(states % 4 == 0, "states come in fours")

local function listen()
  local s = socket.socket()
  s:bind{"127.0.0.1", 0}
  s:listen()
  exchange(key, s:getsockname().port)
  return s
end

local CERTIFICATE = os.getenv "CERTIFICATE"
local ssl = CERTIFICATE and require "pysocket.ssl"
local server_context, client_context
if ssl then
  server_context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
  server_context:load_cert_chain(CERTIFICATE)
  client_context = ssl.create_default_context{cafile = CERTIFICATE}
end

local ALL = ssl and 2 * CLIENTS or CLIENTS

local function echo(conn, tls)
  if tls then conn = server_context:wrap_socket(conn, {server_side = true}) end
  while true do
    local data = conn:recv(1024)
    if not data then break end
    conn:sendall(data)
  end
  conn:close()
end

local function connect(port, tls)
  local s = socket.create_connection{"127.0.0.1", port}
  return tls and client_context:wrap_socket(s, {server_hostname = "localhost"}) or s
end

local function client(port, tls)
  local s <close> = connect(port, tls)
  local got = 0
  while got < #TEXT do
    s:sendall(TEXT:sub(got + 1, got + 1000))
    local data = s:recv(1000)
    assert(data == TEXT:sub(got + 1, got + #data), "the data differs from what was sent")
    got = got + #data
    while got % 1000 ~= 0 do
      data = s:recv(1000)
      got = got + #data
    end
  end
  return got
end

local function raises(class, f, ...)
  local ok, e = pcall(f, ...)
  assert(not ok and socket.isinstance(e, class), tostring(e))
  assert(#tostring(e) > 10)
end

-- Calls functions whose libraries may keep data that all threads share.
local function use_libraries()
  raises(socket.ConnectionRefusedError, socket.create_connection, {"127.0.0.1", 1}, 5)
  raises(socket.gaierror, socket.getaddrinfo, "no host", nil, 0, 0, 0, socket.AI_NUMERICHOST)
  raises(socket.OSError, socket.close, 1 << 30)
  assert(socket.gethostbyname("localhost") == "127.0.0.1")
  pcall(socket.gethostbyaddr, "127.0.0.1")  -- this address may have no name
  assert(#socket.getaddrinfo("localhost", 80) > 0)
  -- A small system has no such files.
  local known, port = pcall(socket.getservbyname, "http", "tcp")
  assert(not known or port == 80 and socket.getservbyport(80, "tcp") == "http")
  local named, tcp = pcall(socket.getprotobyname, "tcp")
  assert(not named or tcp == socket.IPPROTO_TCP)
  assert(socket.getnameinfo({"127.0.0.1", 80}, 0))
  assert(#socket.if_nameindex() > 0)
  assert(socket.inet_ntoa(socket.inet_aton "127.1") == "127.0.0.1")
  local a, b = socket.socketpair()
  a:settimeout(0.01)
  raises(socket.TimeoutError, a.recv, a, 1)
  assert(#select.select({a}, {b}, {}, 0) == 0)
  a:close()
  b:close()
end

local function encrypt()
  local server, trusting = ends.server(), ends.client()
  local a, b = ends.objects(nil, server, trusting)
  b:write(TEXT:sub(1, 1000))
  assert(a:read() == TEXT:sub(1, 1000))
  a = ends.objects({server_hostname = "localhost", session = a.session}, server, trusting)
  assert(a.session_reused)
  raises(ends.ssl.SSLCertVerificationError, ends.objects, {server_hostname = "other.example"}, server, trusting)
  assert(role ~= 1 or ends.ssl.create_default_context().check_hostname)
end

-- Only one state at a time can handle a signal, so each pair uses a different one. The signal's
-- disposition is restored.
local function handle_signal()
  local loop, signal = asyncio.get_running_loop(), 34 + key
  local first = number % 2 == 1
  if first then
    loop:add_signal_handler(signal, print)
    exchange(key + states, 1)
    exchange(key + 2 * states)
    loop:remove_signal_handler(signal)
    exchange(key + states, 1)
  else
    exchange(key + states)
    local ok, e = pcall(loop.add_signal_handler, loop, signal, print)
    exchange(key + 2 * states, 1)
    assert(not ok and e.errno == errno.EBUSY, tostring(e))
    exchange(key + states)
    loop:add_signal_handler(signal, print)  -- removed when the loop ends
  end
end

-- Starts more lookups than there are threads, and cancels every third of them: in the
-- queue, in its thread, or just after it ended.
local function look_up_many()
  local tasks = {}
  for i = 1, 60 do tasks[i] = asyncio.create_task(socket.gethostbyname, "localhost") end
  asyncio.sleep(0)
  for i = 1, 60, 3 do tasks[i]:cancel() end
  for i, task in ipairs(tasks) do
    local ok, answer = pcall(task.await, task)
    assert(ok and answer == "127.0.0.1" or i % 3 == 1 and task:cancelled(), tostring(answer))
  end
end

local function main()
  handle_signal()
  look_up_many()
  use_libraries()  -- lookups run in separate threads
  if role == 3 then
    local s <close> = listen()
    local group <close> = asyncio.TaskGroup()
    for i = 1, ALL do group:create_task(echo, s:accept(), i > CLIENTS) end
  elseif role == 4 then
    local port, bytes = exchange(key), 0
    for first = 1, ALL, CLIENTS do
      local tasks = {}
      for i = 1, CLIENTS do tasks[i] = asyncio.create_task(client, port, first > CLIENTS) end
      for _, n in ipairs(asyncio.gather(table.unpack(tasks))) do bytes = bytes + n end
    end
    return bytes
  end
  return 0
end

use_libraries()
if ends.ssl then encrypt() end
local bytes = asyncio.run(main)
if role == 1 then
  local s <close> = listen()
  for i = 1, ALL do echo(s:accept(), i > CLIENTS) end
elseif role == 2 then
  local port = exchange(key)
  for i = 1, ALL do bytes = bytes + client(port, i > CLIENTS) end
end
return bytes
