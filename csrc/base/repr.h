/*
** repr.h: strings as Python prints them.
*/
#ifndef PYSOCKET_BASE_REPR_H
#define PYSOCKET_BASE_REPR_H

#include <stddef.h>

#include <lauxlib.h>

/* What the bytes are in Python: it escapes each in another way. */
enum { REPR_STR, REPR_BYTES, REPR_BYTEARRAY };

/* Adds the repr: 'text' of a str, else b'text'. */
void repr_add (luaL_Buffer *b, const char *s, size_t len, int kind);
/* Adds the repr of the value at the absolute index `idx`; the buffer has the
** top. */
void repr_addvalue (lua_State *L, luaL_Buffer *b, int idx);
/* Is a path or a host bytes in Python, or a str? An abstract name is bytes. */
int repr_kind (const char *s, size_t len);

#endif
