/*
** cancel.h: cancellation.
*/
#ifndef PYSOCKET_LOOP_CANCEL_H
#define PYSOCKET_LOOP_CANCEL_H

#include "loop/state.h"

/* Raises CancelledError in the running task if one is due; it tells how many
** bytes the operation, if any, has handed over. */
void task_checkcancel (lua_State *L, Task *t, const Op *op);
/* Pushes the message that the task at `index` was cancelled with. */
void task_pushmessage (lua_State *L, int index);
/* Is the value at `index` a CancelledError? */
int task_iscancelled (lua_State *L, int index);
/* task:cancel(message): cancels what it awaits, or it itself; 0: it has ended.
** Asks for memory only for a message. */
int task_request (lua_State *L, Loop *lp, int self, int message);
/* Cancels all tasks, and where there are no others those that go on until the
** last; returns how many. Asks for no memory. */
uint32_t task_requestall (lua_State *L, Loop *lp);
void cancel_open (lua_State *L, const Open *o, int table);

#endif
