/*
** suspend.h: suspends and continues tasks.
*/
#ifndef PYSOCKET_LOOP_SUSPEND_H
#define PYSOCKET_LOOP_SUSPEND_H

#include "loop/state.h"

/* Call this after a suspension: returns the task that continues with `op`. Raises
** if something other than the loop has resumed the coroutine. */
Task *loop_returned (lua_State *L, const Loop *lp, const Op *op);
/* Marks the running task as parked for at most this time; loop_yield must follow.
** Outside of a task, raises that the function `name` (NULL: none) can only wait
** in a task. */
Task *loop_park (lua_State *L, Loop *lp, int64_t timeout, const char *name);
/* Suspends the task, which already waits for something. If it is cancelled, it
** continues in its next turn. */
int loop_yield (lua_State *L, Loop *lp, Task *t, lua_KContext ctx,
                lua_KFunction resumed);
/* The State's hooks `suspend` and `share`. */
int loop_suspend (lua_State *L, State *st, Op *op);
int loop_share (lua_State *L, State *st, int n);
void suspend_open (lua_State *L, const Open *o, int table);

#endif
