--- Functions that make tasks, or wait for one task.
--
-- Where Python accepts a coroutine, these accept a function, or a sequence of a function
-- and its arguments: {fetch, url}. Its field `name` is the name of the task.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local futures = require "pysocket.asyncio.futures"

core._own()

local loop = core._loop()
local isfuture, callable = futures.isfuture, futures.callable

local tasks = {}

-- Making --------------------------------------------------------------------------

local MAX_ARGUMENTS = 100000  -- of a Lua call

local KEYWORDS = {name = true, n = true}
local RUN_KEYWORDS = {name = true, n = true, grace = true}

-- Refuses unknown keywords.
local function check_keywords(given, i, name)
  local known = name == "run" and RUN_KEYWORDS or KEYWORDS
  for keyword in pairs(given) do
    if type(keyword) == "string" and not known[keyword] then
      argument.error(i, name, ("unexpected keyword '%s'"):format(keyword))
    end
  end
end

-- The function and the arguments that argument #i of `name` describes.
local function call_of(given, i, name, what)
  local fn = callable(given)
  if fn then return fn end
  if type(given) == "table" and not getmetatable(given) then
    fn = callable(given[1])
    local n = given.n == nil and #given or given.n
    if fn and math.type(n) == "integer" and n <= MAX_ARGUMENTS then
      check_keywords(given, i, name)
      return fn, table.unpack(given, 2, n)
    end
  end
  futures.refuse(i, name, what, given)
end

--- Returns the parts of a task: its name or nil, the function, and its arguments.
function tasks.named_call(name, fn, ...)
  if callable(fn) then return nil, callable(fn), ... end
  return type(fn) == "table" and rawget(fn, "name"), call_of(fn, 1, name, "function")
end

local function spawn_named(name, ...)
  local task = loop.spawn(...)
  if name ~= nil then task:set_name(name) end
  return task
end

--- Makes a task, whether the loop runs or not.
function tasks.spawn(name, fn, ...)
  if type(fn) == "function" then return loop.spawn(fn, ...) end
  return spawn_named(tasks.named_call(name, fn, ...))
end

--- asyncio.create_task(fn, ...) -> task
-- create_task{fn, ..., name = "a name"} gives it a name.
function tasks.create_task(fn, ...)
  if not loop.running() then futures.refuse_outside "no running event loop" end
  return tasks.spawn("create_task", fn, ...)
end

--- Does the same as create_task. The usual case is in C, which calls create_task only in others.
tasks.create = loop.task_maker(tasks.create_task)

local AWAITABLE = "task, future, function or {function, arguments}"

--- Raises an error unless argument #i of `name` can be awaited.
function tasks.check(awaitable, i, name)
  if type(awaitable) ~= "function" and not isfuture(awaitable) then call_of(awaitable, i, name, AWAITABLE) end
end

local function ensure(awaitable, i, name)
  if type(awaitable) ~= "function" then
    if isfuture(awaitable) then return awaitable end
    tasks.check(awaitable, i, name)
  end
  return tasks.create(awaitable)
end

--- asyncio.ensure_future(awaitable) -> task | future
function tasks.ensure_future(awaitable)
  return ensure(awaitable, 1, "ensure_future")
end

--- asyncio.all_tasks() -> sequence of the tasks that have not ended
-- The module's own tasks, such as those that accept connections, are not included: a
-- program that cancels all tasks means its own.
function tasks.all_tasks()
  return loop.all()
end

-- Waiting for a task ----------------------------------------------------------------

--- asyncio.shield(awaitable) -> results
-- Waits for it, but does not cancel it if the waiting task is cancelled.
function tasks.shield(awaitable)
  local inner = ensure(awaitable, 1, "shield")
  futures.wait_for_end(inner, "shield")
  return inner:result()
end

-- The timeout is 0: only a task or future that has already ended is in time.
local function result_at_once(future)
  if not future then core._error("TimeoutError", nil, "timed out", "wait_for") end
  if not future:done() then
    future:cancel()
    futures.wait_for_end(future, "wait_for")
    if future:cancelled() then core._error("TimeoutError", nil, "timed out", "wait_for") end
  end
  return future:result()
end

-- fn(...) waits. `future` is the awaited task or future, if there is one.
local function wait_for(timeout, future, fn, ...)
  if type(timeout) == "table" then timeout = argument.keywords("wait_for", 2, "timeout", timeout) end
  argument.seconds(2, "wait_for", timeout)
  if timeout == nil then
    return fn(...)
  elseif timeout <= 0 then
    return result_at_once(future)
  elseif future and future:done() then  -- it needs no timer
    return future:result()
  end
  local _ <close> = loop.time_limit(timeout)
  return fn(...)
end

--- asyncio.wait_for(awaitable, timeout | nil) -> results
-- Cancels it and raises TimeoutError after `timeout` seconds.
function tasks.wait_for(awaitable, timeout)
  if type(awaitable) ~= "function" and isfuture(awaitable) then
    return wait_for(timeout, awaitable, awaitable.await, awaitable)
  end
  return wait_for(timeout, nil, call_of(awaitable, 1, "wait_for", AWAITABLE))
end

return tasks
