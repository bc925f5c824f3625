/*
** rights.c: send_fds and recv_fds, which pass descriptors over UNIX sockets.
*/
#include "base/argument.h"
#include "base/error.h"
#include "names/resolve.h"
#include "socket/message.h"
#include "socket/socket.h"

#include <string.h>

/* ---- sending --------------------------------------------------------------- */

/* Pops an object and returns its descriptor. That of a closed one is -1, for which
** the kernel returns EBADF. */
static int pop_fd (lua_State *L, int arg, lua_Integer i) {
  const char *reason;
  int fd = sock_testfd(L, -1, &reason);
  if (fd == FD_NONE)
    luaL_argerror(L, arg, lua_pushfstring(L, "fds[%I]: %s", (LUAI_UACINT)i,
                                          reason));
  lua_pop(L, 1);
  return fd;
}

static void rights_copy (lua_State *L, Message *m, size_t count) {
  size_t at = 0, k;
  char *data = control_add(m, &at, SOL_SOCKET, SCM_RIGHTS,
                           count * sizeof(int));
  for (k = 0; k < count; k++) {
    int fd;
    lua_rawgeti(L, 3, (lua_Integer)k + 1);
    fd = pop_fd(L, 3, (lua_Integer)k + 1);
    memcpy(data + k * sizeof fd, &fd, sizeof fd);
  }
}

static int send_fds_until (lua_State *L, int64_t until) {
  Socket *s = sock_check(L, 1);
  Address to;
  Message *m;
  lua_Unsigned count;
  int flags;
  luaL_checktype(L, 3, LUA_TTABLE);
  keywords_check(L, 4, "flags address{}");
  lua_settop(L, 5);
  flags = core_optint(L, 4, 0);
  if (!lua_isnil(L, 5) && !addr_parse(L, 5, s, &to))
    return resolve_then(L, s, 5, send_fds_until);
  count = lua_rawlen(L, 3);
  if (count > MAX_ANCILLARY / (2 * sizeof(int)))
    return err_message(L, "send_fds", "too much ancillary data");
  m = message_tosend(L, CMSG_SPACE((size_t)count * sizeof(int)), "send_fds");
  m->until = until;
  rights_copy(L, m, (size_t)count);
  return message_sendto(L, s, "send_fds", m, flags, &to);
}

/* socket.send_fds(sock, buffers, fds[, flags[, address]]) -> bytes sent
** Sends the descriptors of the sequence `fds` over a UNIX socket. */
static int socket_send_fds (lua_State *L) {
  return send_fds_until(L, DEADLINE_UNSET);
}

/* ---- receiving -------------------------------------------------------------- */

static int recv_fds_step (lua_State *L, Op *op) {
  Reception *r = (Reception *)op;
  int n = message_pushdata(L, r);
  if (n < 0) return n;
  control_pushfds(L, r->m);
  message_pushrest(L, r);
  control_release(r->m, 0);  /* Lua now owns all others */
  return 4;
}

/* socket.recv_fds(sock, bufsize, maxfds[, flags])
**   -> data | nil, fds, msg_flags, address
** The descriptors are close-on-exec. If there are more than maxfds, the kernel
** closes the rest and sets MSG_CTRUNC. */
static int socket_recv_fds (lua_State *L) {
  Socket *s = sock_check(L, 1);
  lua_Integer maxfds = luaL_checkinteger(L, 3);
  Message *m;
  size_t size;
  int flags;
  luaL_argcheck(L, maxfds >= 0, 3, "negative number of descriptors");
  luaL_argcheck(L, (lua_Unsigned)maxfds <= MAX_ANCILLARY / (2 * sizeof(int)),
                3, "too many descriptors");
  flags = keywords_optint(L, 4, 0, "flags");
  lua_settop(L, 4);
  size = message_checksize(L, 2, s, flags);
  m = message_toreceive(L, 1, CMSG_LEN((size_t)maxfds * sizeof(int)));
  return message_receive(L, s, "recv_fds", m, size, flags, recv_fds_step);
}

void rights_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"send_fds", socket_send_fds}, {"recv_fds", socket_recv_fds}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->module, functions);
}
