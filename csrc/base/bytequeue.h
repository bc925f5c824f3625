/*
** bytequeue.h: a queue of bytes that were received and not yet read, or written and
** not yet sent.
*/
#ifndef PYSOCKET_BASE_BYTEQUEUE_H
#define PYSOCKET_BASE_BYTEQUEUE_H

#include "base/buffer.h"

#define BYTEQUEUE_KEEP ((size_t)256 * 1024)  /* what an empty queue may keep */

/* All zero is an empty queue without memory. */
typedef struct ByteQueue {
  char *memory;     /* from malloc; NULL if there is none */
  char *data;       /* inside it, at a cache line */
  size_t size;      /* of data */
  size_t pos, end;  /* the bytes are data[pos] to data[end - 1] */
  size_t seen;      /* there is no newline before data[seen] */
  char finalized;   /* its owner's __gc has run: nothing would free its memory */
  char eof;         /* nothing follows the bytes, for the owners that need it */
} ByteQueue;

void bytequeue_free (ByteQueue *q);
/* For the finalizer of the owner: another one must not add bytes after this, because
** nothing would free them. */
void bytequeue_finalize (ByteQueue *q);
/* Makes space for `want` more bytes, or for fewer if more than half of the memory
** is free, and returns for how many. However small the requests are, a byte is
** copied only a few times. The caller reads into data + end, and adds to `end`. */
size_t bytequeue_reserve (lua_State *L, ByteQueue *q, size_t want);
/* Make space for all of `want`. The first raises an error if memory is short, the
** second returns 0 or ENOMEM. */
void bytequeue_reserve_all (lua_State *L, ByteQueue *q, size_t want);
int bytequeue_make_room (ByteQueue *q, size_t want);
/* Adds the bytes. Returns 0 or ENOMEM. */
int bytequeue_put (ByteQueue *q, const char *bytes, size_t n);
/* Removes at most `n` bytes, and copies them to `to`. Returns their number. */
size_t bytequeue_take (ByteQueue *q, char *to, size_t n);
/* Adds bytes before the others. */
void bytequeue_put_back (lua_State *L, ByteQueue *q, const char *bytes,
                         size_t len);

static inline size_t bytequeue_len (const ByteQueue *q) {
  return q->end - q->pos;
}

/* Removes `n` bytes, unless a finalizer has taken some of them meanwhile. */
static inline void bytequeue_advance (ByteQueue *q, size_t n) {
  size_t left = q->end - q->pos;
  q->pos += n < left ? n : left;
  if (q->pos < q->end) {
    if (q->seen < q->pos) q->seen = q->pos;
  }
  else if (q->size > BYTEQUEUE_KEEP) bytequeue_free(q);
  else q->pos = q->end = q->seen = 0;
}

/* The number of bytes up to and including the first newline; 0 if there is
** none. */
static inline size_t bytequeue_line (ByteQueue *q) {
  const char *newline;
  if (q->seen >= q->end) return 0;
  newline = (const char *)memchr(q->data + q->seen, '\n', q->end - q->seen);
  if (newline == NULL) {
    q->seen = q->end;
    return 0;
  }
  q->seen = (size_t)(newline - q->data);
  return q->seen + 1 - q->pos;
}

#endif
