/*
** select.c: LuaSocket's select, without its limit of 1,024 descriptors.
*/
#include "base/argument.h"
#include "luasocket/object.h"
#include "wait/select.h"
#include "wait/selection.h"
#include "wait/wait.h"

#include <limits.h>
#include <math.h>

#define ITEMS 4  /* stack index of the table of all objects, receivers first */
#define MAX_ITEMS (INT_MAX / 64)

enum { RECEIVERS, SENDERS, DIRTY };  /* what Selection.items counts */

/* The place of an object's descriptor in the Selection, or one of these. */
enum { NOT_OPEN = -1, HAS_DATA = -2 };

/* ---- the objects --------------------------------------------------------------- */

/* Appends the objects of the list at `arg`, up to the first nil, to the `first` in
** the table. Returns their number. */
static int collect (lua_State *L, int arg, int first) {
  int n = 0;
  if (lua_isnil(L, arg)) return 0;
  luaL_checktype(L, arg, LUA_TTABLE);
  while (lua_geti(L, arg, n + 1) != LUA_TNIL) {
    n++;
    luaL_argcheck(L, first + n <= MAX_ITEMS, arg, "too many sockets");
    lua_rawseti(L, ITEMS, first + n);
  }
  lua_pop(L, 1);
  return n;
}

/* Calls the method of the object on the top, and pushes its result, or nil if
** there is no such method. */
static void call_method (lua_State *L, const char *name) {
  if (lua_getfield(L, -1, name) == LUA_TNIL) return;
  lua_pushvalue(L, -2);
  lua_call(L, 1, 1);
}

/* The descriptor of the object on the top, or -1. */
static int fd_of (lua_State *L) {
  const LuaSocket *ls = luasock_test(L, -1);
  const Socket *s;
  lua_Number n = -1;
  if (ls != NULL) return ls->s.fd;
  if ((s = sock_test(L, -1)) != NULL) return s->fd;
  call_method(L, "getfd");
  if (lua_isnumber(L, -1)) n = lua_tonumber(L, -1);
  lua_pop(L, 1);
  return n >= 0 && n <= INT_MAX ? (int)n : -1;
}

static int is_dirty (lua_State *L) {
  const LuaSocket *ls = luasock_test(L, -1);
  int dirty;
  if (ls != NULL) return bytequeue_len(&ls->in) > 0;
  if (sock_test(L, -1) != NULL) return 0;
  call_method(L, "dirty");
  dirty = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return dirty;
}

/* Enters the descriptors of all objects. */
static void fill (lua_State *L, Selection *sel, int total) {
  int *places = sel->places, i;
  for (i = 0; i < total; i++) {
    int reads = i < sel->items[RECEIVERS], fd;
    lua_rawgeti(L, ITEMS, i + 1);
    fd = fd_of(L);
    places[i] = NOT_OPEN;
    if (fd >= 0 && reads && is_dirty(L)) {
      places[i] = HAS_DATA;
      sel->items[DIRTY]++;
    }
    else if (fd >= 0) {
      struct pollfd *p;
      places[i] = selection_place(sel, fd);
      p = &sel->fds[places[i]];
      p->events = (short)(p->events | (reads ? POLLIN : POLLOUT));
    }
    lua_pop(L, 1);
  }
}

/* ---- the results ------------------------------------------------------------------ */

/* Is the object ready? One that another task has closed meanwhile counts as ready,
** so that the program's next call on it reports that. */
static int is_ready (lua_State *L, const Selection *sel, int place, int events) {
  if (place == NOT_OPEN) return 0;
  if (place == HAS_DATA) return 1;
  if ((sel->fds[place].revents & POLLNVAL) && sel->fds[place].fd >= 0)
    luaL_error(L, "select failed");
  return (sel->fds[place].revents & (events | POLLNVAL)) != 0;
}

/* Sets t[n] to the object `i`, and t[object] to n. */
static void put (lua_State *L, int i, int n) {
  lua_rawgeti(L, ITEMS, i + 1);
  lua_pushvalue(L, -1);
  lua_rawseti(L, -3, n);
  lua_pushnumber(L, n);
  lua_rawset(L, -3);
}

/* Pushes the table of the ready ones among `n` objects from `first` on, those with
** received data first. Returns their number. */
static int push_ready (lua_State *L, Selection *sel, int first, int n,
                       int events) {
  const int *places = sel->places;
  int i, found = 0;
  lua_newtable(L);
  for (i = first; sel->items[DIRTY] > 0 && i < first + n; i++)
    if (places[i] == HAS_DATA) put(L, i, ++found);
  for (i = first; i < first + n; i++)
    if (places[i] != HAS_DATA && is_ready(L, sel, places[i], events))
      put(L, i, ++found);
  return found;
}

static int push_results (lua_State *L, Selection *sel, int empty) {
  int top = lua_gettop(L), n = sel->items[RECEIVERS], found;
  found = push_ready(L, sel, 0, n, POLLIN | POLLHUP | POLLERR);
  found += push_ready(L, sel, n, sel->items[SENDERS], POLLOUT | POLLERR);
  if (found > 0) return 2;
  if (!empty) {
    lua_settop(L, top);
    return 0;
  }
  lua_pushliteral(L, "timeout");
  return 3;
}

/* luasocket.select(receivers, senders[, seconds]) -> readable, writable[, "timeout"] */
static int luasock_select (lua_State *L) {
  lua_Number seconds = luaL_optnumber(L, 3, -1);
  int64_t timeout = TIMEOUT_NONE;
  Selection *sel;
  int n, total;
  if (!(seconds < 0) && seconds < NEVER_S)
    timeout = seconds > 0 ? (int64_t)ceil(seconds * NS_PER_S) : TIMEOUT_ZERO;
  lua_settop(L, 3);
  lua_newtable(L);
  n = collect(L, 1, 0);
  total = n + collect(L, 2, n);
  sel = selection_new(L, total, total);
  sel->items[RECEIVERS] = n;
  sel->items[SENDERS] = total - n;
  fill(L, sel, total);
  if (sel->items[DIRTY] > 0) timeout = TIMEOUT_ZERO;
  return selection_run(L, sel, "select", timeout, push_results);
}

void luasock_select_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg functions[] = {{"select", luasock_select}, {NULL, NULL}};
  core_setfuncs(L, o, table, functions);
}
