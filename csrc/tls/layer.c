/*
** layer.c: TLS as the layer of a socket.
**
** No call of OpenSSL yields, so a reader and a writer may share a connection. If
** several tasks wait for the handshake, the one that is woken continues it.
*/
#include "base/error.h"
#include "tls/error.h"
#include "tls/hello.h"
#include "tls/layer.h"
#include "tls/owner.h"
#include "tls/start.h"
#include "wait/wait.h"

#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

#define RECORD_DATA ((size_t)16384)  /* the maximum of one record */

static Connection *connection_of (const Op *op) {
  return (Connection *)op->s->layer;
}

/* The flags for recv, which may block outside of tasks and without a time limit. In a
** task, a drained socket has nothing to receive until epoll reports an event. */
static int receive_flags (const Op *op) {
  const State *st = op->s->state;
  if (op->s->drained && st->suspend != NULL && op->timeout != TIMEOUT_ZERO)
    return CONNECTION_DRAINED;
  return op->timeout == TIMEOUT_NONE && st->suspend == NULL && !st->limits
           ? 0 : MSG_DONTWAIT;
}

/* Call this after each use of the connection: wakes the tasks that wait to read data
** that the kernel will not report. */
static void note (const Socket *s) {
  if (connection_note((Connection *)s->layer)) state_arrived(s->state, s->fd);
}

static void after_use (lua_State *L, const Op *op) {
  note(op->s);
  layer_watch(L, op->s);
}

static int wait_again (Op *op, int result) {
  op->events = connection_of(op)->events;
  return result;
}

/* ---- the handshake -------------------------------------------------------- */

/* A failed handshake, whose alert was sent, closes the socket. The error of a
** callback is on the top of the stack. */
static int handshake_failed (lua_State *L, Op *op, int by_callback) {
  Connection *c = connection_of(op);
  Socket *s = op->s;
  int fd = s->fd;
  state_closing(s->state, fd);
  layer_unregister(s);
  layer_setbusy(s->state, s->layer, 0);
  s->fd = c->fd = -1;
  s->closed = 1;
  close(fd);
  if (by_callback) return lua_error(L);
  if (c->cut && c->error != 0) return err_raise(L, c->error, "do_handshake");
  return connection_raise(L, c, "do_handshake");
}

/* The stack index of the socket, which is an argument of each binding. */
static int find_socket (lua_State *L, const Socket *s) {
  int i = lua_gettop(L);
  while (i > 1 && lua_touserdata(L, i) != s) i--;
  return i;
}

int tlslayer_haspeer (const Socket *s) {
  struct sockaddr_storage a;
  socklen_t len = sizeof a;
  return getpeername(s->fd, (struct sockaddr *)&a, &len) == 0;
}

int tlslayer_pending_error (const Socket *s) {
  int err = 0;
  socklen_t len = sizeof err;
  if (getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &err, &len) < 0) return errno;
  return err;
}

/* Does the kernel still connect the socket? */
static int is_connecting (const Socket *s) {
  struct tcp_info info;
  socklen_t len = sizeof info;
  return getsockopt(s->fd, IPPROTO_TCP, TCP_INFO, &info, &len) == 0 &&
         info.tcpi_state == TCP_SYN_SENT;
}

/* Starts TLS if connect_ex has continued in the background. Returns 0 or -errno. */
static int begin (lua_State *L, Op *op) {
  int err;
  if (tlslayer_haspeer(op->s)) {
    start_tls(L, find_socket(L, op->s), op->call);
    return 0;
  }
  if (is_connecting(op->s)) {
    op->events = POLLOUT;
    return -EAGAIN;
  }
  if ((err = tlslayer_pending_error(op->s)) != 0) return -err;
  return op->writes ? -EPIPE : -ENOTCONN;  /* as for plain sockets */
}

/* Can the connection be used? While sni_callback runs, the other tasks wait; outside
** of tasks, only the callback itself can be the caller. Returns 0 or -errno. */
static int check_usable (lua_State *L, Op *op) {
  Connection *c = connection_of(op);
  int err;
  if (op->s->fd < 0) return -EBADF;
  if (c->ssl == NULL && (err = begin(L, op)) != 0) return err;
  if (c->busy ||
      (c->asking && (c->asker == L || op->s->state->suspend == NULL)))
    err_fail(L, "a callback of the connection cannot use the connection");
  if (c->asking) {
    op->events = POLLIN;  /* woken when the handshake is done */
    return -EAGAIN;
  }
  connection_use(c);
  c->awaited = 0;
  (void)connection_flush(c);
  return 0;
}

/* The first part of each step: returns 0 after the handshake, or a result for the
** step. */
static int ensure_handshake (lua_State *L, Op *op) {
  Connection *c = connection_of(op);
  int failed, result = check_usable(L, op);
  if (result != 0 || c->finished) return result;
  result = hello_step(L, c, receive_flags(op), &failed);
  if (result == CONNECTION_HELLO) return OP_CALL;
  if (op->s->fd < 0) return failed ? lua_error(L) : -EBADF;  /* by a callback */
  if (result == CONNECTION_FAILED || result == CONNECTION_END)
    return handshake_failed(L, op, failed);
  after_use(L, op);
  if (result != CONNECTION_DONE) return wait_again(op, result);
  state_arrived(op->s->state, op->s->fd);
  return 0;
}

/* Continues the operation after sni_callback. */
static int answered (lua_State *L, int status, lua_KContext k) {
  Op *op = (Op *)k;
  if (!hello_answer(L, connection_of(op), status)) return wait_run(L, op);
  return op->s->fd < 0 ? lua_error(L) : handshake_failed(L, op, 1);
}

/* Other operations of the task may replace the one that it keeps. */
static int layer_call (lua_State *L, Op *op) {
  int index = find_socket(L, op->s);
  Op *copy = (Op *)lua_newuserdatauv(L, op->size, 0);
  memcpy(copy, op, op->size);
  return hello_call(L, connection_of(op), index, (lua_KContext)copy, answered);
}

/* Also sends the last flight. */
static int handshake_step (lua_State *L, Op *op) {
  int result = ensure_handshake(L, op);
  if (result != 0) return result;
  layer_watch(L, op->s);
  if (!layer_unsent(op->s) || op->timeout == TIMEOUT_ZERO) return 0;
  op->events = POLLOUT;
  return -EAGAIN;
}

int tlslayer_handshake (lua_State *L, Socket *s, int64_t timeout,
                        int64_t deadline) {
  Op op;
  op_init(&op, sizeof op, "do_handshake", s, POLLIN, handshake_step);
  op.timeout = timeout;
  op.deadline = deadline;
  layer_op(&op);
  return wait_run(L, &op);
}

/* ---- the layer ------------------------------------------------------------ */

/* The kernel reports a reset only once, to a send or to a recv, and then an end to the
** one and EPIPE to the other. These two tell the caller of the reset. */
static int send_error (Connection *c) {
  c->told = 1;
  return c->error == EPIPE && c->received != 0 ? -c->received : -c->error;
}

static int end_error (Connection *c) {
  if (!c->cut || c->error == 0 || c->error == EPIPE || c->told) return 0;
  c->told = 1;
  return -c->error;
}

/* An end without close_notify is an error unless ragged ends are suppressed. */
static int end_result (lua_State *L, const Op *op) {
  Connection *c = connection_of(op);
  int err = end_error(c);
  if (err == 0 && c->cut && c->ragged) return connection_raise(L, c, op->call);
  return err;
}

/* Raises an error that has ended the connection. As in Python, later reads return the
** end, unless a ragged end is an error. */
static int failure_result (lua_State *L, const Op *op) {
  Connection *c = connection_of(op);
  if (c->reported && !c->ragged) return 0;
  c->reported = 1;
  return connection_raise(L, c, op->call);
}

/* Will epoll report what comes after a short read? (See transfer.c. From a UNIX socket, a
** read also ends before ancillary data.) */
static int reports_next (const Socket *s) {
  return s->watched && !s->hungup && sock_istcp(s);
}

static ssize_t layer_recv (lua_State *L, Op *op, char *buf, size_t len) {
  Connection *c = connection_of(op);
  int result = ensure_handshake(L, op);
  size_t n;
  if (result != 0) return result;
  c->drained = 0;
  result = connection_read(c, buf, len, &n, receive_flags(op));
  if (c->drained && reports_next(op->s)) op->s->drained = 1;
  after_use(L, op);
  if (result == CONNECTION_DONE) return (ssize_t)n;
  if (result == CONNECTION_END) return end_result(L, op);
  if (result == CONNECTION_FAILED) return failure_result(L, op);
  return wait_again(op, result);
}

/* A record is only encrypted after all previous ones were sent. */
static ssize_t layer_send (lua_State *L, Op *op, const char *data, size_t len) {
  Connection *c = connection_of(op);
  int result = ensure_handshake(L, op);
  size_t n;
  if (result != 0) return result;
  if (c->error != 0) return send_error(c);
  if (c->close_sent) return -EPIPE;
  if (c->layer.kept > 0) {
    op->events = POLLOUT;
    layer_watch(L, op->s);
    return -EAGAIN;
  }
  if (len == 0) return 0;
  result = connection_write(c, data, len < RECORD_DATA ? len : RECORD_DATA, &n,
                            receive_flags(op));
  after_use(L, op);
  if (result == CONNECTION_DONE) return c->error != 0 ? send_error(c) : (ssize_t)n;
  if (result == CONNECTION_FAILED || result == CONNECTION_END)
    return connection_raise(L, c, op->call);
  return wait_again(op, result);
}

/* With timeout 0, the error says what the call would have to wait for. If the call
** needs the end of the handshake and nothing else, that end is reported as readable. */
static int layer_fail (lua_State *L, Op *op, int errnum) {
  int writes = op->events == POLLOUT;
  Connection *c = connection_of(op);
  lua_Integer sent = op->counts ? (lua_Integer)op->done : -1;
  if (errnum != EAGAIN) return err_raise_at(L, errnum, op->call, 0, sent);
  if (op->timeout != TIMEOUT_ZERO)
    return err_timeout(L, op->call, 0, sent);
  c->awaited = (char)(c->layer.opening &&
                      (op->writes || op->step == handshake_step));
  lua_pushstring(L, writes ? "The operation did not complete (write)"
                           : "The operation did not complete (read)");
  err_push(L, writes ? "SSLWantWriteError" : "SSLWantReadError",
           writes ? SSL_ERROR_WANT_WRITE : SSL_ERROR_WANT_READ, op->call);
  if (sent >= 0) {
    lua_pushinteger(L, sent);
    lua_setfield(L, -2, "bytes_sent");
  }
  return err_throw(L);
}

static int layer_ready (Socket *s, int arrived) {
  int opening = s->layer->opening != 0;
  int ready = connection_ready((Connection *)s->layer, arrived);
  note(s);
  if (opening && !s->layer->opening) state_arrived(s->state, s->fd);
  return ready;
}

static int layer_flush (Socket *s) {
  int err = connection_flush((Connection *)s->layer);
  note(s);
  return err;
}

static void layer_destroy (Socket *s) {
  connection_free((Connection *)s->layer);
}

/* ---- the end -------------------------------------------------------------- */

/* Sends close_notify. Returns -EAGAIN until all is sent. */
static int send_close_notify (lua_State *L, Op *op) {
  Connection *c = connection_of(op);
  connection_close_notify(c);
  if (connection_flush(c) != EAGAIN) return 0;
  op->events = POLLOUT;
  layer_watch(L, op->s);
  return -EAGAIN;
}

/* With unread bytes in the receive queue, the kernel would reset the connection, and
** the peer would lose the data that it has not read yet. In a child made by fork
** that has not used it, the connection belongs to the parent. */
static int layer_before_close (lua_State *L, Op *op) {
  char buf[4096];
  int err, i, fd = op->s->fd;
  if (connection_of(op)->ssl == NULL || !connection_isours(connection_of(op)))
    return 0;
  if ((err = send_close_notify(L, op)) != 0) return err;
  (void)shutdown(fd, SHUT_WR);
  for (i = 0; i < 1024 && recv(fd, buf, sizeof buf, MSG_DONTWAIT) ==
                            (ssize_t)sizeof buf; i++) ;
  return 0;
}

typedef struct Shutdown {
  Op op;
  int how;
} Shutdown;

static int shutdown_step (lua_State *L, Op *op) {
  int how = ((Shutdown *)op)->how, err;
  if (op->s->fd < 0) return -EBADF;
  if (how < SHUT_RD || how > SHUT_RDWR) return -EINVAL;
  connection_use(connection_of(op));
  if (how != SHUT_RD && (err = send_close_notify(L, op)) != 0) return err;
  return shutdown(op->s->fd, how) == 0 ? 0 : -errno;
}

static int layer_shutdown (lua_State *L, Socket *s, int how) {
  Shutdown d;
  op_init(&d.op, sizeof d, "shutdown", s, POLLOUT, shutdown_step);
  layer_op(&d.op);
  d.how = how;
  return wait_run(L, &d.op);
}

typedef struct Unwrap {
  Op op;
  int (*done) (lua_State *L, Op *op);
} Unwrap;

static int unwrap_step (lua_State *L, Op *op) {
  Connection *c = connection_of(op);
  int err, result = ensure_handshake(L, op);
  if (result != 0) return result;
  result = connection_unwrap(c, receive_flags(op));
  after_use(L, op);
  if (result >= 0 && (err = end_error(c)) != 0) return err;
  if (result == CONNECTION_FAILED || (result >= 0 && c->cut))
    return connection_raise(L, c, op->call);
  if (result < 0) return wait_again(op, result);
  if (connection_flush(c) == EAGAIN) {
    op->events = POLLOUT;
    return -EAGAIN;
  }
  return ((Unwrap *)op)->done(L, op);
}

int tlslayer_unwrap (lua_State *L, Socket *s,
                     int (*done) (lua_State *L, Op *op)) {
  Unwrap u;
  op_init(&u.op, sizeof u, "unwrap", s, POLLIN, unwrap_step);
  layer_op(&u.op);
  u.done = done;
  return wait_run(L, &u.op);
}

/* In a child made by fork, the kept bytes are the parent's. */
static const char *layer_unfinished (Socket *s) {
  Connection *c = (Connection *)s->layer;
  if (c->ssl == NULL) return NULL;
  if (c->layer.kept > 0 && connection_isours(c))
    return "the socket has not sent all bytes yet";
  (void)layer_ready(s, 0);
  return SSL_pending(c->ssl) > 0 ? "recv has not returned all received bytes yet"
                                 : NULL;
}

void tlslayer_set (Connection *c) {
  Layer *l = &c->layer;
  l->class = sslsocket_class;
  l->recv = layer_recv;
  l->send = layer_send;
  l->call = layer_call;
  l->fail = layer_fail;
  l->ready = layer_ready;
  l->flush = layer_flush;
  l->shutdown = layer_shutdown;
  l->before_close = layer_before_close;
  l->unfinished = layer_unfinished;
  l->destroy = layer_destroy;
}
