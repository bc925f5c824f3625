/*
** ticks.c: sends the process a signal each millisecond. When it is required by Lua, it
** sets an interval timer and a handler that only counts, without SA_RESTART. It is not
** preloaded, because a timer survives exec and would end the program before the handler
** is installed.
**
**   ticks.count() -> number of signals
*/
#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>

#include <lauxlib.h>
#include <lua.h>

static atomic_long ticks;

static void on_tick (int number) {
  (void)number;
  atomic_fetch_add(&ticks, 1);
}

static void start (void) {
  struct sigaction action = {.sa_handler = on_tick};
  struct itimerval each = {{0, 1000}, {0, 1000}};
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &each, NULL);
}

static int count (lua_State *L) {
  lua_pushinteger(L, atomic_load(&ticks));
  return 1;
}

int luaopen_ticks (lua_State *L);
int luaopen_ticks (lua_State *L) {
  start();
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, count);
  lua_setfield(L, -2, "count");
  return 1;
}
