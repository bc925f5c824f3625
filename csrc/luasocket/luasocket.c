/*
** luasocket.c: core._luasocket, the functions that pysocket.luasocket uses.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/front.h"
#include "luasocket/luasocket.h"
#include "luasocket/object.h"

#include <limits.h>
#include <netdb.h>
#include <string.h>
#include <sys/resource.h>

/* ---- methods that are written in Lua ---------------------------------------- */

#define UP_TYPES lua_upvalueindex(NUPVALUES + 1)
#define UP_FUNCTION lua_upvalueindex(NUPVALUES + 2)
#define UP_CLASSES lua_upvalueindex(NUPVALUES + 3)

/* Checks the arguments as LuaSocket does. s: a string; S: a string or nil; d: a
** number; n: an integer. */
static int check_types (lua_State *L, int arg, const char *types) {
  for (; *types != '\0'; types++, arg++) {
    if (*types == 's') luaL_checkstring(L, arg);
    else if (*types == 'S') luaL_optstring(L, arg, NULL);
    else if (*types == 'n') luaL_checkinteger(L, arg);
    else if (*types == 'd') luaL_checknumber(L, arg);
  }
  return arg - 1;
}

static int method_call (lua_State *L) {
  unsigned classes = (unsigned)lua_tointeger(L, UP_CLASSES);
  int top, first = 1;
  if (classes != 0) {
    luasock_check(L, classes);
    first = 2;
  }
  top = check_types(L, first, lua_tostring(L, UP_TYPES));
  if (lua_gettop(L) < top) lua_settop(L, top);
  lua_pushvalue(L, UP_FUNCTION);
  lua_insert(L, 1);
  return front_results(L, lua_pcallk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, 0,
                                     front_results), 0);
}

/* _luasocket.checked(types, function[, class or group]) -> function
** The result checks the types of its arguments, and before them its object if
** there is a class, and then calls the function. */
static int binding_checked (lua_State *L) {
  const char *class = luaL_optstring(L, 3, NULL);
  unsigned classes = class != NULL ? luasock_classes(class) : 0;
  luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  luaL_argcheck(L, class == NULL || classes != 0, 3, "unknown class");
  core_pushupvalues(L);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_pushinteger(L, (lua_Integer)classes);
  lua_pushcclosure(L, method_call, NUPVALUES + 3);
  return 1;
}

/* ---- objects ------------------------------------------------------------------ */

static int make (lua_State *L) {
  int class = (int)lua_tointeger(L, lua_upvalueindex(NUPVALUES + 1)),
      family = (int)lua_tointeger(L, lua_upvalueindex(NUPVALUES + 2)), err;
  LuaSocket *ls = luasock_new(L, class, family);
  err = family != AF_UNSPEC ? luasock_create(ls, family, 0) : 0;
  return err != 0 ? luasock_pusherror(L, err) : 1;
}

/* _luasocket.maker(class, family) -> function() -> object | nil, error
** Without a family the object has no descriptor until its first use. */
static int binding_maker (lua_State *L) {
  unsigned classes = luasock_classes(luaL_checkstring(L, 1));
  int family = core_checkint(L, 2), class = 0;
  luaL_argcheck(L, classes != 0, 1, "unknown class");
  while (!(classes & IN(class))) class++;
  core_pushupvalues(L);
  lua_pushinteger(L, class);
  lua_pushinteger(L, family);
  lua_pushcclosure(L, make, NUPVALUES + 2);
  return 1;
}

/* t(...): calls t.stream(...) */
static int call_stream (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_getfield(L, 1, "stream");
  lua_replace(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* _luasocket.create(s, family[, proto]) -> 1 | nil, error
** Replaces the descriptor with a new one. */
static int binding_create (lua_State *L) {
  LuaSocket *ls = luasock_check(L, ANY);
  int err = luasock_create(ls, core_checkint(L, 2), core_optint(L, 3, 0));
  return err != 0 ? luasock_pusherror(L, err) : luasock_success(L);
}

/* _luasocket.info(s) -> family, descriptor, block timeout */
static int binding_info (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, ANY);
  lua_pushinteger(L, ls->family);
  lua_pushinteger(L, ls->s.fd);
  lua_pushnumber(L, ls->block);
  return 3;
}

/* _luasocket.userdata(metatable) -> userdata of size 0 */
static int binding_userdata (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_newuserdatauv(L, 0, 0);
  lua_pushvalue(L, 1);
  lua_setmetatable(L, -2);
  return 1;
}

/* ---- errors and limits ------------------------------------------------------- */

/* _luasocket.text(errno) -> string */
static int binding_text (lua_State *L) {
  lua_pushstring(L, luasock_text(core_checkint(L, 1)));
  return 1;
}

static const struct { int code; const char *text; } gai_texts[] = {
  {EAI_AGAIN, "temporary failure in name resolution"},
  {EAI_BADFLAGS, "invalid value for ai_flags"},
  {EAI_FAIL, "non-recoverable failure in name resolution"},
  {EAI_FAMILY, "ai_family not supported"},
  {EAI_MEMORY, "memory allocation failure"},
  {EAI_NONAME, "host or service not provided, or not known"},
  {EAI_OVERFLOW, "argument buffer overflow"},
  {EAI_SERVICE, "service not supported for socket type"},
  {EAI_SOCKTYPE, "ai_socktype not supported"},
};

/* _luasocket.gaitext(code of getaddrinfo) -> string */
static int binding_gaitext (lua_State *L) {
  int code = core_checkint(L, 1);
  size_t i;
  for (i = 0; i < COUNT(gai_texts); i++) {
    if (gai_texts[i].code != code) continue;
    lua_pushstring(L, gai_texts[i].text);
    return 1;
  }
  lua_pushstring(L, gai_strerror(code));
  return 1;
}

/* _luasocket.limit() -> the process's limit of descriptors */
static int binding_limit (lua_State *L) {
  struct rlimit limit;
  int err;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0) {
    err = errno;
    return err_raise(L, err, "getrlimit");
  }
  lua_pushinteger(L, limit.rlim_cur < INT_MAX ? (lua_Integer)limit.rlim_cur
                                              : INT_MAX);
  return 1;
}

void luasocket_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"checked", binding_checked}, {"maker", binding_maker},
    {"create", binding_create}, {"info", binding_info},
    {"text", binding_text}, {"gaitext", binding_gaitext},
    {"limit", binding_limit}, {"call_stream", call_stream},
    {"userdata", binding_userdata}, {NULL, NULL}
  };
  int table;
  lua_getfield(L, o->internal, "_select");  /* opens Selection's metatable */
  lua_call(L, 0, 0);
  lua_newtable(L);
  table = lua_gettop(L);
  core_setfuncs(L, o, table, functions);
  luasock_open(L, o, table);
  luasock_stream_open(L, o, table);
  luasock_datagram_open(L, o, table);
  luasock_connect_open(L, o, table);
  luasock_option_open(L, o, table);
  luasock_select_open(L, o, table);
  lua_settop(L, table);
}
