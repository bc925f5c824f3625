#!/bin/sh
# lua.sh interpreter: the name of a Lua 5.4 interpreter, else status 1.
# lua.sh cflags:      what the C compiler needs to find its headers, else status 1.
# Respects LUA, LUA_INCDIR and PKG_CONFIG.

is_lua54() {
  # Unquoted: LUA may carry options, as in LUA="valgrind lua5.4".
  $1 -e 'os.exit(_VERSION == "Lua 5.4")' </dev/null >/dev/null 2>&1
}

interpreter() {
  for name in lua5.4 lua-5.4 lua54 lua; do
    if is_lua54 "$name"; then
      echo "$name"
      return
    fi
  done
  return 1
}

has_headers() {
  grep -q '^#define[[:space:]]*LUA_VERSION_NUM[[:space:]]*504' "$1/lua.h" 2>/dev/null &&
    [ -f "$1/lauxlib.h" ]
}

# A Lua in a place of its own has its headers beside it.
own_prefix() {
  binary=$(command -v "${LUA:-lua5.4}") || return
  dirname "$(dirname "$binary")" | grep -vx /usr
}

# As pkg-config writes it: backslashes before what the shell would take apart.
include() {
  printf '%s\n' "-I$1" | sed 's|[^[:alnum:]_./+-]|\\&|g'
}

directory() {
  for top in "$@"; do
    for dir in "$top/lua5.4" "$top/lua-5.4" "$top/lua54" "$top/lua/5.4" "$top"; do
      if has_headers "$dir"; then
        include "$dir"
        return
      fi
    done
  done
  return 1
}

packaged() {
  for name in lua5.4 lua-5.4 lua54 lua; do
    if "${PKG_CONFIG:-pkg-config}" --exists "$name >= 5.4" "$name < 5.5" 2>/dev/null; then
      "${PKG_CONFIG:-pkg-config}" --cflags "$name"
      return
    fi
  done
  return 1
}

cflags() {
  if [ -n "$LUA_INCDIR" ]; then
    has_headers "$LUA_INCDIR" || return 1
    include "$LUA_INCDIR"
    return
  fi
  own=$(own_prefix)
  [ -n "$own" ] && directory "$own/include" && return
  packaged || directory /usr/include /usr/local/include
}

"$1"
