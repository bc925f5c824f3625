/*
** timeout.c: time limits: asyncio.timeout, timeout_at and wait_for.
**
** When a limit expires, it cancels its task, and its __close turns the cancellation
** into a TimeoutError. The loop does not keep a limit alive: one that is no longer
** referenced is collected, and cancels nothing.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/exception.h"
#include "base/own.h"
#include "loop/cancel.h"
#include "loop/timeout.h"
#include "loop/timer.h"
#include "wait/wait.h"

#include <math.h>
#include <string.h>

enum { ACTIVE, EXPIRING, EXPIRED, FINISHED };

/* The task is its user value. */
typedef struct Timeout {
  Item item;
  Task *task;
  const char *name;     /* the function that created it */
  lua_Number when;      /* seconds, as _loop.time() */
  uint32_t cancelling;  /* that of the task at the start */
  uint8_t state;        /* one of these four */
  uint8_t limits;       /* it has a time */
  uint8_t scheduled;    /* in the heap or in the ready queue */
} Timeout;

static const char *const states[] = {"active", "expiring", "expired", "finished"};

static lua_Number now (void) {
  return (lua_Number)wait_now() / NS_PER_S;
}

/* ---- in the loop ------------------------------------------------------- */

/* Removes the limit from the heap or the ready queue. */
static void unschedule (Loop *lp, Timeout *t) {
  if (!t->scheduled) return;
  t->scheduled = 0;
  if (t->item.index != 0) heap_remove(&lp->heap, &t->item);
  else queue_remove(&lp->ready, &t->item);
}

/* The caller has reserved the heap's space. */
static void schedule (Loop *lp, Timeout *t) {
  if (!t->limits || t->when >= NEVER_S) return;
  t->scheduled = 1;
  if (t->when <= now()) queue_add(&lp->ready, &t->item);
  else heap_add(&lp->heap, &t->item, (int64_t)ceil(t->when * NS_PER_S));
}

void timeout_expire (lua_State *L, Loop *lp, Item *j) {
  Timeout *t = (Timeout *)j;
  t->scheduled = 0;
  t->state = EXPIRING;
  if (t->task->status >= TASK_DONE) return;
  task_push(L, t->task);
  lua_pushnil(L);  /* no message */
  task_request(L, lp, lua_gettop(L) - 1, lua_gettop(L));
  lua_pop(L, 2);
}

/* ---- creating ---------------------------------------------------------- */

static Timeout *test (lua_State *L) {
  void *t = own_test(L, 1, OWN_TIMEOUT);
  return (Timeout *)(t != NULL ? t : own_test(L, 1, OWN_CLOSED_TIMEOUT));
}

static Timeout *check (lua_State *L) {
  Timeout *t = test(L);
  if (t == NULL) luaL_typeerror(L, 1, "Timeout");
  return t;
}

/* A number of seconds, or nil. */
static int check_seconds (lua_State *L, int arg) {
  if (lua_isnoneornil(L, arg)) return 0;
  luaL_checktype(L, arg, LUA_TNUMBER);
  luaL_argcheck(L, lua_tonumber(L, arg) == lua_tonumber(L, arg), arg,
                "NaN (not a number) is not a time");
  return 1;
}

/* Pushes a limit for the running task. */
static int start (lua_State *L, const char *name, int limits, lua_Number when) {
  Loop *lp = state_of(L)->loop != NULL ? loop_of(L) : NULL;
  Timeout *t;
  if (lp == NULL || lp->current == NULL)
    return err_fail(L, lua_pushfstring(L, "%s should be used inside a task",
                                       name));
  t = (Timeout *)lua_newuserdatauv(L, sizeof *t, 1);
  memset(t, 0, sizeof *t);
  t->item.kind = ITEM_TIMEOUT;
  t->task = lp->current;
  t->name = name;
  t->when = when;
  t->cancelling = t->task->cancelling;
  t->limits = limits != 0;
  task_push(L, t->task);
  lua_setiuservalue(L, -2, 1);
  own_setmetatable(L, OWN_TIMEOUT);
  heap_reserve(L, &lp->heap);
  schedule(lp, t);
  return 1;
}

static int start_in (lua_State *L, const char *name, int arg) {
  int limits = check_seconds(L, arg);
  return start(L, name, limits, limits ? now() + lua_tonumber(L, arg) : 0);
}

/* asyncio.timeout(delay | nil) -> limit */
static int timeout_timeout (lua_State *L) {
  keywords_check(L, 1, "delay");
  return start_in(L, "timeout", 1);
}

/* asyncio.timeout_at(when | nil) -> limit; `when` as _loop.time() */
static int timeout_at (lua_State *L) {
  int limits;
  keywords_check(L, 1, "when");
  limits = check_seconds(L, 1);
  return start(L, "timeout_at", limits, limits ? lua_tonumber(L, 1) : 0);
}

/* _loop.time_limit(seconds) -> limit of wait_for */
static int timeout_time_limit (lua_State *L) {
  return start_in(L, "wait_for", 1);
}

/* When a Lua state ends, it may finalize the loop first. */
static int timeout_gc (lua_State *L) {
  Timeout *t = check(L);
  Loop *lp = (Loop *)state_of(L)->loop;
  if (lp != NULL) unschedule(lp, t);
  t->state = FINISHED;
  return 0;
}

/* ---- methods ----------------------------------------------------------- */

static Timeout *receiver (lua_State *L, const char *method) {
  Timeout *t = test(L);
  if (t == NULL) core_badreceiver(L, "Timeout", method);
  return t;
}

/* limit:reschedule(when | nil); `when` as _loop.time(), nil: no limit */
static int timeout_reschedule (lua_State *L) {
  Timeout *t = receiver(L, "reschedule");
  Loop *lp = loop_usable(L);
  int limits;
  keywords_check(L, 2, "when");
  limits = check_seconds(L, 2);
  if (t->state != ACTIVE)
    err_fail(L, lua_pushfstring(L, "Cannot change state of %s Timeout",
                                states[t->state]));
  heap_reserve(L, &lp->heap);
  unschedule(lp, t);
  t->limits = limits != 0;
  t->when = limits ? lua_tonumber(L, 2) : 0;
  schedule(lp, t);
  return 0;
}

static void push_when (lua_State *L, const Timeout *t) {
  if (t->limits) lua_pushnumber(L, t->when);
  else lua_pushnil(L);
}

/* limit:when() -> seconds | nil */
static int timeout_when (lua_State *L) {
  push_when(L, receiver(L, "when"));
  return 1;
}

/* limit:expired() -> boolean */
static int timeout_expired (lua_State *L) {
  const Timeout *t = receiver(L, "expired");
  lua_pushboolean(L, t->state == EXPIRING || t->state == EXPIRED);
  return 1;
}

/* Copies a field of the error object at 2 to the one on the top. */
static void copy_field (lua_State *L, const char *name) {
  lua_pushstring(L, name);
  if (lua_rawget(L, 2) == LUA_TNIL) lua_pop(L, 1);
  else lua_setfield(L, -2, name);
}

/* Is the error at 2 an object of a class that is derived from CancelledError? */
static int is_derived (lua_State *L) {
  return lua_istable(L, 2) && exception_is(L, 2, "CancelledError");
}

/* A closed timeout is not in the loop, so its finalizer would have nothing to do. */
static void end_finalizer (lua_State *L) {
  lua_pushvalue(L, 1);
  own_setmetatable(L, OWN_CLOSED_TIMEOUT);
  lua_pop(L, 1);
}

/* limit:__close(error): raises TimeoutError if only this limit has cancelled the
** task */
static int timeout_close (lua_State *L) {
  Timeout *t = check(L);
  Loop *lp = loop_of(L);
  lua_settop(L, 2);
  unschedule(lp, t);
  end_finalizer(L);
  if (t->state != EXPIRING) {
    t->state = FINISHED;
    return 0;
  }
  t->state = EXPIRED;
  if (task_unrequest(t->task) > t->cancelling) return 0;
  if (!task_iscancelled(L, 2) && !is_derived(L)) return 0;
  lua_pushliteral(L, "timed out");
  err_push(L, "TimeoutError", 0, t->name);
  copy_field(L, "where");
  copy_field(L, "bytes_sent");
  return err_throw(L);
}

/* tostring(limit) -> "<Timeout [active] when=…>" */
static int timeout_tostring (lua_State *L) {
  const Timeout *t = check(L);
  lua_pushfstring(L, "<Timeout [%s]", states[t->state]);
  if (t->state == ACTIVE) {
    lua_pushliteral(L, " when=");
    push_when(L, t);
    luaL_tolstring(L, -1, NULL);
    lua_remove(L, -2);
    lua_concat(L, 3);
  }
  lua_pushliteral(L, ">");
  lua_concat(L, 2);
  return 1;
}

void timeout_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {
    {"new_timeout", timeout_timeout}, {"new_timeout_at", timeout_at},
    {"time_limit", timeout_time_limit}, {NULL, NULL}
  };
  static const luaL_Reg class[] = {
    {"reschedule", timeout_reschedule}, {"when", timeout_when},
    {"expired", timeout_expired}, {"__close", timeout_close},
    {"__gc", timeout_gc}, {"__tostring", timeout_tostring}, {NULL, NULL}
  };
  static const luaL_Reg closed[] = {
    {"__close", timeout_close}, {"__tostring", timeout_tostring}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  own_newclass(L, o, OWN_TIMEOUT, "Timeout", class);
  own_newmetatable(L, o, OWN_CLOSED_TIMEOUT, closed);
  lua_pushliteral(L, "Timeout");
  lua_setfield(L, -2, "__name");
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "__base");  /* for isinstance */
  lua_pop(L, 1);
  lua_setfield(L, table, "Timeout");
}
