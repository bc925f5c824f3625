---@meta pysocket.asyncio

--- Tasks: in a task every call that would have to wait suspends that task alone, and others run. There is no await.
---
---     local asyncio = require "pysocket.asyncio"
---     asyncio.run(function()
---       local server <close> = asyncio.start_server(handler, "127.0.0.1", 8080)
---       server:serve_forever()
---     end)
---
--- Where Python takes a coroutine, a function is taken, or a sequence of a function and its arguments: `{fetch, url}`.
--- Where Python raises a `RuntimeError` a string is raised; it is not listed. `create_task` and the other functions
--- that pass arguments on to a function take no keyword arguments.
---
--- Source: Python asyncio
---@class pysocket.asyncio
---@field Future pysocket.asyncio.Future The class of futures: calling it makes one. [Python asyncio.Future]
---@field Task pysocket.asyncio.Task The class of tasks, which `create_task` makes. [Python asyncio.Task]
---@field Timeout pysocket.asyncio.Timeout The class of limits, which `timeout` makes. [Python asyncio.Timeout]
---@field Lock pysocket.asyncio.Lock The class of locks. [Python asyncio.Lock]
---@field Event pysocket.asyncio.Event The class of events. [Python asyncio.Event]
---@field Condition pysocket.asyncio.Condition The class of conditions. [Python asyncio.Condition]
---@field Semaphore pysocket.asyncio.Semaphore The class of semaphores. [Python asyncio.Semaphore]
---@field BoundedSemaphore pysocket.asyncio.BoundedSemaphore The class of semaphores that are not released too often. [Python asyncio.BoundedSemaphore]
---@field Barrier pysocket.asyncio.Barrier The class of barriers. [Python asyncio.Barrier]
---@field Queue pysocket.asyncio.Queue The class of queues. [Python asyncio.Queue]
---@field PriorityQueue pysocket.asyncio.PriorityQueue The class of queues that give the least item first. [Python asyncio.PriorityQueue]
---@field LifoQueue pysocket.asyncio.LifoQueue The class of queues that give the last item first. [Python asyncio.LifoQueue]
---@field StreamReader pysocket.asyncio.StreamReader The class of readers, which `open_connection` makes. [Python asyncio.StreamReader]
---@field StreamWriter pysocket.asyncio.StreamWriter The class of writers, which `open_connection` makes. [Python asyncio.StreamWriter]
---@field Server pysocket.asyncio.Server The class of servers, which `start_server` makes. [Python asyncio.Server]
---@field CancelledError pysocket.CancelledError The task was cancelled. [Python asyncio.CancelledError]
---@field TimeoutError pysocket.TimeoutError The time is up. [Python asyncio.TimeoutError]
---@field InvalidStateError pysocket.asyncio.InvalidStateError A task or future has no result yet, or has one already. [Python asyncio.InvalidStateError]
---@field BrokenBarrierError pysocket.asyncio.BrokenBarrierError The barrier was aborted or reset. [Python asyncio.BrokenBarrierError]
---@field QueueEmpty pysocket.asyncio.QueueEmpty There is no item. [Python asyncio.QueueEmpty]
---@field QueueFull pysocket.asyncio.QueueFull There is no room. [Python asyncio.QueueFull]
---@field QueueShutDown pysocket.asyncio.QueueShutDown The queue was shut down. [Python asyncio.QueueShutDown]
---@field IncompleteReadError pysocket.asyncio.IncompleteReadError The stream has ended too early. [Python asyncio.IncompleteReadError]
---@field LimitOverrunError pysocket.asyncio.LimitOverrunError What is read is longer than the limit. [Python asyncio.LimitOverrunError]
---@field ALL_COMPLETED string For `wait`: until all have ended. [Python asyncio.wait]
---@field FIRST_COMPLETED string For `wait`: until one has ended. [Python asyncio.wait]
---@field FIRST_EXCEPTION string For `wait`: until one has failed, or all have ended. [Python asyncio.wait]
local asyncio = {}

--- What can be awaited: a task, a future, a function, or a sequence of a function and its arguments.
---
--- Source: Python asyncio.ensure_future
---@alias pysocket.asyncio.awaitable pysocket.asyncio.Task|pysocket.asyncio.Future|function|table

-- Running tasks -------------------------------------------------------------------

--- Runs a function as a task, and the loop until it ends; then cancels all other tasks and waits for their end.
---
--- An error of main is raised. Where no function could catch it, the interpreter shows it with the stack of the task
--- that raised it.
---
--- Signals for which they added a handler are given back. Ctrl-C cancels it, and is raised when it has ended; a second
--- one is raised at once.
---
--- Tasks that were cancelled have five seconds to end, or so many as `run{main, ..., grace = seconds}` says, `math.huge`
--- for all the time there is. Then each further wait of theirs is cancelled too; what still does not end goes to the
--- exception handler and is closed where it is: its `<close>` variables are closed, and cannot wait.
---
--- Raises: what it raises; an error where nothing is left that could wake main, or where the loop is stopped
--- Source: Python asyncio.run
---@param main function|table the function, or {function, arguments, name = , grace = }
---@param ... any its arguments
---@return any ... what it returns
function asyncio.run(main, ...) end

--- Makes a task, which runs when the running one has to wait; `create_task{fn, ..., name = "a name"}` names it.
---
--- Raises: nothing
--- Source: Python asyncio.create_task
---@param fn function|table the function, or {function, arguments, name = }
---@param ... any its arguments
---@return pysocket.asyncio.Task task that runs it
function asyncio.create_task(fn, ...) end

--- Makes a task of what is none; a task or future comes back unchanged.
---
--- Raises: nothing
--- Source: Python asyncio.ensure_future
---@param awaitable pysocket.asyncio.awaitable a task, a future, or what to run
---@return pysocket.asyncio.Task|pysocket.asyncio.Future task or future
function asyncio.ensure_future(awaitable) end

--- Is it a task or a future?
---
--- Raises: nothing
--- Source: Python asyncio.isfuture
---@param value any anything
---@return boolean yes
function asyncio.isfuture(value) end

--- Tells the running task.
---
--- Raises: nothing
--- Source: Python asyncio.current_task
---@return pysocket.asyncio.Task? task nil outside of one
function asyncio.current_task() end

--- Tells all tasks that have not ended.
---
--- The module's own are not among them, as those of a server that accept, and those that send what was written.
---
--- Raises: nothing
--- Source: Python asyncio.all_tasks
---@return pysocket.asyncio.Task[] tasks in no order
function asyncio.all_tasks() end

--- Makes a group of tasks, which end before the block does that its `<close>` variable lives in.
---
--- The first failure cancels the others and the block; when all have ended, what failed is raised.
---
--- Raises: at the end of the block `ExceptionGroup`
--- Source: Python asyncio.TaskGroup
---@return pysocket.asyncio.TaskGroup group for a `<close>` variable
function asyncio.TaskGroup() end

-- Catching errors -----------------------------------------------------------------

--- Calls a function as `pcall` does, but lets a cancellation and Ctrl-C through.
---
--- It is Python's `except Exception`: Lua's own `pcall` catches the CancelledError too, and a task that goes on after it
--- cannot be cancelled.
---
--- Raises: `CancelledError`
--- Source: Lua pcall
---@param f any the function
---@param ... any its arguments
---@return boolean ok false when it raised an error
---@return any ... what it returned, or the error
function asyncio.pcall(f, ...) end

--- Calls a function as `xpcall` does, but lets a cancellation and Ctrl-C through, without a call of the handler.
---
--- Raises: `CancelledError`
--- Source: Lua xpcall
---@param f any the function
---@param handler function called with the error where it is raised
---@param ... any arguments of the function
---@return boolean ok false when it raised an error
---@return any ... what it returned, or what the handler returned
function asyncio.xpcall(f, handler, ...) end

-- Waiting -------------------------------------------------------------------------

--- Suspends the running task for some time; 0 lets the others run.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.sleep
---@param delay number seconds
---@param result? any what to return
---@return any result
function asyncio.sleep(delay, result) end

--- Limits the time of the block that its `<close>` variable lives in.
---
--- Raises: at the end of the block `TimeoutError`, when the time was up
--- Source: Python asyncio.timeout
---@param delay? number seconds; nil: no limit
---@return pysocket.asyncio.Timeout limit for a `<close>` variable
function asyncio.timeout(delay) end

--- Limits the time of the block that its `<close>` variable lives in, to a point in time.
---
--- Raises: at the end of the block `TimeoutError`, when the time was up
--- Source: Python asyncio.timeout_at
---@param when? number seconds of `loop:time()`; nil: no limit
---@return pysocket.asyncio.Timeout limit for a `<close>` variable
function asyncio.timeout_at(when) end

--- Waits for one; cancels it when the time is up.
---
--- Raises: `TimeoutError`; `CancelledError`; what it raises
--- Source: Python asyncio.wait_for
---@param awaitable pysocket.asyncio.awaitable a task, a future, or what to run
---@param timeout? number seconds; nil: no limit
---@return any ... what it returns
function asyncio.wait_for(awaitable, timeout) end

--- Waits for one; who cancels the waiting task does not cancel it.
---
--- Raises: `CancelledError`; what it raises
--- Source: Python asyncio.shield
---@param awaitable pysocket.asyncio.awaitable a task, a future, or what to run
---@return any ... what it returns
function asyncio.shield(awaitable) end

--- Runs several at once and waits for all; who cancels it cancels them all.
---
--- Raises: the first error, at once, while the others go on; `CancelledError`
--- Source: Python asyncio.gather
---@overload fun(...: any, keywords: pysocket.asyncio.keywords.gather): table
---@param ... pysocket.asyncio.awaitable tasks, futures, or what to run; a table of keyword arguments may be the last
---@return table results the first result of each, in their order; `n` is their number
function asyncio.gather(...) end

--- Waits for several until all have ended, the time is up, or as return_when says; cancels none, and raises no error of theirs.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.wait
---@overload fun(aws: (pysocket.asyncio.Task|pysocket.asyncio.Future)[], keywords: pysocket.asyncio.keywords.wait): table, table
---@param aws (pysocket.asyncio.Task|pysocket.asyncio.Future)[] what to wait for
---@param timeout? number seconds; nil: no limit
---@param return_when? string ALL_COMPLETED, FIRST_COMPLETED or FIRST_EXCEPTION
---@return table done sequence of those that have ended; `done[task]` is true too
---@return table pending sequence of the others; `pending[task]` is true too
function asyncio.wait(aws, timeout, return_when) end

--- Gives them in the order in which they end: `for task in asyncio.as_completed(aws) do task:await() … end`.
---
--- Raises: at each step `TimeoutError`; `CancelledError`
--- Source: Python asyncio.as_completed
---@overload fun(aws: pysocket.asyncio.awaitable[], keywords: pysocket.asyncio.keywords.as_completed): function, any
---@param aws pysocket.asyncio.awaitable[] tasks, futures, or what to run
---@param timeout? number seconds for all of them; nil: no limit
---@return function iterator for the for loop
---@return any state of the iterator
function asyncio.as_completed(aws, timeout) end

-- Streams -------------------------------------------------------------------------

--- Connects by TCP, and makes a reader and a writer of the connection.
---
--- Raises: `OSError` or a subclass; `gaierror`; `CancelledError`
--- Source: Python asyncio.open_connection
---@overload fun(host: string?, port: string|integer|nil, keywords: pysocket.asyncio.keywords.open_connection): pysocket.asyncio.StreamReader, pysocket.asyncio.StreamWriter
---@param host? string a name or a number
---@param port? string|integer 0 to 65535, or the name of a service
---@param limit? integer the longest line in bytes; 65536
---@param family? integer AF_UNSPEC, any
---@param proto? integer 0, any
---@param flags? integer AI_ flags
---@param sock? pysocket.socket a connected socket instead of host and port
---@param local_addr? pysocket.address.given the own address
---@return pysocket.asyncio.StreamReader reader of what comes
---@return pysocket.asyncio.StreamWriter writer of what goes, and the connection itself
function asyncio.open_connection(host, port, limit, family, proto, flags, sock, local_addr) end

--- Connects to a UNIX socket, and makes a reader and a writer of the connection.
---
--- Raises: `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.open_unix_connection
---@overload fun(path: string?, keywords: pysocket.asyncio.keywords.open_unix_connection): pysocket.asyncio.StreamReader, pysocket.asyncio.StreamWriter
---@param path? string the server's path
---@param limit? integer the longest line in bytes; 65536
---@param sock? pysocket.socket a connected socket instead of the path
---@return pysocket.asyncio.StreamReader reader of what comes
---@return pysocket.asyncio.StreamWriter writer of what goes, and the connection itself
function asyncio.open_unix_connection(path, limit, sock) end

--- Listens by TCP: each connection gets a task that runs the handler.
---
--- A handler that fails or is cancelled loses its connection; its error is reported to the loop's exception handler.
---
--- Raises: `OSError` or a subclass; `gaierror`; `CancelledError`
--- Source: Python asyncio.start_server
---@overload fun(handler: (fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter)), host: string|string[]|nil, port: string|integer|nil, keywords: pysocket.asyncio.keywords.start_server): pysocket.asyncio.Server
---@param handler fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter) called in a task of its own for each connection
---@param host? string|string[] one or several; nil: every address
---@param port? string|integer 0: any free one
---@param limit? integer the longest line in bytes; 65536
---@param family? integer AF_UNSPEC, any
---@param flags? integer AI_ flags; AI_PASSIVE
---@param sock? pysocket.socket a bound socket instead of host and port
---@param backlog? integer how many connections may wait to be accepted; 100
---@param reuse_address? boolean SO_REUSEADDR; true
---@param reuse_port? boolean SO_REUSEPORT
---@param keep_alive? boolean SO_KEEPALIVE
---@param start_serving? boolean false: not before `start_serving` or `serve_forever`
---@return pysocket.asyncio.Server server that listens
function asyncio.start_server(handler, host, port, limit, family, flags, sock, backlog, reuse_address, reuse_port, keep_alive, start_serving) end

--- Listens on a UNIX socket: each connection gets a task that runs the handler.
---
--- Raises: `OSError` or a subclass; `CancelledError`
--- Source: Python asyncio.start_unix_server
---@overload fun(handler: (fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter)), path: string?, keywords: pysocket.asyncio.keywords.start_unix_server): pysocket.asyncio.Server
---@param handler fun(reader: pysocket.asyncio.StreamReader, writer: pysocket.asyncio.StreamWriter) called in a task of its own for each connection
---@param path? string where to listen; a socket that an earlier server left there is removed
---@param limit? integer the longest line in bytes; 65536
---@param sock? pysocket.socket a bound socket instead of the path
---@param backlog? integer how many connections may wait to be accepted; 100
---@param start_serving? boolean false: not before `start_serving` or `serve_forever`
---@param cleanup_socket? boolean remove the path when the server closes; true
---@return pysocket.asyncio.Server server that listens
function asyncio.start_unix_server(handler, path, limit, sock, backlog, start_serving, cleanup_socket) end

-- The loop ------------------------------------------------------------------------

--- Tells the loop, in a task.
---
--- Raises: nothing
--- Source: Python asyncio.get_running_loop
---@return pysocket.asyncio.EventLoop loop that runs
function asyncio.get_running_loop() end

--- Tells the loop, whether it runs or not.
---
--- Raises: nothing
--- Source: Python asyncio.get_event_loop
---@return pysocket.asyncio.EventLoop loop of this Lua state
function asyncio.get_event_loop() end

--- Tells the loop: a Lua state has one.
---
--- Raises: nothing
--- Source: Python asyncio.new_event_loop
---@return pysocket.asyncio.EventLoop loop that there is
function asyncio.new_event_loop() end

-- Keyword arguments ---------------------------------------------------------------

--- Of `asyncio.gather`.
---
--- Source: Python asyncio.gather
---@class pysocket.asyncio.keywords.gather
---@field return_exceptions? boolean Put each error in the place of its result, and raise none.

--- Of `asyncio.wait`.
---
--- Source: Python asyncio.wait
---@class pysocket.asyncio.keywords.wait
---@field timeout? number Seconds.
---@field return_when? string ALL_COMPLETED.

--- Of `asyncio.as_completed`.
---
--- Source: Python asyncio.as_completed
---@class pysocket.asyncio.keywords.as_completed
---@field timeout? number Seconds.

--- Of `asyncio.open_connection`.
---
--- Source: Python asyncio.open_connection
---@class pysocket.asyncio.keywords.open_connection
---@field host? string A name or a number.
---@field port? string|integer The port.
---@field limit? integer The longest line in bytes.
---@field family? integer AF_UNSPEC.
---@field proto? integer 0.
---@field flags? integer AI_ flags.
---@field sock? pysocket.socket A connected socket.
---@field local_addr? pysocket.address.given The own address.

--- Of `asyncio.open_unix_connection`.
---
--- Source: Python asyncio.open_unix_connection
---@class pysocket.asyncio.keywords.open_unix_connection
---@field path? string The server's path.
---@field limit? integer The longest line in bytes.
---@field sock? pysocket.socket A connected socket.

--- Of `asyncio.start_server`.
---
--- Source: Python asyncio.start_server
---@class pysocket.asyncio.keywords.start_server
---@field host? string|string[] One or several.
---@field port? string|integer The port.
---@field limit? integer The longest line in bytes.
---@field family? integer AF_UNSPEC.
---@field flags? integer AI_PASSIVE.
---@field sock? pysocket.socket A bound socket.
---@field backlog? integer 100.
---@field reuse_address? boolean SO_REUSEADDR.
---@field reuse_port? boolean SO_REUSEPORT.
---@field keep_alive? boolean SO_KEEPALIVE.
---@field start_serving? boolean True.

--- Of `asyncio.start_unix_server`.
---
--- Source: Python asyncio.start_unix_server
---@class pysocket.asyncio.keywords.start_unix_server
---@field path? string Where to listen.
---@field limit? integer The longest line in bytes.
---@field sock? pysocket.socket A bound socket.
---@field backlog? integer 100.
---@field start_serving? boolean True.
---@field cleanup_socket? boolean True.

return asyncio
