---@meta _

--- A TCP socket of `pysocket.luasocket`.
--- `tostring` tells its class, which `connect` and `listen` change: `tcp{master}`, `tcp{client}` or `tcp{server}`. A
--- method that the class does not have raises an error.
---
--- Source: LuaSocket tcp
---@class pysocket.luasocket.tcp
---@field class "tcp{master}"|"tcp{client}"|"tcp{server}" The class. [LuaSocket tcp]
local tcp = {}

--- Receives a line without its end, all up to the end of the stream, or a number of bytes.
--- A line loses each CR. Whatever was received before an error is the partial result.
---
--- Raises: nothing
--- Source: LuaSocket tcp.receive
---@param pattern? "*l"|"*a"|number what to receive, default `"*l"`
---@param prefix? string comes before the result, and counts toward a number of bytes
---@return string? data nil if it failed
---@return string? e the error
---@return string? partial what was received nevertheless
function tcp:receive(pattern, prefix) end

--- Sends a string, or the part of it from `i` to `j`, as of `string.sub`.
---
--- Raises: nothing
--- Source: LuaSocket tcp.send
---@param data string the string
---@param i? integer the first index, default 1
---@param j? integer the last index, default -1
---@return number? index that of the last byte; nil if it failed
---@return string? e the error
---@return number? last the index of the last byte that was sent nevertheless
function tcp:send(data, i, j) end

--- Takes the next connection of a server.
--- Its timeouts are not inherited.
---
--- Raises: nothing
--- Source: LuaSocket tcp.accept
---@return pysocket.luasocket.tcp? client the object of the connection; nil if it failed
---@return string? e the error
function tcp:accept() end

--- Makes a server of it.
---
--- Raises: nothing
--- Source: LuaSocket tcp.listen
---@param backlog? integer the number of connections that wait to be accepted, default 32
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:listen(backlog) end

--- Shuts down one direction of a connection, or both.
---
--- Raises: nothing
--- Source: LuaSocket tcp.shutdown
---@param mode? "both"|"send"|"receive" which, default `"both"`
---@return integer ok 1
function tcp:shutdown(mode) end

--- What went through the object.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getstats
---@return number received bytes that were read
---@return number sent bytes
---@return number age seconds
function tcp:getstats() end

--- Changes these figures.
---
--- Raises: nothing
--- Source: LuaSocket tcp.setstats
---@param received? number bytes
---@param sent? number bytes
---@param age? number seconds
---@return integer ok 1
function tcp:setstats(received, sent, age) end

--- Connects, and makes a client of it.
--- Tries each address of the host. With a timeout of 0 it says "timeout" while it goes on in the background; call it
--- again when the socket is writable.
---
--- Raises: nothing
--- Source: LuaSocket tcp.connect
---@param host string the host, by name or number
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:connect(host, port) end

--- The same as `connect`.
---
--- Raises: nothing
--- Source: LuaSocket tcp.connect
---@param host string the host, by name or number
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:setpeername(host, port) end

--- Binds it to a local address.
---
--- Raises: nothing
--- Source: LuaSocket tcp.bind
---@param host string the host, by name or number; `"*"` for all local addresses
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:bind(host, port) end

--- The same as `bind`.
---
--- Raises: nothing
--- Source: LuaSocket tcp.bind
---@param host string the host, by name or number; `"*"` for all local addresses
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:setsockname(host, port) end

--- The address of the peer.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getpeername
---@return string? host the address as a number; nil if it failed
---@return integer|string port the port, or the error
---@return "inet"|"inet6"|"unspec" family the family
function tcp:getpeername() end

--- The local address.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getsockname
---@return string? host the address as a number; nil if it failed
---@return string port the port, or the error
---@return "inet"|"inet6"|"unspec" family the family
function tcp:getsockname() end

--- Closes the descriptor.
--- Tasks that wait for it get the error "closed". The object can be used again.
---
--- Raises: nothing
--- Source: LuaSocket tcp.close
---@return integer ok 1
function tcp:close() end

--- The descriptor.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return number fd -1 if there is none
function tcp:getfd() end

--- Puts another descriptor into the object.
--- The one that it had is the caller's.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param fd integer the descriptor; -1 for none
function tcp:setfd(fd) end

--- Whether something was received that is not yet read.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return boolean dirty never for datagrams
function tcp:dirty() end

--- Sets the longest time of a call: of each wait in it (`"b"`), or of all together (`"t"` or `"r"`).
---
--- Raises: nothing
--- Source: LuaSocket tcp.settimeout
---@param value? number seconds; 0 never waits, nil or a negative number sets none
---@param mode? "b"|"t"|"r" which of both, default `"b"`
---@return integer ok 1
function tcp:settimeout(value, mode) end

--- The two timeouts.
---
--- Raises: nothing
--- Source: LuaSocket tcp.gettimeout
---@return number block seconds; -1 for none
---@return number total the same
function tcp:gettimeout() end

--- Sets an option of the socket.
---
--- Raises: nothing
--- Source: LuaSocket tcp.setoption
---@param option string its name
---@param value any its value
---@return integer? ok 1; nil if it failed
---@return string? e the error
function tcp:setoption(option, value) end

--- Returns the value of an option.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getoption
---@param option string its name
---@return any value nil if it failed
---@return string? e the error
function tcp:getoption(option) end

--- The version of IP.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getoption
---@return "inet4"|"inet6" family inet4 while it is unknown
function tcp:getfamily() end

--- A UDP socket of `pysocket.luasocket`.
--- Its class is `udp{unconnected}` or `udp{connected}`.
---
--- Source: LuaSocket udp
---@class pysocket.luasocket.udp
---@field class "udp{connected}"|"udp{unconnected}" The class. [LuaSocket udp]
local udp = {}

--- Receives a datagram.
--- What is longer than the size is lost.
---
--- Raises: nothing
--- Source: LuaSocket udp.receive
---@param size? integer the largest number of bytes, default 8192
---@return string? datagram nil if it failed
---@return string? e the error
function udp:receive(size) end

--- Sends a datagram to the peer.
---
--- Raises: nothing
--- Source: LuaSocket udp.send
---@param datagram string the datagram
---@return number? sent bytes; nil if it failed
---@return string? e the error
function udp:send(datagram) end

--- Receives a datagram and the address of its sender.
---
--- Raises: nothing
--- Source: LuaSocket udp.receivefrom
---@param size? integer the largest number of bytes, default 8192
---@return string? datagram nil if it failed
---@return string host the address of the sender, or the error
---@return integer? port its port
function udp:receivefrom(size) end

--- Sends a datagram to an address.
---
--- Raises: nothing
--- Source: LuaSocket udp.sendto
---@param datagram string the datagram
---@param host string the address, as a number
---@param port integer|string the port, as a number
---@return number? sent bytes; nil if it failed
---@return string? e the error
function udp:sendto(datagram, host, port) end

--- Connects it to a peer.
---
--- Raises: nothing
--- Source: LuaSocket udp.setpeername
---@param host string the host; `"*"` for no peer any more
---@param port? integer|string the port
---@return integer? ok 1; nil if it failed
---@return string? e the error
function udp:setpeername(host, port) end

--- Binds it to a local address.
---
--- Raises: nothing
--- Source: LuaSocket udp.setsockname
---@param host string the host, by name or number; `"*"` for all local addresses
---@param port integer|string the port, or the name of a service
---@return integer? ok 1; nil if it failed
---@return string? e the error
function udp:setsockname(host, port) end

--- The address of the peer.
---
--- Raises: nothing
--- Source: LuaSocket udp.getpeername
---@return string? host the address as a number; nil if it failed
---@return integer|string port the port, or the error
---@return "inet"|"inet6"|"unspec" family the family
function udp:getpeername() end

--- The local address.
---
--- Raises: nothing
--- Source: LuaSocket udp.getsockname
---@return string? host the address as a number; nil if it failed
---@return string port the port, or the error
---@return "inet"|"inet6"|"unspec" family the family
function udp:getsockname() end

--- Closes the descriptor.
--- Tasks that wait for it get the error "closed". The object can be used again.
---
--- Raises: nothing
--- Source: LuaSocket udp.close
---@return integer ok 1
function udp:close() end

--- The descriptor.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return number fd -1 if there is none
function udp:getfd() end

--- Puts another descriptor into the object.
--- The one that it had is the caller's.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param fd integer the descriptor; -1 for none
function udp:setfd(fd) end

--- Whether something was received that is not yet read.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return boolean dirty never for datagrams
function udp:dirty() end

--- Sets the longest time of a call: of each wait in it (`"b"`), or of all together (`"t"` or `"r"`).
---
--- Raises: nothing
--- Source: LuaSocket udp.settimeout
---@param value? number seconds; 0 never waits, nil or a negative number sets none
---@param mode? "b"|"t"|"r" which of both, default `"b"`
---@return integer ok 1
function udp:settimeout(value, mode) end

--- The two timeouts.
---
--- Raises: nothing
--- Source: LuaSocket udp.gettimeout
---@return number block seconds; -1 for none
---@return number total the same
function udp:gettimeout() end

--- Sets an option of the socket.
---
--- Raises: nothing
--- Source: LuaSocket udp.setoption
---@param option string its name
---@param value any its value
---@return integer? ok 1; nil if it failed
---@return string? e the error
function udp:setoption(option, value) end

--- Returns the value of an option.
---
--- Raises: nothing
--- Source: LuaSocket udp.getoption
---@param option string its name
---@return any value nil if it failed
---@return string? e the error
function udp:getoption(option) end

--- The version of IP.
---
--- Raises: nothing
--- Source: LuaSocket udp.getoption
---@return "inet4"|"inet6" family inet4 while it is unknown
function udp:getfamily() end

--- A stream socket of AF_UNIX.
--- Its class is `unixstream{master}`, `unixstream{client}` or `unixstream{server}`.
---
--- Source: unix(7)
---@class pysocket.luasocket.unixstream
---@field class "unixstream{master}"|"unixstream{client}"|"unixstream{server}" The class. [unix(7)]
local unixstream = {}

--- Receives a line without its end, all up to the end of the stream, or a number of bytes.
--- A line loses each CR. Whatever was received before an error is the partial result.
---
--- Raises: nothing
--- Source: LuaSocket tcp.receive
---@param pattern? "*l"|"*a"|number what to receive, default `"*l"`
---@param prefix? string comes before the result, and counts toward a number of bytes
---@return string? data nil if it failed
---@return string? e the error
---@return string? partial what was received nevertheless
function unixstream:receive(pattern, prefix) end

--- Sends a string, or the part of it from `i` to `j`, as of `string.sub`.
---
--- Raises: nothing
--- Source: LuaSocket tcp.send
---@param data string the string
---@param i? integer the first index, default 1
---@param j? integer the last index, default -1
---@return number? index that of the last byte; nil if it failed
---@return string? e the error
---@return number? last the index of the last byte that was sent nevertheless
function unixstream:send(data, i, j) end

--- Takes the next connection of a server.
--- Its timeouts are not inherited.
---
--- Raises: nothing
--- Source: LuaSocket tcp.accept
---@return pysocket.luasocket.unixstream? client the object of the connection; nil if it failed
---@return string? e the error
function unixstream:accept() end

--- Makes a server of it.
---
--- Raises: nothing
--- Source: LuaSocket tcp.listen
---@param backlog? integer the number of connections that wait to be accepted, default 32
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:listen(backlog) end

--- Shuts down one direction of a connection, or both.
---
--- Raises: nothing
--- Source: LuaSocket tcp.shutdown
---@param mode? "both"|"send"|"receive" which, default `"both"`
---@return integer ok 1
function unixstream:shutdown(mode) end

--- What went through the object.
---
--- Raises: nothing
--- Source: LuaSocket tcp.getstats
---@return number received bytes that were read
---@return number sent bytes
---@return number age seconds
function unixstream:getstats() end

--- Changes these figures.
---
--- Raises: nothing
--- Source: LuaSocket tcp.setstats
---@param received? number bytes
---@param sent? number bytes
---@param age? number seconds
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

--- The same as `connect`.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:setpeername(path) end

--- Binds it to a path, where it creates a file.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:bind(path) end

--- The same as `bind`.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixstream:setsockname(path) end

--- The path.
---
--- Raises: nothing
--- Source: unix(7)
---@return string? path `""` if it is not bound; nil if it failed
---@return string? e the error
function unixstream:getsockname() end

--- Closes the descriptor.
--- Tasks that wait for it get the error "closed". The object can be used again.
---
--- Raises: nothing
--- Source: LuaSocket tcp.close
---@return integer ok 1
function unixstream:close() end

--- The descriptor.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return number fd -1 if there is none
function unixstream:getfd() end

--- Puts another descriptor into the object.
--- The one that it had is the caller's.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param fd integer the descriptor; -1 for none
function unixstream:setfd(fd) end

--- Whether something was received that is not yet read.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return boolean dirty never for datagrams
function unixstream:dirty() end

--- Sets the longest time of a call: of each wait in it (`"b"`), or of all together (`"t"` or `"r"`).
---
--- Raises: nothing
--- Source: LuaSocket tcp.settimeout
---@param value? number seconds; 0 never waits, nil or a negative number sets none
---@param mode? "b"|"t"|"r" which of both, default `"b"`
---@return integer ok 1
function unixstream:settimeout(value, mode) end

--- Sets an option of the socket.
---
--- Raises: nothing
--- Source: LuaSocket tcp.setoption
---@param option string its name
---@param value any its value
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
--- What is longer than the size is lost.
---
--- Raises: nothing
--- Source: LuaSocket udp.receive
---@param size? integer the largest number of bytes, default 8192
---@return string? datagram nil if it failed
---@return string? e the error
function unixdgram:receive(size) end

--- Sends a datagram to the peer.
---
--- Raises: nothing
--- Source: LuaSocket udp.send
---@param datagram string the datagram
---@return number? sent bytes; nil if it failed
---@return string? e the error
function unixdgram:send(datagram) end

--- Receives a datagram and the path of its sender.
---
--- Raises: nothing
--- Source: unix(7)
---@param size? integer the largest number of bytes, default 8192
---@return string? datagram nil if it failed
---@return string path the path of the sender, `""` if it has none, or the error
function unixdgram:receivefrom(size) end

--- Sends a datagram to the socket at a path.
---
--- Raises: nothing
--- Source: unix(7)
---@param datagram string the datagram
---@param path string a path, or an abstract name that begins with a zero byte
---@return number? sent bytes; nil if it failed
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

--- The same as `connect`.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:setpeername(path) end

--- Binds it to a path, where it creates a file.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:bind(path) end

--- The same as `bind`.
---
--- Raises: nothing
--- Source: unix(7)
---@param path string a path, or an abstract name that begins with a zero byte
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:setsockname(path) end

--- The path.
---
--- Raises: nothing
--- Source: unix(7)
---@return string? path `""` if it is not bound; nil if it failed
---@return string? e the error
function unixdgram:getsockname() end

--- Closes the descriptor.
--- Tasks that wait for it get the error "closed". The object can be used again.
---
--- Raises: nothing
--- Source: LuaSocket udp.close
---@return integer ok 1
function unixdgram:close() end

--- The descriptor.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return number fd -1 if there is none
function unixdgram:getfd() end

--- Puts another descriptor into the object.
--- The one that it had is the caller's.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@param fd integer the descriptor; -1 for none
function unixdgram:setfd(fd) end

--- Whether something was received that is not yet read.
---
--- Raises: nothing
--- Source: LuaSocket socket.select
---@return boolean dirty never for datagrams
function unixdgram:dirty() end

--- Sets the longest time of a call: of each wait in it (`"b"`), or of all together (`"t"` or `"r"`).
---
--- Raises: nothing
--- Source: LuaSocket udp.settimeout
---@param value? number seconds; 0 never waits, nil or a negative number sets none
---@param mode? "b"|"t"|"r" which of both, default `"b"`
---@return integer ok 1
function unixdgram:settimeout(value, mode) end

--- The two timeouts.
---
--- Raises: nothing
--- Source: LuaSocket udp.gettimeout
---@return number block seconds; -1 for none
---@return number total the same
function unixdgram:gettimeout() end

--- Sets an option of the socket.
---
--- Raises: nothing
--- Source: LuaSocket udp.setoption
---@param option string its name
---@param value any its value
---@return integer? ok 1; nil if it failed
---@return string? e the error
function unixdgram:setoption(option, value) end
