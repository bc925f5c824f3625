/*
** intern.c: one table for each address, so that it can be a key.
** A weak table maps the bytes of an address to the table that the program still
** refers to. The program may have changed that table: if it no longer matches
** the bytes, a new one replaces it.
*/
#include "address/intern.h"
#include "base/argument.h"
#include "base/own.h"

#define PLACE_BITS 9
#define HASH UINT64_C(0x9E3779B97F4A7C15)  /* spreads keys that follow each other */

/* Does the address on the top have this metatable and these items, and nothing
** else? */
static int is_same (lua_State *L, int items, int n) {
  int i, table = lua_gettop(L), same;
  if (lua_type(L, table) != LUA_TTABLE || !lua_getmetatable(L, table)) return 0;
  same = lua_rawequal(L, -1, items + n);
  for (i = 0; same && i < n; i++) {
    lua_rawgeti(L, table, i + 1);
    same = lua_rawequal(L, -1, items + i);
  }
  same = same && intern_isunchanged(L, table, n);
  lua_settop(L, table);
  return same;
}

/* Pushes a new address. */
static void push_new (lua_State *L, int items, int n) {
  int i;
  lua_createtable(L, n, 0);
  for (i = 0; i < n; i++) {
    lua_pushvalue(L, items + i);
    lua_rawseti(L, -2, i + 1);
  }
  lua_pushvalue(L, items + n);
  lua_setmetatable(L, -2);
}

void intern (lua_State *L, int n) {
  int items = lua_gettop(L) - n - 1, key = items + n + 1;
  own_get(L, OWN_ADDRESSES);
  lua_pushvalue(L, key);
  lua_rawget(L, -2);
  if (!is_same(L, items, n)) {
    push_new(L, items, n);
    lua_pushvalue(L, key);
    lua_pushvalue(L, -2);
    lua_rawset(L, key + 1);
  }
  lua_replace(L, items);
  lua_settop(L, items);
}

/* A server meets a new address with each connection, and soon forgets it. So there
** is an array besides, which does not grow and shrink: an address is there at the
** place that its key gives it, or in the table if that place is taken. */
static lua_Integer place_of (lua_Integer key) {
  return (lua_Integer)((uint64_t)key * HASH >> (64 - PLACE_BITS)) + 1;
}

int intern_recent (lua_State *L, lua_Integer key) {
  own_get(L, OWN_RECENT);
  return lua_rawgeti(L, -1, place_of(key)) != LUA_TNIL;
}

int intern_other (lua_State *L, lua_Integer key) {
  own_get(L, OWN_ADDRESSES);
  return lua_rawgeti(L, -1, key) != LUA_TNIL;
}

void intern_integer (lua_State *L, lua_Integer key, int taken) {
  int found = lua_gettop(L) - 1;
  lua_pushvalue(L, -1);
  if (taken) lua_rawseti(L, found - 1, key);
  else lua_rawseti(L, found - 3, place_of(key));
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
  core_newweak(L, "v");
  lua_createtable(L, 1 << PLACE_BITS, 0);
  lua_getmetatable(L, -2);  /* one for both */
  lua_setmetatable(L, -2);
  own_put(L, o, OWN_RECENT);
  own_put(L, o, OWN_ADDRESSES);
}
