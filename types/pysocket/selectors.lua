---@meta pysocket.selectors

--- What is registered once is waited for again and again.
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
---@field EVENT_READ integer Wait until there is something to read. [Python selectors.EVENT_READ]
---@field EVENT_WRITE integer Wait until there is room to write. [Python selectors.EVENT_WRITE]
---@field DefaultSelector pysocket.selectors.EpollSelector The best that there is: `EpollSelector`. [Python selectors.DefaultSelector]
---@field BaseSelector pysocket.selectors.BaseSelector What all selectors have in common. [Python selectors.BaseSelector]
---@field SelectSelector pysocket.selectors.SelectSelector A selector on `select.select`. [Python selectors.SelectSelector]
---@field PollSelector pysocket.selectors.PollSelector A selector on `select.poll`. [Python selectors.PollSelector]
---@field EpollSelector pysocket.selectors.EpollSelector A selector on `select.epoll`. [Python selectors.EpollSelector]
---@field SelectorKey pysocket.selectors.SelectorKey What is known of a registered object. [Python selectors.SelectorKey]

-- Keys ----------------------------------------------------------------------------

--- What is known of a registered object; `table.unpack(key)` gives the four.
---
--- - `fileobj` any: what was registered
--- - `fd` integer: its descriptor
--- - `events` integer: EVENT_READ, EVENT_WRITE or both
--- - `data` any: what was given with it
---
--- Raises: nothing
--- Source: Python selectors.SelectorKey
---@class pysocket.selectors.SelectorKey
---@overload fun(fileobj: any, fd: integer, events: integer, data: any): pysocket.selectors.SelectorKey
---@field [1] any As `fileobj`.
---@field [2] integer As `fd`.
---@field [3] integer As `events`.
---@field [4] any As `data`.
---@field fileobj any What was registered.
---@field fd integer Its descriptor.
---@field events integer EVENT_READ, EVENT_WRITE or both.
---@field data any What was given with it.

--- What select tells: a key, and the events that are ready.
---
--- Source: Python selectors.BaseSelector.select
---@class pysocket.selectors.ready
---@field [1] pysocket.selectors.SelectorKey As `key`.
---@field [2] integer As `events`.
---@field key pysocket.selectors.SelectorKey The key of the object.
---@field events integer EVENT_READ, EVENT_WRITE or both.

-- Selectors -----------------------------------------------------------------------

--- What all selectors have in common; a class of one's own can have it as its base.
---
--- Source: Python selectors.BaseSelector
---@class pysocket.selectors.BaseSelector
local BaseSelector = {}

--- Registers an object to be waited for.
---
--- Raises: `OSError`. A string when it is closed
--- Source: Python selectors.BaseSelector.register
---@param fileobj integer|pysocket.descriptor what to wait for
---@param events integer EVENT_READ, EVENT_WRITE or both
---@param data? any whatever should be known with it
---@return pysocket.selectors.SelectorKey key of the object
function BaseSelector:register(fileobj, events, data) end

--- Removes an object, even if it was closed since.
---
--- Raises: a string when the selector is closed
--- Source: Python selectors.BaseSelector.unregister
---@param fileobj integer|pysocket.descriptor a registered one
---@return pysocket.selectors.SelectorKey key that it had
function BaseSelector:unregister(fileobj) end

--- Changes events and data of an object.
---
--- Raises: `OSError`. A string when it is closed
--- Source: Python selectors.BaseSelector.modify
---@param fileobj integer|pysocket.descriptor a registered one
---@param events integer EVENT_READ, EVENT_WRITE or both
---@param data? any whatever should be known with it
---@return pysocket.selectors.SelectorKey key that it has now
function BaseSelector:modify(fileobj, events, data) end

--- Waits until some are ready.
---
--- Raises: `OSError`. A string when it is closed
--- Source: Python selectors.BaseSelector.select
---@overload fun(self: pysocket.selectors.BaseSelector, keywords: pysocket.selectors.keywords.select): pysocket.selectors.ready[]
---@param timeout? number seconds; 0 or less: does not wait; nil: for ever
---@return pysocket.selectors.ready[] ready {key, events} of each
function BaseSelector:select(timeout) end

--- Closes the selector; what is registered stays open.
---
--- Raises: nothing
--- Source: Python selectors.BaseSelector.close
function BaseSelector:close() end

--- Tells the key of an object.
---
--- Raises: a string when the selector is closed
--- Source: Python selectors.BaseSelector.get_key
---@param fileobj integer|pysocket.descriptor a registered one
---@return pysocket.selectors.SelectorKey key of the object
function BaseSelector:get_key(fileobj) end

--- Tells all keys, in a table that is read only and always up to date: `map[fileobj]`, `#map`, `pairs(map)` by descriptor.
---
--- Raises: nothing
--- Source: Python selectors.BaseSelector.get_map
---@return table<any, pysocket.selectors.SelectorKey>? map nil when the selector is closed
function BaseSelector:get_map() end

--- A selector on `select.select`.
---
--- Raises: nothing
--- Source: Python selectors.SelectSelector
---@class pysocket.selectors.SelectSelector : pysocket.selectors.BaseSelector
---@overload fun(): pysocket.selectors.SelectSelector

--- A selector on `select.poll`.
---
--- Raises: nothing
--- Source: Python selectors.PollSelector
---@class pysocket.selectors.PollSelector : pysocket.selectors.BaseSelector
---@overload fun(): pysocket.selectors.PollSelector

--- A selector on `select.epoll`; it is closed at the end of a `<close>` variable's block, or by the collector.
---
--- Raises: `OSError`
--- Source: Python selectors.EpollSelector
---@class pysocket.selectors.EpollSelector : pysocket.selectors.BaseSelector
---@overload fun(): pysocket.selectors.EpollSelector
local EpollSelector = {}

--- Tells the descriptor of its epoll object.
---
--- Raises: a string when it is closed
--- Source: Python selectors.EpollSelector.fileno
---@return integer fd the epoll instance
function EpollSelector:fileno() end

-- Keyword arguments ---------------------------------------------------------------

--- Of `sel:select`.
---
--- Source: Python selectors.BaseSelector.select
---@class pysocket.selectors.keywords.select
---@field timeout? number Seconds.
