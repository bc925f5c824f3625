/*
** context.c: SSLContext, the settings that connections share.
*/
#include "base/argument.h"
#include "base/own.h"
#include "tls/context.h"
#include "tls/error.h"

Context *context_check (lua_State *L, int index) {
  return (Context *)own_check(L, index, OWN_CONTEXT, "SSLContext");
}

static SSL_CTX *new_ctx (lua_State *L, int arg, int protocol) {
  switch (protocol) {
    case PROTOCOL_TLS: return SSL_CTX_new(TLS_method());
    case PROTOCOL_TLS_CLIENT: return SSL_CTX_new(TLS_client_method());
    case PROTOCOL_TLS_SERVER: return SSL_CTX_new(TLS_server_method());
    default:
      luaL_argerror(L, arg, "PROTOCOL_TLS_CLIENT or PROTOCOL_TLS_SERVER "
                            "expected");
      return NULL;
  }
}

/* SSLContext(protocol=PROTOCOL_TLS) -> context */
static int context_new (lua_State *L) {
  int protocol;
  Context *c;
  protocol = keywords_optint(L, 1, PROTOCOL_TLS, "protocol");
  c = (Context *)lua_newuserdatauv(L, sizeof *c, 1);
  memset(c, 0, sizeof *c);
  own_setmetatable(L, OWN_CONTEXT);
  own_anchor(L);
  c->protocol = protocol;
  c->ctx = new_ctx(L, 1, protocol);
  if (c->ctx == NULL) return tls_fail(L, "SSLContext");
  if (protocol == PROTOCOL_TLS_CLIENT) {
    SSL_CTX_set_verify(c->ctx, SSL_VERIFY_PEER, NULL);
    c->check_hostname = 1;
  }
  return 1;
}

static int context_gc (lua_State *L) {
  Context *c = context_check(L, 1);
  SSL_CTX_free(c->ctx);
  c->ctx = NULL;
  return 0;
}

void context_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {{"_context", context_new}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", context_gc}, {NULL, NULL}};
  static const luaL_Reg methods[] = {{NULL, NULL}};
  core_setfuncs(L, o, o->module, functions);
  own_newmetatable(L, o, OWN_CONTEXT, metamethods);
  lua_pushliteral(L, "SSLContext");
  lua_setfield(L, -2, "__name");
  lua_newtable(L);
  core_setfuncs(L, o, lua_gettop(L), methods);
  lua_pushvalue(L, -1);
  lua_setfield(L, o->module, "SSLContext");
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}
