/*
** keywords.c: keyword arguments. One rule holds for all functions.
**
** A table in the place of an optional argument is a table of keyword arguments
** if each of its keys names a parameter from that place on; otherwise it is a
** value. An empty table is one too if it is the last argument, has no metatable
** and the parameter takes no tables. Functions that are written in Lua use
** core._keywords.
*/
#include "base/argument.h"

#include <string.h>

/* The next of the names, or NULL. */
static const char *next_name (const char *names) {
  const char *space = strchr(names, ' ');
  return space != NULL ? space + 1 : NULL;
}

static size_t name_length (const char *name) {
  return strcspn(name, " {[");
}

/* '{' or '[': the value of the first parameter can be a table */
static char kind_of (const char *name) {
  return name[name_length(name)];
}

/* Is the value on the top of the stack one of the names? */
static int is_name (lua_State *L, const char *names) {
  size_t len;
  const char *key;
  if (lua_type(L, -1) != LUA_TSTRING) return 0;
  key = lua_tolstring(L, -1, &len);
  for (; names != NULL; names = next_name(names))
    if (name_length(names) == len && memcmp(names, key, len) == 0) return 1;
  return 0;
}

/* Are these keyword arguments? If not, pushes the key that is not a name, or
** nil for an empty table. */
static int is_keywords (lua_State *L, int table, const char *names) {
  int any = 0;
  lua_pushnil(L);
  for (; lua_next(L, table); any = 1) {
    lua_pop(L, 1);
    if (!is_name(L, names)) return 0;
  }
  if (any) return 1;
  if (kind_of(names) != '{' && kind_of(names) != '[' &&
      lua_gettop(L) == table && !lua_getmetatable(L, table)) return 1;
  lua_pushnil(L);
  return 0;
}

/* Returns what is wrong with a table that is not a value of the parameter
** `name`, given the key on the top of the stack. NULL: the function itself
** checks the value, which may be an empty table. */
static const char *wrong_key (lua_State *L, const char *name) {
  char kind = kind_of(name);
  if (kind == '{' || lua_isnil(L, -1)) return NULL;
  if (lua_type(L, -1) == LUA_TSTRING)
    return lua_pushfstring(L, "unexpected keyword '%s'", lua_tostring(L, -1));
  return kind == '[' ? NULL : "keyword arguments are named: {name = value}";
}

/* Replaces the table with its keyword arguments, in positional order. */
static const char *unpack_table (lua_State *L, int *place, const char *names) {
  int table = *place, i;
  for (i = table + 1; i <= lua_gettop(L); i++) {
    if (lua_isnil(L, i)) continue;
    *place = i;
    return "nothing may follow the table of keyword arguments";
  }
  lua_settop(L, table);
  for (; names != NULL; names = next_name(names)) {
    lua_pushlstring(L, names, name_length(names));
    lua_rawget(L, table);
  }
  lua_remove(L, table);
  return NULL;
}

/* Returns what is wrong with the argument *place, or NULL. */
static const char *keywords_apply (lua_State *L, int *place,
                                   const char *names) {
  int top = lua_gettop(L);
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  for (; names != NULL && *place <= top; names = next_name(names), ++*place) {
    const char *wrong;
    if (!lua_istable(L, *place)) continue;
    if (is_keywords(L, *place, names)) return unpack_table(L, place, names);
    if ((wrong = wrong_key(L, names)) != NULL) return wrong;
    lua_settop(L, top);
  }
  return NULL;
}

void keywords_find (lua_State *L, int first, const char *names) {
  const char *wrong = keywords_apply(L, &first, names);
  if (wrong != NULL) luaL_argerror(L, first, wrong);
}

/* core._keywords(fail, name, first, names, ...) -> ...
** The arguments after `names` are those of the function `name` from `first` on.
** Calls fail(i, name, message) if argument #i is wrong. */
static int keywords_lua (lua_State *L) {
  int first = core_checkint(L, 3), place = 5;
  const char *names = luaL_checkstring(L, 4), *wrong;
  wrong = keywords_apply(L, &place, names);
  if (wrong == NULL) return lua_gettop(L) - 4;
  lua_pushvalue(L, 1);
  lua_pushinteger(L, first + place - 5);
  lua_pushvalue(L, 2);
  lua_pushstring(L, wrong);
  lua_call(L, 3, 0);
  return 0;
}

void keywords_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_keywords", keywords_lua}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
