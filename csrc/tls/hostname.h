/*
** hostname.h: the name of the server that a client wants.
*/
#ifndef PYSOCKET_TLS_HOSTNAME_H
#define PYSOCKET_TLS_HOSTNAME_H

#include "tls/context.h"

/* Pushes the argument server_hostname in the form of certificates, which is ASCII
** without a dot at the end, or nil. Raises "bad argument" if it is not a host name,
** not allowed or missing. */
void hostname_push (lua_State *L, int arg, const Context *context,
                    int server_side);
/* Lets a client send the name, unless it is an address, and, if `check` is not 0,
** require a certificate for it. Returns 0 after an error of OpenSSL. */
int hostname_apply (SSL *ssl, const char *name, int check);
void hostname_open (lua_State *L, const Open *o);

#endif
