/*
** noreturn.h: declarations for the analyzers only (-include).
** These functions never return: they end in a longjmp. They are declared to
** return an int, for `return luaL_error(...)`, as in Lua. DEFINES_x is set while
** a file x.c is analyzed, because the definition of a function takes precedence
** there.
*/
#include <lauxlib.h>
#include <lua.h>

#define NORETURN __attribute__((noreturn))

int lua_error (lua_State *L) NORETURN;
int luaL_error (lua_State *L, const char *fmt, ...) NORETURN;
int luaL_argerror (lua_State *L, int arg, const char *extramsg) NORETURN;
int luaL_typeerror (lua_State *L, int arg, const char *tname) NORETURN;

#ifndef DEFINES_object
int sock_typeerror (lua_State *L, int arg) NORETURN;
int luasock_typeerror (lua_State *L, unsigned wanted) NORETURN;
#endif
#ifndef DEFINES_error
int err_raise (lua_State *L, int errnum, const char *call) NORETURN;
int err_throw (lua_State *L) NORETURN;
int err_message (lua_State *L, const char *call, const char *message) NORETURN;
int err_memory (lua_State *L) NORETURN;
int err_fail (lua_State *L, const char *message) NORETURN;
#endif
