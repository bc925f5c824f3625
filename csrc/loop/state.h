/*
** state.h: the structures of tasks, watches and the loop.
*/
#ifndef PYSOCKET_LOOP_STATE_H
#define PYSOCKET_LOOP_STATE_H

#include "base/error.h"
#include "base/op.h"
#include "base/own.h"
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

#define OP_SLOT 88   /* enough for most operations; a userdata has a larger one */

/* Links a task into a wait queue. */
typedef struct WaitLink {
  WaitQueue *queue;    /* NULL: the queue was collected */
  Task *previous, *next;
  uint8_t woken;
} WaitLink;

struct Task {
  Item item;           /* first */
  lua_State *co;
  lua_State *waiter;   /* the coroutine that is suspended: co, or one in it */
  Op *op;              /* what it waits for: slot, or a userdata */
  int ref;             /* its anchor in the table of live tasks */
  int fd;              /* the descriptor that it waits for, or -1 */
  int served;          /* the descriptor that it waited for before, or -1 */
  uint8_t status, wake;
  uint8_t writes : 1;  /* it waits to write, not to read */
  uint8_t must_cancel : 1; /* its current or next wait raises CancelledError */
  uint8_t interrupted : 1; /* that ended a wait, so uncancel does not prevent it */
  uint8_t retrieved : 1;   /* its error needs no report */
  uint8_t has_extras : 1;  /* its user value 2 is in use */
  uint8_t alone : 1;   /* user value 2 is the only entry that waits for its end,
                       ** and not a table of entries */
  uint8_t pauses : 1;  /* its timer ends a pause before a retry, not its timeout */
  uint8_t has_message : 1; /* cancel was called with a message */
  uint8_t ending : 1;  /* Loop.ending counts it */
  uint8_t own : 1;     /* the module's own: all_tasks does not list it */
  uint8_t last : 1;    /* the end of a run cancels it after all others */
  uint8_t by_delivery : 1; /* ready: the delivery of the end that it awaited
                       ** resumes it */
  uint8_t queued : 1;  /* it is in a wait queue, at slot.link */
  uint32_t cancelling; /* requested and not withdrawn cancellations */
  uint32_t seen;       /* the last search that visited it (cancel.c) */
  union { Op op; char bytes[OP_SLOT]; WaitLink link; } slot;
};

/* A descriptor that epoll knows, and its waiters: the last to read, and the last
** to write, of two circular lists. */
typedef struct Watch {
  Task *last[2];
  Socket *owner;         /* NULL: no socket, a one-shot registration */
  uint32_t generation;   /* distinguishes events of earlier registrations */
  uint8_t registered;
} Watch;

#define MAX_EVENTS 256
#define FAIR_SHARE 64  /* operations of one task in one turn */

struct Loop {
  State *state;
  Loop **innermost;      /* of this Lua state: see coroutine_innermost */
  uint8_t ended;         /* lua_close has finalized it */
  int epfd;
  uint32_t process;      /* the process to which epfd and the tasks belong */
  int signals[2];        /* the pipe that a signal handler writes to */
  int handlers;          /* the number of handled signals */
  Watch *watches;        /* by descriptor */
  int nwatches;
  int waiting;           /* the number of tasks that wait for descriptors */
  Queue ready;
  Task *current;
  lua_State *running;    /* its coroutine that may be suspended, or NULL */
  int budget;            /* what is left of its fair share */
  uint8_t suspending;    /* its coroutines yield up to the loop */
  uint8_t stepping;      /* a turn is running */
  uint8_t stopping;      /* stop was called: this turn is the last */
  uint8_t closing;       /* all tasks are being closed */
  uint8_t failed;        /* essential work failed: the loop stops */
  uint8_t forked;        /* the C stack of this child has a turn of the parent */
  uint32_t unflushed;    /* writers in TASKS_UNFLUSHED, which have data to send when
                         ** the turn ends */
  uint32_t flushed;      /* how many of them have been served */
  uint32_t searches;     /* numbers the searches in cancel.c */
  int64_t until;         /* the deadline of a run, or -1 */
  uint32_t ending;       /* the number of tasks whose end asyncio.run waits for */
  uint32_t failures;     /* tasks that failed since the last full collection */
  int64_t collected;     /* the time of that collection */
  Heap heap;
};

Loop *loop_of (lua_State *L);
/* The same for a caller that wants to run something in it: raises if lua_close has
** ended it. */
Loop *loop_usable (lua_State *L);
/* Creates its epoll descriptor, in this process. */
void loop_newepoll (lua_State *L, Loop *lp);
/* Is this still the process that created the loop? */
static inline int loop_isours (const Loop *lp) {
  return lp->process == process_number(lp->state);
}
/* The error of a task or a callback of the parent that continues in a child. */
#define FORKED "a task or callback of the parent process continued in the child: " \
               "end the child with os.exit before that"
/* Raises that if this process is a child that was forked after the loop's number
** was `process`. */
static inline void loop_checkprocess (lua_State *L, const Loop *lp,
                                      uint32_t process) {
  if (process_number(lp->state) != process) err_fail(L, FORKED);
}
/* The loop's own work ran out of memory: the loop stops with that error and closes
** all tasks, so that none waits for ever. */
void loop_nomemory (lua_State *L);

Task *task_check (lua_State *L, int arg);
/* The same for any stack index: NULL where that would raise. */
Task *task_test (lua_State *L, int index);
/* Pushes the task's userdata; it must be alive. */
void task_push (lua_State *L, const Task *t);
/* Releases the task's anchor. */
void task_forget (lua_State *L, Task *t);

/* The loop's own objects, in addition to those that own.h names. */
enum {
  TASKS_ALIVE = OWN_TASKS,  /* anchors of tasks and handles, by reference */
  TASKS_TRACEBACKS,  /* by failed task, or by error that several tasks have; weak.
                     ** A running task has the failed one that it awaited last */
  TASKS_MESSAGES,    /* of cancel, by task; weak */
  TASKS_FAILED,      /* by task whose error was not retrieved, weak: an object that
                     ** is finalized with the task */
  TASKS_ON_UNHANDLED,  /* a function of the Lua modules that reports errors */
  TASKS_ON_FLUSH,    /* another, which sends what a writer has left */
  TASKS_UNFLUSHED,   /* a sequence of writers (streambuffer.c) */
  TASKS_BODY,        /* the function that all coroutines of tasks run */
  TASKS_HANDLER,     /* its message handler */
  /* functions for protected calls: */
  TASKS_REPORT,      /* in report_unhandled */
  TASKS_RECORD_FAILED,  /* in task_end */
  TASKS_LEFT,        /* in task_closeall */
  TASKS_RUN, TASKS_TURN,  /* in the loop */
  TASKS_DELIVER,     /* in task_closeall */
  TASKS_CANCEL,      /* in a wait queue's wait */
  TASKS_CALLER,      /* the coroutine that calls callbacks */
  TASKS_CALLER_HANDLER,  /* its message handler */
  TASKS_FORKED,      /* the coroutines in which this process was forked */
  TASKS_CANCELLED,   /* the class CancelledError */
  TASKS_END
};
_Static_assert((int)TASKS_END == (int)OWN_END, "own.h reserves a place for each");

/* Sets the function, or a new table with weak keys, as one of them. */
void tasks_setfunction (lua_State *L, const Open *o, int key,
                        lua_CFunction f);
void tasks_setweak (lua_State *L, int key);

#endif
