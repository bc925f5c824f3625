/*
** layer.h: TLS as the layer of a socket.
*/
#ifndef PYSOCKET_TLS_LAYER_H
#define PYSOCKET_TLS_LAYER_H

#include "tls/connection.h"

/* The socket at `arg`, of any class, or NULL. */
Socket *anysocket_test (lua_State *L, int arg);
/* The SSLSocket at `arg`, else "bad argument". Its connection is its layer. */
Socket *sslsocket_check (lua_State *L, int arg);
static inline Connection *sslsocket_connection (const Socket *s) {
  return (Connection *)s->layer;
}
/* Sets the functions of the connection's layer. */
void tlslayer_set (Connection *c);
/* s:do_handshake(), and s:unwrap() up to the end of TLS: these may wait. */
int tlslayer_handshake (lua_State *L, Socket *s);
int tlslayer_unwrap (lua_State *L, Socket *s,
                     int (*done) (lua_State *L, Op *op));

#endif
