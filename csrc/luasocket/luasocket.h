/*
** luasocket.h: sockets with the conventions of LuaSocket.
*/
#ifndef PYSOCKET_LUASOCKET_LUASOCKET_H
#define PYSOCKET_LUASOCKET_LUASOCKET_H

#include "base/state.h"

/* Pushes the functions and classes of sockets with LuaSocket's conventions. */
void luasocket_open (lua_State *L, const Open *o);

#endif
