--- The metatables of the module's objects, classes and modules, for the script fuzzer.
-- What getmetatable returns is public: each function in it can be called, and each field can
-- be changed.
--
--   metatables.any()         -> value, meta: an object of the pool, a class or a module
--   metatables.methods(meta) -> the sorted names of its metamethods
--   metatables.change(meta)  -> restore: gives a random field a random value, until restore()

local socket = require "pysocket"
local pool = require "spec.host.fuzz.pool"
local tls = require "spec.host.tls"

local random, pick = math.random, pool.pick
local metatables = {}

local fixed, seen = {}, {}

local function add(value)
  if seen[value] then return end
  seen[value] = true
  if type(getmetatable(value)) == "table" then fixed[#fixed + 1] = value end
end

-- Names are sorted, so that a seed makes the same calls again.
local function add_classes(module)
  local names = {}
  for name, value in pairs(module) do
    if type(name) == "string" and type(value) == "table" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do add(module[name]) end
end

for _, name in ipairs{"core", "select", "selectors", "asyncio", "struct", "time", "errno", "socketserver", "luasocket",
  tls.ssl and "ssl" or nil} do
  local module = require("pysocket." .. name)
  add(module)
  add_classes(module)
end
for _, make in ipairs{
  function() socket.socket():recv(-1) end, function() socket.inet_aton "x" end,
  function() return socket.getaddrinfo("", "no such service") end,
} do
  add(select(2, pcall(make)))
end

function metatables.any()
  local value = random(3) == 1 and pick(fixed) or pool.any()
  local meta = getmetatable(value)
  if type(meta) == "table" then return value, meta end
end

function metatables.methods(meta)
  local names = {}
  for name, f in next, meta do
    if type(name) == "string" and name:sub(1, 2) == "__" and type(f) == "function" then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

-- These are not changed: without __gc, objects made meanwhile would never be closed, and the pool recognizes a kind
-- by __name.
local KEPT = {__gc = true, __name = true}
local OTHERS = {true, 1, 0.5, print, "x", "__mode", "__index", "__newindex", "__call", "__len", "__eq", "__metatable"}

local function any_field(meta)
  local names = {}
  for name in next, meta do
    if type(name) == "string" and name:sub(1, 2) == "__" and not KEPT[name] then names[#names + 1] = name end
  end
  table.sort(names)
  return #names > 0 and random(2) == 1 and pick(names) or pick(OTHERS)
end

function metatables.change(meta)
  local name = any_field(meta)
  local old = rawget(meta, name)
  rawset(meta, name, pool.value())
  return function() rawset(meta, name, old) end
end

return metatables
