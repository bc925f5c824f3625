/*
** connect.c: bind, listen, accept, connect, shutdown, getsockname, getpeername.
*/
#include "address/address.h"
#include "address/shape.h"
#include "base/argument.h"
#include "base/error.h"
#include "base/hint.h"
#include "base/layer.h"
#include "base/own.h"
#include "names/resolve.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <poll.h>
#include <sys/stat.h>

/* Raises the error of bind. The usual hint recommends SO_REUSEADDR. */
static int bind_failed (lua_State *L, const Socket *s, int err) {
  int on = 0;
  socklen_t len = sizeof on;
  err_pusherrno(L, err, "bind");
  addr_pushgiven(L, 2);
  lua_setfield(L, -2, "address");
  if (err == EADDRINUSE && s->family != AF_UNIX &&
      getsockopt(s->fd, SOL_SOCKET, SO_REUSEADDR, &on, &len) == 0 && on) {
    lua_pushliteral(L, HINT_ADDRESS_TAKEN);
    lua_setfield(L, -2, "hint");
  }
  return err_throw(L);
}

static int bind_until (lua_State *L, int64_t until) {
  Socket *s = sock_check(L, 1);
  Address a;
  (void)until;  /* bind never waits */
  if (!addr_parse(L, 2, s, &a)) return resolve_then(L, s, 2, bind_until);
  if (bind(s->fd, &a.u.sa, a.len) == 0) return 0;
  return bind_failed(L, s, errno);
}

/* s:bind(address) */
static int sock_bind (lua_State *L) {
  return bind_until(L, DEADLINE_UNSET);
}

/* s:listen([backlog]): as in Python, 128 by default, and at least 0 */
static int sock_listen (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int backlog = keywords_optint(L, 2, SOMAXCONN < 128 ? SOMAXCONN : 128,
                                "backlog"), err;
  if (listen(s->fd, backlog < 0 ? 0 : backlog) == 0) return 0;
  err = errno;
  return err_raise(L, err, "listen");
}

/* ---- accept --------------------------------------------------------------- */

/* core._on_exhausted(function | nil)
** When descriptors run out, the function is called with the error and the
** listener; without one, the error is reported on stderr. */
static int on_exhausted (lua_State *L) {
  lua_settop(L, 1);
  own_set(L, OWN_ON_EXHAUSTED);
  return 0;
}

/* The listener is at index 1. */
static void report_exhausted (lua_State *L, int err) {
  int top = lua_gettop(L);
  luaL_checkstack(L, 4, "stack overflow");
  if (own_get(L, OWN_ON_EXHAUSTED) == LUA_TFUNCTION) {
    err_pusherrno(L, err, "accept");
    lua_pushvalue(L, 1);
    lua_call(L, 2, 0);
  }
  else {
    err_pusherrno(L, err, "accept");
    lua_writestringerror("accept waits for a free descriptor: %s\n",
                         luaL_tolstring(L, -1, NULL));
  }
  lua_settop(L, top);
}

static int is_pending (const Socket *s) {
  struct pollfd p = {s->fd, POLLIN, 0};
  return poll(&p, 1, 0) > 0;
}

/* Descriptors have run out. If this were an error, a server would end, or retry in
** a busy loop. So accept waits, and the connection stays in the backlog until a
** descriptor is free. Nothing reports that, so accept is retried periodically. */
static int accept_exhausted (lua_State *L, Op *op, int err) {
  Socket *s = op->s;
  op->polls = 1;
  op->events = POLLIN;
  if (!is_pending(s)) return -EAGAIN;
  op->events = 0;
  if (s->exhausted) return -EAGAIN;
  s->exhausted = (uint8_t)err;
  report_exhausted(L, err);
  return -EINTR;  /* the handler may have closed a descriptor */
}

static int accept_failed (lua_State *L, Op *op, int err) {
  if ((err == EMFILE || err == ENFILE) && op->timeout != TIMEOUT_ZERO)
    return accept_exhausted(L, op, err);
  if (err == EAGAIN) op->s->exhausted = 0;
  op->events = POLLIN;
  op->polls = 0;
  return -err;
}

/* `conn`, the object for the new socket, is on the top: it exists before its
** descriptor does. */
static int accept_once (lua_State *L, Socket *s, Socket *conn) {
  Address a;
  int fd, flags = SOCK_CLOEXEC;
  sock_ready(s);
  if (conn->timeout >= 0 || conn->state->suspend != NULL)
    flags |= SOCK_NONBLOCK;
  a.len = sizeof a.u;
  fd = accept4(s->fd, &a.u.sa, &a.len, flags);
  if (fd < 0) return -errno;
  s->exhausted = 0;
  conn->fd = fd;
  if (flags & SOCK_NONBLOCK) conn->nonblocking = conn->state->epoch;
  addr_push(L, s, &a);
  return 2;
}

static int accept_step (lua_State *L, Op *op) {
  int n;
  lua_settop(L, 2);
  n = accept_once(L, op->s, (Socket *)lua_touserdata(L, 2));
  return n < 0 ? accept_failed(L, op, -n) : n;
}

/* If a timeout ends while no descriptor is free, that is the error. */
static int accept_end (lua_State *L, Op *op, int errnum) {
  if (errnum == EAGAIN && op->s->exhausted) errnum = op->s->exhausted;
  else if (errnum == EAGAIN && op->timeout > 0)
    return err_timeout(L, op->call, 0, -1);
  return err_raise(L, errnum, op->call);
}

/* s:accept() -> conn, address */
static int sock_accept (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Op op;
  int n;
  lua_settop(L, 1);  /* `for conn, addr in s.accept, s do` passes more */
  n = accept_once(L, s, sock_newlike(L, 1));
  if (n >= 0) return wait_done(L, s->state, n);
  op_init(&op, sizeof op, "accept", s, POLLIN, accept_step);
  op.fail = accept_end;
  return wait_on(L, &op, accept_failed(L, &op, -n));
}

/* ---- connect -------------------------------------------------------------- */

typedef struct Connect {
  Op op;
  int started;
  Address address;
} Connect;

/* If TCP failed to connect in the background, the next connect would return
** ECONNABORTED, and only the one after that would work. This restores the state
** in which a failed blocking connect leaves the socket. */
static void connect_reset (const Socket *s) {
  const struct sockaddr none = {.sa_family = AF_UNSPEC};
  if (sock_istcp(s)) (void)!connect(s->fd, &none, sizeof none);
}

/* A connect that continues in the background must not be started again. It has
** ended when the socket is writable, and SO_ERROR has its result. */
static int connect_result (Socket *s) {
  struct pollfd p = {s->fd, POLLOUT, 0};
  int err = 0, n;
  socklen_t len = sizeof err;
  if (s->fd < 0) return -EBADF;
  n = poll(&p, 1, 0);
  if (n < 0) return -errno;
  if (n == 0) return -EINPROGRESS;
  if (getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &err, &len) < 0) return -errno;
  if (err == 0 || err == EISCONN) return 0;
  connect_reset(s);
  return -err;
}

static int connect_step (lua_State *L, Op *op) {
  Connect *c = (Connect *)op;
  Socket *s = op->s;
  int err;
  (void)L;
  if (c->started) return connect_result(s);
  sock_ready(s);
  if (connect(s->fd, &c->address.u.sa, c->address.len) == 0) return 0;
  err = errno;
  if (err == EINTR) op->polls = 1;  /* it continues in the background */
  if (err == EINTR || err == EINPROGRESS) {
    c->started = 1;
    op->size = offsetof(Connect, address);  /* no longer needed; fits a task's slot */
  }
  /* poll cannot wait until the full backlog of a UNIX server has space. */
  op->events = (short)(err == EAGAIN ? 0 : POLLOUT);
  return -err;
}

/* `again` is the caller, which continues after a lookup. */
static int connect_run (lua_State *L, Connect *c, int64_t until,
                        int (*again) (lua_State *, int64_t)) {
  Socket *s = c->op.s;
  c->op.deadline = until;
  c->op.address = 2;
  lua_settop(L, 2);
  if (!addr_parse(L, 2, s, &c->address))
    return s->fd < 0 ? wait_fail(L, &c->op, EBADF)
                     : resolve_then(L, s, 2, again);
  c->started = 0;
  return wait_run(L, &c->op);
}

static int connect_until (lua_State *L, int64_t until) {
  Connect c;
  op_init(&c.op, sizeof c, "connect", sock_check(L, 1), POLLOUT, connect_step);
  return connect_run(L, &c, until, connect_until);
}

/* s:connect(address) */
static int sock_connect (lua_State *L) {
  return connect_until(L, DEADLINE_UNSET);
}

static int connect_ex_step (lua_State *L, Op *op) {
  int n = connect_step(L, op);
  if (n < 0) return n;
  lua_pushinteger(L, 0);
  return 1;
}

static int return_errno (lua_State *L, Op *op, int errnum) {
  (void)op;
  lua_pushinteger(L, errnum);
  return 1;
}

static int connect_ex_until (lua_State *L, int64_t until) {
  Connect c;
  op_init(&c.op, sizeof c, "connect_ex", sock_check(L, 1), POLLOUT,
          connect_ex_step);
  c.op.fail = return_errno;
  return connect_run(L, &c, until, connect_ex_until);
}

/* s:connect_ex(address) -> errno: 0 for success, EAGAIN after a timeout */
static int sock_connect_ex (lua_State *L) {
  return connect_ex_until(L, DEADLINE_UNSET);
}

/* ---- shutdown and names ---------------------------------------------------- */

/* s:shutdown(how): SHUT_RD, SHUT_WR or SHUT_RDWR */
static int sock_shutdown (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int how = core_checkint(L, 2), err;
  if (s->layer != NULL) return s->layer->shutdown(L, s, how);
  if (shutdown(s->fd, how) == 0) return 0;
  err = errno;
  return err_raise(L, err, "shutdown");
}

static int push_name (lua_State *L, const char *call,
                      int (*get) (int, struct sockaddr *, socklen_t *)) {
  Socket *s = sock_check(L, 1);
  Address a;
  int err;
  a.len = sizeof a.u;
  if (get(s->fd, &a.u.sa, &a.len) < 0) {
    err = errno;
    return err_raise(L, err, call);
  }
  addr_push(L, s, &a);
  return 1;
}

/* s:getsockname() -> address */
static int sock_getsockname (lua_State *L) {
  return push_name(L, "getsockname", getsockname);
}

/* s:getpeername() -> address */
static int sock_getpeername (lua_State *L) {
  return push_name(L, "getpeername", getpeername);
}

/* core._socket_file(path) -> string | nil
** Returns the identity of the socket file at the path, or nil if there is none. */
static int socket_file (lua_State *L) {
  struct stat st;
  if (stat(luaL_checkstring(L, 1), &st) < 0 || !S_ISSOCK(st.st_mode)) return 0;
  lua_pushfstring(L, "%I:%I", (LUAI_UACINT)st.st_dev, (LUAI_UACINT)st.st_ino);
  return 1;
}

void connect_open (lua_State *L, const Open *o) {
  static const luaL_Reg methods[] = {
    {"bind", sock_bind}, {"listen", sock_listen}, {"accept", sock_accept},
    {"connect", sock_connect}, {"connect_ex", sock_connect_ex},
    {"shutdown", sock_shutdown}, {"getsockname", sock_getsockname},
    {"getpeername", sock_getpeername}, {NULL, NULL}
  };
  static const luaL_Reg functions[] = {
    {"_socket_file", socket_file}, {"_on_exhausted", on_exhausted},
    {NULL, NULL}
  };
  core_setfuncs(L, o, o->methods, methods);
  core_setfuncs(L, o, o->internal, functions);
}
