/*
** ask.h: callbacks that OpenSSL asks something in the middle of a handshake.
*/
#ifndef PYSOCKET_TLS_ASK_H
#define PYSOCKET_TLS_ASK_H

#include "tls/connection.h"

/* Calls f(question, callback) in protected mode, on the stack of whoever has
** called OpenSSL (Connection's `caller`). The callback is the value `which` of the
** connection's context, CONTEXT_...; `question` is a light userdata. An error stays
** on that stack until OpenSSL has returned, and nothing more is asked. Returns 0
** if f did not return. It needs no memory before the protected call. */
int ask_callback (SSL *ssl, int which, lua_CFunction f, void *question);

#endif
