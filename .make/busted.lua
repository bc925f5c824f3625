-- The busted command, under the interpreter that runs this file: the command
-- that a system installs may belong to another Lua.
require "busted.runner"({standalone = false})
