/*
** object.h: the Socket object, which every part of the module uses, and the
** descriptor of any object.
*/
#ifndef PYSOCKET_BASE_OBJECT_H
#define PYSOCKET_BASE_OBJECT_H

#include "base/state.h"

#include <sys/socket.h>

struct Socket {
  const void *magic; /* sock_magic: distinguishes sockets from other userdata */
  int fd;            /* -1: closed, detached, or not yet made */
  int family, proto;
  int16_t type;      /* the kernel's types have 4 bits */
  uint8_t exhausted; /* the errno of accept when descriptors ran out */
  uint8_t closed : 1;  /* close() was called: the last file closes fd */
  uint8_t watched : 1; /* loop.c: registered in the loop's epoll, with edges */
  uint8_t hungup : 1;  /* loop.c: epoll reported the end, an error or urgent
                       ** data */
  uint8_t drained : 1; /* a short read emptied it: epoll will report new data */
  int64_t timeout;
  State *state;
  int io_refs;       /* open files that were made from it */
  uint32_t nonblocking;  /* the state's epoch in which O_NONBLOCK was last known
                     ** to be set; 0: never. The flag belongs to the open file,
                     ** which copies by dup and child processes share */
  Layer *layer;      /* layer.h; NULL: none */
  struct Lookup *lookups;  /* lookups that its methods wait for (lookup.c) */
};

int sock_typeerror (lua_State *L, int arg);

extern const char sock_magic;  /* only its address matters */

/* Does a receive of no bytes mean the end of the stream? */
static inline int sock_isstream (const Socket *s) {
  return s->type == SOCK_STREAM || s->type == SOCK_SEQPACKET;
}

/* Is it a socket of TCP? */
static inline int sock_istcp (const Socket *s) {
  return s->type == SOCK_STREAM &&
         (s->family == AF_INET || s->family == AF_INET6) &&
         (s->proto == 0 || s->proto == IPPROTO_TCP);
}

/* The socket at `arg` or NULL. Its size and its first word distinguish it from
** every other userdata; comparing metatables costs three times as much. */
static inline Socket *sock_test (lua_State *L, int arg) {
  Socket *s = (Socket *)lua_touserdata(L, arg);
  if (s != NULL && lua_rawlen(L, arg) == sizeof(Socket) &&
      s->magic == &sock_magic) return s;
  return NULL;
}

/* The socket at `arg`, else "bad argument". A closed socket is accepted: its fd
** is -1, and the system call returns EBADF. */
static inline Socket *sock_check (lua_State *L, int arg) {
  Socket *s = sock_test(L, arg);
  if (s == NULL) sock_typeerror(L, arg);
  return s;
}

/* Stores its descriptor. Calls no Lua function, so nothing can be lost. */
void sock_adopt (Socket *s, int fd, int family, int type, int proto);
/* Sets or clears O_NONBLOCK of the descriptor. Returns 0 or an errno. */
int sock_setnonblocking (Socket *s, int on);
/* Asks the kernel whether it is set, which another process may have done. */
int sock_isnonblocking (Socket *s);
/* Prepares the descriptor for code that knows nothing of tasks: it blocks unless
** the socket has a timeout. Returns 0 or an errno. */
int sock_handover (Socket *s);
/* Call this before a system call that must not block in a task or with a
** timeout. */
static inline void sock_ready (Socket *s) {
  if ((s->state->suspend != NULL || s->timeout >= 0) &&
      s->nonblocking != s->state->epoch)
    (void)sock_setnonblocking(s, 1);
}
/* The descriptor of an integer, a file of io.open or an object with a fileno
** method. Raises "bad argument" for anything else and for a negative one. */
int sock_checkfd (lua_State *L, int arg);
/* The same for any stack index. Where that would raise, sets the reason, and
** returns -1 if the object is closed or the number is negative, and FD_NONE if
** it has no descriptor. */
#define FD_NONE (-2)
int sock_testfd (lua_State *L, int idx, const char **reason);
/* The number of bytes that the C library has read ahead of Lua, if idx is a file
** of io and glibc can tell. No system call returns them. */
size_t sock_ahead (lua_State *L, int idx);
/* Pushes the table of sockets' methods, by name. */
static inline void sock_pushmethods (lua_State *L) {
  lua_pushliteral(L, "__index");
  lua_rawget(L, UP_SOCKET);
}

#endif
