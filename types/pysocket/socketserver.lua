---@meta pysocket.socketserver

--- Servers and request handlers, as in Python's `socketserver`. A program derives a handler class and passes it to a server.
---
---     local socketserver = require "pysocket.socketserver"
---
---     -- a subclass of a handler
---     local MyTCPHandler = setmetatable({}, {__index = socketserver.BaseRequestHandler})
---
---     function MyTCPHandler:handle()
---       local data = self.request:recv(1024)
---       self.request:sendall(data:upper())
---     end
---
---     local server <close> = socketserver.TCPServer({"localhost", 9999}, MyTCPHandler)
---     server:serve_forever()  -- until Ctrl-C
---
--- Classes are derived in Lua's usual way: a class is a table whose metatable has the base class as its `__index`.
--- Call a method of the base class by its full name, with the object:
---
---     local LoggingHandler = setmetatable({}, {__index = MyTCPHandler})
---
---     function LoggingHandler:setup()
---       MyTCPHandler.setup(self)
---       print("serving", self.client_address)
---     end
---
--- A mix-in is a function that takes a class and returns one that is derived from it. `ThreadingMixIn` and `ForkingMixIn`
--- are called in this way. Make an object of your own class with `new`, which each class inherits:
---
---     local ThreadedTCPServer = socketserver.ThreadingMixIn(socketserver.TCPServer)
---
---     local MyServer = setmetatable({}, {__index = ThreadedTCPServer})
---     MyServer.allow_reuse_address = true
---
---     function MyServer:verify_request(request, client_address)
---       return client_address.host == "127.0.0.1"
---     end
---
---     local server <close> = MyServer:new({"localhost", 9999}, LoggingHandler)
---
--- Without a mix-in, a server serves one request at a time. For TLS, wrap the socket of the server before it serves, with
--- a context of `pysocket.ssl`:
---
---     server.socket = context:wrap_socket(server.socket, {server_side = true})
---
--- Source: Python socketserver
---@class pysocket.socketserver
---@field BaseServer pysocket.socketserver.BaseServer The base class of all servers. [Python socketserver.BaseServer]
---@field TCPServer pysocket.socketserver.TCPServer A server of streams over IPv4. [Python socketserver.TCPServer]
---@field UDPServer pysocket.socketserver.UDPServer A server of datagrams over IPv4. [Python socketserver.UDPServer]
---@field UnixStreamServer pysocket.socketserver.UnixStreamServer A server of streams at a path. [Python socketserver.UnixStreamServer]
---@field UnixDatagramServer pysocket.socketserver.UnixDatagramServer A server of datagrams at a path. [Python socketserver.UnixDatagramServer]
---@field ThreadingMixIn pysocket.socketserver.ThreadingMixIn Handles each request in a task. [Python socketserver.ThreadingMixIn]
---@field ForkingMixIn pysocket.socketserver.ForkingMixIn Handles each request in a process. [Python socketserver.ForkingMixIn]
---@field ThreadingTCPServer pysocket.socketserver.ThreadingTCPServer `ThreadingMixIn(TCPServer)`. [Python socketserver.ThreadingTCPServer]
---@field ThreadingUDPServer pysocket.socketserver.ThreadingUDPServer `ThreadingMixIn(UDPServer)`. [Python socketserver.ThreadingUDPServer]
---@field ThreadingUnixStreamServer pysocket.socketserver.ThreadingUnixStreamServer `ThreadingMixIn(UnixStreamServer)`. [Python socketserver.ThreadingUnixStreamServer]
---@field ThreadingUnixDatagramServer pysocket.socketserver.ThreadingUnixDatagramServer `ThreadingMixIn(UnixDatagramServer)`. [Python socketserver.ThreadingUnixDatagramServer]
---@field ForkingTCPServer pysocket.socketserver.ForkingTCPServer `ForkingMixIn(TCPServer)`. [Python socketserver.ForkingTCPServer]
---@field ForkingUDPServer pysocket.socketserver.ForkingUDPServer `ForkingMixIn(UDPServer)`. [Python socketserver.ForkingUDPServer]
---@field ForkingUnixStreamServer pysocket.socketserver.ForkingUnixStreamServer `ForkingMixIn(UnixStreamServer)`. [Python socketserver.ForkingUnixStreamServer]
---@field ForkingUnixDatagramServer pysocket.socketserver.ForkingUnixDatagramServer `ForkingMixIn(UnixDatagramServer)`. [Python socketserver.ForkingUnixDatagramServer]
---@field BaseRequestHandler pysocket.socketserver.BaseRequestHandler The base class of all handlers. [Python socketserver.BaseRequestHandler]
---@field StreamRequestHandler pysocket.socketserver.StreamRequestHandler A handler that has files for a connection. [Python socketserver.StreamRequestHandler]
---@field DatagramRequestHandler pysocket.socketserver.DatagramRequestHandler A handler that has files for a datagram. [Python socketserver.DatagramRequestHandler]

--- A handler of requests: a class that is derived from `BaseRequestHandler`, or a function.
---
--- Source: Python socketserver.BaseServer.RequestHandlerClass
---@alias pysocket.socketserver.Handler pysocket.socketserver.BaseRequestHandler|fun(request: any, client_address: any, server: pysocket.socketserver.BaseServer)

-- Servers -------------------------------------------------------------------------

--- The base class of all servers. It has no socket: a class that is derived from it defines `fileno` and `get_request`.
---
--- Raises: nothing
--- Source: Python socketserver.BaseServer
---@class pysocket.socketserver.BaseServer
---@overload fun(server_address: any, RequestHandlerClass: pysocket.socketserver.Handler): pysocket.socketserver.BaseServer
---@field server_address any The address. [Python socketserver.BaseServer.server_address]
---@field RequestHandlerClass pysocket.socketserver.Handler The handler of requests. [Python socketserver.BaseServer.RequestHandlerClass]
---@field timeout? number The number of seconds after which `handle_request` calls `handle_timeout`; nil, the default: it waits for ever. [Python socketserver.BaseServer.timeout]
local BaseServer = {}

--- Makes a server, as calling the class does. Use it for your own classes, which cannot be called.
---
--- Raises: `OSError` or a subclass; `gaierror`, from a class that has a socket
--- Source: Python socketserver.BaseServer
---@param server_address any the address of the server
---@param RequestHandlerClass pysocket.socketserver.Handler the handler of requests
---@return pysocket.socketserver.BaseServer server the new server
function BaseServer:new(server_address, RequestHandlerClass) end

--- Handles requests until `shutdown` is called, the server is closed, or Ctrl-C is pressed.
---
--- In a task, other tasks run meanwhile. Outside a task, a server with `ThreadingMixIn` runs its own loop.
---
--- Raises: the errors of get_request that are not an `OSError`; `CancelledError` if its task is cancelled. A string if the server is closed
--- Source: Python socketserver.BaseServer.serve_forever
---@overload fun(self: pysocket.socketserver.BaseServer, keywords: pysocket.socketserver.keywords.serve_forever)
---@param poll_interval? number the number of seconds between two checks for a call of shutdown; 0.5 by default
function BaseServer:serve_forever(poll_interval) end

--- Ends `serve_forever` and waits until it has ended: call it in another task. Requests that are being handled are finished first.
---
--- It does not wait if it is called in a callback of the loop, or while a server without a mix-in handles a request.
---
--- Raises: `CancelledError`. A string if serve_forever does not run and there is no task that could call it
--- Source: Python socketserver.BaseServer.shutdown
function BaseServer:shutdown() end

--- Handles one request, or calls `handle_timeout`. With `ThreadingMixIn` outside a task, it also waits for the end of the request.
---
--- Raises: the errors of get_request that are not an `OSError`; `CancelledError`. A string if the server is closed
--- Source: Python socketserver.BaseServer.handle_request
function BaseServer:handle_request() end

--- Is called after each turn of `serve_forever`. Your own class can define it.
---
--- Raises: nothing
--- Source: Python socketserver.BaseServer.service_actions
function BaseServer:service_actions() end

--- Is called by `handle_request` if no request has arrived in time.
---
--- Raises: nothing
--- Source: Python socketserver.BaseServer.handle_timeout
function BaseServer:handle_timeout() end

--- Returns whether to handle a request. It returns true unless your own class defines it.
---
--- Raises: nothing
--- Source: Python socketserver.BaseServer.verify_request
---@param request any the request
---@param client_address any the address of the client
---@return boolean yes whether it is handled
function BaseServer:verify_request(request, client_address) end

--- Calls `finish_request` and `shutdown_request`. A mix-in does this in a task or in a process.
---
--- Raises: the errors of the handler
--- Source: Python socketserver.BaseServer.process_request
---@param request any the request
---@param client_address any the address of the client
function BaseServer:process_request(request, client_address) end

--- Makes an object of the handler class, which handles the request.
---
--- Raises: the errors of the handler
--- Source: Python socketserver.BaseServer.finish_request
---@param request any the request
---@param client_address any the address of the client
function BaseServer:finish_request(request, client_address) end

--- Ends a request. A stream server shuts down the sending side, and calls `close_request`.
---
--- Raises: nothing
--- Source: Python socketserver.BaseServer
---@param request any the request
function BaseServer:shutdown_request(request) end

--- Closes a request.
---
--- Raises: nothing
--- Source: Python socketserver.BaseServer
---@param request any the request
function BaseServer:close_request(request) end

--- Reports an error of the handler: writes the address of the client, the error and its traceback to stderr. The server continues.
---
--- Raises: nothing
--- Source: Python socketserver.BaseServer.handle_error
---@param request any the request
---@param client_address any the address of the client
---@param e any the error
---@param traceback string|nil the text of the error and the stack where it was raised; nil if there was no memory for it
function BaseServer:handle_error(request, client_address, e, traceback) end

--- Prepares a new server for requests. A stream server calls `listen`.
---
--- Raises: `OSError`
--- Source: Python socketserver.BaseServer.server_activate
function BaseServer:server_activate() end

--- Closes the server. It is also closed at the end of a `<close>` variable's block.
---
--- Raises: `CancelledError` if a mix-in waits for requests
--- Source: Python socketserver.BaseServer.server_close
function BaseServer:server_close() end

--- A server of streams over IPv4.
---
--- Raises: `OSError` or a subclass; `gaierror`
--- Source: Python socketserver.TCPServer
---@class pysocket.socketserver.TCPServer : pysocket.socketserver.BaseServer
---@overload fun(server_address: pysocket.address, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.TCPServer
---@overload fun(server_address: pysocket.address, RequestHandlerClass: pysocket.socketserver.Handler, keywords: pysocket.socketserver.keywords.TCPServer): pysocket.socketserver.TCPServer
---@field socket pysocket.socket The socket that waits for requests. [Python socketserver.BaseServer.socket]
---@field address_family integer The family of the socket; `socket.AF_INET` by default. [Python socketserver.BaseServer.address_family]
---@field socket_type integer The type of the socket. [Python socketserver.BaseServer.socket_type]
---@field request_queue_size integer The backlog of a stream server; 5 by default. [Python socketserver.BaseServer.request_queue_size]
---@field allow_reuse_address boolean Whether to set SO_REUSEADDR; false by default. [Python socketserver.BaseServer.allow_reuse_address]
---@field allow_reuse_port boolean Whether to set SO_REUSEPORT; false by default. [Python socketserver.BaseServer]
local TCPServer = {}

--- Makes a server, as calling the class does. Use it for your own classes, which cannot be called.
---
--- Raises: `OSError` or a subclass; `gaierror`
--- Source: Python socketserver.TCPServer
---@overload fun(self: pysocket.socketserver.TCPServer, server_address: pysocket.address, RequestHandlerClass: pysocket.socketserver.Handler, keywords: pysocket.socketserver.keywords.TCPServer): pysocket.socketserver.TCPServer
---@param server_address pysocket.address the address to bind
---@param RequestHandlerClass pysocket.socketserver.Handler the handler of requests
---@param bind_and_activate? boolean whether to call server_bind and server_activate at once; true by default
---@return pysocket.socketserver.TCPServer server the new server
function TCPServer:new(server_address, RequestHandlerClass, bind_and_activate) end

--- Binds the socket to the address, and sets `server_address` to the address that it got.
---
--- Raises: `OSError` or a subclass; `gaierror`
--- Source: Python socketserver.BaseServer.server_bind
function TCPServer:server_bind() end

--- Accepts a connection, or receives a datagram.
---
--- Raises: `OSError` or a subclass; `CancelledError`
--- Source: Python socketserver.BaseServer.get_request
---@return any request the socket of the connection, or {data, socket} from a datagram server
---@return pysocket.address client_address the address of the client
function TCPServer:get_request() end

--- Returns the descriptor, so that a selector can wait for several servers.
---
--- Raises: nothing
--- Source: Python socketserver.BaseServer.fileno
---@return integer fd the descriptor; -1 if the server is closed
function TCPServer:fileno() end

--- A server of datagrams over IPv4. A request is a table {data, socket}.
---
--- Raises: `OSError` or a subclass; `gaierror`
--- Source: Python socketserver.UDPServer
---@class pysocket.socketserver.UDPServer : pysocket.socketserver.TCPServer
---@overload fun(server_address: pysocket.address, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.UDPServer
---@field max_packet_size integer The maximum number of bytes of a datagram that are received; 8192 by default. [Python socketserver.UDPServer]

--- A server of streams whose address is a path. As in Python, closing it leaves the path.
---
--- Raises: `OSError` or a subclass
--- Source: Python socketserver.UnixStreamServer
---@class pysocket.socketserver.UnixStreamServer : pysocket.socketserver.TCPServer
---@overload fun(server_address: string, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.UnixStreamServer

--- A server of datagrams whose address is a path. As in Python, closing it leaves the path.
---
--- Raises: `OSError` or a subclass
--- Source: Python socketserver.UnixDatagramServer
---@class pysocket.socketserver.UnixDatagramServer : pysocket.socketserver.UDPServer
---@overload fun(server_address: string, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.UnixDatagramServer

-- Mix-ins -------------------------------------------------------------------------

--- Handles each request in its own task: `ThreadingMixIn(TCPServer)` is a class. A call of the handler that waits suspends only this task.
---
--- Outside a task, `serve_forever` and `handle_request` run their own loop, in which the requests run to their end.
--- Ctrl-C, and the cancellation of the task that serves, also cancel the requests.
---
--- Raises: nothing
--- Source: Python socketserver.ThreadingMixIn
---@class pysocket.socketserver.ThreadingMixIn
---@overload fun(class: pysocket.socketserver.BaseServer): pysocket.socketserver.TCPServer
---@field daemon_threads boolean Whether serve_forever and server_close do not wait for requests; false by default. [Python socketserver.ThreadingMixIn.daemon_threads]
---@field block_on_close boolean Whether server_close waits for the requests that are being handled; true by default. [Python socketserver.ThreadingMixIn.block_on_close]
local ThreadingMixIn = {}

--- Starts a task that calls `process_request_thread`.
---
--- Raises: a string if no loop runs
--- Source: Python socketserver.ThreadingMixIn
---@param request any the request
---@param client_address any the address of the client
function ThreadingMixIn:process_request(request, client_address) end

--- Handles the request in its task: calls finish_request, handle_error if that failed, and shutdown_request.
---
--- Raises: `CancelledError`
--- Source: Python socketserver.ThreadingMixIn
---@param request any the request
---@param client_address any the address of the client
function ThreadingMixIn:process_request_thread(request, client_address) end

--- Closes the server, and waits until the requests that are being handled have ended.
---
--- Raises: `CancelledError`
--- Source: Python socketserver.BaseServer.server_close
function ThreadingMixIn:server_close() end

--- Handles each request in its own process: `ForkingMixIn(TCPServer)` is a class. The parent does not see what a handler changes.
---
--- The child uses nothing of its parent's loop. It ends with the request, without finalizers and without closing the
--- variables of its parent. Output is flushed before the fork and before the end.
---
--- Raises: nothing
--- Source: Python socketserver.ForkingMixIn
---@class pysocket.socketserver.ForkingMixIn
---@overload fun(class: pysocket.socketserver.BaseServer): pysocket.socketserver.TCPServer
---@field timeout number The timeout of handle_request; 300 seconds by default. [Python socketserver.BaseServer.timeout]
---@field active_children? integer[] The process ids of the children; nil before the first request. [Python socketserver.ForkingMixIn]
---@field max_children integer The maximum number of children; 40 by default. [Python socketserver.ForkingMixIn.max_children]
---@field block_on_close boolean Whether server_close waits for all children; true by default. [Python socketserver.ForkingMixIn.block_on_close]
local ForkingMixIn = {}

--- Collects the children that have ended. If there are `max_children`, it waits until there are fewer.
---
--- Raises: `CancelledError`
--- Source: Python socketserver.ForkingMixIn
---@overload fun(self: pysocket.socketserver.ForkingMixIn, keywords: pysocket.socketserver.keywords.collect_children)
---@param blocking? boolean whether to wait for all of them; false by default
function ForkingMixIn:collect_children(blocking) end

--- Collects the children that have ended.
---
--- Raises: `CancelledError`
--- Source: Python socketserver.BaseServer.handle_timeout
function ForkingMixIn:handle_timeout() end

--- Collects the children that have ended.
---
--- Raises: `CancelledError`
--- Source: Python socketserver.BaseServer.service_actions
function ForkingMixIn:service_actions() end

--- Starts a process that calls finish_request, handle_error if that failed, and shutdown_request. Closes the request here.
---
--- Raises: `OSError`
--- Source: Python socketserver.ForkingMixIn
---@param request any the request
---@param client_address any the address of the client
function ForkingMixIn:process_request(request, client_address) end

--- Closes the server, and waits until all children have ended.
---
--- Raises: `CancelledError`
--- Source: Python socketserver.BaseServer.server_close
function ForkingMixIn:server_close() end

--- `ThreadingMixIn(TCPServer)`.
---
--- Raises: `OSError` or a subclass; `gaierror`
--- Source: Python socketserver.ThreadingTCPServer
---@class pysocket.socketserver.ThreadingTCPServer : pysocket.socketserver.ThreadingMixIn, pysocket.socketserver.TCPServer
---@overload fun(server_address: pysocket.address, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.ThreadingTCPServer

--- `ThreadingMixIn(UDPServer)`.
---
--- Raises: `OSError` or a subclass; `gaierror`
--- Source: Python socketserver.ThreadingUDPServer
---@class pysocket.socketserver.ThreadingUDPServer : pysocket.socketserver.ThreadingMixIn, pysocket.socketserver.UDPServer
---@overload fun(server_address: pysocket.address, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.ThreadingUDPServer

--- `ThreadingMixIn(UnixStreamServer)`.
---
--- Raises: `OSError` or a subclass
--- Source: Python socketserver.ThreadingUnixStreamServer
---@class pysocket.socketserver.ThreadingUnixStreamServer : pysocket.socketserver.ThreadingMixIn, pysocket.socketserver.UnixStreamServer
---@overload fun(server_address: string, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.ThreadingUnixStreamServer

--- `ThreadingMixIn(UnixDatagramServer)`.
---
--- Raises: `OSError` or a subclass
--- Source: Python socketserver.ThreadingUnixDatagramServer
---@class pysocket.socketserver.ThreadingUnixDatagramServer : pysocket.socketserver.ThreadingMixIn, pysocket.socketserver.UnixDatagramServer
---@overload fun(server_address: string, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.ThreadingUnixDatagramServer

--- `ForkingMixIn(TCPServer)`.
---
--- Raises: `OSError` or a subclass; `gaierror`
--- Source: Python socketserver.ForkingTCPServer
---@class pysocket.socketserver.ForkingTCPServer : pysocket.socketserver.ForkingMixIn, pysocket.socketserver.TCPServer
---@overload fun(server_address: pysocket.address, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.ForkingTCPServer

--- `ForkingMixIn(UDPServer)`.
---
--- Raises: `OSError` or a subclass; `gaierror`
--- Source: Python socketserver.ForkingUDPServer
---@class pysocket.socketserver.ForkingUDPServer : pysocket.socketserver.ForkingMixIn, pysocket.socketserver.UDPServer
---@overload fun(server_address: pysocket.address, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.ForkingUDPServer

--- `ForkingMixIn(UnixStreamServer)`.
---
--- Raises: `OSError` or a subclass
--- Source: Python socketserver.ForkingUnixStreamServer
---@class pysocket.socketserver.ForkingUnixStreamServer : pysocket.socketserver.ForkingMixIn, pysocket.socketserver.UnixStreamServer
---@overload fun(server_address: string, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.ForkingUnixStreamServer

--- `ForkingMixIn(UnixDatagramServer)`.
---
--- Raises: `OSError` or a subclass
--- Source: Python socketserver.ForkingUnixDatagramServer
---@class pysocket.socketserver.ForkingUnixDatagramServer : pysocket.socketserver.ForkingMixIn, pysocket.socketserver.UnixDatagramServer
---@overload fun(server_address: string, RequestHandlerClass: pysocket.socketserver.Handler, bind_and_activate?: boolean): pysocket.socketserver.ForkingUnixDatagramServer

-- Handlers ------------------------------------------------------------------------

--- The base class of all handlers. Your own class defines `handle`. The server makes an object of it for each request.
---
--- Raises: the errors of its methods
--- Source: Python socketserver.BaseRequestHandler
---@class pysocket.socketserver.BaseRequestHandler
---@overload fun(request: any, client_address: any, server: pysocket.socketserver.BaseServer): pysocket.socketserver.BaseRequestHandler
---@field request any The socket of the connection, or {data, socket} for a datagram. [Python socketserver.BaseRequestHandler.request]
---@field client_address any The address of the client. [Python socketserver.BaseRequestHandler.client_address]
---@field server pysocket.socketserver.BaseServer The server. [Python socketserver.BaseRequestHandler.server]
local BaseRequestHandler = {}

--- Makes a handler, as calling the class does: calls `setup` and `handle`, and then `finish`, even if handle raised an error.
---
--- Raises: the errors of these methods
--- Source: Python socketserver.BaseRequestHandler
---@param request any the request
---@param client_address any the address of the client
---@param server pysocket.socketserver.BaseServer the server
---@return pysocket.socketserver.BaseRequestHandler handler the handler, which has handled the request
function BaseRequestHandler:new(request, client_address, server) end

--- Is called before `handle`.
---
--- Raises: nothing
--- Source: Python socketserver.BaseRequestHandler.setup
function BaseRequestHandler:setup() end

--- Does all the work for a request. Your own class defines it.
---
--- Raises: nothing
--- Source: Python socketserver.BaseRequestHandler.handle
function BaseRequestHandler:handle() end

--- Is called after `handle`, but not if `setup` raised an error.
---
--- Raises: nothing
--- Source: Python socketserver.BaseRequestHandler.finish
function BaseRequestHandler:finish() end

--- A handler that has two files for a connection: one to read from and one to write to.
---
--- Raises: the errors of its methods
--- Source: Python socketserver.StreamRequestHandler
---@class pysocket.socketserver.StreamRequestHandler : pysocket.socketserver.BaseRequestHandler
---@overload fun(request: any, client_address: any, server: pysocket.socketserver.BaseServer): pysocket.socketserver.StreamRequestHandler
---@field connection pysocket.socket The socket of the connection. [Python socketserver.StreamRequestHandler]
---@field rfile pysocket.file The file to read from. [Python socketserver.StreamRequestHandler.rfile]
---@field wfile pysocket.file The file to write to. [Python socketserver.StreamRequestHandler.wfile]
---@field rbufsize integer The buffer size of rfile; -1, the default: that of makefile. [Python socketserver.StreamRequestHandler]
---@field wbufsize integer The buffer size of wfile; 0, the default: each write is sent at once. [Python socketserver.StreamRequestHandler]
---@field timeout? number The timeout of the connection in seconds; nil, the default: it is not changed. [Python socketserver.StreamRequestHandler]
---@field disable_nagle_algorithm boolean Whether to set TCP_NODELAY; false by default. [Python socketserver.StreamRequestHandler]

--- A handler that has two files for a datagram: one to read it from, and one whose content is sent back as a datagram.
---
--- Raises: the errors of its methods
--- Source: Python socketserver.DatagramRequestHandler
---@class pysocket.socketserver.DatagramRequestHandler : pysocket.socketserver.BaseRequestHandler
---@overload fun(request: any, client_address: any, server: pysocket.socketserver.BaseServer): pysocket.socketserver.DatagramRequestHandler
---@field packet string The data of the datagram. [Python socketserver.DatagramRequestHandler]
---@field socket pysocket.socket The socket of the server. [Python socketserver.DatagramRequestHandler]
---@field rfile pysocket.file The file to read the data from. [Python socketserver.DatagramRequestHandler.rfile]
---@field wfile pysocket.file The file whose content is the answer. [Python socketserver.DatagramRequestHandler.wfile]

-- Keyword arguments ---------------------------------------------------------------

--- The keyword arguments of the stream and datagram servers.
---
--- Source: Python socketserver.TCPServer
---@class pysocket.socketserver.keywords.TCPServer
---@field bind_and_activate? boolean Whether to bind and listen at once.

--- The keyword arguments of `server:serve_forever`.
---
--- Source: Python socketserver.BaseServer.serve_forever
---@class pysocket.socketserver.keywords.serve_forever
---@field poll_interval? number The interval in seconds.

--- The keyword arguments of `server:collect_children`.
---
--- Source: Python socketserver.ForkingMixIn
---@class pysocket.socketserver.keywords.collect_children
---@field blocking? boolean Whether to wait for all children.
