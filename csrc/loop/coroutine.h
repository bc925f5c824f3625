/*
** coroutine.h: coroutines inside tasks.
*/
#ifndef PYSOCKET_LOOP_COROUTINE_H
#define PYSOCKET_LOOP_COROUTINE_H

#include "loop/state.h"

/* The variable of the loop whose task runs. All loads of the module in this Lua
** state share it: each has its own loop, but there is one table `coroutine`. */
Loop **coroutine_innermost (lua_State *L);
void coroutine_open (lua_State *L, const Open *o, int table);

#endif
