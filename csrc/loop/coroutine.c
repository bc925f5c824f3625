/*
** coroutine.c: replacements of coroutine.resume and coroutine.wrap that pass the
** suspension of a task on. If a socket call in a user's coroutine inside a task
** has to wait, the whole task is suspended and not only the coroutine, so a
** generator yields only its own values. Otherwise they do what Lua's do.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/front.h"
#include "base/own.h"
#include "loop/coroutine.h"

#define WAITS "this coroutine waits in a task: only the loop can resume it"

/* ---- the loop whose task runs ------------------------------------------------ */

static const char innermost_key;  /* in the registry, for all loads */

Loop **coroutine_innermost (lua_State *L) {
  Loop **place;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &innermost_key) != LUA_TUSERDATA) {
    lua_pop(L, 1);
    place = (Loop **)lua_newuserdatauv(L, sizeof *place, 0);
    *place = NULL;
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &innermost_key);
  }
  place = (Loop **)lua_touserdata(L, -1);
  lua_pop(L, 1);
  return place;
}

/* The functions are closures over that variable only, and over nothing of one
** load of the module. */
static Loop *innermost (lua_State *L) {
  return *(Loop **)lua_touserdata(L, lua_upvalueindex(1));
}

/* ---- resuming ------------------------------------------------------------------ */

/* A task can be suspended inside `co` only if everything that `co` runs in can
** yield. Otherwise lp->running is NULL, so that a wait raises an error. */
static int resume (lua_State *L, Loop *lp, lua_State *co, int nargs, int *n) {
  int status;
  lua_State *outer = lp != NULL ? lp->running : NULL;
  if (outer == NULL) return lua_resume(co, L, nargs, n);
  if (outer == L) lp->running = lua_isyieldable(L) ? co : NULL;
  status = lua_resume(co, L, nargs, n);
  lp->running = lp->current != NULL ? outer : NULL;  /* NULL: in a child process */
  return status;
}

/* Does `co` wait in a task? Then its running function is one of the module. */
static int is_waiting (lua_State *co) {
  lua_Debug ar;
  int ours;
  if (lua_status(co) != LUA_YIELD) return 0;
  if (!lua_checkstack(co, 2) || !lua_getstack(co, 0, &ar)) return 0;
  lua_getinfo(co, "f", &ar);
  if (!lua_iscfunction(co, -1) || lua_getupvalue(co, -1, 1) == NULL)
    lua_pushnil(co);
  ours = state_test(co, -1) != NULL;
  lua_pop(co, 2);
  return ours;
}

/* Resumes `co` with the values on the top of the stack. Leaves the results
** there and returns their number; -1 means an error, which is on the top. */
static int resume_with (lua_State *L, lua_State *co, int nargs, lua_KFunction again) {
  Loop *lp = innermost(L);
  int status, n = 0;
  if (!lua_checkstack(co, nargs)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, co, nargs);
  status = resume(L, lp, co, nargs, &n);
  if (status == LUA_YIELD && lp != NULL && lp->suspending)
    return lua_yieldk(L, 0, 0, again);  /* up to the loop */
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
  return resume_end(L, resume_with(L, lua_tothread(L, 1), 0, resume_again));
}

/* coroutine.resume(co, ...) -> true, ... | false, error */
static int co_resume (lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  if (is_waiting(co)) {
    lua_pushliteral(L, WAITS);
    return resume_end(L, -1);
  }
  return resume_end(L, resume_with(L, co, lua_gettop(L) - 1, resume_again));
}

/* ---- coroutine.wrap ---------------------------------------------------------- */

#define UP_COROUTINE lua_upvalueindex(2)

/* An error closes the coroutine. If it is a string, the caller's position is
** added. */
static int wrap_end (lua_State *L, lua_State *co, int n) {
  int status;
  if (n >= 0) return n;
  status = lua_status(co);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_pushvalue(L, -1);
    lua_xmove(L, co, 1);  /* the error that its <close> variables get */
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
  return wrap_end(L, co, resume_with(L, co, 0, wrap_again));
}

static int wrapped (lua_State *L) {
  lua_State *co = lua_tothread(L, UP_COROUTINE);
  if (is_waiting(co)) return luaL_error(L, WAITS);
  return wrap_end(L, co, resume_with(L, co, lua_gettop(L), wrap_again));
}

/* The body of a coroutine that was created in a task: calls the function in a
** protected call, so that its <close> variables can wait while an error unwinds.
** Without it, they would be closed after the coroutine has died, when nothing can
** wait. */
static int body (lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  return front_results(L, lua_pcallk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, 0,
                                     front_results), 0);
}

/* coroutine.wrap(function) -> function */
static int co_wrap (lua_State *L) {
  const Loop *lp = innermost(L);
  lua_State *co;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  co = lua_newthread(L);
  lua_pushvalue(L, 1);
  if (lp != NULL && lp->current != NULL) lua_pushcclosure(L, body, 1);
  lua_xmove(L, co, 1);
  lua_pushcclosure(L, wrapped, 2);
  return 1;
}

/* ---- coroutine.status, coroutine.close ---------------------------------------- */

/* Outside of the task, a coroutine that waits in it is "normal". */
static const char *status_of (lua_State *L, lua_State *co) {
  lua_Debug ar;
  if (L == co) return "running";
  if (lua_status(co) == LUA_YIELD)
    return is_waiting(co) ? "normal" : "suspended";
  if (lua_status(co) != LUA_OK) return "dead";
  if (lua_getstack(co, 0, &ar)) return "normal";
  return lua_gettop(co) == 0 ? "dead" : "suspended";
}

/* coroutine.status(co) -> string */
static int co_status (lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  lua_pushstring(L, status_of(L, co));
  return 1;
}

/* coroutine.close(co) -> true | false, error */
static int co_close (lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  const char *status;
  luaL_argexpected(L, co, 1, "coroutine");
  status = status_of(L, co);
  if (status[0] != 'd' && status[0] != 's')
    return luaL_error(L, "cannot close a %s coroutine", status);
  if (lua_resetthread(co) == LUA_OK) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushboolean(L, 0);
  lua_xmove(co, L, 1);
  return 2;
}

/* _loop.install(): replaces Lua's own functions with these */
static int install (lua_State *L) {
  static const luaL_Reg functions[] = {
    {"resume", co_resume}, {"wrap", co_wrap}, {"status", co_status},
    {"close", co_close}, {NULL, NULL}
  };
  if (lua_getglobal(L, "coroutine") != LUA_TTABLE) return 0;
  coroutine_innermost(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &innermost_key);
  luaL_setfuncs(L, functions, 1);
  return 0;
}

void coroutine_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {{"install", install}, {NULL, NULL}};
  core_setfuncs(L, o, table, functions);
}
