/*
** timer.h: the heap of the items that are due later.
*/
#ifndef PYSOCKET_LOOP_TIMER_H
#define PYSOCKET_LOOP_TIMER_H

#include "base/state.h"
#include "loop/ready.h"

typedef struct Heap {
  Item **items;
  uint32_t count, size;
  uint32_t order;
} Heap;

/* Reserves space for one more item, or raises. */
void heap_reserve (lua_State *L, Heap *h);
/* Adds an item. Its space must be reserved. */
void heap_add (Heap *h, Item *j, int64_t when);
void heap_remove (Heap *h, Item *j);
static inline Item *heap_first (const Heap *h) {
  return h->count > 0 ? h->items[0] : NULL;
}
/* Removes all items. */
void heap_clear (Heap *h);
void heap_free (lua_State *L, Heap *h);

#endif
