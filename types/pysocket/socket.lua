---@meta _

--- A socket.
---
---     local s <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
---
--- `socket.socket(family, type, proto, fileno)` makes one; it is close-on-exec from its birth:
---
--- - `family?` integer: AF_INET
--- - `type?` integer: SOCK_STREAM; SOCK_NONBLOCK beside it is settimeout(0)
--- - `proto?` integer: 0, the family's own
--- - `fileno?` integer: a descriptor to adopt instead of making one; what else is left out is found from it
---
--- `tostring(s)` tells its descriptor, family, type and addresses. It is closed by `s:close()`, at the end of a
--- `<close>` variable's block, or by the collector.
---
--- Raises: `OSError`
--- Source: Python socket.socket, socket(2)
---@class pysocket.socket
---@overload fun(family?: integer, type?: integer, proto?: integer, fileno?: integer): pysocket.socket
---@overload fun(keywords: pysocket.keywords.socket): pysocket.socket
---@field family integer The address family. Read only. [Python socket.socket.family]
---@field type integer The socket type, without SOCK_NONBLOCK and SOCK_CLOEXEC. Read only. [Python socket.socket.type]
---@field proto integer The protocol. Read only. [Python socket.socket.proto]
---@field timeout number? The timeout in seconds, as gettimeout tells it. Read only. [Python socket.socket.gettimeout]
local Socket = {}

-- Addresses and connections -------------------------------------------------------

--- Gives the socket its own address.
---
--- Raises: `OSError` as EADDRINUSE, EADDRNOTAVAIL, EINVAL when it has one; `PermissionError`; `gaierror`; of AF_UNIX `FileNotFoundError`, `NotADirectoryError`
--- Source: Python socket.socket.bind, bind(2)
---@param address pysocket.address.given {host, port}, a path, or what the family has
function Socket:bind(address) end

--- Makes it a listener, which can accept connections.
---
--- Raises: `OSError`
--- Source: Python socket.socket.listen, listen(2)
---@param backlog? integer how many connections may wait for accept, at least 0; 128
function Socket:listen(backlog) end

--- Takes the next connection; waits for one.
---
--- `for conn, address in s.accept, s do` takes one after the other. The new socket has the default timeout.
---
--- Where descriptors have run out it waits until one is free, and reports that once, on stderr or to the loop's exception handler: with a timeout until that is over, with timeout 0 not at all.
---
--- Raises: `BlockingIOError`, `TimeoutError`; `OSError` or a subclass
--- Source: Python socket.socket.accept, accept(2)
---@return pysocket.socket conn the connection
---@return pysocket.address address of the peer
function Socket:accept() end

--- Connects to an address.
---
--- A timeout bounds all of it, the look-up of a host name included.
---
--- Raises: `ConnectionRefusedError`, `TimeoutError`, `BlockingIOError`; `OSError` or a subclass; `gaierror`
--- Source: Python socket.socket.connect, connect(2)
---@param address pysocket.address.given {host, port}, a path, or what the family has
function Socket:connect(address) end

--- Connects, and returns the errno instead of raising it.
---
--- Raises: `gaierror`
--- Source: Python socket.socket.connect_ex, connect(2)
---@param address pysocket.address.given as for connect
---@return integer errno 0 when it is connected, EAGAIN when the time was up
function Socket:connect_ex(address) end

--- Closes one direction of the connection, or both; what has come can still be received.
---
--- Raises: `OSError`
--- Source: Python socket.socket.shutdown, shutdown(2)
---@param how integer SHUT_RD, SHUT_WR or SHUT_RDWR
function Socket:shutdown(how) end

--- Tells the socket's own address.
---
--- Raises: `OSError`
--- Source: Python socket.socket.getsockname, getsockname(2)
---@return pysocket.address address with the port that the kernel chose
function Socket:getsockname() end

--- Tells the address of the peer.
---
--- Raises: `OSError` as ENOTCONN
--- Source: Python socket.socket.getpeername, getpeername(2)
---@return pysocket.address address of the peer
function Socket:getpeername() end

-- Receiving -----------------------------------------------------------------------

--- Receives at most so many bytes; waits until there are some.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recv, recv(2)
---@param bufsize integer at most so many bytes; a huge one costs no memory
---@param flags? integer MSG_ flags
---@return string? data nil at the end of the stream; an empty datagram is ""
function Socket:recv(bufsize, flags) end

--- Receives, and tells from whom.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recvfrom, recvfrom(2)
---@param bufsize integer at most so many bytes; the rest of a longer datagram is lost
---@param flags? integer MSG_ flags
---@return string? data nil at the end of the stream; an empty datagram is ""
---@return pysocket.address? address of the sender; nil where there is none, as in a stream
function Socket:recvfrom(bufsize, flags) end

--- Receives into a buffer, and makes no string.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recv_into, recv(2)
---@overload fun(self: pysocket.socket, buffer: pysocket.bytearray, keywords: pysocket.keywords.recv_into): integer
---@param buffer pysocket.bytearray a bytearray or a view
---@param nbytes? integer at most so many bytes; 0: as many as the buffer holds
---@param flags? integer MSG_ flags
---@return integer count bytes received; 0 at the end of the stream
function Socket:recv_into(buffer, nbytes, flags) end

--- Receives into a buffer, and tells from whom.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recvfrom_into, recvfrom(2)
---@overload fun(self: pysocket.socket, buffer: pysocket.bytearray, keywords: pysocket.keywords.recvfrom_into): integer, pysocket.address?
---@param buffer pysocket.bytearray a bytearray or a view
---@param nbytes? integer at most so many bytes; 0: as many as the buffer holds
---@param flags? integer MSG_ flags
---@return integer count bytes received; 0 at the end of the stream
---@return pysocket.address? address of the sender; nil where there is none
function Socket:recvfrom_into(buffer, nbytes, flags) end

--- Receives data and ancillary data; received descriptors are close-on-exec.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recvmsg, recvmsg(2)
---@param bufsize integer at most so many bytes of data
---@param ancbufsize? integer bytes for ancillary data, see CMSG_SPACE; 0: none
---@param flags? integer MSG_ flags
---@return string? data nil at the end of the stream
---@return pysocket.ancillary[] ancdata the ancillary data
---@return integer msg_flags MSG_ flags of what was received, as MSG_TRUNC
---@return pysocket.address? address of the sender; nil where there is none
function Socket:recvmsg(bufsize, ancbufsize, flags) end

--- Receives data into several buffers, and ancillary data.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recvmsg_into, recvmsg(2)
---@param buffers pysocket.bytearray[] bytearrays and views, filled one after the other
---@param ancbufsize? integer bytes for ancillary data; 0: none
---@param flags? integer MSG_ flags
---@return integer nbytes bytes received; 0 at the end of the stream
---@return pysocket.ancillary[] ancdata the ancillary data
---@return integer msg_flags MSG_ flags of what was received
---@return pysocket.address? address of the sender; nil where there is none
function Socket:recvmsg_into(buffers, ancbufsize, flags) end

-- Sending -------------------------------------------------------------------------

--- Sends, perhaps not all of it: as much as the kernel takes at once.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `BrokenPipeError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.send, send(2)
---@param data pysocket.bytes what to send
---@param flags? integer MSG_ flags
---@return integer count bytes sent
function Socket:send(data, flags) end

--- Sends all of it; the timeout bounds the whole.
---
--- Raises: as send; `bytes_sent` tells how much the kernel had taken: `BlockingIOError`, `TimeoutError`, `BrokenPipeError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.sendall, send(2)
---@param data pysocket.bytes what to send
---@param flags? integer MSG_ flags
function Socket:sendall(data, flags) end

--- Sends to an address: `s:sendto(data, address)` or `s:sendto(data, flags, address)`.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `PermissionError`; `OSError` or a subclass; `gaierror`
--- Source: Python socket.socket.sendto, sendto(2)
---@overload fun(self: pysocket.socket, data: pysocket.bytes, address: pysocket.address.given): integer
---@param data pysocket.bytes what to send
---@param flags? integer MSG_ flags; may be left out
---@param address pysocket.address.given the receiver
---@return integer count bytes sent
function Socket:sendto(data, flags, address) end

--- Sends several buffers as one message, with ancillary data.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `BrokenPipeError`, `ConnectionResetError`; `OSError` or a subclass; `gaierror`
--- Source: Python socket.socket.sendmsg, sendmsg(2)
---@param buffers pysocket.bytes[] at most 1024
---@param ancdata? (pysocket.ancillary|table)[] items {cmsg_level, cmsg_type, cmsg_data}
---@param flags? integer MSG_ flags
---@param address? pysocket.address.given the receiver, where the socket is not connected
---@return integer count bytes sent
function Socket:sendmsg(buffers, ancdata, flags, address) end

--- Sends an operation of the kernel's crypto; of AF_ALG sockets alone.
---
--- `s:sendmsg_afalg(buffers, {op = socket.ALG_OP_ENCRYPT, iv = iv})`
---
--- Raises: `OSError` or a subclass
--- Source: Python socket.socket.sendmsg_afalg, sendmsg(2)
---@overload fun(self: pysocket.socket, msg: pysocket.bytes[], keywords: pysocket.keywords.sendmsg_afalg): integer
---@overload fun(self: pysocket.socket, keywords: pysocket.keywords.sendmsg_afalg): integer
---@param msg pysocket.bytes[]? the data
---@param op integer an ALG_OP_ constant
---@param iv? pysocket.bytes the initialization vector
---@param assoclen? integer how many bytes are authenticated and not encrypted
---@param flags? integer MSG_ flags
---@return integer count bytes sent
function Socket:sendmsg_afalg(msg, op, iv, assoclen, flags) end

--- Sends a file to its end: a regular one with the sendfile system call, another by reading and sending.
---
--- The timeout bounds the whole. After it the file stands behind what was sent.
---
--- Raises: as sendall, with `bytes_sent`: `TimeoutError`, `BrokenPipeError`, `ConnectionResetError`; `OSError` or a subclass. A string when it is no stream or has the timeout 0
--- Source: Python socket.socket.sendfile, sendfile(2)
---@overload fun(self: pysocket.socket, file: any, keywords: pysocket.keywords.sendfile): integer
---@param file any a file of io.open, a descriptor, or an object with a method read or fileno
---@param offset? integer bytes of the file to pass over; 0
---@param count? integer at most so many bytes; all
---@return integer count bytes sent
function Socket:sendfile(file, offset, count) end

-- Files ---------------------------------------------------------------------------

--- Makes a file, which speaks the methods of Lua's own files.
---
--- `s:close()` closes the socket when its last file is closed.
---
--- Raises: nothing
--- Source: Python socket.socket.makefile
---@overload fun(self: pysocket.socket, keywords: pysocket.keywords.makefile): pysocket.file
---@param mode? string "r", "w" or "rw"; a "b" is allowed and changes nothing
---@param buffering? integer bytes that are received or sent at once; 0: no more than asked for; -1: 65536
---@param encoding? string without effect: bytes are bytes
---@param errors? string without effect
---@param newline? string "" or "\n": ends of lines are not translated
---@param max_line? integer the longest line in bytes; 65536
---@return pysocket.file file for reading, writing or both
function Socket:makefile(mode, buffering, encoding, errors, newline, max_line) end

-- Options -------------------------------------------------------------------------

--- Tells an option: an integer, or with a length the bytes of a struct.
---
--- Raises: `OSError` as ENOPROTOOPT
--- Source: Python socket.socket.getsockopt, getsockopt(2)
---@overload fun(self: pysocket.socket, level: integer, optname: integer): integer
---@param level integer SOL_SOCKET, or a protocol as IPPROTO_TCP
---@param optname integer as SO_REUSEADDR
---@param buflen? integer bytes, at most 1024; 0: an integer is wanted
---@return string|integer value the option
function Socket:getsockopt(level, optname, buflen) end

--- Sets an option: an integer, a boolean, the bytes of a struct, or nil with a length.
---
--- Raises: `OSError` as ENOPROTOOPT; `PermissionError`
--- Source: Python socket.socket.setsockopt, setsockopt(2)
---@param level integer SOL_SOCKET, or a protocol as IPPROTO_TCP
---@param optname integer as SO_REUSEADDR
---@param value integer|boolean|string|pysocket.bytearray|nil the option; a string is its bytes, `"9"` too
---@param optlen? integer bytes, where the value is nil
function Socket:setsockopt(level, optname, value, optlen) end

-- Timeouts ------------------------------------------------------------------------

--- Sets how long calls may wait.
---
--- Raises: `OSError`
--- Source: Python socket.socket.settimeout
---@param value number? seconds for the whole of a call; 0: never wait; nil: wait for ever
function Socket:settimeout(value) end

--- Tells how long calls may wait.
---
--- Raises: nothing
--- Source: Python socket.socket.gettimeout
---@return number? seconds 0: they never wait; nil: for ever
function Socket:gettimeout() end

--- Sets whether calls wait: `true` is settimeout(nil), `false` settimeout(0).
---
--- Raises: `OSError`
--- Source: Python socket.socket.setblocking
---@param flag boolean whether they wait
function Socket:setblocking(flag) end

--- Do calls wait?
---
--- Raises: nothing
--- Source: Python socket.socket.getblocking
---@return boolean yes false: the timeout is 0
function Socket:getblocking() end

-- The descriptor ------------------------------------------------------------------

--- Tells the descriptor.
---
--- Raises: nothing
--- Source: Python socket.socket.fileno
---@return integer fd -1 when it is closed
function Socket:fileno() end

--- Closes the socket; a second time does nothing.
---
--- With files made from it still open, the last of these closes it. Whoever waits on it in another task gets EBADF.
---
--- Raises: `OSError`
--- Source: Python socket.socket.close, close(2)
function Socket:close() end

--- Gives the descriptor away: the object is closed, the descriptor is not.
---
--- It blocks if the timeout was `nil`, also where the socket was used in a task.
---
--- Raises: nothing
--- Source: Python socket.socket.detach
---@return integer fd now the caller's to close; -1 when it was closed
function Socket:detach() end

--- Makes another socket object for the same socket, on a copy of the descriptor.
---
--- Raises: `OSError`
--- Source: Python socket.socket.dup, fcntl(2)
---@return pysocket.socket s with the same timeout
function Socket:dup() end

--- Does the descriptor stay open in a program that is executed?
---
--- Raises: `OSError`
--- Source: Python socket.socket.get_inheritable, fcntl(2)
---@return boolean inheritable false unless it was set
function Socket:get_inheritable() end

--- Sets whether the descriptor stays open in a program that is executed.
---
--- `true` hands it over as the timeout says: it blocks if that is `nil`. A task that uses the socket later makes it non-blocking again, for the open file is one.
---
--- Raises: `OSError`
--- Source: Python socket.socket.set_inheritable, fcntl(2)
---@param inheritable boolean true: it does
function Socket:set_inheritable(inheritable) end

return Socket
