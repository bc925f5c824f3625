/*
** layer.c: the table of sockets that have a layer, and their events.
*/
#include "base/error.h"
#include "base/layer.h"

#include <stdlib.h>

int layer_refuse (lua_State *L, const Socket *s, const char *call) {
  if (s->layer->plain != NULL)
    return err_fail(L, lua_pushfstring(L, "%s is not possible now: %s", call,
                                       s->layer->plain));
  return err_fail(L, lua_pushfstring(L, "%s not allowed on instances of "
                                        "<class '%s'>", call,
                                     s->layer->class));
}

void layer_reserve (lua_State *L, State *st, int fd) {
  int n = st->nlayered > 0 ? st->nlayered : 32;
  Socket **p;
  if (fd < st->nlayered) return;
  while (n <= fd) n *= 2;
  p = (Socket **)realloc(st->layered, (size_t)n * sizeof *p);
  if (p == NULL) {
    err_memory(L);
    return;
  }
  memset(p + st->nlayered, 0, (size_t)(n - st->nlayered) * sizeof *p);
  st->layered = p;
  st->nlayered = n;
}

void layer_register (Socket *s) {
  s->state->layered[s->fd] = s;
}

void layer_unregister (Socket *s) {
  if (layer_find(s->state, s->fd) == s) s->state->layered[s->fd] = NULL;
}

void layer_free (State *st) {
  free(st->layered);
  st->layered = NULL;
  st->nlayered = 0;
}

#define READS (POLLIN | POLLRDNORM | POLLRDBAND)
#define WRITES (POLLOUT | POLLWRNORM | POLLWRBAND)

int layer_interest (int asked, int kept, int opening) {
  if (opening && (asked & (READS | WRITES))) asked = (asked & ~WRITES) | POLLIN;
  return kept ? asked | POLLOUT : asked;
}

int layer_events (Socket *s, int asked, int got) {
  const Layer *l = s->layer;
  int arrived = got & (POLLIN | POLLRDNORM | POLLHUP | POLLERR | POLLRDHUP);
  int opening = l->opening != 0, ready = 0;
  if (l->kept > 0 && l->flush(s) == EAGAIN) got &= ~WRITES;
  if ((asked & READS) || opening) ready = l->ready(s, arrived != 0);
  if (s->layer->opening) got &= ~WRITES;
  if (ready < 0 || s->layer->opening != opening) s->state->unsure = 1;
  if (ready > 0) got |= asked & (POLLIN | POLLRDNORM);
  else got &= ~READS;
  return got & (asked | POLLERR | POLLHUP | POLLNVAL);
}
