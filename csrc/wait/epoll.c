/*
** epoll.c: the class select.epoll.
*/
#include "base/argument.h"
#include "base/error.h"
#include "base/layer.h"
#include "base/show.h"
#include "wait/select.h"
#include "wait/wait.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EPOLL "select.epoll"
#define EPOLL_FILES 2  /* a user value (ahead.c); the first is the State */
#define DEFAULT_EVENTS 1023  /* FD_SETSIZE - 1, as in Python */

/* In a mask: bits that the kernel keeps for itself, or ignores. */
#define EDGE ((uint32_t)1 << 27)  /* received data of a layer was not reported yet */
/* The layer keeps unsent bytes, or is opening, and the kernel was asked for the events
** that it needs for that. */
#define KEEPS ((uint32_t)EPOLLWAKEUP)
#define OPENING ((uint32_t)1 << 26)
#define OWN_BITS (EDGE | KEEPS | OPENING)

static const char epoll_magic;  /* only its address matters */

struct Epoll {
  const void *magic;
  int fd;
  State *state;
  Epoll *next, **link;  /* in the state's list while it is open */
  uint32_t *masks;  /* the registered events, by descriptor; 0: none. For sockets
                    ** with a layer (layer.h), of which the kernel does not know */
  int nmasks;
};

static Epoll *epoll_check (lua_State *L) {
  Epoll *e = (Epoll *)lua_touserdata(L, 1);
  if (e == NULL || lua_rawlen(L, 1) != sizeof(Epoll) ||
      e->magic != &epoll_magic)
    luaL_typeerror(L, 1, EPOLL);
  return e;
}

static int closed_error (lua_State *L) {
  return err_fail(L, "I/O operation on closed epoll object");
}

static Epoll *check_open (lua_State *L) {
  Epoll *e = epoll_check(L);
  if (e->fd < 0) closed_error(L);
  return e;
}

/* ---- creating, closing -------------------------------------------------------- */

/* Stores the descriptor, and adds the object to the state's list. */
static void open_now (Epoll *e, int fd) {
  Epoll **first = &e->state->epolls;
  e->fd = fd;
  e->next = *first;
  e->link = first;
  if (*first != NULL) (*first)->link = &e->next;
  *first = e;
}

/* Pushes an epoll object that has no descriptor yet. */
static Epoll *new_epoll (lua_State *L) {
  Epoll *e = (Epoll *)lua_newuserdatauv(L, sizeof(Epoll), EPOLL_FILES);
  own_anchor(L);
  e->magic = &epoll_magic;
  e->fd = -1;
  e->state = state_of(L);
  e->masks = NULL;
  e->nmasks = 0;
  own_setmetatable(L, OWN_EPOLL);
  return e;
}

/* select.epoll([sizehint[, flags]]) -> epoll object */
static int epoll_new (lua_State *L) {
  int first = core_firstofcall(L), sizehint, flags, fd;
  Epoll *e;
  keywords_check(L, first, "sizehint flags");
  sizehint = core_optint(L, first, -1);
  flags = core_optint(L, first + 1, 0);
  luaL_argcheck(L, sizehint > 0 || sizehint == -1, first,
                "sizehint must be positive, or -1");
  luaL_argcheck(L, flags == 0 || flags == EPOLL_CLOEXEC, first + 1,
                "invalid flags: EPOLL_CLOEXEC is the only one");
  e = new_epoll(L);
  fd = epoll_create1(EPOLL_CLOEXEC);
  if (fd < 0) return err_raise(L, errno, "epoll");
  open_now(e, fd);
  return 1;
}

/* select.epoll.fromfd(fd) -> epoll object, which owns the descriptor */
static int epoll_fromfd (lua_State *L) {
  int fd = sock_checkfd(L, 1);
  open_now(new_epoll(L), fd);
  return 1;
}

/* Closes the descriptor once, after waking all tasks that wait for it. Returns 0 or
** an errno. */
static int close_now (Epoll *e) {
  int fd = e->fd;
  e->fd = -1;
  free(e->masks);
  e->masks = NULL;
  e->nmasks = 0;
  if (fd < 0) return 0;
  *e->link = e->next;
  if (e->next != NULL) e->next->link = e->link;
  state_closing(e->state, fd);
  if (close(fd) == 0 || errno == EINTR) return 0;  /* closed in any case */
  return errno;
}

/* Sets ep.closed to true: the metatable of closed objects has that field. */
static void show_closed (lua_State *L) {
  own_get(L, OWN_CLOSED);
  lua_setmetatable(L, 1);
}

/* ep:close(): may be called twice */
static int epoll_close (lua_State *L) {
  int err = close_now(epoll_check(L));
  lua_settop(L, 1);
  show_closed(L);
  return err == 0 ? 0 : err_raise(L, err, "close");
}

/* __close: it must not replace the error that is being raised */
static int epoll_toclose (lua_State *L) {
  (void)close_now(epoll_check(L));
  show_closed(L);
  return 0;
}

static int epoll_gc (lua_State *L) {
  (void)close_now(epoll_check(L));
  return 0;
}

/* ep:fileno() -> fd */
static int epoll_fileno (lua_State *L) {
  lua_pushinteger(L, check_open(L)->fd);
  return 1;
}

/* tostring(ep) -> "<select.epoll object at 0x…>" */
static int epoll_tostring (lua_State *L) {
  epoll_check(L);
  return select_show(L, EPOLL);
}

/* ---- registration ---------------------------------------------------------------- */

/* Reserves memory for the mask of the descriptor. */
static void reserve_mask (lua_State *L, Epoll *e, int fd) {
  int n = e->nmasks > 0 ? e->nmasks : 64;
  uint32_t *p;
  while (n <= fd) n *= 2;
  p = (uint32_t *)realloc(e->masks, (size_t)n * sizeof *p);
  if (p == NULL) {
    err_memory(L);
    return;
  }
  memset(p + e->nmasks, 0, (size_t)(n - e->nmasks) * sizeof *p);
  e->masks = p;
  e->nmasks = n;
}

/* Returns 0 or an errno. */
static int set_events (const Epoll *e, int how, int fd, uint32_t mask) {
  struct epoll_event event;
  event.events = mask;
  event.data.u64 = 0;
  event.data.fd = fd;
  return epoll_ctl(e->fd, how, fd, &event) == 0 ? 0 : errno;
}

static int control (lua_State *L, int how, uint32_t mask, const char *call) {
  Epoll *e = check_open(L);
  int fd = sock_checkfd(L, 2), err;
  ahead_note(L, EPOLL_FILES, fd, (mask & EPOLLIN) != 0);
  if (fd >= e->nmasks && how == EPOLL_CTL_ADD) reserve_mask(L, e, fd);
  err = set_events(e, how, fd, mask);
  if (err == 0) {
    if (fd < e->nmasks) e->masks[fd] = (mask & ~OWN_BITS) | EDGE;
    return 0;
  }
  ahead_note(L, EPOLL_FILES, fd, 0);
  return err_raise(L, err, call);
}

static uint32_t check_mask (lua_State *L) {
  lua_Integer mask = luaL_checkinteger(L, 3);
  luaL_argcheck(L, mask >= 0 && mask <= UINT32_MAX, 3,
                "event mask out of range: it has 32 bits");
  return (uint32_t)mask;
}

/* ep:register(fd[, eventmask]) */
static int epoll_register (lua_State *L) {
  keywords_check(L, 3, "eventmask");
  return control(L, EPOLL_CTL_ADD, lua_isnoneornil(L, 3)
                 ? (uint32_t)(EPOLLIN | EPOLLPRI | EPOLLOUT) : check_mask(L),
                 "register");
}

/* ep:modify(fd, eventmask) */
static int epoll_modify (lua_State *L) {
  return control(L, EPOLL_CTL_MOD, check_mask(L), "modify");
}

/* ep:unregister(fd) */
static int epoll_unregister (lua_State *L) {
  return control(L, EPOLL_CTL_DEL, 0, "unregister");
}

/* ---- waiting ---------------------------------------------------------------------- */

#define EVENTS 4  /* stack index of a userdata for the events, or nil */

typedef struct Waiting {
  Op op;
  Epoll *epoll;
  int maxevents;
} Waiting;

static int push_events (lua_State *L, const struct epoll_event *events, int n) {
  int i, meta;
  pair_pushmeta(L);
  meta = lua_gettop(L);
  lua_createtable(L, n, 0);
  for (i = 0; i < n; i++) {
    pair_push(L, meta, events[i].data.fd, events[i].events);
    lua_rawseti(L, -2, i + 1);
  }
  list_set(L);
  return 1;
}

/* ---- sockets with a layer ------------------------------------------------------------ */

/* The events that the program has registered for a descriptor. */
static uint32_t mask_of (const Epoll *e, int fd) {
  return fd < e->nmasks ? e->masks[fd] & ~OWN_BITS : 0;
}

static uint32_t interest (uint32_t mask, uint32_t bits) {
  return (uint32_t)layer_interest((int)mask, (bits & KEEPS) != 0,
                                  (bits & OPENING) != 0);
}

/* Changes the events of a registration. The kernel does not change an exclusive one
** (EPOLLEXCLUSIVE), so that is made anew. Returns 0 or an errno. */
static int change_events (const Epoll *e, int fd, uint32_t mask) {
  int err;
  if (!(mask & EPOLLEXCLUSIVE)) return set_events(e, EPOLL_CTL_MOD, fd, mask);
  err = set_events(e, EPOLL_CTL_DEL, fd, 0);
  return err != 0 ? err : set_events(e, EPOLL_CTL_ADD, fd, mask);
}

/* Asks the kernel for the events that the layer needs now. `again` renews a one-shot
** registration after an event. */
static void set_interest (Epoll *e, const Socket *s, int again) {
  uint32_t mask = mask_of(e, s->fd), *bits = &e->masks[s->fd];
  uint32_t now = (s->layer->kept > 0 ? KEEPS : 0) |
                 (s->layer->opening ? OPENING : 0);
  again |= interest(mask, *bits) != interest(mask, now);
  if (again && change_events(e, s->fd, interest(mask, now)) != 0) return;
  *bits = (*bits & ~(KEEPS | OPENING)) | now;
}

/* A layer has received data that the kernel will not report: this counts as an
** edge, and the tasks that wait for the object must try again. */
static void epoll_arrived (State *st, int fd) {
  const Socket *s = layer_find(st, fd);
  Epoll *e;
  for (e = st->epolls; e != NULL; e = e->next) {
    if (mask_of(e, fd) == 0) continue;
    e->masks[fd] |= EDGE;
    if (s != NULL) set_interest(e, s, 0);
    if (st->arrived[HOOK_LOOP] != NULL) st->arrived[HOOK_LOOP](st, e->fd);
  }
}

/* Is the descriptor still registered? If it was closed meanwhile, another file may
** have its number, which can be added. Where the kernel has no memory to tell, an
** event too many is better than one that is lost. */
static int is_registered (const Epoll *e, int fd) {
  int err = set_events(e, EPOLL_CTL_ADD, fd, 0);
  if (err == 0) (void)set_events(e, EPOLL_CTL_DEL, fd, 0);
  return err != 0;
}

/* Should the events of a layer be reported? Like the kernel, it reports them each
** time, at an edge (EPOLLET), or once (EPOLLONESHOT). */
static int report_held (Epoll *e, int fd, uint32_t mask) {
  if ((mask & EPOLLET) && !(e->masks[fd] & EDGE)) return 0;
  e->masks[fd] &= ~EDGE;
  if (!is_registered(e, fd)) {
    e->masks[fd] = 0;
    return 0;
  }
  if (!(mask & EPOLLONESHOT)) return 1;
  e->masks[fd] = 0;
  return set_events(e, EPOLL_CTL_MOD, fd, EPOLLONESHOT) == 0;
}

/* Adds the events of layers that hold received data, which the kernel does not
** report. */
static int add_held (Epoll *e, struct epoll_event *events, int maxevents) {
  int fd, n = 0;
  for (fd = 0; fd < e->state->nlayered && n < maxevents; fd++) {
    Socket *s = layer_find(e->state, fd);
    uint32_t mask = mask_of(e, fd), got;
    if (s == NULL || !s->layer->busy || mask == 0) continue;
    got = (uint32_t)layer_events(s, (int)mask, 0);
    set_interest(e, s, 0);
    if (got == 0 || !report_held(e, fd, mask)) continue;
    events[n].events = got;
    events[n++].data.fd = fd;
  }
  return n;
}

/* Converts the events that the kernel reported for a socket with a layer. If none
** is left, a one-shot registration is renewed. */
static uint32_t correct_one (Epoll *e, Socket *s, uint32_t got) {
  uint32_t mask = mask_of(e, s->fd);
  got = (uint32_t)layer_events(s, (int)mask, (int)got);
  if ((mask & EPOLLONESHOT) && got != 0) e->masks[s->fd] = 0;
  else set_interest(e, s, (mask & EPOLLONESHOT) != 0);
  if (got != 0) e->masks[s->fd] &= ~EDGE;
  return got;
}

/* Corrects the reported events, and returns the number of those that are left. */
static int correct (Epoll *e, struct epoll_event *events, int n) {
  int i, left = 0;
  for (i = 0; i < n; i++) {
    Socket *s = layer_find(e->state, events[i].data.fd);
    if (s != NULL && mask_of(e, s->fd) != 0)
      events[i].events = correct_one(e, s, events[i].events);
    if (events[i].events != 0) events[left++] = events[i];
  }
  return left;
}

/* Like epoll_wait. EINTR: it reported only events for which nothing waits. */
static int wait_layers (Epoll *e, struct epoll_event *events, int maxevents, int ms) {
  int n, left;
  e->state->unsure = 0;
  n = e->state->nbusy > 0 ? add_held(e, events, maxevents) : 0;
  if (n > 0) return n;
  if (e->state->unsure) ms = 0;
  n = epoll_wait(e->fd, events, maxevents, ms);
  if (n <= 0) return n;
  left = correct(e, events, n);
  if (left > 0 || ms == 0) return left;
  errno = EINTR;
  return -1;
}

/* ---- the wait -------------------------------------------------------------------- */

/* Calls epoll_wait. Returns the number of results, or -errno; -EAGAIN: nothing is
** ready. */
static int ask (lua_State *L, Waiting *w, struct epoll_event *events,
                int ms) {
  Epoll *e = w->epoll;
  int n = e->state->nlayered > 0 ? wait_layers(e, events, w->maxevents, ms)
                                 : epoll_wait(e->fd, events, w->maxevents, ms);
  if (n < 0) return -errno;
  if (n == 0 && e->state->unsure) w->op.events = OP_TURN;
  if (n == 0 && w->op.timeout != TIMEOUT_ZERO) return -EAGAIN;
  return push_events(L, events, n);
}

static int ask_default (lua_State *L, Waiting *w, int ms) {
  struct epoll_event events[DEFAULT_EVENTS];
  return ask(L, w, events, ms);
}

static int poll_step (lua_State *L, Op *op) {
  Waiting *w = (Waiting *)op;
  const State *st = w->epoll->state;
  struct epoll_event *events = (struct epoll_event *)lua_touserdata(L, EVENTS);
  int ms = wait_left(st, op);
  if (w->epoll->fd < 0) return closed_error(L);
  op->events = st->suspend != NULL ? POLLIN : 0;
  return events == NULL ? ask_default(L, w, ms) : ask(L, w, events, ms);
}

/* EAGAIN means that the time is over. */
static int poll_fail (lua_State *L, Op *op, int errnum) {
  if (errnum != EAGAIN) return err_raise(L, errnum, op->call);
  return push_events(L, NULL, 0);
}

static int check_maxevents (lua_State *L) {
  int maxevents = core_optint(L, 3, -1);
  if (maxevents == -1) return DEFAULT_EVENTS;
  luaL_argcheck(L, maxevents > 0, 3, lua_pushfstring(
      L, "maxevents must be greater than 0, got %d", maxevents));
  return maxevents;
}

/* ep:poll([seconds[, maxevents]]) -> sequence of {fd, event}
** Without a time, or with a negative one, it waits for ever. */
static int epoll_poll (lua_State *L) {
  Epoll *e = check_open(L);
  Waiting w;
  keywords_check(L, 2, "timeout maxevents");
  op_init(&w.op, sizeof w, "poll", NULL, 0, poll_step);
  w.op.timeout = select_checktimeout(L, 2, NS_PER_S);
  w.op.fail = poll_fail;
  w.op.fd = e->fd;
  w.epoll = e;
  w.maxevents = check_maxevents(L);
  ahead_check(L, EPOLL_FILES);
  lua_settop(L, EVENTS - 1);
  if (w.maxevents > DEFAULT_EVENTS)
    (void)lua_newuserdatauv(L, (size_t)w.maxevents * sizeof(struct epoll_event), 0);
  else lua_pushnil(L);
  return wait_run(L, &w.op);
}

/* ---- opening ------------------------------------------------------------------------- */

static const Constant constants[] = {
  {"EPOLLERR", EPOLLERR}, {"EPOLLET", EPOLLET},
  {"EPOLLEXCLUSIVE", EPOLLEXCLUSIVE}, {"EPOLLHUP", EPOLLHUP},
  {"EPOLLIN", EPOLLIN}, {"EPOLLMSG", EPOLLMSG},
  {"EPOLLONESHOT", EPOLLONESHOT}, {"EPOLLOUT", EPOLLOUT},
  {"EPOLLPRI", EPOLLPRI}, {"EPOLLRDBAND", EPOLLRDBAND},
  {"EPOLLRDHUP", EPOLLRDHUP}, {"EPOLLRDNORM", EPOLLRDNORM},
  {"EPOLLWRBAND", EPOLLWRBAND}, {"EPOLLWRNORM", EPOLLWRNORM},
  {"EPOLL_CLOEXEC", EPOLL_CLOEXEC}, {NULL, 0}
};

/* The metatable of closed objects: a copy of the class at `class`, except for
** the field `closed`. */
static void closed_open (lua_State *L, const Open *o, int class) {
  core_pushcopy(L, class);
  lua_pushboolean(L, 1);
  lua_setfield(L, -2, "closed");
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, class);
  lua_setfield(L, -2, "__base");
  own_put(L, o, OWN_CLOSED);
}

void epoll_open (lua_State *L, const Open *o, int table) {
  static const luaL_Reg methods[] = {
    {"fromfd", epoll_fromfd}, {"register", epoll_register},
    {"modify", epoll_modify}, {"unregister", epoll_unregister},
    {"poll", epoll_poll}, {"close", epoll_close}, {"fileno", epoll_fileno},
    {"__gc", epoll_gc}, {"__close", epoll_toclose},
    {"__tostring", epoll_tostring}, {NULL, NULL}
  };
  static const luaL_Reg class[] = {{"__call", epoll_new}, {NULL, NULL}};
  ((State *)lua_touserdata(L, o->state))->arrived[HOOK_EPOLL] = epoll_arrived;
  own_newclass(L, o, OWN_EPOLL, EPOLL, methods);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "closed");
  closed_open(L, o, lua_gettop(L));
  lua_createtable(L, 0, 2);
  core_setfuncs(L, o, lua_gettop(L), class);
  lua_setmetatable(L, -2);
  show_as(L, "class", EPOLL);
  lua_setfield(L, table, "epoll");
  lua_settop(L, table);
  select_setconstants(L, table, constants);
}
