/*
** handle.h: functions that the loop calls at a given time.
*/
#ifndef PYSOCKET_LOOP_HANDLE_H
#define PYSOCKET_LOOP_HANDLE_H

#include "loop/state.h"

void handle_run (lua_State *L, Loop *lp, Item *j);
/* Forgets the handle at `index`, if it is one. */
void handle_abandon (lua_State *L, int index);
/* Cancels all handles, after the tasks have ended. */
void handle_abandonall (lua_State *L, Loop *lp);
/* Pushes a new handle that delivers the end of the future at `future`. */
Item *handle_delivery (lua_State *L, int future);
/* If the handle delivers the end of a future, pushes the future, releases the
** handle and returns 1. */
int handle_takedelivery (lua_State *L, Item *j);
void handle_open (lua_State *L, const Open *o, int table);

#endif
