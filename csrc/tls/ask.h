/*
** ask.h: calls of Lua callbacks that OpenSSL needs in the middle of a handshake.
*/
#ifndef PYSOCKET_TLS_ASK_H
#define PYSOCKET_TLS_ASK_H

#include "tls/connection.h"

/* Calls f(question, callback) in protected mode, on the stack of the coroutine that
** has called OpenSSL (Connection.caller). The callback is the value `which`
** (CONTEXT_...) of the connection's context; `question` is a light userdata. An
** error stays on that stack until OpenSSL has returned, and no other callback is
** called. Returns 0 after an error. */
int ask_callback (SSL *ssl, int which, lua_CFunction f, void *question);

#endif
