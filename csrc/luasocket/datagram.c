/*
** datagram.c: sends and receives datagrams with LuaSocket's conventions.
*/
#include "base/argument.h"
#include "luasocket/address.h"
#include "luasocket/object.h"
#include "wait/wait.h"

#include <netdb.h>
#include <poll.h>
#include <string.h>

#define DATAGRAM_SIZE 8192          /* the default of receive, as in LuaSocket */
#define MAX_SIZE ((size_t)1 << 28)  /* no datagram is larger */

/* As in LuaSocket, the error is "refused" instead of "closed", unless the peer
** has closed. */
static const char *text_of (const LuaSocketOp *o, int errnum) {
  const char *text = luasock_optext(o, errnum);
  return strcmp(text, "closed") == 0 && errnum != ECONNRESET &&
         errnum != ECONNABORTED ? "refused" : text;
}

static int datagram_failed (lua_State *L, Op *op, int errnum) {
  lua_pushnil(L);
  lua_pushstring(L, text_of((const LuaSocketOp *)op, errnum));
  return 2;
}

/* ---- receiving --------------------------------------------------------------- */

typedef struct Receiving {
  LuaSocketOp o;
  size_t size;
  int from;
} Receiving;

static int push_sender (lua_State *L, const Address *a) {
  int err;
  if (a->len == 0 || a->u.sa.sa_family == AF_UNIX) {  /* 0: it has no name */
    luasock_pushpath(L, a);
    return 2;
  }
  err = luasock_pushaddress(L, a);
  if (err == 0) return 3;
  lua_pushnil(L);
  lua_pushstring(L, gai_strerror(err));
  return 2;
}

static int receive_into (lua_State *L, Receiving *r, char *buf, size_t size) {
  Address a;
  ssize_t n;
  a.len = sizeof a.u;
  n = r->from ? recvfrom(r->o.op.s->fd, buf, size, 0, &a.u.sa, &a.len)
              : recv(r->o.op.s->fd, buf, size, 0);
  if (n < 0) return -errno;
  lua_pushlstring(L, buf, (size_t)n);
  return r->from ? push_sender(L, &a) : 1;
}

static int receive_small (lua_State *L, Receiving *r) {
  char buf[DATAGRAM_SIZE];
  return receive_into(L, r, buf, r->size);
}

static int receive_step (lua_State *L, Op *op) {
  Receiving *r = (Receiving *)op;
  State *st = op->s->state;
  int n = luasock_ready(&r->o);
  if (n < 0) return n;
  if (r->size <= DATAGRAM_SIZE) return receive_small(L, r);
  n = receive_into(L, r, bytes_scratch(L, st, r->size), r->size);
  bytes_trim(st);
  return n;
}

/* As in LuaSocket, a receive without a descriptor returns an empty datagram. */
static int receive_failed (lua_State *L, Op *op, int errnum) {
  const Receiving *r = (const Receiving *)op;
  if (r->from || strcmp(luasock_optext(&r->o, errnum), "closed") != 0 ||
      errnum == ECONNRESET || errnum == ECONNABORTED)
    return datagram_failed(L, op, errnum);
  lua_pushliteral(L, "");
  return 1;
}

static int receive (lua_State *L, LuaSocket *ls, const char *call, int from) {
  Receiving r;
  lua_Number size = luaL_optnumber(L, 2, DATAGRAM_SIZE);
  luaL_argcheck(L, size >= 0, 2, "the size must not be negative");
  r.size = size < (lua_Number)MAX_SIZE ? (size_t)size : MAX_SIZE;
  r.from = from;
  luasock_begin(&r.o, sizeof r, call, ls, POLLIN, receive_step, receive_failed);
  return wait_run(L, &r.o.op);
}

/* sock:receive([size]) -> datagram, truncated to the size | nil, error */
static int luasock_receive (lua_State *L) {
  return receive(L, luasock_check(L, DATAGRAMS), "receive", 0);
}

/* sock:receivefrom([size]) -> datagram, host, port | datagram, path | nil, error */
static int luasock_receivefrom (lua_State *L) {
  return receive(L, luasock_check(L, UNCONNECTED), "receivefrom", 1);
}

/* ---- sending ----------------------------------------------------------------- */

typedef struct Sending {
  LuaSocketOp o;
  const char *data;  /* anchored by the argument 2 */
  size_t len;
  Address to;        /* its length is 0 for the peer of a connected socket */
} Sending;

static int send_step (lua_State *L, Op *op) {
  Sending *w = (Sending *)op;
  int err = luasock_ready(&w->o);
  ssize_t n;
  if (err < 0) return err;
  n = w->to.len == 0
        ? send(op->s->fd, w->data, w->len, MSG_NOSIGNAL)
        : sendto(op->s->fd, w->data, w->len, MSG_NOSIGNAL, &w->to.u.sa,
                 w->to.len);
  if (n >= 0) {
    lua_pushnumber(L, (lua_Number)n);
    return 1;
  }
  err = errno;
  /* poll cannot wait for the full queue of an AF_UNIX socket that is not the
  ** peer */
  op->events = (short)(err == EAGAIN && op->s->family == AF_UNIX &&
                       w->to.len > 0 ? 0 : POLLOUT);
  return -err;
}

/* sock:send(datagram) -> bytes | nil, error */
static int luasock_send (lua_State *L) {
  LuaSocket *ls = luasock_check(L, CONNECTED);
  Sending w;
  w.data = luaL_checklstring(L, 2, &w.len);
  w.to.len = 0;
  luasock_begin(&w.o, sizeof w, "send", ls, POLLOUT, send_step, datagram_failed);
  return wait_run(L, &w.o.op);
}

static int send_to (lua_State *L, LuaSocket *ls, Sending *w) {
  luasock_begin(&w->o, sizeof *w, "sendto", ls, POLLOUT, send_step,
                datagram_failed);
  return wait_run(L, &w->o.op);
}

/* Parses a numeric address in an unusual form. Nothing is looked up. Returns 0 or
** a code of getaddrinfo. */
static int resolve_numeric (const char *host, const char *port, int family,
                            Address *a) {
  struct addrinfo hints = {
    .ai_family = family, .ai_socktype = SOCK_DGRAM,
    .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
  }, *found;
  int err = getaddrinfo(host, port, &hints, &found);
  if (err != 0) return err;
  memcpy(&a->u, found->ai_addr, found->ai_addrlen);
  a->len = found->ai_addrlen;
  freeaddrinfo(found);
  return 0;
}

/* sock:sendto(datagram, host, port) -> bytes | nil, error, for UDP */
static int luasock_sendto (lua_State *L) {
  LuaSocket *ls = luasock_check(L, IN(UDP_UNCONNECTED));
  const char *host, *port;
  Sending w;
  int err = 0;
  w.data = luaL_checklstring(L, 2, &w.len);
  host = luaL_checkstring(L, 3);
  port = luaL_checkstring(L, 4);
  if (!luasock_parseaddress(host, port, ls->family, &w.to))
    err = resolve_numeric(host, port, ls->family, &w.to);
  if (err != 0) {
    lua_pushnil(L);
    lua_pushstring(L, gai_strerror(err));
    return 2;
  }
  if (ls->family == AF_UNSPEC && ls->s.fd < 0) {
    err = luasock_create(ls, w.to.u.sa.sa_family, 0);
    if (err != 0) return luasock_pusherror(L, err);
    ls->family = ls->s.family;
  }
  return send_to(L, ls, &w);
}

/* sock:sendto(datagram, path) -> bytes | nil, error, for AF_UNIX */
static int luasock_sendtopath (lua_State *L) {
  LuaSocket *ls = luasock_check(L, IN(DGRAM_UNCONNECTED));
  Sending w;
  w.data = luaL_checklstring(L, 2, &w.len);
  if (luasock_parsepath(L, 3, &w.to)) return send_to(L, ls, &w);
  lua_pushnil(L);
  lua_pushliteral(L, "path too long");
  return 2;
}

/* ---- opening ------------------------------------------------------------------ */

static const luaL_Reg methods[] = {
  {"receive", luasock_receive}, {"receivefrom", luasock_receivefrom},
  {"send", luasock_send}, {NULL, NULL}
};
static const luaL_Reg for_udp[] = {{"sendto", luasock_sendto}, {NULL, NULL}};
static const luaL_Reg for_paths[] = {{"sendto", luasock_sendtopath}, {NULL, NULL}};

void luasock_datagram_open (lua_State *L, const Open *o, int table) {
  luasock_addmethods(L, o, table, DATAGRAMS, methods);
  luasock_addmethods(L, o, table, UDP_ANY, for_udp);
  luasock_addmethods(L, o, table, DGRAM_ANY, for_paths);
}
