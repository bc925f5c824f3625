/*
** address.h: converts socket addresses between Lua values and sockaddrs.
*/
#ifndef PYSOCKET_ADDRESS_ADDRESS_H
#define PYSOCKET_ADDRESS_ADDRESS_H

#include "base/object.h"

#include <netinet/in.h>
#include <sys/un.h>

typedef struct Address Address;

struct Address {
  socklen_t len;
  union {
    struct sockaddr sa;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    struct sockaddr_un un;
    struct sockaddr_storage ss;
  } u;
};
/* Parses the address at `arg` for the socket's family into *a; a wrong one
** raises "bad argument". Returns 1, or 0 if a host name has to be looked up
** first: then `return resolve_then(L, s, arg, method)`. */
int addr_parse (lua_State *L, int arg, const Socket *s, Address *a);
/* Parses {host, port} if the host is the last one, as in a program that sends
** repeatedly. This takes a third of the time of parsing any address. */
int addr_again (lua_State *L, int arg, const Socket *s, Address *a);
/* Pushes an address as Python returns it (nil for an empty one). `proto` and
** `fd` matter to few families (CAN, PACKET, BLUETOOTH); fd may be -1. */
void addr_push (lua_State *L, const Socket *s, const Address *a);
/* Pushes the address argument, for an error: a table becomes an address object,
** which prints as in Python. */
void addr_pushgiven (lua_State *L, int arg);
/* Pushes {host, port} of an INET sockaddr, or {host, port, flowinfo, scope_id}
** of an INET6 sockaddr, for functions that have no socket. */
void addr_pushinet (lua_State *L, State *st, const Address *a);
/* Pushes the text that Python prints for the address at `index`, which may be a
** string (a UNIX path, an abstract name). */
void addr_pushrepr (lua_State *L, int index);
void addr_open (lua_State *L, const Open *o);
void inet_open (lua_State *L, const Open *o);  /* byte order, textual addresses */

#endif
