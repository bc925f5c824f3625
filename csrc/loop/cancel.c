/*
** cancel.c: cancels tasks: raises CancelledError in them, or cancels the task or
** future that they await.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "loop/cancel.h"
#include "loop/watch.h"

/* ---- CancelledError ---------------------------------------------------- */

void task_pushmessage (lua_State *L, int index) {
  lua_pushvalue(L, index);
  own_get(L, TASKS_MESSAGES);
  lua_insert(L, -2);
  lua_rawget(L, -2);
  lua_remove(L, -2);
}

void task_checkcancel (lua_State *L, Task *t, const Op *op) {
  if (!t->must_cancel) return;
  t->must_cancel = t->interrupted = 0;
  luaL_checkstack(L, 8, "stack overflow");
  if (t->has_message) {
    task_push(L, t);
    task_pushmessage(L, -1);
  }
  else lua_pushnil(L);
  err_push(L, "CancelledError", 0, NULL);
  if (op != NULL && op->counts) {
    lua_pushinteger(L, (lua_Integer)op->done);
    lua_setfield(L, -2, "bytes_sent");
  }
  err_throw(L);
}

int task_iscancelled (lua_State *L, int index) {
  int same;
  if (!lua_istable(L, index) || !lua_getmetatable(L, index)) return 0;
  own_get(L, TASKS_CANCELLED);
  same = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return same;
}

/* Once a cancellation has ended a wait, the message of a later one is not used. */
static void set_message (lua_State *L, int self, int message) {
  Task *t = (Task *)lua_touserdata(L, self);
  if (t->interrupted || (!t->has_message && lua_isnil(L, message))) return;
  self = lua_absindex(L, self);
  own_get(L, TASKS_MESSAGES);
  lua_pushvalue(L, self);
  lua_pushvalue(L, message);
  lua_rawset(L, -3);
  lua_pop(L, 1);
  t->has_message = 1;
}

void task_interrupt (Loop *lp, Task *t) {
  t->must_cancel = 1;
  if (t->status != TASK_WAITING && t->status != TASK_PARKED) return;
  t->interrupted = 1;
  loop_ready(lp, t, WAKE_AGAIN);
}

/* _loop.cancel(task[, message]) -> boolean: false if it has ended */
static int task_cancel (lua_State *L) {
  Task *t = task_check(L, 1);
  int alive = t->status < TASK_DONE;
  lua_settop(L, 2);
  if (alive) {
    set_message(L, 1, 2);
    task_interrupt(loop_of(L), t);
  }
  lua_pushboolean(L, alive);
  return 1;
}

/* _loop.uncancel(task) -> boolean[, message]
** Withdraws a cancellation that was not raised yet. */
static int task_uncancel (lua_State *L) {
  Task *t = task_check(L, 1);
  int due = t->must_cancel;
  lua_settop(L, 1);
  lua_pushboolean(L, due);
  if (!due) return 1;
  t->must_cancel = t->interrupted = 0;
  task_pushmessage(L, 1);
  return 2;
}

/* ---- awaited tasks and futures ------------------------------------------ */

/* Pushes the task or future that the task at `self` awaits. Returns 0 if there is
** none. */
static int push_awaited (lua_State *L, int self) {
  if (lua_getiuservalue(L, self, 2) != LUA_TTABLE ||
      ((Task *)lua_touserdata(L, self))->alone) return 0;
  lua_getfield(L, -1, "awaited");
  lua_remove(L, -2);
  return !lua_isnil(L, -1);
}

/* Cancels the future on the top, which the task awaits, through its method. If
** that returns false, the future has ended and will wake the task; nil means
** that the tasks wait in a cycle. */
static void cancel_future (lua_State *L, Loop *lp, Task *t, int message) {
  int status;
  lua_getfield(L, -1, "cancel");
  lua_pushvalue(L, -2);
  lua_pushvalue(L, message);
  status = lua_pcall(L, 2, 1, 0);
  if (status == LUA_ERRMEM) lp->failed = 1;
  else if (status != LUA_OK || lua_isnil(L, -1)) task_interrupt(lp, t);
  else if (!lua_toboolean(L, -1)) t->must_cancel = 1;
  lua_pop(L, 1);
}

/* Replaces the task at `self`, on the top, with the task that it awaits, and
** returns that. Returns NULL if it awaits none, or one that this search has
** visited, because tasks can wait in a cycle; then the awaited future, or nil, is
** on the top. */
static Task *next_awaited (lua_State *L, int self, uint32_t search) {
  Task *inner;
  if (!push_awaited(L, self)) lua_settop(L, self);
  lua_settop(L, self + 1);
  inner = task_test(L, -1);
  if (inner == NULL) return NULL;
  if (inner->status >= TASK_DONE || inner->seen == search) {
    lua_pushnil(L);
    lua_replace(L, self + 1);
    return NULL;
  }
  lua_replace(L, self);
  inner->seen = search;
  return inner;
}

/* Messages need memory, so they are set first. */
static void set_messages (lua_State *L, Loop *lp, Task *t, int self,
                          int message) {
  int top = lua_gettop(L);
  uint32_t search = t->seen = ++lp->searches;
  lua_pushvalue(L, self);
  do set_message(L, top + 1, message);
  while (next_awaited(L, top + 1, search) != NULL);
  lua_settop(L, top);
}

int task_request (lua_State *L, Loop *lp, int self, int message) {
  Task *t = (Task *)lua_touserdata(L, self), *inner;
  int top = lua_gettop(L);
  uint32_t search;
  if (t->status >= TASK_DONE) return 0;
  set_messages(L, lp, t, self, message);
  search = t->seen = ++lp->searches;
  t->cancelling++;
  lua_pushvalue(L, self);
  while ((inner = next_awaited(L, top + 1, search)) != NULL) {
    t = inner;
    t->cancelling++;
  }
  if (lua_isnil(L, -1)) task_interrupt(lp, t);
  else cancel_future(L, lp, t, message);
  lua_settop(L, top);
  return 1;
}

/* task:cancel([message]) -> boolean: false if it has ended
** Raises CancelledError in it where it is suspended, or where it next waits, or
** cancels the task or future that it awaits. The error of a failed task counts
** as retrieved. */
static int request (lua_State *L) {
  Task *t = task_check(L, 1);
  lua_settop(L, 2);
  if (t->status == TASK_FAILED) t->retrieved = 1;
  lua_pushboolean(L, task_request(L, loop_of(L), 1, 2));
  return 1;
}

/* _loop.request_all(set): cancels the tasks that are the keys of the table */
static int request_all (lua_State *L) {
  Loop *lp = loop_of(L);
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_pushnil(L);  /* no message */
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    task_check(L, 3);
    task_request(L, lp, 3, 2);
  }
  return 0;
}

/* task:cancelling() -> number of cancellations that were not withdrawn */
static int cancelling (lua_State *L) {
  lua_pushinteger(L, task_check(L, 1)->cancelling);
  return 1;
}

uint32_t task_unrequest (Task *t) {
  if (t->cancelling > 0 && --t->cancelling == 0 && !t->interrupted)
    t->must_cancel = 0;
  return t->cancelling;
}

/* task:uncancel() -> number of cancellations that are left */
static int unrequest (lua_State *L) {
  lua_pushinteger(L, task_unrequest(task_check(L, 1)));
  return 1;
}

/* ---- all tasks --------------------------------------------------------- */

/* Cancels the tasks that are `last`, or all others. */
static uint32_t request_each (lua_State *L, Loop *lp, int last) {
  lua_Integer i, n;
  int top = lua_gettop(L);
  lua_pushnil(L);  /* no message */
  own_get(L, TASKS_ALIVE);
  n = (lua_Integer)lua_rawlen(L, -1);
  for (i = 1; i <= n; i++) {
    Task *t;
    lua_rawgeti(L, top + 2, i);
    t = (Task *)own_test(L, -1, OWN_TASK);
    if (t != NULL && t->last == last && task_request(L, lp, top + 3, top + 1)) {
      lp->ending++;
      t->ending = 1;
    }
    lua_pop(L, 1);
  }
  lua_settop(L, top);
  return lp->ending;
}

/* lp->ending counts down as the tasks end. The `last` are cancelled later, so they
** still send what the others write meanwhile. */
uint32_t task_requestall (lua_State *L, Loop *lp) {
  lp->ending = 0;
  return request_each(L, lp, 0) > 0 ? lp->ending : request_each(L, lp, 1);
}

void cancel_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {
    {"cancel", task_cancel}, {"uncancel", task_uncancel},
    {"request", request}, {"request_all", request_all},
    {"cancelling", cancelling}, {"unrequest", unrequest}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  tasks_setweak(L, TASKS_MESSAGES);
}
