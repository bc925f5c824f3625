---@meta pysocket.time

--- The clocks of Python's `time`, and a sleep that suspends only its own task.
---
---     local time = require "pysocket.time"
---     local start = time.monotonic()
---     time.sleep(0.5)
---     print(time.monotonic() - start)
---
--- Lua's `os.time` counts only whole seconds, and `os.clock` measures processor time. For dates use `os.date`.
---
--- Source: Python time
---@class pysocket.time
local time = {}

--- Returns the time since the start of 1970, UTC. It jumps when the clock is set.
---
--- Raises: nothing
--- Source: Python time.time
---@return number seconds a float
function time.time() end

--- Returns the same time as `time`, as an exact integer.
---
--- Raises: nothing
--- Source: Python time.time_ns
---@return integer ns nanoseconds
function time.time_ns() end

--- Returns the time of a clock that never goes back, for measurements. `loop:time()` returns the same time.
---
--- Raises: nothing
--- Source: Python time.monotonic
---@return number seconds a float
function time.monotonic() end

--- Returns the same time as `monotonic`, as an exact integer.
---
--- Raises: nothing
--- Source: Python time.monotonic_ns
---@return integer ns nanoseconds
function time.monotonic_ns() end

--- Returns the time of the clock with the highest resolution, which is that of `monotonic` on Linux.
---
--- Raises: nothing
--- Source: Python time.perf_counter
---@return number seconds a float
function time.perf_counter() end

--- Returns the same time as `perf_counter`, as an exact integer.
---
--- Raises: nothing
--- Source: Python time.perf_counter_ns
---@return integer ns nanoseconds
function time.perf_counter_ns() end

--- Returns the processor time that all threads of the process have used.
---
--- Raises: nothing
--- Source: Python time.process_time
---@return number seconds a float
function time.process_time() end

--- Returns the same time as `process_time`, as an exact integer.
---
--- Raises: nothing
--- Source: Python time.process_time_ns
---@return integer ns nanoseconds
function time.process_time_ns() end

--- Returns the processor time that this thread has used.
---
--- Raises: nothing
--- Source: Python time.thread_time
---@return number seconds a float
function time.thread_time() end

--- Returns the same time as `thread_time`, as an exact integer.
---
--- Raises: nothing
--- Source: Python time.thread_time_ns
---@return integer ns nanoseconds
function time.thread_time_ns() end

--- Waits for some time. In a task, 0 lets the other tasks run. `asyncio.sleep` does the same, but only in tasks.
---
--- Raises: nothing
--- Source: Python time.sleep
---@param seconds number the time, which must not be negative; a float may be as small as 1e-9
function time.sleep(seconds) end
