--- Converts addresses of all families in both directions. Any bytes that the kernel might return
-- must become a Lua value that can be printed. If a Lua value can be converted to bytes, converting
-- these to a Lua value and back must give the same bytes. Nothing is sent, and there is no
-- socket.
local source = require "spec.host.fuzz.source"
local core = require "pysocket.core"
local socket = require "pysocket"

local AF_RDS = 21  -- uses the addresses of AF_INET
local families = {}
for family in pairs(socket.AddressFamily) do
  if math.type(family) then families[#families + 1] = family end
end
table.sort(families)
local places = {1, 2, 3, 4, 5, 6, "host", "port", "flowinfo", "scope_id", "ifname", "x"}
local protos = {0, 1, 2, 3, 6, 7, 17}

local function same(a, b)
  if type(a) ~= type(b) then return false end
  if type(a) ~= "table" then return a == b end
  for k in pairs(a) do if not same(a[k], b[k]) then return false end end
  for k in pairs(b) do if a[k] == nil then return false end end
  return true
end

local function texts(text)
  for _, call in ipairs{
    {socket.inet_pton, socket.AF_INET, text}, {socket.inet_pton, socket.AF_INET6, text}, {socket.inet_aton, text},
    {socket.inet_ntop, socket.AF_INET6, text}, {socket.inet_ntoa, text},
  } do
    source.expected(pcall(table.unpack(call)))
  end
end

-- Returns an address that the kernel could have returned, with some items changed as a
-- program may do: in the address itself, or in a plain table with the same items.
local function change(from, address)
  local copy = from:byte() % 2 == 0 and address or table.move(address, 1, #address, 1, {})
  assert(copy == address)
  for _ = 1, from:byte() % 3 do
    local place = from:pick(places)
    copy[place] = from:value(2)
  end
  source.expected(pcall(tostring, copy))
  return copy
end

-- Returns an address from bytes that the kernel might return, with or without a family, which
-- may be changed, or any value.
local function address_of(from, family, kind, proto)
  local direction, changed = from:byte() % 3, from:byte() % 2 == 1
  if direction == 2 then return from:value() end
  local raw = (changed and from:string() or from:rest()):sub(1, 126)
  if direction == 0 then raw = string.pack("=I2", family) .. raw end
  local address = core._address(family, kind, proto, raw)
  if address == nil then return nil end
  assert(rawequal(address, core._address(family, kind, proto, raw)), "the same address became a different table")
  assert(#core._repr(address) > 0 and tostring(address))
  if not changed or type(address) ~= "table" then return address end
  local text, copy = tostring(address), change(from, address)
  assert(tostring(core._address(family, kind, proto, raw)) == text, "a changed table was returned")
  return copy
end

return function(data)
  texts(data)
  local from = source(data)
  local family = from:byte() < 250 and from:pick(families) or from:integer() & 0xffff
  local kind, proto = from:byte() % 6, from:pick(protos)
  local address = address_of(from, family, kind, proto)
  local ok, raw = pcall(core._sockaddr, family, kind, proto, address)
  if not source.expected(ok, raw) or not raw then return end
  assert(#raw >= 2 and string.unpack("=I2", raw) == (family == AF_RDS and socket.AF_INET or family),
    ("%q: the sockaddr of %s is %q"):format(family, core._repr(address), raw))
  local again = core._address(family, kind, proto, raw)
  local raw_again = core._sockaddr(family, kind, proto, again)
  assert(raw_again == nil or raw_again == raw or same(core._address(family, kind, proto, raw_again), again),
    "not the same address the second time")
end
