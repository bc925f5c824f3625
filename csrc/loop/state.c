/*
** state.c: creates and finds the loop of one load of the module, and the tables of
** its tasks.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "loop/coroutine.h"
#include "loop/state.h"
#include "loop/watch.h"

#include <string.h>
#include <sys/epoll.h>

/* ---- the loop ---------------------------------------------------------- */

void loop_newepoll (lua_State *L, Loop *lp) {
  int err;
  lp->epfd = epoll_create1(EPOLL_CLOEXEC);
  err = errno;
  if (lp->epfd < 0) err_raise(L, err, "epoll_create1");
  lp->process = process_number(lp->state);
}

static Loop *make_loop (lua_State *L, State *st) {
  Loop *lp = (Loop *)lua_newuserdatauv(L, sizeof(Loop), 1);
  memset(lp, 0, sizeof *lp);
  own_anchor(L);
  lp->innermost = coroutine_innermost(L);
  lp->state = st;
  lp->epfd = lp->signals[0] = lp->signals[1] = -1;
  lp->until = TIMEOUT_NONE;
  own_setmetatable(L, OWN_LOOP_METATABLE);
  process_watch(st);
  loop_newepoll(L, lp);
  own_set(L, OWN_LOOP);
  st->loop = lp;
  st->closing[HOOK_LOOP] = watch_closing;
  st->arrived[HOOK_LOOP] = watch_arrived;
  st->watch = watch_unsent;
  return lp;
}

static void closed_error (lua_State *L) {
  lua_pushliteral(L, "the event loop is closed because its Lua state has ended");
  lua_error(L);
}

Loop *loop_of (lua_State *L) {
  State *st = state_of(L);
  Loop *lp = (Loop *)st->loop;
  if (lp == NULL && st->ended) closed_error(L);
  if (lp == NULL) return make_loop(L, st);
  if (!lp->ended && !loop_isours(lp)) st->forked(L);
  return lp;
}

Loop *loop_usable (lua_State *L) {
  Loop *lp = loop_of(L);
  if (lp->ended) closed_error(L);
  return lp;
}

void loop_nomemory (lua_State *L) {
  Loop *lp = (Loop *)state_of(L)->loop;
  if (lp != NULL) lp->failed = 1;
}

/* ---- the tables of tasks ----------------------------------------------- */

void tasks_setfunction (lua_State *L, const Open *o, int key,
                        lua_CFunction f) {
  core_pushshared(L, o);
  lua_pushcclosure(L, f, NUPVALUES);
  own_set(L, key);
}

void tasks_setweak (lua_State *L, int key) {
  core_newweak(L, "k");
  own_set(L, key);
}

Task *task_test (lua_State *L, int index) {
  void *t = own_test(L, index, OWN_TASK);
  return (Task *)(t != NULL ? t : own_test(L, index, OWN_FINALIZED));
}

Task *task_check (lua_State *L, int arg) {
  Task *t = task_test(L, arg);
  if (t == NULL) luaL_typeerror(L, arg, "Task");
  return t;
}

void task_push (lua_State *L, const Task *t) {
  own_get(L, TASKS_ALIVE);
  lua_rawgeti(L, -1, t->ref);
  lua_remove(L, -2);
}

void task_forget (lua_State *L, Task *t) {
  own_get(L, TASKS_ALIVE);
  luaL_unref(L, -1, t->ref);
  lua_pop(L, 1);
  t->ref = LUA_NOREF;
}
