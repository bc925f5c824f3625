---@meta _

-- Connections as a reader and a writer, and servers.

--- What a connection receives; of a stream that nobody reads the kernel holds the peer back.
---
--- Source: Python asyncio.StreamReader
---@class pysocket.asyncio.StreamReader
local StreamReader = {}

--- Reads up to n bytes, as soon as there are any; without n all up to the end.
---
--- Raises: `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamReader.read
---@param n? integer bytes; -1: all up to the end
---@return string? data nil at the end of the stream, but "" without n
function StreamReader:read(n) end

--- Reads n bytes, no fewer.
---
--- Raises: `IncompleteReadError` at the end of the stream; `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamReader.readexactly
---@param n integer bytes
---@return string data of that length
function StreamReader:readexactly(n) end

--- Reads up to a separator, which is at the end of the data.
---
--- Raises: `IncompleteReadError` at the end of the stream; `LimitOverrunError`, all stays where it is; `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamReader.readuntil
---@param separator? string|pysocket.bytearray|(string|pysocket.bytearray)[] one, or a sequence of several; "\n"
---@return string data with the separator
function StreamReader:readuntil(separator) end

--- Reads a line with its end, which only the last line may lack.
---
--- Raises: `LimitOverrunError`, the line is dropped; `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamReader.readline
---@return string? line nil at the end of the stream
function StreamReader:readline() end

--- Makes an iterator over lines: `for line in reader:lines() do`.
---
--- Raises: as readline, at each step: `LimitOverrunError`; `OSError` or a subclass; `CancelledError`
--- Source: Lua file:lines
---@param format? string "l" without their ends, "L" with them; "l"
---@return function iterator for the for loop
---@return any state of the iterator
function StreamReader:lines(format) end

--- Was the end of the stream seen, and all before it read?
---
--- Raises: nothing
--- Source: Python asyncio.StreamReader.at_eof
---@return boolean yes
function StreamReader:at_eof() end

--- Tells the error that the connection broke with.
---
--- Raises: nothing
--- Source: Python asyncio.StreamReader
---@return any e nil when there is none
function StreamReader:exception() end

-- Writers -------------------------------------------------------------------------

--- What a connection sends, and the connection itself, which is closed at the end of a `<close>` variable's block.
---
--- Source: Python asyncio.StreamWriter
---@class pysocket.asyncio.StreamWriter
local StreamWriter = {}

--- Writes, and never waits; what is written goes out by itself, drain keeps it from piling up.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.write
---@param data string|pysocket.bytearray what to send
function StreamWriter:write(data) end

--- Writes strings one after the other.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.writelines
---@param list (string|pysocket.bytearray)[] what to send
function StreamWriter:writelines(list) end

--- Sends, and waits while too much is unsent, 64 KiB unless told. A writer that is closed meanwhile ends the wait.
---
--- Raises: `ConnectionResetError`; `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamWriter.drain
function StreamWriter:drain() end

--- Closes this direction once all is sent: the peer reads the end of the stream.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.write_eof
function StreamWriter:write_eof() end

--- Can this direction be closed alone?
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.can_write_eof
---@return true yes
function StreamWriter:can_write_eof() end

--- Closes the connection once all is sent; wait_closed waits for that.
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.close
function StreamWriter:close() end

--- Is it closed, or about to be?
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.is_closing
---@return boolean yes
function StreamWriter:is_closing() end

--- Waits until it is closed.
---
--- Raises: the error that the connection broke with, `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.StreamWriter.wait_closed
function StreamWriter:wait_closed() end

--- Closes the connection at once; what is not sent is lost.
---
--- Raises: nothing
--- Source: Python asyncio.WriteTransport.abort
function StreamWriter:abort() end

--- Tells how many bytes are not sent yet.
---
--- Raises: nothing
--- Source: Python asyncio.WriteTransport.get_write_buffer_size
---@return integer size bytes
function StreamWriter:get_write_buffer_size() end

--- Sets when drain waits: when more than high bytes are unsent, until at most low are.
---
--- Raises: nothing
--- Source: Python asyncio.WriteTransport.set_write_buffer_limits
---@overload fun(self: pysocket.asyncio.StreamWriter, keywords: pysocket.asyncio.keywords.set_write_buffer_limits)
---@param high? integer bytes; 65536
---@param low? integer bytes; a quarter of high
function StreamWriter:set_write_buffer_limits(high, low) end

--- Tells what is known of the connection: "peername", "sockname", "socket".
---
--- Raises: nothing
--- Source: Python asyncio.StreamWriter.get_extra_info
---@param name string what
---@param default? any what to return where it is not known
---@return any value an address, or the socket
function StreamWriter:get_extra_info(name, default) end

-- Servers -------------------------------------------------------------------------

--- Listening sockets, and the tasks that accept from them; closed at the end of a `<close>` variable's block.
---
--- Source: Python asyncio.Server
---@class pysocket.asyncio.Server
---@field sockets pysocket.socket[] The listening sockets; none when it is closed. [Python asyncio.Server.sockets]
local Server = {}

--- Begins to accept connections.
---
--- Raises: `OSError`
--- Source: Python asyncio.Server.start_serving
function Server:start_serving() end

--- Accepts connections until the task is cancelled, or the server closed.
---
--- Then it closes its clients' connections and waits for their handlers, at most 5 seconds: after that what is not sent
--- yet is lost.
---
--- Raises: `CancelledError`; `OSError`
--- Source: Python asyncio.Server.serve_forever
function Server:serve_forever() end

--- Does it accept connections?
---
--- Raises: nothing
--- Source: Python asyncio.Server.is_serving
---@return boolean yes
function Server:is_serving() end

--- Closes the listening sockets; connections that there are go on.
---
--- Raises: nothing
--- Source: Python asyncio.Server.close
function Server:close() end

--- Closes the connections whose handlers have not ended, each once all is sent.
---
--- Raises: nothing
--- Source: Python asyncio.Server.close_clients
function Server:close_clients() end

--- Closes the connections whose handlers have not ended, at once.
---
--- Raises: nothing
--- Source: Python asyncio.Server.abort_clients
function Server:abort_clients() end

--- Waits until it is closed and all its handlers have ended.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Server.wait_closed
function Server:wait_closed() end

--- Of `writer:set_write_buffer_limits`.
---
--- Source: Python asyncio.WriteTransport.set_write_buffer_limits
---@class pysocket.asyncio.keywords.set_write_buffer_limits
---@field high? integer Bytes.
---@field low? integer Bytes.
