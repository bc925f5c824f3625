/*
** hostname.c: the name of the server that a client wants to reach.
*/
#include "tls/error.h"
#include "tls/hostname.h"

#include <arpa/inet.h>
#include <openssl/x509v3.h>

#define NAME_MOST 255

/* An empty name would switch the check off, and a leading dot match any
** subdomain. */
static const char *fault (const char *name, size_t len) {
  size_t i;
  if (len == 0 || *name == '.')
    return "server_hostname cannot be an empty string or start with a leading "
           "dot";
  if (len > NAME_MOST) return "server_hostname is longer than any name";
  for (i = 0; i < len; i++) {
    if (name[i] == '\0') return "server_hostname contains a zero byte";
    if ((unsigned char)name[i] >= 128)
      return "server_hostname has other characters than ASCII; write an "
             "international name as DNS has it: xn--…";
  }
  return NULL;
}

const char *hostname_check (lua_State *L, int arg, const Context *context,
                            int server_side) {
  size_t len;
  const char *name, *wrong;
  if (lua_isnoneornil(L, arg)) {
    luaL_argcheck(L, server_side || !context->check_hostname, arg,
                  "check_hostname requires server_hostname");
    return NULL;
  }
  luaL_argcheck(L, !server_side, arg,
                "server_hostname can only be specified in client mode");
  name = luaL_checklstring(L, arg, &len);
  wrong = fault(name, len);
  if (wrong != NULL) luaL_argerror(L, arg, wrong);
  return name;
}

static int is_address (const char *name) {
  unsigned char bytes[sizeof(struct in6_addr)];
  return inet_pton(AF_INET, name, bytes) == 1 ||
         inet_pton(AF_INET6, name, bytes) == 1;
}

/* Names are matched as RFC 9525 says: without partial wildcards, and never with
** the common name. */
static int expect_name (Connection *c, const char *name, int address) {
  X509_VERIFY_PARAM *param = SSL_get0_param(c->ssl);
  if (address) return X509_VERIFY_PARAM_set1_ip_asc(param, name);
  X509_VERIFY_PARAM_set_hostflags(param,
                                  X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                                  X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  return X509_VERIFY_PARAM_set1_host(param, name, 0);
}

void hostname_set (lua_State *L, Connection *c, const Context *context,
                   const char *name, const char *call) {
  char plain[NAME_MOST + 1];
  size_t len = strlen(name);
  int address = is_address(name);
  memcpy(plain, name, len + 1);
  if (len > 1 && plain[len - 1] == '.') plain[len - 1] = '\0';
  if (!address && SSL_set_tlsext_host_name(c->ssl, plain) != 1)
    tls_fail(L, call);
  if (context->check_hostname && expect_name(c, plain, address) != 1)
    tls_fail(L, call);
}
