--- help: what the reference says, at the prompt.

local core = require "pysocket.core"

core._own()

local USAGE = [[
socket.help "recv"       what the reference says of each recv; "socket.recv" is one of them
socket.help(s.recv)      of that function
socket.help(s)           of the class of the object, with its methods
socket.help(socket)      of the module, with its functions]]

local MODULES = {"pysocket", "pysocket.select", "pysocket.selectors", "pysocket.errno", "pysocket.asyncio"}

-- The entries whose name is that, or ends in it behind a dot.
local function entries_of(name)
  local found = {}
  for _, entry in ipairs(require "pysocket.reference") do
    if entry[1] == name or entry[1]:sub(-#name - 1) == "." .. name then found[#found + 1] = entry end
  end
  return found
end

-- What is written `socket.x` and `s:x` is `pysocket.x` and `pysocket.socket.x` in the reference.
local function named(name)
  name = name:gsub(":", "."):gsub("%(.*", "")
  local found = entries_of(name)
  if #found == 0 then found = entries_of((name:gsub("^socket%.", "pysocket."))) end
  if #found == 0 then found = entries_of((name:gsub("^.*%.", ""))) end
  return found
end

-- An object of each class whose functions no table of a module has.
local SAMPLES = {
  ["pysocket.file"] = function() return core.socketpair():makefile("rw") end,
  ["pysocket.bytearray"] = function() return core.bytearray(0) end,
  ["pysocket.select.poll"] = function(select) return select.poll() end,
  ["pysocket.selectors.BaseSelector"] = function(selectors) return selectors.SelectSelector() end,
  ["pysocket.selectors.EpollSelector"] = function(selectors) return selectors.EpollSelector() end,
  ["pysocket.asyncio.EventLoop"] = function(asyncio) return asyncio.get_event_loop() end,
}

-- In what a class of the reference has its functions: a module, a class or an object. nil where the module is not
-- loaded.
local function holder(class)
  local module, name = class:match("^(.*)%.([^.]*)$")
  local of = package.loaded[module]
  if of and SAMPLES[class] then return SAMPLES[class](of) end
  return package.loaded[class] or of and of[name]
end

local function of_function(f)
  local holders = setmetatable({}, {__index = function(t, class)
    t[class] = holder(class) or {}
    return t[class]
  end})
  for _, entry in ipairs(require "pysocket.reference") do
    local class, name = entry[1]:match("^(.*)%.([^.]*)$")
    local of = class and holders[class]
    if (type(of) == "table" or type(of) == "userdata") and of[name] == f then return {entry} end
  end
  return {}
end

-- Of a module, a class or an object.
local function of_value(value)
  for _, module in ipairs(MODULES) do
    if rawequal(package.loaded[module], value) then return entries_of(module) end
  end
  if core.isinstance(value, core.socket) or rawequal(value, core.socket) then return named("pysocket.socket") end
  local meta = getmetatable(value)
  local name = type(value) == "table" and rawget(value, "__name") or type(meta) == "table" and rawget(meta, "__name")
  return type(name) == "string" and named(name) or {}
end

local function found(what)
  if type(what) == "string" then return named(what) end
  return type(what) == "function" and of_function(what) or of_value(what)
end

--- socket.help([what])
local function help(what)
  if what == nil then return print(USAGE) end
  local entries = found(what)
  if #entries == 0 then
    print(("The reference has nothing on %s."):format(type(what) == "string" and "'" .. what .. "'" or tostring(what)))
    return print(USAGE)
  end
  for i, entry in ipairs(entries) do
    if i > 1 then print() end
    print(entry[2])
  end
end

return {help = help}
