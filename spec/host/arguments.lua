--- Bad input: every public function and method with every wrong kind of argument
-- in every place, on objects in all states. Always an error that names the
-- argument; never a crash, an error out of the module's own Lua, a descriptor or a
-- byte lost. How it is tried: arguments/sweep.lua.
--
--   lua arguments.lua [ROOM ...]     status 1: faults

local sweep = require "spec.host.arguments.sweep"

local rooms = #arg > 0 and arg or {"socket", "file", "select", "asyncio", "struct", "time", "metatables"}
for _, room in ipairs(rooms) do require("spec.host.arguments." .. room) end
print(("count wrong_arguments=%d wrong=%d"):format(sweep.tries, sweep.wrong))
os.exit(sweep.wrong == 0 and sweep.tries > 0)
