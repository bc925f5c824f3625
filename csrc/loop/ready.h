/*
** ready.h: the ready queue.
*/
#ifndef PYSOCKET_LOOP_READY_H
#define PYSOCKET_LOOP_READY_H

#include <stddef.h>
#include <stdint.h>

#define MAX_ITEMS 0x1fffffff  /* in the heap */

enum { ITEM_HANDLE, ITEM_TASK, ITEM_TIMEOUT };

/* An item that the loop runs when it is due: the next step of a task or the delivery
** of its end, a handle, or the end of a time limit. It is the first member of the
** task, the handle or the limit. */
typedef struct Item {
  struct Item *next;   /* in the ready queue, or in a list of waiters */
  union {
    int64_t when;      /* in the heap: monotonic, ns */
    struct Item *previous;  /* in the ready queue */
  };
  uint32_t order;      /* of two items for the same time the earlier one runs
                       ** first */
  uint32_t index : 29; /* its index in the heap plus 1; 0: not in it */
  uint32_t ready : 1;  /* it is in the ready queue */
  uint32_t kind : 2;   /* one of these three */
} Item;

/* Items that are due now, first in, first out. */
typedef struct Queue {
  Item *first, *last;
  uint32_t count;
} Queue;

void queue_add (Queue *q, Item *j);
/* Removes and returns the first item. There must be one. */
Item *queue_take (Queue *q);
/* Removes this item, if it is there. */
void queue_remove (Queue *q, Item *j);
/* Removes all items. */
void queue_clear (Queue *q);

#endif
