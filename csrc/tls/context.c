/*
** context.c: SSLContext: settings that connections share.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "tls/context.h"
#include "tls/error.h"

#include <unistd.h>

#include <openssl/rand.h>
#include <openssl/x509v3.h>

/* Python's choice of ciphers: forward secrecy, and AEAD, or CBC with SHA-2. */
#define CIPHERS \
  "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:" \
  "!aDSS:!SHA1:!AESCCM"

Context *context_check (lua_State *L, int index) {
  Context *c = (Context *)own_check(L, index, OWN_CONTEXT, "SSLContext");
  luaL_argcheck(L, c->ctx != NULL, index, "this SSLContext is finalized");
  return c;
}

/* ---- its Lua values ------------------------------------------------------- */

int context_pushvalue (lua_State *L, int index, int key) {
  lua_getiuservalue(L, index, 2);
  lua_rawgeti(L, -1, key);
  lua_remove(L, -2);
  return lua_type(L, -1);
}

void context_setvalue (lua_State *L, int index, int key) {
  index = lua_absindex(L, index);
  lua_getiuservalue(L, index, 2);
  lua_insert(L, -2);
  lua_rawseti(L, -2, key);
  lua_pop(L, 1);
}

int context_push (lua_State *L, const SSL_CTX *ctx) {
  own_get(L, OWN_CONTEXTS);
  lua_rawgetp(L, -1, ctx);
  lua_remove(L, -2);
  return lua_type(L, -1);
}

int context_badvalue (lua_State *L, const char *name, const char *message) {
  return err_fail(L, lua_pushfstring(L, "bad value for '%s' (%s)", name,
                                     message));
}

/* ---- creating -------------------------------------------------------------- */

/* Like context_changed, but returns 0 after an error. */
static int context_renew (Context *c) {
  unsigned char id[SSL_MAX_SID_CTX_LENGTH];
  if (RAND_bytes(id, sizeof id) != 1) return 0;
  memcpy(&c->generation, id, sizeof c->generation);
  return SSL_CTX_set_session_id_context(c->ctx, id, sizeof id);
}

void context_changed (lua_State *L, Context *c, const char *call) {
  if (!context_renew(c)) tls_fail(L, call);
}

/* The version of a protocol that allows only one, else 0. */
static int only_version (int protocol) {
  switch (protocol) {
    case PROTOCOL_TLSv1: return TLS1_VERSION;
    case PROTOCOL_TLSv1_1: return TLS1_1_VERSION;
    case PROTOCOL_TLSv1_2: return TLS1_2_VERSION;
    default: return 0;
  }
}

static SSL_CTX *new_ctx (int protocol) {
  switch (protocol) {
    case PROTOCOL_TLS_CLIENT: return SSL_CTX_new(TLS_client_method());
    case PROTOCOL_TLS_SERVER: return SSL_CTX_new(TLS_server_method());
    default: return SSL_CTX_new(TLS_method());
  }
}

static int set_defaults (Context *c) {
  int version = only_version(c->protocol);
  if (!SSL_CTX_set_app_data(c->ctx, c)) return 0;
  SSL_CTX_set_options(c->ctx, (uint64_t)ALL_OPTIONS | SSL_OP_NO_SSLv3 |
                      SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                      SSL_OP_ENABLE_MIDDLEBOX_COMPAT);
  SSL_CTX_set_mode(c->ctx, SSL_MODE_RELEASE_BUFFERS);
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(c->ctx),
                              X509_V_FLAG_TRUSTED_FIRST);
  X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(c->ctx), c->host_flags);
  if (c->protocol == PROTOCOL_TLS_CLIENT) {
    c->check_hostname = 1;
    SSL_CTX_set_verify(c->ctx,
                       SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
  }
  return SSL_CTX_set_cipher_list(c->ctx, CIPHERS) &&
         SSL_CTX_set_min_proto_version(c->ctx, version != 0 ? version
                                                            : TLS1_2_VERSION) &&
         SSL_CTX_set_max_proto_version(c->ctx, version) && context_renew(c);
}

/* Lets callbacks of OpenSSL find the context on the top by its SSL_CTX. */
static void register_context (lua_State *L, const Context *c) {
  own_get(L, OWN_CONTEXTS);
  lua_pushvalue(L, -2);
  lua_rawsetp(L, -2, c->ctx);
  lua_pop(L, 1);
}

Context *context_new (lua_State *L, int protocol) {
  Context *c = (Context *)lua_newuserdatauv(L, sizeof *c, 2);
  memset(c, 0, sizeof *c);
  c->protocol = protocol;
  c->keylog = -1;
  c->host_flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                  X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
  own_setmetatable(L, OWN_CONTEXT);
  own_anchor(L);
  lua_newtable(L);
  lua_setiuservalue(L, -2, 2);
  ERR_clear_error();
  c->ctx = new_ctx(protocol);
  if (c->ctx == NULL || !set_defaults(c)) tls_fail(L, "SSLContext");
  register_context(L, c);
  return c;
}

static int context_gc (lua_State *L) {
  Context *c = (Context *)own_check(L, 1, OWN_CONTEXT, "SSLContext");
  if (c->ctx != NULL) SSL_CTX_set_app_data(c->ctx, NULL);
  SSL_CTX_free(c->ctx);  /* connections may keep it alive */
  c->ctx = NULL;
  if (c->keylog >= 0) close(c->keylog);
  c->keylog = -1;
  return 0;
}

void context_open (lua_State *L, const Open *o) {
  static const luaL_Reg metamethods[] = {{"__gc", context_gc}, {NULL, NULL}};
  own_newmetatable(L, o, OWN_CONTEXT, metamethods);
  core_newweak(L, "v");  /* SSL_CTX * -> context */
  own_put(L, o, OWN_CONTEXTS);
}
