/*
** waitqueue.c: tasks that wait for the same thing, first come, first served.
** Locks, queues and streams use them.
**
** A task stays in the queue until it continues, even if it was woken or
** cancelled before. The tasks before `parked` are no longer parked.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "loop/cancel.h"
#include "loop/suspend.h"
#include "loop/waitqueue.h"
#include "loop/watch.h"
#include "wait/wait.h"

#include <string.h>

struct WaitQueue {
  Task *first, *last;
  Task *parked;      /* the first that may be parked, or NULL */
  lua_Integer n;     /* the number of tasks in it */
  lua_Integer woken; /* the number of those that were woken */
  uint8_t finalized;
};

/* ---- adding and removing -------------------------------------------------- */

static void append (WaitQueue *q, Task *t) {
  WaitLink *p = &t->slot.link;
  p->queue = q;
  p->previous = q->last;
  p->next = NULL;
  p->woken = 0;
  if (q->last != NULL) q->last->slot.link.next = t;
  else q->first = t;
  q->last = t;
  if (q->parked == NULL) q->parked = t;
  q->n++;
  t->queued = 1;
}

void waitqueue_leave (Task *t) {
  const WaitLink *p = &t->slot.link;
  WaitQueue *q = p->queue;
  t->queued = 0;
  if (q == NULL) return;
  if (p->previous != NULL) p->previous->slot.link.next = p->next;
  else q->first = p->next;
  if (p->next != NULL) p->next->slot.link.previous = p->previous;
  else q->last = p->previous;
  if (q->parked == t) q->parked = p->next;
  q->n--;
  if (p->woken) q->woken--;
}

/* ---- the objects ----------------------------------------------------------- */

static WaitQueue *check (lua_State *L) {
  WaitQueue *q = (WaitQueue *)own_check(L, 1, OWN_WAITQUEUE, "wait queue");
  if (q->first != NULL) loop_of(L);  /* in a child process it forgets the tasks */
  return q;
}

/* _loop.waitqueue() -> empty wait queue */
static int waitqueue_new (lua_State *L) {
  WaitQueue *q = (WaitQueue *)lua_newuserdatauv(L, sizeof *q, 0);
  memset(q, 0, sizeof *q);
  own_setmetatable(L, OWN_WAITQUEUE);
  return 1;
}

/* The stack of a waiting task keeps its queue alive, unless its coroutine was
** closed without the loop. */
static int waitqueue_gc (lua_State *L) {
  WaitQueue *q = (WaitQueue *)own_check(L, 1, OWN_WAITQUEUE, "wait queue");
  Task *t;
  for (t = q->first; t != NULL; t = t->slot.link.next)
    t->slot.link.queue = NULL;
  memset(q, 0, sizeof *q);
  q->finalized = 1;
  return 0;
}

/* Marks a queue that another finalizer has resurrected for finalization again. */
static void revive (lua_State *L, WaitQueue *q) {
  if (!q->finalized) return;
  lua_pushvalue(L, 1);
  own_setmetatable(L, OWN_WAITQUEUE);
  lua_pop(L, 1);
  q->finalized = 0;
}

/* ---- waiting --------------------------------------------------------------- */

/* (): raises the CancelledError of the running task, in a protected call */
static int raise_cancelled (lua_State *L) {
  task_checkcancel(L, loop_of(L)->current, NULL);
  return 0;
}

static int wait_continue (lua_State *L, int status, lua_KContext ctx) {
  const Task *t = loop_returned(L, loop_of(L), NULL);
  int woken = t->slot.link.woken, cancelled = t->must_cancel;
  (void)status;
  (void)ctx;
  lua_pushboolean(L, !cancelled);
  if (cancelled) {
    own_get(L, TASKS_CANCEL);
    lua_pcall(L, 0, 0, 0);
  }
  lua_pushboolean(L, woken);
  return cancelled ? 3 : 2;
}

/* queue:wait(name[, seconds]) -> true, woken | false, error, woken
** Suspends the running task in the function `name`. `woken` is false after a
** timeout. The error is that of a cancellation. */
static int waitqueue_wait (lua_State *L) {
  WaitQueue *q = check(L);
  int64_t timeout = wait_checktimeout(L, 3);
  Loop *lp = loop_of(L);
  Task *t;
  revive(L, q);
  t = loop_park(L, lp, timeout, luaL_checkstring(L, 2));
  append(q, t);
  return loop_yield(L, lp, t, 0, wait_continue);
}

/* ---- waking ---------------------------------------------------------------- */

static int wake (lua_State *L, WaitQueue *q) {
  while (q->parked != NULL) {
    Task *t = q->parked;
    q->parked = t->slot.link.next;
    if (t->status != TASK_PARKED) continue;
    loop_ready(loop_of(L), t, WAKE_BY_TASK);
    t->slot.link.woken = 1;
    q->woken++;
    return 1;
  }
  return 0;
}

/* queue:wake() -> boolean: wakes the first that is still parked */
static int waitqueue_wake (lua_State *L) {
  lua_pushboolean(L, wake(L, check(L)));
  return 1;
}

/* queue:wake_all() */
static int waitqueue_wakeall (lua_State *L) {
  WaitQueue *q = check(L);
  int woken;
  do woken = wake(L, q);
  while (woken);
  return 0;
}

/* queue:wake_only(): wakes the first task, unless it was cancelled, or a woken task
** has not run yet */
static int waitqueue_wakeonly (lua_State *L) {
  WaitQueue *q = check(L);
  const Task *first = q->first;
  if (q->woken == 0 && first != NULL && first->status == TASK_PARKED)
    wake(L, q);
  return 0;
}

/* queue:any() -> boolean: is there a task that was not cancelled? */
static int waitqueue_any (lua_State *L) {
  WaitQueue *q = check(L);
  while (q->parked != NULL && q->parked->status != TASK_PARKED)
    q->parked = q->parked->slot.link.next;
  lua_pushboolean(L, q->woken > 0 || q->parked != NULL);
  return 1;
}

/* #queue -> number of tasks in it */
static int waitqueue_len (lua_State *L) {
  lua_pushinteger(L, check(L)->n);
  return 1;
}

void waitqueue_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {{"waitqueue", waitqueue_new},
                                       {NULL, NULL}};
  static const luaL_Reg methods[] = {
    {"wait", waitqueue_wait}, {"wake", waitqueue_wake},
    {"wake_all", waitqueue_wakeall}, {"wake_only", waitqueue_wakeonly},
    {"any", waitqueue_any}, {"__len", waitqueue_len}, {"__gc", waitqueue_gc},
    {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  tasks_setfunction(L, o, TASKS_CANCEL, raise_cancelled);
  own_newclass(L, o, OWN_WAITQUEUE, "wait queue", methods);
  lua_pop(L, 1);
}
