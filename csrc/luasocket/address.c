/*
** address.c: converts addresses in LuaSocket's form.
*/
#include "luasocket/address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

/* The decimal port, or -1. */
static int parse_port (const char *text) {
  int port = 0, i;
  for (i = 0; text[i] >= '0' && text[i] <= '9' && i < 5; i++)
    port = 10 * port + text[i] - '0';
  return i > 0 && text[i] == '\0' && port <= 65535 ? port : -1;
}

int luasock_parseaddress (const char *host, const char *port, int family,
                          Address *a) {
  int n = parse_port(port);
  if (n < 0) return 0;
  memset(&a->u, 0, sizeof a->u);
  if (family != AF_INET6 && inet_pton(AF_INET, host, &a->u.in.sin_addr) == 1) {
    a->u.in.sin_family = AF_INET;
    a->u.in.sin_port = htons((uint16_t)n);
    a->len = sizeof a->u.in;
    return 1;
  }
  if (family == AF_INET ||
      inet_pton(AF_INET6, host, &a->u.in6.sin6_addr) != 1) return 0;
  a->u.in6.sin6_family = AF_INET6;
  a->u.in6.sin6_port = htons((uint16_t)n);
  a->len = sizeof a->u.in6;
  return 1;
}

int luasock_parsepath (lua_State *L, int arg, Address *a) {
  size_t len;
  const char *path = luaL_checklstring(L, arg, &len);
  if (len >= sizeof a->u.un.sun_path) return 0;
  luaL_argcheck(L, len == 0 || *path == '\0' || strlen(path) == len, arg,
                "path with a NUL byte");
  memset(&a->u.un, 0, sizeof a->u.un);
  a->u.un.sun_family = AF_UNIX;
  memcpy(a->u.un.sun_path, path, len);
  a->len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
  return 1;
}

/* inet_ntop takes ten times as long, which would double the time of
** receivefrom. */
static void push_host (lua_State *L, struct in_addr ip) {
  const unsigned char *part = (const unsigned char *)&ip;
  char text[INET_ADDRSTRLEN], *p = text;
  int i;
  for (i = 0; i < 4; i++) {
    if (i > 0) *p++ = '.';
    if (part[i] >= 100) *p++ = (char)('0' + part[i] / 100);
    if (part[i] >= 10) *p++ = (char)('0' + part[i] / 10 % 10);
    *p++ = (char)('0' + part[i] % 10);
  }
  lua_pushlstring(L, text, (size_t)(p - text));
}

int luasock_pushaddress (lua_State *L, const Address *a) {
  char host[NI_MAXHOST], port[NI_MAXSERV];
  int err;
  if (a->u.sa.sa_family == AF_INET) {
    push_host(L, a->u.in.sin_addr);
    lua_pushinteger(L, ntohs(a->u.in.sin_port));
    return 0;
  }
  err = getnameinfo(&a->u.sa, a->len, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV);
  if (err != 0) return err;
  lua_pushstring(L, host);
  lua_pushinteger(L, strtol(port, NULL, 10));
  return 0;
}

void luasock_pushpath (lua_State *L, const Address *a) {
  size_t max = sizeof a->u.un.sun_path, len;
  if (a->len <= offsetof(struct sockaddr_un, sun_path)) {
    lua_pushliteral(L, "");
    return;
  }
  len = a->len - offsetof(struct sockaddr_un, sun_path);
  if (len > max) len = max;
  if (a->u.un.sun_path[0] != '\0') len = strnlen(a->u.un.sun_path, len);
  lua_pushlstring(L, a->u.un.sun_path, len);
}
