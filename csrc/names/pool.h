/*
** pool.h: a few threads for calls of the C library that can neither be
** interrupted nor waited for. Each Lua state has its own pool, because there are
** no globals, and so that its look-ups never queue behind those of another
** state. Shared by pool.c and lookup.c.
*/
#ifndef PYSOCKET_NAMES_POOL_H
#define PYSOCKET_NAMES_POOL_H

#include "base/state.h"

#include <stdatomic.h>

typedef struct Pool Pool;
typedef struct Job Job;

enum JobState { JOB_IDLE, JOB_QUEUED, JOB_RUNNING, JOB_DONE };

/* The start of a struct that describes the work. While the job runs, only its
** thread may access the rest of that struct. */
struct Job {
  void (*run) (Job *j);
  void (*destroy) (Job *j);   /* frees its memory, but not its `event` */
  Pool *pool;                 /* NULL: it was never submitted */
  Job *next, *previous;       /* in the queue; the pool owns these and the next */
  int abandoned;              /* nobody waits any more */
  atomic_int state;           /* enum JobState */
  State *st;                  /* the owner of the pool */
  uint32_t process;           /* the process that submitted it */
  int event;                  /* an eventfd that turns readable when it is done,
                              ** the owner's; -1: descriptors had run out */
};

/* Lets a thread run the job. If there can be no thread, runs it at once, because
** that is better than not at all. */
void pool_submit (State *st, Job *j);
/* Was it submitted before a fork created this process? Then no thread runs
** it. */
int pool_isforeign (const Job *j);
/* The owner does not need the job any more. If the job waits in the queue, it
** never starts; if it runs, its thread destroys it. */
void pool_release (Job *j);
/* The Lua state ends. Idle threads end at once, the others after their job. */
void pool_end (State *st);

#endif
