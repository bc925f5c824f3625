--- LuaSocket's module `socket`, version 3.1, over this module's sockets: in a task each call
-- that has to wait suspends only that task, and outside of asyncio.run it blocks.
--
-- Its conventions are LuaSocket's: results are `nil, "timeout", partial`, and only "bad
-- argument" is raised. As there, it is one table that every program may change.

local core = require "pysocket.core"

core._own()

local base = core._luasocket()
local require = core._require

local socket = {
  _VERSION = "LuaSocket 3.0.0",  -- as in LuaSocket 3.1
  _SETSIZE = base.limit(),
  _SOCKETINVALID = -1,
  _DATAGRAMSIZE = 8192,
  BLOCKSIZE = 2048,
  select = base.select,
  gettime = core._time().time,
  __unload = core._front(function() end),
}

for _, file in ipairs{"except", "clock", "dns", "tcp", "udp"} do
  for name, value in pairs(require("pysocket.luasocket." .. file)) do socket[name] = value end
end
socket.unix = require "pysocket.luasocket.unix"
for name, value in pairs(require "pysocket.luasocket.filters"(socket)) do socket[name] = value end
socket.install = require "pysocket.luasocket.install"(socket)

return socket
