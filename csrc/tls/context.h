/*
** context.h: SSLContext, the settings that connections share.
*/
#ifndef PYSOCKET_TLS_CONTEXT_H
#define PYSOCKET_TLS_CONTEXT_H

#include "base/state.h"

#include <openssl/ssl.h>

enum { PROTOCOL_TLS = 2, PROTOCOL_TLS_CLIENT = 16, PROTOCOL_TLS_SERVER = 17 };

typedef struct Context {
  SSL_CTX *ctx;         /* NULL: not made yet */
  int protocol;         /* one of the above */
  char check_hostname;
} Context;

/* The SSLContext at `index`, else "bad argument". */
Context *context_check (lua_State *L, int index);
void context_open (lua_State *L, const Open *o);

#endif
