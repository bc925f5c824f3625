--- The classes Queue, PriorityQueue and LifoQueue.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local locks = require "pysocket.asyncio.locks"

core._own()

local loop = core._loop()

-- A waiting task is woken before the queue changes: the task runs later, and if waking it runs
-- out of memory, nothing has changed.

-- Makes a class. Its _put and _get define the order in which items leave the queue.
local function class(name, base)
  local methods = setmetatable({__name = name}, {
    __index = base,
    __call = function(of, ...)
      argument.class(of)
      local maxsize = argument.keywords(name, 1, "maxsize", ...)
      if maxsize == nil then maxsize = 0 end
      if type(maxsize) ~= "number" then argument.typeerror(1, name, "number", maxsize) end
      if maxsize ~= maxsize then argument.error(1, name, "maxsize is not a number (NaN)") end
      return setmetatable({
        maxsize = maxsize,
        _first = 1, _last = 0,  -- the positions of its items in _items
        _items = {},
        _unfinished = 0,
        _getters = false, _putters = false,  -- the waiting tasks, once there have been any
        _shutdown = false, _finished = false,
      }, of)
    end,
  })
  methods.__index = methods
  methods.__tostring = base and base.__tostring
  return methods
end

local Queue = class("Queue")

function Queue:_put(item)
  self._last = self._last + 1
  self._items[self._last] = item
end

function Queue:_get()
  local first = self._first
  local item = self._items[first]
  self._items[first] = nil
  self._first = first + 1
  return item
end

local function size(self)
  return self._last - self._first + 1
end

--- queue:qsize() -> number of items
function Queue:qsize()
  return size(self)
end

local function empty(self)
  return self._first > self._last
end

--- queue:empty() -> boolean
function Queue:empty()
  return empty(self)
end

local function full(self)
  return self.maxsize > 0 and size(self) >= self.maxsize
end

--- queue:full() -> boolean
-- Whether there are maxsize items. Without a maxsize it is never full.
function Queue:full()
  return full(self)
end

local function raise_shutdown()
  core._error("QueueShutDown", nil, nil)
end

-- Returns the queue of the tasks that wait to get or to put an item.
local function waiters_of(self, side)
  self[side] = self[side] or loop.waitqueue()
  return self[side]
end

-- A task that waited was cancelled. If it was woken and cannot use its turn, the next one
-- gets it.
local function give_up(waiters, useless, woken, e)
  if woken and not useless then waiters:wake() end
  error(e, 0)
end

-- There must be room.
local function put(self, item, name)
  if self._shutdown then raise_shutdown() end
  local getters, finished = self._getters, self._finished
  if getters then getters:wake() end
  if finished then finished:clear() end
  self:_put(item, name)
  self._unfinished = self._unfinished + 1
end

-- There must be an item.
local function get(self)
  local putters = self._putters
  if putters then putters:wake() end
  return self:_get()
end

--- queue:put(item)
-- Waits until there is room.
function Queue:put(item)
  while full(self) do
    if self._shutdown then raise_shutdown() end
    local putters = waiters_of(self, "_putters")
    local ok, e, woken = putters:wait("put")
    if not ok then give_up(putters, full(self), woken, e) end
  end
  return put(self, item, "put")
end

--- queue:put_nowait(item)
-- Raises QueueFull if there is no room.
function Queue:put_nowait(item)
  if full(self) then
    if self._shutdown then raise_shutdown() end
    core._error("QueueFull", nil, nil)
  end
  return put(self, item, "put_nowait")
end

--- queue:get() -> item
-- Waits until there is an item.
function Queue:get()
  while empty(self) do
    if self._shutdown then raise_shutdown() end
    local getters = waiters_of(self, "_getters")
    local ok, e, woken = getters:wait("get")
    if not ok then give_up(getters, empty(self), woken, e) end
  end
  return get(self)
end

--- queue:get_nowait() -> item
-- Raises QueueEmpty if there is no item.
function Queue:get_nowait()
  if empty(self) then
    if self._shutdown then raise_shutdown() end
    core._error("QueueEmpty", nil, nil)
  end
  return get(self)
end

--- queue:task_done()
-- Marks an item that was removed as processed.
function Queue:task_done()
  if self._unfinished <= 0 then argument.fail("task_done() called too many times") end
  if self._unfinished == 1 and self._finished then self._finished:set() end
  self._unfinished = self._unfinished - 1
end

--- queue:join()
-- Waits until all items that were added have been processed.
function Queue:join()
  if self._unfinished == 0 then return end
  self._finished = self._finished or locks.Event()
  self._finished:wait()
end

--- queue:shutdown([immediate])
-- From now on put raises QueueShutDown, and get raises it as soon as the queue is empty.
-- `immediate` empties the queue at once.
function Queue:shutdown(...)
  local immediate = argument.truth((argument.keywords("shutdown", 1, "immediate", ...)))
  self._shutdown = true
  if immediate then
    while not empty(self) do
      self:_get()
      if self._unfinished > 0 then self._unfinished = self._unfinished - 1 end
    end
    if self._unfinished == 0 and self._finished then self._finished:set() end
  end
  if self._getters then self._getters:wake_all() end
  if self._putters then self._putters:wake_all() end
end

function Queue:__tostring()
  local text = ("<%s maxsize=%s"):format(self.__name, self.maxsize)
  if not empty(self) then text = ("%s items[%d]"):format(text, size(self)) end
  for _, side in ipairs{"_getters", "_putters"} do
    local n = self[side] and #self[side] or 0
    if n > 0 then text = ("%s %s[%d]"):format(text, side, n) end
  end
  if self._unfinished > 0 then text = ("%s tasks=%d"):format(text, self._unfinished) end
  return text .. (self._shutdown and " shutdown>" or ">")
end

-- Last in, first out.
local LifoQueue = class("LifoQueue", Queue)

function LifoQueue:_get()
  local last = self._last
  local item = self._items[last]
  self._items[last] = nil
  self._last = last - 1
  return item
end

-- The lowest item leaves first. The items are a heap, with the operations of Python's
-- heapq, so that equal items leave in the same order.
local PriorityQueue = class("PriorityQueue", Queue)

local function plain(value)
  local meta = getmetatable(value)
  return type(value) == "table" and not (type(meta) == "table" and rawget(meta, "__lt"))
end

-- Compares like `<`. Tables without an `__lt`, such as {priority, data}, are compared item
-- by item, as Python's tuples are.
local function less(a, b)
  if not (plain(a) and plain(b)) then return a < b end
  for i = 1, math.min(#a, #b) do
    if a[i] ~= b[i] then return less(a[i], b[i]) end
  end
  return #a < #b
end

-- It compares first and moves afterwards, so that a comparison that fails changes nothing.
local function sift_down(items, place)
  local item, target = items[place], place
  while target > 1 and less(item, items[target // 2]) do target = target // 2 end
  while place > target do
    items[place] = items[place // 2]
    place = place // 2
  end
  items[target] = item
end

-- Returns the position for the item after the first one has left and the path below it has
-- moved up.
local function place_of(items, item, last)
  local place, child = 1, 2
  while child <= last do
    if child < last and not less(items[child], items[child + 1]) then child = child + 1 end
    place, child = child, 2 * child
  end
  while place > 1 and less(item, items[place]) do place = place // 2 end
  return place
end

-- Reports the error of a comparison of two items. Errors that their metamethods raised are
-- passed on.
local function fail(self, e, name)
  local text = type(e) == "string" and e:match "pysocket/asyncio/queues%.lua:%d+: (attempt to compare .*)$"
  if not text then error(e, 0) end
  text = ("the items of a %s are compared with '<': %s"):format(self.__name, text)
  if name then argument.error(1, name, text) end
  argument.fail(text)
end

function PriorityQueue:_put(item, name)
  local last = self._last + 1
  self._items[last] = item
  local ok, e = pcall(sift_down, self._items, last)
  if not ok then  -- it cannot be compared with the others
    self._items[last] = nil
    fail(self, e, name)
  end
  self._last = last
end

function PriorityQueue:_get()
  local items, last = self._items, self._last
  local first, item = items[1], items[last]
  if last > 1 then
    local ok, place = pcall(place_of, items, item, last - 1)
    if not ok then fail(self, place) end
    while place > 0 do
      items[place], item = item, items[place]
      place = place // 2
    end
  end
  items[last] = nil
  self._last = last - 1
  return first
end

for _, each in ipairs{Queue, LifoQueue, PriorityQueue} do argument.methods(each) end

return {Queue = Queue, PriorityQueue = PriorityQueue, LifoQueue = LifoQueue}
