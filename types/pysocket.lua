---@meta pysocket

--- The equivalent of Python's socket module. Its constants are in pysocket/constants.lua.
---
---     local socket = require "pysocket"
---
--- Keyword arguments follow one rule in all modules. A table in the position of an optional argument holds keyword
--- arguments if each of its keys is the name of a parameter from that position on; otherwise it is a value. An empty
--- table holds no keyword arguments, or is the value if the parameter in that position takes tables. Examples:
--- `s:recv(1024, {flags = socket.MSG_PEEK})`, `socket.create_connection(address, 3, {source_address = own})`,
--- `asyncio.Queue{maxsize = 2}`.
---
--- Source: Python socket
---@class pysocket
---@field socket pysocket.socket The class of sockets. Calling it makes a socket, and a method added to it is a method of every socket. [Python socket.socket]
---@field SocketType pysocket.socket Another name for `socket`. [Python socket.SocketType]
---@field _VERSION string The name and version of the module, `"pysocket 1.0.0"`. [Lua _VERSION]
---@field has_ipv6 boolean Always true: the module is built with IPv6. [Python socket.has_ipv6]
---@field AddressFamily pysocket.enumeration The `AF_` constants: `AddressFamily[2]` is `"AF_INET"`. [Python socket.AddressFamily]
---@field SocketKind pysocket.enumeration The `SOCK_` constants. [Python socket.SocketKind]
---@field MsgFlag pysocket.enumeration The `MSG_` constants. [Python socket.MsgFlag]
---@field AddressInfo pysocket.enumeration The `AI_` constants. [Python socket.AddressInfo]
---@field Exception pysocket.Exception The class of all errors. [Python Exception]
---@field CancelledError pysocket.CancelledError The error that is raised in a task that is cancelled. [Python asyncio.CancelledError]
---@field KeyboardInterrupt pysocket.KeyboardInterrupt The class of the error that Ctrl-C raises. [Python KeyboardInterrupt]
---@field ExceptionGroup pysocket.ExceptionGroup An error that groups several errors. [Python ExceptionGroup]
---@field OSError pysocket.OSError The class of all system errors. [Python OSError]
---@field error pysocket.OSError Another name for `OSError`. [Python socket.error]
---@field BlockingIOError pysocket.BlockingIOError The call would have to wait, and the timeout is 0. [Python BlockingIOError]
---@field ChildProcessError pysocket.ChildProcessError The child process does not exist. [Python ChildProcessError]
---@field ConnectionError pysocket.ConnectionError The base class of the four connection errors. [Python ConnectionError]
---@field BrokenPipeError pysocket.BrokenPipeError The peer no longer receives what is sent. [Python BrokenPipeError]
---@field ConnectionAbortedError pysocket.ConnectionAbortedError The connection was aborted. [Python ConnectionAbortedError]
---@field ConnectionRefusedError pysocket.ConnectionRefusedError No socket listens at the address. [Python ConnectionRefusedError]
---@field ConnectionResetError pysocket.ConnectionResetError The peer has reset the connection. [Python ConnectionResetError]
---@field FileExistsError pysocket.FileExistsError The file already exists. [Python FileExistsError]
---@field FileNotFoundError pysocket.FileNotFoundError The file does not exist, for example the path of a UNIX socket. [Python FileNotFoundError]
---@field InterruptedError pysocket.InterruptedError A signal interrupted the call. Interrupted calls are retried, so this error is rare. [Python InterruptedError]
---@field IsADirectoryError pysocket.IsADirectoryError The path is a directory. [Python IsADirectoryError]
---@field NotADirectoryError pysocket.NotADirectoryError The path is not a directory. [Python NotADirectoryError]
---@field PermissionError pysocket.PermissionError The process lacks the permission, for example for a port below 1024. [Python PermissionError]
---@field ProcessLookupError pysocket.ProcessLookupError The process does not exist. [Python ProcessLookupError]
---@field TimeoutError pysocket.TimeoutError The timeout has expired. [Python TimeoutError]
---@field timeout pysocket.TimeoutError Another name for `TimeoutError`. [Python socket.timeout]
---@field gaierror pysocket.gaierror A host or service could not be looked up. [Python socket.gaierror]
---@field herror pysocket.herror A host could not be looked up by one of the older functions. [Python socket.herror]
local socket = {}

-- Connecting and serving ----------------------------------------------------------

--- Connects to a host by TCP. It tries the addresses of the host until one of them answers.
---
--- Raises: the last error, `OSError` or a subclass, or with all_errors an `ExceptionGroup` of all errors; `gaierror` if the host has no address
--- Source: Python socket.create_connection
---@overload fun(address: pysocket.address.given, keywords: pysocket.keywords.create_connection): pysocket.socket
---@param address pysocket.address.given {host, port}; the host is a name, an IPv4 address or an IPv6 address
---@param timeout? number|false the timeout in seconds, for each attempt and for the socket afterwards; nil: the default timeout, false: no timeout
---@param source_address? pysocket.address.given the local address to bind before connecting
---@param all_errors? boolean raise all errors, instead of the last one; false by default
---@return pysocket.socket s the connected socket
function socket.create_connection(address, timeout, source_address, all_errors) end

--- Makes a TCP socket with SO_REUSEADDR, binds it and makes it listen.
---
--- Raises: `OSError` or a subclass, whose strerror names the address; `gaierror`
--- Source: Python socket.create_server
---@overload fun(address: pysocket.address.given, keywords: pysocket.keywords.create_server): pysocket.socket
---@param address pysocket.address.given {host, port}; `""` means every address, and port 0 any free port
---@param family? integer AF_INET or AF_INET6; AF_INET by default
---@param backlog? integer the maximum number of connections that wait for accept; 128 by default
---@param reuse_port? boolean set SO_REUSEPORT, so that several servers can share the address; false by default
---@param dualstack_ipv6? boolean accept IPv4 connections too; only with AF_INET6; false by default
---@return pysocket.socket s the listening socket
function socket.create_server(address, family, backlog, reuse_port, dualstack_ipv6) end

--- Returns whether one socket can accept both IPv4 and IPv6 connections on this system.
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
---@param family? integer the address family; AF_UNIX by default
---@param type? integer the socket type; SOCK_STREAM by default
---@param proto? integer the protocol; 0 by default
---@return pysocket.socket a one end
---@return pysocket.socket b the other end
function socket.socketpair(family, type, proto) end

--- Makes a socket object for a copy of a descriptor.
---
--- Raises: `OSError`
--- Source: Python socket.fromfd, fcntl(2)
---@param fd integer|pysocket.descriptor the descriptor of a socket
---@param family integer its address family
---@param type integer its socket type
---@param proto? integer its protocol; 0 by default
---@return pysocket.socket s a socket with the copy, which is close-on-exec
function socket.fromfd(fd, family, type, proto) end

--- Copies a descriptor; the copy is close-on-exec.
---
--- Raises: `OSError`
--- Source: Python socket.dup, fcntl(2)
---@param fd integer|pysocket.descriptor a descriptor
---@return integer fd the copy
function socket.dup(fd) end

--- Closes the descriptor of a socket. For a socket object use `s:close()`.
---
--- Tasks that wait on it get an error, as with `s:close()`.
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
---@param sock pysocket.socket a socket of AF_UNIX
---@param buffers pysocket.bytes[] the data to send with them; a stream needs at least one byte
---@param fds (integer|pysocket.descriptor)[] descriptors, sockets or files; they stay open in this process
---@param flags? integer MSG_ flags
---@param address? pysocket.address.given the address of the receiver, if the socket is not connected
---@return integer count the number of bytes sent
function socket.send_fds(sock, buffers, fds, flags, address) end

--- Receives descriptors from another process; they are close-on-exec.
---
--- The kernel closes the descriptors beyond maxfds; msg_flags then contains MSG_CTRUNC.
---
--- Raises: `OSError` or a subclass; `BlockingIOError`, `TimeoutError`
--- Source: Python socket.recv_fds, unix(7)
---@overload fun(sock: pysocket.socket, bufsize: integer, maxfds: integer, keywords: pysocket.keywords.recv_fds): string?, integer[], integer, pysocket.address?
---@param sock pysocket.socket a socket of AF_UNIX
---@param bufsize integer the maximum number of bytes of data
---@param maxfds integer the maximum number of descriptors
---@param flags? integer MSG_ flags
---@return string? data the data; nil at the end of the stream
---@return integer[] fds the descriptors, which the caller must close
---@return integer msg_flags the MSG_ flags of the received message
---@return pysocket.address? address the address of the sender, if it has one
function socket.recv_fds(sock, bufsize, maxfds, flags) end

-- Names and addresses -------------------------------------------------------------

--- Looks up a host and a service. Returns a row for each way in which a socket can reach them.
---
--- Raises: `gaierror`; `OSError` for EAI_SYSTEM
--- Source: Python socket.getaddrinfo, getaddrinfo(3)
---@overload fun(host: string?, port: string|integer|nil, keywords: pysocket.keywords.getaddrinfo): pysocket.addrinfo[]
---@param host? string a name or a numeric address; nil: this machine, or with AI_PASSIVE any address
---@param port? string|integer 0 to 65535, or the name of a service
---@param family? integer the address family; AF_UNSPEC, any family, by default
---@param type? integer a SOCK_ constant; 0, any type, by default
---@param proto? integer an IPPROTO_ constant; 0, any protocol, by default
---@param flags? integer AI_ flags
---@return pysocket.addrinfo[] rows the rows, in the order in which to try them
function socket.getaddrinfo(host, port, family, type, proto, flags) end

--- Returns the host and the service of an address, as names or as numbers.
---
--- Raises: `gaierror`; `OSError`
--- Source: Python socket.getnameinfo, getnameinfo(3)
---@param sockaddr pysocket.address.given {host, port[, flowinfo[, scope_id]]}; the host is a numeric address
---@param flags integer NI_ flags, or 0
---@return string host its name or numeric address
---@return string port the name or number of the service
function socket.getnameinfo(sockaddr, flags) end

--- Returns the IPv4 address of a host. An address is returned unchanged.
---
--- Raises: `gaierror`; `OSError`
--- Source: Python socket.gethostbyname, getaddrinfo(3)
---@param hostname string a name; `""` means any address, `"<broadcast>"` the broadcast address
---@return string address the address, such as "127.0.0.1"
function socket.gethostbyname(hostname) end

--- Returns all names and IPv4 addresses of a host.
---
--- Raises: `herror`; `gaierror`; `OSError`
--- Source: Python socket.gethostbyname_ex, gethostbyname(3)
---@param hostname string a name or an address
---@return string name the official one
---@return string[] aliases other names
---@return string[] addresses its IPv4 addresses
function socket.gethostbyname_ex(hostname) end

--- Returns all names of an IPv4 or IPv6 address.
---
--- Raises: `herror`; `gaierror`; `OSError`
--- Source: Python socket.gethostbyaddr, gethostbyaddr(3)
---@param ip_address string an address or a name
---@return string name the official one
---@return string[] aliases other names
---@return string[] addresses its addresses of the same family
function socket.gethostbyaddr(ip_address) end

--- Returns the name of this machine.
---
--- Raises: `OSError`
--- Source: Python socket.gethostname, gethostname(2)
---@return string name the name, usually without the domain
function socket.gethostname() end

--- Sets the name of this machine. Only root can do this.
---
--- Raises: `PermissionError`; `OSError`
--- Source: Python socket.sethostname, sethostname(2)
---@param name string the new name
function socket.sethostname(name) end

--- Returns the full name of a host: the first of its names that contains a dot.
---
--- Raises: nothing; if the host is unknown, the given name is returned
--- Source: Python socket.getfqdn
---@param name? string a host; this machine by default
---@return string name the full name
function socket.getfqdn(name) end

--- Returns the port of a service.
---
--- Raises: `OSError`
--- Source: Python socket.getservbyname, getservbyname(3)
---@param servicename string the name, such as "http"
---@param protocolname? string "tcp" or "udp"; any protocol by default
---@return integer port the port of the service
function socket.getservbyname(servicename, protocolname) end

--- Returns the service of a port.
---
--- Raises: `OSError`
--- Source: Python socket.getservbyport, getservbyport(3)
---@param port integer 0 to 65535
---@param protocolname? string "tcp" or "udp"; any protocol by default
---@return string servicename the name, such as "http"
function socket.getservbyport(port, protocolname) end

--- Returns the number of a protocol.
---
--- Raises: `OSError`
--- Source: Python socket.getprotobyname, getprotobyname(3)
---@param protocolname string the name, such as "icmp"
---@return integer proto the number, for the third argument of `socket.socket`
function socket.getprotobyname(protocolname) end

-- Network interfaces --------------------------------------------------------------

--- Lists the network interfaces.
---
--- Raises: `OSError`
--- Source: Python socket.if_nameindex, if_nameindex(3)
---@return pysocket.interface[] interfaces {index, name}
function socket.if_nameindex() end

--- Returns the index of a network interface.
---
--- Raises: `OSError`
--- Source: Python socket.if_nametoindex, if_nametoindex(3)
---@param if_name string its name, such as "eth0"
---@return integer index its index, at least 1
function socket.if_nametoindex(if_name) end

--- Returns the name of a network interface.
---
--- Raises: `OSError`
--- Source: Python socket.if_indextoname, if_indextoname(3)
---@param if_index integer its index, at least 1
---@return string name its name, such as "eth0"
function socket.if_indextoname(if_index) end

-- Addresses as bytes --------------------------------------------------------------

--- Packs an IPv4 address. Short forms such as "127.1" are allowed.
---
--- Raises: `OSError` if the string is not an IPv4 address
--- Source: Python socket.inet_aton, inet_aton(3)
---@param ip_string string the address, such as "127.0.0.1"
---@return string packed 4 bytes
function socket.inet_aton(ip_string) end

--- Unpacks an IPv4 address.
---
--- Raises: `OSError` if the length is not 4 bytes
--- Source: Python socket.inet_ntoa, inet_ntoa(3)
---@param packed_ip pysocket.bytes 4 bytes
---@return string ip_string the address, such as "127.0.0.1"
function socket.inet_ntoa(packed_ip) end

--- Packs an IPv4 or IPv6 address.
---
--- Raises: `OSError` if the string is not an address of the family
--- Source: Python socket.inet_pton, inet_pton(3)
---@param address_family integer AF_INET or AF_INET6
---@param ip_string string the address, such as "::1"
---@return string packed 4 or 16 bytes
function socket.inet_pton(address_family, ip_string) end

--- Unpacks an IPv4 or IPv6 address.
---
--- Raises: nothing
--- Source: Python socket.inet_ntop, inet_ntop(3)
---@param address_family integer AF_INET or AF_INET6
---@param packed_ip pysocket.bytes 4 or 16 bytes
---@return string ip_string the address, such as "::1"
function socket.inet_ntop(address_family, packed_ip) end

-- Byte order ----------------------------------------------------------------------

--- Converts a 32-bit integer from network to host byte order.
---
--- Raises: nothing
--- Source: Python socket.ntohl, ntohl(3)
---@param x integer 0 to 2^32 - 1
---@return integer x in host byte order
function socket.ntohl(x) end

--- Converts a 16-bit integer from network to host byte order.
---
--- Raises: nothing
--- Source: Python socket.ntohs, ntohs(3)
---@param x integer 0 to 65535
---@return integer x in host byte order
function socket.ntohs(x) end

--- Converts a 32-bit integer from host to network byte order.
---
--- Raises: nothing
--- Source: Python socket.htonl, htonl(3)
---@param x integer 0 to 2^32 - 1
---@return integer x in network byte order
function socket.htonl(x) end

--- Converts a 16-bit integer from host to network byte order.
---
--- Raises: nothing
--- Source: Python socket.htons, htons(3)
---@param x integer 0 to 65535
---@return integer x in network byte order
function socket.htons(x) end

-- Sizes of ancillary data ---------------------------------------------------------

--- Returns the size of an item of ancillary data, without the padding after it.
---
--- Raises: nothing
--- Source: Python socket.CMSG_LEN, cmsg(3)
---@param length integer the size of its data in bytes
---@return integer size the size in bytes, for ancbufsize if it is the last item
function socket.CMSG_LEN(length) end

--- Returns the size of an item of ancillary data, with all its padding.
---
--- Raises: nothing
--- Source: Python socket.CMSG_SPACE, cmsg(3)
---@param length integer the size of its data in bytes
---@return integer size the size in bytes; ancbufsize is the sum of all items
function socket.CMSG_SPACE(length) end

-- Timeouts ------------------------------------------------------------------------

--- Returns the timeout of new sockets.
---
--- Raises: nothing
--- Source: Python socket.getdefaulttimeout
---@return number? seconds nil: no timeout, calls wait for ever
function socket.getdefaulttimeout() end

--- Sets the timeout of new sockets.
---
--- Raises: nothing
--- Source: Python socket.setdefaulttimeout
---@param timeout number? seconds; 0: never wait; nil: wait for ever
function socket.setdefaulttimeout(timeout) end

-- Functions that are builtins in Python -----------------------------------------------------

--- Returns whether a value is an instance of a class or of one of its subclasses.
---
--- Raises: nothing
--- Source: Python isinstance
---@param value any an error, a socket, or any other value
---@param class table an error class, `socket.socket`, or a sequence of classes, one of which must match
---@return boolean yes
function socket.isinstance(value, class) end

--- Returns the address object that calls return for an address with these parts.
---
--- It is the same table each time, so that it can be used as a key: `clients[socket.address{"127.0.0.1", 50007}]`. It is an IPv6
--- address if it has more than two items or a colon in its host, and otherwise an IPv4 address.
---
--- Raises: nothing
--- Source: Python socket, address formats
---@param address pysocket.address.given {host, port} or {host, port, flowinfo, scope_id}, with positions or names; the host is a numeric address, `""` or `"<broadcast>"`
---@return pysocket.address address the address
function socket.address(address) end

--- Prints the entry of the reference for a function, a class or a constant: what it does, its arguments and its errors.
---
--- If several classes have the name it prints all their entries; `"file.read"` selects one of them. Without an argument
--- it explains how to use it.
---
--- Raises: nothing
--- Source: Python help
---@param what any a name, such as `"recv"`; a function, such as `s.recv`; a class, a socket or another object, or a module; nil: explain the use of help
function socket.help(what) end

--- Makes an array of bytes that can be changed.
---
--- Raises: nothing
--- Source: Python bytearray
---@param source? integer|pysocket.bytes the size in bytes, which are all zero, or the bytes to copy
---@return pysocket.bytearray b a bytearray, whose size never changes
function socket.bytearray(source) end

return socket
