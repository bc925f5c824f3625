/*
** info.h: what SSLSocket and SSLObject tell about their connection.
*/
#ifndef PYSOCKET_TLS_INFO_H
#define PYSOCKET_TLS_INFO_H

#include "tls/connection.h"

/* The connection of the SSLSocket or SSLObject at `arg`, else "bad argument". */
Connection *info_check (lua_State *L, int arg);
/* Pushes the connection's user value. */
void info_pushvalue (lua_State *L, int arg, int value);
/* Pushes the field of that name, or nil. */
int info_pushfield (lua_State *L, int arg, const char *name);
/* Sets the field of that name to the value at stack index `value`. Raises. */
void info_setfield (lua_State *L, int arg, const char *name, int value);
/* Lets the connection, which has an SSL now, resume the session that it was
** given. Raises. */
void info_resume (lua_State *L, int arg);
/* Sets the methods into the table at `table`. */
void info_open (lua_State *L, const Open *o, int table);

#endif
