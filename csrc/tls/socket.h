/*
** socket.h: SSLSocket, a socket whose layer is TLS.
*/
#ifndef PYSOCKET_TLS_SOCKET_H
#define PYSOCKET_TLS_SOCKET_H

#include "base/object.h"

/* Does the handshake of the SSLSocket on the top, up to the deadline or, if that is
** DEADLINE_UNSET, within the socket's timeout. After any error the socket is
** closed. Returns 1, or yields. */
int sslsocket_handshake (lua_State *L, int64_t deadline);

/* accepted(context, sock, suppress_ragged_eofs) -> s
** Returns the server's end of a connection before its handshake, even if the
** connection has already ended. */
int sslsocket_accepted (lua_State *L);

/* Adds SSLSocket, and SSLContext's method wrap_socket. */
void sslsocket_open (lua_State *L, const Open *o);

#endif
