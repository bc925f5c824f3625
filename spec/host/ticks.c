/*
** ticks.c: a signal each millisecond: preloaded, it sets an interval timer and a
** handler that does nothing, without SA_RESTART. Required by Lua it tells how
** many came: ticks.count() -> number.
*/
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/time.h>

#include <lauxlib.h>
#include <lua.h>

static atomic_long ticks;

static void on_tick (int number) {
  (void)number;
  atomic_fetch_add(&ticks, 1);
}

__attribute__((constructor)) static void start (void) {
  struct sigaction action = {.sa_handler = on_tick};
  struct itimerval each = {{0, 1000}, {0, 1000}};
  if (getenv("TICKS") == NULL) return;  /* not in the shells between */
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &each, NULL);
}

static int count (lua_State *L) {
  lua_pushinteger(L, atomic_load(&ticks));
  return 1;
}

int luaopen_ticks (lua_State *L);
int luaopen_ticks (lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, count);
  lua_setfield(L, -2, "count");
  return 1;
}
