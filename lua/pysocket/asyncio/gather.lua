--- Waiting for several tasks at once: gather, wait, as_completed.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local futures = require "pysocket.asyncio.futures"
local tasks = require "pysocket.asyncio.tasks"

core._own()

local loop = core._loop()
local Future, isfuture = futures.Future, futures.isfuture
local subscribe, unsubscribe = futures.subscribe, futures.unsubscribe

local waiting = {
  ALL_COMPLETED = "ALL_COMPLETED",
  FIRST_COMPLETED = "FIRST_COMPLETED",
  FIRST_EXCEPTION = "FIRST_EXCEPTION",
}

-- The awaitables, each only once.
local function distinct_of(aws)
  local seen, distinct = {}, {}
  for _, awaitable in ipairs(aws) do
    if not seen[awaitable] then distinct[#distinct + 1] = awaitable end
    seen[awaitable] = true
  end
  return distinct
end

-- gather ----------------------------------------------------------------------------

-- The number of children that have not ended, and of ends that are queued for the gather
-- (csrc/loop/notify.c).
local LEFT <const>, DUE <const> = -2, -1

-- The future that gather waits for. It ends when its children end, and cancels them.
local Gathering = setmetatable({__future = true}, {__index = Future})
Gathering.__index = Gathering

local function succeeded(child)
  if type(child) == "userdata" then return loop.status(child) == "done" end
  return child._state == "done"
end

-- Not called for most tasks that succeed before the last child: the loop counts LEFT down for
-- them (csrc/loop/notify.c).
function Gathering:_ended(child)
  self[LEFT] = self[LEFT] - 1
  if self._state then return end
  if not self.return_exceptions and not succeeded(child) then
    self.culprit = child
    futures.settle(self, "failed")
  elseif self[LEFT] == 0 then
    futures.settle(self, self.cancelling and "cancelled" or "done")
  end
end

-- During a cancellation: a stack of the children that it still has to reach, in which each
-- gather is below its own children, with the gathers in it as keys. So a deeper nesting needs
-- no deeper C stack, and the cancellation ends even if they wait for each other.
local reaching

local function reach(self, message)
  reaching[self] = true
  reaching[#reaching + 1] = self
  for i = #self.children, 1, -1 do reaching[#reaching + 1] = self.children[i] end
  self.cancelling, self._message = true, message
end

local function cancel_all(self, message)
  reaching = {}
  reach(self, message)
  while #reaching > 0 do
    local item = table.remove(reaching)
    if reaching[item] then reaching[item] = nil else item:cancel(message) end
  end
end

local function has_pending(self)
  for _, child in ipairs(self.children) do
    if not child:done() then return true end
  end
  return false
end

function Gathering:cancel(message)
  if reaching and reaching[self] then return nil end
  if self._state or not has_pending(self) then return false end
  if reaching then
    reach(self, message)
    return true
  end
  local ok, e = pcall(cancel_all, self, message)
  reaching = nil
  if not ok then error(e, 0) end
  return true
end

-- The result of a child that has ended, or its error.
local function outcome(child)
  if type(child) == "userdata" then
    local _, value = loop.result(child)
    return value
  elseif child:cancelled() then
    local _, e = pcall(child.result, child)
    return e
  elseif futures.failed(child) then
    return child:exception()
  end
  return (child:result())
end

-- The errors of the children are retrieved only here: if this is never called, they are
-- reported as errors of the children.
function Gathering:result()
  if self._state == "failed" then return self.culprit:result() end
  if self._state == "cancelled" then return Future.result(self) end
  local children = self.children
  local results = {n = #children}
  for i = 1, results.n do results[i] = outcome(children[i]) end
  return core._list(results)
end

local function split_options(...)
  local given = table.pack(...)
  local last = given[given.n]
  if type(last) ~= "table" or next(last) == nil or isfuture(last) or getmetatable(last) or last[1] ~= nil then
    return given, false
  end
  local n = given.n
  given.n = n - 1
  return given, argument.truth((argument.keywords("gather", n, "return_exceptions", last)))
end

-- Makes a task of each function, which only the gather waits for.
local function start_functions(outer, children, n)
  local create, add = tasks.create, loop.subscribe
  outer[LEFT] = n
  for i = 1, n do
    local child = create(children[i])
    children[i] = child
    add(child, outer)
  end
end

local function join_all(outer, children, n)
  for i = 1, n do children[i] = tasks.ensure_future(children[i]) end
  local distinct = distinct_of(children)
  outer[LEFT] = #distinct
  for _, child in ipairs(distinct) do
    if child:done() then outer:_ended(child) else subscribe(child, outer) end
  end
end

--- asyncio.gather(awaitable, ...[, {return_exceptions = true}]) -> {result, ..., n = count}
-- Waits for all. Raises the first error at once, while the others continue, or puts each
-- error in the place of its result. If the waiting task is cancelled, all are cancelled.
function waiting.gather(...)
  local children, return_exceptions = split_options(...)
  local n, functions = children.n, true
  for i = 1, n do
    if type(children[i]) ~= "function" then
      functions = false
      tasks.check(children[i], i, "gather")
    end
  end
  if n == 0 then return core._list{n = 0} end
  futures.waiting_task("gather")
  local outer = setmetatable({
    _state = false, children = children, [LEFT] = 0, [DUE] = 0, return_exceptions = return_exceptions,
  }, Gathering)
  children[n + 1] = nil
  if functions then start_functions(outer, children, n) else join_all(outer, children, n) end
  return outer:await()
end

-- wait ------------------------------------------------------------------------------

local function check_sequence(aws, name)
  if type(aws) ~= "table" or isfuture(aws) then
    argument.typeerror(1, name, "sequence of tasks and futures", aws)
  end
end

-- Called when one of the awaitables has ended. Wakes its task when the condition holds,
-- unless the task no longer waits.
local Waiter = {}
Waiter.__index = Waiter

function Waiter:_ended(awaitable)
  self.left = self.left - 1
  local enough = self.left == 0 or self.when == waiting.FIRST_COMPLETED
    or self.when == waiting.FIRST_EXCEPTION and futures.failed(awaitable)
  if enough and self.task then loop.wake(self.task) end
end

local function partition(distinct)
  local done, pending = {}, {}
  for _, awaitable in ipairs(distinct) do
    local set = awaitable:done() and done or pending
    set[#set + 1] = awaitable
    set[awaitable] = true
  end
  return core._list(done), core._list(pending)
end

local function check_when(when)
  if when == nil then return waiting.ALL_COMPLETED end
  if type(when) ~= "string" or waiting[when] ~= when then
    argument.error(3, "wait", ("Invalid return_when value: %s"):format(tostring(when)))
  end
  return when
end

-- The timeout in the form that loop.park accepts.
local function check_timeout(timeout, name)
  argument.seconds(2, name, timeout)
  if timeout == nil or timeout >= argument.NEVER then return nil end
  return timeout > 0 and timeout or 0
end

local function check_awaitables(aws)
  check_sequence(aws, "wait")
  if #aws == 0 then argument.error(1, "wait", "Set of Tasks/Futures is empty.") end
  for _, awaitable in ipairs(aws) do
    if not isfuture(awaitable) then
      argument.error(1, "wait", ("task or future expected, got %s; make a task of it with create_task"):format(
        type(awaitable)))
    end
  end
end

local function park(distinct, waiter, timeout)
  for _, awaitable in ipairs(distinct) do futures.notify(awaitable, waiter) end
  loop.park(timeout)
end

local function wait(aws, timeout, when)
  timeout = check_timeout(timeout, "wait")
  local distinct = distinct_of(aws)
  local waiter = setmetatable({
    left = #distinct, when = check_when(when), task = futures.waiting_task("wait"),
  }, Waiter)
  local ok, e = pcall(park, distinct, waiter, timeout)
  waiter.task = nil
  for _, awaitable in ipairs(distinct) do unsubscribe(awaitable, waiter) end
  if not ok then error(e, 0) end
  return partition(distinct)
end

--- asyncio.wait(aws[, timeout[, return_when]]) -> done, pending
-- Returns two sequences of tasks and futures, which also have the tasks as keys, so that
-- done[task] is true. If the timeout expires, nothing is cancelled, and no error is raised.
function waiting.wait(aws, ...)
  check_awaitables(aws)
  return wait(aws, argument.keywords("wait", 2, "timeout return_when", ...))
end

-- as_completed ----------------------------------------------------------------------

-- `ended` is a queue of those that have ended and were not returned yet.
local Completion = {}
Completion.__index = Completion

function Completion:_ended(awaitable)
  self.last = self.last + 1
  self.ended[self.last] = awaitable
  if self.task then loop.wake(self.task) end
end

local function give_up(self)
  for awaitable in pairs(self.all) do unsubscribe(awaitable, self) end
  core._error("TimeoutError", nil, "timed out", "as_completed")
end

local function wait_for_next(self)
  local left = self.deadline and math.max(self.deadline - loop.time(), 0)
  if self.task then argument.fail("another task is waiting in this as_completed") end
  self.task = futures.waiting_task("as_completed")
  local ok, e = pcall(loop.park, left)
  self.task = nil
  if not ok then error(e, 0) end
  if left == 0 and self.given == self.last then give_up(self) end
end

local next_ended = argument.method(function(self)
  if self.given == self.count then return nil end
  while self.given == self.last do wait_for_next(self) end
  self.given = self.given + 1
  return self.ended[self.given]
end, Completion, "as_completed", "what as_completed returned")

--- asyncio.as_completed(aws[, timeout]) -> iterator
-- `for task in asyncio.as_completed(aws) do task:await() … end` visits the tasks in the order in
-- which they end. Raises TimeoutError if the timeout expires.
function waiting.as_completed(aws, ...)
  check_sequence(aws, "as_completed")
  local timeout = argument.keywords("as_completed", 2, "timeout", ...)
  timeout = check_timeout(timeout, "as_completed")
  for _, awaitable in ipairs(aws) do tasks.check(awaitable, 1, "as_completed") end
  local self = setmetatable({
    all = {}, count = 0, ended = {}, last = 0, given = 0,
    deadline = timeout and loop.time() + timeout,
  }, Completion)
  for _, awaitable in ipairs(aws) do
    awaitable = tasks.ensure_future(awaitable)
    if not self.all[awaitable] then
      self.all[awaitable] = true
      self.count = self.count + 1
      futures.notify(awaitable, self)
    end
  end
  return next_ended, self
end

return waiting
