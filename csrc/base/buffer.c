/*
** buffer.c: writable bytes. A bytearray owns its memory, and a view shows a part
** of a bytearray. Both are one type, `Buffer`, and functions that send accept
** them like strings. The file also has the bytes-like arguments and the scratch
** buffer for the rest of the module.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/repr.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* TCP takes a multiple of the CPU time if the destination of a receive starts a
** few bytes into a page, so the scratch buffer starts at a page. */
#define PAGE 4096

/* A larger buffer is freed after the call that needed it. */
#define SCRATCH_KEEP ((size_t)1 << 20)

typedef struct Buffer {
  char *data;
  size_t size;
  const struct Buffer *owner;  /* the bytearray: this one, or a view's, which
                               ** the view's user value keeps alive */
} Buffer;

/* ---- the bytes-like argument ---------------------------------------------- */

static Buffer *buffer_test (lua_State *L, int arg) {
  Buffer *b = (Buffer *)lua_touserdata(L, arg);
  if (b != NULL && lua_getmetatable(L, arg)) {
    int same = lua_rawequal(L, -1, UP_BUFFER);
    lua_pop(L, 1);
    if (same) return b;
  }
  return NULL;
}

static Buffer *buffer_check (lua_State *L, int arg) {
  Buffer *b = buffer_test(L, arg);
  if (b == NULL) luaL_typeerror(L, arg, "bytearray or view");
  return b;
}

const char *bytes_test (lua_State *L, int idx, size_t *len) {
  const char *str = lua_tolstring(L, idx, len);  /* a number becomes a string,
                                                 ** as io.write has it */
  return str != NULL ? str : bytes_testwritable(L, idx, len);
}

char *bytes_testwritable (lua_State *L, int idx, size_t *len) {
  Buffer *b = buffer_test(L, idx);
  if (b == NULL) return NULL;
  *len = b->size;
  return b->data;
}

const char *bytes_checkbuffer (lua_State *L, int arg, size_t *len) {
  const char *bytes = bytes_testwritable(L, arg, len);
  if (bytes == NULL) luaL_typeerror(L, arg, "string, bytearray or view");
  return bytes;
}

char *bytes_checkwritable (lua_State *L, int arg, size_t *len) {
  char *bytes = bytes_testwritable(L, arg, len);
  if (bytes == NULL && lua_type(L, arg) == LUA_TSTRING)
    luaL_argerror(L, arg, "bytearray or view expected, got string, which "
      "cannot be written to; make a buffer with socket.bytearray(size)");
  else if (bytes == NULL) luaL_typeerror(L, arg, "bytearray or view");
  return bytes;
}

/* ---- the scratch buffer ---------------------------------------------------- */

void bytes_free (State *st) {
  free(st->scratch_memory);
  st->scratch = NULL;
  st->scratch_memory = NULL;
  st->scratch_size = 0;
}

char *bytes_scratch (lua_State *L, State *st, size_t size) {
  if (size > st->scratch_size || st->scratch == NULL) {
    /* whole pages, at least one */
    size_t whole = ((size - (size > 0)) | (PAGE - 1)) + 1;
    bytes_free(st);  /* first, because its bytes are not needed any more */
    /* cppcheck-suppress knownConditionTrueFalse ; it is 0 where it overflows */
    if (whole != 0) st->scratch_memory = aligned_alloc(PAGE, whole);
    if (st->scratch_memory == NULL) err_memory(L);
    st->scratch = (char *)st->scratch_memory;
    st->scratch_size = whole;
  }
  return st->scratch;
}

void bytes_trim (State *st) {
  if (st->scratch_size > SCRATCH_KEEP || st->ended) bytes_free(st);
}

/* ---- making them ----------------------------------------------------------- */

/* The next multiple of CACHE_LINE. */
static char *align (char *p) {
  size_t over = (size_t)((uintptr_t)p % CACHE_LINE);
  return over == 0 ? p : p + (CACHE_LINE - over);
}

/* Pushes a bytearray. Its memory is part of the userdata, so the collector
** counts it and nothing has to be freed. */
static Buffer *bytearray_new (lua_State *L, size_t size) {
  size_t whole = sizeof(Buffer) + CACHE_LINE - 1 + size;
  Buffer *b = (Buffer *)lua_newuserdatauv(L, whole, 0);
  b->data = align((char *)(b + 1));
  b->size = size;
  b->owner = b;
  lua_pushvalue(L, UP_BUFFER);
  lua_setmetatable(L, -2);
  return b;
}

static size_t bytearray_checksize (lua_State *L, int arg) {
  const size_t max = (size_t)-1 / 2 - sizeof(Buffer) - CACHE_LINE;
  lua_Integer n = luaL_optinteger(L, arg, 0);
  luaL_argcheck(L, n >= 0, arg, "negative size");
  luaL_argcheck(L, (lua_Unsigned)n <= max, arg, "size is too large");
  return (size_t)n;
}

/* socket.bytearray([size | bytes]) -> bytearray
** `size` zeros, or a copy of the bytes of a string, bytearray or view. */
static int buffer_bytearray (lua_State *L) {
  keywords_check(L, 1, "source");
  if (lua_isnoneornil(L, 1) || lua_type(L, 1) == LUA_TNUMBER) {
    Buffer *b = bytearray_new(L, bytearray_checksize(L, 1));
    memset(b->data, 0, b->size);
  }
  else {
    size_t len;
    const char *bytes = bytes_test(L, 1, &len);
    if (bytes == NULL)
      return luaL_typeerror(L, 1, "size, string, bytearray or view");
    memcpy(bytearray_new(L, len)->data, bytes, len);
  }
  return 1;
}

/* The range that the arguments `first` and `first` + 1 name in `len` bytes,
** clipped to them as string.sub does: its offset, and its length in *count. */
static size_t buffer_range (lua_State *L, int first, size_t len,
                            size_t *count) {
  lua_Integer n = (lua_Integer)len;
  lua_Integer i = luaL_optinteger(L, first, 1);
  lua_Integer j = luaL_optinteger(L, first + 1, -1);
  if (i < 0) i = i < -n ? 1 : n + i + 1;
  else if (i == 0) i = 1;
  else if (i > n) i = n + 1;
  if (j < 0) j = j < -n ? 0 : n + j + 1;
  else if (j > n) j = n;
  *count = i <= j ? (size_t)(j - i + 1) : 0;
  return (size_t)(i - 1);
}

/* Pushes the view at `arg`, which must show the same bytearray as `b`. */
static Buffer *view_again (lua_State *L, int arg, const Buffer *b) {
  Buffer *view = buffer_test(L, arg);
  if (view == NULL || view->owner == view) {
    luaL_typeerror(L, arg, "view");
    return NULL;
  }
  luaL_argcheck(L, view->owner == b->owner, arg,
                "it is a view of another bytearray");
  lua_pushvalue(L, arg);
  return view;
}

static Buffer *view_new (lua_State *L, int arg, const Buffer *b) {
  Buffer *view = (Buffer *)lua_newuserdatauv(L, sizeof(Buffer), 1);
  if (b->owner == b) lua_pushvalue(L, arg);
  else lua_getiuservalue(L, arg, 1);
  lua_setiuservalue(L, -2, 1);
  lua_pushvalue(L, UP_BUFFER);
  lua_setmetatable(L, -2);
  view->owner = b->owner;
  return view;
}

/* b:view([i[, j[, view]]]) -> view
** The bytes i to j, in the same memory. An existing view of the same bytearray
** is moved there instead of creating one, so that a loop creates no garbage. */
static int buffer_view (lua_State *L) {
  const Buffer *b = buffer_check(L, 1);
  Buffer *view;
  size_t count;
  char *data;
  keywords_check(L, 2, "i j view");
  data = b->data + buffer_range(L, 2, b->size, &count);
  view = lua_isnoneornil(L, 4) ? view_new(L, 1, b) : view_again(L, 4, b);
  view->data = data;
  view->size = count;
  return 1;
}

/* ---- reading and writing --------------------------------------------------- */

/* b:sub([i[, j]]) -> string */
static int buffer_sub (lua_State *L) {
  const Buffer *b = buffer_check(L, 1);
  size_t count, offset;
  keywords_check(L, 2, "i j");
  offset = buffer_range(L, 2, b->size, &count);
  lua_pushlstring(L, b->data + offset, count);
  return 1;
}

/* b:byte([i[, j]]) -> integer, ...
** As string.byte: the first byte, the i-th, or those from i to j. */
static int buffer_byte (lua_State *L) {
  const Buffer *b = buffer_check(L, 1);
  size_t offset, count, k;
  keywords_check(L, 2, "i j");
  lua_settop(L, 3);
  if (lua_isnil(L, 2)) {
    lua_pushinteger(L, 1);
    lua_replace(L, 2);
  }
  if (lua_isnil(L, 3)) {
    lua_pushvalue(L, 2);
    lua_replace(L, 3);
  }
  offset = buffer_range(L, 2, b->size, &count);
  if (count >= INT_MAX) return luaL_error(L, "too many bytes for one call");
  luaL_checkstack(L, (int)count, "too many bytes for one call");
  for (k = 0; k < count; k++)
    lua_pushinteger(L, (unsigned char)b->data[offset + k]);
  return (int)count;
}

static char checkbyte (lua_State *L, int arg, lua_Integer byte) {
  luaL_argcheck(L, 0 <= byte && byte <= 255, arg,
                "a byte is an integer from 0 to 255");
  return (char)(unsigned char)byte;
}

/* b:fill([byte[, i[, j]]]) -> b
** Sets each byte from i to j; `byte` is 0 when not given. */
static int buffer_fill (lua_State *L) {
  Buffer *b = buffer_check(L, 1);
  size_t count, offset;
  char byte;
  keywords_check(L, 2, "byte i j");
  byte = checkbyte(L, 2, luaL_optinteger(L, 2, 0));
  offset = buffer_range(L, 3, b->size, &count);
  memset(b->data + offset, byte, count);
  lua_settop(L, 1);
  return 1;
}

/* b:set(i, bytes) -> b
** Copies a string, bytearray or view to the position i. All of it must fit,
** because the size never changes. */
static int buffer_set (lua_State *L) {
  Buffer *b = buffer_check(L, 1);
  lua_Integer n, i = luaL_checkinteger(L, 2);
  size_t len;
  const char *bytes = bytes_check(L, 3, &len);
  n = (lua_Integer)b->size;  /* now: a finalizer may have moved the view */
  if (i < 0) i = n + i + 1;
  luaL_argcheck(L, 1 <= i && i <= n + 1, 2, "index out of range");
  luaL_argcheck(L, len <= (size_t)(n - i + 1), 3,
                "more bytes than fit there");
  memmove(b->data + (i - 1), bytes, len);
  lua_settop(L, 1);
  return 1;
}

/* The byte with the index at `arg`, which counts from the end if it is negative;
** NULL if there is none. */
static char *buffer_at (lua_State *L, int arg, const Buffer *b) {
  lua_Integer n = (lua_Integer)b->size;
  lua_Integer i = luaL_checkinteger(L, arg);
  if (i < 0) i = i < -n ? 0 : n + i + 1;
  return 1 <= i && i <= n ? b->data + (i - 1) : NULL;
}

/* b[i] -> integer | nil; b.method */
static int buffer_index (lua_State *L) {
  const Buffer *b = buffer_check(L, 1);
  if (lua_type(L, 2) == LUA_TNUMBER) {
    const char *at = buffer_at(L, 2, b);
    if (at != NULL) lua_pushinteger(L, (unsigned char)*at);
    else lua_pushnil(L);
  }
  else {  /* the methods are in the metatable itself */
    lua_settop(L, 2);
    lua_rawget(L, UP_BUFFER);
  }
  return 1;
}

/* b[i] = integer */
static int buffer_newindex (lua_State *L) {
  const Buffer *b = buffer_check(L, 1);
  char *at;
  if (lua_type(L, 2) != LUA_TNUMBER)
    return luaL_error(L, "only the bytes of a bytearray can be set: b[i] = byte");
  at = buffer_at(L, 2, b);
  if (at == NULL) return luaL_error(L, "bytearray index out of range");
  *at = checkbyte(L, 3, luaL_checkinteger(L, 3));
  return 0;
}

/* #b -> integer */
static int buffer_len (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)buffer_check(L, 1)->size);
  return 1;
}

/* a == b: the same bytes */
static int buffer_eq (lua_State *L) {
  const Buffer *a = buffer_test(L, 1);
  const Buffer *b = buffer_test(L, 2);
  lua_pushboolean(L, a != NULL && b != NULL && a->size == b->size &&
                     memcmp(a->data, b->data, a->size) == 0);
  return 1;
}

/* a .. b -> string */
static int buffer_concat (lua_State *L) {
  int arg;
  lua_settop(L, 2);
  for (arg = 1; arg <= 2; arg++) {
    size_t len;
    const char *bytes = bytes_check(L, arg, &len);
    lua_pushlstring(L, bytes, len);
  }
  lua_concat(L, 2);
  return 1;
}

/* ---- printing -------------------------------------------------------------- */

/* tostring(b) -> "bytearray(b'...')" */
static int buffer_tostring (lua_State *L) {
  const Buffer *b = buffer_check(L, 1);
  luaL_Buffer out;
  luaL_buffinit(L, &out);
  luaL_addstring(&out, b->owner == b ? "bytearray(" : "view(");
  repr_add(&out, b->data, b->size, REPR_BYTEARRAY);
  luaL_addchar(&out, ')');
  luaL_pushresult(&out);
  return 1;
}

/* ---- opening ------------------------------------------------------------------ */

static const luaL_Reg functions[] = {
  {"bytearray", buffer_bytearray},
  {NULL, NULL}
};

static const luaL_Reg methods[] = {
  {"view", buffer_view}, {"sub", buffer_sub}, {"byte", buffer_byte},
  {"fill", buffer_fill}, {"set", buffer_set}, {"__index", buffer_index},
  {"__newindex", buffer_newindex}, {"__len", buffer_len}, {"__eq", buffer_eq},
  {"__concat", buffer_concat}, {"__tostring", buffer_tostring}, {NULL, NULL}
};

void buffer_open (lua_State *L, const Open *o) {
  core_setfuncs(L, o, o->module, functions);
  core_setfuncs(L, o, o->buffer_mt, methods);
  lua_pushliteral(L, "bytearray");
  lua_setfield(L, o->buffer_mt, "__name");
}
