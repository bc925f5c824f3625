/*
** purpose.h: OpenSSL's object identifiers, as ssl.Purpose.
*/
#ifndef PYSOCKET_TLS_PURPOSE_H
#define PYSOCKET_TLS_PURPOSE_H

#include "base/state.h"

void purpose_open (lua_State *L, const Open *o);

#endif
