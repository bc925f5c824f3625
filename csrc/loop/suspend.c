/*
** suspend.c: suspends a task in an operation that has to wait, and continues it.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/front.h"
#include "base/own.h"
#include "loop/cancel.h"
#include "loop/suspend.h"
#include "loop/timer.h"
#include "loop/watch.h"
#include "socket/pipe.h"
#include "wait/wait.h"

#include <math.h>
#include <poll.h>
#include <string.h>

#define PAUSE (NS_PER_S / 100)  /* before a retry if there is nothing to poll */

/* Call this before a suspension: returns the running task, or raises if it cannot
** be suspended here. */
static Task *loop_suspendable (lua_State *L, Loop *lp) {
  Task *t = lp->current;
  if (t == NULL)
    err_fail(L, lp->forked ? FORKED :
                lp->closing ? "nothing can wait in a task that is being closed"
                : "only a task can wait for this: call it inside "
                  "asyncio.run(...)");
  if (lp->running == NULL || !lua_isyieldable(L))
    err_fail(L, "a task cannot wait inside a function that cannot be "
                "suspended (table.sort, string.gsub, require, a metamethod "
                "called from C)");
  if (lp->running != L)
    err_fail(L, "a coroutine in this task was resumed by a coroutine.resume "
                "or wrap from before pysocket.asyncio was loaded: require "
                "it first");
  return t;
}

int loop_yield (lua_State *L, Loop *lp, Task *t, lua_KContext ctx,
                lua_KFunction resumed) {
  if (t->must_cancel) task_interrupt(lp, t);
  t->waiter = L;
  lp->suspending = 1;
  return lua_yieldk(L, 0, ctx, resumed);
}

/* Copies the operation from the C stack into the task's slot or, if it is large,
** into a userdata on the stack of the suspended call. */
static Op *keep_op (lua_State *L, Task *t, Op *op) {
  if (op == t->op) return op;
  if (op->size > OP_SLOT) {
    Op *copy = (Op *)lua_newuserdatauv(L, op->size, 0);
    memcpy(copy, op, op->size);
    return copy;
  }
  memcpy(&t->slot, op, op->size);
  return &t->slot.op;
}

Task *loop_returned (lua_State *L, const Loop *lp, const Op *op) {
  Task *t = lp->current;
  int waits = t != NULL && t->waiter == L && t->op == op;
  if (!waits)
    err_fail(L, "this coroutine waits in a task: only the loop can resume "
                "it");
  t->waiter = NULL;
  return t;
}

/* The same as loop_returned; also raises if the task was cancelled. */
static Task *loop_resumed (lua_State *L, Loop *lp, const Op *op) {
  Task *t = loop_returned(L, lp, op);
  task_checkcancel(L, t, op);
  return t;
}

static int loop_continue (lua_State *L, int status, lua_KContext ctx) {
  const Task *t = loop_resumed(L, loop_of(L), (const Op *)ctx);
  Op *op = t->op;
  (void)status;
  if (t->wake == WAKE_TIMEOUT) return wait_timedout(L, op);
  return wait_run(L, op);
}

/* Queues the task on the descriptor's waiters. Returns 0 or an errno. A task that
** has retried without success stays the first. */
static int wait_for_fd (Loop *lp, Task *t, const Op *op, int fd, int again) {
  int err;
  t->writes = (op->events & POLLOUT) != 0;
  err = watch_register(lp, fd, op->s, t->writes);
  if (err != 0) return err;
  watch_enqueue(&lp->watches[fd], t, again);
  t->fd = fd;
  lp->waiting++;
  return 0;
}

int loop_suspend (lua_State *L, State *st, Op *op) {
  Loop *lp = loop_of(L);
  Task *t;
  int fd, again, err = 0, turn = op->events & OP_TURN;
  int64_t until = op->deadline;
  if (st->suspend == NULL) return wait_run(L, op);  /* in a child process */
  if (st != lp->state)
    err_fail(L, "the socket belongs to another load of the module than the function "
                "that waits for it");
  t = loop_suspendable(L, lp);
  again = op == t->op;
  luaL_checkstack(L, 4, "stack overflow");
  t->op = op = keep_op(L, t, op);
  if (until >= 0 || op->events == 0) heap_reserve(L, &lp->heap);
  fd = op->s != NULL ? op->s->fd : op->fd;  /* a finalizer may have closed it */
  t->pauses = 0;
  if (op->events == 0) {
    int64_t retry = wait_now() + PAUSE;
    t->pauses = until < 0 || retry < until;
    if (t->pauses) until = retry;
  }
  else if (fd >= 0 && !turn) {
    watch_of(L, lp, fd);
    err = wait_for_fd(lp, t, op, fd, again);
  }
  if (turn || err == EPERM || (fd < 0 && fd != FD_NONE))
    loop_ready(lp, t, WAKE_AGAIN);  /* nothing to wait for */
  else if (err != 0) return wait_fail(L, op, err);
  else {
    if (until >= 0) heap_add(&lp->heap, &t->item, until);
    t->status = TASK_WAITING;
  }
  return loop_yield(L, lp, t, (lua_KContext)op, loop_continue);
}

static int share_continue (lua_State *L, int status, lua_KContext n) {
  (void)L;
  (void)status;
  return (int)n;
}

int loop_share (lua_State *L, State *st, int n) {
  Loop *lp = (Loop *)st->loop;
  if (--lp->budget > 0 || lp->running != L || !lua_isyieldable(L) ||
      !loop_isours(lp)) return n;
  loop_ready(lp, lp->current, WAKE_AGAIN);
  lp->suspending = 1;
  return lua_yieldk(L, 0, n, share_continue);
}

/* Raises the error of the Lua module again here, so that its traceback has no line
** of the module. */
static void refuse_outside (lua_State *L, const char *name) {
  core_require(L, "pysocket.asyncio.futures");
  lua_getfield(L, -1, "waiting_task");
  front_push(L);
  lua_pushstring(L, name);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) lua_error(L);
}

Task *loop_park (lua_State *L, Loop *lp, int64_t timeout, const char *name) {
  Task *t;
  if (lp->current == NULL && name != NULL) refuse_outside(L, name);
  t = loop_suspendable(L, lp);
  if (timeout > 0) heap_reserve(L, &lp->heap);
  t->op = NULL;
  t->pauses = 0;
  if (timeout == 0) loop_ready(lp, t, WAKE_TIMEOUT);
  else {
    if (timeout > 0) heap_add(&lp->heap, &t->item, wait_deadline(timeout));
    t->status = TASK_PARKED;
  }
  return t;
}

/* ---- bindings ---------------------------------------------------------- */

static int park_continue (lua_State *L, int status, lua_KContext ctx) {
  Loop *lp = loop_of(L);
  const Task *t = loop_resumed(L, lp, NULL);
  (void)status;
  (void)ctx;
  lua_pushboolean(L, t->wake == WAKE_BY_TASK);
  return 1;
}

/* _loop.park([seconds]) -> boolean
** Suspends the task until wake(task), which returns true here, or until the time
** is over. */
static int binding_park (lua_State *L) {
  Loop *lp = loop_of(L);
  Task *t = loop_park(L, lp, wait_checktimeout(L, 1), NULL);
  return loop_yield(L, lp, t, 0, park_continue);
}

static int sleep_continue (lua_State *L, int status, lua_KContext ctx) {
  (void)status;
  (void)ctx;
  loop_resumed(L, loop_of(L), NULL);
  return 1;
}

/* asyncio.sleep(delay[, result]) -> result
** A delay of 0 lets the other tasks run. */
static int binding_sleep (lua_State *L) {
  Loop *lp = loop_of(L);
  int64_t timeout = TIMEOUT_NONE;
  lua_Number delay;
  luaL_checktype(L, 1, LUA_TNUMBER);
  delay = lua_tonumber(L, 1);
  luaL_argcheck(L, delay == delay, 1, "Invalid delay: NaN (not a number)");
  keywords_check(L, 2, "result{}");
  lua_settop(L, 2);
  if (delay < NEVER_S) timeout = delay > 0 ? (int64_t)ceil(delay * NS_PER_S) : 0;
  return loop_yield(L, lp, loop_park(L, lp, timeout, "sleep"), 0,
                    sleep_continue);
}

/* If another task has closed the object, it counts as ready: the caller's next call
** raises the error. */
static int poll_step (lua_State *L, Op *op) {
  int err = pipe_ready(L, op, 1);
  if (err != 0 && err != -EBADF) return err;
  lua_pushboolean(L, 1);
  return 1;
}

static int poll_failed (lua_State *L, Op *op, int errnum) {
  if (errnum != EAGAIN) return err_raise(L, errnum, op->call);
  lua_pushboolean(L, 0);
  return 1;
}

/* _loop.wait_fd(object, "r" | "w"[, seconds]) -> boolean: false after a timeout */
static int binding_wait_fd (lua_State *L) {
  static const char *const directions[] = {"r", "w", NULL};
  static const short events[] = {POLLIN, POLLOUT};
  Op op;
  int direction = luaL_checkoption(L, 2, "r", directions);
  op_init(&op, sizeof op, "wait_fd", NULL, events[direction], poll_step);
  op.timeout = wait_checktimeout(L, 3);
  op.fail = poll_failed;
  if (op.timeout == TIMEOUT_ZERO) op.timeout = 1;
  return wait_run(L, &op);
}

void suspend_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {
    {"park", binding_park}, {"sleep", binding_sleep},
    {"wait_fd", binding_wait_fd}, {NULL, NULL}
  };
  core_setfuncs(L, o, table, functions);
}
