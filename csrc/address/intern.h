/*
** intern.h: one table for each address, so that it can be a key.
*/
#ifndef PYSOCKET_ADDRESS_INTERN_H
#define PYSOCKET_ADDRESS_INTERN_H

#include "base/state.h"

/* Replaces the `n` items, the metatable and the key on the top of the stack with
** the address. */
void intern (lua_State *L, int n);
/* The same with an integer as the key, which is not on the stack. */
void intern_integer (lua_State *L, int n, lua_Integer key);
/* Replaces the new address and the key on the top of the stack with the address
** to use. */
void intern_table (lua_State *L);
void intern_open (lua_State *L, const Open *o);

#endif
