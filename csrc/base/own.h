/*
** own.h: the objects that belong to one load of the module, kept as user values
** of its State. None of them is in the registry, where another load would find
** it.
*/
#ifndef PYSOCKET_BASE_OWN_H
#define PYSOCKET_BASE_OWN_H

#include "base/state.h"

enum {
  OWN_MODULE = 1, OWN_CORE,   /* the tables of pysocket and pysocket.core */
  OWN_LIST,                   /* show.c */
  OWN_LUA_MODULES,            /* by name (see core_require) */
  OWN_HOST, OWN_HOST6, OWN_INET, OWN_SHAPES,                /* address.c */
  OWN_ADDRESSES, OWN_RECENT,                                /* intern.c */
  OWN_ON_EXHAUSTED,                                         /* connect.c */
  OWN_FILES, OWN_FILEBUFFER,                                /* filebuffer.c */
  OWN_KINDS, OWN_LAST_KIND, OWN_BEYOND, OWN_CLOSED_SOCKET,  /* class.c */
  OWN_CLASSES, OWN_CLASS_CALL,                              /* exception.c */
  OWN_SOURCES,                                              /* error.c */
  OWN_MESSAGE, OWN_LOOKUP, OWN_INTERFACES,                  /* metatables */
  OWN_PAIR, OWN_SELECTION, OWN_POLL, OWN_EPOLL, OWN_CLOSED,
  OWN_TASK, OWN_FINALIZED, OWN_LOST, OWN_HANDLE, OWN_WAITQUEUE,                /* loop */
  OWN_TIMEOUT, OWN_CLOSED_TIMEOUT, OWN_STREAMBUFFER, OWN_LOOP, OWN_LOOP_METATABLE,
  OWN_SIGNALS,
  OWN_TLS, OWN_BIO, OWN_CONTEXT, OWN_SSLSOCKET, OWN_SSLOBJECT, OWN_MEMORYBIO, /* tls */
  OWN_SSLSESSION, OWN_TRUST, OWN_TRUSTED, OWN_CONTEXTS, OWN_GUARD, OWN_DICT,
  OWN_LUASOCKETS,                                   /* luasocket/object.c */
  OWN_TASKS,                     /* the first of the 20 in loop/state.h */
  OWN_END = OWN_TASKS + 20
};

/* Pushes it, for a function with the shared upvalues. */
static inline int own_get (lua_State *L, int key) {
  return lua_getiuservalue(L, UP_STATE, key);
}
/* Sets it from the top. */
static inline void own_set (lua_State *L, int key) {
  lua_setiuservalue(L, UP_STATE, key);
}
/* The same in a function X_open. */
static inline void own_put (lua_State *L, const Open *o, int key) {
  lua_setiuservalue(L, o->state, key);
}

/* The userdata at `idx` if it has the metatable of that key. Otherwise own_test
** returns NULL, and own_check raises "bad argument". */
void *own_test (lua_State *L, int idx, int key);
void *own_check (lua_State *L, int arg, int key, const char *name);
/* Sets that metatable for the value on the top. */
void own_setmetatable (lua_State *L, int key);
/* Creates, keeps and pushes a metatable with these functions. */
void own_newmetatable (lua_State *L, const Open *o, int key,
                       const luaL_Reg *functions);
/* The same for a table that is both the metatable of objects, with this __name, and
** the table of their methods. */
void own_newclass (lua_State *L, const Open *o, int key, const char *name,
                   const luaL_Reg *methods);
/* The same for a class that shares the functions of the class `base` unless it has its
** own. */
void own_newsubclass (lua_State *L, const Open *o, int key, int base,
                      const char *name, const luaL_Reg *methods);

/* The State at `idx`, of any load of the module, or NULL. */
State *state_test (lua_State *L, int idx);
extern const char state_magic;  /* only its address matters */

/* Pushes a module that is written in Lua, and loads it on first use. */
void core_require (lua_State *L, const char *name);
void own_open (lua_State *L, const Open *o);

/* Keeps the State alive as long as the userdata on the top, which refers to it:
** the State becomes its first user value. */
static inline void own_anchor (lua_State *L) {
  lua_pushvalue(L, UP_STATE);
  lua_setiuservalue(L, -2, 1);
}

#endif
