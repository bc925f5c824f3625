/*
** ask.h: calls of Lua callbacks that OpenSSL needs in the middle of a handshake.
*/
#ifndef PYSOCKET_TLS_ASK_H
#define PYSOCKET_TLS_ASK_H

#include "base/argument.h"
#include "tls/connection.h"

#define ASK_CALLBACK lua_upvalueindex(NUPVALUES + 1)

/* Sets the value `which` (CONTEXT_...) of the context at stack index 1 to the function
** f(question), whose upvalue ASK_CALLBACK is the user's callback at 2; to nil if that
** is nil. */
void ask_set (lua_State *L, int which, lua_CFunction f);
/* Calls that function in protected mode, on the stack of the coroutine that has called
** OpenSSL (Connection.caller); `question` is a light userdata. An error stays on that
** stack until OpenSSL has returned, and no other callback is called. Returns 0 after
** an error. */
int ask_callback (SSL *ssl, int which, void *question);

#endif
