rockspec_format = "3.0"
package = "pysocket"
version = "1.0.0-1"
source = {
  url = "git+file://.",
}
description = {
  summary = "Python's socket API for Lua 5.4",
  detailed = [[
Python 3.13's socket, ssl, select, selectors, asyncio and socketserver, with the
same names and the same arguments. TLS needs OpenSSL 3: it is built where
pkg-config finds OpenSSL's headers (on Debian: libssl-dev and pkg-config).]],
  license = "MIT",
}
supported_platforms = {"linux"}
dependencies = {
  "lua >= 5.4, < 5.6",
}
build = {
  type = "make",
  build_target = "build",
  build_variables = {
    CC = "$(CC)",
    CFLAGS = "$(CFLAGS)",
    LUA = "$(LUA)",
    LUA_INCDIR = "$(LUA_INCDIR)",
  },
  install_variables = {
    CC = "$(CC)",
    CFLAGS = "$(CFLAGS)",
    LUA = "$(LUA)",
    LUA_INCDIR = "$(LUA_INCDIR)",
    LUADIR = "$(LUADIR)",
    LIBDIR = "$(LIBDIR)",
  },
}
