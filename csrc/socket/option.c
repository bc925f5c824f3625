/*
** option.c: options, timeouts and inheritance of sockets.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <fcntl.h>
#include <limits.h>

#define MAX_OPTION 1024  /* bytes of an option's value, as in Python */

/* ---- options -------------------------------------------------------------- */

/* Is it SO_RCVTIMEO or SO_SNDTIMEO, by any of their numbers? */
static int is_limit (int level, int option) {
#ifdef SO_RCVTIMEO_NEW
  if (level == SOL_SOCKET &&
      (option == SO_RCVTIMEO_NEW || option == SO_SNDTIMEO_NEW)) return 1;
#endif
  return level == SOL_SOCKET &&
         (option == SO_RCVTIMEO || option == SO_SNDTIMEO);
}

static int set_option (lua_State *L, Socket *s, int level, int option,
                       const void *value, size_t len) {
  int err;
  if (is_limit(level, option)) s->state->limits = 1;
  if (setsockopt(s->fd, level, option, value, (socklen_t)len) == 0) return 0;
  err = errno;
  return err_raise(L, err, "setsockopt");
}

/* The options of AF_VSOCK have 64 bits, all others an int. */
static int is_wide (const Socket *s, int level) {
#ifdef AF_VSOCK
  return s->family == AF_VSOCK && level == AF_VSOCK;
#else
  (void)s;
  (void)level;
  return 0;
#endif
}

/* The value is the integer or the boolean at index 4. */
static int set_integer (lua_State *L, Socket *s, int level, int option) {
  int64_t wide;
  int value;
  if (is_wide(s, level)) {
    wide = lua_isboolean(L, 4) ? lua_toboolean(L, 4) : luaL_checkinteger(L, 4);
    return set_option(L, s, level, option, &wide, sizeof wide);
  }
  value = lua_isboolean(L, 4) ? lua_toboolean(L, 4) : core_checkint(L, 4);
  return set_option(L, s, level, option, &value, sizeof value);
}

/* s:setsockopt(level, option, integer | boolean | bytes)
** s:setsockopt(level, option, nil, length) */
static int sock_setsockopt (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int level = core_checkint(L, 2), option = core_checkint(L, 3), value;
  const char *bytes;
  size_t len;
  if (lua_gettop(L) >= 5 || lua_type(L, 4) == LUA_TNIL) {
    luaL_argcheck(L, lua_isnil(L, 4), 4,
                  "nil expected where a length is given");
    keywords_check(L, 5, "optlen");
    value = core_checkint(L, 5);
    luaL_argcheck(L, value >= 0, 5, "negative length");
    return set_option(L, s, level, option, NULL, (size_t)value);
  }
  if (lua_type(L, 4) == LUA_TNUMBER || lua_isboolean(L, 4))
    return set_integer(L, s, level, option);
  bytes = bytes_test(L, 4, &len);
  if (bytes == NULL)
    return luaL_typeerror(L, 4, "integer, string, bytearray or view");
  luaL_argcheck(L, len <= INT_MAX, 4, "value too long");
  return set_option(L, s, level, option, bytes, len);
}

static int get_option (lua_State *L, const Socket *s, int level, int option,
                       void *value, socklen_t *len) {
  int err;
  if (getsockopt(s->fd, level, option, value, len) == 0) return 0;
  err = errno;
  return err_raise(L, err, "getsockopt");
}

static int get_integer (lua_State *L, const Socket *s, int level, int option) {
  int64_t wide = 0;
  int value = 0;
  if (is_wide(s, level)) {
    socklen_t len = sizeof wide;
    get_option(L, s, level, option, &wide, &len);
    lua_pushinteger(L, wide);
  }
  else {
    socklen_t len = sizeof value;
    get_option(L, s, level, option, &value, &len);
    lua_pushinteger(L, value);
  }
  return 1;
}

/* s:getsockopt(level, option) -> integer
** s:getsockopt(level, option, length) -> string of at most that many bytes */
static int sock_getsockopt (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int level = core_checkint(L, 2), option = core_checkint(L, 3);
  int wanted = keywords_optint(L, 4, 0, "buflen");
  char bytes[MAX_OPTION] = {0};  /* the kernel reads it for some options */
  socklen_t len = (socklen_t)wanted;
  luaL_argcheck(L, wanted >= 0 && wanted <= MAX_OPTION, 4,
                "length out of range: 0 for an integer, or 1 to 1024 bytes");
  if (wanted == 0) return get_integer(L, s, level, option);
  get_option(L, s, level, option, bytes, &len);
  lua_pushlstring(L, bytes, len <= (socklen_t)wanted ? len : (size_t)wanted);
  return 1;
}

/* ---- timeouts ------------------------------------------------------------- */

/* The descriptor blocks only outside of tasks and without a timeout. The new
** metatable is found first, because that may fail. */
static int set_timeout (lua_State *L, Socket *s, int64_t timeout,
                        const char *call) {
  int err;
  if (s->timeout == timeout) lua_getmetatable(L, 1);
  else sock_pushfields(L, 1, timeout);
  err = sock_setnonblocking(s, timeout >= 0 || s->state->suspend != NULL);
  if (err != 0) return err_raise(L, err, call);
  s->timeout = timeout;
  lua_setmetatable(L, 1);
  return 0;
}

/* s:settimeout(seconds | 0 | nil) */
static int sock_settimeout (lua_State *L) {
  Socket *s = sock_check(L, 1);
  luaL_checkany(L, 2);
  return set_timeout(L, s, wait_checktimeout(L, 2), "settimeout");
}

/* s:gettimeout() -> seconds | nil */
static int sock_gettimeout (lua_State *L) {
  wait_pushtimeout(L, sock_check(L, 1)->timeout);
  return 1;
}

/* s:setblocking(flag): settimeout(nil) if it is true, otherwise settimeout(0) */
static int sock_setblocking (lua_State *L) {
  Socket *s = sock_check(L, 1);
  luaL_checkany(L, 2);
  return set_timeout(L, s, core_truth(L, 2) ? TIMEOUT_NONE : TIMEOUT_ZERO,
                     "setblocking");
}

/* s:getblocking() -> boolean */
static int sock_getblocking (lua_State *L) {
  lua_pushboolean(L, sock_check(L, 1)->timeout != TIMEOUT_ZERO);
  return 1;
}

/* socket.setdefaulttimeout(seconds | 0 | nil) */
static int socket_setdefaulttimeout (lua_State *L) {
  luaL_checkany(L, 1);
  state_of(L)->default_timeout = wait_checktimeout(L, 1);
  return 0;
}

/* socket.getdefaulttimeout() -> seconds | nil */
static int socket_getdefaulttimeout (lua_State *L) {
  wait_pushtimeout(L, state_of(L)->default_timeout);
  return 1;
}

/* ---- inheritance ---------------------------------------------------------- */

/* s:get_inheritable() -> boolean: does the descriptor survive exec? */
static int sock_get_inheritable (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int flags = fcntl(s->fd, F_GETFD), err = errno;
  if (flags < 0) return err_raise(L, err, "get_inheritable");
  lua_pushboolean(L, !(flags & FD_CLOEXEC));
  return 1;
}

/* s:set_inheritable(flag)
** The program that inherits the descriptor expects it to block unless the socket
** has a timeout. */
static int sock_set_inheritable (lua_State *L) {
  Socket *s = sock_check(L, 1);
  int on = core_truth(L, 2), flags = fcntl(s->fd, F_GETFD), err = errno;
  luaL_checkany(L, 2);
  if (flags < 0) return err_raise(L, err, "set_inheritable");
  if (on && (err = sock_handover(s)) != 0)
    return err_raise(L, err, "set_inheritable");
  flags = on ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
  if (fcntl(s->fd, F_SETFD, flags) == 0) return 0;
  err = errno;
  return err_raise(L, err, "set_inheritable");
}

void option_open (lua_State *L, const Open *o) {
  static const luaL_Reg methods[] = {
    {"setsockopt", sock_setsockopt}, {"getsockopt", sock_getsockopt},
    {"settimeout", sock_settimeout}, {"gettimeout", sock_gettimeout},
    {"setblocking", sock_setblocking}, {"getblocking", sock_getblocking},
    {"get_inheritable", sock_get_inheritable},
    {"set_inheritable", sock_set_inheritable}, {NULL, NULL}
  };
  static const luaL_Reg functions[] = {
    {"setdefaulttimeout", socket_setdefaulttimeout},
    {"getdefaulttimeout", socket_getdefaulttimeout}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->methods, methods);
  core_setfuncs(L, o, o->module, functions);
}
