/*
** reset.c: resets a loop in a child made by fork, and ends it with its Lua state.
*/
#include "base/error.h"
#include "base/own.h"
#include "loop/handle.h"
#include "loop/streambuffer.h"
#include "loop/reset.h"
#include "loop/signal.h"
#include "loop/timer.h"
#include "loop/waitqueue.h"
#include "loop/watch.h"

#include <unistd.h>

/* ---- the tasks --------------------------------------------------------- */

/* Keeps the coroutines that are on the C stack of this child from being
** collected, and the running task, which may contain the operation that
** continues. */
static void keep_running (lua_State *L, const Loop *lp) {
  lua_Integer n;
  own_get(L, TASKS_FORKED);
  n = (lua_Integer)lua_rawlen(L, -1);
  own_get(L, TASKS_CALLER);
  lua_rawseti(L, -2, n + 1);
  if (lp->current != NULL) {
    task_push(L, lp->current);
    lua_getiuservalue(L, -1, 1);
    lua_rawseti(L, -3, n + 2);
    lua_rawseti(L, -2, n + 3);
  }
  lua_pop(L, 1);
}

/* Only the parent reports errors of its tasks. */
static void forget_failed (lua_State *L) {
  own_get(L, TASKS_FAILED);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
    ((Task *)lua_touserdata(L, -2))->retrieved = 1;
  lua_pop(L, 1);
}

/* Ends the task on the top with the error below it, or cancels the handle on the
** top. */
static void abandon (lua_State *L) {
  Task *t = (Task *)own_test(L, -1, OWN_TASK);
  if (t == NULL) {
    handle_abandon(L, -1);
    return;
  }
  lua_pushvalue(L, -2);
  lua_setiuservalue(L, -2, 1);
  if (t->queued) waitqueue_leave(t);
  t->status = TASK_CANCELLED;
  t->ref = LUA_NOREF;
  t->fd = -1;
  t->item.next = NULL;
  t->co = t->waiter = NULL;
}

static void end_tasks (lua_State *L) {
  lua_Integer i, n;
  own_get(L, TASKS_ALIVE);
  n = (lua_Integer)lua_rawlen(L, -1);
  for (i = 1; i <= n; i++) {
    Task *t;
    lua_rawgeti(L, -1, i);
    if ((t = (Task *)own_test(L, -1, OWN_TASK)) != NULL) {
      if (t->queued) waitqueue_leave(t);
      t->status = TASK_CANCELLED;
      t->item.next = NULL;
      t->fd = -1;
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* The coroutines are dropped and not closed, because what they hold belongs to the
** parent. Everything that needs memory is done first. */
static void abandon_tasks (lua_State *L, const Loop *lp) {
  lua_Integer i, n;
  int alive = lua_gettop(L) + 1;
  luaL_checkstack(L, 8, "stack overflow");
  own_get(L, TASKS_ALIVE);
  lua_newtable(L);
  lua_newthread(L);
  lua_pushliteral(L, "the task is one of the parent process");
  err_push(L, "CancelledError", 0, NULL);
  keep_running(L, lp);
  forget_failed(L);
  n = (lua_Integer)lua_rawlen(L, alive);
  for (i = 1; i <= n; i++) {
    lua_rawgeti(L, alive, i);
    abandon(L);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  own_set(L, TASKS_CALLER);
  own_set(L, TASKS_ALIVE);
  lua_pop(L, 1);
}

/* ---- the loop ---------------------------------------------------------- */

/* In a child process the epoll set and the tasks are the parent's: they are
** left alone, and the child's loop starts empty. */
static void after_fork (lua_State *L) {
  Loop *lp = (Loop *)state_of(L)->loop;
  queue_clear(&lp->ready);
  abandon_tasks(L, lp);
  if (lp->epfd >= 0) close(lp->epfd);
  lp->epfd = -1;
  signal_close(lp);
  watch_abandonall(lp);
  heap_clear(&lp->heap);
  lp->current = NULL;
  lp->running = NULL;
  lp->waiting = lp->handlers = 0;
  lp->forked = lp->forked || lp->stepping;
  lp->stepping = lp->stopping = lp->suspending = lp->failed = 0;
  streambuffer_forgetall(L, lp);
  lp->ending = 0;
  lp->until = TIMEOUT_NONE;
  lp->state->suspend = NULL;
  lp->state->share = NULL;
  loop_newepoll(L, lp);
}

/* Ends all tasks and handles, which later finalizers may still use. */
static void end_all (lua_State *L, Loop *lp) {
  heap_clear(&lp->heap);
  heap_free(L, &lp->heap);
  queue_clear(&lp->ready);
  end_tasks(L);
  lp->current = NULL;
  lp->running = NULL;
  if (*lp->innermost == lp) *lp->innermost = NULL;  /* inside one of its tasks */
  lp->waiting = lp->handlers = 0;
  lp->stepping = 0;
  lp->state->suspend = NULL;
  lp->state->share = NULL;
}

static int loop_gc (lua_State *L) {
  Loop *lp = (Loop *)lua_touserdata(L, 1);
  void *ud;
  lua_Alloc alloc = lua_getallocf(L, &ud);
  lp->ended = 1;
  if (lp->epfd >= 0) close(lp->epfd);
  lp->epfd = -1;
  signal_close(lp);
  if (lp->state->loop != lp) return 0;  /* make_loop ran out of memory */
  end_all(L, lp);
  alloc(ud, lp->watches, (size_t)lp->nwatches * sizeof(Watch), 0);
  lp->watches = NULL;
  lp->nwatches = 0;
  lp->state->closing[HOOK_LOOP] = NULL;
  lp->state->arrived[HOOK_LOOP] = NULL;
  lp->state->watch = NULL;
  return 0;
}

void reset_open (lua_State *L, const Open *o) {
  static const luaL_Reg metamethods[] = {{"__gc", loop_gc}, {NULL, NULL}};
  ((State *)lua_touserdata(L, o->state))->forked = after_fork;
  own_newmetatable(L, o, OWN_LOOP_METATABLE, metamethods);
  lua_pop(L, 1);
}
