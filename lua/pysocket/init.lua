--- The module. Its table is that of the core, so that each name exists only once.
-- The core loads the functions that are written in Lua when they are first used (csrc/module.c).
local core = require "pysocket.core"
return core._module(core, "pysocket")
