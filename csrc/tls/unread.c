/*
** unread.c: plain text that was received with the end of TLS.
**
** The peer may send plain text right after its close_notify, and both may arrive in
** one piece, so recv receives it before unwrap is called. The plain socket that
** unwrap returns then has this layer, from which recv takes the bytes first. The
** layer removes itself when it is empty.
*/
#include "base/error.h"
#include "tls/unread.h"

#include <stdlib.h>

typedef struct Unread {
  Layer layer;
  ByteQueue bytes;
} Unread;

static void remove_layer (Socket *s) {
  Unread *u = (Unread *)s->layer;
  layer_setbusy(s->state, &u->layer, 0);
  layer_unregister(s);
  s->layer = NULL;
  bytequeue_free(&u->bytes);
  free(u);
}

static ssize_t unread_recv (lua_State *L, Op *op, char *buf, size_t len) {
  Unread *u = (Unread *)op->s->layer;
  size_t n = bytequeue_take(&u->bytes, buf, len);
  (void)L;
  if (bytequeue_len(&u->bytes) == 0) remove_layer(op->s);
  return (ssize_t)n;
}

static ssize_t unread_send (lua_State *L, Op *op, const char *data, size_t len) {
  ssize_t n = send(op->s->fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
  int err = errno;
  (void)L;
  op->events = POLLOUT;
  return n < 0 ? -err : n;
}

static int unread_ready (Socket *s, int arrived) {
  (void)s;
  (void)arrived;
  return 1;
}

static int unread_flush (Socket *s) {
  (void)s;
  return 0;
}

static int unread_shutdown (lua_State *L, Socket *s, int how) {
  if (shutdown(s->fd, how) < 0) return err_raise(L, errno, "shutdown");
  return 0;
}

static int unread_before_close (lua_State *L, Op *op) {
  (void)L;
  (void)op;
  return 0;
}

static const char *unread_unfinished (Socket *s) {
  return s->layer->plain;
}

Layer *unread_new (ByteQueue *bytes) {
  Unread *u = (Unread *)calloc(1, sizeof *u);
  if (u == NULL) return NULL;
  u->layer = (Layer){
    .class = "socket.socket",
    .plain = "recv has not returned all bytes that came with the end of TLS",
    .recv = unread_recv, .send = unread_send, .ready = unread_ready,
    .flush = unread_flush, .shutdown = unread_shutdown,
    .before_close = unread_before_close, .unfinished = unread_unfinished,
    .destroy = remove_layer
  };
  u->bytes = *bytes;
  memset(bytes, 0, sizeof *bytes);
  return (Layer *)u;
}

void unread_set (Socket *s, Layer *l) {
  s->layer = l;
  layer_register(s);
  layer_setbusy(s->state, l, 1);
}
