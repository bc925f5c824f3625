local support = require "spec.support"
local socket = require "pysocket"
local struct = require "pysocket.struct"

local function fails(pattern, f, ...)
  local e = support.raises(struct.error, f, ...)
  assert.matches(pattern, e.message, 1, true)
  return e
end

local function hex(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

describe("struct", function()
  after_each(support.cleanup)

  it("packs and unpacks a DNS header as Python does", function()
    local header = struct.pack("!HHHHHH", 0x1234, 0x0100, 1, 0, 0, 0)
    assert.equal("123401000001000000000000", hex(header))
    assert.same({0x1234, 0x0100, 1, 0, 0, 0}, {struct.unpack("!HHHHHH", header)})
    assert.equal(12, struct.calcsize "!HHHHHH")
  end)

  it("supports the byte orders, and sizes that are the same on every machine", function()
    for order, expected in pairs{["<"] = "01000000", [">"] = "00000001", ["!"] = "00000001"} do
      assert.equal(expected, hex(struct.pack(order .. "l", 1)))
    end
    assert.equal(string.pack("=i4", 1), struct.pack("=l", 1))
    assert.equal(7, struct.calcsize "=bhi")
  end)

  it("aligns native formats as C does, at the end only if 0 items require it", function()
    assert.equal(string.packsize "!bhi", struct.calcsize "bhi")
    assert.equal(5, struct.calcsize "@ib")
    assert.equal(string.packsize "!ibXi", struct.calcsize "@ib0i")
    assert.equal(string.packsize "T", struct.calcsize "P")
    fails("bad char in struct format: 'n' exists only in native formats", struct.calcsize, "!n")
  end)

  it("skips the padding between the items of a format", function()
    assert.same({1, 2, 3}, {struct.unpack("! 2B\tx \n B", "\1\2\0\3")})
    assert.equal(0, struct.calcsize "")
    assert.equal("", struct.pack "")
    fails("bad char in struct format: ' '", struct.calcsize, "2 h")
    fails("bad char in struct format: '!'", struct.calcsize, " !h")
    fails("repeat count given without format specifier", struct.calcsize, "!h3")
    fails("bad char in struct format: 'k'", struct.calcsize, "k")
    fails("total struct size too long", struct.calcsize, "9223372036854775807h")
    fails("total struct size too long", struct.calcsize, ("9"):rep(30) .. "h")
    assert.equal(6, struct.calcsize(("0"):rep(30) .. "3h"))
  end)

  it("truncates a string that is too long and pads a shorter one with zeros, as Python does", function()
    assert.equal("abc", struct.pack("3s", "abcdef"))
    assert.equal("ab\0", struct.pack("3s", "ab"))
    assert.equal("\2ab\0", struct.pack("4p", "ab"))
    assert.same({"ab", ""}, {struct.unpack("4p0s", "\2ab\0")})
    assert.equal("ab", struct.pack("2s", socket.bytearray "abc"))
    assert.equal("b", struct.pack("c", socket.bytearray("abc"):view(2, 2)))
  end)

  it("accepts any integer as a 64-bit pattern, because Lua has no larger ones", function()
    assert.equal(("f"):rep(16), hex(struct.pack("!Q", -1)))
    assert.equal(-1, struct.unpack("!Q", ("\xff"):rep(8)))
  end)

  it("treats 0 and the empty string as false", function()
    assert.equal("\0\0\0\0\0\1\1\1", struct.pack("8?", false, nil, 0, 0.0, "", true, "0", {}))
    assert.same({true, false, true}, {struct.unpack("3?", "\1\0\xff")})
  end)

  it("reports which item does not fit, and what would", function()
    fails("item 2: 'B' format requires 0 <= number <= 255, got 256", struct.pack, "!BB", 1, 256)
    fails("item 1: 'b' format requires -128 <= number <= 127, got -129", struct.pack, "!b", -129)
    fails("item 1: 'H' format requires an integer, got string", struct.pack, "!H", "5")
    fails("item 1: 'H' format requires an integer, got 1.5", struct.pack, "!H", 1.5)
    fails("item 1: 'd' format requires a number, got nil", struct.pack, "!d", nil)
    fails("item 1: 's' format requires a string, bytearray or view, got 5", struct.pack, "2s", 5)
    fails("item 1: 'c' format requires a string of length 1, got one of length 2; for more write '2s'",
      struct.pack, "c", "ab")
    fails("item 1: float too large to pack with f format", struct.pack, "!f", 1e39)
    fails("item 1: float too large to pack with e format", struct.pack, "e", 65520.0)
    fails("pack expected 2 items for packing (got 1)", struct.pack, "!2B", 1)
    fails("unpack requires a buffer of 2 bytes, got 3; unpack_from takes what it needs from a longer one",
      struct.unpack, "!H", "abc")
  end)

  it("raises struct.error at the user's line, after a tail call too", function()
    local e = support.raises(struct.error, function() return struct.pack("!B", 300) end)
    assert.matches("struct_spec%.lua:%d+: struct%.error: item 1", tostring(e))
    assert.is_true(socket.isinstance(e, struct.error))
    assert.is_true(socket.isinstance(e, socket.Exception))
    assert.is_false(socket.isinstance(e, socket.OSError))
    for name, f in pairs(struct) do
      if name ~= "error" and name ~= "Struct" then
        local text = support.error_message(function() return f(5) end)
        local expected = "struct_spec.lua:%%d+: bad argument #1 to '%s' %%(string expected, got number%%)"
        assert.matches(expected:format(name), text)
      end
    end
  end)

  it("reads at an offset, which is a distance as in Python", function()
    assert.equal(3, struct.unpack_from("!B", "\1\2\3", 2))
    assert.equal(1, struct.unpack_from("!B", "\1\2\3"))
    assert.equal(2, struct.unpack_from("!B", "\1\2\3", -2))
    assert.equal(2, struct.unpack_from("!B", socket.bytearray "\1\2\3", {offset = 1}))
    fails("unpack_from requires a buffer of at least 4 bytes for unpacking 2 bytes at offset 2 " ..
      "(actual buffer size is 3)", struct.unpack_from, "!H", "abc", 2)
    fails("not enough data to unpack 2 bytes at offset -1", struct.unpack_from, "!H", "abc", -1)
    fails("offset -4 out of range for 3-byte buffer", struct.unpack_from, "!H", "abc", -4)
    local text = support.error_message(struct.unpack_from, "!H", "abc", "1")
    assert.matches("bad argument #3 to 'unpack_from' (integer expected, got string)", text, 1, true)
  end)

  it("packs into a bytearray or a view, all or nothing", function()
    local b = socket.bytearray(6)
    struct.pack_into("!H", b, 1, 0x4142)
    struct.pack_into("!H", b:view(4), -2, 0x4344)
    assert.equal("\0AB\0CD", b:sub(1))
    fails("item 2", struct.pack_into, "!BB", b, 0, 1, 256)
    fails("pack_into expected 2 items for packing (got 0)", struct.pack_into, "!BB", b, 0)
    fails("no space to pack 2 bytes at offset -1", struct.pack_into, "!H", b, -1, 0)
    fails("pack_into requires a buffer of at least 7 bytes for packing 2 bytes at offset 5 (actual buffer size is 6)",
      struct.pack_into, "!H", b, 5, 0)
    assert.equal("\0AB\0CD", b:sub(1))
    local text = support.error_message(struct.pack_into, "!H", "string", 0, 1)
    assert.matches("bad argument #2 to 'pack_into' (bytearray or view expected, got string)", text, 1, true)
  end)

  it("iterates over bytes that are an exact multiple of the format", function()
    local pairs_of = {}
    for a, b in struct.iter_unpack("!BB", "\1\2\3\4") do pairs_of[#pairs_of + 1] = {a, b} end
    assert.same({{1, 2}, {3, 4}}, pairs_of)
    local flags = {}
    for flag in struct.iter_unpack("?", socket.bytearray "\0\1") do flags[#flags + 1] = flag end
    assert.same({false, true}, flags)
    fails("iterative unpacking requires a buffer of a multiple of 2 bytes, got 3", struct.iter_unpack, "!H", "abc")
    fails("cannot iteratively unpack with a struct of length 0", struct.iter_unpack, "", "abc")
  end)

  it("explains what to do if there are more values than a Lua function can return", function()
    local bytes = ("x"):rep(600000)
    fails("Lua cannot return 600000 values at once; read them in parts with iter_unpack", struct.unpack, "600000B",
      bytes)
    assert.equal(400000, select("#", struct.unpack("400000B", bytes:sub(1, 400000))))
  end)

  it("compiles a format to an object with the same functions as methods", function()
    local header = struct.Struct "!BH"
    local b = socket.bytearray(4)
    header:pack_into(b, 1, 5, 6)
    assert.same({"!BH", 3, "Struct('!BH')"}, {header.format, header.size, tostring(header)})
    assert.same({5, 6}, {header:unpack(header:pack(5, 6))})
    assert.same({5, 6}, {header:unpack_from(b, 1)})
    assert.same({5, 6}, {header:iter_unpack(b:view(2))()})
    local text = support.error_message(function() header.unpack("abc") end)
    assert.matches("#1 to 'unpack' (Struct expected, got string; call methods as x:unpack(...))", text, 1, true)
    text = support.error_message(function() header:unpack(5) end)
    assert.matches("bad argument #1 to 'unpack' (string, bytearray or view expected, got number)", text, 1, true)
    assert.matches("bad argument #1 to 'Struct'", support.error_message(struct.Struct, 5), 1, true)
  end)

  it("caches as many formats as Python does, and drops them safely", function()
    for i = 1, 300 do assert.equal(i, struct.calcsize(i .. "x")) end
    assert.equal(1, struct.calcsize "1x")
  end)
end)

-- Comparison with Python -------------------------------------------------------------

local ORDERS = {"", "@", "=", "<", ">", "!"}
local CODES = {"x", "c", "b", "B", "?", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "e", "f", "d", "s", "p", "P"}
-- Lua's integers hold these as 64-bit patterns. The same is true of L if it has 64 bits.
local UNSIGNED = {Q = true, N = true, P = true}
local LONG_IS_Q = struct.calcsize "L" == 8
local FLOATS = {0.0, -0.0, 1.5, -2.25, 65504.0, 65519.99, 65520.0, 2.0 ^ -24, 2.0 ^ -25, 3 * 2.0 ^ -26, 2.0 ^ -14, 1e38,
  3.5e38, 1e300, 5e-324, math.huge, -math.huge, 0.1, 2049.0, 2051.0}

local function one_of(list)
  return list[math.random(#list)]
end

local function random_bytes(n)
  local bytes = {}
  for i = 1, n do bytes[i] = string.char(math.random(0, 255)) end
  return table.concat(bytes)
end

local function random_float()
  if math.random(2) == 1 then return one_of(FLOATS) end
  return (math.random() - 0.5) * 2.0 ^ math.random(-40, 40)
end

-- Returns an integer near the limits of some size.
local function random_integer()
  return (1 << math.random(0, 63)) * one_of{1, -1} + math.random(-2, 2)
end

local function random_value(code)
  if math.random(40) == 1 then return one_of{"text", 1.25, true, 70000} end
  if code == "c" then return random_bytes(math.random(20) == 1 and 2 or 1)
  elseif code == "s" or code == "p" then return random_bytes(math.random(0, 12))
  elseif code == "?" then return one_of{true, false, 0, 1, 0.0, "", "x"}
  elseif code:find "[efd]" then return random_float() end
  local size = struct.calcsize(code)
  if math.random(3) > 1 then return string.unpack("i" .. size, random_bytes(size)) end
  return random_integer()
end

-- Returns a value as text for Python. For unsigned codes it has the same 64-bit pattern.
local function token(value, code)
  local kind = math.type(value) or type(value)
  if kind == "integer" then return (UNSIGNED[code] and "u%016x" or "i%d"):format(value)
  elseif kind == "float" then return "f" .. hex(string.pack(">d", value))
  elseif kind == "boolean" then return value and "t" or "n" end
  return "b" .. hex(value)
end

-- Returns a format that is wrong in most cases.
local function junk_format()
  local text = {}
  for i = 1, math.random(0, 6) do text[i] = one_of{"x", "h", "q", "n", "s", "k", "2", "0", "13", " ", "<", "@"} end
  return table.concat(text)
end

local function random_format()
  if math.random(15) == 1 then return junk_format(), {} end
  local order = one_of(ORDERS)
  local text, codes = {order}, {}
  for _ = 1, math.random(0, 6) do
    local code, count = one_of(CODES), one_of{"", "", "", 0, 1, 2, 3, 12}
    if code == "p" and count == 0 then count = 1 end  -- Python raises SystemError here
    text[#text + 1] = one_of{"", "", " "} .. count .. code
    local items = code == "x" and 0 or (code == "s" or code == "p" or count == "") and 1 or count
    if code == "L" and LONG_IS_Q and (order == "" or order == "@") then code = "Q" end
    for _ = 1, items do codes[#codes + 1] = code end
  end
  return table.concat(text), codes
end

local function random_case()
  local format, codes = random_format()
  local known, size = pcall(struct.calcsize, format)
  local case = {format = format, codes = codes, values = {}, tokens = {}}
  for i, code in ipairs(codes) do
    case.values[i] = random_value(code)
    case.tokens[i] = token(case.values[i], code)
  end
  case.buffer = random_bytes((known and size or 3) + one_of{0, 0, 0, 1, -1, 5} * (known and size > 0 and 1 or 0))
  case.offset = math.random(-3, 3)
  return case
end

-- Returns the outcome as text.
local function shown(ok, codes, first, ...)
  if not ok then
    return socket.isinstance(first, struct.error) and "error" or tostring(first)
  end
  local list = {}
  for i, value in ipairs{first, ...} do
    list[i] = value ~= value and "nan" or token(value, codes[i] or "")
  end
  return table.concat(list, ",")
end

local function outcomes(case)
  local format, codes = case.format, case.codes
  local values = table.move(case.values, 1, #codes, 1, {})
  local function pack_into()
    local b = socket.bytearray(case.buffer)
    struct.pack_into(format, b, case.offset, table.unpack(values, 1, #codes))
    return b:sub(1)
  end
  local function call(f, ...)
    local results = table.pack(pcall(f, ...))
    return shown(results[1], codes, table.unpack(results, 2, results.n))
  end
  return table.concat({
    call(struct.calcsize, format), call(struct.pack, format, table.unpack(values, 1, #codes)),
    call(struct.unpack, format, case.buffer), call(struct.unpack_from, format, case.buffer, case.offset),
    call(pack_into),
  }, ";")
end

local PYTHON = [[
import struct, sys
def value(text):
    kind, rest = text[0], text[1:]
    if kind == "i": return int(rest)
    if kind == "u": return int(rest, 16)
    if kind == "f": return struct.unpack(">d", bytes.fromhex(rest))[0]
    if kind == "b": return bytes.fromhex(rest)
    return kind == "t"
def token(value, code):
    if value is True: return "t"
    if value is False: return "n"
    if isinstance(value, int): return "u%016x" % value if code in "QNP" and code else "i%d" % value
    if isinstance(value, float): return "nan" if value != value else "f" + struct.pack(">d", value).hex()
    return "b" + bytes(value).hex()
def call(codes, f, *args):
    try:
        result = f(*args)
    except (struct.error, OverflowError):
        return "error"
    if not isinstance(result, tuple): return token(result, codes[:1])
    return ",".join(token(v, codes[i:i + 1]) for i, v in enumerate(result))
def pack_into(format, b, offset, *values):
    struct.pack_into(format, b, offset, *values)
    return b
for line in open(sys.argv[1]):
    format, codes, values, buffer, offset = line.rstrip("\n").split(";")
    values = [value(v) for v in values.split(",") if v]
    buffer, offset = bytes.fromhex(buffer), int(offset)
    print(call(codes, struct.calcsize, format), call(codes, struct.pack, format, *values),
        call(codes, struct.unpack, format, buffer), call(codes, struct.unpack_from, format, buffer, offset),
        call(codes, pack_into, format, bytearray(buffer), offset, *values), sep=";")
]]

describe("struct, compared with Python's,", function()
  after_each(support.cleanup)

  it("returns the same for thousands of random formats and values", function()
    local cases, lines = {}, {}
    for i = 1, 3000 do
      local case = random_case()
      cases[i] = case
      lines[i] = table.concat({
        case.format, table.concat(case.codes), table.concat(case.tokens, ","), hex(case.buffer), case.offset,
      }, ";") .. "\n"
    end
    local answers = support.python(PYTHON, {support.tmpfile(table.concat(lines), "cases")}, {timeout = 60})
    local i, differ = 0, {}
    for answer in answers:gmatch "([^\n]*)\n" do
      i = i + 1
      local ours = outcomes(cases[i])
      if ours ~= answer then differ[#differ + 1] = ("%s\n  here   %s\n  Python %s"):format(lines[i], ours, answer) end
    end
    assert.equal(#cases, i)
    assert.equal("", table.concat(differ, "\n", 1, math.min(#differ, 5)))
  end)

  it("returns the same for every half-precision float", function()
    local numbers, wrong = {}, {}
    for bits = 0, 0xffff do
      local x = struct.unpack("<e", string.pack("<I2", bits))
      numbers[#numbers + 1] = x ~= x and "nan" or ("%a"):format(x)
      if x == x and struct.pack("<e", x) ~= string.pack("<I2", bits) then wrong[#wrong + 1] = bits end
    end
    assert.same({}, wrong)
    local list = support.tmpfile(table.concat(numbers, "\n"), "halves")
    support.python([[
import struct, sys
for bits, text in enumerate(open(sys.argv[1])):
    x = struct.unpack("<e", struct.pack("<H", bits))[0]
    assert repr(x) == repr(float.fromhex(text.strip())), (bits, x, text)
]], {list}, {timeout = 60})
  end)

  it("keeps the sign of NaN", function()
    for text, sign in pairs{["\x7e\x00"] = "\x7e\x00", ["\xfe\x00"] = "\xfe\x00"} do
      assert.equal(sign, struct.pack(">e", (struct.unpack(">e", text))))
    end
  end)
end)
