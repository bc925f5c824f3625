/*
** handle.c: functions that the loop calls at a given time: call_at, call_soon.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "loop/callback.h"
#include "loop/handle.h"
#include "loop/timer.h"
#include "wait/wait.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#define DELIVERY (-1)

/* The function and its arguments are its user values. */
typedef struct Handle {
  Item item;       /* first */
  lua_Number when; /* the argument of call_at */
  int ref;         /* its anchor while it is due */
  int nargs;       /* or DELIVERY: it delivers the end of its user value, a
                   ** future */
  uint8_t cancelled;
  uint8_t essential;  /* an error of its function stops the loop */
} Handle;

static Handle *check (lua_State *L) {
  return (Handle *)own_check(L, 1, OWN_HANDLE, "TimerHandle");
}

/* ---- making ------------------------------------------------------------ */

/* Pushes a new handle with this number of user values. */
static Handle *push_new (lua_State *L, int nvalues) {
  Handle *h = (Handle *)lua_newuserdatauv(L, sizeof(Handle), nvalues);
  memset(h, 0, sizeof *h);
  h->ref = LUA_NOREF;
  h->nargs = nvalues - 1;
  own_setmetatable(L, OWN_HANDLE);
  return h;
}

/* Keeps the handle on the top from being collected before it runs. */
static void anchor (lua_State *L, Handle *h) {
  own_get(L, TASKS_ALIVE);
  lua_pushvalue(L, -2);
  h->ref = luaL_ref(L, -2);
  lua_pop(L, 1);
}

/* Replaces the whole stack, a function and its arguments, with a new handle. */
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
static int handle_call_at (lua_State *L) {
  Loop *lp = loop_usable(L);
  lua_Number when = luaL_checknumber(L, 1);
  Handle *h;
  luaL_argcheck(L, when == when && when < NEVER_S, 1, "not a time");
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_remove(L, 1);
  h = make(L, when);
  heap_reserve(L, &lp->heap);
  anchor(L, h);
  heap_add(&lp->heap, &h->item, when <= 0 ? 0 : (int64_t)ceil(when * NS_PER_S));
  return 1;
}

/* _loop.call_soon(function, ...) -> handle */
static int handle_call_soon (lua_State *L) {
  Loop *lp = loop_usable(L);
  Handle *h;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  h = make(L, (lua_Number)wait_now() / NS_PER_S);
  anchor(L, h);
  queue_add(&lp->ready, &h->item);
  return 1;
}

/* _loop.set_essential(handle) -> handle
** Its function is one of the module that must not fail: an error stops the loop. */
static int handle_set_essential (lua_State *L) {
  check(L)->essential = 1;
  lua_settop(L, 1);
  return 1;
}

Item *handle_delivery (lua_State *L, int future) {
  Handle *h = push_new(L, 1);
  h->nargs = DELIVERY;
  lua_pushvalue(L, future);
  lua_setiuservalue(L, -2, 1);
  anchor(L, h);
  return &h->item;
}

/* ---- calling ----------------------------------------------------------- */

static int call_handle (lua_State *L, const Handle *h, int self) {
  lua_State *co = callback_begin(L, h->nargs);
  int i;
  for (i = 1; co != NULL && i <= h->nargs + 1; i++) {
    lua_getiuservalue(L, self, i);
    lua_xmove(L, co, 1);
  }
  return callback_end(L, co, h->nargs);
}

/* Releases its anchor in the table at `alive`. */
static void forget (lua_State *L, int alive, Handle *h) {
  luaL_unref(L, alive, h->ref);
  h->ref = LUA_NOREF;
}

/* An essential handle that failed is called again when the loop runs again, but not in
** a child that was forked meanwhile: the child abandons it. */
void handle_run (lua_State *L, Loop *lp, Item *j) {
  Handle *h = (Handle *)j;
  uint32_t process = lp->process;
  int status = LUA_OK, top = lua_gettop(L);
  own_get(L, TASKS_ALIVE);
  lua_rawgeti(L, top + 1, h->ref);
  if (!h->cancelled) status = call_handle(L, h, top + 2);
  if (status != LUA_OK && h->essential && process_number(lp->state) == process) {
    queue_add(&lp->ready, j);
    callback_raise(L, lp);
  }
  if (status != LUA_OK) callback_report(L);
  forget(L, top + 1, h);
  lua_settop(L, top);
  loop_checkprocess(L, lp, process);
}

int handle_takedelivery (lua_State *L, Item *j) {
  Handle *h = (Handle *)j;
  if (h->nargs != DELIVERY) return 0;
  own_get(L, TASKS_ALIVE);
  lua_rawgeti(L, -1, h->ref);
  forget(L, -2, h);
  lua_getiuservalue(L, -1, 1);
  lua_replace(L, -3);
  lua_pop(L, 1);
  return 1;
}

void handle_abandon (lua_State *L, int index) {
  Handle *h = (Handle *)own_test(L, index, OWN_HANDLE);
  if (h == NULL) return;
  h->ref = LUA_NOREF;
  h->cancelled = 1;
}

void handle_abandonall (lua_State *L, Loop *lp) {
  lua_Integer i;
  int alive = lua_gettop(L) + 1;
  heap_clear(&lp->heap);
  queue_clear(&lp->ready);
  own_get(L, TASKS_ALIVE);
  for (i = (lua_Integer)lua_rawlen(L, alive); i > 0; i--) {
    Handle *h;
    lua_rawgeti(L, alive, i);
    h = (Handle *)own_test(L, -1, OWN_HANDLE);
    if (h != NULL) {
      forget(L, alive, h);
      h->cancelled = 1;
      h->item.next = NULL;
    }
    lua_settop(L, alive);
  }
  lua_pop(L, 1);
}

/* ---- methods ----------------------------------------------------------- */

/* handle:cancel(): a handle that is in the ready queue is skipped there */
static int handle_cancel (lua_State *L) {
  Handle *h = check(L);
  Loop *lp = loop_of(L);  /* first: in a child process, it cancels all handles */
  h->cancelled = 1;
  if (h->item.index == 0) return 0;
  heap_remove(&lp->heap, &h->item);
  own_get(L, TASKS_ALIVE);
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

/* tostring(handle) -> "<TimerHandle when=…>" */
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
    {"call_at", handle_call_at}, {"call_soon", handle_call_soon},
    {"set_essential", handle_set_essential}, {NULL, NULL}
  };
  static const luaL_Reg methods[] = {
    {"cancel", handle_cancel}, {"cancelled", handle_cancelled},
    {"when", handle_when}, {"__tostring", handle_tostring}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  own_newclass(L, o, OWN_HANDLE, "TimerHandle", methods);
  lua_pop(L, 1);
}
