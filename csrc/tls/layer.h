/*
** layer.h: TLS as the layer of a socket.
*/
#ifndef PYSOCKET_TLS_LAYER_H
#define PYSOCKET_TLS_LAYER_H

#include "tls/connection.h"

/* Sets the functions of the connection's layer. */
void tlslayer_set (Connection *c);
/* The handshake, which the deadline may end before the socket's timeout: to its end
** or to the callback for the name, and whether that is to be called is the result;
** and s:unwrap() up to the end of TLS. These may wait. */
int tlslayer_handshake (lua_State *L, Socket *s, int64_t timeout,
                        int64_t deadline);
int tlslayer_unwrap (lua_State *L, Socket *s,
                     int (*done) (lua_State *L, Op *op));

#endif
