std = "lua54"
max_line_length = 120
exclude_files = {"build", "lua_modules", ".luarocks"}

files["spec"] = {std = "lua54+busted"}
-- Nothing but declarations.
files["types"] = {ignore = {"212", "241", "631"}}
