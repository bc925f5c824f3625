/*
** handle.c: functions that the loop calls at their time: call_at and its kin.
*/
#include "loop.h"

#include <math.h>
#include <string.h>

#define HANDLE "pysocket.Handle"

typedef struct Handle {
  Timer timer;     /* first: a Timer that is no task is a Handle */
  lua_Number when; /* as it was told */
  int ref;         /* its anchor while it is due */
  int cancelled;
} Handle;

static Handle *check (lua_State *L) {
  return (Handle *)luaL_checkudata(L, 1, HANDLE);
}

/* _loop.call_at(when, function, ...) -> handle; `when` as _loop.time() */
static int handle_new (lua_State *L) {
  Loop *lp = loop_of(L);
  lua_Number when = luaL_checknumber(L, 1);
  int64_t ns;
  int i, n = lua_gettop(L) - 1;
  Handle *h;
  luaL_argcheck(L, when == when && when < 9.2e9, 1, "not a time");
  luaL_checktype(L, 2, LUA_TFUNCTION);
  ns = when <= 0 ? 0 : (int64_t)ceil(when * NS_PER_S);
  lua_createtable(L, n, 1);
  lua_replace(L, 1);
  for (i = n; i > 0; i--) lua_rawseti(L, 1, i);
  lua_pushinteger(L, n);
  lua_setfield(L, 1, "n");
  h = (Handle *)lua_newuserdatauv(L, sizeof(Handle), 1);
  memset(h, 0, sizeof *h);
  h->when = when;
  luaL_setmetatable(L, HANDLE);
  lua_insert(L, 1);
  lua_setiuservalue(L, 1, 1);
  heap_reserve(L, &lp->heap);
  tasks_get(L, TASKS_ALIVE);
  lua_pushvalue(L, 1);
  h->ref = luaL_ref(L, -2);
  /* A callback that asks for the past again and again is not before all. */
  heap_add(&lp->heap, &h->timer, ns < lp->due ? lp->due : ns);
  lua_settop(L, 1);
  return 1;
}

static int keep_traceback (lua_State *L) {
  lua_settop(L, 1);
  lua_createtable(L, 2, 0);
  lua_pushvalue(L, 1);
  lua_rawseti(L, 2, 1);
  luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
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

void callback_call (lua_State *L, int nargs) {
  lua_State *co;
  tasks_get(L, TASKS_CALLER);
  co = lua_tothread(L, -1);
  lua_pop(L, 1);
  lua_settop(co, 0);
  if (!lua_checkstack(co, nargs + 4)) luaL_error(L, "too many arguments");
  lua_pushcfunction(co, keep_traceback);
  lua_xmove(L, co, nargs + 1);
  if (lua_pcall(co, nargs, 0, 1) != LUA_OK) {
    lua_xmove(co, L, 1);
    report_error(L);
  }
  lua_settop(co, 0);
}

void handle_run (lua_State *L, Timer *t) {
  Handle *h = (Handle *)t;
  int i, n, top = lua_gettop(L);
  luaL_checkstack(L, 8, "stack overflow");
  tasks_get(L, TASKS_ALIVE);
  lua_rawgeti(L, -1, h->ref);   /* the userdata stays on the stack */
  luaL_unref(L, -2, h->ref);
  h->ref = LUA_NOREF;
  lua_getiuservalue(L, -1, 1);
  lua_getfield(L, -1, "n");
  n = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  luaL_checkstack(L, n + 4, "too many arguments");
  for (i = 1; i <= n; i++) lua_rawgeti(L, top + 3, i);
  callback_call(L, n - 1);
  lua_settop(L, top);
}

/* handle:cancel() */
static int handle_cancel (lua_State *L) {
  Handle *h = check(L);
  h->cancelled = 1;
  if (h->timer.index == 0) return 0;
  heap_remove(&loop_of(L)->heap, &h->timer);
  tasks_get(L, TASKS_ALIVE);
  luaL_unref(L, -1, h->ref);
  h->ref = LUA_NOREF;
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

void handle_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {{"call_at", handle_new}, {NULL, NULL}};
  static const luaL_Reg methods[] = {
    {"cancel", handle_cancel}, {"cancelled", handle_cancelled},
    {"when", handle_when}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  lua_newthread(L);
  tasks_set(L, TASKS_CALLER);
  luaL_newmetatable(L, HANDLE);
  lua_pushliteral(L, "Handle");
  lua_setfield(L, -2, "__name");
  lua_newtable(L);
  core_setfuncs(L, o, lua_gettop(L), methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}
