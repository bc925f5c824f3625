---@meta pysocket.luasocket

--- LuaSocket's module `socket`, version 3.1, with its own conventions, over this module's sockets.
--- Libraries that use LuaSocket run on it unchanged. In a task, a call that has to wait suspends only that task; elsewhere it blocks.
---
---     require "pysocket.luasocket".install()      -- before anything requires "socket"
---     local redis = require "redis"
---     asyncio.run(function() print(redis.connect("127.0.0.1", 6379):get "key") end)
---
--- Its functions return `nil` and the text of an error, and raise none. [Use the libraries you have](libraries.md) lists
--- the libraries that are known to work, and explains how to find out whether another one does. All names are LuaSocket's,
--- in a table that programs may change; only `install` is new, and `unix` is LuaSocket's module `socket.unix`.
--- `_SETSIZE` is the process's limit of descriptors, because `select` has no other; `_SOCKETINVALID` is -1, and
--- `_DATAGRAMSIZE` 8192.
---
--- Source: LuaSocket socket
---@class pysocket.luasocket
---@field _VERSION string The version that LuaSocket 3.1 gives, `"LuaSocket 3.0.0"`. [LuaSocket socket.version]
---@field BLOCKSIZE integer The number of bytes that a source reads at once. [LuaSocket socket.source]
---@field dns pysocket.luasocket.dns Functions that look up names. [LuaSocket dns]
---@field unix pysocket.luasocket.unix Sockets of AF_UNIX. [unix(7)]
---@field sinkt table The functions that `sink` chooses from, by name. [LuaSocket socket.sink]
---@field sourcet table The functions that `source` chooses from, by name. [LuaSocket socket.source]
local luasocket = {}

--- Makes `require "socket"`, `"socket.core"` and `"socket.unix"` return this module, in libraries too, and puts the task-aware functions into `coroutine`.
--- Raises an error if another module was loaded under one of these names before.
---
--- Raises: nothing
--- Source: pysocket
---@return pysocket.luasocket module this module
function luasocket.install() end

--- Makes a TCP socket, which has no descriptor until it binds or connects.
---
--- Raises: nothing
--- Source: LuaSocket tcp.socket.tcp
---@return pysocket.luasocket.tcp? master the object; nil if it failed
---@return string? e the error
function luasocket.tcp() end

--- Makes a TCP socket for IPv4.
---
--- Raises: nothing
--- Source: LuaSocket tcp.socket.tcp4
---@return pysocket.luasocket.tcp? master the object; nil if it failed
---@return string? e the error
function luasocket.tcp4() end

--- Makes a TCP socket for IPv6 only.
---
--- Raises: nothing
--- Source: LuaSocket tcp.socket.tcp6
---@return pysocket.luasocket.tcp? master the object; nil if it failed
---@return string? e the error
function luasocket.tcp6() end

--- Makes a UDP socket, which has no descriptor until its first use.
---
--- Raises: nothing
--- Source: LuaSocket udp.socket.udp
---@return pysocket.luasocket.udp? unconnected the object; nil if it failed
---@return string? e the error
function luasocket.udp() end

--- Makes a UDP socket for IPv4.
---
--- Raises: nothing
--- Source: LuaSocket udp.socket.udp4
---@return pysocket.luasocket.udp? unconnected the object; nil if it failed
---@return string? e the error
function luasocket.udp4() end

--- Makes a UDP socket for IPv6 only.
---
--- Raises: nothing
--- Source: LuaSocket udp.socket.udp6
---@return pysocket.luasocket.udp? unconnected the object; nil if it failed
---@return string? e the error
function luasocket.udp6() end

--- Connects to a TCP server.
--- Tries each address of the host.
---
--- Raises: nothing
--- Source: LuaSocket socket.connect
---@param host string the host, a name or a numeric address
---@param port integer|string the port, or the name of a service
---@param local_host? string the address to connect from
---@param local_port? integer|string the port to connect from
---@param family? "inet"|"inet6"|"unspec" the family of the local address
---@return pysocket.luasocket.tcp? client the connected object; nil if it failed
---@return string? e the error
function luasocket.connect(host, port, local_host, local_port, family) end

--- Connects to a TCP server from a local IPv4 address.
---
--- Raises: nothing
--- Source: LuaSocket socket.connect
---@param host string the host, a name or a numeric address
---@param port integer|string the port, or the name of a service
---@param local_host? string the address to connect from
---@param local_port? integer|string the port to connect from
---@return pysocket.luasocket.tcp? client the connected object; nil if it failed
---@return string? e the error
function luasocket.connect4(host, port, local_host, local_port) end

--- Connects to a TCP server from a local IPv6 address.
---
--- Raises: nothing
--- Source: LuaSocket socket.connect
---@param host string the host, a name or a numeric address
---@param port integer|string the port, or the name of a service
---@param local_host? string the address to connect from
---@param local_port? integer|string the port to connect from
---@return pysocket.luasocket.tcp? client the connected object; nil if it failed
---@return string? e the error
function luasocket.connect6(host, port, local_host, local_port) end

--- Makes a TCP server, with the option `reuseaddr`.
---
--- Raises: nothing
--- Source: LuaSocket socket.bind
---@param host string the local address; `"*"` means every IPv4 address
---@param port integer|string the port; 0 means any free port
---@param backlog? integer the maximum number of connections that wait to be accepted; 32 by default
---@return pysocket.luasocket.tcp? server the object; nil if it failed
---@return string? e the error
function luasocket.bind(host, port, backlog) end

--- Waits until some sockets are ready.
--- It accepts objects that have a `getfd` method, and sockets of `pysocket`. A socket with received data that is not read
--- yet is ready at once, and one without a descriptor is never ready. Each result maps positions to sockets and sockets to
--- positions.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param recvt? table a sequence of sockets to receive from
---@param sendt? table a sequence of sockets to send to
---@param timeout? number the maximum time in seconds; nil or a negative number: no limit
---@return table readable the sockets to receive from
---@return table writable the sockets to send to
---@return "timeout"? e "timeout" if no socket is ready
function luasocket.select(recvt, sendt, timeout) end

--- Waits for some time.
---
--- Raises: nothing
--- Source: LuaSocket socket.sleep
---@param time number seconds
function luasocket.sleep(time) end

--- Returns the time since the start of 1970.
--- Timeouts do not depend on it, because they use the monotonic clock.
---
--- Raises: nothing
--- Source: LuaSocket socket.gettime
---@return number seconds a float
function luasocket.gettime() end

--- Makes a function like `try`.
---
--- Raises: nothing
--- Source: LuaSocket socket.newtry
---@param finalizer? function a function that is called before the error is raised
---@return function try a function like `try`
function luasocket.newtry(finalizer) end

--- Returns its arguments. If the first one is nil or false, it raises the second one, for `protect` to catch.
---
--- Raises: nothing
--- Source: LuaSocket socket.try
---@param ... any the results of a call
---@return any ... the arguments
function luasocket.try(...) end

--- Makes a function that returns nil and the error if a `try` in it raises one.
--- Other errors pass through, and so does the cancellation of a task.
---
--- Raises: nothing
--- Source: LuaSocket socket.protect
---@param f function the function
---@return function protected the function that calls it
function luasocket.protect(f) end

--- Returns its arguments without the first ones.
---
--- Raises: nothing
--- Source: LuaSocket socket.skip
---@param n integer the number of arguments to leave out
---@param ... any the arguments
---@return any ... the other arguments
function luasocket.skip(n, ...) end

--- Makes a function like `sink` and `source`.
---
--- Raises: nothing
--- Source: LuaSocket socket.sink
---@param functions table functions by name
---@return function chooser a function that calls the function with a given name, or the one named `"default"`
function luasocket.choose(functions) end

--- Makes an LTN12 sink that sends.
---
--- Raises: nothing
--- Source: LuaSocket socket.sink
---@param mode? "close-when-done"|"keep-open" the behaviour at the end; `"keep-open"` by default
---@param socket pysocket.luasocket.tcp the socket
---@return table sink the sink
function luasocket.sink(mode, socket) end

--- Makes an LTN12 source that receives.
---
--- Raises: nothing
--- Source: LuaSocket socket.source
---@param mode? "by-length"|"until-closed" how to find the end; `"until-closed"` by default
---@param socket pysocket.luasocket.tcp the socket
---@param length? integer the number of bytes, for `"by-length"`
---@return table source the source
function luasocket.source(mode, socket, length) end
