--- The classes Lock, Event, Condition, Semaphore, BoundedSemaphore and Barrier.
--
-- A task that releases an object first wakes the tasks that wait for it, which run later,
-- and then releases it: if waking runs out of memory, nothing has changed.
--
-- acquire() returns a guard, which releases the object at the end of the block of its
-- <close> variable:
--
--     do
--       local held <close> = lock:acquire()   -- async with lock:
--       …
--     end
--
-- The objects themselves cannot be closed: `local held <close> = lock`, which would
-- release a lock that it has not acquired, is an error in Lua.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local futures = require "pysocket.asyncio.futures"

core._own()

local loop = core._loop()

local Guard = {__name = "asyncio.Guard"}

function Guard.__close(guard)
  guard[1]:release()
end

function Guard.__tostring(guard)
  return ("<asyncio.Guard of %s>"):format(tostring(guard[1]))
end

-- Returns the guard of an object, which is made only once.
local function guard_of(self)
  self._guard = self._guard or setmetatable({self}, Guard)
  return self._guard
end

-- Makes a class, which is called to make its objects; these are shown as in Python.
local function class(name, describe, base)
  local methods = {__name = name}
  methods.__index = methods
  function methods.__tostring(self)
    return ("<asyncio.%s [%s]>"):format(name, describe(self))
  end
  return setmetatable(methods, {__index = base, __call = function(of, ...)
    argument.class(of)
    return methods._new(setmetatable({}, of), ...)
  end})
end

-- Returns the queue of the waiting tasks, which is made when the first task has to wait: most
-- locks are free whenever they are acquired. This function does not wait itself, because one
-- frame less makes each waiting task smaller.
local function waiters_of(self)
  self._waiters = self._waiters or loop.waitqueue()
  return self._waiters
end

local function with_waiters(text, waiters)
  return waiters and #waiters > 0 and ("%s, waiters:%d"):format(text, #waiters) or text
end

-- Lock ----------------------------------------------------------------------------

local Lock = class("Lock", function(self)
  return with_waiters(self._locked and "locked" or "unlocked", self._waiters)
end)

function Lock:_new()
  self._locked, self._waiters = false, false
  return self
end

--- lock:acquire() -> guard
-- Waits until the lock is free; tasks get it in the order in which they asked.
local function acquire(self)
  local waiters, guard = self._waiters, self._guard or guard_of(self)
  if self._locked or waiters and waiters:any() then
    waiters = waiters or waiters_of(self)
    local ok, e = waiters:wait("acquire")
    if not ok then
      if not self._locked then waiters:wake_only() end
      error(e, 0)
    end
  end
  self._locked = true
  return guard
end

Lock.acquire = argument.method(acquire, Lock, "acquire")

local lock_acquire = Lock.acquire

--- lock:release()
function Lock:release()
  if not self._locked then argument.fail("Lock is not acquired.") end
  if self._waiters then self._waiters:wake_only() end
  self._locked = false
end

--- lock:locked() -> boolean
function Lock:locked()
  return self._locked
end

-- Event ---------------------------------------------------------------------------

local Event = class("Event", function(self)
  return with_waiters(self._set and "set" or "unset", self._waiters)
end)

function Event:_new()
  self._set, self._waiters = false, false
  return self
end

--- event:is_set() -> boolean
function Event:is_set()
  return self._set
end

--- event:set()
-- Wakes all tasks that wait for it.
function Event:set()
  if self._set then return end
  if self._waiters then self._waiters:wake_all() end
  self._set = true
end

--- event:clear()
function Event:clear()
  self._set = false
end

--- event:wait() -> true
function Event:wait()
  if self._set then return true end
  local ok, e = waiters_of(self):wait("wait")
  if not ok then error(e, 0) end
  return true
end

-- Condition -----------------------------------------------------------------------

local Condition = class("Condition", function(self)
  return with_waiters(self:locked() and "locked" or "unlocked", self._waiters)
end)

-- Any object with the methods of a lock is accepted.
local function is_lock(value)
  return type(value) == "table" and type(value.acquire) == "function" and type(value.release) == "function"
    and type(value.locked) == "function"
end

function Condition:_new(lock)
  lock = argument.keywords("Condition", 1, "lock{}", lock)
  if type(lock) == "table" and next(lock) == nil and not getmetatable(lock) then lock = nil end
  if lock ~= nil and not is_lock(lock) then argument.typeerror(1, "Condition", "lock", lock) end
  self._lock = lock or Lock()
  self._waiters = loop.waitqueue()
  return self
end

--- condition:acquire() -> guard
function Condition:acquire()
  local guard = guard_of(self)
  self._lock:acquire()
  return guard
end

--- condition:release()
function Condition:release()
  self._lock:release()
end

--- condition:locked() -> boolean
function Condition:locked()
  return self._lock:locked()
end

--- condition:wait() -> true
-- Releases the lock, waits for a notification, and acquires the lock again, even if the wait is
-- cancelled or runs out of memory: that needs no more frames than the wait did.
function Condition:wait()
  local lock, waiters = self._lock, self._waiters
  if not lock:locked() then argument.fail("cannot wait on un-acquired lock") end
  if lock._waiters == false then waiters_of(lock) end
  local acquire_again = lock.acquire == lock_acquire and acquire or lock.acquire
  local tries = 0
  local called, ok, e = pcall(function()
    lock:release()
    tries = 2
    return waiters:wait("wait")
  end)
  if not called then ok, e = false, ok end
  while tries > 0 do
    local acquired, failure = pcall(acquire_again, lock)
    if acquired then break end
    ok, e = false, failure
    if not core.isinstance(e, core.CancelledError) then tries = tries - 1 end
    if tries == 0 then error(e, 0) end
  end
  if ok then return true end
  waiters:wake()  -- this task cannot use the notification, if it got one
  error(e, 0)
end

--- condition:wait_for(predicate) -> the result of predicate
-- Waits until predicate() is true.
function Condition:wait_for(predicate)
  if not futures.callable(predicate) then futures.refuse(1, "wait_for", "function", predicate, {"(f)", "(f())"}) end
  local result = predicate()
  while not result do
    self:wait()
    result = predicate()
  end
  return result
end

--- condition:notify([n])
-- Wakes `n` waiting tasks, 1 by default.
function Condition:notify(n)
  n = argument.keywords("notify", 1, "n", n)
  argument.optinteger(1, "notify", n)
  if not self._lock:locked() then argument.fail("cannot notify on un-acquired lock") end
  for _ = 1, n or 1 do
    if not self._waiters:wake() then return end
  end
end

--- condition:notify_all()
function Condition:notify_all()
  self:notify(#self._waiters)
end

-- Semaphore -----------------------------------------------------------------------

local function describe_semaphore(self)
  return with_waiters(self:locked() and "locked" or ("unlocked, value:%d"):format(self._value), self._waiters)
end

local function new_semaphore(self, value)
  value = argument.keywords(self.__name, 1, "value", value)
  if value == nil then value = 1 end
  argument.integer(1, self.__name, value)
  if value < 0 then argument.error(1, self.__name, "Semaphore initial value must be >= 0") end
  self._value, self._most, self._waiters = value, value, false
  return self
end

local Semaphore = class("Semaphore", describe_semaphore)
Semaphore._new = new_semaphore

-- Gives the semaphore to the first task that waits, if it is free.
local function hand_over(self)
  if self._value > 0 and self._waiters:wake() then
    self._value = self._value - 1
    return true
  end
  return false
end

local function must_wait(self)
  return self._value == 0 or self._waiters and self._waiters:any()
end

--- semaphore:locked() -> boolean
-- Whether acquire would have to wait.
function Semaphore:locked()
  return must_wait(self)
end

--- semaphore:acquire() -> guard
function Semaphore:acquire()
  local guard, value, waiters = self._guard or guard_of(self), self._value, self._waiters
  if value > 0 and not (waiters and waiters:any()) then
    self._value = value - 1
    return guard
  end
  local ok, e, woken = waiters_of(self):wait("acquire")
  if not ok and woken then self._value = self._value + 1 end
  while hand_over(self) do end  -- tasks that asked in the meantime had to wait
  if not ok then error(e, 0) end
  return guard
end

--- semaphore:release()
function Semaphore:release()
  if self._waiters and self._waiters:wake() then return end
  if self._value == math.maxinteger then argument.fail("the semaphore's value cannot exceed math.maxinteger") end
  self._value = self._value + 1
end

local BoundedSemaphore = class("BoundedSemaphore", describe_semaphore, Semaphore)

--- bounded_semaphore:release()
-- Raises an error if it is called more often than acquire.
function BoundedSemaphore:release()
  if self._value >= self._most then argument.fail("BoundedSemaphore released too many times") end
  Semaphore.release(self)
end

-- Barrier -------------------------------------------------------------------------

local Barrier = class("Barrier", function(self)
  if self.broken then return self._state end
  return ("%s, waiters:%d/%d"):format(self._state, self.n_waiting, self.parties)
end)

function Barrier:_new(parties)
  argument.integer(1, "Barrier", parties)
  if parties < 1 then argument.error(1, "Barrier", "parties must be > 0") end
  self.parties = parties
  self._condition = Condition()
  self._state = "filling"
  self._count = 0
  return self
end

local fields = {
  n_waiting = function(self) return self._state == "filling" and self._count or 0 end,
  broken = function(self) return self._state == "broken" end,
}

function Barrier:__index(name)
  local field = fields[name]
  if not field then return Barrier[name] end
  return field(self)
end

-- The last task that leaves opens the barrier again, and wakes the tasks that wait to enter.
local function leave(self)
  if self._count == 1 then
    self._condition:notify_all()
    if self._state == "resetting" or self._state == "draining" then self._state = "filling" end
  end
  self._count = self._count - 1
end

local function open(self)
  self._condition:notify_all()
  self._state = "draining"
end

local function wait_for_parties(self)
  self._condition:wait_for(function() return self._state ~= "filling" end)
  if self._state == "broken" or self._state == "resetting" then
    core._error("BrokenBarrierError", nil, "Abort or reset of barrier")
  end
end

--- barrier:wait() -> index
-- Waits until `parties` tasks are waiting. Each of them gets a different index from 0 on.
function Barrier:wait()
  local _ <close> = self._condition:acquire()
  self._condition:wait_for(function()
    return self._state ~= "draining" and self._state ~= "resetting"
  end)
  if self._state == "broken" then core._error("BrokenBarrierError", nil, "Barrier aborted") end
  local index, inside = self._count, false
  local ok, e = pcall(function()
    inside, self._count = true, index + 1
    if index + 1 == self.parties then open(self) else wait_for_parties(self) end
  end)
  if inside then leave(self) end
  if not ok then error(e, 0) end
  return index
end

--- barrier:reset()
-- Tasks that are waiting get a BrokenBarrierError.
function Barrier:reset()
  local _ <close> = self._condition:acquire()
  self._condition:notify_all()
  self._state = self._count > 0 and "resetting" or "filling"
end

--- barrier:abort()
-- Does the same, also for tasks that wait later.
function Barrier:abort()
  local _ <close> = self._condition:acquire()
  self._condition:notify_all()
  self._state = "broken"
end

for _, each in ipairs{Guard, Lock, Event, Condition, Semaphore, BoundedSemaphore, Barrier} do argument.methods(each) end

return {
  Lock = Lock, Event = Event, Condition = Condition, Semaphore = Semaphore,
  BoundedSemaphore = BoundedSemaphore, Barrier = Barrier,
}
