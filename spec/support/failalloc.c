/* failalloc.after(n, f, ...) -> as pcall: calls f with memory for n
** allocations; from then on there is none until f has ended. */
#include <lauxlib.h>
#include <lua.h>

typedef struct Limit {
  lua_Alloc alloc;
  void *ud;
  lua_Integer left;
} Limit;

static void *limited (void *ud, void *block, size_t osize, size_t nsize) {
  Limit *limit = (Limit *)ud;
  if (nsize > 0 && (block == NULL || nsize > osize) && limit->left-- <= 0)
    return NULL;
  return limit->alloc(limit->ud, block, osize, nsize);
}

static int after (lua_State *L) {
  Limit limit;
  int status;
  limit.left = luaL_checkinteger(L, 1);
  limit.alloc = lua_getallocf(L, &limit.ud);
  lua_setallocf(L, limited, &limit);
  status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
  lua_setallocf(L, limit.alloc, limit.ud);
  lua_pushboolean(L, status == LUA_OK);
  lua_replace(L, 1);
  return lua_gettop(L);
}

int luaopen_failalloc (lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, after);
  lua_setfield(L, -2, "after");
  return 1;
}
