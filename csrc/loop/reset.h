/*
** reset.h: what a loop forgets in a child made by fork, and how it ends.
*/
#ifndef PYSOCKET_LOOP_RESET_H
#define PYSOCKET_LOOP_RESET_H

#include "loop/state.h"

void reset_open (lua_State *L, const Open *o);

#endif
