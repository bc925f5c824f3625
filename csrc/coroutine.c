/*
** coroutine.c: coroutine.resume and coroutine.wrap that let the suspension of a
** task pass: when a socket call in a user's coroutine inside a task has to
** wait, the whole task is suspended and not the coroutine alone, so that a
** generator yields only what it yields itself. In all else they do what Lua's
** own do.
*/
#include "loop.h"

static int go (lua_State *L, lua_State *co, int nargs, lua_KFunction again);

/* The inner coroutine yielded up to the loop: so does this one. */
static int pass_up (lua_State *L, Loop *lp, lua_KFunction again) {
  if (lua_isyieldable(L)) return lua_yieldk(L, 0, 0, again);
  loop_unwait(lp, lp->current);
  lp->current->status = TASK_RUNNING;
  lp->suspending = 0;
  return luaL_error(L, "a task cannot wait inside a function that cannot be "
                       "suspended (table.sort, string.gsub, require, a "
                       "metamethod called from C)");
}

/* Resumes `co` with what lies on top of the stack. The results are left there
** and counted; -1: an error, which is on the top. */
static int go (lua_State *L, lua_State *co, int nargs, lua_KFunction again) {
  const State *st = state_of(L);
  Loop *lp = (Loop *)st->loop;
  int status, n = 0;
  if (!lua_checkstack(co, nargs)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, co, nargs);
  status = lua_resume(co, L, nargs, &n);
  if (status == LUA_YIELD && lp != NULL && lp->suspending)
    return pass_up(L, lp, again);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(co, L, 1);
    return -1;
  }
  if (!lua_checkstack(L, n + 1)) {
    lua_pop(co, n);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(co, L, n);
  return n;
}

/* ---- coroutine.resume -------------------------------------------------------- */

static int resume_end (lua_State *L, int n) {
  lua_pushboolean(L, n >= 0);
  if (n < 0) n = 1;
  lua_insert(L, -(n + 1));
  return n + 1;
}

static int resume_again (lua_State *L, int status, lua_KContext ctx) {
  (void)status;
  (void)ctx;
  return resume_end(L, go(L, lua_tothread(L, 1), 0, resume_again));
}

/* coroutine.resume(co, ...) -> true, ... | false, error */
static int co_resume (lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  return resume_end(L, go(L, co, lua_gettop(L) - 1, resume_again));
}

/* ---- coroutine.wrap ---------------------------------------------------------- */

#define UP_COROUTINE lua_upvalueindex(NUPVALUES + 1)

/* An error closes the coroutine, and if it is a string says where. */
static int wrap_end (lua_State *L, lua_State *co, int n) {
  int status;
  if (n >= 0) return n;
  status = lua_status(co);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_pushvalue(L, -1);
    lua_xmove(L, co, 1);  /* what its <close> variables are told */
    status = lua_resetthread(co);
    lua_pop(L, 1);
    lua_xmove(co, L, 1);
  }
  if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int wrap_again (lua_State *L, int status, lua_KContext ctx) {
  lua_State *co = lua_tothread(L, UP_COROUTINE);
  (void)status;
  (void)ctx;
  return wrap_end(L, co, go(L, co, 0, wrap_again));
}

static int wrapped (lua_State *L) {
  lua_State *co = lua_tothread(L, UP_COROUTINE);
  return wrap_end(L, co, go(L, co, lua_gettop(L), wrap_again));
}

/* coroutine.wrap(function) -> function */
static int co_wrap (lua_State *L) {
  lua_State *co;
  int i;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  for (i = 1; i <= NUPVALUES; i++) lua_pushvalue(L, lua_upvalueindex(i));
  co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  lua_pushcclosure(L, wrapped, NUPVALUES + 1);
  return 1;
}

/* _loop.install(): puts them in the place of Lua's own */
static int install (lua_State *L) {
  int i;
  static const luaL_Reg functions[] = {
    {"resume", co_resume}, {"wrap", co_wrap}, {NULL, NULL}
  };
  if (lua_getglobal(L, "coroutine") != LUA_TTABLE) return 0;
  for (i = 1; i <= NUPVALUES; i++) lua_pushvalue(L, lua_upvalueindex(i));
  luaL_setfuncs(L, functions, NUPVALUES);
  return 0;
}

void coroutine_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {{"install", install}, {NULL, NULL}};
  core_setfuncs(L, o, table, functions);
}
