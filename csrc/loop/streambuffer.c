/*
** streambuffer.c: the bytes of a stream that its StreamReader has not read and its
** StreamWriter has not sent, and the usual case of the writer's methods: the kernel
** takes all bytes at once.
**
** Written bytes are kept until drain or the end of the turn, and then sent together.
** If the kernel does not take all of them, asyncio/writer.lua continues.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/bytequeue.h"
#include "base/error.h"
#include "base/front.h"
#include "base/own.h"
#include "loop/callback.h"
#include "loop/streambuffer.h"
#include "socket/filebuffer.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <string.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define LARGE 16384

typedef struct StreamBuffer {
  FileBuffer input;  /* first: the functions of file buffers take it, too */
  ByteQueue output;
  uint32_t process;  /* the process that wrote the output */
  int error;         /* errno of the last send, not yet reported to the writer */
  uint8_t listed;    /* in TASKS_UNFLUSHED */
  uint8_t held;      /* only the functions in Lua send */
  uint8_t shut;      /* the functions in Lua do everything */
} StreamBuffer;

static StreamBuffer *check (lua_State *L) {
  return (StreamBuffer *)own_check(L, 1, OWN_STREAMBUFFER, "stream buffer");
}

/* The first item of the writer at `index`, or NULL if it is not such a buffer. */
static StreamBuffer *buffer_of (lua_State *L, int index) {
  StreamBuffer *b;
  lua_rawgeti(L, index, 1);
  b = (StreamBuffer *)own_test(L, -1, OWN_STREAMBUFFER);
  lua_pop(L, 1);
  return b;
}

static int is_inherited (lua_State *L, const StreamBuffer *b) {
  return b->process != process_number(state_of(L));
}

/* ---- sending ----------------------------------------------------------- */

/* The socket of the writer at `index` if its bytes can be sent here, else NULL, as
** for TLS and pipes. No metamethod is called, because it could free the buffer. A
** finalizer may write and send: the output is examined after this call. */
static Socket *socket_of (lua_State *L, const StreamBuffer *b, int index) {
  Socket *s;
  lua_pushliteral(L, "_socket");
  lua_rawget(L, index);
  s = sock_test(L, -1);
  lua_pop(L, 1);
  if (s == NULL || s->layer != NULL) return NULL;
  return b->held || b->shut || b->error != 0 || is_inherited(L, b) ? NULL : s;
}

/* Returns the number of bytes that the kernel takes at once. */
static size_t send_bytes (StreamBuffer *b, const Socket *s, const char *data,
                          size_t len) {
  ssize_t n = send(s->fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n >= 0) return (size_t)n;
  if (errno != EAGAIN && errno != EINTR) b->error = errno;
  return 0;
}

/* Sends bytes of the writer at `index`, as many as the kernel takes at once. Returns
** 1 if none are left. */
static int send_now (lua_State *L, StreamBuffer *b, int index) {
  const Socket *s = socket_of(L, b, index);
  size_t len = bytequeue_len(&b->output), n;
  if (s == NULL) return 0;
  if (len == 0) return 1;
  n = send_bytes(b, s, b->output.data + b->output.pos, len);
  bytequeue_advance(&b->output, n);
  return n == len;
}

/* Pushes the error of the last send, and returns 1, if there was one. */
static int push_failure (lua_State *L, StreamBuffer *b) {
  int err = b->error;
  b->error = 0;
  if (err != 0) err_pusherrno(L, err, "send");
  return err != 0;
}

/* Sends the bytes of the writer on the top. */
static void flush_one (lua_State *L, Loop *lp) {
  int writer = lua_gettop(L), all;
  StreamBuffer *b = buffer_of(L, writer);
  if (b == NULL) return;  /* a program has replaced it */
  all = send_now(L, b, writer);
  b->listed = 0;  /* only now: send_now has sent what a finalizer wrote meanwhile, too */
  if (all) return;
  own_get(L, TASKS_ON_FLUSH);
  lua_pushvalue(L, writer);
  callback_call_essential(L, lp, 1 + push_failure(L, b));
}

/* A finalizer may add writers meanwhile. */
void streambuffer_flushall (lua_State *L, Loop *lp) {
  int list = lua_gettop(L) + 1;
  own_get(L, TASKS_UNFLUSHED);
  for (; lp->flushed < lp->unflushed; lp->flushed++) {
    lua_rawgeti(L, list, lp->flushed + 1);
    flush_one(L, lp);
    lua_pushnil(L);
    lua_rawseti(L, list, lp->flushed + 1);
    lua_settop(L, list);
  }
  lp->unflushed = lp->flushed = 0;
  lua_pop(L, 1);
}

void streambuffer_forgetall (lua_State *L, Loop *lp) {
  StreamBuffer *b;
  own_get(L, TASKS_UNFLUSHED);
  for (; lp->unflushed > lp->flushed; lp->unflushed--) {
    lua_rawgeti(L, -1, lp->unflushed);
    b = buffer_of(L, -1);
    if (b != NULL) b->listed = 0;
    lua_pop(L, 1);
    lua_pushnil(L);
    lua_rawseti(L, -2, lp->unflushed);
  }
  lp->unflushed = lp->flushed = 0;
  lua_pop(L, 1);
}

/* ---- writing ----------------------------------------------------------- */

/* Adds the writer at 1 to the list, so that its bytes are sent at the end of the turn. */
static void add_unflushed (lua_State *L, StreamBuffer *b) {
  Loop *lp = loop_of(L);
  own_get(L, TASKS_UNFLUSHED);
  lua_pushvalue(L, 1);
  lua_rawseti(L, -2, lp->unflushed + 1);
  lua_pop(L, 1);
  lp->unflushed++;
  b->listed = 1;
}

/* The bytes of a string, a bytearray or a view, or NULL. */
static const char *get_bytes (lua_State *L, int arg, size_t *len) {
  return lua_type(L, arg) != LUA_TNUMBER ? bytes_test(L, arg, len) : NULL;
}

static void put (lua_State *L, StreamBuffer *b, const char *data, size_t len) {
  if (len == 0) return;
  if (!b->listed) add_unflushed(L, b);
  bytequeue_reserve_all(L, &b->output, len);
  memcpy(b->output.data + b->output.end, data, len);
  b->output.end += len;
}

/* _loop.put(writer, bytes): adds bytes; in a child made by fork, call
** buffer:clear_output() before */
static int streambuffer_put (lua_State *L) {
  size_t len;
  const char *data;
  StreamBuffer *b;
  luaL_checktype(L, 1, LUA_TTABLE);
  loop_of(L);  /* in a child made by fork it forgets the parent's writers */
  b = buffer_of(L, 1);
  data = get_bytes(L, 2, &len);
  luaL_argcheck(L, b != NULL, 1, "writer expected");
  luaL_argcheck(L, data != NULL, 2, "bytes expected");
  put(L, b, data, len);
  return 0;
}

/* ---- the methods of writers -------------------------------------------- */

/* The buffer of the writer at 1, or NULL if that is not an object of exactly the
** method's class, or if there are not `nargs` arguments. */
static StreamBuffer *receiver (lua_State *L, int nargs) {
  int same;
  if (lua_gettop(L) != nargs || !lua_istable(L, 1) || !lua_getmetatable(L, 1))
    return NULL;
  same = lua_rawequal(L, -1, FRONT_CLASS);
  lua_pop(L, 1);
  return same ? buffer_of(L, 1) : NULL;
}

/* writer:write(data)
** A large piece is sent at once, so that the bytes that the kernel takes are not
** copied. */
static int writer_write (lua_State *L) {
  int nargs = lua_gettop(L);
  StreamBuffer *b = receiver(L, 2);
  size_t len, sent = 0;
  const char *data = b != NULL ? get_bytes(L, 2, &len) : NULL;
  if (data == NULL || b->shut || is_inherited(L, b))
    return front_callslow(L, nargs);
  if (len >= LARGE) {
    const Socket *s = socket_of(L, b, 1);
    if (s != NULL && bytequeue_len(&b->output) == 0)
      sent = send_bytes(b, s, data, len);
  }
  if (sent > 0 && sent < len) {
    b->error = ENOMEM;  /* if `put` fails, the connection is lost */
    put(L, b, data + sent, len - sent);
    b->error = 0;
  }
  else if (sent == 0) put(L, b, data, len);
  return 0;
}

/* writer:drain() */
static int writer_drain (lua_State *L) {
  int nargs = lua_gettop(L);
  StreamBuffer *b = receiver(L, 1);
  if (b == NULL) return front_callslow(L, nargs);
  if (send_now(L, b, 1)) return wait_done(L, state_of(L), 0);
  return front_callslow(L, nargs + push_failure(L, b));
}

/* Has the writer at 1 a field of that name? */
static int has_field (lua_State *L, const char *name) {
  int has;
  lua_pushstring(L, name);
  has = lua_rawget(L, 1) != LUA_TNIL;
  lua_pop(L, 1);
  return has;
}

/* Sets the field of the writer at 1, which exists, so this needs no memory. */
static void set_true (lua_State *L, const char *name) {
  lua_pushboolean(L, 1);
  lua_setfield(L, 1, name);
}

/* writer:close()
** The usual case: nothing is left to send, and no task waits for it. */
static int writer_close (lua_State *L) {
  int nargs = lua_gettop(L);
  StreamBuffer *b;
  Socket *s;
  if (receiver(L, 1) == NULL || has_field(L, "_drainers") || has_field(L, "_closers"))
    return front_callslow(L, nargs);
  b = buffer_of(L, 1);  /* only now: a finalizer may have written, or replaced it */
  s = b != NULL ? socket_of(L, b, 1) : NULL;
  if (s == NULL || bytequeue_len(&b->output) > 0) return front_callslow(L, nargs);
  b->shut = 1;
  s->closed = 1;
  if (s->io_refs == 0) (void)sock_closenow(s);
  set_true(L, "_closing");  /* last: a metamethod could free both objects */
  set_true(L, "_closed");
  return 0;
}

/* _loop.writer_write(slow, class) -> function(writer, data)
** Keeps the bytes, or calls slow(writer, data). */
static int method_write (lua_State *L) {
  return front_newmethod(L, writer_write);
}

/* _loop.writer_drain(slow, class) -> function(writer)
** Sends the kept bytes, or calls slow(writer[, error of send]). */
static int method_drain (lua_State *L) {
  return front_newmethod(L, writer_drain);
}

/* _loop.writer_close(slow, class) -> function(writer)
** Closes the connection, or calls slow(writer). */
static int method_close (lua_State *L) {
  return front_newmethod(L, writer_close);
}

/* ---- the objects ------------------------------------------------------- */

/* Like Python's streams, those of TCP do not wait for more bytes before they send. */
static void set_nodelay (lua_State *L, const Socket *s) {
  int on = 1, err;
  if (setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0) return;
  err = errno;
  err_raise(L, err, "setsockopt");
}

/* _loop.stream_buffer(sock, limit) -> empty buffer, boolean: does the socket have a layer?
** For a new stream, with the maximum length of a line. A pipe may take the place of the
** socket. */
static int streambuffer_new (lua_State *L) {
  const Socket *s = sock_test(L, 1);
  lua_Integer limit = luaL_checkinteger(L, 2);
  StreamBuffer *b;
  loop_of(L);  /* starts the detection of forks */
  if (s != NULL && sock_istcp(s)) set_nodelay(L, s);
  b = (StreamBuffer *)lua_newuserdatauv(L, sizeof *b, FILEBUFFER_VALUES);
  memset(b, 0, sizeof *b);
  filebuffer_init(&b->input, limit);
  b->process = process_number(state_of(L));
  own_setmetatable(L, OWN_STREAMBUFFER);
  lua_pushboolean(L, s != NULL && s->layer != NULL);
  return 2;
}

static int streambuffer_gc (lua_State *L) {
  StreamBuffer *b = check(L);
  bytequeue_finalize(&b->input.bytes);
  bytequeue_finalize(&b->output);
  return 0;
}

/* buffer:inherited() -> boolean: has the parent process written the output? */
static int streambuffer_inherited (lua_State *L) {
  lua_pushboolean(L, is_inherited(L, check(L)));
  return 1;
}

/* buffer:failure() -> the error of the last send, if nobody has got it yet | nil */
static int streambuffer_failure (lua_State *L) {
  return push_failure(L, check(L));
}

/* buffer:clear_output(): forgets the unsent bytes */
static int streambuffer_clear_output (lua_State *L) {
  StreamBuffer *b = check(L);
  bytequeue_free(&b->output);
  b->process = process_number(state_of(L));
  b->error = 0;
  return 0;
}

/* buffer:hold(flag): if it is true, only the functions in Lua send */
static int streambuffer_hold (lua_State *L) {
  check(L)->held = lua_toboolean(L, 2) != 0;
  return 0;
}

/* buffer:shut(): from now on write and drain only call the functions in Lua */
static int streambuffer_shut (lua_State *L) {
  check(L)->shut = 1;
  return 0;
}

/* buffer:unsent() -> number of bytes */
static int streambuffer_unsent (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)bytequeue_len(&check(L)->output));
  return 1;
}

/* buffer:peek_output(n) -> string: up to n unsent bytes, which stay */
static int streambuffer_peek_output (lua_State *L) {
  const StreamBuffer *b = check(L);
  size_t len = bytequeue_len(&b->output);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_argcheck(L, n >= 0, 2, "out of range");
  if (core_size(n) < len) len = (size_t)n;
  lua_pushlstring(L, len > 0 ? b->output.data + b->output.pos : "", len);
  return 1;
}

/* buffer:sent(n): removes n bytes of the output, which were sent */
static int streambuffer_sent (lua_State *L) {
  StreamBuffer *b = check(L);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_argcheck(L, n >= 0, 2, "out of range");
  bytequeue_advance(&b->output, core_size(n));
  return 0;
}

/* _loop.on_flush(function): called with a writer whose bytes were not all sent at
** the end of a turn, and the error of send if there was one */
static int streambuffer_on_flush (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  own_set(L, TASKS_ON_FLUSH);
  return 0;
}

/* _loop.forget_unsent(): drops the list of writers after a run that failed */
static int streambuffer_forget_unsent (lua_State *L) {
  streambuffer_forgetall(L, loop_of(L));
  return 0;
}

void streambuffer_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {
    {"stream_buffer", streambuffer_new}, {"put", streambuffer_put},
    {"on_flush", streambuffer_on_flush},
    {"forget_unsent", streambuffer_forget_unsent}, {"writer_write", method_write},
    {"writer_drain", method_drain}, {"writer_close", method_close}, {NULL, NULL}
  };
  static const luaL_Reg methods[] = {
    {"inherited", streambuffer_inherited}, {"hold", streambuffer_hold},
    {"shut", streambuffer_shut}, {"unsent", streambuffer_unsent},
    {"peek_output", streambuffer_peek_output}, {"sent", streambuffer_sent},
    {"failure", streambuffer_failure},
    {"clear_output", streambuffer_clear_output}, {"__gc", streambuffer_gc},
    {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
  lua_newtable(L);
  own_set(L, TASKS_UNFLUSHED);
  own_newsubclass(L, o, OWN_STREAMBUFFER, OWN_FILEBUFFER, "stream buffer", methods);
  lua_pop(L, 1);
}
