/*
** owner.c: the objects that connections belong to: SSLSocket and SSLObject.
*/
#include "base/own.h"
#include "tls/owner.h"

const char sslsocket_class[] = "ssl.SSLSocket";

Socket *anysocket_test (lua_State *L, int arg) {
  Socket *s = (Socket *)lua_touserdata(L, arg);
  if (s != NULL && lua_rawlen(L, arg) == sizeof(Socket) &&
      s->magic == state_of(L)->sock_magic) return s;
  return NULL;
}

static Socket *sslsocket_test (lua_State *L, int arg) {
  Socket *s = anysocket_test(L, arg);
  return s != NULL && s->layer != NULL && s->layer->class == sslsocket_class
           ? s : NULL;
}

Socket *sslsocket_check (lua_State *L, int arg) {
  Socket *s = sslsocket_test(L, arg);
  if (s == NULL) luaL_typeerror(L, arg, "SSLSocket");
  return s;
}

Connection *sslobject_check (lua_State *L, int arg) {
  return (Connection *)own_check(L, arg, OWN_SSLOBJECT, "SSLObject");
}

Connection *owner_check (lua_State *L, int arg) {
  const Socket *s = sslsocket_test(L, arg);
  Connection *c = s != NULL ? sslsocket_connection(s)
                            : (Connection *)own_test(L, arg, OWN_SSLOBJECT);
  if (c == NULL) luaL_typeerror(L, arg, "SSLSocket or SSLObject");
  return c;
}

/* Pushes the userdata that is the connection. */
static void push_connection (lua_State *L, int arg) {
  if (sslsocket_test(L, arg) == NULL) lua_pushvalue(L, arg);
  else lua_getiuservalue(L, arg, SOCKET_CONNECTION);
}

SSL *owner_finished (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  return c->finished ? c->ssl : NULL;
}

SSL *owner_hold (lua_State *L) {
  const Connection *c = owner_check(L, 1);
  SSL *ssl = connection_hold(L, c);
  return c->finished ? ssl : NULL;
}

void owner_pushvalue (lua_State *L, int arg, int value) {
  push_connection(L, arg);
  lua_getiuservalue(L, -1, value);
  lua_remove(L, -2);
}

void owner_setvalue (lua_State *L, int arg, int value) {
  push_connection(L, arg);
  lua_insert(L, -2);
  lua_setiuservalue(L, -2, value);
  lua_pop(L, 1);
}
