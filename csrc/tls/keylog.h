/*
** keylog.h: the key log file, with which Wireshark decrypts captured traffic.
*/
#ifndef PYSOCKET_TLS_KEYLOG_H
#define PYSOCKET_TLS_KEYLOG_H

#include "tls/context.h"

/* Sets keylog_filename of the context at `index` to the path at `path`, or to
** nil. */
void keylog_set (lua_State *L, Context *c, int index, int path);

#endif
