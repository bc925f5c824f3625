/*
** afalg.c: sendmsg_afalg, for the kernel's cryptography (AF_ALG).
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "socket/message.h"
#include "socket/socket.h"

#include <string.h>

#if __has_include(<linux/if_alg.h>)
#include <linux/if_alg.h>
#endif

#if defined(ALG_SET_OP) && defined(SOL_ALG)

typedef struct Afalg {
  lua_Integer op, assoclen;  /* assoclen -1: none */
  const char *iv;
  size_t ivlen;
} Afalg;

/* Reads op, iv and assoclen at 3, 4 and 5. Returns the space that they need. */
static size_t afalg_check (lua_State *L, Afalg *a) {
  size_t size = CMSG_SPACE(sizeof(uint32_t));
  luaL_argcheck(L, lua_isinteger(L, 3), 3, "op must be given: ALG_OP_ENCRYPT, "
                "ALG_OP_DECRYPT, ALG_OP_SIGN or ALG_OP_VERIFY");
  a->op = core_checkint(L, 3);
  luaL_argcheck(L, a->op >= 0, 3, "op must not be negative");
  a->iv = NULL;
  a->assoclen = -1;
  if (!lua_isnil(L, 4)) {
    a->iv = bytes_check(L, 4, &a->ivlen);
    if (a->ivlen > MAX_ANCILLARY / 2)
      err_message(L, "sendmsg_afalg", "ancillary data item too large");
    size += CMSG_SPACE(sizeof(struct af_alg_iv) + a->ivlen);
  }
  if (!lua_isnil(L, 5)) {
    a->assoclen = core_checkint(L, 5);
    luaL_argcheck(L, a->assoclen >= 0, 5, "assoclen must not be negative");
    size += CMSG_SPACE(sizeof(uint32_t));
  }
  return size;
}

static void afalg_number (Message *m, size_t *at, int type, lua_Integer n) {
  uint32_t number = (uint32_t)n;
  memcpy(control_add(m, at, SOL_ALG, type, sizeof number), &number,
         sizeof number);
}

static void afalg_control (Message *m, const Afalg *a) {
  size_t at = 0;
  afalg_number(m, &at, ALG_SET_OP, a->op);
  if (a->iv != NULL) {
    uint32_t len = (uint32_t)a->ivlen;
    char *data = control_add(m, &at, SOL_ALG, ALG_SET_IV,
                             sizeof(struct af_alg_iv) + a->ivlen);
    memcpy(data, &len, sizeof len);
    memcpy(data + offsetof(struct af_alg_iv, iv), a->iv, a->ivlen);
  }
  if (a->assoclen >= 0)
    afalg_number(m, &at, ALG_SET_AEAD_ASSOCLEN, a->assoclen);
}

/* s:sendmsg_afalg([buffers, ]{op =, iv =, assoclen =, flags =}) -> bytes sent
** The buffers may also be a keyword argument: {msg = buffers, op = …}. */
static int sock_sendmsg_afalg (lua_State *L) {
  Socket *s = sock_check(L, 1);
  Afalg a;
  Message *m;
  size_t size;
  if (s->family != AF_ALG)
    return err_message(L, "sendmsg_afalg",
                       "algset is only supported for AF_ALG");
  keywords_check(L, 2, "msg[] op iv assoclen flags");
  lua_settop(L, 6);
  size = afalg_check(L, &a);
  if (lua_isnil(L, 2)) m = message_new(L, 0, size);
  else m = message_tosend(L, size, "sendmsg_afalg");
  afalg_control(m, &a);
  return message_send(L, s, "sendmsg_afalg", m, core_optint(L, 6, 0), 0);
}

void afalg_open (lua_State *L, const Open *o) {
  static const luaL_Reg methods[] = {
    {"sendmsg_afalg", sock_sendmsg_afalg}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->methods, methods);
}

#else

void afalg_open (lua_State *L, const Open *o) {
  (void)L;
  (void)o;
}

#endif
