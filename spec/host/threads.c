/*
** threads.c: several Lua states in several threads at once, each running the
** same script again and again: threads SCRIPT.lua THREADS TIMES. Half of the
** threads get "server", the others "client", and the number of their pair.
*/
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#define MOST 64

typedef struct Job {
  const char *script;
  int number, times;
  int failed;
} Job;

static void *run (void *arg) {
  Job *job = (Job *)arg;
  int i;
  for (i = 0; i < job->times; i++) {
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    if (luaL_loadfile(L, job->script) != LUA_OK) job->failed++;
    else {
      lua_pushstring(L, job->number % 2 == 0 ? "server" : "client");
      lua_pushinteger(L, job->number / 2);
      lua_pushinteger(L, i);
      if (lua_pcall(L, 3, 0, 0) != LUA_OK) {
        fprintf(stderr, "%s\n", luaL_tolstring(L, -1, NULL));
        job->failed++;
      }
    }
    lua_close(L);
  }
  return NULL;
}

int main (int argc, char **argv) {
  pthread_t threads[MOST];
  Job jobs[MOST];
  int i, n, times, failed = 0;
  if (argc < 4) return 2;
  n = atoi(argv[2]) * 2;
  times = atoi(argv[3]);
  if (n > MOST) return 2;
  for (i = 0; i < n; i++) {
    jobs[i] = (Job){argv[1], i, times, 0};
    if (pthread_create(&threads[i], NULL, run, &jobs[i]) != 0) return 2;
  }
  for (i = 0; i < n; i++) {
    pthread_join(threads[i], NULL);
    failed += jobs[i].failed;
  }
  printf("count threads=%d states=%d failed=%d\n", n, n * times, failed);
  return failed > 0;
}
