/*
** constants.c: one table of the constants in the system's headers, under the
** names of Python's socket module. A program uses only a few of them, so each is
** added to the module on first use; adding all at once took a third of the time of
** `require`.
**
** glibc 2.31, musl 1.2 and the headers of Linux 5.4 have these names. Only what one
** of the C libraries lacks, what is newer, and what is in a header that may be
** missing has an #ifdef.
*/
#include "base/argument.h"
#include "base/show.h"
#include "tables/tables.h"

#include <net/ethernet.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/ioctl.h>

#if __has_include(<bluetooth/bluetooth.h>) && __has_include(<bluetooth/hci.h>)
#include <bluetooth/bluetooth.h>
#include <bluetooth/hci.h>
#define HAVE_BLUETOOTH 1
#endif
#if __has_include(<linux/can.h>)
#include <linux/can.h>
#endif
#if __has_include(<linux/can/bcm.h>)
#include <linux/can/bcm.h>
#define HAVE_CAN_BCM 1
#endif
#if __has_include(<linux/can/isotp.h>)
#include <linux/can/isotp.h>
#endif
#if __has_include(<linux/can/j1939.h>)
#include <linux/can/j1939.h>
#define HAVE_CAN_J1939 1
#endif
#if __has_include(<linux/can/raw.h>)
#include <linux/can/raw.h>
#define HAVE_CAN_RAW 1
#endif
#if __has_include(<linux/if_alg.h>)
#include <linux/if_alg.h>
#define HAVE_ALG 1
#endif
#if __has_include(<linux/if_packet.h>)
#include <linux/if_packet.h>
#endif
#if __has_include(<linux/netlink.h>)
#include <linux/netlink.h>
#endif
#if __has_include(<linux/tipc.h>)
#include <linux/tipc.h>
#define HAVE_TIPC 1
#endif
#if __has_include(<linux/vm_sockets.h>)
#include <linux/vm_sockets.h>
#endif

/* Python has these on every machine; the numbers are the kernel's. */
#ifdef HAVE_ALG
#ifndef ALG_SET_PUBKEY
#define ALG_SET_PUBKEY 6
#endif
#ifndef ALG_OP_SIGN
#define ALG_OP_SIGN 2
#endif
#ifndef ALG_OP_VERIFY
#define ALG_OP_VERIFY 3
#endif
#endif
#ifndef UDPLITE_SEND_CSCOV
#define UDPLITE_SEND_CSCOV 10
#endif
#ifndef UDPLITE_RECV_CSCOV
#define UDPLITE_RECV_CSCOV 11
#endif

/* The names are arrays, because pointers would have to be relocated at load
** time. */
typedef struct Constant {
  char name[32];
  lua_Integer value;
} Constant;

/* The casts are for headers that define a constant as -1U. */
#define VALUE(name) {#name, (lua_Integer)(name)}
#define NAMED(name, value) {#name, (lua_Integer)(value)}

static const Constant constants[] = {
  /* address families */
  VALUE(AF_ALG), VALUE(AF_APPLETALK), VALUE(AF_ASH), VALUE(AF_ATMPVC),
  VALUE(AF_ATMSVC), VALUE(AF_AX25), VALUE(AF_BRIDGE), VALUE(AF_CAN),
  VALUE(AF_DECnet), VALUE(AF_ECONET), VALUE(AF_INET), VALUE(AF_INET6),
  VALUE(AF_IPX), VALUE(AF_IRDA), VALUE(AF_KEY), VALUE(AF_LLC),
  VALUE(AF_NETBEUI), VALUE(AF_NETLINK), VALUE(AF_NETROM), VALUE(AF_PACKET),
  VALUE(AF_PPPOX), VALUE(AF_QIPCRTR), VALUE(AF_RDS), VALUE(AF_ROSE),
  VALUE(AF_ROUTE), VALUE(AF_SECURITY), VALUE(AF_SNA), VALUE(AF_TIPC),
  VALUE(AF_UNIX), VALUE(AF_UNSPEC), VALUE(AF_VSOCK), VALUE(AF_WANPIPE),
  VALUE(AF_X25),
  /* protocol families */
  VALUE(PF_CAN), VALUE(PF_PACKET), VALUE(PF_RDS),
  /* socket types */
  VALUE(SOCK_CLOEXEC), VALUE(SOCK_DGRAM), VALUE(SOCK_NONBLOCK), VALUE(SOCK_RAW),
  VALUE(SOCK_RDM), VALUE(SOCK_SEQPACKET), VALUE(SOCK_STREAM),
  /* shutdown */
  VALUE(SHUT_RD), VALUE(SHUT_RDWR), VALUE(SHUT_WR),
  /* flags of send and recv */
  VALUE(MSG_CMSG_CLOEXEC), VALUE(MSG_CONFIRM), VALUE(MSG_CTRUNC),
  VALUE(MSG_DONTROUTE), VALUE(MSG_DONTWAIT), VALUE(MSG_EOR),
  VALUE(MSG_ERRQUEUE), VALUE(MSG_FASTOPEN), VALUE(MSG_MORE),
  VALUE(MSG_NOSIGNAL), VALUE(MSG_OOB), VALUE(MSG_PEEK), VALUE(MSG_TRUNC),
  VALUE(MSG_WAITALL),
  /* options of every socket */
  VALUE(SO_ACCEPTCONN), VALUE(SO_BINDTODEVICE), VALUE(SO_BINDTOIFINDEX),
  VALUE(SO_BROADCAST), VALUE(SO_DEBUG), VALUE(SO_DOMAIN), VALUE(SO_DONTROUTE),
  VALUE(SO_ERROR), VALUE(SO_INCOMING_CPU), VALUE(SO_KEEPALIVE),
  VALUE(SO_LINGER), VALUE(SO_MARK), VALUE(SO_OOBINLINE), VALUE(SO_PASSCRED),
  VALUE(SO_PASSSEC), VALUE(SO_PEERCRED), VALUE(SO_PEERSEC), VALUE(SO_PRIORITY),
  VALUE(SO_PROTOCOL), VALUE(SO_RCVBUF), VALUE(SO_RCVLOWAT), VALUE(SO_RCVTIMEO),
  VALUE(SO_REUSEADDR), VALUE(SO_REUSEPORT), VALUE(SO_SNDBUF),
  VALUE(SO_SNDLOWAT), VALUE(SO_SNDTIMEO), VALUE(SO_TYPE), VALUE(SOMAXCONN),
  /* levels of options */
  VALUE(SOL_ALG),
#ifdef CAN_RAW
  VALUE(SOL_CAN_BASE),
#endif
#ifdef HAVE_CAN_RAW
  VALUE(SOL_CAN_RAW),
#endif
  VALUE(SOL_IP), VALUE(SOL_RDS), VALUE(SOL_SOCKET), VALUE(SOL_TCP),
  VALUE(SOL_TIPC), VALUE(SOL_UDP),
  /* ancillary data */
  VALUE(SCM_CREDENTIALS), VALUE(SCM_RIGHTS),
  /* protocols */
  VALUE(IPPROTO_AH), VALUE(IPPROTO_DSTOPTS), VALUE(IPPROTO_EGP),
  VALUE(IPPROTO_ESP), VALUE(IPPROTO_FRAGMENT), VALUE(IPPROTO_GRE),
  VALUE(IPPROTO_HOPOPTS), VALUE(IPPROTO_ICMP), VALUE(IPPROTO_ICMPV6),
  VALUE(IPPROTO_IDP), VALUE(IPPROTO_IGMP), VALUE(IPPROTO_IP),
  VALUE(IPPROTO_IPIP), VALUE(IPPROTO_IPV6),
#ifdef IPPROTO_MPTCP
  VALUE(IPPROTO_MPTCP),
#endif
  VALUE(IPPROTO_NONE), VALUE(IPPROTO_PIM), VALUE(IPPROTO_PUP),
  VALUE(IPPROTO_RAW), VALUE(IPPROTO_ROUTING), VALUE(IPPROTO_RSVP),
  VALUE(IPPROTO_SCTP), VALUE(IPPROTO_TCP), VALUE(IPPROTO_TP),
  VALUE(IPPROTO_UDP), VALUE(IPPROTO_UDPLITE),
  NAMED(IPPORT_RESERVED, 1024),  /* in headers a macro, an enumerator or missing */
  NAMED(IPPORT_USERRESERVED, 5000),
  /* IPv4 addresses */
  VALUE(INADDR_ALLHOSTS_GROUP), VALUE(INADDR_ANY), VALUE(INADDR_BROADCAST),
  VALUE(INADDR_LOOPBACK), VALUE(INADDR_MAX_LOCAL_GROUP), VALUE(INADDR_NONE),
  VALUE(INADDR_UNSPEC_GROUP),
  /* IPv4 */
  VALUE(IP_ADD_MEMBERSHIP), VALUE(IP_ADD_SOURCE_MEMBERSHIP),
  VALUE(IP_BIND_ADDRESS_NO_PORT), VALUE(IP_BLOCK_SOURCE),
  VALUE(IP_DEFAULT_MULTICAST_LOOP), VALUE(IP_DEFAULT_MULTICAST_TTL),
  VALUE(IP_DROP_MEMBERSHIP), VALUE(IP_DROP_SOURCE_MEMBERSHIP),
  VALUE(IP_HDRINCL), VALUE(IP_MAX_MEMBERSHIPS), VALUE(IP_MULTICAST_IF),
  VALUE(IP_MULTICAST_LOOP), VALUE(IP_MULTICAST_TTL), VALUE(IP_OPTIONS),
  VALUE(IP_PKTINFO), VALUE(IP_RECVOPTS), VALUE(IP_RECVRETOPTS),
  VALUE(IP_RECVTOS), VALUE(IP_RETOPTS), VALUE(IP_TOS), VALUE(IP_TRANSPARENT),
  VALUE(IP_TTL), VALUE(IP_UNBLOCK_SOURCE),
  /* IPv6 */
  VALUE(IPV6_CHECKSUM), VALUE(IPV6_DONTFRAG), VALUE(IPV6_DSTOPTS),
  VALUE(IPV6_HOPLIMIT), VALUE(IPV6_HOPOPTS), VALUE(IPV6_JOIN_GROUP),
  VALUE(IPV6_LEAVE_GROUP), VALUE(IPV6_MULTICAST_HOPS), VALUE(IPV6_MULTICAST_IF),
  VALUE(IPV6_MULTICAST_LOOP), VALUE(IPV6_NEXTHOP), VALUE(IPV6_PATHMTU),
  VALUE(IPV6_PKTINFO), VALUE(IPV6_RECVDSTOPTS), VALUE(IPV6_RECVHOPLIMIT),
  VALUE(IPV6_RECVHOPOPTS), VALUE(IPV6_RECVPATHMTU), VALUE(IPV6_RECVPKTINFO),
  VALUE(IPV6_RECVRTHDR), VALUE(IPV6_RECVTCLASS), VALUE(IPV6_RTHDR),
  VALUE(IPV6_RTHDRDSTOPTS), VALUE(IPV6_RTHDR_TYPE_0), VALUE(IPV6_TCLASS),
  VALUE(IPV6_UNICAST_HOPS), VALUE(IPV6_V6ONLY),
  /* TCP */
  VALUE(TCP_CC_INFO), VALUE(TCP_CONGESTION), VALUE(TCP_CORK),
  VALUE(TCP_DEFER_ACCEPT), VALUE(TCP_FASTOPEN), VALUE(TCP_FASTOPEN_CONNECT),
  VALUE(TCP_FASTOPEN_KEY), VALUE(TCP_FASTOPEN_NO_COOKIE), VALUE(TCP_INFO),
  VALUE(TCP_INQ), VALUE(TCP_KEEPCNT), VALUE(TCP_KEEPIDLE), VALUE(TCP_KEEPINTVL),
  VALUE(TCP_LINGER2), VALUE(TCP_MAXSEG), VALUE(TCP_MD5SIG),
  VALUE(TCP_MD5SIG_EXT), VALUE(TCP_NODELAY), VALUE(TCP_NOTSENT_LOWAT),
  VALUE(TCP_QUEUE_SEQ), VALUE(TCP_QUICKACK), VALUE(TCP_REPAIR),
  VALUE(TCP_REPAIR_OPTIONS), VALUE(TCP_REPAIR_QUEUE), VALUE(TCP_REPAIR_WINDOW),
  VALUE(TCP_SAVED_SYN), VALUE(TCP_SAVE_SYN), VALUE(TCP_SYNCNT),
  VALUE(TCP_THIN_DUPACK), VALUE(TCP_THIN_LINEAR_TIMEOUTS), VALUE(TCP_TIMESTAMP),
#ifdef TCP_TX_DELAY
  VALUE(TCP_TX_DELAY),
#endif
  VALUE(TCP_ULP), VALUE(TCP_USER_TIMEOUT), VALUE(TCP_WINDOW_CLAMP),
  VALUE(TCP_ZEROCOPY_RECEIVE),
  /* UDP-Lite */
  VALUE(UDPLITE_RECV_CSCOV), VALUE(UDPLITE_SEND_CSCOV),
  /* getaddrinfo */
  VALUE(AI_ADDRCONFIG), VALUE(AI_ALL), VALUE(AI_CANONNAME),
  VALUE(AI_NUMERICHOST), VALUE(AI_NUMERICSERV), VALUE(AI_PASSIVE),
  VALUE(AI_V4MAPPED), VALUE(EAI_ADDRFAMILY), VALUE(EAI_AGAIN),
  VALUE(EAI_BADFLAGS), VALUE(EAI_FAIL), VALUE(EAI_FAMILY), VALUE(EAI_MEMORY),
  VALUE(EAI_NODATA), VALUE(EAI_NONAME), VALUE(EAI_OVERFLOW), VALUE(EAI_SERVICE),
  VALUE(EAI_SOCKTYPE), VALUE(EAI_SYSTEM),
  /* getnameinfo */
  VALUE(NI_DGRAM),
#ifdef NI_IDN
  VALUE(NI_IDN),
#endif
  VALUE(NI_MAXHOST), VALUE(NI_MAXSERV), VALUE(NI_NAMEREQD), VALUE(NI_NOFQDN),
  VALUE(NI_NUMERICHOST), VALUE(NI_NUMERICSERV),
  /* PACKET */
#ifdef PACKET_HOST
  VALUE(PACKET_BROADCAST), VALUE(PACKET_FASTROUTE), VALUE(PACKET_HOST),
  VALUE(PACKET_LOOPBACK), VALUE(PACKET_MULTICAST), VALUE(PACKET_OTHERHOST),
  VALUE(PACKET_OUTGOING),
#endif
  /* Ethernet */
  VALUE(ETHERTYPE_ARP), VALUE(ETHERTYPE_IP), VALUE(ETHERTYPE_IPV6),
  VALUE(ETHERTYPE_VLAN), VALUE(ETH_P_ALL),
  /* NETLINK */
#ifdef NETLINK_ROUTE
  VALUE(NETLINK_CRYPTO), VALUE(NETLINK_DNRTMSG), VALUE(NETLINK_FIREWALL),
  VALUE(NETLINK_IP6_FW), VALUE(NETLINK_NFLOG), VALUE(NETLINK_ROUTE),
  VALUE(NETLINK_USERSOCK), VALUE(NETLINK_XFRM),
#endif
  /* VSOCK */
#ifdef VMADDR_CID_ANY
  VALUE(SO_VM_SOCKETS_BUFFER_MAX_SIZE), VALUE(SO_VM_SOCKETS_BUFFER_MIN_SIZE),
  VALUE(SO_VM_SOCKETS_BUFFER_SIZE), VALUE(IOCTL_VM_SOCKETS_GET_LOCAL_CID),
  VALUE(VMADDR_CID_ANY), VALUE(VMADDR_CID_HOST), VALUE(VMADDR_PORT_ANY),
  VALUE(VM_SOCKETS_INVALID_VERSION),
#endif
  /* ALG */
#ifdef HAVE_ALG
  VALUE(ALG_OP_DECRYPT), VALUE(ALG_OP_ENCRYPT), VALUE(ALG_OP_SIGN),
  VALUE(ALG_OP_VERIFY), VALUE(ALG_SET_AEAD_ASSOCLEN),
  VALUE(ALG_SET_AEAD_AUTHSIZE), VALUE(ALG_SET_IV), VALUE(ALG_SET_KEY),
  VALUE(ALG_SET_OP), VALUE(ALG_SET_PUBKEY),
#endif
  /* TIPC */
#ifdef HAVE_TIPC
  VALUE(TIPC_ADDR_ID), VALUE(TIPC_ADDR_NAME), VALUE(TIPC_ADDR_NAMESEQ),
  VALUE(TIPC_CFG_SRV), VALUE(TIPC_CONN_TIMEOUT),
  VALUE(TIPC_CRITICAL_IMPORTANCE), VALUE(TIPC_DEST_DROPPABLE),
  VALUE(TIPC_HIGH_IMPORTANCE), VALUE(TIPC_IMPORTANCE),
  VALUE(TIPC_LOW_IMPORTANCE), VALUE(TIPC_MEDIUM_IMPORTANCE),
  VALUE(TIPC_PUBLISHED), VALUE(TIPC_SRC_DROPPABLE), VALUE(TIPC_SUBSCR_TIMEOUT),
  VALUE(TIPC_SUB_CANCEL), VALUE(TIPC_SUB_PORTS), VALUE(TIPC_SUB_SERVICE),
  VALUE(TIPC_TOP_SRV), VALUE(TIPC_WAIT_FOREVER), VALUE(TIPC_WITHDRAWN),
  VALUE(TIPC_ZONE_SCOPE), VALUE(TIPC_CLUSTER_SCOPE), VALUE(TIPC_NODE_SCOPE),
#endif
  /* CAN */
#ifdef CAN_RAW
  VALUE(CAN_BCM), VALUE(CAN_EFF_FLAG), VALUE(CAN_EFF_MASK), VALUE(CAN_ERR_FLAG),
  VALUE(CAN_ERR_MASK), VALUE(CAN_ISOTP), VALUE(CAN_J1939), VALUE(CAN_RAW),
  VALUE(CAN_RTR_FLAG), VALUE(CAN_SFF_MASK),
#endif
#ifdef HAVE_CAN_RAW
  VALUE(CAN_RAW_ERR_FILTER), VALUE(CAN_RAW_FILTER), VALUE(CAN_RAW_LOOPBACK),
  VALUE(CAN_RAW_RECV_OWN_MSGS), VALUE(CAN_RAW_FD_FRAMES),
  VALUE(CAN_RAW_JOIN_FILTERS),
#endif
  /* CAN: broadcast manager */
#ifdef HAVE_CAN_BCM
  NAMED(CAN_BCM_TX_SETUP, TX_SETUP), NAMED(CAN_BCM_TX_DELETE, TX_DELETE),
  NAMED(CAN_BCM_TX_READ, TX_READ), NAMED(CAN_BCM_TX_SEND, TX_SEND),
  NAMED(CAN_BCM_RX_SETUP, RX_SETUP), NAMED(CAN_BCM_RX_DELETE, RX_DELETE),
  NAMED(CAN_BCM_RX_READ, RX_READ), NAMED(CAN_BCM_TX_STATUS, TX_STATUS),
  NAMED(CAN_BCM_TX_EXPIRED, TX_EXPIRED), NAMED(CAN_BCM_RX_STATUS, RX_STATUS),
  NAMED(CAN_BCM_RX_TIMEOUT, RX_TIMEOUT), NAMED(CAN_BCM_RX_CHANGED, RX_CHANGED),
  NAMED(CAN_BCM_SETTIMER, SETTIMER), NAMED(CAN_BCM_STARTTIMER, STARTTIMER),
  NAMED(CAN_BCM_TX_COUNTEVT, TX_COUNTEVT),
  NAMED(CAN_BCM_TX_ANNOUNCE, TX_ANNOUNCE),
  NAMED(CAN_BCM_TX_CP_CAN_ID, TX_CP_CAN_ID),
  NAMED(CAN_BCM_RX_FILTER_ID, RX_FILTER_ID),
  NAMED(CAN_BCM_RX_CHECK_DLC, RX_CHECK_DLC),
  NAMED(CAN_BCM_RX_NO_AUTOTIMER, RX_NO_AUTOTIMER),
  NAMED(CAN_BCM_RX_ANNOUNCE_RESUME, RX_ANNOUNCE_RESUME),
  NAMED(CAN_BCM_TX_RESET_MULTI_IDX, TX_RESET_MULTI_IDX),
  NAMED(CAN_BCM_RX_RTR_FRAME, RX_RTR_FRAME),
  NAMED(CAN_BCM_CAN_FD_FRAME, CAN_FD_FRAME),
#endif
  /* CAN: J1939 */
#ifdef HAVE_CAN_J1939
  VALUE(J1939_FILTER_MAX), VALUE(J1939_IDLE_ADDR),
  VALUE(J1939_MAX_UNICAST_ADDR), VALUE(J1939_NO_ADDR), VALUE(J1939_NO_NAME),
  VALUE(J1939_NO_PGN), VALUE(J1939_PGN_ADDRESS_CLAIMED),
  VALUE(J1939_PGN_ADDRESS_COMMANDED), VALUE(J1939_PGN_MAX),
  VALUE(J1939_PGN_PDU1_MAX), VALUE(J1939_PGN_REQUEST),
  VALUE(SO_J1939_FILTER), VALUE(SO_J1939_PROMISC), VALUE(SO_J1939_SEND_PRIO),
  VALUE(SO_J1939_ERRQUEUE), VALUE(SCM_J1939_DEST_ADDR),
  VALUE(SCM_J1939_DEST_NAME), VALUE(SCM_J1939_PRIO), VALUE(SCM_J1939_ERRQUEUE),
  VALUE(J1939_NLA_PAD), VALUE(J1939_NLA_BYTES_ACKED), VALUE(J1939_EE_INFO_NONE),
  VALUE(J1939_EE_INFO_TX_ABORT),
#endif
  /* BLUETOOTH */
  VALUE(AF_BLUETOOTH),
#ifdef HAVE_BLUETOOTH
  VALUE(BTPROTO_HCI), VALUE(BTPROTO_L2CAP), VALUE(BTPROTO_RFCOMM),
  VALUE(BTPROTO_SCO), VALUE(SOL_HCI), VALUE(HCI_DATA_DIR), VALUE(HCI_FILTER),
  VALUE(HCI_TIME_STAMP),
#endif
};

#ifdef HAVE_BLUETOOTH
static const struct { const char *name, *value; } strings[] = {
  {"BDADDR_ANY", "00:00:00:00:00:00"},
  {"BDADDR_LOCAL", "00:00:00:FF:FF:FF"},
};

static int push_string (lua_State *L, const char *name) {
  for (size_t i = 0; i < COUNT(strings); i++)
    if (strcmp(strings[i].name, name) == 0) {
      lua_pushstring(L, strings[i].value);
      return 1;
    }
  return 0;
}
#else
#define push_string(L, name) 0
#endif

/* ---- the enumerations ------------------------------------------------------ */

static const struct { const char *view, *prefix; } views[] = {
  {"AddressFamily", "AF_"}, {"SocketKind", "SOCK_"},
  {"MsgFlag", "MSG_"}, {"AddressInfo", "AI_"},
};

/* Python's enumerations have only names in capitals, so AF_DECnet is a plain
** integer. */
static int isview (const char *name, const char *prefix) {
  return strncmp(name, prefix, strlen(prefix)) == 0
         && strpbrk(name, "abcdefghijklmnopqrstuvwxyz") == NULL;
}

static void push_view (lua_State *L, const char *prefix) {
  lua_newtable(L);
  for (size_t i = 0; i < COUNT(constants); i++)
    if (isview(constants[i].name, prefix))
      enum_add(L, constants[i].name, constants[i].value);
}

/* ---- access ---------------------------------------------------------------- */

int constants_push (lua_State *L, const char *name, size_t len) {
  if (len == 0 || len >= sizeof constants[0].name) return 0;
  for (size_t i = 0; i < COUNT(constants); i++) {
    const Constant *c = &constants[i];
    if (c->name[len] == '\0' && c->name[len - 1] != '\0' &&
        memcmp(c->name, name, len) == 0) {
      lua_pushinteger(L, c->value);
      return 1;
    }
  }
  for (size_t i = 0; i < COUNT(views); i++)
    if (strcmp(views[i].view, name) == 0) {
      push_view(L, views[i].prefix);
      show_as(L, "enum", name);
      return 1;
    }
  return push_string(L, name);
}

void constants_all (lua_State *L, int module) {
  for (size_t i = 0; i < COUNT(constants); i++) {
    lua_getfield(L, module, constants[i].name);
    lua_pop(L, 1);
  }
  for (size_t i = 0; i < COUNT(views); i++) {
    lua_getfield(L, module, views[i].view);
    lua_pop(L, 1);
  }
#ifdef HAVE_BLUETOOTH
  for (size_t i = 0; i < COUNT(strings); i++) {
    lua_getfield(L, module, strings[i].name);
    lua_pop(L, 1);
  }
#endif
}
