/*
** front.c: wraps a function that is written in Lua in a C function, which is
** what the user calls.
**
** Lua keeps the caller of a C function on the stack, so errors have the caller's
** line, even in a tail call and at the prompt, where each expression is one.
**
** Outside of coroutines an uncaught error is shown with the whole stack, so it
** is raised again from here: the traceback begins with the caller's lines and
** not with the module's. Tasks have their own tracebacks (traceback.c).
*/
#include "base/argument.h"
#include "base/front.h"

#define UP_FUNCTION lua_upvalueindex(1)
#define UP_CLASS lua_upvalueindex(2)
#define UP_CHECK lua_upvalueindex(2)
#define UP_REFUSE lua_upvalueindex(3)

#define MAX_BASES 100  /* ends the search if a class is its own base */

int front_results (lua_State *L, int status, lua_KContext base) {
  return status > LUA_YIELD ? lua_error(L) : lua_gettop(L) - (int)base;
}

int front_callclean (lua_State *L, int upvalue) {
  int nargs = lua_gettop(L);
  lua_pushvalue(L, upvalue);
  lua_insert(L, 1);
  if (lua_isyieldable(L)) lua_callk(L, nargs, LUA_MULTRET, 0, front_results);
  else if (lua_pcall(L, nargs, LUA_MULTRET, 0) != LUA_OK) return lua_error(L);
  return lua_gettop(L);
}

static int call_function (lua_State *L) {
  return front_callclean(L, UP_FUNCTION);
}

/* Is the class the metatable on the top, its __index, or a base of that? Replaces
** the metatable. */
static int derives (lua_State *L) {
  int depth;
  for (depth = 0; depth < MAX_BASES; depth++) {
    if (lua_rawequal(L, -1, UP_CLASS)) return 1;
    lua_pushliteral(L, "__index");
    lua_rawget(L, -2);
    lua_replace(L, -2);
    if (lua_rawequal(L, -1, UP_CLASS)) return 1;
    if (!lua_istable(L, -1) || !lua_getmetatable(L, -1)) return 0;
    lua_replace(L, -2);
  }
  return 0;
}

static int is_instance (lua_State *L) {
  int is;
  if (!lua_getmetatable(L, 1)) return 0;
  is = derives(L);
  lua_pop(L, 1);
  return is;
}

/* The same for a method, which is called only for objects of its class. */
static int call_method (lua_State *L) {
  return front_callclean(L, is_instance(L) ? UP_FUNCTION : UP_REFUSE);
}

/* The check runs first, with the same arguments. An error of the function itself
** keeps its stack, on which functions of the program may be. */
static int call_checked (lua_State *L) {
  int i, nargs = lua_gettop(L);
  luaL_checkstack(L, nargs + 1, "too many arguments");
  lua_pushvalue(L, UP_CHECK);
  for (i = 1; i <= nargs; i++) lua_pushvalue(L, i);
  if (lua_pcall(L, nargs, 0, 0) != LUA_OK) return lua_error(L);
  lua_pushvalue(L, UP_FUNCTION);
  lua_insert(L, 1);
  lua_callk(L, nargs, LUA_MULTRET, 0, front_results);
  return lua_gettop(L);
}

void front_push (lua_State *L) {
  if (lua_isfunction(L, -1) && !lua_iscfunction(L, -1))
    lua_pushcclosure(L, call_function, 1);
}

int front_newmethod (lua_State *L, lua_CFunction f) {
  int i, n = lua_gettop(L);
  luaL_checkany(L, 1);
  luaL_checkstack(L, NUPVALUES + n, "too many arguments");
  core_pushupvalues(L);
  for (i = 1; i <= n; i++) lua_pushvalue(L, i);
  lua_pushcclosure(L, f, NUPVALUES + n);
  return 1;
}

int front_callslow (lua_State *L, int nargs) {
  lua_settop(L, nargs);
  lua_pushvalue(L, FRONT_SLOW);
  lua_insert(L, 1);
  lua_callk(L, nargs, LUA_MULTRET, 0, front_results);
  return lua_gettop(L);
}

/* core._front(f) -> a C function that calls f */
static int front_front (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  front_push(L);
  return 1;
}

/* core._method(f, class, refuse) -> a C function that calls the method f, or
** refuse if the object is not of the class. If f is a C function, it is returned,
** since it checks its object itself. */
static int front_method (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  luaL_checktype(L, 2, LUA_TTABLE);
  luaL_checktype(L, 3, LUA_TFUNCTION);
  lua_settop(L, 3);
  if (lua_iscfunction(L, 1)) lua_settop(L, 1);
  else lua_pushcclosure(L, call_method, 3);
  return 1;
}

/* core._checked(f, check) -> a C function that calls check(...), which raises an
** error if the arguments are wrong, and then f(...) */
static int front_checked (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_pushcclosure(L, call_checked, 2);
  return 1;
}

/* core._call(f, ...) -> results of f
** Called from C, a C function such as one of coroutine.wrap does not add a
** position in the module to its errors. */
static int front_call (lua_State *L) {
  luaL_checkany(L, 1);
  lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, front_results);
  return lua_gettop(L);
}

void front_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_front", front_front}, {"_method", front_method},
    {"_checked", front_checked}, {"_call", front_call}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
