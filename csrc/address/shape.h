/*
** shape.h: tables whose items have a position and a name: addresses of all
** families, and the rows that functions such as getaddrinfo return.
*/
#ifndef PYSOCKET_ADDRESS_SHAPE_H
#define PYSOCKET_ADDRESS_SHAPE_H

#include "base/object.h"

typedef struct Shape {
  const char *family;       /* "AF_INET" */
  const char *form;         /* "a table {host, port}" */
  const char *example;      /* "{\"127.0.0.1\", 8080}" */
  const char *const *names; /* of its items, ended by NULL */
  unsigned char required;   /* number of required items */
  unsigned char bytes;      /* bit i: item i prints as Python's bytes */
  unsigned char wide;       /* bit i: item i is an unsigned word of 64 bits */
} Shape;
/* Set item `i` (from 1) of the table on the top of the stack. */
static inline void row_setinteger (lua_State *L, int i, lua_Integer n) {
  lua_pushinteger(L, n);
  lua_rawseti(L, -2, i);
}
static inline void row_setstring (lua_State *L, int i, const void *s,
                                  size_t len) {
  lua_pushlstring(L, (const char *)s, len);
  lua_rawseti(L, -2, i);
}
/* Pushes the metatable of a shape. */
void shape_push (lua_State *L, const Shape *shape);
/* Gives the shape to the table on the top of the stack: its positions have names,
** and it prints like Python's tuple. A shape without a family is not an
** address's. */
void shape_set (lua_State *L, const Shape *shape);
/* Pushes the items of the address at `arg`, by position or else by name;
** missing optional ones are nil. Returns the stack index of the first. */
int shape_unpack (lua_State *L, int arg, const Shape *shape);
/* Is it an address that the module has created? Other tables may have unknown
** names by mistake. */
int shape_isobject (lua_State *L, int arg);
/* Item `i` (from 0) of those at `base`. An integer that is missing is 0. */
lua_Integer shape_integer (lua_State *L, int arg, const Shape *shape,
                           int base, int i, lua_Integer lo, lua_Integer hi);
const char *shape_string (lua_State *L, int arg, const Shape *shape,
                          int base, int i, size_t *len);
/* Pushes the table at `arg` as an address of that shape. */
void shape_pushgiven (lua_State *L, int arg, const Shape *shape);
/* Raise "bad argument": the address is not such a table, or item `i` is
** wrong. */
int shape_error (lua_State *L, int arg, const Shape *shape, const char *what);
int shape_argerror (lua_State *L, int arg, const Shape *shape, int i,
                    const char *fmt, ...);
/* Raises "bad argument": an address is not the right one. */
int shape_refuse (lua_State *L, int arg, const char *message);
/* core._check_address has the address at this index, where no other function has
** one. Its errors are about the argument and the function that it is given. */
#define CHECKED_ADDRESS 6
/* The name of the running method, for errors of the system. */
const char *addr_call (lua_State *L);

#endif
