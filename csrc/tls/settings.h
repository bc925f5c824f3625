/*
** settings.h: the attributes of an SSLContext.
*/
#ifndef PYSOCKET_TLS_SETTINGS_H
#define PYSOCKET_TLS_SETTINGS_H

#include "tls/context.h"

/* An attribute of the context at stack index 1. `get` pushes its value. `set` sets it
** to the value at stack index 3; NULL: it cannot be set. */
typedef struct Setting {
  const char *name;
  void (*get) (lua_State *L, Context *c);
  void (*set) (lua_State *L, Context *c);
} Setting;

/* The setting of that name, or NULL. */
const Setting *setting_find (const char *name);

#endif
