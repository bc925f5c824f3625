--- pysocket.time: the clocks of Python's time module, and a sleep that in a task suspends only the task.
local core = require "pysocket.core"
return core._module(core._time(), "pysocket.time")
