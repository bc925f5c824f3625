/*
** socket.h: what the parts of the socket class share.
*/
#ifndef PYSOCKET_SOCKET_SOCKET_H
#define PYSOCKET_SOCKET_SOCKET_H

#include "base/op.h"

/* Pushes a socket object that owns nothing yet (fd = -1) and shows what the
** socket at `index` shows, unless the timeout of new sockets is another. */
Socket *sock_newlike (lua_State *L, int index);
/* What a step returns that could not send to an address. poll knows nothing of
** a UNIX peer's full queue unless connected to it: rest, and try again. */
static inline int sock_sendfailed (Op *op, int errnum) {
  op->events = (short)(errnum == EAGAIN && op->s->family == AF_UNIX
                       ? 0 : POLLOUT);
  return -errnum;
}

/* Lets the socket at `index` show its family, type, proto and timeout as
** fields: after sock_adopt, and when one of them has changed. */
void sock_setfields (lua_State *L, int index);
/* Pushes the metatable that shows the fields of `s`, to be set when nothing can
** fail any more. */
void sock_pushfields (lua_State *L, const Socket *s);

/* How much memory it takes to receive at most `size` bytes at once. */
size_t transfer_size (const Socket *s, size_t size, int flags);

void socket_open (lua_State *L, const Open *o);
void connect_open (lua_State *L, const Open *o);  /* bind, listen, accept … */
void class_open (lua_State *L, const Open *o);
void transfer_open (lua_State *L, const Open *o);
void message_open (lua_State *L, const Open *o);
void rights_open (lua_State *L, const Open *o);   /* send_fds, recv_fds */
void afalg_open (lua_State *L, const Open *o);
void sendfile_open (lua_State *L, const Open *o);
void stream_open (lua_State *L, const Open *o);  /* under makefile */
void option_open (lua_State *L, const Open *o);
void standin_open (lua_State *L, const Open *o);

#endif
