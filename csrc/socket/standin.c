/*
** standin.c: C functions that replace methods, for pysocket.trace.
*/
#include "base/argument.h"
#include "socket/socket.h"

static int stand_in_done (lua_State *L, int status, lua_KContext ctx) {
  (void)status;
  (void)ctx;
  return lua_gettop(L);
}

static int stand_in (lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, stand_in_done);
  return lua_gettop(L);
}

/* core._stand_in(f) -> C function that calls f
** It replaces a C function, so that a caller stays on the stack in a tail call. */
static int socket_stand_in (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  lua_pushcclosure(L, stand_in, 1);
  return 1;
}

void standin_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_stand_in", socket_stand_in}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
