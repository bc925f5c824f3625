/*
** pem.h: reads PEM from a file or from a string.
*/
#ifndef PYSOCKET_TLS_PEM_H
#define PYSOCKET_TLS_PEM_H

#include "base/state.h"

#include <openssl/bio.h>

/* Is the string at `arg` PEM text? Otherwise it is a path. */
int pem_istext (lua_State *L, int arg);
/* `arg` if the string there is a path, else 0. This is for e.filename. */
int pem_path (lua_State *L, int arg);
/* Opens a file, or returns NULL after an error of OpenSSL. A directory is an error. */
BIO *pem_file (const char *path);
/* Returns a BIO of the file or text at `arg`, which the caller frees. Raises "bad
** argument" or the system error. */
BIO *pem_open (lua_State *L, int arg, const char *call);

#endif
