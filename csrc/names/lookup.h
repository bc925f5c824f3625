/*
** lookup.h: one question to the C library's resolver, asked on a thread of the
** pool. Shared by lookup.c, which asks, and resolve.c, which knows what was
** meant and what to make of the answer.
*/
#ifndef PYSOCKET_NAMES_LOOKUP_H
#define PYSOCKET_NAMES_LOOKUP_H

#include "address/address.h"
#include "base/op.h"
#include "names/pool.h"

#include <netdb.h>

typedef struct Lookup Lookup;

/* Belongs to a userdata and, while it runs, to its thread. Until the job is done
** only the thread may touch what is asked or came. */
struct Lookup {
  Job job;
  Socket *s;               /* on whose behalf; Lua's alone, as the next two */
  Lookup *next;            /* among those of `s` */
  int closed;              /* `s` was closed meanwhile */
  void (*ask) (Lookup *l);
  /* what is asked */
  const char *host;        /* NULL: none. Both follow the struct in memory */
  const char *service;
  struct addrinfo hints;
  int flags;               /* getnameinfo's */
  Address address;         /* the list's first, or getnameinfo's; len 0: none */
  /* what came */
  int eai, errnum;         /* 0, or an EAI code and the errno of EAI_SYSTEM */
  int h_err;               /* 0, or why there is no `entry` */
  struct addrinfo *list;
  struct hostent entry;
  char *memory;            /* what `entry` points into */
  char name[NI_MAXHOST];
  char port[NI_MAXSERV];
};

/* Waits for a lookup. In a task the struct is copied byte by byte: the lookup
** is anchored by its userdata on the Lua stack. */
typedef struct LookupOp LookupOp;
struct LookupOp {
  Op op;
  Lookup *lookup;
  /* Pushes the results and returns their number, or raises. */
  int (*finish) (lua_State *L, LookupOp *op);
  int host;                /* stack index of the host that is asked for */
  lua_CFunction again;     /* resolve_then's */
};

/* Pushes a userdata with a new lookup, to be closed when the C function that
** calls this ends; `host` and `service` may be NULL. */
Lookup *lookup_new (lua_State *L, const char *host, const char *service);

/* Ends its wait when the socket is closed. */
void lookup_attach (Lookup *l, Socket *s);

/* What to ask. */
void lookup_addrinfo (Lookup *l);    /* host, service, hints -> list, address */
void lookup_nameinfo (Lookup *l);    /* address, flags -> name, port */
void lookup_address (Lookup *l);     /* lookup_addrinfo, unless it is known */
void lookup_hostbyname (Lookup *l);  /* lookup_address, then host -> entry */
void lookup_hostbyaddr (Lookup *l);  /* lookup_address, address -> entry */

/* lookup_addrinfo of a numeric host, which needs no look-up. Returns 0 where the
** host is a name. The name of a service comes from a file of this machine. */
int lookup_numeric (Lookup *l);

/* Asks on a thread of the pool. */
void lookup_start (lua_State *L, Lookup *l, void (*ask) (Lookup *l));
/* Waits for the answer and finishes: `return lookup_wait(L, &op)`. */
int lookup_wait (lua_State *L, LookupOp *op);
void lookup_opinit (LookupOp *op, Lookup *l, const char *call, int host,
                    int (*finish) (lua_State *, LookupOp *));

/* The socket closes: who waits for a look-up on its behalf is woken. */
void lookup_closing (Socket *s);

void lookup_open (lua_State *L, const Open *o);

#endif
