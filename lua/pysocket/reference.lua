--- Made by `make doc` from types/: what socket.help prints, by name.
-- luacheck: ignore 631
return {
  {"pysocket", "pysocket\
\
Python's socket module. Its constants are in pysocket/constants.lua.\
\
    local socket = require \"pysocket\"\
\
Keyword arguments follow one rule in all modules. A table in the place of an optional argument is the table of\
keyword arguments if it is not empty and each of its keys is the name of a parameter from that place on; else it is\
a value: s:recv(1024, {flags = socket.MSG_PEEK}), socket.create_connection(address, 3, {source_address = own}),\
asyncio.Queue{maxsize = 2}.\
\
  socket.create_connection(address[, timeout[, source_address[, all_errors]]]) -> s\
  socket.create_server(address[, family[, backlog[, reuse_port[, dualstack_ipv6]]]]) -> s\
  socket.has_dualstack_ipv6() -> yes\
  socket.socketpair([family[, type[, proto]]]) -> a, b\
  socket.fromfd(fd, family, type[, proto]) -> s\
  socket.dup(fd) -> fd\
  socket.close(fd)\
  socket.send_fds(sock, buffers, fds[, flags[, address]]) -> count\
  socket.recv_fds(sock, bufsize, maxfds[, flags]) -> data, fds, msg_flags, address\
  socket.getaddrinfo([host[, port[, family[, type[, proto[, flags]]]]]]) -> rows\
  socket.getnameinfo(sockaddr, flags) -> host, port\
  socket.gethostbyname(hostname) -> address\
  socket.gethostbyname_ex(hostname) -> name, aliases, addresses\
  socket.gethostbyaddr(ip_address) -> name, aliases, addresses\
  socket.gethostname() -> name\
  socket.sethostname(name)\
  socket.getfqdn([name]) -> name\
  socket.getservbyname(servicename[, protocolname]) -> port\
  socket.getservbyport(port[, protocolname]) -> servicename\
  socket.getprotobyname(protocolname) -> proto\
  socket.if_nameindex() -> interfaces\
  socket.if_nametoindex(if_name) -> index\
  socket.if_indextoname(if_index) -> name\
  socket.inet_aton(ip_string) -> packed\
  socket.inet_ntoa(packed_ip) -> ip_string\
  socket.inet_pton(address_family, ip_string) -> packed\
  socket.inet_ntop(address_family, packed_ip) -> ip_string\
  socket.ntohl(x) -> x\
  socket.ntohs(x) -> x\
  socket.htonl(x) -> x\
  socket.htons(x) -> x\
  socket.CMSG_LEN(length) -> size\
  socket.CMSG_SPACE(length) -> size\
  socket.getdefaulttimeout() -> seconds\
  socket.setdefaulttimeout(timeout)\
  socket.isinstance(value, class) -> yes\
  socket.help(what)\
  socket.bytearray([source]) -> b"},
  {"pysocket.SocketType", "SocketType (pysocket.socket): Another name of socket."},
  {"pysocket.has_ipv6", "has_ipv6 (boolean): Always true: it is built with IPv6."},
  {"pysocket.AddressFamily", "AddressFamily (pysocket.enumeration): The AF_ constants: AddressFamily[2] is \"AF_INET\"."},
  {"pysocket.SocketKind", "SocketKind (pysocket.enumeration): The SOCK_ constants."},
  {"pysocket.MsgFlag", "MsgFlag (pysocket.enumeration): The MSG_ constants."},
  {"pysocket.AddressInfo", "AddressInfo (pysocket.enumeration): The AI_ constants."},
  {"pysocket.error", "error (pysocket.OSError): Another name of OSError."},
  {"pysocket.timeout", "timeout (pysocket.TimeoutError): Another name of TimeoutError."},
  {"pysocket.create_connection", "socket.create_connection(address[, timeout[, source_address[, all_errors]]]) -> s\
\
Connects to a host by TCP: tries each address that it has until one answers.\
\
- address pysocket.address.given: {host, port}; the host is a name or a number, of IPv4 or IPv6\
- timeout number|false?: seconds for each try and for the socket after; nil: the default timeout, false: none\
- source_address pysocket.address.given?: the own address, bound before\
- all_errors boolean?: raise all errors, not only the last\
- returns s pysocket.socket: connected\
- Raises: the last error, OSError or a subclass, or with all_errors an ExceptionGroup of all; gaierror when the host has no address\
- Source: Python socket.create_connection"},
  {"pysocket.create_server", "socket.create_server(address[, family[, backlog[, reuse_port[, dualstack_ipv6]]]]) -> s\
\
Makes a listening TCP socket, bound with SO_REUSEADDR.\
\
- address pysocket.address.given: {host, port}; \"\" is every address, port 0 any free one\
- family integer?: AF_INET (the default) or AF_INET6\
- backlog integer?: how many connections may wait for accept; 128\
- reuse_port boolean?: SO_REUSEPORT: several servers may share the address\
- dualstack_ipv6 boolean?: take IPv4 connections too; with AF_INET6\
- returns s pysocket.socket: listening\
- Raises: OSError or a subclass, which says in strerror on which address; gaierror\
- Source: Python socket.create_server"},
  {"pysocket.has_dualstack_ipv6", "socket.has_dualstack_ipv6() -> yes\
\
Can one socket take both IPv4 and IPv6 connections here?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python socket.has_dualstack_ipv6"},
  {"pysocket.socketpair", "socket.socketpair([family[, type[, proto]]]) -> a, b\
\
Makes two sockets that are connected to each other.\
\
- family integer?: AF_UNIX\
- type integer?: SOCK_STREAM\
- proto integer?: 0\
- returns a pysocket.socket: one end\
- returns b pysocket.socket: the other end\
- Raises: OSError\
- Source: Python socket.socketpair, socketpair(2)"},
  {"pysocket.fromfd", "socket.fromfd(fd, family, type[, proto]) -> s\
\
Makes a socket object on a copy of a descriptor.\
\
- fd integer|pysocket.descriptor: the descriptor of a socket\
- family integer: its address family\
- type integer: its socket type\
- proto integer?: its protocol, 0\
- returns s pysocket.socket: on the copy, which is close-on-exec\
- Raises: OSError\
- Source: Python socket.fromfd, fcntl(2)"},
  {"pysocket.dup", "socket.dup(fd) -> fd\
\
Copies a descriptor; the copy is close-on-exec.\
\
- fd integer|pysocket.descriptor: a descriptor\
- returns fd integer: the copy\
- Raises: OSError\
- Source: Python socket.dup, fcntl(2)"},
  {"pysocket.close", "socket.close(fd)\
\
Closes the descriptor of a socket; a socket object is closed by s:close().\
\
Whoever waits on it in a task is told, as by s:close().\
\
- fd integer: a descriptor\
- Raises: OSError\
- Source: Python socket.close, close(2)"},
  {"pysocket.send_fds", "socket.send_fds(sock, buffers, fds[, flags[, address]]) -> count\
\
Sends descriptors to another process over a UNIX socket.\
\
- sock pysocket.socket: of AF_UNIX\
- buffers pysocket.bytes[]: the data that goes with them; a stream needs a byte at least\
- fds (integer|pysocket.descriptor)[]: descriptors, sockets or files; they stay open here\
- flags integer?: MSG_ flags\
- address pysocket.address.given?: the receiver, where the socket is not connected\
- returns count integer: bytes sent\
- Raises: OSError or a subclass; BlockingIOError, TimeoutError\
- Source: Python socket.send_fds, unix(7)"},
  {"pysocket.recv_fds", "socket.recv_fds(sock, bufsize, maxfds[, flags]) -> data, fds, msg_flags, address\
\
Receives descriptors from another process; they are close-on-exec.\
\
Those beyond maxfds are closed by the kernel, which is told by MSG_CTRUNC in msg_flags.\
\
- sock pysocket.socket: of AF_UNIX\
- bufsize integer: at most so many bytes of data\
- maxfds integer: at most so many descriptors\
- flags integer?: MSG_ flags\
- returns data string?: nil at the end of the stream\
- returns fds integer[]: descriptors, now the caller's to close\
- returns msg_flags integer: MSG_ flags of what was received\
- returns address pysocket.address?: of the sender, if it has one\
- Raises: OSError or a subclass; BlockingIOError, TimeoutError\
- Source: Python socket.recv_fds, unix(7)"},
  {"pysocket.getaddrinfo", "socket.getaddrinfo([host[, port[, family[, type[, proto[, flags]]]]]]) -> rows\
\
Looks up a host and a service, in all the ways that a socket can reach them.\
\
- host string?: a name or a number; nil: this machine, or with AI_PASSIVE any address\
- port string|integer?: 0 to 65535, or the name of a service\
- family integer?: AF_UNSPEC, any\
- type integer?: a SOCK_ constant; 0, any\
- proto integer?: an IPPROTO_ constant; 0, any\
- flags integer?: AI_ flags\
- returns rows pysocket.addrinfo[]: one for each way\
- Raises: gaierror; OSError for EAI_SYSTEM\
- Source: Python socket.getaddrinfo, getaddrinfo(3)"},
  {"pysocket.getnameinfo", "socket.getnameinfo(sockaddr, flags) -> host, port\
\
Tells host and service of an address, as names or as numbers.\
\
- sockaddr pysocket.address.given: {host, port[, flowinfo[, scope_id]]}; the host is a number\
- flags integer: NI_ flags; 0 for none\
- returns host string: name or number\
- returns port string: name or number\
- Raises: gaierror; OSError\
- Source: Python socket.getnameinfo, getnameinfo(3)"},
  {"pysocket.gethostbyname", "socket.gethostbyname(hostname) -> address\
\
Tells the IPv4 address of a host; an address comes back unchanged.\
\
- hostname string: a name; \"\" is any address, \"<broadcast>\" the broadcast address\
- returns address string: as \"127.0.0.1\"\
- Raises: gaierror; OSError\
- Source: Python socket.gethostbyname, getaddrinfo(3)"},
  {"pysocket.gethostbyname_ex", "socket.gethostbyname_ex(hostname) -> name, aliases, addresses\
\
Tells all names and IPv4 addresses of a host.\
\
- hostname string: a name or an address\
- returns name string: the official one\
- returns aliases string[]: other names\
- returns addresses string[]: IPv4 addresses\
- Raises: herror; gaierror; OSError\
- Source: Python socket.gethostbyname_ex, gethostbyname(3)"},
  {"pysocket.gethostbyaddr", "socket.gethostbyaddr(ip_address) -> name, aliases, addresses\
\
Tells all names of an address, of IPv4 or IPv6.\
\
- ip_address string: an address or a name\
- returns name string: the official one\
- returns aliases string[]: other names\
- returns addresses string[]: of the same family\
- Raises: herror; gaierror; OSError\
- Source: Python socket.gethostbyaddr, gethostbyaddr(3)"},
  {"pysocket.gethostname", "socket.gethostname() -> name\
\
Tells the name of this machine.\
\
- returns name string: without its domain, mostly\
- Raises: OSError\
- Source: Python socket.gethostname, gethostname(2)"},
  {"pysocket.sethostname", "socket.sethostname(name)\
\
Sets the name of this machine; for root.\
\
- name string: the new name\
- Raises: PermissionError; OSError\
- Source: Python socket.sethostname, sethostname(2)"},
  {"pysocket.getfqdn", "socket.getfqdn([name]) -> name\
\
Tells the full name of a host: the first of its names that has a dot in it.\
\
- name string?: a host; this machine\
- returns name string: the full name\
- Raises: nothing: a host that is not known keeps the name that was given\
- Source: Python socket.getfqdn"},
  {"pysocket.getservbyname", "socket.getservbyname(servicename[, protocolname]) -> port\
\
Tells the port of a service.\
\
- servicename string: as \"http\"\
- protocolname string?: \"tcp\" or \"udp\"; any\
- returns port integer: of the service\
- Raises: OSError\
- Source: Python socket.getservbyname, getservbyname(3)"},
  {"pysocket.getservbyport", "socket.getservbyport(port[, protocolname]) -> servicename\
\
Tells the service of a port.\
\
- port integer: 0 to 65535\
- protocolname string?: \"tcp\" or \"udp\"; any\
- returns servicename string: as \"http\"\
- Raises: OSError\
- Source: Python socket.getservbyport, getservbyport(3)"},
  {"pysocket.getprotobyname", "socket.getprotobyname(protocolname) -> proto\
\
Tells the number of a protocol.\
\
- protocolname string: as \"icmp\"\
- returns proto integer: the third argument of socket.socket\
- Raises: OSError\
- Source: Python socket.getprotobyname, getprotobyname(3)"},
  {"pysocket.if_nameindex", "socket.if_nameindex() -> interfaces\
\
Lists the network interfaces.\
\
- returns interfaces pysocket.interface[]: {index, name}\
- Raises: OSError\
- Source: Python socket.if_nameindex, if_nameindex(3)"},
  {"pysocket.if_nametoindex", "socket.if_nametoindex(if_name) -> index\
\
Tells the index of a network interface.\
\
- if_name string: as \"eth0\"\
- returns index integer: from 1 on\
- Raises: OSError\
- Source: Python socket.if_nametoindex, if_nametoindex(3)"},
  {"pysocket.if_indextoname", "socket.if_indextoname(if_index) -> name\
\
Tells the name of a network interface.\
\
- if_index integer: from 1 on\
- returns name string: as \"eth0\"\
- Raises: OSError\
- Source: Python socket.if_indextoname, if_indextoname(3)"},
  {"pysocket.inet_aton", "socket.inet_aton(ip_string) -> packed\
\
Packs an IPv4 address; short forms as \"127.1\" are allowed.\
\
- ip_string string: as \"127.0.0.1\"\
- returns packed string: 4 bytes\
- Raises: OSError when it is none\
- Source: Python socket.inet_aton, inet_aton(3)"},
  {"pysocket.inet_ntoa", "socket.inet_ntoa(packed_ip) -> ip_string\
\
Unpacks an IPv4 address.\
\
- packed_ip pysocket.bytes: 4 bytes\
- returns ip_string string: as \"127.0.0.1\"\
- Raises: OSError when these are not 4 bytes\
- Source: Python socket.inet_ntoa, inet_ntoa(3)"},
  {"pysocket.inet_pton", "socket.inet_pton(address_family, ip_string) -> packed\
\
Packs an address of IPv4 or IPv6.\
\
- address_family integer: AF_INET or AF_INET6\
- ip_string string: as \"::1\"\
- returns packed string: 4 or 16 bytes\
- Raises: OSError when it is none, or of another family\
- Source: Python socket.inet_pton, inet_pton(3)"},
  {"pysocket.inet_ntop", "socket.inet_ntop(address_family, packed_ip) -> ip_string\
\
Unpacks an address of IPv4 or IPv6.\
\
- address_family integer: AF_INET or AF_INET6\
- packed_ip pysocket.bytes: 4 or 16 bytes\
- returns ip_string string: as \"::1\"\
- Raises: nothing\
- Source: Python socket.inet_ntop, inet_ntop(3)"},
  {"pysocket.ntohl", "socket.ntohl(x) -> x\
\
Puts a 32-bit integer from network into host byte order.\
\
- x integer: 0 to 2^32 - 1\
- returns x integer: in host byte order\
- Raises: nothing\
- Source: Python socket.ntohl, ntohl(3)"},
  {"pysocket.ntohs", "socket.ntohs(x) -> x\
\
Puts a 16-bit integer from network into host byte order.\
\
- x integer: 0 to 65535\
- returns x integer: in host byte order\
- Raises: nothing\
- Source: Python socket.ntohs, ntohs(3)"},
  {"pysocket.htonl", "socket.htonl(x) -> x\
\
Puts a 32-bit integer from host into network byte order.\
\
- x integer: 0 to 2^32 - 1\
- returns x integer: in network byte order\
- Raises: nothing\
- Source: Python socket.htonl, htonl(3)"},
  {"pysocket.htons", "socket.htons(x) -> x\
\
Puts a 16-bit integer from host into network byte order.\
\
- x integer: 0 to 65535\
- returns x integer: in network byte order\
- Raises: nothing\
- Source: Python socket.htons, htons(3)"},
  {"pysocket.CMSG_LEN", "socket.CMSG_LEN(length) -> size\
\
Tells the size of an item of ancillary data without the padding after it.\
\
- length integer: bytes of its data\
- returns size integer: bytes, for ancbufsize where it is the last item\
- Raises: nothing\
- Source: Python socket.CMSG_LEN, cmsg(3)"},
  {"pysocket.CMSG_SPACE", "socket.CMSG_SPACE(length) -> size\
\
Tells the size of an item of ancillary data with all its padding.\
\
- length integer: bytes of its data\
- returns size integer: bytes, for ancbufsize: the sum of all items\
- Raises: nothing\
- Source: Python socket.CMSG_SPACE, cmsg(3)"},
  {"pysocket.getdefaulttimeout", "socket.getdefaulttimeout() -> seconds\
\
Tells the timeout that new sockets have.\
\
- returns seconds number?: nil: none, they wait for ever\
- Raises: nothing\
- Source: Python socket.getdefaulttimeout"},
  {"pysocket.setdefaulttimeout", "socket.setdefaulttimeout(timeout)\
\
Sets the timeout that new sockets have.\
\
- timeout number?: seconds; 0: never wait; nil: wait for ever\
- Raises: nothing\
- Source: Python socket.setdefaulttimeout"},
  {"pysocket.isinstance", "socket.isinstance(value, class) -> yes\
\
Is the value of this class, or of a class below it?\
\
- value any: an error, a socket, or anything\
- class table: an error class, socket.socket, or a sequence of classes: one of them\
- returns yes boolean\
- Raises: nothing\
- Source: Python isinstance"},
  {"pysocket.help", "socket.help(what)\
\
Prints what the reference says of a function, a class or a constant: its arguments, what it does, what it raises.\
\
Of a name that several classes have it prints all; \"file.read\" is one of them. Without an argument it tells how it\
is asked.\
\
- what any: a name, as \"recv\"; a function, as s.recv; a class, a socket or another object, or a module; nil: how it is asked\
- Raises: nothing\
- Source: Python help"},
  {"pysocket.bytearray", "socket.bytearray([source]) -> b\
\
Makes bytes that can be written to.\
\
- source integer|pysocket.bytes?: a size in bytes, all zero; or the bytes to copy\
- returns b pysocket.bytearray: of a size that never changes\
- Raises: nothing\
- Source: Python bytearray"},
  {"pysocket.socket", "pysocket.socket\
\
A socket.\
\
    local s <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\
\
socket.socket(family, type, proto, fileno) makes one; it is close-on-exec from its birth:\
\
- family? integer: AF_INET\
- type? integer: SOCK_STREAM; SOCK_NONBLOCK beside it is settimeout(0)\
- proto? integer: 0, the family's own\
- fileno? integer: a descriptor to adopt instead of making one; what else is left out is found from it\
\
tostring(s) tells its descriptor, family, type and addresses. It is closed by s:close(), at the end of a\
<close> variable's block, or by the collector.\
\
  s:bind(address)\
  s:listen([backlog])\
  s:accept() -> conn, address\
  s:connect(address)\
  s:connect_ex(address) -> errno\
  s:shutdown(how)\
  s:getsockname() -> address\
  s:getpeername() -> address\
  s:recv(bufsize[, flags]) -> data\
  s:recvfrom(bufsize[, flags]) -> data, address\
  s:recv_into(buffer[, nbytes[, flags]]) -> count\
  s:recvfrom_into(buffer[, nbytes[, flags]]) -> count, address\
  s:recvmsg(bufsize[, ancbufsize[, flags]]) -> data, ancdata, msg_flags, address\
  s:recvmsg_into(buffers[, ancbufsize[, flags]]) -> nbytes, ancdata, msg_flags, address\
  s:send(data[, flags]) -> count\
  s:sendall(data[, flags])\
  s:sendto(data, flags, address) -> count\
  s:sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\
  s:sendmsg_afalg(msg, op[, iv[, assoclen[, flags]]]) -> count\
  s:sendfile(file[, offset[, count]]) -> count\
  s:makefile([mode[, buffering[, encoding[, errors[, newline[, max_line]]]]]]) -> file\
  s:getsockopt(level, optname[, buflen]) -> value\
  s:setsockopt(level, optname, value[, optlen])\
  s:settimeout(value)\
  s:gettimeout() -> seconds\
  s:setblocking(flag)\
  s:getblocking() -> yes\
  s:fileno() -> fd\
  s:close()\
  s:detach() -> fd\
  s:dup() -> s\
  s:get_inheritable() -> inheritable\
  s:set_inheritable(inheritable)"},
  {"pysocket.socket.family", "family (integer): The address family. Read only."},
  {"pysocket.socket.type", "type (integer): The socket type, without SOCK_NONBLOCK and SOCK_CLOEXEC. Read only."},
  {"pysocket.socket.proto", "proto (integer): The protocol. Read only."},
  {"pysocket.socket.timeout", "timeout (number?): The timeout in seconds, as gettimeout tells it. Read only."},
  {"pysocket.socket.bind", "s:bind(address)\
\
Gives the socket its own address.\
\
- address pysocket.address.given: {host, port}, a path, or what the family has\
- Raises: OSError as EADDRINUSE, EADDRNOTAVAIL, EINVAL when it has one; PermissionError; gaierror; of AF_UNIX FileNotFoundError, NotADirectoryError\
- Source: Python socket.socket.bind, bind(2)"},
  {"pysocket.socket.listen", "s:listen([backlog])\
\
Makes it a listener, which can accept connections.\
\
- backlog integer?: how many connections may wait for accept, at least 0; 128\
- Raises: OSError\
- Source: Python socket.socket.listen, listen(2)"},
  {"pysocket.socket.accept", "s:accept() -> conn, address\
\
Takes the next connection; waits for one.\
\
for conn, address in s.accept, s do takes one after the other. The new socket has the default timeout.\
\
Where descriptors have run out it waits until one is free, and reports that once, on stderr or to the loop's exception handler: with a timeout until that is over, with timeout 0 not at all.\
\
- returns conn pysocket.socket: the connection\
- returns address pysocket.address: of the peer\
- Raises: BlockingIOError, TimeoutError; OSError or a subclass\
- Source: Python socket.socket.accept, accept(2)"},
  {"pysocket.socket.connect", "s:connect(address)\
\
Connects to an address.\
\
A timeout bounds all of it, the look-up of a host name included.\
\
- address pysocket.address.given: {host, port}, a path, or what the family has\
- Raises: ConnectionRefusedError, TimeoutError, BlockingIOError; OSError or a subclass; gaierror\
- Source: Python socket.socket.connect, connect(2)"},
  {"pysocket.socket.connect_ex", "s:connect_ex(address) -> errno\
\
Connects, and returns the errno instead of raising it.\
\
- address pysocket.address.given: as for connect\
- returns errno integer: 0 when it is connected, EAGAIN when the time was up\
- Raises: gaierror\
- Source: Python socket.socket.connect_ex, connect(2)"},
  {"pysocket.socket.shutdown", "s:shutdown(how)\
\
Closes one direction of the connection, or both; what has come can still be received.\
\
- how integer: SHUT_RD, SHUT_WR or SHUT_RDWR\
- Raises: OSError\
- Source: Python socket.socket.shutdown, shutdown(2)"},
  {"pysocket.socket.getsockname", "s:getsockname() -> address\
\
Tells the socket's own address.\
\
- returns address pysocket.address: with the port that the kernel chose\
- Raises: OSError\
- Source: Python socket.socket.getsockname, getsockname(2)"},
  {"pysocket.socket.getpeername", "s:getpeername() -> address\
\
Tells the address of the peer.\
\
- returns address pysocket.address: of the peer\
- Raises: OSError as ENOTCONN\
- Source: Python socket.socket.getpeername, getpeername(2)"},
  {"pysocket.socket.recv", "s:recv(bufsize[, flags]) -> data\
\
Receives at most so many bytes; waits until there are some.\
\
- bufsize integer: at most so many bytes; a huge one costs no memory\
- flags integer?: MSG_ flags\
- returns data string?: nil at the end of the stream; an empty datagram is \"\"\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recv, recv(2)"},
  {"pysocket.socket.recvfrom", "s:recvfrom(bufsize[, flags]) -> data, address\
\
Receives, and tells from whom.\
\
- bufsize integer: at most so many bytes; the rest of a longer datagram is lost\
- flags integer?: MSG_ flags\
- returns data string?: nil at the end of the stream; an empty datagram is \"\"\
- returns address pysocket.address?: of the sender; nil where there is none, as in a stream\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recvfrom, recvfrom(2)"},
  {"pysocket.socket.recv_into", "s:recv_into(buffer[, nbytes[, flags]]) -> count\
\
Receives into a buffer, and makes no string.\
\
- buffer pysocket.bytearray: a bytearray or a view\
- nbytes integer?: at most so many bytes; 0: as many as the buffer holds\
- flags integer?: MSG_ flags\
- returns count integer: bytes received; 0 at the end of the stream\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recv_into, recv(2)"},
  {"pysocket.socket.recvfrom_into", "s:recvfrom_into(buffer[, nbytes[, flags]]) -> count, address\
\
Receives into a buffer, and tells from whom.\
\
- buffer pysocket.bytearray: a bytearray or a view\
- nbytes integer?: at most so many bytes; 0: as many as the buffer holds\
- flags integer?: MSG_ flags\
- returns count integer: bytes received; 0 at the end of the stream\
- returns address pysocket.address?: of the sender; nil where there is none\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recvfrom_into, recvfrom(2)"},
  {"pysocket.socket.recvmsg", "s:recvmsg(bufsize[, ancbufsize[, flags]]) -> data, ancdata, msg_flags, address\
\
Receives data and ancillary data; received descriptors are close-on-exec.\
\
- bufsize integer: at most so many bytes of data\
- ancbufsize integer?: bytes for ancillary data, see CMSG_SPACE; 0: none\
- flags integer?: MSG_ flags\
- returns data string?: nil at the end of the stream\
- returns ancdata pysocket.ancillary[]: the ancillary data\
- returns msg_flags integer: MSG_ flags of what was received, as MSG_TRUNC\
- returns address pysocket.address?: of the sender; nil where there is none\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recvmsg, recvmsg(2)"},
  {"pysocket.socket.recvmsg_into", "s:recvmsg_into(buffers[, ancbufsize[, flags]]) -> nbytes, ancdata, msg_flags, address\
\
Receives data into several buffers, and ancillary data.\
\
- buffers pysocket.bytearray[]: bytearrays and views, filled one after the other\
- ancbufsize integer?: bytes for ancillary data; 0: none\
- flags integer?: MSG_ flags\
- returns nbytes integer: bytes received; 0 at the end of the stream\
- returns ancdata pysocket.ancillary[]: the ancillary data\
- returns msg_flags integer: MSG_ flags of what was received\
- returns address pysocket.address?: of the sender; nil where there is none\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recvmsg_into, recvmsg(2)"},
  {"pysocket.socket.send", "s:send(data[, flags]) -> count\
\
Sends, perhaps not all of it: as much as the kernel takes at once.\
\
- data pysocket.bytes: what to send\
- flags integer?: MSG_ flags\
- returns count integer: bytes sent\
- Raises: BlockingIOError, TimeoutError, BrokenPipeError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.send, send(2)"},
  {"pysocket.socket.sendall", "s:sendall(data[, flags])\
\
Sends all of it; the timeout bounds the whole.\
\
- data pysocket.bytes: what to send\
- flags integer?: MSG_ flags\
- Raises: as send; bytes_sent tells how much the kernel had taken: BlockingIOError, TimeoutError, BrokenPipeError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.sendall, send(2)"},
  {"pysocket.socket.sendto", "s:sendto(data, flags, address) -> count\
\
Sends to an address: s:sendto(data, address) or s:sendto(data, flags, address).\
\
- data pysocket.bytes: what to send\
- flags integer?: MSG_ flags; may be left out\
- address pysocket.address.given: the receiver\
- returns count integer: bytes sent\
- Also: fun(data: pysocket.bytes, address: pysocket.address.given): integer.\
- Raises: BlockingIOError, TimeoutError, PermissionError; OSError or a subclass; gaierror\
- Source: Python socket.socket.sendto, sendto(2)"},
  {"pysocket.socket.sendmsg", "s:sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\
\
Sends several buffers as one message, with ancillary data.\
\
- buffers pysocket.bytes[]: at most 1024\
- ancdata (pysocket.ancillary|table)[]?: items {cmsg_level, cmsg_type, cmsg_data}\
- flags integer?: MSG_ flags\
- address pysocket.address.given?: the receiver, where the socket is not connected\
- returns count integer: bytes sent\
- Raises: BlockingIOError, TimeoutError, BrokenPipeError, ConnectionResetError; OSError or a subclass; gaierror\
- Source: Python socket.socket.sendmsg, sendmsg(2)"},
  {"pysocket.socket.sendmsg_afalg", "s:sendmsg_afalg(msg, op[, iv[, assoclen[, flags]]]) -> count\
\
Sends an operation of the kernel's crypto; of AF_ALG sockets alone.\
\
s:sendmsg_afalg(buffers, {op = socket.ALG_OP_ENCRYPT, iv = iv})\
\
- msg pysocket.bytes[]?: the data\
- op integer: an ALG_OP_ constant\
- iv pysocket.bytes?: the initialization vector\
- assoclen integer?: how many bytes are authenticated and not encrypted\
- flags integer?: MSG_ flags\
- returns count integer: bytes sent\
- Raises: OSError or a subclass\
- Source: Python socket.socket.sendmsg_afalg, sendmsg(2)"},
  {"pysocket.socket.sendfile", "s:sendfile(file[, offset[, count]]) -> count\
\
Sends a file to its end: a regular one with the sendfile system call, another by reading and sending.\
\
The timeout bounds the whole. After it the file stands behind what was sent.\
\
- file any: a file of io.open, a descriptor, or an object with a method read or fileno\
- offset integer?: bytes of the file to pass over; 0\
- count integer?: at most so many bytes; all\
- returns count integer: bytes sent\
- Raises: as sendall, with bytes_sent: TimeoutError, BrokenPipeError, ConnectionResetError; OSError or a subclass. A string when it is no stream or has the timeout 0\
- Source: Python socket.socket.sendfile, sendfile(2)"},
  {"pysocket.socket.makefile", "s:makefile([mode[, buffering[, encoding[, errors[, newline[, max_line]]]]]]) -> file\
\
Makes a file, which speaks the methods of Lua's own files.\
\
s:close() closes the socket when its last file is closed.\
\
- mode string?: \"r\", \"w\" or \"rw\"; a \"b\" is allowed and changes nothing\
- buffering integer?: bytes that are received or sent at once; 0: no more than asked for; -1: 65536\
- encoding string?: without effect: bytes are bytes\
- errors string?: without effect\
- newline string?: \"\" or \"\\n\": ends of lines are not translated\
- max_line integer?: the longest line in bytes; 65536\
- returns file pysocket.file: for reading, writing or both\
- Raises: nothing\
- Source: Python socket.socket.makefile"},
  {"pysocket.socket.getsockopt", "s:getsockopt(level, optname[, buflen]) -> value\
\
Tells an option: an integer, or with a length the bytes of a struct.\
\
- level integer: SOL_SOCKET, or a protocol as IPPROTO_TCP\
- optname integer: as SO_REUSEADDR\
- buflen integer?: bytes, at most 1024; 0: an integer is wanted\
- returns value string|integer: the option\
- Also: fun(level: integer, optname: integer): integer.\
- Raises: OSError as ENOPROTOOPT\
- Source: Python socket.socket.getsockopt, getsockopt(2)"},
  {"pysocket.socket.setsockopt", "s:setsockopt(level, optname, value[, optlen])\
\
Sets an option: an integer, a boolean, the bytes of a struct, or nil with a length.\
\
- level integer: SOL_SOCKET, or a protocol as IPPROTO_TCP\
- optname integer: as SO_REUSEADDR\
- value integer|boolean|string|pysocket.bytearray|nil: the option; a string is its bytes, \"9\" too\
- optlen integer?: bytes, where the value is nil\
- Raises: OSError as ENOPROTOOPT; PermissionError\
- Source: Python socket.socket.setsockopt, setsockopt(2)"},
  {"pysocket.socket.settimeout", "s:settimeout(value)\
\
Sets how long calls may wait.\
\
- value number?: seconds for the whole of a call; 0: never wait; nil: wait for ever\
- Raises: OSError\
- Source: Python socket.socket.settimeout"},
  {"pysocket.socket.gettimeout", "s:gettimeout() -> seconds\
\
Tells how long calls may wait.\
\
- returns seconds number?: 0: they never wait; nil: for ever\
- Raises: nothing\
- Source: Python socket.socket.gettimeout"},
  {"pysocket.socket.setblocking", "s:setblocking(flag)\
\
Sets whether calls wait: true is settimeout(nil), false settimeout(0).\
\
- flag boolean: whether they wait\
- Raises: OSError\
- Source: Python socket.socket.setblocking"},
  {"pysocket.socket.getblocking", "s:getblocking() -> yes\
\
Do calls wait?\
\
- returns yes boolean: false: the timeout is 0\
- Raises: nothing\
- Source: Python socket.socket.getblocking"},
  {"pysocket.socket.fileno", "s:fileno() -> fd\
\
Tells the descriptor.\
\
- returns fd integer: -1 when it is closed\
- Raises: nothing\
- Source: Python socket.socket.fileno"},
  {"pysocket.socket.close", "s:close()\
\
Closes the socket; a second time does nothing.\
\
With files made from it still open, the last of these closes it. Whoever waits on it in another task gets EBADF.\
\
- Raises: OSError\
- Source: Python socket.socket.close, close(2)"},
  {"pysocket.socket.detach", "s:detach() -> fd\
\
Gives the descriptor away: the object is closed, the descriptor is not.\
\
It blocks if the timeout was nil, also where the socket was used in a task.\
\
- returns fd integer: now the caller's to close; -1 when it was closed\
- Raises: nothing\
- Source: Python socket.socket.detach"},
  {"pysocket.socket.dup", "s:dup() -> s\
\
Makes another socket object for the same socket, on a copy of the descriptor.\
\
- returns s pysocket.socket: with the same timeout\
- Raises: OSError\
- Source: Python socket.socket.dup, fcntl(2)"},
  {"pysocket.socket.get_inheritable", "s:get_inheritable() -> inheritable\
\
Does the descriptor stay open in a program that is executed?\
\
- returns inheritable boolean: false unless it was set\
- Raises: OSError\
- Source: Python socket.socket.get_inheritable, fcntl(2)"},
  {"pysocket.socket.set_inheritable", "s:set_inheritable(inheritable)\
\
Sets whether the descriptor stays open in a program that is executed.\
\
true hands it over as the timeout says: it blocks if that is nil. A task that uses the socket later makes it non-blocking again, for the open file is one.\
\
- inheritable boolean: true: it does\
- Raises: OSError\
- Source: Python socket.socket.set_inheritable, fcntl(2)"},
  {"pysocket.file", "pysocket.file\
\
A file made from a socket by s:makefile: Lua's file methods, and Python's where those have another name.\
\
After an error nothing that was received is lost, and nothing that was written: the next call goes on. It is closed\
by f:close(), at the end of a <close> variable's block, or by the collector.\
\
  f:read([...]) -> ...\
  f:lines([...]) -> iterator, state\
  f:read1([size]) -> data\
  f:readline([size]) -> line\
  f:readlines([hint]) -> lines\
  f:write([...]) -> self\
  f:writelines(lines)\
  f:flush() -> self\
  f:setvbuf(mode[, size]) -> ok\
  f:close() -> ok\
  f:seek() -> position, message, errno\
  f:readable() -> yes\
  f:writable() -> yes\
  f:seekable() -> no\
  f:fileno() -> fd"},
  {"pysocket.file.closed", "closed (boolean): Is it closed?"},
  {"pysocket.file.mode", "mode (string): The mode that it was made with."},
  {"pysocket.file.name", "name (integer): The socket's descriptor when it was made."},
  {"pysocket.file.max_line", "max_line (integer): The longest line in bytes; may be set."},
  {"pysocket.file.read", "f:read([...]) -> ...\
\
Reads by formats: \"l\" a line (without format), \"L\" a line with its end, \"a\" all up to the end, \"n\" a number, an integer so many bytes.\
\
f:read(0) asks whether there is more, as of Lua's files: it waits for a byte, which gives \"\", or the end, nil.\
\
- ... string|integer: formats\
- returns ... string|number|nil: one for each format; nil at the end of the stream, but \"\" for \"a\"\
- Raises: as recv: TimeoutError, BlockingIOError, ConnectionResetError; OSError as EMSGSIZE for a line longer than max_line, or when it is not made for reading. A string when it is closed\
- Source: Lua file:read, Python io.BufferedIOBase.read"},
  {"pysocket.file.lines", "f:lines([...]) -> iterator, state\
\
Makes an iterator that reads by the formats until the end: for line in f:lines() do.\
\
- ... string|integer: formats; \"l\"\
- returns iterator fun(...): any: for the for loop\
- returns state any: of the iterator\
- Raises: as read, at each step: TimeoutError, BlockingIOError, ConnectionResetError; OSError\
- Source: Lua file:lines"},
  {"pysocket.file.read1", "f:read1([size]) -> data\
\
Reads what is there and waits for more only where there is nothing.\
\
- size integer?: at most so many bytes; 0: none, without waiting\
- returns data string?: nil at the end of the stream\
- Raises: as read: TimeoutError, BlockingIOError, ConnectionResetError; OSError\
- Source: Python io.BufferedIOBase.read1"},
  {"pysocket.file.readline", "f:readline([size]) -> line\
\
Reads a line with its end.\
\
- size integer?: of a longer line the first so many bytes\
- returns line string?: nil at the end of the stream\
- Raises: as read: TimeoutError, BlockingIOError, ConnectionResetError; OSError\
- Source: Python io.IOBase.readline"},
  {"pysocket.file.readlines", "f:readlines([hint]) -> lines\
\
Reads all lines with their ends.\
\
- hint integer?: stops when they are more than so many bytes\
- returns lines string[]: up to the end of the stream\
- Raises: as read: TimeoutError, BlockingIOError, ConnectionResetError; OSError\
- Source: Python io.IOBase.readlines"},
  {"pysocket.file.write", "f:write([...]) -> self\
\
Writes: what is written is sent when there is plenty, by flush and by close.\
\
- ... pysocket.bytes: what to write\
- returns self pysocket.file: itself, so that calls can be chained\
- Raises: as sendall; what was not sent stays with the file, flush goes on with it: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Lua file:write, Python io.BufferedIOBase.write"},
  {"pysocket.file.writelines", "f:writelines(lines)\
\
Writes strings one after the other; adds no ends of lines.\
\
- lines pysocket.bytes[]: what to write\
- Raises: as write: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Python io.IOBase.writelines"},
  {"pysocket.file.flush", "f:flush() -> self\
\
Sends what was written.\
\
- returns self pysocket.file: itself\
- Raises: as write: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Lua file:flush, Python io.IOBase.flush"},
  {"pysocket.file.setvbuf", "f:setvbuf(mode[, size]) -> ok\
\
Sets when what is written is sent: \"no\" at once, \"full\" when it is more than size bytes, \"line\" at each end of a line too.\
\
With \"no\" reading takes no more from the socket than it needs.\
\
- mode \"no\"|\"full\"|\"line\": when\
- size integer?: bytes; 65536\
- returns ok true: always\
- Raises: as flush: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Lua file:setvbuf"},
  {"pysocket.file.close", "f:close() -> ok\
\
Sends what was written, and closes the file even if that fails; a second time does nothing.\
\
- returns ok true: always\
- Raises: as flush: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Lua file:close, Python io.IOBase.close"},
  {"pysocket.file.seek", "f:seek() -> position, message, errno\
\
Answers as Lua's own files do for a pipe: a stream has no position.\
\
- returns position nil: none\
- returns message string: \"not seekable\"\
- returns errno integer: ESPIPE\
- Raises: nothing\
- Source: Lua file:seek"},
  {"pysocket.file.readable", "f:readable() -> yes\
\
Can it be read from?\
\
- returns yes boolean: by its mode\
- Raises: a string when it is closed\
- Source: Python io.IOBase.readable"},
  {"pysocket.file.writable", "f:writable() -> yes\
\
Can it be written to?\
\
- returns yes boolean: by its mode\
- Raises: a string when it is closed\
- Source: Python io.IOBase.writable"},
  {"pysocket.file.seekable", "f:seekable() -> no\
\
Has it a position? A stream has none.\
\
- returns no false: never\
- Raises: a string when it is closed\
- Source: Python io.IOBase.seekable"},
  {"pysocket.file.fileno", "f:fileno() -> fd\
\
Tells the socket's descriptor.\
\
- returns fd integer: -1 when the socket is detached\
- Raises: a string when it is closed\
- Source: Python io.IOBase.fileno"},
  {"pysocket.bytearray", "pysocket.bytearray\
\
Bytes that can be written to, by socket.bytearray, or a view of a part of them, by b:view.\
\
Positions count from 1, negative ones from the end, as string.sub has it. #b is the number of bytes, b[i] a byte\
(nil where there is none), b[i] = byte sets one, a == b compares the bytes, a .. b makes a string. The size\
never changes.\
\
  b:view([i[, j[, view]]]) -> view\
  b:sub([i[, j]]) -> bytes\
  b:byte([i[, j]]) -> ...\
  b:fill([byte[, i[, j]]]) -> self\
  b:set(i, bytes) -> self"},
  {"pysocket.bytearray.view", "b:view([i[, j[, view]]]) -> view\
\
Makes a view of the bytes from i to j: it shares their memory, and keeps it alive.\
\
- i integer?: the first byte; 1\
- j integer?: the last byte; -1\
- view pysocket.bytearray?: a view of the same bytearray that is moved there, so that a loop makes no garbage\
- returns view pysocket.bytearray: of these bytes\
- Raises: nothing\
- Source: Python memoryview"},
  {"pysocket.bytearray.sub", "b:sub([i[, j]]) -> bytes\
\
Copies the bytes from i to j to a string.\
\
- i integer?: the first byte; 1\
- j integer?: the last byte; -1\
- returns bytes string: the copy\
- Raises: nothing\
- Source: Lua string.sub"},
  {"pysocket.bytearray.byte", "b:byte([i[, j]]) -> ...\
\
Tells the bytes from i to j as integers.\
\
- i integer?: the first byte; 1\
- j integer?: the last byte; i\
- returns ... integer: 0 to 255\
- Raises: nothing\
- Source: Lua string.byte"},
  {"pysocket.bytearray.fill", "b:fill([byte[, i[, j]]]) -> self\
\
Sets each byte from i to j to one value.\
\
- byte integer?: 0 to 255; 0\
- i integer?: the first byte; 1\
- j integer?: the last byte; -1\
- returns self pysocket.bytearray: itself\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.bytearray.set", "b:set(i, bytes) -> self\
\
Copies bytes to position i and what follows; all of them must fit.\
\
- i integer: where the first one goes\
- bytes pysocket.bytes: what to copy\
- returns self pysocket.bytearray: itself\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.address.inet", "pysocket.address.inet\
\
AF_INET: IPv4. AF_RDS, too."},
  {"pysocket.address.inet.host", "host (string): As \"127.0.0.1\"; given, it may be a name, \"\" for any address, \"<broadcast>\"."},
  {"pysocket.address.inet.port", "port (integer): 0 to 65535."},
  {"pysocket.address.inet6", "pysocket.address.inet6\
\
AF_INET6: IPv6."},
  {"pysocket.address.inet6.host", "host (string): As \"::1\"; given, it may be a name, \"\" for any address, and have a scope, \"fe80::1%eth0\"."},
  {"pysocket.address.inet6.port", "port (integer): 0 to 65535."},
  {"pysocket.address.inet6.flowinfo", "flowinfo (integer): The flow label, 0 to 1048575; may be left out."},
  {"pysocket.address.inet6.scope_id", "scope_id (integer): The index of the interface of a link-local address; may be left out."},
  {"pysocket.address.packet", "pysocket.address.packet\
\
AF_PACKET: packets of a network interface."},
  {"pysocket.address.packet.ifname", "ifname (string): The interface's name, as \"eth0\"."},
  {"pysocket.address.packet.proto", "proto (integer): The protocol in host byte order, an ETHERTYPE_ or ETH_P_ constant."},
  {"pysocket.address.packet.pkttype", "pkttype (integer): A PACKET_ constant; may be left out."},
  {"pysocket.address.packet.hatype", "hatype (integer): The kind of hardware, of ARP; may be left out."},
  {"pysocket.address.packet.addr", "addr (string): The hardware address as bytes; may be left out."},
  {"pysocket.address.netlink", "pysocket.address.netlink\
\
AF_NETLINK: the kernel."},
  {"pysocket.address.netlink.pid", "pid (integer): The port: 0 is the kernel, and for bind one that it chooses."},
  {"pysocket.address.netlink.groups", "groups (integer): Multicast groups, one bit for each."},
  {"pysocket.address.vsock", "pysocket.address.vsock\
\
AF_VSOCK: virtual machines."},
  {"pysocket.address.vsock.cid", "cid (integer): The machine, as VMADDR_CID_HOST."},
  {"pysocket.address.vsock.port", "port (integer): 0 to 2^32 - 1."},
  {"pysocket.address.can", "pysocket.address.can\
\
AF_CAN with CAN_RAW or CAN_BCM."},
  {"pysocket.address.can.interface", "interface (string): As \"can0\"; \"\" is every interface."},
  {"pysocket.address.isotp", "pysocket.address.isotp\
\
AF_CAN with CAN_ISOTP."},
  {"pysocket.address.isotp.interface", "interface (string): As \"can0\"."},
  {"pysocket.address.isotp.rx_addr", "rx_addr (integer): The identifier of what is received."},
  {"pysocket.address.isotp.tx_addr", "tx_addr (integer): The identifier of what is sent."},
  {"pysocket.address.j1939", "pysocket.address.j1939\
\
AF_CAN with CAN_J1939."},
  {"pysocket.address.j1939.interface", "interface (string): As \"can0\"."},
  {"pysocket.address.j1939.name", "name (integer): A word of 64 bits: with its highest bit set it is negative in Lua."},
  {"pysocket.address.j1939.pgn", "pgn (integer): The parameter group."},
  {"pysocket.address.j1939.addr", "addr (integer): The node, 0 to 255."},
  {"pysocket.address.alg", "pysocket.address.alg\
\
AF_ALG: an algorithm of the kernel's crypto."},
  {"pysocket.address.alg.type", "type (string): \"aead\", \"hash\", \"skcipher\" or \"rng\"."},
  {"pysocket.address.alg.name", "name (string): As \"sha256\"; /proc/crypto lists them."},
  {"pysocket.address.alg.feat", "feat (integer): Features; may be left out."},
  {"pysocket.address.alg.mask", "mask (integer): Which features count; may be left out."},
  {"pysocket.address.tipc", "pysocket.address.tipc\
\
AF_TIPC: a service in a cluster."},
  {"pysocket.address.tipc.addr_type", "addr_type (integer): A TIPC_ADDR_ constant."},
  {"pysocket.address.tipc.v1", "v1 (integer): The name's type, or the node of TIPC_ADDR_ID."},
  {"pysocket.address.tipc.v2", "v2 (integer): The name, the lowest of a range, or the socket of TIPC_ADDR_ID."},
  {"pysocket.address.tipc.v3", "v3 (integer): The highest name of TIPC_ADDR_NAMESEQ, else 0."},
  {"pysocket.address.tipc.scope", "scope (integer): A TIPC_ scope constant; may be left out."},
  {"pysocket.address.qipcrtr", "pysocket.address.qipcrtr\
\
AF_QIPCRTR: Qualcomm's IPC router."},
  {"pysocket.address.qipcrtr.node", "node (integer): 0 to 2^32 - 1."},
  {"pysocket.address.qipcrtr.port", "port (integer): 0 to 2^32 - 1."},
  {"pysocket.address.l2cap", "pysocket.address.l2cap\
\
AF_BLUETOOTH with BTPROTO_L2CAP. With BTPROTO_HCI it is an integer, with BTPROTO_SCO a string."},
  {"pysocket.address.l2cap.bdaddr", "bdaddr (string): As \"00:11:22:AA:BB:CC\"."},
  {"pysocket.address.l2cap.psm", "psm (integer): 0 to 65535."},
  {"pysocket.address.rfcomm", "pysocket.address.rfcomm\
\
AF_BLUETOOTH with BTPROTO_RFCOMM."},
  {"pysocket.address.rfcomm.bdaddr", "bdaddr (string): As \"00:11:22:AA:BB:CC\"."},
  {"pysocket.address.rfcomm.channel", "channel (integer): 0 to 255."},
  {"pysocket.address.raw", "pysocket.address.raw\
\
A family that this module does not know."},
  {"pysocket.address.raw.family", "family (integer): The number of the family."},
  {"pysocket.address.raw.data", "data (string): All bytes of the address behind the family."},
  {"pysocket.addrinfo", "pysocket.addrinfo\
\
A row of socket.getaddrinfo: the arguments for socket.socket, and the address for connect or bind."},
  {"pysocket.addrinfo.family", "family (integer): An AF_ constant."},
  {"pysocket.addrinfo.type", "type (integer): A SOCK_ constant."},
  {"pysocket.addrinfo.proto", "proto (integer): An IPPROTO_ constant."},
  {"pysocket.addrinfo.canonname", "canonname (string): The official name with AI_CANONNAME, else \"\"."},
  {"pysocket.addrinfo.sockaddr", "sockaddr (pysocket.address): The address."},
  {"pysocket.interface", "pysocket.interface\
\
A row of socket.if_nameindex."},
  {"pysocket.interface.index", "index (integer): From 1 on."},
  {"pysocket.interface.name", "name (string): As \"eth0\"."},
  {"pysocket.ancillary", "pysocket.ancillary\
\
An item of ancillary data, as s:recvmsg returns it; s:sendmsg takes plain tables too."},
  {"pysocket.ancillary.cmsg_level", "cmsg_level (integer): A SOL_ or IPPROTO_ constant."},
  {"pysocket.ancillary.cmsg_type", "cmsg_type (integer): As SCM_RIGHTS."},
  {"pysocket.ancillary.cmsg_data", "cmsg_data (string): Its bytes."},
  {"pysocket.Exception", "pysocket.Exception\
\
The class of all errors: Exception(message).\
\
\"failed: \" .. e joins its text, that of tostring(e)."},
  {"pysocket.Exception.message", "message (any): What was wrong, where there is no errno: TimeoutError has only this."},
  {"pysocket.Exception.where", "where (string?): The place of the call, \"demo.lua:12\"."},
  {"pysocket.Exception.call", "call (string?): The name of the call, \"connect\"."},
  {"pysocket.OSError", "pysocket.OSError\
\
The class of all system errors: OSError(errno, strerror[, filename]) makes the subclass for that errno.\
\
Its text is, for one: demo.lua:12: ConnectionRefusedError: [Errno 111] Connection refused: connect ('127.0.0.1', 50007).\
For the few errors that every beginner meets one more sentence tells what usually causes it."},
  {"pysocket.OSError.errno", "errno (integer?): The number, as in pysocket.errno."},
  {"pysocket.OSError.strerror", "strerror (string?): Its text, \"Connection refused\"."},
  {"pysocket.OSError.filename", "filename (string?): The file, where the maker gave one."},
  {"pysocket.OSError.address", "address (pysocket.address?): The address of the call, with the names of its family."},
  {"pysocket.OSError.bytes_sent", "bytes_sent (integer?): How many bytes a broken sendall, sendfile or write had handed to the kernel."},
  {"pysocket.OSError.host", "host (string?): The host that was looked up."},
  {"pysocket.OSError.asked", "asked (string|integer?): The service, protocol, port or interface that there is none of."},
  {"pysocket.BlockingIOError", "pysocket.BlockingIOError\
\
The call would have to wait, and the timeout is 0: EAGAIN, EALREADY, EINPROGRESS, EWOULDBLOCK."},
  {"pysocket.ChildProcessError", "pysocket.ChildProcessError\
\
There is no such child process: ECHILD."},
  {"pysocket.ConnectionError", "pysocket.ConnectionError\
\
The class of the four errors of connections."},
  {"pysocket.BrokenPipeError", "pysocket.BrokenPipeError\
\
Sent to where nobody receives any more: EPIPE, ESHUTDOWN."},
  {"pysocket.ConnectionAbortedError", "pysocket.ConnectionAbortedError\
\
The connection was broken off: ECONNABORTED."},
  {"pysocket.ConnectionRefusedError", "pysocket.ConnectionRefusedError\
\
Nobody listens there: ECONNREFUSED."},
  {"pysocket.ConnectionResetError", "pysocket.ConnectionResetError\
\
The peer has reset the connection: ECONNRESET."},
  {"pysocket.FileExistsError", "pysocket.FileExistsError\
\
The file exists: EEXIST."},
  {"pysocket.FileNotFoundError", "pysocket.FileNotFoundError\
\
There is no such file: ENOENT."},
  {"pysocket.InterruptedError", "pysocket.InterruptedError\
\
Interrupted by a signal: EINTR."},
  {"pysocket.IsADirectoryError", "pysocket.IsADirectoryError\
\
It is a directory: EISDIR."},
  {"pysocket.NotADirectoryError", "pysocket.NotADirectoryError\
\
It is no directory: ENOTDIR."},
  {"pysocket.PermissionError", "pysocket.PermissionError\
\
The right is missing: EACCES, EPERM."},
  {"pysocket.ProcessLookupError", "pysocket.ProcessLookupError\
\
There is no such process: ESRCH."},
  {"pysocket.TimeoutError", "pysocket.TimeoutError\
\
The time is up: the timeout of a socket, without an errno, or ETIMEDOUT."},
  {"pysocket.gaierror", "pysocket.gaierror\
\
A host or service could not be looked up: errno is an EAI_ constant."},
  {"pysocket.herror", "pysocket.herror\
\
A host could not be looked up, by the older functions: errno is h_errno."},
  {"pysocket.CancelledError", "pysocket.CancelledError\
\
A task was cancelled."},
  {"pysocket.KeyboardInterrupt", "pysocket.KeyboardInterrupt\
\
The class of what Ctrl-C raises, and of no Exception, as in Python.\
\
Lua's interpreter raises a string, \"interrupted!\", with a place before it where Lua code was running:\
socket.isinstance takes that string for a KeyboardInterrupt. Lua's own pcall catches it too; a loop that goes\
on after errors has to end with it:\
\
    local ok, e = pcall(handle, conn)\
    if not ok and socket.isinstance(e, socket.KeyboardInterrupt) then break end"},
  {"pysocket.KeyboardInterrupt.message", "message (any): As it was given."},
  {"pysocket.ExceptionGroup", "pysocket.ExceptionGroup\
\
Several errors raised as one: ExceptionGroup(message, exceptions).\
\
  exceptiongroup:split(condition) -> matched, rest\
  exceptiongroup:subgroup(condition) -> matched"},
  {"pysocket.ExceptionGroup.exceptions", "exceptions (table[]): The errors."},
  {"pysocket.ExceptionGroup.split", "exceptiongroup:split(condition) -> matched, rest\
\
Parts the errors that are meant from the others, as Python's except* does; nil stands for a group of none.\
\
The groups within are split too, and both parts keep the message.\
\
- condition table|fun(e: any): boolean: a class, a sequence of classes, or a function that tells\
- returns matched pysocket.ExceptionGroup?\
- returns rest pysocket.ExceptionGroup?\
- Raises: nothing\
- Source: Python BaseExceptionGroup.split"},
  {"pysocket.ExceptionGroup.subgroup", "exceptiongroup:subgroup(condition) -> matched\
\
Gives the group of the errors that are meant, or nil.\
\
- condition table|fun(e: any): boolean: a class, a sequence of classes, or a function that tells\
- returns matched pysocket.ExceptionGroup?\
- Raises: nothing\
- Source: Python BaseExceptionGroup.subgroup"},
  {"pysocket.asyncio", "pysocket.asyncio\
\
Tasks: in a task every call that would have to wait suspends that task alone, and others run. There is no await.\
\
    local asyncio = require \"pysocket.asyncio\"\
    asyncio.run(function()\
      local server <close> = asyncio.start_server(handler, \"127.0.0.1\", 8080)\
      server:serve_forever()\
    end)\
\
Where Python takes a coroutine, a function is taken, or a sequence of a function and its arguments: {fetch, url}.\
Where Python raises a RuntimeError a string is raised; it is not listed. create_task and the other functions\
that pass arguments on to a function take no keyword arguments.\
\
  asyncio.run(main[, ...]) -> ...\
  asyncio.create_task(fn[, ...]) -> task\
  asyncio.ensure_future(awaitable) -> task\
  asyncio.isfuture(value) -> yes\
  asyncio.current_task() -> task\
  asyncio.all_tasks() -> tasks\
  asyncio.TaskGroup() -> group\
  asyncio.pcall(f[, ...]) -> ok, ...\
  asyncio.xpcall(f, handler[, ...]) -> ok, ...\
  asyncio.sleep(delay[, result]) -> result\
  asyncio.timeout([delay]) -> limit\
  asyncio.timeout_at([when]) -> limit\
  asyncio.wait_for(awaitable[, timeout]) -> ...\
  asyncio.shield(awaitable) -> ...\
  asyncio.gather([...]) -> results\
  asyncio.wait(aws[, timeout[, return_when]]) -> done, pending\
  asyncio.as_completed(aws[, timeout]) -> iterator, state\
  asyncio.open_connection([host[, port[, limit[, family[, proto[, flags[, sock[, local_addr]]]]]]]]) -> reader, writer\
  asyncio.open_unix_connection([path[, limit[, sock]]]) -> reader, writer\
  asyncio.start_server(handler[, host[, port[, limit[, family[, flags[, sock[, backlog[, reuse_address[, reuse_port[, keep_alive[, start_serving]]]]]]]]]]]) -> server\
  asyncio.start_unix_server(handler[, path[, limit[, sock[, backlog[, start_serving[, cleanup_socket]]]]]]) -> server\
  asyncio.get_running_loop() -> loop\
  asyncio.get_event_loop() -> loop\
  asyncio.new_event_loop() -> loop"},
  {"pysocket.asyncio.CancelledError", "CancelledError (pysocket.CancelledError): The task was cancelled."},
  {"pysocket.asyncio.TimeoutError", "TimeoutError (pysocket.TimeoutError): The time is up."},
  {"pysocket.asyncio.ALL_COMPLETED", "ALL_COMPLETED (string): For wait: until all have ended."},
  {"pysocket.asyncio.FIRST_COMPLETED", "FIRST_COMPLETED (string): For wait: until one has ended."},
  {"pysocket.asyncio.FIRST_EXCEPTION", "FIRST_EXCEPTION (string): For wait: until one has failed, or all have ended."},
  {"pysocket.asyncio.run", "asyncio.run(main[, ...]) -> ...\
\
Runs a function as a task, and the loop until it ends; then cancels all other tasks and waits for their end.\
\
An error of main is raised. Where no function could catch it, the interpreter shows it with the stack of the task\
that raised it.\
\
Signals for which they added a handler are given back. Ctrl-C cancels it, and is raised when it has ended; a second\
one is raised at once.\
\
Tasks that were cancelled have five seconds to end, or so many as run{main, ..., grace = seconds} says, math.huge\
for all the time there is. Then each further wait of theirs is cancelled too; what still does not end goes to the\
exception handler and is closed where it is: its <close> variables are closed, and cannot wait.\
\
- main function|table: the function, or {function, arguments, name = , grace = }\
- ... any: its arguments\
- returns ... any: what it returns\
- Raises: what it raises; an error where nothing is left that could wake main, or where the loop is stopped\
- Source: Python asyncio.run"},
  {"pysocket.asyncio.create_task", "asyncio.create_task(fn[, ...]) -> task\
\
Makes a task, which runs when the running one has to wait; create_task{fn, ..., name = \"a name\"} names it.\
\
- fn function|table: the function, or {function, arguments, name = }\
- ... any: its arguments\
- returns task pysocket.asyncio.Task: that runs it\
- Raises: nothing\
- Source: Python asyncio.create_task"},
  {"pysocket.asyncio.ensure_future", "asyncio.ensure_future(awaitable) -> task\
\
Makes a task of what is none; a task or future comes back unchanged.\
\
- awaitable pysocket.asyncio.awaitable: a task, a future, or what to run\
- returns task pysocket.asyncio.Task|pysocket.asyncio.Future: or future\
- Raises: nothing\
- Source: Python asyncio.ensure_future"},
  {"pysocket.asyncio.isfuture", "asyncio.isfuture(value) -> yes\
\
Is it a task or a future?\
\
- value any: anything\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.isfuture"},
  {"pysocket.asyncio.current_task", "asyncio.current_task() -> task\
\
Tells the running task.\
\
- returns task pysocket.asyncio.Task?: nil outside of one\
- Raises: nothing\
- Source: Python asyncio.current_task"},
  {"pysocket.asyncio.all_tasks", "asyncio.all_tasks() -> tasks\
\
Tells all tasks that have not ended.\
\
The module's own are not among them, as those of a server that accept, and those that send what was written.\
\
- returns tasks pysocket.asyncio.Task[]: in no order\
- Raises: nothing\
- Source: Python asyncio.all_tasks"},
  {"pysocket.asyncio.TaskGroup", "asyncio.TaskGroup() -> group\
\
Makes a group of tasks, which end before the block does that its <close> variable lives in.\
\
The first failure cancels the others and the block; when all have ended, what failed is raised.\
\
- returns group pysocket.asyncio.TaskGroup: for a <close> variable\
- Raises: at the end of the block ExceptionGroup\
- Source: Python asyncio.TaskGroup"},
  {"pysocket.asyncio.pcall", "asyncio.pcall(f[, ...]) -> ok, ...\
\
Calls a function as pcall does, but lets a cancellation and Ctrl-C through.\
\
It is Python's except Exception: Lua's own pcall catches the CancelledError too, and a task that goes on after it\
cannot be cancelled.\
\
- f any: the function\
- ... any: its arguments\
- returns ok boolean: false when it raised an error\
- returns ... any: what it returned, or the error\
- Raises: CancelledError\
- Source: Lua pcall"},
  {"pysocket.asyncio.xpcall", "asyncio.xpcall(f, handler[, ...]) -> ok, ...\
\
Calls a function as xpcall does, but lets a cancellation and Ctrl-C through, without a call of the handler.\
\
- f any: the function\
- handler function: called with the error where it is raised\
- ... any: arguments of the function\
- returns ok boolean: false when it raised an error\
- returns ... any: what it returned, or what the handler returned\
- Raises: CancelledError\
- Source: Lua xpcall"},
  {"pysocket.asyncio.sleep", "asyncio.sleep(delay[, result]) -> result\
\
Suspends the running task for some time; 0 lets the others run.\
\
- delay number: seconds\
- result any?: what to return\
- returns result any\
- Raises: CancelledError\
- Source: Python asyncio.sleep"},
  {"pysocket.asyncio.timeout", "asyncio.timeout([delay]) -> limit\
\
Limits the time of the block that its <close> variable lives in.\
\
- delay number?: seconds; nil: no limit\
- returns limit pysocket.asyncio.Timeout: for a <close> variable\
- Raises: at the end of the block TimeoutError, when the time was up\
- Source: Python asyncio.timeout"},
  {"pysocket.asyncio.timeout_at", "asyncio.timeout_at([when]) -> limit\
\
Limits the time of the block that its <close> variable lives in, to a point in time.\
\
- when number?: seconds of loop:time(); nil: no limit\
- returns limit pysocket.asyncio.Timeout: for a <close> variable\
- Raises: at the end of the block TimeoutError, when the time was up\
- Source: Python asyncio.timeout_at"},
  {"pysocket.asyncio.wait_for", "asyncio.wait_for(awaitable[, timeout]) -> ...\
\
Waits for one; cancels it when the time is up.\
\
- awaitable pysocket.asyncio.awaitable: a task, a future, or what to run\
- timeout number?: seconds; nil: no limit\
- returns ... any: what it returns\
- Raises: TimeoutError; CancelledError; what it raises\
- Source: Python asyncio.wait_for"},
  {"pysocket.asyncio.shield", "asyncio.shield(awaitable) -> ...\
\
Waits for one; who cancels the waiting task does not cancel it.\
\
- awaitable pysocket.asyncio.awaitable: a task, a future, or what to run\
- returns ... any: what it returns\
- Raises: CancelledError; what it raises\
- Source: Python asyncio.shield"},
  {"pysocket.asyncio.gather", "asyncio.gather([...]) -> results\
\
Runs several at once and waits for all; who cancels it cancels them all.\
\
- ... pysocket.asyncio.awaitable: tasks, futures, or what to run; a table of keyword arguments may be the last\
- returns results table: the first result of each, in their order; n is their number\
- Raises: the first error, at once, while the others go on; CancelledError\
- Source: Python asyncio.gather"},
  {"pysocket.asyncio.wait", "asyncio.wait(aws[, timeout[, return_when]]) -> done, pending\
\
Waits for several until all have ended, the time is up, or as return_when says; cancels none, and raises no error of theirs.\
\
- aws (pysocket.asyncio.Task|pysocket.asyncio.Future)[]: what to wait for\
- timeout number?: seconds; nil: no limit\
- return_when string?: ALL_COMPLETED, FIRST_COMPLETED or FIRST_EXCEPTION\
- returns done table: sequence of those that have ended; done[task] is true too\
- returns pending table: sequence of the others; pending[task] is true too\
- Raises: CancelledError\
- Source: Python asyncio.wait"},
  {"pysocket.asyncio.as_completed", "asyncio.as_completed(aws[, timeout]) -> iterator, state\
\
Gives them in the order in which they end: for task in asyncio.as_completed(aws) do task:await() … end.\
\
- aws pysocket.asyncio.awaitable[]: tasks, futures, or what to run\
- timeout number?: seconds for all of them; nil: no limit\
- returns iterator function: for the for loop\
- returns state any: of the iterator\
- Raises: at each step TimeoutError; CancelledError\
- Source: Python asyncio.as_completed"},
  {"pysocket.asyncio.open_connection", "asyncio.open_connection([host[, port[, limit[, family[, proto[, flags[, sock[, local_addr]]]]]]]]) -> reader, writer\
\
Connects by TCP, and makes a reader and a writer of the connection.\
\
- host string?: a name or a number\
- port string|integer?: 0 to 65535, or the name of a service\
- limit integer?: the longest line in bytes; 65536\
- family integer?: AF_UNSPEC, any\
- proto integer?: 0, any\
- flags integer?: AI_ flags\
- sock pysocket.socket?: a connected socket instead of host and port\
- local_addr pysocket.address.given?: the own address\
- returns reader pysocket.asyncio.StreamReader: of what comes\
- returns writer pysocket.asyncio.StreamWriter: of what goes, and the connection itself\
- Raises: OSError or a subclass; gaierror; CancelledError\
- Source: Python asyncio.open_connection"},
  {"pysocket.asyncio.open_unix_connection", "asyncio.open_unix_connection([path[, limit[, sock]]]) -> reader, writer\
\
Connects to a UNIX socket, and makes a reader and a writer of the connection.\
\
- path string?: the server's path\
- limit integer?: the longest line in bytes; 65536\
- sock pysocket.socket?: a connected socket instead of the path\
- returns reader pysocket.asyncio.StreamReader: of what comes\
- returns writer pysocket.asyncio.StreamWriter: of what goes, and the connection itself\
- Raises: OSError or a subclass; CancelledError\
- Source: Python asyncio.open_unix_connection"},
  {"pysocket.asyncio.start_server", "asyncio.start_server(handler[, host[, port[, limit[, family[, flags[, sock[, backlog[, reuse_address[, reuse_port[, keep_alive[, start_serving]]]]]]]]]]]) -> server\
\
Listens by TCP: each connection gets a task that runs the handler.\
\
A handler that fails or is cancelled loses its connection; its error is reported to the loop's exception handler.\
\
- handler fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter): called in a task of its own for each connection\
- host string|string[]?: one or several; nil: every address\
- port string|integer?: 0: any free one\
- limit integer?: the longest line in bytes; 65536\
- family integer?: AF_UNSPEC, any\
- flags integer?: AI_ flags; AI_PASSIVE\
- sock pysocket.socket?: a bound socket instead of host and port\
- backlog integer?: how many connections may wait to be accepted; 100\
- reuse_address boolean?: SO_REUSEADDR; true\
- reuse_port boolean?: SO_REUSEPORT\
- keep_alive boolean?: SO_KEEPALIVE\
- start_serving boolean?: false: not before start_serving or serve_forever\
- returns server pysocket.asyncio.Server: that listens\
- Raises: OSError or a subclass; gaierror; CancelledError\
- Source: Python asyncio.start_server"},
  {"pysocket.asyncio.start_unix_server", "asyncio.start_unix_server(handler[, path[, limit[, sock[, backlog[, start_serving[, cleanup_socket]]]]]]) -> server\
\
Listens on a UNIX socket: each connection gets a task that runs the handler.\
\
- handler fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter): called in a task of its own for each connection\
- path string?: where to listen; a socket that an earlier server left there is removed\
- limit integer?: the longest line in bytes; 65536\
- sock pysocket.socket?: a bound socket instead of the path\
- backlog integer?: how many connections may wait to be accepted; 100\
- start_serving boolean?: false: not before start_serving or serve_forever\
- cleanup_socket boolean?: remove the path when the server closes; true\
- returns server pysocket.asyncio.Server: that listens\
- Raises: OSError or a subclass; CancelledError\
- Source: Python asyncio.start_unix_server"},
  {"pysocket.asyncio.get_running_loop", "asyncio.get_running_loop() -> loop\
\
Tells the loop, in a task.\
\
- returns loop pysocket.asyncio.EventLoop: that runs\
- Raises: nothing\
- Source: Python asyncio.get_running_loop"},
  {"pysocket.asyncio.get_event_loop", "asyncio.get_event_loop() -> loop\
\
Tells the loop, whether it runs or not.\
\
- returns loop pysocket.asyncio.EventLoop: of this Lua state\
- Raises: nothing\
- Source: Python asyncio.get_event_loop"},
  {"pysocket.asyncio.new_event_loop", "asyncio.new_event_loop() -> loop\
\
Tells the loop: a Lua state has one.\
\
- returns loop pysocket.asyncio.EventLoop: that there is\
- Raises: nothing\
- Source: Python asyncio.new_event_loop"},
  {"pysocket.asyncio.Task", "pysocket.asyncio.Task\
\
A function that runs beside others, made by asyncio.create_task.\
\
An error that nobody took is reported when the task is collected.\
\
  task:await() -> ...\
  task:cancel([msg]) -> asked\
  task:cancelling() -> count\
  task:uncancel() -> count\
  task:cancelled() -> yes\
  task:done() -> yes\
  task:result() -> ...\
  task:exception() -> e\
  task:add_done_callback(fn)\
  task:remove_done_callback(fn) -> count\
  task:get_name() -> name\
  task:set_name(name)"},
  {"pysocket.asyncio.Task.await", "task:await() -> ...\
\
Waits until it has ended; who cancels the waiting task cancels it.\
\
- returns ... any: what it returned\
- Raises: what it raised; CancelledError\
- Source: Python asyncio.Task"},
  {"pysocket.asyncio.Task.cancel", "task:cancel([msg]) -> asked\
\
Cancels it: CancelledError is raised in it where it is suspended, or will be next.\
\
A task that returns before that is cancelled all the same. The error of one that has failed is not reported any more.\
\
- msg any?: for the CancelledError\
- returns asked boolean: false when it has ended\
- Raises: nothing\
- Source: Python asyncio.Task.cancel"},
  {"pysocket.asyncio.Task.cancelling", "task:cancelling() -> count\
\
How many cancellations were asked for and not taken back?\
\
- returns count integer: of cancellations\
- Raises: nothing\
- Source: Python asyncio.Task.cancelling"},
  {"pysocket.asyncio.Task.uncancel", "task:uncancel() -> count\
\
Takes one cancellation back.\
\
- returns count integer: of those that are left\
- Raises: nothing\
- Source: Python asyncio.Task.uncancel"},
  {"pysocket.asyncio.Task.cancelled", "task:cancelled() -> yes\
\
Was it ended by a cancellation?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Task.cancelled"},
  {"pysocket.asyncio.Task.done", "task:done() -> yes\
\
Has it ended?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Task.done"},
  {"pysocket.asyncio.Task.result", "task:result() -> ...\
\
Tells what it returned.\
\
- returns ... any: what it returned\
- Raises: what it raised; CancelledError; InvalidStateError when it has not ended\
- Source: Python asyncio.Task.result"},
  {"pysocket.asyncio.Task.exception", "task:exception() -> e\
\
Tells what it raised.\
\
- returns e any: nil when it has not failed\
- Raises: CancelledError; InvalidStateError when it has not ended\
- Source: Python asyncio.Task.exception"},
  {"pysocket.asyncio.Task.add_done_callback", "task:add_done_callback(fn)\
\
Calls a function soon after it has ended.\
\
- fn fun(task: pysocket.asyncio.Task): the function\
- Raises: nothing\
- Source: Python asyncio.Task.add_done_callback"},
  {"pysocket.asyncio.Task.remove_done_callback", "task:remove_done_callback(fn) -> count\
\
Takes back add_done_callback.\
\
- fn function: the function\
- returns count integer: how often it was there\
- Raises: nothing\
- Source: Python asyncio.Task.remove_done_callback"},
  {"pysocket.asyncio.Task.get_name", "task:get_name() -> name\
\
Tells its name.\
\
- returns name string: \"Task-1\" unless it was set\
- Raises: nothing\
- Source: Python asyncio.Task.get_name"},
  {"pysocket.asyncio.Task.set_name", "task:set_name(name)\
\
Sets its name.\
\
- name any: its text is the name\
- Raises: nothing\
- Source: Python asyncio.Task.set_name"},
  {"pysocket.asyncio.Future", "pysocket.asyncio.Future\
\
A result that somebody will set: asyncio.Future().\
\
An error that nobody took is reported when the future is collected.\
\
  future:await() -> ...\
  future:cancel([msg]) -> done\
  future:cancelled() -> yes\
  future:done() -> yes\
  future:result() -> ...\
  future:exception() -> e\
  future:set_result([...])\
  future:set_exception(e)\
  future:add_done_callback(fn)\
  future:remove_done_callback(fn) -> count"},
  {"pysocket.asyncio.Future.await", "future:await() -> ...\
\
Waits until it has a result; who cancels the waiting task cancels it.\
\
- returns ... any: the results that were set\
- Raises: the error that was set; CancelledError\
- Source: Python asyncio.Future"},
  {"pysocket.asyncio.Future.cancel", "future:cancel([msg]) -> done\
\
Cancels it: who waits for it gets a CancelledError.\
\
- msg any?: for the CancelledError\
- returns done boolean: false when it has ended\
- Raises: nothing\
- Source: Python asyncio.Future.cancel"},
  {"pysocket.asyncio.Future.cancelled", "future:cancelled() -> yes\
\
Was it cancelled?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Future.cancelled"},
  {"pysocket.asyncio.Future.done", "future:done() -> yes\
\
Has it a result, an error, or been cancelled?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Future.done"},
  {"pysocket.asyncio.Future.result", "future:result() -> ...\
\
Tells the results that were set.\
\
- returns ... any: the results\
- Raises: the error that was set; CancelledError; InvalidStateError when it has not ended\
- Source: Python asyncio.Future.result"},
  {"pysocket.asyncio.Future.exception", "future:exception() -> e\
\
Tells the error that was set.\
\
- returns e any: nil when there is none\
- Raises: CancelledError; InvalidStateError when it has not ended\
- Source: Python asyncio.Future.exception"},
  {"pysocket.asyncio.Future.set_result", "future:set_result([...])\
\
Sets its results, and wakes who waits.\
\
- ... any: the results\
- Raises: InvalidStateError when it has ended\
- Source: Python asyncio.Future.set_result"},
  {"pysocket.asyncio.Future.set_exception", "future:set_exception(e)\
\
Sets its error, and wakes who waits.\
\
- e any: the error, or its class, of which one is made\
- Raises: InvalidStateError when it has ended\
- Source: Python asyncio.Future.set_exception"},
  {"pysocket.asyncio.Future.add_done_callback", "future:add_done_callback(fn)\
\
Calls a function soon after it has ended.\
\
- fn fun(future: pysocket.asyncio.Future): the function\
- Raises: nothing\
- Source: Python asyncio.Future.add_done_callback"},
  {"pysocket.asyncio.Future.remove_done_callback", "future:remove_done_callback(fn) -> count\
\
Takes back add_done_callback.\
\
- fn function: the function\
- returns count integer: how often it was there\
- Raises: nothing\
- Source: Python asyncio.Future.remove_done_callback"},
  {"pysocket.asyncio.TaskGroup", "pysocket.asyncio.TaskGroup\
\
A group of tasks, made by asyncio.TaskGroup(), for a <close> variable.\
\
  group:create_task([...]) -> task"},
  {"pysocket.asyncio.TaskGroup.create_task", "group:create_task([...]) -> task\
\
Makes a task of the group.\
\
- ... any: as for asyncio.create_task\
- returns task pysocket.asyncio.Task: that runs it\
- Raises: nothing\
- Source: Python asyncio.TaskGroup.create_task"},
  {"pysocket.asyncio.Timeout", "pysocket.asyncio.Timeout\
\
A limit of time, made by asyncio.timeout or asyncio.timeout_at, for a <close> variable.\
\
  limit:reschedule([when])\
  limit:when() -> seconds\
  limit:expired() -> yes"},
  {"pysocket.asyncio.Timeout.reschedule", "limit:reschedule([when])\
\
Sets another point in time.\
\
- when number?: seconds of loop:time(); nil: never\
- Raises: nothing\
- Source: Python asyncio.Timeout.reschedule"},
  {"pysocket.asyncio.Timeout.when", "limit:when() -> seconds\
\
Tells the point in time.\
\
- returns seconds number?: of loop:time(); nil: never\
- Raises: nothing\
- Source: Python asyncio.Timeout.when"},
  {"pysocket.asyncio.Timeout.expired", "limit:expired() -> yes\
\
Was the time up?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Timeout.expired"},
  {"pysocket.asyncio.Guard", "pysocket.asyncio.Guard\
\
What acquire returns, for a <close> variable: it releases the object at the end of the block."},
  {"pysocket.asyncio.Lock", "pysocket.asyncio.Lock\
\
One task at a time: asyncio.Lock().\
\
  lock:acquire() -> guard\
  lock:release()\
  lock:locked() -> yes"},
  {"pysocket.asyncio.Lock.acquire", "lock:acquire() -> guard\
\
Waits until it is free, in turn, and takes it.\
\
- returns guard pysocket.asyncio.Guard: for a <close> variable; the lock itself cannot be closed\
- Raises: CancelledError\
- Source: Python asyncio.Lock.acquire"},
  {"pysocket.asyncio.Lock.release", "lock:release()\
\
Gives it back; the next one that waits gets it.\
\
- Raises: nothing\
- Source: Python asyncio.Lock.release"},
  {"pysocket.asyncio.Lock.locked", "lock:locked() -> yes\
\
Has somebody taken it?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Lock.locked"},
  {"pysocket.asyncio.Event", "pysocket.asyncio.Event\
\
Something that happens: asyncio.Event().\
\
  event:wait() -> set\
  event:set()\
  event:clear()\
  event:is_set() -> yes"},
  {"pysocket.asyncio.Event.wait", "event:wait() -> set\
\
Waits until it is set.\
\
- returns set true: always\
- Raises: CancelledError\
- Source: Python asyncio.Event.wait"},
  {"pysocket.asyncio.Event.set", "event:set()\
\
Sets it, and wakes all that wait for it.\
\
- Raises: nothing\
- Source: Python asyncio.Event.set"},
  {"pysocket.asyncio.Event.clear", "event:clear()\
\
Takes it back.\
\
- Raises: nothing\
- Source: Python asyncio.Event.clear"},
  {"pysocket.asyncio.Event.is_set", "event:is_set() -> yes\
\
Is it set?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Event.is_set"},
  {"pysocket.asyncio.Condition", "pysocket.asyncio.Condition\
\
A lock, and something to wait for that others change under it: asyncio.Condition(lock).\
\
- lock? pysocket.asyncio.Lock: its lock; one of its own\
\
  condition:acquire() -> guard\
  condition:release()\
  condition:locked() -> yes\
  condition:wait() -> notified\
  condition:wait_for(predicate) -> result\
  condition:notify([n])\
  condition:notify_all()"},
  {"pysocket.asyncio.Condition.acquire", "condition:acquire() -> guard\
\
Takes its lock.\
\
- returns guard pysocket.asyncio.Guard: for a <close> variable\
- Raises: CancelledError\
- Source: Python asyncio.Condition.acquire"},
  {"pysocket.asyncio.Condition.release", "condition:release()\
\
Gives its lock back.\
\
- Raises: nothing\
- Source: Python asyncio.Condition.release"},
  {"pysocket.asyncio.Condition.locked", "condition:locked() -> yes\
\
Has somebody taken its lock?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Condition.locked"},
  {"pysocket.asyncio.Condition.wait", "condition:wait() -> notified\
\
Gives the lock back, waits until it is notified, and takes the lock again.\
\
- returns notified true: always\
- Raises: CancelledError\
- Source: Python asyncio.Condition.wait"},
  {"pysocket.asyncio.Condition.wait_for", "condition:wait_for(predicate) -> result\
\
Waits until a function returns something true.\
\
- predicate fun(): any: called with the lock taken\
- returns result any: what it returned\
- Raises: CancelledError\
- Source: Python asyncio.Condition.wait_for"},
  {"pysocket.asyncio.Condition.notify", "condition:notify([n])\
\
Wakes some of those that wait.\
\
- n integer?: how many; 1\
- Raises: nothing\
- Source: Python asyncio.Condition.notify"},
  {"pysocket.asyncio.Condition.notify_all", "condition:notify_all()\
\
Wakes all that wait.\
\
- Raises: nothing\
- Source: Python asyncio.Condition.notify_all"},
  {"pysocket.asyncio.Semaphore", "pysocket.asyncio.Semaphore\
\
So many tasks at a time: asyncio.Semaphore(value).\
\
- value? integer: how many; 1\
\
  semaphore:acquire() -> guard\
  semaphore:release()\
  semaphore:locked() -> yes"},
  {"pysocket.asyncio.Semaphore.acquire", "semaphore:acquire() -> guard\
\
Waits until one is free, in turn, and takes it.\
\
- returns guard pysocket.asyncio.Guard: for a <close> variable\
- Raises: CancelledError\
- Source: Python asyncio.Semaphore.acquire"},
  {"pysocket.asyncio.Semaphore.release", "semaphore:release()\
\
Gives one back; the next task that waits gets it.\
\
- Raises: nothing\
- Source: Python asyncio.Semaphore.release"},
  {"pysocket.asyncio.Semaphore.locked", "semaphore:locked() -> yes\
\
Would acquire have to wait?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Semaphore.locked"},
  {"pysocket.asyncio.BoundedSemaphore", "pysocket.asyncio.BoundedSemaphore\
\
A semaphore whose release raises a string when it is called too often: asyncio.BoundedSemaphore(value).\
\
- value? integer: how many; 1"},
  {"pysocket.asyncio.Barrier", "pysocket.asyncio.Barrier\
\
So many tasks wait for each other: asyncio.Barrier(parties).\
\
- parties integer: how many\
\
  barrier:wait() -> index\
  barrier:reset()\
  barrier:abort()"},
  {"pysocket.asyncio.Barrier.parties", "parties (integer): How many it takes."},
  {"pysocket.asyncio.Barrier.n_waiting", "n_waiting (integer): How many wait."},
  {"pysocket.asyncio.Barrier.broken", "broken (boolean): Was it aborted?"},
  {"pysocket.asyncio.Barrier.wait", "barrier:wait() -> index\
\
Waits until as many tasks do as it takes.\
\
- returns index integer: from 0 on, another for each\
- Raises: BrokenBarrierError; CancelledError\
- Source: Python asyncio.Barrier.wait"},
  {"pysocket.asyncio.Barrier.reset", "barrier:reset()\
\
Begins anew: those that wait get a BrokenBarrierError.\
\
- Raises: CancelledError\
- Source: Python asyncio.Barrier.reset"},
  {"pysocket.asyncio.Barrier.abort", "barrier:abort()\
\
Breaks it: those that wait, and those that come later, get a BrokenBarrierError.\
\
- Raises: CancelledError\
- Source: Python asyncio.Barrier.abort"},
  {"pysocket.asyncio.Queue", "pysocket.asyncio.Queue\
\
Items on their way from task to task; the first in is the first out: asyncio.Queue(maxsize).\
\
- maxsize? integer: at most so many items; 0: no limit\
\
  queue:put(item)\
  queue:put_nowait(item)\
  queue:get() -> item\
  queue:get_nowait() -> item\
  queue:qsize() -> count\
  queue:empty() -> yes\
  queue:full() -> yes\
  queue:task_done()\
  queue:join()\
  queue:shutdown([immediate])"},
  {"pysocket.asyncio.Queue.maxsize", "maxsize (integer): At most so many items; 0: no limit."},
  {"pysocket.asyncio.Queue.put", "queue:put(item)\
\
Waits until there is room, and puts an item in.\
\
- item any: the item\
- Raises: QueueShutDown; CancelledError\
- Source: Python asyncio.Queue.put"},
  {"pysocket.asyncio.Queue.put_nowait", "queue:put_nowait(item)\
\
Puts an item in, if there is room.\
\
- item any: the item\
- Raises: QueueFull; QueueShutDown\
- Source: Python asyncio.Queue.put_nowait"},
  {"pysocket.asyncio.Queue.get", "queue:get() -> item\
\
Waits until there is an item, and takes it out.\
\
- returns item any: the next\
- Raises: QueueShutDown; CancelledError\
- Source: Python asyncio.Queue.get"},
  {"pysocket.asyncio.Queue.get_nowait", "queue:get_nowait() -> item\
\
Takes an item out, if there is one.\
\
- returns item any: the next\
- Raises: QueueEmpty; QueueShutDown\
- Source: Python asyncio.Queue.get_nowait"},
  {"pysocket.asyncio.Queue.qsize", "queue:qsize() -> count\
\
Tells how many items there are.\
\
- returns count integer: of items\
- Raises: nothing\
- Source: Python asyncio.Queue.qsize"},
  {"pysocket.asyncio.Queue.empty", "queue:empty() -> yes\
\
Is there no item?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Queue.empty"},
  {"pysocket.asyncio.Queue.full", "queue:full() -> yes\
\
Is there no room?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Queue.full"},
  {"pysocket.asyncio.Queue.task_done", "queue:task_done()\
\
Says that an item that was taken out is worked off.\
\
- Raises: nothing\
- Source: Python asyncio.Queue.task_done"},
  {"pysocket.asyncio.Queue.join", "queue:join()\
\
Waits until all items that were put in are worked off.\
\
- Raises: CancelledError\
- Source: Python asyncio.Queue.join"},
  {"pysocket.asyncio.Queue.shutdown", "queue:shutdown([immediate])\
\
Shuts it down: put raises QueueShutDown from now on, get once it is empty.\
\
- immediate boolean?: empty it at once\
- Raises: nothing\
- Source: Python asyncio.Queue.shutdown"},
  {"pysocket.asyncio.PriorityQueue", "pysocket.asyncio.PriorityQueue\
\
A queue that gives the least item first: numbers, strings, or sequences as {priority, data}.\
\
- maxsize? integer: at most so many items; 0: no limit"},
  {"pysocket.asyncio.LifoQueue", "pysocket.asyncio.LifoQueue\
\
A queue that gives the last item first.\
\
- maxsize? integer: at most so many items; 0: no limit"},
  {"pysocket.asyncio.StreamReader", "pysocket.asyncio.StreamReader\
\
What a connection receives; of a stream that nobody reads the kernel holds the peer back.\
\
  reader:read([n]) -> data\
  reader:readexactly(n) -> data\
  reader:readuntil([separator]) -> data\
  reader:readline() -> line\
  reader:lines([format]) -> iterator, state\
  reader:at_eof() -> yes\
  reader:exception() -> e"},
  {"pysocket.asyncio.StreamReader.read", "reader:read([n]) -> data\
\
Reads up to n bytes, as soon as there are any; without n all up to the end.\
\
- n integer?: bytes; -1: all up to the end\
- returns data string?: nil at the end of the stream, but \"\" without n\
- Raises: OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamReader.read"},
  {"pysocket.asyncio.StreamReader.readexactly", "reader:readexactly(n) -> data\
\
Reads n bytes, no fewer.\
\
- n integer: bytes\
- returns data string: of that length\
- Raises: IncompleteReadError at the end of the stream; OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamReader.readexactly"},
  {"pysocket.asyncio.StreamReader.readuntil", "reader:readuntil([separator]) -> data\
\
Reads up to a separator, which is at the end of the data.\
\
- separator string|pysocket.bytearray|(string|pysocket.bytearray)[]?: one, or a sequence of several; \"\\n\"\
- returns data string: with the separator\
- Raises: IncompleteReadError at the end of the stream; LimitOverrunError, all stays where it is; OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamReader.readuntil"},
  {"pysocket.asyncio.StreamReader.readline", "reader:readline() -> line\
\
Reads a line with its end, which only the last line may lack.\
\
- returns line string?: nil at the end of the stream\
- Raises: LimitOverrunError, the line is dropped; OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamReader.readline"},
  {"pysocket.asyncio.StreamReader.lines", "reader:lines([format]) -> iterator, state\
\
Makes an iterator over lines: for line in reader:lines() do.\
\
- format string?: \"l\" without their ends, \"L\" with them; \"l\"\
- returns iterator function: for the for loop\
- returns state any: of the iterator\
- Raises: as readline, at each step: LimitOverrunError; OSError or a subclass; CancelledError\
- Source: Lua file:lines"},
  {"pysocket.asyncio.StreamReader.at_eof", "reader:at_eof() -> yes\
\
Was the end of the stream seen, and all before it read?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.StreamReader.at_eof"},
  {"pysocket.asyncio.StreamReader.exception", "reader:exception() -> e\
\
Tells the error that the connection broke with.\
\
- returns e any: nil when there is none\
- Raises: nothing\
- Source: Python asyncio.StreamReader"},
  {"pysocket.asyncio.StreamWriter", "pysocket.asyncio.StreamWriter\
\
What a connection sends, and the connection itself, which is closed at the end of a <close> variable's block.\
\
  writer:write(data)\
  writer:writelines(list)\
  writer:drain()\
  writer:write_eof()\
  writer:can_write_eof() -> yes\
  writer:close()\
  writer:is_closing() -> yes\
  writer:wait_closed()\
  writer:abort()\
  writer:get_write_buffer_size() -> size\
  writer:set_write_buffer_limits([high[, low]])\
  writer:get_extra_info(name[, default]) -> value"},
  {"pysocket.asyncio.StreamWriter.write", "writer:write(data)\
\
Writes, and never waits; what is written goes out by itself, drain keeps it from piling up.\
\
- data string|pysocket.bytearray: what to send\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.write"},
  {"pysocket.asyncio.StreamWriter.writelines", "writer:writelines(list)\
\
Writes strings one after the other.\
\
- list (string|pysocket.bytearray)[]: what to send\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.writelines"},
  {"pysocket.asyncio.StreamWriter.drain", "writer:drain()\
\
Sends, and waits while too much is unsent, 64 KiB unless told. A writer that is closed meanwhile ends the wait.\
\
- Raises: ConnectionResetError; OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamWriter.drain"},
  {"pysocket.asyncio.StreamWriter.write_eof", "writer:write_eof()\
\
Closes this direction once all is sent: the peer reads the end of the stream.\
\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.write_eof"},
  {"pysocket.asyncio.StreamWriter.can_write_eof", "writer:can_write_eof() -> yes\
\
Can this direction be closed alone?\
\
- returns yes true\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.can_write_eof"},
  {"pysocket.asyncio.StreamWriter.close", "writer:close()\
\
Closes the connection once all is sent; wait_closed waits for that.\
\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.close"},
  {"pysocket.asyncio.StreamWriter.is_closing", "writer:is_closing() -> yes\
\
Is it closed, or about to be?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.is_closing"},
  {"pysocket.asyncio.StreamWriter.wait_closed", "writer:wait_closed()\
\
Waits until it is closed.\
\
- Raises: the error that the connection broke with, OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamWriter.wait_closed"},
  {"pysocket.asyncio.StreamWriter.abort", "writer:abort()\
\
Closes the connection at once; what is not sent is lost.\
\
- Raises: nothing\
- Source: Python asyncio.WriteTransport.abort"},
  {"pysocket.asyncio.StreamWriter.get_write_buffer_size", "writer:get_write_buffer_size() -> size\
\
Tells how many bytes are not sent yet.\
\
- returns size integer: bytes\
- Raises: nothing\
- Source: Python asyncio.WriteTransport.get_write_buffer_size"},
  {"pysocket.asyncio.StreamWriter.set_write_buffer_limits", "writer:set_write_buffer_limits([high[, low]])\
\
Sets when drain waits: when more than high bytes are unsent, until at most low are.\
\
- high integer?: bytes; 65536\
- low integer?: bytes; a quarter of high\
- Raises: nothing\
- Source: Python asyncio.WriteTransport.set_write_buffer_limits"},
  {"pysocket.asyncio.StreamWriter.get_extra_info", "writer:get_extra_info(name[, default]) -> value\
\
Tells what is known of the connection: \"peername\", \"sockname\", \"socket\".\
\
- name string: what\
- default any?: what to return where it is not known\
- returns value any: an address, or the socket\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.get_extra_info"},
  {"pysocket.asyncio.Server", "pysocket.asyncio.Server\
\
Listening sockets, and the tasks that accept from them; closed at the end of a <close> variable's block.\
\
  server:start_serving()\
  server:serve_forever()\
  server:is_serving() -> yes\
  server:close()\
  server:close_clients()\
  server:abort_clients()\
  server:wait_closed()"},
  {"pysocket.asyncio.Server.sockets", "sockets (pysocket.socket[]): The listening sockets; none when it is closed."},
  {"pysocket.asyncio.Server.start_serving", "server:start_serving()\
\
Begins to accept connections.\
\
- Raises: OSError\
- Source: Python asyncio.Server.start_serving"},
  {"pysocket.asyncio.Server.serve_forever", "server:serve_forever()\
\
Accepts connections until the task is cancelled, or the server closed.\
\
Then it closes its clients' connections and waits for their handlers, at most 5 seconds: after that what is not sent\
yet is lost.\
\
- Raises: CancelledError; OSError\
- Source: Python asyncio.Server.serve_forever"},
  {"pysocket.asyncio.Server.is_serving", "server:is_serving() -> yes\
\
Does it accept connections?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Server.is_serving"},
  {"pysocket.asyncio.Server.close", "server:close()\
\
Closes the listening sockets; connections that there are go on.\
\
- Raises: nothing\
- Source: Python asyncio.Server.close"},
  {"pysocket.asyncio.Server.close_clients", "server:close_clients()\
\
Closes the connections whose handlers have not ended, each once all is sent.\
\
- Raises: nothing\
- Source: Python asyncio.Server.close_clients"},
  {"pysocket.asyncio.Server.abort_clients", "server:abort_clients()\
\
Closes the connections whose handlers have not ended, at once.\
\
- Raises: nothing\
- Source: Python asyncio.Server.abort_clients"},
  {"pysocket.asyncio.Server.wait_closed", "server:wait_closed()\
\
Waits until it is closed and all its handlers have ended.\
\
- Raises: CancelledError\
- Source: Python asyncio.Server.wait_closed"},
  {"pysocket.asyncio.EventLoop", "pysocket.asyncio.EventLoop\
\
The event loop of the Lua state, by asyncio.get_running_loop().\
\
  loop:time() -> seconds\
  loop:call_soon(fn[, ...]) -> handle\
  loop:call_later(delay, fn[, ...]) -> handle\
  loop:call_at(when, fn[, ...]) -> handle\
  loop:create_task(fn[, ...]) -> task\
  loop:create_future() -> future\
  loop:add_signal_handler(signal, fn[, ...])\
  loop:remove_signal_handler(signal) -> had\
  loop:set_exception_handler(fn)\
  loop:get_exception_handler() -> fn\
  loop:default_exception_handler(context)\
  loop:call_exception_handler(context)\
  loop:is_running() -> yes\
  loop:run_until_complete(awaitable) -> ...\
  loop:run_forever()\
  loop:stop()\
  loop:step([timeout]) -> more\
  loop:fileno() -> fd\
  loop:timeout() -> seconds"},
  {"pysocket.asyncio.EventLoop.time", "loop:time() -> seconds\
\
Tells the time of the loop: seconds of the monotonic clock.\
\
- returns seconds number: since some time in the past\
- Raises: nothing\
- Source: Python asyncio.loop.time"},
  {"pysocket.asyncio.EventLoop.call_soon", "loop:call_soon(fn[, ...]) -> handle\
\
Calls a function in the loop's next turn, in the order in which it was asked for, among tasks and other callbacks.\
\
- fn function: the function\
- ... any: its arguments\
- returns handle pysocket.asyncio.Handle: to cancel it\
- Raises: nothing\
- Source: Python asyncio.loop.call_soon"},
  {"pysocket.asyncio.EventLoop.call_later", "loop:call_later(delay, fn[, ...]) -> handle\
\
Calls a function after some time.\
\
- delay number: seconds\
- fn function: the function\
- ... any: its arguments\
- returns handle pysocket.asyncio.Handle: to cancel it\
- Raises: nothing\
- Source: Python asyncio.loop.call_later"},
  {"pysocket.asyncio.EventLoop.call_at", "loop:call_at(when, fn[, ...]) -> handle\
\
Calls a function at a point in time.\
\
- when number: seconds of loop:time()\
- fn function: the function\
- ... any: its arguments\
- returns handle pysocket.asyncio.Handle: to cancel it\
- Raises: nothing\
- Source: Python asyncio.loop.call_at"},
  {"pysocket.asyncio.EventLoop.create_task", "loop:create_task(fn[, ...]) -> task\
\
Makes a task, whether the loop runs or not.\
\
- fn function|table: the function, or {function, arguments, name = }\
- ... any: its arguments\
- returns task pysocket.asyncio.Task: that runs it\
- Raises: nothing\
- Source: Python asyncio.loop.create_task"},
  {"pysocket.asyncio.EventLoop.create_future", "loop:create_future() -> future\
\
Makes a future.\
\
- returns future pysocket.asyncio.Future: without a result\
- Raises: nothing\
- Source: Python asyncio.loop.create_future"},
  {"pysocket.asyncio.EventLoop.add_signal_handler", "loop:add_signal_handler(signal, fn[, ...])\
\
Calls a function when a signal has come.\
\
- signal integer|string: its number, or its name as \"SIGTERM\"\
- fn function: the function\
- ... any: its arguments\
- Raises: OSError\
- Source: Python asyncio.loop.add_signal_handler"},
  {"pysocket.asyncio.EventLoop.remove_signal_handler", "loop:remove_signal_handler(signal) -> had\
\
Leaves a signal to whom it was left before.\
\
- signal integer|string: its number, or its name as \"SIGTERM\"\
- returns had boolean: was there a function?\
- Raises: nothing\
- Source: Python asyncio.loop.remove_signal_handler"},
  {"pysocket.asyncio.EventLoop.set_exception_handler", "loop:set_exception_handler(fn)\
\
Sets the function for errors that nobody took, instead of the report on stderr.\
\
- fn (fun(loop: pysocket.asyncio.EventLoop, context: table))?: nil: the report\
- Raises: nothing\
- Source: Python asyncio.loop.set_exception_handler"},
  {"pysocket.asyncio.EventLoop.get_exception_handler", "loop:get_exception_handler() -> fn\
\
Tells the function for errors that nobody took.\
\
- returns fn function?: nil: the report\
- Raises: nothing\
- Source: Python asyncio.loop.get_exception_handler"},
  {"pysocket.asyncio.EventLoop.default_exception_handler", "loop:default_exception_handler(context)\
\
Reports an error that nobody took on stderr.\
\
- context table: message, and what is known of exception, traceback, task, socket\
- Raises: nothing\
- Source: Python asyncio.loop.default_exception_handler"},
  {"pysocket.asyncio.EventLoop.call_exception_handler", "loop:call_exception_handler(context)\
\
Hands an error to the function for errors that nobody took.\
\
- context table: message, and what is known of exception, traceback, task, socket\
- Raises: nothing\
- Source: Python asyncio.loop.call_exception_handler"},
  {"pysocket.asyncio.EventLoop.is_running", "loop:is_running() -> yes\
\
Does it run?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.loop.is_running"},
  {"pysocket.asyncio.EventLoop.run_until_complete", "loop:run_until_complete(awaitable) -> ...\
\
Runs the loop until an awaitable has ended and its done callbacks were called.\
\
- awaitable pysocket.asyncio.awaitable: a task, a future, or what to run\
- returns ... any: what it returns\
- Raises: what it raises; an error where nothing is left that could end it, or where it is stopped\
- Source: Python asyncio.loop.run_until_complete"},
  {"pysocket.asyncio.EventLoop.run_forever", "loop:run_forever()\
\
Runs the loop until stop, or until nothing is left that could ever happen.\
\
- Raises: nothing\
- Source: Python asyncio.loop.run_forever"},
  {"pysocket.asyncio.EventLoop.stop", "loop:stop()\
\
Lets run_forever return after this turn, or after its first if it does not run yet.\
\
run_until_complete and asyncio.run raise an error then, unless what they wait for has ended.\
\
- Raises: nothing\
- Source: Python asyncio.loop.stop"},
  {"pysocket.asyncio.EventLoop.step", "loop:step([timeout]) -> more\
\
Runs one turn, for a program that has a loop of its own: what can run runs.\
\
- timeout number?: seconds to wait for events at most\
- returns more boolean: false when there is nothing to wait for\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.asyncio.EventLoop.fileno", "loop:fileno() -> fd\
\
Tells a descriptor that is readable when a step has something to do.\
\
- returns fd integer: to be waited for, not to be read\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.asyncio.EventLoop.timeout", "loop:timeout() -> seconds\
\
Tells when the next step is due, even if the descriptor is not readable.\
\
- returns seconds number?: from now; nil: never\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.asyncio.Handle", "pysocket.asyncio.Handle\
\
A call that is due, made by call_soon, call_later and call_at.\
\
  handle:cancel()\
  handle:cancelled() -> yes\
  handle:when() -> seconds"},
  {"pysocket.asyncio.Handle.cancel", "handle:cancel()\
\
Takes the call back.\
\
- Raises: nothing\
- Source: Python asyncio.Handle.cancel"},
  {"pysocket.asyncio.Handle.cancelled", "handle:cancelled() -> yes\
\
Was it taken back?\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Handle.cancelled"},
  {"pysocket.asyncio.Handle.when", "handle:when() -> seconds\
\
Tells the point in time.\
\
- returns seconds number: of loop:time()\
- Raises: nothing\
- Source: Python asyncio.TimerHandle.when"},
  {"pysocket.asyncio.InvalidStateError", "pysocket.asyncio.InvalidStateError\
\
A task or future has no result yet, or has one already."},
  {"pysocket.asyncio.BrokenBarrierError", "pysocket.asyncio.BrokenBarrierError\
\
The barrier was aborted or reset."},
  {"pysocket.asyncio.QueueEmpty", "pysocket.asyncio.QueueEmpty\
\
There is no item in the queue."},
  {"pysocket.asyncio.QueueFull", "pysocket.asyncio.QueueFull\
\
There is no room in the queue."},
  {"pysocket.asyncio.QueueShutDown", "pysocket.asyncio.QueueShutDown\
\
The queue was shut down."},
  {"pysocket.asyncio.IncompleteReadError", "pysocket.asyncio.IncompleteReadError\
\
The stream has ended before all was there: IncompleteReadError(partial, expected)."},
  {"pysocket.asyncio.IncompleteReadError.partial", "partial (string): What was there."},
  {"pysocket.asyncio.IncompleteReadError.expected", "expected (integer?): How many bytes should have been; nil for a separator."},
  {"pysocket.asyncio.LimitOverrunError", "pysocket.asyncio.LimitOverrunError\
\
What is read is longer than the limit: LimitOverrunError(message, consumed)."},
  {"pysocket.asyncio.LimitOverrunError.consumed", "consumed (integer): How many bytes can be read before what is too long."},
  {"pysocket.select", "pysocket.select\
\
Waits for many descriptors at once; there is no limit of 1024.\
\
    local select = require \"pysocket.select\"\
    local r, w, x = select.select({a, b}, {}, {}, 10)\
\
  select.select(rlist, wlist, xlist[, timeout]) -> r, w, x\
  select.poll() -> p"},
  {"pysocket.select.error", "error (pysocket.OSError): Another name of OSError."},
  {"pysocket.select.PIPE_BUF", "PIPE_BUF (integer): As many bytes as a pipe takes without cutting them, once it is writable."},
  {"pysocket.select.POLLIN", "POLLIN (integer): There is something to read."},
  {"pysocket.select.POLLOUT", "POLLOUT (integer): There is room to write."},
  {"pysocket.select.POLLPRI", "POLLPRI (integer): There is urgent data."},
  {"pysocket.select.POLLERR", "POLLERR (integer): An error; told unasked."},
  {"pysocket.select.POLLHUP", "POLLHUP (integer): The other side has hung up; told unasked."},
  {"pysocket.select.POLLNVAL", "POLLNVAL (integer): The descriptor is not open; told unasked."},
  {"pysocket.select.POLLRDHUP", "POLLRDHUP (integer): The peer of a stream has closed its direction."},
  {"pysocket.select.POLLRDNORM", "POLLRDNORM (integer): As POLLIN."},
  {"pysocket.select.POLLRDBAND", "POLLRDBAND (integer): There is priority data to read."},
  {"pysocket.select.POLLWRNORM", "POLLWRNORM (integer): As POLLOUT."},
  {"pysocket.select.POLLWRBAND", "POLLWRBAND (integer): There is room for priority data."},
  {"pysocket.select.POLLMSG", "POLLMSG (integer): Without meaning in Linux."},
  {"pysocket.select.EPOLLIN", "EPOLLIN (integer): There is something to read."},
  {"pysocket.select.EPOLLOUT", "EPOLLOUT (integer): There is room to write."},
  {"pysocket.select.EPOLLPRI", "EPOLLPRI (integer): There is urgent data."},
  {"pysocket.select.EPOLLERR", "EPOLLERR (integer): An error; told unasked."},
  {"pysocket.select.EPOLLHUP", "EPOLLHUP (integer): The other side has hung up; told unasked."},
  {"pysocket.select.EPOLLRDHUP", "EPOLLRDHUP (integer): The peer of a stream has closed its direction."},
  {"pysocket.select.EPOLLET", "EPOLLET (integer): Tells a change once, and not again and again."},
  {"pysocket.select.EPOLLONESHOT", "EPOLLONESHOT (integer): Tells once, then nothing until modify."},
  {"pysocket.select.EPOLLEXCLUSIVE", "EPOLLEXCLUSIVE (integer): Of several epoll objects that wait for it not all are woken."},
  {"pysocket.select.EPOLLRDNORM", "EPOLLRDNORM (integer): As EPOLLIN."},
  {"pysocket.select.EPOLLRDBAND", "EPOLLRDBAND (integer): There is priority data to read."},
  {"pysocket.select.EPOLLWRNORM", "EPOLLWRNORM (integer): As EPOLLOUT."},
  {"pysocket.select.EPOLLWRBAND", "EPOLLWRBAND (integer): There is room for priority data."},
  {"pysocket.select.EPOLLMSG", "EPOLLMSG (integer): Without meaning in Linux."},
  {"pysocket.select.EPOLL_CLOEXEC", "EPOLL_CLOEXEC (integer): Flag of epoll: close-on-exec, which it is anyway."},
  {"pysocket.select.select", "select.select(rlist, wlist, xlist[, timeout]) -> r, w, x\
\
Waits until some are ready: three sequences of those to read from, to write to, and with an exceptional condition.\
\
- rlist (integer|pysocket.descriptor)[]: wait until there is something to read\
- wlist (integer|pysocket.descriptor)[]: wait until there is room to write\
- xlist (integer|pysocket.descriptor)[]: wait for urgent data\
- timeout number?: seconds; 0: do not wait; nil: for ever\
- returns r (integer|pysocket.descriptor)[]: of rlist those that are ready\
- returns w (integer|pysocket.descriptor)[]: of wlist those that are ready\
- returns x (integer|pysocket.descriptor)[]: of xlist those that are ready\
- Raises: OSError as EBADF\
- Source: Python select.select, select(2)"},
  {"pysocket.select.poll", "select.poll() -> p\
\
Makes a poll object, which remembers what to wait for.\
\
- returns p pysocket.select.poll: with nothing registered\
- Raises: nothing\
- Source: Python select.poll, poll(2)"},
  {"pysocket.select.event", "pysocket.select.event\
\
What poll tells: a descriptor and its events."},
  {"pysocket.select.event.fd", "fd (integer): The descriptor."},
  {"pysocket.select.event.event", "event (integer): Events, bits of POLL or EPOLL constants."},
  {"pysocket.select.poll", "pysocket.select.poll\
\
A poll object, made by select.poll().\
\
  poll:register(fd[, eventmask])\
  poll:modify(fd, eventmask)\
  poll:unregister(fd)\
  poll:poll([timeout]) -> events"},
  {"pysocket.select.poll.register", "poll:register(fd[, eventmask])\
\
Registers a descriptor; one that is registered already gets the new mask.\
\
- fd integer|pysocket.descriptor: what to wait for\
- eventmask integer?: POLL constants; POLLIN | POLLPRI | POLLOUT\
- Raises: nothing\
- Source: Python select.poll.register"},
  {"pysocket.select.poll.modify", "poll:modify(fd, eventmask)\
\
Changes the mask of a descriptor.\
\
- fd integer|pysocket.descriptor: a registered one\
- eventmask integer: POLL constants\
- Raises: FileNotFoundError when it is not registered\
- Source: Python select.poll.modify"},
  {"pysocket.select.poll.unregister", "poll:unregister(fd)\
\
Removes a descriptor.\
\
- fd integer|pysocket.descriptor: a registered one\
- Raises: nothing\
- Source: Python select.poll.unregister"},
  {"pysocket.select.poll.poll", "poll:poll([timeout]) -> events\
\
Waits until some are ready.\
\
- timeout number?: milliseconds; 0: does not wait; nil or negative: for ever\
- returns events pysocket.select.event[]: those that are ready\
- Raises: OSError\
- Source: Python select.poll.poll, poll(2)"},
  {"pysocket.select.epoll", "pysocket.select.epoll\
\
An epoll object: select.epoll(sizehint, flags), both without effect.\
\
- sizehint? integer: positive, or -1\
- flags? integer: 0 or EPOLL_CLOEXEC\
\
It is closed by ep:close(), at the end of a <close> variable's block, or by the collector.\
\
  select.epoll.fromfd(fd) -> ep\
  ep:register(fd[, eventmask])\
  ep:modify(fd, eventmask)\
  ep:unregister(fd)\
  ep:poll([timeout[, maxevents]]) -> events\
  ep:fileno() -> fd\
  ep:close()"},
  {"pysocket.select.epoll.closed", "closed (boolean): Is it closed?"},
  {"pysocket.select.epoll.fromfd", "select.epoll.fromfd(fd) -> ep\
\
Makes an epoll object of a descriptor, which it owns from now on.\
\
- fd integer|pysocket.descriptor: of an epoll instance\
- returns ep pysocket.select.epoll: that closes it\
- Raises: nothing\
- Source: Python select.epoll.fromfd"},
  {"pysocket.select.epoll.register", "ep:register(fd[, eventmask])\
\
Registers a descriptor.\
\
- fd integer|pysocket.descriptor: what to wait for\
- eventmask integer?: EPOLL constants; EPOLLIN | EPOLLPRI | EPOLLOUT\
- Raises: FileExistsError when it is registered; PermissionError for a regular file; OSError\
- Source: Python select.epoll.register, epoll_ctl(2)"},
  {"pysocket.select.epoll.modify", "ep:modify(fd, eventmask)\
\
Changes the mask of a descriptor.\
\
- fd integer|pysocket.descriptor: a registered one\
- eventmask integer: EPOLL constants\
- Raises: FileNotFoundError when it is not registered; OSError\
- Source: Python select.epoll.modify, epoll_ctl(2)"},
  {"pysocket.select.epoll.unregister", "ep:unregister(fd)\
\
Removes a descriptor.\
\
- fd integer|pysocket.descriptor: a registered one\
- Raises: FileNotFoundError when it is not registered; OSError\
- Source: Python select.epoll.unregister, epoll_ctl(2)"},
  {"pysocket.select.epoll.poll", "ep:poll([timeout[, maxevents]]) -> events\
\
Waits until some are ready.\
\
- timeout number?: seconds; 0: does not wait; nil or negative: for ever\
- maxevents integer?: at most so many; 1023\
- returns events pysocket.select.event[]: those that are ready\
- Raises: OSError. A string when it is closed\
- Source: Python select.epoll.poll, epoll_wait(2)"},
  {"pysocket.select.epoll.fileno", "ep:fileno() -> fd\
\
Tells its own descriptor, which is readable when something is ready.\
\
- returns fd integer: the epoll instance\
- Raises: a string when it is closed\
- Source: Python select.epoll.fileno"},
  {"pysocket.select.epoll.close", "ep:close()\
\
Closes it; a second time does nothing.\
\
- Raises: OSError\
- Source: Python select.epoll.close"},
  {"pysocket.selectors", "pysocket.selectors\
\
What is registered once is waited for again and again.\
\
    local selectors = require \"pysocket.selectors\"\
    local sel <close> = selectors.DefaultSelector()\
    sel:register(s, selectors.EVENT_READ, data)\
    for _, ready in ipairs(sel:select()) do\
      print(ready.key.fileobj, ready.events, ready.key.data)\
    end"},
  {"pysocket.selectors.EVENT_READ", "EVENT_READ (integer): Wait until there is something to read."},
  {"pysocket.selectors.EVENT_WRITE", "EVENT_WRITE (integer): Wait until there is room to write."},
  {"pysocket.selectors.DefaultSelector", "DefaultSelector (pysocket.selectors.EpollSelector): The best that there is: EpollSelector."},
  {"pysocket.selectors.SelectorKey", "pysocket.selectors.SelectorKey\
\
What is known of a registered object; table.unpack(key) gives the four.\
\
- fileobj any: what was registered\
- fd integer: its descriptor\
- events integer: EVENT_READ, EVENT_WRITE or both\
- data any: what was given with it"},
  {"pysocket.selectors.SelectorKey.fileobj", "fileobj (any): What was registered."},
  {"pysocket.selectors.SelectorKey.fd", "fd (integer): Its descriptor."},
  {"pysocket.selectors.SelectorKey.events", "events (integer): EVENT_READ, EVENT_WRITE or both."},
  {"pysocket.selectors.SelectorKey.data", "data (any): What was given with it."},
  {"pysocket.selectors.ready", "pysocket.selectors.ready\
\
What select tells: a key, and the events that are ready."},
  {"pysocket.selectors.ready.key", "key (pysocket.selectors.SelectorKey): The key of the object."},
  {"pysocket.selectors.ready.events", "events (integer): EVENT_READ, EVENT_WRITE or both."},
  {"pysocket.selectors.BaseSelector", "pysocket.selectors.BaseSelector\
\
What all selectors have in common; a class of one's own can have it as its base.\
\
  sel:register(fileobj, events[, data]) -> key\
  sel:unregister(fileobj) -> key\
  sel:modify(fileobj, events[, data]) -> key\
  sel:select([timeout]) -> ready\
  sel:close()\
  sel:get_key(fileobj) -> key\
  sel:get_map() -> map"},
  {"pysocket.selectors.BaseSelector.register", "sel:register(fileobj, events[, data]) -> key\
\
Registers an object to be waited for.\
\
- fileobj integer|pysocket.descriptor: what to wait for\
- events integer: EVENT_READ, EVENT_WRITE or both\
- data any?: whatever should be known with it\
- returns key pysocket.selectors.SelectorKey: of the object\
- Raises: OSError. A string when it is closed\
- Source: Python selectors.BaseSelector.register"},
  {"pysocket.selectors.BaseSelector.unregister", "sel:unregister(fileobj) -> key\
\
Removes an object, even if it was closed since.\
\
- fileobj integer|pysocket.descriptor: a registered one\
- returns key pysocket.selectors.SelectorKey: that it had\
- Raises: a string when the selector is closed\
- Source: Python selectors.BaseSelector.unregister"},
  {"pysocket.selectors.BaseSelector.modify", "sel:modify(fileobj, events[, data]) -> key\
\
Changes events and data of an object.\
\
- fileobj integer|pysocket.descriptor: a registered one\
- events integer: EVENT_READ, EVENT_WRITE or both\
- data any?: whatever should be known with it\
- returns key pysocket.selectors.SelectorKey: that it has now\
- Raises: OSError. A string when it is closed\
- Source: Python selectors.BaseSelector.modify"},
  {"pysocket.selectors.BaseSelector.select", "sel:select([timeout]) -> ready\
\
Waits until some are ready.\
\
- timeout number?: seconds; 0 or less: does not wait; nil: for ever\
- returns ready pysocket.selectors.ready[]: {key, events} of each\
- Raises: OSError. A string when it is closed\
- Source: Python selectors.BaseSelector.select"},
  {"pysocket.selectors.BaseSelector.close", "sel:close()\
\
Closes the selector; what is registered stays open.\
\
- Raises: nothing\
- Source: Python selectors.BaseSelector.close"},
  {"pysocket.selectors.BaseSelector.get_key", "sel:get_key(fileobj) -> key\
\
Tells the key of an object.\
\
- fileobj integer|pysocket.descriptor: a registered one\
- returns key pysocket.selectors.SelectorKey: of the object\
- Raises: a string when the selector is closed\
- Source: Python selectors.BaseSelector.get_key"},
  {"pysocket.selectors.BaseSelector.get_map", "sel:get_map() -> map\
\
Tells all keys, in a table that is read only and always up to date: mapfileobj, #map, pairs(map) by descriptor.\
\
- returns map table<any, pysocket.selectors.SelectorKey>?: nil when the selector is closed\
- Raises: nothing\
- Source: Python selectors.BaseSelector.get_map"},
  {"pysocket.selectors.SelectSelector", "pysocket.selectors.SelectSelector\
\
A selector on select.select."},
  {"pysocket.selectors.PollSelector", "pysocket.selectors.PollSelector\
\
A selector on select.poll."},
  {"pysocket.selectors.EpollSelector", "pysocket.selectors.EpollSelector\
\
A selector on select.epoll; it is closed at the end of a <close> variable's block, or by the collector.\
\
  sel:fileno() -> fd"},
  {"pysocket.selectors.EpollSelector.fileno", "sel:fileno() -> fd\
\
Tells the descriptor of its epoll object.\
\
- returns fd integer: the epoll instance\
- Raises: a string when it is closed\
- Source: Python selectors.EpollSelector.fileno"},
  {"pysocket.struct", "pysocket.struct\
\
Binary data by formats, as Python's struct: exact sizes, which are checked.\
\
    local struct = require \"pysocket.struct\"\
    local header = struct.pack(\"!HHHHHH\", id, 0x0100, 1, 0, 0, 0)\
    local id, flags = struct.unpack_from(\"!HH\", packet)\
\
The first character of a format tells the byte order: < little, > or ! big, = this machine's, all with the\
same sizes everywhere and nothing between the items. With @, or none of these, sizes and alignment are those of C.\
Each other character is an item, and a number before it repeats it, but 4s is one string of four bytes:\
\
- b B, h H, i I or l L, q Q: integers of 1, 2, 4, 8 bytes, with a sign and without; n N P: native formats alone\
- e, f, d: floats of 2, 4, 8 bytes; ?: a boolean; c: a string of one byte\
- s: a string, cut or filled up with zeros to its size; p: the same behind a byte that has its length\
- x: a byte that is no item; blanks are skipped\
\
string.pack of Lua has another language: ! is an alignment there, and L may have 8 bytes.\
\
  struct.calcsize(format) -> size\
  struct.pack(format[, ...]) -> data\
  struct.pack_into(format, buffer, offset[, ...])\
  struct.unpack(format, buffer) -> ...\
  struct.unpack_from(format, buffer[, offset]) -> ...\
  struct.iter_unpack(format, buffer) -> iterator"},
  {"pysocket.struct.calcsize", "struct.calcsize(format) -> size\
\
Tells how many bytes a format has.\
\
- format string: as above\
- returns size integer: bytes\
- Raises: struct.error\
- Source: Python struct.calcsize"},
  {"pysocket.struct.pack", "struct.pack(format[, ...]) -> data\
\
Makes bytes of values.\
\
- format string: as above\
- ... any: as many values as the format has items\
- returns data string: of exactly calcsize(format) bytes\
- Raises: struct.error\
- Source: Python struct.pack"},
  {"pysocket.struct.pack_into", "struct.pack_into(format, buffer, offset[, ...])\
\
Makes bytes of values, in a bytearray; it changes nothing there when it raises.\
\
- format string: as above\
- buffer pysocket.bytearray: where to, a view too\
- offset integer: how many bytes stay before it; negative: from the end\
- ... any: as many values as the format has items\
- Raises: struct.error\
- Source: Python struct.pack_into"},
  {"pysocket.struct.unpack", "struct.unpack(format, buffer) -> ...\
\
Makes values of bytes.\
\
- format string: as above\
- buffer pysocket.bytes: of exactly calcsize(format) bytes\
- returns ... any: a value of each item\
- Raises: struct.error\
- Source: Python struct.unpack"},
  {"pysocket.struct.unpack_from", "struct.unpack_from(format, buffer[, offset]) -> ...\
\
Makes values of bytes that are somewhere in a buffer.\
\
- format string: as above\
- buffer pysocket.bytes: with calcsize(format) bytes at least from there on\
- offset integer?: how many bytes come before them; negative: from the end; 0\
- returns ... any: a value of each item\
- Raises: struct.error\
- Source: Python struct.unpack_from"},
  {"pysocket.struct.iter_unpack", "struct.iter_unpack(format, buffer) -> iterator\
\
Goes through bytes that are of one format again and again.\
\
    for kind, length in struct.iter_unpack(\"!BH\", data) do\
\
- format string: as above, with one item at least\
- buffer pysocket.bytes: of a multiple of calcsize(format) bytes\
- returns iterator fun(): any: gives the values of each\
- Raises: struct.error\
- Source: Python struct.iter_unpack"},
  {"pysocket.struct.Struct", "pysocket.struct.Struct\
\
A format as an object: its methods are the functions above without their first argument.\
\
  record:pack([...]) -> data\
  record:pack_into(buffer, offset[, ...])\
  record:unpack(buffer) -> ...\
  record:unpack_from(buffer[, offset]) -> ...\
  record:iter_unpack(buffer) -> iterator"},
  {"pysocket.struct.Struct.format", "format (string): As it was given."},
  {"pysocket.struct.Struct.size", "size (integer): How many bytes it has."},
  {"pysocket.struct.Struct.pack", "record:pack([...]) -> data\
\
As struct.pack.\
\
- ... any: as many values as the format has items\
- returns data string: of exactly size bytes\
- Raises: struct.error\
- Source: Python struct.Struct.pack"},
  {"pysocket.struct.Struct.pack_into", "record:pack_into(buffer, offset[, ...])\
\
As struct.pack_into.\
\
- buffer pysocket.bytearray: where to, a view too\
- offset integer: how many bytes stay before it; negative: from the end\
- ... any: as many values as the format has items\
- Raises: struct.error\
- Source: Python struct.Struct.pack_into"},
  {"pysocket.struct.Struct.unpack", "record:unpack(buffer) -> ...\
\
As struct.unpack.\
\
- buffer pysocket.bytes: of exactly size bytes\
- returns ... any: a value of each item\
- Raises: struct.error\
- Source: Python struct.Struct.unpack"},
  {"pysocket.struct.Struct.unpack_from", "record:unpack_from(buffer[, offset]) -> ...\
\
As struct.unpack_from.\
\
- buffer pysocket.bytes: with size bytes at least from there on\
- offset integer?: how many bytes come before them; negative: from the end; 0\
- returns ... any: a value of each item\
- Raises: struct.error\
- Source: Python struct.Struct.unpack_from"},
  {"pysocket.struct.Struct.iter_unpack", "record:iter_unpack(buffer) -> iterator\
\
As struct.iter_unpack.\
\
- buffer pysocket.bytes: of a multiple of size bytes\
- returns iterator fun(): any: gives the values of each\
- Raises: struct.error\
- Source: Python struct.Struct.iter_unpack"},
  {"pysocket.struct.error", "pysocket.struct.error\
\
A format, a value or a size is wrong."},
  {"pysocket.time", "pysocket.time\
\
Clocks, and a sleep that suspends a task alone, as in Python's time.\
\
    local time = require \"pysocket.time\"\
    local start = time.monotonic()\
    time.sleep(0.5)\
    print(time.monotonic() - start)\
\
os.time counts whole seconds and os.clock the processor's time; dates are os.date's.\
\
  time.time() -> seconds\
  time.time_ns() -> ns\
  time.monotonic() -> seconds\
  time.monotonic_ns() -> ns\
  time.perf_counter() -> seconds\
  time.perf_counter_ns() -> ns\
  time.process_time() -> seconds\
  time.process_time_ns() -> ns\
  time.thread_time() -> seconds\
  time.thread_time_ns() -> ns\
  time.sleep(seconds)"},
  {"pysocket.time.time", "time.time() -> seconds\
\
Tells the time since 1970, UTC, which jumps when the clock is set.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.time"},
  {"pysocket.time.time_ns", "time.time_ns() -> ns\
\
As time, exactly.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.time_ns"},
  {"pysocket.time.monotonic", "time.monotonic() -> seconds\
\
Tells the time of a clock that never goes back, for measuring; the loop's time is the same.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.monotonic"},
  {"pysocket.time.monotonic_ns", "time.monotonic_ns() -> ns\
\
As monotonic, exactly.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.monotonic_ns"},
  {"pysocket.time.perf_counter", "time.perf_counter() -> seconds\
\
Tells the time of the finest clock for short times: on Linux it is monotonic's.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.perf_counter"},
  {"pysocket.time.perf_counter_ns", "time.perf_counter_ns() -> ns\
\
As perf_counter, exactly.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.perf_counter_ns"},
  {"pysocket.time.process_time", "time.process_time() -> seconds\
\
Tells for how long the process has used the processor, in all its threads.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.process_time"},
  {"pysocket.time.process_time_ns", "time.process_time_ns() -> ns\
\
As process_time, exactly.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.process_time_ns"},
  {"pysocket.time.thread_time", "time.thread_time() -> seconds\
\
Tells for how long this thread has used the processor.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.thread_time"},
  {"pysocket.time.thread_time_ns", "time.thread_time_ns() -> ns\
\
As thread_time, exactly.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.thread_time_ns"},
  {"pysocket.time.sleep", "time.sleep(seconds)\
\
Waits for some time; in a task, 0 lets the others run. asyncio.sleep does the same for tasks alone.\
\
- seconds number: not negative; a float may be as small as 1e-9\
- Raises: nothing\
- Source: Python time.sleep"},
  {"pysocket.AF_ALG", "AF_ALG (integer): The kernel's crypto: hashes, ciphers, random numbers."},
  {"pysocket.AF_APPLETALK", "AF_APPLETALK (integer): AppleTalk."},
  {"pysocket.AF_ASH", "AF_ASH (integer): Ash; no kernel has it."},
  {"pysocket.AF_ATMPVC", "AF_ATMPVC (integer): Permanent virtual circuits of ATM."},
  {"pysocket.AF_ATMSVC", "AF_ATMSVC (integer): Switched virtual circuits of ATM."},
  {"pysocket.AF_AX25", "AF_AX25 (integer): Amateur radio, AX.25."},
  {"pysocket.AF_BLUETOOTH", "AF_BLUETOOTH (integer): Bluetooth."},
  {"pysocket.AF_BRIDGE", "AF_BRIDGE (integer): Multiprotocol bridge."},
  {"pysocket.AF_CAN", "AF_CAN (integer): Controller Area Network, the bus of cars and machines."},
  {"pysocket.AF_DECnet", "AF_DECnet (integer): DECnet."},
  {"pysocket.AF_ECONET", "AF_ECONET (integer): Acorn Econet; gone from Linux since 3.5."},
  {"pysocket.AF_INET", "AF_INET (integer): IPv4."},
  {"pysocket.AF_INET6", "AF_INET6 (integer): IPv6."},
  {"pysocket.AF_IPX", "AF_IPX (integer): Novell's IPX."},
  {"pysocket.AF_IRDA", "AF_IRDA (integer): Infrared; gone from Linux since 4.17."},
  {"pysocket.AF_KEY", "AF_KEY (integer): Keys of IPsec."},
  {"pysocket.AF_LLC", "AF_LLC (integer): Logical link control, IEEE 802.2."},
  {"pysocket.AF_NETBEUI", "AF_NETBEUI (integer): Reserved for NetBEUI."},
  {"pysocket.AF_NETLINK", "AF_NETLINK (integer): Talks to the kernel."},
  {"pysocket.AF_NETROM", "AF_NETROM (integer): Amateur radio, NET/ROM."},
  {"pysocket.AF_PACKET", "AF_PACKET (integer): Packets as network interfaces have them."},
  {"pysocket.AF_PPPOX", "AF_PPPOX (integer): Tunnels of the point-to-point protocol, as PPPoE."},
  {"pysocket.AF_QIPCRTR", "AF_QIPCRTR (integer): Qualcomm's IPC router."},
  {"pysocket.AF_RDS", "AF_RDS (integer): Reliable datagrams."},
  {"pysocket.AF_ROSE", "AF_ROSE (integer): Amateur radio, X.25 PLP."},
  {"pysocket.AF_ROUTE", "AF_ROUTE (integer): Another name of AF_NETLINK."},
  {"pysocket.AF_SECURITY", "AF_SECURITY (integer): Reserved for security callbacks."},
  {"pysocket.AF_SNA", "AF_SNA (integer): Reserved for IBM's Systems Network Architecture."},
  {"pysocket.AF_TIPC", "AF_TIPC (integer): Transparent inter-process communication in a cluster."},
  {"pysocket.AF_UNIX", "AF_UNIX (integer): Between processes of this machine."},
  {"pysocket.AF_UNSPEC", "AF_UNSPEC (integer): No family given: in getaddrinfo, any."},
  {"pysocket.AF_VSOCK", "AF_VSOCK (integer): Between a virtual machine and its host."},
  {"pysocket.AF_WANPIPE", "AF_WANPIPE (integer): Wanpipe; gone from Linux since 2.6.21."},
  {"pysocket.AF_X25", "AF_X25 (integer): X.25."},
  {"pysocket.PF_CAN", "PF_CAN (integer): Another name of AF_CAN."},
  {"pysocket.PF_PACKET", "PF_PACKET (integer): Another name of AF_PACKET."},
  {"pysocket.PF_RDS", "PF_RDS (integer): Another name of AF_RDS."},
  {"pysocket.SOCK_STREAM", "SOCK_STREAM (integer): A connection that carries bytes in order."},
  {"pysocket.SOCK_DGRAM", "SOCK_DGRAM (integer): Messages that may be lost."},
  {"pysocket.SOCK_RAW", "SOCK_RAW (integer): Packets of the protocol below."},
  {"pysocket.SOCK_RDM", "SOCK_RDM (integer): Reliable messages, in any order."},
  {"pysocket.SOCK_SEQPACKET", "SOCK_SEQPACKET (integer): A connection that carries messages in order."},
  {"pysocket.SOCK_CLOEXEC", "SOCK_CLOEXEC (integer): Flag beside the type: close-on-exec, which every socket is here anyway."},
  {"pysocket.SOCK_NONBLOCK", "SOCK_NONBLOCK (integer): Flag beside the type: never wait, as settimeout(0)."},
  {"pysocket.SHUT_RD", "SHUT_RD (integer): Receive no more."},
  {"pysocket.SHUT_WR", "SHUT_WR (integer): Send no more; the peer reads the end of the stream."},
  {"pysocket.SHUT_RDWR", "SHUT_RDWR (integer): Neither receive nor send any more."},
  {"pysocket.MSG_CMSG_CLOEXEC", "MSG_CMSG_CLOEXEC (integer): recvmsg: received descriptors are close-on-exec, which they are here anyway."},
  {"pysocket.MSG_CONFIRM", "MSG_CONFIRM (integer): send: the peer is known to be alive, do not ask the network (ARP) for it."},
  {"pysocket.MSG_CTRUNC", "MSG_CTRUNC (integer): Told by recvmsg: there was no room for all ancillary data."},
  {"pysocket.MSG_DONTROUTE", "MSG_DONTROUTE (integer): send: no gateway, only to what is on the same link."},
  {"pysocket.MSG_DONTWAIT", "MSG_DONTWAIT (integer): This one call does not wait."},
  {"pysocket.MSG_EOR", "MSG_EOR (integer): Ends a record, where the protocol has records."},
  {"pysocket.MSG_ERRQUEUE", "MSG_ERRQUEUE (integer): recvmsg: takes from the queue of errors."},
  {"pysocket.MSG_FASTOPEN", "MSG_FASTOPEN (integer): sendto: connects and sends in one packet."},
  {"pysocket.MSG_MORE", "MSG_MORE (integer): send: more is to come, do not send a small packet yet."},
  {"pysocket.MSG_NOSIGNAL", "MSG_NOSIGNAL (integer): send: no SIGPIPE, which is never raised here anyway."},
  {"pysocket.MSG_OOB", "MSG_OOB (integer): Out-of-band (urgent) data."},
  {"pysocket.MSG_PEEK", "MSG_PEEK (integer): recv: leaves the data where it is."},
  {"pysocket.MSG_TRUNC", "MSG_TRUNC (integer): recv_into of a datagram returns its whole length; told by recvmsg: it was longer than the buffer."},
  {"pysocket.MSG_WAITALL", "MSG_WAITALL (integer): recv of a stream: waits until bufsize bytes are there."},
  {"pysocket.SOL_SOCKET", "SOL_SOCKET (integer): Options of every socket."},
  {"pysocket.SOL_IP", "SOL_IP (integer): Options of IPv4."},
  {"pysocket.SOL_TCP", "SOL_TCP (integer): Options of TCP."},
  {"pysocket.SOL_UDP", "SOL_UDP (integer): Options of UDP."},
  {"pysocket.SOL_ALG", "SOL_ALG (integer): Options of the kernel's crypto."},
  {"pysocket.SOL_CAN_BASE", "SOL_CAN_BASE (integer): The first of the levels of CAN's protocols."},
  {"pysocket.SOL_CAN_RAW", "SOL_CAN_RAW (integer): Options of CAN_RAW."},
  {"pysocket.SOL_HCI", "SOL_HCI (integer): Options of Bluetooth's host controller interface."},
  {"pysocket.SOL_RDS", "SOL_RDS (integer): Options of RDS."},
  {"pysocket.SOL_TIPC", "SOL_TIPC (integer): Options of TIPC."},
  {"pysocket.SO_ACCEPTCONN", "SO_ACCEPTCONN (integer): Does it listen? Read only."},
  {"pysocket.SO_BINDTODEVICE", "SO_BINDTODEVICE (integer): The name of the only network interface to use."},
  {"pysocket.SO_BINDTOIFINDEX", "SO_BINDTOIFINDEX (integer): The index of the only network interface to use."},
  {"pysocket.SO_BROADCAST", "SO_BROADCAST (integer): A datagram may go to a broadcast address."},
  {"pysocket.SO_DEBUG", "SO_DEBUG (integer): The kernel records debugging information."},
  {"pysocket.SO_DOMAIN", "SO_DOMAIN (integer): The address family. Read only."},
  {"pysocket.SO_DONTROUTE", "SO_DONTROUTE (integer): No gateway, only to what is on the same link."},
  {"pysocket.SO_ERROR", "SO_ERROR (integer): The pending error, an errno; reading it clears it. Read only."},
  {"pysocket.SO_INCOMING_CPU", "SO_INCOMING_CPU (integer): The processor that handles its packets."},
  {"pysocket.SO_KEEPALIVE", "SO_KEEPALIVE (integer): A silent connection is probed, and ends when the peer does not answer."},
  {"pysocket.SO_LINGER", "SO_LINGER (integer): Whether, and for how many seconds, close waits for unsent data: a struct linger."},
  {"pysocket.SO_MARK", "SO_MARK (integer): The mark of its packets, for routing and filters."},
  {"pysocket.SO_OOBINLINE", "SO_OOBINLINE (integer): Out-of-band data comes in the stream."},
  {"pysocket.SO_PASSCRED", "SO_PASSCRED (integer): Receive SCM_CREDENTIALS of who sends."},
  {"pysocket.SO_PASSSEC", "SO_PASSSEC (integer): Receive the security context of who sends."},
  {"pysocket.SO_PEERCRED", "SO_PEERCRED (integer): Process, user and group of the peer, a struct ucred. Read only."},
  {"pysocket.SO_PEERSEC", "SO_PEERSEC (integer): The security context of the peer. Read only."},
  {"pysocket.SO_PRIORITY", "SO_PRIORITY (integer): The priority of its packets, 0 to 6 without privilege."},
  {"pysocket.SO_PROTOCOL", "SO_PROTOCOL (integer): The protocol. Read only."},
  {"pysocket.SO_RCVBUF", "SO_RCVBUF (integer): The size of the receive buffer in bytes; the kernel doubles what is set."},
  {"pysocket.SO_RCVLOWAT", "SO_RCVLOWAT (integer): How many bytes must be there before it counts as readable."},
  {"pysocket.SO_RCVTIMEO", "SO_RCVTIMEO (integer): How long a recv may block, a struct timeval, in a task too; settimeout is for that."},
  {"pysocket.SO_REUSEADDR", "SO_REUSEADDR (integer): bind takes an address of a closed connection that is still in TIME_WAIT."},
  {"pysocket.SO_REUSEPORT", "SO_REUSEPORT (integer): Several sockets may listen on one address and share what comes."},
  {"pysocket.SO_SNDBUF", "SO_SNDBUF (integer): The size of the send buffer in bytes; the kernel doubles what is set."},
  {"pysocket.SO_SNDLOWAT", "SO_SNDLOWAT (integer): How many bytes of room before it counts as writable; Linux has always 1."},
  {"pysocket.SO_SNDTIMEO", "SO_SNDTIMEO (integer): How long a send may block, a struct timeval, in a task too; settimeout is for that."},
  {"pysocket.SO_TYPE", "SO_TYPE (integer): The socket type. Read only."},
  {"pysocket.SOMAXCONN", "SOMAXCONN (integer): The greatest backlog that the headers promise."},
  {"pysocket.SCM_CREDENTIALS", "SCM_CREDENTIALS (integer): Process, user and group of who sends, a struct ucred."},
  {"pysocket.SCM_RIGHTS", "SCM_RIGHTS (integer): Descriptors, handed to another process."},
  {"pysocket.IPPROTO_AH", "IPPROTO_AH (integer): Authentication header of IPsec."},
  {"pysocket.IPPROTO_DSTOPTS", "IPPROTO_DSTOPTS (integer): Destination options of IPv6."},
  {"pysocket.IPPROTO_EGP", "IPPROTO_EGP (integer): Exterior gateway protocol."},
  {"pysocket.IPPROTO_ESP", "IPPROTO_ESP (integer): Encapsulating security payload of IPsec."},
  {"pysocket.IPPROTO_FRAGMENT", "IPPROTO_FRAGMENT (integer): Fragment header of IPv6."},
  {"pysocket.IPPROTO_GRE", "IPPROTO_GRE (integer): Generic routing encapsulation."},
  {"pysocket.IPPROTO_HOPOPTS", "IPPROTO_HOPOPTS (integer): Hop-by-hop options of IPv6."},
  {"pysocket.IPPROTO_ICMP", "IPPROTO_ICMP (integer): Control messages of IPv4."},
  {"pysocket.IPPROTO_ICMPV6", "IPPROTO_ICMPV6 (integer): Control messages of IPv6."},
  {"pysocket.IPPROTO_IDP", "IPPROTO_IDP (integer): Internet datagram protocol of Xerox."},
  {"pysocket.IPPROTO_IGMP", "IPPROTO_IGMP (integer): Group management of IPv4 multicast."},
  {"pysocket.IPPROTO_IP", "IPPROTO_IP (integer): IPv4: the level of its options, and the default protocol."},
  {"pysocket.IPPROTO_IPIP", "IPPROTO_IPIP (integer): IPv4 in IPv4."},
  {"pysocket.IPPROTO_IPV6", "IPPROTO_IPV6 (integer): IPv6: the level of its options, and IPv6 in another protocol."},
  {"pysocket.IPPROTO_MPTCP", "IPPROTO_MPTCP (integer): Multipath TCP."},
  {"pysocket.IPPROTO_NONE", "IPPROTO_NONE (integer): No next header in IPv6."},
  {"pysocket.IPPROTO_PIM", "IPPROTO_PIM (integer): Protocol independent multicast."},
  {"pysocket.IPPROTO_PUP", "IPPROTO_PUP (integer): PARC universal packet of Xerox."},
  {"pysocket.IPPROTO_RAW", "IPPROTO_RAW (integer): Raw IP: who sends writes the header."},
  {"pysocket.IPPROTO_ROUTING", "IPPROTO_ROUTING (integer): Routing header of IPv6."},
  {"pysocket.IPPROTO_RSVP", "IPPROTO_RSVP (integer): Resource reservation."},
  {"pysocket.IPPROTO_SCTP", "IPPROTO_SCTP (integer): Stream control transmission."},
  {"pysocket.IPPROTO_TCP", "IPPROTO_TCP (integer): TCP: the level of its options, and the protocol of streams."},
  {"pysocket.IPPROTO_TP", "IPPROTO_TP (integer): ISO transport protocol, class 4."},
  {"pysocket.IPPROTO_UDP", "IPPROTO_UDP (integer): UDP: the protocol of datagrams."},
  {"pysocket.IPPROTO_UDPLITE", "IPPROTO_UDPLITE (integer): UDP with a checksum over a part of the data."},
  {"pysocket.IPPORT_RESERVED", "IPPORT_RESERVED (integer): Ports below this one are for root."},
  {"pysocket.IPPORT_USERRESERVED", "IPPORT_USERRESERVED (integer): Ports from this one on are for servers that are no part of the system."},
  {"pysocket.INADDR_ANY", "INADDR_ANY (integer): 0.0.0.0, any address."},
  {"pysocket.INADDR_BROADCAST", "INADDR_BROADCAST (integer): 255.255.255.255, every machine on the link."},
  {"pysocket.INADDR_LOOPBACK", "INADDR_LOOPBACK (integer): 127.0.0.1, this machine."},
  {"pysocket.INADDR_NONE", "INADDR_NONE (integer): 255.255.255.255, what C's inet_addr returns for an error."},
  {"pysocket.INADDR_ALLHOSTS_GROUP", "INADDR_ALLHOSTS_GROUP (integer): 224.0.0.1, every machine that takes multicast."},
  {"pysocket.INADDR_UNSPEC_GROUP", "INADDR_UNSPEC_GROUP (integer): 224.0.0.0, the multicast address that is given to no group."},
  {"pysocket.INADDR_MAX_LOCAL_GROUP", "INADDR_MAX_LOCAL_GROUP (integer): 224.0.0.255, the last multicast address that no router hands on."},
  {"pysocket.IP_ADD_MEMBERSHIP", "IP_ADD_MEMBERSHIP (integer): Joins a multicast group: a struct ip_mreqn."},
  {"pysocket.IP_ADD_SOURCE_MEMBERSHIP", "IP_ADD_SOURCE_MEMBERSHIP (integer): Joins a multicast group for one source: a struct ip_mreq_source."},
  {"pysocket.IP_BIND_ADDRESS_NO_PORT", "IP_BIND_ADDRESS_NO_PORT (integer): bind to port 0 leaves the choice of the port to connect."},
  {"pysocket.IP_BLOCK_SOURCE", "IP_BLOCK_SOURCE (integer): Stops a source of a multicast group: a struct ip_mreq_source."},
  {"pysocket.IP_DEFAULT_MULTICAST_LOOP", "IP_DEFAULT_MULTICAST_LOOP (integer): The value that IP_MULTICAST_LOOP has at first."},
  {"pysocket.IP_DEFAULT_MULTICAST_TTL", "IP_DEFAULT_MULTICAST_TTL (integer): The value that IP_MULTICAST_TTL has at first."},
  {"pysocket.IP_DROP_MEMBERSHIP", "IP_DROP_MEMBERSHIP (integer): Leaves a multicast group: a struct ip_mreqn."},
  {"pysocket.IP_DROP_SOURCE_MEMBERSHIP", "IP_DROP_SOURCE_MEMBERSHIP (integer): Leaves a multicast group for one source: a struct ip_mreq_source."},
  {"pysocket.IP_HDRINCL", "IP_HDRINCL (integer): Who sends on a raw socket writes the IP header too."},
  {"pysocket.IP_MAX_MEMBERSHIPS", "IP_MAX_MEMBERSHIPS (integer): How many groups a socket may join unless the system is told otherwise."},
  {"pysocket.IP_MULTICAST_IF", "IP_MULTICAST_IF (integer): The interface that multicast leaves by: 4 bytes of address, or a struct ip_mreqn."},
  {"pysocket.IP_MULTICAST_LOOP", "IP_MULTICAST_LOOP (integer): Does what is sent to a group come back to this machine?"},
  {"pysocket.IP_MULTICAST_TTL", "IP_MULTICAST_TTL (integer): Through how many routers multicast may go; 1 at first."},
  {"pysocket.IP_OPTIONS", "IP_OPTIONS (integer): The IP options of every packet sent, at most 40 bytes."},
  {"pysocket.IP_PKTINFO", "IP_PKTINFO (integer): recvmsg tells interface and destination address: a struct in_pktinfo."},
  {"pysocket.IP_RECVOPTS", "IP_RECVOPTS (integer): recvmsg tells the IP options that came."},
  {"pysocket.IP_RECVRETOPTS", "IP_RECVRETOPTS (integer): Another name of IP_RETOPTS."},
  {"pysocket.IP_RECVTOS", "IP_RECVTOS (integer): recvmsg tells the type of service."},
  {"pysocket.IP_RETOPTS", "IP_RETOPTS (integer): recvmsg tells the raw IP options that came, timestamps and routes not filled in."},
  {"pysocket.IP_TOS", "IP_TOS (integer): The type of service of packets sent."},
  {"pysocket.IP_TRANSPARENT", "IP_TRANSPARENT (integer): May bind and answer for addresses of other machines; for root."},
  {"pysocket.IP_TTL", "IP_TTL (integer): Through how many routers a packet may go."},
  {"pysocket.IP_UNBLOCK_SOURCE", "IP_UNBLOCK_SOURCE (integer): Lets a source of a multicast group through again: a struct ip_mreq_source."},
  {"pysocket.IPV6_CHECKSUM", "IPV6_CHECKSUM (integer): Where the checksum of a raw socket's packets is, an offset in bytes."},
  {"pysocket.IPV6_DONTFRAG", "IPV6_DONTFRAG (integer): Packets are not cut into fragments: one that is too large fails."},
  {"pysocket.IPV6_DSTOPTS", "IPV6_DSTOPTS (integer): Destination options, as ancillary data or of every packet."},
  {"pysocket.IPV6_HOPLIMIT", "IPV6_HOPLIMIT (integer): The hop limit, as ancillary data."},
  {"pysocket.IPV6_HOPOPTS", "IPV6_HOPOPTS (integer): Hop-by-hop options, as ancillary data or of every packet."},
  {"pysocket.IPV6_JOIN_GROUP", "IPV6_JOIN_GROUP (integer): Joins a multicast group: 16 bytes of address and an interface's index."},
  {"pysocket.IPV6_LEAVE_GROUP", "IPV6_LEAVE_GROUP (integer): Leaves a multicast group: 16 bytes of address and an interface's index."},
  {"pysocket.IPV6_MULTICAST_HOPS", "IPV6_MULTICAST_HOPS (integer): Through how many routers multicast may go; 1 at first."},
  {"pysocket.IPV6_MULTICAST_IF", "IPV6_MULTICAST_IF (integer): The index of the interface that multicast leaves by."},
  {"pysocket.IPV6_MULTICAST_LOOP", "IPV6_MULTICAST_LOOP (integer): Does what is sent to a group come back to this machine?"},
  {"pysocket.IPV6_NEXTHOP", "IPV6_NEXTHOP (integer): The next router, as ancillary data or for every packet."},
  {"pysocket.IPV6_PATHMTU", "IPV6_PATHMTU (integer): The largest packet that reaches the peer: a struct ip6_mtuinfo. Read only."},
  {"pysocket.IPV6_PKTINFO", "IPV6_PKTINFO (integer): Interface and own address of a packet: a struct in6_pktinfo."},
  {"pysocket.IPV6_RECVDSTOPTS", "IPV6_RECVDSTOPTS (integer): recvmsg tells the destination options."},
  {"pysocket.IPV6_RECVHOPLIMIT", "IPV6_RECVHOPLIMIT (integer): recvmsg tells the hop limit."},
  {"pysocket.IPV6_RECVHOPOPTS", "IPV6_RECVHOPOPTS (integer): recvmsg tells the hop-by-hop options."},
  {"pysocket.IPV6_RECVPATHMTU", "IPV6_RECVPATHMTU (integer): recvmsg tells when the largest packet that reaches the peer changes."},
  {"pysocket.IPV6_RECVPKTINFO", "IPV6_RECVPKTINFO (integer): recvmsg tells interface and destination address: a struct in6_pktinfo."},
  {"pysocket.IPV6_RECVRTHDR", "IPV6_RECVRTHDR (integer): recvmsg tells the routing header."},
  {"pysocket.IPV6_RECVTCLASS", "IPV6_RECVTCLASS (integer): recvmsg tells the traffic class."},
  {"pysocket.IPV6_RTHDR", "IPV6_RTHDR (integer): The routing header, as ancillary data or of every packet."},
  {"pysocket.IPV6_RTHDRDSTOPTS", "IPV6_RTHDRDSTOPTS (integer): Destination options before the routing header."},
  {"pysocket.IPV6_RTHDR_TYPE_0", "IPV6_RTHDR_TYPE_0 (integer): The routing header of type 0, which routers refuse today."},
  {"pysocket.IPV6_TCLASS", "IPV6_TCLASS (integer): The traffic class of packets sent."},
  {"pysocket.IPV6_UNICAST_HOPS", "IPV6_UNICAST_HOPS (integer): Through how many routers a packet may go; -1: the system's default."},
  {"pysocket.IPV6_V6ONLY", "IPV6_V6ONLY (integer): Only IPv6, no IPv4 by mapped addresses; before bind."},
  {"pysocket.TCP_CC_INFO", "TCP_CC_INFO (integer): What the congestion control knows of the connection. Read only."},
  {"pysocket.TCP_CONGESTION", "TCP_CONGESTION (integer): The name of the congestion control."},
  {"pysocket.TCP_CORK", "TCP_CORK (integer): Only full packets are sent, until it is taken off or 200 ms are over."},
  {"pysocket.TCP_DEFER_ACCEPT", "TCP_DEFER_ACCEPT (integer): accept gets a connection when data is there, or so many seconds are over."},
  {"pysocket.TCP_FASTOPEN", "TCP_FASTOPEN (integer): A listener takes data in the first packet: how many such connections may wait."},
  {"pysocket.TCP_FASTOPEN_CONNECT", "TCP_FASTOPEN_CONNECT (integer): connect waits for the first send and puts its data into the first packet."},
  {"pysocket.TCP_FASTOPEN_KEY", "TCP_FASTOPEN_KEY (integer): The key that the cookies of fast open are made with, 16 bytes or two times that."},
  {"pysocket.TCP_FASTOPEN_NO_COOKIE", "TCP_FASTOPEN_NO_COOKIE (integer): Fast open without a cookie."},
  {"pysocket.TCP_INFO", "TCP_INFO (integer): The state of the connection: a struct tcp_info. Read only."},
  {"pysocket.TCP_INQ", "TCP_INQ (integer): recvmsg tells how many bytes are left to read."},
  {"pysocket.TCP_KEEPCNT", "TCP_KEEPCNT (integer): How many probes without an answer end the connection."},
  {"pysocket.TCP_KEEPIDLE", "TCP_KEEPIDLE (integer): After how many seconds of silence the first probe is sent."},
  {"pysocket.TCP_KEEPINTVL", "TCP_KEEPINTVL (integer): How many seconds are between two probes."},
  {"pysocket.TCP_LINGER2", "TCP_LINGER2 (integer): How many seconds a closed connection stays in FIN_WAIT2."},
  {"pysocket.TCP_MAXSEG", "TCP_MAXSEG (integer): The largest segment in bytes."},
  {"pysocket.TCP_MD5SIG", "TCP_MD5SIG (integer): The key that segments are signed with by MD5."},
  {"pysocket.TCP_MD5SIG_EXT", "TCP_MD5SIG_EXT (integer): The same with a prefix of addresses or an interface."},
  {"pysocket.TCP_NODELAY", "TCP_NODELAY (integer): Small packets are sent at once (no Nagle algorithm)."},
  {"pysocket.TCP_NOTSENT_LOWAT", "TCP_NOTSENT_LOWAT (integer): Writable only while fewer bytes than that are unsent."},
  {"pysocket.TCP_QUEUE_SEQ", "TCP_QUEUE_SEQ (integer): The sequence number of the queue under repair."},
  {"pysocket.TCP_QUICKACK", "TCP_QUICKACK (integer): Acknowledge at once; the kernel may leave this mode again."},
  {"pysocket.TCP_REPAIR", "TCP_REPAIR (integer): Takes the connection apart, to be put together elsewhere; for root."},
  {"pysocket.TCP_REPAIR_OPTIONS", "TCP_REPAIR_OPTIONS (integer): The negotiated options of the connection under repair."},
  {"pysocket.TCP_REPAIR_QUEUE", "TCP_REPAIR_QUEUE (integer): Which queue is under repair: 1 the received, 2 the sent."},
  {"pysocket.TCP_REPAIR_WINDOW", "TCP_REPAIR_WINDOW (integer): The windows of the connection under repair."},
  {"pysocket.TCP_SAVED_SYN", "TCP_SAVED_SYN (integer): The headers of the connection's first packet; reading gives them away."},
  {"pysocket.TCP_SAVE_SYN", "TCP_SAVE_SYN (integer): A listener keeps the headers of each connection's first packet."},
  {"pysocket.TCP_SYNCNT", "TCP_SYNCNT (integer): How often connect's first packet is sent again."},
  {"pysocket.TCP_THIN_DUPACK", "TCP_THIN_DUPACK (integer): Sends again after one duplicate acknowledgement; without effect since Linux 4.11."},
  {"pysocket.TCP_THIN_LINEAR_TIMEOUTS", "TCP_THIN_LINEAR_TIMEOUTS (integer): A connection with little data sends again at a constant pace."},
  {"pysocket.TCP_TIMESTAMP", "TCP_TIMESTAMP (integer): The clock of the connection under repair."},
  {"pysocket.TCP_TX_DELAY", "TCP_TX_DELAY (integer): Delays what is sent, in microseconds, to try a slow network."},
  {"pysocket.TCP_ULP", "TCP_ULP (integer): The name of the protocol on top that the kernel does, as \"tls\"."},
  {"pysocket.TCP_USER_TIMEOUT", "TCP_USER_TIMEOUT (integer): After how many milliseconds unacknowledged data ends the connection."},
  {"pysocket.TCP_WINDOW_CLAMP", "TCP_WINDOW_CLAMP (integer): The most that the advertised window may be, in bytes."},
  {"pysocket.TCP_ZEROCOPY_RECEIVE", "TCP_ZEROCOPY_RECEIVE (integer): Receives by mapping memory."},
  {"pysocket.UDPLITE_RECV_CSCOV", "UDPLITE_RECV_CSCOV (integer): How many bytes the checksum of what is received must cover."},
  {"pysocket.UDPLITE_SEND_CSCOV", "UDPLITE_SEND_CSCOV (integer): How many bytes the checksum of what is sent covers."},
  {"pysocket.AI_ADDRCONFIG", "AI_ADDRCONFIG (integer): Only families that this machine has an address of."},
  {"pysocket.AI_ALL", "AI_ALL (integer): With AI_V4MAPPED: IPv6 addresses and mapped IPv4 addresses."},
  {"pysocket.AI_CANONNAME", "AI_CANONNAME (integer): Tell the host's official name."},
  {"pysocket.AI_NUMERICHOST", "AI_NUMERICHOST (integer): The host is a number, ask nobody."},
  {"pysocket.AI_NUMERICSERV", "AI_NUMERICSERV (integer): The service is a number, look up nothing."},
  {"pysocket.AI_PASSIVE", "AI_PASSIVE (integer): For bind: no host is any address."},
  {"pysocket.AI_V4MAPPED", "AI_V4MAPPED (integer): No IPv6 address: mapped IPv4 addresses instead."},
  {"pysocket.EAI_ADDRFAMILY", "EAI_ADDRFAMILY (integer): The host has no address of this family."},
  {"pysocket.EAI_AGAIN", "EAI_AGAIN (integer): The name server cannot answer now; try again."},
  {"pysocket.EAI_BADFLAGS", "EAI_BADFLAGS (integer): The flags are wrong."},
  {"pysocket.EAI_FAIL", "EAI_FAIL (integer): The name server failed for good."},
  {"pysocket.EAI_FAMILY", "EAI_FAMILY (integer): The family is not known."},
  {"pysocket.EAI_MEMORY", "EAI_MEMORY (integer): Out of memory."},
  {"pysocket.EAI_NODATA", "EAI_NODATA (integer): The host exists and has no address."},
  {"pysocket.EAI_NONAME", "EAI_NONAME (integer): The host or service is not known, or neither is given."},
  {"pysocket.EAI_OVERFLOW", "EAI_OVERFLOW (integer): The answer was too long."},
  {"pysocket.EAI_SERVICE", "EAI_SERVICE (integer): The service is not there for this socket type."},
  {"pysocket.EAI_SOCKTYPE", "EAI_SOCKTYPE (integer): The socket type is not known."},
  {"pysocket.EAI_SYSTEM", "EAI_SYSTEM (integer): Another system error, told by errno."},
  {"pysocket.NI_DGRAM", "NI_DGRAM (integer): The service of UDP where it differs from that of TCP."},
  {"pysocket.NI_IDN", "NI_IDN (integer): Names are decoded from IDNA."},
  {"pysocket.NI_MAXHOST", "NI_MAXHOST (integer): The longest host name in bytes, with its final NUL."},
  {"pysocket.NI_MAXSERV", "NI_MAXSERV (integer): The longest service name in bytes, with its final NUL."},
  {"pysocket.NI_NAMEREQD", "NI_NAMEREQD (integer): No name is an error."},
  {"pysocket.NI_NOFQDN", "NI_NOFQDN (integer): Only the host's part of a local name."},
  {"pysocket.NI_NUMERICHOST", "NI_NUMERICHOST (integer): The address as a number."},
  {"pysocket.NI_NUMERICSERV", "NI_NUMERICSERV (integer): The port as a number."},
  {"pysocket.PACKET_BROADCAST", "PACKET_BROADCAST (integer): To every machine on the link."},
  {"pysocket.PACKET_FASTROUTE", "PACKET_FASTROUTE (integer): For the kernel's own use; never seen."},
  {"pysocket.PACKET_HOST", "PACKET_HOST (integer): To this machine."},
  {"pysocket.PACKET_LOOPBACK", "PACKET_LOOPBACK (integer): Looped back; never seen."},
  {"pysocket.PACKET_MULTICAST", "PACKET_MULTICAST (integer): To a multicast group."},
  {"pysocket.PACKET_OTHERHOST", "PACKET_OTHERHOST (integer): To another machine, caught in promiscuous mode."},
  {"pysocket.PACKET_OUTGOING", "PACKET_OUTGOING (integer): From this machine, looped back to the packet socket."},
  {"pysocket.ETHERTYPE_ARP", "ETHERTYPE_ARP (integer): Address resolution."},
  {"pysocket.ETHERTYPE_IP", "ETHERTYPE_IP (integer): IPv4."},
  {"pysocket.ETHERTYPE_IPV6", "ETHERTYPE_IPV6 (integer): IPv6."},
  {"pysocket.ETHERTYPE_VLAN", "ETHERTYPE_VLAN (integer): A frame with a VLAN's tag, IEEE 802.1Q."},
  {"pysocket.ETH_P_ALL", "ETH_P_ALL (integer): Every protocol."},
  {"pysocket.NETLINK_CRYPTO", "NETLINK_CRYPTO (integer): The kernel's crypto: what there is."},
  {"pysocket.NETLINK_DNRTMSG", "NETLINK_DNRTMSG (integer): Routes of DECnet."},
  {"pysocket.NETLINK_FIREWALL", "NETLINK_FIREWALL (integer): Packets of the IPv4 firewall; gone since Linux 3.5."},
  {"pysocket.NETLINK_IP6_FW", "NETLINK_IP6_FW (integer): Packets of the IPv6 firewall; gone since Linux 3.5."},
  {"pysocket.NETLINK_NFLOG", "NETLINK_NFLOG (integer): The log of netfilter (ULOG); gone since Linux 3.17."},
  {"pysocket.NETLINK_ROUTE", "NETLINK_ROUTE (integer): Interfaces, addresses, routes, neighbours."},
  {"pysocket.NETLINK_USERSOCK", "NETLINK_USERSOCK (integer): For protocols between processes."},
  {"pysocket.NETLINK_XFRM", "NETLINK_XFRM (integer): IPsec."},
  {"pysocket.VMADDR_CID_ANY", "VMADDR_CID_ANY (integer): bind: any context."},
  {"pysocket.VMADDR_CID_HOST", "VMADDR_CID_HOST (integer): The host."},
  {"pysocket.VMADDR_PORT_ANY", "VMADDR_PORT_ANY (integer): bind: any free port."},
  {"pysocket.SO_VM_SOCKETS_BUFFER_MAX_SIZE", "SO_VM_SOCKETS_BUFFER_MAX_SIZE (integer): The largest buffer, in bytes; level AF_VSOCK."},
  {"pysocket.SO_VM_SOCKETS_BUFFER_MIN_SIZE", "SO_VM_SOCKETS_BUFFER_MIN_SIZE (integer): The smallest buffer, in bytes; level AF_VSOCK."},
  {"pysocket.SO_VM_SOCKETS_BUFFER_SIZE", "SO_VM_SOCKETS_BUFFER_SIZE (integer): The buffer, in bytes; level AF_VSOCK."},
  {"pysocket.IOCTL_VM_SOCKETS_GET_LOCAL_CID", "IOCTL_VM_SOCKETS_GET_LOCAL_CID (integer): The ioctl on /dev/vsock that tells this machine's context."},
  {"pysocket.VM_SOCKETS_INVALID_VERSION", "VM_SOCKETS_INVALID_VERSION (integer): What the version is where there is none."},
  {"pysocket.ALG_OP_DECRYPT", "ALG_OP_DECRYPT (integer): Operation: decrypt."},
  {"pysocket.ALG_OP_ENCRYPT", "ALG_OP_ENCRYPT (integer): Operation: encrypt."},
  {"pysocket.ALG_OP_SIGN", "ALG_OP_SIGN (integer): Operation: sign."},
  {"pysocket.ALG_OP_VERIFY", "ALG_OP_VERIFY (integer): Operation: verify."},
  {"pysocket.ALG_SET_AEAD_ASSOCLEN", "ALG_SET_AEAD_ASSOCLEN (integer): Ancillary data: how many bytes are authenticated and not encrypted."},
  {"pysocket.ALG_SET_AEAD_AUTHSIZE", "ALG_SET_AEAD_AUTHSIZE (integer): Option: the size of the authentication tag in bytes."},
  {"pysocket.ALG_SET_IV", "ALG_SET_IV (integer): Ancillary data: the initialization vector."},
  {"pysocket.ALG_SET_KEY", "ALG_SET_KEY (integer): Option: the key."},
  {"pysocket.ALG_SET_OP", "ALG_SET_OP (integer): Ancillary data: the operation."},
  {"pysocket.ALG_SET_PUBKEY", "ALG_SET_PUBKEY (integer): Option: the public key."},
  {"pysocket.TIPC_ADDR_ID", "TIPC_ADDR_ID (integer): Kind of address: one socket."},
  {"pysocket.TIPC_ADDR_NAME", "TIPC_ADDR_NAME (integer): Kind of address: a service's name."},
  {"pysocket.TIPC_ADDR_NAMESEQ", "TIPC_ADDR_NAMESEQ (integer): Kind of address: a range of names."},
  {"pysocket.TIPC_CFG_SRV", "TIPC_CFG_SRV (integer): The configuration service."},
  {"pysocket.TIPC_TOP_SRV", "TIPC_TOP_SRV (integer): The topology service, which tells what comes and goes."},
  {"pysocket.TIPC_CLUSTER_SCOPE", "TIPC_CLUSTER_SCOPE (integer): Scope: the cluster."},
  {"pysocket.TIPC_NODE_SCOPE", "TIPC_NODE_SCOPE (integer): Scope: this node."},
  {"pysocket.TIPC_ZONE_SCOPE", "TIPC_ZONE_SCOPE (integer): Scope: the zone; as the cluster today."},
  {"pysocket.TIPC_IMPORTANCE", "TIPC_IMPORTANCE (integer): Option: how important its messages are."},
  {"pysocket.TIPC_LOW_IMPORTANCE", "TIPC_LOW_IMPORTANCE (integer): Importance: dropped first."},
  {"pysocket.TIPC_MEDIUM_IMPORTANCE", "TIPC_MEDIUM_IMPORTANCE (integer): Importance: dropped second."},
  {"pysocket.TIPC_HIGH_IMPORTANCE", "TIPC_HIGH_IMPORTANCE (integer): Importance: dropped third."},
  {"pysocket.TIPC_CRITICAL_IMPORTANCE", "TIPC_CRITICAL_IMPORTANCE (integer): Importance: dropped last."},
  {"pysocket.TIPC_SRC_DROPPABLE", "TIPC_SRC_DROPPABLE (integer): Option: this node may drop its messages."},
  {"pysocket.TIPC_DEST_DROPPABLE", "TIPC_DEST_DROPPABLE (integer): Option: a message that cannot be delivered is dropped, not returned."},
  {"pysocket.TIPC_CONN_TIMEOUT", "TIPC_CONN_TIMEOUT (integer): Option: how many milliseconds connect waits."},
  {"pysocket.TIPC_SUB_CANCEL", "TIPC_SUB_CANCEL (integer): Subscription: ends one."},
  {"pysocket.TIPC_SUB_PORTS", "TIPC_SUB_PORTS (integer): Subscription: tells each match."},
  {"pysocket.TIPC_SUB_SERVICE", "TIPC_SUB_SERVICE (integer): Subscription: tells the first up and the last down."},
  {"pysocket.TIPC_PUBLISHED", "TIPC_PUBLISHED (integer): Event: a name came."},
  {"pysocket.TIPC_WITHDRAWN", "TIPC_WITHDRAWN (integer): Event: a name went."},
  {"pysocket.TIPC_SUBSCR_TIMEOUT", "TIPC_SUBSCR_TIMEOUT (integer): Event: the subscription has ended."},
  {"pysocket.TIPC_WAIT_FOREVER", "TIPC_WAIT_FOREVER (integer): Timeout of a subscription: none."},
  {"pysocket.CAN_RAW", "CAN_RAW (integer): Protocol: raw frames."},
  {"pysocket.CAN_BCM", "CAN_BCM (integer): Protocol: the broadcast manager."},
  {"pysocket.CAN_ISOTP", "CAN_ISOTP (integer): Protocol: ISO 15765-2 transport."},
  {"pysocket.CAN_J1939", "CAN_J1939 (integer): Protocol: SAE J1939."},
  {"pysocket.CAN_EFF_FLAG", "CAN_EFF_FLAG (integer): Bit of an identifier: it has 29 bits."},
  {"pysocket.CAN_EFF_MASK", "CAN_EFF_MASK (integer): Bits of an identifier of 29 bits."},
  {"pysocket.CAN_ERR_FLAG", "CAN_ERR_FLAG (integer): Bit of an identifier: an error frame."},
  {"pysocket.CAN_ERR_MASK", "CAN_ERR_MASK (integer): Bits of an error frame's class."},
  {"pysocket.CAN_RTR_FLAG", "CAN_RTR_FLAG (integer): Bit of an identifier: a remote transmission request."},
  {"pysocket.CAN_SFF_MASK", "CAN_SFF_MASK (integer): Bits of an identifier of 11 bits."},
  {"pysocket.CAN_RAW_ERR_FILTER", "CAN_RAW_ERR_FILTER (integer): Which error frames come, a mask."},
  {"pysocket.CAN_RAW_FD_FRAMES", "CAN_RAW_FD_FRAMES (integer): CAN FD frames too; off at first."},
  {"pysocket.CAN_RAW_FILTER", "CAN_RAW_FILTER (integer): Which frames come: structs can_filter."},
  {"pysocket.CAN_RAW_JOIN_FILTERS", "CAN_RAW_JOIN_FILTERS (integer): A frame must match all filters, not one."},
  {"pysocket.CAN_RAW_LOOPBACK", "CAN_RAW_LOOPBACK (integer): Frames sent reach the other programs of this machine; on at first."},
  {"pysocket.CAN_RAW_RECV_OWN_MSGS", "CAN_RAW_RECV_OWN_MSGS (integer): Frames sent come back to this socket; off at first."},
  {"pysocket.CAN_BCM_TX_SETUP", "CAN_BCM_TX_SETUP (integer): Operation: makes a (cyclic) transmission."},
  {"pysocket.CAN_BCM_TX_DELETE", "CAN_BCM_TX_DELETE (integer): Operation: removes a (cyclic) transmission."},
  {"pysocket.CAN_BCM_TX_READ", "CAN_BCM_TX_READ (integer): Operation: reads the properties of a (cyclic) transmission."},
  {"pysocket.CAN_BCM_TX_SEND", "CAN_BCM_TX_SEND (integer): Operation: sends one frame."},
  {"pysocket.CAN_BCM_TX_STATUS", "CAN_BCM_TX_STATUS (integer): Answer to CAN_BCM_TX_READ."},
  {"pysocket.CAN_BCM_TX_EXPIRED", "CAN_BCM_TX_EXPIRED (integer): Event: all transmissions are done."},
  {"pysocket.CAN_BCM_RX_SETUP", "CAN_BCM_RX_SETUP (integer): Operation: makes a filter of content."},
  {"pysocket.CAN_BCM_RX_DELETE", "CAN_BCM_RX_DELETE (integer): Operation: removes a filter of content."},
  {"pysocket.CAN_BCM_RX_READ", "CAN_BCM_RX_READ (integer): Operation: reads the properties of a filter of content."},
  {"pysocket.CAN_BCM_RX_STATUS", "CAN_BCM_RX_STATUS (integer): Answer to CAN_BCM_RX_READ."},
  {"pysocket.CAN_BCM_RX_TIMEOUT", "CAN_BCM_RX_TIMEOUT (integer): Event: a cyclic frame is absent."},
  {"pysocket.CAN_BCM_RX_CHANGED", "CAN_BCM_RX_CHANGED (integer): Event: a frame with new content."},
  {"pysocket.CAN_BCM_SETTIMER", "CAN_BCM_SETTIMER (integer): Flag: sets the intervals."},
  {"pysocket.CAN_BCM_STARTTIMER", "CAN_BCM_STARTTIMER (integer): Flag: starts the timer."},
  {"pysocket.CAN_BCM_TX_COUNTEVT", "CAN_BCM_TX_COUNTEVT (integer): Flag: tell when the count has run out."},
  {"pysocket.CAN_BCM_TX_ANNOUNCE", "CAN_BCM_TX_ANNOUNCE (integer): Flag: sends a change at once."},
  {"pysocket.CAN_BCM_TX_CP_CAN_ID", "CAN_BCM_TX_CP_CAN_ID (integer): Flag: copies the identifier into each frame."},
  {"pysocket.CAN_BCM_TX_RESET_MULTI_IDX", "CAN_BCM_TX_RESET_MULTI_IDX (integer): Flag: begins again with the first of several frames."},
  {"pysocket.CAN_BCM_RX_FILTER_ID", "CAN_BCM_RX_FILTER_ID (integer): Flag: by the identifier alone."},
  {"pysocket.CAN_BCM_RX_CHECK_DLC", "CAN_BCM_RX_CHECK_DLC (integer): Flag: a new length is a change too."},
  {"pysocket.CAN_BCM_RX_NO_AUTOTIMER", "CAN_BCM_RX_NO_AUTOTIMER (integer): Flag: the timer that watches for absence is not started by itself."},
  {"pysocket.CAN_BCM_RX_ANNOUNCE_RESUME", "CAN_BCM_RX_ANNOUNCE_RESUME (integer): Flag: tell when a frame that was absent comes again."},
  {"pysocket.CAN_BCM_RX_RTR_FRAME", "CAN_BCM_RX_RTR_FRAME (integer): Flag: answers a remote transmission request."},
  {"pysocket.CAN_BCM_CAN_FD_FRAME", "CAN_BCM_CAN_FD_FRAME (integer): Flag: the frames are CAN FD frames."},
  {"pysocket.J1939_MAX_UNICAST_ADDR", "J1939_MAX_UNICAST_ADDR (integer): The greatest address of one node."},
  {"pysocket.J1939_IDLE_ADDR", "J1939_IDLE_ADDR (integer): The address of a node that has none."},
  {"pysocket.J1939_NO_ADDR", "J1939_NO_ADDR (integer): No address; as a destination, every node."},
  {"pysocket.J1939_NO_NAME", "J1939_NO_NAME (integer): No name."},
  {"pysocket.J1939_NO_PGN", "J1939_NO_PGN (integer): No parameter group."},
  {"pysocket.J1939_PGN_REQUEST", "J1939_PGN_REQUEST (integer): Parameter group: request."},
  {"pysocket.J1939_PGN_ADDRESS_CLAIMED", "J1939_PGN_ADDRESS_CLAIMED (integer): Parameter group: address claimed."},
  {"pysocket.J1939_PGN_ADDRESS_COMMANDED", "J1939_PGN_ADDRESS_COMMANDED (integer): Parameter group: commanded address."},
  {"pysocket.J1939_PGN_PDU1_MAX", "J1939_PGN_PDU1_MAX (integer): The greatest parameter group that has a destination."},
  {"pysocket.J1939_PGN_MAX", "J1939_PGN_MAX (integer): The greatest parameter group."},
  {"pysocket.J1939_FILTER_MAX", "J1939_FILTER_MAX (integer): The most filters of one socket."},
  {"pysocket.SO_J1939_FILTER", "SO_J1939_FILTER (integer): Option: which packets come, structs j1939_filter."},
  {"pysocket.SO_J1939_PROMISC", "SO_J1939_PROMISC (integer): Option: all packets come."},
  {"pysocket.SO_J1939_SEND_PRIO", "SO_J1939_SEND_PRIO (integer): Option: the priority of packets sent, 0 to 7."},
  {"pysocket.SO_J1939_ERRQUEUE", "SO_J1939_ERRQUEUE (integer): Option: tells in the error queue how sending goes on."},
  {"pysocket.SCM_J1939_DEST_ADDR", "SCM_J1939_DEST_ADDR (integer): Ancillary data: the destination's address."},
  {"pysocket.SCM_J1939_DEST_NAME", "SCM_J1939_DEST_NAME (integer): Ancillary data: the destination's name."},
  {"pysocket.SCM_J1939_PRIO", "SCM_J1939_PRIO (integer): Ancillary data: the priority."},
  {"pysocket.SCM_J1939_ERRQUEUE", "SCM_J1939_ERRQUEUE (integer): Ancillary data: from the error queue."},
  {"pysocket.J1939_NLA_PAD", "J1939_NLA_PAD (integer): Attribute from the error queue: padding."},
  {"pysocket.J1939_NLA_BYTES_ACKED", "J1939_NLA_BYTES_ACKED (integer): Attribute from the error queue: how many bytes were acknowledged."},
  {"pysocket.J1939_EE_INFO_NONE", "J1939_EE_INFO_NONE (integer): From the error queue: nothing special."},
  {"pysocket.J1939_EE_INFO_TX_ABORT", "J1939_EE_INFO_TX_ABORT (integer): From the error queue: sending was broken off."},
  {"pysocket.BTPROTO_HCI", "BTPROTO_HCI (integer): Protocol: the host controller interface."},
  {"pysocket.BTPROTO_L2CAP", "BTPROTO_L2CAP (integer): Protocol: packets of logical links."},
  {"pysocket.BTPROTO_RFCOMM", "BTPROTO_RFCOMM (integer): Protocol: streams, as of a serial line."},
  {"pysocket.BTPROTO_SCO", "BTPROTO_SCO (integer): Protocol: voice."},
  {"pysocket.BDADDR_ANY", "BDADDR_ANY (string): \"00:00:00:00:00:00\", any adapter."},
  {"pysocket.BDADDR_LOCAL", "BDADDR_LOCAL (string): \"00:00:00:FF:FF:FF\", this machine's adapter."},
  {"pysocket.HCI_DATA_DIR", "HCI_DATA_DIR (integer): Option of SOL_HCI: recvmsg tells the direction of a packet."},
  {"pysocket.HCI_FILTER", "HCI_FILTER (integer): Option of SOL_HCI: which packets come."},
  {"pysocket.HCI_TIME_STAMP", "HCI_TIME_STAMP (integer): Option of SOL_HCI: recvmsg tells the time of a packet."},
  {"pysocket.errno", "pysocket.errno\
\
The numbers of system errors by their names, and their names by their numbers.\
\
    local errno = require \"pysocket.errno\"\
    if e.errno == errno.EADDRINUSE then …"},
  {"pysocket.errno.errorcode", "errorcode (table<integer, string>): The name of each number: errorcode[2] is \"ENOENT\"."},
  {"pysocket.errno.E2BIG", "E2BIG (integer): Argument list too long."},
  {"pysocket.errno.EACCES", "EACCES (integer): Permission denied."},
  {"pysocket.errno.EADDRINUSE", "EADDRINUSE (integer): Address already in use."},
  {"pysocket.errno.EADDRNOTAVAIL", "EADDRNOTAVAIL (integer): Cannot assign requested address."},
  {"pysocket.errno.EADV", "EADV (integer): Advertise error."},
  {"pysocket.errno.EAFNOSUPPORT", "EAFNOSUPPORT (integer): Address family not supported by protocol."},
  {"pysocket.errno.EAGAIN", "EAGAIN (integer): Resource temporarily unavailable."},
  {"pysocket.errno.EALREADY", "EALREADY (integer): Operation already in progress."},
  {"pysocket.errno.EBADE", "EBADE (integer): Invalid exchange."},
  {"pysocket.errno.EBADF", "EBADF (integer): Bad file descriptor."},
  {"pysocket.errno.EBADFD", "EBADFD (integer): File descriptor in bad state."},
  {"pysocket.errno.EBADMSG", "EBADMSG (integer): Bad message."},
  {"pysocket.errno.EBADR", "EBADR (integer): Invalid request descriptor."},
  {"pysocket.errno.EBADRQC", "EBADRQC (integer): Invalid request code."},
  {"pysocket.errno.EBADSLT", "EBADSLT (integer): Invalid slot."},
  {"pysocket.errno.EBFONT", "EBFONT (integer): Bad font file format."},
  {"pysocket.errno.EBUSY", "EBUSY (integer): Device or resource busy."},
  {"pysocket.errno.ECANCELED", "ECANCELED (integer): Operation canceled."},
  {"pysocket.errno.ECHILD", "ECHILD (integer): No child processes."},
  {"pysocket.errno.ECHRNG", "ECHRNG (integer): Channel number out of range."},
  {"pysocket.errno.ECOMM", "ECOMM (integer): Communication error on send."},
  {"pysocket.errno.ECONNABORTED", "ECONNABORTED (integer): Software caused connection abort."},
  {"pysocket.errno.ECONNREFUSED", "ECONNREFUSED (integer): Connection refused."},
  {"pysocket.errno.ECONNRESET", "ECONNRESET (integer): Connection reset by peer."},
  {"pysocket.errno.EDEADLK", "EDEADLK (integer): Resource deadlock avoided."},
  {"pysocket.errno.EDEADLOCK", "EDEADLOCK (integer): Resource deadlock avoided."},
  {"pysocket.errno.EDESTADDRREQ", "EDESTADDRREQ (integer): Destination address required."},
  {"pysocket.errno.EDOM", "EDOM (integer): Numerical argument out of domain."},
  {"pysocket.errno.EDOTDOT", "EDOTDOT (integer): RFS specific error."},
  {"pysocket.errno.EDQUOT", "EDQUOT (integer): Disk quota exceeded."},
  {"pysocket.errno.EEXIST", "EEXIST (integer): File exists."},
  {"pysocket.errno.EFAULT", "EFAULT (integer): Bad address."},
  {"pysocket.errno.EFBIG", "EFBIG (integer): File too large."},
  {"pysocket.errno.EHOSTDOWN", "EHOSTDOWN (integer): Host is down."},
  {"pysocket.errno.EHOSTUNREACH", "EHOSTUNREACH (integer): No route to host."},
  {"pysocket.errno.EIDRM", "EIDRM (integer): Identifier removed."},
  {"pysocket.errno.EILSEQ", "EILSEQ (integer): Invalid or incomplete multibyte or wide character."},
  {"pysocket.errno.EINPROGRESS", "EINPROGRESS (integer): Operation now in progress."},
  {"pysocket.errno.EINTR", "EINTR (integer): Interrupted system call."},
  {"pysocket.errno.EINVAL", "EINVAL (integer): Invalid argument."},
  {"pysocket.errno.EIO", "EIO (integer): Input/output error."},
  {"pysocket.errno.EISCONN", "EISCONN (integer): Transport endpoint is already connected."},
  {"pysocket.errno.EISDIR", "EISDIR (integer): Is a directory."},
  {"pysocket.errno.EISNAM", "EISNAM (integer): Is a named type file."},
  {"pysocket.errno.EKEYEXPIRED", "EKEYEXPIRED (integer): Key has expired."},
  {"pysocket.errno.EKEYREJECTED", "EKEYREJECTED (integer): Key was rejected by service."},
  {"pysocket.errno.EKEYREVOKED", "EKEYREVOKED (integer): Key has been revoked."},
  {"pysocket.errno.EL2HLT", "EL2HLT (integer): Level 2 halted."},
  {"pysocket.errno.EL2NSYNC", "EL2NSYNC (integer): Level 2 not synchronized."},
  {"pysocket.errno.EL3HLT", "EL3HLT (integer): Level 3 halted."},
  {"pysocket.errno.EL3RST", "EL3RST (integer): Level 3 reset."},
  {"pysocket.errno.ELIBACC", "ELIBACC (integer): Can not access a needed shared library."},
  {"pysocket.errno.ELIBBAD", "ELIBBAD (integer): Accessing a corrupted shared library."},
  {"pysocket.errno.ELIBEXEC", "ELIBEXEC (integer): Cannot exec a shared library directly."},
  {"pysocket.errno.ELIBMAX", "ELIBMAX (integer): Attempting to link in too many shared libraries."},
  {"pysocket.errno.ELIBSCN", "ELIBSCN (integer): .lib section in a.out corrupted."},
  {"pysocket.errno.ELNRNG", "ELNRNG (integer): Link number out of range."},
  {"pysocket.errno.ELOOP", "ELOOP (integer): Too many levels of symbolic links."},
  {"pysocket.errno.EMEDIUMTYPE", "EMEDIUMTYPE (integer): Wrong medium type."},
  {"pysocket.errno.EMFILE", "EMFILE (integer): Too many open files."},
  {"pysocket.errno.EMLINK", "EMLINK (integer): Too many links."},
  {"pysocket.errno.EMSGSIZE", "EMSGSIZE (integer): Message too long."},
  {"pysocket.errno.EMULTIHOP", "EMULTIHOP (integer): Multihop attempted."},
  {"pysocket.errno.ENAMETOOLONG", "ENAMETOOLONG (integer): File name too long."},
  {"pysocket.errno.ENAVAIL", "ENAVAIL (integer): No XENIX semaphores available."},
  {"pysocket.errno.ENETDOWN", "ENETDOWN (integer): Network is down."},
  {"pysocket.errno.ENETRESET", "ENETRESET (integer): Network dropped connection on reset."},
  {"pysocket.errno.ENETUNREACH", "ENETUNREACH (integer): Network is unreachable."},
  {"pysocket.errno.ENFILE", "ENFILE (integer): Too many open files in system."},
  {"pysocket.errno.ENOANO", "ENOANO (integer): No anode."},
  {"pysocket.errno.ENOBUFS", "ENOBUFS (integer): No buffer space available."},
  {"pysocket.errno.ENOCSI", "ENOCSI (integer): No CSI structure available."},
  {"pysocket.errno.ENODATA", "ENODATA (integer): No data available."},
  {"pysocket.errno.ENODEV", "ENODEV (integer): No such device."},
  {"pysocket.errno.ENOENT", "ENOENT (integer): No such file or directory."},
  {"pysocket.errno.ENOEXEC", "ENOEXEC (integer): Exec format error."},
  {"pysocket.errno.ENOKEY", "ENOKEY (integer): Required key not available."},
  {"pysocket.errno.ENOLCK", "ENOLCK (integer): No locks available."},
  {"pysocket.errno.ENOLINK", "ENOLINK (integer): Link has been severed."},
  {"pysocket.errno.ENOMEDIUM", "ENOMEDIUM (integer): No medium found."},
  {"pysocket.errno.ENOMEM", "ENOMEM (integer): Cannot allocate memory."},
  {"pysocket.errno.ENOMSG", "ENOMSG (integer): No message of desired type."},
  {"pysocket.errno.ENONET", "ENONET (integer): Machine is not on the network."},
  {"pysocket.errno.ENOPKG", "ENOPKG (integer): Package not installed."},
  {"pysocket.errno.ENOPROTOOPT", "ENOPROTOOPT (integer): Protocol not available."},
  {"pysocket.errno.ENOSPC", "ENOSPC (integer): No space left on device."},
  {"pysocket.errno.ENOSR", "ENOSR (integer): Out of streams resources."},
  {"pysocket.errno.ENOSTR", "ENOSTR (integer): Device not a stream."},
  {"pysocket.errno.ENOSYS", "ENOSYS (integer): Function not implemented."},
  {"pysocket.errno.ENOTBLK", "ENOTBLK (integer): Block device required."},
  {"pysocket.errno.ENOTCONN", "ENOTCONN (integer): Transport endpoint is not connected."},
  {"pysocket.errno.ENOTDIR", "ENOTDIR (integer): Not a directory."},
  {"pysocket.errno.ENOTEMPTY", "ENOTEMPTY (integer): Directory not empty."},
  {"pysocket.errno.ENOTNAM", "ENOTNAM (integer): Not a XENIX named type file."},
  {"pysocket.errno.ENOTRECOVERABLE", "ENOTRECOVERABLE (integer): State not recoverable."},
  {"pysocket.errno.ENOTSOCK", "ENOTSOCK (integer): Socket operation on non-socket."},
  {"pysocket.errno.ENOTSUP", "ENOTSUP (integer): Operation not supported."},
  {"pysocket.errno.ENOTTY", "ENOTTY (integer): Inappropriate ioctl for device."},
  {"pysocket.errno.ENOTUNIQ", "ENOTUNIQ (integer): Name not unique on network."},
  {"pysocket.errno.ENXIO", "ENXIO (integer): No such device or address."},
  {"pysocket.errno.EOPNOTSUPP", "EOPNOTSUPP (integer): Operation not supported."},
  {"pysocket.errno.EOVERFLOW", "EOVERFLOW (integer): Value too large for defined data type."},
  {"pysocket.errno.EOWNERDEAD", "EOWNERDEAD (integer): Owner died."},
  {"pysocket.errno.EPERM", "EPERM (integer): Operation not permitted."},
  {"pysocket.errno.EPFNOSUPPORT", "EPFNOSUPPORT (integer): Protocol family not supported."},
  {"pysocket.errno.EPIPE", "EPIPE (integer): Broken pipe."},
  {"pysocket.errno.EPROTO", "EPROTO (integer): Protocol error."},
  {"pysocket.errno.EPROTONOSUPPORT", "EPROTONOSUPPORT (integer): Protocol not supported."},
  {"pysocket.errno.EPROTOTYPE", "EPROTOTYPE (integer): Protocol wrong type for socket."},
  {"pysocket.errno.ERANGE", "ERANGE (integer): Numerical result out of range."},
  {"pysocket.errno.EREMCHG", "EREMCHG (integer): Remote address changed."},
  {"pysocket.errno.EREMOTE", "EREMOTE (integer): Object is remote."},
  {"pysocket.errno.EREMOTEIO", "EREMOTEIO (integer): Remote I/O error."},
  {"pysocket.errno.ERESTART", "ERESTART (integer): Interrupted system call should be restarted."},
  {"pysocket.errno.ERFKILL", "ERFKILL (integer): Operation not possible due to RF-kill."},
  {"pysocket.errno.EROFS", "EROFS (integer): Read-only file system."},
  {"pysocket.errno.ESHUTDOWN", "ESHUTDOWN (integer): Cannot send after transport endpoint shutdown."},
  {"pysocket.errno.ESOCKTNOSUPPORT", "ESOCKTNOSUPPORT (integer): Socket type not supported."},
  {"pysocket.errno.ESPIPE", "ESPIPE (integer): Illegal seek."},
  {"pysocket.errno.ESRCH", "ESRCH (integer): No such process."},
  {"pysocket.errno.ESRMNT", "ESRMNT (integer): Srmount error."},
  {"pysocket.errno.ESTALE", "ESTALE (integer): Stale file handle."},
  {"pysocket.errno.ESTRPIPE", "ESTRPIPE (integer): Streams pipe error."},
  {"pysocket.errno.ETIME", "ETIME (integer): Timer expired."},
  {"pysocket.errno.ETIMEDOUT", "ETIMEDOUT (integer): Connection timed out."},
  {"pysocket.errno.ETOOMANYREFS", "ETOOMANYREFS (integer): Too many references: cannot splice."},
  {"pysocket.errno.ETXTBSY", "ETXTBSY (integer): Text file busy."},
  {"pysocket.errno.EUCLEAN", "EUCLEAN (integer): Structure needs cleaning."},
  {"pysocket.errno.EUNATCH", "EUNATCH (integer): Protocol driver not attached."},
  {"pysocket.errno.EUSERS", "EUSERS (integer): Too many users."},
  {"pysocket.errno.EWOULDBLOCK", "EWOULDBLOCK (integer): Resource temporarily unavailable."},
  {"pysocket.errno.EXDEV", "EXDEV (integer): Invalid cross-device link."},
  {"pysocket.errno.EXFULL", "EXFULL (integer): Exchange full."},
  {"pysocket.trace", "pysocket.trace\
\
Shows what the sockets of a program do: one line for each call of a socket, as it ends.\
\
    lua5.4 -l pysocket.trace script.lua\
\
A line has the seconds since the start, the task if there is one, the socket by its number and role, the call with\
its arguments, the result in short or the error, the socket's new state, and how long the call waited:\
\
    0.507613 #1 listener accept() -> fd 5 from ('127.0.0.1', 37948), waited 0.507 s\
    0.507987 #2 connection recv(1024) -> 12 bytes \"Hello, world\"\
    0.508411 #2 connection recv(1024) -> nil (end of stream), half closed\
\
With the environment variable PYSOCKET_TRACE=file.json set records are written into that file instead, one JSON\
object a line, of which pysocket.trace.diagram draws a page. The file is made anew by each process that\
starts with it; a child that fork makes goes on in its parent's, as if it were its parent.\
\
While a trace runs, the methods of socket.socket, the call of the class and socket.socketpair are replaced by\
functions that call them: a program that is traced does what it does without. Errors have the same text and place;\
a traceback has one more line for each call. What a file of makefile or a stream of asyncio reads and writes goes\
past the methods, and is not seen.\
\
  trace.start([file[, output]]) -> trace"},
  {"pysocket.trace.start", "trace.start([file[, output]]) -> trace\
\
Starts a trace, in a program that traces a part of what it does.\
\
    local trace <close> = require \"pysocket.trace\".start()\
\
A trace that is started while another runs takes its place until it is stopped.\
\
- file string|file*?: the path of a file for records, or an open file; nil: what PYSOCKET_TRACE says\
- output file*?: where lines are written, or anything with a method write; nil: standard error, or if there is a file for records, nowhere\
- returns trace pysocket.trace.Trace: to be stopped, or closed\
- Raises: an error if the file cannot be opened\
- Source: this module alone"},
  {"pysocket.trace.Trace", "pysocket.trace.Trace\
\
A trace that runs. It can be closed.\
\
  trace:stop()"},
  {"pysocket.trace.Trace.stop", "trace:stop()\
\
Ends the trace. What is stopped already stays so.\
\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.trace.diagram", "pysocket.trace.diagram\
\
Draws what pysocket.trace has recorded, of one or more processes of this machine, as a sequence diagram.\
\
    PYSOCKET_TRACE=server.json lua5.4 -l pysocket.trace server.lua\
    PYSOCKET_TRACE=client.json lua5.4 -l pysocket.trace client.lua\
    lua5.4 -l pysocket.trace.diagram server.json client.json >page.html\
\
Each socket has a lifeline, in the colour of its state: created, bound, listening, connected, half closed, closed. An\
arrow goes from the call that connects or sends to the call that accepts or receives, a bar is a wait. A click on a\
call shows all that is known of it. The page needs no other file.\
\
  diagram.html(paths) -> page\
  diagram.svg(paths) -> svg"},
  {"pysocket.trace.diagram.html", "diagram.html(paths) -> page\
\
Draws a page of HTML.\
\
- paths string[]: the files of the traces\
- returns page string\
- Raises: an error if a file cannot be read, or is no trace\
- Source: this module alone"},
  {"pysocket.trace.diagram.svg", "diagram.svg(paths) -> svg\
\
Draws the picture alone.\
\
- paths string[]: the files of the traces\
- returns svg string\
- Raises: an error if a file cannot be read, or is no trace\
- Source: this module alone"},
}
