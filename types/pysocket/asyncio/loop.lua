---@meta _

-- The event loop, for programs that have a loop of their own or call functions
-- at their time; asyncio.run needs none of this.

--- The event loop of the Lua state, by `asyncio.get_running_loop()`.
---
--- Source: Python asyncio-eventloop
---@class pysocket.asyncio.EventLoop
local EventLoop = {}

-- Calls ---------------------------------------------------------------------------

--- Tells the time of the loop: seconds of the monotonic clock.
---
--- Raises: nothing
--- Source: Python asyncio.loop.time
---@return number seconds since some time in the past
function EventLoop:time() end

--- Calls a function in the loop's next turn, in the order in which it was asked for, among tasks and other callbacks.
---
--- Raises: nothing
--- Source: Python asyncio.loop.call_soon
---@param fn function the function
---@param ... any its arguments
---@return pysocket.asyncio.Handle handle to cancel it
function EventLoop:call_soon(fn, ...) end

--- Calls a function after some time.
---
--- Raises: nothing
--- Source: Python asyncio.loop.call_later
---@param delay number seconds
---@param fn function the function
---@param ... any its arguments
---@return pysocket.asyncio.Handle handle to cancel it
function EventLoop:call_later(delay, fn, ...) end

--- Calls a function at a point in time.
---
--- Raises: nothing
--- Source: Python asyncio.loop.call_at
---@param when number seconds of `loop:time()`
---@param fn function the function
---@param ... any its arguments
---@return pysocket.asyncio.Handle handle to cancel it
function EventLoop:call_at(when, fn, ...) end

--- Makes a task, whether the loop runs or not.
---
--- Raises: nothing
--- Source: Python asyncio.loop.create_task
---@param fn function|table the function, or {function, arguments, name = }
---@param ... any its arguments
---@return pysocket.asyncio.Task task that runs it
function EventLoop:create_task(fn, ...) end

--- Makes a future.
---
--- Raises: nothing
--- Source: Python asyncio.loop.create_future
---@return pysocket.asyncio.Future future without a result
function EventLoop:create_future() end

-- Signals -------------------------------------------------------------------------

--- Calls a function when a signal has come.
---
--- Raises: `OSError`
--- Source: Python asyncio.loop.add_signal_handler
---@param signal integer|string its number, or its name as "SIGTERM"
---@param fn function the function
---@param ... any its arguments
function EventLoop:add_signal_handler(signal, fn, ...) end

--- Leaves a signal to whom it was left before.
---
--- Raises: nothing
--- Source: Python asyncio.loop.remove_signal_handler
---@param signal integer|string its number, or its name as "SIGTERM"
---@return boolean had was there a function?
function EventLoop:remove_signal_handler(signal) end

-- Errors that nobody took ---------------------------------------------------------

--- Sets the function for errors that nobody took, instead of the report on stderr.
---
--- Raises: nothing
--- Source: Python asyncio.loop.set_exception_handler
---@param fn (fun(loop: pysocket.asyncio.EventLoop, context: table))? nil: the report
function EventLoop:set_exception_handler(fn) end

--- Tells the function for errors that nobody took.
---
--- Raises: nothing
--- Source: Python asyncio.loop.get_exception_handler
---@return function? fn nil: the report
function EventLoop:get_exception_handler() end

--- Reports an error that nobody took on stderr.
---
--- Raises: nothing
--- Source: Python asyncio.loop.default_exception_handler
---@param context table message, and what is known of exception, traceback, task, socket
function EventLoop:default_exception_handler(context) end

--- Hands an error to the function for errors that nobody took.
---
--- Raises: nothing
--- Source: Python asyncio.loop.call_exception_handler
---@param context table message, and what is known of exception, traceback, task, socket
function EventLoop:call_exception_handler(context) end

-- Running it ----------------------------------------------------------------------

--- Does it run?
---
--- Raises: nothing
--- Source: Python asyncio.loop.is_running
---@return boolean yes
function EventLoop:is_running() end

--- Runs the loop until an awaitable has ended and its done callbacks were called.
---
--- Raises: what it raises; an error where nothing is left that could end it, or where it is stopped
--- Source: Python asyncio.loop.run_until_complete
---@param awaitable pysocket.asyncio.awaitable a task, a future, or what to run
---@return any ... what it returns
function EventLoop:run_until_complete(awaitable) end

--- Runs the loop until stop, or until nothing is left that could ever happen.
---
--- Raises: nothing
--- Source: Python asyncio.loop.run_forever
function EventLoop:run_forever() end

--- Lets run_forever return after this turn, or after its first if it does not run yet.
---
--- `run_until_complete` and `asyncio.run` raise an error then, unless what they wait for has ended.
---
--- Raises: nothing
--- Source: Python asyncio.loop.stop
function EventLoop:stop() end

--- Runs one turn, for a program that has a loop of its own: what can run runs.
---
--- Raises: nothing
--- Source: pysocket
---@param timeout? number seconds to wait for events at most
---@return boolean more false when there is nothing to wait for
function EventLoop:step(timeout) end

--- Tells a descriptor that is readable when a step has something to do.
---
--- Raises: nothing
--- Source: pysocket
---@return integer fd to be waited for, not to be read
function EventLoop:fileno() end

--- Tells when the next step is due, even if the descriptor is not readable.
---
--- Raises: nothing
--- Source: pysocket
---@return number? seconds from now; nil: never
function EventLoop:timeout() end

-- Handles -------------------------------------------------------------------------

--- A call that is due, made by `call_soon`, `call_later` and `call_at`.
---
--- Source: Python asyncio.TimerHandle
---@class pysocket.asyncio.Handle
local Handle = {}

--- Takes the call back.
---
--- Raises: nothing
--- Source: Python asyncio.Handle.cancel
function Handle:cancel() end

--- Was it taken back?
---
--- Raises: nothing
--- Source: Python asyncio.Handle.cancelled
---@return boolean yes
function Handle:cancelled() end

--- Tells the point in time.
---
--- Raises: nothing
--- Source: Python asyncio.TimerHandle.when
---@return number seconds of `loop:time()`
function Handle:when() end
