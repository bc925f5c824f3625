--- AF_UNIX: LuaSocket's module socket.unix, a table that can be called.

local core = require "pysocket.core"

core._own()

local base = core._luasocket()

--- stream(), dgram() -> object | nil, error; tcp and udp are their old names
local stream = base.maker("unixstream{master}", core.AF_UNIX)
local dgram = base.maker("unixdgram{unconnected}", core.AF_UNIX)

local unix = {stream = stream, dgram = dgram, tcp = stream, udp = dgram, __call = base.call_stream}

return setmetatable(unix, unix)
