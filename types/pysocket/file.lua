---@meta _

--- A file made from a socket by `s:makefile`.
---
--- It has the methods of Lua's files, and those of Python's files that have other names.
---
--- An error loses no data that was received or written: the next call continues with it. The file is closed by
--- `f:close()`, at the end of a `<close>` variable's block, or by the garbage collector.
---
--- Source: Python socket.socket.makefile
---@class pysocket.file
---@field closed boolean Whether the file is closed. [Python io.IOBase.closed]
---@field mode string The mode that the file was made with. [Python io.FileIO.mode]
---@field name integer The descriptor that the socket had when the file was made. [Python io.FileIO.name]
---@field max_line integer The maximum length of a line in bytes; it can be set. [pysocket]
local File = {}

-- Reading -------------------------------------------------------------------------

--- Reads according to formats: "l" a line without its end (the default), "L" a line with its end, "a" everything up to the end of the stream, "n" a number, an integer that many bytes.
---
--- `f:read(0)` tests for the end of the stream, as with Lua's files: it waits until there is data, and returns "", or until the stream ends, and returns nil.
---
--- Raises: the errors of recv: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError` with EMSGSIZE for a line longer than max_line, or if the file was not made for reading. A string if the file is closed
--- Source: Lua file:read, Python io.BufferedIOBase.read
---@param ... string|integer the formats
---@return string|number|nil ... a value for each format; nil at the end of the stream, but "" for "a"
function File:read(...) end

--- Returns an iterator that reads according to the formats until the end: `for line in f:lines() do`.
---
--- Raises: at each step the errors of read: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:lines
---@param ... string|integer the formats; "l" by default
---@return fun(...): any iterator for the for loop
---@return any state of the iterator
function File:lines(...) end

--- Reads the data that has arrived, and waits only if there is none.
---
--- Raises: the errors of read: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError`
--- Source: Python io.BufferedIOBase.read1
---@param size? integer the maximum number of bytes; 0: read nothing and do not wait
---@return string? data the data; nil at the end of the stream
function File:read1(size) end

--- Reads a line with its end.
---
--- Raises: the errors of read: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError`
--- Source: Python io.IOBase.readline
---@param size? integer the maximum number of bytes; the rest of a longer line is left for the next call
---@return string? line the line; nil at the end of the stream
function File:readline(size) end

--- Reads all lines with their ends.
---
--- Raises: the errors of read: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError`
--- Source: Python io.IOBase.readlines
---@param hint? integer stop when the lines have more than this number of bytes
---@return string[] lines the lines up to the end of the stream
function File:readlines(hint) end

-- Writing -------------------------------------------------------------------------

--- Writes data into the buffer of the file, which is sent when it is full, by flush and by close.
---
--- Raises: the errors of sendall; data that was not sent stays in the buffer, and flush continues with it: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:write, Python io.BufferedIOBase.write
---@param ... pysocket.bytes the data
---@return pysocket.file self the file, so that calls can be chained
function File:write(...) end

--- Writes several strings. It adds no line ends.
---
--- Raises: the errors of write: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Python io.IOBase.writelines
---@param lines pysocket.bytes[] the strings
function File:writelines(lines) end

--- Sends the data in the buffer.
---
--- Raises: the errors of write: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:flush, Python io.IOBase.flush
---@return pysocket.file self the file
function File:flush() end

--- Sets when written data is sent: "no" means at once, "full" when the buffer has more than size bytes, "line" also at each line end.
---
--- With "no", reading takes no more data from the socket than a call needs.
---
--- Raises: the errors of flush: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:setvbuf
---@param mode "no"|"full"|"line" when data is sent
---@param size? integer the size of the buffer in bytes; 65536 by default
---@return true ok always true
function File:setvbuf(mode, size) end

-- Closing, and properties ---------------------------------------------------------

--- Sends the data in the buffer, and closes the file even if that fails. A second call does nothing.
---
--- While another task is writing to the file, it is an error, and the file stays open.
---
--- Raises: the errors of flush: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:close, Python io.IOBase.close
---@return true ok always true
function File:close() end

--- Fails as with Lua's own files on a pipe, because a stream has no position.
---
--- Raises: nothing
--- Source: Lua file:seek
---@return nil position always nil
---@return string message "not seekable"
---@return integer errno ESPIPE
function File:seek() end

--- Returns whether the file can be read from.
---
--- Raises: a string if the file is closed
--- Source: Python io.IOBase.readable
---@return boolean yes depends on its mode
function File:readable() end

--- Returns whether the file can be written to.
---
--- Raises: a string if the file is closed
--- Source: Python io.IOBase.writable
---@return boolean yes depends on its mode
function File:writable() end

--- Returns whether the file has a position. It never has, because it is a stream.
---
--- Raises: a string if the file is closed
--- Source: Python io.IOBase.seekable
---@return false no always false
function File:seekable() end

--- Returns the descriptor of the socket.
---
--- Raises: a string if the file is closed
--- Source: Python io.IOBase.fileno
---@return integer fd -1 if the socket is detached
function File:fileno() end

return File
