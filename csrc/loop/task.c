/*
** task.c: tasks: coroutines that the loop runs, how they end, who is told.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "base/traceback.h"
#include "loop/loop.h"
#include "wait/wait.h"

#include <string.h>

Task *task_test (lua_State *L, int index) {
  void *t = own_test(L, index, OWN_TASK);
  return (Task *)(t != NULL ? t : own_test(L, index, OWN_FINALIZED));
}

Task *task_check (lua_State *L, int arg) {
  Task *t = task_test(L, arg);
  if (t == NULL) luaL_typeerror(L, arg, "Task");
  return t;
}

int tasks_get (lua_State *L, int key) {
  int type;
  own_get(L, OWN_TASKS);
  type = lua_rawgeti(L, -1, key);
  lua_remove(L, -2);
  return type;
}

void tasks_set (lua_State *L, int key) {
  own_get(L, OWN_TASKS);
  lua_insert(L, -2);
  lua_rawseti(L, -2, key);
  lua_pop(L, 1);
}

void tasks_setfunction (lua_State *L, const Open *o, int key,
                        lua_CFunction f) {
  core_pushshared(L, o);
  lua_pushcclosure(L, f, NUPVALUES);
  tasks_set(L, key);
}

static void set_weak (lua_State *L, int key) {
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "k");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  tasks_set(L, key);
}

/* Pushes the task's userdata; it must be alive. */
static void push_task (lua_State *L, const Task *t) {
  tasks_get(L, TASKS_ALIVE);
  lua_rawgeti(L, -1, t->ref);
  lua_remove(L, -2);
}

/* ---- errors that nobody took ------------------------------------------------ */

/* (task | nil, error, traceback | nil) */
static int report (lua_State *L) {
  if (tasks_get(L, TASKS_ON_UNHANDLED) == LUA_TFUNCTION) {
    lua_insert(L, 1);
    lua_call(L, 3, 0);
    return 0;
  }
  lua_settop(L, 3);
  if (!lua_isstring(L, 3)) {
    trace_pushtext(L, 2);
    lua_replace(L, 3);
  }
  lua_pushfstring(L, "%s was never retrieved: ", lua_isnil(L, 1)
                  ? "The error of a callback" : "The error of a task");
  lua_writestringerror("%s", lua_tostring(L, 4));
  lua_writestringerror("%s\n", lua_tostring(L, 3));
  return 0;
}

void report_unhandled (lua_State *L) {
  tasks_get(L, TASKS_REPORT);
  lua_insert(L, -4);
  if (lua_pcall(L, 3, 0, 0) == LUA_OK) return;
  lua_writestringerror("%s\n", "The handler of errors failed itself.");
  lua_pop(L, 1);
  loop_nomemory(L);  /* else nobody would hear of it */
}

/* Replaces the task, or the error, on the top by its traceback or nil. */
static void to_traceback (lua_State *L) {
  tasks_get(L, TASKS_TRACEBACKS);
  lua_insert(L, -2);
  if (lua_rawget(L, -2) != LUA_TSTRING) {
    lua_pop(L, 1);
    lua_pushnil(L);
  }
  lua_remove(L, -2);
}

/* Of the task at `index`, if it failed and nobody has seen it. */
static void report_task (lua_State *L, int index) {
  Task *t = (Task *)lua_touserdata(L, index);
  if (t->status != TASK_FAILED || t->retrieved) return;
  t->retrieved = 1;
  index = lua_absindex(L, index);
  lua_pushvalue(L, index);
  lua_getiuservalue(L, index, 1);
  lua_pushvalue(L, index);
  to_traceback(L);
  report_unhandled(L);
}

/* Had every task a finalizer, then the collector would look through all of them
** each time: so a failed one has an object that is finalized with it, or where
** there is no memory for that is finalized itself. */
static int failed_gc (lua_State *L) {
  const Loop *lp = (const Loop *)state_of(L)->loop;
  if (own_test(L, 1, OWN_LOST) != NULL) {
    lua_getiuservalue(L, 1, 1);
    lua_replace(L, 1);
  }
  task_check(L, 1);
  if (lp == NULL || loop_isours(lp)) report_task(L, 1);
  return 0;
}

/* (task): enters it among those whose error nobody has seen. The object has its
** finalizer when it stands there: else that would tell of a task that is not lost.
*/
static int enter_failed (lua_State *L) {
  tasks_get(L, TASKS_FAILED);
  lua_newuserdatauv(L, 0, 1);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, 3, 1);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 3);
  lua_rawset(L, 2);
  own_setmetatable(L, OWN_LOST);
  return 0;
}

/* _loop.report(): reports what failed and was not seen, now */
static int task_report (lua_State *L) {
  lua_settop(L, 0);
  tasks_get(L, TASKS_FAILED);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    report_task(L, 2);
  }
  set_weak(L, TASKS_FAILED);
  return 0;
}

/* ---- cancellation ----------------------------------------------------------- */

/* Pushes the message that the task at `index` was cancelled with. */
static void push_message (lua_State *L, int index) {
  lua_pushvalue(L, index);
  tasks_get(L, TASKS_MESSAGES);
  lua_insert(L, -2);
  lua_rawget(L, -2);
  lua_remove(L, -2);
}

void task_checkcancel (lua_State *L, Task *t, const Op *op) {
  if (!t->must_cancel) return;
  t->must_cancel = 0;
  luaL_checkstack(L, 8, "stack overflow");
  push_task(L, t);
  push_message(L, -1);
  err_push(L, "CancelledError", 0, NULL);
  if (op != NULL && op->counts) {
    lua_pushinteger(L, (lua_Integer)op->done);
    lua_setfield(L, -2, "bytes_sent");
  }
  err_throw(L);
}

static int is_cancelled (lua_State *L, int index) {
  int same;
  if (!lua_istable(L, index) || !lua_getmetatable(L, index)) return 0;
  own_get(L, OWN_TASKS);
  lua_getfield(L, -1, "CancelledError");
  same = lua_rawequal(L, -1, -3);
  lua_pop(L, 3);
  return same;
}

void task_setmessage (lua_State *L, int self, int message) {
  Task *t = (Task *)lua_touserdata(L, self);
  if (!t->has_message && lua_isnil(L, message)) return;
  self = lua_absindex(L, self);
  tasks_get(L, TASKS_MESSAGES);
  lua_pushvalue(L, self);
  lua_pushvalue(L, message);
  lua_rawset(L, -3);
  lua_pop(L, 1);
  t->has_message = 1;
}

void task_interrupt (Loop *lp, Task *t) {
  t->must_cancel = 1;
  if (t->status == TASK_WAITING || t->status == TASK_PARKED)
    loop_ready(lp, t, WAKE_AGAIN);
}

/* _loop.cancel(task[, message]) -> boolean: false: it has ended */
static int task_cancel (lua_State *L) {
  Task *t = task_check(L, 1);
  int alive = t->status < TASK_DONE;
  lua_settop(L, 2);
  if (alive) {
    task_setmessage(L, 1, 2);
    task_interrupt(loop_of(L), t);
  }
  lua_pushboolean(L, alive);
  return 1;
}

/* _loop.uncancel(task) -> boolean, message: takes back what was not raised yet */
static int task_uncancel (lua_State *L) {
  Task *t = task_check(L, 1);
  int due = t->must_cancel;
  lua_settop(L, 1);
  lua_pushboolean(L, due);
  if (!due) return 1;
  t->must_cancel = 0;
  push_message(L, 1);
  return 2;
}

/* ---- running ---------------------------------------------------------------- */

/* Pushes the traceback that the error at 1 has already, or nil: that of a group,
** or of the task that the one at 3 awaited last, if it is that task's error. */
static int push_origin (lua_State *L) {
  lua_pushvalue(L, 1);
  to_traceback(L);
  if (!lua_isnil(L, -1)) return 1;
  lua_pushvalue(L, 3);
  if (lua_rawget(L, 2) != LUA_TUSERDATA) return 0;
  lua_getiuservalue(L, -1, 1);
  if (!lua_rawequal(L, -1, 1)) return 0;
  lua_pop(L, 1);
  to_traceback(L);
  return !lua_isnil(L, -1);
}

/* The message handler: the stack as it is where the error is raised. An error of
** nil would be none. */
static int keep_traceback (lua_State *L) {
  const Loop *lp;
  State *st = (State *)lua_touserdata(L, UP_STATE);
  lua_settop(L, 1);
  if (lua_isnil(L, 1)) {
    lua_pushliteral(L, "nil");
    lua_replace(L, 1);
  }
  if (is_cancelled(L, 1)) return 1;
  lp = (const Loop *)st->loop;
  if (lp == NULL || lp->current == NULL) return 1;  /* in a child process */
  tasks_get(L, TASKS_TRACEBACKS);
  push_task(L, lp->current);
  lua_pushvalue(L, 3);
  trace_push(L, 1, push_origin(L) ? lua_gettop(L) : 0);
  lua_replace(L, 5);
  lua_settop(L, 5);
  lua_rawset(L, 2);
  lua_settop(L, 1);
  return 1;
}

/* The running task is told the error of the one at 1, and may raise it again. */
static void note_origin (lua_State *L, const Loop *lp) {
  if (lp->current == NULL) return;
  tasks_get(L, TASKS_TRACEBACKS);
  push_task(L, lp->current);
  lua_pushvalue(L, 1);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

static int body_end (lua_State *L, int status, lua_KContext ctx) {
  (void)ctx;
  if (status != LUA_OK && status != LUA_YIELD) return lua_error(L);
  return lua_gettop(L) - 1;
}

/* (function, ...): what a task's coroutine runs. The call is protected so that
** <close> variables can wait too while an error unwinds. */
static int task_body (lua_State *L) {
  int status, n = lua_gettop(L);
  task_checkcancel(L, loop_of(L)->current, NULL);
  tasks_get(L, TASKS_HANDLER);
  lua_insert(L, 1);
  status = lua_pcallk(L, n - 1, LUA_MULTRET, 1, 0, body_end);
  return body_end(L, status, 0);
}

/* (coroutine, n) -> {n =, ...}: the n values on top of the coroutine */
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

/* Takes the results, `n` on top of the coroutine, or its error. The task lies
** at `self`; its coroutine is let go. One that was cancelled in its last step has
** no results. */
static void take_results (lua_State *L, Task *t, int self, int status, int n) {
  lua_State *co = t->co;
  t->co = NULL;
  if (status != LUA_OK) {
    lua_xmove(co, L, 1);
    t->status = is_cancelled(L, -1) ? TASK_CANCELLED : TASK_FAILED;
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

/* Lets the task's anchor go. */
static void forget (lua_State *L, Task *t) {
  tasks_get(L, TASKS_ALIVE);
  luaL_unref(L, -1, t->ref);
  lua_pop(L, 1);
  t->ref = LUA_NOREF;
}

/* Nothing here may raise, for it could not be done a second time: there is room
** on the stack (run_ready), and what needs memory is in protected calls. */
static void task_end (lua_State *L, Loop *lp, Task *t, int status, int n) {
  int self;
  push_task(L, t);
  self = lua_gettop(L);
  take_results(L, t, self, status, n);
  if (t->status == TASK_FAILED) {
    tasks_get(L, TASKS_ENTER_FAILED);
    lua_pushvalue(L, self);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
      own_get(L, OWN_FINALIZED);
      lua_setmetatable(L, self);
    }
    lp->failures++;
  }
  if (t->ending) lp->ending--;
  t->ending = 0;
  if (!t->has_extras || !tell_end(L, lp, self)) forget(L, t);
  lua_settop(L, self - 1);
}

/* In a child process nothing of the parent's goes on: the task's own error is
** told, or else that it went on. */
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
    loop_passon(lp, served, writes);
  if (status != LUA_YIELD) task_end(L, lp, t, status, n);
  else if (!lp->suspending) {  /* a bare coroutine.yield: the others may run */
    lua_pop(t->co, n);
    loop_ready(lp, t, WAKE_AGAIN);
  }
  lp->suspending = 0;
}

void task_run (lua_State *L, Loop *lp, Task *t) {
  int self = lua_gettop(L) + 1;
  if (t->status < TASK_DONE) {
    task_resume(L, lp, t);
    return;
  }
  push_task(L, t);
  forget(L, t);
  lua_getiuservalue(L, self, 2);
  tell_list(L, lp, self + 1, self);
  lua_settop(L, self - 1);
}

/* ---- closing ---------------------------------------------------------------- */

/* Moves the news of tasks that ended out of the queue; the steps of the others are
** dropped, and the handles stay. */
static Queue take_news (Queue *q) {
  Queue news = {NULL, NULL, 0}, kept = {NULL, NULL, 0};
  while (q->first != NULL) {
    Due *j = queue_take(q);
    if (!j->is_task) queue_add(&kept, j);
    else if (((Task *)j)->status >= TASK_DONE) queue_add(&news, j);
  }
  *q = kept;
  return news;
}

/* (task): tells its news, in a protected call */
static int protected_news (lua_State *L) {
  task_run(L, loop_of(L), (Task *)lua_touserdata(L, 1));
  return 0;
}

/* Tells them now: until the loop runs again they would keep alive what they know of,
** sockets among it. Whom there is no memory to tell is not told. */
static void tell_now (lua_State *L, Queue *news) {
  while (news->first != NULL) {
    Task *t = (Task *)queue_take(news);
    push_task(L, t);
    tasks_get(L, TASKS_NEWS);
    lua_pushvalue(L, -2);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) lua_pop(L, 1);
    if (t->ref != LUA_NOREF) forget(L, t);
    lua_pop(L, 1);
  }
}

/* Ends the task at `self` where it is. Its <close> variables are closed, but cannot
** wait for anything. Those that wait for its end are told that it was cancelled. */
static void close_one (lua_State *L, Loop *lp, int self) {
  Task *t = (Task *)lua_touserdata(L, self);
  loop_unwait(lp, t, WAKE_AGAIN);
  t->status = TASK_CANCELLED;
  t->by_news = t->ending = 0;
  t->waiter = NULL;
  lua_resetthread(t->co);
  t->co = NULL;
  lua_pushnil(L);
  lua_setiuservalue(L, self, 1);
  if (!t->has_extras || !tell_end(L, lp, self)) forget(L, t);
}

/* (task): reports that it did not end, and where it waits */
static int report_left (lua_State *L) {
  const Task *t = (const Task *)lua_touserdata(L, 1);
  lua_pushnil(L);
  luaL_traceback(L, t->co, NULL, 0);
  return report(L);
}

static void close_each (lua_State *L, Loop *lp, int reports) {
  lua_Integer i;
  int alive = lua_gettop(L) + 1;
  tasks_get(L, TASKS_ALIVE);
  for (i = 1; i <= (lua_Integer)lua_rawlen(L, alive); i++) {
    const Task *t;
    lua_rawgeti(L, alive, i);
    t = (const Task *)own_test(L, -1, OWN_TASK);
    if (t != NULL && t->status < TASK_DONE) {
      tasks_get(L, TASKS_LEFT);
      lua_pushvalue(L, alive + 1);
      if (reports && !t->own && lua_pcall(L, 1, 0, 0) != LUA_OK) lua_pop(L, 1);
      close_one(L, lp, alive + 1);
    }
    lua_settop(L, alive);
  }
  lua_pop(L, 1);
}

void task_closeall (lua_State *L, Loop *lp, int reports) {
  State *st = lp->state;
  Queue news = take_news(&lp->ready), more;
  lp->closing = 1;
  lp->ending = 0;
  st->suspend = loop_suspend;  /* it refuses, else a call would block */
  close_each(L, lp, reports);
  more = take_news(&lp->ready);
  tell_now(L, &news);
  tell_now(L, &more);
  st->suspend = NULL;
  lp->closing = 0;
}

/* ---- bindings --------------------------------------------------------------- */

/* _loop.spawn(function, ...) -> task */
int task_spawn (lua_State *L) {
  Loop *lp = loop_usable(L);
  int n = lua_gettop(L);
  Task *t;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  if (lp->closing) err_fail(L, "no task can begin while all are being closed");
  t = (Task *)lua_newuserdatauv(L, sizeof(Task), 2);
  memset(t, 0, sizeof *t);
  t->due.is_task = 1;
  t->ref = LUA_NOREF;
  t->fd = t->served = -1;
  t->status = TASK_CANCELLED;  /* until it is whole */
  own_setmetatable(L, OWN_TASK);
  t->co = lua_newthread(L);
  lua_setiuservalue(L, -2, 1);
  if (!lua_checkstack(t->co, n + 1)) luaL_error(L, "too many arguments");
  tasks_get(L, TASKS_BODY);
  lua_xmove(L, t->co, 1);
  lua_insert(L, 1);
  lua_xmove(L, t->co, n);
  tasks_get(L, TASKS_ALIVE);
  lua_pushvalue(L, 1);
  t->ref = luaL_ref(L, -2);
  loop_ready(lp, t, WAKE_START);
  lua_settop(L, 1);
  return 1;
}

/* _loop.current() -> task | nil */
static int task_current (lua_State *L) {
  const Loop *lp = loop_of(L);
  if (lp->current == NULL) lua_pushnil(L);
  else push_task(L, lp->current);
  return 1;
}

/* _loop.wake(task) -> boolean: it was parked */
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

/* _loop.result(task[, unseen]) -> true, ... | false, error: which stays one that
** nobody took if it is unseen */
static int task_result (lua_State *L) {
  Task *t = task_check(L, 1);
  int i, n, unseen;
  if (t->status < TASK_DONE) return luaL_error(L, "the task has not ended");
  unseen = lua_toboolean(L, 2);
  lua_settop(L, 1);
  if (!unseen && t->status == TASK_FAILED) note_origin(L, loop_of(L));
  if (!unseen) t->retrieved = 1;
  lua_pushboolean(L, t->status == TASK_DONE);
  lua_getiuservalue(L, 1, 1);
  if (t->status == TASK_CANCELLED && lua_isnil(L, 3)) {  /* it raised none */
    push_message(L, 1);
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

/* _loop.retrieved(task): its error has been seen */
static int task_retrieved (lua_State *L) {
  task_check(L, 1)->retrieved = 1;
  return 0;
}

/* _loop.traceback(task) -> string | nil */
static int task_traceback (lua_State *L) {
  task_check(L, 1);
  lua_settop(L, 1);
  to_traceback(L);
  return 1;
}

/* _loop.set_traceback(error, string): of an object that several tasks' errors are
** raised as */
static int task_settraceback (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TSTRING);
  lua_settop(L, 2);
  tasks_get(L, TASKS_TRACEBACKS);
  lua_insert(L, 1);
  lua_rawset(L, 1);
  return 0;
}

/* Pushes the table of what the Lua rooms know of the task at 1, made on first
** use. */
static void push_extras (lua_State *L, Task *t) {
  if (lua_getiuservalue(L, 1, 2) == LUA_TTABLE) return;
  lua_newtable(L);
  lua_insert(L, -2);
  lua_rawseti(L, -2, 1);  /* the task that waited for it alone, or nil */
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, 1, 2);
  t->has_extras = 1;
}

/* _loop.extras(task) -> table: the Lua rooms' own */
static int task_extras (lua_State *L) {
  push_extras(L, task_check(L, 1));
  return 1;
}

/* _loop.subscribe(task, entry): the entry wants to know its end. A task that is
** the first and only one to know of needs no table: the usual case. */
static int task_subscribe (lua_State *L) {
  Task *t = task_check(L, 1);
  lua_settop(L, 2);
  if (!t->has_extras && lua_isuserdata(L, 2)) {
    lua_setiuservalue(L, 1, 2);
    t->has_extras = 1;
    return 0;
  }
  push_extras(L, t);
  lua_pushvalue(L, 2);
  lua_rawseti(L, 3, (lua_Integer)lua_rawlen(L, 3) + 1);
  return 0;
}

/* _loop.unsubscribe(task, entry) -> how often it was there | nil: its extras are to
** be looked through. Asks for no memory: an entry that stays would be woken out of
** whatever it waits for by then. */
static int task_unsubscribe (lua_State *L) {
  Task *t = task_check(L, 1);
  int found = 0;
  lua_settop(L, 2);
  if (t->status < TASK_DONE) {  /* else all are told, or will be with its news */
    if (lua_getiuservalue(L, 1, 2) == LUA_TTABLE) return 0;
    found = lua_isuserdata(L, 3) && lua_rawequal(L, 2, 3);
  }
  if (found) {
    lua_pushnil(L);
    lua_setiuservalue(L, 1, 2);
    t->has_extras = 0;
  }
  lua_pushinteger(L, found);
  return 1;
}

/* _loop.own(task[, last]): it is one of the module's own. One that is `last` goes
** on at the end of a run until the program's tasks have ended. */
static int task_own (lua_State *L) {
  Task *t = task_check(L, 1);
  t->own = 1;
  t->last = lua_toboolean(L, 2) != 0;
  return 0;
}

/* _loop.all([own]) -> sequence of the tasks that have not ended, with or without
** the module's own */
static int task_all (lua_State *L) {
  lua_Integer i, n, count = 0;
  int own = lua_toboolean(L, 1);
  tasks_get(L, TASKS_ALIVE);
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
  return 1;
}

/* _loop.on_unhandled(function | nil) */
static int task_onunhandled (lua_State *L) {
  lua_settop(L, 1);
  tasks_set(L, TASKS_ON_UNHANDLED);
  return 0;
}

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

/* Cancels the tasks that are, or are not, those that go on until the last. */
static uint32_t request_each (lua_State *L, Loop *lp, int last) {
  lua_Integer i, n;
  int top = lua_gettop(L);
  lua_pushnil(L);  /* no message */
  tasks_get(L, TASKS_ALIVE);
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

/* The loop counts down as they end. What the program's tasks write while they end
** is still sent. */
uint32_t task_requestall (lua_State *L, Loop *lp) {
  lp->ending = 0;
  return request_each(L, lp, 0) > 0 ? lp->ending : request_each(L, lp, 1);
}

/* ---- what belongs to all tasks ----------------------------------------------- */

/* What is on the C stack of this child has to outlive its end in the tables. */
static void keep_running (lua_State *L, const Loop *lp) {
  lua_Integer n;
  tasks_get(L, TASKS_FORKED);
  n = (lua_Integer)lua_rawlen(L, -1);
  tasks_get(L, TASKS_CALLER);
  lua_rawseti(L, -2, n + 1);
  if (lp->current != NULL) {
    push_task(L, lp->current);
    lua_getiuservalue(L, -1, 1);
    lua_rawseti(L, -3, n + 2);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* The parent reports them. */
static void forget_failed (lua_State *L) {
  tasks_get(L, TASKS_FAILED);
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
    ((Task *)lua_touserdata(L, -2))->retrieved = 1;
  lua_pop(L, 1);
}

/* Ends the task on the top, if it is one, with the error below it. */
static void abandon (lua_State *L) {
  Task *t = (Task *)own_test(L, -1, OWN_TASK);
  if (t == NULL) {
    handle_abandon(L, -1);
    return;
  }
  lua_pushvalue(L, -2);
  lua_setiuservalue(L, -2, 1);
  t->status = TASK_CANCELLED;
  t->ref = LUA_NOREF;
  t->fd = -1;
  t->due.next = NULL;
  t->co = t->waiter = NULL;
}

void task_endall (lua_State *L) {
  lua_Integer i, n;
  tasks_get(L, TASKS_ALIVE);
  n = (lua_Integer)lua_rawlen(L, -1);
  for (i = 1; i <= n; i++) {
    Task *t;
    lua_rawgeti(L, -1, i);
    if ((t = (Task *)own_test(L, -1, OWN_TASK)) != NULL) {
      t->status = TASK_CANCELLED;
      t->due.next = NULL;
      t->fd = -1;
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* The coroutines are dropped where they are: what they hold is the parent's to
** close. What needs memory comes first. */
void task_abandonall (lua_State *L, const Loop *lp) {
  lua_Integer i, n;
  int alive = lua_gettop(L) + 1;
  luaL_checkstack(L, 8, "stack overflow");
  tasks_get(L, TASKS_ALIVE);
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
  tasks_set(L, TASKS_CALLER);
  tasks_set(L, TASKS_ALIVE);
  lua_pop(L, 1);
}

/* Makes the metatables, and sets the class of tasks into the table at `table`. */
static void open_metatables (lua_State *L, const Open *o, int table) {
  static const luaL_Reg task[] = {{"__tostring", task_tostring}, {NULL, NULL}};
  static const luaL_Reg finalized[] = {
    {"__tostring", task_tostring}, {"__gc", failed_gc}, {NULL, NULL}
  };
  static const luaL_Reg lost[] = {{"__gc", failed_gc}, {NULL, NULL}};
  static const struct { int key; const luaL_Reg *functions; } kinds[] = {
    {OWN_TASK, task}, {OWN_FINALIZED, finalized}, {OWN_LOST, lost}
  };
  size_t i;
  lua_newtable(L);
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
    {"spawn", task_spawn}, {"current", task_current}, {"wake", task_wake},
    {"cancel", task_cancel}, {"uncancel", task_uncancel},
    {"status", task_status}, {"result", task_result},
    {"retrieved", task_retrieved}, {"traceback", task_traceback},
    {"set_traceback", task_settraceback},
    {"extras", task_extras}, {"subscribe", task_subscribe},
    {"unsubscribe", task_unsubscribe}, {"own", task_own}, {"all", task_all},
    {"report", task_report}, {"on_unhandled", task_onunhandled}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  lua_newtable(L);
  lua_getfield(L, o->module, "CancelledError");
  lua_pushvalue(L, -1);
  lua_setfield(L, table, "CancelledError");
  lua_setfield(L, -2, "CancelledError");
  own_put(L, o, OWN_TASKS);
  lua_newtable(L);
  tasks_set(L, TASKS_ALIVE);
  lua_newtable(L);
  tasks_set(L, TASKS_FORKED);
  set_weak(L, TASKS_TRACEBACKS);
  set_weak(L, TASKS_MESSAGES);
  set_weak(L, TASKS_FAILED);
  tasks_setfunction(L, o, TASKS_BODY, task_body);
  tasks_setfunction(L, o, TASKS_HANDLER, keep_traceback);
  tasks_setfunction(L, o, TASKS_NEWS, protected_news);
  tasks_setfunction(L, o, TASKS_LEFT, report_left);
  tasks_setfunction(L, o, TASKS_REPORT, report);
  tasks_setfunction(L, o, TASKS_ENTER_FAILED, enter_failed);
  open_metatables(L, o, table);
}
