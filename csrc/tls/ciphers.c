/*
** ciphers.c: the ciphers, groups and protocols that an SSLContext offers.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/show.h"
#include "tls/context.h"
#include "tls/dict.h"
#include "tls/error.h"
#include "tls/methods.h"
#include "tls/pem.h"

#include <limits.h>
#include <string.h>

#include <openssl/objects.h>
#include <openssl/pem.h>

/* ---- ciphers -------------------------------------------------------------- */

/* context:set_ciphers(ciphers): in OpenSSL's format, for TLS 1.2 and older
** Its @SECLEVEL also applies to certificates, so it is one of the rules of
** verification. */
static int context_set_ciphers (lua_State *L) {
  Context *c = context_check(L, 1);
  const char *ciphers = core_checktext(L, 2);
  int level = SSL_CTX_get_security_level(c->ctx);
  ERR_clear_error();
  if (!SSL_CTX_set_cipher_list(c->ctx, ciphers)) {
    tls_checkmemory(L);
    ERR_clear_error();
    tls_push(L, "SSLError", 0, 0, "No cipher can be selected.", "set_ciphers");
    lua_pushliteral(L, "The command 'openssl ciphers -v' lists the names.");
    tls_sethint(L);
    return err_throw(L);
  }
  if (SSL_CTX_get_security_level(c->ctx) != level)
    context_changed(L, c, "set_ciphers");
  return 0;
}

static void set_text (lua_State *L, const char *field, const char *text) {
  lua_pushstring(L, text);  /* nil for NULL, as Python's None */
  lua_setfield(L, -2, field);
}

static void set_name (lua_State *L, const char *field, int nid) {
  set_text(L, field, nid != NID_undef ? OBJ_nid2ln(nid) : NULL);
}

/* Pushes OpenSSL's description of the cipher, without the newline. */
static void push_description (lua_State *L, const SSL_CIPHER *cipher) {
  char text[512];
  if (SSL_CIPHER_description(cipher, text, sizeof text) == NULL) *text = '\0';
  lua_pushlstring(L, text, strcspn(text, "\n"));
}

static void push_cipher (lua_State *L, const SSL_CIPHER *cipher) {
  int bits = 0, strength = SSL_CIPHER_get_bits(cipher, &bits);
  lua_createtable(L, 0, 11);
  lua_pushinteger(L, (lua_Integer)SSL_CIPHER_get_id(cipher));
  lua_setfield(L, -2, "id");
  set_text(L, "name", SSL_CIPHER_get_name(cipher));
  set_text(L, "protocol", SSL_CIPHER_get_version(cipher));
  push_description(L, cipher);
  lua_setfield(L, -2, "description");
  lua_pushinteger(L, strength);
  lua_setfield(L, -2, "strength_bits");
  lua_pushinteger(L, bits);
  lua_setfield(L, -2, "alg_bits");
  lua_pushboolean(L, SSL_CIPHER_is_aead(cipher));
  lua_setfield(L, -2, "aead");
  set_name(L, "symmetric", SSL_CIPHER_get_cipher_nid(cipher));
  set_name(L, "digest", SSL_CIPHER_get_digest_nid(cipher));
  set_name(L, "kea", SSL_CIPHER_get_kx_nid(cipher));
  set_name(L, "auth", SSL_CIPHER_get_auth_nid(cipher));
  dict_set(L);
}

/* context:get_ciphers() -> list of tables, the preferred cipher first */
static int context_get_ciphers (lua_State *L) {
  Context *c = context_check(L, 1);
  STACK_OF(SSL_CIPHER) *ciphers = SSL_CTX_get_ciphers(c->ctx);
  int i;
  lua_newtable(L);
  list_set(L);
  for (i = 0; i < sk_SSL_CIPHER_num(ciphers); i++) {
    push_cipher(L, sk_SSL_CIPHER_value(ciphers, i));
    lua_rawseti(L, -2, i + 1);
  }
  return 1;
}

/* ---- key exchange --------------------------------------------------------- */

/* context:set_ecdh_curve(name): sets the only group for the key exchange */
static int context_set_ecdh_curve (lua_State *L) {
  Context *c = context_check(L, 1);
  const char *name = core_checktext(L, 2);
  int nid;
  ERR_clear_error();
  nid = OBJ_sn2nid(name);
  if (nid == NID_undef || !SSL_CTX_set1_groups(c->ctx, &nid, 1)) {
    tls_checkmemory(L);
    ERR_clear_error();
    return luaL_argerror(L, 2, lua_pushfstring(L, "unknown elliptic curve name "
      "'%s'; there are X25519, prime256v1, secp384r1 and others", name));
  }
  return 0;
}

/* context:load_dh_params(path or PEM text) */
static int context_load_dh_params (lua_State *L) {
  Context *c = context_check(L, 1);
  BIO *bio;
  EVP_PKEY *key;
  ERR_clear_error();
  bio = pem_open(L, 2, "load_dh_params");
  key = PEM_read_bio_Parameters(bio, NULL);
  BIO_free(bio);
  if (key == NULL) return tls_fail_file(L, "load_dh_params", pem_path(L, 2));
  if (!SSL_CTX_set0_tmp_dh_pkey(c->ctx, key)) {
    EVP_PKEY_free(key);
    return tls_fail_file(L, "load_dh_params", pem_path(L, 2));
  }
  return 0;
}

/* ---- protocols over TLS --------------------------------------------------- */

/* Pushes the names of the sequence at `arg`, each after a byte with its
** length. */
static void push_protocols (lua_State *L, int arg) {
  lua_Integer i, n;
  luaL_checktype(L, arg, LUA_TTABLE);
  n = luaL_len(L, arg);
  lua_pushliteral(L, "");
  for (i = 1; i <= n; i++) {
    size_t len;
    char length;
    if (lua_geti(L, arg, i) != LUA_TSTRING)
      item_error(L, arg, "alpn_protocols", i, "", "string");
    len = (size_t)lua_rawlen(L, -1);
    if (len == 0 || len > UCHAR_MAX)
      luaL_argerror(L, arg, lua_pushfstring(L, "alpn_protocols[%I]: a protocol "
        "has 1 to 255 bytes", (LUAI_UACINT)i));
    length = (char)len;
    lua_pushlstring(L, &length, 1);
    lua_insert(L, -2);
    lua_concat(L, 3);
  }
  luaL_argcheck(L, lua_rawlen(L, -1) <= USHRT_MAX, arg, "too many protocols");
}

/* Chooses the first of the server's protocols that the client offers, or none. */
static int choose_protocol (SSL *ssl, const unsigned char **out,
                            unsigned char *outlen, const unsigned char *in,
                            unsigned int inlen, void *unused) {
  const Context *c = (const Context *)
    SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
  unsigned char *chosen;
  (void)unused;
  if (c == NULL || c->alpn == NULL ||
      SSL_select_next_proto(&chosen, outlen, (const unsigned char *)c->alpn,
                            (unsigned int)c->alpn_len, in, inlen)
      != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

/* context:set_alpn_protocols(protocols), the preferred one first */
static int context_set_alpn_protocols (lua_State *L) {
  Context *c = context_check(L, 1);
  ERR_clear_error();
  push_protocols(L, 2);
  lua_pushvalue(L, -1);
  c->alpn = NULL;
  context_setvalue(L, 1, CONTEXT_ALPN);
  c->alpn = lua_tolstring(L, -1, &c->alpn_len);
  if (c->alpn_len == 0) c->alpn = NULL;
  if (SSL_CTX_set_alpn_protos(c->ctx, (const unsigned char *)c->alpn,
                              (unsigned int)c->alpn_len) != 0)
    return tls_fail(L, "set_alpn_protocols");
  SSL_CTX_set_alpn_select_cb(c->ctx, choose_protocol, NULL);
  return 0;
}

/* ---- statistics ----------------------------------------------------------- */

/* context:session_stats() -> table */
static int context_session_stats (lua_State *L) {
  static const struct { const char *name; int code; } stats[] = {
    {"number", SSL_CTRL_SESS_NUMBER}, {"connect", SSL_CTRL_SESS_CONNECT},
    {"connect_good", SSL_CTRL_SESS_CONNECT_GOOD},
    {"connect_renegotiate", SSL_CTRL_SESS_CONNECT_RENEGOTIATE},
    {"accept", SSL_CTRL_SESS_ACCEPT},
    {"accept_good", SSL_CTRL_SESS_ACCEPT_GOOD},
    {"accept_renegotiate", SSL_CTRL_SESS_ACCEPT_RENEGOTIATE},
    {"hits", SSL_CTRL_SESS_HIT}, {"misses", SSL_CTRL_SESS_MISSES},
    {"timeouts", SSL_CTRL_SESS_TIMEOUTS},
    {"cache_full", SSL_CTRL_SESS_CACHE_FULL},
  };
  Context *c = context_check(L, 1);
  size_t i;
  lua_createtable(L, 0, COUNT(stats));
  for (i = 0; i < COUNT(stats); i++) {
    lua_pushinteger(L, SSL_CTX_ctrl(c->ctx, stats[i].code, 0, NULL));
    lua_setfield(L, -2, stats[i].name);
  }
  dict_set(L);
  return 1;
}

void ciphers_open (lua_State *L, const Open *o, int methods) {
  static const luaL_Reg functions[] = {
    {"get_ciphers", context_get_ciphers},
    {"load_dh_params", context_load_dh_params},
    {"session_stats", context_session_stats},
    {"set_alpn_protocols", context_set_alpn_protocols},
    {"set_ciphers", context_set_ciphers},
    {"set_ecdh_curve", context_set_ecdh_curve}, {NULL, NULL}
  };
  core_setfuncs(L, o, methods, functions);
}
