--- sleep, which in a task suspends only the task.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"
local sleep = core._time().sleep

local MAX_SLEEP = 2147483647  -- seconds, as in LuaSocket

--- sleep(seconds)
local function sleep_for(seconds)
  seconds = tonumber(seconds)  -- it may be a string
  if seconds ~= seconds then argument.error(1, "sleep", "NaN (not a number) is not a time") end
  sleep(math.max(0, math.min(seconds, MAX_SLEEP)))
end

return {sleep = core._luasocket().checked("d", sleep_for)}
