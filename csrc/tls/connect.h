/*
** connect.h: connect and accept of an SSLSocket.
*/
#ifndef PYSOCKET_TLS_CONNECT_H
#define PYSOCKET_TLS_CONNECT_H

#include "base/state.h"

void tlsconnect_open (lua_State *L, const Open *o);

#endif
