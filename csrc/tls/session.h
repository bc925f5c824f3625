/*
** session.h: SSLSession, which a later connection can resume.
*/
#ifndef PYSOCKET_TLS_SESSION_H
#define PYSOCKET_TLS_SESSION_H

#include "base/state.h"

#include <openssl/ssl.h>

/* Pushes a copy of the session. `context` and `host` are the stack indices of its
** SSLContext and of its server_hostname (or nil); `generation` is that of the
** context when the connection was made. */
void session_push (lua_State *L, SSL_SESSION *session, int context, int host,
                   uint64_t generation);
/* The SSLSession at `index`, or NULL if it is something else. */
SSL_SESSION *session_test (lua_State *L, int index);
/* The reason why a connection with the context and the server_hostname at these
** indices must not resume the session at `index`, or NULL. */
const char *session_refusal (lua_State *L, int index, int context, int host);
void session_open (lua_State *L, const Open *o);

#endif
