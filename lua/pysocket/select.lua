--- pysocket.select: select, poll and epoll, which wait for many descriptors at once, as in Python's
-- select module on Linux.
require "pysocket.argument"  -- which keeps the `select` of Lua before a global one can be this

local core = require "pysocket.core"
return core._module(core._select, "pysocket.select")
