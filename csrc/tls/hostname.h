/*
** hostname.h: the name of the server that a client wants.
*/
#ifndef PYSOCKET_TLS_HOSTNAME_H
#define PYSOCKET_TLS_HOSTNAME_H

#include "tls/context.h"

/* Pushes the argument server_hostname in the form that certificates have, ASCII
** without a dot at its end, or nil. Raises "bad argument" for what is no host
** name, and if there is one where none can be, or none where one must be. */
void hostname_push (lua_State *L, int arg, const Context *context,
                    int server_side);
/* Makes a client ask for that name (not for an address), and, if `check` is not
** 0, demand a certificate for it. Returns 0 after an error of OpenSSL. */
int hostname_apply (SSL *ssl, const char *name, int check);
void hostname_open (lua_State *L, const Open *o);

#endif
