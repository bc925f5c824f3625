/*
** info.h: what SSLSocket and SSLObject tell about their connection.
*/
#ifndef PYSOCKET_TLS_INFO_H
#define PYSOCKET_TLS_INFO_H

#include "base/state.h"

/* Pushes the field of that name, or nil. */
int info_pushfield (lua_State *L, int arg, const char *name);
/* Lets the connection, which has an SSL now, resume the session that it was
** given. Raises. */
void info_resume (lua_State *L, int arg);
/* s.context = context, s.session = session */
int info_newindex (lua_State *L);
/* Sets the methods into the table at `table`. */
void info_open (lua_State *L, const Open *o, int table);

#endif
