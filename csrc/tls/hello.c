/*
** hello.c: sni_callback, which a server calls with the server name that a client has
** sent.
**
** The handshake stops before OpenSSL processes the client's hello, the callback runs
** outside of OpenSSL, and the handshake starts again with its result. After a
** HelloRetryRequest there is a second hello, for which the result is the same.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "tls/context.h"
#include "tls/hello.h"
#include "tls/owner.h"

#include <openssl/err.h>
#include <openssl/tls1.h>

/* Copies the name from the extension: the length of a list, and then, for its only
** item, a byte for the type (a host), the length and the name. */
static void copy_name (Connection *c, const unsigned char *p, size_t len) {
  size_t n;
  c->name_len = 0;
  if (len < 5 || p[2] != TLSEXT_NAMETYPE_host_name) return;
  n = (size_t)p[3] << 8 | p[4];
  if (n > len - 5 || n > sizeof c->name) return;
  memcpy(c->name, p + 5, n);
  c->name_len = (unsigned char)n;
}

static int on_hello (SSL *ssl, int *alert, void *unused) {
  Connection *c = (Connection *)SSL_get_app_data(ssl);
  const unsigned char *extension;
  size_t len;
  (void)unused;
  if (c == NULL || c->hello == HELLO_NONE) return SSL_CLIENT_HELLO_SUCCESS;
  if (c->hello == HELLO_ANSWERED) {
    *alert = c->alert;
    return c->alert == 0 ? SSL_CLIENT_HELLO_SUCCESS : SSL_CLIENT_HELLO_ERROR;
  }
  if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &extension, &len))
    copy_name(c, extension, len);
  return SSL_CLIENT_HELLO_RETRY;
}

void hello_expect (Connection *c) {
  c->hello = HELLO_EXPECTED;
  SSL_CTX_set_client_hello_cb(SSL_get_SSL_CTX(c->ssl), on_hello, NULL);
}

/* Pushes the callback and its three arguments. Returns 0 if there is none. */
static int push_call (lua_State *L, Connection *c, int index) {
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  index = lua_absindex(L, index);
  owner_pushvalue(L, index, CONNECTION_CONTEXT);
  context_pushvalue(L, lua_gettop(L), CONTEXT_SNI);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 2);
    return 0;
  }
  lua_insert(L, -2);
  lua_pushvalue(L, index);
  lua_insert(L, -2);
  if (c->name_len > 0) lua_pushlstring(L, c->name, c->name_len);
  else lua_pushnil(L);
  lua_insert(L, -2);
  return 1;
}

int hello_call (lua_State *L, Connection *c, int index, lua_KContext k,
                lua_KFunction then) {
  int found = push_call(L, c, index);
  c->hello = HELLO_ANSWERED;
  c->alert = 0;
  if (!found) {
    lua_pushnil(L);
    return then(L, LUA_OK, k);
  }
  c->asking = 1;
  c->asker = L;
  return then(L, lua_pcallk(L, 3, 1, 0, k, then), k);
}

static int bad_answer (lua_State *L) {
  return err_fail(L, "sni_callback must return an alert, such as "
                     "ssl.AlertDescription.ALERT_DESCRIPTION_UNRECOGNIZED_NAME, "
                     "or nil");
}

/* Takes the result of the callback from the top. Returns 1 if there is an error on the
** top instead. */
static int take (lua_State *L, Connection *c, int failed) {
  int isint = 1;
  if (failed) {
    c->alert = SSL_AD_HANDSHAKE_FAILURE;
    return 1;
  }
  if (!lua_isnil(L, -1)) c->alert = (int)lua_tointegerx(L, -1, &isint);
  lua_pop(L, 1);
  if (isint) return 0;
  c->alert = SSL_AD_INTERNAL_ERROR;
  core_pushupvalues(L);
  lua_pushcclosure(L, bad_answer, NUPVALUES);
  return lua_pcall(L, 0, 0, 0) != LUA_OK;
}

int hello_answer (lua_State *L, Connection *c, int status) {
  int ignored;
  c->asking = 0;
  if (!take(L, c, status > LUA_YIELD)) return 0;
  if (c->ssl != NULL) (void)hello_step(L, c, MSG_DONTWAIT, &ignored);
  return 1;
}

int hello_step (lua_State *L, Connection *c, int flags, int *failed) {
  int result;
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  c->caller = L;
  c->failed = 0;
  result = connection_handshake(c, flags);
  c->caller = NULL;
  *failed = c->failed != 0;
  return result;
}

/* SSL_set_SSL_CTX copies the certificate and little else. */
int hello_switch (Connection *c, const Context *context) {
  SSL_CTX *ctx = context->ctx;
  SSL *ssl = c->ssl;
  if (ssl == NULL) return 1;
  ERR_clear_error();
  if (!X509_VERIFY_PARAM_set1(SSL_get0_param(ssl), SSL_CTX_get0_param(ctx)) ||
      SSL_set_SSL_CTX(ssl, ctx) == NULL) return 0;
  SSL_set_verify(ssl, SSL_CTX_get_verify_mode(ctx), NULL);
  SSL_set_verify_depth(ssl, SSL_CTX_get_verify_depth(ctx));
  SSL_clear_options(ssl, SSL_get_options(ssl));
  SSL_set_options(ssl, SSL_CTX_get_options(ctx) | CONNECTION_OPTIONS);
  SSL_set_min_proto_version(ssl, (int)SSL_CTX_get_min_proto_version(ctx));
  SSL_set_max_proto_version(ssl, (int)SSL_CTX_get_max_proto_version(ctx));
  connection_offer(c, context);
  return 1;
}
