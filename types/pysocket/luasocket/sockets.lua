---@meta _

--- A TCP socket of `pysocket.luasocket`.
--- `tostring` shows its class, which `connect` and `listen` change: `tcp{master}`, `tcp{client}` or `tcp{server}`. A
--- method that the class does not have raises an error.
---
--- Source: LuaSocket tcp
---@class pysocket.luasocket.tcp
---@field class "tcp{master}"|"tcp{client}"|"tcp{server}" The class. [LuaSocket tcp]
local tcp = {}

--- Receives a line without its end, all data up to the end of the stream, or a number of bytes.
--- All CR characters are removed from a line. The data that was received before an error is the partial result.
---
--- Raises: nothing
--- Source: LuaSocket tcp.receive
---@param pattern? "*l"|"*a"|number what to receive; `"*l"` by default
---@param prefix? string a string to put before the result; it counts toward a number of bytes
---@return string? data nil if it failed
---@return string? e the error
---@return string? partial the data that was received before the error
function tcp:receive(pattern, prefix) end

--- Sends a string, or the part of it from `i` to `j`, as in `string.sub`.
---
--- Raises: nothing
--- Source: LuaSocket tcp.send
---@param data string the string
---@param i? integer the first index; 1 by default
---@param j? integer the last index; -1 by default
---@return number? index the index of the last byte; nil if it failed
---@return string? e the error
---@return number? last the index of the last byte that was sent before the error
function tcp:send(data, i, j) end

--- Accepts the next connection of a server.
--- The connection does not inherit the timeouts.
---
--- Raises: nothing
--- Source: LuaSocket tcp.accept
---@return pysocket.luasocket.tcp? client the object of the connection; nil if it failed
---@return string? e the error
function tcp:accept() end

--- Makes the socket listen, which turns it into a server.
---
--- Raises: nothing
--- Source: LuaSocket tcp.listen
---@param backlog? integer the maximum number of connections that wait to be accepted; 32 by default
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:listen(backlog) end

--- Shuts down one direction of a connection, or both.
---
--- Raises: nothing
--- Source: LuaSocket tcp.shutdown
---@param mode? "both"|"send"|"receive" the direction; `"both"` by default
---@return integer ok 1
function tcp:shutdown(mode) end

--- Returns the statistics of the object.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getstats
---@return number received the number of bytes that were received
---@return number sent the number of bytes that were sent
---@return number age the age of the object in seconds
function tcp:getstats() end

--- Sets the statistics of the object.
---
--- Raises: nothing
--- Source: LuaSocket tcp.setstats
---@param received? number the number of received bytes
---@param sent? number the number of sent bytes
---@param age? number the age in seconds
---@return integer ok 1
function tcp:setstats(received, sent, age) end

--- Connects the socket, which turns it into a client.
--- It tries each address of the host. With a timeout of 0 it returns "timeout" while it continues in the background; call
--- it again when the socket is writable.
---
--- Raises: nothing
--- Source: LuaSocket tcp.connect
---@param host string the host, a name or a numeric address
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:connect(host, port) end

--- Does the same as `connect`.
---
--- Raises: nothing
--- Source: LuaSocket tcp.connect
---@param host string the host, a name or a numeric address
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:setpeername(host, port) end

--- Binds the socket to a local address.
---
--- Raises: nothing
--- Source: LuaSocket tcp.bind
---@param host string the host, a name or a numeric address; `"*"` means all local addresses
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:bind(host, port) end

--- Does the same as `bind`.
---
--- Raises: nothing
--- Source: LuaSocket tcp.bind
---@param host string the host, a name or a numeric address; `"*"` means all local addresses
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:setsockname(host, port) end

--- Returns the address of the peer.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getpeername
---@return string? host the numeric address; nil if it failed
---@return integer|string port the port, or the error
---@return "inet"|"inet6"|"unspec" family the address family
function tcp:getpeername() end

--- Returns the local address.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getsockname
---@return string? host the numeric address; nil if it failed
---@return string port the port, or the error
---@return "inet"|"inet6"|"unspec" family the address family
function tcp:getsockname() end

--- Closes the descriptor.
--- Tasks that wait for it get the error "closed". The object can be used again afterwards.
---
--- Raises: nothing
--- Source: LuaSocket tcp.close
---@return integer ok 1
function tcp:close() end

--- Returns the descriptor.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return number fd -1 if there is none
function tcp:getfd() end

--- Replaces the descriptor of the object.
--- The previous descriptor stays open and belongs to the caller.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param fd integer the new descriptor, or -1 for none
function tcp:setfd(fd) end

--- Returns whether data was received that is not read yet.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return boolean dirty always false for datagrams
function tcp:dirty() end

--- Sets the maximum time of each wait in a call (`"b"`), or of a whole call (`"t"` or `"r"`).
---
--- Raises: nothing
--- Source: LuaSocket tcp.settimeout
---@param value? number seconds; 0: do not wait; nil or a negative number: no limit
---@param mode? "b"|"t"|"r" which of the two; `"b"` by default
---@return integer ok 1
function tcp:settimeout(value, mode) end

--- Returns the two timeouts.
---
--- Raises: nothing
--- Source: LuaSocket tcp.gettimeout
---@return number block the timeout of each wait in seconds; -1: none
---@return number total the timeout of a call in seconds; -1: none
function tcp:gettimeout() end

--- Sets an option of the socket.
---
--- Raises: nothing
--- Source: LuaSocket tcp.setoption
---@param option string the name of the option
---@param value any the value of the option
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:setoption(option, value) end

--- Returns the value of an option.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getoption
---@param option string the name of the option
---@return any value nil if it failed
---@return string? e the error
function tcp:getoption(option) end

--- Returns the version of IP.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getoption
---@return "inet4"|"inet6" family the family; "inet4" as long as it is unknown
function tcp:getfamily() end

--- A UDP socket of `pysocket.luasocket`.
--- Its class is `udp{unconnected}` or `udp{connected}`.
---
--- Source: LuaSocket udp
---@class pysocket.luasocket.udp
---@field class "udp{connected}"|"udp{unconnected}" The class. [LuaSocket udp]
local udp = {}

--- Receives a datagram.
--- The rest of a datagram that is longer than the size is lost.
---
--- Raises: nothing
--- Source: LuaSocket udp.receive
---@param size? integer the maximum number of bytes; 8192 by default
---@return string? datagram nil if it failed
---@return string? e the error
function udp:receive(size) end

--- Sends a datagram to the peer.
---
--- Raises: nothing
--- Source: LuaSocket udp.send
---@param datagram string the datagram
---@return number? sent the number of bytes; nil if it failed
---@return string? e the error
function udp:send(datagram) end

--- Receives a datagram and the address of its sender.
---
--- Raises: nothing
--- Source: LuaSocket udp.receivefrom
---@param size? integer the maximum number of bytes; 8192 by default
---@return string? datagram nil if it failed
---@return string host the address of the sender, or the error
---@return integer? port its port
function udp:receivefrom(size) end

--- Sends a datagram to an address.
---
--- Raises: nothing
--- Source: LuaSocket udp.sendto
---@param datagram string the datagram
---@param host string the numeric address
---@param port integer|string the numeric port
---@return number? sent the number of bytes; nil if it failed
---@return string? e the error
function udp:sendto(datagram, host, port) end

--- Connects the socket to a peer.
---
--- Raises: nothing
--- Source: LuaSocket udp.setpeername
---@param host string the host; `"*"` removes the peer
---@param port? integer|string the port
---@return integer? ok 1; nil if it failed
---@return string? e the error
function udp:setpeername(host, port) end

--- Binds the socket to a local address.
---
--- Raises: nothing
--- Source: LuaSocket udp.setsockname
---@param host string the host, a name or a numeric address; `"*"` means all local addresses
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function udp:setsockname(host, port) end

--- Returns the address of the peer.
---
--- Raises: nothing
--- Source: LuaSocket udp.getpeername
---@return string? host the numeric address; nil if it failed
---@return integer|string port the port, or the error
---@return "inet"|"inet6"|"unspec" family the address family
function udp:getpeername() end

--- Returns the local address.
---
--- Raises: nothing
--- Source: LuaSocket udp.getsockname
---@return string? host the numeric address; nil if it failed
---@return string port the port, or the error
---@return "inet"|"inet6"|"unspec" family the address family
function udp:getsockname() end

--- Closes the descriptor.
--- Tasks that wait for it get the error "closed". The object can be used again afterwards.
---
--- Raises: nothing
--- Source: LuaSocket udp.close
---@return integer ok 1
function udp:close() end

--- Returns the descriptor.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return number fd -1 if there is none
function udp:getfd() end

--- Replaces the descriptor of the object.
--- The previous descriptor stays open and belongs to the caller.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param fd integer the new descriptor, or -1 for none
function udp:setfd(fd) end

--- Returns whether data was received that is not read yet.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return boolean dirty always false for datagrams
function udp:dirty() end

--- Sets the maximum time of each wait in a call (`"b"`), or of a whole call (`"t"` or `"r"`).
---
--- Raises: nothing
--- Source: LuaSocket udp.settimeout
---@param value? number seconds; 0: do not wait; nil or a negative number: no limit
---@param mode? "b"|"t"|"r" which of the two; `"b"` by default
---@return integer ok 1
function udp:settimeout(value, mode) end

--- Returns the two timeouts.
---
--- Raises: nothing
--- Source: LuaSocket udp.gettimeout
---@return number block the timeout of each wait in seconds; -1: none
---@return number total the timeout of a call in seconds; -1: none
function udp:gettimeout() end

--- Sets an option of the socket.
---
--- Raises: nothing
--- Source: LuaSocket udp.setoption
---@param option string the name of the option
---@param value any the value of the option
---@return integer? ok 1; nil if it failed
---@return string? e the error
function udp:setoption(option, value) end

--- Returns the value of an option.
---
--- Raises: nothing
--- Source: LuaSocket udp.getoption
---@param option string the name of the option
---@return any value nil if it failed
---@return string? e the error
function udp:getoption(option) end

--- Returns the version of IP.
---
--- Raises: nothing
--- Source: LuaSocket udp.getoption
---@return "inet4"|"inet6" family the family; "inet4" as long as it is unknown
function udp:getfamily() end

--- A stream socket of AF_UNIX.
--- Its class is `unixstream{master}`, `unixstream{client}` or `unixstream{server}`.
---
--- Source: unix(7)
---@class pysocket.luasocket.unixstream
---@field class "unixstream{master}"|"unixstream{client}"|"unixstream{server}" The class. [unix(7)]
local unixstream = {}

--- Receives a line without its end, all data up to the end of the stream, or a number of bytes.
--- All CR characters are removed from a line. The data that was received before an error is the partial result.
---
--- Raises: nothing
--- Source: LuaSocket tcp.receive
---@param pattern? "*l"|"*a"|number what to receive; `"*l"` by default
---@param prefix? string a string to put before the result; it counts toward a number of bytes
---@return string? data nil if it failed
---@return string? e the error
---@return string? partial the data that was received before the error
function unixstream:receive(pattern, prefix) end

--- Sends a string, or the part of it from `i` to `j`, as in `string.sub`.
---
--- Raises: nothing
--- Source: LuaSocket tcp.send
---@param data string the string
---@param i? integer the first index; 1 by default
---@param j? integer the last index; -1 by default
---@return number? index the index of the last byte; nil if it failed
---@return string? e the error
---@return number? last the index of the last byte that was sent before the error
function unixstream:send(data, i, j) end

--- Accepts the next connection of a server.
--- The connection does not inherit the timeouts.
---
--- Raises: nothing
--- Source: LuaSocket tcp.accept
---@return pysocket.luasocket.unixstream? client the object of the connection; nil if it failed
---@return string? e the error
function unixstream:accept() end

--- Makes the socket listen, which turns it into a server.
---
--- Raises: nothing
--- Source: LuaSocket tcp.listen
---@param backlog? integer the maximum number of connections that wait to be accepted; 32 by default
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:listen(backlog) end

--- Shuts down one direction of a connection, or both.
---
--- Raises: nothing
--- Source: LuaSocket tcp.shutdown
---@param mode? "both"|"send"|"receive" the direction; `"both"` by default
---@return integer ok 1
function unixstream:shutdown(mode) end

--- Returns the statistics of the object.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getstats
---@return number received the number of bytes that were received
---@return number sent the number of bytes that were sent
---@return number age the age of the object in seconds
function unixstream:getstats() end

--- Sets the statistics of the object.
---
--- Raises: nothing
--- Source: LuaSocket tcp.setstats
---@param received? number the number of received bytes
---@param sent? number the number of sent bytes
---@param age? number the age in seconds
---@return integer ok 1
function unixstream:setstats(received, sent, age) end

--- Connects to the socket at a path.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:connect(path) end

--- Does the same as `connect`.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:setpeername(path) end

--- Binds the socket to a path, where it creates a file.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:bind(path) end

--- Does the same as `bind`.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:setsockname(path) end

--- Returns the path.
---
--- Raises: nothing
--- Source: unix(7)
---@return string? path the path, `""` if the socket is not bound; nil if it failed
---@return string? e the error
function unixstream:getsockname() end

--- Closes the descriptor.
--- Tasks that wait for it get the error "closed". The object can be used again afterwards.
---
--- Raises: nothing
--- Source: LuaSocket tcp.close
---@return integer ok 1
function unixstream:close() end

--- Returns the descriptor.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return number fd -1 if there is none
function unixstream:getfd() end

--- Replaces the descriptor of the object.
--- The previous descriptor stays open and belongs to the caller.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param fd integer the new descriptor, or -1 for none
function unixstream:setfd(fd) end

--- Returns whether data was received that is not read yet.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return boolean dirty always false for datagrams
function unixstream:dirty() end

--- Sets the maximum time of each wait in a call (`"b"`), or of a whole call (`"t"` or `"r"`).
---
--- Raises: nothing
--- Source: LuaSocket tcp.settimeout
---@param value? number seconds; 0: do not wait; nil or a negative number: no limit
---@param mode? "b"|"t"|"r" which of the two; `"b"` by default
---@return integer ok 1
function unixstream:settimeout(value, mode) end

--- Sets an option of the socket.
---
--- Raises: nothing
--- Source: LuaSocket tcp.setoption
---@param option string the name of the option
---@param value any the value of the option
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:setoption(option, value) end

--- A datagram socket of AF_UNIX.
--- Its class is `unixdgram{unconnected}` or `unixdgram{connected}`.
---
--- Source: unix(7)
---@class pysocket.luasocket.unixdgram
---@field class "unixdgram{connected}"|"unixdgram{unconnected}" The class. [unix(7)]
local unixdgram = {}

--- Receives a datagram.
--- The rest of a datagram that is longer than the size is lost.
---
--- Raises: nothing
--- Source: LuaSocket udp.receive
---@param size? integer the maximum number of bytes; 8192 by default
---@return string? datagram nil if it failed
---@return string? e the error
function unixdgram:receive(size) end

--- Sends a datagram to the peer.
---
--- Raises: nothing
--- Source: LuaSocket udp.send
---@param datagram string the datagram
---@return number? sent the number of bytes; nil if it failed
---@return string? e the error
function unixdgram:send(datagram) end

--- Receives a datagram and the path of its sender.
---
--- Raises: nothing
--- Source: unix(7)
---@param size? integer the maximum number of bytes; 8192 by default
---@return string? datagram nil if it failed
---@return string path the path of the sender, `""` if it has none, or the error
function unixdgram:receivefrom(size) end

--- Sends a datagram to the socket at a path.
---
--- Raises: nothing
--- Source: unix(7)
---@param datagram string the datagram
---@param path string a path, or an abstract name that begins with a zero byte
---@return number? sent the number of bytes; nil if it failed
---@return string? e the error
function unixdgram:sendto(datagram, path) end

--- Connects to the socket at a path.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:connect(path) end

--- Does the same as `connect`.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:setpeername(path) end

--- Binds the socket to a path, where it creates a file.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:bind(path) end

--- Does the same as `bind`.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:setsockname(path) end

--- Returns the path.
---
--- Raises: nothing
--- Source: unix(7)
---@return string? path the path, `""` if the socket is not bound; nil if it failed
---@return string? e the error
function unixdgram:getsockname() end

--- Closes the descriptor.
--- Tasks that wait for it get the error "closed". The object can be used again afterwards.
---
--- Raises: nothing
--- Source: LuaSocket udp.close
---@return integer ok 1
function unixdgram:close() end

--- Returns the descriptor.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return number fd -1 if there is none
function unixdgram:getfd() end

--- Replaces the descriptor of the object.
--- The previous descriptor stays open and belongs to the caller.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param fd integer the new descriptor, or -1 for none
function unixdgram:setfd(fd) end

--- Returns whether data was received that is not read yet.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return boolean dirty always false for datagrams
function unixdgram:dirty() end

--- Sets the maximum time of each wait in a call (`"b"`), or of a whole call (`"t"` or `"r"`).
---
--- Raises: nothing
--- Source: LuaSocket udp.settimeout
---@param value? number seconds; 0: do not wait; nil or a negative number: no limit
---@param mode? "b"|"t"|"r" which of the two; `"b"` by default
---@return integer ok 1
function unixdgram:settimeout(value, mode) end

--- Returns the two timeouts.
---
--- Raises: nothing
--- Source: LuaSocket udp.gettimeout
---@return number block the timeout of each wait in seconds; -1: none
---@return number total the timeout of a call in seconds; -1: none
function unixdgram:gettimeout() end

--- Sets an option of the socket.
---
--- Raises: nothing
--- Source: LuaSocket udp.setoption
---@param option string the name of the option
---@param value any the value of the option
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:setoption(option, value) end
