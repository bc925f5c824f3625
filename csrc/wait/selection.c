/*
** selection.c: waits for several descriptors at once, as select and poll do.
**
** Outside of a task, one call of poll waits. A task cannot be suspended in poll,
** so its Selection gets an epoll descriptor with the same descriptors. The loop
** waits for that one, and afterwards poll reports which are ready.
*/
#include "base/error.h"
#include "base/layer.h"
#include "base/own.h"
#include "wait/selection.h"
#include "wait/wait.h"

#include <sys/epoll.h>
#include <unistd.h>

/* ---- a Selection -------------------------------------------------------------- */

/* Ends the wait of a task: closes the epoll descriptor. */
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

/* Behind the descriptors are the places, the hash table, and the events. */
Selection *selection_new (lua_State *L, int size, int items) {
  size_t bytes = sizeof(Selection) + (size_t)size * sizeof(struct pollfd), ints;
  unsigned slots = 8;
  Selection *sel;
  while (slots < 2 * (unsigned)items) slots *= 2;
  ints = items > 0 ? (size_t)items + slots : 0;
  sel = (Selection *)lua_newuserdatauv(
    L, bytes + ints * sizeof(int) + (size_t)size * sizeof(short), 1);
  own_anchor(L);
  memset(sel, 0, sizeof *sel);
  memset((char *)sel + bytes, 0, ints * sizeof(int));
  sel->places = (int *)(void *)((char *)sel + bytes);
  sel->hash = sel->places + items;
  sel->mask = slots - 1;
  sel->asked = (short *)(void *)(sel->places + ints);
  sel->state = state_of(L);
  sel->epfd = -1;
  return sel;
}

int selection_place (Selection *sel, int fd) {
  int *hash = sel->hash;
  unsigned h = (unsigned)fd & sel->mask;
  for (; hash[h] > 0; h = (h + 1) & sel->mask)
    if (sel->fds[hash[h] - 1].fd == fd) return hash[h] - 1;
  sel->fds[sel->n].fd = fd;
  sel->fds[sel->n].events = sel->fds[sel->n].revents = 0;
  hash[h] = ++sel->n;
  return sel->n - 1;
}

static void add_to_state (Selection *sel) {
  Selection **first = &sel->state->selections;
  sel->next = *first;
  sel->link = first;
  if (*first != NULL) (*first)->link = &sel->next;
  *first = sel;
}

/* Adds one descriptor to epoll. Returns 0 or an errno. It is edge-triggered, so
** that an event that was not requested (such as EPOLLHUP) wakes the task only once.
** So a layer that is opening, which first waits to read, may have more events than
** it needs. epoll refuses regular files, which are always ready to read and write:
** poll has already reported them. */
static int add_to_epoll (const Selection *sel, const struct pollfd *p) {
  const Socket *s = layer_find(sel->state, p->fd);
  struct epoll_event e;
  e.events = (uint32_t)(unsigned short)p->events | EPOLLET;
  if (s != NULL && s->layer->opening) e.events |= EPOLLIN | EPOLLOUT;
  e.data.fd = p->fd;
  if (epoll_ctl(sel->epfd, EPOLL_CTL_ADD, p->fd, &e) == 0 || errno == EPERM)
    return 0;
  return errno;
}

/* Creates the Selection's epoll descriptor, unless it has one. Returns 0 or an
** errno. Its __close closes it when the call ends. */
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
    if ((err = add_to_epoll(sel, &sel->fds[i])) != 0) return err;
  return 0;
}

/* Takes the reported edges, so that the next one is reported again. */
static void clear_edges (int epfd) {
  struct epoll_event events[64];
  while (epoll_wait(epfd, events, 64, 0) == 64) ;
}

/* ---- sockets with a layer ------------------------------------------------------- */

/* Sets the events that poll has to wait for. Returns 1 if a layer already has what
** is waited for. */
static int layers_begin (Selection *sel) {
  int i, ready = 0;
  for (i = 0; i < sel->n; i++) {
    struct pollfd *p = &sel->fds[i];
    Socket *s = layer_find(sel->state, p->fd);
    sel->asked[i] = p->events;
    if (s == NULL || !s->layer->busy) continue;
    if ((layer_events(s, p->events, 0) & p->events) != 0) ready = 1;
    p->events = (short)layer_interest(p->events, s->layer->kept > 0,
                                      s->layer->opening);
  }
  return ready;
}

/* Restores the events that layers_begin has `changed`, and corrects what poll
** reported. Returns how many descriptors have events. */
static int layers_end (Selection *sel, int changed) {
  int i, n = 0;
  for (i = 0; i < sel->n; i++) {
    struct pollfd *p = &sel->fds[i];
    Socket *s = layer_find(sel->state, p->fd);
    if (changed) p->events = sel->asked[i];
    if (s != NULL && (p->revents != 0 || s->layer->busy))
      p->revents = (short)layer_events(s, p->events, p->revents);
    n += p->revents != 0;
  }
  return n;
}

/* Like poll. EINTR: it reported only events for which nothing waits. */
static int poll_layers (Selection *sel, int ms) {
  int n, found, err, busy = sel->state->nbusy > 0;
  sel->state->unsure = 0;
  if (busy && (layers_begin(sel) || sel->state->unsure)) ms = 0;
  n = poll(sel->fds, (nfds_t)sel->n, ms);
  err = errno;
  if (n <= 0 && !busy) return n;
  found = layers_end(sel, busy);
  errno = err;
  if (n < 0) return n;
  if (found > 0 || n == 0 || ms == 0) return found;
  errno = EINTR;
  return -1;
}

/* Calls poll. Returns the number of descriptors with events, or -errno. */
static int selection_ask (Selection *sel, int ms) {
  int i, n;
  if (sel->epfd >= 0) clear_edges(sel->epfd);
  n = sel->state->nlayered > 0 ? poll_layers(sel, ms)
                               : poll(sel->fds, (nfds_t)sel->n, ms);
  if (n < 0) return -errno;
  for (i = 0; sel->closed > 0 && i < sel->n; i++)
    if (sel->fds[i].fd < 0) sel->fds[i].revents = POLLNVAL;
  return n + sel->closed;
}

/* Marks the descriptor, so that poll ignores it even if its number is reused. */
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
static void selection_closing (State *st, int fd) {
  Selection *sel;
  for (sel = st->selections; sel != NULL; sel = sel->next)
    mark_closed(sel, fd);
}

/* A layer has received data that the kernel will not report: wakes the tasks whose
** Selection has its descriptor. */
static void selection_arrived (State *st, int fd) {
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
  /* See selection_run. */
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
  op->events = st->unsure ? OP_TURN : 0;
  if (st->suspend == NULL || st->unsure) return -EAGAIN;
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

/* ---- opening ------------------------------------------------------------------------ */

void selection_open (lua_State *L, const Open *o) {
  static const luaL_Reg meta[] = {
    {"__gc", selection_gc}, {"__close", selection_gc}, {NULL, NULL}
  };
  State *st = (State *)lua_touserdata(L, o->state);
  st->closing[HOOK_SELECT] = selection_closing;
  st->arrived[HOOK_SELECT] = selection_arrived;
  own_newmetatable(L, o, OWN_SELECTION, meta);
  lua_pop(L, 1);
}
