--- Python's struct: packs and unpacks binary data with formats such as "!HHL".
--
--   struct.pack(format, ...) -> string
--   struct.unpack(format, bytes) -> ...
--   struct.unpack_from(format, bytes[, offset]) -> ...
--   struct.pack_into(format, bytearray, offset, ...)
--   struct.iter_unpack(format, bytes) -> iterator
--   struct.calcsize(format) -> bytes
--   struct.Struct(format) -> an object with these as methods, and with format and size
--   struct.error
--
-- A format is translated to one of string.pack, which does the work. This file adds what
-- string.pack lacks: range checks, the alignment of C, booleans, half-precision floats, and
-- Pascal strings.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local struct = {error = core._class("struct.error", core.Exception)}

local function fail(message, ...)
  core._error("struct.error", nil, message:format(...))
end

-- Raises an error about item #i of the values to pack.
local function refuse(i, message, ...)
  fail("item %d: " .. message, i, ...)
end

-- The codes ----------------------------------------------------------------------

-- By code: the kind of its value, and its size and alignment. These are a number if they are
-- the same on every machine, and a format of string.packsize if they are those of C.
local KINDS = {
  x = {kind = "pad", size = 1, native = "b"},
  c = {kind = "char", size = 1, native = "b"},
  b = {kind = "signed", size = 1, native = "b"}, B = {kind = "unsigned", size = 1, native = "B"},
  ["?"] = {kind = "bool", size = 1, native = "b"},
  h = {kind = "signed", size = 2, native = "h"}, H = {kind = "unsigned", size = 2, native = "H"},
  i = {kind = "signed", size = 4, native = "i"}, I = {kind = "unsigned", size = 4, native = "I"},
  l = {kind = "signed", size = 4, native = "l"}, L = {kind = "unsigned", size = 4, native = "L"},
  q = {kind = "signed", size = 8, native = "i8"}, Q = {kind = "unsigned", size = 8, native = "I8"},
  n = {kind = "signed", native = "T"}, N = {kind = "unsigned", native = "T"}, P = {kind = "unsigned", native = "T"},
  e = {kind = "half", size = 2, native = "h"},
  f = {kind = "float", size = 4, native = "f"}, d = {kind = "double", size = 8, native = "d"},
  s = {kind = "bytes", size = 1, native = "b"}, p = {kind = "pascal", size = 1, native = "b"},
}

-- By kind: the option of string.pack for one item, without a size if it has none.
local OPTIONS = {signed = "i%d", unsigned = "I%d", bool = "I%d", half = "I%d", float = "f", double = "d", pad = "x"}

local function option(run)
  return (OPTIONS[run.kind] or "c%d"):format(run.size)
end

local NAN = string.unpack("<d", "\0\0\0\0\0\0\xf8\x7f")  -- without a sign, which 0 / 0 may have

local function round_half_even(x)
  local below = math.floor(x)
  local rest = x - below
  if rest > 0.5 or rest == 0.5 and below % 2 == 1 then below = below + 1 end
  return math.tointeger(below)
end

-- IEEE 754's binary16, as an integer.
local function to_half(x)
  local sign = string.pack(">d", x):byte() << 8 & 0x8000  -- zeros and NaN have one too
  if x ~= x then return sign | 0x7e00 end
  x = math.abs(x)
  if x == math.huge then return sign | 0x7c00 end
  if x < 2.0 ^ -14 then return sign | round_half_even(x * 2.0 ^ 24) end
  local exponent = -14
  while x >= 2.0 ^ (exponent + 1) do exponent = exponent + 1 end
  -- a mantissa that is rounded up to 2 makes the exponent greater, as it should
  return sign | ((exponent + 14) << 10) + round_half_even(x / 2.0 ^ exponent * 1024)
end

local function from_half(bits)
  local exponent, mantissa = bits >> 10 & 0x1f, bits & 0x3ff
  local x
  if exponent == 0x1f then x = mantissa == 0 and math.huge or NAN
  elseif exponent == 0 then x = mantissa * 2.0 ^ -24
  else x = (1024 + mantissa) * 2.0 ^ (exponent - 25) end
  return bits & 0x8000 ~= 0 and -x or x
end

-- Packing ------------------------------------------------------------------------

local checks = {}  -- by kind: (value, run, i) -> what string.pack takes; the value is item #i

local function integer(value, run, i)
  if type(value) == "boolean" then return value and 1 or 0 end
  local n = math.type(value) and math.tointeger(value)
  if not n then refuse(i, "'%s' format requires an integer, got %s", run.code, argument.shown(value)) end
  return n
end

function checks.signed(value, run, i)
  local n = integer(value, run, i)
  if n < run.min or n > run.max then
    refuse(i, "'%s' format requires %d <= number <= %d, got %d", run.code, run.min, run.max, n)
  end
  return n
end

-- 64-bit integers are bit patterns, because Lua has no larger integers.
function checks.unsigned(value, run, i)
  local n = integer(value, run, i)
  if run.max and (n < 0 or n > run.max) then
    refuse(i, "'%s' format requires 0 <= number <= %d, got %d", run.code, run.max, n)
  end
  return n
end

function checks.bool(value)
  return argument.truth(value) and 1 or 0
end

function checks.double(value, run, i)
  if type(value) == "boolean" then return value and 1.0 or 0.0 end
  if type(value) ~= "number" then
    refuse(i, "'%s' format requires a number, got %s", run.code, argument.shown(value))
  end
  return value * 1.0  -- keeps the sign of a zero
end

function checks.half(value, run, i)
  local n = checks.double(value, run, i)
  if math.abs(n) >= 65520 and math.abs(n) < math.huge then
    refuse(i, "float too large to pack with e format, got %s", n)
  end
  return to_half(n)
end

function checks.float(value, run, i)
  local n = checks.double(value, run, i)
  if not run.native and math.abs(n) < math.huge and math.abs(string.unpack("f", string.pack("f", n))) == math.huge then
    refuse(i, "float too large to pack with f format, got %s", n)
  end
  return n
end

local function bytes(value)
  return type(value) == "string" and value or value:sub(1)
end

local function check_text(value, run, i)
  if not argument.is_bytes(value) then
    refuse(i, "'%s' format requires a string, bytearray or view, got %s", run.code, argument.shown(value))
  end
  return bytes(value)
end

function checks.char(value, run, i)
  local text = check_text(value, run, i)
  if #text ~= 1 then
    refuse(i, "'c' format requires a string of length 1, got one of length %d; for more write '%ds'", #text, #text)
  end
  return text
end

-- Truncates a string that is too long, as Python does; string.pack pads a shorter one with zeros.
function checks.bytes(value, run, i)
  return check_text(value, run, i):sub(1, run.size)
end

function checks.pascal(value, run, i)
  local text = check_text(value, run, i):sub(1, math.max(run.size - 1, 0))
  return run.size == 0 and "" or string.char(math.min(#text, 255)) .. text
end

-- Unpacking ----------------------------------------------------------------------

local changes = {}  -- by kind: (result of string.unpack) -> value; other kinds are not changed

function changes.bool(n)
  return n ~= 0
end

changes.half = from_half

function changes.pascal(text)
  return text == "" and "" or text:sub(2, 1 + text:byte())
end

-- Formats ------------------------------------------------------------------------

local Struct = {__name = "Struct"}
Struct.__index = Struct

-- The properties of a code, in native formats or in the others.
local function lookup(code, native)
  local known = KINDS[code]
  if not known then
    fail("bad char in struct format: '%s'; use x c b B ? h H i I l L q Q n N e f d s p P", code)
  end
  if not native and not known.size then
    fail("bad char in struct format: '%s' exists only in native formats (with '@' or no prefix)", code)
  end
  return known, native and string.packsize(known.native) or known.size
end

-- Sets the range of integers; an unsigned 64-bit item accepts any integer.
local function set_range(run)
  local bits = 8 * run.size
  if run.kind == "signed" then
    run.min, run.max = -(1 << bits - 1), (1 << bits - 1) - 1
  elseif run.kind == "unsigned" and bits < 64 then
    run.max = (1 << bits) - 1
  end
end

-- Adds a run: `count` items of one code, or one string of `count` bytes.
local function add(self, code, count, native)
  local known, size = lookup(code, native)
  local run = {kind = known.kind, code = code, size = size, count = count, native = native, before = 0}
  if native then
    local alignment = string.packsize("!b" .. known.native) - size
    run.before = -self.size % alignment
  end
  if count > (math.maxinteger - self.size - run.before) // size then fail "total struct size too long" end
  self.size = self.size + run.before + count * size
  if code == "s" or code == "p" then run.size, run.count = count, 1 end
  set_range(run)
  if run.kind ~= "pad" then self._items = self._items + run.count end
  self._changes = self._changes or changes[run.kind] ~= nil
  table.insert(self._runs, run)
end

local function parse(format)
  local order, rest = format:match "^([@=<>!]?)(.*)$"
  local self = setmetatable({format = format, size = 0, _items = 0, _runs = {}}, Struct)
  self._order = (order == ">" or order == "!") and ">" or order == "<" and "<" or "="
  local at = 1
  while true do
    at = rest:find("%S", at)
    if not at then return self end
    local digits, code, after = rest:match("^(%d*)(.?)()", at)
    if code == "" then fail "repeat count given without format specifier" end
    local count = digits == "" and 1 or math.tointeger(tonumber(digits))
    if not count then fail "total struct size too long" end
    add(self, code, count, order == "" or order == "@")
    at = after
  end
end

-- Returns the format of string.pack. It is made when it is first needed, because calcsize does
-- not need it.
local function packed_format(self)
  local words = {self._order}
  for _, run in ipairs(self._runs) do
    words[#words + 1] = ("x"):rep(run.before) .. option(run):rep(run.count)
  end
  self._format = table.concat(words)
  return self._format
end

local MAX_CACHED = 100  -- formats, as many as Python keeps
local cache, cached = {}, 0

-- The Struct of a format, which is an argument of `name`.
local function compile(name, format)
  local known = cache[format]
  if known then return known end
  if type(format) ~= "string" then argument.typeerror(1, name, "string", format) end
  local made = parse(format)
  if cached >= MAX_CACHED then cache, cached = {}, 0 end
  cache[format], cached = made, cached + 1
  return made
end

local function check_count(self, name, values)
  if values.n ~= self._items then
    fail("%s expected %d items for packing (got %d)", name, self._items, values.n)
  end
end

local function pack(self, name, values)
  check_count(self, name, values)
  local i = 0
  for _, run in ipairs(self._runs) do
    local check = checks[run.kind]
    for _ = 1, check and run.count or 0 do
      i = i + 1
      values[i] = check(values[i], run, i)
    end
  end
  return string.pack(self._format or packed_format(self), table.unpack(values, 1, i))
end

-- Converts the results of string.unpack for the kinds that it does not know.
local function change_all(self, values)
  local i = 0
  for _, run in ipairs(self._runs) do
    local change = changes[run.kind]
    for k = i + 1, change and i + run.count or 0 do values[k] = change(values[k]) end
    if run.kind ~= "pad" then i = i + run.count end
  end
end

local MAX_VALUES = 500000  -- Lua's stack cannot hold many more

local function unpack_at(self, text, position)
  if self._items > MAX_VALUES then
    fail("Lua cannot return %d values at once; read them in parts with iter_unpack", self._items)
  end
  local values = {string.unpack(self._format or packed_format(self), text, position)}
  if self._changes then change_all(self, values) end
  return table.unpack(values, 1, self._items)  -- without the position after them
end

local function check_bytes(n, name, value)
  if not argument.is_bytes(value) then argument.typeerror(n, name, "string, bytearray or view", value) end
end

local function unpack(self, n, name, buffer)
  check_bytes(n, name, buffer)
  if #buffer ~= self.size then
    fail("unpack requires a buffer of %d bytes, got %d%s", self.size, #buffer,
      #buffer > self.size and "; unpack_from takes what it needs from a longer one" or "")
  end
  return unpack_at(self, bytes(buffer), 1)
end

-- As in Python, an offset counts bytes from the start, and a negative one from the end: it is
-- a distance, not a position.
local function check_offset(self, n, name, buffer, offset)
  argument.integer(n, name, offset)
  local length, packs = #buffer, name == "pack_into"
  if offset < 0 and offset + self.size > 0 then
    fail(packs and "no space to pack %d bytes at offset %d" or "not enough data to unpack %d bytes at offset %d",
      self.size, offset)
  end
  if offset < 0 and offset + length < 0 then fail("offset %d out of range for %d-byte buffer", offset, length) end
  if offset < 0 then offset = offset + length end
  if length - offset < self.size then
    fail("%s requires a buffer of at least %d bytes for %s %d bytes at offset %d (actual buffer size is %d)", name,
      self.size + offset, packs and "packing" or "unpacking", self.size, offset, length)
  end
  return offset
end

local function unpack_offset(self, buffer, offset)
  if type(buffer) == "string" then return unpack_at(self, buffer, offset + 1) end
  return unpack_at(self, buffer:sub(offset + 1, offset + self.size), 1)
end

local function unpack_from(self, n, name, buffer, offset)
  check_bytes(n, name, buffer)
  offset = argument.keywords(name, n + 1, "offset", offset) or 0
  return unpack_offset(self, buffer, check_offset(self, n + 1, name, buffer, offset))
end

local function pack_into(self, n, name, buffer, offset, ...)
  if type(buffer) == "string" or not argument.is_bytes(buffer) then
    argument.typeerror(n, name, "bytearray or view", buffer)
  end
  local values = table.pack(...)
  check_count(self, name, values)
  offset = check_offset(self, n + 1, name, buffer, offset)
  if self.size > 0 then buffer:set(offset + 1, pack(self, name, values)) end
end

local function iter_unpack(self, n, name, buffer)
  check_bytes(n, name, buffer)
  if self.size == 0 then fail "cannot iteratively unpack with a struct of length 0" end
  if #buffer % self.size ~= 0 then
    fail("iterative unpacking requires a buffer of a multiple of %d bytes, got %d", self.size, #buffer)
  end
  local offset = -self.size
  return function()
    offset = offset + self.size
    if offset < #buffer then return unpack_offset(self, buffer, offset) end
  end
end

-- The functions, and the methods of a Struct ---------------------------------------

function struct.calcsize(format)
  return compile("calcsize", format).size
end

function struct.pack(format, ...)
  return pack(compile("pack", format), "pack", table.pack(...))
end

function Struct:pack(...)
  return pack(self, "pack", table.pack(...))
end

-- The other functions take the buffer first: as argument #2 of a function, and #1 of a method.
for name, f in pairs{unpack = unpack, unpack_from = unpack_from, pack_into = pack_into, iter_unpack = iter_unpack} do
  struct[name] = function(format, ...)
    return f(compile(name, format), 2, name, ...)
  end
  Struct[name] = function(self, ...)
    return f(self, 1, name, ...)
  end
end

function Struct:__tostring()
  return ("Struct('%s')"):format(self.format)
end

struct.Struct = setmetatable(Struct, {
  __call = core._front(function(_, format)
    if type(format) ~= "string" then argument.typeerror(1, "Struct", "string", format) end
    return parse(format)
  end),
  __tostring = function() return "<class 'struct.Struct'>" end,
})

argument.methods(Struct)
for name, f in pairs(struct) do
  if type(f) == "function" then struct[name] = core._front(f) end
end

return core._module(struct, "pysocket.struct")
