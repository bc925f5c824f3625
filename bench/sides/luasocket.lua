--- The tests with LuaSocket, as its manual uses it, and LuaSec.

local socket = require "socket"
local unix = require "socket.unix"

local side = dofile(arg[0]:match "^.*/" .. "harness.lua")
local kind, size, count, address, file = side.kind, side.size, side.count, side.address, side.file
local data = side.data

local function ready(s)
  side.ready(s and kind ~= "unix" and select(2, s:getsockname()) or nil)
end

local ssl, client, server
if kind == "tls" then
  ssl = require "ssl"
  client = assert(ssl.newcontext{mode = "client", protocol = "any", verify = "peer", cafile = file})
  server = assert(ssl.newcontext{mode = "server", protocol = "any", key = file, certificate = file})
end

local SUBJECT_ALT_NAME = "2.5.29.17"

-- LuaSec verifies the chain, but leaves it to its user to check the host name.
local function verify_name(s, host)
  local names, wildcard = s:getpeercertificate():extensions()[SUBJECT_ALT_NAME], host:gsub("^[^.]+", "*")
  for _, name in ipairs(names and names.dNSName or {}) do
    name = name:lower()
    if name == host or name == wildcard then return end
  end
  error("the certificate is not for " .. host)
end

local function with_tls(s, context)
  s = assert(ssl.wrap(s, context))
  if context == client then s:sni("localhost") end
  assert(s:dohandshake())
  if context == client then verify_name(s, "localhost") end
  return s
end

local function connect()
  local s
  if kind == "unix" then
    s = assert(unix())
    assert(s:connect(address))
  else
    s = socket.tcp4()
    assert(s:connect("127.0.0.1", address))
  end
  return client and with_tls(s, client) or s
end

local function connected()
  local s = connect()
  if kind == "tcp" then s:setoption("tcp-nodelay", true) end
  ready()
  return s
end

local function listening()
  if kind ~= "unix" then return assert(socket.bind("127.0.0.1", 0, 4096)) end
  local s = assert(unix())
  assert(s:bind(address))
  assert(s:listen(4096))
  return s
end

local function udp()
  return assert(socket.udp())
end

local tests = {}

function tests.pingpong()
  local s = connected()
  for _ = 1, count do
    s:send(data)
    s:receive(size)
  end
end

function tests.send()
  local s = connected()
  for _ = 1, count do s:send(data) end
end

function tests.send_one()
  local s = connected()
  for _ = 1, count do s:send("x") end
end

function tests.recv()
  local s = connected()
  local left = count * 1024
  while left > 0 do left = left - #s:receive(size) end
end

function tests.recv_one()
  local s = connected()
  for _ = 1, count do s:receive(1) end
end

function tests.sendfile()
  local s = connected()
  for _ = 1, count do
    local f <close> = assert(io.open(file, "rb"))
    for chunk in f:lines(65536) do s:send(chunk) end
  end
end

function tests.lines()
  local s = connected()
  for _ = 1, count do s:receive("*l") end
end

function tests.accept()
  local s = listening()
  ready(s)
  for _ = 1, count do
    local conn = assert(s:accept())
    if server then conn = with_tls(conn, server) end
    conn:close()
  end
end

local function default_context()
  return assert(ssl.newcontext{mode = "client", protocol = "any", verify = "peer",
                               cafile = "/etc/ssl/certs/ca-certificates.crt"})
end

function tests.sendto()
  local s = udp()
  ready()
  for _ = 1, count do s:sendto(data, "127.0.0.1", address) end
end

function tests.recvfrom()
  local s = udp()
  assert(s:setsockname("127.0.0.1", 0))
  ready(s)
  for _ = 1, count do s:receivefrom(size) end
end

function tests.udp_send()
  local s = udp()
  assert(s:setpeername("127.0.0.1", address))
  ready()
  for _ = 1, count do s:send(data) end
end

function tests.udp_recv()
  local s = udp()
  assert(s:setpeername("127.0.0.1", address))
  ready(s)
  for _ = 1, count do s:receive(size) end
end

function tests.would_block()
  local s = connected()
  s:settimeout(0)
  for _ = 1, count do
    local ok, e = s:receive(size)
    if ok or e ~= "timeout" then error(e) end
  end
end

function tests.fileno()
  local s = connected()
  for _ = 1, count do s:getfd() end
end

-- The server uses coroutines and select, as Copas does.
function tests.echo()
  local listener = listening()
  local readers, writers, threads = {listener}, {}, {}
  local place_of = {}

  local function wait(s, set)
    set[#set + 1] = s
    place_of[s] = #set
    coroutine.yield()
  end

  local function unwait(s, set)
    local i, last = place_of[s], set[#set]
    set[i], place_of[last] = last, i
    set[#set], place_of[s] = nil, nil
  end

  local function handle(conn)
    conn:settimeout(0)
    while server and not conn:dohandshake() do wait(conn, readers) end
    while true do
      local message, e, part = conn:receive(4096)
      message = message or part
      if #message > 0 then
        local sent = conn:send(message)
        while not sent do
          wait(conn, writers)
          sent = conn:send(message)
        end
      elseif e == "timeout" or e == "wantread" then
        wait(conn, readers)
      else
        break
      end
    end
    conn:close()
  end

  local function run(s, set)
    unwait(s, set)
    assert(coroutine.resume(threads[s]))
  end

  side.serving((select(2, listener:getsockname())))
  while true do
    local readable, writable = socket.select(readers, writers)
    for _, s in ipairs(readable) do
      if s == listener then
        local conn = assert(listener:accept())
        if server then conn = assert(ssl.wrap(conn, server)) end
        threads[conn] = coroutine.create(handle)
        assert(coroutine.resume(threads[conn], conn))
      else
        run(s, readers)
      end
    end
    for _, s in ipairs(writable) do run(s, writers) end
  end
end

side.add(tests, connect, default_context)
side.run(tests)
