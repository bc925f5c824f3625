/*
** lookup.c: calls the C library's resolver, which respects /etc/hosts and NSS.
** The call cannot be interrupted, so it runs on a thread of the pool, and an
** eventfd reports its end. It is abandoned if nothing waits for it any more.
*/
#include "base/error.h"
#include "base/own.h"
#include "names/lookup.h"
#include "wait/wait.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* Enough for most answers. */
#define ENTRY_SIZE ((size_t)1024)

/* No answer is larger, because a DNS message has at most 64 KiB. */
#define ENTRY_MAX ((size_t)1024 * 1024)

/* ---- ownership ----------------------------------------------------------- */

static void destroy (Job *j) {
  Lookup *l = (Lookup *)j;
  if (l->list != NULL) freeaddrinfo(l->list);
  free(l->memory);
  free(l);
}

void lookup_attach (Lookup *l, Socket *s) {
  if (s->fd < 0) {  /* closed meanwhile: it has no finalizer that would detach this */
    l->closed = 1;
    return;
  }
  l->s = s;
  l->next = s->lookups;
  s->lookups = l;
}

static void detach (Lookup *l) {
  Lookup **link;
  if (l->s == NULL) return;
  for (link = &l->s->lookups; *link != l; link = &(*link)->next) {}
  *link = l->next;
  l->s = NULL;
}

void lookup_closing (Socket *s) {
  while (s->lookups != NULL) {
    Lookup *l = s->lookups;
    detach(l);
    l->closed = 1;
    pool_notify(&l->job);
  }
}

/* Also __close, which frees the lookup as soon as the call ends. */
static int lookup_gc (lua_State *L) {
  Lookup **owner = (Lookup **)lua_touserdata(L, 1);
  if (*owner != NULL) {
    detach(*owner);
    pool_release(&(*owner)->job);
  }
  *owner = NULL;
  return 0;
}

static const char *copy (char **to, const char *text) {
  const char *start = *to;
  if (text == NULL) return NULL;
  *to = stpcpy(*to, text) + 1;
  return start;
}

Lookup *lookup_new (lua_State *L, const char *host, const char *service) {
  Lookup **owner = (Lookup **)lua_newuserdatauv(L, sizeof *owner, 0);
  size_t size = sizeof **owner;
  Lookup *l;
  char *text;
  *owner = NULL;
  own_setmetatable(L, OWN_LOOKUP);
  lua_toclose(L, -1);
  if (host != NULL) size += strlen(host) + 1;
  if (service != NULL) size += strlen(service) + 1;
  l = *owner = (Lookup *)calloc(1, size);
  if (l == NULL) {
    err_memory(L);
    return NULL;
  }
  atomic_init(&l->job.state, JOB_IDLE);
  l->job.destroy = destroy;
  l->job.event = -1;
  text = (char *)(l + 1);
  l->host = copy(&text, host);
  l->service = copy(&text, service);
  return l;
}

/* ---- on the thread, which must not call Lua ------------------------------- */

void lookup_addrinfo (Lookup *l) {
  l->eai = getaddrinfo(l->host, l->service, &l->hints, &l->list);
  l->errnum = errno;
  if (l->eai != 0) return;
  l->address.len = l->list->ai_addrlen;
  memcpy(&l->address.u, l->list->ai_addr, l->address.len);
}

void lookup_nameinfo (Lookup *l) {
  l->eai = getnameinfo(&l->address.u.sa, l->address.len, l->name,
                       sizeof l->name, l->port, sizeof l->port, l->flags);
  l->errnum = errno;
}

void lookup_address (Lookup *l) {
  if (l->address.len == 0) lookup_addrinfo(l);
}

static int hostbyname (Lookup *l, size_t size, struct hostent **found) {
  return gethostbyname_r(l->host, &l->entry, l->memory, size, found,
                         &l->h_err);
}

static int hostbyaddr (Lookup *l, size_t size, struct hostent **found) {
  const Address *a = &l->address;
  if (a->u.sa.sa_family == AF_INET6)
    return gethostbyaddr_r(&a->u.in6.sin6_addr, sizeof a->u.in6.sin6_addr,
                           AF_INET6, &l->entry, l->memory, size, found,
                           &l->h_err);
  return gethostbyaddr_r(&a->u.in.sin_addr, sizeof a->u.in.sin_addr,
                         AF_INET, &l->entry, l->memory, size, found,
                         &l->h_err);
}

#ifndef NETDB_INTERNAL
#define NETDB_INTERNAL (-1)  /* the error is in errno; musl has no such macro */
#endif

/* Calls `get` with more and more memory, until the entry fits. */
static void get_entry (Lookup *l, int (*get) (Lookup *, size_t,
                                              struct hostent **)) {
  struct hostent *found = NULL;
  size_t size = ENTRY_SIZE;
  int error = ERANGE;
  lookup_address(l);
  if (l->eai != 0) return;
  for (; error == ERANGE && size <= ENTRY_MAX; size *= 2) {
    free(l->memory);
    l->memory = (char *)malloc(size);
    l->h_err = NETDB_INTERNAL;
    error = l->memory != NULL ? get(l, size, &found) : ENOMEM;
  }
  if (found != NULL) l->h_err = 0;
}

void lookup_hostbyname (Lookup *l) {
  get_entry(l, hostbyname);
}

void lookup_hostbyaddr (Lookup *l) {
  get_entry(l, hostbyaddr);
}

/* With AI_NUMERICSERV the name of a service is refused before the host is
** examined, with the same error. */
static int refuses_service (const Lookup *l) {
  return (l->hints.ai_flags & AI_NUMERICSERV) && l->service != NULL &&
         l->service[strspn(l->service, "0123456789")] != '\0';
}

int lookup_numeric (Lookup *l) {
  int flags = l->hints.ai_flags;
  l->hints.ai_flags = flags | AI_NUMERICHOST;
  lookup_addrinfo(l);
  l->hints.ai_flags = flags;
  return l->eai != EAI_NONAME || (flags & AI_NUMERICHOST) ||
         refuses_service(l);
}

static void run (Job *j) {
  Lookup *l = (Lookup *)j;
  l->ask(l);
}

/* ---- the wait for it ------------------------------------------------------- */

void lookup_start (lua_State *L, Lookup *l, void (*ask) (Lookup *l)) {
  l->ask = ask;
  l->job.run = run;
  pool_submit(state_of(L), &l->job);
}

/* A Lua hook that runs during the wait may fork. The child has no thread that
** could deliver the answer. */
static int step (lua_State *L, Op *op) {
  LookupOp *o = (LookupOp *)op;
  Lookup *l = o->lookup;
  if (atomic_load(&l->job.state) != JOB_DONE && !l->closed) {
    if (!pool_isforeign(&l->job)) return -EAGAIN;
    return err_gai(L, EAI_AGAIN, 0, op->call, o->host);
  }
  return o->finish(L, o);
}

void lookup_opinit (LookupOp *op, Lookup *l, const char *call, int host,
                    int (*finish) (lua_State *, LookupOp *)) {
  op_init(&op->op, sizeof *op, call, NULL, POLLIN, step);
  op->lookup = l;
  op->finish = finish;
  op->host = host;
  op->again = NULL;
}

int lookup_wait (lua_State *L, LookupOp *op) {
  op->op.fd = op->lookup->job.event;
  if (op->op.fd < 0) op->op.events = 0;  /* without an event: poll the state */
  return wait_run(L, &op->op);
}

void lookup_open (lua_State *L, const Open *o) {
  static const luaL_Reg owner[] = {
    {"__gc", lookup_gc}, {"__close", lookup_gc}, {NULL, NULL}
  };
  own_newmetatable(L, o, OWN_LOOKUP, owner);
}
