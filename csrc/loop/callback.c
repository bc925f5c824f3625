/*
** callback.c: calls a function for the loop, and reports or raises its error.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/traceback.h"
#include "loop/callback.h"
#include "loop/report.h"

static int keep_traceback (lua_State *L) {
  lua_settop(L, 1);
  lua_createtable(L, 2, 0);
  lua_pushvalue(L, 1);
  lua_rawseti(L, 2, 1);
  trace_push(L, 1, 0);
  lua_rawseti(L, 2, 2);
  lua_settop(L, 2);
  return 1;
}

/* The error on the top is {error, traceback}, or the error alone if there was no
** memory for the traceback. */
void callback_report (lua_State *L) {
  lua_pushnil(L);
  lua_insert(L, -2);
  if (lua_istable(L, -1)) {
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    lua_remove(L, -3);
  }
  else
    lua_pushnil(L);
  report_unhandled(L);
}

void callback_raise (lua_State *L, Loop *lp) {
  lp->failed = 1;
  if (lua_istable(L, -1)) lua_rawgeti(L, -1, 1);
  lua_error(L);
}

lua_State *callback_begin (lua_State *L, int nargs) {
  lua_State *co;
  own_get(L, TASKS_CALLER);
  co = lua_tothread(L, -1);
  lua_pop(L, 1);
  lua_settop(co, 0);
  if (!lua_checkstack(co, nargs + 4)) return NULL;
  own_get(L, TASKS_CALLER_HANDLER);
  lua_xmove(L, co, 1);
  return co;
}

int callback_end (lua_State *L, lua_State *co, int nargs) {
  int status;
  if (co == NULL) {
    lua_pushliteral(L, NO_MEMORY);
    return LUA_ERRMEM;
  }
  status = lua_pcall(co, nargs, 0, 1);
  if (status != LUA_OK) lua_xmove(co, L, 1);
  lua_settop(co, 0);
  return status;
}

static int call_top (lua_State *L, int nargs) {
  lua_State *co = callback_begin(L, nargs);
  if (co != NULL) lua_xmove(L, co, nargs + 1);
  else lua_pop(L, nargs + 1);
  return callback_end(L, co, nargs);
}

void callback_call (lua_State *L, Loop *lp, int nargs) {
  uint32_t process = lp->process;
  if (call_top(L, nargs) != LUA_OK) callback_report(L);
  loop_checkprocess(L, lp, process);
}

void callback_call_essential (lua_State *L, Loop *lp, int nargs) {
  uint32_t process = lp->process;
  if (call_top(L, nargs) != LUA_OK) callback_raise(L, lp);
  loop_checkprocess(L, lp, process);
}

void callback_open (lua_State *L, const Open *o) {
  lua_newthread(L);
  own_set(L, TASKS_CALLER);
  tasks_setfunction(L, o, TASKS_CALLER_HANDLER, keep_traceback);
}
