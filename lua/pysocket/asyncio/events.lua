--- The event loop as an object. A Lua state has one, which csrc/loop/loop.c implements.
-- luacheck: no self

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local futures = require "pysocket.asyncio.futures"
local tasks = require "pysocket.asyncio.tasks"

core._own()

local select = argument.select
local loop = core._loop()

local Loop = {__name = "EventLoop"}
Loop.__index = Loop

local the_loop = setmetatable({}, Loop)
local closed = false
local handler
local process = loop.process()

local function check_open(name)
  if closed then argument.fail(name .. ": Event loop is closed; asyncio.new_event_loop() opens it again") end
end

-- Unhandled errors ----------------------------------------------------------------

local function check_context(context, name)
  if type(context) ~= "table" then argument.typeerror(1, name, "table", context) end
end

local function text_of(context)
  if context.traceback then return tostring(context.traceback) end
  return context.exception ~= nil and core._text(context.exception) or ""
end

--- loop:default_exception_handler(context)
-- Writes the error to stderr.
function Loop:default_exception_handler(context)
  check_context(context, "default_exception_handler")
  local message = context.message == nil and "Unhandled exception in event loop" or context.message
  io.stderr:write(tostring(message), ": ", text_of(context), "\n")
end

--- loop:call_exception_handler(context)
-- `context` has `message`, and `exception`, `traceback`, `task` and `socket` if known.
function Loop:call_exception_handler(context)
  check_context(context, "call_exception_handler")
  if not handler then return self:default_exception_handler(context) end
  local ok, e = pcall(handler, self, context)
  if not ok then
    self:default_exception_handler{message = "Unhandled error in exception handler", exception = e}
    self:default_exception_handler(context)
  end
end

function futures.report(context)
  the_loop:call_exception_handler(context)
end

local function unhandled(task, e, traceback)
  the_loop:call_exception_handler{
    message = not task and "Exception in callback" or task:done() and "Task exception was never retrieved"
      or ("%s did not end and was closed"):format(task),
    exception = e, traceback = traceback, task = task,
  }
end

loop.on_unhandled(unhandled)

core._on_exhausted(function(e, listener)
  the_loop:call_exception_handler{
    message = "socket.accept() out of system resource", exception = e, socket = listener,
  }
end)

--- loop:set_exception_handler(fn | nil)
-- fn(loop, context) is called for unhandled errors, instead of the report on stderr.
function Loop:set_exception_handler(fn)
  if fn ~= nil and type(fn) ~= "function" then
    futures.refuse(1, "set_exception_handler", "function or nil", fn)
  end
  handler = fn
end

--- loop:get_exception_handler() -> fn | nil
function Loop:get_exception_handler()
  return handler
end

-- Calls ---------------------------------------------------------------------------

local function check_call(fn, i, name)
  return futures.callable(fn) or futures.refuse(i, name, "function", fn)
end

-- The time of the loop for argument #1 plus `more`.
local function check_when(when, name, more)
  if type(when) ~= "number" then argument.typeerror(1, name, "number", when) end
  when = when + more
  if when ~= when or when >= argument.NEVER then argument.error(1, name, "not a time") end
  return when
end

--- loop:time() -> seconds of the monotonic clock
-- It needs no object: `local now = loop.time` works as in Python.
Loop.time = loop.time

--- loop:call_soon(fn, ...) -> handle
function Loop:call_soon(fn, ...)
  check_open("call_soon")
  return loop.call_soon(check_call(fn, 1, "call_soon"), ...)
end

--- loop:call_later(delay, fn, ...) -> handle
function Loop:call_later(delay, fn, ...)
  check_open("call_later")
  return loop.call_at(check_when(delay, "call_later", loop.time()), check_call(fn, 2, "call_later"), ...)
end

--- loop:call_at(when, fn, ...) -> handle
function Loop:call_at(when, fn, ...)
  check_open("call_at")
  return loop.call_at(check_when(when, "call_at", 0), check_call(fn, 2, "call_at"), ...)
end

--- loop:create_task(fn, ...) -> task
-- Does the same as asyncio.create_task, but also before the loop runs.
function Loop:create_task(fn, ...)
  check_open("create_task")
  return tasks.spawn("create_task", fn, ...)
end

--- loop:create_future() -> future
function Loop:create_future()
  return futures.Future()
end

-- Signals -------------------------------------------------------------------------

local handled = {}  -- by number: whether it was added while the loop was running

local MAX_SIGNAL = 64

-- A child made by fork has none of the handlers that its parent added.
local function check_process()
  if process == loop.process() then return end
  process, handled = loop.process(), {}
end

local function signal_number(signal, name)
  local number = type(signal) == "string" and loop.signals[signal] or signal
  if math.type(number) ~= "integer" then
    argument.typeerror(1, name, 'integer or a name like "SIGTERM"', signal)
  elseif number < 1 or number > MAX_SIGNAL then
    argument.error(1, name, ("no such signal: %d"):format(number))
  end
  return number
end

--- loop:add_signal_handler(signal, fn, ...)
-- The loop calls fn when the signal has arrived; `signal` is a number or a name, "SIGTERM".
function Loop:add_signal_handler(signal, fn, ...)
  check_open("add_signal_handler")
  check_process()
  local number = signal_number(signal, "add_signal_handler")
  fn = check_call(fn, 2, "add_signal_handler")
  if select("#", ...) > 0 then
    local inner, arguments = fn, table.pack(...)
    fn = function() inner(table.unpack(arguments, 1, arguments.n)) end
  end
  loop.signal(number, fn)
  handled[number] = loop.running()
end

--- loop:remove_signal_handler(signal) -> boolean: whether the signal had a handler
function Loop:remove_signal_handler(signal)
  check_process()
  local number = signal_number(signal, "remove_signal_handler")
  if handled[number] == nil then return false end
  handled[number] = nil
  loop.signal(number, nil)
  return true
end

-- Running -------------------------------------------------------------------------

--- loop:is_running() -> boolean
function Loop:is_running()
  return loop.running()
end

local function check_idle(name)
  if loop.running() then
    argument.fail(name .. " cannot be called from a running event loop")
  end
end

--- loop:stop()
-- run_forever returns after this turn, or after its first turn if it does not run yet.
-- run_until_complete and asyncio.run raise an error then, unless their task has ended.
function Loop:stop()
  loop.stop()
end

local STOPPED = "Event loop stopped before Future completed."

-- The error that is raised if the loop ended before the task that it was to run.
local function unfinished(stopped)
  return argument.message(stopped and STOPPED
    or "deadlock: nothing is left that could end what is being waited for")
end

local function with_traceback(traceback, ok, ...)
  if ok then return ok, ... end
  return false, (...), traceback
end

-- Returns the outcome of the task of a run, in the form that core._raising accepts: true and
-- its results, or false, its error and the position where it was raised.
local function outcome(task)
  return with_traceback(loop.traceback(task), loop.result(task))
end

--- loop:run_until_complete(awaitable) -> results
Loop.run_until_complete = core._raising(argument.method(function(_, awaitable)
  check_open("run_until_complete")
  check_idle("run_until_complete()")
  tasks.check(awaitable, 1, "run_until_complete")
  local task = awaitable
  if not futures.isfuture(awaitable) then
    task = tasks.spawn("run_until_complete", awaitable)
  elseif type(awaitable) ~= "userdata" then
    task = loop.spawn(awaitable.await, awaitable)
    loop.own(task)
  end
  local ended = loop.run(task)
  if not ended then return false, unfinished(ended == nil) end
  return outcome(task)
end, Loop, "run_until_complete"))

--- loop:run_forever()
-- Runs until loop:stop(), or until nothing is left to wait for.
function Loop:run_forever()
  check_open("run_forever")
  check_idle("run_forever()")
  loop.run_forever()
end

--- loop:step([timeout]) -> boolean
-- Runs one turn, for a program that has its own loop: runs everything that is ready, and waits
-- for events at most `timeout` seconds. Returns false if nothing is left to wait for.
function Loop:step(timeout)
  check_open("step")
  check_idle("step()")
  timeout = argument.keywords("step", 1, "timeout", timeout)
  argument.timeout(1, "step", timeout)
  return loop.step(timeout)
end

--- loop:fileno() -> integer
-- The descriptor is readable when a step has something to do, apart from timeout().
function Loop:fileno()
  return loop.fileno()
end

--- loop:timeout() -> seconds | nil
-- The time until the next step is due even if fileno() is not readable.
function Loop:timeout()
  return loop.timeout()
end

--- loop:close()
-- Tasks that are left are closed where they are suspended, and reported. Callbacks are not
-- called, and signal handlers are removed.
function Loop:close()
  if closed then return end
  check_idle("close()")
  check_process()
  for number in pairs(handled) do self:remove_signal_handler(number) end
  loop.close()
  closed, handler = true, nil
end

--- loop:is_closed() -> boolean
function Loop:is_closed()
  return closed
end

function Loop:__tostring()
  return ("<EventLoop running=%s closed=%s>"):format(loop.running(), closed)
end

argument.methods(Loop)

local events = {unfinished = unfinished, outcome = outcome}

--- Removes the signal handlers that were added since the loop started to run.
function events.release_signals()
  check_process()
  for number, running in pairs(handled) do
    if running then the_loop:remove_signal_handler(number) end
  end
end

--- asyncio.get_running_loop() -> loop
function events.get_running_loop()
  if not loop.running() then argument.fail("no running event loop") end
  return the_loop
end

--- Raises an error unless the loop runs, for functions of asyncio that need it.
function events.check_running(name)
  if not loop.running() then futures.refuse_outside("no running event loop", "asyncio." .. name) end
end

--- asyncio.get_event_loop() -> loop
function events.get_event_loop()
  return the_loop
end

--- asyncio.new_event_loop() -> loop
-- Returns the only loop, and opens it again if it was closed.
function events.new_event_loop()
  closed = false
  return the_loop
end

--- asyncio.set_event_loop(loop | nil)
-- It only checks its argument, because there is only one loop.
function events.set_event_loop(...)
  local given = ...
  if given ~= nil and getmetatable(given) ~= Loop then
    argument.typeerror(1, "set_event_loop", "EventLoop or nil", given)
  end
end

return events
