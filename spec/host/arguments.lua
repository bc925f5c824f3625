--- Bad input: calls every public function and method with every wrong kind of argument
-- in every position, on objects in all states. Each call must raise an error that names
-- the argument. It must not crash, raise an error from the module's own Lua code, or lose
-- a descriptor or a byte. arguments/sweep.lua does the work.
--
--   lua arguments.lua [NAME ...]     NAME: a file in arguments/. Exits with status 1 for faults.

local sweep = require "spec.host.arguments.sweep"

local files = #arg > 0 and arg
  or {"socket", "file", "select", "asyncio", "struct", "time", "socketserver", "ssl", "metatables"}
for _, file in ipairs(files) do require("spec.host.arguments." .. file) end
print(("count wrong_arguments=%d wrong=%d"):format(sweep.tries, sweep.wrong))
os.exit(sweep.wrong == 0 and sweep.tries > 0)
