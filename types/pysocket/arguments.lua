---@meta _

-- The types of arguments.

--- Bytes to send: a string, a bytearray or a view. A number is converted to a string.
---
--- Source: Python bytes-like object
---@alias pysocket.bytes string|number|pysocket.bytearray

--- An object with a descriptor: a socket, a file of io.open, or an object with a method `fileno`.
---
--- Source: Python file object
---@alias pysocket.descriptor pysocket.socket|file*|{fileno: fun(self: any): integer}

--- A table that maps names to numbers and numbers to names. If a number has several names, the alphabetically first is used.
---
--- Source: Python enum.IntEnum
---@alias pysocket.enumeration table<string|integer, integer|string>

-- Keyword arguments ---------------------------------------------------------------

--- The keyword arguments of `socket.socket`.
---
--- Source: Python socket.socket
---@class pysocket.keywords.socket
---@field family? integer The address family; AF_INET by default.
---@field type? integer The socket type; SOCK_STREAM by default.
---@field proto? integer The protocol; 0 by default.
---@field fileno? integer A descriptor to adopt.

--- The keyword arguments of `socket.create_connection`.
---
--- Source: Python socket.create_connection
---@class pysocket.keywords.create_connection
---@field timeout? number|false The timeout in seconds.
---@field source_address? pysocket.address.given The local address.
---@field all_errors? boolean Raise all errors; false by default.

--- The keyword arguments of `socket.create_server`.
---
--- Source: Python socket.create_server
---@class pysocket.keywords.create_server
---@field family? integer The address family; AF_INET by default.
---@field backlog? integer The maximum number of connections that wait for accept; 128 by default.
---@field reuse_port? boolean Set SO_REUSEPORT; false by default.
---@field dualstack_ipv6? boolean Accept IPv4 connections too; false by default.

--- The keyword arguments of `socket.socketpair`.
---
--- Source: Python socket.socketpair
---@class pysocket.keywords.socketpair
---@field family? integer The address family; AF_UNIX by default.
---@field type? integer The socket type; SOCK_STREAM by default.
---@field proto? integer The protocol; 0 by default.

--- The keyword arguments of `socket.send_fds`.
---
--- Source: Python socket.send_fds
---@class pysocket.keywords.send_fds
---@field flags? integer MSG_ flags.
---@field address? pysocket.address.given The address of the receiver.

--- The keyword arguments of `socket.recv_fds`.
---
--- Source: Python socket.recv_fds
---@class pysocket.keywords.recv_fds
---@field flags? integer MSG_ flags.

--- The keyword arguments of `socket.getaddrinfo`.
---
--- Source: Python socket.getaddrinfo
---@class pysocket.keywords.getaddrinfo
---@field family? integer The address family; AF_UNSPEC by default.
---@field type? integer A SOCK_ constant.
---@field proto? integer An IPPROTO_ constant.
---@field flags? integer AI_ flags.

--- The keyword arguments of `s:recv_into`.
---
--- Source: Python socket.socket.recv_into
---@class pysocket.keywords.recv_into
---@field nbytes? integer The maximum number of bytes.
---@field flags? integer MSG_ flags.

--- The keyword arguments of `s:recvfrom_into`.
---
--- Source: Python socket.socket.recvfrom_into
---@class pysocket.keywords.recvfrom_into
---@field nbytes? integer The maximum number of bytes.
---@field flags? integer MSG_ flags.

--- The keyword arguments of `s:sendmsg_afalg`.
---
--- Source: Python socket.socket.sendmsg_afalg
---@class pysocket.keywords.sendmsg_afalg
---@field msg? pysocket.bytes[] The data.
---@field op integer An ALG_OP_ constant.
---@field iv? pysocket.bytes The initialization vector.
---@field assoclen? integer The number of bytes that are authenticated and not encrypted.
---@field flags? integer MSG_ flags.

--- The keyword arguments of `s:sendfile`.
---
--- Source: Python socket.socket.sendfile
---@class pysocket.keywords.sendfile
---@field offset? integer The number of bytes at the start of the file to skip.
---@field count? integer The maximum number of bytes.

--- The keyword arguments of `s:makefile`.
---
--- Source: Python socket.socket.makefile
---@class pysocket.keywords.makefile
---@field mode? string The mode; "r" by default.
---@field buffering? integer The number of bytes to receive or send at once.
---@field encoding? string It has no effect.
---@field errors? string It has no effect.
---@field newline? string "" or "\n".
---@field max_line? integer The maximum length of a line in bytes; 65536 by default.
