/*
** deliver.c: delivers the end of a task or a future to all entries that wait for
** it, in one turn and in the order in which they began to wait.
*/
#include "base/argument.h"
#include "loop/callback.h"
#include "loop/handle.h"
#include "loop/deliver.h"
#include "loop/notify.h"
#include "loop/task.h"

/* Resumes the task, or calls the function or object, on the top. */
static void deliver_one (lua_State *L, Loop *lp, int awaitable) {
  Task *t;
  switch (lua_type(L, -1)) {
    case LUA_TUSERDATA:
      t = task_test(L, -1);
      if (t == NULL || !t->by_delivery) break;
      t->by_delivery = 0;
      task_resume(L, lp, t);
      break;
    case LUA_TFUNCTION:
      lua_pushvalue(L, awaitable);
      callback_call(L, lp, 1);
      break;
    case LUA_TTABLE:
      notify_delivered(L, lua_gettop(L));
      lua_getfield(L, -1, "_ended");
      lua_insert(L, -2);
      lua_pushvalue(L, awaitable);
      callback_call_essential(L, lp, 2);
      break;
    default: break;
  }
}

static void deliver_list (lua_State *L, Loop *lp, int list, int awaitable) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  int top = lua_gettop(L);
  for (i = 1; i <= n; i++) {
    lua_rawgeti(L, list, i);
    lua_pushnil(L);
    lua_rawseti(L, list, i);
    deliver_one(L, lp, awaitable);
    lua_settop(L, top);
  }
}

void deliver_task (lua_State *L, Loop *lp, Task *t) {
  int self = lua_gettop(L) + 1;
  task_push(L, t);
  task_forget(L, t);
  lua_getiuservalue(L, self, 2);
  if (t->alone) {
    lua_pushnil(L);
    lua_setiuservalue(L, self, 2);
    t->alone = 0;
    deliver_one(L, lp, self);
  }
  else deliver_list(L, lp, self + 1, self);
  lua_settop(L, self - 1);
}

int deliver_future (lua_State *L, Loop *lp, Item *j) {
  int self = lua_gettop(L) + 1;
  if (!handle_takedelivery(L, j)) return 0;
  deliver_list(L, lp, self, self);
  lua_settop(L, self - 1);
  return 1;
}

/* _loop.settle(future, state): sets its field _state, and wakes what waits for
** it */
static int settle (lua_State *L) {
  Loop *lp = loop_of(L);
  Item *delivery;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  delivery = notify_hascalls(L, 1) ? handle_delivery(L, 1) : NULL;
  lua_pushvalue(L, 2);
  lua_setfield(L, 1, "_state");
  notify_all(L, lp, 1, delivery);
  return 0;
}

void deliver_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {{"settle", settle}, {NULL, NULL}};
  core_setfuncs(L, o, table, functions);
}
