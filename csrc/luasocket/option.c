/*
** option.c: setoption and getoption, with LuaSocket's names and values.
*/
#include "base/argument.h"
#include "luasocket/object.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>

typedef struct Option Option;

struct Option {
  const char *name;
  unsigned set, get;  /* the classes that have it */
  int level, option;
  int (*setter) (lua_State *L, const LuaSocket *ls, const Option *o);
  int (*getter) (lua_State *L, const LuaSocket *ls, const Option *o);
};

/* ---- the two calls ------------------------------------------------------------- */

static int set_value (lua_State *L, const LuaSocket *ls, const Option *o,
                      const void *value, size_t size) {
  if (setsockopt(ls->s.fd, o->level, o->option, value, (socklen_t)size) == 0)
    return luasock_success(L);
  lua_pushnil(L);
  lua_pushliteral(L, "setsockopt failed");
  return 2;
}

/* Returns 0, or the number of results for a failure. */
static int get_value (lua_State *L, const LuaSocket *ls, const Option *o, void *value,
                      size_t size) {
  socklen_t len = (socklen_t)size;
  if (getsockopt(ls->s.fd, o->level, o->option, value, &len) == 0) return 0;
  lua_pushnil(L);
  lua_pushliteral(L, "getsockopt failed");
  return 2;
}

/* ---- booleans, integers, errors ------------------------------------------------ */

static int type_error (lua_State *L, int arg, const char *expected) {
  return luaL_argerror(L, arg, lua_pushfstring(L, "%s expected, got %s",
                                               expected,
                                               luaL_typename(L, arg)));
}

static int set_boolean (lua_State *L, const LuaSocket *ls, const Option *o) {
  int value;
  if (!lua_isboolean(L, 3)) type_error(L, 3, "boolean");
  value = lua_toboolean(L, 3);
  return set_value(L, ls, o, &value, sizeof value);
}

static int get_boolean (lua_State *L, const LuaSocket *ls, const Option *o) {
  int value = 0, n = get_value(L, ls, o, &value, sizeof value);
  if (n > 0) return n;
  lua_pushboolean(L, value);
  return 1;
}

/* LuaSocket converts values that are not numbers to 0; here they are refused. */
static int set_integer (lua_State *L, const LuaSocket *ls, const Option *o) {
  lua_Number n = luaL_checknumber(L, 3);
  int value;
  luaL_argcheck(L, n >= INT32_MIN && n <= INT32_MAX, 3, "number out of range");
  value = (int)n;
  return set_value(L, ls, o, &value, sizeof value);
}

static int get_integer (lua_State *L, const LuaSocket *ls, const Option *o) {
  int value = 0, n = get_value(L, ls, o, &value, sizeof value);
  if (n > 0) return n;
  lua_pushnumber(L, value);
  return 1;
}

/* The text of the pending error, or nil. */
static int get_error (lua_State *L, const LuaSocket *ls, const Option *o) {
  int value = 0, n = get_value(L, ls, o, &value, sizeof value);
  if (n > 0) return n;
  if (value == 0) lua_pushnil(L);
  else lua_pushstring(L, luasock_text(value));
  return 1;
}

/* ---- linger -------------------------------------------------------------------- */

static int set_linger (lua_State *L, const LuaSocket *ls, const Option *o) {
  struct linger value;
  if (!lua_istable(L, 3)) type_error(L, 3, "table");
  if (lua_getfield(L, 3, "on") != LUA_TBOOLEAN)
    luaL_argerror(L, 3, "boolean 'on' field expected");
  lua_getfield(L, 3, "timeout");
  if (!lua_isnumber(L, -1))
    luaL_argerror(L, 3, "number 'timeout' field expected");
  value.l_onoff = lua_toboolean(L, -2);
  value.l_linger = (uint16_t)lua_tonumber(L, -1);
  return set_value(L, ls, o, &value, sizeof value);
}

static int get_linger (lua_State *L, const LuaSocket *ls, const Option *o) {
  struct linger value = {0, 0};
  int n = get_value(L, ls, o, &value, sizeof value);
  if (n > 0) return n;
  lua_createtable(L, 0, 2);
  lua_pushboolean(L, value.l_onoff);
  lua_setfield(L, -2, "on");
  lua_pushinteger(L, value.l_linger);
  lua_setfield(L, -2, "timeout");
  return 1;
}

/* ---- multicast ----------------------------------------------------------------- */

static int set_interface (lua_State *L, const LuaSocket *ls, const Option *o) {
  const char *address = luaL_checkstring(L, 3);
  struct in_addr value = {htonl(INADDR_ANY)};
  if (strcmp(address, "*") != 0 && !inet_aton(address, &value))
    luaL_argerror(L, 3, "ip expected");
  return set_value(L, ls, o, &value, sizeof value);
}

static int get_interface (lua_State *L, const LuaSocket *ls, const Option *o) {
  struct in_addr value = {0};
  char text[INET_ADDRSTRLEN];
  int n = get_value(L, ls, o, &value, sizeof value);
  if (n > 0) return n;
  lua_pushstring(L, inet_ntop(AF_INET, &value, text, sizeof text));
  return 1;
}

/* Pushes the field of the table at 3. */
static const char *string_field (lua_State *L, const char *name) {
  lua_getfield(L, 3, name);
  if (!lua_isstring(L, -1))
    luaL_argerror(L, 3, lua_pushfstring(L, "string '%s' field expected", name));
  return lua_tostring(L, -1);
}

static int set_membership (lua_State *L, const LuaSocket *ls, const Option *o) {
  struct ip_mreq value;
  const char *interface;
  if (!lua_istable(L, 3)) type_error(L, 3, "table");
  if (!inet_aton(string_field(L, "multiaddr"), &value.imr_multiaddr))
    luaL_argerror(L, 3, "invalid 'multiaddr' ip address");
  interface = string_field(L, "interface");
  value.imr_interface.s_addr = htonl(INADDR_ANY);
  if (strcmp(interface, "*") != 0 &&
      !inet_aton(interface, &value.imr_interface))
    luaL_argerror(L, 3, "invalid 'interface' ip address");
  return set_value(L, ls, o, &value, sizeof value);
}

static int set_membership6 (lua_State *L, const LuaSocket *ls, const Option *o) {
  struct ipv6_mreq value;
  lua_Number index = 0;
  memset(&value, 0, sizeof value);
  if (!lua_istable(L, 3)) type_error(L, 3, "table");
  if (inet_pton(AF_INET6, string_field(L, "multiaddr"),
                &value.ipv6mr_multiaddr) != 1)
    luaL_argerror(L, 3, "invalid 'multiaddr' ip address");
  if (lua_getfield(L, 3, "interface") != LUA_TNIL) {
    if (!lua_isnumber(L, -1))
      luaL_argerror(L, 3, "number 'interface' field expected");
    index = lua_tonumber(L, -1);
    luaL_argcheck(L, index >= 0 && index <= UINT32_MAX, 3,
                  "invalid 'interface' number");
  }
  value.ipv6mr_interface = (unsigned)index;
  return set_value(L, ls, o, &value, sizeof value);
}

/* ---- the table ------------------------------------------------------------------ */

#define BOOLEAN set_boolean, get_boolean
#define INTEGER set_integer, get_integer

/* As in LuaSocket, not every class has every option. */
static const Option options[] = {
  {"keepalive", STREAMS, TCP_ANY, SOL_SOCKET, SO_KEEPALIVE, BOOLEAN},
  {"reuseaddr", ANY, INTERNET, SOL_SOCKET, SO_REUSEADDR, BOOLEAN},
  {"reuseport", INTERNET, INTERNET, SOL_SOCKET, SO_REUSEPORT, BOOLEAN},
  {"tcp-nodelay", TCP_ANY, TCP_ANY, IPPROTO_TCP, TCP_NODELAY, BOOLEAN},
  {"tcp-keepidle", TCP_ANY, TCP_ANY, IPPROTO_TCP, TCP_KEEPIDLE, INTEGER},
  {"tcp-keepcnt", TCP_ANY, TCP_ANY, IPPROTO_TCP, TCP_KEEPCNT, INTEGER},
  {"tcp-keepintvl", TCP_ANY, TCP_ANY, IPPROTO_TCP, TCP_KEEPINTVL, INTEGER},
  {"tcp-defer-accept", TCP_ANY, 0, IPPROTO_TCP, TCP_DEFER_ACCEPT, INTEGER},
  {"tcp-fastopen", TCP_ANY, 0, IPPROTO_TCP, TCP_FASTOPEN, INTEGER},
#ifdef TCP_FASTOPEN_CONNECT
  {"tcp-fastopen-connect", TCP_ANY, 0, IPPROTO_TCP, TCP_FASTOPEN_CONNECT,
   INTEGER},
#endif
  {"linger", STREAMS, TCP_ANY, SOL_SOCKET, SO_LINGER, set_linger, get_linger},
  {"error", 0, INTERNET, SOL_SOCKET, SO_ERROR, NULL, get_error},
  {"recv-buffer-size", INTERNET, INTERNET, SOL_SOCKET, SO_RCVBUF, INTEGER},
  {"send-buffer-size", INTERNET, INTERNET, SOL_SOCKET, SO_SNDBUF, INTEGER},
  {"dontroute", UDP_ANY, UDP_ANY, SOL_SOCKET, SO_DONTROUTE, BOOLEAN},
  {"broadcast", UDP_ANY, UDP_ANY, SOL_SOCKET, SO_BROADCAST, BOOLEAN},
  {"ip-multicast-if", UDP_ANY, UDP_ANY, IPPROTO_IP, IP_MULTICAST_IF,
   set_interface, get_interface},
  {"ip-multicast-ttl", UDP_ANY, 0, IPPROTO_IP, IP_MULTICAST_TTL, INTEGER},
  {"ip-multicast-loop", UDP_ANY, UDP_ANY, IPPROTO_IP, IP_MULTICAST_LOOP,
   BOOLEAN},
  {"ip-add-membership", UDP_ANY, 0, IPPROTO_IP, IP_ADD_MEMBERSHIP,
   set_membership, NULL},
  {"ip-drop-membership", UDP_ANY, 0, IPPROTO_IP, IP_DROP_MEMBERSHIP,
   set_membership, NULL},
  {"ipv6-unicast-hops", UDP_ANY, UDP_ANY, IPPROTO_IPV6, IPV6_UNICAST_HOPS,
   INTEGER},
  {"ipv6-multicast-hops", UDP_ANY, UDP_ANY, IPPROTO_IPV6, IPV6_MULTICAST_HOPS,
   INTEGER},
  {"ipv6-multicast-loop", UDP_ANY, UDP_ANY, IPPROTO_IPV6, IPV6_MULTICAST_LOOP,
   BOOLEAN},
  {"ipv6-add-membership", UDP_ANY, 0, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP,
   set_membership6, NULL},
  {"ipv6-drop-membership", UDP_ANY, 0, IPPROTO_IPV6, IPV6_DROP_MEMBERSHIP,
   set_membership6, NULL},
  {"ipv6-v6only", INTERNET, UDP_ANY, IPPROTO_IPV6, IPV6_V6ONLY, BOOLEAN},
};

/* The option whose name is at 2. */
static const Option *find (lua_State *L, const LuaSocket *ls, int get) {
  const char *name = luaL_checkstring(L, 2);
  size_t i;
  for (i = 0; i < COUNT(options); i++)
    if (strcmp(options[i].name, name) == 0 &&
        ((get ? options[i].get : options[i].set) & IN(ls->class)))
      return &options[i];
  luaL_argerror(L, 2, lua_pushfstring(L, "unsupported option `%s'", name));
  return NULL;
}

/* sock:setoption(name, value) -> 1 | nil, error */
static int luasock_setoption (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, ANY);
  const Option *o = find(L, ls, 0);
  return o->setter(L, ls, o);
}

/* sock:getoption(name) -> value | nil, error */
static int luasock_getoption (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, INTERNET);
  const Option *o = find(L, ls, 1);
  return o->getter(L, ls, o);
}

void luasock_option_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg setter[] = {{"setoption", luasock_setoption}, {NULL, NULL}};
  static const luaL_Reg getter[] = {{"getoption", luasock_getoption}, {NULL, NULL}};
  luasock_addmethods(L, o, table, ANY, setter);
  luasock_addmethods(L, o, table, INTERNET, getter);
}
