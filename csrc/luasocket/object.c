/*
** object.c: the socket object of pysocket.luasocket, its classes and metatables.
**
** It contains a Socket, so the loop and the operations treat it like any other
** socket. The Socket lives as long as the object, even if its descriptor is
** replaced.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "luasocket/object.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <math.h>
#include <string.h>

const char luasock_magic;

/* In the order of the enum. */
static const struct { const char *name, *group; int16_t type; } classes[] = {
  {"tcp{master}", "tcp{any}", SOCK_STREAM},
  {"tcp{client}", "tcp{any}", SOCK_STREAM},
  {"tcp{server}", "tcp{any}", SOCK_STREAM},
  {"udp{connected}", "udp{any}", SOCK_DGRAM},
  {"udp{unconnected}", "udp{any}", SOCK_DGRAM},
  {"unixstream{master}", "unixstream{any}", SOCK_STREAM},
  {"unixstream{client}", "unixstream{any}", SOCK_STREAM},
  {"unixstream{server}", "unixstream{any}", SOCK_STREAM},
  {"unixdgram{connected}", "unixdgram{any}", SOCK_DGRAM},
  {"unixdgram{unconnected}", "unixdgram{any}", SOCK_DGRAM},
};

unsigned luasock_classes (const char *name) {
  unsigned found = 0;
  int i;
  for (i = 0; i < CLASSES; i++)
    if (strcmp(name, classes[i].name) == 0 ||
        strcmp(name, classes[i].group) == 0) found |= IN(i);
  return found;
}

/* The last upvalue of a method is the class in whose table it is. */
#define UP_CLASS lua_upvalueindex(NUPVALUES + 1)

/* The message names the wanted class of the same group as the method, or the
** group if several of its classes are wanted. */
int luasock_typeerror (lua_State *L, unsigned wanted) {
  int first = 0, i, n = 0;
  const char *group = lua_isinteger(L, UP_CLASS)
                        ? classes[lua_tointeger(L, UP_CLASS)].group : NULL;
  for (i = CLASSES - 1; i >= 0; i--)
    if ((wanted & IN(i)) && (group == NULL || classes[i].group == group))
      first = i;
  group = classes[first].group;
  for (i = 0; i < CLASSES; i++)
    if ((wanted & IN(i)) && classes[i].group == group) n++;
  return luaL_argerror(L, 1, lua_pushfstring(
      L, "%s expected", n > 1 ? group : classes[first].name));
}

/* ---- an object ------------------------------------------------------------- */

/* Pushes the metatable of a class. */
static void push_metatable (lua_State *L, int class) {
  own_get(L, OWN_LUASOCKETS);
  lua_rawgeti(L, -1, class + 1);
  lua_remove(L, -2);
}

void luasock_setclass (lua_State *L, int index, int class) {
  index = lua_absindex(L, index);
  push_metatable(L, class);
  lua_setmetatable(L, index);
  ((LuaSocket *)lua_touserdata(L, index))->class = class;
}

LuaSocket *luasock_new (lua_State *L, int class, int family) {
  LuaSocket *ls = (LuaSocket *)lua_newuserdatauv(L, sizeof(LuaSocket), 1);
  memset(ls, 0, sizeof *ls);
  ls->s.magic = &luasock_magic;
  ls->s.fd = -1;
  ls->s.state = state_of(L);
  ls->family = ls->s.family = family;
  ls->s.type = classes[class].type;
  ls->s.timeout = TIMEOUT_NONE;
  ls->block = ls->total = -1;
  ls->birthday = wait_now();
  own_anchor(L);
  luasock_setclass(L, -1, class);
  return ls;
}

void luasock_adopt (LuaSocket *ls, int fd, int family, int flags) {
  ls->s.nonblocking = 0;
  sock_adopt(&ls->s, fd, family, ls->s.type | flags, 0);
}

int luasock_flags (const LuaSocket *ls) {
  int nonblock = ls->s.timeout >= 0 || ls->s.state->suspend != NULL;
  return SOCK_CLOEXEC | (nonblock ? SOCK_NONBLOCK : 0);
}

/* As in LuaSocket, an IPv6 socket does not accept IPv4. */
int luasock_create (LuaSocket *ls, int family, int proto) {
  int flags = luasock_flags(ls), yes = 1, fd;
  luasock_close(ls);
  fd = socket(family, ls->s.type | flags, proto);
  if (fd < 0) return errno;
  luasock_adopt(ls, fd, family, flags);
  if (family == AF_INET6)
    (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  return 0;
}

/* Wakes all tasks that wait for the descriptor, and returns it without closing
** it: the object no longer has it. */
static int luasock_release (LuaSocket *ls) {
  ls->generation++;
  return sock_release(&ls->s);
}

/* As in LuaSocket, received bytes are kept until the object connects again. */
void luasock_close (LuaSocket *ls) {
  ls->generation++;
  (void)sock_closenow(&ls->s);
}

/* sock:close() -> 1 */
static int luasock_closed (lua_State *L) {
  luasock_close(luasock_check(L, ANY));
  return luasock_success(L);
}

static int luasock_gc (lua_State *L) {
  LuaSocket *ls = luasock_check(L, ANY);
  luasock_close(ls);
  bytequeue_finalize(&ls->in);
  return 0;
}

/* tostring(s) -> "tcp{client}: 0x…" */
static int luasock_tostring (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, ANY);
  lua_pushfstring(L, "%s: %p", classes[ls->class].name, (const void *)ls);
  return 1;
}

/* ---- the descriptor ---------------------------------------------------------- */

/* sock:getfd() -> descriptor | -1 */
static int luasock_getfd (lua_State *L) {
  lua_pushnumber(L, luasock_check(L, ANY)->s.fd);
  return 1;
}

/* sock:setfd(descriptor)
** The previous descriptor is not closed: it now belongs to the caller. */
static int luasock_setfd (lua_State *L) {
  LuaSocket *ls = luasock_check(L, ANY);
  lua_Number n = luaL_checknumber(L, 2);
  int fd;
  luaL_argcheck(L, n >= -1 && n <= INT32_MAX && n == floor(n), 2,
                "descriptor expected");
  fd = (int)n;
  if (fd == ls->s.fd) return 0;
  (void)luasock_release(ls);
  if (fd >= 0) luasock_adopt(ls, fd, ls->family, 0);
  return 0;
}

/* sock:dirty() -> boolean: are there received bytes that were not read yet? */
static int luasock_dirty (lua_State *L) {
  lua_pushboolean(L, bytequeue_len(&luasock_check(L, ANY)->in) > 0);
  return 1;
}

/* sock:getfamily() -> "inet4" | "inet6" */
static int luasock_getfamily (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, INTERNET);
  lua_pushstring(L, ls->family == AF_INET6 ? "inet6" : "inet4");
  return 1;
}

/* ---- timeouts -------------------------------------------------------------- */

static int64_t nanoseconds (double seconds) {
  if (seconds < 0 || seconds >= NEVER_S) return TIMEOUT_NONE;
  return seconds > 0 ? (int64_t)ceil(seconds * NS_PER_S) : TIMEOUT_ZERO;
}

/* A block timeout of 0 never waits, even with a longer total timeout. */
static int64_t shortest_timeout (const LuaSocket *ls) {
  int64_t block = nanoseconds(ls->block), total = nanoseconds(ls->total);
  if (block < 0) return total;
  return total < 0 || block < total ? block : total;
}

/* sock:settimeout([seconds[, "b" | "t" | "r"]]) -> 1 */
static int luasock_settimeout (lua_State *L) {
  LuaSocket *ls = luasock_check(L, ANY);
  double seconds = luaL_optnumber(L, 2, -1);
  const char *mode = luaL_optstring(L, 3, "b");
  if (*mode == 'b') ls->block = seconds;
  else if (*mode == 'r' || *mode == 't') ls->total = seconds;
  else luaL_argerror(L, 3, "invalid timeout mode");
  ls->s.timeout = shortest_timeout(ls);
  return luasock_success(L);
}

/* sock:gettimeout() -> block, total */
static int luasock_gettimeout (lua_State *L) {
  const LuaSocket *ls = luasock_check(L, ANY);
  lua_pushnumber(L, ls->block);
  lua_pushnumber(L, ls->total);
  return 2;
}

/* ---- operations ------------------------------------------------------------ */

void luasock_begin (LuaSocketOp *o, size_t size, const char *call, LuaSocket *ls,
                    short events, int (*step) (lua_State *, Op *),
                    int (*fail) (lua_State *, Op *, int)) {
  op_init(&o->op, size, call, &ls->s, events, step);
  o->op.fail = fail;
  o->generation = ls->generation;
  o->until = ls->s.timeout > 0 && ls->block >= 0 && ls->total >= 0
               ? wait_deadline(nanoseconds(ls->total)) : TIMEOUT_NONE;
}

int luasock_ready (LuaSocketOp *o) {
  if (luasock_of(o)->generation != o->generation || o->op.s->fd < 0) return -EBADF;
  sock_ready(o->op.s);
  return 0;
}

void luasock_progressed (LuaSocketOp *o) {
  int64_t block;
  if (o->until < 0) return;
  block = wait_deadline(nanoseconds(luasock_of(o)->block));
  o->op.deadline = block >= 0 && block < o->until ? block : o->until;
}

/* ---- errors ------------------------------------------------------------------ */

const char *luasock_text (int errnum) {
  switch (errnum) {
    case EADDRINUSE: return "address already in use";
    case EISCONN: return "already connected";
    case EACCES: return "permission denied";
    case ECONNREFUSED: return "connection refused";
    case ECONNABORTED: case ECONNRESET: return "closed";
    case ETIMEDOUT: return "timeout";
    default: return err_text(errnum);
  }
}

const char *luasock_optext (const LuaSocketOp *o, int errnum) {
  if (errnum == EAGAIN || errnum == EINPROGRESS) return "timeout";
  if (errnum == EPIPE) return "closed";
  if (errnum == EBADF && (o->op.s->fd < 0 ||
                          luasock_of(o)->generation != o->generation)) return "closed";
  return luasock_text(errnum);
}

int luasock_pusherror (lua_State *L, int errnum) {
  lua_pushnil(L);
  lua_pushstring(L, luasock_text(errnum));
  return 2;
}

/* ---- the classes ----------------------------------------------------------- */

/* Pushes a new metatable. getmetatable returns a copy of it, so that the program
** cannot remove the finalizer, which must tell the loop that the descriptor is
** closed. */
static void make_metatable (lua_State *L, const Open *o, int class) {
  static const luaL_Reg metamethods[] = {
    {"__gc", luasock_gc}, {"__tostring", luasock_tostring}, {NULL, NULL}
  };
  lua_createtable(L, 0, 8);
  core_setfuncs(L, o, lua_gettop(L), metamethods);
  lua_createtable(L, 0, 32);
  lua_pushstring(L, classes[class].name);
  lua_setfield(L, -2, "class");
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, classes[class].name);
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 1);
  lua_setfield(L, -2, classes[class].group);
  core_pushcopy(L, lua_gettop(L));
  lua_setfield(L, -2, "__metatable");
}

void luasock_addmethods (lua_State *L, const Open *o, int table, unsigned wanted,
                         const luaL_Reg *methods) {
  int i;
  lua_getfield(L, table, "classes");
  for (i = 0; i < CLASSES; i++) {
    if (!(wanted & IN(i))) continue;
    lua_getfield(L, -1, classes[i].name);
    core_pushshared(L, o);
    lua_pushinteger(L, i);
    luaL_setfuncs(L, methods, NUPVALUES + 1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static const luaL_Reg for_all[] = {
  {"close", luasock_closed}, {"getfd", luasock_getfd}, {"setfd", luasock_setfd},
  {"dirty", luasock_dirty}, {"settimeout", luasock_settimeout}, {NULL, NULL}
};
static const luaL_Reg for_others[] = {  /* other than streams of AF_UNIX */
  {"gettimeout", luasock_gettimeout}, {NULL, NULL}
};
static const luaL_Reg for_internet[] = {
  {"getfamily", luasock_getfamily}, {NULL, NULL}
};

void luasock_open (lua_State *L, const Open *o, int table) {
  int i, top = lua_gettop(L);
  lua_createtable(L, CLASSES, 0);
  lua_newtable(L);
  for (i = 0; i < CLASSES; i++) {
    make_metatable(L, o, i);
    lua_getfield(L, -1, "__index");
    lua_setfield(L, -3, classes[i].name);
    lua_rawseti(L, -3, i + 1);
  }
  lua_setfield(L, table, "classes");
  own_put(L, o, OWN_LUASOCKETS);
  lua_settop(L, top);
  luasock_addmethods(L, o, table, ANY, for_all);
  luasock_addmethods(L, o, table, ANY & ~STREAM_ANY, for_others);
  luasock_addmethods(L, o, table, INTERNET, for_internet);
}
