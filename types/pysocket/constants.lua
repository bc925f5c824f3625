---@meta _

-- The constants of the socket module. They are plain integers, with the values of the
-- headers that the module was built with. A constant that these lack is not defined.

-- Address families ------------------------------------------------------------

---@class pysocket
---@field AF_ALG integer The kernel's crypto API: hashes, ciphers, random numbers. [address_families(7)]
---@field AF_APPLETALK integer AppleTalk. [address_families(7)]
---@field AF_ASH integer Ash; never implemented. [<sys/socket.h>]
---@field AF_ATMPVC integer Permanent virtual circuits of ATM. [address_families(7)]
---@field AF_ATMSVC integer Switched virtual circuits of ATM. [address_families(7)]
---@field AF_AX25 integer Amateur radio, AX.25. [address_families(7)]
---@field AF_BLUETOOTH integer Bluetooth. [address_families(7)]
---@field AF_BRIDGE integer Multiprotocol bridge. [address_families(7)]
---@field AF_CAN integer Controller Area Network, the bus of cars and machines. [address_families(7)]
---@field AF_DECnet integer DECnet. [address_families(7)]
---@field AF_ECONET integer Acorn Econet; removed in Linux 3.5. [address_families(7)]
---@field AF_INET integer IPv4. [ip(7)]
---@field AF_INET6 integer IPv6. [ipv6(7)]
---@field AF_IPX integer Novell's IPX. [address_families(7)]
---@field AF_IRDA integer Infrared; removed in Linux 4.17. [address_families(7)]
---@field AF_KEY integer Keys of IPsec. [address_families(7)]
---@field AF_LLC integer Logical link control, IEEE 802.2. [address_families(7)]
---@field AF_NETBEUI integer Reserved for NetBEUI. [address_families(7)]
---@field AF_NETLINK integer Communication with the kernel. [netlink(7)]
---@field AF_NETROM integer Amateur radio, NET/ROM. [address_families(7)]
---@field AF_PACKET integer Packets at the level of network interfaces. [packet(7)]
---@field AF_PPPOX integer Tunnels of the point-to-point protocol, such as PPPoE. [address_families(7)]
---@field AF_QIPCRTR integer Qualcomm's IPC router. [address_families(7)]
---@field AF_RDS integer Reliable datagrams. [address_families(7)]
---@field AF_ROSE integer Amateur radio, X.25 PLP. [address_families(7)]
---@field AF_ROUTE integer Another name for AF_NETLINK. [<sys/socket.h>]
---@field AF_SECURITY integer Reserved for security callbacks. [address_families(7)]
---@field AF_SNA integer Reserved for IBM's Systems Network Architecture. [<sys/socket.h>]
---@field AF_TIPC integer Transparent inter-process communication in a cluster. [address_families(7)]
---@field AF_UNIX integer Communication between processes of this machine. [unix(7)]
---@field AF_UNSPEC integer No family is given; in getaddrinfo it means any family. [getaddrinfo(3)]
---@field AF_VSOCK integer Communication between a virtual machine and its host. [vsock(7)]
---@field AF_WANPIPE integer Wanpipe; removed in Linux 2.6.21. [address_families(7)]
---@field AF_X25 integer X.25. [address_families(7)]
---@field PF_CAN integer Another name for AF_CAN. [<sys/socket.h>]
---@field PF_PACKET integer Another name for AF_PACKET. [<sys/socket.h>]
---@field PF_RDS integer Another name for AF_RDS. [<sys/socket.h>]

-- Socket types ----------------------------------------------------------------

---@class pysocket
---@field SOCK_STREAM integer A connection that carries bytes in order. [socket(2)]
---@field SOCK_DGRAM integer Messages that may be lost. [socket(2)]
---@field SOCK_RAW integer Packets of the underlying protocol. [socket(2)]
---@field SOCK_RDM integer Reliable messages, in any order. [socket(2)]
---@field SOCK_SEQPACKET integer A connection that carries messages in order. [socket(2)]
---@field SOCK_CLOEXEC integer Flag to combine with the type: close-on-exec, which is always set. [socket(2)]
---@field SOCK_NONBLOCK integer Flag to combine with the type: calls never wait, as after settimeout(0). [socket(2)]

-- Directions of shutdown ------------------------------------------------------

---@class pysocket
---@field SHUT_RD integer Stop receiving. [shutdown(2)]
---@field SHUT_WR integer Stop sending; the peer then reads the end of the stream. [shutdown(2)]
---@field SHUT_RDWR integer Stop receiving and sending. [shutdown(2)]

-- Flags of send and recv ------------------------------------------------------

---@class pysocket
---@field MSG_CMSG_CLOEXEC integer `recvmsg`: received descriptors are close-on-exec, which is always set. [recv(2)]
---@field MSG_CONFIRM integer `send`: the peer is known to be alive, so that no ARP request is needed. [send(2)]
---@field MSG_CTRUNC integer Returned by recvmsg: some ancillary data was discarded because there was no room for it. [recv(2)]
---@field MSG_DONTROUTE integer `send`: do not use a gateway; only hosts on the same link are reached. [send(2)]
---@field MSG_DONTWAIT integer Only this call does not wait. [recv(2)]
---@field MSG_EOR integer End of a record, if the protocol has records. [recv(2)]
---@field MSG_ERRQUEUE integer `recvmsg`: receive from the error queue. [recv(2)]
---@field MSG_FASTOPEN integer `sendto`: connect and send in one packet. [tcp(7)]
---@field MSG_MORE integer `send`: more data follows, so do not send a small packet yet. [send(2)]
---@field MSG_NOSIGNAL integer `send`: do not raise SIGPIPE, which the module never does. [send(2)]
---@field MSG_OOB integer Out-of-band (urgent) data. [recv(2)]
---@field MSG_PEEK integer `recv`: leave the data in the queue. [recv(2)]
---@field MSG_TRUNC integer `recv_into` returns the full length of a datagram. Returned by recvmsg: the datagram was longer than the buffer. [recv(2)]
---@field MSG_WAITALL integer `recv` from a stream: wait until bufsize bytes have arrived. [recv(2)]

-- Levels of options -----------------------------------------------------------

---@class pysocket
---@field SOL_SOCKET integer Options of every socket. [socket(7)]
---@field SOL_IP integer Options of IPv4. [ip(7)]
---@field SOL_TCP integer Options of TCP. [tcp(7)]
---@field SOL_UDP integer Options of UDP. [udp(7)]
---@field SOL_ALG integer Options of the kernel's crypto API. [<linux/if_alg.h>]
---@field SOL_CAN_BASE integer The first level of the CAN protocols. [<linux/can.h>]
---@field SOL_CAN_RAW integer Options of CAN_RAW. [<linux/can/raw.h>]
---@field SOL_HCI integer Options of Bluetooth's host controller interface. [<bluetooth/hci.h>]
---@field SOL_RDS integer Options of RDS. [<sys/socket.h>]
---@field SOL_TIPC integer Options of TIPC. [<linux/tipc.h>]

-- Options of every socket (SOL_SOCKET) ----------------------------------------

---@class pysocket
---@field SO_ACCEPTCONN integer Whether the socket listens. Read only. [socket(7)]
---@field SO_BINDTODEVICE integer The name of the network interface to which the socket is restricted. [socket(7)]
---@field SO_BINDTOIFINDEX integer The index of the network interface to which the socket is restricted. [<asm/socket.h>]
---@field SO_BROADCAST integer Allow datagrams to a broadcast address. [socket(7)]
---@field SO_DEBUG integer The kernel records debugging information. [socket(7)]
---@field SO_DOMAIN integer The address family. Read only. [socket(7)]
---@field SO_DONTROUTE integer Do not use a gateway; only hosts on the same link are reached. [socket(7)]
---@field SO_ERROR integer The pending error, an errno; reading it clears it. Read only. [socket(7)]
---@field SO_INCOMING_CPU integer The processor that handles its packets. [socket(7)]
---@field SO_KEEPALIVE integer Probe a silent connection, and end it if the peer does not answer. [socket(7)]
---@field SO_LINGER integer Whether, and for how many seconds, close waits for unsent data: a struct linger. [socket(7)]
---@field SO_MARK integer The mark of its packets, for routing and filters. [socket(7)]
---@field SO_OOBINLINE integer Receive out-of-band data in the stream. [socket(7)]
---@field SO_PASSCRED integer Receive the SCM_CREDENTIALS of the sender. [unix(7)]
---@field SO_PASSSEC integer Receive the security context of the sender. [unix(7)]
---@field SO_PEERCRED integer The process, user and group of the peer, a struct ucred. Read only. [unix(7)]
---@field SO_PEERSEC integer The security context of the peer. Read only. [unix(7)]
---@field SO_PRIORITY integer The priority of its packets, 0 to 6 without privilege. [socket(7)]
---@field SO_PROTOCOL integer The protocol. Read only. [socket(7)]
---@field SO_RCVBUF integer The size of the receive buffer in bytes; the kernel doubles what is set. [socket(7)]
---@field SO_RCVLOWAT integer The number of bytes that must have arrived before the socket is readable. [socket(7)]
---@field SO_RCVTIMEO integer The time that recv may wait, a struct timeval, in a task too. Prefer settimeout. [socket(7)]
---@field SO_REUSEADDR integer Let `bind` use an address of which a closed connection is still in TIME_WAIT. [socket(7)]
---@field SO_REUSEPORT integer Let several sockets listen on one address and share its connections. [socket(7)]
---@field SO_SNDBUF integer The size of the send buffer in bytes; the kernel doubles what is set. [socket(7)]
---@field SO_SNDLOWAT integer The number of free bytes before the socket is writable; always 1 on Linux. [socket(7)]
---@field SO_SNDTIMEO integer The time that send may wait, a struct timeval, in a task too. Prefer settimeout. [socket(7)]
---@field SO_TYPE integer The socket type. Read only. [socket(7)]
---@field SOMAXCONN integer The maximum backlog according to the headers. [listen(2)]

-- Ancillary data (SOL_SOCKET) -------------------------------------------------

---@class pysocket
---@field SCM_CREDENTIALS integer The process, user and group of the sender, a struct ucred. [unix(7)]
---@field SCM_RIGHTS integer Descriptors that are passed to another process. [unix(7)]

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
---@field IPPROTO_RAW integer Raw IP: the sender writes the header. [raw(7)]
---@field IPPROTO_ROUTING integer Routing header of IPv6. [RFC 8200]
---@field IPPROTO_RSVP integer Resource reservation. [RFC 2205]
---@field IPPROTO_SCTP integer Stream control transmission. [RFC 9260]
---@field IPPROTO_TCP integer TCP: the level of its options, and the protocol of streams. [tcp(7)]
---@field IPPROTO_TP integer ISO transport protocol, class 4. [RFC 905]
---@field IPPROTO_UDP integer UDP: the protocol of datagrams. [udp(7)]
---@field IPPROTO_UDPLITE integer UDP with a checksum over a part of the data. [udplite(7)]
---@field IPPORT_RESERVED integer The first port that does not require root. [ip(7)]
---@field IPPORT_USERRESERVED integer The first port for servers that are not part of the system. [<netinet/in.h>]

-- IPv4 addresses, as integers in host byte order ------------------------------

---@class pysocket
---@field INADDR_ANY integer 0.0.0.0, any address. [ip(7)]
---@field INADDR_BROADCAST integer 255.255.255.255, every machine on the link. [ip(7)]
---@field INADDR_LOOPBACK integer 127.0.0.1, this machine. [ip(7)]
---@field INADDR_NONE integer 255.255.255.255, what C's inet_addr returns for an error. [inet(3)]
---@field INADDR_ALLHOSTS_GROUP integer 224.0.0.1, every machine that receives multicast. [RFC 1112]
---@field INADDR_UNSPEC_GROUP integer 224.0.0.0, the multicast address that is assigned to no group. [RFC 1112]
---@field INADDR_MAX_LOCAL_GROUP integer 224.0.0.255, the last multicast address that routers do not forward. [RFC 5771]

-- Options of IPv4 (IPPROTO_IP) ------------------------------------------------

---@class pysocket
---@field IP_ADD_MEMBERSHIP integer Join a multicast group: a struct ip_mreqn. [ip(7)]
---@field IP_ADD_SOURCE_MEMBERSHIP integer Join a multicast group for one source: a struct ip_mreq_source. [ip(7)]
---@field IP_BIND_ADDRESS_NO_PORT integer After `bind` to port 0, connect chooses the port. [ip(7)]
---@field IP_BLOCK_SOURCE integer Block a source of a multicast group: a struct ip_mreq_source. [ip(7)]
---@field IP_DEFAULT_MULTICAST_LOOP integer The default value of IP_MULTICAST_LOOP. [<netinet/in.h>]
---@field IP_DEFAULT_MULTICAST_TTL integer The default value of IP_MULTICAST_TTL. [<netinet/in.h>]
---@field IP_DROP_MEMBERSHIP integer Leave a multicast group: a struct ip_mreqn. [ip(7)]
---@field IP_DROP_SOURCE_MEMBERSHIP integer Leave a multicast group for one source: a struct ip_mreq_source. [ip(7)]
---@field IP_HDRINCL integer The program writes the IP header of a raw socket's packets. [ip(7)]
---@field IP_MAX_MEMBERSHIPS integer The default number of groups that a socket may join. [<netinet/in.h>]
---@field IP_MULTICAST_IF integer The interface for outgoing multicast: a 4-byte address or a struct ip_mreqn. [ip(7)]
---@field IP_MULTICAST_LOOP integer Whether packets sent to a group are also received on this machine. [ip(7)]
---@field IP_MULTICAST_TTL integer The maximum number of routers on the way of multicast; 1 by default. [ip(7)]
---@field IP_OPTIONS integer The IP options of every packet sent, at most 40 bytes. [ip(7)]
---@field IP_PKTINFO integer `recvmsg` returns the interface and the destination address: a struct in_pktinfo. [ip(7)]
---@field IP_RECVOPTS integer `recvmsg` returns the received IP options. [ip(7)]
---@field IP_RECVRETOPTS integer Another name for IP_RETOPTS. [<netinet/in.h>]
---@field IP_RECVTOS integer `recvmsg` returns the type of service. [ip(7)]
---@field IP_RETOPTS integer `recvmsg` returns the raw received IP options, without filling in timestamps and routes. [ip(7)]
---@field IP_TOS integer The type of service of outgoing packets. [ip(7)]
---@field IP_TRANSPARENT integer Allow the use of addresses of other machines; only for root. [ip(7)]
---@field IP_TTL integer The maximum number of routers on the way of a packet. [ip(7)]
---@field IP_UNBLOCK_SOURCE integer Receive from a blocked source of a multicast group again: a struct ip_mreq_source. [ip(7)]

-- Options of IPv6 (IPPROTO_IPV6) ----------------------------------------------

---@class pysocket
---@field IPV6_CHECKSUM integer The offset in bytes of the checksum in a raw socket's packets. [RFC 3542]
---@field IPV6_DONTFRAG integer Do not fragment packets: sending one that is too large fails. [RFC 3542]
---@field IPV6_DSTOPTS integer Destination options, as ancillary data or of every packet. [RFC 3542]
---@field IPV6_HOPLIMIT integer The hop limit, as ancillary data. [RFC 3542]
---@field IPV6_HOPOPTS integer Hop-by-hop options, as ancillary data or of every packet. [RFC 3542]
---@field IPV6_JOIN_GROUP integer Join a multicast group: a 16-byte address and the index of an interface. [RFC 3493]
---@field IPV6_LEAVE_GROUP integer Leave a multicast group: a 16-byte address and the index of an interface. [RFC 3493]
---@field IPV6_MULTICAST_HOPS integer The maximum number of routers on the way of multicast; 1 by default. [ipv6(7)]
---@field IPV6_MULTICAST_IF integer The index of the interface for outgoing multicast. [ipv6(7)]
---@field IPV6_MULTICAST_LOOP integer Whether packets sent to a group are also received on this machine. [ipv6(7)]
---@field IPV6_NEXTHOP integer The next router, as ancillary data or for every packet. [RFC 3542]
---@field IPV6_PATHMTU integer The largest packet that reaches the peer: a struct ip6_mtuinfo. Read only. [RFC 3542]
---@field IPV6_PKTINFO integer The interface and the local address of a packet: a struct in6_pktinfo. [RFC 3542]
---@field IPV6_RECVDSTOPTS integer `recvmsg` returns the destination options. [RFC 3542]
---@field IPV6_RECVHOPLIMIT integer `recvmsg` returns the hop limit. [RFC 3542]
---@field IPV6_RECVHOPOPTS integer `recvmsg` returns the hop-by-hop options. [RFC 3542]
---@field IPV6_RECVPATHMTU integer `recvmsg` reports changes of the largest packet size that reaches the peer. [RFC 3542]
---@field IPV6_RECVPKTINFO integer `recvmsg` returns the interface and the destination address: a struct in6_pktinfo. [ipv6(7)]
---@field IPV6_RECVRTHDR integer `recvmsg` returns the routing header. [RFC 3542]
---@field IPV6_RECVTCLASS integer `recvmsg` returns the traffic class. [RFC 3542]
---@field IPV6_RTHDR integer The routing header, as ancillary data or of every packet. [RFC 3542]
---@field IPV6_RTHDRDSTOPTS integer Destination options before the routing header. [RFC 3542]
---@field IPV6_RTHDR_TYPE_0 integer The routing header of type 0, which routers no longer accept. [RFC 5095]
---@field IPV6_TCLASS integer The traffic class of outgoing packets. [RFC 3542]
---@field IPV6_UNICAST_HOPS integer The maximum number of routers on the way of a packet; -1: the default of the system. [ipv6(7)]
---@field IPV6_V6ONLY integer Use only IPv6, without IPv4-mapped addresses; to be set before bind. [ipv6(7)]

-- Options of TCP (IPPROTO_TCP) ------------------------------------------------

---@class pysocket
---@field TCP_CC_INFO integer The state of the congestion control. Read only. [<linux/tcp.h>]
---@field TCP_CONGESTION integer The name of the congestion control algorithm. [tcp(7)]
---@field TCP_CORK integer Send only full packets, until the option is cleared or 200 ms have passed. [tcp(7)]
---@field TCP_DEFER_ACCEPT integer `accept` returns a connection when data has arrived or this number of seconds has passed. [tcp(7)]
---@field TCP_FASTOPEN integer Accept data in the first packet of a connection: the maximum number of such connections that wait. [tcp(7)]
---@field TCP_FASTOPEN_CONNECT integer Delay `connect` until the first send, whose data is sent in the first packet. [tcp(7)]
---@field TCP_FASTOPEN_KEY integer The key for the cookies of fast open, one of 16 bytes or two of them. [<linux/tcp.h>]
---@field TCP_FASTOPEN_NO_COOKIE integer Use fast open without a cookie. [<linux/tcp.h>]
---@field TCP_INFO integer The state of the connection: a struct tcp_info. Read only. [tcp(7)]
---@field TCP_INQ integer `recvmsg` returns the number of bytes that are left to read. [<linux/tcp.h>]
---@field TCP_KEEPCNT integer The number of unanswered probes that end the connection. [tcp(7)]
---@field TCP_KEEPIDLE integer The number of seconds of silence before the first probe. [tcp(7)]
---@field TCP_KEEPINTVL integer The number of seconds between two probes. [tcp(7)]
---@field TCP_LINGER2 integer The number of seconds that a closed connection stays in FIN_WAIT2. [tcp(7)]
---@field TCP_MAXSEG integer The largest segment in bytes. [tcp(7)]
---@field TCP_MD5SIG integer The key for MD5 signatures of segments. [RFC 2385]
---@field TCP_MD5SIG_EXT integer The same with a prefix of addresses or an interface. [<linux/tcp.h>]
---@field TCP_NODELAY integer Send small packets at once, without Nagle's algorithm. [tcp(7)]
---@field TCP_NOTSENT_LOWAT integer The socket is writable only while fewer bytes than this are unsent. [<linux/tcp.h>]
---@field TCP_QUEUE_SEQ integer The sequence number of the queue under repair. [<linux/tcp.h>]
---@field TCP_QUICKACK integer Acknowledge at once; the kernel may leave this mode again. [tcp(7)]
---@field TCP_REPAIR integer Access the state of the connection, to restore it elsewhere; only for root. [<linux/tcp.h>]
---@field TCP_REPAIR_OPTIONS integer The negotiated options of the connection under repair. [<linux/tcp.h>]
---@field TCP_REPAIR_QUEUE integer The queue under repair: 1 is the receive queue, 2 the send queue. [<linux/tcp.h>]
---@field TCP_REPAIR_WINDOW integer The windows of the connection under repair. [<linux/tcp.h>]
---@field TCP_SAVED_SYN integer The headers of the connection's first packet; reading them frees them. [<linux/tcp.h>]
---@field TCP_SAVE_SYN integer Keep the headers of the first packet of each accepted connection. [<linux/tcp.h>]
---@field TCP_SYNCNT integer The number of times that the first packet of connect is sent again. [tcp(7)]
---@field TCP_THIN_DUPACK integer Send again after one duplicate acknowledgement; no effect since Linux 4.11. [<linux/tcp.h>]
---@field TCP_THIN_LINEAR_TIMEOUTS integer Retransmit at a constant interval on a connection with little data. [<linux/tcp.h>]
---@field TCP_TIMESTAMP integer The clock of the connection under repair. [<linux/tcp.h>]
---@field TCP_TX_DELAY integer Delay sent packets, in microseconds, to simulate a slow network. [<linux/tcp.h>]
---@field TCP_ULP integer The name of the upper-layer protocol that the kernel handles, such as "tls". [<linux/tcp.h>]
---@field TCP_USER_TIMEOUT integer The number of milliseconds after which unacknowledged data ends the connection. [tcp(7)]
---@field TCP_WINDOW_CLAMP integer The maximum size of the advertised window, in bytes. [tcp(7)]
---@field TCP_ZEROCOPY_RECEIVE integer Receive data by mapping memory. [<linux/tcp.h>]

-- Options of UDP-Lite (IPPROTO_UDPLITE) ---------------------------------------

---@class pysocket
---@field UDPLITE_RECV_CSCOV integer The minimum number of bytes that the checksum of received packets must cover. [udplite(7)]
---@field UDPLITE_SEND_CSCOV integer The number of bytes that the checksum of sent packets covers. [udplite(7)]

-- Flags of getaddrinfo --------------------------------------------------------

---@class pysocket
---@field AI_ADDRCONFIG integer Return only addresses of families of which this machine has an address. [getaddrinfo(3)]
---@field AI_ALL integer With AI_V4MAPPED: return both IPv6 addresses and mapped IPv4 addresses. [getaddrinfo(3)]
---@field AI_CANONNAME integer Return the official name of the host. [getaddrinfo(3)]
---@field AI_NUMERICHOST integer The host is a numeric address; do not use a name server. [getaddrinfo(3)]
---@field AI_NUMERICSERV integer The service is a number; do not look it up. [getaddrinfo(3)]
---@field AI_PASSIVE integer For bind: if no host is given, return the wildcard address. [getaddrinfo(3)]
---@field AI_V4MAPPED integer If there are no IPv6 addresses, return mapped IPv4 addresses. [getaddrinfo(3)]

-- Errors of getaddrinfo and getnameinfo (gaierror) ----------------------------

---@class pysocket
---@field EAI_ADDRFAMILY integer The host has no address of this family. [getaddrinfo(3)]
---@field EAI_AGAIN integer The name server is temporarily unavailable; try again. [getaddrinfo(3)]
---@field EAI_BADFLAGS integer The flags are wrong. [getaddrinfo(3)]
---@field EAI_FAIL integer The name server failed permanently. [getaddrinfo(3)]
---@field EAI_FAMILY integer The family is not known. [getaddrinfo(3)]
---@field EAI_MEMORY integer Out of memory. [getaddrinfo(3)]
---@field EAI_NODATA integer The host exists but has no address. [getaddrinfo(3)]
---@field EAI_NONAME integer The host or service is not known, or neither is given. [getaddrinfo(3)]
---@field EAI_OVERFLOW integer The answer was too long. [getnameinfo(3)]
---@field EAI_SERVICE integer The service does not exist for this socket type. [getaddrinfo(3)]
---@field EAI_SOCKTYPE integer The socket type is not known. [getaddrinfo(3)]
---@field EAI_SYSTEM integer Another system error, given by errno. [getaddrinfo(3)]

-- Flags and sizes of getnameinfo ----------------------------------------------

---@class pysocket
---@field NI_DGRAM integer Return the name of the UDP service if it differs from that of TCP. [getnameinfo(3)]
---@field NI_IDN integer Decode names from IDNA. [getnameinfo(3)]
---@field NI_MAXHOST integer The longest host name in bytes, with its final NUL. [getnameinfo(3)]
---@field NI_MAXSERV integer The longest service name in bytes, with its final NUL. [getnameinfo(3)]
---@field NI_NAMEREQD integer Raise an error if there is no name. [getnameinfo(3)]
---@field NI_NOFQDN integer Return only the host part of a local name. [getnameinfo(3)]
---@field NI_NUMERICHOST integer Return the address in numeric form. [getnameinfo(3)]
---@field NI_NUMERICSERV integer Return the port as a number. [getnameinfo(3)]

-- AF_PACKET: kinds of packet --------------------------------------------------

---@class pysocket
---@field PACKET_BROADCAST integer A packet to every machine on the link. [packet(7)]
---@field PACKET_FASTROUTE integer For internal use in the kernel; never returned. [<linux/if_packet.h>]
---@field PACKET_HOST integer A packet to this machine. [packet(7)]
---@field PACKET_LOOPBACK integer A packet that is looped back; never returned. [<linux/if_packet.h>]
---@field PACKET_MULTICAST integer A packet to a multicast group. [packet(7)]
---@field PACKET_OTHERHOST integer A packet to another machine, received in promiscuous mode. [packet(7)]
---@field PACKET_OUTGOING integer A packet from this machine, looped back to the packet socket. [packet(7)]

-- AF_PACKET: protocols of Ethernet --------------------------------------------

---@class pysocket
---@field ETHERTYPE_ARP integer Address resolution. [RFC 826]
---@field ETHERTYPE_IP integer IPv4. [RFC 894]
---@field ETHERTYPE_IPV6 integer IPv6. [RFC 2464]
---@field ETHERTYPE_VLAN integer A frame with a VLAN tag, IEEE 802.1Q. [<net/ethernet.h>]
---@field ETH_P_ALL integer Every protocol. [packet(7)]

-- AF_NETLINK: protocols -------------------------------------------------------

---@class pysocket
---@field NETLINK_CRYPTO integer Configuration of the kernel's crypto API. [netlink(7)]
---@field NETLINK_DNRTMSG integer Routes of DECnet. [netlink(7)]
---@field NETLINK_FIREWALL integer Packets of the IPv4 firewall; removed in Linux 3.5. [netlink(7)]
---@field NETLINK_IP6_FW integer Packets of the IPv6 firewall; removed in Linux 3.5. [netlink(7)]
---@field NETLINK_NFLOG integer The log of netfilter (ULOG); removed in Linux 3.17. [netlink(7)]
---@field NETLINK_ROUTE integer Interfaces, addresses, routes, neighbours. [netlink(7)]
---@field NETLINK_USERSOCK integer Reserved for protocols between processes. [netlink(7)]
---@field NETLINK_XFRM integer IPsec. [netlink(7)]

-- AF_VSOCK --------------------------------------------------------------------

---@class pysocket
---@field VMADDR_CID_ANY integer `bind`: any context. [vsock(7)]
---@field VMADDR_CID_HOST integer The host. [vsock(7)]
---@field VMADDR_PORT_ANY integer `bind`: any free port. [vsock(7)]
---@field SO_VM_SOCKETS_BUFFER_MAX_SIZE integer The largest buffer, in bytes; level AF_VSOCK. [vsock(7)]
---@field SO_VM_SOCKETS_BUFFER_MIN_SIZE integer The smallest buffer, in bytes; level AF_VSOCK. [vsock(7)]
---@field SO_VM_SOCKETS_BUFFER_SIZE integer The buffer, in bytes; level AF_VSOCK. [vsock(7)]
---@field IOCTL_VM_SOCKETS_GET_LOCAL_CID integer The ioctl on /dev/vsock that returns the context of this machine. [vsock(7)]
---@field VM_SOCKETS_INVALID_VERSION integer The value of an invalid version. [<linux/vm_sockets.h>]

-- AF_ALG ----------------------------------------------------------------------

---@class pysocket
---@field ALG_OP_DECRYPT integer Operation: decrypt. [<linux/if_alg.h>]
---@field ALG_OP_ENCRYPT integer Operation: encrypt. [<linux/if_alg.h>]
---@field ALG_OP_SIGN integer Operation: sign. [Python socket]
---@field ALG_OP_VERIFY integer Operation: verify. [Python socket]
---@field ALG_SET_AEAD_ASSOCLEN integer Ancillary data: the number of bytes that are authenticated and not encrypted. [<linux/if_alg.h>]
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
---@field TIPC_TOP_SRV integer The topology service, which reports changes. [<linux/tipc.h>]
---@field TIPC_CLUSTER_SCOPE integer Scope: the cluster. [<linux/tipc.h>]
---@field TIPC_NODE_SCOPE integer Scope: this node. [<linux/tipc.h>]
---@field TIPC_ZONE_SCOPE integer Scope: the zone, which is the same as the cluster today. [<linux/tipc.h>]
---@field TIPC_IMPORTANCE integer Option: the importance of its messages. [<linux/tipc.h>]
---@field TIPC_LOW_IMPORTANCE integer Importance: its messages are dropped first. [<linux/tipc.h>]
---@field TIPC_MEDIUM_IMPORTANCE integer Importance: its messages are dropped second. [<linux/tipc.h>]
---@field TIPC_HIGH_IMPORTANCE integer Importance: its messages are dropped third. [<linux/tipc.h>]
---@field TIPC_CRITICAL_IMPORTANCE integer Importance: its messages are dropped last. [<linux/tipc.h>]
---@field TIPC_SRC_DROPPABLE integer Option: the node may drop messages of this socket. [<linux/tipc.h>]
---@field TIPC_DEST_DROPPABLE integer Option: a message that cannot be delivered is dropped, not returned. [<linux/tipc.h>]
---@field TIPC_CONN_TIMEOUT integer Option: the number of milliseconds that connect waits. [<linux/tipc.h>]
---@field TIPC_SUB_CANCEL integer Subscription: cancel a subscription. [<linux/tipc.h>]
---@field TIPC_SUB_PORTS integer Subscription: report each match. [<linux/tipc.h>]
---@field TIPC_SUB_SERVICE integer Subscription: report the first match and the loss of the last one. [<linux/tipc.h>]
---@field TIPC_PUBLISHED integer Event: a name was published. [<linux/tipc.h>]
---@field TIPC_WITHDRAWN integer Event: a name was withdrawn. [<linux/tipc.h>]
---@field TIPC_SUBSCR_TIMEOUT integer Event: the subscription has ended. [<linux/tipc.h>]
---@field TIPC_WAIT_FOREVER integer Timeout of a subscription: none. [<linux/tipc.h>]

-- AF_CAN ----------------------------------------------------------------------

---@class pysocket
---@field CAN_RAW integer Protocol: raw frames. [<linux/can.h>]
---@field CAN_BCM integer Protocol: the broadcast manager. [<linux/can.h>]
---@field CAN_ISOTP integer Protocol: ISO 15765-2 transport. [<linux/can.h>]
---@field CAN_J1939 integer Protocol: SAE J1939. [<linux/can.h>]
---@field CAN_EFF_FLAG integer Bit of an identifier: the identifier has 29 bits. [<linux/can.h>]
---@field CAN_EFF_MASK integer Bits of an identifier of 29 bits. [<linux/can.h>]
---@field CAN_ERR_FLAG integer Bit of an identifier: an error frame. [<linux/can.h>]
---@field CAN_ERR_MASK integer Bits of an error frame's class. [<linux/can.h>]
---@field CAN_RTR_FLAG integer Bit of an identifier: a remote transmission request. [<linux/can.h>]
---@field CAN_SFF_MASK integer Bits of an identifier of 11 bits. [<linux/can.h>]

-- AF_CAN: options of raw frames (SOL_CAN_RAW) ---------------------------------

---@class pysocket
---@field CAN_RAW_ERR_FILTER integer A mask of the error frames to receive. [<linux/can/raw.h>]
---@field CAN_RAW_FD_FRAMES integer Receive CAN FD frames too; off by default. [<linux/can/raw.h>]
---@field CAN_RAW_FILTER integer The filters of the frames to receive: structs can_filter. [<linux/can/raw.h>]
---@field CAN_RAW_JOIN_FILTERS integer A frame must match all filters, instead of one. [<linux/can/raw.h>]
---@field CAN_RAW_LOOPBACK integer Sent frames are received by other programs of this machine; on by default. [<linux/can/raw.h>]
---@field CAN_RAW_RECV_OWN_MSGS integer Sent frames are received by this socket; off by default. [<linux/can/raw.h>]

-- AF_CAN: the broadcast manager -----------------------------------------------

---@class pysocket
---@field CAN_BCM_TX_SETUP integer Operation: set up a (cyclic) transmission. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_DELETE integer Operation: remove a (cyclic) transmission. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_READ integer Operation: read the properties of a (cyclic) transmission. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_SEND integer Operation: send one frame. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_STATUS integer Answer to CAN_BCM_TX_READ. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_EXPIRED integer Event: all transmissions are complete. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_SETUP integer Operation: set up a content filter. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_DELETE integer Operation: remove a content filter. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_READ integer Operation: read the properties of a content filter. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_STATUS integer Answer to CAN_BCM_RX_READ. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_TIMEOUT integer Event: a cyclic frame is missing. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_CHANGED integer Event: the content of a frame has changed. [<linux/can/bcm.h>]
---@field CAN_BCM_SETTIMER integer Flag: set the intervals. [<linux/can/bcm.h>]
---@field CAN_BCM_STARTTIMER integer Flag: start the timer. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_COUNTEVT integer Flag: send an event when the count reaches zero. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_ANNOUNCE integer Flag: send a change at once. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_CP_CAN_ID integer Flag: copy the identifier into each frame. [<linux/can/bcm.h>]
---@field CAN_BCM_TX_RESET_MULTI_IDX integer Flag: start again with the first of several frames. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_FILTER_ID integer Flag: filter only by the identifier. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_CHECK_DLC integer Flag: treat a new length as a change too. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_NO_AUTOTIMER integer Flag: do not start the timeout timer automatically. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_ANNOUNCE_RESUME integer Flag: send an event when a missing frame appears again. [<linux/can/bcm.h>]
---@field CAN_BCM_RX_RTR_FRAME integer Flag: answer a remote transmission request. [<linux/can/bcm.h>]
---@field CAN_BCM_CAN_FD_FRAME integer Flag: the frames are CAN FD frames. [<linux/can/bcm.h>]

-- AF_CAN: J1939 ---------------------------------------------------------------

---@class pysocket
---@field J1939_MAX_UNICAST_ADDR integer The highest address of a single node. [<linux/can/j1939.h>]
---@field J1939_IDLE_ADDR integer The address of a node that has no address yet. [<linux/can/j1939.h>]
---@field J1939_NO_ADDR integer No address; as a destination, every node. [<linux/can/j1939.h>]
---@field J1939_NO_NAME integer No name. [<linux/can/j1939.h>]
---@field J1939_NO_PGN integer No parameter group. [<linux/can/j1939.h>]
---@field J1939_PGN_REQUEST integer Parameter group: request. [<linux/can/j1939.h>]
---@field J1939_PGN_ADDRESS_CLAIMED integer Parameter group: address claimed. [<linux/can/j1939.h>]
---@field J1939_PGN_ADDRESS_COMMANDED integer Parameter group: commanded address. [<linux/can/j1939.h>]
---@field J1939_PGN_PDU1_MAX integer The highest parameter group that has a destination. [<linux/can/j1939.h>]
---@field J1939_PGN_MAX integer The highest parameter group. [<linux/can/j1939.h>]
---@field J1939_FILTER_MAX integer The maximum number of filters of a socket. [<linux/can/j1939.h>]
---@field SO_J1939_FILTER integer Option: the filters of the packets to receive, structs j1939_filter. [<linux/can/j1939.h>]
---@field SO_J1939_PROMISC integer Option: receive all packets. [<linux/can/j1939.h>]
---@field SO_J1939_SEND_PRIO integer Option: the priority of sent packets, 0 to 7. [<linux/can/j1939.h>]
---@field SO_J1939_ERRQUEUE integer Option: report the progress of sending in the error queue. [<linux/can/j1939.h>]
---@field SCM_J1939_DEST_ADDR integer Ancillary data: the destination's address. [<linux/can/j1939.h>]
---@field SCM_J1939_DEST_NAME integer Ancillary data: the destination's name. [<linux/can/j1939.h>]
---@field SCM_J1939_PRIO integer Ancillary data: the priority. [<linux/can/j1939.h>]
---@field SCM_J1939_ERRQUEUE integer Ancillary data: from the error queue. [<linux/can/j1939.h>]
---@field J1939_NLA_PAD integer Attribute from the error queue: padding. [<linux/can/j1939.h>]
---@field J1939_NLA_BYTES_ACKED integer Attribute from the error queue: the number of acknowledged bytes. [<linux/can/j1939.h>]
---@field J1939_EE_INFO_NONE integer From the error queue: no information. [<linux/can/j1939.h>]
---@field J1939_EE_INFO_TX_ABORT integer From the error queue: sending was aborted. [<linux/can/j1939.h>]

-- AF_BLUETOOTH ----------------------------------------------------------------

---@class pysocket
---@field BTPROTO_HCI integer Protocol: the host controller interface. [<bluetooth/bluetooth.h>]
---@field BTPROTO_L2CAP integer Protocol: packets over logical links. [<bluetooth/bluetooth.h>]
---@field BTPROTO_RFCOMM integer Protocol: streams, like those of a serial line. [<bluetooth/bluetooth.h>]
---@field BTPROTO_SCO integer Protocol: voice. [<bluetooth/bluetooth.h>]
---@field BDADDR_ANY string "00:00:00:00:00:00", any adapter. [<bluetooth/bluetooth.h>]
---@field BDADDR_LOCAL string "00:00:00:FF:FF:FF", this machine's adapter. [<bluetooth/bluetooth.h>]
---@field HCI_DATA_DIR integer Option of SOL_HCI: recvmsg returns the direction of a packet. [<bluetooth/hci.h>]
---@field HCI_FILTER integer Option of SOL_HCI: the filter of the packets to receive. [<bluetooth/hci.h>]
---@field HCI_TIME_STAMP integer Option of SOL_HCI: recvmsg returns the time of a packet. [<bluetooth/hci.h>]
