/*
** luaseccontext.c: the settings of LuaSec's contexts that Python's have not.
*/
#include "base/argument.h"
#include "tls/context.h"
#include "tls/error.h"
#include "tls/luasec.h"

/* ssl._set_depth(context, n): so many certificates may be between the peer's and
** its root */
static int ssl_set_depth (lua_State *L) {
  Context *c = context_check(L, 1);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_argcheck(L, n >= 0 && n <= INT_MAX, 2, "a depth from 0 expected");
  SSL_CTX_set_verify_depth(c->ctx, (int)n);
  context_changed(L, c, "_set_depth");
  return 0;
}

/* ssl._set_groups(context, names) -> boolean: the groups for the key exchange,
** with colons between them; are all of them known? */
static int ssl_set_groups (lua_State *L) {
  Context *c = context_check(L, 1);
  lua_pushboolean(L, SSL_CTX_set1_groups_list(c->ctx,
                                              luaL_checkstring(L, 2)) == 1);
  ERR_clear_error();
  return 1;
}

void luaseccontext_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_set_depth", ssl_set_depth}, {"_set_groups", ssl_set_groups},
    {NULL, NULL}
  };
  core_setfuncs(L, o, o->module, functions);
}
