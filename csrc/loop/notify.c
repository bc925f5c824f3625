/*
** notify.c: how those that wait for the end of a task or a future are woken.
**
** Each is an entry in a sequence that belongs to the task or the future: a
** task, which is woken, or a function or an object with a method _ended, which
** is called. The loop calls them in one turn, which is that of the news of the
** end (news.c). The news are made before the end, so that delivering them needs
** no memory.
*/
#include "loop/notify.h"
#include "loop/watch.h"

int notify_hascalls (lua_State *L, int list) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  int found = 0;
  for (i = 1; i <= n && !found; i++) {
    int type = lua_rawgeti(L, list, i);
    found = type == LUA_TFUNCTION || type == LUA_TTABLE;
    lua_pop(L, 1);
  }
  return found;
}

/* What the task on the top waited for has ended. It runs in its own turn, or in
** that of the news if there are any. */
static void wake (lua_State *L, Loop *lp, int by_news) {
  Task *t = task_test(L, -1);
  if (t == NULL || t->status != TASK_PARKED) return;
  t->by_news = by_news != 0;
  if (by_news) loop_unwait(lp, t, WAKE_BY_TASK);
  else loop_ready(lp, t, WAKE_BY_TASK);
}

void notify_all (lua_State *L, Loop *lp, int list, Due *news) {
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

int notify_end (lua_State *L, Loop *lp, int self) {
  Task *t = (Task *)lua_touserdata(L, self);
  int type = lua_getiuservalue(L, self, 2), list = lua_gettop(L), calls = 0;
  if (t->alone && type == LUA_TUSERDATA) {
    wake(L, lp, 0);
    lua_pushnil(L);
    lua_setiuservalue(L, self, 2);
    t->alone = 0;
  }
  else if (t->alone) {
    calls = 1;
    queue_add(&lp->ready, &t->due);
  }
  else if (type == LUA_TTABLE) {
    calls = notify_hascalls(L, list);
    notify_all(L, lp, list, calls ? &t->due : NULL);
  }
  lua_pop(L, 1);
  return calls;
}
