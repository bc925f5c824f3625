/*
** wait.h: deadlines, the only retry loop, and the only place that waits.
*/
#ifndef PYSOCKET_WAIT_WAIT_H
#define PYSOCKET_WAIT_WAIT_H

#include "base/op.h"

/* Continues an operation whose step returned `n`. */
int wait_on (lua_State *L, Op *op, int n);
/* Runs the operation to its end: returns the number of results, or raises.
** Always call it as `return wait_run(L, op)`, because in a task it yields. It is
** inline so that a first try that succeeds calls the step directly. */
static inline int wait_run (lua_State *L, Op *op) {
  int n = op->step(L, op);
  if (n >= 0 && op_state(L, op)->share == NULL) return n;
  return wait_on(L, op, n);
}
/* Returns the `n` results of an operation that succeeded before an Op was
** prepared. In a task it may yield: `return wait_done(L, st, n)`. */
static inline int wait_done (lua_State *L, State *st, int n) {
  return st->share == NULL ? n : st->share(L, st, n);
}
/* Ends the operation with an errno: raises it, unless op->fail handles it. */
int wait_fail (lua_State *L, Op *op, int errnum);
/* Ends the operation after its timeout. */
int wait_timedout (lua_State *L, Op *op);
/* Runs Lua's hooks, so that Ctrl-C ends a call that a signal interrupted. */
void wait_hooks (lua_State *L, State *st);
/* For a step whose system call can itself wait, for several descriptors at once
** (selection.c): the number of milliseconds that it may wait. -1: for ever; 0: not
** at all, as in a task, where the loop waits. */
int wait_left (const State *st, Op *op);
/* Reads SO_SNDTIMEO or SO_RCVTIMEO of the descriptor, in nanoseconds or
** TIMEOUT_NONE. */
int64_t wait_limit (int fd, int writes);
/* Bytes were transferred: restarts SO_SNDTIMEO and SO_RCVTIMEO, as a new call
** would. */
static inline void wait_progressed (Op *op) {
  if (op->limited) op->deadline = DEADLINE_UNSET;
}
int64_t wait_now (void);                        /* monotonic, ns */
int64_t wait_deadline (int64_t timeout);        /* TIMEOUT_NONE: none */
/* The argument as a timeout: seconds, nil for none. */
int64_t wait_checktimeout (lua_State *L, int arg);
void wait_pushtimeout (lua_State *L, int64_t timeout);

#endif
