--- pysocket.errno: the numbers of system errors by their names, as in Python's errno module, and
-- `errorcode`, their names by their numbers.
local core = require "pysocket.core"
return core._module(core._errno(), "pysocket.errno")
