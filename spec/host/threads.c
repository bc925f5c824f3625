/*
** threads.c: runs several Lua states on several threads of one process, each with the
** module, under ThreadSanitizer.
**
**   threads SCRIPT STATES ROUNDS
**
** Each of STATES threads does this ROUNDS times, all at the same time: it creates a
** state, runs SCRIPT in it with the thread's number (from 1) and STATES, and closes the
** state. Scripts communicate with exchange(key[, value]): with a value it stores the
** value, without one it waits for a value and takes it. The script returns the number of
** bytes that were echoed. The status is 1 if a script failed, or if the disposition of a
** signal has changed.
*/
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#define MAX_THREADS 64  /* threads, and keys of exchange */

typedef struct Shared {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  lua_Integer values[MAX_THREADS];  /* 0: none */
  const char *script;
  int states, rounds;
} Shared;

typedef struct Thread {
  pthread_t id;
  Shared *shared;
  int number;
  lua_Integer bytes;
} Thread;

static lua_Integer meet (Shared *s, lua_Integer key, lua_Integer value) {
  pthread_mutex_lock(&s->mutex);
  /* One value at a time, so that the next round cannot overtake this one. */
  while ((s->values[key] == 0) == (value == 0))
    pthread_cond_wait(&s->changed, &s->mutex);
  if (value != 0) s->values[key] = value;
  else {
    value = s->values[key];
    s->values[key] = 0;
  }
  pthread_cond_broadcast(&s->changed);
  pthread_mutex_unlock(&s->mutex);
  return value;
}

/* exchange(key[, value]) -> value */
static int exchange (lua_State *L) {
  lua_Integer key = luaL_checkinteger(L, 1), value = luaL_optinteger(L, 2, 0);
  luaL_argcheck(L, key >= 0 && key < MAX_THREADS, 1, "out of range");
  lua_pushinteger(L, meet((Shared *)lua_touserdata(L, lua_upvalueindex(1)),
                          key, value));
  return 1;
}

/* Returns the number of signals whose disposition is not the default. */
static int changed_signals (void) {
  struct sigaction action;
  int i, n = 0;
  for (i = 1; i <= SIGRTMAX; i++)
    if (sigaction(i, NULL, &action) == 0 && action.sa_handler != SIG_DFL) n++;
  return n;
}

static int run_script (lua_State *L, const Thread *t) {
  luaL_openlibs(L);
  lua_pushlightuserdata(L, t->shared);
  lua_pushcclosure(L, exchange, 1);
  lua_setglobal(L, "exchange");
  if (luaL_loadfile(L, t->shared->script) != LUA_OK) return 0;
  lua_pushinteger(L, t->number);
  lua_pushinteger(L, t->shared->states);
  return lua_pcall(L, 2, 1, 0) == LUA_OK;
}

static void *work (void *arg) {
  Thread *t = (Thread *)arg;
  int i;
  for (i = 0; i < t->shared->rounds; i++) {
    lua_State *L = luaL_newstate();
    if (L == NULL) abort();
    if (!run_script(L, t)) {
      printf("thread %d: %s\n", t->number, luaL_tolstring(L, -1, NULL));
      exit(1);  /* the other threads would wait for this one for ever */
    }
    t->bytes += lua_tointeger(L, -1);
    lua_close(L);
  }
  return NULL;
}

int main (int argc, char **argv) {
  static Shared shared = {
    .mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER
  };
  static Thread threads[MAX_THREADS];
  lua_Integer bytes = 0;
  int i, signals = changed_signals();
  if (argc != 4) return 2;
  shared.script = argv[1];
  shared.states = (int)strtol(argv[2], NULL, 10);
  shared.rounds = (int)strtol(argv[3], NULL, 10);
  if (shared.states < 1 || shared.states > MAX_THREADS) return 2;
  for (i = 0; i < shared.states; i++) {
    threads[i].shared = &shared;
    threads[i].number = i + 1;
    if (pthread_create(&threads[i].id, NULL, work, &threads[i]) != 0) abort();
  }
  for (i = 0; i < shared.states; i++) {
    pthread_join(threads[i].id, NULL);
    bytes += threads[i].bytes;
  }
  printf("count threads=%d states=%d echoed_bytes=%lld\n", shared.states,
         shared.states * shared.rounds, (long long)bytes);
  signals = changed_signals() - signals;
  if (signals != 0) printf("%d signals still have a handler\n", signals);
  return signals != 0;
}
