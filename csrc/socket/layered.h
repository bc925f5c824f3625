/*
** layered.h: send and recv of a socket that has a layer.
*/
#ifndef PYSOCKET_SOCKET_LAYERED_H
#define PYSOCKET_SOCKET_LAYERED_H

#include "base/layer.h"

/* The methods of these names, after their arguments were checked. */
int layered_recv (lua_State *L, Socket *s, size_t len, int flags);
int layered_recv_into (lua_State *L, Socket *s, char *into, size_t len,
                       int flags);
int layered_send (lua_State *L, Socket *s, const char *data, size_t len,
                  int flags);
int layered_sendall (lua_State *L, Socket *s, const char *data, size_t len,
                     int flags);
/* For a step, after the layer has accepted all bytes: waits until they are sent,
** unless the loop sends them. Returns 0, or -errno like a step. */
int layered_sent (lua_State *L, Op *op);
void layered_open (lua_State *L, const Open *o);

#endif
