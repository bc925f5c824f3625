/*
** linux.c: the addresses of Linux's rarer families, as rows of the table of
** families: PACKET, NETLINK, VSOCK, CAN, ALG, TIPC and QIPCRTR. HYPERV exists
** only on Windows; a Linux guest of Hyper-V uses VSOCK.
*/
#include "address/family.h"
#include "base/error.h"

#include <net/if.h>
#include <netpacket/packet.h>
#include <string.h>
#include <sys/ioctl.h>

#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#if __has_include(<linux/qrtr.h>)
#include <linux/qrtr.h>
#define HAVE_QRTR 1
#endif
#define U8 0xFF
#define U16 0xFFFF
#define U32 0xFFFFFFFF

/* ---- interfaces ----------------------------------------------------------- */

/* The index of the interface in the socket's network namespace. */
static unsigned index_of (const Socket *s, const char *name) {
  struct ifreq ifr;
  if (s->fd < 0) return if_nametoindex(name);
  memset(&ifr, 0, sizeof(ifr));
  memcpy(ifr.ifr_name, name, strnlen(name, IFNAMSIZ - 1));
  return ioctl(s->fd, SIOCGIFINDEX, &ifr) == 0 ? (unsigned)ifr.ifr_ifindex : 0;
}

/* The index of the interface that is item 0 of the address. */
static int interface_parse (lua_State *L, int arg, const Socket *s,
                            const Shape *shape, int base) {
  size_t len;
  unsigned index;
  int errnum;
  const char *name = shape_string(L, arg, shape, base, 0, &len);
  if (len >= IFNAMSIZ)
    shape_argerror(L, arg, shape, 0, "is too long: %d bytes, at most %d; "
                   "if_nameindex lists the names", (int)len, IFNAMSIZ - 1);
  if (strlen(name) != len)
    shape_argerror(L, arg, shape, 0, "must not contain a NUL byte; "
                   "if_nameindex lists the names");
  index = index_of(s, name);
  errnum = errno;
  if (index != 0) return (int)index;
  shape_pushgiven(L, arg, shape);
  return err_raise_at(L, errnum, addr_call(L), -1, -1);
}

/* Sets item 1 to the name of the interface, or to "" if there is none. */
static void interface_push (lua_State *L, const Socket *s, int index) {
  struct ifreq ifr;
  int known;
  memset(&ifr, 0, sizeof(ifr));
  ifr.ifr_ifindex = index;
  if (index <= 0) known = 0;
  else if (s->fd < 0)
    known = if_indextoname((unsigned)index, ifr.ifr_name) != NULL;
  else known = ioctl(s->fd, SIOCGIFNAME, &ifr) == 0;
  row_setstring(L, 1, ifr.ifr_name,
                known ? strnlen(ifr.ifr_name, IFNAMSIZ) : 0);
}

/* ---- PACKET --------------------------------------------------------------- */

static const char *const packet_names[] = {
  "ifname", "proto", "pkttype", "hatype", "addr", NULL
};
static const Shape packet_shape = {
  .family = "AF_PACKET",
  .form = "a table {ifname, proto[, pkttype[, hatype[, addr]]]}",
  .example = "{\"eth0\", 0x0800}",
  .names = packet_names, .required = 2, .bytes = 1 << 4
};

/* {ifname, proto[, pkttype[, hatype[, addr]]]}; proto in host byte order */
static int packet_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  const Shape *shape = &packet_shape;
  struct sockaddr_ll ll;
  int base = shape_unpack(L, arg, shape);
  size_t len = 0;
  const char *hw = "";
  memset(&ll, 0, sizeof(ll));
  ll.sll_family = AF_PACKET;
  ll.sll_protocol =
    htons((uint16_t)shape_integer(L, arg, shape, base, 1, 0, U16));
  ll.sll_pkttype =
    (unsigned char)shape_integer(L, arg, shape, base, 2, 0, U8);
  ll.sll_hatype =
    (unsigned short)shape_integer(L, arg, shape, base, 3, 0, U16);
  if (!lua_isnil(L, base + 4))
    hw = shape_string(L, arg, shape, base, 4, &len);
  if (len > sizeof(ll.sll_addr))
    shape_argerror(L, arg, shape, 4, "must be a hardware address of at most "
                   "%d bytes, got %d; write its bytes, as in "
                   "\"\\x02\\0\\0\\0\\0\\1\"",
                   (int)sizeof(ll.sll_addr), (int)len);
  memcpy(ll.sll_addr, hw, len);
  ll.sll_halen = (unsigned char)len;
  ll.sll_ifindex = interface_parse(L, arg, s, shape, base);
  addr_put(a, &ll, sizeof(ll));
  return 1;
}

/* A hardware address may be longer than the struct's 8 bytes (InfiniBand has
** 20); the kernel then returns a longer sockaddr. */
static void packet_push (lua_State *L, const Socket *s, const Address *a) {
  const size_t head = offsetof(struct sockaddr_ll, sll_addr);
  size_t given = a->len > head ? a->len - head : 0;
  struct sockaddr_ll ll;
  memcpy(&ll, &a->u, sizeof(ll));
  lua_createtable(L, 5, 0);
  interface_push(L, s, ll.sll_ifindex);
  row_setinteger(L, 2, ntohs(ll.sll_protocol));
  row_setinteger(L, 3, ll.sll_pkttype);
  row_setinteger(L, 4, ll.sll_hatype);
  row_setstring(L, 5, (const char *)&a->u + head,
                ll.sll_halen < given ? ll.sll_halen : given);
  shape_set(L, &packet_shape);
}

/* ---- NETLINK, VSOCK, QIPCRTR: two numbers ------------------------------------ */

static const char *const netlink_names[] = {"pid", "groups", NULL};
static const Shape netlink_shape = {
  .family = "AF_NETLINK", .form = "a table {pid, groups}",
  .example = "{0, 0}", .names = netlink_names, .required = 2
};

static const char *const vsock_names[] = {"cid", "port", NULL};
static const Shape vsock_shape = {
  .family = "AF_VSOCK", .form = "a table {cid, port}",
  .example = "{socket.VMADDR_CID_HOST, 1234}",
  .names = vsock_names, .required = 2
};

#ifdef HAVE_QRTR
static const char *const qrtr_names[] = {"node", "port", NULL};
static const Shape qrtr_shape = {
  .family = "AF_QIPCRTR", .form = "a table {node, port}",
  .example = "{1, 16}", .names = qrtr_names, .required = 2
};
#endif

/* The offsets of the two 32-bit numbers in a sockaddr. */
typedef struct Numbers {
  int family;
  const Shape *shape;
  socklen_t size;
  size_t at[2];
} Numbers;

static const Numbers numbers[] = {
  {AF_NETLINK, &netlink_shape, sizeof(struct sockaddr_nl),
   {offsetof(struct sockaddr_nl, nl_pid),
    offsetof(struct sockaddr_nl, nl_groups)}},
  {AF_VSOCK, &vsock_shape, sizeof(struct sockaddr_vm),
   {offsetof(struct sockaddr_vm, svm_cid),
    offsetof(struct sockaddr_vm, svm_port)}},
#ifdef HAVE_QRTR
  {AF_QIPCRTR, &qrtr_shape, sizeof(struct sockaddr_qrtr),
   {offsetof(struct sockaddr_qrtr, sq_node),
    offsetof(struct sockaddr_qrtr, sq_port)}},
#endif
};

static const Numbers *numbers_of (int family) {
  const Numbers *n = numbers;
  while (n->family != family) n++;
  return n;
}

/* {pid, groups}, {cid, port}, {node, port} */
static int numbers_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  const Numbers *n = numbers_of(s->family);
  int i, base = shape_unpack(L, arg, n->shape);
  memset(&a->u, 0, sizeof(a->u));
  a->u.sa.sa_family = (sa_family_t)n->family;
  a->len = n->size;
  for (i = 0; i < 2; i++) {
    uint32_t word =
      (uint32_t)shape_integer(L, arg, n->shape, base, i, 0, U32);
    memcpy((char *)&a->u + n->at[i], &word, sizeof(word));
  }
  return 1;
}

static void numbers_push (lua_State *L, const Socket *s, const Address *a) {
  const Numbers *n = numbers_of(a->u.sa.sa_family);
  int i;
  (void)s;
  lua_createtable(L, 2, 0);
  for (i = 0; i < 2; i++) {
    uint32_t word;
    memcpy(&word, (const char *)&a->u + n->at[i], sizeof(word));
    row_setinteger(L, i + 1, word);
  }
  shape_set(L, n->shape);
}

/* ---- CAN ------------------------------------------------------------------ */

static const char *const can_names[] = {"interface", NULL};
static const Shape can_shape = {
  .family = "AF_CAN", .form = "a table {interface}",
  .example = "{\"can0\"}", .names = can_names, .required = 1
};

static const char *const isotp_names[] = {
  "interface", "rx_addr", "tx_addr", NULL
};
static const Shape isotp_shape = {
  .family = "AF_CAN", .form = "a table {interface, rx_addr, tx_addr}",
  .example = "{\"can0\", 0x123, 0x124}", .names = isotp_names, .required = 3
};

static const char *const j1939_names[] = {
  "interface", "name", "pgn", "addr", NULL
};
static const Shape j1939_shape = {
  .family = "AF_CAN", .form = "a table {interface, name, pgn, addr}",
  .example = "{\"can0\", socket.J1939_NO_NAME, 0x1234, 0x20}",
  .names = j1939_names, .required = 4, .wide = 1 << 1
};

/* Like interface_parse, but "" means all interfaces. */
static int can_interface (lua_State *L, int arg, const Socket *s,
                          const Shape *shape, int base) {
  size_t len;
  shape_string(L, arg, shape, base, 0, &len);
  return len == 0 ? 0 : interface_parse(L, arg, s, shape, base);
}

/* {interface} */
static int can_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  struct sockaddr_can can;
  int base = shape_unpack(L, arg, &can_shape);
  memset(&can, 0, sizeof(can));
  can.can_family = AF_CAN;
  can.can_ifindex = can_interface(L, arg, s, &can_shape, base);
  addr_put(a, &can, sizeof(can));
  return 1;
}

static void can_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_can can;
  memcpy(&can, &a->u, sizeof(can));
  lua_createtable(L, 1, 0);
  interface_push(L, s, can.can_ifindex);
  shape_set(L, &can_shape);
}

/* {interface, rx_addr, tx_addr} */
static int isotp_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  const Shape *shape = &isotp_shape;
  struct sockaddr_can can;
  int base = shape_unpack(L, arg, shape);
  memset(&can, 0, sizeof(can));
  can.can_family = AF_CAN;
  can.can_addr.tp.rx_id =
    (canid_t)shape_integer(L, arg, shape, base, 1, 0, U32);
  can.can_addr.tp.tx_id =
    (canid_t)shape_integer(L, arg, shape, base, 2, 0, U32);
  can.can_ifindex = can_interface(L, arg, s, shape, base);
  addr_put(a, &can, sizeof(can));
  return 1;
}

static void isotp_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_can can;
  memcpy(&can, &a->u, sizeof(can));
  lua_createtable(L, 3, 0);
  interface_push(L, s, can.can_ifindex);
  row_setinteger(L, 2, can.can_addr.tp.rx_id);
  row_setinteger(L, 3, can.can_addr.tp.tx_id);
  shape_set(L, &isotp_shape);
}

/* {interface, name, pgn, addr}; the name is an unsigned 64-bit number, so one with
** its highest bit set is a negative integer in Lua */
static int j1939_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  const Shape *shape = &j1939_shape;
  struct sockaddr_can can;
  int base = shape_unpack(L, arg, shape);
  memset(&can, 0, sizeof(can));
  can.can_family = AF_CAN;
  can.can_addr.j1939.name = (uint64_t)shape_integer(
    L, arg, shape, base, 1, LUA_MININTEGER, LUA_MAXINTEGER);
  can.can_addr.j1939.pgn =
    (uint32_t)shape_integer(L, arg, shape, base, 2, 0, U32);
  can.can_addr.j1939.addr =
    (uint8_t)shape_integer(L, arg, shape, base, 3, 0, U8);
  can.can_ifindex = can_interface(L, arg, s, shape, base);
  addr_put(a, &can, sizeof(can));
  return 1;
}

static void j1939_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_can can;
  memcpy(&can, &a->u, sizeof(can));
  lua_createtable(L, 4, 0);
  interface_push(L, s, can.can_ifindex);
  row_setinteger(L, 2, (lua_Integer)can.can_addr.j1939.name);
  row_setinteger(L, 3, can.can_addr.j1939.pgn);
  row_setinteger(L, 4, can.can_addr.j1939.addr);
  shape_set(L, &j1939_shape);
}

/* ---- ALG ------------------------------------------------------------------ */

static const char *const alg_names[] = {"type", "name", "feat", "mask", NULL};
static const Shape alg_shape = {
  .family = "AF_ALG", .form = "a table {type, name[, feat[, mask]]}",
  .example = "{\"hash\", \"sha256\"}", .names = alg_names, .required = 2
};

/* Copies item `i` into a field of `size` bytes that must end in a NUL. */
static void alg_string (lua_State *L, int arg, int base, int i,
                        unsigned char *field, size_t size) {
  size_t len;
  const char *text = shape_string(L, arg, &alg_shape, base, i, &len);
  if (len >= size)
    shape_argerror(L, arg, &alg_shape, i, "is too long: %d bytes, at most %d; "
                   "/proc/crypto lists the names",
                   (int)len, (int)size - 1);
  if (strlen(text) != len)
    shape_argerror(L, arg, &alg_shape, i, "must not contain a NUL byte; "
                   "/proc/crypto lists the names");
  memcpy(field, text, len);
}

/* {type, name[, feat[, mask]]} */
static int alg_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  struct sockaddr_alg alg;
  int base = shape_unpack(L, arg, &alg_shape);
  memset(&alg, 0, sizeof(alg));
  alg.salg_family = AF_ALG;
  (void)s;
  alg_string(L, arg, base, 0, alg.salg_type, sizeof(alg.salg_type));
  alg_string(L, arg, base, 1, alg.salg_name, sizeof(alg.salg_name));
  alg.salg_feat = (uint32_t)shape_integer(L, arg, &alg_shape, base, 2, 0, U32);
  alg.salg_mask = (uint32_t)shape_integer(L, arg, &alg_shape, base, 3, 0, U32);
  addr_put(a, &alg, sizeof(alg));
  return 1;
}

static void alg_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_alg alg;
  (void)s;
  memcpy(&alg, &a->u, sizeof(alg));
  lua_createtable(L, 4, 0);
  row_setstring(L, 1, alg.salg_type,
                strnlen((const char *)alg.salg_type, sizeof(alg.salg_type)));
  row_setstring(L, 2, alg.salg_name,
                strnlen((const char *)alg.salg_name, sizeof(alg.salg_name)));
  row_setinteger(L, 3, alg.salg_feat);
  row_setinteger(L, 4, alg.salg_mask);
  shape_set(L, &alg_shape);
}

/* ---- TIPC ----------------------------------------------------------------- */

static const char *const tipc_names[] = {
  "addr_type", "v1", "v2", "v3", "scope", NULL
};
static const Shape tipc_shape = {
  .family = "AF_TIPC", .form = "a table {addr_type, v1, v2, v3[, scope]}",
  .example = "{socket.TIPC_ADDR_NAME, 18888, 17, 0}",
  .names = tipc_names, .required = 4
};

/* The meaning of v1, v2 and v3 depends on the type. */
static void tipc_set (struct sockaddr_tipc *tipc, const uint32_t v[3]) {
  if (tipc->addrtype == TIPC_ADDR_ID) {
    tipc->addr.id.node = v[0];
    tipc->addr.id.ref = v[1];
  }
  else {  /* a name is a range of one instance, in a domain; 0 means any */
    tipc->addr.nameseq.type = v[0];
    tipc->addr.nameseq.lower = v[1];
    tipc->addr.nameseq.upper = tipc->addrtype == TIPC_ADDR_NAMESEQ ? v[2] : 0;
  }
}

static void tipc_get (const struct sockaddr_tipc *tipc, uint32_t v[3]) {
  if (tipc->addrtype == TIPC_ADDR_ID) {
    v[0] = tipc->addr.id.node;
    v[1] = tipc->addr.id.ref;
    v[2] = 0;
  }
  else {
    v[0] = tipc->addr.nameseq.type;
    v[1] = tipc->addr.nameseq.lower;
    v[2] = tipc->addrtype == TIPC_ADDR_NAMESEQ ? tipc->addr.nameseq.upper
                                               : v[1];
  }
}

/* {addr_type, v1, v2, v3[, scope]}; a negative scope unbinds a name */
static int tipc_parse (lua_State *L, int arg, const Socket *s, Address *a) {
  const Shape *shape = &tipc_shape;
  struct sockaddr_tipc tipc;
  int i, base = shape_unpack(L, arg, shape);
  uint32_t v[3];
  memset(&tipc, 0, sizeof(tipc));
  tipc.family = AF_TIPC;
  (void)s;
  tipc.addrtype = (unsigned char)shape_integer(
    L, arg, shape, base, 0, TIPC_ADDR_NAMESEQ, TIPC_ADDR_ID);
  for (i = 0; i < 3; i++)
    v[i] = (uint32_t)shape_integer(L, arg, shape, base, i + 1, 0, U32);
  tipc.scope = (signed char)shape_integer(L, arg, shape, base, 4, -128, 127);
  if (lua_isnil(L, base + 4)) tipc.scope = TIPC_CLUSTER_SCOPE;
  tipc_set(&tipc, v);
  addr_put(a, &tipc, sizeof(tipc));
  return 1;
}

static void tipc_push (lua_State *L, const Socket *s, const Address *a) {
  struct sockaddr_tipc tipc;
  uint32_t v[3];
  int i;
  (void)s;
  memcpy(&tipc, &a->u, sizeof(tipc));
  if (tipc.addrtype < TIPC_ADDR_NAMESEQ || tipc.addrtype > TIPC_ADDR_ID) {
    addr_pushraw(L, a);
    return;
  }
  tipc_get(&tipc, v);
  lua_createtable(L, 5, 0);
  row_setinteger(L, 1, tipc.addrtype);
  for (i = 0; i < 3; i++) row_setinteger(L, i + 2, v[i]);
  row_setinteger(L, 5, tipc.scope);
  shape_set(L, &tipc_shape);
}

_Static_assert(offsetof(struct sockaddr_tipc, addr.name.name.instance) ==
                 offsetof(struct sockaddr_tipc, addr.nameseq.lower) &&
               offsetof(struct sockaddr_tipc, addr.name.domain) ==
                 offsetof(struct sockaddr_tipc, addr.nameseq.upper),
               "a TIPC name has the layout of a sequence");

/* ---- the rows ------------------------------------------------------------- */

const Family family_rows[] = {
  {AF_PACKET, -1, &packet_shape, packet_parse, packet_push},
  {AF_NETLINK, -1, &netlink_shape, numbers_parse, numbers_push},
  {AF_VSOCK, -1, &vsock_shape, numbers_parse, numbers_push},
  {AF_CAN, CAN_RAW, &can_shape, can_parse, can_push},
  {AF_CAN, CAN_BCM, &can_shape, can_parse, can_push},
  {AF_CAN, CAN_ISOTP, &isotp_shape, isotp_parse, isotp_push},
  {AF_CAN, CAN_J1939, &j1939_shape, j1939_parse, j1939_push},
  {AF_CAN, -1, &can_shape, NULL, can_push},
  {AF_ALG, -1, &alg_shape, alg_parse, alg_push},
  {AF_TIPC, -1, &tipc_shape, tipc_parse, tipc_push},
#ifdef HAVE_QRTR
  {AF_QIPCRTR, -1, &qrtr_shape, numbers_parse, numbers_push},
#endif
  {AF_UNSPEC, 0, NULL, NULL, NULL}
};
