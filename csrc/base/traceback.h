/*
** traceback.h: the stack of an error, from the user's innermost line on.
*/
#ifndef PYSOCKET_BASE_TRACEBACK_H
#define PYSOCKET_BASE_TRACEBACK_H

#include "base/state.h"

/* Pushes the error at `e` as text. If its __tostring fails, the text is
** Python's. */
void trace_pushtext (lua_State *L, int e);
/* For a message handler: pushes the error at `e` as text, with the current
** stack. If the error is raised again, `origin` is the index of its first
** traceback, which then replaces the text; otherwise it is 0. */
void trace_push (lua_State *L, int e, int origin);
/* Pushes the stack of the suspended coroutine `co`. */
void trace_pushstack (lua_State *L, lua_State *co);
void trace_open (lua_State *L, const Open *o);

#endif
