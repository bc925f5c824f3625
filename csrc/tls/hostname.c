/*
** hostname.c: the name of the server that a client wants.
**
** Such names are checked here, because OpenSSL would check nothing for an empty
** name, and accept every name below one that begins with a dot.
*/
#include "base/argument.h"
#include "tls/hostname.h"
#include "tls/idna.h"

#include <arpa/inet.h>
#include <ctype.h>

#include <openssl/x509v3.h>

#define MAX_LABEL 63
#define MAX_NAME 253

/* Parses an address without the scope of a link-local one. Returns the number of
** its bytes: 4, 16, or 0 if it is not an address. */
static size_t parse_address (const char *text, unsigned char *address) {
  char plain[INET6_ADDRSTRLEN];
  size_t len = strcspn(text, "%");
  if (inet_pton(AF_INET, text, address) == 1) return 4;
  if (len >= sizeof plain) return 0;
  memcpy(plain, text, len);
  plain[len] = '\0';
  return inet_pton(AF_INET6, plain, address) == 1 ? 16 : 0;
}

/* What is wrong with a name in ASCII, or NULL. */
static const char *fault_of (const char *name) {
  size_t len;
  if (*name == '\0') return "a host name cannot be empty";
  if (*name == '.') return "a host name cannot begin with a dot";
  if (strlen(name) > MAX_NAME) return "a host name has at most 253 letters";
  for (;; name += len + 1) {
    len = strcspn(name, ".");
    if (len == 0) return "a host name cannot have an empty part";
    if (len > MAX_LABEL)
      return "a part of a host name has at most 63 letters";
    if (name[len] == '\0') return NULL;
  }
}

/* Does the name have a letter that no host name has, such as the slash of a URL? */
static int has_invalid_letter (const char *name) {
  for (; *name != '\0'; name++)
    if (!isalnum((unsigned char)*name) && *name != '-' && *name != '.' &&
        *name != '_') return 1;
  return 0;
}

/* Writes the name to `name` (IDNA_MAX + 1 bytes). Returns an error message, or
** NULL. */
static const char *encode (const char *text, size_t len, char *name) {
  const char *fault;
  if (strlen(text) != len) return "a host name cannot contain a NUL byte";
  if (len > 0 && text[len - 1] == '.') len--;
  fault = idna_encode(text, len, name);
  if (fault == NULL) fault = fault_of(name);
  if (fault == NULL && has_invalid_letter(name))
    fault = "write the host alone, as in \"example.org\"";
  return fault;
}

static int is_address (const char *text, size_t len) {
  unsigned char address[16];
  return strlen(text) == len && parse_address(text, address) != 0;
}

/* Pushes the name. */
static void push_name (lua_State *L, int arg) {
  char name[IDNA_MAX + 1];
  size_t len;
  const char *text, *fault;
  luaL_checktype(L, arg, LUA_TSTRING);
  text = lua_tolstring(L, arg, &len);
  if (is_address(text, len)) {
    lua_pushvalue(L, arg);
    return;
  }
  fault = encode(text, len, name);
  if (fault != NULL)
    luaL_argerror(L, arg, lua_pushfstring(L, "server_hostname '%s': %s", text,
                                          fault));
  lua_pushstring(L, name);
}

/* tls._hostname_fault(name) -> error message for the name of a host | nil */
static int hostname_fault (lua_State *L) {
  char name[IDNA_MAX + 1];
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_pushstring(L, is_address(text, len) ? NULL : encode(text, len, name));
  return 1;
}

void hostname_open (lua_State *L, const Open *o) {
  static const luaL_Reg internal[] = {
    {"_hostname_fault", hostname_fault}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, internal);
}

void hostname_push (lua_State *L, int arg, const Context *context,
                    int server_side) {
  if (lua_isnoneornil(L, arg)) {
    luaL_argcheck(L, server_side || !context->check_hostname, arg,
                  "check_hostname requires server_hostname: pass "
                  "{server_hostname = \"example.org\"}, the name of the server");
    lua_pushnil(L);
    return;
  }
  luaL_argcheck(L, !server_side, arg,
                "server_hostname can only be specified in client mode");
  push_name(L, arg);
}

int hostname_apply (SSL *ssl, const char *name, int check) {
  unsigned char address[16];
  size_t len = parse_address(name, address);
  X509_VERIFY_PARAM *param = SSL_get0_param(ssl);
  if (len == 0 && !SSL_set_tlsext_host_name(ssl, name)) return 0;
  if (!check) return 1;
  return len != 0 ? X509_VERIFY_PARAM_set1_ip(param, address, len)
                  : X509_VERIFY_PARAM_set1_host(param, name, 0);
}
