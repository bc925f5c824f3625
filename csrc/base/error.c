/*
** error.c: converts errno and EAI codes to error classes. All system errors of
** the module are raised here and nowhere else.
**
** A class is a table that is the metatable of its instances and the __index of
** its subclasses. An instance is a table of fields.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/object.h"
#include "base/own.h"
#include "base/repr.h"

#include <ctype.h>
#include <netdb.h>
#include <string.h>

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

/* ---- hints ---------------------------------------------------------------- */

/* Does the error have an address whose port is reserved for root? */
static int has_privileged_port (lua_State *L, int e) {
  lua_Integer port = 0;
  if (lua_getfield(L, e, "address") == LUA_TTABLE) {
    lua_rawgeti(L, -1, 2);
    port = lua_tointeger(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return port > 0 && port < 1024;
}

/* Is the address a path, as that of a UNIX socket? */
static int has_path (lua_State *L, int e) {
  int type = lua_getfield(L, e, "address");
  lua_pop(L, 1);
  return type == LUA_TSTRING;
}

static int has_port (lua_State *L, int e) {
  int type = lua_getfield(L, e, "address");
  lua_pop(L, 1);
  return type == LUA_TTABLE;
}

/* create_server sets SO_REUSEADDR itself, and adds to strerror. */
static int has_reuseaddr (lua_State *L, int e) {
  const char *text;
  int found;
  lua_getfield(L, e, "strerror");
  text = lua_tostring(L, -1);
  found = text != NULL && strstr(text, "(while attempting to bind") != NULL;
  lua_pop(L, 1);
  return found;
}

/* Is it fe80::… without a scope? */
static int lacks_scope (lua_State *L, int e) {
  const char *host = NULL;
  int top = lua_gettop(L), lacks = 0;
  if (lua_getfield(L, e, "address") == LUA_TTABLE) {
    lua_rawgeti(L, -1, 1);
    host = lua_tostring(L, -1);
    lacks = host != NULL && strncmp(host, "fe80:", 5) == 0 &&
            (lua_rawgeti(L, -2, 4) == LUA_TNIL || lua_tointeger(L, -1) == 0);
  }
  lua_settop(L, top);
  return lacks;
}

#define ADDRESS_TAKEN \
  "Another socket uses this address: stop its program, or choose another port."
#define CONNECTING \
  "The connection is in progress: wait until select reports the socket as " \
  "writable, then check getsockopt(SOL_SOCKET, SO_ERROR)."

/* The usual causes of errors that beginners meet. A NULL call stands for every
** call; `when` selects the errors. */
static const struct {
  int errnum;
  const char *call;
  int (*when) (lua_State *L, int e);
  const char *text;
} hints[] = {
  {EADDRINUSE, "bind", has_path,
   "The path is in use: remove the file if an earlier run left it, or choose "
   "another path."},
  {EADDRINUSE, "bind", has_reuseaddr, ADDRESS_TAKEN},
  {EADDRINUSE, "bind", NULL, ADDRESS_TAKEN
   " To restart a server at once, set SO_REUSEADDR before bind."},
  {EADDRINUSE, "listen", NULL, "Another socket is listening on this address."},
  {EACCES, "bind", has_privileged_port,
   "Ports below 1024 are reserved for root: choose a port from 1024 on."},
  {EINVAL, NULL, lacks_scope,
   "A link-local address needs a scope_id: if_nametoindex of its interface."},
  {EINVAL, "bind", NULL, "A socket can be bound only once: create a new one."},
  {EINVAL, "accept", NULL, "The socket is not listening: call listen first."},
  {EADDRNOTAVAIL, "bind", NULL, "This machine has no such address."},
  {ECONNREFUSED, "connect", has_path,
   "No server is listening there: is it running?"},
  {ECONNREFUSED, "connect", NULL,
   "No server is listening there: is it running, and are host and port right?"},
  {EINPROGRESS, NULL, NULL, CONNECTING},
  {EALREADY, NULL, NULL, CONNECTING},
  {EAGAIN, "connect", has_path,
   "The server's backlog is full: try again later, or set a timeout."},
  {EAGAIN, NULL, NULL,
   "The call would have to wait, which timeout 0 and MSG_DONTWAIT forbid: wait "
   "with select first, or set a timeout."},
  {EISCONN, "connect", NULL,
   "A socket can be connected only once: create a new one."},
  {EACCES, "sendto", has_port,
   "To broadcast, first call setsockopt(SOL_SOCKET, SO_BROADCAST, 1)."},
  {EPIPE, NULL, NULL, "The connection has ended, or was never made."},
  {ENOTCONN, NULL, NULL,
   "Connect the socket first, or use the one that accept returns."},
  {EDESTADDRREQ, NULL, NULL, "Use sendto with an address, or connect first."},
  {EMFILE, NULL, NULL,
   "Too many descriptors are open: close some, or raise 'ulimit -n'."},
  {EBADF, "send_fds", NULL,
   "The socket, or one of the descriptors, is closed."},
  {EBADF, "sendfile", NULL,
   "The socket is closed, or the file is not open for reading."},
  {EBADF, "socket", NULL, "No such descriptor is open."},
  {EBADF, "close", NULL, "No such descriptor is open."},
  {EBADF, "dup", NULL, "The socket is closed, or the descriptor is not open."},
  {EBADF, NULL, NULL, "The socket is closed."},
};

static const char *hint_for (lua_State *L, int e, lua_Integer errnum,
                             const char *call) {
  size_t i;
  for (i = 0; i < COUNT(hints); i++) {
    if (hints[i].errnum != errnum) continue;
    if (hints[i].call != NULL && strcmp(hints[i].call, call) != 0) continue;
    if (hints[i].when != NULL && !hints[i].when(L, e)) continue;
    return hints[i].text;
  }
  return NULL;
}

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

static void add_message (lua_State *L, luaL_Buffer *b, int e) {
  if (!add_field(L, b, e, "errno", ": [Errno ", "] ")) {
    add_field(L, b, e, "message", ": ", "");
    return;
  }
  add_field(L, b, e, "strerror", "", "");
}

static void add_hint (lua_State *L, luaL_Buffer *b, int e) {
  const char *text = NULL, *call;
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
static int err_tostring (lua_State *L) {
  luaL_Buffer b;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  luaL_buffinit(L, &b);
  add_field(L, &b, 1, "where", "", ": ");
  add_field(L, &b, 1, "__name", "", "");
  add_message(L, &b, 1);
  if (add_field(L, &b, 1, "call", ": ", ""))
    add_quoted(L, &b, 1, "address", " ");
  add_quoted(L, &b, 1, "host", " ");
  add_quoted(L, &b, 1, "asked", " ");
  add_quoted(L, &b, 1, "filename", ": ");
  add_field(L, &b, 1, "bytes_sent", " after ", " bytes");
  add_hint(L, &b, 1);
  luaL_pushresult(&b);
  return 1;
}

static int err_concat (lua_State *L);

/* Converts the error or text at `i` to a string, and refuses other values. */
static void to_text (lua_State *L, int i) {
  int mine;
  if (lua_isstring(L, i)) return;
  mine = luaL_getmetafield(L, i, "__concat") != LUA_TNIL
         && lua_tocfunction(L, -1) == err_concat;
  if (!mine)
    luaL_error(L, "attempt to concatenate a %s value", luaL_typename(L, i));
  luaL_tolstring(L, i, NULL);
  lua_replace(L, i);
  lua_pop(L, 1);
}

/* text .. e, e .. text -> string */
static int err_concat (lua_State *L) {
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
static void push_class (lua_State *L, const char *name);

/* Replaces the class on the top (nil: none) with a new subclass `name` of it. */
static void new_class (lua_State *L, const char *name) {
  lua_createtable(L, 0, 9);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_pushcfunction(L, err_concat);
  lua_setfield(L, -2, "__concat");
  lua_pushcfunction(L, err_tostring);
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

/* The same, and enters it into the table of classes. */
static void enter_class (lua_State *L, const char *name) {
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
  if (classes[i].base != NULL) push_class(L, classes[i].base);
  else lua_pushnil(L);
  enter_class(L, name);
}

static void push_class (lua_State *L, const char *name) {
  own_get(L, OWN_CLASSES);
  lua_pushstring(L, name);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pop(L, 1);
    make_class(L, name);
  }
  lua_remove(L, -2);
}

static const char *name_of_errno (lua_Integer errnum) {
  size_t i;
  for (i = 0; i < COUNT(by_errno); i++)
    if (by_errno[i].errnum == errnum) return by_errno[i].name;
  return "OSError";
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
    push_class(L, "OSError");
    if (lua_rawequal(L, -1, 1)) {
      push_class(L, name_of_errno(lua_tointeger(L, 2)));
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

/* core._class(name, base) -> class: for the modules in Lua. */
static int err_class (lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_settop(L, 2);
  enter_class(L, name);
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

/* Is the class at `sub` (nil: none) the class at `base` or a subclass of it? */
static int is_subclass (lua_State *L, int sub, int base) {
  const void *wanted = lua_topointer(L, base);
  int top = lua_gettop(L), type = lua_type(L, sub), depth = 0;
  lua_pushvalue(L, sub);
  while (type == LUA_TTABLE && lua_topointer(L, -1) != wanted &&
         !is_mixed(L, wanted) && depth++ < MAX_BASES) {
    lua_pushliteral(L, "__base");
    type = lua_rawget(L, -2);
    lua_replace(L, -2);
  }
  lua_settop(L, top);
  return type == LUA_TTABLE && depth <= MAX_BASES;
}

/* Is the class at `sub` one of the sequence of classes at `list`, or a subclass
** of one? */
static int is_subclass_of_any (lua_State *L, int sub, int list) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, list);
  int found = 0;
  for (i = n; i > 0; i--) {
    luaL_argcheck(L, lua_rawgeti(L, list, i) == LUA_TTABLE, list,
                  "sequence of classes expected");
    found |= is_subclass(L, sub, lua_gettop(L));
    lua_pop(L, 1);
  }
  return found;
}

/* Is it the string that lua.c raises for Ctrl-C, alone or behind the place in Lua
** code that was interrupted, as in "demo.lua:12: interrupted!"? */
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
  else if (is_interruption(L, idx)) push_class(L, "KeyboardInterrupt");
  else if (!lua_getmetatable(L, idx)) lua_pushnil(L);
}

int err_is (lua_State *L, int idx, const char *class) {
  int top = lua_gettop(L), is;
  push_class_of(L, idx);
  push_class(L, class);
  is = is_subclass(L, top + 1, top + 2);
  lua_settop(L, top);
  return is;
}

/* socket.isinstance(value, class) -> boolean
** `class` is an error class, socket.socket, or a sequence of these. */
static int err_isinstance (lua_State *L) {
  lua_settop(L, 2);
  luaL_argcheck(L, lua_istable(L, 2), 2, "class expected");
  push_class_of(L, 1);
  lua_pushboolean(L, is_subclass(L, 3, 2) || is_subclass_of_any(L, 3, 2));
  return 1;
}

/* ---- raising -------------------------------------------------------------- */

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

int err_isown (lua_State *L, const lua_Debug *ar) {
  int own;
  if (ar->source[0] != '@' || strstr(ar->source, "pysocket/") == NULL)
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

/* Like err_push, with space for this many fields in addition to errno, strerror,
** call and where. */
static void new_error (lua_State *L, const char *class, int errnum,
                       const char *call, int details) {
  luaL_checkstack(L, 8, "too many results");
  lua_createtable(L, 0, 4 + details);
  lua_insert(L, -2);
  if (errnum != 0) {
    lua_setfield(L, -2, "strerror");
    lua_pushinteger(L, errnum);
    lua_setfield(L, -2, "errno");
  }
  else
    lua_setfield(L, -2, "message");
  if (call != NULL) {
    lua_pushstring(L, call);
    lua_setfield(L, -2, "call");
  }
  push_class(L, class);
  lua_setmetatable(L, -2);
}

void err_push (lua_State *L, const char *class, int errnum, const char *call) {
  new_error(L, class, errnum, call, 2);
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

void err_pusherrno (lua_State *L, int errnum, const char *call) {
  lua_pushstring(L, err_text(errnum));
  new_error(L, name_of_errno(errnum), errnum, call, 0);
  set_place(L);
}

int err_raise (lua_State *L, int errnum, const char *call) {
  return err_raise_at(L, errnum, call, 0, -1);
}

int err_raise_at (lua_State *L, int errnum, const char *call, int address,
                  lua_Integer bytes_sent) {
  address = address != 0 ? lua_absindex(L, address) : 0;
  lua_pushstring(L, err_text(errnum));
  new_error(L, name_of_errno(errnum), errnum, call,
            (address != 0) + (bytes_sent >= 0));
  set_details(L, address, bytes_sent);
  return raise_here(L);
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
    {"isinstance", err_isinstance}, {NULL, NULL}
  };
  static const luaL_Reg internal[] = {
    {"_class", err_class}, {"_own", err_own}, {"_error", err_error},
    {"_throw", err_rethrow}, {"_where", err_where}, {NULL, NULL}
  };
  core_pushshared(L, o);
  lua_pushcclosure(L, class_call, NUPVALUES);
  own_put(L, o, OWN_CLASS_CALL);
  lua_newtable(L);
  own_put(L, o, OWN_SOURCES);
  lua_newtable(L);
  own_put(L, o, OWN_CLASSES);
  core_setfuncs(L, o, o->module, functions);
  core_setfuncs(L, o, o->internal, internal);
}

int err_pushclass (lua_State *L, const char *name) {
  size_t i;
  for (i = 0; i < COUNT(aliases); i++)
    if (strcmp(aliases[i].alias, name) == 0) name = aliases[i].name;
  if (find_class(name) == COUNT(classes)) return 0;
  push_class(L, name);
  return 1;
}

void err_all (lua_State *L, int module) {
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
