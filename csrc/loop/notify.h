/*
** notify.h: who is woken by the end of a task or future.
*/
#ifndef PYSOCKET_LOOP_NOTIFY_H
#define PYSOCKET_LOOP_NOTIFY_H

#include "loop/state.h"

/* The task at `self` has ended: wakes those that wait for it. Where others have
** to be called its news is queued: true. Never raises. */
int notify_end (lua_State *L, Loop *lp, int self);
/* Has the sequence entries that must be called? */
int notify_hascalls (lua_State *L, int list);
/* Wakes the tasks in the sequence; with news they run when these are told. */
void notify_all (lua_State *L, Loop *lp, int list, Due *news);

#endif
