/*
** start.h: creates the connection of an SSLSocket or SSLObject from the arguments of
** wrap_socket or wrap_bio.
*/
#ifndef PYSOCKET_TLS_START_H
#define PYSOCKET_TLS_START_H

#include "tls/connection.h"

/* Checks the arguments at these stack indices, and pushes a connection with them,
** which has no SSL yet. */
Connection *start_push (lua_State *L, int context, int server_side,
                        int hostname, int session, const char *call);
/* Applies the keyword arguments of these functions, from stack index `first` to
** `last`. */
void start_keywords (lua_State *L, int first, int last, const char *names);
/* Creates the SSL of the SSLSocket or SSLObject at `index`. */
void start_tls (lua_State *L, int index, const char *call);

#endif
