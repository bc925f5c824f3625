--- LuaSocket's tests, unchanged, with pysocket.luasocket.

require "pysocket.luasocket".install()
dofile(arg[0]:match "^.*/" .. "luasocket.lua")
