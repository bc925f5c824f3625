local support = require "spec.support"
local socket = require "pysocket"

local function hex(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

-- Returns the error of socket.NAME(...), called as in a script, because a message can only contain a name that
-- appears in the call.
local function message(name, ...)
  local call = load(("local socket = ...; return function(...) local x = socket.%s(...) return x end"):format(name),
    "=script")(socket)
  return support.error_message(call, ...)
end

local function has(text, part)
  assert.is_truthy(text:find(part, 1, true), ("%q does not have %q"):format(text, part))
end

describe("byte order", function()
  it("swaps bytes where necessary", function()
    -- Network byte order, whatever this machine's is.
    assert.equal("\x12\x34", string.pack("=I2", socket.htons(0x1234)))
    assert.equal("\x12\x34\x56\x78", string.pack("=I4", socket.htonl(0x12345678)))
    assert.equal(0x1234, socket.ntohs(string.unpack("=I2", "\x12\x34")))
    assert.equal(0x12345678, socket.ntohl(string.unpack("=I4", "\x12\x34\x56\x78")))
  end)

  it("undoes itself over the whole range", function()
    for _, n in ipairs{0, 1, 0x7fff, 0x8000, 0xfffe, 0xffff} do
      assert.equal(n, socket.ntohs(socket.htons(n)))
    end
    for _, n in ipairs{0, 1, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff} do
      assert.equal(n, socket.ntohl(socket.htonl(n)))
    end
  end)

  it("accepts a float that is an integer, as Lua does", function()
    assert.equal(socket.htons(80), socket.htons(80.0))
    assert.equal("integer", math.type(socket.htons(80.0)))
    has(message("htons", 80.5), "number has no integer representation")
  end)

  it("refuses values that do not fit", function()
    for name, max in pairs{htons = 0xffff, ntohs = 0xffff, htonl = 0xffffffff, ntohl = 0xffffffff} do
      for _, n in ipairs{-1, max + 1, math.maxinteger, math.mininteger} do
        has(message(name, n), ("bad argument #1 to '%s' (number must be from 0 to %d, got %d)"):format(name, max, n))
      end
      has(message(name, "x"), ("bad argument #1 to '%s' (number expected, got string)"):format(name))
      has(message(name), ("bad argument #1 to '%s' (number expected, got no value)"):format(name))
      has(message(name, {}), ("bad argument #1 to '%s' (number expected, got table)"):format(name))
    end
  end)
end)

local TEXTS = {
  "127.0.0.1", "127.1", "1", "0x7f.1", "01.02.03.04", "255.255.255.255", "4294967295", "1.2.65535", "1.2.3.4 x",
  "", "256.1.1.1", " 1.2.3.4", "4294967296", "08.1", "1.2.3.4.5", "1.2.3.", "a", "localhost", "-1", "1.2.3.4x",
  "::", "::1", "::ffff:1.2.3.4", "2001:db8::1", "fe80::1%lo", ":::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9",
  "12345::", "::G", "\xc3\xa9",
}

local PACKED = {
  "", "abc", "\x7f\0\0\1", "\0\0\0\0", "\xff\xff\xff\xff", "abcde", ("\0"):rep(15) .. "\1", ("\0"):rep(16),
  ("\0"):rep(12) .. "\1\2\3\4", ("\0"):rep(10) .. "\xff\xff\1\2\3\4", ("\xff"):rep(16), ("\0"):rep(15),
  "\x20\x01\x0d\xb8\0\0\0\0\0\1\0\0\0\0\0\1", ("\0"):rep(17),
}

-- Returns the outcome of a call in one line: its result or its error.
local function outcome(f, ...)
  local ok, result = pcall(f, ...)
  if ok then return "ok " .. hex(result) end
  if socket.isinstance(result, socket.OSError) then
    return ("OSError %s %s"):format(result.errno, result.errno and result.strerror or result.message)
  end
  return "argument"
end

local PYTHON = [[
import socket, sys
def outcome(f, *args):
    try:
        result = f(*args)
    except OSError as e:
        if e.errno is None:
            return "OSError nil %s" % e
        return "OSError %d %s" % (e.errno, e.strerror)
    except ValueError:
        return "argument"
    if isinstance(result, str):
        result = result.encode()
    return "ok " + result.hex()
for line in sys.stdin:
    name, *args = line.rstrip("\n").split(" ")
    data = bytes.fromhex(args.pop())
    if name in ("inet_aton", "inet_pton"):
        data = data.decode()
    print(outcome(getattr(socket, name), *map(int, args), data))
]]

-- Runs the operations, each {name, arguments…, bytes}, here and in Python, and compares their outcomes one by one.
local function compare(operations)
  local lines = {}
  for i, op in ipairs(operations) do
    local words = table.move(op, 1, #op - 1, 1, {})
    words[#op] = hex(op[#op])
    lines[i] = table.concat(words, " ") .. "\n"
  end
  local i = 0
  for theirs in support.python(PYTHON, {}, {stdin = table.concat(lines)}):gmatch("([^\n]*)\n") do
    i = i + 1
    local op = operations[i]
    assert.equal(theirs, outcome(socket[op[1]], table.unpack(op, 2)), lines[i])
  end
  assert.equal(#operations, i)
end

describe("textual addresses", function()
  after_each(support.cleanup)

  it("are parsed and formatted", function()
    assert.equal("\x7f\0\0\1", socket.inet_aton("127.0.0.1"))
    assert.equal("\x7f\0\0\1", socket.inet_aton("127.1"))
    assert.equal("127.0.0.1", socket.inet_ntoa("\x7f\0\0\1"))
    assert.equal("\x7f\0\0\1", socket.inet_pton(socket.AF_INET, "127.0.0.1"))
    assert.equal(("\0"):rep(15) .. "\1", socket.inet_pton(socket.AF_INET6, "::1"))
    assert.equal("127.0.0.1", socket.inet_ntop(socket.AF_INET, "\x7f\0\0\1"))
    assert.equal("::1", socket.inet_ntop(socket.AF_INET6, ("\0"):rep(15) .. "\1"))
    local longest = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    assert.equal(longest, socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, longest)))
  end)

  it("are accepted as in Python", function()
    local operations = {}
    local function add(...) operations[#operations + 1] = {...} end
    for _, text in ipairs(TEXTS) do
      add("inet_aton", text)
      for _, family in ipairs{socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, 99, -1} do
        add("inet_pton", family, text)
      end
    end
    for _, packed in ipairs(PACKED) do
      add("inet_ntoa", packed)
      for _, family in ipairs{socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, 99, -1} do
        add("inet_ntop", family, packed)
      end
    end
    compare(operations)
  end)

  it("come from a bytearray or a view, too", function()
    local b = socket.bytearray("x\1\2\3\4x")
    assert.equal("1.2.3.4", socket.inet_ntoa(b:view(2, 5)))
    assert.equal("1.2.3.4", socket.inet_ntop(socket.AF_INET, b:view(2, 5)))
    assert.equal("::", socket.inet_ntop(socket.AF_INET6, socket.bytearray(16)))
  end)

  it("that are invalid raise Python's errors, with the call and the address", function()
    local e = support.raises("OSError", socket.inet_aton, "300.1.1.1")
    assert.equal("illegal IP address string passed to inet_aton", e.message)
    assert.is_nil(e.errno)
    assert.equal("inet_aton", e.call)
    assert.equal("300.1.1.1", e.address)
    e = support.raises("OSError", socket.inet_pton, socket.AF_INET6, "300.1.1.1")
    assert.equal("illegal IP address string passed to inet_pton", e.message)
    assert.equal("300.1.1.1", e.address)
    e = support.raises("OSError", socket.inet_ntoa, "abc")
    assert.equal("packed IP wrong length for inet_ntoa", e.message)
    e = support.raises("OSError", socket.inet_pton, socket.AF_UNIX, "x")
    assert.equal(require "pysocket.errno".EAFNOSUPPORT, e.errno)
    assert.equal("inet_pton", e.call)
  end)

  it("are shown in an error's text", function()
    has(message("inet_aton", "300.1.1.1"),
      "script:1: OSError: illegal IP address string passed to inet_aton: inet_aton '300.1.1.1'")
  end)

  it("of a wrong kind are bad arguments", function()
    has(message("inet_ntop", 99, "abcd"), "bad argument #1 to 'inet_ntop' (unknown address family 99)")
    has(message("inet_ntop", socket.AF_INET, "abc"),
      "bad argument #2 to 'inet_ntop' (invalid length of packed IP address string)")
    has(message("inet_ntop", socket.AF_INET6, "abcd"),
      "bad argument #2 to 'inet_ntop' (invalid length of packed IP address string)")
    has(message("inet_aton", "1.2.3.4\0"), "bad argument #1 to 'inet_aton' (must not contain a NUL byte)")
    has(message("inet_pton", 2, "1.2.3.4\0x"), "bad argument #2 to 'inet_pton' (must not contain a NUL byte)")
    has(message("inet_aton", 127.1), "bad argument #1 to 'inet_aton' (string expected, got number)")
    has(message("inet_aton", nil), "bad argument #1 to 'inet_aton' (string expected, got nil)")
    has(message("inet_pton", 2), "bad argument #2 to 'inet_pton' (string expected, got no value)")
    has(message("inet_pton", "x", "::"), "bad argument #1 to 'inet_pton' (number expected, got string)")
    for _, family in ipairs{1 << 31, 1 << 32 | 2, -1 << 32 | 2} do
      has(message("inet_pton", family, "::"),
        "bad argument #1 to 'inet_pton' (integer out of range: it must fit 32 bits)")
    end
    has(message("inet_ntoa", nil), "bad argument #1 to 'inet_ntoa' (string, bytearray or view expected, got nil)")
    has(message("inet_ntop", 2, {}), "bad argument #2 to 'inet_ntop' (string, bytearray or view expected, got table)")
  end)
end)

describe("sizes of control messages", function()
  after_each(support.cleanup)

  it("are Python's", function()
    local sizes = {}
    for n = 0, 40 do sizes[#sizes + 1] = n end
    for _, n in ipairs{100, 4096, 65536, 0x7fffffff - 24, 0x7fffffff - 16} do sizes[#sizes + 1] = n end
    local output = support.python([[
import socket, sys
for n in map(int, sys.argv[1:]):
    for f in (socket.CMSG_LEN, socket.CMSG_SPACE):
        try:
            print(f(n))
        except OverflowError:
            print("overflow")
]], sizes)
    local next_line = output:gmatch("[^\n]+")
    for _, n in ipairs(sizes) do
      for _, name in ipairs{"CMSG_LEN", "CMSG_SPACE"} do
        local ok, size = pcall(socket[name], n)
        assert.equal(next_line(), ok and tostring(size) or "overflow", name .. " " .. n)
      end
    end
  end)

  it("end where an int ends", function()
    local len, space = socket.CMSG_LEN(0), socket.CMSG_SPACE(1)
    assert.equal(0x7fffffff, socket.CMSG_LEN(0x7fffffff - len))
    for name, max in pairs{CMSG_LEN = 0x7fffffff - len, CMSG_SPACE = 0x7fffffff - space} do
      assert.is_true(socket[name](max) <= 0x7fffffff)
      for _, n in ipairs{-1, max + 1, math.maxinteger, math.mininteger} do
        has(message(name, n), ("bad argument #1 to '%s' (number must be from 0 to %d, got %d)"):format(name, max, n))
      end
      has(message(name, "x"), ("bad argument #1 to '%s' (number expected, got string)"):format(name))
    end
  end)
end)
