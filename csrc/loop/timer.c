/*
** timer.c: a binary heap of the items that are due later. Each item stores its
** position, so it can be removed without a search.
*/
#include "base/error.h"
#include "loop/timer.h"

/* The numbers of their order may have wrapped around to 0. */
static int before (const Item *a, const Item *b) {
  return a->when < b->when ||
         (a->when == b->when && (int32_t)(a->order - b->order) < 0);
}

static void put (Heap *h, uint32_t i, Item *j) {
  h->items[i] = j;
  j->index = (i + 1) & MAX_ITEMS;
}

static void sift_up (Heap *h, uint32_t i, Item *j) {
  while (i > 0 && before(j, h->items[(i - 1) / 2])) {
    put(h, i, h->items[(i - 1) / 2]);
    i = (i - 1) / 2;
  }
  put(h, i, j);
}

static void sift_down (Heap *h, uint32_t i, Item *j) {
  for (;;) {
    uint32_t child = 2 * i + 1;
    if (child >= h->count) break;
    if (child + 1 < h->count && before(h->items[child + 1], h->items[child]))
      child++;
    if (!before(h->items[child], j)) break;
    put(h, i, h->items[child]);
    i = child;
  }
  put(h, i, j);
}

void heap_reserve (lua_State *L, Heap *h) {
  void *ud, *items;
  lua_Alloc alloc = lua_getallocf(L, &ud);
  uint32_t size = h->size > 0 ? 2 * h->size : 16;
  if (h->count < h->size) return;
  if (size > MAX_ITEMS) err_raise(L, ENOMEM, "timer");
  items = alloc(ud, h->items, h->size * sizeof(Item *), size * sizeof(Item *));
  if (items == NULL) err_raise(L, ENOMEM, "timer");
  h->items = (Item **)items;
  h->size = size;
}

void heap_add (Heap *h, Item *j, int64_t when) {
  j->when = when;
  j->order = h->order++;
  sift_up(h, h->count++, j);
}

void heap_remove (Heap *h, Item *j) {
  uint32_t i = j->index - 1;
  Item *last;
  if (j->index == 0) return;
  j->index = 0;
  last = h->items[--h->count];
  if (last == j) return;
  if (i > 0 && before(last, h->items[(i - 1) / 2])) sift_up(h, i, last);
  else sift_down(h, i, last);
}

void heap_clear (Heap *h) {
  while (h->count > 0) heap_remove(h, heap_first(h));
}

void heap_free (lua_State *L, Heap *h) {
  void *ud;
  lua_Alloc alloc = lua_getallocf(L, &ud);
  alloc(ud, h->items, h->size * sizeof(Item *), 0);
  h->items = NULL;
  h->count = h->size = 0;
}
