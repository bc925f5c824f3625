---@meta pysocket

--- Python's socket module. Its constants are in pysocket/constants.lua.
---
---     local socket = require "pysocket"
---
--- Keyword arguments follow one rule in all modules. A table in the place of an optional argument is the table of
--- keyword arguments if it is not empty and each of its keys is the name of a parameter from that place on; else it is
--- a value: `s:recv(1024, {flags = socket.MSG_PEEK})`, `socket.create_connection(address, 3, {source_address = own})`,
--- `asyncio.Queue{maxsize = 2}`.
---
--- Source: Python socket
---@class pysocket
---@field socket pysocket.socket The class of sockets: calling it makes one, and a method added to it is a method of every socket. [Python socket.socket]
---@field SocketType pysocket.socket Another name of `socket`. [Python socket.SocketType]
---@field has_ipv6 boolean Always true: it is built with IPv6. [Python socket.has_ipv6]
---@field AddressFamily pysocket.enumeration The `AF_` constants: `AddressFamily[2]` is `"AF_INET"`. [Python socket.AddressFamily]
---@field SocketKind pysocket.enumeration The `SOCK_` constants. [Python socket.SocketKind]
---@field MsgFlag pysocket.enumeration The `MSG_` constants. [Python socket.MsgFlag]
---@field AddressInfo pysocket.enumeration The `AI_` constants. [Python socket.AddressInfo]
---@field Exception pysocket.Exception The class of all errors. [Python Exception]
---@field CancelledError pysocket.CancelledError A task was cancelled. [Python asyncio.CancelledError]
---@field KeyboardInterrupt pysocket.KeyboardInterrupt The class of what Ctrl-C raises. [Python KeyboardInterrupt]
---@field ExceptionGroup pysocket.ExceptionGroup Several errors raised as one. [Python ExceptionGroup]
---@field OSError pysocket.OSError The class of all system errors. [Python OSError]
---@field error pysocket.OSError Another name of `OSError`. [Python socket.error]
---@field BlockingIOError pysocket.BlockingIOError The call would have to wait. [Python BlockingIOError]
---@field ChildProcessError pysocket.ChildProcessError There is no such child process. [Python ChildProcessError]
---@field ConnectionError pysocket.ConnectionError The class of the four errors of connections. [Python ConnectionError]
---@field BrokenPipeError pysocket.BrokenPipeError Sent to where nobody receives any more. [Python BrokenPipeError]
---@field ConnectionAbortedError pysocket.ConnectionAbortedError The connection was broken off. [Python ConnectionAbortedError]
---@field ConnectionRefusedError pysocket.ConnectionRefusedError Nobody listens there. [Python ConnectionRefusedError]
---@field ConnectionResetError pysocket.ConnectionResetError The peer has reset the connection. [Python ConnectionResetError]
---@field FileExistsError pysocket.FileExistsError The file exists. [Python FileExistsError]
---@field FileNotFoundError pysocket.FileNotFoundError There is no such file, as a UNIX socket's path. [Python FileNotFoundError]
---@field InterruptedError pysocket.InterruptedError Interrupted by a signal; calls are tried again, so it is hardly seen. [Python InterruptedError]
---@field IsADirectoryError pysocket.IsADirectoryError It is a directory. [Python IsADirectoryError]
---@field NotADirectoryError pysocket.NotADirectoryError It is no directory. [Python NotADirectoryError]
---@field PermissionError pysocket.PermissionError The right is missing, as for a port below 1024. [Python PermissionError]
---@field ProcessLookupError pysocket.ProcessLookupError There is no such process. [Python ProcessLookupError]
---@field TimeoutError pysocket.TimeoutError The time is up. [Python TimeoutError]
---@field timeout pysocket.TimeoutError Another name of `TimeoutError`. [Python socket.timeout]
---@field gaierror pysocket.gaierror A host or service could not be looked up. [Python socket.gaierror]
---@field herror pysocket.herror A host could not be looked up, by the older functions. [Python socket.herror]
local socket = {}

-- Connecting and serving ----------------------------------------------------------

--- Connects to a host by TCP: tries each address that it has until one answers.
---
--- Raises: the last error, `OSError` or a subclass, or with all_errors an `ExceptionGroup` of all; `gaierror` when the host has no address
--- Source: Python socket.create_connection
---@overload fun(address: pysocket.address.given, keywords: pysocket.keywords.create_connection): pysocket.socket
---@param address pysocket.address.given {host, port}; the host is a name or a number, of IPv4 or IPv6
---@param timeout? number|false seconds for each try and for the socket after; nil: the default timeout, false: none
---@param source_address? pysocket.address.given the own address, bound before
---@param all_errors? boolean raise all errors, not only the last
---@return pysocket.socket s connected
function socket.create_connection(address, timeout, source_address, all_errors) end

--- Makes a listening TCP socket, bound with SO_REUSEADDR.
---
--- Raises: `OSError` or a subclass, which says in strerror on which address; `gaierror`
--- Source: Python socket.create_server
---@overload fun(address: pysocket.address.given, keywords: pysocket.keywords.create_server): pysocket.socket
---@param address pysocket.address.given {host, port}; `""` is every address, port 0 any free one
---@param family? integer AF_INET (the default) or AF_INET6
---@param backlog? integer how many connections may wait for accept; 128
---@param reuse_port? boolean SO_REUSEPORT: several servers may share the address
---@param dualstack_ipv6? boolean take IPv4 connections too; with AF_INET6
---@return pysocket.socket s listening
function socket.create_server(address, family, backlog, reuse_port, dualstack_ipv6) end

--- Can one socket take both IPv4 and IPv6 connections here?
---
--- Raises: nothing
--- Source: Python socket.has_dualstack_ipv6
---@return boolean yes
function socket.has_dualstack_ipv6() end

-- Making sockets ------------------------------------------------------------------

--- Makes two sockets that are connected to each other.
---
--- Raises: `OSError`
--- Source: Python socket.socketpair, socketpair(2)
---@overload fun(keywords: pysocket.keywords.socketpair): pysocket.socket, pysocket.socket
---@param family? integer AF_UNIX
---@param type? integer SOCK_STREAM
---@param proto? integer 0
---@return pysocket.socket a one end
---@return pysocket.socket b the other end
function socket.socketpair(family, type, proto) end

--- Makes a socket object on a copy of a descriptor.
---
--- Raises: `OSError`
--- Source: Python socket.fromfd, fcntl(2)
---@param fd integer|pysocket.descriptor the descriptor of a socket
---@param family integer its address family
---@param type integer its socket type
---@param proto? integer its protocol, 0
---@return pysocket.socket s on the copy, which is close-on-exec
function socket.fromfd(fd, family, type, proto) end

--- Copies a descriptor; the copy is close-on-exec.
---
--- Raises: `OSError`
--- Source: Python socket.dup, fcntl(2)
---@param fd integer|pysocket.descriptor a descriptor
---@return integer fd the copy
function socket.dup(fd) end

--- Closes the descriptor of a socket; a socket object is closed by `s:close()`.
---
--- Whoever waits on it in a task is told, as by `s:close()`.
---
--- Raises: `OSError`
--- Source: Python socket.close, close(2)
---@param fd integer a descriptor
function socket.close(fd) end

-- Passing descriptors -------------------------------------------------------------

--- Sends descriptors to another process over a UNIX socket.
---
--- Raises: `OSError` or a subclass; `BlockingIOError`, `TimeoutError`
--- Source: Python socket.send_fds, unix(7)
---@overload fun(sock: pysocket.socket, buffers: pysocket.bytes[], fds: (integer|pysocket.descriptor)[], keywords: pysocket.keywords.send_fds): integer
---@param sock pysocket.socket of AF_UNIX
---@param buffers pysocket.bytes[] the data that goes with them; a stream needs a byte at least
---@param fds (integer|pysocket.descriptor)[] descriptors, sockets or files; they stay open here
---@param flags? integer MSG_ flags
---@param address? pysocket.address.given the receiver, where the socket is not connected
---@return integer count bytes sent
function socket.send_fds(sock, buffers, fds, flags, address) end

--- Receives descriptors from another process; they are close-on-exec.
---
--- Those beyond maxfds are closed by the kernel, which is told by MSG_CTRUNC in msg_flags.
---
--- Raises: `OSError` or a subclass; `BlockingIOError`, `TimeoutError`
--- Source: Python socket.recv_fds, unix(7)
---@overload fun(sock: pysocket.socket, bufsize: integer, maxfds: integer, keywords: pysocket.keywords.recv_fds): string?, integer[], integer, pysocket.address?
---@param sock pysocket.socket of AF_UNIX
---@param bufsize integer at most so many bytes of data
---@param maxfds integer at most so many descriptors
---@param flags? integer MSG_ flags
---@return string? data nil at the end of the stream
---@return integer[] fds descriptors, now the caller's to close
---@return integer msg_flags MSG_ flags of what was received
---@return pysocket.address? address of the sender, if it has one
function socket.recv_fds(sock, bufsize, maxfds, flags) end

-- Names and addresses -------------------------------------------------------------

--- Looks up a host and a service, in all the ways that a socket can reach them.
---
--- Raises: `gaierror`; `OSError` for EAI_SYSTEM
--- Source: Python socket.getaddrinfo, getaddrinfo(3)
---@overload fun(host: string?, port: string|integer|nil, keywords: pysocket.keywords.getaddrinfo): pysocket.addrinfo[]
---@param host? string a name or a number; nil: this machine, or with AI_PASSIVE any address
---@param port? string|integer 0 to 65535, or the name of a service
---@param family? integer AF_UNSPEC, any
---@param type? integer a SOCK_ constant; 0, any
---@param proto? integer an IPPROTO_ constant; 0, any
---@param flags? integer AI_ flags
---@return pysocket.addrinfo[] rows one for each way
function socket.getaddrinfo(host, port, family, type, proto, flags) end

--- Tells host and service of an address, as names or as numbers.
---
--- Raises: `gaierror`; `OSError`
--- Source: Python socket.getnameinfo, getnameinfo(3)
---@param sockaddr pysocket.address.given {host, port[, flowinfo[, scope_id]]}; the host is a number
---@param flags integer NI_ flags; 0 for none
---@return string host name or number
---@return string port name or number
function socket.getnameinfo(sockaddr, flags) end

--- Tells the IPv4 address of a host; an address comes back unchanged.
---
--- Raises: `gaierror`; `OSError`
--- Source: Python socket.gethostbyname, getaddrinfo(3)
---@param hostname string a name; `""` is any address, `"<broadcast>"` the broadcast address
---@return string address as "127.0.0.1"
function socket.gethostbyname(hostname) end

--- Tells all names and IPv4 addresses of a host.
---
--- Raises: `herror`; `gaierror`; `OSError`
--- Source: Python socket.gethostbyname_ex, gethostbyname(3)
---@param hostname string a name or an address
---@return string name the official one
---@return string[] aliases other names
---@return string[] addresses IPv4 addresses
function socket.gethostbyname_ex(hostname) end

--- Tells all names of an address, of IPv4 or IPv6.
---
--- Raises: `herror`; `gaierror`; `OSError`
--- Source: Python socket.gethostbyaddr, gethostbyaddr(3)
---@param ip_address string an address or a name
---@return string name the official one
---@return string[] aliases other names
---@return string[] addresses of the same family
function socket.gethostbyaddr(ip_address) end

--- Tells the name of this machine.
---
--- Raises: `OSError`
--- Source: Python socket.gethostname, gethostname(2)
---@return string name without its domain, mostly
function socket.gethostname() end

--- Sets the name of this machine; for root.
---
--- Raises: `PermissionError`; `OSError`
--- Source: Python socket.sethostname, sethostname(2)
---@param name string the new name
function socket.sethostname(name) end

--- Tells the full name of a host: the first of its names that has a dot in it.
---
--- Raises: nothing: a host that is not known keeps the name that was given
--- Source: Python socket.getfqdn
---@param name? string a host; this machine
---@return string name the full name
function socket.getfqdn(name) end

--- Tells the port of a service.
---
--- Raises: `OSError`
--- Source: Python socket.getservbyname, getservbyname(3)
---@param servicename string as "http"
---@param protocolname? string "tcp" or "udp"; any
---@return integer port of the service
function socket.getservbyname(servicename, protocolname) end

--- Tells the service of a port.
---
--- Raises: `OSError`
--- Source: Python socket.getservbyport, getservbyport(3)
---@param port integer 0 to 65535
---@param protocolname? string "tcp" or "udp"; any
---@return string servicename as "http"
function socket.getservbyport(port, protocolname) end

--- Tells the number of a protocol.
---
--- Raises: `OSError`
--- Source: Python socket.getprotobyname, getprotobyname(3)
---@param protocolname string as "icmp"
---@return integer proto the third argument of `socket.socket`
function socket.getprotobyname(protocolname) end

-- Network interfaces --------------------------------------------------------------

--- Lists the network interfaces.
---
--- Raises: `OSError`
--- Source: Python socket.if_nameindex, if_nameindex(3)
---@return pysocket.interface[] interfaces {index, name}
function socket.if_nameindex() end

--- Tells the index of a network interface.
---
--- Raises: `OSError`
--- Source: Python socket.if_nametoindex, if_nametoindex(3)
---@param if_name string as "eth0"
---@return integer index from 1 on
function socket.if_nametoindex(if_name) end

--- Tells the name of a network interface.
---
--- Raises: `OSError`
--- Source: Python socket.if_indextoname, if_indextoname(3)
---@param if_index integer from 1 on
---@return string name as "eth0"
function socket.if_indextoname(if_index) end

-- Addresses as bytes --------------------------------------------------------------

--- Packs an IPv4 address; short forms as "127.1" are allowed.
---
--- Raises: `OSError` when it is none
--- Source: Python socket.inet_aton, inet_aton(3)
---@param ip_string string as "127.0.0.1"
---@return string packed 4 bytes
function socket.inet_aton(ip_string) end

--- Unpacks an IPv4 address.
---
--- Raises: `OSError` when these are not 4 bytes
--- Source: Python socket.inet_ntoa, inet_ntoa(3)
---@param packed_ip pysocket.bytes 4 bytes
---@return string ip_string as "127.0.0.1"
function socket.inet_ntoa(packed_ip) end

--- Packs an address of IPv4 or IPv6.
---
--- Raises: `OSError` when it is none, or of another family
--- Source: Python socket.inet_pton, inet_pton(3)
---@param address_family integer AF_INET or AF_INET6
---@param ip_string string as "::1"
---@return string packed 4 or 16 bytes
function socket.inet_pton(address_family, ip_string) end

--- Unpacks an address of IPv4 or IPv6.
---
--- Raises: nothing
--- Source: Python socket.inet_ntop, inet_ntop(3)
---@param address_family integer AF_INET or AF_INET6
---@param packed_ip pysocket.bytes 4 or 16 bytes
---@return string ip_string as "::1"
function socket.inet_ntop(address_family, packed_ip) end

-- Byte order ----------------------------------------------------------------------

--- Puts a 32-bit integer from network into host byte order.
---
--- Raises: nothing
--- Source: Python socket.ntohl, ntohl(3)
---@param x integer 0 to 2^32 - 1
---@return integer x in host byte order
function socket.ntohl(x) end

--- Puts a 16-bit integer from network into host byte order.
---
--- Raises: nothing
--- Source: Python socket.ntohs, ntohs(3)
---@param x integer 0 to 65535
---@return integer x in host byte order
function socket.ntohs(x) end

--- Puts a 32-bit integer from host into network byte order.
---
--- Raises: nothing
--- Source: Python socket.htonl, htonl(3)
---@param x integer 0 to 2^32 - 1
---@return integer x in network byte order
function socket.htonl(x) end

--- Puts a 16-bit integer from host into network byte order.
---
--- Raises: nothing
--- Source: Python socket.htons, htons(3)
---@param x integer 0 to 65535
---@return integer x in network byte order
function socket.htons(x) end

-- Sizes of ancillary data ---------------------------------------------------------

--- Tells the size of an item of ancillary data without the padding after it.
---
--- Raises: nothing
--- Source: Python socket.CMSG_LEN, cmsg(3)
---@param length integer bytes of its data
---@return integer size bytes, for ancbufsize where it is the last item
function socket.CMSG_LEN(length) end

--- Tells the size of an item of ancillary data with all its padding.
---
--- Raises: nothing
--- Source: Python socket.CMSG_SPACE, cmsg(3)
---@param length integer bytes of its data
---@return integer size bytes, for ancbufsize: the sum of all items
function socket.CMSG_SPACE(length) end

-- Timeouts ------------------------------------------------------------------------

--- Tells the timeout that new sockets have.
---
--- Raises: nothing
--- Source: Python socket.getdefaulttimeout
---@return number? seconds nil: none, they wait for ever
function socket.getdefaulttimeout() end

--- Sets the timeout that new sockets have.
---
--- Raises: nothing
--- Source: Python socket.setdefaulttimeout
---@param timeout number? seconds; 0: never wait; nil: wait for ever
function socket.setdefaulttimeout(timeout) end

-- What Python has as builtins -----------------------------------------------------

--- Is the value of this class, or of a class below it?
---
--- Raises: nothing
--- Source: Python isinstance
---@param value any an error, a socket, or anything
---@param class table an error class, `socket.socket`, or a sequence of classes: one of them
---@return boolean yes
function socket.isinstance(value, class) end

--- Prints what the reference says of a function, a class or a constant: its arguments, what it does, what it raises.
---
--- Of a name that several classes have it prints all; `"file.read"` is one of them. Without an argument it tells how it
--- is asked.
---
--- Raises: nothing
--- Source: Python help
---@param what any a name, as `"recv"`; a function, as `s.recv`; a class, a socket or another object, or a module; nil: how it is asked
function socket.help(what) end

--- Makes bytes that can be written to.
---
--- Raises: nothing
--- Source: Python bytearray
---@param source? integer|pysocket.bytes a size in bytes, all zero; or the bytes to copy
---@return pysocket.bytearray b of a size that never changes
function socket.bytearray(source) end

return socket
