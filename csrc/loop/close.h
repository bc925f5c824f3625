/*
** close.h: all tasks are closed where they are.
*/
#ifndef PYSOCKET_LOOP_CLOSE_H
#define PYSOCKET_LOOP_CLOSE_H

#include "loop/state.h"

/* Closes all tasks where they are: for a loop that cannot run them to their end. It
** may report those of the program. */
void task_closeall (lua_State *L, Loop *lp, int reports);
void close_open (lua_State *L, const Open *o);

#endif
