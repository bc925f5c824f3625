--- TaskGroup: tasks that end before the block of its variable ends.
--
--     do
--       local group <close> = asyncio.TaskGroup()   -- async with asyncio.TaskGroup() as group:
--       group:create_task(fn, …)
--     end
--
-- The first failure cancels the other tasks and the block. When all have ended, the errors
-- are raised as one ExceptionGroup.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local tasks = require "pysocket.asyncio.tasks"

core._own()

local ExceptionGroup = core.ExceptionGroup  -- loaded here, because later there may be no descriptor to load it with

local loop = core._loop()

-- The tasks that have not ended, their number, and the number of ends that are queued for it
-- (csrc/loop/notify.c).
local TASKS <const>, LEFT <const>, DUE <const> = -3, -2, -1

local TaskGroup = {__name = "TaskGroup"}
TaskGroup.__index = TaskGroup

--- group:create_task(fn, ...) -> task
function TaskGroup:create_task(...)
  if self._exiting and self[LEFT] == 0 then
    argument.fail(("%s is finished"):format(self))
  elseif self._aborting then
    argument.fail(("%s is shutting down"):format(self))
  end
  local task = tasks.create(...)
  self[TASKS][task] = true
  loop.subscribe(task, self)
  self[LEFT] = self[LEFT] + 1  -- last, when nothing can fail any more
  return task
end

local function abort(self)
  loop.request_all(self[TASKS])
  self._aborting = true
end

-- Keeps the error of a task that failed, and cancels the other tasks and the block.
local function take_error(self, task)
  self._tracebacks[#self._tracebacks + 1] = loop.traceback(task)
  self._errors[#self._errors + 1] = task:exception()
  if self._aborting or self._cancelled_parent then return end
  abort(self)
  self._cancelled_parent = true
  self._parent:cancel()
end

-- Not called for most tasks that succeed before the last one: the loop changes LEFT and TASKS
-- for them (csrc/loop/notify.c).
function TaskGroup:_ended(task)
  self[TASKS][task] = nil
  self[LEFT] = self[LEFT] - 1
  if self._waiting and self[LEFT] == 0 then loop.wake(self._parent) end
  if loop.status(task) == "failed" then take_error(self, task) end
end

-- Returns the cancellation from outside that arrived in the meantime. If it cannot wait, as in
-- coroutine.close, it tries only twice.
local function wait(self)
  local cancelled
  local tries = 2
  while self[LEFT] > 0 do
    self._waiting = true
    local ok, e = pcall(loop.park)
    self._waiting = false
    if not ok then
      if not core.isinstance(e, core.CancelledError) then tries = tries - 1 end
      if tries == 0 then error(e, 0) end
      if not self._aborting then
        cancelled = e
        abort(self)
      end
    end
  end
  return cancelled
end

function TaskGroup:__close(e)
  if self._process ~= loop.process() then return end  -- its tasks belong to the parent process
  local cancelled = core.isinstance(e, core.CancelledError) and e or nil
  self._exiting = true
  if e ~= nil and not self._aborting then abort(self) end
  local from_outside = wait(self)
  if from_outside then
    if not core.isinstance(from_outside, core.CancelledError) then error(from_outside, 0) end
    cancelled = from_outside
  end
  local errors, parent = self._errors, self._parent
  if self._cancelled_parent and parent:uncancel() == 0 then cancelled = nil end
  if cancelled and #errors == 0 then error(cancelled, 0) end
  if e ~= nil and not core.isinstance(e, core.CancelledError) then
    self._tracebacks[#self._tracebacks + 1] = loop.traceback(parent)
    errors[#errors + 1] = e
  end
  if #errors == 0 then return end
  if parent:cancelling() > 0 then  -- raised instead of the cancellation, which is still pending
    parent:uncancel()
    parent:cancel()
  end
  local group = ExceptionGroup("unhandled errors in a TaskGroup", errors)
  group.where = core._where()
  loop.set_traceback(group, table.concat({tostring(group), table.unpack(self._tracebacks)}, "\n"))
  return core._throw(group)
end

function TaskGroup:__tostring()
  local text = "<TaskGroup"
  if self[LEFT] > 0 then text = ("%s tasks=%d"):format(text, self[LEFT]) end
  if #self._errors > 0 then text = ("%s errors=%d"):format(text, #self._errors) end
  if self._aborting then
    text = text .. " cancelling"
  elseif not self._exiting then
    text = text .. " entered"
  end
  return text .. ">"
end

argument.methods(TaskGroup)

--- asyncio.TaskGroup() -> group
local function new_group()
  local parent = loop.current()
  if not parent then argument.fail("TaskGroup should be used inside a task") end
  return setmetatable({
    _parent = parent, [TASKS] = {}, [LEFT] = 0, [DUE] = 0, _errors = {}, _tracebacks = {},
    _aborting = false, _exiting = false, _waiting = false,
    _cancelled_parent = false, _process = loop.process(),
  }, TaskGroup)
end

return {TaskGroup = new_group}
