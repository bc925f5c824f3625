--- Made by `make doc` from types/: what socket.help prints, by name.
-- luacheck: ignore 631
return {
  {"pysocket", "pysocket\
\
The equivalent of Python's socket module. Its constants are in pysocket/constants.lua.\
\
    local socket = require \"pysocket\"\
\
Keyword arguments follow one rule in all modules. A table in the position of an optional argument holds keyword\
arguments if each of its keys is the name of a parameter from that position on; otherwise it is a value. An empty\
table holds no keyword arguments, or is the value if the parameter in that position takes tables. Examples:\
s:recv(1024, {flags = socket.MSG_PEEK}), socket.create_connection(address, 3, {source_address = own}),\
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
  socket.address(address) -> address\
  socket.help(what)\
  socket.bytearray([source]) -> b\
\
  Classes: socket.socket, socket.Exception, socket.CancelledError, socket.KeyboardInterrupt, socket.ExceptionGroup,\
  socket.OSError, socket.BlockingIOError, socket.ChildProcessError, socket.ConnectionError, socket.BrokenPipeError,\
  socket.ConnectionAbortedError, socket.ConnectionRefusedError, socket.ConnectionResetError, socket.FileExistsError,\
  socket.FileNotFoundError, socket.InterruptedError, socket.IsADirectoryError, socket.NotADirectoryError,\
  socket.PermissionError, socket.ProcessLookupError, socket.TimeoutError, socket.gaierror, socket.herror"},
  {"pysocket.SocketType", "socket.SocketType (pysocket.socket): Another name for socket."},
  {"pysocket._VERSION", "socket._VERSION (string): The name and version of the module, \"pysocket 1.0.0\"."},
  {"pysocket.has_ipv6", "socket.has_ipv6 (boolean): Always true: the module is built with IPv6."},
  {"pysocket.AddressFamily", "socket.AddressFamily (pysocket.enumeration): The AF_ constants: AddressFamily[2] is \"AF_INET\"."},
  {"pysocket.SocketKind", "socket.SocketKind (pysocket.enumeration): The SOCK_ constants."},
  {"pysocket.MsgFlag", "socket.MsgFlag (pysocket.enumeration): The MSG_ constants."},
  {"pysocket.AddressInfo", "socket.AddressInfo (pysocket.enumeration): The AI_ constants."},
  {"pysocket.error", "socket.error (pysocket.OSError): Another name for OSError."},
  {"pysocket.timeout", "socket.timeout (pysocket.TimeoutError): Another name for TimeoutError."},
  {"pysocket.create_connection", "socket.create_connection(address[, timeout[, source_address[, all_errors]]]) -> s\
\
Connects to a host by TCP. It tries the addresses of the host until one of them answers.\
\
- address pysocket.address.given: {host, port}; the host is a name, an IPv4 address or an IPv6 address\
- timeout number|false?: the timeout in seconds, for each attempt and for the socket afterwards; nil: the default timeout, false: no timeout\
- source_address pysocket.address.given?: the local address to bind before connecting\
- all_errors boolean?: raise all errors, instead of the last one; false by default\
- returns s pysocket.socket: the connected socket\
- Raises: the last error, OSError or a subclass, or with all_errors an ExceptionGroup of all errors; gaierror if the host has no address\
- Source: Python socket.create_connection"},
  {"pysocket.create_server", "socket.create_server(address[, family[, backlog[, reuse_port[, dualstack_ipv6]]]]) -> s\
\
Makes a TCP socket with SO_REUSEADDR, binds it and makes it listen.\
\
- address pysocket.address.given: {host, port}; \"\" means every address, and port 0 any free port\
- family integer?: AF_INET or AF_INET6; AF_INET by default\
- backlog integer?: the maximum number of connections that wait for accept; 128 by default\
- reuse_port boolean?: set SO_REUSEPORT, so that several servers can share the address; false by default\
- dualstack_ipv6 boolean?: accept IPv4 connections too; only with AF_INET6; false by default\
- returns s pysocket.socket: the listening socket\
- Raises: OSError or a subclass, whose strerror names the address; gaierror\
- Source: Python socket.create_server"},
  {"pysocket.has_dualstack_ipv6", "socket.has_dualstack_ipv6() -> yes\
\
Returns whether one socket can accept both IPv4 and IPv6 connections on this system.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python socket.has_dualstack_ipv6"},
  {"pysocket.socketpair", "socket.socketpair([family[, type[, proto]]]) -> a, b\
\
Makes two sockets that are connected to each other.\
\
- family integer?: the address family; AF_UNIX by default\
- type integer?: the socket type; SOCK_STREAM by default\
- proto integer?: the protocol; 0 by default\
- returns a pysocket.socket: one end\
- returns b pysocket.socket: the other end\
- Raises: OSError\
- Source: Python socket.socketpair, socketpair(2)"},
  {"pysocket.fromfd", "socket.fromfd(fd, family, type[, proto]) -> s\
\
Makes a socket object for a copy of a descriptor.\
\
- fd integer|pysocket.descriptor: the descriptor of a socket\
- family integer: its address family\
- type integer: its socket type\
- proto integer?: its protocol; 0 by default\
- returns s pysocket.socket: a socket with the copy, which is close-on-exec\
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
Closes the descriptor of a socket. For a socket object use s:close().\
\
Tasks that wait on it get an error, as with s:close().\
\
- fd integer: a descriptor\
- Raises: OSError\
- Source: Python socket.close, close(2)"},
  {"pysocket.send_fds", "socket.send_fds(sock, buffers, fds[, flags[, address]]) -> count\
\
Sends descriptors to another process over a UNIX socket.\
\
- sock pysocket.socket: a socket of AF_UNIX\
- buffers pysocket.bytes[]: the data to send with them; a stream needs at least one byte\
- fds (integer|pysocket.descriptor)[]: descriptors, sockets or files; they stay open in this process\
- flags integer?: MSG_ flags\
- address pysocket.address.given?: the address of the receiver, if the socket is not connected\
- returns count integer: the number of bytes sent\
- Raises: OSError or a subclass; BlockingIOError, TimeoutError\
- Source: Python socket.send_fds, unix(7)"},
  {"pysocket.recv_fds", "socket.recv_fds(sock, bufsize, maxfds[, flags]) -> data, fds, msg_flags, address\
\
Receives descriptors from another process; they are close-on-exec.\
\
The kernel closes the descriptors beyond maxfds; msg_flags then contains MSG_CTRUNC.\
\
- sock pysocket.socket: a socket of AF_UNIX\
- bufsize integer: the maximum number of bytes of data\
- maxfds integer: the maximum number of descriptors\
- flags integer?: MSG_ flags\
- returns data string?: the data; nil at the end of the stream\
- returns fds integer[]: the descriptors, which the caller must close\
- returns msg_flags integer: the MSG_ flags of the received message\
- returns address pysocket.address?: the address of the sender, if it has one\
- Raises: OSError or a subclass; BlockingIOError, TimeoutError\
- Source: Python socket.recv_fds, unix(7)"},
  {"pysocket.getaddrinfo", "socket.getaddrinfo([host[, port[, family[, type[, proto[, flags]]]]]]) -> rows\
\
Looks up a host and a service. Returns a row for each way in which a socket can reach them.\
\
- host string?: a name or a numeric address; nil: this machine, or with AI_PASSIVE any address\
- port string|integer?: 0 to 65535, or the name of a service\
- family integer?: the address family; AF_UNSPEC, any family, by default\
- type integer?: a SOCK_ constant; 0, any type, by default\
- proto integer?: an IPPROTO_ constant; 0, any protocol, by default\
- flags integer?: AI_ flags\
- returns rows pysocket.addrinfo[]: the rows, in the order in which to try them\
- Raises: gaierror; OSError for EAI_SYSTEM\
- Source: Python socket.getaddrinfo, getaddrinfo(3)"},
  {"pysocket.getnameinfo", "socket.getnameinfo(sockaddr, flags) -> host, port\
\
Returns the host and the service of an address, as names or as numbers.\
\
- sockaddr pysocket.address.given: {host, port[, flowinfo[, scope_id]]}; the host is a numeric address\
- flags integer: NI_ flags, or 0\
- returns host string: its name or numeric address\
- returns port string: the name or number of the service\
- Raises: gaierror; OSError\
- Source: Python socket.getnameinfo, getnameinfo(3)"},
  {"pysocket.gethostbyname", "socket.gethostbyname(hostname) -> address\
\
Returns the IPv4 address of a host. An address is returned unchanged.\
\
- hostname string: a name; \"\" means any address, \"<broadcast>\" the broadcast address\
- returns address string: the address, such as \"127.0.0.1\"\
- Raises: gaierror; OSError\
- Source: Python socket.gethostbyname, getaddrinfo(3)"},
  {"pysocket.gethostbyname_ex", "socket.gethostbyname_ex(hostname) -> name, aliases, addresses\
\
Returns all names and IPv4 addresses of a host.\
\
- hostname string: a name or an address\
- returns name string: the official one\
- returns aliases string[]: other names\
- returns addresses string[]: its IPv4 addresses\
- Raises: herror; gaierror; OSError\
- Source: Python socket.gethostbyname_ex, gethostbyname(3)"},
  {"pysocket.gethostbyaddr", "socket.gethostbyaddr(ip_address) -> name, aliases, addresses\
\
Returns all names of an IPv4 or IPv6 address.\
\
- ip_address string: an address or a name\
- returns name string: the official one\
- returns aliases string[]: other names\
- returns addresses string[]: its addresses of the same family\
- Raises: herror; gaierror; OSError\
- Source: Python socket.gethostbyaddr, gethostbyaddr(3)"},
  {"pysocket.gethostname", "socket.gethostname() -> name\
\
Returns the name of this machine.\
\
- returns name string: the name, usually without the domain\
- Raises: OSError\
- Source: Python socket.gethostname, gethostname(2)"},
  {"pysocket.sethostname", "socket.sethostname(name)\
\
Sets the name of this machine. Only root can do this.\
\
- name string: the new name\
- Raises: PermissionError; OSError\
- Source: Python socket.sethostname, sethostname(2)"},
  {"pysocket.getfqdn", "socket.getfqdn([name]) -> name\
\
Returns the full name of a host: the first of its names that contains a dot.\
\
- name string?: a host; this machine by default\
- returns name string: the full name\
- Raises: nothing; if the host is unknown, the given name is returned\
- Source: Python socket.getfqdn"},
  {"pysocket.getservbyname", "socket.getservbyname(servicename[, protocolname]) -> port\
\
Returns the port of a service.\
\
- servicename string: the name, such as \"http\"\
- protocolname string?: \"tcp\" or \"udp\"; any protocol by default\
- returns port integer: the port of the service\
- Raises: OSError\
- Source: Python socket.getservbyname, getservbyname(3)"},
  {"pysocket.getservbyport", "socket.getservbyport(port[, protocolname]) -> servicename\
\
Returns the service of a port.\
\
- port integer: 0 to 65535\
- protocolname string?: \"tcp\" or \"udp\"; any protocol by default\
- returns servicename string: the name, such as \"http\"\
- Raises: OSError\
- Source: Python socket.getservbyport, getservbyport(3)"},
  {"pysocket.getprotobyname", "socket.getprotobyname(protocolname) -> proto\
\
Returns the number of a protocol.\
\
- protocolname string: the name, such as \"icmp\"\
- returns proto integer: the number, for the third argument of socket.socket\
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
Returns the index of a network interface.\
\
- if_name string: its name, such as \"eth0\"\
- returns index integer: its index, at least 1\
- Raises: OSError\
- Source: Python socket.if_nametoindex, if_nametoindex(3)"},
  {"pysocket.if_indextoname", "socket.if_indextoname(if_index) -> name\
\
Returns the name of a network interface.\
\
- if_index integer: its index, at least 1\
- returns name string: its name, such as \"eth0\"\
- Raises: OSError\
- Source: Python socket.if_indextoname, if_indextoname(3)"},
  {"pysocket.inet_aton", "socket.inet_aton(ip_string) -> packed\
\
Packs an IPv4 address. Short forms such as \"127.1\" are allowed.\
\
- ip_string string: the address, such as \"127.0.0.1\"\
- returns packed string: 4 bytes\
- Raises: OSError if the string is not an IPv4 address\
- Source: Python socket.inet_aton, inet_aton(3)"},
  {"pysocket.inet_ntoa", "socket.inet_ntoa(packed_ip) -> ip_string\
\
Unpacks an IPv4 address.\
\
- packed_ip pysocket.bytes: 4 bytes\
- returns ip_string string: the address, such as \"127.0.0.1\"\
- Raises: OSError if the length is not 4 bytes\
- Source: Python socket.inet_ntoa, inet_ntoa(3)"},
  {"pysocket.inet_pton", "socket.inet_pton(address_family, ip_string) -> packed\
\
Packs an IPv4 or IPv6 address.\
\
- address_family integer: AF_INET or AF_INET6\
- ip_string string: the address, such as \"::1\"\
- returns packed string: 4 or 16 bytes\
- Raises: OSError if the string is not an address of the family\
- Source: Python socket.inet_pton, inet_pton(3)"},
  {"pysocket.inet_ntop", "socket.inet_ntop(address_family, packed_ip) -> ip_string\
\
Unpacks an IPv4 or IPv6 address.\
\
- address_family integer: AF_INET or AF_INET6\
- packed_ip pysocket.bytes: 4 or 16 bytes\
- returns ip_string string: the address, such as \"::1\"\
- Raises: nothing\
- Source: Python socket.inet_ntop, inet_ntop(3)"},
  {"pysocket.ntohl", "socket.ntohl(x) -> x\
\
Converts a 32-bit integer from network to host byte order.\
\
- x integer: 0 to 2^32 - 1\
- returns x integer: in host byte order\
- Raises: nothing\
- Source: Python socket.ntohl, ntohl(3)"},
  {"pysocket.ntohs", "socket.ntohs(x) -> x\
\
Converts a 16-bit integer from network to host byte order.\
\
- x integer: 0 to 65535\
- returns x integer: in host byte order\
- Raises: nothing\
- Source: Python socket.ntohs, ntohs(3)"},
  {"pysocket.htonl", "socket.htonl(x) -> x\
\
Converts a 32-bit integer from host to network byte order.\
\
- x integer: 0 to 2^32 - 1\
- returns x integer: in network byte order\
- Raises: nothing\
- Source: Python socket.htonl, htonl(3)"},
  {"pysocket.htons", "socket.htons(x) -> x\
\
Converts a 16-bit integer from host to network byte order.\
\
- x integer: 0 to 65535\
- returns x integer: in network byte order\
- Raises: nothing\
- Source: Python socket.htons, htons(3)"},
  {"pysocket.CMSG_LEN", "socket.CMSG_LEN(length) -> size\
\
Returns the size of an item of ancillary data, without the padding after it.\
\
- length integer: the size of its data in bytes\
- returns size integer: the size in bytes, for ancbufsize if it is the last item\
- Raises: nothing\
- Source: Python socket.CMSG_LEN, cmsg(3)"},
  {"pysocket.CMSG_SPACE", "socket.CMSG_SPACE(length) -> size\
\
Returns the size of an item of ancillary data, with all its padding.\
\
- length integer: the size of its data in bytes\
- returns size integer: the size in bytes; ancbufsize is the sum of all items\
- Raises: nothing\
- Source: Python socket.CMSG_SPACE, cmsg(3)"},
  {"pysocket.getdefaulttimeout", "socket.getdefaulttimeout() -> seconds\
\
Returns the timeout of new sockets.\
\
- returns seconds number?: nil: no timeout, calls wait for ever\
- Raises: nothing\
- Source: Python socket.getdefaulttimeout"},
  {"pysocket.setdefaulttimeout", "socket.setdefaulttimeout(timeout)\
\
Sets the timeout of new sockets.\
\
- timeout number?: seconds; 0: never wait; nil: wait for ever\
- Raises: nothing\
- Source: Python socket.setdefaulttimeout"},
  {"pysocket.isinstance", "socket.isinstance(value, class) -> yes\
\
Returns whether a value is an instance of a class or of one of its subclasses.\
\
- value any: an error, a socket, or any other value\
- class table: an error class, socket.socket, or a sequence of classes, one of which must match\
- returns yes boolean\
- Raises: nothing\
- Source: Python isinstance"},
  {"pysocket.address", "socket.address(address) -> address\
\
Returns the address object that calls return for an address with these parts.\
\
It is the same table each time, so that it can be used as a key: clients[socket.address{\"127.0.0.1\", 50007}]. It is an IPv6\
address if it has more than two items or a colon in its host, and otherwise an IPv4 address.\
\
- address pysocket.address.given: {host, port} or {host, port, flowinfo, scope_id}, with positions or names; the host is a numeric address, \"\" or \"<broadcast>\"\
- returns address pysocket.address: the address\
- Raises: nothing\
- Source: Python socket, address formats"},
  {"pysocket.help", "socket.help(what)\
\
Prints the entry of the reference for a function, a class or a constant: what it does, its arguments and its errors.\
\
If several classes have the name it prints all their entries; \"file.read\" selects one of them. Without an argument\
it explains how to use it.\
\
- what any: a name, such as \"recv\"; a function, such as s.recv; a class, a socket or another object, or a module; nil: explain the use of help\
- Raises: nothing\
- Source: Python help"},
  {"pysocket.bytearray", "socket.bytearray([source]) -> b\
\
Makes an array of bytes that can be changed.\
\
- source integer|pysocket.bytes?: the size in bytes, which are all zero, or the bytes to copy\
- returns b pysocket.bytearray: a bytearray, whose size never changes\
- Raises: nothing\
- Source: Python bytearray"},
  {"pysocket.socket", "pysocket.socket\
\
A socket.\
\
    local s <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\
\
socket.socket(family, type, proto, fileno) makes a socket, which is close-on-exec from the start:\
\
- family? integer: the address family; AF_INET by default\
- type? integer: the socket type; SOCK_STREAM by default; combining it with SOCK_NONBLOCK has the effect of settimeout(0)\
- proto? integer: the protocol; 0, the default protocol of the family, by default\
- fileno? integer: a descriptor to adopt instead of making one; arguments that are left out are determined from it\
\
tostring(s) shows its descriptor, family, type and addresses. It is closed by s:close(), at the end of a\
<close> variable's block, or by the garbage collector.\
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
  {"pysocket.socket.family", "s.family (integer): The address family. Read only."},
  {"pysocket.socket.type", "s.type (integer): The socket type, without SOCK_NONBLOCK and SOCK_CLOEXEC. Read only."},
  {"pysocket.socket.proto", "s.proto (integer): The protocol. Read only."},
  {"pysocket.socket.timeout", "s.timeout (number?): The timeout in seconds, as gettimeout returns it. Read only."},
  {"pysocket.socket.bind", "s:bind(address)\
\
Binds the socket to a local address.\
\
- address pysocket.address.given: {host, port}, a path, or another address of the family\
- Raises: OSError such as EADDRINUSE and EADDRNOTAVAIL, or EINVAL if the socket is bound already; PermissionError; gaierror; with AF_UNIX FileNotFoundError, NotADirectoryError\
- Source: Python socket.socket.bind, bind(2)"},
  {"pysocket.socket.listen", "s:listen([backlog])\
\
Makes the socket listen, so that it can accept connections.\
\
- backlog integer?: the maximum number of connections that wait for accept, at least 0; 128 by default\
- Raises: OSError\
- Source: Python socket.socket.listen, listen(2)"},
  {"pysocket.socket.accept", "s:accept() -> conn, address\
\
Accepts the next connection, and waits until there is one.\
\
for conn, address in s.accept, s do accepts one connection after the other. The new socket has the default timeout.\
\
If the process has no free descriptor, accept waits until one is free, but no longer than the timeout. It reports this once, on stderr or to the exception handler of the loop. With timeout 0 it does not wait.\
\
- returns conn pysocket.socket: the connection\
- returns address pysocket.address: the address of the peer\
- Raises: BlockingIOError, TimeoutError; OSError or a subclass\
- Source: Python socket.socket.accept, accept(2)"},
  {"pysocket.socket.connect", "s:connect(address)\
\
Connects to an address.\
\
The timeout limits the whole call, including the lookup of a host name.\
\
- address pysocket.address.given: {host, port}, a path, or another address of the family\
- Raises: ConnectionRefusedError, TimeoutError, BlockingIOError; OSError or a subclass; gaierror\
- Source: Python socket.socket.connect, connect(2)"},
  {"pysocket.socket.connect_ex", "s:connect_ex(address) -> errno\
\
Connects, and returns the errno instead of raising it.\
\
- address pysocket.address.given: as for connect\
- returns errno integer: 0 if the socket is connected, EAGAIN if the timeout has expired\
- Raises: gaierror\
- Source: Python socket.socket.connect_ex, connect(2)"},
  {"pysocket.socket.shutdown", "s:shutdown(how)\
\
Shuts down one direction of the connection, or both. Data that has arrived can still be received.\
\
- how integer: SHUT_RD, SHUT_WR or SHUT_RDWR\
- Raises: OSError\
- Source: Python socket.socket.shutdown, shutdown(2)"},
  {"pysocket.socket.getsockname", "s:getsockname() -> address\
\
Returns the local address of the socket.\
\
- returns address pysocket.address: the address, with the port that the kernel chose\
- Raises: OSError\
- Source: Python socket.socket.getsockname, getsockname(2)"},
  {"pysocket.socket.getpeername", "s:getpeername() -> address\
\
Returns the address of the peer.\
\
- returns address pysocket.address: the address of the peer\
- Raises: OSError such as ENOTCONN\
- Source: Python socket.socket.getpeername, getpeername(2)"},
  {"pysocket.socket.recv", "s:recv(bufsize[, flags]) -> data\
\
Receives up to bufsize bytes, and waits until there are some.\
\
- bufsize integer: the maximum number of bytes; a large number costs no memory\
- flags integer?: MSG_ flags\
- returns data string?: the data; nil at the end of the stream; an empty datagram is \"\"\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recv, recv(2)"},
  {"pysocket.socket.recvfrom", "s:recvfrom(bufsize[, flags]) -> data, address\
\
Receives data, and returns the address of the sender too.\
\
- bufsize integer: the maximum number of bytes; the rest of a longer datagram is lost\
- flags integer?: MSG_ flags\
- returns data string?: the data; nil at the end of the stream; an empty datagram is \"\"\
- returns address pysocket.address?: the address of the sender; nil if there is none, as in a stream\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recvfrom, recvfrom(2)"},
  {"pysocket.socket.recv_into", "s:recv_into(buffer[, nbytes[, flags]]) -> count\
\
Receives data into a buffer, without making a string.\
\
- buffer pysocket.bytearray: a bytearray or a view\
- nbytes integer?: the maximum number of bytes; 0, the default: the size of the buffer\
- flags integer?: MSG_ flags\
- returns count integer: the number of bytes received; 0 at the end of the stream\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recv_into, recv(2)"},
  {"pysocket.socket.recvfrom_into", "s:recvfrom_into(buffer[, nbytes[, flags]]) -> count, address\
\
Receives data into a buffer, and returns the address of the sender too.\
\
- buffer pysocket.bytearray: a bytearray or a view\
- nbytes integer?: the maximum number of bytes; 0, the default: the size of the buffer\
- flags integer?: MSG_ flags\
- returns count integer: the number of bytes received; 0 at the end of the stream\
- returns address pysocket.address?: the address of the sender; nil if there is none\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recvfrom_into, recvfrom(2)"},
  {"pysocket.socket.recvmsg", "s:recvmsg(bufsize[, ancbufsize[, flags]]) -> data, ancdata, msg_flags, address\
\
Receives data and ancillary data; received descriptors are close-on-exec.\
\
- bufsize integer: the maximum number of bytes of data\
- ancbufsize integer?: the number of bytes for ancillary data, see CMSG_SPACE; 0, none, by default\
- flags integer?: MSG_ flags\
- returns data string?: the data; nil at the end of the stream\
- returns ancdata pysocket.ancillary[]: the ancillary data\
- returns msg_flags integer: the MSG_ flags of the received message, such as MSG_TRUNC\
- returns address pysocket.address?: the address of the sender; nil if there is none\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recvmsg, recvmsg(2)"},
  {"pysocket.socket.recvmsg_into", "s:recvmsg_into(buffers[, ancbufsize[, flags]]) -> nbytes, ancdata, msg_flags, address\
\
Receives data into several buffers, and ancillary data.\
\
- buffers pysocket.bytearray[]: bytearrays and views, filled one after the other\
- ancbufsize integer?: the number of bytes for ancillary data; 0, none, by default\
- flags integer?: MSG_ flags\
- returns nbytes integer: the number of bytes received; 0 at the end of the stream\
- returns ancdata pysocket.ancillary[]: the ancillary data\
- returns msg_flags integer: the MSG_ flags of the received message\
- returns address pysocket.address?: the address of the sender; nil if there is none\
- Raises: BlockingIOError, TimeoutError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.recvmsg_into, recvmsg(2)"},
  {"pysocket.socket.send", "s:send(data[, flags]) -> count\
\
Sends data. It may send only a part: as much as the kernel accepts at once.\
\
- data pysocket.bytes: what to send\
- flags integer?: MSG_ flags\
- returns count integer: the number of bytes sent\
- Raises: BlockingIOError, TimeoutError, BrokenPipeError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.send, send(2)"},
  {"pysocket.socket.sendall", "s:sendall(data[, flags])\
\
Sends all the data. The timeout limits the whole call.\
\
- data pysocket.bytes: what to send\
- flags integer?: MSG_ flags\
- Raises: the errors of send, whose bytes_sent is the number of bytes that the kernel had accepted: BlockingIOError, TimeoutError, BrokenPipeError, ConnectionResetError; OSError or a subclass\
- Source: Python socket.socket.sendall, send(2)"},
  {"pysocket.socket.sendto", "s:sendto(data, flags, address) -> count\
\
Sends data to an address: s:sendto(data, address) or s:sendto(data, flags, address).\
\
- data pysocket.bytes: what to send\
- flags integer?: MSG_ flags\
- address pysocket.address.given: the receiver\
- returns count integer: the number of bytes sent\
- Also: fun(data: pysocket.bytes, address: pysocket.address.given): integer.\
- Raises: BlockingIOError, TimeoutError, PermissionError; OSError or a subclass; gaierror\
- Source: Python socket.socket.sendto, sendto(2)"},
  {"pysocket.socket.sendmsg", "s:sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\
\
Sends several buffers as one message, with ancillary data.\
\
- buffers pysocket.bytes[]: the data, at most 1024 buffers\
- ancdata (pysocket.ancillary|table)[]?: items {cmsg_level, cmsg_type, cmsg_data}\
- flags integer?: MSG_ flags\
- address pysocket.address.given?: the address of the receiver, if the socket is not connected\
- returns count integer: the number of bytes sent\
- Raises: BlockingIOError, TimeoutError, BrokenPipeError, ConnectionResetError; OSError or a subclass; gaierror\
- Source: Python socket.socket.sendmsg, sendmsg(2)"},
  {"pysocket.socket.sendmsg_afalg", "s:sendmsg_afalg(msg, op[, iv[, assoclen[, flags]]]) -> count\
\
Starts an operation of the kernel's crypto API. Only sockets of AF_ALG have this method.\
\
s:sendmsg_afalg(buffers, {op = socket.ALG_OP_ENCRYPT, iv = iv})\
\
- msg pysocket.bytes[]?: the data\
- op integer: an ALG_OP_ constant\
- iv pysocket.bytes?: the initialization vector\
- assoclen integer?: the number of bytes that are authenticated and not encrypted\
- flags integer?: MSG_ flags\
- returns count integer: the number of bytes sent\
- Raises: OSError or a subclass\
- Source: Python socket.socket.sendmsg_afalg, sendmsg(2)"},
  {"pysocket.socket.sendfile", "s:sendfile(file[, offset[, count]]) -> count\
\
Sends a file up to its end. A regular file is sent with the sendfile system call, any other file by reading and sending.\
\
The timeout limits the whole call. Afterwards the position of the file is after the data that was sent.\
\
- file any: a file of io.open, a descriptor, or an object with a method read or fileno\
- offset integer?: the number of bytes at the start of the file to skip; 0 by default\
- count integer?: the maximum number of bytes; the whole file by default\
- returns count integer: the number of bytes sent\
- Raises: the errors of sendall, with bytes_sent: TimeoutError, BrokenPipeError, ConnectionResetError; OSError or a subclass. A string if the socket is not a stream or has the timeout 0\
- Source: Python socket.socket.sendfile, sendfile(2)"},
  {"pysocket.socket.makefile", "s:makefile([mode[, buffering[, encoding[, errors[, newline[, max_line]]]]]]) -> file\
\
Makes a file object, which has the methods of Lua's own files.\
\
After s:close() the socket stays open until the last of its files is closed.\
\
- mode string?: \"r\", \"w\" or \"rw\"; \"r\" by default; a \"b\" is allowed and has no effect\
- buffering integer?: the number of bytes to receive or send at once; 0: no more than a call asks for; -1, the default: 65536\
- encoding string?: no effect: files carry bytes\
- errors string?: no effect\
- newline string?: \"\" or \"\\n\": line ends are not translated\
- max_line integer?: the maximum length of a line in bytes; 65536 by default\
- returns file pysocket.file: a file for reading, writing or both\
- Raises: nothing\
- Source: Python socket.socket.makefile"},
  {"pysocket.socket.getsockopt", "s:getsockopt(level, optname[, buflen]) -> value\
\
Returns an option: an integer, or with a length the bytes of a struct.\
\
- level integer: SOL_SOCKET, or a protocol such as IPPROTO_TCP\
- optname integer: an option such as SO_REUSEADDR\
- buflen integer?: the length in bytes, at most 1024; 0, the default, for an integer\
- returns value string|integer: the value of the option\
- Also: fun(level: integer, optname: integer): integer.\
- Raises: OSError such as ENOPROTOOPT\
- Source: Python socket.socket.getsockopt, getsockopt(2)"},
  {"pysocket.socket.setsockopt", "s:setsockopt(level, optname, value[, optlen])\
\
Sets an option: an integer, a boolean, the bytes of a struct, or nil with a length.\
\
- level integer: SOL_SOCKET, or a protocol such as IPPROTO_TCP\
- optname integer: an option such as SO_REUSEADDR\
- value integer|boolean|string|pysocket.bytearray|nil: the value of the option; a string stands for its bytes, even \"9\"\
- optlen integer?: the length in bytes, if the value is nil\
- Raises: OSError such as ENOPROTOOPT; PermissionError\
- Source: Python socket.socket.setsockopt, setsockopt(2)"},
  {"pysocket.socket.settimeout", "s:settimeout(value)\
\
Sets how long each call may wait.\
\
- value number?: seconds for a call as a whole; 0: never wait; nil: wait for ever\
- Raises: OSError\
- Source: Python socket.socket.settimeout"},
  {"pysocket.socket.gettimeout", "s:gettimeout() -> seconds\
\
Returns how long each call may wait.\
\
- returns seconds number?: 0: calls never wait; nil: calls wait for ever\
- Raises: nothing\
- Source: Python socket.socket.gettimeout"},
  {"pysocket.socket.setblocking", "s:setblocking(flag)\
\
Sets whether calls wait: true means settimeout(nil), false means settimeout(0).\
\
- flag boolean: whether calls wait\
- Raises: OSError\
- Source: Python socket.socket.setblocking"},
  {"pysocket.socket.getblocking", "s:getblocking() -> yes\
\
Returns whether calls wait.\
\
- returns yes boolean: false if the timeout is 0\
- Raises: nothing\
- Source: Python socket.socket.getblocking"},
  {"pysocket.socket.fileno", "s:fileno() -> fd\
\
Returns the descriptor of the socket.\
\
- returns fd integer: -1 if the socket is closed\
- Raises: nothing\
- Source: Python socket.socket.fileno"},
  {"pysocket.socket.close", "s:close()\
\
Closes the socket. A second call does nothing.\
\
If files made from it are still open, it is closed together with the last of them. Other tasks that wait on it get EBADF.\
\
- Raises: OSError\
- Source: Python socket.socket.close, close(2)"},
  {"pysocket.socket.detach", "s:detach() -> fd\
\
Detaches the descriptor: the object is closed, but the descriptor stays open.\
\
The descriptor blocks if the timeout was nil, even if the socket was used in a task.\
\
- returns fd integer: the descriptor, which the caller must close; -1 if the socket was closed\
- Raises: nothing\
- Source: Python socket.socket.detach"},
  {"pysocket.socket.dup", "s:dup() -> s\
\
Makes another object for the same socket, with a copy of the descriptor.\
\
- returns s pysocket.socket: a socket with the same timeout\
- Raises: OSError\
- Source: Python socket.socket.dup, fcntl(2)"},
  {"pysocket.socket.get_inheritable", "s:get_inheritable() -> inheritable\
\
Returns whether a program that this process executes inherits the descriptor.\
\
- returns inheritable boolean: false by default\
- Raises: OSError\
- Source: Python socket.socket.get_inheritable, fcntl(2)"},
  {"pysocket.socket.set_inheritable", "s:set_inheritable(inheritable)\
\
Sets whether a program that this process executes inherits the descriptor.\
\
true also makes the descriptor block if the timeout is nil. A task that uses the socket later makes it non-blocking again, also for the other program, because both share the open file.\
\
- inheritable boolean: true if it does\
- Raises: OSError\
- Source: Python socket.socket.set_inheritable, fcntl(2)"},
  {"pysocket.file", "pysocket.file\
\
A file made from a socket by s:makefile.\
\
It has the methods of Lua's files, and those of Python's files that have other names.\
\
An error loses no data that was received or written: the next call continues with it. The file is closed by\
f:close(), at the end of a <close> variable's block, or by the garbage collector.\
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
  {"pysocket.file.closed", "f.closed (boolean): Whether the file is closed."},
  {"pysocket.file.mode", "f.mode (string): The mode that the file was made with."},
  {"pysocket.file.name", "f.name (integer): The descriptor that the socket had when the file was made."},
  {"pysocket.file.max_line", "f.max_line (integer): The maximum length of a line in bytes; it can be set."},
  {"pysocket.file.read", "f:read([...]) -> ...\
\
Reads according to formats: \"l\" a line without its end (the default), \"L\" a line with its end, \"a\" everything up to the end of the stream, \"n\" a number, an integer that many bytes.\
\
f:read(0) tests for the end of the stream, as with Lua's files: it waits until there is data, and returns \"\", or until the stream ends, and returns nil.\
\
- ... string|integer: the formats\
- returns ... string|number|nil: a value for each format; nil at the end of the stream, but \"\" for \"a\"\
- Raises: the errors of recv: TimeoutError, BlockingIOError, ConnectionResetError; OSError with EMSGSIZE for a line longer than max_line, or if the file was not made for reading. A string if the file is closed\
- Source: Lua file:read, Python io.BufferedIOBase.read"},
  {"pysocket.file.lines", "f:lines([...]) -> iterator, state\
\
Returns an iterator that reads according to the formats until the end: for line in f:lines() do.\
\
- ... string|integer: the formats; \"l\" by default\
- returns iterator fun(...): any: for the for loop\
- returns state any: of the iterator\
- Raises: at each step the errors of read: TimeoutError, BlockingIOError, ConnectionResetError; OSError\
- Source: Lua file:lines"},
  {"pysocket.file.read1", "f:read1([size]) -> data\
\
Reads the data that has arrived, and waits only if there is none.\
\
- size integer?: the maximum number of bytes; 0: read nothing and do not wait\
- returns data string?: the data; nil at the end of the stream\
- Raises: the errors of read: TimeoutError, BlockingIOError, ConnectionResetError; OSError\
- Source: Python io.BufferedIOBase.read1"},
  {"pysocket.file.readline", "f:readline([size]) -> line\
\
Reads a line with its end.\
\
- size integer?: the maximum number of bytes; the rest of a longer line is left for the next call\
- returns line string?: the line; nil at the end of the stream\
- Raises: the errors of read: TimeoutError, BlockingIOError, ConnectionResetError; OSError\
- Source: Python io.IOBase.readline"},
  {"pysocket.file.readlines", "f:readlines([hint]) -> lines\
\
Reads all lines with their ends.\
\
- hint integer?: stop when the lines have more than this number of bytes\
- returns lines string[]: the lines up to the end of the stream\
- Raises: the errors of read: TimeoutError, BlockingIOError, ConnectionResetError; OSError\
- Source: Python io.IOBase.readlines"},
  {"pysocket.file.write", "f:write([...]) -> self\
\
Writes data into the buffer of the file, which is sent when it is full, by flush and by close.\
\
- ... pysocket.bytes: the data\
- returns self pysocket.file: the file, so that calls can be chained\
- Raises: the errors of sendall; data that was not sent stays in the buffer, and flush continues with it: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Lua file:write, Python io.BufferedIOBase.write"},
  {"pysocket.file.writelines", "f:writelines(lines)\
\
Writes several strings. It adds no line ends.\
\
- lines pysocket.bytes[]: the strings\
- Raises: the errors of write: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Python io.IOBase.writelines"},
  {"pysocket.file.flush", "f:flush() -> self\
\
Sends the data in the buffer.\
\
- returns self pysocket.file: the file\
- Raises: the errors of write: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Lua file:flush, Python io.IOBase.flush"},
  {"pysocket.file.setvbuf", "f:setvbuf(mode[, size]) -> ok\
\
Sets when written data is sent: \"no\" means at once, \"full\" when the buffer has more than size bytes, \"line\" also at each line end.\
\
With \"no\", reading takes no more data from the socket than a call needs.\
\
- mode \"no\"|\"full\"|\"line\": when data is sent\
- size integer?: the size of the buffer in bytes; 65536 by default\
- returns ok true: always true\
- Raises: the errors of flush: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Lua file:setvbuf"},
  {"pysocket.file.close", "f:close() -> ok\
\
Sends the data in the buffer, and closes the file even if that fails. A second call does nothing.\
\
While another task is writing to the file, it is an error, and the file stays open.\
\
- returns ok true: always true\
- Raises: the errors of flush: TimeoutError, BlockingIOError, BrokenPipeError, ConnectionResetError; OSError\
- Source: Lua file:close, Python io.IOBase.close"},
  {"pysocket.file.seek", "f:seek() -> position, message, errno\
\
Fails as with Lua's own files on a pipe, because a stream has no position.\
\
- returns position nil: always nil\
- returns message string: \"not seekable\"\
- returns errno integer: ESPIPE\
- Raises: nothing\
- Source: Lua file:seek"},
  {"pysocket.file.readable", "f:readable() -> yes\
\
Returns whether the file can be read from.\
\
- returns yes boolean: depends on its mode\
- Raises: a string if the file is closed\
- Source: Python io.IOBase.readable"},
  {"pysocket.file.writable", "f:writable() -> yes\
\
Returns whether the file can be written to.\
\
- returns yes boolean: depends on its mode\
- Raises: a string if the file is closed\
- Source: Python io.IOBase.writable"},
  {"pysocket.file.seekable", "f:seekable() -> no\
\
Returns whether the file has a position. It never has, because it is a stream.\
\
- returns no false: always false\
- Raises: a string if the file is closed\
- Source: Python io.IOBase.seekable"},
  {"pysocket.file.fileno", "f:fileno() -> fd\
\
Returns the descriptor of the socket.\
\
- returns fd integer: -1 if the socket is detached\
- Raises: a string if the file is closed\
- Source: Python io.IOBase.fileno"},
  {"pysocket.bytearray", "pysocket.bytearray\
\
An array of bytes that can be changed, made by socket.bytearray, or a view of a part of one, made by b:view.\
\
Positions count from 1, and negative positions from the end, as in string.sub. #b is the number of bytes, bi\
is a byte (nil if the position does not exist), b[i] = byte sets a byte, a == b compares the bytes, and a .. b\
makes a string. The size never changes.\
\
  b:view([i[, j[, view]]]) -> view\
  b:sub([i[, j]]) -> bytes\
  b:byte([i[, j]]) -> ...\
  b:fill([byte[, i[, j]]]) -> self\
  b:set(i, bytes) -> self"},
  {"pysocket.bytearray.view", "b:view([i[, j[, view]]]) -> view\
\
Makes a view of the bytes from i to j. It shares their memory, and keeps that memory alive.\
\
- i integer?: the first byte; 1 by default\
- j integer?: the last byte; -1 by default\
- view pysocket.bytearray?: an existing view of the same bytearray, which is moved and returned, so that a loop creates no garbage\
- returns view pysocket.bytearray: the view\
- Raises: nothing\
- Source: Python memoryview"},
  {"pysocket.bytearray.sub", "b:sub([i[, j]]) -> bytes\
\
Copies the bytes from i to j into a string.\
\
- i integer?: the first byte; 1 by default\
- j integer?: the last byte; -1 by default\
- returns bytes string: the copy\
- Raises: nothing\
- Source: Lua string.sub"},
  {"pysocket.bytearray.byte", "b:byte([i[, j]]) -> ...\
\
Returns the bytes from i to j as integers.\
\
- i integer?: the first byte; 1 by default\
- j integer?: the last byte; i by default\
- returns ... integer: the bytes, 0 to 255\
- Raises: nothing\
- Source: Lua string.byte"},
  {"pysocket.bytearray.fill", "b:fill([byte[, i[, j]]]) -> self\
\
Sets each byte from i to j to one value.\
\
- byte integer?: the value, 0 to 255; 0 by default\
- i integer?: the first byte; 1 by default\
- j integer?: the last byte; -1 by default\
- returns self pysocket.bytearray: the object itself\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.bytearray.set", "b:set(i, bytes) -> self\
\
Copies bytes to the positions from i on. All of them must fit.\
\
- i integer: the position of the first byte\
- bytes pysocket.bytes: the bytes to copy\
- returns self pysocket.bytearray: the object itself\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.address.inet", "pysocket.address.inet\
\
An address of AF_INET, which is IPv4, or of AF_RDS."},
  {"pysocket.address.inet.host", "address.inet.host (string): The address, such as \"127.0.0.1\". A call also accepts a name, \"\" for any address and \"<broadcast>\"."},
  {"pysocket.address.inet.port", "address.inet.port (integer): The port, 0 to 65535."},
  {"pysocket.address.inet6", "pysocket.address.inet6\
\
An address of AF_INET6, which is IPv6."},
  {"pysocket.address.inet6.host", "address.inet6.host (string): The address, such as \"::1\". A call also accepts a name, \"\" for any address, and a scope, as in \"fe80::1%eth0\"."},
  {"pysocket.address.inet6.port", "address.inet6.port (integer): The port, 0 to 65535."},
  {"pysocket.address.inet6.flowinfo", "address.inet6.flowinfo (integer): The flow label, 0 to 1048575; optional."},
  {"pysocket.address.inet6.scope_id", "address.inet6.scope_id (integer): The index of the interface of a link-local address; optional."},
  {"pysocket.address.packet", "pysocket.address.packet\
\
An address of AF_PACKET, for packets of a network interface."},
  {"pysocket.address.packet.ifname", "address.packet.ifname (string): The name of the interface, such as \"eth0\"."},
  {"pysocket.address.packet.proto", "address.packet.proto (integer): The protocol in host byte order, an ETHERTYPE_ or ETH_P_ constant."},
  {"pysocket.address.packet.pkttype", "address.packet.pkttype (integer): A PACKET_ constant; optional."},
  {"pysocket.address.packet.hatype", "address.packet.hatype (integer): The hardware type of ARP; optional."},
  {"pysocket.address.packet.addr", "address.packet.addr (string): The hardware address as bytes; optional."},
  {"pysocket.address.netlink", "pysocket.address.netlink\
\
An address of AF_NETLINK, for messages to and from the kernel."},
  {"pysocket.address.netlink.pid", "address.netlink.pid (integer): The port. 0 is the kernel; with bind 0 lets the kernel choose the port."},
  {"pysocket.address.netlink.groups", "address.netlink.groups (integer): The multicast groups, one bit for each."},
  {"pysocket.address.vsock", "pysocket.address.vsock\
\
An address of AF_VSOCK, for virtual machines."},
  {"pysocket.address.vsock.cid", "address.vsock.cid (integer): The machine, such as VMADDR_CID_HOST."},
  {"pysocket.address.vsock.port", "address.vsock.port (integer): The port, 0 to 2^32 - 1."},
  {"pysocket.address.can", "pysocket.address.can\
\
An address of AF_CAN with CAN_RAW or CAN_BCM."},
  {"pysocket.address.can.interface", "address.can.interface (string): The name, such as \"can0\"; \"\" is every interface."},
  {"pysocket.address.isotp", "pysocket.address.isotp\
\
An address of AF_CAN with CAN_ISOTP."},
  {"pysocket.address.isotp.interface", "address.isotp.interface (string): The name, such as \"can0\"."},
  {"pysocket.address.isotp.rx_addr", "address.isotp.rx_addr (integer): The identifier of the frames to receive."},
  {"pysocket.address.isotp.tx_addr", "address.isotp.tx_addr (integer): The identifier of the frames to send."},
  {"pysocket.address.j1939", "pysocket.address.j1939\
\
An address of AF_CAN with CAN_J1939."},
  {"pysocket.address.j1939.interface", "address.j1939.interface (string): The name, such as \"can0\"."},
  {"pysocket.address.j1939.name", "address.j1939.name (integer): The 64-bit name. If its highest bit is set, it is negative in Lua."},
  {"pysocket.address.j1939.pgn", "address.j1939.pgn (integer): The parameter group."},
  {"pysocket.address.j1939.addr", "address.j1939.addr (integer): The address of the node, 0 to 255."},
  {"pysocket.address.alg", "pysocket.address.alg\
\
An address of AF_ALG, which names an algorithm of the kernel's crypto API."},
  {"pysocket.address.alg.type", "address.alg.type (string): \"aead\", \"hash\", \"skcipher\" or \"rng\"."},
  {"pysocket.address.alg.name", "address.alg.name (string): The name, such as \"sha256\"; /proc/crypto lists the names."},
  {"pysocket.address.alg.feat", "address.alg.feat (integer): The features; optional."},
  {"pysocket.address.alg.mask", "address.alg.mask (integer): The mask of the features; optional."},
  {"pysocket.address.tipc", "pysocket.address.tipc\
\
An address of AF_TIPC, for a service in a cluster."},
  {"pysocket.address.tipc.addr_type", "address.tipc.addr_type (integer): A TIPC_ADDR_ constant."},
  {"pysocket.address.tipc.v1", "address.tipc.v1 (integer): The name's type, or the node of TIPC_ADDR_ID."},
  {"pysocket.address.tipc.v2", "address.tipc.v2 (integer): The name, the lowest of a range, or the socket of TIPC_ADDR_ID."},
  {"pysocket.address.tipc.v3", "address.tipc.v3 (integer): The highest name of TIPC_ADDR_NAMESEQ; otherwise 0."},
  {"pysocket.address.tipc.scope", "address.tipc.scope (integer): A TIPC_ scope constant; optional."},
  {"pysocket.address.qipcrtr", "pysocket.address.qipcrtr\
\
An address of AF_QIPCRTR, Qualcomm's IPC router."},
  {"pysocket.address.qipcrtr.node", "address.qipcrtr.node (integer): The node, 0 to 2^32 - 1."},
  {"pysocket.address.qipcrtr.port", "address.qipcrtr.port (integer): The port, 0 to 2^32 - 1."},
  {"pysocket.address.l2cap", "pysocket.address.l2cap\
\
An address of AF_BLUETOOTH with BTPROTO_L2CAP. With BTPROTO_HCI an address is an integer, with BTPROTO_SCO a string."},
  {"pysocket.address.l2cap.bdaddr", "address.l2cap.bdaddr (string): The device address, such as \"00:11:22:AA:BB:CC\"."},
  {"pysocket.address.l2cap.psm", "address.l2cap.psm (integer): The protocol/service multiplexer, 0 to 65535."},
  {"pysocket.address.rfcomm", "pysocket.address.rfcomm\
\
An address of AF_BLUETOOTH with BTPROTO_RFCOMM."},
  {"pysocket.address.rfcomm.bdaddr", "address.rfcomm.bdaddr (string): The device address, such as \"00:11:22:AA:BB:CC\"."},
  {"pysocket.address.rfcomm.channel", "address.rfcomm.channel (integer): The channel, 0 to 255."},
  {"pysocket.address.raw", "pysocket.address.raw\
\
An address of a family that the module does not know."},
  {"pysocket.address.raw.family", "address.raw.family (integer): The number of the family."},
  {"pysocket.address.raw.data", "address.raw.data (string): All bytes of the address after the family."},
  {"pysocket.addrinfo", "pysocket.addrinfo\
\
A row of socket.getaddrinfo: the arguments for socket.socket, and the address for connect or bind."},
  {"pysocket.addrinfo.family", "addrinfo.family (integer): An AF_ constant."},
  {"pysocket.addrinfo.type", "addrinfo.type (integer): A SOCK_ constant."},
  {"pysocket.addrinfo.proto", "addrinfo.proto (integer): An IPPROTO_ constant."},
  {"pysocket.addrinfo.canonname", "addrinfo.canonname (string): The official name with AI_CANONNAME; otherwise \"\"."},
  {"pysocket.addrinfo.sockaddr", "addrinfo.sockaddr (pysocket.address): The address."},
  {"pysocket.interface", "pysocket.interface\
\
A row of socket.if_nameindex."},
  {"pysocket.interface.index", "interface.index (integer): The index, at least 1."},
  {"pysocket.interface.name", "interface.name (string): The name, such as \"eth0\"."},
  {"pysocket.ancillary", "pysocket.ancillary\
\
An item of ancillary data, which s:recvmsg returns. s:sendmsg accepts plain tables too."},
  {"pysocket.ancillary.cmsg_level", "ancillary.cmsg_level (integer): A SOL_ or IPPROTO_ constant."},
  {"pysocket.ancillary.cmsg_type", "ancillary.cmsg_type (integer): The type, such as SCM_RIGHTS."},
  {"pysocket.ancillary.cmsg_data", "ancillary.cmsg_data (string): The bytes of the item."},
  {"pysocket.Exception", "pysocket.Exception\
\
The base class of all errors: Exception(message).\
\
An error can be concatenated: \"failed: \" .. e uses the text that tostring(e) returns."},
  {"pysocket.Exception.message", "Exception.message (any): The description of an error that has no errno, such as TimeoutError."},
  {"pysocket.Exception.where", "Exception.where (string?): The position of the call, such as \"demo.lua:12\"."},
  {"pysocket.Exception.call", "Exception.call (string?): The name of the call, such as \"connect\"."},
  {"pysocket.OSError", "pysocket.OSError\
\
The base class of all system errors: OSError(errno, strerror[, filename]) makes an object of the subclass for that errno.\
\
An example of its text is demo.lua:12: ConnectionRefusedError: [Errno 111] Connection refused: connect ('127.0.0.1', 50007).\
For a few common errors another sentence explains the usual cause."},
  {"pysocket.OSError.errno", "OSError.errno (integer?): The number of the error, as in pysocket.errno."},
  {"pysocket.OSError.strerror", "OSError.strerror (string?): The text of the error, such as \"Connection refused\"."},
  {"pysocket.OSError.filename", "OSError.filename (string?): The file name, if one was given to the constructor."},
  {"pysocket.OSError.address", "OSError.address (pysocket.address?): The address that was passed to the call, with the names of its family."},
  {"pysocket.OSError.bytes_sent", "OSError.bytes_sent (integer?): The number of bytes that the kernel had accepted before sendall, sendfile or write failed."},
  {"pysocket.OSError.hint", "OSError.hint (string?): A sentence that says what to do. Errors without one end with the usual cause."},
  {"pysocket.OSError.host", "OSError.host (string?): The host that was looked up."},
  {"pysocket.OSError.asked", "OSError.asked (string|integer?): The service, protocol, port or interface that does not exist."},
  {"pysocket.BlockingIOError", "pysocket.BlockingIOError\
\
The call would have to wait, and the timeout is 0: EAGAIN, EALREADY, EINPROGRESS, EWOULDBLOCK."},
  {"pysocket.ChildProcessError", "pysocket.ChildProcessError\
\
The child process does not exist: ECHILD."},
  {"pysocket.ConnectionError", "pysocket.ConnectionError\
\
The base class of the four connection errors."},
  {"pysocket.BrokenPipeError", "pysocket.BrokenPipeError\
\
The peer no longer receives what is sent: EPIPE, ESHUTDOWN."},
  {"pysocket.ConnectionAbortedError", "pysocket.ConnectionAbortedError\
\
The connection was aborted: ECONNABORTED."},
  {"pysocket.ConnectionRefusedError", "pysocket.ConnectionRefusedError\
\
No socket listens at the address: ECONNREFUSED."},
  {"pysocket.ConnectionResetError", "pysocket.ConnectionResetError\
\
The peer has reset the connection: ECONNRESET."},
  {"pysocket.FileExistsError", "pysocket.FileExistsError\
\
The file already exists: EEXIST."},
  {"pysocket.FileNotFoundError", "pysocket.FileNotFoundError\
\
The file does not exist: ENOENT."},
  {"pysocket.InterruptedError", "pysocket.InterruptedError\
\
A signal interrupted the call: EINTR."},
  {"pysocket.IsADirectoryError", "pysocket.IsADirectoryError\
\
The path is a directory: EISDIR."},
  {"pysocket.NotADirectoryError", "pysocket.NotADirectoryError\
\
The path is not a directory: ENOTDIR."},
  {"pysocket.PermissionError", "pysocket.PermissionError\
\
The process lacks the permission: EACCES, EPERM."},
  {"pysocket.ProcessLookupError", "pysocket.ProcessLookupError\
\
The process does not exist: ESRCH."},
  {"pysocket.TimeoutError", "pysocket.TimeoutError\
\
A timeout has expired: that of a socket, without an errno, or that of the kernel, ETIMEDOUT."},
  {"pysocket.gaierror", "pysocket.gaierror\
\
A host or service could not be looked up: errno is an EAI_ constant."},
  {"pysocket.herror", "pysocket.herror\
\
A host could not be looked up by one of the older functions: errno is h_errno."},
  {"pysocket.CancelledError", "pysocket.CancelledError\
\
The error that is raised in a task that is cancelled."},
  {"pysocket.KeyboardInterrupt", "pysocket.KeyboardInterrupt\
\
The class of the error that Ctrl-C raises. As in Python it is not derived from Exception.\
\
Lua's interpreter raises a string, \"interrupted!\", with a position before it if Lua code was running.\
socket.isinstance treats that string as a KeyboardInterrupt. Lua's own pcall catches it too, so a loop that\
continues after errors must end when it sees this one:\
\
    local ok, e = pcall(handle, conn)\
    if not ok and socket.isinstance(e, socket.KeyboardInterrupt) then break end"},
  {"pysocket.KeyboardInterrupt.message", "KeyboardInterrupt.message (any): The message that was passed to the constructor."},
  {"pysocket.ExceptionGroup", "pysocket.ExceptionGroup\
\
An error that groups several errors: ExceptionGroup(message, exceptions).\
\
  exceptiongroup:split(condition) -> matched, rest\
  exceptiongroup:subgroup(condition) -> matched"},
  {"pysocket.ExceptionGroup.exceptions", "ExceptionGroup.exceptions (table[]): The errors."},
  {"pysocket.ExceptionGroup.split", "exceptiongroup:split(condition) -> matched, rest\
\
Splits the group into the errors that match a condition and the others, as Python's except* does. A group that would be empty is nil.\
\
Nested groups are split too, and both parts keep the message.\
\
- condition table|fun(e: any): boolean: a class, a sequence of classes, or a function that returns whether an error matches\
- returns matched pysocket.ExceptionGroup?\
- returns rest pysocket.ExceptionGroup?\
- Raises: nothing\
- Source: Python BaseExceptionGroup.split"},
  {"pysocket.ExceptionGroup.subgroup", "exceptiongroup:subgroup(condition) -> matched\
\
Returns a group of the errors that match a condition, or nil.\
\
- condition table|fun(e: any): boolean: a class, a sequence of classes, or a function that returns whether an error matches\
- returns matched pysocket.ExceptionGroup?\
- Raises: nothing\
- Source: Python BaseExceptionGroup.subgroup"},
  {"pysocket.asyncio", "pysocket.asyncio\
\
In a task, a call that has to wait suspends only this task, while the others run. There is no await.\
\
    local asyncio = require \"pysocket.asyncio\"\
    asyncio.run(function()\
      local server <close> = asyncio.start_server(handler, \"127.0.0.1\", 8080)\
      server:serve_forever()\
    end)\
\
Where Python accepts a coroutine, this module accepts a function, or a sequence of a function and its arguments, such\
as {fetch, url}. Where Python raises a RuntimeError, it raises a string, which is not listed here. create_task\
and the other functions that pass arguments on to a function take no keyword arguments.\
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
  asyncio.open_connection([host[, port[, limit[, family[, proto[, flags[, sock[, local_addr[, ssl[, server_hostname[, ssl_handshake_timeout[, ssl_shutdown_timeout]]]]]]]]]]]]) -> reader, writer\
  asyncio.open_unix_connection([path[, limit[, sock[, ssl[, server_hostname[, ssl_handshake_timeout[, ssl_shutdown_timeout]]]]]]]) -> reader, writer\
  asyncio.connect_read_pipe(file[, limit]) -> reader\
  asyncio.connect_write_pipe(file) -> writer\
  asyncio.start_server(handler[, host[, port[, limit[, family[, flags[, sock[, backlog[, reuse_address[, reuse_port[, keep_alive[, start_serving[, ssl[, ssl_handshake_timeout[, ssl_shutdown_timeout]]]]]]]]]]]]]]) -> server\
  asyncio.start_unix_server(handler[, path[, limit[, sock[, backlog[, start_serving[, cleanup_socket[, ssl[, ssl_handshake_timeout[, ssl_shutdown_timeout]]]]]]]]]) -> server\
  asyncio.get_running_loop() -> loop\
  asyncio.get_event_loop() -> loop\
  asyncio.new_event_loop() -> loop\
  asyncio.set_event_loop(loop)\
\
  Classes: asyncio.Future, asyncio.Task, asyncio.Timeout, asyncio.Lock, asyncio.Event, asyncio.Condition,\
  asyncio.Semaphore, asyncio.BoundedSemaphore, asyncio.Barrier, asyncio.Queue, asyncio.PriorityQueue,\
  asyncio.LifoQueue, asyncio.StreamReader, asyncio.StreamWriter, asyncio.Server, asyncio.InvalidStateError,\
  asyncio.BrokenBarrierError, asyncio.QueueEmpty, asyncio.QueueFull, asyncio.QueueShutDown,\
  asyncio.IncompleteReadError, asyncio.LimitOverrunError"},
  {"pysocket.asyncio.CancelledError", "asyncio.CancelledError (pysocket.CancelledError): The error that is raised in a task that is cancelled."},
  {"pysocket.asyncio.TimeoutError", "asyncio.TimeoutError (pysocket.TimeoutError): A timeout has expired."},
  {"pysocket.asyncio.ALL_COMPLETED", "asyncio.ALL_COMPLETED (string): For wait: wait until all have ended."},
  {"pysocket.asyncio.FIRST_COMPLETED", "asyncio.FIRST_COMPLETED (string): For wait: wait until one has ended."},
  {"pysocket.asyncio.FIRST_EXCEPTION", "asyncio.FIRST_EXCEPTION (string): For wait: wait until one has failed, or all have ended."},
  {"pysocket.asyncio.run", "asyncio.run(main[, ...]) -> ...\
\
Runs a function as a task, and the loop until the task ends. Then it cancels all other tasks and waits until they have ended.\
\
An error of main is raised. If no function catches it, the interpreter shows it with the stack of the task that\
raised it.\
\
Signal handlers that the tasks added are removed. Ctrl-C cancels the task, and is raised when the task has ended. A\
second Ctrl-C is raised at once.\
\
Cancelled tasks have five seconds to end, or the time that run{main, ..., grace = seconds} gives; math.huge means\
no limit. After that, each of their further waits is cancelled too. A task that still does not end is reported to the\
exception handler and closed where it is suspended: its <close> variables are closed, and cannot wait.\
\
- main function|table: the function, or {function, arguments, name = , grace = }\
- ... any: its arguments\
- returns ... any: the results of main\
- Raises: the error of main; an error if nothing is left that could wake main, or if the loop is stopped\
- Source: Python asyncio.run"},
  {"pysocket.asyncio.create_task", "asyncio.create_task(fn[, ...]) -> task\
\
Makes a task, which runs when the running task has to wait. create_task{fn, ..., name = \"a name\"} gives it a name.\
\
- fn function|table: the function, or {function, arguments, name = }\
- ... any: its arguments\
- returns task pysocket.asyncio.Task: the task\
- Raises: nothing\
- Source: Python asyncio.create_task"},
  {"pysocket.asyncio.ensure_future", "asyncio.ensure_future(awaitable) -> task\
\
Makes a task that runs a function. A task or a future is returned unchanged.\
\
- awaitable pysocket.asyncio.awaitable: a task, a future, or a function to run\
- returns task pysocket.asyncio.Task|pysocket.asyncio.Future: the task or the future\
- Raises: nothing\
- Source: Python asyncio.ensure_future"},
  {"pysocket.asyncio.isfuture", "asyncio.isfuture(value) -> yes\
\
Returns whether a value is a task or a future.\
\
- value any: any value\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.isfuture"},
  {"pysocket.asyncio.current_task", "asyncio.current_task() -> task\
\
Returns the running task.\
\
- returns task pysocket.asyncio.Task?: nil outside of a task\
- Raises: nothing\
- Source: Python asyncio.current_task"},
  {"pysocket.asyncio.all_tasks", "asyncio.all_tasks() -> tasks\
\
Returns all tasks that have not ended.\
\
The internal tasks of the module are not included, such as those that accept the connections of a server and those\
that send the data of a writer.\
\
- returns tasks pysocket.asyncio.Task[]: the tasks, in no particular order\
- Raises: nothing\
- Source: Python asyncio.all_tasks"},
  {"pysocket.asyncio.TaskGroup", "asyncio.TaskGroup() -> group\
\
Makes a group of tasks. The block of its <close> variable ends only after all tasks of the group have ended.\
\
If a task fails, the other tasks and the block are cancelled. When all have ended, their errors are raised.\
\
- returns group pysocket.asyncio.TaskGroup: the group, for a <close> variable\
- Raises: ExceptionGroup, at the end of the block\
- Source: Python asyncio.TaskGroup"},
  {"pysocket.asyncio.pcall", "asyncio.pcall(f[, ...]) -> ok, ...\
\
Calls a function as pcall does, but does not catch a cancellation or Ctrl-C.\
\
It corresponds to Python's except Exception. Lua's own pcall catches CancelledError too, and a task that catches\
it and continues cannot be cancelled.\
\
- f any: the function\
- ... any: its arguments\
- returns ok boolean: false if the function raised an error\
- returns ... any: the results of the function, or the error\
- Raises: CancelledError\
- Source: Lua pcall"},
  {"pysocket.asyncio.xpcall", "asyncio.xpcall(f, handler[, ...]) -> ok, ...\
\
Calls a function as xpcall does, but does not catch a cancellation or Ctrl-C, and does not call the handler for them.\
\
- f any: the function\
- handler function: a function that is called with the error, at the point where it is raised\
- ... any: the arguments of the function\
- returns ok boolean: false if the function raised an error\
- returns ... any: the results of the function, or those of the handler\
- Raises: CancelledError\
- Source: Lua xpcall"},
  {"pysocket.asyncio.sleep", "asyncio.sleep(delay[, result]) -> result\
\
Suspends the running task for some time. 0 lets the other tasks run.\
\
- delay number: seconds\
- result any?: a value to return\
- returns result any: the given value\
- Raises: CancelledError\
- Source: Python asyncio.sleep"},
  {"pysocket.asyncio.timeout", "asyncio.timeout([delay]) -> limit\
\
Limits the time of the block of its <close> variable.\
\
- delay number?: seconds; nil: no limit\
- returns limit pysocket.asyncio.Timeout: for a <close> variable\
- Raises: TimeoutError, at the end of the block, if the limit has expired\
- Source: Python asyncio.timeout"},
  {"pysocket.asyncio.timeout_at", "asyncio.timeout_at([when]) -> limit\
\
Limits the time of the block of its <close> variable to a point in time.\
\
- when number?: the time, in seconds of loop:time(); nil: no limit\
- returns limit pysocket.asyncio.Timeout: for a <close> variable\
- Raises: TimeoutError, at the end of the block, if the limit has expired\
- Source: Python asyncio.timeout_at"},
  {"pysocket.asyncio.wait_for", "asyncio.wait_for(awaitable[, timeout]) -> ...\
\
Waits for an awaitable, and cancels it if the time expires.\
\
- awaitable pysocket.asyncio.awaitable: a task, a future, or a function to run\
- timeout number?: seconds; nil: no limit\
- returns ... any: the results of the awaitable\
- Raises: TimeoutError; CancelledError; the error of the awaitable\
- Source: Python asyncio.wait_for"},
  {"pysocket.asyncio.shield", "asyncio.shield(awaitable) -> ...\
\
Waits for an awaitable, which is not cancelled if the waiting task is cancelled.\
\
- awaitable pysocket.asyncio.awaitable: a task, a future, or a function to run\
- returns ... any: the results of the awaitable\
- Raises: CancelledError; the error of the awaitable\
- Source: Python asyncio.shield"},
  {"pysocket.asyncio.gather", "asyncio.gather([...]) -> results\
\
Runs several awaitables at once and waits for all of them. If the waiting task is cancelled, all of them are cancelled.\
\
- ... pysocket.asyncio.awaitable: tasks, futures, or functions to run; the last argument may be a table of keyword arguments\
- returns results table: the first result of each, in the order of the arguments; n is their number\
- Raises: the first error, at once, while the others continue; CancelledError\
- Source: Python asyncio.gather"},
  {"pysocket.asyncio.wait", "asyncio.wait(aws[, timeout[, return_when]]) -> done, pending\
\
Waits for several tasks until all have ended, the time has expired, or the condition of return_when holds. It cancels none of them, and does not raise their errors.\
\
- aws (pysocket.asyncio.Task|pysocket.asyncio.Future)[]: the tasks and futures\
- timeout number?: seconds; nil: no limit\
- return_when string?: ALL_COMPLETED, FIRST_COMPLETED or FIRST_EXCEPTION; ALL_COMPLETED by default\
- returns done table: a sequence of those that have ended; done[task] is true for each of them\
- returns pending table: a sequence of the others; pending[task] is true for each of them\
- Raises: CancelledError\
- Source: Python asyncio.wait"},
  {"pysocket.asyncio.as_completed", "asyncio.as_completed(aws[, timeout]) -> iterator, state\
\
Returns an iterator over several awaitables in the order in which they end: for task in asyncio.as_completed(aws) do task:await() … end.\
\
- aws pysocket.asyncio.awaitable[]: tasks, futures, or functions to run\
- timeout number?: seconds for all of them together; nil: no limit\
- returns iterator function: for the for loop\
- returns state any: the state of the iterator\
- Raises: TimeoutError and CancelledError, at each step\
- Source: Python asyncio.as_completed"},
  {"pysocket.asyncio.open_connection", "asyncio.open_connection([host[, port[, limit[, family[, proto[, flags[, sock[, local_addr[, ssl[, server_hostname[, ssl_handshake_timeout[, ssl_shutdown_timeout]]]]]]]]]]]]) -> reader, writer\
\
Connects by TCP, and makes a reader and a writer for the connection.\
\
- host string?: a name or a numeric address\
- port string|integer?: 0 to 65535, or the name of a service\
- limit integer?: the maximum length of a line in bytes; 65536 by default\
- family integer?: the address family; AF_UNSPEC, any family, by default\
- proto integer?: the protocol; 0, any protocol, by default\
- flags integer?: AI_ flags\
- sock pysocket.socket?: a connected socket instead of host and port\
- local_addr pysocket.address.given?: the local address to bind before connecting\
- ssl userdata|boolean?: an ssl.SSLContext for TLS, or true for that of ssl.create_default_context\
- server_hostname string?: the name that the server's certificate must have; that of the host by default\
- ssl_handshake_timeout number?: seconds for the handshake; 60 by default\
- ssl_shutdown_timeout number?: seconds to wait for the peer's close_notify at the end; nil: do not wait for it\
- returns reader pysocket.asyncio.StreamReader: the reader of the connection\
- returns writer pysocket.asyncio.StreamWriter: the writer of the connection, which also closes it\
- Raises: OSError or a subclass; gaierror; CancelledError\
- Source: Python asyncio.open_connection"},
  {"pysocket.asyncio.open_unix_connection", "asyncio.open_unix_connection([path[, limit[, sock[, ssl[, server_hostname[, ssl_handshake_timeout[, ssl_shutdown_timeout]]]]]]]) -> reader, writer\
\
Connects to a UNIX socket, and makes a reader and a writer for the connection.\
\
- path string?: the path of the server\
- limit integer?: the maximum length of a line in bytes; 65536 by default\
- sock pysocket.socket?: a connected socket instead of the path\
- ssl userdata|boolean?: an ssl.SSLContext for TLS, or true for that of ssl.create_default_context\
- server_hostname string?: the name that the server's certificate must have\
- ssl_handshake_timeout number?: seconds for the handshake; 60 by default\
- ssl_shutdown_timeout number?: seconds to wait for the peer's close_notify at the end; nil: do not wait for it\
- returns reader pysocket.asyncio.StreamReader: the reader of the connection\
- returns writer pysocket.asyncio.StreamWriter: the writer of the connection, which also closes it\
- Raises: OSError or a subclass; CancelledError\
- Source: Python asyncio.open_unix_connection"},
  {"pysocket.asyncio.connect_read_pipe", "asyncio.connect_read_pipe(file[, limit]) -> reader\
\
Makes a reader for a pipe, a terminal or a file, such as io.stdin or a result of io.popen. Only the task that reads waits.\
\
The descriptor is not made non-blocking, because other processes may share it. Data that Lua has already read ahead\
from the file comes first (with the GNU C library). Use only the reader from then on, and close the file at its end.\
\
- file file*|integer|table: a file of Lua, a descriptor, or an object with a fileno method; not a socket\
- limit integer?: the maximum length of a line in bytes; 65536 by default\
- returns reader pysocket.asyncio.StreamReader: the reader\
- Raises: nothing\
- Source: Python asyncio.loop.connect_read_pipe"},
  {"pysocket.asyncio.connect_write_pipe", "asyncio.connect_write_pipe(file) -> writer\
\
Makes a writer for a pipe, a terminal or a file, such as io.stdout. Only the task that drains it waits.\
\
At most select.PIPE_BUF bytes are written at a time, so that a pipe takes them without waiting. Closing the writer\
closes the file, except for the standard ones. Closing a file of io.popen waits for its program, and stops all tasks\
meanwhile.\
\
- file file*|integer|table: a file of Lua, a descriptor, or an object with a fileno method; not a socket\
- returns writer pysocket.asyncio.StreamWriter: the writer\
- Raises: OSError or a subclass\
- Source: Python asyncio.loop.connect_write_pipe"},
  {"pysocket.asyncio.start_server", "asyncio.start_server(handler[, host[, port[, limit[, family[, flags[, sock[, backlog[, reuse_address[, reuse_port[, keep_alive[, start_serving[, ssl[, ssl_handshake_timeout[, ssl_shutdown_timeout]]]]]]]]]]]]]]) -> server\
\
Starts a TCP server, which runs the handler in a new task for each connection.\
\
If a handler fails or is cancelled, its connection is closed. Its error is reported to the exception handler of the loop.\
\
- handler fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter): the function to call for each connection, in its own task\
- host string|string[]?: one or several hosts; nil: every address\
- port string|integer?: the port; 0: any free port\
- limit integer?: the maximum length of a line in bytes; 65536 by default\
- family integer?: the address family; AF_UNSPEC, any family, by default\
- flags integer?: AI_ flags; AI_PASSIVE by default\
- sock pysocket.socket?: a bound socket instead of host and port\
- backlog integer?: the maximum number of connections that wait to be accepted; 100 by default\
- reuse_address boolean?: set SO_REUSEADDR; true by default\
- reuse_port boolean?: set SO_REUSEPORT; false by default\
- keep_alive boolean?: set SO_KEEPALIVE; false by default\
- start_serving boolean?: accept connections at once; false: not before start_serving or serve_forever; true by default\
- ssl userdata|boolean?: an ssl.SSLContext with a certificate, for TLS\
- ssl_handshake_timeout number?: seconds for the handshake of each client; 60 by default\
- ssl_shutdown_timeout number?: seconds to wait for the client's close_notify at the end; nil: do not wait for it\
- returns server pysocket.asyncio.Server: the server\
- Raises: OSError or a subclass; gaierror; CancelledError\
- Source: Python asyncio.start_server"},
  {"pysocket.asyncio.start_unix_server", "asyncio.start_unix_server(handler[, path[, limit[, sock[, backlog[, start_serving[, cleanup_socket[, ssl[, ssl_handshake_timeout[, ssl_shutdown_timeout]]]]]]]]]) -> server\
\
Starts a server on a UNIX socket, which runs the handler in a new task for each connection.\
\
- handler fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter): the function to call for each connection, in its own task\
- path string?: the path to listen on; a socket that an earlier server left there is removed\
- limit integer?: the maximum length of a line in bytes; 65536 by default\
- sock pysocket.socket?: a bound socket instead of the path\
- backlog integer?: the maximum number of connections that wait to be accepted; 100 by default\
- start_serving boolean?: accept connections at once; false: not before start_serving or serve_forever; true by default\
- cleanup_socket boolean?: remove the path when the server closes; true by default\
- ssl userdata|boolean?: an ssl.SSLContext with a certificate, for TLS\
- ssl_handshake_timeout number?: seconds for the handshake of each client; 60 by default\
- ssl_shutdown_timeout number?: seconds to wait for the client's close_notify at the end; nil: do not wait for it\
- returns server pysocket.asyncio.Server: the server\
- Raises: OSError or a subclass; CancelledError\
- Source: Python asyncio.start_unix_server"},
  {"pysocket.asyncio.get_running_loop", "asyncio.get_running_loop() -> loop\
\
Returns the running loop. It can be called in a task or a callback.\
\
- returns loop pysocket.asyncio.EventLoop: the running loop\
- Raises: nothing\
- Source: Python asyncio.get_running_loop"},
  {"pysocket.asyncio.get_event_loop", "asyncio.get_event_loop() -> loop\
\
Returns the loop, whether it runs or not.\
\
- returns loop pysocket.asyncio.EventLoop: the loop of this Lua state\
- Raises: nothing\
- Source: Python asyncio.get_event_loop"},
  {"pysocket.asyncio.new_event_loop", "asyncio.new_event_loop() -> loop\
\
Returns the existing loop, because a Lua state has only one, and opens it again if it was closed.\
\
- returns loop pysocket.asyncio.EventLoop: the loop of this Lua state\
- Raises: nothing\
- Source: Python asyncio.new_event_loop"},
  {"pysocket.asyncio.set_event_loop", "asyncio.set_event_loop(loop)\
\
Does nothing, because a Lua state has only one loop.\
\
- loop pysocket.asyncio.EventLoop?: the loop of this Lua state\
- Raises: nothing\
- Source: Python asyncio.set_event_loop"},
  {"pysocket.asyncio.Task", "pysocket.asyncio.Task\
\
A function that runs concurrently with others, made by asyncio.create_task.\
\
An error that was never retrieved is reported when the task is garbage-collected.\
\
  task:await() -> ...\
  task:cancel([msg]) -> requested\
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
Waits until the task has ended. If the waiting task is cancelled, this task is cancelled too.\
\
- returns ... any: the results of its function\
- Raises: the error of the task; CancelledError\
- Source: Python asyncio.Task"},
  {"pysocket.asyncio.Task.cancel", "task:cancel([msg]) -> requested\
\
Cancels the task: CancelledError is raised in it at the point where it is suspended, or where it next waits.\
\
A task that returns before that counts as cancelled too. The error of a task that has failed is no longer reported.\
\
- msg any?: the message of the CancelledError\
- returns requested boolean: false if the task has ended\
- Raises: nothing\
- Source: Python asyncio.Task.cancel"},
  {"pysocket.asyncio.Task.cancelling", "task:cancelling() -> count\
\
Returns the number of cancellations that were requested and not withdrawn.\
\
- returns count integer: the number of cancellations\
- Raises: nothing\
- Source: Python asyncio.Task.cancelling"},
  {"pysocket.asyncio.Task.uncancel", "task:uncancel() -> count\
\
Withdraws one cancellation.\
\
- returns count integer: the number of cancellations that are left\
- Raises: nothing\
- Source: Python asyncio.Task.uncancel"},
  {"pysocket.asyncio.Task.cancelled", "task:cancelled() -> yes\
\
Returns whether the task was ended by a cancellation.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Task.cancelled"},
  {"pysocket.asyncio.Task.done", "task:done() -> yes\
\
Returns whether the task has ended.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Task.done"},
  {"pysocket.asyncio.Task.result", "task:result() -> ...\
\
Returns the results of the task.\
\
- returns ... any: the results of its function\
- Raises: the error of the task; CancelledError; InvalidStateError if the task has not ended\
- Source: Python asyncio.Task.result"},
  {"pysocket.asyncio.Task.exception", "task:exception() -> e\
\
Returns the error of the task.\
\
- returns e any: the error; nil if the task has not failed\
- Raises: CancelledError; InvalidStateError if the task has not ended\
- Source: Python asyncio.Task.exception"},
  {"pysocket.asyncio.Task.add_done_callback", "task:add_done_callback(fn)\
\
Adds a function that is called soon after the task has ended.\
\
- fn fun(task: pysocket.asyncio.Task): the function\
- Raises: nothing\
- Source: Python asyncio.Task.add_done_callback"},
  {"pysocket.asyncio.Task.remove_done_callback", "task:remove_done_callback(fn) -> count\
\
Removes a function that add_done_callback added.\
\
- fn function: the function\
- returns count integer: the number of times that it had been added\
- Raises: nothing\
- Source: Python asyncio.Task.remove_done_callback"},
  {"pysocket.asyncio.Task.get_name", "task:get_name() -> name\
\
Returns the name of the task.\
\
- returns name string: the name, such as \"Task-1\" if none was set\
- Raises: nothing\
- Source: Python asyncio.Task.get_name"},
  {"pysocket.asyncio.Task.set_name", "task:set_name(name)\
\
Sets the name of the task.\
\
- name any: the name, which is converted to a string\
- Raises: nothing\
- Source: Python asyncio.Task.set_name"},
  {"pysocket.asyncio.Future", "pysocket.asyncio.Future\
\
A result that will be set later: asyncio.Future().\
\
An error that was never retrieved is reported when the future is garbage-collected.\
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
Waits until the future has a result. If the waiting task is cancelled, the future is cancelled too.\
\
- returns ... any: the results that were set\
- Raises: the error that was set; CancelledError\
- Source: Python asyncio.Future"},
  {"pysocket.asyncio.Future.cancel", "future:cancel([msg]) -> done\
\
Cancels the future. Tasks that wait for it get a CancelledError.\
\
- msg any?: the message of the CancelledError\
- returns done boolean: false if the future is done\
- Raises: nothing\
- Source: Python asyncio.Future.cancel"},
  {"pysocket.asyncio.Future.cancelled", "future:cancelled() -> yes\
\
Returns whether the future was cancelled.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Future.cancelled"},
  {"pysocket.asyncio.Future.done", "future:done() -> yes\
\
Returns whether the future is done: it has a result or an error, or it was cancelled.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Future.done"},
  {"pysocket.asyncio.Future.result", "future:result() -> ...\
\
Returns the results that were set.\
\
- returns ... any: the results\
- Raises: the error that was set; CancelledError; InvalidStateError if the future is not done\
- Source: Python asyncio.Future.result"},
  {"pysocket.asyncio.Future.exception", "future:exception() -> e\
\
Returns the error that was set.\
\
- returns e any: the error; nil if there is none\
- Raises: CancelledError; InvalidStateError if the future is not done\
- Source: Python asyncio.Future.exception"},
  {"pysocket.asyncio.Future.set_result", "future:set_result([...])\
\
Sets the results, and wakes the tasks that wait.\
\
- ... any: the results\
- Raises: InvalidStateError if the future is done\
- Source: Python asyncio.Future.set_result"},
  {"pysocket.asyncio.Future.set_exception", "future:set_exception(e)\
\
Sets the error, and wakes the tasks that wait.\
\
- e any: the error, or an error class, from which an error is made\
- Raises: InvalidStateError if the future is done\
- Source: Python asyncio.Future.set_exception"},
  {"pysocket.asyncio.Future.add_done_callback", "future:add_done_callback(fn)\
\
Adds a function that is called soon after the future is done.\
\
- fn fun(future: pysocket.asyncio.Future): the function\
- Raises: nothing\
- Source: Python asyncio.Future.add_done_callback"},
  {"pysocket.asyncio.Future.remove_done_callback", "future:remove_done_callback(fn) -> count\
\
Removes a function that add_done_callback added.\
\
- fn function: the function\
- returns count integer: the number of times that it had been added\
- Raises: nothing\
- Source: Python asyncio.Future.remove_done_callback"},
  {"pysocket.asyncio.TaskGroup", "pysocket.asyncio.TaskGroup\
\
A group of tasks, made by asyncio.TaskGroup(), for a <close> variable.\
\
  group:create_task([...]) -> task"},
  {"pysocket.asyncio.TaskGroup.create_task", "group:create_task([...]) -> task\
\
Makes a task in the group.\
\
- ... any: the arguments of asyncio.create_task\
- returns task pysocket.asyncio.Task: the task\
- Raises: nothing\
- Source: Python asyncio.TaskGroup.create_task"},
  {"pysocket.asyncio.Timeout", "pysocket.asyncio.Timeout\
\
A time limit, made by asyncio.timeout or asyncio.timeout_at, for a <close> variable.\
\
  limit:reschedule([when])\
  limit:when() -> seconds\
  limit:expired() -> yes"},
  {"pysocket.asyncio.Timeout.reschedule", "limit:reschedule([when])\
\
Sets a new deadline.\
\
- when number?: the time, in seconds of loop:time(); nil: no limit\
- Raises: nothing\
- Source: Python asyncio.Timeout.reschedule"},
  {"pysocket.asyncio.Timeout.when", "limit:when() -> seconds\
\
Returns the deadline.\
\
- returns seconds number?: the time, in seconds of loop:time(); nil: no limit\
- Raises: nothing\
- Source: Python asyncio.Timeout.when"},
  {"pysocket.asyncio.Timeout.expired", "limit:expired() -> yes\
\
Returns whether the limit has expired.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Timeout.expired"},
  {"pysocket.asyncio.Guard", "pysocket.asyncio.Guard\
\
A guard, which acquire returns for a <close> variable. It releases the object at the end of the block."},
  {"pysocket.asyncio.Lock", "pysocket.asyncio.Lock\
\
A lock, which one task at a time can hold: asyncio.Lock().\
\
  lock:acquire() -> guard\
  lock:release()\
  lock:locked() -> yes"},
  {"pysocket.asyncio.Lock.acquire", "lock:acquire() -> guard\
\
Waits until the lock is free, and acquires it. Tasks get it in the order in which they asked.\
\
- returns guard pysocket.asyncio.Guard: a guard for a <close> variable; the lock itself cannot be closed\
- Raises: CancelledError\
- Source: Python asyncio.Lock.acquire"},
  {"pysocket.asyncio.Lock.release", "lock:release()\
\
Releases the lock. The next task that waits gets it.\
\
- Raises: nothing\
- Source: Python asyncio.Lock.release"},
  {"pysocket.asyncio.Lock.locked", "lock:locked() -> yes\
\
Returns whether the lock is held.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Lock.locked"},
  {"pysocket.asyncio.Event", "pysocket.asyncio.Event\
\
An event, for which tasks can wait: asyncio.Event().\
\
  event:wait() -> set\
  event:set()\
  event:clear()\
  event:is_set() -> yes"},
  {"pysocket.asyncio.Event.wait", "event:wait() -> set\
\
Waits until the event is set.\
\
- returns set true: always true\
- Raises: CancelledError\
- Source: Python asyncio.Event.wait"},
  {"pysocket.asyncio.Event.set", "event:set()\
\
Sets the event, and wakes all tasks that wait for it.\
\
- Raises: nothing\
- Source: Python asyncio.Event.set"},
  {"pysocket.asyncio.Event.clear", "event:clear()\
\
Resets the event.\
\
- Raises: nothing\
- Source: Python asyncio.Event.clear"},
  {"pysocket.asyncio.Event.is_set", "event:is_set() -> yes\
\
Returns whether the event is set.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Event.is_set"},
  {"pysocket.asyncio.Condition", "pysocket.asyncio.Condition\
\
A condition variable, with the lock that protects the condition: asyncio.Condition(lock).\
\
- lock? pysocket.asyncio.Lock: its lock; a new one by default\
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
Acquires the lock.\
\
- returns guard pysocket.asyncio.Guard: a guard for a <close> variable\
- Raises: CancelledError\
- Source: Python asyncio.Condition.acquire"},
  {"pysocket.asyncio.Condition.release", "condition:release()\
\
Releases the lock.\
\
- Raises: nothing\
- Source: Python asyncio.Condition.release"},
  {"pysocket.asyncio.Condition.locked", "condition:locked() -> yes\
\
Returns whether the lock is held.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Condition.locked"},
  {"pysocket.asyncio.Condition.wait", "condition:wait() -> notified\
\
Releases the lock, waits for a notification, and acquires the lock again.\
\
- returns notified true: always true\
- Raises: CancelledError\
- Source: Python asyncio.Condition.wait"},
  {"pysocket.asyncio.Condition.wait_for", "condition:wait_for(predicate) -> result\
\
Waits until a function returns a true value.\
\
- predicate fun(): any: the function, which is called with the lock held\
- returns result any: the value that it returned\
- Raises: CancelledError\
- Source: Python asyncio.Condition.wait_for"},
  {"pysocket.asyncio.Condition.notify", "condition:notify([n])\
\
Wakes some of the waiting tasks.\
\
- n integer?: the number of tasks; 1 by default\
- Raises: nothing\
- Source: Python asyncio.Condition.notify"},
  {"pysocket.asyncio.Condition.notify_all", "condition:notify_all()\
\
Wakes all waiting tasks.\
\
- Raises: nothing\
- Source: Python asyncio.Condition.notify_all"},
  {"pysocket.asyncio.Semaphore", "pysocket.asyncio.Semaphore\
\
A semaphore, which a limited number of tasks can hold at a time: asyncio.Semaphore(value).\
\
- value? integer: the number of tasks; 1 by default\
\
  semaphore:acquire() -> guard\
  semaphore:release()\
  semaphore:locked() -> yes"},
  {"pysocket.asyncio.Semaphore.acquire", "semaphore:acquire() -> guard\
\
Waits until the semaphore is free, and acquires it. Tasks get it in the order in which they asked.\
\
- returns guard pysocket.asyncio.Guard: a guard for a <close> variable\
- Raises: CancelledError\
- Source: Python asyncio.Semaphore.acquire"},
  {"pysocket.asyncio.Semaphore.release", "semaphore:release()\
\
Releases the semaphore once. The next task that waits gets it.\
\
- Raises: nothing\
- Source: Python asyncio.Semaphore.release"},
  {"pysocket.asyncio.Semaphore.locked", "semaphore:locked() -> yes\
\
Returns whether acquire would have to wait.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Semaphore.locked"},
  {"pysocket.asyncio.BoundedSemaphore", "pysocket.asyncio.BoundedSemaphore\
\
A semaphore whose release raises a string if it is called more often than acquire: asyncio.BoundedSemaphore(value).\
\
- value? integer: the number of tasks; 1 by default"},
  {"pysocket.asyncio.Barrier", "pysocket.asyncio.Barrier\
\
A barrier, at which a number of tasks wait for each other: asyncio.Barrier(parties).\
\
- parties integer: the number of tasks\
\
  barrier:wait() -> index\
  barrier:reset()\
  barrier:abort()"},
  {"pysocket.asyncio.Barrier.parties", "asyncio.Barrier.parties (integer): The number of tasks that the barrier waits for."},
  {"pysocket.asyncio.Barrier.n_waiting", "asyncio.Barrier.n_waiting (integer): The number of tasks that are waiting."},
  {"pysocket.asyncio.Barrier.broken", "asyncio.Barrier.broken (boolean): Whether the barrier is broken."},
  {"pysocket.asyncio.Barrier.wait", "barrier:wait() -> index\
\
Waits until the required number of tasks are waiting.\
\
- returns index integer: a number from 0 on, different for each task\
- Raises: BrokenBarrierError; CancelledError\
- Source: Python asyncio.Barrier.wait"},
  {"pysocket.asyncio.Barrier.reset", "barrier:reset()\
\
Resets the barrier. Tasks that are waiting get a BrokenBarrierError.\
\
- Raises: CancelledError\
- Source: Python asyncio.Barrier.reset"},
  {"pysocket.asyncio.Barrier.abort", "barrier:abort()\
\
Breaks the barrier. Tasks that are waiting, and those that wait later, get a BrokenBarrierError.\
\
- Raises: CancelledError\
- Source: Python asyncio.Barrier.abort"},
  {"pysocket.asyncio.Queue", "pysocket.asyncio.Queue\
\
A first-in, first-out queue, which passes items between tasks: asyncio.Queue(maxsize).\
\
- maxsize? integer: the maximum number of items; 0, the default: no limit\
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
  {"pysocket.asyncio.Queue.maxsize", "asyncio.Queue.maxsize (integer): The maximum number of items; 0: no limit."},
  {"pysocket.asyncio.Queue.put", "queue:put(item)\
\
Waits until there is room, and adds an item.\
\
- item any: the item\
- Raises: QueueShutDown; CancelledError\
- Source: Python asyncio.Queue.put"},
  {"pysocket.asyncio.Queue.put_nowait", "queue:put_nowait(item)\
\
Adds an item if there is room.\
\
- item any: the item\
- Raises: QueueFull; QueueShutDown\
- Source: Python asyncio.Queue.put_nowait"},
  {"pysocket.asyncio.Queue.get", "queue:get() -> item\
\
Waits until there is an item, and removes it from the queue.\
\
- returns item any: the item\
- Raises: QueueShutDown; CancelledError\
- Source: Python asyncio.Queue.get"},
  {"pysocket.asyncio.Queue.get_nowait", "queue:get_nowait() -> item\
\
Removes an item from the queue if there is one.\
\
- returns item any: the item\
- Raises: QueueEmpty; QueueShutDown\
- Source: Python asyncio.Queue.get_nowait"},
  {"pysocket.asyncio.Queue.qsize", "queue:qsize() -> count\
\
Returns the number of items in the queue.\
\
- returns count integer: the number of items\
- Raises: nothing\
- Source: Python asyncio.Queue.qsize"},
  {"pysocket.asyncio.Queue.empty", "queue:empty() -> yes\
\
Returns whether the queue is empty.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Queue.empty"},
  {"pysocket.asyncio.Queue.full", "queue:full() -> yes\
\
Returns whether the queue is full.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Queue.full"},
  {"pysocket.asyncio.Queue.task_done", "queue:task_done()\
\
Marks an item that was removed from the queue as processed.\
\
- Raises: nothing\
- Source: Python asyncio.Queue.task_done"},
  {"pysocket.asyncio.Queue.join", "queue:join()\
\
Waits until all items that were added have been processed.\
\
- Raises: CancelledError\
- Source: Python asyncio.Queue.join"},
  {"pysocket.asyncio.Queue.shutdown", "queue:shutdown([immediate])\
\
Shuts the queue down: put raises QueueShutDown from then on, and get raises it as soon as the queue is empty.\
\
- immediate boolean?: empty the queue at once; false by default\
- Raises: nothing\
- Source: Python asyncio.Queue.shutdown"},
  {"pysocket.asyncio.PriorityQueue", "pysocket.asyncio.PriorityQueue\
\
A queue that returns the lowest item first. Items are numbers, strings, or sequences such as {priority, data}.\
\
- maxsize? integer: the maximum number of items; 0, the default: no limit"},
  {"pysocket.asyncio.LifoQueue", "pysocket.asyncio.LifoQueue\
\
A queue that returns the most recently added item first.\
\
- maxsize? integer: the maximum number of items; 0, the default: no limit"},
  {"pysocket.asyncio.StreamReader", "pysocket.asyncio.StreamReader\
\
The receiving side of a connection. If the program does not read, flow control makes the peer wait.\
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
Reads up to n bytes as soon as some have arrived. Without n it reads everything up to the end of the stream.\
\
- n integer?: the maximum number of bytes; -1, the default: everything up to the end\
- returns data string?: the data; nil at the end of the stream, but \"\" without n\
- Raises: OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamReader.read"},
  {"pysocket.asyncio.StreamReader.readexactly", "reader:readexactly(n) -> data\
\
Reads exactly n bytes.\
\
- n integer: the number of bytes\
- returns data string: the data\
- Raises: IncompleteReadError at the end of the stream; OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamReader.readexactly"},
  {"pysocket.asyncio.StreamReader.readuntil", "reader:readuntil([separator]) -> data\
\
Reads up to a separator, which is included in the data.\
\
- separator string|pysocket.bytearray|(string|pysocket.bytearray)[]?: a separator, or a sequence of several; \"\\n\" by default\
- returns data string: the data with the separator\
- Raises: IncompleteReadError at the end of the stream; LimitOverrunError, in which case the data stays in the buffer; OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamReader.readuntil"},
  {"pysocket.asyncio.StreamReader.readline", "reader:readline() -> line\
\
Reads a line with its end. Only the last line of the stream may lack it.\
\
- returns line string?: the line; nil at the end of the stream\
- Raises: LimitOverrunError, in which case the line is dropped; OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamReader.readline"},
  {"pysocket.asyncio.StreamReader.lines", "reader:lines([format]) -> iterator, state\
\
Returns an iterator over the lines: for line in reader:lines() do.\
\
- format string?: \"l\": lines without their ends, \"L\": with them; \"l\" by default\
- returns iterator function: the iterator\
- returns state any: the state of the iterator\
- Raises: at each step the errors of readline: LimitOverrunError; OSError or a subclass; CancelledError\
- Source: Lua file:lines"},
  {"pysocket.asyncio.StreamReader.at_eof", "reader:at_eof() -> yes\
\
Returns whether the stream has ended and all its data has been read.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.StreamReader.at_eof"},
  {"pysocket.asyncio.StreamReader.exception", "reader:exception() -> e\
\
Returns the error that broke the connection.\
\
- returns e any: the error; nil if there is none\
- Raises: nothing\
- Source: Python asyncio.StreamReader"},
  {"pysocket.asyncio.StreamWriter", "pysocket.asyncio.StreamWriter\
\
The sending side of a connection. It also closes the connection, by writer:close() or at the end of a <close> variable's block.\
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
  writer:start_tls(context[, server_hostname[, ssl_handshake_timeout[, ssl_shutdown_timeout]]])\
  writer:get_extra_info(name[, default]) -> value"},
  {"pysocket.asyncio.StreamWriter.write", "writer:write(data)\
\
Writes data into a buffer, which is sent in the background, and never waits. Use drain to limit the size of the buffer.\
\
- data string|pysocket.bytearray: the data\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.write"},
  {"pysocket.asyncio.StreamWriter.writelines", "writer:writelines(list)\
\
Writes several strings.\
\
- list (string|pysocket.bytearray)[]: the strings\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.writelines"},
  {"pysocket.asyncio.StreamWriter.drain", "writer:drain()\
\
Sends data, and waits while the buffer is larger than its limit, which is 64 KiB by default. The wait also ends when the writer is closed.\
\
- Raises: ConnectionResetError; OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamWriter.drain"},
  {"pysocket.asyncio.StreamWriter.write_eof", "writer:write_eof()\
\
Shuts down the sending side after all data is sent, so that the peer reads the end of the stream. A pipe is closed.\
\
- Raises: OSError or a subclass if the connection has ended\
- Source: Python asyncio.StreamWriter.write_eof"},
  {"pysocket.asyncio.StreamWriter.can_write_eof", "writer:can_write_eof() -> yes\
\
Returns whether the sending side can be shut down alone.\
\
- returns yes true: always true\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.can_write_eof"},
  {"pysocket.asyncio.StreamWriter.close", "writer:close()\
\
Closes the connection after all data is sent. wait_closed waits for that.\
\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.close"},
  {"pysocket.asyncio.StreamWriter.is_closing", "writer:is_closing() -> yes\
\
Returns whether the connection is closed or about to be closed.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.is_closing"},
  {"pysocket.asyncio.StreamWriter.wait_closed", "writer:wait_closed()\
\
Waits until the connection is closed.\
\
- Raises: the error that broke the connection, OSError or a subclass; CancelledError\
- Source: Python asyncio.StreamWriter.wait_closed"},
  {"pysocket.asyncio.StreamWriter.abort", "writer:abort()\
\
Closes the connection at once. Data that is not sent is lost.\
\
- Raises: nothing\
- Source: Python asyncio.WriteTransport.abort"},
  {"pysocket.asyncio.StreamWriter.get_write_buffer_size", "writer:get_write_buffer_size() -> size\
\
Returns the number of bytes that are not sent yet.\
\
- returns size integer: the number of bytes\
- Raises: nothing\
- Source: Python asyncio.WriteTransport.get_write_buffer_size"},
  {"pysocket.asyncio.StreamWriter.set_write_buffer_limits", "writer:set_write_buffer_limits([high[, low]])\
\
Sets the limits of the buffer: drain waits if more than high bytes are unsent, until at most low bytes are.\
\
- high integer?: the upper limit in bytes; 65536 by default\
- low integer?: the lower limit in bytes; a quarter of high by default\
- Raises: nothing\
- Source: Python asyncio.WriteTransport.set_write_buffer_limits"},
  {"pysocket.asyncio.StreamWriter.start_tls", "writer:start_tls(context[, server_hostname[, ssl_handshake_timeout[, ssl_shutdown_timeout]]])\
\
Switches the connection to TLS after all written data is sent, for protocols with a command such as STARTTLS.\
\
A writer of open_connection is the client of TLS, and one of start_server is the server. Data that was received\
before but not read is treated as TLS, which refuses it if it is plain text.\
\
- context userdata: an ssl.SSLContext\
- server_hostname string?: the name that the server's certificate must have; that of the host by default\
- ssl_handshake_timeout number?: seconds for the handshake; 60 by default\
- ssl_shutdown_timeout number?: seconds to wait for the peer's close_notify at the end; nil: do not wait for it\
- Raises: OSError or a subclass, such as ssl.SSLError; ConnectionAbortedError if the handshake takes too long; CancelledError\
- Source: Python asyncio.StreamWriter.start_tls"},
  {"pysocket.asyncio.StreamWriter.get_extra_info", "writer:get_extra_info(name[, default]) -> value\
\
Returns a property of the connection: \"peername\", \"sockname\" or \"socket\"; with TLS also \"ssl_object\", \"sslcontext\", \"peercert\", \"cipher\" or \"compression\".\
\
- name string: the name of the property\
- default any?: a value to return if the property is unknown\
- returns value any: an address, the socket, the context, the certificate as a table, or {name, protocol, bits} of the cipher\
- Raises: nothing\
- Source: Python asyncio.StreamWriter.get_extra_info"},
  {"pysocket.asyncio.Server", "pysocket.asyncio.Server\
\
A server has listening sockets and the tasks that accept from them. It is closed by server:close() or at the end of a <close> variable's block.\
\
  server:start_serving()\
  server:serve_forever()\
  server:is_serving() -> yes\
  server:close()\
  server:close_clients()\
  server:abort_clients()\
  server:wait_closed()"},
  {"pysocket.asyncio.Server.sockets", "asyncio.Server.sockets (pysocket.socket[]): The listening sockets; an empty sequence if the server is closed."},
  {"pysocket.asyncio.Server.start_serving", "server:start_serving()\
\
Starts to accept connections.\
\
- Raises: OSError\
- Source: Python asyncio.Server.start_serving"},
  {"pysocket.asyncio.Server.serve_forever", "server:serve_forever()\
\
Accepts connections until the task is cancelled or the server is closed.\
\
Then it closes the connections of its clients and waits for their handlers, at most 5 seconds. After that, data that\
is not sent yet is lost.\
\
- Raises: CancelledError; OSError\
- Source: Python asyncio.Server.serve_forever"},
  {"pysocket.asyncio.Server.is_serving", "server:is_serving() -> yes\
\
Returns whether the server accepts connections.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Server.is_serving"},
  {"pysocket.asyncio.Server.close", "server:close()\
\
Closes the listening sockets. Existing connections stay open.\
\
- Raises: nothing\
- Source: Python asyncio.Server.close"},
  {"pysocket.asyncio.Server.close_clients", "server:close_clients()\
\
Closes the connections whose handlers have not ended, each after all its data is sent.\
\
Those that are in their TLS handshake are closed at once.\
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
Waits until the server is closed and all its handlers have ended.\
\
- Raises: CancelledError\
- Source: Python asyncio.Server.wait_closed"},
  {"pysocket.asyncio.EventLoop", "pysocket.asyncio.EventLoop\
\
The event loop of the Lua state, which asyncio.get_running_loop() returns.\
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
  loop:close()\
  loop:is_closed() -> yes\
  loop:run_until_complete(awaitable) -> ...\
  loop:run_forever()\
  loop:stop()\
  loop:step([timeout]) -> more\
  loop:fileno() -> fd\
  loop:timeout() -> seconds"},
  {"pysocket.asyncio.EventLoop.time", "loop:time() -> seconds\
\
Returns the time of the loop, in seconds of the monotonic clock.\
\
- returns seconds number: since an unspecified point in the past\
- Raises: nothing\
- Source: Python asyncio.loop.time"},
  {"pysocket.asyncio.EventLoop.call_soon", "loop:call_soon(fn[, ...]) -> handle\
\
Schedules a function for the next turn of the loop. Callbacks and tasks run in the order in which they were scheduled.\
\
- fn function: the function\
- ... any: its arguments\
- returns handle pysocket.asyncio.Handle: a handle, which can cancel the call\
- Raises: nothing\
- Source: Python asyncio.loop.call_soon"},
  {"pysocket.asyncio.EventLoop.call_later", "loop:call_later(delay, fn[, ...]) -> handle\
\
Schedules a function to be called after some time.\
\
- delay number: seconds\
- fn function: the function\
- ... any: its arguments\
- returns handle pysocket.asyncio.Handle: a handle, which can cancel the call\
- Raises: nothing\
- Source: Python asyncio.loop.call_later"},
  {"pysocket.asyncio.EventLoop.call_at", "loop:call_at(when, fn[, ...]) -> handle\
\
Schedules a function to be called at a point in time.\
\
- when number: the time, in seconds of loop:time()\
- fn function: the function\
- ... any: its arguments\
- returns handle pysocket.asyncio.Handle: a handle, which can cancel the call\
- Raises: nothing\
- Source: Python asyncio.loop.call_at"},
  {"pysocket.asyncio.EventLoop.create_task", "loop:create_task(fn[, ...]) -> task\
\
Makes a task, whether the loop runs or not.\
\
- fn function|table: the function, or {function, arguments, name = }\
- ... any: its arguments\
- returns task pysocket.asyncio.Task: the task\
- Raises: nothing\
- Source: Python asyncio.loop.create_task"},
  {"pysocket.asyncio.EventLoop.create_future", "loop:create_future() -> future\
\
Makes a future.\
\
- returns future pysocket.asyncio.Future: a future without a result\
- Raises: nothing\
- Source: Python asyncio.loop.create_future"},
  {"pysocket.asyncio.EventLoop.add_signal_handler", "loop:add_signal_handler(signal, fn[, ...])\
\
Sets a function that is called when a signal arrives.\
\
- signal integer|string: its number, or its name, such as \"SIGTERM\"\
- fn function: the function\
- ... any: its arguments\
- Raises: OSError\
- Source: Python asyncio.loop.add_signal_handler"},
  {"pysocket.asyncio.EventLoop.remove_signal_handler", "loop:remove_signal_handler(signal) -> had\
\
Removes the function of a signal, and restores its previous disposition.\
\
- signal integer|string: its number, or its name, such as \"SIGTERM\"\
- returns had boolean: whether the signal had a function\
- Raises: nothing\
- Source: Python asyncio.loop.remove_signal_handler"},
  {"pysocket.asyncio.EventLoop.set_exception_handler", "loop:set_exception_handler(fn)\
\
Sets the function that is called for unhandled errors, instead of the report on stderr.\
\
- fn (fun(loop: pysocket.asyncio.EventLoop, context: table))?: nil: use the report\
- Raises: nothing\
- Source: Python asyncio.loop.set_exception_handler"},
  {"pysocket.asyncio.EventLoop.get_exception_handler", "loop:get_exception_handler() -> fn\
\
Returns the function that is called for unhandled errors.\
\
- returns fn function?: nil if the report is used\
- Raises: nothing\
- Source: Python asyncio.loop.get_exception_handler"},
  {"pysocket.asyncio.EventLoop.default_exception_handler", "loop:default_exception_handler(context)\
\
Reports an unhandled error on stderr.\
\
- context table: message, and exception, traceback, task and socket if they are known\
- Raises: nothing\
- Source: Python asyncio.loop.default_exception_handler"},
  {"pysocket.asyncio.EventLoop.call_exception_handler", "loop:call_exception_handler(context)\
\
Passes an error to the function for unhandled errors.\
\
- context table: message, and exception, traceback, task and socket if they are known\
- Raises: nothing\
- Source: Python asyncio.loop.call_exception_handler"},
  {"pysocket.asyncio.EventLoop.is_running", "loop:is_running() -> yes\
\
Returns whether the loop is running.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.loop.is_running"},
  {"pysocket.asyncio.EventLoop.close", "loop:close()\
\
Closes the loop. Tasks that have not ended are closed where they are suspended and reported. Callbacks and the handlers of signals and exceptions are dropped.\
\
Methods that run or schedule something raise an error from then on, until asyncio.new_event_loop or asyncio.run opens the loop again.\
\
- Raises: an error while the loop runs\
- Source: Python asyncio.loop.close"},
  {"pysocket.asyncio.EventLoop.is_closed", "loop:is_closed() -> yes\
\
Returns whether the loop is closed.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.loop.is_closed"},
  {"pysocket.asyncio.EventLoop.run_until_complete", "loop:run_until_complete(awaitable) -> ...\
\
Runs the loop until an awaitable has ended and its done callbacks have been called.\
\
- awaitable pysocket.asyncio.awaitable: a task, a future, or a function to run\
- returns ... any: the results of the awaitable\
- Raises: the error of the awaitable; an error if nothing is left that could end it, or if the loop is stopped\
- Source: Python asyncio.loop.run_until_complete"},
  {"pysocket.asyncio.EventLoop.run_forever", "loop:run_forever()\
\
Runs the loop until stop is called, or until nothing is left to wait for.\
\
- Raises: nothing\
- Source: Python asyncio.loop.run_forever"},
  {"pysocket.asyncio.EventLoop.stop", "loop:stop()\
\
Makes run_forever return after the current turn, or after its first turn if it does not run yet.\
\
run_until_complete and asyncio.run then raise an error, unless the task that they wait for has ended.\
\
- Raises: nothing\
- Source: Python asyncio.loop.stop"},
  {"pysocket.asyncio.EventLoop.step", "loop:step([timeout]) -> more\
\
Runs one turn of the loop, for a program that has its own loop: everything that is ready runs.\
\
- timeout number?: the maximum number of seconds to wait for events\
- returns more boolean: false if nothing is left to wait for\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.asyncio.EventLoop.fileno", "loop:fileno() -> fd\
\
Returns a descriptor that is readable when a step has something to do.\
\
- returns fd integer: a descriptor to wait for, not to read from\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.asyncio.EventLoop.timeout", "loop:timeout() -> seconds\
\
Returns the time until the next step is due, even if the descriptor is not readable.\
\
- returns seconds number?: from now; nil: never\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.asyncio.Handle", "pysocket.asyncio.Handle\
\
A scheduled call, made by call_soon, call_later and call_at.\
\
  handle:cancel()\
  handle:cancelled() -> yes\
  handle:when() -> seconds"},
  {"pysocket.asyncio.Handle.cancel", "handle:cancel()\
\
Cancels the call.\
\
- Raises: nothing\
- Source: Python asyncio.Handle.cancel"},
  {"pysocket.asyncio.Handle.cancelled", "handle:cancelled() -> yes\
\
Returns whether the call was cancelled.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python asyncio.Handle.cancelled"},
  {"pysocket.asyncio.Handle.when", "handle:when() -> seconds\
\
Returns the time at which the call is due.\
\
- returns seconds number: of loop:time()\
- Raises: nothing\
- Source: Python asyncio.TimerHandle.when"},
  {"pysocket.asyncio.InvalidStateError", "pysocket.asyncio.InvalidStateError\
\
A task or future has no result yet, or already has one."},
  {"pysocket.asyncio.BrokenBarrierError", "pysocket.asyncio.BrokenBarrierError\
\
The barrier was aborted or reset."},
  {"pysocket.asyncio.QueueEmpty", "pysocket.asyncio.QueueEmpty\
\
The queue is empty."},
  {"pysocket.asyncio.QueueFull", "pysocket.asyncio.QueueFull\
\
The queue is full."},
  {"pysocket.asyncio.QueueShutDown", "pysocket.asyncio.QueueShutDown\
\
The queue was shut down."},
  {"pysocket.asyncio.IncompleteReadError", "pysocket.asyncio.IncompleteReadError\
\
The stream ended before all the data was received: IncompleteReadError(partial, expected)."},
  {"pysocket.asyncio.IncompleteReadError.partial", "asyncio.IncompleteReadError.partial (string): The data that was received."},
  {"pysocket.asyncio.IncompleteReadError.expected", "asyncio.IncompleteReadError.expected (integer?): The number of bytes that were expected; nil for a separator."},
  {"pysocket.asyncio.LimitOverrunError", "pysocket.asyncio.LimitOverrunError\
\
The data to read is longer than the limit: LimitOverrunError(message, consumed)."},
  {"pysocket.asyncio.LimitOverrunError.consumed", "asyncio.LimitOverrunError.consumed (integer): The number of bytes that can be read before the data that is too long."},
  {"pysocket.select", "pysocket.select\
\
Functions that wait for many descriptors at once. There is no limit of 1024 descriptors.\
\
They look at descriptors, and do not see the data that Lua has already read ahead from a file. With the GNU C library,\
registering such a file or waiting for it is an error: call file:setvbuf(\"no\") before the first read.\
\
    local select = require \"pysocket.select\"\
    local r, w, x = select.select({a, b}, {}, {}, 10)\
\
  select.select(rlist, wlist, xlist[, timeout]) -> r, w, x\
  select.poll() -> p\
\
  Classes: select.epoll"},
  {"pysocket.select.error", "select.error (pysocket.OSError): Another name for OSError."},
  {"pysocket.select.PIPE_BUF", "select.PIPE_BUF (integer): The number of bytes that a writable pipe accepts as a whole."},
  {"pysocket.select.POLLIN", "select.POLLIN (integer): There is data to read."},
  {"pysocket.select.POLLOUT", "select.POLLOUT (integer): There is room to write."},
  {"pysocket.select.POLLPRI", "select.POLLPRI (integer): There is urgent data."},
  {"pysocket.select.POLLERR", "select.POLLERR (integer): There is an error; it is always reported."},
  {"pysocket.select.POLLHUP", "select.POLLHUP (integer): The other side has hung up; it is always reported."},
  {"pysocket.select.POLLNVAL", "select.POLLNVAL (integer): The descriptor is not open; it is always reported."},
  {"pysocket.select.POLLRDHUP", "select.POLLRDHUP (integer): The peer of a stream has shut down its sending side."},
  {"pysocket.select.POLLRDNORM", "select.POLLRDNORM (integer): The same as POLLIN."},
  {"pysocket.select.POLLRDBAND", "select.POLLRDBAND (integer): There is priority data to read."},
  {"pysocket.select.POLLWRNORM", "select.POLLWRNORM (integer): The same as POLLOUT."},
  {"pysocket.select.POLLWRBAND", "select.POLLWRBAND (integer): There is room for priority data."},
  {"pysocket.select.POLLMSG", "select.POLLMSG (integer): It has no meaning on Linux."},
  {"pysocket.select.EPOLLIN", "select.EPOLLIN (integer): There is data to read."},
  {"pysocket.select.EPOLLOUT", "select.EPOLLOUT (integer): There is room to write."},
  {"pysocket.select.EPOLLPRI", "select.EPOLLPRI (integer): There is urgent data."},
  {"pysocket.select.EPOLLERR", "select.EPOLLERR (integer): There is an error; it is always reported."},
  {"pysocket.select.EPOLLHUP", "select.EPOLLHUP (integer): The other side has hung up; it is always reported."},
  {"pysocket.select.EPOLLRDHUP", "select.EPOLLRDHUP (integer): The peer of a stream has shut down its sending side."},
  {"pysocket.select.EPOLLET", "select.EPOLLET (integer): Edge-triggered: each change is reported only once."},
  {"pysocket.select.EPOLLONESHOT", "select.EPOLLONESHOT (integer): One event is reported, then none until modify."},
  {"pysocket.select.EPOLLEXCLUSIVE", "select.EPOLLEXCLUSIVE (integer): If several epoll objects wait for the descriptor, not all of them are woken."},
  {"pysocket.select.EPOLLRDNORM", "select.EPOLLRDNORM (integer): The same as EPOLLIN."},
  {"pysocket.select.EPOLLRDBAND", "select.EPOLLRDBAND (integer): There is priority data to read."},
  {"pysocket.select.EPOLLWRNORM", "select.EPOLLWRNORM (integer): The same as EPOLLOUT."},
  {"pysocket.select.EPOLLWRBAND", "select.EPOLLWRBAND (integer): There is room for priority data."},
  {"pysocket.select.EPOLLMSG", "select.EPOLLMSG (integer): It has no meaning on Linux."},
  {"pysocket.select.EPOLL_CLOEXEC", "select.EPOLL_CLOEXEC (integer): Flag of epoll: close-on-exec, which is always set."},
  {"pysocket.select.select", "select.select(rlist, wlist, xlist[, timeout]) -> r, w, x\
\
Waits until some of the descriptors in three sequences are ready: to be read from, to be written to, or for urgent data.\
\
In the results, r[s] is true if the object s is among them, like s in r in Python. An integer is a position.\
\
- rlist (integer|pysocket.descriptor)[]: descriptors to wait for until there is data to read\
- wlist (integer|pysocket.descriptor)[]: descriptors to wait for until there is room to write\
- xlist (integer|pysocket.descriptor)[]: descriptors to wait for until there is urgent data\
- timeout number?: seconds; 0: do not wait; nil: wait for ever\
- returns r (integer|pysocket.descriptor)[]: the items of rlist that are ready\
- returns w (integer|pysocket.descriptor)[]: the items of wlist that are ready\
- returns x (integer|pysocket.descriptor)[]: the items of xlist that are ready\
- Raises: OSError such as EBADF\
- Source: Python select.select, select(2)"},
  {"pysocket.select.poll", "select.poll() -> p\
\
Makes a poll object, on which descriptors are registered.\
\
- returns p pysocket.select.poll: a poll object without descriptors\
- Raises: nothing\
- Source: Python select.poll, poll(2)"},
  {"pysocket.select.event", "pysocket.select.event\
\
An item of the result of poll: a descriptor and its events."},
  {"pysocket.select.event.fd", "select.event.fd (integer): The descriptor."},
  {"pysocket.select.event.event", "select.event.event (integer): The events, a combination of POLL or EPOLL constants."},
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
Registers a descriptor. If it is registered already, its mask is replaced.\
\
- fd integer|pysocket.descriptor: the descriptor\
- eventmask integer?: POLL constants; POLLIN | POLLPRI | POLLOUT by default\
- Raises: nothing\
- Source: Python select.poll.register"},
  {"pysocket.select.poll.modify", "poll:modify(fd, eventmask)\
\
Changes the mask of a descriptor.\
\
- fd integer|pysocket.descriptor: a registered descriptor\
- eventmask integer: POLL constants\
- Raises: FileNotFoundError if it is not registered\
- Source: Python select.poll.modify"},
  {"pysocket.select.poll.unregister", "poll:unregister(fd)\
\
Removes a descriptor.\
\
- fd integer|pysocket.descriptor: a registered descriptor\
- Raises: nothing\
- Source: Python select.poll.unregister"},
  {"pysocket.select.poll.poll", "poll:poll([timeout]) -> events\
\
Waits until some of the registered descriptors are ready.\
\
- timeout number?: milliseconds; 0: do not wait; nil or negative: wait for ever\
- returns events pysocket.select.event[]: the events\
- Raises: OSError\
- Source: Python select.poll.poll, poll(2)"},
  {"pysocket.select.epoll", "pysocket.select.epoll\
\
An epoll object, made by select.epoll(sizehint, flags).\
\
- sizehint? integer: positive, or -1; no effect\
- flags? integer: 0 or EPOLL_CLOEXEC; no effect\
\
It is closed by ep:close(), at the end of a <close> variable's block, or by the garbage collector.\
\
  select.epoll.fromfd(fd) -> ep\
  ep:register(fd[, eventmask])\
  ep:modify(fd, eventmask)\
  ep:unregister(fd)\
  ep:poll([timeout[, maxevents]]) -> events\
  ep:fileno() -> fd\
  ep:close()"},
  {"pysocket.select.epoll.closed", "ep.closed (boolean): Whether the object is closed."},
  {"pysocket.select.epoll.fromfd", "select.epoll.fromfd(fd) -> ep\
\
Makes an epoll object for a descriptor. The object owns the descriptor from then on.\
\
- fd integer|pysocket.descriptor: the descriptor of an epoll instance\
- returns ep pysocket.select.epoll: the object, which closes the descriptor\
- Raises: nothing\
- Source: Python select.epoll.fromfd"},
  {"pysocket.select.epoll.register", "ep:register(fd[, eventmask])\
\
Registers a descriptor.\
\
- fd integer|pysocket.descriptor: the descriptor\
- eventmask integer?: EPOLL constants; EPOLLIN | EPOLLPRI | EPOLLOUT by default\
- Raises: FileExistsError if it is registered already; PermissionError for a regular file; OSError\
- Source: Python select.epoll.register, epoll_ctl(2)"},
  {"pysocket.select.epoll.modify", "ep:modify(fd, eventmask)\
\
Changes the mask of a descriptor.\
\
- fd integer|pysocket.descriptor: a registered descriptor\
- eventmask integer: EPOLL constants\
- Raises: FileNotFoundError if it is not registered; OSError\
- Source: Python select.epoll.modify, epoll_ctl(2)"},
  {"pysocket.select.epoll.unregister", "ep:unregister(fd)\
\
Removes a descriptor.\
\
- fd integer|pysocket.descriptor: a registered descriptor\
- Raises: FileNotFoundError if it is not registered; OSError\
- Source: Python select.epoll.unregister, epoll_ctl(2)"},
  {"pysocket.select.epoll.poll", "ep:poll([timeout[, maxevents]]) -> events\
\
Waits until some of the registered descriptors are ready.\
\
- timeout number?: seconds; 0: do not wait; nil or negative: wait for ever\
- maxevents integer?: the maximum number of events; 1023 by default\
- returns events pysocket.select.event[]: the events\
- Raises: OSError. A string if the object is closed\
- Source: Python select.epoll.poll, epoll_wait(2)"},
  {"pysocket.select.epoll.fileno", "ep:fileno() -> fd\
\
Returns the descriptor of the epoll object itself, which is readable when a registered descriptor is ready.\
\
- returns fd integer: the epoll instance\
- Raises: a string if the object is closed\
- Source: Python select.epoll.fileno"},
  {"pysocket.select.epoll.close", "ep:close()\
\
Closes the object. A second call does nothing.\
\
- Raises: OSError\
- Source: Python select.epoll.close"},
  {"pysocket.selectors", "pysocket.selectors\
\
Selectors wait for events on registered objects. An object is registered once and waited for any number of times.\
\
They do not see the data that Lua has already read ahead from a file. With the GNU C library, registering such a file\
or waiting for it is an error: call file:setvbuf(\"no\") before the first read.\
\
    local selectors = require \"pysocket.selectors\"\
    local sel <close> = selectors.DefaultSelector()\
    sel:register(s, selectors.EVENT_READ, data)\
    for _, ready in ipairs(sel:select()) do\
      print(ready.key.fileobj, ready.events, ready.key.data)\
    end\
\
\
  Classes: selectors.BaseSelector, selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector,\
  selectors.SelectorKey"},
  {"pysocket.selectors.EVENT_READ", "selectors.EVENT_READ (integer): Wait until there is data to read."},
  {"pysocket.selectors.EVENT_WRITE", "selectors.EVENT_WRITE (integer): Wait until there is room to write."},
  {"pysocket.selectors.DefaultSelector", "selectors.DefaultSelector (pysocket.selectors.EpollSelector): The best selector of the system, EpollSelector."},
  {"pysocket.selectors.SelectorKey", "pysocket.selectors.SelectorKey\
\
A key describes a registered object. table.unpack(key) returns its four fields.\
\
- fileobj any: the registered object\
- fd integer: its descriptor\
- events integer: EVENT_READ, EVENT_WRITE or both\
- data any: the data that was registered with it"},
  {"pysocket.selectors.SelectorKey.fileobj", "selectors.SelectorKey.fileobj (any): The registered object."},
  {"pysocket.selectors.SelectorKey.fd", "selectors.SelectorKey.fd (integer): Its descriptor."},
  {"pysocket.selectors.SelectorKey.events", "selectors.SelectorKey.events (integer): EVENT_READ, EVENT_WRITE or both."},
  {"pysocket.selectors.SelectorKey.data", "selectors.SelectorKey.data (any): The data that was registered with it."},
  {"pysocket.selectors.ready", "pysocket.selectors.ready\
\
An item of the result of sel:select: a key and the events that are ready."},
  {"pysocket.selectors.ready.key", "selectors.ready.key (pysocket.selectors.SelectorKey): The key of the object."},
  {"pysocket.selectors.ready.events", "selectors.ready.events (integer): EVENT_READ, EVENT_WRITE or both."},
  {"pysocket.selectors.BaseSelector", "pysocket.selectors.BaseSelector\
\
The base class of all selectors, from which a program can derive its own class.\
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
Registers an object.\
\
- fileobj integer|pysocket.descriptor: the object to wait for\
- events integer: EVENT_READ, EVENT_WRITE or both\
- data any?: any value, which the key keeps\
- returns key pysocket.selectors.SelectorKey: the key of the object\
- Raises: OSError. A string if the selector is closed\
- Source: Python selectors.BaseSelector.register"},
  {"pysocket.selectors.BaseSelector.unregister", "sel:unregister(fileobj) -> key\
\
Removes an object, even if it has been closed.\
\
- fileobj integer|pysocket.descriptor: a registered object\
- returns key pysocket.selectors.SelectorKey: the key that it had\
- Raises: a string if the selector is closed\
- Source: Python selectors.BaseSelector.unregister"},
  {"pysocket.selectors.BaseSelector.modify", "sel:modify(fileobj, events[, data]) -> key\
\
Changes the events and the data of an object.\
\
- fileobj integer|pysocket.descriptor: a registered object\
- events integer: EVENT_READ, EVENT_WRITE or both\
- data any?: any value, which the key keeps\
- returns key pysocket.selectors.SelectorKey: its new key\
- Raises: OSError. A string if the selector is closed\
- Source: Python selectors.BaseSelector.modify"},
  {"pysocket.selectors.BaseSelector.select", "sel:select([timeout]) -> ready\
\
Waits until some of the registered objects are ready.\
\
- timeout number?: seconds; 0 or less: do not wait; nil: wait for ever\
- returns ready pysocket.selectors.ready[]: {key, events} for each object that is ready\
- Raises: OSError. A string if the selector is closed\
- Source: Python selectors.BaseSelector.select"},
  {"pysocket.selectors.BaseSelector.close", "sel:close()\
\
Closes the selector. The registered objects stay open.\
\
- Raises: nothing\
- Source: Python selectors.BaseSelector.close"},
  {"pysocket.selectors.BaseSelector.get_key", "sel:get_key(fileobj) -> key\
\
Returns the key of an object.\
\
- fileobj integer|pysocket.descriptor: a registered object\
- returns key pysocket.selectors.SelectorKey: the key of the object\
- Raises: a string if the selector is closed\
- Source: Python selectors.BaseSelector.get_key"},
  {"pysocket.selectors.BaseSelector.get_map", "sel:get_map() -> map\
\
Returns all keys in a read-only table that is always up to date: mapfileobj, #map, and pairs(map) by descriptor.\
\
- returns map table<any, pysocket.selectors.SelectorKey>?: nil if the selector is closed\
- Raises: nothing\
- Source: Python selectors.BaseSelector.get_map"},
  {"pysocket.selectors.SelectSelector", "pysocket.selectors.SelectSelector\
\
A selector that uses select.select."},
  {"pysocket.selectors.PollSelector", "pysocket.selectors.PollSelector\
\
A selector that uses select.poll."},
  {"pysocket.selectors.EpollSelector", "pysocket.selectors.EpollSelector\
\
A selector that uses select.epoll. It is closed by sel:close(), at the end of a <close> variable's block, or by the garbage collector.\
\
  sel:fileno() -> fd"},
  {"pysocket.selectors.EpollSelector.fileno", "sel:fileno() -> fd\
\
Returns the descriptor of its epoll object.\
\
- returns fd integer: the epoll instance\
- Raises: a string if the selector is closed\
- Source: Python selectors.EpollSelector.fileno"},
  {"pysocket.socketserver", "pysocket.socketserver\
\
Servers and request handlers, as in Python's socketserver. A program derives a handler class and passes it to a server.\
\
    local socketserver = require \"pysocket.socketserver\"\
\
    -- a subclass of a handler\
    local MyTCPHandler = setmetatable({}, {__index = socketserver.BaseRequestHandler})\
\
    function MyTCPHandler:handle()\
      local data = self.request:recv(1024)\
      self.request:sendall(data:upper())\
    end\
\
    local server <close> = socketserver.TCPServer({\"localhost\", 9999}, MyTCPHandler)\
    server:serve_forever()  -- until Ctrl-C\
\
Classes are derived in Lua's usual way: a class is a table whose metatable has the base class as its __index.\
Call a method of the base class by its full name, with the object:\
\
    local LoggingHandler = setmetatable({}, {__index = MyTCPHandler})\
\
    function LoggingHandler:setup()\
      MyTCPHandler.setup(self)\
      print(\"serving\", self.client_address)\
    end\
\
A mix-in is a function that takes a class and returns one that is derived from it. ThreadingMixIn and ForkingMixIn\
are called in this way. Make an object of your own class with new, which each class inherits:\
\
    local ThreadedTCPServer = socketserver.ThreadingMixIn(socketserver.TCPServer)\
\
    local MyServer = setmetatable({}, {__index = ThreadedTCPServer})\
    MyServer.allow_reuse_address = true\
\
    function MyServer:verify_request(request, client_address)\
      return client_address.host == \"127.0.0.1\"\
    end\
\
    local server <close> = MyServer:new({\"localhost\", 9999}, LoggingHandler)\
\
Without a mix-in, a server serves one request at a time. For TLS, wrap the socket of the server before it serves, with\
a context of pysocket.ssl:\
\
    server.socket = context:wrap_socket(server.socket, {server_side = true})\
\
\
  Classes: socketserver.BaseServer, socketserver.TCPServer, socketserver.UDPServer, socketserver.UnixStreamServer,\
  socketserver.UnixDatagramServer, socketserver.ThreadingMixIn, socketserver.ForkingMixIn,\
  socketserver.ThreadingTCPServer, socketserver.ThreadingUDPServer, socketserver.ThreadingUnixStreamServer,\
  socketserver.ThreadingUnixDatagramServer, socketserver.ForkingTCPServer, socketserver.ForkingUDPServer,\
  socketserver.ForkingUnixStreamServer, socketserver.ForkingUnixDatagramServer, socketserver.BaseRequestHandler,\
  socketserver.StreamRequestHandler, socketserver.DatagramRequestHandler"},
  {"pysocket.socketserver.BaseServer", "pysocket.socketserver.BaseServer\
\
The base class of all servers. It has no socket: a class that is derived from it defines fileno and get_request.\
\
  server:new(server_address, RequestHandlerClass) -> server\
  server:serve_forever([poll_interval])\
  server:shutdown()\
  server:handle_request()\
  server:service_actions()\
  server:handle_timeout()\
  server:verify_request(request, client_address) -> yes\
  server:process_request(request, client_address)\
  server:finish_request(request, client_address)\
  server:shutdown_request(request)\
  server:close_request(request)\
  server:handle_error(request, client_address, e, traceback)\
  server:server_activate()\
  server:server_close()"},
  {"pysocket.socketserver.BaseServer.server_address", "server.server_address (any): The address."},
  {"pysocket.socketserver.BaseServer.RequestHandlerClass", "server.RequestHandlerClass (pysocket.socketserver.Handler): The handler of requests."},
  {"pysocket.socketserver.BaseServer.timeout", "server.timeout (number?): The number of seconds after which handle_request calls handle_timeout; nil, the default: it waits for ever."},
  {"pysocket.socketserver.BaseServer.new", "server:new(server_address, RequestHandlerClass) -> server\
\
Makes a server, as calling the class does. Use it for your own classes, which cannot be called.\
\
- server_address any: the address of the server\
- RequestHandlerClass pysocket.socketserver.Handler: the handler of requests\
- returns server pysocket.socketserver.BaseServer: the new server\
- Raises: OSError or a subclass; gaierror, from a class that has a socket\
- Source: Python socketserver.BaseServer"},
  {"pysocket.socketserver.BaseServer.serve_forever", "server:serve_forever([poll_interval])\
\
Handles requests until shutdown is called, the server is closed, or Ctrl-C is pressed.\
\
In a task, other tasks run meanwhile. Outside a task, a server with ThreadingMixIn runs its own loop.\
\
- poll_interval number?: the number of seconds between two checks for a call of shutdown; 0.5 by default\
- Raises: the errors of get_request that are not an OSError; CancelledError if its task is cancelled. A string if the server is closed\
- Source: Python socketserver.BaseServer.serve_forever"},
  {"pysocket.socketserver.BaseServer.shutdown", "server:shutdown()\
\
Ends serve_forever and waits until it has ended: call it in another task. Requests that are being handled are finished first.\
\
It does not wait if it is called in a callback of the loop, or while a server without a mix-in handles a request.\
\
- Raises: CancelledError. A string if serve_forever does not run and there is no task that could call it\
- Source: Python socketserver.BaseServer.shutdown"},
  {"pysocket.socketserver.BaseServer.handle_request", "server:handle_request()\
\
Handles one request, or calls handle_timeout. With ThreadingMixIn outside a task, it also waits for the end of the request.\
\
- Raises: the errors of get_request that are not an OSError; CancelledError. A string if the server is closed\
- Source: Python socketserver.BaseServer.handle_request"},
  {"pysocket.socketserver.BaseServer.service_actions", "server:service_actions()\
\
Is called after each turn of serve_forever. Your own class can define it.\
\
- Raises: nothing\
- Source: Python socketserver.BaseServer.service_actions"},
  {"pysocket.socketserver.BaseServer.handle_timeout", "server:handle_timeout()\
\
Is called by handle_request if no request has arrived in time.\
\
- Raises: nothing\
- Source: Python socketserver.BaseServer.handle_timeout"},
  {"pysocket.socketserver.BaseServer.verify_request", "server:verify_request(request, client_address) -> yes\
\
Returns whether to handle a request. It returns true unless your own class defines it.\
\
- request any: the request\
- client_address any: the address of the client\
- returns yes boolean: whether it is handled\
- Raises: nothing\
- Source: Python socketserver.BaseServer.verify_request"},
  {"pysocket.socketserver.BaseServer.process_request", "server:process_request(request, client_address)\
\
Calls finish_request and shutdown_request. A mix-in does this in a task or in a process.\
\
- request any: the request\
- client_address any: the address of the client\
- Raises: the errors of the handler\
- Source: Python socketserver.BaseServer.process_request"},
  {"pysocket.socketserver.BaseServer.finish_request", "server:finish_request(request, client_address)\
\
Makes an object of the handler class, which handles the request.\
\
- request any: the request\
- client_address any: the address of the client\
- Raises: the errors of the handler\
- Source: Python socketserver.BaseServer.finish_request"},
  {"pysocket.socketserver.BaseServer.shutdown_request", "server:shutdown_request(request)\
\
Ends a request. A stream server shuts down the sending side, and calls close_request.\
\
- request any: the request\
- Raises: nothing\
- Source: Python socketserver.BaseServer"},
  {"pysocket.socketserver.BaseServer.close_request", "server:close_request(request)\
\
Closes a request.\
\
- request any: the request\
- Raises: nothing\
- Source: Python socketserver.BaseServer"},
  {"pysocket.socketserver.BaseServer.handle_error", "server:handle_error(request, client_address, e, traceback)\
\
Reports an error of the handler: writes the address of the client, the error and its traceback to stderr. The server continues.\
\
- request any: the request\
- client_address any: the address of the client\
- e any: the error\
- traceback string|nil: the text of the error and the stack where it was raised; nil if there was no memory for it\
- Raises: nothing\
- Source: Python socketserver.BaseServer.handle_error"},
  {"pysocket.socketserver.BaseServer.server_activate", "server:server_activate()\
\
Prepares a new server for requests. A stream server calls listen.\
\
- Raises: OSError\
- Source: Python socketserver.BaseServer.server_activate"},
  {"pysocket.socketserver.BaseServer.server_close", "server:server_close()\
\
Closes the server. It is also closed at the end of a <close> variable's block.\
\
- Raises: CancelledError if a mix-in waits for requests\
- Source: Python socketserver.BaseServer.server_close"},
  {"pysocket.socketserver.TCPServer", "pysocket.socketserver.TCPServer\
\
A server of streams over IPv4.\
\
  server:new(server_address, RequestHandlerClass[, bind_and_activate]) -> server\
  server:server_bind()\
  server:get_request() -> request, client_address\
  server:fileno() -> fd"},
  {"pysocket.socketserver.TCPServer.socket", "server.socket (pysocket.socket): The socket that waits for requests."},
  {"pysocket.socketserver.TCPServer.address_family", "server.address_family (integer): The family of the socket; socket.AF_INET by default."},
  {"pysocket.socketserver.TCPServer.socket_type", "server.socket_type (integer): The type of the socket."},
  {"pysocket.socketserver.TCPServer.request_queue_size", "server.request_queue_size (integer): The backlog of a stream server; 5 by default."},
  {"pysocket.socketserver.TCPServer.allow_reuse_address", "server.allow_reuse_address (boolean): Whether to set SO_REUSEADDR; false by default."},
  {"pysocket.socketserver.TCPServer.allow_reuse_port", "server.allow_reuse_port (boolean): Whether to set SO_REUSEPORT; false by default."},
  {"pysocket.socketserver.TCPServer.new", "server:new(server_address, RequestHandlerClass[, bind_and_activate]) -> server\
\
Makes a server, as calling the class does. Use it for your own classes, which cannot be called.\
\
- server_address pysocket.address: the address to bind\
- RequestHandlerClass pysocket.socketserver.Handler: the handler of requests\
- bind_and_activate boolean?: whether to call server_bind and server_activate at once; true by default\
- returns server pysocket.socketserver.TCPServer: the new server\
- Raises: OSError or a subclass; gaierror\
- Source: Python socketserver.TCPServer"},
  {"pysocket.socketserver.TCPServer.server_bind", "server:server_bind()\
\
Binds the socket to the address, and sets server_address to the address that it got.\
\
- Raises: OSError or a subclass; gaierror\
- Source: Python socketserver.BaseServer.server_bind"},
  {"pysocket.socketserver.TCPServer.get_request", "server:get_request() -> request, client_address\
\
Accepts a connection, or receives a datagram.\
\
- returns request any: the socket of the connection, or {data, socket} from a datagram server\
- returns client_address pysocket.address: the address of the client\
- Raises: OSError or a subclass; CancelledError\
- Source: Python socketserver.BaseServer.get_request"},
  {"pysocket.socketserver.TCPServer.fileno", "server:fileno() -> fd\
\
Returns the descriptor, so that a selector can wait for several servers.\
\
- returns fd integer: the descriptor; -1 if the server is closed\
- Raises: nothing\
- Source: Python socketserver.BaseServer.fileno"},
  {"pysocket.socketserver.UDPServer", "pysocket.socketserver.UDPServer\
\
A server of datagrams over IPv4. A request is a table {data, socket}."},
  {"pysocket.socketserver.UDPServer.max_packet_size", "socketserver.UDPServer.max_packet_size (integer): The maximum number of bytes of a datagram that are received; 8192 by default."},
  {"pysocket.socketserver.UnixStreamServer", "pysocket.socketserver.UnixStreamServer\
\
A server of streams whose address is a path. As in Python, closing it leaves the path."},
  {"pysocket.socketserver.UnixDatagramServer", "pysocket.socketserver.UnixDatagramServer\
\
A server of datagrams whose address is a path. As in Python, closing it leaves the path."},
  {"pysocket.socketserver.ThreadingMixIn", "pysocket.socketserver.ThreadingMixIn\
\
Handles each request in its own task: ThreadingMixIn(TCPServer) is a class. A call of the handler that waits suspends only this task.\
\
Outside a task, serve_forever and handle_request run their own loop, in which the requests run to their end.\
Ctrl-C, and the cancellation of the task that serves, also cancel the requests.\
\
  server:process_request(request, client_address)\
  server:process_request_thread(request, client_address)\
  server:server_close()"},
  {"pysocket.socketserver.ThreadingMixIn.daemon_threads", "server.daemon_threads (boolean): Whether serve_forever and server_close do not wait for requests; false by default."},
  {"pysocket.socketserver.ThreadingMixIn.block_on_close", "server.block_on_close (boolean): Whether server_close waits for the requests that are being handled; true by default."},
  {"pysocket.socketserver.ThreadingMixIn.process_request", "server:process_request(request, client_address)\
\
Starts a task that calls process_request_thread.\
\
- request any: the request\
- client_address any: the address of the client\
- Raises: a string if no loop runs\
- Source: Python socketserver.ThreadingMixIn"},
  {"pysocket.socketserver.ThreadingMixIn.process_request_thread", "server:process_request_thread(request, client_address)\
\
Handles the request in its task: calls finish_request, handle_error if that failed, and shutdown_request.\
\
- request any: the request\
- client_address any: the address of the client\
- Raises: CancelledError\
- Source: Python socketserver.ThreadingMixIn"},
  {"pysocket.socketserver.ThreadingMixIn.server_close", "server:server_close()\
\
Closes the server, and waits until the requests that are being handled have ended.\
\
- Raises: CancelledError\
- Source: Python socketserver.BaseServer.server_close"},
  {"pysocket.socketserver.ForkingMixIn", "pysocket.socketserver.ForkingMixIn\
\
Handles each request in its own process: ForkingMixIn(TCPServer) is a class. The parent does not see what a handler changes.\
\
The child uses nothing of its parent's loop. It ends with the request, without finalizers and without closing the\
variables of its parent. Output is flushed before the fork and before the end.\
\
  server:collect_children([blocking])\
  server:handle_timeout()\
  server:service_actions()\
  server:process_request(request, client_address)\
  server:server_close()"},
  {"pysocket.socketserver.ForkingMixIn.timeout", "server.timeout (number): The timeout of handle_request; 300 seconds by default."},
  {"pysocket.socketserver.ForkingMixIn.active_children", "server.active_children (integer[]?): The process ids of the children; nil before the first request."},
  {"pysocket.socketserver.ForkingMixIn.max_children", "server.max_children (integer): The maximum number of children; 40 by default."},
  {"pysocket.socketserver.ForkingMixIn.block_on_close", "server.block_on_close (boolean): Whether server_close waits for all children; true by default."},
  {"pysocket.socketserver.ForkingMixIn.collect_children", "server:collect_children([blocking])\
\
Collects the children that have ended. If there are max_children, it waits until there are fewer.\
\
- blocking boolean?: whether to wait for all of them; false by default\
- Raises: CancelledError\
- Source: Python socketserver.ForkingMixIn"},
  {"pysocket.socketserver.ForkingMixIn.handle_timeout", "server:handle_timeout()\
\
Collects the children that have ended.\
\
- Raises: CancelledError\
- Source: Python socketserver.BaseServer.handle_timeout"},
  {"pysocket.socketserver.ForkingMixIn.service_actions", "server:service_actions()\
\
Collects the children that have ended.\
\
- Raises: CancelledError\
- Source: Python socketserver.BaseServer.service_actions"},
  {"pysocket.socketserver.ForkingMixIn.process_request", "server:process_request(request, client_address)\
\
Starts a process that calls finish_request, handle_error if that failed, and shutdown_request. Closes the request here.\
\
- request any: the request\
- client_address any: the address of the client\
- Raises: OSError\
- Source: Python socketserver.ForkingMixIn"},
  {"pysocket.socketserver.ForkingMixIn.server_close", "server:server_close()\
\
Closes the server, and waits until all children have ended.\
\
- Raises: CancelledError\
- Source: Python socketserver.BaseServer.server_close"},
  {"pysocket.socketserver.ThreadingTCPServer", "pysocket.socketserver.ThreadingTCPServer\
\
ThreadingMixIn(TCPServer)."},
  {"pysocket.socketserver.ThreadingUDPServer", "pysocket.socketserver.ThreadingUDPServer\
\
ThreadingMixIn(UDPServer)."},
  {"pysocket.socketserver.ThreadingUnixStreamServer", "pysocket.socketserver.ThreadingUnixStreamServer\
\
ThreadingMixIn(UnixStreamServer)."},
  {"pysocket.socketserver.ThreadingUnixDatagramServer", "pysocket.socketserver.ThreadingUnixDatagramServer\
\
ThreadingMixIn(UnixDatagramServer)."},
  {"pysocket.socketserver.ForkingTCPServer", "pysocket.socketserver.ForkingTCPServer\
\
ForkingMixIn(TCPServer)."},
  {"pysocket.socketserver.ForkingUDPServer", "pysocket.socketserver.ForkingUDPServer\
\
ForkingMixIn(UDPServer)."},
  {"pysocket.socketserver.ForkingUnixStreamServer", "pysocket.socketserver.ForkingUnixStreamServer\
\
ForkingMixIn(UnixStreamServer)."},
  {"pysocket.socketserver.ForkingUnixDatagramServer", "pysocket.socketserver.ForkingUnixDatagramServer\
\
ForkingMixIn(UnixDatagramServer)."},
  {"pysocket.socketserver.BaseRequestHandler", "pysocket.socketserver.BaseRequestHandler\
\
The base class of all handlers. Your own class defines handle. The server makes an object of it for each request.\
\
  handler:new(request, client_address, server) -> handler\
  handler:setup()\
  handler:handle()\
  handler:finish()"},
  {"pysocket.socketserver.BaseRequestHandler.request", "handler.request (any): The socket of the connection, or {data, socket} for a datagram."},
  {"pysocket.socketserver.BaseRequestHandler.client_address", "handler.client_address (any): The address of the client."},
  {"pysocket.socketserver.BaseRequestHandler.server", "handler.server (pysocket.socketserver.BaseServer): The server."},
  {"pysocket.socketserver.BaseRequestHandler.new", "handler:new(request, client_address, server) -> handler\
\
Makes a handler, as calling the class does: calls setup and handle, and then finish, even if handle raised an error.\
\
- request any: the request\
- client_address any: the address of the client\
- server pysocket.socketserver.BaseServer: the server\
- returns handler pysocket.socketserver.BaseRequestHandler: the handler, which has handled the request\
- Raises: the errors of these methods\
- Source: Python socketserver.BaseRequestHandler"},
  {"pysocket.socketserver.BaseRequestHandler.setup", "handler:setup()\
\
Is called before handle.\
\
- Raises: nothing\
- Source: Python socketserver.BaseRequestHandler.setup"},
  {"pysocket.socketserver.BaseRequestHandler.handle", "handler:handle()\
\
Does all the work for a request. Your own class defines it.\
\
- Raises: nothing\
- Source: Python socketserver.BaseRequestHandler.handle"},
  {"pysocket.socketserver.BaseRequestHandler.finish", "handler:finish()\
\
Is called after handle, but not if setup raised an error.\
\
- Raises: nothing\
- Source: Python socketserver.BaseRequestHandler.finish"},
  {"pysocket.socketserver.StreamRequestHandler", "pysocket.socketserver.StreamRequestHandler\
\
A handler that has two files for a connection: one to read from and one to write to."},
  {"pysocket.socketserver.StreamRequestHandler.connection", "socketserver.StreamRequestHandler.connection (pysocket.socket): The socket of the connection."},
  {"pysocket.socketserver.StreamRequestHandler.rfile", "socketserver.StreamRequestHandler.rfile (pysocket.file): The file to read from."},
  {"pysocket.socketserver.StreamRequestHandler.wfile", "socketserver.StreamRequestHandler.wfile (pysocket.file): The file to write to."},
  {"pysocket.socketserver.StreamRequestHandler.rbufsize", "socketserver.StreamRequestHandler.rbufsize (integer): The buffer size of rfile; -1, the default: that of makefile."},
  {"pysocket.socketserver.StreamRequestHandler.wbufsize", "socketserver.StreamRequestHandler.wbufsize (integer): The buffer size of wfile; 0, the default: each write is sent at once."},
  {"pysocket.socketserver.StreamRequestHandler.timeout", "socketserver.StreamRequestHandler.timeout (number?): The timeout of the connection in seconds; nil, the default: it is not changed."},
  {"pysocket.socketserver.StreamRequestHandler.disable_nagle_algorithm", "socketserver.StreamRequestHandler.disable_nagle_algorithm (boolean): Whether to set TCP_NODELAY; false by default."},
  {"pysocket.socketserver.DatagramRequestHandler", "pysocket.socketserver.DatagramRequestHandler\
\
A handler that has two files for a datagram: one to read it from, and one whose content is sent back as a datagram."},
  {"pysocket.socketserver.DatagramRequestHandler.packet", "socketserver.DatagramRequestHandler.packet (string): The data of the datagram."},
  {"pysocket.socketserver.DatagramRequestHandler.socket", "socketserver.DatagramRequestHandler.socket (pysocket.socket): The socket of the server."},
  {"pysocket.socketserver.DatagramRequestHandler.rfile", "socketserver.DatagramRequestHandler.rfile (pysocket.file): The file to read the data from."},
  {"pysocket.socketserver.DatagramRequestHandler.wfile", "socketserver.DatagramRequestHandler.wfile (pysocket.file): The file whose content is the answer."},
  {"pysocket.ssl", "pysocket.ssl\
\
TLS for sockets like Python's ssl, built on OpenSSL 3.\
\
    local socket, ssl = require \"pysocket\", require \"pysocket.ssl\"\
\
    local context = ssl.create_default_context()  -- verifies the server and its name\
    local s <close> = context:wrap_socket(socket.create_connection{\"example.org\", 443}, {server_hostname = \"example.org\"})\
    s:sendall \"GET / HTTP/1.0\\r\\nHost: example.org\\r\\n\\r\\n\"\
    print(s:version(), s:recv(1024))\
\
A TLS socket is a socket: it has the same methods, timeouts and files, select and selectors accept it, and in a task\
its calls suspend the task.\
\
A server needs a certificate:\
\
    local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)\
    context:load_cert_chain(\"server.pem\", \"server.key\")\
    local connection <close> = context:wrap_socket(listening:accept(), {server_side = true})\
\
The module is built only if OpenSSL's headers are found. Otherwise require raises an error that says what to install.\
\
  ssl.create_default_context([purpose[, cafile[, capath[, cadata]]]]) -> context\
  ssl.get_server_certificate(address[, ssl_version[, ca_certs[, timeout]]]) -> pem\
  ssl.get_default_verify_paths() -> paths\
  ssl.DER_cert_to_PEM_cert(der_cert_bytes) -> pem\
  ssl.PEM_cert_to_DER_cert(pem_cert_string) -> der\
  ssl.cert_time_to_seconds(cert_time) -> seconds\
  ssl.get_protocol_name(protocol_code) -> name\
  ssl.RAND_bytes(n) -> bytes\
  ssl.RAND_add(bytes, entropy)\
  ssl.RAND_status() -> yes\
\
  Classes: ssl.SSLContext, ssl.SSLSocket, ssl.SSLObject, ssl.SSLSession, ssl.MemoryBIO, ssl.Purpose, ssl.SSLError,\
  ssl.SSLZeroReturnError, ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLSyscallError, ssl.SSLEOFError,\
  ssl.SSLCertVerificationError"},
  {"pysocket.ssl.CertificateError", "ssl.CertificateError (pysocket.ssl.SSLCertVerificationError): Another name for SSLCertVerificationError."},
  {"pysocket.ssl.TLSVersion", "ssl.TLSVersion (pysocket.enumeration): The versions: TLSVersion.TLSv1_3 is 772, TLSVersion[772] is \"TLSv1_3\"."},
  {"pysocket.ssl.Options", "ssl.Options (pysocket.enumeration): The OP_ constants."},
  {"pysocket.ssl.VerifyMode", "ssl.VerifyMode (pysocket.enumeration): The CERT_ constants."},
  {"pysocket.ssl.VerifyFlags", "ssl.VerifyFlags (pysocket.enumeration): The VERIFY_ constants."},
  {"pysocket.ssl.AlertDescription", "ssl.AlertDescription (pysocket.enumeration): The ALERT_DESCRIPTION_ constants."},
  {"pysocket.ssl.SSLErrorNumber", "ssl.SSLErrorNumber (pysocket.enumeration): The SSL_ERROR_ constants."},
  {"pysocket.ssl.CHANNEL_BINDING_TYPES", "ssl.CHANNEL_BINDING_TYPES (table<integer, string>): The types that get_channel_binding takes: {\"tls-unique\"}."},
  {"pysocket.ssl.PEM_HEADER", "ssl.PEM_HEADER (string): The line that a certificate in PEM begins with."},
  {"pysocket.ssl.PEM_FOOTER", "ssl.PEM_FOOTER (string): The line that it ends with."},
  {"pysocket.ssl.OPENSSL_VERSION", "ssl.OPENSSL_VERSION (string): The name of OpenSSL's version, such as \"OpenSSL 3.0.19 27 Jan 2026\"."},
  {"pysocket.ssl.OPENSSL_VERSION_INFO", "ssl.OPENSSL_VERSION_INFO (table<integer, integer>): OpenSSL's version as numbers: major, minor, fix, patch and status."},
  {"pysocket.ssl.OPENSSL_VERSION_NUMBER", "ssl.OPENSSL_VERSION_NUMBER (integer): OpenSSL's version as one number."},
  {"pysocket.ssl.ALERT_DESCRIPTION_ACCESS_DENIED", "ssl.ALERT_DESCRIPTION_ACCESS_DENIED (integer): The alert access_denied of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE", "ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE (integer): The alert bad_certificate of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE", "ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE (integer): The alert bad_certificate_hash_value of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE", "ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE (integer): The alert bad_certificate_status_response of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_BAD_RECORD_MAC", "ssl.ALERT_DESCRIPTION_BAD_RECORD_MAC (integer): The alert bad_record_mac of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_CERTIFICATE_EXPIRED", "ssl.ALERT_DESCRIPTION_CERTIFICATE_EXPIRED (integer): The alert certificate_expired of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_CERTIFICATE_REVOKED", "ssl.ALERT_DESCRIPTION_CERTIFICATE_REVOKED (integer): The alert certificate_revoked of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN", "ssl.ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN (integer): The alert certificate_unknown of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE", "ssl.ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE (integer): The alert certificate_unobtainable of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_CLOSE_NOTIFY", "ssl.ALERT_DESCRIPTION_CLOSE_NOTIFY (integer): The alert close_notify of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_DECODE_ERROR", "ssl.ALERT_DESCRIPTION_DECODE_ERROR (integer): The alert decode_error of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_DECOMPRESSION_FAILURE", "ssl.ALERT_DESCRIPTION_DECOMPRESSION_FAILURE (integer): The alert decompression_failure of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_DECRYPT_ERROR", "ssl.ALERT_DESCRIPTION_DECRYPT_ERROR (integer): The alert decrypt_error of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE", "ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE (integer): The alert handshake_failure of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_ILLEGAL_PARAMETER", "ssl.ALERT_DESCRIPTION_ILLEGAL_PARAMETER (integer): The alert illegal_parameter of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_INSUFFICIENT_SECURITY", "ssl.ALERT_DESCRIPTION_INSUFFICIENT_SECURITY (integer): The alert insufficient_security of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_INTERNAL_ERROR", "ssl.ALERT_DESCRIPTION_INTERNAL_ERROR (integer): The alert internal_error of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_NO_RENEGOTIATION", "ssl.ALERT_DESCRIPTION_NO_RENEGOTIATION (integer): The alert no_renegotiation of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_PROTOCOL_VERSION", "ssl.ALERT_DESCRIPTION_PROTOCOL_VERSION (integer): The alert protocol_version of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_RECORD_OVERFLOW", "ssl.ALERT_DESCRIPTION_RECORD_OVERFLOW (integer): The alert record_overflow of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_UNEXPECTED_MESSAGE", "ssl.ALERT_DESCRIPTION_UNEXPECTED_MESSAGE (integer): The alert unexpected_message of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_UNKNOWN_CA", "ssl.ALERT_DESCRIPTION_UNKNOWN_CA (integer): The alert unknown_ca of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY", "ssl.ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY (integer): The alert unknown_psk_identity of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME", "ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME (integer): The alert unrecognized_name of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE", "ssl.ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE (integer): The alert unsupported_certificate of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION", "ssl.ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION (integer): The alert unsupported_extension of RFC 8446 and its predecessors."},
  {"pysocket.ssl.ALERT_DESCRIPTION_USER_CANCELLED", "ssl.ALERT_DESCRIPTION_USER_CANCELLED (integer): The alert user_cancelled of RFC 8446 and its predecessors."},
  {"pysocket.ssl.CERT_NONE", "ssl.CERT_NONE (integer): The peer is not verified."},
  {"pysocket.ssl.CERT_OPTIONAL", "ssl.CERT_OPTIONAL (integer): A server verifies a client that sends a certificate."},
  {"pysocket.ssl.CERT_REQUIRED", "ssl.CERT_REQUIRED (integer): The peer must send a certificate, which is verified."},
  {"pysocket.ssl.HAS_ALPN", "ssl.HAS_ALPN (boolean): Whether ALPN can be used."},
  {"pysocket.ssl.HAS_ECDH", "ssl.HAS_ECDH (boolean): Whether elliptic curves can be used for the key exchange."},
  {"pysocket.ssl.HAS_NEVER_CHECK_COMMON_NAME", "ssl.HAS_NEVER_CHECK_COMMON_NAME (boolean): Whether the common name can be ignored."},
  {"pysocket.ssl.HAS_NPN", "ssl.HAS_NPN (boolean): Always false: ALPN has replaced NPN."},
  {"pysocket.ssl.HAS_PSK", "ssl.HAS_PSK (boolean): Whether pre-shared keys can be used."},
  {"pysocket.ssl.HAS_SNI", "ssl.HAS_SNI (boolean): Whether a client can send the name of the server."},
  {"pysocket.ssl.HAS_SSLv2", "ssl.HAS_SSLv2 (boolean): Always false."},
  {"pysocket.ssl.HAS_SSLv3", "ssl.HAS_SSLv3 (boolean): Whether OpenSSL was built with SSL 3."},
  {"pysocket.ssl.HAS_TLSv1", "ssl.HAS_TLSv1 (boolean): Whether OpenSSL was built with TLS 1.0."},
  {"pysocket.ssl.HAS_TLSv1_1", "ssl.HAS_TLSv1_1 (boolean): Whether OpenSSL was built with TLS 1.1."},
  {"pysocket.ssl.HAS_TLSv1_2", "ssl.HAS_TLSv1_2 (boolean): Whether OpenSSL was built with TLS 1.2."},
  {"pysocket.ssl.HAS_TLSv1_3", "ssl.HAS_TLSv1_3 (boolean): Whether OpenSSL was built with TLS 1.3."},
  {"pysocket.ssl.OP_ALL", "ssl.OP_ALL (integer): Work around bugs of other implementations."},
  {"pysocket.ssl.OP_CIPHER_SERVER_PREFERENCE", "ssl.OP_CIPHER_SERVER_PREFERENCE (integer): A server uses its own order of ciphers."},
  {"pysocket.ssl.OP_ENABLE_KTLS", "ssl.OP_ENABLE_KTLS (integer): It is accepted but has no effect: this module does not let the kernel encrypt."},
  {"pysocket.ssl.OP_ENABLE_MIDDLEBOX_COMPAT", "ssl.OP_ENABLE_MIDDLEBOX_COMPAT (integer): Make TLS 1.3 look like TLS 1.2 to devices between the two sides."},
  {"pysocket.ssl.OP_IGNORE_UNEXPECTED_EOF", "ssl.OP_IGNORE_UNEXPECTED_EOF (integer): It is set for each connection; suppress_ragged_eofs decides what an end without close_notify means."},
  {"pysocket.ssl.OP_LEGACY_SERVER_CONNECT", "ssl.OP_LEGACY_SERVER_CONNECT (integer): A client accepts servers that do not support RFC 5746."},
  {"pysocket.ssl.OP_NO_COMPRESSION", "ssl.OP_NO_COMPRESSION (integer): Do not compress."},
  {"pysocket.ssl.OP_NO_RENEGOTIATION", "ssl.OP_NO_RENEGOTIATION (integer): Do not renegotiate. It is set for each connection."},
  {"pysocket.ssl.OP_NO_SSLv2", "ssl.OP_NO_SSLv2 (integer): It has no effect: OpenSSL 3 has no SSL 2."},
  {"pysocket.ssl.OP_NO_SSLv3", "ssl.OP_NO_SSLv3 (integer): Do not use SSL 3."},
  {"pysocket.ssl.OP_NO_TICKET", "ssl.OP_NO_TICKET (integer): Do not use session tickets."},
  {"pysocket.ssl.OP_NO_TLSv1", "ssl.OP_NO_TLSv1 (integer): Do not use TLS 1.0. Prefer minimum_version."},
  {"pysocket.ssl.OP_NO_TLSv1_1", "ssl.OP_NO_TLSv1_1 (integer): Do not use TLS 1.1. Prefer minimum_version."},
  {"pysocket.ssl.OP_NO_TLSv1_2", "ssl.OP_NO_TLSv1_2 (integer): Do not use TLS 1.2. Prefer minimum_version."},
  {"pysocket.ssl.OP_NO_TLSv1_3", "ssl.OP_NO_TLSv1_3 (integer): Do not use TLS 1.3. Prefer maximum_version."},
  {"pysocket.ssl.OP_SINGLE_DH_USE", "ssl.OP_SINGLE_DH_USE (integer): It has no effect: keys are never reused."},
  {"pysocket.ssl.OP_SINGLE_ECDH_USE", "ssl.OP_SINGLE_ECDH_USE (integer): It has no effect: keys are never reused."},
  {"pysocket.ssl.PROTOCOL_SSLv23", "ssl.PROTOCOL_SSLv23 (integer): Another name for PROTOCOL_TLS."},
  {"pysocket.ssl.PROTOCOL_TLS", "ssl.PROTOCOL_TLS (integer): For both sides; it verifies nothing by default. Prefer PROTOCOL_TLS_CLIENT or PROTOCOL_TLS_SERVER."},
  {"pysocket.ssl.PROTOCOL_TLS_CLIENT", "ssl.PROTOCOL_TLS_CLIENT (integer): For clients; it verifies servers and their names."},
  {"pysocket.ssl.PROTOCOL_TLS_SERVER", "ssl.PROTOCOL_TLS_SERVER (integer): For servers."},
  {"pysocket.ssl.PROTOCOL_TLSv1", "ssl.PROTOCOL_TLSv1 (integer): TLS 1.0 only."},
  {"pysocket.ssl.PROTOCOL_TLSv1_1", "ssl.PROTOCOL_TLSv1_1 (integer): TLS 1.1 only."},
  {"pysocket.ssl.PROTOCOL_TLSv1_2", "ssl.PROTOCOL_TLSv1_2 (integer): TLS 1.2 only."},
  {"pysocket.ssl.SSL_ERROR_EOF", "ssl.SSL_ERROR_EOF (integer): The errno of SSLEOFError."},
  {"pysocket.ssl.SSL_ERROR_INVALID_ERROR_CODE", "ssl.SSL_ERROR_INVALID_ERROR_CODE (integer): It does not occur."},
  {"pysocket.ssl.SSL_ERROR_SSL", "ssl.SSL_ERROR_SSL (integer): The errno of other errors of a connection."},
  {"pysocket.ssl.SSL_ERROR_SYSCALL", "ssl.SSL_ERROR_SYSCALL (integer): The errno of SSLSyscallError."},
  {"pysocket.ssl.SSL_ERROR_WANT_CONNECT", "ssl.SSL_ERROR_WANT_CONNECT (integer): It does not occur."},
  {"pysocket.ssl.SSL_ERROR_WANT_READ", "ssl.SSL_ERROR_WANT_READ (integer): The errno of SSLWantReadError."},
  {"pysocket.ssl.SSL_ERROR_WANT_WRITE", "ssl.SSL_ERROR_WANT_WRITE (integer): The errno of SSLWantWriteError."},
  {"pysocket.ssl.SSL_ERROR_WANT_X509_LOOKUP", "ssl.SSL_ERROR_WANT_X509_LOOKUP (integer): It does not occur."},
  {"pysocket.ssl.SSL_ERROR_ZERO_RETURN", "ssl.SSL_ERROR_ZERO_RETURN (integer): The errno of SSLZeroReturnError."},
  {"pysocket.ssl.VERIFY_ALLOW_PROXY_CERTS", "ssl.VERIFY_ALLOW_PROXY_CERTS (integer): Proxy certificates are allowed (RFC 3820)."},
  {"pysocket.ssl.VERIFY_CRL_CHECK_CHAIN", "ssl.VERIFY_CRL_CHECK_CHAIN (integer): Each certificate of the chain is checked against the revocation list of its issuer."},
  {"pysocket.ssl.VERIFY_CRL_CHECK_LEAF", "ssl.VERIFY_CRL_CHECK_LEAF (integer): The peer's certificate is checked against the revocation list of its issuer."},
  {"pysocket.ssl.VERIFY_DEFAULT", "ssl.VERIFY_DEFAULT (integer): No flags."},
  {"pysocket.ssl.VERIFY_X509_PARTIAL_CHAIN", "ssl.VERIFY_X509_PARTIAL_CHAIN (integer): A chain may end with any trusted certificate, not only with a self-signed one."},
  {"pysocket.ssl.VERIFY_X509_STRICT", "ssl.VERIFY_X509_STRICT (integer): Certificates must follow RFC 5280."},
  {"pysocket.ssl.VERIFY_X509_TRUSTED_FIRST", "ssl.VERIFY_X509_TRUSTED_FIRST (integer): Issuers are looked up among the trusted certificates first."},
  {"pysocket.ssl.create_default_context", "ssl.create_default_context([purpose[, cafile[, capath[, cadata]]]]) -> context\
\
Makes a context with safe settings.\
\
For clients it verifies servers and their names, with the system's certificates if no others are given. TLS 1.2 is the\
oldest version.\
\
If the environment has SSLKEYLOGFILE, the keys are written to that file.\
\
- purpose pysocket.ssl.object?: Purpose.SERVER_AUTH for clients, the default, or Purpose.CLIENT_AUTH for servers\
- cafile string?: a PEM file with the certificates to trust\
- capath string?: a directory with such files under hashed names\
- cadata pysocket.bytes?: the certificates themselves, as PEM text or DER\
- returns context pysocket.ssl.SSLContext: a context\
- Raises: OSError or a subclass, SSLError if the certificates cannot be read\
- Source: Python ssl.create_default_context"},
  {"pysocket.ssl.get_server_certificate", "ssl.get_server_certificate(address[, ssl_version[, ca_certs[, timeout]]]) -> pem\
\
Connects to a server and returns its certificate. Without ca_certs the certificate is not verified.\
\
- address pysocket.address.given: {host, port}\
- ssl_version integer?: a PROTOCOL_ constant; PROTOCOL_TLS_CLIENT by default\
- ca_certs string?: a PEM file with the certificates to trust\
- timeout number?: seconds for the connection and the handshake; the default timeout if it is left out\
- returns pem string: the certificate in PEM\
- Raises: OSError or a subclass; SSLCertVerificationError if ca_certs does not trust it\
- Source: Python ssl.get_server_certificate"},
  {"pysocket.ssl.get_default_verify_paths", "ssl.get_default_verify_paths() -> paths\
\
Returns the paths of the system's certificates.\
\
- returns paths pysocket.ssl.DefaultVerifyPaths: the paths\
- Raises: nothing\
- Source: Python ssl.get_default_verify_paths"},
  {"pysocket.ssl.DER_cert_to_PEM_cert", "ssl.DER_cert_to_PEM_cert(der_cert_bytes) -> pem\
\
Converts a certificate to PEM.\
\
- der_cert_bytes pysocket.bytes: the certificate in DER\
- returns pem string: the certificate in PEM\
- Raises: nothing\
- Source: Python ssl.DER_cert_to_PEM_cert"},
  {"pysocket.ssl.PEM_cert_to_DER_cert", "ssl.PEM_cert_to_DER_cert(pem_cert_string) -> der\
\
Converts a certificate to DER.\
\
- pem_cert_string string: one certificate in PEM\
- returns der string: the certificate in DER\
- Raises: nothing but an error for an argument that is not PEM\
- Source: Python ssl.PEM_cert_to_DER_cert"},
  {"pysocket.ssl.cert_time_to_seconds", "ssl.cert_time_to_seconds(cert_time) -> seconds\
\
Converts notBefore or notAfter of a certificate to seconds.\
\
- cert_time string: a time such as \"Jan  5 09:34:43 2018 GMT\"\
- returns seconds integer: the seconds since 1970-01-01 00:00 UTC\
- Raises: nothing but an error for an argument that is not such a time\
- Source: Python ssl.cert_time_to_seconds"},
  {"pysocket.ssl.get_protocol_name", "ssl.get_protocol_name(protocol_code) -> name\
\
Returns the name of a PROTOCOL_ constant.\
\
- protocol_code integer: the constant\
- returns name string: the name, or \"<unknown>\"\
- Raises: nothing\
- Source: Python ssl.get_protocol_name"},
  {"pysocket.ssl.RAND_bytes", "ssl.RAND_bytes(n) -> bytes\
\
Returns random bytes that are suitable for keys.\
\
- n integer: the number of bytes\
- returns bytes string: the bytes\
- Raises: SSLError if there is not enough randomness\
- Source: Python ssl.RAND_bytes"},
  {"pysocket.ssl.RAND_add", "ssl.RAND_add(bytes, entropy)\
\
Mixes bytes into the state of the generator.\
\
- bytes pysocket.bytes: the bytes\
- entropy number: the minimum number of bytes of randomness in them; 0.0 is always safe\
- Raises: nothing\
- Source: Python ssl.RAND_add"},
  {"pysocket.ssl.RAND_status", "ssl.RAND_status() -> yes\
\
Returns whether the generator has enough randomness.\
\
- returns yes boolean\
- Raises: nothing\
- Source: Python ssl.RAND_status"},
  {"pysocket.ssl.SSLContext", "pysocket.ssl.SSLContext\
\
The settings that connections share: certificates, versions, ciphers and verification.\
\
Calling the class makes a context; ssl.create_default_context is safer. A context of PROTOCOL_TLS_CLIENT verifies,\
but trusts nobody before certificates are loaded. A method that is added to the class is a method of every context. An\
attribute that does not exist cannot be set.\
\
  sslcontext:wrap_socket(sock[, server_side[, do_handshake_on_connect[, suppress_ragged_eofs[, server_hostname[, session]]]]]) -> s\
  sslcontext:wrap_bio(incoming, outgoing[, server_side[, server_hostname[, session]]]) -> object\
  sslcontext:load_cert_chain(certfile[, keyfile[, password]])\
  sslcontext:load_verify_locations([cafile[, capath[, cadata]]])\
  sslcontext:load_default_certs([purpose])\
  sslcontext:set_default_verify_paths()\
  sslcontext:cert_store_stats() -> stats\
  sslcontext:get_ca_certs([binary_form]) -> certs\
  sslcontext:set_ciphers(ciphers)\
  sslcontext:get_ciphers() -> ciphers\
  sslcontext:set_ecdh_curve(curve_name)\
  sslcontext:load_dh_params(dhfile)\
  sslcontext:set_alpn_protocols(alpn_protocols)\
  sslcontext:set_servername_callback(server_name_callback)\
  sslcontext:set_psk_client_callback(callback)\
  sslcontext:set_psk_server_callback(callback[, identity_hint])\
  sslcontext:session_stats() -> stats"},
  {"pysocket.ssl.SSLContext.check_hostname", "ssl.SSLContext.check_hostname (boolean): Whether a client requires that the certificate is for server_hostname. Setting it to true sets verify_mode to CERT_REQUIRED if that is CERT_NONE."},
  {"pysocket.ssl.SSLContext.hostname_checks_common_name", "ssl.SSLContext.hostname_checks_common_name (boolean): Whether the common name is used if a certificate has no host names; false by default."},
  {"pysocket.ssl.SSLContext.keylog_filename", "ssl.SSLContext.keylog_filename (string?): The file to which the keys are appended; with them a recorded connection can be decrypted."},
  {"pysocket.ssl.SSLContext.maximum_version", "ssl.SSLContext.maximum_version (integer): The newest version: a value of TLSVersion."},
  {"pysocket.ssl.SSLContext.minimum_version", "ssl.SSLContext.minimum_version (integer): The oldest version: a value of TLSVersion."},
  {"pysocket.ssl.SSLContext.num_tickets", "ssl.SSLContext.num_tickets (integer): The number of session tickets that a server sends after a handshake of TLS 1.3; 2 by default."},
  {"pysocket.ssl.SSLContext.options", "ssl.SSLContext.options (integer): OP_ constants, combined by |."},
  {"pysocket.ssl.SSLContext.post_handshake_auth", "ssl.SSLContext.post_handshake_auth (boolean): Whether a client lets the server ask for its certificate after the handshake, and a server may do so."},
  {"pysocket.ssl.SSLContext.protocol", "ssl.SSLContext.protocol (integer): The PROTOCOL_ constant that it was made with."},
  {"pysocket.ssl.SSLContext.security_level", "ssl.SSLContext.security_level (integer): OpenSSL's level, which forbids weak keys; set_ciphers can change it."},
  {"pysocket.ssl.SSLContext.sni_callback", "ssl.SSLContext.sni_callback (function?): function(s, server_name, context), which a server calls with the name that a client asks for, or nil. It may set s.context, and may return an alert, with which the handshake ends. In a task it may wait."},
  {"pysocket.ssl.SSLContext.verify_flags", "ssl.SSLContext.verify_flags (integer): VERIFY_ constants, combined by |."},
  {"pysocket.ssl.SSLContext.verify_mode", "ssl.SSLContext.verify_mode (integer): A CERT_ constant."},
  {"pysocket.ssl.SSLContext.wrap_socket", "sslcontext:wrap_socket(sock[, server_side[, do_handshake_on_connect[, suppress_ragged_eofs[, server_hostname[, session]]]]]) -> s\
\
Makes a TLS socket from a stream socket, and does the handshake if it is connected.\
\
The new socket takes over the descriptor. If the handshake fails, the connection is closed.\
\
- sock pysocket.socket: a stream socket; from one that listens, accept returns TLS connections\
- server_side boolean?: whether this is the server's side; false by default\
- do_handshake_on_connect boolean?: whether to do the handshake now, and in connect; true by default\
- suppress_ragged_eofs boolean?: whether an end without close_notify counts as a regular end; true by default\
- server_hostname string?: the name or the address of the server, for clients\
- session pysocket.ssl.SSLSession?: a session to resume, for clients\
- returns s pysocket.ssl.SSLSocket: the TLS socket\
- Raises: OSError or a subclass; SSLCertVerificationError if the peer's certificate is refused, SSLError if the peer does not speak TLS, or no version and cipher that both support; TimeoutError\
- Source: Python ssl.SSLContext.wrap_socket"},
  {"pysocket.ssl.SSLContext.wrap_bio", "sslcontext:wrap_bio(incoming, outgoing[, server_side[, server_hostname[, session]]]) -> object\
\
Makes a connection that reads and writes memory, for programs that transport the bytes themselves.\
\
- incoming pysocket.ssl.MemoryBIO: the bytes from the peer\
- outgoing pysocket.ssl.MemoryBIO: the bytes for the peer\
- server_side boolean?: whether this is the server's side; false by default\
- server_hostname string?: the name or the address of the server, for clients\
- session pysocket.ssl.SSLSession?: a session to resume, for clients\
- returns object pysocket.ssl.SSLObject: the connection\
- Raises: SSLError\
- Source: Python ssl.SSLContext.wrap_bio"},
  {"pysocket.ssl.SSLContext.load_cert_chain", "sslcontext:load_cert_chain(certfile[, keyfile[, password]])\
\
Loads the certificate of this side, the certificates of its issuers, and its private key.\
\
If that fails, the context keeps what it had.\
\
- certfile string: the path of a PEM file with the certificate, followed by those of the issuers; or the PEM text itself\
- keyfile string?: the same for the private key; without it certfile must contain the key too\
- password pysocket.bytes|function?: the password of an encrypted key, or a function that returns it when it is needed\
- Raises: OSError or a subclass if a file cannot be read; SSLError if there is no PEM in it, the password is wrong, or the key belongs to another certificate\
- Source: Python ssl.SSLContext.load_cert_chain"},
  {"pysocket.ssl.SSLContext.load_verify_locations", "sslcontext:load_verify_locations([cafile[, capath[, cadata]]])\
\
Trusts certificates, and uses revocation lists, from one or more of three places.\
\
- cafile string?: the path of a PEM file\
- capath string?: a directory with such files under the names that openssl rehash gives them\
- cadata pysocket.bytes?: the certificates and lists themselves: PEM text, or certificates in DER\
- Raises: OSError or a subclass if a file cannot be read; SSLError if there is no certificate in it\
- Source: Python ssl.SSLContext.load_verify_locations"},
  {"pysocket.ssl.SSLContext.load_default_certs", "sslcontext:load_default_certs([purpose])\
\
Trusts the system's certificates. Contexts share them, as long as they add no others.\
\
- purpose pysocket.ssl.object?: it has no effect\
- Raises: SSLError\
- Source: Python ssl.SSLContext.load_default_certs"},
  {"pysocket.ssl.SSLContext.set_default_verify_paths", "sslcontext:set_default_verify_paths()\
\
Trusts the system's certificates.\
\
- Raises: SSLError\
- Source: Python ssl.SSLContext.set_default_verify_paths"},
  {"pysocket.ssl.SSLContext.cert_store_stats", "sslcontext:cert_store_stats() -> stats\
\
Returns the numbers of loaded certificates and revocation lists. Those in a directory are loaded when they are needed.\
\
- returns stats table<string, integer>: x509: the number of certificates, x509_ca: that of certificates of authorities, crl: that of revocation lists\
- Raises: nothing\
- Source: Python ssl.SSLContext.cert_store_stats"},
  {"pysocket.ssl.SSLContext.get_ca_certs", "sslcontext:get_ca_certs([binary_form]) -> certs\
\
Returns the loaded certificates of authorities.\
\
- binary_form boolean?: return strings in DER instead of tables; false by default\
- returns certs table: a sequence of tables like that of getpeercert, or of strings\
- Raises: SSLError\
- Source: Python ssl.SSLContext.get_ca_certs"},
  {"pysocket.ssl.SSLContext.set_ciphers", "sslcontext:set_ciphers(ciphers)\
\
Sets the ciphers for TLS 1.2 and older versions.\
\
- ciphers string: a list in OpenSSL's format, such as \"ECDHE+AESGCM\"\
- Raises: SSLError if none of the ciphers exists\
- Source: Python ssl.SSLContext.set_ciphers"},
  {"pysocket.ssl.SSLContext.get_ciphers", "sslcontext:get_ciphers() -> ciphers\
\
Returns the ciphers that can be used, in order of preference.\
\
- returns ciphers table[]: a sequence of tables with name, protocol, id, description, strength_bits, alg_bits, aead, symmetric, digest, kea and auth\
- Raises: nothing\
- Source: Python ssl.SSLContext.get_ciphers"},
  {"pysocket.ssl.SSLContext.set_ecdh_curve", "sslcontext:set_ecdh_curve(curve_name)\
\
Sets the group for the key exchange.\
\
- curve_name string: its name, such as \"X25519\" or \"prime256v1\"\
- Raises: nothing but an error for a name that OpenSSL does not know\
- Source: Python ssl.SSLContext.set_ecdh_curve"},
  {"pysocket.ssl.SSLContext.load_dh_params", "sslcontext:load_dh_params(dhfile)\
\
Loads parameters for the Diffie-Hellman key exchange of a server.\
\
- dhfile string: the path of a PEM file, or PEM text\
- Raises: OSError or a subclass if the file cannot be read; SSLError if it has no parameters\
- Source: Python ssl.SSLContext.load_dh_params"},
  {"pysocket.ssl.SSLContext.set_alpn_protocols", "sslcontext:set_alpn_protocols(alpn_protocols)\
\
Sets the application protocols that this side speaks, in order of preference.\
\
A server chooses the first one that the client speaks too.\
\
- alpn_protocols string[]: their names, such as \"h2\" and \"http/1.1\"\
- Raises: nothing but an error for a name that does not have 1 to 255 bytes\
- Source: Python ssl.SSLContext.set_alpn_protocols"},
  {"pysocket.ssl.SSLContext.set_servername_callback", "sslcontext:set_servername_callback(server_name_callback)\
\
Sets sni_callback.\
\
- server_name_callback function|nil: the function\
- Raises: nothing\
- Source: Python ssl.SSLContext.set_servername_callback"},
  {"pysocket.ssl.SSLContext.set_psk_client_callback", "sslcontext:set_psk_client_callback(callback)\
\
Sets the function that returns a client's pre-shared key.\
\
It is called as function(hint), and returns an identity and the key. If it raises an error, the handshake fails with\
that error. It cannot wait in a task.\
\
- callback function|nil: the function\
- Raises: SSLError for a server's context\
- Source: Python ssl.SSLContext.set_psk_client_callback"},
  {"pysocket.ssl.SSLContext.set_psk_server_callback", "sslcontext:set_psk_server_callback(callback[, identity_hint])\
\
Sets the function that returns the pre-shared key of a client to a server.\
\
It is called as function(identity), and returns the key, or nil. In TLS 1.3 it is called for session tickets, too.\
It cannot wait in a task.\
\
- callback function|nil: the function\
- identity_hint string?: a hint for clients of TLS 1.2\
- Raises: SSLError for a client's context\
- Source: Python ssl.SSLContext.set_psk_server_callback"},
  {"pysocket.ssl.SSLContext.session_stats", "sslcontext:session_stats() -> stats\
\
Returns the numbers of sessions that were created and resumed.\
\
- returns stats table<string, integer>: number, connect, connect_good, connect_renegotiate, accept, accept_good, accept_renegotiate, hits, misses, timeouts and cache_full\
- Raises: nothing\
- Source: Python ssl.SSLContext.session_stats"},
  {"pysocket.ssl.SSLSocket", "pysocket.ssl.SSLSocket\
\
A TLS socket. It has everything that a socket has; methods that make no sense with TLS raise an error.\
\
close sends close_notify and waits, up to the timeout, until the kernel has accepted all data. recv receives 1024\
bytes by default. A connection from accept does its handshake when a call needs it: one that sends or receives, or\
that asks for the version, the cipher, the protocol or the certificates, unless the timeout is 0.\
\
  sslsocket:do_handshake([block])\
  sslsocket:read([len[, buffer]]) -> data\
  sslsocket:write(data) -> count\
  sslsocket:unwrap() -> s\
  sslsocket:getpeercert([binary_form]) -> cert\
  sslsocket:get_verified_chain() -> chain\
  sslsocket:get_unverified_chain() -> chain\
  sslsocket:cipher() -> name, protocol, bits\
  sslsocket:shared_ciphers() -> ciphers\
  sslsocket:compression() -> none\
  sslsocket:version() -> version\
  sslsocket:pending() -> count\
  sslsocket:selected_alpn_protocol() -> protocol\
  sslsocket:selected_npn_protocol() -> none\
  sslsocket:get_channel_binding([cb_type]) -> bytes\
  sslsocket:verify_client_post_handshake()"},
  {"pysocket.ssl.SSLSocket.context", "ssl.SSLSocket.context (pysocket.ssl.SSLContext): The context. In sni_callback it can be set."},
  {"pysocket.ssl.SSLSocket.do_handshake_on_connect", "ssl.SSLSocket.do_handshake_on_connect (boolean): Whether connect does the handshake."},
  {"pysocket.ssl.SSLSocket.server_hostname", "ssl.SSLSocket.server_hostname (string?): The name of the server as it is in certificates."},
  {"pysocket.ssl.SSLSocket.server_side", "ssl.SSLSocket.server_side (boolean): Whether this is the server's side."},
  {"pysocket.ssl.SSLSocket.session", "ssl.SSLSocket.session (pysocket.ssl.SSLSession?): The session, once there is one that can be resumed. A client can set it before the handshake."},
  {"pysocket.ssl.SSLSocket.session_reused", "ssl.SSLSocket.session_reused (boolean?): Whether a session was resumed; nil before the handshake."},
  {"pysocket.ssl.SSLSocket.suppress_ragged_eofs", "ssl.SSLSocket.suppress_ragged_eofs (boolean): Whether an end without close_notify counts as a regular end."},
  {"pysocket.ssl.SSLSocket.do_handshake", "sslsocket:do_handshake([block])\
\
Does the handshake. Other calls do it too if it has not been done.\
\
If it fails, the socket is closed. After a TimeoutError it stays open and the handshake can be continued; the peer is\
not told. wrap_socket and connect close the socket then, too.\
\
- block boolean?: wait even if the timeout is 0; false by default\
- Raises: OSError or a subclass; SSLCertVerificationError, SSLError, SSLWantReadError, SSLWantWriteError, TimeoutError\
- Source: Python ssl.SSLSocket.do_handshake"},
  {"pysocket.ssl.SSLSocket.read", "sslsocket:read([len[, buffer]]) -> data\
\
Receives bytes, like recv.\
\
- len integer?: the maximum number of bytes; 1024 by default\
- buffer pysocket.bytearray?: a buffer for the bytes; then the result is their number\
- returns data string|integer|nil: the bytes; nil at the end\
- Raises: the errors of recv; SSLWantReadError if it would have to wait\
- Source: Python ssl.SSLSocket.read"},
  {"pysocket.ssl.SSLSocket.write", "sslsocket:write(data) -> count\
\
Sends bytes, like send.\
\
- data pysocket.bytes: the bytes\
- returns count integer: the number of bytes that were sent\
- Raises: the errors of send\
- Source: Python ssl.SSLSocket.write"},
  {"pysocket.ssl.SSLSocket.unwrap", "sslsocket:unwrap() -> s\
\
Ends TLS: sends close_notify and waits for the peer's.\
If plain text has arrived together with it, the plain socket receives that first.\
\
- returns s pysocket.socket: the plain socket\
- Raises: OSError or a subclass, SSLError; SSLEOFError if the peer ended the connection without close_notify\
- Source: Python ssl.SSLSocket.unwrap"},
  {"pysocket.ssl.SSLSocket.getpeercert", "sslsocket:getpeercert([binary_form]) -> cert\
\
Returns the peer's certificate.\
\
The table has subject, issuer, version, serialNumber, notBefore, notAfter, and if the certificate has them\
subjectAltName, OCSP, caIssuers and crlDistributionPoints. Names are sequences of pairs, as in Python. The table\
is empty if the certificate was not verified.\
\
- binary_form boolean?: return a string in DER; false by default\
- returns cert table|string|nil: the certificate; nil if the peer has sent none\
- Raises: an error before the handshake\
- Source: Python ssl.SSLSocket.getpeercert"},
  {"pysocket.ssl.SSLSocket.get_verified_chain", "sslsocket:get_verified_chain() -> chain\
\
Returns the chain that was verified, from the peer's certificate to the root.\
\
- returns chain string[]: the certificates in DER\
- Raises: SSLError\
- Source: Python ssl.SSLSocket.get_verified_chain"},
  {"pysocket.ssl.SSLSocket.get_unverified_chain", "sslsocket:get_unverified_chain() -> chain\
\
Returns the certificates that the peer has sent, in its order.\
\
- returns chain string[]: the certificates in DER\
- Raises: SSLError\
- Source: Python ssl.SSLSocket.get_unverified_chain"},
  {"pysocket.ssl.SSLSocket.cipher", "sslsocket:cipher() -> name, protocol, bits\
\
Returns the cipher.\
\
- returns name string?: its name; nil before the handshake\
- returns protocol string: the version that defines it\
- returns bits integer: the number of secret bits\
- Raises: nothing\
- Source: Python ssl.SSLSocket.cipher"},
  {"pysocket.ssl.SSLSocket.shared_ciphers", "sslsocket:shared_ciphers() -> ciphers\
\
Returns the ciphers that both sides support, for a server.\
\
- returns ciphers table[]?: a sequence of rows {name, protocol, bits}; nil for a client\
- Raises: nothing\
- Source: Python ssl.SSLSocket.shared_ciphers"},
  {"pysocket.ssl.SSLSocket.compression", "sslsocket:compression() -> none\
\
Returns nil: nothing is compressed.\
\
- returns none nil\
- Raises: nothing\
- Source: Python ssl.SSLSocket.compression"},
  {"pysocket.ssl.SSLSocket.version", "sslsocket:version() -> version\
\
Returns the version of TLS.\
\
- returns version string?: a name such as \"TLSv1.3\"; nil before the handshake\
- Raises: nothing\
- Source: Python ssl.SSLSocket.version"},
  {"pysocket.ssl.SSLSocket.pending", "sslsocket:pending() -> count\
\
Returns the number of bytes that can be received without waiting, because they are decrypted.\
\
- returns count integer: the number\
- Raises: nothing\
- Source: Python ssl.SSLSocket.pending"},
  {"pysocket.ssl.SSLSocket.selected_alpn_protocol", "sslsocket:selected_alpn_protocol() -> protocol\
\
Returns the application protocol that both sides agreed upon (ALPN).\
\
- returns protocol string?: its name; nil if there is none\
- Raises: nothing\
- Source: Python ssl.SSLSocket.selected_alpn_protocol"},
  {"pysocket.ssl.SSLSocket.selected_npn_protocol", "sslsocket:selected_npn_protocol() -> none\
\
Returns nil: ALPN has replaced NPN.\
\
- returns none nil\
- Raises: nothing\
- Source: Python ssl.SSLSocket.selected_npn_protocol"},
  {"pysocket.ssl.SSLSocket.get_channel_binding", "sslsocket:get_channel_binding([cb_type]) -> bytes\
\
Returns bytes that identify this connection, for authentication above TLS.\
\
- cb_type string?: \"tls-unique\", the default\
- returns bytes string?: the bytes; nil before the handshake\
- Raises: nothing but an error for an unknown type\
- Source: Python ssl.SSLSocket.get_channel_binding"},
  {"pysocket.ssl.SSLSocket.verify_client_post_handshake", "sslsocket:verify_client_post_handshake()\
\
Lets a server ask for the client's certificate after a handshake of TLS 1.3. The client's answer comes with the next data that it sends.\
\
- Raises: SSLError\
- Source: Python ssl.SSLSocket.verify_client_post_handshake"},
  {"pysocket.ssl.SSLObject", "pysocket.ssl.SSLObject\
\
A connection that reads and writes memory.\
\
A call that would have to wait raises SSLWantReadError. Then send the bytes of the outgoing MemoryBIO to the peer, and\
write those from the peer into the incoming one.\
\
  sslobject:do_handshake()\
  sslobject:read([len[, buffer]]) -> data\
  sslobject:write(data) -> count\
  sslobject:unwrap()\
  sslobject:getpeercert([binary_form]) -> cert\
  sslobject:get_verified_chain() -> chain\
  sslobject:get_unverified_chain() -> chain\
  sslobject:cipher() -> name, protocol, bits\
  sslobject:shared_ciphers() -> ciphers\
  sslobject:compression() -> none\
  sslobject:version() -> version\
  sslobject:pending() -> count\
  sslobject:selected_alpn_protocol() -> protocol\
  sslobject:selected_npn_protocol() -> none\
  sslobject:get_channel_binding([cb_type]) -> bytes\
  sslobject:verify_client_post_handshake()"},
  {"pysocket.ssl.SSLObject.context", "ssl.SSLObject.context (pysocket.ssl.SSLContext): The context. In sni_callback it can be set."},
  {"pysocket.ssl.SSLObject.server_hostname", "ssl.SSLObject.server_hostname (string?): The name of the server as it is in certificates."},
  {"pysocket.ssl.SSLObject.server_side", "ssl.SSLObject.server_side (boolean): Whether this is the server's side."},
  {"pysocket.ssl.SSLObject.session", "ssl.SSLObject.session (pysocket.ssl.SSLSession?): The session, once there is one that can be resumed. A client can set it before the handshake."},
  {"pysocket.ssl.SSLObject.session_reused", "ssl.SSLObject.session_reused (boolean?): Whether a session was resumed."},
  {"pysocket.ssl.SSLObject.do_handshake", "sslobject:do_handshake()\
\
Does the handshake. Other calls do it too if it has not been done.\
\
- Raises: OSError or a subclass; SSLCertVerificationError, SSLError, SSLWantReadError, SSLWantWriteError, TimeoutError\
- Source: Python ssl.SSLObject.do_handshake"},
  {"pysocket.ssl.SSLObject.read", "sslobject:read([len[, buffer]]) -> data\
\
Receives bytes, like recv.\
\
- len integer?: the maximum number of bytes; 1024 by default\
- buffer pysocket.bytearray?: a buffer for the bytes; then the result is their number\
- returns data string|integer|nil: the bytes; nil at the end\
- Raises: the errors of recv; SSLWantReadError if it would have to wait\
- Source: Python ssl.SSLObject.read"},
  {"pysocket.ssl.SSLObject.write", "sslobject:write(data) -> count\
\
Encrypts all bytes, in as many records as that takes.\
\
- data pysocket.bytes: the bytes\
- returns count integer: the number of the bytes\
- Raises: the errors of send\
- Source: Python ssl.SSLObject.write"},
  {"pysocket.ssl.SSLObject.unwrap", "sslobject:unwrap()\
\
Ends TLS: sends close_notify and waits for the peer's.\
\
- Raises: OSError or a subclass, SSLError\
- Source: Python ssl.SSLObject.unwrap"},
  {"pysocket.ssl.SSLObject.getpeercert", "sslobject:getpeercert([binary_form]) -> cert\
\
Returns the peer's certificate.\
\
The table has subject, issuer, version, serialNumber, notBefore, notAfter, and if the certificate has them\
subjectAltName, OCSP, caIssuers and crlDistributionPoints. Names are sequences of pairs, as in Python. The table\
is empty if the certificate was not verified.\
\
- binary_form boolean?: return a string in DER; false by default\
- returns cert table|string|nil: the certificate; nil if the peer has sent none\
- Raises: an error before the handshake\
- Source: Python ssl.SSLObject.getpeercert"},
  {"pysocket.ssl.SSLObject.get_verified_chain", "sslobject:get_verified_chain() -> chain\
\
Returns the chain that was verified, from the peer's certificate to the root.\
\
- returns chain string[]: the certificates in DER\
- Raises: SSLError\
- Source: Python ssl.SSLObject.get_verified_chain"},
  {"pysocket.ssl.SSLObject.get_unverified_chain", "sslobject:get_unverified_chain() -> chain\
\
Returns the certificates that the peer has sent, in its order.\
\
- returns chain string[]: the certificates in DER\
- Raises: SSLError\
- Source: Python ssl.SSLObject.get_unverified_chain"},
  {"pysocket.ssl.SSLObject.cipher", "sslobject:cipher() -> name, protocol, bits\
\
Returns the cipher.\
\
- returns name string?: its name; nil before the handshake\
- returns protocol string: the version that defines it\
- returns bits integer: the number of secret bits\
- Raises: nothing\
- Source: Python ssl.SSLObject.cipher"},
  {"pysocket.ssl.SSLObject.shared_ciphers", "sslobject:shared_ciphers() -> ciphers\
\
Returns the ciphers that both sides support, for a server.\
\
- returns ciphers table[]?: a sequence of rows {name, protocol, bits}; nil for a client\
- Raises: nothing\
- Source: Python ssl.SSLObject.shared_ciphers"},
  {"pysocket.ssl.SSLObject.compression", "sslobject:compression() -> none\
\
Returns nil: nothing is compressed.\
\
- returns none nil\
- Raises: nothing\
- Source: Python ssl.SSLObject.compression"},
  {"pysocket.ssl.SSLObject.version", "sslobject:version() -> version\
\
Returns the version of TLS.\
\
- returns version string?: a name such as \"TLSv1.3\"; nil before the handshake\
- Raises: nothing\
- Source: Python ssl.SSLObject.version"},
  {"pysocket.ssl.SSLObject.pending", "sslobject:pending() -> count\
\
Returns the number of bytes that can be received without waiting, because they are decrypted.\
\
- returns count integer: the number\
- Raises: nothing\
- Source: Python ssl.SSLObject.pending"},
  {"pysocket.ssl.SSLObject.selected_alpn_protocol", "sslobject:selected_alpn_protocol() -> protocol\
\
Returns the application protocol that both sides agreed upon (ALPN).\
\
- returns protocol string?: its name; nil if there is none\
- Raises: nothing\
- Source: Python ssl.SSLObject.selected_alpn_protocol"},
  {"pysocket.ssl.SSLObject.selected_npn_protocol", "sslobject:selected_npn_protocol() -> none\
\
Returns nil: ALPN has replaced NPN.\
\
- returns none nil\
- Raises: nothing\
- Source: Python ssl.SSLObject.selected_npn_protocol"},
  {"pysocket.ssl.SSLObject.get_channel_binding", "sslobject:get_channel_binding([cb_type]) -> bytes\
\
Returns bytes that identify this connection, for authentication above TLS.\
\
- cb_type string?: \"tls-unique\", the default\
- returns bytes string?: the bytes; nil before the handshake\
- Raises: nothing but an error for an unknown type\
- Source: Python ssl.SSLObject.get_channel_binding"},
  {"pysocket.ssl.SSLObject.verify_client_post_handshake", "sslobject:verify_client_post_handshake()\
\
Lets a server ask for the client's certificate after a handshake of TLS 1.3. The client's answer comes with the next data that it sends.\
\
- Raises: SSLError\
- Source: Python ssl.SSLObject.verify_client_post_handshake"},
  {"pysocket.ssl.MemoryBIO", "pysocket.ssl.MemoryBIO\
\
A memory buffer for the bytes between an SSLObject and its peer. Calling the class makes one.\
\
  memorybio:read([n]) -> bytes\
  memorybio:write(buf) -> count\
  memorybio:write_eof()"},
  {"pysocket.ssl.MemoryBIO.eof", "ssl.MemoryBIO.eof (boolean): Whether write_eof was called and everything before it has been read."},
  {"pysocket.ssl.MemoryBIO.pending", "ssl.MemoryBIO.pending (integer): The number of bytes in the buffer."},
  {"pysocket.ssl.MemoryBIO.read", "memorybio:read([n]) -> bytes\
\
Reads and removes bytes.\
\
- n integer?: the maximum number of bytes; all by default\
- returns bytes string: the bytes, or \"\"\
- Raises: nothing\
- Source: Python ssl.MemoryBIO.read"},
  {"pysocket.ssl.MemoryBIO.write", "memorybio:write(buf) -> count\
\
Adds bytes.\
\
- buf pysocket.bytes: the bytes\
- returns count integer: the number of bytes\
- Raises: SSLError after write_eof\
- Source: Python ssl.MemoryBIO.write"},
  {"pysocket.ssl.MemoryBIO.write_eof", "memorybio:write_eof()\
\
Marks the end: after reading everything before it, a reader finds the end of the connection.\
\
- Raises: nothing\
- Source: Python ssl.MemoryBIO.write_eof"},
  {"pysocket.ssl.SSLSession", "pysocket.ssl.SSLSession\
\
A session, with which a client can resume a connection.\
\
A later connection with the same context and server_hostname then needs no certificates. The session is refused if\
the context's verification, trust or revocation lists have changed since."},
  {"pysocket.ssl.SSLSession.has_ticket", "ssl.SSLSession.has_ticket (boolean): Whether it has a ticket from the server."},
  {"pysocket.ssl.SSLSession.id", "ssl.SSLSession.id (string): The identifier."},
  {"pysocket.ssl.SSLSession.ticket_lifetime_hint", "ssl.SSLSession.ticket_lifetime_hint (integer): The number of seconds for which the server accepts the ticket."},
  {"pysocket.ssl.SSLSession.time", "ssl.SSLSession.time (integer): The time of its creation, in seconds since 1970."},
  {"pysocket.ssl.SSLSession.timeout", "ssl.SSLSession.timeout (integer): The number of seconds for which it can be resumed."},
  {"pysocket.ssl.Purpose", "pysocket.ssl.Purpose\
\
The purposes of certificates.\
\
  ssl.Purpose.fromnid(nid) -> object\
  ssl.Purpose.fromname(name) -> object"},
  {"pysocket.ssl.Purpose.SERVER_AUTH", "ssl.Purpose.SERVER_AUTH (pysocket.ssl.object): A server's certificate: a client's context verifies these."},
  {"pysocket.ssl.Purpose.CLIENT_AUTH", "ssl.Purpose.CLIENT_AUTH (pysocket.ssl.object): A client's certificate: a server's context verifies these."},
  {"pysocket.ssl.Purpose.fromnid", "ssl.Purpose.fromnid(nid) -> object\
\
Returns an object of OpenSSL's table, by its number.\
\
- nid integer: the number\
- returns object pysocket.ssl.object: the object\
- Raises: nothing but an error for an unknown number\
- Source: Python ssl.Purpose"},
  {"pysocket.ssl.Purpose.fromname", "ssl.Purpose.fromname(name) -> object\
\
Returns an object of OpenSSL's table, by its short name, long name or identifier.\
\
- name string: the name\
- returns object pysocket.ssl.object: the object\
- Raises: nothing but an error for an unknown name\
- Source: Python ssl.Purpose"},
  {"pysocket.ssl.object", "pysocket.ssl.object\
\
An object of OpenSSL's table of ASN.1 objects."},
  {"pysocket.ssl.object.nid", "ssl.object.nid (integer): The number."},
  {"pysocket.ssl.object.shortname", "ssl.object.shortname (string): The short name."},
  {"pysocket.ssl.object.longname", "ssl.object.longname (string): The long name."},
  {"pysocket.ssl.object.oid", "ssl.object.oid (string): The identifier, as numbers with dots."},
  {"pysocket.ssl.DefaultVerifyPaths", "pysocket.ssl.DefaultVerifyPaths\
\
The paths of the system's certificates."},
  {"pysocket.ssl.DefaultVerifyPaths.cafile", "ssl.DefaultVerifyPaths.cafile (string?): The file, if it exists."},
  {"pysocket.ssl.DefaultVerifyPaths.capath", "ssl.DefaultVerifyPaths.capath (string?): The directory, if it exists."},
  {"pysocket.ssl.DefaultVerifyPaths.openssl_cafile_env", "ssl.DefaultVerifyPaths.openssl_cafile_env (string): The environment variable that names another file."},
  {"pysocket.ssl.DefaultVerifyPaths.openssl_cafile", "ssl.DefaultVerifyPaths.openssl_cafile (string): The file that OpenSSL was built with."},
  {"pysocket.ssl.DefaultVerifyPaths.openssl_capath_env", "ssl.DefaultVerifyPaths.openssl_capath_env (string): The environment variable that names another directory."},
  {"pysocket.ssl.DefaultVerifyPaths.openssl_capath", "ssl.DefaultVerifyPaths.openssl_capath (string): The directory that OpenSSL was built with."},
  {"pysocket.ssl.SSLError", "pysocket.ssl.SSLError\
\
The base class of the errors of TLS.\
\
Its text is that of OpenSSL, with the call and the host, and for frequent mistakes a sentence that says what to do:\
\
demo.lua:3: SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number: do_handshake 'localhost'. The peer does not speak TLS here ..."},
  {"pysocket.ssl.SSLError.library", "ssl.SSLError.library (string?): The part of OpenSSL, such as \"SSL\" or \"PEM\"."},
  {"pysocket.ssl.SSLError.reason", "ssl.SSLError.reason (string?): The reason, such as \"CERTIFICATE_VERIFY_FAILED\"."},
  {"pysocket.ssl.SSLZeroReturnError", "pysocket.ssl.SSLZeroReturnError\
\
The peer has ended TLS, and a call other than recv needed the connection."},
  {"pysocket.ssl.SSLWantReadError", "pysocket.ssl.SSLWantReadError\
\
With timeout 0: the call would have to wait until the socket is readable."},
  {"pysocket.ssl.SSLWantWriteError", "pysocket.ssl.SSLWantWriteError\
\
With timeout 0: the call would have to wait until the socket is writable."},
  {"pysocket.ssl.SSLSyscallError", "pysocket.ssl.SSLSyscallError\
\
A system call failed, and the system does not say why."},
  {"pysocket.ssl.SSLEOFError", "pysocket.ssl.SSLEOFError\
\
The connection has ended in a handshake, or without close_notify where suppress_ragged_eofs is false."},
  {"pysocket.ssl.SSLCertVerificationError", "pysocket.ssl.SSLCertVerificationError\
\
A certificate was refused.\
\
The text says what is wrong with it, and what to do: for which names it is valid, or whose certificate has to be loaded."},
  {"pysocket.ssl.SSLCertVerificationError.verify_code", "ssl.SSLCertVerificationError.verify_code (integer?): OpenSSL's number of the reason."},
  {"pysocket.ssl.SSLCertVerificationError.verify_message", "ssl.SSLCertVerificationError.verify_message (string?): OpenSSL's text of the reason."},
  {"pysocket.struct", "pysocket.struct\
\
Packs and unpacks binary data according to formats, as Python's struct does. All sizes are exact and checked.\
\
    local struct = require \"pysocket.struct\"\
    local header = struct.pack(\"!HHHHHH\", id, 0x0100, 1, 0, 0, 0)\
    local id, flags = struct.unpack_from(\"!HH\", packet)\
\
The first character of a format sets the byte order: < is little-endian, > or ! big-endian, and = that of this\
machine. With these the sizes are the same on every machine, and there is no padding between items. With @, or with\
none of these characters, sizes and alignment are those of C. Every other character is an item. A number before it\
repeats the item, except that 4s is one string of four bytes:\
\
- b B, h H, i I or l L, q Q: signed and unsigned integers of 1, 2, 4 and 8 bytes; n N P: integers of C's sizes, only in native formats\
- e, f, d: floats of 2, 4 and 8 bytes; ?: a boolean; c: a string of one byte\
- s: a string, which is truncated or padded with zeros to its size; p: the same after a byte with its length\
- x: a padding byte, which has no value; blanks are ignored\
\
The formats of Lua's string.pack differ: there ! sets the alignment, and L may have 8 bytes.\
\
  struct.calcsize(format) -> size\
  struct.pack(format[, ...]) -> data\
  struct.pack_into(format, buffer, offset[, ...])\
  struct.unpack(format, buffer) -> ...\
  struct.unpack_from(format, buffer[, offset]) -> ...\
  struct.iter_unpack(format, buffer) -> iterator\
\
  Classes: struct.Struct, struct.error"},
  {"pysocket.struct.calcsize", "struct.calcsize(format) -> size\
\
Returns the size of a format in bytes.\
\
- format string: a format\
- returns size integer: the size\
- Raises: struct.error\
- Source: Python struct.calcsize"},
  {"pysocket.struct.pack", "struct.pack(format[, ...]) -> data\
\
Packs values into a string.\
\
- format string: a format\
- ... any: the values, one for each item of the format\
- returns data string: the bytes, of length calcsize(format)\
- Raises: struct.error\
- Source: Python struct.pack"},
  {"pysocket.struct.pack_into", "struct.pack_into(format, buffer, offset[, ...])\
\
Packs values into a bytearray. If it raises an error, the bytearray is unchanged.\
\
- format string: a format\
- buffer pysocket.bytearray: a bytearray or a view\
- offset integer: the number of bytes to skip; a negative number counts from the end\
- ... any: the values, one for each item of the format\
- Raises: struct.error\
- Source: Python struct.pack_into"},
  {"pysocket.struct.unpack", "struct.unpack(format, buffer) -> ...\
\
Unpacks values from bytes.\
\
- format string: a format\
- buffer pysocket.bytes: exactly calcsize(format) bytes\
- returns ... any: a value for each item\
- Raises: struct.error\
- Source: Python struct.unpack"},
  {"pysocket.struct.unpack_from", "struct.unpack_from(format, buffer[, offset]) -> ...\
\
Unpacks values from a position in a buffer.\
\
- format string: a format\
- buffer pysocket.bytes: the bytes, at least calcsize(format) from the position on\
- offset integer?: the number of bytes to skip; a negative number counts from the end; 0 by default\
- returns ... any: a value for each item\
- Raises: struct.error\
- Source: Python struct.unpack_from"},
  {"pysocket.struct.iter_unpack", "struct.iter_unpack(format, buffer) -> iterator\
\
Iterates over bytes that repeat one format.\
\
    for kind, length in struct.iter_unpack(\"!BH\", data) do\
\
- format string: a format with at least one item\
- buffer pysocket.bytes: bytes whose number is a multiple of calcsize(format)\
- returns iterator fun(): any: an iterator, which returns the values of each repetition\
- Raises: struct.error\
- Source: Python struct.iter_unpack"},
  {"pysocket.struct.Struct", "pysocket.struct.Struct\
\
A compiled format. Its methods are the functions above without their first argument.\
\
  record:pack([...]) -> data\
  record:pack_into(buffer, offset[, ...])\
  record:unpack(buffer) -> ...\
  record:unpack_from(buffer[, offset]) -> ...\
  record:iter_unpack(buffer) -> iterator"},
  {"pysocket.struct.Struct.format", "record.format (string): The format string."},
  {"pysocket.struct.Struct.size", "record.size (integer): The size in bytes."},
  {"pysocket.struct.Struct.pack", "record:pack([...]) -> data\
\
Does the same as struct.pack.\
\
- ... any: the values, one for each item of the format\
- returns data string: the bytes, of length size\
- Raises: struct.error\
- Source: Python struct.Struct.pack"},
  {"pysocket.struct.Struct.pack_into", "record:pack_into(buffer, offset[, ...])\
\
Does the same as struct.pack_into.\
\
- buffer pysocket.bytearray: a bytearray or a view\
- offset integer: the number of bytes to skip; a negative number counts from the end\
- ... any: the values, one for each item of the format\
- Raises: struct.error\
- Source: Python struct.Struct.pack_into"},
  {"pysocket.struct.Struct.unpack", "record:unpack(buffer) -> ...\
\
Does the same as struct.unpack.\
\
- buffer pysocket.bytes: exactly size bytes\
- returns ... any: a value for each item\
- Raises: struct.error\
- Source: Python struct.Struct.unpack"},
  {"pysocket.struct.Struct.unpack_from", "record:unpack_from(buffer[, offset]) -> ...\
\
Does the same as struct.unpack_from.\
\
- buffer pysocket.bytes: the bytes, at least size from the position on\
- offset integer?: the number of bytes to skip; a negative number counts from the end; 0 by default\
- returns ... any: a value for each item\
- Raises: struct.error\
- Source: Python struct.Struct.unpack_from"},
  {"pysocket.struct.Struct.iter_unpack", "record:iter_unpack(buffer) -> iterator\
\
Does the same as struct.iter_unpack.\
\
- buffer pysocket.bytes: bytes whose number is a multiple of size\
- returns iterator fun(): any: an iterator, which returns the values of each repetition\
- Raises: struct.error\
- Source: Python struct.Struct.iter_unpack"},
  {"pysocket.struct.error", "pysocket.struct.error\
\
A format, a value or a size is wrong."},
  {"pysocket.time", "pysocket.time\
\
The clocks of Python's time, and a sleep that suspends only its own task.\
\
    local time = require \"pysocket.time\"\
    local start = time.monotonic()\
    time.sleep(0.5)\
    print(time.monotonic() - start)\
\
Lua's os.time counts only whole seconds, and os.clock measures processor time. For dates use os.date.\
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
Returns the time since the start of 1970, UTC. It jumps when the clock is set.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.time"},
  {"pysocket.time.time_ns", "time.time_ns() -> ns\
\
Returns the same time as time, as an exact integer.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.time_ns"},
  {"pysocket.time.monotonic", "time.monotonic() -> seconds\
\
Returns the time of a clock that never goes back, for measurements. loop:time() returns the same time.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.monotonic"},
  {"pysocket.time.monotonic_ns", "time.monotonic_ns() -> ns\
\
Returns the same time as monotonic, as an exact integer.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.monotonic_ns"},
  {"pysocket.time.perf_counter", "time.perf_counter() -> seconds\
\
Returns the time of the clock with the highest resolution, which is that of monotonic on Linux.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.perf_counter"},
  {"pysocket.time.perf_counter_ns", "time.perf_counter_ns() -> ns\
\
Returns the same time as perf_counter, as an exact integer.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.perf_counter_ns"},
  {"pysocket.time.process_time", "time.process_time() -> seconds\
\
Returns the processor time that all threads of the process have used.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.process_time"},
  {"pysocket.time.process_time_ns", "time.process_time_ns() -> ns\
\
Returns the same time as process_time, as an exact integer.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.process_time_ns"},
  {"pysocket.time.thread_time", "time.thread_time() -> seconds\
\
Returns the processor time that this thread has used.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: Python time.thread_time"},
  {"pysocket.time.thread_time_ns", "time.thread_time_ns() -> ns\
\
Returns the same time as thread_time, as an exact integer.\
\
- returns ns integer: nanoseconds\
- Raises: nothing\
- Source: Python time.thread_time_ns"},
  {"pysocket.time.sleep", "time.sleep(seconds)\
\
Waits for some time. In a task, 0 lets the other tasks run. asyncio.sleep does the same, but only in tasks.\
\
- seconds number: the time, which must not be negative; a float may be as small as 1e-9\
- Raises: nothing\
- Source: Python time.sleep"},
  {"pysocket.luasocket", "pysocket.luasocket\
\
LuaSocket's module socket, version 3.1, with its own conventions, over this module's sockets.\
Libraries that use LuaSocket run on it unchanged. In a task, a call that has to wait suspends only that task; elsewhere it blocks.\
\
    require \"pysocket.luasocket\".install()      -- before anything requires \"socket\"\
    local redis = require \"redis\"\
    asyncio.run(function() print(redis.connect(\"127.0.0.1\", 6379):get \"key\") end)\
\
Its functions return nil and the text of an error, and raise none. [Use the libraries you have](libraries.md) lists\
the libraries that are known to work, and explains how to find out whether another one does. All names are LuaSocket's,\
in a table that programs may change; only install is new, and unix is LuaSocket's module socket.unix.\
_SETSIZE is the process's limit of descriptors, because select has no other; _SOCKETINVALID is -1, and\
_DATAGRAMSIZE 8192.\
\
  luasocket.install() -> module\
  luasocket.tcp() -> master, e\
  luasocket.tcp4() -> master, e\
  luasocket.tcp6() -> master, e\
  luasocket.udp() -> unconnected, e\
  luasocket.udp4() -> unconnected, e\
  luasocket.udp6() -> unconnected, e\
  luasocket.connect(host, port[, local_host[, local_port[, family]]]) -> client, e\
  luasocket.connect4(host, port[, local_host[, local_port]]) -> client, e\
  luasocket.connect6(host, port[, local_host[, local_port]]) -> client, e\
  luasocket.bind(host, port[, backlog]) -> server, e\
  luasocket.select([recvt[, sendt[, timeout]]]) -> readable, writable, e\
  luasocket.sleep(time)\
  luasocket.gettime() -> seconds\
  luasocket.newtry([finalizer]) -> try\
  luasocket.try([...]) -> ...\
  luasocket.protect(f) -> protected\
  luasocket.skip(n[, ...]) -> ...\
  luasocket.choose(functions) -> chooser\
  luasocket.sink(mode, socket) -> sink\
  luasocket.source(mode, socket[, length]) -> source\
\
  Classes: luasocket.dns, luasocket.unix"},
  {"pysocket.luasocket._VERSION", "luasocket._VERSION (string): The version that LuaSocket 3.1 gives, \"LuaSocket 3.0.0\"."},
  {"pysocket.luasocket.BLOCKSIZE", "luasocket.BLOCKSIZE (integer): The number of bytes that a source reads at once."},
  {"pysocket.luasocket.sinkt", "luasocket.sinkt (table): The functions that sink chooses from, by name."},
  {"pysocket.luasocket.sourcet", "luasocket.sourcet (table): The functions that source chooses from, by name."},
  {"pysocket.luasocket.install", "luasocket.install() -> module\
\
Makes require \"socket\", \"socket.core\" and \"socket.unix\" return this module, in libraries too, and puts the task-aware functions into coroutine.\
Raises an error if another module was loaded under one of these names before.\
\
- returns module pysocket.luasocket: this module\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.luasocket.tcp", "luasocket.tcp() -> master, e\
\
Makes a TCP socket, which has no descriptor until it binds or connects.\
\
- returns master pysocket.luasocket.tcp?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.socket.tcp"},
  {"pysocket.luasocket.tcp4", "luasocket.tcp4() -> master, e\
\
Makes a TCP socket for IPv4.\
\
- returns master pysocket.luasocket.tcp?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.socket.tcp4"},
  {"pysocket.luasocket.tcp6", "luasocket.tcp6() -> master, e\
\
Makes a TCP socket for IPv6 only.\
\
- returns master pysocket.luasocket.tcp?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.socket.tcp6"},
  {"pysocket.luasocket.udp", "luasocket.udp() -> unconnected, e\
\
Makes a UDP socket, which has no descriptor until its first use.\
\
- returns unconnected pysocket.luasocket.udp?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.socket.udp"},
  {"pysocket.luasocket.udp4", "luasocket.udp4() -> unconnected, e\
\
Makes a UDP socket for IPv4.\
\
- returns unconnected pysocket.luasocket.udp?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.socket.udp4"},
  {"pysocket.luasocket.udp6", "luasocket.udp6() -> unconnected, e\
\
Makes a UDP socket for IPv6 only.\
\
- returns unconnected pysocket.luasocket.udp?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.socket.udp6"},
  {"pysocket.luasocket.connect", "luasocket.connect(host, port[, local_host[, local_port[, family]]]) -> client, e\
\
Connects to a TCP server.\
Tries each address of the host.\
\
- host string: the host, a name or a numeric address\
- port integer|string: the port, or the name of a service\
- local_host string?: the address to connect from\
- local_port integer|string?: the port to connect from\
- family \"inet\"|\"inet6\"|\"unspec\"?: the family of the local address\
- returns client pysocket.luasocket.tcp?: the connected object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket socket.connect"},
  {"pysocket.luasocket.connect4", "luasocket.connect4(host, port[, local_host[, local_port]]) -> client, e\
\
Connects to a TCP server from a local IPv4 address.\
\
- host string: the host, a name or a numeric address\
- port integer|string: the port, or the name of a service\
- local_host string?: the address to connect from\
- local_port integer|string?: the port to connect from\
- returns client pysocket.luasocket.tcp?: the connected object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket socket.connect"},
  {"pysocket.luasocket.connect6", "luasocket.connect6(host, port[, local_host[, local_port]]) -> client, e\
\
Connects to a TCP server from a local IPv6 address.\
\
- host string: the host, a name or a numeric address\
- port integer|string: the port, or the name of a service\
- local_host string?: the address to connect from\
- local_port integer|string?: the port to connect from\
- returns client pysocket.luasocket.tcp?: the connected object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket socket.connect"},
  {"pysocket.luasocket.bind", "luasocket.bind(host, port[, backlog]) -> server, e\
\
Makes a TCP server, with the option reuseaddr.\
\
- host string: the local address; \"*\" means every IPv4 address\
- port integer|string: the port; 0 means any free port\
- backlog integer?: the maximum number of connections that wait to be accepted; 32 by default\
- returns server pysocket.luasocket.tcp?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket socket.bind"},
  {"pysocket.luasocket.select", "luasocket.select([recvt[, sendt[, timeout]]]) -> readable, writable, e\
\
Waits until some sockets are ready.\
It accepts objects that have a getfd method, and sockets of pysocket. A socket with received data that is not read\
yet is ready at once, and one without a descriptor is never ready. Each result maps positions to sockets and sockets to\
positions.\
\
- recvt table?: a sequence of sockets to receive from\
- sendt table?: a sequence of sockets to send to\
- timeout number?: the maximum time in seconds; nil or a negative number: no limit\
- returns readable table: the sockets to receive from\
- returns writable table: the sockets to send to\
- returns e \"timeout\"?: \"timeout\" if no socket is ready\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.sleep", "luasocket.sleep(time)\
\
Waits for some time.\
\
- time number: seconds\
- Raises: nothing\
- Source: LuaSocket socket.sleep"},
  {"pysocket.luasocket.gettime", "luasocket.gettime() -> seconds\
\
Returns the time since the start of 1970.\
Timeouts do not depend on it, because they use the monotonic clock.\
\
- returns seconds number: a float\
- Raises: nothing\
- Source: LuaSocket socket.gettime"},
  {"pysocket.luasocket.newtry", "luasocket.newtry([finalizer]) -> try\
\
Makes a function like try.\
\
- finalizer function?: a function that is called before the error is raised\
- returns try function: a function like try\
- Raises: nothing\
- Source: LuaSocket socket.newtry"},
  {"pysocket.luasocket.try", "luasocket.try([...]) -> ...\
\
Returns its arguments. If the first one is nil or false, it raises the second one, for protect to catch.\
\
- ... any: the results of a call\
- returns ... any: the arguments\
- Raises: nothing\
- Source: LuaSocket socket.try"},
  {"pysocket.luasocket.protect", "luasocket.protect(f) -> protected\
\
Makes a function that returns nil and the error if a try in it raises one.\
Other errors pass through, and so does the cancellation of a task.\
\
- f function: the function\
- returns protected function: the function that calls it\
- Raises: nothing\
- Source: LuaSocket socket.protect"},
  {"pysocket.luasocket.skip", "luasocket.skip(n[, ...]) -> ...\
\
Returns its arguments without the first ones.\
\
- n integer: the number of arguments to leave out\
- ... any: the arguments\
- returns ... any: the other arguments\
- Raises: nothing\
- Source: LuaSocket socket.skip"},
  {"pysocket.luasocket.choose", "luasocket.choose(functions) -> chooser\
\
Makes a function like sink and source.\
\
- functions table: functions by name\
- returns chooser function: a function that calls the function with a given name, or the one named \"default\"\
- Raises: nothing\
- Source: LuaSocket socket.sink"},
  {"pysocket.luasocket.sink", "luasocket.sink(mode, socket) -> sink\
\
Makes an LTN12 sink that sends.\
\
- mode \"close-when-done\"|\"keep-open\"?: the behaviour at the end; \"keep-open\" by default\
- socket pysocket.luasocket.tcp: the socket\
- returns sink table: the sink\
- Raises: nothing\
- Source: LuaSocket socket.sink"},
  {"pysocket.luasocket.source", "luasocket.source(mode, socket[, length]) -> source\
\
Makes an LTN12 source that receives.\
\
- mode \"by-length\"|\"until-closed\"?: how to find the end; \"until-closed\" by default\
- socket pysocket.luasocket.tcp: the socket\
- length integer?: the number of bytes, for \"by-length\"\
- returns source table: the source\
- Raises: nothing\
- Source: LuaSocket socket.source"},
  {"pysocket.luasocket.tcp", "pysocket.luasocket.tcp\
\
A TCP socket of pysocket.luasocket.\
tostring shows its class, which connect and listen change: tcp{master}, tcp{client} or tcp{server}. A\
method that the class does not have raises an error.\
\
  tcp:receive([pattern[, prefix]]) -> data, e, partial\
  tcp:send(data[, i[, j]]) -> index, e, last\
  tcp:accept() -> client, e\
  tcp:listen([backlog]) -> ok, e\
  tcp:shutdown([mode]) -> ok\
  tcp:getstats() -> received, sent, age\
  tcp:setstats([received[, sent[, age]]]) -> ok\
  tcp:connect(host, port) -> ok, e\
  tcp:setpeername(host, port) -> ok, e\
  tcp:bind(host, port) -> ok, e\
  tcp:setsockname(host, port) -> ok, e\
  tcp:getpeername() -> host, port, family\
  tcp:getsockname() -> host, port, family\
  tcp:close() -> ok\
  tcp:getfd() -> fd\
  tcp:setfd(fd)\
  tcp:dirty() -> dirty\
  tcp:settimeout([value[, mode]]) -> ok\
  tcp:gettimeout() -> block, total\
  tcp:setoption(option, value) -> ok, e\
  tcp:getoption(option) -> value, e\
  tcp:getfamily() -> family"},
  {"pysocket.luasocket.tcp.class", "luasocket.tcp.class (\"tcp{master}\"|\"tcp{client}\"|\"tcp{server}\"): The class."},
  {"pysocket.luasocket.tcp.receive", "tcp:receive([pattern[, prefix]]) -> data, e, partial\
\
Receives a line without its end, all data up to the end of the stream, or a number of bytes.\
All CR characters are removed from a line. The data that was received before an error is the partial result.\
\
- pattern \"*l\"|\"*a\"|number?: what to receive; \"*l\" by default\
- prefix string?: a string to put before the result; it counts toward a number of bytes\
- returns data string?: nil if it failed\
- returns e string?: the error\
- returns partial string?: the data that was received before the error\
- Raises: nothing\
- Source: LuaSocket tcp.receive"},
  {"pysocket.luasocket.tcp.send", "tcp:send(data[, i[, j]]) -> index, e, last\
\
Sends a string, or the part of it from i to j, as in string.sub.\
\
- data string: the string\
- i integer?: the first index; 1 by default\
- j integer?: the last index; -1 by default\
- returns index number?: the index of the last byte; nil if it failed\
- returns e string?: the error\
- returns last number?: the index of the last byte that was sent before the error\
- Raises: nothing\
- Source: LuaSocket tcp.send"},
  {"pysocket.luasocket.tcp.accept", "tcp:accept() -> client, e\
\
Accepts the next connection of a server.\
The connection does not inherit the timeouts.\
\
- returns client pysocket.luasocket.tcp?: the object of the connection; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.accept"},
  {"pysocket.luasocket.tcp.listen", "tcp:listen([backlog]) -> ok, e\
\
Makes the socket listen, which turns it into a server.\
\
- backlog integer?: the maximum number of connections that wait to be accepted; 32 by default\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.listen"},
  {"pysocket.luasocket.tcp.shutdown", "tcp:shutdown([mode]) -> ok\
\
Shuts down one direction of a connection, or both.\
\
- mode \"both\"|\"send\"|\"receive\"?: the direction; \"both\" by default\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket tcp.shutdown"},
  {"pysocket.luasocket.tcp.getstats", "tcp:getstats() -> received, sent, age\
\
Returns the statistics of the object.\
\
- returns received number: the number of bytes that were received\
- returns sent number: the number of bytes that were sent\
- returns age number: the age of the object in seconds\
- Raises: nothing\
- Source: LuaSocket tcp.getstats"},
  {"pysocket.luasocket.tcp.setstats", "tcp:setstats([received[, sent[, age]]]) -> ok\
\
Sets the statistics of the object.\
\
- received number?: the number of received bytes\
- sent number?: the number of sent bytes\
- age number?: the age in seconds\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket tcp.setstats"},
  {"pysocket.luasocket.tcp.connect", "tcp:connect(host, port) -> ok, e\
\
Connects the socket, which turns it into a client.\
It tries each address of the host. With a timeout of 0 it returns \"timeout\" while it continues in the background; call\
it again when the socket is writable.\
\
- host string: the host, a name or a numeric address\
- port integer|string: the port, or the name of a service\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.connect"},
  {"pysocket.luasocket.tcp.setpeername", "tcp:setpeername(host, port) -> ok, e\
\
Does the same as connect.\
\
- host string: the host, a name or a numeric address\
- port integer|string: the port, or the name of a service\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.connect"},
  {"pysocket.luasocket.tcp.bind", "tcp:bind(host, port) -> ok, e\
\
Binds the socket to a local address.\
\
- host string: the host, a name or a numeric address; \"*\" means all local addresses\
- port integer|string: the port, or the name of a service\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.bind"},
  {"pysocket.luasocket.tcp.setsockname", "tcp:setsockname(host, port) -> ok, e\
\
Does the same as bind.\
\
- host string: the host, a name or a numeric address; \"*\" means all local addresses\
- port integer|string: the port, or the name of a service\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.bind"},
  {"pysocket.luasocket.tcp.getpeername", "tcp:getpeername() -> host, port, family\
\
Returns the address of the peer.\
\
- returns host string?: the numeric address; nil if it failed\
- returns port integer|string: the port, or the error\
- returns family \"inet\"|\"inet6\"|\"unspec\": the address family\
- Raises: nothing\
- Source: LuaSocket tcp.getpeername"},
  {"pysocket.luasocket.tcp.getsockname", "tcp:getsockname() -> host, port, family\
\
Returns the local address.\
\
- returns host string?: the numeric address; nil if it failed\
- returns port string: the port, or the error\
- returns family \"inet\"|\"inet6\"|\"unspec\": the address family\
- Raises: nothing\
- Source: LuaSocket tcp.getsockname"},
  {"pysocket.luasocket.tcp.close", "tcp:close() -> ok\
\
Closes the descriptor.\
Tasks that wait for it get the error \"closed\". The object can be used again afterwards.\
\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket tcp.close"},
  {"pysocket.luasocket.tcp.getfd", "tcp:getfd() -> fd\
\
Returns the descriptor.\
\
- returns fd number: -1 if there is none\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.tcp.setfd", "tcp:setfd(fd)\
\
Replaces the descriptor of the object.\
The previous descriptor stays open and belongs to the caller.\
\
- fd integer: the new descriptor, or -1 for none\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.tcp.dirty", "tcp:dirty() -> dirty\
\
Returns whether data was received that is not read yet.\
\
- returns dirty boolean: always false for datagrams\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.tcp.settimeout", "tcp:settimeout([value[, mode]]) -> ok\
\
Sets the maximum time of each wait in a call (\"b\"), or of a whole call (\"t\" or \"r\").\
\
- value number?: seconds; 0: do not wait; nil or a negative number: no limit\
- mode \"b\"|\"t\"|\"r\"?: which of the two; \"b\" by default\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket tcp.settimeout"},
  {"pysocket.luasocket.tcp.gettimeout", "tcp:gettimeout() -> block, total\
\
Returns the two timeouts.\
\
- returns block number: the timeout of each wait in seconds; -1: none\
- returns total number: the timeout of a call in seconds; -1: none\
- Raises: nothing\
- Source: LuaSocket tcp.gettimeout"},
  {"pysocket.luasocket.tcp.setoption", "tcp:setoption(option, value) -> ok, e\
\
Sets an option of the socket.\
\
- option string: the name of the option\
- value any: the value of the option\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.setoption"},
  {"pysocket.luasocket.tcp.getoption", "tcp:getoption(option) -> value, e\
\
Returns the value of an option.\
\
- option string: the name of the option\
- returns value any: nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.getoption"},
  {"pysocket.luasocket.tcp.getfamily", "tcp:getfamily() -> family\
\
Returns the version of IP.\
\
- returns family \"inet4\"|\"inet6\": the family; \"inet4\" as long as it is unknown\
- Raises: nothing\
- Source: LuaSocket tcp.getoption"},
  {"pysocket.luasocket.udp", "pysocket.luasocket.udp\
\
A UDP socket of pysocket.luasocket.\
Its class is udp{unconnected} or udp{connected}.\
\
  udp:receive([size]) -> datagram, e\
  udp:send(datagram) -> sent, e\
  udp:receivefrom([size]) -> datagram, host, port\
  udp:sendto(datagram, host, port) -> sent, e\
  udp:setpeername(host[, port]) -> ok, e\
  udp:setsockname(host, port) -> ok, e\
  udp:getpeername() -> host, port, family\
  udp:getsockname() -> host, port, family\
  udp:close() -> ok\
  udp:getfd() -> fd\
  udp:setfd(fd)\
  udp:dirty() -> dirty\
  udp:settimeout([value[, mode]]) -> ok\
  udp:gettimeout() -> block, total\
  udp:setoption(option, value) -> ok, e\
  udp:getoption(option) -> value, e\
  udp:getfamily() -> family"},
  {"pysocket.luasocket.udp.class", "luasocket.udp.class (\"udp{connected}\"|\"udp{unconnected}\"): The class."},
  {"pysocket.luasocket.udp.receive", "udp:receive([size]) -> datagram, e\
\
Receives a datagram.\
The rest of a datagram that is longer than the size is lost.\
\
- size integer?: the maximum number of bytes; 8192 by default\
- returns datagram string?: nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.receive"},
  {"pysocket.luasocket.udp.send", "udp:send(datagram) -> sent, e\
\
Sends a datagram to the peer.\
\
- datagram string: the datagram\
- returns sent number?: the number of bytes; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.send"},
  {"pysocket.luasocket.udp.receivefrom", "udp:receivefrom([size]) -> datagram, host, port\
\
Receives a datagram and the address of its sender.\
\
- size integer?: the maximum number of bytes; 8192 by default\
- returns datagram string?: nil if it failed\
- returns host string: the address of the sender, or the error\
- returns port integer?: its port\
- Raises: nothing\
- Source: LuaSocket udp.receivefrom"},
  {"pysocket.luasocket.udp.sendto", "udp:sendto(datagram, host, port) -> sent, e\
\
Sends a datagram to an address.\
\
- datagram string: the datagram\
- host string: the numeric address\
- port integer|string: the numeric port\
- returns sent number?: the number of bytes; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.sendto"},
  {"pysocket.luasocket.udp.setpeername", "udp:setpeername(host[, port]) -> ok, e\
\
Connects the socket to a peer.\
\
- host string: the host; \"*\" removes the peer\
- port integer|string?: the port\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.setpeername"},
  {"pysocket.luasocket.udp.setsockname", "udp:setsockname(host, port) -> ok, e\
\
Binds the socket to a local address.\
\
- host string: the host, a name or a numeric address; \"*\" means all local addresses\
- port integer|string: the port, or the name of a service\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.setsockname"},
  {"pysocket.luasocket.udp.getpeername", "udp:getpeername() -> host, port, family\
\
Returns the address of the peer.\
\
- returns host string?: the numeric address; nil if it failed\
- returns port integer|string: the port, or the error\
- returns family \"inet\"|\"inet6\"|\"unspec\": the address family\
- Raises: nothing\
- Source: LuaSocket udp.getpeername"},
  {"pysocket.luasocket.udp.getsockname", "udp:getsockname() -> host, port, family\
\
Returns the local address.\
\
- returns host string?: the numeric address; nil if it failed\
- returns port string: the port, or the error\
- returns family \"inet\"|\"inet6\"|\"unspec\": the address family\
- Raises: nothing\
- Source: LuaSocket udp.getsockname"},
  {"pysocket.luasocket.udp.close", "udp:close() -> ok\
\
Closes the descriptor.\
Tasks that wait for it get the error \"closed\". The object can be used again afterwards.\
\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket udp.close"},
  {"pysocket.luasocket.udp.getfd", "udp:getfd() -> fd\
\
Returns the descriptor.\
\
- returns fd number: -1 if there is none\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.udp.setfd", "udp:setfd(fd)\
\
Replaces the descriptor of the object.\
The previous descriptor stays open and belongs to the caller.\
\
- fd integer: the new descriptor, or -1 for none\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.udp.dirty", "udp:dirty() -> dirty\
\
Returns whether data was received that is not read yet.\
\
- returns dirty boolean: always false for datagrams\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.udp.settimeout", "udp:settimeout([value[, mode]]) -> ok\
\
Sets the maximum time of each wait in a call (\"b\"), or of a whole call (\"t\" or \"r\").\
\
- value number?: seconds; 0: do not wait; nil or a negative number: no limit\
- mode \"b\"|\"t\"|\"r\"?: which of the two; \"b\" by default\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket udp.settimeout"},
  {"pysocket.luasocket.udp.gettimeout", "udp:gettimeout() -> block, total\
\
Returns the two timeouts.\
\
- returns block number: the timeout of each wait in seconds; -1: none\
- returns total number: the timeout of a call in seconds; -1: none\
- Raises: nothing\
- Source: LuaSocket udp.gettimeout"},
  {"pysocket.luasocket.udp.setoption", "udp:setoption(option, value) -> ok, e\
\
Sets an option of the socket.\
\
- option string: the name of the option\
- value any: the value of the option\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.setoption"},
  {"pysocket.luasocket.udp.getoption", "udp:getoption(option) -> value, e\
\
Returns the value of an option.\
\
- option string: the name of the option\
- returns value any: nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.getoption"},
  {"pysocket.luasocket.udp.getfamily", "udp:getfamily() -> family\
\
Returns the version of IP.\
\
- returns family \"inet4\"|\"inet6\": the family; \"inet4\" as long as it is unknown\
- Raises: nothing\
- Source: LuaSocket udp.getoption"},
  {"pysocket.luasocket.unixstream", "pysocket.luasocket.unixstream\
\
A stream socket of AF_UNIX.\
Its class is unixstream{master}, unixstream{client} or unixstream{server}.\
\
  unixstream:receive([pattern[, prefix]]) -> data, e, partial\
  unixstream:send(data[, i[, j]]) -> index, e, last\
  unixstream:accept() -> client, e\
  unixstream:listen([backlog]) -> ok, e\
  unixstream:shutdown([mode]) -> ok\
  unixstream:getstats() -> received, sent, age\
  unixstream:setstats([received[, sent[, age]]]) -> ok\
  unixstream:connect(path) -> ok, e\
  unixstream:setpeername(path) -> ok, e\
  unixstream:bind(path) -> ok, e\
  unixstream:setsockname(path) -> ok, e\
  unixstream:getsockname() -> path, e\
  unixstream:close() -> ok\
  unixstream:getfd() -> fd\
  unixstream:setfd(fd)\
  unixstream:dirty() -> dirty\
  unixstream:settimeout([value[, mode]]) -> ok\
  unixstream:setoption(option, value) -> ok, e"},
  {"pysocket.luasocket.unixstream.class", "luasocket.unixstream.class (\"unixstream{master}\"|\"unixstream{client}\"|\"unixstream{server}\"): The class."},
  {"pysocket.luasocket.unixstream.receive", "unixstream:receive([pattern[, prefix]]) -> data, e, partial\
\
Receives a line without its end, all data up to the end of the stream, or a number of bytes.\
All CR characters are removed from a line. The data that was received before an error is the partial result.\
\
- pattern \"*l\"|\"*a\"|number?: what to receive; \"*l\" by default\
- prefix string?: a string to put before the result; it counts toward a number of bytes\
- returns data string?: nil if it failed\
- returns e string?: the error\
- returns partial string?: the data that was received before the error\
- Raises: nothing\
- Source: LuaSocket tcp.receive"},
  {"pysocket.luasocket.unixstream.send", "unixstream:send(data[, i[, j]]) -> index, e, last\
\
Sends a string, or the part of it from i to j, as in string.sub.\
\
- data string: the string\
- i integer?: the first index; 1 by default\
- j integer?: the last index; -1 by default\
- returns index number?: the index of the last byte; nil if it failed\
- returns e string?: the error\
- returns last number?: the index of the last byte that was sent before the error\
- Raises: nothing\
- Source: LuaSocket tcp.send"},
  {"pysocket.luasocket.unixstream.accept", "unixstream:accept() -> client, e\
\
Accepts the next connection of a server.\
The connection does not inherit the timeouts.\
\
- returns client pysocket.luasocket.unixstream?: the object of the connection; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.accept"},
  {"pysocket.luasocket.unixstream.listen", "unixstream:listen([backlog]) -> ok, e\
\
Makes the socket listen, which turns it into a server.\
\
- backlog integer?: the maximum number of connections that wait to be accepted; 32 by default\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.listen"},
  {"pysocket.luasocket.unixstream.shutdown", "unixstream:shutdown([mode]) -> ok\
\
Shuts down one direction of a connection, or both.\
\
- mode \"both\"|\"send\"|\"receive\"?: the direction; \"both\" by default\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket tcp.shutdown"},
  {"pysocket.luasocket.unixstream.getstats", "unixstream:getstats() -> received, sent, age\
\
Returns the statistics of the object.\
\
- returns received number: the number of bytes that were received\
- returns sent number: the number of bytes that were sent\
- returns age number: the age of the object in seconds\
- Raises: nothing\
- Source: LuaSocket tcp.getstats"},
  {"pysocket.luasocket.unixstream.setstats", "unixstream:setstats([received[, sent[, age]]]) -> ok\
\
Sets the statistics of the object.\
\
- received number?: the number of received bytes\
- sent number?: the number of sent bytes\
- age number?: the age in seconds\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket tcp.setstats"},
  {"pysocket.luasocket.unixstream.connect", "unixstream:connect(path) -> ok, e\
\
Connects to the socket at a path.\
\
- path string: a path, or an abstract name that begins with a zero byte\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixstream.setpeername", "unixstream:setpeername(path) -> ok, e\
\
Does the same as connect.\
\
- path string: a path, or an abstract name that begins with a zero byte\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixstream.bind", "unixstream:bind(path) -> ok, e\
\
Binds the socket to a path, where it creates a file.\
\
- path string: a path, or an abstract name that begins with a zero byte\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixstream.setsockname", "unixstream:setsockname(path) -> ok, e\
\
Does the same as bind.\
\
- path string: a path, or an abstract name that begins with a zero byte\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixstream.getsockname", "unixstream:getsockname() -> path, e\
\
Returns the path.\
\
- returns path string?: the path, \"\" if the socket is not bound; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixstream.close", "unixstream:close() -> ok\
\
Closes the descriptor.\
Tasks that wait for it get the error \"closed\". The object can be used again afterwards.\
\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket tcp.close"},
  {"pysocket.luasocket.unixstream.getfd", "unixstream:getfd() -> fd\
\
Returns the descriptor.\
\
- returns fd number: -1 if there is none\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.unixstream.setfd", "unixstream:setfd(fd)\
\
Replaces the descriptor of the object.\
The previous descriptor stays open and belongs to the caller.\
\
- fd integer: the new descriptor, or -1 for none\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.unixstream.dirty", "unixstream:dirty() -> dirty\
\
Returns whether data was received that is not read yet.\
\
- returns dirty boolean: always false for datagrams\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.unixstream.settimeout", "unixstream:settimeout([value[, mode]]) -> ok\
\
Sets the maximum time of each wait in a call (\"b\"), or of a whole call (\"t\" or \"r\").\
\
- value number?: seconds; 0: do not wait; nil or a negative number: no limit\
- mode \"b\"|\"t\"|\"r\"?: which of the two; \"b\" by default\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket tcp.settimeout"},
  {"pysocket.luasocket.unixstream.setoption", "unixstream:setoption(option, value) -> ok, e\
\
Sets an option of the socket.\
\
- option string: the name of the option\
- value any: the value of the option\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket tcp.setoption"},
  {"pysocket.luasocket.unixdgram", "pysocket.luasocket.unixdgram\
\
A datagram socket of AF_UNIX.\
Its class is unixdgram{unconnected} or unixdgram{connected}.\
\
  unixdgram:receive([size]) -> datagram, e\
  unixdgram:send(datagram) -> sent, e\
  unixdgram:receivefrom([size]) -> datagram, path\
  unixdgram:sendto(datagram, path) -> sent, e\
  unixdgram:connect(path) -> ok, e\
  unixdgram:setpeername(path) -> ok, e\
  unixdgram:bind(path) -> ok, e\
  unixdgram:setsockname(path) -> ok, e\
  unixdgram:getsockname() -> path, e\
  unixdgram:close() -> ok\
  unixdgram:getfd() -> fd\
  unixdgram:setfd(fd)\
  unixdgram:dirty() -> dirty\
  unixdgram:settimeout([value[, mode]]) -> ok\
  unixdgram:gettimeout() -> block, total\
  unixdgram:setoption(option, value) -> ok, e"},
  {"pysocket.luasocket.unixdgram.class", "luasocket.unixdgram.class (\"unixdgram{connected}\"|\"unixdgram{unconnected}\"): The class."},
  {"pysocket.luasocket.unixdgram.receive", "unixdgram:receive([size]) -> datagram, e\
\
Receives a datagram.\
The rest of a datagram that is longer than the size is lost.\
\
- size integer?: the maximum number of bytes; 8192 by default\
- returns datagram string?: nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.receive"},
  {"pysocket.luasocket.unixdgram.send", "unixdgram:send(datagram) -> sent, e\
\
Sends a datagram to the peer.\
\
- datagram string: the datagram\
- returns sent number?: the number of bytes; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.send"},
  {"pysocket.luasocket.unixdgram.receivefrom", "unixdgram:receivefrom([size]) -> datagram, path\
\
Receives a datagram and the path of its sender.\
\
- size integer?: the maximum number of bytes; 8192 by default\
- returns datagram string?: nil if it failed\
- returns path string: the path of the sender, \"\" if it has none, or the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixdgram.sendto", "unixdgram:sendto(datagram, path) -> sent, e\
\
Sends a datagram to the socket at a path.\
\
- datagram string: the datagram\
- path string: a path, or an abstract name that begins with a zero byte\
- returns sent number?: the number of bytes; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixdgram.connect", "unixdgram:connect(path) -> ok, e\
\
Connects to the socket at a path.\
\
- path string: a path, or an abstract name that begins with a zero byte\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixdgram.setpeername", "unixdgram:setpeername(path) -> ok, e\
\
Does the same as connect.\
\
- path string: a path, or an abstract name that begins with a zero byte\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixdgram.bind", "unixdgram:bind(path) -> ok, e\
\
Binds the socket to a path, where it creates a file.\
\
- path string: a path, or an abstract name that begins with a zero byte\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixdgram.setsockname", "unixdgram:setsockname(path) -> ok, e\
\
Does the same as bind.\
\
- path string: a path, or an abstract name that begins with a zero byte\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixdgram.getsockname", "unixdgram:getsockname() -> path, e\
\
Returns the path.\
\
- returns path string?: the path, \"\" if the socket is not bound; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unixdgram.close", "unixdgram:close() -> ok\
\
Closes the descriptor.\
Tasks that wait for it get the error \"closed\". The object can be used again afterwards.\
\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket udp.close"},
  {"pysocket.luasocket.unixdgram.getfd", "unixdgram:getfd() -> fd\
\
Returns the descriptor.\
\
- returns fd number: -1 if there is none\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.unixdgram.setfd", "unixdgram:setfd(fd)\
\
Replaces the descriptor of the object.\
The previous descriptor stays open and belongs to the caller.\
\
- fd integer: the new descriptor, or -1 for none\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.unixdgram.dirty", "unixdgram:dirty() -> dirty\
\
Returns whether data was received that is not read yet.\
\
- returns dirty boolean: always false for datagrams\
- Raises: nothing\
- Source: LuaSocket socket.select"},
  {"pysocket.luasocket.unixdgram.settimeout", "unixdgram:settimeout([value[, mode]]) -> ok\
\
Sets the maximum time of each wait in a call (\"b\"), or of a whole call (\"t\" or \"r\").\
\
- value number?: seconds; 0: do not wait; nil or a negative number: no limit\
- mode \"b\"|\"t\"|\"r\"?: which of the two; \"b\" by default\
- returns ok integer: 1\
- Raises: nothing\
- Source: LuaSocket udp.settimeout"},
  {"pysocket.luasocket.unixdgram.gettimeout", "unixdgram:gettimeout() -> block, total\
\
Returns the two timeouts.\
\
- returns block number: the timeout of each wait in seconds; -1: none\
- returns total number: the timeout of a call in seconds; -1: none\
- Raises: nothing\
- Source: LuaSocket udp.gettimeout"},
  {"pysocket.luasocket.unixdgram.setoption", "unixdgram:setoption(option, value) -> ok, e\
\
Sets an option of the socket.\
\
- option string: the name of the option\
- value any: the value of the option\
- returns ok integer?: 1; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket udp.setoption"},
  {"pysocket.luasocket.unix", "pysocket.luasocket.unix\
\
Makes sockets of AF_UNIX: LuaSocket's module socket.unix.\
The table itself can be called, like stream.\
\
  luasocket.unix.stream() -> socket, e\
  luasocket.unix.tcp() -> socket, e\
  luasocket.unix.dgram() -> socket, e\
  luasocket.unix.udp() -> socket, e"},
  {"pysocket.luasocket.unix.stream", "luasocket.unix.stream() -> socket, e\
\
Makes a stream socket.\
\
- returns socket pysocket.luasocket.unixstream?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unix.tcp", "luasocket.unix.tcp() -> socket, e\
\
Does the same as stream.\
\
- returns socket pysocket.luasocket.unixstream?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unix.dgram", "luasocket.unix.dgram() -> socket, e\
\
Makes a datagram socket.\
\
- returns socket pysocket.luasocket.unixdgram?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.unix.udp", "luasocket.unix.udp() -> socket, e\
\
Does the same as dgram.\
\
- returns socket pysocket.luasocket.unixdgram?: the object; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: unix(7)"},
  {"pysocket.luasocket.dns", "pysocket.luasocket.dns\
\
Functions that look up names. In a task they let the other tasks run.\
\
  luasocket.dns.toip(address) -> ip, resolved\
  luasocket.dns.tohostname(address) -> name, resolved\
  luasocket.dns.getaddrinfo(address) -> addresses, e\
  luasocket.dns.getnameinfo([address[, service]]) -> names, service\
  luasocket.dns.gethostname() -> name"},
  {"pysocket.luasocket.dns.toip", "luasocket.dns.toip(address) -> ip, resolved\
\
Returns the first IPv4 address of a host.\
\
- address string: the host\
- returns ip string?: nil if it failed\
- returns resolved table|string: {name =, alias = {...}, ip = {...}}, or the error\
- Raises: nothing\
- Source: LuaSocket dns.toip"},
  {"pysocket.luasocket.dns.tohostname", "luasocket.dns.tohostname(address) -> name, resolved\
\
Returns the name of a host.\
\
- address string: an address or a name\
- returns name string?: nil if it failed\
- returns resolved table|string: {name =, alias = {...}, ip = {...}}, or the error\
- Raises: nothing\
- Source: LuaSocket dns.tohostname"},
  {"pysocket.luasocket.dns.getaddrinfo", "luasocket.dns.getaddrinfo(address) -> addresses, e\
\
Returns all addresses of a host.\
\
- address string: the host\
- returns addresses table?: a sequence of {family =, addr =}; nil if it failed\
- returns e string?: the error\
- Raises: nothing\
- Source: LuaSocket dns.getaddrinfo"},
  {"pysocket.luasocket.dns.getnameinfo", "luasocket.dns.getnameinfo([address[, service]]) -> names, service\
\
Returns the names of a host's addresses, and the name of a service.\
\
- address string?: the host\
- service integer|string?: the port\
- returns names table?: a sequence; nil if it failed\
- returns service string?: the name of the service, or the error\
- Raises: nothing\
- Source: LuaSocket dns.getnameinfo"},
  {"pysocket.luasocket.dns.gethostname", "luasocket.dns.gethostname() -> name\
\
Returns the name of this machine.\
\
- returns name string: the name\
- Raises: nothing\
- Source: LuaSocket dns.gethostname"},
  {"pysocket.AF_ALG", "socket.AF_ALG (integer): The kernel's crypto API: hashes, ciphers, random numbers."},
  {"pysocket.AF_APPLETALK", "socket.AF_APPLETALK (integer): AppleTalk."},
  {"pysocket.AF_ASH", "socket.AF_ASH (integer): Ash; never implemented."},
  {"pysocket.AF_ATMPVC", "socket.AF_ATMPVC (integer): Permanent virtual circuits of ATM."},
  {"pysocket.AF_ATMSVC", "socket.AF_ATMSVC (integer): Switched virtual circuits of ATM."},
  {"pysocket.AF_AX25", "socket.AF_AX25 (integer): Amateur radio, AX.25."},
  {"pysocket.AF_BLUETOOTH", "socket.AF_BLUETOOTH (integer): Bluetooth."},
  {"pysocket.AF_BRIDGE", "socket.AF_BRIDGE (integer): Multiprotocol bridge."},
  {"pysocket.AF_CAN", "socket.AF_CAN (integer): Controller Area Network, the bus of cars and machines."},
  {"pysocket.AF_DECnet", "socket.AF_DECnet (integer): DECnet."},
  {"pysocket.AF_ECONET", "socket.AF_ECONET (integer): Acorn Econet; removed in Linux 3.5."},
  {"pysocket.AF_INET", "socket.AF_INET (integer): IPv4."},
  {"pysocket.AF_INET6", "socket.AF_INET6 (integer): IPv6."},
  {"pysocket.AF_IPX", "socket.AF_IPX (integer): Novell's IPX."},
  {"pysocket.AF_IRDA", "socket.AF_IRDA (integer): Infrared; removed in Linux 4.17."},
  {"pysocket.AF_KEY", "socket.AF_KEY (integer): Keys of IPsec."},
  {"pysocket.AF_LLC", "socket.AF_LLC (integer): Logical link control, IEEE 802.2."},
  {"pysocket.AF_NETBEUI", "socket.AF_NETBEUI (integer): Reserved for NetBEUI."},
  {"pysocket.AF_NETLINK", "socket.AF_NETLINK (integer): Communication with the kernel."},
  {"pysocket.AF_NETROM", "socket.AF_NETROM (integer): Amateur radio, NET/ROM."},
  {"pysocket.AF_PACKET", "socket.AF_PACKET (integer): Packets at the level of network interfaces."},
  {"pysocket.AF_PPPOX", "socket.AF_PPPOX (integer): Tunnels of the point-to-point protocol, such as PPPoE."},
  {"pysocket.AF_QIPCRTR", "socket.AF_QIPCRTR (integer): Qualcomm's IPC router."},
  {"pysocket.AF_RDS", "socket.AF_RDS (integer): Reliable datagrams."},
  {"pysocket.AF_ROSE", "socket.AF_ROSE (integer): Amateur radio, X.25 PLP."},
  {"pysocket.AF_ROUTE", "socket.AF_ROUTE (integer): Another name for AF_NETLINK."},
  {"pysocket.AF_SECURITY", "socket.AF_SECURITY (integer): Reserved for security callbacks."},
  {"pysocket.AF_SNA", "socket.AF_SNA (integer): Reserved for IBM's Systems Network Architecture."},
  {"pysocket.AF_TIPC", "socket.AF_TIPC (integer): Transparent inter-process communication in a cluster."},
  {"pysocket.AF_UNIX", "socket.AF_UNIX (integer): Communication between processes of this machine."},
  {"pysocket.AF_UNSPEC", "socket.AF_UNSPEC (integer): No family is given; in getaddrinfo it means any family."},
  {"pysocket.AF_VSOCK", "socket.AF_VSOCK (integer): Communication between a virtual machine and its host."},
  {"pysocket.AF_WANPIPE", "socket.AF_WANPIPE (integer): Wanpipe; removed in Linux 2.6.21."},
  {"pysocket.AF_X25", "socket.AF_X25 (integer): X.25."},
  {"pysocket.PF_CAN", "socket.PF_CAN (integer): Another name for AF_CAN."},
  {"pysocket.PF_PACKET", "socket.PF_PACKET (integer): Another name for AF_PACKET."},
  {"pysocket.PF_RDS", "socket.PF_RDS (integer): Another name for AF_RDS."},
  {"pysocket.SOCK_STREAM", "socket.SOCK_STREAM (integer): A connection that carries bytes in order."},
  {"pysocket.SOCK_DGRAM", "socket.SOCK_DGRAM (integer): Messages that may be lost."},
  {"pysocket.SOCK_RAW", "socket.SOCK_RAW (integer): Packets of the underlying protocol."},
  {"pysocket.SOCK_RDM", "socket.SOCK_RDM (integer): Reliable messages, in any order."},
  {"pysocket.SOCK_SEQPACKET", "socket.SOCK_SEQPACKET (integer): A connection that carries messages in order."},
  {"pysocket.SOCK_CLOEXEC", "socket.SOCK_CLOEXEC (integer): Flag to combine with the type: close-on-exec, which is always set."},
  {"pysocket.SOCK_NONBLOCK", "socket.SOCK_NONBLOCK (integer): Flag to combine with the type: calls never wait, as after settimeout(0)."},
  {"pysocket.SHUT_RD", "socket.SHUT_RD (integer): Stop receiving."},
  {"pysocket.SHUT_WR", "socket.SHUT_WR (integer): Stop sending; the peer then reads the end of the stream."},
  {"pysocket.SHUT_RDWR", "socket.SHUT_RDWR (integer): Stop receiving and sending."},
  {"pysocket.MSG_CMSG_CLOEXEC", "socket.MSG_CMSG_CLOEXEC (integer): recvmsg: received descriptors are close-on-exec, which is always set."},
  {"pysocket.MSG_CONFIRM", "socket.MSG_CONFIRM (integer): send: the peer is known to be alive, so that no ARP request is needed."},
  {"pysocket.MSG_CTRUNC", "socket.MSG_CTRUNC (integer): Returned by recvmsg: some ancillary data was discarded because there was no room for it."},
  {"pysocket.MSG_DONTROUTE", "socket.MSG_DONTROUTE (integer): send: do not use a gateway; only hosts on the same link are reached."},
  {"pysocket.MSG_DONTWAIT", "socket.MSG_DONTWAIT (integer): Only this call does not wait."},
  {"pysocket.MSG_EOR", "socket.MSG_EOR (integer): End of a record, if the protocol has records."},
  {"pysocket.MSG_ERRQUEUE", "socket.MSG_ERRQUEUE (integer): recvmsg: receive from the error queue."},
  {"pysocket.MSG_FASTOPEN", "socket.MSG_FASTOPEN (integer): sendto: connect and send in one packet."},
  {"pysocket.MSG_MORE", "socket.MSG_MORE (integer): send: more data follows, so do not send a small packet yet."},
  {"pysocket.MSG_NOSIGNAL", "socket.MSG_NOSIGNAL (integer): send: do not raise SIGPIPE, which the module never does."},
  {"pysocket.MSG_OOB", "socket.MSG_OOB (integer): Out-of-band (urgent) data."},
  {"pysocket.MSG_PEEK", "socket.MSG_PEEK (integer): recv: leave the data in the queue."},
  {"pysocket.MSG_TRUNC", "socket.MSG_TRUNC (integer): recv_into returns the full length of a datagram. Returned by recvmsg: the datagram was longer than the buffer."},
  {"pysocket.MSG_WAITALL", "socket.MSG_WAITALL (integer): recv from a stream: wait until bufsize bytes have arrived."},
  {"pysocket.SOL_SOCKET", "socket.SOL_SOCKET (integer): Options of every socket."},
  {"pysocket.SOL_IP", "socket.SOL_IP (integer): Options of IPv4."},
  {"pysocket.SOL_TCP", "socket.SOL_TCP (integer): Options of TCP."},
  {"pysocket.SOL_UDP", "socket.SOL_UDP (integer): Options of UDP."},
  {"pysocket.SOL_ALG", "socket.SOL_ALG (integer): Options of the kernel's crypto API."},
  {"pysocket.SOL_CAN_BASE", "socket.SOL_CAN_BASE (integer): The first level of the CAN protocols."},
  {"pysocket.SOL_CAN_RAW", "socket.SOL_CAN_RAW (integer): Options of CAN_RAW."},
  {"pysocket.SOL_HCI", "socket.SOL_HCI (integer): Options of Bluetooth's host controller interface."},
  {"pysocket.SOL_RDS", "socket.SOL_RDS (integer): Options of RDS."},
  {"pysocket.SOL_TIPC", "socket.SOL_TIPC (integer): Options of TIPC."},
  {"pysocket.SO_ACCEPTCONN", "socket.SO_ACCEPTCONN (integer): Whether the socket listens. Read only."},
  {"pysocket.SO_BINDTODEVICE", "socket.SO_BINDTODEVICE (integer): The name of the network interface to which the socket is restricted."},
  {"pysocket.SO_BINDTOIFINDEX", "socket.SO_BINDTOIFINDEX (integer): The index of the network interface to which the socket is restricted."},
  {"pysocket.SO_BROADCAST", "socket.SO_BROADCAST (integer): Allow datagrams to a broadcast address."},
  {"pysocket.SO_DEBUG", "socket.SO_DEBUG (integer): The kernel records debugging information."},
  {"pysocket.SO_DOMAIN", "socket.SO_DOMAIN (integer): The address family. Read only."},
  {"pysocket.SO_DONTROUTE", "socket.SO_DONTROUTE (integer): Do not use a gateway; only hosts on the same link are reached."},
  {"pysocket.SO_ERROR", "socket.SO_ERROR (integer): The pending error, an errno; reading it clears it. Read only."},
  {"pysocket.SO_INCOMING_CPU", "socket.SO_INCOMING_CPU (integer): The processor that handles its packets."},
  {"pysocket.SO_KEEPALIVE", "socket.SO_KEEPALIVE (integer): Probe a silent connection, and end it if the peer does not answer."},
  {"pysocket.SO_LINGER", "socket.SO_LINGER (integer): Whether, and for how many seconds, close waits for unsent data: a struct linger."},
  {"pysocket.SO_MARK", "socket.SO_MARK (integer): The mark of its packets, for routing and filters."},
  {"pysocket.SO_OOBINLINE", "socket.SO_OOBINLINE (integer): Receive out-of-band data in the stream."},
  {"pysocket.SO_PASSCRED", "socket.SO_PASSCRED (integer): Receive the SCM_CREDENTIALS of the sender."},
  {"pysocket.SO_PASSSEC", "socket.SO_PASSSEC (integer): Receive the security context of the sender."},
  {"pysocket.SO_PEERCRED", "socket.SO_PEERCRED (integer): The process, user and group of the peer, a struct ucred. Read only."},
  {"pysocket.SO_PEERSEC", "socket.SO_PEERSEC (integer): The security context of the peer. Read only."},
  {"pysocket.SO_PRIORITY", "socket.SO_PRIORITY (integer): The priority of its packets, 0 to 6 without privilege."},
  {"pysocket.SO_PROTOCOL", "socket.SO_PROTOCOL (integer): The protocol. Read only."},
  {"pysocket.SO_RCVBUF", "socket.SO_RCVBUF (integer): The size of the receive buffer in bytes; the kernel doubles what is set."},
  {"pysocket.SO_RCVLOWAT", "socket.SO_RCVLOWAT (integer): The number of bytes that must have arrived before the socket is readable."},
  {"pysocket.SO_RCVTIMEO", "socket.SO_RCVTIMEO (integer): The time that recv may wait, a struct timeval, in a task too. Prefer settimeout."},
  {"pysocket.SO_REUSEADDR", "socket.SO_REUSEADDR (integer): Let bind use an address of which a closed connection is still in TIME_WAIT."},
  {"pysocket.SO_REUSEPORT", "socket.SO_REUSEPORT (integer): Let several sockets listen on one address and share its connections."},
  {"pysocket.SO_SNDBUF", "socket.SO_SNDBUF (integer): The size of the send buffer in bytes; the kernel doubles what is set."},
  {"pysocket.SO_SNDLOWAT", "socket.SO_SNDLOWAT (integer): The number of free bytes before the socket is writable; always 1 on Linux."},
  {"pysocket.SO_SNDTIMEO", "socket.SO_SNDTIMEO (integer): The time that send may wait, a struct timeval, in a task too. Prefer settimeout."},
  {"pysocket.SO_TYPE", "socket.SO_TYPE (integer): The socket type. Read only."},
  {"pysocket.SOMAXCONN", "socket.SOMAXCONN (integer): The maximum backlog according to the headers."},
  {"pysocket.SCM_CREDENTIALS", "socket.SCM_CREDENTIALS (integer): The process, user and group of the sender, a struct ucred."},
  {"pysocket.SCM_RIGHTS", "socket.SCM_RIGHTS (integer): Descriptors that are passed to another process."},
  {"pysocket.IPPROTO_AH", "socket.IPPROTO_AH (integer): Authentication header of IPsec."},
  {"pysocket.IPPROTO_DSTOPTS", "socket.IPPROTO_DSTOPTS (integer): Destination options of IPv6."},
  {"pysocket.IPPROTO_EGP", "socket.IPPROTO_EGP (integer): Exterior gateway protocol."},
  {"pysocket.IPPROTO_ESP", "socket.IPPROTO_ESP (integer): Encapsulating security payload of IPsec."},
  {"pysocket.IPPROTO_FRAGMENT", "socket.IPPROTO_FRAGMENT (integer): Fragment header of IPv6."},
  {"pysocket.IPPROTO_GRE", "socket.IPPROTO_GRE (integer): Generic routing encapsulation."},
  {"pysocket.IPPROTO_HOPOPTS", "socket.IPPROTO_HOPOPTS (integer): Hop-by-hop options of IPv6."},
  {"pysocket.IPPROTO_ICMP", "socket.IPPROTO_ICMP (integer): Control messages of IPv4."},
  {"pysocket.IPPROTO_ICMPV6", "socket.IPPROTO_ICMPV6 (integer): Control messages of IPv6."},
  {"pysocket.IPPROTO_IDP", "socket.IPPROTO_IDP (integer): Internet datagram protocol of Xerox."},
  {"pysocket.IPPROTO_IGMP", "socket.IPPROTO_IGMP (integer): Group management of IPv4 multicast."},
  {"pysocket.IPPROTO_IP", "socket.IPPROTO_IP (integer): IPv4: the level of its options, and the default protocol."},
  {"pysocket.IPPROTO_IPIP", "socket.IPPROTO_IPIP (integer): IPv4 in IPv4."},
  {"pysocket.IPPROTO_IPV6", "socket.IPPROTO_IPV6 (integer): IPv6: the level of its options, and IPv6 in another protocol."},
  {"pysocket.IPPROTO_MPTCP", "socket.IPPROTO_MPTCP (integer): Multipath TCP."},
  {"pysocket.IPPROTO_NONE", "socket.IPPROTO_NONE (integer): No next header in IPv6."},
  {"pysocket.IPPROTO_PIM", "socket.IPPROTO_PIM (integer): Protocol independent multicast."},
  {"pysocket.IPPROTO_PUP", "socket.IPPROTO_PUP (integer): PARC universal packet of Xerox."},
  {"pysocket.IPPROTO_RAW", "socket.IPPROTO_RAW (integer): Raw IP: the sender writes the header."},
  {"pysocket.IPPROTO_ROUTING", "socket.IPPROTO_ROUTING (integer): Routing header of IPv6."},
  {"pysocket.IPPROTO_RSVP", "socket.IPPROTO_RSVP (integer): Resource reservation."},
  {"pysocket.IPPROTO_SCTP", "socket.IPPROTO_SCTP (integer): Stream control transmission."},
  {"pysocket.IPPROTO_TCP", "socket.IPPROTO_TCP (integer): TCP: the level of its options, and the protocol of streams."},
  {"pysocket.IPPROTO_TP", "socket.IPPROTO_TP (integer): ISO transport protocol, class 4."},
  {"pysocket.IPPROTO_UDP", "socket.IPPROTO_UDP (integer): UDP: the protocol of datagrams."},
  {"pysocket.IPPROTO_UDPLITE", "socket.IPPROTO_UDPLITE (integer): UDP with a checksum over a part of the data."},
  {"pysocket.IPPORT_RESERVED", "socket.IPPORT_RESERVED (integer): The first port that does not require root."},
  {"pysocket.IPPORT_USERRESERVED", "socket.IPPORT_USERRESERVED (integer): The first port for servers that are not part of the system."},
  {"pysocket.INADDR_ANY", "socket.INADDR_ANY (integer): 0.0.0.0, any address."},
  {"pysocket.INADDR_BROADCAST", "socket.INADDR_BROADCAST (integer): 255.255.255.255, every machine on the link."},
  {"pysocket.INADDR_LOOPBACK", "socket.INADDR_LOOPBACK (integer): 127.0.0.1, this machine."},
  {"pysocket.INADDR_NONE", "socket.INADDR_NONE (integer): 255.255.255.255, what C's inet_addr returns for an error."},
  {"pysocket.INADDR_ALLHOSTS_GROUP", "socket.INADDR_ALLHOSTS_GROUP (integer): 224.0.0.1, every machine that receives multicast."},
  {"pysocket.INADDR_UNSPEC_GROUP", "socket.INADDR_UNSPEC_GROUP (integer): 224.0.0.0, the multicast address that is assigned to no group."},
  {"pysocket.INADDR_MAX_LOCAL_GROUP", "socket.INADDR_MAX_LOCAL_GROUP (integer): 224.0.0.255, the last multicast address that routers do not forward."},
  {"pysocket.IP_ADD_MEMBERSHIP", "socket.IP_ADD_MEMBERSHIP (integer): Join a multicast group: a struct ip_mreqn."},
  {"pysocket.IP_ADD_SOURCE_MEMBERSHIP", "socket.IP_ADD_SOURCE_MEMBERSHIP (integer): Join a multicast group for one source: a struct ip_mreq_source."},
  {"pysocket.IP_BIND_ADDRESS_NO_PORT", "socket.IP_BIND_ADDRESS_NO_PORT (integer): After bind to port 0, connect chooses the port."},
  {"pysocket.IP_BLOCK_SOURCE", "socket.IP_BLOCK_SOURCE (integer): Block a source of a multicast group: a struct ip_mreq_source."},
  {"pysocket.IP_DEFAULT_MULTICAST_LOOP", "socket.IP_DEFAULT_MULTICAST_LOOP (integer): The default value of IP_MULTICAST_LOOP."},
  {"pysocket.IP_DEFAULT_MULTICAST_TTL", "socket.IP_DEFAULT_MULTICAST_TTL (integer): The default value of IP_MULTICAST_TTL."},
  {"pysocket.IP_DROP_MEMBERSHIP", "socket.IP_DROP_MEMBERSHIP (integer): Leave a multicast group: a struct ip_mreqn."},
  {"pysocket.IP_DROP_SOURCE_MEMBERSHIP", "socket.IP_DROP_SOURCE_MEMBERSHIP (integer): Leave a multicast group for one source: a struct ip_mreq_source."},
  {"pysocket.IP_HDRINCL", "socket.IP_HDRINCL (integer): The program writes the IP header of a raw socket's packets."},
  {"pysocket.IP_MAX_MEMBERSHIPS", "socket.IP_MAX_MEMBERSHIPS (integer): The default number of groups that a socket may join."},
  {"pysocket.IP_MULTICAST_IF", "socket.IP_MULTICAST_IF (integer): The interface for outgoing multicast: a 4-byte address or a struct ip_mreqn."},
  {"pysocket.IP_MULTICAST_LOOP", "socket.IP_MULTICAST_LOOP (integer): Whether packets sent to a group are also received on this machine."},
  {"pysocket.IP_MULTICAST_TTL", "socket.IP_MULTICAST_TTL (integer): The maximum number of routers on the way of multicast; 1 by default."},
  {"pysocket.IP_OPTIONS", "socket.IP_OPTIONS (integer): The IP options of every packet sent, at most 40 bytes."},
  {"pysocket.IP_PKTINFO", "socket.IP_PKTINFO (integer): recvmsg returns the interface and the destination address: a struct in_pktinfo."},
  {"pysocket.IP_RECVOPTS", "socket.IP_RECVOPTS (integer): recvmsg returns the received IP options."},
  {"pysocket.IP_RECVRETOPTS", "socket.IP_RECVRETOPTS (integer): Another name for IP_RETOPTS."},
  {"pysocket.IP_RECVTOS", "socket.IP_RECVTOS (integer): recvmsg returns the type of service."},
  {"pysocket.IP_RETOPTS", "socket.IP_RETOPTS (integer): recvmsg returns the raw received IP options, without filling in timestamps and routes."},
  {"pysocket.IP_TOS", "socket.IP_TOS (integer): The type of service of outgoing packets."},
  {"pysocket.IP_TRANSPARENT", "socket.IP_TRANSPARENT (integer): Allow the use of addresses of other machines; only for root."},
  {"pysocket.IP_TTL", "socket.IP_TTL (integer): The maximum number of routers on the way of a packet."},
  {"pysocket.IP_UNBLOCK_SOURCE", "socket.IP_UNBLOCK_SOURCE (integer): Receive from a blocked source of a multicast group again: a struct ip_mreq_source."},
  {"pysocket.IPV6_CHECKSUM", "socket.IPV6_CHECKSUM (integer): The offset in bytes of the checksum in a raw socket's packets."},
  {"pysocket.IPV6_DONTFRAG", "socket.IPV6_DONTFRAG (integer): Do not fragment packets: sending one that is too large fails."},
  {"pysocket.IPV6_DSTOPTS", "socket.IPV6_DSTOPTS (integer): Destination options, as ancillary data or of every packet."},
  {"pysocket.IPV6_HOPLIMIT", "socket.IPV6_HOPLIMIT (integer): The hop limit, as ancillary data."},
  {"pysocket.IPV6_HOPOPTS", "socket.IPV6_HOPOPTS (integer): Hop-by-hop options, as ancillary data or of every packet."},
  {"pysocket.IPV6_JOIN_GROUP", "socket.IPV6_JOIN_GROUP (integer): Join a multicast group: a 16-byte address and the index of an interface."},
  {"pysocket.IPV6_LEAVE_GROUP", "socket.IPV6_LEAVE_GROUP (integer): Leave a multicast group: a 16-byte address and the index of an interface."},
  {"pysocket.IPV6_MULTICAST_HOPS", "socket.IPV6_MULTICAST_HOPS (integer): The maximum number of routers on the way of multicast; 1 by default."},
  {"pysocket.IPV6_MULTICAST_IF", "socket.IPV6_MULTICAST_IF (integer): The index of the interface for outgoing multicast."},
  {"pysocket.IPV6_MULTICAST_LOOP", "socket.IPV6_MULTICAST_LOOP (integer): Whether packets sent to a group are also received on this machine."},
  {"pysocket.IPV6_NEXTHOP", "socket.IPV6_NEXTHOP (integer): The next router, as ancillary data or for every packet."},
  {"pysocket.IPV6_PATHMTU", "socket.IPV6_PATHMTU (integer): The largest packet that reaches the peer: a struct ip6_mtuinfo. Read only."},
  {"pysocket.IPV6_PKTINFO", "socket.IPV6_PKTINFO (integer): The interface and the local address of a packet: a struct in6_pktinfo."},
  {"pysocket.IPV6_RECVDSTOPTS", "socket.IPV6_RECVDSTOPTS (integer): recvmsg returns the destination options."},
  {"pysocket.IPV6_RECVHOPLIMIT", "socket.IPV6_RECVHOPLIMIT (integer): recvmsg returns the hop limit."},
  {"pysocket.IPV6_RECVHOPOPTS", "socket.IPV6_RECVHOPOPTS (integer): recvmsg returns the hop-by-hop options."},
  {"pysocket.IPV6_RECVPATHMTU", "socket.IPV6_RECVPATHMTU (integer): recvmsg reports changes of the largest packet size that reaches the peer."},
  {"pysocket.IPV6_RECVPKTINFO", "socket.IPV6_RECVPKTINFO (integer): recvmsg returns the interface and the destination address: a struct in6_pktinfo."},
  {"pysocket.IPV6_RECVRTHDR", "socket.IPV6_RECVRTHDR (integer): recvmsg returns the routing header."},
  {"pysocket.IPV6_RECVTCLASS", "socket.IPV6_RECVTCLASS (integer): recvmsg returns the traffic class."},
  {"pysocket.IPV6_RTHDR", "socket.IPV6_RTHDR (integer): The routing header, as ancillary data or of every packet."},
  {"pysocket.IPV6_RTHDRDSTOPTS", "socket.IPV6_RTHDRDSTOPTS (integer): Destination options before the routing header."},
  {"pysocket.IPV6_RTHDR_TYPE_0", "socket.IPV6_RTHDR_TYPE_0 (integer): The routing header of type 0, which routers no longer accept."},
  {"pysocket.IPV6_TCLASS", "socket.IPV6_TCLASS (integer): The traffic class of outgoing packets."},
  {"pysocket.IPV6_UNICAST_HOPS", "socket.IPV6_UNICAST_HOPS (integer): The maximum number of routers on the way of a packet; -1: the default of the system."},
  {"pysocket.IPV6_V6ONLY", "socket.IPV6_V6ONLY (integer): Use only IPv6, without IPv4-mapped addresses; to be set before bind."},
  {"pysocket.TCP_CC_INFO", "socket.TCP_CC_INFO (integer): The state of the congestion control. Read only."},
  {"pysocket.TCP_CONGESTION", "socket.TCP_CONGESTION (integer): The name of the congestion control algorithm."},
  {"pysocket.TCP_CORK", "socket.TCP_CORK (integer): Send only full packets, until the option is cleared or 200 ms have passed."},
  {"pysocket.TCP_DEFER_ACCEPT", "socket.TCP_DEFER_ACCEPT (integer): accept returns a connection when data has arrived or this number of seconds has passed."},
  {"pysocket.TCP_FASTOPEN", "socket.TCP_FASTOPEN (integer): Accept data in the first packet of a connection: the maximum number of such connections that wait."},
  {"pysocket.TCP_FASTOPEN_CONNECT", "socket.TCP_FASTOPEN_CONNECT (integer): Delay connect until the first send, whose data is sent in the first packet."},
  {"pysocket.TCP_FASTOPEN_KEY", "socket.TCP_FASTOPEN_KEY (integer): The key for the cookies of fast open, one of 16 bytes or two of them."},
  {"pysocket.TCP_FASTOPEN_NO_COOKIE", "socket.TCP_FASTOPEN_NO_COOKIE (integer): Use fast open without a cookie."},
  {"pysocket.TCP_INFO", "socket.TCP_INFO (integer): The state of the connection: a struct tcp_info. Read only."},
  {"pysocket.TCP_INQ", "socket.TCP_INQ (integer): recvmsg returns the number of bytes that are left to read."},
  {"pysocket.TCP_KEEPCNT", "socket.TCP_KEEPCNT (integer): The number of unanswered probes that end the connection."},
  {"pysocket.TCP_KEEPIDLE", "socket.TCP_KEEPIDLE (integer): The number of seconds of silence before the first probe."},
  {"pysocket.TCP_KEEPINTVL", "socket.TCP_KEEPINTVL (integer): The number of seconds between two probes."},
  {"pysocket.TCP_LINGER2", "socket.TCP_LINGER2 (integer): The number of seconds that a closed connection stays in FIN_WAIT2."},
  {"pysocket.TCP_MAXSEG", "socket.TCP_MAXSEG (integer): The largest segment in bytes."},
  {"pysocket.TCP_MD5SIG", "socket.TCP_MD5SIG (integer): The key for MD5 signatures of segments."},
  {"pysocket.TCP_MD5SIG_EXT", "socket.TCP_MD5SIG_EXT (integer): The same with a prefix of addresses or an interface."},
  {"pysocket.TCP_NODELAY", "socket.TCP_NODELAY (integer): Send small packets at once, without Nagle's algorithm."},
  {"pysocket.TCP_NOTSENT_LOWAT", "socket.TCP_NOTSENT_LOWAT (integer): The socket is writable only while fewer bytes than this are unsent."},
  {"pysocket.TCP_QUEUE_SEQ", "socket.TCP_QUEUE_SEQ (integer): The sequence number of the queue under repair."},
  {"pysocket.TCP_QUICKACK", "socket.TCP_QUICKACK (integer): Acknowledge at once; the kernel may leave this mode again."},
  {"pysocket.TCP_REPAIR", "socket.TCP_REPAIR (integer): Access the state of the connection, to restore it elsewhere; only for root."},
  {"pysocket.TCP_REPAIR_OPTIONS", "socket.TCP_REPAIR_OPTIONS (integer): The negotiated options of the connection under repair."},
  {"pysocket.TCP_REPAIR_QUEUE", "socket.TCP_REPAIR_QUEUE (integer): The queue under repair: 1 is the receive queue, 2 the send queue."},
  {"pysocket.TCP_REPAIR_WINDOW", "socket.TCP_REPAIR_WINDOW (integer): The windows of the connection under repair."},
  {"pysocket.TCP_SAVED_SYN", "socket.TCP_SAVED_SYN (integer): The headers of the connection's first packet; reading them frees them."},
  {"pysocket.TCP_SAVE_SYN", "socket.TCP_SAVE_SYN (integer): Keep the headers of the first packet of each accepted connection."},
  {"pysocket.TCP_SYNCNT", "socket.TCP_SYNCNT (integer): The number of times that the first packet of connect is sent again."},
  {"pysocket.TCP_THIN_DUPACK", "socket.TCP_THIN_DUPACK (integer): Send again after one duplicate acknowledgement; no effect since Linux 4.11."},
  {"pysocket.TCP_THIN_LINEAR_TIMEOUTS", "socket.TCP_THIN_LINEAR_TIMEOUTS (integer): Retransmit at a constant interval on a connection with little data."},
  {"pysocket.TCP_TIMESTAMP", "socket.TCP_TIMESTAMP (integer): The clock of the connection under repair."},
  {"pysocket.TCP_TX_DELAY", "socket.TCP_TX_DELAY (integer): Delay sent packets, in microseconds, to simulate a slow network."},
  {"pysocket.TCP_ULP", "socket.TCP_ULP (integer): The name of the upper-layer protocol that the kernel handles, such as \"tls\"."},
  {"pysocket.TCP_USER_TIMEOUT", "socket.TCP_USER_TIMEOUT (integer): The number of milliseconds after which unacknowledged data ends the connection."},
  {"pysocket.TCP_WINDOW_CLAMP", "socket.TCP_WINDOW_CLAMP (integer): The maximum size of the advertised window, in bytes."},
  {"pysocket.TCP_ZEROCOPY_RECEIVE", "socket.TCP_ZEROCOPY_RECEIVE (integer): Receive data by mapping memory."},
  {"pysocket.UDPLITE_RECV_CSCOV", "socket.UDPLITE_RECV_CSCOV (integer): The minimum number of bytes that the checksum of received packets must cover."},
  {"pysocket.UDPLITE_SEND_CSCOV", "socket.UDPLITE_SEND_CSCOV (integer): The number of bytes that the checksum of sent packets covers."},
  {"pysocket.AI_ADDRCONFIG", "socket.AI_ADDRCONFIG (integer): Return only addresses of families of which this machine has an address."},
  {"pysocket.AI_ALL", "socket.AI_ALL (integer): With AI_V4MAPPED: return both IPv6 addresses and mapped IPv4 addresses."},
  {"pysocket.AI_CANONNAME", "socket.AI_CANONNAME (integer): Return the official name of the host."},
  {"pysocket.AI_NUMERICHOST", "socket.AI_NUMERICHOST (integer): The host is a numeric address; do not use a name server."},
  {"pysocket.AI_NUMERICSERV", "socket.AI_NUMERICSERV (integer): The service is a number; do not look it up."},
  {"pysocket.AI_PASSIVE", "socket.AI_PASSIVE (integer): For bind: if no host is given, return the wildcard address."},
  {"pysocket.AI_V4MAPPED", "socket.AI_V4MAPPED (integer): If there are no IPv6 addresses, return mapped IPv4 addresses."},
  {"pysocket.EAI_ADDRFAMILY", "socket.EAI_ADDRFAMILY (integer): The host has no address of this family."},
  {"pysocket.EAI_AGAIN", "socket.EAI_AGAIN (integer): The name server is temporarily unavailable; try again."},
  {"pysocket.EAI_BADFLAGS", "socket.EAI_BADFLAGS (integer): The flags are wrong."},
  {"pysocket.EAI_FAIL", "socket.EAI_FAIL (integer): The name server failed permanently."},
  {"pysocket.EAI_FAMILY", "socket.EAI_FAMILY (integer): The family is not known."},
  {"pysocket.EAI_MEMORY", "socket.EAI_MEMORY (integer): Out of memory."},
  {"pysocket.EAI_NODATA", "socket.EAI_NODATA (integer): The host exists but has no address."},
  {"pysocket.EAI_NONAME", "socket.EAI_NONAME (integer): The host or service is not known, or neither is given."},
  {"pysocket.EAI_OVERFLOW", "socket.EAI_OVERFLOW (integer): The answer was too long."},
  {"pysocket.EAI_SERVICE", "socket.EAI_SERVICE (integer): The service does not exist for this socket type."},
  {"pysocket.EAI_SOCKTYPE", "socket.EAI_SOCKTYPE (integer): The socket type is not known."},
  {"pysocket.EAI_SYSTEM", "socket.EAI_SYSTEM (integer): Another system error, given by errno."},
  {"pysocket.NI_DGRAM", "socket.NI_DGRAM (integer): Return the name of the UDP service if it differs from that of TCP."},
  {"pysocket.NI_IDN", "socket.NI_IDN (integer): Decode names from IDNA."},
  {"pysocket.NI_MAXHOST", "socket.NI_MAXHOST (integer): The longest host name in bytes, with its final NUL."},
  {"pysocket.NI_MAXSERV", "socket.NI_MAXSERV (integer): The longest service name in bytes, with its final NUL."},
  {"pysocket.NI_NAMEREQD", "socket.NI_NAMEREQD (integer): Raise an error if there is no name."},
  {"pysocket.NI_NOFQDN", "socket.NI_NOFQDN (integer): Return only the host part of a local name."},
  {"pysocket.NI_NUMERICHOST", "socket.NI_NUMERICHOST (integer): Return the address in numeric form."},
  {"pysocket.NI_NUMERICSERV", "socket.NI_NUMERICSERV (integer): Return the port as a number."},
  {"pysocket.PACKET_BROADCAST", "socket.PACKET_BROADCAST (integer): A packet to every machine on the link."},
  {"pysocket.PACKET_FASTROUTE", "socket.PACKET_FASTROUTE (integer): For internal use in the kernel; never returned."},
  {"pysocket.PACKET_HOST", "socket.PACKET_HOST (integer): A packet to this machine."},
  {"pysocket.PACKET_LOOPBACK", "socket.PACKET_LOOPBACK (integer): A packet that is looped back; never returned."},
  {"pysocket.PACKET_MULTICAST", "socket.PACKET_MULTICAST (integer): A packet to a multicast group."},
  {"pysocket.PACKET_OTHERHOST", "socket.PACKET_OTHERHOST (integer): A packet to another machine, received in promiscuous mode."},
  {"pysocket.PACKET_OUTGOING", "socket.PACKET_OUTGOING (integer): A packet from this machine, looped back to the packet socket."},
  {"pysocket.ETHERTYPE_ARP", "socket.ETHERTYPE_ARP (integer): Address resolution."},
  {"pysocket.ETHERTYPE_IP", "socket.ETHERTYPE_IP (integer): IPv4."},
  {"pysocket.ETHERTYPE_IPV6", "socket.ETHERTYPE_IPV6 (integer): IPv6."},
  {"pysocket.ETHERTYPE_VLAN", "socket.ETHERTYPE_VLAN (integer): A frame with a VLAN tag, IEEE 802.1Q."},
  {"pysocket.ETH_P_ALL", "socket.ETH_P_ALL (integer): Every protocol."},
  {"pysocket.NETLINK_CRYPTO", "socket.NETLINK_CRYPTO (integer): Configuration of the kernel's crypto API."},
  {"pysocket.NETLINK_DNRTMSG", "socket.NETLINK_DNRTMSG (integer): Routes of DECnet."},
  {"pysocket.NETLINK_FIREWALL", "socket.NETLINK_FIREWALL (integer): Packets of the IPv4 firewall; removed in Linux 3.5."},
  {"pysocket.NETLINK_IP6_FW", "socket.NETLINK_IP6_FW (integer): Packets of the IPv6 firewall; removed in Linux 3.5."},
  {"pysocket.NETLINK_NFLOG", "socket.NETLINK_NFLOG (integer): The log of netfilter (ULOG); removed in Linux 3.17."},
  {"pysocket.NETLINK_ROUTE", "socket.NETLINK_ROUTE (integer): Interfaces, addresses, routes, neighbours."},
  {"pysocket.NETLINK_USERSOCK", "socket.NETLINK_USERSOCK (integer): Reserved for protocols between processes."},
  {"pysocket.NETLINK_XFRM", "socket.NETLINK_XFRM (integer): IPsec."},
  {"pysocket.VMADDR_CID_ANY", "socket.VMADDR_CID_ANY (integer): bind: any context."},
  {"pysocket.VMADDR_CID_HOST", "socket.VMADDR_CID_HOST (integer): The host."},
  {"pysocket.VMADDR_PORT_ANY", "socket.VMADDR_PORT_ANY (integer): bind: any free port."},
  {"pysocket.SO_VM_SOCKETS_BUFFER_MAX_SIZE", "socket.SO_VM_SOCKETS_BUFFER_MAX_SIZE (integer): The largest buffer, in bytes; level AF_VSOCK."},
  {"pysocket.SO_VM_SOCKETS_BUFFER_MIN_SIZE", "socket.SO_VM_SOCKETS_BUFFER_MIN_SIZE (integer): The smallest buffer, in bytes; level AF_VSOCK."},
  {"pysocket.SO_VM_SOCKETS_BUFFER_SIZE", "socket.SO_VM_SOCKETS_BUFFER_SIZE (integer): The buffer, in bytes; level AF_VSOCK."},
  {"pysocket.IOCTL_VM_SOCKETS_GET_LOCAL_CID", "socket.IOCTL_VM_SOCKETS_GET_LOCAL_CID (integer): The ioctl on /dev/vsock that returns the context of this machine."},
  {"pysocket.VM_SOCKETS_INVALID_VERSION", "socket.VM_SOCKETS_INVALID_VERSION (integer): The value of an invalid version."},
  {"pysocket.ALG_OP_DECRYPT", "socket.ALG_OP_DECRYPT (integer): Operation: decrypt."},
  {"pysocket.ALG_OP_ENCRYPT", "socket.ALG_OP_ENCRYPT (integer): Operation: encrypt."},
  {"pysocket.ALG_OP_SIGN", "socket.ALG_OP_SIGN (integer): Operation: sign."},
  {"pysocket.ALG_OP_VERIFY", "socket.ALG_OP_VERIFY (integer): Operation: verify."},
  {"pysocket.ALG_SET_AEAD_ASSOCLEN", "socket.ALG_SET_AEAD_ASSOCLEN (integer): Ancillary data: the number of bytes that are authenticated and not encrypted."},
  {"pysocket.ALG_SET_AEAD_AUTHSIZE", "socket.ALG_SET_AEAD_AUTHSIZE (integer): Option: the size of the authentication tag in bytes."},
  {"pysocket.ALG_SET_IV", "socket.ALG_SET_IV (integer): Ancillary data: the initialization vector."},
  {"pysocket.ALG_SET_KEY", "socket.ALG_SET_KEY (integer): Option: the key."},
  {"pysocket.ALG_SET_OP", "socket.ALG_SET_OP (integer): Ancillary data: the operation."},
  {"pysocket.ALG_SET_PUBKEY", "socket.ALG_SET_PUBKEY (integer): Option: the public key."},
  {"pysocket.TIPC_ADDR_ID", "socket.TIPC_ADDR_ID (integer): Kind of address: one socket."},
  {"pysocket.TIPC_ADDR_NAME", "socket.TIPC_ADDR_NAME (integer): Kind of address: a service's name."},
  {"pysocket.TIPC_ADDR_NAMESEQ", "socket.TIPC_ADDR_NAMESEQ (integer): Kind of address: a range of names."},
  {"pysocket.TIPC_CFG_SRV", "socket.TIPC_CFG_SRV (integer): The configuration service."},
  {"pysocket.TIPC_TOP_SRV", "socket.TIPC_TOP_SRV (integer): The topology service, which reports changes."},
  {"pysocket.TIPC_CLUSTER_SCOPE", "socket.TIPC_CLUSTER_SCOPE (integer): Scope: the cluster."},
  {"pysocket.TIPC_NODE_SCOPE", "socket.TIPC_NODE_SCOPE (integer): Scope: this node."},
  {"pysocket.TIPC_ZONE_SCOPE", "socket.TIPC_ZONE_SCOPE (integer): Scope: the zone, which is the same as the cluster today."},
  {"pysocket.TIPC_IMPORTANCE", "socket.TIPC_IMPORTANCE (integer): Option: the importance of its messages."},
  {"pysocket.TIPC_LOW_IMPORTANCE", "socket.TIPC_LOW_IMPORTANCE (integer): Importance: its messages are dropped first."},
  {"pysocket.TIPC_MEDIUM_IMPORTANCE", "socket.TIPC_MEDIUM_IMPORTANCE (integer): Importance: its messages are dropped second."},
  {"pysocket.TIPC_HIGH_IMPORTANCE", "socket.TIPC_HIGH_IMPORTANCE (integer): Importance: its messages are dropped third."},
  {"pysocket.TIPC_CRITICAL_IMPORTANCE", "socket.TIPC_CRITICAL_IMPORTANCE (integer): Importance: its messages are dropped last."},
  {"pysocket.TIPC_SRC_DROPPABLE", "socket.TIPC_SRC_DROPPABLE (integer): Option: the node may drop messages of this socket."},
  {"pysocket.TIPC_DEST_DROPPABLE", "socket.TIPC_DEST_DROPPABLE (integer): Option: a message that cannot be delivered is dropped, not returned."},
  {"pysocket.TIPC_CONN_TIMEOUT", "socket.TIPC_CONN_TIMEOUT (integer): Option: the number of milliseconds that connect waits."},
  {"pysocket.TIPC_SUB_CANCEL", "socket.TIPC_SUB_CANCEL (integer): Subscription: cancel a subscription."},
  {"pysocket.TIPC_SUB_PORTS", "socket.TIPC_SUB_PORTS (integer): Subscription: report each match."},
  {"pysocket.TIPC_SUB_SERVICE", "socket.TIPC_SUB_SERVICE (integer): Subscription: report the first match and the loss of the last one."},
  {"pysocket.TIPC_PUBLISHED", "socket.TIPC_PUBLISHED (integer): Event: a name was published."},
  {"pysocket.TIPC_WITHDRAWN", "socket.TIPC_WITHDRAWN (integer): Event: a name was withdrawn."},
  {"pysocket.TIPC_SUBSCR_TIMEOUT", "socket.TIPC_SUBSCR_TIMEOUT (integer): Event: the subscription has ended."},
  {"pysocket.TIPC_WAIT_FOREVER", "socket.TIPC_WAIT_FOREVER (integer): Timeout of a subscription: none."},
  {"pysocket.CAN_RAW", "socket.CAN_RAW (integer): Protocol: raw frames."},
  {"pysocket.CAN_BCM", "socket.CAN_BCM (integer): Protocol: the broadcast manager."},
  {"pysocket.CAN_ISOTP", "socket.CAN_ISOTP (integer): Protocol: ISO 15765-2 transport."},
  {"pysocket.CAN_J1939", "socket.CAN_J1939 (integer): Protocol: SAE J1939."},
  {"pysocket.CAN_EFF_FLAG", "socket.CAN_EFF_FLAG (integer): Bit of an identifier: the identifier has 29 bits."},
  {"pysocket.CAN_EFF_MASK", "socket.CAN_EFF_MASK (integer): Bits of an identifier of 29 bits."},
  {"pysocket.CAN_ERR_FLAG", "socket.CAN_ERR_FLAG (integer): Bit of an identifier: an error frame."},
  {"pysocket.CAN_ERR_MASK", "socket.CAN_ERR_MASK (integer): Bits of an error frame's class."},
  {"pysocket.CAN_RTR_FLAG", "socket.CAN_RTR_FLAG (integer): Bit of an identifier: a remote transmission request."},
  {"pysocket.CAN_SFF_MASK", "socket.CAN_SFF_MASK (integer): Bits of an identifier of 11 bits."},
  {"pysocket.CAN_RAW_ERR_FILTER", "socket.CAN_RAW_ERR_FILTER (integer): A mask of the error frames to receive."},
  {"pysocket.CAN_RAW_FD_FRAMES", "socket.CAN_RAW_FD_FRAMES (integer): Receive CAN FD frames too; off by default."},
  {"pysocket.CAN_RAW_FILTER", "socket.CAN_RAW_FILTER (integer): The filters of the frames to receive: structs can_filter."},
  {"pysocket.CAN_RAW_JOIN_FILTERS", "socket.CAN_RAW_JOIN_FILTERS (integer): A frame must match all filters, instead of one."},
  {"pysocket.CAN_RAW_LOOPBACK", "socket.CAN_RAW_LOOPBACK (integer): Sent frames are received by other programs of this machine; on by default."},
  {"pysocket.CAN_RAW_RECV_OWN_MSGS", "socket.CAN_RAW_RECV_OWN_MSGS (integer): Sent frames are received by this socket; off by default."},
  {"pysocket.CAN_BCM_TX_SETUP", "socket.CAN_BCM_TX_SETUP (integer): Operation: set up a (cyclic) transmission."},
  {"pysocket.CAN_BCM_TX_DELETE", "socket.CAN_BCM_TX_DELETE (integer): Operation: remove a (cyclic) transmission."},
  {"pysocket.CAN_BCM_TX_READ", "socket.CAN_BCM_TX_READ (integer): Operation: read the properties of a (cyclic) transmission."},
  {"pysocket.CAN_BCM_TX_SEND", "socket.CAN_BCM_TX_SEND (integer): Operation: send one frame."},
  {"pysocket.CAN_BCM_TX_STATUS", "socket.CAN_BCM_TX_STATUS (integer): Answer to CAN_BCM_TX_READ."},
  {"pysocket.CAN_BCM_TX_EXPIRED", "socket.CAN_BCM_TX_EXPIRED (integer): Event: all transmissions are complete."},
  {"pysocket.CAN_BCM_RX_SETUP", "socket.CAN_BCM_RX_SETUP (integer): Operation: set up a content filter."},
  {"pysocket.CAN_BCM_RX_DELETE", "socket.CAN_BCM_RX_DELETE (integer): Operation: remove a content filter."},
  {"pysocket.CAN_BCM_RX_READ", "socket.CAN_BCM_RX_READ (integer): Operation: read the properties of a content filter."},
  {"pysocket.CAN_BCM_RX_STATUS", "socket.CAN_BCM_RX_STATUS (integer): Answer to CAN_BCM_RX_READ."},
  {"pysocket.CAN_BCM_RX_TIMEOUT", "socket.CAN_BCM_RX_TIMEOUT (integer): Event: a cyclic frame is missing."},
  {"pysocket.CAN_BCM_RX_CHANGED", "socket.CAN_BCM_RX_CHANGED (integer): Event: the content of a frame has changed."},
  {"pysocket.CAN_BCM_SETTIMER", "socket.CAN_BCM_SETTIMER (integer): Flag: set the intervals."},
  {"pysocket.CAN_BCM_STARTTIMER", "socket.CAN_BCM_STARTTIMER (integer): Flag: start the timer."},
  {"pysocket.CAN_BCM_TX_COUNTEVT", "socket.CAN_BCM_TX_COUNTEVT (integer): Flag: send an event when the count reaches zero."},
  {"pysocket.CAN_BCM_TX_ANNOUNCE", "socket.CAN_BCM_TX_ANNOUNCE (integer): Flag: send a change at once."},
  {"pysocket.CAN_BCM_TX_CP_CAN_ID", "socket.CAN_BCM_TX_CP_CAN_ID (integer): Flag: copy the identifier into each frame."},
  {"pysocket.CAN_BCM_TX_RESET_MULTI_IDX", "socket.CAN_BCM_TX_RESET_MULTI_IDX (integer): Flag: start again with the first of several frames."},
  {"pysocket.CAN_BCM_RX_FILTER_ID", "socket.CAN_BCM_RX_FILTER_ID (integer): Flag: filter only by the identifier."},
  {"pysocket.CAN_BCM_RX_CHECK_DLC", "socket.CAN_BCM_RX_CHECK_DLC (integer): Flag: treat a new length as a change too."},
  {"pysocket.CAN_BCM_RX_NO_AUTOTIMER", "socket.CAN_BCM_RX_NO_AUTOTIMER (integer): Flag: do not start the timeout timer automatically."},
  {"pysocket.CAN_BCM_RX_ANNOUNCE_RESUME", "socket.CAN_BCM_RX_ANNOUNCE_RESUME (integer): Flag: send an event when a missing frame appears again."},
  {"pysocket.CAN_BCM_RX_RTR_FRAME", "socket.CAN_BCM_RX_RTR_FRAME (integer): Flag: answer a remote transmission request."},
  {"pysocket.CAN_BCM_CAN_FD_FRAME", "socket.CAN_BCM_CAN_FD_FRAME (integer): Flag: the frames are CAN FD frames."},
  {"pysocket.J1939_MAX_UNICAST_ADDR", "socket.J1939_MAX_UNICAST_ADDR (integer): The highest address of a single node."},
  {"pysocket.J1939_IDLE_ADDR", "socket.J1939_IDLE_ADDR (integer): The address of a node that has no address yet."},
  {"pysocket.J1939_NO_ADDR", "socket.J1939_NO_ADDR (integer): No address; as a destination, every node."},
  {"pysocket.J1939_NO_NAME", "socket.J1939_NO_NAME (integer): No name."},
  {"pysocket.J1939_NO_PGN", "socket.J1939_NO_PGN (integer): No parameter group."},
  {"pysocket.J1939_PGN_REQUEST", "socket.J1939_PGN_REQUEST (integer): Parameter group: request."},
  {"pysocket.J1939_PGN_ADDRESS_CLAIMED", "socket.J1939_PGN_ADDRESS_CLAIMED (integer): Parameter group: address claimed."},
  {"pysocket.J1939_PGN_ADDRESS_COMMANDED", "socket.J1939_PGN_ADDRESS_COMMANDED (integer): Parameter group: commanded address."},
  {"pysocket.J1939_PGN_PDU1_MAX", "socket.J1939_PGN_PDU1_MAX (integer): The highest parameter group that has a destination."},
  {"pysocket.J1939_PGN_MAX", "socket.J1939_PGN_MAX (integer): The highest parameter group."},
  {"pysocket.J1939_FILTER_MAX", "socket.J1939_FILTER_MAX (integer): The maximum number of filters of a socket."},
  {"pysocket.SO_J1939_FILTER", "socket.SO_J1939_FILTER (integer): Option: the filters of the packets to receive, structs j1939_filter."},
  {"pysocket.SO_J1939_PROMISC", "socket.SO_J1939_PROMISC (integer): Option: receive all packets."},
  {"pysocket.SO_J1939_SEND_PRIO", "socket.SO_J1939_SEND_PRIO (integer): Option: the priority of sent packets, 0 to 7."},
  {"pysocket.SO_J1939_ERRQUEUE", "socket.SO_J1939_ERRQUEUE (integer): Option: report the progress of sending in the error queue."},
  {"pysocket.SCM_J1939_DEST_ADDR", "socket.SCM_J1939_DEST_ADDR (integer): Ancillary data: the destination's address."},
  {"pysocket.SCM_J1939_DEST_NAME", "socket.SCM_J1939_DEST_NAME (integer): Ancillary data: the destination's name."},
  {"pysocket.SCM_J1939_PRIO", "socket.SCM_J1939_PRIO (integer): Ancillary data: the priority."},
  {"pysocket.SCM_J1939_ERRQUEUE", "socket.SCM_J1939_ERRQUEUE (integer): Ancillary data: from the error queue."},
  {"pysocket.J1939_NLA_PAD", "socket.J1939_NLA_PAD (integer): Attribute from the error queue: padding."},
  {"pysocket.J1939_NLA_BYTES_ACKED", "socket.J1939_NLA_BYTES_ACKED (integer): Attribute from the error queue: the number of acknowledged bytes."},
  {"pysocket.J1939_EE_INFO_NONE", "socket.J1939_EE_INFO_NONE (integer): From the error queue: no information."},
  {"pysocket.J1939_EE_INFO_TX_ABORT", "socket.J1939_EE_INFO_TX_ABORT (integer): From the error queue: sending was aborted."},
  {"pysocket.BTPROTO_HCI", "socket.BTPROTO_HCI (integer): Protocol: the host controller interface."},
  {"pysocket.BTPROTO_L2CAP", "socket.BTPROTO_L2CAP (integer): Protocol: packets over logical links."},
  {"pysocket.BTPROTO_RFCOMM", "socket.BTPROTO_RFCOMM (integer): Protocol: streams, like those of a serial line."},
  {"pysocket.BTPROTO_SCO", "socket.BTPROTO_SCO (integer): Protocol: voice."},
  {"pysocket.BDADDR_ANY", "socket.BDADDR_ANY (string): \"00:00:00:00:00:00\", any adapter."},
  {"pysocket.BDADDR_LOCAL", "socket.BDADDR_LOCAL (string): \"00:00:00:FF:FF:FF\", this machine's adapter."},
  {"pysocket.HCI_DATA_DIR", "socket.HCI_DATA_DIR (integer): Option of SOL_HCI: recvmsg returns the direction of a packet."},
  {"pysocket.HCI_FILTER", "socket.HCI_FILTER (integer): Option of SOL_HCI: the filter of the packets to receive."},
  {"pysocket.HCI_TIME_STAMP", "socket.HCI_TIME_STAMP (integer): Option of SOL_HCI: recvmsg returns the time of a packet."},
  {"pysocket.errno", "pysocket.errno\
\
The numbers of the system errors under their names, and errorcode, which has their names under the numbers.\
\
    local errno = require \"pysocket.errno\"\
    if e.errno == errno.EADDRINUSE then …"},
  {"pysocket.errno.errorcode", "errno.errorcode (table<integer, string>): The name of each number: errorcode[2] is \"ENOENT\"."},
  {"pysocket.errno.E2BIG", "errno.E2BIG (integer): Argument list too long."},
  {"pysocket.errno.EACCES", "errno.EACCES (integer): Permission denied."},
  {"pysocket.errno.EADDRINUSE", "errno.EADDRINUSE (integer): Address already in use."},
  {"pysocket.errno.EADDRNOTAVAIL", "errno.EADDRNOTAVAIL (integer): Cannot assign requested address."},
  {"pysocket.errno.EADV", "errno.EADV (integer): Advertise error."},
  {"pysocket.errno.EAFNOSUPPORT", "errno.EAFNOSUPPORT (integer): Address family not supported by protocol."},
  {"pysocket.errno.EAGAIN", "errno.EAGAIN (integer): Resource temporarily unavailable."},
  {"pysocket.errno.EALREADY", "errno.EALREADY (integer): Operation already in progress."},
  {"pysocket.errno.EBADE", "errno.EBADE (integer): Invalid exchange."},
  {"pysocket.errno.EBADF", "errno.EBADF (integer): Bad file descriptor."},
  {"pysocket.errno.EBADFD", "errno.EBADFD (integer): File descriptor in bad state."},
  {"pysocket.errno.EBADMSG", "errno.EBADMSG (integer): Bad message."},
  {"pysocket.errno.EBADR", "errno.EBADR (integer): Invalid request descriptor."},
  {"pysocket.errno.EBADRQC", "errno.EBADRQC (integer): Invalid request code."},
  {"pysocket.errno.EBADSLT", "errno.EBADSLT (integer): Invalid slot."},
  {"pysocket.errno.EBFONT", "errno.EBFONT (integer): Bad font file format."},
  {"pysocket.errno.EBUSY", "errno.EBUSY (integer): Device or resource busy."},
  {"pysocket.errno.ECANCELED", "errno.ECANCELED (integer): Operation canceled."},
  {"pysocket.errno.ECHILD", "errno.ECHILD (integer): No child processes."},
  {"pysocket.errno.ECHRNG", "errno.ECHRNG (integer): Channel number out of range."},
  {"pysocket.errno.ECOMM", "errno.ECOMM (integer): Communication error on send."},
  {"pysocket.errno.ECONNABORTED", "errno.ECONNABORTED (integer): Software caused connection abort."},
  {"pysocket.errno.ECONNREFUSED", "errno.ECONNREFUSED (integer): Connection refused."},
  {"pysocket.errno.ECONNRESET", "errno.ECONNRESET (integer): Connection reset by peer."},
  {"pysocket.errno.EDEADLK", "errno.EDEADLK (integer): Resource deadlock avoided."},
  {"pysocket.errno.EDEADLOCK", "errno.EDEADLOCK (integer): Resource deadlock avoided."},
  {"pysocket.errno.EDESTADDRREQ", "errno.EDESTADDRREQ (integer): Destination address required."},
  {"pysocket.errno.EDOM", "errno.EDOM (integer): Numerical argument out of domain."},
  {"pysocket.errno.EDOTDOT", "errno.EDOTDOT (integer): RFS specific error."},
  {"pysocket.errno.EDQUOT", "errno.EDQUOT (integer): Disk quota exceeded."},
  {"pysocket.errno.EEXIST", "errno.EEXIST (integer): File exists."},
  {"pysocket.errno.EFAULT", "errno.EFAULT (integer): Bad address."},
  {"pysocket.errno.EFBIG", "errno.EFBIG (integer): File too large."},
  {"pysocket.errno.EHOSTDOWN", "errno.EHOSTDOWN (integer): Host is down."},
  {"pysocket.errno.EHOSTUNREACH", "errno.EHOSTUNREACH (integer): No route to host."},
  {"pysocket.errno.EIDRM", "errno.EIDRM (integer): Identifier removed."},
  {"pysocket.errno.EILSEQ", "errno.EILSEQ (integer): Invalid or incomplete multibyte or wide character."},
  {"pysocket.errno.EINPROGRESS", "errno.EINPROGRESS (integer): Operation now in progress."},
  {"pysocket.errno.EINTR", "errno.EINTR (integer): Interrupted system call."},
  {"pysocket.errno.EINVAL", "errno.EINVAL (integer): Invalid argument."},
  {"pysocket.errno.EIO", "errno.EIO (integer): Input/output error."},
  {"pysocket.errno.EISCONN", "errno.EISCONN (integer): Transport endpoint is already connected."},
  {"pysocket.errno.EISDIR", "errno.EISDIR (integer): Is a directory."},
  {"pysocket.errno.EISNAM", "errno.EISNAM (integer): Is a named type file."},
  {"pysocket.errno.EKEYEXPIRED", "errno.EKEYEXPIRED (integer): Key has expired."},
  {"pysocket.errno.EKEYREJECTED", "errno.EKEYREJECTED (integer): Key was rejected by service."},
  {"pysocket.errno.EKEYREVOKED", "errno.EKEYREVOKED (integer): Key has been revoked."},
  {"pysocket.errno.EL2HLT", "errno.EL2HLT (integer): Level 2 halted."},
  {"pysocket.errno.EL2NSYNC", "errno.EL2NSYNC (integer): Level 2 not synchronized."},
  {"pysocket.errno.EL3HLT", "errno.EL3HLT (integer): Level 3 halted."},
  {"pysocket.errno.EL3RST", "errno.EL3RST (integer): Level 3 reset."},
  {"pysocket.errno.ELIBACC", "errno.ELIBACC (integer): Can not access a needed shared library."},
  {"pysocket.errno.ELIBBAD", "errno.ELIBBAD (integer): Accessing a corrupted shared library."},
  {"pysocket.errno.ELIBEXEC", "errno.ELIBEXEC (integer): Cannot exec a shared library directly."},
  {"pysocket.errno.ELIBMAX", "errno.ELIBMAX (integer): Attempting to link in too many shared libraries."},
  {"pysocket.errno.ELIBSCN", "errno.ELIBSCN (integer): .lib section in a.out corrupted."},
  {"pysocket.errno.ELNRNG", "errno.ELNRNG (integer): Link number out of range."},
  {"pysocket.errno.ELOOP", "errno.ELOOP (integer): Too many levels of symbolic links."},
  {"pysocket.errno.EMEDIUMTYPE", "errno.EMEDIUMTYPE (integer): Wrong medium type."},
  {"pysocket.errno.EMFILE", "errno.EMFILE (integer): Too many open files."},
  {"pysocket.errno.EMLINK", "errno.EMLINK (integer): Too many links."},
  {"pysocket.errno.EMSGSIZE", "errno.EMSGSIZE (integer): Message too long."},
  {"pysocket.errno.EMULTIHOP", "errno.EMULTIHOP (integer): Multihop attempted."},
  {"pysocket.errno.ENAMETOOLONG", "errno.ENAMETOOLONG (integer): File name too long."},
  {"pysocket.errno.ENAVAIL", "errno.ENAVAIL (integer): No XENIX semaphores available."},
  {"pysocket.errno.ENETDOWN", "errno.ENETDOWN (integer): Network is down."},
  {"pysocket.errno.ENETRESET", "errno.ENETRESET (integer): Network dropped connection on reset."},
  {"pysocket.errno.ENETUNREACH", "errno.ENETUNREACH (integer): Network is unreachable."},
  {"pysocket.errno.ENFILE", "errno.ENFILE (integer): Too many open files in system."},
  {"pysocket.errno.ENOANO", "errno.ENOANO (integer): No anode."},
  {"pysocket.errno.ENOBUFS", "errno.ENOBUFS (integer): No buffer space available."},
  {"pysocket.errno.ENOCSI", "errno.ENOCSI (integer): No CSI structure available."},
  {"pysocket.errno.ENODATA", "errno.ENODATA (integer): No data available."},
  {"pysocket.errno.ENODEV", "errno.ENODEV (integer): No such device."},
  {"pysocket.errno.ENOENT", "errno.ENOENT (integer): No such file or directory."},
  {"pysocket.errno.ENOEXEC", "errno.ENOEXEC (integer): Exec format error."},
  {"pysocket.errno.ENOKEY", "errno.ENOKEY (integer): Required key not available."},
  {"pysocket.errno.ENOLCK", "errno.ENOLCK (integer): No locks available."},
  {"pysocket.errno.ENOLINK", "errno.ENOLINK (integer): Link has been severed."},
  {"pysocket.errno.ENOMEDIUM", "errno.ENOMEDIUM (integer): No medium found."},
  {"pysocket.errno.ENOMEM", "errno.ENOMEM (integer): Cannot allocate memory."},
  {"pysocket.errno.ENOMSG", "errno.ENOMSG (integer): No message of desired type."},
  {"pysocket.errno.ENONET", "errno.ENONET (integer): Machine is not on the network."},
  {"pysocket.errno.ENOPKG", "errno.ENOPKG (integer): Package not installed."},
  {"pysocket.errno.ENOPROTOOPT", "errno.ENOPROTOOPT (integer): Protocol not available."},
  {"pysocket.errno.ENOSPC", "errno.ENOSPC (integer): No space left on device."},
  {"pysocket.errno.ENOSR", "errno.ENOSR (integer): Out of streams resources."},
  {"pysocket.errno.ENOSTR", "errno.ENOSTR (integer): Device not a stream."},
  {"pysocket.errno.ENOSYS", "errno.ENOSYS (integer): Function not implemented."},
  {"pysocket.errno.ENOTBLK", "errno.ENOTBLK (integer): Block device required."},
  {"pysocket.errno.ENOTCONN", "errno.ENOTCONN (integer): Transport endpoint is not connected."},
  {"pysocket.errno.ENOTDIR", "errno.ENOTDIR (integer): Not a directory."},
  {"pysocket.errno.ENOTEMPTY", "errno.ENOTEMPTY (integer): Directory not empty."},
  {"pysocket.errno.ENOTNAM", "errno.ENOTNAM (integer): Not a XENIX named type file."},
  {"pysocket.errno.ENOTRECOVERABLE", "errno.ENOTRECOVERABLE (integer): State not recoverable."},
  {"pysocket.errno.ENOTSOCK", "errno.ENOTSOCK (integer): Socket operation on non-socket."},
  {"pysocket.errno.ENOTSUP", "errno.ENOTSUP (integer): Operation not supported."},
  {"pysocket.errno.ENOTTY", "errno.ENOTTY (integer): Inappropriate ioctl for device."},
  {"pysocket.errno.ENOTUNIQ", "errno.ENOTUNIQ (integer): Name not unique on network."},
  {"pysocket.errno.ENXIO", "errno.ENXIO (integer): No such device or address."},
  {"pysocket.errno.EOPNOTSUPP", "errno.EOPNOTSUPP (integer): Operation not supported."},
  {"pysocket.errno.EOVERFLOW", "errno.EOVERFLOW (integer): Value too large for defined data type."},
  {"pysocket.errno.EOWNERDEAD", "errno.EOWNERDEAD (integer): Owner died."},
  {"pysocket.errno.EPERM", "errno.EPERM (integer): Operation not permitted."},
  {"pysocket.errno.EPFNOSUPPORT", "errno.EPFNOSUPPORT (integer): Protocol family not supported."},
  {"pysocket.errno.EPIPE", "errno.EPIPE (integer): Broken pipe."},
  {"pysocket.errno.EPROTO", "errno.EPROTO (integer): Protocol error."},
  {"pysocket.errno.EPROTONOSUPPORT", "errno.EPROTONOSUPPORT (integer): Protocol not supported."},
  {"pysocket.errno.EPROTOTYPE", "errno.EPROTOTYPE (integer): Protocol wrong type for socket."},
  {"pysocket.errno.ERANGE", "errno.ERANGE (integer): Numerical result out of range."},
  {"pysocket.errno.EREMCHG", "errno.EREMCHG (integer): Remote address changed."},
  {"pysocket.errno.EREMOTE", "errno.EREMOTE (integer): Object is remote."},
  {"pysocket.errno.EREMOTEIO", "errno.EREMOTEIO (integer): Remote I/O error."},
  {"pysocket.errno.ERESTART", "errno.ERESTART (integer): Interrupted system call should be restarted."},
  {"pysocket.errno.ERFKILL", "errno.ERFKILL (integer): Operation not possible due to RF-kill."},
  {"pysocket.errno.EROFS", "errno.EROFS (integer): Read-only file system."},
  {"pysocket.errno.ESHUTDOWN", "errno.ESHUTDOWN (integer): Cannot send after transport endpoint shutdown."},
  {"pysocket.errno.ESOCKTNOSUPPORT", "errno.ESOCKTNOSUPPORT (integer): Socket type not supported."},
  {"pysocket.errno.ESPIPE", "errno.ESPIPE (integer): Illegal seek."},
  {"pysocket.errno.ESRCH", "errno.ESRCH (integer): No such process."},
  {"pysocket.errno.ESRMNT", "errno.ESRMNT (integer): Srmount error."},
  {"pysocket.errno.ESTALE", "errno.ESTALE (integer): Stale file handle."},
  {"pysocket.errno.ESTRPIPE", "errno.ESTRPIPE (integer): Streams pipe error."},
  {"pysocket.errno.ETIME", "errno.ETIME (integer): Timer expired."},
  {"pysocket.errno.ETIMEDOUT", "errno.ETIMEDOUT (integer): Connection timed out."},
  {"pysocket.errno.ETOOMANYREFS", "errno.ETOOMANYREFS (integer): Too many references: cannot splice."},
  {"pysocket.errno.ETXTBSY", "errno.ETXTBSY (integer): Text file busy."},
  {"pysocket.errno.EUCLEAN", "errno.EUCLEAN (integer): Structure needs cleaning."},
  {"pysocket.errno.EUNATCH", "errno.EUNATCH (integer): Protocol driver not attached."},
  {"pysocket.errno.EUSERS", "errno.EUSERS (integer): Too many users."},
  {"pysocket.errno.EWOULDBLOCK", "errno.EWOULDBLOCK (integer): Resource temporarily unavailable."},
  {"pysocket.errno.EXDEV", "errno.EXDEV (integer): Invalid cross-device link."},
  {"pysocket.errno.EXFULL", "errno.EXFULL (integer): Exchange full."},
  {"pysocket.trace", "pysocket.trace\
\
Shows what the sockets of a program do: it writes a line when a call of a socket ends.\
\
    lua5.4 -l pysocket.trace script.lua\
\
A line has the seconds since the start, the task if there is one, the number and role of the socket, the call with its\
arguments, the abbreviated result or the error, the socket's new state, and how long the call waited:\
\
    0.507613 #1 listener accept() -> fd 5 from ('127.0.0.1', 37948), waited 0.507 s\
    0.507987 #2 connection recv(1024) -> 12 bytes \"Hello, world\"\
    0.508411 #2 connection recv(1024) -> nil (end of stream), half closed\
\
If the environment variable PYSOCKET_TRACE=file.json is set, records are written to that file instead, one JSON\
object per line. pysocket.trace.diagram draws a page from them. Each process that starts with the variable\
overwrites the file. A child made by fork continues the file of its parent, as if it were the parent.\
\
While a trace runs, the methods of socket.socket, the call of the class and socket.socketpair are replaced by\
functions that call them, so that a traced program behaves as it does without a trace. Errors have the same text and\
position; a traceback has one more line for each call. Files made by makefile and the streams of asyncio do not call\
these methods, so a trace does not show what they read and write.\
\
  trace.start([file[, output]]) -> trace"},
  {"pysocket.trace.start", "trace.start([file[, output]]) -> trace\
\
Starts a trace, in a program that traces only a part of its run.\
\
    local trace <close> = require \"pysocket.trace\".start()\
\
A trace that is started while another one runs replaces it until it is stopped.\
\
- file string|file*?: the path of a file for records, or an open file; nil: the value of PYSOCKET_TRACE\
- output file*?: the file for lines, or any object with a method write; nil: standard error, or no lines if there is a file for records\
- returns trace pysocket.trace.Trace: the trace, which can be stopped or closed\
- Raises: an error if the file cannot be opened\
- Source: this module alone"},
  {"pysocket.trace.Trace", "pysocket.trace.Trace\
\
A running trace. It can be closed.\
\
  trace:stop()"},
  {"pysocket.trace.Trace.stop", "trace:stop()\
\
Ends the trace. A second call does nothing.\
\
- Raises: nothing\
- Source: this module alone"},
  {"pysocket.trace.diagram", "pysocket.trace.diagram\
\
Draws the records that pysocket.trace made in one or more processes of this machine as a sequence diagram.\
\
    PYSOCKET_TRACE=server.json lua5.4 -l pysocket.trace server.lua\
    PYSOCKET_TRACE=client.json lua5.4 -l pysocket.trace client.lua\
    lua5.4 -l pysocket.trace.diagram server.json client.json >page.html\
\
Each socket has a lifeline, coloured by its state: created, bound, listening, connected, half closed, closed. An\
arrow goes from the call that connects or sends to the call that accepts or receives, and a bar shows how long a call waited.\
Clicking a call shows its details. The page needs no other file.\
\
  diagram.html(paths) -> page\
  diagram.svg(paths) -> svg"},
  {"pysocket.trace.diagram.html", "diagram.html(paths) -> page\
\
Draws an HTML page.\
\
- paths string[]: the paths of the record files\
- returns page string\
- Raises: an error if a file cannot be read, or is not a trace\
- Source: this module alone"},
  {"pysocket.trace.diagram.svg", "diagram.svg(paths) -> svg\
\
Draws only the picture, as SVG.\
\
- paths string[]: the paths of the record files\
- returns svg string\
- Raises: an error if a file cannot be read, or is not a trace\
- Source: this module alone"},
}
