--- pysocket.errno: the numbers of system errors by their names, as in Python's errno module, and
-- `errorcode`, their names by their numbers.
return require("pysocket.core")._errno()
