/*
** fuzz.c: libFuzzer's side of the fuzz targets in spec/host/fuzz. The file named by the
** variable FUZZ returns a function, which is called with each input, in one Lua state.
** The run ends if it raises an error, on a crash, on a report by the sanitizers, and if
** an input leaves a descriptor open.
*/
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#define INTERVAL 500  /* the descriptors are counted after this many inputs */

static lua_State *state;
static unsigned long inputs;
static int before;

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static int descriptors (void) {
  DIR *dir = opendir("/proc/self/fd");
  int n = 0;
  if (dir == NULL) abort();
  while (readdir(dir) != NULL) n++;
  closedir(dir);
  return n;
}

static void check (int status) {
  if (status == LUA_OK) return;
  fprintf(stderr, "%s\n", luaL_tolstring(state, -1, NULL));
  abort();
}

static int traced (lua_State *L) {
  luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
  return 1;
}

/* Two collections: the second one frees what the first one finalizes. */
static int settled (void) {
  lua_gc(state, LUA_GCCOLLECT);
  lua_gc(state, LUA_GCCOLLECT);
  return descriptors();
}

int LLVMFuzzerInitialize (int *argc, char ***argv) {
  const char *script = getenv("FUZZ");
  (void)argc;
  (void)argv;
  state = luaL_newstate();
  if (script == NULL || state == NULL) abort();
  luaL_openlibs(state);
  lua_pushcfunction(state, traced);
  check(luaL_loadfile(state, script));
  check(lua_pcall(state, 0, 1, 0));
  return 0;
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  lua_settop(state, 2);
  lua_pushvalue(state, 2);
  lua_pushlstring(state, (const char *)data, size);
  check(lua_pcall(state, 1, 0, 1));
  /* The first inputs may open descriptors that stay open: a loop, a file of names. */
  if (inputs++ == INTERVAL) before = settled();
  else if (inputs % INTERVAL == 0 && inputs > INTERVAL && settled() > before) {
    fprintf(stderr, "descriptors are left open\n");
    abort();
  }
  return 0;
}
