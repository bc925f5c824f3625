--- pysocket.selectors: waits for events on registered objects, like Python's selectors module.
--
--   local sel <close> = selectors.DefaultSelector()
--   sel:register(s, selectors.EVENT_READ, data)
--   for _, ready in ipairs(sel:select()) do
--     local key, events = table.unpack(ready)      -- or ready.key, ready.events
--     print(key.fileobj, key.fd, key.events, key.data)
--   end

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local select = core._select()

core._own()

local EVENT_READ, EVENT_WRITE = 1, 2
local BOTH = EVENT_READ | EVENT_WRITE

local selectors = {EVENT_READ = EVENT_READ, EVENT_WRITE = EVENT_WRITE}

-- Classes -----------------------------------------------------------------------

-- A class is the metatable of its objects and the table of their methods.
local function new_class(name, base)
  local class = setmetatable({__name = "selectors." .. name, __base = base}, {
    __index = base,
    __tostring = function() return "<class 'selectors." .. name .. "'>" end,
  })
  class.__index = class
  selectors[name] = class
  return class
end

-- Metamethods are not inherited automatically.
local function inherit_metamethods(class)
  for _, name in ipairs{"__close", "__tostring"} do
    class[name] = class.__base[name]
  end
end

-- Keys --------------------------------------------------------------------------

local NAMES = {"fileobj", "fd", "events", "data"}

--- selectors.SelectorKey(fileobj, fd, events, data) -> key
-- Its items have names and positions: table.unpack(key) returns all four.
local SelectorKey = new_class("SelectorKey")

getmetatable(SelectorKey).__call = function(class, fileobj, fd, events, data)
  argument.class(class)
  return setmetatable({fileobj = fileobj, fd = fd, events = events, data = data}, class)
end

-- In Python 0 is the first position, and -1 the last.
local function check_position(i)
  if math.type(i) == "integer" and i < 1 then
    argument.fail(("there is no position %d: in Lua the first is 1"):format(i))
  end
end

function SelectorKey.__index(key, i)
  local name = NAMES[i]
  check_position(i)
  if not name then return nil end
  return rawget(key, name)
end

function SelectorKey.__len()
  return #NAMES
end

local function shown(value)
  if type(value) == "string" then return core._repr(value) end
  if value == nil then return "None" end
  return tostring(value)
end

function SelectorKey.__tostring(key)
  local items = {}
  for i, name in ipairs(NAMES) do items[i] = name .. "=" .. shown(key[i]) end
  return "SelectorKey(" .. table.concat(items, ", ") .. ")"
end

-- The pairs {key, events} that select returns.
local Ready = {}

function Ready.__index(ready, name)
  check_position(name)
  return name == "key" and rawget(ready, 1) or name == "events" and rawget(ready, 2) or nil
end

function Ready.__tostring(ready)
  return ("(%s, %s)"):format(tostring(ready[1]), tostring(ready[2]))
end

-- Arguments ---------------------------------------------------------------------

local function check_events(name, events)
  argument.integer(2, name, events)
  if events == 0 or events & ~BOTH ~= 0 then
    argument.error(2, name, ("invalid events: %d; use EVENT_READ, EVENT_WRITE or both"):format(events))
  end
end

-- A selector cannot see what Lua has read ahead of a file.
local function ahead_of(fileobj, events)
  return events & EVENT_READ ~= 0 and core._ahead(fileobj) or nil
end

local function check_ahead(name, fileobj, events)
  local reason = ahead_of(fileobj, events)
  if reason then argument.error(1, name, reason) end
end

-- BaseSelector ------------------------------------------------------------------

local BaseSelector = new_class("BaseSelector")

local function abstract(name)
  return function(...)
    argument.fail(("%s has no method '%s': a class derived from BaseSelector must define it"):format(
      tostring(getmetatable((...))), name))
  end
end

for _, name in ipairs{"register", "unregister", "select", "get_map"} do
  BaseSelector[name] = abstract(name)
end

function BaseSelector:modify(fileobj, events, ...)
  self:unregister(fileobj)
  return self:register(fileobj, events, ...)
end

function BaseSelector.close()
end

--- sel:get_key(fileobj) -> key
function BaseSelector:get_key(fileobj)
  local map = self:get_map()
  if map == nil then argument.fail("the selector is closed") end
  local key = map[fileobj]
  if key == nil then argument.error(1, "get_key", shown(fileobj) .. " is not registered") end
  return key
end

function BaseSelector:__close()
  self:close()
end

function BaseSelector:__tostring()
  return ("<%s object at %p>"):format(getmetatable(self).__name, self)
end

-- The common part of all selectors --------------------------------------------------

-- self._keys: keys by descriptor; self._count: their number. Both are nil if the selector is closed.
local Registry = setmetatable({__name = "selectors.Registry", __base = BaseSelector}, {__index = BaseSelector})
Registry.__index = Registry

-- The descriptor of an object that is registered or could be. A registered object is
-- found even if it was closed and has no descriptor any more.
local function lookup(self, fileobj)
  local fd, reason = core._fileno(fileobj)
  if fd then return fd end
  for known, key in pairs(self._keys) do
    if rawequal(key.fileobj, fileobj) then return known end
  end
  return nil, reason
end

local function check_open(self)
  if not self._keys then argument.fail("the selector is closed") end
end

-- The object to register with a poll object: a file of Lua itself, so that the poll object
-- can find out that Lua has read ahead.
local function pollable(fileobj, fd)
  return io.type(fileobj) == "file" and fileobj or fd
end

-- The key of an object that must be registered.
local function registered(self, name, fileobj)
  local fd, reason = lookup(self, fileobj)
  local key = fd and self._keys[fd]
  if not key then
    argument.error(1, name, fd and shown(fileobj) .. " is not registered" or reason)
  end
  return key
end

-- A read-only table: map[fileobj] and map[fd] are keys, #map is their number, and
-- pairs(map) iterates over descriptors and keys.
local Map = {}

local selector_of = setmetatable({}, {__mode = "k"})

local function check_map(map, name)
  return selector_of[map] or argument.typeerror(1, name, "map of a selector", map)
end

function Map.__index(map, fileobj)
  local self = check_map(map, "__index")
  local fd = self._keys and lookup(self, fileobj)
  return fd and self._keys[fd]
end

function Map.__newindex()
  argument.fail("the map of a selector is read-only; use sel:register and sel:unregister")
end

function Map.__len(map)
  return check_map(map, "__len")._count or 0
end

function Map.__pairs(map)
  return next, check_map(map, "__pairs")._keys or {}, nil
end

function Registry:get_map()
  return self._map
end

local function add_key(self, key)
  self._keys[key.fd] = key
  self._count = self._count + 1
end

local function remove(self, key)
  self._keys[key.fd] = nil
  self._count = self._count - 1
end

--- sel:register(fileobj, events[, data]) -> key
function Registry:register(fileobj, events, ...)
  check_open(self)
  local data = argument.keywords("register", 3, "data{}", ...)
  check_events("register", events)
  local fd, reason = lookup(self, fileobj)
  if not fd then argument.error(1, "register", reason) end
  check_ahead("register", fileobj, events)
  if self._keys[fd] then
    argument.error(1, "register", ("%s (descriptor %d) is already registered"):format(shown(fileobj), fd))
  end
  self:_add(pollable(fileobj, fd), events)
  local key = SelectorKey(fileobj, fd, events, data)
  add_key(self, key)
  return key
end

--- sel:unregister(fileobj) -> key
-- An object that has been closed can be unregistered too.
function Registry:unregister(fileobj)
  check_open(self)
  local key = registered(self, "unregister", fileobj)
  remove(self, key)
  self:_remove(key.fd)
  return key
end

--- sel:modify(fileobj, events[, data]) -> key
function Registry:modify(fileobj, events, ...)
  check_open(self)
  local data = argument.keywords("modify", 3, "data{}", ...)
  local key = registered(self, "modify", fileobj)
  check_events("modify", events)
  check_ahead("modify", key.fileobj, events)
  if events ~= key.events then
    local ok, e = pcall(self._change, self, pollable(key.fileobj, key.fd), events)
    if not ok then  -- as in Python
      remove(self, key)
      error(e, 0)
    end
  elseif data == key.data then
    return key
  end
  key = SelectorKey(key.fileobj, key.fd, events, data)
  self._keys[key.fd] = key
  return key
end

--- sel:close()
function Registry:close()
  self._keys, self._count, self._map = nil, nil, nil
end

local MAX_TIMEOUT = 0x7fffffff / 1000  -- seconds: the maximum of a 32-bit count of milliseconds

local function check_timeout(max, ...)
  local timeout = argument.keywords("select", 1, "timeout", ...)
  if timeout == nil then return nil end
  if math.type(timeout) == nil then argument.typeerror(1, "select", "number", timeout) end
  if timeout ~= timeout then argument.error(1, "select", "timeout is not a number (NaN)") end
  if timeout > max then argument.error(1, "select", "timeout too large; nil for none") end
  return timeout > 0 and timeout or 0
end

local function new_selector(name)
  local class = new_class(name, Registry)
  getmetatable(class).__call = function()
    local self = setmetatable({_keys = {}, _count = 0, _map = setmetatable({}, Map)}, class)
    selector_of[self._map] = self
    self:_open()
    return self
  end
  return class
end

-- SelectSelector ------------------------------------------------------------------

local SelectSelector = new_selector "SelectSelector"

function SelectSelector._open() end
function SelectSelector._add() end
function SelectSelector._remove() end
function SelectSelector._change() end

local function wanted(keys, event)
  local list = {}
  for fd, key in pairs(keys) do
    if key.events & event ~= 0 then list[#list + 1] = fd end
    local reason = event == EVENT_READ and ahead_of(key.fileobj, key.events)
    if reason then argument.fail(("%s: %s"):format(shown(key.fileobj), reason)) end
  end
  return list
end

--- sel:select([timeout]) -> sequence of {key, events}
function SelectSelector:select(...)
  check_open(self)
  local r, w = select.select(wanted(self._keys, EVENT_READ), wanted(self._keys, EVENT_WRITE), {},
    check_timeout(argument.NEVER, ...))
  local events, ready = {}, {}
  for _, fd in ipairs(r) do events[fd] = EVENT_READ end
  for _, fd in ipairs(w) do events[fd] = (events[fd] or 0) | EVENT_WRITE end
  for fd, mask in pairs(events) do
    local key = self._keys and self._keys[fd]
    if key then ready[#ready + 1] = setmetatable({key, mask & key.events}, Ready) end
  end
  return core._list(ready)
end

-- PollSelector and EpollSelector ----------------------------------------------------

-- POLLIN and EPOLLIN are the same number, and so are POLLOUT and EPOLLOUT.
local IN, OUT = select.POLLIN, select.POLLOUT

local function mask_of(events)
  return (events & EVENT_READ ~= 0 and IN or 0) | (events & EVENT_WRITE ~= 0 and OUT or 0)
end

-- Turns the list that poll has returned into the one that select returns, with the same
-- tables. Objects that another task has unregistered in the meantime are left out.
local function ready_of(self, list)
  local keys, n = self._keys or {}, 0
  for i = 1, #list do
    local pair = list[i]
    local key, mask = keys[pair[1]], pair[2]
    list[i] = nil
    if key then
      local events = (mask & ~OUT ~= 0 and EVENT_READ or 0) | (mask & ~IN ~= 0 and EVENT_WRITE or 0)
      pair[1], pair[2] = key, events & key.events
      n = n + 1
      list[n] = setmetatable(pair, Ready)
    end
  end
  return list
end

local function poll_like(class)
  function class:_add(fd, events) self._poller:register(fd, mask_of(events)) end

  function class:_change(fd, events) self._poller:modify(fd, mask_of(events)) end

  function class:_remove(fd)
    local ok, e = pcall(self._poller.unregister, self._poller, fd)
    -- If it was closed after it was registered, the kernel has removed it.
    if not ok and not core.isinstance(e, core.OSError) then error(e, 0) end
  end
end

local PollSelector = new_selector "PollSelector"
poll_like(PollSelector)

function PollSelector:_open()
  self._poller = select.poll()
end

--- sel:select([timeout]) -> sequence of {key, events}
function PollSelector:select(...)
  check_open(self)
  local timeout = check_timeout(MAX_TIMEOUT, ...)
  return ready_of(self, self._poller:poll(timeout and timeout * 1000))
end

local EpollSelector = new_selector "EpollSelector"

poll_like(EpollSelector)

function EpollSelector:_open()
  self._poller = select.epoll()
end

--- sel:fileno() -> the epoll descriptor
function EpollSelector:fileno()
  return self._poller:fileno()
end

--- sel:select([timeout]) -> sequence of {key, events}
function EpollSelector:select(...)
  check_open(self)
  return ready_of(self, self._poller:poll(check_timeout(MAX_TIMEOUT, ...), math.max(self._count, 1)))
end

function EpollSelector:close()
  Registry.close(self)
  self._poller:close()
end

argument.methods(SelectorKey)
argument.methods(Ready, "pair of select")
for _, class in ipairs{BaseSelector, Registry} do argument.methods(class, "selector") end
for _, class in ipairs{SelectSelector, PollSelector, EpollSelector} do argument.methods(class) end

inherit_metamethods(Registry)
for _, class in ipairs{SelectSelector, PollSelector, EpollSelector} do inherit_metamethods(class) end

selectors.DefaultSelector = EpollSelector

return core._module(selectors, "pysocket.selectors")
