/*
** pem.c: reads PEM from a file or from a string.
*/
#include "base/argument.h"
#include "tls/error.h"
#include "tls/pem.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>

int pem_istext (lua_State *L, int arg) {
  return lua_type(L, arg) == LUA_TSTRING &&
         strstr(lua_tostring(L, arg), "-----BEGIN ") != NULL;
}

int pem_path (lua_State *L, int arg) {
  return pem_istext(L, arg) ? 0 : arg;
}

BIO *pem_file (const char *path) {
  struct stat st;
  if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
    ERR_raise(ERR_LIB_SYS, EISDIR);
    return NULL;
  }
  return BIO_new_file(path, "re");
}

BIO *pem_open (lua_State *L, int arg, const char *call) {
  size_t len;
  const char *text;
  BIO *bio;
  luaL_checktype(L, arg, LUA_TSTRING);
  text = lua_tolstring(L, arg, &len);
  luaL_argcheck(L, len <= INT_MAX, arg, "the text is too long");
  ERR_clear_error();
  if (pem_istext(L, arg)) bio = BIO_new_mem_buf(text, (int)len);
  else bio = pem_file(core_checktext(L, arg));
  if (bio == NULL) tls_fail_file(L, call, pem_path(L, arg));
  return bio;
}
