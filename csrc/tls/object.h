/*
** object.h: MemoryBIO and SSLObject: TLS without a socket.
*/
#ifndef PYSOCKET_TLS_OBJECT_H
#define PYSOCKET_TLS_OBJECT_H

#include "base/state.h"

void memorybio_open (lua_State *L, const Open *o);
/* Adds SSLObject, and the method of contexts that makes one. */
void sslobject_open (lua_State *L, const Open *o);

#endif
