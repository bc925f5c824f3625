/*
** buffer.h: bytearrays and views, and the receive buffer.
*/
#ifndef PYSOCKET_BASE_BUFFER_H
#define PYSOCKET_BASE_BUFFER_H

#include "base/state.h"

/* The kernel copies fastest to the start of a cache line. */
#define CACHE_LINE ((size_t)64)

/* A bytearray or a view, as bytes; else "bad argument". */
const char *bytes_checkbuffer (lua_State *L, int arg, size_t *len);
/* The same, but also accepts a string, which is the usual case. */
static inline const char *bytes_check (lua_State *L, int arg, size_t *len) {
  const char *str = lua_tolstring(L, arg, len);
  return str != NULL ? str : bytes_checkbuffer(L, arg, len);
}
/* A bytearray or a view, as writable bytes. */
char *bytes_checkwritable (lua_State *L, int arg, size_t *len);
/* The same for any stack index. Return NULL where those would raise. */
const char *bytes_test (lua_State *L, int idx, size_t *len);
char *bytes_testwritable (lua_State *L, int idx, size_t *len);
/* The reused receive buffer of the state, with at least `size` bytes, aligned
** to a cache line. Raises if there is no memory. Valid until the next call. */
char *bytes_scratch (lua_State *L, State *st, size_t size);
/* bytes_trim frees the scratch buffer if it is unusually large, bytes_free
** always. */
void bytes_trim (State *st);
void bytes_free (State *st);
void buffer_open (lua_State *L, const Open *o);

#endif
