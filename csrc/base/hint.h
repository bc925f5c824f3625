/*
** hint.h: the usual causes of errors, which the texts of errors end with.
*/
#ifndef PYSOCKET_BASE_HINT_H
#define PYSOCKET_BASE_HINT_H

#include "base/state.h"

/* The usual cause of the error object at `e`, or NULL. */
const char *hint_for (lua_State *L, int e, lua_Integer errnum,
                      const char *call);
#define HINT_ADDRESS_TAKEN \
  "Another socket uses this address: stop its program, or choose another port."

#endif
