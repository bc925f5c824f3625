/*
** error.h: raises the errors of OpenSSL.
*/
#ifndef PYSOCKET_TLS_ERROR_H
#define PYSOCKET_TLS_ERROR_H

#include "base/state.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#define OPEN_CORE 1  /* the stack index of pysocket.core in functions X_open */

/* Raises the memory error if OpenSSL's queue begins with it: then a failure says
** nothing about the arguments. */
void tls_checkmemory (lua_State *L);
/* Raises the newest error of OpenSSL's queue, and empties that, as an SSLError
** whose errno is OpenSSL's number of the reason. `call` names the operation
** ("load_cert_chain"). Never returns; the int is for `return tls_fail(...)`. */
int tls_fail (lua_State *L, const char *call);
/* The same. The value at `arg` (a stack index, 0: none) becomes e.filename. A
** system error is raised as an OSError with its errno. */
int tls_fail_file (lua_State *L, const char *call, int arg);
/* Pushes, without raising it, an error of that class. `code` is a number of
** OpenSSL's queue, or 0. A `text` that is not NULL replaces OpenSSL's. */
void tls_push (lua_State *L, const char *class, int errnum,
               unsigned long code, const char *text, const char *call);
/* Pops a text, and sets it as e.hint of the error below it. */
void tls_sethint (lua_State *L);
void tls_error_open (lua_State *L, const Open *o);

#endif
