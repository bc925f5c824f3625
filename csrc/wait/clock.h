/*
** clock.h: clocks, and a sleep that suspends only the task that calls it.
*/
#ifndef PYSOCKET_WAIT_CLOCK_H
#define PYSOCKET_WAIT_CLOCK_H

#include "base/state.h"

/* Pushes the contents of pysocket.time. */
void clock_open (lua_State *L, const Open *o);

#endif
