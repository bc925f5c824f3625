#!/bin/sh
# lua.sh interpreter: prints the name of a Lua interpreter, 5.4 or 5.5, or ends with status 1.
# lua.sh version:     prints the version of LUA, 5.4 or 5.5; 5.4 if it does not run.
# lua.sh cflags:      prints the flags with which the C compiler finds its headers, or ends with status 1.
# Respects LUA, LUA_INCDIR and PKG_CONFIG.

version_of() {
  # Unquoted: LUA may carry options, as in LUA="valgrind lua5.4".
  $1 -e 'print(_VERSION:match "^Lua (5%.[45])$")' </dev/null 2>/dev/null | grep '^5'
}

interpreter() {
  for name in lua5.4 lua-5.4 lua54 lua lua5.5 lua-5.5 lua55; do
    if version_of "$name" >/dev/null; then
      echo "$name"
      return
    fi
  done
  return 1
}

version() {
  version_of "${LUA:-lua5.4}" || echo 5.4
}

has_headers() {
  # 5.4 has one number, 504; 5.5 computes it from LUA_VERSION_MINOR_N.
  minor=$(awk '$2 == "LUA_VERSION_NUM" && $3 ~ /^50[45]$/ { print $3 - 500 }
    $2 == "LUA_VERSION_MINOR_N" { print $3 }' "$1/lua.h" 2>/dev/null)
  [ "5.$minor" = "$version" ] && [ -f "$1/lauxlib.h" ]
}

# A Lua with its own prefix has its headers there too.
own_prefix() {
  binary=$(command -v "${LUA:-lua5.4}") || return
  dirname "$(dirname "$binary")" | grep -vx /usr
}

# Quotes like pkg-config: with backslashes before characters that are special to the shell.
include() {
  printf '%s\n' "-I$1" | sed 's|[^[:alnum:]_./+-]|\\&|g'
}

directory() {
  for top in "$@"; do
    for dir in "$top/lua$version" "$top/lua-$version" "$top/lua$short" "$top/lua/$version" "$top"; do
      if has_headers "$dir"; then
        include "$dir"
        return
      fi
    done
  done
  return 1
}

packaged() {
  for name in "lua$version" "lua-$version" "lua$short" lua; do
    if "${PKG_CONFIG:-pkg-config}" --exists "$name >= $version" "$name < 5.$((${version#5.} + 1))" 2>/dev/null; then
      "${PKG_CONFIG:-pkg-config}" --cflags "$name"
      return
    fi
  done
  return 1
}

cflags() {
  version=$(version)
  short=5${version#5.}
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
