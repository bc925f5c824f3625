---@meta _

-- Tasks, futures, task groups and timeouts.

--- A function that runs concurrently with others, made by `asyncio.create_task`.
---
--- An error that was never retrieved is reported when the task is garbage-collected.
---
--- Source: Python asyncio.Task
---@class pysocket.asyncio.Task
local Task = {}

--- Waits until the task has ended. If the waiting task is cancelled, this task is cancelled too.
---
--- Raises: the error of the task; `CancelledError`
--- Source: Python asyncio.Task
---@return any ... the results of its function
function Task:await() end

--- Cancels the task: CancelledError is raised in it at the point where it is suspended, or where it next waits.
---
--- A task that returns before that counts as cancelled too. The error of a task that has failed is no longer reported.
---
--- Raises: nothing
--- Source: Python asyncio.Task.cancel
---@param msg? any the message of the CancelledError
---@return boolean requested false if the task has ended
function Task:cancel(msg) end

--- Returns the number of cancellations that were requested and not withdrawn.
---
--- Raises: nothing
--- Source: Python asyncio.Task.cancelling
---@return integer count the number of cancellations
function Task:cancelling() end

--- Withdraws one cancellation.
---
--- Raises: nothing
--- Source: Python asyncio.Task.uncancel
---@return integer count the number of cancellations that are left
function Task:uncancel() end

--- Returns whether the task was ended by a cancellation.
---
--- Raises: nothing
--- Source: Python asyncio.Task.cancelled
---@return boolean yes
function Task:cancelled() end

--- Returns whether the task has ended.
---
--- Raises: nothing
--- Source: Python asyncio.Task.done
---@return boolean yes
function Task:done() end

--- Returns the results of the task.
---
--- Raises: the error of the task; `CancelledError`; `InvalidStateError` if the task has not ended
--- Source: Python asyncio.Task.result
---@return any ... the results of its function
function Task:result() end

--- Returns the error of the task.
---
--- Raises: `CancelledError`; `InvalidStateError` if the task has not ended
--- Source: Python asyncio.Task.exception
---@return any e the error; nil if the task has not failed
function Task:exception() end

--- Adds a function that is called soon after the task has ended.
---
--- Raises: nothing
--- Source: Python asyncio.Task.add_done_callback
---@param fn fun(task: pysocket.asyncio.Task) the function
function Task:add_done_callback(fn) end

--- Removes a function that add_done_callback added.
---
--- Raises: nothing
--- Source: Python asyncio.Task.remove_done_callback
---@param fn function the function
---@return integer count the number of times that it had been added
function Task:remove_done_callback(fn) end

--- Returns the name of the task.
---
--- Raises: nothing
--- Source: Python asyncio.Task.get_name
---@return string name the name, such as "Task-1" if none was set
function Task:get_name() end

--- Sets the name of the task.
---
--- Raises: nothing
--- Source: Python asyncio.Task.set_name
---@param name any the name, which is converted to a string
function Task:set_name(name) end

-- Futures -------------------------------------------------------------------------

--- A result that will be set later: `asyncio.Future()`.
---
--- An error that was never retrieved is reported when the future is garbage-collected.
---
--- Raises: nothing
--- Source: Python asyncio.Future
---@class pysocket.asyncio.Future
---@overload fun(): pysocket.asyncio.Future
local Future = {}

--- Waits until the future has a result. If the waiting task is cancelled, the future is cancelled too.
---
--- Raises: the error that was set; `CancelledError`
--- Source: Python asyncio.Future
---@return any ... the results that were set
function Future:await() end

--- Cancels the future. Tasks that wait for it get a CancelledError.
---
--- Raises: nothing
--- Source: Python asyncio.Future.cancel
---@param msg? any the message of the CancelledError
---@return boolean done false if the future is done
function Future:cancel(msg) end

--- Returns whether the future was cancelled.
---
--- Raises: nothing
--- Source: Python asyncio.Future.cancelled
---@return boolean yes
function Future:cancelled() end

--- Returns whether the future is done: it has a result or an error, or it was cancelled.
---
--- Raises: nothing
--- Source: Python asyncio.Future.done
---@return boolean yes
function Future:done() end

--- Returns the results that were set.
---
--- Raises: the error that was set; `CancelledError`; `InvalidStateError` if the future is not done
--- Source: Python asyncio.Future.result
---@return any ... the results
function Future:result() end

--- Returns the error that was set.
---
--- Raises: `CancelledError`; `InvalidStateError` if the future is not done
--- Source: Python asyncio.Future.exception
---@return any e the error; nil if there is none
function Future:exception() end

--- Sets the results, and wakes the tasks that wait.
---
--- Raises: `InvalidStateError` if the future is done
--- Source: Python asyncio.Future.set_result
---@param ... any the results
function Future:set_result(...) end

--- Sets the error, and wakes the tasks that wait.
---
--- Raises: `InvalidStateError` if the future is done
--- Source: Python asyncio.Future.set_exception
---@param e any the error, or an error class, from which an error is made
function Future:set_exception(e) end

--- Adds a function that is called soon after the future is done.
---
--- Raises: nothing
--- Source: Python asyncio.Future.add_done_callback
---@param fn fun(future: pysocket.asyncio.Future) the function
function Future:add_done_callback(fn) end

--- Removes a function that add_done_callback added.
---
--- Raises: nothing
--- Source: Python asyncio.Future.remove_done_callback
---@param fn function the function
---@return integer count the number of times that it had been added
function Future:remove_done_callback(fn) end

-- Groups and timeouts -------------------------------------------------------------

--- A group of tasks, made by `asyncio.TaskGroup()`, for a `<close>` variable.
---
--- Source: Python asyncio.TaskGroup
---@class pysocket.asyncio.TaskGroup
local TaskGroup = {}

--- Makes a task in the group.
---
--- Raises: nothing
--- Source: Python asyncio.TaskGroup.create_task
---@param ... any the arguments of `asyncio.create_task`
---@return pysocket.asyncio.Task task the task
function TaskGroup:create_task(...) end

--- A time limit, made by `asyncio.timeout` or `asyncio.timeout_at`, for a `<close>` variable.
---
--- Source: Python asyncio.Timeout
---@class pysocket.asyncio.Timeout
local Timeout = {}

--- Sets a new deadline.
---
--- Raises: nothing
--- Source: Python asyncio.Timeout.reschedule
---@param when? number the time, in seconds of `loop:time()`; nil: no limit
function Timeout:reschedule(when) end

--- Returns the deadline.
---
--- Raises: nothing
--- Source: Python asyncio.Timeout.when
---@return number? seconds the time, in seconds of `loop:time()`; nil: no limit
function Timeout:when() end

--- Returns whether the limit has expired.
---
--- Raises: nothing
--- Source: Python asyncio.Timeout.expired
---@return boolean yes
function Timeout:expired() end
