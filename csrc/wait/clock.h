/*
** clock.h: the clocks, and a sleep that suspends a task alone.
*/
#ifndef PYSOCKET_WAIT_CLOCK_H
#define PYSOCKET_WAIT_CLOCK_H

#include "base/state.h"

/* Sets module._time: what pysocket.time is. */
void clock_open (lua_State *L, const Open *o);

#endif
