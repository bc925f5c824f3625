/*
** output.h: bytes that streams have written and not yet sent.
*/
#ifndef PYSOCKET_LOOP_OUTPUT_H
#define PYSOCKET_LOOP_OUTPUT_H

#include "loop/state.h"

/* Sends the bytes that writers have written in this turn. If it runs out of memory,
** the loop stops; the next call continues. */
void output_flushall (lua_State *L, Loop *lp);
/* Drops the list of writers with bytes to send. */
void output_forgetall (lua_State *L, Loop *lp);
void output_open (lua_State *L, const Open *o, int table);

#endif
