/*
** state.h: the state of one load of the module, and how its functions find it.
** There are no globals.
*/
#ifndef PYSOCKET_BASE_STATE_H
#define PYSOCKET_BASE_STATE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1  /* accept4, ppoll, struct ucred */
#endif
#define _FILE_OFFSET_BITS 64  /* sendfile of large files, where long has 32 */

#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>

#if LUA_VERSION_NUM != 504 && LUA_VERSION_NUM != 505
#error "pysocket needs Lua 5.4 or 5.5"
#endif

#ifndef lua_writestringerror  /* Lua 5.5 keeps its own to itself */
#define lua_writestringerror(format, argument) \
  (fprintf(stderr, (format), (argument)), fflush(stderr))
#endif

typedef struct State State;
typedef struct Op Op;
typedef struct Selection Selection;
typedef struct Epoll Epoll;
typedef struct Layer Layer;
typedef struct Socket Socket;

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define NS_PER_S 1000000000
#define NS_PER_MS 1000000
#define NEVER_S 9.2e9  /* more seconds than the clock can count */

/* A timeout in nanoseconds; these two values are special. */
#define TIMEOUT_NONE ((int64_t)-1)    /* wait for ever: Python's None */
#define TIMEOUT_ZERO ((int64_t)0)     /* never wait: a non-blocking socket */
#define DEADLINE_UNSET ((int64_t)-2)  /* the wait has not begun */

/* The text of the last IPv4 address, so that sending to or receiving from the
** same host again needs no conversion. */
typedef struct HostCache {
  const char *text;         /* the string OWN_HOST */
  struct in_addr ip;
} HostCache;

/* The fields for which OWN_LAST_KIND is the metatable. */
typedef struct Kind {
  int family, type, proto;
  int64_t timeout;
} Kind;

enum { HOOK_LOOP, HOOK_SELECT, HOOK_EPOLL, HOOKS };  /* the parts with waiters */

struct State {
  const void *magic;        /* state_magic: distinguishes it from others */
  uint32_t abi;             /* abi.h */
  const void *sock_magic;   /* the magic of sockets, for other libraries */
  lua_State *main;          /* the main thread: it lives as long as the state */
  int64_t default_timeout;  /* setdefaulttimeout */
  char *scratch;            /* the reused receive buffer (buffer.c) */
  void *scratch_memory;     /* what to free: scratch is aligned inside it */
  size_t scratch_size;
  HostCache host;
  const void *inet;         /* the metatable OWN_INET */
  Kind kind;
  struct in6_addr host6;    /* of the text that is OWN_HOST6 */
  char ended;               /* lua_close has finalized it */
  uint32_t epoch;           /* see Socket's nonblocking: making any descriptor
                            ** block starts a new epoch, which invalidates what
                            ** was known before */
  char limits;              /* a socket may have SO_RCVTIMEO or SO_SNDTIMEO */
  /* Set by loop.c only while a task runs. `suspend` keeps a copy of the
  ** operation, yields, and continues with wait_run(L, copy) when it is ready.
  ** `share` lets other tasks run if this one has used up its share of the turn,
  ** and then returns the `n` results that are on the stack. */
  int (*suspend)(lua_State *L, State *st, Op *op);
  int (*share)(lua_State *L, State *st, int n);
  /* Set by the parts that have waiters. `closing`: wake all tasks that wait for
  ** `fd`. `arrived`: those that wait to read from it must try again, because the
  ** kernel will not report what has arrived. The loop's are NULL again after
  ** lua_close has ended the loop. */
  void (*closing[HOOKS])(State *st, int fd);
  void (*arrived[HOOKS])(State *st, int fd);
  /* Set by the loop while it exists: report when the kernel accepts more of what
  ** the socket's layer keeps. */
  void (*watch)(lua_State *L, State *st, Socket *s);
  Socket **layered;         /* sockets with a layer, by descriptor (layer.c) */
  int nlayered;
  int nbusy;                /* the number of those that are busy */
  char unsure;              /* a layer does not know yet whether it is ready */
  void *loop;
  void (*forked)(lua_State *L);  /* resets a loop of the parent process */
  Selection *selections;    /* of tasks that wait in select or poll (selection.c) */
  Epoll *epolls;            /* the open objects of select.epoll (epoll.c) */
  struct Pool *pool;        /* the threads of lookups (pool.c); NULL: none yet */
  volatile int *same_process;  /* these four: process.c */
  int no_page;
  int pid;
  uint32_t process;
};

/* Every function and method of the core is a closure over these three. */
#define UP_STATE lua_upvalueindex(1)   /* State, a full userdata */
#define UP_SOCKET lua_upvalueindex(2)  /* metatable of new sockets */
#define UP_BUFFER lua_upvalueindex(3)  /* metatable of bytearrays and views */
#define NUPVALUES 3

static inline State *state_of (lua_State *L) {
  return (State *)lua_touserdata(L, UP_STATE);
}

/* The descriptor is being closed: wakes all tasks that wait for it. */
static inline void state_closing (State *st, int fd) {
  int i;
  for (i = 0; i < HOOKS; i++)
    if (st->closing[i] != NULL) st->closing[i](st, fd);
}

/* A layer has received data that the kernel will not report: lets all tasks that
** wait to read from the descriptor try again. */
static inline void state_arrived (State *st, int fd) {
  int i;
  for (i = 0; i < HOOKS; i++)
    if (st->arrived[i] != NULL) st->arrived[i](st, fd);
}

/* The stack indices of the tables that the functions X_open fill. */
typedef struct Open {
  int module;      /* table: the module */
  int internal;    /* table: functions for its own files only */
  int methods;     /* table: those of sockets */
  int state, socket_mt, buffer_mt;
} Open;

#endif
