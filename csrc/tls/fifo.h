/*
** fifo.h: bytes that come in at one end and go out at the other.
*/
#ifndef PYSOCKET_TLS_FIFO_H
#define PYSOCKET_TLS_FIFO_H

#include <stddef.h>

typedef struct Fifo {
  char *data;       /* from malloc; NULL: no memory */
  size_t pos, end;  /* the bytes are data[pos] to data[end - 1] */
  size_t size;
  char eof;         /* nothing follows them */
} Fifo;

static inline size_t fifo_len (const Fifo *f) {
  return f->end - f->pos;
}

/* Makes room for `n` bytes at data[end]. Returns 0 or ENOMEM. */
int fifo_room (Fifo *f, size_t n);
/* Adds the bytes. Returns 0 or ENOMEM. */
int fifo_put (Fifo *f, const char *bytes, size_t n);
/* Takes at most `n` bytes; `to` may be NULL. Returns their number. */
size_t fifo_take (Fifo *f, char *to, size_t n);
void fifo_free (Fifo *f);

#endif
