/*
** process.h: is this still the process that it was, or a child that fork made?
** A child inherits all objects of its parent, but neither its threads nor the
** right to act for it. What must not outlive a fork keeps the number of the
** process that it was made in.
*/
#ifndef PYSOCKET_BASE_PROCESS_H
#define PYSOCKET_BASE_PROCESS_H

#include "base/state.h"

void process_open (State *st);
/* From here on the kernel tells of a fork, which costs less than to ask for
** the process's id. */
void process_watch (State *st);
void process_unwatch (State *st);
/* This is another process: it gets another number. */
void process_changed (State *st);

/* A number that is another one in every child, and in its children. */
static inline uint32_t process_number (State *st) {
  if (!*st->same_process) process_changed(st);
  return st->process;
}

#endif
