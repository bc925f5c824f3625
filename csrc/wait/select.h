/*
** select.h: what select.c and epoll.c share.
*/
#ifndef PYSOCKET_WAIT_SELECT_H
#define PYSOCKET_WAIT_SELECT_H

#include "base/state.h"

/* A table of constants, ended by NULL. */
typedef struct Constant {
  const char *name;
  lua_Integer value;
} Constant;

void select_setconstants (lua_State *L, int table, const Constant *c);

/* Pushes the metatable of pairs, then a pair {fd, event} with it. */
void pair_pushmeta (lua_State *L);
void pair_push (lua_State *L, int meta, lua_Integer fd, lua_Integer event);

/* Makes a class: a table that is both the metatable of its objects and where
** their methods are found. Pushes it. */
void select_newclass (lua_State *L, const Open *o, const char *name,
                      const luaL_Reg *methods);
/* tostring: <select.epoll object at 0x…> */
int select_show (lua_State *L, const char *name);

/* The timeout of poll, a number of which `unit` nanoseconds make one: nil and
** a negative one are none. */
int64_t select_checktimeout (lua_State *L, int arg, lua_Number unit);

/* Tells the tasks that wait for `fd` among others that it is being closed. */
void select_closed (State *st, int fd);
void select_open (lua_State *L, const Open *o);

/* epoll.c */
void epoll_open (lua_State *L, const Open *o, int table);

#endif
