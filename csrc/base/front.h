/*
** front.h: wraps a function that is written in Lua in a C function, which is
** what the user calls.
*/
#ifndef PYSOCKET_BASE_FRONT_H
#define PYSOCKET_BASE_FRONT_H

#include "base/state.h"

/* Ends a call from C, also a protected one, that may yield: returns the values
** above `base`, or raises the error. */
int front_results (lua_State *L, int status, lua_KContext base);
/* Replaces the Lua function on the top of the stack with a C function that calls
** it. */
void front_push (lua_State *L);
/* A method that does the usual case in C: front_newmethod(L, f) makes a closure of
** f with the arguments as further upvalues. The first is the function for all
** other cases; front_callslow calls it with the first `nargs` values of the
** stack. The second is the class. */
#define FRONT_SLOW lua_upvalueindex(NUPVALUES + 1)
#define FRONT_CLASS lua_upvalueindex(NUPVALUES + 2)
#define FRONT_NEXT lua_upvalueindex(NUPVALUES + 3)
int front_newmethod (lua_State *L, lua_CFunction f);
int front_callslow (lua_State *L, int nargs);
/* Calls the function in the upvalue with all values of the stack. Outside of coroutines,
** the tracebacks of its errors do not show its own lines. */
int front_callclean (lua_State *L, int upvalue);
void front_open (lua_State *L, const Open *o);

#endif
