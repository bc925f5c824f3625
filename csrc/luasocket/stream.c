/*
** stream.c: sends and receives bytes of streams with LuaSocket's conventions.
**
** Received bytes are queued in the object until the request is complete. So a
** cancelled task loses nothing, and the partial result of a failed receive is the
** contents of the queue.
*/
#include "base/argument.h"
#include "luasocket/object.h"
#include "wait/wait.h"

#include <math.h>
#include <poll.h>
#include <string.h>

#define PIECE ((size_t)8192)          /* of one recv, as in LuaSocket */
#define MAX_PIECE ((size_t)1 << 18)
#define MAX_RESERVED ((size_t)1 << 24)

enum { LINE, ALL, COUNT_BYTES };

typedef struct Reading {
  LuaSocketOp o;
  int pattern;
  size_t wanted;  /* COUNT_BYTES: without the prefix */
} Reading;

/* ---- results ----------------------------------------------------------------- */

/* Pushes `n` bytes without any CR. A finalizer that runs while the buffer is
** allocated may free the bytes, so they are copied to a string first. */
static void push_without_cr (lua_State *L, const char *bytes, size_t n) {
  luaL_Buffer b;
  const char *cr = n > 0 ? (const char *)memchr(bytes, '\r', n) : NULL;
  char *to;
  size_t i, kept = 0;
  if (cr == NULL || cr == bytes + n - 1) {
    lua_pushlstring(L, bytes, cr == NULL ? n : n - 1);
    return;
  }
  bytes = lua_pushlstring(L, bytes, n);
  to = luaL_buffinitsize(L, &b, n);
  for (i = 0; i < n; i++)
    if (bytes[i] != '\r') to[kept++] = bytes[i];
  luaL_pushresultsize(&b, kept);
  lua_remove(L, -2);
}

/* Pushes the prefix followed by the bytes. A line loses its newline. */
static void push_bytes (lua_State *L, const Reading *r, const char *bytes,
                        size_t n) {
  if (n == 0) lua_pushliteral(L, "");
  else if (r->pattern == LINE)
    push_without_cr(L, bytes, bytes[n - 1] == '\n' ? n - 1 : n);
  else
    lua_pushlstring(L, bytes, n);
  if (lua_rawlen(L, 3) > 0) {
    lua_pushvalue(L, 3);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  luasock_of(&r->o)->received += (double)n;
}

/* The same for `n` bytes, which it takes from the queue. */
static void push_taken (lua_State *L, const Reading *r, size_t n) {
  ByteQueue *q = &luasock_of(&r->o)->in;
  push_bytes(L, r, q->data + q->pos, n);  /* first: it may raise */
  bytequeue_advance(q, n);
}

static int push_success (lua_State *L, const Reading *r, size_t n) {
  push_taken(L, r, n);
  lua_pushnil(L);
  lua_pushnil(L);
  return 3;
}

/* If the queue has all that was requested, pushes the results and returns their
** number. As in LuaSocket, receive(0) waits for the next byte. */
static int push_complete (lua_State *L, const Reading *r) {
  ByteQueue *q = &luasock_of(&r->o)->in;
  size_t n = bytequeue_len(q);
  if (n == 0 || r->pattern == ALL) return 0;
  if (r->pattern == COUNT_BYTES) {
    if (n < r->wanted) return 0;
    n = r->wanted;
  }
  else if ((n = bytequeue_line(q)) == 0) return 0;
  return push_success(L, r, n);
}

/* ---- receiving --------------------------------------------------------------- */

/* The size of the next piece grows with the queue. */
static size_t next_piece (const Reading *r) {
  size_t n = bytequeue_len(&luasock_of(&r->o)->in), piece = PIECE;
  if (r->pattern == COUNT_BYTES) n = r->wanted > n ? r->wanted - n : 0;
  if (n > piece) piece = n;
  return piece < MAX_PIECE ? piece : MAX_PIECE;
}

/* Receives while the queue is empty and has no memory. Usually the piece is
** exactly what was requested, and then it never enters the queue. */
static int receive_first (lua_State *L, Reading *r) {
  ByteQueue *q = &luasock_of(&r->o)->in;
  char buf[PIECE];
  const char *newline;
  size_t wanted = r->wanted, n;
  ssize_t got = recv(r->o.op.s->fd, buf, sizeof buf, 0);
  if (got < 0) return -errno;
  if (got == 0) return -EPIPE;
  n = (size_t)got;
  if (r->pattern == LINE) {
    newline = (const char *)memchr(buf, '\n', n);
    wanted = newline != NULL ? (size_t)(newline - buf) + 1 : 0;
  }
  if (n == wanted && r->pattern != ALL) {
    push_bytes(L, r, buf, n);
    lua_pushnil(L);
    lua_pushnil(L);
    return 3;
  }
  bytequeue_reserve_all(L, q, n);
  memcpy(q->data + q->end, buf, n);
  q->end += n;
  return 0;
}

/* Receives into the queue. If a number of bytes is requested, space for all of them
** is reserved at once, so that the queue need not be copied to grow. */
static int receive_more (lua_State *L, Reading *r) {
  ByteQueue *q = &luasock_of(&r->o)->in;
  size_t n = bytequeue_len(q), room;
  ssize_t got;
  if (r->wanted > n && r->wanted <= MAX_RESERVED)
    bytequeue_reserve_all(L, q, r->wanted - n);
  room = bytequeue_reserve(L, q, next_piece(r));
  got = recv(r->o.op.s->fd, q->data + q->end, room, 0);
  if (got < 0) return -errno;
  q->end += (size_t)got;
  return got == 0 ? -EPIPE : 0;
}

/* Receives one piece. Between pieces Lua's hooks run (-EINTR), so that Ctrl-C ends
** a receive from a peer that never stops sending. */
static int receive_step (lua_State *L, Op *op) {
  Reading *r = (Reading *)op;
  int n = push_complete(L, r);
  if (n > 0) return n;
  if ((n = luasock_ready(&r->o)) < 0) return n;
  n = next_piece(r) <= PIECE && bytequeue_len(&luasock_of(&r->o)->in) == 0
        ? receive_first(L, r) : receive_more(L, r);
  if (n != 0) return n;
  luasock_progressed(&r->o);
  n = push_complete(L, r);
  return n > 0 ? n : -EINTR;
}

static int receive_failed (lua_State *L, Op *op, int errnum) {
  const Reading *r = (const Reading *)op;
  size_t n = bytequeue_len(&luasock_of(&r->o)->in);
  if (n == 0) bytequeue_free(&luasock_of(&r->o)->in);
  if (errnum == EPIPE && r->pattern == ALL && n > 0)
    return push_success(L, r, n);
  lua_pushnil(L);
  lua_pushstring(L, luasock_optext(&r->o, errnum));
  push_taken(L, r, n);
  return 3;
}

/* Reads the pattern at 2, where `prefix` is the length of the string at 3. Returns
** 1 if the prefix alone is all that was requested. */
static int check_pattern (lua_State *L, Reading *r, size_t prefix) {
  const char *p;
  lua_Number n;
  r->wanted = 0;
  if (lua_isnumber(L, 2)) {
    n = lua_tonumber(L, 2);
    luaL_argcheck(L, n >= 0, 2, "invalid receive pattern");
    r->wanted = n < (lua_Number)(SIZE_MAX / 4) ? (size_t)n : SIZE_MAX / 4;
    r->pattern = COUNT_BYTES;
    if (prefix > 0 && r->wanted <= prefix) return 1;
    r->wanted -= prefix;
    return 0;
  }
  p = luaL_optstring(L, 2, "*l");
  luaL_argcheck(L, p[0] == '*' && (p[1] == 'l' || p[1] == 'a'), 2,
                "invalid receive pattern");
  r->pattern = p[1] == 'l' ? LINE : ALL;
  return 0;
}

/* sock:receive([pattern[, prefix]]) -> data, nil, nil | nil, error, partial */
static int luasock_receive (lua_State *L) {
  LuaSocket *ls = luasock_check(L, CLIENTS);
  Reading r;
  size_t prefix;
  int n;
  lua_settop(L, 3);
  luaL_optlstring(L, 3, "", &prefix);
  if (check_pattern(L, &r, prefix)) {
    lua_pushnil(L);
    lua_pushnil(L);
    return 3;
  }
  r.o.op.s = &ls->s;
  if (bytequeue_len(&ls->in) > 0 && (n = push_complete(L, &r)) > 0)
    return wait_done(L, ls->s.state, n);
  luasock_begin(&r.o, sizeof r, "receive", ls, POLLIN, receive_step,
                receive_failed);
  return wait_run(L, &r.o.op);
}

/* ---- sending ----------------------------------------------------------------- */

typedef struct Sending {
  LuaSocketOp o;
  const char *data;  /* anchored by the argument 2 */
  size_t len;
  lua_Number before; /* the index before the first byte that is sent */
} Sending;

static int send_step (lua_State *L, Op *op) {
  Sending *w = (Sending *)op;
  ssize_t n;
  int err = luasock_ready(&w->o);
  if (err < 0) return err;
  n = send(op->s->fd, w->data + op->done, w->len - (size_t)op->done,
           MSG_NOSIGNAL);
  if (n < 0) return -errno;
  op->done += (uint64_t)n;
  luasock_of(&w->o)->sent += (double)n;
  if (op->done < w->len) {
    luasock_progressed(&w->o);
    return -EINTR;
  }
  lua_pushnumber(L, w->before + (lua_Number)op->done);
  lua_pushnil(L);
  lua_pushnil(L);
  return 3;
}

static int send_failed (lua_State *L, Op *op, int errnum) {
  const Sending *w = (const Sending *)op;
  lua_pushnil(L);
  lua_pushstring(L, luasock_optext(&w->o, errnum));
  lua_pushnumber(L, w->before + (lua_Number)op->done);
  return 3;
}

/* The optional index at `arg`. */
static lua_Number check_index (lua_State *L, int arg, int def) {
  lua_Number n = luaL_optnumber(L, arg, def);
  luaL_argcheck(L, fabs(n) < 9007199254740992.0 /* 2^53 */, arg,
                "index out of range");
  return trunc(n);
}

/* sock:send(data[, i[, j]]) -> index, nil, nil | nil, error, index
** The index is that of the last byte that was sent. */
static int luasock_send (lua_State *L) {
  LuaSocket *ls = luasock_check(L, CLIENTS);
  Sending w;
  size_t size;
  lua_Number first, last;
  w.data = luaL_checklstring(L, 2, &size);
  first = check_index(L, 3, 1);
  last = check_index(L, 4, -1);
  if (first < 0) first += (lua_Number)size + 1;
  if (last < 0) last += (lua_Number)size + 1;
  if (first < 1) first = 1;
  if (last > (lua_Number)size) last = (lua_Number)size;
  w.before = first - 1;
  if (first > last) {
    lua_pushnumber(L, w.before);
    lua_pushnil(L);
    lua_pushnil(L);
    return 3;
  }
  w.data += (size_t)w.before;
  w.len = (size_t)(last - w.before);
  luasock_begin(&w.o, sizeof w, "send", ls, POLLOUT, send_step, send_failed);
  return wait_run(L, &w.o.op);
}

/* ---- statistics ---------------------------------------------------------------- */

/* sock:getstats() -> bytes received, bytes sent, age in seconds */
static int luasock_getstats (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, CLIENTS);
  lua_pushnumber(L, ls->received);
  lua_pushnumber(L, ls->sent);
  lua_pushnumber(L, (lua_Number)(wait_now() - ls->birthday) / NS_PER_S);
  return 3;
}

/* sock:setstats([received[, sent[, age]]]) -> 1 */
static int luasock_setstats (lua_State *L) {
  LuaSocket *ls = luasock_check(L, CLIENTS);
  lua_Number received = trunc(luaL_optnumber(L, 2, ls->received)),
             sent = trunc(luaL_optnumber(L, 3, ls->sent)),
             age = lua_isnumber(L, 4) ? lua_tonumber(L, 4) : NAN;
  ls->received = received;
  ls->sent = sent;
  if (age > -NEVER_S && age < NEVER_S)
    ls->birthday = wait_now() - (int64_t)(age * NS_PER_S);
  return luasock_success(L);
}

void luasock_stream_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg methods[] = {
    {"receive", luasock_receive}, {"send", luasock_send},
    {"getstats", luasock_getstats}, {"setstats", luasock_setstats}, {NULL, NULL}
  };
  luasock_addmethods(L, o, table, STREAMS, methods);
}
