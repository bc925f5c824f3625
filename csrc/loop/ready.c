/*
** ready.c: the ready queue: the items that the loop runs in its next turn, in the
** order in which they became ready.
*/
#include "loop/ready.h"

void queue_add (Queue *q, Item *j) {
  j->next = NULL;
  if (q->last != NULL) q->last->next = j;
  else q->first = j;
  q->last = j;
  q->count++;
}

Item *queue_take (Queue *q) {
  Item *j = q->first;
  q->first = j->next;
  if (q->first == NULL) q->last = NULL;
  q->count--;
  j->next = NULL;
  return j;
}

void queue_remove (Queue *q, Item *j) {
  Item *before = NULL, *at = q->first;
  for (; at != NULL && at != j; at = at->next) before = at;
  if (at == NULL) return;
  if (before != NULL) before->next = j->next;
  else q->first = j->next;
  if (q->last == j) q->last = before;
  q->count--;
  j->next = NULL;
}
