/*
** watch.c: the registration of descriptors in epoll, and the tasks that wait for
** them.
**
** A descriptor is added to epoll once, for both directions, edge-triggered,
** and stays until its socket closes. That loses no wake-up: an operation always
** tries first, and waits only after EAGAIN, which arms the next edge.
*/
#include "base/error.h"
#include "loop/timer.h"
#include "loop/watch.h"

#include <string.h>
#include <sys/epoll.h>

/* ---- registration ---------------------------------------------------------- */

Watch *watch_of (lua_State *L, Loop *lp, int fd) {
  if (fd >= lp->nwatches) {
    void *ud, *p;
    lua_Alloc alloc = lua_getallocf(L, &ud);
    int n = lp->nwatches > 0 ? lp->nwatches : 32;
    while (n <= fd) n *= 2;
    p = alloc(ud, lp->watches, (size_t)lp->nwatches * sizeof(Watch),
              (size_t)n * sizeof(Watch));
    if (p == NULL) err_raise(L, ENOMEM, "epoll_ctl");
    lp->watches = (Watch *)p;
    memset(&lp->watches[lp->nwatches], 0,
           (size_t)(n - lp->nwatches) * sizeof(Watch));
    lp->nwatches = n;
  }
  return &lp->watches[fd];
}

static int control (Loop *lp, int fd, uint32_t events) {
  struct epoll_event e;
  e.events = events;
  e.data.u64 = (uint64_t)lp->watches[fd].generation << 32 | (uint32_t)fd;
  if (epoll_ctl(lp->epfd, EPOLL_CTL_ADD, fd, &e) == 0) return 0;
  if (errno != EEXIST) return errno;
  return epoll_ctl(lp->epfd, EPOLL_CTL_MOD, fd, &e) == 0 ? 0 : errno;
}

/* If two sockets have the same descriptor, the one that waited last owns the
** registration, and only it may rely on edges. */
static void watch_setowner (Watch *w, Socket *s) {
  if (w->owner != NULL) w->owner->watched = w->owner->drained = 0;
  if (s != NULL) s->watched = 1;
  w->owner = s;
}

#define EDGES (EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP | EPOLLET)

int watch_register (Loop *lp, int fd, Socket *s, int writes) {
  Watch *w = &lp->watches[fd];
  uint32_t events = EDGES;
  int err;
  if (s != NULL && w->registered && w->owner == s) return 0;
  if (s == NULL && w->owner == NULL)
    events = EPOLLONESHOT | (writes || w->last[1] != NULL ? EPOLLOUT : 0u) |
             (!writes || w->last[0] != NULL ? EPOLLIN : 0u);
  err = control(lp, fd, events);
  if (err != 0) return err;
  if (s != NULL) watch_setowner(w, s);
  w->registered = 1;
  return 0;
}

static void watch_forget (Loop *lp, int fd) {
  Watch *w = &lp->watches[fd];
  if (!w->registered) return;
  if (loop_isours(lp)) epoll_ctl(lp->epfd, EPOLL_CTL_DEL, fd, NULL);
  watch_setowner(w, NULL);
  w->registered = 0;
  w->generation++;
}

/* ---- waiters ---------------------------------------------------------------- */

void watch_enqueue (Watch *w, Task *t, int first) {
  Task **last = &w->last[t->writes];
  if (*last == NULL) {
    t->item.next = &t->item;
    *last = t;
  }
  else {
    t->item.next = (*last)->item.next;
    (*last)->item.next = &t->item;
    if (!first) *last = t;
  }
}

static void waiter_remove (Watch *w, Task *t) {
  Task **last = &w->last[t->writes];
  Item *before = &(*last)->item;
  while (before->next != &t->item) before = before->next;
  before->next = t->item.next;
  if (*last == t) *last = before == &t->item ? NULL : (Task *)before;
  t->item.next = NULL;
}

void loop_dequeue (Loop *lp, Task *t, enum Wake wake) {
  t->served = t->fd;
  t->status = TASK_READY;
  t->wake = (uint8_t)wake;
  heap_remove(&lp->heap, &t->item);
  if (t->fd >= 0) {
    Watch *w = &lp->watches[t->fd];
    waiter_remove(w, t);
    lp->waiting--;
    if (w->owner == NULL && w->last[0] == NULL && w->last[1] == NULL)
      watch_forget(lp, t->fd);
    t->fd = -1;
  }
}

void loop_ready (Loop *lp, Task *t, enum Wake wake) {
  loop_dequeue(lp, t, wake);
  if (!lp->closing) queue_add(&lp->ready, &t->item);
}

void loop_wakenext (Loop *lp, int fd, int writes) {
  Watch *w;
  if (fd < 0 || fd >= lp->nwatches) return;
  w = &lp->watches[fd];
  if (w->last[writes] != NULL)
    loop_ready(lp, (Task *)w->last[writes]->item.next, WAKE_AGAIN);
}

void watch_wakeall (Loop *lp, int fd, int writes) {
  while (lp->watches[fd].last[writes] != NULL) loop_wakenext(lp, fd, writes);
}

void watch_abandonall (Loop *lp) {
  int fd;
  for (fd = 0; fd < lp->nwatches; fd++) {
    watch_setowner(&lp->watches[fd], NULL);
    memset(&lp->watches[fd], 0, sizeof lp->watches[fd]);
  }
}

void watch_unsent (lua_State *L, State *st, Socket *s) {
  Loop *lp = (Loop *)st->loop;
  if (s->fd < 0 || !lp->stepping || !loop_isours(lp)) return;
  watch_of(L, lp, s->fd);
  (void)watch_register(lp, s->fd, s, 1);
}

void watch_arrived (State *st, int fd) {
  Loop *lp = (Loop *)st->loop;
  if (fd >= 0 && fd < lp->nwatches) watch_wakeall(lp, fd, 0);
}

void watch_closing (State *st, int fd) {
  Loop *lp = (Loop *)st->loop;
  if (fd < 0 || fd >= lp->nwatches) return;
  watch_wakeall(lp, fd, 0);
  watch_wakeall(lp, fd, 1);
  watch_forget(lp, fd);
}
