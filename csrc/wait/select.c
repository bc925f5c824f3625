/*
** select.c: the function select, and the table of the module select.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/object.h"
#include "base/show.h"
#include "wait/select.h"
#include "wait/selection.h"
#include "wait/wait.h"

#include <limits.h>

#define MAX_ITEMS (INT_MAX / 64)

/* For each of the three sequences, the events to request from poll, and those that
** mean ready to the kernel's select. */
static const struct { short ask, ready; } sets[3] = {
  {POLLIN | POLLRDNORM | POLLRDBAND,
   POLLIN | POLLRDNORM | POLLRDBAND | POLLHUP | POLLERR},
  {POLLOUT | POLLWRNORM | POLLWRBAND,
   POLLOUT | POLLWRNORM | POLLWRBAND | POLLERR},
  {POLLPRI, POLLPRI}
};

#define SELECT_ITEMS 5  /* stack index of a table after the arguments */

static int select_length (lua_State *L, int arg) {
  lua_Integer n;
  luaL_checktype(L, arg, LUA_TTABLE);
  n = luaL_len(L, arg);
  luaL_argcheck(L, n >= 0 && n <= MAX_ITEMS, arg, "too many items");
  return (int)n;
}

/* The descriptor of the item on the top of the stack. */
static int item_fd (lua_State *L, int arg, int i) {
  const char *reason;
  int fd = sock_testfd(L, -1, &reason);
  if (fd >= 0) reason = arg == 1 ? ahead_reason(L, -1) : NULL;
  if (reason != NULL)
    luaL_argerror(L, arg, lua_pushfstring(L, "item %d: %s", i, reason));
  return fd;
}

/* Also copies the items to a table, because the sequences may change meanwhile. */
static void select_fill (lua_State *L, Selection *sel) {
  int k, i, j = 0;
  struct pollfd *fd;
  for (k = 0; k < 3; k++) {
    for (i = 1; i <= sel->items[k]; i++, j++) {
      lua_geti(L, k + 1, i);
      sel->places[j] = selection_place(sel, item_fd(L, k + 1, i));
      fd = &sel->fds[sel->places[j]];
      fd->events = (short)(fd->events | sets[k].ask);
      lua_rawseti(L, SELECT_ITEMS, j + 1);
    }
  }
}

/* Returns how many of the `n` items from `first` on are ready. */
static int count_ready (lua_State *L, Selection *sel, int first, int n,
                        short ready) {
  const int *places = sel->places;
  int i, count = 0;
  for (i = first; i < first + n; i++) {
    int revents = sel->fds[places[i]].revents;
    if (revents & POLLNVAL) err_raise(L, EBADF, "select");
    count += (revents & ready) != 0;
  }
  return count;
}

/* Pushes the list of the ready items and returns their number. They are counted
** first, because a table of the final size saves more time. */
static int push_ready (lua_State *L, Selection *sel, int first, int n,
                       short ready) {
  const int *places = sel->places;
  int i, found = 0, count = count_ready(L, sel, first, n, ready);
  lua_createtable(L, count, 0);
  for (i = first; found < count; i++) {
    if (!(sel->fds[places[i]].revents & ready)) continue;
    lua_rawgeti(L, SELECT_ITEMS, i + 1);
    lua_rawseti(L, -2, ++found);
  }
  list_set(L);
  return found;
}

static int select_push (lua_State *L, Selection *sel, int empty) {
  int k, first = 0, found = 0, top = lua_gettop(L);
  for (k = 0; k < 3; first += sel->items[k++])
    found += push_ready(L, sel, first, sel->items[k], sets[k].ready);
  if (found > 0 || empty) return 3;
  lua_settop(L, top);
  return 0;
}

/* select.select(rlist, wlist, xlist[, timeout]) -> r, w, x
** Returns the items that are ready, in three sequences. An item is an integer,
** a socket, a file or an object with a fileno method. */
static int select_select (lua_State *L) {
  int64_t timeout;
  Selection *sel;
  int k, n[3], total = 0;
  for (k = 0; k < 3; k++) total += n[k] = select_length(L, k + 1);
  keywords_check(L, 4, "timeout");
  timeout = wait_checktimeout(L, 4);
  lua_settop(L, 4);
  lua_createtable(L, total, 0);
  sel = selection_new(L, total, total);
  memcpy(sel->items, n, sizeof n);
  select_fill(L, sel);
  return selection_run(L, sel, "select", timeout, select_push);
}

/* ---- opening ------------------------------------------------------------------------ */

/* core._ahead(value) -> reason | nil: why a program must not wait for a file, for
** selectors */
static int select_ahead (lua_State *L) {
  lua_settop(L, 1);
  lua_pushstring(L, ahead_reason(L, 1));
  return 1;
}

void select_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"select", select_select}, {NULL, NULL}
  };
  static const luaL_Reg internal[] = {
    {"_ahead", select_ahead}, {NULL, NULL}
  };
  int table;
  pair_open(L, o);
  selection_open(L, o);
  core_setfuncs(L, o, o->internal, internal);
  lua_createtable(L, 0, 48);
  table = lua_gettop(L);
  core_setfuncs(L, o, table, functions);
  lua_pushinteger(L, PIPE_BUF);
  lua_setfield(L, table, "PIPE_BUF");
  lua_getfield(L, o->module, "OSError");
  lua_setfield(L, table, "error");
  poll_open(L, o, table);
  epoll_open(L, o, table);
}
