/*
** layer.h: TLS as the layer of a socket.
*/
#ifndef PYSOCKET_TLS_LAYER_H
#define PYSOCKET_TLS_LAYER_H

#include "tls/connection.h"

/* Sets the functions of the connection's layer. */
void tlslayer_set (Connection *c);
/* Does it have a peer? If not, errno says why. */
int tlslayer_haspeer (const Socket *s);
/* Takes the error of a connection that was refused or reset, and so has no peer. */
int tlslayer_pending_error (const Socket *s);
/* Does the handshake. The deadline may be earlier than the timeout. */
int tlslayer_handshake (lua_State *L, Socket *s, int64_t timeout,
                        int64_t deadline);
/* s:unwrap(): calls `done` at the end of TLS. */
int tlslayer_unwrap (lua_State *L, Socket *s,
                     int (*done) (lua_State *L, Op *op));

#endif
