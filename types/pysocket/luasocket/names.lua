---@meta _

--- Makes sockets of AF_UNIX: LuaSocket's module `socket.unix`.
--- The table itself can be called, like `stream`.
---
--- Source: unix(7)
---@class pysocket.luasocket.unix
local unix = {}

--- A stream socket.
---
--- Raises: nothing
--- Source: unix(7)
---@return pysocket.luasocket.unixstream? socket the object; nil if it failed
---@return string? e the error
function unix.stream() end

--- The same as `stream`.
---
--- Raises: nothing
--- Source: unix(7)
---@return pysocket.luasocket.unixstream? socket the object; nil if it failed
---@return string? e the error
function unix.tcp() end

--- A datagram socket.
---
--- Raises: nothing
--- Source: unix(7)
---@return pysocket.luasocket.unixdgram? socket the object; nil if it failed
---@return string? e the error
function unix.dgram() end

--- The same as `dgram`.
---
--- Raises: nothing
--- Source: unix(7)
---@return pysocket.luasocket.unixdgram? socket the object; nil if it failed
---@return string? e the error
function unix.udp() end

--- Look-ups of names, which in a task let the others run.
---
--- Source: LuaSocket dns
---@class pysocket.luasocket.dns
local dns = {}

--- The first address of a host for IPv4.
---
--- Raises: nothing
--- Source: LuaSocket dns.toip
---@param address string the host
---@return string? ip nil if it failed
---@return table|string resolved `{name =, alias = {...}, ip = {...}}`, or the error
function dns.toip(address) end

--- The name of a host.
---
--- Raises: nothing
--- Source: LuaSocket dns.tohostname
---@param address string an address or a name
---@return string? name nil if it failed
---@return table|string resolved `{name =, alias = {...}, ip = {...}}`, or the error
function dns.tohostname(address) end

--- All addresses of a host.
---
--- Raises: nothing
--- Source: LuaSocket dns.getaddrinfo
---@param address string the host
---@return table? addresses a sequence of `{family =, addr =}`; nil if it failed
---@return string? e the error
function dns.getaddrinfo(address) end

--- The names of a host's addresses, and that of a service.
---
--- Raises: nothing
--- Source: LuaSocket dns.getnameinfo
---@param address? string the host
---@param service? integer|string the port
---@return table? names a sequence; nil if it failed
---@return string? service the name of the service, or the error
function dns.getnameinfo(address, service) end

--- The name of this machine.
---
--- Raises: nothing
--- Source: LuaSocket dns.gethostname
---@return string name the name
function dns.gethostname() end
