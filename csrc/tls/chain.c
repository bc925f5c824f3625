/*
** chain.c: load_cert_chain, which loads the certificate of this side with its chain
** and private key.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "tls/context.h"
#include "tls/error.h"
#include "tls/guard.h"
#include "tls/methods.h"
#include "tls/pem.h"

#include <openssl/pem.h>

#define CALL "load_cert_chain"

/* ---- the password --------------------------------------------------------- */

/* The data of OpenSSL's password callback. */
typedef struct Password {
  lua_State *L;
  int arg;       /* the stack index of the password, or of its function */
  int ask;       /* the stack index of password_ask */
  int failed;    /* password_ask has raised the error on the top of the stack */
  int asked;
  char *buffer;
  int size;
  int len;
} Password;

/* A string, or writable bytes; no number. */
static int is_text (lua_State *L, int arg) {
  size_t len;
  return lua_type(L, arg) == LUA_TSTRING ||
         bytes_testwritable(L, arg, &len) != NULL;
}

/* ask(p, password): writes the password, or the result of its function, into the
** buffer. */
static int password_ask (lua_State *L) {
  Password *p;
  const char *text;
  size_t len;
  luaL_checktype(L, 1, LUA_TLIGHTUSERDATA);
  p = (Password *)lua_touserdata(L, 1);
  if (!is_text(L, 2)) {
    lua_call(L, 0, 1);
    if (!is_text(L, 2))
      err_fail(L, lua_pushfstring(L, "the password function must return a "
                                     "string, got %s", luaL_typename(L, 2)));
  }
  text = bytes_check(L, 2, &len);
  if (len > (size_t)p->size)
    err_fail(L, lua_pushfstring(L, "the password cannot be longer than %d "
                                   "bytes", p->size));
  memcpy(p->buffer, text, len);
  p->len = (int)len;
  return 0;
}

/* OpenSSL calls this if the key is encrypted, and again if the password is wrong.
** Python would ask at the terminal if there is no password. */
static int password_callback (char *buffer, int size, int writing, void *data) {
  Password *p = (Password *)data;
  (void)writing;
  p->asked = 1;
  if (p->failed || lua_isnil(p->L, p->arg)) return -1;
  p->buffer = buffer;
  p->size = size;
  lua_pushvalue(p->L, p->ask);
  lua_pushlightuserdata(p->L, p);
  lua_pushvalue(p->L, p->arg);
  p->failed = lua_pcall(p->L, 2, 0, 0) != LUA_OK;
  return p->failed ? -1 : p->len;
}

static void check_password (lua_State *L, int arg) {
  if (lua_isnoneornil(L, arg) || lua_isfunction(L, arg) || is_text(L, arg))
    return;
  if (luaL_getmetafield(L, arg, "__call") == LUA_TNIL)
    luaL_typeerror(L, arg, "string or function");
  lua_pop(L, 1);
}

/* ---- reading -------------------------------------------------------------- */

static void free_key (void *key) {
  EVP_PKEY_free((EVP_PKEY *)key);
}

static void free_chain (void *chain) {
  sk_X509_pop_free((STACK_OF(X509) *)chain, X509_free);
}

/* Raises an error about the private key, with a hint. */
static void fail_key (lua_State *L, unsigned long code, const char *text,
                      const char *hint) {
  ERR_clear_error();
  tls_push(L, "SSLError", ERR_GET_REASON(code), code, text, CALL);
  lua_pushstring(L, hint);
  tls_sethint(L);
  err_throw(L);
}

/* Raises the error of the password's function, or OpenSSL's. */
static void fail (lua_State *L, const Password *p, int arg) {
  if (p->failed) {
    ERR_clear_error();
    lua_error(L);
  }
  if (p->asked && lua_isnil(L, p->arg))
    fail_key(L, 0, "the private key is encrypted", "Give its password: "
             "context:load_cert_chain(certfile, keyfile, password).");
  tls_fail_file(L, CALL, pem_path(L, arg));
}

/* Pushes a guard with the first certificate of the BIO. */
static X509 *read_cert (lua_State *L, BIO *bio, Password *p, int arg) {
  Guard *g = guard_push(L);
  X509 *cert = PEM_read_bio_X509_AUX(bio, NULL, password_callback, p);
  if (cert == NULL) fail(L, p, arg);
  guard_keep(g, cert, guard_freecert);
  return cert;
}

/* Was the last error the end of the text? */
static int at_end (void) {
  unsigned long code = ERR_peek_last_error();
  return ERR_GET_LIB(code) == ERR_LIB_PEM &&
         ERR_GET_REASON(code) == PEM_R_NO_START_LINE;
}

/* Pushes a guard with the other certificates. */
static STACK_OF(X509) *read_chain (lua_State *L, BIO *bio, Password *p,
                                   int arg) {
  Guard *g = guard_push(L);
  STACK_OF(X509) *chain = sk_X509_new_null();
  X509 *cert;
  if (chain == NULL) fail(L, p, arg);
  guard_keep(g, chain, free_chain);
  while ((cert = PEM_read_bio_X509(bio, NULL, password_callback, p)) != NULL) {
    if (sk_X509_push(chain, cert) > 0) continue;
    X509_free(cert);
    fail(L, p, arg);
  }
  if (!at_end()) fail(L, p, arg);
  ERR_clear_error();
  return chain;
}

/* Pushes a guard with the private key. */
static EVP_PKEY *read_key (lua_State *L, BIO *bio, Password *p, int arg) {
  Guard *g = guard_push(L);
  EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, password_callback, p);
  if (key == NULL) {
    if (!p->asked && ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_UNSUPPORTED)
      fail_key(L, ERR_PACK(ERR_LIB_PEM, 0, PEM_R_NO_START_LINE), NULL, "There "
               "is no private key: give its file as the second argument.");
    if (p->asked && !p->failed && !lua_isnil(L, p->arg))
      fail_key(L, ERR_peek_error(), NULL, "The password is wrong.");
    fail(L, p, arg);
  }
  guard_keep(g, key, free_key);
  return key;
}

static BIO *open_guarded (lua_State *L, int arg) {
  Guard *g = guard_push(L);
  guard_keep(g, pem_open(L, arg, CALL), guard_freebio);
  return (BIO *)g->object;
}

static void free_guards (lua_State *L, int first) {
  int i;
  for (i = lua_gettop(L); i >= first; i--) {
    Guard *g = (Guard *)lua_touserdata(L, i);
    guard_free(g);
  }
}

/* context:load_cert_chain(certfile, keyfile=nil, password=nil)
** Both files are paths or PEM text. Without keyfile, the key is in certfile, too. */
static int context_load_cert_chain (lua_State *L) {
  Context *c = context_check(L, 1);
  Password p = {.L = L, .arg = 4, .ask = 5};
  BIO *certs, *keys;
  X509 *cert;
  STACK_OF(X509) *chain;
  EVP_PKEY *key;
  int key_arg, ok;
  keywords_check(L, 3, "keyfile password");
  lua_settop(L, 4);
  luaL_argcheck(L, !lua_istable(L, 2), 2, "certfile comes first, outside of the "
                "table: context:load_cert_chain(certfile, {keyfile = keyfile})");
  luaL_checktype(L, 2, LUA_TSTRING);
  key_arg = lua_isnil(L, 3) ? 2 : 3;
  check_password(L, 4);
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  core_pushupvalues(L);
  lua_pushcclosure(L, password_ask, NUPVALUES);
  certs = open_guarded(L, 2);
  keys = open_guarded(L, key_arg);
  cert = read_cert(L, certs, &p, 2);
  chain = read_chain(L, certs, &p, 2);
  key = read_key(L, keys, &p, key_arg);
  /* Without a chain, OpenSSL builds one from the trusted certificates. It would send
  ** an empty chain as it is. */
  if (sk_X509_num(chain) == 0) chain = NULL;
  ok = X509_check_private_key(cert, key) &&
       SSL_CTX_use_cert_and_key(c->ctx, cert, key, chain, 1);
  if (!ok) fail(L, &p, key_arg);
  free_guards(L, 6);
  return 0;
}

/* tls._identified(context) -> boolean: does a server with it have a certificate or a
** pre-shared key, or a callback that can choose another context? */
static int context_identified (lua_State *L) {
  const Context *c = context_check(L, 1);
  lua_settop(L, 1);
  lua_pushboolean(L, SSL_CTX_get0_certificate(c->ctx) != NULL ||
                     context_pushvalue(L, 1, CONTEXT_PSK_SERVER) != LUA_TNIL ||
                     context_pushvalue(L, 1, CONTEXT_SNI) != LUA_TNIL);
  return 1;
}

void chain_open (lua_State *L, const Open *o, int methods) {
  static const luaL_Reg functions[] = {
    {"load_cert_chain", context_load_cert_chain}, {NULL, NULL}
  };
  static const luaL_Reg internal[] = {
    {"_identified", context_identified}, {NULL, NULL}
  };
  core_setfuncs(L, o, methods, functions);
  core_setfuncs(L, o, o->internal, internal);
}
