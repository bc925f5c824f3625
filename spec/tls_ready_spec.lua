-- A call may receive more from the kernel than it returns. The kernel does not report the rest again, so the
-- SSLSocket has to report it: to tasks that already wait, and to later calls.
local certificates = require "spec.support.certificates"
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local tls = require "spec.support.tls"
local asyncio = require "pysocket.asyncio"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("An SSLSocket that has received something", function() pending(tls.missing()) end) end

local WAIT = 5

-- Each waits until data can be read, and returns whether it can.
local WAYS = {
  {"select", function(s) return #select.select({s}, {}, {}, WAIT) == 1 end},
  {"poll", function(s)
    local poll = select.poll()
    poll:register(s, select.POLLIN)
    return #poll:poll(WAIT * 1000) == 1
  end},
  {"epoll", function(s)
    local ep <close> = select.epoll()
    ep:register(s, select.EPOLLIN)
    return #ep:poll(WAIT) == 1
  end},
  {"epoll at edges", function(s)
    local ep <close> = select.epoll()
    ep:register(s, select.EPOLLIN | select.EPOLLET)
    return #ep:poll(WAIT) == 1
  end},
  {"epoll for one time", function(s)
    local ep <close> = select.epoll()
    ep:register(s, select.EPOLLIN | select.EPOLLONESHOT)
    return #ep:poll(WAIT) == 1
  end},
}
for _, class in ipairs{"SelectSelector", "PollSelector", "EpollSelector"} do
  WAYS[#WAYS + 1] = {class, function(s)
    local sel <close> = selectors[class]()
    sel:register(s, selectors.EVENT_READ)
    return #sel:select(WAIT) == 1
  end}
end

-- Each makes data arrive and receives it without leaving the task, so before the event loop learns of it.
local CAUSES = {
  {"decrypted bytes", function(s, peer)
    peer.send "abc"
    assert.equal("a", s:recv(1))
  end},
  {"a whole record", function(s, peer)
    peer.send("a", "b")
    assert.equal("a", s:recv(10))
  end},
  {"the end", function(s, peer)
    peer.finish()
    assert.is_nil(s:recv(10))
  end},
  {"an end that was read twice", function(s, peer)
    peer.finish()
    for _ = 1, 2 do assert.is_nil(s:recv(10)) end
  end},
  {"an error", function(s, peer)
    peer.garbage()
    support.raises(ssl.SSLError, s.recv, s, 10)
  end},
  {"what another wait has received", function(s, peer)
    peer.send "abc"
    assert.equal(s, select.select({s}, {}, {}, 0)[1])
  end},
}

describe("An SSLSocket that has received something", function()
  after_each(support.cleanup)

  for _, cause in ipairs(CAUSES) do
    for _, way in ipairs(WAYS) do
      it(("wakes a task that waits in %s: %s"):format(way[1], cause[1]), tasks.main(function()
        local s, peer = tls.wire()
        local waiting = asyncio.create_task(way[2], s)
        tasks.turns()
        local began = support.now()
        cause[2](s, peer)
        assert.is_true(waiting:await())
        assert.is_true(support.now() - began < WAIT / 2)
      end))

      it(("is reported by %s: %s"):format(way[1], cause[1]), function()
        local s, peer = tls.wire()
        cause[2](s, peer)
        local began = support.now()
        assert.is_true(way[2](s))
        assert.is_true(support.now() - began < WAIT / 2)
      end)
    end

    it("wakes a task that waits in recv: " .. cause[1], tasks.main(function()
      local s, peer = tls.wire()
      local reader = asyncio.create_task(function() return pcall(s.recv, s, 10) end)
      tasks.turns()
      local began = support.now()
      cause[2](s, peer)
      reader:await()
      assert.is_true(support.now() - began < WAIT / 2)
    end))
  end

  for _, way in ipairs(WAYS) do
    it("is reported after a handshake that has received data, by " .. way[1], function()
      local a, b = support.tcp_pair()
      local server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      server:load_cert_chain(certificates.server.both)
      local s = support.close_later(server:wrap_socket(b, {server_side = true, do_handshake_on_connect = false}))
      local incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
      local client = tls.client()
      local object = client:wrap_bio(incoming, outgoing, {server_hostname = "localhost"})
      s:setblocking(false)
      assert.is_false(pcall(object.do_handshake, object))
      a:sendall(outgoing:read())
      assert.is_false(pcall(s.do_handshake, s))
      incoming:write(a:recv(65536))
      object:do_handshake()
      object:write "early"
      a:sendall(outgoing:read()) -- the end of the handshake, and data
      s:settimeout(WAIT)
      s:do_handshake()
      local began = support.now()
      assert.is_true(way[2](s))
      assert.is_true(support.now() - began < WAIT / 2)
      assert.equal("early", s:recv(100))
    end)
  end

  it("wakes all tasks that wait in one epoll object, and in two", tasks.main(function()
    local s, peer = tls.wire()
    local one <close> = select.epoll()
    local two <close> = select.epoll()
    local waiting = {}
    one:register(s, select.EPOLLIN)
    two:register(s, select.EPOLLIN)
    for i, ep in ipairs{one, one, two} do
      waiting[i] = asyncio.create_task(function() return #ep:poll(WAIT) end)
    end
    tasks.turns()
    peer.send "abc"
    assert.equal("a", s:recv(1))
    for i = 1, 3 do assert.equal(1, waiting[i]:await()) end
  end))

  it("triggers epoll's edge once, and again when more data has arrived", function()
    local s, peer = tls.wire()
    local ep <close> = select.epoll()
    ep:register(s, select.EPOLLIN | select.EPOLLET)
    assert.equal(0, #ep:poll(0))
    peer.send("abc", "def")
    assert.equal(1, #ep:poll(WAIT))
    assert.equal(0, #ep:poll(0.01))
    assert.equal("a", s:recv(1))
    assert.equal(0, #ep:poll(0.01))
    assert.equal("bc", s:recv(10))
    assert.equal(0, #ep:poll(0.01))
    peer.send "ghi"
    assert.equal(1, #ep:poll(WAIT))
    assert.equal("def", s:recv(10))
    assert.equal(0, #ep:poll(0))
    ep:modify(s, select.EPOLLIN | select.EPOLLET)
    assert.equal(1, #ep:poll(0))
  end)

  it("is ignored by an epoll object that is closed, or from which it was removed", function()
    local s, peer = tls.wire()
    local ep = select.epoll()
    local other <close> = select.epoll()
    for _, e in ipairs{ep, other} do e:register(s, select.EPOLLIN | select.EPOLLET) end
    ep:close()
    other:unregister(s)
    peer.send "abc"
    assert.equal("a", s:recv(1))
    assert.equal(0, #other:poll(0))
  end)
end)

-- Records without data for the program. A call processes some of them and then lets other tasks run.
describe("Data behind hundreds of session tickets", function()
  after_each(support.cleanup)

  for _, way in ipairs(WAYS) do
    it("is reported by " .. way[1], function()
      local s, peer = tls.wire(nil, nil, 500)
      peer.send "data"
      local began = support.now()
      assert.is_true(way[2](s))
      assert.is_true(support.now() - began < WAIT / 2)
      assert.equal("data", s:recv(100))
    end)

    it("wakes a task that waits in " .. way[1], tasks.main(function()
      local s, peer = tls.wire(nil, nil, 500)
      local waiting = asyncio.create_task(way[2], s)
      tasks.turns()
      local began = support.now()
      peer.send "data"
      assert.is_true(waiting:await())
      assert.is_true(support.now() - began < WAIT / 2)
      assert.equal("data", s:recv(100))
    end))
  end

  it("reaches a task after turns of the others, and not after a rest", tasks.main(function()
    local s, peer = tls.wire(nil, nil, 500)
    local turns = 0
    local clock = asyncio.create_task(function()
      while true do
        turns = turns + 1
        asyncio.sleep(0)
      end
    end)
    peer.send "data"
    assert.equal("data", s:recv(100))
    clock:cancel()
    assert.is_true(turns >= 5 and turns <= 50, turns .. " turns of another task")
  end))

  it("reaches a task after others have received what had arrived for them", tasks.main(function()
    local s, peer = tls.wire(nil, nil, 500)
    local a, b = support.tcp_pair()
    local order = tasks.log()
    local other = asyncio.create_task(function() order(a:recv(10)) end)
    tasks.turns()
    peer.send "data"
    b:sendall "other"
    order(s:recv(100))
    other:await()
    assert.same({"other", "data"}, order.list)
  end))

  it("can be waited for with a timeout, which ends the wait among the tickets", tasks.main(function()
    local s, peer = tls.wire(nil, nil, 500)
    peer.send "data"
    s:settimeout(1e-6)
    support.raises("TimeoutError", s.recv, s, 100)
    s:settimeout(WAIT)
    assert.equal("data", s:recv(100))
  end))

  for _, way in ipairs(WAYS) do
    it("reaches a socket without a timeout that asks " .. way[1], function()
      local s, peer = tls.wire(nil, nil, 500)
      s:setblocking(false)
      peer.send "data"
      local ok, data
      repeat
        ok, data = pcall(s.recv, s, 100)
        assert.is_true(ok or socket.isinstance(data, ssl.SSLWantReadError))
      until ok or not way[2](s)
      assert.equal("data", ok and data)
    end)
  end

  it("reaches an SSLObject at once", function()
    local server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server:load_cert_chain(certificates.server.both)
    server.num_tickets = 500
    local client = tls.client()
    local up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    local a = client:wrap_bio(down, up, {server_hostname = "localhost"})
    local b = server:wrap_bio(up, down, true)
    assert.is_false(pcall(a.do_handshake, a))
    assert.is_false(pcall(b.do_handshake, b))
    a:do_handshake()
    b:do_handshake()
    b:write "data"
    assert.equal("data", a:read(100))
  end)
end)
