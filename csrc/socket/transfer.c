/*
** transfer.c: send, sendall, sendto, recv, recvfrom and the forms with _into.
*/
#include "address/address.h"
#include "address/shape.h"
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "names/resolve.h"
#include "socket/layered.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <poll.h>
#include <string.h>

#define STACK_BUFFER 8192        /* larger sizes need the scratch buffer */
#define LAYERED_SIZE 1024        /* what an SSLSocket receives by default */
#define MAX_STREAM (1 << 19)     /* bytes of a stream at once */
#define MAX_CALL 0x7ffff000      /* no system call of Linux moves more bytes */
/* No datagram is larger, except those for which a 32-bit process has no space. */
#define MAX_DATAGRAM (SIZE_MAX > UINT32_MAX ? MAX_CALL : 1 << 28)

typedef struct Transfer {
  Op op;
  union {
    char *into;        /* where recv_into stores */
    const char *data;  /* what send sends */
  };
  size_t len;
  Address address;     /* of sendto; last, because others do without it */
} Transfer;

#define WITHOUT_ADDRESS offsetof(Transfer, address)

static void transfer_init (Transfer *t, size_t size, const char *call,
                           Socket *s, short events,
                           int (*step) (lua_State *, Op *)) {
  op_init(&t->op, size, call, s, events, step);
  op_apply_flags(&t->op);
}

/* ---- receiving ------------------------------------------------------------ */

/* A size argument: the maximum number of bytes. As in Python, only the recv of an
** SSLSocket has a default. */
static size_t check_size (lua_State *L, int arg) {
  int isint;
  lua_Integer n = lua_tointegerx(L, arg, &isint);
  if (isint && n >= 0) return core_size(n);
  if (lua_isnoneornil(L, arg)) {
    const Socket *s = sock_test(L, 1);
    if (s != NULL && s->layer != NULL && s->layer->plain == NULL)
      return LAYERED_SIZE;
    luaL_argerror(L, arg, lua_pushfstring(L,
      "the buffer size is missing; write s:%s(1024)", addr_call(L)));
  }
  luaL_checkinteger(L, arg);
  return (size_t)luaL_argerror(L, arg, "negative buffer size");
}

/* As in Python, a request of 0 bytes makes no system call, but raises an error if
** the socket is closed. */
static int receive_nothing (lua_State *L, const Socket *s, const char *call) {
  if (s->fd < 0) return err_raise(L, EBADF, call);
  return 0;
}

/* A stream may return less than was requested, so no more than MAX_STREAM is
** received at once. With twice as much, the buffer and the string made from it
** no longer fit into the processor's caches, and each byte takes 50% longer. A
** datagram must fit, and MSG_WAITALL needs the whole size. */
size_t transfer_size (const Socket *s, size_t size, int flags) {
  size_t max = MAX_CALL;
  if (size <= MAX_STREAM) return size;
  if (s->type != SOCK_STREAM) max = MAX_DATAGRAM;
  else if (!(flags & MSG_WAITALL)) max = MAX_STREAM;
  return size < max ? size : max;
}

/* The end of a stream is nil; an empty datagram is "". With MSG_TRUNC the kernel
** returns the whole length, of which only `size` bytes are in the buffer. */
static inline void push_received (lua_State *L, const Socket *s, int flags,
                                  const char *buf, size_t n, size_t size) {
  if (n == 0 && sock_isstream(s) && !(flags & MSG_ERRQUEUE)) lua_pushnil(L);
  else
    lua_pushlstring(L, buf, n < size ? n : size);
}

/* A stream that returned less than was requested is empty until epoll reports the
** next edge (epoll(7), "Do I need to continuously read/write"). In a task this
** saves the call that would find that out. It does not hold after `hungup`: the
** end of the stream may come with the same edge as the data, and a read ends
** before urgent data. */
static int is_drained (const Transfer *t) {
  const Socket *s = t->op.s;
  return s->drained && s->state->suspend != NULL &&
         t->op.timeout != TIMEOUT_ZERO && t->op.flags == 0;
}

/* Is it a stream of bytes? In other protocols a read may end with a message. */
static int is_bytestream (const Socket *s) {
  return sock_istcp(s) || (s->type == SOCK_STREAM && s->family == AF_UNIX);
}

/* A read from a UNIX stream also ends before descriptors, and before the bytes of
** another sender if credentials are requested. Only recvmsg reports that. */
static ssize_t receive_local (Transfer *t, char *buf, size_t size) {
  struct iovec v = {buf, size};
  struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
  ssize_t n = recvmsg(t->op.s->fd, &m, 0);
  if (n > 0 && (size_t)n < size && !(m.msg_flags & MSG_CTRUNC))
    t->op.s->drained = 1;
  return n;
}

/* Calls recv, and checks whether it has emptied the stream. */
static ssize_t receive_stream (Transfer *t, char *buf, size_t size) {
  Socket *s = t->op.s;
  ssize_t n;
  if (t->op.flags & MSG_OOB) s->hungup = 1;
  if (!s->watched || s->hungup || t->op.flags != 0 || !is_bytestream(s))
    return recv(s->fd, buf, size, t->op.flags);
  if (s->family == AF_UNIX) return receive_local(t, buf, size);
  n = recv(s->fd, buf, size, 0);
  if (n > 0 && (size_t)n < size) s->drained = 1;
  return n;
}

/* Receives into `buf`, and pushes the data and, if `from`, the address. */
static int receive (lua_State *L, Transfer *t, char *buf, size_t size,
                    int from) {
  Socket *s = t->op.s;
  Address a;
  ssize_t n;
  if ((t->op.flags & MSG_TRUNC) && s->type == SOCK_STREAM)
    memset(buf, 0, size);  /* the kernel counts the bytes but copies none */
  a.len = sizeof a.u;
  n = from ? recvfrom(s->fd, buf, size, t->op.flags, &a.u.sa, &a.len)
           : receive_stream(t, buf, size);
  if (n < 0) return -errno;
  push_received(L, s, t->op.flags, buf, (size_t)n, size);
  if (!from) return 1;
  addr_push(L, s, &a);
  return 2;
}

static int receive_small (lua_State *L, Transfer *t, int from) {
  char buf[STACK_BUFFER];
  return receive(L, t, buf, t->len, from);
}

static int receive_large (lua_State *L, Transfer *t, int from) {
  State *st = t->op.s->state;
  size_t size = transfer_size(t->op.s, t->len, t->op.flags);
  int n = receive(L, t, bytes_scratch(L, st, size), size, from);
  bytes_trim(st);
  return n;
}

static int recv_step (lua_State *L, Op *op) {
  Transfer *t = (Transfer *)op;
  sock_ready(op->s);
  if (is_drained(t)) return -EAGAIN;
  return t->len <= STACK_BUFFER ? receive_small(L, t, 0)
                                : receive_large(L, t, 0);
}

static int recvfrom_step (lua_State *L, Op *op) {
  Transfer *t = (Transfer *)op;
  sock_ready(op->s);
  return t->len <= STACK_BUFFER ? receive_small(L, t, 1)
                                : receive_large(L, t, 1);
}

/* Must MSG_WAITALL be done here? In a task the descriptor does not block, so the
** kernel returns only what has arrived. */
static int wants_all (const Transfer *t) {
  const int others = MSG_PEEK | MSG_TRUNC | MSG_OOB | MSG_ERRQUEUE;
  return (t->op.flags & MSG_WAITALL) && !(t->op.flags & others) &&
         t->op.timeout == TIMEOUT_NONE && t->op.s->type == SOCK_STREAM &&
         t->op.s->state->suspend != NULL;
}

/* Receives until `into` is full, or returns less at the end or before an error. */
static int receive_all (Transfer *t) {
  Socket *s = t->op.s;
  size_t done = (size_t)t->op.done;
  ssize_t n;
  sock_ready(s);
  n = recv(s->fd, t->into + done, t->len - done, t->op.flags);
  if (n < 0) {
    int err = errno;
    return err == EAGAIN || err == EINTR || done == 0 ? -err : 0;
  }
  t->op.done += (size_t)n;
  return n > 0 && t->op.done < t->len ? -EINTR : 0;
}

static int recv_all_step (lua_State *L, Op *op) {
  Transfer *t = (Transfer *)op;
  int err = receive_all(t);
  if (err != 0) return err;
  if (op->done == 0) lua_pushnil(L);
  else lua_pushlstring(L, t->into, (size_t)op->done);
  return 1;
}

static int recv_into_all_step (lua_State *L, Op *op) {
  int err = receive_all((Transfer *)op);
  if (err != 0) return err;
  lua_pushinteger(L, (lua_Integer)op->done);
  return 1;
}

/* Continues a recv that returned `n`. */
static int recv_on (lua_State *L, Transfer *t, Socket *s, int n) {
  transfer_init(t, WITHOUT_ADDRESS, "recv", s, POLLIN, recv_step);
  if (wants_all(t)) {
    t->op.step = recv_all_step;
    t->len = transfer_size(s, t->len, t->op.flags);
    t->into = (char *)lua_newuserdatauv(L, t->len, 0);
  }
  return n < 0 ? wait_on(L, &t->op, n) : wait_run(L, &t->op);
}

/* The first try of a usual recv. receive_small would take 44 instructions more. */
static int recv_once (lua_State *L, Socket *s, size_t len) {
  char buf[STACK_BUFFER];
  ssize_t n;
  sock_ready(s);
  n = recv(s->fd, buf, len, 0);
  if (n < 0) return -errno;
  push_received(L, s, 0, buf, (size_t)n, len);
  return 1;
}

/* s:recv(bufsize[, flags]) -> data | nil
** nil is the end of the stream. */
static int sock_recv (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Transfer t;
  int n = 0;
  t.len = check_size(L, 2);
  t.op.flags = keywords_optint(L, 3, 0, "flags");
  if (t.len == 0) {
    receive_nothing(L, s, "recv");
    lua_pushliteral(L, "");
    return 1;
  }
  if (s->layer != NULL) return layered_recv(L, s, t.len, t.op.flags);
  if (t.op.flags == 0 && t.len <= STACK_BUFFER && !s->watched &&
      s->state->share == NULL && (n = recv_once(L, s, t.len)) >= 0) return n;
  return recv_on(L, &t, s, n);
}

/* Continues a recvfrom that returned `n`. */
static int recvfrom_on (lua_State *L, Transfer *t, Socket *s, int n) {
  transfer_init(t, WITHOUT_ADDRESS, "recvfrom", s, POLLIN, recvfrom_step);
  return n < 0 ? wait_on(L, &t->op, n) : wait_run(L, &t->op);
}

/* s:recvfrom(bufsize[, flags]) -> data | nil, address */
static int sock_recvfrom (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Transfer t;
  int n = 0;
  if (s->layer != NULL) return layer_refuse(L, s, "recvfrom");
  t.len = check_size(L, 2);
  t.op.flags = keywords_optint(L, 3, 0, "flags");
  t.op.s = s;  /* the first try needs nothing else of `op` */
  if (t.op.flags == 0 && t.len <= STACK_BUFFER && s->state->share == NULL &&
      (n = receive_small(L, &t, 1)) >= 0) return n;
  return recvfrom_on(L, &t, s, n);
}

static int recv_into_step (lua_State *L, Op *op) {
  Transfer *t = (Transfer *)op;
  ssize_t n;
  sock_ready(op->s);
  if (is_drained(t)) return -EAGAIN;
  n = receive_stream(t, t->into, t->len);
  if (n < 0) return -errno;
  lua_pushinteger(L, (lua_Integer)n);
  return 1;
}

static int recvfrom_into_step (lua_State *L, Op *op) {
  Transfer *t = (Transfer *)op;
  Address a;
  ssize_t n;
  sock_ready(op->s);
  a.len = sizeof a.u;
  n = recvfrom(op->s->fd, t->into, t->len, t->op.flags, &a.u.sa, &a.len);
  if (n < 0) return -errno;
  lua_pushinteger(L, (lua_Integer)n);
  addr_push(L, op->s, &a);
  return 2;
}

static int receive_into (lua_State *L, const char *call,
                         int (*step) (lua_State *, Op *)) {
  Socket *s = sock_check(L, 1);
  Transfer t;
  size_t wanted;
  if (s->layer != NULL && step != recv_into_step)
    return layer_refuse(L, s, call);
  keywords_check(L, 3, "nbytes flags");
  t.into = bytes_checkwritable(L, 2, &t.len);
  wanted = lua_isnoneornil(L, 3) ? 0 : check_size(L, 3);
  luaL_argcheck(L, wanted <= t.len, 3,
                "buffer too small for requested bytes");
  if (wanted != 0) t.len = wanted;
  t.op.flags = core_optint(L, 4, 0);
  if (t.len == 0 && step == recv_into_step) {
    receive_nothing(L, s, call);
    lua_pushinteger(L, 0);
    return 1;
  }
  if (s->layer != NULL)
    return layered_recv_into(L, s, t.into, t.len, t.op.flags);
  transfer_init(&t, WITHOUT_ADDRESS, call, s, POLLIN, step);
  if (step == recv_into_step && wants_all(&t)) t.op.step = recv_into_all_step;
  return wait_run(L, &t.op);
}

/* s:recv_into(buffer[, nbytes[, flags]]) -> count, 0 at the end */
static int sock_recv_into (lua_State *L) {
  return receive_into(L, "recv_into", recv_into_step);
}

/* s:recvfrom_into(buffer[, nbytes[, flags]]) -> count, address */
static int sock_recvfrom_into (lua_State *L) {
  return receive_into(L, "recvfrom_into", recvfrom_into_step);
}

/* ---- sending -------------------------------------------------------------- */

static inline int send_once (lua_State *L, Socket *s, const char *data,
                             size_t len, int flags) {
  ssize_t n;
  sock_ready(s);
  n = send(s->fd, data, len, flags);
  if (n < 0) return -errno;
  lua_pushinteger(L, (lua_Integer)n);
  return 1;
}

static int send_step (lua_State *L, Op *op) {
  const Transfer *t = (Transfer *)op;
  return send_once(L, op->s, t->data, t->len, t->op.flags);
}

static inline int sendto_once (lua_State *L, Socket *s, const Transfer *t) {
  ssize_t n;
  sock_ready(s);
  n = sendto(s->fd, t->data, t->len, t->op.flags, &t->address.u.sa,
             t->address.len);
  if (n < 0) return -errno;
  lua_pushinteger(L, (lua_Integer)n);
  return 1;
}

static int sendto_step (lua_State *L, Op *op) {
  int n = sendto_once(L, op->s, (Transfer *)op);
  return n < 0 ? sock_sendfailed(op, -n) : n;
}

/* Sends the rest. If a signal arrives after some bytes were sent, send returns their
** number instead of EINTR. So hooks run after a short send; otherwise Ctrl-C would
** not end a sendall to a peer that does not read. */
static inline int send_rest (Socket *s, const char *data, size_t len,
                             int flags, uint64_t *done) {
  size_t sent = (size_t)*done;
  ssize_t n;
  sock_ready(s);
  n = send(s->fd, data + sent, len - sent, flags);
  if (n < 0) return -errno;
  *done += (size_t)n;
  return *done < len ? -EINTR : 0;
}

static int sendall_step (lua_State *L, Op *op) {
  const Transfer *t = (Transfer *)op;
  (void)L;
  return send_rest(op->s, t->data, t->len, t->op.flags, &op->done);
}

/* Continues a send or sendall that has sent `done` bytes and returned `n`. */
static int send_on (lua_State *L, Transfer *t, const char *call, Socket *s,
                    int (*step) (lua_State *, Op *), uint64_t done, int n) {
  transfer_init(t, WITHOUT_ADDRESS, call, s, POLLOUT, step);
  t->op.done = done;
  t->op.counts = step == sendall_step;
  return wait_on(L, &t->op, n);
}

/* s:send(data[, flags]) -> count
** Most sends succeed at once, so an Op is only prepared afterwards. */
static int sock_send (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Transfer t;
  int n;
  t.data = bytes_check(L, 2, &t.len);
  t.op.flags = keywords_optint(L, 3, 0, "flags") | MSG_NOSIGNAL;
  if (s->layer != NULL) return layered_send(L, s, t.data, t.len, t.op.flags);
  n = send_once(L, s, t.data, t.len, t.op.flags);
  if (n >= 0) return wait_done(L, s->state, n);
  return send_on(L, &t, "send", s, send_step, 0, n);
}

/* s:sendall(data[, flags]) */
static int sock_sendall (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Transfer t;
  uint64_t done = 0;
  int n;
  t.data = bytes_check(L, 2, &t.len);
  t.op.flags = keywords_optint(L, 3, 0, "flags") | MSG_NOSIGNAL;
  if (s->layer != NULL) return layered_sendall(L, s, t.data, t.len, t.op.flags);
  n = send_rest(s, t.data, t.len, t.op.flags, &done);
  if (n == 0) return wait_done(L, s->state, 0);
  return send_on(L, &t, "sendall", s, sendall_step, done, n);
}

/* Reads what follows the data. Returns the index of the address, negative if its
** host has to be looked up. */
static int sendto_arguments (lua_State *L, const Socket *s, Transfer *t) {
  int address;
  if (lua_rawlen(L, 3) == 0)  /* not an address with positions */
    keywords_check(L, 3, "flags{} address{}");
  address = lua_gettop(L) >= 4 ? 4 : 3;
  lua_settop(L, address);
  if (address == 4 && lua_type(L, 3) == LUA_TSTRING && !lua_isnumber(L, 3))
    return luaL_argerror(L, 3, "flags expected, got string; an address is one "
                         "argument: s:sendto(data, address)");
  if (address == 4) t->op.flags |= core_optint(L, 3, 0);
  return addr_parse(L, address, s, &t->address) ? address : -address;
}

static int sendto_until (lua_State *L, int64_t until) {
  Socket *s = sock_check(L, 1);
  Transfer t;
  int n, address = 3;
  if (s->layer != NULL) return layer_refuse(L, s, "sendto");
  t.data = bytes_check(L, 2, &t.len);
  t.op.flags = MSG_NOSIGNAL;
  if (lua_gettop(L) != 3 || !addr_again(L, 3, s, &t.address))
    address = sendto_arguments(L, s, &t);
  if (address < 0) return resolve_then(L, s, -address, sendto_until);
  n = sendto_once(L, s, &t);
  if (n >= 0) return wait_done(L, s->state, n);
  transfer_init(&t, sizeof t, "sendto", s, POLLOUT, sendto_step);
  t.op.deadline = until;
  t.op.address = (unsigned char)address;
  return wait_on(L, &t.op, sock_sendfailed(&t.op, -n));
}

/* s:sendto(data[, flags], address) -> count */
static int sock_sendto (lua_State *L) {
  return sendto_until(L, DEADLINE_UNSET);
}

void transfer_open (lua_State *L, const Open *o) {
  static const luaL_Reg methods[] = {
    {"recv", sock_recv}, {"recvfrom", sock_recvfrom},
    {"recv_into", sock_recv_into}, {"recvfrom_into", sock_recvfrom_into},
    {"send", sock_send}, {"sendall", sock_sendall}, {"sendto", sock_sendto},
    {NULL, NULL}
  };
  core_setfuncs(L, o, o->methods, methods);
}
