---@meta pysocket.asyncio

--- In a task, a call that has to wait suspends only this task, while the others run. There is no await.
---
---     local asyncio = require "pysocket.asyncio"
---     asyncio.run(function()
---       local server <close> = asyncio.start_server(handler, "127.0.0.1", 8080)
---       server:serve_forever()
---     end)
---
--- Where Python accepts a coroutine, this module accepts a function, or a sequence of a function and its arguments, such
--- as `{fetch, url}`. Where Python raises a `RuntimeError`, it raises a string, which is not listed here. `create_task`
--- and the other functions that pass arguments on to a function take no keyword arguments.
---
--- Source: Python asyncio
---@class pysocket.asyncio
---@field Future pysocket.asyncio.Future The class of futures. Calling it makes a future. [Python asyncio.Future]
---@field Task pysocket.asyncio.Task The class of tasks, which are made by `create_task`. [Python asyncio.Task]
---@field Timeout pysocket.asyncio.Timeout The class of time limits, which are made by `timeout`. [Python asyncio.Timeout]
---@field Lock pysocket.asyncio.Lock The class of locks. [Python asyncio.Lock]
---@field Event pysocket.asyncio.Event The class of events. [Python asyncio.Event]
---@field Condition pysocket.asyncio.Condition The class of conditions. [Python asyncio.Condition]
---@field Semaphore pysocket.asyncio.Semaphore The class of semaphores. [Python asyncio.Semaphore]
---@field BoundedSemaphore pysocket.asyncio.BoundedSemaphore The class of semaphores that cannot be released more often than acquired. [Python asyncio.BoundedSemaphore]
---@field Barrier pysocket.asyncio.Barrier The class of barriers. [Python asyncio.Barrier]
---@field Queue pysocket.asyncio.Queue The class of queues. [Python asyncio.Queue]
---@field PriorityQueue pysocket.asyncio.PriorityQueue The class of queues that return the lowest item first. [Python asyncio.PriorityQueue]
---@field LifoQueue pysocket.asyncio.LifoQueue The class of queues that return the most recently added item first. [Python asyncio.LifoQueue]
---@field StreamReader pysocket.asyncio.StreamReader The class of readers, which are made by `open_connection`. [Python asyncio.StreamReader]
---@field StreamWriter pysocket.asyncio.StreamWriter The class of writers, which are made by `open_connection`. [Python asyncio.StreamWriter]
---@field Server pysocket.asyncio.Server The class of servers, which are made by `start_server`. [Python asyncio.Server]
---@field CancelledError pysocket.CancelledError The error that is raised in a task that is cancelled. [Python asyncio.CancelledError]
---@field TimeoutError pysocket.TimeoutError A timeout has expired. [Python asyncio.TimeoutError]
---@field InvalidStateError pysocket.asyncio.InvalidStateError A task or future has no result yet, or already has one. [Python asyncio.InvalidStateError]
---@field BrokenBarrierError pysocket.asyncio.BrokenBarrierError The barrier was aborted or reset. [Python asyncio.BrokenBarrierError]
---@field QueueEmpty pysocket.asyncio.QueueEmpty The queue is empty. [Python asyncio.QueueEmpty]
---@field QueueFull pysocket.asyncio.QueueFull The queue is full. [Python asyncio.QueueFull]
---@field QueueShutDown pysocket.asyncio.QueueShutDown The queue was shut down. [Python asyncio.QueueShutDown]
---@field IncompleteReadError pysocket.asyncio.IncompleteReadError The stream ended before all the data was received. [Python asyncio.IncompleteReadError]
---@field LimitOverrunError pysocket.asyncio.LimitOverrunError The data to read is longer than the limit. [Python asyncio.LimitOverrunError]
---@field ALL_COMPLETED string For `wait`: wait until all have ended. [Python asyncio.wait]
---@field FIRST_COMPLETED string For `wait`: wait until one has ended. [Python asyncio.wait]
---@field FIRST_EXCEPTION string For `wait`: wait until one has failed, or all have ended. [Python asyncio.wait]
local asyncio = {}

--- An object that can be awaited: a task, a future, a function, or a sequence of a function and its arguments.
---
--- Source: Python asyncio.ensure_future
---@alias pysocket.asyncio.awaitable pysocket.asyncio.Task|pysocket.asyncio.Future|function|table

-- Running tasks -------------------------------------------------------------------

--- Runs a function as a task, and the loop until the task ends. Then it cancels all other tasks and waits until they have ended.
---
--- An error of main is raised. If no function catches it, the interpreter shows it with the stack of the task that
--- raised it.
---
--- Signal handlers that the tasks added are removed. Ctrl-C cancels the task, and is raised when the task has ended. A
--- second Ctrl-C is raised at once.
---
--- Cancelled tasks have five seconds to end, or the time that `run{main, ..., grace = seconds}` gives; `math.huge` means
--- no limit. After that, each of their further waits is cancelled too. A task that still does not end is reported to the
--- exception handler and closed where it is suspended: its `<close>` variables are closed, and cannot wait.
---
--- Raises: the error of main; an error if nothing is left that could wake main, or if the loop is stopped
--- Source: Python asyncio.run
---@param main function|table the function, or {function, arguments, name = , grace = }
---@param ... any its arguments
---@return any ... the results of main
function asyncio.run(main, ...) end

--- Makes a task, which runs when the running task has to wait. `create_task{fn, ..., name = "a name"}` gives it a name.
---
--- Raises: nothing
--- Source: Python asyncio.create_task
---@param fn function|table the function, or {function, arguments, name = }
---@param ... any its arguments
---@return pysocket.asyncio.Task task the task
function asyncio.create_task(fn, ...) end

--- Makes a task that runs a function. A task or a future is returned unchanged.
---
--- Raises: nothing
--- Source: Python asyncio.ensure_future
---@param awaitable pysocket.asyncio.awaitable a task, a future, or a function to run
---@return pysocket.asyncio.Task|pysocket.asyncio.Future task the task or the future
function asyncio.ensure_future(awaitable) end

--- Returns whether a value is a task or a future.
---
--- Raises: nothing
--- Source: Python asyncio.isfuture
---@param value any any value
---@return boolean yes
function asyncio.isfuture(value) end

--- Returns the running task.
---
--- Raises: nothing
--- Source: Python asyncio.current_task
---@return pysocket.asyncio.Task? task nil outside of a task
function asyncio.current_task() end

--- Returns all tasks that have not ended.
---
--- The internal tasks of the module are not included, such as those that accept the connections of a server and those
--- that send the data of a writer.
---
--- Raises: nothing
--- Source: Python asyncio.all_tasks
---@return pysocket.asyncio.Task[] tasks the tasks, in no particular order
function asyncio.all_tasks() end

--- Makes a group of tasks. The block of its `<close>` variable ends only after all tasks of the group have ended.
---
--- If a task fails, the other tasks and the block are cancelled. When all have ended, their errors are raised.
---
--- Raises: `ExceptionGroup`, at the end of the block
--- Source: Python asyncio.TaskGroup
---@return pysocket.asyncio.TaskGroup group the group, for a `<close>` variable
function asyncio.TaskGroup() end

-- Catching errors -----------------------------------------------------------------

--- Calls a function as `pcall` does, but does not catch a cancellation or Ctrl-C.
---
--- It corresponds to Python's `except Exception`. Lua's own `pcall` catches CancelledError too, and a task that catches
--- it and continues cannot be cancelled.
---
--- Raises: `CancelledError`
--- Source: Lua pcall
---@param f any the function
---@param ... any its arguments
---@return boolean ok false if the function raised an error
---@return any ... the results of the function, or the error
function asyncio.pcall(f, ...) end

--- Calls a function as `xpcall` does, but does not catch a cancellation or Ctrl-C, and does not call the handler for them.
---
--- Raises: `CancelledError`
--- Source: Lua xpcall
---@param f any the function
---@param handler function a function that is called with the error, at the point where it is raised
---@param ... any the arguments of the function
---@return boolean ok false if the function raised an error
---@return any ... the results of the function, or those of the handler
function asyncio.xpcall(f, handler, ...) end

-- Waiting -------------------------------------------------------------------------

--- Suspends the running task for some time. 0 lets the other tasks run.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.sleep
---@param delay number seconds
---@param result? any a value to return
---@return any result the given value
function asyncio.sleep(delay, result) end

--- Limits the time of the block of its `<close>` variable.
---
--- Raises: `TimeoutError`, at the end of the block, if the limit has expired
--- Source: Python asyncio.timeout
---@param delay? number seconds; nil: no limit
---@return pysocket.asyncio.Timeout limit for a `<close>` variable
function asyncio.timeout(delay) end

--- Limits the time of the block of its `<close>` variable to a point in time.
---
--- Raises: `TimeoutError`, at the end of the block, if the limit has expired
--- Source: Python asyncio.timeout_at
---@param when? number the time, in seconds of `loop:time()`; nil: no limit
---@return pysocket.asyncio.Timeout limit for a `<close>` variable
function asyncio.timeout_at(when) end

--- Waits for an awaitable, and cancels it if the time expires.
---
--- Raises: `TimeoutError`; `CancelledError`; the error of the awaitable
--- Source: Python asyncio.wait_for
---@param awaitable pysocket.asyncio.awaitable a task, a future, or a function to run
---@param timeout? number seconds; nil: no limit
---@return any ... the results of the awaitable
function asyncio.wait_for(awaitable, timeout) end

--- Waits for an awaitable, which is not cancelled if the waiting task is cancelled.
---
--- Raises: `CancelledError`; the error of the awaitable
--- Source: Python asyncio.shield
---@param awaitable pysocket.asyncio.awaitable a task, a future, or a function to run
---@return any ... the results of the awaitable
function asyncio.shield(awaitable) end

--- Runs several awaitables at once and waits for all of them. If the waiting task is cancelled, all of them are cancelled.
---
--- Raises: the first error, at once, while the others continue; `CancelledError`
--- Source: Python asyncio.gather
---@overload fun(...: any, keywords: pysocket.asyncio.keywords.gather): table
---@param ... pysocket.asyncio.awaitable tasks, futures, or functions to run; the last argument may be a table of keyword arguments
---@return table results the first result of each, in the order of the arguments; `n` is their number
function asyncio.gather(...) end

--- Waits for several tasks until all have ended, the time has expired, or the condition of return_when holds. It cancels none of them, and does not raise their errors.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.wait
---@overload fun(aws: (pysocket.asyncio.Task|pysocket.asyncio.Future)[], keywords: pysocket.asyncio.keywords.wait): table, table
---@param aws (pysocket.asyncio.Task|pysocket.asyncio.Future)[] the tasks and futures
---@param timeout? number seconds; nil: no limit
---@param return_when? string ALL_COMPLETED, FIRST_COMPLETED or FIRST_EXCEPTION; ALL_COMPLETED by default
---@return table done a sequence of those that have ended; `done[task]` is true for each of them
---@return table pending a sequence of the others; `pending[task]` is true for each of them
function asyncio.wait(aws, timeout, return_when) end

--- Returns an iterator over several awaitables in the order in which they end: `for task in asyncio.as_completed(aws) do task:await() … end`.
---
--- Raises: `TimeoutError` and `CancelledError`, at each step
--- Source: Python asyncio.as_completed
---@overload fun(aws: pysocket.asyncio.awaitable[], keywords: pysocket.asyncio.keywords.as_completed): function, any
---@param aws pysocket.asyncio.awaitable[] tasks, futures, or functions to run
---@param timeout? number seconds for all of them together; nil: no limit
---@return function iterator for the for loop
---@return any state the state of the iterator
function asyncio.as_completed(aws, timeout) end

-- Streams -------------------------------------------------------------------------

--- Connects by TCP, and makes a reader and a writer for the connection.
---
--- Raises: `OSError` or a subclass; `gaierror`; `CancelledError`
--- Source: Python asyncio.open_connection
---@overload fun(host: string?, port: string|integer|nil, keywords: pysocket.asyncio.keywords.open_connection): pysocket.asyncio.StreamReader, pysocket.asyncio.StreamWriter
---@param host? string a name or a numeric address
---@param port? string|integer 0 to 65535, or the name of a service
---@param limit? integer the maximum length of a line in bytes; 65536 by default
---@param family? integer the address family; AF_UNSPEC, any family, by default
---@param proto? integer the protocol; 0, any protocol, by default
---@param flags? integer AI_ flags
---@param sock? pysocket.socket a connected socket instead of host and port
---@param local_addr? pysocket.address.given the local address to bind before connecting
---@param ssl? userdata|boolean an `ssl.SSLContext` for TLS, or true for that of `ssl.create_default_context`
---@param server_hostname? string the name that the server's certificate must have; that of the host by default
---@param ssl_handshake_timeout? number seconds for the handshake; 60 by default
---@param ssl_shutdown_timeout? number seconds to wait for the peer's close_notify at the end; nil: do not wait for it
---@return pysocket.asyncio.StreamReader reader the reader of the connection
---@return pysocket.asyncio.StreamWriter writer the writer of the connection, which also closes it
function asyncio.open_connection(host, port, limit, family, proto, flags, sock, local_addr, ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout) end

--- Connects to a UNIX socket, and makes a reader and a writer for the connection.
---
--- Raises: `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.open_unix_connection
---@overload fun(path: string?, keywords: pysocket.asyncio.keywords.open_unix_connection): pysocket.asyncio.StreamReader, pysocket.asyncio.StreamWriter
---@param path? string the path of the server
---@param limit? integer the maximum length of a line in bytes; 65536 by default
---@param sock? pysocket.socket a connected socket instead of the path
---@param ssl? userdata|boolean an `ssl.SSLContext` for TLS, or true for that of `ssl.create_default_context`
---@param server_hostname? string the name that the server's certificate must have
---@param ssl_handshake_timeout? number seconds for the handshake; 60 by default
---@param ssl_shutdown_timeout? number seconds to wait for the peer's close_notify at the end; nil: do not wait for it
---@return pysocket.asyncio.StreamReader reader the reader of the connection
---@return pysocket.asyncio.StreamWriter writer the writer of the connection, which also closes it
function asyncio.open_unix_connection(path, limit, sock, ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout) end

--- Makes a reader for a pipe, a terminal or a file, such as `io.stdin` or a result of `io.popen`. Only the task that reads waits.
---
--- The descriptor is not made non-blocking, because other processes may share it. Data that Lua has already read ahead
--- from the file comes first (with the GNU C library). Use only the reader from then on, and close the file at its end.
---
--- Raises: nothing
--- Source: Python asyncio.loop.connect_read_pipe
---@overload fun(file: file*|integer|table, keywords: pysocket.asyncio.keywords.connect_read_pipe): pysocket.asyncio.StreamReader
---@param file file*|integer|table a file of Lua, a descriptor, or an object with a fileno method; not a socket
---@param limit? integer the maximum length of a line in bytes; 65536 by default
---@return pysocket.asyncio.StreamReader reader the reader
function asyncio.connect_read_pipe(file, limit) end

--- Makes a writer for a pipe, a terminal or a file, such as `io.stdout`. Only the task that drains it waits.
---
--- At most select.PIPE_BUF bytes are written at a time, so that a pipe takes them without waiting. Closing the writer
--- closes the file, except for the standard ones. Closing a file of `io.popen` waits for its program, and stops all tasks
--- meanwhile.
---
--- Raises: `OSError` or a subclass
--- Source: Python asyncio.loop.connect_write_pipe
---@param file file*|integer|table a file of Lua, a descriptor, or an object with a fileno method; not a socket
---@return pysocket.asyncio.StreamWriter writer the writer
function asyncio.connect_write_pipe(file) end

--- Starts a TCP server, which runs the handler in a new task for each connection.
---
--- If a handler fails or is cancelled, its connection is closed. Its error is reported to the exception handler of the loop.
---
--- Raises: `OSError` or a subclass; `gaierror`; `CancelledError`
--- Source: Python asyncio.start_server
---@overload fun(handler: (fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter)), host: string|string[]|nil, port: string|integer|nil, keywords: pysocket.asyncio.keywords.start_server): pysocket.asyncio.Server
---@param handler fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter) the function to call for each connection, in its own task
---@param host? string|string[] one or several hosts; nil: every address
---@param port? string|integer the port; 0: any free port
---@param limit? integer the maximum length of a line in bytes; 65536 by default
---@param family? integer the address family; AF_UNSPEC, any family, by default
---@param flags? integer AI_ flags; AI_PASSIVE by default
---@param sock? pysocket.socket a bound socket instead of host and port
---@param backlog? integer the maximum number of connections that wait to be accepted; 100 by default
---@param reuse_address? boolean set SO_REUSEADDR; true by default
---@param reuse_port? boolean set SO_REUSEPORT; false by default
---@param keep_alive? boolean set SO_KEEPALIVE; false by default
---@param start_serving? boolean accept connections at once; false: not before `start_serving` or `serve_forever`; true by default
---@param ssl? userdata|boolean an `ssl.SSLContext` with a certificate, for TLS
---@param ssl_handshake_timeout? number seconds for the handshake of each client; 60 by default
---@param ssl_shutdown_timeout? number seconds to wait for the client's close_notify at the end; nil: do not wait for it
---@return pysocket.asyncio.Server server the server
function asyncio.start_server(handler, host, port, limit, family, flags, sock, backlog, reuse_address, reuse_port, keep_alive, start_serving, ssl, ssl_handshake_timeout, ssl_shutdown_timeout) end

--- Starts a server on a UNIX socket, which runs the handler in a new task for each connection.
---
--- Raises: `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.start_unix_server
---@overload fun(handler: (fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter)), path: string?, keywords: pysocket.asyncio.keywords.start_unix_server): pysocket.asyncio.Server
---@param handler fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter) the function to call for each connection, in its own task
---@param path? string the path to listen on; a socket that an earlier server left there is removed
---@param limit? integer the maximum length of a line in bytes; 65536 by default
---@param sock? pysocket.socket a bound socket instead of the path
---@param backlog? integer the maximum number of connections that wait to be accepted; 100 by default
---@param start_serving? boolean accept connections at once; false: not before `start_serving` or `serve_forever`; true by default
---@param cleanup_socket? boolean remove the path when the server closes; true by default
---@param ssl? userdata|boolean an `ssl.SSLContext` with a certificate, for TLS
---@param ssl_handshake_timeout? number seconds for the handshake of each client; 60 by default
---@param ssl_shutdown_timeout? number seconds to wait for the client's close_notify at the end; nil: do not wait for it
---@return pysocket.asyncio.Server server the server
function asyncio.start_unix_server(handler, path, limit, sock, backlog, start_serving, cleanup_socket, ssl, ssl_handshake_timeout, ssl_shutdown_timeout) end

-- The loop ------------------------------------------------------------------------

--- Returns the running loop. It can be called in a task or a callback.
---
--- Raises: nothing
--- Source: Python asyncio.get_running_loop
---@return pysocket.asyncio.EventLoop loop the running loop
function asyncio.get_running_loop() end

--- Returns the loop, whether it runs or not.
---
--- Raises: nothing
--- Source: Python asyncio.get_event_loop
---@return pysocket.asyncio.EventLoop loop the loop of this Lua state
function asyncio.get_event_loop() end

--- Returns the existing loop, because a Lua state has only one, and opens it again if it was closed.
---
--- Raises: nothing
--- Source: Python asyncio.new_event_loop
---@return pysocket.asyncio.EventLoop loop the loop of this Lua state
function asyncio.new_event_loop() end

--- Does nothing, because a Lua state has only one loop.
---
--- Raises: nothing
--- Source: Python asyncio.set_event_loop
---@param loop pysocket.asyncio.EventLoop? the loop of this Lua state
function asyncio.set_event_loop(loop) end

-- Keyword arguments ---------------------------------------------------------------

--- The keyword arguments of `asyncio.gather`.
---
--- Source: Python asyncio.gather
---@class pysocket.asyncio.keywords.gather
---@field return_exceptions? boolean Put each error in the place of its result, and raise none; false by default.

--- The keyword arguments of `asyncio.wait`.
---
--- Source: Python asyncio.wait
---@class pysocket.asyncio.keywords.wait
---@field timeout? number The timeout in seconds.
---@field return_when? string The condition; ALL_COMPLETED by default.

--- The keyword arguments of `asyncio.as_completed`.
---
--- Source: Python asyncio.as_completed
---@class pysocket.asyncio.keywords.as_completed
---@field timeout? number The timeout in seconds.

--- The keyword arguments of `asyncio.open_connection`.
---
--- Source: Python asyncio.open_connection
---@class pysocket.asyncio.keywords.open_connection
---@field host? string A name or a numeric address.
---@field port? string|integer The port.
---@field limit? integer The maximum length of a line in bytes; 65536 by default.
---@field family? integer The address family; AF_UNSPEC by default.
---@field proto? integer The protocol; 0 by default.
---@field flags? integer AI_ flags.
---@field sock? pysocket.socket A connected socket.
---@field local_addr? pysocket.address.given The local address.
---@field ssl? userdata|boolean An `ssl.SSLContext`, or true.
---@field server_hostname? string The name that the server's certificate must have; that of the host by default.
---@field ssl_handshake_timeout? number Seconds for the handshake; 60 by default.
---@field ssl_shutdown_timeout? number Seconds to wait for the peer's close_notify.

--- The keyword arguments of `asyncio.open_unix_connection`.
---
--- Source: Python asyncio.open_unix_connection
---@class pysocket.asyncio.keywords.open_unix_connection
---@field path? string The path of the server.
---@field limit? integer The maximum length of a line in bytes; 65536 by default.
---@field sock? pysocket.socket A connected socket.
---@field ssl? userdata|boolean An `ssl.SSLContext`, or true.
---@field server_hostname? string The name that the server's certificate must have.
---@field ssl_handshake_timeout? number Seconds for the handshake; 60 by default.
---@field ssl_shutdown_timeout? number Seconds to wait for the peer's close_notify.

--- The keyword arguments of `asyncio.connect_read_pipe`.
---
--- Source: Python asyncio.loop.connect_read_pipe
---@class pysocket.asyncio.keywords.connect_read_pipe
---@field limit? integer The maximum length of a line in bytes; 65536 by default.

--- The keyword arguments of `asyncio.start_server`.
---
--- Source: Python asyncio.start_server
---@class pysocket.asyncio.keywords.start_server
---@field host? string|string[] One or several hosts.
---@field port? string|integer The port.
---@field limit? integer The maximum length of a line in bytes; 65536 by default.
---@field family? integer The address family; AF_UNSPEC by default.
---@field flags? integer AI_ flags; AI_PASSIVE by default.
---@field sock? pysocket.socket A bound socket.
---@field backlog? integer The maximum number of connections that wait to be accepted; 100 by default.
---@field reuse_address? boolean Set SO_REUSEADDR; true by default.
---@field reuse_port? boolean Set SO_REUSEPORT; false by default.
---@field keep_alive? boolean Set SO_KEEPALIVE; false by default.
---@field start_serving? boolean Accept connections at once; true by default.
---@field ssl? userdata|boolean An `ssl.SSLContext` with a certificate.
---@field ssl_handshake_timeout? number Seconds for the handshake of each client; 60 by default.
---@field ssl_shutdown_timeout? number Seconds to wait for the client's close_notify.

--- The keyword arguments of `asyncio.start_unix_server`.
---
--- Source: Python asyncio.start_unix_server
---@class pysocket.asyncio.keywords.start_unix_server
---@field path? string The path to listen on.
---@field limit? integer The maximum length of a line in bytes; 65536 by default.
---@field sock? pysocket.socket A bound socket.
---@field backlog? integer The maximum number of connections that wait to be accepted; 100 by default.
---@field start_serving? boolean Accept connections at once; true by default.
---@field cleanup_socket? boolean Remove the path when the server closes; true by default.
---@field ssl? userdata|boolean An `ssl.SSLContext` with a certificate.
---@field ssl_handshake_timeout? number Seconds for the handshake of each client; 60 by default.
---@field ssl_shutdown_timeout? number Seconds to wait for the client's close_notify.

--- The keyword arguments of `StreamWriter.start_tls`.
---
--- Source: Python asyncio.StreamWriter.start_tls
---@class pysocket.asyncio.keywords.start_tls
---@field server_hostname? string The name that the server's certificate must have; that of the host by default.
---@field ssl_handshake_timeout? number Seconds for the handshake; 60 by default.
---@field ssl_shutdown_timeout? number Seconds to wait for the peer's close_notify.

return asyncio
