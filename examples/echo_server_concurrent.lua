-- Echo server program: serves many clients at once, and sends back what each one sends.
-- Run it: make && eval "$(make env)" && lua5.4 examples/echo_server_concurrent.lua
-- Arguments: [host [port]]. Ctrl-C ends it.
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local HOST = arg[1] or ""  -- Set the host IP address or leave it empty for all interfaces
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"
local IDLE = 300  -- Seconds after which a client that neither sends nor reads is disconnected

local s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s:bind{HOST, PORT}
s:listen()

local function echo(conn, addr)
  local _ <close> = conn
  conn:settimeout(IDLE)
  print(("Connected by %s"):format(addr))

  while true do
    local data = conn:recv(1024)
    if not data then
      break
    end
    conn:sendall(data)
  end
end

-- An error ends only the connection to that client.
local function handle(conn, addr)
  local ok, e = asyncio.pcall(echo, conn, addr)
  if not ok and socket.isinstance(e, socket.OSError) then
    print(("Lost %s: %s"):format(addr, e.strerror or e.message))
  elseif not ok then
    error(e, 0)
  end
end

local function serve()
  for conn, addr in s.accept, s do
    asyncio.create_task(handle, conn, addr)
  end
end

asyncio.run(function()
  local group <close> = asyncio.TaskGroup()
  local server = group:create_task(serve)
  asyncio.get_running_loop():add_signal_handler("SIGINT", server.cancel, server)
end)
