/*
** socket.c: creates, adopts, prints and closes sockets.
*/
#include "address/address.h"
#include "base/argument.h"
#include "base/error.h"
#include "base/layer.h"
#include "base/own.h"
#include "names/lookup.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Pushes a socket without a metatable, which will keep the State alive. */
static Socket *push_blank (lua_State *L, State *st) {
  Socket *s = (Socket *)lua_newuserdatauv(L, sizeof(Socket), 0);
  memset(s, 0, sizeof *s);
  s->magic = &sock_magic;
  s->fd = -1;
  s->state = st;
  s->timeout = st->default_timeout;
  return s;
}

/* Pushes a socket object that owns nothing yet (fd = -1). */
static Socket *sock_new (lua_State *L) {
  Socket *s = push_blank(L, state_of(L));
  lua_pushvalue(L, UP_SOCKET);
  lua_setmetatable(L, -2);
  return s;
}

Socket *sock_newlike (lua_State *L, int index) {
  const Socket *like = (const Socket *)lua_touserdata(L, index);
  Socket *s = push_blank(L, like->state);
  sock_adopt(s, -1, like->family, like->type, like->proto);
  lua_getmetatable(L, index);
  lua_setmetatable(L, -2);
  if (s->timeout != like->timeout || like->layer != NULL) sock_setfields(L, -1);
  return s;
}

/* ---- creating -------------------------------------------------------------- */

/* SOCK_NONBLOCK if a new socket must not block, otherwise 0. */
static int nonblock_flag (const Socket *s) {
  return s->timeout >= 0 || s->state->suspend != NULL ? SOCK_NONBLOCK : 0;
}

static int get_int (int fd, int option, int *value) {
  socklen_t len = sizeof *value;
  return getsockopt(fd, SOL_SOCKET, option, value, &len) < 0 ? errno : 0;
}

/* A descriptor that was created elsewhere may have SO_RCVTIMEO or SO_SNDTIMEO. */
static void look_for_limits (State *st, int fd) {
  if (wait_limit(fd, 0) >= 0 || wait_limit(fd, 1) >= 0) st->limits = 1;
}

/* Asks the descriptor for the values that the caller left out. */
static void adopt_fileno (lua_State *L, int first, Socket *s, int fd) {
  int family = core_optint(L, first, -1), type = core_optint(L, first + 1, -1),
      proto = core_optint(L, first + 2, -1), err, found;
  err = get_int(fd, SO_DOMAIN, &found);  /* always, to check that it is a socket */
  if (err != 0) err_raise(L, err, "socket");
  if (family == -1) family = found;
  if (type == -1 && (err = get_int(fd, SO_TYPE, &type)) != 0)
    err_raise(L, err, "socket");
  if (proto == -1 && (err = get_int(fd, SO_PROTOCOL, &proto)) != 0)
    err_raise(L, err, "socket");
  if (s->timeout >= 0) {
    int old = s->fd;
    s->fd = fd;
    err = sock_setnonblocking(s, 1);
    s->fd = old;
    if (err != 0) err_raise(L, err, "socket");
  }
  look_for_limits(s->state, fd);
  sock_adopt(s, -1, family, type, proto);
}

/* socket.socket(family=AF_INET, type=SOCK_STREAM, proto=0, fileno=nil) -> s
** It is __call of the class, so the class itself is the first argument. */
static int class_call (lua_State *L) {
  int first = core_firstofcall(L), family, type, proto, fd, err;
  Socket *s;
  keywords_check(L, first, "family type proto fileno");
  lua_settop(L, first + 3);
  s = sock_new(L);
  if (!lua_isnil(L, first + 3)) {
    fd = core_checkint(L, first + 3);
    luaL_argcheck(L, fd >= 0, first + 3, "negative file descriptor");
    adopt_fileno(L, first, s, fd);
    sock_setfields(L, -1);
    s->fd = fd;  /* last: if anything fails, the caller still owns it */
    return 1;
  }
  family = core_optint(L, first, -1);
  type = core_optint(L, first + 1, -1);
  proto = core_optint(L, first + 2, -1);
  if (family == -1) family = AF_INET;
  if (type == -1) type = SOCK_STREAM;
  if (proto == -1) proto = 0;
  if (type & SOCK_NONBLOCK) s->timeout = TIMEOUT_ZERO;
  type |= nonblock_flag(s);
  fd = socket(family, type | SOCK_CLOEXEC, proto);
  err = errno;
  if (fd < 0) return err_raise(L, err, "socket");
  sock_adopt(s, fd, family, type, proto);
  sock_setfields(L, -1);
  return 1;
}

/* socket.socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0) -> a, b */
static int socket_socketpair (lua_State *L) {
  int family, type, proto, fds[2], err;
  Socket *a, *b;
  keywords_check(L, 1, "family type proto");
  lua_settop(L, 3);
  family = core_optint(L, 1, AF_UNIX);
  type = core_optint(L, 2, SOCK_STREAM);
  proto = core_optint(L, 3, 0);
  a = sock_new(L);
  b = sock_new(L);
  if (type & SOCK_NONBLOCK) a->timeout = b->timeout = TIMEOUT_ZERO;
  type |= nonblock_flag(a);
  if (socketpair(family, type | SOCK_CLOEXEC, proto, fds) < 0) {
    err = errno;
    return err_raise(L, err, "socketpair");
  }
  sock_adopt(a, fds[0], family, type, proto);
  sock_adopt(b, fds[1], family, type, proto);
  sock_setfields(L, -1);
  sock_setfields(L, -2);
  return 2;
}

static int dup_cloexec (lua_State *L, int fd) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0), err = errno;
  return copy < 0 ? err_raise(L, err, "dup") : copy;
}

/* socket.fromfd(fd, family, type, proto=0) -> s, with a duplicate of fd */
static int socket_fromfd (lua_State *L) {
  int fd = sock_checkfd(L, 1), family = core_checkint(L, 2),
      type = core_checkint(L, 3), proto = keywords_optint(L, 4, 0, "proto"), err;
  Socket *s = sock_new(L);
  sock_adopt(s, dup_cloexec(L, fd), family, type, proto);
  if (s->timeout >= 0 && (err = sock_setnonblocking(s, 1)) != 0)
    return err_raise(L, err, "fromfd");
  look_for_limits(s->state, s->fd);
  sock_setfields(L, -1);
  return 1;
}

/* s:dup() -> s: another socket object for the same socket */
static int sock_dup (lua_State *L) {
  Socket *s = sock_check(L, 1), *copy;
  if (s->layer != NULL) return layer_refuse(L, s, "dup");
  copy = sock_new(L);
  sock_adopt(copy, dup_cloexec(L, s->fd), s->family, s->type, s->proto);
  copy->timeout = s->timeout;
  copy->nonblocking = s->nonblocking;
  sock_setfields(L, -1);
  return 1;
}

/* socket.dup(fd) -> fd */
static int socket_dup (lua_State *L) {
  lua_pushinteger(L, dup_cloexec(L, sock_checkfd(L, 1)));
  return 1;
}

/* ---- closing -------------------------------------------------------------- */

int sock_release (Socket *s) {
  int fd = s->fd;
  if (fd >= 0) state_closing(s->state, fd);
  if (s->layer != NULL) {
    layer_unregister(s);
    s->layer->destroy(s);
  }
  s->fd = -1;
  if (s->lookups != NULL) lookup_closing(s);
  return fd;
}

/* The descriptor is closed even after an error. */
int sock_closenow (Socket *s) {
  int fd = sock_release(s);
  if (fd < 0 || close(fd) == 0) return 0;
  return errno == ECONNRESET || errno == EINTR ? 0 : errno;
}

#define CLOSE_TIMEOUT (5 * (int64_t)NS_PER_S)  /* if the socket has no timeout */

static int close_anyway (lua_State *L, Op *op, int errnum) {
  (void)L;
  (void)errnum;
  (void)sock_closenow(op->s);
  return 0;
}

static int close_step (lua_State *L, Op *op) {
  int err = op->s->fd >= 0 ? op->s->layer->before_close(L, op) : 0;
  return err == 0 ? close_anyway(L, op, 0) : err;
}

/* Closes a socket whose layer has to send something first, which may take a limited
** time. If an error ends the wait, such as CancelledError, __close closes it. */
static int close_layered (lua_State *L, Socket *s) {
  Op op;
  op_init(&op, sizeof op, "close", s, POLLOUT, close_step);
  op.fail = close_anyway;
  op.polls = 1;
  if (op.timeout == TIMEOUT_NONE) op.timeout = CLOSE_TIMEOUT;
  lua_settop(L, 1);
  if (s->fd >= 0) lua_toclose(L, 1);
  return wait_run(L, &op);
}

/* Closes the socket at 1, which has no layer. It needs no finalizer any more, which
** would take as long as closing it. Returns 0 or an errno. */
static int close_plain (lua_State *L, Socket *s) {
  int err = sock_closenow(s);
  if (s->state == state_of(L)) {  /* otherwise another load owns its metatable */
    own_get(L, OWN_CLOSED_SOCKET);
    lua_setmetatable(L, 1);
  }
  return err;
}

/* s:close(): may be called twice
** While files of makefile are open, the last of these closes the descriptor. */
static int sock_close (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int err = 0;
  s->closed = 1;
  if (s->io_refs > 0) return 0;
  if (s->layer != NULL) return close_layered(L, s);
  err = close_plain(L, s);
  return err == 0 ? 0 : err_raise(L, err, "close");
}

static int sock_gc (lua_State *L) {
  Socket *s = sock_check(L, 1);
  s->closed = 1;
  (void)sock_closenow(s);
  return 0;
}

/* __close: like s:close(), but it must not replace the error that is being
** raised */
static int sock_toclose (lua_State *L) {
  Socket *s = sock_check(L, 1);
  s->closed = 1;
  if (s->io_refs > 0) return 0;
  if (s->layer == NULL) (void)close_plain(L, s);
  else if (lua_isnoneornil(L, 2)) return close_layered(L, s);
  else (void)sock_closenow(s);
  return 0;
}

/* core._io_ref(s, change): counts the open files of makefile */
static int sock_ioref (lua_State *L) {
  Socket *s = sock_check(L, 1);
  s->io_refs += core_checkint(L, 2);
  if (s->io_refs > 0 || !s->closed) return 0;
  if (s->layer != NULL) return close_layered(L, s);
  (void)sock_closenow(s);
  return 0;
}

/* s:detach() -> fd
** Closes the object without its descriptor, which then belongs to the caller. */
static int sock_detach (lua_State *L) {
  Socket *s = sock_check(L, 1);
  const char *why = s->layer != NULL && s->fd >= 0 ? s->layer->unfinished(s) : NULL;
  if (why != NULL)
    return err_fail(L, lua_pushfstring(L, "detach is not possible now: %s", why));
  s->closed = 1;
  (void)sock_handover(s);
  lua_pushinteger(L, sock_release(s));
  return 1;
}

/* socket.close(fd): closes a descriptor, after waking all tasks that wait for it */
static int socket_close (lua_State *L) {
  int fd = core_checkint(L, 1), err;
  if (fd >= 0) state_closing(state_of(L), fd);
  /* cppcheck-suppress invalidFunctionArg ; the user gets EBADF */
  if (close(fd) == 0) return 0;
  err = errno;
  if (err == ECONNRESET || err == EINTR) return 0;
  return err_raise(L, err, "close");
}

/* core._abort(s): closes the socket at once; its layer sends nothing */
static int sock_abort (lua_State *L) {
  Socket *s = sock_check(L, 1);
  s->closed = 1;
  (void)sock_closenow(s);
  return 0;
}

/* core._newlike(s) -> socket without a layer and a descriptor, with the fields of s */
static int socket_newlike (lua_State *L) {
  Socket *s = sock_check(L, 1), *new = sock_newlike(L, 1);
  new->timeout = s->timeout;
  sock_setfields(L, -1);
  return 1;
}

/* s:fileno() -> fd, or -1 when closed */
static int sock_fileno (lua_State *L) {
  lua_pushinteger(L, sock_check(L, 1)->fd);
  return 1;
}

/* ---- printing --------------------------------------------------------------- */

/* s.name = value: raises an error */
static int sock_newindex (lua_State *L) {
  return luaL_error(L, "a socket has no field '%s' to set "
                       "(s:settimeout sets the timeout)",
                    luaL_tolstring(L, 2, NULL));
}

/* Pushes the name of the value in an enumeration, or the value if it has none. */
static void push_enum (lua_State *L, const char *enumeration, int value) {
  int place = lua_gettop(L) + 1;
  own_get(L, OWN_MODULE);
  if (lua_getfield(L, place, enumeration) != LUA_TTABLE ||
      lua_rawgeti(L, -1, value) != LUA_TSTRING) lua_pushinteger(L, value);
  lua_replace(L, place);
  lua_settop(L, place);
}

/* Pushes ", laddr=…", or "" if the address is unknown or empty. */
static void push_address (lua_State *L, Socket *s, const char *label,
                          int (*get) (int, struct sockaddr *, socklen_t *)) {
  Address a;
  size_t len = 0;
  const char *path;
  a.len = sizeof a.u;
  if (get(s->fd, &a.u.sa, &a.len) < 0) a.len = 0;
  addr_push(L, s, &a);
  path = lua_tolstring(L, -1, &len);
  if (path != NULL && len > 0 && *path != '\0')
    lua_pushvalue(L, -1);  /* a path is not quoted, as in Python */
  else
    addr_pushrepr(L, -1);
  lua_pushfstring(L, "%s%s", label, lua_tostring(L, -1));
  if (lua_isnil(L, -3) || (path != NULL && len == 0)) {
    lua_pop(L, 1);
    lua_pushliteral(L, "");
  }
  lua_replace(L, -3);
  lua_pop(L, 1);
}

/* tostring(s) -> Python's repr */
static int sock_tostring (lua_State *L) {
  Socket *s = sock_check(L, 1);
  push_enum(L, "AddressFamily", s->family);
  push_enum(L, "SocketKind", s->type);
  push_address(L, s, ", laddr=", getsockname);
  push_address(L, s, ", raddr=", getpeername);
  lua_pushfstring(L, "<%s %sfd=%d, family=%s, type=%s, proto=%d"
                     "%s%s>", s->layer != NULL ? s->layer->class : "socket.socket",
                  s->closed ? "[closed] " : "", s->fd,
                  lua_tostring(L, -4), lua_tostring(L, -3), s->proto,
                  lua_tostring(L, -2), lua_tostring(L, -1));
  return 1;
}

/* pairs(s): raises an error, with the line that calls pairs */
static int sock_pairs (lua_State *L) {
  luaL_where(L, 2);
  lua_pushliteral(L, "bad argument #1 to 'pairs' (a socket is not a table: "
                     "tostring(s) shows what it is, pairs(socket.socket) goes "
                     "through its methods, socket.help(s) explains them)");
  lua_concat(L, 2);
  return lua_error(L);
}

void socket_open (lua_State *L, const Open *o) {
  static const luaL_Reg methods[] = {
    {"close", sock_close}, {"detach", sock_detach}, {"dup", sock_dup},
    {"fileno", sock_fileno}, {NULL, NULL}
  };
  static const luaL_Reg functions[] = {
    {"socketpair", socket_socketpair}, {"fromfd", socket_fromfd},
    {"dup", socket_dup}, {"close", socket_close}, {NULL, NULL}
  };
  static const luaL_Reg internal[] = {
    {"_io_ref", sock_ioref}, {"_newlike", socket_newlike},
    {"_abort", sock_abort}, {NULL, NULL}
  };
  static const luaL_Reg metamethods[] = {
    {"__gc", sock_gc}, {"__close", sock_toclose},
    {"__tostring", sock_tostring}, {"__newindex", sock_newindex},
    {"__pairs", sock_pairs}, {NULL, NULL}
  };
  static const luaL_Reg class[] = {{"__call", class_call}, {NULL, NULL}};
  lua_getfield(L, o->module, "socket");
  lua_getmetatable(L, -1);
  core_setfuncs(L, o, lua_gettop(L), class);
  core_setfuncs(L, o, o->methods, methods);
  core_setfuncs(L, o, o->module, functions);
  core_setfuncs(L, o, o->internal, internal);
  core_setfuncs(L, o, o->socket_mt, metamethods);
  lua_pushliteral(L, "socket");
  lua_setfield(L, o->socket_mt, "__name");
  class_openmetatables(L, o);
}
