/*
** hello.h: the callback of a server for the name that a client asks for.
*/
#ifndef PYSOCKET_TLS_HELLO_H
#define PYSOCKET_TLS_HELLO_H

#include "tls/connection.h"

/* The connection is a server's, whose context has a callback: its handshake stops
** with CONNECTION_HELLO. */
void hello_expect (Connection *c);
/* The handshake, up to another end than CONNECTION_HELLO. For that it calls
** context.sni_callback(s, name, context) for the SSLSocket or SSLObject at `index`.
** An error of the callback becomes an alert; after that it is on the top of the
** stack, and *failed is 1. */
int hello_handshake (lua_State *L, Connection *c, int index, int flags,
                     int *failed);
/* The parts of it, for a callback that may wait. The handshake, up to any end;
** callbacks of OpenSSL's own are called. */
int hello_step (lua_State *L, Connection *c, int flags, int *failed);
/* Pushes the callback and its three arguments. Returns 0 if there is none. */
int hello_pushcall (lua_State *L, Connection *c, int index);
/* Takes the result of the callback, or its error, from the top. Returns 1 if an
** error is there now. */
int hello_take (lua_State *L, Connection *c, int failed);
/* s.context = context: what the client gets comes from this context. */
void hello_switch (Connection *c, const Context *context);

#endif
