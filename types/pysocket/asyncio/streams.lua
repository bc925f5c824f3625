---@meta _

-- The readers and writers of connections, and servers.

--- The receiving side of a connection. If the program does not read, flow control makes the peer wait.
---
--- Source: Python asyncio.StreamReader
---@class pysocket.asyncio.StreamReader
local StreamReader = {}

--- Reads up to n bytes as soon as some have arrived. Without n it reads everything up to the end of the stream.
---
--- Raises: `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamReader.read
---@param n? integer the maximum number of bytes; -1, the default: everything up to the end
---@return string? data the data; nil at the end of the stream, but "" without n
function StreamReader:read(n) end

--- Reads exactly n bytes.
---
--- Raises: `IncompleteReadError` at the end of the stream; `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamReader.readexactly
---@param n integer the number of bytes
---@return string data the data
function StreamReader:readexactly(n) end

--- Reads up to a separator, which is included in the data.
---
--- Raises: `IncompleteReadError` at the end of the stream; `LimitOverrunError`, in which case the data stays in the buffer; `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamReader.readuntil
---@param separator? string|pysocket.bytearray|(string|pysocket.bytearray)[] a separator, or a sequence of several; "\n" by default
---@return string data the data with the separator
function StreamReader:readuntil(separator) end

--- Reads a line with its end. Only the last line of the stream may lack it.
---
--- Raises: `LimitOverrunError`, in which case the line is dropped; `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamReader.readline
---@return string? line the line; nil at the end of the stream
function StreamReader:readline() end

--- Returns an iterator over the lines: `for line in reader:lines() do`.
---
--- Raises: at each step the errors of readline: `LimitOverrunError`; `OSError` or a subclass; `CancelledError`
--- Source: Lua file:lines
---@param format? string "l": lines without their ends, "L": with them; "l" by default
---@return function iterator the iterator
---@return any state the state of the iterator
function StreamReader:lines(format) end

--- Returns whether the stream has ended and all its data has been read.
---
--- Raises: nothing
--- Source: Python asyncio.StreamReader.at_eof
---@return boolean yes
function StreamReader:at_eof() end

--- Returns the error that broke the connection.
---
--- Raises: nothing
--- Source: Python asyncio.StreamReader
---@return any e the error; nil if there is none
function StreamReader:exception() end

-- Writers -------------------------------------------------------------------------

--- The sending side of a connection. It also closes the connection, by `writer:close()` or at the end of a `<close>` variable's block.
---
--- Source: Python asyncio.StreamWriter
---@class pysocket.asyncio.StreamWriter
local StreamWriter = {}

--- Writes data into a buffer, which is sent in the background, and never waits. Use drain to limit the size of the buffer.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.write
---@param data string|pysocket.bytearray the data
function StreamWriter:write(data) end

--- Writes several strings.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.writelines
---@param list (string|pysocket.bytearray)[] the strings
function StreamWriter:writelines(list) end

--- Sends data, and waits while the buffer is larger than its limit, which is 64 KiB by default. The wait also ends when the writer is closed.
---
--- Raises: `ConnectionResetError`; `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamWriter.drain
function StreamWriter:drain() end

--- Shuts down the sending side after all data is sent, so that the peer reads the end of the stream. A pipe is closed.
---
--- Raises: `OSError` or a subclass if the connection has ended
--- Source: Python asyncio.StreamWriter.write_eof
function StreamWriter:write_eof() end

--- Returns whether the sending side can be shut down alone.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.can_write_eof
---@return true yes always true
function StreamWriter:can_write_eof() end

--- Closes the connection after all data is sent. wait_closed waits for that.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.close
function StreamWriter:close() end

--- Returns whether the connection is closed or about to be closed.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.is_closing
---@return boolean yes
function StreamWriter:is_closing() end

--- Waits until the connection is closed.
---
--- Raises: the error that broke the connection, `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamWriter.wait_closed
function StreamWriter:wait_closed() end

--- Closes the connection at once. Data that is not sent is lost.
---
--- Raises: nothing
--- Source: Python asyncio.WriteTransport.abort
function StreamWriter:abort() end

--- Returns the number of bytes that are not sent yet.
---
--- Raises: nothing
--- Source: Python asyncio.WriteTransport.get_write_buffer_size
---@return integer size the number of bytes
function StreamWriter:get_write_buffer_size() end

--- Sets the limits of the buffer: drain waits if more than `high` bytes are unsent, until at most `low` bytes are.
---
--- Raises: nothing
--- Source: Python asyncio.WriteTransport.set_write_buffer_limits
---@overload fun(self: pysocket.asyncio.StreamWriter, keywords: pysocket.asyncio.keywords.set_write_buffer_limits)
---@param high? integer the upper limit in bytes; 65536 by default
---@param low? integer the lower limit in bytes; a quarter of high by default
function StreamWriter:set_write_buffer_limits(high, low) end

--- Switches the connection to TLS after all written data is sent, for protocols with a command such as STARTTLS.
---
--- A writer of `open_connection` is the client of TLS, and one of `start_server` is the server. Data that was received
--- before but not read is treated as TLS, which refuses it if it is plain text.
---
--- Raises: `OSError` or a subclass, such as `ssl.SSLError`; `ConnectionAbortedError` if the handshake takes too long; `CancelledError`
--- Source: Python asyncio.StreamWriter.start_tls
---@overload fun(self: pysocket.asyncio.StreamWriter, context: userdata, keywords: pysocket.asyncio.keywords.start_tls)
---@param context userdata an `ssl.SSLContext`
---@param server_hostname? string the name that the server's certificate must have; that of the host by default
---@param ssl_handshake_timeout? number seconds for the handshake; 60 by default
---@param ssl_shutdown_timeout? number seconds to wait for the peer's close_notify at the end; nil: do not wait for it
function StreamWriter:start_tls(context, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout) end

--- Returns a property of the connection: "peername", "sockname" or "socket"; with TLS also "ssl_object", "sslcontext", "peercert", "cipher" or "compression".
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.get_extra_info
---@param name string the name of the property
---@param default? any a value to return if the property is unknown
---@return any value an address, the socket, the context, the certificate as a table, or {name, protocol, bits} of the cipher
function StreamWriter:get_extra_info(name, default) end

-- Servers -------------------------------------------------------------------------

--- A server has listening sockets and the tasks that accept from them. It is closed by `server:close()` or at the end of a `<close>` variable's block.
---
--- Source: Python asyncio.Server
---@class pysocket.asyncio.Server
---@field sockets pysocket.socket[] The listening sockets; an empty sequence if the server is closed. [Python asyncio.Server.sockets]
local Server = {}

--- Starts to accept connections.
---
--- Raises: `OSError`
--- Source: Python asyncio.Server.start_serving
function Server:start_serving() end

--- Accepts connections until the task is cancelled or the server is closed.
---
--- Then it closes the connections of its clients and waits for their handlers, at most 5 seconds. After that, data that
--- is not sent yet is lost.
---
--- Raises: `CancelledError`; `OSError`
--- Source: Python asyncio.Server.serve_forever
function Server:serve_forever() end

--- Returns whether the server accepts connections.
---
--- Raises: nothing
--- Source: Python asyncio.Server.is_serving
---@return boolean yes
function Server:is_serving() end

--- Closes the listening sockets. Existing connections stay open.
---
--- Raises: nothing
--- Source: Python asyncio.Server.close
function Server:close() end

--- Closes the connections whose handlers have not ended, each after all its data is sent.
---
--- Those that are in their TLS handshake are closed at once.
---
--- Raises: nothing
--- Source: Python asyncio.Server.close_clients
function Server:close_clients() end

--- Closes the connections whose handlers have not ended, at once.
---
--- Raises: nothing
--- Source: Python asyncio.Server.abort_clients
function Server:abort_clients() end

--- Waits until the server is closed and all its handlers have ended.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Server.wait_closed
function Server:wait_closed() end

--- The keyword arguments of `writer:set_write_buffer_limits`.
---
--- Source: Python asyncio.WriteTransport.set_write_buffer_limits
---@class pysocket.asyncio.keywords.set_write_buffer_limits
---@field high? integer The upper limit in bytes.
---@field low? integer The lower limit in bytes.
