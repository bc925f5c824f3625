--- Awaitable objects: tasks, and futures, whose result is set later.
--
-- Each has a table of subscribers to its end. For a future this is the future itself; for a
-- task it is its extras, which are made when they are first needed (a single waiting task does
-- not need them). An entry of the sequence is a waiting task, which is woken, or a function or
-- an object with a method _ended(awaitable), which the loop calls in its turn. If the waiting
-- task has continued with something else by then, it is not woken. The task of an object may
-- have done so too, which _ended must check.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

require "pysocket.asyncio.exceptions"  -- errors are raised by the names of their classes

core._own()

local loop = core._loop()
local Task = loop.Task

local futures = {}

local Future = {__name = "Future"}
Future.__index = Future

Future.__future = true  -- tells isfuture
futures.isfuture = loop.isfuture

--- Task:done, Task:cancelled and Task:result are the loop's (csrc/loop/task.c).

--- Returns the function that a call of `value` calls, if it is a function or a callable object.
function futures.callable(value)
  if type(value) == "function" then return value end
  local meta = getmetatable(value)
  if type(meta) == "table" and rawget(meta, "__call") then
    return function(...) return value(...) end
  end
end

-- Subscribers ---------------------------------------------------------------------

local function entries(awaitable)
  return type(awaitable) == "userdata" and loop.extras(awaitable) or awaitable
end

local function subscribe(awaitable, entry)
  if type(awaitable) == "userdata" then
    loop.subscribe(awaitable, entry)
  else
    awaitable[#awaitable + 1] = entry
  end
end

-- Returns the number of removed entries.
local function unsubscribe(awaitable, entry)
  local found = type(awaitable) == "userdata" and loop.unsubscribe(awaitable, entry) or awaitable._state and 0
  if found then return found end
  local list, kept = entries(awaitable), 0
  local n = #list
  for i = 1, n do
    local other = list[i]
    if other ~= entry then
      kept = kept + 1
      list[kept] = other
    end
  end
  for i = kept + 1, n do list[i] = nil end
  return n - kept
end

futures.subscribe, futures.unsubscribe = subscribe, unsubscribe

--- Subscribes the entry. If the awaitable has already ended, its _ended is called in its turn.
function futures.notify(awaitable, entry)
  if awaitable:done() then
    loop.set_essential(loop.call_soon(entry._ended, entry, awaitable))
  else
    subscribe(awaitable, entry)
  end
end

-- Calls in place of functions --------------------------------------------------------

-- By function: its arguments in the correct form, and in the form that a user of coroutines may
-- write, which calls the function first and passes its result.
local AWAITABLE = {"({f, x})", "(f(x))"}
local FORMS = {
  create_task = {"(f, x)", "(f(x))"}, run = {"(main)", "(main())"},
  run_until_complete = AWAITABLE, ensure_future = AWAITABLE, shield = AWAITABLE,
  gather = {"({f, x}, g)", "(f(x), g())"}, as_completed = {"({{f, x}, g})", "({f(x), g()})"},
  wait_for = {"({f, x}, timeout), of a method wait_for({o.f, o, x}, timeout)", "(f(x), timeout)"},
  call_soon = {"(f, x)", "(f(x))"}, call_later = {"(delay, f, x)", "(delay, f(x))"},
  call_at = {"(when, f, x)", "(when, f(x))"}, add_signal_handler = {"(signal, f, x)", "(signal, f(x))"},
  start_server = {"(f, host, port)", "(f(), host, port)"}, start_unix_server = {"(f, path)", "(f(), path)"},
}
local FUNCTION = {"(f)", "(f())"}

--- Raises an error: the argument #i of `name` must be a function, and the message shows how to pass one.
function futures.refuse(i, name, what, given, form)
  form = form or FORMS[name] or FUNCTION
  argument.error(i, name, ("%s expected, got %s; write %s%s, not %s%s"):format(what, argument.typename(given), name,
    form[1], name, form[2]))
end

--- Raises an error: `name` was called outside the loop, as in asyncio.run(main()).
function futures.refuse_outside(message, name)
  argument.fail(("%s: call it inside asyncio.run(main), which takes main and not main(), "
    .. "or write loop:run_until_complete{%s, ...}"):format(message, name or "f"))
end

-- Only functions are accepted, because the waiting tasks are in the same sequence.
local function check_callback(fn, name)
  if type(fn) ~= "function" then futures.refuse(1, name, "function", fn) end
end

--- awaitable:add_done_callback(fn)
-- The loop calls fn(awaitable) soon after it has ended.
function Task:add_done_callback(fn)
  check_callback(fn, "add_done_callback")
  if self:done() then loop.call_soon(fn, self) else subscribe(self, fn) end
end

--- awaitable:remove_done_callback(fn) -> the number of removed callbacks
function Task:remove_done_callback(fn)
  check_callback(fn, "remove_done_callback")
  return unsubscribe(self, fn)
end

Future.add_done_callback, Future.remove_done_callback = Task.add_done_callback, Task.remove_done_callback

-- Awaiting --------------------------------------------------------------------------

--- Returns the running task. Outside a task it raises an error that `name` cannot wait.
function futures.waiting_task(name)
  local task = loop.current()
  if not task then
    if loop.forked() then argument.fail(loop.forked()) end
    futures.refuse_outside(name .. " would have to wait, which only a task can")
  end
  return task
end

-- Wakes its task, unless the task no longer waits.
local Sleeper = {}
Sleeper.__index = Sleeper

function Sleeper:_ended()
  if self.task then loop.wake(self.task) end
end

local function park(awaitable, sleeper)
  subscribe(awaitable, sleeper)
  loop.park()
end

--- Suspends the running task until the awaitable has ended. A cancellation in the meantime
-- is not passed on.
function futures.wait_for_end(awaitable, name)
  if awaitable:done() then return end
  local sleeper = setmetatable({task = futures.waiting_task(name)}, Sleeper)
  local ok, e = pcall(park, awaitable, sleeper)
  sleeper.task = nil
  if ok then return end
  unsubscribe(awaitable, sleeper)
  error(e, 0)
end

-- A cancellation that is already pending is passed on to the awaitable.
local function park_until_end(awaitable, task, extras)
  extras.awaited = awaitable
  subscribe(awaitable, task)
  local due, message = loop.uncancel(task)
  if due and not awaitable:cancel(message) then loop.cancel(task, message) end
  if due and awaitable:done() then loop.park(0) end
  while not awaitable:done() do loop.park() end
end

-- Suspends the running task until the awaitable has ended. If the task is cancelled in the
-- meantime, the awaitable is cancelled.
local function await_end(awaitable)
  local task = futures.waiting_task("await")
  if awaitable == task then argument.fail("a task cannot await itself") end
  local extras = loop.extras(task)
  local ok, e = pcall(park_until_end, awaitable, task, extras)
  extras.awaited = nil
  if ok then return end
  unsubscribe(awaitable, task)
  error(e, 0)
end

--- awaitable:await() -> results
-- Waits until it has ended, and raises its error. C handles a task that has ended, and calls
-- this function for the others.
Task.await = loop.awaiter(function(self)
  await_end(self)
  return self:result()
end)

function Future:await()
  if not self._state then await_end(self) end
  return self:result()
end

-- Tasks -----------------------------------------------------------------------------

--- task:cancel([msg]) -> boolean
-- Raises CancelledError in it where it is suspended or next waits, or cancels the task or
-- future that it awaits. Returns false if it has ended. If it has failed, its error is no
-- longer reported.
function Task:cancel(msg)
  if type(msg) == "table" then msg = argument.keywords("cancel", 1, "msg{}", msg) end
  return loop.request(self, msg)
end

--- task:cancelling() -> number of requested and not withdrawn cancellations
function Task:cancelling()
  return loop.cancelling(self)
end

--- task:uncancel() -> number of cancellations that are left
function Task:uncancel()
  return loop.unrequest(self)
end

--- task:exception() -> error | nil
function Task:exception()
  if not self:done() then core._error("InvalidStateError", nil, "Exception is not set.") end
  local ok, e = loop.result(self)
  if ok then return nil end
  if loop.status(self) == "cancelled" then error(e, 0) end
  return e
end

local names = 0

--- task:get_name() -> string
function Task:get_name()
  local extras = loop.extras(self)
  if not extras.name then
    names = names + 1
    extras.name = "Task-" .. names
  end
  return extras.name
end

--- task:set_name(name)
function Task:set_name(name)
  loop.extras(self).name = tostring(name)
end

-- Returns the outcome of the task as Python shows it.
local function outcome(ok, ...)
  local shown = table.pack(...)
  for i = 1, shown.n do shown[i] = core._text(shown[i]) end
  return (ok and "result=%s" or "exception=%s"):format(shown.n > 0 and table.concat(shown, ", ") or "nil")
end

local SHOWN = {done = "finished", failed = "finished", cancelled = "cancelled"}

function Task:__tostring()
  local status = loop.status(self)
  local ended = (status == "done" or status == "failed") and " " .. outcome(loop.result(self, true)) or ""
  local shown = SHOWN[status] or loop.cancelling(self) > 0 and "cancelling" or "pending"
  return ("<Task %s name='%s'%s>"):format(shown, self:get_name(), ended)
end

-- Futures ---------------------------------------------------------------------------

-- An error that was never retrieved is reported when its future is garbage-collected, in the
-- process in which it was set. This object, which the future refers to, reports it, so that
-- futures without an error need no finalizer.
local Lost = {__gc = function(lost)
  if lost.error ~= nil and lost.process == loop.process() then
    futures.report{message = "Future exception was never retrieved", exception = lost.error}
  end
end}

local settle = loop.settle
futures.settle = settle

local function check_pending(self)
  if self._state then core._error("InvalidStateError", nil, "invalid state: " .. tostring(self)) end
end

--- future:done() -> boolean
function Future:done()
  return self._state and true
end

--- future:cancelled() -> boolean
function Future:cancelled()
  return self._state == "cancelled"
end

--- future:cancel([msg]) -> boolean
-- Returns false if it is done.
function Future:cancel(msg)
  if self._error then self._error.error = nil end
  if self._state then return false end
  if type(msg) == "table" then msg = argument.keywords("cancel", 1, "msg{}", msg) end
  self._message = msg
  settle(self, "cancelled")
  return true
end

--- future:set_result(...)
function Future:set_result(...)
  check_pending(self)
  self._results = table.pack(...)
  settle(self, "done")
end

local function is_error_class(value)
  while type(value) == "table" and value ~= core.Exception do value = rawget(value, "__base") end
  return value == core.Exception
end

--- future:set_exception(error | class)
function Future:set_exception(e)
  check_pending(self)
  if e == nil then argument.typeerror(1, "set_exception", "error", e) end
  if is_error_class(e) then e = e() end
  self._error = setmetatable({error = e, process = loop.process()}, Lost)
  self._exception = e
  settle(self, "failed")
end

local function retrieve(self)
  if self._error then self._error.error = nil end
  return self._exception
end

local function raise_cancelled(self)
  core._throw(core.CancelledError(self._message))
end

--- future:result() -> results
function Future:result()
  local state = self._state
  if state == "done" then
    return table.unpack(self._results, 1, self._results.n)
  elseif state == "failed" then
    core._throw(retrieve(self))
  elseif state == "cancelled" then
    raise_cancelled(self)
  end
  core._error("InvalidStateError", nil, "Result is not set.")
end

--- future:exception() -> error | nil
function Future:exception()
  if not self._state then
    core._error("InvalidStateError", nil, "Exception is not set.")
  elseif self._state == "cancelled" then
    raise_cancelled(self)
  end
  return retrieve(self)
end

function Future:__tostring()
  local state = self._state
  if state == "done" then
    return ("<Future finished %s>"):format(outcome(true, table.unpack(self._results, 1, self._results.n)))
  elseif state == "failed" then
    return ("<Future finished %s>"):format(outcome(false, self._exception))
  end
  return ("<Future %s>"):format(state or "pending")
end

argument.methods(Task, "task")
argument.methods(Future, "future")

--- Whether it ended with an error other than a cancellation; does not mark it as retrieved.
function futures.failed(awaitable)
  if type(awaitable) == "userdata" then return loop.status(awaitable) == "failed" end
  return awaitable._state == "failed"
end

--- Reports an error that was never retrieved; events.lua sets it.
futures.report = nil

--- asyncio.Future() -> future
-- The fields of its state exist from the start, so that setting them needs no memory.
futures.Future = setmetatable(Future, {__call = function(class)
  argument.class(class)
  return setmetatable({_state = false}, class)
end})

futures.Task = Task

return futures
