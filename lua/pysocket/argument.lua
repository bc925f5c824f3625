--- Checks of arguments for the functions that are written in Lua. Their errors read like
-- those of a C function, and name the user's line.
--
--   argument.message(text)                       -> the text after the position of the user's line
--   argument.fail(message)                       raises a string with the position of the user's line
--   argument.error(n, name, message)             raises "bad argument #n to 'name' (message)"
--   argument.typeerror(n, name, expected, ...)   the same for a wrong type
--   argument.typename(value)                     -> the type of a value as these errors name it
--   argument.method(f, class, name[, what])      -> the method f as users call it, for instances of `class` only
--   argument.methods(class[, what])              makes all functions in the table of the class such methods
--   argument.field(value, name)                  -> value[name], or nil if the value has no fields
--   argument.class(class)                        raises unless it is a table, of which __call can make an object
--   argument.integer(n, name, value)             raises unless it is an integer
--   argument.optinteger(n, name, value)          raises unless it is an integer or nil
--   argument.optint(n, name, value)              raises unless it is nil or a whole number that fits 32 bits
--   argument.text(n, name, value)                raises unless it is nil or a string without a NUL byte
--   argument.path(n, name, value, otherwise)     raises unless it is nil or a path; `otherwise`: what to do with PEM
--   argument.port(n, name, value)                raises unless it is nil, a port, or the name of a service
--   argument.seconds(n, name, value)             raises unless it is nil or a number other than NaN
--   argument.timeout(n, name, value)             raises unless it is nil or what settimeout accepts
--   argument.NEVER                               the number of seconds that the clock can no longer count
--   argument.select(n, ...)                      Lua's select, even if the program has replaced the global
--   argument.shown(value)                        -> a number itself, or the type of any other value, for messages
--   argument.truth(value[, default])             -> boolean: is it true in Python? (core_truth is the same in C)
--   argument.is_bytes(value)                     -> boolean: is it a string, a bytearray or a view?
--   argument.bytes(n, name, list[, numbers])     -> a copy of the sequence; raises unless all its items are bytes
--   argument.keywords(name, first, names, ...)   -> ..., the arguments from #first on, keywords in their positions
--
-- argument.keywords takes the names of the parameters from `first` on in `names`, "a b[] c{}":
-- [] follows a parameter whose value can be a sequence, and {} one whose value can be any
-- table. csrc/base/keywords.c explains the rule.

local core = require "pysocket.core"

core._own()

-- Lua's own function, which the other files use too: pysocket.select loads this file before
-- a program can assign that module to the global `select`, as users do at the prompt.
local select = select

local argument = {NEVER = 9.2e9, select = select}

-- The core knows which lines belong to the user.
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

argument.typename = typename

-- The value is the argument after `expected`. Without one the message says "no value".
function argument.typeerror(n, name, expected, ...)
  argument.error(n, name, ("%s expected, got %s"):format(expected, typename(...)))
end

function argument.shown(value)
  return math.type(value) and tostring(value) or typename(value)
end

-- 0 and "" are false too; nil stands for the default.
function argument.truth(value, default)
  if value == nil then return default or false end
  return value and value ~= 0 and value ~= ""
end

local function index(value, name)
  return value[name]
end

-- An out-of-memory error says nothing about the value.
function argument.field(value, name)
  local ok, field = pcall(index, value, name)
  if ok then return field end
  if field == "not enough memory" then error(field, 0) end
  return nil
end

-- If a method is called with a dot, the error says so. Otherwise the method would fail
-- somewhere.
function argument.method(method, class, name, what)
  return core._method(method, class, function(...)
    argument.error(1, name, ("%s expected, got %s%s"):format(what or class.__name, typename(...),
      name:find "^__" and "" or ("; call methods as x:%s(...)"):format(name)))
  end)
end

-- Functions whose names begin with one underscore are the module's own.
function argument.methods(class, what)
  for name, f in pairs(class) do
    if type(f) == "function" and not name:find "^_[^_]" then class[name] = argument.method(f, class, name, what) end
  end
end

-- A class may be derived from the one that is called.
function argument.class(class)
  if type(class) ~= "table" then argument.typeerror(1, "__call", "class", class) end
end

function argument.integer(n, name, value)
  if math.type(value) ~= "integer" then argument.typeerror(n, name, "integer", value) end
end

function argument.optinteger(n, name, value)
  if value ~= nil then argument.integer(n, name, value) end
end

function argument.optint(n, name, value)
  if value == nil then return end
  if type(value) ~= "number" then argument.typeerror(n, name, "number", value) end
  local integer = math.tointeger(value)
  if not integer then argument.error(n, name, "number has no integer representation") end
  if integer < -0x80000000 or integer > 0x7fffffff then
    argument.error(n, name, "integer out of range: it must fit 32 bits")
  end
end

function argument.text(n, name, value)
  if value == nil then return end
  if type(value) ~= "string" then argument.typeerror(n, name, "string", value) end
  if value:find("\0", 1, true) then argument.error(n, name, "must not contain a NUL byte") end
end

function argument.path(n, name, path, otherwise)
  argument.text(n, name, path)
  if path and path:find("-----BEGIN ", 1, true) then argument.error(n, name, "this is PEM text: " .. otherwise) end
end

function argument.port(n, name, value)
  local number = math.tointeger(tonumber(value))
  if number and (number < 0 or number > 65535) then
    argument.error(n, name, "port must be an integer from 0 to 65535")
  end
  if math.type(value) ~= "integer" then argument.text(n, name, value) end
end

function argument.seconds(n, name, value)
  if value ~= nil and type(value) ~= "number" then
    argument.typeerror(n, name, "number", value)
  elseif value ~= value then
    argument.error(n, name, "NaN (not a number) is not a time")
  end
end

function argument.timeout(n, name, value)
  argument.seconds(n, name, value)
  if value and value < 0 then
    argument.error(n, name, "timeout must not be negative; seconds, or nil for none")
  elseif value and value >= argument.NEVER then
    argument.error(n, name, "timeout too large; seconds, or nil for none")
  end
end

local Bytes = getmetatable(core.bytearray(0))

function argument.is_bytes(value)
  return type(value) == "string" or getmetatable(value) == Bytes
end

-- All items are checked before the first is used. With `numbers`, numbers are accepted too.
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

return argument
