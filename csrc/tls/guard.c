/*
** guard.c: owns an object of OpenSSL while C code calls Lua functions.
*/
#include "base/own.h"
#include "tls/guard.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/x509.h>

Guard *guard_push (lua_State *L) {
  Guard *g = (Guard *)lua_newuserdatauv(L, sizeof *g, 0);
  g->object = NULL;
  own_setmetatable(L, OWN_GUARD);
  return g;
}

void guard_free (Guard *g) {
  void *object = g->object;
  g->object = NULL;
  if (object != NULL) g->free(object);
}

void guard_freetext (void *text) {
  OPENSSL_free(text);
}

void guard_freebio (void *bio) {
  BIO_free((BIO *)bio);
}

void guard_freecert (void *cert) {
  X509_free((X509 *)cert);
}

static int guard_gc (lua_State *L) {
  guard_free((Guard *)own_check(L, 1, OWN_GUARD, "guard"));
  return 0;
}

void guard_open (lua_State *L, const Open *o) {
  static const luaL_Reg metamethods[] = {{"__gc", guard_gc}, {NULL, NULL}};
  own_newmetatable(L, o, OWN_GUARD, metamethods);
}
