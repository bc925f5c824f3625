/*
** error.c: raises all system errors of the module.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/exception.h"
#include "base/own.h"

#include <netdb.h>

/* core._own(): marks the calling chunk as the module's own Lua code, so that
** errors have the position of the user's line instead. */
static int err_own (lua_State *L) {
  lua_Debug ar;
  if (!lua_getstack(L, 1, &ar) || !lua_getinfo(L, "S", &ar)) return 0;
  own_get(L, OWN_SOURCES);
  lua_pushboolean(L, 1);
  lua_setfield(L, -2, ar.source);
  return 0;
}

/* Can the text contain "pysocket/"? It looks for the rest after the "p", because a "y"
** is rarer in paths; the caller's lookup decides. strstr takes three times as long,
** which is 3% of the time of a recv that would block and is caught. */
static int names_module (const char *text) {
  while ((text = strchr(text, 'y')) != NULL)
    if (strncmp(text++, "ysocket/", 8) == 0) return 1;
  return 0;
}

int err_isown (lua_State *L, const lua_Debug *ar) {
  int own;
  if (ar->source[0] != '@' || !names_module(ar->source))
    return 0;  /* the usual case, without a lookup */
  own_get(L, OWN_SOURCES);
  lua_getfield(L, -1, ar->source);
  own = lua_toboolean(L, -1);
  lua_pop(L, 2);
  return own;
}

/* Pushes "demo.lua:12". The text is written here, from its end, because
** lua_pushfstring takes several times as long. It is pushed without its length,
** because Lua then recognizes it without a hash if the same text was at this
** address before. */
static void push_line (lua_State *L, const lua_Debug *ar) {
  char text[LUA_IDSIZE + 16], *p = text + sizeof text - 1;
  size_t len = strlen(ar->short_src);
  int line;
  *p = '\0';
  for (line = ar->currentline; line > 0; line /= 10)
    *--p = (char)('0' + line % 10);
  *--p = ':';
  p = (char *)memcpy(p - len, ar->short_src, len);
  lua_pushstring(L, p);
}

/* Pushes the user's innermost line, "demo.lua:12", or nil. The running function
** is a C function, which has no line, and others may be too. */
static void push_place (lua_State *L) {
  lua_Debug ar;
  int level;
  for (level = 1; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    if (ar.currentline <= 0 || err_isown(L, &ar)) continue;
    push_line(L, &ar);
    return;
  }
  lua_pushnil(L);
}

int err_fail (lua_State *L, const char *message) {
  push_place(L);
  if (lua_isnil(L, -1)) lua_pushstring(L, message);
  else lua_pushfstring(L, "%s: %s", lua_tostring(L, -1), message);
  return lua_error(L);
}

/* Sets e.where for the object on the top. */
static void set_place (lua_State *L) {
  push_place(L);
  lua_setfield(L, -2, "where");
}

/* Raises the new object on the top. */
static int raise_here (lua_State *L) {
  set_place(L);
  return lua_error(L);
}

int err_throw (lua_State *L) {
  int placed;
  if (!lua_istable(L, -1)) return lua_error(L);
  lua_pushliteral(L, "where");
  placed = lua_rawget(L, -2) != LUA_TNIL;
  lua_pop(L, 1);
  return placed ? lua_error(L) : raise_here(L);
}

/* Sets the additional fields that an operation knows, in the object on the
** top. */
static void set_details (lua_State *L, int address, lua_Integer bytes_sent) {
  if (address != 0) {
    lua_pushvalue(L, address);
    lua_setfield(L, -2, "address");
  }
  if (bytes_sent >= 0) {
    lua_pushinteger(L, bytes_sent);
    lua_setfield(L, -2, "bytes_sent");
  }
}

/* Sets e.errno (0: none) and e.call (NULL: none) in the object on the top. */
static void set_origin (lua_State *L, int errnum, const char *call) {
  if (errnum != 0) {
    lua_pushinteger(L, errnum);
    lua_setfield(L, -2, "errno");
  }
  if (call != NULL) {
    lua_pushstring(L, call);
    lua_setfield(L, -2, "call");
  }
}

void err_push (lua_State *L, const char *class, int errnum, const char *call) {
  int fields = 2 + !lua_isnil(L, -1) + (errnum != 0) + (call != NULL);
  luaL_checkstack(L, 8, "too many results");
  lua_createtable(L, 0, fields);  /* two: where, and one detail */
  lua_insert(L, -2);
  lua_setfield(L, -2, errnum != 0 ? "strerror" : "message");
  set_origin(L, errnum, call);
  exception_push(L, class);
  lua_setmetatable(L, -2);
}

int err_timeout (lua_State *L, const char *call, int address,
                 lua_Integer bytes_sent) {
  address = address != 0 ? lua_absindex(L, address) : 0;
  lua_pushliteral(L, "timed out");
  err_push(L, "TimeoutError", 0, call);
  set_details(L, address, bytes_sent);
  return raise_here(L);
}

/* strerror looks for a translation each time, which takes a twelfth of the time
** of an error that is caught in a loop. */
const char *err_text (int errnum) {
#ifdef __GLIBC__
#if __GLIBC_PREREQ(2, 32)
  const char *text = strerrordesc_np(errnum);
  if (text != NULL) return text;
#endif
#endif
  /* a constant, or the thread's own text if the C library does not know it */
  return strerror(errnum);  /* NOLINT(concurrency-mt-unsafe) */
}

/* Pushes the error for the errno, with space for this many details. */
static void push_errno (lua_State *L, int errnum, const char *call, int details) {
  luaL_checkstack(L, 8, "too many results");
  lua_createtable(L, 0, 4 + details);
  lua_pushstring(L, err_text(errnum));
  lua_setfield(L, -2, "strerror");
  set_origin(L, errnum, call);
  set_place(L);
  exception_setclass(L, errnum);
}

void err_pusherrno (lua_State *L, int errnum, const char *call) {
  push_errno(L, errnum, call, 0);
}

int err_raise (lua_State *L, int errnum, const char *call) {
  return err_raise_at(L, errnum, call, 0, -1);
}

int err_raise_at (lua_State *L, int errnum, const char *call, int address,
                  lua_Integer bytes_sent) {
  address = address != 0 ? lua_absindex(L, address) : 0;
  push_errno(L, errnum, call, (address != 0) + (bytes_sent >= 0));
  set_details(L, address, bytes_sent);
  return lua_error(L);
}

static int raise_words (lua_State *L, const char *class, int code,
                        const char *message, const char *call,
                        const char *field, int arg) {
  arg = arg != 0 ? lua_absindex(L, arg) : 0;
  lua_pushstring(L, message);
  err_push(L, class, code, call);
  if (arg != 0) {
    lua_pushvalue(L, arg);
    lua_setfield(L, -2, field);
  }
  return err_throw(L);
}

int err_gai (lua_State *L, int eai, int errnum, const char *call, int host) {
  if (eai == EAI_SYSTEM) return err_raise(L, errnum, call);
  return raise_words(L, "gaierror", eai, gai_strerror(eai), call, "host", host);
}

int err_herror (lua_State *L, int h_err, const char *call, int host) {
  return raise_words(L, "herror", h_err, hstrerror(h_err), call, "host", host);
}

int err_message (lua_State *L, const char *call, const char *message) {
  return raise_words(L, "OSError", 0, message, call, NULL, 0);
}

int err_message_at (lua_State *L, const char *call, const char *message,
                    const char *field, int arg) {
  return raise_words(L, "OSError", 0, message, call, field, arg);
}

int err_memory (lua_State *L) {
  lua_pushliteral(L, NO_MEMORY);
  return lua_error(L);
}

/* core._error(class name, errno | nil, message, call): raises a new error, for
** the modules in Lua. */
static int err_error (lua_State *L) {
  const char *class = luaL_checkstring(L, 1);
  int errnum = (int)luaL_optinteger(L, 2, 0);
  const char *call = luaL_optstring(L, 4, NULL);
  lua_pushvalue(L, 3);
  err_push(L, class, errnum, call);
  return err_throw(L);
}

/* core._where() -> "demo.lua:12" | nil: the user's line, for the modules in
** Lua */
static int err_where (lua_State *L) {
  push_place(L);
  return 1;
}

/* core._throw(e): raises the error object e, with the position of the user's
** line unless it has one. */
static int err_rethrow (lua_State *L) {
  lua_settop(L, 1);
  return err_throw(L);
}

void err_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_own", err_own}, {"_error", err_error}, {"_throw", err_rethrow},
    {"_where", err_where}, {NULL, NULL}
  };
  lua_newtable(L);
  own_put(L, o, OWN_SOURCES);
  core_setfuncs(L, o, o->internal, functions);
}
