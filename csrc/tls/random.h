/*
** random.h: OpenSSL's generator of random bytes.
*/
#ifndef PYSOCKET_TLS_RANDOM_H
#define PYSOCKET_TLS_RANDOM_H

#include "base/state.h"

void random_open (lua_State *L, const Open *o);

#endif
