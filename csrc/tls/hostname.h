/*
** hostname.h: the name of the server that a client wants to reach.
*/
#ifndef PYSOCKET_TLS_HOSTNAME_H
#define PYSOCKET_TLS_HOSTNAME_H

#include "tls/connection.h"

/* Checks the argument server_hostname and returns it, or NULL for nil. Raises. */
const char *hostname_check (lua_State *L, int arg, const Context *context,
                            int server_side);
/* Asks the server for that name, and expects it in its certificate if the
** context says so. Raises. */
void hostname_set (lua_State *L, Connection *c, const Context *context,
                   const char *name, const char *call);

#endif
