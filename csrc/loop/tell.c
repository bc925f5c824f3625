/*
** tell.c: how those that wait for the end of a task or a future are told of it,
** and how a cancellation finds what a task waits for.
**
** Who waits is an entry in the sequence of what it waits for: a task, which is
** woken; a function, or an object with a method _ended, which are called. The loop
** calls them when their turn has come, which is one for all: the news of the end.
** That is made before the end, so that telling needs no memory.
*/
#include "base/argument.h"
#include "base/error.h"
#include "loop/loop.h"
#include "wait/wait.h"

/* ---- telling --------------------------------------------------------------- */

static int has_calls (lua_State *L, int list) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  int found = 0;
  for (i = 1; i <= n && !found; i++) {
    int type = lua_rawgeti(L, list, i);
    found = type == LUA_TFUNCTION || type == LUA_TTABLE;
    lua_pop(L, 1);
  }
  return found;
}

/* What the task at the top waited for has ended. It runs in its turn, which the
** news has if there is one. */
static void wake (lua_State *L, Loop *lp, int by_news) {
  Task *t = task_test(L, -1);
  if (t == NULL || t->status != TASK_PARKED) return;
  t->by_news = by_news != 0;
  if (by_news) loop_unwait(lp, t, WAKE_BY_TASK);
  else loop_ready(lp, t, WAKE_BY_TASK);
}

static void wake_all (lua_State *L, Loop *lp, int list, Due *news) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  for (i = 1; i <= n; i++) {
    lua_rawgeti(L, list, i);
    wake(L, lp, news != NULL);
    lua_pop(L, 1);
    if (news != NULL) continue;
    lua_pushnil(L);
    lua_rawseti(L, list, i);
  }
  if (news != NULL) queue_add(&lp->ready, news);
}

int tell_end (lua_State *L, Loop *lp, int self) {
  Task *t = (Task *)lua_touserdata(L, self);
  int type = lua_getiuservalue(L, self, 2), list = lua_gettop(L), calls = 0;
  if (type == LUA_TTABLE) {
    calls = has_calls(L, list);
    wake_all(L, lp, list, calls ? &t->due : NULL);
  }
  else if (type == LUA_TUSERDATA) {
    wake(L, lp, 0);
    lua_pushnil(L);
    lua_setiuservalue(L, self, 2);
  }
  lua_pop(L, 1);
  return calls;
}

/* Tells the entry on the top. */
static void tell_one (lua_State *L, Loop *lp, int awaitable) {
  Task *t;
  switch (lua_type(L, -1)) {
    case LUA_TUSERDATA:
      t = task_test(L, -1);
      if (t == NULL || !t->by_news) break;
      t->by_news = 0;
      task_resume(L, lp, t);
      break;
    case LUA_TFUNCTION:
      lua_pushvalue(L, awaitable);
      callback_call(L, lp, 1);
      break;
    case LUA_TTABLE:
      lua_getfield(L, -1, "_ended");
      lua_insert(L, -2);
      lua_pushvalue(L, awaitable);
      callback_vital(L, lp, 2);
      break;
    default: break;
  }
}

void tell_list (lua_State *L, Loop *lp, int list, int awaitable) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  int top = lua_gettop(L);
  for (i = 1; i <= n; i++) {
    lua_rawgeti(L, list, i);
    lua_pushnil(L);
    lua_rawseti(L, list, i);
    tell_one(L, lp, awaitable);
    lua_settop(L, top);
  }
}

/* _loop.settle(future, state): sets its field _state and tells who waits */
static int settle (lua_State *L) {
  Loop *lp = loop_of(L);
  Due *news;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  news = has_calls(L, 1) ? handle_news(L, 1) : NULL;
  lua_pushvalue(L, 2);
  lua_setfield(L, 1, "_state");
  wake_all(L, lp, 1, news);
  return 0;
}

/* ---- cancelling -------------------------------------------------------------- */

/* Pushes what the task at `self` awaits: true if it is a task or a future. */
static int push_awaited (lua_State *L, int self) {
  if (lua_getiuservalue(L, self, 2) != LUA_TTABLE) return 0;
  lua_getfield(L, -1, "awaited");
  lua_remove(L, -2);
  return !lua_isnil(L, -1);
}

/* Cancels the future on the top, which the task awaits, by its method. One that says
** false has ended, and will wake the task; nil: the task waits in a circle. */
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

/* The task that the one at `self`, on the top, waits for takes its place: NULL,
** where there is none, or a search has been there: tasks can wait in a circle. Then
** on the top is what it awaits, or nil. */
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

/* The messages need memory: so they are first. */
static void set_messages (lua_State *L, Loop *lp, Task *t, int self,
                          int message) {
  int top = lua_gettop(L);
  uint32_t search = t->seen = ++lp->searches;
  lua_pushvalue(L, self);
  do task_setmessage(L, top + 1, message);
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

/* task:cancel([message]) -> boolean: false: it has ended
** Raises CancelledError in it where it is suspended, or will be next; in what it
** awaits, if it awaits a task or future. The error of one that has failed is taken
** by that. */
static int request (lua_State *L) {
  Task *t = task_check(L, 1);
  lua_settop(L, 2);
  if (t->status == TASK_FAILED) t->retrieved = 1;
  lua_pushboolean(L, task_request(L, loop_of(L), 1, 2));
  return 1;
}

/* _loop.request_all(set): cancels the tasks that are its keys */
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

/* task:cancelling() -> how many cancellations were asked for and not taken back */
static int cancelling (lua_State *L) {
  lua_pushinteger(L, task_check(L, 1)->cancelling);
  return 1;
}

/* task:uncancel() -> how many are left */
static int unrequest (lua_State *L) {
  Task *t = task_check(L, 1);
  if (t->cancelling > 0 && --t->cancelling == 0) t->must_cancel = 0;
  lua_pushinteger(L, t->cancelling);
  return 1;
}

void tell_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {
    {"settle", settle}, {"request", request}, {"request_all", request_all},
    {"cancelling", cancelling}, {"unrequest", unrequest}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
}
