/*
** close.c: closes all tasks where they are suspended, for a loop that cannot run
** them to their end.
*/
#include "base/error.h"
#include "base/own.h"
#include "base/traceback.h"
#include "loop/close.h"
#include "loop/deliver.h"
#include "loop/notify.h"
#include "loop/report.h"
#include "loop/suspend.h"
#include "loop/task.h"
#include "loop/waitqueue.h"
#include "loop/watch.h"

/* Moves ended tasks, whose end must be delivered, out of the queue. Handles stay in
** it, and other tasks are dropped. */
static Queue take_deliveries (Queue *q) {
  Queue deliveries = {NULL, NULL, 0}, kept = {NULL, NULL, 0};
  while (q->first != NULL) {
    Item *j = queue_take(q);
    if (j->kind != ITEM_TASK) queue_add(&kept, j);
    else if (((Task *)j)->status >= TASK_DONE) queue_add(&deliveries, j);
  }
  *q = kept;
  return deliveries;
}

/* (task): delivers its end, in a protected call */
static int protected_delivery (lua_State *L) {
  deliver_task(L, loop_of(L), (Task *)lua_touserdata(L, 1));
  return 0;
}

/* Otherwise, the tasks and the objects that they refer to, such as sockets, would
** stay alive until the loop runs again. A delivery that runs out of memory is
** lost. */
static void deliver_now (lua_State *L, Queue *deliveries) {
  while (deliveries->first != NULL) {
    Task *t = (Task *)queue_take(deliveries);
    task_push(L, t);
    own_get(L, TASKS_DELIVER);
    lua_pushvalue(L, -2);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) lua_pop(L, 1);
    if (t->ref != LUA_NOREF) task_forget(L, t);
    lua_pop(L, 1);
  }
}

/* Ends the task at `self` where it is suspended. Its <close> variables are
** closed, but cannot wait for anything. Tasks that wait for its end see it as
** cancelled. */
static void close_one (lua_State *L, Loop *lp, int self) {
  Task *t = (Task *)lua_touserdata(L, self);
  loop_dequeue(lp, t, WAKE_AGAIN);
  if (t->queued) waitqueue_leave(t);
  t->status = TASK_CANCELLED;
  t->by_delivery = t->ending = 0;
  t->waiter = NULL;
  lua_resetthread(t->co);
  t->co = NULL;
  lua_pushnil(L);
  lua_setiuservalue(L, self, 1);
  if (!t->has_extras || !notify_end(L, lp, self)) task_forget(L, t);
}

/* (task): reports where the task still waits */
static int report_left (lua_State *L) {
  const Task *t = (const Task *)lua_touserdata(L, 1);
  lua_pushnil(L);
  trace_pushstack(L, t->co);
  return report_error(L);
}

static void close_each (lua_State *L, Loop *lp, int reports) {
  lua_Integer i;
  int alive = lua_gettop(L) + 1;
  own_get(L, TASKS_ALIVE);
  for (i = 1; i <= (lua_Integer)lua_rawlen(L, alive); i++) {
    const Task *t;
    lua_rawgeti(L, alive, i);
    t = (const Task *)own_test(L, -1, OWN_TASK);
    if (t != NULL && t->status < TASK_DONE) {
      own_get(L, TASKS_LEFT);
      lua_pushvalue(L, alive + 1);
      if (reports && !t->own && lua_pcall(L, 1, 0, 0) != LUA_OK) lua_pop(L, 1);
      if (t->status < TASK_DONE) close_one(L, lp, alive + 1);  /* else the handler has closed it */
    }
    lua_settop(L, alive);
  }
  lua_pop(L, 1);
}

void task_closeall (lua_State *L, Loop *lp, int reports) {
  State *st = lp->state;
  Queue deliveries = take_deliveries(&lp->ready), more;
  lp->closing = 1;
  lp->ending = 0;
  st->suspend = loop_suspend;  /* it raises an error instead of blocking */
  close_each(L, lp, reports);
  more = take_deliveries(&lp->ready);
  deliver_now(L, &deliveries);
  deliver_now(L, &more);
  st->suspend = NULL;
  lp->closing = 0;
}

void close_open (lua_State *L, const Open *o) {
  tasks_setfunction(L, o, TASKS_DELIVER, protected_delivery);
  tasks_setfunction(L, o, TASKS_LEFT, report_left);
}
