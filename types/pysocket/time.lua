---@meta pysocket.time

--- Clocks, and a sleep that suspends a task alone, as in Python's `time`.
---
---     local time = require "pysocket.time"
---     local start = time.monotonic()
---     time.sleep(0.5)
---     print(time.monotonic() - start)
---
--- `os.time` counts whole seconds and `os.clock` the processor's time; dates are `os.date`'s.
---
--- Source: Python time
---@class pysocket.time
local time = {}

--- Tells the time since 1970, UTC, which jumps when the clock is set.
---
--- Raises: nothing
--- Source: Python time.time
---@return number seconds a float
function time.time() end

--- As `time`, exactly.
---
--- Raises: nothing
--- Source: Python time.time_ns
---@return integer ns nanoseconds
function time.time_ns() end

--- Tells the time of a clock that never goes back, for measuring; the loop's `time` is the same.
---
--- Raises: nothing
--- Source: Python time.monotonic
---@return number seconds a float
function time.monotonic() end

--- As `monotonic`, exactly.
---
--- Raises: nothing
--- Source: Python time.monotonic_ns
---@return integer ns nanoseconds
function time.monotonic_ns() end

--- Tells the time of the finest clock for short times: on Linux it is `monotonic`'s.
---
--- Raises: nothing
--- Source: Python time.perf_counter
---@return number seconds a float
function time.perf_counter() end

--- As `perf_counter`, exactly.
---
--- Raises: nothing
--- Source: Python time.perf_counter_ns
---@return integer ns nanoseconds
function time.perf_counter_ns() end

--- Tells for how long the process has used the processor, in all its threads.
---
--- Raises: nothing
--- Source: Python time.process_time
---@return number seconds a float
function time.process_time() end

--- As `process_time`, exactly.
---
--- Raises: nothing
--- Source: Python time.process_time_ns
---@return integer ns nanoseconds
function time.process_time_ns() end

--- Tells for how long this thread has used the processor.
---
--- Raises: nothing
--- Source: Python time.thread_time
---@return number seconds a float
function time.thread_time() end

--- As `thread_time`, exactly.
---
--- Raises: nothing
--- Source: Python time.thread_time_ns
---@return integer ns nanoseconds
function time.thread_time_ns() end

--- Waits for some time; in a task, 0 lets the others run. `asyncio.sleep` does the same for tasks alone.
---
--- Raises: nothing
--- Source: Python time.sleep
---@param seconds number not negative; a float may be as small as 1e-9
function time.sleep(seconds) end
