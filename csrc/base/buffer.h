/*
** buffer.h: bytearrays and views, and the buffer that receives.
*/
#ifndef PYSOCKET_BASE_BUFFER_H
#define PYSOCKET_BASE_BUFFER_H

#include "base/state.h"

/* The kernel copies fastest to the start of one. */
#define CACHE_LINE ((size_t)64)

/* A bytearray or a view, as bytes; else "bad argument". */
const char *bytes_checkbuffer (lua_State *L, int arg, size_t *len);
/* The same of a string too: the usual case. */
static inline const char *bytes_check (lua_State *L, int arg, size_t *len) {
  const char *str = lua_tolstring(L, arg, len);
  return str != NULL ? str : bytes_checkbuffer(L, arg, len);
}
/* A bytearray or a view, as writable bytes. */
char *bytes_checkwritable (lua_State *L, int arg, size_t *len);
/* The same for any stack index: NULL where those would raise. */
const char *bytes_test (lua_State *L, int idx, size_t *len);
char *bytes_testwritable (lua_State *L, int idx, size_t *len);
/* The state's reused receive buffer, at least `size` bytes, aligned to a
** cache line; raises when there is no memory. Valid until the next call. */
char *bytes_scratch (lua_State *L, State *st, size_t size);
/* Gives an unusually large scratch buffer back, resp. any. */
void bytes_trim (State *st);
void bytes_free (State *st);
void buffer_open (lua_State *L, const Open *o);

#endif
