/*
** context.h: SSLContext: settings that connections share.
*/
#ifndef PYSOCKET_TLS_CONTEXT_H
#define PYSOCKET_TLS_CONTEXT_H

#include "base/state.h"
#include "tls/constants.h"

#include <openssl/ssl.h>

/* Lua values that belong to a context, by their index in the table that is its
** second user value. */
enum {
  CONTEXT_PSK_CLIENT = 1, CONTEXT_PSK_SERVER, CONTEXT_ALPN, CONTEXT_KEYLOG,
  CONTEXT_SNI, CONTEXT_ALPN_CALLBACK
};

typedef struct Context {
  SSL_CTX *ctx;         /* NULL: not yet created; its app data is the Context */
  int protocol;         /* PROTOCOL_TLS, ... */
  unsigned int host_flags;  /* X509_CHECK_FLAG_..., for host names */
  char check_hostname;
  char post_handshake_auth; /* clients with TLS 1.3 offer it */
  char tolerant;        /* the handshake continues if the peer's certificate is
                        ** wrong (luasecverify.c) */
  char trusts;          /* TRUSTS_... (trust.c) */
  struct Bundle *bundle;  /* of the system's store, if it has that, or NULL */
  int keylog;           /* the descriptor of keylog_filename, or -1 */
  uint64_t generation;  /* of its rules of verification (see context_renew) */
  const char *alpn;     /* CONTEXT_ALPN: in the form of the extension, or NULL */
  size_t alpn_len;
} Context;

/* The SSLContext at `index`, else "bad argument". */
Context *context_check (lua_State *L, int index);
/* Call this after a change of the rules of verification: sessions of the old rules
** can no longer be resumed. Sets a new random session id context, and a generation
** that no other context of this process has. Raises if there are no random
** bytes. */
void context_changed (lua_State *L, Context *c, const char *call);
/* Push and set one of the Lua values of the context at `index`. */
int context_pushvalue (lua_State *L, int index, int key);
void context_setvalue (lua_State *L, int index, int key);
/* Pushes the SSLContext of the SSL_CTX, or nil if it was collected. Needs no
** memory. */
int context_push (lua_State *L, const SSL_CTX *ctx);
/* Pushes a new context, with Python's defaults. */
Context *context_new (lua_State *L, int protocol);
/* Raises "bad value for 'name' (message)" for an attribute. */
int context_badvalue (lua_State *L, const char *name, const char *message);
void context_open (lua_State *L, const Open *o);

#endif
