/*
** tables.h: constants, enumerations and errno.
*/
#ifndef PYSOCKET_TABLES_TABLES_H
#define PYSOCKET_TABLES_TABLES_H

#include "base/state.h"

/* Pushes the constant or the enumeration of that name. Returns 0 if there is
** none. */
int constants_push (lua_State *L, const char *name, size_t len);
/* Reads each constant from the module at stack index `module`, which creates
** it. */
void constants_all (lua_State *L, int module);
void errno_open (lua_State *L, const Open *o);

#endif
