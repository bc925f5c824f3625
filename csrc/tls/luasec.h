/*
** luasec.h: functions that only the interface of LuaSec needs.
*/
#ifndef PYSOCKET_TLS_LUASEC_H
#define PYSOCKET_TLS_LUASEC_H

#include "base/state.h"

void luasec_open (lua_State *L, const Open *o);
void luaseccert_open (lua_State *L, const Open *o);
void luaseccontext_open (lua_State *L, const Open *o);
void luasecverify_open (lua_State *L, const Open *o);

#endif
