/*
** luasecverify.c: LuaSec's exceptions from verification, and the problems that they
** tolerate.
*/
#include "base/argument.h"
#include "tls/context.h"
#include "tls/error.h"
#include "tls/luasec.h"
#include "tls/owner.h"

#include <openssl/x509v3.h>

static void record (Connection *c, X509_STORE_CTX *verified) {
  if (c->nproblems < MAX_PROBLEMS)
    c->problems[c->nproblems++] =
      (Problem){.code = X509_STORE_CTX_get_error(verified),
                .depth = X509_STORE_CTX_get_error_depth(verified)};
}

/* OpenSSL calls this for each certificate, and for each problem. */
static int on_verify (int ok, X509_STORE_CTX *verified) {
  SSL *ssl = (SSL *)X509_STORE_CTX_get_ex_data(
    verified, SSL_get_ex_data_X509_STORE_CTX_idx());
  Connection *c = (Connection *)SSL_get_app_data(ssl);
  const Context *of = (const Context *)
    SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
  if (ok) return 1;
  if (c == NULL || c->problems == NULL || of == NULL || !of->tolerant) return 0;
  record(c, verified);
  return 1;
}

/* tls._tolerate(context): lets the handshake continue if the peer's certificate is
** wrong */
static int ssl_tolerate (lua_State *L) {
  Context *c = context_check(L, 1);
  c->tolerant = 1;
  SSL_CTX_set_verify(c->ctx, SSL_CTX_get_verify_mode(c->ctx), on_verify);
  context_changed(L, c, "_tolerate");
  return 0;
}

/* tls._expect_server(context): requires a server's certificate even of clients */
static int ssl_expect_server (lua_State *L) {
  Context *c = context_check(L, 1);
  ERR_clear_error();
  if (!SSL_CTX_set_purpose(c->ctx, X509_PURPOSE_SSL_SERVER) ||
      !SSL_CTX_set_trust(c->ctx, X509_TRUST_SSL_SERVER))
    return tls_fail(L, "_expect_server");
  context_changed(L, c, "_expect_server");
  return 0;
}

/* tls._problems(s) -> sequence of {depth, text}: the tolerated problems */
static int ssl_problems (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  int i;
  lua_newtable(L);
  for (i = 0; i < c->nproblems; i++) {
    lua_createtable(L, 2, 0);
    lua_pushinteger(L, c->problems[i].depth);
    lua_rawseti(L, -2, 1);
    lua_pushstring(L, X509_verify_cert_error_string(c->problems[i].code));
    lua_rawseti(L, -2, 2);
    lua_rawseti(L, -2, i + 1);
  }
  return 1;
}

void luasecverify_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_expect_server", ssl_expect_server}, {"_problems", ssl_problems},
    {"_tolerate", ssl_tolerate}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
