/*
** bytequeue.c: the memory of a queue of bytes.
*/
#include "base/bytequeue.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

void bytequeue_free (ByteQueue *q) {
  free(q->memory);
  q->memory = q->data = NULL;
  q->size = q->pos = q->end = q->seen = 0;
}

/* Moves the bytes to `data`, so that the byte after them starts a cache line. */
static void move (ByteQueue *q, char *data, size_t n, size_t gap) {
  if (n > 0) memmove(data + gap, q->data + q->pos, n);
  q->seen = q->seen - q->pos + gap;
  q->pos = gap;
  q->end = gap + n;
}

static void grow (lua_State *L, ByteQueue *q, size_t n, size_t gap,
                  size_t want) {
  size_t size = q->size * 2;
  char *memory, *data;
  if (q->finalized) err_fail(L, "it is closed because its Lua state has ended");
  if (want > (size_t)-1 / 2 - n - 2 * CACHE_LINE || size < q->size)
    err_memory(L);
  if (size < gap + n + want) size = gap + n + want;
  /* malloc reuses the memory freed before, which aligned_alloc may not find */
  memory = (char *)malloc(size + CACHE_LINE);
  if (memory == NULL) err_memory(L);
  /* cppcheck-suppress nullPointerArithmeticRedundantCheck ; that has raised */
  data = memory + (CACHE_LINE - (uintptr_t)memory % CACHE_LINE);
  move(q, data, n, gap);
  free(q->memory);
  q->memory = memory;
  q->data = data;
  q->size = size;
}

size_t bytequeue_reserve (lua_State *L, ByteQueue *q, size_t want) {
  size_t n = q->end - q->pos, gap = (CACHE_LINE - n) & (CACHE_LINE - 1), room;
  if (q->size - q->end < want && q->size - q->end <= q->size / 2) {
    if (q->size >= 2 * CACHE_LINE && gap + n < q->size / 2)
      move(q, q->data, n, gap);
    else
      grow(L, q, n, gap, want);
  }
  room = q->size - q->end;
  return room < want ? room : want;
}

void bytequeue_reserve_all (lua_State *L, ByteQueue *q, size_t want) {
  size_t n = q->end - q->pos;
  if (q->size - q->end < want) {
    if (q->size - n >= want && n <= q->size / 2) move(q, q->data, n, 0);
    else grow(L, q, n, 0, want);
  }
}

void bytequeue_put_back (lua_State *L, ByteQueue *q, const char *bytes,
                         size_t len) {
  size_t n = q->end - q->pos;
  if (len == 0) return;
  if (q->pos < len) {
    bytequeue_reserve_all(L, q, len);
    memmove(q->data + len, q->data + q->pos, n);
    q->pos = len;
    q->end = len + n;
  }
  q->pos -= len;
  memcpy(q->data + q->pos, bytes, len);
  q->seen = q->pos;
}
