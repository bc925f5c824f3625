/*
** argument.h: arguments, and functions that share the upvalues of the module.
*/
#ifndef PYSOCKET_BASE_ARGUMENT_H
#define PYSOCKET_BASE_ARGUMENT_H

#include "base/state.h"

/* Sets each function of `regs` into the table at `table`, as a closure over
** the three shared upvalues. */
void core_setfuncs (lua_State *L, const Open *o, int table,
                    const luaL_Reg *regs);

/* Pushes the three for a closure of its own: from the running function, and
** while a room is opened. */
static inline void core_pushupvalues (lua_State *L) {
  lua_pushvalue(L, UP_STATE);
  lua_pushvalue(L, UP_SOCKET);
  lua_pushvalue(L, UP_BUFFER);
}
static inline void core_pushshared (lua_State *L, const Open *o) {
  lua_pushvalue(L, o->state);
  lua_pushvalue(L, o->socket_mt);
  lua_pushvalue(L, o->buffer_mt);
}

/* next(t, key), for what __pairs gives. */
int core_next (lua_State *L);

/* If the argument `first` is a table, the keyword arguments `names` (ended by
** NULL) are taken from it and laid out as positional arguments from `first`
** on, missing ones nil. An unknown name is an error. */
void core_keywords (lua_State *L, int first, const char *const names[]);

/* An integer argument that must fit a C int, or `def` where it is absent. */
int core_checkint (lua_State *L, int arg);
static inline int core_optint (lua_State *L, int arg, int def) {
  if (lua_gettop(L) < arg || lua_isnil(L, arg)) return def;
  return core_checkint(L, arg);
}

/* How many bytes are meant by n, which is not negative: where size_t has 32
** bits, a larger one means as many as there can be. */
static inline size_t core_size (lua_Integer n) {
  return (lua_Unsigned)n < SIZE_MAX ? (size_t)n : SIZE_MAX;
}

/* The value on the top, `list[i]field` of the argument `arg`, is wrong. */
int item_error (lua_State *L, int arg, const char *list, lua_Integer i,
                const char *field, const char *expected);
/* Pops an integer that fits an int: item `i` of the argument's list. */
int item_int (lua_State *L, int arg, const char *list, lua_Integer i,
              const char *field, const char *expected);

#endif
