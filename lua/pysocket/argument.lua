--- Arguments of the functions that are written in Lua: their errors read as
-- those of a C function do, and point at the user's line.
--
--   argument.message(text)                       -> the text behind the user's line
--   argument.fail(message)                       raises a string, at the user's line
--   argument.error(n, name, message)             raises "bad argument #n to 'name' (message)"
--   argument.typeerror(n, name, expected, ...)   the same for a wrong type
--   argument.receiver(class[, what])             -> check(self, name): raises unless self is of the class
--   argument.integer(n, name, value)             raises unless it is one
--   argument.optinteger(n, name, value)          raises unless it is one, or nil
--   argument.seconds(n, name, value)             raises unless it is nil, or a number that is one
--   argument.NEVER                               seconds: so many the clock cannot count
--   argument.select(n, ...)                      Lua's select, whatever a program has under that name
--   argument.shown(value)                        -> a number as it is, of anything else its type: for messages
--   argument.truth(value[, default])             -> boolean: is it true to Python? (core_truth is the same in C)
--   argument.is_bytes(value)                     -> boolean: is it a string, a bytearray or a view?
--   argument.bytes(n, name, list[, numbers])     -> a copy of the sequence; raises unless all in it are bytes
--   argument.keywords(name, first, names, ...)   -> ..., the arguments from #first on, keywords laid out by position
--   argument.blame(name, map, f, ...)            -> f(...), a bad argument of a call in it told as one of `name`
--
-- argument.keywords has the parameters from `first` on in `names`, "a b[] c{}":
-- [] is behind one whose value can be a sequence, {} behind one whose value can be
-- any table. csrc/keywords.c tells the rule.

local core = require "pysocket.core"

core._own()

-- Lua's own, kept for the other rooms too: pysocket.select loads this one before a
-- program can give that module the global name `select`, as it does at the prompt.
local select = select

local argument = {NEVER = 9.2e9, select = select}

-- The core knows which lines are the user's.
function argument.message(text)
  local where = core._where()
  return where and where .. ": " .. text or text
end

function argument.fail(message)
  error(argument.message(message), 0)
end

function argument.error(n, name, message)
  argument.fail(("bad argument #%d to '%s' (%s)"):format(n, name, message))
end

local function typename(...)
  if select("#", ...) == 0 then return "no value" end
  local meta = getmetatable((...))
  local name = type(meta) == "table" and rawget(meta, "__name")
  return type(name) == "string" and name or type((...))
end

-- The value is what follows `expected`; nothing there is "no value".
function argument.typeerror(n, name, expected, ...)
  argument.error(n, name, ("%s expected, got %s"):format(expected, typename(...)))
end

function argument.shown(value)
  return math.type(value) and tostring(value) or typename(value)
end

-- 0 and "" are false too; nil is the default.
function argument.truth(value, default)
  if value == nil then return default or false end
  return value and value ~= 0 and value ~= ""
end

-- Is it the class, or one derived from it?
local function derives(meta, class)
  local index = type(meta) == "table" and rawget(meta, "__index")
  while type(index) == "table" do
    if index == class then return true end
    local above = getmetatable(index)
    index = type(above) == "table" and above.__index
  end
  return false
end

-- Who calls a method with a dot gets told so, and nothing that the method's own
-- lines stumble over. `known` are metatables whose objects are of the class.
function argument.receiver(class, what)
  local known = {[class] = true}
  return function(self, name)
    local meta = getmetatable(self)
    if known[meta] then return end
    if not derives(meta, class) then
      argument.error(1, name, ("%s expected, got %s; call methods as x:%s(...)"):format(
        what or class.__name, typename(self), name))
    end
    known[meta] = true
  end
end

function argument.integer(n, name, value)
  if math.type(value) ~= "integer" then argument.typeerror(n, name, "integer", value) end
end

function argument.optinteger(n, name, value)
  if value ~= nil then argument.integer(n, name, value) end
end

function argument.seconds(n, name, value)
  if value ~= nil and type(value) ~= "number" then
    argument.typeerror(n, name, "number", value)
  elseif value ~= value then
    argument.error(n, name, "NaN (not a number) is no time")
  end
end

local Bytes = getmetatable(core.bytearray(0))

function argument.is_bytes(value)
  return type(value) == "string" or getmetatable(value) == Bytes
end

-- All are looked at before the first is used. `numbers` do as well.
function argument.bytes(n, name, list, numbers)
  if type(list) ~= "table" then argument.typeerror(n, name, "sequence of strings", list) end
  local copy = {}
  for i, bytes in ipairs(list) do
    if not (argument.is_bytes(bytes) or numbers and type(bytes) == "number") then
      argument.error(n, name, ("item %d: string, bytearray or view expected, got %s"):format(i, typename(bytes)))
    end
    copy[i] = bytes
  end
  return copy
end

function argument.keywords(name, first, names, ...)
  return core._keywords(argument.error, name, first, names, ...)
end

-- `map` tells, by the name of a function that f calls, which argument of
-- `name` each of its arguments is: {bind = {1}}. What is not in it is no
-- argument of the user's and stays as it is.
function argument.blame(name, map, f, ...)
  local results = table.pack(pcall(f, ...))
  if results[1] then return table.unpack(results, 2, results.n) end
  local e = results[2]
  if type(e) == "string" then
    local i, inner, message = e:match("bad argument #(%d+) to '([^']*)' (%(.*%))$")
    local n = map[inner] and map[inner][tonumber(i)]
    if n then
      -- how to write that inner call is no help: its first argument is ours, or
      -- what is left is one among several
      message = message:gsub("write s:[%w_]+", n == 1 and "write socket." .. name or "write ")
      argument.fail(("bad argument #%d to '%s' %s"):format(n, name, message))
    end
  end
  error(e, 0)
end

return argument
