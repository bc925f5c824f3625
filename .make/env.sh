#!/bin/sh
# Prints shell commands that add an uninstalled build to Lua's paths.

root=$(cd "$(dirname "$0")/.." && pwd)
case ${BUILD:=build} in
  /*) build=$BUILD ;;
  *) build=$root/$BUILD ;;
esac

assign() {
  printf "export %s='%s'\n" "$1" "$(printf %s "$2" | sed "s/'/'\\\\''/g")"
}

# Lua prefers the variables with its version in their name.
of=_$(sh "$root/.make/lua.sh" version | tr . _)
eval "path=\${LUA_PATH$of:-\${LUA_PATH:-;}} cpath=\${LUA_CPATH$of:-\${LUA_CPATH:-;}}"

# The user's paths stay, after the build. If there are none, the two semicolons stand for
# Lua's default path.
assign LUA_PATH "$root/lua/?.lua;$root/lua/?/init.lua;$path"
assign LUA_CPATH "$build/?.so;$cpath"

for name in LUA_PATH$of LUA_CPATH$of; do
  if env | grep -q "^$name="; then
    echo "unset $name"
  fi
done
