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
/* (task | nil, error, traceback | nil): the same as a function, which may raise */
int report_error (lua_State *L);
/* Replaces the task or error on the top with its traceback or nil. */
void report_totraceback (lua_State *L);
/* The finalizer of a failed task, or of the object that is finalized with it. */
int report_gc (lua_State *L);
void report_open (lua_State *L, const Open *o, int table);

#endif
