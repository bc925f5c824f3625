/*
** process.h: detects that the process is a child made by fork. A child inherits
** all objects of its parent, but not its threads, and must not act for it.
** Objects that must not be used after a fork store the number of the process
** that created them.
*/
#ifndef PYSOCKET_BASE_PROCESS_H
#define PYSOCKET_BASE_PROCESS_H

#include "base/state.h"

void process_open (State *st);
/* Lets the kernel report a fork, which is cheaper than getpid each time. */
void process_watch (State *st);
void process_unwatch (State *st);
/* Gives this process a new number if it is a child. */
void process_changed (State *st);

/* A number that differs in every child process and in its children. */
static inline uint32_t process_number (State *st) {
  if (!*st->same_process) process_changed(st);
  return st->process;
}

#endif
