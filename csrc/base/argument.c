/*
** argument.c: arguments, and functions that share the upvalues of the module.
*/
#include "base/argument.h"

#include <limits.h>

void core_setfuncs (lua_State *L, const Open *o, int table,
                    const luaL_Reg *regs) {
  lua_pushvalue(L, table);
  core_pushshared(L, o);
  luaL_setfuncs(L, regs, NUPVALUES);
  lua_pop(L, 1);
}

int core_next (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  return lua_next(L, 1) ? 2 : 0;
}

void core_pushcopy (lua_State *L, int table) {
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
  }
}

void core_newweak (lua_State *L, const char *mode) {
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushstring(L, mode);
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
}

/* ---- arguments ------------------------------------------------------------ */

int core_checkint (lua_State *L, int arg) {
  lua_Integer n = luaL_checkinteger(L, arg);
  luaL_argcheck(L, n >= INT_MIN && n <= INT_MAX, arg,
                "integer out of range: it must fit 32 bits");
  return (int)n;
}

int core_badreceiver (lua_State *L, const char *class, const char *method) {
  const char *got = luaL_typename(L, 1);
  if (luaL_getmetafield(L, 1, "__name") == LUA_TSTRING)
    got = lua_tostring(L, -1);
  return luaL_argerror(L, 1, lua_pushfstring(L,
    "%s expected, got %s; call methods as x:%s(...)", class, got, method));
}

const char *core_checktext (lua_State *L, int arg) {
  size_t len;
  const char *text;
  luaL_checktype(L, arg, LUA_TSTRING);
  text = lua_tolstring(L, arg, &len);
  luaL_argcheck(L, strlen(text) == len, arg, "must not contain a NUL byte");
  return text;
}

int core_truth (lua_State *L, int arg) {
  if (lua_type(L, arg) == LUA_TNUMBER) return lua_tonumber(L, arg) != 0;
  if (lua_type(L, arg) == LUA_TSTRING) return lua_rawlen(L, arg) > 0;
  return lua_toboolean(L, arg);
}

int item_error (lua_State *L, int arg, const char *list, lua_Integer i,
                const char *field, const char *expected) {
  const char *got = luaL_typename(L, -1);
  if (luaL_getmetafield(L, -1, "__name") == LUA_TSTRING)
    got = lua_tostring(L, -1);
  return luaL_argerror(L, arg, lua_pushfstring(L,
    "%s[%I]%s: %s expected, got %s", list, (LUAI_UACINT)i, field, expected,
    got));
}
