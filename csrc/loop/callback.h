/*
** callback.h: calls of functions by the loop.
*/
#ifndef PYSOCKET_LOOP_CALLBACK_H
#define PYSOCKET_LOOP_CALLBACK_H

#include "loop/state.h"

/* Calls the function below its `nargs` arguments on the top of the stack, and
** reports its error. The function runs in a coroutine of its own: Ctrl-C, a hook
** of the main thread, is therefore raised by the turn, and not reported as an
** error of the function. */
void callback_call (lua_State *L, Loop *lp, int nargs);
/* The same for a function of the module that must not fail: its error is
** raised, and stops the loop. */
void callback_call_essential (lua_State *L, Loop *lp, int nargs);
/* The same in steps, for a function and arguments that are not on the stack.
** callback_begin returns the coroutine to push them on, or NULL if there is no
** memory. callback_end makes the call, returns a status and leaves an error on
** the top. The other two report or raise that error. */
lua_State *callback_begin (lua_State *L, int nargs);
int callback_end (lua_State *L, lua_State *co, int nargs);
void callback_report (lua_State *L);
void callback_raise (lua_State *L, Loop *lp);
void callback_open (lua_State *L, const Open *o);

#endif
