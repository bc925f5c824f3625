/*
** pipe.h: reads and writes descriptors that are not sockets.
*/
#ifndef PYSOCKET_SOCKET_PIPE_H
#define PYSOCKET_SOCKET_PIPE_H

#include "base/op.h"

#include <signal.h>

/* The first part of a step: returns 0 if the descriptor of the object at `arg` is
** ready for the events of the operation, otherwise -errno: -EBADF if it is closed. */
int pipe_ready (lua_State *L, Op *op, int arg);

/* Blocks SIGPIPE in this thread during a call that has no MSG_NOSIGNAL, and then
** discards it, unless it was pending before. Even a call that transfers some bytes
** can raise it. */
typedef struct SigpipeBlock {
  sigset_t sigpipe, old, pending;
  int was_blocked;
} SigpipeBlock;

void sigpipe_block (SigpipeBlock *b);
void sigpipe_unblock (SigpipeBlock *b);

void pipe_open (lua_State *L, const Open *o);

#endif
