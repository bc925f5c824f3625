---@meta _

-- The errors of asyncio.

--- A task or future has no result yet, or already has one.
---
--- Source: Python asyncio.InvalidStateError
---@class pysocket.asyncio.InvalidStateError : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.InvalidStateError

--- The barrier was aborted or reset.
---
--- Source: Python asyncio.BrokenBarrierError
---@class pysocket.asyncio.BrokenBarrierError : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.BrokenBarrierError

--- The queue is empty.
---
--- Source: Python asyncio.QueueEmpty
---@class pysocket.asyncio.QueueEmpty : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.QueueEmpty

--- The queue is full.
---
--- Source: Python asyncio.QueueFull
---@class pysocket.asyncio.QueueFull : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.QueueFull

--- The queue was shut down.
---
--- Source: Python asyncio.QueueShutDown
---@class pysocket.asyncio.QueueShutDown : pysocket.Exception
---@overload fun(message?: any): pysocket.asyncio.QueueShutDown

--- The stream ended before all the data was received: `IncompleteReadError(partial, expected)`.
---
--- Source: Python asyncio.IncompleteReadError
---@class pysocket.asyncio.IncompleteReadError : pysocket.Exception
---@overload fun(partial: string, expected?: integer): pysocket.asyncio.IncompleteReadError
---@field partial string The data that was received. [Python asyncio.IncompleteReadError.partial]
---@field expected integer? The number of bytes that were expected; nil for a separator. [Python asyncio.IncompleteReadError.expected]

--- The data to read is longer than the limit: `LimitOverrunError(message, consumed)`.
---
--- Source: Python asyncio.LimitOverrunError
---@class pysocket.asyncio.LimitOverrunError : pysocket.Exception
---@overload fun(message: string, consumed: integer): pysocket.asyncio.LimitOverrunError
---@field consumed integer The number of bytes that can be read before the data that is too long. [Python asyncio.LimitOverrunError.consumed]
