/*
** connect.c: connect and accept of an SSLSocket.
**
** accept returns a connection with TLS. Its handshake is done by the first call that
** needs it, or by select and epoll while they wait for the connection. So a client
** whose handshake is slow, or fails, disturbs only the task that serves it, and not the
** loop that accepts.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "tls/connect.h"
#include "tls/layer.h"
#include "tls/owner.h"
#include "tls/socket.h"
#include "tls/start.h"
#include "wait/wait.h"

/* tls._connecting(s) -> the deadline of a connect that begins now */
static int connecting (lua_State *L) {
  const Socket *s = sslsocket_check(L, 1);
  const Connection *c = sslsocket_connection(s);
  if (c->server_side)
    return err_fail(L, "can't connect in server-side mode");
  if (c->ssl != NULL)
    return err_fail(L, "attempt to connect already-connected SSLSocket!");
  lua_pushinteger(L, (lua_Integer)wait_deadline(s->timeout));
  return 1;
}

/* tls._connected(s, deadline): starts TLS, and does the handshake if
** do_handshake_on_connect is true and the socket may wait */
static int connected (lua_State *L) {
  Socket *s = sslsocket_check(L, 1);
  int64_t deadline = (int64_t)luaL_checkinteger(L, 2);
  if (s->fd < 0) return err_raise(L, EBADF, "connect");
  if (sslsocket_connection(s)->ssl == NULL) start_tls(L, 1, "connect");
  if (!sslsocket_connection(s)->handshakes || s->timeout == TIMEOUT_ZERO)
    return 0;
  lua_settop(L, 1);
  return sslsocket_handshake(L, deadline);
}

/* Python's accept does the handshake, and a program that waits with select before it
** reads and writes relies on that. So select does the handshake, unless the context
** has Lua callbacks, which cannot be called in such a wait. */
static void set_opening (lua_State *L, int index) {
  Connection *c = sslsocket_connection(sslsocket_check(L, index));
  owner_pushvalue(L, index, CONNECTION_CONTEXT);
  context_pushvalue(L, lua_gettop(L), CONTEXT_PSK_SERVER);
  c->layer.opening = (char)(c->handshakes && c->hello == HELLO_NONE &&
                            lua_isnil(L, -1));
  layer_setbusy(c->state, &c->layer, c->layer.opening);
  lua_pop(L, 2);
}

/* The plain socket and its address are on the top. */
static int accepted (lua_State *L, int status, lua_KContext k) {
  const Connection *c = sslsocket_connection(sslsocket_check(L, 1));
  (void)status;
  (void)k;
  owner_pushvalue(L, 1, CONNECTION_CONTEXT);
  core_pushupvalues(L);
  lua_pushcclosure(L, sslsocket_accepted, NUPVALUES);
  lua_insert(L, -2);
  lua_pushvalue(L, 2);
  lua_pushboolean(L, !c->ragged);
  lua_call(L, 3, 1);
  lua_replace(L, 2);
  sslsocket_connection(sslsocket_check(L, 2))->handshakes = c->handshakes;
  set_opening(L, 2);
  return 2;
}

/* s:accept() -> conn, address; conn is an SSLSocket */
static int ssl_accept (lua_State *L) {
  sslsocket_check(L, 1);
  lua_settop(L, 1);  /* `for conn, addr in s.accept, s do` passes more */
  lua_pushvalue(L, lua_upvalueindex(NUPVALUES + 1));
  lua_pushvalue(L, 1);
  lua_callk(L, 1, 2, 0, accepted);
  return accepted(L, LUA_OK, 0);
}

/* Replaces accept. The last upvalue is the accept of plain sockets. */
static void set_accept (lua_State *L, const Open *o, int class) {
  core_pushshared(L, o);
  lua_getfield(L, class, "accept");
  lua_pushcclosure(L, ssl_accept, NUPVALUES + 1);
  lua_setfield(L, class, "accept");
}

void tlsconnect_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_connecting", connecting}, {"_connected", connected}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
  lua_getfield(L, o->module, "SSLSocket");
  set_accept(L, o, lua_gettop(L));
}
