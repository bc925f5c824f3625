--- The module: what the core offers, and what CPython keeps in Lib/socket.py.
-- The module's table is the core's own, so that a name is in one place only.

local socket = require "pysocket.core"

return socket
