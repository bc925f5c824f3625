/*
** inet.c: byte order, textual addresses and the sizes of control messages.
** An argument of a wrong type or size raises "bad argument"; an invalid address
** raises an OSError with Python's message.
*/
#include "address/address.h"
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"

#include <arpa/inet.h>
#include <limits.h>
#include <string.h>

/* The kernel and CPython both count control messages with an int. */
#define CMSG_LIMIT ((size_t)INT_MAX)

/* The integer at `arg`, at least 0 and at most `max`. */
static lua_Integer checkrange (lua_State *L, int arg, lua_Integer max) {
  lua_Integer n = luaL_checkinteger(L, arg);
  if (n < 0 || n > max)
    luaL_argerror(L, arg, lua_pushfstring(L,
        "number must be from 0 to %I, got %I", (LUAI_UACINT)max, (LUAI_UACINT)n));
  return n;
}

/* Raises an error: the argument `arg` is not an address. */
static int invalid_address (lua_State *L, int arg, const char *call) {
  return err_message_at(L, call, lua_pushfstring(L,
      "illegal IP address string passed to %s", call), "address", arg);
}

/* ---- byte order ------------------------------------------------------------ */

/* htons(x) -> integer */
static int socket_htons (lua_State *L) {
  lua_pushinteger(L, htons((uint16_t)checkrange(L, 1, UINT16_MAX)));
  return 1;
}

/* htonl(x) -> integer */
static int socket_htonl (lua_State *L) {
  lua_pushinteger(L, htonl((uint32_t)checkrange(L, 1, UINT32_MAX)));
  return 1;
}

/* ntohs(x) -> integer */
static int socket_ntohs (lua_State *L) {
  lua_pushinteger(L, ntohs((uint16_t)checkrange(L, 1, UINT16_MAX)));
  return 1;
}

/* ntohl(x) -> integer */
static int socket_ntohl (lua_State *L) {
  lua_pushinteger(L, ntohl((uint32_t)checkrange(L, 1, UINT32_MAX)));
  return 1;
}

/* ---- textual addresses ----------------------------------------------------- */

/* inet_aton(text) -> 4 bytes */
static int socket_inet_aton (lua_State *L) {
  struct in_addr ip;
  /* As in Python, "127.1" and "0x7f.1" are addresses, too. */
  if (!inet_aton(core_checktext(L, 1), &ip))
    return invalid_address(L, 1, "inet_aton");
  lua_pushlstring(L, (const char *)&ip, sizeof ip);
  return 1;
}

/* inet_ntoa(bytes) -> text */
static int socket_inet_ntoa (lua_State *L) {
  char text[INET_ADDRSTRLEN];
  size_t len;
  const char *packed = bytes_check(L, 1, &len);
  if (len != sizeof(struct in_addr))
    return err_message(L, "inet_ntoa",
                       "packed IP wrong length for inet_ntoa");
  lua_pushstring(L, inet_ntop(AF_INET, packed, text, sizeof text));
  return 1;
}

/* inet_pton(family, text) -> 4 or 16 bytes */
static int socket_inet_pton (lua_State *L) {
  char packed[sizeof(struct in6_addr)];
  int family = core_checkint(L, 1);
  int result = inet_pton(family, core_checktext(L, 2), packed);
  if (result < 0) return err_raise(L, errno, "inet_pton");
  if (result == 0) return invalid_address(L, 2, "inet_pton");
  lua_pushlstring(L, packed, family == AF_INET ? sizeof(struct in_addr)
                                               : sizeof(struct in6_addr));
  return 1;
}

/* inet_ntop(family, bytes) -> text */
static int socket_inet_ntop (lua_State *L) {
  char text[INET6_ADDRSTRLEN];
  int family = core_checkint(L, 1);
  size_t len;
  const char *packed = bytes_check(L, 2, &len);
  if (family != AF_INET && family != AF_INET6)
    return luaL_argerror(L, 1,
                         lua_pushfstring(L, "unknown address family %d", family));
  luaL_argcheck(L, len == (family == AF_INET ? sizeof(struct in_addr)
                                             : sizeof(struct in6_addr)),
                2, "invalid length of packed IP address string");
  lua_pushstring(L, inet_ntop(family, packed, text, sizeof text));
  return 1;
}

/* ---- control messages ------------------------------------------------------ */

/* CMSG_LEN(length) -> integer */
static int socket_CMSG_LEN (lua_State *L) {
  lua_Integer max = (lua_Integer)(CMSG_LIMIT - CMSG_LEN(0));
  lua_pushinteger(L, (lua_Integer)CMSG_LEN((size_t)checkrange(L, 1, max)));
  return 1;
}

/* CMSG_SPACE(length) -> integer */
static int socket_CMSG_SPACE (lua_State *L) {
  /* CMSG_SPACE(1) includes the padding before and after the data. */
  lua_Integer max = (lua_Integer)(CMSG_LIMIT - CMSG_SPACE(1));
  lua_pushinteger(L, (lua_Integer)CMSG_SPACE((size_t)checkrange(L, 1, max)));
  return 1;
}

void inet_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"CMSG_LEN", socket_CMSG_LEN}, {"CMSG_SPACE", socket_CMSG_SPACE},
    {"htonl", socket_htonl}, {"htons", socket_htons},
    {"inet_aton", socket_inet_aton}, {"inet_ntoa", socket_inet_ntoa},
    {"inet_ntop", socket_inet_ntop}, {"inet_pton", socket_inet_pton},
    {"ntohl", socket_ntohl}, {"ntohs", socket_ntohs},
    {NULL, NULL}
  };
  core_setfuncs(L, o, o->module, functions);
}
