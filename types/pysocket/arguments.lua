---@meta _

-- What arguments can be.

--- Bytes to be sent: a string, a bytearray or a view; a number as its text.
---
--- Source: Python bytes-like object
---@alias pysocket.bytes string|number|pysocket.bytearray

--- What has a descriptor: a socket, a file of io.open, or an object with a method fileno.
---
--- Source: Python file object
---@alias pysocket.descriptor pysocket.socket|file*|{fileno: fun(self: any): integer}

--- Numbers by their names, and names by their numbers: of several names the first in the alphabet.
---
--- Source: Python enum.IntEnum
---@alias pysocket.enumeration table<string|integer, integer|string>

-- Keyword arguments ---------------------------------------------------------------

--- Of `socket.socket`.
---
--- Source: Python socket.socket
---@class pysocket.keywords.socket
---@field family? integer AF_INET.
---@field type? integer SOCK_STREAM.
---@field proto? integer 0.
---@field fileno? integer A descriptor to adopt.

--- Of `socket.create_connection`.
---
--- Source: Python socket.create_connection
---@class pysocket.keywords.create_connection
---@field timeout? number|false Seconds.
---@field source_address? pysocket.address.given The own address.
---@field all_errors? boolean Raise all errors.

--- Of `socket.create_server`.
---
--- Source: Python socket.create_server
---@class pysocket.keywords.create_server
---@field family? integer AF_INET.
---@field backlog? integer 128.
---@field reuse_port? boolean SO_REUSEPORT.
---@field dualstack_ipv6? boolean Take IPv4 connections too.

--- Of `socket.socketpair`.
---
--- Source: Python socket.socketpair
---@class pysocket.keywords.socketpair
---@field family? integer AF_UNIX.
---@field type? integer SOCK_STREAM.
---@field proto? integer 0.

--- Of `socket.send_fds`.
---
--- Source: Python socket.send_fds
---@class pysocket.keywords.send_fds
---@field flags? integer MSG_ flags.
---@field address? pysocket.address.given The receiver.

--- Of `socket.recv_fds`.
---
--- Source: Python socket.recv_fds
---@class pysocket.keywords.recv_fds
---@field flags? integer MSG_ flags.

--- Of `socket.getaddrinfo`.
---
--- Source: Python socket.getaddrinfo
---@class pysocket.keywords.getaddrinfo
---@field family? integer AF_UNSPEC.
---@field type? integer A SOCK_ constant.
---@field proto? integer An IPPROTO_ constant.
---@field flags? integer AI_ flags.

--- Of `s:recv_into`.
---
--- Source: Python socket.socket.recv_into
---@class pysocket.keywords.recv_into
---@field nbytes? integer At most so many bytes.
---@field flags? integer MSG_ flags.

--- Of `s:recvfrom_into`.
---
--- Source: Python socket.socket.recvfrom_into
---@class pysocket.keywords.recvfrom_into
---@field nbytes? integer At most so many bytes.
---@field flags? integer MSG_ flags.

--- Of `s:sendmsg_afalg`.
---
--- Source: Python socket.socket.sendmsg_afalg
---@class pysocket.keywords.sendmsg_afalg
---@field msg? pysocket.bytes[] The data.
---@field op integer An ALG_OP_ constant.
---@field iv? pysocket.bytes The initialization vector.
---@field assoclen? integer How many bytes are authenticated and not encrypted.
---@field flags? integer MSG_ flags.

--- Of `s:sendfile`.
---
--- Source: Python socket.socket.sendfile
---@class pysocket.keywords.sendfile
---@field offset? integer Bytes of the file to pass over.
---@field count? integer At most so many bytes.

--- Of `s:makefile`.
---
--- Source: Python socket.socket.makefile
---@class pysocket.keywords.makefile
---@field mode? string "r".
---@field buffering? integer Bytes.
---@field encoding? string Without effect.
---@field errors? string Without effect.
---@field newline? string "" or "\n".
---@field max_line? integer Bytes; 65536.
