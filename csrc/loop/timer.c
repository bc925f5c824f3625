/*
** timer.c: a binary heap of timers. Each timer knows its place, so that it can
** be taken out without a search.
*/
#include "base/argument.h"
#include "base/error.h"
#include "loop/loop.h"
#include "wait/wait.h"

static int before (const Timer *a, const Timer *b) {
  return a->when < b->when || (a->when == b->when && a->order < b->order);
}

static void put (Heap *h, uint32_t i, Timer *t) {
  h->items[i] = t;
  t->index = i + 1;
}

static void sift_up (Heap *h, uint32_t i, Timer *t) {
  while (i > 0 && before(t, h->items[(i - 1) / 2])) {
    put(h, i, h->items[(i - 1) / 2]);
    i = (i - 1) / 2;
  }
  put(h, i, t);
}

static void sift_down (Heap *h, uint32_t i, Timer *t) {
  for (;;) {
    uint32_t child = 2 * i + 1;
    if (child >= h->count) break;
    if (child + 1 < h->count && before(h->items[child + 1], h->items[child]))
      child++;
    if (!before(h->items[child], t)) break;
    put(h, i, h->items[child]);
    i = child;
  }
  put(h, i, t);
}

void heap_reserve (lua_State *L, Heap *h) {
  void *ud, *items;
  lua_Alloc alloc = lua_getallocf(L, &ud);
  uint32_t size = h->size > 0 ? 2 * h->size : 16;
  if (h->count < h->size) return;
  items = alloc(ud, h->items, h->size * sizeof(Timer *),
                size * sizeof(Timer *));
  if (items == NULL) err_raise(L, ENOMEM, "timer");
  h->items = (Timer **)items;
  h->size = size;
}

void heap_add (Heap *h, Timer *t, int64_t when) {
  t->when = when;
  t->order = h->order++;
  sift_up(h, h->count++, t);
}

void heap_remove (Heap *h, Timer *t) {
  uint32_t i = t->index - 1;
  Timer *last;
  if (t->index == 0) return;
  t->index = 0;
  last = h->items[--h->count];
  if (last == t) return;
  if (i > 0 && before(last, h->items[(i - 1) / 2])) sift_up(h, i, last);
  else sift_down(h, i, last);
}

void heap_free (lua_State *L, Heap *h) {
  void *ud;
  lua_Alloc alloc = lua_getallocf(L, &ud);
  alloc(ud, h->items, h->size * sizeof(Timer *), 0);
  h->items = NULL;
  h->count = h->size = 0;
}
