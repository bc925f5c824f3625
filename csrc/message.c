/*
** message.c: sendmsg and recvmsg: many buffers, ancillary data, the passing of
** descriptors, AF_ALG's operations.
**
** What the kernel reads and fills lies in one userdata, a Message, that stays
** on the stack of the call: so it outlives a task's suspension. Its user
** values anchor the buffers. Once it has received descriptors it owns them
** until they lie on the Lua side: an error in between closes them.
*/
#include "socket.h"

#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#if __has_include(<linux/if_alg.h>)
#include <linux/if_alg.h>
#endif

#ifndef IOV_MAX
#define IOV_MAX 1024  /* Linux's UIO_MAXIOV */
#endif

#ifndef SCM_PIDFD
#define SCM_PIDFD 4
#endif

/* No system call of Linux moves more bytes than this. */
#define MOST_BYTES ((size_t)0x7ffff000)

/* At most this much of a stream at once. */
#define STREAM_MOST ((size_t)1 << 20)

/* The kernel counts ancillary data with an int. */
#define MOST_ANCILLARY ((size_t)INT_MAX)

#define OWNER "pysocket.Message"  /* metatable of the Messages that own */

typedef struct Message {
  struct msghdr hdr;
  Address address;     /* to send to, or of the sender */
  size_t controlsize;  /* room for ancillary data; it stands behind iov */
  int owns;            /* descriptors in there are not Lua's yet */
  int64_t until;       /* its deadline, if a look-up has used some of its time */
  struct iovec iov[];
} Message;

/* ---- the message ----------------------------------------------------------- */

/* Pushes a message of `count` buffers, which are yet to be set. */
static Message *message_new (lua_State *L, size_t count, size_t controlsize) {
  size_t fixed = sizeof(Message) + count * sizeof(struct iovec);
  Message *m = (Message *)lua_newuserdatauv(L, fixed + controlsize,
                                            (int)count);
  memset(m, 0, fixed);
  m->hdr.msg_iov = m->iov;
  m->hdr.msg_iovlen = count;
  m->hdr.msg_control = controlsize > 0 ? m->iov + count : NULL;
  m->hdr.msg_controllen = controlsize;
  m->controlsize = controlsize;
  m->until = DEADLINE_UNSET;
  return m;
}

/* The value on the top, `list[i]field` of the argument `arg`, is wrong. */
static int item_error (lua_State *L, int arg, const char *list, lua_Integer i,
                       const char *field, const char *expected) {
  const char *got = luaL_typename(L, -1);
  if (luaL_getmetafield(L, -1, "__name") == LUA_TSTRING)
    got = lua_tostring(L, -1);
  return luaL_argerror(L, arg, lua_pushfstring(L,
    "%s[%I]%s: %s expected, got %s", list, (LUAI_UACINT)i, field, expected,
    got));
}

/* The number of buffers in the sequence at `arg`. */
static size_t buffers_count (lua_State *L, int arg, const char *call) {
  size_t count;
  luaL_checktype(L, arg, LUA_TTABLE);
  count = lua_rawlen(L, arg);
  if (count > IOV_MAX) err_raise(L, EMSGSIZE, call);  /* as the kernel would */
  return count;
}

/* Sets the buffers of the message at the stack's top. */
static void buffers_set (lua_State *L, int arg, Message *m, int writable) {
  size_t k;
  for (k = 0; k < m->hdr.msg_iovlen; k++) {
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

/* ---- ancillary data to send ------------------------------------------------ */

/* One (cmsg_level, cmsg_type, cmsg_data). */
typedef struct Ancillary {
  int level, type;
  const char *data;
  size_t len;
} Ancillary;

/* Writes the header of a control message and returns where its data goes. */
static char *control_add (Message *m, size_t *at, int level, int type,
                          size_t len) {
  char *place = (char *)m->hdr.msg_control + *at;
  struct cmsghdr *c = (struct cmsghdr *)(void *)place;
  /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): room was counted */
  memset(c, 0, CMSG_SPACE(len));  /* what pads it goes to the kernel too */
  c->cmsg_len = CMSG_LEN(len);
  c->cmsg_level = level;
  c->cmsg_type = type;
  *at += CMSG_SPACE(len);
  return (char *)CMSG_DATA(c);
}

static int ancillary_error (lua_State *L, const char *call,
                            const char *message) {
  lua_pushstring(L, message);
  err_push(L, "OSError", 0, call);
  return err_throw(L);
}

/* The room that `len` bytes of data take, added to `size`. */
static size_t ancillary_add (lua_State *L, size_t size, size_t len,
                             const char *call) {
  if (len > MOST_ANCILLARY - CMSG_SPACE(1))
    ancillary_error(L, call, "ancillary data item too large");
  size += CMSG_SPACE(len);
  if (size > MOST_ANCILLARY)
    ancillary_error(L, call, "too much ancillary data");
  return size;
}

/* Pushes the item of the table on the top that has this place or name. */
static void push_item (lua_State *L, int place, const char *name) {
  if (lua_rawgeti(L, -1, place) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushstring(L, name);
    lua_rawget(L, -2);
  }
}

/* Pops an integer that fits an int: item `i` of the argument's list. */
static int pop_int (lua_State *L, int arg, const char *list, lua_Integer i,
                    const char *field, const char *expected) {
  int isint;
  lua_Integer n = lua_tointegerx(L, -1, &isint);
  if (!isint) item_error(L, arg, list, i, field, expected);
  if (n < INT_MIN || n > INT_MAX)
    luaL_argerror(L, arg, lua_pushfstring(L, "%s[%I]%s: %I is out of range",
      list, (LUAI_UACINT)i, field, (LUAI_UACINT)n));
  lua_pop(L, 1);
  return (int)n;
}

/* Gets item `i` of the sequence at `arg`; leaves its data on the stack. */
static void ancillary_get (lua_State *L, int arg, lua_Integer i,
                           Ancillary *a) {
  if (lua_rawgeti(L, arg, i) != LUA_TTABLE)
    item_error(L, arg, "ancdata", i, "",
               "table {cmsg_level, cmsg_type, cmsg_data}");
  push_item(L, 1, "cmsg_level");
  a->level = pop_int(L, arg, "ancdata", i, ".cmsg_level", "integer");
  push_item(L, 2, "cmsg_type");
  a->type = pop_int(L, arg, "ancdata", i, ".cmsg_type", "integer");
  push_item(L, 3, "cmsg_data");
  a->data = bytes_test(L, -1, &a->len);
  if (a->data == NULL)
    item_error(L, arg, "ancdata", i, ".cmsg_data",
               "string, bytearray or view");
  lua_remove(L, -2);
}

/* The room that the sequence at `arg` (or nil) takes. */
static size_t ancillary_size (lua_State *L, int arg, const char *call) {
  size_t size = 0;
  lua_Integer i, n;
  if (lua_isnil(L, arg)) return 0;
  luaL_checktype(L, arg, LUA_TTABLE);
  n = (lua_Integer)lua_rawlen(L, arg);
  for (i = 1; i <= n; i++) {
    Ancillary a;
    ancillary_get(L, arg, i, &a);
    size = ancillary_add(L, size, a.len, call);
    lua_pop(L, 1);
  }
  return size;
}

/* Copies the sequence at `arg` into the message. */
static void ancillary_copy (lua_State *L, int arg, Message *m) {
  size_t at = 0;
  lua_Integer i;
  for (i = 1; at < m->controlsize; i++) {
    Ancillary a;
    ancillary_get(L, arg, i, &a);
    /* Only a finalizer that changes the sequence could make this true. */
    if (CMSG_SPACE(a.len) > m->controlsize - at)
      luaL_argerror(L, arg, "ancillary data changed while it was read");
    if (a.len > 0)
      memcpy(control_add(m, &at, a.level, a.type, a.len), a.data, a.len);
    else control_add(m, &at, a.level, a.type, 0);
    lua_pop(L, 1);
  }
}

/* ---- sending --------------------------------------------------------------- */

typedef struct Send {
  Op op;
  Message *m;
  int flags;
} Send;

static int send_step (lua_State *L, Op *op) {
  Send *r = (Send *)op;
  ssize_t n;
  sock_ready(op->s);
  n = sendmsg(op->s->fd, &r->m->hdr, r->flags | MSG_NOSIGNAL);
  if (n < 0)
    return r->m->hdr.msg_name != NULL ? sock_sendfailed(op, errno) : -errno;
  lua_pushinteger(L, n);
  return 1;
}

static int send_run (lua_State *L, Socket *s, const char *call, Message *m,
                     int flags, int address) {
  Send r;
  op_init(&r.op, sizeof r, call, s, POLLOUT, send_step);
  r.op.deadline = m->until;
  r.op.address = (unsigned char)address;
  r.m = m;
  r.flags = flags;
  op_heed(&r.op, flags);
  return wait_run(L, &r.op);
}

/* Pushes a message with the buffers at 2. */
static Message *send_message (lua_State *L, size_t controlsize,
                              const char *call) {
  Message *m = message_new(L, buffers_count(L, 2, call), controlsize);
  buffers_set(L, 2, m, 0);
  return m;
}

/* Sends the message to *to, the address at 5, or where that is nil to the
** socket's peer. */
static int send_to (lua_State *L, Socket *s, const char *call, Message *m,
                    int flags, const Address *to) {
  if (lua_isnil(L, 5)) return send_run(L, s, call, m, flags, 0);
  m->address = *to;
  m->hdr.msg_name = &m->address.u;
  m->hdr.msg_namelen = m->address.len;
  return send_run(L, s, call, m, flags, 5);
}

/* s:sendmsg(buffers[, ancdata[, flags[, address]]]) -> bytes sent
** `ancdata` is a sequence of {cmsg_level, cmsg_type, cmsg_data}. */
static int sock_sendmsg (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int64_t until = resolve_until(s);
  Address to;
  Message *m;
  int flags;
  lua_settop(L, 5);
  flags = core_optint(L, 4, 0);
  if (!lua_isnil(L, 5) && !addr_parse(L, 5, s, &to))
    return resolve_again(L, s, 5, sock_sendmsg);
  m = send_message(L, ancillary_size(L, 3, "sendmsg"), "sendmsg");
  m->until = until;
  ancillary_copy(L, 3, m);
  return send_to(L, s, "sendmsg", m, flags, &to);
}

/* ---- AF_ALG ---------------------------------------------------------------- */

#if defined(ALG_SET_OP) && defined(SOL_ALG)

typedef struct Afalg {
  lua_Integer op, assoclen;  /* assoclen -1: none */
  const char *iv;
  size_t ivlen;
} Afalg;

/* Reads op, iv, assoclen at 3, 4 and 5; returns the room they take. */
static size_t afalg_check (lua_State *L, Afalg *a) {
  size_t size = CMSG_SPACE(sizeof(uint32_t));
  luaL_argcheck(L, lua_isinteger(L, 3), 3, "op must be given: ALG_OP_ENCRYPT, "
                "ALG_OP_DECRYPT, ALG_OP_SIGN or ALG_OP_VERIFY");
  a->op = core_checkint(L, 3);
  luaL_argcheck(L, a->op >= 0, 3, "op must not be negative");
  a->iv = NULL;
  a->assoclen = -1;
  if (!lua_isnil(L, 4)) {
    a->iv = bytes_check(L, 4, &a->ivlen);
    if (a->ivlen > MOST_ANCILLARY / 2)
      ancillary_error(L, "sendmsg_afalg", "ancillary data item too large");
    size += CMSG_SPACE(sizeof(struct af_alg_iv) + a->ivlen);
  }
  if (!lua_isnil(L, 5)) {
    a->assoclen = core_checkint(L, 5);
    luaL_argcheck(L, a->assoclen >= 0, 5, "assoclen must not be negative");
    size += CMSG_SPACE(sizeof(uint32_t));
  }
  return size;
}

static void afalg_number (Message *m, size_t *at, int type, lua_Integer n) {
  uint32_t number = (uint32_t)n;
  memcpy(control_add(m, at, SOL_ALG, type, sizeof number), &number,
         sizeof number);
}

static void afalg_control (Message *m, const Afalg *a) {
  size_t at = 0;
  afalg_number(m, &at, ALG_SET_OP, a->op);
  if (a->iv != NULL) {
    uint32_t len = (uint32_t)a->ivlen;
    char *data = control_add(m, &at, SOL_ALG, ALG_SET_IV,
                             sizeof(struct af_alg_iv) + a->ivlen);
    memcpy(data, &len, sizeof len);
    memcpy(data + offsetof(struct af_alg_iv, iv), a->iv, a->ivlen);
  }
  if (a->assoclen >= 0)
    afalg_number(m, &at, ALG_SET_AEAD_ASSOCLEN, a->assoclen);
}

/* s:sendmsg_afalg([buffers, ]{op =, iv =, assoclen =, flags =}) -> bytes sent
** The buffers may be named too: {msg = buffers, op = …}. */
static int sock_sendmsg_afalg (lua_State *L) {
  static const char *const names[] =
    {"msg", "op", "iv", "assoclen", "flags", NULL};
  Socket *s = sock_check(L, 1);
  Afalg a;
  Message *m;
  size_t size;
  if (s->family != AF_ALG)
    return ancillary_error(L, "sendmsg_afalg",
                           "algset is only supported for AF_ALG");
  if (lua_gettop(L) >= 3 && !lua_isnil(L, 3)) core_keywords(L, 3, names + 1);
  else {
    lua_settop(L, 2);
    core_keywords(L, 2, names);
  }
  lua_settop(L, 6);
  size = afalg_check(L, &a);
  if (lua_isnil(L, 2)) m = message_new(L, 0, size);
  else m = send_message(L, size, "sendmsg_afalg");
  afalg_control(m, &a);
  return send_run(L, s, "sendmsg_afalg", m, core_optint(L, 6, 0), 0);
}

#endif

/* ---- received ancillary data ------------------------------------------------ */

/* A control message in place. */
typedef struct Control {
  int level, type;
  const char *data;
  size_t len;
} Control;

/* Gets the control message at *at and moves on; 0: there is none. A message
** that was cut short has the data that is there. glibc's CMSG_NXTHDR, in some
** releases, leaves such a one out, and with it a descriptor. */
static int control_next (const Message *m, size_t *at, Control *c) {
  const char *place = (const char *)m->hdr.msg_control + *at;
  const struct cmsghdr *head = (const struct cmsghdr *)(const void *)place;
  size_t left = m->hdr.msg_controllen - *at, whole;
  if (left < CMSG_LEN(0) || head->cmsg_len < CMSG_LEN(0)) return 0;
  whole = head->cmsg_len < left ? head->cmsg_len : left;
  c->level = head->cmsg_level;
  c->type = head->cmsg_type;
  c->data = place + CMSG_LEN(0);
  c->len = whole - CMSG_LEN(0);
  whole = CMSG_ALIGN(whole);
  *at += whole < left ? whole : left;
  return 1;
}

static int is_rights (const Control *c) {
  return c->level == SOL_SOCKET && c->type == SCM_RIGHTS;
}

static int is_pidfd (const Control *c) {
  return c->level == SOL_SOCKET && c->type == SCM_PIDFD;
}

static int control_fd (const Control *c, size_t k) {
  int fd;
  memcpy(&fd, c->data + k * sizeof fd, sizeof fd);
  return fd;
}

/* Closes the received descriptors; `rights`: those that were passed as well
** as those that the kernel itself made. */
static void message_release (Message *m, int rights) {
  Control c;
  size_t at = 0, k;
  m->owns = 0;
  while (control_next(m, &at, &c)) {
    if (!is_pidfd(&c) && !(rights && is_rights(&c))) continue;
    for (k = 0; k < c.len / sizeof(int); k++)
      (void)close(control_fd(&c, k));
  }
}

static int message_gc (lua_State *L) {
  Message *m = (Message *)lua_touserdata(L, 1);
  if (m->owns) message_release(m, 1);
  return 0;
}

static const char *const control_names[] = {
  "cmsg_level", "cmsg_type", "cmsg_data", NULL
};
static const Shape control_shape = {.names = control_names, .bytes = 1 << 2};

static void push_control (lua_State *L, const Control *c) {
  lua_createtable(L, 3, 0);
  lua_pushinteger(L, c->level);
  lua_rawseti(L, -2, 1);
  lua_pushinteger(L, c->type);
  lua_rawseti(L, -2, 2);
  lua_pushlstring(L, c->data, c->len);
  lua_rawseti(L, -2, 3);
  shape_set(L, &control_shape);
}

/* Pushes the sequence of all control messages. */
static void push_ancillary (lua_State *L, const Message *m) {
  Control c;
  size_t at = 0;
  lua_Integer n = 0;
  lua_newtable(L);
  while (control_next(m, &at, &c)) {
    push_control(L, &c);
    lua_rawseti(L, -2, ++n);
  }
}

/* Pushes the sequence of the received descriptors. */
static void push_fds (lua_State *L, const Message *m) {
  Control c;
  size_t at = 0, k;
  lua_Integer n = 0;
  lua_newtable(L);
  while (control_next(m, &at, &c)) {
    if (!is_rights(&c)) continue;
    for (k = 0; k < c.len / sizeof(int); k++) {
      lua_pushinteger(L, control_fd(&c, k));
      lua_rawseti(L, -2, ++n);
    }
  }
}

/* ---- receiving -------------------------------------------------------------- */

typedef struct Recv {
  Op op;
  Message *m;
  size_t size;
  int flags;
} Recv;

/* One recvmsg into the message's buffers: the number of bytes or -errno. */
static ssize_t receive (Recv *r) {
  Message *m = r->m;
  ssize_t n;
  m->hdr.msg_name = &m->address.u;
  m->hdr.msg_namelen = sizeof m->address.u;
  m->hdr.msg_controllen = m->controlsize;
  m->address.u.sa.sa_family = AF_UNSPEC;
  sock_ready(r->op.s);
  n = recvmsg(r->op.s->fd, &m->hdr, r->flags | MSG_CMSG_CLOEXEC);
  if (n < 0) return -errno;
  m->owns = m->hdr.msg_controllen > 0;
  m->address.len = m->hdr.msg_namelen;
  if (m->address.len > sizeof m->address.u)
    m->address.len = sizeof m->address.u;
  return n;
}

static int has_rights (const Message *m) {
  Control c;
  size_t at = 0;
  while (control_next(m, &at, &c))
    if (is_rights(&c)) return 1;
  return 0;
}

/* No bytes: the end of the stream? Neither a read of the error queue nor an
** empty packet that brings descriptors is that. */
static int is_end (const Recv *r) {
  int type = r->op.s->type;
  return (type == SOCK_STREAM || type == SOCK_SEQPACKET) && r->size > 0 &&
         !(r->m->hdr.msg_flags & MSG_ERRQUEUE) && !has_rights(r->m);
}

/* Receives into the scratch buffer and pushes what came, nil for the end of a
** stream. With MSG_TRUNC the kernel tells the whole length of a datagram, of
** which only `size` bytes are here, and of a stream it copies nothing. */
static int receive_data (lua_State *L, Recv *r) {
  State *st = r->op.s->state;
  struct iovec *v = r->m->iov;
  ssize_t n;
  v->iov_base = bytes_scratch(L, st, r->size);
  v->iov_len = r->size;
  if ((r->flags & MSG_TRUNC) && r->op.s->type == SOCK_STREAM)
    memset(v->iov_base, 0, r->size);
  n = receive(r);
  if (n < 0) return (int)n;
  if (n == 0 && is_end(r)) lua_pushnil(L);
  else lua_pushlstring(L, (const char *)v->iov_base,
                       (size_t)n < r->size ? (size_t)n : r->size);
  bytes_trim(st);
  return 1;
}

/* Pushes msg_flags and address, the last results. */
static void push_rest (lua_State *L, const Recv *r) {
  int own = MSG_CMSG_CLOEXEC & ~r->flags;  /* the kernel gives it back */
  lua_pushinteger(L, r->m->hdr.msg_flags & ~own);
  addr_push(L, r->op.s, &r->m->address);
}

static int recvmsg_step (lua_State *L, Op *op) {
  Recv *r = (Recv *)op;
  int n = receive_data(L, r);
  if (n < 0) return n;
  push_ancillary(L, r->m);
  push_rest(L, r);
  r->m->owns = 0;
  return 4;
}

static int recvmsg_into_step (lua_State *L, Op *op) {
  Recv *r = (Recv *)op;
  ssize_t n = receive(r);
  if (n < 0) return (int)n;
  lua_pushinteger(L, n);
  push_ancillary(L, r->m);
  push_rest(L, r);
  r->m->owns = 0;
  return 4;
}

static int recv_fds_step (lua_State *L, Op *op) {
  Recv *r = (Recv *)op;
  int n = receive_data(L, r);
  if (n < 0) return n;
  push_fds(L, r->m);
  push_rest(L, r);
  message_release(r->m, 0);  /* Lua has all but what nobody can ask for */
  return 4;
}

/* The argument `bufsize`. A stream may give less than was asked for, so that a
** huge size costs no more than STREAM_MOST; MSG_WAITALL wants it all. */
static size_t checksize (lua_State *L, int arg, const Socket *s, int flags) {
  lua_Integer n = luaL_checkinteger(L, arg);
  size_t most = s->type == SOCK_STREAM && !(flags & MSG_WAITALL)
              ? STREAM_MOST : MOST_BYTES;
  luaL_argcheck(L, n >= 0, arg, "negative buffer size");
  return (lua_Unsigned)n < most ? (size_t)n : most;
}

/* The argument `ancbufsize`. */
static size_t optancillary (lua_State *L, int arg) {
  lua_Integer n = luaL_optinteger(L, arg, 0);
  luaL_argcheck(L, n >= 0 && (lua_Unsigned)n <= MOST_ANCILLARY, arg,
                "invalid ancillary data buffer length");
  return (size_t)n;
}

/* Pushes a message to receive `controlsize` bytes of ancillary data. Its
** owner's metatable is there before there is anything to own. */
static Message *recv_message (lua_State *L, size_t count,
                              size_t controlsize) {
  Message *m = message_new(L, count, controlsize);
  if (controlsize > 0) luaL_setmetatable(L, OWNER);
  return m;
}

static int recv_run (lua_State *L, Socket *s, const char *call, Message *m,
                     size_t size, int flags,
                     int (*step) (lua_State *, Op *)) {
  Recv r;
  op_init(&r.op, sizeof r, call, s, POLLIN, step);
  r.m = m;
  r.size = size;
  r.flags = flags;
  op_heed(&r.op, flags);
  return wait_run(L, &r.op);
}

/* s:recvmsg(bufsize[, ancbufsize[, flags]])
**   -> data | nil, ancdata, msg_flags, address
** `ancdata` is a sequence of {cmsg_level, cmsg_type, cmsg_data}. */
static int sock_recvmsg (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int flags = core_optint(L, 4, 0);
  size_t size = checksize(L, 2, s, flags);
  size_t controlsize = optancillary(L, 3);
  lua_settop(L, 4);
  return recv_run(L, s, "recvmsg", recv_message(L, 1, controlsize), size,
                  flags, recvmsg_step);
}

/* s:recvmsg_into(buffers[, ancbufsize[, flags]])
**   -> nbytes, ancdata, msg_flags, address */
static int sock_recvmsg_into (lua_State *L) {
  Socket *s = sock_check(L, 1);
  size_t count = buffers_count(L, 2, "recvmsg_into");
  size_t controlsize = optancillary(L, 3);
  int flags = core_optint(L, 4, 0);
  Message *m;
  lua_settop(L, 4);
  m = recv_message(L, count, controlsize);
  buffers_set(L, 2, m, 1);
  return recv_run(L, s, "recvmsg_into", m, 0, flags, recvmsg_into_step);
}

/* ---- descriptors ------------------------------------------------------------ */

/* Pushes the fileno method of the value on the top, if it has one. */
static int has_fileno (lua_State *L) {
  int indexable = lua_istable(L, -1);
  if (luaL_getmetafield(L, -1, "__index") != LUA_TNIL) {
    lua_pop(L, 1);
    indexable = !lua_isstring(L, -1);  /* neither a number nor a string */
  }
  if (!indexable) return 0;
  if (lua_getfield(L, -1, "fileno") != LUA_TNIL) return 1;
  lua_pop(L, 1);
  return 0;
}

/* Pops a descriptor: an integer, a socket, a file of io.open, or anything with
** a fileno method. The kernel says EBADF where it is none. */
static int pop_fd (lua_State *L, int arg, lua_Integer i) {
  const luaL_Stream *f = (luaL_Stream *)luaL_testudata(L, -1, LUA_FILEHANDLE);
  if (f != NULL) {
    int fd = f->closef != NULL ? fileno(f->f) : -1;
    lua_pop(L, 1);
    return fd;
  }
  if (has_fileno(L)) {
    lua_insert(L, -2);
    lua_call(L, 1, 1);
  }
  return pop_int(L, arg, "fds", i, "",
                 "integer, socket, file or object with a fileno method");
}

static void rights_copy (lua_State *L, Message *m, size_t count) {
  size_t at = 0, k;
  char *data = control_add(m, &at, SOL_SOCKET, SCM_RIGHTS,
                           count * sizeof(int));
  for (k = 0; k < count; k++) {
    int fd;
    lua_rawgeti(L, 3, (lua_Integer)k + 1);
    fd = pop_fd(L, 3, (lua_Integer)k + 1);
    memcpy(data + k * sizeof fd, &fd, sizeof fd);
  }
}

/* socket.send_fds(sock, buffers, fds[, flags[, address]]) -> bytes sent
** Sends the descriptors of the sequence `fds` over a UNIX socket. */
static int socket_send_fds (lua_State *L) {
  static const char *const names[] = {"flags", "address", NULL};
  Socket *s = sock_check(L, 1);
  int64_t until = resolve_until(s);
  Address to;
  Message *m;
  size_t count;
  int flags;
  luaL_checktype(L, 3, LUA_TTABLE);
  core_keywords(L, 4, names);
  lua_settop(L, 5);
  flags = core_optint(L, 4, 0);
  if (!lua_isnil(L, 5) && !addr_parse(L, 5, s, &to))
    return resolve_again(L, s, 5, socket_send_fds);
  count = lua_rawlen(L, 3);
  if (count > MOST_ANCILLARY / (2 * sizeof(int)))
    return ancillary_error(L, "send_fds", "too much ancillary data");
  m = send_message(L, CMSG_SPACE(count * sizeof(int)), "send_fds");
  m->until = until;
  rights_copy(L, m, count);
  return send_to(L, s, "send_fds", m, flags, &to);
}

/* socket.recv_fds(sock, bufsize, maxfds[, flags])
**   -> data | nil, fds, msg_flags, address
** The descriptors are close-on-exec. Those that are more than maxfds the
** kernel closes, and says so with MSG_CTRUNC. */
static int socket_recv_fds (lua_State *L) {
  static const char *const names[] = {"flags", NULL};
  Socket *s = sock_check(L, 1);
  lua_Integer maxfds = luaL_checkinteger(L, 3);
  size_t size;
  int flags;
  luaL_argcheck(L, maxfds >= 0, 3, "negative number of descriptors");
  luaL_argcheck(L, (lua_Unsigned)maxfds <= MOST_ANCILLARY / (2 * sizeof(int)),
                3, "too many descriptors");
  core_keywords(L, 4, names);
  lua_settop(L, 4);
  flags = core_optint(L, 4, 0);
  size = checksize(L, 2, s, flags);
  return recv_run(L, s, "recv_fds",
                  recv_message(L, 1, CMSG_LEN((size_t)maxfds * sizeof(int))),
                  size, flags, recv_fds_step);
}

/* ---- the room ---------------------------------------------------------------- */

static const luaL_Reg functions[] = {
  {"send_fds", socket_send_fds},
  {"recv_fds", socket_recv_fds},
  {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"sendmsg", sock_sendmsg},
  {"recvmsg", sock_recvmsg},
  {"recvmsg_into", sock_recvmsg_into},
#if defined(ALG_SET_OP) && defined(SOL_ALG)
  {"sendmsg_afalg", sock_sendmsg_afalg},
#endif
  {NULL, NULL}
};

void message_open (lua_State *L, const Open *o) {
  core_setfuncs(L, o, o->module, functions);
  core_setfuncs(L, o, o->socket, methods);
  luaL_newmetatable(L, OWNER);
  lua_pushcfunction(L, message_gc);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}
