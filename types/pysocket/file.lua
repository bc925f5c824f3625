---@meta _

--- A file made from a socket by `s:makefile`: Lua's file methods, and Python's where those have another name.
---
--- After an error nothing that was received is lost, and nothing that was written: the next call goes on. It is closed
--- by `f:close()`, at the end of a `<close>` variable's block, or by the collector.
---
--- Source: Python socket.socket.makefile
---@class pysocket.file
---@field closed boolean Is it closed? [Python io.IOBase.closed]
---@field mode string The mode that it was made with. [Python io.FileIO.mode]
---@field name integer The socket's descriptor when it was made. [Python io.FileIO.name]
---@field max_line integer The longest line in bytes; may be set. [pysocket]
local File = {}

-- Reading -------------------------------------------------------------------------

--- Reads by formats: "l" a line (without format), "L" a line with its end, "a" all up to the end, "n" a number, an integer so many bytes.
---
--- `f:read(0)` asks whether there is more, as of Lua's files: it waits for a byte, which gives "", or the end, nil.
---
--- Raises: as recv: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError` as EMSGSIZE for a line longer than max_line, or when it is not made for reading. A string when it is closed
--- Source: Lua file:read, Python io.BufferedIOBase.read
---@param ... string|integer formats
---@return string|number|nil ... one for each format; nil at the end of the stream, but "" for "a"
function File:read(...) end

--- Makes an iterator that reads by the formats until the end: `for line in f:lines() do`.
---
--- Raises: as read, at each step: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:lines
---@param ... string|integer formats; "l"
---@return fun(...): any iterator for the for loop
---@return any state of the iterator
function File:lines(...) end

--- Reads what is there and waits for more only where there is nothing.
---
--- Raises: as read: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError`
--- Source: Python io.BufferedIOBase.read1
---@param size? integer at most so many bytes; 0: none, without waiting
---@return string? data nil at the end of the stream
function File:read1(size) end

--- Reads a line with its end.
---
--- Raises: as read: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError`
--- Source: Python io.IOBase.readline
---@param size? integer of a longer line the first so many bytes
---@return string? line nil at the end of the stream
function File:readline(size) end

--- Reads all lines with their ends.
---
--- Raises: as read: `TimeoutError`, `BlockingIOError`, `ConnectionResetError`; `OSError`
--- Source: Python io.IOBase.readlines
---@param hint? integer stops when they are more than so many bytes
---@return string[] lines up to the end of the stream
function File:readlines(hint) end

-- Writing -------------------------------------------------------------------------

--- Writes: what is written is sent when there is plenty, by flush and by close.
---
--- Raises: as sendall; what was not sent stays with the file, flush goes on with it: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:write, Python io.BufferedIOBase.write
---@param ... pysocket.bytes what to write
---@return pysocket.file self itself, so that calls can be chained
function File:write(...) end

--- Writes strings one after the other; adds no ends of lines.
---
--- Raises: as write: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Python io.IOBase.writelines
---@param lines pysocket.bytes[] what to write
function File:writelines(lines) end

--- Sends what was written.
---
--- Raises: as write: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:flush, Python io.IOBase.flush
---@return pysocket.file self itself
function File:flush() end

--- Sets when what is written is sent: "no" at once, "full" when it is more than size bytes, "line" at each end of a line too.
---
--- With "no" reading takes no more from the socket than it needs.
---
--- Raises: as flush: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:setvbuf
---@param mode "no"|"full"|"line" when
---@param size? integer bytes; 65536
---@return true ok always
function File:setvbuf(mode, size) end

-- Closing, and what it is ---------------------------------------------------------

--- Sends what was written, and closes the file even if that fails; a second time does nothing.
---
--- Raises: as flush: `TimeoutError`, `BlockingIOError`, `BrokenPipeError`, `ConnectionResetError`; `OSError`
--- Source: Lua file:close, Python io.IOBase.close
---@return true ok always
function File:close() end

--- Answers as Lua's own files do for a pipe: a stream has no position.
---
--- Raises: nothing
--- Source: Lua file:seek
---@return nil position none
---@return string message "not seekable"
---@return integer errno ESPIPE
function File:seek() end

--- Can it be read from?
---
--- Raises: a string when it is closed
--- Source: Python io.IOBase.readable
---@return boolean yes by its mode
function File:readable() end

--- Can it be written to?
---
--- Raises: a string when it is closed
--- Source: Python io.IOBase.writable
---@return boolean yes by its mode
function File:writable() end

--- Has it a position? A stream has none.
---
--- Raises: a string when it is closed
--- Source: Python io.IOBase.seekable
---@return false no never
function File:seekable() end

--- Tells the socket's descriptor.
---
--- Raises: a string when it is closed
--- Source: Python io.IOBase.fileno
---@return integer fd -1 when the socket is detached
function File:fileno() end

return File
