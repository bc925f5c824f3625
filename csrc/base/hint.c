/*
** hint.c: the usual causes of errors, which the texts of errors end with.
*/
#include "base/hint.h"

/* Does the error have an address whose port is reserved for root? */
static int has_privileged_port (lua_State *L, int e) {
  lua_Integer port = 0;
  if (lua_getfield(L, e, "address") == LUA_TTABLE) {
    lua_rawgeti(L, -1, 2);
    port = lua_tointeger(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return port > 0 && port < 1024;
}

/* Is the address a path, as that of a UNIX socket? */
static int has_path (lua_State *L, int e) {
  int type = lua_getfield(L, e, "address");
  lua_pop(L, 1);
  return type == LUA_TSTRING;
}

static int has_port (lua_State *L, int e) {
  int type = lua_getfield(L, e, "address");
  lua_pop(L, 1);
  return type == LUA_TTABLE;
}

/* Is it fe80::… without a scope? */
static int lacks_scope (lua_State *L, int e) {
  const char *host = NULL;
  int top = lua_gettop(L), lacks = 0;
  if (lua_getfield(L, e, "address") == LUA_TTABLE) {
    lua_rawgeti(L, -1, 1);
    host = lua_tostring(L, -1);
    lacks = host != NULL && strncmp(host, "fe80:", 5) == 0 &&
            (lua_rawgeti(L, -2, 4) == LUA_TNIL || lua_tointeger(L, -1) == 0);
  }
  lua_settop(L, top);
  return lacks;
}

#define CONNECTING \
  "The connection is in progress: wait until select reports the socket as " \
  "writable, then check getsockopt(SOL_SOCKET, SO_ERROR)."

/* The usual causes of errors that beginners meet. A NULL call stands for every
** call; `when` selects the errors. */
static const struct {
  int errnum;
  const char *call;
  int (*when) (lua_State *L, int e);
  const char *text;
} hints[] = {
  {EADDRINUSE, "bind", has_path,
   "The path is in use: remove the file if an earlier run left it, or choose "
   "another path."},
  {EADDRINUSE, "bind", NULL, HINT_ADDRESS_TAKEN
   " To restart a server at once, set SO_REUSEADDR before bind."},
  {EADDRINUSE, "listen", NULL, "Another socket is listening on this address."},
  {EACCES, "bind", has_privileged_port,
   "Ports below 1024 are reserved for root: choose a port from 1024 on."},
  {EINVAL, NULL, lacks_scope,
   "A link-local address needs a scope_id: if_nametoindex of its interface."},
  {EINVAL, "bind", NULL, "A socket can be bound only once: create a new one."},
  {EINVAL, "accept", NULL, "The socket is not listening: call listen first."},
  {EADDRNOTAVAIL, "bind", NULL, "This machine has no such address."},
  {ECONNREFUSED, "connect", has_path,
   "No server is listening there: is it running?"},
  {ECONNREFUSED, "connect", NULL,
   "No server is listening there: is it running, and are host and port right?"},
  {EINPROGRESS, NULL, NULL, CONNECTING},
  {EALREADY, NULL, NULL, CONNECTING},
  {EAGAIN, "connect", has_path,
   "The server's backlog is full: try again later, or set a timeout."},
  {EAGAIN, NULL, NULL,
   "The call would have to wait, which timeout 0 and MSG_DONTWAIT forbid: wait "
   "with select first, or set a timeout."},
  {EISCONN, "connect", NULL,
   "A socket can be connected only once: create a new one."},
  {EACCES, "sendto", has_port,
   "To broadcast, first call setsockopt(SOL_SOCKET, SO_BROADCAST, 1)."},
  {EPIPE, NULL, NULL, "The connection has ended, or was never made."},
  {ENOTCONN, NULL, NULL,
   "Connect the socket first, or use the one that accept returns."},
  {EDESTADDRREQ, NULL, NULL, "Use sendto with an address, or connect first."},
  {EMFILE, NULL, NULL,
   "Too many descriptors are open: close some, or raise 'ulimit -n'."},
  {EBADF, "send_fds", NULL,
   "The socket, or one of the descriptors, is closed."},
  {EBADF, "sendfile", NULL,
   "The socket is closed, or the file is not open for reading."},
  {EBADF, "read", NULL, "The file is closed."},
  {EBADF, "write", NULL, "The file is closed."},
  {EBADF, "socket", NULL, "No such descriptor is open."},
  {EBADF, "close", NULL, "No such descriptor is open."},
  {EBADF, "dup", NULL, "The socket is closed, or the descriptor is not open."},
  {EBADF, NULL, NULL, "The socket is closed."},
};

const char *hint_for (lua_State *L, int e, lua_Integer errnum,
                      const char *call) {
  size_t i;
  for (i = 0; i < COUNT(hints); i++) {
    if (hints[i].errnum != errnum) continue;
    if (hints[i].call != NULL && strcmp(hints[i].call, call) != 0) continue;
    if (hints[i].when != NULL && !hints[i].when(L, e)) continue;
    return hints[i].text;
  }
  return NULL;
}
