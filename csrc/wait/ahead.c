/*
** ahead.c: files that are registered with a poll or an epoll object. Bytes that Lua
** has read ahead of a file are in its buffer, of which the kernel does not know, so
** a program would wait for data that it already has.
**
** A user value of the object at stack index 1 is nil, or a table with weak
** values: the files by their descriptors.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/object.h"
#include "wait/select.h"

#define REMEDY "and a wait does not see that; call file:setvbuf(\"no\") " \
               "before the first read"

const char *ahead_reason (lua_State *L, int idx) {
  return sock_ahead(L, idx) > 0 ? "Lua has read ahead of this file, " REMEDY
                                : NULL;
}

void ahead_note (lua_State *L, int uservalue, int fd, int reads) {
  int is_file = reads && luaL_testudata(L, 2, LUA_FILEHANDLE) != NULL;
  const char *reason = is_file ? ahead_reason(L, 2) : NULL;
  if (reason != NULL) luaL_argerror(L, 2, reason);
  if (lua_getiuservalue(L, 1, uservalue) != LUA_TTABLE) {
    lua_pop(L, 1);
    if (!is_file) return;
    core_newweak(L, "v");
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, 1, uservalue);
  }
  if (is_file) lua_pushvalue(L, 2);
  else lua_pushnil(L);
  lua_rawseti(L, -2, fd);
  lua_pop(L, 1);
}

void ahead_check (lua_State *L, int uservalue) {
  if (lua_getiuservalue(L, 1, uservalue) == LUA_TTABLE) {
    lua_pushnil(L);
    while (lua_next(L, -2)) {
      if (sock_ahead(L, -1) > 0)
        err_fail(L, lua_pushfstring(L, "Lua has read ahead of the file with "
          "descriptor %d, " REMEDY, (int)lua_tointeger(L, -2)));
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
}
