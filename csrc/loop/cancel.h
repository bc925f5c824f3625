/*
** cancel.h: cancels tasks.
*/
#ifndef PYSOCKET_LOOP_CANCEL_H
#define PYSOCKET_LOOP_CANCEL_H

#include "loop/state.h"

/* Raises CancelledError in the running task if it must be cancelled. The error has
** the number of bytes that the operation, if any, has sent. */
void task_checkcancel (lua_State *L, Task *t, const Op *op);
/* Pushes the message with which the task at `index` was cancelled. */
void task_pushmessage (lua_State *L, int index);
/* Is the value at `index` a CancelledError? */
int task_iscancelled (lua_State *L, int index);
/* Raises CancelledError in the task where it waits or, if it does not wait now, where
** it next does. */
void task_interrupt (Loop *lp, Task *t);
/* task:cancel(message): cancels what the task awaits, or the task itself.
** Returns 0 if it has ended. Only a message needs memory. */
int task_request (lua_State *L, Loop *lp, int self, int message);
/* Withdraws one request. Returns the number of those that are left. */
uint32_t task_unrequest (Task *t);
/* Cancels all tasks except the `last`, or those if there are no others. Returns
** their number. Needs no memory. */
uint32_t task_requestall (lua_State *L, Loop *lp);
void cancel_open (lua_State *L, const Open *o, int table);

#endif
