/*
** resolve.h: lookups of names, and of the host of a method's address.
*/
#ifndef PYSOCKET_NAMES_RESOLVE_H
#define PYSOCKET_NAMES_RESOLVE_H

#include "base/object.h"

/* Looks up the host of the address at `arg`, replaces the address with the
** numeric one, and calls `again` with the same arguments and the deadline of the
** socket's timeout (DEADLINE_UNSET: none). In a task it yields. */
int resolve_then (lua_State *L, Socket *s, int arg,
                  int (*again) (lua_State *L, int64_t until));
void resolve_open (lua_State *L, const Open *o);

#endif
