/*
** signal.h: signal handlers of the loop.
*/
#ifndef PYSOCKET_LOOP_SIGNAL_H
#define PYSOCKET_LOOP_SIGNAL_H

#include "loop/state.h"

void signal_open (lua_State *L, const Open *o, int table);
void signal_dispatch (lua_State *L, Loop *lp);
void signal_close (Loop *lp);

#endif
