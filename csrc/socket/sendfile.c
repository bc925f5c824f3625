/*
** sendfile.c: the system calls of socket:sendfile, which is implemented in
** lua/pysocket/sendfile.lua. All operations of one call share a table, its
** progress: {bytes sent, deadline}.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "socket/layered.h"
#include "socket/pipe.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_AT_ONCE ((size_t)1 << 30)
#define MAX_READ ((size_t)1 << 16)

enum { PROGRESS_SENT = 1, PROGRESS_DEADLINE };

/* ---- the progress ----------------------------------------------------------- */

/* core._sendfile_start(s) -> progress */
static int sendfile_start (lua_State *L) {
  const Socket *s = sock_check(L, 1);
  lua_createtable(L, 2, 0);
  lua_pushinteger(L, 0);
  lua_rawseti(L, -2, PROGRESS_SENT);
  lua_pushinteger(L, wait_deadline(s->timeout));
  lua_rawseti(L, -2, PROGRESS_DEADLINE);
  return 1;
}

static lua_Integer progress_get (lua_State *L, int arg, int field) {
  lua_Integer n;
  luaL_checktype(L, arg, LUA_TTABLE);
  lua_rawgeti(L, arg, field);
  n = lua_tointeger(L, -1);
  lua_pop(L, 1);
  return n;
}

/* The table already has this key, so no memory is allocated. */
static void progress_set (lua_State *L, int arg, const Op *op) {
  lua_pushinteger(L, (lua_Integer)op->done);
  lua_rawseti(L, arg, PROGRESS_SENT);
}

/* Prepares an operation that continues from the progress at `arg`. */
static void progress_op (lua_State *L, int arg, Op *op, size_t size, Socket *s,
                         int (*step) (lua_State *, Op *)) {
  op_init(op, size, "sendfile", s, POLLOUT, step);
  if (op->timeout >= 0) op->deadline = progress_get(L, arg, PROGRESS_DEADLINE);
  op->done = (uint64_t)progress_get(L, arg, PROGRESS_SENT);
  op->counts = 1;
}

/* Is the time over? It may be even if no operation had to wait, because a source
** can be slower than the peer. */
static int is_late (const Op *op) {
  return op->timeout >= 0 && wait_now() >= op->deadline;
}

/* ---- sendfile(2) -------------------------------------------------------------- */

/* sendfile(2) has no MSG_NOSIGNAL. Returns the number of bytes or -errno. */
static ssize_t sendfile_no_sigpipe (int out, int in, off_t offset, size_t count) {
  SigpipeBlock b;
  ssize_t n;
  sigpipe_block(&b);
  n = sendfile(out, in, &offset, count);
  if (n < 0) n = -errno;
  sigpipe_unblock(&b);
  return n;
}

typedef struct Sendfile {
  Op op;
  off_t offset;
  uint64_t left;
} Sendfile;

/* The descriptor of the source, which is argument 2. It is negative if another task has
** closed the source meanwhile, so each step asks for it (see pipe_ready). */
static int source_fd (lua_State *L) {
  const char *reason;
  return sock_testfd(L, 2, &reason);
}

static int sendfile_step (lua_State *L, Op *op) {
  Sendfile *f = (Sendfile *)op;
  size_t count = f->left < MAX_AT_ONCE ? (size_t)f->left : MAX_AT_ONCE;
  int late = is_late(op), fd = source_fd(L);
  ssize_t n;
  if (fd < 0 || op->s->fd < 0) return -EBADF;
  sock_ready(op->s);
  n = sendfile_no_sigpipe(op->s->fd, fd, f->offset, count);
  if (op->done == 0 && (n == -EINVAL || n == -ENOSYS || n == -EOPNOTSUPP)) {
    lua_pushboolean(L, 0);  /* the caller may still read and send it */
    return 1;
  }
  if (n < 0) return (int)n;
  op->done += (size_t)n;
  f->offset += n;
  f->left -= (size_t)n;
  progress_set(L, 5, op);
  if (n > 0 && f->left > 0)  /* continue after Lua's hooks */
    return late ? wait_timedout(L, op) : -EINTR;
  lua_pushboolean(L, 1);
  return 1;
}

/* core._sendfile(s, file, offset, count | nil, progress) -> boolean
** Returns false if sendfile(2) is not possible. */
static int sendfile_send (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Sendfile f;
  if (s->layer != NULL) {  /* the kernel's sendfile sends plain text */
    lua_pushboolean(L, 0);
    return 1;
  }
  f.offset = (off_t)luaL_checkinteger(L, 3);
  f.left = lua_isnil(L, 4) ? UINT64_MAX : (uint64_t)luaL_checkinteger(L, 4);
  progress_op(L, 5, &f.op, sizeof f, s, sendfile_step);
  return wait_run(L, &f.op);
}

/* ---- read and send, if sendfile(2) is not possible ------------------------------ */

typedef struct Part {
  Op op;
  const char *data;
  size_t len;
  uint64_t before;  /* sent before this part */
} Part;

static ssize_t part_send (lua_State *L, Op *op, const char *data, size_t len) {
  ssize_t n;
  if (op->s->layer != NULL) return op->s->layer->send(L, op, data, len);
  sock_ready(op->s);
  n = send(op->s->fd, data, len, MSG_NOSIGNAL);
  return n < 0 ? -errno : n;
}

static int part_step (lua_State *L, Op *op) {
  Part *p = (Part *)op;
  size_t sent = (size_t)(op->done - p->before);
  ssize_t n = 0;
  if (is_late(op)) return wait_timedout(L, op);
  if (sent < p->len) n = part_send(L, op, p->data + sent, p->len - sent);
  if (n < 0) return (int)n;
  op->done += (size_t)n;
  progress_set(L, 3, op);
  if (op->done - p->before < p->len) return -EINTR;
  return op->s->layer != NULL ? layered_sent(L, op) : 0;
}

/* core._sendfile_part(s, data, progress): sends all of the data */
static int sendfile_part (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Part p;
  p.data = bytes_check(L, 2, &p.len);
  progress_op(L, 3, &p.op, sizeof p, s, part_step);
  if (s->layer != NULL) layer_op(&p.op);
  p.before = p.op.done;
  return wait_run(L, &p.op);
}

typedef struct Read {
  Op op;
  size_t size;
} Read;

/* Calls poll first, because the descriptor may block. */
static int read_step (lua_State *L, Op *op) {
  const Read *r = (const Read *)op;
  State *st = state_of(L);
  struct pollfd p = {source_fd(L), POLLIN, 0};
  char *buf;
  ssize_t n;
  if (p.fd < 0) return -EBADF;
  op->fd = p.fd;
  if ((op->timeout >= 0 || st->suspend != NULL) && poll(&p, 1, 0) == 0)
    return -EAGAIN;
  buf = bytes_scratch(L, st, r->size);
  n = read(op->fd, buf, r->size);
  if (n < 0) return -errno;
  lua_pushlstring(L, buf, (size_t)n);
  return 1;
}

/* core._sendfile_read(s, file, count, progress) -> data, "" at the end
** Reads within the timeout of the whole call. */
static int sendfile_read (lua_State *L) {
  const Socket *s = sock_check(L, 1);
  Read r;
  lua_Integer count = luaL_checkinteger(L, 3);
  progress_op(L, 4, &r.op, sizeof r, NULL, read_step);
  r.op.events = POLLIN;
  r.op.timeout = s->timeout;
  luaL_argcheck(L, count >= 0, 3, "negative buffer size");
  r.size = core_size(count) < MAX_READ ? (size_t)count : MAX_READ;
  return wait_run(L, &r.op);
}

/* ---- the file ------------------------------------------------------------------ */

/* core._sendfile_regular(file) -> boolean
** Is it a regular file? A file of io is flushed first. */
static int sendfile_regular (lua_State *L) {
  luaL_Stream *f = (luaL_Stream *)luaL_testudata(L, 1, LUA_FILEHANDLE);
  struct stat st;
  int fd;
  if (f != NULL) {
    luaL_argcheck(L, f->closef != NULL, 1, "the file is closed");
    fd = fileno(f->f);
  }
  else fd = sock_checkfd(L, 1);
  if (fstat(fd, &st) < 0) return err_raise(L, errno, "sendfile");
  if (S_ISREG(st.st_mode) && f != NULL && fflush(f->f) != 0)
    return err_raise(L, errno, "sendfile");
  lua_pushboolean(L, S_ISREG(st.st_mode));
  return 1;
}

/* core._sendfile_seek(fd[, offset]) -> position | nil, message, errno
** Without an offset, returns the current position. */
static int sendfile_seek (lua_State *L) {
  int fd = core_checkint(L, 1);
  off_t offset = (off_t)luaL_optinteger(L, 2, 0);
  off_t at = lseek(fd, offset, lua_isnoneornil(L, 2) ? SEEK_CUR : SEEK_SET);
  if (at < 0) return luaL_fileresult(L, 0, NULL);
  lua_pushinteger(L, (lua_Integer)at);
  return 1;
}

void sendfile_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_sendfile", sendfile_send},
    {"_sendfile_start", sendfile_start},
    {"_sendfile_part", sendfile_part},
    {"_sendfile_read", sendfile_read},
    {"_sendfile_regular", sendfile_regular},
    {"_sendfile_seek", sendfile_seek},
    {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
