/*
** module.c: luaopen_pysocket_tls, which opens the TLS library for a core. They share
** the core's State.
*/
#include "base/abi.h"
#include "base/argument.h"
#include "tls/certificate.h"
#include "tls/class.h"
#include "tls/connect.h"
#include "tls/dict.h"
#include "tls/constants.h"
#include "tls/context.h"
#include "tls/error.h"
#include "tls/guard.h"
#include "tls/hostname.h"
#include "tls/luasec.h"
#include "tls/object.h"
#include "tls/purpose.h"
#include "tls/random.h"
#include "tls/record.h"
#include "tls/session.h"
#include "tls/socket.h"

static void (*const parts[]) (lua_State *, const Open *) = {
  tls_error_open, dict_open, tls_constants_open, guard_open, certificate_open,
  random_open, purpose_open, context_open, context_class_open, session_open,
  hostname_open, record_open, sslsocket_open, tlsconnect_open, memorybio_open,
  sslobject_open, luasec_open, luaseccert_open,
  luaseccontext_open, luasecverify_open,
};

/* Pushes the three upvalues that every function of the core has. */
static void push_shared (lua_State *L, int core) {
  int i;
  luaL_argcheck(L, lua_istable(L, core) &&
                   lua_getfield(L, core, "_require") == LUA_TFUNCTION,
                core, "the table of pysocket.core expected");
  for (i = 1; i <= NUPVALUES; i++)
    luaL_argcheck(L, lua_getupvalue(L, core + 1, i) != NULL, core,
                  "the table of pysocket.core expected");
  lua_remove(L, core + 1);
}

static void check_abi (lua_State *L, int state) {
  const State *st = (const State *)lua_touserdata(L, state);
  if (st == NULL || lua_rawlen(L, state) != sizeof(State) || st->abi != ABI)
    luaL_error(L, "pysocket/tls.so and pysocket/core.so are of different "
                  "builds: install both again");
}

/* open(core) -> table of the public functions and classes, for this load of the core
** core._tls has the functions for the module's own files. */
static int tls_open (lua_State *L) {
  const Open o = {.state = 2, .socket_mt = 3, .buffer_mt = 4, .module = 5,
                  .internal = 6};
  size_t i;
  lua_settop(L, 1);
  push_shared(L, 1);
  check_abi(L, o.state);
  lua_newtable(L);
  lua_newtable(L);
  for (i = 0; i < COUNT(parts); i++) {
    lua_settop(L, o.internal);
    parts[i](L, &o);
  }
  lua_settop(L, o.internal);
  lua_setfield(L, OPEN_CORE, "_tls");
  return 1;
}

LUAMOD_API __attribute__((visibility("default")))
int luaopen_pysocket_tls (lua_State *L) {
  luaL_checkversion(L);
  lua_pushcfunction(L, tls_open);
  return 1;
}
