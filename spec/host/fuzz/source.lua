--- Makes Lua values from an input of the fuzzer.
--
--   local source = require "spec.host.fuzz.source"
--   local from = source(data)
--   from:byte() -> 0 to 255; 0 when the input is used up
--   from:below(n) -> 0 to n - 1
--   from:integer() -> any integer, often a small one or one at an edge
--   from:string([max]), from:rest() -> bytes of the input
--   from:pick(list) -> one of them
--   from:value([depth]) -> a value of any kind
--   source.expected(ok, e) raises an error unless the call succeeded, or failed like calls of this
--     module: with a system error, or with an error that names an argument
--   source.alone: this network namespace is isolated

local socket = require "pysocket"

local Source = {}
Source.__index = Source

local EDGES = {
  0, 1, -1, 127, 128, 255, 256, 65535, 65536, 1 << 31, (1 << 31) - 1, -(1 << 31), (1 << 32) - 1, 1 << 32,
  math.maxinteger, math.mininteger,
}

function Source:byte()
  local i = self.at
  self.at = i + 1
  return self.data:byte(i) or 0
end

function Source:below(n)
  return (self:byte() | self:byte() << 8) % n
end

function Source:integer()
  local kind = self:byte()
  if kind < 160 then return kind end
  if kind < 200 then return EDGES[kind % #EDGES + 1] end
  local n = 0
  for i = 0, kind % 8 do n = n | self:byte() << 8 * i end
  return n
end

function Source:string(max)
  local size = self:byte()
  if max and size > max then size = size % (max + 1) end
  local s = self.data:sub(self.at, self.at + size - 1)
  self.at = self.at + size
  return s
end

function Source:rest()
  local s = self.data:sub(self.at)
  self.at = #self.data + 1
  return s
end

function Source:done()
  return self.at > #self.data
end

function Source:pick(list)
  return list[self:byte() % #list + 1]
end

local TEXTS = {
  "", "localhost", "127.0.0.1", "::1", "fe80::1%lo", "<broadcast>", "lo", "eth0", "\0name", "00:11:22:33:44:55", "hash",
  "sha256", "1.2.3.4.5", "::ffff:1.2.3.4", ("x"):rep(107), ("x"):rep(108), ("x"):rep(109), "a\0b", "\xff\xfe",
}

local kinds = {
  function() return nil end,
  function(from) return from:byte() % 2 == 0 end,
  function(from) return from:integer() end,
  function(from) return from:integer() + 0.5 end,
  function(from) return from:string() end,
  function(from) return from:pick(TEXTS) end,
  function(from) return socket.bytearray(from:string()) end,
  function(from, depth)
    local t = {}
    for i = 1, from:byte() % 7 do t[i] = from:value(depth - 1) end
    return t
  end,
  function(from, depth)
    return {host = from:value(depth - 1), port = from:value(depth - 1), [from:string()] = from:value(depth - 1)}
  end,
  function() return print end,
  function(from) return (string.pack("<I4I4", from:integer() & 0xffffffff, from:integer() & 0xffffffff)) end,
}

function Source:value(depth)
  depth = depth or 3
  local kind = self:byte() % #kinds + 1
  if depth == 0 and kind > 7 then kind = 3 end
  return kinds[kind](self, depth)
end

local source = {}

function source.expected(ok, e)
  if ok then return true end
  if socket.isinstance(e, socket.OSError) then
    assert(type(tostring(e)) == "string")
  elseif type(e) ~= "string" or e:find "attempt to" and not e:find "attempt to use a closed" then
    -- The module's own Lua code must check what it is given.
    error("this is not an error of the module: " .. tostring(e), 0)
  end
  return false
end

do
  local names = {}
  for line in io.lines "/proc/self/net/dev" do names[#names + 1] = line:match "^%s*(%S+):" end
  source.alone = #names == 1 and names[1] == "lo"
end

return setmetatable(source, {__call = function(_, data) return setmetatable({data = data, at = 1}, Source) end})
