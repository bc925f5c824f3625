-- The busted command, run by the interpreter that runs this file. The installed command may
-- belong to another version of Lua.
require "busted.runner"({standalone = false})
