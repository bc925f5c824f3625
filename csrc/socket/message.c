/*
** message.c: sendmsg, recvmsg and recvmsg_into.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/layer.h"
#include "base/own.h"
#include "names/resolve.h"
#include "socket/message.h"
#include "socket/socket.h"

#include <poll.h>
#include <string.h>

#ifndef IOV_MAX
#define IOV_MAX 1024  /* Linux's UIO_MAXIOV */
#endif

/* ---- the message ----------------------------------------------------------- */

Message *message_new (lua_State *L, size_t count, size_t controlsize) {
  size_t fixed = sizeof(Message) + count * sizeof(struct iovec);
  Message *m = (Message *)lua_newuserdatauv(L, fixed + controlsize,
                                            (int)count);
  memset(m, 0, fixed);
  m->hdr.msg_iov = m->iov;
  SET_LENGTH(m->hdr.msg_iovlen, count);
  m->hdr.msg_control = controlsize > 0 ? m->iov + count : NULL;
  SET_LENGTH(m->hdr.msg_controllen, controlsize);
  m->controlsize = controlsize;
  m->until = DEADLINE_UNSET;
  return m;
}

/* The number of buffers in the sequence at `arg`. */
static size_t buffers_count (lua_State *L, int arg, const char *call) {
  lua_Unsigned count;
  luaL_checktype(L, arg, LUA_TTABLE);
  count = lua_rawlen(L, arg);
  if (count > IOV_MAX) err_raise(L, EMSGSIZE, call);  /* as in the kernel */
  return (size_t)count;
}

/* Sets the buffers of the message on the top of the stack. */
static void buffers_set (lua_State *L, int arg, Message *m, int writable) {
  size_t k, count = (size_t)m->hdr.msg_iovlen;
  for (k = 0; k < count; k++) {
    lua_Integer i = (lua_Integer)k + 1;
    struct iovec *v = &m->iov[k];
    lua_rawgeti(L, arg, i);
    v->iov_base = writable ? (void *)bytes_testwritable(L, -1, &v->iov_len)
                           : (void *)bytes_test(L, -1, &v->iov_len);
    if (v->iov_base == NULL)
      item_error(L, arg, "buffers", i, "", writable
        ? "bytearray or view" : "string, bytearray or view");
    lua_setiuservalue(L, -2, (int)i);
  }
}

/* ---- sending --------------------------------------------------------------- */

typedef struct Sending {
  Op op;
  Message *m;
} Sending;

static int send_step (lua_State *L, Op *op) {
  Sending *r = (Sending *)op;
  ssize_t n;
  sock_ready(op->s);
  n = sendmsg(op->s->fd, &r->m->hdr, r->op.flags | MSG_NOSIGNAL);
  if (n < 0)
    return r->m->hdr.msg_name != NULL ? sock_sendfailed(op, errno) : -errno;
  lua_pushinteger(L, n);
  return 1;
}

int message_send (lua_State *L, Socket *s, const char *call, Message *m,
                  int flags, int address) {
  Sending r;
  if (s->layer != NULL) return layer_refuse(L, s, call);
  op_init(&r.op, sizeof r, call, s, POLLOUT, send_step);
  r.op.deadline = m->until;
  r.op.address = (unsigned char)address;
  r.m = m;
  r.op.flags = flags;
  op_apply_flags(&r.op);
  return wait_run(L, &r.op);
}

Message *message_tosend (lua_State *L, size_t controlsize,
                         const char *call) {
  Message *m = message_new(L, buffers_count(L, 2, call), controlsize);
  buffers_set(L, 2, m, 0);
  return m;
}

int message_sendto (lua_State *L, Socket *s, const char *call, Message *m,
                    int flags, const Address *to) {
  if (lua_isnil(L, 5)) return message_send(L, s, call, m, flags, 0);
  m->address = *to;
  m->hdr.msg_name = &m->address.u;
  m->hdr.msg_namelen = m->address.len;
  return message_send(L, s, call, m, flags, 5);
}

static int sendmsg_until (lua_State *L, int64_t until) {
  Socket *s = sock_check(L, 1);
  Address to;
  Message *m;
  int flags;
  keywords_check(L, 3, "ancdata[] flags address{}");
  lua_settop(L, 5);
  flags = core_optint(L, 4, 0);
  if (!lua_isnil(L, 5) && !addr_parse(L, 5, s, &to))
    return resolve_then(L, s, 5, sendmsg_until);
  m = message_tosend(L, control_size(L, 3, "sendmsg"), "sendmsg");
  m->until = until;
  control_copy(L, 3, m);
  return message_sendto(L, s, "sendmsg", m, flags, &to);
}

/* s:sendmsg(buffers[, ancdata[, flags[, address]]]) -> bytes sent
** `ancdata` is a sequence of {cmsg_level, cmsg_type, cmsg_data}. */
static int sock_sendmsg (lua_State *L) {
  return sendmsg_until(L, DEADLINE_UNSET);
}

/* ---- receiving -------------------------------------------------------------- */

/* Calls recvmsg with the message's buffers. Returns the number of bytes or
** -errno. */
static ssize_t receive (Reception *r) {
  Message *m = r->m;
  ssize_t n;
  m->hdr.msg_name = &m->address.u;
  m->hdr.msg_namelen = sizeof m->address.u;
  SET_LENGTH(m->hdr.msg_controllen, m->controlsize);
  m->address.u.sa.sa_family = AF_UNSPEC;
  sock_ready(r->op.s);
  n = recvmsg(r->op.s->fd, &m->hdr, r->op.flags | MSG_CMSG_CLOEXEC);
  if (n < 0) return -errno;
  m->owns = m->hdr.msg_controllen > 0;
  m->address.len = m->hdr.msg_namelen;
  if (m->address.len > sizeof m->address.u)
    m->address.len = sizeof m->address.u;
  return n;
}

/* Does an empty message mean the end of the stream? It does not if it came from the
** error queue, or if it has descriptors. */
static int is_end (const Reception *r) {
  return sock_isstream(r->op.s) && r->size > 0 &&
         !(r->m->hdr.msg_flags & MSG_ERRQUEUE) && !control_hasrights(r->m);
}

/* Receives into the scratch buffer. With MSG_TRUNC the kernel returns the whole
** length of a datagram, of which only `size` bytes are in the buffer, and copies
** nothing from a stream. */
int message_pushdata (lua_State *L, Reception *r) {
  State *st = r->op.s->state;
  struct iovec *v = r->m->iov;
  ssize_t n;
  v->iov_base = bytes_scratch(L, st, r->size);
  v->iov_len = r->size;
  if ((r->op.flags & MSG_TRUNC) && r->op.s->type == SOCK_STREAM)
    memset(v->iov_base, 0, r->size);
  n = receive(r);
  if (n < 0) return (int)n;
  if (n == 0 && is_end(r)) lua_pushnil(L);
  else lua_pushlstring(L, (const char *)v->iov_base,
                       (size_t)n < r->size ? (size_t)n : r->size);
  bytes_trim(st);
  return 1;
}

void message_pushrest (lua_State *L, const Reception *r) {
  int own = MSG_CMSG_CLOEXEC & ~r->op.flags;  /* the kernel returns this flag */
  lua_pushinteger(L, r->m->hdr.msg_flags & ~own);
  addr_push(L, r->op.s, &r->m->address);
}

static int recvmsg_step (lua_State *L, Op *op) {
  Reception *r = (Reception *)op;
  int n = message_pushdata(L, r);
  if (n < 0) return n;
  control_pushall(L, r->m);
  message_pushrest(L, r);
  r->m->owns = 0;
  return 4;
}

static int recvmsg_into_step (lua_State *L, Op *op) {
  Reception *r = (Reception *)op;
  ssize_t n = receive(r);
  if (n < 0) return (int)n;
  lua_pushinteger(L, n);
  control_pushall(L, r->m);
  message_pushrest(L, r);
  r->m->owns = 0;
  return 4;
}

size_t message_checksize (lua_State *L, int arg, const Socket *s, int flags) {
  lua_Integer n = luaL_checkinteger(L, arg);
  luaL_argcheck(L, n >= 0, arg, "negative buffer size");
  return transfer_size(s, core_size(n), flags);
}

/* The argument `ancbufsize`. */
static size_t optancillary (lua_State *L, int arg) {
  lua_Integer n = luaL_optinteger(L, arg, 0);
  luaL_argcheck(L, n >= 0 && (lua_Unsigned)n <= MAX_ANCILLARY, arg,
                "invalid ancillary data buffer length");
  return (size_t)n;
}

/* The message gets its finalizer before it can own descriptors. */
Message *message_toreceive (lua_State *L, size_t count,
                            size_t controlsize) {
  Message *m = message_new(L, count, controlsize);
  if (controlsize > 0) own_setmetatable(L, OWN_MESSAGE);
  return m;
}

int message_receive (lua_State *L, Socket *s, const char *call, Message *m,
                     size_t size, int flags, int (*step) (lua_State *, Op *)) {
  Reception r;
  if (s->layer != NULL) return layer_refuse(L, s, call);
  op_init(&r.op, sizeof r, call, s, POLLIN, step);
  r.m = m;
  r.size = size;
  r.op.flags = flags;
  op_apply_flags(&r.op);
  return wait_run(L, &r.op);
}

/* s:recvmsg(bufsize[, ancbufsize[, flags]])
**   -> data | nil, ancdata, msg_flags, address
** `ancdata` is a sequence of {cmsg_level, cmsg_type, cmsg_data}. */
static int sock_recvmsg (lua_State *L) {
  Socket *s = sock_check(L, 1);
  size_t size, controlsize;
  int flags;
  keywords_check(L, 3, "ancbufsize flags");
  flags = core_optint(L, 4, 0);
  size = message_checksize(L, 2, s, flags);
  controlsize = optancillary(L, 3);
  lua_settop(L, 4);
  return message_receive(L, s, "recvmsg",
                         message_toreceive(L, 1, controlsize), size, flags,
                         recvmsg_step);
}

/* s:recvmsg_into(buffers[, ancbufsize[, flags]])
**   -> nbytes, ancdata, msg_flags, address */
static int sock_recvmsg_into (lua_State *L) {
  Socket *s = sock_check(L, 1);
  size_t count = buffers_count(L, 2, "recvmsg_into"), controlsize;
  int flags;
  Message *m;
  keywords_check(L, 3, "ancbufsize flags");
  controlsize = optancillary(L, 3);
  flags = core_optint(L, 4, 0);
  lua_settop(L, 4);
  m = message_toreceive(L, count, controlsize);
  buffers_set(L, 2, m, 1);
  return message_receive(L, s, "recvmsg_into", m, 0, flags, recvmsg_into_step);
}

/* ---- opening ------------------------------------------------------------------- */

static int message_gc (lua_State *L) {
  Message *m = (Message *)lua_touserdata(L, 1);
  if (m->owns) control_release(m, 1);
  return 0;
}

void message_open (lua_State *L, const Open *o) {
  static const luaL_Reg methods[] = {
    {"sendmsg", sock_sendmsg}, {"recvmsg", sock_recvmsg},
    {"recvmsg_into", sock_recvmsg_into}, {NULL, NULL}
  };
  static const luaL_Reg owner[] = {{"__gc", message_gc}, {NULL, NULL}};
  core_setfuncs(L, o, o->methods, methods);
  own_newmetatable(L, o, OWN_MESSAGE, owner);
}
