--- timeout and timeout_at: a time limit for the block of the variable.
--
--     do
--       local limit <close> = asyncio.timeout(10)   -- async with asyncio.timeout(10):
--       …
--     end
--
-- When the limit expires, the task is cancelled, and the end of the block turns the
-- cancellation into a TimeoutError.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local loop = core._loop

local Timeout = {__name = "Timeout"}
Timeout.__index = Timeout

-- The limits that the loop watches, by number. A limit that is no longer referenced is
-- collected, and cancels nothing.
local limits = setmetatable({}, {__mode = "v"})
local numbers = 0

local function expire(number)
  local self = limits[number]
  if not self then return end
  self._handle = nil
  self._state = "expiring"
  loop.request(self._task)
end

local function schedule(self, when)
  if self._handle then
    self._handle:cancel()
    self._handle = nil
  end
  self._when = when
  if not when or when >= argument.NEVER then return end
  local number = self._number
  self._handle = loop.vital(when <= loop.time() and loop.call_soon(expire, number)
    or loop.call_at(when, expire, number))
end

--- limit:reschedule(when | nil)
-- `when` is in seconds of loop:time(); nil: no limit.
function Timeout:reschedule(when)
  when = argument.keywords("reschedule", 1, "when", when)
  argument.seconds(1, "reschedule", when)
  if self._state ~= "active" then
    argument.fail(("Cannot change state of %s Timeout"):format(self._state))
  end
  schedule(self, when)
end

--- limit:when() -> seconds | nil
function Timeout:when()
  return self._when
end

--- limit:expired() -> boolean
function Timeout:expired()
  return self._state == "expiring" or self._state == "expired"
end

-- If nothing else has cancelled the task, the cancellation came from this limit.
function Timeout:__close(e)
  if self._handle then
    self._handle:cancel()
    self._handle = nil
  end
  if self._state ~= "expiring" then
    self._state = "finished"
    return
  end
  self._state = "expired"
  if loop.unrequest(self._task) <= self._cancelling and core.isinstance(e, core.CancelledError) then
    local timeout = core.TimeoutError("timed out")
    timeout.call, timeout.where, timeout.bytes_sent = self._name, e.where, e.bytes_sent
    core._throw(timeout)
  end
end

function Timeout:__tostring()
  local when = self._state == "active" and (" when=%s"):format(self._when) or ""
  return ("<Timeout [%s]%s>"):format(self._state, when)
end

argument.methods(Timeout)

local function start(when, name)
  local task = loop.current()
  if not task then argument.fail(("%s should be used inside a task"):format(name)) end
  numbers = numbers + 1
  local self = setmetatable({
    _task = task, _cancelling = loop.cancelling(task), _state = "active", _name = name, _number = numbers,
  }, Timeout)
  limits[numbers] = self
  schedule(self, when)
  return self
end

local timeouts = {Timeout = Timeout}

--- asyncio.timeout_at(when | nil) -> limit
-- `when` is in seconds of loop:time().
function timeouts.timeout_at(when)
  if type(when) == "table" then when = argument.keywords("timeout_at", 1, "when", when) end
  argument.seconds(1, "timeout_at", when)
  return start(when, "timeout_at")
end

--- asyncio.timeout(delay | nil) -> limit
function timeouts.timeout(delay)
  if type(delay) == "table" then delay = argument.keywords("timeout", 1, "delay", delay) end
  argument.seconds(1, "timeout", delay)
  return timeouts.start(delay, "timeout")
end

--- The same for the function `name`, which errors refer to.
function timeouts.start(delay, name)
  return start(delay and loop.time() + delay, name)
end

return timeouts
