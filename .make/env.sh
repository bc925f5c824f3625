#!/bin/sh
# Prints the commands that put an uninstalled build on Lua's paths.

root=$(cd "$(dirname "$0")/.." && pwd)

assign() {
  printf "export %s='%s'\n" "$1" "$(printf %s "$2" | sed "s/'/'\\\\''/g")"
}

# What the user has on the paths stays there, behind the build. Without any,
# the two semicolons stand for Lua's own.
assign LUA_PATH "$root/lua/?.lua;$root/lua/?/init.lua;${LUA_PATH_5_4:-${LUA_PATH:-;}}"
assign LUA_CPATH "$root/${BUILD:-build}/?.so;${LUA_CPATH_5_4:-${LUA_CPATH:-;}}"

# Lua looks at these first.
for name in LUA_PATH_5_4 LUA_CPATH_5_4; do
  if env | grep -q "^$name="; then
    echo "unset $name"
  fi
done
