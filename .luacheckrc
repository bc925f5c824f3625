std = "lua54"
max_line_length = 120
exclude_files = {"build", "lua_modules", ".luarocks"}

-- At the prompt a program's `select` is pysocket.select: the module's files have Lua's from argument.
files["lua"] = {not_globals = {"select"}}
files["lua/pysocket/argument.lua"] = {globals = {"select"}}
files["spec"] = {std = "lua54+busted"}
-- busted's functions belong to the specs alone, but for assert.
files["spec/support"] = {not_globals = {"describe", "it", "pending", "before_each", "after_each", "setup", "teardown", "finally"}}
-- Nothing but declarations.
files["types"] = {ignore = {"212", "241", "631"}}
