/*
** certificate.h: certificates as Lua values.
*/
#ifndef PYSOCKET_TLS_CERTIFICATE_H
#define PYSOCKET_TLS_CERTIFICATE_H

#include "base/state.h"

#include <openssl/x509v3.h>

/* Pushes the certificate as the table that getpeercert returns. The caller
** keeps the certificate alive. */
void certificate_push (lua_State *L, X509 *cert, const char *call);
/* Pushes its DER form, as a string. */
void certificate_pushder (lua_State *L, X509 *cert, const char *call);
/* Pushes the host names and addresses for which it is valid, as in "'localhost',
** '127.0.0.1'", or nil if there are none. */
void certificate_pushhosts (lua_State *L, X509 *cert, const char *call);
/* Pushes a name, as in "O=Example, CN=Example CA". */
void certificate_pushname (lua_State *L, const X509_NAME *name,
                           const char *call);
/* Pushes a time, as in "Jan  5 09:34:43 2018 GMT". */
void certificate_pushtime (lua_State *L, const ASN1_TIME *time,
                           const char *call);
/* Pushes a guard with a BIO that collects text. */
BIO *certificate_begintext (lua_State *L, const char *call);
/* Replaces the guard on the top with its text. */
void certificate_endtext (lua_State *L);
/* Pushes a guard with the alternative names, which are NULL if there are
** none. */
GENERAL_NAMES *certificate_pushnames (lua_State *L, X509 *cert);
/* Pushes a guard with the certificate whose DER form is at `arg`. */
X509 *certificate_pushparsed (lua_State *L, int arg, const char *call);
void certificate_open (lua_State *L, const Open *o);

#endif
