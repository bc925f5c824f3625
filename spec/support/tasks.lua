--- Helpers for the specs of asyncio.
--
--     local tasks = require "spec.support.tasks"
--     it("…", tasks.main(function() … end))   runs the body in asyncio.run, for at most 20 seconds
--     tasks.turns([n])            lets the other tasks run n (5) times
--     tasks.count_turns(task)     -> how many times the other tasks run until the task has ended
--     tasks.log()                 -> a sequence that appends its argument when called: log("a"); log.list is {"a"}
--     tasks.hang()                waits until it is cancelled
--     tasks.cancelled(task)       raises an error unless the task ends with a CancelledError
--     tasks.serving(server, f)    calls f() while a server of pysocket.socketserver runs in another task
--     tasks.waits_for_child(server, ...)   -> does server:collect_children(...) wait for a child that runs?
--     tasks.open_fds()            support.open_fds() after a full collection

local support = require "spec.support"
local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"

local tasks = {}

function tasks.main(main)
  return function()
    return asyncio.run(function()
      local _ <close> = asyncio.timeout(20)
      return main()
    end)
  end
end

function tasks.turns(n)
  for _ = 1, n or 5 do asyncio.sleep(0) end
end

function tasks.count_turns(task)
  local count = 0
  repeat
    tasks.turns(1)
    count = count + 1
  until task:done()
  return count
end

function tasks.log()
  local list = {}
  return setmetatable({list = list}, {__call = function(_, ...)
    list[#list + 1] = table.concat({...}, " ")
  end})
end

function tasks.hang()
  asyncio.sleep(math.huge)
end

function tasks.cancelled(task)
  support.raises(asyncio.CancelledError, task.await, task)
end

function tasks.serving(server, f)
  local task = asyncio.create_task(server.serve_forever, server, 0.01)
  f()
  server:shutdown()
  task:await()
end

function tasks.waits_for_child(server, ...)
  local a, b = support.socketpair()
  server.active_children = {core._fork(b.recv, b, 1)}  -- the child ends when it has received something
  local task = asyncio.create_task(server.collect_children, server, ...)
  asyncio.sleep(0)
  local waits = not task:done()
  a:send "x"
  task:await()
  server:collect_children(true)
  return waits
end

function tasks.open_fds()
  support.settle()
  return support.open_fds()
end

return tasks
