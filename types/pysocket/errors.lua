---@meta _

-- The classes of errors. Each is a table; calling it makes an error object,
-- which error() raises and socket.isinstance tells.

--- The class of all errors: `Exception(message)`.
---
--- `"failed: " .. e` joins its text, that of `tostring(e)`.
---
--- Source: Python Exception
---@class pysocket.Exception
---@operator concat(string|pysocket.Exception): string
---@overload fun(message?: any): pysocket.Exception
---@field message any What was wrong, where there is no errno: TimeoutError has only this. [Python BaseException.args]
---@field where string? The place of the call, "demo.lua:12". [pysocket]
---@field call string? The name of the call, "connect". [pysocket]

--- The class of all system errors: `OSError(errno, strerror[, filename])` makes the subclass for that errno.
---
--- Its text is, for one: `demo.lua:12: ConnectionRefusedError: [Errno 111] Connection refused: connect ('127.0.0.1', 50007)`.
--- For the few errors that every beginner meets one more sentence tells what usually causes it.
---
--- Source: Python OSError, errno(3)
---@class pysocket.OSError : pysocket.Exception
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.OSError
---@overload fun(message?: any): pysocket.OSError
---@field errno integer? The number, as in `pysocket.errno`. [Python OSError.errno]
---@field strerror string? Its text, "Connection refused". [Python OSError.strerror]
---@field filename string? The file, where the maker gave one. [Python OSError.filename]
---@field address pysocket.address? The address of the call, with the names of its family. [pysocket]
---@field bytes_sent integer? How many bytes a broken sendall, sendfile or write had handed to the kernel. [pysocket]
---@field host string? The host that was looked up. [pysocket]
---@field asked string|integer? The service, protocol, port or interface that there is none of. [pysocket]

--- The call would have to wait, and the timeout is 0: EAGAIN, EALREADY, EINPROGRESS, EWOULDBLOCK.
---
--- Source: Python BlockingIOError
---@class pysocket.BlockingIOError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.BlockingIOError
---@overload fun(message?: any): pysocket.BlockingIOError

--- There is no such child process: ECHILD.
---
--- Source: Python ChildProcessError
---@class pysocket.ChildProcessError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ChildProcessError
---@overload fun(message?: any): pysocket.ChildProcessError

--- The class of the four errors of connections.
---
--- Source: Python ConnectionError
---@class pysocket.ConnectionError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ConnectionError
---@overload fun(message?: any): pysocket.ConnectionError

--- Sent to where nobody receives any more: EPIPE, ESHUTDOWN.
---
--- Source: Python BrokenPipeError
---@class pysocket.BrokenPipeError : pysocket.ConnectionError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.BrokenPipeError
---@overload fun(message?: any): pysocket.BrokenPipeError

--- The connection was broken off: ECONNABORTED.
---
--- Source: Python ConnectionAbortedError
---@class pysocket.ConnectionAbortedError : pysocket.ConnectionError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ConnectionAbortedError
---@overload fun(message?: any): pysocket.ConnectionAbortedError

--- Nobody listens there: ECONNREFUSED.
---
--- Source: Python ConnectionRefusedError
---@class pysocket.ConnectionRefusedError : pysocket.ConnectionError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ConnectionRefusedError
---@overload fun(message?: any): pysocket.ConnectionRefusedError

--- The peer has reset the connection: ECONNRESET.
---
--- Source: Python ConnectionResetError
---@class pysocket.ConnectionResetError : pysocket.ConnectionError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ConnectionResetError
---@overload fun(message?: any): pysocket.ConnectionResetError

--- The file exists: EEXIST.
---
--- Source: Python FileExistsError
---@class pysocket.FileExistsError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.FileExistsError
---@overload fun(message?: any): pysocket.FileExistsError

--- There is no such file: ENOENT.
---
--- Source: Python FileNotFoundError
---@class pysocket.FileNotFoundError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.FileNotFoundError
---@overload fun(message?: any): pysocket.FileNotFoundError

--- Interrupted by a signal: EINTR.
---
--- Source: Python InterruptedError
---@class pysocket.InterruptedError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.InterruptedError
---@overload fun(message?: any): pysocket.InterruptedError

--- It is a directory: EISDIR.
---
--- Source: Python IsADirectoryError
---@class pysocket.IsADirectoryError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.IsADirectoryError
---@overload fun(message?: any): pysocket.IsADirectoryError

--- It is no directory: ENOTDIR.
---
--- Source: Python NotADirectoryError
---@class pysocket.NotADirectoryError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.NotADirectoryError
---@overload fun(message?: any): pysocket.NotADirectoryError

--- The right is missing: EACCES, EPERM.
---
--- Source: Python PermissionError
---@class pysocket.PermissionError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.PermissionError
---@overload fun(message?: any): pysocket.PermissionError

--- There is no such process: ESRCH.
---
--- Source: Python ProcessLookupError
---@class pysocket.ProcessLookupError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ProcessLookupError
---@overload fun(message?: any): pysocket.ProcessLookupError

--- The time is up: the timeout of a socket, without an errno, or ETIMEDOUT.
---
--- Source: Python TimeoutError
---@class pysocket.TimeoutError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.TimeoutError
---@overload fun(message?: any): pysocket.TimeoutError

--- A host or service could not be looked up: errno is an EAI_ constant.
---
--- Source: Python socket.gaierror
---@class pysocket.gaierror : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.gaierror
---@overload fun(message?: any): pysocket.gaierror

--- A host could not be looked up, by the older functions: errno is h_errno.
---
--- Source: Python socket.herror
---@class pysocket.herror : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.herror
---@overload fun(message?: any): pysocket.herror

--- A task was cancelled.
---
--- Source: Python asyncio.CancelledError
---@class pysocket.CancelledError : pysocket.Exception
---@overload fun(message?: any): pysocket.CancelledError

--- The class of what Ctrl-C raises, and of no `Exception`, as in Python.
---
--- Lua's interpreter raises a string, `"interrupted!"`, with a place before it where Lua code was running:
--- `socket.isinstance` takes that string for a `KeyboardInterrupt`. Lua's own `pcall` catches it too; a loop that goes
--- on after errors has to end with it:
---
---     local ok, e = pcall(handle, conn)
---     if not ok and socket.isinstance(e, socket.KeyboardInterrupt) then break end
---
--- Raises: nothing
--- Source: Python KeyboardInterrupt
---@class pysocket.KeyboardInterrupt
---@overload fun(message?: any): pysocket.KeyboardInterrupt
---@field message any As it was given. [Python BaseException.args]

--- Several errors raised as one: `ExceptionGroup(message, exceptions)`.
---
--- Source: Python ExceptionGroup
---@class pysocket.ExceptionGroup : pysocket.Exception
---@overload fun(message: string, exceptions: table): pysocket.ExceptionGroup
---@field exceptions table[] The errors. [Python BaseExceptionGroup.exceptions]
local ExceptionGroup = {}

--- Parts the errors that are meant from the others, as Python's `except*` does; nil stands for a group of none.
---
--- The groups within are split too, and both parts keep the message.
---
--- Raises: nothing
--- Source: Python BaseExceptionGroup.split
---@param condition table|fun(e: any): boolean a class, a sequence of classes, or a function that tells
---@return pysocket.ExceptionGroup? matched
---@return pysocket.ExceptionGroup? rest
function ExceptionGroup:split(condition) end

--- Gives the group of the errors that are meant, or nil.
---
--- Raises: nothing
--- Source: Python BaseExceptionGroup.subgroup
---@param condition table|fun(e: any): boolean a class, a sequence of classes, or a function that tells
---@return pysocket.ExceptionGroup? matched
function ExceptionGroup:subgroup(condition) end
