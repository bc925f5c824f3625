--- pysocket.select: select, poll and epoll, which wait for many descriptors at once, as in Python's
-- select module on Linux.
require "pysocket.argument"  -- keeps Lua's `select` before a program replaces the global by this module

local core = require "pysocket.core"
return core._module(core._select(), "pysocket.select")
