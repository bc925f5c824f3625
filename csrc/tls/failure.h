/*
** failure.h: raises the errors of connections.
*/
#ifndef PYSOCKET_TLS_FAILURE_H
#define PYSOCKET_TLS_FAILURE_H

#include "base/state.h"

#include <openssl/ssl.h>

/* Raises `code`, the newest error of OpenSSL's queue after a call on the connection
** failed with SSL_ERROR_SSL: SSLCertVerificationError, SSLEOFError or SSLError. A
** client's have the name of the server as e.host. */
int failure_raise (lua_State *L, SSL *ssl, unsigned long code,
                   const char *call);
/* Raises the class that Python has for SSL_ERROR_ZERO_RETURN, _WANT_READ,
** _WANT_WRITE, _SYSCALL or _EOF, with Python's text. */
int failure_code (lua_State *L, int code, const char *call);

#endif
