/*
** ip.h: the addresses of the families INET and INET6.
*/
#ifndef PYSOCKET_ADDRESS_IP_H
#define PYSOCKET_ADDRESS_IP_H

#include "address/family.h"

extern const Family ip_rows[];
/* Parses the INET address at `arg` if its host is the last one; otherwise returns 0.
** Leaves values on the stack. */
int ip_again (lua_State *L, int arg, Address *a);
/* Push an address of INET, and of INET6. The socket may be NULL. */
void ip_push4 (lua_State *L, const Socket *s, const Address *a);
void ip_push6 (lua_State *L, const Socket *s, const Address *a);
/* The shape of an address with so many items. */
const Shape *ip_shape (lua_Unsigned items);
/* An address in an error may be used as a key, too: replaces the address object
** on the top with the one that calls return, if it is equal. Does nothing for the
** shapes of other families. */
void ip_intern (lua_State *L, const Shape *shape);

#endif
