--- asyncio: tasks. In a task, a call that has to wait suspends only that task, and the
-- others run. There is no await: calls suspend the task by themselves.
--
-- A file of this folder is loaded when one of its names is first used. The first use of the
-- loop loads all of them, and the files that the core loads on first use, because later there
-- may be no descriptor to read them with, or another working directory.

local core = require "pysocket.core"
local loop = core._loop()

core._own()
loop.install()

-- The names that each file defines.
local FILES = {
  exceptions = {"BrokenBarrierError", "CancelledError", "IncompleteReadError", "InvalidStateError",
                "LimitOverrunError", "QueueEmpty", "QueueFull", "QueueShutDown", "TimeoutError"},
  futures = {"Future", "Task", "isfuture"},
  tasks = {"create_task", "ensure_future", "current_task", "all_tasks", "sleep", "shield", "wait_for", "Timeout",
           "timeout", "timeout_at"},
  protected = {"pcall", "xpcall"},
  gather = {"gather", "wait", "as_completed", "ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"},
  locks = {"Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier"},
  queues = {"Queue", "PriorityQueue", "LifoQueue"},
  events = {"get_running_loop", "get_event_loop", "new_event_loop", "set_event_loop"},
  streams = {"StreamReader", "StreamWriter", "Server", "open_connection", "start_server", "open_unix_connection",
             "start_unix_server"},
  pipes = {"connect_read_pipe", "connect_write_pipe"},
  taskgroups = {"TaskGroup"},
  runners = {"run"},
}

-- Those of C. Only the table of asyncio has them, because a traceback shows a function with
-- the name of any loaded module that has it.
local IN_C = {
  sleep = loop.sleep, current_task = loop.current,
  Timeout = loop.Timeout, timeout = loop.new_timeout, timeout_at = loop.new_timeout_at,
}

local file_of = {}
for file, names in pairs(FILES) do
  for _, name in ipairs(names) do file_of[name] = file end
end

local asyncio = {}

-- The value in the form that users call, so that its errors name the user's line.
local function front(name, value)
  local meta = getmetatable(value)
  if name == "create_task" then return loop.task_maker(value) end
  if type(value) == "function" then return name == "run" and core._raising(value) or core._front(value) end
  if type(meta) == "table" and type(rawget(meta, "__call")) == "function" then
    meta.__call = core._front(meta.__call)
  end
  return value
end

local function load_all()
  for file in pairs(FILES) do core._require("pysocket.asyncio." .. file) end
  for _, name in ipairs{"create_connection", "getfqdn", "ExceptionGroup"} do assert(core[name]) end
  for _, name in ipairs{"makefile", "sendfile"} do assert(core.socket[name]) end
end

-- Names that the program has set itself are kept.
local function load(file)
  local made = core._require("pysocket.asyncio." .. file)
  if file == "runners" or file == "events" then load_all() end
  for _, name in ipairs(FILES[file]) do
    local value = front(name, IN_C[name] or made[name])
    if rawget(asyncio, name) == nil then asyncio[name] = value end
  end
end

return core._module(setmetatable(asyncio, {
  __index = function(_, name)
    local file = file_of[name]
    if not file then return nil end
    load(file)
    return rawget(asyncio, name)
  end,
  __pairs = function()
    for file in pairs(FILES) do load(file) end
    return next, asyncio
  end,
}), "pysocket.asyncio")
