/*
** socket.h: SSLSocket, a socket whose layer is TLS.
*/
#ifndef PYSOCKET_TLS_SOCKET_H
#define PYSOCKET_TLS_SOCKET_H

#include "base/state.h"

/* Adds SSLSocket, and the methods of contexts that make some. */
void sslsocket_open (lua_State *L, const Open *o);

#endif
