/*
** error.c: raises the errors of OpenSSL.
*/
#include "base/error.h"
#include "tls/error.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

/* Sets a field of the object on the top, unless the value is NULL. */
static void set_text (lua_State *L, const char *field, const char *text) {
  if (text == NULL) return;
  lua_pushstring(L, text);
  lua_setfield(L, -2, field);
}

/* The names of libraries and reasons are OpenSSL's texts ("SSL routines", "no
** shared cipher"); Python's are in capitals (SSL, NO_SHARED_CIPHER). */
static void set_name (lua_State *L, const char *field, const char *text) {
  luaL_Buffer b;
  const char *end;
  if (text == NULL) return;
  end = strstr(text, " routines");
  luaL_buffinit(L, &b);
  for (; *text != '\0' && text != end; text++)
    luaL_addchar(&b, *text == ' ' ? '_'
                     : *text >= 'a' && *text <= 'z' ? (char)(*text - 32)
                                                    : *text);
  luaL_pushresult(&b);
  lua_setfield(L, -2, field);
}

int tls_raise (lua_State *L, const char *class, int code, const char *call) {
  unsigned long e = ERR_get_error();
  const char *library = ERR_lib_error_string(e),
             *reason = ERR_reason_error_string(e);
  ERR_clear_error();
  lua_pushstring(L, reason != NULL ? reason : "unknown error");
  err_push(L, class, code, call);
  set_name(L, "library", library);
  set_name(L, "reason", reason);
  set_text(L, "strerror", reason);
  return err_throw(L);
}

int tls_fail (lua_State *L, const char *call) {
  return tls_raise(L, "SSLError", SSL_ERROR_SSL, call);
}
