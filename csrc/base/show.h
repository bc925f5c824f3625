/*
** show.h: makes results, modules and enumerations print as in Python.
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
/* Adds the member to the enumeration on the top, which maps names to values and
** each value to the first of its names in alphabetical order, as in Python. */
void enum_add (lua_State *L, const char *name, lua_Integer value);
/* Makes the table on the top print as <kind 'name'>. It keeps its metatable. */
void show_as (lua_State *L, const char *kind, const char *name);
void show_open (lua_State *L, const Open *o);

#endif
