/*
** owner.h: the objects that connections belong to: SSLSocket and SSLObject.
*/
#ifndef PYSOCKET_TLS_OWNER_H
#define PYSOCKET_TLS_OWNER_H

#include "tls/connection.h"

/* The layer of every SSLSocket has this very class. */
extern const char sslsocket_class[];

/* The socket at `arg`, of any class, or NULL. */
Socket *anysocket_test (lua_State *L, int arg);
/* The SSLSocket at `arg`, else "bad argument". Its connection is its layer. */
Socket *sslsocket_check (lua_State *L, int arg);
static inline Connection *sslsocket_connection (const Socket *s) {
  return (Connection *)s->layer;
}
/* The SSLObject at `arg`, which is a connection, else "bad argument". */
Connection *sslobject_check (lua_State *L, int arg);
/* The connection of the SSLSocket or SSLObject at `arg`, else "bad argument". */
Connection *owner_check (lua_State *L, int arg);
/* The SSL object of the owner at 1 if the handshake is over, else NULL. */
SSL *owner_finished (lua_State *L);
/* The same for functions that call Lua while they use it: pushes a guard, like
** connection_hold. */
SSL *owner_hold (lua_State *L);
/* Push and set (from the top) a user value of its connection. */
void owner_pushvalue (lua_State *L, int arg, int value);
void owner_setvalue (lua_State *L, int arg, int value);
/* The second user value of an SSLSocket; the first is the State. */
#define SOCKET_CONNECTION 2

#endif
