/*
** task.h: tasks.
*/
#ifndef PYSOCKET_LOOP_TASK_H
#define PYSOCKET_LOOP_TASK_H

#include "loop/state.h"

/* Runs the task until it suspends or ends. */
void task_resume (lua_State *L, Loop *lp, Task *t);
int task_spawn (lua_State *L);
void task_open (lua_State *L, const Open *o, int table);

#endif
