/*
** info.h: methods and fields of SSLSocket and SSLObject about their connection.
*/
#ifndef PYSOCKET_TLS_INFO_H
#define PYSOCKET_TLS_INFO_H

#include "base/state.h"

/* Pushes the field of that name, or nil. */
int info_pushfield (lua_State *L, int arg, const char *name);
/* Lets a new SSL resume the session that the program has set for the connection.
** Raises if that is impossible. */
void info_resume (lua_State *L, int arg);
/* s.context = context; s.session = session */
int info_newindex (lua_State *L);
/* Adds the methods to the table at `table`. */
void info_open (lua_State *L, const Open *o, int table);

#endif
