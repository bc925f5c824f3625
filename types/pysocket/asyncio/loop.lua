---@meta _

-- The event loop, for programs that have their own loop or schedule calls.
-- A program that uses asyncio.run needs none of this.

--- The event loop of the Lua state, which `asyncio.get_running_loop()` returns.
---
--- Source: Python asyncio-eventloop
---@class pysocket.asyncio.EventLoop
local EventLoop = {}

-- Calls ---------------------------------------------------------------------------

--- Returns the time of the loop, in seconds of the monotonic clock.
---
--- Raises: nothing
--- Source: Python asyncio.loop.time
---@return number seconds since an unspecified point in the past
function EventLoop:time() end

--- Schedules a function for the next turn of the loop. Callbacks and tasks run in the order in which they were scheduled.
---
--- Raises: nothing
--- Source: Python asyncio.loop.call_soon
---@param fn function the function
---@param ... any its arguments
---@return pysocket.asyncio.Handle handle a handle, which can cancel the call
function EventLoop:call_soon(fn, ...) end

--- Schedules a function to be called after some time.
---
--- Raises: nothing
--- Source: Python asyncio.loop.call_later
---@param delay number seconds
---@param fn function the function
---@param ... any its arguments
---@return pysocket.asyncio.Handle handle a handle, which can cancel the call
function EventLoop:call_later(delay, fn, ...) end

--- Schedules a function to be called at a point in time.
---
--- Raises: nothing
--- Source: Python asyncio.loop.call_at
---@param when number the time, in seconds of `loop:time()`
---@param fn function the function
---@param ... any its arguments
---@return pysocket.asyncio.Handle handle a handle, which can cancel the call
function EventLoop:call_at(when, fn, ...) end

--- Makes a task, whether the loop runs or not.
---
--- Raises: nothing
--- Source: Python asyncio.loop.create_task
---@param fn function|table the function, or {function, arguments, name = }
---@param ... any its arguments
---@return pysocket.asyncio.Task task the task
function EventLoop:create_task(fn, ...) end

--- Makes a future.
---
--- Raises: nothing
--- Source: Python asyncio.loop.create_future
---@return pysocket.asyncio.Future future a future without a result
function EventLoop:create_future() end

-- Signals -------------------------------------------------------------------------

--- Sets a function that is called when a signal arrives.
---
--- Raises: `OSError`
--- Source: Python asyncio.loop.add_signal_handler
---@param signal integer|string its number, or its name, such as "SIGTERM"
---@param fn function the function
---@param ... any its arguments
function EventLoop:add_signal_handler(signal, fn, ...) end

--- Removes the function of a signal, and restores its previous disposition.
---
--- Raises: nothing
--- Source: Python asyncio.loop.remove_signal_handler
---@param signal integer|string its number, or its name, such as "SIGTERM"
---@return boolean had whether the signal had a function
function EventLoop:remove_signal_handler(signal) end

-- Unhandled errors ----------------------------------------------------------------

--- Sets the function that is called for unhandled errors, instead of the report on stderr.
---
--- Raises: nothing
--- Source: Python asyncio.loop.set_exception_handler
---@param fn (fun(loop: pysocket.asyncio.EventLoop, context: table))? nil: use the report
function EventLoop:set_exception_handler(fn) end

--- Returns the function that is called for unhandled errors.
---
--- Raises: nothing
--- Source: Python asyncio.loop.get_exception_handler
---@return function? fn nil if the report is used
function EventLoop:get_exception_handler() end

--- Reports an unhandled error on stderr.
---
--- Raises: nothing
--- Source: Python asyncio.loop.default_exception_handler
---@param context table `message`, and `exception`, `traceback`, `task` and `socket` if they are known
function EventLoop:default_exception_handler(context) end

--- Passes an error to the function for unhandled errors.
---
--- Raises: nothing
--- Source: Python asyncio.loop.call_exception_handler
---@param context table `message`, and `exception`, `traceback`, `task` and `socket` if they are known
function EventLoop:call_exception_handler(context) end

-- Running it ----------------------------------------------------------------------

--- Returns whether the loop is running.
---
--- Raises: nothing
--- Source: Python asyncio.loop.is_running
---@return boolean yes
function EventLoop:is_running() end

--- Closes the loop. Tasks that have not ended are closed where they are suspended and reported. Callbacks and the handlers of signals and exceptions are dropped.
---
--- Methods that run or schedule something raise an error from then on, until `asyncio.new_event_loop` or `asyncio.run` opens the loop again.
---
--- Raises: an error while the loop runs
--- Source: Python asyncio.loop.close
function EventLoop:close() end

--- Returns whether the loop is closed.
---
--- Raises: nothing
--- Source: Python asyncio.loop.is_closed
---@return boolean yes
function EventLoop:is_closed() end

--- Runs the loop until an awaitable has ended and its done callbacks have been called.
---
--- Raises: the error of the awaitable; an error if nothing is left that could end it, or if the loop is stopped
--- Source: Python asyncio.loop.run_until_complete
---@param awaitable pysocket.asyncio.awaitable a task, a future, or a function to run
---@return any ... the results of the awaitable
function EventLoop:run_until_complete(awaitable) end

--- Runs the loop until stop is called, or until nothing is left to wait for.
---
--- Raises: nothing
--- Source: Python asyncio.loop.run_forever
function EventLoop:run_forever() end

--- Makes run_forever return after the current turn, or after its first turn if it does not run yet.
---
--- `run_until_complete` and `asyncio.run` then raise an error, unless the task that they wait for has ended.
---
--- Raises: nothing
--- Source: Python asyncio.loop.stop
function EventLoop:stop() end

--- Runs one turn of the loop, for a program that has its own loop: everything that is ready runs.
---
--- Raises: nothing
--- Source: pysocket
---@param timeout? number the maximum number of seconds to wait for events
---@return boolean more false if nothing is left to wait for
function EventLoop:step(timeout) end

--- Returns a descriptor that is readable when a step has something to do.
---
--- Raises: nothing
--- Source: pysocket
---@return integer fd a descriptor to wait for, not to read from
function EventLoop:fileno() end

--- Returns the time until the next step is due, even if the descriptor is not readable.
---
--- Raises: nothing
--- Source: pysocket
---@return number? seconds from now; nil: never
function EventLoop:timeout() end

-- Handles -------------------------------------------------------------------------

--- A scheduled call, made by `call_soon`, `call_later` and `call_at`.
---
--- Source: Python asyncio.TimerHandle
---@class pysocket.asyncio.Handle
local Handle = {}

--- Cancels the call.
---
--- Raises: nothing
--- Source: Python asyncio.Handle.cancel
function Handle:cancel() end

--- Returns whether the call was cancelled.
---
--- Raises: nothing
--- Source: Python asyncio.Handle.cancelled
---@return boolean yes
function Handle:cancelled() end

--- Returns the time at which the call is due.
---
--- Raises: nothing
--- Source: Python asyncio.TimerHandle.when
---@return number seconds of `loop:time()`
function Handle:when() end
