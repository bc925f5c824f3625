/*
** handle.c: functions that the loop calls at their time: call_at and its kin.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "base/traceback.h"
#include "loop/loop.h"
#include "wait/wait.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#define NEWS (-1)

/* The function and its arguments are its user values. */
typedef struct Handle {
  Due due;         /* first: a Due that is no task is a Handle */
  lua_Number when; /* as it was told */
  int ref;         /* its anchor while it is due */
  int nargs;       /* or NEWS: it tells the news of a future, its user value */
  uint8_t cancelled;
  uint8_t vital;   /* an error of its function stops the loop */
} Handle;

static Handle *check (lua_State *L) {
  return (Handle *)own_check(L, 1, OWN_HANDLE, "TimerHandle");
}

/* ---- making ---------------------------------------------------------------- */

/* Pushes a new one with so many user values. */
static Handle *push_new (lua_State *L, int nvalues) {
  Handle *h = (Handle *)lua_newuserdatauv(L, sizeof(Handle), nvalues);
  memset(h, 0, sizeof *h);
  h->ref = LUA_NOREF;
  h->nargs = nvalues - 1;
  own_setmetatable(L, OWN_HANDLE);
  return h;
}

/* Keeps the one on the top, which the loop will run, from the collector. */
static void anchor (lua_State *L, Handle *h) {
  tasks_get(L, TASKS_ALIVE);
  lua_pushvalue(L, -2);
  h->ref = luaL_ref(L, -2);
  lua_pop(L, 1);
}

/* Makes one of the function and the arguments that are all on the stack, and
** leaves it there. */
static Handle *make (lua_State *L, lua_Number when) {
  int n = lua_gettop(L);
  Handle *h;
  if (n >= USHRT_MAX) luaL_error(L, "too many arguments");
  h = push_new(L, n);
  h->when = when;
  lua_insert(L, 1);
  for (; n > 0; n--) lua_setiuservalue(L, 1, n);
  return h;
}

/* _loop.call_at(when, function, ...) -> handle; `when` as _loop.time() */
static int handle_at (lua_State *L) {
  Loop *lp = loop_usable(L);
  lua_Number when = luaL_checknumber(L, 1);
  Handle *h;
  luaL_argcheck(L, when == when && when < NEVER_S, 1, "not a time");
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_remove(L, 1);
  h = make(L, when);
  heap_reserve(L, &lp->heap);
  anchor(L, h);
  heap_add(&lp->heap, &h->due, when <= 0 ? 0 : (int64_t)ceil(when * NS_PER_S));
  return 1;
}

/* _loop.call_soon(function, ...) -> handle */
static int handle_soon (lua_State *L) {
  Loop *lp = loop_usable(L);
  Handle *h;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  h = make(L, (lua_Number)wait_now() / NS_PER_S);
  anchor(L, h);
  queue_add(&lp->ready, &h->due);
  return 1;
}

/* _loop.vital(handle) -> handle: its function is one of the module's own that must
** not fail: an error of it stops the loop */
static int handle_vital (lua_State *L) {
  check(L)->vital = 1;
  lua_settop(L, 1);
  return 1;
}

Due *handle_news (lua_State *L, int future) {
  Handle *h = push_new(L, 1);
  h->nargs = NEWS;
  lua_pushvalue(L, future);
  lua_setiuservalue(L, -2, 1);
  anchor(L, h);
  return &h->due;
}

/* ---- calling --------------------------------------------------------------- */

static int keep_traceback (lua_State *L) {
  lua_settop(L, 1);
  lua_createtable(L, 2, 0);
  lua_pushvalue(L, 1);
  lua_rawseti(L, 2, 1);
  trace_push(L, 1, 0);
  lua_rawseti(L, 2, 2);
  lua_settop(L, 2);
  return 1;
}

/* The error, with its traceback where there was memory for one. */
static void report_error (lua_State *L) {
  lua_pushnil(L);
  lua_insert(L, -2);
  if (lua_istable(L, -1)) {
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    lua_remove(L, -3);
  }
  else
    lua_pushnil(L);
  report_unhandled(L);
}

/* The error on the top stops the loop. */
static void raise_vital (lua_State *L, Loop *lp) {
  lp->failed = 1;
  if (lua_istable(L, -1)) lua_rawgeti(L, -1, 1);
  lua_error(L);
}

/* The coroutine that callbacks run in, with room for a function and its arguments;
** NULL: there was no memory for that. */
static lua_State *caller_of (lua_State *L, int nargs) {
  lua_State *co;
  tasks_get(L, TASKS_CALLER);
  co = lua_tothread(L, -1);
  lua_pop(L, 1);
  lua_settop(co, 0);
  if (!lua_checkstack(co, nargs + 4)) return NULL;
  tasks_get(L, TASKS_CALLER_HANDLER);
  lua_xmove(L, co, 1);
  return co;
}

/* Calls what lies in the coroutine, if there is one. Returns a status; an error is
** on the top. */
static int call (lua_State *L, lua_State *co, int nargs) {
  int status;
  if (co == NULL) {
    lua_pushliteral(L, NO_MEMORY);
    return LUA_ERRMEM;
  }
  status = lua_pcall(co, nargs, 0, 1);
  if (status != LUA_OK) lua_xmove(co, L, 1);
  lua_settop(co, 0);
  return status;
}

static int call_top (lua_State *L, int nargs) {
  lua_State *co = caller_of(L, nargs);
  if (co != NULL) lua_xmove(L, co, nargs + 1);
  else lua_pop(L, nargs + 1);
  return call(L, co, nargs);
}

void callback_call (lua_State *L, Loop *lp, int nargs) {
  uint32_t process = lp->process;
  if (call_top(L, nargs) != LUA_OK) report_error(L);
  loop_checkprocess(L, lp, process);
}

void callback_vital (lua_State *L, Loop *lp, int nargs) {
  uint32_t process = lp->process;
  if (call_top(L, nargs) != LUA_OK) raise_vital(L, lp);
  loop_checkprocess(L, lp, process);
}

static int call_handle (lua_State *L, const Handle *h, int self) {
  lua_State *co = caller_of(L, h->nargs);
  int i;
  for (i = 1; co != NULL && i <= h->nargs + 1; i++) {
    lua_getiuservalue(L, self, i);
    lua_xmove(L, co, 1);
  }
  return call(L, co, h->nargs);
}

/* Lets its anchor go, in the table at `alive`. */
static void forget (lua_State *L, int alive, Handle *h) {
  luaL_unref(L, alive, h->ref);
  h->ref = LUA_NOREF;
}

/* A vital one that failed stays due: it is called when the loop runs again. */
void handle_run (lua_State *L, Loop *lp, Due *j) {
  Handle *h = (Handle *)j;
  uint32_t process = lp->process;
  int status = LUA_OK, top = lua_gettop(L), self = top + 2;
  tasks_get(L, TASKS_ALIVE);
  lua_rawgeti(L, top + 1, h->ref);
  if (h->nargs == NEWS) {
    lua_getiuservalue(L, self, 1);
    forget(L, top + 1, h);
    tell_list(L, lp, self + 1, self + 1);
  }
  else if (!h->cancelled)
    status = call_handle(L, h, self);
  if (status != LUA_OK && h->vital) {
    queue_add(&lp->ready, j);
    raise_vital(L, lp);
  }
  if (status != LUA_OK) report_error(L);
  if (h->nargs != NEWS) forget(L, top + 1, h);
  lua_settop(L, top);
  loop_checkprocess(L, lp, process);
}

void handle_abandon (lua_State *L, int index) {
  Handle *h = (Handle *)own_test(L, index, OWN_HANDLE);
  if (h == NULL) return;
  h->ref = LUA_NOREF;
  h->cancelled = 1;
}

/* ---- methods --------------------------------------------------------------- */

/* handle:cancel(): one that is in the ready queue is passed over there */
static int handle_cancel (lua_State *L) {
  Handle *h = check(L);
  Loop *lp = loop_of(L);  /* first: in a child the handle is not due any more */
  h->cancelled = 1;
  if (h->due.index == 0) return 0;
  heap_remove(&lp->heap, &h->due);
  tasks_get(L, TASKS_ALIVE);
  forget(L, -1, h);
  return 0;
}

/* handle:cancelled() -> boolean */
static int handle_cancelled (lua_State *L) {
  lua_pushboolean(L, check(L)->cancelled);
  return 1;
}

/* handle:when() -> seconds, as _loop.time() */
static int handle_when (lua_State *L) {
  lua_pushnumber(L, check(L)->when);
  return 1;
}

static int handle_tostring (lua_State *L) {
  Handle *h = check(L);
  lua_pushstring(L, h->cancelled ? "<TimerHandle cancelled when="
                                 : "<TimerHandle when=");
  lua_pushnumber(L, h->when);
  lua_pushliteral(L, ">");
  lua_concat(L, 3);
  return 1;
}

void handle_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {
    {"call_at", handle_at}, {"call_soon", handle_soon},
    {"vital", handle_vital}, {NULL, NULL}
  };
  static const luaL_Reg methods[] = {
    {"cancel", handle_cancel}, {"cancelled", handle_cancelled},
    {"when", handle_when}, {NULL, NULL}
  };
  static const luaL_Reg metamethods[] = {
    {"__tostring", handle_tostring}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  lua_newthread(L);
  tasks_set(L, TASKS_CALLER);
  tasks_setfunction(L, o, TASKS_CALLER_HANDLER, keep_traceback);
  own_newmetatable(L, o, OWN_HANDLE, metamethods);
  lua_pushliteral(L, "TimerHandle");
  lua_setfield(L, -2, "__name");
  lua_newtable(L);
  core_setfuncs(L, o, lua_gettop(L), methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}
