--- pysocket.time: the clocks, and a sleep that suspends a task alone, as in Python's time module.
local core = require "pysocket.core"
return core._module(core._time(), "pysocket.time")
