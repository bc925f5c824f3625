/*
** object.c: recognizes sockets, and finds the descriptor of a socket or any
** other object.
*/
#include "base/object.h"

#include <fcntl.h>
#include <stdio.h>

const char sock_magic;

int sock_typeerror (lua_State *L, int arg) {
  const char *got = luaL_typename(L, arg);
  if (luaL_getmetafield(L, arg, "__name") == LUA_TSTRING)
    got = lua_tostring(L, -1);
  return luaL_argerror(L, arg, lua_pushfstring(
      L, "socket expected, got %s; call methods as s:method(...)", got));
}

void sock_adopt (Socket *s, int fd, int family, int type, int proto) {
  s->fd = fd;
  s->family = family;
  s->type = (int16_t)(type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC));
  s->proto = proto;
  if (type & SOCK_NONBLOCK) s->nonblocking = s->state->epoch;
}

int sock_setnonblocking (Socket *s, int on) {
  int flags = fcntl(s->fd, F_GETFL);
  int wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
  if (flags < 0) return errno;
  if (wanted != flags) {
    if (fcntl(s->fd, F_SETFL, wanted) < 0) return errno;
    if (!on) s->state->epoch++;
  }
  s->nonblocking = on ? s->state->epoch : 0;
  return 0;
}

int sock_isnonblocking (Socket *s) {
  int flags = fcntl(s->fd, F_GETFL);
  if (flags < 0 || !(flags & O_NONBLOCK)) return 0;
  s->nonblocking = s->state->epoch;
  return 1;
}

int sock_handover (Socket *s) {
  return sock_setnonblocking(s, s->timeout >= 0);
}

/* Can the value on the top be called? */
static int callable (lua_State *L) {
  if (lua_isfunction(L, -1)) return 1;
  if (luaL_getmetafield(L, -1, "__call") == LUA_TNIL) return 0;
  lua_pop(L, 1);
  return 1;
}

/* Pushes the result of the fileno method of the value at `idx`, if it has one.
** A string can be indexed, but does not count as an object. */
static int call_fileno (lua_State *L, int idx) {
  int indexed = lua_istable(L, idx);
  if (!indexed && luaL_getmetafield(L, idx, "__index") != LUA_TNIL) {
    lua_pop(L, 1);
    indexed = lua_type(L, idx) != LUA_TSTRING;
  }
  if (!indexed) return 0;
  lua_getfield(L, idx, "fileno");
  if (!callable(L)) {
    lua_pop(L, 1);
    return 0;
  }
  lua_pushvalue(L, idx);
  lua_call(L, 1, 1);
  return 1;
}

/* The descriptor of an object that is neither a socket nor an integer, -1 if it
** is closed; else FD_NONE and the reason. */
static lua_Integer object_fd (lua_State *L, int idx, const char **reason) {
  const luaL_Stream *f;
  lua_Integer fd = FD_NONE;
  if ((f = (luaL_Stream *)luaL_testudata(L, idx, LUA_FILEHANDLE)) != NULL)
    return f->closef != NULL ? fileno(f->f) : -1;
  luaL_checkstack(L, 4, "stack overflow");
  if (!call_fileno(L, idx)) {
    *reason = "descriptor expected: an integer, or an object with a fileno "
              "method";
    return FD_NONE;
  }
  if (lua_isinteger(L, -1)) {
    fd = lua_tointeger(L, -1);
    if (fd < 0) fd = -1;
  }
  else *reason = "its fileno method must return an integer";
  lua_pop(L, 1);
  return fd;
}

int sock_testfd (lua_State *L, int idx, const char **reason) {
  const Socket *s = sock_test(L, idx);
  lua_Integer fd;
  *reason = "descriptor is negative: it is closed, or not a descriptor";
  if (s != NULL) fd = s->fd;
  else if (lua_isinteger(L, idx)) {
    fd = lua_tointeger(L, idx);
    if (fd < 0) fd = -1;
  }
  else fd = object_fd(L, lua_absindex(L, idx), reason);
  if (fd == FD_NONE) return FD_NONE;
  if (fd <= INT32_MAX) return fd < 0 ? -1 : (int)fd;
  *reason = "descriptor is too large";
  return FD_NONE;
}

size_t sock_ahead (lua_State *L, int idx) {
#ifdef __GLIBC__
  const luaL_Stream *f = (luaL_Stream *)luaL_testudata(L, idx, LUA_FILEHANDLE);
  if (f != NULL && f->closef != NULL && f->f->_IO_read_end > f->f->_IO_read_ptr)
    return (size_t)(f->f->_IO_read_end - f->f->_IO_read_ptr);
#else
  (void)L; (void)idx;
#endif
  return 0;
}

int sock_checkfd (lua_State *L, int arg) {
  const char *reason;
  int fd = sock_testfd(L, arg, &reason);
  return fd >= 0 ? fd : luaL_argerror(L, arg, reason);
}
