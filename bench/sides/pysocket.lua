--- The tests with this module. The other files in sides/ and limit.c have the same structure.

local socket = require "pysocket"

local side = dofile(arg[0]:match "^.*/" .. "harness.lua")
local kind, size, count, address, file = side.kind, side.size, side.count, side.address, side.file
local data = side.data

local function ready(s)
  side.ready(s and kind ~= "unix" and s:getsockname().port or nil)
end

local peer = kind == "unix" and address or {"127.0.0.1", tonumber(address)}

local function new()
  return kind == "unix" and socket.socket(socket.AF_UNIX)
    or socket.socket(socket.AF_INET, kind == "udp" and socket.SOCK_DGRAM or socket.SOCK_STREAM)
end

local ssl, client, server
if kind == "tls" then
  ssl = require "pysocket.ssl"
  client = ssl.create_default_context{cafile = file}
  server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
  server:load_cert_chain(file)
end

local function connect(session)
  local s = new()
  s:connect(peer)
  return client and client:wrap_socket(s, {server_hostname = "localhost", session = session}) or s
end

local function connected()
  local s = connect()
  if kind == "tcp" or kind == "tls" then s:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1) end
  ready()
  return s
end

local function listening()
  local s = new()
  s:bind(kind == "unix" and address or {"127.0.0.1", 0})
  s:listen(4096)
  return s
end

local tests = {}

function tests.pingpong()
  local s = connected()
  for _ = 1, count do
    s:sendall(data)
    local n = #s:recv(size)
    while n < size do n = n + #s:recv(size - n) end
  end
end

function tests.send()
  local s = connected()
  for _ = 1, count do s:sendall(data) end
end

function tests.send_one()
  local s = connected()
  for _ = 1, count do s:send("x") end
end

function tests.recv()
  local s = connected()
  local left = count * 1024
  while left > 0 do left = left - #s:recv(size) end
end

function tests.recv_one()
  local s = connected()
  for _ = 1, count do s:recv(1) end
end

function tests.recv_into()
  local s, buffer = connected(), socket.bytearray(size)
  local left = count * 1024
  while left > 0 do left = left - s:recv_into(buffer) end
end

function tests.sendfile()
  local s = connected()
  for _ = 1, count do
    local f <close> = assert(io.open(file, "rb"))
    s:sendfile(f)
  end
end

function tests.lines()
  local left = count
  for _ in connected():makefile():lines() do
    left = left - 1
    if left == 0 then break end
  end
end

function tests.resume()
  local first = connect()
  first:recv(1)
  local session = first.session
  ready()
  for _ = 1, count do
    local s = connect(session)
    if not s.session_reused then error("a full handshake") end
    s:close()
  end
end

function tests.accept()
  local s = listening()
  ready(s)
  for _ = 1, count do
    local conn = s:accept()
    if server then conn = server:wrap_socket(conn, {server_side = true}) end
    conn:close()
  end
end

function tests.sendto()
  local s = new()
  ready()
  for _ = 1, count do s:sendto(data, peer) end
end

function tests.recvfrom()
  local s = new()
  s:bind{"127.0.0.1", 0}
  ready(s)
  for _ = 1, count do s:recvfrom(size) end
end

function tests.udp_send()
  local s = connected()
  for _ = 1, count do s:send(data) end
end

function tests.udp_recv()
  local s = new()
  s:connect(peer)
  ready(s)
  for _ = 1, count do s:recv(size) end
end

function tests.would_block()
  local s = connected()
  s:setblocking(false)
  for _ = 1, count do
    local ok, e = pcall(s.recv, s, size)
    if ok or not socket.isinstance(e, socket.BlockingIOError) then error(e) end
  end
end

function tests.fileno()
  local s = connected()
  for _ = 1, count do s:fileno() end
end

-- The following tests use tasks.

local function serve(handle)
  local asyncio = require "pysocket.asyncio"
  asyncio.run(function()
    local s = listening()
    if server then s = server:wrap_socket(s, {server_side = true}) end
    side.serving(s:getsockname().port)
    for conn in s.accept, s do asyncio.create_task(handle, conn) end
  end)
end

-- Runs until it is killed.
function tests.echo()
  serve(function(conn)
    while true do
      local message = conn:recv(4096)
      if not message then break end
      conn:sendall(message)
    end
    conn:close()
  end)
end

function tests.http()
  local reply = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\nHello, world!\n"
  serve(function(conn)
    local head = ""
    while true do
      local chunk = conn:recv(4096)
      if not chunk then break end
      head = head .. chunk
      local last = select(2, head:find("\r\n\r\n", 1, true))
      if last then
        head = head:sub(last + 1)
        conn:sendall(reply)
      end
    end
    conn:close()
  end)
end

-- The example serves the file's directory, which has no page.
function tests.http_example()
  side.serving(address)
  assert(loadfile "examples/http_server.lua")(file:match "^(.*)/", "127.0.0.1", address)
end

-- Ends the process without waiting for the other tasks.
local function finish()
  side.finish()
  os.exit(0)
end

-- Measures the cost of one more task while `size` tasks sleep.
local function among_sleepers(work)
  local asyncio = require "pysocket.asyncio"
  asyncio.run(function()
    for _ = 1, size do asyncio.create_task(asyncio.sleep, 3600) end
    asyncio.sleep(0)
    ready()
    work(asyncio)
    finish()
  end)
end

function tests.timers()
  among_sleepers(function(asyncio)
    for _ = 1, count do asyncio.sleep(1e-9) end
  end)
end

function tests.tasks()
  among_sleepers(function(asyncio)
    local function work() end
    for _ = 1, count do asyncio.create_task(work):await() end
  end)
end

-- The same with Lua's own coroutines, without this module.
function tests.coroutines()
  local others, nothing = {}, function() end
  for i = 1, size do
    others[i] = coroutine.create(coroutine.yield)
    coroutine.resume(others[i])
  end
  ready()
  for _ = 1, count do coroutine.resume(coroutine.create(nothing)) end
  finish()
end

-- Sends a byte to one of `size` waiting tasks, each time to another one.
function tests.wakes()
  local asyncio = require "pysocket.asyncio"
  asyncio.run(function()
    local ends, woken = {}, 0
    for i = 1, size do
      local a, b = socket.socketpair()
      ends[i] = b
      asyncio.create_task(function()
        while a:recv(1) do woken = woken + 1 end
      end)
    end
    asyncio.sleep(0)
    ready()
    for i = 1, count do
      ends[i * 7 % size + 1]:send("x")
      asyncio.sleep(0)
    end
    while woken < count do asyncio.sleep(0) end
    finish()
  end)
end

-- In batches of `size`, tasks end their blocks in the turn in which their time limits are due.
function tests.limits()
  local asyncio = require "pysocket.asyncio"
  local event, limits
  local function work(i)
    local limit <close> = asyncio.timeout(nil)
    limits[i] = limit
    event:wait()
  end
  asyncio.run(function()
    ready()
    for _ = 1, math.max(1, count // size) do
      event, limits = asyncio.Event(), {}
      local all = {}
      for i = 1, size do all[i] = asyncio.create_task(work, i) end
      asyncio.sleep(0)
      event:set()
      for i = 1, size do limits[i]:reschedule(0) end
      all[size + 1] = {return_exceptions = true}  -- a version may let them expire
      asyncio.gather(table.unpack(all))
    end
    finish()
  end)
end

-- Creates `count` tasks, which sleep.
function tests.sleepers()
  local asyncio = require "pysocket.asyncio"
  ready()
  asyncio.run(function()
    for _ = 1, count do asyncio.create_task(asyncio.sleep, 3600) end
    asyncio.sleep(0)
    finish()
  end)
end

side.add(tests, connect, ssl and ssl.create_default_context)
side.run(tests)
