/*
** select.h: the module select (select.c, poll.c and epoll.c), and functions that its
** files share (event.c and ahead.c).
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
void pair_open (lua_State *L, const Open *o);
void pair_push (lua_State *L, int meta, lua_Integer fd, lua_Integer event);

/* Pushes "<select.epoll object at 0x…>" for the object at 1. */
int select_show (lua_State *L, const char *name);

/* The timeout argument of poll, in units of `unit` nanoseconds. nil and negative
** numbers mean no timeout. */
int64_t select_checktimeout (lua_State *L, int arg, lua_Number unit);

/* The reason why a program must not wait for the file at `idx`, or NULL. */
const char *ahead_reason (lua_State *L, int idx);
/* Keeps the object at stack index 2 in a user value of the object at index 1, if
** it is a file and the wait is for reading. Raises an error if Lua has read
** ahead. */
void ahead_note (lua_State *L, int uservalue, int fd, int reads);
/* Raises an error if Lua has read ahead of one of the kept files. */
void ahead_check (lua_State *L, int uservalue);

/* Pushes the contents of the select module. */
void select_open (lua_State *L, const Open *o);
/* Add poll, epoll and their constants to it. */
void poll_open (lua_State *L, const Open *o, int table);
void epoll_open (lua_State *L, const Open *o, int table);

#endif
