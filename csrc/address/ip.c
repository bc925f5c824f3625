/*
** ip.c: the addresses of the families INET and INET6. UDPLITE and SCTP are protocols
** of these.
*/
#include "address/intern.h"
#include "address/ip.h"
#include "base/own.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <string.h>

/* A host for the resolver, which must not contain a NUL. */
static const char *shape_host (lua_State *L, int arg, const Shape *shape,
                               int base) {
  size_t len;
  const char *host = shape_string(L, arg, shape, base, 0, &len);
  if (memchr(host, '\0', len) != NULL)
    shape_argerror(L, arg, shape, 0,
                   "must not contain a NUL byte; cut it off before the \\0");
  return host;
}

/* ---- INET ----------------------------------------------------------------- */

static const char *const inet_names[] = {"host", "port", NULL};
static const Shape inet_shape = {
  .family = "AF_INET", .form = "a table {host, port}",
  .example = "{\"127.0.0.1\", 8080}", .names = inet_names, .required = 2
};

/* Writes dotted decimals, several times as fast as inet_ntop. */
static size_t inet_format (char *out, struct in_addr ip) {
  const unsigned char *octet = (const unsigned char *)&ip;
  char *p = out;
  int i;
  for (i = 0; i < 4; i++) {
    unsigned n = octet[i];
    if (i > 0) *p++ = '.';
    if (n >= 100) *p++ = (char)('0' + n / 100);
    if (n >= 10) *p++ = (char)('0' + n / 10 % 10);
    *p++ = (char)('0' + n % 10);
  }
  return (size_t)(p - out);
}

/* Keeps the string on the top of the stack as the text of `ip`. Lua has only one
** copy of a short string, so the same pointer means the same text. */
static void host_keep (lua_State *L, struct in_addr ip) {
  State *st = state_of(L);
  lua_pushvalue(L, -1);
  own_set(L, OWN_HOST);
  st->host.text = lua_tostring(L, -1);
  st->host.ip = ip;
}

/* Makes `ip` the host whose text is known. */
static void host_know (lua_State *L, const State *st, struct in_addr ip) {
  char text[INET_ADDRSTRLEN];
  if (st->host.text != NULL && st->host.ip.s_addr == ip.s_addr) return;
  lua_pushlstring(L, text, inet_format(text, ip));
  host_keep(L, ip);
  lua_pop(L, 1);
}

/* Parses `host`, the string at `index`. Returns 0 if it has to be looked up. */
static int host_parse (lua_State *L, int index, const char *host,
                       struct in_addr *ip) {
  if (*host == '\0') ip->s_addr = htonl(INADDR_ANY);
  else if (strcmp(host, "<broadcast>") == 0)
    ip->s_addr = htonl(INADDR_BROADCAST);
  else if (inet_pton(AF_INET, host, ip) == 1) {
    lua_pushvalue(L, index);
    host_keep(L, *ip);
    lua_pop(L, 1);
  }
  else return 0;
  return 1;
}

static void inet_fill (Address *a, lua_Integer port) {
  struct sockaddr_in *in = &a->u.in;
  memset(in, 0, sizeof(*in));
  in->sin_family = AF_INET;
  in->sin_port = htons((uint16_t)port);
  a->len = sizeof(*in);
}

/* Has the table nothing but two items, or is it an address object? */
static int is_plain_pair (lua_State *L, int arg) {
  return intern_isunchanged(L, arg, 2) || (lua_rawlen(L, arg) == 2 &&
                                           shape_isobject(L, arg));
}

int ip_again (lua_State *L, int arg, Address *a) {
  const State *st = state_of(L);
  int isint;
  lua_Integer port;
  if (!lua_istable(L, arg) || lua_rawgeti(L, arg, 1) != LUA_TSTRING ||
      lua_tostring(L, -1) != st->host.text) return 0;
  if (lua_rawgeti(L, arg, 2) != LUA_TNUMBER) return 0;
  port = lua_tointegerx(L, -1, &isint);
  if (!isint || port < 0 || port > 65535) return 0;
  if (!is_plain_pair(L, arg)) return 0;
  inet_fill(a, port);
  a->u.in.sin_addr = st->host.ip;
  return 1;
}

/* {host, port} */
static int inet_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  int base = shape_unpack(L, arg, &inet_shape);
  const char *host;
  (void)s;
  host = shape_host(L, arg, &inet_shape, base);
  inet_fill(a, shape_integer(L, arg, &inet_shape, base, 1, 0, 65535));
  return host_parse(L, base, host, &a->u.in.sin_addr);
}

/* Sets the metatable, which is kept outside OWN_SHAPES, because this family is
** the most common. */
static void inet_setshape (lua_State *L) {
  if (own_get(L, OWN_INET) == LUA_TNIL) {
    lua_pop(L, 1);
    shape_push(L, &inet_shape);
    lua_pushvalue(L, -1);
    own_set(L, OWN_INET);
    state_of(L)->inet = lua_topointer(L, -1);
  }
  lua_setmetatable(L, -2);
}

/* Is the value on the top the address of the known host and the port, and nothing
** else? Comparing pointers is the fastest. */
static int inet_is (lua_State *L, const State *st, lua_Integer port) {
  int table = lua_gettop(L), is;
  if (!lua_istable(L, table)) return 0;
  lua_rawgeti(L, table, 2);
  is = lua_isinteger(L, -1) && lua_tointeger(L, -1) == port &&
       lua_rawgeti(L, table, 1) == LUA_TSTRING &&
       lua_tostring(L, -1) == st->host.text && lua_getmetatable(L, table) &&
       lua_topointer(L, -1) == st->inet && intern_isunchanged(L, table, 2);
  lua_settop(L, table);
  return is;
}

/* Pushes a new address. Its table may run a finalizer, which may use another host. */
static void inet_pushnew (lua_State *L, const State *st, struct in_addr ip,
                          lua_Integer port) {
  lua_createtable(L, 2, 0);
  host_know(L, st, ip);
  own_get(L, OWN_HOST);
  lua_rawseti(L, -2, 1);
  lua_pushinteger(L, port);
  lua_rawseti(L, -2, 2);
  inet_setshape(L);
}

void ip_push4 (lua_State *L, const Socket *s, const Address *a) {
  const State *st = state_of(L);
  const struct sockaddr_in *in = &a->u.in;
  lua_Integer key = (lua_Integer)in->sin_addr.s_addr << 16 | in->sin_port,
              port = ntohs(in->sin_port);
  int top = lua_gettop(L) + 1, taken;
  (void)s;
  host_know(L, st, in->sin_addr);
  taken = intern_recent(L, key);
  if ((!taken || !inet_is(L, st, port)) &&
      (!intern_other(L, key) || !inet_is(L, st, port))) {
    inet_pushnew(L, st, in->sin_addr, port);
    intern_integer(L, key, taken);
  }
  lua_copy(L, -1, top);
  lua_settop(L, top);
}

/* ---- INET6 ---------------------------------------------------------------- */

static const char *const inet6_names[] = {
  "host", "port", "flowinfo", "scope_id", NULL
};
static const Shape inet6_shape = {
  .family = "AF_INET6",
  .form = "a table {host, port[, flowinfo[, scope_id]]}",
  .example = "{\"::1\", 8080}", .names = inet6_names, .required = 2
};

/* Parses fe80::1%eth0 with the resolver, which knows the interfaces and does not
** block for a numeric host. */
static int host6_scoped (const char *host, struct sockaddr_in6 *in6) {
  struct addrinfo hints = {0}, *list;
  hints.ai_family = AF_INET6;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_NUMERICHOST;
  if (getaddrinfo(host, NULL, &hints, &list) != 0) return 0;
  memcpy(in6, list->ai_addr, sizeof(*in6));
  freeaddrinfo(list);
  return 1;
}

static int host6_parse (const char *host, struct sockaddr_in6 *in6) {
  memset(in6, 0, sizeof(*in6));
  if (*host == '\0') return 1;  /* in6addr_any */
  if (strchr(host, '%') != NULL) return host6_scoped(host, in6);
  return inet_pton(AF_INET6, host, &in6->sin6_addr) == 1;
}

/* {host, port[, flowinfo[, scope_id]]} */
static int inet6_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  int known, base = shape_unpack(L, arg, &inet6_shape);
  struct sockaddr_in6 *in6 = &a->u.in6;
  const char *host = shape_host(L, arg, &inet6_shape, base);
  lua_Integer port = shape_integer(L, arg, &inet6_shape, base, 1, 0, 65535);
  lua_Integer flow = shape_integer(L, arg, &inet6_shape, base, 2, 0, 0xFFFFF);
  lua_Integer scope = shape_integer(L, arg, &inet6_shape, base, 3,
                                    0, 0xFFFFFFFF);
  (void)s;
  if (strcmp(host, "<broadcast>") == 0)
    shape_argerror(L, arg, &inet6_shape, 0, "cannot be \"<broadcast>\": IPv6 "
                   "has none; write a multicast address, like \"ff02::1\"");
  known = host6_parse(host, in6);
  in6->sin6_family = AF_INET6;
  in6->sin6_port = htons((uint16_t)port);
  in6->sin6_flowinfo = htonl((uint32_t)flow);
  if (!lua_isnil(L, base + 3)) in6->sin6_scope_id = (uint32_t)scope;
  a->len = sizeof(*in6);
  return known;
}

/* As for INET, the text of the last host is kept, because inet_ntop is slow. */
static void host6_push (lua_State *L, const struct in6_addr *ip) {
  State *st = state_of(L);
  char text[INET6_ADDRSTRLEN];
  if (own_get(L, OWN_HOST6) != LUA_TNIL &&
      memcmp(ip, &st->host6, sizeof(*ip)) == 0) return;
  lua_pop(L, 1);
  inet_ntop(AF_INET6, ip, text, sizeof(text));
  lua_pushstring(L, text);
  lua_pushvalue(L, -1);
  own_set(L, OWN_HOST6);
  st->host6 = *ip;
}

void ip_push6 (lua_State *L, const Socket *s, const Address *a) {
  const struct sockaddr_in6 *in6 = &a->u.in6;
  (void)s;
  luaL_checkstack(L, 16, "address");
  host6_push(L, &in6->sin6_addr);
  lua_pushinteger(L, ntohs(in6->sin6_port));
  lua_pushinteger(L, ntohl(in6->sin6_flowinfo));
  lua_pushinteger(L, in6->sin6_scope_id);
  shape_push(L, &inet6_shape);
  lua_pushlstring(L, (const char *)in6, sizeof(*in6));
  intern(L, 4);
}

/* RDS uses the addresses of INET, including their family. */
const Family ip_rows[] = {
  {AF_INET, -1, &inet_shape, inet_parse, ip_push4},
  {AF_INET6, -1, &inet6_shape, inet6_parse, ip_push6},
  {AF_RDS, -1, &inet_shape, inet_parse, ip_push4},
  {AF_UNSPEC, 0, NULL, NULL, NULL}
};

/* ---- addresses in errors ------------------------------------------------------ */

const Shape *ip_shape (lua_Unsigned items) {
  return items > 2 ? &inet6_shape : &inet_shape;
}

static lua_Integer given_integer (lua_State *L, int table, int i) {
  lua_Integer n;
  lua_rawgeti(L, table, i);
  n = lua_tointeger(L, -1);
  lua_pop(L, 1);
  return n;
}

/* Reads the address object at `table`; 0 if the host is a name. */
static int given_parse (lua_State *L, int table, int family, Address *a) {
  const char *host = lua_tostring(L, -1);
  struct sockaddr_in6 *in6 = &a->u.in6;
  inet_fill(a, given_integer(L, table, 2));
  if (family == AF_INET) return inet_pton(family, host, &a->u.in.sin_addr) == 1;
  memset(in6, 0, sizeof(*in6));
  in6->sin6_family = AF_INET6;
  in6->sin6_port = htons((uint16_t)given_integer(L, table, 2));
  in6->sin6_flowinfo = htonl((uint32_t)given_integer(L, table, 3));
  in6->sin6_scope_id = (uint32_t)given_integer(L, table, 4);
  return inet_pton(family, host, &in6->sin6_addr) == 1;
}

void ip_intern (lua_State *L, const Shape *shape) {
  int table = lua_gettop(L), family = shape == &inet_shape ? AF_INET : AF_INET6;
  Address a;
  if (shape != &inet_shape && shape != &inet6_shape) return;
  if (lua_rawgeti(L, table, 1) == LUA_TSTRING &&
      given_parse(L, table, family, &a)) {
    if (family == AF_INET) ip_push4(L, NULL, &a);
    else ip_push6(L, NULL, &a);
    if (lua_compare(L, -1, table, LUA_OPEQ)) lua_copy(L, -1, table);
  }
  lua_settop(L, table);
}
