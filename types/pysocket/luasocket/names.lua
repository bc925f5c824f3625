---@meta _

--- Makes sockets of AF_UNIX: LuaSocket's module `socket.unix`.
--- The table itself can be called, like `stream`.
---
--- Source: unix(7)
---@class pysocket.luasocket.unix
local unix = {}

--- Makes a stream socket.
---
--- Raises: nothing
--- Source: unix(7)
---@return pysocket.luasocket.unixstream? socket the object; nil if it failed
---@return string? e the error
function unix.stream() end

--- Does the same as `stream`.
---
--- Raises: nothing
--- Source: unix(7)
---@return pysocket.luasocket.unixstream? socket the object; nil if it failed
---@return string? e the error
function unix.tcp() end

--- Makes a datagram socket.
---
--- Raises: nothing
--- Source: unix(7)
---@return pysocket.luasocket.unixdgram? socket the object; nil if it failed
---@return string? e the error
function unix.dgram() end

--- Does the same as `dgram`.
---
--- Raises: nothing
--- Source: unix(7)
---@return pysocket.luasocket.unixdgram? socket the object; nil if it failed
---@return string? e the error
function unix.udp() end

--- Functions that look up names. In a task they let the other tasks run.
---
--- Source: LuaSocket dns
---@class pysocket.luasocket.dns
local dns = {}

--- Returns the first IPv4 address of a host.
---
--- Raises: nothing
--- Source: LuaSocket dns.toip
---@param address string the host
---@return string? ip nil if it failed
---@return table|string resolved `{name =, alias = {...}, ip = {...}}`, or the error
function dns.toip(address) end

--- Returns the name of a host.
---
--- Raises: nothing
--- Source: LuaSocket dns.tohostname
---@param address string an address or a name
---@return string? name nil if it failed
---@return table|string resolved `{name =, alias = {...}, ip = {...}}`, or the error
function dns.tohostname(address) end

--- Returns all addresses of a host.
---
--- Raises: nothing
--- Source: LuaSocket dns.getaddrinfo
---@param address string the host
---@return table? addresses a sequence of `{family =, addr =}`; nil if it failed
---@return string? e the error
function dns.getaddrinfo(address) end

--- Returns the names of a host's addresses, and the name of a service.
---
--- Raises: nothing
--- Source: LuaSocket dns.getnameinfo
---@param address? string the host
---@param service? integer|string the port
---@return table? names a sequence; nil if it failed
---@return string? service the name of the service, or the error
function dns.getnameinfo(address, service) end

--- Returns the name of this machine.
---
--- Raises: nothing
--- Source: LuaSocket dns.gethostname
---@return string name the name
function dns.gethostname() end
