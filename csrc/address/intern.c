/*
** intern.c: one table for each address, so that it can be a key.
** A weak table maps the bytes of an address to the table that the program still
** refers to. The program may have changed that table: if it no longer matches
** the bytes, a new one replaces it.
*/
#include "address/intern.h"
#include "base/own.h"

/* Does the address on the top have this metatable and these items, and nothing
** else? In lua_next, what the program has added comes after the items. */
static int is_same (lua_State *L, int items, int n) {
  int i, table = lua_gettop(L), same;
  if (lua_type(L, table) != LUA_TTABLE || !lua_getmetatable(L, table)) return 0;
  same = lua_rawequal(L, -1, items + n);
  for (i = 0; same && i < n; i++) {
    lua_rawgeti(L, table, i + 1);
    same = lua_rawequal(L, -1, items + i);
  }
  lua_settop(L, table);
  lua_pushinteger(L, n);
  if (same && lua_next(L, table)) same = 0;
  lua_settop(L, table);
  return same;
}

int intern_known (lua_State *L, int items, int n) {
  int i;
  if (is_same(L, items, n)) return 1;
  lua_pop(L, 1);
  lua_createtable(L, n, 0);
  for (i = 0; i < n; i++) {
    lua_pushvalue(L, items + i);
    lua_rawseti(L, -2, i + 1);
  }
  lua_pushvalue(L, items + n);
  lua_setmetatable(L, -2);
  return 0;
}

void intern (lua_State *L, int n) {
  int items = lua_gettop(L) - n - 1, key = items + n + 1;
  own_get(L, OWN_ADDRESSES);
  lua_pushvalue(L, key);
  lua_rawget(L, -2);
  if (!intern_known(L, items, n)) {
    lua_pushvalue(L, key);
    lua_pushvalue(L, -2);
    lua_rawset(L, key + 1);
  }
  lua_replace(L, items);
  lua_settop(L, items);
}

void intern_table (lua_State *L) {
  int i, table = lua_gettop(L) - 1, n = (int)lua_rawlen(L, table);
  luaL_checkstack(L, n + 8, "address");
  for (i = 1; i <= n; i++) lua_rawgeti(L, table, i);
  lua_getmetatable(L, table);
  lua_pushvalue(L, table + 1);
  intern(L, n);
  lua_replace(L, table);
  lua_settop(L, table);
}

void intern_open (lua_State *L, const Open *o) {
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "v");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  own_put(L, o, OWN_ADDRESSES);
}
