/*
** traceback.h: the stack of an error, from the user's innermost line on.
*/
#ifndef PYSOCKET_BASE_TRACEBACK_H
#define PYSOCKET_BASE_TRACEBACK_H

#include "base/state.h"

/* Pushes the error at `e` as text, in Python's words where its __tostring fails. */
void trace_pushtext (lua_State *L, int e);
/* For a message handler: pushes the error at `e` as text, and the stack as it is.
** `origin`: the index of a string that stands there for the error and for the
** stack that it comes from, or 0. */
void trace_push (lua_State *L, int e, int origin);
void trace_open (lua_State *L, const Open *o);

#endif
