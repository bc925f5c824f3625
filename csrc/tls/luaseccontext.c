/*
** luaseccontext.c: settings of contexts that only the interface of LuaSec needs.
*/
#include "base/argument.h"
#include "tls/ask.h"
#include "tls/context.h"
#include "tls/error.h"
#include "tls/luasec.h"

/* tls._set_depth(context, n): sets the maximum number of certificates between the
** peer's and its root */
static int ssl_set_depth (lua_State *L) {
  Context *c = context_check(L, 1);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_argcheck(L, n >= 0 && n <= INT_MAX, 2, "a depth from 0 expected");
  SSL_CTX_set_verify_depth(c->ctx, (int)n);
  context_changed(L, c, "_set_depth");
  return 0;
}

/* tls._set_groups(context, names) -> boolean
** Sets the groups for the key exchange, separated by colons. Returns false if one is
** unknown. */
static int ssl_set_groups (lua_State *L) {
  Context *c = context_check(L, 1);
  lua_pushboolean(L, SSL_CTX_set1_groups_list(c->ctx,
                                              luaL_checkstring(L, 2)) == 1);
  tls_checkmemory(L);
  ERR_clear_error();
  return 1;
}

/* tls._set_ciphersuites(context, names) -> boolean
** Sets the ciphers of TLS 1.3, separated by colons. Returns false if one is
** unknown. */
static int ssl_set_ciphersuites (lua_State *L) {
  Context *c = context_check(L, 1);
  lua_pushboolean(L, SSL_CTX_set_ciphersuites(c->ctx,
                                              luaL_checkstring(L, 2)) == 1);
  tls_checkmemory(L);
  ERR_clear_error();
  return 1;
}

/* ---- the protocol over TLS ------------------------------------------------ */

/* The protocols that a client offers: names, each after a byte with its length. */
typedef struct Offer {
  const unsigned char *names;
  unsigned int len;
  const unsigned char *chosen;  /* one of them, after its length, or NULL */
} Offer;

/* Pushes the sequence of the offered names. */
static void push_offer (lua_State *L, const Offer *o) {
  unsigned int i;
  int n = 0;
  lua_newtable(L);
  for (i = 0; i < o->len && o->names[i] < o->len - i; i += o->names[i] + 1u) {
    lua_pushlstring(L, (const char *)o->names + i + 1, o->names[i]);
    lua_rawseti(L, -2, ++n);
  }
}

/* choose(offer): lets the callback choose one by its position */
static int choose (lua_State *L) {
  Offer *o;
  lua_Integer n;
  unsigned int i;
  luaL_checktype(L, 1, LUA_TLIGHTUSERDATA);
  o = (Offer *)lua_touserdata(L, 1);
  lua_settop(L, 1);
  lua_pushvalue(L, ASK_CALLBACK);
  push_offer(L, o);
  lua_call(L, 1, 1);
  n = lua_tointeger(L, 2);
  for (i = 0; n > 1 && i < o->len; i += o->names[i] + 1u) n--;
  if (n == 1 && i < o->len && o->names[i] < o->len - i) o->chosen = o->names + i;
  return 0;
}

static int choose_protocol (SSL *ssl, const unsigned char **out,
                            unsigned char *len, const unsigned char *names,
                            unsigned int names_len, void *unused) {
  Offer o = {.names = names, .len = names_len};
  (void)unused;
  if (!ask_callback(ssl, CONTEXT_ALPN_CALLBACK, &o))
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  if (o.chosen == NULL) return SSL_TLSEXT_ERR_NOACK;
  *len = o.chosen[0];
  *out = o.chosen + 1;
  return SSL_TLSEXT_ERR_OK;
}

/* tls._set_alpn_callback(context, callback)
** callback(names) -> position of the protocol that the server chooses | nil */
static int ssl_set_alpn_callback (lua_State *L) {
  Context *c = context_check(L, 1);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  ask_set(L, CONTEXT_ALPN_CALLBACK, choose);
  SSL_CTX_set_alpn_select_cb(c->ctx, choose_protocol, NULL);
  return 0;
}

void luaseccontext_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_set_alpn_callback", ssl_set_alpn_callback},
    {"_set_ciphersuites", ssl_set_ciphersuites},
    {"_set_depth", ssl_set_depth}, {"_set_groups", ssl_set_groups}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
