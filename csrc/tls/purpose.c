/*
** purpose.c: OpenSSL's object identifiers, as ssl.Purpose.
*/
#include "address/shape.h"
#include "base/argument.h"
#include "tls/purpose.h"

#include <openssl/err.h>
#include <openssl/objects.h>

static const char *const names[] = {
  "nid", "shortname", "longname", "oid", NULL
};
static const Shape shape = {.names = names, .required = 4};

/* Pushes the row of the object. */
static int push_row (lua_State *L, int nid) {
  char oid[128];
  int len = OBJ_obj2txt(oid, sizeof oid, OBJ_nid2obj(nid), 1);
  lua_createtable(L, 4, 0);
  row_setinteger(L, 1, nid);
  lua_pushstring(L, OBJ_nid2sn(nid));
  lua_rawseti(L, -2, 2);
  lua_pushstring(L, OBJ_nid2ln(nid));
  lua_rawseti(L, -2, 3);
  if (len >= (int)sizeof oid) len = sizeof oid - 1;
  row_setstring(L, 4, oid, len > 0 ? (size_t)len : 0);
  shape_set(L, &shape);
  return 1;
}

/* Purpose.fromnid(nid) -> {nid, shortname, longname, oid} */
static int purpose_fromnid (lua_State *L) {
  int nid = core_checkint(L, 1);
  if (nid < NID_undef || OBJ_nid2obj(nid) == NULL) {
    ERR_clear_error();
    return luaL_argerror(L, 1, lua_pushfstring(L, "unknown NID %d", nid));
  }
  return push_row(L, nid);
}

/* Purpose.fromname(short name | long name | oid) -> the same */
static int purpose_fromname (lua_State *L) {
  const char *name = core_checktext(L, 1);
  int nid = OBJ_txt2nid(name);
  ERR_clear_error();
  if (nid == NID_undef)
    return luaL_argerror(L, 1, lua_pushfstring(L, "unknown object '%s'",
                                               name));
  return push_row(L, nid);
}

void purpose_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"fromnid", purpose_fromnid}, {"fromname", purpose_fromname}, {NULL, NULL}
  };
  lua_newtable(L);
  core_setfuncs(L, o, lua_gettop(L), functions);
  lua_setfield(L, o->module, "Purpose");
}
