std = "lua54"
max_line_length = 120
exclude_files = {"build", "lua_modules", ".luarocks"}

-- At the prompt, the global `select` may be pysocket.select, so the module's files take Lua's from argument.
files["lua"] = {not_globals = {"select"}}
files["lua/pysocket/argument.lua"] = {globals = {"select"}}
files["spec"] = {std = "lua54+busted"}
-- Only specs may use busted's functions, except for assert.
files["spec/support"] = {not_globals = {"describe", "it", "pending", "before_each", "after_each", "setup", "teardown", "finally"}}
-- These files contain only declarations.
files["types"] = {ignore = {"212", "241", "631"}}
