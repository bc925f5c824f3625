/*
** resolve.c: names and addresses of hosts. The requests run on a thread
** (lookup.c), because they may take long.
*/
#include "address/shape.h"
#include "base/argument.h"
#include "base/error.h"
#include "base/show.h"
#include "base/own.h"
#include "names/lookup.h"
#include "names/resolve.h"
#include "wait/wait.h"

#include <arpa/inet.h>
#include <string.h>

/* ---- arguments ------------------------------------------------------------ */

/* Checks a port, the name of a service, or nil. The C library would silently
** truncate a number that is too large. */
static void check_service (lua_State *L, int arg) {
  int isnum;
  lua_Integer port = lua_tointegerx(L, arg, &isnum);
  luaL_argcheck(L, !isnum || (port >= 0 && port <= 65535), arg,
                "port must be an integer from 0 to 65535");
  if (lua_type(L, arg) != LUA_TNUMBER) core_opttext(L, arg);
  else luaL_checkinteger(L, arg);
}

/* The same as text; NULL for nil. */
static const char *service_text (lua_State *L, int arg) {
  if (lua_type(L, arg) == LUA_TNUMBER) {
    lua_pushfstring(L, "%I", lua_tointeger(L, arg));
    lua_replace(L, arg);
  }
  return lua_tostring(L, arg);
}

/* ---- errors --------------------------------------------------------------- */

static int fail_lookup (lua_State *L, const LookupOp *op) {
  const Lookup *l = op->lookup;
  return err_gai(L, l->eai, l->errnum, op->op.call, op->host);
}

/* ---- rows with positions and names ------------------------------------------ */

static const char *const addrinfo_names[] = {
  "family", "type", "proto", "canonname", "sockaddr", NULL
};
static const Shape addrinfo_shape = {.names = addrinfo_names};

static void row_settext (lua_State *L, int i, const char *text) {
  row_setstring(L, i, text, strlen(text));
}

/* ---- getaddrinfo ------------------------------------------------------------ */

static void push_addrinfo (lua_State *L, const struct addrinfo *ai) {
  Address a;
  memset(&a, 0, sizeof a);
  a.len = ai->ai_addrlen;
  memcpy(&a.u, ai->ai_addr, a.len);
  lua_createtable(L, 5, 0);
  row_setinteger(L, 1, ai->ai_family);
  row_setinteger(L, 2, ai->ai_socktype);
  row_setinteger(L, 3, ai->ai_protocol);
  row_settext(L, 4, ai->ai_canonname != NULL ? ai->ai_canonname : "");
  addr_pushinet(L, state_of(L), &a);
  lua_rawseti(L, -2, 5);
  shape_set(L, &addrinfo_shape);
}

static int push_rows (lua_State *L, const struct addrinfo *ai) {
  lua_Integer n = 0;
  lua_createtable(L, 1, 0);
  for (; ai != NULL; ai = ai->ai_next) {
    push_addrinfo(L, ai);
    lua_rawseti(L, -2, ++n);
  }
  list_set(L);
  return 1;
}

static int finish_addrinfo (lua_State *L, LookupOp *op) {
  if (op->lookup->eai != 0) return fail_lookup(L, op);
  return push_rows(L, op->lookup->list);
}

/* Sets the only row for a numeric IPv4 address, a port and a type with one protocol,
** as for create_connection. The C library would return the same, but it is slower,
** and its memory needs an object that frees it. Returns 0 for anything else. */
static int set_row (lua_State *L, const char *host, struct addrinfo *row,
                    struct sockaddr_in *in) {
  int stream = row->ai_socktype == SOCK_STREAM;
  if (host == NULL || lua_type(L, 2) != LUA_TNUMBER || row->ai_flags != 0 ||
      row->ai_protocol != 0 || !(stream || row->ai_socktype == SOCK_DGRAM) ||
      !(row->ai_family == AF_UNSPEC || row->ai_family == AF_INET) ||
      inet_pton(AF_INET, host, &in->sin_addr) != 1) return 0;
  in->sin_family = AF_INET;
  in->sin_port = htons((uint16_t)lua_tointeger(L, 2));
  row->ai_family = AF_INET;
  row->ai_protocol = stream ? IPPROTO_TCP : IPPROTO_UDP;
  row->ai_addr = (struct sockaddr *)in;
  row->ai_addrlen = sizeof *in;
  return 1;
}

/* socket.getaddrinfo(host | nil, port | service | nil[, family[, type[, proto
** [, flags]]]]) -> {{family, type, proto, canonname, sockaddr}, ...} */
static int socket_getaddrinfo (lua_State *L) {
  LookupOp op;
  const char *host;
  struct addrinfo hints = {0};
  struct sockaddr_in in = {0};
  keywords_check(L, 1, "host port family type proto flags");
  lua_settop(L, 6);
  host = core_opttext(L, 1);
  check_service(L, 2);
  hints.ai_family = core_optint(L, 3, 0);
  hints.ai_socktype = core_optint(L, 4, 0);
  hints.ai_protocol = core_optint(L, 5, 0);
  hints.ai_flags = core_optint(L, 6, 0);
  if (set_row(L, host, &hints, &in)) return push_rows(L, &hints);
  lookup_opinit(&op, lookup_new(L, host, service_text(L, 2)), "getaddrinfo", 1,
                finish_addrinfo);
  op.lookup->hints = hints;
  if (lookup_numeric(op.lookup)) return finish_addrinfo(L, &op);
  lookup_start(L, op.lookup, lookup_addrinfo);
  return lookup_wait(L, &op);
}

/* ---- getnameinfo ------------------------------------------------------------ */

static const char *const sockaddr_names[] = {
  "host", "port", "flowinfo", "scope_id", NULL
};
static const Shape sockaddr_shape = {
  .family = "socket", .form = "a table {host, port[, flowinfo[, scope_id]]}",
  .example = "{\"127.0.0.1\", 8080}", .names = sockaddr_names, .required = 2
};

static int finish_nameinfo (lua_State *L, LookupOp *op) {
  if (op->lookup->eai != 0) return fail_lookup(L, op);
  lua_pushstring(L, op->lookup->name);
  lua_pushstring(L, op->lookup->port);
  return 2;
}

/* The items of the sockaddr are on the stack from `base` on. The flow label and
** the scope belong to IPv6. */
static void set_flow (lua_State *L, int base, const LookupOp *op) {
  const char *call = op->op.call;
  Address *a = &op->lookup->address;
  lua_Integer flow = shape_integer(L, 1, &sockaddr_shape, base, 2, 0, 0xFFFFF);
  lua_Integer scope = shape_integer(L, 1, &sockaddr_shape, base, 3, 0,
                                    UINT32_MAX);
  if (op->lookup->list->ai_next != NULL)
    err_message(L, call, "sockaddr resolved to multiple addresses");
  if (a->u.sa.sa_family == AF_INET6) {
    a->u.in6.sin6_flowinfo = htonl((uint32_t)flow);
    a->u.in6.sin6_scope_id = (uint32_t)scope;
  }
  else if (!lua_isnil(L, base + 2) || !lua_isnil(L, base + 3))
    err_message(L, call, "IPv4 sockaddr must be 2 tuple");
}

/* Pushes a lookup with the numeric address of the argument. */
static void take_sockaddr (lua_State *L, LookupOp *op) {
  int base = shape_unpack(L, 1, &sockaddr_shape);
  size_t len;
  const char *host = shape_string(L, 1, &sockaddr_shape, base, 0, &len);
  if (strlen(host) != len)
    shape_argerror(L, 1, &sockaddr_shape, 0, "must not contain a NUL byte");
  shape_integer(L, 1, &sockaddr_shape, base, 1, 0, 65535);
  check_service(L, base + 1);
  lookup_opinit(op, lookup_new(L, host, service_text(L, base + 1)),
                "getnameinfo", base, finish_nameinfo);
  op->lookup->hints.ai_family = AF_UNSPEC;
  op->lookup->hints.ai_socktype = SOCK_DGRAM;  /* one row is enough */
  op->lookup->hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  lookup_address(op->lookup);
  if (op->lookup->eai != 0) fail_lookup(L, op);
  set_flow(L, base, op);
}

/* socket.getnameinfo({host, port[, flowinfo[, scope_id]]}, flags)
** -> host, port */
static int socket_getnameinfo (lua_State *L) {
  int flags = core_checkint(L, 2);
  LookupOp op;
  lua_settop(L, 2);
  take_sockaddr(L, &op);
  op.lookup->flags = flags;
  if (flags & NI_NUMERICHOST) {
    lookup_nameinfo(op.lookup);
    return finish_nameinfo(L, &op);
  }
  lookup_start(L, op.lookup, lookup_nameinfo);
  return lookup_wait(L, &op);
}

/* ---- one host, one address --------------------------------------------------- */

static void push_ip (lua_State *L, int family, const void *ip) {
  char text[INET6_ADDRSTRLEN];
  lua_pushstring(L, inet_ntop(family, ip, text, sizeof text));
}

static void push_address (lua_State *L, const Address *a) {
  if (a->u.sa.sa_family == AF_INET6)
    push_ip(L, AF_INET6, &a->u.in6.sin6_addr);
  else
    push_ip(L, AF_INET, &a->u.in.sin_addr);
}

static int set_broadcast (lua_State *L, const LookupOp *op) {
  Address *a = &op->lookup->address;
  if (op->lookup->hints.ai_family == AF_INET6)
    return err_message(L, op->op.call, "address family mismatched");
  a->u.in.sin_family = AF_INET;
  a->u.in.sin_addr.s_addr = htonl(INADDR_BROADCAST);
  a->len = sizeof a->u.in;
  return 1;
}

/* "" is the wildcard address of this machine. */
static int set_wildcard (lua_State *L, const LookupOp *op) {
  Lookup *l = op->lookup;
  const char *host = l->host;
  l->host = NULL;
  l->service = "0";
  l->hints.ai_flags = AI_PASSIVE;
  l->hints.ai_socktype = SOCK_DGRAM;  /* one row for each address */
  lookup_address(l);
  l->host = host;
  if (l->eai != 0) return fail_lookup(L, op);
  if (l->list->ai_next != NULL)
    return err_message(L, op->op.call, "wildcard resolved to multiple address");
  return 1;
}

/* Sets the address if the host is numeric or one of Python's special names.
** Returns 0 if it has to be looked up. */
static int known_address (lua_State *L, const LookupOp *op) {
  Lookup *l = op->lookup;
  if (l->host[0] == '\0') return set_wildcard(L, op);
  if (strcmp(l->host, "<broadcast>") == 0 ||
      strcmp(l->host, "255.255.255.255") == 0)
    return set_broadcast(L, op);
  if (!lookup_numeric(l)) return 0;
  if (l->eai != 0) return fail_lookup(L, op);
  return 1;
}

static int finish_address (lua_State *L, LookupOp *op) {
  if (op->lookup->eai != 0) return fail_lookup(L, op);
  push_address(L, &op->lookup->address);
  return 1;
}

/* Pushes a lookup for the host's first address. */
static void new_lookup (lua_State *L, LookupOp *op, const char *call,
                        int family, int (*finish) (lua_State *, LookupOp *)) {
  const char *host = core_checktext(L, 1);
  lua_settop(L, 1);
  lookup_opinit(op, lookup_new(L, host, NULL), call, 1, finish);
  op->lookup->hints.ai_family = family;
}

/* socket.gethostbyname(name) -> IPv4 address */
static int socket_gethostbyname (lua_State *L) {
  LookupOp op;
  new_lookup(L, &op, "gethostbyname", AF_INET, finish_address);
  if (known_address(L, &op)) return finish_address(L, &op);
  lookup_start(L, op.lookup, lookup_address);
  return lookup_wait(L, &op);
}

/* ---- a host with all its names and addresses --------------------------------- */

static void push_names (lua_State *L, char *const *names) {
  int i;
  lua_newtable(L);
  for (i = 0; names[i] != NULL; i++) row_settext(L, i + 1, names[i]);
  list_set(L);
}

static int finish_entry (lua_State *L, LookupOp *op) {
  const Lookup *l = op->lookup;
  const struct hostent *h = &l->entry;
  int i;
  if (l->eai != 0) return fail_lookup(L, op);
  if (l->h_err != 0) return err_herror(L, l->h_err, op->op.call, op->host);
  if (h->h_addrtype != l->address.u.sa.sa_family)
    return err_raise(L, EAFNOSUPPORT, op->op.call);
  lua_pushstring(L, h->h_name);
  push_names(L, h->h_aliases);
  lua_newtable(L);
  for (i = 0; h->h_addr_list[i] != NULL; i++) {
    push_ip(L, h->h_addrtype, h->h_addr_list[i]);
    lua_rawseti(L, -2, i + 1);
  }
  list_set(L);
  return 3;
}

/* Only if the host consists of digits and dots does gethostbyname_r treat it as
** numeric. */
static int is_dotted (const char *host) {
  return host[0] != '\0' && host[strspn(host, "0123456789.")] == '\0';
}

/* socket.gethostbyname_ex(name) -> name, aliases, IPv4 addresses */
static int socket_gethostbyname_ex (lua_State *L) {
  LookupOp op;
  new_lookup(L, &op, "gethostbyname_ex", AF_INET, finish_entry);
  if (known_address(L, &op) && is_dotted(op.lookup->host)) {
    lookup_hostbyname(op.lookup);
    return finish_entry(L, &op);
  }
  lookup_start(L, op.lookup, lookup_hostbyname);
  return lookup_wait(L, &op);
}

/* socket.gethostbyaddr(name | address) -> name, aliases, addresses */
static int socket_gethostbyaddr (lua_State *L) {
  LookupOp op;
  new_lookup(L, &op, "gethostbyaddr", AF_UNSPEC, finish_entry);
  known_address(L, &op);
  lookup_start(L, op.lookup, lookup_hostbyaddr);
  return lookup_wait(L, &op);
}

/* ---- the address of a socket's method ----------------------------------------- */

/* The scope of "fe80::1%eth0" is used, unless the caller passed one. */
static void set_scope (lua_State *L, int t, const Address *a) {
  if (a->u.sa.sa_family != AF_INET6 || a->u.in6.sin6_scope_id == 0) return;
  if (lua_rawgeti(L, t, 4) == LUA_TNIL &&
      lua_getfield(L, t, "scope_id") == LUA_TNIL) {
    lua_pushinteger(L, a->u.in6.sin6_scope_id);
    lua_rawseti(L, t, 4);
  }
  lua_settop(L, t);
}

/* Pushes a copy of the address, because the original belongs to the caller, with
** the numeric address instead of the host. */
static void push_found (lua_State *L, int arg, const Address *a) {
  int t;
  lua_createtable(L, 4, 0);
  t = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, arg); ) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, t);
  }
  set_scope(L, t, a);
  push_address(L, a);
  lua_rawseti(L, t, 1);
}

/* Calls the method with its arguments, which are below the host on the stack, and
** the rest of its time. If the socket was closed meanwhile, the method raises
** the error. */
static int finish_again (lua_State *L, LookupOp *op) {
  int (*again) (lua_State *, int64_t) = op->again;
  int64_t until = op->op.deadline >= 0 ? op->op.deadline : DEADLINE_UNSET;
  int arg = op->op.address, nargs = op->host - 1;
  if (!op->lookup->closed) {
    if (op->lookup->eai != 0) return fail_lookup(L, op);
    push_found(L, arg, &op->lookup->address);
    lua_replace(L, arg);
  }
  /* Up to Lua 5.4.4, lua_settop uses a wrong stack pointer if the stack has to
  ** grow for a __close, here that of the lookup. */
  if (!lua_checkstack(L, 2 * LUA_MINSTACK)) err_memory(L);
  lua_settop(L, nargs);
  return again(L, until);
}

/* Pushes the host of an address in which addr_parse found a name. */
static const char *push_host (lua_State *L, const Socket *s, int arg) {
  const char *host;
  Address a;
  if (lua_rawgeti(L, arg, 1) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushliteral(L, "host");
    lua_rawget(L, arg);
  }
  host = lua_tostring(L, -1);
  luaL_argcheck(L, host != NULL, arg, "address has no host");
  /* A numeric host that addr_parse refused would be looked up for ever. */
  if (inet_pton(s->family, host, &a.u) == 1)
    luaL_argerror(L, arg, "address has a host that cannot be used");
  return host;
}

int resolve_then (lua_State *L, Socket *s, int arg,
                  int (*again) (lua_State *L, int64_t until)) {
  LookupOp op;
  const char *name;
  int host;
  if (s->fd < 0) {
    addr_pushgiven(L, arg);
    return err_raise_at(L, EBADF, addr_call(L), -1, -1);
  }
  name = push_host(L, s, arg);
  host = lua_gettop(L);
  lookup_opinit(&op, lookup_new(L, name, NULL), "getaddrinfo", host,
                finish_again);
  op.lookup->hints.ai_family = s->family;
  op.again = again;
  op.op.address = (unsigned char)arg;
  /* As in Python, the lookup of a non-blocking socket's host blocks. */
  op.op.timeout = s->timeout > 0 ? s->timeout : TIMEOUT_NONE;
  if (s->timeout > 0) op.op.deadline = wait_deadline(s->timeout);
  if (known_address(L, &op)) return finish_again(L, &op);
  lookup_attach(op.lookup, s);
  lookup_start(L, op.lookup, lookup_address);
  return lookup_wait(L, &op);
}

/* ---- opening --------------------------------------------------------------------- */

void resolve_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"getaddrinfo", socket_getaddrinfo}, {"getnameinfo", socket_getnameinfo},
    {"gethostbyname", socket_gethostbyname},
    {"gethostbyname_ex", socket_gethostbyname_ex},
    {"gethostbyaddr", socket_gethostbyaddr},
    {NULL, NULL}
  };
  lookup_open(L, o);
  core_setfuncs(L, o, o->module, functions);
}
