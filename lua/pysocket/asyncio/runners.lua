--- asyncio.run: a program's one entry into the world of tasks.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local events = require "pysocket.asyncio.events"
local tasks = require "pysocket.asyncio.tasks"

core._own()

local loop = core._loop

-- Returns the task, whether all came to its end, and what interrupted it.
local function run(name, fn, ...)
  if not name then return loop.main(fn, ...) end
  return loop.main(function(...)
    loop.current():set_name(name)
    return fn(...)
  end, ...)
end

--- asyncio.run(main, ...) -> what main returns
-- Runs main(...) as a task and the loop until it ends; then cancels all other
-- tasks and waits for their end, and gives the signals back for which they added a
-- handler. Ctrl-C cancels main, and is raised when main has ended; a second one is
-- raised at once.
local function run_main(main, ...)
  if loop.running() then
    argument.fail("asyncio.run() cannot be called from a running event loop")
  end
  local task, ended, interruption = run(tasks.named_call("run", main, ...))
  events.release_signals()
  loop.retrieved(task)  -- its error is raised below
  loop.report()
  if not ended or interruption ~= nil and task:cancelled() and task:uncancel() == 0 then
    return false, type(interruption) == "boolean" and events.unfinished(interruption) or interruption
  end
  return events.outcome(task)
end

return {run = core._raising(run_main)}
