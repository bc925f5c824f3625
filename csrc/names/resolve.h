/*
** resolve.h: name look-ups.
*/
#ifndef PYSOCKET_NAMES_RESOLVE_H
#define PYSOCKET_NAMES_RESOLVE_H

#include "base/object.h"

/* Looks up the host of the address at `arg`, replaces the address by the numeric
** one, and calls `again` with the same arguments. In a task it yields. */
int resolve_then (lua_State *L, Socket *s, int arg, lua_CFunction again);
/* Such a method calls this first. Returns its deadline if a look-up has used
** some of its time, or else DEADLINE_UNSET. */
static inline int64_t resolve_until (const Socket *s) {
  int64_t until = s->state->until;
  s->state->until = DEADLINE_UNSET;
  return until;
}
void resolve_open (lua_State *L, const Open *o);

#endif
