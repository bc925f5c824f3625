/*
** selection.h: a wait for several descriptors at once.
*/
#ifndef PYSOCKET_WAIT_SELECTION_H
#define PYSOCKET_WAIT_SELECTION_H

#include "base/state.h"

#include <poll.h>

struct Selection {
  State *state;
  Selection *next, **link;  /* in the state's list while a task waits */
  int epfd;                 /* while a task waits, else -1 */
  int n;                    /* descriptors */
  int closed;               /* of these: fds[i].fd is ~fd */
  int index;                /* its index on the stack */
  int items[3];             /* select: the lengths of the three sequences */
  int *places;              /* select: the index of the descriptor of each item */
  int *hash;                /* select: a hash table to find these */
  unsigned mask;            /* its size, a power of 2, less one */
  short *asked;             /* the events of fds[i], while poll is called with
                            ** others */
  struct pollfd fds[];
};

/* Pushes a Selection with space for `size` descriptors, and for select's `items`. */
Selection *selection_new (lua_State *L, int size, int items);
/* Returns the index of `fd` in the Selection, and adds it if it is new: poll
** does not accept more descriptors than a process may open. */
int selection_place (Selection *sel, int fd);
/* Waits for the Selection on the top of the stack. `push` pushes the results and
** returns their number. It returns 0 if nothing requested is ready, unless `empty`
** results are wanted. */
int selection_run (lua_State *L, Selection *sel, const char *call,
                   int64_t timeout,
                   int (*push)(lua_State *L, Selection *sel, int empty));
void selection_open (lua_State *L, const Open *o);

#endif
