/*
** lookup.h: one request to the C library's resolver, which runs on a thread of
** the pool. Shared by lookup.c, which makes the request, and resolve.c, which
** prepares it and uses the answer.
*/
#ifndef PYSOCKET_NAMES_LOOKUP_H
#define PYSOCKET_NAMES_LOOKUP_H

#include "address/address.h"
#include "base/op.h"
#include "names/pool.h"

#include <netdb.h>

typedef struct Lookup Lookup;

/* A userdata owns it and, while the job runs, its thread does. From the start of
** the job to its end, only the thread may access the request and the answer. */
struct Lookup {
  Job job;
  Socket *s;               /* the socket whose method waits for it; the thread
                           ** uses neither this nor the next two */
  Lookup *next;            /* in the list of `s` */
  int closed;              /* `s` was closed meanwhile */
  void (*ask) (Lookup *l);
  /* the request */
  const char *host;        /* NULL: none. Both follow the struct in memory */
  const char *service;
  struct addrinfo hints;
  int flags;               /* getnameinfo's */
  Address address;         /* the list's first, or getnameinfo's; len 0: none */
  /* the answer */
  int eai, errnum;         /* 0, or an EAI code and the errno of EAI_SYSTEM */
  int h_err;               /* 0, or why there is no `entry` */
  struct addrinfo *list;
  struct hostent entry;
  char *memory;            /* what `entry` points into */
  char name[NI_MAXHOST];
  char port[NI_MAXSERV];
};

/* The wait for a lookup, which its userdata on the Lua stack keeps alive. */
typedef struct LookupOp LookupOp;
struct LookupOp {
  Op op;
  Lookup *lookup;
  /* Pushes the results and returns their number, or raises. */
  int (*finish) (lua_State *L, LookupOp *op);
  int host;                /* stack index of the host */
  int (*again) (lua_State *L, int64_t until);  /* see resolve_then */
};

/* Pushes a userdata with a new lookup, which is closed when the calling binding
** returns. `host` and `service` may be NULL. */
Lookup *lookup_new (lua_State *L, const char *host, const char *service);

/* Makes closing the socket end the wait. */
void lookup_attach (Lookup *l, Socket *s);

/* The requests. */
void lookup_addrinfo (Lookup *l);    /* host, service, hints -> list, address */
void lookup_nameinfo (Lookup *l);    /* address, flags -> name, port */
void lookup_address (Lookup *l);     /* lookup_addrinfo, unless it is known */
void lookup_hostbyname (Lookup *l);  /* lookup_address, then host -> entry */
void lookup_hostbyaddr (Lookup *l);  /* lookup_address, address -> entry */

/* lookup_addrinfo for a numeric host, which needs no thread, as names of services
** are in a local file. Returns 0 if the host is a name. */
int lookup_numeric (Lookup *l);

/* Makes the request on a thread of the pool. */
void lookup_start (lua_State *L, Lookup *l, void (*ask) (Lookup *l));
/* Waits for the answer and finishes: `return lookup_wait(L, &op)`. */
int lookup_wait (lua_State *L, LookupOp *op);
void lookup_opinit (LookupOp *op, Lookup *l, const char *call, int host,
                    int (*finish) (lua_State *, LookupOp *));

/* The socket is being closed: ends the waits of its methods for lookups. */
void lookup_closing (Socket *s);

void lookup_open (lua_State *L, const Open *o);

#endif
