/*
** close.h: closing all tasks where they are suspended.
*/
#ifndef PYSOCKET_LOOP_CLOSE_H
#define PYSOCKET_LOOP_CLOSE_H

#include "loop/state.h"

/* Closes all tasks where they are suspended, for a loop that cannot run them to
** their end. May report the program's tasks. */
void task_closeall (lua_State *L, Loop *lp, int reports);
void close_open (lua_State *L, const Open *o);

#endif
