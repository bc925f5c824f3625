/*
** timeout.h: time limits of tasks: asyncio.timeout.
*/
#ifndef PYSOCKET_LOOP_TIMEOUT_H
#define PYSOCKET_LOOP_TIMEOUT_H

#include "loop/state.h"

/* Cancels the task of a limit that has expired. */
void timeout_expire (lua_State *L, Loop *lp, Item *j);
void timeout_open (lua_State *L, const Open *o, int table);

#endif
