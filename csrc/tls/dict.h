/*
** dict.h: tables that print like Python's dictionaries.
*/
#ifndef PYSOCKET_TLS_DICT_H
#define PYSOCKET_TLS_DICT_H

#include "base/own.h"

/* Makes the table on the top print like a dictionary. */
static inline void dict_set (lua_State *L) {
  own_get(L, OWN_DICT);
  lua_setmetatable(L, -2);
}
void dict_open (lua_State *L, const Open *o);

#endif
