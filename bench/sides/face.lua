--- The tests with pysocket.luasocket: LuaSocket's own, unchanged.

require "pysocket.luasocket".install()
dofile(arg[0]:match "^.*/" .. "luasocket.lua")
