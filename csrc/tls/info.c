/*
** info.c: methods and fields of SSLSocket and SSLObject about their connection.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "base/show.h"
#include "tls/certificate.h"
#include "tls/error.h"
#include "tls/info.h"
#include "tls/hello.h"
#include "tls/hostname.h"
#include "tls/owner.h"
#include "tls/session.h"

#include <openssl/err.h>
#include <openssl/x509.h>

static int push_text (lua_State *L, const char *text) {
  lua_pushstring(L, text);
  return 1;
}

/* s:version() -> "TLSv1.3" | nil */
static int info_version (lua_State *L) {
  const SSL *ssl = owner_finished(L);
  return push_text(L, ssl != NULL ? SSL_get_version(ssl) : NULL);
}

static void push_cipher (lua_State *L, const SSL_CIPHER *cipher) {
  lua_pushstring(L, SSL_CIPHER_get_name(cipher));
  lua_pushstring(L, SSL_CIPHER_get_version(cipher));
  lua_pushinteger(L, SSL_CIPHER_get_bits(cipher, NULL));
}

/* s:cipher() -> name, protocol, bits | nil */
static int info_cipher (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  const SSL_CIPHER *cipher =
    c->ssl != NULL ? SSL_get_current_cipher(c->ssl) : NULL;
  if (cipher == NULL) return push_text(L, NULL);
  push_cipher(L, cipher);
  return 3;
}

/* s:shared_ciphers() -> sequence of {name, protocol, bits} | nil */
static int info_shared_ciphers (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  const SSL *ssl = connection_hold(L, c);
  STACK_OF(SSL_CIPHER) *client, *server;
  int i, n = 0;
  client = ssl != NULL ? SSL_get_client_ciphers(ssl) : NULL;
  if (client == NULL) return push_text(L, NULL);
  server = SSL_get_ciphers(ssl);
  lua_newtable(L);
  for (i = 0; i < sk_SSL_CIPHER_num(client); i++) {
    const SSL_CIPHER *cipher = sk_SSL_CIPHER_value(client, i);
    if (sk_SSL_CIPHER_find(server, (SSL_CIPHER *)cipher) < 0) continue;
    lua_createtable(L, 3, 0);
    push_cipher(L, cipher);
    lua_rawseti(L, -4, 3);
    lua_rawseti(L, -3, 2);
    lua_rawseti(L, -2, 1);
    lua_rawseti(L, -2, ++n);
  }
  list_set(L);
  return 1;
}

/* s:selected_alpn_protocol() -> protocol | nil */
static int info_alpn (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  const unsigned char *name = NULL;
  unsigned len = 0;
  if (c->ssl != NULL) SSL_get0_alpn_selected(c->ssl, &name, &len);
  if (name == NULL) return push_text(L, NULL);
  lua_pushlstring(L, (const char *)name, len);
  return 1;
}

/* s:compression() -> nil: compression is disabled because of CRIME */
static int info_compression (lua_State *L) {
  owner_check(L, 1);
  return push_text(L, NULL);
}

/* s:pending() -> number of bytes that recv can return without receiving */
static int info_pending (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  lua_pushinteger(L, c->ssl != NULL ? SSL_pending(c->ssl) : 0);
  return 1;
}

#define MAX_FINISHED 128

/* s:get_channel_binding(cb_type="tls-unique") -> bytes | nil */
static int info_channel_binding (lua_State *L) {
  const SSL *ssl = owner_finished(L);
  const Connection *c = owner_check(L, 1);
  char bytes[MAX_FINISHED];
  const char *type;
  size_t n;
  keywords_check(L, 2, "cb_type");
  type = lua_isnoneornil(L, 2) ? "tls-unique" : core_checktext(L, 2);
  if (strcmp(type, "tls-unique") != 0)
    return luaL_argerror(L, 2, lua_pushfstring(
      L, "'%s' channel binding type not implemented", type));
  if (ssl == NULL) return push_text(L, NULL);
  if (SSL_session_reused(ssl) == c->server_side)
    n = SSL_get_finished(ssl, bytes, sizeof bytes);
  else n = SSL_get_peer_finished(ssl, bytes, sizeof bytes);
  if (n == 0) return push_text(L, NULL);
  lua_pushlstring(L, bytes, n < sizeof bytes ? n : sizeof bytes);
  return 1;
}

/* ---- certificates --------------------------------------------------------- */

/* Raises: it is closed, or was never connected. */
static int no_connection (lua_State *L, const Connection *c, const char *call) {
  return err_raise(L, c->fd >= 0 ? ENOTCONN : EBADF, call);
}

/* s:getpeercert(binary_form=false) -> table | DER | nil */
static int info_getpeercert (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  const SSL *ssl;
  X509 *x;
  keywords_check(L, 2, "binary_form");
  lua_settop(L, 2);
  ssl = owner_hold(L);
  if (c->ssl == NULL) return no_connection(L, c, "getpeercert");
  if (ssl == NULL) return err_fail(L, "handshake not done yet");
  x = SSL_get0_peer_certificate(ssl);
  if (x == NULL) return push_text(L, NULL);
  if (core_truth(L, 2)) {
    certificate_pushder(L, x, "getpeercert");
    return 1;
  }
  if (SSL_get_verify_mode(ssl) & SSL_VERIFY_PEER)
    certificate_push(L, x, "getpeercert");
  else lua_newtable(L);
  return 1;
}

/* Pushes the sequence of certificates in DER. */
static int push_chain (lua_State *L, const STACK_OF(X509) *chain, X509 *first) {
  int i, n = 0;
  lua_newtable(L);
  if (first != NULL) {
    certificate_pushder(L, first, "get_unverified_chain");
    lua_rawseti(L, -2, ++n);
  }
  for (i = 0; chain != NULL && i < sk_X509_num(chain); i++) {
    certificate_pushder(L, sk_X509_value(chain, i), "get_verified_chain");
    lua_rawseti(L, -2, ++n);
  }
  list_set(L);
  return 1;
}

/* s:get_verified_chain() -> sequence of certificates in DER, the peer's first */
static int info_verified_chain (lua_State *L) {
  const SSL *ssl = owner_hold(L);
  return push_chain(L, ssl != NULL ? SSL_get0_verified_chain(ssl) : NULL, NULL);
}

/* s:get_unverified_chain() -> sequence of certificates in DER, as the peer sent them
** On a server, OpenSSL's chain lacks the client's own certificate. */
static int info_unverified_chain (lua_State *L) {
  const SSL *ssl = owner_hold(L);
  const Connection *c = owner_check(L, 1);
  if (ssl == NULL) return push_chain(L, NULL, NULL);
  return push_chain(L, SSL_get_peer_cert_chain(ssl),
                    c->server_side ? SSL_get0_peer_certificate(ssl) : NULL);
}

/* s:verify_client_post_handshake(): requests the client's certificate with the next
** data that is sent */
static int info_verify_post_handshake (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  ERR_clear_error();
  if (c->ssl == NULL)
    return no_connection(L, c, "verify_client_post_handshake");
  if (SSL_verify_client_post_handshake(c->ssl) == 1) return 0;
  return tls_fail(L, "verify_client_post_handshake");
}

/* ---- fields --------------------------------------------------------------- */

/* Pushes s.session, which a later connection of a client can resume. In TLS 1.3 it
** arrives some time after the handshake, and may be renewed. */
static void push_session (lua_State *L, int arg, const Connection *c) {
  const SSL *ssl = connection_hold(L, c);
  SSL_SESSION *session = NULL;
  if (c->finished && ssl != NULL) session = SSL_get0_session(ssl);
  if (session == NULL || !SSL_SESSION_is_resumable(session)) {
    lua_pushnil(L);
    return;
  }
  owner_pushvalue(L, arg, CONNECTION_CONTEXT);
  owner_pushvalue(L, arg, CONNECTION_HOSTNAME);
  session_push(L, session, -2, -1, c->generation);
}

/* Pushes the session, the context and the host of the connection, and returns
** why it must not resume that session, or NULL. */
static const char *refusal (lua_State *L, int arg, int *session) {
  *session = lua_gettop(L) + 1;
  owner_pushvalue(L, arg, CONNECTION_SESSION);
  if (lua_isnil(L, -1)) return NULL;
  owner_pushvalue(L, arg, CONNECTION_CONTEXT);
  owner_pushvalue(L, arg, CONNECTION_HOSTNAME);
  return session_refusal(L, *session, *session + 1, *session + 2);
}

void info_resume (lua_State *L, int arg) {
  const Connection *c = owner_check(L, arg);
  int session;
  const char *why = refusal(L, lua_absindex(L, arg), &session);
  if (why == NULL && !lua_isnil(L, session) && c->ssl != NULL &&
      !SSL_set_session(c->ssl, session_test(L, session)))
    why = "OpenSSL refuses it";
  ERR_clear_error();
  if (why != NULL) context_badvalue(L, "session", why);
  lua_settop(L, session - 1);
}

/* Why the connection at `arg` cannot get the context at `value`, or NULL. What the new
** context would not resume must not be resumed once the handshake is under its rules.
** Leaves the host on the top. */
static const char *context_refusal (lua_State *L, int arg, int value) {
  const Connection *c = owner_check(L, arg);
  const Context *context = (Context *)own_test(L, value, OWN_CONTEXT);
  owner_pushvalue(L, arg, CONNECTION_SESSION);
  owner_pushvalue(L, arg, CONNECTION_HOSTNAME);
  if (context == NULL) return "SSLContext expected";
  if (context->protocol == (c->server_side ? PROTOCOL_TLS_CLIENT
                                           : PROTOCOL_TLS_SERVER))
    return c->server_side ? "this SSLContext is for clients"
                          : "this SSLContext is for servers";
  if (c->finished) return NULL;
  if (!c->server_side && context->check_hostname && lua_isnil(L, -1))
    return "check_hostname requires server_hostname";
  return lua_isnil(L, -2) ? NULL : session_refusal(L, -2, value, -1);
}

/* s.context = context. Before the handshake, the new context decides whether the name
** of the host is checked. */
static void set_context (lua_State *L, int arg, int value) {
  Connection *c = owner_check(L, arg);
  const char *why = context_refusal(L, arg, value), *name = lua_tostring(L, -1);
  const Context *context = (Context *)own_test(L, value, OWN_CONTEXT);
  if (why != NULL) context_badvalue(L, "context", why);
  if (!hello_switch(c, context) ||
      (c->ssl != NULL && !c->finished && name != NULL &&
       !hostname_apply(c->ssl, name, context->check_hostname)))
    tls_fail(L, "context");
  lua_pushvalue(L, value);
  owner_setvalue(L, arg, CONNECTION_CONTEXT);
}

/* s.session = session */
static void set_session (lua_State *L, int arg, int value) {
  const Connection *c = owner_check(L, arg);
  const char *why = NULL;
  if (session_test(L, value) == NULL) why = "SSLSession expected";
  else if (c->server_side) why = "only a client can choose a session";
  else if (c->started) why = "the handshake has begun already";
  if (why != NULL) context_badvalue(L, "session", why);
  lua_pushvalue(L, value);
  owner_setvalue(L, arg, CONNECTION_SESSION);
  if (c->ssl != NULL) info_resume(L, arg);
}

int info_pushfield (lua_State *L, int arg, const char *name) {
  const Connection *c = owner_check(L, arg);
  if (strcmp(name, "context") == 0)
    owner_pushvalue(L, arg, CONNECTION_CONTEXT);
  else if (strcmp(name, "server_side") == 0)
    lua_pushboolean(L, c->server_side);
  else if (strcmp(name, "server_hostname") == 0)
    owner_pushvalue(L, arg, CONNECTION_HOSTNAME);
  else if (strcmp(name, "do_handshake_on_connect") == 0)
    lua_pushboolean(L, c->handshakes);
  else if (strcmp(name, "suppress_ragged_eofs") == 0)
    lua_pushboolean(L, !c->ragged);
  else if (strcmp(name, "session") == 0) push_session(L, arg, c);
  else if (strcmp(name, "session_reused") == 0) {
    if (c->ssl == NULL) lua_pushnil(L);
    else lua_pushboolean(L, SSL_session_reused(c->ssl));
  }
  else lua_pushnil(L);
  return 1;
}

int info_newindex (lua_State *L) {
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
  (void)owner_check(L, 1);
  lua_settop(L, 3);
  if (strcmp(name, "session") == 0) set_session(L, 1, 3);
  else if (strcmp(name, "context") == 0) set_context(L, 1, 3);
  else
    err_fail(L, lua_pushfstring(L, "the field '%s' of a connection cannot be "
                                   "set", luaL_tolstring(L, 2, NULL)));
  return 0;
}

/* ---- accepted connections --------------------------------------------------- */

/* Is the connection at 1 one from accept whose handshake is not done? In Python, accept
** has done it. */
static int is_unknown (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  const Socket *s = anysocket_test(L, 1);
  return s != NULL && s->timeout != TIMEOUT_ZERO && c->ssl != NULL &&
         c->server_side && c->handshakes && !c->finished && !c->busy &&
         !c->asking;
}

static int continued (lua_State *L, int status, lua_KContext f) {
  (void)status;
  return ((lua_CFunction)f)(L);
}

/* Calls f with the arguments, after the handshake. */
static int ask (lua_State *L, lua_CFunction f) {
  if (!is_unknown(L)) return f(L);
  lua_getfield(L, 1, "do_handshake");
  lua_pushvalue(L, 1);
  lua_callk(L, 1, 0, (lua_KContext)f, continued);
  return f(L);
}

#define ASK(f) static int f##_now (lua_State *L) { return ask(L, f); }

ASK(info_version)
ASK(info_cipher)
ASK(info_shared_ciphers)
ASK(info_alpn)
ASK(info_channel_binding)
ASK(info_getpeercert)
ASK(info_verified_chain)
ASK(info_unverified_chain)

void info_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg methods[] = {
    {"version", info_version_now}, {"cipher", info_cipher_now},
    {"shared_ciphers", info_shared_ciphers_now},
    {"selected_alpn_protocol", info_alpn_now},
    {"selected_npn_protocol", info_compression},
    {"compression", info_compression}, {"pending", info_pending},
    {"get_channel_binding", info_channel_binding_now},
    {"getpeercert", info_getpeercert_now},
    {"get_verified_chain", info_verified_chain_now},
    {"get_unverified_chain", info_unverified_chain_now},
    {"verify_client_post_handshake", info_verify_post_handshake},
    {NULL, NULL}
  };
  core_setfuncs(L, o, table, methods);
}
