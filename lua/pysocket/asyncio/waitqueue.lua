--- Tasks that wait for one and the same thing, first come, first served.
--
--   local waiters = Waiters()
--   waiters.n                      their number, including those that were woken or cancelled and have not run yet
--   waiters:wait(name[, seconds])  suspends the running task -> true, whether it was woken
--                                    or, if it was cancelled: false, error, whether it was woken before
--   waiters:wake()                 wakes the first task that still waits -> boolean
--   waiters:wake_all()
--   waiters:wake_only()            wakes the first task, unless it was woken or cancelled and has not run yet
--   waiters:any()                  -> boolean: is there a task that was not cancelled?
--
-- The tasks are in the sequence from `first` to `last`. The task itself is the key of its
-- position, or of true if it was woken. A cancelled task leaves a gap, `false`; if more
-- than half of the positions are gaps, they are removed.

local core = require "pysocket.core"
local futures = require "pysocket.asyncio.futures"

core._own()

local loop = core._loop

local Waiters = {}
Waiters.__index = Waiters

-- The task is queued as soon as it has its number, which needs no further memory.
local function park(self, task, seconds)
  local place = self.last + 1
  self[place] = task
  self[task] = place
  self.last, self.n = place, self.n + 1
  return loop.park(seconds)
end

local function close_gaps(self)
  local to = self.first - 1
  for i = self.first, self.last do
    local task = self[i]
    if task then
      to = to + 1
      self[to], self[task] = task, to
    end
  end
  for i = to + 1, self.last do self[i] = nil end
  self.last, self.gaps = to, 0
end

local function leave_gap(self, place)
  self[place] = false
  self.gaps = self.gaps + 1
  if 2 * self.gaps > self.last - self.first + 1 then close_gaps(self) end
end

-- Between queueing the task and removing it, wherever it is then, only the function that
-- waits is called, because a call may run out of memory.
function Waiters:wait(name, seconds)
  local task = futures.waiting_task(name)
  local ok, e = pcall(park, self, task, seconds)
  local place = self[task]
  if not place then error(e, 0) end
  self[task] = nil
  if place == true then
    self.woken = self.woken - 1
  elseif place >= self.first then
    leave_gap(self, place)
  end
  self.n = self.n - 1
  if self.n == 0 then
    for i = self.first, self.last do self[i] = nil end
    self.first, self.last, self.gaps = 1, 0, 0
  end
  if ok then return true, place == true end
  return false, e, place == true
end

function Waiters:wake()
  while self.first <= self.last do
    local first = self.first
    local task = self[first]
    local woken = task and loop.wake(task)
    self[first] = nil
    self.first = first + 1
    if not task then self.gaps = self.gaps - 1 end
    if woken then
      self[task] = true
      self.woken = self.woken + 1
      return true
    end
  end
  return false
end

function Waiters:wake_all()
  while self:wake() do end
end

function Waiters:wake_only()
  if self.woken > 0 then return end
  for i = self.first, self.last do
    local task = self[i]
    if task then
      if loop.status(task) == "waiting" then self:wake() end
      return
    end
  end
end

function Waiters:any()
  if self.woken > 0 then return true end
  for i = self.first, self.last do
    local task = self[i]
    if task and loop.status(task) == "waiting" then return true end
  end
  return false
end

return function()
  return setmetatable({n = 0, woken = 0, first = 1, last = 0, gaps = 0}, Waiters)
end
