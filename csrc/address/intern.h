/*
** intern.h: one table for each address, so that it can be a key.
*/
#ifndef PYSOCKET_ADDRESS_INTERN_H
#define PYSOCKET_ADDRESS_INTERN_H

#include "base/state.h"

/* Replaces the `n` items, the metatable and the key on the top of the stack with
** the address. */
void intern (lua_State *L, int n);
/* Addresses whose key is an integer are looked for in two tables: each function
** pushes one of them, and the address that it has for the key, or nil. */
int intern_recent (lua_State *L, lua_Integer key);
int intern_other (lua_State *L, lua_Integer key);
/* Adds the new address on the top, for which the two have pushed what they found;
** `taken`: the first one has found another address. */
void intern_integer (lua_State *L, lua_Integer key, int taken);
/* Replaces the new address and the key on the top of the stack with the address
** to use. */
void intern_table (lua_State *L);
/* Has the table at `table` nothing but its first `n` items? In lua_next, what the
** program has added comes after them. If there is more, its key and value are left on
** the top. */
static inline int intern_isunchanged (lua_State *L, int table, int n) {
  lua_pushinteger(L, n);
  return !lua_next(L, table);
}

void intern_open (lua_State *L, const Open *o);

#endif
