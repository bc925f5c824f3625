/*
** wait.c: deadlines, the only retry loop, and the only place that waits.
*/
#include "address/address.h"
#include "base/error.h"
#include "base/layer.h"
#include "wait/wait.h"

#include <limits.h>
#include <math.h>
#include <poll.h>
#include <sys/time.h>
#include <time.h>

#define PAUSE_MS 2  /* before a retry if there is nothing to poll */

int64_t wait_now (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * NS_PER_S + t.tv_nsec;
}

int64_t wait_deadline (int64_t timeout) {
  int64_t now;
  if (timeout < 0) return TIMEOUT_NONE;
  now = wait_now();
  return timeout > INT64_MAX - now ? INT64_MAX : now + timeout;
}

/* ---- timeouts ------------------------------------------------------------- */

/* Converts seconds to nanoseconds, rounded up so that no wait is too short. The
** range is Python's: the nanoseconds must fit into 64 bits. */
int64_t wait_checktimeout (lua_State *L, int arg) {
  lua_Number seconds;
  if (lua_isnoneornil(L, arg)) return TIMEOUT_NONE;
  seconds = luaL_checknumber(L, arg);
  luaL_argcheck(L, seconds == seconds, arg,
                "timeout is not a number (NaN); seconds, or nil for none");
  luaL_argcheck(L, seconds >= 0, arg,
                "timeout must not be negative; seconds, or nil for none");
  luaL_argcheck(L, seconds < NEVER_S, arg,
                "timeout too large; seconds, or nil for none");
  return (int64_t)ceil(seconds * NS_PER_S);
}

void wait_pushtimeout (lua_State *L, int64_t timeout) {
  if (timeout < 0) lua_pushnil(L);
  else lua_pushnumber(L, (lua_Number)timeout / NS_PER_S);
}

/* ---- hooks ---------------------------------------------------------------- */

static int no_op (lua_State *L) {
  (void)L;
  return 0;
}

/* On Ctrl-C the standalone interpreter sets a hook, but only on the main thread.
** Inside a coroutine, this sets the same hook on that coroutine for one call, so
** that Ctrl-C ends the wait there. If the hook removes itself, as lua.c's does,
** it is removed from the main thread too, so that one Ctrl-C raises one
** error. */
static void run_main_hook (lua_State *L, lua_State *main, lua_Hook hook) {
  lua_Hook own = lua_gethook(L);
  int mask = lua_gethookmask(L), count = lua_gethookcount(L), status;
  lua_sethook(L, hook, lua_gethookmask(main), lua_gethookcount(main));
  lua_pushcfunction(L, no_op);
  status = lua_pcall(L, 0, 0, 0);
  if (lua_gethook(L) == NULL) lua_sethook(main, NULL, 0, 0);
  lua_sethook(L, own, mask, count);
  if (status != LUA_OK) lua_error(L);
}

/* Calls a function that does nothing, because a call hook runs before any. */
void wait_hooks (lua_State *L, State *st) {
  lua_Hook hook = lua_gethook(st->main);
  luaL_checkstack(L, 4, "stack overflow");
  if (L != st->main && hook != NULL && hook != lua_gethook(L))
    run_main_hook(L, st->main, hook);
  lua_pushcfunction(L, no_op);
  lua_call(L, 0, 0);
}

/* ---- the wait ------------------------------------------------------------- */

/* The time that is left, in milliseconds for poll, rounded up so that no wait is
** too short. -1: unlimited; 0: none. */
static int time_left (int64_t deadline) {
  int64_t ns;
  if (deadline < 0) return -1;
  ns = deadline - wait_now();
  if (ns <= 0) return 0;
  if (ns > (int64_t)INT_MAX * NS_PER_MS) return INT_MAX;
  return (int)((ns - 1) / NS_PER_MS + 1);
}

int64_t wait_limit (int fd, int writes) {
  struct timeval t = {0, 0};
  socklen_t len = sizeof t;
  int option = writes ? SO_SNDTIMEO : SO_RCVTIMEO;
  if (getsockopt(fd, SOL_SOCKET, option, &t, &len) < 0) return TIMEOUT_NONE;
  if (t.tv_sec == 0 && t.tv_usec == 0) return TIMEOUT_NONE;
  if (t.tv_sec >= (time_t)NEVER_S) return TIMEOUT_NONE;
  return (int64_t)t.tv_sec * NS_PER_S + (int64_t)t.tv_usec * 1000;
}

enum { LIMITED_AGAIN = 1, LIMITED_INPROGRESS };

/* The kernel applies SO_RCVTIMEO and SO_SNDTIMEO only while a call waits in the
** kernel. Here the descriptor does not block, so this applies them. */
static void set_limit (Op *op, int err) {
  int64_t limit = wait_limit(op->s->fd, op->writes);
  if (limit < 0) return;
  op->deadline = wait_deadline(limit);
  op->limited = err == EINPROGRESS ? LIMITED_INPROGRESS : LIMITED_AGAIN;
}

static void set_deadline (Op *op, int err) {
  if (op->deadline != DEADLINE_UNSET) return;
  op->deadline = wait_deadline(op->timeout);
  op->limited = 0;
  if (op->deadline < 0 && op->s != NULL && op->s->state->limits)
    set_limit(op, err);
}

int wait_left (const State *st, Op *op) {
  if (st->suspend != NULL || op->timeout == TIMEOUT_ZERO) return 0;
  set_deadline(op, EAGAIN);
  return time_left(op->deadline);
}

/* Waits for the descriptor until the deadline. Returns 0 or an errno. It uses poll
** and not ppoll: after a stopped process continues, poll still ends at the same
** time, but ppoll waits for the time that was left when the process stopped. */
static int wait_poll (int fd, short events, int64_t deadline) {
  struct pollfd p = {fd, events, 0};
  int ms = time_left(deadline), n, err;
  if (ms == 0) return ETIMEDOUT;
  if (events & OP_TURN) return EINTR;
  if (events == 0 && (ms < 0 || ms > PAUSE_MS)) ms = PAUSE_MS;
  n = poll(&p, events != 0, ms);
  err = errno;
  if (n < 0) return err;
  return n == 0 && events != 0 && time_left(deadline) == 0 ? ETIMEDOUT : 0;
}

/* Waits. Returns 0 to try again, or an errno; or, if *suspended, the result of the
** suspension. */
static int wait_pause (lua_State *L, State *st, Op *op, int err,
                       int *suspended) {
  set_deadline(op, err);
  if ((op->events & OP_TURN) && time_left(op->deadline) == 0) return ETIMEDOUT;
  if (st->suspend != NULL) {
    *suspended = 1;
    return st->suspend(L, st, op);
  }
  return wait_poll(op->s != NULL ? op->s->fd : op->fd, op->events,
                   op->deadline);
}

/* Pushes the address argument for an error, if there is one, and returns its
** index. */
static int fail_address (lua_State *L, const Op *op) {
  if (op->address == 0) return 0;
  addr_pushgiven(L, op->address);
  return lua_gettop(L);
}

int wait_fail (lua_State *L, Op *op, int errnum) {
  if (op->fail != NULL) return op->fail(L, op, errnum);
  return err_raise_at(L, errnum, op->call, fail_address(L, op),
                      op->counts ? (lua_Integer)op->done : -1);
}

/* After SO_RCVTIMEO or SO_SNDTIMEO, the error is the same as the kernel's. */
int wait_timedout (lua_State *L, Op *op) {
  if (op->limited)
    return wait_fail(L, op, op->limited == LIMITED_INPROGRESS ? EINPROGRESS
                                                              : EAGAIN);
  if (op->fail != NULL) return op->fail(L, op, EAGAIN);
  return err_timeout(L, op->call, fail_address(L, op),
                     op->counts ? (lua_Integer)op->done : -1);
}

static int would_block (int err) {
  return err == EAGAIN || err == EWOULDBLOCK || err == EINPROGRESS;
}

/* A blocking descriptor returns EAGAIN only with MSG_DONTWAIT or after SO_RCVTIMEO;
** then this is the result, as in Python. But a descriptor may be non-blocking
** because of a task, another socket or another process, and then this socket has
** to wait. */
static int must_wait (const Op *op, int err) {
  if (!would_block(err) || op->timeout == TIMEOUT_ZERO) return 0;
  return op->s == NULL || op->polls ||
         op->s->nonblocking == op->s->state->epoch || sock_isnonblocking(op->s);
}

/* Has the deadline passed? Without this check, an operation that never has to wait,
** such as a sendall to a peer that reads fast, would ignore its deadline. */
static int is_over (Op *op) {
  if (op->timeout <= 0) return 0;
  set_deadline(op, EINTR);
  return time_left(op->deadline) == 0;
}

/* The time that the function takes counts, too. */
static int call (lua_State *L, Op *op) {
  set_deadline(op, EAGAIN);
  return op->s->layer->call(L, op);
}

/* Is there a hook that has to run before a wait? Ctrl-C sets one of the main thread,
** which does not run while a coroutine does, or OpenSSL computes. */
static int has_hook (const State *st) {
  return st->suspend == NULL && lua_gethook(st->main) != NULL;
}

int wait_on (lua_State *L, Op *op, int n) {
  State *st = op_state(L, op);
  int ran = 0;  /* have hooks run since the last wait? */
  for (;; n = op->step(L, op)) {
    int err, suspended = 0;
    if (n >= 0) return wait_done(L, st, n);
    if (n == OP_CALL) return call(L, op);
    err = -n;
    if (must_wait(op, err)) {
      ran = !ran && has_hook(st);
      err = ran ? EINTR : wait_pause(L, st, op, err, &suspended);
      if (suspended) return err;
    }
    if (err == EINTR) {
      wait_progressed(op);
      wait_hooks(L, st);
      if (is_over(op)) return wait_timedout(L, op);
    }
    else if (err == ETIMEDOUT && would_block(-n)) return wait_timedout(L, op);
    else if (err != 0) return wait_fail(L, op, err);
  }
}
