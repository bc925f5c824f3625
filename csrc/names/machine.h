/*
** machine.h: this machine's name, services, protocols and interfaces.
*/
#ifndef PYSOCKET_NAMES_MACHINE_H
#define PYSOCKET_NAMES_MACHINE_H

#include "base/state.h"

void machine_open (lua_State *L, const Open *o);

#endif
