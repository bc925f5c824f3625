/*
** loop.h: what the loop's rooms share: timer.c (the ready queue and the heap of
** timers), task.c (tasks and their coroutines), watch.c (epoll, and who waits for what),
** suspend.c (how a task stops and goes on), tell.c (who is told of its end),
** loop.c (the turns), handle.c, coroutine.c, signal.c.
*/
#ifndef PYSOCKET_LOOP_LOOP_H
#define PYSOCKET_LOOP_LOOP_H

#include "base/error.h"
#include "base/op.h"
#include "base/process.h"

typedef struct Loop Loop;
typedef struct Task Task;

/* ---- timer.c -------------------------------------------------------------- */

/* Something that the loop runs when its turn comes: a task's next step, the news
** of a task's end, or a handle. It is part of the task or the handle. */
typedef struct Due {
  struct Due *next;    /* in the ready queue, or in a ring of waiters */
  int64_t when;        /* monotonic, ns */
  uint64_t order;      /* of two for the same time the earlier made one first */
  uint32_t index;      /* its place in the heap plus 1; 0: not in it */
  uint8_t is_task;     /* a Task, else a Handle */
} Due;

/* What is due now, first in, first out. */
typedef struct Queue {
  Due *first, *last;
  uint32_t count;
} Queue;

void queue_add (Queue *q, Due *j);
/* Takes the first one out; there must be one. */
Due *queue_take (Queue *q);

/* What is due later. */
typedef struct Heap {
  Due **items;
  uint32_t count, size;
  uint64_t order;
} Heap;

/* Makes room for one more, or raises. */
void heap_reserve (lua_State *L, Heap *h);
/* Enters it; there must be room. */
void heap_add (Heap *h, Due *j, int64_t when);
void heap_remove (Heap *h, Due *j);
static inline Due *heap_first (const Heap *h) {
  return h->count > 0 ? h->items[0] : NULL;
}
void heap_free (lua_State *L, Heap *h);

/* ---- task.c --------------------------------------------------------------- */

enum Status {
  TASK_READY, TASK_RUNNING, TASK_WAITING, TASK_PARKED,
  TASK_DONE, TASK_FAILED, TASK_CANCELLED
};

enum Wake { WAKE_START, WAKE_AGAIN, WAKE_TIMEOUT, WAKE_BY_TASK };

#define OP_SLOT 96   /* room for the usual operations; a larger one is a copy */

struct Task {
  Due due;             /* first: a Due with is_task is a Task */
  lua_State *co;
  lua_State *waiter;   /* the coroutine that is suspended: co, or one in it */
  Op *op;              /* what it waits for: slot, or a userdata */
  int ref;             /* its anchor in the table of live tasks */
  int fd;              /* in a ring of this descriptor's watch, or -1 */
  int served;          /* out of whose ring it came when it became ready */
  uint8_t status, wake;
  uint8_t writes;      /* which ring: 0 to read, 1 to write */
  uint8_t must_cancel; /* what it waits for, now or next, raises CancelledError */
  uint8_t retrieved;   /* its error was seen */
  uint8_t has_extras;
  uint8_t rests : 1;   /* its timer ends a rest, not its time */
  uint8_t has_message : 1; /* of cancel */
  uint8_t ending : 1;  /* among those whose end the loop counts */
  uint8_t own : 1;     /* the module's own: all_tasks does not list it */
  uint8_t last : 1;    /* the end of a run cancels it after all others */
  uint8_t by_news : 1; /* ready, and run by the news of what it waited for */
  uint32_t cancelling; /* cancellations asked for and not taken back */
  uint32_t seen;       /* the last search that came by (tell.c) */
  union { Op op; char bytes[OP_SLOT]; } slot;
};

/* Runs the task until it suspends or ends. */
void task_resume (lua_State *L, Loop *lp, Task *t);
/* Does that, or if it has ended tells the news. */
void task_run (lua_State *L, Loop *lp, Task *t);
/* Raises CancelledError in the running task if one is due; it tells how many
** bytes the operation, if any, has handed over. */
void task_checkcancel (lua_State *L, Task *t, const Op *op);
Task *task_check (lua_State *L, int arg);
/* The same for any stack index: NULL where that would raise. */
Task *task_test (lua_State *L, int index);
int task_spawn (lua_State *L);
/* What the task waits for, now or next, raises CancelledError. */
void task_interrupt (Loop *lp, Task *t);
/* The message of its CancelledError, at `message`. */
void task_setmessage (lua_State *L, int self, int message);
/* Cancels all tasks, and where there are no others those that go on until the
** last; returns how many. Asks for no memory. */
uint32_t task_requestall (lua_State *L, Loop *lp);
/* Closes all tasks where they are: for a loop that cannot run them to their end. It
** may report those of the program. */
void task_closeall (lua_State *L, Loop *lp, int reports);
/* Forgets all tasks and handles: in a child process they are the parent's. */
void task_abandonall (lua_State *L, const Loop *lp);
/* All tasks there are have ended, wherever they are. Asks for no memory. */
void task_endall (lua_State *L);
void task_open (lua_State *L, const Open *o, int table);

/* tell.c: who waits for the end of what */
/* The task at `self` has ended: wakes those that wait for it. Where others have
** to be called its news is queued: true. Never raises. */
int tell_end (lua_State *L, Loop *lp, int self);
/* Tells the entries of the sequence at `list` the news of what is at `awaitable`. */
void tell_list (lua_State *L, Loop *lp, int list, int awaitable);
/* task:cancel(message): cancels what it awaits, or it itself; 0: it has ended.
** Asks for memory only for a message. */
int task_request (lua_State *L, Loop *lp, int self, int message);
void tell_open (lua_State *L, const Open *o, int table);

/* handle.c: functions that the loop calls at their time */
void handle_run (lua_State *L, Loop *lp, Due *j);
/* Forgets the handle at `index`, if it is one. */
void handle_abandon (lua_State *L, int index);
/* Makes the handle that tells the news of the future at `future`, and leaves it on
** the top. */
Due *handle_news (lua_State *L, int future);
/* Calls the function below its `nargs` arguments on top of the stack, and
** reports its error. It runs in a coroutine kept for this: so Ctrl-C, a hook of
** the main thread, is not taken for an error of the function; the turn raises
** it. */
void callback_call (lua_State *L, Loop *lp, int nargs);
/* The same for a function of the module's own that must not fail: its error is
** raised, and so stops the loop. */
void callback_vital (lua_State *L, Loop *lp, int nargs);
void handle_open (lua_State *L, const Open *o, int table);

/* coroutine.c: a suspension passes through a user's coroutine */
/* Where the loop whose task runs is kept, for all loads of the module that are in
** this Lua state: each has a loop of its own, and all have one `coroutine`. */
Loop **coroutine_innermost (lua_State *L);
void coroutine_open (lua_State *L, const Open *o, int table);

/* ---- loop.c --------------------------------------------------------------- */

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
void loop_open (lua_State *L, const Open *o);
/* Is this still the process that made the loop? */
static inline int loop_isours (const Loop *lp) {
  return lp->process == process_number(lp->state);
}
/* What is said where a task or a callback of the parent goes on in a child. */
#define FORKED "a task or callback of the parent process went on in the child: " \
               "end the child with os.exit before it goes on"
/* Raises that in a child that fork made since the loop's number was `process`. */
static inline void loop_checkprocess (lua_State *L, const Loop *lp,
                                      uint32_t process) {
  if (process_number(lp->state) != process) err_fail(L, FORKED);
}
/* There was no memory to do what had to be done: the loop stops with that error and
** closes all tasks, so that none waits for what no longer comes. */
void loop_nomemory (lua_State *L);

/* ---- watch.c -------------------------------------------------------------- */

/* Makes the watch of a descriptor, or raises. */
Watch *watch_of (lua_State *L, Loop *lp, int fd);
/* Lets epoll know a descriptor that has a watch; 0 or an errno. What is no
** socket is asked for once, for what is waited for. */
int watch_register (Loop *lp, int fd, Socket *s, int writes);
/* Adds the task to the ring that t->writes names, as the last or the first. */
void watch_enter (Watch *w, Task *t, int first);
void watch_wakeall (Loop *lp, int fd, int writes);
/* Whoever waits on the descriptor tries again, and meets EBADF. */
void watch_closing (State *st, int fd);
/* Forgets all watches: in a child process epoll's are the parent's. */
void watch_abandonall (Loop *lp);
/* Takes the task out of whatever it waits in: it is ready, and to be queued. */
void loop_unwait (Loop *lp, Task *t, enum Wake wake);
/* The same, and puts it at the end of the ready queue. */
void loop_ready (Loop *lp, Task *t, enum Wake wake);
/* Wakes the next of the ring that `fd` and `writes` name. */
void loop_passon (Loop *lp, int fd, int writes);

/* ---- suspend.c ------------------------------------------------------------ */

/* Before a suspension: raises where it is impossible. */
Task *loop_suspendable (lua_State *L, Loop *lp);
/* After one: the task that goes on with `op`. Raises where something else than
** the loop resumed the coroutine, or where the task was cancelled. */
Task *loop_resumed (lua_State *L, Loop *lp, const Op *op);
/* Suspends the task, which stands where it waits. One that is cancelled already
** goes on in its next turn. */
int loop_yield (lua_State *L, Loop *lp, Task *t, lua_KContext ctx,
                lua_KFunction resumed);
int loop_suspend (lua_State *L, State *st, Op *op);
int loop_share (lua_State *L, State *st, int n);

/* ---- signal.c ------------------------------------------------------------- */

void signal_open (lua_State *L, const Open *o, int table);
void signal_dispatch (lua_State *L, Loop *lp);
void signal_close (Loop *lp);

/* Keys of the table of what belongs to all tasks (task.c). */
enum {
  TASKS_ALIVE = 1,   /* anchors of tasks and handles, by reference */
  TASKS_TRACEBACKS,  /* by failed task, or by error that several have; weak. By
                     ** task that runs: the failed one that it awaited last */
  TASKS_MESSAGES,    /* of cancel, by task; weak */
  TASKS_FAILED,      /* by task whose error nobody has seen yet; weak: an object
                     ** that is finalized with it */
  TASKS_ON_UNHANDLED,  /* a function of the Lua rooms */
  TASKS_BODY,        /* the function that all coroutines of tasks run */
  TASKS_HANDLER,     /* its message handler */
  TASKS_REPORT,      /* what report_unhandled calls in a protected call */
  TASKS_ENTER_FAILED,  /* the same of task_end */
  TASKS_LEFT,        /* the same of task_closeall */
  TASKS_RUN, TASKS_TURN, TASKS_NEWS,  /* what the loop calls in such calls */
  TASKS_CALLER,      /* the coroutine that calls callbacks */
  TASKS_CALLER_HANDLER,  /* its message handler */
  TASKS_FORKED       /* the coroutines in which forks made this process */
};

/* Pushes the value under one of these keys, resp. sets it from the top. */
int tasks_get (lua_State *L, int key);
void tasks_set (lua_State *L, int key);
void tasks_setfunction (lua_State *L, const Open *o, int key,
                        lua_CFunction f);

/* Reports an error that nobody took: on stderr, or to the handler that the Lua
** rooms set. Takes task | nil, error, traceback | nil from the top of the
** stack. Never raises. */
void report_unhandled (lua_State *L);

#endif
