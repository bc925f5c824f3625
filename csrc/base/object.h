/*
** object.h: the Socket object, which every part may be given, and the
** descriptor of any object.
*/
#ifndef PYSOCKET_BASE_OBJECT_H
#define PYSOCKET_BASE_OBJECT_H

#include "base/state.h"

#include <sys/socket.h>

typedef struct Socket Socket;

struct Socket {
  const void *magic; /* sock_magic: tells a socket from any other userdata */
  int fd;            /* -1: closed, detached, or not yet made */
  int family, type, proto;
  int64_t timeout;
  State *state;
  int io_refs;       /* files made from it that are still open */
  uint32_t nonblocking;  /* the era of the state in which O_NONBLOCK was seen to
                     ** be set; 0: never. The flag belongs to the open file,
                     ** which dup and children share */
  char closed;       /* close() was called: the last file closes fd */
  uint8_t exhausted; /* the errno with which accept lacked descriptors */
  char watched;      /* loop.c: the loop's epoll knows it and tells each edge */
  char hungup;       /* loop.c: it told the end, an error or urgent data */
  char drained;      /* a short read left nothing: an edge comes before data */
  struct Lookup *lookups;  /* that its methods wait for (lookup.c) */
};

int sock_typeerror (lua_State *L, int arg);

extern const char sock_magic;  /* only its address matters */

/* Has it an end, which a receive without a byte tells? */
static inline int sock_isstream (const Socket *s) {
  return s->type == SOCK_STREAM || s->type == SOCK_SEQPACKET;
}

/* The socket at `arg` or NULL. Its size and its first word tell it from every
** other userdata; a comparison of metatables costs three times as much. */
static inline Socket *sock_test (lua_State *L, int arg) {
  Socket *s = (Socket *)lua_touserdata(L, arg);
  if (s != NULL && lua_rawlen(L, arg) == sizeof(Socket) &&
      s->magic == &sock_magic) return s;
  return NULL;
}

/* The socket at `arg`, else "bad argument". A closed one passes: its fd is -1
** and the system call says EBADF. */
static inline Socket *sock_check (lua_State *L, int arg) {
  Socket *s = sock_test(L, arg);
  if (s == NULL) sock_typeerror(L, arg);
  return s;
}

/* Gives it its descriptor; no Lua call, so nothing can be lost. */
void sock_adopt (Socket *s, int fd, int family, int type, int proto);
/* Sets or clears the descriptor's own O_NONBLOCK; 0 or an errno. */
int sock_setnonblocking (Socket *s, int on);
/* Asks whether it is set, by whomever. */
int sock_isnonblocking (Socket *s);
/* Hands the descriptor over to who knows nothing of tasks: it blocks if the
** timeout says so. 0 or an errno. */
int sock_handover (Socket *s);
/* Before a system call: in a task, or with a timeout, it must not block. */
static inline void sock_ready (Socket *s) {
  if ((s->state->suspend != NULL || s->timeout >= 0) &&
      s->nonblocking != s->state->era)
    (void)sock_setnonblocking(s, 1);
}
/* The descriptor of an integer, a file of io.open or anything with a fileno
** method; "bad argument" when it is none of these or is negative. */
int sock_checkfd (lua_State *L, int arg);
/* The same for any stack index: where that would raise the reason, and -1 of
** what is closed or negative, FD_NONE of what is no descriptor. */
#define FD_NONE (-2)
int sock_testfd (lua_State *L, int idx, const char **reason);
/* Pushes the table of sockets' methods, by name. */
static inline void sock_pushmethods (lua_State *L) {
  lua_pushliteral(L, "__index");
  lua_rawget(L, UP_SOCKET);
}

#endif
