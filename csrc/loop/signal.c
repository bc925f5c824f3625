/*
** signal.c: signal handlers of the loop (add_signal_handler). The C handler writes
** the signal's number into a pipe of the loop, and the loop calls the function.
**
** A signal handler belongs to the process, not to a Lua state, and may only use
** memory that never moves. So this is the only file with globals.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "loop/callback.h"
#include "loop/signal.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <unistd.h>

#define SIGNALS 65

static atomic_int targets[SIGNALS];  /* the pipe's descriptor plus 1; 0: none */
static pid_t owners[SIGNALS];        /* the process that handles it */
static struct sigaction before[SIGNALS];

/* A child made by fork shares the pipe with its parent, which must not get the
** child's signals. In the child, the signal has its previous disposition. */
static void on_signal (int number) {
  int saved = errno, fd = atomic_load(&targets[number]) - 1;
  unsigned char byte = (unsigned char)number;
  if (fd >= 0 && owners[number] != getpid()) {
    sigaction(number, &before[number], NULL);
    raise(number);
  }
  else if (fd >= 0 && write(fd, &byte, 1) < 0) errno = saved;
  errno = saved;
}

/* ---- the pipe ----------------------------------------------------------------- */

static void make_pipe (lua_State *L, Loop *lp) {
  struct epoll_event e = {.events = EPOLLIN};
  int err;
  if (lp->signals[0] >= 0) return;
  if (pipe2(lp->signals, O_CLOEXEC | O_NONBLOCK) < 0) {
    err = errno;
    lp->signals[0] = lp->signals[1] = -1;
    err_raise(L, err, "pipe2");
  }
  e.data.u64 = (uint32_t)lp->signals[0];
  if (epoll_ctl(lp->epfd, EPOLL_CTL_ADD, lp->signals[0], &e) == 0) return;
  err = errno;
  close(lp->signals[0]);
  close(lp->signals[1]);
  lp->signals[0] = lp->signals[1] = -1;
  err_raise(L, err, "epoll_ctl");
}

static void restore (Loop *lp, int number) {
  if (lp->signals[1] < 0 ||
      atomic_load(&targets[number]) != lp->signals[1] + 1) return;
  sigaction(number, &before[number], NULL);
  atomic_store(&targets[number], 0);
  lp->handlers--;
}

/* A child process needs this, too, because it shares the pipe with its parent. */
void signal_close (Loop *lp) {
  int i;
  if (lp->signals[0] < 0) return;
  for (i = 1; i < SIGNALS; i++) restore(lp, i);
  close(lp->signals[0]);
  close(lp->signals[1]);
  lp->signals[0] = lp->signals[1] = -1;
}

/* ---- calling ------------------------------------------------------------------ */

static void call_function (lua_State *L, Loop *lp, int number) {
  own_get(L, OWN_SIGNALS);
  if (lua_rawgeti(L, -1, number) != LUA_TFUNCTION) {
    lua_pop(L, 2);
    return;
  }
  lua_remove(L, -2);
  callback_call(L, lp, 0);
}

void signal_dispatch (lua_State *L, Loop *lp) {
  unsigned char numbers[64];
  ssize_t i, n;
  luaL_checkstack(L, 8, "stack overflow");
  while ((n = read(lp->signals[0], numbers, sizeof numbers)) > 0)
    for (i = 0; i < n; i++) call_function(L, lp, numbers[i]);
}

/* Forgets the function of a signal that cannot be handled. */
static int signal_fail (lua_State *L, int number, int errnum) {
  lua_pushnil(L);
  lua_rawseti(L, -2, number);
  return err_raise(L, errnum, "sigaction");
}

/* _loop.signal(number, function | nil)
** nil restores the previous disposition. Raises EBUSY if another Lua state of the
** process handles this signal. */
static int loop_signal (lua_State *L) {
  Loop *lp = loop_usable(L);
  int number = core_checkint(L, 1), err, none = 0;
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  luaL_argcheck(L, number > 0 && number < SIGNALS, 1, "no such signal");
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) {
    luaL_checktype(L, 2, LUA_TFUNCTION);
    make_pipe(L, lp);
  }
  own_get(L, OWN_SIGNALS);
  lua_pushvalue(L, 2);
  lua_rawseti(L, -2, number);
  if (lua_isnil(L, 2)) {
    restore(lp, number);
    return 0;
  }
  if (atomic_load(&targets[number]) == lp->signals[1] + 1) return 0;
  /* The Lua state that sets targets[number] owns before[number], too. */
  if (!atomic_compare_exchange_strong(&targets[number], &none,
                                      lp->signals[1] + 1))
    return signal_fail(L, number, EBUSY);
  owners[number] = getpid();
  sigemptyset(&action.sa_mask);
  if (sigaction(number, &action, &before[number]) < 0) {
    err = errno;
    atomic_store(&targets[number], 0);
    return signal_fail(L, number, err);
  }
  lp->handlers++;
  return 0;
}

/* The numbers depend on the machine. */
static const struct { const char *name; int number; } names[] = {
  {"SIGABRT", SIGABRT}, {"SIGALRM", SIGALRM}, {"SIGBUS", SIGBUS},
  {"SIGCHLD", SIGCHLD}, {"SIGCONT", SIGCONT}, {"SIGFPE", SIGFPE},
  {"SIGHUP", SIGHUP}, {"SIGILL", SIGILL}, {"SIGINT", SIGINT},
  {"SIGIO", SIGIO}, {"SIGKILL", SIGKILL}, {"SIGPIPE", SIGPIPE},
  {"SIGPROF", SIGPROF}, {"SIGPWR", SIGPWR}, {"SIGQUIT", SIGQUIT},
  {"SIGSEGV", SIGSEGV}, {"SIGSTOP", SIGSTOP}, {"SIGSYS", SIGSYS},
  {"SIGTERM", SIGTERM}, {"SIGTRAP", SIGTRAP}, {"SIGTSTP", SIGTSTP},
  {"SIGTTIN", SIGTTIN}, {"SIGTTOU", SIGTTOU}, {"SIGURG", SIGURG},
  {"SIGUSR1", SIGUSR1}, {"SIGUSR2", SIGUSR2}, {"SIGVTALRM", SIGVTALRM},
  {"SIGWINCH", SIGWINCH}, {"SIGXCPU", SIGXCPU}, {"SIGXFSZ", SIGXFSZ},
};

void signal_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {{"signal", loop_signal}, {NULL, NULL}};
  size_t i;
  lua_newtable(L);
  for (i = 0; i < COUNT(names); i++) {
    lua_pushinteger(L, names[i].number);
    lua_setfield(L, -2, names[i].name);
  }
  lua_setfield(L, table, "signals");
  lua_newtable(L);
  own_put(L, o, OWN_SIGNALS);
  core_setfuncs(L, o, table, functions);
}
