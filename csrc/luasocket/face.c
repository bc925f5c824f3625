/*
** face.c: the socket object of pysocket.luasocket, its classes and metatables.
**
** It contains a Socket, so the loop and the operations treat it like any other
** socket. The Socket lives as long as the object, even if its descriptor is
** replaced.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "luasocket/face.h"
#include "socket/socket.h"
#include "wait/wait.h"

#include <math.h>
#include <string.h>

const char face_magic;

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

unsigned face_classes (const char *name) {
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
int face_typeerror (lua_State *L, unsigned wanted) {
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
  own_get(L, OWN_FACES);
  lua_rawgeti(L, -1, class + 1);
  lua_remove(L, -2);
}

void face_setclass (lua_State *L, int index, int class) {
  index = lua_absindex(L, index);
  push_metatable(L, class);
  lua_setmetatable(L, index);
  ((Face *)lua_touserdata(L, index))->class = class;
}

Face *face_new (lua_State *L, int class, int family) {
  Face *f = (Face *)lua_newuserdatauv(L, sizeof(Face), 1);
  memset(f, 0, sizeof *f);
  f->s.magic = &face_magic;
  f->s.fd = -1;
  f->s.state = state_of(L);
  f->family = f->s.family = family;
  f->s.type = classes[class].type;
  f->s.timeout = TIMEOUT_NONE;
  f->block = f->total = -1;
  f->birthday = wait_now();
  own_anchor(L);
  face_setclass(L, -1, class);
  return f;
}

void face_adopt (Face *f, int fd, int family, int flags) {
  f->s.nonblocking = 0;
  sock_adopt(&f->s, fd, family, f->s.type | flags, 0);
}

int face_flags (const Face *f) {
  int nonblock = f->s.timeout >= 0 || f->s.state->suspend != NULL;
  return SOCK_CLOEXEC | (nonblock ? SOCK_NONBLOCK : 0);
}

/* As in LuaSocket, an IPv6 socket does not accept IPv4. */
int face_create (Face *f, int family, int proto) {
  int flags = face_flags(f), yes = 1, fd;
  face_close(f);
  fd = socket(family, f->s.type | flags, proto);
  if (fd < 0) return errno;
  face_adopt(f, fd, family, flags);
  if (family == AF_INET6)
    (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  return 0;
}

/* Wakes all tasks that wait for the descriptor, and returns it without closing
** it: the object no longer has it. */
static int face_release (Face *f) {
  f->generation++;
  return sock_release(&f->s);
}

/* As in LuaSocket, received bytes are kept until the object connects again. */
void face_close (Face *f) {
  f->generation++;
  (void)sock_closenow(&f->s);
}

/* face:close() -> 1 */
static int face_closed (lua_State *L) {
  face_close(face_check(L, ANY));
  return face_one(L);
}

static int face_gc (lua_State *L) {
  Face *f = face_check(L, ANY);
  face_close(f);
  bytequeue_free(&f->in);
  f->in.finalized = 1;
  return 0;
}

/* tostring(s) -> "tcp{client}: 0x…" */
static int face_tostring (lua_State *L) {
  const Face *f = face_check(L, ANY);
  lua_pushfstring(L, "%s: %p", classes[f->class].name, (const void *)f);
  return 1;
}

/* ---- the descriptor ---------------------------------------------------------- */

/* face:getfd() -> descriptor | -1 */
static int face_getfd (lua_State *L) {
  lua_pushnumber(L, face_check(L, ANY)->s.fd);
  return 1;
}

/* face:setfd(descriptor)
** The previous descriptor is not closed: it now belongs to the caller. */
static int face_setfd (lua_State *L) {
  Face *f = face_check(L, ANY);
  lua_Number n = luaL_checknumber(L, 2);
  int fd;
  luaL_argcheck(L, n >= -1 && n <= INT32_MAX && n == floor(n), 2,
                "descriptor expected");
  fd = (int)n;
  if (fd == f->s.fd) return 0;
  (void)face_release(f);
  if (fd >= 0) face_adopt(f, fd, f->family, 0);
  return 0;
}

/* face:dirty() -> boolean: are there received bytes that were not read yet? */
static int face_dirty (lua_State *L) {
  lua_pushboolean(L, bytequeue_len(&face_check(L, ANY)->in) > 0);
  return 1;
}

/* face:getfamily() -> "inet4" | "inet6" */
static int face_getfamily (lua_State *L) {
  const Face *f = face_check(L, INTERNET);
  lua_pushstring(L, f->family == AF_INET6 ? "inet6" : "inet4");
  return 1;
}

/* ---- timeouts -------------------------------------------------------------- */

static int64_t nanoseconds (double seconds) {
  if (seconds < 0 || seconds >= NEVER_S) return TIMEOUT_NONE;
  return seconds > 0 ? (int64_t)ceil(seconds * NS_PER_S) : TIMEOUT_ZERO;
}

/* A block timeout of 0 never waits, even with a longer total timeout. */
static int64_t shortest_timeout (const Face *f) {
  int64_t block = nanoseconds(f->block), total = nanoseconds(f->total);
  if (block < 0) return total;
  return total < 0 || block < total ? block : total;
}

/* face:settimeout([seconds[, "b" | "t" | "r"]]) -> 1 */
static int face_settimeout (lua_State *L) {
  Face *f = face_check(L, ANY);
  double seconds = luaL_optnumber(L, 2, -1);
  const char *mode = luaL_optstring(L, 3, "b");
  if (*mode == 'b') f->block = seconds;
  else if (*mode == 'r' || *mode == 't') f->total = seconds;
  else luaL_argerror(L, 3, "invalid timeout mode");
  f->s.timeout = shortest_timeout(f);
  return face_one(L);
}

/* face:gettimeout() -> block, total */
static int face_gettimeout (lua_State *L) {
  const Face *f = face_check(L, ANY);
  lua_pushnumber(L, f->block);
  lua_pushnumber(L, f->total);
  return 2;
}

/* ---- operations ------------------------------------------------------------ */

void face_begin (FaceOp *o, size_t size, const char *call, Face *f,
                 short events, int (*step) (lua_State *, Op *),
                 int (*fail) (lua_State *, Op *, int)) {
  op_init(&o->op, size, call, &f->s, events, step);
  o->op.fail = fail;
  o->f = f;
  o->generation = f->generation;
  o->until = f->s.timeout > 0 && f->block >= 0 && f->total >= 0
               ? wait_deadline(nanoseconds(f->total)) : TIMEOUT_NONE;
}

int face_ready (FaceOp *o) {
  if (o->f->generation != o->generation || o->op.s->fd < 0) return -EBADF;
  sock_ready(o->op.s);
  return 0;
}

void face_progressed (FaceOp *o) {
  int64_t block;
  if (o->until < 0) return;
  block = wait_deadline(nanoseconds(o->f->block));
  o->op.deadline = block >= 0 && block < o->until ? block : o->until;
}

/* ---- errors ------------------------------------------------------------------ */

const char *face_text (int errnum) {
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

const char *face_optext (const FaceOp *o, int errnum) {
  if (errnum == EAGAIN || errnum == EINPROGRESS) return "timeout";
  if (errnum == EPIPE) return "closed";
  if (errnum == EBADF && (o->op.s->fd < 0 ||
                          o->f->generation != o->generation)) return "closed";
  return face_text(errnum);
}

int face_pusherror (lua_State *L, int errnum) {
  lua_pushnil(L);
  lua_pushstring(L, face_text(errnum));
  return 2;
}

/* ---- the classes ----------------------------------------------------------- */

/* Pushes a new metatable. getmetatable returns a copy of it, so that the program
** cannot remove the finalizer, which must tell the loop that the descriptor is
** closed. */
static void make_metatable (lua_State *L, const Open *o, int class) {
  static const luaL_Reg metamethods[] = {
    {"__gc", face_gc}, {"__tostring", face_tostring}, {NULL, NULL}
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

void face_addmethods (lua_State *L, const Open *o, int table, unsigned wanted,
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
  {"close", face_closed}, {"getfd", face_getfd}, {"setfd", face_setfd},
  {"dirty", face_dirty}, {"settimeout", face_settimeout}, {NULL, NULL}
};
static const luaL_Reg for_others[] = {  /* other than streams of AF_UNIX */
  {"gettimeout", face_gettimeout}, {NULL, NULL}
};
static const luaL_Reg for_internet[] = {
  {"getfamily", face_getfamily}, {NULL, NULL}
};

void face_open (lua_State *L, const Open *o, int table) {
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
  own_put(L, o, OWN_FACES);
  lua_settop(L, top);
  face_addmethods(L, o, table, ANY, for_all);
  face_addmethods(L, o, table, ANY & ~STREAM_ANY, for_others);
  face_addmethods(L, o, table, INTERNET, for_internet);
}
