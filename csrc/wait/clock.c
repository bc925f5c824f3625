/*
** clock.c: clocks, and a sleep that suspends only the task that calls it.
*/
#include "base/argument.h"
#include "base/error.h"
#include "wait/clock.h"
#include "wait/wait.h"

#include <math.h>
#include <time.h>

/* ---- clocks --------------------------------------------------------------- */

static struct timespec read_clock (lua_State *L) {
  struct timespec t;
  clockid_t clock = (clockid_t)lua_tointeger(L, lua_upvalueindex(1));
  if (clock_gettime(clock, &t) != 0) err_raise(L, errno, "clock_gettime");
  return t;
}

/* time.time() -> seconds; also the other clocks */
static int clock_seconds (lua_State *L) {
  struct timespec t = read_clock(L);
  lua_pushnumber(L, (lua_Number)t.tv_sec + (lua_Number)t.tv_nsec / NS_PER_S);
  return 1;
}

/* time.time_ns() -> nanoseconds; also the other clocks */
static int clock_nanoseconds (lua_State *L) {
  struct timespec t = read_clock(L);
  lua_pushinteger(L, (lua_Integer)t.tv_sec * NS_PER_S + t.tv_nsec);
  return 1;
}

static const struct { const char *name; clockid_t clock; } clocks[] = {
  {"time", CLOCK_REALTIME},
  {"monotonic", CLOCK_MONOTONIC},
  {"perf_counter", CLOCK_MONOTONIC},
  {"process_time", CLOCK_PROCESS_CPUTIME_ID},
  {"thread_time", CLOCK_THREAD_CPUTIME_ID}
};

static void set_clock (lua_State *L, int table, const char *name,
                       clockid_t clock, lua_CFunction read) {
  lua_pushinteger(L, clock);
  lua_pushcclosure(L, read, 1);
  lua_setfield(L, table, name);
}

static void set_clocks (lua_State *L, int table) {
  size_t i;
  for (i = 0; i < COUNT(clocks); i++) {
    const char *name = clocks[i].name;
    set_clock(L, table, name, clocks[i].clock, clock_seconds);
    name = lua_pushfstring(L, "%s_ns", name);
    set_clock(L, table, name, clocks[i].clock, clock_nanoseconds);
    lua_pop(L, 1);
  }
}

/* ---- sleep ---------------------------------------------------------------- */

/* Outside of a task, sleeps until the deadline; after a signal it is called again.
** In a task the loop waits, at least until the other tasks have had their turn. */
static int sleep_step (lua_State *L, Op *op) {
  struct timespec until;
  if (op_state(L, op)->suspend != NULL) return -EAGAIN;
  until.tv_sec = (time_t)(op->deadline / NS_PER_S);
  until.tv_nsec = (long)(op->deadline % NS_PER_S);
  return -clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

/* EAGAIN means that the time is over. */
static int sleep_fail (lua_State *L, Op *op, int errnum) {
  return errnum == EAGAIN ? 0 : err_raise(L, errnum, op->call);
}

/* time.sleep(seconds) */
static int time_sleep (lua_State *L) {
  lua_Number seconds = luaL_checknumber(L, 1);
  Op op;
  luaL_argcheck(L, seconds == seconds, 1, "NaN (not a number) is not a time");
  luaL_argcheck(L, seconds >= 0, 1, "sleep length must not be negative");
  luaL_argcheck(L, seconds < NEVER_S, 1, "sleep length too large; in seconds");
  op_init(&op, sizeof op, "sleep", NULL, POLLIN, sleep_step);
  op.fd = FD_NONE;
  op.fail = sleep_fail;
  op.deadline = wait_deadline((int64_t)ceil(seconds * NS_PER_S));
  return wait_run(L, &op);
}

void clock_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {{"sleep", time_sleep}, {NULL, NULL}};
  int table;
  lua_createtable(L, 0, 2 * COUNT(clocks) + 1);
  table = lua_gettop(L);
  core_setfuncs(L, o, table, functions);
  set_clocks(L, table);
}
