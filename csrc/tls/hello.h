/*
** hello.h: sni_callback, which a server calls with the server name that a client has
** sent.
*/
#ifndef PYSOCKET_TLS_HELLO_H
#define PYSOCKET_TLS_HELLO_H

#include "tls/connection.h"

/* For a server's connection whose context has a callback: lets the handshake stop
** with CONNECTION_HELLO. */
void hello_expect (Connection *c);
/* Does the handshake. After CONNECTION_HELLO it calls context.sni_callback(s, name,
** context) for the SSLSocket or SSLObject at `index`, and continues. After an error
** of the callback it sends an alert; then *failed is 1, and the error is on the top
** of the stack. */
int hello_handshake (lua_State *L, Connection *c, int index, int flags,
                     int *failed);
/* The parts of hello_handshake, for a callback that may wait. hello_step does the
** handshake up to any end, including CONNECTION_HELLO. */
int hello_step (lua_State *L, Connection *c, int flags, int *failed);
/* Pushes the callback and its three arguments. Returns 0 if there is none. */
int hello_pushcall (lua_State *L, Connection *c, int index);
/* Takes the result of the callback, or its error, from the top. Returns 1 if there
** is an error on the top now. */
int hello_take (lua_State *L, Connection *c, int failed);
/* s.context = context: replaces the context of the connection. Returns 0 after an
** error of OpenSSL. */
int hello_switch (Connection *c, const Context *context);

#endif
