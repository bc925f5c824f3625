/*
** report.h: errors that were never retrieved.
*/
#ifndef PYSOCKET_LOOP_REPORT_H
#define PYSOCKET_LOOP_REPORT_H

#include "loop/state.h"

/* Reports an error that was never retrieved: on stderr, or to the handler that
** the Lua modules have set. Takes task | nil, error, traceback | nil from the
** top of the stack. Never raises. */
void report_unhandled (lua_State *L);
/* The same as a function: (task | nil, error, traceback | nil). */
int report_error (lua_State *L);
/* Replaces the task, or the error, on the top by its traceback or nil. */
void report_totraceback (lua_State *L);
/* The finalizer of a failed task, and of the object that goes with one. */
int report_gc (lua_State *L);
void report_open (lua_State *L, const Open *o, int table);

#endif
