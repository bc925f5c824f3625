/*
** random.c: OpenSSL's generator of random bytes.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "tls/error.h"
#include "tls/random.h"

#include <limits.h>
#include <openssl/rand.h>

/* ssl.RAND_bytes(n) -> string */
static int rand_bytes (lua_State *L) {
  int n = core_checkint(L, 1);
  luaL_Buffer b;
  unsigned char *bytes;
  luaL_argcheck(L, n >= 0, 1, "a number of bytes cannot be negative");
  bytes = (unsigned char *)luaL_buffinitsize(L, &b, (size_t)n);
  ERR_clear_error();
  if (RAND_bytes(bytes, n) != 1) return tls_fail(L, "RAND_bytes");
  luaL_pushresultsize(&b, (size_t)n);
  return 1;
}

/* ssl.RAND_add(bytes, entropy) */
static int rand_add (lua_State *L) {
  size_t len, done;
  const char *bytes = bytes_check(L, 1, &len);
  lua_Number entropy = luaL_checknumber(L, 2);
  luaL_argcheck(L, entropy == entropy, 2, "entropy is not a number (NaN)");
  for (done = 0; done < len; done += INT_MAX) {
    size_t n = len - done < INT_MAX ? len - done : INT_MAX;
    RAND_add(bytes + done, (int)n, entropy);
  }
  return 0;
}

/* ssl.RAND_status() -> boolean: is the generator seeded? */
static int rand_status (lua_State *L) {
  lua_pushboolean(L, RAND_status() == 1);
  return 1;
}

void random_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"RAND_bytes", rand_bytes}, {"RAND_add", rand_add},
    {"RAND_status", rand_status}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->module, functions);
}
