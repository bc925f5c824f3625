/*
** suspend.h: how a task stops and goes on.
*/
#ifndef PYSOCKET_LOOP_SUSPEND_H
#define PYSOCKET_LOOP_SUSPEND_H

#include "loop/state.h"

/* Before a suspension: raises where it is impossible. */
Task *loop_suspendable (lua_State *L, Loop *lp);
/* After one: the task that goes on with `op`. Raises where something else than
** the loop resumed the coroutine. */
Task *loop_returned (lua_State *L, const Loop *lp, const Op *op);
/* The same; raises also where the task was cancelled. */
Task *loop_resumed (lua_State *L, Loop *lp, const Op *op);
/* Parks the running task, for so long at most; loop_yield has to follow. Outside of
** a task raises that the function `name`, if it is not NULL, can only wait in one. */
Task *loop_park (lua_State *L, Loop *lp, int64_t timeout, const char *name);
/* Suspends the task, which stands where it waits. One that is cancelled already
** goes on in its next turn. */
int loop_yield (lua_State *L, Loop *lp, Task *t, lua_KContext ctx,
                lua_KFunction resumed);
int loop_suspend (lua_State *L, State *st, Op *op);
int loop_share (lua_State *L, State *st, int n);
void suspend_open (lua_State *L, const Open *o, int table);

#endif
