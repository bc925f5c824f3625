-- One port served by several processes: with SO_REUSEPORT the kernel spreads the connections.
-- Run it: lua5.4 examples/processes.lua [port [processes]]; Ctrl-C ends them all.
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local PORT = tonumber(arg[1]) or 50007
local PROCESSES = tonumber(arg[2]) or 2
local NUMBER, LINE = arg[3], tonumber(arg[4])  -- a worker's, and the descriptor that ties it to its parent
local REST = 1             -- seconds before another worker takes the place of one that ended

-- A worker: an echo server that first says who it is.

local function handle(conn)
  local _ <close> = conn
  conn:sendall("worker " .. NUMBER .. "\n")
  while true do
    local data = conn:recv(1024)
    if not data then break end
    conn:sendall(data)
  end
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
  parent:recv(1)           -- nothing ever comes: the end, when the parent has ended, however it did
  server:cancel()
end

-- The parent: keeps the workers alive.

local function keep(number)
  while true do
    local line, other_end <close> = socket.socketpair()
    other_end:set_inheritable(true)
    local _ <close> = io.popen(("exec '%s' '%s' %d %d %d %d"):format(
      arg[-1], arg[0], PORT, PROCESSES, number, other_end:fileno()), "w")
    local _ <close> = line
    other_end:close()
    line:recv(1)           -- nothing ever comes: the end, when the worker has ended
    print("worker " .. number .. " has ended; another one takes its place")
    asyncio.sleep(REST)
  end
end

io.stdout:setvbuf("line")
if NUMBER then return asyncio.run(work) end
asyncio.run(function()
  local group <close> = asyncio.TaskGroup()
  for number = 1, PROCESSES do group:create_task(keep, number) end
end)
