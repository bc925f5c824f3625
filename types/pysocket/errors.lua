---@meta _

-- The classes of errors. Each class is a table. Calling it makes an error object,
-- which error() can raise and socket.isinstance can test.

--- The base class of all errors: `Exception(message)`.
---
--- An error can be concatenated: `"failed: " .. e` uses the text that `tostring(e)` returns.
---
--- Source: Python Exception
---@class pysocket.Exception
---@operator concat(string|pysocket.Exception): string
---@overload fun(message?: any): pysocket.Exception
---@field message any The description of an error that has no errno, such as TimeoutError. [Python BaseException.args]
---@field where string? The position of the call, such as "demo.lua:12". [pysocket]
---@field call string? The name of the call, such as "connect". [pysocket]

--- The base class of all system errors: `OSError(errno, strerror[, filename])` makes an object of the subclass for that errno.
---
--- An example of its text is `demo.lua:12: ConnectionRefusedError: [Errno 111] Connection refused: connect ('127.0.0.1', 50007)`.
--- For a few common errors another sentence explains the usual cause.
---
--- Source: Python OSError, errno(3)
---@class pysocket.OSError : pysocket.Exception
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.OSError
---@overload fun(message?: any): pysocket.OSError
---@field errno integer? The number of the error, as in `pysocket.errno`. [Python OSError.errno]
---@field strerror string? The text of the error, such as "Connection refused". [Python OSError.strerror]
---@field filename string? The file name, if one was given to the constructor. [Python OSError.filename]
---@field address pysocket.address? The address that was passed to the call, with the names of its family. [pysocket]
---@field bytes_sent integer? The number of bytes that the kernel had accepted before sendall, sendfile or write failed. [pysocket]
---@field hint string? A sentence that says what to do. Errors without one end with the usual cause. [pysocket]
---@field host string? The host that was looked up. [pysocket]
---@field asked string|integer? The service, protocol, port or interface that does not exist. [pysocket]

--- The call would have to wait, and the timeout is 0: EAGAIN, EALREADY, EINPROGRESS, EWOULDBLOCK.
---
--- Source: Python BlockingIOError
---@class pysocket.BlockingIOError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.BlockingIOError
---@overload fun(message?: any): pysocket.BlockingIOError

--- The child process does not exist: ECHILD.
---
--- Source: Python ChildProcessError
---@class pysocket.ChildProcessError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ChildProcessError
---@overload fun(message?: any): pysocket.ChildProcessError

--- The base class of the four connection errors.
---
--- Source: Python ConnectionError
---@class pysocket.ConnectionError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ConnectionError
---@overload fun(message?: any): pysocket.ConnectionError

--- The peer no longer receives what is sent: EPIPE, ESHUTDOWN.
---
--- Source: Python BrokenPipeError
---@class pysocket.BrokenPipeError : pysocket.ConnectionError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.BrokenPipeError
---@overload fun(message?: any): pysocket.BrokenPipeError

--- The connection was aborted: ECONNABORTED.
---
--- Source: Python ConnectionAbortedError
---@class pysocket.ConnectionAbortedError : pysocket.ConnectionError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ConnectionAbortedError
---@overload fun(message?: any): pysocket.ConnectionAbortedError

--- No socket listens at the address: ECONNREFUSED.
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

--- The file already exists: EEXIST.
---
--- Source: Python FileExistsError
---@class pysocket.FileExistsError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.FileExistsError
---@overload fun(message?: any): pysocket.FileExistsError

--- The file does not exist: ENOENT.
---
--- Source: Python FileNotFoundError
---@class pysocket.FileNotFoundError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.FileNotFoundError
---@overload fun(message?: any): pysocket.FileNotFoundError

--- A signal interrupted the call: EINTR.
---
--- Source: Python InterruptedError
---@class pysocket.InterruptedError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.InterruptedError
---@overload fun(message?: any): pysocket.InterruptedError

--- The path is a directory: EISDIR.
---
--- Source: Python IsADirectoryError
---@class pysocket.IsADirectoryError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.IsADirectoryError
---@overload fun(message?: any): pysocket.IsADirectoryError

--- The path is not a directory: ENOTDIR.
---
--- Source: Python NotADirectoryError
---@class pysocket.NotADirectoryError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.NotADirectoryError
---@overload fun(message?: any): pysocket.NotADirectoryError

--- The process lacks the permission: EACCES, EPERM.
---
--- Source: Python PermissionError
---@class pysocket.PermissionError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.PermissionError
---@overload fun(message?: any): pysocket.PermissionError

--- The process does not exist: ESRCH.
---
--- Source: Python ProcessLookupError
---@class pysocket.ProcessLookupError : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.ProcessLookupError
---@overload fun(message?: any): pysocket.ProcessLookupError

--- A timeout has expired: that of a socket, without an errno, or that of the kernel, ETIMEDOUT.
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

--- A host could not be looked up by one of the older functions: errno is h_errno.
---
--- Source: Python socket.herror
---@class pysocket.herror : pysocket.OSError
---@overload fun(errno: integer, strerror: string, filename?: string): pysocket.herror
---@overload fun(message?: any): pysocket.herror

--- The error that is raised in a task that is cancelled.
---
--- Source: Python asyncio.CancelledError
---@class pysocket.CancelledError : pysocket.Exception
---@overload fun(message?: any): pysocket.CancelledError

--- The class of the error that Ctrl-C raises. As in Python it is not derived from `Exception`.
---
--- Lua's interpreter raises a string, `"interrupted!"`, with a position before it if Lua code was running.
--- `socket.isinstance` treats that string as a `KeyboardInterrupt`. Lua's own `pcall` catches it too, so a loop that
--- continues after errors must end when it sees this one:
---
---     local ok, e = pcall(handle, conn)
---     if not ok and socket.isinstance(e, socket.KeyboardInterrupt) then break end
---
--- Raises: nothing
--- Source: Python KeyboardInterrupt
---@class pysocket.KeyboardInterrupt
---@overload fun(message?: any): pysocket.KeyboardInterrupt
---@field message any The message that was passed to the constructor. [Python BaseException.args]

--- An error that groups several errors: `ExceptionGroup(message, exceptions)`.
---
--- Source: Python ExceptionGroup
---@class pysocket.ExceptionGroup : pysocket.Exception
---@overload fun(message: string, exceptions: table): pysocket.ExceptionGroup
---@field exceptions table[] The errors. [Python BaseExceptionGroup.exceptions]
local ExceptionGroup = {}

--- Splits the group into the errors that match a condition and the others, as Python's `except*` does. A group that would be empty is nil.
---
--- Nested groups are split too, and both parts keep the message.
---
--- Raises: nothing
--- Source: Python BaseExceptionGroup.split
---@param condition table|fun(e: any): boolean a class, a sequence of classes, or a function that returns whether an error matches
---@return pysocket.ExceptionGroup? matched
---@return pysocket.ExceptionGroup? rest
function ExceptionGroup:split(condition) end

--- Returns a group of the errors that match a condition, or nil.
---
--- Raises: nothing
--- Source: Python BaseExceptionGroup.subgroup
---@param condition table|fun(e: any): boolean a class, a sequence of classes, or a function that returns whether an error matches
---@return pysocket.ExceptionGroup? matched
function ExceptionGroup:subgroup(condition) end
