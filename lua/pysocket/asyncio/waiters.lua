--- Tasks that wait for one and the same thing, first come, first served.
--
--   local waiters = Waiters()
--   waiters.n                      how many there are, those included that were woken or cancelled and have not run yet
--   waiters:wait(name[, seconds])  suspends the running task -> true, whether it was woken
--                                    or, when it was cancelled: false, error, whether it was woken before
--   waiters:wake()                 wakes the first that still waits -> boolean
--   waiters:wake_all()
--   waiters:wake_only()            wakes the first, unless it was woken or cancelled and has not run yet
--   waiters:any()                  -> boolean: is there one that was not cancelled?
--
-- A task stands in the sequence from `first` to `last`; under itself it finds its
-- place, or true when it was woken. One that is cancelled leaves `false` behind.

local core = require "pysocket.core"
local futures = require "pysocket.asyncio.futures"

core._own()

local loop = core._loop

local Waiters = {}
Waiters.__index = Waiters

-- Takes the task out, wherever it is.
local function leave(self, task)
  local place = self[task]
  if place == true then
    self.woken = self.woken - 1
  elseif place >= self.first then
    self[place] = false
  end
  self[task] = nil
  self.n = self.n - 1
  if self.n == 0 then
    for i = self.first, self.last do self[i] = nil end
    self.first, self.last = 1, 0
  end
  return place == true
end

function Waiters:wait(name, seconds)
  local task = futures.waiting_task(name)
  local place = self.last + 1
  self.last, self.n = place, self.n + 1
  self[place], self[task] = task, place
  local ok, e = pcall(loop.park, seconds)
  local woken = leave(self, task)
  if ok then return true, woken end
  return false, e, woken
end

function Waiters:wake()
  while self.first <= self.last do
    local first = self.first
    local task = self[first]
    self[first] = nil
    self.first = first + 1
    if task and loop.wake(task) then
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
  return setmetatable({n = 0, woken = 0, first = 1, last = 0}, Waiters)
end
