/*
** fifo.h: a queue of bytes.
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

/* Reserves space for `n` bytes at data[end]. Returns 0 or ENOMEM. */
int fifo_reserve (Fifo *f, size_t n);
/* Adds the bytes. Returns 0 or ENOMEM. */
int fifo_put (Fifo *f, const char *bytes, size_t n);
/* Removes at most `n` bytes, and copies them to `to` unless it is NULL. Returns
** their number. */
size_t fifo_take (Fifo *f, char *to, size_t n);
void fifo_free (Fifo *f);

#endif
