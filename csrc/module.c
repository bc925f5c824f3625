/*
** module.c: luaopen_pysocket_core, which opens the parts of the core and creates
** other names of the module on first use.
*/
#include "address/address.h"
#include "base/abi.h"
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/exception.h"
#include "base/front.h"
#include "base/layer.h"
#include "base/object.h"
#include "base/own.h"
#include "base/process.h"
#include "base/show.h"
#include "base/traceback.h"
#include "loop/loop.h"
#include "luasocket/luasocket.h"
#include "names/machine.h"
#include "names/pool.h"
#include "names/resolve.h"
#include "socket/layered.h"
#include "socket/pipe.h"
#include "socket/socket.h"
#include "tables/tables.h"
#include "wait/clock.h"
#include "wait/select.h"

#include <string.h>

#define VERSION "pysocket 1.0.0"

/* ---- the state ------------------------------------------------------------ */

static int state_gc (lua_State *L) {
  State *st = (State *)lua_touserdata(L, 1);
  st->ended = 1;
  bytes_free(st);
  layer_free(st);
  pool_end(st);
  process_unwatch(st);
  return 0;
}

static void push_state (lua_State *L) {
  State *st = (State *)lua_newuserdatauv(L, sizeof(State), OWN_END - 1);
  memset(st, 0, sizeof *st);
  st->magic = &state_magic;
  st->abi = ABI;
  st->sock_magic = &sock_magic;
  st->default_timeout = TIMEOUT_NONE;
  st->epoch = 1;
  process_open(st);
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
  st->main = lua_tothread(L, -1);
  lua_pop(L, 1);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, state_gc);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
}

/* ---- names that are created on first use ----------------------------------- */

/* Functions that are written in Lua, and their modules. */
static const struct { const char *name, *module; } in_lua[] = {
  {"create_connection", "pysocket.connection"},
  {"create_server", "pysocket.connection"},
  {"has_dualstack_ipv6", "pysocket.connection"},
  {"getfqdn", "pysocket.names"},
  {"help", "pysocket.help"},
  {"ExceptionGroup", "pysocket.exceptiongroup"},
};

static int push_inlua (lua_State *L, const char *name) {
  size_t i;
  for (i = 0; i < COUNT(in_lua); i++) {
    if (strcmp(in_lua[i].name, name) != 0) continue;
    core_require(L, in_lua[i].module);
    lua_getfield(L, -1, name);
    front_push(L);
    return 1;
  }
  return 0;
}

/* module.name -> value | nil, for a name that does not exist yet */
static int module_index (lua_State *L) {
  size_t len;
  const char *name;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  name = lua_tolstring(L, 2, &len);
  if (strlen(name) != len) return 0;
  if (!constants_push(L, name, len) && !exception_pushpublic(L, name) &&
      !push_inlua(L, name)) return 0;
  lua_pushvalue(L, 2);
  lua_pushvalue(L, -2);
  lua_rawset(L, 1);
  return 1;
}

/* pairs(module): creates all public names first */
static int module_pairs (lua_State *L) {
  size_t i;
  luaL_checktype(L, 1, LUA_TTABLE);
  constants_all(L, 1);
  exception_all(L, 1);
  for (i = 0; i < COUNT(in_lua); i++) {
    lua_getfield(L, 1, in_lua[i].name);
    lua_pop(L, 1);
  }
  lua_pushcfunction(L, core_next);
  lua_pushvalue(L, 1);
  return 2;
}

static void set_metatable (lua_State *L, const Open *o) {
  lua_createtable(L, 0, 2);
  core_pushshared(L, o);
  lua_pushcclosure(L, module_index, NUPVALUES);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, module_pairs);
  lua_setfield(L, -2, "__pairs");
  lua_setmetatable(L, o->module);
}

/* ---- the table of pysocket.core ---------------------------------------------- */

/* Parts that only some modules need. */
static const struct {
  const char *name;
  void (*open) (lua_State *, const Open *);  /* pushes a table */
} later[] = {
  {"_loop", loop_open}, {"_select", select_open}, {"_time", clock_open},
  {"_luasocket", luasocket_open},
};

#define UP_WHICH lua_upvalueindex(NUPVALUES + 1)
#define UP_TABLE lua_upvalueindex(NUPVALUES + 2)  /* nil: it is not open yet */

static void open_later (lua_State *L) {
  const Open o = {.module = 1, .internal = 2, .methods = 3, .state = 4,
                  .socket_mt = 5, .buffer_mt = 6};
  if (!lua_checkstack(L, 2 * LUA_MINSTACK)) err_memory(L);
  own_get(L, OWN_MODULE);
  own_get(L, OWN_CORE);
  sock_pushmethods(L);
  core_pushupvalues(L);
  later[lua_tointeger(L, UP_WHICH)].open(L, &o);
  lua_replace(L, UP_TABLE);
}

/* core._loop() -> table; the others likewise
** Each part is opened only once, because running tasks belong to the first
** opening. */
static int core_later (lua_State *L) {
  lua_settop(L, 0);
  if (lua_isnil(L, UP_TABLE)) open_later(L);
  lua_pushvalue(L, UP_TABLE);
  return 1;
}

/* The private functions. So that the module's own files need no other table, it
** also finds the public ones. */
static void set_internal (lua_State *L, const Open *o) {
  size_t i;
  for (i = 0; i < COUNT(later); i++) {
    core_pushshared(L, o);
    lua_pushinteger(L, (lua_Integer)i);
    lua_pushnil(L);
    lua_pushcclosure(L, core_later, NUPVALUES + 2);
    lua_setfield(L, o->internal, later[i].name);
  }
  lua_pushvalue(L, o->module);
  lua_setfield(L, o->internal, "_public");
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, o->module);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, o->internal);
}

/* ---- opening ----------------------------------------------------------------- */

static void (*const parts[]) (lua_State *, const Open *) = {
  own_open, keywords_open, show_open, front_open, exception_open, err_open,
  trace_open,
  errno_open, addr_open,
  buffer_open, class_open, socket_open,
  connect_open, transfer_open, layered_open, message_open, rights_open, afalg_open,
  sendfile_open, pipe_open, filebuffer_open, filemethods_open, option_open, resolve_open,
  machine_open, inet_open, child_open,
};

LUAMOD_API __attribute__((visibility("default")))
int luaopen_pysocket_core (lua_State *L) {
  Open o;
  size_t i;
  luaL_checkversion(L);
  lua_settop(L, 0);
  lua_createtable(L, 0, 64);
  lua_createtable(L, 0, 130);  /* sparse, for fast lookups of methods */
  push_state(L);
  lua_createtable(L, 0, 8);
  lua_createtable(L, 0, 16);
  lua_createtable(L, 0, 64);
  o.module = 1;
  o.methods = 2;
  o.state = 3;
  o.socket_mt = 4;
  o.buffer_mt = 5;
  o.internal = 6;
  lua_pushliteral(L, VERSION);
  lua_setfield(L, o.module, "_VERSION");
  lua_pushboolean(L, 1);
  lua_setfield(L, o.module, "has_ipv6");
  for (i = 0; i < COUNT(parts); i++) {
    parts[i](L, &o);
    lua_settop(L, o.internal);
  }
  set_metatable(L, &o);
  set_internal(L, &o);
  return 1;
}
