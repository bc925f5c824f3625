---@meta _

--- A socket.
---
---     local s <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
---
--- `socket.socket(family, type, proto, fileno)` makes a socket, which is close-on-exec from the start:
---
--- - `family?` integer: the address family; AF_INET by default
--- - `type?` integer: the socket type; SOCK_STREAM by default; combining it with SOCK_NONBLOCK has the effect of settimeout(0)
--- - `proto?` integer: the protocol; 0, the default protocol of the family, by default
--- - `fileno?` integer: a descriptor to adopt instead of making one; arguments that are left out are determined from it
---
--- `tostring(s)` shows its descriptor, family, type and addresses. It is closed by `s:close()`, at the end of a
--- `<close>` variable's block, or by the garbage collector.
---
--- Raises: `OSError`
--- Source: Python socket.socket, socket(2)
---@class pysocket.socket
---@overload fun(family?: integer, type?: integer, proto?: integer, fileno?: integer): pysocket.socket
---@overload fun(keywords: pysocket.keywords.socket): pysocket.socket
---@field family integer The address family. Read only. [Python socket.socket.family]
---@field type integer The socket type, without SOCK_NONBLOCK and SOCK_CLOEXEC. Read only. [Python socket.socket.type]
---@field proto integer The protocol. Read only. [Python socket.socket.proto]
---@field timeout number? The timeout in seconds, as gettimeout returns it. Read only. [Python socket.socket.gettimeout]
local Socket = {}

-- Addresses and connections -------------------------------------------------------

--- Binds the socket to a local address.
---
--- Raises: `OSError` such as EADDRINUSE and EADDRNOTAVAIL, or EINVAL if the socket is bound already; `PermissionError`; `gaierror`; with AF_UNIX `FileNotFoundError`, `NotADirectoryError`
--- Source: Python socket.socket.bind, bind(2)
---@param address pysocket.address.given {host, port}, a path, or another address of the family
function Socket:bind(address) end

--- Makes the socket listen, so that it can accept connections.
---
--- Raises: `OSError`
--- Source: Python socket.socket.listen, listen(2)
---@param backlog? integer the maximum number of connections that wait for accept, at least 0; 128 by default
function Socket:listen(backlog) end

--- Accepts the next connection, and waits until there is one.
---
--- `for conn, address in s.accept, s do` accepts one connection after the other. The new socket has the default timeout.
---
--- If the process has no free descriptor, accept waits until one is free, but no longer than the timeout. It reports this once, on stderr or to the exception handler of the loop. With timeout 0 it does not wait.
---
--- Raises: `BlockingIOError`, `TimeoutError`; `OSError` or a subclass
--- Source: Python socket.socket.accept, accept(2)
---@return pysocket.socket conn the connection
---@return pysocket.address address the address of the peer
function Socket:accept() end

--- Connects to an address.
---
--- The timeout limits the whole call, including the lookup of a host name.
---
--- Raises: `ConnectionRefusedError`, `TimeoutError`, `BlockingIOError`; `OSError` or a subclass; `gaierror`
--- Source: Python socket.socket.connect, connect(2)
---@param address pysocket.address.given {host, port}, a path, or another address of the family
function Socket:connect(address) end

--- Connects, and returns the errno instead of raising it.
---
--- Raises: `gaierror`
--- Source: Python socket.socket.connect_ex, connect(2)
---@param address pysocket.address.given as for connect
---@return integer errno 0 if the socket is connected, EAGAIN if the timeout has expired
function Socket:connect_ex(address) end

--- Shuts down one direction of the connection, or both. Data that has arrived can still be received.
---
--- Raises: `OSError`
--- Source: Python socket.socket.shutdown, shutdown(2)
---@param how integer SHUT_RD, SHUT_WR or SHUT_RDWR
function Socket:shutdown(how) end

--- Returns the local address of the socket.
---
--- Raises: `OSError`
--- Source: Python socket.socket.getsockname, getsockname(2)
---@return pysocket.address address the address, with the port that the kernel chose
function Socket:getsockname() end

--- Returns the address of the peer.
---
--- Raises: `OSError` such as ENOTCONN
--- Source: Python socket.socket.getpeername, getpeername(2)
---@return pysocket.address address the address of the peer
function Socket:getpeername() end

-- Receiving -----------------------------------------------------------------------

--- Receives up to bufsize bytes, and waits until there are some.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recv, recv(2)
---@param bufsize integer the maximum number of bytes; a large number costs no memory
---@param flags? integer MSG_ flags
---@return string? data the data; nil at the end of the stream; an empty datagram is ""
function Socket:recv(bufsize, flags) end

--- Receives data, and returns the address of the sender too.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recvfrom, recvfrom(2)
---@param bufsize integer the maximum number of bytes; the rest of a longer datagram is lost
---@param flags? integer MSG_ flags
---@return string? data the data; nil at the end of the stream; an empty datagram is ""
---@return pysocket.address? address the address of the sender; nil if there is none, as in a stream
function Socket:recvfrom(bufsize, flags) end

--- Receives data into a buffer, without making a string.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recv_into, recv(2)
---@overload fun(self: pysocket.socket, buffer: pysocket.bytearray, keywords: pysocket.keywords.recv_into): integer
---@param buffer pysocket.bytearray a bytearray or a view
---@param nbytes? integer the maximum number of bytes; 0, the default: the size of the buffer
---@param flags? integer MSG_ flags
---@return integer count the number of bytes received; 0 at the end of the stream
function Socket:recv_into(buffer, nbytes, flags) end

--- Receives data into a buffer, and returns the address of the sender too.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recvfrom_into, recvfrom(2)
---@overload fun(self: pysocket.socket, buffer: pysocket.bytearray, keywords: pysocket.keywords.recvfrom_into): integer, pysocket.address?
---@param buffer pysocket.bytearray a bytearray or a view
---@param nbytes? integer the maximum number of bytes; 0, the default: the size of the buffer
---@param flags? integer MSG_ flags
---@return integer count the number of bytes received; 0 at the end of the stream
---@return pysocket.address? address the address of the sender; nil if there is none
function Socket:recvfrom_into(buffer, nbytes, flags) end

--- Receives data and ancillary data; received descriptors are close-on-exec.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recvmsg, recvmsg(2)
---@param bufsize integer the maximum number of bytes of data
---@param ancbufsize? integer the number of bytes for ancillary data, see CMSG_SPACE; 0, none, by default
---@param flags? integer MSG_ flags
---@return string? data the data; nil at the end of the stream
---@return pysocket.ancillary[] ancdata the ancillary data
---@return integer msg_flags the MSG_ flags of the received message, such as MSG_TRUNC
---@return pysocket.address? address the address of the sender; nil if there is none
function Socket:recvmsg(bufsize, ancbufsize, flags) end

--- Receives data into several buffers, and ancillary data.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.recvmsg_into, recvmsg(2)
---@param buffers pysocket.bytearray[] bytearrays and views, filled one after the other
---@param ancbufsize? integer the number of bytes for ancillary data; 0, none, by default
---@param flags? integer MSG_ flags
---@return integer nbytes the number of bytes received; 0 at the end of the stream
---@return pysocket.ancillary[] ancdata the ancillary data
---@return integer msg_flags the MSG_ flags of the received message
---@return pysocket.address? address the address of the sender; nil if there is none
function Socket:recvmsg_into(buffers, ancbufsize, flags) end

-- Sending -------------------------------------------------------------------------

--- Sends data. It may send only a part: as much as the kernel accepts at once.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `BrokenPipeError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.send, send(2)
---@param data pysocket.bytes what to send
---@param flags? integer MSG_ flags
---@return integer count the number of bytes sent
function Socket:send(data, flags) end

--- Sends all the data. The timeout limits the whole call.
---
--- Raises: the errors of send, whose `bytes_sent` is the number of bytes that the kernel had accepted: `BlockingIOError`, `TimeoutError`, `BrokenPipeError`, `ConnectionResetError`; `OSError` or a subclass
--- Source: Python socket.socket.sendall, send(2)
---@param data pysocket.bytes what to send
---@param flags? integer MSG_ flags
function Socket:sendall(data, flags) end

--- Sends data to an address: `s:sendto(data, address)` or `s:sendto(data, flags, address)`.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `PermissionError`; `OSError` or a subclass; `gaierror`
--- Source: Python socket.socket.sendto, sendto(2)
---@overload fun(self: pysocket.socket, data: pysocket.bytes, address: pysocket.address.given): integer
---@param data pysocket.bytes what to send
---@param flags? integer MSG_ flags
---@param address pysocket.address.given the receiver
---@return integer count the number of bytes sent
function Socket:sendto(data, flags, address) end

--- Sends several buffers as one message, with ancillary data.
---
--- Raises: `BlockingIOError`, `TimeoutError`, `BrokenPipeError`, `ConnectionResetError`; `OSError` or a subclass; `gaierror`
--- Source: Python socket.socket.sendmsg, sendmsg(2)
---@param buffers pysocket.bytes[] the data, at most 1024 buffers
---@param ancdata? (pysocket.ancillary|table)[] items {cmsg_level, cmsg_type, cmsg_data}
---@param flags? integer MSG_ flags
---@param address? pysocket.address.given the address of the receiver, if the socket is not connected
---@return integer count the number of bytes sent
function Socket:sendmsg(buffers, ancdata, flags, address) end

--- Starts an operation of the kernel's crypto API. Only sockets of AF_ALG have this method.
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
---@param assoclen? integer the number of bytes that are authenticated and not encrypted
---@param flags? integer MSG_ flags
---@return integer count the number of bytes sent
function Socket:sendmsg_afalg(msg, op, iv, assoclen, flags) end

--- Sends a file up to its end. A regular file is sent with the sendfile system call, any other file by reading and sending.
---
--- The timeout limits the whole call. Afterwards the position of the file is after the data that was sent.
---
--- Raises: the errors of sendall, with `bytes_sent`: `TimeoutError`, `BrokenPipeError`, `ConnectionResetError`; `OSError` or a subclass. A string if the socket is not a stream or has the timeout 0
--- Source: Python socket.socket.sendfile, sendfile(2)
---@overload fun(self: pysocket.socket, file: any, keywords: pysocket.keywords.sendfile): integer
---@param file any a file of io.open, a descriptor, or an object with a method `read` or `fileno`
---@param offset? integer the number of bytes at the start of the file to skip; 0 by default
---@param count? integer the maximum number of bytes; the whole file by default
---@return integer count the number of bytes sent
function Socket:sendfile(file, offset, count) end

-- Files ---------------------------------------------------------------------------

--- Makes a file object, which has the methods of Lua's own files.
---
--- After `s:close()` the socket stays open until the last of its files is closed.
---
--- Raises: nothing
--- Source: Python socket.socket.makefile
---@overload fun(self: pysocket.socket, keywords: pysocket.keywords.makefile): pysocket.file
---@param mode? string "r", "w" or "rw"; "r" by default; a "b" is allowed and has no effect
---@param buffering? integer the number of bytes to receive or send at once; 0: no more than a call asks for; -1, the default: 65536
---@param encoding? string no effect: files carry bytes
---@param errors? string no effect
---@param newline? string "" or "\n": line ends are not translated
---@param max_line? integer the maximum length of a line in bytes; 65536 by default
---@return pysocket.file file a file for reading, writing or both
function Socket:makefile(mode, buffering, encoding, errors, newline, max_line) end

-- Options -------------------------------------------------------------------------

--- Returns an option: an integer, or with a length the bytes of a struct.
---
--- Raises: `OSError` such as ENOPROTOOPT
--- Source: Python socket.socket.getsockopt, getsockopt(2)
---@overload fun(self: pysocket.socket, level: integer, optname: integer): integer
---@param level integer SOL_SOCKET, or a protocol such as IPPROTO_TCP
---@param optname integer an option such as SO_REUSEADDR
---@param buflen? integer the length in bytes, at most 1024; 0, the default, for an integer
---@return string|integer value the value of the option
function Socket:getsockopt(level, optname, buflen) end

--- Sets an option: an integer, a boolean, the bytes of a struct, or nil with a length.
---
--- Raises: `OSError` such as ENOPROTOOPT; `PermissionError`
--- Source: Python socket.socket.setsockopt, setsockopt(2)
---@param level integer SOL_SOCKET, or a protocol such as IPPROTO_TCP
---@param optname integer an option such as SO_REUSEADDR
---@param value integer|boolean|string|pysocket.bytearray|nil the value of the option; a string stands for its bytes, even `"9"`
---@param optlen? integer the length in bytes, if the value is nil
function Socket:setsockopt(level, optname, value, optlen) end

-- Timeouts ------------------------------------------------------------------------

--- Sets how long each call may wait.
---
--- Raises: `OSError`
--- Source: Python socket.socket.settimeout
---@param value number? seconds for a call as a whole; 0: never wait; nil: wait for ever
function Socket:settimeout(value) end

--- Returns how long each call may wait.
---
--- Raises: nothing
--- Source: Python socket.socket.gettimeout
---@return number? seconds 0: calls never wait; nil: calls wait for ever
function Socket:gettimeout() end

--- Sets whether calls wait: `true` means settimeout(nil), `false` means settimeout(0).
---
--- Raises: `OSError`
--- Source: Python socket.socket.setblocking
---@param flag boolean whether calls wait
function Socket:setblocking(flag) end

--- Returns whether calls wait.
---
--- Raises: nothing
--- Source: Python socket.socket.getblocking
---@return boolean yes false if the timeout is 0
function Socket:getblocking() end

-- The descriptor ------------------------------------------------------------------

--- Returns the descriptor of the socket.
---
--- Raises: nothing
--- Source: Python socket.socket.fileno
---@return integer fd -1 if the socket is closed
function Socket:fileno() end

--- Closes the socket. A second call does nothing.
---
--- If files made from it are still open, it is closed together with the last of them. Other tasks that wait on it get EBADF.
---
--- Raises: `OSError`
--- Source: Python socket.socket.close, close(2)
function Socket:close() end

--- Detaches the descriptor: the object is closed, but the descriptor stays open.
---
--- The descriptor blocks if the timeout was `nil`, even if the socket was used in a task.
---
--- Raises: nothing
--- Source: Python socket.socket.detach
---@return integer fd the descriptor, which the caller must close; -1 if the socket was closed
function Socket:detach() end

--- Makes another object for the same socket, with a copy of the descriptor.
---
--- Raises: `OSError`
--- Source: Python socket.socket.dup, fcntl(2)
---@return pysocket.socket s a socket with the same timeout
function Socket:dup() end

--- Returns whether a program that this process executes inherits the descriptor.
---
--- Raises: `OSError`
--- Source: Python socket.socket.get_inheritable, fcntl(2)
---@return boolean inheritable false by default
function Socket:get_inheritable() end

--- Sets whether a program that this process executes inherits the descriptor.
---
--- `true` also makes the descriptor block if the timeout is `nil`. A task that uses the socket later makes it non-blocking again, also for the other program, because both share the open file.
---
--- Raises: `OSError`
--- Source: Python socket.socket.set_inheritable, fcntl(2)
---@param inheritable boolean true if it does
function Socket:set_inheritable(inheritable) end

return Socket
