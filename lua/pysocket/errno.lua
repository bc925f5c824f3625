--- pysocket.errno: maps the names of system errors to their numbers, like Python's errno module. Its field `errorcode`
-- maps the numbers to their names.
local core = require "pysocket.core"
return core._module(core._errno(), "pysocket.errno")
