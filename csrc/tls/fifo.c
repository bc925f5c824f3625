/*
** fifo.c: a queue of bytes.
*/
#include "tls/fifo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LEAST ((size_t)512)

int fifo_reserve (Fifo *f, size_t n) {
  size_t len = fifo_len(f), size = 2 * f->size;
  char *data;
  if (f->size - f->end >= n) return 0;
  if (f->pos >= len && f->size - len >= n) {
    if (len > 0) memcpy(f->data, f->data + f->pos, len);
    f->pos = 0;
    f->end = len;
    return 0;
  }
  if (n > (size_t)-1 / 4 - len) return ENOMEM;
  if (size < LEAST) size = LEAST;
  if (size < len + n) size = len + n;
  data = (char *)malloc(size);
  if (data == NULL) return ENOMEM;
  if (len > 0) memcpy(data, f->data + f->pos, len);
  free(f->data);
  f->data = data;
  f->pos = 0;
  f->end = len;
  f->size = size;
  return 0;
}

int fifo_put (Fifo *f, const char *bytes, size_t n) {
  int err = n > 0 ? fifo_reserve(f, n) : 0;
  if (err != 0) return err;
  if (n > 0) memcpy(f->data + f->end, bytes, n);
  f->end += n;
  return 0;
}

size_t fifo_take (Fifo *f, char *to, size_t n) {
  size_t len = fifo_len(f);
  if (n > len) n = len;
  if (to != NULL && n > 0) memcpy(to, f->data + f->pos, n);
  f->pos += n;
  if (f->pos == f->end) f->pos = f->end = 0;
  return n;
}

void fifo_free (Fifo *f) {
  free(f->data);
  f->data = NULL;
  f->pos = f->end = f->size = 0;
}
