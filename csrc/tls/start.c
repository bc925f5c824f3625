/*
** start.c: creates the connection of an SSLSocket or SSLObject from the arguments of
** wrap_socket or wrap_bio.
*/
#include "base/argument.h"
#include "base/error.h"
#include "tls/error.h"
#include "tls/hello.h"
#include "tls/hostname.h"
#include "tls/info.h"
#include "tls/owner.h"
#include "tls/session.h"
#include "tls/start.h"

/* Checks the session, because resuming it must not weaken the verification. */
static void check_session (lua_State *L, int context, int server_side,
                           int hostname, int session) {
  const char *why;
  if (lua_isnoneornil(L, session)) return;
  luaL_argcheck(L, !server_side, session,
                "session can only be specified in client mode");
  why = session_refusal(L, session, context, hostname);
  if (why != NULL) luaL_argerror(L, session, why);
}

/* Users often confuse the purpose of a context: it names the side that is verified,
** not the side that has the context. */
static void check_side (lua_State *L, const Context *c, int server_side,
                        const char *call) {
  const char *text = server_side
    ? "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context"
    : "Cannot create a client socket with a PROTOCOL_TLS_SERVER context";
  if (c->protocol != (server_side ? PROTOCOL_TLS_CLIENT : PROTOCOL_TLS_SERVER))
    return;
  tls_push(L, "SSLError", SSL_ERROR_SSL, 0, text, call);
  lua_pushstring(L, server_side
    ? "A server makes its context with ssl.create_default_context("
      "ssl.Purpose.CLIENT_AUTH)."
    : "A client makes its context with ssl.create_default_context(); a server "
      "passes {server_side = true}.");
  tls_sethint(L);
  err_throw(L);
}

/* An empty table, such as {server_hostname = nil}, counts as no argument. */
void start_keywords (lua_State *L, int first, int last, const char *names) {
  keywords_check(L, first, names);
  if (lua_istable(L, first)) lua_settop(L, first - 1);
  lua_settop(L, last);
}

static void set_value (lua_State *L, int from, int value) {
  lua_pushvalue(L, from);
  lua_setiuservalue(L, -2, value);
}

Connection *start_push (lua_State *L, int context, int server_side,
                        int hostname, int session, const char *call) {
  Connection *c;
  const Context *of = context_check(L, context);
  check_side(L, of, server_side, call);
  hostname_push(L, hostname, of, server_side);
  lua_replace(L, hostname);
  check_session(L, context, server_side, hostname, session);
  c = connection_push(L, context);
  c->server_side = (char)server_side;
  set_value(L, hostname, CONNECTION_HOSTNAME);
  set_value(L, session, CONNECTION_SESSION);
  return c;
}

void start_tls (lua_State *L, int index, const char *call) {
  Connection *c = owner_check(L, index);
  const char *name;
  const Context *context;
  int top = lua_gettop(L);
  index = lua_absindex(L, index);
  owner_pushvalue(L, index, CONNECTION_CONTEXT);
  context = context_check(L, top + 1);
  owner_pushvalue(L, index, CONNECTION_HOSTNAME);
  name = lua_tostring(L, -1);
  if (name == NULL && !c->server_side && context->check_hostname)
    err_fail(L, "check_hostname, which was set after the socket was wrapped, requires "
                "server_hostname");
  connection_begin(L, c, context, call);
  if (c->ssl == NULL) err_raise(L, EBADF, call);  /* a finalizer has closed it */
  if (name != NULL && !hostname_apply(c->ssl, name, context->check_hostname))
    connection_unbegin(L, c, call);
  info_resume(L, index);
  context_pushvalue(L, top + 1, CONTEXT_SNI);
  if (c->ssl != NULL && c->server_side && !lua_isnil(L, -1)) hello_expect(c);
  lua_settop(L, top);
}
