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

-- Those that wait go without: their errors come later, in a task, which has its own lines.
for _, name in ipairs{"get_running_loop", "get_event_loop", "timeout", "timeout_at", "current_task", "all_tasks"} do
  asyncio[name] = core._front(asyncio[name])
end

return core._module(asyncio, "pysocket.asyncio")
