/*
** fuzz.c: a libFuzzer target whose body is in Lua: the script that FUZZ names
** returns a function that is called with the bytes of each input. An error that
** it raises is a finding.
*/
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

static lua_State *L;

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int LLVMFuzzerInitialize (int *argc, char ***argv) {
  const char *script = getenv("FUZZ");
  (void)argc;
  (void)argv;
  if (script == NULL) exit(2);
  L = luaL_newstate();
  luaL_openlibs(L);
  if (luaL_loadfile(L, script) == LUA_OK && lua_pcall(L, 0, 1, 0) == LUA_OK)
    return 0;
  fprintf(stderr, "%s\n", lua_tostring(L, -1));
  exit(2);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  lua_pushvalue(L, 1);
  lua_pushlstring(L, (const char *)data, size);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
    fprintf(stderr, "%s\n", luaL_tolstring(L, -1, NULL));
    abort();
  }
  return 0;
}
