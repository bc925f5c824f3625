/*
** connect.c: connect, bind, listen, accept and the addresses of a socket with
** LuaSocket's conventions. lua/pysocket/luasocket/inet.lua looks names up.
*/
#include "base/argument.h"
#include "base/front.h"
#include "luasocket/address.h"
#include "luasocket/object.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <netdb.h>
#include <poll.h>
#include <string.h>

/* ---- connect ----------------------------------------------------------------- */

typedef struct Connecting {
  LuaSocketOp o;
  char started;
  Address address;
} Connecting;

static int connected (lua_State *L, LuaSocket *ls) {
  if (IN(ls->class) & UDP_ANY) luasock_setclass(L, 1, UDP_CONNECTED);
  if (IN(ls->class) & STREAM_ANY) luasock_setclass(L, 1, STREAM_CLIENT);
  if (IN(ls->class) & DGRAM_ANY) luasock_setclass(L, 1, DGRAM_CONNECTED);
  ls->family = ls->s.family;
  return luasock_success(L);
}

/* Has a connect that continued in the background ended, and how? Returns 0 or
** -errno. */
static int connect_result (const Socket *s) {
  struct pollfd p = {s->fd, POLLOUT, 0};
  int err = 0, n = poll(&p, 1, 0);
  socklen_t len = sizeof err;
  if (n < 0) return -errno;
  if (n == 0) return -EINPROGRESS;
  if (getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &err, &len) < 0) return -errno;
  return -err;
}

/* As in LuaSocket, TCP connects without blocking in the kernel even if there is
** no timeout: after it, a second connect returns 1, and a third is an error. */
static int connect_begin (Connecting *c) {
  Socket *s = c->o.op.s;
  int err;
  if ((IN(luasock_of(&c->o)->class) & TCP_ANY) && s->nonblocking != s->state->epoch)
    (void)sock_setnonblocking(s, 1);
  if (connect(s->fd, &c->address.u.sa, c->address.len) == 0) return 0;
  err = errno;
  if (err == EINPROGRESS) c->started = 1;
  /* poll cannot wait until the full backlog of a UNIX server has space. */
  c->o.op.events = (short)(err == EAGAIN ? 0 : POLLOUT);
  return -err;
}

/* Without a timeout, the next calls block in the kernel, which is faster. */
static void connect_end (LuaSocket *ls) {
  if (ls->s.timeout == TIMEOUT_NONE && ls->s.state->suspend == NULL &&
      ls->s.nonblocking == ls->s.state->epoch)
    (void)sock_setnonblocking(&ls->s, 0);
}

static int connect_step (lua_State *L, Op *op) {
  Connecting *c = (Connecting *)op;
  int err = luasock_ready(&c->o);
  if (err < 0) return err;
  err = c->started ? connect_result(op->s) : connect_begin(c);
  if (err < 0) return err;
  connect_end(luasock_of(&c->o));
  return connected(L, luasock_of(&c->o));
}

/* With a block timeout of 0 the program will call connect again for the result,
** so the socket keeps its family. An AF_UNIX socket loses its descriptor. */
static int connect_failed (lua_State *L, Op *op, int errnum) {
  const Connecting *c = (const Connecting *)op;
  LuaSocket *ls = luasock_of(&c->o);
  lua_pushnil(L);
  lua_pushstring(L, luasock_optext(&c->o, errnum));
  if (c->o.generation != ls->generation) return 2;
  if (ls->s.family == AF_UNIX) luasock_close(ls);
  else if (ls->block == 0) ls->family = ls->s.family;
  connect_end(ls);
  return 2;
}

static int connect_run (lua_State *L, LuaSocket *ls, Connecting *c) {
  bytequeue_free(&ls->in);
  luasock_begin(&c->o, sizeof *c, "connect", ls, POLLOUT, connect_step,
                connect_failed);
  c->started = 0;
  return wait_run(L, &c->o.op);
}

/* _luasocket.connect(s, address of getaddrinfo) -> 1 | nil, error */
static int binding_connect (lua_State *L) {
  LuaSocket *ls = luasock_check(L, INTERNET);
  Connecting c;
  if (ls->s.fd < 0 || !addr_parse(L, 2, &ls->s, &c.address))
    return luasock_pusherror(L, EBADF);
  lua_settop(L, 2);
  return connect_run(L, ls, &c);
}

/* sock:connect(host, port) -> 1 | nil, error; also setpeername of UDP
** A numeric address needs no lookup. The first attempt makes the object a client,
** even if it fails, because the connect may continue in the background. */
static int luasock_connect (lua_State *L) {
  LuaSocket *ls = luasock_check(L, INTERNET);
  const char *host = luaL_checkstring(L, 2), *port;
  Connecting c;
  int err;
  if ((IN(ls->class) & UDP_ANY) && strcmp(host, "*") == 0)
    return front_callslow(L, lua_gettop(L));
  port = luaL_checkstring(L, 3);
  lua_settop(L, 3);
  if (IN(ls->class) & TCP_ANY) luasock_setclass(L, 1, TCP_CLIENT);
  if (!luasock_parseaddress(host, port, ls->family, &c.address))
    return front_callslow(L, 3);
  if (ls->s.fd < 0 || ls->family != c.address.u.sa.sa_family) {
    err = luasock_create(ls, c.address.u.sa.sa_family, 0);
    if (err != 0) return luasock_pusherror(L, err);
  }
  return connect_run(L, ls, &c);
}

/* _luasocket.connector(slow) -> the method connect */
static int binding_connector (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  return front_newmethod(L, luasock_connect);
}

/* _luasocket.disconnect(s) -> 1, for UDP */
static int binding_disconnect (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, UDP_ANY);
  const struct sockaddr none = {.sa_family = AF_UNSPEC};
  if (ls->s.fd >= 0) (void)!connect(ls->s.fd, &none, sizeof none);
  luasock_setclass(L, 1, UDP_UNCONNECTED);
  return luasock_success(L);
}

/* sock:connect(path) -> 1 | nil, error, for AF_UNIX */
static int luasock_connectpath (lua_State *L) {
  LuaSocket *ls = luasock_check(L, IN(STREAM_MASTER) | DGRAM_ANY);
  Connecting c;
  if (!luasock_parsepath(L, 2, &c.address)) {
    lua_pushnil(L);
    lua_pushliteral(L, "path too long");
    return 2;
  }
  lua_settop(L, 2);
  return connect_run(L, ls, &c);
}

/* ---- bind, listen, accept ------------------------------------------------------ */

static int bind_to (lua_State *L, LuaSocket *ls, const Address *a) {
  if (bind(ls->s.fd, &a->u.sa, a->len) < 0) {
    int err = errno;
    if (ls->s.family == AF_UNIX) luasock_close(ls);
    return luasock_pusherror(L, err);
  }
  ls->family = ls->s.family;
  return luasock_success(L);
}

/* _luasocket.bind(s, address of getaddrinfo) -> 1 | nil, error */
static int binding_bind (lua_State *L) {
  LuaSocket *ls = luasock_check(L, INTERNET);
  Address a;
  if (ls->s.fd < 0 || !addr_parse(L, 2, &ls->s, &a))
    return luasock_pusherror(L, EBADF);
  return bind_to(L, ls, &a);
}

/* sock:bind(path) -> 1 | nil, error, for AF_UNIX */
static int luasock_bindpath (lua_State *L) {
  LuaSocket *ls = luasock_check(L, IN(STREAM_MASTER) | IN(DGRAM_UNCONNECTED));
  Address a;
  if (!luasock_parsepath(L, 2, &a)) {
    lua_pushnil(L);
    lua_pushliteral(L, "path too long");
    return 2;
  }
  return bind_to(L, ls, &a);
}

/* sock:listen([backlog]) -> 1 | nil, error */
static int luasock_listen (lua_State *L) {
  LuaSocket *ls = luasock_check(L, MASTERS);
  lua_Number backlog = luaL_optnumber(L, 2, 32);
  luaL_argcheck(L, backlog >= INT32_MIN && backlog <= INT32_MAX, 2,
                "backlog out of range");
  if (listen(ls->s.fd, (int)backlog) < 0) {
    int err = errno;
    return luasock_pusherror(L, err);
  }
  luasock_setclass(L, 1, ls->class == TCP_MASTER ? TCP_SERVER : STREAM_SERVER);
  return luasock_success(L);
}

/* The object for the connection is at 2; it exists before its descriptor does. */
static int accept_step (lua_State *L, Op *op) {
  LuaSocketOp *o = (LuaSocketOp *)op;
  LuaSocket *conn = luasock_test(L, 2);
  int err = luasock_ready(o), fd, flags = luasock_flags(conn);
  if (err < 0) return err;
  fd = accept4(op->s->fd, NULL, NULL, flags);
  if (fd < 0) {
    err = errno;
    return err == ECONNABORTED ? -EINTR : -err;
  }
  luasock_adopt(conn, fd, luasock_of(o)->s.family, flags);
  lua_settop(L, 2);
  return 1;
}

static int accept_failed (lua_State *L, Op *op, int errnum) {
  lua_pushnil(L);
  lua_pushstring(L, luasock_optext((const LuaSocketOp *)op, errnum));
  return 2;
}

/* sock:accept() -> client | nil, error */
static int luasock_accept (lua_State *L) {
  LuaSocket *ls = luasock_check(L, SERVERS);
  LuaSocketOp o;
  lua_settop(L, 1);
  luasock_new(L, ls->class == TCP_SERVER ? TCP_CLIENT : STREAM_CLIENT, ls->family);
  luasock_begin(&o, sizeof o, "accept", ls, POLLIN, accept_step, accept_failed);
  return wait_run(L, &o.op);
}

/* sock:shutdown(["receive" | "send" | "both"]) -> 1 */
static int luasock_shutdown (lua_State *L) {
  static const char *const how[] = {"receive", "send", "both", NULL};
  const LuaSocket *ls = luasock_check(L, CLIENTS);
  int i = luaL_checkoption(L, 2, "both", how);
  (void)shutdown(ls->s.fd, i);  /* SHUT_RD, SHUT_WR, SHUT_RDWR */
  return luasock_success(L);
}

/* ---- names ---------------------------------------------------------------------- */

static int push_name (lua_State *L, const LuaSocket *ls,
                      int (*get) (int, struct sockaddr *, socklen_t *)) {
  Address a;
  int err;
  a.len = sizeof a.u;
  if (get(ls->s.fd, &a.u.sa, &a.len) < 0) {
    err = errno;
    return luasock_pusherror(L, err);
  }
  err = luasock_pushaddress(L, &a);
  if (err != 0) {
    lua_pushnil(L);
    lua_pushstring(L, gai_strerror(err));
    return 2;
  }
  lua_pushstring(L, ls->family == AF_INET ? "inet" : ls->family == AF_INET6
                      ? "inet6" : ls->family == AF_UNSPEC ? "unspec"
                                                         : "unknown");
  return 3;
}

/* sock:getpeername() -> host, port (an integer), family | nil, error */
static int luasock_getpeername (lua_State *L) {
  return push_name(L, luasock_check(L, TCP_ANY | IN(UDP_CONNECTED)), getpeername);
}

/* sock:getsockname() -> host, port (a string), family | nil, error */
static int luasock_getsockname (lua_State *L) {
  int n = push_name(L, luasock_check(L, INTERNET), getsockname);
  if (n == 3) lua_tolstring(L, -2, NULL);
  return n;
}

/* sock:getsockname() -> path | nil, error, for AF_UNIX */
static int luasock_getpath (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, STREAM_ANY | DGRAM_ANY);
  Address a;
  a.len = sizeof a.u;
  if (getsockname(ls->s.fd, &a.u.sa, &a.len) < 0) {
    int err = errno;
    return luasock_pusherror(L, err);
  }
  luasock_pushpath(L, &a);
  return 1;
}

/* ---- opening ------------------------------------------------------------------ */

static const luaL_Reg functions[] = {
  {"connect", binding_connect}, {"connector", binding_connector},
  {"disconnect", binding_disconnect}, {"bind", binding_bind}, {NULL, NULL}
};
static const luaL_Reg for_streams[] = {
  {"listen", luasock_listen}, {"accept", luasock_accept},
  {"shutdown", luasock_shutdown}, {NULL, NULL}
};
static const luaL_Reg for_internet[] = {
  {"getpeername", luasock_getpeername}, {"getsockname", luasock_getsockname},
  {NULL, NULL}
};
static const luaL_Reg for_paths[] = {
  {"connect", luasock_connectpath}, {"setpeername", luasock_connectpath},
  {"bind", luasock_bindpath}, {"setsockname", luasock_bindpath},
  {"getsockname", luasock_getpath}, {NULL, NULL}
};

void luasock_connect_open (lua_State *L, const Open *o, int table) {
  core_setfuncs(L, o, table, functions);
  luasock_addmethods(L, o, table, STREAMS, for_streams);
  luasock_addmethods(L, o, table, INTERNET, for_internet);
  luasock_addmethods(L, o, table, STREAM_ANY | DGRAM_ANY, for_paths);
}
