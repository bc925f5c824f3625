/*
** class.c: the class socket.socket, and the metatables of its sockets.
**
** A socket as socket() creates it (TCP over IPv4, no timeout) finds a method with
** one access: the __index of its metatable is the class, a table of methods that
** also has the defaults of the fields. All other sockets with the same family,
** type, proto and timeout share a metatable. Its __index is a table of these
** four fields, whose own __index is the class, so Lua finds methods without a
** call, too. A function as __index would take longer than the rest of the method.
** It is used only for closed sockets, and if there are many different timeouts, as in a
** program that sets the time left until a deadline, where a table for each would cost
** far more.
*/
#include "base/argument.h"
#include "base/front.h"
#include "base/layer.h"
#include "base/own.h"
#include "base/show.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <string.h>

#define MAX_TIMEOUTS 16  /* timeouts with their own table, for each kind */

/* ---- the kinds ------------------------------------------------------------ */

static void set_integer (lua_State *L, const char *name, int value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

static int has_defaults (const Socket *s) {
  return s->family == AF_INET && s->type == SOCK_STREAM && s->proto == 0 &&
         s->timeout == TIMEOUT_NONE;
}

/* Pushes the table with the fields of `s`. */
static void push_fields (lua_State *L, const Socket *s) {
  lua_createtable(L, 0, 4);
  set_integer(L, "family", s->family);
  set_integer(L, "type", s->type);
  set_integer(L, "proto", s->proto);
  wait_pushtimeout(L, s->timeout);
  lua_setfield(L, -2, "timeout");
  own_get(L, OWN_BEYOND);
  lua_setmetatable(L, -2);
}

/* s.name, of a closed socket, or if there are many different timeouts */
static int any_index (lua_State *L) {
  const Socket *s = sock_check(L, 1);
  const char *name;
  lua_settop(L, 2);
  sock_pushmethods(L);
  lua_pushvalue(L, 2);
  if (lua_gettable(L, 3) == LUA_TFUNCTION || lua_type(L, 2) != LUA_TSTRING)
    return 1;
  name = lua_tostring(L, 2);
  if (strcmp(name, "timeout") == 0) wait_pushtimeout(L, s->timeout);
  else if (strcmp(name, "family") == 0) lua_pushinteger(L, s->family);
  else if (strcmp(name, "type") == 0) lua_pushinteger(L, s->type);
  else if (strcmp(name, "proto") == 0) lua_pushinteger(L, s->proto);
  return 1;
}

static void push_anyindex (lua_State *L) {
  core_pushupvalues(L);
  lua_pushcclosure(L, any_index, NUPVALUES);
}

/* Replaces the value on the top of the stack with a metatable that has it as
** __index. The other fields are the same in all. __index is set first, because the
** first key in a table of sufficient size is found with one access. */
static void make_metatable (lua_State *L) {
  static const char *const same[] = {
    "__class", "__close", "__gc", "__kind", "__metatable", "__name",
    "__newindex", "__pairs", "__tostring"
  };
  size_t i;
  lua_createtable(L, 0, 16);
  lua_insert(L, -2);
  lua_setfield(L, -2, "__index");
  for (i = 0; i < COUNT(same); i++) {
    lua_pushstring(L, same[i]);
    lua_rawget(L, UP_SOCKET);
    lua_setfield(L, -2, same[i]);
  }
}

/* Pushes the table of metatables, by timeout, for family, type and proto. */
static void push_timeouts (lua_State *L, const Socket *s) {
  const int key[] = {s->family, s->type, s->proto};
  own_get(L, OWN_KINDS);
  lua_pushlstring(L, (const char *)key, sizeof key);
  lua_pushvalue(L, -1);
  if (lua_rawget(L, -3) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, -5);
  }
  lua_replace(L, -3);
  lua_pop(L, 1);
}

/* Pushes a new metatable for `s`, and adds it to the table of timeouts on the
** top of the stack. If that is full, the metatable is for any timeout. */
static void make_kind (lua_State *L, const Socket *s) {
  int n = 0;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) n++;
  if (n < MAX_TIMEOUTS) push_fields(L, s);
  else push_anyindex(L);
  make_metatable(L);
  lua_pushvalue(L, -1);
  if (n < MAX_TIMEOUTS) lua_rawseti(L, -3, s->timeout);
  else lua_setfield(L, -3, "any");
}

/* Is the last metatable the one with the fields of `s`? Most programs create many
** sockets of the same kind. */
static int is_last (const Kind *k, const Socket *s) {
  return k->family == s->family && k->type == s->type &&
         k->proto == s->proto && k->timeout == s->timeout;
}

/* Keeps the metatable on the top as the last one. */
static void keep_last (lua_State *L, const Socket *s) {
  state_of(L)->kind = (Kind){s->family, s->type, s->proto, s->timeout};
  lua_pushvalue(L, -1);
  own_set(L, OWN_LAST_KIND);
}

/* Pushes the metatable with the fields of `s`. */
static void push_kind (lua_State *L, const Socket *s) {
  if (s->layer != NULL && s->layer->plain == NULL) {  /* all share one metatable */
    own_get(L, OWN_SSLSOCKET);
    return;
  }
  if (has_defaults(s)) {
    lua_pushvalue(L, UP_SOCKET);
    return;
  }
  if (is_last(&state_of(L)->kind, s)) {
    own_get(L, OWN_LAST_KIND);
    return;
  }
  push_timeouts(L, s);
  if (lua_rawgeti(L, -1, s->timeout) == LUA_TNIL) {
    lua_pop(L, 1);
    if (lua_getfield(L, -1, "any") == LUA_TNIL) {
      lua_pop(L, 1);
      make_kind(L, s);
    }
  }
  lua_remove(L, -2);
  keep_last(L, s);
}

/* metatable.__kind(s, nanoseconds) -> the metatable of s with another timeout */
static int kind (lua_State *L) {
  Socket s = *sock_check(L, 1);
  s.timeout = luaL_checkinteger(L, 2);
  push_kind(L, &s);
  return 1;
}

/* Only its metatable keeps the State of a socket alive. So a method of another load
** of the module asks the socket's own load. */
void sock_pushfields (lua_State *L, int index, int64_t timeout) {
  Socket s = *(const Socket *)lua_touserdata(L, index);
  luaL_checkstack(L, 8, "stack overflow");
  index = lua_absindex(L, index);
  s.timeout = timeout;
  if (s.state == state_of(L) ||
      luaL_getmetafield(L, index, "__kind") != LUA_TFUNCTION) push_kind(L, &s);
  else {
    lua_pushvalue(L, index);
    lua_pushinteger(L, timeout);
    lua_call(L, 2, 1);
  }
}

void sock_setfields (lua_State *L, int index) {
  index = lua_absindex(L, index);
  sock_pushfields(L, index,
                  ((const Socket *)lua_touserdata(L, index))->timeout);
  lua_setmetatable(L, index);
}

/* ---- the class ------------------------------------------------------------ */

/* Methods that are written in Lua. Each is what its module returns. */
static const struct { const char *name, *module; } in_lua[] = {
  {"makefile", "pysocket.file"}, {"sendfile", "pysocket.sendfile"},
};

/* class.name -> method | nil, for a method that does not exist yet */
static int methods_index (lua_State *L) {
  size_t i;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  for (i = 0; i < COUNT(in_lua) && lua_type(L, 2) == LUA_TSTRING; i++) {
    if (strcmp(in_lua[i].name, lua_tostring(L, 2)) != 0) continue;
    core_require(L, in_lua[i].module);
    front_push(L);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_rawset(L, 1);
    return 1;
  }
  return 0;
}

/* pairs(class): includes the methods that are written in Lua */
static int class_pairs (lua_State *L) {
  size_t i;
  lua_pushcfunction(L, core_next);
  sock_pushmethods(L);
  for (i = 0; i < COUNT(in_lua); i++) {
    lua_getfield(L, -1, in_lua[i].name);
    lua_pop(L, 1);
  }
  return 2;
}

/* Sets the class on the top of the stack in the module. */
static void set_class (lua_State *L, const Open *o) {
  static const char *const names[] = {"socket", "SocketType", NULL};
  int i;
  for (i = 0; names[i] != NULL; i++) {
    lua_pushvalue(L, -1);
    lua_setfield(L, o->module, names[i]);
  }
  lua_setfield(L, o->socket_mt, "__class");
}

void class_open (lua_State *L, const Open *o) {
  static const luaL_Reg class[] = {
    {"__index", methods_index}, {"__pairs", class_pairs}, {NULL, NULL}
  };
  lua_pushvalue(L, o->methods);  /* first, as in make_metatable */
  lua_setfield(L, o->socket_mt, "__index");
  lua_newtable(L);
  own_put(L, o, OWN_KINDS);
  ((State *)lua_touserdata(L, o->state))->kind =
    (Kind){AF_INET, SOCK_STREAM, 0, TIMEOUT_NONE};
  lua_pushvalue(L, o->socket_mt);
  own_put(L, o, OWN_LAST_KIND);
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, o->methods);
  lua_setfield(L, -2, "__index");
  own_put(L, o, OWN_BEYOND);
  lua_pushvalue(L, o->methods);
  lua_createtable(L, 0, 4);
  core_setfuncs(L, o, lua_gettop(L), class);
  lua_setmetatable(L, -2);
  show_as(L, "class", "socket.socket");
  set_integer(L, "family", AF_INET);
  set_integer(L, "type", SOCK_STREAM);
  set_integer(L, "proto", 0);
  set_class(L, o);
}

/* getmetatable returns a copy of the metatable, so that the program cannot remove the
** finalizer: without it, the loop would use a socket after it was freed. __kind, which
** returns the metatable itself, is not in the copy.
** A socket that was closed with its method close has no finalizer any more. All of
** these share one metatable, whatever their fields are. */
void class_openmetatables (lua_State *L, const Open *o) {
  static const luaL_Reg open[] = {{"__kind", kind}, {NULL, NULL}};
  static const luaL_Reg closed[] = {{"__index", any_index}, {NULL, NULL}};
  core_pushcopy(L, o->socket_mt);
  lua_setfield(L, o->socket_mt, "__metatable");
  core_setfuncs(L, o, o->socket_mt, open);
  core_pushcopy(L, o->socket_mt);
  core_setfuncs(L, o, lua_gettop(L), closed);
  lua_pushnil(L);
  lua_setfield(L, -2, "__gc");
  own_put(L, o, OWN_CLOSED_SOCKET);
}
