/*
** luasec.c: functions for connections that only the interface of LuaSec needs.
*/
#include "base/argument.h"
#include "tls/certificate.h"
#include "tls/error.h"
#include "tls/luasec.h"
#include "tls/owner.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#define MAX_FINISHED EVP_MAX_MD_SIZE

/* tls._finished(s, peer) -> string | nil
** Returns the verify data of the last Finished message that was sent or, if `peer`
** is true, received. */
static int ssl_finished (lua_State *L) {
  const SSL *ssl = owner_finished(L);
  char bytes[MAX_FINISHED];
  size_t n = 0;
  if (ssl != NULL)
    n = lua_toboolean(L, 2) ? SSL_get_peer_finished(ssl, bytes, sizeof bytes)
                            : SSL_get_finished(ssl, bytes, sizeof bytes);
  if (n == 0) lua_pushnil(L);
  else lua_pushlstring(L, bytes, n < sizeof bytes ? n : sizeof bytes);
  return 1;
}

#define MAX_EXPORT 65535

/* tls._export(s, label, n, context=nil) -> string | nil
** Exports n bytes of keying material (RFC 5705). */
static int ssl_export (lua_State *L) {
  SSL *ssl;
  size_t label_len, context_len = 0;
  const char *label = luaL_checklstring(L, 2, &label_len),
             *context = luaL_optlstring(L, 4, NULL, &context_len);
  lua_Integer n = luaL_checkinteger(L, 3);
  unsigned char *bytes;
  luaL_argcheck(L, n >= 1 && n <= MAX_EXPORT, 3,
                "a length from 1 to 65535 expected");
  lua_settop(L, 4);
  ssl = owner_hold(L);
  if (ssl == NULL) return 0;
  bytes = (unsigned char *)lua_newuserdatauv(L, (size_t)n, 0);
  ERR_clear_error();
  if (SSL_export_keying_material(ssl, bytes, (size_t)n, label, label_len,
                                 (const unsigned char *)context, context_len,
                                 context != NULL) == 1)
    lua_pushlstring(L, (const char *)bytes, (size_t)n);
  else lua_pushnil(L);
  tls_checkmemory(L);
  ERR_clear_error();
  return 1;
}

/* tls._verification(s) -> 0, nil | code, text
** Returns the error of the peer's certificate. */
static int ssl_verification (lua_State *L) {
  const SSL *ssl = owner_finished(L);
  long code = ssl != NULL ? SSL_get_verify_result(ssl) : X509_V_ERR_UNSPECIFIED;
  lua_pushinteger(L, code);
  if (code == X509_V_OK) lua_pushnil(L);
  else lua_pushstring(L, X509_verify_cert_error_string(code));
  return 2;
}

/* tls._local_chain(s) -> DER | nil, sequence of DER
** Returns this side's certificate, and those that are sent with it. */
static int ssl_local_chain (lua_State *L) {
  SSL *ssl = owner_hold(L);
  STACK_OF(X509) *chain = NULL;
  X509 *own = ssl != NULL ? SSL_get_certificate(ssl) : NULL;
  int i;
  if (own != NULL) certificate_pushder(L, own, "_local_chain");
  else lua_pushnil(L);
  lua_newtable(L);
  if (own == NULL || !SSL_get0_chain_certs(ssl, &chain)) return 2;
  for (i = 0; i < sk_X509_num(chain); i++) {
    certificate_pushder(L, sk_X509_value(chain, i), "_local_chain");
    lua_rawseti(L, -2, i + 1);
  }
  return 2;
}

/* tls._cipher(s) -> description, secret bits of the key, all bits of the key | nil */
static int ssl_cipher (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  const SSL_CIPHER *cipher =
    c->ssl != NULL ? SSL_get_current_cipher(c->ssl) : NULL;
  char text[256] = "";
  int bits, all;
  if (cipher == NULL) return 0;
  SSL_CIPHER_description(cipher, text, sizeof text);
  bits = SSL_CIPHER_get_bits(cipher, &all);
  lua_pushstring(L, text);
  lua_pushinteger(L, bits);
  lua_pushinteger(L, all);
  return 3;
}

void luasec_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_cipher", ssl_cipher}, {"_export", ssl_export},
    {"_finished", ssl_finished}, {"_local_chain", ssl_local_chain},
    {"_verification", ssl_verification}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
