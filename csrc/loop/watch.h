/*
** watch.h: which descriptors epoll knows, and which tasks wait for them.
*/
#ifndef PYSOCKET_LOOP_WATCH_H
#define PYSOCKET_LOOP_WATCH_H

#include "loop/state.h"

/* Makes the watch of a descriptor, or raises. */
Watch *watch_of (lua_State *L, Loop *lp, int fd);
/* Registers a descriptor that has a watch with epoll. Returns 0 or an errno. A
** descriptor that is not a socket is registered for one event, the one that is
** waited for. */
int watch_register (Loop *lp, int fd, Socket *s, int writes);
/* Adds the task to the ring that t->writes names, as the last or the first. */
void watch_enter (Watch *w, Task *t, int first);
void watch_wakeall (Loop *lp, int fd, int writes);
/* All tasks that wait for the descriptor try again, and get EBADF. */
void watch_closing (State *st, int fd);
/* The State's hooks `watch` and `wake`, for sockets with a layer. */
void watch_kept (lua_State *L, State *st, Socket *s);
void watch_readable (State *st, int fd);
/* Forgets all watches: in a child process epoll's are the parent's. */
void watch_abandonall (Loop *lp);
/* Takes the task out of whatever it waits in: it is ready, and must be
** queued. */
void loop_unwait (Loop *lp, Task *t, enum Wake wake);
/* The same, and puts it at the end of the ready queue. */
void loop_ready (Loop *lp, Task *t, enum Wake wake);
/* Wakes the next task of the ring that `fd` and `writes` name. */
void loop_passon (Loop *lp, int fd, int writes);

#endif
