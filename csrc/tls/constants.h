/*
** constants.h: the constants and enumerations of Python's ssl.
*/
#ifndef PYSOCKET_TLS_CONSTANTS_H
#define PYSOCKET_TLS_CONSTANTS_H

#include "base/state.h"

/* Python's values for which OpenSSL has no name, or another one. */
enum {
  PROTOCOL_TLS = 2, PROTOCOL_TLSv1, PROTOCOL_TLSv1_1, PROTOCOL_TLSv1_2,
  PROTOCOL_TLS_CLIENT = 16, PROTOCOL_TLS_SERVER
};
enum { CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED };
enum { MINIMUM_SUPPORTED = -2, MAXIMUM_SUPPORTED = -1 };
enum { SSL_ERROR_EOF = 8, SSL_ERROR_INVALID_ERROR_CODE = 10 };

/* OP_ALL. As in Python, empty fragments are kept, which protect CBC ciphers of
** TLS 1.0. */
#define ALL_OPTIONS \
  ((lua_Integer)(SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS))

void tls_constants_open (lua_State *L, const Open *o);

#endif
