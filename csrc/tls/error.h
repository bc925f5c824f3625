/*
** error.h: raises the errors of OpenSSL.
*/
#ifndef PYSOCKET_TLS_ERROR_H
#define PYSOCKET_TLS_ERROR_H

#include "base/state.h"

/* Raises the first error of OpenSSL's queue, and empties it, as the class named
** `class` with the SSL_ERROR_… `code` as its errno. `call` names the operation
** ("do_handshake"). Never returns; the int is for `return tls_raise(...)`. */
int tls_raise (lua_State *L, const char *class, int code, const char *call);
/* The same for a function that is not about a connection: SSLError, code 1. */
int tls_fail (lua_State *L, const char *call);

#endif
