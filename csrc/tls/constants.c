/*
** constants.c: the constants and enumerations of Python's ssl.
*/
#include "base/argument.h"
#include "base/show.h"
#include "tls/constants.h"

#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <string.h>

typedef struct Constant { const char *name; lua_Integer value; } Constant;

#define VALUE(name) {#name, (lua_Integer)(name)}
#define ALERT(name) {"ALERT_DESCRIPTION_" #name, SSL_AD_##name}
#define OPTION(name) {"OP_" #name, (lua_Integer)SSL_OP_##name}

static const Constant constants[] = {
  ALERT(ACCESS_DENIED), ALERT(BAD_CERTIFICATE),
  ALERT(BAD_CERTIFICATE_HASH_VALUE), ALERT(BAD_CERTIFICATE_STATUS_RESPONSE),
  ALERT(BAD_RECORD_MAC), ALERT(CERTIFICATE_EXPIRED), ALERT(CERTIFICATE_REVOKED),
  ALERT(CERTIFICATE_UNKNOWN), ALERT(CERTIFICATE_UNOBTAINABLE),
  ALERT(CLOSE_NOTIFY), ALERT(DECODE_ERROR), ALERT(DECOMPRESSION_FAILURE),
  ALERT(DECRYPT_ERROR), ALERT(HANDSHAKE_FAILURE), ALERT(ILLEGAL_PARAMETER),
  ALERT(INSUFFICIENT_SECURITY), ALERT(INTERNAL_ERROR), ALERT(NO_RENEGOTIATION),
  ALERT(PROTOCOL_VERSION), ALERT(RECORD_OVERFLOW), ALERT(UNEXPECTED_MESSAGE),
  ALERT(UNKNOWN_CA), ALERT(UNKNOWN_PSK_IDENTITY), ALERT(UNRECOGNIZED_NAME),
  ALERT(UNSUPPORTED_CERTIFICATE), ALERT(UNSUPPORTED_EXTENSION),
  ALERT(USER_CANCELLED),
  VALUE(CERT_NONE), VALUE(CERT_OPTIONAL), VALUE(CERT_REQUIRED),
  {"OP_ALL", ALL_OPTIONS}, OPTION(CIPHER_SERVER_PREFERENCE),
  OPTION(ENABLE_KTLS), OPTION(ENABLE_MIDDLEBOX_COMPAT),
  OPTION(IGNORE_UNEXPECTED_EOF), OPTION(LEGACY_SERVER_CONNECT),
  OPTION(NO_COMPRESSION), OPTION(NO_RENEGOTIATION), OPTION(NO_SSLv2),
  OPTION(NO_SSLv3), OPTION(NO_TICKET), OPTION(NO_TLSv1), OPTION(NO_TLSv1_1),
  OPTION(NO_TLSv1_2), OPTION(NO_TLSv1_3), OPTION(SINGLE_DH_USE),
  OPTION(SINGLE_ECDH_USE),
  {"PROTOCOL_SSLv23", PROTOCOL_TLS}, VALUE(PROTOCOL_TLS),
  VALUE(PROTOCOL_TLS_CLIENT), VALUE(PROTOCOL_TLS_SERVER), VALUE(PROTOCOL_TLSv1),
  VALUE(PROTOCOL_TLSv1_1), VALUE(PROTOCOL_TLSv1_2),
  VALUE(SSL_ERROR_EOF), VALUE(SSL_ERROR_INVALID_ERROR_CODE),
  VALUE(SSL_ERROR_SSL), VALUE(SSL_ERROR_SYSCALL), VALUE(SSL_ERROR_WANT_CONNECT),
  VALUE(SSL_ERROR_WANT_READ), VALUE(SSL_ERROR_WANT_WRITE),
  VALUE(SSL_ERROR_WANT_X509_LOOKUP), VALUE(SSL_ERROR_ZERO_RETURN),
  {"VERIFY_ALLOW_PROXY_CERTS", X509_V_FLAG_ALLOW_PROXY_CERTS},
  {"VERIFY_CRL_CHECK_CHAIN", X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL},
  {"VERIFY_CRL_CHECK_LEAF", X509_V_FLAG_CRL_CHECK}, {"VERIFY_DEFAULT", 0},
  {"VERIFY_X509_PARTIAL_CHAIN", X509_V_FLAG_PARTIAL_CHAIN},
  {"VERIFY_X509_STRICT", X509_V_FLAG_X509_STRICT},
  {"VERIFY_X509_TRUSTED_FIRST", X509_V_FLAG_TRUSTED_FIRST},
};

static const Constant versions[] = {
  VALUE(MINIMUM_SUPPORTED), {"SSLv3", SSL3_VERSION}, {"TLSv1", TLS1_VERSION},
  {"TLSv1_1", TLS1_1_VERSION}, {"TLSv1_2", TLS1_2_VERSION},
  {"TLSv1_3", TLS1_3_VERSION}, VALUE(MAXIMUM_SUPPORTED),
};

static const struct { const char *name; int value; } booleans[] = {
  {"HAS_ALPN", 1}, {"HAS_ECDH", 1}, {"HAS_NEVER_CHECK_COMMON_NAME", 1},
  {"HAS_NPN", 0}, {"HAS_SNI", 1}, {"HAS_SSLv2", 0},
#ifdef OPENSSL_NO_PSK
  {"HAS_PSK", 0},
#else
  {"HAS_PSK", 1},
#endif
#ifdef OPENSSL_NO_SSL3
  {"HAS_SSLv3", 0},
#else
  {"HAS_SSLv3", 1},
#endif
#ifdef OPENSSL_NO_TLS1
  {"HAS_TLSv1", 0},
#else
  {"HAS_TLSv1", 1},
#endif
#ifdef OPENSSL_NO_TLS1_1
  {"HAS_TLSv1_1", 0},
#else
  {"HAS_TLSv1_1", 1},
#endif
  {"HAS_TLSv1_2", 1}, {"HAS_TLSv1_3", 1},
};

/* The enumerations, and the prefixes of their members. */
static const struct { const char *name, *prefix; } enumerations[] = {
  {"AlertDescription", "ALERT_DESCRIPTION_"}, {"Options", "OP_"},
  {"SSLErrorNumber", "SSL_ERROR_"}, {"VerifyFlags", "VERIFY_"},
  {"VerifyMode", "CERT_"},
};

/* Sets the enumeration of the members whose names begin with the prefix. */
static void set_enumeration (lua_State *L, const Open *o, const char *name,
                             const char *prefix, const Constant *members,
                             size_t count) {
  size_t i;
  lua_newtable(L);
  for (i = 0; i < count; i++)
    if (strncmp(members[i].name, prefix, strlen(prefix)) == 0)
      enum_add(L, members[i].name, members[i].value);
  show_as(L, "enum", name);
  lua_setfield(L, o->module, name);
}

/* Sets OPENSSL_VERSION, OPENSSL_VERSION_NUMBER and OPENSSL_VERSION_INFO, whose parts
** (major, minor, fix, patch, status) are computed from the number as in Python. */
static void set_version (lua_State *L, const Open *o) {
  static const int shifts[] = {28, 20, 12, 4, 0};
  unsigned long number = OpenSSL_version_num();
  int i;
  lua_pushstring(L, OpenSSL_version(OPENSSL_VERSION));
  lua_setfield(L, o->module, "OPENSSL_VERSION");
  lua_pushinteger(L, (lua_Integer)number);
  lua_setfield(L, o->module, "OPENSSL_VERSION_NUMBER");
  lua_createtable(L, COUNT(shifts), 0);
  for (i = 0; i < (int)COUNT(shifts); i++) {
    unsigned long part = number >> shifts[i] & (i == 0 || i == 4 ? 0xF : 0xFF);
    lua_pushinteger(L, (lua_Integer)part);
    lua_rawseti(L, -2, i + 1);
  }
  lua_getiuservalue(L, o->state, OWN_LIST);
  lua_setmetatable(L, -2);
  lua_setfield(L, o->module, "OPENSSL_VERSION_INFO");
}

void tls_constants_open (lua_State *L, const Open *o) {
  size_t i;
  for (i = 0; i < COUNT(constants); i++) {
    lua_pushinteger(L, constants[i].value);
    lua_setfield(L, o->module, constants[i].name);
  }
  for (i = 0; i < COUNT(booleans); i++) {
    lua_pushboolean(L, booleans[i].value);
    lua_setfield(L, o->module, booleans[i].name);
  }
  for (i = 0; i < COUNT(enumerations); i++)
    set_enumeration(L, o, enumerations[i].name, enumerations[i].prefix,
                    constants, COUNT(constants));
  set_enumeration(L, o, "TLSVersion", "", versions, COUNT(versions));
  set_version(L, o);
}
