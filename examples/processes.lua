-- Serves one port with several processes: with SO_REUSEPORT the kernel spreads the connections.
-- Run it: make && eval "$(make env)" && lua5.4 examples/processes.lua
-- Arguments: [port [processes]]. Ctrl-C ends them all.
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local PORT = tonumber(arg[1] or 50007) or error "the port must be a number"
local PROCESSES = math.tointeger(tonumber(arg[2] or 2)) or 0
assert(PROCESSES >= 1, "the number of processes must be a whole number, and at least 1")
local NUMBER, LINE = arg[3], tonumber(arg[4])  -- a worker's number, and the descriptor that ties it to its parent
local RESTART_DELAY = 1  -- seconds before another worker replaces one that ended
local IDLE = 300         -- seconds after which a client that neither sends nor reads is disconnected

-- A worker: an echo server that first sends its number.

local function echo(conn)
  local _ <close> = conn
  conn:settimeout(IDLE)
  conn:sendall("worker " .. NUMBER .. "\n")
  while true do
    local data = conn:recv(1024)
    if not data then break end
    conn:sendall(data)
  end
end

-- An error ends only the connection to that client.
local function handle(conn)
  local ok, e = asyncio.pcall(echo, conn)
  if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
end

local function serve()
  local s <close> = socket.create_server({"127.0.0.1", PORT}, {reuse_port = true})
  print("worker " .. NUMBER .. " listens at", s:getsockname())
  for conn in s.accept, s do asyncio.create_task(handle, conn) end
end

local function work()
  local parent <close> = socket.socket{fileno = LINE}
  parent:set_inheritable(false)
  asyncio.get_running_loop():add_signal_handler("SIGINT", function() end)  -- Ctrl-C is for the parent
  local group <close> = asyncio.TaskGroup()
  local server = group:create_task(serve)
  parent:recv(1)           -- returns at the end of the stream, when the parent has exited for any reason
  server:cancel()
end

-- The parent: replaces workers that end.

-- The port is bound but does not listen, so that it gets no connections and the workers can use it. An invalid port, or
-- one in use, is refused once here, and not repeatedly in each worker.
local function reserve()
  local s = socket.socket()
  s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
  s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
  s:bind{"127.0.0.1", PORT}
  return s
end

local function keep(number)
  while true do
    local line, other_end <close> = socket.socketpair()
    other_end:set_inheritable(true)
    local _ <close> = io.popen(("exec '%s' '%s' %d %d %d %d"):format(
      arg[-1], arg[0], PORT, PROCESSES, number, other_end:fileno()), "w")
    local _ <close> = line
    other_end:close()
    line:recv(1)           -- returns at the end of the stream, when the worker has exited
    print("worker " .. number .. " has exited; another one replaces it")
    asyncio.sleep(RESTART_DELAY)
  end
end

local function keep_all()
  local group <close> = asyncio.TaskGroup()
  for number = 1, PROCESSES do group:create_task(keep, number) end
end

io.stdout:setvbuf("line")
if NUMBER then return asyncio.run(work) end
local reserved <close> = reserve()
PORT = reserved:getsockname().port  -- the chosen port if PORT was 0
asyncio.run(function()
  local group <close> = asyncio.TaskGroup()
  local keeper = group:create_task(keep_all)
  asyncio.get_running_loop():add_signal_handler("SIGINT", keeper.cancel, keeper)
end)
