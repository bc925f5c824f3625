/*
** pool.h: a few threads for calls of the C library that block and cannot be
** interrupted. Each Lua state has its own pool, because there are no globals, and
** so that its lookups never queue behind those of another state.
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
  Job *next, *previous;       /* in the queue; the mutex protects these and the
                              ** next three */
  int abandoned;              /* nothing waits for it any more */
  int notified;               /* pool_notify has written to the event, so the
                              ** thread does not */
  atomic_int state;           /* enum JobState */
  State *st;                  /* the owner of the pool */
  uint32_t process;           /* the process that submitted it */
  int event;                  /* the owner's eventfd, readable when it is done;
                              ** -1: there was no descriptor left */
};

/* Lets a thread run the job. If no thread can be started, runs it before it
** returns. */
void pool_submit (State *st, Job *j);
/* Was it submitted before a fork created this process? Then no thread runs
** it. */
int pool_isforeign (const Job *j);
/* Makes the event readable even if the job is not done. Call this once at most. */
void pool_notify (Job *j);
/* The owner no longer needs the job. If the job is still queued, it never starts;
** if it runs, its thread destroys it. */
void pool_release (Job *j);
/* Call this when the Lua state ends. Idle threads end at once, the others after their
** job. */
void pool_end (State *st);

#endif
