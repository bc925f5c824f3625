/*
** suspend.h: how a task is suspended and continues.
*/
#ifndef PYSOCKET_LOOP_SUSPEND_H
#define PYSOCKET_LOOP_SUSPEND_H

#include "loop/state.h"

/* To be called before a suspension: raises if it is impossible. */
Task *loop_suspendable (lua_State *L, Loop *lp);
/* To be called after it: returns the task that continues with `op`. Raises if
** something other than the loop has resumed the coroutine. */
Task *loop_returned (lua_State *L, const Loop *lp, const Op *op);
/* The same; also raises if the task was cancelled. */
Task *loop_resumed (lua_State *L, Loop *lp, const Op *op);
/* Parks the running task for at most this time; loop_yield must follow. Outside
** of a task it raises that the function `name`, if that is not NULL, can only
** wait in a task. */
Task *loop_park (lua_State *L, Loop *lp, int64_t timeout, const char *name);
/* Suspends the task, which has been entered where it waits. A task that is
** already cancelled continues in its next turn. */
int loop_yield (lua_State *L, Loop *lp, Task *t, lua_KContext ctx,
                lua_KFunction resumed);
int loop_suspend (lua_State *L, State *st, Op *op);
int loop_share (lua_State *L, State *st, int n);
void suspend_open (lua_State *L, const Open *o, int table);

#endif
