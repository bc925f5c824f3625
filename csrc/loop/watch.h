/*
** watch.h: the registration of descriptors in epoll, and the tasks that wait for
** them.
*/
#ifndef PYSOCKET_LOOP_WATCH_H
#define PYSOCKET_LOOP_WATCH_H

#include "loop/state.h"

/* The watch of a descriptor. Raises if there is no memory. */
Watch *watch_of (lua_State *L, Loop *lp, int fd);
/* Registers a descriptor that has a watch with epoll. Returns 0 or an errno. One
** that is not a socket is registered for a single event of the wanted kind. */
int watch_register (Loop *lp, int fd, Socket *s, int writes);
/* Adds the task to the waiters for reading or writing, first or last. */
void watch_enqueue (Watch *w, Task *t, int first);
void watch_wakeall (Loop *lp, int fd, int writes);
/* Lets all tasks that wait for the descriptor try again and get EBADF. */
void watch_closing (State *st, int fd);
/* The State's hooks `watch` and `arrived`, for sockets with a layer. */
void watch_unsent (lua_State *L, State *st, Socket *s);
void watch_arrived (State *st, int fd);
/* Forgets all watches: in a child process epoll still has the parent's. */
void watch_abandonall (Loop *lp);
/* Removes the task from the waiters and the timers. It is ready, and must be
** queued by the caller. */
void loop_dequeue (Loop *lp, Task *t, enum Wake wake);
/* The same, and adds it to the ready queue. */
void loop_ready (Loop *lp, Task *t, enum Wake wake);
/* Wakes the first task that waits to read or to write. */
void loop_wakenext (Loop *lp, int fd, int writes);

#endif
