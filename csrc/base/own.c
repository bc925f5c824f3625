/*
** own.c: the objects that belong to one load of the module.
*/
#include "base/argument.h"
#include "base/own.h"

#define CORE "pysocket.core"

const char state_magic;

State *state_test (lua_State *L, int idx) {
  State *st = (State *)lua_touserdata(L, idx);
  if (st == NULL || lua_rawlen(L, idx) != sizeof(State)) return NULL;
  return st->magic == &state_magic ? st : NULL;
}

void *own_test (lua_State *L, int idx, int key) {
  void *p = lua_touserdata(L, idx);
  if (p == NULL || !lua_getmetatable(L, idx)) return NULL;
  own_get(L, key);
  if (!lua_rawequal(L, -1, -2)) p = NULL;
  lua_pop(L, 2);
  return p;
}

void *own_check (lua_State *L, int arg, int key, const char *name) {
  void *p = own_test(L, arg, key);
  if (p == NULL) luaL_typeerror(L, arg, name);
  return p;
}

void own_setmetatable (lua_State *L, int key) {
  own_get(L, key);
  lua_setmetatable(L, -2);
}

/* Adds the functions to the table on the top, and keeps it. */
static void keep_table (lua_State *L, const Open *o, int key,
                        const luaL_Reg *functions) {
  core_setfuncs(L, o, lua_gettop(L), functions);
  lua_pushvalue(L, -1);
  own_put(L, o, key);
}

void own_newmetatable (lua_State *L, const Open *o, int key,
                       const luaL_Reg *functions) {
  lua_newtable(L);
  keep_table(L, o, key, functions);
}

/* Makes the metatable on the top a class. */
static void set_class (lua_State *L, const char *name) {
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "__index");
}

void own_newclass (lua_State *L, const Open *o, int key, const char *name,
                   const luaL_Reg *methods) {
  own_newmetatable(L, o, key, methods);
  set_class(L, name);
}

void own_newsubclass (lua_State *L, const Open *o, int key, int base,
                      const char *name, const luaL_Reg *methods) {
  lua_getiuservalue(L, o->state, base);
  core_pushcopy(L, lua_gettop(L));
  lua_remove(L, -2);
  keep_table(L, o, key, methods);
  set_class(L, name);
}

/* ---- modules in Lua ---------------------------------------------------------- */

#define ASYNCIO "pysocket.asyncio"

/* Swaps the values of these names between the tables at `loaded` and on the
** top. */
static void swap_modules (lua_State *L, int loaded) {
  static const char *const names[] = {
    "pysocket", CORE, "pysocket.argument", "pysocket.attempt",
    "pysocket.errno",
    "pysocket.connection", "pysocket.names", "pysocket.help",
    "pysocket.exceptiongroup", "pysocket.file", "pysocket.sendfile",
    ASYNCIO, ASYNCIO ".events", ASYNCIO ".exceptions", ASYNCIO ".futures",
    ASYNCIO ".gather", ASYNCIO ".locks", ASYNCIO ".protected",
    ASYNCIO ".queues", ASYNCIO ".reader", ASYNCIO ".runners",
    ASYNCIO ".server", ASYNCIO ".streams", ASYNCIO ".taskgroups",
    ASYNCIO ".tasks", ASYNCIO ".tls", ASYNCIO ".writer", "pysocket.ssl",
    "pysocket.ssl.later"
  };
  size_t i;
  for (i = 0; i < COUNT(names); i++) {
    lua_getfield(L, loaded, names[i]);
    lua_getfield(L, -2, names[i]);
    lua_setfield(L, loaded, names[i]);
    lua_setfield(L, -2, names[i]);
  }
}

/* Calls require, with the arguments on the top. Meanwhile package.loaded, at
** `loaded`, contains the modules of this load. */
static void require_own (lua_State *L, int loaded) {
  int status;
  own_get(L, OWN_LUA_MODULES);
  swap_modules(L, loaded);
  lua_insert(L, -3);
  status = lua_pcall(L, 1, 1, 0);
  lua_insert(L, -2);
  swap_modules(L, loaded);
  lua_pop(L, 1);
  if (status != LUA_OK) lua_error(L);
}

/* A Lua module requires the core by name, which may be that of another load by
** now, or missing. */
void core_require (lua_State *L, const char *name) {
  int loaded = lua_gettop(L) + 1, ours;
  luaL_checkstack(L, 8, "stack overflow");
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_getfield(L, loaded, CORE);
  own_get(L, OWN_CORE);
  ours = lua_rawequal(L, -1, -2);
  lua_getglobal(L, "require");
  lua_pushstring(L, name);
  if (ours) lua_call(L, 1, 1);
  else require_own(L, loaded);
  lua_replace(L, loaded);
  lua_settop(L, loaded);
}

/* core._require(name) -> the Lua module of that name, from this load of the
** module */
static int own_require (lua_State *L) {
  core_require(L, luaL_checkstring(L, 1));
  return 1;
}

void own_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {{"_require", own_require}, {NULL, NULL}};
  lua_pushvalue(L, o->module);
  own_put(L, o, OWN_MODULE);
  lua_pushvalue(L, o->internal);
  own_put(L, o, OWN_CORE);
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, o->internal);
  lua_setfield(L, -2, CORE);
  own_put(L, o, OWN_LUA_MODULES);
  core_setfuncs(L, o, o->internal, functions);
}
