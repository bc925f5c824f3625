/*
** callback.h: how the loop calls functions.
*/
#ifndef PYSOCKET_LOOP_CALLBACK_H
#define PYSOCKET_LOOP_CALLBACK_H

#include "loop/state.h"

/* Calls the function below its `nargs` arguments on top of the stack, and
** reports its error. It runs in a coroutine kept for this: so Ctrl-C, a hook of
** the main thread, is not taken for an error of the function; the turn raises
** it. */
void callback_call (lua_State *L, Loop *lp, int nargs);
/* The same for a function of the module's own that must not fail: its error is
** raised, and so stops the loop. */
void callback_vital (lua_State *L, Loop *lp, int nargs);
/* The same in steps, for a function and arguments that are not on the stack: the
** coroutine onto which they are moved, or NULL where there is no memory for that;
** then the call, which returns a status and leaves an error on the top; then what
** becomes of that error. */
lua_State *callback_begin (lua_State *L, int nargs);
int callback_end (lua_State *L, lua_State *co, int nargs);
void callback_report (lua_State *L);
void callback_raise (lua_State *L, Loop *lp);
void callback_open (lua_State *L, const Open *o);

#endif
