--- The module: its table is the core's own, so that a name is in one place only.
-- What is written in Lua the core loads at its first use (csrc/module.c).
local core = require "pysocket.core"
return core._module(core, "pysocket")
