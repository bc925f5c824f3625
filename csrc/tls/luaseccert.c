/*
** luaseccert.c: functions for certificates, in DER form, that only the interface of
** LuaSec needs.
*/
#include "base/argument.h"
#include "base/error.h"
#include "tls/certificate.h"
#include "tls/error.h"
#include "tls/guard.h"
#include "tls/luasec.h"

#include <openssl/pem.h>

#include <arpa/inet.h>

/* Drops the guard at `place`, and returns `results`. */
static int done (lua_State *L, int place, int results) {
  guard_free((Guard *)lua_touserdata(L, place));
  return results;
}

/* ---- names ---------------------------------------------------------------- */

static void set_object (lua_State *L, const char *field,
                        const ASN1_OBJECT *object, int numeric) {
  char text[256];
  int len = OBJ_obj2txt(text, sizeof text, object, numeric);
  if (len < 0) len = 0;
  if (len >= (int)sizeof text) len = sizeof text - 1;
  lua_pushlstring(L, text, (size_t)len);
  lua_setfield(L, -2, field);
}

/* Sets the field "value" of the table on the top to the string, as it is or converted
** to UTF-8. If that is impossible, the field is not set. */
static void set_value (lua_State *L, const ASN1_STRING *s, int utf8) {
  Guard *g = guard_push(L);
  unsigned char *text = NULL;
  int len = ASN1_STRING_length(s);
  if (utf8) len = ASN1_STRING_to_UTF8(&text, s);
  guard_keep(g, text, guard_freetext);
  if (len >= 0) {
    lua_pushlstring(L, utf8 ? (const char *)text
                            : (const char *)ASN1_STRING_get0_data(s),
                    (size_t)len);
    lua_setfield(L, -3, "value");
  }
  guard_free(g);
  lua_pop(L, 1);
  ERR_clear_error();
}

/* tls._names(der, issuer, utf8) -> sequence of {oid =, name =, value =} */
static int ssl_names (lua_State *L) {
  const X509_NAME *name;
  X509 *cert;
  int i;
  lua_settop(L, 3);
  cert = certificate_pushparsed(L, 1, "_names");
  name = lua_toboolean(L, 2) ? X509_get_issuer_name(cert)
                             : X509_get_subject_name(cert);
  lua_newtable(L);
  for (i = 0; i < X509_NAME_entry_count(name); i++) {
    const X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
    lua_createtable(L, 0, 3);
    set_object(L, "oid", X509_NAME_ENTRY_get_object(entry), 1);
    set_object(L, "name", X509_NAME_ENTRY_get_object(entry), 0);
    set_value(L, X509_NAME_ENTRY_get_data(entry), lua_toboolean(L, 3));
    lua_rawseti(L, -2, i + 1);
  }
  return done(L, 4, 1);
}

static void set_kind (lua_State *L, const char *kind) {
  lua_pushstring(L, kind);
  lua_setfield(L, -2, "kind");
}

static void set_address (lua_State *L, const ASN1_OCTET_STRING *ip) {
  char text[INET6_ADDRSTRLEN];
  int len = ASN1_STRING_length(ip);
  set_kind(L, "iPAddress");
  if (len != 4 && len != 16) return;
  lua_pushstring(L, inet_ntop(len == 4 ? AF_INET : AF_INET6,
                              ASN1_STRING_get0_data(ip), text, sizeof text));
  lua_setfield(L, -2, "value");
}

/* Sets a name whose kind is an object identifier, such as an XMPP address. Values
** that are not strings are left out. */
static void set_other (lua_State *L, const OTHERNAME *other, int utf8) {
  const ASN1_TYPE *value = other->value;
  set_object(L, "kind", other->type_id, 1);
  set_object(L, "name", other->type_id, 0);
  if (value->type != V_ASN1_BOOLEAN && value->type != V_ASN1_NULL &&
      value->type != V_ASN1_OBJECT)
    set_value(L, value->value.asn1_string, utf8);
}

/* Sets the fields of the table on the top. */
static void set_general (lua_State *L, const GENERAL_NAME *name, int utf8) {
  switch (name->type) {
    case GEN_OTHERNAME: set_other(L, name->d.otherName, utf8); return;
    case GEN_IPADD: set_address(L, name->d.iPAddress); return;
    case GEN_DNS: set_kind(L, "dNSName"); break;
    case GEN_EMAIL: set_kind(L, "rfc822Name"); break;
    case GEN_URI: set_kind(L, "uniformResourceIdentifier"); break;
    default: return;  /* LuaSec has no others */
  }
  set_value(L, name->d.ia5, utf8);
}

/* tls._alternatives(der, utf8) -> sequence of {kind =, name =, value =} | nil
** Returns the alternative names of the subject. Only otherNames have a `name`: that
** of their kind, which is an object identifier. */
static int ssl_alternatives (lua_State *L) {
  GENERAL_NAMES *names;
  X509 *cert;
  int i;
  lua_settop(L, 2);
  cert = certificate_pushparsed(L, 1, "_alternatives");
  names = certificate_pushnames(L, cert);
  if (names == NULL) lua_pushnil(L);
  else lua_newtable(L);
  for (i = 0; i < sk_GENERAL_NAME_num(names); i++) {
    lua_createtable(L, 0, 3);
    set_general(L, sk_GENERAL_NAME_value(names, i), lua_toboolean(L, 2));
    lua_rawseti(L, -2, i + 1);
  }
  ERR_clear_error();
  return done(L, 3, done(L, 4, 1));
}

/* ---- the key, the digest, the signature ----------------------------------- */

static const char *key_type (const EVP_PKEY *key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA: return "RSA";
    case EVP_PKEY_DSA: return "DSA";
    case EVP_PKEY_DH: return "DH";
    case EVP_PKEY_EC: return "EC";
    default: return "Unknown";
  }
}

/* tls._pubkey(der) -> PEM, type, bits | nil */
static int ssl_pubkey (lua_State *L) {
  EVP_PKEY *key;
  BIO *bio;
  lua_settop(L, 1);
  key = X509_get0_pubkey(certificate_pushparsed(L, 1, "_pubkey"));
  bio = certificate_begintext(L, "_pubkey");
  if (key == NULL || !PEM_write_bio_PUBKEY(bio, key)) {
    ERR_clear_error();
    lua_pushnil(L);
    return 1;
  }
  certificate_endtext(L);
  lua_pushstring(L, key_type(key));
  lua_pushinteger(L, EVP_PKEY_get_bits(key));
  return done(L, 2, 3);
}

/* tls._digest(der, algorithm="sha1") -> hexadecimal digits */
static int ssl_digest (lua_State *L) {
  static const char *const names[] = {"sha1", "sha256", "sha512", NULL};
  const EVP_MD *md[] = {EVP_sha1(), EVP_sha256(), EVP_sha512()};
  unsigned char bytes[EVP_MAX_MD_SIZE];
  char text[2 * EVP_MAX_MD_SIZE + 1];
  unsigned int n = 0;
  size_t i;
  int which = luaL_checkoption(L, 2, names[0], names);
  X509 *cert;
  lua_settop(L, 2);
  cert = certificate_pushparsed(L, 1, "_digest");
  if (!X509_digest(cert, md[which], bytes, &n)) return tls_fail(L, "_digest");
  for (i = 0; i < n; i++) snprintf(text + 2 * (size_t)i, 3, "%02x", bytes[i]);
  lua_pushlstring(L, text, 2 * (size_t)n);
  return done(L, 3, 1);
}

/* tls._signature_name(der) -> "RSA-SHA256" */
static int ssl_signature_name (lua_State *L) {
  X509 *cert;
  lua_settop(L, 1);
  cert = certificate_pushparsed(L, 1, "_signature_name");
  lua_pushstring(L, OBJ_nid2sn(X509_get_signature_nid(cert)));
  return done(L, 2, 1);
}

/* ---- verification --------------------------------------------------------- */

static X509 *cert_at (lua_State *L, int place) {
  return (X509 *)((Guard *)lua_touserdata(L, place))->object;
}

/* Verifies the certificate at first + 1 with the root at `first` and the possible
** intermediates from first + 2 to `last`. Returns X509_V_... */
static int verify (lua_State *L, int first, int last) {
  X509_STORE *store = X509_STORE_new();
  X509_STORE_CTX *ctx = X509_STORE_CTX_new();
  STACK_OF(X509) *chain = sk_X509_new_null();
  int code = X509_V_ERR_OUT_OF_MEM, i,
      ok = store != NULL && ctx != NULL && chain != NULL &&
           X509_STORE_add_cert(store, cert_at(L, first));
  for (i = first + 2; ok && i <= last; i++)
    ok = sk_X509_push(chain, cert_at(L, i)) > 0;
  if (ok && X509_STORE_CTX_init(ctx, store, cert_at(L, first + 1), chain))
    code = X509_verify_cert(ctx) == 1 ? X509_V_OK
                                      : X509_STORE_CTX_get_error(ctx);
  X509_STORE_CTX_free(ctx);
  X509_STORE_free(store);
  sk_X509_free(chain);
  ERR_clear_error();
  return code;
}

/* tls._issued(issuer, subject, intermediates...) -> true | nil, text
** Has the issuer issued the subject, directly or through intermediates? */
static int ssl_issued (lua_State *L) {
  int n = lua_gettop(L), i, code;
  luaL_checkany(L, 2);
  luaL_checkstack(L, n + LUA_MINSTACK, "too many certificates");
  for (i = 1; i <= n; i++) certificate_pushparsed(L, i, "_issued");
  code = verify(L, n + 1, 2 * n);
  for (i = n + 1; i <= 2 * n; i++) done(L, i, 0);
  if (code == X509_V_ERR_OUT_OF_MEM) return err_memory(L);
  if (code == X509_V_OK) lua_pushboolean(L, 1);
  else lua_pushnil(L);
  lua_pushstring(L, code == X509_V_OK ? NULL
                                      : X509_verify_cert_error_string(code));
  return 2;
}

void luaseccert_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_alternatives", ssl_alternatives}, {"_digest", ssl_digest},
    {"_issued", ssl_issued}, {"_names", ssl_names}, {"_pubkey", ssl_pubkey},
    {"_signature_name", ssl_signature_name}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
