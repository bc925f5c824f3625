--- socket.help: prints entries of the reference at the prompt.

local core = require "pysocket.core"

core._own()

local USAGE = [[
socket.help "recv"       prints the entries of all functions named recv; "socket.recv" selects one
socket.help(s.recv)      prints the entry of this function
socket.help(s)           prints the entry of the object's class, with its methods
socket.help(socket)      prints the entry of the module, with its functions]]

-- The entries with this name, or with a name that ends in a dot and this name.
local function entries_of(name)
  local found = {}
  for _, entry in ipairs(require "pysocket.reference") do
    if entry[1] == name or entry[1]:sub(-#name - 1) == "." .. name then found[#found + 1] = entry end
  end
  return found
end

-- In the reference, `socket.x` is named `pysocket.x`, and `s:x` is named `pysocket.socket.x`.
local function named(name)
  name = name:gsub(":", "."):gsub("%(.*", "")
  local found = entries_of(name)
  if #found == 0 then found = entries_of((name:gsub("^socket%.", "pysocket."))) end
  if #found == 0 then found = entries_of((name:gsub("^.*%.", ""))) end
  return found
end

-- Functions that make an object of each class whose methods are not in the table of a module.
local SAMPLES = {
  ["pysocket.file"] = function() return core.socketpair():makefile("rw") end,
  ["pysocket.bytearray"] = function() return core.bytearray(0) end,
  ["pysocket.select.poll"] = function(select) return select.poll() end,
  ["pysocket.selectors.BaseSelector"] = function(selectors) return selectors.SelectSelector() end,
  ["pysocket.selectors.EpollSelector"] = function(selectors) return selectors.EpollSelector() end,
  ["pysocket.asyncio.EventLoop"] = function(asyncio) return asyncio.get_event_loop() end,
}

-- The module, class or object that has the functions of a class of the reference; nil if the module is not loaded.
local function container_of(class)
  local module, name = class:match("^(.*)%.([^.]*)$")
  local of = package.loaded[module]
  if of and SAMPLES[class] then return SAMPLES[class](of) end
  return package.loaded[class] or of and of[name]
end

local function of_function(f)
  local holders = setmetatable({}, {__index = function(t, class)
    t[class] = container_of(class) or {}
    return t[class]
  end})
  for _, entry in ipairs(require "pysocket.reference") do
    local class, name = entry[1]:match("^(.*)%.([^.]*)$")
    local of = class and holders[class]
    if (type(of) == "table" or type(of) == "userdata") and of[name] == f then return {entry} end
  end
  return {}
end

-- The entries of a module, or of a field of one.
local function of_loaded(value, has_value)
  for name, module in pairs(package.loaded) do
    local entries = has_value(name, module, value)
    if entries and #entries > 0 then return entries end
  end
end

local function as_module(name, module, value)
  return rawequal(module, value) and entries_of(name)
end

local function as_field(name, module, value)
  if type(value) ~= "table" or type(module) ~= "table" or not name:find "^pysocket" then return end
  for key, field in next, module do
    if rawequal(field, value) then return entries_of(name .. "." .. tostring(key)) end
  end
end

local function class_name(value)
  local ssl = package.loaded["pysocket.ssl"]
  if ssl and core.isinstance(value, ssl.SSLSocket) then return "pysocket.ssl.SSLSocket" end
  if core.isinstance(value, core.socket) or rawequal(value, core.socket) then return "pysocket.socket" end
  local meta = getmetatable(value)
  return type(value) == "table" and rawget(value, "__name") or type(meta) == "table" and rawget(meta, "__name")
end

-- The entries of a module, a class or an object.
local function of_value(value)
  local name = class_name(value)
  return of_loaded(value, as_module) or type(name) == "string" and named(name) or of_loaded(value, as_field) or {}
end

local function entries_for(what)
  if type(what) == "string" then return named(what) end
  return type(what) == "function" and of_function(what) or of_value(what)
end

--- socket.help([what])
local function help(what)
  if what == nil then return print(USAGE) end
  local entries = entries_for(what)
  if #entries == 0 then
    local shown = type(what) == "string" and "'" .. what .. "'" or tostring(what)
    print(("The reference has no entry for %s."):format(shown))
    return print(USAGE)
  end
  for i, entry in ipairs(entries) do
    if i > 1 then print() end
    print(entry[2])
  end
end

return {help = help}
