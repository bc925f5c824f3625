--- asyncio.run: the entry point of a program that uses tasks.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local events = require "pysocket.asyncio.events"
local tasks = require "pysocket.asyncio.tasks"

core._own()

local loop = core._loop()

-- Returns the task, whether all tasks have ended, and the error that interrupted it.
local function run(grace, name, fn, ...)
  if not name then return loop.main(grace, fn, ...) end
  return loop.main(grace, function(...)
    loop.current():set_name(name)
    return fn(...)
  end, ...)
end

local GRACE = 5

-- The seconds that cancelled tasks have to end; nil: no limit.
local function grace_of(main)
  local grace = type(main) == "table" and rawget(main, "grace")
  if not grace then return GRACE end
  if type(grace) ~= "number" then argument.typeerror(1, "run", "grace: number", grace) end
  argument.seconds(1, "run", grace)
  if grace < 0 then argument.error(1, "run", "grace must not be negative") end
  return grace < argument.NEVER and grace or nil
end

--- asyncio.run(main, ...) -> results of main
-- Runs main(...) as a task, and the loop until the task ends. Then it cancels all other
-- tasks, waits until they have ended, and removes the signal handlers that were added.
-- Ctrl-C cancels main, and is raised when main has ended; a second Ctrl-C is raised at
-- once. Cancelled tasks have five seconds to end, or the time that run{main, ..., grace =
-- seconds} gives. Then each of their waits is cancelled too, and tasks that still do not
-- end are reported and closed.
local function run_main(main, ...)
  if loop.running() then
    argument.fail("asyncio.run() cannot be called from a running event loop")
  end
  events.new_event_loop()
  local task, ended, interruption = run(grace_of(main), tasks.named_call("run", main, ...))
  if not ended or interruption ~= nil then loop.forget_unsent() end
  events.release_signals()
  loop.retrieved(task)  -- its error is raised below
  loop.report()
  if not ended or interruption ~= nil and task:cancelled() and task:uncancel() == 0 then
    return false, type(interruption) == "boolean" and events.unfinished(interruption) or interruption
  end
  return events.outcome(task)
end

return {run = run_main}
