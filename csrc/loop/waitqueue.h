/*
** waitqueue.h: tasks that wait for the same thing, first come, first served.
*/
#ifndef PYSOCKET_LOOP_WAITQUEUE_H
#define PYSOCKET_LOOP_WAITQUEUE_H

#include "loop/state.h"

/* Removes the task, which continues or ends, from its wait queue. */
void waitqueue_leave (Task *t);
void waitqueue_open (lua_State *L, const Open *o, int table);

#endif
