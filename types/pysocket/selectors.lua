---@meta pysocket.selectors

--- Selectors wait for events on registered objects. An object is registered once and waited for any number of times.
---
--- They do not see the data that Lua has already read ahead from a file. With the GNU C library, registering such a file
--- or waiting for it is an error: call `file:setvbuf("no")` before the first read.
---
---     local selectors = require "pysocket.selectors"
---     local sel <close> = selectors.DefaultSelector()
---     sel:register(s, selectors.EVENT_READ, data)
---     for _, ready in ipairs(sel:select()) do
---       print(ready.key.fileobj, ready.events, ready.key.data)
---     end
---
--- Source: Python selectors
---@class pysocket.selectors
---@field EVENT_READ integer Wait until there is data to read. [Python selectors.EVENT_READ]
---@field EVENT_WRITE integer Wait until there is room to write. [Python selectors.EVENT_WRITE]
---@field DefaultSelector pysocket.selectors.EpollSelector The best selector of the system, `EpollSelector`. [Python selectors.DefaultSelector]
---@field BaseSelector pysocket.selectors.BaseSelector The base class of all selectors. [Python selectors.BaseSelector]
---@field SelectSelector pysocket.selectors.SelectSelector A selector that uses `select.select`. [Python selectors.SelectSelector]
---@field PollSelector pysocket.selectors.PollSelector A selector that uses `select.poll`. [Python selectors.PollSelector]
---@field EpollSelector pysocket.selectors.EpollSelector A selector that uses `select.epoll`. [Python selectors.EpollSelector]
---@field SelectorKey pysocket.selectors.SelectorKey The class of keys, which describe registered objects. [Python selectors.SelectorKey]

-- Keys ----------------------------------------------------------------------------

--- A key describes a registered object. `table.unpack(key)` returns its four fields.
---
--- - `fileobj` any: the registered object
--- - `fd` integer: its descriptor
--- - `events` integer: EVENT_READ, EVENT_WRITE or both
--- - `data` any: the data that was registered with it
---
--- Raises: nothing
--- Source: Python selectors.SelectorKey
---@class pysocket.selectors.SelectorKey
---@overload fun(fileobj: any, fd: integer, events: integer, data: any): pysocket.selectors.SelectorKey
---@field [1] any As `fileobj`.
---@field [2] integer As `fd`.
---@field [3] integer As `events`.
---@field [4] any As `data`.
---@field fileobj any The registered object.
---@field fd integer Its descriptor.
---@field events integer EVENT_READ, EVENT_WRITE or both.
---@field data any The data that was registered with it.

--- An item of the result of `sel:select`: a key and the events that are ready.
---
--- Source: Python selectors.BaseSelector.select
---@class pysocket.selectors.ready
---@field [1] pysocket.selectors.SelectorKey As `key`.
---@field [2] integer As `events`.
---@field key pysocket.selectors.SelectorKey The key of the object.
---@field events integer EVENT_READ, EVENT_WRITE or both.

-- Selectors -----------------------------------------------------------------------

--- The base class of all selectors, from which a program can derive its own class.
---
--- Source: Python selectors.BaseSelector
---@class pysocket.selectors.BaseSelector
local BaseSelector = {}

--- Registers an object.
---
--- Raises: `OSError`. A string if the selector is closed
--- Source: Python selectors.BaseSelector.register
---@param fileobj integer|pysocket.descriptor the object to wait for
---@param events integer EVENT_READ, EVENT_WRITE or both
---@param data? any any value, which the key keeps
---@return pysocket.selectors.SelectorKey key the key of the object
function BaseSelector:register(fileobj, events, data) end

--- Removes an object, even if it has been closed.
---
--- Raises: a string if the selector is closed
--- Source: Python selectors.BaseSelector.unregister
---@param fileobj integer|pysocket.descriptor a registered object
---@return pysocket.selectors.SelectorKey key the key that it had
function BaseSelector:unregister(fileobj) end

--- Changes the events and the data of an object.
---
--- Raises: `OSError`. A string if the selector is closed
--- Source: Python selectors.BaseSelector.modify
---@param fileobj integer|pysocket.descriptor a registered object
---@param events integer EVENT_READ, EVENT_WRITE or both
---@param data? any any value, which the key keeps
---@return pysocket.selectors.SelectorKey key its new key
function BaseSelector:modify(fileobj, events, data) end

--- Waits until some of the registered objects are ready.
---
--- Raises: `OSError`. A string if the selector is closed
--- Source: Python selectors.BaseSelector.select
---@overload fun(self: pysocket.selectors.BaseSelector, keywords: pysocket.selectors.keywords.select): pysocket.selectors.ready[]
---@param timeout? number seconds; 0 or less: do not wait; nil: wait for ever
---@return pysocket.selectors.ready[] ready {key, events} for each object that is ready
function BaseSelector:select(timeout) end

--- Closes the selector. The registered objects stay open.
---
--- Raises: nothing
--- Source: Python selectors.BaseSelector.close
function BaseSelector:close() end

--- Returns the key of an object.
---
--- Raises: a string if the selector is closed
--- Source: Python selectors.BaseSelector.get_key
---@param fileobj integer|pysocket.descriptor a registered object
---@return pysocket.selectors.SelectorKey key the key of the object
function BaseSelector:get_key(fileobj) end

--- Returns all keys in a read-only table that is always up to date: `map[fileobj]`, `#map`, and `pairs(map)` by descriptor.
---
--- Raises: nothing
--- Source: Python selectors.BaseSelector.get_map
---@return table<any, pysocket.selectors.SelectorKey>? map nil if the selector is closed
function BaseSelector:get_map() end

--- A selector that uses `select.select`.
---
--- Raises: nothing
--- Source: Python selectors.SelectSelector
---@class pysocket.selectors.SelectSelector : pysocket.selectors.BaseSelector
---@overload fun(): pysocket.selectors.SelectSelector

--- A selector that uses `select.poll`.
---
--- Raises: nothing
--- Source: Python selectors.PollSelector
---@class pysocket.selectors.PollSelector : pysocket.selectors.BaseSelector
---@overload fun(): pysocket.selectors.PollSelector

--- A selector that uses `select.epoll`. It is closed by `sel:close()`, at the end of a `<close>` variable's block, or by the garbage collector.
---
--- Raises: `OSError`
--- Source: Python selectors.EpollSelector
---@class pysocket.selectors.EpollSelector : pysocket.selectors.BaseSelector
---@overload fun(): pysocket.selectors.EpollSelector
local EpollSelector = {}

--- Returns the descriptor of its epoll object.
---
--- Raises: a string if the selector is closed
--- Source: Python selectors.EpollSelector.fileno
---@return integer fd the epoll instance
function EpollSelector:fileno() end

-- Keyword arguments ---------------------------------------------------------------

--- The keyword arguments of `sel:select`.
---
--- Source: Python selectors.BaseSelector.select
---@class pysocket.selectors.keywords.select
---@field timeout? number The timeout in seconds.
