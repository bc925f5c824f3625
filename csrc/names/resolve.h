/*
** resolve.h: name look-ups.
*/
#ifndef PYSOCKET_NAMES_RESOLVE_H
#define PYSOCKET_NAMES_RESOLVE_H

#include "base/object.h"

/* Looks up the host of the address at `arg`, replaces the address by the numeric
** one, and calls `again` with the same arguments and what is left of the
** socket's timeout: its deadline, or DEADLINE_UNSET. In a task it yields. */
int resolve_then (lua_State *L, Socket *s, int arg,
                  int (*again) (lua_State *L, int64_t until));
void resolve_open (lua_State *L, const Open *o);

#endif
