/*
** event.c: pairs {fd, event}, constants, classes and timeouts of the module
** select.
*/
#include "address/shape.h"
#include "base/argument.h"
#include "base/own.h"
#include "base/show.h"
#include "wait/select.h"

#include <limits.h>
#include <math.h>

/* pair.fd -> pair[1], pair.event -> pair[2] */
static int pair_index (lua_State *L) {
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
  luaL_checktype(L, 1, LUA_TTABLE);
  position_check(L, 2);
  if (strcmp(name, "fd") == 0) lua_rawgeti(L, 1, 1);
  else if (strcmp(name, "event") == 0) lua_rawgeti(L, 1, 2);
  else lua_pushnil(L);
  return 1;
}

/* tostring(pair) -> "(fd, event)" */
static int pair_tostring (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_rawgeti(L, 1, 1);
  lua_rawgeti(L, 1, 2);
  lua_pushfstring(L, "(%I, %I)", (LUAI_UACINT)lua_tointeger(L, -2),
                  (LUAI_UACINT)lua_tointeger(L, -1));
  return 1;
}

void pair_pushmeta (lua_State *L) {
  own_get(L, OWN_PAIR);
}

void pair_open (lua_State *L, const Open *o) {
  static const luaL_Reg meta[] = {
    {"__index", pair_index}, {"__tostring", pair_tostring}, {NULL, NULL}
  };
  own_newmetatable(L, o, OWN_PAIR, meta);
  lua_pushliteral(L, "select.event");
  lua_setfield(L, -2, "__name");
  lua_pop(L, 1);
}

void pair_push (lua_State *L, int meta, lua_Integer fd, lua_Integer event) {
  lua_createtable(L, 2, 0);
  row_setinteger(L, 1, fd);
  row_setinteger(L, 2, event);
  lua_pushvalue(L, meta);
  lua_setmetatable(L, -2);
}

void select_setconstants (lua_State *L, int table, const Constant *c) {
  for (; c->name != NULL; c++) {
    lua_pushinteger(L, c->value);
    lua_setfield(L, table, c->name);
  }
}

int64_t select_checktimeout (lua_State *L, int arg, lua_Number unit) {
  lua_Number n, ms;
  if (lua_isnoneornil(L, arg)) return TIMEOUT_NONE;
  n = luaL_checknumber(L, arg) * unit;
  luaL_argcheck(L, n == n, arg, "timeout is not a number (NaN)");
  ms = ceil(n / NS_PER_MS);
  luaL_argcheck(L, ms <= INT_MAX && ms >= INT_MIN, arg,
                "timeout too large; nil for none");
  return n < 0 ? TIMEOUT_NONE : (int64_t)ceil(n);
}

int select_show (lua_State *L, const char *name) {
  lua_pushfstring(L, "<%s object at %p>", name, lua_topointer(L, 1));
  return 1;
}
