/*
** exception.c: the classes of errors, and the texts of their objects.
**
** A class is a table that is the metatable of its instances and the __index of
** its subclasses. An instance is a table of fields.
*/
#include "base/argument.h"
#include "base/exception.h"
#include "base/hint.h"
#include "base/object.h"
#include "base/own.h"
#include "base/repr.h"

#include <ctype.h>

/* The tree of classes, parents first: Python's Exception and the subclasses of
** OSError. */
static const struct { const char *name, *base; } classes[] = {
  {"Exception", NULL},
  {"KeyboardInterrupt", NULL},
  {"CancelledError", "Exception"},
  {"OSError", "Exception"},
  {"BlockingIOError", "OSError"},
  {"ChildProcessError", "OSError"},
  {"ConnectionError", "OSError"},
  {"BrokenPipeError", "ConnectionError"},
  {"ConnectionAbortedError", "ConnectionError"},
  {"ConnectionRefusedError", "ConnectionError"},
  {"ConnectionResetError", "ConnectionError"},
  {"FileExistsError", "OSError"},
  {"FileNotFoundError", "OSError"},
  {"InterruptedError", "OSError"},
  {"IsADirectoryError", "OSError"},
  {"NotADirectoryError", "OSError"},
  {"PermissionError", "OSError"},
  {"ProcessLookupError", "OSError"},
  {"TimeoutError", "OSError"},
  {"gaierror", "OSError"},
  {"herror", "OSError"},
};

#define MAX_BASES 100  /* ends the search if a class is its own base */

static const struct { const char *alias, *name; } aliases[] = {
  {"error", "OSError"}, {"timeout", "TimeoutError"},
};

/* The classes of PEP 3151. */
static const struct { int errnum; const char *name; } by_errno[] = {
  {EAGAIN, "BlockingIOError"}, {EALREADY, "BlockingIOError"},
  {EINPROGRESS, "BlockingIOError"}, {EWOULDBLOCK, "BlockingIOError"},
  {ECHILD, "ChildProcessError"},
  {EPIPE, "BrokenPipeError"}, {ESHUTDOWN, "BrokenPipeError"},
  {ECONNABORTED, "ConnectionAbortedError"},
  {ECONNREFUSED, "ConnectionRefusedError"},
  {ECONNRESET, "ConnectionResetError"},
  {EEXIST, "FileExistsError"}, {ENOENT, "FileNotFoundError"},
  {EINTR, "InterruptedError"}, {EISDIR, "IsADirectoryError"},
  {ENOTDIR, "NotADirectoryError"},
  {EACCES, "PermissionError"}, {EPERM, "PermissionError"},
  {ESRCH, "ProcessLookupError"}, {ETIMEDOUT, "TimeoutError"},
};

/* ---- texts ---------------------------------------------------------------- */

/* Adds the field as text, between two other texts. */
static int add_field (lua_State *L, luaL_Buffer *b, int e, const char *field,
                      const char *before, const char *after) {
  luaL_addstring(b, before);  /* the buffer's slot must be on the top */
  lua_getfield(L, e, field);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    luaL_buffsub(b, strlen(before));
    return 0;
  }
  luaL_tolstring(L, -1, NULL);
  lua_remove(L, -2);
  luaL_addvalue(b);
  luaL_addstring(b, after);
  return 1;
}

/* The same, but a string is quoted as in Python. The string is put at index 2,
** because the buffer needs the top and the object may not keep the string. */
static void add_quoted (lua_State *L, luaL_Buffer *b, int e, const char *field,
                        const char *before) {
  size_t len;
  const char *text;
  if (lua_getfield(L, e, field) != LUA_TSTRING) {
    lua_pop(L, 1);
    add_field(L, b, e, field, before, "");
    return;
  }
  lua_replace(L, 2);
  text = lua_tolstring(L, 2, &len);
  luaL_addstring(b, before);
  repr_add(b, text, len, repr_kind(text, len));
}

/* A class whose errno is not the system's, as that of SSLError, has this field. */
static int has_system_errno (lua_State *L, int e) {
  int system = lua_getfield(L, e, "__own_errno") == LUA_TNIL;
  lua_pop(L, 1);
  return system;
}

static void add_message (lua_State *L, luaL_Buffer *b, int e, int system) {
  if (system && add_field(L, b, e, "errno", ": [Errno ", "] "))
    add_field(L, b, e, "strerror", "", "");
  else if (system || !add_field(L, b, e, "strerror", ": ", ""))
    add_field(L, b, e, "message", ": ", "");
}

/* An error that has no hint of its own is given the usual one. */
static void add_hint (lua_State *L, luaL_Buffer *b, int e, int system) {
  const char *text = NULL, *call;
  if (add_field(L, b, e, "hint", ". ", "") || !system) return;
  lua_getfield(L, e, "errno");
  lua_getfield(L, e, "call");
  call = lua_tostring(L, -1);
  if (call != NULL)
    text = hint_for(L, e, lua_tointeger(L, -2), call);
  lua_pop(L, 2);
  if (text == NULL) return;
  luaL_addstring(b, ". ");
  luaL_addstring(b, text);
}

/* tostring(e) -> "place: Class: [Errno n] strerror: call address. Hint." */
static int exception_tostring (lua_State *L) {
  luaL_Buffer b;
  int system;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  system = has_system_errno(L, 1);
  luaL_buffinit(L, &b);
  add_field(L, &b, 1, "where", "", ": ");
  add_field(L, &b, 1, "__name", "", "");
  add_message(L, &b, 1, system);
  if (add_field(L, &b, 1, "call", ": ", ""))
    add_quoted(L, &b, 1, "address", " ");
  add_quoted(L, &b, 1, "host", " ");
  add_quoted(L, &b, 1, "asked", " ");
  add_quoted(L, &b, 1, "filename", ": ");
  add_field(L, &b, 1, "bytes_sent", " after ", " bytes");
  add_hint(L, &b, 1, system);
  luaL_pushresult(&b);
  return 1;
}

static int exception_concat (lua_State *L);

/* Converts the error or text at `i` to a string, and refuses other values. */
static void to_text (lua_State *L, int i) {
  int mine;
  if (lua_isstring(L, i)) return;
  mine = luaL_getmetafield(L, i, "__concat") != LUA_TNIL
         && lua_tocfunction(L, -1) == exception_concat;
  if (!mine)
    luaL_error(L, "attempt to concatenate a %s value", luaL_typename(L, i));
  luaL_tolstring(L, i, NULL);
  lua_replace(L, i);
  lua_pop(L, 1);
}

/* text .. e, e .. text -> string */
static int exception_concat (lua_State *L) {
  lua_settop(L, 2);
  to_text(L, 1);
  to_text(L, 2);
  lua_concat(L, 2);
  return 1;
}

/* tostring(class) -> "<class 'OSError'>" */
static int class_tostring (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_getfield(L, 1, "__name");
  lua_pushfstring(L, "<class '%s'>", lua_tostring(L, -1));
  return 1;
}

/* ---- classes -------------------------------------------------------------- */

static int class_call (lua_State *L);

/* Replaces the class on the top (nil: none) with a new subclass `name` of it. */
static void new_class (lua_State *L, const char *name) {
  lua_createtable(L, 0, 9);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_pushcfunction(L, exception_concat);
  lua_setfield(L, -2, "__concat");
  lua_pushcfunction(L, exception_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "__base");
  lua_createtable(L, 0, 3);  /* the class's own metatable */
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  own_get(L, OWN_CLASS_CALL);
  lua_setfield(L, -2, "__call");
  lua_pushcfunction(L, class_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_setmetatable(L, -2);
  lua_remove(L, -2);
}

/* The same, and adds the class to the table of classes. */
static void register_class (lua_State *L, const char *name) {
  new_class(L, name);
  own_get(L, OWN_CLASSES);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, name);
  lua_pop(L, 1);
}

/* The index of a class in the tree, or COUNT(classes) if it is not in it. */
static size_t find_class (const char *name) {
  size_t i;
  for (i = 0; i < COUNT(classes); i++)
    if (strcmp(classes[i].name, name) == 0) break;
  return i;
}

/* Most programs use few classes, so each is created on first use, after its
** base classes. */
static void make_class (lua_State *L, const char *name) {
  size_t i = find_class(name);
  if (i == COUNT(classes)) {
    luaL_error(L, "no error class '%s'", name);
    return;
  }
  luaL_checkstack(L, 8, "class");
  if (classes[i].base != NULL) exception_push(L, classes[i].base);
  else lua_pushnil(L);
  register_class(L, name);
}

void exception_push (lua_State *L, const char *name) {
  own_get(L, OWN_CLASSES);
  if (lua_getfield(L, -1, name) == LUA_TNIL) {
    lua_pop(L, 1);
    make_class(L, name);
  }
  lua_remove(L, -2);
}

static const char *name_for_errno (lua_Integer errnum) {
  size_t i;
  for (i = 0; i < COUNT(by_errno); i++)
    if (by_errno[i].errnum == errnum) return by_errno[i].name;
  return "OSError";
}

void exception_setclass (lua_State *L, int errnum) {
  own_get(L, OWN_CLASSES);
  if (lua_rawgeti(L, -1, errnum) == LUA_TNIL) {
    lua_pop(L, 1);
    exception_push(L, name_for_errno(errnum));
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, errnum);
  }
  lua_setmetatable(L, -3);
  lua_pop(L, 1);
}

/* Class(message) -> error; Class(errno, strerror[, filename]) -> error
** OSError picks the subclass for the errno, as in Python. */
static int class_call (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 4);
  lua_createtable(L, 0, 4);
  if (lua_isinteger(L, 2) && !lua_isnil(L, 3)) {
    lua_pushvalue(L, 2);
    lua_setfield(L, 5, "errno");
    lua_pushvalue(L, 3);
    lua_setfield(L, 5, "strerror");
    lua_pushvalue(L, 4);
    lua_setfield(L, 5, "filename");
    exception_push(L, "OSError");
    if (lua_rawequal(L, -1, 1)) {
      exception_push(L, name_for_errno(lua_tointeger(L, 2)));
      lua_replace(L, 1);
    }
    lua_pop(L, 1);
  }
  else {
    lua_pushvalue(L, 2);
    lua_setfield(L, 5, "message");
  }
  lua_pushvalue(L, 1);
  lua_setmetatable(L, 5);
  return 1;
}

/* core._class(name, base) -> class, for the modules in Lua */
static int exception_class (lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_settop(L, 2);
  register_class(L, name);
  return 1;
}

/* Is `wanted` the class that the one on the top names as __mixin? */
static int is_mixed (lua_State *L, const void *wanted) {
  int mixed;
  lua_pushliteral(L, "__mixin");
  mixed = lua_rawget(L, -2) == LUA_TTABLE && lua_topointer(L, -1) == wanted;
  lua_pop(L, 1);
  return mixed;
}

/* Is it the string that lua.c raises for Ctrl-C, alone or after the position that was
** interrupted, as in "demo.lua:12: interrupted!"? */
static int is_interruption (lua_State *L, int idx) {
  static const char text[] = "interrupted!";
  size_t len;
  const char *s, *end;
  if (lua_type(L, idx) != LUA_TSTRING) return 0;
  s = lua_tolstring(L, idx, &len);
  if (len < sizeof text - 1) return 0;
  end = s + len - (sizeof text - 1);
  if (memcmp(end, text, sizeof text - 1) != 0) return 0;
  if (end == s) return 1;
  if (end - s < 4 || *--end != ' ' || *--end != ':') return 0;
  for (len = 0; end > s && isdigit((unsigned char)end[-1]); end--) len++;
  return len > 0 && end > s && end[-1] == ':';
}

/* Pushes the class of the value, or its metatable if it has no class, or nil. */
static void push_class_of (lua_State *L, int idx) {
  if (sock_test(L, idx) != NULL) {  /* a socket's class is not its metatable */
    lua_getmetatable(L, idx);
    lua_pushliteral(L, "__class");
    lua_rawget(L, -2);
    lua_remove(L, -2);
  }
  else if (is_interruption(L, idx)) exception_push(L, "KeyboardInterrupt");
  else if (!lua_getmetatable(L, idx)) lua_pushnil(L);
}

/* Is the value at `idx` an instance of the class at `base` or of a subclass of it?
** Both indices are absolute. */
static int is_instance (lua_State *L, int idx, int base) {
  const void *wanted = lua_topointer(L, base);
  int depth, is = 0;
  push_class_of(L, idx);
  for (depth = 0; depth <= MAX_BASES && lua_istable(L, -1); depth++) {
    is = lua_topointer(L, -1) == wanted || is_mixed(L, wanted);
    if (is) break;
    lua_pushliteral(L, "__base");
    lua_rawget(L, -2);
    lua_replace(L, -2);
  }
  lua_pop(L, 1);
  return is;
}

/* The same for a sequence of classes at `list`. */
static int is_instance_of_any (lua_State *L, int idx, int list) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  int found = 0;
  for (i = n; i > 0; i--) {
    luaL_argcheck(L, lua_rawgeti(L, list, i) == LUA_TTABLE, list,
                  "sequence of classes expected");
    found |= is_instance(L, idx, lua_gettop(L));
    lua_pop(L, 1);
  }
  return found;
}

int exception_is (lua_State *L, int idx, const char *class) {
  int is;
  idx = lua_absindex(L, idx);
  exception_push(L, class);
  is = is_instance(L, idx, lua_gettop(L));
  lua_pop(L, 1);
  return is;
}

/* socket.isinstance(value, class) -> boolean
** `class` is an error class, socket.socket, or a sequence of these. */
static int exception_isinstance (lua_State *L) {
  luaL_argcheck(L, lua_istable(L, 2), 2, "class expected");
  lua_pushboolean(L, is_instance(L, 1, 2) || is_instance_of_any(L, 1, 2));
  return 1;
}

/* ---- opening -------------------------------------------------------------- */

int exception_pushpublic (lua_State *L, const char *name) {
  size_t i;
  for (i = 0; i < COUNT(aliases); i++)
    if (strcmp(aliases[i].alias, name) == 0) name = aliases[i].name;
  if (find_class(name) == COUNT(classes)) return 0;
  exception_push(L, name);
  return 1;
}

void exception_all (lua_State *L, int module) {
  size_t i;
  for (i = 0; i < COUNT(classes); i++) {
    lua_getfield(L, module, classes[i].name);
    lua_pop(L, 1);
  }
  for (i = 0; i < COUNT(aliases); i++) {
    lua_getfield(L, module, aliases[i].alias);
    lua_pop(L, 1);
  }
}

void exception_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"isinstance", exception_isinstance}, {NULL, NULL}
  };
  static const luaL_Reg internal[] = {
    {"_class", exception_class}, {NULL, NULL}
  };
  core_pushshared(L, o);
  lua_pushcclosure(L, class_call, NUPVALUES);
  own_put(L, o, OWN_CLASS_CALL);
  lua_newtable(L);
  own_put(L, o, OWN_CLASSES);
  core_setfuncs(L, o, o->module, functions);
  core_setfuncs(L, o, o->internal, internal);
}
