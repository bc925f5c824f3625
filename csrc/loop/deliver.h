/*
** deliver.h: delivers the end of a task or a future.
*/
#ifndef PYSOCKET_LOOP_DELIVER_H
#define PYSOCKET_LOOP_DELIVER_H

#include "loop/state.h"

/* Resumes or calls what waits for a task that has ended. */
void deliver_task (lua_State *L, Loop *lp, Task *t);
/* The same for a future. Returns 0 if the handle does not deliver a future's
** end. */
int deliver_future (lua_State *L, Loop *lp, Item *j);
void deliver_open (lua_State *L, const Open *o, int table);

#endif
