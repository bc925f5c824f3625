/*
** constants.c: one table of the constants in the system's headers, under the
** names of Python's socket module. Names that the headers lack at build time are
** left out. A program uses only a few of them, so each is added to the module on
** first use; adding all at once took a third of the time of `require`.
**
** #ifdef finds only macros. Constants that a header defines as enumerators are
** included if the header exists; these places are marked "enumerators" below.
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
#include <linux/version.h>
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
#ifndef SOL_IP
#define SOL_IP 0
#endif
#ifndef SOL_TCP
#define SOL_TCP 6
#endif
#ifndef SOL_UDP
#define SOL_UDP 17
#endif
#ifdef HAVE_ALG
#ifndef ALG_SET_AEAD_ASSOCLEN
#define ALG_SET_AEAD_ASSOCLEN 4
#endif
#ifndef ALG_SET_AEAD_AUTHSIZE
#define ALG_SET_AEAD_AUTHSIZE 5
#endif
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
#ifdef IPPROTO_UDPLITE
#ifndef UDPLITE_SEND_CSCOV
#define UDPLITE_SEND_CSCOV 10
#endif
#ifndef UDPLITE_RECV_CSCOV
#define UDPLITE_RECV_CSCOV 11
#endif
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
#ifdef AF_ALG
  VALUE(AF_ALG),
#endif
#ifdef AF_APPLETALK
  VALUE(AF_APPLETALK),
#endif
#ifdef AF_ASH
  VALUE(AF_ASH),
#endif
#ifdef AF_ATMPVC
  VALUE(AF_ATMPVC),
#endif
#ifdef AF_ATMSVC
  VALUE(AF_ATMSVC),
#endif
#ifdef AF_AX25
  VALUE(AF_AX25),
#endif
#ifdef AF_BRIDGE
  VALUE(AF_BRIDGE),
#endif
#ifdef AF_CAN
  VALUE(AF_CAN),
#endif
#ifdef AF_DECnet
  VALUE(AF_DECnet),
#endif
#ifdef AF_ECONET
  VALUE(AF_ECONET),
#endif
#ifdef AF_INET
  VALUE(AF_INET),
#endif
#ifdef AF_INET6
  VALUE(AF_INET6),
#endif
#ifdef AF_IPX
  VALUE(AF_IPX),
#endif
#ifdef AF_IRDA
  VALUE(AF_IRDA),
#endif
#ifdef AF_KEY
  VALUE(AF_KEY),
#endif
#ifdef AF_LLC
  VALUE(AF_LLC),
#endif
#ifdef AF_NETBEUI
  VALUE(AF_NETBEUI),
#endif
#ifdef AF_NETLINK
  VALUE(AF_NETLINK),
#endif
#ifdef AF_NETROM
  VALUE(AF_NETROM),
#endif
#ifdef AF_PACKET
  VALUE(AF_PACKET),
#endif
#ifdef AF_PPPOX
  VALUE(AF_PPPOX),
#endif
#ifdef AF_QIPCRTR
  VALUE(AF_QIPCRTR),
#endif
#ifdef AF_RDS
  VALUE(AF_RDS),
#endif
#ifdef AF_ROSE
  VALUE(AF_ROSE),
#endif
#ifdef AF_ROUTE
  VALUE(AF_ROUTE),
#endif
#ifdef AF_SECURITY
  VALUE(AF_SECURITY),
#endif
#ifdef AF_SNA
  VALUE(AF_SNA),
#endif
#ifdef AF_TIPC
  VALUE(AF_TIPC),
#endif
#ifdef AF_UNIX
  VALUE(AF_UNIX),
#endif
#ifdef AF_UNSPEC
  VALUE(AF_UNSPEC),
#endif
#ifdef AF_VSOCK
  VALUE(AF_VSOCK),
#endif
#ifdef AF_WANPIPE
  VALUE(AF_WANPIPE),
#endif
#ifdef AF_X25
  VALUE(AF_X25),
#endif
  /* protocol families */
#ifdef PF_CAN
  VALUE(PF_CAN),
#endif
#ifdef PF_PACKET
  VALUE(PF_PACKET),
#endif
#ifdef PF_RDS
  VALUE(PF_RDS),
#endif
  /* socket types */
#ifdef SOCK_CLOEXEC
  VALUE(SOCK_CLOEXEC),
#endif
#ifdef SOCK_DGRAM
  VALUE(SOCK_DGRAM),
#endif
#ifdef SOCK_NONBLOCK
  VALUE(SOCK_NONBLOCK),
#endif
#ifdef SOCK_RAW
  VALUE(SOCK_RAW),
#endif
#ifdef SOCK_RDM
  VALUE(SOCK_RDM),
#endif
#ifdef SOCK_SEQPACKET
  VALUE(SOCK_SEQPACKET),
#endif
#ifdef SOCK_STREAM
  VALUE(SOCK_STREAM),
#endif
  /* shutdown */
#ifdef SHUT_RD
  VALUE(SHUT_RD),
#endif
#ifdef SHUT_RDWR
  VALUE(SHUT_RDWR),
#endif
#ifdef SHUT_WR
  VALUE(SHUT_WR),
#endif
  /* flags of send and recv */
#ifdef MSG_CMSG_CLOEXEC
  VALUE(MSG_CMSG_CLOEXEC),
#endif
#ifdef MSG_CONFIRM
  VALUE(MSG_CONFIRM),
#endif
#ifdef MSG_CTRUNC
  VALUE(MSG_CTRUNC),
#endif
#ifdef MSG_DONTROUTE
  VALUE(MSG_DONTROUTE),
#endif
#ifdef MSG_DONTWAIT
  VALUE(MSG_DONTWAIT),
#endif
#ifdef MSG_EOR
  VALUE(MSG_EOR),
#endif
#ifdef MSG_ERRQUEUE
  VALUE(MSG_ERRQUEUE),
#endif
#ifdef MSG_FASTOPEN
  VALUE(MSG_FASTOPEN),
#endif
#ifdef MSG_MORE
  VALUE(MSG_MORE),
#endif
#ifdef MSG_NOSIGNAL
  VALUE(MSG_NOSIGNAL),
#endif
#ifdef MSG_OOB
  VALUE(MSG_OOB),
#endif
#ifdef MSG_PEEK
  VALUE(MSG_PEEK),
#endif
#ifdef MSG_TRUNC
  VALUE(MSG_TRUNC),
#endif
#ifdef MSG_WAITALL
  VALUE(MSG_WAITALL),
#endif
  /* options of every socket */
#ifdef SO_ACCEPTCONN
  VALUE(SO_ACCEPTCONN),
#endif
#ifdef SO_BINDTODEVICE
  VALUE(SO_BINDTODEVICE),
#endif
#ifdef SO_BINDTOIFINDEX
  VALUE(SO_BINDTOIFINDEX),
#endif
#ifdef SO_BROADCAST
  VALUE(SO_BROADCAST),
#endif
#ifdef SO_DEBUG
  VALUE(SO_DEBUG),
#endif
#ifdef SO_DOMAIN
  VALUE(SO_DOMAIN),
#endif
#ifdef SO_DONTROUTE
  VALUE(SO_DONTROUTE),
#endif
#ifdef SO_ERROR
  VALUE(SO_ERROR),
#endif
#ifdef SO_INCOMING_CPU
  VALUE(SO_INCOMING_CPU),
#endif
#ifdef SO_KEEPALIVE
  VALUE(SO_KEEPALIVE),
#endif
#ifdef SO_LINGER
  VALUE(SO_LINGER),
#endif
#ifdef SO_MARK
  VALUE(SO_MARK),
#endif
#ifdef SO_OOBINLINE
  VALUE(SO_OOBINLINE),
#endif
#ifdef SO_PASSCRED
  VALUE(SO_PASSCRED),
#endif
#ifdef SO_PASSSEC
  VALUE(SO_PASSSEC),
#endif
#ifdef SO_PEERCRED
  VALUE(SO_PEERCRED),
#endif
#ifdef SO_PEERSEC
  VALUE(SO_PEERSEC),
#endif
#ifdef SO_PRIORITY
  VALUE(SO_PRIORITY),
#endif
#ifdef SO_PROTOCOL
  VALUE(SO_PROTOCOL),
#endif
#ifdef SO_RCVBUF
  VALUE(SO_RCVBUF),
#endif
#ifdef SO_RCVLOWAT
  VALUE(SO_RCVLOWAT),
#endif
#ifdef SO_RCVTIMEO
  VALUE(SO_RCVTIMEO),
#endif
#ifdef SO_REUSEADDR
  VALUE(SO_REUSEADDR),
#endif
#ifdef SO_REUSEPORT
  VALUE(SO_REUSEPORT),
#endif
#ifdef SO_SNDBUF
  VALUE(SO_SNDBUF),
#endif
#ifdef SO_SNDLOWAT
  VALUE(SO_SNDLOWAT),
#endif
#ifdef SO_SNDTIMEO
  VALUE(SO_SNDTIMEO),
#endif
#ifdef SO_TYPE
  VALUE(SO_TYPE),
#endif
#ifdef SOMAXCONN
  VALUE(SOMAXCONN),
#endif
  /* levels of options */
#ifdef SOL_ALG
  VALUE(SOL_ALG),
#endif
#ifdef SOL_CAN_BASE
  VALUE(SOL_CAN_BASE),
#endif
#ifdef SOL_CAN_RAW
  VALUE(SOL_CAN_RAW),
#endif
#ifdef SOL_IP
  VALUE(SOL_IP),
#endif
#ifdef SOL_RDS
  VALUE(SOL_RDS),
#endif
#ifdef SOL_SOCKET
  VALUE(SOL_SOCKET),
#endif
#ifdef SOL_TCP
  VALUE(SOL_TCP),
#endif
#ifdef SOL_TIPC
  VALUE(SOL_TIPC),
#endif
#ifdef SOL_UDP
  VALUE(SOL_UDP),
#endif
  /* ancillary data */
#ifdef SCM_CREDENTIALS
  VALUE(SCM_CREDENTIALS),
#endif
#ifdef SCM_RIGHTS
  VALUE(SCM_RIGHTS),
#endif
  /* protocols */
#ifdef IPPROTO_AH
  VALUE(IPPROTO_AH),
#endif
#ifdef IPPROTO_DSTOPTS
  VALUE(IPPROTO_DSTOPTS),
#endif
#ifdef IPPROTO_EGP
  VALUE(IPPROTO_EGP),
#endif
#ifdef IPPROTO_ESP
  VALUE(IPPROTO_ESP),
#endif
#ifdef IPPROTO_FRAGMENT
  VALUE(IPPROTO_FRAGMENT),
#endif
#ifdef IPPROTO_GRE
  VALUE(IPPROTO_GRE),
#endif
#ifdef IPPROTO_HOPOPTS
  VALUE(IPPROTO_HOPOPTS),
#endif
#ifdef IPPROTO_ICMP
  VALUE(IPPROTO_ICMP),
#endif
#ifdef IPPROTO_ICMPV6
  VALUE(IPPROTO_ICMPV6),
#endif
#ifdef IPPROTO_IDP
  VALUE(IPPROTO_IDP),
#endif
#ifdef IPPROTO_IGMP
  VALUE(IPPROTO_IGMP),
#endif
#ifdef IPPROTO_IP
  VALUE(IPPROTO_IP),
#endif
#ifdef IPPROTO_IPIP
  VALUE(IPPROTO_IPIP),
#endif
#ifdef IPPROTO_IPV6
  VALUE(IPPROTO_IPV6),
#endif
#ifdef IPPROTO_MPTCP
  VALUE(IPPROTO_MPTCP),
#endif
#ifdef IPPROTO_NONE
  VALUE(IPPROTO_NONE),
#endif
#ifdef IPPROTO_PIM
  VALUE(IPPROTO_PIM),
#endif
#ifdef IPPROTO_PUP
  VALUE(IPPROTO_PUP),
#endif
#ifdef IPPROTO_RAW
  VALUE(IPPROTO_RAW),
#endif
#ifdef IPPROTO_ROUTING
  VALUE(IPPROTO_ROUTING),
#endif
#ifdef IPPROTO_RSVP
  VALUE(IPPROTO_RSVP),
#endif
#ifdef IPPROTO_SCTP
  VALUE(IPPROTO_SCTP),
#endif
#ifdef IPPROTO_TCP
  VALUE(IPPROTO_TCP),
#endif
#ifdef IPPROTO_TP
  VALUE(IPPROTO_TP),
#endif
#ifdef IPPROTO_UDP
  VALUE(IPPROTO_UDP),
#endif
#ifdef IPPROTO_UDPLITE
  VALUE(IPPROTO_UDPLITE),
#endif
  NAMED(IPPORT_RESERVED, 1024),  /* in headers a macro, an enumerator or missing */
  NAMED(IPPORT_USERRESERVED, 5000),
  /* IPv4 addresses */
#ifdef INADDR_ALLHOSTS_GROUP
  VALUE(INADDR_ALLHOSTS_GROUP),
#endif
#ifdef INADDR_ANY
  VALUE(INADDR_ANY),
#endif
#ifdef INADDR_BROADCAST
  VALUE(INADDR_BROADCAST),
#endif
#ifdef INADDR_LOOPBACK
  VALUE(INADDR_LOOPBACK),
#endif
#ifdef INADDR_MAX_LOCAL_GROUP
  VALUE(INADDR_MAX_LOCAL_GROUP),
#endif
#ifdef INADDR_NONE
  VALUE(INADDR_NONE),
#endif
#ifdef INADDR_UNSPEC_GROUP
  VALUE(INADDR_UNSPEC_GROUP),
#endif
  /* IPv4 */
#ifdef IP_ADD_MEMBERSHIP
  VALUE(IP_ADD_MEMBERSHIP),
#endif
#ifdef IP_ADD_SOURCE_MEMBERSHIP
  VALUE(IP_ADD_SOURCE_MEMBERSHIP),
#endif
#ifdef IP_BIND_ADDRESS_NO_PORT
  VALUE(IP_BIND_ADDRESS_NO_PORT),
#endif
#ifdef IP_BLOCK_SOURCE
  VALUE(IP_BLOCK_SOURCE),
#endif
#ifdef IP_DEFAULT_MULTICAST_LOOP
  VALUE(IP_DEFAULT_MULTICAST_LOOP),
#endif
#ifdef IP_DEFAULT_MULTICAST_TTL
  VALUE(IP_DEFAULT_MULTICAST_TTL),
#endif
#ifdef IP_DROP_MEMBERSHIP
  VALUE(IP_DROP_MEMBERSHIP),
#endif
#ifdef IP_DROP_SOURCE_MEMBERSHIP
  VALUE(IP_DROP_SOURCE_MEMBERSHIP),
#endif
#ifdef IP_HDRINCL
  VALUE(IP_HDRINCL),
#endif
#ifdef IP_MAX_MEMBERSHIPS
  VALUE(IP_MAX_MEMBERSHIPS),
#endif
#ifdef IP_MULTICAST_IF
  VALUE(IP_MULTICAST_IF),
#endif
#ifdef IP_MULTICAST_LOOP
  VALUE(IP_MULTICAST_LOOP),
#endif
#ifdef IP_MULTICAST_TTL
  VALUE(IP_MULTICAST_TTL),
#endif
#ifdef IP_OPTIONS
  VALUE(IP_OPTIONS),
#endif
#ifdef IP_PKTINFO
  VALUE(IP_PKTINFO),
#endif
#ifdef IP_RECVOPTS
  VALUE(IP_RECVOPTS),
#endif
#ifdef IP_RECVRETOPTS
  VALUE(IP_RECVRETOPTS),
#endif
#ifdef IP_RECVTOS
  VALUE(IP_RECVTOS),
#endif
#ifdef IP_RETOPTS
  VALUE(IP_RETOPTS),
#endif
#ifdef IP_TOS
  VALUE(IP_TOS),
#endif
#ifdef IP_TRANSPARENT
  VALUE(IP_TRANSPARENT),
#endif
#ifdef IP_TTL
  VALUE(IP_TTL),
#endif
#ifdef IP_UNBLOCK_SOURCE
  VALUE(IP_UNBLOCK_SOURCE),
#endif
  /* IPv6 */
#ifdef IPV6_CHECKSUM
  VALUE(IPV6_CHECKSUM),
#endif
#ifdef IPV6_DONTFRAG
  VALUE(IPV6_DONTFRAG),
#endif
#ifdef IPV6_DSTOPTS
  VALUE(IPV6_DSTOPTS),
#endif
#ifdef IPV6_HOPLIMIT
  VALUE(IPV6_HOPLIMIT),
#endif
#ifdef IPV6_HOPOPTS
  VALUE(IPV6_HOPOPTS),
#endif
#ifdef IPV6_JOIN_GROUP
  VALUE(IPV6_JOIN_GROUP),
#endif
#ifdef IPV6_LEAVE_GROUP
  VALUE(IPV6_LEAVE_GROUP),
#endif
#ifdef IPV6_MULTICAST_HOPS
  VALUE(IPV6_MULTICAST_HOPS),
#endif
#ifdef IPV6_MULTICAST_IF
  VALUE(IPV6_MULTICAST_IF),
#endif
#ifdef IPV6_MULTICAST_LOOP
  VALUE(IPV6_MULTICAST_LOOP),
#endif
#ifdef IPV6_NEXTHOP
  VALUE(IPV6_NEXTHOP),
#endif
#ifdef IPV6_PATHMTU
  VALUE(IPV6_PATHMTU),
#endif
#ifdef IPV6_PKTINFO
  VALUE(IPV6_PKTINFO),
#endif
#ifdef IPV6_RECVDSTOPTS
  VALUE(IPV6_RECVDSTOPTS),
#endif
#ifdef IPV6_RECVHOPLIMIT
  VALUE(IPV6_RECVHOPLIMIT),
#endif
#ifdef IPV6_RECVHOPOPTS
  VALUE(IPV6_RECVHOPOPTS),
#endif
#ifdef IPV6_RECVPATHMTU
  VALUE(IPV6_RECVPATHMTU),
#endif
#ifdef IPV6_RECVPKTINFO
  VALUE(IPV6_RECVPKTINFO),
#endif
#ifdef IPV6_RECVRTHDR
  VALUE(IPV6_RECVRTHDR),
#endif
#ifdef IPV6_RECVTCLASS
  VALUE(IPV6_RECVTCLASS),
#endif
#ifdef IPV6_RTHDR
  VALUE(IPV6_RTHDR),
#endif
#ifdef IPV6_RTHDRDSTOPTS
  VALUE(IPV6_RTHDRDSTOPTS),
#endif
#ifdef IPV6_RTHDR_TYPE_0
  VALUE(IPV6_RTHDR_TYPE_0),
#endif
#ifdef IPV6_TCLASS
  VALUE(IPV6_TCLASS),
#endif
#ifdef IPV6_UNICAST_HOPS
  VALUE(IPV6_UNICAST_HOPS),
#endif
#ifdef IPV6_V6ONLY
  VALUE(IPV6_V6ONLY),
#endif
  /* TCP */
#ifdef TCP_CC_INFO
  VALUE(TCP_CC_INFO),
#endif
#ifdef TCP_CONGESTION
  VALUE(TCP_CONGESTION),
#endif
#ifdef TCP_CORK
  VALUE(TCP_CORK),
#endif
#ifdef TCP_DEFER_ACCEPT
  VALUE(TCP_DEFER_ACCEPT),
#endif
#ifdef TCP_FASTOPEN
  VALUE(TCP_FASTOPEN),
#endif
#ifdef TCP_FASTOPEN_CONNECT
  VALUE(TCP_FASTOPEN_CONNECT),
#endif
#ifdef TCP_FASTOPEN_KEY
  VALUE(TCP_FASTOPEN_KEY),
#endif
#ifdef TCP_FASTOPEN_NO_COOKIE
  VALUE(TCP_FASTOPEN_NO_COOKIE),
#endif
#ifdef TCP_INFO
  VALUE(TCP_INFO),
#endif
#ifdef TCP_INQ
  VALUE(TCP_INQ),
#endif
#ifdef TCP_KEEPCNT
  VALUE(TCP_KEEPCNT),
#endif
#ifdef TCP_KEEPIDLE
  VALUE(TCP_KEEPIDLE),
#endif
#ifdef TCP_KEEPINTVL
  VALUE(TCP_KEEPINTVL),
#endif
#ifdef TCP_LINGER2
  VALUE(TCP_LINGER2),
#endif
#ifdef TCP_MAXSEG
  VALUE(TCP_MAXSEG),
#endif
#ifdef TCP_MD5SIG
  VALUE(TCP_MD5SIG),
#endif
#ifdef TCP_MD5SIG_EXT
  VALUE(TCP_MD5SIG_EXT),
#endif
#ifdef TCP_NODELAY
  VALUE(TCP_NODELAY),
#endif
#ifdef TCP_NOTSENT_LOWAT
  VALUE(TCP_NOTSENT_LOWAT),
#endif
#ifdef TCP_QUEUE_SEQ
  VALUE(TCP_QUEUE_SEQ),
#endif
#ifdef TCP_QUICKACK
  VALUE(TCP_QUICKACK),
#endif
#ifdef TCP_REPAIR
  VALUE(TCP_REPAIR),
#endif
#ifdef TCP_REPAIR_OPTIONS
  VALUE(TCP_REPAIR_OPTIONS),
#endif
#ifdef TCP_REPAIR_QUEUE
  VALUE(TCP_REPAIR_QUEUE),
#endif
#ifdef TCP_REPAIR_WINDOW
  VALUE(TCP_REPAIR_WINDOW),
#endif
#ifdef TCP_SAVED_SYN
  VALUE(TCP_SAVED_SYN),
#endif
#ifdef TCP_SAVE_SYN
  VALUE(TCP_SAVE_SYN),
#endif
#ifdef TCP_SYNCNT
  VALUE(TCP_SYNCNT),
#endif
#ifdef TCP_THIN_DUPACK
  VALUE(TCP_THIN_DUPACK),
#endif
#ifdef TCP_THIN_LINEAR_TIMEOUTS
  VALUE(TCP_THIN_LINEAR_TIMEOUTS),
#endif
#ifdef TCP_TIMESTAMP
  VALUE(TCP_TIMESTAMP),
#endif
#ifdef TCP_TX_DELAY
  VALUE(TCP_TX_DELAY),
#endif
#ifdef TCP_ULP
  VALUE(TCP_ULP),
#endif
#ifdef TCP_USER_TIMEOUT
  VALUE(TCP_USER_TIMEOUT),
#endif
#ifdef TCP_WINDOW_CLAMP
  VALUE(TCP_WINDOW_CLAMP),
#endif
#ifdef TCP_ZEROCOPY_RECEIVE
  VALUE(TCP_ZEROCOPY_RECEIVE),
#endif
  /* UDP-Lite */
#ifdef IPPROTO_UDPLITE
  VALUE(UDPLITE_RECV_CSCOV),
  VALUE(UDPLITE_SEND_CSCOV),
#endif
  /* getaddrinfo */
#ifdef AI_ADDRCONFIG
  VALUE(AI_ADDRCONFIG),
#endif
#ifdef AI_ALL
  VALUE(AI_ALL),
#endif
#ifdef AI_CANONNAME
  VALUE(AI_CANONNAME),
#endif
#ifdef AI_NUMERICHOST
  VALUE(AI_NUMERICHOST),
#endif
#ifdef AI_NUMERICSERV
  VALUE(AI_NUMERICSERV),
#endif
#ifdef AI_PASSIVE
  VALUE(AI_PASSIVE),
#endif
#ifdef AI_V4MAPPED
  VALUE(AI_V4MAPPED),
#endif
#ifdef EAI_ADDRFAMILY
  VALUE(EAI_ADDRFAMILY),
#endif
#ifdef EAI_AGAIN
  VALUE(EAI_AGAIN),
#endif
#ifdef EAI_BADFLAGS
  VALUE(EAI_BADFLAGS),
#endif
#ifdef EAI_FAIL
  VALUE(EAI_FAIL),
#endif
#ifdef EAI_FAMILY
  VALUE(EAI_FAMILY),
#endif
#ifdef EAI_MEMORY
  VALUE(EAI_MEMORY),
#endif
#ifdef EAI_NODATA
  VALUE(EAI_NODATA),
#endif
#ifdef EAI_NONAME
  VALUE(EAI_NONAME),
#endif
#ifdef EAI_OVERFLOW
  VALUE(EAI_OVERFLOW),
#endif
#ifdef EAI_SERVICE
  VALUE(EAI_SERVICE),
#endif
#ifdef EAI_SOCKTYPE
  VALUE(EAI_SOCKTYPE),
#endif
#ifdef EAI_SYSTEM
  VALUE(EAI_SYSTEM),
#endif
  /* getnameinfo */
#ifdef NI_DGRAM
  VALUE(NI_DGRAM),
#endif
#ifdef NI_IDN
  VALUE(NI_IDN),
#endif
#ifdef NI_MAXHOST
  VALUE(NI_MAXHOST),
#endif
#ifdef NI_MAXSERV
  VALUE(NI_MAXSERV),
#endif
#ifdef NI_NAMEREQD
  VALUE(NI_NAMEREQD),
#endif
#ifdef NI_NOFQDN
  VALUE(NI_NOFQDN),
#endif
#ifdef NI_NUMERICHOST
  VALUE(NI_NUMERICHOST),
#endif
#ifdef NI_NUMERICSERV
  VALUE(NI_NUMERICSERV),
#endif
  /* PACKET */
#ifdef PACKET_BROADCAST
  VALUE(PACKET_BROADCAST),
#endif
#ifdef PACKET_FASTROUTE
  VALUE(PACKET_FASTROUTE),
#endif
#ifdef PACKET_HOST
  VALUE(PACKET_HOST),
#endif
#ifdef PACKET_LOOPBACK
  VALUE(PACKET_LOOPBACK),
#endif
#ifdef PACKET_MULTICAST
  VALUE(PACKET_MULTICAST),
#endif
#ifdef PACKET_OTHERHOST
  VALUE(PACKET_OTHERHOST),
#endif
#ifdef PACKET_OUTGOING
  VALUE(PACKET_OUTGOING),
#endif
  /* Ethernet */
#ifdef ETHERTYPE_ARP
  VALUE(ETHERTYPE_ARP),
#endif
#ifdef ETHERTYPE_IP
  VALUE(ETHERTYPE_IP),
#endif
#ifdef ETHERTYPE_IPV6
  VALUE(ETHERTYPE_IPV6),
#endif
#ifdef ETHERTYPE_VLAN
  VALUE(ETHERTYPE_VLAN),
#endif
#ifdef ETH_P_ALL
  VALUE(ETH_P_ALL),
#endif
  /* NETLINK */
#ifdef NETLINK_CRYPTO
  VALUE(NETLINK_CRYPTO),
#endif
#ifdef NETLINK_DNRTMSG
  VALUE(NETLINK_DNRTMSG),
#endif
#ifdef NETLINK_FIREWALL
  VALUE(NETLINK_FIREWALL),
#endif
#ifdef NETLINK_IP6_FW
  VALUE(NETLINK_IP6_FW),
#endif
#ifdef NETLINK_NFLOG
  VALUE(NETLINK_NFLOG),
#endif
#ifdef NETLINK_ROUTE
  VALUE(NETLINK_ROUTE),
#endif
#ifdef NETLINK_USERSOCK
  VALUE(NETLINK_USERSOCK),
#endif
#ifdef NETLINK_XFRM
  VALUE(NETLINK_XFRM),
#endif
  /* VSOCK */
#ifdef SO_VM_SOCKETS_BUFFER_MAX_SIZE
  VALUE(SO_VM_SOCKETS_BUFFER_MAX_SIZE),
#endif
#ifdef SO_VM_SOCKETS_BUFFER_MIN_SIZE
  VALUE(SO_VM_SOCKETS_BUFFER_MIN_SIZE),
#endif
#ifdef SO_VM_SOCKETS_BUFFER_SIZE
  VALUE(SO_VM_SOCKETS_BUFFER_SIZE),
#endif
#ifdef IOCTL_VM_SOCKETS_GET_LOCAL_CID
  VALUE(IOCTL_VM_SOCKETS_GET_LOCAL_CID),
#endif
#ifdef VMADDR_CID_ANY
  VALUE(VMADDR_CID_ANY),
#endif
#ifdef VMADDR_CID_HOST
  VALUE(VMADDR_CID_HOST),
#endif
#ifdef VMADDR_PORT_ANY
  VALUE(VMADDR_PORT_ANY),
#endif
#ifdef VM_SOCKETS_INVALID_VERSION
  VALUE(VM_SOCKETS_INVALID_VERSION),
#endif
  /* ALG */
#ifdef ALG_OP_DECRYPT
  VALUE(ALG_OP_DECRYPT),
#endif
#ifdef ALG_OP_ENCRYPT
  VALUE(ALG_OP_ENCRYPT),
#endif
#ifdef ALG_OP_SIGN
  VALUE(ALG_OP_SIGN),
#endif
#ifdef ALG_OP_VERIFY
  VALUE(ALG_OP_VERIFY),
#endif
#ifdef ALG_SET_AEAD_ASSOCLEN
  VALUE(ALG_SET_AEAD_ASSOCLEN),
#endif
#ifdef ALG_SET_AEAD_AUTHSIZE
  VALUE(ALG_SET_AEAD_AUTHSIZE),
#endif
#ifdef ALG_SET_IV
  VALUE(ALG_SET_IV),
#endif
#ifdef ALG_SET_KEY
  VALUE(ALG_SET_KEY),
#endif
#ifdef ALG_SET_OP
  VALUE(ALG_SET_OP),
#endif
#ifdef ALG_SET_PUBKEY
  VALUE(ALG_SET_PUBKEY),
#endif
  /* TIPC */
#ifdef TIPC_ADDR_ID
  VALUE(TIPC_ADDR_ID),
#endif
#ifdef TIPC_ADDR_NAME
  VALUE(TIPC_ADDR_NAME),
#endif
#ifdef TIPC_ADDR_NAMESEQ
  VALUE(TIPC_ADDR_NAMESEQ),
#endif
#ifdef TIPC_CFG_SRV
  VALUE(TIPC_CFG_SRV),
#endif
#ifdef TIPC_CONN_TIMEOUT
  VALUE(TIPC_CONN_TIMEOUT),
#endif
#ifdef TIPC_CRITICAL_IMPORTANCE
  VALUE(TIPC_CRITICAL_IMPORTANCE),
#endif
#ifdef TIPC_DEST_DROPPABLE
  VALUE(TIPC_DEST_DROPPABLE),
#endif
#ifdef TIPC_HIGH_IMPORTANCE
  VALUE(TIPC_HIGH_IMPORTANCE),
#endif
#ifdef TIPC_IMPORTANCE
  VALUE(TIPC_IMPORTANCE),
#endif
#ifdef TIPC_LOW_IMPORTANCE
  VALUE(TIPC_LOW_IMPORTANCE),
#endif
#ifdef TIPC_MEDIUM_IMPORTANCE
  VALUE(TIPC_MEDIUM_IMPORTANCE),
#endif
#ifdef TIPC_PUBLISHED
  VALUE(TIPC_PUBLISHED),
#endif
#ifdef TIPC_SRC_DROPPABLE
  VALUE(TIPC_SRC_DROPPABLE),
#endif
#ifdef TIPC_SUBSCR_TIMEOUT
  VALUE(TIPC_SUBSCR_TIMEOUT),
#endif
#ifdef TIPC_SUB_CANCEL
  VALUE(TIPC_SUB_CANCEL),
#endif
#ifdef TIPC_SUB_PORTS
  VALUE(TIPC_SUB_PORTS),
#endif
#ifdef TIPC_SUB_SERVICE
  VALUE(TIPC_SUB_SERVICE),
#endif
#ifdef TIPC_TOP_SRV
  VALUE(TIPC_TOP_SRV),
#endif
#ifdef TIPC_WAIT_FOREVER
  VALUE(TIPC_WAIT_FOREVER),
#endif
#ifdef TIPC_WITHDRAWN
  VALUE(TIPC_WITHDRAWN),
#endif
#ifdef TIPC_ZONE_SCOPE
  VALUE(TIPC_ZONE_SCOPE),
#endif
#ifdef HAVE_TIPC  /* enumerators */
  VALUE(TIPC_CLUSTER_SCOPE),
  VALUE(TIPC_NODE_SCOPE),
#endif
  /* CAN */
#ifdef CAN_BCM
  VALUE(CAN_BCM),
#endif
#ifdef CAN_EFF_FLAG
  VALUE(CAN_EFF_FLAG),
#endif
#ifdef CAN_EFF_MASK
  VALUE(CAN_EFF_MASK),
#endif
#ifdef CAN_ERR_FLAG
  VALUE(CAN_ERR_FLAG),
#endif
#ifdef CAN_ERR_MASK
  VALUE(CAN_ERR_MASK),
#endif
#ifdef CAN_ISOTP
  VALUE(CAN_ISOTP),
#endif
#ifdef CAN_J1939
  VALUE(CAN_J1939),
#endif
#ifdef CAN_RAW
  VALUE(CAN_RAW),
#endif
#ifdef CAN_RTR_FLAG
  VALUE(CAN_RTR_FLAG),
#endif
#ifdef CAN_SFF_MASK
  VALUE(CAN_SFF_MASK),
#endif
#ifdef HAVE_CAN_RAW  /* enumerators */
  VALUE(CAN_RAW_ERR_FILTER),
  VALUE(CAN_RAW_FILTER),
  VALUE(CAN_RAW_LOOPBACK),
  VALUE(CAN_RAW_RECV_OWN_MSGS),
#if LINUX_VERSION_CODE >= KERNEL_VERSION(3, 6, 0)
  VALUE(CAN_RAW_FD_FRAMES),
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 1, 0)
  VALUE(CAN_RAW_JOIN_FILTERS),
#endif
#endif
  /* CAN: broadcast manager */
#ifdef HAVE_CAN_BCM  /* enumerators */
  NAMED(CAN_BCM_TX_SETUP, TX_SETUP),
  NAMED(CAN_BCM_TX_DELETE, TX_DELETE),
  NAMED(CAN_BCM_TX_READ, TX_READ),
  NAMED(CAN_BCM_TX_SEND, TX_SEND),
  NAMED(CAN_BCM_RX_SETUP, RX_SETUP),
  NAMED(CAN_BCM_RX_DELETE, RX_DELETE),
  NAMED(CAN_BCM_RX_READ, RX_READ),
  NAMED(CAN_BCM_TX_STATUS, TX_STATUS),
  NAMED(CAN_BCM_TX_EXPIRED, TX_EXPIRED),
  NAMED(CAN_BCM_RX_STATUS, RX_STATUS),
  NAMED(CAN_BCM_RX_TIMEOUT, RX_TIMEOUT),
  NAMED(CAN_BCM_RX_CHANGED, RX_CHANGED),
#endif
#ifdef SETTIMER
  NAMED(CAN_BCM_SETTIMER, SETTIMER),
#endif
#ifdef STARTTIMER
  NAMED(CAN_BCM_STARTTIMER, STARTTIMER),
#endif
#ifdef TX_COUNTEVT
  NAMED(CAN_BCM_TX_COUNTEVT, TX_COUNTEVT),
#endif
#ifdef TX_ANNOUNCE
  NAMED(CAN_BCM_TX_ANNOUNCE, TX_ANNOUNCE),
#endif
#ifdef TX_CP_CAN_ID
  NAMED(CAN_BCM_TX_CP_CAN_ID, TX_CP_CAN_ID),
#endif
#ifdef RX_FILTER_ID
  NAMED(CAN_BCM_RX_FILTER_ID, RX_FILTER_ID),
#endif
#ifdef RX_CHECK_DLC
  NAMED(CAN_BCM_RX_CHECK_DLC, RX_CHECK_DLC),
#endif
#ifdef RX_NO_AUTOTIMER
  NAMED(CAN_BCM_RX_NO_AUTOTIMER, RX_NO_AUTOTIMER),
#endif
#ifdef RX_ANNOUNCE_RESUME
  NAMED(CAN_BCM_RX_ANNOUNCE_RESUME, RX_ANNOUNCE_RESUME),
#endif
#ifdef TX_RESET_MULTI_IDX
  NAMED(CAN_BCM_TX_RESET_MULTI_IDX, TX_RESET_MULTI_IDX),
#endif
#ifdef RX_RTR_FRAME
  NAMED(CAN_BCM_RX_RTR_FRAME, RX_RTR_FRAME),
#endif
#ifdef CAN_FD_FRAME
  NAMED(CAN_BCM_CAN_FD_FRAME, CAN_FD_FRAME),
#endif
  /* CAN: J1939 */
#ifdef J1939_FILTER_MAX
  VALUE(J1939_FILTER_MAX),
#endif
#ifdef J1939_IDLE_ADDR
  VALUE(J1939_IDLE_ADDR),
#endif
#ifdef J1939_MAX_UNICAST_ADDR
  VALUE(J1939_MAX_UNICAST_ADDR),
#endif
#ifdef J1939_NO_ADDR
  VALUE(J1939_NO_ADDR),
#endif
#ifdef J1939_NO_NAME
  VALUE(J1939_NO_NAME),
#endif
#ifdef J1939_NO_PGN
  VALUE(J1939_NO_PGN),
#endif
#ifdef J1939_PGN_ADDRESS_CLAIMED
  VALUE(J1939_PGN_ADDRESS_CLAIMED),
#endif
#ifdef J1939_PGN_ADDRESS_COMMANDED
  VALUE(J1939_PGN_ADDRESS_COMMANDED),
#endif
#ifdef J1939_PGN_MAX
  VALUE(J1939_PGN_MAX),
#endif
#ifdef J1939_PGN_PDU1_MAX
  VALUE(J1939_PGN_PDU1_MAX),
#endif
#ifdef J1939_PGN_REQUEST
  VALUE(J1939_PGN_REQUEST),
#endif
#ifdef HAVE_CAN_J1939  /* enumerators */
  VALUE(SO_J1939_FILTER),
  VALUE(SO_J1939_PROMISC),
  VALUE(SO_J1939_SEND_PRIO),
  VALUE(SO_J1939_ERRQUEUE),
  VALUE(SCM_J1939_DEST_ADDR),
  VALUE(SCM_J1939_DEST_NAME),
  VALUE(SCM_J1939_PRIO),
  VALUE(SCM_J1939_ERRQUEUE),
  VALUE(J1939_NLA_PAD),
  VALUE(J1939_NLA_BYTES_ACKED),
  VALUE(J1939_EE_INFO_NONE),
  VALUE(J1939_EE_INFO_TX_ABORT),
#endif
  /* BLUETOOTH */
#ifdef AF_BLUETOOTH
  VALUE(AF_BLUETOOTH),
#endif
#ifdef HAVE_BLUETOOTH
#ifdef BTPROTO_HCI
  VALUE(BTPROTO_HCI),
#endif
#ifdef BTPROTO_L2CAP
  VALUE(BTPROTO_L2CAP),
#endif
#ifdef BTPROTO_RFCOMM
  VALUE(BTPROTO_RFCOMM),
#endif
#ifdef BTPROTO_SCO
  VALUE(BTPROTO_SCO),
#endif
#ifdef SOL_HCI
  VALUE(SOL_HCI),
#endif
#ifdef HCI_DATA_DIR
  VALUE(HCI_DATA_DIR),
#endif
#ifdef HCI_FILTER
  VALUE(HCI_FILTER),
#endif
#ifdef HCI_TIME_STAMP
  VALUE(HCI_TIME_STAMP),
#endif
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
