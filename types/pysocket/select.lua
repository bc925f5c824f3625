---@meta pysocket.select

--- Functions that wait for many descriptors at once. There is no limit of 1024 descriptors.
---
--- They look at descriptors, and do not see the data that Lua has already read ahead from a file. With the GNU C library,
--- registering such a file or waiting for it is an error: call `file:setvbuf("no")` before the first read.
---
---     local select = require "pysocket.select"
---     local r, w, x = select.select({a, b}, {}, {}, 10)
---
--- Source: Python select
---@class pysocket.select
---@field error pysocket.OSError Another name for `OSError`. [Python select.error]
---@field epoll pysocket.select.epoll The class of epoll objects. Calling it makes an epoll object. [Python select.epoll]
---@field PIPE_BUF integer The number of bytes that a writable pipe accepts as a whole. [Python select.PIPE_BUF]
---@field POLLIN integer There is data to read. [poll(2)]
---@field POLLOUT integer There is room to write. [poll(2)]
---@field POLLPRI integer There is urgent data. [poll(2)]
---@field POLLERR integer There is an error; it is always reported. [poll(2)]
---@field POLLHUP integer The other side has hung up; it is always reported. [poll(2)]
---@field POLLNVAL integer The descriptor is not open; it is always reported. [poll(2)]
---@field POLLRDHUP integer The peer of a stream has shut down its sending side. [poll(2)]
---@field POLLRDNORM integer The same as POLLIN. [poll(2)]
---@field POLLRDBAND integer There is priority data to read. [poll(2)]
---@field POLLWRNORM integer The same as POLLOUT. [poll(2)]
---@field POLLWRBAND integer There is room for priority data. [poll(2)]
---@field POLLMSG integer It has no meaning on Linux. [poll(2)]
---@field EPOLLIN integer There is data to read. [epoll_ctl(2)]
---@field EPOLLOUT integer There is room to write. [epoll_ctl(2)]
---@field EPOLLPRI integer There is urgent data. [epoll_ctl(2)]
---@field EPOLLERR integer There is an error; it is always reported. [epoll_ctl(2)]
---@field EPOLLHUP integer The other side has hung up; it is always reported. [epoll_ctl(2)]
---@field EPOLLRDHUP integer The peer of a stream has shut down its sending side. [epoll_ctl(2)]
---@field EPOLLET integer Edge-triggered: each change is reported only once. [epoll(7)]
---@field EPOLLONESHOT integer One event is reported, then none until `modify`. [epoll_ctl(2)]
---@field EPOLLEXCLUSIVE integer If several epoll objects wait for the descriptor, not all of them are woken. [epoll_ctl(2)]
---@field EPOLLRDNORM integer The same as EPOLLIN. [Python select.epoll]
---@field EPOLLRDBAND integer There is priority data to read. [Python select.epoll]
---@field EPOLLWRNORM integer The same as EPOLLOUT. [Python select.epoll]
---@field EPOLLWRBAND integer There is room for priority data. [Python select.epoll]
---@field EPOLLMSG integer It has no meaning on Linux. [Python select.epoll]
---@field EPOLL_CLOEXEC integer Flag of `epoll`: close-on-exec, which is always set. [epoll_create(2)]
local select = {}

--- Waits until some of the descriptors in three sequences are ready: to be read from, to be written to, or for urgent data.
---
--- In the results, `r[s]` is true if the object `s` is among them, like `s in r` in Python. An integer is a position.
---
--- Raises: `OSError` such as EBADF
--- Source: Python select.select, select(2)
---@param rlist (integer|pysocket.descriptor)[] descriptors to wait for until there is data to read
---@param wlist (integer|pysocket.descriptor)[] descriptors to wait for until there is room to write
---@param xlist (integer|pysocket.descriptor)[] descriptors to wait for until there is urgent data
---@param timeout? number seconds; 0: do not wait; nil: wait for ever
---@return (integer|pysocket.descriptor)[] r the items of rlist that are ready
---@return (integer|pysocket.descriptor)[] w the items of wlist that are ready
---@return (integer|pysocket.descriptor)[] x the items of xlist that are ready
function select.select(rlist, wlist, xlist, timeout) end

--- Makes a poll object, on which descriptors are registered.
---
--- Raises: nothing
--- Source: Python select.poll, poll(2)
---@return pysocket.select.poll p a poll object without descriptors
function select.poll() end

-- Events --------------------------------------------------------------------------

--- An item of the result of poll: a descriptor and its events.
---
--- Source: Python select.poll.poll
---@class pysocket.select.event
---@field [1] integer As `fd`.
---@field [2] integer As `event`.
---@field fd integer The descriptor.
---@field event integer The events, a combination of POLL or EPOLL constants.

-- Poll objects --------------------------------------------------------------------

--- A poll object, made by `select.poll()`.
---
--- Source: Python select.poll
---@class pysocket.select.poll
local Poll = {}

--- Registers a descriptor. If it is registered already, its mask is replaced.
---
--- Raises: nothing
--- Source: Python select.poll.register
---@param fd integer|pysocket.descriptor the descriptor
---@param eventmask? integer POLL constants; POLLIN | POLLPRI | POLLOUT by default
function Poll:register(fd, eventmask) end

--- Changes the mask of a descriptor.
---
--- Raises: `FileNotFoundError` if it is not registered
--- Source: Python select.poll.modify
---@param fd integer|pysocket.descriptor a registered descriptor
---@param eventmask integer POLL constants
function Poll:modify(fd, eventmask) end

--- Removes a descriptor.
---
--- Raises: nothing
--- Source: Python select.poll.unregister
---@param fd integer|pysocket.descriptor a registered descriptor
function Poll:unregister(fd) end

--- Waits until some of the registered descriptors are ready.
---
--- Raises: `OSError`
--- Source: Python select.poll.poll, poll(2)
---@param timeout? number milliseconds; 0: do not wait; nil or negative: wait for ever
---@return pysocket.select.event[] events the events
function Poll:poll(timeout) end

-- Epoll objects -------------------------------------------------------------------

--- An epoll object, made by `select.epoll(sizehint, flags)`.
---
--- - `sizehint?` integer: positive, or -1; no effect
--- - `flags?` integer: 0 or EPOLL_CLOEXEC; no effect
---
--- It is closed by `ep:close()`, at the end of a `<close>` variable's block, or by the garbage collector.
---
--- Raises: `OSError`
--- Source: Python select.epoll, epoll(7)
---@class pysocket.select.epoll
---@overload fun(sizehint?: integer, flags?: integer): pysocket.select.epoll
---@overload fun(keywords: pysocket.select.keywords.epoll): pysocket.select.epoll
---@field closed boolean Whether the object is closed. [Python select.epoll.closed]
local Epoll = {}

--- Makes an epoll object for a descriptor. The object owns the descriptor from then on.
---
--- Raises: nothing
--- Source: Python select.epoll.fromfd
---@param fd integer|pysocket.descriptor the descriptor of an epoll instance
---@return pysocket.select.epoll ep the object, which closes the descriptor
function Epoll.fromfd(fd) end

--- Registers a descriptor.
---
--- Raises: `FileExistsError` if it is registered already; `PermissionError` for a regular file; `OSError`
--- Source: Python select.epoll.register, epoll_ctl(2)
---@overload fun(self: pysocket.select.epoll, fd: integer|pysocket.descriptor, keywords: pysocket.select.keywords.register)
---@param fd integer|pysocket.descriptor the descriptor
---@param eventmask? integer EPOLL constants; EPOLLIN | EPOLLPRI | EPOLLOUT by default
function Epoll:register(fd, eventmask) end

--- Changes the mask of a descriptor.
---
--- Raises: `FileNotFoundError` if it is not registered; `OSError`
--- Source: Python select.epoll.modify, epoll_ctl(2)
---@param fd integer|pysocket.descriptor a registered descriptor
---@param eventmask integer EPOLL constants
function Epoll:modify(fd, eventmask) end

--- Removes a descriptor.
---
--- Raises: `FileNotFoundError` if it is not registered; `OSError`
--- Source: Python select.epoll.unregister, epoll_ctl(2)
---@param fd integer|pysocket.descriptor a registered descriptor
function Epoll:unregister(fd) end

--- Waits until some of the registered descriptors are ready.
---
--- Raises: `OSError`. A string if the object is closed
--- Source: Python select.epoll.poll, epoll_wait(2)
---@overload fun(self: pysocket.select.epoll, keywords: pysocket.select.keywords.poll): pysocket.select.event[]
---@param timeout? number seconds; 0: do not wait; nil or negative: wait for ever
---@param maxevents? integer the maximum number of events; 1023 by default
---@return pysocket.select.event[] events the events
function Epoll:poll(timeout, maxevents) end

--- Returns the descriptor of the epoll object itself, which is readable when a registered descriptor is ready.
---
--- Raises: a string if the object is closed
--- Source: Python select.epoll.fileno
---@return integer fd the epoll instance
function Epoll:fileno() end

--- Closes the object. A second call does nothing.
---
--- Raises: `OSError`
--- Source: Python select.epoll.close
function Epoll:close() end

-- Keyword arguments ---------------------------------------------------------------

--- The keyword arguments of `select.epoll`.
---
--- Source: Python select.epoll
---@class pysocket.select.keywords.epoll
---@field sizehint? integer Positive, or -1.
---@field flags? integer 0 or EPOLL_CLOEXEC.

--- The keyword arguments of `ep:register`.
---
--- Source: Python select.epoll.register
---@class pysocket.select.keywords.register
---@field eventmask? integer EPOLL constants.

--- The keyword arguments of `ep:poll`.
---
--- Source: Python select.epoll.poll
---@class pysocket.select.keywords.poll
---@field timeout? number The timeout in seconds.
---@field maxevents? integer The maximum number of events; 1023 by default.

return select
