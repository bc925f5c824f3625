/*
** coroutine.h: a suspension passes through a user's coroutine.
*/
#ifndef PYSOCKET_LOOP_COROUTINE_H
#define PYSOCKET_LOOP_COROUTINE_H

#include "loop/state.h"

/* Where the loop whose task runs is kept, for all loads of the module that are in
** this Lua state: each has a loop of its own, and all have one `coroutine`. */
Loop **coroutine_innermost (lua_State *L);
void coroutine_open (lua_State *L, const Open *o, int table);

#endif
