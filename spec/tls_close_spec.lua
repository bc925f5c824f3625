-- The close of an SSLSocket that still holds bytes which the kernel has not taken.
local support = require "spec.support"
local tls = require "spec.support.tls"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local select = require "pysocket.select"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("A close with unsent data", function() pending(tls.missing()) end) end

-- Returns a connection that has sent all that it can without its peer reading, the peer, and the number of bytes.
local function clogged()
  local a, b = support.tcp_pair()
  a:setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
  b:setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
  local server = asyncio.create_task(function() return (tls.server "server":wrap_socket(b, {server_side = true})) end)
  local s = support.close_later(tls.client():wrap_socket(a, {server_hostname = "localhost"}))
  local peer = support.close_later(server:await())
  s:setblocking(false)
  local count = 0
  local function writable()  -- later acknowledgements may make space
    local _, list = select.select({}, {s}, {}, 0.1)
    return #list > 0
  end
  repeat
    local ok, n = pcall(s.send, s, ("x"):rep(16384))
    if ok then count = count + n end
  until not ok and not writable()
  s:settimeout(nil)
  return s, peer, count
end

-- Returns the number of bytes that the peer receives until the connection ends in any way.
local function receive(peer)
  local count = 0
  while true do
    local ok, data = pcall(peer.recv, peer, 65536)
    if not ok or not data then return count end
    count = count + #data
  end
end

describe("A close with unsent data", function()
  after_each(support.cleanup)

  it("waits until the peer has taken it", tasks.main(function()
    local s, peer, count = clogged()
    local closing = asyncio.create_task(s.close, s)
    asyncio.sleep(0)
    assert.is_false(closing:done())
    assert.equal(count, receive(peer))
    closing:await()
  end))

  it("ends with the timeout of the socket, without an error", tasks.main(function()
    local s, peer, count = clogged()
    s:settimeout(0.05)
    s:close()
    assert.equal(-1, s:fileno())
    assert.is_true(receive(peer) < count)
  end))

  it("ends with a timeout of asyncio", tasks.main(function()
    local s, peer, count = clogged()
    support.raises("TimeoutError", asyncio.wait_for, asyncio.create_task(s.close, s), 0.05)
    assert.equal(-1, s:fileno())
    assert.is_true(receive(peer) < count)
  end))

  it("ends if its task is cancelled", tasks.main(function()
    local s, peer, count = clogged()
    local closing = asyncio.create_task(s.close, s)
    asyncio.sleep(0)
    assert.is_false(closing:done())
    closing:cancel()
    tasks.cancelled(closing)
    assert.equal(-1, s:fileno())
    assert.is_true(receive(peer) < count)
    s:close()
  end))
end)
