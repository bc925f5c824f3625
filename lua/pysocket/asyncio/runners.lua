--- asyncio.run: a program's one entry into the world of tasks.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local events = require "pysocket.asyncio.events"
local tasks = require "pysocket.asyncio.tasks"

core._own()

local loop = core._loop

-- Cancels what main left behind, and what that leaves behind, and runs it to its end.
local function cancel_remaining()
  local remaining = loop.all()
  while #remaining > 0 do
    for _, task in ipairs(remaining) do task:cancel() end
    for _, task in ipairs(remaining) do events.drive(task) end
    remaining = loop.all()
  end
  loop.step(0)  -- what they asked to be called soon, as the last bytes of a stream
end

-- Returns what interrupted main: Ctrl-C, or that it could never have ended.
local function complete(main)
  local ok, interruption = pcall(events.drive, main)
  if not ok then
    main:cancel()
    events.drive(main)
  end
  cancel_remaining()
  return interruption
end

--- asyncio.run(main, ...) -> what main returns
-- Runs main(...) as a task and the loop until it ends; then cancels all other
-- tasks and waits for their end, and gives the signals back for which they added a
-- handler. Ctrl-C cancels main, and is raised when main has ended; a second one is
-- raised at once.
return function(main, ...)
  if loop.running() then
    argument.fail("asyncio.run() cannot be called from a running event loop")
  end
  local task = tasks.spawn("run", main, ...)
  local ok, interruption = pcall(complete, task)
  if not ok then  -- a second Ctrl-C: should the loop run once more, they end then
    for _, other in ipairs(loop.all()) do other:cancel() end
  end
  events.release_signals()
  loop.retrieved(task)  -- its error is raised below
  loop.report()
  if not ok or interruption ~= nil and task:cancelled() and task:uncancel() == 0 then
    error(interruption, 0)
  end
  return task:result()
end
