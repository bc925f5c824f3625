/*
** handle.c: functions that the loop calls at their time: call_at and its kin.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "base/traceback.h"
#include "loop/loop.h"
#include "wait/wait.h"

#include <math.h>
#include <string.h>

typedef struct Handle {
  Timer timer;     /* first: a Timer that is no task is a Handle */
  lua_Number when; /* as it was told */
  int ref;         /* its anchor while it is due */
  uint8_t cancelled;
  uint8_t insists; /* it must be called, and can be called again */
} Handle;

static Handle *check (lua_State *L) {
  return (Handle *)own_check(L, 1, OWN_HANDLE, "TimerHandle");
}

/* Makes one of the function and its arguments from 2 on, and leaves it at 1. */
static Handle *handle_make (lua_State *L, Loop *lp, lua_Number when) {
  int64_t ns = when <= 0 ? 0 : (int64_t)ceil(when * NS_PER_S);
  int i, n = lua_gettop(L) - 1;
  Handle *h;
  lua_createtable(L, n, 1);
  lua_replace(L, 1);
  for (i = n; i > 0; i--) lua_rawseti(L, 1, i);
  lua_pushinteger(L, n);
  lua_setfield(L, 1, "n");
  h = (Handle *)lua_newuserdatauv(L, sizeof(Handle), 1);
  memset(h, 0, sizeof *h);
  h->when = when;
  own_setmetatable(L, OWN_HANDLE);
  lua_insert(L, 1);
  lua_setiuservalue(L, 1, 1);
  heap_reserve(L, &lp->heap);
  tasks_get(L, TASKS_ALIVE);
  lua_pushvalue(L, 1);
  h->ref = luaL_ref(L, -2);
  /* A callback that asks for the past again and again is not before all. */
  heap_add(&lp->heap, &h->timer, ns < lp->due ? lp->due : ns);
  lua_settop(L, 1);
  return h;
}

static lua_Number check_call (lua_State *L) {
  lua_Number when = luaL_checknumber(L, 1);
  luaL_argcheck(L, when == when && when < NEVER_S, 1, "not a time");
  luaL_checktype(L, 2, LUA_TFUNCTION);
  return when;
}

/* _loop.call_at(when, function, ...) -> handle; `when` as _loop.time() */
static int handle_new (lua_State *L) {
  handle_make(L, loop_usable(L), check_call(L));
  return 1;
}

/* _loop.insist_at(when, function, ...) -> handle: as call_at; a function of the
** module's own that is called again where it lacked memory */
static int handle_insisting (lua_State *L) {
  handle_make(L, loop_usable(L), check_call(L))->insists = 1;
  return 1;
}

/* (function, ...) */
int handle_soon (lua_State *L) {
  lua_pushnil(L);
  lua_insert(L, 1);  /* where the handle is going to be */
  handle_make(L, loop_usable(L), (lua_Number)wait_now() / NS_PER_S);
  return 0;
}

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
  if (lua_istable(L, -1) && !luaL_getmetafield(L, -1, "__index")) {
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    lua_remove(L, -3);
  }
  else
    lua_pushnil(L);
  report_unhandled(L);
}

lua_State *callback_begin (lua_State *L, int nargs) {
  lua_State *co;
  tasks_get(L, TASKS_CALLER);
  co = lua_tothread(L, -1);
  lua_pop(L, 1);
  lua_settop(co, 0);
  if (lua_checkstack(co, nargs + 4)) {
    tasks_get(L, TASKS_CALLER_HANDLER);
    lua_xmove(L, co, 1);
    return co;
  }
  lua_pushliteral(L, NO_MEMORY);
  return NULL;
}

int callback_end (lua_State *L, lua_State *co, int nargs) {
  int status = lua_pcall(co, nargs, 0, 1);
  if (status != LUA_OK) lua_xmove(co, L, 1);
  lua_settop(co, 0);
  return status;
}

void callback_call (lua_State *L, Loop *lp, int nargs) {
  uint32_t process = lp->process;
  lua_State *co = callback_begin(L, nargs);
  if (co == NULL) lua_replace(L, -(nargs + 2));
  else {
    lua_xmove(L, co, nargs + 1);
    if (callback_end(L, co, nargs) == LUA_OK) {
      loop_checkprocess(L, lp, process);
      return;
    }
    nargs = 0;
  }
  lua_pop(L, nargs);
  report_error(L);
  loop_checkprocess(L, lp, process);
}

/* The function and its `n - 1` arguments are in the table on the top. */
static int call_handle (lua_State *L, int n) {
  lua_State *co = callback_begin(L, n);
  int i;
  if (co == NULL) return LUA_ERRMEM;
  for (i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, i);
    lua_xmove(L, co, 1);
  }
  return callback_end(L, co, n - 1);
}

/* The call of a function that must be called was in vain. Is it so again then the
** loop stops, and it stays due: its place in the heap may have gone to what it has
** itself made due. */
static int call_again (lua_State *L, Loop *lp, Timer *t, int n) {
  int status;
  lua_pop(L, 1);
  status = call_handle(L, n);
  if (status == LUA_OK) return LUA_OK;
  lp->lacking = 1;
  if (lp->heap.count == lp->heap.size) return LUA_OK;
  heap_add(&lp->heap, t, t->when);
  return status;
}

/* Lets its anchor go, in the table at `alive`. */
static void forget (lua_State *L, int alive, Handle *h) {
  luaL_unref(L, alive, h->ref);
  h->ref = LUA_NOREF;
}

void handle_run (lua_State *L, Loop *lp, Timer *t) {
  Handle *h = (Handle *)t;
  int n, status, top = lua_gettop(L);
  uint32_t process = lp->process;
  tasks_get(L, TASKS_ALIVE);
  lua_rawgeti(L, -1, h->ref);   /* the userdata stays on the stack */
  lua_getiuservalue(L, -1, 1);
  lua_getfield(L, -1, "n");
  n = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  status = call_handle(L, n);
  if (status != LUA_OK && h->insists) status = call_again(L, lp, t, n);
  else if (status != LUA_OK) report_error(L);
  if (status == LUA_OK || !h->insists) forget(L, top + 1, h);
  lua_settop(L, top);
  loop_checkprocess(L, lp, process);
}

void handle_abandon (lua_State *L, int index) {
  Handle *h = (Handle *)own_test(L, index, OWN_HANDLE);
  if (h == NULL) return;
  h->ref = LUA_NOREF;
  h->cancelled = 1;
}

/* handle:cancel() */
static int handle_cancel (lua_State *L) {
  Handle *h = check(L);
  Loop *lp = loop_of(L);  /* first: in a child the handle is not due any more */
  h->cancelled = 1;
  if (h->timer.index == 0) return 0;
  heap_remove(&lp->heap, &h->timer);
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
    {"call_at", handle_new}, {"insist_at", handle_insisting}, {NULL, NULL}
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
  tasks_setfunction(L, o, TASKS_SOON, handle_soon);
  own_newmetatable(L, o, OWN_HANDLE, metamethods);
  lua_pushliteral(L, "TimerHandle");
  lua_setfield(L, -2, "__name");
  lua_newtable(L);
  core_setfuncs(L, o, lua_gettop(L), methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}
