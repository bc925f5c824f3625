---@meta pysocket.select

--- Waits for many descriptors at once; there is no limit of 1024.
---
---     local select = require "pysocket.select"
---     local r, w, x = select.select({a, b}, {}, {}, 10)
---
--- Source: Python select
---@class pysocket.select
---@field error pysocket.OSError Another name of `OSError`. [Python select.error]
---@field epoll pysocket.select.epoll The class of epoll objects: calling it makes one. [Python select.epoll]
---@field PIPE_BUF integer As many bytes as a pipe takes without cutting them, once it is writable. [Python select.PIPE_BUF]
---@field POLLIN integer There is something to read. [poll(2)]
---@field POLLOUT integer There is room to write. [poll(2)]
---@field POLLPRI integer There is urgent data. [poll(2)]
---@field POLLERR integer An error; told unasked. [poll(2)]
---@field POLLHUP integer The other side has hung up; told unasked. [poll(2)]
---@field POLLNVAL integer The descriptor is not open; told unasked. [poll(2)]
---@field POLLRDHUP integer The peer of a stream has closed its direction. [poll(2)]
---@field POLLRDNORM integer As POLLIN. [poll(2)]
---@field POLLRDBAND integer There is priority data to read. [poll(2)]
---@field POLLWRNORM integer As POLLOUT. [poll(2)]
---@field POLLWRBAND integer There is room for priority data. [poll(2)]
---@field POLLMSG integer Without meaning in Linux. [poll(2)]
---@field EPOLLIN integer There is something to read. [epoll_ctl(2)]
---@field EPOLLOUT integer There is room to write. [epoll_ctl(2)]
---@field EPOLLPRI integer There is urgent data. [epoll_ctl(2)]
---@field EPOLLERR integer An error; told unasked. [epoll_ctl(2)]
---@field EPOLLHUP integer The other side has hung up; told unasked. [epoll_ctl(2)]
---@field EPOLLRDHUP integer The peer of a stream has closed its direction. [epoll_ctl(2)]
---@field EPOLLET integer Tells a change once, and not again and again. [epoll(7)]
---@field EPOLLONESHOT integer Tells once, then nothing until modify. [epoll_ctl(2)]
---@field EPOLLEXCLUSIVE integer Of several epoll objects that wait for it not all are woken. [epoll_ctl(2)]
---@field EPOLLRDNORM integer As EPOLLIN. [Python select.epoll]
---@field EPOLLRDBAND integer There is priority data to read. [Python select.epoll]
---@field EPOLLWRNORM integer As EPOLLOUT. [Python select.epoll]
---@field EPOLLWRBAND integer There is room for priority data. [Python select.epoll]
---@field EPOLLMSG integer Without meaning in Linux. [Python select.epoll]
---@field EPOLL_CLOEXEC integer Flag of `epoll`: close-on-exec, which it is anyway. [epoll_create(2)]
local select = {}

--- Waits until some are ready: three sequences of those to read from, to write to, and with an exceptional condition.
---
--- Raises: `OSError` as EBADF
--- Source: Python select.select, select(2)
---@param rlist (integer|pysocket.descriptor)[] wait until there is something to read
---@param wlist (integer|pysocket.descriptor)[] wait until there is room to write
---@param xlist (integer|pysocket.descriptor)[] wait for urgent data
---@param timeout? number seconds; 0: do not wait; nil: for ever
---@return (integer|pysocket.descriptor)[] r of rlist those that are ready
---@return (integer|pysocket.descriptor)[] w of wlist those that are ready
---@return (integer|pysocket.descriptor)[] x of xlist those that are ready
function select.select(rlist, wlist, xlist, timeout) end

--- Makes a poll object, which remembers what to wait for.
---
--- Raises: nothing
--- Source: Python select.poll, poll(2)
---@return pysocket.select.poll p with nothing registered
function select.poll() end

-- Events --------------------------------------------------------------------------

--- What poll tells: a descriptor and its events.
---
--- Source: Python select.poll.poll
---@class pysocket.select.event
---@field [1] integer As `fd`.
---@field [2] integer As `event`.
---@field fd integer The descriptor.
---@field event integer Events, bits of POLL or EPOLL constants.

-- Poll objects --------------------------------------------------------------------

--- A poll object, made by `select.poll()`.
---
--- Source: Python select.poll
---@class pysocket.select.poll
local Poll = {}

--- Registers a descriptor; one that is registered already gets the new mask.
---
--- Raises: nothing
--- Source: Python select.poll.register
---@param fd integer|pysocket.descriptor what to wait for
---@param eventmask? integer POLL constants; POLLIN | POLLPRI | POLLOUT
function Poll:register(fd, eventmask) end

--- Changes the mask of a descriptor.
---
--- Raises: `FileNotFoundError` when it is not registered
--- Source: Python select.poll.modify
---@param fd integer|pysocket.descriptor a registered one
---@param eventmask integer POLL constants
function Poll:modify(fd, eventmask) end

--- Removes a descriptor.
---
--- Raises: nothing
--- Source: Python select.poll.unregister
---@param fd integer|pysocket.descriptor a registered one
function Poll:unregister(fd) end

--- Waits until some are ready.
---
--- Raises: `OSError`
--- Source: Python select.poll.poll, poll(2)
---@param timeout? number milliseconds; 0: does not wait; nil or negative: for ever
---@return pysocket.select.event[] events those that are ready
function Poll:poll(timeout) end

-- Epoll objects -------------------------------------------------------------------

--- An epoll object: `select.epoll(sizehint, flags)`, both without effect.
---
--- - `sizehint?` integer: positive, or -1
--- - `flags?` integer: 0 or EPOLL_CLOEXEC
---
--- It is closed by `ep:close()`, at the end of a `<close>` variable's block, or by the collector.
---
--- Raises: `OSError`
--- Source: Python select.epoll, epoll(7)
---@class pysocket.select.epoll
---@overload fun(sizehint?: integer, flags?: integer): pysocket.select.epoll
---@overload fun(keywords: pysocket.select.keywords.epoll): pysocket.select.epoll
---@field closed boolean Is it closed? [Python select.epoll.closed]
local Epoll = {}

--- Makes an epoll object of a descriptor, which it owns from now on.
---
--- Raises: nothing
--- Source: Python select.epoll.fromfd
---@param fd integer|pysocket.descriptor of an epoll instance
---@return pysocket.select.epoll ep that closes it
function Epoll.fromfd(fd) end

--- Registers a descriptor.
---
--- Raises: `FileExistsError` when it is registered; `PermissionError` for a regular file; `OSError`
--- Source: Python select.epoll.register, epoll_ctl(2)
---@overload fun(self: pysocket.select.epoll, fd: integer|pysocket.descriptor, keywords: pysocket.select.keywords.register)
---@param fd integer|pysocket.descriptor what to wait for
---@param eventmask? integer EPOLL constants; EPOLLIN | EPOLLPRI | EPOLLOUT
function Epoll:register(fd, eventmask) end

--- Changes the mask of a descriptor.
---
--- Raises: `FileNotFoundError` when it is not registered; `OSError`
--- Source: Python select.epoll.modify, epoll_ctl(2)
---@param fd integer|pysocket.descriptor a registered one
---@param eventmask integer EPOLL constants
function Epoll:modify(fd, eventmask) end

--- Removes a descriptor.
---
--- Raises: `FileNotFoundError` when it is not registered; `OSError`
--- Source: Python select.epoll.unregister, epoll_ctl(2)
---@param fd integer|pysocket.descriptor a registered one
function Epoll:unregister(fd) end

--- Waits until some are ready.
---
--- Raises: `OSError`. A string when it is closed
--- Source: Python select.epoll.poll, epoll_wait(2)
---@overload fun(self: pysocket.select.epoll, keywords: pysocket.select.keywords.poll): pysocket.select.event[]
---@param timeout? number seconds; 0: does not wait; nil or negative: for ever
---@param maxevents? integer at most so many; 1023
---@return pysocket.select.event[] events those that are ready
function Epoll:poll(timeout, maxevents) end

--- Tells its own descriptor, which is readable when something is ready.
---
--- Raises: a string when it is closed
--- Source: Python select.epoll.fileno
---@return integer fd the epoll instance
function Epoll:fileno() end

--- Closes it; a second time does nothing.
---
--- Raises: `OSError`
--- Source: Python select.epoll.close
function Epoll:close() end

-- Keyword arguments ---------------------------------------------------------------

--- Of `select.epoll`.
---
--- Source: Python select.epoll
---@class pysocket.select.keywords.epoll
---@field sizehint? integer Positive, or -1.
---@field flags? integer 0 or EPOLL_CLOEXEC.

--- Of `ep:register`.
---
--- Source: Python select.epoll.register
---@class pysocket.select.keywords.register
---@field eventmask? integer EPOLL constants.

--- Of `ep:poll`.
---
--- Source: Python select.epoll.poll
---@class pysocket.select.keywords.poll
---@field timeout? number Seconds.
---@field maxevents? integer 1023.

return select
