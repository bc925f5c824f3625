/*
** intern.h: one table for each address, so that it can be a key.
*/
#ifndef PYSOCKET_ADDRESS_INTERN_H
#define PYSOCKET_ADDRESS_INTERN_H

#include "base/state.h"

/* `n` items, from index `items` on, and their metatable are followed by the weak
** table and by what it has for them, on the top. Is this an address that has
** just these items? Otherwise it is replaced by a new one. */
int intern_known (lua_State *L, int items, int n);
/* Replaces `n` items, their metatable and the key of their address on the top of
** the stack by the address. */
void intern (lua_State *L, int n);
/* The same for a new address below its key. */
void intern_table (lua_State *L);
void intern_open (lua_State *L, const Open *o);

#endif
