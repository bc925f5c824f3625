/*
** loop.c: the turns of the event loop, and the run of a program in it.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/layer.h"
#include "base/own.h"
#include "loop/callback.h"
#include "loop/cancel.h"
#include "loop/close.h"
#include "loop/coroutine.h"
#include "loop/handle.h"
#include "loop/loop.h"
#include "loop/deliver.h"
#include "loop/streambuffer.h"
#include "loop/report.h"
#include "loop/reset.h"
#include "loop/signal.h"
#include "loop/suspend.h"
#include "loop/task.h"
#include "loop/timeout.h"
#include "loop/timer.h"
#include "loop/waitqueue.h"
#include "loop/watch.h"
#include "wait/wait.h"

#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define STACK_SLOTS 32  /* slots of the stack that a turn needs */

/* ---- one turn --------------------------------------------------------------- */

/* Queues the items whose time has come. */
static void take_due (Loop *lp) {
  Item *j = heap_first(&lp->heap);
  int64_t now;
  if (j == NULL) return;
  now = wait_now();
  for (; j != NULL && j->when <= now; j = heap_first(&lp->heap)) {
    heap_remove(&lp->heap, j);
    if (j->kind != ITEM_TASK) queue_add(&lp->ready, j);
    else loop_ready(lp, (Task *)j, ((Task *)j)->pauses ? WAKE_AGAIN
                                                       : WAKE_TIMEOUT);
  }
}

static void run_ready (lua_State *L, Loop *lp) {
  uint32_t n = lp->ready.count;  /* items that become ready meanwhile have to
                                 ** wait for the next turn */
  if (!lua_checkstack(L, STACK_SLOTS)) err_memory(L);  /* task_end cannot ask for it */
  for (; n > 0 && lp->ready.first != NULL; n--) {
    Item *j = queue_take(&lp->ready);
    Task *t = j->kind == ITEM_TASK ? (Task *)j : NULL;
    if (t != NULL && t->status < TASK_DONE) task_resume(L, lp, t);
    else if (t != NULL) deliver_task(L, lp, t);
    else if (j->kind == ITEM_TIMEOUT) {
      timeout_expire(L, lp, j);
      n++;  /* for the task that it cancels */
    }
    else if (!deliver_future(L, lp, j)) handle_run(L, lp, j);
  }
  if (lp->unflushed > 0) streambuffer_flushall(L, lp);
  if (lp->failed) err_memory(L);
}

static void handle_event (lua_State *L, Loop *lp, struct epoll_event *e) {
  int fd = (int)(uint32_t)e->data.u64;
  Watch *w;
  int both = (e->events & (EPOLLERR | EPOLLHUP)) != 0;
  if (fd == lp->signals[0]) {
    signal_dispatch(L, lp);
    return;
  }
  if (fd >= lp->nwatches) return;
  w = &lp->watches[fd];
  if (w->generation != (uint32_t)(e->data.u64 >> 32) || !w->registered) return;
  if (w->owner != NULL) {
    w->owner->drained = 0;
    if (both || (e->events & (EPOLLRDHUP | EPOLLPRI))) w->owner->hungup = 1;
    if (w->owner->layer != NULL && (both || (e->events & EPOLLOUT)))
      (void)w->owner->layer->flush(w->owner);
  }
  if (both || (e->events & (EPOLLIN | EPOLLRDHUP | EPOLLPRI)))
    loop_wakenext(lp, fd, 0);
  if (both || (e->events & EPOLLOUT)) loop_wakenext(lp, fd, 1);
  if (w->owner != NULL || !w->registered) return;
  watch_wakeall(lp, fd, 0);  /* no socket, so no other task passes the turn
                             ** on */
  watch_wakeall(lp, fd, 1);
}

/* epoll_wait counts in milliseconds, which is too coarse for short timeouts, but
** older kernels have no epoll_pwait2. Both members of its struct timespec have 64
** bits on all machines. */
static int epoll_sleep (Loop *lp, struct epoll_event *events, int64_t ns) {
#ifdef SYS_epoll_pwait2
  struct { int64_t s, ns; } t = {ns / NS_PER_S, ns % NS_PER_S};
  long n;
  n = syscall(SYS_epoll_pwait2, lp->epfd, events, MAX_EVENTS,
              ns < 0 ? NULL : &t, NULL, (size_t)0);
  if (n >= 0 || errno != ENOSYS) return (int)n;
#endif
  ns = ns < 0 ? -1 : (ns + NS_PER_MS - 1) / NS_PER_MS;
  return epoll_wait(lp->epfd, events, MAX_EVENTS,
                    ns > INT32_MAX ? INT32_MAX : (int)ns);
}

/* The time that the turn may sleep; -1: for ever. */
static int64_t sleep_time (const Loop *lp, int64_t timeout) {
  const Item *first = heap_first(&lp->heap);
  int64_t left;
  if (lp->ready.count > 0 || lp->unflushed > 0 || lp->stopping) return 0;
  if (first == NULL) return timeout;
  left = first->when - wait_now();
  if (left < 0) left = 0;
  return timeout < 0 || left < timeout ? left : timeout;
}

static int reserve_stack (lua_State *L) {
  luaL_checkstack(L, STACK_SLOTS, "stack overflow");
  return 0;
}

/* Runs a full garbage collection, unless there is no memory to call finalizers:
** Lua tries to call each only once, so the descriptor of a socket would stay
** open. */
static int collect (lua_State *L) {
  lua_pushcfunction(L, reserve_stack);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
    lua_pop(L, 1);
    return 0;
  }
  lua_gc(L, LUA_GCCOLLECT);
  return 1;
}

/* The garbage collector finds failed tasks that are no longer referenced, so that
** their errors are reported. An idle program may not run it for a long time, so
** this does, at most once a second. */
static void look_for_lost_errors (lua_State *L, Loop *lp) {
  int64_t now = wait_now();
  if (lp->failures == 0 || now - lp->collected < NS_PER_S) return;
  if (!collect(L)) return;
  lp->failures = 0;
  lp->collected = now;
}

/* _loop.collect(): a full collection, now or when the loop is idle */
static int binding_collect (lua_State *L) {
  if (!collect(L)) loop_of(L)->failures++;
  return 0;
}

static int has_work (const Loop *lp) {
  return lp->ready.count > 0 || lp->waiting > 0 || lp->heap.count > 0 ||
         lp->handlers > 0 || lp->unflushed > 0;
}

/* A hook may fork, too. */
static void run_hooks (lua_State *L, Loop *lp) {
  uint32_t process = lp->process;
  wait_hooks(L, lp->state);
  loop_checkprocess(L, lp, process);
}

/* Waits up to `timeout` nanoseconds for timers and, unless `no_need`, for events,
** and queues what they wake. Hooks run first, because Ctrl-C sets one of the main
** thread, which does not run while tasks do; and after a signal. */
static void wait_events (lua_State *L, Loop *lp, int64_t timeout, int no_need) {
  struct epoll_event events[MAX_EVENTS];
  int64_t ns;
  int i, n, err;
  if (lua_gethook(lp->state->main) != NULL) run_hooks(L, lp);
  ns = sleep_time(lp, timeout);
  if (ns != 0) look_for_lost_errors(L, lp);
  n = no_need ? 0 : epoll_sleep(lp, events, ns);
  err = errno;
  if (n < 0 && err != EINTR) err_raise(L, err, "epoll_wait");
  for (i = 0; i < n; i++) handle_event(L, lp, &events[i]);
  take_due(lp);
  if (n < 0) wait_hooks(L, lp->state);
}

/* (timeout | nil): one turn, in a protected call of step. At its end it takes all
** events that have arrived, even if no task waits for them: otherwise a program
** that polls the loop's descriptor would always find it readable. */
static int protected_turn (lua_State *L) {
  Loop *lp = loop_of(L);
  uint32_t process = lp->process;
  if (has_work(lp)) wait_events(L, lp, wait_checktimeout(L, 1), 0);
  loop_checkprocess(L, lp, process);
  run_ready(L, lp);
  wait_events(L, lp, TIMEOUT_ZERO, 0);
  loop_checkprocess(L, lp, process);
  return 0;
}

/* Is there something to run, and nothing that an event could wake? */
static int needs_no_events (const Loop *lp) {
  return lp->ready.count > 0 && lp->waiting == 0 && lp->handlers == 0;
}

/* Has the run ended? It lasts until the end of the task at 1; if that is nil, of
** all cancelled tasks; if it is false, for ever. */
static int has_ended (lua_State *L, const Loop *lp) {
  const Task *t = (const Task *)lua_touserdata(L, 1);
  return t != NULL ? t->status >= TASK_DONE
                   : lua_isnil(L, 1) && lp->ending == 0;
}

/* The time that is left for the run; -1: unlimited. */
static int64_t time_left (const Loop *lp) {
  int64_t left;
  if (lp->until < 0) return TIMEOUT_NONE;
  left = lp->until - wait_now();
  return left > 0 ? left : 0;
}

/* (task | nil | false): runs turns until the run has ended, the loop was stopped,
** there is nothing to wait for, or the time is over. After the end, one more turn,
** which does not wait, runs what waited for it. */
static int protected_run (lua_State *L) {
  Loop *lp = loop_of(L);
  uint32_t process = lp->process;
  int ended;
  do {
    ended = has_ended(L, lp);
    if (!ended && !lp->stopping && !has_work(lp)) break;
    if (!ended && time_left(lp) == 0) break;
    if (ended) take_due(lp);
    else wait_events(L, lp, time_left(lp), needs_no_events(lp));
    loop_checkprocess(L, lp, process);
    run_ready(L, lp);
  } while (!ended && !lp->stopping);
  return 0;
}

/* Calls the function on the top with the value at `arg`, and marks the loop as
** running. Returns a status, and in *stopped whether the loop was stopped. If the
** loop's own work ran out of memory, all tasks are closed. */
static int call_protected (lua_State *L, Loop *lp, int arg, int *stopped) {
  uint32_t process = lp->process;
  int status;
  lua_pushvalue(L, arg);
  lp->stepping = 1;
  status = lua_pcall(L, 1, 0, 0);
  lp->stepping = 0;
  if (lp->process != process) lp->forked = 0;
  *stopped = lp->stopping;
  lp->stopping = 0;
  if (status == LUA_ERRMEM || lp->failed) task_closeall(L, lp, 0);
  lp->failed = 0;
  return status;
}

/* Runs TASKS_RUN or TASKS_TURN with the argument at 1. Returns whether the loop
** was stopped. */
static int run_protected (lua_State *L, Loop *lp, int key) {
  int stopped;
  lp->failed = 0;
  own_get(L, key);
  if (call_protected(L, lp, 1, &stopped) != LUA_OK) lua_error(L);
  return stopped;
}

/* The loop, if it is not running. */
static Loop *loop_idle (lua_State *L) {
  Loop *lp = loop_usable(L);
  if (lp->stepping) err_fail(L, "the loop is already running: it cannot be "
                                "stepped from inside");
  return lp;
}

/* _loop.step([seconds]) -> boolean
** Runs one turn. Returns false if there was nothing to do or to wait for. */
static int binding_step (lua_State *L) {
  Loop *lp = loop_idle(L);
  int work = has_work(lp);
  lua_settop(L, 1);
  wait_checktimeout(L, 1);
  run_protected(L, lp, TASKS_TURN);
  lua_pushboolean(L, work);
  return 1;
}

/* _loop.run(task) -> boolean | nil
** Runs until the task has ended. Returns nil if the loop was stopped before, and
** false if nothing is left to wait for. */
static int binding_run (lua_State *L) {
  const Task *t = task_check(L, 1);
  int stopped;
  lua_settop(L, 1);
  stopped = run_protected(L, loop_idle(L), TASKS_RUN);
  if (stopped && t->status < TASK_DONE) lua_pushnil(L);
  else lua_pushboolean(L, t->status >= TASK_DONE);
  return 1;
}

/* _loop.run_forever(): runs until the loop is stopped, or nothing is left to wait
** for */
static int binding_run_forever (lua_State *L) {
  Loop *lp = loop_idle(L);
  lua_settop(L, 0);
  lua_pushboolean(L, 0);
  run_protected(L, lp, TASKS_RUN);
  return 0;
}

/* _loop.stop(): makes the current turn, or the next one, the last */
static int binding_stop (lua_State *L) {
  loop_of(L)->stopping = 1;
  return 0;
}

/* _loop.close(): closes all tasks where they are suspended, and cancels all
** handles */
static int binding_close (lua_State *L) {
  Loop *lp = loop_idle(L);
  lua_settop(L, 0);
  task_closeall(L, lp, 1);
  handle_abandonall(L, lp);
  lp->stopping = 0;
  return 0;
}

/* ---- the run of a program ---------------------------------------------------- */

#define LAST_TURNS 100  /* for tasks that have not ended in their grace time */

/* The stack of binding_main. */
enum { MAIN_TASK = 1, MAIN_RUN, MAIN_TURN, MAIN_ZERO, MAIN_NIL, MAIN_ERROR };

/* RUN_FAILED: an error such as Ctrl-C interrupted the run. RUN_STUCK: nothing is
** left that could end it, or its time is over. */
enum How { RUN_ENDED, RUN_FAILED, RUN_STOPPED, RUN_STUCK };

static int main_call (lua_State *L, Loop *lp, int function, int arg,
                      int *stopped) {
  lua_pushvalue(L, function);
  if (call_protected(L, lp, arg, stopped) == LUA_OK) return 1;
  lua_replace(L, MAIN_ERROR);
  return 0;
}

/* Runs until the task at `arg` or, if it is nil, all cancelled tasks have ended.
** Puts an error at MAIN_ERROR. */
static enum How main_run (lua_State *L, Loop *lp, int arg) {
  const Task *t = (const Task *)lua_touserdata(L, arg);
  int stopped;
  if (!main_call(L, lp, MAIN_RUN, arg, &stopped)) return RUN_FAILED;
  if (t != NULL ? t->status >= TASK_DONE : lp->ending == 0) return RUN_ENDED;
  return stopped ? RUN_STOPPED : RUN_STUCK;
}

/* Runs main. If it is interrupted, puts the error at MAIN_ERROR, or true for
** stop(), or false if it is stuck; then main is cancelled and has its grace time
** to end. Returns 0 if that is interrupted, too. */
static int main_begin (lua_State *L, Loop *lp, int64_t grace) {
  enum How how = main_run(L, lp, MAIN_TASK);
  if (how == RUN_ENDED) return 1;
  if (how != RUN_FAILED) {
    lua_pushboolean(L, how == RUN_STOPPED);
    lua_replace(L, MAIN_ERROR);
  }
  if (!task_request(L, lp, MAIN_TASK, MAIN_NIL)) return 0;
  lp->until = wait_deadline(grace);
  return main_run(L, lp, MAIN_TASK) != RUN_FAILED;
}

/* Cancels the tasks that main left behind, and those that these leave behind, and
** gives them the grace time to end. After it, each further wait of theirs is
** cancelled, too. Returns 0 if that is interrupted. */
static int main_end (lua_State *L, Loop *lp, int64_t grace) {
  enum How how = RUN_ENDED;
  int i, stopped;
  lp->until = wait_deadline(grace);
  while (how != RUN_STUCK && task_requestall(L, lp) > 0) {
    how = main_run(L, lp, MAIN_NIL);
    if (how == RUN_FAILED) return 0;
  }
  for (i = 0; i < LAST_TURNS && task_requestall(L, lp) > 0; i++)
    if (!main_call(L, lp, MAIN_TURN, MAIN_ZERO, &stopped)) return 0;
  return 1;
}

/* _loop.main(seconds | nil, function, ...) -> task, boolean, error | nil
** Runs the function as a task, then cancels all other tasks and gives them this
** time to end. The error is the reason why the task was cancelled: that of Ctrl-C,
** or false if the task could never have ended, or true if the loop was stopped.
** The boolean is false if the task was closed before its end, or if an error was
** raised while the others ended. Once the task exists, this needs no memory. */
static int binding_main (lua_State *L) {
  Loop *lp = loop_idle(L);
  int64_t grace = wait_checktimeout(L, 1);
  const Task *t;
  int ok;
  lua_remove(L, 1);
  luaL_checktype(L, 1, LUA_TFUNCTION);
  luaL_checkstack(L, STACK_SLOTS, "stack overflow");
  lua_pushcfunction(L, reserve_stack);  /* as much for a protected call in it */
  lua_call(L, 0, 0);
  lp->failed = 0;
  task_spawn(L);
  t = (const Task *)lua_touserdata(L, MAIN_TASK);
  own_get(L, TASKS_RUN);
  own_get(L, TASKS_TURN);
  lua_pushinteger(L, 0);
  lua_settop(L, MAIN_ERROR);
  ok = main_begin(L, lp, grace) && main_end(L, lp, grace);
  lp->until = TIMEOUT_NONE;
  lua_pushvalue(L, MAIN_TASK);
  lua_pushboolean(L, ok && t->status >= TASK_DONE);
  lua_pushvalue(L, MAIN_ERROR);
  task_closeall(L, lp, ok);  /* the remaining tasks, and deliveries of the last
                             ** turn */
  return 3;
}

/* ---- information ------------------------------------------------------------- */

/* _loop.running() -> boolean */
static int binding_running (lua_State *L) {
  lua_pushboolean(L, loop_of(L)->stepping);
  return 1;
}

/* _loop.forked() -> message | nil
** The error message for a task or callback of the parent process that continues in
** this child. */
static int binding_forked (lua_State *L) {
  lua_pushstring(L, loop_of(L)->forked ? FORKED : NULL);
  return 1;
}

/* _loop.process() -> integer, which differs in each child made by fork */
static int binding_process (lua_State *L) {
  State *st = state_of(L);
  process_watch(st);
  lua_pushinteger(L, process_number(st));
  return 1;
}

/* _loop.time() -> seconds of the monotonic clock */
static int binding_time (lua_State *L) {
  lua_pushnumber(L, (lua_Number)wait_now() / NS_PER_S);
  return 1;
}

/* _loop.fileno() -> the epoll descriptor, which is readable if there are events */
static int binding_fileno (lua_State *L) {
  lua_pushinteger(L, loop_of(L)->epfd);
  return 1;
}

/* _loop.timeout() -> seconds until the next turn is due without events | nil */
static int binding_timeout (lua_State *L) {
  int64_t ns = sleep_time(loop_of(L), TIMEOUT_NONE);
  wait_pushtimeout(L, ns);
  return 1;
}

void loop_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"step", binding_step}, {"run", binding_run}, {"main", binding_main},
    {"run_forever", binding_run_forever}, {"stop", binding_stop},
    {"close", binding_close},
    {"collect", binding_collect}, {"running", binding_running},
    {"forked", binding_forked}, {"process", binding_process},
    {"time", binding_time}, {"fileno", binding_fileno},
    {"timeout", binding_timeout}, {NULL, NULL}
  };
  int table;
  lua_newtable(L);
  table = lua_gettop(L);
  core_setfuncs(L, o, table, functions);
  task_open(L, o, table);
  tasks_setfunction(L, o, TASKS_RUN, protected_run);
  tasks_setfunction(L, o, TASKS_TURN, protected_turn);
  reset_open(L, o);
  report_open(L, o, table);
  cancel_open(L, o, table);
  suspend_open(L, o, table);
  waitqueue_open(L, o, table);
  callback_open(L, o);
  handle_open(L, o, table);
  timeout_open(L, o, table);
  streambuffer_open(L, o, table);
  deliver_open(L, o, table);
  close_open(L, o);
  coroutine_open(L, o, table);
  signal_open(L, o, table);
  lua_settop(L, table);
}
