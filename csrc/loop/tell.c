/*
** tell.c: how those that wait for the end of a task or a future are told of it,
** and how a cancellation finds what a task waits for.
**
** Memory may be lacking at any time, but who waits has to be told all the same:
** so nothing here asks for any where it can be done without. What is Lua and
** lacks it is called a second time, and if it is in vain again then the loop
** stops with that error, so that nobody waits for what no longer comes.
*/
#include "base/argument.h"
#include "base/error.h"
#include "loop/loop.h"
#include "wait/wait.h"

/* ---- telling --------------------------------------------------------------- */

/* Calls entry:_ended(awaitable). LUA_OK, or the error is on the top. */
static int call_ended (lua_State *L, int entry, int awaitable, int apart) {
  lua_State *co = apart ? callback_begin(L, 2) : NULL;
  if (apart && co == NULL) return LUA_ERRMEM;
  lua_getfield(L, entry, "_ended");
  lua_pushvalue(L, entry);
  lua_pushvalue(L, awaitable);
  if (!apart) return lua_pcall(L, 2, 0, 0);
  lua_xmove(L, co, 3);
  return callback_end(L, co, 2);
}

/* An _ended can be called again where it failed: its last step is what counts.
** Other errors than memory's are not its own: they are Ctrl-C's. */
static int tell_object (lua_State *L, Loop *lp, int entry, int awaitable,
                        int apart) {
  int tries, status = LUA_OK;
  for (tries = 0; tries < 2; tries++) {
    status = call_ended(L, entry, awaitable, apart);
    if (status == LUA_OK) return LUA_OK;
    if (tries == 0) lua_pop(L, 1);
  }
  if (status != LUA_ERRMEM && !apart) return status;
  lua_pop(L, 1);
  lp->lacking = 1;
  return LUA_OK;
}

/* A function is called by the loop soon. Without memory for that its error is
** reported, as an error in it would be. */
static void tell_function (lua_State *L, int entry, int awaitable) {
  tasks_get(L, TASKS_SOON);
  lua_pushvalue(L, entry);
  lua_pushvalue(L, awaitable);
  if (lua_pcall(L, 2, 0, 0) == LUA_OK) return;
  lua_pushnil(L);
  lua_insert(L, -2);
  lua_pushnil(L);
  report_unhandled(L);
}

static int tell_one (lua_State *L, Loop *lp, int entry, int awaitable,
                     int apart) {
  Task *t;
  switch (lua_type(L, entry)) {
    case LUA_TUSERDATA:
      t = task_test(L, entry);
      if (t != NULL && t->status == TASK_PARKED) loop_ready(lp, t, WAKE_BY_TASK);
      return LUA_OK;
    case LUA_TFUNCTION:
      tell_function(L, entry, awaitable);
      return LUA_OK;
    case LUA_TTABLE:
      return tell_object(L, lp, entry, awaitable, apart);
    default:
      return LUA_OK;
  }
}

/* Of the sequence `list`, which is emptied. Returns LUA_OK, or a status, and the
** error is on the top. */
static int tell_list (lua_State *L, Loop *lp, int list, int awaitable,
                      int apart) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  int top = lua_gettop(L), status = LUA_OK;
  for (i = 1; i <= n; i++) {
    lua_settop(L, status == LUA_OK ? top : top + 1);
    lua_rawgeti(L, list, i);
    lua_pushnil(L);
    lua_rawseti(L, list, i);
    if (tell_one(L, lp, lua_gettop(L), awaitable, apart) == LUA_OK) continue;
    status = LUA_ERRRUN;
    lua_replace(L, top + 1);
  }
  lua_settop(L, status == LUA_OK ? top : top + 1);
  return status;
}

void tell_task (lua_State *L, Loop *lp, int self) {
  int type = lua_getiuservalue(L, self, 2), entries = lua_gettop(L);
  if (type == LUA_TTABLE) tell_list(L, lp, entries, self, 1);
  else if (type == LUA_TUSERDATA) {
    tell_one(L, lp, entries, self, 1);
    lua_pushnil(L);
    lua_setiuservalue(L, self, 2);
  }
  lua_pop(L, 1);
}

/* _loop.settle(future, state): sets its field _state and tells who waits */
static int settle (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  lua_setfield(L, 1, "_state");
  if (tell_list(L, loop_of(L), 1, 1, 0) != LUA_OK) return lua_error(L);
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

/* Cancels the future on the top by its method. 0: it has ended; without memory
** for that the task that awaits it is the one that is told. */
static int cancel_future (lua_State *L, Loop *lp, Task *t, int message) {
  int status, cancelled;
  lua_getfield(L, -1, "cancel");
  lua_pushvalue(L, -2);
  lua_pushvalue(L, message);
  status = lua_pcall(L, 2, 1, 0);
  cancelled = lua_toboolean(L, -1);
  lua_pop(L, 1);
  if (status == LUA_OK) return cancelled;
  task_interrupt(lp, t, CANCEL_MEMORY);
  return 1;
}

/* The messages need memory: so they are first. */
static void set_messages (lua_State *L, int self, int message) {
  const Task *t;
  lua_pushvalue(L, self);
  while ((t = task_test(L, -1)) != NULL &&
         t->status < TASK_DONE) {
    task_setmessage(L, -1, message);
    if (!push_awaited(L, -1)) {
      lua_pop(L, 1);
      break;
    }
    lua_remove(L, -2);
  }
  lua_pop(L, 1);
}

int task_request (lua_State *L, Loop *lp, int self, int message) {
  Task *t = (Task *)lua_touserdata(L, self);
  int top = lua_gettop(L);
  if (t->status >= TASK_DONE) return 0;
  set_messages(L, self, message);
  lua_pushvalue(L, self);
  for (;;) {
    Task *inner;
    t->cancelling++;
    if (!push_awaited(L, top + 1)) break;
    lua_replace(L, top + 1);
    inner = task_test(L, top + 1);
    if (inner == NULL) {
      if (!cancel_future(L, lp, t, message)) break;
      lua_settop(L, top);
      return 1;
    }
    if (inner->status >= TASK_DONE) break;
    t = inner;
    lua_settop(L, top + 1);
  }
  task_interrupt(lp, t, CANCEL_ERROR);
  lua_settop(L, top);
  return 1;
}

/* task:cancel([message]) -> boolean: false: it has ended
** Raises CancelledError in it where it is suspended, or will be next; in what it
** awaits, if it awaits a task or future. */
static int request (lua_State *L) {
  task_check(L, 1);
  lua_settop(L, 2);
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
  if (t->cancelling > 0 && --t->cancelling == 0 &&
      t->must_cancel == CANCEL_ERROR) t->must_cancel = CANCEL_NOT;
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
