/*
** state.h: tasks, watches and the loop itself: what all files of this folder share.
*/
#ifndef PYSOCKET_LOOP_STATE_H
#define PYSOCKET_LOOP_STATE_H

#include "base/error.h"
#include "base/op.h"
#include "base/process.h"
#include "loop/timer.h"

typedef struct Loop Loop;
typedef struct Task Task;
typedef struct WaitQueue WaitQueue;

enum Status {
  TASK_READY, TASK_RUNNING, TASK_WAITING, TASK_PARKED,
  TASK_DONE, TASK_FAILED, TASK_CANCELLED
};

enum Wake { WAKE_START, WAKE_AGAIN, WAKE_TIMEOUT, WAKE_BY_TASK };

#define OP_SLOT 96   /* room for the usual operations; a larger one is a copy */

/* Where a task stands that waits in a wait queue. */
typedef struct Place {
  WaitQueue *queue;    /* NULL: it was collected */
  Task *before, *behind;
  uint8_t woken;
} Place;

struct Task {
  Due due;             /* first */
  lua_State *co;
  lua_State *waiter;   /* the coroutine that is suspended: co, or one in it */
  Op *op;              /* what it waits for: slot, or a userdata */
  int ref;             /* its anchor in the table of live tasks */
  int fd;              /* in a ring of this descriptor's watch, or -1 */
  int served;          /* out of whose ring it came when it became ready */
  uint8_t status, wake;
  uint8_t writes : 1;  /* which ring: 0 to read, 1 to write */
  uint8_t must_cancel : 1; /* its current or next wait raises CancelledError */
  uint8_t retrieved : 1;   /* its error was seen */
  uint8_t has_extras : 1;
  uint8_t alone : 1;   /* one entry waits for its end, without a table of
                       ** entries */
  uint8_t rests : 1;   /* its timer ends a rest, not its time */
  uint8_t has_message : 1; /* of cancel */
  uint8_t ending : 1;  /* among those whose end the loop counts */
  uint8_t own : 1;     /* the module's own: all_tasks does not list it */
  uint8_t last : 1;    /* the end of a run cancels it after all others */
  uint8_t by_news : 1; /* ready, and run by the news of what it waited for */
  uint8_t queued : 1;  /* it stands in a wait queue: slot.place */
  uint32_t cancelling; /* cancellations asked for and not taken back */
  uint32_t seen;       /* the last search that came by (tell.c) */
  union { Op op; char bytes[OP_SLOT]; Place place; } slot;
};

/* A descriptor that epoll knows. Waiters stand in two rings, named by their
** last: last->next is the first. */
typedef struct Watch {
  Task *last[2];
  Socket *owner;         /* NULL: no socket, a one-shot registration */
  uint32_t generation;   /* so that an old event wakes nobody */
  uint8_t registered;
} Watch;

#define EVENTS_MOST 256
#define FAIR_SHARE 64  /* operations of one task in one turn */

struct Loop {
  State *state;
  Loop **innermost;      /* of this Lua state: see coroutine_innermost */
  uint8_t ended;         /* lua_close has been there */
  int epfd;
  uint32_t process;      /* whose epoll, tasks and handlers these are */
  int signals[2];        /* the pipe a signal handler writes to */
  int handlers;          /* signals that are handled */
  Watch *watches;        /* by descriptor */
  int nwatches;
  int waiting;           /* tasks in rings */
  Queue ready;
  Task *current;
  lua_State *running;    /* its coroutine that may be suspended, or NULL */
  int budget;            /* what is left of its fair share */
  uint8_t suspending;    /* its coroutines yield up to the loop */
  uint8_t stepping;
  uint8_t stopping;      /* stop was called: this turn is the last */
  uint8_t closing;       /* all tasks are being closed */
  uint8_t failed;        /* what had to be done was not: the loop stops */
  uint8_t flushes;       /* streams have data to send when the turn ends */
  uint8_t forked;        /* the parent's turn lies on the stack of this child */
  uint32_t searches;     /* for a cycle in what tasks wait for */
  int64_t until;         /* when the time for a run is over, or -1 */
  uint32_t ending;       /* tasks whose end asyncio.run waits for */
  uint32_t failures;     /* tasks that failed since the last look at them */
  int64_t collected;     /* when the collector was last asked for lost errors */
  Heap heap;
};

Loop *loop_of (lua_State *L);
/* The same, for what is to run in it: raises once lua_close has ended it. */
Loop *loop_usable (lua_State *L);
/* Gives it an epoll descriptor, in this process. */
void loop_newepoll (lua_State *L, Loop *lp);
/* Is this still the process that made the loop? */
static inline int loop_isours (const Loop *lp) {
  return lp->process == process_number(lp->state);
}
/* The error of a task or a callback of the parent that goes on in a child. */
#define FORKED "a task or callback of the parent process went on in the child: " \
               "end the child with os.exit before it goes on"
/* Raises that in a child made by fork since the loop's number was `process`. */
static inline void loop_checkprocess (lua_State *L, const Loop *lp,
                                      uint32_t process) {
  if (process_number(lp->state) != process) err_fail(L, FORKED);
}
/* Memory for the loop's own work has run out: the loop stops with that error
** and closes all tasks, so that none waits for ever. */
void loop_nomemory (lua_State *L);

Task *task_check (lua_State *L, int arg);
/* The same for any stack index: NULL where that would raise. */
Task *task_test (lua_State *L, int index);
/* Pushes the task's userdata; it must be alive. */
void task_push (lua_State *L, const Task *t);
/* Lets the task's anchor go. */
void task_forget (lua_State *L, Task *t);

/* Keys of the table of what belongs to all tasks (task.c). */
enum {
  TASKS_ALIVE = 1,   /* anchors of tasks and handles, by reference */
  TASKS_TRACEBACKS,  /* by failed task, or by error that several have; weak. By
                     ** task that runs: the failed one that it awaited last */
  TASKS_MESSAGES,    /* of cancel, by task; weak */
  TASKS_FAILED,      /* by task whose error nobody has seen yet; weak: an object
                     ** that is finalized with it */
  TASKS_ON_UNHANDLED,  /* a function of the Lua modules */
  TASKS_ON_FLUSH,    /* another: sends what streams have to send */
  TASKS_BODY,        /* the function that all coroutines of tasks run */
  TASKS_HANDLER,     /* its message handler */
  TASKS_REPORT,      /* what report_unhandled calls in a protected call */
  TASKS_ENTER_FAILED,  /* the same of task_end */
  TASKS_LEFT,        /* the same of task_closeall */
  TASKS_RUN, TASKS_TURN, TASKS_NEWS,  /* what the loop calls in such calls */
  TASKS_CANCEL,      /* what a wait in a wait queue calls in one */
  TASKS_CALLER,      /* the coroutine that calls callbacks */
  TASKS_CALLER_HANDLER,  /* its message handler */
  TASKS_FORKED       /* the coroutines in which forks made this process */
};

/* Push the value of one of these keys, and set it from the top. */
int tasks_get (lua_State *L, int key);
void tasks_set (lua_State *L, int key);
void tasks_setfunction (lua_State *L, const Open *o, int key,
                        lua_CFunction f);
/* Sets a new table with weak keys. */
void tasks_setweak (lua_State *L, int key);

#endif
