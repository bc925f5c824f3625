/*
** start.h: how the connection of an SSLSocket or SSLObject is made from the
** arguments of wrap_socket or wrap_bio.
*/
#ifndef PYSOCKET_TLS_START_H
#define PYSOCKET_TLS_START_H

#include "tls/connection.h"

/* Checks the arguments at these stack indices and pushes a connection that has
** them, and no SSL yet. */
Connection *start_push (lua_State *L, int context, int server_side,
                        int hostname, int session, const char *call);
/* The keyword arguments of those functions, from stack index `first` on; it pushes
** nils up to `last`. */
void start_keywords (lua_State *L, int first, int last, const char *names);
/* Makes the SSL of the SSLSocket or SSLObject at `index`. */
void start_tls (lua_State *L, int index, const char *call);

#endif
