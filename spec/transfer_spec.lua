-- socket/transfer.c: recv, recvfrom, recv_into, recvfrom_into, send, sendall, sendto.
local support = require "spec.support"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local poller = require "pysocket.select"
local socket = require "pysocket"

local new = support.socket

-- All 256 bytes, NUL included, each more than once.
local BYTES = (function()
  local t = {}
  for i = 0, 255 do t[#t + 1] = string.char(i) end
  return table.concat(t):rep(3) .. "\0\0"
end)()

local function unix_datagrams()
  local a, b = new(socket.AF_UNIX, socket.SOCK_DGRAM), new(socket.AF_UNIX, socket.SOCK_DGRAM)
  a:bind(support.unix_path "a")
  b:bind(support.unix_path "b")
  return a, b
end

-- Receives exactly n bytes from a stream.
local function receive(s, n)
  local parts, got = {}, 0
  while got < n do
    local data = assert(s:recv(n - got), "the stream ended")
    assert(#data > 0, "recv returned an empty string") -- the loop would never end
    parts[#parts + 1] = data
    got = got + #data
  end
  return table.concat(parts)
end

-- Counts the bytes that arrive until the stream ends.
local function count(s)
  local n = 0
  while true do
    local data = s:recv(1 << 20)
    if not data then return n end
    assert(#data > 0, "recv returned an empty string")
    n = n + #data
  end
end

-- Returns a socket that is connected to a Python script, which has its own end as `s`, and the script.
local function python_peer(code)
  local listener, address = support.listener()
  local child = support.spawn_python("import socket, sys\n"
    .. 's = socket.create_connection(("127.0.0.1", int(sys.argv[1])))\n' .. code, {address.port})
  return support.close_later((listener:accept())), child
end

-- Returns a connection whose buffers are so full that not even one more byte fits.
local function full_pair()
  local a, b = support.tcp_pair()
  a:setblocking(false)
  local chunk, sent = ("x"):rep(1 << 20), 0
  local calm = 0
  -- TCP keeps moving bytes to the peer's buffer for a while, so the buffers are full only if they stay full.
  while calm < 5 do
    local ok, n = pcall(a.send, a, chunk)
    calm = ok and 0 or calm + 1
    if ok then sent = sent + n else poller.select({}, {a}, {}, 0.02) end
  end
  return a, b, sent
end

local STREAMS = {
  {"TCP", function() return support.tcp_pair() end},
  {"TCP over IPv6", function() return support.tcp_pair(socket.AF_INET6) end, ipv6 = true},
  {"UNIX stream", function() return support.socketpair() end},
}

local MESSAGES = {
  {"UDP", function() return support.udp_socket(), support.udp_socket() end},
  {"UDP over IPv6", function() return support.udp_socket(socket.AF_INET6), support.udp_socket(socket.AF_INET6) end,
    ipv6 = true},
  {"UNIX datagram", unix_datagrams},
}

local function each(kinds, description, f)
  for _, kind in ipairs(kinds) do
    it(description:format(kind[1]), function()
      if kind.ipv6 and not support.has_ipv6() then
        pending "there is no IPv6 here"
        return
      end
      f(kind[2]())
    end)
  end
end

describe("a stream", function()
  after_each(support.cleanup)

  each(STREAMS, "of %s transfers data in both directions, including NULs", function(a, b)
    assert.equal(#BYTES, a:send(BYTES))
    assert.equal(BYTES, receive(b, #BYTES))
    assert.is_nil(b:sendall(BYTES))
    assert.equal(BYTES, receive(a, #BYTES))
  end)

  each(STREAMS, "of %s returns nil at its end, which ends the slide's loop", function(a, b)
    a:sendall "last"
    a:close()
    local all = {}
    while true do
      local data = b:recv(3)
      if not data then break end
      all[#all + 1] = data
      assert.is_true(#all < 5, "the loop does not end")
    end
    assert.equal("last", table.concat(all))
    assert.is_nil(b:recv(1024))
    local data, address = b:recvfrom(1024)
    assert.is_nil(data)
    assert.is_nil(address)
    assert.equal(0, b:recv_into(socket.bytearray(10)))
  end)

  each(STREAMS, "of %s keeps the data that did not fit for the next recv", function(a, b)
    a:sendall "abcdef"
    assert.equal("ab", b:recv(2))
    assert.equal("c", b:recv(1))
    assert.equal("def", receive(b, 3))
  end)

  it("transfers every size whole, also around the sizes of the buffers", function()
    local a, b = support.socketpair()
    for _, size in ipairs{1, 2, 1023, 4096, 8191, 8192, 8193, 16384, 65535, 65536, 100000} do
      local data = BYTES:rep(size // #BYTES + 1):sub(1, size)
      a:sendall(data)
      assert.equal(data, b:recv(size, socket.MSG_WAITALL))
      a:sendall(data)
      assert.equal(data, receive(b, size))
    end
  end)

  it("transfers megabytes whole", function()
    local s, child = python_peer 's.sendall(b"0123456789abcdef" * (1 << 18))'
    assert.equal(("0123456789abcdef"):rep(1 << 18), receive(s, 1 << 22))
    assert.is_nil(s:recv(1))
    assert.equal(0, child:wait().code)
  end)

  it("of SEQPACKET keeps message boundaries, and returns nil at its end", function()
    local a, b = support.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    a:send "one"
    a:send "two\0"
    assert.equal("one", b:recv(100))
    assert.equal("two\0", b:recv(100))
    a:close()
    assert.is_nil(b:recv(100))
  end)
end)

describe("datagrams", function()
  after_each(support.cleanup)

  each(MESSAGES, "of %s arrive whole, with their sender's address", function(a, b)
    assert.equal(#BYTES, a:sendto(BYTES, b:getsockname()))
    local data, address = b:recvfrom(4096)
    assert.equal(BYTES, data)
    assert.is_true(address == a:getsockname())
    assert.equal(3, b:sendto("all", 0, address))
    assert.equal("all", a:recv(100))
  end)

  each(MESSAGES, "of %s identify their sender by its address, which can be a key", function(a, b)
    local clients, met = {}, 0
    local buffer = socket.bytearray(10)
    for _, sender_of in ipairs{
      function() return select(2, b:recvfrom(10)) end,
      function() return select(2, b:recvfrom(10, socket.MSG_DONTWAIT)) end,
      function() return select(2, b:recvfrom(20000)) end,
      function() return select(2, b:recvfrom_into(buffer)) end,
      function() return select(4, b:recvmsg(10)) end,
      function() return select(4, b:recvmsg_into{buffer}) end,
    } do
      a:sendto("x", b:getsockname())
      local from = sender_of()
      met = met + (clients[from] and 0 or 1)
      clients[from] = true
      assert.equal("from " .. tostring(from), "from " .. from)
    end
    assert.equal(1, met)
    assert.is_true(clients[a:getsockname()])
    assert.is_nil(clients[b:getsockname()])
  end)

  each(MESSAGES, "of %s may be empty, which is not the end", function(a, b)
    assert.equal(0, a:sendto("", b:getsockname()))
    a:sendto("next", b:getsockname())
    assert.equal("", b:recv(10))
    assert.equal("next", b:recv(10))
    a:sendto("", b:getsockname())
    local data, address = b:recvfrom(10)
    assert.equal("", data)
    assert.is_true(address == a:getsockname())
  end)

  each(MESSAGES, "of %s lose only the data that does not fit", function(a, b)
    a:sendto("abcdef", b:getsockname())
    a:sendto("next", b:getsockname())
    assert.equal("abc", b:recv(3))
    assert.equal("next", b:recv(3 + 1))
  end)

  each(MESSAGES, "of %s go to the peer with send and sendall", function(a, b)
    a:connect(b:getsockname())
    assert.equal(3, a:send "one")
    assert.is_nil(a:sendall "two")
    assert.equal("one", b:recv(10))
    assert.equal("two", b:recv(10))
  end)

  it("of a UNIX socket without a name have no address", function()
    local _, b = unix_datagrams()
    new(socket.AF_UNIX, socket.SOCK_DGRAM):sendto("x", b:getsockname())
    local data, address = b:recvfrom(10)
    assert.equal("x", data)
    assert.is_nil(address)
  end)

  it("can be sent to an abstract name", function()
    local b = new(socket.AF_UNIX, socket.SOCK_DGRAM)
    b:bind(support.abstract_name())
    new(socket.AF_UNIX, socket.SOCK_DGRAM):sendto("x", b:getsockname())
    assert.equal("x", b:recv(10))
  end)

  it("can be sent to a host name", function()
    local b, address = support.udp_socket()
    assert.equal(1, new(socket.AF_INET, socket.SOCK_DGRAM):sendto("x", {"localhost", address.port}))
    assert.equal("x", b:recv(10))
  end)

  it("of SOCK_RAW have their header, if permitted", function()
    if not support.has_family(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP) then
      pending "this user may not create raw sockets"
      return
    end
    local raw = new(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
    raw:bind{"127.0.0.1", 0}
    local b, address = support.udp_socket()
    local a, sender = support.udp_socket()
    a:sendto("marked\0", address)
    support.wait_until(function() -- other datagrams of this machine may arrive as well
      local packet, from = raw:recvfrom(65536)
      return from.host == "127.0.0.1" and packet:sub(29) == "marked\0"
        and string.unpack(">I2", packet, 21) == sender.port
    end)
    assert.equal("marked\0", b:recv(10))
  end)

  it("are broadcast once SO_BROADCAST is set", function()
    local receivers = {}
    local first = new(socket.AF_INET, socket.SOCK_DGRAM)
    first:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    first:bind{"127.255.255.255", 0}
    local address = first:getsockname()
    local second = new(socket.AF_INET, socket.SOCK_DGRAM)
    second:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    second:bind(address)
    receivers[1], receivers[2] = first, second
    local s = new(socket.AF_INET, socket.SOCK_DGRAM)
    assert.equal(errno.EACCES, support.raises("PermissionError", s.sendto, s, "x", address).errno)
    -- This socket only resolves "<broadcast>". A datagram to 255.255.255.255 would leave the machine.
    first = new(socket.AF_INET, socket.SOCK_DGRAM)
    first:bind{"<broadcast>", 0}
    assert.equal("255.255.255.255", first:getsockname().host)
    s:setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    assert.equal(4, s:sendto("news", address))
    for _, receiver in ipairs(receivers) do
      receiver:settimeout(10)
      assert.equal("news", receiver:recv(10))
    end
  end)
end)

describe("recv and recvfrom", function()
  after_each(support.cleanup)

  it("of no bytes is \"\", and removes no data", function()
    local a, b = support.tcp_pair()
    assert.equal("", b:recv(0))
    a:sendall "x"
    assert.equal("", b:recv(0))
    assert.equal("x", b:recv(1))
  end)

  it("obey MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL and MSG_TRUNC", function()
    local a, b = support.tcp_pair()
    assert.equal(errno.EAGAIN, support.raises("BlockingIOError", b.recv, b, 1, socket.MSG_DONTWAIT | 0).errno)
    a:sendall "abc"
    assert.equal("a", b:recv(1, socket.MSG_PEEK))
    assert.equal("ab", b:recv(2, socket.MSG_PEEK))
    assert.equal("abc", b:recv(3, socket.MSG_WAITALL))

    local c, address = support.udp_socket()
    new(socket.AF_INET, socket.SOCK_DGRAM):sendto("0123456789", address)
    -- The kernel reports a length of ten, but only four bytes were received.
    assert.equal("0123", c:recv(4, socket.MSG_PEEK | socket.MSG_TRUNC))
    assert.equal("0123456789", c:recvfrom(100))
  end)

  it("copy only received data with MSG_TRUNC on a stream", function()
    local a, b = support.tcp_pair()
    a:sendall "secret"
    b:recv(6, socket.MSG_PEEK | socket.MSG_WAITALL)
    assert.equal(("\0"):rep(6), b:recv(100, socket.MSG_TRUNC))
  end)

  it("explain how to write a call without a size", function()
    local s = new()
    for _, name in ipairs{"recv", "recvfrom"} do
      for _, f in ipairs{function() s[name](s) end, function() s[name](s, nil) end} do
        assert.matches(("the buffer size is missing; write s:%s(1024)"):format(name), support.error_message(f), 1, true)
      end
    end
  end)

  it("refuse a negative or a wrong size", function()
    local s = new()
    for _, call in ipairs{"recv", "recvfrom"} do
      local f = load(("local s, n = ... s:%s(n)"):format(call))
      assert.matches("bad argument #1 to '" .. call .. "' %(negative buffer size%)", support.error_message(f, s, -1))
      assert.matches("bad argument #1 to '" .. call .. "' %(the buffer size is missing", support.error_message(f, s))
      assert.matches("bad argument #1 to '" .. call .. "' .*no integer", support.error_message(f, s, 1.5))
    end
  end)

  -- VmHWM is the peak of the process's memory.
  it("cost no huge memory for a huge bufsize", function()
    if support.checker() then return pending("freed memory is kept by " .. support.checker()) end
    local result = support.lua([[
      local socket = require "pysocket"
      local function peak()
        for line in io.lines "/proc/self/status" do
          local kilobytes = line:match "^VmHWM:%s*(%d+)"
          if kilobytes then return tonumber(kilobytes) end
        end
      end
      local a, b = socket.socketpair()
      local c, d = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
      local before = peak()
      for _, size in ipairs{1 << 20, 1 << 30, 1 << 31, (1 << 32) + 2, 1 << 40, math.maxinteger} do
        a:sendall "stream"
        assert(b:recv(size) == "stream")
        a:sendall "stream"
        assert(b:recvfrom(size) == "stream")
        c:send "datagram"
        assert(d:recv(size) == "datagram")
        c:send "datagram"
        assert(d:recvfrom(size) == "datagram")
      end
      collectgarbage()
      print(peak() - before)
    ]])
    assert.is_true(tonumber(result) < 4096, result .. " kB") -- a scratch buffer of one MiB, and some overhead
  end)

  it("leave no Lua memory behind beyond the string itself", function()
    local a, b = support.socketpair()
    a:sendall(("x"):rep(1000))
    b:recv(1 << 20)
    collectgarbage()
    collectgarbage "stop"
    a:sendall(("x"):rep(1000))
    local before = collectgarbage "count"
    b:recv(1 << 20)
    local kilobytes = collectgarbage "count" - before
    collectgarbage "restart"
    assert.is_true(kilobytes < 1.5, kilobytes .. " kB")
  end)

  it("raise ECONNRESET if the peer has closed with unread data", function()
    local a, b = support.tcp_pair()
    a:sendall "never read"
    b:recv(1, socket.MSG_PEEK)
    b:close()
    assert.equal(errno.ECONNRESET, support.raises("ConnectionResetError", a.recv, a, 1).errno)
  end)
end)

describe("recv_into and recvfrom_into", function()
  after_each(support.cleanup)

  it("fill a bytearray or a view, and return the number of bytes", function()
    local a, b = support.tcp_pair()
    local buffer = socket.bytearray(("-"):rep(10))
    a:sendall "abc"
    assert.equal(3, b:recv_into(buffer))
    assert.equal("abc-------", buffer:sub())
    a:sendall "de\0"
    assert.equal(3, b:recv_into(buffer:view(4)))
    assert.equal("abcde\0----", buffer:sub())
  end)

  it("accept nbytes and flags, by keyword too", function()
    local a, b = support.tcp_pair()
    local buffer = socket.bytearray(10)
    a:sendall "abcdef"
    b:recv(6, socket.MSG_PEEK | socket.MSG_WAITALL)
    assert.equal(2, b:recv_into(buffer, 2))
    assert.equal(2, b:recv_into(buffer, 2, socket.MSG_PEEK))
    assert.equal("cd", buffer:sub(1, 2))
    assert.equal(1, b:recv_into(buffer, {nbytes = 1}))
    assert.equal("cd", buffer:sub(1, 2))
    assert.equal(3, b:recv_into(buffer, {flags = socket.MSG_DONTWAIT}))
    assert.equal("def", buffer:sub(1, 3))
    assert.matches("buffer too small for requested bytes", support.error_message(b.recv_into, b, buffer, 11))
    assert.matches("bytearray or view expected, got string", support.error_message(b.recv_into, b, "text"))
  end)

  it("return the sender's address", function()
    local a, address = support.udp_socket()
    local b, to = support.udp_socket()
    local buffer = socket.bytearray(10)
    a:sendto("datagram", to)
    local n, from = b:recvfrom_into(buffer, 4)
    assert.equal(4, n)
    assert.is_true(from == address)
    assert.equal("data\0", buffer:sub(1, 5))
  end)
end)

describe("send and sendall", function()
  after_each(support.cleanup)

  it("accept a string, a bytearray or a view", function()
    local a, b = support.tcp_pair()
    local buffer = socket.bytearray "0123456789"
    assert.equal(3, a:send "abc")
    assert.equal(10, a:send(buffer))
    a:sendall(buffer:view(3, 5))
    assert.equal("abc0123456789234", receive(b, 16))
    assert.matches("bad argument #1 to 'send' %(string, bytearray or view expected, got table%)",
      support.error_message(function() a:send{} end))
  end)

  it("return from send how much was sent, which may be less", function()
    local a, b = support.tcp_pair()
    a:setblocking(false)
    local n = a:send(("x"):rep(1 << 25))
    assert.is_true(n > 0 and n < 1 << 25)
    assert.equal(n, #receive(b, n))
  end)

  for _, timeout in ipairs{"none", 20} do
    it("sendall sends everything, however slowly; timeout: " .. timeout, function()
      local s, child = python_peer [[
import hashlib
h, n = hashlib.sha1(), 0
while data := s.recv(1000):
    h.update(data)
    n += len(data)
print(n, h.hexdigest())
]]
      s:settimeout(tonumber(timeout))
      local data = BYTES:rep(8000)
      assert.is_nil(s:sendall(data))
      s:close()
      local expected = support.python("import hashlib, sys\n"
        .. "print(len(d := open(sys.argv[1], 'rb').read()), hashlib.sha1(d).hexdigest())", {support.tmpfile(data)})
      assert.equal(expected, child:line() .. "\n")
    end)
  end

  it("sendall reports in bytes_sent what the kernel had accepted when the timeout expired", function()
    local a, b, sent = full_pair()
    a:settimeout(0.05)
    local e = support.raises("TimeoutError", a.sendall, a, "not one byte")
    assert.equal(0, e.bytes_sent)
    a:close()
    assert.equal(sent, count(b))

    a, b = support.tcp_pair()
    a:settimeout(0.05)
    e = support.raises("TimeoutError", a.sendall, a, ("x"):rep(1 << 25))
    assert.equal("sendall", e.call)
    a:close()
    assert.equal(e.bytes_sent, count(b))
  end)

  it("sendall reports bytes_sent if it must not wait, too", function()
    local a, b = support.tcp_pair()
    a:setblocking(false)
    local e = support.raises("BlockingIOError", a.sendall, a, ("x"):rep(1 << 25))
    assert.equal(errno.EAGAIN, e.errno)
    a:close()
    assert.equal(e.bytes_sent, count(b))
  end)

  it("sendall reports bytes_sent if the peer resets the connection", function()
    local c, child = python_peer [[
import struct
n = len(s.recv(100000, socket.MSG_WAITALL))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
s.close()
print(n)
]]
    local e = support.raises("ConnectionError", c.sendall, c, ("x"):rep(1 << 25))
    assert.is_true(e.errno == errno.ECONNRESET or e.errno == errno.EPIPE)
    assert.is_true(e.bytes_sent >= tonumber(child:line()) and e.bytes_sent < 1 << 25)
    assert.equal("sendall", e.call)
  end)

  it("raise BrokenPipeError when the peer has closed", function()
    for _, call in ipairs{"send", "sendall"} do
      local a, b = support.socketpair()
      b:close()
      local e = support.raises("BrokenPipeError", a[call], a, "x")
      assert.equal(errno.EPIPE, e.errno)
      assert.equal(call, e.call)
    end
  end)

  it("send raises ENOTCONN, EDESTADDRREQ and EMSGSIZE as the kernel does", function()
    local s = new(socket.AF_UNIX)
    assert.equal(errno.ENOTCONN, support.raises("OSError", s.send, s, "x").errno)
    s = new(socket.AF_INET, socket.SOCK_DGRAM)
    assert.equal(errno.EDESTADDRREQ, support.raises("OSError", s.send, s, "x").errno)
    local _, address = support.udp_socket()
    s:connect(address)
    assert.equal(errno.EMSGSIZE, support.raises("OSError", s.send, s, ("x"):rep(65508)).errno)
    assert.equal(65507, s:send(("x"):rep(65507)))
  end)

  it("obey flags", function()
    local a, b = support.tcp_pair()
    assert.equal(1, a:send("!", socket.MSG_OOB))
    assert.is_nil(a:sendall("plain", socket.MSG_MORE))
    assert.is_nil(a:sendall("", 0))
    a:shutdown(socket.SHUT_WR)
    b:recv(1, socket.MSG_PEEK) -- waits until it has arrived, and with it all that was sent before
    assert.equal("!", b:recv(1, socket.MSG_OOB))
    assert.equal("plain", receive(b, 5))
  end)
end)

describe("sendto", function()
  after_each(support.cleanup)

  it("accepts flags before the address", function()
    local s, address = support.udp_socket()
    local c = new(socket.AF_INET, socket.SOCK_DGRAM)
    assert.equal(1, c:sendto("a", address))
    assert.equal(1, c:sendto("b", socket.MSG_DONTWAIT, address))
    assert.equal("a", s:recv(10))
    assert.equal("b", s:recv(10))
  end)

  it("reports which argument is not an address", function()
    local c = new(socket.AF_INET, socket.SOCK_DGRAM)
    assert.matches("bad argument #2 to 'sendto' (AF_INET address must be a table {host, port}, got string",
      support.error_message(function() c:sendto("x", "127.0.0.1") end), 1, true)
    assert.matches("bad argument #3 to 'sendto' (AF_INET address must be a table {host, port}, got number",
      support.error_message(function() c:sendto("x", 0, 9) end), 1, true)
    assert.matches("bad argument #2 to 'sendto' (flags expected, got string; an address is one argument",
      support.error_message(function() c:sendto("x", "127.0.0.1", 9) end), 1, true)
    assert.matches("bad argument #1 to 'sendto'", support.error_message(function() c:sendto({}, {"127.0.0.1", 9}) end))
  end)

  -- poll does not report whether the queue of a peer is full if the socket is not connected to it.
  for name, send in pairs{
    sendto = function(s, data, path) return s:sendto(data, path) end,
    sendmsg = function(s, data, path) return s:sendmsg({data}, nil, 0, path) end,
  } do
    for _, timeout in ipairs{false, 20} do
      it(("of a task waits for room in a UNIX queue: %s, timeout: %s"):format(name, timeout), function()
        local server, client = unix_datagrams()
        local path = server:getsockname()
        client:settimeout(0)
        local n = 0
        while pcall(client.sendto, client, "x", path) do n = n + 1 end
        client:settimeout(timeout or nil)
        local sent, got = false, {}
        asyncio.run(function()
          local _ <close> = asyncio.timeout(20)
          local task = asyncio.create_task(function() sent = send(client, "last", path) end)
          for _ = 1, 5 do asyncio.sleep(0) end
          assert.is_false(sent)
          for i = 1, n + 1 do got[i] = server:recv(10) end
          task:await()
        end)
        assert.equal(4, sent)
        assert.equal(("x"):rep(n) .. "last", table.concat(got))
      end)
    end

    it("of a task gives up when a UNIX queue stays full: " .. name, function()
      local server, client = unix_datagrams()
      local path = server:getsockname()
      client:settimeout(0)
      while pcall(client.sendto, client, "x", path) do end -- luacheck: ignore 542
      client:settimeout(0.05)
      asyncio.run(function()
        local _ <close> = asyncio.timeout(20)
        local e = support.raises("TimeoutError", send, client, "last", path)
        assert.equal(name, e.call)
        assert.equal(path, e.address)
      end)
      server:recv(10)
      assert.equal(4, send(client, "last", path))
    end)
  end

  it("raises with the address", function()
    local c = new(socket.AF_UNIX, socket.SOCK_DGRAM)
    local path = support.unix_path "nobody"
    local e = support.raises("FileNotFoundError", c.sendto, c, "x", path)
    assert.equal(path, e.address)
    assert.equal("sendto", e.call)
    c = new(socket.AF_INET, socket.SOCK_DGRAM)
    e = support.raises("OSError", c.sendto, c, ("x"):rep(65508), {"127.0.0.1", 9})
    assert.equal(errno.EMSGSIZE, e.errno)
    assert.is_true(e.address == {"127.0.0.1", 9})
  end)
end)
