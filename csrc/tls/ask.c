/*
** ask.c: calls of Lua callbacks that OpenSSL needs in the middle of a handshake.
*/
#include "tls/ask.h"
#include "tls/context.h"

void ask_set (lua_State *L, int which, lua_CFunction f) {
  if (lua_isnil(L, 2)) lua_pushnil(L);
  else {
    core_pushupvalues(L);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, f, NUPVALUES + 1);
  }
  context_setvalue(L, 1, which);
}

int ask_callback (SSL *ssl, int which, void *question) {
  Connection *c = (Connection *)SSL_get_app_data(ssl);
  lua_State *L = c != NULL ? c->caller : NULL;
  int place, called = 0;
  if (L == NULL || c->failed) return 0;
  place = lua_gettop(L) + 1;
  if (context_push(L, SSL_get_SSL_CTX(ssl)) == LUA_TUSERDATA) {
    context_pushvalue(L, place, which);
    lua_pushlightuserdata(L, question);
    called = lua_pcall(L, 1, 0, 0) == LUA_OK;
    if (!called) c->failed = 1;
  }
  if (c->failed) lua_replace(L, place);
  lua_settop(L, c->failed ? place : place - 1);
  return called;
}
