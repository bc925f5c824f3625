/*
** record.c: the records of a TLS connection, which OpenSSL writes and reads through a
** BIO.
**
** The BIO never refuses a write: bytes that the kernel does not take are kept, because
** after a refused write OpenSSL would send its bytes in place of those of the next
** one. A send flushes the kept bytes first, and encrypts nothing while any are left.
** For reading, the BIO has only whole records, which are received before OpenSSL is
** called; so if OpenSSL wants to read more, there are none left.
*/
#include "base/error.h"
#include "base/own.h"
#include "base/process.h"
#include "tls/record.h"

#define HEADER 5
#define MAX_RECORD (16384 + 2048)  /* the largest record of TLS 1.2 */
#define RECEIVE_SIZE ((size_t)2 * (HEADER + 16384 + 256))  /* received at once: two records */

/* ---- sending -------------------------------------------------------------- */

size_t record_send (Connection *c, const char *data, size_t len) {
  size_t sent = 0;
  while (sent < len) {
    ssize_t n = send(c->fd, data + sent, len - sent,
                     MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n >= 0) sent += (size_t)n;
    else if (errno == EAGAIN || errno == EWOULDBLOCK) break;
    else if (errno != EINTR) {
      c->error = errno;
      break;
    }
  }
  return sent;
}

void record_forget (Connection *c) {
  bytequeue_free(c->out);
  c->layer.kept = 0;
}

static int bio_write (BIO *b, const char *data, int len) {
  Connection *c = (Connection *)BIO_get_data(b);
  size_t size = (size_t)len, sent = 0;
  if (c->error != 0) return len;
  if (c->fd >= 0 && c->layer.kept == 0) sent = record_send(c, data, size);
  if (c->error != 0 || sent == size) return len;
  if (bytequeue_put(c->out, data + sent, size - sent) != 0) {
    c->error = ENOMEM;  /* the stream has a hole: nothing may follow */
    record_forget(c);
    return len;
  }
  if (c->fd < 0) return len;
  c->layer.kept += size - sent;
  return len;
}

/* ---- receiving ------------------------------------------------------------ */

int record_ready (Connection *c) {
  const ByteQueue *in = c->in;
  const unsigned char *p;
  size_t n = bytequeue_len(in), len;
  if (in->eof) return 1;
  if (c->foreign) return n > 0;
  if (n < HEADER) return 0;
  p = (const unsigned char *)in->data + in->pos;
  len = (size_t)p[3] << 8 | p[4];
  c->foreign = (char)(p[0] < 20 || p[0] > 24 || p[1] != 3 ||
                      len > MAX_RECORD);
  return c->foreign || n >= HEADER + len;
}

/* The number of bytes that the first record lacks. */
static size_t missing (const ByteQueue *in) {
  const unsigned char *p;
  size_t n = bytequeue_len(in);
  if (n < HEADER) return HEADER - n;
  p = (const unsigned char *)in->data + in->pos;
  return HEADER + ((size_t)p[3] << 8 | p[4]) - n;
}

/* Between two queues without bytes. */
static void move_memory (ByteQueue *to, ByteQueue *from) {
  to->memory = from->memory;
  to->data = from->data;
  to->size = from->size;
  from->memory = from->data = NULL;
  from->size = 0;
}

/* Reserves space for receiving. Returns 0 or ENOMEM. */
static int take_memory (Connection *c) {
  ByteQueue *in = c->in;
  if (in->data != NULL || c->shared->spare.data == NULL)
    return bytequeue_make_room(in, RECEIVE_SIZE - bytequeue_len(in));
  move_memory(in, &c->shared->spare);
  return 0;
}

void record_giveback (Connection *c) {
  ByteQueue *in = c->in;
  if (in->data == NULL || bytequeue_len(in) > 0) return;
  if (in->size == RECEIVE_SIZE && c->shared->spare.data == NULL)
    move_memory(&c->shared->spare, in);
  bytequeue_free(in);
}

int record_pull (Connection *c, int flags) {
  int err = c->received;
  c->received = 0;
  if (err != 0) return err;
  while (!record_ready(c)) {
    ssize_t n;
    size_t space;
    err = flags == CONNECTION_DRAINED ? EAGAIN : take_memory(c);
    if (err != 0) return err;
    space = c->close_sent ? missing(c->in) : c->in->size - c->in->end;
    n = recv(c->fd, c->in->data + c->in->end, space,
             c->layer.kept > 0 ? MSG_DONTWAIT : flags);
    if (n < 0) {
      err = errno;
      record_giveback(c);
      return err;
    }
    if (n == 0) c->in->eof = 1;
    c->in->end += (size_t)n;
    c->drained = (char)(n > 0 && (size_t)n < space);
    c->arrived = 1;
  }
  return 0;
}

static int bio_read (BIO *b, char *buf, int len) {
  Connection *c = (Connection *)BIO_get_data(b);
  size_t n = bytequeue_take(c->in, buf, (size_t)len);
  BIO_clear_retry_flags(b);
  if (n > 0) return (int)n;
  if (c->in->eof) {
    c->cut = 1;
    return 0;
  }
  BIO_set_retry_read(b);
  return -1;
}

static long bio_ctrl (BIO *b, int command, long value, void *pointer) {
  const Connection *c = (Connection *)BIO_get_data(b);
  (void)value;
  (void)pointer;
  switch (command) {
    case BIO_CTRL_FLUSH: return 1;
    case BIO_CTRL_EOF: return c->in->eof && bytequeue_len(c->in) == 0;
    default: return 0;
  }
}

/* ---- opening -------------------------------------------------------------- */

BIO *record_newbio (Connection *c) {
  BIO *b = BIO_new(c->shared->method);
  if (b == NULL) return NULL;
  BIO_set_data(b, c);
  BIO_set_init(b, 1);
  return b;
}

static int shared_gc (lua_State *L) {
  Shared *s = (Shared *)own_check(L, 1, OWN_TLS, "TLS");
  BIO_meth_free(s->method);
  bytequeue_free(&s->spare);
  s->method = NULL;
  return 0;
}

void record_open (lua_State *L, const Open *o) {
  State *st = (State *)lua_touserdata(L, o->state);
  static const luaL_Reg metamethods[] = {{"__gc", shared_gc}, {NULL, NULL}};
  Shared *s;
  process_watch(st);
  own_newmetatable(L, o, OWN_TLS, metamethods);
  s = (Shared *)lua_newuserdatauv(L, sizeof *s, 0);
  memset(s, 0, sizeof *s);
  lua_pushvalue(L, -2);
  lua_setmetatable(L, -2);
  s->method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "pysocket");
  if (s->method == NULL) err_memory(L);
  BIO_meth_set_write(s->method, bio_write);
  BIO_meth_set_read(s->method, bio_read);
  BIO_meth_set_ctrl(s->method, bio_ctrl);
  own_put(L, o, OWN_BIO);
  lua_pop(L, 1);
}
