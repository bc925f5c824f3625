/*
** poll.c: the class of select.poll, which polls registered descriptors.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/object.h"
#include "base/own.h"
#include "base/show.h"
#include "wait/select.h"
#include "wait/selection.h"

#include <limits.h>

#define POLL "select.poll"

static const char poll_magic;  /* only its address matters */

typedef struct Poll {
  const void *magic;
  struct pollfd *fds;  /* in POLL_MEMORY; fd -1: unregistered */
  int n, size, holes;
} Poll;

/* User values. The second and the third are tables, by descriptor. */
enum { POLL_MEMORY = 1, POLL_PLACES, POLL_FILES };

static Poll *poll_check (lua_State *L) {
  Poll *p = (Poll *)lua_touserdata(L, 1);
  if (p == NULL || lua_rawlen(L, 1) != sizeof(Poll) || p->magic != &poll_magic)
    luaL_typeerror(L, 1, POLL);
  return p;
}

/* select.poll() -> poll object */
static int poll_new (lua_State *L) {
  Poll *p = (Poll *)lua_newuserdatauv(L, sizeof(Poll), POLL_FILES);
  memset(p, 0, sizeof *p);
  p->magic = &poll_magic;
  lua_newtable(L);
  lua_setiuservalue(L, -2, POLL_PLACES);
  own_setmetatable(L, OWN_POLL);
  return 1;
}

static unsigned short check_mask (lua_State *L, int arg) {
  lua_Integer mask;
  if (lua_isnoneornil(L, arg)) return POLLIN | POLLPRI | POLLOUT;
  mask = luaL_checkinteger(L, arg);
  luaL_argcheck(L, mask >= 0 && mask <= USHRT_MAX, arg,
                "event mask out of range: it has 16 bits");
  return (unsigned short)mask;
}

/* Returns the index of the descriptor in p->fds, or -1. */
static int poll_find (lua_State *L, int fd) {
  int place = -1;
  lua_getiuservalue(L, 1, POLL_PLACES);
  if (lua_rawgeti(L, -1, fd) == LUA_TNUMBER) place = (int)lua_tointeger(L, -1);
  lua_pop(L, 2);
  return place;
}

static void poll_setplace (lua_State *L, int fd, int place) {
  lua_getiuservalue(L, 1, POLL_PLACES);
  if (place >= 0) lua_pushinteger(L, place);
  else lua_pushnil(L);
  lua_rawseti(L, -2, fd);
  lua_pop(L, 1);
}

/* Copies the registered descriptors and returns their number. */
static int poll_copy (const Poll *p, struct pollfd *to) {
  int i, n = 0;
  for (i = 0; i < p->n; i++)
    if (p->fds[i].fd >= 0) to[n++] = p->fds[i];
  return n;
}

/* Moves the registered descriptors to the memory on the top of the stack, which
** has space for `size`. */
static void poll_move (lua_State *L, Poll *p, int size) {
  struct pollfd *fds = (struct pollfd *)lua_touserdata(L, -1);
  int i;
  lua_setiuservalue(L, 1, POLL_MEMORY);
  p->n = poll_copy(p, fds);
  p->fds = fds;
  p->size = size;
  for (i = 0; p->holes > 0 && i < p->n; i++) poll_setplace(L, fds[i].fd, i);
  p->holes = 0;
}

/* Reserves space for one more: allocates twice the memory that is needed now. A
** finalizer that runs during the allocation may register descriptors, too. */
static void poll_reserve (lua_State *L, Poll *p) {
  while (p->n >= p->size) {
    int size = 2 * (p->n - p->holes) + 8;
    lua_newuserdatauv(L, (size_t)size * sizeof(struct pollfd), 0);
    /* cppcheck-suppress knownConditionTrueFalse ; the finalizers */
    if (p->n >= p->size && p->n - p->holes < size) poll_move(L, p, size);
    else lua_pop(L, 1);
  }
}

/* Registers a new descriptor, unless a finalizer does that first. */
static int poll_add (lua_State *L, Poll *p, int fd) {
  int place;
  poll_reserve(L, p);
  place = poll_find(L, fd);
  if (place >= 0) return place;
  place = p->n;
  poll_setplace(L, fd, place);
  p->fds[place].fd = fd;
  p->n++;
  return place;
}

/* poll:register(fd[, eventmask])
** If the descriptor is already registered, it gets the new mask. */
static int poll_register (lua_State *L) {
  Poll *p = poll_check(L);
  int fd = sock_checkfd(L, 2), place;
  unsigned short mask;
  keywords_check(L, 3, "eventmask");
  mask = check_mask(L, 3);
  ahead_note(L, POLL_FILES, fd, mask & POLLIN);
  place = poll_find(L, fd);
  if (place < 0) place = poll_add(L, p, fd);
  p->fds[place].events = (short)mask;
  p->fds[place].revents = 0;
  return 0;
}

/* poll:modify(fd, eventmask) */
static int poll_modify (lua_State *L) {
  Poll *p = poll_check(L);
  int fd = sock_checkfd(L, 2), place;
  unsigned short mask;
  luaL_checkany(L, 3);
  mask = check_mask(L, 3);
  ahead_note(L, POLL_FILES, fd, mask & POLLIN);
  place = poll_find(L, fd);
  if (place < 0) {
    ahead_note(L, POLL_FILES, fd, 0);
    return err_raise(L, ENOENT, "modify");
  }
  p->fds[place].events = (short)mask;
  return 0;
}

/* poll:unregister(fd) */
static int poll_unregister (lua_State *L) {
  Poll *p = poll_check(L);
  int fd = sock_checkfd(L, 2), place = poll_find(L, fd);
  if (place < 0)
    return luaL_argerror(L, 2, lua_pushfstring(
        L, "descriptor %d is not registered", fd));
  ahead_note(L, POLL_FILES, fd, 0);
  poll_setplace(L, fd, -1);
  p->fds[place].fd = -1;
  p->holes++;
  return 0;
}

static int poll_push (lua_State *L, Selection *sel, int empty) {
  int i, meta, found = 0, count = 0;
  (void)empty;
  for (i = 0; i < sel->n; i++) count += sel->fds[i].revents != 0;
  pair_pushmeta(L);
  meta = lua_gettop(L);
  lua_createtable(L, count, 0);
  for (i = 0; i < sel->n; i++) {
    const struct pollfd *p = &sel->fds[i];
    if (p->revents == 0) continue;
    pair_push(L, meta, p->fd < 0 ? ~p->fd : p->fd, (unsigned short)p->revents);
    lua_rawseti(L, -2, ++found);
  }
  list_set(L);
  return 1;
}

/* poll:poll([milliseconds]) -> sequence of {fd, event}
** Without a time, or with a negative one, it waits for ever. */
static int poll_poll (lua_State *L) {
  Poll *p = poll_check(L);
  int64_t timeout;
  Selection *sel;
  int size;
  keywords_check(L, 2, "timeout");
  timeout = select_checktimeout(L, 2, NS_PER_MS);
  ahead_check(L, POLL_FILES);
  do {  /* a finalizer may register more */
    lua_settop(L, 2);
    size = p->n;
    sel = selection_new(L, size, 0);
  } while (p->n > size);
  sel->n = poll_copy(p, sel->fds);
  return selection_run(L, sel, "poll", timeout, poll_push);
}

/* tostring(poll) -> "<select.poll object at 0x…>" */
static int poll_tostring (lua_State *L) {
  poll_check(L);
  return select_show(L, POLL);
}

static const Constant constants[] = {
  {"POLLERR", POLLERR}, {"POLLHUP", POLLHUP}, {"POLLIN", POLLIN},
  {"POLLMSG", POLLMSG}, {"POLLNVAL", POLLNVAL}, {"POLLOUT", POLLOUT},
  {"POLLPRI", POLLPRI}, {"POLLRDBAND", POLLRDBAND},
  {"POLLRDHUP", POLLRDHUP}, {"POLLRDNORM", POLLRDNORM},
  {"POLLWRBAND", POLLWRBAND}, {"POLLWRNORM", POLLWRNORM}, {NULL, 0}
};

void poll_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {{"poll", poll_new}, {NULL, NULL}};
  static const luaL_Reg methods[] = {
    {"register", poll_register}, {"modify", poll_modify},
    {"unregister", poll_unregister}, {"poll", poll_poll},
    {"__tostring", poll_tostring}, {NULL, NULL}
  };
  own_newclass(L, o, OWN_POLL, POLL, methods);
  core_setfuncs(L, o, table, functions);
  select_setconstants(L, table, constants);
  lua_settop(L, table);
}
