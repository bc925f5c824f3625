/*
** notify.h: what is woken by the end of a task or a future.
*/
#ifndef PYSOCKET_LOOP_NOTIFY_H
#define PYSOCKET_LOOP_NOTIFY_H

#include "loop/state.h"

/* The task at `self` has ended: wakes the tasks that wait for it. If functions
** must be called, queues its news and returns true. Never raises. */
int notify_end (lua_State *L, Loop *lp, int self);
/* Has the sequence entries that must be called? */
int notify_hascalls (lua_State *L, int list);
/* Wakes the tasks in the sequence. If there are news, the tasks run when these
** are delivered. */
void notify_all (lua_State *L, Loop *lp, int list, Due *news);

#endif
