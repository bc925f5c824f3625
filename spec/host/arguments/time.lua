--- Bad input for time.

local sweep = require "spec.host.arguments.sweep"
local time = require "pysocket.time"

sweep.letter("h", "integer float", 0)  -- seconds

sweep.functions(time, "time", {
  time = "", time_ns = "", monotonic = "", monotonic_ns = "", perf_counter = "", perf_counter_ns = "",
  process_time = "", process_time_ns = "", thread_time = "", thread_time_ns = "", sleep = "h",
}, {careful = {sleep = true}})
