/*
** layered.c: send and recv of a socket that has a layer, such as TLS.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "socket/layered.h"
#include "wait/wait.h"

#define STACK_BUFFER 8192  /* larger sizes need the scratch buffer */
#define MAX_RECORD 16384   /* no layer returns more at once */

typedef struct Piece {
  Op op;
  union {
    char *into;
    const char *data;
  };
  size_t len;
} Piece;

static void piece_init (lua_State *L, Piece *p, const char *call, Socket *s,
                        int flags, short events,
                        int (*step) (lua_State *, Op *)) {
  if ((flags & ~(MSG_NOSIGNAL | MSG_DONTWAIT)) && s->layer->plain != NULL)
    layer_refuse(L, s, "a call with flags");
  if (flags & ~(MSG_NOSIGNAL | MSG_DONTWAIT))
    err_fail(L, lua_pushfstring(L, "non-zero flags not allowed in calls to "
                                   "%s() on <class '%s'>", call,
                                s->layer->class));
  op_init(&p->op, sizeof *p, call, s, events, step);
  layer_op(&p->op);
  if (flags & MSG_DONTWAIT) p->op.timeout = TIMEOUT_ZERO;
}

/* ---- receiving ------------------------------------------------------------ */

/* Pushes the bytes, or nil at the end of the stream. */
static int push_received (lua_State *L, const char *buf, ssize_t n) {
  if (n < 0) return (int)n;
  if (n == 0) lua_pushnil(L);
  else lua_pushlstring(L, buf, (size_t)n);
  return 1;
}

static int recv_small (lua_State *L, Piece *p) {
  char buf[STACK_BUFFER];
  return push_received(L, buf, p->op.s->layer->recv(L, &p->op, buf, p->len));
}

static int recv_step (lua_State *L, Op *op) {
  Piece *p = (Piece *)op;
  char *buf;
  if (p->len <= STACK_BUFFER) return recv_small(L, p);
  buf = bytes_scratch(L, op->s->state, p->len);
  return push_received(L, buf, op->s->layer->recv(L, op, buf, p->len));
}

int layered_recv (lua_State *L, Socket *s, size_t len, int flags) {
  Piece p;
  piece_init(L, &p, "recv", s, flags, POLLIN, recv_step);
  p.len = len < MAX_RECORD ? len : MAX_RECORD;
  return wait_run(L, &p.op);
}

static int recv_into_step (lua_State *L, Op *op) {
  const Piece *p = (Piece *)op;
  ssize_t n = op->s->layer->recv(L, op, p->into, p->len);
  if (n < 0) return (int)n;
  lua_pushinteger(L, (lua_Integer)n);
  return 1;
}

int layered_recv_into (lua_State *L, Socket *s, char *into, size_t len,
                       int flags) {
  Piece p;
  piece_init(L, &p, "recv_into", s, flags, POLLIN, recv_into_step);
  p.into = into;
  p.len = len;
  return wait_run(L, &p.op);
}

/* ---- sending -------------------------------------------------------------- */

int layered_sent (lua_State *L, Op *op) {
  Socket *s = op->s;
  int err;
  if (s->layer == NULL) return 0;
  layer_watch(L, s);
  if (!layer_unsent(s) || op->timeout == TIMEOUT_ZERO) return 0;
  op->events = POLLOUT;
  err = s->layer->flush(s);
  return err == EAGAIN || err == EINTR ? -err : 0;
}

/* The layer has accepted the bytes, so a timeout is not an error. */
static int accepted (lua_State *L, Op *op, int errnum) {
  if (errnum != EAGAIN) return err_raise(L, errnum, op->call);
  lua_pushinteger(L, (lua_Integer)op->done);
  return 1;
}

static int sent_step (lua_State *L, Op *op) {
  int err = op->s->fd < 0 ? -EBADF : layered_sent(L, op);
  if (err < 0) return err;
  lua_pushinteger(L, (lua_Integer)op->done);
  return 1;
}

/* A layer that only holds bytes may be gone after a wait. */
static ssize_t send_now (lua_State *L, Op *op, const char *data, size_t len) {
  ssize_t n;
  if (op->s->layer != NULL) return op->s->layer->send(L, op, data, len);
  n = send(op->s->fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
  return n < 0 ? -errno : n;
}

static int send_step (lua_State *L, Op *op) {
  const Piece *p = (Piece *)op;
  ssize_t n = send_now(L, op, p->data, p->len);
  if (n < 0) return (int)n;
  op->done = (uint64_t)n;
  op->step = sent_step;
  op->fail = accepted;
  return sent_step(L, op);
}

int layered_send (lua_State *L, Socket *s, const char *data, size_t len,
                  int flags) {
  Piece p;
  piece_init(L, &p, "send", s, flags, POLLOUT, send_step);
  p.data = data;
  p.len = len;
  return wait_run(L, &p.op);
}

/* Sends one piece. Between pieces Lua's hooks run (-EINTR), so that Ctrl-C ends a
** long sendall. */
static int sendall_step (lua_State *L, Op *op) {
  const Piece *p = (Piece *)op;
  size_t done = (size_t)op->done;
  if (done < p->len || p->len == 0) {
    ssize_t n = send_now(L, op, p->data + done, p->len - done);
    if (n < 0) return (int)n;
    op->done += (uint64_t)n;
    if (op->done < p->len) return -EINTR;
  }
  return op->s->fd < 0 ? -EBADF : layered_sent(L, op);
}

int layered_sendall (lua_State *L, Socket *s, const char *data, size_t len,
                     int flags) {
  Piece p;
  piece_init(L, &p, "sendall", s, flags, POLLOUT, sendall_step);
  p.op.counts = 1;
  p.data = data;
  p.len = len;
  return wait_run(L, &p.op);
}

/* ---- for modules in Lua --------------------------------------------------- */

/* core._kept(s) -> number of bytes that its layer keeps | nil
** nil: it has no layer, or is not a socket. */
static int layered_kept (lua_State *L) {
  const Socket *s = sock_test(L, 1);
  if (s == NULL || s->layer == NULL) return 0;
  lua_pushinteger(L, (lua_Integer)s->layer->kept);
  return 1;
}

static int flush_step (lua_State *L, Op *op) {
  Socket *s = op->s;
  int err;
  (void)L;
  if (s->fd < 0) return -EBADF;
  if ((err = s->layer->flush(s)) != 0) return -err;
  return 0;
}

/* core._flush(s): waits until the kernel has taken all that its layer keeps */
static int layered_flush (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Op op;
  if (s->layer == NULL) return 0;
  op_init(&op, sizeof op, "send", s, POLLOUT, flush_step);
  layer_op(&op);
  return wait_run(L, &op);
}

void layered_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_kept", layered_kept}, {"_flush", layered_flush}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
