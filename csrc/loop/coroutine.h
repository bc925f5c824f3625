/*
** coroutine.h: coroutines that let the suspension of a task pass.
*/
#ifndef PYSOCKET_LOOP_COROUTINE_H
#define PYSOCKET_LOOP_COROUTINE_H

#include "loop/state.h"

/* Where the loop whose task runs is kept, for all loads of the module in this
** Lua state: each load has a loop of its own, and all share one `coroutine`. */
Loop **coroutine_innermost (lua_State *L);
void coroutine_open (lua_State *L, const Open *o, int table);

#endif
