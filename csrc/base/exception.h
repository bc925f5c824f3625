/*
** exception.h: the classes of errors.
*/
#ifndef PYSOCKET_BASE_EXCEPTION_H
#define PYSOCKET_BASE_EXCEPTION_H

#include "base/state.h"

/* Pushes the class of that name; raises an error if there is none. */
void exception_push (lua_State *L, const char *name);
/* Pushes the class that the module has under that name, which may be an alias.
** Returns 0 if there is none. */
int exception_pushpublic (lua_State *L, const char *name);
/* Makes the table on the top an instance of the class for an errno of the system. */
void exception_setclass (lua_State *L, int errnum);
/* Is the value at `idx` an error of the class of that name or of a subclass? */
int exception_is (lua_State *L, int idx, const char *class);
/* Reads each class from the module at stack index `module`, which creates
** it. */
void exception_all (lua_State *L, int module);
void exception_open (lua_State *L, const Open *o);

#endif
