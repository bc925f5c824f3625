/*
** filebuffer.c: the buffers of makefile's files, with bytes that were received and not
** yet read, or written and not yet sent. The buffers of asyncio's streams extend them.
** A system call and the counting of its bytes are one step, so that no hook (Ctrl-C)
** can run between them: a call that fails neither loses nor repeats a byte. Splitting
** the bytes into lines is here, too, because it takes most of the time of reading.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/bytequeue.h"
#include "base/error.h"
#include "base/front.h"
#include "base/own.h"
#include "base/process.h"
#include "socket/filebuffer.h"
#include "socket/layered.h"
#include "socket/pipe.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <ctype.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static const char filebuffer_magic;  /* only its address matters */

#define MAX_FILL_NOW (64 * BYTEQUEUE_KEEP)  /* more than the kernel buffers */

/* User values. */
#define FILE_VALUE 1  /* the file of the iterators */
#define SLOW_VALUE 2  /* its function for what they do not handle */
#define USER_VALUE 3  /* the coroutine that uses it, or used it last */

typedef struct Fill {
  Op op;
  FileBuffer *buffer;
  size_t want;
} Fill;

FileBuffer *filebuffer_test (lua_State *L, int idx) {
  FileBuffer *b = (FileBuffer *)lua_touserdata(L, idx);
  if (b != NULL && lua_rawlen(L, idx) >= sizeof(FileBuffer) &&
      b->magic == &filebuffer_magic) return b;
  return NULL;
}

static FileBuffer *filebuffer_check (lua_State *L, int arg) {
  FileBuffer *b = filebuffer_test(L, arg);
  if (b == NULL) luaL_typeerror(L, arg, "file buffer");
  return b;
}

static void set_limit (FileBuffer *b, lua_Integer limit) {
  b->limit = limit < 0 ? 0 : core_size(limit);
}

/* ---- creating -------------------------------------------------------------- */

void filebuffer_init (FileBuffer *b, lua_Integer limit) {
  memset(b, 0, sizeof *b);
  b->magic = &filebuffer_magic;
  set_limit(b, limit);
}

/* core._filebuffer() -> buffer */
static int filebuffer_new (lua_State *L) {
  process_watch(state_of(L));
  filebuffer_init((FileBuffer *)lua_newuserdatauv(L, sizeof(FileBuffer),
                                                  FILEBUFFER_VALUES), 0);
  own_setmetatable(L, OWN_FILEBUFFER);
  return 1;
}

/* buffer:clear(): forgets the bytes */
static int filebuffer_clear (lua_State *L) {
  bytequeue_free(&filebuffer_check(L, 1)->bytes);
  return 0;
}

static int filebuffer_gc (lua_State *L) {
  bytequeue_finalize(&filebuffer_check(L, 1)->bytes);
  return 0;
}

/* ---- use by one task at a time --------------------------------------------- */

/* A buffer may still be marked as busy after its use has ended, because Lua had no
** memory to call __close. Then its coroutine is this one, or is not suspended. */
static int in_use (lua_State *L, const FileBuffer *b, int index) {
  lua_State *user;
  if (b->busy == 0 || b->busy != process_number(state_of(L))) return 0;
  lua_getiuservalue(L, index, USER_VALUE);
  user = lua_tothread(L, -1);
  lua_pop(L, 1);
  return user != L && user != NULL && lua_status(user) == LUA_YIELD;
}

/* Marks the buffer at 1 as in use by this coroutine. Returns 0 if it is in use
** already. */
static int begin_use (lua_State *L, FileBuffer *b) {
  if (in_use(L, b, 1)) return 0;
  lua_pushthread(L);
  lua_setiuservalue(L, 1, USER_VALUE);
  b->busy = process_number(state_of(L));
  return 1;
}

/* buffer:enter() -> buffer | nil
** Marks it as in use, and returns nil if it is already. A variable with <close>
** ends the use. */
static int filebuffer_enter (lua_State *L) {
  FileBuffer *b = filebuffer_check(L, 1);
  lua_settop(L, 1);
  if (!begin_use(L, b)) lua_pushnil(L);
  return 1;
}

static int filebuffer_leave (lua_State *L) {
  filebuffer_check(L, 1)->busy = 0;
  return 0;
}

/* Ends the use after the call of fill. */
static int receive_end (lua_State *L, int status, lua_KContext ctx) {
  (void)ctx;
  filebuffer_check(L, 1)->busy = 0;
  if (status == LUA_OK || status == LUA_YIELD) return 1;
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

/* buffer:receive(s, want) -> count | false, error | nil
** The same as buffer:fill(s, want), while it is marked as in use; nil if it is
** already. */
static int filebuffer_receive (lua_State *L) {
  FileBuffer *b = filebuffer_check(L, 1);
  lua_settop(L, 3);
  if (!begin_use(L, b)) {
    lua_pushnil(L);
    return 1;
  }
  lua_getfield(L, 1, "fill");
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 3);
  return receive_end(L, lua_pcallk(L, 3, 1, 0, 0, receive_end), 0);
}

/* buffer:busy() -> boolean */
static int filebuffer_busy (lua_State *L) {
  lua_pushboolean(L, in_use(L, filebuffer_check(L, 1), 1));
  return 1;
}

/* ---- receiving and sending -------------------------------------------------- */

/* An empty buffer that waits has no memory, so that many idle connections cost
** little. */
static int filled (lua_State *L, FileBuffer *b, ssize_t n) {
  if (n <= 0 && b->bytes.pos == b->bytes.end) bytequeue_free(&b->bytes);
  if (n < 0) return (int)n;
  b->bytes.end += (size_t)n;
  lua_pushinteger(L, (lua_Integer)n);
  return 1;
}

/* Receives once, at most `want` bytes behind those in the buffer. Returns their number
** or -errno. */
static ssize_t receive_once (lua_State *L, Op *op, FileBuffer *b, size_t want) {
  size_t space = bytequeue_reserve(L, &b->bytes, want);
  char *to = b->bytes.data + b->bytes.end;
  ssize_t n;
  if (op->s->layer != NULL) return op->s->layer->recv(L, op, to, space);
  n = recv(op->s->fd, to, space, op->timeout == TIMEOUT_ZERO ? MSG_DONTWAIT : 0);
  return n < 0 ? -errno : n;
}

static int fill_step (lua_State *L, Op *op) {
  Fill *f = (Fill *)op;
  if (op->s->layer == NULL) sock_ready(op->s);
  return filled(L, f->buffer, receive_once(L, op, f->buffer, f->want));
}

/* The same for a pipe, a terminal or a file. */
static int fillfile_step (lua_State *L, Op *op) {
  FileBuffer *b = ((Fill *)op)->buffer;
  int err = pipe_ready(L, op, 2);
  size_t space;
  ssize_t n;
  if (err < 0) return err;
  space = bytequeue_reserve(L, &b->bytes, ((Fill *)op)->want);
  n = read(op->fd, b->bytes.data + b->bytes.end, space);
  return filled(L, b, n < 0 ? -errno : n);
}

static void filebuffer_op (Fill *f, const char *call, Socket *s, short events,
                           int (*step) (lua_State *, Op *)) {
  op_init(&f->op, sizeof *f, call, s, events, step);
  if (s->layer != NULL) layer_op(&f->op);
}

/* buffer:fill(s, want) -> count, 0 at the end
** Receives at most `want` bytes from a socket, or reads them from another object
** with a descriptor. */
static int filebuffer_fill (lua_State *L) {
  Fill f;
  lua_Integer want = luaL_checkinteger(L, 3);
  Socket *sock = sock_test(L, 2);
  f.buffer = filebuffer_check(L, 1);
  luaL_argcheck(L, want > 0, 3, "positive number expected");
  f.want = core_size(want);
  if (sock != NULL) filebuffer_op(&f, "recv", sock, POLLIN, fill_step);
  else op_init(&f.op, sizeof f, "read", NULL, POLLIN, fillfile_step);
  return wait_run(L, &f.op);
}

/* buffer:fill_ahead(file): takes the bytes that Lua has read ahead of the file */
static int filebuffer_fillahead (lua_State *L) {
  FileBuffer *b = filebuffer_check(L, 1);
  size_t n = sock_ahead(L, 2);
  if (n == 0) return 0;
  bytequeue_reserve_all(L, &b->bytes, n);
  b->bytes.end += fread(b->bytes.data + b->bytes.end, 1, n,
                  ((luaL_Stream *)lua_touserdata(L, 2))->f);
  return 0;
}

/* buffer:fill_now(s): receives all that has arrived, without waiting; system errors are
** ignored */
static int filebuffer_fillnow (lua_State *L) {
  FileBuffer *b = filebuffer_check(L, 1);
  Fill f;
  ssize_t n;
  f.buffer = b;
  f.want = BYTEQUEUE_KEEP;
  filebuffer_op(&f, "recv", sock_check(L, 2), POLLIN, fill_step);
  f.op.timeout = TIMEOUT_ZERO;
  do {
    n = receive_once(L, &f.op, b, f.want);
    if (n > 0) b->bytes.end += (size_t)n;
  } while (n > 0 && bytequeue_len(&b->bytes) < MAX_FILL_NOW);
  if (b->bytes.pos == b->bytes.end) bytequeue_free(&b->bytes);
  return 0;
}

static ssize_t drain_send (lua_State *L, Op *op, const FileBuffer *b) {
  int flags = MSG_NOSIGNAL | (op->timeout == TIMEOUT_ZERO ? MSG_DONTWAIT : 0);
  const char *data = b->bytes.data + b->bytes.pos;
  size_t len = bytequeue_len(&b->bytes);
  ssize_t n;
  if (op->s->layer != NULL) return op->s->layer->send(L, op, data, len);
  n = send(op->s->fd, data, len, flags);
  return n < 0 ? -errno : n;
}

static int drain_step (lua_State *L, Op *op) {
  FileBuffer *b = ((Fill *)op)->buffer;
  sock_ready(op->s);
  while (b->bytes.pos < b->bytes.end) {
    ssize_t n = drain_send(L, op, b);
    if (n < 0) return (int)n;
    op->done += (size_t)n;
    bytequeue_advance(&b->bytes, (size_t)n);
    wait_progressed(op);
  }
  return op->s->layer != NULL ? layered_sent(L, op) : 0;
}

/* buffer:drain(s[, at_once]): sends all; after an error, the unsent bytes stay
** With at_once, sends what is possible without waiting; but in a child made by
** fork, it sends nothing that its parent has written. */
static int filebuffer_drain (lua_State *L) {
  Fill f;
  f.buffer = filebuffer_check(L, 1);
  f.want = 0;
  filebuffer_op(&f, "send", sock_check(L, 2), POLLOUT, drain_step);
  f.op.counts = 1;
  if (lua_toboolean(L, 3)) {
    if (f.buffer->process != process_number(state_of(L))) return 0;
    f.op.timeout = TIMEOUT_ZERO;
  }
  return wait_run(L, &f.op);
}

/* ---- taking ---------------------------------------------------------------- */

void filebuffer_pushtaken (lua_State *L, FileBuffer *b, size_t n, size_t drop) {
  lua_pushlstring(L, b->bytes.data + b->bytes.pos, n - drop);  /* first: it may raise */
  bytequeue_advance(&b->bytes, n);
}

int filebuffer_pushline (lua_State *L, FileBuffer *b, size_t max, int keep) {
  size_t n = b->busy ? 0 : bytequeue_line(&b->bytes);
  if (n == 0 || n - 1 > max) return 0;
  filebuffer_pushtaken(L, b, n, keep ? 0 : 1);
  return 1;
}

static int next_line (lua_State *L, int keep) {
  FileBuffer *b = filebuffer_check(L, 1);
  if (filebuffer_pushline(L, b, b->limit, keep)) return 1;
  lua_settop(L, 1);
  lua_getiuservalue(L, 1, SLOW_VALUE);
  lua_getiuservalue(L, 1, FILE_VALUE);
  lua_pushboolean(L, keep);
  lua_callk(L, 2, 1, 1, front_results);
  return 1;
}

/* buffer.next(buffer) -> line without its newline | nil */
static int filebuffer_next (lua_State *L) {
  return next_line(L, 0);
}

/* buffer.next_whole(buffer) -> line with its newline | nil */
static int filebuffer_next_whole (lua_State *L) {
  return next_line(L, 1);
}

/* buffer:lines(file, slow, keep) -> iterator, buffer
** The iterator returns the next line, with its newline if `keep` is true. If it finds
** no complete line, it returns slow(file, keep). */
static int filebuffer_lines (lua_State *L) {
  filebuffer_check(L, 1);
  luaL_checktype(L, 3, LUA_TFUNCTION);
  lua_settop(L, 4);
  lua_getfield(L, 1, lua_toboolean(L, 4) ? "next_whole" : "next");
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, 1, FILE_VALUE);
  lua_pushvalue(L, 3);
  lua_setiuservalue(L, 1, SLOW_VALUE);
  return 2;
}

/* buffer:take(n[, drop]) -> string
** Removes n bytes, and returns them without the last `drop`. */
static int filebuffer_take (lua_State *L) {
  FileBuffer *b = filebuffer_check(L, 1);
  lua_Integer n = luaL_checkinteger(L, 2), drop = luaL_optinteger(L, 3, 0);
  luaL_argcheck(L, n >= 0 && core_size(n) <= bytequeue_len(&b->bytes), 2, "out of range");
  luaL_argcheck(L, drop >= 0 && drop <= n, 3, "out of range");
  if (n == 0) lua_pushliteral(L, "");
  else filebuffer_pushtaken(L, b, (size_t)n, (size_t)drop);
  return 1;
}

/* buffer:newline() -> number of bytes up to and including the first newline
** | nil */
static int filebuffer_newline (lua_State *L) {
  size_t n = bytequeue_line(&filebuffer_check(L, 1)->bytes);
  if (n == 0) lua_pushnil(L);
  else lua_pushinteger(L, (lua_Integer)n);
  return 1;
}

/* buffer:space() -> number of white space bytes at the start */
static int filebuffer_space (lua_State *L) {
  const FileBuffer *b = filebuffer_check(L, 1);
  size_t p = b->bytes.pos;
  while (p < b->bytes.end && isspace((unsigned char)b->bytes.data[p])) p++;
  lua_pushinteger(L, (lua_Integer)(p - b->bytes.pos));
  return 1;
}

/* buffer:peek(offset, n) -> string: up to n bytes, which stay */
static int filebuffer_peek (lua_State *L) {
  const FileBuffer *b = filebuffer_check(L, 1);
  lua_Integer offset = luaL_checkinteger(L, 2), n = luaL_checkinteger(L, 3);
  size_t all = bytequeue_len(&b->bytes), left;
  luaL_argcheck(L, offset >= 0 && core_size(offset) <= all, 2, "out of range");
  luaL_argcheck(L, n >= 0, 3, "out of range");
  left = all - (size_t)offset;
  if (core_size(n) < left) left = (size_t)n;
  if (left == 0) lua_pushliteral(L, "");
  else lua_pushlstring(L, b->bytes.data + b->bytes.pos + offset, left);
  return 1;
}

/* #buffer -> number of bytes */
static int filebuffer_len (lua_State *L) {
  const FileBuffer *b = filebuffer_check(L, 1);
  lua_pushinteger(L, (lua_Integer)(bytequeue_len(&b->bytes)));
  return 1;
}

/* buffer:limit([n]) -> n
** The maximum length of a line that the iterators return, or the maximum number of
** bytes that core._writer leaves unsent. */
static int filebuffer_limit (lua_State *L) {
  FileBuffer *b = filebuffer_check(L, 1);
  if (lua_gettop(L) > 1) set_limit(b, luaL_checkinteger(L, 2));
  lua_pushinteger(L, (lua_Integer)b->limit);
  return 1;
}

/* ---- putting --------------------------------------------------------------- */

void filebuffer_convert (lua_State *L, int first) {
  int i, top = lua_gettop(L);
  for (i = first; i <= top; i++)
    if (lua_type(L, i) == LUA_TNUMBER) lua_tolstring(L, i, NULL);
}

size_t filebuffer_sum (lua_State *L, int first, int *wrong) {
  int i, top = lua_gettop(L);
  size_t len, sum = 0;
  *wrong = 0;
  for (i = first; i <= top && *wrong == 0; i++) {
    if (bytes_test(L, i, &len) == NULL) *wrong = i;
    else if (len > SIZE_MAX - sum) err_memory(L);
    else sum += len;
  }
  return sum;
}

void filebuffer_add (lua_State *L, FileBuffer *b, int first) {
  int i, top = lua_gettop(L);
  if (b->bytes.pos == b->bytes.end) b->process = process_number(state_of(L));
  for (i = first; i <= top; i++) {
    size_t len;
    const char *bytes = bytes_test(L, i, &len);
    if (len > 0) memcpy(b->bytes.data + b->bytes.end, bytes, len);
    b->bytes.end += len;
  }
}

/* buffer:put(bytes, ...) -> number of bytes in it | nil, index of a wrong argument
** If one argument is wrong, none is added. */
static int filebuffer_put (lua_State *L) {
  FileBuffer *b = filebuffer_check(L, 1);
  int wrong;
  size_t sum;
  filebuffer_convert(L, 2);
  sum = filebuffer_sum(L, 2, &wrong);
  if (wrong != 0) {
    lua_pushnil(L);
    lua_pushinteger(L, wrong - 1);
    return 2;
  }
  bytequeue_reserve_all(L, &b->bytes, sum);
  filebuffer_add(L, b, 2);
  lua_pushinteger(L, (lua_Integer)(bytequeue_len(&b->bytes)));
  return 1;
}

/* buffer:put_back(string): adds it before the other bytes */
static int filebuffer_put_back (lua_State *L) {
  FileBuffer *b = filebuffer_check(L, 1);
  size_t len;
  const char *bytes = luaL_checklstring(L, 2, &len);
  bytequeue_put_back(L, &b->bytes, bytes, len);
  return 0;
}

/* ---- opening ---------------------------------------------------------------- */

/* core._files: file that can be read -> its socket, weak. TLS must not start while such
** a file has unread bytes. */
static void files_open (lua_State *L, const Open *o) {
  core_newweak(L, "kv");
  lua_pushvalue(L, -1);
  own_put(L, o, OWN_FILES);
  lua_setfield(L, o->internal, "_files");
}

void filebuffer_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_filebuffer", filebuffer_new}, {NULL, NULL}
  };
  static const luaL_Reg methods[] = {
    {"fill", filebuffer_fill}, {"fill_now", filebuffer_fillnow},
    {"fill_ahead", filebuffer_fillahead}, {"receive", filebuffer_receive},
    {"drain", filebuffer_drain}, {"clear", filebuffer_clear},
    {"enter", filebuffer_enter}, {"busy", filebuffer_busy},
    {"lines", filebuffer_lines},
    {"take", filebuffer_take}, {"newline", filebuffer_newline},
    {"space", filebuffer_space}, {"peek", filebuffer_peek},
    {"limit", filebuffer_limit}, {"put", filebuffer_put},
    {"put_back", filebuffer_put_back}, {"next", filebuffer_next},
    {"next_whole", filebuffer_next_whole}, {"__len", filebuffer_len},
    {"__gc", filebuffer_gc}, {"__close", filebuffer_leave}, {NULL, NULL}
  };
  files_open(L, o);
  core_setfuncs(L, o, o->internal, functions);
  own_newclass(L, o, OWN_FILEBUFFER, "file buffer", methods);
  lua_pop(L, 1);
}
