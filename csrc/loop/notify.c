/*
** notify.c: wakes what waits for the end of a task or a future.
**
** Each waiter is an entry in a sequence that belongs to the task or the future: a
** task, which is woken, or a function or an object with a method _ended, which
** is called. If there are calls, the loop does all this in one turn, when it
** delivers the end (deliver.c). The delivery is created before the end, so that
** it needs no memory.
*/
#include "loop/notify.h"
#include "loop/watch.h"

int notify_hascalls (lua_State *L, int list) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  int found = 0;
  for (i = 1; i <= n && !found; i++) {
    int type = lua_rawgeti(L, list, i);
    found = type == LUA_TFUNCTION || type == LUA_TTABLE;
    lua_pop(L, 1);
  }
  return found;
}

/* The task on the top no longer has to wait. The ready queue or the delivery
** resumes it. */
static void wake (lua_State *L, Loop *lp, int by_delivery) {
  Task *t = task_test(L, -1);
  if (t == NULL || t->status != TASK_PARKED) return;
  t->by_delivery = by_delivery != 0;
  if (by_delivery) loop_dequeue(lp, t, WAKE_BY_TASK);
  else loop_ready(lp, t, WAKE_BY_TASK);
}

/* The keys of an object that counts ends, as in gather.lua and taskgroups.lua. They
** are numbers because raw access to a number cannot raise an error, run a metamethod
** or collect garbage; the positive ones belong to entries. */
enum { DUE = -1, LEFT = -2, TASKS = -3 };

/* DUE is the number of ends that are queued for the object. */
static void change_due (lua_State *L, int object, int change) {
  if (lua_rawgeti(L, object, DUE) == LUA_TNUMBER) {
    lua_pushinteger(L, lua_tointeger(L, -1) + change);
    lua_rawseti(L, object, DUE);
  }
  lua_pop(L, 1);
}

void notify_delivered (lua_State *L, int object) {
  change_due(L, object, -1);
}

void notify_all (lua_State *L, Loop *lp, int list, Item *delivery) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  for (i = 1; i <= n; i++) {
    int type = lua_rawgeti(L, list, i);
    wake(L, lp, delivery != NULL);
    if (delivery != NULL && type == LUA_TTABLE)
      change_due(L, lua_gettop(L), 1);
    lua_pop(L, 1);
    if (delivery != NULL) continue;
    lua_pushnil(L);
    lua_rawseti(L, list, i);
  }
  if (delivery != NULL) queue_add(&lp->ready, delivery);
}

/* An object waits for as many tasks and futures as LEFT says, and has to be called for
** the last of them and for those that do not succeed. For the others, this counts
** down, and removes the task from the set TASKS, if there is one. While an earlier end
** is queued for the object, it has to be called, too, so that it learns of them in
** order. This only changes fields, so it needs no memory. */
static int count_down (lua_State *L, int self, int object) {
  lua_Integer left = 0;
  if (((Task *)lua_touserdata(L, self))->status != TASK_DONE) return 0;
  lua_rawgeti(L, object, DUE);
  lua_rawgeti(L, object, LEFT);
  if (lua_tointeger(L, -2) == 0) left = lua_tointeger(L, -1);
  if (left > 1) {
    lua_pushinteger(L, left - 1);
    lua_rawseti(L, object, LEFT);
    if (lua_rawgeti(L, object, TASKS) == LUA_TTABLE) {
      lua_pushvalue(L, self);
      lua_pushnil(L);
      lua_rawset(L, -3);
    }
  }
  lua_settop(L, object);
  return left > 1;
}

int notify_end (lua_State *L, Loop *lp, int self) {
  Task *t = (Task *)lua_touserdata(L, self);
  int type = lua_getiuservalue(L, self, 2), list = lua_gettop(L), calls = 0;
  if (t->alone) {
    if (type == LUA_TUSERDATA) wake(L, lp, 0);
    else calls = type != LUA_TTABLE || !count_down(L, self, list);
    if (calls && type == LUA_TTABLE) change_due(L, list, 1);
    if (calls) queue_add(&lp->ready, &t->item);
    else {
      lua_pushnil(L);
      lua_setiuservalue(L, self, 2);
      t->alone = 0;
    }
  }
  else if (type == LUA_TTABLE) {
    calls = notify_hascalls(L, list);
    notify_all(L, lp, list, calls ? &t->item : NULL);
  }
  lua_pop(L, 1);
  return calls;
}
