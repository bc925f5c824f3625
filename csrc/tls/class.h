/*
** class.h: the class SSLContext.
*/
#ifndef PYSOCKET_TLS_CLASS_H
#define PYSOCKET_TLS_CLASS_H

#include "base/state.h"

/* Opens the class, with its methods, after context_open. */
void context_class_open (lua_State *L, const Open *o);

#endif
