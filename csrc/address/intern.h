/*
** intern.h: one table for each address, so that it can be a key.
*/
#ifndef PYSOCKET_ADDRESS_INTERN_H
#define PYSOCKET_ADDRESS_INTERN_H

#include "base/state.h"

/* The stack has `n` items from index `items` on, their metatable, the weak table,
** and on the top its value for them. Is the value an address with exactly these
** items? If not, replaces it with a new address. */
int intern_known (lua_State *L, int items, int n);
/* Replaces the `n` items, the metatable and the key on the top of the stack with
** the address. */
void intern (lua_State *L, int n);
/* Replaces the new address and the key on the top of the stack with the address
** to use. */
void intern_table (lua_State *L);
void intern_open (lua_State *L, const Open *o);

#endif
