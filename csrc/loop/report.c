/*
** report.c: errors of tasks, callbacks and handlers that were never retrieved.
** They are reported on stderr, or to the handler that the Lua modules have set.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "base/traceback.h"
#include "loop/report.h"

int report_error (lua_State *L) {
  if (own_get(L, TASKS_ON_UNHANDLED) == LUA_TFUNCTION) {
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
  own_get(L, TASKS_REPORT);
  lua_insert(L, -4);
  if (lua_pcall(L, 3, 0, 0) == LUA_OK) return;
  lua_writestringerror("%s\n", "The error handler itself failed.");
  lua_pop(L, 1);
  loop_nomemory(L);  /* stops the loop, as the error cannot be reported */
}

void report_totraceback (lua_State *L) {
  own_get(L, TASKS_TRACEBACKS);
  lua_insert(L, -2);
  if (lua_rawget(L, -2) != LUA_TSTRING) {
    lua_pop(L, 1);
    lua_pushnil(L);
  }
  lua_remove(L, -2);
}

/* Reports the error of the task at `index`, if it failed and the error was
** never retrieved. */
static void report_task (lua_State *L, int index) {
  Task *t = (Task *)lua_touserdata(L, index);
  if (t->status != TASK_FAILED || t->retrieved) return;
  t->retrieved = 1;
  index = lua_absindex(L, index);
  lua_pushvalue(L, index);
  lua_getiuservalue(L, index, 1);
  lua_pushvalue(L, index);
  report_totraceback(L);
  report_unhandled(L);
}

/* Finalizers cost time in each collection, so only failed tasks have one: that of
** an object that is finalized with the task or, if there was no memory for the
** object, the task's own. */
int report_gc (lua_State *L) {
  const Loop *lp = (const Loop *)state_of(L)->loop;
  if (own_test(L, 1, OWN_LOST) != NULL) {
    lua_getiuservalue(L, 1, 1);
    lua_replace(L, 1);
  }
  task_check(L, 1);
  if (lp == NULL || loop_isours(lp)) report_task(L, 1);
  return 0;
}

/* (task): adds it to the tasks whose error was not retrieved. The object gets its
** finalizer last: if memory runs out before, it must not report the task. */
static int record_failed (lua_State *L) {
  own_get(L, TASKS_FAILED);
  lua_newuserdatauv(L, 0, 1);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, 3, 1);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 3);
  lua_rawset(L, 2);
  own_setmetatable(L, OWN_LOST);
  return 0;
}

/* ---- bindings ---------------------------------------------------------- */

/* _loop.report(): reports all errors that were not retrieved */
static int task_report (lua_State *L) {
  lua_settop(L, 0);
  own_get(L, TASKS_FAILED);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    report_task(L, 2);
  }
  tasks_setweak(L, TASKS_FAILED);
  return 0;
}

/* _loop.on_unhandled(function | nil) */
static int report_on_unhandled (lua_State *L) {
  lua_settop(L, 1);
  own_set(L, TASKS_ON_UNHANDLED);
  return 0;
}

/* _loop.retrieved(task): marks its error as retrieved */
static int task_retrieved (lua_State *L) {
  task_check(L, 1)->retrieved = 1;
  return 0;
}

/* _loop.traceback(task) -> string | nil */
static int task_traceback (lua_State *L) {
  task_check(L, 1);
  lua_settop(L, 1);
  report_totraceback(L);
  return 1;
}

/* _loop.set_traceback(error, string): for an error object that contains the
** errors of several tasks */
static int task_set_traceback (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TSTRING);
  lua_settop(L, 2);
  own_get(L, TASKS_TRACEBACKS);
  lua_insert(L, 1);
  lua_rawset(L, 1);
  return 0;
}

void report_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {
    {"report", task_report}, {"on_unhandled", report_on_unhandled},
    {"retrieved", task_retrieved}, {"traceback", task_traceback},
    {"set_traceback", task_set_traceback}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  tasks_setweak(L, TASKS_TRACEBACKS);
  tasks_setweak(L, TASKS_FAILED);
  tasks_setfunction(L, o, TASKS_REPORT, report_error);
  tasks_setfunction(L, o, TASKS_RECORD_FAILED, record_failed);
}
