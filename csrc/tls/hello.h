/*
** hello.h: sni_callback, which a server calls with the server name that a client has
** sent.
*/
#ifndef PYSOCKET_TLS_HELLO_H
#define PYSOCKET_TLS_HELLO_H

#include "tls/connection.h"

/* For a server's connection whose context has a callback: lets the handshake stop
** with CONNECTION_HELLO. */
void hello_expect (Connection *c);
/* Does the handshake, up to any end, including CONNECTION_HELLO. If *failed, a callback
** has failed, and its error is on the top of the stack. */
int hello_step (lua_State *L, Connection *c, int flags, int *failed);
/* After CONNECTION_HELLO: calls context.sni_callback(s, name, context), which may wait,
** for the SSLSocket or SSLObject at `index`, and then then(L, status, k), which must
** call hello_answer first. Use it as `return hello_call(...)`. */
int hello_call (lua_State *L, Connection *c, int index, lua_KContext k,
                lua_KFunction then);
/* Takes the result of the callback from the top; the handshake can continue. Returns 1
** if its error is on the top instead; then the alert was sent. */
int hello_answer (lua_State *L, Connection *c, int status);
/* s.context = context: replaces the context of the connection. Returns 0 after an
** error of OpenSSL. */
int hello_switch (Connection *c, const Context *context);

#endif
