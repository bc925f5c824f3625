/*
** show.c: prints lists and modules as Python does, and indexes lists.
*/
#include "base/argument.h"
#include "base/repr.h"
#include "base/show.h"

/* The length of the list at index 1. A list that may contain nil has it in
** `n`. */
static lua_Integer list_length (lua_State *L) {
  lua_Integer n;
  int isint;
  lua_pushliteral(L, "n");
  lua_rawget(L, 1);
  n = lua_tointegerx(L, -1, &isint);
  lua_pop(L, 1);
  return isint ? n : (lua_Integer)lua_rawlen(L, 1);
}

void position_check (lua_State *L, int idx) {
  lua_Integer i;
  if (!lua_isinteger(L, idx) || (i = lua_tointeger(L, idx)) > 0) return;
  if (i == 0) luaL_error(L, "there is no position 0: in Lua the first is 1");
  luaL_error(L, "there is no position %I: in Lua the last of x is x[#x]",
             (LUAI_UACINT)i);
}

/* list[object] -> true | nil: is it one of the items? This is Python's `in` for
** objects; for a number it would be a position. */
static int list_index (lua_State *L) {
  lua_Integer i, n;
  luaL_checktype(L, 1, LUA_TTABLE);
  position_check(L, 2);
  if (lua_isinteger(L, 2)) return 0;  /* where ipairs ends */
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  n = lua_istable(L, 2) || lua_isuserdata(L, 2) ? list_length(L) : 0;
  for (i = 1; i <= n; i++) {
    lua_rawgeti(L, 1, i);
    if (lua_rawequal(L, 2, -1)) {
      lua_pushboolean(L, 1);
      return 1;
    }
    lua_pop(L, 1);
  }
  return 0;
}

/* tostring(list) -> "[item, ...]". Each item is put at index 2, because the
** buffer needs the top of the stack. */
static int list_tostring (lua_State *L) {
  lua_Integer i, n;
  luaL_Buffer b;
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkstack(L, LUA_MINSTACK, "list");
  lua_settop(L, 2);
  n = list_length(L);
  luaL_buffinit(L, &b);
  luaL_addchar(&b, '[');
  for (i = 1; i <= n; i++) {
    if (i > 1) luaL_addstring(&b, ", ");
    lua_rawgeti(L, 1, i);
    lua_replace(L, 2);
    repr_addvalue(L, &b, 2);
  }
  luaL_addchar(&b, ']');
  luaL_pushresult(&b);
  return 1;
}

/* core._list(t) -> t: makes the table a list, for the modules in Lua */
static int show_list (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  list_set(L);
  return 1;
}

void enum_add (lua_State *L, const char *name, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
  if (lua_rawgeti(L, -1, value) == LUA_TNIL
      || strcmp(name, lua_tostring(L, -1)) < 0) {
    lua_pushstring(L, name);
    lua_rawseti(L, -3, value);
  }
  lua_pop(L, 1);
}

static int shown_tostring (lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  return 1;
}

void show_as (lua_State *L, const char *kind, const char *name) {
  if (!lua_getmetatable(L, -1)) lua_createtable(L, 0, 1);
  lua_pushfstring(L, "<%s '%s'>", kind, name);
  lua_pushcclosure(L, shown_tostring, 1);
  lua_setfield(L, -2, "__tostring");
  lua_setmetatable(L, -2);
}

/* core._module(t, name) -> t: lets the table print as a module. It keeps its
** metatable. */
static int show_module (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkstring(L, 2);
  lua_pushvalue(L, 1);
  show_as(L, "module", lua_tostring(L, 2));
  return 1;
}

void show_open (lua_State *L, const Open *o) {
  static const luaL_Reg meta[] = {
    {"__tostring", list_tostring}, {"__index", list_index}, {NULL, NULL}
  };
  static const luaL_Reg functions[] = {
    {"_list", show_list}, {"_module", show_module}, {NULL, NULL}
  };
  own_newmetatable(L, o, OWN_LIST, meta);
  lua_pushliteral(L, "list");
  lua_setfield(L, -2, "__name");
  lua_pop(L, 1);
  core_setfuncs(L, o, o->internal, functions);
}
