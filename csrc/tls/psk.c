/*
** psk.c: pre-shared keys. OpenSSL needs the key in the middle of a handshake
** (ask.c).
*/
#include "base/argument.h"
#include "base/error.h"
#include "tls/ask.h"
#include "tls/context.h"
#include "tls/error.h"
#include "tls/methods.h"

/* The arguments and results of a callback. */
typedef struct Question {
  const char *text;        /* the server's hint, or the client's identity */
  char *identity;          /* the client's, a result; NULL on a server */
  int first;               /* the client asks for its first message, in TLS 1.3 */
  unsigned int identity_size;
  unsigned char *key;
  unsigned int key_size;
  unsigned int len;        /* of the key; 0: none */
} Question;

/* Copies the result at `arg`, which may be nil. Returns its length. */
static size_t copy_result (lua_State *L, int arg, const char *what, void *to,
                           size_t max) {
  size_t len;
  const char *bytes;
  if (lua_isnil(L, arg)) return 0;
  if (lua_type(L, arg) != LUA_TSTRING)
    err_fail(L, lua_pushfstring(L, "the PSK callback must return %s as a string, "
                                   "got %s", what, luaL_typename(L, arg)));
  bytes = lua_tolstring(L, arg, &len);
  if (len > max)
    err_fail(L, lua_pushfstring(L, "the PSK callback returned %s of %d bytes, "
                                   "more than %d", what, (int)len, (int)max));
  memcpy(to, bytes, len);
  return len;
}

/* The client's identity is the result at 2, its key the one at 3. TLS 1.3 asks for
** both before the client has sent anything. OpenSSL cannot send an empty identity
** then, and would report that as a lack of memory. */
static void copy_identity (lua_State *L, Question *q) {
  size_t len = copy_result(L, 2, "an identity", q->identity,
                           q->identity_size - 1);
  q->identity[len] = '\0';
  if (strlen(q->identity) != len)
    err_fail(L, "the PSK callback returned an identity with a NUL");
  if (len == 0 && q->first && !lua_isnil(L, 3))
    err_fail(L, "the PSK callback returned a key without an identity: TLS 1.3 "
                "needs both");
}

/* answer(question): calls the user's callback */
static int answer (lua_State *L) {
  Question *q;
  int client;
  luaL_checktype(L, 1, LUA_TLIGHTUSERDATA);
  q = (Question *)lua_touserdata(L, 1);
  client = q->identity != NULL;
  lua_settop(L, 1);
  lua_pushvalue(L, ASK_CALLBACK);
  lua_pushstring(L, q->text);
  lua_call(L, 1, client ? 2 : 1);
  if (client) copy_identity(L, q);
  q->len = (unsigned int)copy_result(L, client ? 3 : 2, "a key", q->key,
                                     q->key_size);
  return 0;
}

/* Returns the length of the key, or 0. */
static unsigned int ask (SSL *ssl, int which, Question *q) {
  return ask_callback(ssl, which, q) ? q->len : 0;
}

static unsigned int client_callback (SSL *ssl, const char *hint, char *identity,
                                     unsigned int identity_size,
                                     unsigned char *key,
                                     unsigned int key_size) {
  Question q = {.text = hint, .identity = identity,
                .identity_size = identity_size, .key = key,
                .key_size = key_size,
                .first = SSL_get_state(ssl) != TLS_ST_CW_KEY_EXCH};
  return ask(ssl, CONTEXT_PSK_CLIENT, &q);
}

static unsigned int server_callback (SSL *ssl, const char *identity,
                                     unsigned char *key,
                                     unsigned int key_size) {
  Question q = {.text = identity, .key = key, .key_size = key_size};
  return ask(ssl, CONTEXT_PSK_SERVER, &q);
}

/* ---- the methods ---------------------------------------------------------- */

static void check_callback (lua_State *L, int arg) {
  if (lua_isnoneornil(L, arg) || lua_isfunction(L, arg)) return;
  if (luaL_getmetafield(L, arg, "__call") == LUA_TNIL)
    luaL_typeerror(L, arg, "function or nil");
  lua_pop(L, 1);
}

static void wrong_side (lua_State *L, const char *text, const char *call) {
  tls_push(L, "SSLError", 0, 0, text, call);
  err_throw(L);
}

/* context:set_psk_client_callback(callback): callback(hint) -> identity, key */
static int context_set_psk_client_callback (lua_State *L) {
  Context *c = context_check(L, 1);
  check_callback(L, 2);
  lua_settop(L, 2);
  if (c->protocol == PROTOCOL_TLS_SERVER)
    wrong_side(L, "Cannot add PSK client callback to a PROTOCOL_TLS_SERVER "
                  "context", "set_psk_client_callback");
  ask_set(L, CONTEXT_PSK_CLIENT, answer);
  SSL_CTX_set_psk_client_callback(c->ctx, lua_isnil(L, 2) ? NULL
                                                          : client_callback);
  return 0;
}

/* context:set_psk_server_callback(callback, identity_hint=nil):
** callback(identity) -> key */
static int context_set_psk_server_callback (lua_State *L) {
  Context *c = context_check(L, 1);
  const char *hint;
  check_callback(L, 2);
  keywords_check(L, 3, "identity_hint");
  hint = core_opttext(L, 3);  /* stays on the stack */
  if (c->protocol == PROTOCOL_TLS_CLIENT)
    wrong_side(L, "Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT "
                  "context", "set_psk_server_callback");
  ERR_clear_error();
  if (!SSL_CTX_use_psk_identity_hint(c->ctx, hint))
    return tls_fail(L, "set_psk_server_callback");
  ask_set(L, CONTEXT_PSK_SERVER, answer);
  SSL_CTX_set_psk_server_callback(c->ctx, lua_isnil(L, 2) ? NULL
                                                          : server_callback);
  return 0;
}

void psk_open (lua_State *L, const Open *o, int methods) {
  static const luaL_Reg functions[] = {
    {"set_psk_client_callback", context_set_psk_client_callback},
    {"set_psk_server_callback", context_set_psk_server_callback}, {NULL, NULL}
  };
  core_setfuncs(L, o, methods, functions);
}
