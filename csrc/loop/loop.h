/*
** loop.h: the event loop.
*/
#ifndef PYSOCKET_LOOP_LOOP_H
#define PYSOCKET_LOOP_LOOP_H

#include "base/state.h"

/* Pushes the functions of the loop. */
void loop_open (lua_State *L, const Open *o);

#endif
