/*
** own.h: what one load of the module keeps for itself: the user values of its
** State. None of it is in the registry, where another load would find it.
*/
#ifndef PYSOCKET_BASE_OWN_H
#define PYSOCKET_BASE_OWN_H

#include "base/state.h"

enum {
  OWN_MODULE = 1,
  OWN_LIST,                   /* show.c */
  OWN_ROOMS,                  /* written in Lua, by name (see core_require) */
  OWN_HOST, OWN_INET, OWN_SHAPES,                           /* address.c */
  OWN_ON_EXHAUSTED,                                         /* connect.c */
  OWN_KINDS, OWN_BEYOND,                                    /* class.c */
  OWN_CLASSES, OWN_CLASS_CALL, OWN_SOURCES,                 /* error.c */
  OWN_MESSAGE, OWN_LOOKUP, OWN_INTERFACES,                  /* metatables */
  OWN_PAIR, OWN_SELECTION, OWN_POLL, OWN_EPOLL, OWN_CLOSED,
  OWN_TASK, OWN_FINALIZED, OWN_LOST, OWN_HANDLE,
  OWN_LOOP, OWN_LOOP_METATABLE, OWN_TASKS, OWN_SIGNALS,                         /* loop */
  OWN_END
};

/* Pushes it, for a function with the shared upvalues. */
static inline int own_get (lua_State *L, int key) {
  return lua_getiuservalue(L, UP_STATE, key);
}
/* Sets it from the top. */
static inline void own_set (lua_State *L, int key) {
  lua_setiuservalue(L, UP_STATE, key);
}
/* The same while a room is opened. */
static inline void own_put (lua_State *L, const Open *o, int key) {
  lua_setiuservalue(L, o->state, key);
}

/* The userdata at `idx` if it has the metatable of that key, else NULL resp.
** "bad argument". */
void *own_test (lua_State *L, int idx, int key);
void *own_check (lua_State *L, int arg, int key, const char *name);
/* Gives what is on the top that metatable. */
void own_setmetatable (lua_State *L, int key);
/* Pushes a new metatable with these functions, which is kept. */
void own_newmetatable (lua_State *L, const Open *o, int key,
                       const luaL_Reg *functions);

/* The State at `idx`, of whichever load of the module, or NULL. */
State *state_test (lua_State *L, int idx);
extern const char state_magic;  /* only its address matters */

/* Pushes a room that is written in Lua, loaded at its first use. */
void core_require (lua_State *L, const char *room);
void own_open (lua_State *L, const Open *o);

/* A userdata that refers to its State keeps it alive: it has it as its first
** user value, given to what is on the top. */
static inline void own_anchor (lua_State *L) {
  lua_pushvalue(L, UP_STATE);
  lua_setiuservalue(L, -2, 1);
}

#endif
