--- The module, with its public names. The table of pysocket.core has the private functions.
-- The core loads the functions that are written in Lua when they are first used (csrc/module.c).
local core = require "pysocket.core"
return core._module(core._public, "pysocket")
