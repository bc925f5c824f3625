--- Arguments of the functions that are written in Lua: their errors read as
-- those of a C function do, and point at the user's line.
--
--   argument.fail(message)                       raises a string, at the user's line
--   argument.error(n, name, message)             raises "bad argument #n to 'name' (message)"
--   argument.typeerror(n, name, expected, ...)   the same for a wrong type
--   argument.keywords(name, first, names, ...)   -> ..., a table of keyword arguments laid out by position
--   argument.blame(name, map, f, ...)            -> f(...), a bad argument of a call in it told as one of `name`
--
-- argument.keywords gives itself to the other rooms too: a table in the place
-- of the argument `first` stands for that argument and all that follow, by the
-- names in the sequence `names`.

local core = require "pysocket.core"

core._own()

local argument = {}

-- The core knows which lines are the user's: it tells by an error's place.
local function where()
  local _, e = pcall(core._error, "Exception")
  return e.where and e.where .. ": " or ""
end

function argument.fail(message)
  error(where() .. message, 0)
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

local function position(names, keyword)
  for i, name in ipairs(names) do
    if name == keyword then return i end
  end
end

function argument.keywords(name, first, names, ...)
  local given = select(first, ...)
  if type(given) ~= "table" then return ... end
  local laid = {...}
  for i = first + 1, select("#", ...) do
    if laid[i] ~= nil then
      argument.error(i, name, "nothing may follow the table of keyword arguments")
    end
  end
  laid[first] = nil
  for keyword, value in pairs(given) do
    local i = position(names, keyword)
    if type(keyword) ~= "string" then
      argument.error(first, name, "keyword arguments are named: {name = value}")
    elseif not i then
      argument.error(first, name, ("unexpected keyword '%s'"):format(keyword))
    end
    laid[first + i - 1] = value
  end
  return table.unpack(laid, 1, first + #names - 1)
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
