--- Classes, from which a program derives its own classes.
--
--   objects.class(name[, base]) -> class            calling it makes an object: class(...) is class:new(...)
--   objects.mixin(name) -> mixin                    calling it with a class returns a class that is derived from it
--   objects.derives(class, from) -> boolean         whether it is that class or mix-in, or derived from it
--   objects.new(class, root, what) -> object        `root` is the class that must be among its ancestors
--   objects.check_class(class, root, what)          raises unless it is derived from the class `root`
--   objects.super(self, mixin) -> class             the class that the mix-in was mixed with
--   objects.receiver(class) -> check(self, name)    raises unless self is an object of the class
--   objects.name(class) -> string                   its name, for messages
--
-- A class is the metatable of its objects and the table of their methods. A program's class is
-- a table whose metatable has the base class as __index. When its first object is made, the
-- class gets what Lua does not inherit: __index and the metamethods.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local objects = {}

local INHERITED = {"__close", "__tostring"}
local MAX_DEPTH = 100  -- the maximum depth of inheritance, as in isinstance

local function above(class)
  local base = rawget(class, "__base")
  if base ~= nil then return type(base) == "table" and base or nil end
  local meta = getmetatable(class)
  local index = type(meta) == "table" and rawget(meta, "__index")
  return type(index) == "table" and index or nil
end

function objects.derives(class, from)
  for _ = 1, MAX_DEPTH do
    if type(class) ~= "table" then return false end
    if rawequal(class, from) or rawequal(rawget(class, "__mixin"), from) then return true end
    class = above(class)
  end
  return false
end

local prepared = setmetatable({}, {__mode = "k"})

local function set_default(class, name, value)
  if rawget(class, name) == nil then rawset(class, name, value) end
end

-- The base classes come first, because their metamethods are copied. If this runs out of
-- memory, it is repeated.
local function prepare(class, depth)
  local base = above(class)
  if prepared[class] or not base or depth > MAX_DEPTH then return end
  prepare(base, depth + 1)
  set_default(class, "__index", class)
  set_default(class, "__base", base)
  for _, name in ipairs(INHERITED) do set_default(class, name, rawget(base, name)) end
  prepared[class] = true
end

function objects.name(class)
  return tostring(class.__name):match "[^.]*$"
end

function objects.check_class(class, root, what)
  if type(class) ~= "table" or not objects.derives(class, root) then
    argument.error(1, "new", ("class derived from %s expected, got %s; write %s:new(...)"):format(
      objects.name(root), argument.typename(class), what))
  end
end

function objects.new(class, root, what)
  objects.check_class(class, root, what)
  prepare(class, 1)
  return setmetatable({}, class)
end

function objects.receiver(class)
  return function(self, name)
    if type(self) == "table" and objects.derives(getmetatable(self), class) then return end
    argument.error(1, name, ("%s expected, got %s%s"):format(objects.name(class), argument.typename(self),
      name:find "^__" and "" or ("; call methods as x:%s(...)"):format(name)))
  end
end

--- objects.can(value, names) -> boolean: does it have these methods? A TLS socket has those of a socket.
function objects.can(value, names)
  for _, name in ipairs(names) do
    if type(argument.field(value, name)) ~= "function" then return false end
  end
  return true
end

-- Making classes ------------------------------------------------------------------

local function to_string(self)
  return ("<%s object at %p>"):format(tostring(getmetatable(self).__name), self)
end

local function class_to_string(class)
  argument.class(class)
  return ("<class '%s'>"):format(tostring(class.__name))
end

local function new_class(name, base, index)
  local class = setmetatable({__name = name, __base = base}, {__index = index, __tostring = class_to_string})
  class.__index = class
  prepared[class] = true
  for _, inherited in ipairs(INHERITED) do class[inherited] = base and rawget(base, inherited) end
  return class
end

local function set_call(class, call)
  getmetatable(class).__call = core._front(call)
end

local function call_new(class, ...)
  argument.class(class)
  if type(class.new) ~= "function" then argument.typeerror(1, "__call", "class", class) end
  return class:new(...)
end

function objects.class(name, base)
  local class = new_class("socketserver." .. name, base, base)
  if not base then
    local check = objects.receiver(class)
    function class.__tostring(self)
      check(self, "__tostring")
      return to_string(self)
    end
  end
  set_call(class, call_new)
  return class
end

-- Mix-ins -----------------------------------------------------------------------------

-- A missing field of a class is looked up in the mix-in, then in the base class.
local function mix(mixin, base)
  local name = "socketserver." .. objects.name(mixin):gsub("MixIn$", "") .. objects.name(base)
  local class = new_class(name, base, function(_, key)
    local value = mixin[key]
    if value == nil then return base[key] end
    return value
  end)
  class.__mixin = mixin
  set_call(class, call_new)
  return class
end

function objects.mixin(name, root)
  local mixin = new_class("socketserver." .. name)
  mixin.__tostring = nil
  set_call(mixin, function(self, base)
    argument.class(self)
    if type(base) ~= "table" or not objects.derives(base, root) then
      argument.error(1, name, ("class derived from %s expected, got %s; write %s(socketserver.TCPServer)"):format(
        objects.name(root), argument.typename(base), name))
    elseif objects.derives(base, mixin) then
      argument.error(1, name, ("the class has %s already"):format(name))
    end
    prepare(base, 1)
    return mix(mixin, base)
  end)
  return mixin
end

function objects.super(self, mixin)
  local class = getmetatable(self)
  while rawget(class, "__mixin") ~= mixin do class = above(class) end
  return class.__base
end

return objects
