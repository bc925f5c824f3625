/*
** filemethods.c: the usual case of the methods of makefile's files and asyncio's
** readers, for which everything is in the buffer or fits into it.
*/
#include "base/argument.h"
#include "base/front.h"
#include "socket/filebuffer.h"
#include "socket/socket.h"

/* Pushes the field `i` of the object at stack index 1, and returns its buffer, or
** NULL if it is something else. */
static FileBuffer *push_buffer (lua_State *L, int i) {
  lua_rawgeti(L, 1, i);
  return filebuffer_test(L, -1);
}

/* Pushes and returns the buffer of the reader at 1, or returns NULL if that is not
** an object of exactly the method's class. */
static FileBuffer *push_input (lua_State *L) {
  if (!lua_istable(L, 1) || !lua_getmetatable(L, 1)) return NULL;
  if (!lua_rawequal(L, -1, FRONT_CLASS)) return NULL;
  return push_buffer(L, 1);
}

/* Pushes the next line of the file at 1, if it has arrived. */
static int push_fileline (lua_State *L, int keep) {
  FileBuffer *b;
  lua_Integer max;
  if (!lua_istable(L, 1) || lua_getfield(L, 1, "max_line") != LUA_TNUMBER)
    return 0;
  max = lua_tointeger(L, -1);
  b = push_buffer(L, 1);
  return b != NULL && max >= 0 && filebuffer_pushline(L, b, core_size(max), keep);
}

static int wants_line (lua_State *L, int top) {
  size_t len;
  return top == 1 || (top == 2 && lua_type(L, 2) == LUA_TSTRING &&
                      *lua_tolstring(L, 2, &len) == 'l' && len == 1);
}

static int file_read (lua_State *L) {
  int top = lua_gettop(L);
  if (wants_line(L, top) && push_fileline(L, 0)) return 1;
  return front_callslow(L, top);
}

static int file_readline (lua_State *L) {
  int top = lua_gettop(L);
  if (top == 1 && push_fileline(L, 1)) return 1;
  return front_callslow(L, top);
}

/* Continues after `fill`. */
static int readline_filled (lua_State *L, int status, lua_KContext ctx) {
  FileBuffer *b = push_input(L);
  (void)status;
  (void)ctx;
  if (b != NULL && filebuffer_pushline(L, b, b->limit, 1)) return 1;
  return front_callslow(L, 1);
}

/* A line usually arrives in one piece. */
static int reader_readline (lua_State *L) {
  int top = lua_gettop(L);
  FileBuffer *b = push_input(L);
  if (b != NULL && filebuffer_pushline(L, b, b->limit, 1)) return 1;
  if (b == NULL || top > 1 || bytequeue_len(&b->bytes) > b->limit ||
      !lua_isyieldable(L)) return front_callslow(L, top);
  lua_settop(L, 1);
  lua_pushvalue(L, FRONT_NEXT);
  lua_pushvalue(L, 1);
  lua_callk(L, 1, 0, 0, readline_filled);
  return readline_filled(L, LUA_OK, 0);
}

static int reader_readexactly (lua_State *L) {
  int top = lua_gettop(L);
  FileBuffer *b = lua_isinteger(L, 2) ? push_input(L) : NULL;
  lua_Integer n = lua_tointeger(L, 2);
  if (b == NULL || n <= 0 || core_size(n) > bytequeue_len(&b->bytes))
    return front_callslow(L, top);
  filebuffer_pushtaken(L, b, (size_t)n, 0);
  return 1;
}

static int file_write (lua_State *L) {
  int top = lua_gettop(L);
  FileBuffer *b = NULL;
  filebuffer_convert(L, 2);
  if (lua_istable(L, 1)) {
    b = push_buffer(L, 2);
    lua_pop(L, 1);  /* the file anchors it: from here on no finalizer runs */
  }
  if (b != NULL && !b->busy) {
    int wrong;
    size_t sum = filebuffer_sum(L, 2, &wrong);
    if (wrong == 0 && sum <= b->limit && bytequeue_len(&b->bytes) <= b->limit - sum) {
      bytequeue_reserve_all(L, &b->bytes, sum);
      filebuffer_add(L, b, 2);
      lua_settop(L, 1);
      return 1;
    }
  }
  return front_callslow(L, top);
}

/* core._reader(slow) -> function(file, ...)
** Returns a line if a line is requested and the buffer file[1] has one. In all
** other cases it returns slow(file, ...), as do the functions below. */
static int method_read (lua_State *L) {
  return front_newmethod(L, file_read);
}

/* core._line_reader(slow) -> function(file, ...): the same, with the newline */
static int method_readline (lua_State *L) {
  return front_newmethod(L, file_readline);
}

/* core._writer(slow) -> function(file, ...)
** Adds the arguments to the buffer file[2] if all are bytes and nothing has to be
** sent now. */
static int method_write (lua_State *L) {
  return front_newmethod(L, file_write);
}

/* core._readline(slow, class, fill) -> function(reader)
** Returns a line with its newline if the buffer reader[1] has one, or has one
** after fill(reader). */
static int method_readerline (lua_State *L) {
  return front_newmethod(L, reader_readline);
}

/* core._readexactly(slow, class) -> function(reader, n)
** Returns n bytes if the buffer reader[1] has as many. */
static int method_readexactly (lua_State *L) {
  return front_newmethod(L, reader_readexactly);
}

void filemethods_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_reader", method_read}, {"_line_reader", method_readline},
    {"_writer", method_write}, {"_readline", method_readerline},
    {"_readexactly", method_readexactly}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}
