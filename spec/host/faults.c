/*
** faults.c: system calls that fail. When it is preloaded, its functions replace those of
** the C library. When it is required by Lua, it is the module that controls them:
**
**   faults.arm(call, how, n)  the n-th call of this name by the module's C code fails with
**                             the errno `how`. If `how` is 0, that call transfers only one
**                             byte; if -1, so do all calls from the n-th on.
**   faults.disarm() -> boolean: did the fault occur?
**   faults.descriptors() -> number of open descriptors
**   faults.calls() -> {name = number of calls since the last arm or disarm}
**
** EINTR of connect, and any errno of close, are set after the call was made, as the kernel
** does.
*/
#define _GNU_SOURCE 1

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <stdlib.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua.h>

#include "module.h"

#define CALLS \
  X(socket) X(socketpair) X(accept4) X(connect) X(bind) X(listen) X(recv) \
  X(recvfrom) X(recvmsg) X(send) X(sendto) X(sendmsg) X(sendfile) X(poll) \
  X(epoll_wait) X(epoll_ctl) X(epoll_create1) X(fcntl) X(getsockopt) \
  X(setsockopt) X(getsockname) X(getpeername) X(shutdown) X(close) X(read) \
  X(eventfd) X(pipe2) X(pthread_create) X(fork) X(waitpid)

#define X(name) CALL_##name,
enum Call { CALLS CALL_COUNT };
#undef X
#define X(name) #name,
static const char *const names[] = {CALLS NULL};
#undef X

static long counts[CALL_COUNT];
static int armed_call = -1, armed_how, came;
static long armed_n;

/* 0: make the call unchanged; otherwise what to do, see `how`. ERANGE + 1000 means one
** byte. */
#define ONE_BYTE 10000

static int fault (enum Call call) {
  counts[call]++;
  if ((int)call != armed_call || counts[call] < armed_n) return 0;
  if (armed_how != -1 && counts[call] > armed_n) return 0;
  came = 1;
  return armed_how > 0 ? armed_how : ONE_BYTE;
}

#define HERE __builtin_return_address(0)

/* Defines a replacement that returns `type`. `args` are the arguments of the real
** function. */
#define WRAP(type, name, params, args) \
  __attribute__((visibility("default"))) type name params { \
    static type (*real) params; \
    if (real == NULL) real = (type (*) params)dlsym(RTLD_NEXT, #name); \
    if (module_calls(HERE)) { \
      int how = fault(CALL_##name); \
      if ((how == EINTR && CALL_##name == CALL_connect) || \
          (how != 0 && CALL_##name == CALL_close)) { \
        if (real args < 0) return -1; \
        errno = how; \
        return -1; \
      } \
      if (how == ONE_BYTE) { SHORTEN } \
      else if (how != 0) { errno = how; return -1; } \
    } \
    return real args; \
  }

#define SHORTEN
WRAP(int, socket, (int a, int b, int c), (a, b, c))
WRAP(int, socketpair, (int a, int b, int c, int d[2]), (a, b, c, d))
WRAP(int, accept4, (int a, struct sockaddr *restrict b,
     socklen_t *restrict c, int d), (a, b, c, d))
WRAP(int, connect, (int a, const struct sockaddr *b, socklen_t c), (a, b, c))
WRAP(int, bind, (int a, const struct sockaddr *b, socklen_t c), (a, b, c))
WRAP(int, listen, (int a, int b), (a, b))
WRAP(int, poll, (struct pollfd *a, nfds_t b, int c), (a, b, c))
WRAP(int, epoll_wait, (int a, struct epoll_event *b, int c, int d),
     (a, b, c, d))
WRAP(int, epoll_ctl, (int a, int b, int c, struct epoll_event *d),
     (a, b, c, d))
WRAP(int, epoll_create1, (int a), (a))
WRAP(int, getsockopt, (int a, int b, int c, void *restrict d,
     socklen_t *restrict e), (a, b, c, d, e))
WRAP(int, setsockopt, (int a, int b, int c, const void *d, socklen_t e),
     (a, b, c, d, e))
WRAP(int, getsockname, (int a, struct sockaddr *restrict b,
     socklen_t *restrict c), (a, b, c))
WRAP(int, getpeername, (int a, struct sockaddr *restrict b,
     socklen_t *restrict c), (a, b, c))
WRAP(int, shutdown, (int a, int b), (a, b))
WRAP(int, close, (int a), (a))
WRAP(int, eventfd, (unsigned a, int b), (a, b))
WRAP(int, pipe2, (int a[2], int b), (a, b))
WRAP(pid_t, fork, (void), ())
WRAP(pid_t, waitpid, (pid_t a, int *b, int c), (a, b, c))
#undef SHORTEN

#define SHORTEN if (c > 1) c = 1;
WRAP(ssize_t, recv, (int a, void *b, size_t c, int d), (a, b, c, d))
WRAP(ssize_t, recvfrom, (int a, void *restrict b, size_t c, int d,
     struct sockaddr *restrict e, socklen_t *restrict f), (a, b, c, d, e, f))
WRAP(ssize_t, send, (int a, const void *b, size_t c, int d), (a, b, c, d))
WRAP(ssize_t, sendto, (int a, const void *b, size_t c, int d,
     const struct sockaddr *e, socklen_t f), (a, b, c, d, e, f))
WRAP(ssize_t, read, (int a, void *b, size_t c), (a, b, c))
#undef SHORTEN

#define SHORTEN if (d > 1) d = 1;
WRAP(ssize_t, sendfile, (int a, int b, off_t *c, size_t d), (a, b, c, d))
#undef SHORTEN

/* Transfers the first byte of the first buffer that is not empty. */
static ssize_t one_byte (int s, const struct msghdr *m, int flags,
                         ssize_t (*real) (int, const struct msghdr *, int)) {
  struct msghdr copy = *m;
  struct iovec v;
  size_t i;
  for (i = 0; i < m->msg_iovlen && m->msg_iov[i].iov_len == 0; i++) {}
  if (i == m->msg_iovlen) return real(s, m, flags);
  v = m->msg_iov[i];
  v.iov_len = 1;
  copy.msg_iov = &v;
  copy.msg_iovlen = 1;
  return real(s, &copy, flags);
}

#define SHORTEN return one_byte(a, b, c, real);
WRAP(ssize_t, sendmsg, (int a, const struct msghdr *b, int c), (a, b, c))
#undef SHORTEN
#define SHORTEN
WRAP(ssize_t, recvmsg, (int a, struct msghdr *b, int c), (a, b, c))
#undef SHORTEN

__attribute__((visibility("default"))) int fcntl (int fd, int command, ...) {
  static int (*real) (int, int, ...);
  va_list ap;
  void *arg;
  int how;
  if (real == NULL) real = (int (*) (int, int, ...))dlsym(RTLD_NEXT, "fcntl");
  va_start(ap, command);
  arg = va_arg(ap, void *);
  va_end(ap);
  if (module_calls(HERE) && (how = fault(CALL_fcntl)) != 0 && how != ONE_BYTE) {
    errno = how;
    return -1;
  }
  return real(fd, command, arg);
}

/* Not every C library has epoll_pwait2, so it counts as epoll_wait. */
__attribute__((visibility("default"))) long syscall (long number, ...) {
  static long (*real) (long, ...);
  long a[6];
  va_list ap;
  int i, how;
  if (real == NULL) real = (long (*) (long, ...))dlsym(RTLD_NEXT, "syscall");
  va_start(ap, number);
  for (i = 0; i < 6; i++) a[i] = va_arg(ap, long);
  va_end(ap);
  if (module_calls(HERE) && (how = fault(CALL_epoll_wait)) != 0 && how != ONE_BYTE) {
    errno = how;
    return -1;
  }
  return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

__attribute__((visibility("default")))
int pthread_create (pthread_t *restrict a, const pthread_attr_t *restrict b,
                    void *(*c) (void *), void *restrict d) {
  static int (*real) (pthread_t *, const pthread_attr_t *, void *(*) (void *),
                      void *);
  int how;
  if (real == NULL)
    real = (int (*) (pthread_t *, const pthread_attr_t *, void *(*) (void *),
                     void *))dlsym(RTLD_NEXT, "pthread_create");
  if (module_calls(HERE) && (how = fault(CALL_pthread_create)) != 0) return how;
  return real(a, b, c, d);
}

/* ---- the Lua module ---------------------------------------------------------- */

/* faults.arm(call, how, n) */
static int arm (lua_State *L) {
  armed_call = luaL_checkoption(L, 1, NULL, names);
  armed_how = (int)luaL_checkinteger(L, 2);
  armed_n = (long)luaL_checkinteger(L, 3);
  came = 0;
  memset(counts, 0, sizeof counts);
  return 0;
}

/* faults.disarm() -> boolean */
static int disarm (lua_State *L) {
  armed_call = -1;
  memset(counts, 0, sizeof counts);
  lua_pushboolean(L, came);
  return 1;
}

/* faults.calls() -> {name = number} */
static int calls (lua_State *L) {
  int i;
  lua_newtable(L);
  for (i = 0; i < CALL_COUNT; i++) {
    if (counts[i] == 0) continue;
    lua_pushinteger(L, counts[i]);
    lua_setfield(L, -2, names[i]);
  }
  return 1;
}

/* faults.descriptors() -> number */
static int descriptors (lua_State *L) {
  lua_Integer n = 0;
  DIR *dir = opendir("/proc/self/fd");
  if (dir == NULL) abort();
  while (readdir(dir) != NULL) n++;
  closedir(dir);
  lua_pushinteger(L, n);
  return 1;
}

int luaopen_faults (lua_State *L);
__attribute__((visibility("default"))) int luaopen_faults (lua_State *L) {
  static const luaL_Reg functions[] = {
    {"arm", arm}, {"disarm", disarm}, {"calls", calls},
    {"descriptors", descriptors}, {NULL, NULL}
  };
  module_find();
  luaL_newlib(L, functions);
  return 1;
}
