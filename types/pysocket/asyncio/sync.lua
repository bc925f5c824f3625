---@meta _

-- Synchronization of tasks. `acquire` returns a guard for a `<close>` variable,
-- which releases the object: `local held <close> = lock:acquire()`.

--- A guard, which `acquire` returns for a `<close>` variable. It releases the object at the end of the block.
---
--- Source: Python asyncio.Lock
---@class pysocket.asyncio.Guard

--- A lock, which one task at a time can hold: `asyncio.Lock()`.
---
--- Raises: nothing
--- Source: Python asyncio.Lock
---@class pysocket.asyncio.Lock
---@overload fun(): pysocket.asyncio.Lock
local Lock = {}

--- Waits until the lock is free, and acquires it. Tasks get it in the order in which they asked.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Lock.acquire
---@return pysocket.asyncio.Guard guard a guard for a `<close>` variable; the lock itself cannot be closed
function Lock:acquire() end

--- Releases the lock. The next task that waits gets it.
---
--- Raises: nothing
--- Source: Python asyncio.Lock.release
function Lock:release() end

--- Returns whether the lock is held.
---
--- Raises: nothing
--- Source: Python asyncio.Lock.locked
---@return boolean yes
function Lock:locked() end

--- An event, for which tasks can wait: `asyncio.Event()`.
---
--- Raises: nothing
--- Source: Python asyncio.Event
---@class pysocket.asyncio.Event
---@overload fun(): pysocket.asyncio.Event
local Event = {}

--- Waits until the event is set.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Event.wait
---@return true set always true
function Event:wait() end

--- Sets the event, and wakes all tasks that wait for it.
---
--- Raises: nothing
--- Source: Python asyncio.Event.set
function Event:set() end

--- Resets the event.
---
--- Raises: nothing
--- Source: Python asyncio.Event.clear
function Event:clear() end

--- Returns whether the event is set.
---
--- Raises: nothing
--- Source: Python asyncio.Event.is_set
---@return boolean yes
function Event:is_set() end

--- A condition variable, with the lock that protects the condition: `asyncio.Condition(lock)`.
---
--- - `lock?` pysocket.asyncio.Lock: its lock; a new one by default
---
--- Raises: nothing
--- Source: Python asyncio.Condition
---@class pysocket.asyncio.Condition
---@overload fun(lock?: pysocket.asyncio.Lock): pysocket.asyncio.Condition
local Condition = {}

--- Acquires the lock.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Condition.acquire
---@return pysocket.asyncio.Guard guard a guard for a `<close>` variable
function Condition:acquire() end

--- Releases the lock.
---
--- Raises: nothing
--- Source: Python asyncio.Condition.release
function Condition:release() end

--- Returns whether the lock is held.
---
--- Raises: nothing
--- Source: Python asyncio.Condition.locked
---@return boolean yes
function Condition:locked() end

--- Releases the lock, waits for a notification, and acquires the lock again.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Condition.wait
---@return true notified always true
function Condition:wait() end

--- Waits until a function returns a true value.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Condition.wait_for
---@param predicate fun(): any the function, which is called with the lock held
---@return any result the value that it returned
function Condition:wait_for(predicate) end

--- Wakes some of the waiting tasks.
---
--- Raises: nothing
--- Source: Python asyncio.Condition.notify
---@param n? integer the number of tasks; 1 by default
function Condition:notify(n) end

--- Wakes all waiting tasks.
---
--- Raises: nothing
--- Source: Python asyncio.Condition.notify_all
function Condition:notify_all() end

--- A semaphore, which a limited number of tasks can hold at a time: `asyncio.Semaphore(value)`.
---
--- - `value?` integer: the number of tasks; 1 by default
---
--- Raises: nothing
--- Source: Python asyncio.Semaphore
---@class pysocket.asyncio.Semaphore
---@overload fun(value?: integer): pysocket.asyncio.Semaphore
local Semaphore = {}

--- Waits until the semaphore is free, and acquires it. Tasks get it in the order in which they asked.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Semaphore.acquire
---@return pysocket.asyncio.Guard guard a guard for a `<close>` variable
function Semaphore:acquire() end

--- Releases the semaphore once. The next task that waits gets it.
---
--- Raises: nothing
--- Source: Python asyncio.Semaphore.release
function Semaphore:release() end

--- Returns whether acquire would have to wait.
---
--- Raises: nothing
--- Source: Python asyncio.Semaphore.locked
---@return boolean yes
function Semaphore:locked() end

--- A semaphore whose release raises a string if it is called more often than acquire: `asyncio.BoundedSemaphore(value)`.
---
--- - `value?` integer: the number of tasks; 1 by default
---
--- Raises: nothing
--- Source: Python asyncio.BoundedSemaphore
---@class pysocket.asyncio.BoundedSemaphore : pysocket.asyncio.Semaphore
---@overload fun(value?: integer): pysocket.asyncio.BoundedSemaphore

--- A barrier, at which a number of tasks wait for each other: `asyncio.Barrier(parties)`.
---
--- - `parties` integer: the number of tasks
---
--- Raises: nothing
--- Source: Python asyncio.Barrier
---@class pysocket.asyncio.Barrier
---@overload fun(parties: integer): pysocket.asyncio.Barrier
---@field parties integer The number of tasks that the barrier waits for. [Python asyncio.Barrier.parties]
---@field n_waiting integer The number of tasks that are waiting. [Python asyncio.Barrier.n_waiting]
---@field broken boolean Whether the barrier is broken. [Python asyncio.Barrier.broken]
local Barrier = {}

--- Waits until the required number of tasks are waiting.
---
--- Raises: `BrokenBarrierError`; `CancelledError`
--- Source: Python asyncio.Barrier.wait
---@return integer index a number from 0 on, different for each task
function Barrier:wait() end

--- Resets the barrier. Tasks that are waiting get a BrokenBarrierError.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Barrier.reset
function Barrier:reset() end

--- Breaks the barrier. Tasks that are waiting, and those that wait later, get a BrokenBarrierError.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Barrier.abort
function Barrier:abort() end

-- Queues --------------------------------------------------------------------------

--- A first-in, first-out queue, which passes items between tasks: `asyncio.Queue(maxsize)`.
---
--- - `maxsize?` integer: the maximum number of items; 0, the default: no limit
---
--- Raises: nothing
--- Source: Python asyncio.Queue
---@class pysocket.asyncio.Queue
---@overload fun(maxsize?: integer): pysocket.asyncio.Queue
---@field maxsize integer The maximum number of items; 0: no limit. [Python asyncio.Queue.maxsize]
local Queue = {}

--- Waits until there is room, and adds an item.
---
--- Raises: `QueueShutDown`; `CancelledError`
--- Source: Python asyncio.Queue.put
---@param item any the item
function Queue:put(item) end

--- Adds an item if there is room.
---
--- Raises: `QueueFull`; `QueueShutDown`
--- Source: Python asyncio.Queue.put_nowait
---@param item any the item
function Queue:put_nowait(item) end

--- Waits until there is an item, and removes it from the queue.
---
--- Raises: `QueueShutDown`; `CancelledError`
--- Source: Python asyncio.Queue.get
---@return any item the item
function Queue:get() end

--- Removes an item from the queue if there is one.
---
--- Raises: `QueueEmpty`; `QueueShutDown`
--- Source: Python asyncio.Queue.get_nowait
---@return any item the item
function Queue:get_nowait() end

--- Returns the number of items in the queue.
---
--- Raises: nothing
--- Source: Python asyncio.Queue.qsize
---@return integer count the number of items
function Queue:qsize() end

--- Returns whether the queue is empty.
---
--- Raises: nothing
--- Source: Python asyncio.Queue.empty
---@return boolean yes
function Queue:empty() end

--- Returns whether the queue is full.
---
--- Raises: nothing
--- Source: Python asyncio.Queue.full
---@return boolean yes
function Queue:full() end

--- Marks an item that was removed from the queue as processed.
---
--- Raises: nothing
--- Source: Python asyncio.Queue.task_done
function Queue:task_done() end

--- Waits until all items that were added have been processed.
---
--- Raises: `CancelledError`
--- Source: Python asyncio.Queue.join
function Queue:join() end

--- Shuts the queue down: put raises QueueShutDown from then on, and get raises it as soon as the queue is empty.
---
--- Raises: nothing
--- Source: Python asyncio.Queue.shutdown
---@overload fun(self: pysocket.asyncio.Queue, keywords: pysocket.asyncio.keywords.shutdown)
---@param immediate? boolean empty the queue at once; false by default
function Queue:shutdown(immediate) end

--- A queue that returns the lowest item first. Items are numbers, strings, or sequences such as {priority, data}.
---
--- - `maxsize?` integer: the maximum number of items; 0, the default: no limit
---
--- Raises: nothing
--- Source: Python asyncio.PriorityQueue
---@class pysocket.asyncio.PriorityQueue : pysocket.asyncio.Queue
---@overload fun(maxsize?: integer): pysocket.asyncio.PriorityQueue

--- A queue that returns the most recently added item first.
---
--- - `maxsize?` integer: the maximum number of items; 0, the default: no limit
---
--- Raises: nothing
--- Source: Python asyncio.LifoQueue
---@class pysocket.asyncio.LifoQueue : pysocket.asyncio.Queue
---@overload fun(maxsize?: integer): pysocket.asyncio.LifoQueue

--- The keyword arguments of `queue:shutdown`.
---
--- Source: Python asyncio.Queue.shutdown
---@class pysocket.asyncio.keywords.shutdown
---@field immediate? boolean Empty the queue at once; false by default.
