/*
** layer.h: a layer between a socket and the kernel, such as TLS. A socket that
** has one sends and receives through it alone, never past it.
*/
#ifndef PYSOCKET_BASE_LAYER_H
#define PYSOCKET_BASE_LAYER_H

#include "base/op.h"

struct Layer {
  const char *class;  /* of its sockets, for errors: "ssl.SSLSocket" */
  const char *plain;  /* NULL, or the layer only holds bytes that recv returns first,
                      ** and removes itself after them: why a call is refused now */
  size_t kept;        /* accepted bytes that the kernel has not taken yet */
  char busy;          /* it keeps such bytes, or holds unread bytes, or
                      ** is opening */
  char opening;       /* its handshake must end before anything can be read or
                      ** written: `ready` continues it. It waits to read */
  /* Receive or send up to `len` bytes. They return the number, 0 at the end of
  ** the stream, or -errno like a step, and set op->events. They may raise. */
  ssize_t (*recv) (lua_State *L, Op *op, char *buf, size_t len);
  ssize_t (*send) (lua_State *L, Op *op, const char *data, size_t len);
  /* A step has returned OP_CALL: calls the Lua function, which may wait, and then
  ** runs the operation to its end, like wait_run. */
  int (*call) (lua_State *L, Op *op);
  /* Ends an operation with an errno: op->fail of all of them. NULL: raises it. */
  int (*fail) (lua_State *L, Op *op, int errnum);
  /* Would recv return data, the end or an error? -1: ask again after the other tasks'
  ** turns. Receives from the kernel first if `arrived`. */
  int (*ready) (Socket *s, int arrived);
  /* Sends the kept bytes. Returns 0 or an errno, which the next send raises. */
  int (*flush) (Socket *s);
  /* s:shutdown(how); it may wait. */
  int (*shutdown) (lua_State *L, Socket *s, int how);
  /* Runs before close closes the descriptor. Returns 0, or -errno like a step. */
  int (*before_close) (lua_State *L, Op *op);
  /* Why nobody but the layer can use the descriptor now, or NULL. */
  const char *(*unfinished) (Socket *s);
  /* The socket is gone: frees what it has, and sends nothing. */
  void (*destroy) (Socket *s);
};

/* Prepares an operation on a socket that has a layer, which never blocks. */
static inline void layer_op (Op *op) {
  op->fail = op->s->layer->fail;
  op->polls = 1;
}

/* Call this when bytes may be kept. While the loop runs, it sends them as soon as
** the kernel takes them, even if no task waits for that. */
static inline void layer_watch (lua_State *L, Socket *s) {
  if (s->layer->kept > 0 && s->state->watch != NULL)
    s->state->watch(L, s->state, s);
}

/* While no layer is busy, select and epoll need only look at what the kernel
** reports. */
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

/* The table of sockets with a layer, by descriptor, for select and epoll. After
** layer_reserve, which may run out of memory, layer_register cannot fail. */
void layer_reserve (lua_State *L, State *st, int fd);
void layer_register (Socket *s);
void layer_unregister (Socket *s);
static inline Socket *layer_find (const State *st, int fd) {
  return fd >= 0 && fd < st->nlayered ? st->layered[fd] : NULL;
}
void layer_free (State *st);

/* The events to request from the kernel, for a layer with these properties, if
** `asked` are wanted. Their bits are the same for poll and epoll. */
int layer_interest (int asked, int kept, int opening);
/* Converts the events `got` that poll or epoll reported to those of `asked` that
** hold for the layer. Sends kept bytes and receives bytes that have arrived. */
int layer_events (Socket *s, int asked, int got);

#endif
