---@meta _

-- The errors of asyncio.

--- A task or future has no result yet, or has one already.
---
--- Source: Python asyncio.InvalidStateError
---@class pysocket.asyncio.InvalidStateError : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.InvalidStateError

--- The barrier was aborted or reset.
---
--- Source: Python asyncio.BrokenBarrierError
---@class pysocket.asyncio.BrokenBarrierError : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.BrokenBarrierError

--- There is no item in the queue.
---
--- Source: Python asyncio.QueueEmpty
---@class pysocket.asyncio.QueueEmpty : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.QueueEmpty

--- There is no room in the queue.
---
--- Source: Python asyncio.QueueFull
---@class pysocket.asyncio.QueueFull : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.QueueFull

--- The queue was shut down.
---
--- Source: Python asyncio.QueueShutDown
---@class pysocket.asyncio.QueueShutDown : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.QueueShutDown

--- The stream has ended before all was there: `IncompleteReadError(partial, expected)`.
---
--- Source: Python asyncio.IncompleteReadError
---@class pysocket.asyncio.IncompleteReadError : pysocket.Exception
---@overload fun(partial: string, expected?: integer): pysocket.asyncio.IncompleteReadError
---@field partial string What was there. [Python asyncio.IncompleteReadError.partial]
---@field expected integer? How many bytes should have been; nil for a separator. [Python asyncio.IncompleteReadError.expected]

--- What is read is longer than the limit: `LimitOverrunError(message, consumed)`.
---
--- Source: Python asyncio.LimitOverrunError
---@class pysocket.asyncio.LimitOverrunError : pysocket.Exception
---@overload fun(message: string, consumed: integer): pysocket.asyncio.LimitOverrunError
---@field consumed integer How many bytes can be read before what is too long. [Python asyncio.LimitOverrunError.consumed]
