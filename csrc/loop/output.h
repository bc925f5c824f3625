/*
** output.h: what streams have written and not yet sent.
*/
#ifndef PYSOCKET_LOOP_OUTPUT_H
#define PYSOCKET_LOOP_OUTPUT_H

#include "loop/state.h"

/* Sends what the writers have written in this turn. If it runs out of memory,
** the loop stops; called again, it continues. */
void output_flushall (lua_State *L, Loop *lp);
/* The writers of this turn send nothing any more. */
void output_forgetall (lua_State *L, Loop *lp);
void output_open (lua_State *L, const Open *o, int table);

#endif
