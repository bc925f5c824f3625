/*
** argument.h: arguments, and functions that share the upvalues of the module.
*/
#ifndef PYSOCKET_BASE_ARGUMENT_H
#define PYSOCKET_BASE_ARGUMENT_H

#include "base/state.h"

/* Puts each function of `regs` into the table at `table`, as a closure over
** the three shared upvalues. */
void core_setfuncs (lua_State *L, const Open *o, int table,
                    const luaL_Reg *regs);

/* Push the three upvalues for another closure: the first in a function that has
** them, the second in a function X_open. */
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

/* Pushes a copy of the table at `table`, an absolute index. */
void core_pushcopy (lua_State *L, int table);

/* Pushes a new table with that __mode. */
void core_newweak (lua_State *L, const char *mode);

/* next(t, key), as __pairs returns it. */
int core_next (lua_State *L);

/* Returns the index of the first argument after the class in its __call.
** Lua 5.5 does not count the class in argument errors; 5.4 does. */
static inline int core_firstofcall (lua_State *L) {
  luaL_checkany(L, 1);
#if LUA_VERSION_NUM >= 505
  return 2;
#else
  lua_remove(L, 1);
  return 1;
#endif
}

/* An integer argument that must fit into a C int, or `def` if it is absent. */
int core_checkint (lua_State *L, int arg);
static inline int core_optint (lua_State *L, int arg, int def) {
  if (lua_gettop(L) < arg || lua_isnil(L, arg)) return def;
  return core_checkint(L, arg);
}

/* Raises that the method was called without an object of its class. */
int core_badreceiver (lua_State *L, const char *class, const char *method);

/* A string for the C library, without a NUL byte. A number is refused, because
** 127.1 would count as an address. `opt` returns NULL for nil. */
const char *core_checktext (lua_State *L, int arg);
static inline const char *core_opttext (lua_State *L, int arg) {
  return lua_isnoneornil(L, arg) ? NULL : core_checktext(L, arg);
}

/* A boolean by Python's rule: 0 and "" are false too. */
int core_truth (lua_State *L, int arg);

/* Converts a number of bytes that is not negative. If it does not fit into a
** size_t of 32 bits, it means the largest possible size. */
static inline size_t core_size (lua_Integer n) {
  return (lua_Unsigned)n < SIZE_MAX ? (size_t)n : SIZE_MAX;
}

/* ---- keyword arguments, in keywords.c ------------------------------------- */

/* `names` are the parameters from the argument `first` on, as in "ancdata[]
** flags address{}": [] marks a parameter whose value can be a sequence, {} one
** whose value can be any table. If one of these arguments is a table of keyword
** arguments, replaces it by positional arguments, with nil for missing ones. An
** unknown keyword is an error unless it can be part of a value. */
void keywords_find (lua_State *L, int first, const char *names);
static inline void keywords_check (lua_State *L, int first,
                                   const char *names) {
  int i, top = lua_gettop(L);
  for (i = first; i <= top; i++) {
    if (!lua_istable(L, i)) continue;
    keywords_find(L, first, names);
    return;
  }
}
/* The function's last parameter, an integer, or `def` if it is absent. */
static inline int keywords_optint (lua_State *L, int arg, int def,
                                   const char *name) {
  if (lua_gettop(L) < arg) return def;
  keywords_check(L, arg, name);
  return core_optint(L, arg, def);
}
void keywords_open (lua_State *L, const Open *o);

/* ---- items of lists --------------------------------------------------------- */

/* Raises an error: the value on the top, `list[i]field` of the argument `arg`,
** is wrong. */
int item_error (lua_State *L, int arg, const char *list, lua_Integer i,
                const char *field, const char *expected);

#endif
