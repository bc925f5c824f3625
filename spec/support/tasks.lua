--- Helpers for the specs of asyncio.
--
--     local tasks = require "spec.support.tasks"
--     it("…", tasks.main(function() … end))   the body runs as asyncio.run's main, for 10 seconds at most
--     tasks.turns([n])            lets the others run n (5) times
--     tasks.log()                 -> a sequence that is called to append: log("a"); assert.same({"a"}, log.list)
--     tasks.hang()                waits until it is cancelled
--     tasks.cancelled(task)       raises unless it ends by a CancelledError
--     tasks.open_fds()            support.open_fds(), without what the collector can close

local support = require "spec.support"
local asyncio = require "pysocket.asyncio"

local tasks = {}

function tasks.main(main)
  return function()
    return asyncio.run(function()
      local _ <close> = asyncio.timeout(10)
      return main()
    end)
  end
end

function tasks.turns(n)
  for _ = 1, n or 5 do asyncio.sleep(0) end
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

function tasks.open_fds()
  support.settle()
  return support.open_fds()
end

return tasks
