/*
** front.c: functions that are written in Lua, as the user calls them.
**
** When it is called through C, such a function finds the caller's line like a C
** function, even after a tail call, which would otherwise replace the caller on
** the stack, and at the prompt, where each expression is a tail call. Its errors
** are raised again from here, so that a traceback begins with the caller's lines
** and not with the module's.
*/
#include "base/argument.h"
#include "base/front.h"

static int finish (lua_State *L, int status, lua_KContext ctx) {
  (void)ctx;
  return status > LUA_YIELD ? lua_error(L) : lua_gettop(L);
}

static int call (lua_State *L) {
  int nargs = lua_gettop(L);
  luaL_checkstack(L, 1, "too many arguments");
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  return finish(L, lua_pcallk(L, nargs, LUA_MULTRET, 0, 0, finish), 0);
}

void front_push (lua_State *L) {
  if (lua_isfunction(L, -1) && !lua_iscfunction(L, -1))
    lua_pushcclosure(L, call, 1);
}

/* core._front(f) -> the function f as the user calls it */
static int front_front (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  front_push(L);
  return 1;
}

void front_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {{"_front", front_front}, {NULL, NULL}};
  core_setfuncs(L, o, o->module, functions);
}
