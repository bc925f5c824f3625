---@meta pysocket.luasocket

--- LuaSocket's module `socket`, version 3.1, in its own conventions, over this module's sockets.
--- The libraries that use LuaSocket run on it unchanged. In a task, a call that has to wait suspends that task alone; elsewhere it blocks.
---
---     require "pysocket.luasocket".install()      -- before anything requires "socket"
---     local redis = require "redis"
---     asyncio.run(function() print(redis.connect("127.0.0.1", 6379):get "key") end)
---
--- Its functions return `nil` and the text of an error, and raise none. [Use the libraries you have](libraries.md) tells
--- which libraries are known to work, and how to find out whether another one does. All names are those of LuaSocket, in
--- one table that a program may write into; only `install` is new, and `unix` is LuaSocket's module `socket.unix`.
--- `_SETSIZE` is the process's limit of descriptors, because `select` has no other; `_SOCKETINVALID` is -1, and
--- `_DATAGRAMSIZE` 8192.
---
--- Source: LuaSocket socket
---@class pysocket.luasocket
---@field _VERSION string What LuaSocket 3.1 says: `"LuaSocket 3.0.0"`. [LuaSocket socket.version]
---@field BLOCKSIZE integer How many bytes a source reads at once. [LuaSocket socket.source]
---@field dns pysocket.luasocket.dns Look-ups of names. [LuaSocket dns]
---@field unix pysocket.luasocket.unix Sockets of AF_UNIX. [unix(7)]
---@field sinkt table The functions that `sink` chooses from, by name. [LuaSocket socket.sink]
---@field sourcet table The functions that `source` chooses from, by name. [LuaSocket socket.source]
local luasocket = {}

--- Makes `require "socket"`, `"socket.core"` and `"socket.unix"` return this module, in libraries too, and puts the functions of tasks into `coroutine`.
--- Raises an error if another module was loaded under one of these names before.
---
--- Raises: nothing
--- Source: pysocket
---@return pysocket.luasocket module this module
function luasocket.install() end

--- A TCP socket, which has no descriptor until it binds or connects.
---
--- Raises: nothing
--- Source: LuaSocket tcp.socket.tcp
---@return pysocket.luasocket.tcp? master the object; nil if it failed
---@return string? e the error
function luasocket.tcp() end

--- A TCP socket for IPv4.
---
--- Raises: nothing
--- Source: LuaSocket tcp.socket.tcp4
---@return pysocket.luasocket.tcp? master the object; nil if it failed
---@return string? e the error
function luasocket.tcp4() end

--- A TCP socket for IPv6, and for nothing else.
---
--- Raises: nothing
--- Source: LuaSocket tcp.socket.tcp6
---@return pysocket.luasocket.tcp? master the object; nil if it failed
---@return string? e the error
function luasocket.tcp6() end

--- A UDP socket, which has no descriptor until its first use.
---
--- Raises: nothing
--- Source: LuaSocket udp.socket.udp
---@return pysocket.luasocket.udp? unconnected the object; nil if it failed
---@return string? e the error
function luasocket.udp() end

--- A UDP socket for IPv4.
---
--- Raises: nothing
--- Source: LuaSocket udp.socket.udp4
---@return pysocket.luasocket.udp? unconnected the object; nil if it failed
---@return string? e the error
function luasocket.udp4() end

--- A UDP socket for IPv6, and for nothing else.
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
---@param host string the host, by name or number
---@param port integer|string the port, or the name of a service
---@param local_host? string the address to connect from
---@param local_port? integer|string the port to connect from
---@param family? "inet"|"inet6"|"unspec" the family of the local address
---@return pysocket.luasocket.tcp? client the connected object; nil if it failed
---@return string? e the error
function luasocket.connect(host, port, local_host, local_port, family) end

--- Connects from a local address of IPv4.
---
--- Raises: nothing
--- Source: LuaSocket socket.connect
---@param host string the host, by name or number
---@param port integer|string the port, or the name of a service
---@param local_host? string the address to connect from
---@param local_port? integer|string the port to connect from
---@return pysocket.luasocket.tcp? client the connected object; nil if it failed
---@return string? e the error
function luasocket.connect4(host, port, local_host, local_port) end

--- Connects from a local address of IPv6.
---
--- Raises: nothing
--- Source: LuaSocket socket.connect
---@param host string the host, by name or number
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
---@param host string the local address; `"*"` for all of IPv4
---@param port integer|string the port; 0 for any free one
---@param backlog? integer the number of connections that wait to be accepted, default 32
---@return pysocket.luasocket.tcp? server the object; nil if it failed
---@return string? e the error
function luasocket.bind(host, port, backlog) end

--- Waits until some sockets are ready.
--- Takes whatever has a `getfd` method, and sockets of `pysocket`. Those that have received something that is not yet
--- read are ready at once, and those without a descriptor never. Each result has its sockets by position, and by
--- socket their positions.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param recvt? table a sequence of sockets to receive from
---@param sendt? table a sequence of sockets to send to
---@param timeout? number the longest time in seconds; nil or a negative number for none
---@return table readable those that can be received from
---@return table writable those that can be sent to
---@return "timeout"? e if none is ready
function luasocket.select(recvt, sendt, timeout) end

--- Waits for some time.
---
--- Raises: nothing
--- Source: LuaSocket socket.sleep
---@param time number seconds
function luasocket.sleep(time) end

--- The time since the start of 1970.
--- Timeouts do not depend on it, as they are on the monotonic clock.
---
--- Raises: nothing
--- Source: LuaSocket socket.gettime
---@return number seconds a float
function luasocket.gettime() end

--- Makes a function like `try`.
---
--- Raises: nothing
--- Source: LuaSocket socket.newtry
---@param finalizer? function is called before the error is raised
---@return function try the function
function luasocket.newtry(finalizer) end

--- Returns its arguments, or if the first is nil or false, raises the second for `protect`.
---
--- Raises: nothing
--- Source: LuaSocket socket.try
---@param ... any what a call returned
---@return any ... the arguments
function luasocket.try(...) end

--- Makes a function that returns nil and the error that a `try` in it raises.
--- Other errors pass through, and so does the cancellation of a task.
---
--- Raises: nothing
--- Source: LuaSocket socket.protect
---@param f function the function
---@return function protected the other function
function luasocket.protect(f) end

--- Returns its arguments without the first ones.
---
--- Raises: nothing
--- Source: LuaSocket socket.skip
---@param n integer how many of them to leave out
---@param ... any the arguments
---@return any ... the others
function luasocket.skip(n, ...) end

--- Makes a function like `sink` and `source`.
---
--- Raises: nothing
--- Source: LuaSocket socket.sink
---@param functions table functions by name
---@return function chooser calls the function of a name, or that of `"default"`
function luasocket.choose(functions) end

--- Makes an LTN12 sink that sends.
---
--- Raises: nothing
--- Source: LuaSocket socket.sink
---@param mode? "close-when-done"|"keep-open" what it does at the end, default `"keep-open"`
---@param socket pysocket.luasocket.tcp the socket
---@return table sink the sink
function luasocket.sink(mode, socket) end

--- Makes an LTN12 source that receives.
---
--- Raises: nothing
--- Source: LuaSocket socket.source
---@param mode? "by-length"|"until-closed" how it finds the end, default `"until-closed"`
---@param socket pysocket.luasocket.tcp the socket
---@param length? integer how many bytes, for `"by-length"`
---@return table source the source
function luasocket.source(mode, socket, length) end
