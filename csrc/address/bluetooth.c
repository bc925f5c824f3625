/*
** bluetooth.c: the addresses of BLUETOOTH (L2CAP, RFCOMM, HCI and SCO), as rows
** of the table of families. The build needs only the headers of libbluetooth.
** Without them there are no rows, and addresses from the kernel are
** {family, data}.
*/
#include "address/family.h"

#if __has_include(<bluetooth/bluetooth.h>)

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bluetooth/bluetooth.h>
#include <bluetooth/hci.h>
#include <bluetooth/l2cap.h>
#include <bluetooth/rfcomm.h>
#include <bluetooth/sco.h>

/* ---- "00:11:22:AA:BB:CC", which has its last octet first in memory -------- */

static int bdaddr_scan (const char *text, bdaddr_t *to) {
  int i;
  for (i = 5; i >= 0; i--) {
    char *end;
    unsigned long octet = strtoul(text, &end, 16);
    if (!isxdigit((unsigned char)*text) || octet > 0xFF) return 0;
    if (*end != (i > 0 ? ':' : '\0')) return 0;
    to->b[i] = (uint8_t)octet;
    text = end + 1;
  }
  return 1;
}

/* Reads the first item, which is at `base`. */
static bdaddr_t bdaddr_parse (lua_State *L, int arg, const Shape *shape,
                              int base) {
  size_t len;
  bdaddr_t addr = {{0}};
  const char *text = shape_string(L, arg, shape, base, 0, &len);
  if (strlen(text) != len || !bdaddr_scan(text, &addr))
    shape_argerror(L, arg, shape, 0, "must be six octets in hexadecimal, got "
                   "\"%s\"; write \"00:11:22:AA:BB:CC\"", text);
  return addr;
}

static void bdaddr_push (lua_State *L, bdaddr_t addr) {
  char text[sizeof("00:11:22:AA:BB:CC")];
  snprintf(text, sizeof(text), "%02X:%02X:%02X:%02X:%02X:%02X", addr.b[5],
           addr.b[4], addr.b[3], addr.b[2], addr.b[1], addr.b[0]);
  lua_pushstring(L, text);
}

/* Pushes {bdaddr, number}. */
static void pair_push (lua_State *L, const Shape *shape, bdaddr_t addr,
                       lua_Integer n) {
  lua_createtable(L, 2, 0);
  bdaddr_push(L, addr);
  lua_rawseti(L, -2, 1);
  row_setinteger(L, 2, n);
  shape_set(L, shape);
}

/* ---- L2CAP ---------------------------------------------------------------- */

static const char *const l2cap_names[] = {"bdaddr", "psm", NULL};
static const Shape l2cap_shape = {
  .family = "AF_BLUETOOTH", .form = "a table {bdaddr, psm}",
  .example = "{\"00:11:22:AA:BB:CC\", 4097}",
  .names = l2cap_names, .required = 2
};

/* {bdaddr, psm} */
static int l2cap_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  struct sockaddr_l2 l2;
  int base = shape_unpack(L, arg, &l2cap_shape);
  memset(&l2, 0, sizeof(l2));
  l2.l2_family = AF_BLUETOOTH;
  (void)s;
  l2.l2_bdaddr = bdaddr_parse(L, arg, &l2cap_shape, base);
  l2.l2_psm = (unsigned short)shape_integer(L, arg, &l2cap_shape, base, 1,
                                            0, 0xFFFF);
  addr_put(a, &l2, sizeof(l2));
  return 1;
}

static void l2cap_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_l2 l2;
  (void)s;
  memcpy(&l2, &a->u, sizeof(l2));
  pair_push(L, &l2cap_shape, l2.l2_bdaddr, l2.l2_psm);
}

/* ---- RFCOMM --------------------------------------------------------------- */

static const char *const rfcomm_names[] = {"bdaddr", "channel", NULL};
static const Shape rfcomm_shape = {
  .family = "AF_BLUETOOTH", .form = "a table {bdaddr, channel}",
  .example = "{\"00:11:22:AA:BB:CC\", 1}",
  .names = rfcomm_names, .required = 2
};

/* {bdaddr, channel} */
static int rfcomm_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  struct sockaddr_rc rc;
  int base = shape_unpack(L, arg, &rfcomm_shape);
  memset(&rc, 0, sizeof(rc));
  rc.rc_family = AF_BLUETOOTH;
  (void)s;
  rc.rc_bdaddr = bdaddr_parse(L, arg, &rfcomm_shape, base);
  rc.rc_channel = (uint8_t)shape_integer(L, arg, &rfcomm_shape, base, 1,
                                         0, 0xFF);
  addr_put(a, &rc, sizeof(rc));
  return 1;
}

static void rfcomm_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_rc rc;
  (void)s;
  memcpy(&rc, &a->u, sizeof(rc));
  pair_push(L, &rfcomm_shape, rc.rc_bdaddr, rc.rc_channel);
}

/* ---- HCI ------------------------------------------------------------------ */

static const char *const hci_names[] = {"device_id", NULL};
static const Shape hci_shape = {
  .family = "AF_BLUETOOTH", .form = "a table {device_id}",
  .example = "{0}", .names = hci_names, .required = 1
};

/* {device_id}, or the device_id alone, which is what getsockname returns */
static int hci_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  struct sockaddr_hci hci;
  int base = lua_gettop(L) + 1;
  memset(&hci, 0, sizeof(hci));
  hci.hci_family = AF_BLUETOOTH;
  (void)s;
  if (lua_type(L, arg) == LUA_TNUMBER) lua_pushvalue(L, arg);
  else shape_unpack(L, arg, &hci_shape);
  hci.hci_dev = (unsigned short)shape_integer(L, arg, &hci_shape, base, 0,
                                              0, 0xFFFF);
  hci.hci_channel = HCI_CHANNEL_RAW;
  addr_put(a, &hci, sizeof(hci));
  return 1;
}

static void hci_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_hci hci;
  (void)s;
  memcpy(&hci, &a->u, sizeof(hci));
  lua_pushinteger(L, hci.hci_dev);
}

/* ---- SCO ------------------------------------------------------------------ */

static const char *const sco_names[] = {"bdaddr", NULL};
static const Shape sco_shape = {
  .family = "AF_BLUETOOTH", .form = "a string, the device's address",
  .example = "\"00:11:22:AA:BB:CC\"", .names = sco_names, .required = 1
};

/* bdaddr */
static int sco_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  struct sockaddr_sco sco;
  memset(&sco, 0, sizeof(sco));
  sco.sco_family = AF_BLUETOOTH;
  (void)s;
  if (lua_type(L, arg) != LUA_TSTRING)
    shape_error(L, arg, &sco_shape, lua_pushfstring(L, "got %s",
                                                    luaL_typename(L, arg)));
  sco.sco_bdaddr = bdaddr_parse(L, arg, &sco_shape, arg, 0);
  addr_put(a, &sco, sizeof(sco));
  return 1;
}

static void sco_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_sco sco;
  (void)s;
  memcpy(&sco, &a->u, sizeof(sco));
  bdaddr_push(L, sco.sco_bdaddr);
}

#endif

const Family bluetooth_rows[] = {
#if __has_include(<bluetooth/bluetooth.h>)
  {AF_BLUETOOTH, BTPROTO_L2CAP, &l2cap_shape, l2cap_parse, l2cap_push},
  {AF_BLUETOOTH, BTPROTO_RFCOMM, &rfcomm_shape, rfcomm_parse, rfcomm_push},
  {AF_BLUETOOTH, BTPROTO_HCI, &hci_shape, hci_parse, hci_push},
  {AF_BLUETOOTH, BTPROTO_SCO, &sco_shape, sco_parse, sco_push},
#endif
  {AF_UNSPEC, 0, NULL, NULL, NULL}
};
