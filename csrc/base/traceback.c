/*
** traceback.c: the stack of an error, from the user's innermost line on, and
** the output of a program that ends with an error.
*/
#include "base/traceback.h"
#include "base/argument.h"
#include "base/error.h"
#include "base/front.h"

/* ---- the stack ---------------------------------------------------------------- */

static int to_text (lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}

void trace_pushtext (lua_State *L, int e) {
  e = lua_absindex(L, e);
  if (lua_type(L, e) == LUA_TSTRING) {  /* stack overflow, for example */
    lua_pushvalue(L, e);
    return;
  }
  lua_pushcfunction(L, to_text);
  lua_pushvalue(L, e);
  if (lua_pcall(L, 1, 1, 0) == LUA_OK) return;
  lua_pop(L, 1);
  lua_pushliteral(L, "<exception str() failed>");
}

/* The level of the user's innermost line, from `level` on, or of the C function
** that it calls; -1: there is none. */
static int user_level (lua_State *L, int level) {
  lua_Debug ar;
  int of_c = 0;
  for (; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    if (ar.currentline > 0 && !err_isown(L, &ar)) return level - of_c;
    of_c = ar.currentline <= 0;
  }
  return -1;
}

void trace_push (lua_State *L, int e, int origin) {
  int level = user_level(L, 1);
  if (origin == 0) trace_pushtext(L, e);
  else lua_pushvalue(L, origin);
  if (level < 0) return;  /* the lines are all the module's own */
  if (origin != 0) {
    lua_pushliteral(L, "\nand then, where it was raised again:");
    lua_concat(L, 2);
  }
  luaL_traceback(L, L, lua_tostring(L, -1), level);
  lua_remove(L, -2);
}

void trace_pushstack (lua_State *L, lua_State *co) {
  int level = lua_checkstack(co, LUA_MINSTACK) ? user_level(co, 0) : 0;
  luaL_traceback(L, co, NULL, level < 0 ? 0 : level);
}

/* ---- an error that ends the program ------------------------------------------- */

/* Is the function on the top Lua's own `require` or `dofile`, which do not catch
** errors? Pops it. */
static int lets_pass (lua_State *L) {
  static const char *const names[] = {"require", "dofile"};
  size_t i;
  int found = 0;
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  for (i = 0; i < COUNT(names); i++) {
    lua_pushstring(L, names[i]);
    lua_rawget(L, -2);
    found |= lua_rawequal(L, -1, -3);
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
  return found;
}

/* Will nothing catch an error that is raised here? In the standalone interpreter the
** outermost function is a C function; any other C function could be pcall. */
static int is_uncaught (lua_State *L) {
  lua_Debug ar;
  int level, of_c = 0, passes = 1;
  if (L != state_of(L)->main) return 0;
  for (level = 1; lua_getstack(L, level, &ar); level++) {
    if (!passes) return 0;
    lua_getinfo(L, "Sf", &ar);
    of_c = *ar.what == 'C';
    passes = lets_pass(L) || !of_c;
  }
  return of_c;
}

/* The function that core._raising returns. It raises after its function has
** ended, so that the error's stack has no line of the module. */
static int call_raising (lua_State *L) {
  lua_pushvalue(L, FRONT_SLOW);
  lua_insert(L, 1);
  if (lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0) != LUA_OK)
    return lua_error(L);
  if (lua_toboolean(L, 1)) return lua_gettop(L) - 1;
  lua_settop(L, 3);
  if (!lua_isstring(L, 3) || !is_uncaught(L)) lua_settop(L, 2);
  return lua_error(L);
}

/* core._raising(f) -> function: returns what f returns after true. If f returns
** false, error, traceback | nil, raises the error; if that ends the program,
** raises the traceback, which lua.c shows before the stack of the main chunk. */
static int trace_raising (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  return front_newmethod(L, call_raising);
}

/* core._text(e) -> string: tostring(e), which cannot fail */
static int trace_text (lua_State *L) {
  luaL_checkany(L, 1);
  trace_pushtext(L, 1);
  return 1;
}

/* core._traceback(e) -> string: the text of the error and the stack, for a message
** handler that is written in Lua */
static int trace_traceback (lua_State *L) {
  luaL_checkany(L, 1);
  trace_push(L, 1, 0);
  return 1;
}

void trace_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_raising", trace_raising}, {"_text", trace_text},
    {"_traceback", trace_traceback}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
