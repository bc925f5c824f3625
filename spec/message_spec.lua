-- socket/message.c, socket/ancillary.c, socket/rights.c and socket/afalg.c: several buffers in one call, ancillary
-- data, descriptors that are passed and never leak, and the operations of AF_ALG.
local socket = require "pysocket"
local library = require "spec.support.library"
local support = require "spec.support"

local INT = string.packsize("i")
local IP_RECVTTL = 12
local SO_PASSPIDFD = 76
local SCM_PIDFD = 4

local function pair(type)
  return support.socketpair(socket.AF_UNIX, type or socket.SOCK_STREAM)
end

local function pack(...)
  return string.pack(("i"):rep(select("#", ...)), ...)
end

local function rights(...)
  return {socket.SOL_SOCKET, socket.SCM_RIGHTS, pack(...)}
end

local function close_all(fds)
  for _, fd in ipairs(fds) do socket.close(fd) end
end

local function is_cloexec(fd)
  local info = support.read_file("/proc/self/fdinfo/" .. fd)
  return tonumber(info:match("flags:%s*(%d+)"), 8) & tonumber("02000000", 8) ~= 0
end

local function file(content)
  local f = assert(io.open(support.tmpfile(content)))
  support.defer(function() return io.type(f) == "file" and f:close() end)
  return f
end

local assert_raises = support.assert_raises

describe("sendmsg", function()
  after_each(support.cleanup)

  it("gathers strings, bytearrays, views and numbers into one message", function()
    local a, b = pair(socket.SOCK_DGRAM)
    local bytes = socket.bytearray("bytes")
    assert.equal(13, a:sendmsg{"str\0", bytes, bytes:view(2, 3), 42})
    assert.equal("str\0bytesyt42", b:recv(100))
    assert.equal(0, a:sendmsg{})
    assert.equal("", b:recv(100))
    assert.equal(0, a:sendmsg{"", socket.bytearray(0)})
    assert.equal("", b:recv(100))
  end)

  it("accepts as many buffers as the kernel, and raises EMSGSIZE for more", function()
    local a, b = pair()
    local buffers, expected = {}, {}
    for i = 1, 1024 do
      buffers[i] = ("%d,"):format(i)
      expected[i] = buffers[i]
    end
    assert.equal(#table.concat(expected), a:sendmsg(buffers))
    assert.equal(table.concat(expected), b:recv(10000))
    buffers[1025] = "more"
    local e = support.raises("OSError", a.sendmsg, a, buffers)
    assert.equal(90, e.errno)
    assert.equal("sendmsg", e.call)
  end)

  it("sends to an address, to a host name, to what connect chose", function()
    local s = support.udp_socket()
    local to, address = support.udp_socket()
    assert.equal(2, s:sendmsg({"to"}, nil, 0, address))
    assert.equal("to", to:recv(10))
    assert.equal(2, s:sendmsg({"n", "m"}, {}, nil, {"localhost", address[2]}))
    assert.equal("nm", to:recv(10))
    s:connect(address)
    assert.equal(1, s:sendmsg{"c"})
    assert.equal("c", to:recv(10))
  end)

  it("has the receiver in its error", function()
    local s = support.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    local path = support.unix_path "nobody"
    local e = support.raises("FileNotFoundError", s.sendmsg, s, {"x"}, nil, 0, path)
    assert.equal("sendmsg", e.call)
    assert.is_truthy(tostring(e.address):find(path, 1, true))
    assert_raises("AF_INET address must be", function() support.udp_socket():sendmsg({"x"}, nil, 0, "host") end)
  end)

  -- A number is converted to a string that nothing else refers to.
  it("keeps its data alive, however often the garbage collector runs", function()
    -- This runs in a process of its own, where a full collection is cheap.
    assert.equal("true\n", support.lua[[
      local socket = require "pysocket"
      local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
      collectgarbage("incremental", 1, 1000, 1)
      local same = true
      for round = 1, 20 do
        local buffers, expected = {}, {}
        for i = 1, 1000 do
          buffers[i] = round * 1000000 + i
          expected[i] = tostring(buffers[i])
        end
        expected = table.concat(expected)
        a:sendmsg(buffers)
        same = same and expected == b:recv(10000)
      end
      print(same)
    ]])
  end)

  it("passes flags on, and obeys the timeout", function()
    local a, b = pair()
    local block = ("x"):rep(65536)
    local e
    repeat
      local ok, result = pcall(a.sendmsg, a, {block}, nil, socket.MSG_DONTWAIT)
      e = result
    until not ok
    assert.is_true(socket.isinstance(e, socket.BlockingIOError))
    a:settimeout(0.05)
    support.raises("TimeoutError", a.sendmsg, a, {block})
    a:settimeout(0)
    support.raises("BlockingIOError", a.sendmsg, a, {block})
    b:recv(1)
  end)

  it("raises BrokenPipeError and no SIGPIPE", function()
    local out = support.lua[[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      b:close()
      print(select(2, pcall(a.sendmsg, a, {"x"})))
      print(select(2, pcall(socket.send_fds, a, {"x"}, {0})))
    ]]
    assert.is_truthy(out:find("BrokenPipeError: [Errno 32] Broken pipe: sendmsg", 1, true), out)
    assert.is_truthy(out:find("BrokenPipeError: [Errno 32] Broken pipe: send_fds", 1, true), out)
  end)

  it("reports which buffer is wrong", function()
    local a = pair()
    for _, wrong in ipairs{{}, true, print, io.stdout} do
      assert_raises("bad argument #1 to 'sendmsg' (buffers[2]: string, bytearray or view expected, got ",
        function() a:sendmsg{"x", wrong} end)
    end
    assert_raises("buffers[1]: string, bytearray or view expected, got FILE*", function() a:sendmsg{io.stdout} end)
    for _, wrong in ipairs{"x", 1, true, io.stdout} do
      assert_raises("bad argument #1 to 'sendmsg' (table expected, got ", function() a:sendmsg(wrong) end)
    end
    assert_raises("bad argument #1 to 'sendmsg' (table expected, got nil)", function() a:sendmsg() end)
    assert_raises("bad argument #3 to 'sendmsg' (number expected, got string)",
      function() a:sendmsg({"x"}, nil, "flags") end)
  end)

  it("reports which ancillary item is wrong", function()
    local a, b = pair()
    local function wrong(message, item)
      assert_raises("bad argument #2 to 'sendmsg' (ancdata[2]" .. message, function()
        a:sendmsg({"x"}, {{1, 2, "valid"}, item})
      end)
    end
    wrong(": table {cmsg_level, cmsg_type, cmsg_data} expected, got string)", "x")
    wrong(": table {cmsg_level, cmsg_type, cmsg_data} expected, got 4 items)", {1, 2, "x", 42})
    wrong(".cmsg_level: integer expected, got nil)", {})
    wrong(".cmsg_level: integer expected, got boolean)", {true})
    wrong(".cmsg_level: integer expected, got number)", {1.5, 1, "x"})
    wrong(".cmsg_level: 2147483648 is out of range)", {1 << 31, 1, "x"})
    wrong(".cmsg_type: integer expected, got nil)", {1})
    wrong(".cmsg_type: -2147483649 is out of range)", {1, -(1 << 31) - 1, "x"})
    wrong(".cmsg_data: string, bytearray or view expected, got nil)", {1, 2})
    wrong(".cmsg_data: string, bytearray or view expected, got table)", {1, 2, {}})
    wrong(".cmsg_data: string, bytearray or view expected, got nil)", {cmsg_level = 1, cmsg_type = 2})
    assert_raises("bad argument #2 to 'sendmsg' (table expected, got string)", function() a:sendmsg({"x"}, "x") end)
    b:setblocking(false)
    support.raises("BlockingIOError", b.recv, b, 1) -- nothing was sent
  end)

  it("leaves too much ancillary data to the kernel's error", function()
    local a = pair()
    local e = support.raises("OSError", a.sendmsg, a, {"x"}, {{1, 2, ("x"):rep(1 << 20)}})
    -- ENOBUFS; a 64-bit kernel returns ENOMEM to a 32-bit process
    assert.is_true(e.errno == 105 or ("T"):packsize() == 4 and e.errno == 12, tostring(e))
  end)

  it("raises EBADF on a closed socket", function()
    local a = pair()
    a:close()
    for _, f in ipairs{
      function() a:sendmsg{"x"} end,
      function() a:recvmsg(1) end,
      function() a:recvmsg_into{socket.bytearray(1)} end,
      function() socket.send_fds(a, {"x"}, {0}) end,
      function() socket.recv_fds(a, 1, 1) end,
    } do
      assert.equal(9, support.raises("OSError", f).errno)
    end
  end)
end)

describe("recvmsg", function()
  after_each(support.cleanup)

  it("returns data, ancdata, msg_flags and the address", function()
    local s, from = support.udp_socket()
    local to, address = support.udp_socket()
    s:sendto("hello", address)
    local data, ancdata, flags, sender = to:recvmsg(100)
    assert.equal("hello", data)
    assert.same({}, ancdata)
    assert.equal(0, flags)
    assert.is_true(sender == from)
    s:sendto("x", address)
    assert.equal(4, select("#", to:recvmsg(100, 0, 0)))
  end)

  it("has no address on a connected stream", function()
    local a, b = support.tcp_pair()
    a:sendall("x")
    local results = table.pack(b:recvmsg(10))
    assert.equal(4, results.n)
    assert.equal("x", results[1])
    assert.is_nil(results[4])
  end)

  it("reports that a datagram was truncated", function()
    local s = support.udp_socket()
    local to, address = support.udp_socket()
    s:sendto("hello", address)
    local data, _, flags = to:recvmsg(3)
    assert.equal("hel", data)
    assert.equal(socket.MSG_TRUNC, flags)
    s:sendto("hello", address)
    data, _, flags = to:recvmsg(3, 0, socket.MSG_TRUNC) -- the kernel returns 5 here
    assert.equal("hel", data)
    assert.equal(socket.MSG_TRUNC, flags)
    s:sendto("hello", address)
    assert.equal("", (to:recvmsg(0)))
  end)

  it("returns nil at the end of a stream, and an empty string for an empty datagram", function()
    for _, type in ipairs{socket.SOCK_STREAM, socket.SOCK_SEQPACKET} do
      local a, b = pair(type)
      a:send("last")
      a:close()
      assert.equal("last", (b:recvmsg(10)))
      assert.equal("", (b:recvmsg(0)))
      assert.is_nil((b:recvmsg(10)))
      assert.is_nil((b:recvmsg(10, 100)))
      assert.is_nil((socket.recv_fds(b, 10, 1)))
      assert.equal(0, (b:recvmsg_into{socket.bytearray(1)}))
    end
    local a, b = pair(socket.SOCK_DGRAM)
    a:send("")
    assert.equal("", (b:recvmsg(10)))
    local c, d = pair(socket.SOCK_SEQPACKET)
    socket.send_fds(c, {""}, {c}) -- the data is empty, but this is not the end of the stream
    local data, fds = socket.recv_fds(d, 10, 1)
    close_all(fds)
    assert.equal("", data)
    assert.equal(1, #fds)
  end)

  it("passes flags on, and obeys the timeout", function()
    local a, b = pair()
    support.raises("BlockingIOError", b.recvmsg, b, 1, 0, socket.MSG_DONTWAIT)
    b:settimeout(0.05)
    local e = support.raises("TimeoutError", b.recvmsg, b, 1)
    assert.equal("recvmsg", e.call)
    support.raises("TimeoutError", b.recvmsg_into, b, {socket.bytearray(1)})
    support.raises("TimeoutError", socket.recv_fds, b, 1, 1)
    a:send("abc")
    assert.equal("ab", (b:recvmsg(2, 0, socket.MSG_PEEK)))
    assert.equal("abc", (b:recvmsg(10)))
  end)

  it("with MSG_DONTWAIT does not wait in a task either", function()
    local loop = require "pysocket.core"._loop()
    local a, b = pair()
    local task = loop.spawn(function()
      local waker = loop.spawn(function() a:send("x") end)
      assert.equal("x", (b:recvmsg(1)))  -- from now on the descriptor is non-blocking
      assert.equal("done", loop.status(waker))
      support.raises("BlockingIOError", b.recvmsg, b, 1, 0, socket.MSG_DONTWAIT)
    end)
    while loop.step(5) do end
    assert.same({true}, {loop.result(task)})
  end)

  it("costs no huge memory for a huge size of a stream", function()
    local a, b = pair()
    a:send("x")
    assert.equal("x", (b:recvmsg(math.maxinteger)))
    a:send("y")
    assert.equal("y", (socket.recv_fds(b, 1 << 40, 1)))
  end)

  it("does not reveal the contents of memory", function()
    local a, b = support.tcp_pair()
    a:sendall("secret")
    b:recv(100000)
    a:sendall("hidden")
    b:recv(6, socket.MSG_PEEK)
    local data = b:recvmsg(100000, 0, socket.MSG_TRUNC) -- on a stream, the kernel discards the bytes
    assert.equal(("\0"):rep(6), data)
  end)

  it("explains what is wrong with its arguments", function()
    local a = pair()
    assert_raises("bad argument #1 to 'recvmsg' (negative buffer size)", function() a:recvmsg(-1) end)
    assert_raises("bad argument #2 to 'recvmsg' (invalid ancillary data buffer length)",
      function() a:recvmsg(1, -1) end)
    assert_raises("bad argument #2 to 'recvmsg' (invalid ancillary data buffer length)",
      function() a:recvmsg(1, 1 << 31) end)
    assert_raises("bad argument #1 to 'recvmsg' (number expected, got no value)", function() a:recvmsg() end)
    assert_raises("bad argument #3 to 'recvmsg' (number expected, got string)", function() a:recvmsg(1, 1, "x") end)
    assert_raises("bad argument #1 to 'recvmsg_into' (table expected, got bytearray)",
      function() a:recvmsg_into(socket.bytearray(1)) end)
    assert_raises("bad argument #1 to 'recvmsg_into' (buffers[1]: bytearray or view expected, got string)",
      function() a:recvmsg_into{"x"} end)
    assert_raises("bad argument #2 to 'recvmsg_into' (invalid ancillary data buffer length)",
      function() a:recvmsg_into({}, -1) end)
    local many = {}
    for i = 1, 1025 do many[i] = socket.bytearray(1) end
    assert.equal(90, support.raises("OSError", a.recvmsg_into, a, many).errno)
  end)
end)

describe("recvmsg_into", function()
  after_each(support.cleanup)

  it("scatters into bytearrays and views", function()
    local a, b = pair(socket.SOCK_DGRAM)
    local x, y = socket.bytearray("--"), socket.bytearray("------")
    a:send("abcd")
    local n, ancdata, flags, address = b:recvmsg_into{x, y:view(3, 4), y:view(6)}
    assert.same({4, {}, 0}, {n, ancdata, flags})
    assert.is_true(address == nil or address == "")
    assert.equal("ab --cd--", x:sub() .. " " .. y:sub())
    a:send("efghijk")
    n, ancdata, flags = b:recvmsg_into({x, socket.bytearray(0), y:view(1, 3)}, 0, 0)
    assert.same({5, {}, socket.MSG_TRUNC}, {n, ancdata, flags})
    assert.equal("ef ghid--", x:sub() .. " " .. y:sub())
    a:send("gone")
    assert.equal(0, (b:recvmsg_into{}))
  end)

  it("fills many buffers", function()
    local a, b = pair()
    local buffers = {}
    for i = 1, 1024 do buffers[i] = socket.bytearray(3) end
    local text = {}
    for i = 1, 1024 do text[i] = ("%03d"):format(i % 1000) end
    a:sendall(table.concat(text))
    assert.equal(3 * 1024, (b:recvmsg_into(buffers)))
    for i = 1, 1024 do assert.equal(text[i], buffers[i]:sub()) end
  end)
end)

describe("ancillary data", function()
  after_each(support.cleanup)

  it("has positions and names, and can be sent as it was received", function()
    local a, b = pair(socket.SOCK_DGRAM)
    b:setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    a:send("x")
    local _, ancdata = b:recvmsg(10, 100)
    assert.equal(1, #ancdata)
    local item = ancdata[1]
    assert.same({socket.SOL_SOCKET, socket.SCM_CREDENTIALS}, {item[1], item[2]})
    assert.same({item[1], item[2], item[3]}, {item.cmsg_level, item.cmsg_type, item.cmsg_data})
    assert.equal(support.pid(), (string.unpack("i", item.cmsg_data)))
    assert.matches("^%(1, 2, b['\"].*\\x00.*['\"]%)$", tostring(item))
    assert.equal(1, a:sendmsg({"y"}, ancdata))
    local _, again = b:recvmsg(10, 100)
    assert.same(ancdata, again)
    assert.equal(1, a:sendmsg({"z"}, {{cmsg_level = item[1], cmsg_type = item[2],
      cmsg_data = socket.bytearray(item[3]):view()}}))
    local data, third = b:recvmsg(10, 100)
    assert.equal("z", data)
    assert.same(ancdata, third)
  end)

  it("is sent as several items, all of which take effect", function()
    local s = support.udp_socket()
    local to, address = support.udp_socket()
    to:setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
    to:setsockopt(socket.IPPROTO_IP, socket.IP_PKTINFO, 1)
    s:sendmsg({"x"}, {{socket.IPPROTO_IP, socket.IP_TTL, pack(77)},
      {socket.IPPROTO_IP, socket.IP_TOS, pack(0)}}, 0, address)
    local found = {}
    local _, ancdata = to:recvmsg(10, 200)
    for _, item in ipairs(ancdata) do found[item.cmsg_type] = item.cmsg_data end
    assert.equal(2, #ancdata)
    assert.equal(77, (string.unpack("i", found[socket.IP_TTL])))
    assert.equal("\127\0\0\1", found[socket.IP_PKTINFO]:sub(-4))
  end)

  -- Compares what arrives, and how it is truncated, for every size of the ancillary buffer.
  it("is truncated as in Python, byte for byte", function()
    local python = support.python[[
import array, os, socket
r = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
r.bind(("127.0.0.1", 0))
r.setsockopt(socket.IPPROTO_IP, 12, 1)
r.setsockopt(socket.IPPROTO_IP, 8, 1)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
b.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
def show(size, ancdata, flags):
    items = ["%d,%d,%d" % (level, type, len(data)) for level, type, data in ancdata]
    print(size, flags & ~0x40000000, *items)
for size in range(0, 100):
    s.sendto(b"x", r.getsockname())
    _, ancdata, flags, _ = r.recvmsg(1, size)
    show(size, ancdata, flags)
for size in range(0, 100):
    a.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0] * 5))])
    _, ancdata, flags, _ = b.recvmsg(1, size)
    show(size, ancdata, flags)
    for level, type, data in ancdata:
        if type == socket.SCM_RIGHTS:
            for fd in array.array("i", data[:len(data) // 4 * 4]):
                os.close(fd)
]]
    local lines = {}
    local function show(size, ancdata, flags)
      local line = {size, flags}
      for _, item in ipairs(ancdata) do
        line[#line + 1] = ("%d,%d,%d"):format(item[1], item[2], #item[3])
      end
      lines[#lines + 1] = table.concat(line, " ") .. "\n"
    end
    local s = support.udp_socket()
    local r, address = support.udp_socket()
    r:setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
    r:setsockopt(socket.IPPROTO_IP, socket.IP_PKTINFO, 1)
    for size = 0, 99 do
      s:sendto("x", address)
      local _, ancdata, flags = r:recvmsg(1, size)
      show(size, ancdata, flags)
    end
    local a, b = pair(socket.SOCK_DGRAM)
    b:setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    support.settle()
    local before = support.count_fds()
    for size = 0, 99 do
      a:sendmsg({"x"}, {rights(0, 0, 0, 0, 0)})
      local _, ancdata, flags = b:recvmsg(1, size)
      show(size, ancdata, flags)
      for _, item in ipairs(ancdata) do
        for i = 1, item[2] == socket.SCM_RIGHTS and #item[3] // INT or 0 do
          socket.close((string.unpack("i", item[3], (i - 1) * INT + 1)))
        end
      end
    end
    assert.equal(python, table.concat(lines))
    assert.equal(before, support.count_fds())
  end)
end)

describe("descriptors", function()
  after_each(support.cleanup)

  it("pass through sendmsg and recvmsg, close-on-exec", function()
    local a, b = pair()
    local f = file "content"
    support.settle()
    local before = support.count_fds()
    socket.send_fds(a, {"x"}, {f})
    local _, sent_fds = socket.recv_fds(b, 1, 1)
    a:sendmsg({"x"}, {rights(sent_fds[1], sent_fds[1])})
    local data, ancdata, flags = b:recvmsg(1, socket.CMSG_SPACE(2 * INT))
    assert.equal("x", data)
    assert.equal(0, flags)
    assert.equal(1, #ancdata)
    local one, two = string.unpack("ii", ancdata[1].cmsg_data)
    assert.is_true(is_cloexec(one) and is_cloexec(two))
    local fds = support.open_fds()
    assert.equal(fds[sent_fds[1]], fds[one])
    assert.equal(fds[sent_fds[1]], fds[two])
    close_all{one, two, sent_fds[1]}
    assert.equal(before, support.count_fds())
  end)

  it("pass through send_fds and recv_fds, whatever object has them", function()
    local a, b = pair()
    local f = file "content"
    support.settle()
    local before = support.count_fds()
    assert.equal(4, socket.send_fds(a, {"da", "ta"}, {0, f, a, setmetatable({}, {__index = {
      fileno = function() return 1 end,
    }})}))
    local data, fds, flags, address = socket.recv_fds(b, 10, 4)
    assert.equal("data", data)
    assert.equal(4, #fds)
    assert.equal(0, flags)
    assert.is_true(address == nil or address == "")
    local open = support.open_fds()
    assert.equal(open[0], open[fds[1]])
    assert.equal("content", support.read_file("/proc/self/fd/" .. fds[2]))
    assert.equal(open[a:fileno()], open[fds[3]])
    assert.equal(open[1], open[fds[4]])
    for _, fd in ipairs(fds) do assert.is_true(is_cloexec(fd)) end
    close_all(fds)
    assert.equal(before, support.count_fds())
  end)

  it("are an empty sequence if none were sent", function()
    local a, b = pair()
    a:send("x")
    local data, fds, flags = socket.recv_fds(b, 10, 4)
    assert.same({"x", {}, 0}, {data, fds, flags})
    assert.equal(1, socket.send_fds(a, {"y"}, {}))
    data, fds, flags = socket.recv_fds(b, 10, 4)
    assert.same({"y", {}, 0}, {data, fds, flags})
  end)

  it("that are too many are closed by the kernel, which sets MSG_CTRUNC", function()
    local a, b = pair()
    support.settle()
    local before = support.count_fds()
    for max = 0, 5 do
      socket.send_fds(a, {"x"}, {0, 0, 0, 0, 0})
      local data, fds, flags = socket.recv_fds(b, 1, max)
      assert.equal("x", data)
      assert.equal(max, #fds)
      assert.equal(max < 5 and socket.MSG_CTRUNC or 0, flags)
      assert.equal(before + max, support.count_fds())
      close_all(fds)
    end
    socket.send_fds(a, {"x"}, {0, 0, 0, 0, 0})
    local _, ancdata, flags = b:recvmsg(1) -- no room for any ancillary data
    assert.same({{}, socket.MSG_CTRUNC}, {ancdata, flags})
    assert.equal(before, support.count_fds())
  end)

  it("are received up to the kernel's maximum, 253", function()
    local a, b = pair()
    support.settle()
    local before = support.count_fds()
    local many = {}
    for i = 1, 253 do many[i] = 0 end
    socket.send_fds(a, {"x"}, many)
    local _, fds, flags = socket.recv_fds(b, 1, 1000)
    assert.equal(253, #fds)
    assert.equal(0, flags)
    close_all(fds)
    many[254] = 0
    assert.equal(22, support.raises("OSError", socket.send_fds, a, {"x"}, many).errno) -- EINVAL
    assert.equal(before, support.count_fds())
  end)

  it("go to an address, with flags, by position and by name", function()
    local path = support.unix_path()
    local to = support.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    to:bind(path)
    local s = support.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    s:bind(support.unix_path())
    for _, send in ipairs{
      function() return socket.send_fds(s, {"x"}, {0}, 0, path) end,
      function() return socket.send_fds(s, {"x"}, {0}, nil, path) end,
      function() return socket.send_fds(s, {"x"}, {0}, {address = path}) end,
      function() return socket.send_fds(s, {"x"}, {0}, {address = path, flags = socket.MSG_DONTWAIT}) end,
    } do
      assert.equal(1, send())
      local data, fds, _, address = socket.recv_fds(to, 10, 1, {flags = socket.MSG_DONTWAIT})
      close_all(fds)
      assert.equal("x", data)
      assert.equal(1, #fds)
      assert.equal(s:getsockname(), address)
    end
    support.raises("BlockingIOError", socket.recv_fds, to, 1, 1, socket.MSG_DONTWAIT)
    support.raises("BlockingIOError", socket.recv_fds, to, 1, 1, {flags = socket.MSG_DONTWAIT})
    assert_raises("unexpected keyword 'flag'", function() socket.recv_fds(to, 1, 1, {flag = 1}) end)
  end)
end)

describe("descriptors", function()
  after_each(support.cleanup)

  it("that are invalid are reported", function()
    local a, b = pair()
    for _, wrong in ipairs{"x", {}, true, print, setmetatable({}, {__index = {fileno = function() return "x" end}})} do
      assert_raises("fileno method", function() socket.send_fds(a, {"x"}, {0, wrong}) end)
    end
    assert_raises("bad argument #3 to 'send_fds' (fds[2]: descriptor expected: an integer, or an object with a fileno "
      .. "method)", function() socket.send_fds(a, {"x"}, {0, true}) end)
    assert_raises("fds[1]: descriptor is too large", function() socket.send_fds(a, {"x"}, {1 << 31}) end)
    local closed = file ""
    closed:close()
    b:close()
    for _, gone in ipairs{-1, 1000000, closed, b} do
      local e = support.raises("OSError", socket.send_fds, a, {"x"}, {gone})
      assert.equal(9, e.errno)
      assert.is_truthy(tostring(e):find("The socket, or one of the descriptors, is closed.", 1, true))
    end
    assert_raises("bad argument #1 to 'send_fds'", function() socket.send_fds(1, {"x"}, {0}) end)
    assert_raises("bad argument #3 to 'send_fds' (table expected, got number)",
      function() socket.send_fds(a, {"x"}, 0) end)
    assert_raises("bad argument #2 to 'recv_fds' (negative buffer size)", function() socket.recv_fds(a, -1, 1) end)
    assert_raises("bad argument #3 to 'recv_fds' (negative number of descriptors)",
      function() socket.recv_fds(a, 1, -1) end)
    assert_raises("bad argument #3 to 'recv_fds' (too many descriptors)",
      function() socket.recv_fds(a, 1, math.maxinteger) end)
  end)

  it("are new ones each time if the message is peeked at", function()
    local a, b = pair()
    support.settle()
    local before = support.count_fds()
    socket.send_fds(a, {"x"}, {0})
    local _, peeked = socket.recv_fds(b, 1, 1, socket.MSG_PEEK)
    local _, fds = socket.recv_fds(b, 1, 1)
    assert.equal(before + 2, support.count_fds())
    close_all(peeked)
    close_all(fds)
    assert.equal(before, support.count_fds())
  end)

  -- With SO_PASSPIDFD, the kernel gives the receiver a pidfd of the sender's process.
  it("of the sender's process come through recvmsg, and through recv_fds are closed", function()
    local a, b = pair(socket.SOCK_DGRAM)
    if not pcall(b.setsockopt, b, socket.SOL_SOCKET, SO_PASSPIDFD, 1) then
      pending "this kernel has no SO_PASSPIDFD"
      return
    end
    support.settle()
    local before = support.count_fds()
    a:send("x")
    local _, ancdata = b:recvmsg(1, 100)
    assert.same({socket.SOL_SOCKET, SCM_PIDFD}, {ancdata[1].cmsg_level, ancdata[1].cmsg_type})
    local fd = string.unpack("i", ancdata[1].cmsg_data)
    assert.is_true(is_cloexec(fd))
    socket.close(fd)
    socket.send_fds(a, {"x"}, {0})
    local _, fds = socket.recv_fds(b, 1, 10)
    assert.equal(1, #fds)
    close_all(fds)
    assert.equal(before, support.count_fds())
  end)

  it("can be sent to Python and received from it", function()
    local path = support.unix_path()
    local server = support.socket(socket.AF_UNIX)
    server:bind(path)
    server:listen()
    local child = support.spawn_python([[
import os, socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
msg, fds, flags, addr = socket.recv_fds(s, 100, 2)
print(msg.decode(), len(fds), int(flags), os.read(fds[0], 100).decode())
with open(sys.argv[2]) as f:
    socket.send_fds(s, [b"from ", b"python"], [f.fileno(), 1])
]], {path, support.tmpfile "theirs"})
    local conn = support.close_later((server:accept()))
    assert.equal(8, socket.send_fds(conn, {"from lua"}, {file "ours", 0}))
    local data, fds, flags = socket.recv_fds(conn, 100, 2)
    assert.equal("from python", data)
    assert.equal(0, flags)
    assert.equal("theirs", support.read_file("/proc/self/fd/" .. fds[1]))
    close_all(fds)
    local result = child:wait()
    assert.equal("from lua 2 0 ours\n", result.stdout, result.stderr)
  end)

  it("of a received socket make a socket", function()
    local a, b = pair()
    local c, d = pair()
    socket.send_fds(a, {"x"}, {d})
    d:close()
    local _, fds = socket.recv_fds(b, 1, 1)
    local received = support.close_later(socket.socket{fileno = fds[1]})
    assert.equal(socket.AF_UNIX, received.family)
    c:send("hello")
    assert.equal("hello", received:recv(10))
  end)

  -- If a receive runs out of memory, it closes the descriptors that it has received, as nobody else knows them.
  it("are not lost when memory runs out", function()
    local env = library.env(assert(library.build("spec/host/failalloc.c", "failalloc", "-DMODULE")))
    local out = support.lua([[
      local socket = require "pysocket"
      local failalloc = require "failalloc"
      local function count() -- without a pipe, which would be counted in some calls and not in others
        os.execute("ls /proc/$PPID/fd | wc -l >" .. arg[1])
        local f <close> = io.open(arg[1])
        return f:read "n"
      end
      local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
      local receive = {
        recvmsg = function() return b:recvmsg(100, 200) end,
        recvmsg_into = function() return b:recvmsg_into({socket.bytearray(100)}, 200) end,
        recv_fds = function() return socket.recv_fds(b, 100, 5) end,
      }
      for name, f in pairs(receive) do
        local before = count()
        local failed, lost = 0, 0
        for n = 0, 1000 do
          socket.send_fds(a, {"data", ("x"):rep(60)}, {0, 0, 0, 0, 0})
          local ok, data, got = failalloc.after(n, f)
          if ok then
            assert(#got == (name == "recv_fds" and 5 or 1) and count() == before + 5)
            if name == "recv_fds" then
              for _, fd in ipairs(got) do socket.close(fd) end
            else
              for i = 1, 5 do socket.close((string.unpack("i", got[1].cmsg_data, i * 4 - 3))) end
            end
            break
          end
          assert(data == "not enough memory", data)
          failed = failed + 1
          -- Look whether the failed call had received the message.
          b:setblocking(false)
          local waiting, _, fds = pcall(socket.recv_fds, b, 100, 5)
          b:setblocking(true)
          if waiting then
            for _, fd in ipairs(fds) do socket.close(fd) end
          else
            lost = lost + 1
          end
          collectgarbage()
          assert(count() == before, name .. " leaks at allocation " .. n)
        end
        assert(count() == before)
        print(name, failed > lost and lost > 1)
      end
    ]], {support.unix_path "count"}, {env = env, timeout = 60})
    for _, name in ipairs{"recvmsg", "recvmsg_into", "recv_fds"} do
      assert.is_truthy(out:find(name .. "\ttrue\n", 1, true), out)
    end
  end)
end)

describe("sendmsg_afalg", function()
  after_each(support.cleanup)

  it("works only with AF_ALG", function()
    local a = pair()
    local e = support.raises("OSError", a.sendmsg_afalg, a, {op = socket.ALG_OP_ENCRYPT})
    assert.is_truthy(tostring(e):find("algset is only supported for AF_ALG", 1, true))
  end)

  -- Returns a UNIX socket whose object has the family AF_ALG, and its peer, which can receive what sendmsg_afalg
  -- sends.
  local function posing()
    local a, b = pair()
    local s = support.close_later(socket.socket(socket.AF_ALG, socket.SOCK_STREAM, 0, a:detach()))
    return s, b
  end

  it("explains what is wrong with its arguments", function()
    local s = posing()
    local op = socket.ALG_OP_ENCRYPT
    assert_raises("op must be given", function() s:sendmsg_afalg() end)
    assert_raises("op must be given", function() s:sendmsg_afalg{iv = "x"} end)
    assert_raises("op must be given", function() s:sendmsg_afalg{op = "x"} end)
    assert_raises("op must not be negative", function() s:sendmsg_afalg{op = -1} end)
    assert_raises("assoclen must not be negative", function() s:sendmsg_afalg{op = op, assoclen = -1} end)
    assert_raises("unexpected keyword 'ivv'", function() s:sendmsg_afalg{op = op, ivv = "x"} end)
    assert_raises("string, bytearray or view expected, got table", function() s:sendmsg_afalg{op = op, iv = {}} end)
    assert_raises("buffers[1]: string, bytearray or view expected, got table",
      function() s:sendmsg_afalg({{}}, {op = op}) end)
  end)

  it("sends its buffers, named or by position", function()
    local s, b = posing()
    assert.equal(2, s:sendmsg_afalg({"a", socket.bytearray("b")}, {op = 0}))
    assert.equal(3, s:sendmsg_afalg{op = 0, msg = {"cde"}, iv = socket.bytearray(16), assoclen = 0, flags = 0})
    assert.equal(0, s:sendmsg_afalg{op = 1})
    assert.equal("abcde", b:recv(10))
    b:close()
    support.raises("BrokenPipeError", s.sendmsg_afalg, s, {"x"}, {op = 0})
  end)

  it("passes the same to the kernel as Python", function()
    local reason = support.strace_missing()
    if reason then return pending(reason) end
    local function calls(argv)
      local trace = support.unix_path "trace"
      local result = support.run(support.strace({"-x", "-s", "200", "-e", "trace=sendmsg", "-o", trace}, argv))
      assert.equal(0, result.code, result.stderr)
      local seen = {}
      for line in support.read_file(trace):gmatch("sendmsg%(%d+, ([^\n]*)") do
        -- MSG_NOSIGNAL, which only this module adds, is removed below.
        local message = line:gsub("msg_iov=NULL", "msg_iov=[]") -- the length is 0 in both
        seen[#seen + 1] = message:gsub("MSG_NOSIGNAL|?", ""):gsub("|%)", ")"):gsub(", %)", ", 0)")
      end
      return seen
    end
    -- These lengths of iv need no padding. Python counts padding as data.
    local ours = calls(support.lua_argv(support.tmpfile[[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      local s = socket.socket(socket.AF_ALG, socket.SOCK_STREAM, 0, a:detach())
      s:sendmsg_afalg({"x"}, {op = 0})
      s:sendmsg_afalg({"x", "yz"}, {op = 1, iv = "123456789012"})
      s:sendmsg_afalg({"x"}, {op = 1, iv = "1234", assoclen = 1000})
      s:sendmsg_afalg({op = 1, assoclen = 7, msg = {"x"}, flags = socket.MSG_MORE})
      s:sendmsg_afalg{op = 0, iv = "1234"}
    ]]))
    local theirs = calls(support.python_argv(support.tmpfile[[
import socket
a, b = socket.socketpair()
s = socket.socket(socket.AF_ALG, socket.SOCK_STREAM, 0, a.detach())
s.sendmsg_afalg([b"x"], op=0)
s.sendmsg_afalg([b"x", b"yz"], op=1, iv=b"123456789012")
s.sendmsg_afalg([b"x"], op=1, iv=b"1234", assoclen=1000)
s.sendmsg_afalg(op=1, assoclen=7, msg=[b"x"], flags=socket.MSG_MORE)
s.sendmsg_afalg(op=0, iv=b"1234")
]]))
    assert.equal(5, #theirs)
    assert.same(theirs, ours)
  end)

  it("encrypts as FIPS 197 specifies", function()
    if not support.has_family(socket.AF_ALG, socket.SOCK_SEQPACKET) then
      pending "this kernel has no AF_ALG"
      return
    end
    local function unhex(text)
      return (text:gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end))
    end
    local algorithm = support.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)
    algorithm:bind{"skcipher", "cbc(aes)"}
    algorithm:setsockopt(socket.SOL_ALG, socket.ALG_SET_KEY, unhex "000102030405060708090a0b0c0d0e0f")
    local operation = support.close_later((algorithm:accept()))
    local plain = unhex "00112233445566778899aabbccddeeff"
    assert.equal(16, operation:sendmsg_afalg({plain}, {op = socket.ALG_OP_ENCRYPT, iv = ("\0"):rep(16)}))
    local secret = operation:recv(16)
    assert.equal(unhex "69c4e0d86a7b0430d8cdb78070b4c55a", secret)
    operation:sendmsg_afalg({secret}, {op = socket.ALG_OP_DECRYPT, iv = ("\0"):rep(16)})
    assert.equal(plain, operation:recv(16))
  end)
end)

-- A fuzzer found this with clang's undefined-behaviour sanitizer, which reports any addition to a null pointer, even
-- of 0; gcc's does not.
describe("a message that has no room for ancillary data", function()
  after_each(support.cleanup)

  it("is received without reading any", function()
    local path, reason = library.build("csrc/*.c csrc/*/*.c", "core",
      "-Icsrc -w -fsanitize=pointer-overflow -fsanitize-trap=pointer-overflow", "clang")
    if not path then
      pending(reason)
      return
    end
    local result = support.lua([[
      package.preload["pysocket.core"] = package.loadlib(arg[1], "luaopen_pysocket_core")
      local socket = require "pysocket"
      local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
      a:send "one"
      a:send "two"
      print((b:recvmsg(10)))
      local bytes = socket.bytearray(10)
      print((b:recvmsg_into{bytes}))
    ]], {path})
    assert.equal("one\n3\n", result)
  end)
end)
