/*
** repr.h: strings as Python prints them.
*/
#ifndef PYSOCKET_BASE_REPR_H
#define PYSOCKET_BASE_REPR_H

#include <stddef.h>

#include <lauxlib.h>

/* The Python type of the bytes, which decides how they are escaped. */
enum { REPR_STR, REPR_BYTES, REPR_BYTEARRAY };

/* Adds the repr: 'text' for a str, else b'text'. */
void repr_add (luaL_Buffer *b, const char *s, size_t len, int kind);
/* Adds the repr of the value at the absolute index `idx`. The buffer is at the
** top of the stack. */
void repr_addvalue (lua_State *L, luaL_Buffer *b, int idx);
/* Returns the Python type of a path or a host. An abstract name is bytes. */
int repr_kind (const char *s, size_t len);

#endif
