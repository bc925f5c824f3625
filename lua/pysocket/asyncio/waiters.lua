--- Tasks that wait for one and the same thing, first come, first served.
--
--   local waiters = Waiters()
--   waiters.n                      how many there are, those woken that have not yet run included
--   waiters:wait(name[, seconds])  suspends the running task -> true, whether it was woken
--                                    or, when it was cancelled: false, error, whether it was woken before
--   waiters:wake()                 wakes the first that still waits -> boolean
--   waiters:wake_all()
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
  if place ~= true then self[place] = false end
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
    if task then
      self[task] = true
      if loop.wake(task) then return true end
      self[task] = first  -- cancelled: it was not woken
    end
  end
  return false
end

function Waiters:wake_all()
  while self:wake() do end
end

return function()
  return setmetatable({n = 0, first = 1, last = 0}, Waiters)
end
