/*
** guard.h: owns an object of OpenSSL while C code calls Lua functions, any of which
** may raise an error.
*/
#ifndef PYSOCKET_TLS_GUARD_H
#define PYSOCKET_TLS_GUARD_H

#include "base/state.h"

typedef struct Guard {
  void *object;
  void (*free) (void *object);
} Guard;

/* Pushes an empty guard. Create it before the object that it keeps: its
** finalizer frees the object if an error is raised. */
Guard *guard_push (lua_State *L);
static inline void guard_keep (Guard *g, void *object,
                               void (*free_object) (void *)) {
  g->object = object;
  g->free = free_object;
}
/* Frees the object now. The guard stays on the stack, empty. */
void guard_free (Guard *g);
/* What guard_keep needs for objects that several files have: text from OpenSSL, a
** BIO, an X509. */
void guard_freetext (void *text);
void guard_freebio (void *bio);
void guard_freecert (void *cert);
void guard_open (lua_State *L, const Open *o);

#endif
