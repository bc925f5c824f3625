--- The module: what the core offers, and what CPython keeps in Lib/socket.py.
-- The module's table is the core's own, so that a name is in one place only.
-- What is written in Lua is loaded at its first use: most programs need little
-- of it, and a script should start at once.

local socket = require "pysocket.core"

socket._own()

-- A function `name` of the room, which is a table of them.
local function later(name, room)
  return function(...) return require("pysocket." .. room)[name](...) end
end

-- The function that the room is.
local function room_itself(room)
  return function(...) return require("pysocket." .. room)(...) end
end

socket.create_connection = later("create_connection", "connection")
socket.create_server = later("create_server", "connection")
socket.has_dualstack_ipv6 = later("has_dualstack_ipv6", "connection")
socket.getfqdn = later("getfqdn", "names")
socket.socket.makefile = room_itself "file"
socket.socket.sendfile = room_itself "sendfile"

local ExceptionGroup = socket._class("ExceptionGroup", socket.Exception)
getmetatable(ExceptionGroup).__call = later("new", "exceptiongroup")
ExceptionGroup.__tostring = later("tostring", "exceptiongroup")
socket.ExceptionGroup = ExceptionGroup

return socket
