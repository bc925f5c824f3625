/*
** object.h: MemoryBIO and SSLObject: TLS without a socket.
*/
#ifndef PYSOCKET_TLS_OBJECT_H
#define PYSOCKET_TLS_OBJECT_H

#include "base/state.h"

void memorybio_open (lua_State *L, const Open *o);
/* Adds SSLObject, and SSLContext's method wrap_bio. */
void sslobject_open (lua_State *L, const Open *o);

#endif
