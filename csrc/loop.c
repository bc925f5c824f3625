/*
** loop.c: the event loop under tasks: epoll, who waits for what, the turns.
**
** A descriptor is added to epoll once, for both directions, edge-triggered,
** and stays until its socket closes. That loses no wake-up: an operation always
** tries first, and waits only after EAGAIN, which arms the next edge.
*/
#include "loop.h"

#include <math.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S 1000000000
#define REST (NS_PER_S / 100)  /* for an operation with nothing to poll for */

static const char loop_key;  /* registry: only its address matters */

/* ---- the loop of this state ------------------------------------------------ */

static void new_epoll (lua_State *L, Loop *lp) {
  int err;
  lp->epfd = epoll_create1(EPOLL_CLOEXEC);
  err = errno;
  if (lp->epfd < 0) err_raise(L, err, "epoll_create1");
  lp->pid = (int)getpid();
  if (lp->ours != NULL) *lp->ours = 1;
}

static void map_mark (Loop *lp) {
  void *page = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return;
  if (madvise(page, sizeof(int), MADV_WIPEONFORK) == 0)
    lp->ours = (volatile int *)page;
  else munmap(page, sizeof(int));
}

int loop_isours (const Loop *lp) {
  return lp->ours != NULL ? *lp->ours : lp->pid == (int)getpid();
}

/* In a child process the epoll set and the tasks are the parent's: they are
** left alone, and the child's loop starts empty. */
static void after_fork (lua_State *L, Loop *lp) {
  if (lp->epfd >= 0) close(lp->epfd);
  lp->epfd = -1;
  signal_close(lp);
  memset(lp->watches, 0, (size_t)lp->nwatches * sizeof(Watch));
  while (lp->heap.count > 0) heap_remove(&lp->heap, heap_first(&lp->heap));
  task_forgetall(L, lp);
  lp->ready_first = lp->ready_last = lp->current = NULL;
  lp->running = NULL;
  lp->waiting = lp->handlers = 0;
  lp->ready = 0;
  lp->stepping = lp->suspending = 0;
  lp->state->suspend = NULL;
  lp->state->share = NULL;
  new_epoll(L, lp);
}

static int loop_gc (lua_State *L) {
  Loop *lp = (Loop *)lua_touserdata(L, 1);
  void *ud;
  lua_Alloc alloc = lua_getallocf(L, &ud);
  if (lp->epfd >= 0) close(lp->epfd);
  lp->epfd = -1;
  if (lp->ours != NULL) munmap((void *)lp->ours, sizeof(int));
  lp->ours = NULL;
  signal_close(lp);
  lp->current = NULL;
  lp->state->suspend = NULL;  /* the state may have ended inside a task */
  lp->state->share = NULL;
  alloc(ud, lp->watches, (size_t)lp->nwatches * sizeof(Watch), 0);
  lp->watches = NULL;
  lp->nwatches = 0;
  heap_free(L, &lp->heap);
  if (lp->state->loop != lp) return 0;  /* there was no memory to finish it */
  lp->state->loop = NULL;
  lp->state->closing = NULL;
  return 0;
}

static void loop_closing (State *st, int fd);

static Loop *make_loop (lua_State *L, State *st) {
  Loop *lp = (Loop *)lua_newuserdatauv(L, sizeof(Loop), 0);
  memset(lp, 0, sizeof *lp);
  lp->state = st;
  lp->epfd = lp->signals[0] = lp->signals[1] = -1;
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, loop_gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  map_mark(lp);
  new_epoll(L, lp);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &loop_key);
  st->loop = lp;
  st->closing = loop_closing;
  return lp;
}

Loop *loop_of (lua_State *L) {
  State *st = state_of(L);
  Loop *lp = (Loop *)st->loop;
  if (lp == NULL) return make_loop(L, st);
  if (!loop_isours(lp)) after_fork(L, lp);
  return lp;
}

/* ---- watches: which descriptors epoll knows -------------------------------- */

static Watch *watch_of (lua_State *L, Loop *lp, int fd) {
  if (fd >= lp->nwatches) {
    void *ud, *p;
    lua_Alloc alloc = lua_getallocf(L, &ud);
    int n = lp->nwatches > 0 ? lp->nwatches : 32;
    while (n <= fd) n *= 2;
    p = alloc(ud, lp->watches, (size_t)lp->nwatches * sizeof(Watch),
              (size_t)n * sizeof(Watch));
    if (p == NULL) err_raise(L, ENOMEM, "epoll_ctl");
    lp->watches = (Watch *)p;
    memset(&lp->watches[lp->nwatches], 0,
           (size_t)(n - lp->nwatches) * sizeof(Watch));
    lp->nwatches = n;
  }
  return &lp->watches[fd];
}

static int control (Loop *lp, int fd, uint32_t events) {
  struct epoll_event e;
  e.events = events;
  e.data.u64 = (uint64_t)lp->watches[fd].generation << 32 | (uint32_t)fd;
  if (epoll_ctl(lp->epfd, EPOLL_CTL_ADD, fd, &e) == 0) return 0;
  if (errno != EEXIST) return errno;
  return epoll_ctl(lp->epfd, EPOLL_CTL_MOD, fd, &e) == 0 ? 0 : errno;
}

/* Only of its owner's edges a socket is told: of two for one descriptor the one
** that waited last. */
static void watch_own (Watch *w, Socket *s) {
  if (w->owner != NULL) w->owner->watched = w->owner->drained = 0;
  if (s != NULL) s->watched = 1;
  w->owner = s;
}

#define EDGES (EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP | EPOLLET)

/* Lets epoll know the descriptor; 0 or an errno. What is no socket is asked for
** once, for what is waited for. */
static int watch_register (Loop *lp, int fd, Socket *s, int writes) {
  Watch *w = &lp->watches[fd];
  uint32_t events = EDGES;
  int err;
  if (s != NULL && w->registered && w->owner == s) return 0;
  if (s == NULL && w->owner == NULL)
    events = EPOLLONESHOT | (writes || w->last[1] != NULL ? EPOLLOUT : 0u) |
             (!writes || w->last[0] != NULL ? EPOLLIN : 0u);
  err = control(lp, fd, events);
  if (err != 0) return err;
  if (s != NULL) watch_own(w, s);
  w->registered = 1;
  return 0;
}

static void watch_forget (Loop *lp, int fd) {
  Watch *w = &lp->watches[fd];
  if (!w->registered) return;
  if (loop_isours(lp)) epoll_ctl(lp->epfd, EPOLL_CTL_DEL, fd, NULL);
  watch_own(w, NULL);
  w->registered = 0;
  w->generation++;
}

/* ---- rings of waiters ------------------------------------------------------ */

static void ring_add (Watch *w, Task *t, int first) {
  Task **last = &w->last[t->writes];
  if (*last == NULL) {
    t->next = t;
    *last = t;
  }
  else {
    t->next = (*last)->next;
    (*last)->next = t;
    if (!first) *last = t;
  }
}

static void ring_remove (Watch *w, Task *t) {
  Task **last = &w->last[t->writes], *before = *last;
  while (before->next != t) before = before->next;
  before->next = t->next;
  if (*last == t) *last = before == t ? NULL : before;
  t->next = NULL;
}

void loop_unwait (Loop *lp, Task *t) {
  heap_remove(&lp->heap, &t->timer);
  if (t->fd >= 0) {
    Watch *w = &lp->watches[t->fd];
    ring_remove(w, t);
    lp->waiting--;
    if (w->owner == NULL && w->last[0] == NULL && w->last[1] == NULL)
      watch_forget(lp, t->fd);
    t->fd = -1;
  }
}

void loop_ready (Loop *lp, Task *t, enum Wake wake) {
  t->served = t->fd;
  loop_unwait(lp, t);
  t->status = TASK_READY;
  t->wake = (uint8_t)wake;
  t->next = NULL;
  if (lp->ready_last != NULL) lp->ready_last->next = t;
  else lp->ready_first = t;
  lp->ready_last = t;
  lp->ready++;
}

void loop_passon (Loop *lp, int fd, int writes) {
  Watch *w;
  if (fd < 0 || fd >= lp->nwatches) return;
  w = &lp->watches[fd];
  if (w->last[writes] != NULL)
    loop_ready(lp, w->last[writes]->next, WAKE_AGAIN);
}

static void wake_all (Loop *lp, int fd, int writes) {
  while (lp->watches[fd].last[writes] != NULL) loop_passon(lp, fd, writes);
}

/* Whoever waits on the descriptor tries again, and meets EBADF. */
static void loop_closing (State *st, int fd) {
  Loop *lp = (Loop *)st->loop;
  if (fd < 0 || fd >= lp->nwatches) return;
  wake_all(lp, fd, 0);
  wake_all(lp, fd, 1);
  watch_forget(lp, fd);
}

/* ---- suspending a task ------------------------------------------------------ */

Task *loop_suspendable (lua_State *L, Loop *lp, const Op *op) {
  Task *t = lp->current;
  if (t == NULL) luaL_error(L, "only a task can wait for this: call it inside "
                               "asyncio.run(...)");
  if (lp->running == NULL || !lua_isyieldable(L))
    luaL_error(L, "a task cannot wait inside a function that cannot be "
                  "suspended (table.sort, string.gsub, require, a metamethod "
                  "called from C)");
  if (lp->running != L)
    luaL_error(L, "a coroutine in this task was resumed by a coroutine.resume "
                  "or wrap from before pysocket.asyncio was loaded: require "
                  "it first");
  task_checkcancel(L, t, op);
  return t;
}

/* The operation must outlive the C stack: it is kept in the task's slot, or if
** it is large in a userdata that the suspended call keeps on its stack. */
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

static int loop_continue (lua_State *L, int status, lua_KContext ctx) {
  Loop *lp = loop_of(L);
  Task *t = lp->current;
  Op *op;
  (void)status;
  if (t == NULL || t->waiter != L || t->op != (Op *)ctx)
    return luaL_error(L, "this coroutine waits in a task: only the loop can "
                         "resume it");
  op = t->op;
  t->waiter = NULL;
  task_checkcancel(L, t, op);
  if (t->wake == WAKE_TIMEOUT) return wait_timedout(L, op);
  return wait_run(L, op);
}

/* Enters the task into the ring of what the operation waits for; 0 or an
** errno. One that tried again in vain keeps its turn. */
static int wait_in_ring (Loop *lp, Task *t, const Op *op, int fd, int again) {
  int err;
  t->writes = (op->events & POLLOUT) != 0;
  err = watch_register(lp, fd, op->s, t->writes);
  if (err != 0) return err;
  ring_add(&lp->watches[fd], t, again);
  t->fd = fd;
  lp->waiting++;
  return 0;
}

int loop_suspend (lua_State *L, State *st, Op *op) {
  Loop *lp = loop_of(L);
  Task *t;
  int fd, again, err = 0;
  int64_t until = op->deadline;
  if (st->suspend == NULL) return wait_run(L, op);  /* in a child process */
  t = loop_suspendable(L, lp, op);
  again = op == t->op;
  luaL_checkstack(L, 4, "stack overflow");
  t->op = op = keep_op(L, t, op);
  heap_reserve(L, &lp->heap);
  fd = op->s != NULL ? op->s->fd : op->fd;  /* a finalizer may have closed it */
  t->rests = 0;
  if (op->events == 0) {
    int64_t rested = wait_now() + REST;
    t->rests = until < 0 || rested < until;
    if (t->rests) until = rested;
  }
  else if (fd >= 0) {
    watch_of(L, lp, fd);
    err = wait_in_ring(lp, t, op, fd, again);
  }
  if (err == EPERM || fd < 0) loop_ready(lp, t, WAKE_AGAIN);  /* never waits */
  else if (err != 0) return wait_fail(L, op, err);
  else {
    if (until >= 0) heap_add(&lp->heap, &t->timer, until);
    t->status = TASK_WAITING;
  }
  t->waiter = L;
  lp->suspending = 1;
  return lua_yieldk(L, 0, (lua_KContext)op, loop_continue);
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

/* ---- one turn --------------------------------------------------------------- */

static void run_timers (lua_State *L, Loop *lp) {
  Timer *t = heap_first(&lp->heap);
  uint64_t limit = lp->heap.order;  /* one made now waits for the next turn */
  int64_t now;
  if (t == NULL) return;
  now = lp->due = wait_now();
  while (t != NULL && t->when <= now && t->order < limit) {
    heap_remove(&lp->heap, t);
    if (!t->is_task) handle_run(L, t);
    else loop_ready(lp, (Task *)t, ((Task *)t)->rests ? WAKE_AGAIN
                                                      : WAKE_TIMEOUT);
    t = heap_first(&lp->heap);
  }
  lp->due = 0;
}

static void run_ready (lua_State *L, Loop *lp) {
  uint32_t n = lp->ready;  /* those made ready meanwhile come next turn */
  luaL_checkstack(L, 16, "stack overflow");  /* task_end cannot ask for it */
  for (; n > 0 && lp->ready_first != NULL; n--) {
    Task *t = lp->ready_first;
    lp->ready_first = t->next;
    if (lp->ready_first == NULL) lp->ready_last = NULL;
    lp->ready--;
    t->next = NULL;
    task_resume(L, lp, t);
  }
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
  }
  if (both || (e->events & (EPOLLIN | EPOLLRDHUP | EPOLLPRI)))
    loop_passon(lp, fd, 0);
  if (both || (e->events & EPOLLOUT)) loop_passon(lp, fd, 1);
  if (w->owner != NULL || !w->registered) return;
  wake_all(lp, fd, 0);  /* no socket: nobody passes the turn on */
  wake_all(lp, fd, 1);
}

/* epoll_wait counts in milliseconds, which is too coarse for short timeouts;
** older kernels have nothing better. */
static int epoll_sleep (Loop *lp, struct epoll_event *events, int64_t ns) {
#ifdef SYS_epoll_pwait2
  struct timespec t;
  long n;
  t.tv_sec = (time_t)(ns / NS_PER_S);
  t.tv_nsec = (long)(ns % NS_PER_S);
  n = syscall(SYS_epoll_pwait2, lp->epfd, events, EVENTS_MOST,
              ns < 0 ? NULL : &t, NULL, (size_t)0);
  if (n >= 0 || errno != ENOSYS) return (int)n;
#endif
  ns = ns < 0 ? -1 : (ns + 999999) / 1000000;
  return epoll_wait(lp->epfd, events, EVENTS_MOST,
                    ns > INT32_MAX ? INT32_MAX : (int)ns);
}

/* How long the turn may sleep: -1 for ever. */
static int64_t sleep_time (const Loop *lp, int64_t timeout) {
  const Timer *first = heap_first(&lp->heap);
  int64_t left;
  if (lp->ready > 0) return 0;
  if (first == NULL) return timeout;
  left = first->when - wait_now();
  if (left < 0) left = 0;
  return timeout < 0 || left < timeout ? left : timeout;
}

/* A failed task that nobody refers to any more is found by the collector, which
** may not come for long in an idle program: so it is asked, once a second. */
static void look_for_lost_errors (lua_State *L, Loop *lp) {
  int64_t now = wait_now();
  if (lp->failures == 0 || now - lp->collected < NS_PER_S) return;
  lp->failures = 0;
  lp->collected = now;
  lua_gc(L, LUA_GCCOLLECT);
}

static int has_work (const Loop *lp) {
  return lp->ready > 0 || lp->waiting > 0 || lp->heap.count > 0 ||
         lp->handlers > 0;
}

static void handle_events (lua_State *L, Loop *lp, int64_t timeout) {
  struct epoll_event events[EVENTS_MOST];
  int64_t ns = sleep_time(lp, timeout);
  int i, n, err;
  if (ns != 0) look_for_lost_errors(L, lp);
  n = epoll_sleep(lp, events, ns);
  err = errno;
  if (n < 0 && err != EINTR) err_raise(L, err, "epoll_wait");
  for (i = 0; i < n; i++) handle_event(L, lp, &events[i]);
  run_timers(L, lp);
  if (n < 0 || lua_gethook(lp->state->main) != NULL) wait_hooks(L, lp->state);
}

/* (timeout | nil) -> boolean, in a protected call of step's */
static int protected_turn (lua_State *L) {
  Loop *lp = loop_of(L);
  run_ready(L, lp);
  if (has_work(lp)) handle_events(L, lp, wait_checktimeout(L, 1));
  return 0;
}

/* (task): turns until it has ended, or there is nothing to wait for. The turn in
** which it ends does not go on to sleep. */
static int protected_run (lua_State *L) {
  Loop *lp = loop_of(L);
  const Task *t = (const Task *)lua_touserdata(L, 1);
  for (;;) {
    run_ready(L, lp);
    if (t->status >= TASK_DONE || !has_work(lp)) break;
    handle_events(L, lp, TIMEOUT_NONE);
  }
  return 0;
}

/* Runs `f` with the argument; the loop is marked as running. */
static void run_protected (lua_State *L, Loop *lp, lua_CFunction f) {
  int status, i;
  for (i = 1; i <= NUPVALUES; i++) lua_pushvalue(L, lua_upvalueindex(i));
  lua_pushcclosure(L, f, NUPVALUES);
  lua_pushvalue(L, 1);
  lp->stepping = 1;
  status = lua_pcall(L, 1, 0, 0);
  lp->stepping = 0;
  if (status != LUA_OK) lua_error(L);
}

/* The loop, if it is not running. */
static Loop *loop_idle (lua_State *L) {
  Loop *lp = loop_of(L);
  if (lp->stepping) luaL_error(L, "the loop is running already: it cannot be "
                                  "stepped from inside");
  return lp;
}

/* _loop.step([seconds]) -> boolean: one turn; false: nothing to wait for */
static int binding_step (lua_State *L) {
  Loop *lp = loop_idle(L);
  int work = has_work(lp);
  lua_settop(L, 1);
  wait_checktimeout(L, 1);
  if (work) run_protected(L, lp, protected_turn);
  lua_pushboolean(L, work);
  return 1;
}

/* _loop.run(task) -> boolean: turns until the task has ended; false: it has
** not, and there is nothing left to wait for */
static int binding_run (lua_State *L) {
  const Task *t = task_check(L, 1);
  lua_settop(L, 1);
  run_protected(L, loop_idle(L), protected_run);
  lua_pushboolean(L, t->status >= TASK_DONE);
  return 1;
}

/* ---- the rest of the bindings ----------------------------------------------- */

static int park_continue (lua_State *L, int status, lua_KContext ctx) {
  Loop *lp = loop_of(L);
  Task *t = lp->current;
  (void)status;
  (void)ctx;
  if (t == NULL || t->waiter != L || t->op != NULL)
    return luaL_error(L, "this coroutine waits in a task: only the loop can "
                         "resume it");
  t->waiter = NULL;
  task_checkcancel(L, t, NULL);
  lua_pushboolean(L, t->wake == WAKE_BY_TASK);
  return 1;
}

/* _loop.park([seconds]) -> boolean: suspends until wake(task): true, or until
** the time is over: false */
static int binding_park (lua_State *L) {
  Loop *lp = loop_of(L);
  int64_t timeout = wait_checktimeout(L, 1);
  Task *t = loop_suspendable(L, lp, NULL);
  heap_reserve(L, &lp->heap);
  t->op = NULL;
  t->rests = 0;
  if (timeout == 0) loop_ready(lp, t, WAKE_TIMEOUT);
  else {
    if (timeout > 0) heap_add(&lp->heap, &t->timer, wait_deadline(timeout));
    t->status = TASK_PARKED;
  }
  t->waiter = L;
  lp->suspending = 1;
  return lua_yieldk(L, 0, 0, park_continue);
}

static int poll_step (lua_State *L, Op *op) {
  struct pollfd p = {op->fd, op->events, 0};
  int n = poll(&p, 1, 0);
  if (n < 0) return -errno;
  if (n == 0) return -EAGAIN;
  lua_pushboolean(L, 1);
  return 1;
}

static int poll_failed (lua_State *L, Op *op, int errnum) {
  if (errnum != EAGAIN) return err_raise(L, errnum, op->call);
  lua_pushboolean(L, 0);
  return 1;
}

/* _loop.wait_fd(fd, "r" | "w"[, seconds]) -> boolean: ready, or time over */
static int binding_waitfd (lua_State *L) {
  static const char *const directions[] = {"r", "w", NULL};
  static const short events[] = {POLLIN, POLLOUT};
  Op op;
  int fd = sock_checkfd(L, 1), direction = luaL_checkoption(L, 2, "r",
                                                            directions);
  op_init(&op, sizeof op, "wait_fd", NULL, events[direction], poll_step);
  op.fd = fd;
  op.timeout = wait_checktimeout(L, 3);
  op.fail = poll_failed;
  if (op.timeout == TIMEOUT_ZERO) op.timeout = 1;
  return wait_run(L, &op);
}

/* _loop.running() -> boolean */
static int binding_running (lua_State *L) {
  lua_pushboolean(L, loop_of(L)->stepping);
  return 1;
}

/* _loop.time() -> seconds, monotonic */
static int binding_time (lua_State *L) {
  lua_pushnumber(L, (lua_Number)wait_now() / NS_PER_S);
  return 1;
}

/* _loop.fileno() -> the epoll descriptor: readable when a turn has work */
static int binding_fileno (lua_State *L) {
  lua_pushinteger(L, loop_of(L)->epfd);
  return 1;
}

/* _loop.timeout() -> seconds until the next turn has work by itself | nil */
static int binding_timeout (lua_State *L) {
  int64_t ns = sleep_time(loop_of(L), TIMEOUT_NONE);
  wait_pushtimeout(L, ns);
  return 1;
}

void loop_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"step", binding_step}, {"run", binding_run}, {"park", binding_park},
    {"wait_fd", binding_waitfd}, {"running", binding_running},
    {"time", binding_time}, {"fileno", binding_fileno},
    {"timeout", binding_timeout}, {NULL, NULL}
  };
  int table;
  lua_newtable(L);
  table = lua_gettop(L);
  core_setfuncs(L, o, table, functions);
  task_open(L, o, table);
  handle_open(L, o, table);
  coroutine_open(L, o, table);
  signal_open(L, o, table);
  lua_setfield(L, o->module, "_loop");
}
