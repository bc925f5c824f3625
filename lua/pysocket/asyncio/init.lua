--- asyncio: tasks. In a task every call that would have to wait suspends that task
-- alone, and others run. There is no await: what suspends, suspends by itself.

local core = require "pysocket.core"

core._own()
core._loop.install()

local asyncio = {}

local function add(room, ...)
  room = require("pysocket.asyncio." .. room)
  for _, name in ipairs{...} do asyncio[name] = room[name] end
end

for name, class in pairs(require "pysocket.asyncio.exceptions") do asyncio[name] = class end
add("futures", "Future", "Task", "isfuture")
add("tasks", "create_task", "ensure_future", "current_task", "all_tasks", "sleep", "shield", "wait_for")
add("protected", "pcall", "xpcall")
add("timeouts", "Timeout", "timeout", "timeout_at")
add("waiting", "gather", "wait", "as_completed", "ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION")
add("locks", "Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier")
add("queues", "Queue", "PriorityQueue", "LifoQueue")
add("events", "get_running_loop", "get_event_loop", "new_event_loop")
add("streams", "StreamReader", "StreamWriter", "Server", "open_connection", "start_server", "open_unix_connection",
  "start_unix_server")
asyncio.TaskGroup = require "pysocket.asyncio.taskgroups"
asyncio.run = require("pysocket.asyncio.runners").run

-- What the core loads at its first use is loaded now: a server that has run out of descriptors cannot load it.
for _, name in ipairs{"create_connection", "getfqdn", "ExceptionGroup"} do assert(core[name]) end
for _, name in ipairs{"makefile", "sendfile"} do assert(core.socket[name]) end

-- The user calls them through C, but for those that call the user's functions on the same stack, whose lines are to be
-- seen, those that a program calls for each turn and each client, and shield, whose cancellation must need no memory.
local BARE = {run = true, pcall = true, xpcall = true, sleep = true, create_task = true, shield = true}
for name, value in pairs(asyncio) do
  local meta = getmetatable(value)
  if type(value) == "function" and not BARE[name] then
    asyncio[name] = core._front(value)
  elseif type(meta) == "table" and type(rawget(meta, "__call")) == "function" then
    meta.__call = core._front(meta.__call)
  end
end

return core._module(asyncio, "pysocket.asyncio")
