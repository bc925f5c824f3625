--- Bad input for all of asyncio, inside and outside of a running loop.

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local sweep = require "spec.host.arguments.sweep"
local tls = require "spec.host.tls"

local loop = asyncio.get_event_loop()
loop:set_exception_handler(function() end)
loop:fileno()  -- creates the loop's descriptors
loop:add_signal_handler("SIGUSR1", print)
loop:remove_signal_handler "SIGUSR1"

-- Like pcall, but cancels a call that waits too long.
local function trying(seconds)
  return function(f, ...)
    local task = asyncio.create_task(pcall, f, ...)
    for _ = 1, 3 do asyncio.sleep(0) end
    asyncio.wait({task}, seconds)
    task:cancel()
    return task:await()
  end
end

local try, look_up = trying(0), trying(10)

local function close(...)
  for _, value in ipairs{...} do
    local kind = type(value)
    if (kind == "table" or kind == "userdata") and value.close and value ~= socket then pcall(value.close, value) end
  end
end

local function nothing() end

-- A task that has ended, or a sequence of these.
local ended

local function open_pair()
  local a, b = socket.socketpair()
  local reader, writer = asyncio.open_connection{sock = b}
  return a, reader, writer
end

-- Functions -------------------------------------------------------------------------

local functions = {
  create_task = "C", ensure_future = "A", current_task = "", all_tasks = "", pcall = "x", xpcall = "xF",
  sleep = "nx", shield = "A",
  wait_for = "An?", timeout = "n?", timeout_at = "n?", gather = "G", wait = "Ll?s?", as_completed = "Kl?",
  isfuture = "x", get_running_loop = "", get_event_loop = "", new_event_loop = "", TaskGroup = "",
  set_event_loop = "D?",
  open_connection = "HPJ?J?J?J?S?a?", open_unix_connection = "HJ?S?",
  start_server = "fYPJ?J?J?S?J?xxxx", start_unix_server = "fHJ?S?J?xx",
  connect_read_pipe = "RJ?", connect_write_pipe = "R",
  Future = "", Lock = "", Event = "", Condition = "k?", Semaphore = "i?", BoundedSemaphore = "i?", Barrier = "i",
  Queue = "n?", LifoQueue = "n?", PriorityQueue = "n?",
  IncompleteReadError = "si?", LimitOverrunError = "xx",
}
for name, class in pairs(asyncio) do
  if name:find "Error$" or name:find "^Queue%u" then functions[name] = functions[name] or class and "x?x?x?" end
end
functions.IncompleteReadError = "Bi?"

-- Methods ---------------------------------------------------------------------------

local awaitable = {
  add_done_callback = "F", remove_done_callback = "F", await = "", cancel = "x", cancelled = "", done = "",
  exception = "", result = "",
}

local function with(more)
  for name, signature in pairs(awaitable) do more[name] = signature end
  return more
end

local LOOP = {
  add_signal_handler = "zf", remove_signal_handler = "z", call_at = "nf", call_later = "nf", call_soon = "f",
  call_exception_handler = "X", default_exception_handler = "X", set_exception_handler = "F?",
  get_exception_handler = "", create_future = "", create_task = "C", fileno = "", is_running = "", run_forever = "",
  is_closed = "", close = "",
  run_until_complete = "A", step = "n?", stop = "", time = "", timeout = "",
}

local READER = {
  at_eof = "", exception = "", lines = "h?", read = "i?", readexactly = "i", readline = "", readuntil = "u?",
}

local WRITER = {
  abort = "", can_write_eof = "", close = "", drain = "", get_extra_info = "sx", get_write_buffer_size = "",
  is_closing = "", start_tls = "cMn?n?", set_write_buffer_limits = "I?i?", wait_closed = "", write = "W",
  write_eof = "", writelines = "Q",
}

local SERVER = {
  abort_clients = "", close = "", close_clients = "", is_serving = "", serve_forever = "", start_serving = "",
  wait_closed = "",
}

local QUEUE = {
  empty = "", full = "", get = "", get_nowait = "", join = "", put = "x", put_nowait = "x", qsize = "",
  shutdown = "g?", task_done = "",
}
-- A queue that contains a number.
local ORDERED = {}
for name, signature in pairs(QUEUE) do ORDERED[name] = signature:gsub("x", "o") end

local LOCK = {acquire = "", locked = "", release = ""}

local function letters()
  local numbers = "integer negative huge lowest float inf"
  local texts = numbers .. " nan empty string nul long"
  sweep.letter("F", "function", nothing)
  sweep.letter("R", "file integer odd", io.stderr)
  sweep.letter("C", "function callable", nothing)
  sweep.letter("A", "function callable task future", nothing)
  sweep.letter("G", "function callable task future table", nothing)
  sweep.letter("L", "", {ended})
  sweep.letter("K", "table keyword counted callable odd", {ended})
  sweep.letter("l", numbers, 1)
  sweep.letter("H", "nil empty string nul long", "127.0.0.1")
  sweep.letter("Y", "nil empty string nul long table callable keyword counted odd list future", "127.0.0.1")
  sweep.letter("P", "nil integer empty string nul long", 0)
  sweep.letter("S", "socket closed", nil)
  sweep.letter("k", "", asyncio.Lock())
  sweep.letter("D", "", loop)
  sweep.letter("B", "empty string nul long", "x")
  sweep.letter("X", "table list keyword counted callable odd mixed future", {})
  sweep.letter("z", "integer", 10)
  sweep.letter("h", "", "L")
  sweep.letter("u", "string nul long bytearray view", "x")
  sweep.letter("I", "integer negative huge lowest", 1)
  sweep.letter("J", "integer negative huge lowest", 1)
  sweep.letter("W", "empty string nul long bytearray view", "data")
  sweep.letter("Q", "table keyword counted callable odd future", {"data"})
  sweep.letter("c", "", tls.ssl and tls.client())
  sweep.letter("M", "empty string nul long", "localhost")
  sweep.letter("o", numbers .. " nan", 2)
  sweep.letter("g", "boolean " .. texts .. " function callable thread file socket closed bytearray view pointer task"
    .. " table", true)
end

local function sweep_objects()
  local tasks = {try = try, make = function() return asyncio.create_task(asyncio.sleep, 100) end,
    damage = function(task) return task:done() and "it has ended" or nil end,
    done = function(task)
      task:cancel()
      asyncio.wait{task}
    end, selves = {task = true, future = true}}
  sweep.methods("task", asyncio.Task, with{cancelling = "", get_name = "", set_name = "x", uncancel = ""}, tasks)
  sweep.methods("future", asyncio.Future, with{set_exception = "x", set_result = "x"}, {try = try,
    make = asyncio.Future, damage = function(f) return f:done() and "it has ended" or nil end,
    selves = {task = true, future = true}, skip = {set_exception = true}})
  sweep.letter("V", "boolean integer negative huge lowest float inf nan empty string nul long table list keyword"
    .. " counted function callable thread file socket closed bytearray view pointer task future odd mixed", "x")
  sweep.methods("future", {set_exception = asyncio.Future.set_exception}, {set_exception = "V"},
    {try = try, make = asyncio.Future, selves = {task = true, future = true}})

  for _, name in ipairs{"Queue", "LifoQueue", "PriorityQueue"} do
    sweep.methods(name, asyncio.Queue, name == "PriorityQueue" and ORDERED or QUEUE, {try = try,
      make = function()
        local queue = asyncio[name](2)
        queue:put(1)
        return queue
      end,
      damage = function(queue)
        return (queue:qsize() ~= 1 or queue:get_nowait() ~= 1) and "it has other items" or nil
      end})
  end

  local function acquired(name, ...)
    local arguments = table.pack(...)
    return function()
      local lock = asyncio[name](table.unpack(arguments, 1, arguments.n))
      if lock.acquire then lock:acquire() end
      return lock
    end
  end
  local function unlocked(lock) return not lock:locked() and "it is free" or nil end
  for _, name in ipairs{"Lock", "Semaphore", "BoundedSemaphore"} do
    local class = {}
    for key in pairs(LOCK) do class[key] = asyncio[name][key] end
    sweep.methods(name, class, LOCK, {try = try, make = acquired(name), damage = unlocked})
  end
  sweep.methods("Condition", asyncio.Condition, {acquire = "", locked = "", notify = "i?", notify_all = "",
    release = "", wait = "", wait_for = "f"}, {try = try, make = acquired "Condition", damage = unlocked})
  sweep.methods("Event", asyncio.Event, {clear = "", is_set = "", set = "", wait = ""},
    {try = try, make = asyncio.Event})
  sweep.methods("Barrier", asyncio.Barrier, {abort = "", reset = "", wait = ""},
    {try = try, make = acquired("Barrier", 2)})

  sweep.methods("Timeout", asyncio.Timeout, {expired = "", reschedule = "n?", when = ""},
    {make = function() return asyncio.timeout(100) end, done = function(t) getmetatable(t).__close(t) end})
  local group = asyncio.TaskGroup()
  sweep.methods("TaskGroup", getmetatable(group), {create_task = "C"}, {
    make = asyncio.TaskGroup, done = function(g) getmetatable(g).__close(g) end,
  })
  local handle = loop:call_later(1000, nothing)
  sweep.methods("handle", getmetatable(handle).__index, {cancel = "", cancelled = "", when = ""},
    {make = function() return loop:call_later(1000, nothing) end, done = function(h) h:cancel() end})
  handle:cancel()
end

-- Data that a connection has received, or has not sent yet, must stay.
local function sweep_streams()
  local peer, reader, writer
  local options = {try = try,
    make = function()
      peer, reader, writer = open_pair()
      peer:sendall "first\nevery byte\n"
      reader:readline()
      return reader
    end,
    damage = function() return reader:readline() ~= "every byte\n" and "bytes are lost" or nil end,
    done = function()
      writer:abort()
      peer:close()
    end}
  sweep.methods("reader", asyncio.StreamReader, READER, options)
  -- A valid call of start_tls would wait for the peer.
  local careful, skip = {start_tls = true}, {start_tls = not tls.ssl}
  sweep.methods("writer", asyncio.StreamWriter, WRITER, {try = try, careful = careful, skip = skip,
    make = function()
      peer, reader, writer = open_pair()
      writer:write "unsent"
      return writer
    end,
    damage = function()
      writer:drain()
      local data = peer:recv(100, socket.MSG_DONTWAIT)
      return data ~= "unsent" and "it has sent " .. tostring(data) or nil
    end,
    done = options.done})
  for name, class in pairs{reader = asyncio.StreamReader, writer = asyncio.StreamWriter} do
    sweep.methods("closed " .. name, class, name == "reader" and READER or WRITER, {try = try,
      make = function()
        peer, reader, writer = open_pair()
        writer:abort()
        return name == "reader" and reader or writer
      end,
      done = options.done, failing = true, careful = careful, skip = skip})
  end
  for name, start in pairs{["closed server"] = false, server = true} do
    sweep.methods(name, asyncio.Server, SERVER, {try = try,
      make = function()
        local server = asyncio.start_server(nothing, "127.0.0.1", 0)
        if not start then server:close() end
        return server
      end,
      damage = function(server) return start and not server:is_serving() and "it does not serve" or nil end,
      done = function(server)
        server:close()
        server:wait_closed()
      end})
  end
end

-- Classes whose methods are not tested.
local function find_unswept()
  for name, class in pairs(asyncio) do
    local methods = type(class) == "table" and not socket.isinstance(setmetatable({}, class), socket.Exception)
    if methods and not sweep.swept[name] and not sweep.swept[class] then
      sweep.report("asyncio." .. name, 0, "no", "its methods are not swept")
    end
  end
end

-- These are called outside of tasks, and without an object that could be damaged.
local OUTSIDE = {run = "A", get_event_loop = ""}
local RUN = {run_forever = true, run_until_complete = true, step = true}

asyncio.run(function()
  ended = asyncio.create_task(nothing)
  ended:await()
end)
letters()
sweep.functions({run = asyncio.run, get_event_loop = asyncio.get_event_loop}, "asyncio", OUTSIDE, {})
local class = getmetatable(loop).__index
local outside, inside = {}, {}
for name, f in pairs(class) do (RUN[name] and outside or inside)[name] = f end
sweep.methods("loop", outside, LOOP, {make = function() return loop end, careful = {run_forever = true, step = true}})

asyncio.run(function()
  sweep.methods("running loop", inside, LOOP, {try = try, make = function() return loop end, selfless = {time = true},
    careful = {default_exception_handler = true, stop = true},
    after = function()
      loop:set_exception_handler(function() end)
      for signal = 1, 31 do loop:remove_signal_handler(signal) end
    end})
  sweep.methods("running loop", outside, LOOP, {try = try, make = function() return loop end, failing = true})
  sweep_objects()
  sweep_streams()
  sweep.functions({connect_read_pipe = asyncio.connect_read_pipe, connect_write_pipe = asyncio.connect_write_pipe},
    "asyncio", functions, {try = try, careful = {connect_read_pipe = true, connect_write_pipe = true}})
  sweep.functions(asyncio, "asyncio", functions, {try = try, clean = close, skip = {run = true, timeout = true,
    timeout_at = true, TaskGroup = true, connect_read_pipe = true, connect_write_pipe = true,
    open_unix_connection = true, start_unix_server = true, open_connection = true, start_server = true}})
  -- These look up names, which must be names of this machine.
  sweep.functions({open_connection = asyncio.open_connection, start_server = asyncio.start_server}, "asyncio",
    functions, {try = look_up, clean = close, careful = {open_connection = true, start_server = true}})
  -- These act on the task that calls them.
  sweep.functions({timeout = asyncio.timeout, timeout_at = asyncio.timeout_at}, "asyncio", functions, {
    clean = function(limit) getmetatable(limit).__close(limit) end,
  })
  sweep.functions({open_unix_connection = asyncio.open_unix_connection, start_unix_server = asyncio.start_unix_server},
    "asyncio", functions, {try = try, clean = close, after = function()
      for _, path in ipairs{"x", "a", "127.0.0.1"} do os.remove(path) end
    end})
end)
find_unswept()
