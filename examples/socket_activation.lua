-- An echo server that systemd starts at the first connection: systemd listens before this script runs.
-- Run it: make && eval "$(make env)"
--   systemd-socket-activate -l 50007 -E LUA_PATH -E LUA_CPATH lua5.4 examples/socket_activation.lua
-- Arguments: [seconds]. doc/scaling.md has the units.
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

-- The server exits after this many seconds without a client. systemd starts it again.
local IDLE = tonumber(arg[1] or 60) or error "the seconds must be a number"
local SILENCE = 300                  -- seconds after which a silent client is disconnected
local FIRST = 3                      -- the sockets are the descriptors from 3 on: see sd_listen_fds(3)

-- Returns their number. LISTEN_PID names the process that they are for, because children inherit the variables too.
local function listen_fds()
  local stat <close> = io.open("/proc/self/stat")
  local is_ours = tonumber(os.getenv("LISTEN_PID")) == stat:read("n")
  return is_ours and tonumber(os.getenv("LISTEN_FDS")) or 0
end

local guests, changes = 0, 0

local function count(change)
  guests, changes = guests + change, changes + 1
end

local function echo(conn)
  local _ <close> = conn
  conn:settimeout(SILENCE)
  count(1)
  local _ <close> = setmetatable({}, {__close = function() count(-1) end})
  while true do
    local data = conn:recv(1024)
    if not data then break end
    conn:sendall(data)
  end
end

-- A client that disconnects or stays silent needs no report.
local function handle(conn)
  local ok, e = asyncio.pcall(echo, conn)
  if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
end

local function serve(s)
  for conn in s.accept, s do asyncio.create_task(handle, conn) end
end

local function watch()
  local before
  repeat
    before = changes
    asyncio.sleep(IDLE)
  until guests == 0 and changes == before
end

local function main()
  local given = listen_fds()
  if given == 0 then error("systemd must start this script: LISTEN_FDS names no socket", 0) end
  for fd = FIRST, FIRST + given - 1 do
    local s = socket.socket{fileno = fd}
    s:set_inheritable(false)
    print("Listening at", s:getsockname())
    asyncio.create_task(serve, s)
  end
  local group <close> = asyncio.TaskGroup()
  local watcher = group:create_task(watch)
  asyncio.get_running_loop():add_signal_handler("SIGINT", watcher.cancel, watcher)  -- Ctrl-C ends it too
end

io.stdout:setvbuf("line")  -- for the journal
asyncio.run(main)
