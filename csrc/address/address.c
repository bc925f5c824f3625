/*
** address.c: converts socket addresses between Lua values and sockaddrs, by a
** table of families, each {parse, push}. This file has the entry points and the
** families INET, INET6 and UNIX; the others are in linux.c and bluetooth.c.
** UDPLITE and SCTP are protocols of INET.
*/
#include "address/family.h"
#include "address/intern.h"
#include "base/argument.h"
#include "base/own.h"
#include "base/repr.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <string.h>

void addr_pushrepr (lua_State *L, int index) {
  if (lua_type(L, index) == LUA_TSTRING) {
    size_t len;
    const char *s = lua_tolstring(L, index, &len);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    repr_add(&b, s, len, repr_kind(s, len));
    luaL_pushresult(&b);
  }
  else luaL_tolstring(L, index, NULL);
}

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

static void host_push (lua_State *L, struct in_addr ip) {
  const State *st = state_of(L);
  char text[INET_ADDRSTRLEN];
  if (st->host.text != NULL && st->host.ip.s_addr == ip.s_addr)
    own_get(L, OWN_HOST);
  else {
    lua_pushlstring(L, text, inet_format(text, ip));
    host_keep(L, ip);
  }
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

/* Has the table nothing but two items, or is it an address object? What else is
** in a table follows its items. */
static int is_plain_pair (lua_State *L, int arg) {
  lua_pushinteger(L, 2);
  return !lua_next(L, arg) || (lua_rawlen(L, arg) == 2 &&
                               shape_isobject(L, arg));
}

static int inet_again (lua_State *L, int arg, Address *a) {
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
  int base = shape_lay(L, arg, &inet_shape);
  const char *host;
  (void)s;
  host = shape_host(L, arg, &inet_shape, base);
  inet_fill(a, shape_integer(L, arg, &inet_shape, base, 1, 0, 65535));
  return host_parse(L, base, host, &a->u.in.sin_addr);
}

/* Pushes the metatable, which is kept outside OWN_SHAPES, because this family is
** the most common. */
static void inet_pushshape (lua_State *L) {
  if (own_get(L, OWN_INET) != LUA_TNIL) return;
  lua_pop(L, 1);
  shape_push(L, &inet_shape);
  lua_pushvalue(L, -1);
  own_set(L, OWN_INET);
}

static void inet_push (lua_State *L, const Socket *s, const Address *a) {
  const struct sockaddr_in *in = &a->u.in;
  (void)s;
  host_push(L, in->sin_addr);
  lua_pushinteger(L, ntohs(in->sin_port));
  inet_pushshape(L);
  intern_integer(L, 2, (lua_Integer)in->sin_addr.s_addr << 16 | in->sin_port);
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
  int known, base = shape_lay(L, arg, &inet6_shape);
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

static void inet6_push (lua_State *L, const Socket *s, const Address *a) {
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

/* ---- UNIX ----------------------------------------------------------------- */

#define UNIX_HEAD offsetof(struct sockaddr_un, sun_path)

static const char *const unix_names[] = {"path", NULL};
static const Shape unix_shape = {
  .family = "AF_UNIX", .form = "a string, the path",
  .example = "\"/tmp/app.sock\"", .names = unix_names, .required = 1
};

/* A path, or an abstract name, which starts with \0 and has an exact length.
** "" requests an abstract name from the kernel. A path is followed by \0. */
static int unix_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  struct sockaddr_un *un = &a->u.un;
  size_t len, max = sizeof(un->sun_path);
  const char *path;
  (void)s;
  if (lua_type(L, arg) != LUA_TSTRING)
    shape_error(L, arg, &unix_shape, lua_pushfstring(L, "got %s",
                                                     luaL_typename(L, arg)));
  path = lua_tolstring(L, arg, &len);
  if (len > 0 && *path != '\0') {
    if (memchr(path, '\0', len) != NULL)
      shape_argerror(L, arg, &unix_shape, 0, "must not contain a NUL byte; "
                     "only an abstract name does, and starts with \\0");
    max--;
  }
  if (len > max)
    shape_argerror(L, arg, &unix_shape, 0, "is too long: %d bytes, at most %d; "
                   "choose a shorter one, or a relative one",
                   (int)len, (int)max);
  memset(un, 0, sizeof(*un));
  un->sun_family = AF_UNIX;
  memcpy(un->sun_path, path, len);
  a->len = (socklen_t)(UNIX_HEAD + len);
  return 1;
}

/* A path from the kernel may fill all of sun_path, with its \0 only after
** that. */
static void unix_push (lua_State *L, const Socket *s, const Address *a) {
  const char *path = (const char *)&a->u + UNIX_HEAD;
  size_t len = a->len > UNIX_HEAD ? a->len - UNIX_HEAD : 0;
  (void)s;
  if (len > 0 && *path != '\0') len = strnlen(path, len);
  lua_pushlstring(L, path, len);
}

/* ---- all families --------------------------------------------------------- */

/* RDS uses the addresses of INET, including their family. */
static const Family inet_rows[] = {
  {AF_INET, -1, &inet_shape, inet_parse, inet_push},
  {AF_INET6, -1, &inet6_shape, inet6_parse, inet6_push},
  {AF_UNIX, -1, &unix_shape, unix_parse, unix_push},
  {AF_RDS, -1, &inet_shape, inet_parse, inet_push},
  {AF_UNSPEC, 0, NULL, NULL, NULL}
};

static const Family *const families[] = {
  inet_rows, family_rows, bluetooth_rows
};

/* The row of a family, whose address may depend on the protocol. */
static const Family *family_find (int family, int proto) {
  size_t i;
  const Family *f;
  for (i = 0; i < COUNT(families); i++)
    for (f = families[i]; f->shape != NULL; f++)
      if (f->family == family && (f->proto == -1 || f->proto == proto))
        return f;
  return NULL;
}

int addr_again (lua_State *L, int arg, const Socket *s, Address *a) {
  int top = lua_gettop(L), same = s->family == AF_INET && inet_again(L, arg, a);
  lua_settop(L, top);
  return same;
}

int addr_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  int known, top = lua_gettop(L);
  const Family *f;
  if (addr_again(L, arg, s, a)) return 1;
  a->len = 0;
  f = family_find(s->family, s->proto);
  if (f == NULL || f->parse == NULL)
    return shape_refuse(L, arg, lua_pushfstring(L,
      "addresses of family %d, protocol %d are not supported; "
      "use calls that take no address", s->family, s->proto));
  known = f->parse(L, arg, s, a);
  lua_settop(L, top);
  return known;
}

/* Makes a copy of full size, padded with zeros. The kernel may return a short
** address, and returns the full length of one that it truncated. */
static void addr_pad (Address *to, const Address *from) {
  to->len = from->len < sizeof(from->u) ? from->len
                                        : (socklen_t)sizeof(from->u);
  memset(&to->u, 0, sizeof(to->u));
  memcpy(&to->u, &from->u, to->len);
}

/* Pushes the key of an address: its bytes, and the protocol, on which their
** meaning depends in some families. */
static void push_key (lua_State *L, const Socket *s, const Address *a) {
  lua_pushfstring(L, "%d ", s->proto);
  lua_pushlstring(L, (const char *)&a->u, a->len);
  lua_concat(L, 2);
}

static void push_any (lua_State *L, const Socket *s, const Address *a) {
  const Family *f;
  Address padded;
  luaL_checkstack(L, 16, "address");
  addr_pad(&padded, a);
  f = family_find(padded.u.sa.sa_family, s->proto);
  if (f != NULL) f->push(L, s, &padded);
  else addr_pushraw(L, &padded);
  if (lua_type(L, -1) == LUA_TTABLE) {
    push_key(L, s, &padded);
    intern_table(L);
  }
}

void addr_push (lua_State *L, const Socket *s, const Address *a) {
  if (a->len == sizeof(a->u.in) && a->u.sa.sa_family == AF_INET)
    inet_push(L, s, a);
  else if (a->len == sizeof(a->u.in6) && a->u.sa.sa_family == AF_INET6)
    inet6_push(L, s, a);
  else if (a->len == UNIX_HEAD && a->u.sa.sa_family == AF_UNIX)
    lua_pushlstring(L, "", 0);  /* a shortcut: most clients have no path */
  else if (a->len == 0) lua_pushnil(L);
  else push_any(L, s, a);
}

void addr_pushinet (lua_State *L, State *st, const Address *a) {
  Socket s = {.fd = -1, .family = a->u.sa.sa_family, .state = st};
  addr_push(L, &s, a);
}

/* The shape of the address of a call that failed: that of the socket's family.
** Without a socket, as in create_connection, the number of items decides. */
static const Shape *given_shape (lua_State *L, int arg) {
  const Socket *s = sock_test(L, 1);
  const Family *f = s != NULL ? family_find(s->family, s->proto) : NULL;
  if (f != NULL) return f->shape;
  return lua_rawlen(L, arg) > 2 ? &inet6_shape : &inet_shape;
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

/* An address in an error may be used as a key, too: replaces the address object
** on the top with the one that calls return, if it is equal. */
static void given_intern (lua_State *L, const Shape *shape) {
  int table = lua_gettop(L), family = shape == &inet_shape ? AF_INET : AF_INET6;
  Address a;
  if (shape != &inet_shape && shape != &inet6_shape) return;
  if (lua_rawgeti(L, table, 1) == LUA_TSTRING &&
      given_parse(L, table, family, &a)) {
    if (family == AF_INET) inet_push(L, NULL, &a);
    else inet6_push(L, NULL, &a);
    if (lua_compare(L, -1, table, LUA_OPEQ)) lua_copy(L, -1, table);
  }
  lua_settop(L, table);
}

void addr_pushgiven (lua_State *L, int arg) {
  const Shape *shape;
  luaL_checkstack(L, 16, "address");
  if (lua_type(L, arg) == LUA_TTABLE) {
    shape = given_shape(L, arg);
    shape_pushgiven(L, arg, shape);
    given_intern(L, shape);
  }
  else lua_pushvalue(L, arg);
}

/* The family of an argument of socket.address: INET6 if it has more than two
** items, or a colon in its host. */
static int family_of (lua_State *L, int arg) {
  int family = AF_INET;
  if (lua_type(L, arg) != LUA_TTABLE) return family;
  if (lua_rawgeti(L, arg, 1) == LUA_TNIL) {
    lua_pushliteral(L, "host");
    lua_rawget(L, arg);
  }
  if (lua_rawlen(L, arg) > 2 ||
      (lua_type(L, -1) == LUA_TSTRING && strchr(lua_tostring(L, -1), ':')))
    family = AF_INET6;
  lua_settop(L, arg);
  return family;
}

/* socket.address(address) -> the address that calls return for it */
static int core_address_object (lua_State *L) {
  Socket s = {.fd = -1, .state = state_of(L)};
  Address a;
  lua_settop(L, 1);
  s.family = family_of(L, 1);
  if (!addr_parse(L, 1, &s, &a))
    shape_argerror(L, 1, family_find(s.family, 0)->shape, 0,
                   "must be numeric, such as %s; look a name up with "
                   "getaddrinfo", s.family == AF_INET ? "\"127.0.0.1\""
                                                      : "\"::1\"");
  addr_push(L, &s, &a);
  return 1;
}

/* core._repr(address) -> string: the address argument as Python prints it */
static int core_repr (lua_State *L) {
  lua_settop(L, 1);
  addr_pushgiven(L, 1);
  addr_pushrepr(L, -1);
  return 1;
}

/* A socket that has only the family, type and protocol from the argument `arg`
** on. */
static Socket bare_socket (lua_State *L, int arg) {
  Socket s = {.fd = -1, .state = state_of(L)};
  s.family = core_checkint(L, arg);
  s.type = (int16_t)core_checkint(L, arg + 1);
  s.proto = core_checkint(L, arg + 2);
  return s;
}

/* core._check_address(n, name, family, type, proto, address): raises "bad argument
** #n to 'name'" unless it is an address of the family; the host may be a name */
static int core_check_address (lua_State *L) {
  Socket s = bare_socket(L, 3);
  Address a;
  luaL_checkinteger(L, 1);
  luaL_checkstring(L, 2);
  lua_settop(L, CHECKED_ADDRESS);
  addr_parse(L, CHECKED_ADDRESS, &s, &a);
  return 0;
}

/* ---- for the specs and the fuzzer ----------------------------------------- */

/* core._sockaddr(family, type, proto, address) -> raw sockaddr | nil
** It is nil if the host is a name. */
static int core_sockaddr (lua_State *L) {
  Socket s = bare_socket(L, 1);
  Address a;
  if (addr_parse(L, 4, &s, &a)) lua_pushlstring(L, (const char *)&a.u, a.len);
  else lua_pushnil(L);
  return 1;
}

/* core._address(family, type, proto, raw sockaddr) -> address */
static int core_address (lua_State *L) {
  Socket s = bare_socket(L, 1);
  Address a;
  size_t len;
  const char *raw = luaL_checklstring(L, 4, &len);
  luaL_argcheck(L, len <= sizeof(a.u), 4, "longer than any sockaddr");
  memset(&a, 0xA5, sizeof(a));  /* reveals reads past the end */
  memcpy(&a.u, raw, len);
  a.len = (socklen_t)len;
  addr_push(L, &s, &a);
  return 1;
}

void addr_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"address", core_address_object}, {NULL, NULL}
  };
  static const luaL_Reg internal[] = {
    {"_repr", core_repr}, {"_check_address", core_check_address},
    {"_sockaddr", core_sockaddr}, {"_address", core_address}, {NULL, NULL}
  };
  lua_newtable(L);
  own_put(L, o, OWN_SHAPES);
  intern_open(L, o);
  core_setfuncs(L, o, o->module, functions);
  core_setfuncs(L, o, o->internal, internal);
}
