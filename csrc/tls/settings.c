/*
** settings.c: the attributes of an SSLContext.
*/
#include "base/argument.h"
#include "tls/error.h"
#include "tls/keylog.h"
#include "tls/settings.h"

#include <openssl/x509v3.h>

#include <limits.h>
#include <string.h>

#define VALUE 3  /* the stack index of the new value, as in __newindex */

static int bad_type (lua_State *L, const char *name, const char *expected) {
  return context_badvalue(L, name, lua_pushfstring(L, "%s expected, got %s",
                                                   expected,
                                                   luaL_typename(L, VALUE)));
}

static lua_Integer get_integer (lua_State *L, const char *name,
                                lua_Integer min, lua_Integer max,
                                const char *expected) {
  int isint;
  lua_Integer n = lua_tointegerx(L, VALUE, &isint);
  if (!isint) bad_type(L, name, expected);
  if (n < min || n > max)
    context_badvalue(L, name, lua_pushfstring(L, "%s expected, got %I",
                                              expected, (LUAI_UACINT)n));
  return n;
}

/* ---- protocol and versions ------------------------------------------------ */

static void get_protocol (lua_State *L, Context *c) {
  lua_pushinteger(L, c->protocol);
}

#ifdef OPENSSL_NO_TLS1
#define OLDEST TLS1_2_VERSION
#else
#define OLDEST TLS1_VERSION
#endif

/* OpenSSL's 0 means no limit. */
static void push_version (lua_State *L, long version, int unlimited) {
  lua_pushinteger(L, version == 0 ? unlimited : version);
}

static void get_minimum (lua_State *L, Context *c) {
  push_version(L, SSL_CTX_get_min_proto_version(c->ctx), MINIMUM_SUPPORTED);
}

static void get_maximum (lua_State *L, Context *c) {
  push_version(L, SSL_CTX_get_max_proto_version(c->ctx), MAXIMUM_SUPPORTED);
}

#define VERSION_EXPECTED \
  "TLSVersion.MINIMUM_SUPPORTED, TLSv1 to TLSv1_3, or MAXIMUM_SUPPORTED"

static int get_version (lua_State *L, Context *c, const char *name) {
  int version = (int)get_integer(L, name, INT_MIN, INT_MAX, VERSION_EXPECTED);
  if (version != MINIMUM_SUPPORTED && version != MAXIMUM_SUPPORTED &&
      (version < SSL3_VERSION || version > TLS1_3_VERSION))
    context_badvalue(L, name, VERSION_EXPECTED " expected");
  if (c->protocol >= PROTOCOL_TLSv1 && c->protocol <= PROTOCOL_TLSv1_2)
    context_badvalue(L, name, "the context's protocol is one version only: use "
                     "PROTOCOL_TLS_CLIENT or PROTOCOL_TLS_SERVER");
  return version;
}

static void bad_version (lua_State *L, const char *name) {
  ERR_clear_error();
  context_badvalue(L, name, "OpenSSL was built without that version");
}

static void set_minimum (lua_State *L, Context *c) {
  int version = get_version(L, c, "minimum_version");
  if (version == MINIMUM_SUPPORTED) version = 0;
  else if (version == MAXIMUM_SUPPORTED) version = TLS1_3_VERSION;
  else if (version == SSL3_VERSION)
    SSL_CTX_clear_options(c->ctx, SSL_OP_NO_SSLv3);
  if (!SSL_CTX_set_min_proto_version(c->ctx, version))
    bad_version(L, "minimum_version");
}

static void set_maximum (lua_State *L, Context *c) {
  int version = get_version(L, c, "maximum_version");
  if (version == MAXIMUM_SUPPORTED) version = 0;
  else if (version == MINIMUM_SUPPORTED) version = OLDEST;
  if (!SSL_CTX_set_max_proto_version(c->ctx, version))
    bad_version(L, "maximum_version");
}

/* ---- verification --------------------------------------------------------- */

static void get_check_hostname (lua_State *L, Context *c) {
  lua_pushboolean(L, c->check_hostname);
}

static void set_check_hostname (lua_State *L, Context *c) {
  int check = core_truth(L, VALUE);
  if (check && SSL_CTX_get_verify_mode(c->ctx) == SSL_VERIFY_NONE)
    SSL_CTX_set_verify(c->ctx,
                       SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
  c->check_hostname = (char)check;
  context_changed(L, c, "check_hostname");
}

static void get_verify_mode (lua_State *L, Context *c) {
  int mode = SSL_CTX_get_verify_mode(c->ctx);
  lua_pushinteger(L, (mode & SSL_VERIFY_FAIL_IF_NO_PEER_CERT) ? CERT_REQUIRED
                     : (mode & SSL_VERIFY_PEER) ? CERT_OPTIONAL : CERT_NONE);
}

static void set_verify_mode (lua_State *L, Context *c) {
  static const int modes[] = {
    SSL_VERIFY_NONE, SSL_VERIFY_PEER,
    SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
  };
  lua_Integer mode = get_integer(L, "verify_mode", CERT_NONE, CERT_REQUIRED,
                                 "CERT_NONE, CERT_OPTIONAL or CERT_REQUIRED");
  if (mode == CERT_NONE && c->check_hostname)
    context_badvalue(L, "verify_mode", "CERT_NONE while check_hostname is true; "
                     "set check_hostname to false first");
  SSL_CTX_set_verify(c->ctx, modes[mode], NULL);
  context_changed(L, c, "verify_mode");
}

static void get_verify_flags (lua_State *L, Context *c) {
  lua_pushinteger(L, (lua_Integer)
                  X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(c->ctx)));
}

static void set_verify_flags (lua_State *L, Context *c) {
  X509_VERIFY_PARAM *param = SSL_CTX_get0_param(c->ctx);
  unsigned long old = X509_VERIFY_PARAM_get_flags(param),
                flags = (unsigned long)get_integer(L, "verify_flags", 0,
                          UINT32_MAX, "the sum of VERIFY_... constants");
  X509_VERIFY_PARAM_clear_flags(param, old & ~flags);
  if (!X509_VERIFY_PARAM_set_flags(param, flags & ~old))
    tls_fail(L, "verify_flags");
  context_changed(L, c, "verify_flags");
}

static void get_common_name (lua_State *L, Context *c) {
  lua_pushboolean(L, !(c->host_flags & X509_CHECK_FLAG_NEVER_CHECK_SUBJECT));
}

static void set_common_name (lua_State *L, Context *c) {
  if (core_truth(L, VALUE))
    c->host_flags &= ~(unsigned int)X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
  else
    c->host_flags |= X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
  X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(c->ctx), c->host_flags);
  context_changed(L, c, "hostname_checks_common_name");
}

static void get_security_level (lua_State *L, Context *c) {
  lua_pushinteger(L, SSL_CTX_get_security_level(c->ctx));
}

/* ---- other numbers and booleans ------------------------------------------- */

static void get_options (lua_State *L, Context *c) {
  lua_pushinteger(L, (lua_Integer)SSL_CTX_get_options(c->ctx));
}

static void set_options (lua_State *L, Context *c) {
  uint64_t old = SSL_CTX_get_options(c->ctx),
           options = (uint64_t)get_integer(L, "options", 0, LUA_MAXINTEGER,
                                           "the sum of OP_... constants");
  SSL_CTX_clear_options(c->ctx, old & ~options);
  SSL_CTX_set_options(c->ctx, options & ~old);
}

static void get_num_tickets (lua_State *L, Context *c) {
  lua_pushinteger(L, (lua_Integer)SSL_CTX_get_num_tickets(c->ctx));
}

static void set_num_tickets (lua_State *L, Context *c) {
  lua_Integer n = get_integer(L, "num_tickets", 0, INT_MAX,
                              "a number that is not negative");
  if (c->protocol != PROTOCOL_TLS_SERVER)
    context_badvalue(L, "num_tickets", "only a server's context, of "
                     "PROTOCOL_TLS_SERVER, sends tickets");
  if (!SSL_CTX_set_num_tickets(c->ctx, (size_t)n)) tls_fail(L, "num_tickets");
}

static void get_post_handshake_auth (lua_State *L, Context *c) {
  lua_pushboolean(L, c->post_handshake_auth);
}

static void set_post_handshake_auth (lua_State *L, Context *c) {
  c->post_handshake_auth = (char)core_truth(L, VALUE);
}

/* ---- Lua values ----------------------------------------------------------- */

static void get_keylog_filename (lua_State *L, Context *c) {
  (void)c;
  context_pushvalue(L, 1, CONTEXT_KEYLOG);
}

static void set_keylog_filename (lua_State *L, Context *c) {
  if (!lua_isnil(L, VALUE) && lua_type(L, VALUE) != LUA_TSTRING)
    bad_type(L, "keylog_filename", "path or nil");
  keylog_set(L, c, 1, VALUE);
}

static void get_sni_callback (lua_State *L, Context *c) {
  (void)c;
  context_pushvalue(L, 1, CONTEXT_SNI);
}

static int is_callable (lua_State *L) {
  if (lua_isfunction(L, VALUE)) return 1;
  if (luaL_getmetafield(L, VALUE, "__call") == LUA_TNIL) return 0;
  lua_pop(L, 1);
  return 1;
}

static void set_sni_callback (lua_State *L, Context *c) {
  if (c->protocol == PROTOCOL_TLS_CLIENT)
    context_badvalue(L, "sni_callback", "a client's context, of "
                     "PROTOCOL_TLS_CLIENT, has no use for it");
  if (!lua_isnil(L, VALUE) && !is_callable(L))
    bad_type(L, "sni_callback", "function or nil");
  lua_pushvalue(L, VALUE);
  context_setvalue(L, 1, CONTEXT_SNI);
}

/* ---- the table ------------------------------------------------------------ */

static const Setting settings[] = {
  {"check_hostname", get_check_hostname, set_check_hostname},
  {"hostname_checks_common_name", get_common_name, set_common_name},
  {"keylog_filename", get_keylog_filename, set_keylog_filename},
  {"maximum_version", get_maximum, set_maximum},
  {"minimum_version", get_minimum, set_minimum},
  {"num_tickets", get_num_tickets, set_num_tickets},
  {"options", get_options, set_options},
  {"post_handshake_auth", get_post_handshake_auth, set_post_handshake_auth},
  {"protocol", get_protocol, NULL},
  {"security_level", get_security_level, NULL},
  {"sni_callback", get_sni_callback, set_sni_callback},
  {"verify_flags", get_verify_flags, set_verify_flags},
  {"verify_mode", get_verify_mode, set_verify_mode},
};

const Setting *setting_find (const char *name) {
  size_t i;
  for (i = 0; i < COUNT(settings); i++)
    if (strcmp(settings[i].name, name) == 0) return &settings[i];
  return NULL;
}
