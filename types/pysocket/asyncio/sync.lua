---@meta _

-- What tasks wait for each other with. `acquire` returns a guard for a `<close>`
-- variable, which releases it: `local held <close> = lock:acquire()`.

--- What `acquire` returns, for a `<close>` variable: it releases the object at the end of the block.
---
--- Source: Python asyncio.Lock
---@class pysocket.asyncio.Guard

--- One task at a time: `asyncio.Lock()`.
---
--- Raises: nothing
--- Source: Python asyncio.Lock
---@class pysocket.asyncio.Lock
---@overload fun(): pysocket.asyncio.Lock
local Lock = {}

--- Waits until it is free, in turn, and takes it.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Lock.acquire
---@return pysocket.asyncio.Guard guard for a `<close>` variable; the lock itself cannot be closed
function Lock:acquire() end

--- Gives it back; the next one that waits gets it.
---
--- Raises: nothing
--- Source: Python asyncio.Lock.release
function Lock:release() end

--- Has somebody taken it?
---
--- Raises: nothing
--- Source: Python asyncio.Lock.locked
---@return boolean yes
function Lock:locked() end

--- Something that happens: `asyncio.Event()`.
---
--- Raises: nothing
--- Source: Python asyncio.Event
---@class pysocket.asyncio.Event
---@overload fun(): pysocket.asyncio.Event
local Event = {}

--- Waits until it is set.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Event.wait
---@return true set always
function Event:wait() end

--- Sets it, and wakes all that wait for it.
---
--- Raises: nothing
--- Source: Python asyncio.Event.set
function Event:set() end

--- Takes it back.
---
--- Raises: nothing
--- Source: Python asyncio.Event.clear
function Event:clear() end

--- Is it set?
---
--- Raises: nothing
--- Source: Python asyncio.Event.is_set
---@return boolean yes
function Event:is_set() end

--- A lock, and something to wait for that others change under it: `asyncio.Condition(lock)`.
---
--- - `lock?` pysocket.asyncio.Lock: its lock; one of its own
---
--- Raises: nothing
--- Source: Python asyncio.Condition
---@class pysocket.asyncio.Condition
---@overload fun(lock?: pysocket.asyncio.Lock): pysocket.asyncio.Condition
local Condition = {}

--- Takes its lock.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Condition.acquire
---@return pysocket.asyncio.Guard guard for a `<close>` variable
function Condition:acquire() end

--- Gives its lock back.
---
--- Raises: nothing
--- Source: Python asyncio.Condition.release
function Condition:release() end

--- Has somebody taken its lock?
---
--- Raises: nothing
--- Source: Python asyncio.Condition.locked
---@return boolean yes
function Condition:locked() end

--- Gives the lock back, waits until it is notified, and takes the lock again.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Condition.wait
---@return true notified always
function Condition:wait() end

--- Waits until a function returns something true.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Condition.wait_for
---@param predicate fun(): any called with the lock taken
---@return any result what it returned
function Condition:wait_for(predicate) end

--- Wakes some of those that wait.
---
--- Raises: nothing
--- Source: Python asyncio.Condition.notify
---@param n? integer how many; 1
function Condition:notify(n) end

--- Wakes all that wait.
---
--- Raises: nothing
--- Source: Python asyncio.Condition.notify_all
function Condition:notify_all() end

--- So many tasks at a time: `asyncio.Semaphore(value)`.
---
--- - `value?` integer: how many; 1
---
--- Raises: nothing
--- Source: Python asyncio.Semaphore
---@class pysocket.asyncio.Semaphore
---@overload fun(value?: integer): pysocket.asyncio.Semaphore
local Semaphore = {}

--- Waits until one is free, in turn, and takes it.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Semaphore.acquire
---@return pysocket.asyncio.Guard guard for a `<close>` variable
function Semaphore:acquire() end

--- Gives one back; the next task that waits gets it.
---
--- Raises: nothing
--- Source: Python asyncio.Semaphore.release
function Semaphore:release() end

--- Would acquire have to wait?
---
--- Raises: nothing
--- Source: Python asyncio.Semaphore.locked
---@return boolean yes
function Semaphore:locked() end

--- A semaphore whose release raises a string when it is called too often: `asyncio.BoundedSemaphore(value)`.
---
--- - `value?` integer: how many; 1
---
--- Raises: nothing
--- Source: Python asyncio.BoundedSemaphore
---@class pysocket.asyncio.BoundedSemaphore : pysocket.asyncio.Semaphore
---@overload fun(value?: integer): pysocket.asyncio.BoundedSemaphore

--- So many tasks wait for each other: `asyncio.Barrier(parties)`.
---
--- - `parties` integer: how many
---
--- Raises: nothing
--- Source: Python asyncio.Barrier
---@class pysocket.asyncio.Barrier
---@overload fun(parties: integer): pysocket.asyncio.Barrier
---@field parties integer How many it takes. [Python asyncio.Barrier.parties]
---@field n_waiting integer How many wait. [Python asyncio.Barrier.n_waiting]
---@field broken boolean Was it aborted? [Python asyncio.Barrier.broken]
local Barrier = {}

--- Waits until as many tasks do as it takes.
---
--- Raises: `BrokenBarrierError`; `CancelledError`
--- Source: Python asyncio.Barrier.wait
---@return integer index from 0 on, another for each
function Barrier:wait() end

--- Begins anew: those that wait get a BrokenBarrierError.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Barrier.reset
function Barrier:reset() end

--- Breaks it: those that wait, and those that come later, get a BrokenBarrierError.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Barrier.abort
function Barrier:abort() end

-- Queues --------------------------------------------------------------------------

--- Items on their way from task to task; the first in is the first out: `asyncio.Queue(maxsize)`.
---
--- - `maxsize?` integer: at most so many items; 0: no limit
---
--- Raises: nothing
--- Source: Python asyncio.Queue
---@class pysocket.asyncio.Queue
---@overload fun(maxsize?: integer): pysocket.asyncio.Queue
---@field maxsize integer At most so many items; 0: no limit. [Python asyncio.Queue.maxsize]
local Queue = {}

--- Waits until there is room, and puts an item in.
---
--- Raises: `QueueShutDown`; `CancelledError`
--- Source: Python asyncio.Queue.put
---@param item any the item
function Queue:put(item) end

--- Puts an item in, if there is room.
---
--- Raises: `QueueFull`; `QueueShutDown`
--- Source: Python asyncio.Queue.put_nowait
---@param item any the item
function Queue:put_nowait(item) end

--- Waits until there is an item, and takes it out.
---
--- Raises: `QueueShutDown`; `CancelledError`
--- Source: Python asyncio.Queue.get
---@return any item the next
function Queue:get() end

--- Takes an item out, if there is one.
---
--- Raises: `QueueEmpty`; `QueueShutDown`
--- Source: Python asyncio.Queue.get_nowait
---@return any item the next
function Queue:get_nowait() end

--- Tells how many items there are.
---
--- Raises: nothing
--- Source: Python asyncio.Queue.qsize
---@return integer count of items
function Queue:qsize() end

--- Is there no item?
---
--- Raises: nothing
--- Source: Python asyncio.Queue.empty
---@return boolean yes
function Queue:empty() end

--- Is there no room?
---
--- Raises: nothing
--- Source: Python asyncio.Queue.full
---@return boolean yes
function Queue:full() end

--- Says that an item that was taken out is worked off.
---
--- Raises: nothing
--- Source: Python asyncio.Queue.task_done
function Queue:task_done() end

--- Waits until all items that were put in are worked off.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Queue.join
function Queue:join() end

--- Shuts it down: put raises QueueShutDown from now on, get once it is empty.
---
--- Raises: nothing
--- Source: Python asyncio.Queue.shutdown
---@overload fun(self: pysocket.asyncio.Queue, keywords: pysocket.asyncio.keywords.shutdown)
---@param immediate? boolean empty it at once
function Queue:shutdown(immediate) end

--- A queue that gives the least item first: numbers, strings, or sequences as {priority, data}.
---
--- - `maxsize?` integer: at most so many items; 0: no limit
---
--- Raises: nothing
--- Source: Python asyncio.PriorityQueue
---@class pysocket.asyncio.PriorityQueue : pysocket.asyncio.Queue
---@overload fun(maxsize?: integer): pysocket.asyncio.PriorityQueue

--- A queue that gives the last item first.
---
--- - `maxsize?` integer: at most so many items; 0: no limit
---
--- Raises: nothing
--- Source: Python asyncio.LifoQueue
---@class pysocket.asyncio.LifoQueue : pysocket.asyncio.Queue
---@overload fun(maxsize?: integer): pysocket.asyncio.LifoQueue

--- Of `queue:shutdown`.
---
--- Source: Python asyncio.Queue.shutdown
---@class pysocket.asyncio.keywords.shutdown
---@field immediate? boolean False.
