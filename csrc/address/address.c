/*
** address.c: converts socket addresses between Lua values and sockaddrs, by a
** table of families, each {parse, push}. This file has the entry points and the
** family UNIX; the others are in ip.c, linux.c and bluetooth.c.
*/
#include "address/family.h"
#include "address/intern.h"
#include "address/ip.h"
#include "base/argument.h"
#include "base/own.h"
#include "base/repr.h"

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

static const Family unix_rows[] = {
  {AF_UNIX, -1, &unix_shape, unix_parse, unix_push},
  {AF_UNSPEC, 0, NULL, NULL, NULL}
};

static const Family *const families[] = {
  ip_rows, unix_rows, family_rows, bluetooth_rows
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
  int top = lua_gettop(L), same = s->family == AF_INET && ip_again(L, arg, a);
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
    ip_push4(L, s, a);
  else if (a->len == sizeof(a->u.in6) && a->u.sa.sa_family == AF_INET6)
    ip_push6(L, s, a);
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
  return ip_shape(lua_rawlen(L, arg));
}

void addr_pushgiven (lua_State *L, int arg) {
  const Shape *shape;
  luaL_checkstack(L, 16, "address");
  if (lua_type(L, arg) == LUA_TTABLE) {
    shape = given_shape(L, arg);
    shape_pushgiven(L, arg, shape);
    ip_intern(L, shape);
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
