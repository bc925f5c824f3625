/*
** task.c: tasks, which are coroutines that the loop runs.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/front.h"
#include "base/own.h"
#include "base/show.h"
#include "base/traceback.h"
#include "loop/cancel.h"
#include "loop/notify.h"
#include "loop/report.h"
#include "loop/suspend.h"
#include "loop/task.h"
#include "loop/waitqueue.h"
#include "loop/watch.h"

#include <string.h>

/* ---- running ----------------------------------------------------------- */

/* Pushes the traceback that the error at 1 already has, and returns whether there
** is one: that of a group, or that of the task that the task at 3 awaited last,
** if this is its error. */
static int push_origin (lua_State *L) {
  lua_pushvalue(L, 1);
  report_totraceback(L);
  if (!lua_isnil(L, -1)) return 1;
  lua_pushvalue(L, 3);
  if (lua_rawget(L, 2) != LUA_TUSERDATA) return 0;
  lua_getiuservalue(L, -1, 1);
  if (!lua_rawequal(L, -1, 1)) return 0;
  lua_pop(L, 1);
  report_totraceback(L);
  return !lua_isnil(L, -1);
}

/* The message handler of tasks: keeps the traceback of the error. An error nil
** becomes a string. */
static int keep_traceback (lua_State *L) {
  const Loop *lp;
  State *st = (State *)lua_touserdata(L, UP_STATE);
  lua_settop(L, 1);
  if (lua_isnil(L, 1)) {
    lua_pushliteral(L, "nil");
    lua_replace(L, 1);
  }
  if (task_iscancelled(L, 1)) return 1;
  lp = (const Loop *)st->loop;
  if (lp == NULL || lp->current == NULL) return 1;  /* in a child process */
  own_get(L, TASKS_TRACEBACKS);
  task_push(L, lp->current);
  lua_pushvalue(L, 3);
  trace_push(L, 1, push_origin(L) ? lua_gettop(L) : 0);
  lua_replace(L, 5);
  lua_settop(L, 5);
  lua_rawset(L, 2);
  lua_settop(L, 1);
  return 1;
}

/* The running task gets the error of the task at 1, and may raise it again, with
** the same traceback. */
static void note_origin (lua_State *L, const Loop *lp) {
  if (lp->current == NULL) return;
  own_get(L, TASKS_TRACEBACKS);
  task_push(L, lp->current);
  lua_pushvalue(L, 1);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

/* (function, ...): the body of a task's coroutine. The call is protected, so that
** <close> variables can wait while an error unwinds. */
static int task_body (lua_State *L) {
  int n = lua_gettop(L);
  task_checkcancel(L, loop_of(L)->current, NULL);
  own_get(L, TASKS_HANDLER);
  lua_insert(L, 1);
  return front_results(L, lua_pcallk(L, n - 1, LUA_MULTRET, 1, 1,
                                     front_results), 1);
}

/* (coroutine, n) -> {n = n, ...}: the n values on the top of the coroutine */
static int pack_results (lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  int i, n = (int)lua_tointeger(L, 2);
  luaL_checkstack(L, n + 2, "too many results");
  lua_createtable(L, n, 1);
  lua_xmove(co, L, n);
  for (i = n; i > 0; i--) lua_rawseti(L, 3, i);
  lua_pushinteger(L, n);
  lua_setfield(L, 3, "n");
  return 1;
}

/* Replaces the coroutine of the task at `self` with its `n` results or its error.
** A task that was cancelled in its last step has no results. */
static void take_results (lua_State *L, Task *t, int self, int status, int n) {
  lua_State *co = t->co;
  t->co = NULL;
  if (status != LUA_OK) {
    lua_xmove(co, L, 1);
    t->status = task_iscancelled(L, -1) ? TASK_CANCELLED : TASK_FAILED;
  }
  else if (n == 0 || t->must_cancel) {
    lua_pushnil(L);
    t->status = t->must_cancel ? TASK_CANCELLED : TASK_DONE;
  }
  else {
    lua_pushcfunction(L, pack_results);
    lua_getiuservalue(L, self, 1);
    lua_pushinteger(L, n);
    t->status = lua_pcall(L, 2, 1, 0) == LUA_OK ? TASK_DONE : TASK_FAILED;
  }
  lua_setiuservalue(L, self, 1);
}

/* This must not raise, because it could not be repeated: run_ready reserves the
** stack, and all that needs memory is in protected calls. */
static void task_end (lua_State *L, Loop *lp, Task *t, int status, int n) {
  int self;
  task_push(L, t);
  self = lua_gettop(L);
  take_results(L, t, self, status, n);
  if (t->status == TASK_FAILED) {
    own_get(L, TASKS_RECORD_FAILED);
    lua_pushvalue(L, self);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
      own_get(L, OWN_FINALIZED);
      lua_setmetatable(L, self);
    }
    lp->failures++;
  }
  if (t->ending) lp->ending--;
  t->ending = 0;
  if (!t->has_extras || !notify_end(L, lp, self)) task_forget(L, t);
  lua_settop(L, self - 1);
}

/* In a child process, a task of the parent must not continue: raises the error of
** the task, or the error that it continued. */
static void left_process (lua_State *L, lua_State *co, int status) {
  if (status == LUA_OK || status == LUA_YIELD) err_fail(L, FORKED);
  lua_xmove(co, L, 1);
  lua_error(L);
}

void task_resume (lua_State *L, Loop *lp, Task *t) {
  State *st = lp->state;
  lua_State *co = t->co;
  uint32_t process = lp->process;
  int served = t->served, writes = t->writes, status, n = 0;
  int nargs = t->wake == WAKE_START ? lua_gettop(t->co) - 1 : 0;
  Loop *outer = *lp->innermost;
  loop_checkprocess(L, lp, process);
  if (t->queued) waitqueue_leave(t);
  t->status = TASK_RUNNING;
  lp->current = t;
  lp->running = t->co;
  lp->suspending = 0;
  lp->budget = FAIR_SHARE;
  st->suspend = loop_suspend;
  st->share = loop_share;
  *lp->innermost = lp;
  status = lua_resume(co, L, nargs, &n);
  *lp->innermost = outer;
  if (process_number(st) != process) left_process(L, co, status);
  st->suspend = NULL;
  st->share = NULL;
  lp->current = NULL;
  lp->running = NULL;
  if (served >= 0 && !(t->fd == served && t->writes == writes))
    loop_wakenext(lp, served, writes);
  if (status != LUA_YIELD) task_end(L, lp, t, status, n);
  else if (!lp->suspending) {  /* a bare coroutine.yield lets the others run */
    lua_pop(t->co, n);
    loop_ready(lp, t, WAKE_AGAIN);
  }
  lp->suspending = 0;
}

/* ---- bindings ---------------------------------------------------------- */

/* _loop.spawn(function, ...) -> task */
int task_spawn (lua_State *L) {
  Loop *lp = loop_usable(L);
  int n = lua_gettop(L);
  Task *t;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  if (lp->closing) err_fail(L, "no task can start while all tasks are being closed");
  t = (Task *)lua_newuserdatauv(L, sizeof(Task), 2);
  memset(t, 0, sizeof *t);
  t->item.kind = ITEM_TASK;
  t->ref = LUA_NOREF;
  t->fd = t->served = -1;
  t->status = TASK_CANCELLED;  /* until it is complete */
  own_setmetatable(L, OWN_TASK);
  t->co = lua_newthread(L);
  lua_setiuservalue(L, -2, 1);
  if (!lua_checkstack(t->co, n + 1)) luaL_error(L, "too many arguments");
  own_get(L, TASKS_BODY);
  lua_xmove(L, t->co, 1);
  lua_insert(L, 1);
  lua_xmove(L, t->co, n);
  own_get(L, TASKS_ALIVE);
  lua_pushvalue(L, 1);
  t->ref = luaL_ref(L, -2);
  loop_ready(lp, t, WAKE_START);
  lua_settop(L, 1);
  return 1;
}

/* While the loop runs, starts a task for a function; otherwise calls `slow`. */
static int task_make (lua_State *L) {
  if (lua_isfunction(L, 1) && loop_of(L)->stepping) return task_spawn(L);
  return front_callclean(L, FRONT_SLOW);
}

/* _loop.task_maker(slow) -> function(function, ...) -> task */
static int task_maker (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  return front_newmethod(L, task_make);
}

/* _loop.current() -> task | nil. It does not create the loop. */
static int task_current (lua_State *L) {
  const Loop *lp = state_of(L)->loop != NULL ? loop_of(L) : NULL;
  if (lp == NULL || lp->current == NULL) lua_pushnil(L);
  else task_push(L, lp->current);
  return 1;
}

/* _loop.wake(task) -> boolean: was it parked? */
static int task_wake (lua_State *L) {
  Task *t = task_check(L, 1);
  int parked = t->status == TASK_PARKED;
  if (parked) loop_ready(loop_of(L), t, WAKE_BY_TASK);
  lua_pushboolean(L, parked);
  return 1;
}

/* _loop.status(task) -> string */
static int task_status (lua_State *L) {
  static const char *const names[] = {
    "ready", "running", "waiting", "waiting", "done", "failed", "cancelled"
  };
  lua_pushstring(L, names[task_check(L, 1)->status]);
  return 1;
}

/* Pushes true and the results of the task at 1, which is alone on the stack, or false
** and its error. Returns their number. */
static int push_outcome (lua_State *L, const Task *t) {
  int i, n;
  lua_pushboolean(L, t->status == TASK_DONE);
  lua_getiuservalue(L, 1, 1);
  if (t->status == TASK_CANCELLED && lua_isnil(L, 3)) {  /* it raised no error */
    task_pushmessage(L, 1);
    err_push(L, "CancelledError", 0, NULL);
    lua_remove(L, 3);
  }
  if (t->status != TASK_DONE) return 2;
  if (lua_isnil(L, 3)) {  /* no results */
    lua_settop(L, 2);
    return 1;
  }
  lua_getfield(L, 3, "n");
  n = (int)lua_tointeger(L, 4);
  lua_pop(L, 1);
  luaL_checkstack(L, n, "too many results");
  for (i = 1; i <= n; i++) lua_rawgeti(L, 3, i);
  lua_remove(L, 3);
  return n + 1;
}

/* The same, and the error counts as retrieved. */
static int retrieve_outcome (lua_State *L, Task *t) {
  if (t->status == TASK_FAILED) note_origin(L, loop_of(L));
  t->retrieved = 1;
  return push_outcome(L, t);
}

/* _loop.result(task[, unseen]) -> true, ... | false, error
** With `unseen`, the error does not count as retrieved. */
static int task_result (lua_State *L) {
  Task *t = task_check(L, 1);
  int unseen = lua_toboolean(L, 2);
  if (t->status < TASK_DONE) return luaL_error(L, "the task has not ended");
  lua_settop(L, 1);
  return unseen ? push_outcome(L, t) : retrieve_outcome(L, t);
}

/* _loop.isfuture(value) -> boolean: is it a task or a future? */
static int task_isfuture (lua_State *L) {
  int is = task_test(L, 1) != NULL;
  if (!is && lua_istable(L, 1) && lua_getmetatable(L, 1)) {
    lua_pushliteral(L, "__future");
    is = lua_rawget(L, -2) != LUA_TNIL;
  }
  lua_pushboolean(L, is);
  return 1;
}

/* ---- methods ----------------------------------------------------------- */

static Task *receiver (lua_State *L, const char *method) {
  Task *t = task_test(L, 1);
  if (t == NULL) core_badreceiver(L, "task", method);
  return t;
}

/* task:done() -> boolean */
static int method_done (lua_State *L) {
  lua_pushboolean(L, receiver(L, "done")->status >= TASK_DONE);
  return 1;
}

/* task:cancelled() -> boolean */
static int method_cancelled (lua_State *L) {
  lua_pushboolean(L, receiver(L, "cancelled")->status == TASK_CANCELLED);
  return 1;
}

/* Returns the results of the task at 1, which has ended, or raises its error. */
static int return_results (lua_State *L, Task *t) {
  int n;
  lua_settop(L, 1);
  n = retrieve_outcome(L, t);
  if (!lua_toboolean(L, 2)) return lua_error(L);
  return n - 1;
}

/* task:result() -> results
** The task must have ended; raises its error. */
static int method_result (lua_State *L) {
  Task *t = receiver(L, "result");
  if (t->status >= TASK_DONE) return return_results(L, t);
  lua_pushliteral(L, "Result is not set.");
  err_push(L, "InvalidStateError", 0, NULL);
  return err_throw(L);
}

/* task:await() -> results
** Raises its error. If the task has not ended, calls `slow`. */
static int method_await (lua_State *L) {
  Task *t = receiver(L, "await");
  if (t->status >= TASK_DONE) return return_results(L, t);
  return front_callclean(L, FRONT_SLOW);
}

/* _loop.awaiter(slow) -> the method await */
static int task_awaiter (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  return front_newmethod(L, method_await);
}

/* ---- data of the Lua modules for a task -------------------------------------- */

/* Pushes the table of data that the Lua modules keep for the task at 1. It is
** created on first use. */
static void push_extras (lua_State *L, Task *t) {
  if (lua_getiuservalue(L, 1, 2) == LUA_TTABLE && !t->alone) return;
  lua_newtable(L);
  lua_insert(L, -2);
  lua_rawseti(L, -2, 1);  /* the only entry so far, or nil */
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, 1, 2);
  t->has_extras = 1;
  t->alone = 0;
}

/* _loop.extras(task) -> table of data that the Lua modules keep for it */
static int task_extras (lua_State *L) {
  push_extras(L, task_check(L, 1));
  return 1;
}

/* _loop.subscribe(task, entry): adds an entry that waits for its end (notify.c)
** A single entry, which is the usual case, needs no table. */
static int task_subscribe (lua_State *L) {
  Task *t = task_check(L, 1);
  lua_settop(L, 2);
  if (!t->has_extras && !lua_isnil(L, 2)) {
    lua_setiuservalue(L, 1, 2);
    t->has_extras = t->alone = 1;
    return 0;
  }
  push_extras(L, t);
  lua_pushvalue(L, 2);
  lua_rawseti(L, 3, (lua_Integer)lua_rawlen(L, 3) + 1);
  return 0;
}

/* _loop.unsubscribe(task, entry) -> number of removed entries | nil
** nil: the caller must remove the entry from the extras. It needs no memory,
** because an entry that stays would wake the task from a later wait. */
static int task_unsubscribe (lua_State *L) {
  Task *t = task_check(L, 1);
  int found = 0;
  lua_settop(L, 2);
  if (t->status < TASK_DONE) {  /* otherwise its end wakes all entries */
    if (lua_getiuservalue(L, 1, 2) == LUA_TTABLE && !t->alone) return 0;
    found = t->alone && lua_rawequal(L, 2, 3);
  }
  if (found) {
    lua_pushnil(L);
    lua_setiuservalue(L, 1, 2);
    t->has_extras = t->alone = 0;
  }
  lua_pushinteger(L, found);
  return 1;
}

/* _loop.own(task[, last]): marks it as one of the module's own
** At the end of a run, a `last` task continues until the program's have ended. */
static int task_own (lua_State *L) {
  Task *t = task_check(L, 1);
  t->own = 1;
  t->last = lua_toboolean(L, 2) != 0;
  return 0;
}

/* _loop.all([own]) -> sequence of the tasks that have not ended
** The module's own tasks are included if `own` is true. */
static int task_all (lua_State *L) {
  lua_Integer i, n, count = 0;
  int own = lua_toboolean(L, 1);
  own_get(L, TASKS_ALIVE);
  n = (lua_Integer)lua_rawlen(L, -1);
  lua_newtable(L);
  for (i = 1; i <= n; i++) {
    const Task *t;
    lua_rawgeti(L, -2, i);
    t = (const Task *)own_test(L, -1, OWN_TASK);
    if (t != NULL && t->status < TASK_DONE && (own || !t->own))
      lua_rawseti(L, -2, ++count);
    else lua_pop(L, 1);
  }
  list_set(L);
  return 1;
}

/* tostring(task) -> the result of the class's method __tostring */
static int task_tostring (lua_State *L) {
  task_check(L, 1);
  if (luaL_getmetafield(L, 1, "__index") == LUA_TTABLE &&
      lua_getfield(L, -1, "__tostring") == LUA_TFUNCTION) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
  }
  else
    lua_pushfstring(L, "Task: %p", lua_topointer(L, 1));
  return 1;
}

/* Creates the metatables, and sets the class Task in the table at `table`. */
static void open_metatables (lua_State *L, const Open *o, int table) {
  static const luaL_Reg methods[] = {
    {"done", method_done}, {"cancelled", method_cancelled},
    {"result", method_result}, {NULL, NULL}
  };
  static const luaL_Reg task[] = {{"__tostring", task_tostring}, {NULL, NULL}};
  static const luaL_Reg finalized[] = {
    {"__tostring", task_tostring}, {"__gc", report_gc}, {NULL, NULL}
  };
  static const luaL_Reg lost[] = {{"__gc", report_gc}, {NULL, NULL}};
  static const struct { int key; const luaL_Reg *functions; } kinds[] = {
    {OWN_TASK, task}, {OWN_FINALIZED, finalized}, {OWN_LOST, lost}
  };
  size_t i;
  lua_newtable(L);
  core_setfuncs(L, o, lua_gettop(L), methods);
  lua_pushvalue(L, -1);
  lua_setfield(L, table, "Task");
  for (i = 0; i < COUNT(kinds); i++) {
    own_newmetatable(L, o, kinds[i].key, kinds[i].functions);
    lua_pushliteral(L, "Task");
    lua_setfield(L, -2, "__name");
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

void task_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {
    {"spawn", task_spawn}, {"task_maker", task_maker}, {"awaiter", task_awaiter},
    {"current", task_current}, {"wake", task_wake},
    {"status", task_status}, {"result", task_result},
    {"isfuture", task_isfuture},
    {"extras", task_extras}, {"subscribe", task_subscribe},
    {"unsubscribe", task_unsubscribe}, {"own", task_own}, {"all", task_all},
    {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  lua_getfield(L, o->module, "CancelledError");
  lua_pushvalue(L, -1);
  lua_setfield(L, table, "CancelledError");
  own_set(L, TASKS_CANCELLED);
  lua_newtable(L);
  own_set(L, TASKS_ALIVE);
  lua_newtable(L);
  own_set(L, TASKS_FORKED);
  tasks_setfunction(L, o, TASKS_BODY, task_body);
  tasks_setfunction(L, o, TASKS_HANDLER, keep_traceback);
  open_metatables(L, o, table);
}
