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

void bytequeue_finalize (ByteQueue *q) {
  bytequeue_free(q);
  q->finalized = 1;
}

/* Moves the bytes to `data`, so that the byte after them starts a cache line. */
static void move (ByteQueue *q, char *data, size_t n, size_t gap) {
  if (n > 0) memmove(data + gap, q->data + q->pos, n);
  q->seen = q->seen - q->pos + gap;
  q->pos = gap;
  q->end = gap + n;
}

/* Returns 0 or ENOMEM. */
static int grow (ByteQueue *q, size_t n, size_t gap, size_t want) {
  size_t size = q->size * 2;
  char *memory, *data;
  if (want > (size_t)-1 / 2 - n - 2 * CACHE_LINE || size < q->size)
    return ENOMEM;
  if (size < gap + n + want) size = gap + n + want;
  /* malloc reuses the memory freed before, which aligned_alloc may not find */
  memory = (char *)malloc(size + CACHE_LINE);
  if (memory == NULL) return ENOMEM;
  data = memory + (CACHE_LINE - (uintptr_t)memory % CACHE_LINE);
  move(q, data, n, gap);
  free(q->memory);
  q->memory = memory;
  q->data = data;
  q->size = size;
  return 0;
}

static void check_owner (lua_State *L, const ByteQueue *q) {
  if (q->finalized) err_fail(L, "it is closed because its Lua state has ended");
}

size_t bytequeue_reserve (lua_State *L, ByteQueue *q, size_t want) {
  size_t n = q->end - q->pos, gap = (CACHE_LINE - n) & (CACHE_LINE - 1), room;
  if (q->size - q->end < want && q->size - q->end <= q->size / 2) {
    if (q->size >= 2 * CACHE_LINE && gap + n < q->size / 2)
      move(q, q->data, n, gap);
    else {
      check_owner(L, q);
      if (grow(q, n, gap, want) != 0) err_memory(L);
    }
  }
  room = q->size - q->end;
  return room < want ? room : want;
}

int bytequeue_make_room (ByteQueue *q, size_t want) {
  size_t n = q->end - q->pos;
  if (q->size - q->end >= want) return 0;
  if (q->size - n < want || n > q->size / 2) return grow(q, n, 0, want);
  move(q, q->data, n, 0);
  return 0;
}

void bytequeue_reserve_all (lua_State *L, ByteQueue *q, size_t want) {
  if (q->size - q->end < want) check_owner(L, q);
  if (bytequeue_make_room(q, want) != 0) err_memory(L);
}

int bytequeue_put (ByteQueue *q, const char *bytes, size_t n) {
  int err = n > 0 ? bytequeue_make_room(q, n) : 0;
  if (err != 0) return err;
  if (n > 0) memcpy(q->data + q->end, bytes, n);
  q->end += n;
  return 0;
}

size_t bytequeue_take (ByteQueue *q, char *to, size_t n) {
  size_t len = bytequeue_len(q);
  if (n > len) n = len;
  if (n > 0) memcpy(to, q->data + q->pos, n);
  bytequeue_advance(q, n);
  return n;
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
