/*
** layer.h: a layer between a socket and the kernel, such as TLS. A socket that
** has one sends and receives through it alone, never past it.
*/
#ifndef PYSOCKET_BASE_LAYER_H
#define PYSOCKET_BASE_LAYER_H

#include "base/op.h"

struct Layer {
  const char *class;  /* of its sockets, for errors: "ssl.SSLSocket" */
  size_t kept;        /* bytes that it has accepted, and the kernel not yet */
  char busy;          /* it keeps some, or holds some that nobody has read yet */
  /* Receive at most, or send of, `len` bytes: the number, 0 at the end of what
  ** is received, or -errno as in a step of the operation, whose events they
  ** set. They may raise. */
  ssize_t (*recv) (lua_State *L, Op *op, char *buf, size_t len);
  ssize_t (*send) (lua_State *L, Op *op, const char *data, size_t len);
  /* Ends an operation with an errno: op->fail of all of them. */
  int (*fail) (lua_State *L, Op *op, int errnum);
  /* Would recv return something, be it an error? Receives what has come, unless
  ** the kernel says that nothing has. */
  int (*ready) (Socket *s, int arrived);
  /* Sends what is kept; 0 or an errno. Its errors are those of the next send. */
  int (*flush) (Socket *s);
  /* s:shutdown(how): may wait. */
  int (*shutdown) (lua_State *L, Socket *s, int how);
  /* What close does before it closes the descriptor: 0, or -errno as a step. */
  int (*goodbye) (lua_State *L, Op *op);
  /* The socket is gone without a goodbye. */
  void (*drop) (Socket *s);
};

/* Prepares an operation on a socket that has a layer, which never blocks. */
static inline void layer_op (Op *op) {
  op->fail = op->s->layer->fail;
  op->polls = 1;
}

/* Bytes may be kept. While the loop runs, it sends them as soon as the kernel takes
** them, whoever waits. */
static inline void layer_watch (lua_State *L, Socket *s) {
  if (s->layer->kept > 0 && s->state->watch != NULL)
    s->state->watch(L, s->state, s);
}

/* Call it when one of the two may have changed. While no layer is busy, select and
** epoll need only look at what the kernel reports. */
static inline void layer_setbusy (State *st, Layer *l, int busy) {
  st->nbusy += (busy != 0) - l->busy;
  l->busy = (char)(busy != 0);
}

/* Must the caller wait until everything is sent, because nothing else would
** send it? */
static inline int layer_unsent (const Socket *s) {
  return s->layer->kept > 0 && s->state->suspend == NULL;
}

/* Raises: the call is not possible with a layer. */
int layer_refuse (lua_State *L, const Socket *s, const char *call);

/* The sockets with a layer are found by their descriptors, as select and epoll
** need it. layer_reserve raises if there is no memory; after it a socket with that
** descriptor can be entered. */
void layer_reserve (lua_State *L, State *st, int fd);
void layer_enter (Socket *s);
void layer_leave (Socket *s);
static inline Socket *layer_find (const State *st, int fd) {
  return fd >= 0 && fd < st->nlayered ? st->layered[fd] : NULL;
}
void layer_free (State *st);

/* What poll reported for a descriptor as the socket's layer sees it: `asked` and
** `got` are masks of poll or epoll, which have the same bits. Sends what is kept
** and receives what has come. */
int layer_events (Socket *s, int asked, int got);

#endif
