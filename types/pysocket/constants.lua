---@meta _

-- The constants of the socket module: plain integers, with the values of the
-- headers that the module was built with. One that those lack is not there.

-- Address families ------------------------------------------------------------

---@class pysocket
---@field AF_ALG integer The kernel's crypto: hashes, ciphers, random numbers. [address_families(7)]
---@field AF_APPLETALK integer AppleTalk. [address_families(7)]
---@field AF_ASH integer Ash; no kernel has it. [<sys/socket.h>]
---@field AF_ATMPVC integer Permanent virtual circuits of ATM. [address_families(7)]
---@field AF_ATMSVC integer Switched virtual circuits of ATM. [address_families(7)]
---@field AF_AX25 integer Amateur radio, AX.25. [address_families(7)]
---@field AF_BLUETOOTH integer Bluetooth. [address_families(7)]
---@field AF_BRIDGE integer Multiprotocol bridge. [address_families(7)]
---@field AF_CAN integer Controller Area Network, the bus of cars and machines. [address_families(7)]
---@field AF_DECnet integer DECnet. [address_families(7)]
---@field AF_ECONET integer Acorn Econet; gone from Linux since 3.5. [address_families(7)]
---@field AF_INET integer IPv4. [ip(7)]
---@field AF_INET6 integer IPv6. [ipv6(7)]
---@field AF_IPX integer Novell's IPX. [address_families(7)]
---@field AF_IRDA integer Infrared; gone from Linux since 4.17. [address_families(7)]
---@field AF_KEY integer Keys of IPsec. [address_families(7)]
---@field AF_LLC integer Logical link control, IEEE 802.2. [address_families(7)]
---@field AF_NETBEUI integer Reserved for NetBEUI. [address_families(7)]
---@field AF_NETLINK integer Talks to the kernel. [netlink(7)]
---@field AF_NETROM integer Amateur radio, NET/ROM. [address_families(7)]
---@field AF_PACKET integer Packets as network interfaces have them. [packet(7)]
---@field AF_PPPOX integer Tunnels of the point-to-point protocol, as PPPoE. [address_families(7)]
---@field AF_QIPCRTR integer Qualcomm's IPC router. [address_families(7)]
---@field AF_RDS integer Reliable datagrams. [address_families(7)]
---@field AF_ROSE integer Amateur radio, X.25 PLP. [address_families(7)]
---@field AF_ROUTE integer Another name of AF_NETLINK. [<sys/socket.h>]
---@field AF_SECURITY integer Reserved for security callbacks. [address_families(7)]
---@field AF_SNA integer Reserved for IBM's Systems Network Architecture. [<sys/socket.h>]
---@field AF_TIPC integer Transparent inter-process communication in a cluster. [address_families(7)]
---@field AF_UNIX integer Between processes of this machine. [unix(7)]
---@field AF_UNSPEC integer No family given: in getaddrinfo, any. [getaddrinfo(3)]
---@field AF_VSOCK integer Between a virtual machine and its host. [vsock(7)]
---@field AF_WANPIPE integer Wanpipe; gone from Linux since 2.6.21. [address_families(7)]
---@field AF_X25 integer X.25. [address_families(7)]
---@field PF_CAN integer Another name of AF_CAN. [<sys/socket.h>]
---@field PF_PACKET integer Another name of AF_PACKET. [<sys/socket.h>]
---@field PF_RDS integer Another name of AF_RDS. [<sys/socket.h>]

-- Socket types ----------------------------------------------------------------

---@class pysocket
---@field SOCK_STREAM integer A connection that carries bytes in order. [socket(2)]
---@field SOCK_DGRAM integer Messages that may be lost. [socket(2)]
---@field SOCK_RAW integer Packets of the protocol below. [socket(2)]
---@field SOCK_RDM integer Reliable messages, in any order. [socket(2)]
---@field SOCK_SEQPACKET integer A connection that carries messages in order. [socket(2)]
---@field SOCK_CLOEXEC integer Flag beside the type: close-on-exec, which every socket is here anyway. [socket(2)]
---@field SOCK_NONBLOCK integer Flag beside the type: never wait, as settimeout(0). [socket(2)]

-- Directions of shutdown ------------------------------------------------------

---@class pysocket
---@field SHUT_RD integer Receive no more. [shutdown(2)]
---@field SHUT_WR integer Send no more; the peer reads the end of the stream. [shutdown(2)]
---@field SHUT_RDWR integer Neither receive nor send any more. [shutdown(2)]

-- Flags of send and recv ------------------------------------------------------

---@class pysocket
---@field MSG_CMSG_CLOEXEC integer `recvmsg`: received descriptors are close-on-exec, which they are here anyway. [recv(2)]
---@field MSG_CONFIRM integer `send`: the peer is known to be alive, do not ask the network (ARP) for it. [send(2)]
---@field MSG_CTRUNC integer Told by recvmsg: there was no room for all ancillary data. [recv(2)]
---@field MSG_DONTROUTE integer `send`: no gateway, only to what is on the same link. [send(2)]
---@field MSG_DONTWAIT integer This one call does not wait. [recv(2)]
---@field MSG_EOR integer Ends a record, where the protocol has records. [recv(2)]
---@field MSG_ERRQUEUE integer `recvmsg`: takes from the queue of errors. [recv(2)]
---@field MSG_FASTOPEN integer `sendto`: connects and sends in one packet. [tcp(7)]
---@field MSG_MORE integer `send`: more is to come, do not send a small packet yet. [send(2)]
---@field MSG_NOSIGNAL integer `send`: no SIGPIPE, which is never raised here anyway. [send(2)]
---@field MSG_OOB integer Out-of-band (urgent) data. [recv(2)]
---@field MSG_PEEK integer `recv`: leaves the data where it is. [recv(2)]
---@field MSG_TRUNC integer `recv_into` of a datagram returns its whole length; told by recvmsg: it was longer than the buffer. [recv(2)]
---@field MSG_WAITALL integer `recv` of a stream: waits until bufsize bytes are there. [recv(2)]

-- Levels of options -----------------------------------------------------------

---@class pysocket
---@field SOL_SOCKET integer Options of every socket. [socket(7)]
---@field SOL_IP integer Options of IPv4. [ip(7)]
---@field SOL_TCP integer Options of TCP. [tcp(7)]
---@field SOL_UDP integer Options of UDP. [udp(7)]
---@field SOL_ALG integer Options of the kernel's crypto. [<linux/if_alg.h>]
---@field SOL_CAN_BASE integer The first of the levels of CAN's protocols. [<linux/can.h>]
---@field SOL_CAN_RAW integer Options of CAN_RAW. [<linux/can/raw.h>]
---@field SOL_HCI integer Options of Bluetooth's host controller interface. [<bluetooth/hci.h>]
---@field SOL_RDS integer Options of RDS. [<sys/socket.h>]
---@field SOL_TIPC integer Options of TIPC. [<linux/tipc.h>]

-- Options of every socket (SOL_SOCKET) ----------------------------------------

---@class pysocket
---@field SO_ACCEPTCONN integer Does it listen? Read only. [socket(7)]
---@field SO_BINDTODEVICE integer The name of the only network interface to use. [socket(7)]
---@field SO_BINDTOIFINDEX integer The index of the only network interface to use. [<asm/socket.h>]
---@field SO_BROADCAST integer A datagram may go to a broadcast address. [socket(7)]
---@field SO_DEBUG integer The kernel records debugging information. [socket(7)]
---@field SO_DOMAIN integer The address family. Read only. [socket(7)]
---@field SO_DONTROUTE integer No gateway, only to what is on the same link. [socket(7)]
---@field SO_ERROR integer The pending error, an errno; reading it clears it. Read only. [socket(7)]
---@field SO_INCOMING_CPU integer The processor that handles its packets. [socket(7)]
---@field SO_KEEPALIVE integer A silent connection is probed, and ends when the peer does not answer. [socket(7)]
---@field SO_LINGER integer Whether, and for how many seconds, close waits for unsent data: a struct linger. [socket(7)]
---@field SO_MARK integer The mark of its packets, for routing and filters. [socket(7)]
---@field SO_OOBINLINE integer Out-of-band data comes in the stream. [socket(7)]
---@field SO_PASSCRED integer Receive SCM_CREDENTIALS of who sends. [unix(7)]
---@field SO_PASSSEC integer Receive the security context of who sends. [unix(7)]
---@field SO_PEERCRED integer Process, user and group of the peer, a struct ucred. Read only. [unix(7)]
---@field SO_PEERSEC integer The security context of the peer. Read only. [unix(7)]
---@field SO_PRIORITY integer The priority of its packets, 0 to 6 without privilege. [socket(7)]
---@field SO_PROTOCOL integer The protocol. Read only. [socket(7)]
---@field SO_RCVBUF integer The size of the receive buffer in bytes; the kernel doubles what is set. [socket(7)]
---@field SO_RCVLOWAT integer How many bytes must be there before it counts as readable. [socket(7)]
---@field SO_RCVTIMEO integer How long a recv may block, a struct timeval, in a task too; settimeout is for that. [socket(7)]
---@field SO_REUSEADDR integer `bind` takes an address of a closed connection that is still in TIME_WAIT. [socket(7)]
---@field SO_REUSEPORT integer Several sockets may listen on one address and share what comes. [socket(7)]
---@field SO_SNDBUF integer The size of the send buffer in bytes; the kernel doubles what is set. [socket(7)]
---@field SO_SNDLOWAT integer How many bytes of room before it counts as writable; Linux has always 1. [socket(7)]
---@field SO_SNDTIMEO integer How long a send may block, a struct timeval, in a task too; settimeout is for that. [socket(7)]
---@field SO_TYPE integer The socket type. Read only. [socket(7)]
---@field SOMAXCONN integer The greatest backlog that the headers promise. [listen(2)]

-- Ancillary data (SOL_SOCKET) -------------------------------------------------

---@class pysocket
---@field SCM_CREDENTIALS integer Process, user and group of who sends, a struct ucred. [unix(7)]
---@field SCM_RIGHTS integer Descriptors, handed to another process. [unix(7)]

-- Protocols -------------------------------------------------------------------

---@class pysocket
---@field IPPROTO_AH integer Authentication header of IPsec. [RFC 4302]
---@field IPPROTO_DSTOPTS integer Destination options of IPv6. [RFC 8200]
---@field IPPROTO_EGP integer Exterior gateway protocol. [RFC 904]
---@field IPPROTO_ESP integer Encapsulating security payload of IPsec. [RFC 4303]
---@field IPPROTO_FRAGMENT integer Fragment header of IPv6. [RFC 8200]
---@field IPPROTO_GRE integer Generic routing encapsulation. [RFC 2784]
---@field IPPROTO_HOPOPTS integer Hop-by-hop options of IPv6. [RFC 8200]
---@field IPPROTO_ICMP integer Control messages of IPv4. [RFC 792]
---@field IPPROTO_ICMPV6 integer Control messages of IPv6. [RFC 4443]
---@field IPPROTO_IDP integer Internet datagram protocol of Xerox. [<netinet/in.h>]
---@field IPPROTO_IGMP integer Group management of IPv4 multicast. [RFC 3376]
---@field IPPROTO_IP integer IPv4: the level of its options, and the default protocol. [ip(7)]
---@field IPPROTO_IPIP integer IPv4 in IPv4. [RFC 2003]
---@field IPPROTO_IPV6 integer IPv6: the level of its options, and IPv6 in another protocol. [ipv6(7)]
---@field IPPROTO_MPTCP integer Multipath TCP. [RFC 8684]
---@field IPPROTO_NONE integer No next header in IPv6. [RFC 8200]
---@field IPPROTO_PIM integer Protocol independent multicast. [RFC 7761]
---@field IPPROTO_PUP integer PARC universal packet of Xerox. [<netinet/in.h>]
---@field IPPROTO_RAW integer Raw IP: who sends writes the header. [raw(7)]
---@field IPPROTO_ROUTING integer Routing header of IPv6. [RFC 8200]
---@field IPPROTO_RSVP integer Resource reservation. [RFC 2205]
---@field IPPROTO_SCTP integer Stream control transmission. [RFC 9260]
---@field IPPROTO_TCP integer TCP: the level of its options, and the protocol of streams. [tcp(7)]
---@field IPPROTO_TP integer ISO transport protocol, class 4. [RFC 905]
---@field IPPROTO_UDP integer UDP: the protocol of datagrams. [udp(7)]
---@field IPPROTO_UDPLITE integer UDP with a checksum over a part of the data. [udplite(7)]
---@field IPPORT_RESERVED integer Ports below this one are for root. [ip(7)]
---@field IPPORT_USERRESERVED integer Ports from this one on are for servers that are no part of the system. [<netinet/in.h>]

-- IPv4 addresses, as integers in host byte order ------------------------------

---@class pysocket
---@field INADDR_ANY integer 0.0.0.0, any address. [ip(7)]
---@field INADDR_BROADCAST integer 255.255.255.255, every machine on the link. [ip(7)]
---@field INADDR_LOOPBACK integer 127.0.0.1, this machine. [ip(7)]
---@field INADDR_NONE integer 255.255.255.255, what C's inet_addr returns for an error. [inet(3)]
---@field INADDR_ALLHOSTS_GROUP integer 224.0.0.1, every machine that takes multicast. [RFC 1112]
---@field INADDR_UNSPEC_GROUP integer 224.0.0.0, the multicast address that is given to no group. [RFC 1112]
---@field INADDR_MAX_LOCAL_GROUP integer 224.0.0.255, the last multicast address that no router hands on. [RFC 5771]

-- Options of IPv4 (IPPROTO_IP) ------------------------------------------------

---@class pysocket
---@field IP_ADD_MEMBERSHIP integer Joins a multicast group: a struct ip_mreqn. [ip(7)]
---@field IP_ADD_SOURCE_MEMBERSHIP integer Joins a multicast group for one source: a struct ip_mreq_source. [ip(7)]
---@field IP_BIND_ADDRESS_NO_PORT integer `bind` to port 0 leaves the choice of the port to connect. [ip(7)]
---@field IP_BLOCK_SOURCE integer Stops a source of a multicast group: a struct ip_mreq_source. [ip(7)]
---@field IP_DEFAULT_MULTICAST_LOOP integer The value that IP_MULTICAST_LOOP has at first. [<netinet/in.h>]
---@field IP_DEFAULT_MULTICAST_TTL integer The value that IP_MULTICAST_TTL has at first. [<netinet/in.h>]
---@field IP_DROP_MEMBERSHIP integer Leaves a multicast group: a struct ip_mreqn. [ip(7)]
---@field IP_DROP_SOURCE_MEMBERSHIP integer Leaves a multicast group for one source: a struct ip_mreq_source. [ip(7)]
---@field IP_HDRINCL integer Who sends on a raw socket writes the IP header too. [ip(7)]
---@field IP_MAX_MEMBERSHIPS integer How many groups a socket may join unless the system is told otherwise. [<netinet/in.h>]
---@field IP_MULTICAST_IF integer The interface that multicast leaves by: 4 bytes of address, or a struct ip_mreqn. [ip(7)]
---@field IP_MULTICAST_LOOP integer Does what is sent to a group come back to this machine? [ip(7)]
---@field IP_MULTICAST_TTL integer Through how many routers multicast may go; 1 at first. [ip(7)]
---@field IP_OPTIONS integer The IP options of every packet sent, at most 40 bytes. [ip(7)]
---@field IP_PKTINFO integer `recvmsg` tells interface and destination address: a struct in_pktinfo. [ip(7)]
---@field IP_RECVOPTS integer `recvmsg` tells the IP options that came. [ip(7)]
---@field IP_RECVRETOPTS integer Another name of IP_RETOPTS. [<netinet/in.h>]
---@field IP_RECVTOS integer `recvmsg` tells the type of service. [ip(7)]
---@field IP_RETOPTS integer `recvmsg` tells the raw IP options that came, timestamps and routes not filled in. [ip(7)]
---@field IP_TOS integer The type of service of packets sent. [ip(7)]
---@field IP_TRANSPARENT integer May bind and answer for addresses of other machines; for root. [ip(7)]
---@field IP_TTL integer Through how many routers a packet may go. [ip(7)]
---@field IP_UNBLOCK_SOURCE integer Lets a source of a multicast group through again: a struct ip_mreq_source. [ip(7)]

-- Options of IPv6 (IPPROTO_IPV6) ----------------------------------------------

---@class pysocket
---@field IPV6_CHECKSUM integer Where the checksum of a raw socket's packets is, an offset in bytes. [RFC 3542]
---@field IPV6_DONTFRAG integer Packets are not cut into fragments: one that is too large fails. [RFC 3542]
---@field IPV6_DSTOPTS integer Destination options, as ancillary data or of every packet. [RFC 3542]
---@field IPV6_HOPLIMIT integer The hop limit, as ancillary data. [RFC 3542]
---@field IPV6_HOPOPTS integer Hop-by-hop options, as ancillary data or of every packet. [RFC 3542]
---@field IPV6_JOIN_GROUP integer Joins a multicast group: 16 bytes of address and an interface's index. [RFC 3493]
---@field IPV6_LEAVE_GROUP integer Leaves a multicast group: 16 bytes of address and an interface's index. [RFC 3493]
---@field IPV6_MULTICAST_HOPS integer Through how many routers multicast may go; 1 at first. [ipv6(7)]
---@field IPV6_MULTICAST_IF integer The index of the interface that multicast leaves by. [ipv6(7)]
---@field IPV6_MULTICAST_LOOP integer Does what is sent to a group come back to this machine? [ipv6(7)]
---@field IPV6_NEXTHOP integer The next router, as ancillary data or for every packet. [RFC 3542]
---@field IPV6_PATHMTU integer The largest packet that reaches the peer: a struct ip6_mtuinfo. Read only. [RFC 3542]
---@field IPV6_PKTINFO integer Interface and own address of a packet: a struct in6_pktinfo. [RFC 3542]
---@field IPV6_RECVDSTOPTS integer `recvmsg` tells the destination options. [RFC 3542]
---@field IPV6_RECVHOPLIMIT integer `recvmsg` tells the hop limit. [RFC 3542]
---@field IPV6_RECVHOPOPTS integer `recvmsg` tells the hop-by-hop options. [RFC 3542]
---@field IPV6_RECVPATHMTU integer `recvmsg` tells when the largest packet that reaches the peer changes. [RFC 3542]
---@field IPV6_RECVPKTINFO integer `recvmsg` tells interface and destination address: a struct in6_pktinfo. [ipv6(7)]
---@field IPV6_RECVRTHDR integer `recvmsg` tells the routing header. [RFC 3542]
---@field IPV6_RECVTCLASS integer `recvmsg` tells the traffic class. [RFC 3542]
---@field IPV6_RTHDR integer The routing header, as ancillary data or of every packet. [RFC 3542]
---@field IPV6_RTHDRDSTOPTS integer Destination options before the routing header. [RFC 3542]
---@field IPV6_RTHDR_TYPE_0 integer The routing header of type 0, which routers refuse today. [RFC 5095]
---@field IPV6_TCLASS integer The traffic class of packets sent. [RFC 3542]
---@field IPV6_UNICAST_HOPS integer Through how many routers a packet may go; -1: the system's default. [ipv6(7)]
---@field IPV6_V6ONLY integer Only IPv6, no IPv4 by mapped addresses; before bind. [ipv6(7)]

-- Options of TCP (IPPROTO_TCP) ------------------------------------------------

---@class pysocket
---@field TCP_CC_INFO integer What the congestion control knows of the connection. Read only. [<linux/tcp.h>]
---@field TCP_CONGESTION integer The name of the congestion control. [tcp(7)]
---@field TCP_CORK integer Only full packets are sent, until it is taken off or 200 ms are over. [tcp(7)]
---@field TCP_DEFER_ACCEPT integer `accept` gets a connection when data is there, or so many seconds are over. [tcp(7)]
---@field TCP_FASTOPEN integer A listener takes data in the first packet: how many such connections may wait. [tcp(7)]
---@field TCP_FASTOPEN_CONNECT integer `connect` waits for the first send and puts its data into the first packet. [tcp(7)]
---@field TCP_FASTOPEN_KEY integer The key that the cookies of fast open are made with, 16 bytes or two times that. [<linux/tcp.h>]
---@field TCP_FASTOPEN_NO_COOKIE integer Fast open without a cookie. [<linux/tcp.h>]
---@field TCP_INFO integer The state of the connection: a struct tcp_info. Read only. [tcp(7)]
---@field TCP_INQ integer `recvmsg` tells how many bytes are left to read. [<linux/tcp.h>]
---@field TCP_KEEPCNT integer How many probes without an answer end the connection. [tcp(7)]
---@field TCP_KEEPIDLE integer After how many seconds of silence the first probe is sent. [tcp(7)]
---@field TCP_KEEPINTVL integer How many seconds are between two probes. [tcp(7)]
---@field TCP_LINGER2 integer How many seconds a closed connection stays in FIN_WAIT2. [tcp(7)]
---@field TCP_MAXSEG integer The largest segment in bytes. [tcp(7)]
---@field TCP_MD5SIG integer The key that segments are signed with by MD5. [RFC 2385]
---@field TCP_MD5SIG_EXT integer The same with a prefix of addresses or an interface. [<linux/tcp.h>]
---@field TCP_NODELAY integer Small packets are sent at once (no Nagle algorithm). [tcp(7)]
---@field TCP_NOTSENT_LOWAT integer Writable only while fewer bytes than that are unsent. [<linux/tcp.h>]
---@field TCP_QUEUE_SEQ integer The sequence number of the queue under repair. [<linux/tcp.h>]
---@field TCP_QUICKACK integer Acknowledge at once; the kernel may leave this mode again. [tcp(7)]
---@field TCP_REPAIR integer Takes the connection apart, to be put together elsewhere; for root. [<linux/tcp.h>]
---@field TCP_REPAIR_OPTIONS integer The negotiated options of the connection under repair. [<linux/tcp.h>]
---@field TCP_REPAIR_QUEUE integer Which queue is under repair: 1 the received, 2 the sent. [<linux/tcp.h>]
---@field TCP_REPAIR_WINDOW integer The windows of the connection under repair. [<linux/tcp.h>]
---@field TCP_SAVED_SYN integer The headers of the connection's first packet; reading gives them away. [<linux/tcp.h>]
---@field TCP_SAVE_SYN integer A listener keeps the headers of each connection's first packet. [<linux/tcp.h>]
---@field TCP_SYNCNT integer How often connect's first packet is sent again. [tcp(7)]
---@field TCP_THIN_DUPACK integer Sends again after one duplicate acknowledgement; without effect since Linux 4.11. [<linux/tcp.h>]
---@field TCP_THIN_LINEAR_TIMEOUTS integer A connection with little data sends again at a constant pace. [<linux/tcp.h>]
---@field TCP_TIMESTAMP integer The clock of the connection under repair. [<linux/tcp.h>]
---@field TCP_TX_DELAY integer Delays what is sent, in microseconds, to try a slow network. [<linux/tcp.h>]
---@field TCP_ULP integer The name of the protocol on top that the kernel does, as "tls". [<linux/tcp.h>]
---@field TCP_USER_TIMEOUT integer After how many milliseconds unacknowledged data ends the connection. [tcp(7)]
---@field TCP_WINDOW_CLAMP integer The most that the advertised window may be, in bytes. [tcp(7)]
---@field TCP_ZEROCOPY_RECEIVE integer Receives by mapping memory. [<linux/tcp.h>]

-- Options of UDP-Lite (IPPROTO_UDPLITE) ---------------------------------------

---@class pysocket
---@field UDPLITE_RECV_CSCOV integer How many bytes the checksum of what is received must cover. [udplite(7)]
---@field UDPLITE_SEND_CSCOV integer How many bytes the checksum of what is sent covers. [udplite(7)]

-- Flags of getaddrinfo --------------------------------------------------------

---@class pysocket
---@field AI_ADDRCONFIG integer Only families that this machine has an address of. [getaddrinfo(3)]
---@field AI_ALL integer With AI_V4MAPPED: IPv6 addresses and mapped IPv4 addresses. [getaddrinfo(3)]
---@field AI_CANONNAME integer Tell the host's official name. [getaddrinfo(3)]
---@field AI_NUMERICHOST integer The host is a number, ask nobody. [getaddrinfo(3)]
---@field AI_NUMERICSERV integer The service is a number, look up nothing. [getaddrinfo(3)]
---@field AI_PASSIVE integer For bind: no host is any address. [getaddrinfo(3)]
---@field AI_V4MAPPED integer No IPv6 address: mapped IPv4 addresses instead. [getaddrinfo(3)]

-- Errors of getaddrinfo and getnameinfo (gaierror) ----------------------------

---@class pysocket
---@field EAI_ADDRFAMILY integer The host has no address of this family. [getaddrinfo(3)]
---@field EAI_AGAIN integer The name server cannot answer now; try again. [getaddrinfo(3)]
---@field EAI_BADFLAGS integer The flags are wrong. [getaddrinfo(3)]
---@field EAI_FAIL integer The name server failed for good. [getaddrinfo(3)]
---@field EAI_FAMILY integer The family is not known. [getaddrinfo(3)]
---@field EAI_MEMORY integer Out of memory. [getaddrinfo(3)]
---@field EAI_NODATA integer The host exists and has no address. [getaddrinfo(3)]
---@field EAI_NONAME integer The host or service is not known, or neither is given. [getaddrinfo(3)]
---@field EAI_OVERFLOW integer The answer was too long. [getnameinfo(3)]
---@field EAI_SERVICE integer The service is not there for this socket type. [getaddrinfo(3)]
---@field EAI_SOCKTYPE integer The socket type is not known. [getaddrinfo(3)]
---@field EAI_SYSTEM integer Another system error, told by errno. [getaddrinfo(3)]

-- Flags and sizes of getnameinfo ----------------------------------------------

---@class pysocket
---@field NI_DGRAM integer The service of UDP where it differs from that of TCP. [getnameinfo(3)]
---@field NI_IDN integer Names are decoded from IDNA. [getnameinfo(3)]
---@field NI_MAXHOST integer The longest host name in bytes, with its final NUL. [getnameinfo(3)]
---@field NI_MAXSERV integer The longest service name in bytes, with its final NUL. [getnameinfo(3)]
---@field NI_NAMEREQD integer No name is an error. [getnameinfo(3)]
---@field NI_NOFQDN integer Only the host's part of a local name. [getnameinfo(3)]
---@field NI_NUMERICHOST integer The address as a number. [getnameinfo(3)]
---@field NI_NUMERICSERV integer The port as a number. [getnameinfo(3)]

-- AF_PACKET: kinds of packet --------------------------------------------------

---@class pysocket
---@field PACKET_BROADCAST integer To every machine on the link. [packet(7)]
---@field PACKET_FASTROUTE integer For the kernel's own use; never seen. [<linux/if_packet.h>]
---@field PACKET_HOST integer To this machine. [packet(7)]
---@field PACKET_LOOPBACK integer Looped back; never seen. [<linux/if_packet.h>]
---@field PACKET_MULTICAST integer To a multicast group. [packet(7)]
---@field PACKET_OTHERHOST integer To another machine, caught in promiscuous mode. [packet(7)]
---@field PACKET_OUTGOING integer From this machine, looped back to the packet socket. [packet(7)]

-- AF_PACKET: protocols of Ethernet --------------------------------------------

---@class pysocket
---@field ETHERTYPE_ARP integer Address resolution. [RFC 826]
---@field ETHERTYPE_IP integer IPv4. [RFC 894]
---@field ETHERTYPE_IPV6 integer IPv6. [RFC 2464]
---@field ETHERTYPE_VLAN integer A frame with a VLAN's tag, IEEE 802.1Q. [<net/ethernet.h>]
---@field ETH_P_ALL integer Every protocol. [packet(7)]

-- AF_NETLINK: protocols -------------------------------------------------------

---@class pysocket
---@field NETLINK_CRYPTO integer The kernel's crypto: what there is. [netlink(7)]
---@field NETLINK_DNRTMSG integer Routes of DECnet. [netlink(7)]
---@field NETLINK_FIREWALL integer Packets of the IPv4 firewall; gone since Linux 3.5. [netlink(7)]
---@field NETLINK_IP6_FW integer Packets of the IPv6 firewall; gone since Linux 3.5. [netlink(7)]
---@field NETLINK_NFLOG integer The log of netfilter (ULOG); gone since Linux 3.17. [netlink(7)]
---@field NETLINK_ROUTE integer Interfaces, addresses, routes, neighbours. [netlink(7)]
---@field NETLINK_USERSOCK integer For protocols between processes. [netlink(7)]
---@field NETLINK_XFRM integer IPsec. [netlink(7)]

-- AF_VSOCK --------------------------------------------------------------------

---@class pysocket
---@field VMADDR_CID_ANY integer `bind`: any context. [vsock(7)]
---@field VMADDR_CID_HOST integer The host. [vsock(7)]
---@field VMADDR_PORT_ANY integer `bind`: any free port. [vsock(7)]
---@field SO_VM_SOCKETS_BUFFER_MAX_SIZE integer The largest buffer, in bytes; level AF_VSOCK. [vsock(7)]
---@field SO_VM_SOCKETS_BUFFER_MIN_SIZE integer The smallest buffer, in bytes; level AF_VSOCK. [vsock(7)]
---@field SO_VM_SOCKETS_BUFFER_SIZE integer The buffer, in bytes; level AF_VSOCK. [vsock(7)]
---@field IOCTL_VM_SOCKETS_GET_LOCAL_CID integer The ioctl on /dev/vsock that tells this machine's context. [vsock(7)]
---@field VM_SOCKETS_INVALID_VERSION integer What the version is where there is none. [<linux/vm_sockets.h>]

-- AF_ALG ----------------------------------------------------------------------

---@class pysocket
---@field ALG_OP_DECRYPT integer Operation: decrypt. [<linux/if_alg.h>]
---@field ALG_OP_ENCRYPT integer Operation: encrypt. [<linux/if_alg.h>]
---@field ALG_OP_SIGN integer Operation: sign. [Python socket]
---@field ALG_OP_VERIFY integer Operation: verify. [Python socket]
---@field ALG_SET_AEAD_ASSOCLEN integer Ancillary data: how many bytes are authenticated and not encrypted. [<linux/if_alg.h>]
---@field ALG_SET_AEAD_AUTHSIZE integer Option: the size of the authentication tag in bytes. [<linux/if_alg.h>]
---@field ALG_SET_IV integer Ancillary data: the initialization vector. [<linux/if_alg.h>]
---@field ALG_SET_KEY integer Option: the key. [<linux/if_alg.h>]
---@field ALG_SET_OP integer Ancillary data: the operation. [<linux/if_alg.h>]
---@field ALG_SET_PUBKEY integer Option: the public key. [Python socket]

-- AF_TIPC ---------------------------------------------------------------------

---@class pysocket
---@field TIPC_ADDR_ID integer Kind of address: one socket. [<linux/tipc.h>]
---@field TIPC_ADDR_NAME integer Kind of address: a service's name. [<linux/tipc.h>]
---@field TIPC_ADDR_NAMESEQ integer Kind of address: a range of names. [<linux/tipc.h>]
---@field TIPC_CFG_SRV integer The configuration service. [<linux/tipc.h>]
---@field TIPC_TOP_SRV integer The topology service, which tells what comes and goes. [<linux/tipc.h>]
---@field TIPC_CLUSTER_SCOPE integer Scope: the cluster. [<linux/tipc.h>]
---@field TIPC_NODE_SCOPE integer Scope: this node. [<linux/tipc.h>]
---@field TIPC_ZONE_SCOPE integer Scope: the zone; as the cluster today. [<linux/tipc.h>]
---@field TIPC_IMPORTANCE integer Option: how important its messages are. [<linux/tipc.h>]
---@field TIPC_LOW_IMPORTANCE integer Importance: dropped first. [<linux/tipc.h>]
---@field TIPC_MEDIUM_IMPORTANCE integer Importance: dropped second. [<linux/tipc.h>]
---@field TIPC_HIGH_IMPORTANCE integer Importance: dropped third. [<linux/tipc.h>]
---@field TIPC_CRITICAL_IMPORTANCE integer Importance: dropped last. [<linux/tipc.h>]
---@field TIPC_SRC_DROPPABLE integer Option: this node may drop its messages. [<linux/tipc.h>]
---@field TIPC_DEST_DROPPABLE integer Option: a message that cannot be delivered is dropped, not returned. [<linux/tipc.h>]
---@field TIPC_CONN_TIMEOUT integer Option: how many milliseconds connect waits. [<linux/tipc.h>]
---@field TIPC_SUB_CANCEL integer Subscription: ends one. [<linux/tipc.h>]
---@field TIPC_SUB_PORTS integer Subscription: tells each match. [<linux/tipc.h>]
---@field TIPC_SUB_SERVICE integer Subscription: tells the first up and the last down. [<linux/tipc.h>]
---@field TIPC_PUBLISHED integer Event: a name came. [<linux/tipc.h>]
---@field TIPC_WITHDRAWN integer Event: a name went. [<linux/tipc.h>]
---@field TIPC_SUBSCR_TIMEOUT integer Event: the subscription has ended. [<linux/tipc.h>]
---@field TIPC_WAIT_FOREVER integer Timeout of a subscription: none. [<linux/tipc.h>]

-- AF_CAN ----------------------------------------------------------------------

---@class pysocket
---@field CAN_RAW integer Protocol: raw frames. [<linux/can.h>]
---@field CAN_BCM integer Protocol: the broadcast manager. [<linux/can.h>]
---@field CAN_ISOTP integer Protocol: ISO 15765-2 transport. [<linux/can.h>]
---@field CAN_J1939 integer Protocol: SAE J1939. [<linux/can.h>]
---@field CAN_EFF_FLAG integer Bit of an identifier: it has 29 bits. [<linux/can.h>]
---@field CAN_EFF_MASK integer Bits of an identifier of 29 bits. [<linux/can.h>]
---@field CAN_ERR_FLAG integer Bit of an identifier: an error frame. [<linux/can.h>]
---@field CAN_ERR_MASK integer Bits of an error frame's class. [<linux/can.h>]
---@field CAN_RTR_FLAG integer Bit of an identifier: a remote transmission request. [<linux/can.h>]
---@field CAN_SFF_MASK integer Bits of an identifier of 11 bits. [<linux/can.h>]

-- AF_CAN: options of raw frames (SOL_CAN_RAW) ---------------------------------

---@class pysocket
---@field CAN_RAW_ERR_FILTER integer Which error frames come, a mask. [<linux/can/raw.h>]
---@field CAN_RAW_FD_FRAMES integer CAN FD frames too; off at first. [<linux/can/raw.h>]
---@field CAN_RAW_FILTER integer Which frames come: structs can_filter. [<linux/can/raw.h>]
---@field CAN_RAW_JOIN_FILTERS integer A frame must match all filters, not one. [<linux/can/raw.h>]
---@field CAN_RAW_LOOPBACK integer Frames sent reach the other programs of this machine; on at first. [<linux/can/raw.h>]
---@field CAN_RAW_RECV_OWN_MSGS integer Frames sent come back to this socket; off at first. [<linux/can/raw.h>]

-- AF_CAN: the broadcast manager -----------------------------------------------

---@class pysocket
---@field CAN_BCM_TX_SETUP integer Operation: makes a (cyclic) transmission. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_DELETE integer Operation: removes a (cyclic) transmission. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_READ integer Operation: reads the properties of a (cyclic) transmission. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_SEND integer Operation: sends one frame. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_STATUS integer Answer to CAN_BCM_TX_READ. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_EXPIRED integer Event: all transmissions are done. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_SETUP integer Operation: makes a filter of content. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_DELETE integer Operation: removes a filter of content. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_READ integer Operation: reads the properties of a filter of content. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_STATUS integer Answer to CAN_BCM_RX_READ. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_TIMEOUT integer Event: a cyclic frame is absent. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_CHANGED integer Event: a frame with new content. [<linux/can/bcm.h>]
---@field CAN_BCM_SETTIMER integer Flag: sets the intervals. [<linux/can/bcm.h>]
---@field CAN_BCM_STARTTIMER integer Flag: starts the timer. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_COUNTEVT integer Flag: tell when the count has run out. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_ANNOUNCE integer Flag: sends a change at once. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_CP_CAN_ID integer Flag: copies the identifier into each frame. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_RESET_MULTI_IDX integer Flag: begins again with the first of several frames. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_FILTER_ID integer Flag: by the identifier alone. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_CHECK_DLC integer Flag: a new length is a change too. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_NO_AUTOTIMER integer Flag: the timer that watches for absence is not started by itself. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_ANNOUNCE_RESUME integer Flag: tell when a frame that was absent comes again. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_RTR_FRAME integer Flag: answers a remote transmission request. [<linux/can/bcm.h>]
---@field CAN_BCM_CAN_FD_FRAME integer Flag: the frames are CAN FD frames. [<linux/can/bcm.h>]

-- AF_CAN: J1939 ---------------------------------------------------------------

---@class pysocket
---@field J1939_MAX_UNICAST_ADDR integer The greatest address of one node. [<linux/can/j1939.h>]
---@field J1939_IDLE_ADDR integer The address of a node that has none. [<linux/can/j1939.h>]
---@field J1939_NO_ADDR integer No address; as a destination, every node. [<linux/can/j1939.h>]
---@field J1939_NO_NAME integer No name. [<linux/can/j1939.h>]
---@field J1939_NO_PGN integer No parameter group. [<linux/can/j1939.h>]
---@field J1939_PGN_REQUEST integer Parameter group: request. [<linux/can/j1939.h>]
---@field J1939_PGN_ADDRESS_CLAIMED integer Parameter group: address claimed. [<linux/can/j1939.h>]
---@field J1939_PGN_ADDRESS_COMMANDED integer Parameter group: commanded address. [<linux/can/j1939.h>]
---@field J1939_PGN_PDU1_MAX integer The greatest parameter group that has a destination. [<linux/can/j1939.h>]
---@field J1939_PGN_MAX integer The greatest parameter group. [<linux/can/j1939.h>]
---@field J1939_FILTER_MAX integer The most filters of one socket. [<linux/can/j1939.h>]
---@field SO_J1939_FILTER integer Option: which packets come, structs j1939_filter. [<linux/can/j1939.h>]
---@field SO_J1939_PROMISC integer Option: all packets come. [<linux/can/j1939.h>]
---@field SO_J1939_SEND_PRIO integer Option: the priority of packets sent, 0 to 7. [<linux/can/j1939.h>]
---@field SO_J1939_ERRQUEUE integer Option: tells in the error queue how sending goes on. [<linux/can/j1939.h>]
---@field SCM_J1939_DEST_ADDR integer Ancillary data: the destination's address. [<linux/can/j1939.h>]
---@field SCM_J1939_DEST_NAME integer Ancillary data: the destination's name. [<linux/can/j1939.h>]
---@field SCM_J1939_PRIO integer Ancillary data: the priority. [<linux/can/j1939.h>]
---@field SCM_J1939_ERRQUEUE integer Ancillary data: from the error queue. [<linux/can/j1939.h>]
---@field J1939_NLA_PAD integer Attribute from the error queue: padding. [<linux/can/j1939.h>]
---@field J1939_NLA_BYTES_ACKED integer Attribute from the error queue: how many bytes were acknowledged. [<linux/can/j1939.h>]
---@field J1939_EE_INFO_NONE integer From the error queue: nothing special. [<linux/can/j1939.h>]
---@field J1939_EE_INFO_TX_ABORT integer From the error queue: sending was broken off. [<linux/can/j1939.h>]

-- AF_BLUETOOTH ----------------------------------------------------------------

---@class pysocket
---@field BTPROTO_HCI integer Protocol: the host controller interface. [<bluetooth/bluetooth.h>]
---@field BTPROTO_L2CAP integer Protocol: packets of logical links. [<bluetooth/bluetooth.h>]
---@field BTPROTO_RFCOMM integer Protocol: streams, as of a serial line. [<bluetooth/bluetooth.h>]
---@field BTPROTO_SCO integer Protocol: voice. [<bluetooth/bluetooth.h>]
---@field BDADDR_ANY string "00:00:00:00:00:00", any adapter. [<bluetooth/bluetooth.h>]
---@field BDADDR_LOCAL string "00:00:00:FF:FF:FF", this machine's adapter. [<bluetooth/bluetooth.h>]
---@field HCI_DATA_DIR integer Option of SOL_HCI: recvmsg tells the direction of a packet. [<bluetooth/hci.h>]
---@field HCI_FILTER integer Option of SOL_HCI: which packets come. [<bluetooth/hci.h>]
---@field HCI_TIME_STAMP integer Option of SOL_HCI: recvmsg tells the time of a packet. [<bluetooth/hci.h>]
