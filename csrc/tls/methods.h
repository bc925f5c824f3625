/*
** methods.h: functions that add the methods of SSLContext to the table at stack index
** `methods`.
*/
#ifndef PYSOCKET_TLS_METHODS_H
#define PYSOCKET_TLS_METHODS_H

#include "base/state.h"

void ciphers_open (lua_State *L, const Open *o, int methods);
void chain_open (lua_State *L, const Open *o, int methods);
void trust_open (lua_State *L, const Open *o, int methods);
void psk_open (lua_State *L, const Open *o, int methods);

#endif
