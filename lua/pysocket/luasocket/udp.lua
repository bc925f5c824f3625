--- UDP: udp, udp4, udp6, and the methods that look up names.

local core = require "pysocket.core"

core._own()

local base = core._luasocket()
local inet = require "pysocket.luasocket.inet"

local udp = {}

--- s:setsockname(host, port) -> 1 | nil, error
local bind = base.checked("ss", function(self, host, port)
  return inet.bind(self, host, port, core.SOCK_DGRAM)
end, "udp{unconnected}")

--- s:setpeername(host, port) -> 1 | nil, error; setpeername("*") undoes it
local connect = base.connector(function(self, host, port)
  if host == "*" then return base.disconnect(self) end
  return inet.connect(self, host, port, core.SOCK_DGRAM)
end)

for class, methods in pairs(base.classes) do
  if class:find "^udp" then methods.setsockname, methods.setpeername = bind, connect end
end

--- udp() -> unconnected; udp4(), udp6() -> unconnected | nil, error
udp.udp = base.maker("udp{unconnected}", core.AF_UNSPEC)
udp.udp4 = base.maker("udp{unconnected}", core.AF_INET)
udp.udp6 = base.maker("udp{unconnected}", core.AF_INET6)

return udp
