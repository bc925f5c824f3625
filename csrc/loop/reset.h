/*
** reset.h: resets a loop in a child made by fork, and ends it with its Lua state.
*/
#ifndef PYSOCKET_LOOP_RESET_H
#define PYSOCKET_LOOP_RESET_H

#include "loop/state.h"

void reset_open (lua_State *L, const Open *o);

#endif
