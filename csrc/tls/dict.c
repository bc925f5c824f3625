/*
** dict.c: tables that print like Python's dictionaries. Their metatable is in
** pysocket/ssl.lua.
*/
#include "base/argument.h"
#include "tls/dict.h"

/* tls._dicts(metatable): sets the metatable of such tables */
static int set_metatable (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  own_set(L, OWN_DICT);
  return 0;
}

void dict_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {{"_dicts", set_metatable}, {NULL, NULL}};
  core_setfuncs(L, o, o->internal, functions);
}
