/*
** address.h: converts addresses in LuaSocket's form, which is a host and a port
** or, for AF_UNIX, a path.
*/
#ifndef PYSOCKET_LUASOCKET_ADDRESS_H
#define PYSOCKET_LUASOCKET_ADDRESS_H

#include "address/address.h"

/* Sets the address and returns 1 if the host and the port are numbers in their
** usual form. `family` may be AF_UNSPEC. */
int luasock_parseaddress (const char *host, const char *port, int family,
                          Address *a);
/* Sets the address from the path at `arg`. Returns 0 if the path is too long. */
int luasock_parsepath (lua_State *L, int arg, Address *a);
/* Pushes the host and the port, an integer, and returns 0; or pushes nothing and
** returns a code of getnameinfo. */
int luasock_pushaddress (lua_State *L, const Address *a);
/* Pushes the path; "" if there is none. */
void luasock_pushpath (lua_State *L, const Address *a);

#endif
