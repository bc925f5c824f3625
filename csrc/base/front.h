/*
** front.h: wraps a function that is written in Lua in a C function, which is
** what the user calls.
*/
#ifndef PYSOCKET_BASE_FRONT_H
#define PYSOCKET_BASE_FRONT_H

#include "base/state.h"

/* Replaces the Lua function on the top of the stack by a C function that calls
** it. */
void front_push (lua_State *L);
void front_open (lua_State *L, const Open *o);

#endif
