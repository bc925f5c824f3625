/*
** class.c: the class SSLContext: creates contexts, and finds their attributes and
** methods.
**
** The class is a table of methods, so a method that the program adds to it is one of
** every context.
*/
#include "base/argument.h"
#include "base/own.h"
#include "base/show.h"
#include "tls/class.h"
#include "tls/context.h"
#include "tls/methods.h"
#include "tls/settings.h"

/* SSLContext(protocol=PROTOCOL_TLS) -> context */
static int class_call (lua_State *L) {
  int first = core_firstofcall(L),
      protocol = keywords_optint(L, first, PROTOCOL_TLS, "protocol");
  if (protocol != PROTOCOL_TLS_CLIENT && protocol != PROTOCOL_TLS_SERVER &&
      (protocol < PROTOCOL_TLS || protocol > PROTOCOL_TLSv1_2))
    return luaL_argerror(L, first, "PROTOCOL_TLS_CLIENT or PROTOCOL_TLS_SERVER "
                                   "expected");
  context_new(L, protocol);
  return 1;
}

static const Setting *find (lua_State *L, int arg) {
  return lua_type(L, arg) == LUA_TSTRING ? setting_find(lua_tostring(L, arg))
                                         : NULL;
}

/* context.name -> attribute or method
** The metatable's field __base is the class. */
static int context_index (lua_State *L) {
  Context *c = context_check(L, 1);
  const Setting *setting = find(L, 2);
  lua_settop(L, 2);
  if (setting != NULL) {
    setting->get(L, c);
    if (!lua_isnil(L, -1)) return 1;
    lua_settop(L, 2);
  }
  own_get(L, OWN_CONTEXT);
  lua_getfield(L, -1, "__base");
  lua_pushvalue(L, 2);
  lua_gettable(L, -2);
  return 1;
}

/* context.name = value */
static int context_newindex (lua_State *L) {
  Context *c = context_check(L, 1);
  const Setting *setting = find(L, 2);
  lua_settop(L, 3);
  if (setting == NULL)
    return luaL_error(L, "an SSLContext has no attribute '%s'",
                      luaL_tolstring(L, 2, NULL));
  if (setting->set == NULL)
    return luaL_error(L, "the attribute '%s' of an SSLContext cannot be set",
                      setting->name);
  setting->set(L, c);
  return 0;
}

/* context:set_servername_callback(callback): sets sni_callback */
static int context_set_servername_callback (lua_State *L) {
  Context *c = context_check(L, 1);
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2) && !lua_isfunction(L, 2) &&
      luaL_getmetafield(L, 2, "__call") == LUA_TNIL)
    return luaL_typeerror(L, 2, "function or nil");
  lua_pushvalue(L, 2);
  setting_find("sni_callback")->set(L, c);
  return 0;
}

/* tostring(context) -> "<ssl.SSLContext object at 0x…>" */
static int context_tostring (lua_State *L) {
  lua_pushfstring(L, "<ssl.SSLContext object at %p>",
                  (void *)context_check(L, 1));
  return 1;
}

/* pairs(context): raises an error, with the line that calls pairs */
static int context_pairs (lua_State *L) {
  luaL_where(L, 2);
  lua_pushliteral(L, "bad argument #1 to 'pairs' (an SSLContext is not a table: "
                     "pairs(ssl.SSLContext) goes through its methods, "
                     "socket.help(context) explains them and its attributes)");
  lua_concat(L, 2);
  return lua_error(L);
}

void context_class_open (lua_State *L, const Open *o) {
  static const luaL_Reg metamethods[] = {
    {"__index", context_index}, {"__newindex", context_newindex},
    {"__tostring", context_tostring}, {"__pairs", context_pairs}, {NULL, NULL}
  };
  static const luaL_Reg methods[] = {
    {"set_servername_callback", context_set_servername_callback}, {NULL, NULL}
  };
  static const luaL_Reg meta[] = {{"__call", class_call}, {NULL, NULL}};
  int class;
  lua_newtable(L);
  class = lua_gettop(L);
  core_setfuncs(L, o, class, methods);
  ciphers_open(L, o, class);
  chain_open(L, o, class);
  trust_open(L, o, class);
  psk_open(L, o, class);
  lua_settop(L, class);
  lua_createtable(L, 0, 2);
  core_setfuncs(L, o, lua_gettop(L), meta);
  lua_setmetatable(L, class);
  show_as(L, "class", "ssl.SSLContext");
  lua_getiuservalue(L, o->state, OWN_CONTEXT);
  core_setfuncs(L, o, lua_gettop(L), metamethods);
  lua_pushliteral(L, "SSLContext");
  lua_setfield(L, -2, "__name");
  lua_pushvalue(L, class);
  lua_setfield(L, -2, "__base");
  lua_pushvalue(L, class);
  lua_setfield(L, o->module, "SSLContext");
  lua_settop(L, class - 1);
}
