/*
** clock.h: the clocks, and a sleep that in a task suspends only that task.
*/
#ifndef PYSOCKET_WAIT_CLOCK_H
#define PYSOCKET_WAIT_CLOCK_H

#include "base/state.h"

/* Pushes the contents of pysocket.time. */
void clock_open (lua_State *L, const Open *o);

#endif
