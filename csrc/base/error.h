/*
** error.h: raises all system errors.
*/
#ifndef PYSOCKET_BASE_ERROR_H
#define PYSOCKET_BASE_ERROR_H

#include "base/state.h"

/* The system's text for an errno. */
const char *err_text (int errnum);
/* Raises the class for `errnum`. `call` names the operation ("connect");
** never returns; the int is for `return err_raise(...)`. */
int err_raise (lua_State *L, int errnum, const char *call);
/* The same. The value at `address` (a stack index, 0: none) becomes e.address,
** and `bytes_sent` (-1: none) becomes e.bytes_sent. */
int err_raise_at (lua_State *L, int errnum, const char *call, int address,
                  lua_Integer bytes_sent);
/* Pushes, without raising, what err_raise would raise. */
void err_pusherrno (lua_State *L, int errnum, const char *call);
/* Raises TimeoutError, with the fields of err_raise_at. */
int err_timeout (lua_State *L, const char *call, int address,
                 lua_Integer bytes_sent);
/* Raises gaierror for an EAI code, with the request: "getaddrinfo 'host'".
** EAI_SYSTEM is raised as the error of `errnum`. */
int err_gai (lua_State *L, int eai, int errnum, const char *call, int host);
/* The same for herror and its codes. */
int err_herror (lua_State *L, int h_err, const char *call, int host);
/* Raises an OSError without errno, with Python's message. */
int err_message (lua_State *L, const char *call, const char *message);
/* The same; the value at `arg` (a stack index, 0: none) becomes the field. */
int err_message_at (lua_State *L, const char *call, const char *message,
                    const char *field, int arg);
/* Raises Lua's own memory error, a string that exists as long as the state and
** so needs no memory. */
#define NO_MEMORY "not enough memory"
int err_memory (lua_State *L);
/* Pushes, without raising, an object of the class named `class`, with
** errno `errnum` (0: none) and the message on the top of the stack, which it
** replaces. For errors that have their own messages in Python. */
void err_push (lua_State *L, const char *class, int errnum, const char *call);
/* Raises the object on the top of the stack, after setting its position
** (file:line) if it has none. */
int err_throw (lua_State *L);
/* Raises the text with the position of the user's line, as luaL_error does if
** the user's code is the direct caller. */
int err_fail (lua_State *L, const char *message);
/* Does the line belong to the module's own Lua code? */
int err_isown (lua_State *L, const lua_Debug *ar);
void err_open (lua_State *L, const Open *o);

#endif
