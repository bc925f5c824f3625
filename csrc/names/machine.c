/*
** machine.c: the name of this machine, and those of services, protocols and
** interfaces, which need no resolver.
*/
#include "address/shape.h"
#include "base/argument.h"
#include "base/error.h"
#include "base/own.h"
#include "base/show.h"
#include "names/machine.h"

#include <limits.h>
#include <net/if.h>
#include <netdb.h>
#include <unistd.h>

/* ---- this machine's name ------------------------------------------------------ */

/* socket.gethostname() -> name */
static int socket_gethostname (lua_State *L) {
  char name[1024];  /* the final NUL may be missing if the name just fits */
  int failed = gethostname(name, sizeof name - 1);
  int errnum = errno;
  if (failed) return err_raise(L, errnum, "gethostname");
  name[sizeof name - 1] = '\0';
  lua_pushstring(L, name);
  return 1;
}

/* socket.sethostname(name) */
static int socket_sethostname (lua_State *L) {
  const char *name = core_checktext(L, 1);
  int failed = sethostname(name, strlen(name));
  int errnum = errno;
  return failed ? err_raise(L, errnum, "sethostname") : 0;
}

/* ---- services and protocols ---------------------------------------------------- */

/* Raises an error: nothing has the name or number in the first argument. */
static int not_found (lua_State *L, const char *call, const char *message) {
  return err_message_at(L, call, message, "asked", 1);
}

/* The memory of an entry, which is doubled until the entry fits. */
#define ENTRY_SIZE ((size_t)1024)
#define ENTRY_MAX ((size_t)512 * 1024)

/* socket.getservbyname(service[, protocol]) -> port */
static int socket_getservbyname (lua_State *L) {
  const char *name, *proto;
  struct servent entry, *found = NULL;
  size_t size;
  keywords_check(L, 2, "protocolname");
  name = core_checktext(L, 1);
  proto = core_opttext(L, 2);
  for (size = ENTRY_SIZE; size <= ENTRY_MAX; size *= 2) {
    char *memory = (char *)lua_newuserdatauv(L, size, 0);
    if (getservbyname_r(name, proto, &entry, memory, size, &found) != ERANGE)
      break;
  }
  if (found == NULL)
    return not_found(L, "getservbyname", "service/proto not found");
  lua_pushinteger(L, ntohs((uint16_t)entry.s_port));
  return 1;
}

/* socket.getservbyport(port[, protocol]) -> service */
static int socket_getservbyport (lua_State *L) {
  lua_Integer port = luaL_checkinteger(L, 1);
  const char *proto;
  struct servent entry, *found = NULL;
  size_t size;
  keywords_check(L, 2, "protocolname");
  proto = core_opttext(L, 2);
  luaL_argcheck(L, port >= 0 && port <= 65535, 1,
                "port must be an integer from 0 to 65535");
  for (size = ENTRY_SIZE; size <= ENTRY_MAX; size *= 2) {
    char *memory = (char *)lua_newuserdatauv(L, size, 0);
    if (getservbyport_r(htons((uint16_t)port), proto, &entry, memory, size,
                        &found) != ERANGE)
      break;
  }
  if (found == NULL)
    return not_found(L, "getservbyport", "port/proto not found");
  lua_pushstring(L, entry.s_name);
  return 1;
}

#ifndef __GLIBC__
/* musl has no getprotobyname_r: its table of protocols never changes. */
static int getprotobyname_r (const char *name, struct protoent *entry,
                             char *memory, size_t size,
                             struct protoent **found) {
  /* cppcheck-suppress getprotobynameCalled */
  struct protoent *known = getprotobyname(name);
  (void)memory, (void)size;
  if (known != NULL) *entry = *known;
  *found = known != NULL ? entry : NULL;
  return 0;
}
#endif

/* socket.getprotobyname(protocol) -> number */
static int socket_getprotobyname (lua_State *L) {
  const char *name = core_checktext(L, 1);
  struct protoent entry, *found = NULL;
  size_t size;
  for (size = ENTRY_SIZE; size <= ENTRY_MAX; size *= 2) {
    char *memory = (char *)lua_newuserdatauv(L, size, 0);
    if (getprotobyname_r(name, &entry, memory, size, &found) != ERANGE) break;
  }
  if (found == NULL) return not_found(L, "getprotobyname", "protocol not found");
  lua_pushinteger(L, entry.p_proto);
  return 1;
}

/* ---- interfaces ----------------------------------------------------------------- */

static const char *const interface_names[] = {"index", "name", NULL};
static const Shape interface_shape = {.names = interface_names};

static int interfaces_gc (lua_State *L) {
  struct if_nameindex **list = (struct if_nameindex **)lua_touserdata(L, 1);
  if (*list != NULL) if_freenameindex(*list);
  *list = NULL;
  return 0;
}

/* socket.if_nameindex() -> {{index, name}, ...} */
static int socket_if_nameindex (lua_State *L) {
  struct if_nameindex **list;
  int i, errnum;
  list = (struct if_nameindex **)lua_newuserdatauv(L, sizeof *list, 0);
  *list = NULL;
  own_setmetatable(L, OWN_INTERFACES);
  *list = if_nameindex();
  errnum = errno;
  if (*list == NULL) return err_raise(L, errnum, "if_nameindex");
  lua_newtable(L);
  for (i = 0; (*list)[i].if_index != 0; i++) {
    lua_createtable(L, 2, 0);
    row_setinteger(L, 1, (*list)[i].if_index);
    row_setstring(L, 2, (*list)[i].if_name, strlen((*list)[i].if_name));
    shape_set(L, &interface_shape);
    lua_rawseti(L, -2, i + 1);
  }
  if_freenameindex(*list);
  *list = NULL;
  list_set(L);
  return 1;
}

/* socket.if_nametoindex(name) -> index */
static int socket_if_nametoindex (lua_State *L) {
  unsigned index = if_nametoindex(core_checktext(L, 1));
  if (index == 0)
    return not_found(L, "if_nametoindex", "no interface with this name");
  lua_pushinteger(L, index);
  return 1;
}

/* socket.if_indextoname(index) -> name */
static int socket_if_indextoname (lua_State *L) {
  lua_Integer index = luaL_checkinteger(L, 1);
  char name[IF_NAMESIZE];
  const char *found;
  int errnum;
  luaL_argcheck(L, index >= 0 && index <= UINT_MAX, 1, "number out of range");
  found = if_indextoname((unsigned)index, name);
  errnum = errno;
  if (found == NULL) return err_raise(L, errnum, "if_indextoname");
  lua_pushstring(L, name);
  return 1;
}

/* ---- opening --------------------------------------------------------------------- */

void machine_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"gethostname", socket_gethostname}, {"sethostname", socket_sethostname},
    {"getservbyname", socket_getservbyname},
    {"getservbyport", socket_getservbyport},
    {"getprotobyname", socket_getprotobyname},
    {"if_nameindex", socket_if_nameindex},
    {"if_nametoindex", socket_if_nametoindex},
    {"if_indextoname", socket_if_indextoname}, {NULL, NULL}
  };
  static const luaL_Reg owner[] = {{"__gc", interfaces_gc}, {NULL, NULL}};
  own_newmetatable(L, o, OWN_INTERFACES, owner);
  core_setfuncs(L, o, o->module, functions);
}
