/*
** socket.h: functions that the files of the class socket share.
*/
#ifndef PYSOCKET_SOCKET_SOCKET_H
#define PYSOCKET_SOCKET_SOCKET_H

#include "base/op.h"

/* Pushes a socket object that owns nothing yet (fd = -1) and has the fields of
** the socket at `index`, unless the timeout of new sockets differs. */
Socket *sock_newlike (lua_State *L, int index);
/* The result of a step that could not send to an address. poll cannot wait for the
** full queue of a UNIX socket that is not the peer, so the step is retried. */
static inline int sock_sendfailed (Op *op, int errnum) {
  op->events = (short)(errnum == EAGAIN && op->s->family == AF_UNIX
                       ? 0 : POLLOUT);
  return -errnum;
}

/* Removes the descriptor from the object, after waking all tasks that wait for
** it, and returns it. */
int sock_release (Socket *s);
/* Closes the descriptor exactly once. Returns 0 or an errno. */
int sock_closenow (Socket *s);

/* Updates the fields family, type, proto and timeout of the socket at `index`.
** Call it after sock_adopt, and when one of them has changed. */
void sock_setfields (lua_State *L, int index);
/* Pushes the metatable with the fields of the socket at `index`, but with this
** timeout. Set it when nothing can fail any more. */
void sock_pushfields (lua_State *L, int index, int64_t timeout);

/* The memory that is needed to receive at most `size` bytes at once. */
size_t transfer_size (const Socket *s, size_t size, int flags);

void socket_open (lua_State *L, const Open *o);
void connect_open (lua_State *L, const Open *o);  /* bind, listen, accept, … */
void class_open (lua_State *L, const Open *o);
/* Call it when the metatable of sockets has all its other fields. */
void class_openmetatables (lua_State *L, const Open *o);
void transfer_open (lua_State *L, const Open *o);
void message_open (lua_State *L, const Open *o);
void rights_open (lua_State *L, const Open *o);   /* send_fds, recv_fds */
void afalg_open (lua_State *L, const Open *o);
void sendfile_open (lua_State *L, const Open *o);
void filebuffer_open (lua_State *L, const Open *o);  /* under makefile */
void filemethods_open (lua_State *L, const Open *o);
void option_open (lua_State *L, const Open *o);
void child_open (lua_State *L, const Open *o);    /* fork */

#endif
