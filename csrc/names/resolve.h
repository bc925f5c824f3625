/*
** resolve.h: look-ups of names.
*/
#ifndef PYSOCKET_NAMES_RESOLVE_H
#define PYSOCKET_NAMES_RESOLVE_H

#include "base/object.h"

/* Looks the host of the address at `arg` up, puts the numeric address in its
** place and calls `again` with the same arguments. In a task it yields. */
int resolve_then (lua_State *L, Socket *s, int arg, lua_CFunction again);
/* What such a method calls first of all: its deadline, of which the look-up has
** used some; DEADLINE_UNSET if there was none. */
static inline int64_t resolve_until (const Socket *s) {
  int64_t until = s->state->until;
  s->state->until = DEADLINE_UNSET;
  return until;
}
void resolve_open (lua_State *L, const Open *o);

#endif
