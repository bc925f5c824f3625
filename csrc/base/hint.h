/*
** hint.h: the usual causes of errors, which their texts name.
*/
#ifndef PYSOCKET_BASE_HINT_H
#define PYSOCKET_BASE_HINT_H

#include "base/state.h"

/* What has probably caused the error object at `e`, or NULL. */
const char *hint_for (lua_State *L, int e, lua_Integer errnum,
                      const char *call);

#endif
