/*
** family.h: the table of address families, a row {parse, push} for each.
*/
#ifndef PYSOCKET_ADDRESS_FAMILY_H
#define PYSOCKET_ADDRESS_FAMILY_H

#include "address/address.h"
#include "address/shape.h"

typedef struct Family {
  int family;
  int proto;                /* -1: any */
  const Shape *shape;
  /* NULL: the kernel may return such an address, but the caller cannot pass one */
  int (*parse) (lua_State *L, int arg, const Socket *s, Address *a);
  /* *a is padded with zeros, so no field of it is beyond its end */
  void (*push) (lua_State *L, const Socket *s, const Address *a);
} Family;

extern const Family family_rows[], bluetooth_rows[];  /* ended by AF_UNSPEC */
/* Copies a sockaddr of a specific type into *a. */
static inline void addr_put (Address *a, const void *sa, size_t size) {
  a->len = (socklen_t)size;
  memcpy(&a->u, sa, size);
}

/* Pushes {family, data}. */
void addr_pushraw (lua_State *L, const Address *a);

#endif
