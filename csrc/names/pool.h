/*
** pool.h: a few threads for calls of the C library that can neither be
** interrupted nor be waited for. Each Lua state has a pool of its own, because
** there are no globals, and so that a state's look-ups never queue behind those
** of another. Shared by pool.c and lookup.c.
*/
#ifndef PYSOCKET_NAMES_POOL_H
#define PYSOCKET_NAMES_POOL_H

#include "base/state.h"

#include <stdatomic.h>

typedef struct Pool Pool;
typedef struct Job Job;

enum JobState { JOB_IDLE, JOB_QUEUED, JOB_RUNNING, JOB_DONE };

/* The head of a struct that says what is to be done. While the job runs only
** its thread may touch the rest of that struct. */
struct Job {
  void (*run) (Job *j);
  void (*destroy) (Job *j);   /* gives back its memory, not its `event` */
  Pool *pool;                 /* NULL: it was never submitted */
  Job *next, *previous;       /* in the queue; the pool's, as the next one */
  int abandoned;              /* nobody waits any more */
  atomic_int state;           /* enum JobState */
  State *st;                  /* whose pool it is */
  uint32_t process;           /* which submitted it */
  int event;                  /* an eventfd that turns readable when it is done,
                              ** the owner's; -1: descriptors had run out */
};

/* Lets a thread run the job. Where there can be none it is run at once: better
** slowly than not at all. */
void pool_submit (State *st, Job *j);
/* Was it submitted before a fork made this process? Then no thread runs it. */
int pool_isforeign (const Job *j);
/* The owner needs the job no more: one that waits in the queue never begins,
** and one that runs is destroyed by its thread. */
void pool_release (Job *j);
/* The Lua state ends: idle threads end at once, the others after their job. */
void pool_end (State *st);

#endif
