/*
** socket.h: SSLSocket, a socket whose layer is TLS.
*/
#ifndef PYSOCKET_TLS_SOCKET_H
#define PYSOCKET_TLS_SOCKET_H

#include "base/object.h"

/* Runs the handshake of the SSLSocket on the top, up to the deadline; without one
** (DEADLINE_UNSET) as long as the socket's timeout. If it fails, in whatever way,
** the socket is closed. Returns 1, or yields. */
int sslsocket_handshake (lua_State *L, int64_t deadline);

/* accepted(context, sock, suppress_ragged_eofs) -> s: the server's end of a
** connection, be it ended already, before its handshake */
int sslsocket_accepted (lua_State *L);

/* Adds SSLSocket, and the methods of contexts that make some. */
void sslsocket_open (lua_State *L, const Open *o);

#endif
