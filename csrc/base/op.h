/*
** op.h: an operation on a descriptor, which may have to wait.
*/
#ifndef PYSOCKET_BASE_OP_H
#define PYSOCKET_BASE_OP_H

#include "base/object.h"

#include <poll.h>

#define FD_NONE (-2)  /* the wait is for the deadline alone */
#define OP_TURN 0x4000  /* try again after the other tasks' turns */
#define OP_CALL (-0x10000)  /* the layer has to call a Lua function first */

/* One operation that may have to wait. Each user embeds it at the start of a
** struct with the data that the step needs. While a task is suspended, it keeps
** a byte copy of that struct (`size` bytes). So the struct must not contain a
** pointer into itself or into the C stack, and what it points to must be
** anchored on the Lua stack (the arguments stay where they are). */
struct Op {
  /* Tries once. Either leaves its results on the stack and returns their number,
  ** or leaves the stack unchanged and returns -errno: -EAGAIN or -EINPROGRESS
  ** to wait for `events` and be called again, -EINTR to be called again at
  ** once, any other to be raised. It may raise an error itself. A layer's result
  ** OP_CALL is returned as it is. */
  int (*step) (lua_State *L, Op *op);
  /* Handles the errno that ended the operation; NULL: raise it. */
  int (*fail) (lua_State *L, Op *op, int errnum);
  const char *call;     /* its name in errors */
  Socket *s;            /* its fd is waited for, its close ends the wait */
  int64_t timeout;      /* bounds the whole operation */
  int64_t deadline;     /* DEADLINE_UNSET until it first has to wait */
  uint64_t done;        /* bytes transferred so far (see `counts`) */
  uint32_t size;        /* of the struct that embeds it */
  int flags;            /* MSG_..., for the operations that have flags */
  int fd;               /* to wait on when s is NULL; FD_NONE: none */
  short events;         /* POLLIN, POLLOUT; 0: try again after a short pause; or
                        ** OP_TURN */
  unsigned char address;  /* stack index of the address argument, for errors */
  unsigned char counts : 1;  /* an error has `done` as its bytes_sent */
  unsigned char polls : 1;   /* it waits even if the descriptor may block */
  unsigned char writes : 1;  /* SO_SNDTIMEO bounds it, else SO_RCVTIMEO */
  unsigned char limited : 2; /* not 0: one of these two set the deadline, see
                             ** wait_timedout */
};

/* Initializes the operation on a socket, without its flags. */
static inline void op_init (Op *op, size_t size, const char *call, Socket *s,
                            short events, int (*step) (lua_State *, Op *)) {
  op->step = step;
  op->fail = NULL;
  op->call = call;
  op->s = s;
  op->timeout = s != NULL ? s->timeout : TIMEOUT_NONE;
  op->deadline = DEADLINE_UNSET;
  op->done = 0;
  op->size = (uint32_t)size;
  op->fd = -1;
  op->events = events;
  op->address = 0;
  op->counts = op->polls = 0;
  op->limited = 0;
  op->writes = (events & POLLOUT) != 0;
}

/* With MSG_DONTWAIT a socket without a timeout does not wait, even if a task
** has made its descriptor non-blocking. Reading the error queue never waits. */
static inline void op_apply_flags (Op *op) {
  if ((op->flags & (MSG_DONTWAIT | MSG_ERRQUEUE)) && op->timeout == TIMEOUT_NONE)
    op->timeout = TIMEOUT_ZERO;
}

static inline State *op_state (lua_State *L, const Op *op) {
  return op->s != NULL ? op->s->state : state_of(L);
}

#endif
