--- pysocket.errno: the numbers of the system errors under their names, as in Python's errno module, and
-- `errorcode`, which has their names under the numbers.
local core = require "pysocket.core"
return core._module(core._errno(), "pysocket.errno")
