/*
** select.c: select and poll, which wait for several descriptors at once.
**
** Both collect what they wait for in a Selection. Outside of a task, one call of
** poll waits for it. A task cannot be suspended in poll, so its Selection gets
** its own epoll descriptor with the same descriptors. The loop waits for that
** one, and poll reports afterwards what is ready.
*/
#include "address/shape.h"
#include "base/argument.h"
#include "base/error.h"
#include "base/layer.h"
#include "base/show.h"
#include "wait/select.h"
#include "wait/selection.h"
#include "wait/wait.h"

#include <limits.h>
#include <math.h>
#include <sys/epoll.h>
#include <unistd.h>

#define ITEMS_MOST (INT_MAX / 64)

#define POLL "select.poll"

static const char poll_magic;  /* only its address matters */

/* ---- a Selection -------------------------------------------------------------- */

/* No task waits for it any more. */
static void selection_end (Selection *sel) {
  int epfd = sel->epfd;
  if (epfd < 0) return;
  *sel->link = sel->next;
  if (sel->next != NULL) sel->next->link = sel->link;
  sel->epfd = -1;
  close(epfd);
}

static int selection_gc (lua_State *L) {
  selection_end((Selection *)lua_touserdata(L, 1));
  return 0;
}

Selection *selection_new (lua_State *L, int size, size_t more) {
  size_t bytes = sizeof(Selection) + (size_t)size * sizeof(struct pollfd);
  Selection *sel = (Selection *)lua_newuserdatauv(L, bytes +
                                                  more * sizeof(int), 1);
  own_anchor(L);
  memset(sel, 0, sizeof *sel);
  memset((char *)sel + bytes, 0, more * sizeof(int));
  sel->state = state_of(L);
  sel->epfd = -1;
  return sel;
}

static void add_to_state (Selection *sel) {
  Selection **first = &sel->state->selections;
  sel->next = *first;
  sel->link = first;
  if (*first != NULL) (*first)->link = &sel->next;
  *first = sel;
}

/* Adds one descriptor to epoll. Returns 0 or an errno. It is edge-triggered, so
** that an event that was not asked for (the other side hung up) wakes the task
** only once. epoll refuses regular files, which are always ready to read and
** write; if that was asked for, poll has already reported it. */
static int enter (int epfd, const struct pollfd *p) {
  struct epoll_event e;
  e.events = (uint32_t)(unsigned short)p->events | EPOLLET;
  e.data.fd = p->fd;
  if (epoll_ctl(epfd, EPOLL_CTL_ADD, p->fd, &e) == 0 || errno == EPERM)
    return 0;
  return errno;
}

/* Creates the Selection's epoll descriptor once. Returns 0 or an errno. It is
** closed when the call ends, however it ends. */
static int selection_begin (lua_State *L, Selection *sel) {
  int i, err;
  if (sel->epfd >= 0) return 0;
  own_get(L, OWN_SELECTION);
  lua_setmetatable(L, sel->index);
  lua_toclose(L, sel->index);
  sel->epfd = epoll_create1(EPOLL_CLOEXEC);
  if (sel->epfd < 0) return errno;
  add_to_state(sel);
  for (i = 0; i < sel->n; i++)
    if ((err = enter(sel->epfd, &sel->fds[i])) != 0) return err;
  return 0;
}

/* Takes the reported edges, so that the next one is reported too. */
static void forget_edges (int epfd) {
  struct epoll_event events[64];
  while (epoll_wait(epfd, events, 64, 0) == 64) ;
}

/* ---- sockets with a layer ------------------------------------------------------- */

#define INWARD 0x4000  /* a bit of `events` that poll ignores: POLLOUT was added */

/* What a layer keeps has to be sent meanwhile, and what it holds counts as having
** come. Returns whether there is such. */
static int layers_begin (Selection *sel) {
  int i, ready = 0;
  for (i = 0; i < sel->n; i++) {
    struct pollfd *p = &sel->fds[i];
    Socket *s = layer_find(sel->state, p->fd);
    if (s == NULL || !s->layer->busy) continue;
    if ((layer_events(s, p->events, 0) & p->events) != 0) ready = 1;
    if (s->layer->kept > 0 && !(p->events & POLLOUT))
      p->events |= POLLOUT | INWARD;
  }
  return ready;
}

/* Corrects what poll reported. Returns how many descriptors have events. */
static int layers_end (Selection *sel) {
  int i, n = 0;
  for (i = 0; i < sel->n; i++) {
    struct pollfd *p = &sel->fds[i];
    Socket *s = layer_find(sel->state, p->fd);
    if (p->events & INWARD) p->events &= (short)~(POLLOUT | INWARD);
    if (s != NULL && (p->revents != 0 || s->layer->busy))
      p->revents = (short)layer_events(s, p->events, p->revents);
    n += p->revents != 0;
  }
  return n;
}

/* Like poll. -EINTR: it reported only what nothing waits for. */
static int poll_layers (Selection *sel, int ms) {
  int n, found;
  if (sel->state->nbusy > 0 && layers_begin(sel)) ms = 0;
  n = poll(sel->fds, (nfds_t)sel->n, ms);
  if (n < 0 || (n == 0 && sel->state->nbusy == 0)) return n;
  found = layers_end(sel);
  if (found > 0 || n == 0 || ms == 0) return found;
  errno = EINTR;
  return -1;
}

/* Calls poll. Returns the number of descriptors with events, or -errno. */
static int selection_ask (Selection *sel, int ms) {
  int i, n;
  if (sel->epfd >= 0) forget_edges(sel->epfd);
  n = sel->state->nlayered > 0 ? poll_layers(sel, ms)
                               : poll(sel->fds, (nfds_t)sel->n, ms);
  if (n < 0) return -errno;
  for (i = 0; sel->closed > 0 && i < sel->n; i++)
    if (sel->fds[i].fd < 0) sel->fds[i].revents = POLLNVAL;
  return n + sel->closed;
}

/* From here on poll ignores it, even if its number is reused. */
static void mark_closed (Selection *sel, int fd) {
  int i;
  for (i = 0; i < sel->n; i++) {
    if (sel->fds[i].fd != fd) continue;
    sel->fds[i].fd = ~fd;
    sel->closed++;
    if (sel->state->closing[HOOK_LOOP] != NULL)
      sel->state->closing[HOOK_LOOP](sel->state, sel->epfd);
  }
}

/* The descriptor is being closed: wakes the tasks whose Selection has it. */
static void select_closing (State *st, int fd) {
  Selection *sel;
  for (sel = st->selections; sel != NULL; sel = sel->next)
    mark_closed(sel, fd);
}

/* A layer holds something that the kernel will not report: wakes the tasks whose
** Selection has its descriptor. */
static void select_arrived (State *st, int fd) {
  const Selection *sel;
  int i;
  if (st->arrived[HOOK_LOOP] == NULL) return;
  for (sel = st->selections; sel != NULL; sel = sel->next)
    for (i = 0; i < sel->n; i++)
      if (sel->fds[i].fd == fd) st->arrived[HOOK_LOOP](st, sel->epfd);
}

/* ---- waiting for a Selection --------------------------------------------------- */

typedef struct Waiting {
  Op op;
  Selection *sel;
  /* Pushes the results and returns their number. Returns 0 if nothing that was
  ** asked for is ready, unless `empty` results are wanted. */
  int (*push)(lua_State *L, Selection *sel, int empty);
} Waiting;

static int waiting_step (lua_State *L, Op *op) {
  Waiting *w = (Waiting *)op;
  State *st = w->sel->state;
  int n = selection_ask(w->sel, wait_left(st, op)), err;
  if (n < 0) return n;
  if (n > 0 || op->timeout == TIMEOUT_ZERO) {
    int results = w->push(L, w->sel, op->timeout == TIMEOUT_ZERO);
    if (results > 0) return results;
  }
  op->events = 0;
  if (st->suspend == NULL) return -EAGAIN;
  if ((err = selection_begin(L, w->sel)) != 0) return -err;
  op->events = POLLIN;
  op->fd = w->sel->epfd;
  return -EAGAIN;
}

/* EAGAIN means that the time is over. */
static int waiting_fail (lua_State *L, Op *op, int errnum) {
  const Waiting *w = (const Waiting *)op;
  if (errnum != EAGAIN) return err_raise(L, errnum, op->call);
  return w->push(L, w->sel, 1);
}

int selection_run (lua_State *L, Selection *sel, const char *call,
                   int64_t timeout,
                   int (*push)(lua_State *, Selection *, int)) {
  Waiting w;
  op_init(&w.op, sizeof w, call, NULL, 0, waiting_step);
  w.op.timeout = timeout;
  w.op.fail = waiting_fail;
  w.sel = sel;
  w.push = push;
  sel->index = lua_gettop(L);
  return wait_run(L, &w.op);
}

/* ---- select --------------------------------------------------------------------- */

/* For each of the three sequences: the events to request from poll, and the
** results that the kernel's select considers ready. */
static const struct { short ask, ready; } sets[3] = {
  {POLLIN | POLLRDNORM | POLLRDBAND,
   POLLIN | POLLRDNORM | POLLRDBAND | POLLHUP | POLLERR},
  {POLLOUT | POLLWRNORM | POLLWRBAND,
   POLLOUT | POLLWRNORM | POLLWRBAND | POLLERR},
  {POLLPRI, POLLPRI}
};

#define SELECT_ITEMS 5  /* stack index of a table after the arguments */

/* After its descriptors, the Selection of select has one int per item, the index
** of its descriptor, and then the hash table that was used to find these. */
static int *places_of (Selection *sel) {
  const int *n = sel->items;
  return (int *)(void *)(sel->fds + (n[0] + n[1] + n[2]));
}

int selection_place (Selection *sel, int *hash, unsigned mask, int fd) {
  unsigned h = (unsigned)fd & mask;
  for (; hash[h] > 0; h = (h + 1) & mask)
    if (sel->fds[hash[h] - 1].fd == fd) return hash[h] - 1;
  sel->fds[sel->n].fd = fd;
  sel->fds[sel->n].events = sel->fds[sel->n].revents = 0;
  hash[h] = ++sel->n;
  return sel->n - 1;
}

static int select_length (lua_State *L, int arg) {
  lua_Integer n;
  luaL_checktype(L, arg, LUA_TTABLE);
  n = luaL_len(L, arg);
  luaL_argcheck(L, n >= 0 && n <= ITEMS_MOST, arg, "too many items");
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

/* The items are kept in a table, because the sequences may change meanwhile. */
static void select_fill (lua_State *L, Selection *sel, int total,
                         unsigned mask) {
  int *places = places_of(sel), *hash = places + total;
  int k, i, j = 0;
  struct pollfd *fd;
  for (k = 0; k < 3; k++) {
    for (i = 1; i <= sel->items[k]; i++, j++) {
      lua_geti(L, k + 1, i);
      places[j] = selection_place(sel, hash, mask, item_fd(L, k + 1, i));
      fd = &sel->fds[places[j]];
      fd->events = (short)(fd->events | sets[k].ask);
      lua_rawseti(L, SELECT_ITEMS, j + 1);
    }
  }
}

/* Returns how many of the `n` items from `first` on are ready. */
static int count_ready (lua_State *L, Selection *sel, int first, int n,
                        short ready) {
  const int *places = places_of(sel);
  int i, count = 0;
  for (i = first; i < first + n; i++) {
    int revents = sel->fds[places[i]].revents;
    if (revents & POLLNVAL) err_raise(L, EBADF, "select");
    count += (revents & ready) != 0;
  }
  return count;
}

/* Pushes the list of the ready items and returns their number. The table is
** created in its final size, which saves more than the metatable costs. */
static int push_ready (lua_State *L, Selection *sel, int first, int n,
                       short ready) {
  const int *places = places_of(sel);
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
  unsigned size = 8;
  for (k = 0; k < 3; k++) total += n[k] = select_length(L, k + 1);
  keywords_check(L, 4, "timeout");
  timeout = wait_checktimeout(L, 4);
  lua_settop(L, 4);
  while (size < 2 * (unsigned)total) size *= 2;
  lua_createtable(L, total, 0);
  sel = selection_new(L, total, (size_t)total + size);
  memcpy(sel->items, n, sizeof n);
  select_fill(L, sel, total, size - 1);
  return selection_run(L, sel, "select", timeout, select_push);
}

/* ---- poll ------------------------------------------------------------------------ */

typedef struct Poll {
  const void *magic;
  struct pollfd *fds;  /* in the first user value; fd -1: unregistered */
  int n, size, holes;
} Poll;

/* user values; the second and the third: by fd */
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

/* Makes space for one more: allocates twice the memory that is needed now. A
** finalizer that runs during the allocation may register more, and make space
** itself. */
static void poll_makeroom (lua_State *L, Poll *p) {
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
  poll_makeroom(L, p);
  place = poll_find(L, fd);
  if (place >= 0) return place;
  place = p->n;
  poll_setplace(L, fd, place);
  p->fds[place].fd = fd;
  p->n++;
  return place;
}

/* poll:register(fd[, eventmask])
** A descriptor that is registered already gets the new mask. */
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
** nil or a negative time: waits for ever. */
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

static int poll_tostring (lua_State *L) {
  poll_check(L);
  return select_show(L, POLL);
}

/* ---- opening ------------------------------------------------------------------------ */

static const Constant constants[] = {
  {"PIPE_BUF", PIPE_BUF},
  {"POLLERR", POLLERR}, {"POLLHUP", POLLHUP}, {"POLLIN", POLLIN},
  {"POLLMSG", POLLMSG}, {"POLLNVAL", POLLNVAL}, {"POLLOUT", POLLOUT},
  {"POLLPRI", POLLPRI}, {"POLLRDBAND", POLLRDBAND},
  {"POLLRDHUP", POLLRDHUP}, {"POLLRDNORM", POLLRDNORM},
  {"POLLWRBAND", POLLWRBAND}, {"POLLWRNORM", POLLWRNORM}, {NULL, 0}
};

/* core._fileno(value) -> fd | nil, reason: for selectors */
static int select_fileno (lua_State *L) {
  const char *reason;
  int fd;
  lua_settop(L, 1);
  fd = sock_testfd(L, 1, &reason);
  if (fd < 0) {
    lua_pushnil(L);
    lua_pushstring(L, reason);
    return 2;
  }
  lua_pushinteger(L, fd);
  return 1;
}

/* core._ahead(value) -> reason | nil: why not to wait for a file, for selectors */
static int select_ahead (lua_State *L) {
  lua_settop(L, 1);
  lua_pushstring(L, ahead_reason(L, 1));
  return 1;
}

static void selection_open (lua_State *L, const Open *o) {
  static const luaL_Reg meta[] = {
    {"__gc", selection_gc}, {"__close", selection_gc}, {NULL, NULL}
  };
  own_newmetatable(L, o, OWN_SELECTION, meta);
  lua_pop(L, 1);
}

void select_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"select", select_select}, {"poll", poll_new}, {NULL, NULL}
  };
  static const luaL_Reg methods[] = {
    {"register", poll_register}, {"modify", poll_modify},
    {"unregister", poll_unregister}, {"poll", poll_poll},
    {"__tostring", poll_tostring}, {NULL, NULL}
  };
  static const luaL_Reg internal[] = {
    {"_fileno", select_fileno}, {"_ahead", select_ahead}, {NULL, NULL}
  };
  State *st = (State *)lua_touserdata(L, o->state);
  int table;
  st->closing[HOOK_SELECT] = select_closing;
  st->arrived[HOOK_SELECT] = select_arrived;
  pair_open(L, o);
  selection_open(L, o);
  select_newclass(L, o, OWN_POLL, POLL, methods);
  core_setfuncs(L, o, o->internal, internal);
  lua_createtable(L, 0, 48);
  table = lua_gettop(L);
  core_setfuncs(L, o, table, functions);
  select_setconstants(L, table, constants);
  lua_getfield(L, o->module, "OSError");
  lua_setfield(L, table, "error");
}
