/*
** show.h: makes results and modules print as in Python.
*/
#ifndef PYSOCKET_BASE_SHOW_H
#define PYSOCKET_BASE_SHOW_H

#include "base/own.h"

/* Makes the sequence on the top of the stack print as a list. */
static inline void list_set (lua_State *L) {
  own_setmetatable(L, OWN_LIST);
}
/* Raises an error if the key at `idx` is an integer below 1, which would find an
** item in Python, but nothing in Lua. */
void position_check (lua_State *L, int idx);
/* Makes the table on the top print as <kind 'name'>. It keeps its metatable. */
void show_as (lua_State *L, const char *kind, const char *name);
void show_open (lua_State *L, const Open *o);

#endif
