--- Feeds TLS records from a peer that sends anything to a client or a server before, during and
-- after its handshake, through MemoryBIOs and sockets. A call must return a result or raise an
-- error of this module, and the data that is read must be what the peer has encrypted.
local source = require "spec.host.fuzz.source"
local socket = require "pysocket"
local tls = require "spec.host.tls"

local ssl = tls.ssl
local server, client = tls.server(), tls.client()
local old_server = tls.server(function(context) context.maximum_version = ssl.TLSVersion.TLSv1_2 end)

local NAME = {server_hostname = "localhost"}
local SERVER = {server_side = true, do_handshake_on_connect = false}
local CLIENT = {server_hostname = "localhost", do_handshake_on_connect = false}

-- ---- what is sent ---------------------------------------------------------------

local TYPES = {20, 21, 22, 23, 24}  -- change_cipher_spec, alert, handshake, application data, heartbeat
local HANDSHAKES = {0, 1, 2, 4, 8, 11, 13, 15, 20, 24, 254}

local function body(from)
  if from:byte() % 2 == 0 then return from:string() end
  local message = from:string(60)
  local length = from:byte() % 8 == 0 and from:below(70000) or #message
  return string.pack(">BI3", from:pick(HANDSHAKES), length) .. message
end

-- Returns a record whose type, version and length are usually right.
local function record(from)
  local text = body(from)
  local how = from:byte()
  local kind = how < 240 and TYPES[how % #TYPES + 1] or from:byte()
  local version = from:byte() < 240 and 0x0303 or from:below(65536)
  local length = from:byte() < 240 and #text or from:below(65536)
  return string.pack(">BI2I2", kind, version, length) .. text
end

local function piece(from)
  return from:byte() % 3 == 0 and from:string() or record(from)
end

-- Damages the records: changes a bit, removes a byte, inserts something, or repeats everything.
local function damaged(from, data)
  local how, at = from:byte() % 6, from:below(math.max(1, #data)) + 1
  if how == 0 then return data:sub(1, at - 1) .. data:sub(at + 1) end
  if how == 1 then return data .. data end
  if how == 2 then return data:sub(1, at) .. piece(from) .. data:sub(at + 1) end
  if how == 3 and data ~= "" then
    return data:sub(1, at - 1) .. string.char(data:byte(at) ~ 1 << from:byte() % 8) .. data:sub(at + 1)
  end
  return data
end

-- ---- what is called -------------------------------------------------------------

-- Reads, and checks that the data is the beginning of `expected`; returns the rest of it.
local function read(o, expected)
  local ok, data = pcall(o.read, o, 100)
  if not source.expected(ok, data) then return expected end
  data = data or ""
  assert(expected:sub(1, #data) == data, "read returned data that was not sent")
  return expected:sub(#data + 1)
end

local calls = {
  function(o) return pcall(o.do_handshake, o) end,
  function(o) return pcall(o.write, o, "") end,
  function(o) return pcall(o.unwrap, o) end,
  function(o) return pcall(o.getpeercert, o) end,
  function(o) return pcall(o.pending, o) end,
  function(o) return pcall(tostring, o.session) end,
  function(o) return pcall(o.verify_client_post_handshake, o) end,
}

local function use(from, o, expected)
  expected = read(o, expected)
  source.expected(from:pick(calls)(o))
  return expected
end

local modes = {}

-- Feeds any bytes, which never make a connection.
local function raw(context, opts)
  return function(from)
    local to = ssl.MemoryBIO()
    local o = context:wrap_bio(to, ssl.MemoryBIO(), opts)
    while not from:done() do
      to:write(from:string())
      use(from, o, "")
    end
    to:write_eof()
    use(from, o, "")
  end
end

function modes.to_client(from) raw(client, NAME)(from) end
function modes.to_server(from) raw(server, {server_side = true})(from) end

-- Feeds the whole input in one piece, so that a stored ClientHello is complete.
function modes.hello(from)
  local to = ssl.MemoryBIO()
  local o = server:wrap_bio(to, ssl.MemoryBIO(), {server_side = true})
  to:write(from:rest())
  for _ = 1, 2 do use(from, o, "") end
end

-- Runs a handshake whose records are damaged on the way.
function modes.handshake(from)
  local to_a, to_b, from_a, from_b = ssl.MemoryBIO(), ssl.MemoryBIO(), ssl.MemoryBIO(), ssl.MemoryBIO()
  local a = client:wrap_bio(to_a, from_a, NAME)
  local b = (from:byte() % 2 == 0 and server or old_server):wrap_bio(to_b, from_b, {server_side = true})
  for _ = 1, 6 do
    source.expected(pcall(a.do_handshake, a))
    to_b:write(damaged(from, from_a:read()))
    source.expected(pcall(b.do_handshake, b))
    to_a:write(damaged(from, from_b:read()))
  end
  use(from, a, "")
  use(from, b, "")
end

-- Each side of a connection receives the other's records, with arbitrary ones in between.
function modes.connection(from)
  local a, b, to_a, to_b = tls.objects(NAME, from:byte() % 2 == 0 and server or old_server, client)
  local for_a, for_b = "", ""
  for i = 1, 8 do
    local text = ("%d%s"):format(i, from:string(20))
    if pcall(a.write, a, text) then for_b = for_b .. text end
    if pcall(b.write, b, text) then for_a = for_a .. text end
    if from:byte() % 3 == 0 then to_a:write(piece(from)) end
    if from:byte() % 3 == 0 then to_b:write(piece(from)) end
    for_a, for_b = use(from, a, for_a), use(from, b, for_b)
  end
end

-- Feeds bytes that are not TLS through a socket.
local function by_socket(context, opts)
  return function(from)
    local a, b = socket.socketpair()
    a:settimeout(0)
    b:settimeout(0)
    local s <close> = context:wrap_socket(a, opts)
    local peer <close> = b
    for _ = 1, 4 do
      source.expected(pcall(peer.send, peer, piece(from)))
      use(from, s, "")
    end
    if from:byte() % 2 == 0 then peer:shutdown(socket.SHUT_WR) end
    use(from, s, "")
  end
end

modes.client_socket, modes.server_socket = by_socket(client, CLIENT), by_socket(server, SERVER)

local names = {}
for name in pairs(modes) do names[#names + 1] = name end
table.sort(names)

return function(data)
  local from = source(data)
  modes[from:pick(names)](from)
end
