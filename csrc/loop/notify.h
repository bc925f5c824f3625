/*
** notify.h: wakes what waits for the end of a task or a future.
*/
#ifndef PYSOCKET_LOOP_NOTIFY_H
#define PYSOCKET_LOOP_NOTIFY_H

#include "loop/state.h"

/* The task at `self` has ended: wakes the tasks that wait for it. If functions
** must be called, queues the delivery of its end and returns 1. Never raises. */
int notify_end (lua_State *L, Loop *lp, int self);
/* Does the sequence have entries that must be called? */
int notify_hascalls (lua_State *L, int list);
/* The object at `object` is about to be called for an end that was queued. */
void notify_delivered (lua_State *L, int object);
/* Wakes the tasks in the sequence. If there is a delivery, queues that, and it
** resumes the tasks. */
void notify_all (lua_State *L, Loop *lp, int list, Item *delivery);

#endif
