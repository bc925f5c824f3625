/*
** pem.h: PEM, from a file or from text.
*/
#ifndef PYSOCKET_TLS_PEM_H
#define PYSOCKET_TLS_PEM_H

#include "base/state.h"

#include <openssl/bio.h>

/* Is the string at `arg` PEM text? Otherwise it is a path. */
int pem_istext (lua_State *L, int arg);
/* The index again if the string there is a path, else 0: what errors name. */
int pem_path (lua_State *L, int arg);
/* Returns a BIO, which the caller frees, of the file or text at `arg`. Raises
** "bad argument" or the error of the system. */
BIO *pem_open (lua_State *L, int arg, const char *call);
/* Is the string at `arg` a path without NUL? Raises otherwise. */
const char *pem_checkpath (lua_State *L, int arg);

#endif
