/*
** handle.h: functions that the loop calls at their time.
*/
#ifndef PYSOCKET_LOOP_HANDLE_H
#define PYSOCKET_LOOP_HANDLE_H

#include "loop/state.h"

void handle_run (lua_State *L, Loop *lp, Due *j);
/* Forgets the handle at `index`, if it is one. */
void handle_abandon (lua_State *L, int index);
/* Nothing is due any longer: forgets all handles. The tasks have ended. */
void handle_abandonall (lua_State *L, Loop *lp);
/* Makes the handle that delivers the news of the future at `future`, and leaves
** it on the top. */
Due *handle_news (lua_State *L, int future);
/* If it delivers the news of a future, pushes the future, forgets the handle
** and returns true. */
int handle_takenews (lua_State *L, Due *j);
void handle_open (lua_State *L, const Open *o, int table);

#endif
