/*
** socket.c: SSLSocket, a socket whose layer is TLS.
**
** It is a Socket whose second user value is its connection, which is also its layer.
** All SSLSockets share a metatable, whose __index finds methods in the class and
** computes the fields.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/front.h"
#include "base/own.h"
#include "base/show.h"
#include "tls/error.h"
#include "tls/info.h"
#include "tls/layer.h"
#include "tls/owner.h"
#include "tls/start.h"
#include "tls/socket.h"
#include "tls/unread.h"
#include "wait/wait.h"

#include <unistd.h>

#define UP_CLASS lua_upvalueindex(NUPVALUES + 1)

/* ---- creating -------------------------------------------------------------- */

/* Replaces the connection on the top with an SSLSocket that has it. It has the fields
** of `from`, but no descriptor. */
static Socket *push_socket (lua_State *L, const Socket *from) {
  Connection *c = (Connection *)lua_touserdata(L, -1);
  Socket *s = (Socket *)lua_newuserdatauv(L, sizeof *s, SOCKET_CONNECTION);
  memset(s, 0, sizeof *s);
  s->magic = from->magic;
  s->fd = -1;
  s->state = from->state;
  s->family = from->family;
  s->type = from->type;
  s->proto = from->proto;
  s->timeout = from->timeout;
  own_anchor(L);
  lua_insert(L, -2);
  lua_setiuservalue(L, -2, SOCKET_CONNECTION);
  tlslayer_set(c);
  s->layer = &c->layer;
  own_setmetatable(L, OWN_SSLSOCKET);
  return s;
}

/* Moves the descriptor of `from` to `s`. Tasks that wait for `from` find it closed. */
static void take_descriptor (lua_State *L, Socket *s, Socket *from) {
  Connection *c = sslsocket_connection(s);
  if (from->fd < 0) err_raise(L, EBADF, "wrap_socket");  /* by a finalizer */
  layer_reserve(L, s->state, from->fd);
  state_closing(s->state, from->fd);
  s->fd = c->fd = from->fd;
  s->nonblocking = from->nonblocking;
  layer_register(s);
  from->fd = -1;
  from->closed = 1;
}

static Socket *check_wrappable (lua_State *L, int arg) {
  Socket *s = anysocket_test(L, arg);
  if (s == NULL) {
    luaL_typeerror(L, arg, "socket");
    return NULL;
  }
  luaL_argcheck(L, s->state == state_of(L), arg,
                "the socket belongs to another load of the module");
  if (s->layer != NULL) luaL_argerror(L, arg, s->layer->plain != NULL
      ? s->layer->plain : "the socket is already an SSLSocket");
  luaL_argcheck(L, s->type == SOCK_STREAM, arg,
                "only stream sockets are supported");
  return s;
}

/* Is it connected? If not, bytes in its receive queue are those of a connection that
** has ended, or of an attacker. */
static int is_connected (lua_State *L, const Socket *s) {
  char byte;
  int err;
  if (tlslayer_haspeer(s)) return 1;
  err = errno;
  if (err != ENOTCONN && err != EINVAL) err_raise(L, err, "wrap_socket");
  err = tlslayer_pending_error(s);
  if (err != 0) err_raise(L, err, "wrap_socket");
  if (recv(s->fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) > 0) {
    lua_pushliteral(L, "Closed before TLS handshake with data in recv buffer");
    err_push(L, "SSLError", SSL_ERROR_SSL, "wrap_socket");
    err_throw(L);
  }
  return 0;
}

static int refuse_unread (lua_State *L) {
  lua_pushliteral(L, "a file of the socket has unread data, which was received "
                     "before the TLS handshake");
  err_push(L, "SSLError", SSL_ERROR_SSL, "wrap_socket");
  lua_pushliteral(L, "The peer must send nothing between its answer and the "
                     "handshake: treat it as an attack, and close the socket.");
  tls_sethint(L);
  return err_throw(L);
}

/* Raises an error if a file of the socket at `arg` has unread bytes. An
** attacker may have inserted them before the handshake, and the program would take
** them for bytes that came over TLS. */
static void check_files (lua_State *L, int arg) {
  int top = lua_gettop(L);
  own_get(L, OWN_FILES);
  lua_pushnil(L);
  while (lua_next(L, top + 1)) {
    if (lua_rawequal(L, -1, arg) &&
        lua_rawgeti(L, -2, 1) == LUA_TUSERDATA && luaL_len(L, -1) > 0)
      refuse_unread(L);
    lua_settop(L, top + 2);
  }
  lua_settop(L, top);
}

/* The arguments of wrap_socket. */
enum { ARG_CONTEXT = 1, ARG_SOCKET, ARG_SERVER_SIDE, ARG_HANDSHAKE,
       ARG_SUPPRESS, ARG_HOSTNAME, ARG_SESSION };

static int optional (lua_State *L, int arg, int def) {
  return lua_isnoneornil(L, arg) ? def : core_truth(L, arg);
}

/* Pushes the SSLSocket for the arguments, without an SSL and a descriptor. */
static Socket *wrap (lua_State *L, const Socket *from) {
  Connection *c = start_push(L, ARG_CONTEXT, optional(L, ARG_SERVER_SIDE, 0),
                             ARG_HOSTNAME, ARG_SESSION, "wrap_socket");
  c->ragged = (char)!optional(L, ARG_SUPPRESS, 1);
  c->handshakes = (char)optional(L, ARG_HANDSHAKE, 1);
  return push_socket(L, from);
}

/* Closes the socket at once. */
static void abort_socket (Socket *s) {
  int fd = s->fd;
  s->closed = 1;
  if (fd < 0) return;
  state_closing(s->state, fd);
  layer_unregister(s);
  s->layer->destroy(s);
  s->fd = -1;
  close(fd);
}

static int abort_on_error (lua_State *L, int status, lua_KContext index) {
  if (status <= LUA_YIELD) {
    lua_settop(L, (int)index);
    return 1;
  }
  lua_getiuservalue(L, (int)index, SOCKET_CONNECTION);
  abort_socket((Socket *)lua_touserdata(L, (int)index));
  lua_pop(L, 1);
  return lua_error(L);
}

/* (s, deadline): does the handshake */
static int handshake_until (lua_State *L) {
  Socket *s = sslsocket_check(L, 1);
  return tlslayer_handshake(L, s, s->timeout, (int64_t)lua_tointeger(L, 2));
}

int sslsocket_handshake (lua_State *L, int64_t deadline) {
  int index = lua_gettop(L);
  core_pushupvalues(L);
  lua_pushcclosure(L, handshake_until, NUPVALUES);
  lua_pushvalue(L, index);
  lua_pushinteger(L, (lua_Integer)deadline);
  return abort_on_error(L, lua_pcallk(L, 2, 0, 0, index, abort_on_error),
                        index);
}

/* context:wrap_socket(sock, server_side=false, do_handshake_on_connect=true,
**   suppress_ragged_eofs=true, server_hostname=nil, session=nil) -> s */
static int context_wrap_socket (lua_State *L) {
  Socket *from, *s;
  int connected, handshake;
  context_check(L, ARG_CONTEXT);
  from = check_wrappable(L, ARG_SOCKET);
  start_keywords(L, ARG_SERVER_SIDE, ARG_SESSION,
                 "server_side do_handshake_on_connect suppress_ragged_eofs "
                 "server_hostname session");
  handshake = optional(L, ARG_HANDSHAKE, 1);
  if (from->fd < 0) return err_raise(L, EBADF, "wrap_socket");
  if (from->io_refs > 0) check_files(L, ARG_SOCKET);
  connected = is_connected(L, from);
  luaL_argcheck(L, !connected || !handshake || from->timeout != TIMEOUT_ZERO,
                ARG_HANDSHAKE, "do_handshake_on_connect should not be "
                "specified for non-blocking sockets");
  s = wrap(L, from);
  if (connected) start_tls(L, -1, "wrap_socket");
  take_descriptor(L, s, from);
  return connected && handshake ? sslsocket_handshake(L, DEADLINE_UNSET) : 1;
}

/* tls._feed(s, bytes): adds bytes that were received before TLS started */
static int socket_feed (lua_State *L) {
  Connection *c = sslsocket_connection(sslsocket_check(L, 1));
  size_t len;
  const char *bytes = luaL_checklstring(L, 2, &len);
  if (bytequeue_put(c->in, bytes, len) != 0) return err_memory(L);
  return 0;
}

int sslsocket_accepted (lua_State *L) {
  Socket *from = check_wrappable(L, 2), *s;
  lua_settop(L, 3);
  lua_pushboolean(L, 1);
  lua_insert(L, ARG_SERVER_SIDE);
  lua_pushboolean(L, 0);
  lua_insert(L, ARG_HANDSHAKE);
  lua_settop(L, ARG_SESSION);
  s = wrap(L, from);
  start_tls(L, -1, "accept");
  take_descriptor(L, s, from);
  return 1;
}

/* ---- methods -------------------------------------------------------------- */

/* s:do_handshake(block=false)
** With timeout 0 it raises SSLWantReadError or SSLWantWriteError instead of waiting,
** unless `block` is true. */
static int socket_do_handshake (lua_State *L) {
  Socket *s = sslsocket_check(L, 1);
  int block;
  keywords_check(L, 2, "block");
  lua_settop(L, 2);
  block = core_truth(L, 2);
  lua_settop(L, 1);
  return tlslayer_handshake(L, s, block && s->timeout == TIMEOUT_ZERO
                                  ? TIMEOUT_NONE : s->timeout, DEADLINE_UNSET);
}

/* Calls the socket's method of that name with the arguments. */
static int call_method (lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  lua_insert(L, 1);
  lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, front_results);
  return lua_gettop(L);
}

/* s:read(len=1024) -> data | nil
** s:read(len, buffer) -> count */
static int socket_read (lua_State *L) {
  lua_Integer len;
  size_t space;
  sslsocket_check(L, 1);
  keywords_check(L, 2, "len buffer");
  lua_settop(L, 3);
  len = luaL_optinteger(L, 2, lua_isnil(L, 3) ? 1024 : 0);
  luaL_argcheck(L, len >= 0, 2, "size should not be negative");
  lua_pushinteger(L, len);
  lua_replace(L, 2);
  if (lua_isnil(L, 3)) {
    lua_settop(L, 2);
    return call_method(L, "recv");
  }
  (void)bytes_checkwritable(L, 3, &space);
  lua_insert(L, 2);
  return call_method(L, "recv_into");
}

/* s:write(data) -> count */
static int socket_write (lua_State *L) {
  size_t len;
  sslsocket_check(L, 1);
  (void)bytes_check(L, 2, &len);
  lua_settop(L, 2);
  return call_method(L, "send");
}

/* Moves the descriptor to the plain socket at 2, which was created before. */
static int unwrapped (lua_State *L, Op *op) {
  Socket *s = op->s, *plain = anysocket_test(L, 2);
  Layer *unread = NULL;
  if (bytequeue_len(sslsocket_connection(s)->in) > 0 &&
      (unread = unread_new(sslsocket_connection(s)->in)) == NULL)
    return err_memory(L);
  state_closing(s->state, s->fd);
  layer_unregister(s);
  plain->fd = s->fd;
  plain->nonblocking = s->nonblocking;
  if (unread != NULL) unread_set(plain, unread);
  s->fd = -1;
  s->closed = 1;
  s->layer->destroy(s);
  lua_settop(L, 2);
  return 1;
}

/* s:unwrap() -> plain socket
** Sends close_notify and waits for the peer's. */
static int socket_unwrap (lua_State *L) {
  Socket *s = sslsocket_check(L, 1);
  lua_settop(L, 1);
  own_get(L, OWN_CORE);
  lua_getfield(L, -1, "_newlike");
  lua_pushvalue(L, 1);
  lua_call(L, 1, 1);
  lua_replace(L, 2);
  return tlslayer_unwrap(L, s, unwrapped);
}

/* ---- the class ------------------------------------------------------------ */

/* s.name -> field or method */
static int socket_index (lua_State *L) {
  const Socket *s;
  const char *name;
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_gettable(L, UP_CLASS) == LUA_TFUNCTION) return 1;
  s = sslsocket_check(L, 1);
  if (lua_type(L, 2) != LUA_TSTRING) return 1;
  name = lua_tostring(L, 2);
  if (strcmp(name, "timeout") == 0) wait_pushtimeout(L, s->timeout);
  else if (strcmp(name, "family") == 0) lua_pushinteger(L, s->family);
  else if (strcmp(name, "type") == 0) lua_pushinteger(L, s->type);
  else if (strcmp(name, "proto") == 0) lua_pushinteger(L, s->proto);
  else if (lua_isnil(L, 3)) info_pushfield(L, 1, name);
  return 1;
}

/* SSLSocket(...): raises an error */
static int class_call (lua_State *L) {
  return err_fail(L, "SSLSocket does not have a public constructor: its "
                     "instances are returned by context:wrap_socket(sock)");
}

/* Pushes the class. Its methods include those of sockets. */
static void push_class (lua_State *L, const Open *o) {
  static const luaL_Reg methods[] = {
    {"do_handshake", socket_do_handshake}, {"read", socket_read},
    {"write", socket_write}, {"unwrap", socket_unwrap}, {NULL, NULL}
  };
  static const luaL_Reg class[] = {{"__call", class_call}, {NULL, NULL}};
  lua_newtable(L);
  core_setfuncs(L, o, lua_gettop(L), methods);
  info_open(L, o, lua_gettop(L));
  lua_getfield(L, o->socket_mt, "__class");
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__base");
  lua_createtable(L, 0, 3);
  core_setfuncs(L, o, lua_gettop(L), class);
  lua_insert(L, -2);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  show_as(L, "class", "ssl.SSLSocket");
}

void sslsocket_open (lua_State *L, const Open *o) {
  static const luaL_Reg contexts[] = {
    {"wrap_socket", context_wrap_socket}, {NULL, NULL}
  };
  static const luaL_Reg metamethods[] = {
    {"__newindex", info_newindex}, {NULL, NULL}
  };
  static const luaL_Reg functions[] = {{"_feed", socket_feed}, {NULL, NULL}};
  int class;
  push_class(L, o);
  class = lua_gettop(L);
  core_pushcopy(L, o->socket_mt);
  core_pushshared(L, o);
  lua_pushvalue(L, class);
  lua_pushcclosure(L, socket_index, NUPVALUES + 1);
  lua_setfield(L, -2, "__index");
  core_setfuncs(L, o, lua_gettop(L), metamethods);
  lua_pushvalue(L, class);
  lua_setfield(L, -2, "__class");
  lua_pushliteral(L, "SSLSocket");
  lua_setfield(L, -2, "__name");
  own_put(L, o, OWN_SSLSOCKET);
  lua_setfield(L, o->module, "SSLSocket");
  core_setfuncs(L, o, o->internal, functions);
  lua_getfield(L, o->module, "SSLContext");
  core_setfuncs(L, o, lua_gettop(L), contexts);
}
