--- Finds out what refers to a socket that is still open.
--
--   local holders = require "spec.host.fuzz.holders"
--   holders() -> {{socket, "registry > table [2] > Handle user value 1 > ..."}, ...}
--                for each open socket, the shortest path by which the collector reaches it
--
-- If a socket has an open descriptor and is not listed, nothing refers to it, except perhaps
-- a coroutine that has not started, whose stack cannot be inspected.

local socket = require "pysocket"

-- each[type](object, see) calls see(value, where) for everything that the object refers to.
local each = {}

function each.table(t, see)
  local meta = debug.getmetatable(t)
  local mode = tostring(meta and rawget(meta, "__mode"))
  see(meta, "metatable")
  for k, v in next, t do
    if not mode:find "k" then see(k, "key") end
    if not mode:find "v" then see(v, ("[%s]"):format(tostring(k):sub(1, 60))) end
  end
end

function each.userdata(u, see)
  see(debug.getmetatable(u), "metatable")
  for i = 1, math.huge do
    local value, there = debug.getuservalue(u, i)
    if not there then return end
    see(value, "user value " .. i)
  end
end

each["function"] = function(f, see)
  for i = 1, math.huge do
    local name, value = debug.getupvalue(f, i)
    if not name then return end
    see(value, "upvalue " .. (name == "" and i or name))
  end
end

function each.thread(co, see)
  for level = 0, math.huge do
    local info = debug.getinfo(co, level, "fSl")
    if not info then return end
    local place = ("at %s:%d"):format(info.short_src, info.currentline)
    see(info.func, "function " .. place)
    for step = -1, 1, 2 do  -- negative indices are the values of "..."
      local i = step
      local name, value = debug.getlocal(co, level, i)
      while name do
        see(value, ("%s %s"):format(name, place))
        i = i + step
        name, value = debug.getlocal(co, level, i)
      end
    end
  end
end

local function kind(value)
  local meta = debug.getmetatable(value)
  local name = meta and rawget(meta, "__name")
  return type(name) == "string" and name or type(value)
end

return function()
  local way = {[debug.getregistry()] = "registry"}
  local queue, found, i = {debug.getregistry()}, {}, 1
  local own = {[way] = true, [queue] = true, [found] = true}
  while queue[i] do
    local from = queue[i]
    each[type(from)](from, function(value, where)
      if not each[type(value)] or way[value] or own[value] then return end
      way[value] = ("%s %s > %s"):format(way[from], where, kind(value))
      queue[#queue + 1] = value
      if socket.isinstance(value, socket.socket) and value:fileno() >= 0 then
        found[#found + 1] = {value, way[value]}
      end
    end)
    i = i + 1
  end
  return found
end
