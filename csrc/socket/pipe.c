/*
** pipe.c: reads and writes pipes, terminals and files (connect_read_pipe and
** connect_write_pipe). O_NONBLOCK is never set, because it belongs to the open
** file, which other processes may share, as the shell shares stdin. Each step
** calls poll first, and then transfers no more than is possible without waiting.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "socket/pipe.h"
#include "wait/wait.h"

#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#define MAX_AT_ONCE ((size_t)64 * 1024)  /* then the other tasks run */

/* The descriptor is read from the object each time, because another task may have
** closed the file meanwhile, and its number may belong to another file by now. */
int pipe_ready (lua_State *L, Op *op, int arg) {
  const char *reason;
  struct pollfd p = {sock_testfd(L, arg, &reason), op->events, 0};
  int n;
  if (p.fd < 0) return -EBADF;
  op->fd = p.fd;
  n = poll(&p, 1, 0);
  if (n < 0) return -errno;
  return n > 0 ? 0 : -EAGAIN;
}

void sigpipe_block (SigpipeBlock *b) {
  sigemptyset(&b->sigpipe);
  sigaddset(&b->sigpipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &b->sigpipe, &b->old);
  b->was_blocked = sigismember(&b->old, SIGPIPE);
  sigemptyset(&b->pending);
  if (b->was_blocked) sigpending(&b->pending);
}

void sigpipe_unblock (SigpipeBlock *b) {
  const struct timespec at_once = {0, 0};
  if (!sigismember(&b->pending, SIGPIPE))
    while (sigtimedwait(&b->sigpipe, NULL, &at_once) < 0 && errno == EINTR) {}
  if (!b->was_blocked) pthread_sigmask(SIG_SETMASK, &b->old, NULL);
}

typedef struct Write {
  Op op;
  const char *data;
  size_t len;
} Write;

/* If poll reports a pipe as writable, it has space for PIPE_BUF bytes. */
static ssize_t write_no_sigpipe (int fd, const char *data, size_t len) {
  SigpipeBlock b;
  ssize_t n;
  sigpipe_block(&b);
  n = write(fd, data, len < PIPE_BUF ? len : PIPE_BUF);
  if (n < 0) n = -errno;
  sigpipe_unblock(&b);
  return n;
}

/* If some bytes were written before an error, the next call reports the error. */
static int write_step (lua_State *L, Op *op) {
  const Write *w = (const Write *)op;
  ssize_t n;
  do {
    n = pipe_ready(L, op, 1);
    if (n == 0) n = write_no_sigpipe(op->fd, w->data + op->done,
                                     w->len - (size_t)op->done);
    if (n > 0) op->done += (uint64_t)n;
  } while (n > 0 && op->done < w->len && op->done < MAX_AT_ONCE);
  if (n < 0 && op->done == 0) return (int)n;
  lua_pushinteger(L, (lua_Integer)op->done);
  return 1;
}

/* core._pipe_write(file, data, flags) -> count */
static int pipe_write (lua_State *L) {
  Write w;
  w.data = bytes_check(L, 2, &w.len);
  op_init(&w.op, sizeof w, "write", NULL, POLLOUT, write_step);
  w.op.flags = core_checkint(L, 3);
  op_apply_flags(&w.op);
  return wait_run(L, &w.op);
}

/* core._fileno(value) -> fd | nil, reason: for files and objects with a
** method fileno too */
static int pipe_fileno (lua_State *L) {
  const char *reason;
  int fd;
  lua_settop(L, 1);
  fd = sock_testfd(L, 1, &reason);
  if (fd < 0) {
    lua_pushnil(L);
    lua_pushstring(L, reason);
    return 2;
  }
  lua_pushinteger(L, fd);
  return 1;
}

/* core._pipe_closing(fd): wakes all tasks that wait for the descriptor */
static int pipe_closing (lua_State *L) {
  state_closing(state_of(L), core_checkint(L, 1));
  return 0;
}

void pipe_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_pipe_write", pipe_write}, {"_fileno", pipe_fileno},
    {"_pipe_closing", pipe_closing}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
