/*
** connect.c: connect, bind, listen, accept and the addresses of a socket with
** LuaSocket's conventions. lua/pysocket/luasocket/inet.lua looks names up.
*/
#include "base/argument.h"
#include "base/front.h"
#include "luasocket/address.h"
#include "luasocket/face.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <netdb.h>
#include <poll.h>
#include <string.h>

/* ---- connect ----------------------------------------------------------------- */

typedef struct Connecting {
  FaceOp o;
  char started;
  Address address;
} Connecting;

static int connected (lua_State *L, Face *f) {
  if (IN(f->class) & UDP_ANY) face_setclass(L, 1, UDP_CONNECTED);
  if (IN(f->class) & STREAM_ANY) face_setclass(L, 1, STREAM_CLIENT);
  if (IN(f->class) & DGRAM_ANY) face_setclass(L, 1, DGRAM_CONNECTED);
  f->family = f->s.family;
  return face_one(L);
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
  if ((IN(c->o.f->class) & TCP_ANY) && s->nonblocking != s->state->era)
    (void)sock_setnonblocking(s, 1);
  if (connect(s->fd, &c->address.u.sa, c->address.len) == 0) return 0;
  err = errno;
  if (err == EINPROGRESS) c->started = 1;
  /* poll cannot wait until the full backlog of a UNIX server has space. */
  c->o.op.events = (short)(err == EAGAIN ? 0 : POLLOUT);
  return -err;
}

/* Without a timeout, the next calls block in the kernel, which is faster. */
static void connect_end (Face *f) {
  if (f->s.timeout == TIMEOUT_NONE && f->s.state->suspend == NULL &&
      f->s.nonblocking == f->s.state->era)
    (void)sock_setnonblocking(&f->s, 0);
}

static int connect_step (lua_State *L, Op *op) {
  Connecting *c = (Connecting *)op;
  int err = face_ready(&c->o);
  if (err < 0) return err;
  err = c->started ? connect_result(op->s) : connect_begin(c);
  if (err < 0) return err;
  connect_end(c->o.f);
  return connected(L, c->o.f);
}

/* With a block timeout of 0 the program will call connect again for the result,
** so the socket keeps its family. An AF_UNIX socket loses its descriptor. */
static int connect_failed (lua_State *L, Op *op, int errnum) {
  const Connecting *c = (const Connecting *)op;
  Face *f = c->o.f;
  lua_pushnil(L);
  lua_pushstring(L, face_optext(&c->o, errnum));
  if (c->o.generation != f->generation) return 2;
  if (f->s.family == AF_UNIX) face_close(f);
  else if (f->block == 0) f->family = f->s.family;
  connect_end(f);
  return 2;
}

static int connect_run (lua_State *L, Face *f, Connecting *c) {
  bytequeue_free(&f->in);
  face_begin(&c->o, sizeof *c, "connect", f, POLLOUT, connect_step,
             connect_failed);
  c->started = 0;
  return wait_run(L, &c->o.op);
}

/* _luasocket.connect(s, address of getaddrinfo) -> 1 | nil, error */
static int binding_connect (lua_State *L) {
  Face *f = face_check(L, INTERNET);
  Connecting c;
  if (f->s.fd < 0 || !addr_parse(L, 2, &f->s, &c.address))
    return face_pusherror(L, EBADF);
  lua_settop(L, 2);
  return connect_run(L, f, &c);
}

/* face:connect(host, port) -> 1 | nil, error; also setpeername of UDP
** A numeric address needs no lookup. The first attempt makes the object a client,
** even if it fails, because the connect may continue in the background. */
static int face_connect (lua_State *L) {
  Face *f = face_check(L, INTERNET);
  const char *host = luaL_checkstring(L, 2), *port;
  Connecting c;
  int err;
  if ((IN(f->class) & UDP_ANY) && strcmp(host, "*") == 0)
    return front_callslow(L, lua_gettop(L));
  port = luaL_checkstring(L, 3);
  lua_settop(L, 3);
  if (IN(f->class) & TCP_ANY) face_setclass(L, 1, TCP_CLIENT);
  if (!faceaddress_parse(host, port, f->family, &c.address))
    return front_callslow(L, 3);
  if (f->s.fd < 0 || f->family != c.address.u.sa.sa_family) {
    err = face_create(f, c.address.u.sa.sa_family, 0);
    if (err != 0) return face_pusherror(L, err);
  }
  return connect_run(L, f, &c);
}

/* _luasocket.connector(slow) -> the method connect */
static int binding_connector (lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  return front_newmethod(L, face_connect);
}

/* _luasocket.disconnect(s) -> 1, for UDP */
static int binding_disconnect (lua_State *L) {
  const Face *f = face_check(L, UDP_ANY);
  const struct sockaddr none = {.sa_family = AF_UNSPEC};
  if (f->s.fd >= 0) (void)!connect(f->s.fd, &none, sizeof none);
  face_setclass(L, 1, UDP_UNCONNECTED);
  return face_one(L);
}

/* face:connect(path) -> 1 | nil, error, for AF_UNIX */
static int face_connectpath (lua_State *L) {
  Face *f = face_check(L, IN(STREAM_MASTER) | DGRAM_ANY);
  Connecting c;
  if (!faceaddress_path(L, 2, &c.address)) {
    lua_pushnil(L);
    lua_pushliteral(L, "path too long");
    return 2;
  }
  lua_settop(L, 2);
  return connect_run(L, f, &c);
}

/* ---- bind, listen, accept ------------------------------------------------------ */

static int bind_to (lua_State *L, Face *f, const Address *a) {
  if (bind(f->s.fd, &a->u.sa, a->len) < 0) {
    int err = errno;
    if (f->s.family == AF_UNIX) face_close(f);
    return face_pusherror(L, err);
  }
  f->family = f->s.family;
  return face_one(L);
}

/* _luasocket.bind(s, address of getaddrinfo) -> 1 | nil, error */
static int binding_bind (lua_State *L) {
  Face *f = face_check(L, INTERNET);
  Address a;
  if (f->s.fd < 0 || !addr_parse(L, 2, &f->s, &a))
    return face_pusherror(L, EBADF);
  return bind_to(L, f, &a);
}

/* face:bind(path) -> 1 | nil, error, for AF_UNIX */
static int face_bindpath (lua_State *L) {
  Face *f = face_check(L, IN(STREAM_MASTER) | IN(DGRAM_UNCONNECTED));
  Address a;
  if (!faceaddress_path(L, 2, &a)) {
    lua_pushnil(L);
    lua_pushliteral(L, "path too long");
    return 2;
  }
  return bind_to(L, f, &a);
}

/* face:listen([backlog]) -> 1 | nil, error */
static int face_listen (lua_State *L) {
  Face *f = face_check(L, MASTERS);
  lua_Number backlog = luaL_optnumber(L, 2, 32);
  luaL_argcheck(L, backlog >= INT32_MIN && backlog <= INT32_MAX, 2,
                "backlog out of range");
  if (listen(f->s.fd, (int)backlog) < 0) {
    int err = errno;
    return face_pusherror(L, err);
  }
  face_setclass(L, 1, f->class == TCP_MASTER ? TCP_SERVER : STREAM_SERVER);
  return face_one(L);
}

/* The object for the connection is at 2; it exists before its descriptor does. */
static int accept_step (lua_State *L, Op *op) {
  FaceOp *o = (FaceOp *)op;
  Face *conn = face_test(L, 2);
  int err = face_ready(o), fd, flags = face_flags(conn);
  if (err < 0) return err;
  fd = accept4(op->s->fd, NULL, NULL, flags);
  if (fd < 0) {
    err = errno;
    return err == ECONNABORTED ? -EINTR : -err;
  }
  face_adopt(conn, fd, o->f->s.family, flags);
  lua_settop(L, 2);
  return 1;
}

static int accept_failed (lua_State *L, Op *op, int errnum) {
  lua_pushnil(L);
  lua_pushstring(L, face_optext((const FaceOp *)op, errnum));
  return 2;
}

/* face:accept() -> client | nil, error */
static int face_accept (lua_State *L) {
  Face *f = face_check(L, SERVERS);
  FaceOp o;
  lua_settop(L, 1);
  face_new(L, f->class == TCP_SERVER ? TCP_CLIENT : STREAM_CLIENT, f->family);
  face_begin(&o, sizeof o, "accept", f, POLLIN, accept_step, accept_failed);
  return wait_run(L, &o.op);
}

/* face:shutdown(["receive" | "send" | "both"]) -> 1 */
static int face_shutdown (lua_State *L) {
  static const char *const how[] = {"receive", "send", "both", NULL};
  const Face *f = face_check(L, CLIENTS);
  int i = luaL_checkoption(L, 2, "both", how);
  (void)shutdown(f->s.fd, i);  /* SHUT_RD, SHUT_WR, SHUT_RDWR */
  return face_one(L);
}

/* ---- names ---------------------------------------------------------------------- */

static int push_name (lua_State *L, const Face *f,
                      int (*get) (int, struct sockaddr *, socklen_t *)) {
  Address a;
  int err;
  a.len = sizeof a.u;
  if (get(f->s.fd, &a.u.sa, &a.len) < 0) {
    err = errno;
    return face_pusherror(L, err);
  }
  err = faceaddress_push(L, &a);
  if (err != 0) {
    lua_pushnil(L);
    lua_pushstring(L, gai_strerror(err));
    return 2;
  }
  lua_pushstring(L, f->family == AF_INET ? "inet" : f->family == AF_INET6
                      ? "inet6" : f->family == AF_UNSPEC ? "unspec"
                                                         : "unknown");
  return 3;
}

/* face:getpeername() -> host, port (an integer), family | nil, error */
static int face_getpeername (lua_State *L) {
  return push_name(L, face_check(L, TCP_ANY | IN(UDP_CONNECTED)), getpeername);
}

/* face:getsockname() -> host, port (a string), family | nil, error */
static int face_getsockname (lua_State *L) {
  int n = push_name(L, face_check(L, INTERNET), getsockname);
  if (n == 3) lua_tolstring(L, -2, NULL);
  return n;
}

/* face:getsockname() -> path | nil, error, for AF_UNIX */
static int face_getpath (lua_State *L) {
  const Face *f = face_check(L, STREAM_ANY | DGRAM_ANY);
  Address a;
  a.len = sizeof a.u;
  if (getsockname(f->s.fd, &a.u.sa, &a.len) < 0) {
    int err = errno;
    return face_pusherror(L, err);
  }
  faceaddress_pushpath(L, &a);
  return 1;
}

/* ---- opening ------------------------------------------------------------------ */

static const luaL_Reg functions[] = {
  {"connect", binding_connect}, {"connector", binding_connector},
  {"disconnect", binding_disconnect}, {"bind", binding_bind}, {NULL, NULL}
};
static const luaL_Reg for_streams[] = {
  {"listen", face_listen}, {"accept", face_accept},
  {"shutdown", face_shutdown}, {NULL, NULL}
};
static const luaL_Reg for_internet[] = {
  {"getpeername", face_getpeername}, {"getsockname", face_getsockname},
  {NULL, NULL}
};
static const luaL_Reg for_paths[] = {
  {"connect", face_connectpath}, {"setpeername", face_connectpath},
  {"bind", face_bindpath}, {"setsockname", face_bindpath},
  {"getsockname", face_getpath}, {NULL, NULL}
};

void faceconnect_open (lua_State *L, const Open *o, int table) {
  core_setfuncs(L, o, table, functions);
  face_addmethods(L, o, table, STREAMS, for_streams);
  face_addmethods(L, o, table, INTERNET, for_internet);
  face_addmethods(L, o, table, STREAM_ANY | DGRAM_ANY, for_paths);
}
