/*
** error.h: the sole raiser of system errors.
*/
#ifndef PYSOCKET_BASE_ERROR_H
#define PYSOCKET_BASE_ERROR_H

#include "base/state.h"

/* Raises the class for `errnum`. `call` names the operation ("connect");
** never returns; the int is for `return err_raise(...)`. */
int err_raise (lua_State *L, int errnum, const char *call);
/* The same; the value at `address` (a stack index, 0: none) becomes e.address,
** and `bytes_sent` (-1: none) e.bytes_sent. */
int err_raise_at (lua_State *L, int errnum, const char *call, int address,
                  lua_Integer bytes_sent);
/* Pushes, without raising, what err_raise would raise. */
void err_pusherrno (lua_State *L, int errnum, const char *call);
int err_timeout (lua_State *L, const char *call, int address,
                 lua_Integer bytes_sent);
/* gaierror for an EAI code, of what was asked: "getaddrinfo 'host'".
** EAI_SYSTEM is raised as the error of `errnum`. */
int err_gai (lua_State *L, int eai, int errnum, const char *call, int host);
int err_herror (lua_State *L, int h_err, const char *call, int host);
/* An OSError that no errno stands for, in Python's words. */
int err_message (lua_State *L, const char *call, const char *message);
/* The same; the value at `arg` (a stack index, 0: none) becomes the field. */
int err_message_at (lua_State *L, const char *call, const char *message,
                    const char *field, int arg);
/* There is no memory: raises what Lua itself raises. As long as the state lives
** this is a string that needs no memory to be made. */
#define NO_MEMORY "not enough memory"
int err_memory (lua_State *L);
/* Pushes, without raising, an object of the class named `class`, with
** errno `errnum` (0: none) and the message on the top of the stack, which it
** replaces. For errors that Python raises with words of its own. */
void err_push (lua_State *L, const char *class, int errnum, const char *call);
/* Raises the object on the top of the stack, giving it its place (file:line)
** if it has none. */
int err_throw (lua_State *L);
/* Raises the text at the user's line, as luaL_error does where Lua's caller of
** the function is the user. */
int err_fail (lua_State *L, const char *message);
/* Is the line one of the module's own Lua? */
int err_isown (lua_State *L, const lua_Debug *ar);
/* Pushes the class of that name; 0: the module has none. */
int err_pushclass (lua_State *L, const char *name);
/* Asks the module at stack index `module` for each class. */
void err_all (lua_State *L, int module);
void err_open (lua_State *L, const Open *o);

#endif
