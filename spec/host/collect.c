/*
** collect.c: runs a full garbage collection at each call of any function, in all
** coroutines. Call `require "collect"` in the main coroutine before there are others,
** which inherit the hook. (debug.sethook sets a hook for one coroutine only.)
*/
#include <lauxlib.h>
#include <lua.h>

static void collect (lua_State *L, lua_Debug *ar) {
  (void)ar;
  lua_gc(L, LUA_GCCOLLECT);
}

int luaopen_collect (lua_State *L);
__attribute__((visibility("default"))) int luaopen_collect (lua_State *L) {
  lua_sethook(L, collect, LUA_MASKCALL, 0);
  return 0;
}
