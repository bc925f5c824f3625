/*
** ready.c: the ready queue: the items that the loop runs in its next turn, in the
** order in which they became ready.
*/
#include "loop/ready.h"

void queue_add (Queue *q, Item *j) {
  j->next = NULL;
  j->previous = q->last;
  j->ready = 1;
  if (q->last != NULL) q->last->next = j;
  else q->first = j;
  q->last = j;
  q->count++;
}

void queue_remove (Queue *q, Item *j) {
  if (!j->ready) return;
  if (j->previous != NULL) j->previous->next = j->next;
  else q->first = j->next;
  if (j->next != NULL) j->next->previous = j->previous;
  else q->last = j->previous;
  q->count--;
  j->next = NULL;
  j->ready = 0;
}

Item *queue_take (Queue *q) {
  Item *j = q->first;
  queue_remove(q, j);
  return j;
}

void queue_clear (Queue *q) {
  while (q->first != NULL) queue_remove(q, q->first);
}
