-- Writable bytes: bytearrays and views, the bytes-like arguments of all calls, and the memory that receiving takes.
local socket = require "pysocket"
local support = require "spec.support"

-- All 256 bytes.
local ALL = {}
for byte = 0, 255 do ALL[#ALL + 1] = string.char(byte) end
ALL = table.concat(ALL)

local assert_raises = support.assert_raises

describe("a bytearray", function()
  after_each(support.cleanup)

  it("is made from a size, zeroed, with a fixed length", function()
    for _, size in ipairs{0, 1, 63, 64, 65, 4096, 100000} do
      local b = socket.bytearray(size)
      assert.equal(size, #b)
      assert.is_true(b:sub() == ("\0"):rep(size))
    end
    assert.equal(0, #socket.bytearray())
    assert.equal(7, #socket.bytearray(7.0))
  end)

  it("is made from a copy of bytes", function()
    local b = socket.bytearray(ALL)
    assert.is_true(b:sub() == ALL)
    local copy = socket.bytearray(b)
    local part = socket.bytearray(b:view(2, 4))
    b:fill(9)
    assert.is_true(copy:sub() == ALL)
    assert.equal("\1\2\3", part:sub())
    -- A string of digits gives bytes, a number a size.
    assert.equal("12", socket.bytearray("12"):sub())
  end)

  it("reports what it cannot be made from", function()
    assert_raises("bad argument #1 to 'bytearray' (negative size)", function() socket.bytearray(-1) end)
    assert_raises("bad argument #1 to 'bytearray' (size is too large)",
      function() socket.bytearray(math.maxinteger) end)
    assert_raises("bad argument #1 to 'bytearray' (number has no integer representation)",
      function() socket.bytearray(1.5) end)
    assert_raises(("T"):packsize() == 8 and "not enough memory" or "size is too large",
      function() socket.bytearray(1 << 50) end)
    for _, wrong in ipairs{setmetatable({}, {}), true, print, io.stdout} do
      assert_raises("bad argument #1 to 'bytearray' (size, string, bytearray or view expected, got ",
        function() socket.bytearray(wrong) end)
    end
  end)

  it("is read and written byte by byte", function()
    local b = socket.bytearray("abc")
    assert.same({97, 98, 99, nil}, {b[1], b[2], b[3], b[4]})
    assert.same({99, 98, 97}, {b[-1], b[-2], b[-3]})
    assert.is_nil(b[0])
    assert.is_nil(b[-4])
    assert.is_nil(b[math.mininteger])
    assert.is_nil(b[math.maxinteger])
    b[1], b[-1], b[2.0] = 0, 255, 128
    assert.equal("\0\128\255", b:sub())
    local seen = {}
    for i, byte in ipairs(b) do seen[i] = byte end
    assert.same({0, 128, 255}, seen)
  end)

  it("accepts no other index and no other value", function()
    local b = socket.bytearray("abc")
    for _, i in ipairs{0, 4, -4, math.mininteger, math.maxinteger} do
      assert_raises("bytearray index out of range", function() b[i] = 1 end)
    end
    for _, byte in ipairs{-1, 256, math.maxinteger} do
      assert_raises("a byte is an integer from 0 to 255", function() b[1] = byte end)
    end
    assert_raises("number has no integer representation", function() b[1] = 0.5 end)
    assert_raises("number has no integer representation", function() b[1.5] = 1 end)
    assert_raises("number expected, got table", function() b[1] = {} end)
    assert_raises("number expected, got nil", function() b[1] = nil end)
    assert_raises("only the bytes of a bytearray can be set", function() b.x = 1 end)
    assert_raises("only the bytes of a bytearray can be set", function() b.view = nil end)
    assert.is_nil(b.x)
    assert.equal("abc", b:sub())
  end)

  it("returns its bytes as string.sub and string.byte do, for every range", function()
    local text = "hello"
    local b = socket.bytearray(text)
    local ends = {math.mininteger, -7, -6, -5, -4, -1, 0, 1, 2, 5, 6, 7, math.maxinteger}
    assert.equal(text, b:sub())
    assert.equal(104, b:byte())
    for _, i in ipairs(ends) do
      assert.equal(text:sub(i), b:sub(i))
      assert.same({text:byte(i)}, {b:byte(i)})
      for _, j in ipairs(ends) do
        local name = i .. "," .. j
        assert.equal(text:sub(i, j), b:sub(i, j), name)
        assert.same({text:byte(i, j)}, {b:byte(i, j)}, name)
        assert.equal(text:sub(i, j), b:view(i, j):sub(), name)
        assert.equal(#text:sub(i, j), #b:view(i, j), name)
      end
    end
    assert_raises("too many bytes", function() socket.bytearray(2000000):byte(1, -1) end)
  end)

  it("accepts bytes at an index, all or none", function()
    local b = socket.bytearray(6)
    assert.equal(b, b:set(1, "abc"):set(-2, socket.bytearray("yz")))
    assert.equal("abc\0yz", b:sub())
    b:set(7, ""):set(4, 1)
    assert.equal("abc1yz", b:sub())
    b:set(2, b:view(1, 5)) -- overlaps with its source
    assert.equal("aabc1y", b:sub())
    assert_raises("bad argument #2 to 'set' (more bytes than fit there)", function() b:set(6, "12") end)
    assert_raises("bad argument #1 to 'set' (index out of range)", function() b:set(0, "") end)
    assert_raises("bad argument #1 to 'set' (index out of range)", function() b:set(8, "") end)
    assert_raises("bad argument #1 to 'set' (index out of range)", function() b:set(-7, "") end)
    assert_raises("bad argument #2 to 'set' (string, bytearray or view expected, got table)",
      function() b:set(1, {}) end)
    assert.equal("aabc1y", b:sub())
  end)

  it("is filled", function()
    local b = socket.bytearray("abcdef")
    assert.equal("abXXef", b:fill(88, 3, 4):sub())
    assert.equal("abXX\0\0", b:fill(0, -2):sub())
    assert.equal("abXX\0\0", b:fill(1, 4, 2):sub())
    assert.equal(("\0"):rep(6), b:fill():sub())
    assert_raises("a byte is an integer from 0 to 255", function() b:fill(256) end)
  end)

  it("equals another of the same bytes", function()
    local b = socket.bytearray("abc")
    assert.is_true(b == socket.bytearray("abc"))
    assert.is_true(b == socket.bytearray("xabcx"):view(2, 4))
    assert.is_false(b == socket.bytearray("abd"))
    assert.is_false(b == socket.bytearray("abcd"))
    assert.is_false(b == "abc")
    assert.is_false(b == io.stdout)
    assert.is_false(b == setmetatable({}, getmetatable(b)))
  end)

  it("joins with strings to a string", function()
    local b = socket.bytearray("\0b")
    assert.equal("a\0b", "a" .. b)
    assert.equal("\0bc", b .. "c")
    assert.equal("\0b\0b1", b .. b:view() .. 1)
    assert_raises("string, bytearray or view expected, got table", function() return b .. {} end)
  end)

  it("prints as Python prints it", function()
    local texts = {"", "abc", "it's", 'say "hi"', [[it's "both"]], "a\\b\t\r\n\0", ALL}
    local hex = {}
    for i, text in ipairs(texts) do
      hex[i] = text:gsub(".", function(c) return ("%02x"):format(c:byte()) end)
    end
    local printed = support.python([[
import sys
for text in sys.argv[1:]:
    print(repr(bytearray(bytes.fromhex(text))))
]], hex)
    local i = 0
    for line in printed:gmatch("[^\n]+") do
      i = i + 1
      assert.equal(line, tostring(socket.bytearray(texts[i])))
      assert.equal(line:gsub("^bytearray", "view"), tostring(socket.bytearray(texts[i]):view()))
    end
    assert.equal(#texts, i)
  end)

  it("is distinguished from all other values", function()
    local view = socket.bytearray(1).view
    for _, wrong in ipairs{"abc", 1, {}, io.stdout, socket.socket} do
      assert_raises("bytearray or view expected, got", view, wrong)
    end
    assert_raises("string expected, got bytearray", string.upper, socket.bytearray(1))
  end)

  it("counts as memory for the collector", function()
    support.settle()
    local before = collectgarbage("count")
    local b = socket.bytearray(1 << 20)
    assert.is_true(collectgarbage("count") - before >= 1024)
    assert.equal(1 << 20, #b)
    b = nil -- luacheck: ignore
    collectgarbage()
    collectgarbage()
    assert.is_true(collectgarbage("count") - before < 512)
  end)
end)

describe("a view", function()
  after_each(support.cleanup)

  it("shares the memory", function()
    local b = socket.bytearray("abcdef")
    local v = b:view(2, 5)
    local w = v:view(2, 3)
    assert.equal("bcde cd", v:sub() .. " " .. w:sub())
    w[1] = 67
    v[-1] = 69
    assert.equal("abCdEf", b:sub())
    b:fill(46)
    assert.equal(".... ..", v:sub() .. " " .. w:sub())
    assert.is_nil(w[3])
    assert_raises("index out of range", function() w[3] = 1 end)
    assert_raises("more bytes than fit there", function() w:set(1, "abc") end)
    assert.equal("......", b:sub())
  end)

  it("keeps the bytearray alive, and no longer", function()
    local alive = setmetatable({}, {__mode = "k"})
    local function make()
      local b = socket.bytearray("abcdef")
      alive[b] = true
      return b:view(2):view(2) -- a view of a view: the one in between may be collected
    end
    local v = make()
    collectgarbage()
    collectgarbage()
    assert.is_not_nil(next(alive))
    assert.equal("cdef", v:sub())
    v = nil -- luacheck: ignore
    collectgarbage()
    collectgarbage()
    assert.is_nil(next(alive))
  end)

  it("moves within its bytearray without making an object", function()
    local b = socket.bytearray("abcdef")
    local v = b:view(1, 2)
    assert.is_true(rawequal(v, b:view(3, 4, v)))
    assert.equal("cd", v:sub())
    assert.is_true(rawequal(v, v:view(2, -1, v))) -- moves the view itself by one byte
    assert.equal("d", v:sub())
    assert.is_true(rawequal(v, b:view(4):view(2, 99, v)))
    assert.equal("ef", v:sub())
    assert.is_true(rawequal(v, b:view(nil, nil, v)))
    assert.equal("abcdef", v:sub())
    b:view(9, 9, v)
    assert.equal(0, #v)
    collectgarbage("stop")
    support.defer(collectgarbage, "restart")
    local before = collectgarbage("count")
    for i = 1, 1000 do v = b:view(i % 6 + 1, 6, v) end
    local after = collectgarbage("count")
    assert.equal(before, after)
  end)

  it("moves to no other bytearray", function()
    local b, other = socket.bytearray("abc"), socket.bytearray("xyz")
    local v = b:view()
    assert_raises("bad argument #3 to 'view' (it is a view of another bytearray)",
      function() other:view(1, 2, v) end)
    assert_raises("bad argument #3 to 'view' (view expected, got bytearray)", function() b:view(1, 2, b) end)
    assert_raises("bad argument #3 to 'view' (view expected, got string)", function() b:view(1, 2, "v") end)
    assert.equal("abc", v:sub())
  end)
end)

describe("bytes-like arguments", function()
  after_each(support.cleanup)

  it("are strings, bytearrays, views and numbers for every sending call", function()
    local a, b = support.tcp_pair()
    local bytes = socket.bytearray("-bytearray-")
    for _, data in ipairs{"str\0ing", bytes, bytes:view(2, 5), 42, 1.5} do
      local expected = type(data) == "userdata" and data:sub() or tostring(data)
      assert.equal(#expected, a:send(data))
      assert.equal(expected, b:recv(100))
      assert.is_nil(a:sendall(data))
      assert.equal(expected, b:recv(100))
      assert.equal(#expected, a:sendmsg{data})
      assert.equal(expected, b:recv(100))
    end
    local from = support.udp_socket()
    local to, address = support.udp_socket()
    for _, data in ipairs{"string", bytes, bytes:view(2, 5), 42} do
      local expected = type(data) == "userdata" and data:sub() or tostring(data)
      assert.equal(#expected, from:sendto(data, address))
      assert.equal(expected, to:recv(100))
    end
  end)

  it("are no other values", function()
    local a = support.tcp_pair()
    for _, wrong in ipairs{{}, true, print, io.stdout, a} do
      assert_raises("bad argument #1 to 'send' (string, bytearray or view expected, got ",
        function() a:send(wrong) end)
      assert_raises("bad argument #1 to 'sendall' (string, bytearray or view expected, got ",
        function() a:sendall(wrong) end)
    end
    assert_raises("bad argument #1 to 'send' (string, bytearray or view expected, got nil)",
      function() a:send(nil) end)
  end)

  it("must be writable to receive into", function()
    local a, b = support.tcp_pair()
    a:sendall("abcdef")
    assert_raises("bad argument #1 to 'recv_into' (bytearray or view expected, got string, which " ..
      "cannot be written to; make a buffer with socket.bytearray(size))", function() b:recv_into("      ") end)
    assert_raises("bad argument #1 to 'recv_into' (bytearray or view expected, got table)",
      function() b:recv_into({}) end)
    local buffer = socket.bytearray("------")
    assert.equal(2, b:recv_into(buffer:view(3, 4)))
    assert.equal("--ab--", buffer:sub())
    assert.equal(4, b:recv_into(buffer))
    assert.equal("cdef--", buffer:sub())
  end)
end)

describe("memory", function()
  after_each(support.cleanup)

  it("is aligned where the kernel writes: cache lines for bytearrays, pages for recv", function()
    local reason = support.strace_missing()
    if reason then
      pending(reason)
      return
    end
    local trace = support.unix_path "trace"
    local script = support.tmpfile([[
      local socket = require "pysocket"
      local a, b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      b:bind{"127.0.0.1", 0}
      a:connect(b:getsockname())
      for _, size in ipairs{1, 100, 5000, 300000} do
        a:send "x"
        b:recv_into(socket.bytearray(size))
        a:send "x"
        b:recv(16384 + size)
      end
    ]], "script.lua")
    local result = support.run(support.strace({"-e", "trace=/^recv", "-e", "raw=/^recv", "-o", trace},
      support.lua_argv(script)))
    assert.equal(0, result.code, result.stderr)
    local seen = 0
    for place, size in support.read_file(trace):gmatch("recv%l*%(0x%x+, (0x%x+), (0x%x+)") do
      local into = math.tointeger(tonumber(size)) < 16384 or math.tointeger(tonumber(size)) == 300000
      assert.equal(0, math.tointeger(tonumber(place)) % (into and 64 or 4096), place)
      seen = seen + 1
    end
    assert.equal(8, seen)
  end)

  it("of a huge receive buffer is released", function()
    if support.checker() then return pending("freed memory is kept by " .. support.checker()) end
    local grown = tonumber(support.lua[[
      local socket = require "pysocket"
      local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s:bind{"127.0.0.1", 0}
      s:connect(s:getsockname())
      local function size()
        for line in io.lines "/proc/self/status" do
          local kib = line:match "^VmSize:%s*(%d+)"
          if kib then return tonumber(kib) end
        end
      end
      local function echo(n)
        s:send "x"
        assert(s:recv(n) == "x")
      end
      echo(100000)
      local before = size()
      echo(64 << 20)
      print(size() - before)
    ]])
    assert.is_true(grown < 4096, grown .. " KiB more")
  end)

  it("that cannot be allocated is an error, after which nothing has changed", function()
    if support.checker() == "valgrind" then return pending "valgrind cannot simulate a lack of memory" end
    local script = support.tmpfile([[
      local socket = require "pysocket"
      local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s:bind{"127.0.0.1", 0}
      s:connect(s:getsockname())
      s:send "x"
      print(pcall(s.recv, s, 1 << 30))
      print(pcall(s.recv, s, math.maxinteger))
      print(pcall(socket.bytearray, 1 << 30))
      print(s:recv(100000))
    ]], "script.lua")
    -- A sanitizer's shadow memory exceeds the limit, so the sanitizer itself is asked to refuse large blocks.
    local limit, refuse = "ulimit -v 200000; ", (os.getenv "ASAN_OPTIONS" or "") .. ":max_allocation_size_mb=200"
    local result = support.run({"sh", "-c", (support.checker() and "" or limit) .. 'exec "$@"', "sh",
      table.unpack(support.lua_argv(script))}, {env = {ASAN_OPTIONS = refuse}})
    assert.equal(0, result.code, result.stderr)
    assert.equal(("false\tnot enough memory\n"):rep(3) .. "x\n", result.stdout)
  end)

  it("does not grow by a byte when 1 GiB is relayed", function()
    local SIZE = math.tointeger(tonumber(os.getenv "SPEC_RELAY_BYTES" or 1 << 30))
    -- The length of the block is no multiple of any buffer's, so that misplaced bytes are noticed.
    local PEER = [[
import socket, sys, zlib
role, port, left = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
s = socket.create_connection(("127.0.0.1", port))
block = bytes(i * i % 251 for i in range(1 << 16)) * 16 + b"end"
crc = 0
if role == "source":
    view = memoryview(block)
    while left > 0:
        part = view[:left]
        s.sendall(part)
        crc = zlib.crc32(part, crc)
        left -= len(part)
else:
    buffer = bytearray(1 << 20)
    view = memoryview(buffer)
    total = 0
    while n := s.recv_into(buffer):
        crc = zlib.crc32(view[:n], crc)
        total += n
    print(total)
print(crc)
]]
    local server, address = support.listener()
    local source = support.spawn_python(PEER, {"source", address[2], SIZE}, {timeout = 120})
    local from = support.close_later((server:accept()))
    local sink = support.spawn_python(PEER, {"sink", address[2], 0}, {timeout = 120})
    local to = support.close_later((server:accept()))

    local buffer = socket.bytearray(256 * 1024)
    local view = buffer:view()
    local total = 0
    local function relay(until_total)
      while total < until_total do
        local n = from:recv_into(buffer)
        if n == 0 then return end
        to:sendall(buffer:view(1, n, view))
        total = total + n
      end
    end
    collectgarbage("stop")
    support.defer(collectgarbage, "restart")
    relay(1) -- Lua's own stack has grown after this
    local before = collectgarbage("count")
    relay(math.maxinteger)
    local after = collectgarbage("count")
    collectgarbage("restart")
    to:close()
    assert.equal(before, after)
    assert.equal(SIZE, total)
    local sent = source:wait()
    assert.equal(0, sent.code, sent.stderr)
    assert.equal(SIZE .. "\n" .. sent.stdout, sink:wait().stdout)
  end)
end)
