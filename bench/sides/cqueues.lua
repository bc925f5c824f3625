--- The tests with cqueues. It only sends and receives datagrams on connected sockets, and
-- cannot receive into a buffer, so those tests are missing.

local cqueues = require "cqueues"
local socket = require "cqueues.socket"

local side = dofile(arg[0]:match "^.*/" .. "harness.lua")
local kind, size, count, address, file = side.kind, side.size, side.count, side.address, side.file
local data = side.data

local function ready(s)
  side.ready(s and kind ~= "unix" and select(3, s:localname()) or nil)
end

local client, server
if kind == "tls" then
  local context = require "openssl.ssl.context"
  local f <close> = assert(io.open(file))
  local pem = f:read("a")
  local certificate = require "openssl.x509".new(pem)
  local store, param = require "openssl.x509.store".new(), require "openssl.x509.verify_param".new()
  store:add(certificate)
  param:setHost("localhost")
  client = context.new("TLS")
  client:setVerify(context.VERIFY_PEER)
  client:setStore(store)
  client:setParam(param)
  server = context.new("TLS", true)
  server:setCertificate(certificate)
  server:setPrivateKey(require "openssl.pkey".new(pem))
end

-- Returns the TLS object of a client that asks for the server's name.
local function client_tls()
  local tls = require "openssl.ssl".new(client)
  tls:setHostName("localhost")
  return tls
end

local function connect()
  local s
  if kind == "unix" then
    s = socket.connect{path = address}
  else
    s = socket.connect{host = "127.0.0.1", port = tonumber(address), nodelay = kind ~= "udp",
                       type = kind == "udp" and socket.SOCK_DGRAM or nil}
  end
  assert(s:connect())
  if client then assert(s:starttls(client_tls())) end
  return s
end

local function connected()
  local s = connect()
  s:setmode("bn", "bn")
  ready(kind == "udp" and s)
  return s
end

local function listening()
  local s = kind == "unix" and socket.listen{path = address}
    or socket.listen{host = "127.0.0.1", port = 0, nodelay = true}
  assert(s:listen())
  return s
end

local tests = {}

function tests.pingpong()
  local s = connected()
  for _ = 1, count do
    s:write(data)
    s:read(size)
  end
end

function tests.send()
  local s = connected()
  for _ = 1, count do s:write(data) end
end

function tests.send_one()
  local s = connected()
  for _ = 1, count do s:send("x", 1, 1) end
end

function tests.recv()
  local s = connected()
  local left = count * 1024
  while left > 0 do left = left - #s:read(-size) end
end

function tests.recv_one()
  local s = connected()
  for _ = 1, count do s:read(1) end
end

function tests.sendfile()
  local s = connected()
  for _ = 1, count do
    local f <close> = assert(io.open(file, "rb"))
    for chunk in f:lines(65536) do s:write(chunk) end
  end
end

function tests.lines()
  local s = connected()
  for _ = 1, count do s:read("*l") end
end

function tests.accept()
  local s = listening()
  ready(s)
  for _ = 1, count do
    local conn = s:accept()
    if server then assert(conn:starttls(server)) end
    conn:close()
  end
end

function tests.udp_send()
  local s = connected()
  for _ = 1, count do s:send(data, 1, size) end
end

function tests.udp_recv()
  local s = connected()
  for _ = 1, count do s:read(-size) end
end

function tests.would_block()
  local s = connected()
  s:settimeout(0)
  for _ = 1, count do
    local ok = s:recv(-size)
    if ok then error("something came") end
  end
end

function tests.fileno()
  local s = connected()
  for _ = 1, count do s:pollfd() end
end

local function default_context()
  local context, store = require "openssl.ssl.context".new("TLS"), require "openssl.x509.store".new()
  store:addDefaults()
  context:setStore(store)
  return context
end

-- Runs until it is killed.
function tests.echo()
  local cq = cqueues.new()
  local function handle(conn)
    conn:setmode("bn", "bn")
    if server then assert(conn:starttls(server)) end
    while true do
      local message = conn:read(-4096)
      if not message then break end
      conn:write(message)
    end
    conn:close()
  end
  local s = listening()
  side.serving((select(3, s:localname())))
  cq:wrap(function()
    while true do
      local conn = s:accept()
      cq:wrap(handle, conn)
    end
  end)
  assert(cq:loop())
end

side.add(tests, connect, default_context)
side.run(tests)
