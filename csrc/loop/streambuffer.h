/*
** streambuffer.h: bytes that streams have not yet read or sent.
*/
#ifndef PYSOCKET_LOOP_STREAMBUFFER_H
#define PYSOCKET_LOOP_STREAMBUFFER_H

#include "loop/state.h"

/* Sends the bytes that writers have written in this turn. If it runs out of memory,
** the loop stops; the next call continues. */
void streambuffer_flushall (lua_State *L, Loop *lp);
/* Drops the list of writers with bytes to send. */
void streambuffer_forgetall (lua_State *L, Loop *lp);
void streambuffer_open (lua_State *L, const Open *o, int table);

#endif
