/*
** front.h: functions that are written in Lua, as the user calls them.
*/
#ifndef PYSOCKET_BASE_FRONT_H
#define PYSOCKET_BASE_FRONT_H

#include "base/state.h"

/* Puts a function of C in the place of one of Lua on the top of the stack, which
** calls it. */
void front_push (lua_State *L);
void front_open (lua_State *L, const Open *o);

#endif
