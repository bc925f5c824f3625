---@meta _

-- Tasks, futures, groups, timeouts.

--- A function that runs beside others, made by `asyncio.create_task`.
---
--- An error that nobody took is reported when the task is collected.
---
--- Source: Python asyncio.Task
---@class pysocket.asyncio.Task
local Task = {}

--- Waits until it has ended; who cancels the waiting task cancels it.
---
--- Raises: what it raised; `CancelledError`
--- Source: Python asyncio.Task
---@return any ... what it returned
function Task:await() end

--- Cancels it: CancelledError is raised in it where it is suspended, or will be next.
---
--- A task that returns before that is cancelled all the same. The error of one that has failed is not reported any more.
---
--- Raises: nothing
--- Source: Python asyncio.Task.cancel
---@param msg? any for the CancelledError
---@return boolean asked false when it has ended
function Task:cancel(msg) end

--- How many cancellations were asked for and not taken back?
---
--- Raises: nothing
--- Source: Python asyncio.Task.cancelling
---@return integer count of cancellations
function Task:cancelling() end

--- Takes one cancellation back.
---
--- Raises: nothing
--- Source: Python asyncio.Task.uncancel
---@return integer count of those that are left
function Task:uncancel() end

--- Was it ended by a cancellation?
---
--- Raises: nothing
--- Source: Python asyncio.Task.cancelled
---@return boolean yes
function Task:cancelled() end

--- Has it ended?
---
--- Raises: nothing
--- Source: Python asyncio.Task.done
---@return boolean yes
function Task:done() end

--- Tells what it returned.
---
--- Raises: what it raised; `CancelledError`; `InvalidStateError` when it has not ended
--- Source: Python asyncio.Task.result
---@return any ... what it returned
function Task:result() end

--- Tells what it raised.
---
--- Raises: `CancelledError`; `InvalidStateError` when it has not ended
--- Source: Python asyncio.Task.exception
---@return any e nil when it has not failed
function Task:exception() end

--- Calls a function soon after it has ended.
---
--- Raises: nothing
--- Source: Python asyncio.Task.add_done_callback
---@param fn fun(task: pysocket.asyncio.Task) the function
function Task:add_done_callback(fn) end

--- Takes back add_done_callback.
---
--- Raises: nothing
--- Source: Python asyncio.Task.remove_done_callback
---@param fn function the function
---@return integer count how often it was there
function Task:remove_done_callback(fn) end

--- Tells its name.
---
--- Raises: nothing
--- Source: Python asyncio.Task.get_name
---@return string name "Task-1" unless it was set
function Task:get_name() end

--- Sets its name.
---
--- Raises: nothing
--- Source: Python asyncio.Task.set_name
---@param name any its text is the name
function Task:set_name(name) end

-- Futures -------------------------------------------------------------------------

--- A result that somebody will set: `asyncio.Future()`.
---
--- An error that nobody took is reported when the future is collected.
---
--- Raises: nothing
--- Source: Python asyncio.Future
---@class pysocket.asyncio.Future
---@overload fun(): pysocket.asyncio.Future
local Future = {}

--- Waits until it has a result; who cancels the waiting task cancels it.
---
--- Raises: the error that was set; `CancelledError`
--- Source: Python asyncio.Future
---@return any ... the results that were set
function Future:await() end

--- Cancels it: who waits for it gets a CancelledError.
---
--- Raises: nothing
--- Source: Python asyncio.Future.cancel
---@param msg? any for the CancelledError
---@return boolean done false when it has ended
function Future:cancel(msg) end

--- Was it cancelled?
---
--- Raises: nothing
--- Source: Python asyncio.Future.cancelled
---@return boolean yes
function Future:cancelled() end

--- Has it a result, an error, or been cancelled?
---
--- Raises: nothing
--- Source: Python asyncio.Future.done
---@return boolean yes
function Future:done() end

--- Tells the results that were set.
---
--- Raises: the error that was set; `CancelledError`; `InvalidStateError` when it has not ended
--- Source: Python asyncio.Future.result
---@return any ... the results
function Future:result() end

--- Tells the error that was set.
---
--- Raises: `CancelledError`; `InvalidStateError` when it has not ended
--- Source: Python asyncio.Future.exception
---@return any e nil when there is none
function Future:exception() end

--- Sets its results, and wakes who waits.
---
--- Raises: `InvalidStateError` when it has ended
--- Source: Python asyncio.Future.set_result
---@param ... any the results
function Future:set_result(...) end

--- Sets its error, and wakes who waits.
---
--- Raises: `InvalidStateError` when it has ended
--- Source: Python asyncio.Future.set_exception
---@param e any the error, or its class, of which one is made
function Future:set_exception(e) end

--- Calls a function soon after it has ended.
---
--- Raises: nothing
--- Source: Python asyncio.Future.add_done_callback
---@param fn fun(future: pysocket.asyncio.Future) the function
function Future:add_done_callback(fn) end

--- Takes back add_done_callback.
---
--- Raises: nothing
--- Source: Python asyncio.Future.remove_done_callback
---@param fn function the function
---@return integer count how often it was there
function Future:remove_done_callback(fn) end

-- Groups and timeouts -------------------------------------------------------------

--- A group of tasks, made by `asyncio.TaskGroup()`, for a `<close>` variable.
---
--- Source: Python asyncio.TaskGroup
---@class pysocket.asyncio.TaskGroup
local TaskGroup = {}

--- Makes a task of the group.
---
--- Raises: nothing
--- Source: Python asyncio.TaskGroup.create_task
---@param ... any as for `asyncio.create_task`
---@return pysocket.asyncio.Task task that runs it
function TaskGroup:create_task(...) end

--- A limit of time, made by `asyncio.timeout` or `asyncio.timeout_at`, for a `<close>` variable.
---
--- Source: Python asyncio.Timeout
---@class pysocket.asyncio.Timeout
local Timeout = {}

--- Sets another point in time.
---
--- Raises: nothing
--- Source: Python asyncio.Timeout.reschedule
---@param when? number seconds of `loop:time()`; nil: never
function Timeout:reschedule(when) end

--- Tells the point in time.
---
--- Raises: nothing
--- Source: Python asyncio.Timeout.when
---@return number? seconds of `loop:time()`; nil: never
function Timeout:when() end

--- Was the time up?
---
--- Raises: nothing
--- Source: Python asyncio.Timeout.expired
---@return boolean yes
function Timeout:expired() end
